"""Each method by figures worked by hand, and by the planners' own worksheet."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.engine.projection.paths import last_observed, levered, own_paths, parameters
from npfdesk.engine.projection.remarks import remarks
from npfdesk.engine.projection.scenario_paths import Origin
from npfdesk.engine.projection.update import compute
from npfdesk.plan.method_description import PathCourse, PathInputs, level_waypoints, no_waypoints
from npfdesk.plan.methods import interpolate, logistic_exists, trend
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
        scenarios=[scenario(assumptions={CITY: assumption} if assumption else {})],
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


YEARS = np.arange(2016, 2027)
NO_TARGETS = no_waypoints(1)


def column(figures):
    """Figures by year on the year axis, NaN between."""
    return np.array([figures.get(int(year), np.nan) for year in YEARS])


def one_path(figures, assumption, *, points=False, gain=None, aims=()):
    """The path of one series by itself, by year; `aims` are (year, figure) of its targets."""
    observed = column(figures)[:, None]
    if aims:
        columns = [[year - 2016] for year, _ in aims]
        waypoints = level_waypoints(np.array(columns), np.array([[figure] for _, figure in aims]))
    else:
        waypoints = NO_TARGETS
    values = own_paths(
        observed,
        last_observed(observed),
        YEARS,
        np.array([points]),
        parameters([assumption] if assumption else [], np.array([0 if assumption else -1]), YEARS),
        # where no lever acts the gain is one zero spread over all
        np.broadcast_to(np.float64(0.0), observed.shape) if gain is None else column(gain)[:, None],
        waypoints,
    )
    assert values.shape == observed.shape
    return dict(zip(YEARS.tolist(), values[:, 0].tolist(), strict=True))


def test_levers_raise_the_rate_of_an_amount_and_the_points_of_a_ratio():
    gain = {year: (1.0 if year == 2022 else 0.0) for year in YEARS}
    grown = one_path({2020: 100.0}, Assumption(Method.GROWTH, 10.0), gain=gain)
    assert [grown[year] for year in (2021, 2022, 2023)] == pytest.approx([110, 110 * 1.11, 110 * 1.11 * 1.1])
    stepped = one_path({2020: 100.0}, Assumption(Method.STEP, 10.0), gain=gain, points=True)
    assert [stepped[year] for year in (2021, 2022, 2023)] == pytest.approx([110, 121, 131])
    # a step of nothing is raised too
    assert one_path({2020: 100.0}, Assumption(Method.STEP, 0.0), gain=gain)[2022] == 101.0
    # an amount that steps takes the gain as growth of the year before too, and a ratio that grows as points
    stepped = one_path({2020: 100.0}, Assumption(Method.STEP, 10.0), gain=gain)
    assert stepped[2022] == pytest.approx(121.1)
    grown = one_path({2020: 100.0}, Assumption(Method.GROWTH, 10.0), gain=gain, points=True)
    assert grown[2022] == pytest.approx(110 * 1.1 + 1)
    # the trend of an amount is a rate, that of a ratio is points a year
    past = {2018: 100.0, 2020: 121.0}
    assert one_path(past, Assumption(Method.TREND), gain=gain)[2022] == pytest.approx(121 * 1.1 * 1.11)
    assert one_path(past, Assumption(Method.TREND), gain=gain, points=True)[2022] == pytest.approx(
        121 + 10.5 + 11.5
    )


def test_levers_leave_the_other_methods_alone():
    gain = dict.fromkeys(YEARS.tolist(), 5.0)
    for assumption in (Assumption(Method.HOLD), None):
        assert one_path({2020: 7.0}, assumption, gain=gain)[2026] == 7.0
    aimed = one_path({2020: 100.0}, Assumption(Method.TARGET), gain=gain, aims=[(2025, 200.0)])
    assert aimed[2025] == 200.0


def test_years_given_by_themselves_take_the_gain_of_levers_on_top():
    gain = {year: (1.0 if year == 2022 else 0.0) for year in YEARS}
    by_year = ((2022, 20.0),)
    grown = one_path({2020: 100.0}, Assumption(Method.GROWTH, 10.0, by_year=by_year), gain=gain)
    assert grown[2022] == pytest.approx(110 * 1.21)
    stepped = one_path({2020: 100.0}, Assumption(Method.STEP, 10.0, by_year=by_year), gain=gain)
    assert stepped[2022] == pytest.approx(100 + 10 + 20 + 1.1)


def test_a_step_that_only_single_years_give_ends_with_them():
    stepped = one_path({2020: 100.0}, Assumption(Method.STEP, None, by_year=((2021, 3.0), (2022, 4.0))))
    assert (stepped[2021], stepped[2022]) == (103.0, 107.0)
    assert math.isnan(stepped[2023])
    # a step of nothing but in one year
    stepped = one_path({2020: 100.0}, Assumption(Method.STEP, 0.0, by_year=((2022, 4.0),)))
    assert (stepped[2021], stepped[2022], stepped[2026]) == (100.0, 104.0, 104.0)


def test_years_before_the_axis_and_behind_it_do_not_shift_those_on_it():
    by_year = ((2015, 90.0), (2016, 1.0), (2026, 50.0), (2027, 99.0))
    grown = one_path({2024: 100.0}, Assumption(Method.GROWTH, 10.0, by_year=by_year))
    assert (grown[2025], grown[2026]) == pytest.approx((110.0, 165.0))
    given_ = parameters([Assumption(Method.GROWTH, 10.0, by_year=by_year)], np.array([0]), YEARS)
    assert given_.years[:, 0].tolist() == pytest.approx([1.0, *[math.nan] * 9, 50.0], nan_ok=True)
    assert given_.beyond[:, 0].tolist() == [2027.0, 99.0]


def test_a_series_observed_from_the_first_year_on_keeps_it():
    assert one_path({2016: 5.0}, Assumption(Method.GROWTH, 100.0))[2018] == 20.0
    assert one_path({2016: 5.0, 2017: 7.0}, Assumption(Method.STEP, 1.0))[2018] == 8.0


def test_a_target_of_the_year_after_the_last_figure_is_reached_in_that_year():
    aimed = one_path({2020: 100.0}, Assumption(Method.TARGET), aims=[(2021, 130.0), (2023, 520.0)])
    assert (aimed[2020], aimed[2021], aimed[2023], aimed[2026]) == (100.0, 130.0, 520.0, 520.0)
    # 130 → 520 over two years is twice as much a year
    assert aimed[2022] == pytest.approx(260.0)


def test_a_target_past_the_horizon_is_on_its_way_there():
    # 100 → 1600 from 2024 to 2028: twice as much a year, seen as far as 2026
    aimed = one_path({2024: 100.0}, Assumption(Method.TARGET), aims=[(2028, 1600.0)])
    assert (aimed[2025], aimed[2026]) == pytest.approx((200.0, 400.0))


def test_a_target_of_the_last_figures_own_year_leaves_the_path_level_and_the_next_one_leads_on():
    level = one_path({2020: 100.0}, Assumption(Method.TARGET), aims=[(2020, 150.0)])
    assert (level[2020], level[2021], level[2026]) == (100.0, 100.0, 100.0)
    led = one_path({2020: 100.0}, Assumption(Method.TARGET), aims=[(2019, 80.0), (2022, 400.0)])
    assert (led[2021], led[2022], led[2023]) == pytest.approx((200.0, 400.0, 400.0))
    # the first year of the axis is a year like any other
    assert one_path({2016: 5.0}, Assumption(Method.TARGET), aims=[(2016, 9.0)])[2017] == 5.0
    assert one_path({2016: 5.0}, Assumption(Method.TARGET), aims=[(2017, 10.0)])[2017] == 10.0


def test_where_no_target_leads_on_the_last_figure_stands_and_nothing_after_it():
    bare = one_path({2018: 4.0, 2020: 5.0}, Assumption(Method.TARGET))
    assert (bare[2018], bare[2020]) == (4.0, 5.0)
    assert math.isnan(bare[2019])
    assert math.isnan(bare[2021])


def test_a_series_with_one_target_beside_one_with_two_stays_level_after_it():
    aimed = Assumption(Method.TARGET)
    both = [
        ({2020: 100.0}, aimed, False, [(2022, 400.0)]),
        ({2020: 1.0}, aimed, False, [(2022, 4.0), (2024, 8.0)]),
        ({2020: 7.0}, aimed, False, [(2019, 5.0)]),
    ]
    values = own_paths(**side_by_side(both))
    # 2021, 2022 and 2026
    assert values[5].tolist() == pytest.approx([200.0, 2.0, 7.0])
    assert values[6].tolist() == [400.0, 4.0, 7.0]
    assert values[-1].tolist() == [400.0, 8.0, 7.0]


def test_a_target_without_any_figure_before_it_leads_nowhere():
    assert all(
        math.isnan(one) for one in one_path({}, Assumption(Method.TARGET), aims=[(2022, 9.0)]).values()
    )


def test_targets_of_figures_between_nothing_and_one_grow_by_a_rate():
    # 0.25 → 4 over four years is twice as much a year; so is 4 → 0.25 halved
    up = one_path({2020: 0.25}, Assumption(Method.TARGET), aims=[(2024, 4.0)])
    assert up[2022] == pytest.approx(1.0)
    down = one_path({2020: 4.0}, Assumption(Method.TARGET), aims=[(2024, 0.25)])
    assert down[2022] == pytest.approx(1.0)


def test_a_way_to_nothing_or_less_is_straight():
    for start, end, halfway in ((10.0, 0.0, 5.0), (0.0, 10.0, 5.0), (10.0, -10.0, 0.0), (-8.0, -4.0, -6.0)):
        aimed = one_path({2020: start}, Assumption(Method.TARGET), aims=[(2024, end)])
        assert aimed[2022] == pytest.approx(halfway)


def test_a_way_begins_and_ends_exactly_at_its_figures():
    places = (np.array([2]), np.array([7]))
    for points in (False, True):
        for start, end in ((0.1, 0.3), (3.3, 1e9)):
            ends = (np.array([start]), np.array([end]))
            for at, expected in ((2, start), (7, end)):
                assert interpolate(*ends, *places, np.array([at]), np.array([points]))[0] == expected
    # 0.1 · (1.7 / 0.1) is not 1.7 to the last bit
    assert 0.1 * (1.7 / 0.1) != 1.7
    end = interpolate(*(np.array([one]) for one in (0.1, 1.7, 2, 7, 7)), np.array([False]))
    assert end[0] == 1.7
    # and where it has no length it is at its beginning
    level = interpolate(*(np.array([one]) for one in (5.0, 6.0, 3, 3, 3)), np.array([False]))
    assert level[0] == 5.0


def test_the_trend_of_figures_between_nothing_and_one_is_a_rate():
    assert one_path({2018: 0.1, 2020: 0.4}, Assumption(Method.TREND))[2021] == pytest.approx(0.8)
    assert one_path({2018: 4.0, 2020: 0.25}, Assumption(Method.TREND))[2021] == pytest.approx(0.0625)


@pytest.mark.parametrize("ends", [(0.0, 4.0), (4.0, 0.0), (-2.0, -8.0)])
def test_no_rate_leads_from_or_to_nothing_or_less(ends):
    first, last = ends
    assert math.isnan(one_path({2018: first, 2020: last}, Assumption(Method.TREND))[2021])
    # points do: the same ends two years apart
    in_points = one_path({2018: first, 2020: last}, Assumption(Method.TREND), points=True)
    assert in_points[2021] == pytest.approx(last + (last - first) / 2)


def test_the_trend_looks_back_over_observed_figures_and_not_over_years():
    observed = {2016: 1.0, 2017: 8.0, 2019: 16.0, 2020: 32.0}
    # the last three figures: 8 → 32 in three years
    three = one_path(observed, Assumption(Method.TREND, 3))
    assert three[2021] == pytest.approx(32 * 4 ** (1 / 3))
    two = one_path(observed, Assumption(Method.TREND, 2))
    assert two[2021] == pytest.approx(64.0)
    assert math.isnan(one_path(observed, Assumption(Method.TREND, 1))[2021])
    assert trend(column(observed)[:, None], np.array([9.0]), np.array([False]))[0] == pytest.approx(
        32 ** (1 / 4) - 1
    )


def test_a_series_without_a_trend_has_none_beside_one_that_has():
    observed = np.stack([column({2016: 1.0, 2026: 9.0}), column({2018: 1.0, 2020: 4.0})], axis=1)
    # the past of no years is none; the other doubles
    pace = trend(observed, np.array([0.0, np.nan]), np.array([False, False]))
    assert pace.tolist() == pytest.approx([math.nan, 1.0], nan_ok=True)
    # and so for each draw of the years that are looked back
    drawn = trend(observed, np.array([[0.0, 2.0], [2.0, 1.0]]), np.array([False, False]))
    assert drawn.shape == (2, 2)
    assert drawn.ravel().tolist() == pytest.approx([math.nan, 1.0, 9**0.1 - 1, math.nan], nan_ok=True)


def test_from_nothing_to_nothing_leads_no_rate():
    nothing = column({2018: 0.0, 2020: 0.0})[:, None]
    pace = trend(nothing, np.array([np.nan]), np.array([False]))
    assert pace.shape == (1,)
    assert math.isnan(pace[0])
    assert trend(nothing, np.array([np.nan]), np.array([True])).tolist() == [0.0]


def test_the_trend_from_the_first_year_of_the_axis():
    assert one_path({2016: 2.0, 2017: 4.0}, Assumption(Method.TREND))[2018] == pytest.approx(8.0)


def test_an_s_curve_leaves_what_is_observed_as_it_is():
    curve = one_path({2018: 5.0, 2020: 0.1}, Assumption(Method.LOGISTIC, 0.7, 2023.0))
    # the curve itself passes 0.1 with a last bit too few
    assert (curve[2018], curve[2020]) == (5.0, 0.1)
    assert math.isnan(curve[2017])
    assert math.isnan(curve[2019])
    # ln(0.7 / 0.1 - 1) is ln 6, over three years
    assert curve[2021] == pytest.approx(0.7 / (1 + math.exp(math.log(6) / 3 * 2)))
    # from the first year of the axis: a quarter of the ceiling in 2016, half in 2018, three quarters in 2020
    assert one_path({2016: 25.0}, Assumption(Method.LOGISTIC, 100.0, 2018.0))[2020] == pytest.approx(75.0)


def test_an_s_curve_of_figures_below_one_and_one_that_falls_behind_its_midpoint():
    # half of 0.8 in 2022, 0.2 in 2020: ln(0.8 / 0.2 - 1) / 2 = ln 3 / 2; two years on it is 3 / 4 of the ceiling
    curve = one_path({2020: 0.2}, Assumption(Method.LOGISTIC, 0.8, 2022.0))
    assert (curve[2020], curve[2022], curve[2024]) == pytest.approx((0.2, 0.4, 0.6))
    # half of it behind us: 75 of 100 in 2020, half in 2018
    curve = one_path({2020: 75.0}, Assumption(Method.LOGISTIC, 100.0, 2018.0))
    assert curve[2022] == pytest.approx(100 / (1 + 3**-2))


def test_an_s_curve_from_nothing_or_less_or_without_a_start_is_none():
    for figures in ({2020: 0.0}, {2020: -1.0}, {}):
        assert math.isnan(one_path(figures, Assumption(Method.LOGISTIC, 100.0, 2024.0))[2026])
    for missing in (Assumption(Method.LOGISTIC, None, 2024.0), Assumption(Method.LOGISTIC, 100.0)):
        assert math.isnan(one_path({2020: 5.0}, missing)[2026])
    exists = logistic_exists(*(np.array([one]) for one in (0.5, 0.7, 2021.0)), np.array([2020]))
    assert exists.tolist() == [True]
    exists = logistic_exists(*(np.array([one]) for one in (0.0, 0.7, 2021.0)), np.array([2020]))
    assert exists.tolist() == [False]


def test_a_steep_s_curve_ends_at_its_ceiling_without_a_word():
    # half in 2020.001: the exponent passes what a number can hold within some years
    curve = one_path({2020: 1e-9}, Assumption(Method.LOGISTIC, 1.0, 2020.01))
    assert curve[2026] == 1.0


def test_what_grows_past_every_number_is_no_figure_and_warns_of_nothing():
    grown = one_path({2020: 1e300}, Assumption(Method.GROWTH, 1e9))
    assert grown[2026] == math.inf
    fallen = one_path({2020: 1e300}, Assumption(Method.GROWTH, 1e9, by_year=((2024, -100.0),)))
    assert math.isnan(fallen[2024])


def test_values_without_a_figure_to_begin_from_begin_with_the_first_given():
    given_ = one_path({}, Assumption(Method.VALUES, by_year=((2022, 20.0), (2024, 40.0))))
    assert math.isnan(given_[2021])
    assert [given_[year] for year in (2022, 2023, 2024, 2026)] == [20.0, 30.0, 40.0, 40.0]
    # given for the first year of all
    assert one_path({}, Assumption(Method.VALUES, by_year=((2016, 3.0),)))[2026] == 3.0


def test_values_given_for_years_that_are_observed_since_move_nothing():
    given_ = one_path(
        {2016: 1.0, 2020: 10.0}, Assumption(Method.VALUES, by_year=((2018, 99.0), (2022, 20.0)))
    )
    assert math.isnan(given_[2018])
    assert [given_[year] for year in (2016, 2020, 2021, 2022)] == [1.0, 10.0, 15.0, 20.0]
    # those of the last figure's year least of all
    given_ = one_path({2020: 10.0}, Assumption(Method.VALUES, by_year=((2020, 99.0), (2022, 20.0))))
    assert (given_[2020], given_[2021]) == (10.0, 15.0)
    # observed in the first year of the axis
    given_ = one_path({2016: 10.0}, Assumption(Method.VALUES, by_year=((2018, 20.0),)))
    assert (given_[2016], given_[2017]) == (10.0, 15.0)


def test_values_with_none_given_are_level_after_the_last_figure():
    by_year = ((2015, 3.0),)
    assert one_path({2020: 10.0}, Assumption(Method.VALUES, by_year=by_year))[2026] == 10.0
    assert math.isnan(one_path({}, Assumption(Method.VALUES, by_year=by_year))[2026])
    # no years at all: nothing was given
    assert math.isnan(one_path({2020: 10.0}, Assumption(Method.VALUES))[2021])
    assert one_path({2020: 10.0}, Assumption(Method.VALUES))[2020] == 10.0


def test_values_past_the_horizon_alone_lead_from_the_last_figure():
    by_year = ((2028, 50.0), (2030, 99.0))
    # 10 in 2024, 50 in 2028
    given_ = one_path({2024: 10.0}, Assumption(Method.VALUES, by_year=by_year))
    assert (given_[2025], given_[2026]) == (20.0, 30.0)
    # the year after the horizon is past it
    given_ = one_path({2024: 10.0}, Assumption(Method.VALUES, by_year=((2027, 40.0),)))
    assert (given_[2025], given_[2026]) == (20.0, 30.0)
    given_ = one_path({2024: 10.0}, Assumption(Method.VALUES, by_year=((2026, 40.0),)))
    assert (given_[2025], given_[2026]) == (25.0, 40.0)


def test_no_series_has_no_path():
    none = own_paths(**side_by_side([]))
    assert none.shape == (len(YEARS), 0)


def test_a_formula_is_given_the_parameters_of_its_own_series():
    stated_ = [
        Assumption(Method.GROWTH, 3.0, by_year=((2022, 5.0),)),
        Assumption(Method.LOGISTIC, 90.0, 2024.0),
        Assumption(Method.STEP, 1.0, by_year=((2030, 8.0),)),
    ]
    given_ = parameters(stated_, np.array([0, -1, 1, 2]), YEARS)
    given_ = replace(given_, shift=np.array([1.0, 2.0, 3.0, 4.0]))
    none = no_waypoints(4)
    unseen = np.full((len(YEARS), 4), np.nan)
    whole = PathInputs(unseen, np.full(4, -1), YEARS, np.zeros(4, dtype=np.bool_), given_, none)
    some = PathCourse(whole, np.array([3, 1, 0]))
    methods = list(Method)
    assert given_.method.tolist() == [
        methods.index(Method.GROWTH),
        len(methods),
        methods.index(Method.LOGISTIC),
        methods.index(Method.STEP),
    ]
    assert some.value.tolist() == pytest.approx([1.0, math.nan, 3.0], nan_ok=True)
    assert PathCourse(whole, np.array([2])).midpoint.tolist() == [2024.0]
    assert some.by_year(1) is None
    step, growth = some.by_year(0), some.by_year(2)
    assert step is not None
    assert growth is not None
    assert step[1:] == (2030.0, 8.0)
    assert growth[0][YEARS.tolist().index(2022)] == 5.0
    assert given_.by_year(6, np.array([0])).tolist() == [6.0]
    assert replace(given_, shift=None).by_year(6, np.array([0])).tolist() == [5.0]
    assert levered(given_).tolist() == [True, False, False, True]


def test_the_last_observed_figure_of_each_series():
    observed = np.array([[1.0, np.nan, np.nan], [np.nan, np.nan, 2.0], [3.0, np.nan, np.nan]])
    found = last_observed(observed)
    assert found.tolist() == [2, -1, 1]
    assert found.dtype == np.int64


figures_of_a_series = st.dictionaries(st.integers(2016, 2022), st.floats(-5.0, 50.0), max_size=4)
by_years = st.dictionaries(st.integers(2015, 2029), st.floats(-20.0, 60.0), max_size=3).map(
    lambda found: tuple(sorted(found.items()))
)
assumed = st.one_of(
    st.none(),
    st.builds(
        Assumption, st.sampled_from([Method.GROWTH, Method.STEP]), st.floats(-20.0, 20.0), by_year=by_years
    ),
    st.builds(Assumption, st.just(Method.TREND), st.none() | st.integers(1, 4).map(float)),
    st.builds(Assumption, st.just(Method.LOGISTIC), st.floats(1.0, 90.0), st.integers(2015, 2028).map(float)),
    st.builds(Assumption, st.sampled_from([Method.HOLD, Method.TARGET])),
    st.builds(Assumption, st.just(Method.VALUES), by_year=by_years),
)
aims = st.lists(
    st.tuples(st.integers(2018, 2028), st.floats(-5.0, 90.0)), max_size=2, unique_by=lambda aim: aim[0]
)
several = st.lists(
    st.tuples(figures_of_a_series, assumed, st.booleans(), aims.map(sorted)), min_size=1, max_size=6
)


def side_by_side(series):
    """What own_paths takes for several series at once."""
    observed = np.array([column(figures) for figures, *_ in series]).reshape(len(series), len(YEARS)).T
    steps = max((len(aimed) for *_, aimed in series), default=0)
    waypoints = level_waypoints(
        np.full((steps, len(series)), -1, dtype=np.int64), np.full((steps, len(series)), np.nan)
    )
    for place, (*_, aimed) in enumerate(series):
        for step, (year, figure) in enumerate(aimed):
            waypoints.column[step, place], waypoints.figure[step, place] = year - 2016, figure
    stated = [assumption for _, assumption, *_ in series if assumption is not None]
    owner = np.array([-1 if one[1] is None else stated.index(one[1]) for one in series], dtype=np.int64)
    return {
        "observed": observed,
        "last": last_observed(observed),
        "years": YEARS,
        "points": np.array([points for _, _, points, _ in series], dtype=np.bool_),
        "given": parameters(stated, owner, YEARS),
        "gain": np.zeros(observed.shape),
        "waypoints": waypoints,
    }


@given(several)
def test_series_side_by_side_are_each_what_they_are_alone(series):
    values = own_paths(**side_by_side(series))
    for place, (figures, assumption, points, aimed) in enumerate(series):
        alone = one_path(figures, assumption, points=points, aims=aimed)
        assert values[:, place].tolist() == pytest.approx(list(alone.values()), nan_ok=True)


@given(several, st.lists(st.floats(0.5, 1.5), min_size=1, max_size=3))
def test_draws_are_each_what_they_are_alone(series, draws):
    arrays = side_by_side(series)
    given_ = arrays["given"]
    stated = given_.value
    # a count of past years is not drawn
    counts = np.array([one is not None and one.method is Method.TREND for _, one, *_ in series])
    drawn = np.stack([np.where(counts, stated, stated * factor) for factor in draws])
    values = own_paths(**{**arrays, "given": replace(given_, value=drawn, shift=drawn - stated)})
    assert values.shape == (len(YEARS), len(draws), len(series))
    for draw, figures in enumerate(drawn):
        moved = [
            (one[0], _moved(one[1], float(figures[place]), float(figures[place] - stated[place])), *one[2:])
            for place, one in enumerate(series)
        ]
        alone = own_paths(**side_by_side(moved))
        assert values[:, draw] == pytest.approx(alone, nan_ok=True)


def _moved(assumption, value, shift):
    """An assumption with another value; figures by year of a growth or a step go along."""
    if assumption is None or assumption.value is None:
        return assumption
    by_year = assumption.by_year
    if assumption.method in (Method.GROWTH, Method.STEP):
        by_year = tuple((year, figure + shift) for year, figure in by_year)
    return replace(assumption, value=value, by_year=by_year)
