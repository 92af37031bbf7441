"""The description of a growth method: its words, the cells it reads, its formula, and what follows from them.

A method of ``npfdesk.plan.methods`` is one `MethodDescription`; the engine, the tables, goal seek, the workbook
and the reports read it and depend on no method by name. Arrays are year-first, (year, ..., series), so that a leading draw
axis can stand between; `last` is the column of a series' last observed year (-1: it has none), b that year and v
its value.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from npfdesk.plan.grips import FigureScale, Grip, grip_of_figure, grip_of_rate, grip_of_step
from npfdesk.plan.numbers import difference_unit, format_figure, plain
from npfdesk.plan.problems import Language, ProblemKind, Wording
from npfdesk.plan.rounding import rounded_text

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

_FEW = 32
"""Up to so many series are gone through one by one."""
MISSING = "NA()"
"""The content of a live workbook's cell without a figure."""


class Unit(StrEnum):
    """The unit of a parameter."""

    PERCENT = "percent"
    INDICATOR = "indicator"
    PAST_YEARS = "past years"
    YEAR = "year"
    NUMBER = "number"

    def read_as(self, own: str) -> str:
        """The unit that a text in the cell may end with; `own` is the indicator's."""
        return {Unit.PERCENT: "%", Unit.INDICATOR: own, Unit.NUMBER: ""}.get(self, "年")

    def shown_as(self, own: str) -> str:
        """The unit that stands behind the figure; `own` is the indicator's."""
        return {Unit.PERCENT: "%", Unit.INDICATOR: own}.get(self, "")


class ByYear(StrEnum):
    """The meaning of figures by year for a method: unused, single years' parameters, or the path itself."""

    UNREAD = "unread"
    OVERRIDES = "overrides"
    PATH = "path"


class Additive(StrEnum):
    """Whether a method's pace is added or multiplied: a step, a rate, or whichever the indicator moves in."""

    NEVER = "never"
    ALWAYS = "always"
    IN_POINTS = "in points"


@dataclass(frozen=True)
class Bounds:
    """The bounds of a parameter, whether it must be a whole number, and the problem where it is not allowed."""

    refusal: ProblemKind
    low: float = -math.inf
    high: float = math.inf
    whole: bool = False

    def allows(self, figure: float) -> bool:
        """Whether a figure is allowed."""
        return self.low <= figure <= self.high and (not self.whole or figure == int(figure))

    def clamped(self, figure: float) -> float:
        """The nearest figure that is allowed."""
        near = float(np.rint(figure)) if self.whole else figure
        return min(max(near, self.low), self.high)


@dataclass(frozen=True)
class Cell:
    """A cell that a method reads: its name, the allowed content, its unit, its bounds.

    `paced` says that the figure is what the series moves by in a year, so that its past can stand beside it.
    `note` completes the method's name in the note of the workbook's column.
    """

    words: Wording
    note: Wording
    unit: Unit
    bounds: Bounds | None = None
    paced: bool = False

    @property
    def whole(self) -> bool:
        """Whether only whole numbers are allowed."""
        return self.bounds is not None and self.bounds.whole

    def refusal(self, figure: float) -> ProblemKind | None:
        """The problem of a figure; None where it is allowed."""
        return None if self.bounds is None or self.bounds.allows(figure) else self.bounds.refusal

    def grip(self, figure: float, indicator: FigureScale) -> Grip | None:
        """The grip with which the figure is dragged."""
        if self.unit is Unit.PERCENT:
            return grip_of_rate(figure)
        low, high = (self.bounds.low, self.bounds.high) if self.bounds is not None else (-math.inf, math.inf)
        if self.unit in (Unit.PAST_YEARS, Unit.YEAR):
            return Grip(figure, 0.1, 0, low, high)
        if self.unit is Unit.NUMBER:
            return Grip(figure, 0.01, 2, low, high)
        return grip_of_step(figure, indicator) if self.paced else grip_of_figure(figure, indicator)

    def figure_text(self, figure: float, indicator: FigureScale, years_word: str) -> str:
        """The figure as text: 8.5%, 5 years, 7,000."""
        if self.unit is Unit.PAST_YEARS:
            return f"{plain(figure)} {years_word}"
        if self.unit in (Unit.YEAR, Unit.NUMBER):
            return plain(figure)
        if self.unit is Unit.PERCENT:
            return format_figure(figure, max(1, _places(figure)), "%")
        return format_figure(figure, max(indicator.decimals, _places(figure)))


def _places(figure: float) -> int:
    return min(4, len(rounded_text(figure, 4).rstrip("0").partition(".")[2]))


# the formula


