"""Charts on paper: paths with their target, and the counts of the colours."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from npfdesk.plan.numbers import format_figure
from npfdesk.plan.statuses import LEGEND, Status
from npfdesk.report.paper_report import INK, SECONDARY, Line, PathChart
from npfdesk.ui.printing.page_setting import HAIRLINE, draw_line, draw_text, text_width


def draw_paths(painter: QPainter, rect: QRectF, chart: PathChart) -> None:
    """The chart into a rectangle: title, unit, few ticks, lines named at their ends, a diamond at the target."""
    draw_text(painter, QRectF(rect.left(), rect.top(), rect.width(), 130), chart.title, 9)
    draw_text(painter, QRectF(rect.left(), rect.top() + 130, rect.width(), 110), chart.subtitle, 7, SECONDARY)
    figures = [one for line in chart.lines for one in line.figures if math.isfinite(one)]
    if math.isfinite(chart.target):
        figures.append(chart.target)
    if not figures:
        return
    ticks = nice_ticks(min(figures), max(figures))
    names = max((text_width(line.name, 6.5) for line in chart.lines if line.named), default=0.0)
    labels = max(text_width(_tick(tick, ticks), 6.5) for tick in ticks)
    area = QRectF(
        rect.left() + labels + 50, rect.top() + 290, rect.width() - labels - names - 120, rect.height() - 440
    )
    first, last = chart.years[0], chart.years[-1]

    def x(year: float) -> float:
        return area.left() + area.width() * (year - first) / max(last - first, 1)

    def y(value: float) -> float:
        return area.bottom() - area.height() * (value - ticks[0]) / (ticks[-1] - ticks[0])

    for tick in ticks:
        draw_line(painter, area.left(), y(tick), area.right(), y(tick), HAIRLINE, 3)
        place = QRectF(rect.left(), y(tick) - 45, labels + 10, 100)
        draw_text(painter, place, _tick(tick, ticks), 6.5, SECONDARY, "right")
    step = max(1, math.ceil((last - first) / 5))
    for year in range(last, first - 1, -step):
        draw_text(
            painter, QRectF(x(year) - 150, area.bottom() + 20, 300, 100), str(year), 6.5, SECONDARY, "centre"
        )
    if first < chart.base_year < last:
        draw_line(painter, x(chart.base_year), area.top(), x(chart.base_year), area.bottom(), "#9AA3AD", 3)
    ends: list[tuple[float, Line]] = []
    for line in chart.lines:
        _draw_line(
            painter,
            [(x(year), y(value)) for year, value in zip(chart.years, line.figures, strict=True)],
            line,
        )
        there = [value for value in line.figures if math.isfinite(value)]
        if line.named and there:
            ends.append((y(there[-1]), line))
    for at, line in _apart(ends, 85, area.top(), area.bottom()):
        draw_text(painter, QRectF(area.right() + 30, at - 45, names + 40, 100), line.name, 6.5, line.colour)
    if chart.target_year is not None and math.isfinite(chart.target) and first <= chart.target_year <= last:
        _diamond(painter, x(chart.target_year), y(chart.target))
        wide = text_width(chart.said, 6.5) + 20
        # the words stand on the side where they have room
        start = min(max(x(chart.target_year) - wide / 2, area.left()), area.right() - wide)
        over = y(chart.target) - 140 if y(chart.target) - 140 > area.top() - 60 else y(chart.target) + 40
        draw_text(painter, QRectF(start, over, wide, 100), chart.said, 6.5, INK)


def _draw_line(painter: QPainter, points: Sequence[tuple[float, float]], line: Line) -> None:
    painter.setPen(QPen(QColor(line.colour), line.width))
    run: list[QPointF] = []
    for (across, up), value in zip(points, line.figures, strict=True):
        if math.isfinite(value):
            run.append(QPointF(across, up))
            continue
        _draw_run(painter, run, line)
        run = []
    _draw_run(painter, run, line)


def _draw_run(painter: QPainter, run: Sequence[QPointF], line: Line) -> None:
    if len(run) > 1:
        painter.drawPolyline(QPolygonF(list(run)))
    elif run:
        painter.setBrush(QColor(line.colour))
        painter.drawEllipse(run[0], line.width, line.width)
        painter.setBrush(QColor(0, 0, 0, 0))


def _diamond(painter: QPainter, x: float, y: float) -> None:
    painter.setPen(QPen(QColor(INK), 10))
    painter.setBrush(QColor("#FFFFFF"))
    painter.drawPolygon(
        QPolygonF([QPointF(x, y - 45), QPointF(x + 45, y), QPointF(x, y + 45), QPointF(x - 45, y)])
    )
    painter.setBrush(QColor(0, 0, 0, 0))


def _apart(
    ends: Sequence[tuple[float, Line]], distance: float, top: float, bottom: float
) -> list[tuple[float, Line]]:
    """The ends' names moved so that none covers another, and none leaves the chart."""
    placed: list[tuple[float, Line]] = []
    for at, line in sorted(ends, key=lambda one: one[0]):
        placed.append((max(at, placed[-1][0] + distance if placed else top), line))
    over = placed[-1][0] - bottom if placed else 0.0
    if over <= 0:
        return placed
    raised: list[tuple[float, Line]] = []
    for at, line in reversed(placed):
        raised.append((min(at, raised[-1][0] - distance if raised else bottom), line))
    return raised


def nice_ticks(low: float, high: float) -> list[float]:
    """Four to seven round figures that hold both ends (1, 2 or 5 times a power of ten apart)."""
    if high <= low:
        reach = abs(low) * 0.1 or 1.0
        low, high = low - reach, high + reach
    rough = (high - low) / 4
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * one for one in (1, 2, 5, 10) if power * one >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [number * step for number in range(first, max(last, first + 1) + 1)]


def _tick(value: float, ticks: Sequence[float]) -> str:
    step = ticks[1] - ticks[0]
    return format_figure(value, max(0, -math.floor(math.log10(step) + 1e-9)))


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
