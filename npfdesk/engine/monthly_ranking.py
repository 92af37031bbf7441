"""Places of regions by month within a year, and how they have changed since the month before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.analyses.ranks import ranks
from npfdesk.engine.tracking import KINDS_WITHIN_YEAR, MONTHS, WithinYear
from npfdesk.engine.year_standing import PlanMonths, YearStanding, growth_to_date

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


class RankedBy(StrEnum):
    """What regions are placed by."""

    TASK = "task"
    """The share of the year's target that is done; of a share, an index or a growth the figure itself."""
    GROWTH = "growth"
    """The growth to date on the same months of the year before."""


@dataclass(frozen=True, eq=False)
class MonthlyRanking:
    """The places of some series, all of one indicator, by month; arrays are (series, month) unless it says so.

    `figures` are what they are placed by (a share, or % where by growth, or the figure itself), `places` 1 the best, equal
    figures sharing the better place, NaN where there is no figure of that very month. `month` is the month looked at and
    `before` the month compared with: the last one before it with two places (0: none). `change` (series,) is how many
    places were won since then (NaN: no place in one of the two).
    """

    rows: IntArray
    figures: FloatArray
    places: FloatArray
    month: int
    before: int
    change: FloatArray


def monthly_ranking(
    months: PlanMonths, standing: YearStanding, rows: IntArray, by: RankedBy, less_is_better: bool
) -> MonthlyRanking:
    """Place the series of some rows of a standing in every month of its year up to the one asked for.

    Regions are held against each other by the same month: a region without a figure of that month has no place in it.
    """
    so_far, year = months.so_far, standing.through.year
    place = year - int(so_far.years[0])
    nothing = np.full((len(rows), MONTHS), np.nan)

    def in_year(figures: FloatArray, at: int) -> FloatArray:
        return figures[rows, at] if 0 <= at < len(so_far.years) else nothing

    now, before = in_year(so_far.to_date, place), in_year(so_far.to_date, place - 1)
    chosen = _of(months, rows)
    if by is RankedBy.GROWTH:
        figures = growth_to_date(now, before, in_year(so_far.growth, place), chosen)
    else:
        figures = _task_shares(now, standing, rows)
    figures = np.where(np.arange(1, MONTHS + 1) <= standing.through.last, figures, np.nan)
    places = ranks(figures, less_is_better)
    month = standing.through.last
    earlier = np.flatnonzero((np.isfinite(places).sum(axis=0) >= 2)[: month - 1])
    last = int(earlier[-1]) + 1 if len(earlier) else 0
    change = places[:, last - 1] - places[:, month - 1] if last else np.full(len(rows), np.nan)
    return MonthlyRanking(rows, figures, places, month, last, change)


def _of(months: PlanMonths, rows: IntArray) -> PlanMonths:
    """The kinds of some rows; the figures are handed over beside them."""
    return replace(
        months, series=(), rows=months.rows[rows], kinds=months.kinds[rows], rate=months.rate[rows]
    )


def _task_shares(now: FloatArray, standing: YearStanding, rows: IntArray) -> FloatArray:
    kinds, by_way = standing.kinds[rows], standing.by_way[rows][:, None]
    target, base = standing.targets.figure[rows][:, None], standing.base[rows][:, None]
    published = (kinds == KINDS_WITHIN_YEAR.index(WithinYear.AS_PUBLISHED))[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = np.where(published, now, np.where(target > 0, now / target, np.nan))
        return np.where(by_way, np.where(target != base, (now - base) / (target - base), np.nan), shares)
