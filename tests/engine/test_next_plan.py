"""The next plan, worked by hand on small plans: what is carried, what is left, drafts, bases, titles, refusals."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from npfdesk.engine.next_plan import (
    BegunPlan,
    NextPlan,
    begin_next_plan,
    last_year_with_figures,
    next_title,
    usual_next,
)
from npfdesk.engine.projection.recorded_figures import RECORDED, recorded_results
from npfdesk.engine.projection.update import compute
from npfdesk.plan.closed_targets import ClosedTarget, Verdict
from npfdesk.plan.commitments import Commitment, PromiseKind
from npfdesk.plan.document import new_document
from npfdesk.plan.drafts import DRAFT_WORDS, Draft, draft_note, draft_of, without_draft
from npfdesk.plan.expressions import parse_expression
from npfdesk.plan.own_checks import OwnCheck
from npfdesk.plan.problems import Problem
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.plan.targets import Measure, TargetKind, TargetText
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.standard.plan_workbook import save_standard
from tests import plans
from tests.plans import Assumption, Indicator, Kind, Method, Region, RollUp

ASKED = NextPlan(2025, 2030, 2035)
TREE = [Region("市", "市"), Region("甲", "甲", parent="市"), Region("乙", "乙", parent="市")]


def begun(made, asked=ASKED, language="zh") -> BegunPlan:
    found = begin_next_plan(new_document(made), asked, language)
    assert isinstance(found, BegunPlan), found
    return found


def one(text, figures, draft, *, target_year=2030, **about):
    """The drafted target of one series."""
    key = ("甲", "", "x")
    indicator = Indicator("x", **{"name": "x", "unit": "亿元", **about})
    made = plans.plan(
        {key: figures},
        indicators=[indicator],
        targets=[plans.target(key, text, unit=indicator.unit, kind=indicator.kind)],
    )
    found = begun(made, NextPlan(2025, target_year, 2035, draft))
    (target,) = found.plan.targets.values()
    return target


def family(draft, figures, *, texts=("200", "100", "100"), **about):
    """The drafted figures of a city and its two counties."""
    keys = [(code, "", "x") for code in ("市", "甲", "乙")]
    indicator = Indicator("x", "x", **{"unit": "亿元", "rollup": RollUp.SUM, **about})
    made = plans.plan(
        dict(zip(keys, figures, strict=True)),
        regions=TREE,
        indicators=[indicator],
        targets=[
            plans.target(key, text, unit=indicator.unit, kind=indicator.kind)
            for key, text in zip(keys, texts, strict=True)
        ],
    )
    return begun(made, replace(ASKED, draft=draft)).plan.targets


def test_what_is_carried_and_what_is_left():
    key = ("甲", "", "x")
    low = plans.scenario("惯性", assumptions={("甲", "", "x"): Assumption(Method.GROWTH, 5.0)})
    high = replace(
        plans.scenario("攻坚", parent="惯性", targets=[plans.target(key, "150")]),
        description="快",
        colour="#123456",
    )
    early = Commitment("桥", "一座", PromiseKind.REACH, TargetText(TargetKind.NONE, "一座"), year=2024)
    made = plans.plan(
        {key: {2019: 90, 2020: 100, 2024: 118, 2025: 121}, ("甲", "", "y"): {2020: 1}},
        targets=[
            replace(plans.target(key, "120以上"), owner="发改局", base_year=0),
            replace(plans.target(key, "300", year=2035), base_year=0),
        ],
        scenarios=[low, high],
        horizon=2035,
    )
    made = replace(
        made, title="手工规划2021—2025年", commitments=(early, replace(early, item="路", year=2030))
    )
    found = begun(made)
    new, report = found.plan, found.report
    assert (new.title, new.base_year, new.target_year, new.horizon) == (
        "手工规划2026—2030年",
        2025,
        2030,
        2035,
    )
    assert (new.regions, new.indicators) == (made.regions, made.indicators)
    np.testing.assert_array_equal(new.observed, made.observed)
    assert vars(report.carried) == {"regions": 1, "industries": 0, "indicators": 2, "data": 5}
    assert vars(report.left) == {
        "assumptions": 1,
        "lever_levels": 0,
        "scenario_targets": 1,
        "commitments": 1,
        "positions": 0,
    }
    assert [(s.name, s.parent, s.description, s.colour) for s in new.scenarios] == [
        ("惯性", None, "", ""),
        ("攻坚", "惯性", "快", "#123456"),
    ]
    assert not any(s.assumptions or s.intensities or s.targets for s in new.scenarios)
    # the old target is closed and waits anew with its owner; 2035 runs on from the base that it had
    (old,) = new.closed_targets
    assert (old.text, old.reached, old.verdict, old.over, old.base_year) == (
        "120以上",
        121,
        Verdict.MET,
        1,
        2020,
    )
    waiting, running = new.targets.values()
    assert (waiting.year, waiting.text, waiting.owner, waiting.base_printed, waiting.note) == (
        2030,
        "—",
        "发改局",
        121,
        "",
    )
    assert (running.year, running.text, running.base_year) == (2035, "300", 2020)
    assert report.undrafted == (TargetKey(SeriesKey(*key), 2030),)
    assert report.running == (TargetKey(SeriesKey(*key), 2035),)
    # y was observed once and has no figure in the new base year
    assert report.without_base == (SeriesKey("甲", "", "y"),)
    assert [c.item for c in new.commitments] == ["路"]
    # the document itself is as it was
    assert len(made.targets) == 2


def test_closed_targets_of_the_plan_before_stay_and_are_never_judged():
    key = SeriesKey("甲", "", "x")
    older = ClosedTarget(key, 2020, "80", 60.0, 2015, 80.0, 90.0, Verdict.MET, 10.0)
    made = replace(
        plans.plan({key: {2020: 90, 2025: 121}}, targets=[plans.target(key, "120")]), closed_targets=(older,)
    )
    found = begun(made)
    assert found.plan.closed_targets[0] is older
    assert [c.year for c in found.plan.closed_targets] == [2020, 2025]
    assert [c.year for c in found.report.closed] == [2025]
    results = compute(new_document(found.plan))
    table = next(iter(results.scenarios.values())).targets
    assert [(k.year, s.text) for k, s in zip(table.keys, table.statements, strict=True)] == [(2030, "—")]
    # and again, two plans on: every target has its own years
    again = begun(found.plan.with_observations([(key, 2030, 150.0)]), NextPlan(2030, 2035, 2035))
    assert [(c.year, c.base_year) for c in again.plan.closed_targets] == [(2020, 2015), (2025, 2020)]


def test_the_base_of_a_formula_stays_that_of_its_own_plan():
    indicators = [
        Indicator("x", "x"),
        Indicator("grown", "grown", formula=plans.formula("x / base(x) * 100 - base（ min(x, 500) ）*0")),
        Indicator("own", "own", formula=plans.formula("x - base(x, 2018)")),
    ]
    data = {("甲", "", code): {} for code in ("grown", "own")}
    made = plans.plan({("甲", "", "x"): {2018: 50, 2020: 100, 2025: 121}, **data}, indicators=indicators)
    made = made.with_checks((OwnCheck("不低于基期", "x >= base(x)"), OwnCheck("正", "x > 0")))
    found = begun(made)
    texts = [i.formula.text if i.formula else "" for i in found.plan.indicators]
    assert texts == ["", "x / base(x, 2020) * 100 - base（ min(x, 500) , 2020）*0", "x - base(x, 2018)"]
    assert [c.expression for c in found.plan.checks] == ["x >= base(x, 2020)", "x > 0"]
    assert [(f.name, f.after) for f in found.report.formulas] == [
        ("grown", texts[1]),
        ("不低于基期", "x >= base(x, 2020)"),
    ]
    for formula in (i.formula for i in found.plan.indicators if i.formula):
        assert parse_expression(formula.text).root == formula.root
    before, after = (
        recorded_results(p).scenarios[RECORDED].values[:, : made.column(2025) + 1] for p in (made, found.plan)
    )
    np.testing.assert_array_equal(before, after)
    grown = made.row[SeriesKey("甲", "", "grown")]
    assert before[grown, made.column(2025)] == 121
    assert before[made.row[SeriesKey("甲", "", "own")], made.column(2020)] == 50


def test_a_formula_without_room_for_the_year_is_told():
    full = "x / base(x)" + " " * 989
    made = plans.plan(
        {("甲", "", "x"): {2020: 1, 2025: 2}},
        indicators=[Indicator("x", "x"), Indicator("y", "产值", formula=plans.formula(full))],
    )
    problem = begin_next_plan(new_document(made), ASKED)
    assert isinstance(problem, Problem)
    assert problem.code == "next_plan_formula"
    assert "产值" in problem.message("zh")
    plain = replace(made, indicators=made.indicators[:1]).with_checks((OwnCheck("不降", full),))
    problem = begin_next_plan(new_document(plain), ASKED)
    assert isinstance(problem, Problem)
    assert "不降" in problem.message("en")


def test_drafts_of_a_level():
    figures = {2016: 50, 2020: 100, 2025: 121}
    # the last plan: (121 / 100)^(1/5); the whole past: (121 / 50)^(1/9)
    pace = one("120以上", figures, Draft.PACE)
    assert (pace.text, pace.parsed.kind, pace.note) == ("146.4以上", TargetKind.AT_LEAST, "草案：按上期速度")
    trend = one("120以上", figures, Draft.TREND)
    assert trend.parsed.figure == pytest.approx(round(121 * (121 / 50) ** (5 / 9), 1))
    assert (trend.base_printed, trend.base_year, trend.year) == (121, 2025, 2030)
    assert one("120", figures, Draft.GROWTH).text == "146.4"


def test_drafts_of_other_measures_are_in_their_own():
    flow = {2020: 90, 2021: 100, 2022: 110, 2023: 90, 2024: 120, 2025: 105}
    summed = one("〔520〕", flow, Draft.PACE, kind=Kind.FLOW)
    assert (summed.parsed.measure, summed.parsed.figure) == (Measure.SUM, 525)
    ten = one("〔520〕", flow, Draft.PACE, kind=Kind.FLOW, target_year=2028)
    assert ten.parsed.figure == 315
    r = (105 / 90) ** 0.2
    trend = one("〔520〕", flow, Draft.TREND, kind=Kind.FLOW)
    assert trend.parsed.figure == pytest.approx(105 * sum(r**k for k in range(1, 6)), abs=0.05)
    grown = one("年均增长4%以上", {2020: 100, 2025: 121}, Draft.PACE)
    assert (grown.text, grown.parsed.measure) == ("年均增长3.9%以上", Measure.GROWTH)
    total = one("增长20%", {2020: 100, 2025: 121}, Draft.PACE)
    assert (total.parsed.how, total.parsed.figure) == ("growth", 21.0)
    cut = one("下降15%", {2020: 100, 2025: 80}, Draft.PACE)
    assert (cut.text, cut.parsed.figure) == ("下降20%", -20.0)
    rates = {2021: 8, 2022: 6, 2023: 7, 2024: 5, 2025: 6}
    rate = one("7左右", rates, Draft.PACE, kind=Kind.RATE, unit="%")
    assert (rate.parsed.measure, rate.parsed.figure, rate.parsed.kind) == (
        Measure.GROWTH,
        6.4,
        TargetKind.ABOUT,
    )
    assert one("7左右", {2016: 10, **rates}, Draft.TREND, kind=Kind.RATE, unit="%").parsed.figure == 7.0


def test_percentages_move_by_points_and_stop_at_100():
    share = {"kind": Kind.RATIO, "unit": "%"}
    assert one("60", {2020: 50, 2025: 60.5}, Draft.PACE, **share).text == "71"
    capped = one("95", {2020: 80, 2025: 92}, Draft.PACE, **share)
    assert (capped.text, capped.note) == ("100", "草案：按上期速度（以 100% 为限）")
    assert draft_of(capped.note) is Draft.PACE
    assert one("5", {2020: 30, 2025: 10}, Draft.PACE, **share).text == "0"
    assert one("60", {2020: 50.0, 2025: 60.0}, Draft.PACE, kind=Kind.INDEX, unit="").text == "70"


def test_percentages_that_are_no_parts_of_a_whole_go_past_100_and_below_0():
    debt = {"kind": Kind.RATIO, "unit": "%", "name": "资产负债率"}
    assert (made := one("95", {2020: 80, 2025: 92}, Draft.PACE, **debt)).text == "104"
    assert made.note == "草案：按上期速度"
    margin = {"kind": Kind.RATIO, "unit": "%", "name": "营业收入利润率"}
    assert one("5", {2020: 30, 2025: 10}, Draft.PACE, **margin).text == "-10"


@pytest.mark.parametrize(
    ("text", "figures"),
    [("保持稳定", {2020: 1, 2025: 2}), ("保持全市前三", {2020: 1, 2025: 2}), ("120", {2020: 100, 2024: 110}),
     ("120", {2025: 110}), ("完成省下达任务", {2020: 1, 2025: 2}), ("120", {2020: -5, 2025: 110})],
)  # fmt: skip
def test_what_no_past_carries_on_waits_for_a_figure(text, figures):
    target = one(text, figures, Draft.PACE)
    assert (target.text, target.parsed.kind, target.note) == ("—", TargetKind.NONE, "")


def test_equal_growth_adds_up_to_the_whole():
    # the city at its own pace, 300 to 363: 300 · 1.1² for five years more; counties by their bases 180 and 150 (sum 330)
    drafted = family(Draft.GROWTH, [{2020: 300, 2025: 363}, {2020: 100, 2025: 180}, {2020: 150, 2025: 150}])
    city, first, second = (t.parsed.figure for t in drafted.values())
    assert city == 439.2
    assert first == pytest.approx(439.2 * 180 / 330, abs=0.1)
    assert first + second == pytest.approx(439.2, abs=1e-9)
    assert {t.note for t in drafted.values()} == {"草案：同步增长"}


def test_whole_units_add_up_exactly():
    drafted = family(
        Draft.GROWTH,
        [{2020: 10, 2025: 20}, {2020: 4, 2025: 7}, {2020: 6, 2025: 13}],
        kind=Kind.COUNT,
        unit="家",
    )
    assert [t.parsed.figure for t in drafted.values()] == [40, 14, 26]


def test_equal_growth_of_a_sum_goes_by_what_the_last_plan_gave():
    years = range(2020, 2026)
    city, first, second = (dict.fromkeys(years, figure) for figure in (100, 60, 20))
    drafted = family(Draft.GROWTH, [city, first, second], texts=["〔500〕"] * 3, kind=Kind.FLOW)
    assert [t.parsed.figure for t in drafted.values()] == [500, 375, 125]


def test_a_region_without_a_figure_leaves_the_others_at_the_growth_of_the_whole():
    drafted = family(Draft.GROWTH, [{2020: 300, 2025: 363}, {2020: 100, 2025: 200}, {2020: 150}])
    city, first, second = drafted.values()
    assert (city.text, city.note) == ("439.2", "草案：同步增长")
    # 200 · 439.23 / 363
    assert (first.text, second.text) == ("242", "—")
    assert first.note == "草案：同步增长（下级数据不全，合计不等于上级）"


def test_ratios_and_rates_below_move_as_the_whole():
    drafted = family(
        Draft.GROWTH, [{2020: 50, 2025: 55}, {2020: 40, 2025: 60}, {2020: 30, 2025: 30}], kind=Kind.RATIO, unit="%",
        rollup=RollUp.NONE,
    )  # fmt: skip
    assert [t.parsed.figure for t in drafted.values()] == [60, 65, 35]
    rates = [dict.fromkeys(range(2021, 2026), figure) for figure in (6, 8, 4)]
    drafted = family(Draft.GROWTH, rates, texts=["6"] * 3, kind=Kind.RATE, unit="%", rollup=RollUp.NONE)
    assert [t.parsed.figure for t in drafted.values()] == [6, 6, 6]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.floats(0.1, 1e5), min_size=2, max_size=2),
    st.floats(0.1, 1e5),
    st.floats(0.1, 1e5),
)
def test_parts_always_add_up_to_the_whole(bases, before, now):
    drafted = family(
        Draft.GROWTH, [{2020: before, 2025: now}, *({2020: 1.0, 2025: round(base, 1)} for base in bases)]
    )
    city, *parts = (t.parsed.figure for t in drafted.values())
    if city is not None and all(part is not None for part in parts):
        assert round(sum(parts), 1) == city


def test_bases_that_wait_are_those_that_somebody_can_fill_in():
    indicators = [
        Indicator("x", "x", rollup=RollUp.SUM),
        Indicator("p", "p"),
        Indicator("per", "per", formula=plans.formula("x / p")),
        Indicator("idle", "idle"),
    ]
    data = {
        ("市", "", "x"): {},
        ("市", "", "p"): {2020: 2, 2025: 2},
        ("市", "", "per"): {2020: 4},
        ("甲", "", "x"): {2020: 3, 2025: 4},
        ("乙", "", "x"): {2020: 5},
        ("乙", "", "idle"): {},
    }
    made = plans.plan(data, regions=TREE, indicators=indicators)
    # the sum and the ratio wait for the one county; what nobody ever stated waits for nothing
    assert begun(made).report.without_base == (SeriesKey("市", "", "per"), SeriesKey("乙", "", "x"))


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (NextPlan(2020, 2030, 2030), "next_plan_base_year"),
        (NextPlan(2031, 2035, 2035), "next_plan_base_year"),
        (NextPlan(2025, 2025, 2035), "next_plan_years"),
        (NextPlan(2025, 2030, 2029), "next_plan_years"),
        (NextPlan(2025, 2030, 99999), "next_plan_years"),
    ],
)
def test_years_that_are_no_plans_are_refused(asked, code):
    problem = begin_next_plan(plans.document({("甲", "", "x"): {2020: 1}}), asked)
    assert isinstance(problem, Problem)
    assert problem.code == code
    assert problem.message("zh")
    assert problem.message("en")


def test_usual_years_and_the_last_year_with_figures():
    made = plans.plan(
        {("甲", "", "x"): {2020: 1, 2024: 2}, ("省", "", "x"): {2026: 1}},
        regions=[Region("甲", "甲"), Region("省", "省", benchmark=True)],
    )
    asked = usual_next(made)
    assert (asked.base_year, asked.target_year, asked.horizon, asked.draft) == (2025, 2030, 2030, Draft.NONE)
    assert last_year_with_figures(made) == 2024
    assert (
        last_year_with_figures(made.with_observations([(made.series[0], y, None) for y in (2020, 2024)]))
        == 2020
    )
    assert usual_next(replace(made, target_year=2020)).target_year == 2025


@pytest.mark.parametrize(
    ("title", "renewed"),
    [
        ("某市“十四五”规划", "某市“十五五”规划"),
        ("第十四个五年规划和2035年远景目标纲要", "第十五个五年规划和2035年远景目标纲要"),
        ("某县规划（2021—2025年）", "某县规划（2026—2030年）"),
        ("某县规划（2021 年至 2025 年）", "某县规划（2026 年至 2030 年）"),
        ("某县规划2016-2020", "某县规划2016-2020（2026—2030）"),
        ("Plan of the county 2021–2025", "Plan of the county 2026–2030"),
        ("第十九个五年", "第二十个五年"),
        ("", "（2026—2030）"),
    ],
)
def test_titles(title, renewed):
    made = replace(plans.plan({("甲", "", "x"): {2020: 1}}), title=title)
    assert next_title(made, 2025, 2030) == renewed
    assert begun(made, replace(ASKED, title="自定")).plan.title == "自定"


def test_a_title_of_other_years_keeps_its_numeral():
    made = replace(plans.plan({("甲", "", "x"): {2020: 1}}), title="“十四五”规划")
    assert next_title(made, 2023, 2028) == "“十四五”规划（2024—2028）"


def test_marks_of_drafts_are_read_in_both_languages():
    for draft in DRAFT_WORDS:
        for language in ("zh", "en"):
            note = draft_note(draft, language)
            assert draft_of(note) is (None if draft is Draft.NONE else draft)
            assert without_draft(note) == ""
            assert draft.words.text(language, {})
    assert draft_of("规上口径") is None
    assert without_draft("规上口径") == "规上口径"
    assert draft_note(Draft.TREND, "en", capped=True, apart=True).startswith(
        "draft: trend (at most 100%) (regions"
    )


def test_it_reads_back_as_the_same_plan(tmp_path):
    regions = [*TREE, Region("省", "省", benchmark=True)]
    indicators = [
        Indicator("x", "产值", unit="亿元", rollup=RollUp.SUM, owner="经信局"),
        Indicator("share", "占比", unit="%", kind=Kind.RATIO),
        Indicator("index", "倍数", formula=plans.formula("x / base(x)")),
    ]
    data = {(r, "", "x"): {2019: 90.0, 2020: 100.0, 2025: 121.0} for r in ("市", "甲", "乙")}
    data |= {("甲", "", "share"): {2020: 50.0, 2025: 61.5}, ("市", "", "index"): {}}
    targets = [plans.target(key, "120以上", unit="亿元") for key in data if key[2] == "x"]
    targets += [
        plans.target(("甲", "", "share"), "60以上，力争65以上", unit="%"),
        plans.target(("市", "", "index"), "1.2"),
    ]
    made = plans.plan(
        data, regions=regions, indicators=indicators, targets=targets, scenarios=[plans.scenario("惯性")]
    )
    made = replace(made, targets=MappingProxyType({t.key: replace(t, owner="发改局") for t in targets}))
    for draft in Draft:
        found = begun(made, replace(ASKED, draft=draft)).plan
        path = tmp_path / f"{draft}.xlsx"
        assert save_standard(found, path) is None
        reading = read_workbook(path)
        assert [p.code for p in reading.problems] == []
        again = reading.plan
        assert (again.base_year, again.target_year, again.horizon) == (2025, 2030, 2035)
        assert again.closed_targets == found.closed_targets
        assert set(again.series) == set(found.series)
        for year in (2019, 2020, 2025):
            before = found.observed[:, found.column(year)]
            after = again.observed[[again.row[key] for key in found.series], again.column(year)]
            np.testing.assert_array_equal(after, before)
        for key, target in found.targets.items():
            read = again.targets[key]
            assert (read.text, read.note, read.owner, read.base_printed) == (
                target.text, target.note, target.owner, target.base_printed,
            )  # fmt: skip
            assert (draft_of(read.note) is None) is (draft is Draft.NONE)
