"""New rows go behind the records of their sheet, and all that refers to what they move goes with them."""

import hashlib
import io
import re
import shutil
import subprocess
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula

from npfdesk.plan.document import new_document
from npfdesk.plan.edit_labels import set_observations, set_targets
from npfdesk.plan.problems import Problem
from npfdesk.plan.series import SeriesKey
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.writing.amendments import amendments
from npfdesk.workbook.writing.patch import CellEdit, patched, save_into_workbook
from npfdesk.workbook.writing.reference_shifts import RowBlock
from tests.plans import target
from tests.workbook.books import TARGETS, write
from tests.workbook.test_office import RECKON
from tests.workbook.writing.grown_books import office_book, table_over
from tests.workbook.writing.test_patch import AUTHOR, with_parts

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def path_of(tmp_path, book):
    path = tmp_path / "规划.xlsx"
    book.save(path)
    return path


def firms(document):
    city = document.plan.city
    return SeriesKey(city, "", "firms")


def with_firms(path):
    """The workbook's document with a series that its sheet Data has no row of: 12 and 15 firms of the city."""
    document = new_document(read_workbook(path).plan)
    series = firms(document)
    return set_observations(document, {(series, 2019): 12.0, (series, 2020): 15.0}).apply(document)


def saved(path, document):
    found = amendments(path, document, "zh")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert save_into_workbook(path, found.edits, AUTHOR, "zh", added=found.added, opened_as=digest) is None
    return found


@pytest.fixture
def path(tmp_path):
    return path_of(tmp_path, office_book())


@pytest.fixture
def grown(path):
    saved(path, with_firms(path))
    return load_workbook(path)


def part(path, name):
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def sheet_part(path, title):
    book = load_workbook(path)
    return part(path, f"xl/worksheets/sheet{book.sheetnames.index(title) + 1}.xml")


def test_the_row_stands_behind_the_records_and_before_sums_and_notes(grown):
    data = grown["数据"]
    assert [[cell.value for cell in row[:4]] for row in data["A5:D8"]] == [
        ["市", "企业数", 12, 15],
        [None, None, None, None],
        ["合计", None, "=SUM(C2:C5)", "=SUM($D$2:$D$5)"],
        ["注：初步数", None, None, None],
    ]
    assert (data["A10"].value, data["B10"].value, data["B11"].value) == ("另表", "=C7*2", "=D7/C7")
    # the formulas of the records themselves are as they were
    assert [data[f"E{row}"].value for row in (2, 3, 4)] == ["=D2/C2", "=D3/C3", "=D4/C4"]


def test_the_row_looks_as_the_one_above(grown):
    data = grown["数据"]
    assert data["B5"].font.b
    assert data["D5"].fill.fgColor.rgb == "00FFEE00"
    assert data.row_dimensions[5].height == 31
    assert data.row_dimensions[7].height == 22


def test_what_spans_the_records_takes_the_row_in(grown):
    data = grown["数据"]
    assert data.auto_filter.ref == "A1:E5"
    assert data.print_area == "'数据'!$A$1:$E$8"
    assert data.print_title_rows == "$1:$1"
    assert [str(one.sqref) for one in data.data_validations.dataValidation] == ["B2:B5", "C2:C5"]
    assert data.data_validations.dataValidation[1].formula1 == "$C$7"
    rules = {
        str(ranges.sqref): [one.formula for one in rules]
        for ranges, rules in data.conditional_formatting._cf_rules.items()
    }
    assert rules == {
        "C2:D5": [["$D$7"]],
        "A2:A5": [["COUNTIF($A$2:$A$5,$A2)>1"]],
        "A7:D7": [["$C7>$C$4"]],
    }


def test_what_lies_below_moves_with_all_that_places_it(path, grown):
    data = grown["数据"]
    assert [str(one) for one in data.merged_cells.ranges] == ["A8:D8"]
    assert (data["A7"].comment.text, data["C4"].comment.text) == ("求和", "初步")
    assert data["A11"].hyperlink.location == "数据!C7"
    assert [one.id for one in data.row_breaks.brk] == [8]
    anchor = data._charts[0].anchor._from
    assert (anchor.row, anchor.col) == (8, 6)
    rows = re.findall(r"<\w+:Row>(\d+)<", vml(path))
    assert sorted(map(int, rows)) == [3, 6]


def vml(path):
    with zipfile.ZipFile(path) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".vml"))


