"""Calculations typed into a cell: `=8*1.05`, `=x*1.05`, `+5`, `*1.1`, `-3%`; read by Python's own parser, never run."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from fractions import Fraction
from typing import Final

from npfdesk.plan.numbers import LONGEST_TEXT, half_width, parse_figure, plain
from npfdesk.plan.problems import Problem, error

NOT_CALCULATED: Final = error(
    "calculation_unreadable",
    "算式“{text}”无法计算。可用数字、%、+ - * / ^ ( )，以及 x 或“本值”（本格的值）、“左”和“上”（左边、上面一格），例如 =x*1.05。",
    "“{text}” cannot be calculated. Use numbers, %, + - * / ^ ( ), and x (the cell's own value), left and above (the cells "
    "beside and above), as in =x*1.05.",
)
NOTHING_TO_REFER_TO: Final = error(
    "calculation_without_value",
    "算式“{text}”里的“{part}”那一格没有数值，没有写入。请直接写数字。",
    "“{text}” refers to “{part}”, a cell without a value; nothing was entered. Write numbers instead.",
)
NO_RESULT: Final = error(
    "calculation_no_result",
    "算式“{text}”没有结果：除以零，或数值过大。",
    "“{text}” has no result: it divides by zero, or grows too large.",
)

OWN, LEFT, ABOVE = "x", "left", "above"
NAMES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("x", "X", "本值", "原值"), OWN),
    **dict.fromkeys(("left", "左"), LEFT),
    **dict.fromkeys(("above", "上"), ABOVE),
}
"""What a calculation may name, by the words for it."""
_PERCENT: Final = "%"
_SIGNS: Final = str.maketrans({"×": "*", "÷": "/", "−": "-", "–": "-", "·": "*"})
_SHARE: Final = re.compile(r"(?<![\d.])((?:\d[\d.]*|\.\d+)(?:e[+-]?\d+)?)%")
_GROUPING: Final = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_LESS: Final = re.compile(r"-[\d.]+%")
_EXACT_POWER, _EXACT_BITS = 64, 256


class _Kind(Enum):
    """What a part of a calculation is: a plain number, a rate in per cent (own: that of a cell), or a factor like 1 + 5 %."""

    PLAIN = auto()
    RATE = auto()
    OWN_RATE = auto()
    FACTOR = auto()


_RATES: Final = frozenset({_Kind.RATE, _Kind.OWN_RATE})


@dataclass(frozen=True)
class _Part:
    figure: Fraction
    kind: _Kind = _Kind.PLAIN


@dataclass(frozen=True)
class Calculation:
    """What a typed calculation comes to, in the unit of its cell, and the text of what is calculated ("" for one after =)."""

    value: float
    said: str = ""


def is_calculation(text: str) -> bool:
    """Whether a text begins as only a calculation does: with =, *, /, or +."""
    return half_width(text).translate(_SIGNS)[:1] in ("=", "*", "/", "+")


def calculated(text: str, unit: str, cells: Mapping[str, float]) -> Calculation | Problem | None:
    """What a text typed into a cell of figures comes to; None for a text that is no calculation and is read as it stands.

    `unit` is the cell's, `cells` the figures that can be named: OWN, LEFT and ABOVE, as far as there are any. After = stands any
    calculation. A text that begins with *, / or + goes on from the cell's own figure; without one, + is a sign. A minus
    is a sign: −3 is the figure −3, and −3% in a cell of per cent; in a cell of another unit −3% takes 3% off its own
    figure. In a cell of per cent, figures are per cent, and 5% is a factor of 0.05 where it multiplies; in others 100+5% is 105.
    """
    if len(text) > LONGEST_TEXT:
        return None
    typed = half_width(text).translate(_SIGNS)
    own = cells.get(OWN)
    percent = unit.strip() in (_PERCENT, "％")
    if typed.startswith("="):
        return _result(text, typed[1:], percent, cells)
    if typed[:1] in ("*", "/") or (typed[:1] == "+" and own is not None):
        if own is None:
            return Problem(NOTHING_TO_REFER_TO, text=text, arguments={"part": OWN})
        # a unit may stand behind what is added, as behind any figure
        added = parse_figure(typed[1:], unit) if typed[0] == "+" and _PERCENT not in typed else None
        rest = f"+{Fraction(plain(added))}" if isinstance(added, float) else typed
        found = _result(text, f"x{rest}", percent, cells)
    elif own is not None and not percent and _LESS.fullmatch(typed):
        found = _result(text, f"x{typed}", percent, cells)
    else:
        return None
    if isinstance(found, Problem):
        return found
    return Calculation(found.value, f"{plain(own)} {_shown(typed)}")


def _shown(typed: str) -> str:
    return f"{typed[0]} {typed[1:]}".replace("*", "×").replace("/", "÷").replace("-", "−")


def _result(text: str, typed: str, percent: bool, cells: Mapping[str, float]) -> Calculation | Problem:
    written = _SHARE.sub(r"share(\1)", _GROUPING.sub("", typed).replace("^", "**"))
    try:
        tree = ast.parse(written, mode="eval").body
        part = _Reading(percent, cells).of(tree)
        value = float(part.figure * (100 if percent and part.kind is not _Kind.PLAIN else 1))
    except _Without as without:
        return Problem(NOTHING_TO_REFER_TO, text=text, arguments={"part": without.name})
    except (ZeroDivisionError, OverflowError):
        return Problem(NO_RESULT, text=text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Problem(NOT_CALCULATED, text=text)
    return Calculation(value) if math.isfinite(value) else Problem(NO_RESULT, text=text)


class _Without(Exception):
    """A name of a cell that has no figure."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class _Reading:
    """Goes through the tree of a calculation; whatever is not arithmetic is a ValueError."""

    def __init__(self, percent: bool, cells: Mapping[str, float]) -> None:
        self.percent, self.cells = percent, cells

    def of(self, node: ast.expr) -> _Part:
        """What a part of the tree comes to."""
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
            return _Part(_exact(float(node.value)))
        if isinstance(node, ast.Name) and node.id in NAMES:
            figure = self.cells.get(NAMES[node.id])
            if figure is None:
                raise _Without(node.id)
            return _Part(_exact(figure) / 100, _Kind.OWN_RATE) if self.percent else _Part(_exact(figure))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "share":
            (share,) = map(self.of, node.args)
            return _Part(share.figure / 100, _Kind.RATE)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.UAdd | ast.USub):
            inner = self.of(node.operand)
            return _Part(-inner.figure, inner.kind) if isinstance(node.op, ast.USub) else inner
        if isinstance(node, ast.BinOp):
            return self._joined(self.of(node.left), node.op, self.of(node.right))
        raise ValueError(ast.dump(node))

    def _joined(self, left: _Part, sign: ast.operator, right: _Part) -> _Part:
        match sign:
            case ast.Add():
                return self._sum(left, right)
            case ast.Sub():
                return self._sum(left, _Part(-right.figure, right.kind))
            case ast.Mult():
                return _Part(left.figure * right.figure, _kind_of_product(left.kind, right.kind))
            case ast.Div():
                return _Part(left.figure / right.figure, _kind_of_quotient(left.kind, right.kind))
            case ast.Pow():
                return _Part(_power(left.figure, right.figure), left.kind)
        raise ValueError(sign)

    def _sum(self, left: _Part, right: _Part) -> _Part:
        kinds = {left.kind, right.kind}
        if kinds == {_Kind.PLAIN, _Kind.RATE} and not self.percent and right.kind is _Kind.RATE:
            return _Part(left.figure * (1 + right.figure))
        if _Kind.PLAIN not in kinds or not self.percent or len(kinds) == 1:
            return _Part(left.figure + right.figure, _kind_of_sum(kinds))
        if _Kind.FACTOR in kinds or (
            left.figure == 1 and left.kind is _Kind.PLAIN and right.kind is _Kind.RATE
        ):
            return _Part(left.figure + right.figure, _Kind.FACTOR)
        # a plain number beside a rate is per cent as well
        return _Part(_as_share(left) + _as_share(right), _kind_of_sum(kinds - {_Kind.PLAIN}))


