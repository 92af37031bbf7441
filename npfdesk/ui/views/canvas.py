"""A painted surface that scrolls: drawn as far as it is seen, drawn whole for a picture of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from npfdesk.plan.series import SeriesKey
from npfdesk.ui.charts.captions import plain_tip
from npfdesk.ui.look.colours import theme
from npfdesk.ui.look.language import language
from npfdesk.ui.look.repainting import Parts, Repainting
from npfdesk.ui.workspace import Workspace

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
MIDDLE = Qt.AlignmentFlag.AlignCenter
ARROWS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
"""The step in rows and columns that an arrow key asks for."""


class Canvas(QAbstractScrollArea):
    """What all painted views share: scrolling by pixels, tips, choosing by pointer and keys, lighting a region.

    A view says how large it is (`content`), draws itself (`draw`), and what lies at a point (`series_at`,
    `region_at`, `tip_at`) or one step on (`stepped`). A view that says what its parts show (`parts`) paints after an edit
    only those that show something else, and draws where `wants` asks for it. `failed` carries the mistake of the program that stopped a frame.
    """

    failed = Signal(object)
    _made: bool = False

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setMinimumSize(160, 90)
        self.paints = 0
        self._repainting = Repainting(self.viewport())
        self._made = True
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.setSingleStep(24)
        workspace.region_hovered.connect(self.light)

    def content(self, size: QSizeF) -> QSizeF:
        """How large the whole is, where `size` is in sight (pixels)."""
        return size

    def draw(self, painter: QPainter, size: QSizeF, offset: QPointF) -> None:
        """Draw what is seen through a frame of `size` that stands `offset` into the whole (pixels)."""
        raise NotImplementedError

    def series_at(self, point: QPointF) -> SeriesKey | None:
        """The series that a click there looks at."""
        return None

    def region_at(self, point: QPointF) -> str:
        """The region that lies there."""
        series = self.series_at(point)
        return series.region if series is not None else ""

    def tip_at(self, point: QPointF) -> str:
        """The exact figures of what lies there, a line each."""
        return ""

    def stepped(self, key: Qt.Key) -> SeriesKey | None:
        """The series that a key goes on to."""
        return None

    def line_after(self, key: Qt.Key, line: int, count: int, height: float = 0.0) -> int | None:
        """The line that a key goes on to from one (-1: none): up, down, Home, End, and of lines of one height (pixels) a page."""
        last = count - 1
        wanted = {
            Qt.Key.Key_Up: max(line - 1, 0),
            Qt.Key.Key_Down: min(line + 1, last),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if height:
            page = max(int(self.viewport().height() // height) - 1, 1)
            wanted |= {Qt.Key.Key_PageUp: max(line - page, 0), Qt.Key.Key_PageDown: min(line + page, last)}
        return wanted.get(key) if count else None

    def series_after(self, key: Qt.Key, series: Sequence[SeriesKey], height: float) -> SeriesKey | None:
        """The series that a key goes on to from the one looked at, of series in lines of one height (pixels)."""
        chosen = self.workspace.selection.series
        line = self.line_after(key, series.index(chosen) if chosen in series else -1, len(series), height)
        return series[line] if line is not None else None

    def place_of(self, series: SeriesKey) -> QRectF | None:
        """Where in the whole a series is drawn, head and names aside; None where it is not."""
        return None

    def frozen(self) -> QSizeF:
        """How much of the left and of the top does not scroll (pixels)."""
        return QSizeF(0, 0)

    @property
    def offset(self) -> QPointF:
        """How far it is scrolled (pixels)."""
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def seen(self) -> QSizeF:
        """How much is in sight (pixels)."""
        return QSizeF(self.viewport().size())

    def parts(self) -> Parts | None:
        """What is shown, part by part; None where it is painted whole or not at all."""
        return None

    def surroundings(self) -> tuple[object, ...]:
        """What every part rests on, whatever the view."""
        workspace = self.workspace
        return (
            self.viewport().size(),
            self.horizontalScrollBar().value(),
            self.verticalScrollBar().value(),
            workspace.hovered_region,
            workspace.selection,
            workspace.year,
            self.hasFocus(),
            theme(),
            language(),
        )

    def wanted(self, size: QSizeF) -> QRectF:
        """Of a frame of `size` the part around all that is painted now (pixels of the viewport)."""
        return self._repainting.within(QRectF(QPointF(0, 0), size))

    def frames(self, size: QSizeF) -> list[QRectF]:
        """The rectangles of a frame of `size` that are painted now, none over another (pixels of the viewport)."""
        return self._repainting.frames(QRectF(QPointF(0, 0), size))

    def wants(self, place: QRectF) -> bool:
        """Whether a place of the viewport is painted in this frame (pixels)."""
        return self._repainting.wants(place)

    def renew(self) -> None:
        """What is drawn may be another: measure it, and paint in the next frame what is."""
        self._measure()
        self._repainting.renew(self.parts())

    def follow(self, said: Mapping[int, object]) -> None:
        """Paint in the next frame those of some parts (see `parts`) that say something else, where nothing else does."""
        if not self._repainting.follow(said):
            self.renew()

    def light(self, _: str = "") -> None:
        """Another region is pointed at."""
        if self.isVisible():
            self.viewport().update()

    def show_series(self, series: SeriesKey) -> None:
        """Scroll as little as it takes to show a series' place whole."""
        place, frozen, seen = self.place_of(series), self.frozen(), self.seen()
        if place is None:
            return
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(
            round(
                min(max(across.value(), place.right() - seen.width()), max(place.left() - frozen.width(), 0))
            )
        )
        down.setValue(
            round(
                min(max(down.value(), place.bottom() - seen.height()), max(place.top() - frozen.height(), 0))
            )
        )

    def sizeHint(self) -> QSize:
        """Room for ten counties."""
        return QSize(320, 300)

    def _measure(self) -> None:
        seen = self.seen()
        whole = self.content(seen)
        for bar, room, needed in (
            (self.horizontalScrollBar(), seen.width(), whole.width()),
            (self.verticalScrollBar(), seen.height(), whole.height()),
        ):
            bar.setPageStep(int(room))
            bar.setRange(0, max(0, round(needed - room)))

    def changeEvent(self, event: QEvent) -> None:
        """Another font or language: nothing stands where it stood."""
        # Qt sends changes while it is still being made
        if self._made:
            self._repainting.forget()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The scroll bars follow the size."""
        self._repainting.forget()
        super().resizeEvent(event)
        self._measure()

    def scrollContentsBy(self, across: int, down: int) -> None:
        """What is scrolled stands elsewhere."""
        self._repainting.forget()
        super().scrollContentsBy(across, down)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is in sight."""
        self.paints += 1
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._repainting.begin(event)
        try:
            self.paint_seen(painter, event)
        except Exception as mistake:  # noqa: BLE001 - told in the view's place, in the log and the crash dialog
            # the next frame covers whatever this one left half drawn
            self._repainting.forget()
            self.failed.emit(mistake)
        finally:
            self._repainting.end()
            painter.end()

    def paint_seen(self, painter: QPainter, event: QPaintEvent) -> None:
        """Paint what is exposed of what is in sight."""
        self.draw(painter, self.seen(), self.offset)

    def viewportEvent(self, event: QEvent) -> bool:
        """A tip with the exact figures; nothing is pointed at once the pointer has left."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(
                event.globalPos(), plain_tip(self.tip_at(QPointF(event.pos()))), self.viewport()
            )
            return True
        if event.type() == QEvent.Type.Leave:
            self.workspace.hover_region("")
        return super().viewportEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The region under the pointer is lit in every view."""
        self.workspace.hover_region(self.region_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click looks at what lies there."""
        series = self.series_at(event.position())
        if series is not None and event.button() == Qt.MouseButton.LeftButton:
            self.choose(series)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys go from one series to the next."""
        series = self.stepped(Qt.Key(event.key()))
        if series is None:
            super().keyPressEvent(event)
            return
        self.choose(series)
        self.show_series(series)

    def choose(self, series: SeriesKey) -> None:
        """Look at a series, in the whole window."""
        self.workspace.select(region=series.region, industry=series.industry, indicator=series.indicator)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who has the keys is seen."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Who has the keys is seen."""
        super().focusOutEvent(event)
        self.viewport().update()
