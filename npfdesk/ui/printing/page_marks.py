"""Watermark and seal on a printed page: grey words across it, behind all else, and a framed word in its upper corner."""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from npfdesk.report.markings import WATERMARK_GREY, PageMarks
from npfdesk.report.path_charts import SECONDARY
from npfdesk.ui.printing.page_setting import draw_text, font, text_width

_LARGEST: Final = 110.0
_ACROSS: Final = 0.62
"""How much of the diagonal the words take."""
_MARK_POINTS, _STATE_POINTS = 8.5, 7.0
_FRAME: Final = 60.0
_HEIGHT: Final = 170.0
_BETWEEN: Final = 90.0
_SHADE: Final = QColor(0, 0, 0, 25)
"""On white what WATERMARK_GREY is; what stands under it is darkened along, and keeps its contrast."""


def draw_watermark(painter: QPainter, size: QSizeF, words: str, *, over: bool = False) -> None:
    """Draw the words from the lower left to the upper right of a page of a size; nothing for "".

    Drawn first, so that all else stands on it; or, on a page with a ground of its own, `over` it, through which all is seen.
    """
    if not words:
        return
    diagonal = math.hypot(size.width(), size.height())
    points = min(_LARGEST, _LARGEST * diagonal * _ACROSS / text_width(words, _LARGEST))
    made = font(points)
    painter.save()
    painter.translate(size.width() / 2, size.height() / 2)
    painter.rotate(-math.degrees(math.atan2(size.height(), size.width())))
    painter.setFont(made)
    painter.setPen(_SHADE if over else QColor(WATERMARK_GREY))
    measure = QFontMetricsF(made)
    middle = (measure.ascent() - measure.descent()) / 2
    painter.drawText(QPointF(-measure.horizontalAdvance(words) / 2, middle), words)
    painter.restore()


def draw_seal(painter: QPainter, right: float, top: float, width: float, marks: PageMarks) -> None:
    """Draw the framed word with its right upper corner there, the states in words to its left; nothing where no seal is wanted."""
    if not marks.mark:
        return
    wide = text_width(marks.mark, _MARK_POINTS) + 2 * _FRAME
    frame = QRectF(right - wide, top, wide, _HEIGHT)
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(SECONDARY), 8))
    painter.drawRect(frame)
    painter.restore()
    draw_text(painter, frame.adjusted(0, 22, 10, 0), marks.mark, _MARK_POINTS, SECONDARY, "centre")
    # a name that would wrap is told on the cover
    left = width - wide - _BETWEEN
    if text_width(marks.state, _STATE_POINTS) < left:
        place = QRectF(right - width, top + 42, left, _HEIGHT)
        draw_text(painter, place, marks.state, _STATE_POINTS, SECONDARY, "right")
