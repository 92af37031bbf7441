"""How a year goes and what is meant to move it: its months so far against the year's targets, and levers that begin or rise."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from npfdesk.engine.projection.levers import intensities
from npfdesk.engine.projection.results import Results
from npfdesk.engine.year_standing import NEAR, known_throughs, plan_months, year_standing
from npfdesk.plan.kinds import Kind
from npfdesk.plan.lights import Light
from npfdesk.plan.model import LeverEffect
from npfdesk.plan.periods import Period
from npfdesk.plan.targets import Measure, TargetKind
from npfdesk.report.official.yearly.rows import Origin, YearRow

_EDGE = 1e-9


@dataclass(frozen=True)
class MonthRow:
    """Where a series stands within the year, against the year's target of its row.

    `through` is the month (from January) whose figure is the last known one, `to_date` the figure, `growth` on the same months
    of the year before in %. `share` of the year's target is done (1 is all), `usual` is usually done by then, by the median
    of `past` years (none: the share of the months gone). What is tracked by growth (`by_growth`) has no share: `growth`
    is held against `wanted`. `left` is what is missing of the target. NaN is no figure.
    """

    row: YearRow
    through: Period
    to_date: float
    growth: float
    by_growth: bool
    share: float
    usual: float
    past: tuple[int, ...]
    wanted: float
    left: float

    @property
    def light(self) -> Light:
        """How it stands; grey where there is nothing to judge by."""
        if self.by_growth:
            if not (math.isfinite(self.growth) and math.isfinite(self.wanted)):
                return Light.GREY
            return Light.GREEN if self.row.sign * (self.growth - self.wanted) >= -_EDGE else Light.RED
        if not (math.isfinite(self.share) and math.isfinite(self.usual)) or self.row.sign < 0:
            return Light.GREY
        if self.share >= self.usual - _EDGE:
            return Light.GREEN
        return Light.YELLOW if self.share >= self.usual * (1.0 - NEAR) else Light.RED


def month_rows(
    results: Results, scenario: str, year: int, rows: Sequence[YearRow]
) -> tuple[Period | None, tuple[MonthRow, ...]]:
    """The last month of a year that any series has a figure of, and where the series of some rows stand then.

    None where the year has no figure of a part of it.
    """
    months = plan_months(results.plan)
    through = next((one for one in known_throughs(months) if one.year == year), None)
    if through is None:
        return None, ()
    standing = year_standing(months, results, scenario, through)
    places = {series: place for place, series in enumerate(standing.series)}
    found = []
    for row in rows:
        place = places.get(row.series, -1)
        if place < 0 or not standing.month[place] or not math.isfinite(standing.to_date[place]):
            continue
        by_growth = bool(standing.by_growth[place])
        to_date, growth = float(standing.to_date[place]), float(standing.growth[place])
        asked = row.has_figure and row.origin is not Origin.HELD and row.kind is not TargetKind.AT_MOST
        amount = asked and not by_growth and row.measure is not Measure.GROWTH and not row.points
        past = standing.profile_years(place)
        usual = float(standing.usual.middle[place]) if past else float(standing.time_share[place])
        of_year = amount and row.target > 0 and not standing.by_way[place]
        wanted = row.target if row.indicator.kind is Kind.RATE else row.growth
        found.append(
            MonthRow(
                row=row,
                through=Period(year, 1, int(standing.month[place])),
                to_date=to_date,
                growth=growth,
                by_growth=by_growth,
                share=to_date / row.target if of_year else math.nan,
                usual=usual if of_year else math.nan,
                past=past,
                wanted=wanted if by_growth and asked else math.nan,
                left=row.target - to_date if of_year else math.nan,
            )
        )
    return through, tuple(found)


@dataclass(frozen=True)
class LeverRise:
    """A lever whose intensity begins or rises in a year: intensities in %, the lowest and the highest of all places, then and now."""

    lever: str
    dimension: str
    before: tuple[float, float]
    now: tuple[float, float]
    effects: tuple[LeverEffect, ...]

    @property
    def begins(self) -> bool:
        """Whether it was nowhere before."""
        return self.before[1] == 0


def lever_rises(results: Results, scenario: str, year: int) -> tuple[LeverRise, ...]:
    """The levers that begin or rise in a year in any place in a scenario, in the plan's order."""
    plan, inputs = results.plan, results.scenarios[scenario].inputs
    if not plan.levers or not inputs.intensity_rows or year not in plan.years:
        return ()
    levels, column = intensities(inputs), plan.column(year)
    now = levels[:, :, column]
    before = levels[:, :, column - 1] if column else np.zeros_like(now)
    found = []
    for place, lever in enumerate(inputs.levers):
        rises = now[place] > before[place]
        if rises.any():
            at = now[place][rises]
            was = before[place][rises]
            effects = tuple(one for one in plan.levers if one.lever == lever)
            found.append(
                LeverRise(
                    lever,
                    plan.dimension_of_lever[lever],
                    (float(was.min()), float(was.max())),
                    (float(at.min()), float(at.max())),
                    effects,
                )
            )
    return tuple(found)
