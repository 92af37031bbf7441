"""The scenario grid: the planners' own worksheet, to the last digit, and its slip."""

import numpy as np
import pytest

from npfdesk.engine.answers.alternatives import Outcome
from npfdesk.engine.answers.scenario_grid import (
    Axis,
    PrintedMismatch,
    as_printed,
    printed_mismatches,
    scenario_grid,
)
from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import new_document
from npfdesk.plan.model import LeverEffect
from npfdesk.plan.series import AssumptionKey, SeriesKey
from tests.plans import Assumption, Indicator, Kind, Method, Region, formula, plan, scenario, target

ANY = "*"
VA = Axis(AssumptionKey(ANY, ANY, "va"), (8.0, 9.0, 10.0, 11.0))
GDP = Axis(AssumptionKey(ANY, ANY, "gdp"), (6.0, 7.0, 7.5))
# facts.csv F002.309 to F002.327: the worksheet "工业增加值占GDP比重" embedded in the plan, as printed there
PRINTED_VA = {8.0: "2483.458", 9.0: "2624.662", 10.0: "2772.49", 11.0: "2927.198774132"}
PRINTED_GDP = {
    (6.0, 8.0): "6468.305", (6.0, 9.0): "6468.305", (7.0, 8.0): "6843.180", (7.0, 9.0): "6483.180",
    (7.5, 10.0): "7037.300626742", (7.5, 11.0): "7037.300626742",
}  # fmt: skip
PRINTED_SHARE = {
    (6.0, 8.0): "0.384", (6.0, 9.0): "0.406", (7.0, 8.0): "0.363", (7.0, 9.0): "0.405",
    (7.5, 10.0): "0.3939710852", (7.5, 11.0): "0.4159547715",
}  # fmt: skip


@pytest.fixture
def worksheet():
    """Figures of 2019 grown for six years to 2025; the share as the worksheet has it, a fraction."""
    indicators = [
        Indicator("va", "工业增加值", unit="亿元"),
        Indicator("gdp", "GDP", unit="亿元"),
        Indicator("share", "工业增加值占GDP比重", kind=Kind.RATIO, formula=formula("va / gdp")),
    ]
    made = plan(
        {("金华", "", "va"): {2019: 1565.0}, ("金华", "", "gdp"): {2019: 4559.9}, ("金华", "", "share"): {}},
        regions=[Region("金华", "金华市")],
        indicators=indicators,
        base_year=2019,
        targets=[target(("金华", "", "share"), "0.35", base_year=2019)],
        scenarios=[
            scenario(
                "s",
                assumptions={
                    (ANY, ANY, "va"): Assumption(Method.GROWTH, 8.0),
                    (ANY, ANY, "gdp"): Assumption(Method.GROWTH, 6.0),
                },
            )
        ],
    )
    results = compute(new_document(made))
    outcomes = [Outcome(SeriesKey("金华", "", code), 2025) for code in ("va", "gdp", "share")]
    return scenario_grid(results, "s", GDP, VA, outcomes)


def test_the_planners_worksheet_comes_out_to_the_last_digit(worksheet):
    va, _, share = worksheet.tables
    for place, growth in enumerate(VA.figures):
        for row in range(3):
            assert as_printed(va[row, place], PRINTED_VA[growth]) == PRINTED_VA[growth]
    sound = {pair: text for pair, text in PRINTED_SHARE.items() if pair != (7.0, 9.0)}
    assert printed_mismatches(share, GDP, VA, sound) == ()
    assert worksheet.targets == ((), (), (0.35,))


def test_the_worksheets_slip_is_found(worksheet):
    _, gdp, share = worksheet.tables
    # two digits changed places: 6483.180 for 6843.180, and the share beside it was computed from the slip
    assert printed_mismatches(gdp, GDP, VA, PRINTED_GDP) == (
        PrintedMismatch(7.0, 9.0, "6483.180", "6843.180"),
    )
    assert printed_mismatches(share, GDP, VA, PRINTED_SHARE) == (PrintedMismatch(7.0, 9.0, "0.405", "0.384"),)
    assert as_printed(2624.662 / 6483.180, "0.405") == "0.405"
    with pytest.raises(KeyError):
        printed_mismatches(gdp, GDP, VA, {(6.5, 8.0): "1"})


def test_printing():
    assert as_printed(0.125, "0.12") == "0.13"
    assert as_printed(1.005, "0.00") == "1.01"
    assert as_printed(2772.489965, "2772.49") == "2772.49"
    assert as_printed(7.0, "12") == "7"
    assert as_printed(float("nan"), "12") == ""
    assert as_printed(7.4, "no number") == "7"
    assert as_printed(7.4, "NaN") == ""


def test_a_lever_can_be_an_axis_and_what_is_not_there_is_refused():
    made = plan(
        {("a", "", "x"): {2020: 100.0}},
        indicators=[Indicator("x", "x", kind=Kind.INDEX)],
        levers=[LeverEffect("AI", "技术", "x", 10.0)],
        scenarios=[
            scenario("p", assumptions={(ANY, ANY, "x"): Assumption(Method.STEP, 1.0)}),
            scenario(
                "s", "p", assumptions={("a", ANY, "x"): Assumption(Method.STEP, 2.0, by_year=((2021, 5.0),))}
            ),
        ],
    )
    results = compute(new_document(made))
    outcome = Outcome(SeriesKey("a", "", "x"), 2022)
    row = Axis(AssumptionKey("a", ANY, "x"), (2.0, 3.0))
    found = scenario_grid(results, "s", row, Axis("AI", (0.0, 50.0, 100.0)), [outcome])
    # 100 + 5 + 2 and the same a point higher in both years; the lever 0, 5, 10 a year
    np.testing.assert_allclose(found.tables[0], [[107, 117, 127], [109, 119, 129]])
    # the parent's general row answers for nothing here
    for wrong in (AssumptionKey(ANY, ANY, "x"), "nothing"):
        with pytest.raises(KeyError):
            scenario_grid(results, "s", row, Axis(wrong, (1.0,)), [outcome])


def test_a_grid_tells_how_far_it_is_and_can_be_cancelled(worksheet):
    made = plan({("a", "", "x"): {2020: 1.0}, ("a", "", "y"): {2020: 1.0}}, scenarios=[
        scenario("s", assumptions={(ANY, ANY, one): Assumption(Method.STEP, 1.0) for one in "xy"})
    ])  # fmt: skip
    results = compute(new_document(made))
    axes = [Axis(AssumptionKey(ANY, ANY, one), (1.0, 2.0)) for one in "xy"]
    told = []
    outcome = [Outcome(SeriesKey("a", "", "x"), 2025)]
    assert scenario_grid(results, "s", *axes, outcome, lambda share: told.append(share) or True) is not None
    assert told == [0.5, 1.0]
    assert scenario_grid(results, "s", *axes, outcome, lambda share: False) is None
