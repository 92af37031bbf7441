"""Tables as statistics bureaus, data banks and councils print them, in several languages; small and synthetic."""

import pytest

from npfdesk.workbook.published.headers import read_header
from npfdesk.workbook.published.printed_names import name_and_unit
from tests.workbook.published.grids import read, stated
from tests.workbook.published.test_data_kinds import observed


def targets(reading):
    """The targets: by region, indicator and year their text."""
    return {
        (key.series.region, key.series.indicator, key.year): one.text
        for key, one in reading.plan.targets.items()
    }


@pytest.mark.parametrize("mark", ["(P)", "(R)", " (prov.)"])
def test_a_year_marked_as_provisional_has_no_unit(mark):
    head = read_header(f"2021-22{mark}")
    assert head.period.year == 2021
    assert not head.unit
    assert not head.label


@pytest.mark.parametrize(
    ("text", "name", "unit"),
    [
        ("Urban population (% of total population)", "Urban population (% of total population)", "%"),
        ("Forest area (sq. km)", "Forest area", "sq. km"),
        ("Infant mortality rate (per 1,000 live births)", "Infant mortality rate", "per 1,000 live births"),
        ("GSDP (in crore rupees)", "GSDP", "crore rupees"),
        ("GRDP (tỷ đồng)", "GRDP", "tỷ đồng"),
    ],
)
def test_units_of_data_banks(text, name, unit):
    assert name_and_unit(text) == (name, unit)


def test_a_bracket_that_a_name_opens_is_closed():
    assert read_header("产值2020年(不含电力)").label == "产值(不含电力)"
    assert read_header("Output 2020 (excluding power)").label == "Output (excluding power)"


def test_a_target_without_a_name_is_of_the_figures_on_its_left():
    rows = [
        ["县区", "2025年GDP（亿元）", "2030年目标", "2025年城镇化率（%）", "2030年目标（%）"],
        ["甲山区", 410, 531, 61.2, 66],
        ["乙水县", 120, 159, 41.1, 48],
    ]
    reading = read(rows)
    assert targets(reading) == {
        ("甲山区", "GDP", 2030): "531",
        ("甲山区", "城镇化率", 2030): "66",
        ("乙水县", "GDP", 2030): "159",
        ("乙水县", "城镇化率", 2030): "48",
    }
    assert reading.status == "ok"


@pytest.mark.parametrize("row", [["（亿千瓦时）"], ["", "", "（亿千瓦时）"]])
def test_a_unit_in_a_row_of_its_own_below_the_head_is_that_of_the_table(row):
    rows = [["各区县用电量"], ["区县", "2021年", "2022年"], row, ["甲山区", 41, 42], ["乙水县", 12, 13]]
    assert [(one.name, one.unit) for one in read(rows).plan.indicators] == [("用电量", "亿千瓦时")]


def test_a_running_growth_in_a_bulletin_of_months_is_that_of_the_running_total():
    rows = [
        ["2025年3月云岭市各县区经济运行月报"],
        ["县区", "固定资产投资（亿元）", "", ""],
        ["", "本月", "本月止累计", "累计增长（%）"],
        ["云岭市", 41.1, 102.2, 6.1],
        ["甲山区", 20.2, 50.4, 6.6],
    ]
    reading = read(rows, merged=[(2, 2, 2, 4), (2, 1, 3, 1)])
    assert observed(reading)["云岭市", "固定资产投资", "2025Q1"] == 102.2
    grown = [(one.period.key, one.value) for one in reading.ledger.observations if one.growth]
    assert grown == [("2025Q1", 6.1), ("2025Q1", 6.6)]
    assert not [one for one in reading.problems if one.code == "past_span"]


def test_a_target_beside_the_months_of_its_year_counts_from_the_year_before():
    rows = [
        ["2025年1—6月云岭市主要经济指标"],
        ["指标名称", "单位", "1—6月", "全年预期目标"],
        ["固定资产投资", "亿元", 180.1, "增长6%以上"],
        ["社会消费品零售总额", "亿元", 342, "增长5.5%左右"],
    ]
    plan = read(rows).plan
    assert (plan.base_year, plan.target_year) == (2024, 2025)


def test_bases_and_months_in_other_words():
    rows = [["Indikator", "Einheit", "Basisjahr 2019", "Ziel 2030"], ["CO2-Emissionen", "kt", 980, 420]]
    assert stated(read(rows))["全市", "CO2-Emissionen"][1:4] == (980, 2019, 2030)
    rows = [["年月", "用电量（亿千瓦时）"], [202401, 12.4], [202402, 10.9]]
    assert {period: value for (_, _, period), value in observed(read(rows)).items()} == {
        "2024-01": 12.4,
        "2024-02": 10.9,
    }
