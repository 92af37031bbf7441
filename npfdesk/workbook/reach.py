"""What rows of assumptions and of lever levels share: whom they reach, and their figures by year."""

from __future__ import annotations

from npfdesk.plan.names import fold, says_nothing
from npfdesk.plan.numbers import parse_figure
from npfdesk.plan.problems import Problem
from npfdesk.plan.scenarios import YearFigures
from npfdesk.plan.series import ANY, WHOLE_ECONOMY
from npfdesk.workbook.columns import TOTAL
from npfdesk.workbook.sheets import Cell, Row
from npfdesk.workbook.structure import Structure


def reach(row: Row, structure: Structure, problems: list[Problem]) -> tuple[str, str] | None:
    """Whom a row reaches: region code or ANY, industry code, WHOLE_ECONOMY or ANY; None with problems told."""
    region: str | None = ANY
    industry: str | None = ANY
    if fold(row["region"].text) not in ("", ANY):
        region = structure.regions.ask(row["region"], problems)
    said = fold(row["industry"].text)
    if said in TOTAL:
        industry = WHOLE_ECONOMY
    elif said not in ("", ANY):
        industry = structure.industries.ask(row["industry"], problems)
    return None if region is None or industry is None else (region, industry)


def read_optional(cell: Cell, unit: str, problems: list[Problem]) -> float | None:
    """The figure of a cell, None where it is empty or no figure (and told so)."""
    if says_nothing(cell.text):
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
