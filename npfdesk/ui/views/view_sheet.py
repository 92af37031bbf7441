"""A view on a page: its words and its drawing, as a picture, a vector file or a block of figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QImageWriter,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPixmap,
)
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication, QWidget

from npfdesk.report.material import PROGRAM
from npfdesk.ui.charts.axes import chart_font
from npfdesk.ui.look.colours import theme
from npfdesk.ui.look.style import TITLE_PIXELS, pixels
from npfdesk.version import __version__

Draw = Callable[[QPainter, QSizeF, QPointF], None]
Rows = list[list[str]]
DOTS = 300
"""The dots per inch of a picture, enough for print."""
SHARP = DOTS / 96
"""How many pixels of a picture stand for one of the screen, whose inch has 96."""
LARGEST = 16_000
"""Pixels of the screen beyond which a picture shows the first part only: no image program opens more."""
_PROGRAM = f"{PROGRAM} {__version__}"
_SMALL = 0.85
_EDGE, _LEAST_WIDTH = 16.0, 420.0
_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


@dataclass(frozen=True)
class Sheet:
    """What a page holds: words above and below, and a drawing of `whole` pixels between them.

    `origin` is its last line, small, and `described` what a file's properties say of where it comes from.
    """

    title: str
    subtitle: str
    note: str
    whole: QSizeF
    draw: Draw
    origin: str = ""
    described: str = ""

    def _fonts(self) -> tuple[QFont, QFont, QFont]:
        title = QFont(QApplication.font())
        title.setPixelSize(pixels(TITLE_PIXELS))
        title.setWeight(QFont.Weight.DemiBold)
        return title, chart_font(), chart_font(_SMALL)

    def _width(self) -> float:
        return max(min(self.whole.width(), LARGEST), _LEAST_WIDTH)

    def _heights(self) -> list[float]:
        """How high the title, the subtitle, the note and the origin are, set in the page's width."""
        title, note, small = self._fonts()
        texts = ((self.title, title), (self.subtitle, note), (self.note, note), (self.origin, small))
        space = QRectF(0, 0, self._width(), 10_000)
        return [
            QFontMetricsF(font).boundingRect(space, _WRAPPED, text).height() + (4 if text else 0)
            for text, font in texts
        ]

    def size(self) -> QSize:
        """The page with its edges."""
        height = sum(self._heights()) + min(self.whole.height(), LARGEST) + 8
        return QSize(int(self._width() + 2 * _EDGE) + 1, int(height + 2 * _EDGE) + 1)

    def paint(self, painter: QPainter) -> None:
        """The page, from the painter's origin."""
        colours, (title, note, small) = theme(), self._fonts()
        above, below, under, last = self._heights()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(QPointF(0, 0), QSizeF(self.size())), QColor(colours.paper))
        width, top = self._width(), _EDGE
        for text, font, colour, height in (
            (self.title, title, colours.ink, above),
            (self.subtitle, note, colours.secondary, below),
        ):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            painter.drawText(QRectF(_EDGE, top, width, height), _WRAPPED, text)
            top += height
        whole = self.whole.boundedTo(QSizeF(LARGEST, LARGEST))
        painter.save()
        painter.translate(_EDGE, top + 4)
        painter.setClipRect(QRectF(QPointF(0, 0), whole))
        painter.setFont(QApplication.font())
        self.draw(painter, whole, QPointF(0, 0))
        painter.restore()
        painter.setPen(QColor(colours.secondary))
        top += whole.height() + 12
        for text, font, height in ((self.note, note, under), (self.origin, small, last)):
            painter.setFont(font)
            painter.drawText(QRectF(_EDGE, top, width, height), _WRAPPED, text)
            top += height


class Pictured(QWidget):
    """Whatever can be taken out of the window as a page or as a block of figures."""

    def sheet(self) -> Sheet:
        """The page."""
        raise NotImplementedError

    def message(self) -> str:
        """What it says about what is looked at, a line each; "" where that is not in it."""
        return ""

    def table(self) -> Rows:
        """The figures as they are read, a head first; every cell is text."""
        raise NotImplementedError


def sheet_of(widget: QWidget, title: str) -> Sheet:
    """A page with a widget as it stands on the screen, words and all; in pixels, whatever it is saved as."""
    pixels = QPixmap((QSizeF(widget.size()) * SHARP).toSize())
    pixels.setDevicePixelRatio(SHARP)
    pixels.fill(QColor(theme().paper))
    widget.render(pixels)

    def draw(painter: QPainter, _: QSizeF, __: QPointF) -> None:
        painter.drawPixmap(QPointF(0, 0), pixels)

    return Sheet(title, "", "", QSizeF(widget.size()), draw)


def image(sheet: Sheet) -> QImage:
    """The page in pixels, as large in print as it is on the screen; its words are in its texts too."""
    size = QSizeF(sheet.size())
    # less sharp where it would be larger than what opens anywhere
    sharp = max(min(SHARP, LARGEST / max(size.width(), size.height())), 1.0)
    picture = QImage((size * sharp).toSize(), QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(QColor(theme().paper))
    picture.setDevicePixelRatio(sharp)
    painter = QPainter(picture)
    sheet.paint(painter)
    painter.end()
    picture.setDotsPerMeterX(round(DOTS / 0.0254))
    picture.setDotsPerMeterY(round(DOTS / 0.0254))
    for name, text in (("Title", sheet.title), ("Description", sheet.described), ("Software", _PROGRAM)):
        picture.setText(name, text)
    return picture


def content(sheet: Sheet, ending: str) -> bytes:
    """The page as a PNG, SVG or PDF file, by its ending."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    kind = ending.lower()
    if kind == ".svg":
        vector = QSvgGenerator()
        vector.setOutputDevice(buffer)
        vector.setSize(sheet.size())
        vector.setViewBox(QRectF(QPointF(0, 0), QSizeF(sheet.size())))
        vector.setTitle(sheet.title)
        vector.setDescription(sheet.described)
        _paint_on(sheet, vector)
    elif kind == ".pdf":
        paper = QPdfWriter(buffer)
        paper.setTitle(sheet.title)
        # what it was made of stands beside what it was made by
        paper.setCreator(sheet.described or _PROGRAM)
        paper.setResolution(72)
        paper.setPageSize(
            QPageSize(
                QSizeF(sheet.size()), QPageSize.Unit.Point, matchPolicy=QPageSize.SizeMatchPolicy.ExactMatch
            )
        )
        paper.setPageMargins(QMarginsF(0, 0, 0, 0))
        _paint_on(sheet, paper)
    else:
        QImageWriter(buffer, QByteArray(b"PNG")).write(image(sheet))
    buffer.close()
    return bytes(buffer.data().data())


def _paint_on(sheet: Sheet, device: QSvgGenerator | QPdfWriter) -> None:
    painter = QPainter(device)
    sheet.paint(painter)
    painter.end()
