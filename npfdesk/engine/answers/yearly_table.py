"""A table of yearly targets: the regions below one by years; rows end at their targets, columns add up to its own."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array

from npfdesk.engine.answers.proportional_fitting import TableFit, fit_table
from npfdesk.engine.answers.yearly_targets import (
    YearlyTargets,
    divided_target,
    fastest_past,
    held_against_past,
    last_place,
    yearly_targets,
)
from npfdesk.engine.projection.results import Results
from npfdesk.engine.yearly import USUAL_FACTOR, Obstacle, SplitRule, in_last_place, shares_of
from npfdesk.plan.kinds import RollUp
from npfdesk.plan.numbers import trimmed
from npfdesk.plan.problems import Problem, Wording, error, warning
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.series_words import series_wording
from npfdesk.plan.spoken_names import name_wording, problem_about, problem_named
from npfdesk.plan.targets import Measure

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

NO_REGIONS: Final = error(
    "yearly_no_regions",
    "“{text}”没有下级地区有该指标，列不出表。请选一个地区，或在“地区”表中填写上级。",
    "No region below “{text}” has this indicator, so there is no table. Choose one region, or enter the parents in Regions.",
)
NOT_SUMMED: Final = warning(
    "yearly_not_summed",
    "“{text}”不按合计汇总：各地区各自分到各年，各年之和没有意义。",
    "“{text}” does not roll up by sum: each region is divided separately, and the sums over regions have no meaning.",
)
ROW_LACKS: Final = warning(
    "yearly_row_lacks",
    "{regions}没有可分的目标：各年合计不含它们，不与上级平衡。",
    "No target to divide: {regions}. The yearly sums leave them out and are not balanced with the region above.",
)
ENDS_DIFFER: Final = error(
    "yearly_ends_differ",
    "{year}年各地区目标合计 {rows}，“{text}”的目标为 {whole}，{way}{difference}：各列凑不齐。请先改其中一个目标。",
    "The regions' targets for {year} add up to {rows}, the target of “{text}” is {whole}, {difference} {way_en}: the columns "
    "cannot add up. Change one of the targets first.",
)
SPANS_DIFFER: Final = warning(
    "yearly_spans_differ",
    "各地区目标的年份或口径与“{text}”不同：各自分到各年，各列不平衡。",
    "The regions' targets have other years or another measure than that of “{text}”: each is divided separately, and the "
    "columns are not balanced.",
)
COLUMN_BREAKS: Final = error(
    "yearly_column_breaks",
    "{year}年凑不齐：固定后各地区合计 {rows}，“{text}”为 {whole}，{way}{difference}。请放开该年的一格，或改上级该年目标。",
    "{year} cannot add up: with the fixed figures the regions come to {rows}, “{text}” to {whole}, {difference} {way_en}. "
    "Release a cell of that year, or change the target of the region above for that year.",
)
ROW_BREAKS: Final = error(
    "yearly_row_breaks",
    "{row}凑不齐：该行须为 {whole}，各列只容得下 {rows}，{way}{difference}。请放开该行或该年的一格。",
    "{row} cannot add up: the row must come to {whole} and the columns leave room for {rows}, {difference} {way_en}. Release a "
    "cell of the row or of that year.",
)

_SLACK: Final = 1e-7


@dataclass(frozen=True, eq=False)
class YearlyTable:
    """Yearly targets of the regions below one; `years` (year,) are those of the whole, which begin with the first left.

    `whole` is the region above (a Problem: it cannot be divided), `rows` those below in the plan's order. `sums` (year,)
    are what those below come to (NaN where one has no figure of that year), `balanced` says that they are those of the
    whole from the first year that all have. `problems` say what else must be known, first why they do not add up.
    """

    series: SeriesKey
    rule: SplitRule
    factor: float
    years: NDArray[np.int64]
    whole: YearlyTargets | Problem
    rows: tuple[tuple[str, YearlyTargets | Problem], ...]
    sums: FloatArray
    balanced: bool
    problems: tuple[Problem, ...]


def yearly_table(
    results: Results,
    scenario: str,
    series: SeriesKey,
    rule: SplitRule,
    factor: float = USUAL_FACTOR,
    holds: Mapping[tuple[str, int], float] | None = None,
    decimals: int | None = None,
) -> YearlyTable | Problem:
    """Divide the targets of the regions below ``series.region`` among years, by a rule, so that rows and columns add up.

    Each row is first divided by itself (see ``yearly_targets``), `holds` by (region code, year) standing, the region above
    too. Where the indicator rolls up by sum, what the years of each row come to is then kept, and what the years of all
    come to is made that of the whole: by proportional fitting of the yearly steps (of a sum the amounts), which keeps
    each row's shape as far as can be; where steps go both ways by the least change in squares. Told where the targets do
    not add up, or holds leave no room, with which row or column and by how much; rows stand then as divided by
    themselves.
    """
    plan = results.plan
    indicator = plan.indicator_by_code[series.indicator]
    codes = [
        one.code
        for one in plan.children_of(series.region, plan.target_year)
        if series._replace(region=one.code) in plan.row
    ]
    if not codes:
        return problem_about(NO_REGIONS, plan.region_by_code[series.region])
    held = dict(holds or {})

    def of(region: str) -> dict[int, float]:
        return {year: figure for (code, year), figure in held.items() if code == region}

    whole = yearly_targets(results, scenario, series, rule, factor, of(series.region), decimals)
    keys = [series._replace(region=code) for code in codes]
    past = fastest_past(results, scenario, keys[:1])

    def divided_rows(rounded: bool) -> dict[str, YearlyTargets | Problem]:
        return {
            key.region: divided_target(
                results, scenario, key, rule, factor, of(key.region), decimals, rounded
            )
            for key in keys
        }

    # rounded before they are fitted, small steps would be zeros that no fitting fills
    rows = divided_rows(rounded=False)
    places = last_place(indicator, decimals)
    problems: list[Problem] = []
    balanced = False
    divided = [one for one in rows.values() if isinstance(one, YearlyTargets)]
    if indicator.rollup is not RollUp.SUM:
        problems.append(problem_about(NOT_SUMMED, indicator))
    elif len(divided) < len(rows):
        lacking = tuple(
            name_wording(plan.region_by_code[code]) for code, one in rows.items() if isinstance(one, Problem)
        )
        problems.append(Problem(ROW_LACKS, arguments={"regions": lacking}))
    elif isinstance(whole, YearlyTargets):
        what = series_wording(results.plan, series)
        fitted = _balanced(whole, divided, what, plan_names(results, codes), places)
        if isinstance(fitted, Problem):
            problems.append(fitted)
        else:
            balanced = True
            divided = [replace(one, values=values) for one, values in zip(divided, fitted, strict=True)]
    if not balanced and places is not None:
        rows = divided_rows(rounded=True)
        divided = [one for one in rows.values() if isinstance(one, YearlyTargets)]
    for one in divided:
        rows[one.series.region] = held_against_past(one, past, results)
    years = _years(whole, divided)
    return YearlyTable(
        series,
        rule,
        factor,
        years,
        whole,
        tuple(rows.items()),
        _sums(list(rows.values()), years),
        balanced,
        tuple(problems),
    )


def plan_names(results: Results, codes: Sequence[str]) -> list[str]:
    """The names of some regions."""
    return [results.plan.region_by_code[code].name for code in codes]


def _years(whole: YearlyTargets | Problem, rows: Sequence[YearlyTargets]) -> NDArray[np.int64]:
    every = [one.years for one in (whole, *rows) if isinstance(one, YearlyTargets)]
    if not every:
        return np.empty(0, dtype=np.int64)
    return np.arange(min(one[0] for one in every), max(one[-1] for one in every) + 1, dtype=np.int64)


def _sums(rows: Sequence[YearlyTargets | Problem], years: NDArray[np.int64]) -> FloatArray:
    if not rows or any(isinstance(one, Problem) for one in rows):
        return np.full(len(years), np.nan)
    stacked = np.full((len(rows), len(years)), np.nan)
    for line, one in zip(stacked, rows, strict=True):
        if isinstance(one, YearlyTargets):
            line[np.isin(years, one.years)] = one.values
    return np.array([math.fsum(column) if np.isfinite(column).all() else math.nan for column in stacked.T])


def _balanced(
    whole: YearlyTargets,
    rows: Sequence[YearlyTargets],
    what: Wording,
    names: Sequence[str],
    decimals: int | None,
) -> list[FloatArray] | Problem:
    """The rows' yearly figures with the columns of the whole; a Problem where there are none."""
    alike = whole.measure is not Measure.GROWTH and all(
        one.measure is whole.measure and one.target_year == whole.target_year for one in rows
    )
    first = max(int(one.years[0]) for one in (whole, *rows))
    if not alike:
        return problem_named(SPANS_DIFFER, what)
    if whole.measure is Measure.SUM and any(int(one.years[0]) != first for one in (whole, *rows)):
        return problem_named(SPANS_DIFFER, what)
    table = np.array([one.values[one.years >= first] for one in rows])
    fixed = np.array([(one.held | one.stated)[one.years >= first] for one in rows])
    columns = whole.values[whole.years >= first]
    years = np.arange(first, whole.target_year + 1).tolist()
    if whole.measure is Measure.SUM:
        found = _amounts(table, fixed, columns, what, names, years)
    else:
        begun = np.array([_figure_before(one, first) for one in rows])
        found = _levels(table, fixed, begun, columns, what, names, years)
    if isinstance(found, Problem):
        return found
    if decimals is not None:
        rounded = _amounts_in_places if whole.measure is Measure.SUM else _levels_in_places
        found = rounded(found, fixed, table, columns, decimals)
    return [
        np.concatenate([one.values[one.years < first], line]) for one, line in zip(rows, found, strict=True)
    ]


