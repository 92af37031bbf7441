"""Reading in a process of its own: its limits, its progress, its ends; and what was read held against what was counted."""

import io
import subprocess
import sys
from dataclasses import replace

import pytest
import xlsxwriter

from npfdesk import desk
from npfdesk.locations import sample_workbook
from npfdesk.plan.problems import Problem
from npfdesk.workbook.files import (
    calamine_cells,
    contents,
    excel_cells,
    limits,
    messages,
    sandbox,
    sandbox_process,
)
from npfdesk.workbook.files.cell_grid import CellKind, Grid, GridCell, GridSheet
from npfdesk.workbook.files.sandbox import READ_CELLS, read_grid, read_in_child
from npfdesk.workbook.plan_reader import read_workbook
from tests.workbook.books import write
from tests.workbook.corpus.building import book, open_document, open_row, sheet
from tests.workbook.corpus.files import CORPUS, OPEN_ROWS

BY_NAME = {one.name: one for one in CORPUS}


def built(tmp_path, name):
    path = tmp_path / name
    BY_NAME[name].build(path)
    return path


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """5,000 rows of 100 columns, texts and figures (synthetic)."""
    path = tmp_path_factory.mktemp("large") / "大.xlsx"
    made = xlsxwriter.Workbook(path, {"constant_memory": True})
    page = made.add_worksheet("数据")
    for row in range(5000):
        page.write_row(row, 0, [f"地区{row}", *(row * column % 977 / 8 for column in range(1, 100))])
    made.close()
    return path


