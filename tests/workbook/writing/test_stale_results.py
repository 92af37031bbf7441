"""A formula that reads an edited cell loses its saved result with the save, and is read as not calculated yet."""

import io
import re
import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.formula import Tokenizer
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table

from npfdesk.plan.document import new_document
from npfdesk.plan.edit_labels import set_observations
from npfdesk.plan.series import SeriesKey
from npfdesk.workbook.files.cell_grid import CellKind
from npfdesk.workbook.files.contents import read_small
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.writing.amendments import amendments
from npfdesk.workbook.writing.formula_references import _WORD, Area, KnownNames, reads
from npfdesk.workbook.writing.patch import AddedSheet, CellEdit, outdated, patched
from npfdesk.workbook.writing.stale_results import Formula, dependents
from tests.workbook.books import TARGETS, codes, write
from tests.workbook.writing.test_patch import parts_of, with_parts

SOFFICE = shutil.which("soffice")


def book(*, defined=(), tables=(), **sheets):
    """A workbook whose formulas all have a saved result, 77: {"A1": 1, "B1": "=A1"} by sheet."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, cells in sheets.items():
        page = made.create_sheet(name)
        for cell, value in cells.items():
            page[cell] = value
    for name, text, *scope in defined:
        holder = made[scope[0]] if scope else made
        holder.defined_names[name] = DefinedName(name, attr_text=text)
    for sheet, name, ref in tables:
        made[sheet].add_table(Table(displayName=name, ref=ref))
    stream = io.BytesIO()
    made.save(stream)
    return with_results(stream.getvalue())


def with_results(content):
    """The same with the figure 77 as the result of every formula."""
    return with_parts(
        content, {}, edit=lambda _, part: re.sub(rb"</f><v ?/>|</f><v></v>", b"</f><v>77</v>", part)
    )


def dropped(content, sheet, *cells):
    """The cells whose results go when these cells are edited, as names, by sheet."""
    found = outdated(content, [CellEdit(sheet, cell, 5.0) for cell in cells])
    return {
        f"{name}!{get_column_letter(column)}{row}" for name, places in found.items() for row, column in places
    }


@pytest.mark.parametrize(
    "formula",
    [
        "=甲!A1", "=甲!$A$1*2", "='甲'!A1", "=SUM(甲!A1:A9)", "=SUM(甲!A:A)", "=SUM(甲!A:C)", "=SUM(甲!1:1)", "=SUM(甲!$1:$3)",
        "=SUM('一 ''x'!B2,甲!A1)", "=SUM(甲:乙!A1)", "=SUM('甲:乙'!A1)", "=SUM(乙:甲!A1)", "=SUM(甲!B1:A3)",
        "=名字", "=名字*2", "=转名", "=SUM(甲!A1:INDEX(甲!B:B,3))", "=INDIRECT(\"甲!A\"&1)", "=OFFSET(甲!C9,0,0)",
        "=RAND()", "=TODAY()", "=_xlfn.ANCHORARRAY(甲!A1)", "=自编(1)", "=没有的名字", "=没有的表!A1", "=表一[值]", "=SUM(表一[[#All],[值]])",
        "=甲!A1#", "=IF(甲!B9=\"x\",甲!A1,0)", "=@甲!A1", "=1+(甲!A1%)", "={1,2}+甲!A1", "=\"", "=SUM(甲!A1 甲!A1:B1)",
        "=SUMIF(甲!C1:C3,1,甲!A7:A9)+甲!A1", "=局部", "=_xlfn.LET(_xlpm.x,甲!A1,_xlpm.x)", "=_xlfn.LAMBDA(_xlpm.x,_xlpm.x+1)(甲!A1)",
    ],
)  # fmt: skip
def test_what_reads_the_edited_cell_loses_its_result(formula):
    content = book(
        甲={"A1": 1, "B1": 2, "C9": "x"}, 乙={"B1": formula, "C1": "=B1+1", "D1": 1}, **{"一 'x": {"B2": 3}, "表": {"A1": "键", "B1": "值", "A2": 1, "B2": "=甲!A1"}},
        defined=[("名字", "甲!$A$1:$A$3"), ("转名", "名字+1"), ("局部", "甲!$C$9"), ("局部", "甲!$A$1", "乙")], tables=[("表", "表一", "A1:B2")],
    )  # fmt: skip
    assert dropped(content, "甲", "A1") == {"乙!B1", "乙!C1", "表!B2"}


@pytest.mark.parametrize(
    "formula",
    [
        "=甲!A2", "=甲!B1", "=SUM(甲!A2:C9)", "=SUM(甲!B:XFD)", "=SUM(甲!2:99)", "=\"甲!A1\"", "=\"say \"\"甲!A1\"\"\"&1", "=A1", "=SUM('一 ''x'!A:ZZ)",
        "=名字", "=[1]甲!A1", "='[别.xlsx]甲'!A1", "=[1]!名字", "=1E+5+2.5", "=TRUE", "=#N/A", "=甲!#REF!", "=局部", "=表一[键]", "={1,2;3,4}",
        "=_xlfn.XLOOKUP(1,甲!B1:B9,甲!C1:C9)", "=VLOOKUP(1,甲!B1:C9,2,FALSE)", "=SUMIF(甲!C1:C3,1,甲!A7)",
    ],
)  # fmt: skip
def test_what_does_not_read_it_keeps_its_result(formula):
    content = book(
        甲={"A1": 1, "B1": 2}, 乙={"B1": formula, "C1": "=B1+1"}, **{"一 'x": {"A1": 3}, "表": {"A1": "键", "B1": "值", "A2": 1, "B2": 2}},
        defined=[("名字", "甲!$A$2"), ("局部", "甲!$A$1"), ("局部", "甲!$C$9", "乙")], tables=[("表", "表一", "A1:B2")],
    )  # fmt: skip
    assert dropped(content, "甲", "A1") == set()


def test_the_result_goes_and_formula_look_and_chain_stay():
    content = book(甲={"A1": 1, "B1": "=A1*2", "C1": '=B1&"x"', "D1": "=E1"})
    content = with_parts(content, {}, edit=lambda _, part: part.replace(b'<c r="C1">', b'<c r="C1" s="0" t="str" vm="1" cm="1">'))  # fmt: skip
    part = parts_of(patched(content, [CellEdit("甲", "A1", 5.0)]))["xl/worksheets/sheet1.xml"]
    assert re.search(rb'<c r="A1"[^>]*><v>5</v></c>', part)
    assert (
        b'<c r="B1"><f>A1*2</f></c><c r="C1" s="0" cm="1"><f>B1&amp;"x"</f></c><c r="D1"><f>E1</f><v>77</v></c>'
        in part
    )
    assert b'fullCalcOnLoad="1"' in parts_of(patched(content, [CellEdit("甲", "A1", 5.0)]))["xl/workbook.xml"]


def test_a_shared_formula_reads_from_each_of_its_cells():
    shared = (
        b'<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:B4" si="0">A1+$C$9</f><v>7</v></c></row>'
        + b"".join(
            b'<row r="%d"><c r="A%d"><v>1</v></c><c r="B%d"><f t="shared" si="0"/><v>7</v></c></row>'
            % (n, n, n)
            for n in (2, 3, 4)
        )
    )
    content = with_parts(
        book(甲={"A1": 1}), {}, edit=lambda name, part: re.sub(rb"<sheetData>.*</sheetData>", b"<sheetData>" + shared + b"</sheetData>", part)
    )  # fmt: skip
    assert dropped(content, "甲", "A3") == {"甲!B3"}
    assert dropped(content, "甲", "C9") == {"甲!B1", "甲!B2", "甲!B3", "甲!B4"}
    # where the first of them gives way the save is refused, as before
    assert patched(content, [CellEdit("甲", "B1", 5.0)]).code == "shared_formula"


def array_book():
    made = Workbook()
    page = made.active
    page.title = "甲"
    for row in (1, 2, 3):
        page[f"A{row}"] = row
    page["B1"] = ArrayFormula("B1:B3", "=A1:A3*2")
    page["D1"] = "=SUM(B2:B3)"
    stream = io.BytesIO()
    made.save(stream)
    content = with_results(stream.getvalue())
    texts = {b"A2": b'<c r="B2"><v>4</v></c>', b"A3": b'<c r="B3" t="str"><v></v></c>'}
    return with_parts(
        content,
        {},
        edit=lambda _, part: re.sub(
            rb'<c r="(A[23])"[^>]*>.*?</c>', lambda one: one[0] + texts[one[1]], part
        ),
    )


def test_all_cells_of_an_array_formula_are_told_as_not_calculated(tmp_path):
    content = array_book()
    before = tmp_path / "前.xlsx"
    before.write_bytes(content)
    cells = read_small(before.name, before.read_bytes()).sheets[0].cells
    # an empty text is a result, too
    assert {place for place, cell in cells.items() if cell.kind is CellKind.FORMULA} == set()
    assert dropped(content, "甲", "A3") == {"甲!B1", "甲!B2", "甲!B3", "甲!D1"}
    after = tmp_path / "后.xlsx"
    after.write_bytes(patched(content, [CellEdit("甲", "A3", 5.0)]))
    cells = read_small(after.name, after.read_bytes()).sheets[0].cells
    assert {place for place, cell in cells.items() if cell.kind is CellKind.FORMULA} == {(1, 2), (2, 2), (3, 2), (1, 4)}  # fmt: skip
    assert cells[2, 2].text == "=A1:A3*2"


def test_rows_added_below_count_as_edited():
    content = book(甲={"A1": 1}, 乙={"A1": "=SUM(甲!A:A)", "A2": "=甲!A1"})
    found = outdated(content, [], [AddedSheet("甲", ("头",), ((3.0,),))])
    assert found == {"乙": {(1, 1)}}
    # a new sheet is read by nobody
    assert outdated(content, [], [AddedSheet("新", ("头",), ((3.0,),))]) == {}


def test_a_row_of_a_table_reads_its_own_row():
    cells = {"A1": "量", "B1": "倍", "A2": 1, "B2": "=表一[[#This Row],[量]]*2", "A3": 2, "B3": "=表一[[#This Row],[量]]*2", "D9": "=SUM(表一[倍])"}  # fmt: skip
    content = book(甲=cells, tables=[("甲", "表一", "A1:B3")])
    assert dropped(content, "甲", "A3") == {"甲!B3", "甲!D9"}


def test_a_workbook_with_macros_keeps_them(tmp_path):
    content = with_parts(book(甲={"A1": 1, "B1": "=A1"}), {"xl/vbaProject.bin": bytes(range(256))})
    parts = parts_of(patched(content, [CellEdit("甲", "A1", 5.0)]))
    assert parts["xl/vbaProject.bin"] == bytes(range(256))
    assert b"<f>A1</f></c>" in parts["xl/worksheets/sheet1.xml"]


# reading


def plan_book(path, result):
    """A plan whose county's target and base come from a cell beside the data."""
    data = [
        ["地区", "产业", "指标", 2019, 2020],
        ["市", None, "产值", 90, 100],
        ["县", None, "产值", 40, "=E2*0.5"],
    ]
    targets = [*TARGETS[:2], ["县", None, "产值", 40, 2020, "=数据!E3*2", 2025, None]]
    write(path, 数据=data, 目标=targets)
    if result:
        content = with_parts(
            path.read_bytes(),
            {},
            edit=lambda _, part: re.sub(
                rb"<f>([^<]*)</f>(?:<v ?/>|<v></v>)",
                lambda one: b"<f>%b</f><v>%b</v>" % (one[1], b"50" if b"E2" in one[1] else b"100"),
                part,
            ),
        )
        path.write_bytes(content)
    return path


