"""Where the year stands: share of its target, usual share by then, full year, what the months left need, a light.

Every array is (series,) unless it says so. NaN is "no figure": a month that is missing is never filled in, the last known
one at or before the month asked for stands in its place, and says which it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.results import Results
from npfdesk.engine.targets.status import EDGE
from npfdesk.engine.targets.year_targets import YearTargets, year_targets
from npfdesk.engine.tracking import (
    KINDS_WITHIN_YEAR,
    LEAST_PAST,
    MONTHS,
    MonthKeys,
    WithinYear,
    YearSoFar,
    figures_in_order,
    kinds_within_year,
    month_keys,
    usual_shares,
    year_so_far,
)
from npfdesk.plan.kinds import Kind
from npfdesk.plan.lights import ORDER, Light
from npfdesk.plan.model import Plan
from npfdesk.plan.periods import Period
from npfdesk.plan.series import SeriesKey

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

NEAR: Final = 0.05
"""What may be missing of what is due by now for a yellow light, as a share of it."""
_ADDS, _STOCK, _PUBLISHED = (
    KINDS_WITHIN_YEAR.index(one) for one in (WithinYear.ADDS_UP, WithinYear.LATEST, WithinYear.AS_PUBLISHED)
)


@dataclass(frozen=True, eq=False)
class PlanMonths:
    """A plan's series with figures of parts of a year: `rows` in the plan (-1: none), kinds, what is a rate, the figures.

    `plan` is the plan that they were taken from, `figures` (key,) what it states.
    """

    keys: MonthKeys
    series: tuple[SeriesKey, ...]
    rows: IntArray
    kinds: NDArray[np.int8]
    rate: BoolArray
    so_far: YearSoFar
    plan: Plan
    figures: FloatArray

    def fits(self, plan: Plan) -> bool:
        """Whether these are the figures of a plan as it is."""
        return (
            self.plan.progress is plan.progress and self.plan.observed is plan.observed and self._same(plan)
        )

    def _same(self, plan: Plan) -> bool:
        own = self.plan
        return own.series is plan.series and own.indicators is plan.indicators and own.years is plan.years

    def succeeds(self, plan: Plan, keys: MonthKeys) -> bool:
        """Whether a plan has the same series with months, so that only the figures that differ must be read."""
        return self._same(plan) and (
            keys is self.keys or (keys.kept is not None and keys.series == self.keys.series)
        )


def plan_months(plan: Plan, before: PlanMonths | None = None) -> PlanMonths:
    """The months of a plan, series in the plan's order; `before` are those of an earlier state of the same plan.

    What differs from that state is read anew, series by series; the same as reading all of it.
    """
    if before is not None and before.fits(plan):
        return before
    keys = month_keys(plan.progress, before.keys if before is not None else None)
    figures = figures_in_order(plan.progress)
    if before is not None and before.succeeds(plan, keys):
        touched = _touched(before, plan, keys, figures)
        if len(touched) < len(before.series):
            return replace(
                before,
                keys=keys,
                so_far=_renewed(before, plan, keys, figures, touched),
                plan=plan,
                figures=figures,
            )
    places = np.unique(keys.fields[(keys.fields[:, 2] > 1) | (keys.fields[:, 3] < MONTHS), 0]).tolist()
    last = len(plan.series)
    series = tuple(sorted((keys.series[place] for place in places), key=lambda key: plan.row.get(key, last)))
    rows = np.array([plan.row.get(key, -1) for key in series], dtype=np.int64)
    of_rate = {one.code for one in plan.indicators if one.kind is Kind.RATE}
    rate = np.array([key.indicator in of_rate for key in series], dtype=np.bool_)
    so_far = year_so_far(plan, series, keys, figures)
    return PlanMonths(keys, series, rows, kinds_within_year(plan, series), rate, so_far, plan, figures)


def _touched(before: PlanMonths, plan: Plan, keys: MonthKeys, figures: FloatArray) -> IntArray:
    """The rows whose figures of parts of a year, or whole years, are not those of before; all where series come or go."""
    old, kept = before.keys, keys.kept
    if keys is old:
        changed = keys.fields[figures != before.figures, 0]
    else:
        assert kept is not None
        stays = kept >= 0
        differs = ~stays
        differs[stays] = figures[stays] != before.figures[kept[stays]]
        gone = np.ones(len(old.keys), dtype=np.bool_)
        gone[kept[stays]] = False
        changed = np.concatenate([keys.fields[differs, 0], old.fields[gone, 0]])
    row_of = np.full(len(keys.series), -1, dtype=np.int64)
    place = {one: row for row, one in enumerate(before.series)}
    for one in np.unique(changed).tolist():
        row_of[one] = place.get(keys.series[one], -1)
        parts = keys.fields[keys.fields[:, 0] == one]
        part = bool(((parts[:, 2] > 1) | (parts[:, 3] < MONTHS)).any())
        if part != (row_of[one] >= 0):
            # a series comes in, or has no part of a year left
            return np.arange(len(before.series))
    rows = row_of[np.unique(changed)]
    found = [rows[rows >= 0]]
    if before.plan.observed is not plan.observed:
        known = np.flatnonzero(before.rows >= 0)
        was, now = before.plan.observed[before.rows[known]], plan.observed[before.rows[known]]
        found.append(known[((was != now) & ~(np.isnan(was) & np.isnan(now))).any(axis=1)])
    return np.unique(np.concatenate(found))


def _renewed(
    before: PlanMonths, plan: Plan, keys: MonthKeys, figures: FloatArray, touched: IntArray
) -> YearSoFar:
    """The year so far with some rows read anew; of all rows where the years are others."""
    part = year_so_far(plan, [before.series[row] for row in touched.tolist()], keys, figures)
    so_far = before.so_far
    if not np.array_equal(part.years, so_far.years):
        return year_so_far(plan, before.series, keys, figures)
    to_date, given, growth = so_far.to_date.copy(), so_far.given.copy(), so_far.growth.copy()
    to_date[touched], given[touched], growth[touched] = part.to_date, part.given, part.growth
    return YearSoFar(so_far.series, so_far.years, to_date, given, growth)


@dataclass(frozen=True, eq=False)
class Shares:
    """The share of a year usually reached by a month: lowest, median and highest of `count` past years, as in UsualShares."""

    low: FloatArray
    middle: FloatArray
    high: FloatArray


@dataclass(frozen=True, eq=False)
class YearStanding:
    """Where the year stands at a month; units are the indicator's, of what is tracked by growth (`by_growth`) %.

    `month` is the month whose figure is taken, the last known one at or before `through` (0: none is). `target` is what
    the year asks (see YearTargets), `to_date` the figure, `task_share` how much of the target is done, as a share:
    to_date / target, but of a stock without a past (`by_way`) the share of the way from the end of last year (`base`) to
    the target; shares, indices and growths have none. `time_share` is month / 12. `usual` is the share usually reached by that month,
    from the past years in `profile` (series, year), by months where they are fewer than two.
    `full_low`, `full_middle` and `full_high` are what the year comes to at the usual pace. `left` is target - to_date,
    `left_growth` the growth in % on the same months of last year that the months left need, `weight` the share of the
    year gone that it rests on (of what is tracked by growth, NaN otherwise), `by_months` that it is month / 12.
    `lights` are codes of ORDER.
    """

    series: tuple[SeriesKey, ...]
    through: Period
    kinds: NDArray[np.int8]
    by_growth: BoolArray
    month: IntArray
    targets: YearTargets
    target: FloatArray
    base: FloatArray
    by_way: BoolArray
    to_date: FloatArray
    growth: FloatArray
    task_share: FloatArray
    time_share: FloatArray
    usual: Shares
    years: IntArray
    profile: BoolArray
    full_low: FloatArray
    full_middle: FloatArray
    full_high: FloatArray
    left: FloatArray
    left_growth: FloatArray
    weight: FloatArray
    by_months: BoolArray
    lights: NDArray[np.int8]

    def light(self, row: int) -> Light:
        """A series' light."""
        return ORDER[int(self.lights[row])]

    def profile_years(self, row: int) -> tuple[int, ...]:
        """The past years that a series' usual share rests on; none where it goes by months."""
        return tuple(int(year) for year in self.years[self.profile[row]])

    def is_stock(self, row: int) -> bool:
        """Whether a series' latest figure stands for the year so far."""
        return bool(self.kinds[row] == _STOCK)

    def adds_up(self, row: int) -> bool:
        """Whether a series' months add up to the year."""
        return bool(self.kinds[row] == _ADDS)


