"""Indicators' formulas as spreadsheet formulas: the same tree over the cells of one scenario's paths.

A missing figure is #N/A and passes through every operation, as NaN does in ``npfdesk.engine.projection.formulas``; a
division by zero or a logarithm outside its domain is an error of the spreadsheet's and counts as missing too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from npfdesk.engine.projection.frame import Frame
from npfdesk.plan.expressions import (
    OVER_CHILDREN,
    At,
    Call,
    Code,
    Negative,
    Node,
    Number,
    Operation,
    children_of,
)
from npfdesk.plan.method_description import MISSING
from npfdesk.plan.numbers import plain
from npfdesk.report.livebook.live_workbook import LONGEST

_SIGNS: Final = {"==": "=", "!=": "<>"}
_COMPARISONS: Final = frozenset({"<", "<=", ">", ">=", "==", "!="})
_ALONE: Final = {"abs": "ABS", "sqrt": "SQRT", "log": "LN", "exp": "EXP"}
_LONG_PART: Final = 1500


class ExpressionWriter:
    """Writes formulas of a plan over cells.

    `cell(row, column)` names the figure of a series in a year; `put(text, column)` writes a part into a cell of
    its own and names that, for what is too long for one formula.
    """

    def __init__(self, frame: Frame, cell: Callable[[int, int], str], put: Callable[[str, int], str]) -> None:
        self._frame, self._cell, self._put = frame, cell, put

    def write(self, node: Node, region: int, slot: int, column: int) -> str:
        """The formula of a tree for a region (index, -1: none), an industry slot and a year's column."""
        text = self._write(node, region, slot, column)
        return self._put(text, column) if len(text) > _LONG_PART and not isinstance(node, Code) else text

    def _write(self, node: Node, region: int, slot: int, column: int) -> str:
        if isinstance(node, Number):
            return plain(node.value).upper() or MISSING
        if isinstance(node, Code):
            row = self._row(node.code, region, slot)
            return self._cell(row, column) if row >= 0 else MISSING
        if isinstance(node, Negative):
            return f"(-{self.write(node.part, region, slot, column)})"
        if isinstance(node, Operation):
            left, right = (self.write(part, region, slot, column) for part in (node.left, node.right))
            sign = _SIGNS.get(node.operator, node.operator)
            joined = f"({left}{sign}{right})"
            return f"IF({joined},1,0)" if node.operator in _COMPARISONS else joined
        if isinstance(node, At):
            return self.write(node.part, self._frame.region_index.get(node.region, -1), slot, column)
        return self._call(node, region, slot, column)

    def _call(self, node: Call, region: int, slot: int, column: int) -> str:
        name = node.function
        if name in OVER_CHILDREN:
            return self._over_children(node, region, slot, column)
        if name == "prev":
            return self.write(node.parts[0], region, slot, column - 1) if column > 0 else MISSING
        if name == "base":
            base = self._frame.context.column_of_base(node)
            return MISSING if base is None else self.write(node.parts[0], region, slot, base)
        parts = [self.write(part, region, slot, column) for part in node.parts]
        return f"{_ALONE.get(name, name.upper())}({','.join(parts)})"

    def _over_children(self, node: Call, region: int, slot: int, column: int) -> str:
        part = node.parts[0]
        members = self._members(part, region, slot)
        if self._frame.in_force is not None:
            members = [one for one in members if self._frame.in_force[column, one]]
        if not members:
            return MISSING
        terms = [self.write(part, member, slot, column) for member in members]
        if node.function == "count":
            terms = [f"IF({term}<>0,1,0)" for term in terms]
        total = summed(terms, column, self._put)
        return f"(({total})/{len(members)})" if node.function == "mean" else f"({total})"

    def _members(self, part: Node, region: int, slot: int) -> list[int]:
        if region < 0:
            return []
        return [int(child) for child in self._frame.children[region] if self._covers(part, int(child), slot)]

    def _covers(self, node: Node, region: int, slot: int) -> bool:
        """Whether a region has every series that a part reads; over children, whether one of them has."""
        if isinstance(node, Code):
            return self._row(node.code, region, slot) >= 0
        if isinstance(node, At):
            return self._covers(node.part, self._frame.region_index.get(node.region, -1), slot)
        if isinstance(node, Call) and node.function in OVER_CHILDREN:
            return bool(self._members(node.parts[0], region, slot))
        return all(self._covers(part, region, slot) for part in children_of(node))

    def _row(self, code: str, region: int, slot: int) -> int:
        indicator = self._frame.indicator_index.get(code)
        return -1 if indicator is None or region < 0 else int(self._frame.lookup[indicator][region, slot])


def summed(terms: list[str], column: int, put: Callable[[str, int], str]) -> str:
    """Terms joined by +, in parts where they are too long for one formula.

    Not SUM: it would pass over a missing figure instead of handing it on.
    """
    while sum(len(term) + 1 for term in terms) > LONGEST:
        parts: list[str] = []
        chunk: list[str] = []
        length = 0
        for term in terms:
            if length + len(term) > LONGEST:
                parts.append(put("+".join(chunk), column))
                chunk, length = [], 0
            chunk.append(term)
            length += len(term) + 1
        terms = [*parts, put("+".join(chunk), column)]
    return "+".join(terms)
