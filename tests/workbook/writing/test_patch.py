"""Saving into a user's workbook: only edited cells change, and every other part keeps its bytes."""

import datetime
import hashlib
import io
import re
import zipfile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from npfdesk.locations import sample_workbook
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.writing.patch import (
    AddedSheet,
    Author,
    CellEdit,
    has_no_room_for_log,
    log_sheet,
    patched,
    save_into_workbook,
)
from npfdesk.workbook.writing.sheet_part import NotPatchable, coded
from tests.workbook.books import write
from tests.workbook.corpus.building import open_document
from tests.workbook.corpus.files import OPEN_ROWS, old, strict
from tests.workbook.files.locked import encrypted as locked

AUTHOR = Author("规划科 王", "NPF Desk 0.1.0", datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC))
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cf00000002010100b47c1c5e0000000049454e44ae426082"
)


def rich():
    """A workbook with what an office puts into one, and parts that nobody knows; every number is synthetic."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    page = book.add_worksheet("数据")
    bold, percent = (
        book.add_format({"bold": True, "bg_color": "#FFEE00"}),
        book.add_format({"num_format": "0.0%"}),
    )
    page.write_row(0, 0, ["地区", "指标", 2019, 2020], bold)
    page.write_row(1, 0, ["市", "产值", 90, 100])
    page.write_row(2, 0, ["县 <a>&", "占比"])
    page.write_number(2, 3, 0.25, percent)
    page.write_formula(3, 3, "=SUM(D2:D3)", bold, 100.25)
    page.write_formula(4, 3, "=D4*2", None, 200.5)
    page.write_rich_string(5, 0, bold, "重", "要")
    page.write_comment("A1", "批注")
    page.data_validation("B2:B9", {"validate": "list", "source": ["产值", "占比"]})
    page.conditional_format("D2:D9", {"type": "3_color_scale"})
    page.insert_image("F2", "a.png", {"image_data": io.BytesIO(PNG)})
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=数据!$C$2:$D$2"})
    page.insert_chart("H2", chart)
    page.merge_range("A8:B8", "合并")
    page.add_table("J1:K3", {"data": [[1, 2], [3, 4]]})
    other = book.add_worksheet("别的")
    other.write_formula("A1", "=数据!D4", None, 100.25)
    other.write_formula("A2", "=A1", None, 100.25)
    book.define_name("总数", "=数据!$D$4")
    book.close()
    return with_parts(
        stream.getvalue(),
        {
            "xl/calcChain.xml": b'<?xml version="1.0"?><calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            b'<c r="D4" i="1" l="1"/><c r="D5"/><c r="A1" i="2"/><c r="A2"/></calcChain>',
            "xl/vbaProject.bin": bytes(range(256)),
            "customXml/item1.xml": b"<unknown\r\n  a='1'/>",
        },
        calc_chain=True,
    )


def with_parts(content, more, calc_chain=False, edit=lambda name, part: part):
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as parts,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        made.comment = b"office"
        for entry in parts.infolist():
            part = edit(entry.filename, parts.read(entry))
            if calc_chain and entry.filename == "xl/workbook.xml":
                part = part.replace(b' fullCalcOnLoad="1"', b"")
            if calc_chain and entry.filename == "[Content_Types].xml":
                part = part.replace(b"</Types>", b'<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>')  # fmt: skip
            if calc_chain and entry.filename == "xl/_rels/workbook.xml.rels":
                part = part.replace(b"</Relationships>", b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain" Target="calcChain.xml"/></Relationships>')  # fmt: skip
            made.writestr(zipfile.ZipInfo(entry.filename, (2020, 5, 6, 7, 8, 10)), part)
        for name, part in more.items():
            made.writestr(name, part)
    return out.getvalue()


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert parts.testzip() is None
        return {name: parts.read(name) for name in parts.namelist()}


def changed(before, after):
    one, other = parts_of(before), parts_of(after)
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}


def test_only_the_edited_cell_changes():
    before = rich()
    after = patched(before, [CellEdit("数据", "D2", 123.5)])
    # Excel must compute D4 and what reads it anew: that stands in the workbook's own part, and their old results go
    assert changed(before, after) == {
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
        "xl/workbook.xml",
    }
    one, other = parts_of(before), parts_of(after)
    expected = one["xl/worksheets/sheet1.xml"]
    for was, now in (
        (b'<c r="D2"><v>100</v></c>', b'<c r="D2"><v>123.5</v></c>'),
        (b"<f>SUM(D2:D3)</f><v>100.25</v>", b"<f>SUM(D2:D3)</f>"),
        (b"<f>D4*2</f><v>200.5</v>", b"<f>D4*2</f>"),
    ):
        assert was in expected
        expected = expected.replace(was, now)
    assert other["xl/worksheets/sheet1.xml"] == expected
    assert other["xl/worksheets/sheet2.xml"] == one["xl/worksheets/sheet2.xml"].replace(b"<v>100.25</v>", b"")
    assert re.sub(rb' fullCalcOnLoad="1"', b"", one["xl/workbook.xml"]) == re.sub(
        rb' fullCalcOnLoad="1"', b"", other["xl/workbook.xml"]
    )
    assert b'fullCalcOnLoad="1"' in other["xl/workbook.xml"]
    assert load_workbook(io.BytesIO(after))["数据"]["D2"].value == 123.5
    with zipfile.ZipFile(io.BytesIO(before)) as a, zipfile.ZipFile(io.BytesIO(after)) as b:
        assert [(one.filename, one.date_time) for one in a.infolist()] == [
            (one.filename, one.date_time) for one in b.infolist()
        ]
        assert b.comment == b"office"


def test_text_keeps_its_look_and_leaves_shared_strings_alone():
    before = rich()
    after = patched(before, [CellEdit("数据", "A1", "地 <区>&_x0041_\x01\r"), CellEdit("数据", "A6", None)])
    assert "xl/sharedStrings.xml" not in changed(before, after)
    page = load_workbook(io.BytesIO(after))["数据"]
    # Excel reads _xHHHH_ as the sign that XML cannot hold, and _x005F_ as the line that begins no such code
    assert page["A1"].value == "地 <区>&_x005F_x0041__x0001__x000D_"
    assert page["A1"].font.bold
    assert page["A6"].value is None
    assert page["A1"].comment.text.endswith("批注")


def test_a_formula_gives_way_and_leaves_the_chain():
    before = rich()
    after = patched(before, [CellEdit("数据", "D4", 7.0)])
    chain = parts_of(after)["xl/calcChain.xml"]
    # D5 takes over the number of the sheet that D4 told
    assert chain.endswith(b'<c r="D5" i="1"/><c r="A1" i="2"/><c r="A2"/></calcChain>')
    page = load_workbook(io.BytesIO(after))["数据"]
    assert (page["D4"].value, page["D4"].font.bold, page["D5"].value) == (7, True, "=D4*2")


def test_a_chain_of_nothing_goes_with_what_names_it():
    before = rich()
    edits = [
        CellEdit("数据", "D4", 1.0),
        CellEdit("数据", "D5", 1.0),
        CellEdit("别的", "A1", 1.0),
        CellEdit("别的", "A2", 1.0),
    ]
    parts = parts_of(patched(before, edits))
    assert "xl/calcChain.xml" not in parts
    assert b"calcChain" not in parts["[Content_Types].xml"]
    assert b"calcChain" not in parts["xl/_rels/workbook.xml.rels"]
    assert parts["xl/vbaProject.bin"] == bytes(range(256))


def test_new_cells_stand_in_their_order():
    before = rich()
    edits = [
        CellEdit("数据", "C3", 5.0),
        CellEdit("数据", "E2", 6.0, like=1),
        CellEdit("数据", "B20", "新", like=2),
        CellEdit("数据", "A20", "行", like=1),
        CellEdit("数据", "A10", 3.0),
        CellEdit("别的", "C1", 4.0),
        CellEdit("数据", "D20", 50.0, like=3),
    ]
    after = patched(before, edits)
    part = parts_of(after)["xl/worksheets/sheet1.xml"]
    rows = [int(one) for one in re.findall(rb'<row r="(\d+)"', part)]
    assert rows == sorted(set(rows))
    for row in re.findall(rb"<row .*?</row>", part):
        columns = [len(one) * 100 + one[-1] for one in re.findall(rb'<c r="([A-Z]+)', row)]
        assert columns == sorted(set(columns))
    book = load_workbook(io.BytesIO(after))
    page = book["数据"]
    assert [page[name].value for name in ("C3", "E2", "A20", "B20", "A10", "D20")] == [
        5,
        6,
        "行",
        "新",
        3,
        0.5,
    ]
    assert page["A20"].font.bold
    # without a row to look like it has no look
    assert not page["C3"].font.bold
    assert page["D20"].number_format == "0.0%"
    assert book["别的"]["C1"].value == 4
    assert b'<dimension ref="A1:K20"/>' in part
    assert page["A8"].value == "合并"


def test_our_sheets_are_added_and_later_added_to():
    before = rich()
    log = AddedSheet("修改记录", ("时间", "值"), (("一", 1.0), ("二", None)), (20, 10))
    after = patched(before, [], [log])
    assert changed(before, after) == {
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/workbook.xml",
        "xl/worksheets/npfdesk1.xml",
    }
    again = patched(after, [], [log, AddedSheet("另一张 & “表”", ("甲",), ())])
    assert changed(after, again) >= {"xl/worksheets/npfdesk1.xml", "xl/worksheets/npfdesk2.xml"}
    book = load_workbook(io.BytesIO(again))
    assert book.sheetnames == ["数据", "别的", "修改记录", "另一张 & “表”"]
    assert [[cell.value for cell in row] for row in book["修改记录"].iter_rows()] == [
        ["时间", "值"], ["一", 1], ["二", None], ["一", 1], ["二", None],
    ]  # fmt: skip
    assert book["修改记录"].freeze_panes == "A2"
    assert book.defined_names["总数"].value == "数据!$D$4"


def variant(edit_sheet=lambda part: part, edit_book=lambda part: part, more=None):
    def edit(name, part):
        if name == "xl/worksheets/sheet1.xml":
            return edit_sheet(part)
        return edit_book(part) if name == "xl/workbook.xml" else part

    return with_parts(rich(), more or {}, edit=edit)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (lambda: variant(lambda part: part.replace(b"<conditionalFormatting", b'<sheetProtection sheet="1"/><conditionalFormatting', 1)), "protected"),
        (lambda: variant(edit_book=lambda part: part.replace(b"<bookViews>", b'<workbookProtection lockStructure="1"/><bookViews>')), "locked_structure"),
        (lambda: variant(lambda part: part.replace(b"<f>SUM(D2:D3)</f>", b'<f t="shared" ref="D4:D5" si="0">D2</f>')), "shared_formula"),
        (lambda: variant(lambda part: part.replace(b"<f>D4*2</f>", b'<f t="array" ref="D3:D5">D2</f>')), "shared_formula"),
        (lambda: variant(more={"_xmlsignatures/sig1.xml": b"<x/>"}), "signed"),
        (lambda: variant(lambda part: b"<!DOCTYPE worksheet>" + part.partition(b"?>")[2]), "damaged"),
        (lambda: variant(lambda part: part[: len(part) // 2]), "damaged"),
        (lambda: variant(lambda part: part.decode().replace("UTF-8", "UTF-16").encode("utf-16")), "damaged"),
        (lambda: variant(lambda part: b"<worksheet/>"), "damaged"),
        (lambda: variant(edit_book=lambda part: b"<!ENTITY a>" + part), "damaged"),
        (lambda: b"PK\x05\x06" + b"\0" * 18, "damaged"),
        (lambda: b"none", "damaged"),
    ],
)  # fmt: skip
def test_what_cannot_be_changed_safely_is_refused(content, code):
    made = patched(content(), [CellEdit("数据", "D4", 1.0)], [AddedSheet("修改记录", ("一",), ())])
    assert isinstance(made, NotPatchable)
    assert made.code == code


def test_a_sheet_that_is_not_there_is_refused():
    made = patched(rich(), [CellEdit("没有", "A1", 1.0)])
    assert isinstance(made, NotPatchable)
    assert (made.code, made.what) == ("no_sheet", "没有")
    with pytest.raises(ValueError, match="A0"):
        patched(rich(), [CellEdit("数据", "A0", 1.0)])
    with pytest.raises(ValueError, match="finite"):
        patched(rich(), [CellEdit("数据", "A1", float("inf"))])


def test_prefixed_names_empty_rows_and_cells_without_places():
    def edit(part):
        body = (
            b'<x:sheetData><x:row><x:c><x:v>1</x:v></x:c><x:c t="n"/></x:row><x:row r="3" spans="1:2" ht="20"/>'
            b'<x:row r="5" spans="2:2"><x:c r="B5" s="1" cm="1" vm="2" t="str"><x:f a="&gt;">1</x:f><x:v>&gt;</x:v></x:c></x:row></x:sheetData>'
        )
        return (
            b'<?xml version="1.0" encoding="utf-8"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            b'<x:dimension ref="A1"/>' + body + b"<!-- > --></x:worksheet>"
        )

    edits = [
        CellEdit("数据", name, value)
        for name, value in (("B1", 2.0), ("C1", 3.0), ("B3", 4.0), ("A5", "左"), ("B5", 6.0), ("B4", 5.0))
    ]
    part = parts_of(patched(variant(edit), edits))["xl/worksheets/sheet1.xml"]
    assert (
        b'<x:row><x:c><x:v>1</x:v></x:c><x:c r="B1"><x:v>2</x:v></x:c><x:c r="C1"><x:v>3</x:v></x:c></x:row>'
        in part
    )
    assert (
        b'<x:row r="3" spans="1:2" ht="20"><x:c r="B3"><x:v>4</x:v></x:c></x:row><x:row r="4"><x:c r="B4">'
        in part
    )
    assert b'<x:row r="5" spans="1:2"><x:c r="A5" t="inlineStr">' in part
    assert b'<x:c r="B5" s="1"><x:v>6</x:v></x:c>' in part
    assert b'<x:dimension ref="A1:C5"/>' in part
    assert part.endswith(b"<!-- > --></x:worksheet>")


def test_an_empty_sheet_and_a_book_without_calculation():
    def empty(part):
        return re.sub(rb"<sheetData>.*</sheetData>", b"<sheetData/>", part)

    def uncounted(part):
        return re.sub(rb"<calcPr[^>]*/>", b"", part)

    after = patched(variant(empty, uncounted), [CellEdit("数据", "B2", 1.0)])
    parts = parts_of(after)
    assert (
        b'<sheetData><row r="2"><c r="B2"><v>1</v></c></row></sheetData>' in parts["xl/worksheets/sheet1.xml"]
    )
    assert b'</definedNames><calcPr fullCalcOnLoad="1"/></workbook>' in parts["xl/workbook.xml"]


@given(st.text(max_size=40))
def test_text_comes_back_as_it_was_written(text):
    written = coded(text)
    assert "<" not in written
    plain = re.sub(r"_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), written)
    assert plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text or "_x" in text


def test_half_a_pair_becomes_a_mark_and_the_save_goes_on():
    """Whoever calls, with a name or a remark that was not cleaned before: the work is written all the same."""
    made = patched(rich(), [CellEdit("数据", "D2", "县\ud800城")], [AddedSheet("新", ("\udcb0",), ())])
    assert isinstance(made, bytes)
    book = load_workbook(io.BytesIO(made))
    assert (book["数据"]["D2"].value, book["新"]["A1"].value) == ("县\ufffd城", "\ufffd")


def test_the_sample_takes_an_edit_and_still_reads(tmp_path):
    path = tmp_path / "规划.xlsx"
    path.write_bytes(sample_workbook().read_bytes())
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    plan = read_workbook(path).plan
    (stated,) = [one for one in plan.targets.values() if one.cell == "F2"]
    edit = CellEdit(stated.sheet, stated.cell, "36左右", stated.text, "金华市 工业增加值占GDP比重 2025 目标")
    before = path.read_bytes()
    assert save_into_workbook(path, [edit], AUTHOR, "zh", opened_as=digest) is None
    assert changed(before, path.read_bytes()) == {
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/workbook.xml",
        "xl/worksheets/npfdesk1.xml",
        "xl/worksheets/sheet5.xml",
    }
    again = read_workbook(path)
    assert again.status == "ok" or again.status == "warnings"
    assert again.plan.targets[stated.key].text == "36左右"
    log = load_workbook(path)["修改记录"]
    assert [cell.value for cell in log[2]] == [
        "2026-01-02 03:04:05", "目标", "F2", "35左右", "36左右", edit.label, "规划科 王", "NPF Desk 0.1.0",
    ]  # fmt: skip
    # by now the bytes are others than those that were opened
    problem = save_into_workbook(path, [edit], AUTHOR, "zh", opened_as=digest)
    assert problem.code == "workbook_changed_since"
    assert save_into_workbook(path, [edit], AUTHOR, "en", destination=tmp_path / "另.xlsx") is None
    assert load_workbook(tmp_path / "另.xlsx").sheetnames[-2:] == ["修改记录", "Change log"]


def test_refusals_are_told_and_the_file_is_as_it_was(tmp_path):
    path = write(tmp_path / "a.xlsx")
    edit = CellEdit("目标", "F2", 7.0)
    before = path.read_bytes()
    owner = tmp_path / "~$a.xlsx"
    owner.write_bytes(b"")
    problem = save_into_workbook(path, [edit], AUTHOR, "zh")
    assert (problem.code, "~$a.xlsx" in problem.message("zh")) == ("held_open", True)
    owner.unlink()
    problem = save_into_workbook(path, [CellEdit("没有", "A1", 1.0)], AUTHOR, "en")
    assert (problem.code, "没有" in problem.message("en")) == ("no_such_sheet", True)
    assert save_into_workbook(tmp_path / "无.xlsx", [edit], AUTHOR, "zh").code == "no_file"
    assert path.read_bytes() == before
    path.write_bytes(
        variant(
            lambda part: part.replace(
                b"<conditionalFormatting", b'<sheetProtection sheet="1"/><conditionalFormatting', 1
            )
        )
    )
    problem = save_into_workbook(path, [CellEdit("数据", "D2", 1.0)], AUTHOR, "zh")
    assert (problem.code, "数据" in problem.message("zh")) == ("protected_sheet", True)


def test_the_formula_that_gave_way_is_in_the_log(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(rich())
    assert save_into_workbook(path, [CellEdit("数据", "D4", 9.0, "100.25", "改")], AUTHOR, "zh") is None
    assert load_workbook(path)["修改记录"]["D2"].value == "100.25 =SUM(D2:D3)"


def test_a_copy_is_a_file_of_the_workbooks_own_kind(tmp_path):
    """Macros under .xlsx are a file that Excel refuses; where no ending is typed it is the workbook's."""
    path = tmp_path / "规划.xlsm"
    path.write_bytes(sample_workbook().read_bytes())
    edit = CellEdit("目标", "F3", 1)
    refused = save_into_workbook(path, [edit], AUTHOR, "zh", destination=tmp_path / "副本.xlsx")
    assert (refused.code, refused.text) == ("other_ending", "副本.xlsx")
    assert ".xlsm" in refused.message("en")
    assert [one.name for one in tmp_path.iterdir()] == ["规划.xlsm"]
    for typed in ("副本.xlsm", "副本.XLSM", "规划2.0", "规划.修订"):
        assert save_into_workbook(path, [edit], AUTHOR, "zh", destination=tmp_path / typed) is None
    written = {one.name for one in tmp_path.iterdir()} - {"规划.xlsm"}
    assert written == {"副本.xlsm", "副本.XLSM", "规划2.0.xlsm", "规划.修订.xlsm"}


