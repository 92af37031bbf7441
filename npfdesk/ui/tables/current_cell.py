"""The current cell and the selection of a table, restored when rows move; sum and mean of the selection."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QItemSelection, QItemSelectionModel

from npfdesk.engine.rounded_figures import rounded_all
from npfdesk.plan.numbers import format_figure
from npfdesk.ui.look.language import tr
from npfdesk.ui.tables.figure_model import FigureModel

MOST = 4000
"""The most selected cells that are restored; with more, only the current cell is."""
_FLAGS = QItemSelectionModel.SelectionFlag
Place = tuple[Hashable, str]


class CurrentCell:
    """The current cell and the selected ones, by identity instead of position.

    A cell hidden by a filter is remembered until it returns or another cell becomes current. `left` is the
    column that was current before there was no current cell ("" for none).
    """

    def __init__(self, figures: FigureModel) -> None:
        self.figures = figures
        self.current: Place | None = None
        self.chosen: tuple[Place, ...] = ()
        self.left = ""

    def column(self, selection: QItemSelectionModel) -> int:
        """The column of the current cell, or of the last current cell; the first column where there is none."""
        if selection.currentIndex().isValid():
            return selection.currentIndex().column()
        return next((at for at, one in enumerate(self.figures.columns) if one.name == self.left), 0)

    def leave(self, selection: QItemSelectionModel) -> None:
        """Clear the current cell; remember its column."""
        self.left = self.figures.columns[selection.currentIndex().column()].name
        self.current, self.chosen = None, ()
        selection.clear()

    def keep(self, selection: QItemSelectionModel) -> None:
        """Remember the cells before rows move."""
        at = selection.currentIndex()
        if not at.isValid() or at.row() >= self.figures.rowCount():
            return
        self.current = self._place(at.row(), at.column())
        ranges = selection.selection()
        count = sum(one.height() * one.width() for one in ranges.toList())
        # a single selected cell is the current one
        few = 1 < count <= MOST
        self.chosen = tuple(self._place(one.row(), one.column()) for one in ranges.indexes()) if few else ()

    def _place(self, row: int, column: int) -> Place:
        return self.figures.identity(row), self.figures.columns[column].name

    def find(self, selection: QItemSelectionModel) -> bool:
        """Restore the cells after rows moved; returns whether the current cell still exists."""
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


_PLACES = 4


@dataclass(frozen=True)
class Summary:
    """The count of selected figures, their sum, and its number of decimals."""

    count: int
    total: float
    places: int

    def text(self) -> str:
        """The text of the summary; "" for fewer than two figures."""
        if self.count < 2:
            return ""
        total = format_figure(self.total, self.places)
        mean = format_figure(self.total / self.count, self.places + 1)
        return tr("Tables", "Sum {sum} · Mean {mean} · Count {count}").format(
            sum=total, mean=mean, count=f"{self.count:,}"
        )


def summary(figures: FigureModel, selection: QItemSelection) -> Summary:
    """The summary of the selected figures; words do not count, nor do columns of years as numbers."""
    found: list[np.ndarray] = []
    for one in selection.toList():
        rows = np.arange(one.top(), one.bottom() + 1)
        found += [
            column.some_figures(rows)
            for column in figures.columns[one.left() : one.right() + 1]
            if column.figures
        ]
    values = np.concatenate([np.empty(0), *found])
    values = values[np.isfinite(values)]
    return Summary(len(values), float(np.sum(values)), _places(values))


def _places(values: np.ndarray) -> int:
    """As many decimals as the figures have, so that 8.5 + 9 gives 17.5."""
    for places in range(_PLACES):
        if np.all(np.abs(rounded_all(values, places) - values) <= 1e-9 * np.maximum(np.abs(values), 1)):
            return places
    return _PLACES if len(values) < 2 or np.max(np.abs(values)) < 1 else 2
