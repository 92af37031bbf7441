"""The sheets of levers: their effects, their intensities in each scenario, and the multipliers of roles and types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from npfdesk.plan.model import LeverEffect
from npfdesk.plan.names import fold, is_blank
from npfdesk.plan.numbers import parse_figure
from npfdesk.plan.problems import Problem, error, warning
from npfdesk.plan.scenarios import LeverIntensities, YearFigures
from npfdesk.plan.series import ALL_INDUSTRIES, ANY, LeverIntensityKey
from npfdesk.workbook.standard.registers import NAME_MISSING, Register
from npfdesk.workbook.standard.sheet_columns import TOTAL
from npfdesk.workbook.standard.sheet_tables import Cell, Row, Table
from npfdesk.workbook.standard.structure import Structure, parse_factor


def reach(row: Row, structure: Structure, problems: list[Problem]) -> tuple[str, str] | None:
    """Where a row applies: region code or ANY, industry code, ALL_INDUSTRIES or ANY; None, with problems."""
    region: str | None = ANY
    industry: str | None = ANY
    if fold(row["region"].text) not in ("", ANY):
        region = structure.regions.code_of(row["region"], problems)
    said = fold(row["industry"].text)
    if said in TOTAL:
        industry = ALL_INDUSTRIES
    elif said not in ("", ANY):
        industry = structure.industries.code_of(row["industry"], problems)
    return None if region is None or industry is None else (region, industry)


def read_optional(cell: Cell, unit: str, problems: list[Problem]) -> float | None:
    """The figure of a cell; None where it is empty, or not a figure (then with a problem)."""
    if is_blank(cell.text):
        return None
    figure = parse_figure(cell.text, unit)
    if isinstance(figure, Problem):
        problems.append(figure.at(cell.sheet, cell.place))
        return None
    return figure


def read_by_year(row: Row, unit: str, problems: list[Problem]) -> YearFigures:
    """The figures of a row's year columns, in the order of the years."""
    figures = ((year, read_optional(cell, unit, problems)) for year, cell in sorted(row.years.items()))
    return tuple((year, figure) for year, figure in figures if figure is not None)


DUPLICATE_EFFECT: Final = error(
    "duplicate_effect",
    "抓手“{text}”对“{indicator}”的同一滞后的效应已在 {first} 给出。只用先前的一行。",
    "The effect of “{text}” on “{indicator}” with the same lag is already given in {first}. Only the first row is used.",
)
DUPLICATE_MULTIPLIER: Final = error(
    "duplicate_multiplier",
    "“{text}”对“{dimension}”的系数已在 {first} 给出。只用先前的一行。",
    "The multiplier of “{text}” for “{dimension}” is already given in {first}. Only the first row is used.",
)
UNUSED_DIMENSION: Final = warning(
    "unused_dimension",
    "没有抓手属于维度“{text}”，这一系数不起作用。{hint_zh}",
    "No lever has the dimension “{text}”, so this multiplier has no effect.{hint_en}",
)
UNUSED_MULTIPLIER: Final = warning(
    "unused_multiplier",
    "没有地区的角色或产业的类型叫“{text}”，这一系数不起作用。{hint_zh}",
    "No region has the role and no industry the type “{text}”, so this multiplier has no effect.{hint_en}",
)
BAD_LAG: Final = error(
    "bad_lag",
    "滞后“{text}”须为不小于 0 的整数（年）。",
    "The lag “{text}” must be a whole number of years, 0 or more.",
)
BAD_INTENSITY: Final = error(
    "bad_level",
    "强度“{text}”须在 0 到 100 之间。该年没有读入。",
    "The intensity “{text}” must lie between 0 and 100. That year was not read.",
)
DUPLICATE_INTENSITIES: Final = error(
    "duplicate_levels",
    "同一情景、抓手、地区和产业的强度已在 {first} 给出。只用先前的一行。",
    "The intensity of this scenario, lever, region and industry is already given in {first}. Only the first row is used.",
)
NO_INTENSITIES: Final = error(
    "no_levels", "这一行没有任何年份的强度。", "The row has no intensity for any year."
)