def values(content, sheet):
    return [[cell.value for cell in row] for row in load_workbook(io.BytesIO(content))[sheet].iter_rows()]


def plain_book(**sheets):
    """A workbook of figures only."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    book.close()
    return stream.getvalue()


# the zip


def packed(content, change=lambda entry: None, more=()):
    """The same workbook, its entries packed in another way."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as parts, zipfile.ZipFile(out, "w") as made:
        for entry in parts.infolist():
            part = parts.read(entry.filename)
            entry.compress_type = zipfile.ZIP_DEFLATED
            change(entry)
            made.writestr(entry, part)
        for name, part in more:
            made.writestr(name, part)
    return out.getvalue()


def entries(content):
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return {entry.filename: entry for entry in parts.infolist()}


def test_each_part_keeps_its_way_of_packing_its_time_and_its_marks():
    def change(entry):
        entry.date_time = (2021, 2, 3, 4, 5, 6)
        if entry.filename == "xl/vbaProject.bin":
            entry.compress_type = zipfile.ZIP_STORED
        entry.external_attr, entry.create_system, entry.comment = 0o640 << 16, 3, b"seen"

    before = packed(rich(), change)
    log = AddedSheet("修改记录", ("一",), ())
    after = patched(before, [CellEdit("数据", "D2", 1.0)], [log])
    old, new = entries(before), entries(after)
    assert list(new) == [*old, "xl/worksheets/npfdesk1.xml"]
    for name, entry in old.items():
        for mark in ("date_time", "compress_type", "external_attr", "create_system", "comment"):
            assert getattr(new[name], mark) == getattr(entry, mark), (name, mark)
    added = new["xl/worksheets/npfdesk1.xml"]
    # the same edit makes the same bytes on any day
    assert (added.compress_type, added.date_time) == (zipfile.ZIP_DEFLATED, (1980, 1, 1, 0, 0, 0))
    assert after == patched(before, [CellEdit("数据", "D2", 1.0)], [log])


