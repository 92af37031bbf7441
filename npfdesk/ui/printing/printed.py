"""The report's paper as pages that are painted: bars of the colours and charts among text and tables."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from npfdesk.report.material import Material
from npfdesk.report.paper import Counted, PathChart
from npfdesk.report.paper_report import compose
from npfdesk.ui.printing.charts import draw_counts, draw_paths
from npfdesk.ui.printing.pages import INNER, LEFT, Composer, draw_text

_CHART = 1640
_BETWEEN = 200
_NAME = 900


class Printed(Composer):
    """Pages that the printer, the picture and the PDF share."""

    def counts(self, rows: Sequence[Counted]) -> None:
        """A bar for each, cut by the colours."""
        for row in rows:

            def drawing(painter: QPainter, top: float, row: Counted = row) -> None:
                draw_text(painter, QRectF(LEFT, top + 35, _NAME, 140), row.name, 9, row.colour)
                draw_counts(painter, QRectF(LEFT + _NAME, top + 10, INNER - _NAME, 170), row.counts)

            self.draw(220, drawing)
        self.y += 40

    def charts(self, charts: Sequence[PathChart]) -> None:
        """Charts in two columns."""
        width = (INNER - _BETWEEN) / 2
        for place in range(0, len(charts), 2):
            pair = charts[place : place + 2]

            def drawing(painter: QPainter, top: float, pair: Sequence[PathChart] = pair) -> None:
                for column, chart in enumerate(pair):
                    left = LEFT + column * (width + _BETWEEN)
                    draw_paths(painter, QRectF(left, top, width, _CHART - 120), chart)

            self.draw(_CHART, drawing)


def printed(material: Material) -> Printed:
    """All pages of the report."""
    pages = Printed()
    compose(material, pages)
    return pages
