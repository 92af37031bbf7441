"""Remarks on a path: that nothing is assumed, why it has no figures, or that levers do not reach it."""

from __future__ import annotations

from typing import Final

import numpy as np

from npfdesk.engine.projection.formulas import unlike_parts
from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.scenario_paths import Origin
from npfdesk.plan.method_description import ByYear, MethodRemark
from npfdesk.plan.methods import RATE_METHODS, YEARS_MISSING
from npfdesk.plan.problems import Wording
from npfdesk.plan.scenarios import Assumption

NO_FIGURE: Final = MethodRemark(
    "no_figure",
    Wording(
        "没有现状数据，无从推算。请在“数据”或“目标”表中填入一个观测值。",
        "There is no observed figure to continue. Enter one in Data, or a base in Targets.",
    ),
)
NO_ASSUMPTION: Final = MethodRemark(
    "no_assumption",
    Wording(
        "未设假设：保持最后一个观测值不变，不是预测。",
        "No assumption: held at the last observed figure, not a forecast.",
    ),
)
LEVERS_DO_NOT_REACH: Final = MethodRemark(
    "levers_do_not_reach",
    Wording(
        "抓手不作用于该序列：仅作用于“增长率”“增量”“趋势”三种方法。",
        "Levers do not reach this series: they act under growth, step and trend only.",
    ),
)
NOT_FOR_RATES: Final = MethodRemark(
    "method_not_for_rate",
    Wording(
        f"该序列是增速，不能用这种方法推算，按最后一个观测值保持不变。请改用{RATE_METHODS.zh}。",
        f"This series is a growth rate, which this method cannot continue: it is held. Choose {RATE_METHODS.en}.",
    ),
)
NO_TARGET_AHEAD: Final = MethodRemark(
    "no_target_ahead",
    Wording(
        "方法为“按目标”，但最后一个观测年之后没有目标：数值保持不变，不是推算。",
        "The method is “target” but no target lies after the last observed year: the figure is held, not projected.",
    ),
)
FORMULA_INPUT_MISSING: Final = MethodRemark(
    "formula_input_missing",
    Wording("公式所用的指标缺少数值。", "An indicator that the formula reads has no figures."),
)
CHILDREN_DIFFER: Final = MethodRemark(
    "formula_children_differ",
    Wording(
        "公式中各个合计、平均或计数所覆盖的下级地区不同（有的下级缺少其中的指标，见核查），结果不是同一范围的比值。",
        "The sums, means or counts of the formula cover different regions below (some lack one of the indicators, see the "
        "audit): the figure is no ratio of one whole.",
    ),
)


def remarks(results: Results, scenario: str, row: int) -> tuple[MethodRemark, ...]:
    """The remarks on a series in a scenario, the most serious first."""
    result = results.scenarios[scenario]
    if results.frame.formula_row[row]:
        differ = (CHILDREN_DIFFER,) if children_differ(results, row) else ()
        return differ if np.isfinite(result.values[row]).any() else (FORMULA_INPUT_MISSING, *differ)
    if (result.origin[row] == Origin.ROLLED_UP).any():
        return ()
    end = _last_in_force(results, row)
    if end < 0:
        return ()
    owned = result.inputs.assumption_of(row)
    there = np.flatnonzero(np.isfinite(results.observed[:, row]))
    found: list[MethodRemark] = []
    if owned is None:
        found.append(NO_ASSUMPTION if len(there) else NO_FIGURE)
    elif not len(there) and owned.assumption.method.about.by_year is not ByYear.PATH:
        found.append(NO_FIGURE)
    elif results.frame.rate[row] and not owned.assumption.method.about.for_rates:
        found.append(NOT_FOR_RATES)
    elif not np.isfinite(result.values[row, end]):
        found.append(_broken(results, owned.assumption, row, int(there[-1]) if len(there) else -1))
    elif owned.assumption.method.about.follows_targets and result.origin[row, end] == Origin.HELD:
        found.append(NO_TARGET_AHEAD)
    if np.any(result.raw_gain[:, row]) and (owned is None or not owned.assumption.method.about.levered):
        found.append(LEVERS_DO_NOT_REACH)
    return tuple(found)


def children_differ(results: Results, row: int) -> bool:
    """Whether the parts of a series' formula cover different children of the region."""
    plan, frame = results.plan, results.frame
    formula = plan.indicator_by_code[plan.series[row].indicator].formula
    pair = int(frame.region_of[row]), int(frame.industry_of[row])
    return formula is not None and bool(unlike_parts(formula, frame.context, *pair))


def _last_in_force(results: Results, row: int) -> int:
    """The last column in which the region of a series is in force; -1 where it is in none of the plan's years."""
    there = np.flatnonzero(~results.frame.absent(np.array([row]))[:, 0])
    return int(there[-1]) if len(there) else -1


def levers_reach(results: Results, scenario: str, row: int) -> bool:
    """Whether levers act on a series in a scenario: they have an effect on it and its method accepts them."""
    result = results.scenarios[scenario]
    owned = result.inputs.assumption_of(row)
    return (
        bool(np.any(result.raw_gain[:, row])) and owned is not None and owned.assumption.method.about.levered
    )


def _broken(results: Results, assumption: Assumption, row: int, last: int) -> MethodRemark:
    method = assumption.method.about
    if method.impossible is not None and last >= 0:
        year = results.plan.years[last : last + 1]
        start = results.observed[last : last + 1, row]
        value, midpoint = (
            np.array([np.nan if one is None else one]) for one in (assumption.value, assumption.midpoint)
        )
        if not method.impossible.exists(start, value, midpoint, year).all():
            return method.impossible.remark
    return method.broken or YEARS_MISSING
