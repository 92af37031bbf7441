"""Text files with a table: every encoding and separator that offices use, read strictly and told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.workbook.files import limits
from npfdesk.workbook.files.cell_grid import CellKind, GridCell, TextForm
from npfdesk.workbook.files.sandbox import read_grid, read_in_child
from npfdesk.workbook.files.separated_text import read_text
from npfdesk.workbook.plan_reader import read_workbook

HEADS = "地区,指标,基期值,基期,目标值,目标年"
ROWS = f"{HEADS}\n云城市,产值,900,2020,1500,2025\n东山区,产值,500,2020,800以上,2025\n"


def sheet_of(text, encoding="utf-8", name="表.csv"):
    grid = read_text(name, text.encode(encoding))
    (sheet,) = grid.sheets
    return sheet, grid.text_form


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("gbk", "GB 18030"),
        ("gb18030", "GB 18030"),
    ],
)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_targets_table_is_read_whatever_its_letters_and_separator(tmp_path, encoding, told, separator):
    path = tmp_path / "分解.csv"
    path.write_bytes(ROWS.replace(",", separator).encode(encoding))
    reading = read_workbook(path)
    assert reading.grid.text_form == TextForm(told, separator)
    assert [sheet.name for sheet in reading.grid.sheets] == ["目标"]
    values = {(key.series.region, key.year): one.text for key, one in reading.plan.targets.items()}
    assert values == {("云城市", 2025): "1500", ("东山区", 2025): "800以上"}
    assert {one.base_printed for one in reading.plan.targets.values()} == {900, 500}


def test_big_endian_text_with_its_mark():
    sheet, form = sheet_of("\ufeff甲,1\n", "utf-16-be")
    assert (sheet.cells[1, 1].text, form.encoding) == ("甲", "UTF-16")


def test_a_sheet_is_named_as_its_file_where_its_heads_are_none_of_ours(tmp_path):
    path = tmp_path / "云城市各县.csv"
    path.write_text("地区,2020年,2025年目标\n云城市,900,1500\n", encoding="utf-8")
    assert [sheet.name for sheet in read_workbook(path).grid.sheets] == ["云城市各县"]


@pytest.mark.parametrize(
    ("heads", "name"),
    [
        ("region;indicator;base;base year;target;target year", "Targets"),
        ("情景,地区,指标,目标值", "情景目标"),
        ("地区,指标,2019,2020年", "数据"),
        ("名称,单位,类别", "表"),
        ("地区,指标", "表"),
    ],
)
def test_heads_tell_the_standard_sheet(tmp_path, heads, name):
    path = tmp_path / "表.csv"
    path.write_text(f"云城市的表\n\n{heads}\n市,产值,1,2,3,4\n", encoding="utf-8")
    assert read_workbook(path).grid.sheets[0].name == name


def test_numbers_keep_their_texts_and_nothing_is_computed():
    sheet, _ = sheet_of('900,"8,000",8%,007,=1+1,#REF!,+5,1e5,－3,2025年,"a""b"\n')
    assert sheet.cells == {
        (1, 1): GridCell("900", CellKind.NUMBER),
        (1, 2): GridCell("8,000"),
        (1, 3): GridCell("8%", CellKind.NUMBER),
        (1, 4): GridCell("007"),
        (1, 5): GridCell("=1+1"),
        (1, 6): GridCell("#REF!", CellKind.ERROR),
        (1, 7): GridCell("+5", CellKind.NUMBER),
        (1, 8): GridCell("1e5"),
        (1, 9): GridCell("－3"),
        (1, 10): GridCell("2025年"),
        (1, 11): GridCell('a"b'),
    }


def test_a_cell_of_several_lines_and_a_blank_row_keep_the_rows_of_excel():
    sheet, _ = sheet_of('"地\r\n区",1\r\n\r\n甲,2\r\n')
    assert sheet.cells == {
        (1, 1): GridCell("地\n区"),
        (1, 2): GridCell("1", CellKind.NUMBER),
        (3, 1): GridCell("甲"),
        (3, 2): GridCell("2", CellKind.NUMBER),
    }


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("地区;2020;2025\n甲;1,5;2,5\n乙;3,5;4,5\n", ";"),
        ("sep=;\n甲,乙;1\n丙,丁;2\n戊,己;3\n", ";"),
        ("sep=\t\n甲,乙\t1\n", "\t"),
        ("标题\n单位：亿元\n甲,1\n乙,2\n", ","),
        ("甲\n乙\n", ","),
        ('"a;b",1\n"c;d",2\n', ","),
    ],
)
def test_the_separator_is_the_one_that_takes_most_rows_apart_alike(text, separator):
    sheet, form = sheet_of(text)
    assert form.separator == separator
    assert not any(cell.text.startswith("sep=") for cell in sheet.cells.values())


@pytest.mark.parametrize("text", ['甲,1\n乙,"2\n丙,3\n', '甲,1\n乙,"2"x\n丙,3\n'])
def test_a_quotation_mark_that_does_not_pair_is_refused_by_its_line(text):
    problem = read_text("表.csv", text.encode())
    assert (problem.code, problem.arguments["line"]) == ("open_quote", 2)


def test_letters_of_another_encoding_are_refused_not_guessed():
    assert read_text("表.csv", "caf\xe9,1\n".encode("latin-1")).code == "unknown_encoding"
    assert read_text("表.csv", b"\xef\xbb\xbf\xff,1\n").code == "unknown_encoding"
    assert read_text("表.csv", "甲,1\n".encode("utf-16-le")).code in ("not_a_workbook", "unknown_encoding")


@pytest.mark.parametrize(("limit", "what"), [("CELLS", "cells"), ("LAID_OUT_TEXT", "letters in cells")])
def test_it_has_the_limits_of_workbooks(monkeypatch, limit, what):
    monkeypatch.setattr(limits, limit, 3)
    assert what in read_text("表.csv", ROWS.encode()).message("en")


def test_more_columns_than_a_sheet_has_are_told():
    assert "columns" in read_text("表.csv", b"," * 20_000).message("en")


def test_a_large_one_is_read_apart_and_says_the_same(monkeypatch, tmp_path):
    path = tmp_path / "表.csv"
    path.write_bytes(ROWS.encode("gb18030"))
    here = read_grid(path)
    assert read_in_child(path) == here
    monkeypatch.setattr(limits, "SMALL_CELLS", 3)
    assert read_grid(path) == here


CELL = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8)


@given(
    st.lists(st.lists(CELL, min_size=1, max_size=5), max_size=8), st.sampled_from(["utf-8-sig", "gb18030"])
)
def test_every_cell_comes_back_where_it_stood(rows, encoding):
    written = "".join(
        ",".join('"' + one.replace('"', '""') + '"' for one in row) + "\r\n"
        for row in [["地区的指标与目标"] * 7, *rows]
    )
    sheet, form = sheet_of("sep=,\n" + written, encoding)
    assert form.separator == ","
    expected = {
        (row, column): one
        for row, line in enumerate([["地区的指标与目标"] * 7, *rows], start=1)
        for column, one in enumerate(line, start=1)
        if one
    }
    assert {place: cell.text for place, cell in sheet.cells.items()} == expected
