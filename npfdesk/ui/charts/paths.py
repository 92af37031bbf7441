"""The path chart: observed, projected, the target path and its mark, other scenarios, and what was before."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from npfdesk.engine.remarks import remarks
from npfdesk.plan.numbers import format_figure
from npfdesk.session import Change, Structure
from npfdesk.ui.charts.axes import FigureAxis, YearAxis, dress_plot, small_font
from npfdesk.ui.charts.labels import EndLabels
from npfdesk.ui.charts.path_lines import PathLines, path_lines
from npfdesk.ui.colours import appearance, blended, scenario_colour, theme
from npfdesk.ui.language import language, named, tr
from npfdesk.ui.workspace import Workspace

pg.setConfigOptions(antialias=True)
FloatArray = NDArray[np.float64]


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(role == "note")
    return label


class PathChart(QWidget):
    """One series over the years, in the active scenario and those compared with it."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.title, self.subtitle, self.note = _label("title"), _label("note"), _label("note")
        self.years = YearAxis()
        self.view = pg.PlotWidget(axisItems={"left": FigureAxis(), "bottom": self.years}, background=None)
        self.plot = self.view.getPlotItem()
        self.plot.hideButtons()
        self.plot.setMenuEnabled(False)
        self.plot.setMouseEnabled(x=False, y=False)
        self.plot.getViewBox().disableAutoRange()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 12, 8)
        layout.setSpacing(2)
        layout.addWidget(self.title)
        layout.addWidget(self.subtitle)
        layout.addSpacing(4)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.note)
        self.empty = _label("note")
        self.empty.setParent(self.view)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.readout = _label("note")
        self.readout.setParent(self.view)
        self.readout.setAutoFillBackground(True)
        self.readout.hide()
        self.redraws = 0
        self.row: int | None = None
        self._make_items()
        self.view.scene().sigMouseMoved.connect(self._hover)
        # labels keep their distance in pixels, so they are placed anew with the size
        self.plot.getViewBox().sigResized.connect(lambda _: self._draw_labels())
        workspace.opened.connect(self._opened)
        workspace.changed.connect(self._changed)
        workspace.selected.connect(self._look)
        workspace.viewed.connect(self._look)
        appearance.changed.connect(self.restyle)
        self.restyle()
        self._look()

    def _make_items(self) -> None:
        self.observed = pg.PlotCurveItem(connect="finite")
        self.dots = pg.ScatterPlotItem(size=5, pxMode=True)
        self.projected = pg.PlotCurveItem(connect="finite")
        self.ghost = pg.PlotCurveItem(connect="finite")
        self.rollup = pg.PlotCurveItem(connect="finite")
        self.target_path = pg.PlotCurveItem(connect="finite")
        self.bands = pg.ErrorBarItem(x=np.zeros(0), y=np.zeros(0), beam=0.0)
        self.diamonds = pg.ScatterPlotItem(symbol="d", size=12, pxMode=True)
        self.stretches = pg.ScatterPlotItem(symbol="d", size=11, pxMode=True)
        self.base_line = pg.InfiniteLine(angle=90, movable=False)
        self.hover_line = pg.InfiniteLine(angle=90, movable=False)
        self.hover_line.hide()
        self.others: dict[str, pg.PlotCurveItem] = {}
        for depth, item in enumerate(
            (
                self.base_line,
                self.bands,
                self.target_path,
                self.rollup,
                self.ghost,
                self.projected,
                self.observed,
                self.dots,
                self.stretches,
                self.diamonds,
                self.hover_line,
            )
        ):
            item.setZValue(depth)
            self.plot.addItem(item, ignoreBounds=True)
        self.mark_labels = [pg.TextItem(anchor=(1.1, 1.0)) for _ in range(3)]
        for label in self.mark_labels:
            label.setZValue(21)
            self.plot.addItem(label, ignoreBounds=True)
        self.ends = EndLabels(self.plot)

    def restyle(self) -> None:
        """Pens and axes in the theme in force."""
        colours = theme()
        dress_plot(self.plot)
        ink, quiet = QColor(colours.ink), QColor(colours.secondary)
        self.observed.setPen(pg.mkPen(ink, width=2))
        self.dots.setPen(pg.mkPen(None))
        self.dots.setBrush(pg.mkBrush(ink))
        self.ghost.setPen(pg.mkPen(blended(quiet, QColor(colours.paper), 0.45), width=1.5))
        self.rollup.setPen(pg.mkPen(quiet, width=1.4, style=Qt.PenStyle.DotLine))
        self.target_path.setPen(pg.mkPen(quiet, width=1.2, style=Qt.PenStyle.DashLine))
        self.bands.setOpts(pen=pg.mkPen(blended(quiet, QColor(colours.paper), 0.4), width=7))
        self.diamonds.setPen(pg.mkPen(QColor(colours.paper), width=1))
        self.diamonds.setBrush(pg.mkBrush(ink))
        self.stretches.setPen(pg.mkPen(ink, width=1.4))
        self.stretches.setBrush(pg.mkBrush(QColor(colours.paper)))
        self.base_line.setPen(pg.mkPen(colours.hairline, width=1))
        self.hover_line.setPen(pg.mkPen(quiet, width=1))
        for label in self.mark_labels:
            label.setColor(ink)
            label.setFont(small_font())
        self._look()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the language in force."""
        if event.type() == QEvent.Type.LanguageChange:
            self._look()
        super().changeEvent(event)

    def resizeEvent(self, event: object) -> None:
        """The empty state stands in the middle."""
        super().resizeEvent(event)
        self.empty.setGeometry(self.view.rect())

    def _opened(self, change: Change) -> None:
        self._look()

    def _changed(self, change: Change) -> None:
        if change.structure & (Structure.ACTIVE | Structure.SCENARIOS | Structure.PLAN):
            self._look()
        elif self.row is not None and change.touched[self.row]:
            self._draw(change)

    def _look(self, *_: object) -> None:
        """Another series, or another way of looking: the range is set anew."""
        workspace = self.workspace
        self.row = workspace.plan.row.get(workspace.selection.series)
        self.ghost.setData([], [])
        self._draw(None)

    def _figures(self) -> list[FloatArray]:
        lines = self.lines
        marks = [value for mark in lines.marks for value in (mark.figure, mark.low, mark.high, mark.stretch)]
        others = [self._values(name) for name in self.workspace.compared]
        return [lines.observed, lines.projected, lines.rollup, lines.milestones, np.array(marks), *others]

    def _values(self, scenario: str) -> FloatArray:
        return self.workspace.session.results.scenarios[scenario].values[self.row]

    def _draw(self, change: Change | None) -> None:
        self.redraws += 1
        workspace = self.workspace
        self._write_heads()
        results = workspace.session.results
        if self.row is None:
            for item in (
                self.observed,
                self.projected,
                self.rollup,
                self.target_path,
                self.ghost,
                *self.others.values(),
            ):
                item.setData([], [])
            for marks in (self.dots, self.diamonds, self.stretches):
                marks.setData([], [])
            self.bands.setOpts(x=np.zeros(0), y=np.zeros(0), height=np.zeros(0))
            for label in (*self.mark_labels, *self.ends.items):
                label.setVisible(False)
            return
        self.lines: PathLines = path_lines(results, workspace.document.active, self.row)
        lines = self.lines
        self.observed.setData(lines.years, lines.observed)
        seen = np.isfinite(lines.observed)
        self.dots.setData(lines.years[seen], lines.observed[seen])
        scenarios = list(workspace.document.scenarios.values())
        colour = scenario_colour(
            workspace.document.scenario.colour, scenarios.index(workspace.document.scenario)
        )
        self.projected.setPen(pg.mkPen(colour, width=2.4))
        self.projected.setData(lines.years, lines.projected)
        self.rollup.setData(lines.years, lines.rollup)
        self.target_path.setData(lines.years, lines.milestones)
        marks = [mark for mark in lines.marks if mark.year <= lines.years[-1]]
        self.diamonds.setData([mark.year for mark in marks], [mark.figure for mark in marks])
        hoped = [mark for mark in marks if np.isfinite(mark.stretch)]
        self.stretches.setData([mark.year for mark in hoped], [mark.stretch for mark in hoped])
        banded = [mark for mark in marks if np.isfinite(mark.low) and np.isfinite(mark.high)]
        self.bands.setOpts(
            x=np.array([float(mark.year) for mark in banded]),
            y=np.array([(mark.low + mark.high) / 2 for mark in banded]),
            height=np.array([mark.high - mark.low for mark in banded]),
        )
        self._draw_others()
        self._draw_ghost(change)
        self.base_line.setValue(workspace.plan.base_year)
        self._fit(anew=change is None)
        self._draw_labels()

    def _draw_others(self) -> None:
        workspace = self.workspace
        shown = [name for name in workspace.compared if name != workspace.document.active]
        for name in set(self.others) - set(shown):
            self.plot.removeItem(self.others.pop(name))
        order = list(workspace.document.scenarios)
        for name in shown:
            if name not in self.others:
                self.others[name] = pg.PlotCurveItem(connect="finite")
                self.others[name].setZValue(3.5)
                self.plot.addItem(self.others[name], ignoreBounds=True)
            colour = scenario_colour(workspace.document.scenarios[name].colour, order.index(name))
            self.others[name].setPen(pg.mkPen(colour, width=1.2))
            future = ~np.isfinite(self.lines.observed) | (np.isfinite(self.lines.projected))
            self.others[name].setData(self.lines.years, np.where(future, self._values(name), np.nan))

    def _draw_ghost(self, change: Change | None) -> None:
        before = change.before if change is not None else None
        active = self.workspace.document.active
        if (
            before is None
            or active not in before.scenarios
            or before.frame is not self.workspace.session.results.frame
        ):
            return
        former = before.scenarios[active].values[self.row]
        self.ghost.setData(self.lines.years, np.where(np.isfinite(self.lines.projected), former, np.nan))

    def _fit(self, anew: bool) -> None:
        """Set the ranges: on another look, or when something has left the view."""
        figures = np.concatenate([array[np.isfinite(array)] for array in self._figures()])
        if not len(figures):
            figures = np.array([0.0, 1.0])
        low, high = float(figures.min()), float(figures.max())
        years = self.lines.years
        self.years.set_years(int(years[0]), int(years[-1]))
        shown_low, shown_high = self.plot.getViewBox().viewRange()[1]
        if anew or low < shown_low or high > shown_high:
            room = (high - low) or abs(high) or 1.0
            bottom = 0.0 if 0 <= low < 0.35 * high else low - 0.08 * room
            self.plot.setYRange(bottom, high + 0.12 * room, padding=0)
        if anew:
            span = years[-1] - years[0] + 1
            self.plot.setXRange(years[0] - 0.03 * span, years[-1] + 0.24 * span, padding=0)

    def _write_heads(self) -> None:
        plan, chosen = self.workspace.plan, self.workspace.selection
        region = plan.region_by_code.get(chosen.region)
        industry = plan.industry_by_code.get(chosen.industry)
        indicator = plan.indicator_by_code.get(chosen.indicator)
        where = " · ".join(named(item) for item in (region, industry) if item is not None)
        self.title.setText(f"{named(indicator) if indicator else ''} · {where}")
        unit = indicator.unit if indicator is not None else ""
        self.plot.getAxis("left").setLabel(unit or None)
        if self.row is None or indicator is None:
            self.subtitle.setText(unit)
            self.note.setText("")
            text = tr(
                "PathChart", "This plan has no series for this choice. Choose another region or indicator."
            )
            self.empty.setText(text)
            self.empty.show()
            return
        source = plan.series_sources[self.row] or indicator.source
        told = [unit, f"{tr('PathChart', 'source')} {source}" if source else ""]
        self.subtitle.setText(" · ".join(part for part in told if part))
        said = [one.wording.text(language(), {}) for one in self._remarks()]
        if indicator.formula is not None:
            said.append(f"{tr('PathChart', 'Formula')}: {indicator.formula.text}")
        if self._illustrated():
            said.append(tr("PathChart", "Effects of levers are illustrations, not estimates."))
        self.note.setText("  ".join(said))
        self.empty.setVisible(not np.isfinite(self._values(self.workspace.document.active)).any())
        self.empty.setText(
            tr("PathChart", "No figures yet: enter an observed figure in Data or a base in Targets.")
        )

    def _remarks(self) -> tuple[object, ...]:
        return remarks(self.workspace.session.results, self.workspace.document.active, self.row)

    def _illustrated(self) -> bool:
        return bool(np.any(self.workspace.result.gain[self.row]))

    def _draw_labels(self) -> None:
        if self.row is None or not hasattr(self, "lines"):
            return
        workspace, lines = self.workspace, self.lines
        indicator = workspace.plan.indicator_by_code[workspace.selection.indicator]
        scenarios = list(workspace.document.scenarios.values())
        entries = []
        for position, scenario in enumerate(scenarios):
            if scenario.id != workspace.document.active and scenario.id not in self.others:
                continue
            values = self._values(scenario.id)
            there = np.flatnonzero(np.isfinite(values))
            if len(there):
                end = there[-1]
                text = f"{scenario.name} {format_figure(values[end], indicator.decimals)}"
                entries.append(
                    (
                        text,
                        lines.years[end] + 0.15,
                        float(values[end]),
                        scenario_colour(scenario.colour, position),
                    )
                )
        rolled = np.flatnonzero(np.isfinite(lines.rollup))
        if len(rolled):
            text = (
                f"{tr('PathChart', 'roll-up')} {format_figure(lines.rollup[rolled[-1]], indicator.decimals)}"
            )
            entries.append(
                (
                    text,
                    lines.years[rolled[-1]] + 0.15,
                    float(lines.rollup[rolled[-1]]),
                    QColor(theme().secondary),
                )
            )
        self.ends.show(entries)
        for label, mark in zip(self.mark_labels, lines.marks, strict=False):
            label.setPlainText(f"{mark.text}{format_figure(mark.figure, indicator.decimals)}")
            label.setPos(mark.year, mark.figure)
            label.setVisible(True)
        for label in self.mark_labels[len(lines.marks) :]:
            label.setVisible(False)

    def _hover(self, place: QPointF) -> None:
        box = self.plot.getViewBox()
        if self.row is None or not box.sceneBoundingRect().contains(place):
            self.hover_line.hide()
            self.readout.hide()
            return
        year = round(box.mapSceneToView(place).x())
        if not self.lines.years[0] <= year <= self.lines.years[-1]:
            return
        self.hover_line.setValue(year)
        self.hover_line.show()
        self.readout.setText(self.read(year))
        self.readout.adjustSize()
        left = int(self.view.mapFromScene(place).x()) + 14
        self.readout.move(min(left, self.view.width() - self.readout.width() - 4), 8)
        self.readout.show()

    def read(self, year: int) -> str:
        """Every figure of a year, a line each."""
        workspace, column = self.workspace, int(year - self.lines.years[0])
        indicator = workspace.plan.indicator_by_code[workspace.selection.indicator]
        told = [(str(year), "")]
        for name in (workspace.document.active, *self.others):
            figure = float(self._values(name)[column])
            told.append(
                (
                    workspace.document.scenarios[name].name,
                    format_figure(figure, indicator.decimals, indicator.unit),
                )
            )
        for text, array in (
            (tr("PathChart", "milestone"), self.lines.milestones),
            (tr("PathChart", "roll-up"), self.lines.rollup),
        ):
            if np.isfinite(array[column]):
                told.append((text, format_figure(float(array[column]), indicator.decimals, indicator.unit)))
        return "\n".join(f"{text}  {figure}".rstrip() for text, figure in told)
