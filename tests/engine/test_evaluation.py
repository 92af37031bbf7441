"""The evaluation of a year by worked figures: grades at their edges, what decides, what is kept."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.engine.evaluation import (
    Evaluation,
    counts_told,
    deciding,
    evaluate,
    evaluated_targets,
    evaluation_order,
    expected_again,
    kept_counts,
    kept_evaluation,
    kept_settings,
    kept_status,
    lagging_parts,
    latest_actual,
    turned_grades,
)
from npfdesk.engine.projection.update import compute, update
from npfdesk.engine.targets.judgement import judge
from npfdesk.plan.document import new_document
from npfdesk.plan.evaluations import Grade
from npfdesk.plan.kinds import Direction, Duty, Kind, RollUp
from npfdesk.plan.methods import Method
from npfdesk.plan.model import Indicator
from npfdesk.plan.periods import Period
from npfdesk.plan.regions import Region
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import ProgressKey, SeriesKey
from npfdesk.plan.status_rules import PUBLISHED, GradeSteps, Rule, with_texts
from npfdesk.plan.statuses import Status
from tests.engine.targets.test_kept_judgements import ASSUMPTIONS, opened, taken
from tests.engine.targets.test_measured_figures import GDP, JOBS, PACE, SHARE, stated
from tests.plans import formula, plan, scenario

AHEAD, FAST, ON, BEHIND, NONE = Grade.AHEAD, Grade.FAST, Grade.ON, Grade.BEHIND, Grade.NONE
USE = Indicator("use", "能源消耗", unit="万吨", direction=Direction.DOWN, decimals=1)
EMISSIONS = Indicator("em", "碳排放总量", unit="万吨", kind=Kind.FLOW, direction=Direction.DOWN)


def computed(data, targets, *, indicators, regions=None, assumptions=None, amend=None, settings=PUBLISHED):
    """The results of a plan for 2026 to 2030 out of {(region, indicator): {year: figure}}."""
    made = plan(
        {(region, "", code): figures for (region, code), figures in data.items()},
        first=2024,
        indicators=indicators,
        regions=regions,
        targets=targets,
        scenarios=[scenario(assumptions=assumptions)],
        base_year=2025,
    )
    made = replace(made, target_year=2030, status_settings=settings)
    return compute(new_document(amend(made) if amend is not None else made))


def evaluated(indicator, figures, text, *, year=2027, due=2030, base_year=2025, **more):
    """The evaluation of one target of a city, with its results."""
    results = computed(
        {("市", indicator.code): figures},
        [stated(indicator, text, year=due, base_year=base_year)],
        indicators=[indicator],
        **more,
    )
    found = evaluate(results, "基准", year)
    assert len(found.positions) == 1
    return found, results


def graded(*arguments, **named):
    found, _ = evaluated(*arguments, **named)
    return found.graded(0)


def at_pace(ratio, years=2):
    """The figure that a pace of `ratio` of the required one comes to: 100 to 200 in five years."""
    return 100 * (1 + ratio * (2 ** (1 / 5) - 1)) ** years


@pytest.mark.parametrize(
    ("ratio", "grade", "status"),
    [
        (1.06, FAST, Status.BLUE),
        (1.05, FAST, Status.BLUE),
        (1.0499, ON, Status.BLUE),
        (0.95, ON, Status.BLUE),
        (0.9499, BEHIND, Status.YELLOW),
        (0.59, BEHIND, Status.ORANGE),
        (0.0, BEHIND, Status.ORANGE),
        (-0.1, BEHIND, Status.RED),
    ],
)
def test_the_grades_by_pace_at_their_thresholds(ratio, grade, status):
    found, _ = evaluated(GDP, {2025: 100.0, 2026: 100.0, 2027: at_pace(ratio)}, "200")
    assert found.graded(0) is grade
    assert Status(int(found.status[0])) is status
    assert found.pace[0] == pytest.approx(ratio, abs=1e-9)
    assert found.time[0] == pytest.approx(0.4)
    assert found.way[0] == pytest.approx((at_pace(ratio) - 100) / 100)


def test_what_is_met_before_its_year_is_met_early_and_in_its_year_as_expected_at_least():
    assert graded(GDP, {2025: 100.0, 2027: 200.0}, "200") is AHEAD
    met = {2025: 100.0, 2030: 200.0}
    assert graded(GDP, met, "200", year=2030) is ON
    assert graded(GDP, {2025: 100.0, 2030: 220.0}, "200", year=2030) is FAST
    assert graded(GDP, {2025: 100.0, 2030: 150.0}, "200", year=2030) is BEHIND


def test_lower_is_better_and_bounds_to_stay_under():
    # 100 to 80 in five years: 5 points a year at 0.9564; two years on 91.5 is 0.85 %... of the way at pace 0.99
    on = 100 * (0.8 ** (1 / 5)) ** 2
    assert graded(USE, {2025: 100.0, 2026: 95.0, 2027: on}, "80") is ON
    assert graded(USE, {2025: 100.0, 2026: 95.0, 2027: on + 1}, "80") is BEHIND
    assert graded(USE, {2025: 100.0, 2026: 95.0, 2027: 80.0}, "80") is AHEAD
    # inside the bound from the beginning: met, no way to go; out of it again: behind, moving away
    inside, _ = evaluated(USE, {2025: 100.0, 2026: 101.0, 2027: 102.0}, "不超过105")
    assert inside.graded(0) is AHEAD
    assert np.isnan(inside.way[0])
    outside, _ = evaluated(USE, {2025: 100.0, 2026: 101.0, 2027: 106.0}, "不超过105")
    assert outside.graded(0) is BEHIND
    assert Status(int(outside.status[0])) is Status.RED


def test_a_base_that_is_the_target():
    assert graded(GDP, {2025: 100.0, 2027: 100.0}, "100") is AHEAD
    assert graded(GDP, {2025: 100.0, 2027: 99.0}, "100") is BEHIND


def test_zero_and_negative_figures_go_straight():
    # from 0 to 10 in five years, 2 a year: 4 by 2027 is R = 1
    assert graded(GDP, {2025: 0.0, 2027: 4.0}, "10") is ON
    assert graded(GDP, {2025: 0.0, 2027: 3.0}, "10") is BEHIND
    # from -10 to 10, 4 a year: -1.5 by 2027 is 8.5 of 8
    assert graded(GDP, {2025: -10.0, 2027: -1.5}, "10") is FAST


def test_shares_near_the_whole_go_in_points():
    # from 98 to 99.5 in five years, 0.3 a year: 98.6 is R = 1, 98.5 is 0.83
    assert graded(SHARE, {2025: 98.0, 2027: 98.6}, "99.5") is ON
    assert graded(SHARE, {2025: 98.0, 2027: 98.5}, "99.5") is BEHIND


def test_without_an_actual_of_the_year_there_is_no_grade():
    growing = {("*", "*", "gdp"): Assumption(Method.GROWTH, 20.0)}
    found, results = evaluated(GDP, {2025: 100.0, 2026: 120.0}, "150", assumptions=growing)
    assert found.graded(0) is NONE
    assert np.isnan(found.observed[0])
    assert np.isnan(found.pace[0])
    assert Status(int(found.status[0])) is Status.GREY
    # the rule pace judges what is projected; the evaluation still tells what is expected
    assert Status(int(judge(results, "基准", 2027, Rule.PACE).status[0])) is Status.BLUE
    assert found.expected[0] == pytest.approx(120 * 1.2**4)
    assert found.reaches[0] == 1
    assert latest_actual(results, "基准", 0, 2027) == 2026
    none, results = evaluated(GDP, {}, "150")
    assert none.graded(0) is NONE
    assert none.reaches[0] == -1
    assert latest_actual(results, "基准", 0, 2027) is None


def test_the_base_year_itself_has_no_grade():
    assert graded(GDP, {2025: 100.0}, "90", year=2025) is NONE


def test_a_sum_by_what_has_come_together():
    # 100 in five years, 20 a year: 25 + 20 in two are 45 of 40
    found, _ = evaluated(JOBS, {2025: 10.0, 2026: 25.0, 2027: 20.0}, "〔100〕")
    assert found.graded(0) is FAST
    assert found.observed[0] == pytest.approx(45.0)
    assert found.pace[0] == pytest.approx(1.125)
    assert found.way[0] == pytest.approx(0.45)
    # held at 20 a year: 105 in all
    assert found.expected[0] == pytest.approx(105.0)
    assert found.reaches[0] == 1
    # a year between without a figure: nothing has come together
    assert graded(JOBS, {2025: 10.0, 2027: 20.0}, "〔100〕") is NONE


@pytest.mark.parametrize(
    ("spent", "pace", "grade"), [(18.0, 40 / 36, FAST), (20.0, 1.0, ON), (23.0, 40 / 46, BEHIND)]
)
def test_a_sum_that_may_not_be_passed_is_spent(spent, pace, grade):
    # at most 100 in five years, 40 by 2027: R is what may be spent over what is
    found, _ = evaluated(EMISSIONS, {2025: 20.0, 2026: spent, 2027: spent}, "累计不超过100")
    assert found.pace[0] == pytest.approx(pace)
    assert found.graded(0) is grade
    assert found.way[0] == pytest.approx(2 * spent / 100)
    assert Status(int(found.status[0])) is not Status.RED


def test_nothing_spent_yet_is_faster_than_any_threshold():
    assert graded(EMISSIONS, {2025: 0.0, 2026: 0.0, 2027: 0.0}, "累计不超过100") is FAST


def test_a_mean_growth_by_the_mean_so_far_is_not_met_before_all_years_are():
    # 6 % a year; 7 and 6.5 % are 6.75 % a year on average, R = 6.7497 / 6
    found, _ = evaluated(PACE, {2025: 6.0, 2026: 7.0, 2027: 6.5}, "年均增长6%")
    mean = ((1.07 * 1.065) ** 0.5 - 1) * 100
    assert found.observed[0] == pytest.approx(mean)
    assert found.pace[0] == pytest.approx(mean / 6)
    assert found.graded(0) is FAST
    # the growth of all five years has come together in two
    assert graded(PACE, {2025: 6.0, 2026: 20.0, 2027: 20.0}, "年均增长6%") is AHEAD
    assert graded(PACE, {2025: 6.0, 2026: 5.0, 2027: 5.0}, "年均增长6%") is BEHIND


def test_growths_printed_beside_a_series_without_levels_are_actuals():
    def printed(made):
        key = SeriesKey("市", "", "gdp")
        said = {ProgressKey(key, Period(year, 1, 12), True): 6.0 for year in (2026, 2027)}
        return made.with_progress(said)

    found, _ = evaluated(GDP, {}, "年均增长6%", amend=printed)
    assert found.observed[0] == pytest.approx(6.0)
    assert found.graded(0) is ON


def test_places_and_directions():
    regions = [Region("市", "市"), *(Region(name, name, parent="市") for name in "甲乙丙")]
    data = {("市", "gdp"): {}, **{(name, "gdp"): {2025: 50.0 - at} for at, name in enumerate("甲乙丙")}}
    data["丙", "gdp"] |= {2027: 80.0}
    data["甲", "gdp"] |= {2027: 51.0}
    data["乙", "gdp"] |= {2027: 50.0}
    results = computed(data, [stated(GDP, "全市前二", region="丙")], indicators=[GDP], regions=regions)
    found = evaluate(results, "基准", 2027)
    assert found.observed[0] == 1.0
    assert found.graded(0) is AHEAD
    # one peer without a figure of the year: nobody has a place
    del data["乙", "gdp"][2027]
    results = computed(data, [stated(GDP, "全市前二", region="丙")], indicators=[GDP], regions=regions)
    assert evaluate(results, "基准", 2027).graded(0) is NONE
    assert graded(SHARE, {2025: 50.0, 2027: 51.0}, "稳步提升") is ON
    assert graded(SHARE, {2025: 50.0, 2027: 49.0}, "稳步提升") is BEHIND
    assert graded(SHARE, {2025: 50.0}, "稳步提升") is NONE


def test_a_range_that_was_run_through_is_behind():
    assert graded(SHARE, {2025: 30.0, 2027: 35.0}, "34-36") is AHEAD
    assert graded(SHARE, {2025: 30.0, 2027: 40.0}, "34-36") is BEHIND


def test_roll_ups_and_formulas_of_actuals_are_actuals():
    regions = [Region("市", "市"), Region("甲", "甲", parent="市"), Region("乙", "乙", parent="市")]
    half = Indicator("half", "一半", formula=formula("gdp / 2"))
    data = {
        ("市", "gdp"): {},
        ("甲", "gdp"): {2025: 60.0, 2027: 80.0},
        ("乙", "gdp"): {2025: 40.0, 2027: 50.0},
        ("市", "half"): {},
    }
    targets = [stated(GDP, "200"), stated(half, "100")]
    results = computed(data, targets, indicators=[GDP, half], regions=regions)
    found = evaluate(results, "基准", 2027)
    assert found.observed.tolist() == [130.0, 65.0]
    # one part is only projected: so is the sum, and what is computed from it
    del data["乙", "gdp"][2027]
    found = evaluate(computed(data, targets, indicators=[GDP, half], regions=regions), "基准", 2027)
    assert np.isnan(found.observed).all()
    assert found.counts()[NONE] == 2


def test_which_targets_are_asked_about():
    figures = {("市", "gdp"): {2025: 100.0, 2027: 130.0}}
    years = (2026, 2027, 2028, 2030, 2035)
    targets = [stated(GDP, str(100 + year - 2025), year=year) for year in years]
    results = computed(figures, targets, indicators=[GDP])
    table = results.scenarios["基准"].targets

    def asked(year):
        return table.year[evaluated_targets(results, "基准", year)].tolist()

    # the plan's own year, and a stage that is due in the year itself
    assert asked(2026) == [2026, 2030]
    assert asked(2027) == [2027, 2030]
    assert asked(2029) == [2030]
    # beyond the plan's year the next one
    assert asked(2030) == [2030]
    assert asked(2031) == [2035]
    later = computed(
        figures, [stated(GDP, "110", year=2028), stated(GDP, "120", year=2029)], indicators=[GDP]
    )
    assert later.scenarios["基准"].targets.year[evaluated_targets(later, "基准", 2026)].tolist() == [2028]


def test_binding_first_then_as_the_plan_goes():
    bound = replace(SHARE, duty=Duty.BINDING)
    regions = [Region("市", "市"), Region("甲", "甲", parent="市")]
    data = {(region, code): {2025: 10.0, 2027: 11.0} for region in ("市", "甲") for code in ("gdp", "share")}
    targets = [stated(one, "20", region=region) for region in ("甲", "市") for one in (GDP, bound)]
    found = evaluate(computed(data, targets, indicators=[GDP, bound], regions=regions), "基准", 2027)
    keys = [targets[int(position)].series for position in found.positions]
    assert [(key.region, key.indicator) for key in keys] == [
        ("市", "share"),
        ("甲", "share"),
        ("市", "gdp"),
        ("甲", "gdp"),
    ]


def county(figures, aims):
    regions = [Region("市", "市"), *(Region(name, name, parent="市") for name in figures)]
    indicator = replace(GDP, kind=Kind.RATIO, unit="亿元", rollup=RollUp.SUM)
    data = {("市", "gdp"): {2025: 100.0 * len(figures), 2027: sum(figures.values())}}
    data |= {(name, "gdp"): {2025: 100.0, 2027: figure} for name, figure in figures.items()}
    targets = [stated(indicator, str(sum(aims.values())))]
    targets += [stated(indicator, str(aim), region=name) for name, aim in aims.items()]
    return computed(data, targets, indicators=[indicator], regions=regions)


def test_the_few_that_hold_a_sum_back():
    # each from 100 to 150, 10 a year: 120 is due by 2027
    figures = {"甲": 110.0, "乙": 104.0, "丙": 118.0, "丁": 125.0}
    results = county(figures, dict.fromkeys(figures, 150))
    found = evaluate(results, "基准", 2027)
    assert [found.graded(place) for place in range(5)] == [BEHIND, BEHIND, BEHIND, BEHIND, FAST]
    lagging = lagging_parts(results, found, 0)
    regions = [
        results.scenarios["基准"].targets.keys[int(found.positions[one])].series.region
        for one in lagging.places
    ]
    # short of 120 by 16, 10 and 2, of 28 in all: two make up 26 / 28 = 92.9 %, one only 57.1 %
    assert regions == ["乙", "甲", "丙"]
    assert lagging.shortfall.tolist() == pytest.approx([16.0, 10.0, 2.0])
    assert lagging.share.tolist() == pytest.approx([16 / 28, 10 / 28, 2 / 28])
    assert lagging.deciding == 2
    decided = deciding(results, found)
    assert [one.place for one in decided.parts] == [0]


def test_some_targets_are_evaluated_as_among_all():
    figures = {"甲": 110.0, "乙": 104.0, "丙": 118.0, "丁": 125.0}
    results = county(figures, dict.fromkeys(figures, 150))
    whole = evaluate(results, "基准", 2027)
    order = evaluation_order(results, "基准", 2027)
    assert order.tolist() == whole.positions.tolist()
    judged = judge(results, "基准", 2027, Rule.EVALUATION)
    for chosen in ([0], [0, 1, 2, 3, 4], [1, 3], []):
        some = evaluate(results, "基准", 2027, judged, order[chosen])
        for name in (
            "base",
            "target",
            "observed",
            "way",
            "time",
            "pace",
            "grade",
            "status",
            "expected",
            "reaches",
        ):
            np.testing.assert_equal(getattr(some, name), getattr(whole, name)[chosen])


def test_the_cheapest_to_turn_come_first():
    figures = {"甲": 110.0, "乙": 104.0, "丙": 118.0, "丁": 125.0}
    results = county(figures, dict.fromkeys(figures, 150))
    found = evaluate(results, "基准", 2027)
    decided = deciding(results, found)
    table = results.scenarios["基准"].targets
    regions = [table.keys[int(found.positions[one])].series.region for one in decided.turning]
    # as expected is 0.95 of the 20 that are due: 119; the city needs 476 and has 457
    assert regions == ["丙", "市", "甲", "乙"]
    assert decided.needed.tolist() == pytest.approx([1.0, 19.0, 9.0, 15.0])
    assert decided.needed_share.tolist() == pytest.approx([0.02, 0.095, 0.18, 0.3])
    only = deciding(results, found, np.arange(5) == 1)
    assert only.turning.tolist() == [1]


def test_what_does_not_add_up_is_told_without_a_share():
    regions = [Region("市", "市"), Region("甲", "甲", parent="市"), Region("乙", "乙", parent="市")]
    data = {
        (name, "share"): {2025: 50.0, 2027: figure}
        for name, figure in (("市", 51.0), ("甲", 50.5), ("乙", 53.0))
    }
    targets = [stated(SHARE, "60", region=name) for name in ("市", "甲", "乙")]
    results = computed(data, targets, indicators=[SHARE], regions=regions)
    found = evaluate(results, "基准", 2027)
    lagging = lagging_parts(results, found, 0)
    # both are short of 54, the slower one first
    assert lagging.places.tolist() == [1, 2]
    assert lagging.shortfall.tolist() == pytest.approx([3.5, 1.0])
    assert np.isnan(lagging.share).all()
    assert lagging.deciding == 0
    assert deciding(results, found).parts == ()


def test_thresholds_and_labels_are_the_plans():
    settings = with_texts(PUBLISHED, {"evaluation thresholds": "1.2; 1", "evaluation fast label": "超前"})
    found, results = evaluated(GDP, {2025: 100.0, 2027: at_pace(1.1)}, "200", settings=settings)
    assert found.graded(0) is ON
    assert found.steps == GradeSteps(1.2, 1.0)
    said = counts_told(found.counts(), results.plan.status_settings, "zh")
    assert said == "1 项目标：提前实现 0，超前 0，基本符合预期 1，滞后于预期 0"
    none, results = evaluated(GDP, {2025: 100.0}, "200")
    english = counts_told(none.counts(), results.plan.status_settings, "en")
    assert english == "1 target: met early 0, ahead 0, as expected 0, behind 0, missing value 1"


def test_a_kept_evaluation_stays_and_tells_what_turned():
    found, results = evaluated(GDP, {2025: 100.0, 2027: at_pace(1.0)}, "200")
    kept = kept_evaluation(results, found, "中期", "基准", "2027-12-31")
    assert kept_counts(kept.grades)[ON] == 1
    assert kept.grades[0].observed == pytest.approx(at_pace(1.0))
    assert kept_settings(kept).grades == GradeSteps(1.05, 0.95)
    later, results = evaluated(GDP, {2025: 100.0, 2027: at_pace(0.5)}, "200")
    now = kept_evaluation(results, later, "现在", "基准", "2028-01-31")
    (turned,) = turned_grades(kept, now)
    assert (turned.before, turned.after) == (ON, BEHIND)
    assert kept_status(now.grades[0]) is Status.ORANGE
    gone = turned_grades(kept, replace(now, grades=()))
    assert [(one.before, one.after) for one in gone] == [(ON, None)]
    assert not turned_grades(kept, kept)


@given(
    figures=st.lists(st.floats(1, 1000), min_size=3, max_size=3),
    aim=st.floats(1, 1000),
    down=st.booleans(),
    kind=st.sampled_from([Kind.LEVEL, Kind.RATIO]),
)
def test_the_colour_is_the_paces_and_the_grade_agrees_with_it(figures, aim, down, kind):
    indicator = Indicator("x", "某量", kind=kind, direction=Direction.DOWN if down else Direction.UP)
    base, between, now = figures
    found, results = evaluated(indicator, {2025: base, 2026: between, 2027: now}, f"{aim:.3f}")
    pace = judge(results, "基准", 2027, Rule.PACE)
    assert found.status[0] == pace.status[0]
    grade = found.graded(0)
    if grade in (AHEAD, FAST, ON):
        assert found.status[0] == Status.BLUE
    else:
        assert found.status[0] != Status.BLUE
        assert found.pace[0] < 0.95


@given(added=st.floats(0.1, 500), year=st.sampled_from([2026, 2027]))
def test_live_is_as_computed_anew(added, year):
    before = computed({("市", "gdp"): {2025: 100.0, 2026: 110.0}}, [stated(GDP, "200")], indicators=[GDP])
    made = before.plan.with_observations([(SeriesKey("市", "", "gdp"), year, added)])
    document = new_document(before.plan)
    amended = replace(document, plan=made)
    live, anew = evaluate(update(before, amended), "基准", 2027), evaluate(compute(amended), "基准", 2027)
    for name in ("grade", "pace", "observed", "expected", "status"):
        np.testing.assert_array_equal(getattr(live, name), getattr(anew, name))


@given(steps=st.lists(ASSUMPTIONS, min_size=1, max_size=6), year=st.sampled_from([2020, 2021, 2023, 2025]))
def test_of_levels_an_assumption_moves_nothing_but_what_is_expected(steps, year):
    session = opened()
    # the year is one with actuals or one without
    taken(session, ("observe", ("甲", "gdp"), 2021, 50.0))
    found = {name: evaluate(session.results, name, year) for name in ("基准", "攻坚")}
    for step in steps:
        change = taken(session, step)
        for name, before in found.items():
            table = session.results.scenarios[name].targets
            at = before.positions
            if change is None or table is not change.before.scenarios[name].targets:
                found[name] = evaluate(session.results, name, year)
                continue
            places = np.flatnonzero(change.touched[table.row[at]] & ~table.is_measured[at])
            again, anew = (
                expected_again(session.results, before, places),
                evaluate(session.results, name, year),
            )
            levels = ~table.is_measured[at]
            for one in fields(Evaluation):
                array = getattr(anew, one.name)
                if isinstance(array, np.ndarray):
                    np.testing.assert_array_equal(getattr(again, one.name)[levels], array[levels], one.name)
            found[name] = anew