def test_after_the_save_nothing_old_is_read_as_fact(tmp_path):
    path = plan_book(tmp_path / "规划.xlsx", True)
    before = read_workbook(path)
    assert "formula_without_value" not in codes(before)
    county = before.plan.row[SeriesKey("县", "", "output")]
    assert before.plan.observed[county].tolist()[:2] == [40.0, 50.0]
    path.write_bytes(patched(path.read_bytes(), [CellEdit("数据", "E2", 200.0)]))
    after = read_workbook(path)
    told = {(one.sheet, one.cell): one for one in after.problems if one.code == "formula_without_value"}
    assert set(told) == {("数据", "E3"), ("目标", "F3")}
    assert "尚未计算" in told["数据", "E3"].message("zh")
    assert "has not been calculated" in told["数据", "E3"].message("en")
    assert after.status == "errors"
    county = after.plan.row[SeriesKey("县", "", "output")]
    # the series stays, without that figure
    assert after.plan.observed[county][0] == 40.0
    # 40 is the base that the sheet of targets states
    assert after.plan.observed[county][1] == 40.0
    (left,) = [one for one in after.plan.targets.values() if one.cell == "F3"]
    assert not left.parsed.has_figure
    assert left.text == "=数据!E3*2"
    counts = after.ledger.counts
    assert counts.figures == counts.taken + counts.explained + counts.told


