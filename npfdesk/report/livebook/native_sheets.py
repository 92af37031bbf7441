"""Native charts: the paths of each key indicator, and the gaps by county, over cells of the workbook."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Any, Final

import numpy as np

from npfdesk.plan.gap_words import POSITIVE_IS_SHORT
from npfdesk.plan.model import FloatArray
from npfdesk.plan.problems import Wording
from npfdesk.report.chart_axes import ChartAxes, FigureTicks, bar_ticks, free_side, words_share
from npfdesk.report.livebook.input_cells import DataSheet
from npfdesk.report.livebook.live_workbook import Book, Sheet, number_format
from npfdesk.report.livebook.path_formulas import PathSheet
from npfdesk.report.livebook.target_formulas import GapSheet
from npfdesk.report.path_charts import INK, OBSERVED, TARGET, PathChart, path_chart
from npfdesk.report.sections import COUNTIES, PATHS
from npfdesk.report.standings import TargetStanding, county_targets, key_targets

_FONT: Final = {"name": "Microsoft YaHei", "size": 9, "color": "#57606A"}
MOST_PATHS: Final = 16
MOST_GAPS: Final = 12
_CHARTS: Final = Wording("图", "Charts")
_CHARTS_NOTE: Final = Wording(
    "图直接取自本工作簿的单元格，随之变化。",
    "The charts are drawn from this workbook's cells and follow them.",
)
_FIGURES: Final = Wording("图表数据", "Chart figures")
_DUE: Final = Wording("时序目标", "milestone")
_GAP_TITLE: Final = Wording("{what} {year} 缺口（{unit}）", "{what} {year}: shortfall ({unit})")
_PATH_TITLE: Final = Wording("{where} {what}（{unit}）", "{where}: {what} ({unit})")
_WIDE, _HIGH = 640, 400
_ROW: Final = 20
"""The height of a row of cells (pixels)."""
_APART: Final = 20
"""Pixels between a chart and the one below it."""
_PAGE_ROWS: Final = 55
"""So many rows of cells a printed page holds at this scale (%)."""
_SCALE: Final = 60
"""Two charts beside each other fit the page also where another font makes the columns a third wider."""
_LETTERS: Final = 9.0


class ChartSheets:
    """The sheet of charts and the one of figures that only charts need."""

    def __init__(self, book: Book) -> None:
        self._book, self._material = book, book.material
        self.sheet = book.sheet(book.material.words(_CHARTS), "#7A4FB5")
        self._figures: Sheet | None = None
        self._next = 0
        # the row of cells where the last row of charts begins, how many rows it takes, and whether it has room beside
        self._top, self._deepest, self._beside = 3, 0, False
        self._drawn = 0
        self._page_top = 0
        self._breaks: list[int] = []

    def fill(
        self,
        figures: Sheet,
        data: DataSheet,
        paths: Mapping[str, PathSheet],
        gaps: Mapping[str, GapSheet],
    ) -> None:
        """Draw the charts; `paths` and `gaps` are by scenario id."""
        self._figures, self._data = figures, data
        material = self._material
        figures.title(material.words(_FIGURES), material.words(_CHARTS_NOTE))
        self.sheet.title(material.words(_CHARTS), material.words(_CHARTS_NOTE))
        self._named: dict[str, list[str | int]] = {}
        for column, scenario in enumerate(material.scenarios):
            figures.text(
                3, 1 + column, material.name(scenario), bold=True, font_color=material.colour(scenario)
            )
            self._named[scenario.id] = [figures.name, 3, 1 + column]
        self._next = 5
        if material.content.takes_section(PATHS):
            key = ((row, path_chart(material, row)) for row in key_targets(material, material.scenarios[0]))
            filled = ((row, drawn, drawn.axes) for row, drawn in key if drawn.axes is not None)
            for row, drawn, axes in islice(filled, MOST_PATHS):
                self._path_chart(row, drawn, axes, paths, gaps)
        # the counties' charts begin on a new line
        self._beside = False
        if material.content.takes_section(COUNTIES):
            for rows in list(county_targets(material, material.scenarios[0]).values())[:MOST_GAPS]:
                self._gap_chart(rows, gaps)
        if not self._drawn:
            # formulas of no other sheet read them
            self.sheet.page.hide()
            figures.page.hide()
        page = self.sheet.page
        page.set_landscape()
        page.set_paper(9)
        page.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.5)
        # where pages are fitted, breaks are not heeded
        page.set_print_scale(_SCALE)
        page.set_h_pagebreaks(self._breaks)
        page.center_horizontally()
        page.hide_gridlines(2)
        figures.page.set_column(0, 0, 24)
        figures.print_setup(8, 1)

    def _chart(self, kind: str, title: list[str | int], ticks: FigureTicks) -> Any:
        """An empty chart; its title is a cell, since text that looks like a reference would be read as one."""
        chart = self._book.book.add_chart({"type": kind})
        chart.set_title(
            {
                "name": title,
                "name_font": {**_FONT, "size": 12, "bold": True, "color": "#1F2328"},
                "overlay": False,
            }
        )
        chart.set_size({"width": _WIDE, "height": _HIGH})
        chart.set_chartarea({"border": {"none": True}})
        chart.set_legend({"position": "bottom", "font": _FONT})
        figures = {
            "num_font": _FONT,
            "num_format": number_format(ticks.decimals),
            "min": ticks.low,
            "max": ticks.high,
            "major_unit": ticks.step,
            "major_gridlines": {"visible": True, "line": {"color": "#E4E7EB"}},
            "line": {"none": True},
        }
        categories = {"num_font": _FONT, "line": {"color": "#9AA3AD"}, "label_position": "low"}
        if kind == "bar":
            # the plan's first county stands on top
            chart.set_y_axis({**categories, "reverse": True, "major_gridlines": {"visible": False}})
            chart.set_x_axis({**figures, "name": self._material.words(POSITIVE_IS_SHORT), "name_font": {**_FONT, "bold": False}})  # fmt: skip
        else:
            chart.set_x_axis({**categories, "interval_unit": 1, "position_axis": "on_tick"})
            chart.set_y_axis(figures)
        # what has no figure is a gap, whether its cell is empty or holds #N/A
        chart.show_na_as_empty_cell()
        # XlsxWriter leaves out what is its own default, which other readers take for a nought
        chart._write_disp_blanks_as = partial(chart._xml_empty_tag, "c:dispBlanksAs", [("val", "gap")])
        return chart

    def _insert(self, chart: Any, high: int = _HIGH) -> None:
        """Put a chart beside the last one or below both; a row of charts that a printed page would cut begins the next."""
        rows = -(-(high + _APART) // _ROW)
        if self._beside:
            self._deepest = max(self._deepest, rows)
        else:
            self._top += self._deepest
            self._deepest = rows
            if self._top + rows - self._page_top > _PAGE_ROWS and self._top > self._page_top:
                self._breaks.append(self._top)
                self._page_top = self._top
        self.sheet.page.insert_chart(self._top, 10 if self._beside else 0, chart)
        self._beside = not self._beside
        self._drawn += 1

    def _path_chart(
        self,
        row: TargetStanding,
        drawn: PathChart,
        axes: ChartAxes,
        paths: Mapping[str, PathSheet],
        gaps: Mapping[str, GapSheet],
    ) -> None:
        assert self._figures is not None
        material, figures, plan = self._material, self._figures, self._material.plan
        title = material.words(
            _PATH_TITLE,
            where=material.region(row.series),
            what=material.indicator(row.series),
            unit=row.unit_text(material.language) or "–",
        )
        at = self._next
        self._next += 4
        gathered = row.gathered and (row.position, "figure") in paths[material.scenarios[0].id].measured.rows
        figures.text(at, 0, title, bold=True)
        chart = self._chart("line", [figures.name, at, 0], axes.ticks)
        begun = [int(year) for year in plan.years].index(axes.years[0])
        shown = range(begun, begun + len(axes.years))
        written = self._written(at + 1, axes, begun)
        for scenario in material.scenarios:
            place = paths[scenario.id]
            values, cells = material.results.scenarios[scenario.id].values[row.row], place.row(row.row)
            if gathered:
                own = next((one for one in gaps[scenario.id].standings if one.key == row.key), None)
                if own is None or own.measure is not row.measure:
                    continue
                values = place.measured.figures.value[:, place.measured.place(own.position)]
                cells = place.measured.row(own.position, "figure")
            chart.add_series(
                {
                    **written,
                    **_cells(cells, values, shown),
                    "name": self._named[scenario.id],
                    "line": {"color": material.colour(scenario), "width": 2},
                }
            )
        first = paths[material.scenarios[0].id]
        for offset, observed in ((2, True), (3, False)):
            line = at + offset
            figures.text(line, 0, material.words(OBSERVED if observed else TARGET))
            values = self._own_figures(line, row, first, gaps, observed=observed)
            cells = (figures.name, line, 1, line, len(plan.years))
            marker = {"type": "circle" if observed else "diamond", "size": 4 if observed else 9}
            ink = {"fill": {"color": INK}, "border": {"color": INK}}
            chart.add_series(
                {
                    **written,
                    **_cells(cells, values, shown),
                    "name": [figures.name, line, 0],
                    "line": {"color": INK, "width": 2.5} if observed else {"none": True},
                    "marker": {**marker, **ink},
                    **({} if observed else self._said(drawn, axes, line)),
                }
            )
        if (row.position, "milestone") in first.measured.rows:
            # what is due of a sum, the mean that a growth aims at, the other series
            due = first.measured.figures.milestone[:, first.measured.place(row.position)]
            chart.add_series(
                {
                    **written,
                    **_cells(first.measured.row(row.position, "milestone"), due, shown),
                    "name": material.words(_DUE),
                    "line": {"color": "#57606A", "width": 1, "dash_type": "dash"},
                }
            )
        self._insert(chart)

    def _written(self, line: int, axes: ChartAxes, begun: int) -> dict[str, Any]:
        """The years under a chart: those that are written, in a row of the sheet of figures."""
        assert self._figures is not None
        for offset, year in enumerate(axes.years, start=1 + begun):
            if year in axes.written:
                self._figures.number(line, offset, year, self._book.format(num_format="0"))
        cells = [self._figures.name, line, 1 + begun, line, begun + len(axes.labels)]
        return {"categories": cells, "categories_data": [text or None for text in axes.labels]}

    def _own_figures(
        self,
        line: int,
        row: TargetStanding,
        first: PathSheet,
        gaps: Mapping[str, GapSheet],
        *,
        observed: bool,
    ) -> FloatArray:
        """A row of the sheet of figures: what was observed, or the target alone; cells without a figure stay empty."""
        assert self._figures is not None
        material, plan = self._material, self._material.plan
        gathered = row.gathered and (row.position, "figure") in first.measured.rows
        style = self._book.figure(row.indicator.decimals)
        found = np.full(len(plan.years), np.nan)
        for column, year in enumerate(int(one) for one in plan.years):
            if observed and math.isfinite(float(plan.observed[row.row, column])):
                formula, value = self._data.cell(row.row, column), float(plan.observed[row.row, column])
                if gathered:
                    place = first.measured.place(row.position)
                    formula = first.measured.cell(row.position, "figure", column)
                    value = float(first.measured.figures.value[column, place])
            elif not observed and year == row.year:
                formula, value = gaps[material.scenarios[0].id].cell(row.position, "target"), row.target
            else:
                continue
            found[column] = value
            self._figures.formula(line, 1 + column, formula, style, value)
        return found

    def _said(self, drawn: PathChart, axes: ChartAxes, line: int) -> dict[str, Any]:
        """The words beside the mark, on the side that is free."""
        if drawn.mark is None or self._figures is None or not drawn.said:
            return {}
        at = 2 + len(drawn.years)
        self._figures.text(line, at, drawn.said)
        share = words_share(drawn.said, _LETTERS, 0.85 * _WIDE * 0.75, 0.6 * _HIGH * 0.75)
        side = free_side(axes, [figures for _, figures in drawn.drawn], drawn.mark, share)
        others: list[dict[str, Any]] = [{"delete": True} for _ in axes.years]
        others[axes.years.index(drawn.mark[0])] = {"value": "=" + self._figures.ref(line, at)}
        return {"data_labels": {"value": True, "position": side, "font": _FONT, "custom": others}}

    def _gap_chart(self, rows: Sequence[TargetStanding], gaps: Mapping[str, GapSheet]) -> None:
        assert self._figures is not None
        material, figures = self._material, self._figures
        one = rows[0]
        title = material.words(
            _GAP_TITLE,
            what=material.indicator(one.series),
            year=one.year,
            unit=one.gap_unit(material.language) or "–",
        )
        top = self._next
        own = {
            scenario.id: {
                row.series: row
                for row in gaps[scenario.id].standings
                if row.year == one.year and row.nth == 0
            }
            for scenario in material.scenarios
        }
        values = {
            name: [there.gap if (there := found.get(row.series)) is not None else math.nan for row in rows]
            for name, found in own.items()
        }
        ticks = bar_ticks(values.values())
        chart = self._chart("bar", [figures.name, top, 0], ticks)
        self._next += len(rows) + 2
        figures.text(top, 0, title, bold=True)
        for offset, row in enumerate(rows, start=1):
            figures.text(top + offset, 0, material.region(row.series))
        for column, scenario in enumerate(material.scenarios, start=1):
            figures.text(top, column, material.name(scenario), bold=True)
            for offset, row in enumerate(rows, start=1):
                there = own[scenario.id].get(row.series)
                if there is not None:
                    formula, style = (
                        gaps[scenario.id].cell(there.position, "gap"),
                        self._book.figure(one.decimals),
                    )
                    figures.formula(top + offset, column, formula, style, there.gap)
            chart.add_series(
                {
                    "name": [figures.name, top, column],
                    "categories": [figures.name, top + 1, 0, top + len(rows), 0],
                    "values": [figures.name, top + 1, column, top + len(rows), column],
                    "values_data": _cached(values[scenario.id]),
                    "fill": {"color": material.colour(scenario)},
                    "gap": 60,
                }
            )
        figures.hide_missing(top + 1, 1, top + len(rows), len(material.scenarios))
        high = max(_HIGH, 100 + 12 * len(rows) * len(material.scenarios))
        chart.set_size({"width": _WIDE, "height": high})
        self._insert(chart, high)


def _cells(cells: tuple[str, int, int, int, int], figures: FloatArray, shown: range) -> dict[str, Any]:
    """The cells of a series over the years shown, with their figures for who does not compute: none where there is none."""
    sheet, row, first, _, _ = cells
    return {
        "values": [sheet, row, first + shown[0], row, first + shown[-1]],
        "values_data": _cached(figures[shown[0] : shown[-1] + 1].tolist()),
    }


def _cached(figures: Sequence[float]) -> list[float | None]:
    return [float(one) if math.isfinite(one) else None for one in figures]
