"""Layouts of statistical workbooks as offices publish them: what is read, and what is told instead. All figures are made up."""

from pathlib import Path

import pytest

from npfdesk.workbook.files.cell_grid import Grid
from npfdesk.workbook.plan_reader import read_plan
from tests.workbook.books import codes
from tests.workbook.published.grids import observed, read, sheet


def regions(reading):
    return [one.code for one in reading.plan.regions][1:]


def named(**sheets):
    return read_plan(Path("试验.xlsx"), Grid(tuple(sheet(rows, name=name) for name, rows in sheets.items())))


def test_figures_of_no_known_year_are_told_and_not_dated():
    reading = read([["地区", "绿地面积（公顷）"], ["东县", 120], ["西县", 80], ["南县", 45]])
    assert "no_period" in codes(reading)
    assert observed(reading) == {}
    assert (reading.ledger.counts.taken, reading.ledger.counts.told) == (0, 3)


def test_a_growth_beside_figures_of_no_known_year_is_not_dated_either():
    reading = read([["地区", "总产值（亿元）", "同比增长（%）"], ["东县", 120, 3.5], ["西县", 80, 4.5]])
    assert observed(reading) == {}
    assert reading.ledger.counts.told == 4


def test_a_column_of_english_names_repeats_the_chinese_one():
    reading = read(
        [
            ["城 市", "City", "2023年绿地面积（公顷）\nArea of Green Land"],
            ["东山市", "Dongshan", 120],
            ["西山市", "Xishan", 80],
            ["南山市", "Nanshan", 45],
        ]
    )
    assert regions(reading) == ["东山市", "西山市", "南山市"]
    assert observed(reading)["西山市", "绿地面积", "2023"] == 80


def test_english_items_do_not_become_the_indicators():
    reading = read(
        [
            ["指标", "Item", "2022年", "2023年"],
            ["总产值（亿元）", "Output", 120, 130],
            ["用电量（亿千瓦时）", "Electricity", 8, 9],
            ["用水量（亿立方米）", "Water use", 4, 5],
        ]
    )
    assert [one.name for one in reading.plan.indicators] == ["总产值", "用电量", "用水量"]


@pytest.mark.parametrize(
    "corner", ["Country/Region", "Party", "local authority: district / unitary (as of 2021)", "State/UT"]
)
def test_heads_of_places_in_english(corner):
    reading = read(
        [
            ["Emissions of carbon dioxide"],
            [corner, 2019, 2020, 2021, 2022],
            ["Eastland", 5.1, 5.2, 5.3, 5.4],
            ["Westland", 6.1, 6.2, 6.3, 6.4],
        ]
    )
    assert regions(reading) == ["Eastland", "Westland"]
    assert observed(reading)["Westland", "Emissions of carbon dioxide", "2021"] == 6.3


def test_years_beside_a_long_corner_head_their_columns():
    reading = read(
        [
            ["Emissions by gas in thousand tonnes of carbon dioxide equivalent", 2018, 2019, 2020, 2021],
            ["Methane", 12.5, 12.6, 12.7, 12.8],
            ["Nitrous oxide", 3.5, 3.6, 3.7, 3.8],
        ]
    )
    assert observed(reading)["全市", "Methane", "2020"] == 12.7
    assert len(observed(reading)) == 8


def test_a_comparison_beside_a_run_of_years_is_told_and_takes_no_part():
    reading = read(
        [
            ["规上工业总产值（亿元）"],
            ["地区", 2019, 2020, 2021, 2022, "较基期变动情况"],
            ["东县", 51, 52, 53, 54, 3.25],
            ["西县", 61, 62, 63, 64, 3.75],
        ]
    )
    assert len(observed(reading)) == 8
    assert observed(reading)["东县", "规上工业总产值", "2022"] == 54
    assert reading.ledger.counts.told == 2


def test_sheets_named_after_what_they_measure():
    rows = [["City", 2019, 2020, 2021, 2022], ["Dongshan", 11, 12, 13, 14], ["Xishan", 21, 22, 23, 24]]
    other = [["", 2019, 2020, 2021, 2022], ["Dongshan", 31, 32, 33, 34], ["Xishan", 41, 42, 43, 44]]
    reading = named(SO2=rows, NOx=other)
    assert observed(reading)["Dongshan", "SO2", "2020"] == 12
    assert observed(reading)["Xishan", "NOx", "2022"] == 44
    assert "bases_differ" not in codes(reading)