def test_the_preview_names_the_results_that_go(tmp_path):
    path = plan_book(tmp_path / "规划.xlsx", True)
    document = new_document(read_workbook(path).plan)
    key = SeriesKey("市", "", "output")
    made = set_observations(document, {(key, 2020): 200.0}).apply(document)
    found = amendments(path, made, "zh")
    assert [(edit.sheet, edit.cell) for edit in found.edits] == [("数据", "E2")]
    (told,) = [one for one in found.left_out if one.code == "results_outdated"]
    assert "2 个公式单元格" in told.message("zh")
    assert "目标!F3 和数据!E3" in told.message("zh")
    # where nothing reads it, nothing is said
    made = set_observations(document, {(key, 2019): 91.0}).apply(document)
    assert amendments(path, made, "zh").left_out == ()


@pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice here")
def test_with_results_of_a_real_office_program_old_ones_go_and_it_computes_them_anew(tmp_path):
    source = plan_book(tmp_path / "规划.xlsx", False)
    counted = computed(source, tmp_path / "一")
    assert load_workbook(counted, data_only=True)["目标"]["F3"].value == 100
    content = counted.read_bytes()
    counted.write_bytes(patched(content, [CellEdit("数据", "E2", 300.0)]))
    assert load_workbook(counted, data_only=True)["目标"]["F3"].value is None
    assert "formula_without_value" in codes(read_workbook(counted))
    again = computed(counted, tmp_path / "二")
    assert load_workbook(again, data_only=True)["数据"]["E3"].value == 150
    assert load_workbook(again, data_only=True)["目标"]["F3"].value == 300


