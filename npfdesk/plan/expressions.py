"""Formulas as trees: parsed from text and evaluated by the program itself, never by ``eval``."""

from __future__ import annotations

import ast
import keyword
import math
import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from types import MappingProxyType
from typing import Final

from npfdesk.plan.problems import Problem, ProblemKind, error

MAXIMUM_LENGTH: Final = 1000
MAXIMUM_NODES: Final = 200
MAXIMUM_DEPTH: Final = 30

TOO_LONG: Final = error(
    "formula_too_long",
    "公式过长或过深：最多 1,000 个字符、200 个节点、30 层。请拆成几个指标。",
    "The formula is too long or too deep: at most 1,000 characters, 200 nodes and 30 levels. Split it into indicators.",
)
SYNTAX: Final = error(
    "formula_syntax",
    "公式“{text}”无法读懂。可用 + - * / ( )、比较、数字、指标代码，以及 min max abs sqrt log exp sum mean count at prev base。",
    "The formula “{text}” cannot be read. Use + - * / ( ), comparisons, numbers, codes of indicators and "
    "min max abs sqrt log exp sum mean count at prev base.",
)
NOT_ALLOWED: Final = error(
    "formula_not_allowed",
    "公式“{text}”里的“{part}”不允许。可用 + - * / ( )、比较、数字、指标代码，以及 min max abs sqrt log exp sum mean count at prev base。",
    "“{part}” in the formula “{text}” is not allowed. Use + - * / ( ), comparisons, numbers, codes of indicators and "
    "min max abs sqrt log exp sum mean count at prev base.",
)
UNKNOWN_FUNCTION: Final = error(
    "formula_unknown_function",
    "公式“{text}”里的函数“{part}”不认识。可用（小写）：min max abs sqrt log exp sum mean count at prev base。",
    "The function “{part}” in the formula “{text}” is unknown. Accepted, in lower case: "
    "min max abs sqrt log exp sum mean count at prev base.",
)
WRONG_ARGUMENTS: Final = error(
    "formula_wrong_arguments",
    "公式“{text}”里的“{part}”参数不对。min 和 max 至少要两个，at 要一个带引号的地区和一个表达式，base 可再写年份，如 base(x, 2020)，其余函数各要一个。",
    "“{part}” in the formula “{text}” has the wrong arguments. min and max take two or more, at takes a region in "
    "quotes and an expression, base may name a year, as in base(x, 2020), every other function takes one.",
)

