"""The past of one series, what a formula reads, and the growth that leads where a path's end is pulled. Synthetic."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.engine.edits.dragged_end import assumption_reaching, end_column
from npfdesk.engine.edits.past_pace import NO_PAST, entered_pace, past_of
from npfdesk.engine.projection.formula_inputs import formula_inputs
from npfdesk.engine.projection.update import compute
from npfdesk.engine.targets.required_pace import pace_of
from npfdesk.plan.document import new_document
from npfdesk.plan.edits import Label, SetAssumptions
from npfdesk.plan.expressions import At, Call, Code
from npfdesk.plan.problems import Wording
from npfdesk.plan.series import AssumptionKey, SeriesKey
from tests.engine.whole_paces import paces
from tests.plans import (
    Assumption,
    Indicator,
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
KEY = AssumptionKey(*A)


def made(figures, assumption=None, kind=Kind.LEVEL, intensities=None, **named):
    assumptions = {("*", "*", "x"): assumption} if assumption else {}
    return document(
        {tuple(A): figures},
        indicators=[Indicator("x", "x", kind=kind)],
        scenarios=[scenario(assumptions=assumptions, intensities=intensities or {})],
        first=2015,
        **named,
    )


def test_one_series_asked_alone_is_told_the_same_as_all_of_them(sample_plan):
    results = compute(new_document(sample_plan))
    for name in results.scenarios:
        whole = paces(results, name)
        for row in range(len(sample_plan.series)):
            alone = pace_of(results, name, row)
            told = (whole.required[row], whole.past[row], whole.multiple[row], whole.position[row])
            np.testing.assert_array_equal((alone.required, alone.past, alone.multiple, alone.position), told)


def test_the_past_of_three_spans_is_between_its_slowest_and_its_fastest_year():
    # 100 → 110 → 115.5 → 127.05: 10, 5 and 10 %; over all three years 1.2705^(1/3) - 1
    doc = made({2017: 100.0, 2018: 110.0, 2019: 115.5, 2020: 127.05})
    past = past_of(compute(doc), "基准", 0)
    assert past.pace == pytest.approx((1.2705 ** (1 / 3) - 1) * 100)
    assert (past.low, past.high) == (pytest.approx(5), pytest.approx(10))
    assert (past.from_pace, past.to_pace) == (past.low, past.high)
    assert (past.first_year, past.last_year, past.spans) == (2017, 2020, 3)
    assert past.holds(5)
    assert past.holds(10.004)
    assert not past.holds(4.9)
    assert not past.holds(10.1)


def test_a_past_of_one_span_is_held_as_the_audit_holds_it():
    # 100 → 121 in five years: 3.886 % a year; the audit asks beyond 5 points more (more than twice as fast)
    past = past_of(compute(made({2015: 100.0, 2020: 121.0})), "基准", 0)
    pace = (1.21**0.2 - 1) * 100
    assert (past.low, past.high) == (pytest.approx(pace), pytest.approx(pace))
    assert (past.from_pace, past.to_pace) == (pytest.approx(pace - 5), pytest.approx(pace + 5))
    # of a fast past twice as fast: 100 → 248.832 is 20 % a year
    past = past_of(compute(made({2015: 100.0, 2020: 248.832})), "基准", 0)
    assert (past.from_pace, past.to_pace) == (pytest.approx(0), pytest.approx(40))
    # points: 10 → 20 in five years is 2 a year; three times that, or 5 % of 20 a year
    past = past_of(compute(made({2015: 10.0, 2020: 20.0}, kind=Kind.RATIO)), "基准", 0)
    assert (past.pace, past.from_pace, past.to_pace) == (2, -2, 6)


@pytest.mark.parametrize(
    ("figures", "kind"),
    [({2020: 100.0}, Kind.LEVEL), ({2019: -5.0, 2020: 100.0}, Kind.LEVEL), ({2020: 3.0}, Kind.RATIO)],
)
def test_no_past_holds_everything(figures, kind):
    past = past_of(compute(made(figures, kind=kind)), "基准", 0)
    assert past is NO_PAST
    assert past.holds(1000)


def test_a_short_past_has_a_pace_and_no_range():
    past = past_of(compute(made({2019: 100.0, 2020: 120.0})), "基准", 0)
    assert past.pace == pytest.approx(20)
    assert math.isnan(past.from_pace)
    assert past.holds(-50)


def test_the_pace_of_an_entered_figure_is_held_against_the_others():
    # 2019 jumps: 121 → 242 is 100 %; without it 100, 110, 121, (133.1 in 2020): 10 % and, over the hole, less
    doc = made({2015: 100.0, 2016: 110.0, 2017: 121.0, 2018: 133.1, 2019: 266.2, 2020: 161.051})
    results = compute(doc)
    pace, past = entered_pace(results, "基准", 0, 2019)
    assert pace == pytest.approx(100)
    assert (past.low, past.high) == (pytest.approx(10), pytest.approx(10))
    # the first figure has none before it: the pace to the next
    assert entered_pace(results, "基准", 0, 2015)[0] == pytest.approx(10)
    assert math.isnan(entered_pace(results, "基准", 0, 2021)[0])
    pace, past = entered_pace(compute(made({2020: 1.0})), "基准", 0, 2020)
    assert math.isnan(pace)
    assert past is NO_PAST


def test_a_formula_is_told_by_the_parts_that_it_reads():
    doc = document(
        {
            ("市", "", "a"): {2019: 8.0, 2020: 10.0},
            ("甲", "", "a"): {2020: 4.0},
            ("乙", "", "a"): {2020: 6.0},
            ("市", "", "f"): {},
        },
        regions=[Region("市", "市"), Region("甲", "甲", parent="市"), Region("乙", "乙", parent="市")],
        indicators=[
            Indicator("a", "a"),
            Indicator("f", "f", formula=formula("a / sum(a) + prev(a) - base(a) * at('乙', a) + min(a, 3)")),
        ],
    )
    results = compute(doc)
    row = doc.plan.row[SeriesKey("市", "", "f")]
    found = formula_inputs(results, "基准", row, 2020)
    # each once, in the order of the formula: a, sum of 4 and 6, a year before, base, 乙's
    assert [one.figure for one in found] == [10, 10, 8, 10, 6]
    a = Code("a")
    assert [one.part for one in found] == [
        a,
        Call("sum", (a,)),
        Call("prev", (a,)),
        Call("base", (a,)),
        At("乙", a),
    ]
    assert formula_inputs(results, "基准", doc.plan.row[SeriesKey("市", "", "a")], 2020) == ()
    with pytest.raises(KeyError):
        formula_inputs(results, "基准", row, 1900)


def put(doc, assumption):
    edit = SetAssumptions("基准", {KEY: assumption}, Label(Wording("", "")))
    return compute(edit.apply(doc)).scenarios["基准"].values[doc.plan.row[A]]


@given(st.floats(20, 2000))
def test_the_pulled_path_ends_where_it_was_pulled(figure):
    doc = made({2020: 100.0}, Assumption(Method.GROWTH, 5.0, low=3.0, high=8.0, note="n"))
    found = assumption_reaching(compute(doc), "基准", 0, figure, places=9)
    assert (found.method, found.low, found.high, found.note) == (Method.GROWTH, 3, 8, "n")
    # v (1 + g)^n, whatever n the axis has
    assert put(doc, found)[-1] == pytest.approx(figure, rel=1e-6)


@given(st.floats(-50, 90))
def test_points_are_pulled_by_steps_around_the_years_that_have_their_own(figure):
    doc = made({2020: 10.0}, Assumption(Method.STEP, 1.0, by_year=((2022, 4.0),)), kind=Kind.RATIO)
    found = assumption_reaching(compute(doc), "基准", 0, figure, places=9)
    assert found.by_year == ((2022, 4.0),)
    assert put(doc, found)[-1] == pytest.approx(figure, abs=1e-6)


@pytest.mark.parametrize("method", [Method.GROWTH, Method.HOLD, Method.TREND, Method.TARGET])
def test_levers_are_counted_and_other_methods_become_growth(method):
    intensities = {("智造", "*", "*"): {2021: 100.0}}
    doc = made(
        {2018: 90.0, 2020: 100.0},
        Assumption(method, 5.0 if method is Method.GROWTH else None),
        intensities=intensities,
        levers=(LeverEffect("智造", "技术", "x", -2.0),),
        targets=[target(A, "200")],
    )
    found = assumption_reaching(compute(doc), "基准", 0, 180.0, places=9)
    assert found.method is Method.GROWTH
    assert put(doc, found)[-1] == pytest.approx(180, rel=1e-6)


def test_what_cannot_be_pulled_is_left_alone():
    growing = Assumption(Method.GROWTH, 5.0)
    for assumption in (
        Assumption(Method.LOGISTIC, 300.0, 2025.0),
        Assumption(Method.VALUES, by_year=((2022, 5.0),)),
    ):
        doc = made({2020: 100.0}, assumption)
        assert end_column(compute(doc), "基准", 0) is None
        assert assumption_reaching(compute(doc), "基准", 0, 150.0) is None
    # no figure to begin with, one that no rate leads on from, a figure below nothing
    assert assumption_reaching(compute(made({}, growing)), "基准", 0, 150.0) is None
    assert assumption_reaching(compute(made({2020: -3.0}, growing)), "基准", 0, 150.0) is None
    assert assumption_reaching(compute(made({2020: 100.0}, growing)), "基准", 0, -1.0) is None
    years = compute(made({2020: 100.0}, growing)).plan.years
    every = tuple((int(year), 3.0) for year in years if year > 2020)
    assert (
        assumption_reaching(
            compute(made({2020: 100.0}, Assumption(Method.GROWTH, None, by_year=every))), "基准", 0, 150.0
        )
        is None
    )


def test_a_roll_up_and_a_formula_follow_from_others():
    doc = document(
        {("市", "", "x"): {}, ("甲", "", "x"): {2020: 4.0}, ("市", "", "f"): {}},
        regions=[Region("市", "市"), Region("甲", "甲", parent="市")],
        indicators=[Indicator("x", "x", rollup=RollUp.SUM), Indicator("f", "f", formula=formula("x * 2"))],
    )
    results = compute(doc)
    for series in (("市", "", "x"), ("市", "", "f")):
        assert end_column(results, "基准", doc.plan.row[SeriesKey(*series)]) is None
    assert end_column(results, "基准", doc.plan.row[A]) == len(doc.plan.years) - 1


@pytest.mark.parametrize("effect", [-2.0, 3.0])
@pytest.mark.parametrize("kind", [Kind.LEVEL, Kind.RATIO])
@pytest.mark.parametrize("method", [Method.GROWTH, Method.STEP])
def test_gains_are_counted_in_the_effects_own_unit(method, kind, effect):
    doc = made(
        {2020: 50.0},
        Assumption(method, 1.0, by_year=((2023, 2.5),)),
        kind=kind,
        intensities={("智造", "*", "*"): {2021: 100.0}},
        levers=(LeverEffect("智造", "技术", "x", effect),),
    )
    found = assumption_reaching(compute(doc), "基准", 0, 70.0, places=9)
    assert found.method is method
    assert put(doc, found)[-1] == pytest.approx(70, rel=1e-6)
