"""Targets that follow from other targets: by formulas, and by increases and counts in indicators' names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from npfdesk.engine.audit.finding import Finding
from npfdesk.engine.audit.indicator_names import (
    canonical,
    counted_places,
    increase,
    leading_regions,
    measured,
)
from npfdesk.engine.audit.printed_figures import (
    EDGE,
    FloatArray,
    IntArray,
    PrintedFigures,
    YearTargets,
    compares,
    decimals,
    name_list,
    swaps,
)
from npfdesk.engine.projection.formulas import evaluate, evaluate_bounds
from npfdesk.engine.projection.frame import Stage
from npfdesk.plan.expressions import (
    OVER_CHILDREN,
    At,
    Call,
    Code,
    Expression,
    Node,
    children_of,
    walk,
)
from npfdesk.plan.formula_words import formula_wording
from npfdesk.plan.kinds import Kind, RollUp
from npfdesk.plan.numbers import unit_factor
from npfdesk.plan.problems import note, warning
from npfdesk.plan.rounding import rounded_text
from npfdesk.plan.spoken_names import name_wording

FORMULA_TARGET_DIFFERS: Final = warning(
    "target_differs_from_formula",
    "{what}：{year}年目标为{stated}，而各项目标按公式“{formula}”得{computed}，相差{difference}。",
    "{what}: the target for {year} is {stated}, but the other targets give {computed} by the formula “{formula}”, a "
    "difference of {difference}.",
)
FORMULA_BOUNDS_DIFFER: Final = note(
    "bounds_differ_from_formula",
    "{what}：{year}年目标为{stated}，而各项目标按其“以上”“以下”的界限用公式“{formula}”得{computed}，相差{difference}。",
    "{what}: the target for {year} is {stated}, but the bounds of the other targets give {computed} by the formula "
    "“{formula}”, a difference of {difference}.",
)
TARGET_TRANSPOSED: Final = warning(
    "target_transposed",
    "{what}：{year}年目标印为{stated}，按公式“{formula}”得{computed}，疑为相邻两位数字写颠倒（应为{mended}）。",
    "{what}: the target for {year} is printed as {stated}, the formula “{formula}” gives {computed}: two neighbouring digits "
    "look swapped ({mended}).",
)
LEAST_DIGITS: Final = 4
"""The printed digits from which two swapped ones are more than a chance."""
INCREASE_DIFFERS: Final = warning(
    "regions_contradict_increase",
    "{what}：{year}年目标为新增{stated}，而{names}的{measure}目标减基期合计为{computed}，相差{difference}。",
    "{what}: the target for {year} is an increase of {stated}, but targets less bases of {measure} in {names_en} come to "
    "{computed}, a difference of {difference}.",
)
COUNT_DIFFERS: Final = warning(
    "regions_contradict_count",
    "{what}：{year}年目标为{stated}，而按{measure}目标，达到{bound}的有{computed}个：{names}。",
    "{what}: the target for {year} is {stated}, but by the targets of {measure} {computed} reach {bound}: {names_en}.",
)


def formula_targets(printed: PrintedFigures) -> Iterator[Finding]:
    """A target of an indicator with a formula against the formula over the targets (and bases) of what it reads.

    [f low, f high], by interval arithmetic over the rounding of every input and base (none where the formula compares
    or counts: a bound is as printed), against the interval that the target's words allow. Warning; a note where an
    input is a bound (以上, 以下) and may come out otherwise. Where an input has no target nothing is said, nor of a
    target outside the plan's years.
    """
    years = set(printed.plan.years.tolist())
    stages = [
        (stage, stage.indicator.formula)
        for stage in printed.frame.stages
        if stage.indicator is not None and stage.indicator.formula is not None and len(stage.rows)
    ]
    for targets in printed.year_targets if stages else ():
        if targets.year not in years:
            continue
        column = printed.plan.column(targets.year)
        base_column = printed.frame.context.base_year_row
        values = np.array(printed.observed)
        if base_column is not None:
            values[: base_column + 1] = printed.known[: base_column + 1]
        values[column] = targets.figure
        half = np.array(printed.observed_half)
        half[column] = np.nan_to_num(targets.half)
        low, high = values - half, values + half
        for stage, formula in stages:
            rows = stage.rows
            computed = _computed(printed, formula, stage, values)[column]
            unsaid = np.isnan(values[column, rows])
            read = (values, values) if compares(formula) else (low, high)
            context = printed.frame.context
            least, most = (
                end[column]
                for end in evaluate_bounds(formula, context, *read, stage.regions, stage.industries)
            )
            for at in np.flatnonzero(_outside(least, most, targets, rows)).tolist():
                row, ends = int(rows[at]), (float(least[at]), float(most[at]))
                yield _formula_finding(printed, targets, formula, row, float(computed[at]))
                yield from _transposed(printed, targets, formula, row, float(computed[at]), ends)
            for kept, found in ((values, computed), (low, least), (high, most)):
                kept[column, rows[unsaid]] = found[unsaid]


def named_increases(printed: PrintedFigures) -> Iterator[Finding]:
    """A target that its name calls an increase (武义、磐安新增规上工业企业数量) against Σ (T - b) of those regions.

    The regions that the name begins with, or the target's own where it names none; the indicator whose name
    follows. Warning where the intervals do not meet. Indicators with a formula are told by that.
    """
    by_name = {
        canonical(one.name): place for place, one in reversed(list(enumerate(printed.plan.indicators)))
    }
    for place, indicator in enumerate(printed.plan.indicators):
        named = increase(indicator.name)
        if named is None or indicator.formula is not None:
            continue
        for targets in printed.year_targets:
            for row in printed.frame.rows_of_indicator[place].tolist():
                if np.isfinite(targets.figure[row]):
                    yield from _increase(printed, targets, row, *named, by_name)


def named_counts(printed: PrintedFigures) -> Iterator[Finding]:
    """A target that its name calls a count of places over a bound (千亿级工业大县数量) against their own targets.

    #{children with T >= bound} of the one amount in money that sums up, that every child has a target of and
    whose name has the words before the place (工业); of several, output. Nothing where there is no such one.
    """
    for place, indicator in enumerate(printed.plan.indicators):
        named = counted_places(indicator.name)
        if named is None or indicator.formula is not None:
            continue
        bound, words = named
        for targets in printed.year_targets:
            for row in printed.frame.rows_of_indicator[place].tolist():
                if np.isfinite(targets.figure[row]):
                    yield from _count(printed, targets, row, bound, words)


def _computed(printed: PrintedFigures, formula: Expression, stage: Stage, values: FloatArray) -> FloatArray:
    return evaluate(formula, printed.frame.context, values, stage.regions, stage.industries)


def _outside(low: FloatArray, high: FloatArray, targets: YearTargets, rows: IntArray) -> np.ndarray:
    with np.errstate(invalid="ignore"):
        edge = EDGE * np.nan_to_num(np.maximum(1.0, np.maximum(np.abs(low), np.abs(high))), posinf=0.0)
        return (high < targets.low[rows] - edge) | (low > targets.high[rows] + edge)


def _formula_finding(
    printed: PrintedFigures, targets: YearTargets, formula: Expression, row: int, computed: float
) -> Finding:
    inputs = _inputs(printed, targets, formula, row)
    bounded = bool((targets.floor[inputs] | targets.cap[inputs]).any())
    stated = float(targets.figure[row])
    return printed.finding(
        FORMULA_BOUNDS_DIFFER if bounded else FORMULA_TARGET_DIFFERS,
        row,
        targets.year,
        {"target": stated, "computed": computed, "difference": computed - stated},
        {
            "stated": printed.shown(stated, row),
            "computed": printed.shown(computed, row),
            "difference": printed.difference(computed - stated, row),
            "formula": formula_wording(printed.plan, formula.root),
        },
        [printed.place(one, targets) for one in (row, *inputs)],
    )


def _transposed(
    printed: PrintedFigures,
    targets: YearTargets,
    formula: Expression,
    row: int,
    computed: float,
    ends: tuple[float, float],
) -> Iterator[Finding]:
    """A target that the formula gives once two neighbouring digits of it are swapped."""
    stated = printed.statement(targets, row)
    figure = float(targets.figure[row])
    places = decimals(stated.text) if stated is not None else 0
    if stated is None or stated.parsed.how != "figure" or targets.floor[row] or targets.cap[row]:
        return
    if len(rounded_text(abs(figure), places).replace(".", "")) < LEAST_DIGITS or not np.isfinite(ends).all():
        return
    half = float(targets.half[row]) * (1 + EDGE)
    mended = [one for one in swaps(figure, places) if ends[0] - half <= one <= ends[1] + half]
    if len(mended) == 1:
        yield printed.finding(
            TARGET_TRANSPOSED,
            row,
            targets.year,
            {"printed": figure, "computed": computed, "mended": mended[0]},
            {
                "stated": printed.shown(figure, row),
                "computed": printed.shown(computed, row),
                "mended": printed.shown(mended[0], row),
                "formula": formula_wording(printed.plan, formula.root),
            },
            [printed.place(row, targets)],
        )


def _inputs(printed: PrintedFigures, targets: YearTargets, formula: Expression, row: int) -> list[int]:
    """The series with a target that a formula reads for one of its rows: of the region, its children, named ones."""
    frame = printed.frame
    region, slot = int(frame.region_of[row]), int(frame.industry_of[row])
    regions = [frame.region_index[code] for code in sorted(formula.regions) if code in frame.region_index]
    if any(isinstance(node, Call) and node.function in OVER_CHILDREN for node in walk(formula.root)):
        regions.extend(frame.children_in(region, targets.year).tolist())
    if not regions or _reads_itself(formula.root):
        regions.append(region)
    rows = (
        int(frame.lookup[frame.indicator_index[code]][one, slot])
        for one in regions
        for code in sorted(formula.codes)
    )
    return [one for one in rows if one >= 0 and one != row and targets.position[one] >= 0]


def _reads_itself(node: Node) -> bool:
    """Whether a formula reads a figure of the region that it is computed for."""
    if isinstance(node, Code):
        return True
    if isinstance(node, At) or (isinstance(node, Call) and node.function in OVER_CHILDREN):
        return False
    return any(_reads_itself(part) for part in children_of(node))


def _increase(
    printed: PrintedFigures, targets: YearTargets, row: int, whose: str, measure: str, by_name: dict[str, int]
) -> Iterator[Finding]:
    frame, plan = printed.frame, printed.plan
    region, slot = int(frame.region_of[row]), int(frame.industry_of[row])
    place = by_name.get(measure)
    regions = [region]
    if place is None:
        # 规上工业新增企业数: the scope stands before the word
        place, whose = by_name.get(whose + measure), ""
    if place is None:
        return
    if whose:
        named, rest = leading_regions(whose, plan.regions)
        if rest or not named:
            return
        regions = [frame.region_index[one.code] for one in named]
    rows = [int(frame.lookup[place][one, slot]) for one in regions]
    if min(rows) < 0 or not np.isfinite(targets.figure[rows] + targets.base[rows]).all():
        return
    parsed = printed.table.statements[int(targets.position[row])].parsed
    shift = (
        parsed.figure - float(targets.figure[row])
        if parsed.how == "increase" and parsed.figure is not None
        else 0.0
    )
    stated = float(targets.figure[row]) + shift
    base, half = targets.base[rows], targets.base_half[rows].sum()
    low, high = (targets.low[rows] - base).sum() - half, (targets.high[rows] - base).sum() + half
    if low <= targets.high[row] + shift + EDGE and high >= targets.low[row] + shift - EDGE:
        return
    computed = float((targets.figure[rows] - base).sum())
    yield printed.finding(
        INCREASE_DIFFERS,
        row,
        targets.year,
        {"target": stated, "computed": computed, "difference": computed - stated},
        {
            "stated": printed.shown(stated, row),
            "computed": printed.shown(computed, row),
            "difference": printed.difference(computed - stated, row),
            "measure": name_wording(plan.indicators[place]),
            **name_list(name_wording(plan.regions[one]) for one in regions),
        },
        [printed.place(one, targets) for one in (row, *rows)],
    )


def _count(
    printed: PrintedFigures, targets: YearTargets, row: int, bound: float, words: str
) -> Iterator[Finding]:
    frame, plan = printed.frame, printed.plan
    children = frame.children_in(int(frame.region_of[row]), targets.year)
    slot = int(frame.industry_of[row])
    found: list[tuple[int, IntArray, float]] = []
    for place, indicator in enumerate(plan.indicators):
        factor = unit_factor("元", indicator.unit) if indicator.unit else None
        rows = frame.lookup[place][children, slot] if len(children) else np.empty(0, dtype=np.int64)
        amount = indicator.kind is Kind.LEVEL and indicator.rollup is RollUp.SUM and factor is not None
        meant = words in canonical(indicator.name)
        if amount and meant and len(rows) and (rows >= 0).all() and np.isfinite(targets.figure[rows]).all():
            found.append((place, rows, bound * float(factor or 0)))
    outputs = [
        one for one in found if (what := measured(plan.indicators[one[0]].name)) and what.measure == "output"
    ]
    chosen = found if len(found) == 1 else outputs
    if len(chosen) != 1:
        return
    place, rows, limit = chosen[0]
    reaching = rows[targets.high[rows] >= limit]
    sure = int((targets.figure[rows] >= limit).sum())
    possible = len(reaching)
    if targets.low[row] <= possible and sure <= targets.high[row]:
        return
    stated = float(targets.figure[row])
    # a count of what is printed, without what the rounding leaves open
    there = rows[targets.figure[rows] >= limit]
    yield printed.finding(
        COUNT_DIFFERS,
        row,
        targets.year,
        {"target": stated, "computed": float(sure), "difference": sure - stated, "bound": limit},
        {
            "stated": printed.shown(stated, row),
            "computed": sure,
            "bound": printed.shown(limit, int(rows[0])),
            "measure": name_wording(plan.indicators[place]),
            **name_list(printed.region(int(one)) for one in there),
        },
        [printed.place(int(one), targets) for one in (row, *rows)],
    )
