"""Names that a bulletin prints, and the regions, industries and indicators of a plan that they mean."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol, TypeVar

from npfdesk.plan.kinds import Kind
from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.names import fold
from npfdesk.plan.numbers import unit_factor
from npfdesk.workbook.month_memory import MonthChoices, NameKind
from npfdesk.workbook.published.printed_names import (
    aliases,
    indicator_stem,
    is_above,
    is_total,
    plain_name,
    region_stem,
)
from npfdesk.workbook.standard.period_heads import PeriodMeasure, measure_among

_NEAREST: Final = 5
_LEAST_LIKE: Final = 0.4
_GROWTH_ENDINGS: Final = ("增速", "增长率", "增长", "增幅", "同比增长", "growth")


class HowMatched(StrEnum):
    """How a printed name came to what it means."""

    SAME = "same"
    """The plan has this very name."""
    ALIKE = "alike"
    """Only ways of writing differ: 规模以上 and 规上, 金华 and 金华市, 全市 and the city."""
    SAID = "said"
    """Somebody said so, now or in an earlier month."""
    ASSUMED = "assumed"
    """The block names no region: the city."""
    LEFT_OUT = "left out"
    """Somebody said that it is not taken."""
    UNKNOWN = "unknown"
    """The plan has none such."""


class Named(Protocol):
    """An item of the plan with its names."""

    @property
    def code(self) -> str:
        """The key in the plan."""

    @property
    def name(self) -> str:
        """The name."""

    @property
    def english(self) -> str:
        """The English name ("": none)."""


Item = TypeVar("Item", bound=Named)


@dataclass(frozen=True)
class PrintedName:
    """A name as a block prints it, the code of what it means ("": nothing) and the codes of the plan's nearest names.

    `measure` is what the name says of its figures beside the indicator itself (固定资产投资同比). `figures` are how many
    figures stand under it.
    """

    what: NameKind
    text: str
    code: str
    how: HowMatched
    near: tuple[str, ...] = ()
    measure: PeriodMeasure = PeriodMeasure.UNSAID
    figures: int = 0

    @property
    def understood(self) -> bool:
        """Whether its figures can be taken, or were left out on request."""
        return self.how is not HowMatched.UNKNOWN


class PlanNames:
    """The names of a plan, looked up as bulletins print them; what was said before (`choices`) counts first."""

    def __init__(self, plan: Plan, choices: MonthChoices) -> None:
        self.plan, self.choices = plan, choices
        self._regions = _by_spelling(plan.regions)
        self._industries = _by_spelling(plan.industries)
        self._indicators = _by_spelling(plan.indicators)
        self._region_forms: dict[str, set[str]] = {}
        for region in plan.regions:
            for form in (region_stem(region.name)[0], *aliases(region.name)):
                self._region_forms.setdefault(form, set()).add(region.code)
        self._stems: dict[str, list[Indicator]] = {}
        for indicator in plan.indicators:
            self._stems.setdefault(indicator_stem(indicator.name), []).append(indicator)

    def region(self, printed: str) -> PrintedName:
        """The region that a printed name means; the root where none is printed."""
        said = self._said("region", printed)
        if said is not None:
            return said
        root = self.plan.root
        if not printed.strip():
            return PrintedName("region", printed, root, HowMatched.ASSUMED if root else HowMatched.UNKNOWN)
        same = self._regions.get(fold(plain_name(printed)), ())
        if len(same) == 1:
            return PrintedName("region", printed, same[0], HowMatched.SAME)
        if is_total(printed) and root and not is_above(printed, self.plan.region_by_code[root].name):
            return PrintedName("region", printed, root, HowMatched.ALIKE)
        forms = {region_stem(printed)[0], *aliases(printed)}
        found = set[str]().union(*(self._region_forms.get(form, set()) for form in forms))
        if len(found) == 1 and not self._other_place(printed, *found):
            return PrintedName("region", printed, found.pop(), HowMatched.ALIKE)
        near = _nearest(printed, self.plan.regions, lambda text: region_stem(text)[0])
        return PrintedName("region", printed, "", HowMatched.UNKNOWN, (*sorted(found), *near)[:_NEAREST])

    def _other_place(self, printed: str, code: str) -> bool:
        """Whether both names have endings and they differ: 吉安市 is not 吉安县."""
        endings = {region_stem(one)[1] for one in (printed, self.plan.region_by_code[code].name)}
        return (
            "" not in endings
            and len(endings) > 1
            and not set(aliases(printed)) & set(aliases(self.plan.region_by_code[code].name))
        )

    def industry(self, printed: str) -> PrintedName:
        """The industry that a printed name means; all industries where none is printed."""
        said = self._said("industry", printed)
        if said is not None:
            return said
        if not printed.strip():
            return PrintedName("industry", printed, "", HowMatched.SAME)
        same = self._industries.get(fold(plain_name(printed)), ())
        if len(same) == 1:
            return PrintedName("industry", printed, same[0], HowMatched.SAME)
        near = _nearest(printed, self.plan.industries, fold)
        return PrintedName("industry", printed, "", HowMatched.UNKNOWN, near)

    def indicator(self, printed: str, unit: str) -> PrintedName:
        """The indicator that a printed name means, beside its printed unit ("": none).

        A name that the plan lacks is looked up without the words for growth, to date and period, which then say what
        its figures are; and with the words for growth behind it, where the plan keeps the growth alone.
        """
        said = self._said("indicator", printed)
        if said is not None:
            measure, rest = measure_among(printed)
            own = fold(rest) in self._indicators or indicator_stem(rest) in self._stems
            # a name that was assigned keeps what it says of its figures, where those words are no part of it
            meant = self.plan.indicator_by_code.get(said.code)
            if measure and (own or meant is None or measure_among(meant.name)[0] is PeriodMeasure.UNSAID):
                return PrintedName("indicator", printed, said.code, said.how, measure=measure)
            return said
        name = plain_name(printed)
        measure, rest = measure_among(name)
        tries: list[tuple[str, PeriodMeasure]] = [(name, PeriodMeasure.UNSAID)]
        if measure and rest:
            tries.append((rest, measure))
        near: list[str] = []
        for text, says in tries:
            level = "" if says.is_growth else unit
            for codes, how in (
                (self._indicators.get(fold(text), ()), HowMatched.SAME),
                ([one.code for one in self._stems.get(indicator_stem(text), ())], HowMatched.ALIKE),
            ):
                fitting = [code for code in codes if self._fits(level, code)]
                if not fitting and how is HowMatched.SAME and len(codes) == 1:
                    fitting = list(
                        codes
                    )  # the very name: that its unit does not convert is told of its figures
                if len(fitting) == 1:
                    came = HowMatched.ALIKE if says else how
                    return PrintedName("indicator", printed, fitting[0], came, measure=says)
                near.extend(codes)
        for ending in _GROWTH_ENDINGS:
            codes = self._indicators.get(fold(name + ending), ())
            if len(codes) == 1 and self.plan.indicator_by_code[codes[0]].kind is Kind.RATE:
                return PrintedName("indicator", printed, codes[0], HowMatched.ALIKE)
        near.extend(_nearest(rest or name, self.plan.indicators, indicator_stem))
        return PrintedName(
            "indicator", printed, "", HowMatched.UNKNOWN, tuple(dict.fromkeys(near))[:_NEAREST]
        )

    def _fits(self, unit: str, code: str) -> bool:
        """Whether figures in a printed unit can be an indicator's; a growth in % beside an amount is one of it."""
        wanted = self.plan.indicator_by_code[code].unit
        return not unit or not wanted or unit == "%" or unit_factor(unit, wanted) is not None

    def _said(self, what: NameKind, printed: str) -> PrintedName | None:
        meant = self.choices.name(what, printed)
        if meant is None:
            return None
        if not meant.code:
            return PrintedName(what, printed, "", HowMatched.LEFT_OUT)
        plan = self.plan
        held: dict[NameKind, Mapping[str, Named]] = {
            "region": plan.region_by_code, "industry": plan.industry_by_code, "indicator": plan.indicator_by_code,
        }  # fmt: skip
        item = held[what].get(meant.code)
        # a code of another plan may be another thing's here
        if item is None or item.name != meant.name:
            return None
        return PrintedName(what, printed, meant.code, HowMatched.SAID)


def _by_spelling(items: Iterable[Named]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one in items:
        for text in dict.fromkeys((fold(one.name), fold(one.english), fold(one.code))):
            if text and one.code not in found.get(text, ()):
                found[text] = (*found.get(text, ()), one.code)
    return found


def _nearest(printed: str, items: Sequence[Item], stem: Callable[[str], str]) -> tuple[str, ...]:
    """The codes of the items whose names are most like a printed one, the likest first."""
    wanted = stem(printed)
    scored = [
        (difflib.SequenceMatcher(None, wanted, stem(one.name), autojunk=False).ratio(), -place, one.code)
        for place, one in enumerate(items)
    ]
    best = sorted((one for one in scored if one[0] >= _LEAST_LIKE), reverse=True)
    return tuple(code for _, _, code in best[:_NEAREST])