def test_a_sheet_without_a_name_of_its_own_gives_none():
    reading = named(Sheet1=[["City", 2019, 2020, 2021, 2022], ["Dongshan", 11, 12, 13, 14]])
    assert reading.plan is None
    assert reading.ledger.counts.told == reading.ledger.counts.figures


def test_regions_printed_from_the_smaller_to_the_greater():
    reading = read(
        [
            ["县区", "城市", "省份", "C2021", "C2022"],
            ["甲县", "东山市", "金山省", 1.5, 1.6],
            ["乙县", "东山市", "金山省", 2.5, 2.6],
            ["丙县", "西山市", "金山省", 3.5, 3.6],
            ["丁县", "西山市", "金山省", 4.5, 4.6],
        ],
    )
    assert reading.plan is None  # no indicator is named anywhere
    reading = read(
        [
            ["用电量（亿千瓦时）"],
            ["县区", "城市", "C2021", "C2022"],
            ["甲县", "东山市", 1.5, 1.6],
            ["乙县", "东山市", 2.5, 2.6],
            ["丙县", "西山市", 3.5, 3.6],
            ["丁县", "西山市", 4.5, 4.6],
        ]
    )
    assert {one.code: one.parent for one in reading.plan.regions[1:]}["丙县"] == "西山市"
    assert observed(reading)["丁县", "用电量", "2022"] == 4.6


def test_smaller_regions_in_a_column_without_a_head():
    reading = named(
        SO2=[
            ["Region", "", 2019, 2020, 2021, 2022],
            ["North", "Dongshan", 11, 12, 13, 14],
            ["North", "Xishan", 21, 22, 23, 24],
            ["South", "Nanshan", 31, 32, 33, 34],
        ]
    )
    assert observed(reading)["Nanshan", "SO2", "2021"] == 33


def test_a_row_of_units_below_the_names():
    reading = named(
        E2021=[
            ["region", "Raw coal", "Crude oil", "Natural gas"],
            ["unit", "Mt CO2", "Mt CO2", "Mt CO2"],
            ["Dongshan", 1.5, 2.5, 3.5],
            ["Xishan", 4.5, 5.5, 6.5],
        ]
    )
    assert [(one.name, one.unit) for one in reading.plan.indicators] == [
        ("Raw coal", "Mt CO2"),
        ("Crude oil", "Mt CO2"),
        ("Natural gas", "Mt CO2"),
    ]


def test_the_day_of_release_dates_no_figures():
    reading = read(
        [["Last updated: February 2020"], ["Region", "Deaths"], ["Eastland", 130], ["Westland", 95]]
    )
    assert observed(reading) == {}
    assert "no_period" in codes(reading)


def test_registration_years_are_the_periods_of_their_rows():
    reading = read(
        [
            ["Country", "Registration Year", "Deaths", "Rate per 100,000 population"],
            ["Eastland", 2001, 130, 0.25],
            ["", 2002, 95, 0.18],
            ["Westland", 2001, 13, 0.35],
            ["", 2002, 9, 0.28],
        ]
    )
    assert observed(reading)["Westland", "Deaths", "2002"] == 9
    assert len(observed(reading)) == 8


@pytest.mark.parametrize(
    "title", ["Power plants, an explanation of output", "Planetary budget of targeted gases"]
)
def test_words_that_only_begin_like_plan_and_target_make_no_targets(title):
    reading = read([[title], ["year", "Output", "Losses"], [2020, 5.5, 1.5], [2021, 5.75, 1.25]])
    assert not reading.plan.targets
    assert len(observed(reading)) == 4