@pytest.mark.parametrize("way", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_excel_could_not_unpack_is_packed_as_it_can(way):
    def change(entry):
        entry.compress_type = way

    after = patched(packed(rich(), change), [CellEdit("数据", "D2", 1.0)])
    assert {entry.compress_type for entry in entries(after).values()} == {zipfile.ZIP_DEFLATED}


def test_a_workbook_without_edits_keeps_all_its_parts():
    def log(gone):
        raise AssertionError("there is nothing to tell")

    before = rich()
    assert changed(before, patched(before, [], [], log)) == set()


def altered(name, way=zipfile.ZIP_DEFLATED):
    """A workbook in which the packed bytes of one part were altered on their way."""

    def change(entry):
        entry.compress_type = way

    content = bytearray(packed(plain_book(数据=[["地区"]]), change, [("customXml/item1.xml", bytes(4000))]))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as parts:
        entry = parts.getinfo(name)
    at = entry.header_offset + 30 + len(name)
    content[at : at + 8] = b"\xff" * 8
    return bytes(content)


def encrypted():
    content = bytearray(plain_book(数据=[["地区"]]))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(sign) + offset] |= 1
    return bytes(content)


def packed_in_an_unknown_way():
    content = bytearray(plain_book(数据=[["地区"]]))
    for sign, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        content[content.index(sign) + offset] = 99
    return bytes(content)


