"""The sheet 核查规则: read, told by cell, saved in the standard format and written losslessly."""

import datetime

import openpyxl
import pytest

from npfdesk.plan.document import new_document
from npfdesk.plan.edit_labels import set_check
from npfdesk.plan.own_checks import OwnCheck
from npfdesk.plan.problems import Severity
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.standard.plan_workbook import save_standard
from npfdesk.workbook.writing.amendments import amendments
from npfdesk.workbook.writing.patch import Author, save_into_workbook
from tests.workbook.books import write

HEAD = ["核查项", "表达式", "级别", "说明", "地区", "年份"]
CHECKS = [
    HEAD,
    ["户均", "output / firms >= 0.1", "错误", "太小", "县", 2025],
    ["产值为正", "产值 > 0", None, None, None, None],
]


def test_checks_are_read(tmp_path):
    reading = read_workbook(write(tmp_path / "a.xlsx", 核查规则=CHECKS))
    assert reading.problems == ()
    assert reading.plan.checks == (
        OwnCheck("户均", "output / firms >= 0.1", Severity.ERROR, "太小", "县", 2025),
        OwnCheck("产值为正", "产值 > 0"),
    )
    assert (reading.plan.checks[0].sheet, reading.plan.checks[0].cell) == ("核查规则", "A2")
    counts = reading.ledger.counts
    assert (counts.told, counts.figures) == (0, counts.taken + counts.explained)


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        (["甲", "output > profit", None, None, None, None], "check_unknown_code", "B2"),
        (["甲", "output >", None, None, None, None], "formula_syntax", "B2"),
        (["甲", "at('外市', output) > 1", None, None, None, None], "check_unknown_region", "B2"),
        (["甲", "output > 1", "要紧", None, None, None], "unknown_word", "C2"),
        (["甲", "output > 1", None, None, "外市", None], "check_unknown_region", "E2"),
        (["甲", "output > 1", None, None, None, "明年"], "not_a_year", "F2"),
        (["甲", "output > 1", None, None, None, 1990], "check_year_outside", "F2"),
        (["甲", None, None, "说明", None, None], "check_unstated", "B2"),
    ],
)
def test_what_is_wrong_is_told_by_cell(tmp_path, row, code, cell):
    reading = read_workbook(write(tmp_path / "a.xlsx", 核查规则=[HEAD, row]))
    (one,) = reading.problems
    assert (one.code, one.sheet, one.cell) == (code, "核查规则", cell)
    assert reading.status == "errors"
    for language in ("zh", "en"):
        assert "{" not in one.message(language)


def test_the_same_name_twice_is_told(tmp_path):
    rows = [HEAD, ["甲", "output > 1"], ["甲", "output > 2"], [None, "output > 3"], [None, "output > 4"]]
    reading = read_workbook(write(tmp_path / "a.xlsx", 核查规则=rows))
    assert [(one.code, one.cell) for one in reading.problems] == [("duplicate_name", "A3")]
    assert [one.name for one in reading.plan.checks] == ["甲", "output > 3", "output > 4"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_saved_in_the_standard_format_they_read_back(tmp_path, language):
    plan = read_workbook(write(tmp_path / "a.xlsx", 核查规则=CHECKS)).plan
    assert save_standard(plan, tmp_path / "b.xlsx", language) is None
    again = read_workbook(tmp_path / "b.xlsx")
    assert (again.plan.checks, again.problems) == (plan.checks, ())


def saved(path, document):
    made = amendments(path, document, "zh")
    moment = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    author = Author("某人", "NPF Desk", moment)
    assert save_into_workbook(path, made.edits, author, "zh", added=made.added) is None
    return read_workbook(path)


def test_edits_are_written_into_their_rows(tmp_path):
    path = write(tmp_path / "a.xlsx", 核查规则=CHECKS)
    plan = read_workbook(path).plan
    document = new_document(plan)
    for name, check in (
        ("户均", OwnCheck("户均", "output / firms >= 0.2", Severity.NOTE, "", "县", 2025)),
        ("产值为正", None),
        ("新", OwnCheck("新", "= output < 1000", year=2025)),
    ):
        document = set_check(plan, name, check).apply(document)
    again = saved(path, document)
    assert again.problems == ()
    assert [
        (one.name, one.expression, one.severity, one.message, one.region, one.year)
        for one in again.plan.checks
    ] == [
        ("户均", "output / firms >= 0.2", Severity.NOTE, "", "县", 2025),
        ("新", "output < 1000", Severity.WARNING, "", "", 2025),
    ]
    sheet = openpyxl.load_workbook(path)["核查规则"]
    assert [cell.value for cell in sheet[3]] == [None] * 6


def test_a_workbook_without_the_sheet_gets_one(tmp_path):
    path = write(tmp_path / "a.xlsx")
    plan = read_workbook(path).plan
    again = saved(path, set_check(plan, "新", OwnCheck("新", "output < 1000")).apply(new_document(plan)))
    assert again.plan.checks == (OwnCheck("新", "output < 1000"),)
