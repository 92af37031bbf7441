"""Formulas: figures computed from those of other indicators, for all regions and years at once.

Arrays are year-first, (year, ..., series). A missing input gives a missing value, and so do a division by zero
and a root or logarithm outside its domain; comparisons give 1 and 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.plan.expressions import (
    OVER_CHILDREN,
    At,
    Call,
    Code,
    Expression,
    Negative,
    Node,
    Number,
    Operation,
    walk,
)

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

_JOIN: Final[Mapping[str, Callable[[FloatArray, FloatArray], FloatArray]]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "==": np.equal,
    "!=": np.not_equal,
    "min": np.minimum,
    "max": np.maximum,
}
_ARITHMETIC: Final = frozenset("+-*/")
_ALONE: Final[Mapping[str, Callable[[FloatArray], FloatArray]]] = {
    "abs": np.abs,
    "sqrt": np.sqrt,
    "log": np.log,
    "exp": np.exp,
}


@dataclass(frozen=True, eq=False)
class FormulaContext:
    """Where a formula finds its figures.

    `years` (year,); `children` the regions below each region; `series_at` the row of (region, industry slot)
    for each indicator code, -1 where there is none; `base_year_row` the base year's place on the year axis,
    None where it is not on it.
    """

    years: IntArray
    region_count: int
    children: tuple[IntArray, ...]
    series_at: Mapping[str, IntArray]
    base_year_row: int | None
    region_index: Mapping[str, int]


def evaluate(
    expression: Expression,
    context: FormulaContext,
    values: FloatArray,
    regions: IntArray,
    industries: IntArray,
) -> FloatArray:
    """The formula in each (region, industry) pair: (year, ..., pair) out of values (year, ..., series).

    `sum`, `mean` and `count` run over the region's children in the same industry that have every series that
    the part reads; a child of these without a figure in a year leaves that year empty, and so does having
    none. ``at`` takes another region's figure, ``prev`` the year before, ``base`` the base year's.
    """
    walker = _Walker(context, values)
    with np.errstate(all="ignore"):
        result = walker.visit(expression.root, regions, industries)
    return np.where(np.isfinite(result), result, np.nan)


class _Walker:
    def __init__(self, context: FormulaContext, values: FloatArray) -> None:
        self.context = context
        self.values = values

    def visit(self, node: Node, regions: IntArray, industries: IntArray) -> FloatArray:
        if isinstance(node, Number):
            return np.full((*self.values.shape[:-1], len(regions)), node.value)
        if isinstance(node, Code):
            return self._figures(node.code, regions, industries)
        if isinstance(node, Negative):
            return -self.visit(node.part, regions, industries)
        if isinstance(node, Operation):
            left, right = (
                self.visit(node.left, regions, industries),
                self.visit(node.right, regions, industries),
            )
            return _joined(node.operator, left, right)
        if isinstance(node, At):
            there = self.context.region_index.get(node.region, -1)
            return self.visit(node.part, np.full(len(regions), there, dtype=np.int64), industries)
        return self._call(node, regions, industries)

    def _figures(self, code: str, regions: IntArray, industries: IntArray) -> FloatArray:
        rows = self._rows(code, regions, industries)
        return np.where(rows >= 0, self.values[..., np.maximum(rows, 0)], np.nan)

    def _rows(self, code: str, regions: IntArray, industries: IntArray) -> IntArray:
        table = self.context.series_at.get(code)
        if table is None or not self.values.shape[-1]:
            return np.full(len(regions), -1, dtype=np.int64)
        return np.where(regions >= 0, table[np.maximum(regions, 0), industries], -1)

    def _call(self, node: Call, regions: IntArray, industries: IntArray) -> FloatArray:
        name = node.function
        if name in ("sum", "mean", "count"):
            return self._over_children(node, regions, industries)
        parts = [self.visit(part, regions, industries) for part in node.parts]
        if name == "prev":
            before = np.full_like(parts[0], np.nan)
            before[1:] = parts[0][:-1]
            return before
        if name == "base":
            row = self.context.base_year_row
            base = np.full_like(parts[0], np.nan)
            if row is not None:
                base[:] = parts[0][row]
            return base
        if name in _ALONE:
            result = _ALONE[name](parts[0])
            return np.where(np.isfinite(result), result, np.nan)
        joined = parts[0]
        for part in parts[1:]:
            joined = _joined(name, joined, part)
        return joined

    def _over_children(self, node: Call, regions: IntArray, industries: IntArray) -> FloatArray:
        part = node.parts[0]
        none = np.empty(0, dtype=np.int64)
        families = [self.context.children[region] if region >= 0 else none for region in regions]
        sizes = np.array([len(family) for family in families], dtype=np.int64)
        members = np.concatenate([none, *families])
        parents = np.repeat(np.arange(len(regions)), sizes)
        slots = industries[parents]
        covered = np.ones(len(members), dtype=np.bool_)
        for inner in walk(part):
            if isinstance(inner, Code) and not _elsewhere(part, inner):
                covered &= self._rows(inner.code, members, slots) >= 0
        members, slots, parents = members[covered], slots[covered], parents[covered]
        result = np.full((*self.values.shape[:-1], len(regions)), np.nan)
        if not len(members):
            return result
        figures = self.visit(part, members, slots)
        if node.function == "count":
            figures = np.where(np.isnan(figures), np.nan, (figures != 0).astype(np.float64))
        present, starts, sizes = np.unique(parents, return_index=True, return_counts=True)
        total = np.add.reduceat(figures, starts, axis=-1)
        result[..., present] = total / sizes if node.function == "mean" else total
        return result


def _elsewhere(node: Node, code: Code) -> bool:
    """Whether a code stands under an ``at`` or among grandchildren, so that it says nothing of the child itself."""
    if node is code:
        return False
    if isinstance(node, At):
        return True
    if isinstance(node, Operation):
        return _elsewhere(node.left, code) and _elsewhere(node.right, code)
    if isinstance(node, Negative):
        return _elsewhere(node.part, code)
    if isinstance(node, Call):
        if node.function in OVER_CHILDREN:
            return True
        return all(_elsewhere(part, code) for part in node.parts)
    return True


def _joined(operator: str, left: FloatArray, right: FloatArray) -> FloatArray:
    result = np.asarray(_JOIN[operator](left, right), dtype=np.float64)
    if operator in _ARITHMETIC:
        return np.where(np.isfinite(result), result, np.nan)
    return np.where(np.isnan(left) | np.isnan(right), np.nan, result)
