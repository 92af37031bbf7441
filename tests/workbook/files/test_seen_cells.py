"""Cells of .xlsx as they are seen: real files by openpyxl, XlsxWriter and by hand."""

import datetime

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from npfdesk.workbook.files import contents
from npfdesk.workbook.files.cell_grid import CellKind, GridCell
from npfdesk.workbook.files.messages import Receiver, lines_of
from npfdesk.workbook.plan_reader import read_workbook
from tests.workbook.books import write
from tests.workbook.corpus.building import book, sheet


def told(grid):
    """The warnings of a grid by code, sheet and cell."""
    return [(one.code, one.sheet, one.cell) for one in grid.warnings]


def saved(tmp_path, change):
    """The grid of a workbook of one sheet, 页, after a change made in it by openpyxl."""
    made = openpyxl.Workbook()
    page = made.active
    page.title = "页"
    change(page)
    made.save(tmp_path / "a.xlsx")
    return contents.read_file(tmp_path / "a.xlsx")


def rich(*pieces):
    """A rich text of letters, and of pairs of letters and what their font is."""
    return CellRichText(
        *(one if isinstance(one, str) else TextBlock(InlineFont(**one[1]), one[0]) for one in pieces)
    )


RAISED = {"vertAlign": "superscript"}
STRUCK = {"strike": True}


def test_marks_and_struck_letters_stand_apart(tmp_path):
    def change(page):
        page["A1"] = rich("1500", ("1", RAISED))
        page["A2"] = rich("东山区", ("2", RAISED))
        page["A3"] = rich("规上工业增加值", ("1", RAISED), "（亿元）")
        page["A4"] = rich("面积（km", ("2", RAISED), "）")
        page["A5"] = rich(("1400", STRUCK), "1500")
        page["A6"] = rich(("1400", STRUCK))
        page["A7"] = rich(("粗", {"b": True}), "体")

    grid = saved(tmp_path, change)
    cells = grid.sheets[0].cells
    assert cells == {
        (1, 1): GridCell("1500", raised="1"),
        (2, 1): GridCell("东山区", raised="2"),
        (3, 1): GridCell("规上工业增加值（亿元）", raised="1"),
        (4, 1): GridCell("面积（km2）"),
        (5, 1): GridCell("1500", struck="1400"),
        (7, 1): GridCell("粗体"),
    }
    assert told(grid) == [("struck_letters", "页", "A5"), ("struck_cell", "页", "A6")]
    assert "“1400”" in grid.warnings[0].message("zh")
    assert "“1500”" in grid.warnings[0].message("en")


def test_a_font_that_is_struck_through_strikes_the_whole_cell(tmp_path):
    def change(page):
        page["A1"], page["B1"], page["C1"] = "旧", 1400, 1500
        page["D1"] = rich("1400", ("1500", {"b": True}))
        for place in ("A1", "B1", "D1"):
            page[place].font = Font(strike=True)

    grid = saved(tmp_path, change)
    # a run with a font of its own does not have the cell's
    assert grid.sheets[0].cells == {
        (1, 3): GridCell("1500", CellKind.NUMBER),
        (1, 4): GridCell("1500", struck="1400"),
    }
    assert told(grid) == [
        ("struck_letters", "页", "D1"),
        ("struck_cell", "页", "A1"),
        ("struck_cell", "页", "B1"),
    ]


@pytest.mark.parametrize(
    ("value", "code", "cell"),
    [
        (8000, '0"以上"', GridCell("8000以上")),
        (0.45, '0.00"万"', GridCell("0.45万")),
        (3500, '"≥"0', GridCell("≥3500")),
        (150_000_000_000, "0!.00,,", GridCell("1500.00")),
        (800_000, "#,##0,", GridCell("800")),
        (3.14159, "0.0", GridCell("3.14159", CellKind.NUMBER)),
        (1234.5, "#,##0", GridCell("1234.5", CellKind.NUMBER)),
        (0.0331, "0.00%", GridCell("3.31%", CellKind.NUMBER)),
        (-5, "#,##0_);[Red](#,##0)", GridCell("-5", CellKind.NUMBER)),
        ("八百", '@"人"', GridCell("八百人")),
        (True, '0"人"', GridCell("TRUE", CellKind.TRUTH)),
        (datetime.datetime(2020, 12, 31), 'yyyy"年"', GridCell("2020年", CellKind.DATE)),
        (datetime.datetime(2024, 1, 1), 'yyyy"年"m"月"', GridCell("2024年1月", CellKind.DATE)),
        (datetime.datetime(2024, 1, 1), "yyyy-mm", GridCell("2024-01", CellKind.DATE)),
        (datetime.datetime(2020, 12, 31), "yyyy-mm-dd", GridCell("2020-12-31", CellKind.DATE)),
    ],
)
def test_formats_show_their_words_scales_and_parts_of_dates(tmp_path, value, code, cell):
    def change(page):
        page["A1"] = value
        page["A1"].number_format = code

    grid = saved(tmp_path, change)
    assert grid.sheets[0].cells == {(1, 1): cell}
    assert grid.warnings == ()


