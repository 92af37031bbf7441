"""What the window shows, on paper: chosen, seen before, saved and printed; and copied as a table for Word."""

import re

import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtPrintSupport import QPrinter

from npfdesk.ui.look import style
from npfdesk.ui.look.colours import DARK
from npfdesk.ui.printing.page_words import PageWords
from npfdesk.ui.printing.shown_pages import LANDSCAPE, PORTRAIT, pages_of, usual_size
from npfdesk.ui.tables.clipboard_blocks import read_block
from npfdesk.ui.tables.text_grid import TextGrid
from npfdesk.ui.views.view_sheet import Sheet

KEYS = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
WORDS = PageWords("A plan", "Table · Base · 2025", "origin")


def count(pdf):
    return len(re.findall(rb"/Type /Page\b(?!s)", pdf))


def painted(pages, number):
    image = QImage((pages.size / 10).toSize(), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    pages.paint(painter, number, QRectF(image.rect()))
    painter.end()
    return image


def is_white(image):
    return {image.pixelColor(x, y).name() for x in (5, 100, 300) for y in (5, 20)} == {"#ffffff"}


def table(rows, columns, names=1):
    heads = ("Region", *(str(2000 + at) for at in range(columns - 1)))
    body = tuple((f"Region {row}", *("1,234.5" for _ in range(columns - 1))) for row in range(rows))
    return TextGrid(heads, (False, *[True] * (columns - 1)), body, body, names)


@pytest.mark.parametrize(("rows", "columns", "pages"), [(0, 3, 1), (10, 3, 1), (100, 3, 3), (10, 60, 6)])
def test_a_table_goes_down_the_pages_and_then_across(qapp, rows, columns, pages):
    grid = table(rows, columns)
    made = pages_of(grid, PORTRAIT, WORDS, "Page {page} of {pages}")
    assert len(made.pages) == pages
    assert painted(made, len(made.pages) - 1).pixelColor(300, 5).name() == "#ffffff"
    assert usual_size(grid) == (PORTRAIT if columns < 10 else LANDSCAPE)


def test_a_long_drawing_goes_over_several_pages_and_a_wide_one_on_one(qapp):
    def draw(painter, size, _):
        painter.fillRect(QRectF(QPointF(0, 0), size), Qt.GlobalColor.black)

    def made(width, height):
        sheet = Sheet("Title", "", "", QSizeF(width, height), draw)
        return sheet, pages_of(sheet, usual_size(sheet), WORDS, "{page}/{pages}")

    _, pages = made(900, 500)
    assert (len(pages.pages), pages.size) == (1, LANDSCAPE)
    _, pages = made(600, 5000)
    assert len(pages.pages) > 3
    assert pages.size == PORTRAIT
    # the last page is not empty
    assert painted(pages, len(pages.pages) - 1).pixelColor(300, 80).name() == "#000000"


def test_what_has_the_keys_is_printed_as_it_was_seen(desk, qtbot, tmp_path, qapp):
    window = desk.window
    style.apply_theme(qapp, DARK)
    window.panel.setCurrentWidget(window.panel.targets.parentWidget())
    window.panel.targets.setFocus()
    qtbot.keyClick(window.panel.targets, KEYS.Key_P, CONTROL)
    dialog = desk.shown_printing.dialog
    assert dialog.isVisible()
    assert dialog.which.checkedId() == 2
    rows = window.panel.targets.figures.rowCount()
    assert rows > 20
    assert len(dialog.pages.pages) > 1
    assert dialog.place_label.text() == f"Page 1 of {len(dialog.pages.pages)}"
    qtbot.keyClick(dialog, KEYS.Key_PageDown)
    assert dialog.place_label.text() == f"Page 2 of {len(dialog.pages.pages)}"
    # the other side up
    qtbot.mouseClick(dialog.sides.button(1), Qt.MouseButton.LeftButton)
    assert dialog.pages.size == PORTRAIT
    assert dialog.preview.number == 0
    assert count(dialog.as_pdf()) == len(dialog.pages.pages)
    # a chart and a view, dark in the window and on white paper
    for at in (0, 1):
        qtbot.mouseClick(dialog.which.button(at), Qt.MouseButton.LeftButton)
        assert len(dialog.pages.pages) == 1
        assert is_white(painted(dialog.pages, 0))
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    dialog.print_on(printer)
    assert count((tmp_path / "printed.pdf").read_bytes()) == 1
    assert desk.shown_printing.dialog is None
    # the path chart has the keys
    window.paths.plot.setFocus()
    qtbot.keyClick(window.paths.plot, KEYS.Key_P, CONTROL)
    dialog = desk.shown_printing.dialog
    assert dialog.which.checkedId() == 0
    before = painted(dialog.pages, 0)
    qtbot.keyClick(dialog.watermark, KEYS.Key_Down)
    assert dialog.pages.words.watermark == "Draft for comment"
    # shown through, and nothing under it grows lighter
    after = painted(dialog.pages, 0)
    assert before != after
    assert is_white(after)
    assert dialog.save(tmp_path / "chart.pdf")
    assert (tmp_path / "chart.pdf").read_bytes().startswith(b"%PDF")


def test_a_table_and_a_view_are_copied_for_word(desk, qtbot):
    window, table = desk.window, desk.window.panel.assumptions
    table.setFocus()
    column = next(at for at, one in enumerate(table.figures.columns) if one.key == "value")
    table.go_to(0, column)
    qtbot.keyClick(table, KEYS.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(table, KEYS.Key_C, CONTROL | ALT)
    data = QGuiApplication.clipboard().mimeData()
    block = read_block(data.text())
    # the two cells with what names them and their unit
    assert block[0] == ["Region", "Industry", "Indicator", "Unit", "Parameter"]
    assert len(block) == 3
    assert data.html().count("<td ") == 10
    assert data.html().count("<th ") == 5
    assert '<td align="right"' in data.html()
    table.go_to(0, column)
    table.menu().actions()
    qtbot.keyClick(table, KEYS.Key_C, CONTROL | ALT)
    assert len(read_block(QGuiApplication.clipboard().text())) == table.figures.rowCount() + 1
    window.views.view().setFocus()
    window.views.taker.copy_table.trigger()
    assert "<thead>" in QGuiApplication.clipboard().mimeData().html()
