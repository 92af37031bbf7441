"""Labels at the ends of lines, moved apart where they would collide."""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtGui import QColor

from npfdesk.ui.charts.axes import small_font

MOST = 8
"""How many lines are labelled at their ends."""


def spread(wanted: Sequence[float], distance: float, low: float, high: float) -> list[float]:
    """Places as near to the wanted ones as `distance` between any two allows, in the wanted order.

    Within `low` to `high` as far as they fit.
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    places = [0.0] * len(wanted)
    floor = low
    for index in order:
        places[index] = max(wanted[index], floor)
        floor = places[index] + distance
    ceiling = high
    for index in reversed(order):
        places[index] = min(places[index], ceiling)
        ceiling = places[index] - distance
    return places


class EndLabels:
    """The labels of a plot's lines; the items are made once."""

    def __init__(self, plot: pg.PlotItem) -> None:
        self.plot = plot
        self.items = [pg.TextItem(anchor=(0, 0.5)) for _ in range(MOST)]
        for item in self.items:
            item.setZValue(20)
            plot.addItem(item, ignoreBounds=True)

    def show(self, entries: Sequence[tuple[str, float, float, QColor]]) -> None:
        """Label lines: text, the year and the figure of the end, colour. More than eight are left out."""
        shown = list(entries[:MOST])
        box = self.plot.getViewBox()
        pixel = box.viewPixelSize()[1] or 1.0
        low, high = box.viewRange()[1]
        height = 15 * pixel
        places = spread([entry[2] for entry in shown], height, low + height / 2, high - height / 2)
        for item, entry, place in zip(self.items, shown, places, strict=False):
            text, year, _, colour = entry
            item.setFont(small_font())
            item.setColor(colour)
            item.setPlainText(text)
            item.setPos(year, place)
            item.setVisible(True)
        for item in self.items[len(shown) :]:
            item.setVisible(False)
