"""Each method by figures worked by hand, and by the planners' own worksheet."""

import math

import numpy as np
import pytest

from npfdesk.engine.remarks import remarks
from npfdesk.engine.results import Origin
from npfdesk.engine.update import compute
from tests.plans import Assumption, Indicator, Kind, Method, RollUp, document, scenario, target

CITY = ("市", "", "x")


def path(figures, assumption, *, kind=Kind.LEVEL, targets=(), horizon=2030, first=2016):
    indicator = Indicator("x", "x", kind=kind, rollup=RollUp.NONE)
    opened = document(
        {CITY: figures},
        indicators=[indicator],
        targets=targets,
        horizon=horizon,
        first=first,
        scenarios=[scenario(assumptions={("*", "*", "x"): assumption} if assumption else {})],
    )
    results = compute(opened)
    return results, dict(zip(range(first, horizon + 1), results.scenarios["基准"].values[0], strict=True))


def test_growth_compounds_as_in_the_planners_worksheet():
    _, figures = path({2019: 1565.0}, Assumption(Method.GROWTH, 8.0), horizon=2025)
    assert round(figures[2025], 3) == 2483.458
    _, figures = path({2019: 4559.9}, Assumption(Method.GROWTH, 7.0), horizon=2025)
    assert round(figures[2025], 3) == 6843.180


def test_year_columns_override_single_years_of_growth():
    _, figures = path({2020: 100.0}, Assumption(Method.GROWTH, 10.0, by_year=((2022, 50.0),)), horizon=2023)
    assert [figures[year] for year in (2021, 2022, 2023)] == pytest.approx([110, 165, 181.5])


def test_growth_without_a_parameter_ends_where_its_years_end():
    results, figures = path(
        {2020: 100.0}, Assumption(Method.GROWTH, None, by_year=((2021, 10.0),)), horizon=2023
    )
    assert figures[2021] == pytest.approx(110)
    assert math.isnan(figures[2022])
    assert [one.code for one in remarks(results, "基准", 0)] == ["years_missing"]


def test_step_adds_units_and_years_override():
    _, figures = path(
        {2020: 12.5}, Assumption(Method.STEP, 0.5, by_year=((2022, -1.0),)), kind=Kind.RATIO, horizon=2023
    )
    assert [figures[year] for year in (2021, 2022, 2023)] == pytest.approx([13.0, 12.0, 12.5])


def test_target_is_compound_for_amounts_and_exact_in_its_year_then_level():
    _, figures = path(
        {2019: 4199.93}, Assumption(Method.TARGET), targets=[target(CITY, "8000")], horizon=2027
    )
    assert figures[2025] == 8000.0
    assert figures[2027] == 8000.0
    assert (figures[2020] / 4199.93 - 1) * 100 == pytest.approx(11.337, abs=5e-4)


def test_target_is_linear_for_ratios():
    _, figures = path({2020: 33.1}, Assumption(Method.TARGET), kind=Kind.RATIO, targets=[target(CITY, "35")])
    assert figures[2022] == pytest.approx(33.1 + 2 * 1.9 / 5)


def test_target_from_zero_is_linear_since_no_rate_leads_there():
    _, figures = path({2020: 0.0}, Assumption(Method.TARGET), kind=Kind.COUNT, targets=[target(CITY, "500")])
    assert figures[2023] == pytest.approx(300)


def test_two_targets_are_reached_one_after_the_other():
    targets = [target(CITY, "200"), target(CITY, "300", year=2030)]
    _, figures = path({2020: 100.0}, Assumption(Method.TARGET), targets=targets, kind=Kind.INDEX)
    assert (figures[2025], figures[2030], figures[2026]) == pytest.approx((200, 300, 220))


def test_target_without_a_figure_has_no_path_and_says_why():
    results, figures = path(
        {2020: 100.0}, Assumption(Method.TARGET), targets=[target(CITY, "完成省下达任务")]
    )
    assert math.isnan(figures[2021])
    assert [one.code for one in remarks(results, "基准", 0)] == ["target_without_figure"]


def test_a_target_already_past_in_time_leaves_the_path_level():
    _, figures = path({2020: 100.0, 2026: 150.0}, Assumption(Method.TARGET), targets=[target(CITY, "200")])
    assert figures[2030] == 150.0


