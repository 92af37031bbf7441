"""Blocks on their way to and from Excel."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from npfdesk.plan.numbers import parse_year
from npfdesk.ui.answers.answer_table import Entry, Head, Rows, RowsTable
from npfdesk.ui.tables.clipboard_blocks import agrees, headed_block, read_block, tiled, write_block

COLUMNS = {2021: 8, 2022: 9, 2023: 10}


def column_of(text):
    year = parse_year(text)
    return COLUMNS.get(year) if isinstance(year, int) else None


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
        ("1\t2\n3\t4", [["1", "2"], ["3", "4"]]),
        ('"a\tb"\t"two\nlines"\t"say ""so"""\r\n', [["a\tb", "two\nlines", 'say "so"']]),
        ("8\r\n\r\n9\r\n", [["8"], [""], ["9"]]),
        ("1\t2\n3", [["1", "2"], ["3", ""]]),
        ('5" pipe', [['5" pipe']]),
        ("", []),
    ],
)
def test_what_excel_copies_is_read(text, block):
    assert read_block(text) == block


def test_a_cell_that_no_cell_can_be_is_refused():
    with pytest.raises(ValueError, match="field"):
        read_block("1" * 200_000)


def test_what_is_written_is_read_back():
    block = [["1", ""], ["a\tb", 'two\n"lines"']]
    assert read_block(write_block(block)) == block
    assert write_block([["8.5"], [""], ["9"]]) == "8.5\n\n9\n"


def test_names_that_begin_like_a_formula_are_copied_as_text_and_figures_as_figures():
    block = [["=1+1", "-5"], ["@x", "+2.5"], ["\t=1", "－A1"]]
    written = write_block(block)
    assert written == "'=1+1\t-5\n'@x\t+2.5\n\"'\t=1\"\t'－A1\n"
    assert read_block(written) == block


def test_a_table_that_is_copied_lays_no_formula_on_the_clipboard(qtbot):
    rows = Rows((Head(lambda: "名称", 80), Head(lambda: "值", 80)))
    rows.set_rows([[Entry("=cmd|' /C calc'!A0"), Entry("-5")], [Entry("＝1+1"), Entry("+0.3%")]])
    table = RowsTable(rows)
    qtbot.addWidget(table)
    table.setCurrentIndex(rows.index(0, 0))
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    content = QGuiApplication.clipboard().mimeData()
    assert content.text() == "名称\t值\n'=cmd|' /C calc'!A0\t-5\n'＝1+1\t+0.3%\n"
    assert not content.hasHtml()


def test_years_above():
    found = headed_block([["2022年", "2021"], ["7", "8"], ["9", "10"]], column_of)
    assert (found.columns, found.names, found.figures) == ((9, 8), ((), ()), [["7", "8"], ["9", "10"]])


def test_years_above_with_words_before_the_figures():
    found = headed_block([["地区", "指标", "2021", "2022"], ["永康市", "产值", "7", "8"]], column_of)
    assert (found.names, found.figures) == ((("永康市", "产值"),), [["7", "8"]])


def test_years_down_the_side_are_turned():
    found = headed_block([["2021", "7", "1"], ["2022", "8", "2"]], column_of)
    assert (found.columns, found.figures) == ((8, 9), [["7", "8"], ["1", "2"]])


def test_one_head_is_enough_where_it_is_no_bare_number():
    found = headed_block([["地区", "2022年"], ["永康市", "7"]], column_of)
    assert (found.columns, found.names, found.figures) == ((9,), (("永康市",),), [["7"]])
    assert headed_block([["地区", "2022"], ["永康市", "7"]], column_of) is None


@pytest.mark.parametrize(
    "block",
    [
        [["7", "8"], ["9", "10"]],
        [["2021", "2099"], ["9", "10"]],
        [["2021", "2022"]],
        [["2021", "8"], ["9", "10"]],
    ],
)
def test_other_blocks_have_no_years(block):
    assert headed_block(block, column_of) is None


def test_a_block_fills_an_area_that_holds_it_several_times():
    assert tiled([["1", "2"]], 2, 4) == [["1", "2", "1", "2"]] * 2
    assert tiled([["1", "2"]], 3, 3) == [["1", "2"]] * 3
    assert tiled([["1"], ["2"]], 3, 1) == [["1"], ["2"]]


def test_words_agree_without_regard_to_width_and_order():
    assert agrees(("产 值", ""), ("永康市", "产值"))
    assert not agrees(("义乌市",), ("永康市", "产值"))
