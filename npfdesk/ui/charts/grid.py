"""Small multiples: up to twelve path charts, the chosen indicator by region or the chosen region by indicator."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from npfdesk.plan.series import SeriesKey
from npfdesk.session import Change, Structure
from npfdesk.ui.charts.axes import chart_font, chart_metrics
from npfdesk.ui.charts.captions import Caption, Note
from npfdesk.ui.charts.paths import PathChart
from npfdesk.ui.colours import appearance, scenario_colour, theme
from npfdesk.ui.language import named, tr
from npfdesk.ui.workspace import Workspace

MOST_CHARTS = 12
_COLUMN_PIXELS = 240


class PathGrid(QWidget):
    """A wall of small charts that follow every edit; a click on one looks at its series."""

    compares = True

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.title, self.empty, self.note = Caption("title"), Note(), Note()
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.by_region, self.by_indicator = QToolButton(), QToolButton()
        choice = QButtonGroup(self)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.setSpacing(2)
        for button in (self.by_region, self.by_indicator):
            button.setCheckable(True)
            button.setProperty("quiet", True)
            choice.addButton(button)
            head.addWidget(button)
        self.by_region.setChecked(True)
        choice.buttonClicked.connect(self._look)
        self.names = ScenarioNames(workspace)
        self.wall = QGridLayout()
        self.wall.setSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.names)
        layout.addLayout(self.wall, 1)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self.note)
        self.tiles: list[Tile] = []
        self.shown: tuple[SeriesKey, ...] = ()
        self._columns = 0
        workspace.opened.connect(self._look)
        workspace.selected.connect(self._look)
        workspace.changed.connect(self._changed)
        self._look()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the language in force."""
        if event.type() == QEvent.Type.LanguageChange:
            self._look()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """The charts are made when they are first shown."""
        super().showEvent(event)
        self._look()

    def resizeEvent(self, event: object) -> None:
        """As many columns as there is room for."""
        super().resizeEvent(event)
        self._arrange()

    def _changed(self, change: Change) -> None:
        if change.structure & Structure.PLAN:
            self._look()

    def series(self) -> tuple[tuple[SeriesKey, ...], int]:
        """The series to show, those with targets first in the plan's order, and how many there are in all."""
        plan, chosen = self.workspace.plan, self.workspace.selection
        frame, table = self.workspace.session.results.frame, self.workspace.result.targets
        if self.by_region.isChecked():
            keys = [SeriesKey(region.code, chosen.industry, chosen.indicator) for region in plan.regions]
        else:
            keys = [SeriesKey(chosen.region, chosen.industry, one.code) for one in plan.indicators]
        found = [key for key in keys if key in plan.row]
        aimed = [key for key in found if table.of_row(frame.plan.row[key])]
        rest = [key for key in found if not table.of_row(frame.plan.row[key])]
        return tuple((aimed + rest)[:MOST_CHARTS]), len(found)

    def _look(self, *_: object) -> None:
        plan, chosen, by_region = self.workspace.plan, self.workspace.selection, self.by_region.isChecked()
        self.by_region.setText(tr("PathGrid", "By region"))
        self.by_indicator.setText(tr("PathGrid", "By indicator"))
        subject = (
            plan.indicator_by_code.get(chosen.indicator)
            if by_region
            else plan.region_by_code.get(chosen.region)
        )
        industry = plan.industry_by_code.get(chosen.industry)
        what = " · ".join(named(one) for one in (subject, industry) if one is not None)
        self.title.write(" · ".join(part for part in (tr("PathGrid", "Paths"), what) if part))
        if not self.isVisible():
            return
        self.shown, count = self.series()
        while len(self.tiles) < len(self.shown):
            self.tiles.append(Tile(self.workspace, self.shown[len(self.tiles)]))
            self.tiles[-1].chosen.connect(self._choose)
        for tile, key in zip(self.tiles, self.shown, strict=False):
            if tile.fixed != key or tile.by_region != by_region:
                tile.by_region = by_region
                tile.show_series(key)
            tile.mark(key == chosen.series)
        self._columns = 0
        self._arrange()
        if self.shown:
            self.empty.write("")
        elif by_region:
            text = tr("PathGrid", "No region has a series of {what}. Choose another indicator.")
            self.empty.write(text.format(what=what) if what else self._nothing_open())
        else:
            text = tr("PathGrid", "{what} has no series. Choose another region.")
            self.empty.write(text.format(what=what) if what else self._nothing_open())
        more = tr(
            "PathGrid",
            "The first {count} of {all} are shown. Choose a region or an indicator in the outline for others.",
        )
        self.note.write(
            more.format(count=len(self.shown), all=f"{count:,}") if count > len(self.shown) else ""
        )

    @staticmethod
    def _nothing_open() -> str:
        return tr("PathGrid", "Nothing is open. Open a workbook to see its paths.")

    def _choose(self, key: SeriesKey) -> None:
        self.workspace.select(region=key.region, industry=key.industry, indicator=key.indicator)

    def _arrange(self) -> None:
        columns = max(1, min(4, self.width() // _COLUMN_PIXELS, len(self.shown) or 1))
        if columns == self._columns:
            return
        self._columns = columns
        for number, tile in enumerate(self.tiles):
            self.wall.removeWidget(tile)
            if number < len(self.shown):
                self.wall.addWidget(tile, number // columns, number % columns)
            tile.setVisible(number < len(self.shown))


class Tile(PathChart):
    """One small chart; `chosen` carries its series when it is clicked."""

    chosen = Signal(object)

    def __init__(self, workspace: Workspace, series: SeriesKey) -> None:
        self.marked, self.by_region = False, True
        super().__init__(workspace, series=series, compact=True)

    def titled(self, what: str, where: str) -> str:
        """What all have in common is in the wall's title."""
        return where if self.by_region else what

    def mark(self, wanted: bool) -> None:
        """Show that this is the series looked at."""
        if wanted != self.marked:
            self.marked = wanted
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline around the series looked at."""
        if self.marked:
            painter = QPainter(self)
            painter.setPen(theme().accent)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click anywhere in it looks at its series."""
        if event.button() == Qt.MouseButton.LeftButton and self.fixed is not None:
            self.chosen.emit(self.fixed)


class ScenarioNames(QWidget):
    """Which colour is which scenario, said once for the whole wall."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.setFixedHeight(18)
        for signal in (workspace.opened, workspace.changed, workspace.viewed, appearance.changed):
            signal.connect(self._renew)

    def _renew(self, *_: object) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A stroke and a name for each, the one being edited first and strong."""
        document, painter = self.workspace.document, QPainter(self)
        places = {name: place for place, name in enumerate(document.scenarios)}
        left = 0.0
        for name in dict.fromkeys((document.active, *self.workspace.compared)):
            scenario, strong = document.scenarios[name], name == document.active
            width = chart_metrics(strong=strong).horizontalAdvance(scenario.name)
            if left + width + 24 > self.width():
                break
            colour = scenario_colour(scenario.colour, places[name])
            painter.fillRect(int(left), 8, 14, 3 if strong else 2, colour)
            painter.setFont(chart_font(strong=strong))
            painter.setPen(colour)
            painter.drawText(
                int(left) + 19, 0, int(width) + 4, 18, Qt.AlignmentFlag.AlignVCenter, scenario.name
            )
            left += width + 40
