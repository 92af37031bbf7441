"""Remarks on paths: that nothing is assumed, why one has no figures, what it runs into, or that levers do not reach it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.formulas import unlike_parts
from npfdesk.engine.projection.impossible import (
    EDGE,
    LARGEST,
    NOTHING_LEFT,
    beyond_whole,
    compounded,
    overflown,
)
from npfdesk.engine.projection.results import Results, ScenarioResult
from npfdesk.engine.projection.scenario_paths import Origin
from npfdesk.plan.method_description import ByYear, MethodRemark
from npfdesk.plan.methods import RATE_METHODS, YEARS_MISSING
from npfdesk.plan.numbers import plain
from npfdesk.plan.problems import Wording
from npfdesk.plan.rounding import rounded
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.shares_of_wholes import WHOLE

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

NO_FIGURE: Final = MethodRemark(
    "no_figure",
    Wording(
        "没有现状数据，无从推算。请在“数据”或“目标”表中填入一个现状值。",
        "There is no actual to project from. Enter one in Data, or a base in Targets.",
    ),
)
NO_ASSUMPTION: Final = MethodRemark(
    "no_assumption",
    Wording(
        "未设假设：保持最后一个现状值不变，不是推算。",
        "No assumption: held at the last actual, not projected.",
    ),
)
LEVERS_DO_NOT_REACH: Final = MethodRemark(
    "levers_do_not_reach",
    Wording(
        "抓手不作用于该序列：仅作用于“增长率”“增量”“趋势”三种方法。",
        "Levers do not act on this series: they act only under growth, step and trend.",
    ),
)
NOT_FOR_RATES: Final = MethodRemark(
    "method_not_for_rate",
    Wording(
        f"该序列是增速，不能用这种方法推算，按最后一个现状值保持不变。请改用{RATE_METHODS.zh}。",
        f"This series is a growth rate, which this method cannot project: it is held at the last actual. Choose {RATE_METHODS.en}.",
    ),
)
NO_TARGET_AHEAD: Final = MethodRemark(
    "no_target_ahead",
    Wording(
        "方法为“按目标”，但最后一个现状年之后没有目标：数值保持不变，不是推算。",
        "The method is “target”, but there is no target after the last year with an actual: the figure is held, not projected.",
    ),
)
NO_YEAR_AHEAD: Final = MethodRemark(
    "no_year_ahead",
    Wording(
        "方法为“逐年值”，但最后一个现状年之后没有给出数值：数值保持不变，不是推算。",
        "The method is “values”, but no figure is given after the last year with an actual: the figure is held, not projected.",
    ),
)
FORMULA_INPUT_MISSING: Final = MethodRemark(
    "formula_input_missing",
    Wording("公式所用的指标缺数。", "An indicator that the formula uses has missing values."),
)
CHILDREN_DIFFER: Final = MethodRemark(
    "formula_children_differ",
    Wording(
        "公式中各个合计、平均或计数所覆盖的下级地区不同（有的下级缺少其中的指标，见核查结果），结果不是同一范围的比值。",
        "The sums, means or counts of the formula cover different regions below (some lack one of the indicators, see the "
        "checks): the result is not a ratio over the same area.",
    ),
)
PASSED_OVER: Final = MethodRemark(
    "general_row_passes_over",
    Wording(
        "适用于各地区的“{method}”一行不能推算该序列，不作用于它：{why}",
        "The row “{method_en}” for all regions cannot project this series and does not act on it: {why_en}",
    ),
)
KNOWN_BY_ROLLUP: Final = Wording(
    "该序列只有下级汇总的数值，予以保留。", "it only has a rolled-up figure, which is kept."
)
OVERFLOW: Final = MethodRemark(
    "path_overflows",
    Wording(
        "{year} 年起数值溢出（超过 1e18），不作为结果。请改小参数。",
        "From {year} on the figure overflows (above 1e18) and is not used. Lower the parameter.",
    ),
)
GROWTH_TO_NOTHING: Final = MethodRemark(
    "growth_to_nothing",
    Wording(
        "{year} 年的增长率不高于 −100%：数值由 {before} 变为 {after}。请核对参数、该年的数值和抓手。",
        "The growth in {year} is −100% or less: the figure goes from {before} to {after}. Check the parameter, the year's "
        "figure and the levers.",
    ),
)
RATE_TO_NOTHING: Final = MethodRemark(
    "rate_to_nothing",
    Wording(
        "{year} 年的增速为 {after}%，不高于 −100%，不可能。请核对参数、该年的数值和抓手。",
        "The growth in {year} is {after}%, which is −100% or less and not possible. Check the parameter, the year's figure and "
        "the levers.",
    ),
)
SHARE_PAST_WHOLE: Final = MethodRemark(
    "share_past_whole",
    Wording(
        "{year} 年的比率为 {after}%，超出 0 至 100%，不可能。请核对参数、该年的数值和抓手。",
        "The share in {year} is {after}%, outside 0 to 100%, which is not possible. Check the parameter, the year's figure and "
        "the levers.",
    ),
)
ROLLUP_EMPTY: Final = Wording(
    "下级“{child}”（共 {children} 个）缺 {year} 年的数，汇总为空。原因：",
    "“{child}” below it ({children} in all) has a missing value in {year}, so the roll-up is empty. Reason: ",
)
WEIGHT_MISSING: Final = MethodRemark(
    "weight_missing",
    Wording("加权指标缺数。", "The weighting indicator has a missing value."),
)

_EMPTY: Final = "rollup_empty"
_INCOMPLETE: Final = "rollup_incomplete"
NOTES: Final = frozenset(
    {
        one.code
        for one in (
            NO_FIGURE,
            NO_ASSUMPTION,
            LEVERS_DO_NOT_REACH,
            PASSED_OVER,
            FORMULA_INPUT_MISSING,
            WEIGHT_MISSING,
        )
    }
    | {_INCOMPLETE}
)
"""The codes of remarks by which a path is what it should be, or has no figures to begin with."""


@dataclass(frozen=True, eq=False)
class _Marks:
    """What of some rows' paths must be looked at, (row,): the first column in which it is, -1 where it never is."""

    overflows: IntArray
    vanishes: IntArray
    strays: IntArray