def test_industries_and_items_are_no_regions():
    industries = read(
        [
            ["金山市2022年能源消费量（万吨标准煤）"],
            ["项目", "原煤", "焦炭"],
            ["代码", "01", "02"],
            ["纺织业", 11, 12],
            ["食品制造业", 21, 22],
            ["化学工业", 31, 32],
        ]
    )
    assert regions(industries) == []
    assert [one.code for one in industries.plan.industries] == ["纺织业", "食品制造业", "化学工业"]
    assert all(value >= 11 for value in observed(industries).values())
    items = read(
        [
            ["金山市2022年能源平衡表"],
            ["项目", "原煤", "焦炭"],
            ["一.可供本地区消费的能源量", 11, 12],
            ["二.加工转换投入产出量", 21, 22],
            ["三.终端消费量", 31, 32],
        ]
    )
    assert items.plan is None or regions(items) == []
    assert items.ledger.counts.told == 6


def test_area_over_the_last_column_is_what_the_figures_are_in():
    reading = read(
        [
            ["Figure 1: Area of woodland, 2019-2022"],
            ["", "", "area (hectares)"],
            ["Year", "Eastland", "Westland"],
            [2020, 1.25, 2.5],
            [2021, 1.5, 2.75],
            [2022, 1.75, 2.875],
        ]
    )
    assert regions(reading) == []
    assert reading.ledger.counts.taken == 6


def test_columns_of_figures_without_heads_are_told():
    reading = read([["2022年"], ["东县", 5.5, 6.5, 7.5], ["西县", 8.5, 9.5, 1.5], ["南县", 2.5, 3.5, 4.5]])
    assert reading.ledger.counts.taken == 0
    assert reading.ledger.counts.told == 9
    assert "bases_differ" not in codes(reading)


def test_letters_before_the_names_number_the_rows():
    reading = read(
        [
            ["", "", 2020, 2021, 2022],
            ["A", "Farming", 5.5, 6.5, 7.5],
            ["B", "Mining", 8.5, 9.5, 1.5],
            ["10.1", "Building", 2.5, 3.5, 4.5],
        ]
    )
    assert observed(reading)["全市", "Mining", "2021"] == 9.5
    assert reading.ledger.counts.told == 0


def test_the_built_up_area_is_no_city():
    reading = read(
        [["建成区绿化覆盖率"], ["地区", "2021年", "2022年"], ["东山市", 41.5, 42.5], ["西山市", 38.5, 39.5]]
    )
    assert reading.plan.city != "建成区"


def test_a_line_of_units_in_two_languages_is_no_row_of_figures():
    reading = read(
        [
            ["能源消费量 2022年"],
            ["单位:万吨标准煤", "", "(10 000 tce)"],
            ["地区", "原煤", "焦炭"],
            ["东县", 11, 12],
            ["西县", 21, 22],
        ]
    )
    assert regions(reading) == ["东县", "西县"]
    assert min(observed(reading).values()) == 11


def test_heads_above_a_line_in_the_corner():
    reading = read(
        [
            ["Table 3: Decent homes, 2020"],
            ["", "non-decent", "in repair", "modern", "warm"],
            ["area type"],
            ["city centre", 28.5, 16.5, 5.5, 6.5],
            ["rural", 36.5, 15.5, 2.5, 3.5],
        ]
    )
    assert observed(reading)["rural", "modern", "2020"] == 2.5


def test_only_the_target_of_a_register_is_one():
    reading = read(
        [
            ["Party", "Mitigation target", "Base year", "Target year", "Budget type", "Start year"],
            ["Eastland", "20%", 1990, 2030, 1, 2021],
            ["Westland", "30%", 2005, 2030, 2, 2020],
        ]
    )
    assert {one.text for one in reading.plan.targets.values()} == {"20%", "30%"}
    assert "other_column" in codes(reading)


def test_goals_and_targets_of_a_long_table_only_number_its_rows():
    heads = [
        "Goal",
        "Target",
        "Indicator",
        "SeriesCode",
        "SeriesDescription",
        "GeoAreaCode",
        "GeoAreaName",
        "TimePeriod",
        "Value",
    ]
    series = ["17", "17.10", "17.10.1", "TM_X", "Mean tariff of all goods"]
    reading = read(
        [
            heads,
            [*series, 901, "Eastland", 2020, 1.25],
            [*series, 901, "Eastland", 2021, 1.5],
            [*series, 902, "Westland", 2020, 2.25],
            [*series, 902, "Westland", 2021, 2.5],
        ]
    )
    assert not reading.plan.targets
    assert observed(reading)["Westland", "Mean tariff of all goods", "2021"] == 2.5
    assert len(observed(reading)) == 4