def _figure_before(one: YearlyTargets, year: int) -> float:
    """The figure of a row in the year before another one."""
    place = np.flatnonzero(one.years == year - 1)
    return float(one.values[place[0]]) if len(place) else one.base


def _apart(kind: str, what: Wording, rows: float, whole: float, year: int = 0, row: str = "") -> Problem:
    difference = rows - whole
    more = difference > 0
    arguments = {
        "year": year,
        "row": row,
        "rows": trimmed(rows, 6),
        "whole": trimmed(whole, 6),
        "difference": trimmed(abs(difference), 6),
        "way": "多" if more else "少",
        "way_en": "more" if more else "less",
    }
    chosen = {"ends": ENDS_DIFFER, "column": COLUMN_BREAKS, "row": ROW_BREAKS}[kind]
    return problem_named(chosen, what, **arguments)


def _differ(one: float, other: float) -> bool:
    return abs(one - other) > _SLACK * max(1.0, abs(one), abs(other))


def _amounts(
    table: FloatArray,
    fixed: BoolArray,
    columns: FloatArray,
    what: Wording,
    names: Sequence[str],
    years: Sequence[int],
) -> FloatArray | Problem:
    """Amounts with the sums of the rows and of the columns kept, those held standing."""
    rows = np.array([math.fsum(line) for line in table])
    if _differ(math.fsum(rows), math.fsum(columns)):
        return _apart("ends", what, math.fsum(rows), math.fsum(columns), years[-1])
    held = np.where(fixed, table, np.nan)
    return _fitted(np.where(fixed, 0.0, table), held, rows, columns, what, names, years)


