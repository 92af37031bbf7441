"""Inheritance, roll-ups, formulas and the one rule of recompute."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.engine.audit import audit
from npfdesk.engine.projection.scenario_paths import Origin
from npfdesk.engine.projection.update import compute, update
from npfdesk.plan.document import new_document
from npfdesk.plan.edit_labels import scenario_removed, set_assumptions
from npfdesk.plan.edits import (
    ChangeScenario,
    RemoveScenario,
    SetAssumptions,
    SetLeverIntensities,
    SetObservations,
    SetSpillover,
    SetTargets,
)
from npfdesk.plan.history import History
from npfdesk.plan.scenarios import LeverIntensities
from npfdesk.plan.series import AssumptionKey, LeverIntensityKey, SeriesKey
from npfdesk.plan.spillover import Basis, Spillover
from npfdesk.plan.target_text import parse_target
from tests.plans import (
    Assumption,
    Indicator,
    Industry,
    Kind,
    LeverEffect,
    Method,
    Region,
    RollUp,
    document,
    formula,
    scenario,
    target,
)

COUNTIES = [Region("市", "市"), Region("甲", "甲", parent="市"), Region("乙", "乙", parent="市")]


def value(results, series, year, name="基准"):
    plan = results.plan
    return results.scenarios[name].values[plan.row[series], plan.column(year)]


def test_who_wins_within_one_scenario_and_over_the_chain():
    data = {
        ("甲", "", "x"): {2020: 100.0},
        ("甲", "芯", "x"): {2020: 100.0},
        ("乙", "芯", "x"): {2020: 100.0},
    }
    growth = {
        ("*", "*", "x"): 1.0,
        ("*", "芯", "x"): 2.0,
        ("甲", "*", "x"): 3.0,
        ("甲", "", "x"): 4.0,
    }
    parent = scenario("父", assumptions={key: Assumption(Method.GROWTH, one) for key, one in growth.items()})
    child = scenario("子", "父", assumptions={("乙", "*", "x"): Assumption(Method.GROWTH, 9.0)})
    grandchild = scenario("孙", "子", assumptions={("*", "*", "x"): Assumption(Method.GROWTH, 20.0)})
    results = compute(
        document(
            data,
            regions=COUNTIES,
            industries=[Industry("芯", "芯")],
            scenarios=[parent, child, grandchild],
            horizon=2021,
        )
    )
    assert value(results, ("甲", "", "x"), 2021, "父") == pytest.approx(104)
    assert value(results, ("甲", "芯", "x"), 2021, "父") == pytest.approx(103), (
        "a region's row beats an industry's"
    )
    assert value(results, ("乙", "芯", "x"), 2021, "父") == pytest.approx(102)
    assert value(results, ("乙", "芯", "x"), 2021, "子") == pytest.approx(109)
    for series in data:
        assert value(results, series, 2021, "孙") == pytest.approx(120), (
            "a later layer replaces an earlier one whole"
        )
    winner = results.scenarios["子"].inputs.assumption_of(results.plan.row["甲", "", "x"])
    assert (winner.scenario, winner.key) == ("父", AssumptionKey("甲", "", "x"))


def test_removing_a_scenario_moves_no_path_of_its_children():
    data = {
        ("甲", "", "x"): {2020: 100.0},
        ("甲", "芯", "x"): {2020: 100.0},
        ("乙", "芯", "x"): {2020: 100.0},
    }
    grow = lambda figure: Assumption(Method.GROWTH, figure)  # noqa: E731
    opened = document(
        data,
        regions=COUNTIES,
        industries=[Industry("芯", "芯")],
        scenarios=[
            scenario("父", assumptions={("*", "*", "x"): grow(1.0)}),
            scenario("子", "父", assumptions={("甲", "*", "x"): grow(3.0), ("乙", "芯", "x"): grow(4.0)}),
            scenario("孙", "子", assumptions={("*", "芯", "x"): grow(5.0)}),
        ],
    )
    before = compute(opened)
    after = compute(RemoveScenario("子", scenario_removed("子")).apply(opened))
    np.testing.assert_array_equal(before.scenarios["孙"].values, after.scenarios["孙"].values)


def test_a_sum_stands_in_where_the_parent_has_no_value_and_says_how_many():
    data = {("市", "", "x"): {}, ("甲", "", "x"): {2020: 1.0}, ("乙", "", "x"): {2020: 2.0, 2019: 1.0}}
    results = compute(document(data, regions=[*COUNTIES, Region("丙", "丙", parent="市")], horizon=2022))
    answer = results.scenarios["基准"]
    assert value(results, ("市", "", "x"), 2022) == 3.0
    assert answer.origin[0, -1] == Origin.ROLLED_UP
    assert answer.covered[0].tolist() == [2, 3]
    assert np.isnan(value(results, ("市", "", "x"), 2019)), "a child without a figure leaves the year empty"


def test_a_parents_own_path_stands_and_the_roll_up_beside_it():
    data = {("市", "", "x"): {2020: 10.0}, ("甲", "", "x"): {2020: 1.0}, ("乙", "", "x"): {2020: 2.0}}
    results = compute(document(data, regions=COUNTIES))
    assert value(results, ("市", "", "x"), 2020) == 10.0
    assert results.scenarios["基准"].rollup[0, results.plan.column(2020)] == 3.0


def test_roll_ups_go_up_level_by_level():
    regions = [Region("省", "省"), Region("市", "市", parent="省"), Region("县", "县", parent="市")]
    data = {("省", "", "x"): {}, ("市", "", "x"): {}, ("县", "", "x"): {2020: 5.0}}
    assert value(compute(document(data, regions=regions)), ("省", "", "x"), 2020) == 5.0


def test_a_mean_is_weighted_and_a_missing_weight_leaves_it_empty():
    indicators = [
        Indicator("r", "r", kind=Kind.RATIO, rollup=RollUp.MEAN, weight="w"),
        Indicator("w", "w", rollup=RollUp.SUM),
    ]
    data = {
        ("市", "", "r"): {},
        ("甲", "", "r"): {2020: 10.0, 2019: 1.0},
        ("乙", "", "r"): {2020: 20.0, 2019: 1.0},
        ("甲", "", "w"): {2020: 1.0, 2019: 1.0},
        ("乙", "", "w"): {2020: 3.0},
    }
    results = compute(document(data, regions=COUNTIES, indicators=indicators))
    assert value(results, ("市", "", "r"), 2020) == pytest.approx(17.5)
    assert np.isnan(value(results, ("市", "", "r"), 2019))


def test_a_formula_is_computed_everywhere_and_never_assumed(sample_plan):
    results = compute(new_document(sample_plan))
    assert value(results, ("jinhua", "", "va_share"), 2020, "惯性") == pytest.approx(1555.07 / 4707 * 100)
    assert value(results, ("jinhua", "", "large_counties"), 2025, "规划") == 5.0
    assert value(results, ("jinhua", "", "new_firms_wuyi_panan"), 2025, "规划") == pytest.approx(308)
    assert (
        results.scenarios["惯性"].origin[results.plan.row["jinhua", "", "va_share"]].max() == Origin.FORMULA
    )


def test_where_a_formula_has_no_inputs_an_observed_figure_stands():
    indicators = [Indicator("a", "a"), Indicator("f", "f", formula=formula("a * 2"))]
    data = {("市", "", "a"): {2020: 2.0}, ("市", "", "f"): {2019: 3.0, 2020: 5.0}}
    results = compute(document(data, indicators=indicators))
    assert value(results, ("市", "", "f"), 2019) == 3.0
    assert value(results, ("市", "", "f"), 2020) == 4.0


def test_the_counties_of_jinhua_add_up_to_its_output_and_not_to_its_firms(sample_plan):
    results = compute(new_document(sample_plan))
    plan, answer = results.plan, results.scenarios["规划"]
    column = plan.column(2025)
    assert answer.rollup[plan.row["jinhua", "", "output"], column] == pytest.approx(8000)
    assert answer.rollup[plan.row["jinhua", "", "firms"], column] == pytest.approx(6600)


def test_the_audit_shows_the_printed_share_that_the_formula_does_not_give(sample_plan):
    findings = audit(compute(new_document(sample_plan)))
    assert findings[0].code == "base_differs_from_formula"
    assert findings[0].figures["printed"] == 33.1
    assert findings[0].figures["computed"] == pytest.approx(33.0374, abs=1e-4)
    assert "33.10" in findings[0].message("zh")


def test_an_amended_base_is_a_finding_beside_the_printed_one(sample_plan):
    opened = new_document(sample_plan.with_observations([(("jinhua", "", "firms"), 2020, 4600.0)]))
    assert "base_differs_from_data" in {finding.code for finding in audit(compute(opened))}


def test_a_target_that_counts_from_a_roll_up_is_settled_by_it():
    data = {("市", "", "x"): {}, ("甲", "", "x"): {2020: 1.0}, ("乙", "", "x"): {2020: 2.0}}
    results = compute(document(data, regions=COUNTIES, targets=[target(("市", "", "x"), "翻一番")]))
    assert results.scenarios["基准"].targets.figure.tolist() == [6.0]


SERIES = [
    (region, industry, code)
    for region in ("市", "甲", "乙")
    for industry in ("", "芯")
    for code in ("x", "r")
]


def _random_document():
    data = {series: {2018: 10.0 + place, 2020: 12.0 + place} for place, series in enumerate(SERIES)}
    data |= {
        ("市", "", "f"): {},
        ("市", "", "m"): {},
        ("甲", "", "m"): {2020: 3.0},
        ("乙", "", "m"): {2020: 4.0},
    }
    indicators = [
        Indicator("x", "x", rollup=RollUp.SUM),
        Indicator("r", "r", kind=Kind.RATIO),
        Indicator("f", "f", formula=formula("sum(x) / base(x) + prev(r)")),
        Indicator("m", "m", kind=Kind.RATIO, rollup=RollUp.MEAN, weight="x"),
    ]
    return document(
        data,
        regions=[replace(region, role="大县") for region in COUNTIES],
        industries=[Industry("芯", "芯", type="新兴")],
        indicators=indicators,
        targets=[target(("市", "", "x"), "40"), target(("甲", "芯", "x"), "新增5", year=2024)],
        levers=[LeverEffect("a", "技术", "x", 2.0, 1), LeverEffect("b", "政策", "r", 0.5)],
        multipliers={("大县", "技术"): 1.3},
        synergy=0.4,
        horizon=2026,
        scenarios=[
            scenario("父", assumptions={("*", "*", "x"): Assumption(Method.GROWTH, 5.0)}),
            scenario("子", "父", intensities={("a", "*", "*"): {2021: 50.0}, ("b", "*", "*"): {2022: 20.0}}),
            scenario("孙", "子", assumptions={("甲", "*", "r"): Assumption(Method.STEP, 1.0)}),
        ],
    )


figures = st.floats(-50, 200).map(lambda figure: round(figure, 2))
assumptions = st.one_of(
    st.none(),
    st.builds(
        Assumption,
        st.sampled_from(list(Method)),
        st.one_of(st.none(), figures),
        st.one_of(st.none(), st.integers(2018, 2030).map(float)),
        by_year=st.dictionaries(st.integers(2019, 2027), figures, max_size=3).map(
            lambda years: tuple(sorted(years.items()))
        ),
    ),
)
names = st.sampled_from(["父", "子", "孙"])
keys = st.builds(
    AssumptionKey,
    st.sampled_from(["*", "市", "甲", "乙", "别处"]),
    st.sampled_from(["*", "", "芯"]),
    st.sampled_from(["x", "r", "f", "m", "别的"]),
)
LABEL = scenario_removed("一步")
shares = st.sampled_from([0.0, 0.3, 1.0])
lags = st.integers(0, 3)
spillovers = st.one_of(
    st.none(),
    st.builds(Spillover, st.just(Basis.GROUP), shares, lags),
    st.builds(
        Spillover,
        st.just(Basis.DISTANCE),
        shares,
        lags,
        places=st.just((("甲", 0.0, 0.0), ("乙", 2.0, 0.0))),
    ),
    st.builds(
        Spillover, st.just(Basis.TYPED), shares, lags, table=st.just((("甲", "乙", 1.0), ("别处", "甲", 1.0)))
    ),
)
edits = st.one_of(
    st.builds(
        lambda parent: ChangeScenario("孙", LABEL, parent=parent, keep_parent=False),
        st.sampled_from(["父", "子", None]),
    ),
    st.builds(SetSpillover, spillovers, st.just(LABEL)),
    st.builds(
        SetAssumptions, names, st.dictionaries(keys, assumptions, min_size=1, max_size=3), st.just(LABEL)
    ),
    st.builds(
        SetLeverIntensities,
        names,
        st.dictionaries(
            st.builds(
                LeverIntensityKey,
                st.sampled_from(["a", "b"]),
                st.sampled_from(["*", "甲"]),
                st.sampled_from(["*", ""]),
            ),
            st.one_of(
                st.none(),
                st.dictionaries(st.integers(2020, 2026), st.floats(0, 100), min_size=1, max_size=2).map(
                    lambda years: LeverIntensities(tuple(sorted(years.items())))
                ),
            ),
            min_size=1,
            max_size=2,
        ),
        st.just(LABEL),
    ),
    st.builds(
        SetObservations,
        st.dictionaries(
            st.tuples(
                st.sampled_from([*SERIES, ("市", "", "f")]).map(lambda one: SeriesKey(*one)),
                st.integers(2016, 2026),
            ),
            st.one_of(st.none(), figures),
            min_size=1,
            max_size=3,
        ),
        st.just(LABEL),
    ),
    st.builds(
        lambda text, year: SetTargets({(one := target(("市", "", "x"), text, year=year)).key: one}, LABEL),
        st.sampled_from(["50", "翻一番", "新增3", "—", "1-2"]),
        st.sampled_from([2025, 2030]),
    ),
)


def assert_same(one, other):
    for name, answer in one.scenarios.items():
        twin = other.scenarios[name]
        np.testing.assert_array_equal(answer.values, twin.values)
        np.testing.assert_array_equal(answer.origin, twin.origin)
        np.testing.assert_array_equal(answer.rollup, twin.rollup)
        np.testing.assert_array_equal(answer.gain, twin.gain)
        assert answer.targets.keys == twin.targets.keys
        for array in ("figure", "low", "high", "stretch", "sign", "own"):
            np.testing.assert_array_equal(getattr(answer.targets, array), getattr(twin.targets, array))
        for row in range(len(one.plan.series)):
            assert answer.inputs.assumption_of(row) == twin.inputs.assumption_of(row)
        # a row that answers for several series is one row, which is drawn and sought once
        used = [answer.inputs.rows[at][:2] for at in np.unique(answer.inputs.owner) if at >= 0]
        assert len(set(used)) == len(used)


@given(st.lists(edits, min_size=1, max_size=6))
def test_incremental_is_full_and_undo_goes_back_to_the_start(steps):
    begun = opened = _random_document()
    results = compute(opened)
    history = History()
    for edit in steps:
        after = edit.apply(opened)
        now = update(results, after)
        untouched = ~now.touched
        if not np.array_equal(after.plan.years, opened.plan.years):
            # a target beyond the last year makes years for every series
            assert now.touched.all()
        for name, answer in now.scenarios.items() if untouched.any() else ():
            np.testing.assert_array_equal(answer.values[untouched], results.scenarios[name].values[untouched])
        history, opened, results = history.push(edit, opened, after), after, now
        assert_same(results, compute(opened))
    while history.undo_label is not None:
        history, opened = history.undo()
        results = update(results, opened)
    assert opened is begun
    assert_same(results, compute(begun))


def test_an_edit_touches_its_series_and_what_reads_it_only():
    opened = _random_document()
    before = compute(opened)
    edit = set_assumptions(opened, "孙", {AssumptionKey("甲", "芯", "x"): Assumption(Method.GROWTH, 99.0)})
    after = update(before, edit.apply(opened))
    touched = {opened.plan.series[row] for row in np.flatnonzero(after.touched)}
    assert touched == {("甲", "芯", "x"), ("市", "芯", "x")}
    assert after.scenarios["父"].projection is before.scenarios["父"].projection


def test_an_own_target_of_a_scenario_stands_beside_the_plans():
    opened = _random_document()
    own = replace(target(("市", "", "x"), "99"), parsed=parse_target("99"))
    after = SetTargets({own.key: own}, LABEL, scenario="子").apply(opened)
    results = update(compute(opened), after)
    assert results.scenarios["子"].targets.own.tolist() == [True, False]
    assert results.scenarios["父"].targets.figure[0] == 40.0
    assert results.scenarios["孙"].targets.figure[0] == 99.0
