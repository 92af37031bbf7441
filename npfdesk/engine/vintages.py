"""The plan as its observed figures were known on a day, from the vintages of the figures.

On a day D a figure of the year y is

- the newest of its vintages whose day is not after D; nothing where all its vintages are later. A vintage without a day
  is the oldest, and is known from the end of its own year (31 December of y) on;
- the figure of the plan, for a figure without any vintage, from the end of its year on. A base that stands in Targets is
  an observation of its base year and nothing else: its vintages are those of that series and year;
- the figure of the plan again where it differs from its newest vintage. It was published after all of them, on a day
  that nobody has said: it is taken to be known from the first end of a year after that vintage on. The audit tells every
  such figure.

Figures of parts of a year and printed growths are known from the end of their period on.
"""

from __future__ import annotations

import calendar
import datetime
import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from npfdesk.plan.model import Plan
from npfdesk.plan.series import ObservationKey, ProgressKey, SeriesKey
from npfdesk.plan.vintages import (
    SAME,
    Published,
    Vintage,
    VintageKey,
    known_since,
    same_figure,
    undated_since,
)

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


def last_ended_year(day: str) -> int:
    """The last year that has ended on an ISO day, its last day included. ValueError for any other text."""
    on = datetime.date.fromisoformat(day)
    return on.year if (on.month, on.day) == (12, 31) else on.year - 1


def last_ended_month(day: str) -> tuple[int, int]:
    """The year and the last month of it that has ended on an ISO day (month 0: none). ValueError for any other text."""
    on = datetime.date.fromisoformat(day)
    ended = on.day == calendar.monthrange(on.year, on.month)[1]
    return on.year, on.month if ended else on.month - 1


def figure_of(plan: Plan, key: ObservationKey) -> float:
    """The plan's observed figure, NaN where there is none and where the plan has no such series or year."""
    row, column = plan.row.get(key.series), key.year - int(plan.years[0])
    if row is None or not 0 <= column < len(plan.years):
        return math.nan
    return float(plan.observed[row, column])


def publications(plan: Plan, key: ObservationKey, published: Published) -> Published:
    """The publications of a figure, the oldest first: its vintages, and the plan's figure where it is none of them.

    The latter stands without a source or note; its key's day is the one from which it is taken to be known.
    """
    now = figure_of(plan, key)
    if not published or same_figure(now, published[-1][1].figure):
        return published
    current = VintageKey(key.series, key.year, undated_since(published[-1][0]))
    return (*published, (current, Vintage(None if math.isnan(now) else now)))


def as_known(plan: Plan, day: str) -> Plan:
    """The plan with its observed figures and figures of parts of a year as they were known on an ISO day.

    Vintages later than the day are left out, too; targets, assumptions and all else are the present ones. The plan itself
    where all of it was known. ValueError where the day is none.
    """
    return KnownOn(day).of(plan)


class KnownOn:
    """What was known on a day, of one state of a plan after the other: what did not change is not worked out again."""

    def __init__(self, day: str) -> None:
        """ValueError where the day is none (ISO 8601)."""
        self.day = day
        self._year, self._month = last_ended_year(day), last_ended_month(day)
        self._known: tuple[Plan, Plan] | None = None
        self._progress: tuple[Mapping[ProgressKey, float], Mapping[ProgressKey, float]] | None = None
        self._cells: _Cells | None = None

    def of(self, plan: Plan) -> Plan:
        """The plan as it was known; the plan itself where all of it was."""
        if self._known is None or self._known[0] is not plan:
            self._known = (plan, self._made(plan))
        return self._known[1]

    def undated(self, plan: Plan) -> int:
        """How many figures of the plan differ from their newest vintage, and so have no day of their own."""
        cells = self._cells_of(plan)
        return int(cells.differs(plan.observed[cells.row, cells.column]).sum())

    def _cells_of(self, plan: Plan) -> _Cells:
        if self._cells is None or not self._cells.are_of(plan):
            self._cells = _cells(plan, self.day)
        return self._cells

    def _made(self, plan: Plan) -> Plan:
        observed, progress = self._observed(plan, self._cells_of(plan)), self._ended(plan.progress)
        vintages = self._cells_of(plan).vintages
        if not np.array_equal(observed, plan.observed, equal_nan=True):
            plan = plan.with_observed(observed)
        if len(progress) < len(plan.progress):
            plan = plan.with_progress(progress)
        return plan if len(vintages) == len(plan.vintages) else plan.with_vintages(vintages)

    def _observed(self, plan: Plan, cells: _Cells) -> FloatArray:
        observed = plan.observed.copy(order="K")
        observed[:, plan.years > self._year] = np.nan
        if len(cells.row):
            now = plan.observed[cells.row, cells.column]
            observed[cells.row, cells.column] = np.where(
                cells.overtaken & cells.differs(now), now, cells.figure
            )
        observed.setflags(write=False)
        return observed

    def _ended(self, progress: Mapping[ProgressKey, float]) -> Mapping[ProgressKey, float]:
        if self._progress is None or self._progress[0] is not progress:
            year, month = self._month
            ended = {
                key: figure
                for key, figure in progress.items()
                if key.period.year < year or (key.period.year == year and key.period.last <= month)
            }
            self._progress = (progress, MappingProxyType(ended))
        return self._progress[1]


