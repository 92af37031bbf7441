"""The sheet Scenario targets (情景目标): what a scenario sets out to reach in place of the plan's own target."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from npfdesk.plan.problems import Problem, error
from npfdesk.plan.series import TargetKey
from npfdesk.plan.targets import PlanTarget
from npfdesk.workbook.figures import Figures, read_target, series_of, stated_twice, what_is
from npfdesk.workbook.registers import Register
from npfdesk.workbook.sheets import Row, Table
from npfdesk.workbook.structure import Structure

AFTER_HORIZON: Final = error(
    "after_horizon",
    "目标年 {year} 晚于展望年 {horizon}，这一行没有读入。请改正目标年，或在“规划”表中把展望年推后。",
    "The target year {year} lies after the horizon {horizon}; the row was not taken. Correct it, or move the horizon in the "
    "sheet Plan.",
)


def read_scenario_targets(
    table: Table | None, register: Register, structure: Structure, figures: Figures, problems: list[Problem]
) -> dict[str, dict[TargetKey, PlanTarget]]:
    """The targets of each scenario itself; a row that is in error is told by its cell and left out.

    A cell says what one of the sheet Targets may say. Base, base year and source are those of the plan's target
    where it has one.
    """
    found: dict[str, dict[TargetKey, PlanTarget]] = {}
    places: dict[object, str] = {}
    for row in table.rows if table is not None else ():
        scenario = register.ask(row["scenario"], problems)
        target = _target(row, structure, figures, problems)
        if scenario is None or target is None:
            continue
        what = f"{register.names[scenario]} {what_is(target.series, structure)}"
        if not stated_twice((scenario, target.key), what, row["target"], places, problems, target.year):
            found.setdefault(scenario, {})[target.key] = target
    return found


def _target(row: Row, structure: Structure, figures: Figures, problems: list[Problem]) -> PlanTarget | None:
    series = series_of(row, structure, problems)
    named = structure.indicators.find(row.text("indicator"))
    if named is None:
        return None
    # figures of their own: a scenario's target brings neither a series nor a base to the plan
    years = Figures(figures.base_year, figures.target_year, figures.horizon, figures.years_known)
    target = read_target(row, series, structure.indicator(named), years, problems)
    if target is None:
        return None
    if target.year > figures.horizon:
        place = row["target year"] if row.text("target year") else row["target"]
        problems.append(place.problem(AFTER_HORIZON, year=target.year, horizon=figures.horizon))
        return None
    stated = figures.targets.get(target.key)
    if stated is None:
        return target
    kept = {name: getattr(stated, name) for name in ("base_printed", "base_text", "base_year", "source")}
    return replace(target, **kept)