def test_other_sheets_names_and_charts_follow(path, grown):
    sums = grown["汇总"]
    assert [sums[f"A{row}"].value for row in range(1, 7)] == [
        "=SUM(数据!C2:C5)",
        "='数据'!C7",
        "=SUM(数据!C3:C4)",
        '=SUMIF(数据!$B$2:$B$5,"产值",数据!$D$2:$D$5)',
        "=数据!B10+SUM(数据!D:D)",
        "=各行之和",
    ]
    assert sums["A7"].value.text == "=SUM(数据!C2:C5*数据!D2:D5)"
    assert sums["A8"].hyperlink.location == "'数据'!A11"
    assert grown.defined_names["各行之和"].attr_text == "SUM(数据!$D$2:$D$5)"
    assert grown.defined_names["合计格"].attr_text == "数据!$C$7"
    chart = part(path, "xl/charts/chart1.xml")
    assert re.findall(r"<(?:c:)?f>([^<]*)<", chart) == [
        "'数据'!C1", "'数据'!$B$2:$B$5", "'数据'!$C$2:$C$5",
        "'数据'!D1", "'数据'!$B$2:$B$5", "'数据'!$D$2:$D$5",
    ]  # fmt: skip


def test_it_reads_back_as_the_same_plan_with_the_row(path):
    before = read_workbook(path)
    document = with_firms(path)
    saved(path, document)
    after = read_workbook(path)
    assert after.plan.targets == before.plan.targets
    assert sorted(one.code for one in after.problems) == sorted(one.code for one in before.problems)
    series = firms(document)
    said = {key: after.plan.observed[after.plan.series.index(key)] for key in before.plan.series}
    for key, line in zip(document.plan.series, document.plan.observed, strict=True):
        assert list(line[~(line != line)]) == list(
            said.get(key, line)[~(said.get(key, line) != said.get(key, line))]
        )
    assert series in after.plan.series
    assert amendments(path, new_document(after.plan), "zh").edits == ()


def test_nothing_else_of_the_workbook_changes(path):
    with zipfile.ZipFile(path) as archive:
        before = {name: archive.read(name) for name in archive.namelist()}
    saved(path, with_firms(path))
    with zipfile.ZipFile(path) as archive:
        after = {name: archive.read(name) for name in archive.namelist()}
    own = ("sheet5", "sheet6", "workbook.xml", "[Content_Types]", "chart1", "drawing", "comment", "npfdesk")
    assert not [
        name for name in before if before[name] != after.get(name) and not any(one in name for one in own)
    ]
    # the sheet's first rows are not even written anew
    head = before["xl/worksheets/sheet5.xml"].split(b'<row r="4"')[0].split(b"<sheetData>")[1]
    assert head in after["xl/worksheets/sheet5.xml"]


def test_the_preview_says_what_moves_and_which_sums_take_the_row_in(path):
    told = {one.code: one for one in amendments(path, with_firms(path), "zh").rows}
    assert told.keys() == {"rows_moved", "sums_widened", "sums_kept"}
    assert "第 4 行之后插入 1 行" in told["rows_moved"].message("zh")
    assert "数据!C6、数据!D6、汇总!A1、汇总!A4、汇总!A7 和各行之和。" in told["sums_widened"].message("zh")
    assert "汇总!A3" in told["sums_kept"].message("zh")
    assert "汇总!A3" in told["sums_kept"].message("en")


