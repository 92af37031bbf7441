"""Within a year: running totals and single months out of each other, the year so far, the share usually reached by then.

Months are the last axis, January first; NaN is "not given": a missing month is never filled in.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.plan.kinds import Kind
from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.periods import Period
from npfdesk.plan.series import ProgressKey, SeriesKey

if TYPE_CHECKING:
    # pandas opens only where a table is asked for
    import pandas as pd

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
Span = tuple[int, int]
"""The first and the last month of a part of a year, from 1."""

MONTHS: Final = 12
LEAST_PAST: Final = 2
"""Fewer past years than these make no usual range."""


class WithinYear(StrEnum):
    """What the months of an indicator make of a year."""

    ADDS_UP = "adds up"
    """Months add up to the year: output, investment, new jobs."""
    LATEST = "latest"
    """A stock: the latest month stands for the year so far."""
    AS_PUBLISHED = "as published"
    """A share, index or growth: it stands to date as it was published, and nothing follows from it."""


_STOCK: Final = re.compile(
    r"余额|存量|蓄积|保有|人口|户数|面积|里程|容量|装机|库存|存栏|在(?:校|园|册|岗|职)|拥有|床位|总数|累计|"
    r"[贷存]款|人员|从业|资产|负债|债务|"
    r"balance|outstanding|stock|population|area|capacity|beds|households|loans|deposits|employed|employees|assets|liabilities|debt",
    re.IGNORECASE,
)
_ADDED: Final = re.compile(
    r"新增|净增|新建|发放|投放|招|培训|引进|销售|完成|new|added|issued|sold", re.IGNORECASE
)
"""What is added within the year, whatever it is added to."""


_INTENSITY: Final = re.compile(
    r"[/／]\s*(?:百|千|万|亿|k|m)?(?:元|立方米|立方厘米|吨|升|千克|公斤|度|千瓦时|m³|m3|cbm|litre|liter|l\b|t\b|kg|tonne|ton|kwh|yuan|rmb|cny|usd|gdp)",
    re.IGNORECASE,
)
"""Units per money, volume or weight: concentrations, prices, energy per output, where both sides grow over the year."""


def within_year(indicator: Indicator) -> WithinYear:
    """How an indicator's months go together, by its kind; an amount whose name is of a stock does not add up.

    An amount per money, volume or weight (a concentration, energy per output) stands as published; one per head or area
    adds up, as its months do (income, tax per mu).
    """
    if indicator.kind.moves_in_points or _INTENSITY.search(indicator.unit):
        return WithinYear.AS_PUBLISHED
    if indicator.kind is Kind.FLOW:
        return WithinYear.ADDS_UP
    name = f"{indicator.name} {indicator.english}"
    if indicator.kind is Kind.COUNT or (_STOCK.search(name) and not _ADDED.search(name)):
        return WithinYear.LATEST
    return WithinYear.ADDS_UP


def totals_to_date(spans: Mapping[Span, FloatArray]) -> FloatArray:
    """Running totals (..., 12) of what adds up, out of the figures of parts of a year (each of one shape ...).

    A figure of the months a to b is S(b) - S(a - 1), with S(0) = 0: where all but one of them is known the last
    follows. A given total stands before one that follows from others. What does not follow stays NaN.
    """
    shape = next((figures.shape for figures in spans.values()), ())
    total = np.full((MONTHS + 1, *shape), np.nan)
    total[0] = 0.0
    edges = []
    for (first, last), figures in sorted(spans.items()):
        if first == 1:
            total[last] = figures
        else:
            edges.append((first - 1, last, figures))
    known = -1
    while known != (known := int(np.isfinite(total).sum())):
        for before, last, figures in edges:
            for place, found in ((last, total[before] + figures), (before, total[last] - figures)):
                total[place] = np.where(np.isnan(total[place]), found, total[place])
    return np.moveaxis(total[1:], 0, -1)


def of_span(to_date: FloatArray, first: int, last: int) -> FloatArray:
    """What the months `first` to `last` have of running totals (..., 12): S(last) - S(first - 1); NaN where either is missing."""
    before = to_date[..., first - 2] if first > 1 else 0.0
    return np.asarray(to_date[..., last - 1] - before)


def single_months(to_date: FloatArray) -> FloatArray:
    """Each month alone (..., 12) out of running totals: the inverse of adding up; NaN where either total is missing."""
    before = np.concatenate([np.zeros_like(to_date[..., :1]), to_date[..., :-1]], axis=-1)
    return np.asarray(to_date - before)


def latest_by_month(spans: Mapping[Span, FloatArray]) -> FloatArray:
    """The figures of a stock at the end of each month (..., 12): that of any period which ends with it, the longest first."""
    shape = next((figures.shape for figures in spans.values()), ())
    found = np.full((MONTHS, *shape), np.nan)
    for (_, last), figures in sorted(spans.items()):
        found[last - 1] = np.where(np.isnan(found[last - 1]), figures, found[last - 1])
    return np.moveaxis(found, 0, -1)


def published_to_date(spans: Mapping[Span, FloatArray]) -> FloatArray:
    """The figures to date as published (..., 12): those of periods that begin with the year, and no others."""
    return latest_by_month({span: figures for span, figures in spans.items() if span[0] == 1})


_TO_DATE: Final = {
    WithinYear.ADDS_UP: totals_to_date,
    WithinYear.LATEST: latest_by_month,
    WithinYear.AS_PUBLISHED: published_to_date,
}


@dataclass(frozen=True, eq=False)
class YearSoFar:
    """The year so far by month: `to_date` (series, year, month) in each series' unit, NaN where it does not follow.

    `given` says where a figure to date is stated itself. `growth` (series, year, month) are printed growths to date
    on the same months of the year before, in %. A whole year's observed figure is that of its twelve months.
    """

    series: tuple[SeriesKey, ...]
    years: IntArray
    to_date: FloatArray
    given: BoolArray
    growth: FloatArray

    def row(self, series: SeriesKey) -> int:
        """The row of a series; ValueError where it has none."""
        return self.series.index(series)

    def alone(self, row: int) -> YearSoFar:
        """One row of it."""
        at = slice(row, row + 1)
        return YearSoFar(self.series[at], self.years, self.to_date[at], self.given[at], self.growth[at])

    def year(self, year: int) -> int:
        """The place of a year; KeyError outside."""
        place = year - int(self.years[0])
        if not 0 <= place < len(self.years):
            raise KeyError(year)
        return place


@dataclass(frozen=True, eq=False)
class MonthKeys:
    """Where each figure of parts of a year belongs.

    `fields` (key, 5) are its series' place in `series`, year, first and last month, and 1 for a printed growth.
    `identities` (key,) tell known keys from new ones without comparing them; `kept` (key,) is where each stood in the state
    that these were made from (-1: it is new; None: there was none).
    """

    keys: tuple[ProgressKey, ...]
    series: tuple[SeriesKey, ...]
    fields: IntArray
    identities: IntArray
    kept: IntArray | None = None


def month_keys(progress: Mapping[ProgressKey, float], before: MonthKeys | None = None) -> MonthKeys:
    """The places of a plan's figures of parts of a year; `before` is what was found in an earlier state of the same plan.

    Keys that were there already are not looked at again, so that one figure more or less costs little.
    """
    identities = np.fromiter(map(id, progress), dtype=np.int64, count=len(progress))
    if before is not None and np.array_equal(before.identities, identities):
        return before
    keys = tuple(progress)
    places = {one: place for place, one in enumerate(before.series)} if before is not None else {}
    fields = np.empty((len(keys), 5), dtype=np.int64)
    kept = np.full(len(keys), -1, dtype=np.int64)
    if before is not None:
        kept = _places_among(before.identities, identities)
        fields[kept >= 0] = before.fields[kept[kept >= 0]]
    for place in np.flatnonzero(kept < 0).tolist():
        key = keys[place]
        period = key.period
        series = places.setdefault(key.series, len(places))
        fields[place] = (series, period.year, period.first, period.last, key.growth)
    return MonthKeys(keys, tuple(places), fields, identities, kept if before is not None else None)


def _places_among(before: IntArray, identities: IntArray) -> IntArray:
    """Where each identity stood before, -1 where it is new."""
    alike = min(len(before), len(identities))
    # a figure more stands behind the others, and what was taken back is the last
    if np.array_equal(before[:alike], identities[:alike]):
        places = np.arange(len(identities), dtype=np.int64)
        return np.where(places < alike, places, -1)
    order = np.argsort(before)
    found = order[np.minimum(np.searchsorted(before[order], identities), len(order) - 1)]
    return np.where(before[found] == identities, found, -1)


def year_so_far(
    plan: Plan,
    series: Sequence[SeriesKey] | None = None,
    keys: MonthKeys | None = None,
    figures: FloatArray | None = None,
) -> YearSoFar:
    """The year so far of some series of a plan, or of all that have figures of parts of a year.

    The years run over the plan's and those of its figures. `keys` and `figures` (key,) are those of the plan, where they
    are known.
    """
    keys = keys or month_keys(plan.progress)
    if figures is None:
        figures = figures_in_order(plan.progress)
    if series is None:
        present = np.unique(keys.fields[:, 0]).tolist()
        series = tuple(keys.series[place] for place in present)
    rows = {key: row for row, key in enumerate(series)}
    row_of = np.array([rows.get(key, -1) for key in keys.series], dtype=np.int64)
    row = row_of[keys.fields[:, 0]] if len(row_of) else np.empty(0, dtype=np.int64)
    told = np.flatnonzero(row >= 0)
    row, figures = row[told], figures[told]
    _, year, first, last, growth = keys.fields[told].T
    begin = min(int(keys.fields[:, 1].min(initial=plan.years[0])), int(plan.years[0]))
    end = max(int(keys.fields[:, 1].max(initial=plan.years[-1])), int(plan.years[-1]))
    years = np.arange(begin, end + 1, dtype=np.int64)
    shape = (len(series), len(years))
    spans: dict[Span, FloatArray] = {(1, MONTHS): _whole_years(plan, series, years)}
    growths: dict[Span, FloatArray] = {(1, MONTHS): np.full(shape, np.nan)}
    code = (growth * (MONTHS + 1) + first) * (MONTHS + 1) + last
    for one in np.unique(code).tolist():
        of_code = np.flatnonzero(code == one)
        (grown, opened), closed = divmod(one // (MONTHS + 1), MONTHS + 1), one % (MONTHS + 1)
        among = growths if grown else spans
        if (opened, closed) not in among:
            among[opened, closed] = np.full(shape, np.nan)
        among[opened, closed][row[of_code], year[of_code] - begin] = figures[of_code]
    to_date = np.full((*shape, MONTHS), np.nan)
    kinds = kinds_within_year(plan, series)
    for kind, read in _TO_DATE.items():
        of_kind = np.flatnonzero(kinds == KINDS_WITHIN_YEAR.index(kind))
        if len(of_kind):
            to_date[of_kind] = read({span: stated[of_kind] for span, stated in spans.items()})
    given = np.isfinite(published_to_date(spans))
    return YearSoFar(tuple(series), years, to_date, given, published_to_date(growths))


def figures_in_order(progress: Mapping[ProgressKey, float]) -> FloatArray:
    """The figures of parts of a year in the order of their keys (key,)."""
    return np.fromiter(progress.values(), dtype=np.float64, count=len(progress))


KINDS_WITHIN_YEAR: Final = tuple(WithinYear)
"""How months go together, in the order of their codes in arrays."""


def kinds_within_year(plan: Plan, series: Sequence[SeriesKey]) -> NDArray[np.int8]:
    """How the months of some series go together (series,), as places in KINDS_WITHIN_YEAR."""
    of_indicator = {one.code: KINDS_WITHIN_YEAR.index(within_year(one)) for one in plan.indicators}
    return np.array([of_indicator[key.indicator] for key in series], dtype=np.int8)


def _whole_years(plan: Plan, series: Sequence[SeriesKey], years: IntArray) -> FloatArray:
    whole = np.full((len(series), len(years)), np.nan)
    first = int(plan.years[0]) - int(years[0])
    rows = np.array([plan.row.get(key, -1) for key in series], dtype=np.int64)
    known = np.flatnonzero(rows >= 0)
    whole[known, first : first + len(plan.years)] = plan.observed[rows[known]]
    return whole


@dataclass(frozen=True, eq=False)
class UsualShares:
    """The share of the year usually reached by each month (..., 12), 0 to 1: the lowest, the median, the highest.

    `count` (..., 12) is how many past years it rests on; the shares are NaN where they are fewer than LEAST_PAST.
    """

    low: FloatArray
    middle: FloatArray
    high: FloatArray
    count: IntArray


def usual_shares(to_date: FloatArray, past: BoolArray) -> UsualShares:
    """The share S(month) / S(year) that past years (year,) had reached by each month, out of `to_date` (..., year, 12).

    A year counts where its own twelve months are known and above zero. Lowest, median and highest of them; none where
    there are fewer than two.
    """
    whole = to_date[..., -1:]
    sound = past[:, None] & np.isfinite(to_date) & np.isfinite(whole) & (whole > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(sound, to_date / whole, np.nan)
    count = sound.sum(axis=-2)
    # missing years sort behind all others
    ordered = np.sort(share, axis=-2)
    last = np.maximum(count - 1, 0)

    def at(place: IntArray) -> FloatArray:
        taken = np.take_along_axis(ordered, place[..., None, :], axis=-2)[..., 0, :]
        return np.where(count >= LEAST_PAST, taken, np.nan)

    middle = (at(last // 2) + at((last + 1) // 2)) / 2
    return UsualShares(at(np.zeros_like(last)), middle, at(last), count)


def as_pandas(periods: Iterable[Period]) -> pd.PeriodIndex:
    """Periods as months of pandas (the month with which each ends), to reckon with: shift by years, difference, sort."""
    import pandas as pd

    return pd.PeriodIndex([pd.Period(year=one.year, month=one.last, freq="M") for one in periods], freq="M")


@dataclass(frozen=True, eq=False)
class MonthsOfYear:
    """One series' year by month (12,): to date, a year before, printed growth (%), and where it usually stands.

    `whole` is what the usual shares are of (NaN: nothing): the year's target where `of_target`, else the full year
    `whole_year`. `low`, `middle` and `high` are in the indicator's unit; `past` are the years that they rest on, with a
    full year and at least one month before its end. `kind` says how months go together. `straight`: of a stock without a past
    the way from the end of last year to the target, by months, stands in place of the range.
    """

    year: int
    kind: WithinYear
    to_date: FloatArray
    last_year: FloatArray
    growth: FloatArray
    low: FloatArray
    middle: FloatArray
    high: FloatArray
    whole: float
    whole_year: int
    of_target: bool
    past: tuple[int, ...]
    shares: UsualShares
    straight: bool = False

    @property
    def latest(self) -> int | None:
        """The last month (from 1) with a figure to date; None where there is none."""
        known = np.flatnonzero(np.isfinite(self.to_date))
        return int(known[-1]) + 1 if len(known) else None


def months_of_year(
    plan: Plan,
    series: SeriesKey,
    year: int,
    target: float = math.nan,
    found: YearSoFar | None = None,
) -> MonthsOfYear:
    """A series' year as far as it has gone, against the year's `target` (NaN: none), else its last full year before.

    What adds up and what is a stock has a usual range, share x whole; a share, index or growth has none. `found` is the
    year so far of this series alone, where it is known.
    """
    found = found or year_so_far(plan, [series])
    kind = within_year(plan.indicator_by_code[series.indicator])
    place = year - int(found.years[0])
    nothing = np.full(MONTHS, np.nan)

    def of(figures: FloatArray, at: int) -> FloatArray:
        return figures[0, at] if 0 <= at < len(found.years) else nothing

    before = found.years < year
    full = before & np.isfinite(found.to_date[0, :, -1])
    told = np.isfinite(found.to_date[0, :, :-1]).any(axis=1) & (found.to_date[0, :, -1] > 0)
    sound = full & told if kind is not WithinYear.AS_PUBLISHED else np.zeros_like(full)
    shares = usual_shares(found.to_date[0], sound)
    of_target = math.isfinite(target)
    whole, whole_year = target, year
    if not of_target and full.any():
        whole_year = int(found.years[full][-1])
        whole = float(found.to_date[0, full, -1][-1])
    last_year = of(found.to_date, place - 1)
    low, middle, high = (one * whole for one in (shares.low, shares.middle, shares.high))
    straight = (
        kind is WithinYear.LATEST and of_target and math.isfinite(last_year[-1]) and sound.sum() < LEAST_PAST
    )
    if straight:
        # a stock without a past is held against its way from the end of last year
        low = middle = high = last_year[-1] + (target - last_year[-1]) * np.arange(1, MONTHS + 1) / MONTHS
    return MonthsOfYear(
        year=year,
        kind=kind,
        to_date=of(found.to_date, place),
        last_year=last_year,
        growth=of(found.growth, place),
        low=low,
        middle=middle,
        high=high,
        whole=whole,
        whole_year=whole_year,
        of_target=of_target,
        past=tuple(int(one) for one in found.years[sound]),
        shares=shares,
        straight=straight,
    )
