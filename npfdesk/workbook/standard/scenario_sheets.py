"""The sheets of scenarios: Scenarios, Assumptions, Scenario targets, Levers, Lever levels and Multipliers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

import numpy as np

from npfdesk.plan.expressions import circles
from npfdesk.plan.method_description import ByYear, ImpossibleCurve, ParameterValues
from npfdesk.plan.model import Indicator, LeverEffect
from npfdesk.plan.names import is_blank
from npfdesk.plan.numbers import plain
from npfdesk.plan.problems import Problem, error, warning
from npfdesk.plan.scenarios import Assumption, Scenario, lineage
from npfdesk.plan.series import AssumptionKey, SeriesKey, TargetKey
from npfdesk.plan.targets import PlanTarget
from npfdesk.workbook.standard import closed_lists
from npfdesk.workbook.standard.figures import (
    TARGET_COLUMNS,
    Figures,
    is_duplicate,
    read_target,
    series_text,
)
from npfdesk.workbook.standard.lever_sheets import (
    reach,
    read_by_year,
    read_intensities,
    read_levers,
    read_multipliers,
    read_optional,
)
from npfdesk.workbook.standard.name_lists import names_in_cell
from npfdesk.workbook.standard.registers import (
    DUPLICATE_NAME,
    NAME_MISSING,
    UNKNOWN_LEVER,
    UNKNOWN_PACKAGE,
    UNKNOWN_PARENT,
    UNKNOWN_SCENARIO,
    Register,
)
from npfdesk.workbook.standard.rows_without_path import decides, report_rows_without_path
from npfdesk.workbook.standard.sheet_tables import Cell, Row, Table, Workbook
from npfdesk.workbook.standard.structure import Structure

AFTER_HORIZON: Final = error(
    "after_horizon",
    "目标年 {year} 晚于展望年 {horizon}，这一行没有读入。请改正目标年，或在“规划”表中把展望年推后。",
    "The target year {year} is after the horizon {horizon}; the row was not read. Correct the target year, or set a later "
    "horizon in the sheet Plan.",
)


def read_scenario_targets(
    table: Table | None, register: Register, structure: Structure, figures: Figures, problems: list[Problem]
) -> dict[str, dict[TargetKey, PlanTarget]]:
    """Each scenario's own targets; a row with an error is reported with its cell and left out.

    A cell has the same grammar as in the sheet Targets. Base, base year, source and, where none is named, owner are
    those of the plan's target where it has one.
    """
    found: dict[str, dict[TargetKey, PlanTarget]] = {}
    places: dict[object, str] = {}
    for row in table.rows if table is not None else ():
        scenario = register.code_of(row["scenario"], problems)
        target = _target(row, structure, figures, problems)
        if scenario is None or target is None:
            continue
        what = f"{register.names[scenario]} {series_text(target.series, structure)}"
        if not is_duplicate((scenario, target.key), what, row["target"], places, problems, target.year):
            found.setdefault(scenario, {})[target.key] = target
            row.take(*TARGET_COLUMNS)
    return found


def _target(row: Row, structure: Structure, figures: Figures, problems: list[Problem]) -> PlanTarget | None:
    # figures of their own: a scenario's target brings neither a series nor a base to the plan
    years = Figures(figures.base_year, figures.target_year, figures.horizon, figures.years_known)
    target = read_target(row, structure, years, problems)
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
    return replace(target, **kept, owner=target.owner or stated.owner)


SCENARIO_CIRCLE: Final = error(
    "scenario_circle",
    "情景互相继承（上级或假设包），成环：{circle}。环内互不继承；请改正其中一处。",
    "The scenarios inherit from each other in a circle, as parents or packages: {circle}. None of them inherits from another of "
    "the circle; correct one of them.",
)
REPEATED_PACKAGE: Final = warning(
    "repeated_package",
    "“{name}”已是这个情景的上级，或已列为假设包，只算一次。请删去多写的一处。",
    "“{name}” is the scenario's parent, or a package of it, already; it counts once. Delete the other one.",
)
DUPLICATE_ASSUMPTION: Final = error(
    "duplicate_assumption",
    "同一情景、地区、产业和指标已在 {first} 有一行。只用先前的一行。",
    "The same scenario, region, industry and indicator are already given in {first}. Only the first row is used.",
)
MISSING_PARAMETER: Final = error(
    "missing_parameter",
    "方法“{method}”需要{needed}。这一行没有读入。",
    "The method “{method}” needs {needed_en}. The row was not read.",
)
LOW_ABOVE_HIGH: Final = error(
    "low_above_high",
    "下限高于上限（{text}）。上下限没有采用。",
    "The lower bound lies above the upper ({text}). The bounds were not used.",
)
VALUE_OUTSIDE_BOUNDS: Final = error(
    "value_outside_bounds",
    "参数 {text} 不在下限 {low} 与上限 {high} 之间。上下限没有采用。",
    "The parameter {text} does not lie between its bounds {low} and {high}. The bounds were not used.",
)
FORMULA_ASSUMED: Final = warning(
    "formula_assumed",
    "“{text}”由公式计算，从不设假设。这一行不起作用。",
    "“{text}” is computed by a formula and takes no assumption. The row has no effect.",
)
YEARS_WITHOUT_PARAMETER: Final = warning(
    "years_without_parameter",
    "没有参数，且 {years} 年没有数值：路径到此为止。",
    "There is no parameter, and no figure for {years}: the path ends there.",
)
BAD_COLOUR: Final = warning(
    "bad_colour", "“{text}”不是颜色。可写如 #2f6fde。", "“{text}” is not a colour. Write one such as #2f6fde."
)


@dataclass
class ScenarioSheets:
    """The content of the sheets of scenarios and levers."""

    scenarios: tuple[Scenario, ...] = ()
    levers: tuple[LeverEffect, ...] = ()
    multipliers: dict[tuple[str, str], float] = field(default_factory=dict)
    places: dict[tuple[str, AssumptionKey], tuple[str, str]] = field(default_factory=dict)
    """The sheet and cell of the method of each row of assumptions, by its scenario and key."""


def read_scenario_sheets(
    book: Workbook, structure: Structure, figures: Figures, problems: list[Problem]
) -> ScenarioSheets:
    """Scenarios with their own rows, levers and multipliers; a row in error is dropped, the rest stands."""
    register = Register(UNKNOWN_SCENARIO, not book.states("Scenarios"))
    scenarios = _scenarios(book.tables.get("Scenarios"), register, problems)
    lever_register = Register(UNKNOWN_LEVER)
    levers = read_levers(book.tables.get("Levers"), structure, lever_register, problems)
    rows: dict[tuple[str, AssumptionKey], Row] = {}
    assumptions = _assumptions(book.tables.get("Assumptions"), register, structure, figures, rows, problems)
    intensities = read_intensities(
        book.tables.get("Lever levels"), register, lever_register, structure, problems
    )
    targets = read_scenario_targets(
        book.tables.get("Scenario targets"), register, structure, figures, problems
    )
    for name in register.names:
        scenarios.setdefault(name, Scenario(name, name))
    inherited = {code: _inherited(code, scenarios, targets) for code in scenarios}
    report_rows_without_path(assumptions, rows, inherited, figures, structure, problems)
    complete = tuple(
        replace(
            scenario,
            assumptions=MappingProxyType(assumptions.get(code, {})),
            intensities=MappingProxyType(intensities.get(code, {})),
            targets=MappingProxyType(targets.get(code, {})),
        )
        for code, scenario in scenarios.items()
    )
    multipliers = read_multipliers(book.tables.get("Multipliers"), structure, levers, problems)
    places = {key: (row.sheet, row["method"].place) for key, row in rows.items()}
    return ScenarioSheets(complete, levers, multipliers, places)


def _inherited(
    scenario: str,
    scenarios: Mapping[str, Scenario],
    targets: Mapping[str, Mapping[TargetKey, PlanTarget]],
) -> dict[TargetKey, PlanTarget]:
    """A scenario's own targets over those of its line."""
    found: dict[TargetKey, PlanTarget] = {}
    for one in lineage(scenarios, scenario):
        found.update(targets.get(one.id, {}))
    return found


