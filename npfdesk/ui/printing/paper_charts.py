"""Charts on paper: paths with their target, set by the charts' kit in type and inks of its own, and counts of colours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from npfdesk.plan.statuses import LEGEND, Status
from npfdesk.report.path_charts import INK, SECONDARY, PathChart
from npfdesk.ui.charts.items import Mark
from npfdesk.ui.charts.labels import MOST_SHARE
from npfdesk.ui.charts.plot import Chart, Line, LinePlot, names_room
from npfdesk.ui.charts.setting import Setting
from npfdesk.ui.look.colours import LIGHT
from npfdesk.ui.printing.page_setting import HAIRLINE, draw_text, family, text_width

_PIXEL: Final = 6.0
"""What a pixel of the kit is on paper (tenths of a point)."""
_HEAD: Final = 250.0
"""How high a chart's title is with the line under it."""
_PAPER: Final = replace(LIGHT, ink=INK, secondary=SECONDARY, hairline=HAIRLINE)


def draw_paths(painter: QPainter, rect: QRectF, chart: PathChart) -> None:
    """The chart into a rectangle: title, unit, few ticks, lines named at their ends, a diamond at the target."""
    draw_text(painter, QRectF(rect.left(), rect.top(), rect.width(), 130), chart.title, 9)
    draw_text(painter, QRectF(rect.left(), rect.top() + 130, rect.width(), 110), chart.subtitle, 7, SECONDARY)
    shown = _shown(chart)
    if shown is None:
        return
    setting = Setting(family=family(), colours=_PAPER, hairline=0.5)
    whole = QRectF(0, 0, rect.width() / _PIXEL, (rect.height() - _HEAD) / _PIXEL)
    names = names_room((line.name for line in shown.lines), MOST_SHARE * whole.width(), setting)
    plot = LinePlot(setting)
    plot.put(shown, shown.frame(whole, names, setting))
    painter.save()
    painter.translate(rect.left(), rect.top() + _HEAD)
    painter.scale(_PIXEL, _PIXEL)
    plot.paint(painter)
    painter.restore()


def _shown(chart: PathChart) -> Chart | None:
    """The kit's chart on the axes decided for every form; None where there is nothing to draw."""
    if chart.axes is None:
        return None
    years = np.array(chart.axes.years, dtype=np.float64)
    lines = tuple(
        Line(
            line.name if line.named else "",
            years,
            figures,
            QColor(line.colour),
            line.width / _PIXEL,
            # what was observed lies over what was projected
            strong=not line.named,
        )
        for line, figures in chart.drawn
    )
    marks = () if chart.mark is None else (Mark(*chart.mark, chart.said),)
    upright = float(chart.base_year)
    return Chart(lines, upright=upright, year=chart.target_year, marks=marks, decided=chart.axes)


def draw_counts(painter: QPainter, rect: QRectF, counts: Mapping[Status, int]) -> None:
    """One bar cut by the colours, each part with its mark and its count."""
    total = sum(counts.values())
    x = rect.left()
    for status in LEGEND:
        number = counts.get(status, 0)
        if not number:
            continue
        width = rect.width() * number / total
        painter.fillRect(QRectF(x, rect.top(), width, rect.height()), QColor(status.about.light))
        said = f"{status.about.mark} {number}"
        if text_width(said, 7.5) + 30 > width:
            said = str(number) if text_width(str(number), 7.5) < width else ""
        draw_text(
            painter, QRectF(x + 20, rect.top() + rect.height() / 2 - 52, width, 120), said, 7.5, "#FFFFFF"
        )
        x += width
