"""Formulas as a planner writes them, in both languages: 工业增加值 ÷ GDP × 100; never what an editor or a workbook takes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from npfdesk.plan.expressions import (
    COMPARISONS,
    At,
    Call,
    Code,
    Negative,
    Node,
    Number,
    Operation,
    parse_expression,
)
from npfdesk.plan.model import Plan
from npfdesk.plan.names import fold
from npfdesk.plan.numbers import plain
from npfdesk.plan.own_checks import OwnCheck
from npfdesk.plan.problems import LANGUAGES, Language, Problem, Wording, joined
from npfdesk.plan.spoken_names import name_in

_SIGNS: Final[Mapping[str, str]] = MappingProxyType(
    {"-": "−", "*": "×", "/": "÷", "<=": "≤", ">=": "≥", "==": "=", "!=": "≠"}
)
# what in a name would read as a part of the formula around it
_LIKE_A_SIGN: Final = frozenset("+×÷*/=<>≤≥≠")
_OVER: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "sum": Wording("下级{what}之和", "sum of {what} below"),
        "mean": Wording("下级{what}的平均值", "mean of {what} below"),
        "count": Wording("{what}的下级地区数", "number of regions below with {what}"),
        "prev": Wording("上年{what}", "{what} the year before"),
        "base": Wording("基期{what}", "{what} in the base year"),
    }
)
_IN_YEAR: Final = Wording("{year}年{what}", "{what} in {year}")
_AT: Final = Wording("{region}的{what}", "{what} of {region}")
_OF_SEVERAL: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "min": Wording("{parts}中的最小值", "least of {parts}"),
        "max": Wording("{parts}中的最大值", "greatest of {parts}"),
    }
)
# signs that both languages write alike
_SYMBOLS: Final = MappingProxyType({"log": "ln", "exp": "exp"})
_COMPARED, _SUMMED, _MULTIPLIED, _SIGNED, _WHOLE = range(5)


def formula_text(plan: Plan, node: Node, language: Language) -> str:
    """A formula, or a part of one, with the names of indicators and regions and the signs of arithmetic.

    Parentheses stand where the order of reckoning needs them and nowhere else. What the plan does not have keeps the
    word that the formula has for it.
    """
    return _Speaker(plan, language).within(node)


def formula_wording(plan: Plan, node: Node) -> Wording:
    """The text of a formula, or of a part of one, in both languages."""
    zh, en = (formula_text(plan, node, language) for language in LANGUAGES)
    return Wording(zh, en)


def written_text(plan: Plan, text: str, language: Language) -> str:
    """What a formula's text says, as a planner writes it; as it stands where it cannot be read."""
    read = parse_expression(text.strip())
    return text if isinstance(read, Problem) else formula_text(plan, read.root, language)


def check_wording(plan: Plan, check: OwnCheck) -> Wording:
    """What a check of the plan's own compares, in both languages; as it stands where it cannot be read."""
    zh, en = (written_text(plan, check.expression, language) for language in LANGUAGES)
    return Wording(zh, en)


class _Speaker:
    """Formulas of a plan in one language."""

    def __init__(self, plan: Plan, language: Language) -> None:
        self._plan, self._language = plan, language

    def within(self, node: Node, least: int = _COMPARED) -> str:
        """A node in a place that takes what binds at least so strongly, else in parentheses."""
        text = self._text(node)
        return text if _strength(node) >= least else f"({text})"

    def _text(self, node: Node) -> str:
        if isinstance(node, Number):
            return plain(node.value)
        if isinstance(node, Code):
            return self._indicator(node.code)
        if isinstance(node, Negative):
            return f"−{self.within(node.part, _WHOLE)}"
        if isinstance(node, At):
            return self._said(_AT, region=self._region(node.region), what=self.within(node.part, _WHOLE))
        if isinstance(node, Operation):
            own = _strength(node)
            # a comparison of comparisons is none that goes on
            left = self.within(node.left, own if own != _COMPARED else _SUMMED)
            right = self.within(node.right, own + 1)
            # two signs in a row are one misread
            right = f"({right})" if isinstance(node.right, Negative) and right[0] != "(" else right
            return f"{left} {_SIGNS.get(node.operator, node.operator)} {right}"
        return self._call(node)

    def _call(self, node: Call) -> str:
        if node.base_year is not None:
            return self._said(_IN_YEAR, what=self.within(node.parts[0], _WHOLE), year=node.base_year)
        if node.function in _OVER:
            least = _COMPARED if node.function == "count" else _WHOLE
            return self._said(_OVER[node.function], what=self.within(node.parts[0], least))
        if node.function in _OF_SEVERAL:
            parts = joined((self.within(part, _WHOLE) for part in node.parts), self._language)
            return self._said(_OF_SEVERAL[node.function], parts=parts)
        (part,) = node.parts
        if node.function == "abs":
            return f"|{self.within(part)}|"
        if node.function == "sqrt":
            return f"√{self.within(part, _WHOLE)}"
        return f"{_SYMBOLS[node.function]}({self.within(part)})"

    def _said(self, words: Wording, **told: object) -> str:
        return words.text(self._language, told)

    def _indicator(self, said: str) -> str:
        one = self._plan.indicator_by_code.get(said)
        if one is None:
            wanted = fold(said)
            spelt = (one for one in self._plan.indicators if wanted in (fold(one.name), fold(one.english)))
            one = next(spelt, None)
        name = name_in(one, self._language, said)
        return f"“{name}”" if _LIKE_A_SIGN.intersection(name) else name

    def _region(self, said: str) -> str:
        code = said if said in self._plan.region_by_code else self._plan.region_places.find(said)
        return name_in(self._plan.region_by_code.get(code or said), self._language, said)


def _strength(node: Node) -> int:
    """How strongly a node binds its parts."""
    if isinstance(node, Operation):
        if node.operator in COMPARISONS:
            return _COMPARED
        return _SUMMED if node.operator in "+-" else _MULTIPLIED
    if isinstance(node, Call) and (node.function == "count" or node.function in _OF_SEVERAL):
        # a phrase that a sign behind it would run into
        return _COMPARED
    return _SIGNED if isinstance(node, Negative) else _WHOLE
