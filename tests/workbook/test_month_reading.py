"""A month's bulletin read against a plan: the usual forms, names, units, months; every figure is accounted for."""

from dataclasses import replace
from types import MappingProxyType

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import coordinate_to_tuple

from npfdesk.plan.periods import Period
from npfdesk.plan.problems import Problem
from npfdesk.workbook.accounting import figure_cells
from npfdesk.workbook.files.cell_grid import CellKind, GridCell
from npfdesk.workbook.files.sandbox import read_grid
from npfdesk.workbook.month_block import CellState, MonthSource, next_month, pasted_grid, unsettled
from npfdesk.workbook.month_memory import NO_CHOICES, ColumnPlace, Meant, MonthChoices
from npfdesk.workbook.month_names import HowMatched
from npfdesk.workbook.month_reading import layouts_of, read_month
from npfdesk.workbook.published.recognition import Role
from npfdesk.workbook.standard.period_heads import PeriodMeasure
from tests import months
from tests.months import CITY, NORTH, SOUTH, key

INDICATORS = (
    "2026年3月主要经济指标\n"
    "指标\t单位\t3月\t1-3月累计\t同比±%\n"
    "地区生产总值\t亿元\t-\t1,234.5\t5.6\n"
    "规上工业增加值\t亿元\t100.1\t290.3\t7.1\n"
    "固定资产投资\t万元\t1200\t3,400\t\n"
)
COUNTIES = (
    "2026年3月\n"
    "地区\t地区生产总值（亿元）\t\t规上工业增加值（亿元）\t\n"
    "\t累计\t同比±%\t累计\t同比±%\n"
    "全市\t1234\t5.1\t290\t6\n"
    "北山县\t234\t6\t90\t4\n"
    "南江\t500\t7\t100\t-5\n"
)
NOW = (
    "指标名称\t计量单位\t本月\t同比±%\t累计\t同比±%\n"
    "地区生产总值\t亿元\t\t\t1,234.5\t5.6\n"
    "规模以上工业增加值\t亿元\t100.1\t3.2\t290.3\t7.1\n"
)

ODD_HEADS = (
    "2026年3月\n指标\t单位\t本月\t比上年同月增长%\t1-本月累计\t比上年同期增长%\n"
    "地区生产总值\t亿元\t\t\t1234\t5.6\n规上工业增加值\t亿元\t100\t3\t290\t7\n"
)


def read(text, plan=None, choices=NO_CHOICES, month=None, file=""):
    return read_month(pasted_grid(text), plan or months.plan(), choices, month, file)


def figures(reading):
    return {one.key: one.value for one in reading.cells if one.key is not None}


def told(reading):
    return {one.cell: one.told[0].code for one in reading.cells if one.state is CellState.NOT_UNDERSTOOD}


def test_indicators_down_and_the_month_across():
    reading = read(INDICATORS)
    assert (reading.month, reading.source) == (Period(2026, 3, 3), MonthSource.BLOCK)
    assert figures(reading) == {
        key("gdp", 1, 3): 1234.5,
        key("gdp", 1, 3, True): 5.6,
        key("ind", 3, 3): 100.1,
        key("ind", 1, 3): 290.3,
        key("ind", 1, 3, True): 7.1,
        key("fai", 3, 3): 0.12,
        key("fai", 1, 3): 0.34,
    }
    by_cell = {one.cell: one for one in reading.cells}
    assert by_cell["D3"].rounding == pytest.approx(0.05)
    # 0.5 万元
    assert by_cell["D5"].rounding == pytest.approx(0.5 / 10_000)
    assert [one.code for one in by_cell["D5"].told] == ["month_city_assumed", "month_converted"]
    assert by_cell["A1"].role is Role.TITLE
    assert reading.count(CellState.EXPLAINED) == 3
    assert unsettled(reading.names) == ()


def test_counties_down_and_indicators_across_with_two_rows_of_heads():
    reading = read(COUNTIES)
    found = figures(reading)
    assert len(found) == 12
    assert found[key("gdp", 1, 3)] == 1234
    assert found[key("ind", 1, 3, True, region=SOUTH)] == -5
    assert found[key("gdp", 1, 3, region=NORTH)] == 234
    how = {one.text: one.how for one in reading.names}
    assert how["全市"] is HowMatched.ALIKE
    assert how["南江"] is HowMatched.ALIKE
    assert how["北山县"] is HowMatched.SAME
    assert {one.head: one.measure for one in reading.columns} == {
        "地区生产总值（亿元） 累计": PeriodMeasure.TO_DATE,
        "地区生产总值（亿元） 同比±%": PeriodMeasure.GROWTH,
        "规上工业增加值（亿元） 累计": PeriodMeasure.TO_DATE,
        "规上工业增加值（亿元） 同比±%": PeriodMeasure.GROWTH,
    }


