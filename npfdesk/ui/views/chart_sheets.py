"""The path chart, the gap chart and the wall of small charts on a page, drawn as lines whatever it is saved as, and their figures."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from npfdesk.plan.numbers import plain
from npfdesk.ui.charts.axes import chart_font, chart_metrics
from npfdesk.ui.charts.bars import ROW, TOP
from npfdesk.ui.charts.captions import source_line
from npfdesk.ui.charts.gaps import GapChart
from npfdesk.ui.charts.grid import PathGrid, Tile
from npfdesk.ui.charts.paths import PathChart
from npfdesk.ui.look.colours import theme
from npfdesk.ui.look.language import named, tr, unit_of
from npfdesk.ui.views.canvas import LEFT
from npfdesk.ui.views.view import titled
from npfdesk.ui.views.view_sheet import Pictured, Rows, Sheet

MOST_DRAWN = 48
"""Charts on one sheet; of more, the page in sight is drawn."""
_UNDER_NAMES, _HEAD, _GAP, _MOST_COLUMNS = 6.0, 20.0, 12.0, 4


def wall_sheet(wall: PathGrid) -> Sheet:
    """All charts of the wall, as large as in the window, under the scenarios' names."""
    plan, whole_wall = wall.workspace.plan, len(wall.keys) <= MOST_DRAWN
    shown = wall.keys if whole_wall else wall.shown
    columns = min(_MOST_COLUMNS, len(shown)) if len(shown) > len(wall.shown) else wall.columns()
    columns = max(columns, 1)
    tile = QSizeF(wall.tiles[0].plot.size()) if shown else QSizeF(wall.board.size())
    step = QSizeF(tile.width() + _GAP, tile.height() + _HEAD + _GAP)
    rows = -(-len(shown) // columns)
    names = wall.names.height_in(columns * step.width()) + _UNDER_NAMES

    def draw(painter: QPainter, size: QSizeF, _: QPointF) -> None:
        wall.names.draw(painter, size.width())
        charts: Iterable[tuple[int, Tile]] = wall.pages() if whole_wall else enumerate(wall.tiles)
        for number, chart in charts:
            if number < len(shown):
                row, column = divmod(number, columns)
                corner = QPointF(column * step.width(), names + row * step.height())
                _draw_chart(painter, chart, QRectF(corner, tile))

    by_region = wall.by_region.isChecked()
    indicator = plan.indicator_by_code.get(wall.workspace.selection.indicator)
    unit = unit_of(indicator) if by_region and indicator is not None else ""
    told = tr(
        "Views",
        "Dots: actual. Scenario colours: projected. Dashed: the path to the target. Each chart has its own scale.",
    )
    part = "" if whole_wall else wall.pager.place.text()
    source = source_line(plan, [plan.row[key] for key in shown])
    whole = QSizeF(columns * step.width(), names + rows * step.height())
    note = " ".join(text for text in (told, part) if text) if shown else wall.empty.text()
    return Sheet(wall.title.text(), titled(unit, source), note, whole, draw)


def _draw_chart(painter: QPainter, chart: Tile, place: QRectF) -> None:
    font = chart_font(strong=True)
    painter.setFont(font)
    painter.setPen(QColor(theme().ink))
    name = chart_metrics(strong=True).elidedText(
        chart.title.text(), Qt.TextElideMode.ElideRight, place.width()
    )
    painter.drawText(QRectF(place.left(), place.top(), place.width(), _HEAD), LEFT, name)
    place = place.translated(0, _HEAD)
    if chart.plot.isHidden():
        painter.setFont(chart_font())
        painter.setPen(QColor(theme().secondary))
        painter.drawText(
            place, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), chart.empty.text()
        )
    else:
        chart.plot.paint_in(painter, place)


def wall_rows(wall: PathGrid) -> Rows:
    """A row a chart, of all pages: region, indicator, and the scenario's figures by year."""
    plan, values = wall.workspace.plan, wall.workspace.result.values
    head = [tr("Views", "Region"), tr("Views", "Indicator"), *(str(year) for year in plan.years)]
    return [
        head,
        *(
            [
                named(plan.region_by_code[series.region]),
                named(plan.indicator_by_code[series.indicator]),
                *(plain(figure) for figure in values[plan.row[series]]),
            ]
            for series in wall.keys
        ),
    ]