def _scenarios(table: Table | None, register: Register, problems: list[Problem]) -> dict[str, Scenario]:
    rows: dict[str, Row] = {}
    for row in table.rows if table is not None else ():
        name = row.text("name")
        if not name:
            problems.append(row["name"].problem(NAME_MISSING))
            continue
        first = register.add(name, name, (), f"{row.sheet}!{row['name'].place}")
        if first is not None:
            problems.append(row["name"].problem(DUPLICATE_NAME, first=first))
        else:
            rows[name] = row
    parents: dict[str, str | None] = {}
    for name, row in rows.items():
        parents[name] = None
        if not is_blank(row.text("parent")):
            parents[name] = register.code_of(row["parent"], problems, UNKNOWN_PARENT)
    packages = {
        name: _packages(row["packages"], parents[name], register, problems) for name, row in rows.items()
    }
    # a scenario can be in several circles, of which those that are found are opened first
    while found := circles({name: [*filter(None, [parents[name]]), *packages[name]] for name in rows}):
        for circle in found:
            column = "parent" if parents[circle[0]] in circle else "packages"
            problems.append(rows[circle[0]][column].problem(SCENARIO_CIRCLE, circle=" → ".join(circle)))
            for name in circle:
                parents[name] = None if parents[name] in circle else parents[name]
                packages[name] = [one for one in packages[name] if one not in circle]
    return {
        name: Scenario(
            name,
            name,
            parents[name],
            row.text("description"),
            _colour(row["colour"], problems),
            english=row.text("english"),
            packages=tuple(packages[name]),
        )
        for name, row in rows.items()
    }


