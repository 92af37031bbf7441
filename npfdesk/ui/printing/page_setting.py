"""Page layout: text, tables and drawings placed one below another, split into pages, painted on any device.

Lengths are tenths of a point on A4 portrait, so that any font size has a whole number of units.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QPainter,
    QPen,
    QTextLayout,
    QTextOption,
)

from npfdesk.locations import resources_folder
from npfdesk.report.paper import Cell, Column
from npfdesk.report.path_charts import INK, SECONDARY

WIDTH: Final = 5950
"""A4 portrait is 595 points wide."""
HEIGHT: Final = 8420
"""A4 portrait is 842 points high."""
LEFT: Final = 560
RIGHT: Final = 560
TOP: Final = 620
BOTTOM: Final = 700
HAIRLINE: Final = "#D7DCE2"
PANEL: Final = "#F1F4F8"
INNER: Final = WIDTH - LEFT - RIGHT

_TAIL: Final = 3
"""So many rows of a table stand together at its beginning and at its end."""
_SIDES: Final = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "centre": Qt.AlignmentFlag.AlignHCenter,
}

Drawing = Callable[[QPainter], None]


@cache
def family() -> str:
    """The bundled font, which is embedded in files; it has Chinese characters."""
    file = resources_folder() / "fonts" / "NPFDeskSansSC-Regular.otf"
    number = QFontDatabase.addApplicationFont(str(file))
    families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    if not families:
        raise ImportError(f"the font {file.name} cannot be loaded")
    return families[0]


def font(points: float) -> QFont:
    """The font in a size in points, without screen hinting."""
    made = QFont(family())
    made.setPixelSize(round(points * 10))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
    return made


def _layout(text: str, points: float, width: float, side: str = "left") -> tuple[QTextLayout, float]:
    """A text wrapped to a width, and its height; no line begins or ends with a forbidden character."""
    option = QTextOption(_SIDES[side])
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(text.replace("\n", "\u2028"), font(points))
    layout.setTextOption(option)
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1.0))
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout, height


def text_height(text: str, points: float, width: float) -> float:
    """The height of a text wrapped to a width."""
    return _layout(text or " ", points, width)[1]


def text_width(text: str, points: float) -> float:
    """The width of a text on one line."""
    return float(QFontMetricsF(font(points)).horizontalAdvance(text))


def draw_text(
    painter: QPainter, rect: QRectF, text: str, points: float, colour: str = INK, side: str = "left"
) -> None:
    """Draw plain text wrapped into a rectangle."""
    painter.setPen(QColor(colour))
    layout, _ = _layout(text, points, rect.width(), side)
    layout.draw(painter, rect.topLeft())


def draw_line(
    painter: QPainter, x: float, y: float, to_x: float, to_y: float, colour: str = HAIRLINE, width: float = 5
) -> None:
    """Draw a straight line."""
    painter.setPen(QPen(QColor(colour), width))
    painter.drawLine(round(x), round(y), round(to_x), round(to_y))


class Composer:
    """Places items on pages; what does not fit begins a new page, where a table repeats its header.

    `failed` takes the section and the mistake of a drawing that fails, and returns the words that stand in its place.
    `height` is that of a page.
    """

    def __init__(self, failed: Callable[[str, Exception], str] | None = None, height: float = HEIGHT) -> None:
        self.height = height
        self.pages: list[list[Drawing]] = []
        # how far down each page is filled
        self.ends: list[float] = []
        self.y = 0.0
        self.section = ""
        self._failed = failed

    def begin(self, section: str) -> tuple[int, int, float]:
        """Where a section begins; its name is that of every drawing from here on."""
        self.section = section
        return len(self.pages), len(self.pages[-1]) if self.pages else 0, self.y

    def take_back(self, begun: tuple[int, int, float]) -> None:
        """Take back what was set since."""
        pages, drawings, self.y = begun
        del self.pages[pages:], self.ends[pages:]
        if self.pages:
            del self.pages[-1][drawings:]
            self.ends[-1] = self.y

    def page(self) -> None:
        """Begin a new page."""
        self.pages.append([])
        self.ends.append(TOP)
        self.y = TOP

    def down(self, to: float) -> None:
        """Move down, so that the next item begins there or lower."""
        self.y = max(self.y, to)

    @property
    def left_over(self) -> float:
        """The free height of the page."""
        return self.height - BOTTOM - self.y

    def need(self, height: float) -> None:
        """Begin a new page where there is less free height."""
        if not self.pages or self.left_over < height:
            self.page()

    def draw(self, height: float, drawing: Callable[[QPainter, float], None]) -> None:
        """Add a drawing of a given height."""
        self.need(height)
        top = self.y
        section = self.section

        def contained(painter: QPainter) -> None:
            before = painter.transform()
            try:
                drawing(painter, top)
            except Exception as mistake:
                if self._failed is None:
                    raise
                painter.setTransform(before)
                place = QRectF(LEFT, top + 20, INNER, height)
                draw_text(painter, place, self._failed(section, mistake), 8, INK)

        self.pages[-1].append(contained)
        self.y += height
        self.ends[-1] = self.y

    def text(self, text: str, points: float = 9.5, colour: str = INK, after: float = 40) -> None:
        """Add a paragraph; a long one is split between lines at the page end."""
        for line in text.split("\n"):
            height = text_height(line, points, INNER)

            def drawing(painter: QPainter, top: float, line: str = line, height: float = height) -> None:
                draw_text(painter, QRectF(LEFT, top, INNER, height + 10), line, points, colour)

            self.draw(height, drawing)
        self.y += after

    def title(self, text: str) -> None:
        """Add the document's title."""
        self.text(text, 26, after=160)

    def together(self, write: Callable[[], object]) -> None:
        """Set what belongs together on a new page where it does not fit on this one."""
        begun = self.begin(self.section)
        write()
        if len(self.pages) > begun[0] > 0 and begun[2] > TOP:
            self.take_back(begun)
            self.page()
            write()

    def heading(self, text: str, keep: float = 1500) -> None:
        """Add a heading that stays with what follows."""
        self.need(keep)
        if self.y > TOP:
            self.y += 120
        self.text(text, 14, after=80)

    def table(
        self, columns: Sequence[Column], rows: Sequence[Sequence[str | Cell]], points: float = 8
    ) -> None:
        """Add a table: hairlines between rows, figures at the right, the header on every page."""
        whole = sum(column.share for column in columns)
        widths = [INNER * column.share / whole for column in columns]
        heads = [Cell(column.head, SECONDARY) for column in columns]
        headed = any(column.head for column in columns)
        lines = [[one if isinstance(one, Cell) else Cell(one) for one in row] for row in rows]
        heights = [_row_height(cells, widths, points) for cells in lines]
        head = _row_height(heads, widths, points) if headed else 0.0
        # a header alone at the bottom of a page would be useless, and so is a row or two
        self.need(head + sum(heights[:_TAIL]))
        breaks = _breaks(heights, self.left_over - head, self.height - BOTTOM - TOP - head)
        for number, cells in enumerate(lines):
            if number in breaks:
                self.page()
            if headed and (number == 0 or number in breaks):
                self._row(columns, widths, heads, points, head=True)
            self._row(columns, widths, cells, points, head=False)
        self.y += 80

    def _row(
        self,
        columns: Sequence[Column],
        widths: Sequence[float],
        cells: Sequence[Cell],
        points: float,
        *,
        head: bool,
    ) -> None:
        height = _row_height(cells, widths, points)

        def drawing(painter: QPainter, top: float) -> None:
            x = float(LEFT)
            if head:
                painter.fillRect(QRectF(LEFT, top, INNER, height), QColor(PANEL))
            for column, width, cell in zip(columns, widths, cells, strict=True):
                place = QRectF(x + 25, top + 25, width - 50, height)
                draw_text(painter, place, cell.text, points, cell.colour, column.side)
                x += width
            draw_line(
                painter, LEFT, top + height, LEFT + INNER, top + height, "#9AA3AD" if head else HAIRLINE
            )

        self.draw(height, drawing)

    def paint(self, painter: QPainter, number: int, footer: str, count: str) -> None:
        """Paint one page (from 0), with the footer at the left and the page number at the right."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        for drawing in self.pages[number]:
            drawing(painter)
        top = self.height - 460
        draw_line(painter, LEFT, top - 40, LEFT + INNER, top - 40)
        draw_text(painter, QRectF(LEFT, top, INNER - 900, 120), footer, 7, SECONDARY)
        draw_text(painter, QRectF(LEFT + INNER - 900, top, 900, 120), count, 7, SECONDARY, "right")


def _breaks(heights: Sequence[float], left: float, page: float) -> set[int]:
    """The rows that begin a new page: `left` is free on this page, `page` on each other; no page has the last row or two alone."""
    begun = [0]
    for number, height in enumerate(heights):
        if left < height and number > begun[-1]:
            begun.append(number)
            left = page
        left -= height
    if len(begun) > 1:
        begun[-1] = max(min(begun[-1], len(heights) - _TAIL), begun[-2] + 1)
    return set(begun[1:])


def _row_height(cells: Sequence[Cell], widths: Sequence[float], points: float) -> float:
    return 50 + max(
        text_height(cell.text, points, width - 50) for cell, width in zip(cells, widths, strict=True)
    )