def read_levers(
    table: Table | None, structure: Structure, register: Register, problems: list[Problem]
) -> tuple[LeverEffect, ...]:
    """The effects of the sheet Levers; every lever that it names enters the register."""
    found: list[LeverEffect] = []
    places: dict[tuple[str, str, int], str] = {}
    for row in table.rows if table is not None else ():
        lever = row.text("lever")
        indicator = structure.indicators.code_of(row["indicator"], problems)
        effect = parse_figure(row["effect"].text, "%")
        if isinstance(effect, Problem):
            problems.append(effect.at(row.sheet, row["effect"].place))
        lag = read_lag(row["lag"], problems)
        if not lever:
            problems.append(row["lever"].problem(NAME_MISSING))
            continue
        # a lever with a refused effect is still a lever; its intensities must not be reported as a second mistake
        lever = register.register(lever)
        if indicator is None or isinstance(effect, Problem) or lag is None:
            continue
        first = places.setdefault((lever, indicator, lag), f"{row.sheet}!{row['lever'].place}")
        if not first.endswith(f"!{row['lever'].place}"):
            name = structure.indicators.names[indicator]
            problems.append(row["lever"].problem(DUPLICATE_EFFECT, indicator=name, first=first))
            continue
        said = (row.text("note"), row.text("source"))
        found.append(LeverEffect(lever, row.text("dimension"), indicator, effect, lag, *said))
        row.take("effect", "lag")
    return tuple(found)


def read_lag(cell: Cell, problems: list[Problem]) -> int | None:
    """The lag of an effect in years, 0 where it is empty; None, and a problem, where it is not a whole number."""
    if is_blank(cell.text):
        return 0
    lag = parse_figure(cell.text, "年")
    if isinstance(lag, Problem) or lag != int(lag) or lag < 0:
        problems.append(cell.problem(BAD_LAG))
        return None
    return int(lag)


def read_intensities(
    table: Table | None, register: Register, levers: Register, structure: Structure, problems: list[Problem]
) -> dict[str, dict[LeverIntensityKey, LeverIntensities]]:
    """Read the sheet Lever levels by scenario; a row without known names or without a year is reported and left out."""
    found: dict[str, dict[LeverIntensityKey, LeverIntensities]] = {}
    places: dict[tuple[str, LeverIntensityKey], str] = {}
    for row in table.rows if table is not None else ():
        scenario = register.code_of(row["scenario"], problems)
        lever = levers.code_of(row["lever"], problems)
        reached = reach(row, structure, problems)
        if scenario is None or lever is None or reached is None:
            continue
        by_year = []
        for year, figure in read_by_year(row, "%", problems):
            if 0 <= figure <= 100:
                by_year.append((year, figure))
            else:
                problems.append(row.years[year].problem(BAD_INTENSITY))
        key = LeverIntensityKey(lever, *reached)
        if not by_year:
            if not any(cell.text for cell in row.years.values()):
                problems.append(row["lever"].problem(NO_INTENSITIES))
            continue
        first = places.setdefault((scenario, key), f"{row.sheet}!{row['lever'].place}")
        if key in found.setdefault(scenario, {}):
            problems.append(row["lever"].problem(DUPLICATE_INTENSITIES, first=first))
        else:
            found[scenario][key] = LeverIntensities(tuple(by_year))
            row.take_figures()
    return found


def read_multipliers(
    table: Table | None, structure: Structure, levers: Sequence[LeverEffect], problems: list[Problem]
) -> dict[tuple[str, str], float]:
    """Read the sheet Multipliers by role or type and dimension; one that applies to nothing is reported and kept."""
    found: dict[tuple[str, str], float] = {}
    places: dict[tuple[str, str], str] = {}
    groups, dimensions = Register(UNUSED_MULTIPLIER), Register(UNUSED_DIMENSION)
    for name in (
        *(region.role for region in structure.region_rows.values()),
        *(industry.type for industry in structure.industry_rows.values()),
    ):
        groups.register(name)
    for effect in levers:
        dimensions.register(effect.dimension)
    for row in table.rows if table is not None else ():
        figure = parse_factor(row["multiplier"].text)
        if isinstance(figure, Problem):
            problems.append(figure.at(row.sheet, row["multiplier"].place))
            continue
        cell = row["role or type"]
        group = groups.code_of(cell, problems)
        dimension = dimensions.code_of(row["dimension"], problems) if levers else None
        key = (group or row.text("role or type"), dimension or row.text("dimension"))
        if key in found:
            problems.append(cell.problem(DUPLICATE_MULTIPLIER, dimension=key[1], first=places[key]))
        elif all(key):
            found[key] = figure
            places[key] = f"{row.sheet}!{cell.place}"
            row.take("multiplier")
    return found