def computed(path, folder):
    """The workbook as LibreOffice computes and saves it."""
    profile = f"-env:UserInstallation=file://{folder.parent / 'profile'}"
    subprocess.run(
        [SOFFICE, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder), str(path)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return folder / path.name


# any graph of formulas


@st.composite
def graphs(draw):
    """Cells of a small sheet, some with a formula of references to others, and the cells to be edited."""
    size = 5
    cell = st.tuples(st.integers(1, size), st.integers(1, size))
    formulas = draw(st.dictionaries(cell, st.lists(st.tuples(cell, cell, st.integers(0, 5)), min_size=1, max_size=3), max_size=12))  # fmt: skip
    edited = draw(st.sets(cell, min_size=1, max_size=3))
    return formulas, edited - set(formulas)


def written(one, other, form):
    (top, left), (bottom, right) = one, other
    a, b = f"{get_column_letter(left)}{top}", f"{get_column_letter(right)}{bottom}"
    inside = {(row, column) for row in range(1, 6) for column in range(1, 6)}
    rows, columns = (
        range(min(top, bottom), max(top, bottom) + 1),
        range(min(left, right), max(left, right) + 1),
    )
    if form == 0:
        return a, {one}
    if form == 1:
        return f"SUM({a}:{b})", {(r, c) for r in rows for c in columns}
    if form == 2:
        return f"SUM(${get_column_letter(left)}:{get_column_letter(right)})", {place for place in inside if place[1] in columns}  # fmt: skip
    if form == 3:
        return f"SUM({top}:${bottom})", {place for place in inside if place[0] in rows}
    if form == 4:
        return f'IF("{b}"="x",甲!${a[0]}${a[1:]},0)', {one}
    return f"SUM('甲'!{a},{b})", {one, other}


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_dependents_are_those_of_a_search_by_hand(graph):
    formulas, edited = graph
    texts, inputs = {}, {}
    for place, parts in formulas.items():
        made = [written(*part) for part in parts]
        texts[place] = "=" + "+".join(text for text, _ in made)
        inputs[place] = set().union(*(cells for _, cells in made))
    expected, changed = set(), set(edited)
    while True:
        more = {place for place, cells in inputs.items() if place not in expected and cells & changed}
        if not more:
            break
        expected |= more
        changed |= more
    cells = {f"{get_column_letter(column)}{row}": 1 for row in range(1, 6) for column in range(1, 6)}
    cells |= {f"{get_column_letter(column)}{row}": text for (row, column), text in texts.items()}
    names = {f"甲!{get_column_letter(column)}{row}" for row, column in expected}
    edits = [f"{get_column_letter(column)}{row}" for row, column in edited]
    assert dropped(book(甲=cells), "甲", *edits) == names


def test_a_long_chain_and_many_running_sums_end():
    names = KnownNames(["甲"])
    chain = [Formula("甲", (row, 2, row, 2), reads(f"B{row - 1}+A{row}", "甲", (row, 2), names)) for row in range(2, 5001)]  # fmt: skip
    sums = [Formula("甲", (row, 3, row, 3), reads(f"SUM($B$1:B{row})", "甲", (row, 3), names)) for row in range(2, 5001)]  # fmt: skip
    assert len(dependents([*chain, *sums], {"甲": [(4000, 1)]})) == 2 * 1001
    assert dependents([*chain, *sums], {}) == []


SAID = ("A1", "$B$2:C9", "'一 x'!A1", "甲!A:A", "Table1[[#This Row],[a b]]", "[1]S!A1", "名字", "1.5", '"a,b"', "TRUE", "'x''y'!$1:$2", "甲:乙!B2")  # fmt: skip


@given(
    st.lists(st.tuples(st.sampled_from(SAID), st.sampled_from("+-*/&=<>,^ ")), min_size=1, max_size=6),
    st.booleans(),
)
def test_words_are_those_of_openpyxls_tokenizer(parts, called):
    text = "".join(word + between for word, between in parts)[:-1]
    text = f"SUM({text})" if called else text
    told = [one.value for one in Tokenizer("=" + text).items if one.type == "OPERAND"]
    words = [found[0] for found in _WORD.finditer(text) if not found[0].endswith("(")]
    assert words == told


@given(st.text(alphabet="A1:$!'[]#@()\"+,{} x甲.%", max_size=20))
def test_whatever_is_written_is_read_or_reads_everything(text):
    found = reads(text, "甲", (1, 1), KnownNames(["甲"]))
    assert found.everything or all(isinstance(one, Area) for one in found.areas)