def test_a_block_that_names_no_month_is_of_the_next_one_and_a_growth_is_of_what_stands_before_it():
    reading = read(NOW)
    assert (reading.month, reading.source) == (Period(2026, 3, 3), MonthSource.GUESSED)
    assert not reading.source.certain
    found = figures(reading)
    assert found[key("ind", 3, 3)] == 100.1
    assert found[key("ind", 3, 3, True)] == 3.2
    assert found[key("ind", 1, 3)] == 290.3
    assert found[key("ind", 1, 3, True)] == 7.1
    said = read(NOW, month=Period(2026, 5, 5))
    assert (said.source, said.source.certain) == (MonthSource.SAID, True)
    assert figures(said)[key("ind", 1, 5, True)] == 7.1
    by_file = read(NOW, file="2026年4月快报.xlsx")
    assert (by_file.month, by_file.source) == (Period(2026, 4, 4), MonthSource.FILE)


def test_a_month_without_its_year_is_the_next_of_that_name():
    heads = INDICATORS.partition("\n")[2]
    reading = read(heads)
    assert (reading.month, reading.source) == (Period(2026, 3, 3), MonthSource.YEAR_GUESSED)
    assert len(figures(reading)) == 7
    # after November comes February of the year after
    late = months.plan({key("ind", 1, 11): 900.0})
    february = heads.replace("3月", "2月")
    assert read(february, late).month == Period(2027, 2, 2)
    assert read(heads, file="2025.xlsx").month == Period(2025, 3, 3)
    year_said = read("2024年主要指标\n" + heads)
    assert (year_said.month, year_said.source) == (Period(2024, 3, 3), MonthSource.BLOCK)
    assert {one.period.year for one in figures(year_said)} == {2024}


def test_the_month_after_the_latest():
    assert next_month(months.plan()) == Period(2026, 3, 3)
    assert next_month(months.plan({})) == Period(2026, 1, 1)
    december = months.plan({key("ind", 12, 12): 90.0})
    assert next_month(december) == Period(2027, 1, 1)


def test_figures_without_a_word_for_to_date_are_told_as_a_guess():
    block = "地区\t地区生产总值\t规上工业增加值\n全市\t1234\t290\n北山县\t234\t90\n"
    reading = read(block)
    assert set(figures(reading)) == {
        key(one, 1, 3, region=region) for one in ("gdp", "ind") for region in (CITY, NORTH)
    }
    codes = {one.code for cell in reading.cells for one in cell.told}
    assert codes == {"month_alike", "month_measure_guessed", "month_unit_assumed"}
    column = reading.columns[0]
    said = read(block, choices=NO_CHOICES.with_column(column.place, PeriodMeasure.PERIOD))
    assert key("gdp", 3, 3) in figures(said)
    assert key("ind", 1, 3) in figures(said)
    assert said.columns[0].said
    # a title of several months leaves nothing to guess
    spanned = read("2026年1-3月\n" + block)
    assert "month_measure_guessed" not in {one.code for cell in spanned.cells for one in cell.told}
    # a single month in the head is that month alone, until a column to date stands beside it
    single = read("地区\t指标\t2026年3月\n全市\t地区生产总值\t1234\n北山县\t地区生产总值\t234\n")
    assert single.columns[0].guessed
    assert key("gdp", 3, 3) in figures(single)


def test_the_measure_may_stand_in_a_column_of_its_own():
    reading = read(
        "地区\t指标\t口径\t2026年3月\n全市\t地区生产总值\t累计\t1234\n全市\t地区生产总值\t同比\t5.5\n"
        "北山县\t规上工业增加值\t当月\t34\n北山县\t规上工业增加值\t当月同比\t3\n"
    )
    assert figures(reading) == {
        key("gdp", 1, 3): 1234,
        key("gdp", 1, 3, True): 5.5,
        key("ind", 3, 3, region=NORTH): 34,
        key("ind", 3, 3, True, region=NORTH): 3,
    }


