"""Printed reports: the report as PDF and its overview as PNG or SVG, drawn without a display."""

from __future__ import annotations

import datetime
import os
import re
import uuid
from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize, QSizeF, QUuid
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QImage,
    QImageWriter,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)
from PySide6.QtSvg import QSvgGenerator

from npfdesk.plan.problems import Wording
from npfdesk.report.markings import page_marks
from npfdesk.report.material import PROGRAM, CannotBeMade, Material
from npfdesk.report.paper import StatusCounts
from npfdesk.report.paper_report import compose, footer
from npfdesk.report.path_charts import PathChart
from npfdesk.report.sections import OVERVIEW
from npfdesk.report.slides_report import provenance_line
from npfdesk.ui.printing.page_marks import draw_seal, draw_watermark
from npfdesk.ui.printing.page_setting import (
    BOTTOM,
    HEIGHT,
    INNER,
    LEFT,
    RIGHT,
    WIDTH,
    Composer,
    draw_text,
    family,
)
from npfdesk.ui.printing.paper_charts import draw_counts, draw_paths

_CHART = 1400
_BAR = 160
_BETWEEN = 200
_NAME = 900
_SEAL_TOP = 300.0
_ENDLESS = 1e9


class PrintedPaper(Composer):
    """The pages shared by printer, picture and PDF."""

    def counts(self, rows: Sequence[StatusCounts]) -> None:
        """Add a bar for each row, divided by status."""
        for row in rows:

            def drawing(painter: QPainter, top: float, row: StatusCounts = row) -> None:
                draw_text(painter, QRectF(LEFT, top + 20, _NAME, 130), row.name, 8, row.colour)
                draw_counts(painter, QRectF(LEFT + _NAME, top + 10, INNER - _NAME, _BAR - 25), row.counts)

            self.draw(_BAR, drawing)
        self.y += 40

    def charts(self, charts: Sequence[PathChart]) -> None:
        """Add charts in two columns."""
        width = (INNER - _BETWEEN) / 2
        for place in range(0, len(charts), 2):
            pair = charts[place : place + 2]

            def drawing(painter: QPainter, top: float, pair: Sequence[PathChart] = pair) -> None:
                for column, chart in enumerate(pair):
                    left = LEFT + column * (width + _BETWEEN)
                    draw_paths(painter, QRectF(left, top, width, _CHART - 120), chart)

            self.draw(_CHART, drawing)


def printed(material: Material) -> PrintedPaper:
    """Compose all pages of the report."""
    pages = PrintedPaper(material.failed)
    compose(material, pages)
    return pages


def overview(material: Material) -> PrintedPaper:
    """The overview alone on one page, which is A4, or as much longer as its table needs."""
    pages = PrintedPaper(material.failed, height=_ENDLESS)
    compose(material, pages, only=OVERVIEW)
    pages.height = max(float(HEIGHT), pages.ends[0] + BOTTOM)
    return pages


DOTS: Final = 300
"""The resolution of a picture in dots per inch, enough for print."""

_FALLBACKS: Final = "Noto Sans SC, Noto Sans CJK SC, Microsoft YaHei, PingFang SC, sans-serif"
_NUMBER: Final = Wording("第 {page} 页，共 {pages} 页", "Page {page} of {pages}")
_DATED: Final = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)[^()]*\)")
_METADATA: Final = """<?xpacket begin='\ufeff' id='W5M0MpCehiHzreSzNTczkc9d'?>
<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>
<rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:xmp='http://ns.adobe.com/xap/1.0/'>
<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang='x-default'>{description}</rdf:li></rdf:Alt></dc:description>
<xmp:CreatorTool>{program}</xmp:CreatorTool><xmp:CreateDate>{created}</xmp:CreateDate>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"""

_application: list[QGuiApplication] = []