OVER_CHILDREN: Final = frozenset({"sum", "mean", "count"})
OVER_TIME: Final = frozenset({"prev", "base"})
# how many arguments each function takes, at least and at most
FUNCTIONS: Final[Mapping[str, tuple[int, int]]] = MappingProxyType(
    {
        **dict.fromkeys(("min", "max"), (2, MAXIMUM_NODES)),
        **dict.fromkeys(("abs", "sqrt", "log", "exp", *sorted(OVER_CHILDREN | OVER_TIME)), (1, 1)),
        # base(x, 2020) names the year that it counts from
        "base": (1, 2),
    }
)
COMPARISONS: Final = frozenset({"<", "<=", ">", ">=", "==", "!="})
_OPERATORS: Final = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_COMPARISONS: Final = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}
_TYPED: Final = (
    ("×", "*"),
    ("÷", "/"),
    ("−", "-"),
    ("≥", ">="),
    ("≤", "<="),
    ("≠", "!="),
    ("<>", "!="),
    # invisible, and brought along by pasting from web pages
    ("\u200b", ""),
    ("\ufeff", ""),
)
_QUOTED: Final = re.compile(r"""(["“”＂][^"“”＂]*["“”＂]|['‘’＇][^'‘’＇]*['‘’＇])""")
_NUMERAL: Final = re.compile(r"(?<![\w.])\.?\d(?:[eE][+-](?=\d)|[\w.])*")
_WORD: Final = re.compile(r"(?<![\w.])[^\W\d]\w*")
_NUMBER: Final = re.compile(r"(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
# words that begin a statement in Python but are codes to a planner: import, yield, return
_STATEMENTS: Final = frozenset(keyword.kwlist) - {
    *(
        "False",
        "None",
        "True",
        "and",
        "or",
        "not",
        "if",
        "else",
        "in",
        "is",
        "for",
        "lambda",
        "await",
        "async",
    )
}
_STATEMENT: Final = re.compile(rf"(?<!\w)({'|'.join(sorted(_STATEMENTS))})(?!\w)")
_MARK: Final = "__code__"
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_BASE_CALL: Final = re.compile(r"(?<![\w.])base\s*\(")


@dataclass(frozen=True)
class Number:
    """A finite number."""

    value: float


@dataclass(frozen=True)
class Code:
    """The figure of an indicator."""

    code: str


@dataclass(frozen=True)
class Operation:
    """Two parts joined by + - * / or a comparison (1 where it holds, 0 where not)."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Negative:
    """A part with the opposite sign."""

    part: Node


@dataclass(frozen=True)
class Call:
    """A function of its parts: elementwise, over the children (sum, mean, count) or over time (prev, base)."""

    function: str
    parts: tuple[Node, ...]

    @property
    def base_year(self) -> int | None:
        """The year that `base` names; None where it names none: the plan's own base year."""
        if self.function != "base" or len(self.parts) < 2:
            return None
        said = self.parts[1]
        assert isinstance(said, Number), "parsed as a year"
        return int(said.value)


@dataclass(frozen=True)
class At:
    """A part taken in another region (code or, as parsed, whatever the text names)."""

    region: str
    part: Node


Node = Number | Code | Operation | Negative | Call | At


@dataclass(frozen=True)
class Expression:
    """A formula: its text as written and its tree."""

    text: str
    root: Node

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes of the indicators that it reads."""
        return frozenset(node.code for node in walk(self.root) if isinstance(node, Code))

    @cached_property
    def regions(self) -> frozenset[str]:
        """The regions that it names."""
        return frozenset(node.region for node in walk(self.root) if isinstance(node, At))


def children_of(node: Node) -> tuple[Node, ...]:
    """The parts of a node."""
    if isinstance(node, Operation):
        return (node.left, node.right)
    if isinstance(node, Negative | At):
        return (node.part,)
    return node.parts if isinstance(node, Call) else ()


def walk(node: Node) -> list[Node]:
    """A node and everything below it."""
    found = [node]
    for part in children_of(node):
        found.extend(walk(part))
    return found


def parse_expression(text: str) -> Expression | Problem:
    """Parse a formula; a Problem says what is not allowed. No text makes it raise an exception.

    A leading =, full-width signs, × ÷ ≥ ≤ ≠ <>, a lone = and curly quotes are read as what they mean.
    """
    if len(text) > MAXIMUM_LENGTH:
        return Problem(TOO_LONG, text=text[:80])
    try:
        root = _node(ast.parse(_python_text(text), mode="eval").body, 1)
    except _Refused as refused:
        return Problem(refused.kind, text=text, arguments=MappingProxyType({"part": refused.part}))
    except (RecursionError, MemoryError):
        return Problem(TOO_LONG, text=text[:80])
    except (SyntaxError, ValueError):
        return Problem(SYNTAX, text=text)
    if len(walk(root)) > MAXIMUM_NODES:
        return Problem(TOO_LONG, text=text[:80])
    return Expression(text, root)


class _Refused(Exception):
    def __init__(self, kind: ProblemKind, part: str) -> None:
        super().__init__(part)
        self.kind, self.part = kind, part


def _python_text(text: str) -> str:
    """The text in Python's notation; _Refused where Python would read it differently."""
    parts = _QUOTED.split(text)
    for index, part in enumerate(parts):
        if index % 2:
            # the blank keeps a letter before the quotes from turning them into another sort of text
            parts[index] = f" {part[1:-1]!r}"
            continue
        plain = " ".join("".join(map(_half_width, part)).split())
        for typed, meant in _TYPED:
            plain = plain.replace(typed, meant)
        if "#" in plain:
            raise _Refused(NOT_ALLOWED, plain[plain.index("#") :][:40])
        for numeral in _NUMERAL.findall(plain):
            if not _NUMBER.fullmatch(numeral):
                raise _Refused(NOT_ALLOWED, numeral[:40])
        plain = _STATEMENT.sub(rf"\1{_MARK}", plain.removeprefix("=") if index == 0 else plain)
        parts[index] = re.sub(r"(?<![<>=!])=(?!=)", "==", plain)
    return "".join(parts).strip()


def _half_width(sign: str) -> str:
    # only signs that are another width of the same: the whole of NFKC would read 5² as 52
    width = unicodedata.decomposition(sign).partition(" ")[0]
    return unicodedata.normalize("NFKC", sign) if width in ("<wide>", "<small>") else sign


def _node(node: ast.expr, depth: int) -> Node:
    if depth > MAXIMUM_DEPTH:
        raise _Refused(TOO_LONG, "")
    if isinstance(node, ast.Constant):
        if isinstance(node.value, bool) or not isinstance(node.value, int | float) or not _finite(node.value):
            raise _Refused(NOT_ALLOWED, str(node.value)[:40])
        return Number(float(node.value))
    if isinstance(node, ast.Name):
        return Code(_unmarked(node.id))
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        return Operation(_OPERATORS[type(node.op)], _node(node.left, depth + 1), _node(node.right, depth + 1))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        part = _node(node.operand, depth + 1)
        return Negative(part) if isinstance(node.op, ast.USub) else part
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in _COMPARISONS:
        sign = _COMPARISONS[type(node.ops[0])]
        return Operation(sign, _node(node.left, depth + 1), _node(node.comparators[0], depth + 1))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        return _call(_unmarked(node.func.id), node, depth)
    raise _Refused(NOT_ALLOWED, _quoted(node))


def _unmarked(name: str) -> str:
    plain = name.removesuffix(_MARK)
    return plain if plain in _STATEMENTS else name


def _finite(value: float) -> bool:
    try:
        return math.isfinite(float(value))
    except OverflowError:
        return False


def _call(name: str, node: ast.Call, depth: int) -> Node:
    given = node.args
    if name == "at":
        if len(given) != 2 or not isinstance(given[0], ast.Constant) or not isinstance(given[0].value, str):
            raise _Refused(WRONG_ARGUMENTS, _quoted(node))
        return At(given[0].value, _node(given[1], depth + 1))
    if name not in FUNCTIONS:
        raise _Refused(UNKNOWN_FUNCTION, name[:40])
    fewest, most = FUNCTIONS[name]
    if not fewest <= len(given) <= most:
        raise _Refused(WRONG_ARGUMENTS, _quoted(node))
    parts = tuple(_node(part, depth + 1) for part in given)
    if name == "base" and len(parts) > 1 and not _is_year(parts[1]):
        raise _Refused(WRONG_ARGUMENTS, _quoted(node))
    return Call(name, parts)


def _is_year(node: Node) -> bool:
    return isinstance(node, Number) and node.value.is_integer() and _FIRST_YEAR <= node.value <= _LAST_YEAR


def _quoted(node: ast.expr) -> str:
    try:
        return ast.unparse(node).replace(_MARK, "")[:40]
    except (RecursionError, ValueError):
        return type(node).__name__


def with_regions(expression: Expression, code_of: Callable[[str], str]) -> Expression:
    """The formula with every region that it names replaced by ``code_of(name)``."""
    return _renamed(expression, lambda code: code, code_of)


def with_codes(expression: Expression, code_of: Callable[[str], str]) -> Expression:
    """The formula with every indicator that it reads replaced by ``code_of(name)``."""
    return _renamed(expression, code_of, lambda region: region)


def _renamed(
    expression: Expression, code_of: Callable[[str], str], region_of: Callable[[str], str]
) -> Expression:
    def changed(node: Node) -> Node:
        if isinstance(node, Code):
            return Code(code_of(node.code))
        if isinstance(node, At):
            return At(region_of(node.region), changed(node.part))
        if isinstance(node, Operation):
            return replace(node, left=changed(node.left), right=changed(node.right))
        if isinstance(node, Negative):
            return Negative(changed(node.part))
        if isinstance(node, Call):
            return replace(node, parts=tuple(changed(part) for part in node.parts))
        return node

    return Expression(expression.text, changed(expression.root))


def with_regions_resolved(expression: Expression, find: Callable[[str], str | None]) -> Expression | None:
    """The formula with the code of every region that it names; None where `find` does not know one."""
    found = {region: find(region) for region in expression.regions}
    if None in found.values():
        return None
    return with_regions(expression, lambda region: found[region] or region)


def with_region_renamed(text: str, is_it: Callable[[str], bool], name: str) -> str:
    """A formula's text with another name for a region where it is named in quotes."""
    parts = _QUOTED.split(text)
    return "".join(
        f"{part[0]}{name}{part[-1]}" if index % 2 and is_it(part[1:-1]) else part
        for index, part in enumerate(parts)
    )


def with_codes_written(text: str, code_of: Callable[[str], str]) -> str:
    """A formula's text with ``code_of(word)`` for every word outside quotes."""
    parts = _QUOTED.split(text)
    return "".join(
        part if index % 2 else _WORD.sub(lambda found: code_of(found[0]), part)
        for index, part in enumerate(parts)
    )


def with_base_year(expression: Expression, year: int) -> Expression | Problem:
    """The formula with every base(x) as base(x, year); what names a year keeps it. A Problem where it gets too long.

    The text is kept as written but for the years.
    """
    changed = with_base_year_written(expression.text, year)
    read = parse_expression(changed)
    return read if isinstance(read, Problem) else Expression(changed, _counted_from(expression.root, year))


def with_base_year_written(text: str, year: int) -> str:
    """A formula's text with the year in every base(x) that names none."""
    plain = "".join(
        "_" * len(part) if index % 2 else "".join(_half_width(sign)[:1] for sign in part)
        for index, part in enumerate(_QUOTED.split(text))
    )
    places = [
        end for found in _BASE_CALL.finditer(plain) if (end := _end_of_call(plain, found.end())) is not None
    ]
    for place in sorted(places, reverse=True):
        text = f"{text[:place]}, {year}{text[place:]}"
    return text


def _end_of_call(plain: str, begin: int) -> int | None:
    """Where the bracket of a call closes that opens before `begin`; None where it has a second argument, or stays open."""
    depth = 1
    for place in range(begin, len(plain)):
        sign = plain[place]
        depth += (sign == "(") - (sign == ")")
        if not depth:
            return place
        if depth == 1 and sign == ",":
            return None
    return None


def _counted_from(node: Node, year: int) -> Node:
    """A tree in which every base without a year names this one."""
    if isinstance(node, Operation):
        return replace(node, left=_counted_from(node.left, year), right=_counted_from(node.right, year))
    if isinstance(node, Negative | At):
        return replace(node, part=_counted_from(node.part, year))
    if isinstance(node, Call):
        parts = tuple(_counted_from(part, year) for part in node.parts)
        if node.function == "base" and len(parts) == 1:
            parts = (*parts, Number(float(year)))
        return replace(node, parts=parts)
    return node


def circles(reads: Mapping[str, Collection[str]]) -> tuple[tuple[str, ...], ...]:
    """The circles of indicators that read each other, each named once.

    An indicator that reads itself is a circle of one. The same text always gives the same circles in the same order.
    """
    left = {code: sorted(set(others) & reads.keys()) for code, others in reads.items()}
    found: list[tuple[str, ...]] = []
    while True:
        try:
            TopologicalSorter(left).prepare()
        except CycleError as problem:
            circle = tuple(dict.fromkeys(problem.args[1]))
            found.append(circle)
            left = {
                code: [other for other in others if other not in circle]
                for code, others in left.items()
                if code not in circle
            }
        else:
            return tuple(found)
