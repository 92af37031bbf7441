"""The selected range as spreadsheets have it: a frame round it, the handle at its corner, jumps along blocks of figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QItemSelection, QPoint, QRect, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QRegion
from PySide6.QtWidgets import QTableView

from npfdesk.ui.look.colours import theme
from npfdesk.ui.tables.figure_model import Cell, FigureModel

HANDLE: Final = 8
"""The side of the handle at the corner of the frame, in pixels."""
_REACH: Final = 4
_WIDTH: Final = 2
OUTSIDE: Final = HANDLE + _WIDTH
"""How far the frame and its handle reach out of the cells that they lie round, in pixels."""


@dataclass(frozen=True)
class CellRange:
    """A rectangle of cells, the first and last row and column included."""

    top: int
    left: int
    bottom: int
    right: int

    @staticmethod
    def between(one: Cell, other: Cell) -> CellRange:
        """The range of which two cells are opposite corners."""
        (top, bottom), (left, right) = sorted((one[0], other[0])), sorted((one[1], other[1]))
        return CellRange(top, left, bottom, right)

    @property
    def count(self) -> int:
        """How many cells it has."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)

    def united(self, other: CellRange) -> CellRange:
        """The least range that holds both."""
        return CellRange(
            min(self.top, other.top),
            min(self.left, other.left),
            max(self.bottom, other.bottom),
            max(self.right, other.right),
        )

    def selection(self, figures: FigureModel) -> QItemSelection:
        """The range as a selection in a table."""
        return QItemSelection(figures.index(self.top, self.left), figures.index(self.bottom, self.right))


def selected_ranges(selection: QItemSelection) -> tuple[CellRange, ...]:
    """The selected cells as ranges: one where they form a rectangle."""
    parts = tuple(CellRange(one.top(), one.left(), one.bottom(), one.right()) for one in selection.toList())
    if len(parts) < 2:
        return parts
    around = parts[0]
    for one in parts[1:]:
        around = around.united(one)
    return (around,) if sum(one.count for one in parts) == around.count else parts


# where it is painted


def place_of(view: QTableView, cells: CellRange) -> QRect:
    """Where a range lies in the viewport of a view; empty where all its columns are hidden."""
    shown = [at for at in range(cells.left, cells.right + 1) if not view.isColumnHidden(at)]
    if not shown:
        return QRect()
    left, top = view.columnViewportPosition(shown[0]), view.rowViewportPosition(cells.top)
    right = view.columnViewportPosition(shown[-1]) + view.columnWidth(shown[-1])
    bottom = view.rowViewportPosition(cells.bottom) + view.rowHeight(cells.bottom)
    return QRect(left, top, right - left, bottom - top)


def handle_of(place: QRect) -> QRect:
    """The handle of a range that lies at a place."""
    return QRect(place.right() - HANDLE + 3, place.bottom() - HANDLE + 3, HANDLE, HANDLE)


def on_handle(place: QRect, point: QPoint) -> bool:
    """Whether a point lies on the handle of a range, or close enough to be meant."""
    return not place.isEmpty() and handle_of(place).adjusted(-1, -1, _REACH, _REACH).contains(point)


def paint_frame(
    view: QTableView, ranges: Sequence[CellRange], focused: bool, handle: bool, beyond: int
) -> None:
    """Paint the frame round the selected ranges, and the handle of a single one; grey where the table has no focus.

    `beyond` is the first column that the view does not show: a range that goes on there is left open.
    """
    colour = QColor(theme().accent if focused else theme().border)
    painter = QPainter(view.viewport())
    painter.setPen(
        QPen(colour, _WIDTH, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap, Qt.PenJoinStyle.MiterJoin)
    )
    area = view.viewport().rect().adjusted(-OUTSIDE, -OUTSIDE, OUTSIDE, OUTSIDE)
    places = [_open(place_of(view, one), one.right >= beyond) for one in ranges]
    places = [one for one in places if one.intersects(area)]
    if len(places) == 1:
        # a drawn rectangle lies one pixel further out at the right and below
        painter.drawRect(places[0].adjusted(1, 1, -1, -1))
        if handle and places[0].right() <= area.right():
            _paint_handle(painter, places[0], colour)
    elif places:
        region = QRegion()
        for one in places:
            region += one.intersected(area)
        outline = QPainterPath()
        outline.addRegion(region)
        painter.drawPath(outline.simplified())
    painter.end()


def paint_reach(view: QTableView, cells: CellRange) -> None:
    """Paint the dashed frame up to which a drag of the handle would fill."""
    painter = QPainter(view.viewport())
    painter.setPen(QPen(QColor(theme().accent), _WIDTH, Qt.PenStyle.DashLine))
    painter.drawRect(place_of(view, cells).adjusted(1, 1, -1, -1))
    painter.end()


def _open(place: QRect, goes_on: bool) -> QRect:
    return place.adjusted(0, 0, OUTSIDE, 0) if goes_on else place


def _paint_handle(painter: QPainter, place: QRect, colour: QColor) -> None:
    """A square with an edge of the paper, so that it stands off the frame and the cells alike."""
    square = handle_of(place)
    painter.fillRect(square, QColor(theme().paper))
    painter.fillRect(square.adjusted(1, 1, 0, 0), QBrush(colour))


# where keys lead


def edge_of_block(figures: FigureModel, shown: Sequence[int], at: Cell, down: int, across: int) -> Cell:
    """Where Ctrl with an arrow leads from a cell: the edge of the block of filled cells, else the next filled one.

    `shown` are the columns that are not hidden, in order; `down` and `across` are the arrow's, −1, 0 or 1. Without a filled
    cell on the way it is the table's edge.
    """

    def is_filled(one: Cell) -> bool:
        return bool(figures.columns[one[1]].plain_text(one[0]).strip())

    if down:
        rows = range(at[0] + down, figures.rowCount() if down > 0 else -1, down)
        way = [(row, at[1]) for row in rows]
    else:
        way = [
            (at[0], column)
            for column in (shown if across > 0 else [*reversed(shown)])
            if (column - at[1]) * across > 0
        ]
    if not way:
        return at
    if is_filled(at) and is_filled(way[0]):
        last = way[0]
        for one in way[1:]:
            if not is_filled(one):
                break
            last = one
        return last
    return next((one for one in way if is_filled(one)), way[-1])


def end_beside(figures: FigureModel, shown: Sequence[int], source: CellRange) -> int:
    """The last row to which a double click on the handle fills: as far as the block beside the range goes down.

    The column left of the range counts, or the one right of it where nothing stands there; without either it is the range's own last row.
    """
    before = [at for at in shown if at < source.left][-1:]
    after = [at for at in shown if at > source.right][:1]
    for column in (*before, *after):
        end = source.bottom
        while end + 1 < figures.rowCount() and figures.columns[column].plain_text(end + 1).strip():
            end += 1
        if end > source.bottom:
            return end
    return source.bottom
