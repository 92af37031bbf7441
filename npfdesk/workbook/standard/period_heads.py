"""Heads of columns of figures: a year or a part of one, with the words that say which figure of it stands below."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from npfdesk.plan.periods import Period, find_period, half_width_head
from npfdesk.plan.problems import Language


class PeriodMeasure(StrEnum):
    """Which figure of a period: what its head or row says of it."""

    UNSAID = ""
    TO_DATE = "to date"
    """The running total of the year up to the period's end."""
    PERIOD = "period"
    """Of the period alone."""
    GROWTH = "growth"
    """The growth on the year before, in %, of the running total where the period is a part of a year."""
    PERIOD_GROWTH = "period growth"
    """The growth on the year before, in %, of the period alone."""

    @property
    def is_growth(self) -> bool:
        """Whether the figure is a growth on the year before."""
        return self in (PeriodMeasure.GROWTH, PeriodMeasure.PERIOD_GROWTH)

    def words(self, language: Language) -> str:
        """Its word in a cell of the column measure."""
        return _CHINESE.get(self, "") if language == "zh" else self.value


_CHINESE: Final = {
    PeriodMeasure.TO_DATE: "累计",
    PeriodMeasure.PERIOD: "当期",
    PeriodMeasure.GROWTH: "同比",
    PeriodMeasure.PERIOD_GROWTH: "当期同比",
}


class PeriodHead(NamedTuple):
    """A column's period as its head names it, and which figure of it."""

    period: Period
    measure: PeriodMeasure = PeriodMeasure.UNSAID

    def words(self, language: Language) -> str:
        """It in words that `period_head` reads back."""
        said = f"（{self.measure.words('zh')}）" if language == "zh" else f" ({self.measure.value})"
        return self.period.words(language == "zh") + (said if self.measure else "")


_TO_DATE: Final = re.compile(r"累计(?:值|数|额)?|cumulative|to\s?date|ytd")
_ALONE: Final = re.compile(r"(?:当期|当月|当季|本期|本月|本季|单月|单季)(?:值|数|额)?|period|in month")
_GROWTH: Final = re.compile(
    r"(?:同比|比上年|较上年)(?:增长|增速|增减|变化|±)?|增长率|增长|增速|year[- ]on[- ]year|y/?o/?y|growth"
)
_ACTUAL: Final = re.compile(
    r"末|底|全年|实际|实绩|完成|快报|初步|核算|统计|公报|年报|现状|基期|数据|数|值|情况|决算|actuals?|outturn|final|provisional|preliminary|revised|data|value"
)
_MARKS: Final = re.compile(r"[\s()\[\]〔〕【】<>:：,，、;；%‰*±+-]+")
_MOST_LETTERS: Final = 40


def measure_of(text: str) -> PeriodMeasure | None:
    """Which figure a text names and nothing else (累计, 当月, 同比增长%); None for any other, UNSAID for an empty one."""
    said = half_width_head(text)
    measure, rest = _measure(said)
    return measure if not rest and len(said) <= _MOST_LETTERS else None


@lru_cache(maxsize=4096)
def measure_among(text: str) -> tuple[PeriodMeasure, str]:
    """Which figure a text names among other words, and those others in half width without marks (固定资产投资同比: 固定资产投资)."""
    return _measure(half_width_head(text)) if len(text) <= _MOST_LETTERS else (PeriodMeasure.UNSAID, text)


@lru_cache(maxsize=4096)
def period_head(text: str) -> PeriodHead | None:
    """The period of a head (2018年末, 2026年1-2月, 2026Q2累计, 2026年3月同比%); None where it says something else too.

    A head of a goal or of no year (2025年目标, 一季度) is none.
    """
    found = find_period(text) if len(text) <= _MOST_LETTERS else None
    if found is None or not found.period.year:
        return None
    said = half_width_head(text)
    measure, rest = _measure(_ACTUAL.sub("", said[: found.start] + " " + said[found.end :]))
    return PeriodHead(found.period, measure) if not rest else None


def _measure(said: str) -> tuple[PeriodMeasure, str]:
    """The measure named in half-width text, and what else it says."""
    found = []
    for pattern in (_TO_DATE, _ALONE, _GROWTH):
        said, times = pattern.subn(" ", said)
        found.append(bool(times))
    to_date, alone, growth = found
    rest = _MARKS.sub("", said)
    if to_date and alone:
        return PeriodMeasure.UNSAID, rest or said
    if growth:
        return (PeriodMeasure.PERIOD_GROWTH if alone else PeriodMeasure.GROWTH), rest
    if alone:
        return PeriodMeasure.PERIOD, rest
    return (PeriodMeasure.TO_DATE if to_date else PeriodMeasure.UNSAID), rest


def figure_of(head: PeriodHead, row: PeriodMeasure, to_date: bool) -> tuple[Period, bool]:
    """The period that a figure covers, and whether it is a growth; `row` stands where the head says nothing.

    `to_date` is what a part of a year is where neither says so.
    """
    measure = head.measure
    if measure is PeriodMeasure.UNSAID:
        measure = row
    elif measure is PeriodMeasure.GROWTH and row is PeriodMeasure.PERIOD:
        measure = PeriodMeasure.PERIOD_GROWTH
    if measure is PeriodMeasure.UNSAID:
        measure = PeriodMeasure.TO_DATE if to_date else PeriodMeasure.PERIOD
    running = measure is PeriodMeasure.TO_DATE or (measure is PeriodMeasure.GROWTH and to_date)
    return head.period.to_date if running else head.period, measure.is_growth


def measure_for(period: Period, growth: bool) -> PeriodMeasure:
    """The measure of a figure as the plan keeps it: a period that begins with the year is the running total."""
    if growth:
        return PeriodMeasure.GROWTH if period.first == 1 else PeriodMeasure.PERIOD_GROWTH
    return PeriodMeasure.TO_DATE if period.first == 1 else PeriodMeasure.PERIOD
