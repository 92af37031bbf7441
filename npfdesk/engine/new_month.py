"""A month's figures beside what a plan has: new, the same or changed, what contradicts what, and the step that takes them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.tracking import WithinYear, YearSoFar, within_year, year_so_far
from npfdesk.plan.document import Document
from npfdesk.plan.edits import CombinedEdit, Edit, Label, SetObservations, SetProgress
from npfdesk.plan.model import Plan
from npfdesk.plan.numbers import format_figure, plain
from npfdesk.plan.periods import Period
from npfdesk.plan.problems import Problem, Wording, error, warning
from npfdesk.plan.rounding import rounded
from npfdesk.plan.series import ProgressKey, SeriesKey

FloatArray = NDArray[np.float64]

FELL: Final = warning(
    "month_fell",
    "{period}累计 {figure} 低于 {before} 累计的 {earlier}：逐月累加的指标不应减少。请核对是否把当月数当成了累计数。",
    "{period_en} to date, {figure}, is below {earlier} of {before_en}: what adds up over the months should not fall. Check whether "
    "a figure of the month alone was read as one to date.",
)
NOT_ADDED: Final = warning(
    "month_not_added",
    "{before}累计 {earlier} 加 {month} 当月 {alone} 得 {sum}，与 {period} 累计 {figure} 差 {difference}，超出四舍五入。请核对，或说明上月数已修订。",
    "{before_en} to date, {earlier}, and {month_en} alone, {alone}, make {sum}; {period_en} to date says {figure}: {difference} "
    "apart, more than rounding. Check them; an earlier month may have been revised.",
)
GROWTH_DIFFERS: Final = warning(
    "month_growth_differs",
    "同比 {growth}% 与按上年同期 {last} 算出的 {implied}% 相差 {difference} 个百分点。按可比价计算的增速可以不同；否则请核对。",
    "The growth of {growth}% differs by {difference} percentage points from the {implied}% reckoned on last year's {last}. A growth in constant "
    "prices may differ; otherwise check the figures.",
)
TWICE: Final = error(
    "month_twice",
    "同一个数在表中出现两次，{first}与{second}不一致，都没有采用。请改正，或略过其中一列（行）。",
    "The same figure stands in the block twice, as {first} and as {second}; neither is taken. Correct it, or leave one column or "
    "row out.",
)
YEAR_OUTSIDE: Final = error(
    "whole_year_outside",
    "{text} 年不在规划的年份 {first}–{last} 之内，全年数没有写入。",
    "{text} lies outside the plan's years {first}–{last}; the figure of the whole year was not entered.",
)
_SLACK: Final = 0.05
"""Percentage points that a printed growth may be off beyond what rounding explains: one place of the usual printing."""
_TINY: Final = 1e-9


class Standing(StrEnum):
    """A figure of a month beside what the plan has."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    REFUSED = "refused"
    """It contradicts another of the block, or lies outside the plan's years; it is not taken."""


@dataclass(frozen=True)
class MonthFigure:
    """A figure of the plan in its unit; `rounding` is half of its last printed place."""

    key: ProgressKey
    value: float
    rounding: float = 0.0


@dataclass(frozen=True)
class Weighed:
    """A figure, the key under which it is kept, what stands there now (None: nothing), and what contradicts it."""

    figure: MonthFigure
    key: ProgressKey
    stands: float | None
    standing: Standing
    problems: tuple[Problem, ...] = ()

    @property
    def taken(self) -> bool:
        """Whether taking the month would write it."""
        return self.standing in (Standing.NEW, Standing.CHANGED)


def is_whole(key: ProgressKey) -> bool:
    """Whether it is the figure of a whole year, which is an observed one."""
    return key.period.is_year and not key.growth


def has_year(plan: Plan, year: int) -> bool:
    """Whether a year is one of the plan's."""
    return int(plan.years[0]) <= year <= int(plan.years[-1])


def stated_figure(plan: Plan, key: ProgressKey) -> float | None:
    """The figure that a plan states; None where it states none."""
    if not is_whole(key):
        return plan.progress.get(key)
    if key.series not in plan.row or not has_year(plan, key.period.year):
        return None
    figure = float(plan.observed[plan.row[key.series], plan.column(key.period.year)])
    return figure if math.isfinite(figure) else None


def kept_key(plan: Plan, key: ProgressKey) -> ProgressKey:
    """The key under which a plan keeps a figure: a stock at the end of a month is one figure, however it was stated."""
    indicator = plan.indicator_by_code[key.series.indicator]
    if key.growth or within_year(indicator) is not WithinYear.LATEST:
        return key
    first, last, year = key.period.first, key.period.last, key.period.year
    same = (key._replace(period=Period(year, *span)) for span in ((1, last), (last, last), (first, last)))
    known = (one for one in same if not is_whole(one) and one in plan.progress)
    return next(known, key._replace(period=Period(year, 1, last)))


