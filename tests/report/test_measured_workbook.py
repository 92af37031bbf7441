"""The live workbook of targets that are no levels: its formulas come to the engine's figures, whatever is changed in it."""

import dataclasses
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import new_document
from npfdesk.plan.kinds import Direction, Kind
from npfdesk.plan.methods import Method
from npfdesk.plan.model import Indicator
from npfdesk.plan.regions import Region
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.status_rules import Rule
from npfdesk.report.livebook.live_workbook import TOP
from npfdesk.report.livebook.measured_formulas import FIRST_YEAR
from npfdesk.report.livebook.target_formulas import _REQUIRED, _VALUE
from npfdesk.report.standings import standings
from npfdesk.report.workbook_report import workbook_report
from tests.plans import plan, scenario
from tests.report.materials import material
from tests.report.measured_plan import JOBS, PACE, every_measure, stated
from tests.report.spreadsheet import Sheets
from tests.report.test_workbook_report import compare, recomputed


@pytest.mark.parametrize("rule", list(Rule))
def test_every_measure_recomputes(rule):
    recomputed(material(every_measure(), rule))


def test_the_worked_figures_of_a_sum_and_a_growth():
    made = material(every_measure(), scenarios=("惯性", "规划"))
    sheets = Sheets(io.BytesIO(workbook_report(made)))
    rows = {(one.series, one.year, one.nth): one.position for one in standings(made, made.scenarios[0])}
    jobs = TOP + rows[SeriesKey("市", "", "jobs"), 2030, 0]
    # 0.6 + 0.61, then 2 % a year; 3.2 less 1.21 over three years
    come = 0.6 + 0.61 + sum(0.61 * 1.02**year for year in (1, 2, 3))
    assert sheets.figure("缺口 惯性", jobs, _VALUE) == pytest.approx(come)
    assert sheets.figure("缺口 惯性", jobs, _REQUIRED) == pytest.approx((3.2 - 1.21) / 3)
    pace = TOP + rows[SeriesKey("市", "", "pace"), 2030, 0]
    grown = 1.061 * 1.059
    # 6.5 左右 is met from its lower edge on
    needed = (((1 + 0.065 * 0.98) ** 5 / grown) ** (1 / 3) - 1) * 100
    assert sheets.figure("缺口 惯性", pace, _REQUIRED) == pytest.approx(needed)
    # which is what each year left grows by under the method "target"
    row, year = TOP + made.plan.row["市", "", "pace"], FIRST_YEAR + made.plan.column(2029)
    assert sheets.figure("路径 规划", row, year) == pytest.approx(needed)


def test_two_statements_in_one_cell_are_two_rows():
    made = material(every_measure(), scenarios=("惯性",))
    page = load_workbook(io.BytesIO(workbook_report(made)))["缺口 惯性"]
    gdp = [
        [cell.value for cell in row][5:8]
        for row in page.iter_rows(min_row=TOP + 1)
        if (row[0].value, row[2].value) == ("市", "地区生产总值")
    ]
    assert gdp == [
        ["1500左右，年均增长8%左右", "当年值", "亿元"],
        ["年均增长8%左右", "年均增速（折合当年值）", "亿元"],
    ]


@settings(max_examples=25)
@given(
    figure=st.integers(1, 400).map(lambda one: one / 100),
    target=st.integers(1, 900).map(lambda one: one / 100),
    growth=st.integers(-500, 2000).map(lambda one: one / 100),
)
def test_whoever_changes_an_input_sees_what_the_engine_would_say(figure, target, growth):
    base = scenario(
        "基准", assumptions={("*", "*", code): Assumption(Method.TARGET) for code in ("jobs", "pace")}
    )

    def made_with(jobs, reach, pace):
        made = plan(
            {("市", "", "jobs"): {2025: 0.5, 2026: jobs}, ("市", "", "pace"): {2025: 6.0, 2026: pace}},
            first=2024,
            indicators=[JOBS, PACE],
            targets=[stated(JOBS, f"〔{reach:g}〕"), stated(PACE, "年均6%以上")],
            scenarios=[base],
            base_year=2025,
        )
        return material(dataclasses.replace(made, target_year=2030))

    book = load_workbook(io.BytesIO(workbook_report(made_with(0.6, 2.5, 6.1))))
    data, words = book["数据"], book["目标"]
    data.cell(TOP + 1, 9).value = figure
    data.cell(TOP + 2, 9).value = growth
    assert words.cell(TOP + 1, 9).value == 2.5
    words.cell(TOP + 1, 9).value = target
    changed = io.BytesIO()
    book.save(changed)
    assert compare(made_with(figure, target, growth), Sheets(changed).figure) > 0


