"""A difference of two percentages is told in percentage points, never in %."""

import pytest

from npfdesk.engine.audit import audit
from npfdesk.engine.projection.update import compute
from npfdesk.locations import sample_workbooks
from npfdesk.plan.document import new_document
from npfdesk.plan.kinds import Kind
from npfdesk.plan.problems import Wording
from npfdesk.workbook.plan_reader import read_workbook
from tests.engine.audit.cases import found, indicator, only, row

S = indicator("s", "工业占比", kind=Kind.RATIO, decimals=2)
X = indicator("x", "工业总产值")


def test_a_base_that_differs_by_six_hundredths():
    one = only(
        found([row("city", "s", "33.10", "40")], [S], data={("city", "", "s"): {2020: 33.04}}),
        "base_differs_from_data",
    )
    assert "相差0.060 个百分点" in one.message("zh")
    assert "a difference of 0.060 percentage points" in one.message("en")


def test_an_amount_keeps_its_unit():
    one = only(
        found([row("city", "x", "667.6", "900")], [X], data={("city", "", "x"): {2020: 670.0}}),
        "base_differs_from_data",
    )
    assert "亿元" in one.message("en")
    assert "points" not in one.message("en")


def test_the_pace_of_a_share_is_named_in_full():
    past = {("city", "", "s"): {2016: 38.0, 2020: 40.0}}
    one = only(found([row("city", "s", None, "55")], [S], data=past), "faster_than_own_past")
    assert "3.00 percentage points a year" in one.message("en")
    assert "3.00 个百分点" in one.message("zh")


@pytest.mark.parametrize("path", sample_workbooks(), ids=lambda one: one.stem)
def test_no_finding_of_a_sample_tells_a_difference_in_percent(path):
    plan = read_workbook(path).plan
    for one in audit(compute(new_document(plan))):
        if "difference" not in one.arguments:
            continue
        told = one.arguments["difference"]
        texts = (told.zh, told.en) if isinstance(told, Wording) else (str(told),)
        assert not [text for text in texts if "%" in text], one.message("en")