@dataclass(frozen=True, eq=False)
class Parameters:
    """The assumptions of some series as arrays (series,): method code, value, midpoint (NaN: not given).

    `years` (year, row) holds the figures by year of the assumptions that have some (NaN: not given),
    `beyond` (2, row) the year and figure of the first given past the horizon (NaN: none), and
    `yearly` (series,) which of their columns is a series', -1 for none. `value` may have axes of draws before
    that of series; `shift`, of the same shape, is then what a draw adds to the figures by year.
    """

    method: IntArray
    value: FloatArray
    midpoint: FloatArray
    years: FloatArray
    beyond: FloatArray
    yearly: IntArray
    shift: FloatArray | None = None

    @cached_property
    def rows_of(self) -> Mapping[int, IntArray]:
        """The series under each method that any is under, by its code."""
        few = len(self.method) <= _FEW
        present = list(set(self.method.tolist())) if few else np.bincount(self.method).nonzero()[0].tolist()
        if len(present) == 1:
            return {present[0]: np.arange(len(self.method))}
        return {code: np.flatnonzero(self.method == code) for code in present}

    def by_year(self, column: int, series: IntArray) -> FloatArray:
        """The figures that some series are given for a year, (..., series), shifted as the draw is."""
        figures: FloatArray = self.years[column, self.yearly[series]]
        return figures if self.shift is None else figures + self.shift[..., series]


class WaypointKind(IntEnum):
    """What the figure of a waypoint is of."""

    LEVEL = 0
    SUM = 1
    """The sum of the years after `since`."""
    MEAN = 2
    """The mean growth a year, in %, of the years after `since`."""


@dataclass(frozen=True, eq=False)
class Waypoints:
    """The figures that a series' targets name: (step, series) columns on the year axis, figures, kinds, base columns.

    In the order of the years; unused steps have column -1 and NaN. A column past the axis is allowed, and a base before it.
    `kind` holds codes of WaypointKind, `since` the column of the year that a sum or a mean counts from.
    """

    column: IntArray
    figure: FloatArray
    kind: NDArray[np.int8]
    since: IntArray

    def take(self, rows: IntArray) -> Waypoints:
        """The same for some of the series."""
        return Waypoints(self.column[:, rows], self.figure[:, rows], self.kind[:, rows], self.since[:, rows])


def level_waypoints(column: IntArray, figure: FloatArray) -> Waypoints:
    """Waypoints that are all levels of their years, (step, series)."""
    return Waypoints(column, figure, np.zeros(column.shape, dtype=np.int8), np.full(column.shape, -1))


def no_waypoints(series: int) -> Waypoints:
    """The waypoints of series without any target."""
    return level_waypoints(np.empty((0, series), dtype=np.int64), np.empty((0, series)))


@dataclass(frozen=True, eq=False)
class PathInputs:
    """What all series' paths start from: observed figures (year, series), last columns, years, points, waypoints.

    `waypoints` may be those of more series: `rows` (series,) are then these series' places among them.
    """

    observed: FloatArray
    last: IntArray
    years: IntArray
    points: BoolArray
    given: Parameters
    waypoints: Waypoints
    rows: IntArray | None = None


class PathCourse:
    """What a formula reads of the series under its method, each part taken out of the whole only where it is read."""

    def __init__(self, whole: PathInputs, rows: IntArray) -> None:
        self._whole, self._rows = whole, rows

    @property
    def years(self) -> IntArray:
        """The years (year,)."""
        return self._whole.years

    @cached_property
    def observed(self) -> FloatArray:
        """The observed figures (year, series), NaN where there is none."""
        return self._whole.observed[:, self._rows]

    @cached_property
    def last(self) -> IntArray:
        """The column of the last observed year (series,), -1 where there is none."""
        return self._whole.last[self._rows]

    @cached_property
    def points(self) -> BoolArray:
        """Whether a series moves in points (series,)."""
        return self._whole.points[self._rows]

    @cached_property
    def value(self) -> FloatArray:
        """The parameter (..., series), NaN where it is not given."""
        return self._whole.given.value[..., self._rows]

    @cached_property
    def midpoint(self) -> FloatArray:
        """The second parameter (series,), NaN where it is not given."""
        return self._whole.given.midpoint[self._rows]

    @cached_property
    def waypoints(self) -> Waypoints:
        """The figures that the targets name."""
        rows = self._rows if self._whole.rows is None else self._whole.rows[self._rows]
        return self._whole.waypoints.take(rows)

    @cached_property
    def start(self) -> FloatArray:
        """v, the last observed figure (series,)."""
        last, observed = self.last, self._whole.observed
        return np.where(last >= 0, observed[np.maximum(last, 0), self._rows], np.nan)

    def by_year(self, place: int) -> tuple[FloatArray, float, float] | None:
        """One series' figures by year (year,), with the year and figure of the first past the horizon; None: none."""
        given, row = self._whole.given, self._rows[place]
        at = int(given.yearly[row])
        if at < 0:
            return None
        year, figure = given.beyond[:, at]
        return given.years[:, at], float(year), float(figure)

    def after_last(self, path: FloatArray) -> FloatArray:
        """A path (year, ..., series) with what was observed up to the last observed year."""
        draws = (np.newaxis,) * (self.value.ndim - 1)
        after = np.arange(len(self.years))[:, *draws, np.newaxis] > self.last
        return np.where(after, path, self.observed[:, *draws, :])


