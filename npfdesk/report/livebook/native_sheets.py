"""Native charts: the paths of each key indicator, and the gaps by county, over cells of the workbook."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

from npfdesk.plan.gap_words import POSITIVE_IS_SHORT
from npfdesk.plan.problems import Wording
from npfdesk.report.livebook.input_cells import DataSheet
from npfdesk.report.livebook.live_workbook import Book, Sheet
from npfdesk.report.livebook.path_formulas import PathSheet
from npfdesk.report.livebook.target_formulas import GapSheet
from npfdesk.report.sections import COUNTIES, PATHS
from npfdesk.report.standings import TargetStanding, county_targets, key_targets

MOST_PATHS: Final = 16
MOST_GAPS: Final = 12
_CHARTS: Final = Wording("图", "Charts")
_CHARTS_NOTE: Final = Wording(
    "图直接取自本工作簿的单元格，随之变化。",
    "The charts are drawn from this workbook's cells and follow them.",
)
_FIGURES: Final = Wording("图表数据", "Chart figures")
_OBSERVED: Final = Wording("现状值", "actual")
_TARGET: Final = Wording("目标", "target")
_DUE: Final = Wording("时序目标", "milestone")
_GAP_TITLE: Final = Wording("{what} {year} 缺口（{unit}）", "{what} {year}: shortfall ({unit})")
_PATH_TITLE: Final = Wording("{where} {what}（{unit}）", "{where}: {what} ({unit})")
_WIDE, _HIGH = 640, 320


class ChartSheets:
    """The sheet of charts and the one of figures that only charts need."""

    def __init__(self, book: Book) -> None:
        self._book, self._material = book, book.material
        self.sheet = book.sheet(book.material.words(_CHARTS), "#7A4FB5")
        self._figures: Sheet | None = None
        self._next = 0
        self._charts = 0

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
            for row in key_targets(material, material.scenarios[0])[:MOST_PATHS]:
                self._path_chart(row, paths, gaps)
        # the counties' charts begin on a new line
        self._charts += self._charts % 2
        if material.content.takes_section(COUNTIES):
            for rows in list(county_targets(material, material.scenarios[0]).values())[:MOST_GAPS]:
                self._gap_chart(rows, gaps)
        if not self._charts:
            # formulas of no other sheet read them
            self.sheet.page.hide()
            figures.page.hide()
        page = self.sheet.page
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.hide_gridlines(2)
        figures.page.set_column(0, 0, 24)
        figures.print_setup(8, 1)

    def _chart(self, kind: str, title: list[str | int]) -> Any:
        """An empty chart; its title is a cell, since text that looks like a reference would be read as one."""
        chart = self._book.book.add_chart({"type": kind})
        font = {"name": "Microsoft YaHei", "size": 9, "color": "#57606A"}
        chart.set_title(
            {
                "name": title,
                "name_font": {**font, "size": 12, "bold": True, "color": "#1F2328"},
                "overlay": False,
            }
        )
        chart.set_size({"width": _WIDE, "height": _HIGH})
        chart.set_chartarea({"border": {"none": True}})
        chart.set_legend({"position": "bottom", "font": font})
        line = {"color": "#E4E7EB"}
        chart.set_x_axis({"num_font": font, "line": {"color": "#9AA3AD"}, "label_position": "low"})
        chart.set_y_axis({"num_font": font, "num_format": "#,##0.##", "major_gridlines": {"visible": True, "line": line}, "line": {"none": True}})  # fmt: skip
        return chart

    def _insert(self, chart: Any) -> None:
        self.sheet.page.insert_chart(3 + (self._charts // 2) * 17, (self._charts % 2) * 10, chart)
        self._charts += 1

    def _path_chart(
        self, row: TargetStanding, paths: Mapping[str, PathSheet], gaps: Mapping[str, GapSheet]
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
        self._next += 3
        gathered = row.gathered and (row.position, "figure") in paths[material.scenarios[0].id].measured.rows
        figures.text(at, 0, title, bold=True)
        chart = self._chart("line", [figures.name, at, 0])
        for scenario in material.scenarios:
            values = paths[scenario.id].row(row.row)
            if gathered:
                own = next((one for one in gaps[scenario.id].standings if one.key == row.key), None)
                if own is None or own.measure is not row.measure:
                    continue
                values = paths[scenario.id].measured.row(own.position, "figure")
            chart.add_series(
                {
                    "name": self._named[scenario.id],
                    "categories": list(paths[scenario.id].years()),
                    "values": list(values),
                    "line": {"color": material.colour(scenario), "width": 2},
                }
            )
        years = [int(year) for year in plan.years]
        first = paths[material.scenarios[0].id]
        for offset, (name, observed) in enumerate(((_OBSERVED, True), (_TARGET, False)), start=1):
            line = at + offset
            figures.text(line, 0, material.words(name))
            style = self._book.figure(row.indicator.decimals)
            for column, year in enumerate(years):
                known = observed and math.isfinite(float(plan.observed[row.row, column]))
                formula, value = "NA()", math.nan
                if known and gathered:
                    place = first.measured.place(row.position)
                    formula = first.measured.cell(row.position, "figure", column)
                    value = float(first.measured.figures.value[column, place])
                elif known:
                    formula, value = self._data.cell(row.row, column), float(plan.observed[row.row, column])
                elif not observed and year == row.year:
                    formula, value = gaps[material.scenarios[0].id].cell(row.position, "target"), row.target
                figures.formula(line, 1 + column, formula, style, value)
            figures.hide_missing(line, 1, line, len(years))
            chart.add_series(
                {
                    "name": [figures.name, line, 0],
                    "categories": list(first.years()),
                    "values": [figures.name, line, 1, line, len(years)],
                    "line": {"color": "#1F2328", "width": 2.5} if observed else {"none": True},
                    "marker": {"type": "none"}
                    if observed
                    else {
                        "type": "diamond",
                        "size": 9,
                        "fill": {"color": "#FFFFFF"},
                        "border": {"color": "#1F2328"},
                    },
                }
            )
        if (row.position, "milestone") in first.measured.rows:
            # what is due of a sum, the mean that a growth aims at, the other series
            chart.add_series(
                {
                    "name": material.words(_DUE),
                    "categories": list(first.years()),
                    "values": list(first.measured.row(row.position, "milestone")),
                    "line": {"color": "#57606A", "width": 1, "dash_type": "dash"},
                }
            )
        chart.show_na_as_empty_cell()
        chart.show_blanks_as("gap")
        self._insert(chart)

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
        chart = self._chart("bar", [figures.name, top, 0])
        self._next += len(rows) + 2
        figures.text(top, 0, title, bold=True)
        for offset, row in enumerate(rows, start=1):
            figures.text(top + offset, 0, material.region(row.series))
        for column, scenario in enumerate(material.scenarios, start=1):
            figures.text(top, column, material.name(scenario), bold=True)
            own = {
                row.series: row
                for row in gaps[scenario.id].standings
                if row.year == one.year and row.nth == 0
            }
            for offset, row in enumerate(rows, start=1):
                there = own.get(row.series)
                formula = gaps[scenario.id].cell(there.position, "gap") if there is not None else "NA()"
                value = there.gap if there is not None else math.nan
                figures.formula(
                    top + offset, column, formula, self._book.figure(one.indicator.decimals), value
                )
            chart.add_series(
                {
                    "name": [figures.name, top, column],
                    "categories": [figures.name, top + 1, 0, top + len(rows), 0],
                    "values": [figures.name, top + 1, column, top + len(rows), column],
                    "fill": {"color": material.colour(scenario)},
                    "gap": 60,
                }
            )
        chart.set_x_axis(
            {
                "name": material.words(POSITIVE_IS_SHORT),
                "name_font": {"name": "Microsoft YaHei", "size": 9, "bold": False},
            }
        )
        # the plan's first county stands on top
        chart.set_y_axis(
            {"reverse": True, "num_font": {"name": "Microsoft YaHei", "size": 9}, "label_position": "low"}
        )
        chart.set_size({"width": _WIDE, "height": max(_HIGH, 60 + 14 * len(rows) * len(material.scenarios))})
        self._insert(chart)