def test_trend_is_the_compound_rate_between_first_and_last():
    observed = {2016: 1366.11, 2017: 1396.38, 2018: 1502.85, 2019: 1565.0, 2020: 1555.07}
    _, figures = path(observed, Assumption(Method.TREND), horizon=2025)
    rate = (1555.07 / 1366.11) ** (1 / 4)
    assert figures[2025] == pytest.approx(1555.07 * rate**5)
    _, figures = path(observed, Assumption(Method.TREND, 3), horizon=2021)
    assert figures[2021] == pytest.approx(1555.07 * (1555.07 / 1502.85) ** 0.5)


def test_trend_is_linear_for_ratios_over_the_years_between():
    _, figures = path({2016: 31.0, 2020: 52.8}, Assumption(Method.TREND), kind=Kind.RATIO, horizon=2022)
    assert figures[2022] == pytest.approx(52.8 + 2 * 21.8 / 4)


def test_trend_of_one_year_has_no_path_and_says_why():
    results, figures = path({2020: 5.0}, Assumption(Method.TREND))
    assert math.isnan(figures[2021])
    assert [one.code for one in remarks(results, "基准", 0)] == ["trend_too_short"]


def test_logistic_passes_through_the_last_figure_and_half_its_ceiling():
    _, figures = path({2020: 20.0}, Assumption(Method.LOGISTIC, 100.0, 2024.0))
    assert figures[2024] == pytest.approx(50)
    k = math.log(100 / 20 - 1) / 4
    assert figures[2030] == pytest.approx(100 / (1 + math.exp(-k * 6)))
    assert figures[2020] == 20.0


@pytest.mark.parametrize(("ceiling", "midpoint"), [(20.0, 2024.0), (15.0, 2024.0), (100.0, 2020.0)])
def test_an_impossible_logistic_has_no_path_and_says_why(ceiling, midpoint):
    results, figures = path({2020: 20.0}, Assumption(Method.LOGISTIC, ceiling, midpoint))
    assert math.isnan(figures[2021])
    assert [one.code for one in remarks(results, "基准", 0)] == ["logistic_impossible"]


def test_values_are_given_linear_between_and_level_after():
    _, figures = path(
        {2020: 10.0}, Assumption(Method.VALUES, by_year=((2022, 20.0), (2024, 40.0))), horizon=2026
    )
    assert [figures[year] for year in range(2020, 2027)] == pytest.approx([10, 15, 20, 30, 40, 40, 40])


def test_values_go_straight_to_a_figure_past_the_horizon():
    # from 10 in 2020 to 20 in 2024, seen as far as 2022: 10, 12.5, 15
    by_year = ((2024, 20.0), (2026, 90.0))
    _, figures = path({2020: 10.0}, Assumption(Method.VALUES, by_year=by_year), horizon=2022)
    assert [figures[year] for year in (2020, 2021, 2022)] == pytest.approx([10, 12.5, 15])


def test_hold_and_no_assumption_stay_and_only_the_latter_says_so():
    results, figures = path({2020: 7.0}, None)
    assert figures[2030] == 7.0
    assert results.scenarios["基准"].origin[0][-1] == Origin.HELD
    assert [one.code for one in remarks(results, "基准", 0)] == ["no_assumption"]
    results, figures = path({2020: 7.0}, Assumption(Method.HOLD))
    assert figures[2030] == 7.0
    assert remarks(results, "基准", 0) == ()


def test_observations_stand_wherever_they_are_and_holes_stay_holes():
    results, figures = path({2016: 1.0, 2020: 2.0, 2022: 5.0}, Assumption(Method.GROWTH, 100.0))
    assert (figures[2016], figures[2020], figures[2022]) == (1.0, 2.0, 5.0)
    assert math.isnan(figures[2018])
    assert math.isnan(figures[2021])
    assert figures[2023] == 10.0
    assert results.scenarios["基准"].origin[0][2022 - 2016] == Origin.OBSERVED


def test_a_series_without_any_figure_has_none():
    results, figures = path({}, Assumption(Method.GROWTH, 5.0))
    assert all(math.isnan(figure) for figure in figures.values())
    assert [one.code for one in remarks(results, "基准", 0)] == ["no_figure"]


def test_arrays_cannot_be_written():
    results, _ = path({2020: 1.0}, Assumption(Method.GROWTH, 5.0))
    with pytest.raises(ValueError, match="read-only"):
        results.scenarios["基准"].values[0, 0] = np.nan
