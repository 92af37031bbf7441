"""What an outcome is: a year's own figure, or what a target of that year is judged by."""

import pytest

from npfdesk.engine.answers.alternatives import Gathered, Outcome, judged_outcome, outcome_of
from npfdesk.engine.answers.scenario_grid import Axis, scenario_grid
from npfdesk.engine.projection.update import compute
from npfdesk.engine.targets.monitoring import monitor
from npfdesk.engine.uncertainty.sensitivity import tornado
from npfdesk.plan.series import AssumptionKey, SeriesKey
from tests.plans import Assumption, Indicator, Kind, Method, document, scenario, target

FLOW, RATE, LEVEL = (SeriesKey("甲", "", code) for code in ("flow", "rate", "level"))


def computed(seen=None):
    """A flow of 80, a growth rate of 5 % and an amount of 100 in 2020."""
    return compute(
        document(
            {FLOW: {2020: 80.0, **(seen or {})}, RATE: {2020: 5.0}, LEVEL: {2020: 100.0}},
            indicators=[
                Indicator("flow", "flow", kind=Kind.FLOW),
                Indicator("rate", "rate", unit="%", kind=Kind.RATE),
                Indicator("level", "level"),
            ],
            targets=[
                target(FLOW, "〔500〕", kind=Kind.FLOW),
                target(RATE, "6%以上", kind=Kind.RATE, unit="%"),
                target(LEVEL, "150"),
            ],
            scenarios=[
                scenario(
                    assumptions={
                        ("*", "*", "flow"): Assumption(Method.STEP, 4.0, low=0.0, high=8.0),
                        ("*", "*", "rate"): Assumption(Method.STEP, 0.0, low=-1.0, high=1.0),
                        ("*", "*", "level"): Assumption(Method.GROWTH, 5.0),
                    }
                )
            ],
        )
    )


def test_the_outcome_is_what_the_target_is_judged_by():
    results = computed()
    projection = results.scenarios["基准"].projection
    summed = judged_outcome(results, "基准", FLOW, 2025)
    assert summed == Outcome(FLOW, 2025, Gathered.SUM, 2020)
    # 84 + 88 + 92 + 96 + 100
    assert outcome_of(results, projection, summed) == pytest.approx(460.0)
    mean = judged_outcome(results, "基准", RATE, 2025)
    assert mean.gathered is Gathered.MEAN
    assert outcome_of(results, projection, mean) == pytest.approx(5.0)
    assert judged_outcome(results, "基准", LEVEL, 2025) == Outcome(LEVEL, 2025)
    # a year without a target is its own figure
    assert outcome_of(results, projection, judged_outcome(results, "基准", FLOW, 2023)) == pytest.approx(92.0)


def test_a_tornado_and_a_grid_of_a_sum():
    results = computed()
    outcome = judged_outcome(results, "基准", FLOW, 2025)
    (bar,) = tornado(results, "基准", outcome).bars
    # 5 x 80 and 5 x 80 + 15 x 8
    assert (bar.low, bar.high) == pytest.approx((400.0, 520.0))
    rows = [Axis(AssumptionKey("*", "*", code), (0.0, 8.0)) for code in ("flow", "rate")]
    grid = scenario_grid(results, "基准", *rows, [outcome])
    assert grid.tables[0][:, 0].tolist() == pytest.approx([400.0, 520.0])
    assert grid.targets == ((500.0,),)


def test_monitoring_looks_at_what_has_come_together():
    results = computed({2021: 60.0, 2022: 120.0})
    seen = monitor(results, "基准", 2022)
    # 180 of the 200 that are due; frozen at 2020 the plan says 84 + 88
    assert (seen.value[0], seen.milestone[0], seen.planned[0]) == pytest.approx((180.0, 200.0, 172.0))
    assert seen.gap[0] == pytest.approx(20.0)
    assert (seen.planned_growth[0], seen.catch_up[0]) == pytest.approx((100.0, 320 / 3))
    # 180 would have been due a fifth of a year earlier
    assert seen.slippage[0] == pytest.approx(0.2)
    # 180 + 124 + 128 + 132 = 564
    assert (seen.projected[0], seen.arrival[0]) == pytest.approx((564.0, 2025.0))
    assert (seen.planned_growth[1], seen.catch_up[1]) == pytest.approx(
        (6.0, ((1.06**5 / 1.05**2) ** (1 / 3) - 1) * 100)
    )