# a method chosen anew


@dataclass(frozen=True)
class ParameterValues:
    """The parameters of an assumption, as ``npfdesk.plan.scenarios.Assumption`` has them."""

    value: float | None = None
    midpoint: float | None = None
    by_year: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, eq=False)
class SeriesPast:
    """The starting data of a newly chosen method: a series' observed figures, its present path, its targets' figures.

    `observed` and `values` are (year,), NaN where there is no figure.
    """

    years: IntArray
    observed: FloatArray
    values: FloatArray
    targets: tuple[float, ...]

    @cached_property
    def seen(self) -> IntArray:
        """The columns that are observed."""
        return np.flatnonzero(np.isfinite(self.observed))

    @property
    def last(self) -> int:
        """The column of the last observed year; 0 where there is none."""
        return int(self.seen[-1]) if len(self.seen) else 0


# seeking a parameter, and dragging a path's end


@dataclass(frozen=True)
class SeekRule:
    """How a method's parameter is sought.

    `bounds` between which, out of the last figure, the target and the years left; nothing at or below `least`
    is looked at. `geometric` says that a search steps by factors.
    """

    bounds: Callable[[float, float, int], tuple[float, float]]
    least: float = -math.inf
    geometric: bool = False


@dataclass(frozen=True, eq=False)
class DraggedEnd:
    """A dragged path end: the figure wanted there, v, the figures by year (NaN: none) and the levers' gains.

    `points` says that the series moves in points, in which its gains are then (else percentage points of growth).
    """

    figure: float
    start: float
    own: FloatArray
    gain: FloatArray
    midpoint: float
    points: bool

    @property
    def free(self) -> BoolArray:
        """The years that have no figure of their own."""
        return np.isnan(self.own)


# the live workbook


@dataclass(frozen=True)
class SheetWaypoint:
    """A target of a series in a live workbook: column on the year axis, and the cell or formula of its figure.

    Of a mean growth `figure` is the index that it comes to over all its years; `since` is the column of the year that a sum
    or a mean counts from.
    """

    column: int
    figure: str
    kind: WaypointKind = WaypointKind.LEVEL
    since: int = -1


@dataclass(frozen=True)
class SheetRow:
    """A series in a live workbook, as cells: its parameters, its observed figures, the cells beside its path.

    `begin`, `end` and `pace` are cells that the method may fill by `SheetHelpers`; `start` is the last observed
    figure ("" for none) at `last` on the year axis. `waypoints` are its targets' figures in the order of their years and
    `given` its figures by year, as columns on the year axis with their cells. `observed` and `years` are ranges; `path`
    names the cell of a year of the path itself, and `unknown` are the columns up to `last` that have no figure.
    """

    value: str
    midpoint: str
    start: str
    last: int
    last_year: int
    points: bool
    observed: str
    years: str
    first_year: int
    begin: str
    end: str
    pace: str
    waypoints: tuple[SheetWaypoint, ...]
    given: tuple[tuple[int, str], ...]
    path: Callable[[int], str]
    unknown: frozenset[int] = frozenset()


@dataclass(frozen=True)
class SheetYear:
    """A year of a series in a live workbook: the cell before, the year's own, the pace in force and the levers' gain.

    `elapsed` counts the years since the last observed one; `gain` is "" where levers do not move the series, else in points
    for a series in points and in percentage points of growth for others.
    """

    column: int
    before: str
    year: str
    in_force: str
    gain: str
    elapsed: int


@dataclass(frozen=True)
class SheetHelpers:
    """Formulas (or a number) of the cells beside a path: from which year, to which, at what pace; "" for none."""

    begin: str | float
    end: str
    pace: str


@dataclass(frozen=True)
class MethodRemark:
    """A remark on a series: a stable code, its words, and what fills them in."""

    code: str
    wording: Wording
    arguments: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    def text(self, language: Language) -> str:
        """The remark in that language."""
        return self.wording.text(language, self.arguments)


@dataclass(frozen=True)
class ImpossibleCurve:
    """When a method has no path through (b, v), with the problem of a workbook's cell and the remark on the series.

    `exists` is asked with v, the parameter, the second one and b, as arrays (series,).
    """

    exists: Callable[[FloatArray, FloatArray, FloatArray, IntArray], BoolArray]
    problem: ProblemKind
    remark: MethodRemark


