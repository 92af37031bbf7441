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
from npfdesk.workbook.patching import AddedSheet, Author, CellEdit, patched, save_into_workbook
from npfdesk.workbook.reading import read_workbook
from npfdesk.workbook.sheet_part import NotPatchable, coded
from tests.workbook.books import write

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
    # Excel must compute D4 and what reads it anew: that stands in the workbook's own part
    assert changed(before, after) == {"xl/worksheets/sheet1.xml", "xl/workbook.xml"}
    one, other = parts_of(before), parts_of(after)
    old = b'<c r="D2"><v>100</v></c>'
    assert (
        one["xl/worksheets/sheet1.xml"].replace(old, b'<c r="D2"><v>123.5</v></c>')
        == other["xl/worksheets/sheet1.xml"]
    )
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
