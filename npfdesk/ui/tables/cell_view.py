"""The view under the tables of figures: it knows what its cells show, and repaints those alone that show something else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QTableView, QWidget

from npfdesk.plan.document import Document
from npfdesk.ui.look.colours import appearance, theme
from npfdesk.ui.region_highlight import highlight_colour
from npfdesk.ui.tables.cell_marks import (
    paint_bar,
    paint_corner,
    paint_handle,
    paint_note_corner,
)
from npfdesk.ui.tables.columns import strong
from npfdesk.ui.tables.figure_model import CellLook, FigureModel, RestsOn
from npfdesk.ui.tables.share_marks import LOCK_WIDTH, paint_lock

MARGIN = 8
"""The room [px] between a cell's edges and its text."""
_MOST_CUT = 4096
_ONE_LINE = int(Qt.TextFlag.TextSingleLine)

Index = QModelIndex | QPersistentModelIndex
ChangedLook = tuple[int, CellLook]
"""The column of a cell, and what it shows now."""
_Span = tuple[int, int, int, int, int]
"""A column: its place among those shown, its place in the model, its left edge and width [px], the side of its texts."""


class _Shown(NamedTuple):
    """What the cells of a row show: of which document, in which columns, in which setting, and what they rest on."""

    document: Document
    columns: tuple[int, ...]
    looks: list[CellLook]
    setting: object
    resting: RestsOn


class _Wearing(NamedTuple):
    """What all cells of one painting have in common: the current cell, the selected ranges (top, bottom, left, right), fonts and colours."""

    current: tuple[int, int]
    selected: tuple[tuple[int, int, int, int], ...]
    font: QFont
    strong: QFont
    ink: QColor
    chosen: QColor
    hairline: QColor
    lit: QColor | None
    """The ground of the rows whose region is hovered; None where none is."""

    def selected_columns(self, row: int) -> set[int]:
        """The columns in which a row is selected."""
        found: set[int] = set()
        for top, bottom, left, right in self.selected:
            if top <= row <= bottom:
                found.update(range(left, right + 1))
        return found


