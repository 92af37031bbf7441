"""How a target stands, as one sentence: what a page in a meeting says, and a slide as its title."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from npfdesk.engine.targets.judged_units import JudgedUnit
from npfdesk.plan.model import Plan
from npfdesk.plan.problems import Language, Wording
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.series_words import spoken_series

_UNKNOWN: Final = Wording(
    "{what} {year}年缺数，目标为{aim}。", "{what}: no figure for {year} yet; the target is {aim}."
)
_KNOWN: Final = Wording(
    "{what} {year}年为{figure}，目标为{aim}。", "{what}: {figure} in {year}; the target is {aim}."
)
_PROJECTED: Final = Wording(
    "{what} {year}年推算为{figure}，目标为{aim}。",
    "{what}: {figure} projected for {year}; the target is {aim}.",
)
_KNOWN_GAP: Final = Wording(
    "{what} {year}年为{figure}，对照目标{aim}，{gap}。",
    "{what}: {figure} in {year} against a target of {aim}, {gap}.",
)
_PROJECTED_GAP: Final = Wording(
    "{what} {year}年推算为{figure}，对照目标{aim}，{gap}。",
    "{what}: {figure} projected for {year} against a target of {aim}, {gap}.",
)
_DATED: Final = Wording("{aim}（{due}年）", "{aim} for {due}")
REGIONS_STAND: Final = Wording(
    "{what} {year}年{count}个地区：{counts}{behind}。",
    "{what} in {year}, {count:region|regions}: {counts}{behind}.",
)
"""How the targets of regions stand; `behind` is `FURTHEST_BEHIND` or nothing."""
FURTHEST_BEHIND: Final = Wording("；进度最低的是{name}，{gap}", "; furthest behind is {name}, {gap}")


@dataclass(frozen=True)
class Stand:
    """How a target of a series stands in a year: its figure and gap (NaN: none) in their units, whether the figure is observed.

    `aim` are the words of the target, due in the year `due`.
    """

    series: SeriesKey
    unit: JudgedUnit
    year: int
    due: int
    aim: str
    value: float
    gap: float
    actual: bool

    def sentence(self, plan: Plan, language: Language) -> str:
        """The sentence; what is not known is not said."""
        what = spoken_series(plan, self.series, language)
        if not self.unit.own:
            what = f"{what} {self.unit.words.text(language, {})}"
        aim = self.aim
        if self.due != self.year:
            aim = _DATED.text(language, {"aim": aim, "due": self.due})
        figure, gap = self.unit.figure(self.value, language), self.unit.gap(self.gap, language)
        said = {"what": what, "year": self.year, "aim": aim, "figure": figure, "gap": gap}
        if not math.isfinite(self.value):
            return _UNKNOWN.text(language, said)
        if not math.isfinite(self.gap):
            return (_KNOWN if self.actual else _PROJECTED).text(language, said)
        return (_KNOWN_GAP if self.actual else _PROJECTED_GAP).text(language, said)
