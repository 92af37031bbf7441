"""Closed targets in reports: a sheet and a page of their own, and drafts that are named as such."""

import io

import docx
import openpyxl
import pytest

from npfdesk.engine.next_plan import NextPlan, begin_next_plan
from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import new_document
from npfdesk.plan.drafts import Draft, draft_wording
from npfdesk.plan.status_rules import Rule
from npfdesk.report.closed_lines import closed_counts, closed_rows
from npfdesk.report.material import Material, provenance_of
from npfdesk.report.word_paper import word_report
from npfdesk.report.workbook_report import workbook_report
from tests import plans

KEY = ("市", "", "x")


def material(path, language="zh", *, begun=True):
    made = plans.plan(
        {KEY: {2020: 100.0, 2025: 121.0}},
        indicators=[plans.Indicator("x", "产值", "Output", unit="亿元")],
        targets=[plans.target(KEY, "120以上，力争130", unit="亿元")],
    )
    if begun:
        made = begin_next_plan(new_document(made), NextPlan(2025, 2030, 2030, Draft.PACE)).plan
    document = new_document(made)
    path.write_bytes(b"")
    return Material(
        compute(document), tuple(document.scenarios.values()), Rule.PACE, provenance_of(path), language
    )


def test_a_sheet_of_their_own(tmp_path):
    book = openpyxl.load_workbook(io.BytesIO(workbook_report(material(tmp_path / "a.xlsx"))))
    sheet = book["上期目标"]
    rows = [[cell.value for cell in row if cell.value is not None] for row in sheet.iter_rows()]
    assert ["市", "产值", "亿元", 2020, 100, 2025, "120以上，力争130", 121, "达标，超 1.0 亿元"] in rows
    assert ["市", "产值", "亿元", 2020, 100, 2025, "力争130", 121, "未达标，缺 9.0 亿元"] in rows
    assert any("上期目标 1 项：达标 1，未达标 0，缺数 0" in str(row) for row in rows)
    texts = [str(cell.value) for one in book for row in one.iter_rows() for cell in row if cell.value]
    assert "146.4以上（草案）" in texts


def test_a_page_of_their_own(tmp_path):
    made = material(tmp_path / "a.xlsx", "en")
    document = docx.Document(io.BytesIO(word_report(made)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "met, 1.0 亿元 over" in cells
    assert "missed, 9.0 亿元 short" in cells
    assert "146.4以上 (draft)" in cells
    assert closed_counts(made).startswith("1 target of the previous plan: 1 met, 0 missed")


@pytest.mark.parametrize("report", [workbook_report, word_report])
def test_nothing_where_there_are_none(tmp_path, report):
    made = material(tmp_path / "a.xlsx", begun=False)
    assert closed_rows(made) == ()
    assert report(made)
    (target,) = made.plan.targets.values()
    assert draft_wording(target, "zh") == "120以上，力争130"
