"""The surface of the revisions: a line a target, its three colours, and below its name the figures that turned them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from npfdesk.engine.revisions import Revisions
from npfdesk.plan.model import Plan
from npfdesk.plan.problems import clauses
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.statuses import Status
from npfdesk.ui.charts.axes import chart_font, chart_metrics
from npfdesk.ui.cycle.vintage_words import changed_text, series_text
from npfdesk.ui.look.colours import theme
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.look.marks import paint_mark
from npfdesk.ui.look.repainting import Parts
from npfdesk.ui.look.style import scaled
from npfdesk.ui.region_highlight import highlight_colour
from npfdesk.ui.views.canvas import LEFT, MIDDLE, Canvas
from npfdesk.ui.views.heatmap import status_word
from npfdesk.ui.workspace import Workspace

IntArray = NDArray[np.int64]
ROW, HEAD = 54.0, 22.0
_COLUMN = 58.0
_MOST = 3
"""How many figures a line names; the tip names all."""


@dataclass(frozen=True)
class RevisionLine:
    """A target that turned: whether by revision, and its colours then, after the revision, and now."""

    series: SeriesKey
    position: int
    by_revision: bool
    then: Status
    revised: Status
    now: Status

    @property
    def statuses(self) -> tuple[Status, Status, Status]:
        """The three colours in their order."""
        return self.then, self.revised, self.now

    @property
    def by_time(self) -> bool:
        """Whether it turned because time has passed."""
        return self.revised is not self.now


class RevisionLines(Sequence[RevisionLine]):
    """The lines of some targets, in their order: each is made when it is asked for, since few of thousands are seen."""

    def __init__(self, found: Revisions | None = None, positions: IntArray | None = None) -> None:
        self._found = found
        self._positions = np.empty(0, dtype=np.int64) if positions is None else positions

    def __len__(self) -> int:
        return len(self._positions)

    @overload
    def __getitem__(self, place: int) -> RevisionLine: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[RevisionLine]: ...

    def __getitem__(self, place: int | slice) -> RevisionLine | Sequence[RevisionLine]:
        if isinstance(place, slice):
            return RevisionLines(self._found, self._positions[place])
        found, position = self._found, int(self._positions[place])
        assert found is not None
        return RevisionLine(
            found.table.keys[position].series,
            position,
            bool(found.by_revision[position]),
            *map(Status, found.statuses[:, position].tolist()),
        )

    def of(self, found: Revisions) -> RevisionLines:
        """The lines of the same targets in other revisions."""
        return RevisionLines(found, self._positions)

    def place_of(self, series: SeriesKey) -> int:
        """The place of a series' line, -1 where it has none."""
        row = self._found.present.plan.row.get(series) if self._found is not None else None
        if self._found is None or row is None:
            return -1
        places = np.flatnonzero(self._found.table.row[self._positions] == row)
        return int(places[0]) if len(places) else -1


