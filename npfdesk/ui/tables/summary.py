"""Sum, mean and count of what is chosen, for the status line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QItemSelection

from npfdesk.plan.numbers import format_figure
from npfdesk.ui.language import tr
from npfdesk.ui.tables.model import FigureModel

_PLACES = 4


@dataclass(frozen=True)
class Summary:
    """How many chosen cells hold a figure, what they come to, and to how many places that can be said."""

    count: int
    total: float
    places: int

    def text(self) -> str:
        """In words; "" for fewer than two figures."""
        if self.count < 2:
            return ""
        total = format_figure(self.total, self.places)
        mean = format_figure(self.total / self.count, self.places + 1)
        return tr("Tables", "Sum {sum} · Mean {mean} · Count {count}").format(
            sum=total, mean=mean, count=f"{self.count:,}"
        )


def summary(figures: FigureModel, selection: QItemSelection) -> Summary:
    """Of the chosen cells that hold figures; words count for nothing, columns of years by number neither."""
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
    """As many places as the figures have, so that 8.5 and 9 come to 17.5."""
    for places in range(_PLACES):
        if np.all(np.abs(np.round(values, places) - values) <= 1e-9 * np.maximum(np.abs(values), 1)):
            return places
    return _PLACES if len(values) < 2 or np.max(np.abs(values)) < 1 else 2
