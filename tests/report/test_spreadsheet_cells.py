"""Names that begin like a formula run nowhere: in csv, in the workbooks inside documents and slides, on the clipboard."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from npfdesk.plan.spreadsheet_text import copied_text, pasted_text, without_formula
from npfdesk.report.slides_report import slides_report
from npfdesk.report.word_paper import word_report
from tests.plans import Assumption, Indicator, Method, Region, plan, scenario, target
from tests.report.materials import material

RUNS = ("=1+1", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋A1", "－A1", "＠A1", " =1", "=http://x")  # fmt: skip


@given(st.text(max_size=30))
def test_defused_text_never_begins_a_formula(text):
    told = without_formula(text)
    assert told in (text, "'" + text)
    if told == text:
        assert not text.lstrip().startswith(("=", "+", "-", "@"))


def test_figures_stay_figures():
    assert (without_formula(-1.5), without_formula(None), without_formula(0)) == (-1.5, "", 0)


@pytest.mark.parametrize("text", RUNS)
def test_on_the_clipboard_names_are_inert_and_come_back(text):
    assert copied_text(text) == "'" + text
    assert pasted_text(copied_text(text)) == text


@pytest.mark.parametrize("text", ["-5", "+500", "-1,234.5", "-3%", "+2.5 %", "-1e-05", "-5.3 百分点", "-2 万元/人", "-", "--", "'", ""])  # fmt: skip
def test_on_the_clipboard_figures_stay_figures(text):
    assert copied_text(text) == text


@pytest.mark.parametrize("text", ["-5*A1", "+1(A1)", "-1 A1", "-1+1", "+1!A1", "-5&A", "+1|x", "-5=1"])
def test_a_figure_that_goes_on_as_a_formula_is_none(text):
    assert copied_text(text) == "'" + text


@given(st.one_of(st.text(max_size=12), st.text(alphabet="'=+-@\t\n 15A%＝", max_size=8)))
def test_what_is_copied_comes_back_whatever_it_is(text):
    assert pasted_text(copied_text(text)) == text
    assert pasted_text(str(without_formula(text))) == text


def hostile():
    return plan(
        {("市", "", "x"): {2020: 1.0}, ("县", "", "x"): {2020: 1.0}},
        indicators=[Indicator("x", "+cmd|' /C calc'!A0", unit="@SUM(1)")],
        regions=[Region("市", '=HYPERLINK("http://x")'), Region("县", "-2+3", parent="市")],
        targets=[target(("市", "", "x"), "5"), target(("县", "", "x"), "5")],
        scenarios=[
            scenario(name, assumptions={("*", "*", "x"): Assumption(Method.GROWTH, 10.0)})
            for name in ("=1+1", "@SUM(1)", "+A1", "http://x", "\t=1")
        ],
    )


@pytest.mark.parametrize("make", [slides_report, word_report])
def test_the_workbooks_inside_documents_and_slides_hold_names_as_text(make):
    content = make(material(hostile()))
    names = set()
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        books = [name for name in parts.namelist() if name.endswith(".xlsx")]
        assert books
        for book in books:
            page = load_workbook(io.BytesIO(parts.read(book))).active
            for row in page.iter_rows():
                for cell in row:
                    assert cell.data_type in ("s", "n")
                    assert cell.hyperlink is None
                    names.add(cell.value)
    assert {"=1+1", "@SUM(1)", "+A1"} <= names
