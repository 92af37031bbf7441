"""Targets as values: the figures that a target cell's text gives once its base is known."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Literal

from npfdesk.plan.problems import Problem, error, warning
from npfdesk.plan.series import SeriesKey, TargetKey

NEEDS_BASE: Final = error(
    "target_needs_base",
    "“{text}”要从基期值推算，但该序列没有基期值。请填写基期值，或直接写目标数值。",
    "“{text}” counts from a base, but this series has none. Enter the base, or write the target's figure.",
)
GROWTH_WITHOUT_BASE: Final = warning(
    "growth_without_base",
    "“{text}”是增长目标，但该序列没有基期值：按增速保留，得不出目标年的数值，缺口和状态无法评价。填写基期值即可评价。",
    "“{text}” is a growth, and this series has no base: the rate is kept, but it comes to no figure of its year, and "
    "its shortfall and status cannot be assessed. Enter the base to have them.",
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

How = Literal["figure", "increase", "change", "growth", "compound", "multiple", "step"]


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


class Basis(StrEnum):
    """Over what time a growth is stated."""

    ANNUAL = "annual"
    TOTAL = "total"


class Intention(StrEnum):
    """Which way a target in words alone points."""

    UP = "up"
    DOWN = "down"
    STABLE = "stable"
    WITHIN = "within"
    """Inside a range that the words do not name."""
    LATER = "later"
    """To be settled later."""


WORDLESS_MEASURES: Final = frozenset({Measure.RELATIVE, Measure.QUALITATIVE})
"""Measures whose words have no figure at all."""
LEVEL_MEASURES: Final = frozenset({Measure.LEVEL, Measure.GROWTH})
"""Measures whose figure is a level of the target's year, or comes to one from the base."""


class TargetKind(StrEnum):
    """How a target's figure is meant."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"
    RANGE = "range"
    ASSIGNED = "assigned"
    NONE = "none"


OTHER_WAY: Final[Mapping[TargetKind, TargetKind]] = MappingProxyType(
    {TargetKind.AT_LEAST: TargetKind.AT_MOST, TargetKind.AT_MOST: TargetKind.AT_LEAST}
)
"""How a bound binds once its figure is turned: cut by 18 % or more leaves at most the rest."""


@dataclass(frozen=True)
class StatedText:
    """One statement of a target cell, read without knowing the base.

    `figure` is read by `how`: the figure itself, an increase over the base (over 0 without one), a change of
    the base (nothing without one), a total growth in %, a compound annual growth in %, a multiple of the base, or
    a step a year (on the base; of a sum times the years). `low` and `high` are a range's; `stretch` is the figure
    of 力争, read by the same `how`; `year` the year in brackets behind it. `measure` says what the figure is of:
    sums and places stand in `figure`, words alone have none. `basis` says over what time a growth runs, also where
    the indicator is a rate itself and `how` is "figure". `since` is a year named as the one to count from
    (比2020年翻一番), `reference` the words for the series that a relative target names, `intention` where words
    alone point, `mark` the footnote signs (①, *, 预计) and `note` the bracket behind the figure.
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
    basis: Basis | None = None
    since: int | None = None
    reference: str = ""
    intention: Intention | None = None
    mark: str = ""
    note: str = ""

    @property
    def asks_nothing(self) -> bool:
        """Whether the cell is blank: neither a figure, nor a stretch, nor words that ask for something."""
        return self.kind is TargetKind.NONE and self.measure is Measure.LEVEL and self.stretch is None

    @property
    def has_figure(self) -> bool:
        """Whether there is a figure beside a stretch: none of the words alone, of those assigned and of blanks."""
        return self.figure is not None or self.low is not None


@dataclass(frozen=True)
class TargetText(StatedText):
    """A target cell's content: its first statement, and `beside` it those that follow in the same cell.

    1500左右，年均增长6.5%左右 is about 1500, and beside it a growth of about 6.5 % a year.
    """

    beside: tuple[StatedText, ...] = ()


def as_target(one: StatedText) -> TargetText:
    """A statement as the first, and only one, of a cell."""
    if isinstance(one, TargetText):
        return one
    return TargetText(**vars(one))


def bare(parsed: StatedText) -> dict[str, object]:
    """What a statement says, without its words and those beside it."""
    return {name: value for name, value in vars(parsed).items() if name not in ("text", "beside")}


