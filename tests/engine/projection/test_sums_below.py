"""A series with a path of its own beside the roll-up of its children, and the method that follows the roll-up."""

import numpy as np
import pytest

from npfdesk.engine.projection.path_problems import path_problems
from npfdesk.engine.projection.scenario_paths import Origin
from npfdesk.engine.projection.sums_below import SumBelow, following_the_sum, left_behind, sum_below
from npfdesk.engine.projection.update import compute, update
from npfdesk.engine.uncertainty.drawn_parameters import reach
from npfdesk.engine.uncertainty.monte_carlo import Settings, draw_chunk, draw_request
from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.kinds import RollUp
from npfdesk.plan.series import AssumptionKey, SeriesKey
from tests.plans import Assumption, Indicator, Method, Region, document, formula, scenario

CITY, A, B = ("city", "", "out"), ("a", "", "out"), ("b", "", "out")


def _document(city):
    """A city of 100 with counties of 60 and 50: they add up to more than it, as printed statistics do."""
    rows = {A: Assumption(Method.GROWTH, 10.0, low=5.0, high=15.0), B: Assumption(Method.HOLD)}
    if city is not None:
        rows[CITY] = city
    return document(
        {CITY: {2020: 100.0}, A: {2020: 60.0}, B: {2020: 50.0}, ("city", "", "twice"): {}},
        first=2020,
        horizon=2022,
        regions=[
            Region("city", "金华市"),
            Region("a", "甲县", parent="city"),
            Region("b", "乙县", parent="city"),
        ],
        indicators=[
            Indicator("out", "产值", rollup=RollUp.SUM, decimals=1),
            Indicator("twice", "两倍", formula=formula("2 * out")),
        ],
        scenarios=(scenario("基准", assumptions=rows),),
    )


def _figures(results, series):
    return results.scenarios["基准"].values[results.plan.row[SeriesKey(*series)]]


def test_the_roll_up_stands_after_the_last_actual_and_moves_with_the_children():
    before = _document(Assumption(Method.GROWTH, 6.0))
    results = compute(before)
    row = results.plan.row[SeriesKey(*CITY)]
    assert sum_below(results, "基准", row, 2020) is None
    said = sum_below(results, "基准", row, 2021)
    assert said == SumBelow(row, 2021, pytest.approx(106.0), pytest.approx(116.0))
    assert said.difference == pytest.approx(10.0)
    # one edit, which the document before it undoes
    edit = set_assumptions(before, "基准", {AssumptionKey(*CITY): following_the_sum(results, "基准", row)})
    after = update(results, edit.apply(before))
    assert edit.label.text("zh") == "金华市 产值 下级汇总"
    np.testing.assert_allclose(_figures(after, CITY), [100.0, 116.0, 122.6])
    np.testing.assert_allclose(_figures(after, ("city", "", "twice")), [200.0, 232.0, 245.2])
    assert after.scenarios["基准"].origin[row].tolist() == [Origin.OBSERVED, *[Origin.ROLLED_UP] * 2]
    assert sum_below(after, "基准", row, 2021) is None
    # a county that moves takes the city along, step by step as from nothing
    moved = set_assumptions(before, "基准", {AssumptionKey(*A): Assumption(Method.GROWTH, 20.0)})
    document_after = moved.apply(edit.apply(before))
    further = update(after, document_after)
    np.testing.assert_allclose(_figures(further, CITY), [100.0, 122.0, 136.4])
    np.testing.assert_array_equal(
        further.scenarios["基准"].values, compute(document_after).scenarios["基准"].values
    )
    back = update(further, before)
    np.testing.assert_array_equal(back.scenarios["基准"].values, results.scenarios["基准"].values)
    np.testing.assert_array_equal(back.scenarios["基准"].origin, results.scenarios["基准"].origin)


def test_a_change_of_a_county_leaves_the_citys_own_path_behind():
    own = _document(Assumption(Method.GROWTH, 6.0))
    results = compute(own)
    city, county = (results.plan.row[SeriesKey(*one)] for one in (CITY, A))
    moved = set_assumptions(own, "基准", {AssumptionKey(*A): Assumption(Method.GROWTH, 20.0)}).apply(own)
    after = update(results, moved)
    found = left_behind(results, after, "基准", county, 2022)
    assert found == SumBelow(city, 2022, pytest.approx(112.36), pytest.approx(136.4))
    assert left_behind(results, after, "基准", city, 2022) == found
    # the city's own move leaves nothing behind, nor does a county's under a city that follows
    alone = set_assumptions(own, "基准", {AssumptionKey(*CITY): Assumption(Method.HOLD)}).apply(own)
    assert left_behind(results, update(results, alone), "基准", city, 2022) is None
    following = _document(Assumption(Method.ROLLUP))
    then = compute(following)
    moved = set_assumptions(following, "基准", {AssumptionKey(*A): Assumption(Method.HOLD)}).apply(following)
    assert left_behind(then, update(then, moved), "基准", county, 2022) is None


def test_a_row_for_all_regions_reaches_only_what_has_regions_below():
    general = _document(None)
    rows = {AssumptionKey("*", "*", "out"): Assumption(Method.ROLLUP), AssumptionKey(*A): None}
    document_after = set_assumptions(general, "基准", rows).apply(general)
    results = compute(document_after)
    np.testing.assert_allclose(_figures(results, CITY), [100.0, 110.0, 110.0])
    np.testing.assert_allclose(_figures(results, A), [60.0, 60.0, 60.0])
    # a row of a county itself has nothing to follow, and says so at its cell
    wrong = set_assumptions(general, "基准", {AssumptionKey(*A): Assumption(Method.ROLLUP)}).apply(general)
    told = path_problems(compute(wrong), ["基准"], {"基准": "基准"})
    assert [one.code for one in told][:1] == ["rollup_without_children"]
    assert np.isnan(_figures(compute(wrong), A)[1:]).all()


def test_draws_of_a_followed_sum_are_the_sums_of_their_draws():
    results = compute(_document(Assumption(Method.ROLLUP)))
    outputs = np.array([results.plan.row[SeriesKey(*one)] for one in (CITY, A, B)])
    reached = reach(results, "基准")
    assert reached.varies[outputs].tolist() == [True, True, False]
    chunk = draw_chunk(draw_request(results, "基准", reached, outputs, Settings(draws=50)), 0, 50)
    city, county, other = np.moveaxis(chunk.figures, 2, 0)
    first = 2021 - (2022 - len(city) + 1)
    np.testing.assert_allclose(city[first:], county[first:] + other[first:])
    assert np.ptp(city[-1]) > 0
