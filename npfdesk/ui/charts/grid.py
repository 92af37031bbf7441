"""Small multiples: pages of path charts, the chosen indicator by region or the chosen region by indicator."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from npfdesk.plan.series import SeriesKey
from npfdesk.session import Change, Structure
from npfdesk.ui.charts.axes import LEFT, chart_font, chart_metrics
from npfdesk.ui.charts.captions import Caption, Note
from npfdesk.ui.charts.chart import Chart
from npfdesk.ui.charts.paths import PathChart
from npfdesk.ui.charts.setting import SCREEN
from npfdesk.ui.first_step import first_step
from npfdesk.ui.look.colours import appearance, scenario_colour, text_colour, theme
from npfdesk.ui.look.language import named, tr
from npfdesk.ui.look.style import pixels
from npfdesk.ui.workspace import Workspace

MOST_CHARTS = 12
"""Charts on one page, however large the window is."""
_NAME_LINE = 18
_COLUMN_PIXELS, _ROW_PIXELS, _MOST_COLUMNS, _SPACING = 220, 124, 4, 4


class PathGrid(Chart):
    """A wall of small charts that follow every edit, a page at a time; a click on one looks at its series.

    `keys` are the series of all pages, `shown` those of the page in sight. What is not in sight is not drawn.
    """

    compares = True

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.title, self.empty = Caption("title"), Note()
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
        choice.buttonClicked.connect(self._selected)
        self.names, self.pager = ScenarioNames(workspace), Pager()
        self.pager.turned.connect(self.turn)
        under = QHBoxLayout()
        under.addWidget(self.names, 1)
        under.addWidget(self.pager)
        self.board = Board()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 4, 8, 4)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addLayout(under)
        layout.addWidget(self.board, 1)
        layout.addWidget(self.empty, 1)
        self.tiles: list[Tile] = []
        self.keys: tuple[SeriesKey, ...] = ()
        self.shown: tuple[SeriesKey, ...] = ()
        self.first = 0
        self.board.resized.connect(self._lay)
        workspace.opened.connect(self._selected)
        workspace.selected.connect(self._selected)
        workspace.changed.connect(self._changed)
        workspace.region_hovered.connect(self._light)
        self._look()

    def choice_buttons(self) -> tuple[QToolButton, ...]:
        """By region, by indicator."""
        return self.by_region, self.by_indicator

    def changeEvent(self, event: QEvent) -> None:
        """Speak the language in force."""
        if event.type() == QEvent.Type.LanguageChange:
            self._look()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """The charts are made when they are first shown."""
        super().showEvent(event)
        self._selected()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """PgUp and PgDn turn the pages."""
        by = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(event.key()), 0)
        if not by or not self.turn(by):
            super().keyPressEvent(event)

    def forget_before(self) -> None:
        """Nothing of what was before the last edit is drawn any more."""
        for tile in self.tiles:
            tile.forget_before()

    def turn(self, by: int) -> bool:
        """Show the next or the previous page; whether there is one."""
        first = self.first + by * self.capacity()
        if not -self.capacity() < first < len(self.keys):
            return False
        self.first = max(first, 0)
        self._lay()
        return True

    def _changed(self, change: Change) -> None:
        if change.structure & Structure.PLAN or self.containment.failed:
            self._look()

    def series(self) -> tuple[SeriesKey, ...]:
        """The series to show, those with targets first in the plan's order."""
        plan, chosen = self.workspace.plan, self.workspace.selection
        table = self.workspace.result.targets
        if self.by_region.isChecked():
            keys = [SeriesKey(region.code, chosen.industry, chosen.indicator) for region in plan.own_regions]
        else:
            keys = [SeriesKey(chosen.region, chosen.industry, one.code) for one in plan.indicators]
        found = [key for key in keys if key in plan.row]
        aimed = {key for key in found if table.of_row(plan.row[key])}
        return tuple(sorted(found, key=lambda key: key not in aimed))

    def _selected(self, *_: object) -> None:
        """Other series, from the page on which the one looked at stands."""
        self.contain(self._begin)

    def _begin(self) -> None:
        chosen, keys = self.workspace.selection.series, self.series() if self.isVisible() else ()
        self.first = keys.index(chosen) if chosen in keys else 0
        self._show()

    def _look(self, *_: object) -> None:
        self.contain(self._show)

    def _show(self) -> None:
        plan, chosen, by_region = self.workspace.plan, self.workspace.selection, self.by_region.isChecked()
        self.by_region.setText(tr("PathGrid", "By region"))
        self.by_indicator.setText(tr("PathGrid", "By indicator"))
        self.pager.retranslate()
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
        self.keys = self.series()
        self._lay()
        if self.keys:
            self.empty.write("")
        elif by_region:
            text = tr("PathGrid", "No region has a series of {what}. Choose another indicator.")
            self.empty.write(
                text.format(what=what) if what and self.workspace.plan.series else self._nothing_open()
            )
        else:
            text = tr("PathGrid", "{what} has no series. Choose another region.")
            self.empty.write(
                text.format(what=what) if what and self.workspace.plan.series else self._nothing_open()
            )
        self.board.setVisible(bool(self.keys))

    def _nothing_open(self) -> str:
        return first_step(self.workspace.plan) or tr(
            "PathGrid", "Nothing is open. Open a workbook to see its paths."
        )

    def _choose(self, key: SeriesKey) -> None:
        self.workspace.select(region=key.region, industry=key.industry, indicator=key.indicator)

    def columns(self) -> int:
        """How many charts stand side by side."""
        return max(1, min(_MOST_COLUMNS, self.board.width() // _COLUMN_PIXELS, len(self.keys) or 1))

    def capacity(self) -> int:
        """How many charts one page has room for."""
        columns = self.columns()
        return columns * max(1, min(MOST_CHARTS // columns, self.board.height() // _ROW_PIXELS))

    def _lay(self) -> None:
        """Show the page that begins at `first`, or the last one where there is none so far on."""
        capacity, by_region = self.capacity(), self.by_region.isChecked()
        last = max(len(self.keys) - 1, 0)
        self.first = min(self.first, last) // capacity * capacity
        self.shown = self.keys[self.first : self.first + capacity]
        self.pager.tell(self.first, len(self.shown), len(self.keys))
        while len(self.tiles) < len(self.shown):
            self.tiles.append(Tile(self.workspace, self.shown[len(self.tiles)], self.board))
            self.tiles[-1].chosen.connect(self._choose)
        columns = self.columns()
        rows = -(-min(capacity, len(self.keys)) // columns)
        for number, tile in enumerate(self.tiles):
            if number < len(self.shown):
                key = self.shown[number]
                tile.setGeometry(self.board.cell(number, rows, columns))
                if tile.fixed != key or tile.by_region != by_region:
                    tile.by_region = by_region
                    tile.show_series(key)
                tile.mark(key == self.workspace.selection.series)
            tile.setVisible(number < len(self.shown))

    def pages(self) -> Iterator[tuple[int, Tile]]:
        """Every chart with its place among all, page after page; then the page that was in sight again."""
        first, capacity = self.first, self.capacity()
        for begin in range(0, len(self.keys), capacity):
            self.first = begin
            self._lay()
            yield from enumerate(self.tiles[: len(self.shown)], start=begin)
        self.first = first
        self._lay()

    def _light(self, _: str) -> None:
        for tile in self.tiles:
            if tile.isVisible():
                tile.light()


class Board(QWidget):
    """Where the charts of a page stand; however many they are, it asks for the room of one."""

    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumSize(160, 110)

    def cell(self, number: int, rows: int, columns: int) -> QRect:
        """The place of a chart among so many rows and columns (pixels)."""
        row, column = divmod(number, columns)
        left, right = (self.width() * at // columns for at in (column, column + 1))
        top, bottom = (self.height() * at // rows for at in (row, row + 1))
        return QRect(left, top, right - left - _SPACING, bottom - top - _SPACING)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size has room for other charts."""
        super().resizeEvent(event)
        self.resized.emit()


class Pager(QWidget):
    """Which of how many are in sight, between two buttons; `turned` carries a page's step back or on."""

    turned = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.back, self.place, self.on = QToolButton(), QLabel(), QToolButton()
        self.place.setTextFormat(Qt.TextFormat.PlainText)
        self.place.setProperty("role", "note")
        self.setFixedHeight(pixels(18))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for widget in (self.back, self.place, self.on):
            layout.addWidget(widget)
        for button, sign, by in ((self.back, "‹", -1), (self.on, "›", 1)):
            button.setText(sign)
            button.setProperty("quiet", True)
            button.clicked.connect(lambda _=False, by=by: self.turned.emit(by))

    def retranslate(self) -> None:
        """Tips in the language in force."""
        for button, text in (
            (self.back, tr("PathGrid", "Previous page (PgUp)")),
            (self.on, tr("PathGrid", "Next page (PgDn)")),
        ):
            button.setToolTip(text)
            button.setAccessibleName(text)

    def tell(self, first: int, count: int, among: int) -> None:
        """Say which are in sight; nothing where all are."""
        text = tr("PathGrid", "{first}–{last} of {all}")
        self.place.setText(text.format(first=first + 1, last=first + count, all=f"{among:,}"))
        self.back.setEnabled(first > 0)
        self.on.setEnabled(first + count < among)
        self.setVisible(count < among)


class Tile(PathChart):
    """One small chart; `chosen` carries its series when it is clicked."""

    chosen = Signal(object)

    def __init__(self, workspace: Workspace, series: SeriesKey, parent: QWidget) -> None:
        self.marked, self.by_region, self.lit = False, True, False
        super().__init__(workspace, parent, series=series, compact=True)

    def titled(self, what: str, where: str) -> str:
        """What all have in common is in the wall's title."""
        return where if self.by_region else what

    def mark(self, wanted: bool) -> None:
        """Show that this is the series looked at."""
        if wanted != self.marked:
            self.marked = wanted
            self.update()

    def light(self) -> None:
        """Show whether its region is pointed at, where each chart is another region's."""
        lit = self.by_region and self.series.region == self.workspace.hovered_region
        if lit != self.lit:
            self.lit = lit
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline around the series looked at, and around a region pointed at."""
        if self.marked or self.lit:
            painter = QPainter(self)
            painter.setPen(theme().accent if self.marked else theme().secondary)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Its region is pointed at."""
        super().enterEvent(event)
        self.workspace.hover_region(self.series.region)

    def leaveEvent(self, event: QEvent) -> None:
        """No region is pointed at."""
        super().leaveEvent(event)
        self.workspace.hover_region("")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click anywhere in it looks at its series."""
        if event.button() == Qt.MouseButton.LeftButton and self.fixed is not None:
            self.chosen.emit(self.fixed)


class ScenarioNames(QWidget):
    """Which colour is which scenario, said once for the whole wall, in as many lines as it takes to name all."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self._looks: object = None
        self.setFixedHeight(_NAME_LINE)
        for signal in (workspace.opened, workspace.changed, workspace.view_changed, appearance.changed):
            signal.connect(self._renew)

    def _renew(self, *_: object) -> None:
        document = self.workspace.document
        named_here = tuple(
            (name, named(document.scenarios[name]), document.hues[name])
            for name in (document.active, *self.workspace.compared)
        )
        looks = (named_here, self.width(), theme(), SCREEN.typeface(), SCREEN.typeface(strong=True))
        if looks == self._looks:
            return
        self._looks = looks
        self.setFixedHeight(self.height_in(self.width()))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower room takes more lines."""
        super().resizeEvent(event)
        self._renew()

    def paintEvent(self, event: QPaintEvent) -> None:
        """All names."""
        self.draw(QPainter(self), self.width())

    def height_in(self, room: float) -> int:
        """How high all names are in a room so wide (pixels)."""
        return round(max((place.bottom() for _, place in self._placed(room)), default=_NAME_LINE))

    def _placed(self, room: float) -> list[tuple[str, QRectF]]:
        """Each scenario's id with its place, the one being edited first."""
        document, found = self.workspace.document, []
        left, top = 0.0, 0.0
        for name in (document.active, *self.workspace.compared):
            metrics = chart_metrics(strong=name == document.active)
            width = min(metrics.horizontalAdvance(named(document.scenarios[name])) + 24, max(room, 60.0))
            if left and left + width > room:
                left, top = 0.0, top + _NAME_LINE
            found.append((name, QRectF(left, top, width, _NAME_LINE)))
            left += width + 16
        return found

    def draw(self, painter: QPainter, room: float) -> None:
        """A stroke and a name for each, the one being edited first and strong."""
        document = self.workspace.document
        hues = document.hues
        for name, place in self._placed(room):
            scenario, strong = document.scenarios[name], name == document.active
            colour = scenario_colour(hues[name])
            painter.fillRect(QRectF(place.left(), place.top() + 8, 14, 3 if strong else 2), colour)
            painter.setFont(chart_font(strong=strong))
            painter.setPen(text_colour(colour))
            spot = place.adjusted(19, 0, 0, 0)
            text = chart_metrics(strong=strong).elidedText(
                named(scenario), Qt.TextElideMode.ElideRight, spot.width()
            )
            painter.drawText(spot, LEFT, text)
