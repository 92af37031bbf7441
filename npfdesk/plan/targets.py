"""Targets as values: the figures that a target cell's text gives once its base is known."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

from npfdesk.plan.problems import Problem, error
from npfdesk.plan.series import SeriesKey, TargetKey

NEEDS_BASE: Final = error(
    "target_needs_base",
    "“{text}”要从基期值推算，但该序列没有基期值。请填写基期值，或直接写目标数值。",
    "“{text}” counts from a base, but this series has none. Enter the base, or write the target's figure.",
)

NEEDS_YEARS: Final = error(
    "target_needs_years",
    "“{text}”按年均推算，但目标年 {target_year} 不晚于基期 {base_year}。请改正年份，或直接写目标数值。",
    "“{text}” counts by the year, but its target year {target_year} is not after its base year {base_year}. "
    "Mend the years, or write the target's figure.",
)
TARGET_OUT_OF_RANGE: Final = error(
    "target_out_of_range",
    "从基期值 {base} 推算“{text}”，得不到可用的数值。请检查二者，或直接写目标数值。",
    "“{text}” comes to no usable figure from a base of {base}. Check both, or write the target's figure.",
)

How = Literal["figure", "increase", "change", "growth", "compound", "multiple"]


class Measure(StrEnum):
    """What a target's figure is of."""

    LEVEL = "level"
    GROWTH = "growth"
    """A growth in %: `compound` a year, `growth` over the whole time."""
    SUM = "sum"
    """The sum of a flow over the plan's years."""
    RELATIVE = "relative"
    """Relative to another series; no figure of its own."""
    QUALITATIVE = "qualitative"
    """A direction or an intention; no figure."""
    RANK = "rank"
    """A place among others."""


class TargetKind(StrEnum):
    """How a target's figure is meant."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"
    RANGE = "range"
    ASSIGNED = "assigned"
    NONE = "none"


@dataclass(frozen=True)
class TargetText:
    """A target cell's content, read without knowing the base.

    `figure` is read by `how`: the figure itself, an increase over the base (over 0 without one), a change of
    the base (nothing without one), a total growth in %, a compound annual growth in %, or a multiple of the
    base. `low` and `high` are a range's; `stretch` is the figure of 力争; `year` the year in brackets behind it.
    `measure` says what the figure is of; sums and places stand in `figure`, words alone have none.
    """

    kind: TargetKind
    text: str
    how: How = "figure"
    figure: float | None = None
    low: float | None = None
    high: float | None = None
    stretch: float | None = None
    year: int | None = None
    measure: Measure = Measure.LEVEL


@dataclass(frozen=True)
class SecondStatement:
    """What is stated beside a target for the same series and year: 年均增长6.5% beside 1500."""

    text: str
    parsed: TargetText
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True)
class PlanTarget:
    """A target as the plan words it.

    `text` is the cell as written and `parsed` its reading; `stretch` the 力争 figure of a column of its own.
    `base_printed` is the base that stands beside it (None where none is printed) in `base_year`. The figure
    itself is resolved against the observed base by ``npfdesk.engine.projection.target_figures``.
    """

    series: SeriesKey
    year: int
    text: str
    parsed: TargetText
    stretch: float | None = None
    stretch_text: str = ""
    base_printed: float | None = None
    base_text: str = ""
    base_year: int = 0
    source: str = ""
    note: str = ""
    sheet: str = ""
    cell: str = ""
    beside: tuple[SecondStatement, ...] = ()

    @property
    def key(self) -> TargetKey:
        """The series and the year."""
        return TargetKey(self.series, self.year)


@dataclass(frozen=True)
class Target:
    """A target in figures, in the indicator's unit.

    `value` is the figure to reach: a range's is its middle; None where there is none (none, assigned). `low`
    and `high` are the bounds inside which it is met: the figure itself for at least and at most, 2 % (or the
    plan's own tolerance) either way for about; both None for exact.
    """

    kind: TargetKind
    value: float | None
    low: float | None
    high: float | None
    stretch: float | None
    text: str


def resolve_target(
    parsed: TargetText,
    *,
    base: float | None,
    base_year: int | None,
    target_year: int,
    about_tolerance: float = 0.02,
) -> Target | Problem:
    """The figures of a target whose base is known (None: it has none; an increase then counts from 0).

    growth: base (1 + g / 100); compound: base (1 + g / 100)^(target year - base year). Every figure of a Target
    is finite. A Problem where the words need a base and there is none, where years are counted and there are
    none between, and where a figure would be infinite or a cut exceeds 100 %.
    """
    if parsed.kind in (TargetKind.NONE, TargetKind.ASSIGNED):
        return Target(parsed.kind, None, None, None, parsed.stretch, parsed.text)
    if parsed.kind is TargetKind.RANGE and parsed.low is not None and parsed.high is not None:
        middle = parsed.low / 2 + parsed.high / 2
        return Target(parsed.kind, middle, parsed.low, parsed.high, parsed.stretch, parsed.text)
    figure = _reached(parsed, base, base_year, target_year)
    if isinstance(figure, Problem):
        return figure
    slack = about_tolerance * abs(figure)
    low, high = {
        TargetKind.AT_LEAST: (figure, None),
        TargetKind.AT_MOST: (None, figure),
        TargetKind.ABOUT: (figure - slack, figure + slack),
    }.get(parsed.kind, (None, None))
    if not math.isfinite(figure) or not math.isfinite(slack + abs(figure)):
        return Problem(
            TARGET_OUT_OF_RANGE, text=parsed.text, arguments={"base": "—" if base is None else base}
        )
    return Target(parsed.kind, figure, low, high, parsed.stretch, parsed.text)


def _reached(
    parsed: TargetText, base: float | None, base_year: int | None, target_year: int
) -> float | Problem:
    """The figure to reach; infinite where it exceeds the range of floats."""
    figure = parsed.figure if parsed.figure is not None else 0.0
    if parsed.how == "figure":
        return figure
    if parsed.how == "increase":
        return figure + (base or 0.0)
    if base is None:
        return Problem(NEEDS_BASE, text=parsed.text)
    if parsed.how == "change":
        return base + figure
    if parsed.how == "multiple":
        return base * figure
    if figure < -100:
        return math.inf
    if parsed.how == "growth":
        # in this order 100 grown by 15 % is 115, not 114.99999999999999
        return base * (100 + figure) / 100
    if base_year is None or base_year >= target_year:
        years = {"base_year": "—" if base_year is None else base_year, "target_year": target_year}
        return Problem(NEEDS_YEARS, text=parsed.text, arguments=years)
    try:
        return base * ((100 + figure) / 100) ** (target_year - base_year)
    except OverflowError:
        return math.inf
