"""Where one stands in a table: the current cell and those chosen, found again when rows have moved."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QItemSelection, QItemSelectionModel

from npfdesk.ui.tables.model import FigureModel

MOST = 4000
"""Chosen cells that are found again; of more only the current one is."""
_FLAGS = QItemSelectionModel.SelectionFlag
Place = tuple[Hashable, str]


class CurrentCell:
    """The current cell and the chosen ones by what they are, not by where they are.

    What a filter hides keeps its place until it comes back or another cell is gone to. `left` is the column
    that was stood in before nothing was current any more ("" for none).
    """

    def __init__(self, figures: FigureModel) -> None:
        self.figures = figures
        self.current: Place | None = None
        self.chosen: tuple[Place, ...] = ()
        self.left = ""

    def column(self, selection: QItemSelectionModel) -> int:
        """The column of the current cell, or of the last one that was left; the first where there is none."""
        if selection.currentIndex().isValid():
            return selection.currentIndex().column()
        return next((at for at, one in enumerate(self.figures.columns) if one.name == self.left), 0)

    def leave(self, selection: QItemSelectionModel) -> None:
        """Stand nowhere; only the column is remembered."""
        self.left = self.figures.columns[selection.currentIndex().column()].name
        self.current, self.chosen = None, ()
        selection.clear()

    def keep(self, selection: QItemSelectionModel) -> None:
        """Before rows move."""
        at = selection.currentIndex()
        if not at.isValid() or at.row() >= self.figures.rowCount():
            return
        self.current = self._place(at.row(), at.column())
        ranges = selection.selection()
        count = sum(one.height() * one.width() for one in ranges.toList())
        # a lone cell is the current one
        few = 1 < count <= MOST
        self.chosen = tuple(self._place(one.row(), one.column()) for one in ranges.indexes()) if few else ()

    def _place(self, row: int, column: int) -> Place:
        return self.figures.identity(row), self.figures.columns[column].name

    def find(self, selection: QItemSelectionModel) -> bool:
        """After rows have moved; whether the current cell is still there."""
        columns = {column.name: at for at, column in enumerate(self.figures.columns)}
        row = self.figures.row_of(self.current[0]) if self.current is not None else None
        there = row is not None and self.current is not None and self.current[1] in columns
        if row is not None and self.current is not None and self.current[1] in columns:
            index = self.figures.index(row, columns[self.current[1]])
            selection.setCurrentIndex(index, _FLAGS.ClearAndSelect)
        if len(self.chosen) > 1:
            rows = {self.figures.identity(at): at for at in range(self.figures.rowCount())}
            cells = QItemSelection()
            for identity, name in self.chosen:
                if identity in rows and name in columns:
                    index = self.figures.index(rows[identity], columns[name])
                    cells.select(index, index)
            selection.select(cells, _FLAGS.Select)
        return there
