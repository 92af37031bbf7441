"""Horizontal bars from a zero line, painted as far as they are seen, each of them a way to its series."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from npfdesk.plan.statuses import Status
from npfdesk.report.chart_axes import figure_ticks
from npfdesk.ui.charts.axes import LEFT, RIGHT, chart_font, chart_metrics
from npfdesk.ui.charts.captions import plain_tip
from npfdesk.ui.charts.gap_rows import Bar, GapRows, status_words, told
from npfdesk.ui.charts.setting import SCREEN, Typeface
from npfdesk.ui.look.colours import status_colour, status_text, theme
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.look.repainting import Parts, Repainting
from npfdesk.ui.look.style import TITLE_PIXELS, pixels, scaled
from npfdesk.ui.mistakes import painting
from npfdesk.ui.workspace import Workspace

ROW = 26
TOP = 4
_HEAD = 20
_MARK = 26
_LEAST, _LEAST_SHARE = 48.0, 0.16
"""How much room bars have at least beside names and figures (pixels, and the share of the width)."""
_WHOLE, _TICK = 44, 60.0


class Bars(QAbstractScrollArea):
    """The bars below a head that names both sides of zero. A click or the arrow keys look at a bar's series."""

    _made: bool = False

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.bars: tuple[Bar, ...] = ()
        self.whole: Bar | None = None
        self.scale = math.nan
        self._columns: tuple[tuple[object, ...], tuple[float, float, float]] | None = None
        # where columns and ticks stood when all of it was last shown; the widest figure and the ends that set them
        self._laid: tuple[tuple[float, float, float], tuple[tuple[float, str], ...]] = ((0.0, 0.0, 0.0), ())
        self._extent = (0.0, 0.0, 0.0)
        self._repainting = Repainting(self.viewport())
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setViewportMargins(0, _HEAD, 0, 0)
        self.head = _Head(self)
        self.verticalScrollBar().setSingleStep(ROW)
        self.viewport().setMouseTracking(True)
        self._type = Typeface(self.font())
        self._made = True
        workspace.region_hovered.connect(self._light)

    def _light(self, _: str) -> None:
        """Another region is pointed at: its bar, or the headline."""
        if self.isVisible():
            self.viewport().update()
            self.head.update()

    def show_bars(self, shown: GapRows) -> None:
        """Show other bars under their headline, in the next frame."""
        self.bars, self.whole, self.scale = shown.bars, shown.whole, shown.scale
        if self.head.height() != self.head_height():
            self.setViewportMargins(0, self.head_height(), 0, 0)
            self._set_head()
        self._measure()
        columns = self.columns()
        ticks = tuple(self.ticks(*columns[1:]))
        self._repainting.renew(self._parts(columns, ticks))
        self._laid = (columns, ticks)
        self.head.renew(columns, ticks)

    def follow(self, shown: GapRows) -> None:
        """Show the bars after an edit: those that are the ones shown before have not moved."""
        before, whole, scale = self.bars, self.whole, self.scale
        moved = [
            (row, then, bar)
            for row, (then, bar) in enumerate(zip(before, shown.bars, strict=False))
            if bar is not then
        ]
        stands = len(before) == len(shown.bars) and (shown.scale == scale or math.isnan(scale))
        if not stands or any(self._moves_columns(then, bar) for _, then, bar in moved):
            self.show_bars(shown)
            return
        self.bars, self.whole, self.scale = shown.bars, shown.whole, shown.scale
        if not self._repainting.follow({row: bar.drawn for row, _, bar in moved}):
            self.show_bars(shown)
            return
        columns, ticks = self._laid
        self._columns = ((self.bars, self.viewport().width()), columns)
        if whole is not self.whole or any(_side(then) != _side(bar) for _, then, bar in moved):
            self.head.renew(columns, ticks)

    def _moves_columns(self, then: Bar, now: Bar) -> bool:
        """Whether another bar in a row may move columns or ticks: it has the widest figure or the longest end, or had it."""
        if then.apart or now.apart or now.cut != then.cut:
            return True
        measure, (widest, low, high) = self._type.width, self._extent
        was, is_now = measure(then.figure), measure(now.figure)
        if is_now != was and max(is_now, was) >= widest:
            return True
        return any(
            one != other
            and (one is None or other is None or not low < min(one, other) <= max(one, other) < high)
            for one, other in ((then.length, now.length), (then.milestone, now.milestone))
        )

    def _parts(self, columns: tuple[float, float, float], ticks: tuple[tuple[float, str], ...]) -> Parts:
        """The bars, row by row."""
        workspace, scrolled, width = self.workspace, self.verticalScrollBar().value(), self.viewport().width()
        chosen, lit = workspace.selection.series, workspace.hovered_region

        def place(row: int) -> QRectF:
            return QRectF(0, TOP - scrolled + row * ROW, width, ROW)

        ground = (self.viewport().size(), scrolled, columns, ticks, theme(), chosen, lit, self._type)
        return Parts(ground, [bar.drawn for bar in self.bars], place)

    def changeEvent(self, event: QEvent) -> None:
        """Another font or language: nothing stands where it stood."""
        # Qt sends changes while it is still being made
        if self._made:
            self._columns = None
            self._type = Typeface(self.font())
            self._repainting.forget()
            self.head.forget()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        """Room for the usual ten counties."""
        return QSize(320, 12 * ROW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The scroll bar follows the height."""
        self._repainting.forget()
        super().resizeEvent(event)
        self._set_head()
        self._measure()

    def scrollContentsBy(self, across: int, down: int) -> None:
        """What is scrolled stands elsewhere."""
        self._repainting.forget()
        super().scrollContentsBy(across, down)

    def head_height(self) -> int:
        """The room of what stands above the bars (pixels)."""
        return _HEAD + (math.ceil(scaled(_WHOLE)) if self.whole is not None else 0)

    def _set_head(self) -> None:
        self.head.setGeometry(QRect(0, 0, self.viewport().width(), self.head_height()))

    def _measure(self) -> None:
        height = self.viewport().height()
        self.verticalScrollBar().setPageStep(height)
        self.verticalScrollBar().setRange(0, max(0, len(self.bars) * ROW + 2 * TOP - height))

    def columns(self) -> tuple[float, float, float]:
        """Where names end, where zero stands, and how long the longest bar may be (pixels); kept while bars and width are the same."""
        about = (self.bars, self.viewport().width())
        if self._columns is None or self._columns[0] != about:
            self._columns = (about, self._divided())
        return self._columns[1]

    def _divided(self) -> tuple[float, float, float]:
        measure = self._type.width
        width = float(self.viewport().width())
        names = max([measure(bar.name) for bar in self.bars], default=0.0) + _MARK + 8
        # what is over has its figure right of zero too: to the left all the room is the names' and the bars'
        figures = [bar.figure for bar in self.bars if not bar.apart]
        apart = max([measure(bar.figure) for bar in self.bars if bar.apart], default=0.0)
        left = 6.0
        widest = max(map(measure, figures), default=-4.0)
        right = widest + 12
        # figures are never cut: names give way to them, and to the least that tells bars apart
        least = max(_LEAST, _LEAST_SHARE * width)
        names = min(names, max(width - left - max(right + least, apart + 16), 0.2 * width))
        # both sides on one scale, each as wide as its longest bar needs
        ends = [end for bar in self.bars for end in (bar.length, bar.milestone) if end is not None]
        beyond, missing = max(0.0, -min(ends, default=0.0)), max(0.0, max(ends, default=0.0))
        self._extent = (widest, -beyond, missing)
        unit = max(width - names - left - right, 24.0) / ((beyond + missing) or 1.0)
        # words without a bar stand where bars that fall short would
        zero = min(names + left + unit * beyond, max(width - apart - 16, names + left))
        return names, zero, min(unit, (zero - names - left) / beyond) if beyond else unit

    @painting
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows in view."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._repainting.begin(event)
        try:
            self.draw(painter, self.viewport().height(), self.verticalScrollBar().value())
        finally:
            self._repainting.end()

    def draw(self, painter: QPainter, height: int, scrolled: int) -> None:
        """Draw what is seen through a frame that stands so far down the whole (pixels)."""
        painter.setFont(self.font())
        names, zero, unit = self.columns()
        top = TOP - scrolled
        painter.setPen(QColor(theme().hairline))
        for place, _ in self.ticks(zero, unit):
            x = SCREEN.crisp(place)
            painter.drawLine(QPointF(x, 0), QPointF(x, min(height, top + len(self.bars) * ROW + 2)))
        width = self.viewport().width()
        wanted = self._repainting.within(QRectF(0, 0, width, height))
        first = max(0, int((wanted.top() - top) // ROW))
        last = min(len(self.bars), math.ceil((wanted.bottom() - top) / ROW))
        for index in range(first, last):
            if self._repainting.wants(QRectF(0, top + index * ROW, width, ROW)):
                self._paint_row(painter, self.bars[index], top + index * ROW, names, zero, unit)
        bottom, x = min(height, top + len(self.bars) * ROW + 2), SCREEN.crisp(zero)
        painter.setPen(SCREEN.inks.rule)
        painter.drawLine(QPointF(x, 0), QPointF(x, bottom))

    def ticks(self, zero: float, unit: float) -> list[tuple[float, str]]:
        """Where the shares of the scale stand beside zero, and what they are (pixels, %); none where bars are no shares.

        `zero` and `unit` are of `columns`.
        """
        if math.isnan(self.scale):
            return []
        ends = [end for bar in self.bars for end in (bar.length, bar.milestone) if end is not None]
        if not any(ends):
            return []
        low, high = min(0.0, *ends) * self.scale * 100, max(0.0, *ends) * self.scale * 100
        step = unit / (self.scale * 100)
        steps = max(1, int((high - low) * step // _TICK))
        found = figure_ticks(low, high, steps)
        return [
            (zero + value * step, f"{text}%")
            for value, text in zip(found.values, found.texts, strict=True)
            if value and low <= value <= high
        ]

    def _paint_row(
        self, painter: QPainter, bar: Bar, y: float, names: float, zero: float, unit: float
    ) -> None:
        colours, metrics = theme(), self._type.metrics
        width = self.viewport().width()
        if (bar.region, bar.industry, bar.indicator) == self.workspace.selection.series:
            painter.fillRect(QRectF(0, y, width, ROW), QColor(colours.chosen))
        elif bar.region == self.workspace.hovered_region:
            painter.fillRect(QRectF(0, y, width, ROW), QColor(colours.panel))
        colour, grey = status_colour(bar.status), bar.status is Status.GREY
        painter.setPen(status_text(bar.status))
        painter.drawText(QRectF(8, y, 18, ROW), LEFT, bar.status.about.mark)
        painter.setPen(QColor(colours.ink))
        name = metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, names - _MARK - 4)
        painter.drawText(QRectF(_MARK, y, names - _MARK, ROW), LEFT, name)
        length = abs(bar.length) * unit
        left = zero - length if bar.length < 0 else zero
        if length:
            rect = QRectF(left, y + 7, max(length, 1.0), ROW - 14)
            painter.fillRect(rect, colour)
            if bar.cut:
                self._paint_cut(painter, rect, bar.length < 0)
        if bar.milestone is not None:
            painter.setPen(QPen(QColor(colours.ink), 1.6))
            x = zero + bar.milestone * unit
            painter.drawLine(QPointF(x, y + 4), QPointF(x, y + ROW - 4))
        painter.setPen(QColor(colours.secondary if grey or bar.apart else colours.ink))
        end = max(left + length, zero)
        if bar.milestone is not None and bar.milestone > 0 and bar.length <= 0:
            end = max(end, zero + bar.milestone * unit)
        space = QRectF(end + 7, y, max(width - end - 9, 0), ROW)
        shown = metrics.elidedText(bar.figure, Qt.TextElideMode.ElideRight, space.width())
        painter.drawText(space, LEFT, shown)

    def _paint_cut(self, painter: QPainter, rect: QRectF, leftwards: bool) -> None:
        """Two slits say that a bar is longer than the scale."""
        painter.setPen(QPen(QColor(theme().paper), 2))
        for offset in (10, 15):
            x = rect.left() + offset if leftwards else rect.right() - offset
            painter.drawLine(QPointF(x - 2, rect.bottom() + 1), QPointF(x + 2, rect.top() - 1))

    def at(self, y: float) -> Bar | None:
        """The bar at a height of the viewport."""
        index = int(y + self.verticalScrollBar().value() - TOP) // ROW
        return self.bars[index] if 0 <= index < len(self.bars) else None

    def tip(self, bar: Bar) -> str:
        """Everything about a bar, and what its marks say: how it stands, and that it is cut."""
        lines = [
            told(self.workspace, bar.position),
            f"{bar.status.about.mark} {status_words(self.workspace, bar.status)}",
        ]
        if bar.cut:
            lines.append(tr("GapChart", "Two slits: the bar is longer than the scale shows."))
        return "\n".join(lines)

    def viewportEvent(self, event: QEvent) -> bool:
        """A tip with everything about the bar."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            bar = self.at(event.pos().y())
            text = plain_tip(self.tip(bar)) if bar is not None else ""
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        if event.type() == QEvent.Type.Leave:
            self.workspace.hover_region("")
        return super().viewportEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The region under the pointer is lit in every view."""
        bar = self.at(event.position().y())
        self.workspace.hover_region(bar.region if bar is not None else "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click looks at the bar's series."""
        bar = self.at(event.position().y())
        if bar is not None and event.button() == Qt.MouseButton.LeftButton:
            self.choose(bar)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down, Home and End look at the next bar's series; the headline is before the first."""
        chosen = self.workspace.selection.series
        every = self.bars if self.whole is None else (self.whole, *self.bars)
        places = [(bar.region, bar.industry, bar.indicator) for bar in every]
        place = places.index(chosen) if chosen in places else -1
        last = len(places) - 1
        wanted = {
            Qt.Key.Key_Up: max(place - 1, 0),
            Qt.Key.Key_Down: min(place + 1, last),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(Qt.Key(event.key()))
        if wanted is None or not places:
            super().keyPressEvent(event)
            return
        self.choose(every[wanted])
        self.show_row(max(wanted - len(every) + len(self.bars), 0))

    def show_row(self, row: int) -> None:
        """Scroll as little as it takes to show a row whole."""
        scroll, height = self.verticalScrollBar(), self.viewport().height()
        top = row * ROW
        scroll.setValue(min(max(scroll.value(), top + ROW + 2 * TOP - height), top))

    def choose(self, bar: Bar) -> None:
        """Look at a bar's series, in the whole window."""
        self.workspace.select(region=bar.region, industry=bar.industry, indicator=bar.indicator)


class _Head(QWidget):
    """The whole that the bars are parts of, as a figure; under it what lies left and right of zero, and zero itself."""

    def __init__(self, bars: Bars) -> None:
        super().__init__(bars)
        self.bars = bars
        # what is said of the whole, a headline made anew whenever its target is judged anew
        self._said: tuple[Bar | None, object] = (None, None)
        self._repainting = Repainting(self)
        self.setMouseTracking(True)

    def renew(self, columns: tuple[float, float, float], ticks: tuple[tuple[float, str], ...]) -> None:
        """Paint in the next frame the whole, where it stands otherwise, and the sides, where zero or the bars' ends do."""
        whole, workspace = self.bars.whole, self.bars.workspace
        high = self.bars.head_height() - _HEAD
        sides = (columns, ticks, *(any(one.length * way > 0 for one in self.bars.bars) for way in (-1, 1)))
        if self._said[0] is not whole:
            self._said = (whole, None if whole is None else (whole.drawn, self._stands(whole)))
        said = self._said[1]
        ground = (
            self.size(),
            theme(),
            language(),
            workspace.selection,
            workspace.hovered_region,
            self.bars.font().key(),
        )

        def place(part: int) -> QRectF:
            return QRectF(0, high, self.width(), _HEAD) if part else QRectF(0, 0, self.width(), high)

        self._repainting.renew(Parts(ground, (said, sides), place))

    def forget(self) -> None:
        """Another font or language: all of it is painted next."""
        self._repainting.forget()

    @painting
    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, zero's own first, the others where there is room."""
        self._repainting.begin(event)
        try:
            self.draw(QPainter(self))
        finally:
            self._repainting.end()

    def event(self, event: QEvent) -> bool:
        """A tip with everything about the whole."""
        whole = self.bars.whole
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and whole is not None:
            text = plain_tip(told(self.bars.workspace, whole.position))
            QToolTip.showText(event.globalPos(), text, self)
            return True
        if event.type() == QEvent.Type.Leave:
            self.bars.workspace.hover_region("")
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The whole is lit in every view."""
        over = self.bars.whole if event.position().y() < self.height() - _HEAD else None
        self.bars.workspace.hover_region(over.region if over is not None else "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click looks at the whole."""
        whole = self.bars.whole
        inside = event.position().y() < self.height() - _HEAD
        if whole is not None and inside and event.button() == Qt.MouseButton.LeftButton:
            self.bars.choose(whole)

    def draw(self, painter: QPainter) -> None:
        """Draw them."""
        high = self.bars.head_height() - _HEAD
        if self.bars.whole is not None and self._repainting.wants(QRectF(0, 0, self.width(), high)):
            self._draw_whole(painter, self.bars.whole)
        if self._repainting.wants(QRectF(0, high, self.width(), _HEAD)):
            painter.save()
            painter.translate(0, high)
            self._draw_sides(painter)
            painter.restore()

    def _draw_whole(self, painter: QPainter, whole: Bar) -> None:
        colours, width = theme(), float(self.width())
        workspace, place = self.bars.workspace, QRectF(0, 0, width, math.ceil(scaled(_WHOLE)) - 4)
        if (whole.region, whole.industry, whole.indicator) == workspace.selection.series:
            painter.fillRect(place, QColor(colours.chosen))
        elif whole.region == workspace.hovered_region:
            painter.fillRect(place, QColor(colours.panel))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        large = QFont(self.bars.font())
        large.setPixelSize(pixels(TITLE_PIXELS))
        large.setWeight(QFont.Weight.DemiBold)
        wide = QFontMetricsF(large).horizontalAdvance(whole.figure)
        painter.setFont(large)
        painter.setPen(QColor(colours.ink))
        painter.drawText(place.adjusted(8, 0, -8, 0), RIGHT, whole.figure)
        painter.setFont(self.bars.font())
        painter.setPen(status_text(whole.status))
        painter.drawText(QRectF(8, 0, 18, place.height()), LEFT, whole.status.about.mark)
        painter.setPen(QColor(colours.ink))
        room = max(width - wide - 24 - _MARK, 10.0)
        half, elided = place.height() / 2, Qt.TextElideMode.ElideRight
        name = QFontMetricsF(self.bars.font()).elidedText(whole.name, elided, room)
        painter.drawText(QRectF(_MARK, 1, room, half), LEFT, name)
        painter.setFont(chart_font())
        painter.setPen(QColor(colours.secondary))
        full, short, value = self._stands(whole)
        measure = SCREEN.typeface().width
        wide_enough = [one for one in (full, short, value) if measure(one) <= room]
        # a figure is left out rather than cut: the target stands in the tip and in the table, too
        below = wide_enough[0] if wide_enough else value
        painter.drawText(QRectF(_MARK, half, room, half - 1), LEFT, below)

    def _stands(self, whole: Bar) -> tuple[str, str, str]:
        """The whole's figure of the year looked at and its target: with both years, with the figures alone, without the target."""
        workspace, position = self.bars.workspace, whole.position
        unit, targets = workspace.judged_unit(position), workspace.result.targets
        value = unit.figure(float(workspace.judgement().value[position]), language(), unit=False)
        word, asked = tr("GapChart", "target"), targets.statements[position].wording
        return (
            f"{workspace.year}: {value} · {word} {targets.year[position]}: {asked}",
            f"{value} · {word} {asked}",
            f"{workspace.year}: {value}",
        )

    def _draw_sides(self, painter: QPainter) -> None:
        metrics = chart_metrics()
        painter.setFont(chart_font())
        painter.setPen(QColor(theme().secondary))
        _, zero, unit = self.bars.columns()
        words = tr("GapChart", "target")
        half = metrics.horizontalAdvance(words) / 2 + 2
        left = min(max(zero - half, 0.0), self.width() - 2 * half)
        painter.drawText(QRectF(left, 0, 2 * half, _HEAD), Qt.AlignmentFlag.AlignCenter, words)
        taken = [QRectF(left, 0, 2 * half, _HEAD)]
        for x, text in self.bars.ticks(zero, unit):
            wide = metrics.horizontalAdvance(text) + 4
            spot = QRectF(x - wide / 2, 0, wide, _HEAD)
            if spot.right() <= self.width() and not any(spot.intersects(one) for one in taken):
                painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, text)
                taken.append(spot)
        first, last = min(one.left() for one in taken), max(one.right() for one in taken)
        over, short = f"← {tr('GapChart', 'over')}", f"{tr('GapChart', 'short (positive)')} →"
        room = first - 12
        if any(bar.length < 0 for bar in self.bars.bars) and metrics.horizontalAdvance(over) < room:
            painter.drawText(QRectF(0, 0, room, _HEAD), RIGHT, over)
        right = last + 12
        needed = metrics.horizontalAdvance(short)
        if any(bar.length > 0 for bar in self.bars.bars) and needed < self.width() - right:
            painter.drawText(QRectF(right, 0, self.width() - right, _HEAD), LEFT, short)


def _side(bar: Bar) -> int:
    """On which side of zero a bar lies: -1, 0, 1."""
    return (bar.length > 0) - (bar.length < 0)
