"""Drafts of the next plan's targets: the past of each series carried on, in what its old target measured.

With v the figure of the new base year and n the years to the new target year: a level becomes v (1 + r)^n, a ratio or an
index v + s n (a share in % at most 100); a sum of flows the yearly mean of the last plan times n by its pace, and
v sum over k = 1..n of (1 + r)^k by trend; a growth r itself, a year or over all years; a rate the mean growth of the years
that are carried on. r and s are the pace between the first and the last figure up to the base (trend), or over the years
of the last plan (pace, growth).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.answers.division import Division, PartBounds, divide
from npfdesk.engine.projection.recorded_figures import RECORDED
from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.target_figures import base_figures
from npfdesk.engine.targets.figures_to_date import growth_index, growth_to_date, sum_to_date
from npfdesk.plan.drafts import Draft, draft_note
from npfdesk.plan.kinds import Kind, RollUp
from npfdesk.plan.methods import trend
from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.problems import Language, Problem
from npfdesk.plan.rounding import rounded
from npfdesk.plan.shares_of_wholes import may_be_share
from npfdesk.plan.target_text import parse_target
from npfdesk.plan.target_writing import target_as_text
from npfdesk.plan.targets import Basis, Measure, PlanTarget, StatedText, TargetKind

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

_KEPT_BOUNDS = frozenset({TargetKind.AT_LEAST, TargetKind.AT_MOST, TargetKind.ABOUT})


@dataclass(frozen=True, eq=False)
class DraftFigures:
    """What each series is drafted to come to, (series,), NaN where it cannot be told.

    `level` in its new target year, `total` over the new plan's years, `growth` the mean growth a year in %, also of a
    level. `capped` where a share was held at 100, `apart` and `apart_in_total` where the parts of a whole do not add
    up to its level, or to its total.
    """

    level: FloatArray
    total: FloatArray
    growth: FloatArray
    capped: BoolArray
    apart: BoolArray
    apart_in_total: BoolArray


def draft_figures(results: Results, base_year: int, target_year: int, draft: Draft) -> DraftFigures:
    """The drafted figures of all series; `results` are those of ``recorded_results`` of the plan that ends.

    Under Draft.GROWTH a region's figure is the whole's: from the top of the tree on, X b / sum b of an indicator that sums
    up (b the bases, of a sum what the last plan's years gave; rounded so that the parts add up exactly), and the growth (the points) of the region
    above of any other. Where a child in force has no figure no split is exact: every child then grows as the whole.
    """
    plan, frame = results.plan, results.frame
    known = results.scenarios[RECORDED].projection.values
    column, years = base_year - int(plan.years[0]), target_year - base_year
    past = known[: column + 1]
    now = known[column]
    # an old growth target of a ratio would be of its rate, so the rates of all series are told
    rates, paces = _paces(results, past, draft, frame.points)
    with np.errstate(over="ignore", invalid="ignore"):
        level = np.where(frame.points, now + paces * years, now * (1.0 + paces) ** years)
        growth = np.where(frame.rate, _mean_growth(results, past, draft), rates * 100.0)
        total = _totals(results, past, draft, paces, years)
        level = np.where(frame.rate, growth, level)
    apart, apart_in_total = (np.zeros(len(now), dtype=np.bool_) for _ in range(2))
    if draft is Draft.GROWTH:
        summed = _sums_since(past, plan.base_year - int(plan.years[0]))
        apart = _spread(results, base_year, now, level)
        apart_in_total = _spread(results, base_year, summed, total)
        with np.errstate(divide="ignore", invalid="ignore"):
            grown = np.where((now > 0) & (level > 0), level / now, np.nan) ** (1.0 / years) - 1.0
        growth = np.where(frame.rate, level, grown * 100.0)
    share = np.array([may_be_share(one) for one in plan.indicators], dtype=np.bool_)[frame.indicator_of]
    most = np.maximum(100.0, now)
    with np.errstate(invalid="ignore"):
        capped = share & (level > most)
        level = np.where(share, np.clip(level, np.minimum(0.0, now), most), level)
    level, total, growth = (np.where(np.isfinite(one), one, np.nan) for one in (level, total, growth))
    return DraftFigures(level, total, growth, capped, apart, apart_in_total)


def drafted_target(
    plan: Plan,
    old: PlanTarget,
    figures: DraftFigures,
    years: tuple[int, int],
    draft: Draft,
    language: Language,
) -> PlanTarget | None:
    """The draft of a series' target in the place of an old one, from the new base year to the new target year.

    It keeps how the old one binds (at least, at most, about), what it measures and its owner; its note says that it is a
    draft. None where its figure cannot be told, and of words, places and relations, which no past carries on.
    """
    indicator, row = plan.indicator_by_code[old.series.indicator], plan.row[old.series]
    stated = _stated(old, indicator, figures, row, years[1] - years[0])
    if stated is None:
        return None
    text = target_as_text(stated, indicator.unit)
    read = parse_target(text, unit=indicator.unit, name=indicator.name, indicator_kind=indicator.kind)
    # a draft that would read back as something else is none
    if isinstance(read, Problem) or (read.measure, read.how, read.figure) != (
        stated.measure,
        stated.how,
        stated.figure,
    ):
        return None
    apart = {Measure.LEVEL: figures.apart, Measure.SUM: figures.apart_in_total}.get(stated.measure)
    note = draft_note(
        draft,
        language,
        capped=stated.measure is Measure.LEVEL and bool(figures.capped[row]),
        apart=apart is not None and bool(apart[row]),
    )
    return PlanTarget(
        series=old.series,
        year=years[1],
        text=text,
        parsed=read,
        base_year=years[0],
        owner=old.owner,
        note=note,
    )


def _stated(
    old: PlanTarget, indicator: Indicator, figures: DraftFigures, row: int, span: int
) -> StatedText | None:
    parsed = old.parsed
    kind = parsed.kind if parsed.kind in _KEPT_BOUNDS else TargetKind.EXACT
    if parsed.kind in (TargetKind.ASSIGNED, TargetKind.NONE) and parsed.stretch is None:
        return None
    decimals = decimals_of(indicator)
    if indicator.kind is Kind.RATE and parsed.measure in (Measure.GROWTH, Measure.LEVEL):
        if parsed.basis is Basis.TOTAL:
            return None
        return _said(kind, figures.growth[row], max(1, decimals), Measure.GROWTH, Basis.ANNUAL)
    if parsed.measure is Measure.GROWTH:
        if parsed.how not in ("growth", "compound"):
            return None
        if parsed.how == "compound":
            return _said(kind, figures.growth[row], 1, Measure.GROWTH, Basis.ANNUAL, "compound")
        with np.errstate(over="ignore"):
            grown = ((1.0 + figures.growth[row] / 100.0) ** span - 1.0) * 100.0
        return _said(kind, grown, 1, Measure.GROWTH, Basis.TOTAL, "growth")
    if parsed.measure is Measure.SUM:
        return _said(kind, figures.total[row], decimals, Measure.SUM)
    return _said(kind, figures.level[row], decimals) if parsed.measure is Measure.LEVEL else None


def _said(
    kind: TargetKind,
    figure: float,
    decimals: int,
    measure: Measure = Measure.LEVEL,
    basis: Basis | None = None,
    how: str = "figure",
) -> StatedText | None:
    if not np.isfinite(figure):
        return None
    drafted = rounded(float(figure), decimals)
    return StatedText(kind, "", how=how, figure=drafted, measure=measure, basis=basis)  # type: ignore[arg-type]


def decimals_of(indicator: Indicator) -> int:
    """To how many places an indicator's drafts are rounded."""
    return 0 if indicator.kind.whole else indicator.decimals


def _paces(
    results: Results, past: FloatArray, draft: Draft, points: BoolArray
) -> tuple[FloatArray, FloatArray]:
    """The paces that are carried on, (series,): as rates of all series, and as points where these move in points."""
    every = np.zeros(len(points), dtype=np.bool_)
    if draft is Draft.TREND:
        whole = np.full(past.shape[1], np.nan)
        return trend(past, whole, every), trend(past, whole, points)
    plan, rows = results.plan, np.arange(past.shape[1])
    since = np.full(len(rows), plan.base_year)
    first = int(plan.years[0])
    begin = base_figures(past, rows, since, first)
    elapsed = np.where(np.isfinite(begin), len(past) - 1 - (since - first), 0)
    now = past[-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where((begin > 0) & (now > 0) & (elapsed > 0), now / begin, np.nan)
        rates = ratio ** (1.0 / elapsed) - 1.0
        steps = np.where(elapsed > 0, (now - begin) / elapsed, np.nan)
    rates = np.where(elapsed > 0, rates, np.nan)
    return rates, np.where(points, steps, rates)


def _mean_growth(results: Results, past: FloatArray, draft: Draft) -> FloatArray:
    """The mean growth a year of figures that are growths, in %: of all known years, or of the last plan's."""
    if draft is Draft.TREND:
        count = np.isfinite(past).sum(axis=0)
        with np.errstate(divide="ignore", invalid="ignore"):
            product = np.nanprod(np.where(past > -100.0, 1.0 + past / 100.0, np.nan), axis=0)
            mean: FloatArray = np.where(count > 0, product ** (1.0 / count), np.nan)
        return (mean - 1.0) * 100.0
    since = results.plan.base_year - int(results.plan.years[0])
    grown: FloatArray = growth_to_date(growth_index(past, since), since, True)[-1]
    return grown


def _sums_since(past: FloatArray, since: int) -> FloatArray:
    summed: FloatArray = sum_to_date(past, since)[-1]
    return summed


def _totals(results: Results, past: FloatArray, draft: Draft, paces: FloatArray, years: int) -> FloatArray:
    """What the new plan's years are drafted to add up to."""
    if draft is Draft.TREND:
        powers = np.arange(1, years + 1)[:, None]
        total: FloatArray = past[-1] * ((1.0 + paces) ** powers).sum(axis=0)
        return total
    since = results.plan.base_year - int(results.plan.years[0])
    gone = len(past) - 1 - since
    return _sums_since(past, since) * (years / gone) if gone > 0 else np.full(past.shape[1], np.nan)


def _spread(results: Results, base_year: int, base: FloatArray, drafted: FloatArray) -> BoolArray:
    """Hand the drafts of the whole down the tree, in place; (series,) where the parts do not add up to it.

    `base` is what parts are weighed by and `drafted` what each would come to by itself.
    """
    plan, frame = results.plan, results.frame
    apart = np.zeros(len(base), dtype=np.bool_)
    for region in _from_the_top(plan):
        children = frame.children_in(frame.region_index[region], base_year)
        if not len(children):
            continue
        for row in np.flatnonzero(frame.region_of == frame.region_index[region]).tolist():
            indicator = plan.indicators[frame.indicator_of[row]]
            table = frame.lookup[frame.indicator_of[row]][children, frame.industry_of[row]]
            rows = table[table >= 0]
            if not len(rows) or not np.isfinite(drafted[row]):
                continue
            sums = indicator.rollup is RollUp.SUM and not indicator.kind.moves_in_points
            whole = len(rows) == len(children) and bool(np.isfinite(base[rows]).all())
            if sums and whole and (parts := _split(float(drafted[row]), base[rows], indicator)) is not None:
                drafted[row], drafted[rows] = rounded(float(drafted[row]), decimals_of(indicator)), parts
                continue
            apart[rows] |= sums
            drafted[rows] = _as_the_whole(base, drafted, row, rows, indicator)
    return apart


def _as_the_whole(
    base: FloatArray, drafted: FloatArray, row: int, rows: NDArray[np.int64], indicator: Indicator
) -> FloatArray:
    """The regions at the growth, or the points, of the whole; a rate is the same everywhere."""
    if indicator.kind is Kind.RATE:
        return np.full(len(rows), drafted[row])
    if indicator.kind.moves_in_points:
        moved: FloatArray = base[rows] + (drafted[row] - base[row])
        return moved
    with np.errstate(divide="ignore", invalid="ignore"):
        grown: FloatArray = base[rows] * (drafted[row] / base[row])
    return grown


def _split(total: float, base: FloatArray, indicator: Indicator) -> FloatArray | None:
    """X b / sum b in steps of the indicator's last place; None where the bases weigh nothing."""
    scale = 10.0 ** decimals_of(indicator)
    free, count = np.full(len(base), np.nan), len(base)
    least = 0.0 if total >= 0 and not (base < 0).any() else -np.inf
    bounds = PartBounds(np.full(count, -np.inf), np.full(count, np.inf), free, least)
    division = divide("base", True, rounded(total * scale, 0), base, free, free, bounds)
    return division.values / scale if isinstance(division, Division) else None


def _from_the_top(plan: Plan) -> Sequence[str]:
    """The codes of the plan's own regions, each behind the one above it."""
    depth: dict[str, int] = {}
    for region in plan.own_regions:
        above, steps = region.parent, 0
        while above:
            above, steps = plan.region_by_code[above].parent, steps + 1
        depth[region.code] = steps
    return sorted(depth, key=depth.__getitem__)
