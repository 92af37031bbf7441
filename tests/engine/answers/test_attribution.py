"""Tornado, waterfalls and comparisons: hand-worked figures, exact sums, every bar a real recompute."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

from npfdesk.engine.answers.alternatives import Outcome, shifted_assumption
from npfdesk.engine.answers.attribution import Part, by_factor, by_industry, by_lever, by_region
from npfdesk.engine.answers.scenario_comparison import DifferenceKind, compare
from npfdesk.engine.projection.update import compute
from npfdesk.engine.uncertainty.sensitivity import tornado
from npfdesk.plan.document import new_document
from npfdesk.plan.model import LeverEffect
from npfdesk.plan.series import AssumptionKey, SeriesKey
from tests.engine.uncertainty.test_monte_carlo import rich
from tests.plans import (
    Assumption,
    Indicator,
    Industry,
    Kind,
    Method,
    Region,
    RollUp,
    formula,
    plan,
    scenario,
    target,
)

ANY = "*"
REGIONS = [Region("city", "city"), Region("a", "a", parent="city"), Region("b", "b", parent="city")]
DATA = {("city", "", "x"): {}, ("a", "", "x"): {2020: 100.0}, ("b", "", "x"): {2020: 200.0}}
CITY = SeriesKey("city", "", "x")


def answered(assumptions, intensities=None, **named):
    named = {"data": DATA, "regions": REGIONS, **named}
    made = plan(scenarios=[scenario("s", assumptions=assumptions, intensities=intensities)], **named)
    return compute(new_document(made))


def test_steps_that_stay_are_taken_over():
    growth = {AssumptionKey(ANY, ANY, "x"): Assumption(Method.GROWTH, 5.0)}
    before = by_region(answered(growth), "s", CITY, 2020, 2025)
    results = answered(growth | {AssumptionKey("b", "", "x"): Assumption(Method.GROWTH, 9.0)})
    after = by_region(results, "s", CITY, 2020, 2025, before)
    assert after == by_region(results, "s", CITY, 2020, 2025)
    assert after.steps[0] is before.steps[0]
    assert after.steps[1].amount > before.steps[1].amount


def test_moving_an_assumption_moves_its_figures_by_year_too():
    row = Assumption(Method.GROWTH, 5.0, by_year=((2022, 7.0),))
    assert shifted_assumption(row, 6.5) == Assumption(Method.GROWTH, 6.5, by_year=((2022, 8.5),))
    assert shifted_assumption(replace(row, value=None), 6.5).by_year == ((2022, 7.0),)


def test_a_tornado_by_own_ranges():
    results = answered(
        {
            ("a", ANY, "x"): Assumption(Method.STEP, 10.0, low=4.0, high=12.0),
            ("b", ANY, "x"): Assumption(Method.STEP, 10.0, high=11.0),
        }
    )
    found = tornado(results, "s", Outcome(CITY, 2025))
    # 300 + 5 x 20 = 400; a: -30, +10; b: 0, +5
    assert found.base == 400
    assert [(bar.row.key.region, bar.low, bar.high) for bar in found.bars] == [
        ("a", 370, 410),
        ("b", 400, 405),
    ]
    assert [(bar.low_input, bar.input, bar.high_input) for bar in found.bars] == [(4, 10, 12), (10, 10, 11)]
    assert found.bars[0].width == 40


def test_a_tornado_by_a_common_step_needs_no_ranges():
    results = answered(
        {("a", ANY, "x"): Assumption(Method.STEP, 10.0), ("b", ANY, "x"): Assumption(Method.HOLD)}
    )
    found = tornado(results, "s", Outcome(CITY, 2025), step=2.0)
    assert [(bar.low, bar.high) for bar in found.bars] == [(340, 360)]
    assert [row.key.region for row in found.unmoved] == ["b"]
    assert [row.key.region for row in tornado(results, "s", Outcome(CITY, 2025)).unmoved] == ["a", "b"]


def test_a_tornado_leaves_out_what_the_figure_cannot_depend_on():
    results = answered(
        {(code, ANY, "x"): Assumption(Method.STEP, 10.0, low=4.0, high=12.0) for code in ("a", "b")}
    )
    found = tornado(results, "s", Outcome(SeriesKey("a", "", "x"), 2025))
    assert [bar.row.key.region for bar in found.bars] == ["a"]
    with pytest.raises(KeyError):
        tornado(results, "s", Outcome(SeriesKey("z", "", "x"), 2025))


def test_a_trend_moves_by_whole_years():
    results = answered(
        {("a", ANY, "x"): Assumption(Method.TREND, 3.0, low=1.2, high=4.4)},
        data={("a", "", "x"): {2016: 50.0, 2018: 70.0, 2019: 100.0, 2020: 110.0}},
        regions=[Region("a", "a")],
    )
    bar = tornado(results, "s", Outcome(SeriesKey("a", "", "x"), 2021)).bars[0]
    assert (bar.low_input, bar.high_input) == (2.0, 4.0)
    assert bar.low == pytest.approx(121.0)
    assert bar.high == pytest.approx(110 * (110 / 50) ** 0.25)


LEVERS = [
    LeverEffect("AI", "技术", "x", 2.0),
    LeverEffect("绿色", "环保", "x", 1.0),
    LeverEffect("别的", "环保", "y", 1.0),
]
HALF = {("AI", ANY, ANY): {2021: 50.0}, ("绿色", "a", ANY): {2021: 80.0}}
STEPS = {(ANY, ANY, "x"): Assumption(Method.STEP, 10.0)}
# a score moves in points, so that what levers add to its steps adds up
SCORE = [Indicator("x", "x", kind=Kind.INDEX, rollup=RollUp.SUM)]


def test_a_tornado_moves_levers_from_none_to_full():
    results = answered(STEPS, HALF, levers=LEVERS, indicators=SCORE)
    bars = {bar.lever: bar for bar in tornado(results, "s", Outcome(CITY, 2025)).bars}
    # steps: AI 2 x 0.5 = 1 in a and b, green 0.8 in a: 300 + 5 (20 + 2 + 0.8) = 414
    assert set(bars) == {"AI", "绿色"}
    assert (bars["AI"].low, bars["AI"].high) == (pytest.approx(404), pytest.approx(424))
    # green at 100 % everywhere: 300 + 5 (20 + 2 + 2) = 420
    assert (bars["绿色"].low, bars["绿色"].high) == (pytest.approx(410), pytest.approx(420))
    by_step = {
        bar.lever: bar for bar in tornado(results, "s", Outcome(CITY, 2025), step=30.0).bars if bar.lever
    }
    # AI at 20 and 80 %; green in a at 50 and 100 % (110 is cut)
    assert (by_step["AI"].low, by_step["AI"].high) == (pytest.approx(408), pytest.approx(420))
    assert (by_step["绿色"].low, by_step["绿色"].high) == (pytest.approx(412.5), pytest.approx(415))


def test_a_lever_that_is_not_used_yet_can_be():
    results = answered(STEPS, {}, levers=LEVERS, indicators=SCORE)
    bar = next(bar for bar in tornado(results, "s", Outcome(CITY, 2025)).bars if bar.lever == "AI")
    assert (bar.low, bar.high) == (400, pytest.approx(420))
    bar = next(bar for bar in tornado(results, "s", Outcome(CITY, 2025), step=10.0).bars if bar.lever == "AI")
    assert (bar.low, bar.high) == (400, pytest.approx(402))


def test_a_waterfall_by_region_sums_and_tells_the_rest():
    rows = {("a", ANY, "x"): Assumption(Method.STEP, 10.0), ("b", ANY, "x"): Assumption(Method.STEP, -2.0)}
    found = by_region(answered(rows), "s", CITY, 2020, 2025)
    assert (found.start, found.end) == (300, 340)
    assert [(step.part, step.code, step.amount) for step in found.steps] == [
        (Part.REGION, "a", 50),
        (Part.REGION, "b", -10),
    ]
    own = {**DATA, ("city", "", "x"): {2020: 500.0}}
    rows[("city", ANY, "x")] = Assumption(Method.STEP, 100.0)
    found = by_region(answered(rows, data=own), "s", CITY, 2020, 2025)
    assert [(step.part, step.amount) for step in found.steps][-1] == (Part.REST, 460)
    assert found.start + sum(step.amount for step in found.steps) == found.end
    # a county has no children: all is rest
    alone = by_region(answered(rows), "s", SeriesKey("a", "", "x"), 2020, 2025)
    assert [(step.part, step.amount) for step in alone.steps] == [(Part.REST, 50)]


def test_a_child_without_figures_is_named():
    data = {**DATA, ("city", "", "x"): {2020: 1.0}, ("b", "", "x"): {}}
    found = by_region(answered(STEPS, data=data), "s", CITY, 2020, 2025)
    assert found.missing == ("b",)


def test_a_waterfall_of_a_weighted_mean():
    indicators = [
        Indicator("x", "x", kind=Kind.RATIO, rollup=RollUp.MEAN, weight="w"),
        Indicator("w", "w", rollup=RollUp.SUM),
    ]
    data = {
        ("city", "", "x"): {}, ("a", "", "x"): {2020: 10.0}, ("b", "", "x"): {2020: 20.0},
        ("a", "", "w"): {2020: 100.0}, ("b", "", "w"): {2020: 100.0},
    }  # fmt: skip
    rows = {("a", ANY, "x"): Assumption(Method.STEP, 1.0), ("b", ANY, "w"): Assumption(Method.STEP, 40.0)}
    found = by_region(answered(rows, data=data, indicators=indicators), "s", CITY, 2020, 2025)
    # X: 15 -> (15 x 100 + 20 x 300) / 400 = 18.75. a: mean share 0.375 x 5 - 0.25 (12.5 - 16.875) = 2.96875,
    # b: 0.625 x 0 + 0.25 (20 - 16.875) = 0.78125
    assert [step.amount for step in found.steps] == [pytest.approx(2.96875), pytest.approx(0.78125)]
    assert found.end - found.start == pytest.approx(3.75)


def test_a_waterfall_by_industry():
    data = {
        ("city", "", "x"): {2020: 100.0},
        ("city", "steel", "x"): {2020: 30.0},
        ("city", "wire", "x"): {2020: 10.0},
        ("city", "cloth", "x"): {2020: 50.0},
    }
    industries = [
        Industry("steel", "steel"),
        Industry("wire", "wire", parent="steel"),
        Industry("cloth", "cloth"),
    ]
    rows = {
        ("city", "", "x"): Assumption(Method.STEP, 10.0),
        ("city", "steel", "x"): Assumption(Method.STEP, 4.0),
        ("city", "wire", "x"): Assumption(Method.STEP, 3.0),
        ("city", "cloth", "x"): Assumption(Method.STEP, 5.0),
    }
    results = answered(rows, data=data, industries=industries, regions=[Region("city", "city")])
    found = by_industry(results, "s", CITY, 2020, 2025)
    assert [(step.part, step.code, step.amount) for step in found.steps] == [
        (Part.INDUSTRY, "steel", 20),
        (Part.INDUSTRY, "cloth", 25),
        (Part.REST, "", 5),
    ]
    below = by_industry(results, "s", SeriesKey("city", "steel", "x"), 2020, 2025)
    assert [(step.code, step.amount) for step in below.steps] == [("wire", 15), ("", 5)]


def test_ratios_are_no_sums():
    indicators = [Indicator("x", "x", kind=Kind.RATIO)]
    rows = {("city", ANY, "x"): Assumption(Method.STEP, 1.0)}
    data = {
        ("city", "", "x"): {2020: 10.0},
        ("city", "steel", "x"): {2020: 10.0},
        ("a", "", "x"): {2020: 3.0},
    }
    results = answered(rows, data=data, indicators=indicators, industries=[Industry("steel", "steel")])
    for found in (by_region(results, "s", CITY, 2020, 2025), by_industry(results, "s", CITY, 2020, 2025)):
        assert [(step.part, step.amount) for step in found.steps] == [(Part.REST, 5)]


def test_a_waterfall_by_lever_without_synergy_is_what_each_does_alone():
    found = by_lever(answered(STEPS, HALF, levers=LEVERS, indicators=SCORE), "s", CITY, 2020, 2025)
    assert [(step.part, step.code, pytest.approx(step.amount)) for step in found.steps] == [
        (Part.MOMENTUM, "", 100),
        (Part.LEVER, "AI", 10),
        (Part.LEVER, "绿色", 4),
    ]
    assert found.start + sum(step.amount for step in found.steps) == pytest.approx(found.end, abs=1e-9)


def test_synergy_is_shared_between_the_levers_that_make_it():
    intensities = {("AI", ANY, ANY): {2021: 50.0}, ("绿色", ANY, ANY): {2021: 50.0}}
    levers = [LeverEffect("AI", "技术", "x", 2.0), LeverEffect("绿色", "环保", "x", 2.0)]
    found = by_lever(
        answered(STEPS, intensities, levers=levers, indicators=SCORE, synergy=0.5), "s", CITY, 2020, 2025
    )
    # alone D = 0, so either gives 1 a year; together u = 0.5 twice: C = 1, T = 0.5, D = sqrt(0.5):
    # gain 2 (1 + 0.5 sqrt(0.5)) a year in two regions for five years
    whole = 2 * 5 * 2 * (1 + 0.5 * np.sqrt(0.5))
    assert [step.amount for step in found.steps[1:]] == [pytest.approx(whole / 2), pytest.approx(whole / 2)]


def test_a_waterfall_by_factor_sums_exactly():
    indicators = [Indicator(code, code, rollup=RollUp.SUM) for code in ("firms", "out", "va")]
    data = {
        ("city", "", code): {2020: figure}
        for code, figure in (("firms", 100.0), ("out", 200.0), ("va", 50.0))
    }
    rows = {
        ("city", ANY, code): Assumption(Method.VALUES, by_year=((2025, figure),))
        for code, figure in (("firms", 121.0), ("out", 484.0), ("va", 96.8))
    }
    results = answered(rows, data=data, indicators=indicators, regions=[Region("city", "city")])
    found = by_factor(results, "s", "city", "", ("firms", "out", "va"), 2020, 2025)
    mean = 46.8 / np.log(96.8 / 50)
    assert [(step.code, step.amount) for step in found.steps] == [
        ("firms", pytest.approx(mean * np.log(1.21))),
        ("out", pytest.approx(mean * np.log(2))),
        ("va", pytest.approx(mean * np.log(0.8))),
    ]
    assert found.start + sum(step.amount for step in found.steps) == pytest.approx(found.end, abs=1e-12)
    with pytest.raises(KeyError):
        by_factor(results, "s", "city", "", ("firms", "nothing"), 2020, 2025)


def two(first, second, intensities=None, own=None, **named):
    made = plan(
        **{"data": DATA, "regions": REGIONS, **named},
        scenarios=[
            scenario("one", assumptions=first),
            scenario("other", "one", assumptions=second, intensities=intensities, targets=own),
        ],
    )
    return compute(new_document(made))


def test_two_scenarios_differ_in_rows_levers_and_targets():
    results = two(
        {(ANY, ANY, "x"): Assumption(Method.STEP, 10.0), ("b", ANY, "x"): Assumption(Method.TARGET)},
        {("a", ANY, "x"): Assumption(Method.STEP, 14.0)},
        {("AI", ANY, ANY): {2021: 50.0}},
        [target(("b", "", "x"), "450")],
        targets=[target(("b", "", "x"), "300")],
        levers=LEVERS,
        indicators=SCORE,
    )
    found = compare(results, "one", "other", Outcome(CITY, 2025))
    # the first comes to 150 and 300, the other to 100 + 5 (14 + 1) and 450
    assert (found.before, found.after) == (450, 625)
    did = {(one.kind, one.before.key.region if one.before else one.lever): one for one in found.differences}
    assert did[DifferenceKind.ASSUMPTION, ANY].amount == pytest.approx(20)
    assert did[DifferenceKind.ASSUMPTION, ANY].after.key.region == "a"
    assert did[DifferenceKind.LEVER, "AI"].amount == pytest.approx(5)
    assert did[DifferenceKind.TARGETS, ""].amount == pytest.approx(150)
    assert did[DifferenceKind.TARGETS, ""].series == (SeriesKey("b", "", "x"),)
    assert sum(one.amount for one in found.differences) == pytest.approx(175)
    assert found.exact
    assert found.cells[1, 9] == 25
    back = compare(results, "other", "one", Outcome(CITY, 2025))
    assert sum(one.amount for one in back.differences) == pytest.approx(-175)


def test_interacting_differences_share_what_they_do_together():
    # output per firm times firms: both raised, the product's cross term is halved
    indicators = [Indicator("f", "f"), Indicator("p", "p"), Indicator("x", "x", formula=formula("f * p"))]
    data = {("city", "", "f"): {2020: 10.0}, ("city", "", "p"): {2020: 5.0}, ("city", "", "x"): {}}
    named = {"data": data, "indicators": indicators, "regions": [Region("city", "city")]}
    results = two(
        {},
        {(ANY, ANY, "f"): Assumption(Method.STEP, 1.0), (ANY, ANY, "p"): Assumption(Method.STEP, 2.0)},
        **named,
    )
    found = compare(results, "one", "other", Outcome(CITY, 2021))
    # 50 -> 11 x 7 = 77: f alone 5, p alone 20, together 2 more
    assert {one.after.key.indicator: one.amount for one in found.differences} == {
        "p": pytest.approx(21),
        "f": pytest.approx(6),
    }


def test_what_the_figure_cannot_depend_on_did_nothing_and_equal_scenarios_do_not_differ():
    results = two(
        {(ANY, ANY, "x"): Assumption(Method.STEP, 10.0)}, {("b", ANY, "x"): Assumption(Method.STEP, 12.0)}
    )
    found = compare(results, "one", "other", Outcome(SeriesKey("a", "", "x"), 2025))
    assert [one.amount for one in found.differences] == [0.0]
    same = compare(results, "one", "one", Outcome(CITY, 2025))
    assert same.differences == ()
    assert (same.cells[np.isfinite(same.cells)] == 0).all()


def test_a_rich_plan_adds_up_whatever_differs():
    made = rich()
    rows = {
        AssumptionKey("a", ANY, "out"): Assumption(Method.STEP, 3.0),
        AssumptionKey(ANY, ANY, "rate"): Assumption(Method.GROWTH, 2.0),
        AssumptionKey("b", ANY, "firms"): Assumption(Method.TARGET),
    }
    other = replace(
        made.scenarios[0],
        id="t",
        name="t",
        parent="s",
        assumptions=MappingProxyType(rows),
        intensities=MappingProxyType({}),
    )
    results = compute(new_document(replace(made, scenarios=(made.scenarios[0], other))))
    for series in (SeriesKey("city", "", "out"), SeriesKey("city", "", "rate"), SeriesKey("a", "", "pace")):
        found = compare(results, "s", "t", Outcome(series, 2028))
        assert sum(one.amount for one in found.differences) == pytest.approx(found.after - found.before)
        waterfall = by_lever(results, "s", series, 2020, 2028)
        if np.isfinite(waterfall.start):
            gone = waterfall.start + sum(step.amount for step in waterfall.steps)
            assert gone == pytest.approx(waterfall.end)