@pytest.mark.parametrize(
    "content",
    [
        lambda: altered("xl/styles.xml"),
        lambda: altered("xl/styles.xml", zipfile.ZIP_BZIP2),
        lambda: altered("xl/styles.xml", zipfile.ZIP_LZMA),
        encrypted,
        packed_in_an_unknown_way,
        lambda: plain_book(数据=[["地区"]])[:-200],
    ],
    ids=["deflated", "bzip2", "lzma", "encrypted", "unknown", "cut short"],
)
def test_a_part_that_cannot_be_unpacked_is_told_whichever_it_is(content):
    made = patched(content(), [CellEdit("数据", "A1", "县")])
    assert isinstance(made, NotPatchable)
    assert made.code == "damaged"
    assert made.what


def test_what_a_damaged_zip_says_is_told_in_two_hundred_signs(tmp_path):
    assert patched(b"none", [CellEdit("数据", "A1", 1.0)]).what == "File is not a zip file"
    name = f"customXml/{'long' * 60}.xml"
    content = bytearray(packed(plain_book(数据=[["地区"]]), more=[(name, b"<a/>")]))
    content[content.index(b"<a/>")] ^= 1
    what = patched(bytes(content), [CellEdit("数据", "A1", 1.0)]).what
    assert what == f"Bad CRC-32 for file {name!r}"[:200]


