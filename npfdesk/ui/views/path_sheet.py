"""The path chart on a page, drawn as lines whatever it is saved as, and its figures by year."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter

from npfdesk.plan.numbers import plain
from npfdesk.ui.charts.paths import PathChart
from npfdesk.ui.language import tr
from npfdesk.ui.views.sheet import Rows, Sheet


def path_sheet(chart: PathChart) -> Sheet:
    """The page of a path chart, as it stands in the window."""
    plot = chart.plot
    size = QSizeF(plot.viewport().size())

    def draw(painter: QPainter, whole: QSizeF, _: QPointF) -> None:
        plot.render(painter, QRectF(QPointF(0, 0), whole), plot.viewport().rect())

    note = chart.note.text() if chart.lines is not None else chart.empty.text()
    return Sheet(chart.title.text(), chart.subtitle.text(), note, size, draw)


def path_rows(chart: PathChart) -> Rows:
    """A row for each year: observed or projected, the target path, the roll-up, the scenarios compared."""
    lines, workspace = chart.lines, chart.workspace
    if lines is None or chart.row is None:
        return [[tr("Views", "Year")]]
    scenarios = workspace.document.scenarios
    results = workspace.session.results.scenarios
    others = [name for name in workspace.compared if name != workspace.document.active]
    head = [
        tr("Views", "Year"),
        tr("Views", "Observed"),
        workspace.document.scenario.name,
        tr("Views", "Target path"),
        tr("Views", "Roll-up"),
        *(scenarios[name].name for name in others),
    ]
    columns = [
        lines.observed,
        workspace.result.values[chart.row],
        lines.milestones,
        lines.rollup,
        *(results[name].values[chart.row] for name in others),
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
