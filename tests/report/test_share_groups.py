"""The live workbook lists the share groups below the assumptions. Figures are synthetic."""

import io

import pytest
from openpyxl import load_workbook

from npfdesk.plan.kinds import Kind
from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.share_groups import ShareGroup
from npfdesk.report.workbook_report import workbook_report
from tests.plans import Indicator, plan, scenario
from tests.report.materials import material


@pytest.mark.parametrize(
    ("language", "sheet", "told"),
    [
        ("zh", "假设", ["比重组：城乡", "城镇（锁定） + 乡村 = 100%"]),
        ("en", "Assumptions", ["Share group: 城乡", "Urban (locked) + Rural = 100%"]),
    ],
)
def test_groups_stand_below_the_assumptions(language, sheet, told):
    shares = [
        Indicator(code, name, english, unit="%", kind=Kind.RATIO)
        for code, name, english in (("u", "城镇", "Urban"), ("r", "乡村", "Rural"))
    ]
    rows = {("市", "", "r"): Assumption(Method.STEP, -0.5), ("市", "", "u"): Assumption(Method.STEP, 0.5)}
    made = plan(
        {("市", "", "u"): {2020: 60.0}, ("市", "", "r"): {2020: 40.0}},
        indicators=shares,
        scenarios=[scenario(assumptions=rows)],
    ).with_share_groups((ShareGroup("城乡", ("u", "r"), ("u",)),))
    buffer = io.BytesIO(workbook_report(material(made, language=language)))
    page = load_workbook(buffer)[sheet]
    lines = [[cell.value for cell in row if cell.value is not None] for row in page.iter_rows()]
    assert lines[-1] == told
    assert lines[-2] == []
