"""The report as a workbook: its projections are live formulas over its own cells, with native charts."""

from __future__ import annotations

from typing import Final

from npfdesk.plan.problems import Wording
from npfdesk.report.closed_lines import fill_closed
from npfdesk.report.livebook.front_sheets import fill_about, fill_overview
from npfdesk.report.livebook.input_cells import fill_assumptions, fill_data, open_assumptions, open_data
from npfdesk.report.livebook.lever_formulas import LeverSheets, fill_effects, uses_levers
from npfdesk.report.livebook.live_workbook import Book
from npfdesk.report.livebook.native_sheets import ChartSheets
from npfdesk.report.livebook.path_formulas import PathSheet
from npfdesk.report.livebook.spillover_formulas import fill_spillover
from npfdesk.report.livebook.target_formulas import GapSheet, fill_stated
from npfdesk.report.material import Material
from npfdesk.report.month_figures import fill_months
from npfdesk.report.sections import CLOSED, CLOSED_TITLE, METHOD, MONTHS, MONTHS_TITLE, SHORTFALLS

_OVERVIEW: Final = Wording("概览", "Overview")
_CHART_FIGURES: Final = Wording("图表数据", "Chart figures")
_ABOUT: Final = Wording("出处与规则", "Sources and rules")


def workbook_report(material: Material, template: bytes | None = None) -> bytes:
    """The workbook's bytes; the same material gives the same bytes.

    Sheets: overview, gaps of each scenario, charts, paths of each scenario, then the cells that a person may
    change (assumptions, targets, levers with their intensities and gains, data), the months and the
    closed targets where there are any, and sources and rules. What was not chosen and others reckon with (rows of series,
    sheets of shortfalls) is hidden, the rest is not made. Each formula carries the figure that it comes to, so that viewers which do not compute show it. A
    sheet that a mistake of the program stops says so in its first cell.
    """
    book = Book(material)
    # the order of the sheets is the order in which they are made
    overview = book.sheet(material.words(_OVERVIEW), "#2F6FDE")
    gaps = {scenario.id: GapSheet(book, scenario) for scenario in material.scenarios}
    charts = ChartSheets(book)
    paths = {scenario.id: PathSheet(book, scenario) for scenario in material.scenarios}
    assumptions = open_assumptions(book)
    stated = fill_stated(book)
    levered = [one for one in material.scenarios if uses_levers(material.results.scenarios[one.id])]
    effects = fill_effects(book) if levered else None
    passed = material.results.spilling
    spillover = fill_spillover(book, passed) if levered and passed is not None else None
    levers = {one.id: LeverSheets(book, one, effects, spillover) for one in levered if effects is not None}
    data = open_data(book)
    takes = material.content.takes_section
    for key, title, fill in ((MONTHS, MONTHS_TITLE, fill_months), (CLOSED, CLOSED_TITLE, fill_closed)):
        if takes(key):
            book.section(fill, book, name=material.words(title))
    figures = book.sheet(material.words(_CHART_FIGURES), "#9AA3AD")
    about = book.sheet(material.words(_ABOUT), "#9AA3AD") if takes(METHOD) else None

    book.section(fill_data, data, material, sheet=data.sheet)
    book.section(fill_assumptions, assumptions, material, sheet=assumptions.sheet)
    for scenario in material.scenarios:
        place = paths[scenario.id]
        book.section(
            place.fill, data, assumptions, levers.get(scenario.id), gaps[scenario.id], sheet=place.sheet
        )
        book.section(gaps[scenario.id].fill, stated, data, place, sheet=gaps[scenario.id].sheet)
        if not takes(SHORTFALLS):
            gaps[scenario.id].sheet.page.hide()
    book.section(charts.fill, figures, data, paths, gaps, sheet=figures)
    book.section(fill_overview, overview, gaps, sheet=overview)
    if about is not None:
        book.section(fill_about, about, sheet=about)
    overview.page.activate()
    return book.close()