def weighed(plan: Plan, figures: Sequence[MonthFigure]) -> tuple[Weighed, ...]:
    """Figures of a month beside what a plan has, in their order, with their contradictions.

    A figure that agrees with what stands, but for the places that it is printed with, is the same. One stated twice alike is
    taken once (the second is the same); two that differ are both refused.
    """
    first: dict[ProgressKey, MonthFigure] = {}
    differing: dict[ProgressKey, MonthFigure] = {}
    keys = [kept_key(plan, one.key) for one in figures]
    for one, key in zip(figures, keys, strict=True):
        other = first.setdefault(key, one)
        if abs(other.value - one.value) > other.rounding + one.rounding + _TINY:
            differing.setdefault(key, one)
    found: list[Weighed] = []
    for one, key in zip(figures, keys, strict=True):
        stands = stated_figure(plan, key)
        if key in differing:
            arguments: dict[str, object] = {
                "first": plain(first[key].value), "second": plain(differing[key].value)
            }  # fmt: skip
            problem = Problem(TWICE, arguments=arguments)
        elif is_whole(key) and not has_year(plan, key.period.year):
            years: dict[str, object] = {"first": int(plan.years[0]), "last": int(plan.years[-1])}
            problem = Problem(YEAR_OUTSIDE, text=str(key.period.year), arguments=years)
        else:
            repeated = first[key] is not one
            # what stands may be more exact than a bulletin prints
            agrees = stands is not None and abs(stands - one.value) <= one.rounding + _TINY
            standing = (
                Standing.SAME if repeated or agrees else Standing.NEW if stands is None else Standing.CHANGED
            )
            found.append(Weighed(one, key, stands, standing))
            continue
        found.append(Weighed(one, key, stands, Standing.REFUSED, (problem,)))
    taken = {one.key: one.figure for one in found if one.standing is not Standing.REFUSED}
    told = contradictions(plan, taken)
    return tuple(
        replace(one, problems=told[one.key])
        if one.key in told and one.standing is not Standing.REFUSED
        else one
        for one in found
    )


def contradictions(
    plan: Plan, figures: Mapping[ProgressKey, MonthFigure]
) -> dict[ProgressKey, tuple[Problem, ...]]:
    """What contradicts what, once figures stand in a plan; by the key of the figure that it is told of.

    Of what adds up over the months: S(m) < S(m - 1); S(m - 1) + p(m) beyond rounding of S(m), where all three are stated.
    Of a growth g on the year before: 100 (x / x' - 1) beyond rounding of g, where last year's x' is known and above zero.
    """
    if not figures:
        return {}
    return _Contradictions(plan, figures).found()