class RevisionsCanvas(Canvas):
    """A click looks at a target's series; up and down go to the next."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.lines = RevisionLines()
        self.found: Revisions | None = None
        self._causes: tuple[tuple[Plan, ...], dict[tuple[int, bool, bool, str], str]] = ((), {})

    def content(self, size: QSizeF) -> QSizeF:
        """The head and all lines."""
        return QSizeF(size.width(), scaled(HEAD) + len(self.lines) * scaled(ROW))

    def frozen(self) -> QSizeF:
        """The head stays."""
        return QSizeF(0, scaled(HEAD))

    def place_of(self, series: SeriesKey) -> QRectF | None:
        """The line of a series."""
        number = self.lines.place_of(series)
        return QRectF(0, scaled(HEAD) + number * scaled(ROW), 1, scaled(ROW)) if number >= 0 else None

    def _at(self, point: QPointF) -> RevisionLine | None:
        if point.y() < scaled(HEAD):
            return None
        number = int((point.y() - scaled(HEAD) + self.offset.y()) // scaled(ROW))
        return self.lines[number] if 0 <= number < len(self.lines) else None

    def series_at(self, point: QPointF) -> SeriesKey | None:
        """The series of a line."""
        line = self._at(point)
        return line.series if line is not None else None

    def tip_at(self, point: QPointF) -> str:
        """The colours by name, and every figure."""
        line, found = self._at(point), self.found
        if line is None or found is None:
            return ""
        plan = self.workspace.plan
        colours = " → ".join(status_word(self.workspace, one) for one in line.statuses)
        return "\n".join(
            [
                self.name(line),
                self.aim(line),
                colours,
                *(changed_text(plan, one, line.series) for one in found.revised_figures(line.position)),
                *(changed_text(plan, one, line.series) for one in found.new_figures(line.position)),
            ]
        )

    def stepped(self, key: Qt.Key) -> SeriesKey | None:
        """Up and down, Home and End."""
        place = self.lines.place_of(self.workspace.selection.series)
        line = self.line_after(key, place, len(self.lines), scaled(ROW))
        return self.lines[line].series if line is not None else None

    def name(self, line: RevisionLine) -> str:
        """The series."""
        return series_text(self.workspace.plan, line.series)

    def aim(self, line: RevisionLine) -> str:
        """The target as worded, its year, and because of what it turned."""
        found = self.found
        if found is None:
            return ""
        wording, year = found.table.statements[line.position].wording, found.table.year[line.position]
        return f"{tr('Vintages', 'target')} {year}: {wording} · {self.reason(line)}"

    def reason(self, line: RevisionLine) -> str:
        """Because of what it turned; "" where it did not."""
        if not (line.by_revision or line.by_time):
            return ""
        if line.by_revision and line.by_time:
            return tr("Vintages", "revision and time")
        return tr("Vintages", "revision") if line.by_revision else tr("Vintages", "time")

    def cause(self, line: RevisionLine) -> str:
        """The figures that turned it, the revised ones before the new ones; worked out where it is seen."""
        found = self.found
        if found is None:
            return ""
        # no assumption moves an observed figure
        plans = (found.known.plan, found.revised.plan, found.present.plan)
        if len(self._causes[0]) != len(plans) or any(
            one is not other for one, other in zip(plans, self._causes[0], strict=True)
        ):
            self._causes = (plans, {})
        texts, plan = self._causes[1], self.workspace.plan
        # in the other language every text is another
        key = (line.position, line.by_revision, line.by_time, language())
        if key not in texts:
            figures = [
                *(found.revised_figures(line.position) if line.by_revision else ()),
                *(found.new_figures(line.position) if line.by_time else ()),
            ]
            said = clauses((changed_text(plan, one, line.series) for one in figures[:_MOST]), language())
            more = " …" if len(figures) > _MOST else ""
            texts[key] = f"{said}{more}" or tr("Vintages", "no new figure: another year is assessed")
        return texts[key]

    def parts(self) -> Parts:
        """The lines in sight."""
        row, head, offset, size = scaled(ROW), scaled(HEAD), self.offset, self.seen()
        first = int(offset.y() // row)
        last = max(first, min(len(self.lines), int((offset.y() + size.height()) // row) + 1))
        lines = [self.lines[number] for number in range(first, last)]
        parted = [
            bool(number) and self.lines[number - 1].by_revision != line.by_revision
            for number, line in enumerate(lines, start=first)
        ]
        shown = [
            (line, self.aim(line), self.cause(line), apart) for line, apart in zip(lines, parted, strict=True)
        ]

        def place(part: int) -> QRectF:
            return QRectF(0, head + (first + part) * row - offset.y(), size.width(), row)

        return Parts((self.surroundings(), self._heads(), first, self.workspace.plan), shown, place)

    def draw(self, painter: QPainter, size: QSizeF, offset: QPointF) -> None:
        """The lines in sight, below the head."""
        row, head = scaled(ROW), scaled(HEAD)
        painter.save()
        painter.setClipRect(
            QRectF(0, head, size.width(), size.height() - head), Qt.ClipOperation.IntersectClip
        )
        first = int(offset.y() // row)
        last = min(len(self.lines), int((offset.y() + size.height()) // row) + 1)
        for number in range(first, last):
            place = QRectF(0, head + number * row - offset.y(), size.width(), row)
            if not self.wants(place):
                continue
            self._draw_line(painter, self.lines[number], place, number)
        painter.restore()
        self._draw_head(painter, size.width())

    def _columns(self, width: float) -> tuple[float, float]:
        """How wide a colour's column is, and where the first begins."""
        column = max(
            scaled(_COLUMN),
            4 + max((chart_metrics().horizontalAdvance(one) for one in self._heads()), default=0.0),
        )
        column = min(column, width / 5)
        return column, width - 3 * column

    def _heads(self) -> tuple[str, str, str]:
        found = self.found
        if found is None:
            return "", "", ""
        return (
            tr("Vintages", "then {year}").replace("{year}", str(found.years[0])),
            tr("Vintages", "revised"),
            tr("Vintages", "now {year}").replace("{year}", str(found.years[1])),
        )

    def _draw_head(self, painter: QPainter, width: float) -> None:
        painter.setFont(chart_font())
        painter.setPen(QColor(theme().secondary))
        column, start = self._columns(width)
        for number, text in enumerate(self._heads()):
            place = QRectF(start + number * column, 0, column, scaled(HEAD))
            painter.drawText(place, MIDDLE, text)
        painter.setPen(QPen(QColor(theme().hairline), 1))
        painter.drawLine(QPointF(0, int(scaled(HEAD)) - 0.5), QPointF(width, int(scaled(HEAD)) - 0.5))

    def _draw_line(self, painter: QPainter, line: RevisionLine, place: QRectF, number: int) -> None:
        colours, metrics = theme(), QFontMetricsF(self.font())
        if line.series == self.workspace.selection.series:
            painter.fillRect(place, QColor(colours.chosen))
        elif line.series.region == self.workspace.hovered_region:
            painter.fillRect(place, highlight_colour())
        if number:
            parted = self.lines[number - 1].by_revision != line.by_revision
            painter.setPen(QPen(QColor(colours.secondary if parted else colours.hairline), 1))
            top = int(place.top()) + 0.5
            painter.drawLine(QPointF(0, top), QPointF(place.right(), top))
        column, start = self._columns(place.width())
        middle = place.center().y()
        for at, status in enumerate(line.statuses):
            x = start + (at + 0.5) * column
            paint_mark(painter, status, QPointF(x, middle))
            if at and status is not line.statuses[at - 1]:
                painter.setFont(chart_font())
                painter.setPen(QColor(colours.ink))
                painter.drawText(QRectF(x - column, place.top(), column, place.height()), MIDDLE, "→")
        text = QRectF(8, place.top() + 3, start - 16, scaled(18.0))
        painter.setFont(self.font())
        painter.setPen(QColor(colours.ink))
        painter.drawText(
            text, LEFT, metrics.elidedText(self.name(line), Qt.TextElideMode.ElideRight, text.width())
        )
        painter.setFont(chart_font())
        painter.setPen(QColor(colours.secondary))
        for below, said in enumerate((self.aim(line), self.cause(line)), start=1):
            shown = chart_metrics().elidedText(said, Qt.TextElideMode.ElideRight, text.width())
            painter.drawText(text.translated(0, scaled(16.0) * below), LEFT, shown)