def test_the_reader_begins_without_the_libraries_that_it_reads_without():
    """It keeps numpy and lxml out before it loads what would take them along: half of its start."""
    code = (
        "import sys, npfdesk.workbook.files.sandbox_process; "
        "sys.exit(bool({'numpy', 'lxml', 'openpyxl'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_large_workbook_is_read_whole_with_progress(large):
    told = []
    # on a machine that does much else beside, its 20 seconds may not do
    grid = read_in_child(large, seconds=120, progress=lambda read, counted: told.append((read, counted)))
    assert isinstance(grid, Grid), grid.message("en")
    assert grid.warnings == ()
    (sheet,) = grid.sheets
    assert len(sheet.cells) == 500_000
    assert sheet.cells[5000, 1] == GridCell("地区4999")
    assert sheet.cells[3, 4].text == f"{2 * 3 % 977 / 8:g}"
    counted = [read for read, total in told if not total]
    read = [read for read, total in told if total]
    assert counted == sorted(counted)
    assert read == sorted(read)
    assert {total for _, total in told} <= {0, 500_000}
    assert len(told) > 3


def test_reading_can_be_cancelled_while_it_goes_on(large):
    seen = []
    reading, identity = desk.read(
        large, progress=lambda read, _: seen.append(read), cancelled=lambda: bool(seen)
    )
    assert [one.code for one in reading.problems] == ["reading_cancelled"]
    assert (reading.plan, identity) == (None, None)


def test_what_is_no_longer_wanted_is_not_begun(large):
    assert read_grid(large, cancelled=lambda: True).code == "reading_cancelled"


def test_a_reader_that_takes_too_long_is_stopped(large):
    # a process does not even begin within a hundredth of a second
    result = read_in_child(large, seconds=0.01)
    assert result.code == "reader_stopped_time"
    assert "0.01" in result.message("zh")


def test_a_reader_that_takes_too_much_memory_is_stopped(large):
    result = read_in_child(large, megabytes=90)
    assert result.code == "reader_stopped_memory"
    assert "90 MB" in result.message("en")


def test_a_library_that_aborts_for_want_of_memory_is_told_as_such(tmp_path):
    # 1,900 rows by 256 columns in one sheet are laid out whole by the library for old workbooks
    def change(made, page):
        for number in range(12):
            more = made.add_sheet(f"页{number}")
            more.write(0, 0, 1)
            more.write(2499, 255, 1)

    from tests.workbook.corpus.files import old

    path = tmp_path / "散.xls"
    old(change)(path)
    assert isinstance(read_in_child(path), Grid)
    assert read_in_child(path, megabytes=150).code == "reader_stopped_memory"


def test_the_watch_ends_a_process_where_the_system_sets_no_limit():
    waiting = [sys.executable, "-c", "input()"]
    with subprocess.Popen(waiting, stdin=subprocess.PIPE) as process:
        watch = sandbox._ProcessMonitor(process, "大.xlsx", 60, 1, None)
        process.wait()
        watch.stop()
    assert watch.reason.code == "reader_stopped_memory"


def test_memory_is_told_by_the_system_however_it_does(monkeypatch):
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        assert limits.memory_of(process) > 0
        monkeypatch.setattr(limits, "_STATM", "/nowhere/{}")
        try:
            subprocess.run(["ps"], capture_output=True, check=False)
        except OSError:
            assert limits.memory_of(process) is None
        else:
            assert limits.memory_of(process) > 0
        process.kill()


def test_limits_are_set_where_there_are_any(monkeypatch):
    resource = pytest.importorskip("resource")
    found = {}
    monkeypatch.setattr(limits.resource, "setrlimit", lambda what, value: found.update({what: value[0]}))
    limits.limit_this_process(10, 20)
    assert found[resource.RLIMIT_CPU] == 25
    assert found[resource.RLIMIT_AS] == 10 * 2**20
    assert found[resource.RLIMIT_CORE] == 0


@pytest.mark.parametrize(
    ("says", "reason"),
    [("", "3"), ("print('no json')", "JSONDecodeError"), ("print('[\"sheet\",[]]')", "ValueError")],
)
def test_a_reader_that_breaks_off_or_babbles_gives_nothing(monkeypatch, says, reason):
    command = [sys.executable, "-c", f"{says}\nimport sys; sys.exit(3)"]
    started = subprocess.Popen

    def broken(_, **how):
        return started(command, stdout=how["stdout"], stdin=how["stdin"])

    monkeypatch.setattr(sandbox.subprocess, "Popen", broken)
    result = read_in_child(sample_workbook())
    assert result.code == "reader_stopped"
    assert reason in result.message("en")


def test_where_no_process_can_be_started_it_is_told(monkeypatch):
    def refused(*_, **__):
        raise OSError(12, "Cannot allocate memory")

    monkeypatch.setattr(sandbox.subprocess, "Popen", refused)
    assert "Cannot allocate memory" in read_in_child(sample_workbook()).message("en")


def test_the_frozen_program_starts_itself(monkeypatch):
    given = []

    def noted(command, **_):
        given.extend(command)
        raise OSError(1, "noted")

    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sandbox.subprocess, "Popen", noted)
    read_in_child(sample_workbook())
    assert given[:2] == [sys.executable, READ_CELLS]


def test_the_reader_tells_line_by_line(monkeypatch, tmp_path):
    monkeypatch.setattr(sandbox_process, "_TELL_EVERY", -1)
    monkeypatch.setattr(messages, "_AT_ONCE", 7)
    for name in ("合并标题.xlsx", "旧错误值.xls", "开放.ods", "缺文本.xlsx", "空表头.xlsx", "严格.xlsx"):
        path = built(tmp_path, name)
        out = io.BytesIO()
        sandbox_process.send_workbook(path, out)
        receiver = messages.Receiver()
        for line in out.getvalue().splitlines():
            receiver.take(line)
        assert receiver.result == contents.read_file(path)


def test_the_reader_of_a_process_says_when_memory_ends(monkeypatch):
    def ends(*_):
        raise MemoryError

    monkeypatch.setattr(sandbox_process, "limit_this_process", lambda *_: None)
    monkeypatch.setattr(sandbox_process, "send_workbook", ends)
    monkeypatch.setattr(sandbox_process.gc, "disable", lambda: None)
    monkeypatch.setenv("OPENPYXL_LXML", "True")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    assert sandbox_process.main(["a.xlsx", "1", "1"]) == limits.OUT_OF_MEMORY