def _as_share(part: _Part) -> Fraction:
    return part.figure / 100 if part.kind is _Kind.PLAIN else part.figure


def _kind_of_sum(kinds: set[_Kind]) -> _Kind:
    return next(
        (one for one in (_Kind.OWN_RATE, _Kind.FACTOR, _Kind.PLAIN, _Kind.RATE) if one in kinds), _Kind.PLAIN
    )


def _kind_of_product(left: _Kind, right: _Kind) -> _Kind:
    for one in (_Kind.OWN_RATE, _Kind.RATE):
        if one in (left, right):
            return one
    return _Kind.FACTOR if left is right is _Kind.FACTOR else _Kind.PLAIN


def _kind_of_quotient(left: _Kind, right: _Kind) -> _Kind:
    if left in _RATES:
        return _Kind.PLAIN if right in _RATES else left
    return _Kind.FACTOR if left is right is _Kind.FACTOR else _Kind.PLAIN


def _exact(figure: float) -> Fraction:
    """The decimal figure that is meant: 0.1 is a tenth."""
    if not math.isfinite(figure):
        raise OverflowError
    return Fraction(plain(figure))


def _power(base: Fraction, exponent: Fraction) -> Fraction:
    small = max(base.numerator.bit_length(), base.denominator.bit_length()) <= _EXACT_BITS
    if exponent.denominator == 1 and abs(exponent) <= _EXACT_POWER and small:
        return base ** int(exponent)
    raised = float(base) ** float(exponent)
    if isinstance(raised, complex):
        raise ZeroDivisionError
    return _exact(raised)