class CellView(QTableView):
    """Paints cells of figures directly, which is several times faster than the style sheet.

    What the cells in sight show is kept, with the document of which they show it. After a change of the model the
    cells that show something else are painted again, and no other. Where `several` cells are selected, the
    current one keeps a ground of its own.
    """

    several = False

    def __init__(self, figures: FigureModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = figures
        # all of it is painted here: what lies behind need not be painted first
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._shown: dict[int, _Shown] = {}
        self._columns: tuple[int, ...] | None = None
        # the same texts come with every repaint, and cutting or measuring one costs as much as drawing it
        self._texts_cut: dict[tuple[str, int, bool], str] = {}
        self._advances: dict[tuple[str, bool], int] = {}
        self._strong: QFont | None = None
        appearance.changed.connect(self._forget_fonts)
        for signal in (
            figures.modelAboutToBeReset,
            figures.layoutAboutToBeChanged,
            figures.rowsAboutToBeInserted,
            figures.rowsAboutToBeRemoved,
        ):
            signal.connect(self.forget)

    # what the cells show

    def forget(self, *_: object) -> None:
        """Ask for what the cells show anew at the next painting: rows move."""
        self._shown.clear()
        self._columns = None

    def setColumnHidden(self, column: int, hide: bool) -> None:
        """Hide a column, or show it."""
        super().setColumnHidden(column, hide)
        self._columns = None

    def columns_shown(self) -> tuple[int, ...]:
        """The columns that are not hidden, in order."""
        if self._columns is None:
            columns = range(len(self.figures.columns))
            self._columns = tuple(at for at in columns if not self.isColumnHidden(at))
        return self._columns

    def rows_in_sight(self) -> range:
        """The rows of which at least a part is in sight."""
        top, bottom = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        if top < 0:
            return range(0)
        return range(top, (self.figures.rowCount() - 1 if bottom < 0 else bottom) + 1)

    def looks_of(self, row: int, columns: tuple[int, ...]) -> list[CellLook]:
        """What the cells of a row show; those that showed something else until now are painted again."""
        before = self._shown.get(row)
        if before is None or before.columns != columns:
            # it is about to be painted
            return self._look(row, columns, before)
        if before.document is not self.figures.workspace.document:
            cells = self._look_again(row, columns)
            if cells:
                self._paint_again(row, row, (cells[0][0], cells[-1][0]))
        return self._shown[row].looks

    def _look(self, row: int, columns: tuple[int, ...], before: _Shown | None) -> list[CellLook]:
        figures, kept = self.figures, None
        resting = figures.rests_on(row)
        if before is not None and before.columns == columns and before.setting is figures.setting:
            kept = before.looks if before.resting.steady == resting.steady else None
            if kept is not None and before.resting.others == resting.others:
                self._shown[row] = before._replace(document=figures.workspace.document)
                return kept
        looks = figures.looks(row, columns, kept)
        self._shown[row] = _Shown(figures.workspace.document, columns, looks, figures.setting, resting)
        return looks

    def _look_again(self, row: int, columns: tuple[int, ...]) -> list[ChangedLook]:
        """Ask what the cells of a row show; those that showed something else."""
        before = self._shown.get(row)
        looks = self._look(row, columns, before)
        if before is not None and looks is before.looks:
            return []
        if before is None or before.columns != columns:
            return list(zip(columns, looks, strict=True))
        return [
            (at, look)
            for at, look, shown in zip(columns, looks, before.looks, strict=True)
            if look is not shown and look != shown
        ]

    def _paint_again(self, first: int, last: int, columns: tuple[int, int]) -> None:
        """Paint the cells of some rows again, in some columns: each from the first to the last."""
        left = self.columnViewportPosition(columns[0])
        right = self.columnViewportPosition(columns[1]) + self.columnWidth(columns[1])
        top = self.rowViewportPosition(first)
        bottom = self.rowViewportPosition(last) + self.rowHeight(last)
        self.viewport().update(left, top, right - left, bottom - top)

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Paint the cells in sight again that show something else."""
        if QAccessible.isActive():
            super().dataChanged(first, last, roles)
        if not self.isVisible():
            self._shown.clear()
            return
        at = self.currentIndex()
        if self.state() == self.State.EditingState and first.row() <= at.row() <= last.row():
            # the open editor follows its cell
            super().dataChanged(at, at, roles)
        sight, columns = self.rows_in_sight(), self.columns_shown()
        changed = range(max(first.row(), sight.start), min(last.row() + 1, sight.stop))
        for row in [row for row in self._shown if row not in sight]:
            del self._shown[row]
        found: list[ChangedLook] = []
        # rows below each other that change from the same column to the same one are painted at once
        spans: list[tuple[int, int, tuple[int, int]]] = []
        for row in changed:
            cells = self._look_again(row, columns)
            if not cells:
                continue
            found += cells
            # from the first to the last: a changed parameter moves the cells of all years behind it
            across = cells[0][0], cells[-1][0]
            if spans and spans[-1][1:] == (row - 1, across):
                spans[-1] = spans[-1][0], row, across
            else:
                spans.append((row, row, across))
        for span in spans:
            self._paint_again(*span)
        if found:
            self.looks_changed(found)

    def looks_changed(self, cells: Sequence[ChangedLook]) -> None:
        """Follow cells in sight that show something else."""

    # how they are painted

    def _forget_fonts(self) -> None:
        self._texts_cut.clear()
        self._advances.clear()
        self._strong = None

    def _strong_font(self) -> QFont:
        # a font that was made anew looks for its letters anew
        if self._strong is None:
            self._strong = strong()
        return self._strong

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells that lie in what is to be painted."""
        region = event.region()
        bounds = region.boundingRect()
        painter = QPainter(self.viewport())
        painter.fillRect(bounds, QColor(theme().paper))
        top, bottom = self.rowAt(bounds.top()), self.rowAt(bounds.bottom())
        first, last = self.columnAt(bounds.left()), self.columnAt(bounds.right())
        if top >= 0 and first >= 0:
            self._paint_rows(painter, region, (top, bottom), (first, last))
        painter.end()

    def _paint_rows(
        self, painter: QPainter, region: QRegion, rows: tuple[int, int], columns_in: tuple[int, int]
    ) -> None:
        """Paint the cells of some rows and columns, from the first to the last (-1: to the end), that lie in a region."""
        (top, bottom), (first, last) = rows, columns_in
        shown, columns = self.columns_shown(), self.figures.columns
        spans = [
            (place, at, self.columnViewportPosition(at), self.columnWidth(at), columns[at].side)
            for place, at in enumerate(shown)
            if first <= at and (at <= last or last < 0)
        ]
        wearing, parts = self._wearing(), _parts(region)
        for row in range(top, (self.figures.rowCount() - 1 if bottom < 0 else bottom) + 1):
            y, height = self.rowViewportPosition(row), self.rowHeight(row)
            within = spans
            if parts:
                left, right = _reach(parts, y, height)
                within = [one for one in spans if one[2] <= right and one[2] + one[3] > left]
            if within:
                self._paint_row(painter, row, self.looks_of(row, shown), within, (y, height), wearing)

    def _wearing(self) -> _Wearing:
        """What all cells have in common now."""
        current, wearing = self.currentIndex(), theme()
        return _Wearing(
            (current.row(), current.column()),
            tuple(
                (one.top(), one.bottom(), one.left(), one.right())
                for one in self.selectionModel().selection().toList()
            ),
            self.font(),
            self._strong_font(),
            QColor(wearing.ink),
            QColor(wearing.chosen),
            QColor(wearing.hairline),
            highlight_colour() if self.figures.workspace.hovered_region else None,
        )

    def _paint_row(
        self,
        painter: QPainter,
        row: int,
        looks: list[CellLook],
        spans: list[_Span],
        across: tuple[int, int],
        wearing: _Wearing,
    ) -> None:
        """Paint some cells of a row, which begins at so many pixels and is so high."""
        y, height = across
        at_current = wearing.current[1] if wearing.current[0] == row else -1
        chosen, texts = wearing.selected_columns(row), self._texts_cut
        lit = wearing.lit if wearing.lit is not None and self.figures.is_highlighted(row) else None
        # most cells beside each other are written alike
        heavy: bool | None = None
        pen: QColor | None = None
        marked = False
        for place, at, x, width, side in spans:
            look = looks[place]
            own = look.ground if look.ground is not None else lit
            keeps = own is not None and self.several and at == at_current
            ground = wearing.chosen if at in chosen and not keeps else own
            if ground is not None:
                painter.fillRect(x, y, width, height, ground)
            marked = marked or look.leading or look.deviating or look.noted or at == at_current
            if not look.text:
                continue
            room = width - 2 * MARGIN
            if look.locked:
                room -= LOCK_WIDTH
                paint_lock(painter, QRect(x, y, width, height))
                pen = None
            if look.strong is not heavy:
                heavy = look.strong
                painter.setFont(wearing.strong if heavy else wearing.font)
            ink = look.ink or wearing.ink
            if ink is not pen:
                pen = ink
                painter.setPen(ink)
            text = texts.get((look.text, room, look.strong))
            if text is None:
                text = self._fitted(painter, look.text, room, look.strong)
            painter.drawText(x + MARGIN, y, room, height - 1, side | _ONE_LINE, text)
        begin, end = spans[0][2], spans[-1][2] + spans[-1][3]
        painter.fillRect(begin, y + height - 1, end - begin, 1, wearing.hairline)
        if not marked:
            return
        for place, at, x, width, _ in spans:
            look = looks[place]
            if look.leading or look.deviating or look.noted or at == at_current:
                self._paint_marks(painter, row, at, look, QRect(x, y, width, height))

    def _paint_marks(self, painter: QPainter, row: int, at: int, look: CellLook, rect: QRect) -> None:
        if look.leading:
            paint_bar(painter, rect)
        if look.deviating:
            paint_corner(painter, rect)
        if look.noted:
            paint_note_corner(painter, rect)
        current = self.currentIndex()
        if (row, at) != (current.row(), current.column()):
            return
        if not (self.hasFocus() or self.viewport().hasFocus()):
            return
        if self.figures.columns[at].grip(row) is not None:
            paint_handle(painter, rect)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.several and look.ground is not None:
            # on a ground of its own the frame is that of the whole range
            painter.setPen(QPen(QColor(theme().accent), 1))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        else:
            painter.setPen(QPen(QColor(theme().accent), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def advance(self, look: CellLook) -> int:
        """How wide the text of a cell is [px]."""
        key = look.text, look.strong
        width = self._advances.get(key)
        if width is None:
            if len(self._advances) >= _MOST_CUT:
                self._advances.clear()
            metrics = QFontMetrics(self._strong_font()) if look.strong else self.fontMetrics()
            width = self._advances[key] = metrics.horizontalAdvance(look.text)
        return width

    def _fitted(self, painter: QPainter, text: str, width: int, bold: bool) -> str:
        """A text as one line, cut where it is wider [px] than its cell; what comes of it is kept."""
        if len(self._texts_cut) >= _MOST_CUT:
            self._texts_cut.clear()
        # line breaks from the workbook are shown as spaces
        line = " ".join(text.split("\n"))
        shown = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, width)
        self._texts_cut[text, width, bold] = shown
        return shown


def _parts(region: QRegion) -> list[tuple[int, int, int, int]]:
    """The rectangles (left, right, top, bottom) of a region, of which rows may meet some; none where it is one."""
    if region.rectCount() == 1:
        return []
    # iterable, though its stub does not say so
    rectangles: Iterable[QRect] = region  # type: ignore[assignment]
    return [(one.left(), one.right(), one.top(), one.bottom()) for one in rectangles]


def _reach(parts: Iterable[tuple[int, int, int, int]], y: int, height: int) -> tuple[int, int]:
    """From where to where the parts of a region reach in a row; right of itself where they do not."""
    within = [(left, right) for left, right, top, bottom in parts if top < y + height and bottom >= y]
    if not within:
        return 1, 0
    return min(left for left, _ in within), max(right for _, right in within)