def test_a_small_sound_workbook_needs_no_process(monkeypatch, tmp_path):
    def never(*_, **__):
        raise AssertionError

    monkeypatch.setattr(sandbox, "read_in_child", never)
    assert read_workbook(sample_workbook()).plan is not None
    assert read_workbook(write(tmp_path / "a.xlsx")).status == "ok"


@pytest.mark.parametrize(
    ("limit", "value"),
    [("SMALL_CELLS", 10), ("SMALL_ELEMENTS", 50), ("SMALL_INFLATED", 5000), ("SMALL_FILE", 2000)],
)
def test_whatever_is_not_proved_small_is_read_apart(monkeypatch, tmp_path, limit, value):
    path = write(tmp_path / "a.xlsx")
    whole = read_grid(path)
    monkeypatch.setattr(limits, limit, value)
    apart = []

    def noted(*given, **how):
        apart.append(given)
        return read_in_child(*given, **how)

    monkeypatch.setattr(sandbox, "read_in_child", noted)
    assert read_grid(path) == whole
    assert len(apart) == 1


def test_a_file_that_goes_away_between_two_looks(monkeypatch, tmp_path):
    path = write(tmp_path / "a.xlsx")
    monkeypatch.setattr(sandbox, "refusal", lambda _: None)
    path.unlink()
    assert read_grid(path).code == "not_readable"
    assert contents.read_file(path).code == "not_readable"


@pytest.mark.parametrize(
    ("limit", "value", "what"),
    [
        ("FILE_BYTES", 1000, "bytes in the file"),
        ("inflated", 4000, "bytes when inflated"),
        ("entries", 3, "parts"),
        ("elements", 30, "XML elements"),
        ("CELLS", 10, "cells"),
        ("SHEETS", 2, "sheets"),
        ("TEXT", 2, "letters of text"),
        ("LAID_OUT_TEXT", 20, "letters in cells"),
    ],
)
def test_each_limit_refuses_and_names_itself(monkeypatch, tmp_path, limit, value, what):
    if limit.islower():
        monkeypatch.setattr(limits, "WORKBOOK", replace(limits.WORKBOOK, **{limit: value}))
    else:
        monkeypatch.setattr(limits, limit, value)
    path = built(tmp_path, "共享文本.xlsx")
    result = contents.read_file(path)
    assert result.code == "too_large"
    assert f"more than {value:,} {what}" in result.message("en")


@pytest.mark.parametrize(("limit", "value"), [("CELLS", 5), ("AREA", 5)])
@pytest.mark.parametrize("name", ["旧.xls", "开放.ods"])
def test_old_and_open_workbooks_have_the_same_limits(monkeypatch, tmp_path, name, limit, value):
    path = built(tmp_path, name)
    monkeypatch.setattr(limits, limit, value)
    assert contents.read_file(path).code == "too_large"


def lost(real):
    """A reader that loses every cell that says 40, as a mistake in a library would."""

    def losing(cell, *rest):
        if cell["value"] != 40:
            real(cell, *rest)

    return losing


def test_a_cell_that_the_reader_loses_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(excel_cells, "_take", lost(excel_cells._take))
    grid = contents.read_file(write(tmp_path / "a.xlsx"))
    (problem,) = grid.warnings
    assert (problem.code, problem.sheet) == ("count_differs", "目标")
    assert "cells with a value does not agree: 20 in the file, 19 read" in problem.message("en")


def test_an_error_that_the_reader_makes_a_text_is_told(monkeypatch, tmp_path):
    real = excel_cells._kind
    monkeypatch.setattr(excel_cells, "_kind", lambda value, sort: real(value, "s" if sort == "e" else sort))
    grid = contents.read_file(built(tmp_path, "错误值.xlsx"))
    (problem,) = grid.warnings
    assert "error values does not agree: 1 in the file, 0 read" in problem.message("en")