def test_a_format_that_chinese_excel_only_numbers_shows_year_and_month(tmp_path):
    styles = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="57"/><xf numFmtId="31"/></cellXfs></styleSheet>'
    )
    rows = [['<c r="@" s="1"><v>45292</v></c>', '<c r="@" s="2"><v>45292</v></c>']]
    grid = contents.read_file(book(tmp_path / "a.xlsx", {"页": sheet(rows)}, more={"xl/styles.xml": styles}))
    assert [cell.text for cell in grid.sheets[0].cells.values()] == ["2024年1月", "2024-01-01"]


def test_cells_under_a_merged_block_are_set_apart_and_told(tmp_path):
    rows = [
        ["", "县"],
        ["", "县"],
        ["", "市"],
        ["", "", 800],
        ["", "", 700],
    ]
    merged = (
        '<mergeCells><mergeCell ref="C4:C5"/><mergeCell ref="B1:B3"/><mergeCell ref="E1:Z30"/></mergeCells>'
    )
    grid = contents.read_file(book(tmp_path / "a.xlsx", {"页": sheet(rows, after=merged)}))
    page = grid.sheets[0]
    assert page.covered[5, 3] == GridCell("700", CellKind.NUMBER)
    assert (5, 3) not in page.cells
    # a name that the block shows anyway is no loss
    assert told(grid) == [("under_merge", "页", "B3"), ("under_merge", "页", "C5")]
    assert "C4:C5" in grid.warnings[1].message("zh")
    assert "700" in grid.warnings[1].message("en")


def test_many_cells_under_one_block_are_told_together_past_a_number(tmp_path):
    rows = [[str(row)] for row in range(1, 301)]
    merged = '<mergeCells><mergeCell ref="A1:A300"/></mergeCells>'
    grid = contents.read_file(book(tmp_path / "a.xlsx", {"页": sheet(rows, after=merged)}))
    assert len(grid.sheets[0].covered) == 299
    assert told(grid)[-1] == ("more_cells", "页", "A202:A300")
    assert grid.warnings[-1].arguments["count"] == 99


def test_hidden_rows_and_columns_with_figures_are_told_by_their_runs(tmp_path):
    def change(page):
        for row in range(1, 10):
            for column in range(1, 8):
                page.cell(row, column, "字" if column == 7 else row * column)
        for row in (3, 4, 6):
            page.row_dimensions[row].hidden = True
        page.row_dimensions[40].hidden = True
        page.column_dimensions["D"].hidden = True
        page.column_dimensions["G"].hidden = True

    grid = saved(tmp_path, change)
    page = grid.sheets[0]
    assert (page.hidden_rows, page.hidden_columns) == ({3, 4, 6, 40}, {4, 7})
    assert [one[0::2] for one in told(grid)] == [
        ("hidden_rows", "3:4"),
        ("hidden_rows", "6:6"),
        ("hidden_columns", "D:D"),
    ]
    assert page.cells[3, 4].text == "12"


def test_a_row_of_no_height_and_a_column_of_no_width_are_hidden(tmp_path):
    content = sheet([[1, 2], [3, 4]], before='<cols><col min="2" max="2" width="0" customWidth="1"/></cols>')
    content = content.replace('<row r="2"', '<row r="2" ht="0" customHeight="1"')
    grid = contents.read_file(book(tmp_path / "a.xlsx", {"页": content}))
    assert [one.cell for one in grid.warnings] == ["2:2", "B:B"]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_known_and_what_is_hidden_in_it_not_told(tmp_path, state):
    made = openpyxl.Workbook()
    made.create_sheet("藏")["A1"] = 5
    made["藏"].sheet_state = state
    made["藏"].row_dimensions[1].hidden = True
    made.save(tmp_path / "a.xlsx")
    grid = contents.read_file(tmp_path / "a.xlsx")
    assert [one.hidden for one in grid.sheets] == [False, True]
    assert grid.warnings == ()


