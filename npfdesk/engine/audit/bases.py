"""Printed bases compared with the data and the formulas of the same year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from npfdesk.engine.audit.finding import Finding
from npfdesk.engine.audit.printed_figures import EDGE, PrintedFigures, decimals, transposed
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.problems import ProblemKind, warning
from npfdesk.plan.targets import PlanTarget

BASE_DIFFERS_FROM_DATA: Final = warning(
    "base_differs_from_data",
    "{what}：目标表印的{year}年基期值为{printed}，数据表为{observed}，相差{difference}。以数据表为准。",
    "{what}: the base printed for {year} is {printed}, Data says {observed}, a difference of {difference}. "
    "Data stands.",
)
BASE_TRANSPOSED: Final = warning(
    "base_transposed",
    "{what}：目标表印的{year}年基期值为{printed}，数据表为{observed}，相差{difference}：疑为相邻两位数字写颠倒。以数据表为准。",
    "{what}: the base printed for {year} is {printed}, Data says {observed}, a difference of {difference}: two "
    "neighbouring digits look swapped. Data stands.",
)
BASE_DIFFERS_FROM_FORMULA: Final = warning(
    "base_differs_from_formula",
    "{what}：{year}年基期值印为{printed}，按公式 {formula} 得{computed}，相差{difference}。",
    "{what}: the base printed for {year} is {printed}, the formula {formula} gives {computed}, "
    "a difference of {difference}.",
)


def printed_bases(printed: PrintedFigures) -> Iterator[Finding]:
    """A base printed beside a target against Data and, for an indicator with a formula, against the formula.

    |printed - figure| > half a unit of the last place printed; of a formula the figure may be anything between
    the bounds to which the halves of its own inputs' last places lead, by interval arithmetic. A whole count is exact.
    Where Data or an input is missing, nothing is said.
    """
    plan = printed.plan
    low, high = printed.formula_bounds
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
        ends = float(low[column, row]), float(high[column, row])
        if formula is not None and np.isfinite(computed) and not _agree(stated.base_printed, half, *ends):
            yield _finding(printed, BASE_DIFFERS_FROM_FORMULA, stated, row, computed)


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
        "printed": format_figure(base_printed, places, indicator.unit),
        "observed": format_figure(figure, places, indicator.unit),
        "computed": format_figure(figure, places, indicator.unit),
        "difference": format_figure(base_printed - figure, places, indicator.unit),
        "formula": indicator.formula.text if indicator.formula is not None else "",
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