def test_a_sheet_that_the_reader_loses_is_told(monkeypatch, tmp_path):
    real = contents.read_sheets_of

    def losing(*given):
        yield from list(real(*given))[:-1]

    monkeypatch.setattr(contents, "read_sheets_of", losing)
    grid = contents.read_file(write(tmp_path / "a.xlsx"))
    assert "sheets does not agree: 4 in the file, 3 read" in grid.warnings[-1].message("en")


@pytest.mark.parametrize("name", ["旧.xls", "开放.ods"])
def test_a_figure_that_the_other_library_loses_is_told(monkeypatch, tmp_path, name):
    real = calamine_cells._values
    monkeypatch.setattr(
        calamine_cells, "_values", lambda sheet: [(place, one) for place, one in real(sheet) if one != 40]
    )
    grid = contents.read_file(built(tmp_path, name))
    assert [one.code for one in grid.warnings] == ["count_differs"]


def test_an_open_document_that_the_library_cannot_follow(tmp_path):
    # blanks between cells, which the standard allows and the library does not
    path = open_document(
        tmp_path / "a.ods", OPEN_ROWS.replace("</table:table-cell>", "</table:table-cell>\n")
    )
    assert contents.read_file(path).code == "damaged_workbook"


def test_merged_and_hidden_parts_of_an_open_document(tmp_path):
    merged = '<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2" office:value-type="string"><text:p>并</text:p></table:table-cell><table:covered-table-cell/>'
    hidden = open_row("藏").replace("<table:table-row ", '<table:table-row table:visibility="collapse" ')
    columns = '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
    unsaved = '<table:table-cell table:formula="of:=1+1"/>'
    old_error = '<table:table-cell table:formula="of:=1/0" office:value-type="string"><text:p>Err:502</text:p></table:table-cell>'
    rows = columns + open_row(merged) + hidden + open_row("甲", unsaved, old_error)
    grid = contents.read_file(open_document(tmp_path / "a.ods", rows))
    assert [(one.code, one.cell) for one in grid.warnings] == [
        ("under_merge", "A2"),
        ("hidden_columns", "B:C"),
    ]
    sheet = grid.sheets[0]
    assert sheet.merged == ((1, 1, 2, 2),)
    assert sheet.covered == {(2, 1): GridCell("藏")}
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({2}, {2, 3})
    assert sheet.cells[3, 2] == GridCell("=1+1", CellKind.FORMULA)
    assert sheet.cells[3, 3] == GridCell("Err:502", CellKind.ERROR)


def test_formulas_shared_between_cells_are_told_as_they_read_there(tmp_path):
    grid = contents.read_file(built(tmp_path, "共享公式无值.xlsx"))
    data = grid.sheets[1]
    assert (data.cells[2, 3].text, data.cells[3, 3].text) == ("=A1*2", "=A2*2")


@pytest.mark.parametrize("formula", ["A1*", "&quot;", "{1,2", "[", "A1*2", ""])
def test_a_shared_formula_that_cannot_be_moved_stays_as_it_is(tmp_path, formula):
    # a row inside a cell leaves the cell without a column
    first = f'<c r="@"><row/><f t="shared" ref="A1:A3" si="0">{formula}</f></c>'
    rows = [[first], ['<c r="@"><f t="shared" si="0"/></c>']]
    grid = contents.read_file(book(tmp_path / "a.xlsx", {"页": sheet(rows)}))
    assert [(place, cell.kind) for place, cell in grid.sheets[0].cells.items()] == [
        ((2, 1), CellKind.FORMULA)
    ]
    assert [one.code for one in grid.warnings] == ["cells_broken"]


