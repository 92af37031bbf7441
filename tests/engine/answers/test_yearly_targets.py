"""A series' target as yearly targets: which target, from where, what stands, and which years become impossible."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from npfdesk.engine.answers import yearly_targets as yearly
from npfdesk.engine.answers.yearly_targets import (
    YearlyTargets,
    fastest_past,
    measured_total,
    yearly_targets,
)
from npfdesk.engine.audit import audit
from npfdesk.engine.audit.passing_down import EXPECTED_SPLIT
from npfdesk.engine.projection.update import compute
from npfdesk.engine.targets.judgement import judge
from npfdesk.engine.targets.required_pace import main_of, main_target
from npfdesk.engine.yearly import SplitRule
from npfdesk.plan.document import new_document
from npfdesk.plan.edits import CombinedEdit, SetTargets
from npfdesk.plan.kinds import Direction, Duty, Kind, RollUp
from npfdesk.plan.methods import Method
from npfdesk.plan.model import Indicator
from npfdesk.plan.problems import Problem, Wording
from npfdesk.plan.regions import Region
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.plan.status_rules import Rule
from npfdesk.plan.statuses import Status
from npfdesk.plan.target_text import parse_target
from npfdesk.plan.targets import Basis, Measure, PlanTarget
from npfdesk.plan.yearly_targets import STAGE_NOTE, is_stage, set_yearly_targets, stage_of
from tests.plans import formula, plan, scenario

GDP = Indicator("gdp", "地区生产总值", unit="亿元", rollup=RollUp.SUM)
SHARE = Indicator("share", "占比", unit="%", kind=Kind.RATIO)
FIRMS = Indicator("firms", "企业数", unit="家", kind=Kind.COUNT, rollup=RollUp.SUM)
JOBS = Indicator("jobs", "新增就业", unit="万人", kind=Kind.FLOW, decimals=2, rollup=RollUp.SUM)
PACE = Indicator("pace", "工业增速", unit="%", kind=Kind.RATE)
DUST = Indicator("dust", "PM2.5", unit="微克", english_unit="µg", kind=Kind.INDEX, direction=Direction.DOWN)
HALF = Indicator("half", "人均", unit="元", formula=formula("gdp / 2"))
EVERY = (GDP, SHARE, FIRMS, JOBS, PACE, DUST, HALF)
REGIONS = (
    Region("市", "云岭市"),
    Region("东", "东县", english="East", parent="市"),
    Region("西", "西县", parent="市"),
)
G, S, P, F, B = SplitRule


def stated(indicator, text, year=2030, region="市", base_year=2025, note=""):
    parsed = parse_target(text, unit=indicator.unit, name=indicator.name, indicator_kind=indicator.kind)
    assert not isinstance(parsed, Problem), parsed.message("en")
    key = SeriesKey(region, "", indicator.code)
    return PlanTarget(key, year, text, parsed, base_year=base_year, note=note)


def made(data, targets=(), assumptions=None, own=()):
    series = {(region, "", code): figures for (region, code), figures in data.items()}
    built = plan(
        series,
        first=2020,
        horizon=2031,
        indicators=EVERY,
        regions=REGIONS,
        targets=targets,
        scenarios=[scenario(assumptions=assumptions, targets=own)],
        base_year=2025,
    )
    return new_document(replace(built, target_year=2030))


def asked(document, code, rule=G, region="市", **named):
    return yearly_targets(compute(document), "基准", SeriesKey(region, "", code), rule, **named)


def answered(document, code, rule=G, **named):
    found = asked(document, code, rule, **named)
    assert isinstance(found, YearlyTargets), found.message("en")
    return found


def refused(document, code, rule=G, **named):
    found = asked(document, code, rule, **named)
    assert isinstance(found, Problem)
    assert found.message("zh")
    assert found.message("en")
    return found.kind


def codes(one):
    return [note.code for note in one.notes]


def test_a_level_from_its_last_observed_year():
    document = made({("市", "gdp"): {2024: 95.0, 2025: 100.0, 2026: 110.0}}, [stated(GDP, "161.051以上")])
    one = answered(document, "gdp")
    assert (one.base_year, one.base, one.target, one.target_year) == (2026, 110.0, 161.051, 2030)
    assert one.years.tolist() == [2027, 2028, 2029, 2030]
    assert one.values.tolist() == pytest.approx([121, 133.1, 146.41, 161.051])
    assert one.growth.tolist() == pytest.approx([10] * 4)
    assert one.measure is Measure.LEVEL
    # 110 over 100 is the fastest so far: 10 % is as plausible
    assert one.plausible.tolist() == pytest.approx([10] * 4)
    assert not one.impossible.any()
    assert measured_total(compute(document), one) == 161.051


def test_a_ratio_says_that_growth_is_steps():
    document = made({("市", "share"): {2025: 50.0}}, [stated(SHARE, "55以上")])
    growth, step = answered(document, "share", G), answered(document, "share", S)
    assert growth.values.tolist() == step.values.tolist() == [51, 52, 53, 54, 55]
    assert codes(growth) == ["yearly_in_points"]
    assert codes(step) == []
    # no past at all: nothing is called impossible
    assert np.isnan(growth.plausible).all()


def test_a_count_is_whole_and_a_target_that_is_not_is_told():
    document = made({("市", "firms"): {2025: 120.0}}, [stated(FIRMS, "200")])
    assert answered(document, "firms").values.tolist() == [133, 147, 163, 181, 200]
    odd = answered(made({("市", "firms"): {2025: 100.0}}, [stated(FIRMS, "102.5")]), "firms", S)
    assert codes(odd) == ["yearly_not_whole"]
    # 100.5 and 101.5 go up, as every half does
    assert odd.values.tolist() == [101, 101, 102, 102, 102.5]


def test_lower_is_better_falls():
    data = {("市", "dust"): {2023: 34.0, 2024: 33.0, 2025: 30.0}, ("东", "dust"): {2024: 30.0, 2025: 28.0}}
    one = answered(made(data, [stated(DUST, "20以下")]), "dust", B, factor=2.0)
    # 10 in steps of 1 : 2 : 4 : 8 : 16
    assert one.values.tolist() == pytest.approx([30 - 10 * done / 31 for done in (1, 3, 7, 15, 31)])
    # 3 points down was the fastest: after 2027 the three years left need 9.03, more than that each
    assert one.plausible.tolist() == [-3] * 5
    assert one.impossible.tolist() == [False, False, True, True, True]


def test_growth_targets_of_a_level_are_its_levels():
    document = made({("市", "gdp"): {2025: 100.0}}, [stated(GDP, "年均增长10%")])
    assert answered(document, "gdp").values[-1] == pytest.approx(161.051)
    assert refused(made({("市", "gdp"): {}}, [stated(GDP, "年均增长10%")]), "gdp") is yearly.NO_FIGURE


def test_a_sum_counts_what_is_observed():
    data = {("市", "jobs"): {2024: 9.0, 2025: 10.0, 2026: 12.0}}
    document = made(data, [stated(JOBS, "〔60〕")])
    one = answered(document, "jobs", S)
    assert (one.done, one.target, one.measure) == (12.0, 60.0, Measure.SUM)
    assert one.values.tolist() == [12, 12, 12, 12]
    assert answered(document, "jobs", G).values.tolist() == pytest.approx([12] * 4)
    assert measured_total(compute(document), one) == 60
    # of 48: 8 : 4 : 2 : 1, the first 25.6 against 12
    front = answered(document, "jobs", F, factor=2.0)
    assert front.values.tolist() == pytest.approx([25.6, 12.8, 6.4, 3.2])
    assert front.impossible.tolist() == [True, False, False, False]
    held = answered(document, "jobs", S, holds={2027: 18.0})
    assert held.values.tolist() == [18, 10, 10, 10]
    assert held.held.tolist() == [True, False, False, False]
    assert refused(document, "jobs", S, holds=dict.fromkeys(range(2027, 2031), 1.0)) is yearly.HELD_APART


def document_of_jobs():
    return made({("市", "jobs"): {2025: 10.0}}, [stated(JOBS, "〔60〕")])


def test_a_sum_on_its_way():
    targets = [stated(JOBS, "〔60〕"), stated(JOBS, "〔30〕", 2027), stated(JOBS, "12", 2028)]
    one = answered(made({("市", "jobs"): {2025: 10.0}}, targets), "jobs", S)
    assert one.values.tolist() == [15, 15, 12, 9, 9]
    assert one.stated.tolist() == [False, False, True, False, False]
    assert refused(document_of_jobs(), "jobs", S, holds={2027: 61.0}) is yearly.EXCEEDED
    met = made({("市", "jobs"): {2025: 10.0, 2026: 61.0}}, [stated(JOBS, "〔60〕")])
    assert refused(met, "jobs") is yearly.SUM_MET
    hole = made({("市", "jobs"): {2025: 10.0, 2027: 9.0}}, [stated(JOBS, "〔60〕")])
    assert refused(hole, "jobs") is yearly.MISSING_YEARS
    assert refused(made({("市", "jobs"): {}}, [stated(JOBS, "〔60〕")]), "jobs") is yearly.NO_FIRST
    nothing = answered(made({("市", "jobs"): {}}, [stated(JOBS, "〔60〕")]), "jobs", S)
    assert nothing.values.tolist() == [12] * 5
    # a cap on a sum is no feat
    cap = answered(made({("市", "jobs"): {2024: 1.0, 2025: 1.1}}, [stated(JOBS, "〔60以下〕")]), "jobs", S)
    assert not cap.impossible.any()


def test_a_mean_growth_of_a_rate():
    document = made({("市", "pace"): {2024: 9.0, 2025: 6.0, 2026: 5.0}}, [stated(PACE, "年均增长7%以上")])
    one = answered(document, "pace")
    needed = ((1.07**5 / 1.05) ** 0.25 - 1) * 100
    assert one.values.tolist() == pytest.approx([needed] * 4)
    assert one.measure is Measure.GROWTH
    assert measured_total(compute(document), one) == pytest.approx(7)
    assert one.plausible.tolist() == [9] * 4
    step = answered(document, "pace", S)
    assert np.diff(step.values).tolist() == pytest.approx([step.values[0] - 5] * 3)
    assert step.impossible.any() == (step.values[-1] > 9.005)
    held = answered(document, "pace", holds={2027: 6.0}, decimals=1)
    assert held.values[0] == 6
    assert measured_total(compute(document), held) == pytest.approx(7)
    yearly_rate = stated(PACE, "6.5%", 2027, base_year=2026)
    fixed = answered(
        made({("市", "pace"): {2026: 5.0}}, [stated(PACE, "年均增长7%以上"), yearly_rate]), "pace"
    )
    assert fixed.values[0] == 6.5
    assert fixed.stated.tolist() == [True, False, False, False]
    hole = made({("市", "pace"): {2025: 6.0, 2027: 5.0}}, [stated(PACE, "年均增长7%以上")])
    assert refused(hole, "pace") is yearly.MISSING_YEARS
    gone = made({("市", "pace"): {2025: 6.0, 2026: -100.0}}, [stated(PACE, "年均增长7%以上")])
    assert refused(gone, "pace") is yearly.UNREACHABLE
    in_all = stated(PACE, "40%")
    in_all = replace(in_all, parsed=replace(in_all.parsed, measure=Measure.GROWTH, basis=Basis.TOTAL))
    total = made({("市", "pace"): {2025: 6.0}}, [in_all])
    assert answered(total, "pace").values.tolist() == pytest.approx([(1.4**0.2 - 1) * 100] * 5)


def test_each_way_begins_where_the_one_before_ends():
    targets = [stated(GDP, "200"), stated(GDP, "120", 2027)]
    one = answered(made({("市", "gdp"): {2025: 100.0}}, targets), "gdp", S)
    assert one.values.tolist() == pytest.approx([110, 120, 120 + 80 / 3, 120 + 160 / 3, 200])
    assert one.stated.tolist() == [False, True, False, False, True]


def test_targets_of_every_year_and_stages_are_divided_anew():
    every = [stated(GDP, str(100 + 5 * (year - 2025)), year) for year in range(2026, 2030)]
    document = made({("市", "gdp"): {2025: 100.0}}, [stated(GDP, "150"), *every])
    one = answered(document, "gdp", S)
    assert one.values.tolist() == pytest.approx([110, 120, 130, 140, 150])
    assert codes(one) == ["yearly_replaces"]
    marked = [
        stated(GDP, "120", 2027, note=STAGE_NOTE.zh),
        stated(GDP, "119", 2028, note="Yearly target, 2026"),
    ]
    again = answered(made({("市", "gdp"): {2025: 100.0}}, [stated(GDP, "150"), *marked]), "gdp", S)
    assert again.values.tolist() == pytest.approx([110, 120, 130, 140, 150])
    assert codes(again) == []


def test_of_a_range_the_nearer_edge_counts_of_an_about_its_figure_and_a_relative_level():
    data = {("市", "share"): {2025: 40.0}, ("市", "gdp"): {2025: 100.0}}
    assert answered(made(data, [stated(SHARE, "50-60")]), "share").target == 50
    assert answered(made(data, [stated(GDP, "200左右")]), "gdp").target == 200
    inside = answered(made({("市", "share"): {2025: 52.0}}, [stated(SHARE, "50-60")]), "share")
    assert "yearly_already_met" in codes(inside)
    met = answered(made({("市", "gdp"): {2025: 100.0}}, [stated(GDP, "90以上")]), "gdp", S)
    assert met.values.tolist() == pytest.approx([98, 96, 94, 92, 90])
    assert codes(met) == ["yearly_already_met"]


@pytest.mark.parametrize("words", ["完成省下达任务", "保持稳定", "保持全省前三", "高于全省平均"])
def test_words_without_a_figure_are_told(words):
    assert refused(made({("市", "gdp"): {2025: 100.0}}, [stated(GDP, words)]), "gdp") is yearly.NO_FIGURE


def test_what_cannot_be_asked():
    data = {("市", "gdp"): {2025: 100.0}}
    assert refused(made(data), "gdp") is yearly.NO_TARGET
    assert refused(made({("市", "gdp"): {}}, [stated(GDP, "200")]), "gdp") is yearly.NO_BASE
    passed = made({("市", "gdp"): {2030: 100.0}}, [stated(GDP, "200")])
    assert refused(passed, "gdp") is yearly.PASSED
    later = made({("市", "gdp"): {2030: 100.0}}, [stated(GDP, "200"), stated(GDP, "220", 2031)])
    assert answered(later, "gdp").values.tolist() == [220]
    for factor in (0.0, -1.0, math.nan):
        assert refused(made(data, [stated(GDP, "200")]), "gdp", F, factor=factor) is yearly.BAD_FACTOR
    for figure in (0.0, -5.0):
        negative = made({("市", "gdp"): {2025: figure}}, [stated(GDP, "200")])
        assert refused(negative, "gdp") is yearly.NOT_POSITIVE
        assert answered(negative, "gdp", S).values[-1] == 200
    # held at its last figure the path has no shape
    assert refused(made(data, [stated(GDP, "200")]), "gdp", P) is yearly.NO_PATH
    assert refused(made(data, [stated(GDP, "200", 2033)]), "gdp", P) is yearly.NO_PATH


def test_along_the_path_of_a_scenario():
    rows = {
        ("市", "", "gdp"): Assumption(Method.STEP, 10.0, by_year=((2026, 30.0),)),
        ("市", "", "jobs"): Assumption(Method.STEP, 5.0),
        ("市", "", "pace"): Assumption(Method.STEP, 1.0),
    }
    data = {("市", "gdp"): {2025: 100.0}, ("市", "jobs"): {2025: 5.0}, ("市", "pace"): {2025: 5.0}}
    targets = [stated(GDP, "240"), stated(JOBS, "〔200〕"), stated(PACE, "年均增长7%")]
    document = made(data, targets, rows)
    # 30, 10, 10, 10, 10 of 70, twice as much
    assert answered(document, "gdp", P).values.tolist() == pytest.approx([160, 180, 200, 220, 240])
    # 10, 15, 20, 25, 30 of 100, twice as much
    assert answered(document, "jobs", P).values.tolist() == pytest.approx([20, 30, 40, 50, 60])
    assert measured_total(compute(document), answered(document, "pace", P)) == pytest.approx(7)


def test_what_is_computed_starts_in_the_base_year():
    document = made({("市", "gdp"): {2025: 100.0}, ("市", "half"): {}}, [stated(HALF, "60")])
    one = answered(document, "half", S)
    assert (one.base, one.base_year) == (50.0, 2025)
    assert one.values.tolist() == pytest.approx([52, 54, 56, 58, 60])


def test_a_hold_that_leaves_too_much_is_told_on_the_years_after_it():
    data = {("市", "gdp"): {2023: 90.0, 2024: 95.0, 2025: 100.0}}
    document = made(data, [stated(GDP, "130")])
    # 5.4 % a year against 5.56 % once
    assert not answered(document, "gdp").impossible.any()
    slow = answered(document, "gdp", holds={2028: 106.0, 2024: 1.0, 2030: 1.0})
    assert slow.impossible.tolist() == [False, False, False, True, True]
    assert slow.held.tolist() == [False, False, True, False, False]
    assert slow.values[-1] == 130
    # in two years from 106 to 130
    assert slow.needed[3] == pytest.approx(10.744, abs=1e-3)
    assert slow.plausible[3] == pytest.approx(5.5556, abs=1e-3)
    (told,) = [one for one in slow.notes if one.kind is yearly.TOO_FAST]
    assert told.message("zh") == "2029–2030 年须10.74%，过去最快为5.56%（云岭市）：按以往最快速度达不到。"
    assert "2029–2030: 10.74% a year needed, against 5.56% a year" in told.message("en")


def test_a_pace_of_points_is_told_in_its_unit_in_either_language():
    def told(indicator, figures, target):
        document = made({("市", indicator.code): figures}, [stated(indicator, target)])
        (note,) = [one for one in answered(document, indicator.code).notes if one.kind is yearly.TOO_FAST]
        return note.message("zh"), note.message("en")

    zh, en = told(SHARE, {2023: 10.0, 2024: 11.0, 2025: 12.0}, "22")
    assert "须2.00 个百分点，" in zh
    assert ": 2.00 percentage points a year needed, against 1.00 percentage points a year" in en
    zh, en = told(DUST, {2023: 52.0, 2024: 51.0, 2025: 50.0}, "40")
    assert "须−2.00 微克，" in zh
    assert ": −2.00 µg a year needed, against −1.00 µg a year" in en


def test_the_fastest_sister_counts():
    data = {
        ("东", "gdp"): {2022: 10.0, 2024: 12.1, 2025: 12.5},
        ("西", "gdp"): {2024: 20.0, 2025: 19.0},
        ("东", "share"): {2025: 5.0},
    }
    results = compute(made(data, [stated(GDP, "30", region="西")]))
    past = fastest_past(results, "基准", [SeriesKey("西", "", "gdp")])
    # 10 to 12.1 in two years is 10 % a year; 20 to 19 is -5 %
    assert (past.high, past.high_region) == (pytest.approx(10), "东")
    assert (past.low, past.low_region) == (pytest.approx(-5), "西")
    assert math.isnan(fastest_past(results, "基准", [SeriesKey("东", "", "share")]).high)
    assert math.isnan(fastest_past(results, "基准", [SeriesKey("市", "", "dust")]).high)


def test_the_main_one_of_some():
    targets = [stated(GDP, "200"), stated(GDP, "120", 2027)]
    results = compute(made({("市", "gdp"): {2025: 100.0}}, targets))
    table = results.scenarios["基准"].targets
    assert main_of(results, "基准", []) is None
    assert main_of(results, "基准", table.of_row(0)) == main_target(
        results, "基准", SeriesKey("市", "", "gdp")
    )


def stages(one, unit, **named):
    return {
        TargetKey(one.series, year): stage_of(
            TargetKey(one.series, year), float(figure), unit, one.statement, **named
        )
        for year, figure in zip(one.years[:-1].tolist(), one.values, strict=False)
    }


def test_entered_as_targets_they_are_judged_and_the_end_stays_the_main_one():
    document = made({("市", "gdp"): {2025: 100.0}}, [stated(GDP, "150以上")])
    one = answered(document, "gdp", S)
    edit = set_yearly_targets(
        document, "基准", stages(one, "亿元"), {one.series: one.final}, Wording("甲", "a")
    )
    assert isinstance(edit, SetTargets)
    assert edit.scenario is None
    assert "2026—2029" in edit.label.text("zh")
    after = edit.apply(document)
    texts = {key.year: target.text for key, target in after.plan.targets.items()}
    assert texts == {2026: "110以上", 2027: "120以上", 2028: "130以上", 2029: "140以上", 2030: "150以上"}
    assert all(is_stage(target) == (key.year < 2030) for key, target in after.plan.targets.items())
    results = compute(after)
    table = results.scenarios["基准"].targets
    assert table.year[main_target(results, "基准", one.series)] == 2030
    # 112 in 2026 meets that year's, and is on the way to the end
    observed = made({("市", "gdp"): {2025: 100.0, 2026: 112.0}}, after.plan.targets.values())
    seen = judge(compute(observed), "基准", 2026, Rule.PACE)
    now = compute(observed).scenarios["基准"].targets
    status = {int(year): Status(one) for year, one in zip(now.year, seen.status, strict=True)}
    assert status[2026] is Status.BLUE
    assert status[2030] is Status.BLUE
    # taken once there is nothing to take
    assert (
        set_yearly_targets(after, "基准", stages(one, "亿元"), {one.series: one.final}, Wording("甲", "a"))
        is None
    )
    # by another rule the same rows change; what is no stage any more goes
    growth = answered(after, "gdp", G)
    fewer = {key: stage for key, stage in stages(growth, "亿元").items() if key.year != 2029}
    again = set_yearly_targets(after, "基准", fewer, {one.series: one.final}, Wording("乙", "b")).apply(after)
    assert TargetKey(one.series, 2029) not in again.plan.targets
    assert not is_stage(again.plan.targets[one.final])


def test_stages_of_a_scenarios_own_target_are_its_own():
    own = stated(GDP, "160")
    document = made(
        {("市", "gdp"): {2025: 100.0}, ("东", "gdp"): {2025: 50.0}},
        [stated(GDP, "150"), stated(GDP, "70", region="东")],
        own=[own],
    )
    whole, part = answered(document, "gdp", S), answered(document, "gdp", S, region="东")
    assert whole.target == 160
    both = {**stages(whole, "亿元"), **stages(part, "亿元")}
    finals = {whole.series: whole.final, part.series: part.final}
    edit = set_yearly_targets(document, "基准", both, finals, Wording("甲", "a"))
    assert isinstance(edit, CombinedEdit)
    after = edit.apply(document)
    assert {key.series.region for key in after.scenarios["基准"].targets} == {"市"}
    assert len(after.scenarios["基准"].targets) == 5
    assert sum(key.series.region == "东" for key in after.plan.targets) == 5


def test_a_stage_of_a_rate_counts_from_the_year_before_and_keeps_what_stands():
    final = stated(PACE, "年均增长7%以上")
    key = TargetKey(final.series, 2027)
    one = stage_of(key, 6.5, "%", final, yearly_growth=True)
    assert (one.base_year, one.text, one.parsed.measure) == (2026, "6.5以上", Measure.GROWTH)
    kept = stage_of(key, 6.5, "%", final, yearly_growth=True, before=replace(one, owner="工信局", note="旧"))
    assert (kept.owner, kept.note) == ("工信局", "旧")
    document = made({("市", "pace"): {2025: 6.0}}, [final, one])
    results = compute(document)
    table = results.scenarios["基准"].targets
    assert table.reach[table.of_series[key]] == 6.5
    assert table.base_year[table.of_series[key]] == 2026


@settings(max_examples=60, deadline=None)
@given(
    st.floats(1, 1e5),
    st.floats(1, 1e5),
    st.sampled_from([G, S, F, B]),
    st.floats(0.5, 3),
    st.dictionaries(st.integers(2026, 2029), st.floats(1, 1e5), max_size=4),
)
def test_a_level_ends_at_its_target_whatever_is_held(base, target, rule, factor, holds):
    document = made({("市", "gdp"): {2025: base}}, [stated(GDP, repr(target))])
    one = answered(document, "gdp", rule, factor=factor, holds=holds)
    assert one.values[-1] == one.target
    for year, figure in holds.items():
        assert one.values[one.years == year][0] == figure


def test_the_audit_tells_a_split_target_once_and_not_for_its_stages():
    bound = replace(SHARE, duty=Duty.BINDING)
    made_of = made({("市", "gdp"): {2025: 100.0}, ("东", "gdp"): {2025: 50.0}, ("西", "gdp"): {2025: 50.0}})
    finals = [stated(GDP, "150"), stated(GDP, "75", region="东"), stated(GDP, "75", region="西")]
    marked = [
        stated(GDP, text, 2027, region, note=STAGE_NOTE.zh)
        for region, text in (("市", "120"), ("东", "60"), ("西", "60"))
    ]
    of = replace(made_of.plan, indicators=(GDP, bound, *EVERY[2:]))
    for targets in (finals, finals + marked):
        results = compute(new_document(replace(of, targets={one.key: one for one in targets})))
        found = [one for one in audit(results) if one.kind is EXPECTED_SPLIT]
        assert [one.arguments["year"] for one in found] == [2030]


def test_means_of_two_years_are_ways_of_their_own():
    # 1.06^2 by 2027; what is left of 1.07^5 among three years: (1.07^5 / 1.06^2)^(1/3) - 1 = 7.6719 %
    document = made({("市", "pace"): {2025: 5.0}}, [stated(PACE, "6", 2027), stated(PACE, "7")])
    found = answered(document, "pace", G)
    assert found.values.tolist() == pytest.approx([6, 6, 7.6719, 7.6719, 7.6719], abs=1e-4)
    assert np.prod(1 + found.values / 100) == pytest.approx(1.07**5, rel=1e-12)


def test_the_years_after_a_fixed_one_begin_from_it():
    rates = answered(
        made({("市", "pace"): {2025: 8.0}}, [stated(PACE, "6"), stated(PACE, "6", 2026, base_year=2025)]),
        "pace",
        S,
    )
    assert rates.values.tolist() == pytest.approx([6, 6, 6, 6, 6])
    # 110 and four years of one growth from it that come to 590
    jobs = answered(
        made({("市", "jobs"): {2025: 100.0}}, [stated(JOBS, "〔700〕"), stated(JOBS, "110", 2026)]), "jobs", G
    )
    ratios = jobs.values[1:] / jobs.values[:-1]
    assert jobs.values[0] == 110
    assert ratios.tolist() == pytest.approx([ratios[0]] * 4, rel=1e-9)
    assert math.fsum(jobs.values) == 700
    held = answered(made({("市", "pace"): {2025: 8.0}}, [stated(PACE, "6")]), "pace", S, holds={2026: 6.0})
    assert held.values.tolist() == pytest.approx([6, 6, 6, 6, 6])
