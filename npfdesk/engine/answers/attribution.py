"""Waterfalls: from the base to the projection, by region, by industry, by lever and by factor. Each sums exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.answers.alternatives import Outcome, alternative, outcome_of, with_levers
from npfdesk.engine.answers.decomposition import Shares, lmdi, shapley
from npfdesk.engine.projection.results import Results
from npfdesk.plan.kinds import RollUp
from npfdesk.plan.series import ALL_INDUSTRIES, SeriesKey

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


class Part(StrEnum):
    """The meaning of a step of a waterfall."""

    REGION = "region"
    INDUSTRY = "industry"
    LEVER = "lever"
    FACTOR = "factor"
    MOMENTUM = "momentum"
    SPILLOVER = "spillover"
    REST = "rest"


class Step(NamedTuple):
    """One step: a region's, industry's or indicator's code or a lever's name, and what it did (`error`: its standard error).

    `momentum` is what came without any lever; `spillover` what levers did by way of other regions; `rest` what the parts do not explain: a total that is not the
    sum of its parts, or parts that have no figure (`code` then is "").
    """

    part: Part
    code: str
    amount: float
    error: float = 0.0


@dataclass(frozen=True)
class Waterfall:
    """From one figure of a series to another, in its unit: `start` in `from_year` plus all steps is `end`.

    `missing` are the codes of parts that have the series but no figure in one of the years; what they did is in
    the rest.
    """

    series: SeriesKey
    from_year: int
    to_year: int
    start: float
    end: float
    steps: tuple[Step, ...]
    missing: tuple[str, ...] = ()


def telling_part(results: Results, scenario: str, series: SeriesKey) -> Part | None:
    """The first of regions, industries and levers that tells more of a series' change than the change itself.

    Regions and industries whose figures add up to it, levers that reach it in the scenario. None: it is of one piece.
    """
    plan = results.plan
    row, indicator = plan.row.get(series), plan.indicator_by_code.get(series.indicator)
    if row is None or indicator is None:
        return None
    frame = results.frame
    region, column = frame.region_index.get(series.region, -1), frame.indicator_index[series.indicator]
    below = frame.lookup[column][frame.children[region], frame.slot_index[series.industry]]
    if indicator.rollup in (RollUp.SUM, RollUp.MEAN) and region >= 0 and (below >= 0).any():
        return Part.REGION
    above = "" if series.industry == ALL_INDUSTRIES else series.industry
    parts = (series._replace(industry=one.code) for one in plan.industries if one.parent == above)
    if not indicator.kind.moves_in_points and any(one in plan.row for one in parts):
        return Part.INDUSTRY
    return Part.LEVER if results.scenarios[scenario].gain[row].any() else None


def by_region(
    results: Results,
    scenario: str,
    series: SeriesKey,
    from_year: int,
    to_year: int,
    before: Waterfall | None = None,
) -> Waterfall:
    """What each child of the series' region did to its change.

    A sum: x_i1 - x_i0. A weighted mean X = sum s_i x_i, s_i = w_i / sum w: the mean share times the change of
    the figure, plus the change of the share times the distance from the mean,
    (s_i0 + s_i1) / 2 (x_i1 - x_i0) + (s_i1 - s_i0) ((x_i0 + x_i1) / 2 - (X_0 + X_1) / 2), which sums to
    X_1 - X_0 exactly (Marshall-Edgeworth shift-share). An indicator that does not roll up leaves all to the
    rest, and so does what the region's own path says beyond its children. The steps of the one `before` are taken over where
    they are the same. KeyError: no such series or year.
    """
    plan, frame = results.plan, results.frame
    region, slot = frame.region_index.get(series.region, -1), frame.slot_index[series.industry]
    # without a region the parts are the series of none
    below = frame.children[region] if region >= 0 else np.empty(0, dtype=np.int64)
    columns = [plan.column(year) for year in (from_year, to_year)]
    force = (
        np.ones((2, len(below)), dtype=np.bool_)
        if frame.in_force is None
        else frame.in_force[columns][:, below]
    )
    rows = frame.lookup[frame.indicator_index[series.indicator]][below, slot]
    counted = force.any(axis=0) & (rows >= 0)
    below, rows, there = below[counted], rows[counted], force[:, counted]
    codes = [plan.regions[place].code for place in below.tolist()]
    indicator = plan.indicator_by_code[series.indicator]
    figures = _figures(results, scenario, rows, (from_year, to_year))
    # a region that is not in force holds nothing, and weighs nothing
    figures = np.where(there, figures, 0.0 if indicator.rollup is RollUp.SUM else figures[::-1])
    if indicator.rollup is RollUp.MEAN:
        weighing = [plan.row.get(SeriesKey(code, series.industry, indicator.weight), -1) for code in codes]
        weights = _figures(results, scenario, weighing, (from_year, to_year))
        amounts = _shifts(figures, np.where(there, weights, 0.0))
    elif indicator.rollup is RollUp.SUM:
        amounts = figures[1] - figures[0]
    else:
        amounts = np.full(len(codes), np.nan)
    years = from_year, to_year
    return _waterfall(results, scenario, series, years, Part.REGION, codes, amounts, before)


def by_industry(
    results: Results, scenario: str, series: SeriesKey, from_year: int, to_year: int
) -> Waterfall:
    """What each industry did to the change of all together (or each branch to that of its industry).

    x_i1 - x_i0 of the amounts one level down; the rest is what no industry covers. A ratio or an index is no sum of its
    industries: all is left to the rest. KeyError: no such series or year.
    """
    plan = results.plan
    parts = {
        industry.code: row
        for industry in plan.industries
        if industry.parent == ("" if series.industry == ALL_INDUSTRIES else series.industry)
        and (row := plan.row.get(SeriesKey(series.region, industry.code, series.indicator))) is not None
    }
    figures = _figures(results, scenario, list(parts.values()), (from_year, to_year))
    amounts = figures[1] - figures[0]
    if plan.indicator_by_code[series.indicator].kind.moves_in_points:
        amounts = np.full(len(parts), np.nan)
    return _waterfall(results, scenario, series, (from_year, to_year), Part.INDUSTRY, list(parts), amounts)


def by_lever(results: Results, scenario: str, series: SeriesKey, from_year: int, to_year: int) -> Waterfall:
    """What came without levers (momentum), what each lever did to the figure of `to_year`, and what spilled over.

    Shapley values over the levers that the scenario uses, their synergy included, so that no order of levers
    is preferred; exact up to 12 levers, else sampled with its standard error (`npfdesk.engine.answers.decomposition`). KeyError: no such series or year.
    """
    inputs = results.scenarios[scenario].inputs
    used = [
        lever
        for lever, owner in zip(inputs.levers, inputs.intensity_owner, strict=True)
        if (owner >= 0).any()
    ]
    outcome = Outcome(series, to_year)

    # each lever by what it does in its own regions; what reaches others is one step of its own
    alone = replace(inputs, spilling=None) if inputs.spilling is not None else inputs

    def worth(active: frozenset[int]) -> float:
        without = {lever: None for place, lever in enumerate(used) if place not in active}
        chosen = with_levers(alone, without) if without else alone
        return outcome_of(results, alternative(results, scenario, chosen), outcome)

    shares: Shares = shapley(len(used), worth)
    whole = worth(frozenset(range(len(used))))
    end = outcome_of(results, results.scenarios[scenario].projection, outcome)
    received = (Step(Part.SPILLOVER, "", end - whole),) if inputs.spilling is not None else ()
    start = _start(results, scenario, series, from_year)
    momentum = Step(Part.MOMENTUM, "", worth(frozenset()) - start)
    levers = (
        Step(Part.LEVER, lever, float(amount), float(error))
        for lever, amount, error in zip(used, shares.amount, shares.error, strict=True)
    )
    return Waterfall(series, from_year, to_year, start, end, (momentum, *levers, *received))


def by_factor(
    results: Results,
    scenario: str,
    region: str,
    industry: str,
    indicators: Sequence[str],
    from_year: int,
    to_year: int,
) -> Waterfall:
    """What each factor of a chain did to its last figure: firms x output per firm x value-added rate.

    `indicators` are the codes of the chain (firms, output, value added); the step named by a code is the factor
    that ends in it: the first itself, then each per unit of the one before. LMDI (`npfdesk.engine.answers.decomposition`), which
    sums exactly. All is rest where it does not exist. KeyError: no such series or year.
    """
    rows = [results.plan.row[SeriesKey(region, industry, code)] for code in indicators]
    figures = _figures(results, scenario, rows, (from_year, to_year))
    amounts = lmdi(figures[0], figures[1])
    series = SeriesKey(region, industry, indicators[-1])
    return _waterfall(results, scenario, series, (from_year, to_year), Part.FACTOR, list(indicators), amounts)


def _start(results: Results, scenario: str, series: SeriesKey, year: int) -> float:
    return outcome_of(results, results.scenarios[scenario].projection, Outcome(series, year))


def _figures(
    results: Results, scenario: str, rows: Sequence[int] | IntArray, years: tuple[int, int]
) -> FloatArray:
    """The figures of some series in two years, (2, part); row -1 has none."""
    values = results.scenarios[scenario].projection.values
    columns = [results.plan.column(year) for year in years]
    chosen = np.array(rows, dtype=np.int64)
    return np.where(chosen >= 0, values[columns][:, chosen], np.nan)


def _shifts(figures: FloatArray, weights: FloatArray) -> FloatArray:
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = weights / weights.sum(axis=1, keepdims=True)
    middle = figures.mean(axis=0)
    distance = middle - (shares * figures).sum(axis=1).mean()
    amounts: FloatArray = shares.mean(axis=0) * (figures[1] - figures[0]) + (shares[1] - shares[0]) * distance
    return amounts


def _waterfall(
    results: Results,
    scenario: str,
    series: SeriesKey,
    years: tuple[int, int],
    part: Part,
    codes: list[str],
    amounts: FloatArray,
    before: Waterfall | None = None,
) -> Waterfall:
    start, end = (_start(results, scenario, series, year) for year in years)
    known = np.isfinite(amounts).tolist()
    missing = tuple([code for code, there in zip(codes, known, strict=True) if not there])
    told = [one for one, there in zip(zip(codes, amounts.tolist(), strict=True), known, strict=True) if there]
    former = [one for one in before.steps if one.part is part] if before is not None else []
    if len(former) != len(told):
        steps = [Step(part, code, amount) for code, amount in told]
    else:
        # of thousands of parts an edit moves few
        steps = [
            one if one.amount == amount and one.code == code else Step(part, code, amount)
            for one, (code, amount) in zip(former, told, strict=True)
        ]
    rest = (end - start) - sum([step.amount for step in steps])
    # what rounding leaves of a sum is no gap of its own
    if not abs(rest) <= 1e-9 * max(1.0, abs(start), abs(end)):
        steps.append(Step(Part.REST, "", rest))
    return Waterfall(series, years[0], years[1], start, end, tuple(steps), missing)