def _levels(
    table: FloatArray,
    fixed: BoolArray,
    begun: FloatArray,
    columns: FloatArray,
    what: Wording,
    names: Sequence[str],
    years: Sequence[int],
) -> FloatArray | Problem:
    """Levels whose columns add up to those of the whole, each row's ways between what is held ending where they did."""
    if _differ(math.fsum(table[:, -1]), float(columns[-1])):
        return _apart("ends", what, math.fsum(table[:, -1]), float(columns[-1]), years[-1])
    full: BoolArray = np.asarray(fixed.all(axis=0))
    for place in np.flatnonzero(full[:-1]).tolist():
        if _differ(math.fsum(table[:, place]), float(columns[place])):
            return _apart("column", what, math.fsum(table[:, place]), float(columns[place]), years[place])
    steps = np.diff(np.concatenate([begun[:, None], table], axis=1), axis=1)
    asked = np.diff(np.concatenate([[math.fsum(begun)], columns]))
    # each way between two fixed figures is a row of its own, open in its years alone
    parts: list[tuple[int, int, int]] = []
    for row in range(len(table)):
        ends = [*np.flatnonzero(fixed[row, :-1]).tolist(), table.shape[1] - 1]
        start = 0
        for end in ends:
            parts.append((row, start, end + 1))
            start = end + 1
    seed = np.full((len(parts), table.shape[1]), np.nan)
    for line, (row, start, stop) in enumerate(parts):
        seed[line, start:stop] = steps[row, start:stop]
    totals = np.array([math.fsum(steps[row, start:stop]) for row, start, stop in parts])
    called = [f"{names[row]} {years[start]}–{years[stop - 1]}" for row, start, stop in parts]
    found = _fitted(seed, np.full(seed.shape, np.nan), totals, asked, what, called, years)
    if isinstance(found, Problem):
        return found
    made = np.empty(table.shape)
    for line, (row, start, stop) in enumerate(parts):
        before = begun[row] if start == 0 else table[row, start - 1]
        made[row, start:stop] = before + np.cumsum(found[line, start:stop])
        # the ends are what they were, to the last bit
        made[row, stop - 1] = table[row, stop - 1]
    return made


