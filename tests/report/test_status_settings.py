"""The plan's own thresholds and labels in every report: live formulas, rows of the projection, texts."""

import dataclasses
import io

import pytest
from openpyxl import load_workbook

from npfdesk.plan.status_rules import PUBLISHED, Rule, with_texts
from npfdesk.plan.statuses import Status
from npfdesk.report.livebook.live_workbook import TOP
from npfdesk.report.livebook.target_formulas import STATUS
from npfdesk.report.projection_table import projection_table
from npfdesk.report.standings import standings
from npfdesk.report.workbook_report import workbook_report
from tests.report.materials import material
from tests.report.spreadsheet import Sheets

OWN = {
    "pace thresholds": "0.5; 0.3; 0.1",
    "outcome thresholds": "0.5; 0.3; 0.1",
    "schedule thresholds": "0.7; 0.5; 0.3",
    "blue label": "按期",
}


@pytest.mark.parametrize("rule", list(Rule))
def test_the_live_workbook_judges_by_them(sample_plan, rule):
    plan = dataclasses.replace(sample_plan, status_settings=with_texts(PUBLISHED, OWN))
    made, plainly = material(plan, rule), material(sample_plan, rule)
    sheets = Sheets(io.BytesIO(workbook_report(made)))
    moved = 0
    for one in made.scenarios:
        for row, as_published in zip(standings(made, one), standings(plainly, one), strict=True):
            place = sheets.written[f"缺口 {one.name}"].cell(TOP + row.position + 1, STATUS + 1).coordinate
            assert sheets.value(f"缺口 {one.name}", place) == made.marked(row.status), row
            moved += row.status is not as_published.status
    assert moved or rule is Rule.EVALUATION  # whose target years lie ahead of all actuals
    assert made.marked(Status.BLUE) == "● 按期"


def test_the_thresholds_are_cells_that_a_reader_may_change(sample_plan):
    content = workbook_report(material(sample_plan))
    page = load_workbook(io.BytesIO(content))["目标"]
    assert [page.cell(3, column).value for column in (11, 13, 15)] == [0.95, 0.6, 0]
    assert page.cell(3, 10).value == "● 蓝 ≥"


def test_rows_of_the_projection_have_the_codes_by_them(sample_plan):
    plan = dataclasses.replace(sample_plan, status_settings=with_texts(PUBLISHED, OWN))
    made, plainly = material(plan), material(sample_plan)
    own, published = (projection_table(one.results, one.scenarios, Rule.PACE) for one in (made, plainly))
    assert set(own["status"].dropna()) <= {"blue", "yellow", "orange", "red", "grey"}
    assert (own["status"] != published["status"]).any()


def test_the_rule_is_printed_with_them(sample_plan):
    plan = dataclasses.replace(sample_plan, status_settings=with_texts(PUBLISHED, OWN))
    made = material(plan)
    assert "R≥0.5 蓝" in made.rule_text()
    assert "≥0.5 蓝" in made.rule_text(Rule.OUTCOME)
    assert made.meanings()[0] == "● 蓝 按期"
    assert made.label(Status.RED) == "逆向变化"