@dataclass(frozen=True, eq=False)
class _Cells:
    """The figures that have vintages, parallel (figure,), and the vintages known on a day.

    `figure` is what the vintages said on the day (NaN: nothing, or withdrawn), `newest` what the newest of all says, and
    `overtaken` where a figure of the plan that differs from it is taken to have been known.
    """

    plan: Plan
    vintages: Mapping[VintageKey, Vintage]
    row: IntArray
    column: IntArray
    figure: FloatArray
    newest: FloatArray
    overtaken: NDArray[np.bool_]

    def are_of(self, plan: Plan) -> bool:
        """Whether a plan has the same vintages, series and years."""
        own = self.plan
        return own.vintages is plan.vintages and own.series is plan.series and own.years is plan.years

    def differs(self, now: FloatArray) -> NDArray[np.bool_]:
        """Where the figures of a plan are not those of their newest vintages (figure,)."""
        with np.errstate(invalid="ignore"):
            same = np.abs(now - self.newest) <= SAME * np.maximum(np.abs(now), np.abs(self.newest))
        other: NDArray[np.bool_] = ~(same | (np.isnan(now) & np.isnan(self.newest)))
        return other


def _cells(plan: Plan, day: str) -> _Cells:
    kept: dict[VintageKey, Vintage] = {}
    newest: dict[tuple[SeriesKey, int], VintageKey] = {}
    known: dict[tuple[SeriesKey, int], VintageKey] = {}
    for key, vintage in plan.vintages.items():
        # a key begins with that of its figure
        cell, since = key[:2], key.since
        if cell not in newest or newest[cell].since < since:
            newest[cell] = key
        if known_since(key) <= day:
            kept[key] = vintage
            if cell not in known or known[cell].since < since:
                known[cell] = key
    first, count = int(plan.years[0]), len(plan.years)
    rows, columns, figures, last, overtaken = [], [], [], [], []
    for cell, key in newest.items():
        row, column = plan.row.get(key.series), key.year - first
        if row is None or not 0 <= column < count:
            continue
        rows.append(row)
        columns.append(column)
        figures.append(_figure(plan.vintages[known[cell]]) if cell in known else math.nan)
        last.append(_figure(plan.vintages[key]))
        overtaken.append(undated_since(key) <= day)
    return _Cells(
        plan,
        MappingProxyType(kept),
        np.array(rows, dtype=np.int64),
        np.array(columns, dtype=np.int64),
        np.array(figures, dtype=np.float64),
        np.array(last, dtype=np.float64),
        np.array(overtaken, dtype=np.bool_),
    )


def _figure(vintage: Vintage) -> float:
    return math.nan if vintage.figure is None else vintage.figure


def with_known_past_revised(then: Plan, now: Plan) -> Plan:
    """The plan as it was known then, with the present figures of all that was known: the past revised, no time passed."""
    observed = now.observed.copy(order="K")
    observed[np.isnan(then.observed)] = np.nan
    observed.setflags(write=False)
    if np.array_equal(observed, then.observed, equal_nan=True):
        return then
    return then.with_observed(observed)