def test_names_may_say_growth_and_stand_across():
    reading = read(
        "2026年1-3月\n指标\t全市\t北山县\t南江区\n地区生产总值（亿元）\t1234\t234\t500\n固定资产投资同比（%）\t3\t4\t5.5\n"
    )
    found = figures(reading)
    assert found[key("gdp", 1, 3, region=SOUTH)] == 500
    assert found[key("fai", 1, 3, True, region=NORTH)] == 4
    month = read("2026年3月\n指标\t单位\t本月\n规上工业增加值增速\t%\t4.5\n地区生产总值\t亿元\t300\n")
    assert figures(month)[key("ind", 3, 3, True)] == 4.5


def test_a_rows_name_and_its_column_say_together_what_a_figure_is_of():
    growths = read("2026年3月\n指标\t单位\t本月\t累计\n固定资产投资同比\t%\t3\t4\n地区生产总值\t亿元\t1\t2\n")
    assert figures(growths)[key("fai", 3, 3, True)] == 3
    assert figures(growths)[key("fai", 1, 3, True)] == 4
    month = read(
        "2026年3月\n指标\t单位\t数值\t同比%\n规上工业增加值（当月）\t亿元\t100\t3\n地区生产总值（累计）\t亿元\t1200\t5\n"
    )
    assert figures(month) == {
        key("ind", 3, 3): 100,
        key("ind", 3, 3, True): 3,
        key("gdp", 1, 3): 1200,
        key("gdp", 1, 3, True): 5,
    }


def test_an_amount_printed_in_percent_is_its_growth():
    reading = read(
        "2026年3月\n指标\t单位\t本月\t累计\n规上工业增加值\t%\t3.2\t7.1\n固定资产投资\t亿元\t20\t110\n"
    )
    found = figures(reading)
    assert found[key("ind", 3, 3, True)] == 3.2
    assert found[key("ind", 1, 3, True)] == 7.1
    assert "month_growth_by_unit" in {one.code for cell in reading.cells for one in cell.told}


def test_a_share_or_index_printed_in_percent_is_no_growth():
    reading = read(
        "2026年3月\n指标\t单位\t本月\t累计\n城镇调查失业率\t%\t5.1\t5.2\n固定资产投资\t亿元\t20\t110\n"
    )
    found = figures(reading)
    assert found[key("jobless", 3, 3)] == 5.1
    assert found[key("jobless", 1, 3)] == 5.2


def test_where_the_plan_keeps_a_growth_alone_it_is_that_indicators_own_figure():
    reading = read(
        "2026年3月\n指标\t单位\t累计\t同比%\n服务业增加值\t亿元\t400\t6.5\n服务业增加值增速\t%\t6.4\t\n"
    )
    values = {one.cell: (one.key, one.value) for one in reading.cells if one.key is not None}
    assert values == {"D3": (key("pace", 1, 3), 6.5), "C4": (key("pace", 1, 3), 6.4)}
    assert told(reading) == {"C3": "month_rate_alone"}


def test_a_cell_may_say_its_growth_beside_the_level():
    reading = read(
        "2026年3月\n指标\t累计\n地区生产总值（亿元）\t938.3亿元，增长5.1%\n规上工业增加值（亿元）\t290\n"
    )
    assert figures(reading)[key("gdp", 1, 3)] == 938.3
    assert figures(reading)[key("gdp", 1, 3, True)] == 5.1


def test_growth_as_people_write_it():
    rows = "\n".join(f"规上工业增加值\t亿元\t{290 + at}\t{text}" for at, text in enumerate(["增长5.6%"]))
    for text, value in [("增长5.6%", 5.6), ("下降3.2", -3.2), ("+4", 4.0), ("-3.2%", -3.2), ("持平", 0.0)]:
        block = f"2026年3月\n指标\t单位\t累计\t同比增长%\n{rows}\n地区生产总值\t亿元\t1\t{text}\n"
        assert figures(read(block))[key("gdp", 1, 3, True)] == value
    bad = read(f"2026年3月\n指标\t单位\t累计\t同比增长%\n{rows}\n地区生产总值\t亿元\t1\t▲3.2\n")
    assert told(bad) == {"D4": "month_no_growth"}
    assert told(read(f"2026年3月\n指标\t单位\t累计\t同比增长%\n{rows}\n地区生产总值\t亿元\t1\t5.1.2\n")) == {
        "D4": "month_no_growth"
    }


