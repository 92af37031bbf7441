"""Old workbooks record by record: what the library that reads them does not tell."""

import contextlib
import io
import struct

import pytest
import xlwt

from npfdesk.workbook.files import contents, limits
from npfdesk.workbook.files.calamine_cells import read_old
from npfdesk.workbook.files.cell_grid import CellKind, Grid, GridCell
from npfdesk.workbook.files.xls_records import (
    OldSheet,
    OldWorkbook,
    TooManyCells,
    _formula,
    _globals,
    _text,
    count_old,
    stream_of,
)
from npfdesk.workbook.plan_reader import read_plan, read_workbook
from tests.workbook.corpus.building import compound
from tests.workbook.corpus.files import CORPUS

OLD = [one for one in CORPUS if one.name.endswith((".xls", ".ods")) and one.status != "refused"]


@pytest.mark.parametrize("ugly", OLD, ids=lambda one: one.name)
def test_read_here_or_apart_it_is_the_same(tmp_path, ugly):
    path = tmp_path / ugly.name
    ugly.build(path)
    grid = contents.read_file(path)
    assert read_plan(path, grid).problems == read_workbook(path).problems


def made(change):
    book = xlwt.Workbook()
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cells(book):
    page = book.add_sheet("页")
    page.write(0, 0, "甲")
    page.write(0, 1, 8000)
    page.write(0, 2, 0.331, xlwt.easyxf(num_format_str="0.0%"))
    page.write(1, 0, 44197, xlwt.easyxf(num_format_str='yyyy"年"'))
    page.write(1, 1, True)
    page.row(1).set_cell_error(2, 0x2A)
    page.write(2, 0, 0.5, xlwt.easyxf(num_format_str="[h]:mm"))
    page.col(2).hidden = True
    page.row(2).hidden = True
    for column, number in enumerate((1, 2, 3)):
        page.write(3, column, number)
    other = book.add_sheet("藏")
    other.visibility = 1


def test_formats_errors_and_what_is_hidden():
    grid = read_old("a.xls", made(cells))
    assert [(one.code, one.cell) for one in grid.warnings] == [
        ("hidden_rows", "3:3"),
        ("hidden_columns", "C:C"),
    ]
    page, other = grid.sheets
    assert page.cells[1, 3] == GridCell("33.1%", CellKind.NUMBER)
    assert page.cells[2, 1] == GridCell("2021年", CellKind.DATE)
    assert page.cells[2, 2] == GridCell("TRUE", CellKind.TRUTH)
    assert page.cells[2, 3] == GridCell("#N/A", CellKind.ERROR)
    assert page.cells[3, 1].kind is CellKind.DATE
    assert [page.cells[4, column].text for column in (1, 2, 3)] == ["1", "2", "3"]
    assert (page.hidden_rows, page.hidden_columns) == ({3}, {3})
    assert (page.hidden, other.hidden) == (False, True)


@pytest.mark.parametrize(("limit", "code"), [("CELLS", "too_large"), ("AREA", "too_large")])
def test_what_is_too_large_is_refused_before_it_is_laid_out(monkeypatch, limit, code):
    monkeypatch.setattr(limits, limit, 3)
    assert read_old("a.xls", made(cells)).code == code


def test_cells_are_counted_while_a_sheet_goes_on(monkeypatch):
    monkeypatch.setattr(limits, "CELLS", 2)
    with pytest.raises(TooManyCells):
        count_old(made(cells))


@pytest.mark.parametrize(
    ("result", "found"),
    [
        (struct.pack("<d", 1.5), "figures"),
        (b"\x00\0\0\0\0\0\xff\xff", "texts"),
        (b"\x01\0\x01\0\0\0\xff\xff", "figures"),
        (b"\x02\0\x07\0\0\0\xff\xff", "errors"),
        (b"\x03\0\0\0\0\0\xff\xff", "blank_results"),
    ],
)
def test_results_of_formulas(result, found):
    sheet = OldSheet()
    _formula(struct.pack("<HHH", 4, 2, 0) + result + bytes(6), sheet)
    held = getattr(sheet, found)
    assert held == 1 if found == "blank_results" else (5, 3) in held
    if found == "errors":
        assert sheet.errors[5, 3] == "#DIV/0!"


