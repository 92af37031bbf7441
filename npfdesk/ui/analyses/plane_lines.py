"""A line chart: forecasts beside a path, measures by year, Lorenz curves, densities."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from npfdesk.plan.numbers import plain
from npfdesk.plan.problems import joined
from npfdesk.ui.answers.answer_charts import ChartPicture
from npfdesk.ui.charts.plot import Band, Chart, Line
from npfdesk.ui.charts.readout import Reading
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.views.view_sheet import Rows


class LinesPicture(ChartPicture):
    """Lines with names at their ends; a tooltip shows the figures under the pointer."""

    def __init__(self, figure: Callable[[float], str], parent: QWidget | None = None) -> None:
        super().__init__(figure, parent)
        self._chart = Chart(())
        self.setMinimumHeight(180)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines."""
        return self._chart.lines

    @property
    def bands(self) -> tuple[Band, ...]:
        """The bands behind the lines."""
        return self._chart.bands

    def put(
        self,
        lines: Sequence[Line],
        unit: str = "",
        years: bool = True,
        mark: float = math.nan,
        bands: Sequence[Band] = (),
        most: float = math.inf,
    ) -> None:
        """Show other lines.

        `mark` is the position of a hairline (the base year), NaN for none; `bands` lie behind. No figure can be more
        than `most`.
        """
        self._chart = Chart(tuple(lines), unit, upright=mark, bands=tuple(bands), years=years, most=most)
        self.setAccessibleName(joined((line.name for line in lines if line.name), language()))
        self.point_at(None)
        self.update()

    def sizeHint(self) -> QSize:
        """The preferred size."""
        return QSize(560, 300)

    def chart(self) -> Chart | None:
        """The chart; None where there is nothing to draw."""
        return None if self._chart.empty else self._chart

    def readings(self, place: float) -> list[Reading]:
        """The figure of every named line at a position: of that year, or of the nearest point."""
        found = []
        for line in self.lines:
            there = np.flatnonzero(line.known)
            if not line.name or not len(there):
                continue
            nearest = there[np.argmin(np.abs(line.places[there] - place))]
            if not self._chart.years or line.places[nearest] == place:
                found.append(Reading(line.name, self.figure(float(line.figures[nearest])), line.colour))
        return found

    def table(self) -> Rows:
        """A row for each position on the x axis, a column for each named line."""
        named = [line for line in self.lines if line.name]
        places = sorted({place for line in named for place in line.places[np.isfinite(line.places)].tolist()})
        known = [dict(zip(line.places.tolist(), line.figures.tolist(), strict=True)) for line in named]
        head = [tr("Views", "Year") if self._chart.years else "", *(line.name for line in named)]
        return [
            head,
            *([plain(place), *(plain(line.get(place, math.nan)) for line in known)] for place in places),
        ]