def known_throughs(months: PlanMonths) -> tuple[Period, ...]:
    """The months to which any series has a figure of a part of a year or, in such a year, of all of it; latest first."""
    _, year, first, last, _ = months.keys.fields.T
    partial = np.unique(year[(first > 1) | (last < MONTHS)])
    ends = np.unique(year * MONTHS + last - 1)
    found = ends[np.isin(ends // MONTHS, partial)][::-1].tolist()
    return tuple(Period(place // MONTHS, 1, place % MONTHS + 1) for place in found)


def year_standing(months: PlanMonths, results: Results, scenario: str, through: Period) -> YearStanding:
    """Where the year stands at the last month of `through` for every series with figures of parts of a year.

    A scenario's own targets stand before the plan's. Months later than `through`, and later years, are not looked at.
    """
    so_far, year = months.so_far, through.year
    asked = _of_rows(year_targets(results, scenario, year), months.rows)
    now, before = _in_year(so_far.to_date, so_far, year), _in_year(so_far.to_date, so_far, year - 1)
    printed = _in_year(so_far.growth, so_far, year)
    held = np.arange(1, MONTHS + 1) <= through.last
    now, printed = np.where(held, now, np.nan), np.where(held, printed, np.nan)
    adds, stock = months.kinds == _ADDS, months.kinds == _STOCK
    growths = growth_to_date(now, before, printed, months)
    by_growth = _tracked_by_growth(now, growths, asked, months)
    month = np.where(by_growth, _last_known(growths), _last_known(now))
    growth = _at(growths, month)
    to_date = np.where(by_growth, growth, _at(now, month))
    base, whole_before, same_before = before[:, -1], before[:, -1], _at(before, month)
    with np.errstate(divide="ignore", invalid="ignore"):
        implied = np.where(whole_before > 0, asked.figure / whole_before - 1.0, np.nan) * 100.0
    wanted = np.where(np.isfinite(asked.growth), asked.growth, implied)
    # a rate's own figure is a growth, also where its target is read as a figure
    wanted = np.where(months.rate & ~np.isfinite(asked.growth), asked.figure, wanted)
    target = np.where(by_growth, wanted, asked.figure)
    gone = np.where(month > 0, month / MONTHS, np.nan)
    profile = _profile(so_far, months, month, year) & ~by_growth[:, None]
    shares = _past_shares(so_far, profile, month)
    enough = profile.sum(axis=1) >= LEAST_PAST
    # a stock without a past would be near its whole target from the first month on: it has a way to go instead
    by_way = stock & ~enough & ~by_growth
    by_share = (adds | stock) & ~by_way & ~by_growth
    usual = _usual(shares, gone, enough, by_share | by_way)
    full = _full_years(to_date, base, gone, shares, enough, adds & ~by_growth, stock & ~by_growth)
    with np.errstate(divide="ignore", invalid="ignore"):
        done = np.where(by_share & (target > 0), to_date / target, np.nan)
        done = np.where(by_way & (target != base), (to_date - base) / (target - base), done)
    left = target - to_date
    weight, by_months = _weights(before, month, gone, adds, by_growth)
    left_growth = _left_growth(left, whole_before, same_before, adds & ~by_growth)
    left_growth = np.where(by_growth & ~stock, _growth_left(target, growth, weight), left_growth)
    return YearStanding(
        series=months.series,
        through=through,
        kinds=months.kinds,
        by_growth=by_growth,
        month=month,
        targets=asked,
        target=target,
        base=np.where(by_way, base, np.nan),
        by_way=by_way,
        to_date=to_date,
        growth=growth,
        task_share=done,
        time_share=gone,
        usual=usual,
        years=so_far.years,
        profile=profile & enough[:, None],
        full_low=full[0],
        full_middle=full[1],
        full_high=full[2],
        left=left,
        left_growth=left_growth,
        weight=weight,
        by_months=by_months,
        lights=_lights(to_date, target, base, usual, asked, (by_share, by_way)),
    )


def growth_to_date(
    now: FloatArray, before: FloatArray, printed: FloatArray, months: PlanMonths
) -> FloatArray:
    """The growth to date on the same months of the year before in % (series, month).

    A rate's own figure; else the printed growth; else what the amounts of both years give, where that before is above 0.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        reckoned = (np.where(before > 0, now / before, np.nan) - 1.0) * 100.0
    reckoned = np.where((months.kinds == _PUBLISHED)[:, None], np.nan, reckoned)
    made: FloatArray = np.where(np.isfinite(printed), printed, reckoned)
    return np.where(months.rate[:, None], now, made)


def _of_rows(targets: YearTargets, rows: IntArray) -> YearTargets:
    """The targets of some of the plan's rows; a row of -1 has none."""
    known = rows >= 0

    def taken(figures: NDArray[np.generic], nothing: float) -> FloatArray:
        made = np.full(len(rows), nothing)
        made[known] = figures[rows[known]]
        return made

    return YearTargets(
        targets.year,
        taken(targets.figure, np.nan),
        taken(targets.growth, np.nan),
        taken(targets.stated, 0.0) > 0,
        taken(targets.position, -1.0).astype(np.int64),
        taken(targets.target_year, 0.0).astype(np.int64),
        taken(targets.low, np.nan),
        taken(targets.high, np.nan),
        taken(targets.sign, 1.0),
    )


def _in_year(figures: FloatArray, so_far: YearSoFar, year: int) -> FloatArray:
    """A year's months (series, month), NaN where the year lies outside."""
    place = year - int(so_far.years[0])
    if not 0 <= place < len(so_far.years):
        return np.full((len(figures), MONTHS), np.nan)
    return figures[:, place]


def _last_known(figures: FloatArray) -> IntArray:
    """The last month with a figure, from 1; 0 where there is none."""
    known = np.isfinite(figures)
    return np.where(known.any(axis=1), MONTHS - np.argmax(known[:, ::-1], axis=1), 0)


def _at(figures: FloatArray, month: IntArray) -> FloatArray:
    """Each series' figure at its month, NaN where that is 0."""
    taken = np.take_along_axis(figures, np.maximum(month - 1, 0)[:, None], axis=1)[:, 0]
    return np.where(month > 0, taken, np.nan)


def _tracked_by_growth(
    now: FloatArray, growths: FloatArray, asked: YearTargets, months: PlanMonths
) -> BoolArray:
    """Rates; what has only growths to date; and a level whose target is a growth that comes to no level."""
    levels, grown = np.isfinite(now).any(axis=1), np.isfinite(growths).any(axis=1)
    aims_at_growth = np.isfinite(asked.growth) & ~np.isfinite(asked.figure)
    found: BoolArray = months.rate | (grown & (~levels | aims_at_growth))
    return found


def _profile(so_far: YearSoFar, months: PlanMonths, month: IntArray, year: int) -> BoolArray:
    """The past years with a full year above zero and a figure at the series' month (series, year)."""
    at = np.maximum(month - 1, 0)[:, None, None]
    figures = np.take_along_axis(so_far.to_date, at, axis=2)[..., 0]
    whole = so_far.to_date[..., -1]
    kept = (so_far.years < year)[None, :] & (month > 0)[:, None] & (months.kinds != _PUBLISHED)[:, None]
    found: BoolArray = kept & np.isfinite(figures) & np.isfinite(whole) & (whole > 0)
    return found


def _past_shares(so_far: YearSoFar, profile: BoolArray, month: IntArray) -> Shares:
    """The shares of past years at each series' month; NaN where the years are fewer than two."""
    at = np.maximum(month - 1, 0)[:, None, None]
    figures = np.take_along_axis(so_far.to_date, at, axis=2)
    pair = np.concatenate([figures, so_far.to_date[..., -1:]], axis=2)
    pair = np.where(profile[..., None], pair, np.nan)
    found = usual_shares(pair, np.ones(profile.shape[1], dtype=np.bool_))
    return Shares(found.low[:, 0], found.middle[:, 0], found.high[:, 0])


def _usual(shares: Shares, gone: FloatArray, profiled: BoolArray, any_share: BoolArray) -> Shares:
    straight = np.where(any_share, gone, np.nan)
    return Shares(*(np.where(profiled, one, straight) for one in (shares.low, shares.middle, shares.high)))


def _full_years(
    to_date: FloatArray,
    base: FloatArray,
    gone: FloatArray,
    shares: Shares,
    enough: BoolArray,
    adds: BoolArray,
    stock: BoolArray,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """What the year comes to: to date ÷ the highest, the middle and the lowest usual share.

    Without a past of two years what adds up goes by months, and a stock on at its pace since the end of last year.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        straight = np.where(adds, to_date / gone, np.nan)
        straight = np.where(stock, base + (to_date - base) / gone, straight)
        past = [np.where(one > 0, to_date / one, np.nan) for one in (shares.high, shares.middle, shares.low)]
    low, middle, high = (np.where(enough & (adds | stock), one, straight) for one in past)
    # of a negative figure the higher share gives the higher year
    turned = low > high
    return np.where(turned, high, low), middle, np.where(turned, low, high)


def _weights(
    before: FloatArray, month: IntArray, gone: FloatArray, adds: BoolArray, by_growth: BoolArray
) -> tuple[FloatArray, BoolArray]:
    """The share of last year's total that its same months had, by months where that is not known."""
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(adds & (before[:, -1] > 0), _at(before, month) / before[:, -1], np.nan)
    known = (share > 0) & (share < 1)
    weight = np.where(by_growth, np.where(known, share, gone), np.nan)
    return weight, by_growth & ~known & np.isfinite(weight)


def _left_growth(
    left: FloatArray, whole_before: FloatArray, same_before: FloatArray, adds: BoolArray
) -> FloatArray:
    """(target - to date) / (last year's total - its same months) - 1 in %; NaN where either is not above zero."""
    rest = whole_before - same_before
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(adds & (rest > 0) & (left >= 0), left / rest - 1.0, np.nan) * 100.0


def _growth_left(target: FloatArray, growth: FloatArray, weight: FloatArray) -> FloatArray:
    """The g of (1 + target) = w (1 + growth to date) + (1 - w) (1 + g), in %; NaN where the year is over."""
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = ((1.0 + target / 100.0) - weight * (1.0 + growth / 100.0)) / (1.0 - weight)
        return np.where(weight < 1, factor - 1.0, np.nan) * 100.0


def _lights(
    to_date: FloatArray,
    target: FloatArray,
    base: FloatArray,
    usual: Shares,
    asked: YearTargets,
    by_share_and_way: tuple[BoolArray, BoolArray],
) -> NDArray[np.int8]:
    """Green where what is due by now is there, yellow where at most a twentieth of it is missing, else red; codes of ORDER.

    Due are the usual (middle) share of the target, of a stock without a past that share of the way from the end of last
    year, and of the rest the target itself. Where less is better, more than is due is what is missing. Past the far end of a range it
    is yellow at best. A stock without a figure of last year's end is judged only where its target is met.
    """
    by_share, by_way = by_share_and_way
    way = np.where(by_way, target - base, target)
    share = np.where(by_share | by_way, usual.middle, 1.0)
    start = np.where(by_way, base, 0.0)
    near = np.where(asked.sign > 0, asked.low, asked.high)
    edge = np.where(~(by_share | by_way) & np.isfinite(near), near, start + way * share)
    slack = EDGE * np.maximum(1.0, np.abs(edge))
    missing = asked.sign * (edge - to_date)
    part = np.abs(np.where(by_way, way * share, edge))
    lights = np.where(missing <= slack, _code(Light.GREEN), _code(Light.RED))
    lights = np.where((missing > slack) & (missing <= NEAR * part + slack), _code(Light.YELLOW), lights)
    far = np.where(asked.sign > 0, asked.high, asked.low)
    beyond = asked.sign * (to_date - far) > slack
    lights = np.where(beyond & (lights == _code(Light.GREEN)), _code(Light.YELLOW), lights)
    judged = np.isfinite(to_date) & np.isfinite(edge)
    already = by_way & ~np.isfinite(base) & (asked.sign * (to_date - target) >= 0)
    lights = np.where(already, _code(Light.GREEN), np.where(judged, lights, _code(Light.GREY)))
    return lights.astype(np.int8)


def _code(light: Light) -> int:
    return ORDER.index(light)


def light_counts(lights: Sequence[int] | NDArray[np.int8]) -> dict[Light, int]:
    """How many lights there are of each colour."""
    counted = np.bincount(np.asarray(lights, dtype=np.int64), minlength=len(ORDER))
    return {light: int(number) for light, number in zip(ORDER, counted, strict=True)}
