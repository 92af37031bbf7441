"""Sheets of the standard format beside tables as plans publish them are read together."""

import pytest

from npfdesk.plan.kinds import Kind
from npfdesk.plan.series import AssumptionKey, SeriesKey
from npfdesk.workbook.plan_reader import read_workbook
from tests.workbook.books import write

TABLE = [
    ["附件1 云城市各县（市、区）规上工业增加值目标（亿元）"],
    ["地区", "2020年", "2025年目标"],
    ["云城市", 900, 1500],
    ["东山区", 500, 800],
    ["西水县", 400, 700],
]
SETTINGS = [["项", "值"], ["名称", "云城规划"], ["全市", "云城市"], ["展望年", 2035]]
DATA = [
    ["地区", "指标", 2018, 2020],
    ["云城市", "规上工业增加值", 800, 905],
    ["东山区", "规上工业增加值", 450, 500],
]
NONE = {"指标": None, "地区": None, "目标": None}


def read(tmp_path, **sheets):
    return read_workbook(write(tmp_path / "a.xlsx", **{**NONE, "规划": SETTINGS, "附件1": TABLE, **sheets}))


def figure(plan, region, year, indicator="规上工业增加值"):
    return plan.observed[plan.row[SeriesKey(region, "", indicator)], plan.column(year)]


def test_settings_and_data_come_to_the_printed_targets(tmp_path):
    reading = read(tmp_path, 数据=DATA)
    plan = reading.plan
    assert (reading.form, plan.title, plan.horizon, plan.city) == ("published", "云城规划", 2035, "云城市")
    assert (plan.base_year, plan.target_year) == (2020, 2025)
    assert sorted(key.series.region for key in plan.targets) == ["东山区", "云城市", "西水县"]
    assert {region.name: region.parent for region in plan.regions} == {
        "云城市": "",
        "东山区": "云城市",
        "西水县": "云城市",
    }
    assert figure(plan, "云城市", 2018) == 800
    # Data stands over the base that is printed beside a target, which keeps its own
    assert figure(plan, "云城市", 2020) == 905
    assert figure(plan, "西水县", 2020) == 400
    assert {stated.base_printed for stated in plan.targets.values()} == {900, 500, 400}
    assert ("数据", "C2") in {(one.sheet, one.cell) for one in reading.ledger.observations}


def test_what_the_sheets_say_of_indicators_and_regions_stands(tmp_path):
    indicators = [
        ["名称", "代码", "类型", "小数位"],
        ["规上工业增加值", "va", "数量", 2],
        ["专利", "patents", None, None],
    ]
    regions = [["名称", "代码", "角色"], ["云城市", "city", None], ["东山区", "east", "强县"]]
    scenarios = [["情景"], ["惯性"]]
    assumed = [["情景", "地区", "指标", "方法", "参数"], ["惯性", "东山区", "va", "增长率", 5]]
    data = [["地区", "指标", 2018], ["east", "va", 450]]
    reading = read(tmp_path, 指标=indicators, 地区=regions, 情景=scenarios, 假设=assumed, 数据=data)
    assert [one.code for one in reading.problems] == []
    plan = reading.plan
    assert [(one.code, one.parent, one.role) for one in plan.regions] == [
        ("city", "", ""),
        ("east", "city", "强县"),
        ("西水县", "city", ""),
    ]
    measured = plan.indicator_by_code["va"]
    assert (measured.kind, measured.decimals, measured.unit) == (Kind.COUNT, 2, "亿元")
    assert {key.series for key in plan.targets} == {
        SeriesKey(one, "", "va") for one in ("city", "east", "西水县")
    }
    assert plan.observed[plan.row["east", "", "va"], plan.column(2018)] == 450
    assert list(plan.scenarios[0].assumptions) == [AssumptionKey("east", "*", "va")]