def test_what_is_not_understood_says_why():
    reading = read(
        "2026年3月\n指标\t单位\t累计\t同比\n"
        "地区生产总值\t亿元\t约好\t5.6\n"
        "规上工业增加值\t万人\t12\t1\n"
        "城镇调查失业率\t%\t5.2\t0.1个百分点\n"
        "出口\t亿元\t12\t3\n"
        "固定资产投资\t亿元\t91.8（2019）\t1\n"
    )
    assert told(reading) == {
        "C3": "not_a_base",
        "C4": "month_other_unit",
        "D5": "month_points",
        "C6": "month_unknown_name",
        "D6": "month_unknown_name",
        "C7": "month_other_year",
    }
    bad = "2026年3月\n指标\t单位\t累计\n地区生产总值\t亿元\t1a\n规上工业增加值\t亿元\t290\n"
    assert set(told(read(bad))) == {"C3", "C4"}


def test_a_row_that_is_not_out_yet_changes_no_layout():
    heads = "单位：亿元、%\n指标名称\t{month}月\t1-{month}月累计\t同比增减\n"
    rest = "规上工业增加值\t100.1\t{total}\t7.1\n注：1.本表为快报数；2.地区生产总值按季核算。\n"
    february = (
        "2026年1-2月主要经济指标（快报）\n"
        + heads.format(month=2)
        + "地区生产总值\t-\t-\t-\n"
        + rest.format(total=190.3)
    )
    march = (
        "2026年3月主要经济指标\n"
        + heads.format(month=3)
        + "地区生产总值\t-\t1,234\t5.6\n"
        + rest.format(total=290.3)
    )
    assert layouts_of(pasted_grid(february)) == layouts_of(pasted_grid(march)) != ()
    assert [one.head for one in read(february).columns] == ["2月", "1-2月累计", "同比增减"]
    assert figures(read(february)) == {
        key("ind", 2, 2): 100.1,
        key("ind", 1, 2): 190.3,
        key("ind", 1, 2, True): 7.1,
    }
    assert figures(read(march))[key("gdp", 1, 3)] == 1234


def test_last_years_month_beside_this_years_is_of_the_same_measure():
    reading = read(
        "2026年4月\n指标\t单位\t4月\t上年同期\t同比%\n规上工业增加值\t亿元\t100\t97\t3.1\n固定资产投资\t亿元\t10\t9.7\t3.1\n"
    )
    found = figures(reading)
    assert found[key("ind", 4, 4)] == 100
    assert found[key("ind", 4, 4, year=2025)] == 97
    assert found[key("ind", 4, 4, True)] == 3.1


def test_places_and_running_numbers_are_explained_and_no_column_of_figures():
    reading = read(
        "2026年一季度各县主要经济指标\n序号\t县（市、区）\t地区生产总值\t\t\n\t\t总量（亿元）\t增速（%）\t位次\n"
        "\t全市\t1234.5\t5.6\t-\n1\t北山县\t234.5\t6\t1\n2\t南江区\t500.1\t5\t2\n"
    )
    assert len(figures(reading)) == 6
    assert [one.letter for one in reading.columns] == ["C", "D"]
    assert {one.cell for one in reading.cells if one.role is Role.DERIVED} == {"E5", "E6"}
    assert {one.cell for one in reading.cells if one.role is Role.NUMBER} == {"A5", "A6"}


def test_a_number_among_the_units_is_told_and_never_explained_away():
    reading = read(ODD_HEADS)
    stated = {one.cell for one in reading.cells if one.state is CellState.EXPLAINED}
    assert stated <= {"A1", "E2"}
    # and its column can be said to be one of figures
    column = next(one for one in reading.columns if one.letter == "C")
    said = read(ODD_HEADS, choices=NO_CHOICES.with_column(column.place, PeriodMeasure.PERIOD))
    assert figures(said)[key("ind", 3, 3)] == 100


def test_faults_of_cells_and_targets_are_told():
    grid = pasted_grid(INDICATORS)
    (sheet,) = grid.sheets
    cells = {
        **sheet.cells,
        (4, 4): GridCell("#REF!", CellKind.ERROR),
        (5, 4): GridCell("=A1", CellKind.FORMULA),
    }
    reading = read_month(replace(grid, sheets=(replace(sheet, cells=cells),)), months.plan())
    assert told(reading) == {"D4": "error_cell", "D5": "formula_without_value"}
    goal = read(
        "2026年3月\n指标\t单位\t累计\t2026年目标\n地区生产总值\t亿元\t1234\t5000\n规上工业增加值\t亿元\t290\t1200\n"
    )
    assert told(goal) == {"D3": "month_target", "D4": "month_target"}
    assert figures(goal) == {key("gdp", 1, 3): 1234, key("ind", 1, 3): 290}
    out = NO_CHOICES.without_column(goal.columns[1].place)
    left = read(
        "2026年3月\n指标\t单位\t累计\t2026年目标\n地区生产总值\t亿元\t1234\t5000\n规上工业增加值\t亿元\t290\t1200\n",
        choices=out,
    )
    assert left.count(CellState.LEFT_OUT) == 2
    assert told(left) == {}