def pdf_report(material: Material, template: bytes | None = None) -> bytes:
    """The whole report as PDF (A4), fonts embedded, pages numbered; the same material gives the same bytes."""
    _ensure_application()
    pages = printed(material)
    provenance = material.provenance
    buffer = _buffer()
    writer = QPdfWriter(buffer)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)
        )
    )
    writer.setResolution(1200)
    writer.setTitle(material.plan.title)
    writer.setCreator(f"{PROGRAM} {provenance.version}")
    writer.setDocumentId(QUuid(str(uuid.uuid5(uuid.NAMESPACE_URL, provenance_line(material)))))
    metadata = _METADATA.format(
        title=escape(_printable(material.plan.title)),
        description=escape(_printable(provenance_line(material))),
        program=escape(f"{PROGRAM} {provenance.version}"),
        created=provenance.moment.isoformat(),
    )
    writer.setDocumentXmpMetadata(QByteArray(metadata.encode()))
    painter = QPainter()
    if not painter.begin(writer):
        raise CannotBeMade("QPainter")
    try:
        painter.scale(writer.width() / WIDTH, writer.height() / HEIGHT)
        for number in range(len(pages.pages)):
            if number:
                writer.newPage()
            _paint(painter, material, pages, number)
    finally:
        painter.end()
    buffer.close()
    return _dated(bytes(buffer.data().data()), provenance.moment)


def png_report(material: Material, template: bytes | None = None) -> bytes:
    """The overview as PNG (as wide as A4, 300 dots per inch), with the provenance in its metadata."""
    _ensure_application()
    image = page_image(material, overview(material), 0, DOTS)
    buffer = _buffer()
    if not QImageWriter(buffer, QByteArray(b"PNG")).write(image):
        raise CannotBeMade("PNG")
    buffer.close()
    return bytes(buffer.data().data())


def svg_report(material: Material, template: bytes | None = None) -> bytes:
    """The overview as a scalable SVG (as wide as A4), with letters as text."""
    _ensure_application()
    pages = overview(material)
    buffer = _buffer()
    drawing = QSvgGenerator()
    drawing.setOutputDevice(buffer)
    drawing.setResolution(720)
    drawing.setSize(QSize(WIDTH, round(pages.height)))
    drawing.setViewBox(QRectF(0, 0, WIDTH, round(pages.height)))
    drawing.setTitle(_printable(material.plan.title))
    drawing.setDescription(_printable(provenance_line(material)))
    painter = QPainter()
    if not painter.begin(drawing):
        raise CannotBeMade("QPainter")
    try:
        _paint(painter, material, pages, 0)
    finally:
        painter.end()
    buffer.close()
    # where the program's font is missing, another Chinese font is used
    own = f'font-family="{family()}"'.encode()
    return bytes(buffer.data().data()).replace(own, own[:-1] + f', {_FALLBACKS}"'.encode())


def page_image(material: Material, pages: Composer, number: int, dots: int) -> QImage:
    """One page (from 0) as an image of that resolution."""
    image = QImage(round(WIDTH / 720 * dots), round(pages.height / 720 * dots), QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(dots / 0.0254))
    image.setDotsPerMeterY(round(dots / 0.0254))
    image.setText("Title", _printable(material.plan.title))
    image.setText("Description", _printable(provenance_line(material)))
    image.setText("Software", f"{PROGRAM} {material.provenance.version}")
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    try:
        painter.scale(image.width() / WIDTH, image.height() / pages.height)
        _paint(painter, material, pages, number)
    finally:
        painter.end()
    return image


def _paint(painter: QPainter, material: Material, pages: Composer, number: int) -> None:
    """A page (from 0) with its marks, on the paper's own scale."""
    marks = page_marks(material)
    draw_watermark(painter, QSizeF(WIDTH, pages.height), marks.watermark)
    draw_seal(painter, WIDTH - RIGHT, _SEAL_TOP, INNER, marks)
    pages.paint(painter, number, footer(material), _count(material, pages, number))


def _ensure_application() -> None:
    """Fonts need an application: create an offscreen one and keep it, if there is none yet."""
    if QGuiApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _application.append(QGuiApplication([PROGRAM]))


def _count(material: Material, pages: Composer, number: int) -> str:
    return material.words(_NUMBER, page=number + 1, pages=len(pages.pages))


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _dated(content: bytes, moment: datetime.datetime) -> bytes:
    """The file with the report's time in place of Qt's; of the same length, so that offsets stay valid."""

    def replacement(match: re.Match[bytes]) -> bytes:
        text = match[1] + moment.strftime("%Y%m%d%H%M%S").encode() + b"Z"
        return text.ljust(len(match[0]) - 1) + b")" if len(text) < len(match[0]) else match[0]

    return _DATED.sub(replacement, content)