@pytest.mark.parametrize("unit", ["万元", "%"])
def test_another_unit_than_the_printed_one_is_told_and_not_used(tmp_path, unit):
    reading = read(tmp_path, 指标=[["名称", "单位"], ["规上工业增加值", unit]])
    assert [(one.code, one.cell) for one in reading.problems] == [("unit_beside_published", "B2")]
    assert reading.plan.indicators[0].unit == "亿元"


def test_a_mistake_in_a_sheet_beside_is_told_by_its_cell(tmp_path):
    regions = [["名称"], ["云城市"], ["东山区"], ["西水县"]]
    reading = read(tmp_path, 地区=regions, 数据=[*DATA, ["北川县", "规上工业增加值", 1, 2]])
    assert [(one.code, one.sheet, one.cell) for one in reading.problems] == [("unknown_region", "数据", "A4")]
    assert reading.ledger.cells["数据", (4, 3)] == "told"


def test_a_published_table_under_a_name_of_ours_stays_one(tmp_path):
    # the sheet is called 数据, its heads name a goal: a table as plans publish it
    reading = read(tmp_path, 附件1=None, 数据=TABLE, 规划=None)
    assert reading.form == "published"
    assert len(reading.plan.targets) == 3


def test_with_a_sheet_of_targets_the_published_table_is_told(tmp_path):
    targets = [["地区", "指标", "基期值", "目标值"], ["云城市", "规上工业增加值", 900, 1600]]
    settings = [*SETTINGS, ["基期", 2020], ["目标年", 2025]]
    reading = read(tmp_path, 目标=targets, 规划=settings)
    assert (reading.form, [one.code for one in reading.problems]) == ("canonical", ["unread_sheet"])
    assert reading.problems[0].sheet == "附件1"
    assert [one.text for one in reading.plan.targets.values()] == ["1600"]


def test_settings_date_and_name_what_tables_leave_unsaid(tmp_path):
    table = [["主要指标"], ["指标", "单位", "基期", "目标"], ["产值", "亿元", 15, 21]]
    settings = [["项", "值"], ["全市", "云城市"], ["基期", 2024], ["目标年", 2028]]
    reading = read(tmp_path, 附件1=table, 规划=settings)
    ((key, stated),) = reading.plan.targets.items()
    assert (key.series.region, stated.base_year, key.year) == ("云城市", 2024, 2028)
    assert [one.name for one in reading.plan.regions] == ["云城市"]
    assert not reading.problems


def test_a_span_of_years_is_a_setting(tmp_path):
    settings = [["项", "值"], ["全市", "云城市"], ["规划期", "2026—2030年"]]
    reading = read(tmp_path, 规划=settings)
    assert (reading.plan.base_year, reading.plan.target_year) == (2025, 2030)


def test_progress_stands_over_what_a_bulletin_says_of_the_same_months(tmp_path):
    bulletin = [
        ["云城市2026年上半年主要指标（亿元）"],
        ["地区", "2026年1-6月", "同比增长（%）"],
        ["云城市", 520, 5.1],
        ["东山区", 300, 4.8],
    ]
    progress = [
        ["地区", "指标", "口径", "2026年1-6月"],
        ["云城市", "规上工业增加值", "累计", 525],
        ["云城市", "规上工业增加值", "同比", 5.4],
    ]
    targets = [[f"{TABLE[0][0]}"], ["地区", "2025年", "2030年目标"], *TABLE[2:]]
    reading = read(tmp_path, 附件1=targets, 规上工业增加值=bulletin, 进度=progress)
    said = {
        (key.series.region, key.period.key, key.growth): figure
        for key, figure in reading.plan.progress.items()
        if key.series.indicator == "规上工业增加值"
    }
    assert said == {
        ("云城市", "2026-01..06", False): 525,
        ("云城市", "2026-01..06", True): 5.4,
        ("东山区", "2026-01..06", False): 300,
        ("东山区", "2026-01..06", True): 4.8,
    }