def _fitted(
    seed: FloatArray,
    held: FloatArray,
    rows: FloatArray,
    columns: FloatArray,
    what: Wording,
    names: Sequence[str],
    years: Sequence[int],
) -> FloatArray | Problem:
    """A table near `seed` (NaN: no cell) with these margins, `held` cells (NaN: free) standing; zeros where there is no cell."""
    cells = np.isfinite(seed)
    stands = np.where(np.isfinite(held), held, 0.0)
    way = -1.0 if not (np.nan_to_num(seed) > 0).any() else 1.0
    every = (way * np.nan_to_num(seed), way * stands, way * rows, way * columns)
    if all((one >= -_SLACK * max(1.0, float(np.abs(one).max(initial=0.0)))).all() for one in every):
        fit = fit_table(
            np.where(cells, np.maximum(way * seed, 0.0), np.nan),
            np.maximum(way * rows, 0.0),
            np.maximum(way * columns, 0.0),
            names,
            [str(year) for year in years],
            way * held,
        )
        if isinstance(fit, TableFit) and fit.residual <= _SLACK * max(1.0, float(np.abs(rows).sum())):
            return np.asarray(way * fit.values)
        if isinstance(fit, Problem):
            # a table with steps back could be made, which nobody asked for
            return fit
    free = cells & ~np.isfinite(held)
    found = _least_change(np.nan_to_num(seed), free, rows - stands.sum(axis=1), columns - stands.sum(axis=0))
    whole = np.where(free, found, 0.0) + stands
    for place, year in enumerate(years):
        if _differ(float(whole[:, place].sum()), float(columns[place])):
            return _apart("column", what, float(whole[:, place].sum()), float(columns[place]), year)
    for line, name in enumerate(names):
        if _differ(float(whole[line].sum()), float(rows[line])):
            return _apart("row", what, float(whole[line].sum()), float(rows[line]), row=name)
    return whole


def _least_change(seed: FloatArray, free: BoolArray, rows: FloatArray, columns: FloatArray) -> FloatArray:
    """The table with these margins, as near as can be, that differs least from the seed: sum (x - s)^2 / w, w = |s| and some.

    x = s + w (a_i + b_j) with the a and b that meet the margins (Lagrange), by least squares where they cannot be met.
    """
    size = np.abs(seed[free])
    weight = np.where(free, np.abs(seed) + max(float(size.mean()) if len(size) else 0.0, 1e-12) * 0.05, 0.0)
    start = np.where(free, seed, 0.0)
    to_rows, to_columns = rows - start.sum(axis=1), columns - start.sum(axis=0)
    # the rows' multipliers put into the equations of the columns, of which there are few
    across = weight.sum(axis=1)
    inverse = np.divide(1.0, across, out=np.zeros(len(across)), where=across > 0)
    system = np.diag(weight.sum(axis=0)) - weight.T @ (inverse[:, None] * weight)
    by_column = np.linalg.lstsq(system, to_columns - weight.T @ (inverse * to_rows), rcond=None)[0]
    by_row = inverse * (to_rows - weight @ by_column)
    return np.asarray(start + weight * (by_row[:, None] + by_column[None, :]))


def _levels_in_places(
    found: FloatArray, fixed: BoolArray, table: FloatArray, columns: FloatArray, decimals: int
) -> FloatArray:
    """Levels in the last decimal place, each column by largest remainder; what is held and the ends stand."""
    made = found.copy()
    for place in range(found.shape[1] - 1):
        held = np.where(fixed[:, place], table[:, place], np.nan)
        if np.isfinite(held).all():
            continue
        shared = shares_of(
            float(columns[place]), np.where(np.isnan(held), found[:, place], 0.0), held, decimals=decimals
        )
        if not isinstance(shared, Obstacle):
            made[:, place] = shared
    return made


def _amounts_in_places(
    found: FloatArray, fixed: BoolArray, table: FloatArray, columns: FloatArray, decimals: int
) -> FloatArray:
    """Amounts in the last decimal place with rows and columns exact: each goes up or down to one of its two neighbours.

    Such a table exists wherever the margins are whole in that place (Bacharach 1966); of all the one that goes up where
    most is left of it. Unrounded where they are not.
    """
    scale = 10.0**decimals
    margins = [math.fsum(line) for line in table] + columns.tolist()
    if any(in_last_place(one, decimals) is None for one in (*margins, *table[fixed].tolist())):
        return found
    scaled = found * scale
    down = np.floor(scaled + _SLACK)
    rest = np.clip(scaled - down, 0.0, 1.0)
    open_cells = np.argwhere((rest > _SLACK) & ~fixed)
    lines = len(found)
    left = np.concatenate(
        [
            np.round([one * scale for one in margins[:lines]]) - down.sum(axis=1),
            np.round(columns * scale) - down.sum(axis=0),
        ]
    )
    if not len(open_cells):
        return np.asarray(down / scale)
    count = len(open_cells)
    at = np.concatenate([open_cells[:, 0], lines + open_cells[:, 1]])
    incidence = csr_array((np.ones(2 * count), (at, np.tile(np.arange(count), 2))), shape=(len(left), count))
    solved = linprog(
        -rest[tuple(open_cells.T)], A_eq=incidence, b_eq=left, bounds=(0.0, 1.0), method="highs-ds"
    )
    if solved.status != 0:
        return found
    up = down.copy()
    up[tuple(open_cells.T)] += np.round(solved.x)
    return np.asarray(up / scale)
