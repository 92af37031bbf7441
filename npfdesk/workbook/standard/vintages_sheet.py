"""The sheet Vintages (历次公布): what observed figures were at each publication, since when and by which source."""

from __future__ import annotations

import datetime
from typing import Final

from npfdesk.plan.due_dates import last_day
from npfdesk.plan.model import Plan
from npfdesk.plan.names import is_blank, says_nothing
from npfdesk.plan.numbers import parse_figure, parse_year
from npfdesk.plan.problems import Problem, error, warning
from npfdesk.plan.vintages import Vintage, VintageKey
from npfdesk.workbook.standard.figures import series_of, series_text
from npfdesk.workbook.standard.sheet_columns import VINTAGES
from npfdesk.workbook.standard.sheet_tables import Cell, Row, Table, Workbook
from npfdesk.workbook.standard.structure import Structure

DUPLICATE_VINTAGE: Final = error(
    "duplicate_vintage",
    "“{what}”{year}年的值在同一公布日期已由 {first} 给出。只用先前的一行；请改正日期，或删去一行。",
    "The figure of “{what}” for {year} is already given in {first} with the same date of publication. Only the first row is "
    "used; correct the date or delete one of the two.",
)
VINTAGE_YEAR_UNSTATED: Final = error(
    "vintage_year_unstated",
    "这一行没有写是哪一年的数，没有读入。请填写年份。",
    "The row does not say which year its figure is for; it was not read. Enter the year.",
)
VINTAGE_VALUE_UNSTATED: Final = error(
    "vintage_value_unstated",
    "这一行没有写数值，没有读入。请填写当时公布的数；当时撤回的写 —。",
    "The row has no figure and was not read. Enter the figure as published then, or — where it was withdrawn.",
)
NOT_A_DAY: Final = error(
    "not_a_day",
    "“{text}”读不出公布日期，这一行没有读入。可写 2026-03-21、2026年3月21日、2026-03、2026；不详的留空。",
    "“{text}” cannot be read as a date of publication; the row was not read. Accepted: 2026-03-21, 2026年3月21日, 2026-03, 2026; "
    "empty where it is not known.",
)
VINTAGE_YEAR_OUTSIDE: Final = warning(
    "vintage_year_outside",
    "{text}年不在规划的年份（{first}—{last}）之内：照样保留，但没有可比的数据。请核对年份，或在“数据”表中补上该年。",
    "{text} is not among the plan's years ({first} to {last}): the row is kept, but there is no figure to compare it with. "
    "Check the year, or add it to the sheet Data.",
)


def read_day(text: str) -> str | None:
    """A day as ISO 8601 (2026-03-21), "" for an empty cell; None where it is none.

    A month, a quarter or a year alone is its last day: until then it may not have been published.
    """
    if is_blank(text):
        return ""
    try:
        return datetime.datetime.fromisoformat(text.strip()).date().isoformat()
    except ValueError:
        day = last_day(text)
    return day.isoformat() if day is not None else None


def read_vintages(
    book: Workbook, plan: Plan, structure: Structure, problems: list[Problem]
) -> dict[VintageKey, Vintage]:
    """The vintages that a workbook states; a row with an error is left out, and every such cell is told."""
    table = book.tables.get(VINTAGES.key)
    return _read(table, plan, structure, problems) if table is not None else {}


def vintage_of(row: Row, plan: Plan, structure: Structure, problems: list[Problem]) -> VintageKey | None:
    """The vintage that a row names; None, with a problem for each cell that cannot be read."""
    series = series_of(row, structure, problems)
    year, since = _year(row, problems), _since(row["since"], problems)
    if series is None or series.indicator not in plan.indicator_by_code or year is None or since is None:
        return None
    return VintageKey(series, year, since)


def _read(
    table: Table, plan: Plan, structure: Structure, problems: list[Problem]
) -> dict[VintageKey, Vintage]:
    found: dict[VintageKey, Vintage] = {}
    for row in table.rows:
        key = vintage_of(row, plan, structure, problems)
        indicator = structure.indicators.find(row.text("indicator"))
        unit = ""
        if indicator is not None and indicator in plan.indicator_by_code:
            measured = structure.measured_in(row, indicator, problems)
            if measured is None:
                continue
            unit = measured.unit
        said, figure = _value(row, unit, problems)
        if key is None or not said:
            continue
        if key in found:
            first = f"{found[key].sheet}!{found[key].cell}"
            what = series_text(key.series, structure)
            problems.append(row["value"].problem(DUPLICATE_VINTAGE, what=what, year=key.year, first=first))
            continue
        row.take("year", "value", "since")
        found[key] = Vintage(figure, row.text("source"), row.text("note"), row.sheet, row["value"].place)
        first_year, last_year = int(plan.years[0]), int(plan.years[-1])
        if not first_year <= key.year <= last_year:
            told = row["year"].problem(VINTAGE_YEAR_OUTSIDE, first=first_year, last=last_year)
            problems.append(told)
    return found


def _year(row: Row, problems: list[Problem]) -> int | None:
    cell = row["year"]
    if is_blank(cell.text):
        problems.append(cell.problem(VINTAGE_YEAR_UNSTATED))
        return None
    year = parse_year(cell.text)
    if isinstance(year, Problem):
        problems.append(year.at(cell.sheet, cell.place))
        return None
    return year


def _since(cell: Cell, problems: list[Problem]) -> str | None:
    if cell.fault:
        return None
    day = read_day(cell.text)
    if day is None:
        problems.append(cell.problem(NOT_A_DAY))
    return day


def _value(row: Row, unit: str, problems: list[Problem]) -> tuple[bool, float | None]:
    """Whether the cell of the figure can be taken, and the figure (None: it was withdrawn)."""
    cell = row["value"]
    if not cell.text.strip():
        problems.append(cell.problem(VINTAGE_VALUE_UNSTATED))
        return False, None
    if says_nothing(cell.text):
        return True, None
    figure = parse_figure(cell.text, unit)
    if isinstance(figure, Problem):
        problems.append(figure.at(cell.sheet, cell.place))
        return False, None
    return True, figure
