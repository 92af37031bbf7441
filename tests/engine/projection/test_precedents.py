"""What feeds a figure, and what it feeds, one step at a time."""

import numpy as np
import pytest

from npfdesk.engine.projection.precedents import Link, dependents, precedents
from npfdesk.engine.projection.update import compute
from npfdesk.plan.kinds import Kind, RollUp
from npfdesk.plan.scenarios import Assumption
from tests.plans import (
    Indicator,
    LeverEffect,
    Method,
    Region,
    document,
    formula,
    scenario,
    target,
)

REGIONS = [Region("city", "市"), Region("a", "甲", parent="city"), Region("b", "乙", parent="city")]
INDICATORS = [
    Indicator("pop", "人口", rollup=RollUp.SUM),
    Indicator("out", "产值", rollup=RollUp.SUM),
    Indicator("per", "人均", kind=Kind.RATIO, formula=formula("out / pop")),
    Indicator("rise", "增量", formula=formula("out - prev(out)")),
    Indicator("big", "大县", formula=formula("count(out >= 150)")),
]


@pytest.fixture(scope="module")
def results():
    data = {
        ("a", "", "out"): {2020: 100.0},
        ("b", "", "out"): {2020: 200.0},
        ("city", "", "out"): {},
        ("a", "", "pop"): {2020: 10.0},
        ("a", "", "per"): {},
        ("a", "", "rise"): {},
        ("city", "", "big"): {},
    }
    made = document(
        data,
        regions=REGIONS,
        indicators=INDICATORS,
        targets=[target(("a", "", "out"), "150"), target(("city", "", "out"), "500")],
        levers=[LeverEffect("投资", "", "out", 2.0, 1)],
        scenarios=[
            scenario(
                assumptions={
                    ("*", "*", "out"): Assumption(Method.GROWTH, 10.0),
                    ("b", "", "out"): Assumption(Method.HOLD),
                },
                intensities={("投资", "a", "*"): {2021: 50.0}},
            )
        ],
    )
    return compute(made), made.active


def told(results, find, series, year):
    made, active = results
    row = made.plan.row[series]
    names = ["" if one.row < 0 else tuple(made.plan.series[one.row]) for one in find(made, active, row, year)]
    return [
        (one.link, name, one.year) for one, name in zip(find(made, active, row, year), names, strict=True)
    ]


A, B, CITY = ("a", "", "out"), ("b", "", "out"), ("city", "", "out")


def test_a_path_is_fed_by_its_last_actual_its_row_and_the_levers_that_act(results):
    assert told(results, precedents, A, 2022) == [
        (Link.START, A, 2020),
        (Link.ASSUMPTION, "", 2022),
        (Link.LEVER, "", 2021),
    ]
    made, active = results
    _, rule, lever = precedents(made, active, made.plan.row[A], 2022)
    assert rule.assumption.key == ("*", "*", "out")
    assert (lever.lever, lever.figure) == ("投资", 50.0)
    # its lag of one year: in 2021 it does not act yet
    assert Link.LEVER not in [one.link for one in precedents(made, active, made.plan.row[A], 2021)]
    own = precedents(made, active, made.plan.row[B], 2022)
    assert own[1].assumption.key == B
    assert told(results, precedents, A, 2020) == [(Link.ACTUAL, "", 2020)]


def test_a_roll_up_is_fed_by_its_parts_and_a_formula_by_what_it_reads(results):
    assert told(results, precedents, CITY, 2022) == [(Link.PART, A, 2022), (Link.PART, B, 2022)]
    assert told(results, precedents, ("a", "", "per"), 2022) == [
        (Link.INPUT, A, 2022),
        (Link.INPUT, ("a", "", "pop"), 2022),
    ]
    assert told(results, precedents, ("a", "", "rise"), 2022) == [
        (Link.INPUT, A, 2022),
        (Link.INPUT, A, 2021),
    ]
    assert told(results, precedents, ("city", "", "big"), 2022) == [
        (Link.INPUT, A, 2022),
        (Link.INPUT, B, 2022),
    ]


def test_a_figure_feeds_the_region_above_formulas_and_targets(results):
    assert told(results, dependents, A, 2022) == [
        (Link.WHOLE, CITY, 2022),
        (Link.FORMULA, ("a", "", "per"), 2022),
        (Link.FORMULA, ("a", "", "rise"), 2022),
        (Link.FORMULA, ("city", "", "big"), 2022),
        (Link.TARGET, "", 2025),
    ]


def test_each_step_forwards_is_a_step_backwards_of_the_other(results):
    made, active = results
    computed = np.isfinite(made.scenarios[active].values)
    backwards, forwards = set(), set()
    kinds = {Link.INPUT, Link.PART}
    for row in range(len(made.plan.series)):
        for year in (2021, 2022, 2030):
            if not computed[row, made.plan.column(year)]:
                continue
            for one in precedents(made, active, row, year):
                if one.link in kinds:
                    backwards.add((one.row, one.year, row, year))
            for one in dependents(made, active, row, year):
                if one.link in {Link.FORMULA, Link.WHOLE}:
                    forwards.add((row, year, one.row, one.year))
    # a formula that reads a figure twice is named in the first year
    assert {step for step in forwards if step[3] in (2021, 2022, 2030)} <= backwards
    assert {step[:3] for step in backwards if step[1] in (2021, 2022, 2030)} <= {
        step[:3] for step in forwards
    }
