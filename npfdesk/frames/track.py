"""Where a year stands at a month, as a table: a row for each series with figures of parts of a year."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import numpy as np
import pandas as pd

from npfdesk.engine.full_year_test import FullYearTest, full_year_test
from npfdesk.engine.projection.results import Results
from npfdesk.engine.targets.year_targets import year_targets
from npfdesk.engine.year_standing import YearStanding, plan_months, year_standing
from npfdesk.frames.lookup import find_scenario
from npfdesk.frames.opened_plan import PlanWorkbook
from npfdesk.frames.refusal import Refused
from npfdesk.frames.tables import tidy
from npfdesk.plan.model import Plan
from npfdesk.plan.periods import Period, read_period
from npfdesk.plan.problems import Problem, error, note, warning
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.series_words import series_wording

NOT_A_MONTH: Final = error(
    "not_a_month",
    "“{text}”不是年月。请写成 2026-05 或 2026年5月。",
    "“{text}” is not a month. Write it as 2026-05.",
)
NO_MONTHS: Final = error(
    "no_months",
    "规划没有 {year} 年（到 {text} 为止）各月的数。有各月数据的年份：{known}。请把各月数据填入“进度”表，或换一个月份。",
    "The plan has no monthly data for {year} (up to {text}). Years with monthly data: {known}. Enter the monthly data in the "
    "sheet Progress, or choose another month.",
)
EARLIER_MONTH: Final = warning(
    "earlier_month_used",
    "{count} 个序列缺 {text} 的数，用的是此前最近一个月：{series}。",
    "{count} series {count:~has|have} a missing value for {text}; the latest month before it is used: {series}.",
)
NO_FIGURE_YET: Final = warning(
    "no_figure_yet",
    "{count} 个序列在 {text} 及以前缺 {year} 年的数，无法评价：{series}。",
    "{count} series {count:~has|have} no data for {year} up to {text} and {count:~is|are} not assessable: {series}.",
)
BY_MONTHS: Final = note(
    "share_by_months",
    "{count} 个序列没有两年以上的往年同期，按月份平均推算：{series}。",
    "{count} series {count:~does|do} not have two past years of monthly data, so the share is spread evenly over the months: "
    "{series}.",
)
BY_MILESTONE: Final = note(
    "target_is_milestone",
    "{count} 个序列没有当年目标，取后面目标的当年时序目标：{series}。",
    "{count} series {count:~has|have} no target for the year itself; this year's milestone of a later target is used: {series}.",
)
WEIGHT_BY_MONTHS: Final = note(
    "weight_by_months",
    "{count} 个按增速跟踪的序列没有上年各月的数，余下各月所需增速按月数加权：{series}。",
    "{count} series tracked by growth {count:~has|have} no monthly data for last year; the growth needed in the remaining "
    "months is weighted by the number of months: {series}.",
)
NOT_TRACKED: Final = note(
    "target_without_months",
    "{count} 个序列有 {year} 年的目标，但没有各月的数，未列入：{series}。",
    "{count} series {count:~has|have} a target for {year} but no monthly data, and {count:~is|are} left out: {series}.",
)
_NAMED: Final = 8

COLUMNS: Final = (
    "region",
    "industry",
    "indicator",
    "code",
    "unit",
    "year",
    "month",
    "target",
    "target_year",
    "to_date",
    "growth",
    "task_share",
    "time_share",
    "usual_low",
    "usual_middle",
    "usual_high",
    "profile_years",
    "full_low",
    "full_middle",
    "full_high",
    "tested",
    "mean_off",
    "worst_off",
    "inside",
    "left",
    "left_growth",
    "weight",
    "light",
)


def through_month(text: str) -> Period:
    """The months from January to the one that a text names; Refused where it names none."""
    found = read_period(str(text))
    if found is None or found.year == 0:
        raise Refused(Problem(NOT_A_MONTH, text=str(text)))
    return found.to_date


def track(plan: PlanWorkbook, through: str, scenario: str | None = None) -> pd.DataFrame:
    """Where the year stands; the face tells the rest."""
    period = through_month(through)
    chosen = find_scenario(plan.document, scenario)
    months = plan_months(plan.plan)
    standing = year_standing(months, plan.results, chosen.id, period)
    asked = f"{period.year}-{period.last:02d}"
    yardsticks = {one.code for one in plan.plan.benchmarks}
    rows = np.array(
        [row for row, key in enumerate(standing.series) if key.region not in yardsticks], dtype=np.int64
    )
    if not (standing.month[rows] > 0).any():
        raise Refused(_no_months(plan.plan, period, asked))
    test = full_year_test(months.so_far, period.year)
    values = plan.plan
    table = tidy(
        [_row(values, standing, _tested(test, standing, row), row) for row in rows.tolist()],
        COLUMNS,
        {
            **dict.fromkeys(
                ("target", "to_date", "full_low", "full_middle", "full_high", "left"), "column unit"
            ),
            **dict.fromkeys(("growth", "left_growth", "mean_off", "worst_off"), "%"),
            **dict.fromkeys(
                ("task_share", "time_share", "usual_low", "usual_middle", "usual_high", "weight"), "share"
            ),
        },
        _remarks(values, standing, rows, asked, _untracked(plan.results, chosen.id, standing)),
        through=asked,
        scenario=chosen.name,
    )
    whole = ["month", "target_year", "tested", "inside"]
    table[whole] = table[whole].astype("Int64")
    return table


def _tested(test: FullYearTest, standing: YearStanding, row: int) -> dict[str, Any]:
    """The back-test of a series at its month: only where the usual shares are its own past's."""
    month = int(standing.month[row])
    if not month or not standing.profile[row].any():
        return {"tested": 0, "mean_off": np.nan, "worst_off": np.nan, "inside": 0}
    return {
        "tested": int(test.tested[row, month - 1]),
        "mean_off": float(test.mean_off[row, month - 1]),
        "worst_off": float(test.worst_off[row, month - 1]),
        "inside": int(test.inside[row, month - 1]),
    }