def test_what_is_hidden_and_merged_is_known(tmp_path):
    columns = (
        '<cols><col min="2" max="3" hidden="1"/><col min="5" max="9"/>'
        + '<col min="1" max="16384" hidden="0"/>' * 99
    )
    merged = '<mergeCell ref="A1:XFD1048576"/>' * 50 + '<mergeCell ref="A1:B2"/>'
    content = sheet(before=f"{columns}</cols>", after=f"<mergeCells>{merged}</mergeCells>")
    path = book(tmp_path / "a.xlsx", {"目标": content.replace('<row r="3"', '<row r="3" hidden="true"')})
    grid = contents.read_file(path)
    assert (grid.sheets[0].hidden_rows, grid.sheets[0].hidden_columns) == ({3}, {2, 3})
    assert grid.sheets[0].merged == ((1, 1, 2, 2),)
    # a file that merges everything a thousand times is told often enough
    assert [one.code for one in grid.warnings if one.code == "huge_merge"] == ["huge_merge"] * 20
    others = [(one.code, one.cell) for one in grid.warnings if one.code != "huge_merge"]
    assert others == [(one, cell) for one, cell in others if one == "under_merge"] + [("hidden_rows", "3:3")]
    assert set(grid.sheets[0].covered) == {(1, 2), (2, 1)}


def test_a_cell_whose_style_is_no_number_is_told_by_its_own_place(tmp_path):
    row = ['<c r="@"><v>1</v></c>', '<c r="@" s="x"><v>2</v></c>', '<c r="1B" s="x"><v>3</v></c>']
    grid = contents.read_file(book(tmp_path / "a.xlsx", {"页": sheet([row])}))
    assert [(place, cell.kind) for place, cell in grid.sheets[0].cells.items()] == [
        ((1, 1), CellKind.NUMBER),
        ((1, 2), CellKind.BROKEN),
        ((1, 3), CellKind.BROKEN),
    ]
    assert [(one.code, one.cell) for one in grid.warnings] == [("cells_broken", "B1"), ("cells_broken", "C1")]


@pytest.mark.parametrize("reference", ["", "1", "AAAA", "A", "$A$1", "甲1", "A99999999999"])
def test_a_broken_cell_with_a_broken_reference_is_still_one_cell(tmp_path, reference):
    row = [f'<c r="{reference}" t="s"><v>x</v></c>', '<c r="@"><v>1</v></c>']
    grid = contents.read_file(book(tmp_path / "a.xlsx", {"页": sheet([row])}))
    assert grid.sheets[0].cells[1, 2].text == "1"
    assert [one.code for one in grid.warnings] == ["cells_broken"]


def test_dates_of_1904_are_four_years_later(tmp_path):
    usual, other = (contents.read_file(built(tmp_path, name)) for name in ("日期.xlsx", "1904.xlsx"))
    # 44197 days: 2021-01-01 from the end of 1899; from 1904-01-01 it is 2025-01-02
    assert usual.sheets[1].cells[2, 3] == GridCell("2021-01-01", CellKind.DATE)
    assert usual.sheets[1].cells[3, 3] == GridCell("2021-01-01", CellKind.DATE)
    assert other.sheets[1].cells[2, 3] == GridCell("2025-01-02", CellKind.DATE)


def test_numbers_past_the_last_date_are_numbers(tmp_path):
    row = [
        '<c r="@" s="2"><v>99999999</v></c>',
        '<c r="@"><v>12345678901234567890</v></c>',
        '<c r="@" t="b"><v>1</v></c>',
    ]
    path = book(tmp_path / "a.xlsx", {"页": sheet([row])})
    cells = contents.read_file(path).sheets[0].cells
    assert cells[1, 1] == GridCell("99999999", CellKind.NUMBER)
    assert cells[1, 2] == GridCell("1.2345678901234567e+19", CellKind.NUMBER)
    assert cells[1, 3] == GridCell("TRUE", CellKind.TRUTH)


def test_a_grid_goes_there_and_back():
    cells = {(1, 1): GridCell("市"), (9, 3): GridCell("#N/A", CellKind.ERROR), (10, 1): GridCell("市")}
    sheet = GridSheet("目标", cells, ((1, 1, 2, 2),), True, frozenset({3}), frozenset({1, 4}))
    for result in (Grid((sheet, GridSheet("空"))), Problem(sandbox.CANCELLED, text="a.xlsx")):
        receiver = messages.Receiver()
        for line in messages.lines_of(result):
            receiver.take(line.encode("ascii"))
        assert receiver.result == result