def test_names_are_assigned_or_left_out_and_the_next_month_needs_nothing():
    first = "2026年3月\n指标\t单位\t3月\t1-3月累计\n地区生产总值\t亿元\t-\t1234\n全部投资\t亿元\t30\t110\n快递件数\t万件\t5\t12\n"
    reading = read(first)
    assert [one.text for one in unsettled(reading.names)] == ["全部投资", "快递件数"]
    choices = NO_CHOICES.with_name("indicator", "全部投资", Meant("fai", "固定资产投资"))
    choices = choices.with_name("indicator", "快递件数", Meant(""))
    settled = read(first, choices=choices)
    assert figures(settled)[key("fai", 1, 3)] == 110
    assert settled.count(CellState.LEFT_OUT) == 2
    assert unsettled(settled.names) == ()
    assert {one.how for one in settled.names} >= {HowMatched.SAID, HowMatched.LEFT_OUT}
    april = first.replace("2026年3月", "2026年4月").replace("3月", "4月").replace("1234", "1700")
    assert layouts_of(pasted_grid(first)) == layouts_of(pasted_grid(april))
    second = read(april, choices=choices)
    assert figures(second)[key("fai", 1, 4)] == 110
    # the code of another plan's indicator is no guess at this one's
    other = NO_CHOICES.with_name("indicator", "全部投资", Meant("fai", "民间投资"))
    assert [one.text for one in unsettled(read(first, choices=other).names)] == ["全部投资", "快递件数"]


def test_a_name_that_was_assigned_keeps_what_it_says_of_its_figures():
    block = "2026年3月\n指标\t单位\t累计\n全部投资同比\t%\t3.5\n地区生产总值\t亿元\t1234\n"
    choices = NO_CHOICES.with_name("indicator", "全部投资同比", Meant("fai", "固定资产投资"))
    assert figures(read(block, choices=choices))[key("fai", 1, 3, True)] == 3.5
    rate = NO_CHOICES.with_name("indicator", "全部投资同比", Meant("pace", "服务业增加值增速"))
    assert figures(read(block, choices=rate))[key("pace", 1, 3)] == 3.5


def test_regions_that_cannot_be_told_apart_are_asked_for():
    block = "2026年3月\n地区\t地区生产总值（亿元）\n北山市\t100\n西岭县\t200\n全省\t9000\n"
    reading = read(block)
    names = {one.text: one for one in reading.names}
    assert names["北山市"].how is HowMatched.UNKNOWN
    assert names["北山市"].near[0] == NORTH
    assert names["西岭县"].how is HowMatched.UNKNOWN
    assert figures(reading) == {}
    choices = NO_CHOICES.with_name("region", "北山市", Meant(NORTH, "北山县"))
    assert figures(read(block, choices=choices)) == {key("gdp", 1, 3, region=NORTH): 100}


def test_a_column_that_recognition_makes_nothing_of_can_be_said_to_be_one_of_figures():
    block = "2026年3月\n指标\t单位\t累计\t2026年目标\n地区生产总值\t亿元\t1234\t5000\n规上工业增加值\t亿元\t290\t1200\n"
    place = read(block).columns[1].place
    said = read(block, choices=NO_CHOICES.with_column(place, PeriodMeasure.PERIOD))
    assert figures(said)[key("gdp", 3, 3)] == 5000


def test_last_years_figures_beside_this_years_keep_their_year():
    reading = read(
        "指标\t单位\t2026年1-3月\t2025年1-3月\t2025年\n地区生产总值\t亿元\t1234\t1150\t5000\n规上工业增加值\t亿元\t290\t271\t1000\n"
    )
    found = figures(reading)
    assert reading.month == Period(2026, 3, 3)
    assert found[key("gdp", 1, 3)] == 1234
    assert found[key("gdp", 1, 3, year=2025)] == 1150
    assert found[key("gdp", 1, 12, year=2025)] == 5000


