"""The evaluation of a plan in a year, as a table of a row for each target."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from typing import Final

import numpy as np
import pandas as pd

from npfdesk.engine.evaluation import NOTHING_DUE, Evaluation, evaluate, latest_actual
from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.update import compute
from npfdesk.engine.targets.judged_units import judged_unit
from npfdesk.engine.vintages import as_known
from npfdesk.frames.lookup import find_scenario
from npfdesk.frames.opened_plan import PlanWorkbook
from npfdesk.frames.refusal import Refused
from npfdesk.frames.tables import tidy
from npfdesk.plan.evaluations import Grade
from npfdesk.plan.owners import owner_of
from npfdesk.plan.problems import Problem, error, note
from npfdesk.plan.year_axis import year_outside

COLUMNS: Final = (
    "scenario",
    "year",
    "region",
    "industry",
    "indicator",
    "code",
    "unit",
    "duty",
    "owner",
    "due",
    "base",
    "target",
    "text",
    "observed",
    "way",
    "time",
    "pace",
    "grade",
    "expected",
    "will_reach",
)
BAD_DAY: Final = error(
    "known_bad_day",
    "“{text}”不是日期。请写成 2027-06-30。",
    "“{text}” is not a date. Write it as 2027-06-30.",
)
NO_ACTUAL: Final = note(
    "no_actual_of_year",
    "{count} 个目标{year}年没有现状值，不评价；最近的现状值是{latest}年的。",
    "{count:target has|targets have} no actual for {year} and no grade; the latest actual is for {latest}.",
)


def evaluated(
    plan: PlanWorkbook, year: int, scenario: str | None = None, known: str | None = None
) -> tuple[Results, Evaluation]:
    """The evaluation of a scenario (default: the first), by the figures as they were known on a day where one is named."""
    chosen = find_scenario(plan.document, scenario)
    outside = year_outside(plan.plan, year)
    if outside is not None:
        raise Refused(outside)
    results = plan.results
    if known is not None:
        try:
            then = as_known(plan.plan, known)
        except ValueError:
            raise Refused(Problem(BAD_DAY, text=known)) from None
        with np.errstate(all="ignore"):
            results = compute(replace(plan.document, plan=then))
    return results, evaluate(results, chosen.id, year)


def evaluate_plan(
    plan: PlanWorkbook, year: int, scenario: str | None = None, known: str | None = None
) -> pd.DataFrame:
    """The grade of every target with what it rests on; the face tells the rest."""
    results, found = evaluated(plan, year, scenario, known)
    values, table = results.plan, results.scenarios[found.scenario].targets
    rows: list[dict[str, object]] = []
    latest_of: Counter[int] = Counter()
    for place, position in enumerate(found.positions.tolist()):
        key, statement = table.keys[position], table.statements[position]
        series = key.series
        indicator = values.indicator_by_code[series.indicator]
        grade = found.graded(place)
        rows.append(
            {
                "scenario": plan.document.scenarios[found.scenario].name,
                "year": year,
                "region": values.region_by_code[series.region].name,
                "industry": values.industry_by_code[series.industry].name if series.industry else "",
                "indicator": indicator.name,
                "code": indicator.code,
                "unit": judged_unit(results, found.scenario, position).unit.zh,
                "duty": str(indicator.duty),
                "owner": owner_of(values, statement),
                "due": key.year,
                "base": found.base[place],
                "target": found.target[place],
                "text": statement.text,
                "observed": found.observed[place],
                "way": found.way[place],
                "time": found.time[place],
                "pace": found.pace[place],
                "grade": str(grade),
                "expected": found.expected[place],
                "will_reach": bool(found.reaches[place]) if found.reaches[place] >= 0 else None,
            }
        )
        if math.isnan(found.observed[place]):
            latest = latest_actual(results, found.scenario, position, year)
            if latest is not None:
                latest_of[latest] += 1
    remarks = [
        Problem(NO_ACTUAL, arguments={"count": count, "year": str(year), "latest": str(latest)})
        for latest, count in sorted(latest_of.items())
    ]
    if not rows:
        remarks.append(Problem(NOTHING_DUE, arguments={"year": str(year)}))
    made = tidy(
        rows,
        COLUMNS,
        {
            **dict.fromkeys(("base", "target", "observed", "expected"), "column unit"),
            **dict.fromkeys(("way", "time", "pace"), "1"),
        },
        remarks,
        scenario=plan.document.scenarios[found.scenario].name,
        thresholds=dict(zip((str(Grade.FAST), str(Grade.ON)), found.steps.figures, strict=True)),
        counts={str(grade): count for grade, count in found.counts().items()},
    )
    made["will_reach"] = made["will_reach"].astype("boolean")
    return made