def test_two_rows_at_once_and_rows_of_several_sheets(path):
    document = with_firms(path)
    plan = document.plan
    child = next(one.code for one in plan.regions if one.code != plan.city)
    per = SeriesKey(child, "", "per_firm")
    document = set_observations(document, {(per, 2020): 5.0}).apply(document)
    stated = target(firms(document), "20以上")
    document = set_targets(document, {stated.key: stated}).apply(document)
    saved(path, document)
    book = load_workbook(path)
    assert [book["数据"][f"A{row}"].value for row in range(1, 9)] == [
        "地区", "市", "县", "县", "市", "县", None, "合计",
    ]  # fmt: skip
    assert book["数据"]["C8"].value == "=SUM(C2:C6)"
    assert book["数据"]["B6"].font.b
    assert [cell.value for cell in book["目标"][4]][:3] == ["市", None, "企业数"]
    again = read_workbook(path).plan
    assert stated.key in again.targets


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not on this machine")
def test_libreoffice_reckons_the_moved_and_widened_formulas_right(path, tmp_path):
    saved(path, with_firms(path))
    settings = tmp_path / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(RECKON, encoding="utf-8")
    (tmp_path / "made").mkdir()
    subprocess.run(
        [
            OFFICE, f"-env:UserInstallation=file://{tmp_path / 'profile'}", "--headless", "--convert-to", "xlsx",
            "--outdir", str(tmp_path / "made"), str(path),
        ],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    book = load_workbook(tmp_path / "made" / path.name, data_only=True)
    data, sums = book["数据"], book["汇总"]
    assert (data["C7"].value, data["D7"].value) == (90 + 35 + 7 + 12, 100 + 40 + 8 + 15)
    assert data["B10"].value == 2 * 144
    assert data["B11"].value == pytest.approx(163 / 144)
    assert [sums[f"A{row}"].value for row in range(1, 5)] == [144, 144, 42, 140]
    # the whole column: the records with the new one, and their sum
    assert sums["A5"].value == 288 + 163 * 2 + 2020
    assert (sums["A6"].value, sums["A7"].value) == (163, 90 * 100 + 35 * 40 + 7 * 8 + 12 * 15)


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not on this machine")
def test_a_workbook_that_libreoffice_wrote_takes_the_row_in_too(path, tmp_path):
    (tmp_path / "made").mkdir()
    subprocess.run(
        [
            OFFICE, f"-env:UserInstallation=file://{tmp_path / 'profile'}", "--headless", "--convert-to", "xlsx",
            "--outdir", str(tmp_path / "made"), str(path),
        ],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    path = tmp_path / "made" / path.name
    found = saved(path, with_firms(path))
    assert "rows_below" not in {one.code for one in found.rows}
    book = load_workbook(path)
    data = book["数据"]
    assert [data[f"A{row}"].value for row in (5, 7, 8, 10)] == ["市", "合计", "注：初步数", "另表"]
    assert (data["C7"].value, data["B10"].value) == ("=SUM(C2:C5)", "=C7*2")
    assert book["汇总"]["A2"].value == "=数据!C7"
    assert data.auto_filter.ref == "A1:E5"
    assert str(data.data_validations.dataValidation[0].sqref) == "B2:B5"


def test_a_table_grows_and_its_row_of_totals_stays_last(tmp_path):
    book = office_book()
    data = book["数据"]
    data.auto_filter.ref = None
    for cell in ("A5", "B5"):
        data[cell] = None
    # the row of totals right below
    data.move_range("A6:D6", rows=-1)
    data["C5"], data["D5"] = "=SUBTOTAL(109,C2:C4)", "=SUM($D$2:$D$4)"
    for column, year in (("C", "2019"), ("D", "2020")):
        data[f"{column}1"] = year
    table_over(data, "A1:E5", totalsRowCount=1)
    path = path_of(tmp_path, book)
    saved(path, with_firms(path))
    book = load_workbook(path)
    table = book["数据"].tables["记录"]
    assert table.ref == "A1:E6"
    assert [book["数据"][f"A{row}"].value for row in (5, 6)] == ["市", "合计"]
    assert book["数据"]["C6"].value == "=SUBTOTAL(109,C2:C5)"


def test_a_table_that_ends_with_the_records_grows(tmp_path):
    book = office_book()
    data = book["数据"]
    data.auto_filter.ref = None
    for column, year in (("C", "2019"), ("D", "2020")):
        data[f"{column}1"] = year
    table_over(data, "A1:E4")
    path = path_of(tmp_path, book)
    saved(path, with_firms(path))
    text = part(path, "xl/tables/table1.xml")
    assert re.findall(r'ref="([^"]*)"', text) == ["A1:E5"] * text.count('ref="')


def test_shared_formulas_are_written_out_where_they_would_not_follow(tmp_path):
    path = path_of(tmp_path, office_book())

    def share(name, content):
        if name != "xl/worksheets/sheet5.xml":
            return content
        text = content.decode()
        text = text.replace("<f>D2/C2</f>", '<f t="shared" ref="E2:E4" si="0">D2/C$6</f>')
        text = text.replace("<f>D3/C3</f>", '<f t="shared" si="0"/>').replace(
            "<f>D4/C4</f>", '<f t="shared" si="0"/>'
        )
        return text.encode()

    path.write_bytes(with_parts(path.read_bytes(), {}, edit=share))
    saved(path, with_firms(path))
    data = load_workbook(path)["数据"]
    assert [data[f"E{row}"].value for row in (2, 3, 4)] == ["=D2/C$7", "=D3/C$7", "=D4/C$7"]


def refused(path):
    found = amendments(path, with_firms(path), "zh")
    told = {one.code: one for one in found.rows}
    assert told.keys() == {"rows_below"}
    rows = {re.sub(r"\D", "", one.cell) for one in found.edits if one.sheet == "数据"}
    # below the small table that ends in row 10, as they always went
    assert rows == {"11"}
    saved(path, with_firms(path))
    assert load_workbook(path)["数据"]["C6"].value == "=SUM(C2:C4)"
    return told["rows_below"].message("zh")


def test_rows_go_below_and_say_so_where_merged_cells_lie_across(tmp_path):
    book = office_book()
    book["数据"].merge_cells("E4:E5")
    assert "合并单元格 E4:E5" in refused(path_of(tmp_path, book))


def test_rows_go_below_where_an_array_formula_lies_across(tmp_path):
    book = office_book()
    book["数据"]["F2"] = ArrayFormula("F2:F6", "=C2:C6*2")
    assert "数据!F2" in refused(path_of(tmp_path, book))


def test_rows_go_below_where_something_beside_would_be_torn(tmp_path):
    book = office_book()
    for row in range(2, 8):
        book["数据"][f"H{row}"] = f"旁{row}"
    assert "旁边另有内容" in refused(path_of(tmp_path, book))


def test_rows_go_below_where_a_formula_names_cells_by_text(tmp_path):
    book = office_book()
    book["汇总"]["B1"] = '=INDIRECT("数据!C6")'
    assert "汇总!B1" in refused(path_of(tmp_path, book))


def test_rows_go_below_where_several_sheets_are_summed_at_once(tmp_path):
    book = office_book()
    book["汇总"]["B1"] = "=SUM(目标:数据!C6)"
    assert "汇总!B1" in refused(path_of(tmp_path, book))


def test_rows_go_below_where_a_name_is_relative(tmp_path):
    book = office_book()
    book.defined_names["相对"] = DefinedName("相对", attr_text="数据!C6")
    assert "“相对”" in refused(path_of(tmp_path, book))


def test_rows_go_below_where_macros_may_name_rows(tmp_path):
    path = path_of(tmp_path, office_book())
    path.write_bytes(with_parts(path.read_bytes(), {"xl/vbaProject.bin": b"\0"}))
    assert "宏" in refused(path)


def test_a_formula_of_tables_names_or_other_workbooks_is_no_hindrance(tmp_path):
    book = office_book()
    book["汇总"]["B1"] = "=SUM(表1[数据])+[1]数据!C6+#REF!+合计格"
    path = path_of(tmp_path, book)
    saved(path, with_firms(path))
    assert load_workbook(path)["汇总"]["B1"].value == "=SUM(表1[数据])+[1]数据!C6+#REF!+合计格"


def test_with_nothing_below_the_list_and_filter_grow_and_nothing_is_told(tmp_path):
    path = write(tmp_path / "a.xlsx", 数据=[["地区", "指标", 2019, 2020], ["市", "产值", 90, 100]])
    book = load_workbook(path)
    book["数据"].auto_filter.ref = "A1:D2"
    listed = DataValidation(type="list", formula1='"产值,企业数"')
    listed.add("B2:B2")
    book["数据"].add_data_validation(listed)
    book.save(path)
    found = saved(path, with_firms(path))
    assert found.rows == ()
    data = load_workbook(path)["数据"]
    assert (data.auto_filter.ref, str(listed.sqref)) == ("A1:D3", "B2")
    assert str(data.data_validations.dataValidation[0].sqref) == "B2:B3"


def test_an_edit_below_the_records_goes_where_its_row_went(tmp_path):
    """A row that nobody reads lies below; one of a removed thing is emptied where it stands afterwards."""
    path = write(
        tmp_path / "a.xlsx",
        目标=[*TARGETS, [None], ["注：目标均为预期性"]],
        数据=[["地区", "指标", 2019, 2020], ["市", "产值", 90, 100], [None], ["合计", None, 1, 2]],
    )
    document = with_firms(path)
    stated = target(firms(document), "20以上")
    document = set_targets(document, {stated.key: stated}).apply(document)
    saved(path, document)
    rows = [[cell.value for cell in row] for row in load_workbook(path)["目标"].iter_rows()]
    assert [row[0] for row in rows] == ["地区", "市", "县", "市", None, "注：目标均为预期性"]


def test_an_edit_made_by_hand_puts_its_row_in(tmp_path):
    path = path_of(tmp_path, office_book())
    made = patched(path.read_bytes(), [CellEdit("数据", "A5", "新", behind=RowBlock(2, 4))])
    data = load_workbook(io.BytesIO(made))["数据"]
    assert (data["A5"].value, data["A7"].value) == ("新", "合计")


def test_a_sum_that_is_a_record_itself_keeps_its_row_and_is_told(tmp_path):
    path = write(
        tmp_path / "a.xlsx",
        数据=[
            ["地区", "指标", 2019, 2020],
            ["县", "产值", 35, 40],
            ["县", "企业数", 7, 8],
            ["市", "产值", "=SUM(C2:C3)", 48],
        ],
    )
    found = saved(path, with_firms(path))
    assert [one.code for one in found.rows] == ["sums_kept"]
    assert "数据!C4" in found.rows[0].message("zh")
    data = load_workbook(path)["数据"]
    assert [data[f"A{row}"].value for row in (4, 5)] == ["市", "市"]
    assert data["C4"].value == "=SUM(C2:C3)"


def test_the_source_of_a_pivot_table_and_old_controls_follow(path):
    source = (
        '<pivotCacheDefinition xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cacheSource '
        'type="worksheet"><worksheetSource ref="A1:D4" sheet="数据"/></cacheSource></pivotCacheDefinition>'
    )
    control = (
        '<xml xmlns:x="urn:schemas-microsoft-com:office:excel"><x:ClientData ObjectType="Drop"><x:Anchor>1, 0, 9, 0, 2, 0, '
        "10, 0</x:Anchor><x:FmlaRange>数据!$B$2:$B$4</x:FmlaRange><x:FmlaLink>数据!$C$6</x:FmlaLink></x:ClientData></xml>"
    )
    more = {"xl/pivotCache/p1.xml": source.encode(), "xl/drawings/vmlDrawing9.vml": control.encode()}
    path.write_bytes(with_parts(path.read_bytes(), more))
    saved(path, with_firms(path))
    assert 'ref="A1:D5"' in part(path, "xl/pivotCache/p1.xml")
    shape = part(path, "xl/drawings/vmlDrawing9.vml")
    assert "数据!$B$2:$B$5" in shape
    assert "数据!$C$7" in shape
    # it stands on another sheet
    assert "1, 0, 9, 0, 2, 0, 10, 0" in shape


def test_the_chain_of_calculation_goes_where_cells_move(path):
    chain = b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="C6" i="5"/></calcChain>'
    path.write_bytes(with_parts(path.read_bytes(), {"xl/calcChain.xml": chain}, calc_chain=True))
    saved(path, with_firms(path))
    with zipfile.ZipFile(path) as archive:
        assert "xl/calcChain.xml" not in archive.namelist()
        assert b"calcChain" not in archive.read("[Content_Types].xml") + archive.read(
            "xl/_rels/workbook.xml.rels"
        )


def test_tables_as_published_take_no_row_and_the_preview_refuses(tmp_path):
    """A target of a year that a printed table has no cell for is never put into it."""
    table = [
        ["主要指标", None, None],
        ["指标", "2020年", "2025年"],
        ["地区生产总值（亿元）", 100, "200以上"],
        ["注：预期性", None, None],
    ]
    path = write(tmp_path / "某市.xlsx", 规划=None, 指标=None, 地区=None, 目标=None, 主要指标=table)
    reading = read_workbook(path)
    assert reading.form == "published"
    document = new_document(reading.plan)
    key = next(iter(reading.plan.targets))
    stated = target(key.series, "150以上", year=2023)
    document = set_targets(document, {stated.key: stated}).apply(document)
    found = amendments(path, document, "zh")
    assert isinstance(found, Problem)
    assert found.code == "not_canonical"


def stood(book):
    """Every cell of the workbook that says something but a formula, with its look, by sheet and place."""
    return {
        (page.title, cell.row, cell.column): (cell.value, cell.font.b, cell.fill.fgColor.rgb)
        for page in book
        for line in page.iter_rows()
        for cell in line
        if cell.value is not None and cell.data_type != "f"
    }


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(["数据", "目标", "指标"]), st.integers(2, 4), st.integers(0, 9), st.integers(1, 3))
def test_every_other_cell_stands_where_its_row_went_and_says_what_it_said(sheet, first, more, count):
    stream = io.BytesIO()
    book = office_book()
    book.save(stream)
    last = min(first + more, 6)
    block = RowBlock(first, last, 1, book[sheet].max_column)
    edits = [
        CellEdit(sheet, f"A{last + number}", f"新{number}", behind=block) for number in range(1, count + 1)
    ]
    made = patched(stream.getvalue(), edits)
    assert isinstance(made, bytes)
    before, after = stood(load_workbook(stream)), stood(load_workbook(io.BytesIO(made)))
    moved = {
        (title, row + count * (title == sheet and row > last), column): said
        for (title, row, column), said in before.items()
    }
    fresh = {(sheet, last + number, 1) for number in range(1, count + 1)}
    assert {place: said for place, said in after.items() if place not in fresh} == moved
    assert {after[place][0] for place in fresh} == {f"新{number}" for number in range(1, count + 1)}