@dataclass(frozen=True)
class SecondStatement:
    """What another cell states beside a target for the same series and year: 年均增长6.5% beside 1500."""

    text: str
    parsed: StatedText
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True)
class PlanTarget:
    """A target as the plan words it.

    `text` is the cell as written and `parsed` its reading; `stretch` the 力争 figure of a column of its own.
    `base_printed` is the base that stands beside it (None where none is printed) in `base_year`. `owner` is its own
    责任单位, "" where that is the indicator's (see ``plan.owners``). The figure
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
    owner: str = ""

    @property
    def key(self) -> TargetKey:
        """The series and the year."""
        return TargetKey(self.series, self.year)

    @property
    def seconds(self) -> tuple[SecondStatement, ...]:
        """All statements beside the first: those of its own cell, then those of other cells."""
        own = tuple(SecondStatement(one.text, one, self.sheet, self.cell) for one in self.parsed.beside)
        return own + self.beside

    @property
    def wording(self) -> str:
        """The target in its own words, with those that stand beside it in other cells."""
        return "；".join(one for one in (self.text, *(second.text for second in self.beside)) if one)


@dataclass(frozen=True)
class Target:
    """A target in figures, in the indicator's unit.

    `value` is the figure to reach: a range's is its middle; None where there is none (none, assigned, a growth
    without a base, and every `measure` but level and growth, whose figure is no level of the target's year).
    `low` and `high` are the bounds inside which it is met: the figure itself for at least and at most, 2 % (or the
    plan's own tolerance) either way for about; both None for exact. A target that counts from a year without a
    figure is relative.
    """

    kind: TargetKind
    value: float | None
    low: float | None
    high: float | None
    stretch: float | None
    text: str
    measure: Measure = Measure.LEVEL


@dataclass(frozen=True)
class StatedFigures:
    """The figures of a statement as what it measures: % of a growth, the total of a sum, a place; None: no figure.

    `low` and `high` are its bounds, as in `Target`.
    """

    value: float | None
    low: float | None
    high: float | None
    stretch: float | None


NO_FIGURES: Final = StatedFigures(None, None, None, None)


def stated_figures(
    parsed: StatedText, *, base_year: int | None, target_year: int, about_tolerance: float = 0.02
) -> StatedFigures:
    """The figures of a growth, a sum or a place as stated. A yearly amount of a sum counts for each year of the plan.

    None throughout for words alone, and for a yearly amount without years to count.
    """
    times = 1.0
    if parsed.how == "step" and parsed.measure is Measure.SUM:
        if base_year is None or base_year >= target_year:
            return NO_FIGURES
        times = float(target_year - base_year)
    stretch = None if parsed.stretch is None else parsed.stretch * times
    if parsed.kind is TargetKind.RANGE and parsed.low is not None and parsed.high is not None:
        low, high = parsed.low * times, parsed.high * times
        return StatedFigures(low / 2 + high / 2, low, high, stretch)
    if parsed.figure is None:
        return StatedFigures(None, None, None, stretch)
    figure = parsed.figure * times
    return StatedFigures(figure, *_bounds(parsed.kind, figure, about_tolerance), stretch)


def _bounds(kind: TargetKind, figure: float, about_tolerance: float) -> tuple[float | None, float | None]:
    slack = about_tolerance * abs(figure)
    return {
        TargetKind.AT_LEAST: (figure, None),
        TargetKind.AT_MOST: (None, figure),
        TargetKind.ABOUT: (figure - slack, figure + slack),
    }.get(kind, (None, None))


def resolve_target(
    parsed: StatedText,
    *,
    base: float | None,
    base_year: int | None,
    target_year: int,
    about_tolerance: float = 0.02,
) -> Target | Problem:
    """The figures of a target whose base is known (None: it has none; an increase then counts from 0).

    growth: base (1 + g / 100); compound: base (1 + g / 100)^(target year - base year); step: base + s (target year
    - base year). Every figure of a Target is finite. A growth without a base has no level, which is no mistake. A
    Problem where other words need a base and there is none, where years are counted and there are none between,
    and where a figure would be infinite or a cut exceeds 100 %.
    """
    if parsed.since is not None and (base is None or base_year != parsed.since):
        return Target(TargetKind.NONE, None, None, None, None, parsed.text, Measure.RELATIVE)
    if parsed.measure not in LEVEL_MEASURES:
        kind = TargetKind.NONE if parsed.measure in WORDLESS_MEASURES else parsed.kind
        return Target(kind, None, None, None, None, parsed.text, parsed.measure)
    if parsed.measure is Measure.GROWTH and base is None and parsed.how != "figure":
        return Target(parsed.kind, None, None, None, None, parsed.text, parsed.measure)
    figures = [
        None if one is None else _reached(parsed, one, base, base_year, target_year)
        for one in (parsed.figure, parsed.low, parsed.high, parsed.stretch)
    ]
    for reached in figures:
        if isinstance(reached, Problem):
            return reached
        if reached is not None and not math.isfinite(2 * about_tolerance * reached + reached):
            arguments = {"base": "—" if base is None else base}
            return Problem(TARGET_OUT_OF_RANGE, text=parsed.text, arguments=arguments)
    figure, low, high, stretch = (one for one in figures if not isinstance(one, Problem))
    if parsed.kind is TargetKind.RANGE and low is not None and high is not None:
        low, high = min(low, high), max(low, high)
        return Target(parsed.kind, low / 2 + high / 2, low, high, stretch, parsed.text, parsed.measure)
    if figure is None:
        return Target(parsed.kind, None, None, None, stretch, parsed.text, parsed.measure)
    bounds = _bounds(parsed.kind, figure, about_tolerance)
    return Target(parsed.kind, figure, *bounds, stretch, parsed.text, parsed.measure)


def _reached(
    parsed: StatedText, figure: float, base: float | None, base_year: int | None, target_year: int
) -> float | Problem:
    """The figure to reach; infinite where it exceeds the range of floats."""
    if parsed.how == "figure":
        return figure
    if parsed.how == "increase":
        return figure + (base or 0.0)
    if base is None:
        return Problem(NEEDS_BASE, text=parsed.text)
    if parsed.how in ("change", "multiple"):
        return base + figure if parsed.how == "change" else base * figure
    if parsed.how in ("growth", "compound") and figure < -100:
        return math.inf
    if parsed.how == "growth":
        # in this order 100 grown by 15 % is 115, not 114.99999999999999
        return base * (100 + figure) / 100
    if base_year is None or base_year >= target_year:
        years = {"base_year": "—" if base_year is None else base_year, "target_year": target_year}
        return Problem(NEEDS_YEARS, text=parsed.text, arguments=years)
    if parsed.how == "step":
        return base + figure * (target_year - base_year)
    try:
        return base * ((100 + figure) / 100) ** (target_year - base_year)
    except OverflowError:
        return math.inf