def _packages(cell: Cell, parent: str | None, register: Register, problems: list[Problem]) -> list[str]:
    """The packages that a cell names, the weakest first; what is unknown or named twice is told and left out."""
    found: list[str] = []
    for name in names_in_cell("" if cell.fault else cell.text, lambda text: register.find(text) is not None):
        code = register.find(name)
        if code is None:
            problems.append(cell.problem(UNKNOWN_PACKAGE, name=name, **register.hints(name)))
        elif code == parent or code in found:
            problems.append(cell.problem(REPEATED_PACKAGE, name=name))
        else:
            found.append(code)
    return found


def _colour(cell: Cell, problems: list[Problem]) -> str:
    text = cell.text.strip()
    if not text or re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        return text.lower()
    problems.append(cell.problem(BAD_COLOUR))
    return ""


def _assumptions(
    table: Table | None,
    register: Register,
    structure: Structure,
    figures: Figures,
    rows: dict[tuple[str, AssumptionKey], Row],
    problems: list[Problem],
) -> dict[str, dict[AssumptionKey, Assumption]]:
    found: dict[str, dict[AssumptionKey, Assumption]] = {}
    for row in table.rows if table is not None else ():
        scenario = register.code_of(row["scenario"], problems)
        indicator = structure.indicators.code_of(row["indicator"], problems)
        reached = reach(row, structure, problems)
        if indicator is None:
            continue
        if structure.indicator(indicator).formula is not None:
            problems.append(row["indicator"].problem(FORMULA_ASSUMED))
            continue
        assumption = _assumption(row, structure.indicator(indicator), figures, problems)
        if assumption is None or scenario is None or reached is None:
            continue
        key = AssumptionKey(*reached, indicator)
        first = rows.setdefault((scenario, key), row)
        if key in found.setdefault(scenario, {}):
            place = f"{first.sheet}!{first['indicator'].place}"
            problems.append(row["indicator"].problem(DUPLICATE_ASSUMPTION, first=place))
        else:
            found[scenario][key] = assumption
            row.take("value", "midpoint")
            row.take_figures()
            if assumption.low is not None or assumption.high is not None:
                row.take("low", "high")
    report_impossible_curves(found, rows, figures, structure, problems)
    return found


