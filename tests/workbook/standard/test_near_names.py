"""Names that are near a known one: read where one alone is meant, never where two are."""

import pytest

from npfdesk.workbook.standard.closed_lists import SETTING_OF
from npfdesk.workbook.standard.near_names import near_column, near_setting, near_sheets
from npfdesk.workbook.standard.sheet_columns import INDICATORS, REGIONS, SHEETS, TARGETS


@pytest.mark.parametrize(
    ("form", "text", "key", "year"),
    [
        (TARGETS, "2020年基期值", "base", 2020),
        (TARGETS, "基期值（2020年）", "base", 2020),
        (TARGETS, "2025年目标值", "target", 2025),
        (TARGETS, "目标年份", "target year", 0),
        (TARGETS, "目标值（必填）", "target", 0),
        (TARGETS, "目标", "target", 0),
        (TARGETS, "指标名称", "indicator", 0),
        (TARGETS, "indicator name", "indicator", 0),
        (TARGETS, "strech", "stretch", 0),
        (REGIONS, "上级地区", "parent", 0),
        (REGIONS, "所属上级", "parent", 0),
        (INDICATORS, "计量单位", "unit", 0),
        (INDICATORS, "指标代码", "code", 0),
    ],
)
def test_a_head_near_one_column(form, text, key, year):
    assert near_column(form, text) == (key, year)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (TARGETS, "2020年"),
        (TARGETS, "目标值（亿元）"),  # a unit in brackets would be lost
        (TARGETS, "2020年备注"),
        (INDICATORS, "责任单位"),
        (INDICATORS, "牵头单位"),
        (REGIONS, "面积"),
        (REGIONS, ""),
    ],
)
def test_a_head_that_may_mean_something_else(form, text):
    assert near_column(form, text) is None


@pytest.mark.parametrize(
    ("text", "key"),
    [("规划基期", "base year"), ("规划目标年份", "target year"), ("base yaer", "base year"), ("编制单位", None), ("说明", None)],
)  # fmt: skip
def test_settings(text, key):
    assert near_setting(text, SETTING_OF) == key


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("历史数据", ["Data"]),
        ("目标表", ["Targets"]),
        ("情景目标表", ["Scenario targets"]),
        ("Regiones", ["Regions"]),
        ("会议纪要", []),
        ("附件1", []),
        ("Sheet1", []),
    ],
)
def test_sheets(text, keys):
    assert [form.key for form in near_sheets(text)] == keys


def test_no_column_is_near_another_of_its_own_sheet():
    for form in SHEETS:
        for column in form.columns:
            for spelling in column.spellings:
                near = near_column(form, spelling)
                assert near is None or near.key == column.key, (form.key, spelling, near)