class _Contradictions:
    def __init__(self, plan: Plan, figures: Mapping[ProgressKey, MonthFigure]) -> None:
        self.figures = figures
        self.plan = _with(plan, figures)
        self.series = tuple(dict.fromkeys(key.series for key in figures))
        self.so_far: YearSoFar = year_so_far(self.plan, self.series)
        self.row = {series: row for row, series in enumerate(self.series)}

    def found(self) -> dict[ProgressKey, tuple[Problem, ...]]:
        """Every contradiction."""
        told: dict[ProgressKey, list[Problem]] = {}
        for key in self.figures:
            indicator = self.plan.indicator_by_code[key.series.indicator]
            how = within_year(indicator)
            if key.growth:
                if how is not WithinYear.AS_PUBLISHED:
                    self._growth(key, how, told)
            elif how is WithinYear.ADDS_UP and key.period.first == 1 and key.period.last > 1:
                self._adds_up(key, told)
            elif how is WithinYear.ADDS_UP and key.period.first == key.period.last > 1:
                whole = key._replace(period=Period(key.period.year, 1, key.period.last))
                if whole not in self.figures:
                    self._adds(whole, key, told)
        return {key: tuple(problems) for key, problems in told.items()}

    def _to_date(self, series: SeriesKey, year: int, month: int) -> float:
        years = self.so_far.years
        if not int(years[0]) <= year <= int(years[-1]):
            return math.nan
        return float(self.so_far.to_date[self.row[series], year - int(years[0]), month - 1])

    def _rounding(self, key: ProgressKey, value: float) -> float:
        own = self.figures.get(key)
        if own is not None:
            return own.rounding
        # what stands is as exact as it was entered
        places = plain(value).partition(".")[2]
        return 0.5 * 10.0 ** -len(places)

    def _shown(self, key: ProgressKey, value: float) -> str:
        indicator = self.plan.indicator_by_code[key.series.indicator]
        return format_figure(value, max(indicator.decimals, _places(value)), indicator.unit)

    def _adds_up(self, key: ProgressKey, told: dict[ProgressKey, list[Problem]]) -> None:
        year, last = key.period.year, key.period.last
        before = self._to_date(key.series, year, last - 1)
        total = self.figures[key].value
        earlier = Period(year, 1, last - 1)
        slack = self._rounding(key, total) + self._rounding(key._replace(period=earlier), before)
        if before - total > slack + _TINY:
            arguments: dict[str, object] = {
                "period": key.period.words(True), "period_en": key.period.words(False), "figure": self._shown(key, total),
                "before": earlier.words(True), "before_en": earlier.words(False), "earlier": self._shown(key, before),
            }  # fmt: skip
            told.setdefault(key, []).append(Problem(FELL, arguments=arguments))
            return
        alone = key._replace(period=Period(year, last, last))
        self._adds(key, alone, told)

    def _adds(self, whole: ProgressKey, alone: ProgressKey, told: dict[ProgressKey, list[Problem]]) -> None:
        """S(m - 1) + p(m) against S(m), told of the total where it is the block's."""
        month, total = stated_figure(self.plan, alone), stated_figure(self.plan, whole)
        earlier = Period(whole.period.year, 1, whole.period.last - 1)
        before = self._to_date(whole.series, earlier.year, earlier.last)
        if month is None or total is None or not math.isfinite(before):
            return
        slack = (
            self._rounding(whole, total)
            + self._rounding(alone, month)
            + self._rounding(whole._replace(period=earlier), before)
        )
        difference = before + month - total
        if abs(difference) <= slack + _TINY * max(abs(total), 1.0):
            return
        arguments: dict[str, object] = {
            "before": earlier.words(True), "before_en": earlier.words(False), "earlier": self._shown(whole, before),
            "month": alone.period.words(True), "month_en": alone.period.words(False), "alone": self._shown(whole, month),
            "sum": self._shown(whole, before + month), "period": whole.period.words(True), "period_en": whole.period.words(False),
            "figure": self._shown(whole, total), "difference": self._shown(whole, abs(difference)),
        }  # fmt: skip
        key = whole if whole in self.figures else alone
        told.setdefault(key, []).append(Problem(NOT_ADDED, arguments=arguments))

    def _of_period(self, key: ProgressKey, year: int, how: WithinYear) -> float:
        """The level of a period in a year: to date, or the months alone of what adds up."""
        first, last = key.period.first, key.period.last
        total = self._to_date(key.series, year, last)
        if how is WithinYear.LATEST or first == 1:
            return total
        return total - self._to_date(key.series, year, first - 1)

    def _growth(self, key: ProgressKey, how: WithinYear, told: dict[ProgressKey, list[Problem]]) -> None:
        year, growth = key.period.year, self.figures[key]
        now, last = (self._of_period(key, one, how) for one in (year, year - 1))
        if not (math.isfinite(now) and math.isfinite(last) and last > 0):
            return
        implied = 100.0 * (now / last - 1.0)
        level = key._replace(growth=False)
        then = level._replace(period=replace(key.period, year=year - 1))
        # d(x / x') = dx / x' + x dx' / x'^2
        rounding = 100.0 * (self._rounding(level, now) + abs(now / last) * self._rounding(then, last)) / last
        difference = abs(implied - growth.value)
        if difference <= rounding + growth.rounding + _SLACK + _TINY:
            return
        arguments: dict[str, object] = {
            "growth": format_figure(growth.value, max(1, _places(growth.value))), "implied": format_figure(implied, 1),
            "difference": format_figure(difference, 1), "last": self._shown(level, last),
        }  # fmt: skip
        told.setdefault(key, []).append(Problem(GROWTH_DIFFERS, arguments=arguments))


def _with(plan: Plan, figures: Mapping[ProgressKey, MonthFigure]) -> Plan:
    """A plan's figures of these series and of the year before, with figures laid over them, for reckoning.

    Whole years are laid over only where the plan has the series and the year.
    """
    # only what the reckoning looks at: a province has a hundred thousand others
    series = {key.series for key in figures}
    years = {key.period.year - back for key in figures for back in (0, 1)}
    progress = {
        key: value
        for key, value in plan.progress.items()
        if key.period.year in years and key.series in series
    }
    progress |= {key: one.value for key, one in figures.items() if not is_whole(key)}
    whole = [
        (key.series, key.period.year, one.value)
        for key, one in figures.items()
        if is_whole(key) and key.series in plan.row and has_year(plan, key.period.year)
    ]
    laid = plan.with_progress(MappingProxyType(progress))
    return laid.with_observations(whole) if whole else laid


def _places(value: float) -> int:
    """The decimals that a figure needs, four at most."""
    return next((places for places in range(4) if abs(rounded(value, places) - value) < _TINY), 4)


def month_edit(document: Document, taken: Iterable[Weighed], month: Period) -> Edit | None:
    """The one step that takes the figures of a month that are new or changed; None where there are none.

    Growths and parts of a year are progress, the twelve months to date are the year's observed figure.
    """
    figures = {one.key: one.figure.value for one in taken if one.taken}
    if not figures:
        return None
    within = {key: value for key, value in figures.items() if not is_whole(key)}
    whole = {(key.series, key.period.year): value for key, value in figures.items() if is_whole(key)}
    label = Label(
        Wording(
            "{month}：{count} 个数", "{month_en}: {count} " + ("figure" if len(figures) == 1 else "figures")
        ),
        MappingProxyType({"month": month.words(True), "month_en": month.words(False), "count": len(figures)}),
    )
    edits: list[Edit] = []
    if within:
        edits.append(SetProgress(within, label))
    if whole:
        edits.append(SetObservations(whole, label))
    return edits[0] if len(edits) == 1 else CombinedEdit(tuple(edits), label)