_UNMARKED: Final = _Marks(*(np.array([-1]) for _ in range(3)))
"""Of one row that has nothing to be looked at."""


def remarks(results: Results, scenario: str, row: int) -> tuple[MethodRemark, ...]:
    """The remarks on a series in a scenario, the most serious first."""
    marks = (
        _UNMARKED if _plain(results.scenarios[scenario], row) else _marks(results, scenario, np.array([row]))
    )
    return _remarks(results, scenario, row, marks, 0)


def path_remarks(results: Results, scenario: str) -> Mapping[int, tuple[MethodRemark, ...]]:
    """The remarks on all series of a scenario that have some, by their rows; the same as one by one."""
    result, frame = results.scenarios[scenario], results.frame
    rows = np.arange(len(frame.region_of))
    marks = _marks(results, scenario, rows)
    looked_at = (marks.overflows >= 0) | (marks.vanishes >= 0) | (marks.strays >= 0)
    # a path with figures to its end that is projected has nothing else to say
    looked_at |= ~np.isfinite(result.values).all(axis=1) | (result.origin == Origin.HELD).any(axis=1)
    looked_at |= (result.inputs.owner < 0) | (result.inputs.passed_over >= 0)
    levered = np.array([one.assumption.method.about.levered for one in result.inputs.rows] + [False])
    looked_at |= result.raw_gain.any(axis=0) & ~levered[result.inputs.owner]
    found = (
        (int(row), _remarks(results, scenario, int(row), marks, int(row)))
        for row in np.flatnonzero(looked_at)
    )
    return {row: said for row, said in found if said}


