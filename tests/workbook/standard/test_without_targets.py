"""A workbook with data and no target opens, as a plan still to be written."""

import pytest

from npfdesk.engine.audit import audit
from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import new_document
from npfdesk.plan.edit_labels import set_targets
from npfdesk.plan.series import SeriesKey
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.standard.plan_workbook import save_standard
from npfdesk.workbook.writing.amendments import amendments
from tests.plans import target
from tests.workbook.books import TARGETS, write

DATA = [["地区", "指标", 2019, 2020, 2021], ["市", "产值", 90, 100, 108], ["县", "产值", 35, 41, None]]
BARE = {"规划": None, "指标": None, "地区": None, "目标": None}


@pytest.mark.parametrize("targets", [None, [TARGETS[0]]])
def test_data_alone_are_a_plan_to_be_written(tmp_path, targets):
    reading = read_workbook(
        write(tmp_path / "a.xlsx", 目标=targets, 数据=DATA, 规划=[["项", "值"], ["全市", "市"]])
    )
    assert ([one.code for one in reading.problems], reading.status) == (["no_target_yet"], "warnings")
    plan = reading.plan
    assert (dict(plan.targets), plan.base_year, plan.target_year, plan.horizon) == ({}, 2021, 2026, 2026)
    assert reading.ledger.counts.told == 0
    results = compute(new_document(plan))
    assert {finding.code for finding in audit(results)} == {"observed_do_not_sum"}
    assert all(len(one.targets.keys) == 0 for one in results.scenarios.values())


def test_settings_name_the_years(tmp_path):
    plan = read_workbook(write(tmp_path / "a.xlsx", 目标=None, 数据=DATA)).plan
    assert (plan.base_year, plan.target_year, plan.horizon) == (2020, 2025, 2030)


def test_a_sheet_of_data_and_nothing_else(tmp_path):
    reading = read_workbook(write(tmp_path / "数据.xlsx", **BARE, 数据=DATA))
    assert [one.code for one in reading.problems] == ["no_city", "no_target_yet"]
    assert [region.name for region in reading.plan.regions] == ["市", "县"]


def test_without_figures_there_is_nothing_to_open(tmp_path):
    for sheets in ({"数据": None}, {"数据": [DATA[0]]}, {"数据": [["随便"], [1]]}):
        reading = read_workbook(write(tmp_path / "a.xlsx", 目标=None, **sheets))
        assert reading.status == "refused"
        assert reading.ledger.counts.told == reading.ledger.counts.figures


def test_a_target_is_set_and_written_into_a_sheet_of_its_own(tmp_path):
    path = write(tmp_path / "a.xlsx", 目标=None, 数据=DATA)
    document = new_document(read_workbook(path).plan)
    stated = target(SeriesKey("市", "", "output"), "150以上", unit="亿元")
    document = set_targets(document, {stated.key: stated}).apply(document)
    assert compute(document).scenarios
    found = amendments(path, document, "zh")
    assert [sheet.name for sheet in found.added][:1] == ["目标"]
    assert save_standard(document.plan, tmp_path / "b.xlsx") is None
    again = read_workbook(tmp_path / "b.xlsx")
    assert [one.text for one in again.plan.targets.values()] == ["150以上"]
    assert [one.code for one in again.problems] == []