@pytest.mark.parametrize("number", ["9999", "-1", "x", "1.5"])
def test_a_shared_text_that_is_not_there_is_no_figure(tmp_path, number):
    rows = [["甲", f'<c r="@" t="s"><v>{number}</v></c>', 5]]
    grid = contents.read_file(book(tmp_path / "a.xlsx", {"页": sheet(rows)}))
    assert grid.sheets[0].cells[1, 2] == GridCell(number, CellKind.BROKEN)
    assert told(grid) == [("cells_broken", "页", "B1")]


def test_a_cell_written_twice_is_told_with_both(tmp_path):
    rows = [['<c r="A1"><v>1500</v></c><c r="A1"><v>1800</v></c>']]
    grid = contents.read_file(book(tmp_path / "a.xlsx", {"页": sheet(rows)}))
    assert grid.sheets[0].cells == {(1, 1): GridCell("1500", CellKind.NUMBER)}
    assert told(grid) == [("cell_repeated", "页", "A1")]
    assert "1500" in grid.warnings[0].message("zh")
    assert "1800" in grid.warnings[0].message("zh")


def test_past_twenty_cells_written_twice_the_others_are_told_together(tmp_path):
    rows = [[f'<c r="A{row}"><v>1</v></c><c r="A{row}"><v>2</v></c>'] for row in range(1, 31)]
    grid = contents.read_file(book(tmp_path / "a.xlsx", {"页": sheet(rows)}))
    assert [one.code for one in grid.warnings] == ["cell_repeated"] * 20 + ["more_cells"]
    assert (grid.warnings[-1].cell, grid.warnings[-1].arguments["count"]) == ("A21:A30", 10)


def formulas(path, **settings):
    """A workbook by XlsxWriter, which saves 0 for whatever it does not calculate and asks for it on opening."""
    made = xlsxwriter.Workbook(path)
    page, other = made.add_worksheet("页"), made.add_worksheet("无公式")
    page.write("A1", 5)
    other.write("A1", 5)
    if settings.get("formulas", True):
        page.write_formula("C3", "=A1*2")
        page.write_formula("D9", "=A1*3", None, 15)
    made.close()
    return contents.read_file(path)


def test_results_that_were_not_calculated_are_told_once_for_each_sheet(tmp_path):
    grid = formulas(tmp_path / "a.xlsx")
    assert told(grid) == [("stale_results", "页", "C3:D9")]
    assert grid.warnings[0].arguments["count"] == 2
    assert formulas(tmp_path / "b.xlsx", formulas=False).warnings == ()


def test_a_formula_that_openpyxl_saves_has_no_result_to_be_stale(tmp_path):
    grid = saved(tmp_path, lambda page: page.__setitem__("A1", "=1+1"))
    assert grid.sheets[0].cells == {(1, 1): GridCell("=1+1", CellKind.FORMULA)}
    assert grid.warnings == ()


def test_what_was_seen_arrives_from_another_process_as_it_was(tmp_path):
    def change(page):
        page["A1"] = rich("1500", ("1", RAISED))
        page["A2"] = rich(("1400", STRUCK), "1500")
        page["A3"] = 5

    saved(tmp_path, change)
    merged = '<mergeCells><mergeCell ref="A1:A3"/></mergeCells>'
    for path in (
        tmp_path / "a.xlsx",
        book(tmp_path / "b.xlsx", {"页": sheet([[1], [2], [3]], after=merged)}),
    ):
        grid = contents.read_file(path)
        receiver = Receiver()
        for line in lines_of(grid):
            receiver.take(line.encode())
        assert receiver.result == grid


def test_in_the_standard_format_marks_and_struck_drafts_leave_the_figures(tmp_path):
    path = write(tmp_path / "a.xlsx", 数据=[["地区", "指标", 2019], ["市", "产值", 1]])
    made = openpyxl.load_workbook(path)
    made["数据"]["C2"] = rich("90", ("1", RAISED))
    made["目标"]["F3"] = rich(("70", STRUCK), "80")
    made.save(path)
    reading = read_workbook(path)
    assert [(one.code, one.sheet, one.cell) for one in reading.problems] == [("struck_letters", "目标", "F3")]
    plan = reading.plan
    assert plan.observed[plan.row["市", "", "output"], plan.column(2019)] == 90
    assert [one.text for one in plan.targets.values()] == ["200以上", "80"]