def _assumption(
    row: Row, indicator: Indicator, figures: Figures, problems: list[Problem]
) -> Assumption | None:
    method = closed_lists.read_word(row.text("method"), closed_lists.METHOD_WORDS)
    if method is None:
        told = closed_lists.accepted(closed_lists.METHOD_WORDS)
        problems.append(
            row["method"].problem(closed_lists.UNKNOWN_WORD, what="方法", what_en="method", accepted=told)
        )
        return None
    about = method.about
    unit = about.unit(indicator.unit)
    before = len(problems)
    value = read_optional(row["value"], unit, problems)
    second = about.midpoint.unit.read_as(indicator.unit) if about.midpoint is not None else "年"
    midpoint = read_optional(row["midpoint"], second, problems)
    low, high = read_optional(row["low"], unit, problems), read_optional(row["high"], unit, problems)
    by_year = read_by_year(row, unit, problems)
    if len(problems) > before:
        return None
    if low is not None and high is not None and low > high:
        problems.append(row["low"].problem(LOW_ABOVE_HIGH))
        low = high = None
    elif value is not None and ((low is not None and value < low) or (high is not None and value > high)):
        bounds = {"low": _bound(low), "high": _bound(high)}
        problems.append(row["value"].problem(VALUE_OUTSIDE_BOUNDS, **bounds))
        low = high = None
    needed = about.needed
    if needed is not None and about.lacks(ParameterValues(value, midpoint, by_year)):
        cell = row["value"] if row["value"].text else row["method"]
        arguments = {"method": row.text("method"), "needed": needed.zh, "needed_en": needed.en}
        problems.append(cell.problem(MISSING_PARAMETER, **arguments))
        return None
    for name, read, figure in (("value", about.value, value), ("midpoint", about.midpoint, midpoint)):
        refusal = read.refusal(figure) if read is not None and figure is not None else None
        if refusal is not None:
            problems.append(row[name].problem(refusal))
            return None
    if about.by_year is ByYear.OVERRIDES and value is None:
        given = {year for year, _ in by_year}
        absent = [year for year in range(figures.base_year + 1, figures.horizon + 1) if year not in given]
        if absent:
            years = f"{absent[0]}–{absent[-1]}" if len(absent) > 1 else str(absent[0])
            problems.append(row["method"].problem(YEARS_WITHOUT_PARAMETER, years=years))
    return Assumption(method, value, midpoint, low, high, by_year, row.text("note"))


def _bound(figure: float | None) -> str:
    return plain(figure) or "—"


def report_impossible_curves(
    found: Mapping[str, Mapping[AssumptionKey, Assumption]],
    rows: Mapping[tuple[str, AssumptionKey], Row],
    figures: Figures,
    structure: Structure,
    problems: list[Problem],
) -> None:
    """Report an error at each row whose curve does not exist for a series that the row applies to."""
    last: dict[SeriesKey, tuple[int, float]] = {}
    for (series, year), figure in figures.observed.items():
        last[series] = max(last.get(series, (year, figure)), (year, figure))
    for scenario, assumptions in found.items():
        for key, assumption in assumptions.items():
            impossible = assumption.method.about.impossible
            if impossible is None:
                continue
            off = [
                (series, *last[series])
                for series in figures.series
                if series in last
                and decides(key, series, assumptions)
                and not _exists(impossible, assumption, *last[series])
            ]
            if off:
                series, year, value = off[0]
                problems.append(
                    rows[scenario, key]["value"].problem(
                        impossible.problem,
                        midpoint=plain(assumption.midpoint),
                        series=series_text(series, structure),
                        year=year,
                        value=plain(value),
                        count=len(off),
                    )
                )


def _exists(impossible: ImpossibleCurve, assumption: Assumption, year: int, value: float) -> bool:
    parameter, midpoint = (
        np.array([np.nan if one is None else one]) for one in (assumption.value, assumption.midpoint)
    )
    return bool(impossible.exists(np.array([value]), parameter, midpoint, np.array([year]))[0])
