"""The projected paths of a plan as a table."""

from __future__ import annotations

import pandas as pd

from npfdesk.engine.projection.path_problems import path_problems
from npfdesk.frames.lookup import UNKNOWN_SCENARIO_ASKED
from npfdesk.frames.opened_plan import PlanWorkbook
from npfdesk.frames.refusal import Refused, remark
from npfdesk.plan.problems import Problem
from npfdesk.plan.scenarios import Scenario
from npfdesk.plan.spoken_names import name_wording
from npfdesk.report.material import chosen_scenarios
from npfdesk.report.projection_table import projection_table
from npfdesk.workbook.standard.rows_without_path import not_yet_told


def project(plan: PlanWorkbook, scenario: str | None = None) -> pd.DataFrame:
    """The paths of a scenario, or of all of them; the face tells the rest. Its remarks say which paths are none, and why."""
    chosen = selected_scenarios(plan, scenario)
    table = projection_table(plan.results, chosen, plan.rule)
    names = {one.id: one.name for one in chosen}
    told = path_problems(plan.results, names, names, plan.places)
    table.attrs["remarks"] = [remark(one) for one in not_yet_told(told, plan.problems)]
    return table


def selected_scenarios(plan: PlanWorkbook, name: str | None) -> tuple[Scenario, ...]:
    """The scenario of that name or id, all where none is named; Refused where there is no such one."""
    every = tuple(plan.document.scenarios.values())
    chosen, unknown = chosen_scenarios(every, () if name is None else (name,))
    if unknown is not None:
        known = {"known": tuple(map(name_wording, every))}
        raise Refused(Problem(UNKNOWN_SCENARIO_ASKED, text=unknown, arguments=known))
    return chosen
