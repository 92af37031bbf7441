"""Colours that turned because the past was revised, and those that turned because time has passed: the help's worked example."""

from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.engine.projection.update import compute, update
from npfdesk.engine.revisions import RevisionStudy, rows_behind
from npfdesk.engine.targets.judgement import judge
from npfdesk.engine.vintages import as_known
from npfdesk.plan.document import new_document
from npfdesk.plan.edit_labels import set_assumptions, set_observations
from npfdesk.plan.kinds import RollUp
from npfdesk.plan.methods import Method
from npfdesk.plan.regions import Region
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey, SeriesKey
from npfdesk.plan.status_rules import Rule
from npfdesk.plan.statuses import Status
from npfdesk.plan.vintages import Vintage, VintageKey
from tests import plans

CITY, JOBS = SeriesKey("市", "", "output"), SeriesKey("市", "", "jobs")
DATA = {
    CITY: {2020: 100.0, 2021: 110.0, 2022: 110.0, 2023: 133.1},
    JOBS: {2020: 100.0, 2021: 110.0, 2022: 121.0, 2023: 121.0},
}
VINTAGES = {
    VintageKey(CITY, 2022, "2023-01-20"): Vintage(121.0, "flash"),
    VintageKey(CITY, 2022, "2023-09-30"): Vintage(110.0, "annual", "普查修订"),
    VintageKey(CITY, 2023, "2024-01-25"): Vintage(133.1, "flash"),
}


def document(**more):
    made = plans.plan(
        DATA,
        targets=[plans.target(CITY, "161.05"), plans.target(JOBS, "161.05")],
        **more,
    )
    return new_document(made.with_vintages(MappingProxyType(VINTAGES)))


def turned(days, made=None, present=False, rule=Rule.PACE):
    made = made or document()
    return RevisionStudy(days, present).of(made, compute(made), rule)


def colours(found, series):
    position = next(at for at, key in enumerate(found.table.keys) if key.series == series)
    return [Status(one) for one in found.statuses[:, position].tolist()], position


def test_the_worked_example_turns_by_revision_and_back_by_time():
    found = turned(("2023-06-30", "2024-02-01"))
    assert found.years == (2022, 2023)
    seen, at = colours(found, CITY)
    assert seen == [Status.BLUE, Status.ORANGE, Status.BLUE]
    assert (found.by_revision[at], found.by_time[at]) == (True, True)
    (revised,) = found.revised_figures(at)
    assert (revised.series, revised.year, revised.before, revised.after) == (CITY, 2022, 121.0, 110.0)
    assert revised.vintage is not None
    assert revised.vintage.note == "普查修订"
    (new,) = found.new_figures(at)
    assert (new.year, new.after) == (2023, 133.1)
    assert np.isnan(new.before)
    assert new.vintage == Vintage(133.1, "flash")


def test_what_was_not_revised_turns_by_time_alone():
    found = turned(("2023-06-30", "2024-02-01"))
    seen, at = colours(found, JOBS)
    # 10 % a year by 2022, (121 / 100)^(1/3) - 1 = 6.6 % by 2023, R = 0.66
    assert seen == [Status.BLUE, Status.BLUE, Status.YELLOW]
    assert (found.by_revision[at], found.by_time[at]) == (False, True)
    assert found.revised_figures(at) == ()
    (new,) = found.new_figures(at)
    assert (new.year, new.after, new.vintage) == (2023, 121.0, None)


def test_between_days_of_one_year_only_the_past_can_turn_a_colour():
    found = turned(("2023-06-30", "2023-10-01"))
    assert found.years == (2022, 2022)
    assert colours(found, CITY)[0] == [Status.BLUE, Status.ORANGE, Status.ORANGE]
    assert not found.by_time.any()


def test_today_is_the_plan_as_it_stands():
    made = document()
    results = compute(made)
    found = RevisionStudy(("2023-06-30", "2024-02-01"), present=True).of(made, results, Rule.PACE)
    assert found.present is results


