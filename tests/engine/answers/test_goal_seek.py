"""One parameter that reaches a target: closed forms, the engine's whole way, bounds, jumps, what cannot be asked."""

import math
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.engine.answers.goal_seek import seek
from npfdesk.engine.answers.roots import nearest
from npfdesk.engine.projection.update import compute
from npfdesk.engine.targets.required_pace import main_targets
from npfdesk.plan.answer_edits import GROWTH, STEP, Parameter, ParameterKind, set_parameter
from npfdesk.plan.document import new_document
from npfdesk.plan.problems import Problem
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.targets import Measure
from tests.engine.whole_paces import paces
from tests.plans import (
    Assumption,
    Direction,
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

A = SeriesKey("甲", "", "x")
LEVER = Parameter(ParameterKind.LEVER, ("智造",))
EFFECT = LeverEffect("智造", "技术", "x", 4.0)


def one(
    words="200", *, base=100.0, assumption=None, kind=Kind.LEVEL, direction=Direction.UP, levers=(), **named
):
    """A synthetic county with one series, its target in 2025 and one assumption."""
    assumptions = {("*", "*", "x"): assumption} if assumption else {}
    named.setdefault("scenarios", [scenario(assumptions=assumptions)])
    data = named.pop("data", {tuple(A): {2020: base}})
    return document(
        data,
        indicators=named.pop("indicators", [Indicator("x", "x", kind=kind, direction=direction)]),
        targets=[target(A, words)] if words else [],
        levers=levers,
        **named,
    )


def asked(doc, parameter=GROWTH, series=A, name="基准", **rest):
    return seek(doc, compute(doc), name, series, parameter, **rest)


def applied(doc, answer):
    """The figure after the answer is taken, by a full computation."""
    after = set_parameter(doc, answer.scenario, answer.series, answer.parameter, answer.value).apply(doc)
    values = compute(after).scenarios[answer.scenario].values
    return values[doc.plan.row[answer.series], doc.plan.column(answer.year)]


def test_growth_is_the_compound_rate():
    answer = asked(one(assumption=Assumption(Method.GROWTH, 5.0)))
    assert answer.value == pytest.approx((2**0.2 - 1) * 100, rel=1e-12)
    assert (answer.reached, answer.before, answer.target, answer.year) == (True, 5.0, 200.0, 2025)
    assert answer.projected == pytest.approx(200.0, rel=1e-13)
    assert answer.present == pytest.approx(100 * 1.05**5)
    assert (answer.low, answer.high) == (-90.0, 1000.0)


def test_step_is_the_way_over_the_years():
    answer = asked(one("40", base=30.0, kind=Kind.RATIO, assumption=Assumption(Method.STEP, 1.0)), STEP)
    assert answer.value == pytest.approx(2.0)  # (40 − 30) / 5
    assert (answer.before, answer.reached) == (1.0, True)


@given(base=st.floats(1, 1e5), factor=st.floats(0.3, 6.0), assumed=st.floats(-10, 30))
def test_the_answer_taken_reaches_the_target(base, factor, assumed):
    figure = round(base * factor, 3)
    doc = one(repr(figure), base=base, assumption=Assumption(Method.GROWTH, assumed))
    answer = asked(doc)
    assert answer.reached
    assert answer.value == pytest.approx(((figure / base) ** 0.2 - 1) * 100, rel=1e-9, abs=1e-9)
    assert applied(doc, answer) == pytest.approx(figure, rel=1e-12)


@pytest.mark.parametrize(
    ("words", "figure"),
    [
        ("至少200", 200.0),
        ("不超过150", 150.0),
        ("180-220", 180.0),
        ("200左右", 196.0),
        ("80-90", 90.0),
        ("翻一番", 200.0),
        ("+30", 130.0),
    ],
)
def test_every_kind_of_target_is_sought_at_its_figure(words, figure):
    answer = asked(one(words, assumption=Assumption(Method.GROWTH, 1.0)))
    assert (answer.reached, answer.target) == (True, figure)
    assert answer.projected == pytest.approx(figure)


def test_down_is_a_cut():
    doc = one("50", direction=Direction.DOWN, assumption=Assumption(Method.GROWTH, -2.0))
    answer = asked(doc)
    assert answer.value == pytest.approx((0.5**0.2 - 1) * 100)
    # −5 % a year at the most brings 77.4: closest, and not there
    short = asked(doc, bounds=(-5.0, 5.0))
    assert (short.reached, short.value) == (False, -5.0)
    assert short.projected == pytest.approx(100 * 0.95**5)


def test_out_of_bounds_gives_the_best_within():
    short = asked(one(assumption=Assumption(Method.GROWTH, 5.0)), bounds=(0.0, 10.0))
    assert (short.reached, short.value) == (False, 10.0)
    assert short.projected == pytest.approx(100 * 1.1**5)
    # where even the lowest is past the target the target is met all the same
    over = asked(one(assumption=Assumption(Method.GROWTH, 5.0)), bounds=(20.0, 30.0))
    assert (over.reached, over.value) == (True, 20.0)
    # a range is met at its nearer edge, 1.75^(1/5) = 1.118427, which the bounds hold though not its middle
    edge = asked(one("175-225", assumption=Assumption(Method.GROWTH, 5.0)), bounds=(0.0, 12.0))
    assert (edge.reached, edge.target) == (True, 175.0)
    assert edge.value == pytest.approx(11.842691472)
    # and is not, past it
    assert not asked(one("175-180", assumption=Assumption(Method.GROWTH, 5.0)), bounds=(20.0, 30.0)).reached


def test_already_met_is_said_and_the_least_that_would_do():
    answer = asked(one("至少120", assumption=Assumption(Method.GROWTH, 10.0)))
    assert answer.met_already
    assert answer.value == pytest.approx((1.2**0.2 - 1) * 100)
    assert answer.notes[0].code == "seek_already_met"
    # 100 × 1.1^5 = 161.051, as it is shown elsewhere
    assert "（161.1" in answer.notes[0].message("zh")


def test_the_stretch_figure_can_be_sought():
    stretched = target(A, "150", stretch=200.0)
    doc = document({tuple(A): {2020: 100.0}}, targets=[stretched], scenarios=[scenario()])
    assert asked(doc, stretch=True).value == pytest.approx((2**0.2 - 1) * 100)
    assert asked(doc).value == pytest.approx((1.5**0.2 - 1) * 100)
    assert asked(one(), stretch=True).code == "seek_no_target_figure"


def test_year_columns_go_on_counting():
    # 2021 is given as 0 %, so four years carry it: 2^(1/4)
    doc = one(assumption=Assumption(Method.GROWTH, 5.0, by_year=((2021, 0.0),)))
    assert asked(doc).value == pytest.approx((2**0.25 - 1) * 100)
    every = tuple((year, 3.0) for year in range(2021, 2026))
    fixed = asked(one(assumption=Assumption(Method.GROWTH, 5.0, by_year=every)))
    assert (fixed.reached, fixed.value) == (False, 5.0)
    assert [note.code for note in fixed.notes] == ["seek_no_effect"]


def test_levers_and_synergy_count():
    # intensity 50 of an effect of 4 adds 2 points a year: the growth asked is 2 points less
    intensities = {("智造", "*", "*"): {2021: 50.0}}
    doc = one(
        levers=(EFFECT,),
        scenarios=[
            scenario(assumptions={("*", "*", "x"): Assumption(Method.GROWTH, 5.0)}, intensities=intensities)
        ],
    )
    assert asked(doc).value == pytest.approx((2**0.2 - 1) * 100 - 2.0)
    # one dimension at 0.5: D = sqrt(1·0.5); κ = 1 makes the gain 2·(1 + D)
    joined = new_document(replace(doc.plan, synergy=1.0))
    assert asked(joined).value == pytest.approx((2**0.2 - 1) * 100 - 2.0 * (1 + 0.5**0.5))


def test_a_levers_intensity():
    doc = one("140", assumption=Assumption(Method.GROWTH, 5.0), levers=(EFFECT,))
    answer = asked(doc, LEVER)
    # 5 + 4·i/100 = the compound rate
    assert answer.value == pytest.approx(((1.4**0.2 - 1) * 100 - 5.0) / 4.0 * 100)
    assert (answer.before, answer.low, answer.high, answer.reached) == (0.0, 0.0, 100.0, True)
    assert applied(doc, answer) == pytest.approx(140.0)
    assert math.isnan(answer.multiple)
    full = asked(one("200", assumption=Assumption(Method.GROWTH, 5.0), levers=(EFFECT,)), LEVER)
    assert (full.reached, full.value) == (False, 100.0)
    assert full.projected == pytest.approx(100 * 1.09**5)


def test_a_levers_present_intensity_is_the_mean_over_the_years():
    intensities = {("智造", "*", "*"): {2021: 20.0, 2025: 60.0}}
    assumed = {("*", "*", "x"): Assumption(Method.GROWTH, 5.0)}
    doc = one("140", levers=(EFFECT,), scenarios=[scenario(assumptions=assumed, intensities=intensities)])
    assert asked(doc, LEVER).before == pytest.approx(40.0)


def test_one_factor_on_a_set_of_levers():
    intensities = {("智造", "*", "*"): {2021: 20.0}, ("绿色", "甲", "*"): {2021: 10.0}}
    assumed = {("*", "*", "x"): Assumption(Method.GROWTH, 5.0)}
    effects = (EFFECT, LeverEffect("绿色", "技术", "x", 2.0))
    doc = one("140", levers=effects, scenarios=[scenario(assumptions=assumed, intensities=intensities)])
    answer = asked(doc, Parameter(ParameterKind.FACTOR, ("智造", "绿色")))
    # 4·0.2 f + 2·0.1 f = f points a year
    assert answer.value == pytest.approx((1.4**0.2 - 1) * 100 - 5.0)
    assert (answer.before, answer.high) == (1.0, 10.0)
    assert applied(doc, answer) == pytest.approx(140.0)
    idle = one("140", levers=effects, assumption=Assumption(Method.GROWTH, 5.0))
    none = asked(idle, Parameter(ParameterKind.FACTOR, ("智造", "绿色")))
    assert none.code == "seek_no_levels"
    assert none.message("zh").startswith("情景中“智造”和“绿色”没有强度")
    assert none.message("en").startswith("This scenario has no intensity for “智造” and “绿色”,")
    alone = asked(idle, Parameter(ParameterKind.FACTOR, ("智造",)))
    assert alone.message("en").startswith("This scenario has no intensity for “智造”,")


def test_a_series_that_levers_do_not_reach_is_explained():
    doc = one("140", assumption=Assumption(Method.HOLD), levers=(EFFECT,))
    answer = asked(doc, LEVER)
    assert (answer.reached, answer.projected) == (False, 100.0)
    assert [note.code for note in answer.notes] == ["seek_levers_shut_out"]


@pytest.mark.parametrize(
    ("assumption", "before"),
    [
        (None, 0.0),
        (Assumption(Method.HOLD), 0.0),
        (Assumption(Method.TARGET), (2**0.2 - 1) * 100),
        (Assumption(Method.VALUES, by_year=((2025, 150.0),)), (1.5**0.2 - 1) * 100),
        (Assumption(Method.STEP, 10.0), (1.5**0.2 - 1) * 100),
    ],
)
def test_a_series_under_another_method_would_change_it(assumption, before):
    answer = asked(one(assumption=assumption))
    assert answer.value == pytest.approx((2**0.2 - 1) * 100)
    assert answer.before == pytest.approx(before)
    changes = "seek_method_changes" in [note.code for note in answer.notes]
    assert changes == (assumption is not None)


TREE = [Region("市", "市"), Region("甲", "甲", parent="市"), Region("乙", "乙", parent="市")]


def family(root=None, **named):
    data = {("市", "", "x"): root or {}, tuple(A): {2020: 60.0}, ("乙", "", "x"): {2020: 40.0}}
    return document(
        data,
        regions=TREE,
        targets=[target(("市", "", "x"), "150")],
        levers=(EFFECT,),
        scenarios=[scenario(assumptions={("*", "*", "x"): Assumption(Method.GROWTH, 5.0)})],
        **named,
    )


def test_a_roll_up_has_no_growth_of_its_own_but_levers_reach_it():
    city = SeriesKey("市", "", "x")
    refused = asked(family(), series=city)
    assert refused.code == "seek_rolled_up"
    assert "Allocate a total" in refused.message("en")
    # all children alike: 100·(1.05 + 0.04 i)^5 = 150
    answer = asked(family(), LEVER, series=city)
    assert answer.value == pytest.approx(((1.5**0.2 - 1) * 100 - 5.0) / 4.0 * 100)
    own = asked(family({2020: 110.0}), series=city)
    assert own.value == pytest.approx(((150 / 110) ** 0.2 - 1) * 100)


def test_a_formula_is_refused_with_what_it_reads_and_moves_with_levers():
    indicators = [
        Indicator("x", "产值"),
        Indicator("y", "人数"),
        Indicator("r", "人均", formula=formula("x / y")),
    ]
    data = {tuple(A): {2020: 100.0}, ("甲", "", "y"): {2020: 10.0}, ("甲", "", "r"): {}}
    doc = document(
        data,
        indicators=indicators,
        targets=[target(("甲", "", "r"), "14")],
        levers=(EFFECT,),
        scenarios=[scenario(assumptions={("*", "*", "x"): Assumption(Method.GROWTH, 5.0)})],
    )
    series = SeriesKey("甲", "", "r")
    refused = asked(doc, series=series)
    assert refused.code == "seek_computed"
    assert "产值" in refused.message("zh")
    answer = asked(doc, LEVER, series=series)
    assert answer.value == pytest.approx(((1.4**0.2 - 1) * 100 - 5.0) / 4.0 * 100)


def test_a_count_of_regions_jumps_and_the_first_that_meets_it_is_given():
    indicators = [
        Indicator("x", "产值", rollup=RollUp.SUM),
        Indicator("n", "大县", formula=formula("count(x >= 70)")),
    ]
    data = {tuple(A): {2020: 60.0}, ("乙", "", "x"): {2020: 50.0}, ("市", "", "n"): {}}
    doc = document(
        data,
        regions=TREE,
        indicators=indicators,
        targets=[target(("市", "", "n"), "至少1"), target(("市", "", "n"), "2", year=2026)],
        levers=(EFFECT,),
        scenarios=[scenario(assumptions={("*", "*", "x"): Assumption(Method.GROWTH, 1.0)})],
    )
    answer = asked(doc, LEVER, series=SeriesKey("市", "", "n"))
    # 甲 comes to 70 first, at (70/60)^(1/5) − 1 = 3.13 %
    assert answer.reached
    assert answer.value == pytest.approx(((7 / 6) ** 0.2 * 100 - 101.0) / 4.0 * 100, abs=1e-6)
    later = asked(doc, LEVER, series=SeriesKey("市", "", "n"), year=2026)
    assert (later.reached, later.target) == (False, 2.0)
    assert later.projected == 1.0


def test_what_cannot_be_asked():
    assert asked(one(None)).code == "seek_no_target"
    assert asked(one("完成省下达任务")).code == "seek_no_target_figure"
    assert asked(one(horizon=2024)).code == "seek_past_horizon"
    nothing = asked(one(data={tuple(A): {}}))
    assert nothing.code == "seek_nothing_to_continue"
    assert asked(one(), year=2031).code == "seek_no_target"
    for parameter, bounds in (
        (GROWTH, (5.0, 1.0)),
        (GROWTH, (-100.0, 1.0)),
        (LEVER, (0.0, 150.0)),
        (LEVER, (-1.0, 50.0)),
        (GROWTH, (1.0, 1.0)),
    ):
        assert asked(one(levers=(EFFECT,)), parameter, bounds=bounds).code == "seek_bad_bounds"


def test_from_nothing_no_growth_leads_anywhere_but_a_step_does():
    doc = one("50", base=0.0)
    grown = asked(doc)
    assert (grown.reached, grown.projected) == (False, 0.0)
    assert grown.notes[-1].code == "seek_no_effect"
    assert asked(doc, STEP).value == pytest.approx(10.0)
    # from a loss of 20 to a gain of 30 in five years
    assert asked(one("30", base=-20.0), STEP).value == pytest.approx(10.0)
    assert not asked(one("30", base=-20.0)).reached


def test_a_year_that_is_observed_does_not_move():
    doc = one(data={tuple(A): {2020: 100.0, 2025: 180.0}})
    answer = asked(doc)
    assert (answer.reached, answer.projected) == (False, 180.0)
    assert answer.notes[-1].code == "seek_no_effect"


def test_the_multiple_of_the_past_pace():
    # 2016 to 2020: 100 → 146.41 is 10 % a year; 2 times the base asks 14.87 %
    doc = one("292.82", data={tuple(A): {2016: 100.0, 2020: 146.41}})
    answer = asked(doc)
    assert answer.past == pytest.approx(10.0)
    assert answer.multiple == pytest.approx((2**0.2 - 1) * 10)
    assert math.isnan(asked(doc, STEP).multiple)


def test_required_paces_of_all_series_at_once():
    data = {
        tuple(A): {2016: 100.0, 2020: 146.41},
        ("甲", "", "r"): {2018: 30.0, 2020: 32.0},
        ("乙", "", "x"): {2020: 50.0},
        ("乙", "", "d"): {2016: 100.0, 2020: 81.0},
    }
    indicators = [
        Indicator("x", "x"),
        Indicator("r", "r", kind=Kind.RATIO),
        Indicator("d", "d", direction=Direction.DOWN),
    ]
    targets = [
        target(A, "292.82"),
        target(("甲", "", "r"), "40"),
        target(("甲", "", "r"), "50", year=2030),
        target(("乙", "", "d"), "60"),
    ]
    results = compute(document(data, indicators=indicators, targets=targets, scenarios=[scenario()]))
    told = paces(results, "基准")
    row = results.plan.row
    assert told.required[row[A]] == pytest.approx((2**0.2 - 1) * 100)
    assert told.multiple[row[A]] == pytest.approx((2**0.2 - 1) * 10)
    ratio = row["甲", "", "r"]
    assert (told.required[ratio], told.past[ratio]) == pytest.approx((8 / 5, 1.0))
    assert np.isnan(told.required[row["乙", "", "x"]])
    assert told.position[row["乙", "", "x"]] == -1
    down = row["乙", "", "d"]
    assert told.past[down] == pytest.approx((0.81**0.25 - 1) * 100)
    # cutting by 26 % where the past cut by 19 %: more than once over
    assert told.multiple[down] > 1


def test_which_target_is_asked_about():
    stated = [target(A, words, year=year) for words, year in (("120", 2022), ("200", 2025), ("300", 2030))]
    for chosen, year in ((stated, 2025), (stated[::2], 2022), (stated[2:], 2030)):
        doc = document({tuple(A): {2020: 100.0}}, targets=chosen, scenarios=[scenario()])
        results = compute(doc)
        assert results.scenarios["基准"].targets.year[main_targets(results, "基准")[0]] == year
    passed = [target(A, "90", year=2018, base_year=2016), target(A, "95", year=2019, base_year=2016)]
    results = compute(document({tuple(A): {2016: 80.0, 2020: 100.0}}, targets=passed, scenarios=[scenario()]))
    assert results.scenarios["基准"].targets.year[main_targets(results, "基准")[0]] == 2019


def test_taking_an_answer_is_one_named_step():
    doc = one(assumption=Assumption(Method.GROWTH, 5.0, low=4.0, high=7.0))
    answer = asked(doc)
    edit = set_parameter(doc, "基准", A, GROWTH, answer.value)
    row = edit.apply(doc).scenario.assumptions[tuple(A)]
    # the range goes along, as wide as it was
    assert row.high - row.low == pytest.approx(3.0)
    assert row.value - row.low == pytest.approx(1.0)
    assert "甲" in edit.label.text("zh")


def test_a_lever_that_is_sought_silences_narrower_rows():
    intensities = {
        ("智造", "*", "*"): {2021: 20.0},
        ("智造", "甲", "*"): {2021: 90.0},
        ("智造", "甲", "芯"): {2021: 5.0},
    }
    assumed = {("*", "*", "x"): Assumption(Method.GROWTH, 5.0)}
    doc = one(
        "140",
        levers=(EFFECT,),
        industries=[Industry("芯", "芯")],
        scenarios=[scenario(assumptions=assumed, intensities=intensities)],
    )
    answer = asked(doc, LEVER)
    after = set_parameter(doc, "基准", A, LEVER, answer.value).apply(doc)
    assert set(after.scenario.intensities) == {("智造", "*", "*"), ("智造", "甲", "*")}
    assert applied(doc, answer) == pytest.approx(140.0)


def test_a_scenario_that_inherits_is_sought_by_itself():
    parent = scenario("父", assumptions={("*", "*", "x"): Assumption(Method.GROWTH, 5.0)})
    doc = one(scenarios=[parent, scenario("子", "父"), scenario("旁", "父")])
    answer = asked(doc, name="子")
    after = set_parameter(doc, "子", A, GROWTH, answer.value).apply(doc)
    values = compute(after)
    assert values.scenarios["子"].values[0, doc.plan.column(2025)] == pytest.approx(200.0)
    assert values.scenarios["旁"].values[0, doc.plan.column(2025)] == pytest.approx(100 * 1.05**5)


def test_roots_by_themselves():
    def never(value):
        return False

    # of two roots the nearer to where one stands
    assert nearest(lambda x: x * x, 4.0, -10.0, 10.0, -3.0, never).value == pytest.approx(-2.0)
    assert nearest(lambda x: x * x, 4.0, -10.0, 10.0, 3.0, never).value == pytest.approx(2.0)
    # a hill that stays below: its top
    top = nearest(lambda x: 3.0 - (x - 1.3) ** 2, 4.0, 0.0, 5.0, 0.0, never)
    assert (top.exact, top.moves) == (False, True)
    assert top.value == pytest.approx(1.3, abs=1e-4)
    # no figure anywhere
    nowhere = nearest(lambda x: math.nan, 1.0, 0.0, 1.0, math.nan, never)
    assert not nowhere.exact
    assert math.isnan(nowhere.figure)
    # a hole between the bounds is passed over
    holed = nearest(lambda x: math.nan if 3 < x < 7 else x - 5, 0.0, 0.0, 10.0, 0.0, never)
    assert not holed.exact
    # level at the target: the end of the level nearest to where one stands
    level = nearest(
        lambda x: min(max(x, 2.0), 3.0) - 2.5 if x < 2 or x > 3 else 0.0, 0.0, 0.0, 5.0, 0.0, never
    )
    assert level.value == pytest.approx(2.0, abs=1e-6)
    # where one stands already
    assert nearest(lambda x: x, 1.0, 0.0, 5.0, 1.0, never).value == 1.0
    # a jump over the target, met from above
    jump = nearest(lambda x: 0.0 if x < 3.7 else 9.0, 5.0, 0.0, 5.0, 0.0, lambda value: value >= 5.0)
    assert jump.value == pytest.approx(3.7, abs=1e-9)
    assert jump.figure == 9.0


def test_the_sample_answers_its_own_question(sample_plan):
    """What would Yongkang have to grow? 799.7 → 1200 (facts of the plan): (1200/799.7)^(1/5) − 1 = 8.455 %."""
    doc = new_document(sample_plan)
    answer = asked(doc, series=SeriesKey("yongkang", "", "output"), name="惯性")
    assert not isinstance(answer, Problem)
    assert answer.value == pytest.approx(8.4553, abs=5e-5)
    assert answer.before == 5.5
    levered = asked(doc, series=SeriesKey("yongkang", "", "output"), name="攻坚")
    # levers carry part of it
    assert levered.value < answer.value


# sums, growths and places: what is judged is not the level


def flow(words="〔500〕", **named):
    """A synthetic county with a flow of 80 in 2020."""
    doc = one(None, base=80.0, kind=Kind.FLOW, **named)
    stated = target(A, words, kind=Kind.FLOW)
    return new_document(replace(doc.plan, targets=MappingProxyType({stated.key: stated})))


def test_a_sum_is_reached_by_what_comes_together():
    answer = asked(flow(assumption=Assumption(Method.STEP, 0.0)), STEP)
    # 5 x 80 + (1 + 2 + 3 + 4 + 5) s = 500
    assert answer.value == pytest.approx(100 / 15)
    assert (answer.reached, answer.measure, answer.target) == (True, Measure.SUM, 500.0)
    assert (answer.projected, answer.present) == (pytest.approx(500.0), pytest.approx(400.0))
    grown = asked(flow(assumption=Assumption(Method.GROWTH, 0.0)))
    assert 80 * sum((1 + grown.value / 100) ** year for year in range(1, 6)) == pytest.approx(500.0)


def test_a_sum_already_observed_in_part_needs_the_rest():
    answer = asked(flow(data={tuple(A): {2020: 80.0, 2021: 100.0, 2022: 100.0}}), STEP)
    # 200 + 3 x 100 + (1 + 2 + 3) s = 500
    assert answer.value == pytest.approx(0.0)
    assert answer.met_already


def test_a_range_of_a_sum_is_sought_at_its_nearer_edge():
    answer = asked(flow("〔480-520〕", assumption=Assumption(Method.STEP, 0.0)), STEP)
    assert (answer.reached, answer.target) == (True, pytest.approx(480.0))
    assert answer.value == pytest.approx(80 / 15)


def test_a_cap_on_a_sum_is_sought_from_above():
    answer = asked(flow("〔300〕以下", assumption=Assumption(Method.STEP, 0.0)), STEP)
    # 400 + 15 s = 300
    assert answer.value == pytest.approx(-100 / 15)
    assert not answer.met_already
    assert answer.reached


def rate(words, **named):
    doc = one(None, base=5.0, kind=Kind.RATE, **named)
    stated = target(A, words, kind=Kind.RATE, unit="%")
    return new_document(replace(doc.plan, targets=MappingProxyType({stated.key: stated})))


def test_a_rate_reaches_its_mean_by_points_a_year():
    answer = asked(rate("6%以上", assumption=Assumption(Method.STEP, 0.0)), STEP)
    assert (answer.reached, answer.measure, answer.target) == (True, Measure.GROWTH, 6.0)
    assert math.prod(1.05 + year * answer.value / 100 for year in range(1, 6)) == pytest.approx(1.06**5)
    assert (answer.present, answer.projected) == (pytest.approx(5.0), pytest.approx(6.0))


def test_a_range_of_a_mean_growth_is_sought_at_its_lower_edge():
    answer = asked(rate("6%-7%", assumption=Assumption(Method.STEP, 0.0)), STEP)
    assert (answer.reached, answer.target) == (True, pytest.approx(6.0))


def test_a_growth_of_a_level_is_sought_as_the_level_it_comes_to():
    answer = asked(one("年均增长8%", assumption=Assumption(Method.GROWTH, 5.0)))
    assert answer.value == pytest.approx(8.0)
    assert answer.target == pytest.approx(100 * 1.08**5)


def test_a_place_is_sought_where_the_figure_overtakes():
    doc = document(
        {("甲", "", "x"): {2020: 100.0}, ("省一", "", "x"): {2020: 150.0}, ("省二", "", "x"): {2020: 120.0}},
        indicators=[Indicator("x", "x")],
        regions=[Region("甲", "甲"), *(Region(name, name, benchmark=True) for name in ("省一", "省二"))],
        targets=[target(A, "保持全省前二")],
        scenarios=[scenario(assumptions={("甲", "*", "x"): Assumption(Method.GROWTH, 0.0)})],
    )
    answer = asked(doc)
    assert (answer.reached, answer.present, answer.projected, answer.target) == (True, 3.0, 2.0, 2.0)
    # past 120 in 2025 it is second
    assert answer.value == pytest.approx((1.2**0.2 - 1) * 100, abs=1e-6)


def test_words_alone_have_nothing_to_seek():
    assert asked(one("稳步提升")).code == "seek_no_target_figure"
