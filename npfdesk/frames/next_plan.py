"""The next plan's workbook, written, and the old targets with their verdicts as a table."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from npfdesk.engine.next_plan import BegunPlan, NextPlan, begin_next_plan
from npfdesk.frames.lookup import choice_of
from npfdesk.frames.opened_plan import PlanWorkbook
from npfdesk.frames.refusal import Refused
from npfdesk.frames.tables import tidy
from npfdesk.plan.closed_targets import ClosedTarget
from npfdesk.plan.closed_words import closed_unit
from npfdesk.plan.drafts import Draft
from npfdesk.plan.model import Plan
from npfdesk.plan.problems import Language, Problem, error, warning
from npfdesk.report.forms import overwrites_plan
from npfdesk.workbook.standard.plan_workbook import save_standard

COLUMNS: Final = (
    "region",
    "industry",
    "indicator",
    "code",
    "unit",
    "year",
    "text",
    "base",
    "base_year",
    "target",
    "reached",
    "verdict",
    "over",
)
NOT_A_WORKBOOK: Final = error(
    "roll_not_xlsx",
    "下期规划写成 Excel 工作簿，“{text}”的文件名应以 .xlsx 结尾。",
    "The next plan is written as an Excel workbook: the name of “{text}” must end in .xlsx.",
)
BASE_MISSING: Final = warning(
    "roll_base_missing",
    "{text} 缺 {year} 年的数，新规划里要补填。",
    "{text} has a missing value in {year}; enter it in the new plan.",
)


def roll(
    plan: PlanWorkbook,
    output: str | PathLike[str],
    base: int,
    target: int,
    horizon: int | None = None,
    draft: str = "none",
    language: Language = "zh",
) -> pd.DataFrame:
    """Begin the plan after one and write its workbook; the face tells the rest."""
    begun = begun_plan(plan, base, target, horizon, choice_of(Draft, draft), language)
    written(plan, begun, Path(output), language)
    values = begun.plan
    rows = [_row(values, one) for one in begun.report.closed]
    report = begun.report
    remarks = (
        Problem(
            BASE_MISSING,
            text=" ".join(part for part in names_of(values, one.region, one.industry, one.indicator) if part),
            arguments={"year": base},
        )
        for one in report.without_base
    )
    units = dict.fromkeys(("base", "target", "reached", "over"), "column unit")
    return tidy(rows, COLUMNS, units, remarks, drafted=len(report.drafted))


def begun_plan(
    plan: PlanWorkbook, base: int, target: int, horizon: int | None, draft: Draft, language: Language
) -> BegunPlan:
    """The next plan; Refused where its years are no plan's. Without a horizon the old one's, at least the target year."""
    outlook = max(plan.plan.horizon, target) if horizon is None else horizon
    with np.errstate(all="ignore"):
        begun = begin_next_plan(plan.document, NextPlan(base, target, outlook, draft), language)
    if isinstance(begun, Problem):
        raise Refused(begun)
    return begun


def written(
    plan: PlanWorkbook, begun: BegunPlan, output: Path, language: Language, *, over_read_only: bool = False
) -> None:
    """Write the next plan's workbook; Refused where it would be the old one, is named as another kind or cannot be written."""
    if output.suffix.lower() != ".xlsx":
        raise Refused(Problem(NOT_A_WORKBOOK, text=output.name))
    problem = overwrites_plan(output, plan.file) or save_standard(
        begun.plan, output, language, over_read_only=over_read_only
    )
    if problem is not None:
        raise Refused(problem)


def names_of(plan: Plan, region: str, industry: str, indicator: str) -> tuple[str, str, str]:
    """The names of a series' region, industry ("" for all industries) and indicator."""
    industry_name = plan.industry_by_code[industry].name if industry else ""
    return plan.region_by_code[region].name, industry_name, plan.indicator_by_code[indicator].name


def _row(plan: Plan, one: ClosedTarget) -> dict[str, object]:
    region, industry, indicator = names_of(plan, *one.series)
    return {
        "region": region,
        "industry": industry,
        "indicator": indicator,
        "code": one.series.indicator,
        "unit": closed_unit(plan.indicator_by_code[one.series.indicator], one).unit.zh,
        "year": one.year,
        "text": one.text,
        "base": one.base,
        "base_year": one.base_year,
        "target": one.figure,
        "reached": one.reached,
        "verdict": str(one.verdict),
        "over": one.over,
    }