def test_two_parts_of_one_name_are_refused():
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = packed(plain_book(数据=[["地区"]]), more=[("xl/styles.xml", b"<a/>")])
    made = patched(content, [CellEdit("数据", "A1", 1.0)])
    assert (made.code, made.what) == ("damaged", "two parts of one name")


# which sheet, and what Excel has to compute


def without(content, name):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as parts, zipfile.ZipFile(out, "w") as made:
        for entry in parts.infolist():
            if entry.filename != name:
                made.writestr(entry, parts.read(entry))
    return out.getvalue()


def test_a_sheet_whose_part_is_missing_is_refused_and_the_others_can_be_changed():
    content = without(rich(), "xl/worksheets/sheet2.xml")
    made = patched(content, [CellEdit("别的", "A1", 1.0)])
    assert (made.code, made.what) == ("no_sheet", "别的")
    # the formulas of the sheet that is there still have to be computed
    after = patched(content, [CellEdit("数据", "D2", 1.0)])
    assert changed(content, after) == {"xl/worksheets/sheet1.xml", "xl/workbook.xml"}


def test_where_nothing_is_computed_the_workbooks_own_part_stays():
    before = plain_book(数据=[["地区", "<f>", "f>1"], ["县", 1.0, 2.0]], 别的=[[1.0]])
    after = patched(before, [CellEdit("数据", "B2", 3.0)])
    assert changed(before, after) == {"xl/worksheets/sheet1.xml"}