def path_sheet(chart: PathChart) -> Sheet:
    """The page of a path chart, as it stands in the window."""
    plot, yearly = chart.plot, chart.yearly
    size = QSizeF(plot.viewport().size())
    below = 0.0 if yearly.bars is None else float(yearly.height())

    def draw(painter: QPainter, whole: QSizeF, _: QPointF) -> None:
        place = QRectF(0, 0, whole.width(), whole.height() * size.height() / (size.height() + below))
        plot.paint_in(painter, place)
        if below:
            painter.save()
            painter.translate(0, place.height())
            painter.scale(whole.width() / size.width(), whole.width() / size.width())
            yearly.draw(painter, below)
            painter.restore()

    note = chart.note.text() if chart.lines is not None else chart.empty.text()
    if chart.lines is not None and chart.lines.standing is not None:
        note = " ".join(text for text in (chart.standing.text(), note) if text)
    size_of_all = QSizeF(size.width(), size.height() + below)
    return Sheet(chart.title.text(), chart.subtitle.text(), note, size_of_all, draw)


def path_rows(chart: PathChart) -> Rows:
    """A row for each year: observed or projected, the target path, the roll-up, the scenarios compared, the yardsticks."""
    lines, workspace = chart.lines, chart.workspace
    if lines is None or chart.row is None:
        return [[tr("Views", "Year")]]
    scenarios = workspace.document.scenarios
    results = workspace.session.results.scenarios
    others = list(workspace.compared)
    yardsticks = chart.plot.drawing.benchmarks if chart.plot.drawing is not None else {}
    head = [
        tr("Views", "Year"),
        tr("Views", "Actual"),
        named(workspace.document.scenario),
        tr("Views", "Target path"),
        tr("Views", "Roll-up"),
        *(named(scenarios[name]) for name in others),
        *((tr("Views", "In the year"),) if lines.cumulated else ()),
        *(named(workspace.plan.region_by_code[code]) for code in yardsticks),
    ]
    columns = [
        lines.observed,
        lines.shown(workspace.result.values[chart.row]),
        lines.milestones,
        lines.rollup,
        *(lines.shown(results[name].values[chart.row]) for name in others),
        *((workspace.result.values[chart.row],) if lines.cumulated else ()),
        *(one.figures for one in yardsticks.values()),
    ]
    return [
        head,
        *(
            [
                str(int(year)),
                *(
                    plain(float(column[place])) if column is not None and np.isfinite(column[place]) else ""
                    for column in columns
                ),
            ]
            for place, year in enumerate(lines.years)
        ),
    ]


def gap_sheet(chart: GapChart) -> Sheet:
    """All bars, under the words at zero."""
    bars = chart.bars
    head, width = bars.head_height(), bars.viewport().width()
    whole = QSizeF(width, head + len(bars.bars) * ROW + 2 * TOP)

    def draw(painter: QPainter, size: QSizeF, _: QPointF) -> None:
        painter.save()
        bars.head.draw(painter)
        painter.translate(0, head)
        bars.draw(painter, int(size.height() - head), 0)
        painter.restore()

    note = chart.note.text() if chart.shown.every else chart.empty.text()
    return Sheet(chart.title.text(), chart.subtitle.text(), note, whole, draw)


def gap_rows(chart: GapChart) -> Rows:
    """A row a bar, the whole first: the figure of the year looked at, the target, the gap."""
    workspace = chart.workspace
    judgement, targets = workspace.judgement(), workspace.result.targets
    head = [tr("Views", "Name"), str(workspace.year), tr("Views", "Target"), tr("Views", "Shortfall")]
    rows = [
        [
            bar.name,
            plain(judgement.value[bar.position]),
            targets.statements[bar.position].wording,
            plain(judgement.gap[bar.position]),
        ]
        for bar in chart.shown.every
    ]
    return [head, *rows]


def sheet_of_chart(chart: QWidget) -> Sheet | None:
    """The page of any chart; None for what is none."""
    if isinstance(chart, Pictured):
        return chart.sheet()
    if isinstance(chart, PathChart):
        return path_sheet(chart)
    if isinstance(chart, PathGrid):
        return wall_sheet(chart)
    return gap_sheet(chart) if isinstance(chart, GapChart) else None


def rows_of(chart: QWidget) -> Rows:
    """The figures of any chart as they are read, a head first; empty for what is none."""
    if isinstance(chart, Pictured):
        return chart.table()
    if isinstance(chart, PathChart):
        return path_rows(chart)
    if isinstance(chart, PathGrid):
        return wall_rows(chart)
    return gap_rows(chart) if isinstance(chart, GapChart) else []
