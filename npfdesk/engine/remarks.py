"""What must be said beside a path: that nothing is assumed, why it has no figures, that levers do not reach it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from npfdesk.engine.paths import logistic_exists
from npfdesk.engine.projection import Origin
from npfdesk.engine.results import Results
from npfdesk.plan.problems import Wording
from npfdesk.plan.scenarios import LEVER_METHODS, Assumption, Method


@dataclass(frozen=True)
class Remark:
    """One thing to say beside a series: a stable code and its words."""

    code: str
    wording: Wording


NO_FIGURE: Final = Remark(
    "no_figure",
    Wording(
        "没有现状数据，无从推算。请在“数据”或“目标”表中填入一个观测值。",
        "There is no observed figure to continue. Enter one in Data, or a base in Targets.",
    ),
)
NO_ASSUMPTION: Final = Remark(
    "no_assumption",
    Wording(
        "未设假设：保持最后一个观测值不变，不是预测。",
        "No assumption: held at the last observed figure, not a forecast.",
    ),
)
TREND_TOO_SHORT: Final = Remark(
    "trend_too_short",
    Wording(
        "趋势至少需要两个观测年份（总量须为正数），现有数据不足。请补充数据或改用其他方法。",
        "A trend needs two observed years at least (amounts above zero). Add data or choose another method.",
    ),
)
TARGET_WITHOUT_FIGURE: Final = Remark(
    "target_without_figure",
    Wording(
        "方法为“按目标”，但该序列没有目标数值。请填写目标或改用其他方法。",
        "The method is “target” but this series has no target figure. Enter one or choose another method.",
    ),
)
LOGISTIC_IMPOSSIBLE: Final = Remark(
    "logistic_impossible",
    Wording(
        "没有经过最后观测值的 S 曲线：上限须高于该值，拐点年不能是最后观测年。",
        "No S curve passes through the last figure: the ceiling must lie above it and the midpoint in another year.",
    ),
)
VALUES_MISSING: Final = Remark(
    "values_missing",
    Wording(
        "方法为“逐年值”，但没有给出任何年份的数值。", "The method is “values” but no year's figure is given."
    ),
)
YEARS_MISSING: Final = Remark(
    "years_missing",
    Wording(
        "部分年份没有参数，路径到此为止。请填写参数或各年数值。",
        "Some years have no parameter, so the path ends there. Enter a value or the years' figures.",
    ),
)
LEVERS_DO_NOT_REACH: Final = Remark(
    "levers_do_not_reach",
    Wording(
        "抓手不作用于该序列：仅作用于“增长率”“增量”“趋势”三种方法。",
        "Levers do not reach this series: they act under growth, step and trend only.",
    ),
)
FORMULA_INPUT_MISSING: Final = Remark(
    "formula_input_missing",
    Wording("公式所用的指标缺少数值。", "An indicator that the formula reads has no figures."),
)


def remarks(results: Results, scenario: str, row: int) -> tuple[Remark, ...]:
    """What must be said beside a series in a scenario, the gravest first; empty where all is plain."""
    result = results.scenarios[scenario]
    if results.frame.formula_row[row]:
        return () if np.isfinite(result.values[row]).any() else (FORMULA_INPUT_MISSING,)
    if (result.origin[row] == Origin.ROLLED_UP).any():
        return ()
    owned = result.inputs.winner(row)
    there = np.flatnonzero(np.isfinite(results.observed[:, row]))
    found: list[Remark] = []
    if owned is None:
        found.append(NO_ASSUMPTION if len(there) else NO_FIGURE)
    elif not len(there) and owned.assumption.method is not Method.VALUES:
        found.append(NO_FIGURE)
    elif not np.isfinite(result.values[row, -1]):
        found.append(_broken(results, owned.assumption, row, int(there[-1]) if len(there) else -1))
    if np.any(result.raw_gain[:, row]) and (owned is None or owned.assumption.method not in LEVER_METHODS):
        found.append(LEVERS_DO_NOT_REACH)
    return tuple(found)


def levers_reach(results: Results, scenario: str, row: int) -> bool:
    """Whether levers act on a series in a scenario: they have an effect on it and its method lets them in."""
    result = results.scenarios[scenario]
    owned = result.inputs.winner(row)
    return (
        bool(np.any(result.raw_gain[:, row]))
        and owned is not None
        and owned.assumption.method in LEVER_METHODS
    )


def _broken(results: Results, assumption: Assumption, row: int, last: int) -> Remark:
    if assumption.method is Method.TREND:
        return TREND_TOO_SHORT
    if assumption.method is Method.TARGET:
        return TARGET_WITHOUT_FIGURE
    if assumption.method is Method.VALUES:
        return VALUES_MISSING
    if assumption.method is Method.LOGISTIC and last >= 0:
        year = results.plan.years[last : last + 1]
        start = results.observed[last : last + 1, row]
        ceiling = np.array([np.nan if assumption.value is None else assumption.value])
        midpoint = np.array([np.nan if assumption.midpoint is None else assumption.midpoint])
        if not logistic_exists(start, ceiling, midpoint, year).all():
            return LOGISTIC_IMPOSSIBLE
    return YEARS_MISSING
