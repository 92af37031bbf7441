"""The overview's surface: the sentence with its strip, the heads, a line a target, and a fold of those without a figure."""

from __future__ import annotations

import math
from collections import Counter
from typing import Final

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPen

from npfdesk.plan.series import SeriesKey
from npfdesk.plan.statuses import LEGEND
from npfdesk.plan.targets import Measure
from npfdesk.report.chart_axes import FigureTicks
from npfdesk.ui.charts.axes import Frame, chart_font, chart_metrics
from npfdesk.ui.charts.gap_rows import needed_text, told
from npfdesk.ui.charts.items import USUAL, Curve, DotGroup, Dots
from npfdesk.ui.charts.path_lines import target_mark
from npfdesk.ui.charts.setting import SCREEN, Typeface
from npfdesk.ui.look.colours import blended, status_colour, theme
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.look.marks import paint_mark
from npfdesk.ui.look.repainting import Parts
from npfdesk.ui.look.style import scaled
from npfdesk.ui.region_highlight import highlight_colour
from npfdesk.ui.views.canvas import LEFT, RIGHT, Canvas
from npfdesk.ui.views.overview_rows import OverviewRow, Place, overview_sentence
from npfdesk.ui.workspace import Workspace

ROW = 36.0
_MARK = 26.0
_STRIP, _HEAD, _APART, _LOW = 8.0, 20.0, 14.0, 170.0
_LEAST_NAME, _MOST_NAME, _LEAST_PATH, _MOST_PATH = 118.0, 320.0, 90.0, 200.0
"""How much room a name has before figures give way, and the most it takes where a small line stands beside it (pixels)."""
_MOST_WORDS = 0.24
"""The share of the width that a target in words may take."""
_GIVE_WAY: Final = ((0, 1, 2, 3), (0, 1, 2), (0, 2), (0,))
"""The figures in columns of their own, by the room there is: the growth needed goes under the others first."""
_NEEDED: Final = 3
_CLIPPED = Qt.ClipOperation.IntersectClip
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class OverviewCanvas(Canvas):
    """The lines: mark, name, the small path, and the year's figure, the target, the shortfall, the growth needed.

    What has no figure comes last in a fold, which a click, Space or Enter opens and closes.
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.every: tuple[OverviewRow, ...] = ()
        self.missing: tuple[OverviewRow, ...] = ()
        self.sentence = ""
        self.opened = False
        self.paths: list[SmallPath] = []
        self._widths = (0.0, 0.0, 0.0, 0.0)
        self._longest_name = 0.0
        self._told: dict[int, tuple[str, str, str, str]] = {}
        # what the texts of each line were made from: those of a line that has not moved are taken over
        self._made_from: tuple[tuple[object, ...], dict[int, bytes]] = ((), {})
        self._face = Typeface(self.font())
        self._high: tuple[tuple[str, float, Typeface], int] | None = None
        self._chosen: SeriesKey | None = None
        self._parts_of_lines = 0

    def show_lines(self, lines: tuple[OverviewRow, ...]) -> None:
        """Show these targets; the fold opens for a series in it that has been chosen anew."""
        self.every, self.sentence = lines, overview_sentence(lines) if lines else ""
        self.missing = tuple(line for line in lines if line.place is Place.MISSING)
        self._tell(lines)
        chosen = self.workspace.selection.series
        if chosen != self._chosen:
            self._chosen = chosen
            self.opened |= any(line.series == chosen for line in self.missing)
        self.setAccessibleDescription(self.sentence)
        self.measure_columns()

    def show_again(self, lines: tuple[OverviewRow, ...]) -> None:
        """Show the same targets in the same order, each counted as before: those that are other rows have moved."""
        before, self.every = self.every, lines
        self.missing = lines[self.fold_at() :]
        widths, said, seen = self._widths, {}, len(self.lines)
        for number in [place for place, line in enumerate(lines) if line is not before[place]]:
            line, told = lines[number], self._told[lines[number].position]
            self._told[line.position] = now = self._figures_beside(told[1], line.position)
            # what the former texts were made from says nothing of these
            self._made_from[1].pop(line.position, None)
            if number < seen:
                said[number] = self._said(number, line)
            if line.place is not Place.MISSING and self._widens(told, now):
                self.measure_columns()
            if line.status is not before[number].status:
                said[self._parts_of_lines + 1] = self._said_above()
        if widths == self._widths:
            self.follow(said)
        else:
            self.renew()

    def _widens(self, before: tuple[str, ...], now: tuple[str, ...]) -> bool:
        """Whether a line's figures may make a column wider, or narrower: it had its widest one, or has it now."""
        measure = self._face.width
        for then, text, width in zip(before, now, self._widths, strict=True):
            was, is_now = measure(then), measure(text)
            if is_now != was and max(is_now, was) >= width:
                return True
        return False

    def _tell(self, lines: tuple[OverviewRow, ...]) -> None:
        """Put the figures of lines into words."""
        workspace, judgement = self.workspace, self.workspace.judgement()
        at = np.array([line.position for line in lines], dtype=np.int64)
        judged = (judgement.value, judgement.gap, judgement.required)
        moved = np.stack([one[at] for one in judged], axis=1)
        now = {line.position: figures.tobytes() for line, figures in zip(lines, moved, strict=True)}
        about, (said_of, before) = (workspace.result.targets, workspace.plan, language()), self._made_from
        if said_of != about:
            before = {}
        self._told = {
            line.position: self._told[line.position]
            if before.get(line.position) == now[line.position]
            else self.figures(line)
            for line in lines
        }
        self._made_from = (about, now)

    @property
    def lines(self) -> tuple[OverviewRow, ...]:
        """The targets in sight: those of the fold where it is open."""
        return self.every if self.opened else self.every[: self.fold_at()]

    def fold(self, opened: bool) -> None:
        """Open or close the fold of what has no figure."""
        self.opened = opened
        self.measure_columns()
        self.renew()

    def heads(self) -> tuple[str, str, str, str]:
        """What the figures are."""
        return (
            str(self.workspace.year),
            tr("Overview", "Target"),
            tr("Overview", "Shortfall"),
            tr("Overview", "Growth needed"),
        )

    def measure_columns(self) -> None:
        """How wide the figures are."""
        measure, heads = self._face.width, self.heads()
        self._longest_name = max((measure(self.name(line)) for line in self.lines), default=0.0) + 4
        shown = [self._told[line.position] for line in self.lines if line.place is not Place.MISSING]
        self._widths = tuple(
            max(SCREEN.typeface().width(head), *(measure(row[place]) for row in shown), 0.0)
            for place, head in enumerate(heads)
        )  # type: ignore[assignment]

    def columns(self, width: float) -> tuple[float, float, dict[int, QRectF]]:
        """In a line so wide: where names end, where small lines end, and the place of each figure shown (pixels)."""
        widths = list(self._widths)
        widths[1] = min(widths[1], max(_MOST_WORDS * width, 56.0))
        room = width - _MARK - 8
        shown = next(
            (
                kept
                for kept in _GIVE_WAY
                if room - sum(widths[one] + _APART for one in kept) >= self._least_name(kept)
            ),
            _GIVE_WAY[-1],
        )
        places, right = {}, width - 8
        for one in reversed(shown):
            places[one] = QRectF(right - widths[one], 0, widths[one], scaled(ROW))
            right -= widths[one] + _APART
        needed = min(self._least_name(_GIVE_WAY[0]), scaled(_MOST_NAME))
        path = right - _MARK - needed - _APART
        if path < _LEAST_PATH:
            return right, right, places
        path = min(path, _MOST_PATH)
        return right - path - _APART, right, places

    def _least_name(self, kept: tuple[int, ...]) -> float:
        """The room that names keep beside these figures: all they need before there is a column more than three."""
        if _NEEDED not in kept:
            return scaled(_LEAST_NAME)
        return self._longest_name

    def name(self, line: OverviewRow) -> str:
        """The indicator, and the industry where there is one."""
        plan = self.workspace.plan
        industry = plan.industry_by_code.get(line.series.industry)
        what = named(plan.indicator_by_code[line.series.indicator])
        return f"{what} · {named(industry)}" if industry is not None else what

    def figures(self, line: OverviewRow) -> tuple[str, str, str, str]:
        """The figure of the year looked at, the target, what is missing, and the growth that each year left needs."""
        table, position = self.workspace.result.targets, line.position
        unit = self.workspace.judged_unit(position)
        if unit.measure is Measure.LEVEL and np.isfinite(table.figure[position]):
            return self._figures_beside(target_mark(table, position).text(unit.decimals), position)
        return self._figures_beside(table.statements[position].wording, position)

    def _figures_beside(self, target: str, position: int) -> tuple[str, str, str, str]:
        """The figures of the line of a target whose text is known."""
        judgement, spoken = self.workspace.judgement(), language()
        unit = self.workspace.judged_unit(position)
        return (
            unit.figure(float(judgement.value[position]), spoken, unit=False),
            target,
            unit.gap(float(judgement.gap[position]), spoken, unit=False),
            needed_text(self.workspace, position),
        )

    def needs(self, line: OverviewRow) -> str:
        """What each year left needs, in words; "" where nothing is known of it."""
        if not np.isfinite(self.workspace.judgement().required[line.position]):
            return ""
        return tr("Overview", "needs {growth}").replace("{growth}", self._told[line.position][_NEEDED])

    def aim(self, line: OverviewRow) -> str:
        """Whether the target binds, what its figures are and are counted in, and its year."""
        unit, targets = self.workspace.judged_unit(line.position), self.workspace.result.targets
        spoken = language()
        parts = [
            tr("Overview", "binding") if line.binding else "",
            unit.unit.text(spoken, {}),
            "" if unit.own else unit.words.text(spoken, {}),
            str(targets.year[line.position]),
        ]
        if line.place is Place.MISSING:
            parts = [parts[0], f"{tr('Overview', 'target')} {parts[3]}: {self._told[line.position][1]}"]
        return " · ".join(part for part in parts if part)

    def top(self) -> float:
        """How much the sentence, its strip and the heads take (pixels)."""
        if not self.every:
            return 0.0
        return self._sentence_height(self.seen().width()) + self._strip_height() + math.ceil(scaled(_HEAD))

    def _strip_height(self) -> int:
        """The room of the strip (pixels); where few lines have room they come first."""
        return math.ceil(scaled(_STRIP)) + 8 if self.seen().height() >= scaled(_LOW) else 0

    def _sentence_height(self, width: float) -> int:
        """How high the sentence is in so much width (pixels); kept while it is the same."""
        about = (self.sentence, width, self._face)
        if self._high is None or self._high[0] != about:
            space = QRectF(0, 0, max(width - 8, 60), 1000)
            text = self._face.metrics.boundingRect(space, int(_WRAPPED), self.sentence)
            self._high = (about, math.ceil(text.height()) + 4)
        return self._high[1]

    def frozen(self) -> QSizeF:
        """The sentence stays in sight."""
        return QSizeF(0, self.top())

    def content(self, size: QSizeF) -> QSizeF:
        """The sentence and all lines, the fold's head among them."""
        return QSizeF(size.width(), self.top() + (len(self.lines) + bool(self.missing)) * scaled(ROW))

    def fold_at(self) -> int:
        """The number of lines before the fold's head."""
        return len(self.every) - len(self.missing)

    def _line_of(self, number: int) -> int:
        """In which row below the heads a line stands."""
        return number + (1 if self.missing and number >= self.fold_at() else 0)

    def place_of(self, series: SeriesKey) -> QRectF | None:
        """The line of a series."""
        for number, line in enumerate(self.lines):
            if line.series == series:
                return QRectF(0, self.top() + self._line_of(number) * scaled(ROW), 1, scaled(ROW))
        return None

    def fold_place(self) -> QRectF | None:
        """The fold's head in the viewport; None where everything has a figure."""
        if not self.missing:
            return None
        y = self.top() + self.fold_at() * scaled(ROW) - self.offset.y()
        return QRectF(0, y, self.seen().width(), scaled(ROW))

    def _at(self, point: QPointF) -> OverviewRow | None:
        if point.y() < self.top():
            return None
        row = int((point.y() - self.top() + self.offset.y()) // scaled(ROW))
        fold = self.fold_at() if self.missing else len(self.every)
        number = row if row < fold else row - 1
        return self.lines[number] if row != fold and 0 <= number < len(self.lines) else None

    def _on_fold(self, point: QPointF) -> bool:
        place = self.fold_place()
        return place is not None and point.y() >= self.top() and place.contains(QPointF(1, point.y()))

    def series_at(self, point: QPointF) -> SeriesKey | None:
        """The series of a line."""
        line = self._at(point)
        return line.series if line is not None else None

    def tip_at(self, point: QPointF) -> str:
        """The target's exact figures; of the strip and of the fold what they count."""
        if point.y() < self.top():
            return self.sentence
        if self._on_fold(point):
            return "\n".join(self.name(line) for line in self.missing)
        line = self._at(point)
        return told(self.workspace, line.position) if line is not None else ""

    def stepped(self, key: Qt.Key) -> SeriesKey | None:
        """Up and down, Home and End."""
        return self.series_after(key, [line.series for line in self.lines], scaled(ROW))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the fold's head opens or closes it."""
        if self._on_fold(event.position()) and event.button() == Qt.MouseButton.LeftButton:
            self.fold(not self.opened)
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter open and close the fold."""
        if self.missing and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.fold(not self.opened)
            return
        super().keyPressEvent(event)

    def parts(self) -> Parts:
        """The lines, the fold's head, and what stays above them."""
        row, top, width, offset = scaled(ROW), self.top(), self.seen().width(), self.offset.y()
        fold = self.fold_at()
        shown: list[object] = [self._said(number, line) for number, line in enumerate(self.lines)]
        self._parts_of_lines = len(shown)
        shown.append((self.opened, len(self.missing), sum(line.binding for line in self.missing)))
        shown.append(self._said_above())

        def place(part: int) -> QRectF:
            if part == len(shown) - 1:
                return QRectF(0, 0, width, top)
            at = fold if part == len(shown) - 2 else self._line_of(part)
            return QRectF(0, top + at * row - offset, width, row)

        ground = (self.surroundings(), self._widths, self._longest_name, top, row, fold)
        return Parts(ground, shown, place)

    def _said(self, number: int, line: OverviewRow) -> object:
        """All that is painted of a line."""
        return (
            line.series,
            line.status,
            line.place,
            line.last,
            line.binding,
            self._told[line.position],
            line.figures.tobytes(),
            self.workspace.judgement().target[line.position].tobytes(),
            number and self.every[number - 1].binding,
        )

    def _said_above(self) -> object:
        """All that is painted above the lines."""
        return self.sentence, tuple(line.status for line in self.every)

    def changeEvent(self, event: QEvent) -> None:
        """Another font: names and figures are measured anew."""
        if event.type() == QEvent.Type.FontChange and self._made:
            self._face = Typeface(self.font())
        super().changeEvent(event)

    def draw(self, painter: QPainter, size: QSizeF, offset: QPointF) -> None:
        """The sentence, its strip and the heads stay; the lines in sight pass under them."""
        if not self.every:
            return
        row, top = scaled(ROW), self.top()
        columns = self.columns(size.width())
        painter.save()
        painter.setClipRect(QRectF(0, top, size.width(), max(size.height() - top, 0)), _CLIPPED)
        first = max(0, int(offset.y() // row))
        last = int((offset.y() + size.height() - top) // row) + 1
        for number, line in enumerate(self.lines):
            place = self._line_of(number)
            if first <= place < last:
                spot = QRectF(0, top + place * row - offset.y(), size.width(), row)
                if not self.wants(spot):
                    continue
                self._draw_line(painter, number, line, spot, columns)
        if self.missing and first <= self.fold_at() < last:
            spot = QRectF(0, top + self.fold_at() * row - offset.y(), size.width(), row)
            self._draw_fold(painter, spot)
        painter.restore()
        if self.wants(QRectF(0, 0, size.width(), top)):
            self._draw_top(painter, size.width(), columns[2])

    def _draw_top(self, painter: QPainter, width: float, places: dict[int, QRectF]) -> None:
        colours, high = theme(), self._sentence_height(width)
        painter.setFont(self.font())
        painter.setPen(QColor(colours.ink))
        painter.drawText(QRectF(0, 0, max(width - 8, 60), high), int(_WRAPPED), self.sentence)
        strip = self._strip_height()
        counts = Counter(line.status for line in self.every)
        left, share = 0.0, (width - 8) / len(self.every)
        for status in LEGEND:
            wide = counts[status] * share
            if wide and strip:
                # a line of paper between them tells the parts apart in grey print
                painter.fillRect(
                    QRectF(left, high, max(wide - 1.5, 1), scaled(_STRIP)), status_colour(status)
                )
            left += wide
        head = high + strip
        painter.setFont(chart_font())
        painter.setPen(QColor(colours.secondary))
        for one, place in places.items():
            # a head is as wide as its words, whatever stands below it
            spot = QRectF(0, head, place.right(), scaled(_HEAD) - 2)
            painter.drawText(spot, RIGHT, self.heads()[one])
        painter.setPen(QPen(QColor(colours.hairline), 1))
        y = head + math.ceil(scaled(_HEAD)) - 0.5
        painter.drawLine(QPointF(0, y), QPointF(width, y))

    def _draw_fold(self, painter: QPainter, place: QRectF) -> None:
        colours, count = theme(), len(self.missing)
        binding = sum(line.binding for line in self.missing)
        text = tr("Overview", "{count} with a missing value").format(count=count)
        if binding:
            text += tr("Overview", ", {binding} of them binding").format(binding=binding)
        painter.fillRect(place, QColor(colours.panel))
        painter.setFont(self.font())
        painter.setPen(QColor(colours.ink))
        painter.drawText(QRectF(8, place.top(), 18, place.height()), LEFT, "▾" if self.opened else "▸")
        painter.drawText(place.adjusted(_MARK, 0, -8, 0), LEFT, text)

    def _draw_line(
        self,
        painter: QPainter,
        number: int,
        line: OverviewRow,
        place: QRectF,
        columns: tuple[float, float, dict[int, QRectF]],
    ) -> None:
        colours, metrics = theme(), QFontMetricsF(self.font())
        names, paths, places = columns
        missing = line.place is Place.MISSING
        if line.series == self.workspace.selection.series:
            painter.fillRect(place, QColor(colours.chosen))
        elif line.series.region == self.workspace.hovered_region:
            painter.fillRect(place, highlight_colour())
        if number and self.every[number - 1].binding and not line.binding:
            painter.setPen(QPen(blended(QColor(colours.secondary), QColor(colours.paper), 0.6), 1))
        else:
            painter.setPen(QPen(QColor(colours.hairline), 1))
        if number:
            y = int(place.top()) + 0.5
            painter.drawLine(QPointF(0, y), QPointF(place.right(), y))
        paint_mark(painter, line.status, QPointF(12, place.center().y()))
        end = place.right() - 8 if missing else names
        text = QRectF(_MARK, place.top() + 2, max(end - _MARK, 10), 18)
        painter.setFont(self.font())
        painter.setPen(QColor(colours.ink))
        elided = Qt.TextElideMode.ElideRight
        painter.drawText(text, LEFT, metrics.elidedText(self.name(line), elided, text.width()))
        # where the growth needed has no column it stands under the other figures
        beneath = "" if missing or _NEEDED in places else self.needs(line)
        if not missing:
            for one, column in places.items():
                spot = column.adjusted(0, 2, 0, 20 - column.height()) if beneath else column
                strong = one in (0, 2)
                painter.setPen(QColor(colours.ink if strong else colours.secondary))
                # a hundredth more, lest the widest be cut by its own rounding
                said = metrics.elidedText(self._told[line.position][one], elided, spot.width() + 0.01)
                painter.drawText(spot.translated(0, place.top()), RIGHT, said)
        painter.setFont(chart_font())
        painter.setPen(QColor(colours.secondary))
        below = text.translated(0, 16).adjusted(0, 0, 0, -2)
        if beneath:
            wide = chart_metrics().horizontalAdvance(beneath)
            painter.drawText(
                QRectF(_MARK, below.top(), place.right() - 8 - _MARK, below.height()), RIGHT, beneath
            )
            below.setRight(min(below.right(), place.right() - 8 - wide - _APART))
        painter.drawText(below, LEFT, chart_metrics().elidedText(self.aim(line), elided, below.width()))
        if paths > names and not missing:
            spot = QRectF(names + _APART, place.top() + 6, paths - names - _APART, scaled(ROW) - 12)
            self._draw_path(painter, line, spot, number)

    def _draw_path(self, painter: QPainter, line: OverviewRow, place: QRectF, number: int) -> None:
        """The small line, where there is one."""
        if np.isfinite(line.figures).sum() < 2:
            return
        while len(self.paths) <= number:
            self.paths.append(SmallPath())
        year = self.workspace.year - int(self.workspace.plan.years[0])
        target = float(self.workspace.judgement().target[line.position])
        painter.save()
        painter.translate(place.topLeft())
        self.paths[number].put(line, target, year, place.size())
        self.paths[number].paint(painter)
        painter.restore()


class SmallPath:
    """The small line: observed in ink, projected in the status' colour, the target dashed across."""

    def __init__(self) -> None:
        self.target, self.observed, self.projected = Curve(), Curve(), Curve()
        self.dots = Dots()

    def put(self, line: OverviewRow, target: float, year: int, size: QSizeF) -> None:
        """A row's path with its target (NaN: none), and a dot in the year (its place) looked at."""
        figures, columns = line.figures, np.arange(len(line.figures), dtype=np.float64)
        known = np.isfinite(figures)
        places = columns[known]
        ends = figures[known] if np.isnan(target) else np.append(figures[known], target)
        low, high = float(ends.min()), float(ends.max())
        if not high > low:
            low, high = low - 0.5, high + 0.5
        whole = QRectF(QPointF(0, 0), size)
        first, last = float(places[0]), float(places[-1])
        frame = Frame(whole, whole.adjusted(3, 0, -3, 0), first, last, FigureTicks(low, high, (), ()))
        # the target runs over the whole width, the path keeps its dot within it
        beside = 3 / max(frame.area.width(), 1) * (last - first)
        colour = status_colour(line.status)
        for curve, at, what, shade, width, style in (
            (self.target, np.array([first - beside, last + beside]), np.full(2, target),
             QColor(theme().secondary), 1.0, Qt.PenStyle.DashLine),
            (self.observed, places[places <= line.last], figures[known][places <= line.last],
             QColor(theme().ink), USUAL, Qt.PenStyle.SolidLine),
            (self.projected, places[places >= line.last], figures[known][places >= line.last],
             colour, 1.8, Qt.PenStyle.SolidLine),
        ):  # fmt: skip
            curve.lay(frame)
            curve.dress(shade, width, style)
            curve.put(at, what)
        looked_at = 0 <= year < len(figures) and known[year]
        point = [[frame.x(float(year)), frame.y(float(figures[year]))]] if looked_at else np.empty((0, 2))
        self.dots.put([DotGroup(np.array(point), 2.6, colour)])

    def paint(self, painter: QPainter) -> None:
        """Paint it from the painter's origin."""
        for curve in (self.target, self.observed, self.projected):
            if curve.visible:
                curve.stroke(painter)
        self.dots.paint(painter)
