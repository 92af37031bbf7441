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
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from npfdesk.plan.model import Plan
from npfdesk.plan.series import ObservationKey, ProgressKey
from npfdesk.plan.vintages import Published, Vintage, VintageKey, by_figure

FloatArray = NDArray[np.float64]
_SAME = 1e-12
"""How far, of itself, a figure may be from another that is written the same."""


def year_end(year: int) -> str:
    """The last day of a year, ISO 8601."""
    return f"{year:04d}-12-31"


def last_ended_year(day: str) -> int:
    """The last year that has ended on an ISO day, its last day included. ValueError for any other text."""
    on = datetime.date.fromisoformat(day)
    return on.year if (on.month, on.day) == (12, 31) else on.year - 1


def last_ended_month(day: str) -> tuple[int, int]:
    """The year and the last month of it that has ended on an ISO day (month 0: none). ValueError for any other text."""
    on = datetime.date.fromisoformat(day)
    ended = on.day == calendar.monthrange(on.year, on.month)[1]
    return on.year, on.month if ended else on.month - 1


def known_since(key: VintageKey) -> str:
    """The day from which a vintage is known: its own, or the end of the year that its figure is of."""
    return key.since or year_end(key.year)


def same_figure(one: float | None, other: float | None) -> bool:
    """Whether two figures, None or NaN for none, are the same but for the last bits of a float."""
    first, second = (math.nan if each is None else each for each in (one, other))
    if math.isnan(first) or math.isnan(second):
        return math.isnan(first) and math.isnan(second)
    return math.isclose(first, second, rel_tol=_SAME)


def figure_of(plan: Plan, key: ObservationKey) -> float:
    """The plan's observed figure, NaN where there is none and where the plan has no such series or year."""
    row, column = plan.row.get(key.series), key.year - int(plan.years[0])
    if row is None or not 0 <= column < len(plan.years):
        return math.nan
    return float(plan.observed[row, column])


def undated_since(newest: VintageKey) -> str:
    """The day from which a figure is taken to be known that differs from its newest vintage: the first end of a year after it."""
    known = known_since(newest)
    year = int(known[:4])
    return year_end(year + 1 if known == year_end(year) else year)


def publications(plan: Plan, key: ObservationKey, published: Published) -> Published:
    """The publications of a figure, the oldest first: its vintages, and the plan's figure where it is none of them.

    The latter stands without a day, source or note: its key's day is the one from which it is taken to be known.
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
    datetime.date.fromisoformat(day)
    observed = known_figures(plan, day)
    progress = {key: figure for key, figure in plan.progress.items() if _has_ended(key, day)}
    vintages = {key: vintage for key, vintage in plan.vintages.items() if known_since(key) <= day}
    if not np.array_equal(observed, plan.observed, equal_nan=True):
        plan = plan.with_observed(observed)
    if len(progress) < len(plan.progress):
        plan = plan.with_progress(progress)
    return plan if len(vintages) == len(plan.vintages) else plan.with_vintages(vintages)


def known_figures(plan: Plan, day: str) -> FloatArray:
    """The observed figures (series, year) as they were known on an ISO day, NaN for what was not."""
    observed = plan.observed.copy(order="K")
    observed[:, plan.years > last_ended_year(day)] = np.nan
    first, count = int(plan.years[0]), len(plan.years)
    for key, published in by_figure(plan.vintages).items():
        row, column = plan.row.get(key.series), key.year - first
        if row is None or not 0 <= column < count:
            continue
        figure: float | None = None
        for one, vintage in published:
            if known_since(one) <= day:
                figure = vintage.figure
        now = float(plan.observed[row, column])
        if undated_since(published[-1][0]) <= day and not same_figure(now, published[-1][1].figure):
            figure = now
        observed[row, column] = np.nan if figure is None else figure
    observed.setflags(write=False)
    return observed


def with_known_past_revised(then: Plan, now: Plan) -> Plan:
    """The plan as it was known then, with the present figures of all that was known: the past revised, no time passed."""
    known = np.isfinite(then.observed)
    observed = np.where(known, now.observed, np.nan)
    if np.array_equal(observed, then.observed, equal_nan=True):
        return then
    # the array keeps the layout of the plan's, year by year
    ordered = np.empty_like(now.observed)
    ordered[...] = observed
    ordered.setflags(write=False)
    return replace(then.with_observed(ordered), vintages=now.vintages)


def _has_ended(key: ProgressKey, day: str) -> bool:
    return (key.period.year, key.period.last) <= last_ended_month(day)
