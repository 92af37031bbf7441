"""The selected range of a table under keys and mouse: its frame, its handle that fills, and how it is stretched."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QItemSelectionModel, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QRegion
from PySide6.QtWidgets import QApplication

from npfdesk.ui.look.language import tr
from npfdesk.ui.tables.cell_hint import CellHint
from npfdesk.ui.tables.cell_view import CellView
from npfdesk.ui.tables.figure_model import Cell, FigureModel, Typed
from npfdesk.ui.tables.filling import filling, reached
from npfdesk.ui.tables.frozen_columns import FrozenNames
from npfdesk.ui.tables.selected_range import (
    OUTSIDE,
    CellRange,
    edge_of_block,
    end_beside,
    on_handle,
    paint_frame,
    paint_reach,
    place_of,
    selected_ranges,
)

_KEYS = Qt.Key
_FLAGS = QItemSelectionModel.SelectionFlag
_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_ARROWS: Final = {
    _KEYS.Key_Up: (-1, 0),
    _KEYS.Key_Down: (1, 0),
    _KEYS.Key_Left: (0, -1),
    _KEYS.Key_Right: (0, 1),
}


class RangeKeys(QObject):
    """What is done to the selected range of one table.

    The current cell stays where the range was begun while keys and Shift with the mouse move the range's other corner, as in
    Excel. `ranges` are the selected cells. A drag of the handle fills when the button is let go, as one step; Escape ends it.
    """

    def __init__(self, table: CellView, figures: FigureModel) -> None:
        super().__init__(table)
        self.table, self.figures = table, figures
        self.frozen: FrozenNames | None = None
        self.ranges: tuple[CellRange, ...] = ()
        self.reach: CellRange | None = None
        self.hint = CellHint(table.viewport())
        self._filled_from: CellRange | None = None
        self._filling_of: tuple[CellRange, bool, list[Typed]] | None = None
        self._pressed: Cell | None = None
        self._stretching = False
        for signal in (figures.rowsInserted, figures.rowsRemoved, figures.layoutChanged):
            signal.connect(self.follow)

    def also_on(self, frozen: FrozenNames) -> None:
        """Paint the frame on the frozen names too."""
        self.frozen = frozen
        frozen.several = self.table.several
        frozen.painted.connect(lambda: self._paint_on(frozen))

    @property
    def shown(self) -> list[int]:
        """The columns that are not hidden, in order."""
        return [at for at in range(len(self.figures.columns)) if not self.table.isColumnHidden(at)]

    @property
    def block(self) -> CellRange | None:
        """The selected cells where they form a rectangle; None else."""
        return self.ranges[0] if len(self.ranges) == 1 else None

    def _current(self) -> Cell:
        at = self.table.currentIndex()
        return at.row(), at.column()

    # its frame

    def follow(self, *_: object) -> None:
        """Take over what is selected now, and paint its frame where it was and is."""
        before, self.ranges = self.ranges, selected_ranges(self.table.selectionModel().selection())
        if before == self.ranges:
            return
        self.table.several = sum(one.count for one in self.ranges) > 1
        viewport = self.table.viewport()
        if max(len(before), len(self.ranges)) > 1:
            viewport.update()
        else:
            for one in (*before, *self.ranges):
                viewport.update(self._around(one))
        if self.frozen is not None:
            self.frozen.several = self.table.several
            if self.frozen.isVisible():
                self.frozen.viewport().update()

    def _around(self, cells: CellRange) -> QRect:
        return place_of(self.table, cells).adjusted(-OUTSIDE, -OUTSIDE, OUTSIDE, OUTSIDE)

    def _has_keys(self) -> bool:
        holder = QApplication.focusWidget()
        return holder is not None and (holder is self.table or self.table.isAncestorOf(holder))

    def paint(self, region: QRegion) -> None:
        """Paint the frame over the cells of the table, where it reaches into a region."""
        if any(region.intersects(self._around(one)) for one in self.ranges):
            paint_frame(self.table, self.ranges, self._has_keys(), self._fills(), len(self.figures.columns))
        if self.reach is not None and self.reach != self._filled_from:
            paint_reach(self.table, self.reach)

    def _paint_on(self, frozen: FrozenNames) -> None:
        if self.ranges:
            paint_frame(frozen, self.ranges, self._has_keys(), False, frozen.columns)

    def _fills(self) -> bool:
        """Whether the range has a handle: something in it can be typed."""
        block = self.block
        columns = self.figures.columns
        return block is not None and any(columns[at].editable for at in range(block.left, block.right + 1))

    # its handle

    def is_on_handle(self, point: QPoint) -> bool:
        """Whether a point of the viewport lies on the handle."""
        block = self.block
        return block is not None and self._fills() and on_handle(place_of(self.table, block), point)

    def press(self, event: QMouseEvent) -> bool:
        """Take a press of the left button on the handle, or with Shift on another corner; whether it was one."""
        point = event.position().toPoint()
        index = self.table.indexAt(point)
        self._pressed = None
        if self.is_on_handle(point):
            self.table.setFocus()
            self._filled_from = self.reach = self.block
            self._filling_of = None
            return True
        if event.modifiers() == _SHIFT and index.isValid() and self.table.currentIndex().isValid():
            self.table.setFocus()
            self._stretching = True
            self._stretch_to((index.row(), index.column()))
            return True
        if index.isValid() and not event.modifiers():
            self._pressed = (index.row(), index.column())
        return False

    def move(self, event: QMouseEvent) -> bool:
        """Follow the pointer with the dashed frame, or with the range; whether one of them is dragged."""
        if self._filled_from is None and not self._stretching:
            return False
        point = event.position().toPoint()
        cell = self._nearest(point)
        if self._stretching:
            self._stretch_to(cell)
            return True
        assert self._filled_from is not None
        reach = reached(self._filled_from, place_of(self.table, self._filled_from), cell, point)
        if reach != self._filled_from:
            self.table.scrollTo(self.figures.index(*cell))
        before, self.reach = self.reach, reach
        for one in (before, reach):
            if one is not None:
                self.table.viewport().update(self._around(one))
        self._tell(event)
        return True

    def _tell(self, event: QMouseEvent) -> None:
        """Say what the cell that is reached would say."""
        typed = self._filling(bool(event.modifiers() & _CTRL))
        last = typed[-1] if typed else None
        if last is None:
            self.hint.say("", QRect())
            return
        place = self.table.visualRect(self.figures.index(last[0], last[1]))
        self.hint.say(last[2] or tr("Tables", "empty"), place)

    def _nearest(self, point: QPoint) -> Cell:
        """The cell at a point, or the nearest one where the pointer has left the cells."""
        row, column = self.table.rowAt(point.y()), self.table.columnAt(point.x())
        area, last, shown = self.table.viewport().rect(), self.figures.rowCount() - 1, self.shown
        # one row or column further out than is shown, so that the table scrolls while the pointer moves out there
        if point.y() < area.top():
            row = max(self.table.rowAt(area.top()) - 1, 0)
        elif point.y() > area.bottom() and self.table.rowAt(area.bottom()) >= 0:
            row = min(self.table.rowAt(area.bottom()) + 1, last)
        if point.x() < area.left():
            edge = self.table.columnAt(area.left())
            column = max((at for at in shown if at < edge), default=shown[0])
        elif point.x() > area.right() and self.table.columnAt(area.right()) >= 0:
            edge = self.table.columnAt(area.right())
            column = min((at for at in shown if at > edge), default=shown[-1])
        return row if row >= 0 else last, column if column >= 0 else shown[-1]

    def _filling(self, turned: bool) -> list[Typed]:
        source, reach = self._filled_from, self.reach
        if source is None or reach is None or reach == source:
            return []
        if self._filling_of is None or self._filling_of[:2] != (reach, turned):
            # a drag passes many pixels of one cell
            self._filling_of = reach, turned, filling(self.figures, self.shown, source, reach, turned)
        return self._filling_of[2]

    def release(self, event: QMouseEvent) -> bool:
        """Fill what was reached; whether the handle or a corner was dragged."""
        if self._stretching:
            self._stretching = False
            return True
        if self._filled_from is None:
            self._keep_first()
            return False
        # what is filled is what the cells say now, whatever was undone during the drag
        self._filling_of = None
        typed, source, reach = self._filling(bool(event.modifiers() & _CTRL)), self._filled_from, self.reach
        self.cancel()
        if source is not None and reach is not None and typed:
            self._fill(typed, source, reach)
        return True

    def _keep_first(self) -> None:
        """After a drag over cells, the one where it began is the current one."""
        first, block = self._pressed, self.block
        if first is None or block is None or block.count < 2 or first == self._current():
            return
        if first[0] in (block.top, block.bottom) and first[1] in (block.left, block.right):
            self.table.selectionModel().setCurrentIndex(self.figures.index(*first), _FLAGS.NoUpdate)

    def _fill(self, typed: list[Typed], source: CellRange, reach: CellRange) -> None:
        self.table.selectionModel().select(reach.selection(self.figures), _FLAGS.ClearAndSelect)
        self.figures.enter(typed, beside=[(row, source.left) for row in range(source.top, source.bottom + 1)])

    def cancel(self) -> bool:
        """Let the handle go without filling; whether it was dragged."""
        dragged = self._filled_from is not None
        self._filled_from = self.reach = self._filling_of = None
        if dragged:
            self.hint.say("", QRect())
            self.table.viewport().update()
        return dragged

    def fill_beside(self, event: QMouseEvent) -> bool:
        """A double click on the handle fills down as far as the block beside goes; whether it was one."""
        block = self.block
        if block is None or not self.is_on_handle(event.position().toPoint()):
            return False
        self.cancel()
        end = end_beside(self.figures, self.shown, block)
        reach = CellRange(block.top, block.left, end, block.right)
        typed = (
            filling(self.figures, self.shown, block, reach, bool(event.modifiers() & _CTRL))
            if end > block.bottom
            else []
        )
        if typed:
            self._fill(typed, block, reach)
        return True

    # how it is stretched

    def _corners(self) -> tuple[Cell, Cell]:
        """Where the range was begun, and its other corner, which keys move."""
        row, column = self._current()
        block = self.block
        if block is None or not (block.top <= row <= block.bottom and block.left <= column <= block.right):
            return (row, column), (row, column)
        begun = (
            block.bottom if row == block.bottom else block.top,
            block.right if column == block.right else block.left,
        )
        return begun, (block.top + block.bottom - begun[0], block.left + block.right - begun[1])

    def _stretch_to(self, corner: Cell) -> None:
        self._select(CellRange.between(self._current(), corner))
        self.table.scrollTo(self.figures.index(*corner))

    def _select(self, cells: CellRange) -> None:
        self.table.selectionModel().select(cells.selection(self.figures), _FLAGS.ClearAndSelect)

    def take(self, event: QKeyEvent) -> bool:
        """Take a key that jumps along blocks or stretches the range; whether it was one."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shown = self.shown
        if not self.table.currentIndex().isValid() or not shown or held & ~(_SHIFT | _CTRL):
            return False
        key = _KEYS(event.key())
        if key == _KEYS.Key_Home and not held & _SHIFT:
            # the names are always in sight: the figures beside them go home with the current cell
            self.table.horizontalScrollBar().setValue(0)
        if not held:
            return self._take_edge(key)
        if key == _KEYS.Key_Space:
            return self._take_lines(held)
        begun, corner = self._corners()
        if held & _SHIFT:
            target = self._target(key, held, begun, corner)
            if target is None:
                return False
            self._select(CellRange.between(begun, target))
            self.table.scrollTo(self.figures.index(*target))
            return True
        at = self._current()
        target = self._target(key, held, at, at)
        if target is None:
            return False
        index = self.figures.index(*target)
        self.table.selectionModel().setCurrentIndex(index, _FLAGS.ClearAndSelect)
        self.table.scrollTo(index)
        return True

    def _take_edge(self, key: Qt.Key) -> bool:
        """An arrow that leads out of the table leaves the current cell alone of a range, as one within it does."""
        at = self._current()
        if key not in _ARROWS or sum(one.count for one in self.ranges) < 2:
            return False
        if self._target(key, Qt.KeyboardModifier.NoModifier, at, at) != at:
            return False
        self._select(CellRange.between(at, at))
        return True

    def _target(self, key: Qt.Key, held: Qt.KeyboardModifier, begun: Cell, corner: Cell) -> Cell | None:
        """Where a key moves a corner of the range; None for a key that does not."""
        shown, rows = self.shown, self.figures.rowCount()
        jump = bool(held & _CTRL)
        if key in _ARROWS:
            down, across = _ARROWS[key]
            if jump:
                start = (corner[0], self._current()[1]) if down else (self._current()[0], corner[1])
                edge = edge_of_block(self.figures, shown, start, down, across)
            else:
                near = [at for at in shown if (at - corner[1]) * across > 0]
                column = corner[1] if not near else near[0] if across > 0 else near[-1]
                edge = (min(max(corner[0] + down, 0), rows - 1), column)
            return (edge[0], corner[1]) if down else (corner[0], edge[1])
        if key in (_KEYS.Key_Home, _KEYS.Key_End):
            first = key == _KEYS.Key_Home
            row = (0 if first else rows - 1) if jump else corner[0]
            return row, shown[0] if first else shown[-1]
        if key in (_KEYS.Key_PageUp, _KEYS.Key_PageDown) and not jump:
            page = max(self.table.viewport().height() // max(self.table.rowHeight(0), 1) - 1, 1)
            by = page if key == _KEYS.Key_PageDown else -page
            return min(max(corner[0] + by, 0), rows - 1), corner[1]
        return None

    def _take_lines(self, held: Qt.KeyboardModifier) -> bool:
        """Shift+Space selects whole rows, Ctrl+Space whole columns."""
        row, column = self._current()
        shown = self.shown
        block = self.block or CellRange(row, column, row, column)
        if held == _SHIFT:
            self._select(CellRange(block.top, shown[0], block.bottom, shown[-1]))
        elif held == _CTRL:
            self._select(CellRange(0, block.left, self.figures.rowCount() - 1, block.right))
        return held in (_SHIFT, _CTRL)