def test_a_formula_and_a_roll_up_name_the_figures_that_they_read():
    ratio = SeriesKey("市", "", "ratio")
    child = SeriesKey("县", "", "jobs")
    data = {
        CITY: DATA[CITY],
        child: {2020: 100.0, 2021: 100.0, 2022: 100.0},
        JOBS: {},
        ratio: {},
    }
    made = plans.plan(
        data,
        indicators=[
            plans.Indicator("output", "产值", rollup=RollUp.SUM),
            plans.Indicator("jobs", "就业", rollup=RollUp.SUM),
            plans.Indicator("ratio", "人均产值", formula=plans.formula("output / jobs")),
        ],
        regions=[Region("市", "市"), Region("县", "县", parent="市")],
        targets=[plans.target(ratio, "1.6105")],
    )
    made = new_document(made.with_vintages(MappingProxyType(VINTAGES)))
    results = compute(made)
    assert {results.plan.series[row] for row in rows_behind(results, made.active, 0)} == {
        ratio,
        CITY,
        JOBS,
        child,
    }
    found = turned(("2023-06-30", "2023-10-01"), made)
    assert [one.series for one in found.revised_figures(0)] == [CITY]


def test_what_a_target_is_held_against_is_behind_it_too():
    province, other = SeriesKey("全省", "", "output"), SeriesKey("邻市", "", "output")
    data = {CITY: DATA[CITY], province: DATA[CITY], other: DATA[CITY]}
    regions = [
        Region("市", "市"),
        Region("全省", "全省", benchmark=True),
        Region("邻市", "邻市", benchmark=True),
    ]
    for words, expected in (
        ("高于全省平均", {CITY, province}),
        ("保持全省前三", {CITY, other}),
        ("161", {CITY}),
    ):
        made = plans.plan(data, regions=regions, targets=[plans.target(CITY, words)])
        results = compute(new_document(made))
        assert {made.series[row] for row in rows_behind(results, "基准", 0)} == expected, words


def test_another_region_in_a_formula_is_behind_it():
    gap = SeriesKey("市", "", "gap")
    made = plans.plan(
        {CITY: DATA[CITY], SeriesKey("县", "", "output"): {2020: 1.0}, gap: {}},
        indicators=[
            plans.Indicator("output", "产值"),
            plans.Indicator("gap", "差", formula=plans.formula('output - at("县", output)')),
        ],
        regions=[Region("市", "市"), Region("县", "县")],
        targets=[plans.target(gap, "60")],
    )
    results = compute(new_document(made))
    assert {made.series[row].region for row in rows_behind(results, "基准", 0)} == {"市", "县"}


@pytest.mark.parametrize("rule", list(Rule))
def test_each_state_is_the_plan_as_known_judged_by_the_rule(rule):
    made = document()
    found = turned(("2023-06-30", "2024-02-01"), made, rule=rule)
    for day, year, place in (("2023-06-30", 2022, 0), ("2024-02-01", 2023, 2)):
        alone = compute(new_document(as_known(made.plan, day)))
        np.testing.assert_equal(found.statuses[place], judge(alone, made.active, year, rule).status)


def test_years_are_kept_to_those_of_the_plan():
    found = turned(("2001-01-01", "2099-01-01"))
    assert found.years == (2016, 2030)
    assert colours(found, CITY)[0][0] is Status.GREY


@given(
    st.lists(
        st.tuples(st.sampled_from([CITY, JOBS]), st.integers(2020, 2024), st.integers(50, 200)), max_size=4
    ),
    st.floats(0, 12),
)
def test_following_edits_is_working_it_out_anew(edits, growth):
    made = document()
    results = compute(made)
    study = RevisionStudy(("2023-06-30", "2024-02-01"), present=False)
    study.of(made, results, Rule.PACE)
    steps = [set_observations(made, {(series, year): float(figure)}) for series, year, figure in edits]
    key = AssumptionKey("市", "*", "output")
    steps.append(set_assumptions(made, made.active, {key: Assumption(Method.GROWTH, growth)}))
    for step in steps:
        made = step.apply(made)
        results = update(results, made)
        followed = study.of(made, results, Rule.PACE)
    anew = turned(("2023-06-30", "2024-02-01"), made)
    np.testing.assert_equal(followed.statuses, anew.statuses)