WORDED = {
    Kind.FLOW: ["〔300〕", "[20]以上", "五年累计不超过200", "年均新增30左右", "累计100-120", "300以上", "稳步提升", "翻一番"],
    Kind.RATE: ["6", "年均5%以上", "6%左右", "5%-7%", "不超过4%", "高于全省平均", "高于全省平均1个百分点", "零增长"],
    Kind.LEVEL: ["年均增长6%", "10-20", "约90", "80左右，年均增长3%", "保持全市前二", "高于全省平均", "达到全省平均的90%以上", "高于全省平均增速", "不低于2020年水平", "持续下降", "下降15%", "全省前三"],
    Kind.RATIO: ["30-40", "35左右", "不低于全省平均", "低于全省平均2个百分点", "保持在合理区间", "提高3个百分点"],
}  # fmt: skip


@st.composite
def measured(draw):
    """A plan of one indicator in a city, two counties and a yardstick, with one or two targets of any measure."""
    kind = draw(st.sampled_from(list(WORDED)))
    rates = kind is Kind.RATE
    figures = st.integers(-3_000 if rates else -20_000, 20_000 if rates else 300_000).map(
        lambda one: one / 1000
    )
    indicator = Indicator(
        "x", {Kind.FLOW: "新增就业", Kind.RATE: "工业增速"}.get(kind, "某量"), unit="" if kind is Kind.FLOW else "%" if rates or kind is Kind.RATIO else "", kind=kind,
        direction=draw(st.sampled_from(Direction)),
    )  # fmt: skip
    data = {}
    for region in ("市", "甲", "乙", "省"):
        first = draw(st.integers(2016, 2021))
        drawn = draw(st.lists(figures, max_size=6))
        data[region, "", "x"] = dict(zip(range(first, first + len(drawn)), drawn, strict=False))
    regions = [Region("市", "市"), Region("甲", "甲", parent="市"), Region("乙", "乙", parent="市"), Region("省", "全省", benchmark=True)]  # fmt: skip
    texts = draw(st.lists(st.sampled_from(WORDED[kind]), min_size=1, max_size=2))
    where = draw(st.sampled_from(["市", "甲"]))
    years = draw(st.sampled_from([(2025, 2028), (2023, 2035), (2021, 2030)]))
    base_year = draw(st.sampled_from([2020, 2020, 2014, 2015, 2022]))
    targets = [
        stated(indicator, text, region=where, year=year, base_year=base_year)
        for text, year in zip(texts, years, strict=False)
    ]
    method = draw(st.sampled_from([Method.GROWTH, Method.STEP, Method.TREND, Method.TARGET, Method.HOLD]))
    value = draw(st.one_of(st.none(), st.integers(-300, 900).map(lambda one: one / 100)))
    return plan(
        data,
        indicators=[indicator],
        regions=regions,
        targets=targets,
        scenarios=[scenario("基准", assumptions={("*", "*", "x"): Assumption(method, value)})],
    )


@settings(max_examples=80, deadline=None)
@given(made=measured(), rule=st.sampled_from(list(Rule)))
def test_whatever_is_measured_recomputes(made, rule):
    recomputed(material(made, rule))


def test_a_scenario_without_targets_of_its_own_shares_the_cells_of_the_plans():
    made = material(every_measure())
    book = load_workbook(io.BytesIO(workbook_report(made)))
    worded = [row[5].value for row in book["目标"].iter_rows(min_row=TOP + 1) if row[5].value]
    gaps = [row[5].value for row in book["缺口 惯性"].iter_rows(min_row=TOP + 1) if row[5].value]
    # those of the plan once, and the two of 攻坚
    assert len(worded) == len(gaps) + 2
    assert compute(new_document(made.plan)).scenarios.keys() == {"惯性", "规划", "攻坚"}