def test_a_real_file_with_merged_heads_is_read(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "主要指标"
    sheet.append(["2026年4月云岭市主要经济指标"])
    sheet.append(["指标", "单位", "本月", None, "累计", None])
    sheet.append([None, None, "数值", "同比±%", "数值", "同比±%"])
    sheet.append(["地区生产总值", "亿元", None, None, None, None])
    sheet.append(["规模以上工业增加值", "亿元", 95.5, 3.2, 386, 6.9])
    for merged in ("A1:F1", "A2:A3", "B2:B3", "C2:D2", "E2:F2"):
        sheet.merge_cells(merged)
    hidden = book.create_sheet("旧表")
    hidden.append(["指标", "2026年4月"])
    hidden.append(["地区生产总值", 1])
    hidden.sheet_state = "hidden"
    path = tmp_path / "bulletin.xlsx"
    book.save(path)
    grid = read_grid(path)
    assert not isinstance(grid, Problem)
    reading = read_month(grid, months.plan(), file=path.name)
    assert figures(reading) == {
        key("ind", 4, 4): 95.5,
        key("ind", 4, 4, True): 3.2,
        key("ind", 1, 4): 386,
        key("ind", 1, 4, True): 6.9,
    }
    # what stands in a hidden sheet is told, not lost
    assert {one.told[0].code for one in reading.cells if one.sheet == "旧表"} == {"hidden_sheet"}


def test_two_sheets_without_a_month_are_both_of_the_one_that_is_said(tmp_path):
    book = openpyxl.Workbook()
    for title, name in (("全市", "地区生产总值"), ("工业", "规上工业增加值")):
        sheet = book.create_sheet(title)
        sheet.append(["指标", "单位", "本月", "累计"])
        sheet.append([name, "亿元", 100, 300])
        sheet.append(["固定资产投资" if title == "工业" else "贷款余额", "亿元", 50, 510])
    del book["Sheet"]
    path = tmp_path / "bulletin.xlsx"
    book.save(path)
    reading = read_month(read_grid(path), months.plan(), month=Period(2026, 3, 3))
    assert {one.sheet for one in reading.cells} == {"全市", "工业"}
    assert figures(reading)[key("gdp", 1, 3)] == 300
    assert figures(reading)[key("fai", 3, 3)] == 50
    assert {one.sheet for one in reading.columns} == {"全市", "工业"}


@pytest.mark.parametrize("text", ["", "  \n\t\n", "指标\t单位\n地区生产总值\t亿元\n"])
def test_an_empty_block_is_told(text):
    found = pasted_grid(text)
    assert isinstance(found, Problem)
    assert found.code == "month_empty_block"


def test_a_block_that_is_no_text_is_told():
    found = pasted_grid('指标\t"open\n1\t2\n')
    assert isinstance(found, Problem)


def test_a_table_that_is_none_takes_nothing_and_tells_every_figure():
    reading = read("今天是3月5日\n电话 12345\n")
    assert figures(reading) == {}
    assert all(one.state is not CellState.READ for one in reading.cells)
    assert layouts_of(pasted_grid("今天是3月5日\n电话 12345\n")) == ()


texts = st.sampled_from(
    [
        "", "-", "指标", "单位", "亿元", "%", "3月", "1-3月累计", "同比±%", "本月", "累计", "地区生产总值", "规上工业增加值", "全市", "北山县",
        "南江区", "1,234.5", "5.6", "12万", "2026年3月", "目标", "#", "增长5%", "91（2019）", "口径", "同比",
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(texts, min_size=2, max_size=6), min_size=2, max_size=7))
def test_whatever_is_pasted_every_figure_is_accounted_for_once(rows):
    grid = pasted_grid("\n".join("\t".join(row) for row in rows))
    if isinstance(grid, Problem):
        return
    reading = read_month(grid, months.plan())
    (sheet,) = grid.sheets
    shown = set(figure_cells(sheet))
    assert shown <= {coordinate_to_tuple(one.cell) for one in reading.cells}
    for one in reading.cells:
        assert (one.key is not None) == (one.state is CellState.READ)
        assert (one.state is CellState.NOT_UNDERSTOOD) <= bool(one.told)


def test_choices_are_immutable_values():
    place = ColumnPlace("x", 2)
    choices = MonthChoices(columns=MappingProxyType({place: PeriodMeasure.PERIOD}))
    assert choices.without_column(place).column(place) is None
    assert choices.column(place) is PeriodMeasure.PERIOD