@pytest.mark.parametrize(
    "formula", [b"<f>1</f>", b'<f t="array" ref="A2">1</f>', b"<f/>", b"<x:f>1</x:f>", b"<x:f/>"]
)
def test_a_formula_on_any_sheet_is_computed_anew_however_it_is_written(formula):
    before = with_parts(
        plain_book(数据=[[1.0]], 别的=[[1.0], [2.0]]),
        {},
        edit=lambda name, part: (
            part.replace(b'<c r="A2">', b'<c r="A2">' + formula).replace(
                b"<worksheet ",
                b'<worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ',
            )
            if name == "xl/worksheets/sheet2.xml"
            else part.replace(b' fullCalcOnLoad="1"', b"")
        ),
    )
    after = patched(before, [CellEdit("数据", "A1", 3.0)])
    # what says nothing that could be read may read anything
    told = {"xl/worksheets/sheet2.xml"} if formula.endswith(b"/>") else set()
    assert changed(before, after) == {"xl/worksheets/sheet1.xml", "xl/workbook.xml"} | told
    assert b'fullCalcOnLoad="1"' in parts_of(after)["xl/workbook.xml"]


def test_a_sheet_that_is_only_added_makes_excel_compute_nothing():
    before = rich()
    after = parts_of(patched(before, [], [AddedSheet("修改记录", ("一",), ())]))
    assert b"fullCalcOnLoad" not in after["xl/workbook.xml"]


def test_a_chart_sheet_of_the_name_is_not_written_over():
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.add_worksheet("数据").write(0, 0, 1)
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=数据!$A$1:$A$1"})
    book.add_chartsheet("修改记录").set_chart(chart)
    book.close()
    made = patched(stream.getvalue(), [], [AddedSheet("修改记录", ("一",), ())])
    assert (made.code, made.what) == ("no_sheet", "修改记录")


@pytest.mark.parametrize(
    ("change", "edit", "what"),
    [
        (lambda part: part.replace(b"<f>SUM(D2:D3)</f>", b'<f t="shared" ref="D4:D5" si="0">D2</f>'), "D4", "数据!D4"),
        (lambda part: part.replace(b"<conditionalFormatting", b'<sheetProtection sheet="1"/><conditionalFormatting', 1), "D2", "数据"),
        (lambda part: b"<worksheet/>", "D2", "sheetData"),
    ],
)  # fmt: skip
def test_what_is_in_the_way_is_named(change, edit, what):
    assert patched(variant(change), [CellEdit("数据", edit, 1.0)]).what == what


# sheets added


def test_rows_go_below_those_of_a_sheet_that_is_there():
    before = plain_book(数据=[["地区"], ["县"]], 空=[])
    rows = (("甲", 1.0), (None, None), (None, 2.0))
    after = patched(
        before,
        [],
        [
            AddedSheet("数据", ("头", "值"), rows),
            AddedSheet("空", ("头", "值"), rows),
            AddedSheet("新", ("头", "值"), rows),
        ],
    )
    below = [["甲", 1], [None, None], [None, 2]]
    # its own heads stand over them; one that has no row gets heads as a new one does
    assert values(after, "数据") == [["地区", None], ["县", None], *below]
    assert values(after, "空") == [["头", "值"], *below]
    assert values(after, "新") == [["头", "值"], *below]


def test_one_sheet_that_is_added_twice_at_once_holds_the_rows_of_both():
    before = plain_book(数据=[["地区"]])
    first, second = AddedSheet("数据", ("头",), (("甲",),)), AddedSheet("数据", ("头",), (("乙",),))
    assert values(patched(before, [], [first, second]), "数据") == [["地区"], ["甲"], ["乙"]]
    new = [AddedSheet("新", one.heads, one.rows) for one in (first, second)]
    assert values(patched(before, [], new), "新") == [["头"], ["甲"], ["乙"]]
    # below a cell that the same save writes
    after = patched(before, [CellEdit("数据", "A3", "县")], [first])
    assert values(after, "数据") == [["地区"], [None], ["县"], ["甲"]]


def test_a_sheet_without_rows_leaves_the_one_that_is_there_alone():
    before = plain_book(数据=[["地区"]])
    for rows in ((), ((None,),)):
        assert changed(before, patched(before, [], [AddedSheet("数据", ("头",), rows)])) == set()


# the log


def test_the_log_says_when_where_what_and_who_in_the_language_asked_for():
    edits = [
        CellEdit("数据", "D4", 9.0, "100.25", "改"),
        CellEdit("数据", "D5", None, "", "删"),
        CellEdit("目标", "F2", "36左右", "35左右"),
    ]
    formulas = {("数据", "D4"): "=SUM(D2:D3)", ("数据", "D5"): "=D4*2", ("别的", "F2"): "=1"}
    added = [AddedSheet("附录", ("头",), ((1.0,), (2.0,)))]
    when, who = "2026-01-02 03:04:05", ("规划科 王", "NPF Desk 0.1.0")
    log = log_sheet(edits, AUTHOR, "zh", formulas, added)
    assert log == AddedSheet(
        "修改记录",
        ("时间（UTC）", "工作表", "单元格", "原值", "新值", "说明", "谁", "程序"),
        (
            (when, "附录", None, None, None, "加入 2 行", *who),
            (when, "数据", "D4", "100.25 =SUM(D2:D3)", 9.0, "改", *who),
            (when, "数据", "D5", "=D4*2", None, "删", *who),
            (when, "目标", "F2", "35左右", "36左右", "", *who),
        ),
        log.widths,
    )
    # a column of its own for each, wide enough to be read
    assert len(log.widths) == len(log.heads)
    english = log_sheet(edits[2:], AUTHOR, "en", {}, added)
    assert (english.name, english.heads) == (
        "Change log",
        ("Time (UTC)", "Sheet", "Cell", "Before", "After", "What", "Who", "Program"),
    )
    assert [row[5] for row in english.rows] == ["2 rows added", ""]
    assert log_sheet([], AUTHOR, "zh").rows == ()