def _row(plan: Plan, standing: YearStanding, tested: dict[str, Any], row: int) -> dict[str, Any]:
    series: SeriesKey = standing.series[row]
    indicator = plan.indicator_by_code[series.indicator]
    month = int(standing.month[row])
    return {
        "region": plan.region_by_code[series.region].name,
        "industry": plan.industry_by_code[series.industry].name if series.industry else "",
        "indicator": indicator.name,
        "code": indicator.code,
        # what is tracked by growth is in %, whatever its level is counted in
        "unit": "%" if standing.by_growth[row] else indicator.unit,
        "year": standing.through.year,
        "month": month or None,
        "target": standing.target[row],
        "target_year": int(standing.targets.target_year[row]) or None,
        "to_date": standing.to_date[row],
        "growth": standing.growth[row],
        "task_share": standing.task_share[row],
        "time_share": standing.time_share[row],
        "usual_low": standing.usual.low[row],
        "usual_middle": standing.usual.middle[row],
        "usual_high": standing.usual.high[row],
        "profile_years": standing.profile_years(row),
        "full_low": standing.full_low[row],
        "full_middle": standing.full_middle[row],
        "full_high": standing.full_high[row],
        "left": standing.left[row],
        "left_growth": standing.left_growth[row],
        "weight": standing.weight[row],
        "light": str(standing.light(row)),
        **tested,
    }


def _no_months(plan: Plan, period: Period, asked: str) -> Problem:
    years = sorted({key.period.year for key in plan.progress if not key.period.is_year})
    known = tuple(map(str, years)) or "—"
    return Problem(NO_MONTHS, text=asked, arguments={"year": period.year, "known": known})


def _untracked(results: Results, scenario: str, standing: YearStanding) -> list[SeriesKey]:
    """The series of the plan's own regions with a target of the year itself and without months."""
    stated = year_targets(results, scenario, standing.through.year).stated & results.frame.own
    tracked = set(standing.series)
    return [
        key for row in np.flatnonzero(stated).tolist() if (key := results.plan.series[row]) not in tracked
    ]


def _remarks(
    plan: Plan, standing: YearStanding, rows: np.ndarray, asked: str, untracked: list[SeriesKey]
) -> Iterable[Problem]:
    month, last = standing.month[rows], standing.through.last
    judged = np.isfinite(standing.to_date[rows])
    amounts = judged & np.isfinite(standing.usual.middle[rows]) & ~np.isfinite(standing.base[rows])
    told = {
        NO_FIGURE_YET: month == 0,
        EARLIER_MONTH: (month > 0) & (month < last),
        BY_MILESTONE: judged & np.isfinite(standing.target[rows]) & ~standing.targets.stated[rows],
        BY_MONTHS: (amounts | (judged & standing.by_way[rows])) & ~standing.profile[rows].any(axis=1),
        WEIGHT_BY_MONTHS: standing.by_months[rows] & np.isfinite(standing.left_growth[rows]),
    }
    named = {kind: [standing.series[row] for row in rows[where].tolist()] for kind, where in told.items()}
    named[NOT_TRACKED] = untracked
    for kind, found in named.items():
        if found:
            names = [series_wording(plan, series) for series in found[:_NAMED]]
            arguments = {
                "count": len(found),
                "year": standing.through.year,
                "series": (*names, *(["…"] if len(found) > _NAMED else [])),
            }
            yield Problem(kind, text=asked, arguments=arguments)