def test_names_in_either_version():
    assert _text(b"\x02\x00ab", 1, True) == "ab"
    assert _text(b"\x01\x01\x32\x75", 1, True) == "\u7532"
    assert _text(b"\x02\xbc\xd7", 1, False) == "甲"


def test_settings_of_the_whole_workbook():
    def record(kind, body):
        return struct.pack("<HH", kind, len(body)) + body

    book = OldWorkbook()
    sheet = struct.pack("<IBB", 0, 0, 0) + b"\x01\x00a"
    chart = struct.pack("<IBB", 0, 0, 2) + b"\x01\x00b"
    found = _globals(record(0x22, b"\x01\0") + record(0x85, sheet) + record(0x85, chart), book, True)
    assert book.from_1904
    assert [one.name for _, one in found] == ["a"]
    assert _globals(record(0x2F, b""), book, True) == []
    assert book.encrypted


def test_a_version_whose_records_are_not_known_proves_nothing(monkeypatch):
    from npfdesk.workbook.files import calamine_cells

    monkeypatch.setattr(calamine_cells, "count_old", lambda _: OldWorkbook())
    grid = read_old("a.xls", made(cells))
    assert isinstance(grid, Grid)
    assert [one.code for one in grid.warnings] == ["not_proved"]
    assert "7%" in grid.warnings[0].message("zh")


def test_a_cell_that_no_sheet_can_have_is_damage():
    def change(book):
        book.add_sheet("页").row(0).set_cell_error(0, 0x2A)

    content = made(change)
    at = content.index(struct.pack("<HHHH", 0x205, 8, 0, 0))
    moved = content[: at + 6] + struct.pack("<H", 26_117) + content[at + 8 :]
    problem = read_old("a.xls", moved)
    assert problem.code == "damaged_workbook"
    assert "26118" in problem.message("zh")


def test_streams_of_a_container(tmp_path):
    content = compound(tmp_path / "a", "One", "Workbook").read_bytes()
    assert stream_of(content, "Workbook", "Book") == bytes(4096)
    assert stream_of(content, "Book") is None
    assert stream_of(b"PK\3\4", "Book") is None
    assert count_old(content).proved is False


@pytest.mark.parametrize(
    ("at", "change"),
    [
        (30, b"\x1f\0"),  # sectors of two thousand million bytes
        (44, b"\xff\xff\0\0"),
        (48, b"\x09\0\0\0"),
        (512 + 8, b"\x02\0\0\0"),  # a chain that leads to itself
        (512 + 4, b"\x01\0\0\0"),
    ],
)
def test_a_damaged_container_is_told_and_never_gone_round_in(tmp_path, at, change):
    content = bytearray(compound(tmp_path / "a", "Workbook").read_bytes())
    content[at : at + len(change)] = change
    found = None
    with contextlib.suppress(ValueError):
        found = stream_of(bytes(content), "Workbook")
    assert found is None or len(found) <= 4096


def test_a_short_stream_lies_in_the_small_sectors(tmp_path):
    path = compound(tmp_path / "a", "Root of small ones", "Workbook")
    content = bytearray(path.read_bytes())
    # sector 0 the table, 1 the directory, 2 to 9 the first stream, 10 to 17 the second
    directory = 512 + 512
    struct.pack_into("<II", content, directory + 116, 2, 4096)
    struct.pack_into("<II", content, directory + 2 * 128 + 116, 0, 70)
    struct.pack_into("<II", content, 60, 10, 1)
    small_table = 512 + 10 * 512
    struct.pack_into("<II", content, small_table, 1, 0xFFFFFFFE)
    content[512 + 2 * 512 : 512 + 2 * 512 + 70] = b"x" * 70
    assert stream_of(bytes(content), "Workbook") == b"x" * 70