def test_what_was_added_is_in_the_log_of_the_save(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(plain_book(数据=[["地区"], ["县"]]))
    added = [AddedSheet("附录", ("头",), (("甲",), ("乙",)), (12,))]
    assert save_into_workbook(path, [], AUTHOR, "zh", added=added) is None
    book = load_workbook(path)
    assert book.sheetnames == ["数据", "附录", "修改记录"]
    assert [cell.value for cell in book["修改记录"][2]] == [
        "2026-01-02 03:04:05", "附录", None, None, None, "加入 2 行", "规划科 王", "NPF Desk 0.1.0",
    ]  # fmt: skip
    assert book["附录"].column_dimensions["A"].width == 12
    widths = [book["修改记录"].column_dimensions[letter].width for letter in "ABCDEFGH"]
    assert widths == [20, 14, 10, 18, 18, 46, 14, 16]


# refusals


def test_what_is_no_workbook_is_refused_before_anything_else(tmp_path):
    path = tmp_path / "规划.pdf"
    path.write_text("地区", encoding="utf-8")
    assert save_into_workbook(path, [CellEdit("数据", "A1", 1.0)], AUTHOR, "zh").code == "wrong_format"


@pytest.mark.parametrize(
    ("name", "build", "code"),
    [
        ("规划.csv", lambda path: path.write_text("地区,指标\n", encoding="utf-8"), "kind_not_written"),
        ("规划.xls", lambda path: old(lambda *_: None)(path), "kind_not_written"),
        ("规划.ods", lambda path: open_document(path, OPEN_ROWS), "kind_not_written"),
        ("规划.xlsx", lambda path: locked(path, "123456"), "encrypted_not_written"),
        ("严格.xlsx", strict, "strict_not_written"),
    ],
)
def test_what_is_only_read_is_left_as_it_is_and_says_what_to_do(tmp_path, name, build, code):
    path = tmp_path / name
    build(path)
    before = path.read_bytes()
    for target in (None, tmp_path / f"副本{path.suffix}"):
        problem = save_into_workbook(path, [CellEdit("目标", "F2", 7.0)], AUTHOR, "zh", destination=target)
        assert problem.code == code
        assert ".xlsx" in problem.message("zh")
        assert ".xlsx" in problem.message("en")
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_it_is_the_destination_that_must_not_be_open_elsewhere(tmp_path):
    path, copy = write(tmp_path / "规划.xlsx"), tmp_path / "副本.xlsx"
    edit = CellEdit("目标", "F2", 7.0)
    (tmp_path / "~$规划.xlsx").write_bytes(b"")
    # the copy is nobody's
    assert save_into_workbook(path, [edit], AUTHOR, "zh", destination=copy) is None
    owner = tmp_path / ".~lock.副本.xlsx#"
    owner.write_bytes(b"")
    before = copy.read_bytes()
    held = save_into_workbook(path, [edit], AUTHOR, "zh", opened_as="0" * 64, destination=copy)
    # whoever holds it may be about to change it: told before anything that was changed
    assert (held.code, held.text, held.arguments) == ("held_open", "副本.xlsx", {"owner": owner.name})
    assert copy.read_bytes() == before


def test_what_changed_since_is_told_by_the_workbooks_name(tmp_path):
    path = write(tmp_path / "规划.xlsx")
    problem = save_into_workbook(
        path,
        [CellEdit("目标", "F2", 7.0)],
        AUTHOR,
        "zh",
        opened_as="0" * 64,
        destination=tmp_path / "副本.xlsx",
    )
    assert (problem.code, problem.text) == ("workbook_changed_since", "规划.xlsx")
    assert problem.message("zh").startswith("“规划.xlsx”在打开之后被别的程序改过，没有写入。")
    assert [one.name for one in tmp_path.iterdir()] == ["规划.xlsx"]


def test_a_workbook_that_the_system_does_not_give_is_told_in_its_words(tmp_path, monkeypatch):
    path = write(tmp_path / "规划.xlsx")

    def refused(self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "read_bytes", refused)
    problem = save_into_workbook(path, [CellEdit("目标", "F2", 7.0)], AUTHOR, "zh")
    assert (problem.code, problem.text) == ("not_readable", "规划.xlsx")
    assert "Permission denied" in problem.message("zh")


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (lambda part: part.replace(b"<conditionalFormatting", b'<sheetProtection sheet="1"/><conditionalFormatting', 1), "protected_sheet", "“规划.xlsx”的工作表“数据”有保护"),
        (lambda part: part.replace(b"<f>SUM(D2:D3)</f>", b'<f t="shared" ref="D4:D5" si="0">D2</f>'), "shared_formula", "“规划.xlsx”的 数据!D4 是与其他单元格共用的公式"),
        (lambda part: b"<worksheet/>", "not_patchable", "“规划.xlsx”的内部结构不能安全改动（sheetData）"),
    ],
)  # fmt: skip
def test_a_refusal_names_the_workbook_and_what_is_in_the_way(tmp_path, change, code, said):
    path = tmp_path / "规划.xlsx"
    path.write_bytes(variant(change))
    problem = save_into_workbook(path, [CellEdit("数据", "D4", 1.0)], AUTHOR, "zh")
    assert problem.code == code
    assert problem.message("zh").startswith(said)


