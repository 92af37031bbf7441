"""Printed bases compared with the data and the formulas of the same year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import numpy as np

from npfdesk.engine.audit.finding import Finding
from npfdesk.engine.audit.printed_figures import (
    EDGE,
    IntArray,
    PrintedFigures,
    decimals,
    transposed,
)
from npfdesk.plan.formula_words import formula_wording
from npfdesk.plan.gap_words import difference_wording
from npfdesk.plan.kinds import RollUp
from npfdesk.plan.measure_words import figure_wording
from npfdesk.plan.names import fold
from npfdesk.plan.problems import ProblemKind, note, warning
from npfdesk.plan.targets import PlanTarget

BASE_DIFFERS_FROM_DATA: Final = warning(
    "base_differs_from_data",
    "{what}：目标表印的{year}年基期值为{printed}，数据表为{observed}，相差{difference}。以数据表为准。",
    "{what}: the base printed for {year} is {printed}, the sheet Data has {observed}, a difference of {difference}. The figure "
    "in Data is used.",
)
BASE_TRANSPOSED: Final = warning(
    "base_transposed",
    "{what}：目标表印的{year}年基期值为{printed}，数据表为{observed}，相差{difference}：疑为相邻两位数字写颠倒。以数据表为准。",
    "{what}: the base printed for {year} is {printed}, the sheet Data has {observed}, a difference of {difference}: two "
    "neighbouring digits look swapped. The figure in Data is used.",
)
BASE_DIFFERS_FROM_FORMULA: Final = warning(
    "base_differs_from_formula",
    "{what}：{year}年基期值印为{printed}，按公式“{formula}”得{computed}，相差{difference}。",
    "{what}: the base printed for {year} is {printed}, the formula “{formula}” gives {computed}, "
    "a difference of {difference}.",
)

BASE_OUTSIDE_MEAN: Final = warning(
    "base_outside_mean",
    "{what}：{year}年为{base}，但{count}个下级地区都在{lowest}至{highest}之间，加权平均不可能如此。",
    "{what}: {base} in {year}, but its {count:region|regions} below all lie between {lowest} and {highest}: a weighted mean of them "
    "cannot be that.",
)
BASE_OUTSIDE_CHILDREN: Final = note(
    "base_outside_children",
    "{what}：{year}年为{base}，而{count}个下级地区都在{lowest}至{highest}之间，请核对口径。",
    "{what}: {base} in {year}, while its {count:region|regions} below all lie between {lowest} and {highest}; check that they measure "
    "the same.",
)
FEWEST_CHILDREN: Final = 3
"""Children between whose figures that of the region above must lie where no mean is declared."""
_PART_OF_WHOLE: Final = re.compile(r"占全|占.{1,8}[市省县区国](?!.{0,20}gdp)|贡献|位次|排名|数$|shareof|rank")


def printed_bases(printed: PrintedFigures) -> Iterator[Finding]:
    """A base printed beside a target against Data and, for an indicator with a formula, against the formula.

    |printed - figure| > half a unit of the last place printed; of a formula the figure may be anything between
    the bounds to which the halves of its own inputs' last places lead, by interval arithmetic. A whole count is exact.
    Where Data or an input is missing, nothing is said.
    """
    plan = printed.plan
    for stated in plan.targets.values():
        row = plan.row.get(stated.series)
        if stated.base_printed is None or row is None:
            continue
        try:
            column = plan.column(stated.base_year)
        except KeyError:
            continue
        observed = float(printed.observed[column, row])
        half = printed.printed_half(stated.base_text, stated.base_printed, row)
        if not _agree(stated.base_printed, half, observed, observed):
            swapped = transposed(stated.base_printed, observed, decimals(stated.base_text))
            kind = BASE_TRANSPOSED if swapped else BASE_DIFFERS_FROM_DATA
            yield _finding(printed, kind, stated, row, observed)
        formula = plan.indicator_by_code[stated.series.indicator].formula
        computed = float(printed.values[column, row])
        if formula is None or not np.isfinite(computed):
            continue
        low, high = printed.formula_bounds
        if not _agree(stated.base_printed, half, float(low[column, row]), float(high[column, row])):
            yield _finding(printed, BASE_DIFFERS_FROM_FORMULA, stated, row, computed)


def bases_outside_children(printed: PrintedFigures) -> Iterator[Finding]:
    """A base of a share, growth or index outside the figures of all its children: no weighted mean of them reaches it.

    X + H < min(x - h) or X - H > max(x + h) in the base year, where every child (three at least, of an indicator that
    is not a declared mean) has a figure. Warning of a declared mean (加权平均), else a note; what is a part of the whole
    (占全市比重, 贡献率) is no mean.
    """
    plan, frame = printed.plan, printed.frame
    for place, indicator in enumerate(plan.indicators):
        declared = indicator.rollup is RollUp.MEAN
        if not declared and (
            not indicator.kind.moves_in_points or _PART_OF_WHOLE.search(fold(indicator.name))
        ):
            continue
        table = frame.lookup[place]
        for region in range(len(frame.children)):
            for slot in np.flatnonzero(table[region] >= 0).tolist():
                row = int(table[region, slot])
                children = frame.children_in(region, _base_year(printed, row))
                rows = table[children, slot]
                enough = len(rows) >= (1 if declared else FEWEST_CHILDREN)
                if enough and (rows >= 0).all():
                    yield from _outside_children(printed, row, rows, declared)


def _base_year(printed: PrintedFigures, row: int) -> int:
    position = printed.table.of_row(row)
    return int(printed.table.base_year[position[0]]) if position else printed.plan.base_year


def _outside_children(printed: PrintedFigures, row: int, rows: IntArray, declared: bool) -> Iterator[Finding]:
    year = _base_year(printed, row)
    if year not in printed.plan.years:
        return
    column = printed.plan.column(year)
    figures, half = printed.observed[column], printed.observed_half[column]
    own = float(figures[row])
    if not np.isfinite(own) or not np.isfinite(figures[rows]).all():
        return
    lowest, highest = float((figures - half)[rows].min()), float((figures + half)[rows].max())
    slack = float(half[row]) + EDGE * max(1.0, abs(own))
    if lowest - slack <= own <= highest + slack:
        return
    ends = float(figures[rows].min()), float(figures[rows].max())
    targets = next((one for one in printed.year_targets if one.position[row] >= 0), None)
    yield printed.finding(
        BASE_OUTSIDE_MEAN if declared else BASE_OUTSIDE_CHILDREN,
        row,
        year,
        {"base": own, "lowest": ends[0], "highest": ends[1]},
        {
            "base": printed.shown(own, row),
            "lowest": printed.shown(ends[0], row),
            "highest": printed.shown(ends[1], row),
            "count": len(rows),
        },
        [printed.place(row, targets), *(printed.place(int(one), targets) for one in rows)],
    )


def _agree(printed: float, half: float, low: float, high: float) -> bool:
    """Whether a printed figure, as rounded, can lie between two others (NaN: anywhere)."""
    slack = half * (1 + EDGE) + EDGE * abs(printed)
    return not (printed + slack < low or printed - slack > high)


def _finding(
    printed: PrintedFigures, kind: ProblemKind, stated: PlanTarget, row: int, figure: float
) -> Finding:
    base_printed = stated.base_printed if stated.base_printed is not None else 0.0
    indicator = printed.indicator(row)
    places = max(indicator.decimals, decimals(stated.base_text)) + 1
    written = {
        "printed": figure_wording(base_printed, places, indicator),
        "observed": figure_wording(figure, places, indicator),
        "computed": figure_wording(figure, places, indicator),
        "difference": difference_wording(base_printed - figure, places, indicator),
        "formula": formula_wording(printed.plan, indicator.formula.root)
        if indicator.formula is not None
        else "",
    }
    other = "computed" if kind is BASE_DIFFERS_FROM_FORMULA else "observed"
    targets = next((one for one in printed.year_targets if one.year == stated.year), None)
    return printed.finding(
        kind,
        row,
        stated.base_year,
        {"printed": base_printed, other: figure, "difference": base_printed - figure},
        written,
        (printed.place(row, targets),),
    )