def _marks(results: Results, scenario: str, rows: IntArray) -> _Marks:
    result, frame, plan = results.scenarios[scenario], results.frame, results.plan
    values, origin = result.projection.values[:, rows], result.projection.origin[:, rows]
    ahead = np.arange(len(plan.years))[:, None] > results.last[rows]
    ahead &= origin != Origin.OBSERVED
    before = np.vstack([np.full((1, len(rows)), np.nan), values[:-1]])
    grown = compounded(result.inputs, rows)
    with np.errstate(invalid="ignore"):
        vanishes = ahead & grown & (origin == Origin.PROJECTED) & (before > 0) & (values <= 0)
        vanishes |= ahead & result.positive[rows] & (values < -EDGE)
        vanishes |= ahead & frame.rate[rows] & (values <= NOTHING_LEFT)
    return _Marks(
        _first(overflown(values)),
        _first(vanishes),
        _first(ahead & result.shares[rows] & beyond_whole(values)),
    )


def _plain(result: ScenarioResult, row: int) -> bool:
    """Whether the figures of a row, all known, lie where none overflows, vanishes or passes a whole; most do."""
    figures = result.values[row]
    low, high = figures.min(), figures.max()
    return bool(low > 0.0 and (high <= WHOLE or (high <= LARGEST and not result.shares[row])))


def _first(marked: BoolArray) -> IntArray:
    """The first column marked (row,), -1 where none is."""
    found: IntArray = np.where(marked.any(axis=0), np.argmax(marked, axis=0), -1)
    return found


def _remarks(
    results: Results, scenario: str, row: int, marks: _Marks, place: int
) -> tuple[MethodRemark, ...]:
    """The remarks on a row, whose marks stand at `place`."""
    result = results.scenarios[scenario]
    end = _last_in_force(results, row)
    if end < 0:
        return ()
    run_into: tuple[MethodRemark, ...] = (
        () if marks is _UNMARKED else tuple(_run_into(results, scenario, row, marks, place))
    )
    if results.frame.formula_row[row]:
        if children_differ(results, row):
            run_into = (*run_into, CHILDREN_DIFFER)
        return run_into if np.isfinite(result.values[row]).any() else (FORMULA_INPUT_MISSING, *run_into)
    if (result.origin[row] == Origin.ROLLED_UP).any():
        empty = () if np.isfinite(result.values[row, end]) else _emptied(results, scenario, row, end)
        return (*empty, *run_into)
    owned = result.inputs.assumption_of(row)
    last = int(results.last[row])
    ends = bool(np.isfinite(result.values[row, end]))
    found: list[MethodRemark] = []
    if owned is None:
        found.append(NO_ASSUMPTION if last >= 0 else NO_FIGURE)
    elif last < 0 and owned.assumption.method.about.by_year is not ByYear.PATH:
        found.append(NO_FIGURE)
    elif results.frame.rate[row] and not owned.assumption.method.about.for_rates:
        found.append(NOT_FOR_RATES)
    elif marks.overflows[place] < 0 and not ends:
        found.append(_broken(results, owned.assumption, row, last))
    elif ends and _stays(results, scenario, row, end):
        found.append(NO_TARGET_AHEAD if owned.assumption.method.about.follows_targets else NO_YEAR_AHEAD)
    found.extend(run_into)
    found.extend(_passed_over(results, scenario, row))
    if result.raw_gain[:, row].any() and (owned is None or not owned.assumption.method.about.levered):
        found.append(LEVERS_DO_NOT_REACH)
    return tuple(found)


def children_differ(results: Results, row: int) -> bool:
    """Whether the parts of a series' formula cover different children of the region."""
    plan, frame = results.plan, results.frame
    formula = plan.indicator_by_code[plan.series[row].indicator].formula
    pair = int(frame.region_of[row]), int(frame.industry_of[row])
    return formula is not None and bool(unlike_parts(formula, frame.context, *pair))


def _stays(results: Results, scenario: str, row: int, column: int) -> bool:
    """Whether a series is held in a year although its method is none that holds."""
    result = results.scenarios[scenario]
    owned = result.inputs.assumption_of(row)
    held = result.origin[row, column] == Origin.HELD
    return bool(held) and owned is not None and not owned.assumption.method.about.holds