@pytest.mark.parametrize("typed", ["副本.xls", "副本.XLSX", "副本.et", "副本.a1", "副本.xlsx2"])
def test_another_ending_is_refused_by_the_name_that_was_typed(tmp_path, typed):
    path = tmp_path / "规划.xlsm"
    path.write_bytes(sample_workbook().read_bytes())
    problem = save_into_workbook(
        path, [CellEdit("目标", "F3", 1)], AUTHOR, "zh", destination=tmp_path / typed
    )
    assert (problem.code, problem.text) == ("other_ending", typed)
    assert problem.message("zh").startswith(f"“{typed}”的扩展名应为 .xlsm：")
    assert [one.name for one in tmp_path.iterdir()] == ["规划.xlsm"]


@pytest.mark.parametrize("typed", ["副本", "规划2.0", "规划.修订", "规划.2a", ".规划"])
def test_what_is_no_ending_gets_the_workbooks_own(tmp_path, typed):
    path = tmp_path / "规划.xlsx"
    path.write_bytes(sample_workbook().read_bytes())
    assert (
        save_into_workbook(path, [CellEdit("目标", "F3", 1)], AUTHOR, "zh", destination=tmp_path / typed)
        is None
    )
    assert {one.name for one in tmp_path.iterdir()} == {"规划.xlsx", f"{typed}.xlsx"}


LOCK = b'<workbookProtection lockStructure="1"/><bookViews>'


def test_a_locked_structure_refuses_only_the_log(tmp_path):
    path = tmp_path / "规划.xlsx"
    path.write_bytes(variant(edit_book=lambda part: part.replace(b"<bookViews>", LOCK)))
    assert has_no_room_for_log(path.read_bytes(), "zh")
    assert save_into_workbook(path, [CellEdit("数据", "D2", 7.0)], AUTHOR, "zh") is None
    book = load_workbook(path)
    assert book["数据"]["D2"].value == 7
    assert book.sheetnames == ["数据", "别的"]
    assert book.security.lockStructure
    # a sheet that holds what was worked on is no log, and cannot be left out
    added = [AddedSheet("情景", ("情景",), (("甲",),))]
    before = path.read_bytes()
    assert save_into_workbook(path, [], AUTHOR, "zh", added=added).code == "locked_structure"
    assert path.read_bytes() == before


def test_a_log_that_is_there_goes_on_in_a_locked_structure(tmp_path):
    path = tmp_path / "规划.xlsx"
    first = patched(rich(), [], [AddedSheet("修改记录", ("时间",), (("一",),))])
    path.write_bytes(with_parts(first, {}, edit=lambda name, part: part.replace(b"<bookViews>", LOCK) if name == "xl/workbook.xml" else part))  # fmt: skip
    assert not has_no_room_for_log(path.read_bytes(), "zh")
    assert save_into_workbook(path, [CellEdit("数据", "D2", 7.0)], AUTHOR, "zh") is None
    assert load_workbook(path)["修改记录"].max_row == 3


@pytest.mark.parametrize(
    "said", [b'<fileSharing readOnlyRecommended="1"/>', b'<fileSharing userName="a" reservationPassword="CC1A"/>', b'<fileSharing hashValue="YQ==" saltValue="YQ==" spinCount="1" algorithmName="SHA-512"/>']
)  # fmt: skip
def test_a_workbook_that_asks_to_be_taken_read_only_is_written_only_where_that_was_asked_for(tmp_path, said):
    path = tmp_path / "规划.xlsx"
    path.write_bytes(variant(edit_book=lambda part: part.replace(b"<workbookPr", said + b"<workbookPr")))
    before, edit = path.read_bytes(), CellEdit("数据", "D2", 7.0)
    assert save_into_workbook(path, [edit], AUTHOR, "zh").code == "read_only_recommended"
    assert path.read_bytes() == before
    assert save_into_workbook(path, [edit], AUTHOR, "zh", destination=tmp_path / "副本.xlsx") is None
    assert save_into_workbook(path, [edit], AUTHOR, "zh", over_read_only=True) is None
    assert said in parts_of(path.read_bytes())["xl/workbook.xml"]


def test_a_read_only_workbook_is_saved_into_only_where_that_was_asked_for(tmp_path):
    path = tmp_path / "规划.xlsx"
    path.write_bytes(rich())
    path.chmod(0o444)
    edit = CellEdit("数据", "D2", 7.0)
    assert save_into_workbook(path, [edit], AUTHOR, "zh").code == "read_only_file"
    assert save_into_workbook(path, [edit], AUTHOR, "zh", over_read_only=True) is None
    assert load_workbook(path)["数据"]["D2"].value == 7
