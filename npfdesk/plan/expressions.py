"""Formulas as trees: parsed from text, walked by the program itself and never handed to an eval."""

from __future__ import annotations

import ast
import math
import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import Final

from npfdesk.plan.problems import Problem, error

MAXIMUM_LENGTH: Final = 1000
MAXIMUM_NODES: Final = 200
MAXIMUM_DEPTH: Final = 30

TOO_LARGE: Final = error(
    "formula_too_large",
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

# how many arguments each function takes, at least and at most
FUNCTIONS: Final = {
    "min": (2, 20),
    "max": (2, 20),
    "abs": (1, 1),
    "sqrt": (1, 1),
    "log": (1, 1),
    "exp": (1, 1),
}
OVER_CHILDREN: Final = frozenset({"sum", "mean", "count"})
OVER_TIME: Final = frozenset({"prev", "base"})
_OPERATORS: Final = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_COMPARISONS: Final = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}
_TYPED: Final = (
    ("×", "*"),
    ("÷", "/"),
    ("≥", ">="),
    ("≤", "<="),
    ("<>", "!="),
    ("“", '"'),
    ("”", '"'),
    ("−", "-"),
)


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
    """A part with its sign turned."""

    part: Node


@dataclass(frozen=True)
class Call:
    """A function of its parts: elementwise, over the children (sum, mean, count) or over time (prev, base)."""

    function: str
    parts: tuple[Node, ...]


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
    """A formula out of its text; a Problem says what is not allowed. Whatever the text, nothing is raised."""
    if len(text) > MAXIMUM_LENGTH:
        return Problem(TOO_LARGE, text=text[:80])
    try:
        tree = ast.parse(_pythonic(text), mode="eval")
        root = _node(tree.body, 1)
        return (
            Expression(text, root) if len(walk(root)) <= MAXIMUM_NODES else Problem(TOO_LARGE, text=text[:80])
        )
    except _NotAllowed as problem:
        kind = TOO_LARGE if problem.too_large else NOT_ALLOWED
        return Problem(kind, text=text, arguments={"part": problem.part})
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Problem(SYNTAX, text=text)


class _NotAllowed(Exception):
    def __init__(self, part: str, too_large: bool = False) -> None:
        super().__init__(part)
        self.part, self.too_large = part, too_large


def _pythonic(text: str) -> str:
    """The text with full-width signs, a leading = and the comparisons of spreadsheets as Python writes them."""
    quoted = re.split(r"([\"“”][^\"“”]*[\"“”])", text)
    for index, part in enumerate(quoted):
        if index % 2:
            quoted[index] = '"' + part[1:-1] + '"'
            continue
        plain = unicodedata.normalize("NFKC", part)
        for typed, meant in _TYPED:
            plain = plain.replace(typed, meant)
        quoted[index] = re.sub(
            r"(?<![<>=!])=(?!=)", "==", plain.lstrip().removeprefix("=") if index == 0 else plain
        )
    return " ".join("".join(quoted).split("\n")).strip()


def _node(node: ast.expr, depth: int) -> Node:
    if depth > MAXIMUM_DEPTH:
        raise _NotAllowed("…", too_large=True)
    if isinstance(node, ast.Constant):
        if isinstance(node.value, bool) or not isinstance(node.value, int | float) or not _finite(node.value):
            raise _NotAllowed(str(node.value)[:40])
        return Number(float(node.value))
    if isinstance(node, ast.Name):
        return Code(node.id)
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        return Operation(_OPERATORS[type(node.op)], _node(node.left, depth + 1), _node(node.right, depth + 1))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        part = _node(node.operand, depth + 1)
        return Negative(part) if isinstance(node.op, ast.USub) else part
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in _COMPARISONS:
        sign = _COMPARISONS[type(node.ops[0])]
        return Operation(sign, _node(node.left, depth + 1), _node(node.comparators[0], depth + 1))
    if isinstance(node, ast.Call):
        return _call(node, depth)
    raise _NotAllowed(_quoted(node))


def _finite(value: float) -> bool:
    try:
        return math.isfinite(float(value))
    except OverflowError:
        return False


def _call(node: ast.Call, depth: int) -> Node:
    if (
        not isinstance(node.func, ast.Name)
        or node.keywords
        or any(isinstance(one, ast.Starred) for one in node.args)
    ):
        raise _NotAllowed(_quoted(node))
    name, given = node.func.id, node.args
    if name == "at":
        if len(given) != 2 or not isinstance(given[0], ast.Constant) or not isinstance(given[0].value, str):
            raise _NotAllowed(_quoted(node))
        return At(given[0].value, _node(given[1], depth + 1))
    fewest, most = (1, 1) if name in OVER_CHILDREN | OVER_TIME else FUNCTIONS.get(name, (1, 0))
    if not fewest <= len(given) <= most:
        raise _NotAllowed(_quoted(node))
    return Call(name, tuple(_node(part, depth + 1) for part in given))


def _quoted(node: ast.expr) -> str:
    try:
        return ast.unparse(node)[:40]
    except (RecursionError, ValueError):
        return type(node).__name__


def with_regions(expression: Expression, code_of: Callable[[str], str]) -> Expression:
    """The formula with every region that it names replaced by ``code_of(name)``."""

    def changed(node: Node) -> Node:
        if isinstance(node, At):
            return At(code_of(node.region), changed(node.part))
        if isinstance(node, Operation):
            return replace(node, left=changed(node.left), right=changed(node.right))
        if isinstance(node, Negative):
            return Negative(changed(node.part))
        if isinstance(node, Call):
            return replace(node, parts=tuple(changed(part) for part in node.parts))
        return node

    return Expression(expression.text, changed(expression.root))


def circles(reads: Mapping[str, Collection[str]]) -> tuple[tuple[str, ...], ...]:
    """The circles among indicators that read each other, each named once; what is in none is fine."""
    left = {code: set(others) & reads.keys() for code, others in reads.items()}
    found: list[tuple[str, ...]] = []
    while True:
        try:
            tuple(TopologicalSorter(left).static_order())
        except CycleError as problem:
            circle = tuple(dict.fromkeys(problem.args[1]))
            found.append(circle)
            for code in circle:
                left.pop(code, None)
            left = {code: others - set(circle) for code, others in left.items()}
        else:
            return tuple(found)