@dataclass(frozen=True)
class MethodDescription:
    """One growth method.

    words     its name in the window and in reports; `written` what a workbook may say beside the key, the first
              of them as it is written; `sentence` how it reckons, for the page of methods
    cells     `value` and `midpoint` (None: not read), `by_year`; `needs` the cells without which it has no path,
              each a choice of one or several of "value", "midpoint" and "years", and `needed` the same in words
    formula   either `pace`, what a year moves by (..., series) as a share or a step (``additive``; figures by year
              are divided by `scale` first), or `curve`, the whole path (year, ..., series); neither holds v
    levered   whether levers raise its pace; `follows_targets` whether its path reads the targets; `rises` whether a higher
              parameter never gives a lower path; `rolls_up` whether after
              the last observed year the roll-up of the region's children stands in its place (its curve is then empty)
    reads_past whether its pace is that of the observed past; `for_rates` whether it can continue a growth rate
    continues whether it can continue a series (series,), None where it always can; where it cannot, the series stays as it
              is, and a row for any region does not reach it (see `chooses`)
    broken    what is said where it has no figures; `impossible` where no such path exists at all
    seed      the parameters that leave the path near where it was; of None, for a row that reaches many series
    seek      how its parameter is sought; pull: what it becomes when a path's end is dragged; `gives_way` says
              that then growth or step takes its place
    sheet     its formula in a live workbook, and `helpers` what that needs beside the path
    """

    words: Wording
    written: tuple[str, ...]
    sentence: Wording
    sheet: Callable[[SheetRow, SheetYear], str]
    value: Cell | None = None
    midpoint: Cell | None = None
    by_year: ByYear = ByYear.UNREAD
    needs: tuple[tuple[str, ...], ...] = ()
    needed: Wording | None = None
    pace: Callable[[PathCourse], FloatArray] | None = None
    additive: Additive = Additive.NEVER
    scale: float = 1.0
    curve: Callable[[PathCourse], FloatArray] | None = None
    levered: bool = False
    follows_targets: bool = False
    rolls_up: bool = False
    rises: bool = False
    reads_past: bool = False
    for_rates: bool = False
    continues: Callable[[PathCourse], BoolArray] | None = None
    broken: MethodRemark | None = None
    impossible: ImpossibleCurve | None = None
    seed: Callable[[SeriesPast | None], ParameterValues] | None = None
    seek: SeekRule | None = None
    pull: Callable[[DraggedEnd], float | None] | None = None
    gives_way: bool = False
    helpers: Callable[[SheetRow], SheetHelpers | None] | None = None

    @property
    def holds(self) -> bool:
        """Whether it leaves the last observed figure as it is."""
        return self.pace is None and self.curve is None

    @property
    def chooses(self) -> bool:
        """Whether a row for any region reaches only what it can continue; a curve that does not exist is an error of its row."""
        return self.rolls_up or (self.continues is not None and self.impossible is None)

    @property
    def paced(self) -> bool:
        """Whether its parameter, or the one that a figure typed beside it begins, is what the series moves by."""
        return self.value.paced if self.value is not None else self.by_year is not ByYear.PATH

    def cell(self, name: str) -> Cell | None:
        """The cell with that name ("value", "low", "high", "midpoint", "years"); None where the method does not read it."""
        if name == "midpoint":
            return self.midpoint
        if name != "years":
            return self.value
        if self.by_year is ByYear.PATH:
            return FIGURE
        return self.value if self.by_year is ByYear.OVERRIDES else None

    def unit(self, own: str) -> str:
        """The unit that a text in its parameter's cells may end with; the indicator's `own` where it reads none."""
        return own if self.value is None else self.value.unit.read_as(own)

    def shown_unit(self, own: str, language: Language) -> str:
        """The unit behind its parameter, percentage points of what moves a percentage; the indicator's `own` where it reads none."""
        if self.value is None:
            return own
        unit = self.value.unit.shown_as(own)
        moves = self.value.paced and self.value.unit is Unit.INDICATOR
        return difference_unit(unit, language) if moves else unit

    def lacks(self, given: ParameterValues) -> bool:
        """Whether an assumption lacks what the method needs."""
        stated = {
            "value": given.value is not None,
            "midpoint": given.midpoint is not None,
            "years": bool(given.by_year),
        }
        return not all(any(stated[one] for one in choice) for choice in self.needs)


FIGURE = Cell(Wording("数值", "figure"), Wording("数值", "the figure"), Unit.INDICATOR)
"""A figure of the indicator itself, given for a year."""
