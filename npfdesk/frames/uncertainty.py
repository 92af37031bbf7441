"""Percentiles of every path and the chances of its target, as a table: a row for each series and year."""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np
import pandas as pd

from npfdesk.engine.ensembles.ensemble import Progress
from npfdesk.engine.ensembles.workers import EVERY_CORE, Workers, WorkersFailed
from npfdesk.engine.projection.results import Results
from npfdesk.engine.uncertainty.chances import Uncertainty
from npfdesk.engine.uncertainty.chances import uncertainty as drawn
from npfdesk.engine.uncertainty.drawn_parameters import reach, unused_ranges
from npfdesk.engine.uncertainty.monte_carlo import Settings
from npfdesk.engine.uncertainty.request_answers import PERCENTILES
from npfdesk.engine.uncertainty.sampling import SOBOL_LIMIT, Sampling, Shape
from npfdesk.frames.lookup import choice_of, find_scenario
from npfdesk.frames.opened_plan import PlanWorkbook
from npfdesk.frames.refusal import Refused
from npfdesk.frames.tables import tidy
from npfdesk.plan.model import Plan
from npfdesk.plan.problems import Problem, error, warning
from npfdesk.plan.series import ANY, AssumptionKey

FIGURES: Final = tuple(f"p{percent}" for percent in PERCENTILES)
COLUMNS: Final = (
    "scenario",
    "region",
    "industry",
    "indicator",
    "code",
    "unit",
    "year",
    *FIGURES,
    "drawn",
    "target_year",
    "chance",
)
MOST_DRAWS: Final = 1_000_000

OUT_OF_RANGE: Final = error(
    "draws_out_of_range",
    "抽样次数须在 1 与 {most} 之间，随机种子不得为负，相关系数须在 0 与 1 之间。",
    "The number of draws must lie between 1 and {most}, the seed must not be negative, and the correlation must lie between 0 "
    "and 1.",
)
TOO_MANY: Final = error(
    "too_many_for_sobol",
    "Sobol 序列最多支持 {most} 个参数，这里有 {count} 个。请改用 --sampling antithetic。",
    "Sobol sequences support at most {most} parameters; here there are {count}. Use --sampling antithetic.",
)
UNUSED: Final = warning(
    "range_not_used",
    "“{text}”的上下限没有采用：该行没有参数值，或其方法没有可变的参数。",
    "The bounds of “{text}” are not used: the row has no parameter, or its method has none that can vary.",
)
NOTHING_VARIES: Final = warning(
    "nothing_varies",
    "这个情景没有可用的上下限：所有路径都是确定的。",
    "No assumption of this scenario has bounds that can be used, so every path is certain.",
)


def check_draws(draws: int, seed: int, correlation: float) -> None:
    """Refused where futures cannot be drawn so."""
    if not (1 <= draws <= MOST_DRAWS and seed >= 0 and 0.0 <= correlation <= 1.0):
        raise Refused(Problem(OUT_OF_RANGE, arguments={"most": MOST_DRAWS}))


def check_workers(workers: Workers) -> None:
    """Refused where their number or the cluster's address cannot be."""
    if workers.problem is not None:
        raise Refused(workers.problem)


def unused_bounds(plan: PlanWorkbook, scenario: str) -> list[Problem]:
    """The rows of a scenario whose bounds no draw can use."""
    result = plan.results.scenarios[find_scenario(plan.document, scenario).id]
    return [
        Problem(UNUSED, text=_row(plan.plan, row.scenario, row.key)) for row in unused_ranges(result.inputs)
    ]


def uncertainty(
    plan: PlanWorkbook,
    scenario: str,
    draws: int = 10_000,
    seed: int = 1,
    shape: str = "triangular",
    sampling: str = "antithetic",
    correlation: float = 0.0,
    progress: Progress | None = None,
    workers: Workers = EVERY_CORE,
) -> pd.DataFrame:
    """The futures of a scenario; the face tells the rest. `progress` is told the share that is done, and goes on."""
    check_draws(draws, seed, correlation)
    check_workers(workers)
    chosen = find_scenario(plan.document, scenario)
    settings = Settings(
        draws=draws,
        seed=seed,
        shape=choice_of(Shape, shape),
        sampling=choice_of(Sampling, sampling),
        correlation=correlation,
        rule=plan.rule,
    )
    results = plan.results
    remarks = unused_bounds(plan, scenario)
    count = reach(results, chosen.id).ranges.streams
    if settings.sampling is Sampling.SOBOL and count > SOBOL_LIMIT:
        told = {"most": SOBOL_LIMIT, "count": count}
        raise Refused(Problem(TOO_MANY, arguments=told))
    try:
        answer = drawn(results, chosen.id, settings, progress, workers)
    except WorkersFailed as failed:
        raise Refused(failed.problem) from failed
    if answer is None:
        raise ValueError("a progress that cancels has no table")
    if not answer.drawn.any():
        remarks.append(Problem(NOTHING_VARIES))
    return tidy(
        _columns(results, answer, chosen.name),
        COLUMNS,
        {**dict.fromkeys(FIGURES, "column unit"), "chance": "1"},
        remarks,
        draws=draws,
        seed=seed,
        shape=str(settings.shape),
        sampling=str(settings.sampling),
        correlation=correlation,
        rule=str(settings.rule.coloured),
        robustness=answer.robustness if math.isfinite(answer.robustness) else None,
    )


def _row(plan: Plan, scenario: str, key: AssumptionKey) -> str:
    region = plan.region_by_code[key.region].name if key.region != ANY else ""
    industry = plan.industry_by_code.get(key.industry)
    names = (scenario, region, industry.name if industry else "", plan.indicator_by_code[key.indicator].name)
    return " · ".join(name for name in names if name)


def _target(results: Results, scenario: str, row: int) -> int | None:
    """The target whose chance is given for a series: that of the plan's target year, else the last one."""
    table = results.scenarios[scenario].targets
    positions = table.of_row(row)
    due = [one for one in positions if table.year[one] == results.plan.target_year]
    return due[-1] if due else positions[-1] if positions else None


def _columns(results: Results, answer: Uncertainty, scenario: str) -> dict[str, Any]:
    """The columns; values of a series are repeated over its years."""
    plan, targets = results.plan, results.scenarios[answer.scenario].targets
    count = len(plan.years)
    positions = [_target(results, answer.scenario, row) for row in range(len(plan.series))]
    indicators = [plan.indicator_by_code[key.indicator] for key in plan.series]
    due = [pd.NA if one is None else int(targets.year[one]) for one in positions]
    of_series: dict[str, Any] = {
        "region": [plan.region_by_code[key.region].name for key in plan.series],
        "industry": [plan.industry_by_code[key.industry].name if key.industry else "" for key in plan.series],
        "indicator": [indicator.name for indicator in indicators],
        "code": [indicator.code for indicator in indicators],
        "unit": [indicator.unit for indicator in indicators],
        "drawn": answer.drawn,
        "chance": [np.nan if one is None else float(answer.chance[one]) for one in positions],
    }
    return {
        "scenario": scenario,
        **{name: pd.Series(column).repeat(count).to_numpy() for name, column in of_series.items()},
        "target_year": pd.array(due, dtype="Int64").repeat(count),
        "year": np.tile(plan.years, len(plan.series)),
        **{name: figures.ravel() for name, figures in zip(FIGURES, answer.percentiles, strict=True)},
    }