def _run_into(results: Results, scenario: str, row: int, marks: _Marks, place: int) -> Iterator[MethodRemark]:
    """What a path runs into that cannot be: an overflow, a growth of −100 % or less, a share past its whole."""
    values, years = results.scenarios[scenario].values[row], results.plan.years
    vanishing = RATE_TO_NOTHING if results.frame.rate[row] else GROWTH_TO_NOTHING
    for remark, column in (
        (OVERFLOW, int(marks.overflows[place])),
        (vanishing, int(marks.vanishes[place])),
        (SHARE_PAST_WHOLE, int(marks.strays[place])),
    ):
        if column < 0:
            continue
        told: dict[str, object] = {"year": int(years[column])}
        if remark is not OVERFLOW:
            told["after"] = plain(rounded(float(values[column]), 4))
            told["before"] = plain(rounded(float(values[max(column - 1, 0)]), 4))
        yield MethodRemark(remark.code, remark.wording, told)


def _emptied(results: Results, scenario: str, row: int, column: int) -> tuple[MethodRemark, ...]:
    """Why a roll-up has no figure in a year: the first child (of children) without one, and what is remarked there."""
    frame, result, year = results.frame, results.scenarios[scenario], int(results.plan.years[column])
    child, lacking = row, 0
    why: MethodRemark | None = None
    while True:
        stage, at = next(
            (
                (rollup, int(np.flatnonzero(rollup.parents == child)[0]))
                for stage in frame.stages
                for rollup in stage.rollups
                if (rollup.parents == child).any()
            ),
            (None, -1),
        )
        if stage is None or (child != row and not (result.origin[child] == Origin.ROLLED_UP).any()):
            break
        span = slice(int(stage.starts[at]), int(stage.starts[at]) + int(stage.sizes[at]))
        members = stage.members[span][stage.there(column)[span]]
        without = members[~np.isfinite(result.values[members, column])]
        if not len(without):
            why = WEIGHT_MISSING if stage.weights is not None else None
            break
        lacking = lacking or len(without)
        child = int(without[0])
    if child == row:
        return () if why is None else (why,)
    said = remarks(results, scenario, child)
    why = why or (said[0] if said else NO_FIGURE)
    region = results.plan.region_by_code[results.plan.series[child].region]
    told: dict[str, object] = {
        **why.arguments,
        "child": region.name,
        "children": lacking,
        "year": why.arguments.get("year", year),
    }
    words = Wording(
        ROLLUP_EMPTY.zh.replace("{year}", str(year)) + why.wording.zh,
        ROLLUP_EMPTY.en.replace("{year}", str(year)) + why.wording.en,
    )
    return (MethodRemark(_INCOMPLETE if why.code in NOTES else _EMPTY, words, told),)


def _passed_over(results: Results, scenario: str, row: int) -> Iterator[MethodRemark]:
    """That a row for any region would apply but cannot continue the series, and why."""
    inputs = results.scenarios[scenario].inputs
    place = int(inputs.passed_over[row])
    if place < 0:
        return
    assumption = inputs.rows[place].assumption
    there = np.flatnonzero(np.isfinite(results.observed[:, row]))
    if not len(there) and results.frame.rolled_up[row]:
        why = KNOWN_BY_ROLLUP
    else:
        why = _broken(results, assumption, row, int(there[-1]) if len(there) else -1).wording
    words = assumption.method.about.words
    told = {"method": words.zh, "method_en": words.en, "why": why.zh, "why_en": why.en}
    yield MethodRemark(PASSED_OVER.code, PASSED_OVER.wording, told)


def _last_in_force(results: Results, row: int) -> int:
    """The last column in which the region of a series is in force; -1 where it is in none of the plan's years."""
    if results.frame.in_force is None:
        return len(results.plan.years) - 1
    there = (~results.frame.absent(np.array([row]))[:, 0]).nonzero()[0]
    return int(there[-1]) if len(there) else -1


def levers_reach(results: Results, scenario: str, row: int) -> bool:
    """Whether levers act on a series in a scenario: they have an effect on it and its method accepts them."""
    result = results.scenarios[scenario]
    owned = result.inputs.assumption_of(row)
    return owned is not None and owned.assumption.method.about.levered and bool(result.raw_gain[:, row].any())


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
