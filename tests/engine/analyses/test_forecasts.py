"""Forecasts: closed forms, the libraries on common ground, refusals with their reasons."""

import re
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.tsa.holtwinters import Holt

from npfdesk.engine.analyses.damped_trend import damped_holt
from npfdesk.engine.analyses.forecast_words import diagnostics_in_words
from npfdesk.engine.analyses.forecasts import (
    LEAST_POINTS,
    MOST_ERROR,
    Forecast,
    Forecasting,
    back_test,
    forecast,
    forecast_assumption,
    grey_model,
)
from npfdesk.engine.analyses.growth_curves import compound_rate, s_curve, straight_line
from npfdesk.engine.analyses.method_cards import METHOD_CARDS
from npfdesk.plan.methods import Method
from npfdesk.plan.problems import Problem

# 规划:内嵌测算表, GDP of Jinhua 2016 to 2020, 亿元
GDP = np.array([3705.2, 3962.2, 4243.9, 4559.9, 4707.0])
GDP_YEARS = np.arange(2016, 2021)


def ahead(figures, method, first=2016, horizon=2030):
    return forecast(np.arange(first, first + len(figures)), np.array(figures, float), horizon, method)


def test_compound_growth_of_gdp():
    made = ahead(GDP, Forecasting.CAGR, horizon=2025)
    rate = (4707.0 / 3705.2) ** 0.25 - 1
    assert made.years.tolist() == [2021, 2022, 2023, 2024, 2025]
    assert made.values == pytest.approx(4707.0 * (1 + rate) ** np.arange(1, 6))
    assert made.diagnostics["rate"] == pytest.approx(rate * 100)
    assert made.fitted[[0, -1]] == pytest.approx(GDP[[0, -1]])


def test_a_line_agrees_with_polyfit():
    made = ahead(GDP, Forecasting.LINEAR, horizon=2025)
    slope, intercept = np.polyfit(GDP_YEARS - 2016, GDP, 1)
    assert made.values == pytest.approx(intercept + slope * np.arange(5, 10))
    assert made.diagnostics["slope"] == pytest.approx(slope)
    assert made.diagnostics["r_squared"] == pytest.approx(np.corrcoef(GDP_YEARS, GDP)[0, 1] ** 2)
    flat = ahead([3, 3, 3], Forecasting.LINEAR)
    assert flat.diagnostics["r_squared"] is None
    assert flat.values == pytest.approx(np.full(12, 3.0))


def test_an_s_curve_is_found_again():
    years = np.arange(2010, 2022)
    figures = 100 / (1 + np.exp(-0.4 * (years - 2016.5)))
    made = forecast(years, figures, 2030, Forecasting.LOGISTIC)
    assert made.diagnostics["ceiling"] == pytest.approx(100, rel=1e-4)
    assert made.diagnostics["k"] == pytest.approx(0.4, rel=1e-4)
    assert made.diagnostics["midpoint"] == pytest.approx(2016.5, rel=1e-6)
    assert made.values == pytest.approx(100 / (1 + np.exp(-0.4 * (made.years - 2016.5))), rel=1e-4)


def test_a_past_without_a_ceiling_is_refused():
    found = forecast(np.arange(2010, 2020), 1.3 ** np.arange(10.0), 2030, Forecasting.LOGISTIC)
    assert found.code == "forecast_no_ceiling"
    assert s_curve(np.arange(4.0), np.full(4, 2.0)) is None


def test_holt_agrees_with_statsmodels():
    made = ahead(GDP, Forecasting.HOLT)
    own = Holt(GDP, damped_trend=True, initialization_method="estimated").fit()
    assert made.values == pytest.approx(own.forecast(10))
    assert 0 < made.diagnostics["damping_trend"] < 1
    # by the recursion itself: level and trend after the last figure, then a damped sum
    parameters = own.params
    level, trend, damping = (
        parameters["initial_level"],
        parameters["initial_trend"],
        made.diagnostics["damping_trend"],
    )
    for figure in GDP:
        before = level
        level = parameters["smoothing_level"] * figure + (1 - parameters["smoothing_level"]) * (
            before + damping * trend
        )
        share = parameters["smoothing_trend"]
        trend = share * (level - before) + (1 - share) * damping * trend
    assert made.values[0] == pytest.approx(level + damping * trend)
    assert made.values[1] == pytest.approx(level + (damping + damping**2) * trend)


def test_holt_of_a_constant_and_of_negatives():
    assert damped_holt(np.full(6, 7.0), 3).ahead == pytest.approx([7, 7, 7], rel=1e-3)
    made = damped_holt(np.array([-3.0, -1.0, 0.0, 2.0, 3.0, 4.0]), 2)
    assert np.isfinite(made.ahead).all()


def test_gm11_by_hand():
    # x0 = 1, 2, 4, 8: x1 = 1, 3, 7, 15, z = 2, 5, 11; slope of (2,2) (5,4) (11,8) is 2/3, intercept 2/3
    made = grey_model(np.array([1.0, 2.0, 4.0, 8.0]))
    assert (made.a, made.b) == (pytest.approx(-2 / 3), pytest.approx(2 / 3))
    # x1(k+1) = 2 e^(2k/3) - 1, so x0(k+1) = 2 (1 - e^(-2/3)) e^(2k/3)
    expected = 2 * (1 - np.exp(-2 / 3)) * np.exp(2 / 3 * np.arange(1, 6))
    assert made.fitted == pytest.approx([1, *expected[:3]])
    assert made.after(2) == pytest.approx(expected[3:])
    assert made.ratios.tolist() == [0.5, 0.5, 0.5]
    assert (made.ratio_low, made.ratio_high) == (pytest.approx(np.exp(-0.4)), pytest.approx(np.exp(0.4)))
    assert not made.ratios_pass
    residual = np.array([1.0, 2.0, 4.0, 8.0]) - made.fitted
    assert made.posterior_ratio == pytest.approx(residual.std() / np.array([1.0, 2, 4, 8]).std())
    assert made.small_error == 1
    assert made.grade == 1


def test_gm11_of_gdp_passes_its_tests():
    made = ahead(GDP, Forecasting.GM11)
    assert made.diagnostics["level_ratio_passed"]
    assert made.diagnostics["C"] < 0.35
    assert made.diagnostics["P"] == 1
    assert made.diagnostics["grade"] == 1
    # the textbook's order of work, another way to the same figures
    running = np.cumsum(GDP)
    design = np.stack([-(running[1:] + running[:-1]) / 2, np.ones(4)], axis=1)
    a, b = np.linalg.inv(design.T @ design) @ design.T @ GDP[1:]
    sums = (GDP[0] - b / a) * np.exp(-a * np.arange(15)) + b / a
    assert made.values == pytest.approx(np.diff(sums)[4:], rel=1e-9)


def test_gm11_of_a_constant_and_of_a_wild_series():
    made = grey_model(np.full(5, 3.0))
    assert made.after(2) == pytest.approx([3, 3])
    assert np.isnan(made.posterior_ratio)
    assert made.grade == 1
    wild = grey_model(np.array([1.0, 9.0, 1.0, 9.0, 1.0, 9.0, 1.0]))
    assert wild.grade == 4
    with pytest.raises(ValueError, match="four"):
        grey_model(np.array([1.0, 2.0, 0.0, 4.0]))


def test_a_failed_level_ratio_is_said():
    made = ahead([1, 2, 4, 8], Forecasting.GM11)
    assert [one.code for one in made.remarks] == ["forecast_not_trusted", "forecast_level_ratio"]


def test_five_points_trust_no_method():
    for method in Forecasting:
        made = ahead(GDP, method)
        assert isinstance(made, Forecast), method
        assert made.back_test is None
        assert made.remarks[0].code == "forecast_not_trusted"
        assert "5" in made.remarks[0].message("zh")


def test_back_test_by_hand():
    # a line through 1..5 meets 6, 7, 8 exactly; the last figure is 9 instead of 8: errors 0, 0, -1
    figures = np.array([1.0, 2, 3, 4, 5, 6, 7, 9])
    tested = back_test(np.arange(2010, 2018), figures, Forecasting.LINEAR)
    assert tested.forecasts == 3
    assert tested.rmse == pytest.approx(np.sqrt(1 / 3))
    assert tested.mape == pytest.approx(100 / 9 / 3)
    made = forecast(np.arange(2010, 2018), figures, 2020, Forecasting.LINEAR)
    assert made.remarks == ()
    assert made.back_test.rmse == pytest.approx(tested.rmse)


def test_back_test_where_it_cannot_be_made():
    # no percentage of zero
    zero = np.array([1.0, 2, 3, 4, 5, 0, 7, 9])
    assert back_test(np.arange(8), zero, Forecasting.LINEAR).mape is None
    assert ahead(zero, Forecasting.LINEAR).mape is None
    # a first figure of 0 stops the compound rate at every origin
    assert back_test(np.arange(8), np.array([0.0, 2, 3, 4, 5, 6, 7, 9]), Forecasting.CAGR) is None
    growing = 1.3 ** np.arange(10.0)
    assert back_test(np.arange(10), growing, Forecasting.LOGISTIC) is None


@pytest.mark.parametrize("method", list(Forecasting))
def test_too_few_points_are_refused(method):
    few = ahead([3.0] * (LEAST_POINTS[method] - 1), method)
    assert few.code == "forecast_too_few_points"
    assert str(LEAST_POINTS[method]) in few.message("zh")
    none = ahead([np.nan, np.nan], method)
    assert none.code == "forecast_too_few_points"


def test_figures_that_a_method_cannot_take_are_refused():
    for figures, method, year in (
        ([0.0, 1, 2], Forecasting.CAGR, 2016),
        ([1.0, 1, -2], Forecasting.CAGR, 2018),
        ([1.0, 0, 2, 3], Forecasting.GM11, 2017),
        ([1.0, 2, 0, 3], Forecasting.LOGISTIC, 2018),
    ):
        refused = ahead(figures, method)
        assert refused.code == "forecast_not_above_zero"
        assert refused.arguments["year"] == year
    # between the ends the compound rate does not look
    assert isinstance(ahead([1.0, -5, 2], Forecasting.CAGR), Forecast)


def test_gaps():
    figures = [np.nan, 4.0, np.nan, 6.0, 7.0, 8.0, 9.0, 10.0, np.nan]
    line = ahead(figures, Forecasting.LINEAR, first=2010, horizon=2020)
    assert line.past_years.tolist() == [2011, 2013, 2014, 2015, 2016, 2017]
    assert line.years[0] == 2018
    grey = ahead(figures, Forecasting.GM11, first=2010, horizon=2020)
    assert grey.past_years.tolist() == [2013, 2014, 2015, 2016, 2017]
    two = ahead([100.0, *[np.nan] * 4, 200.0], Forecasting.CAGR, first=2015)
    assert two.diagnostics["rate"] == pytest.approx((2**0.2 - 1) * 100)
    assert ahead([1.0, 2, 3, np.nan, 5], Forecasting.GM11).code == "forecast_too_few_points"


def test_nothing_ahead_and_out_of_range():
    assert ahead(GDP, Forecasting.CAGR, horizon=2020).code == "forecast_nothing_ahead"
    assert ahead([1e-300, 1e300], Forecasting.CAGR).code == "forecast_out_of_range"
    assert ahead([1.0, 1e200], Forecasting.CAGR).code == "forecast_out_of_range"
    assert np.isfinite(ahead([1e200, 2e200, 4e200], Forecasting.LINEAR).rmse)


def test_what_the_curves_refuse():
    for call in (compound_rate, straight_line):
        with pytest.raises(ValueError, match="two"):
            call(np.array([1.0]), np.array([1.0]))
    with pytest.raises(ValueError, match="four"):
        s_curve(np.arange(3.0), np.ones(3))
    with pytest.raises(ValueError, match="five"):
        damped_holt(np.ones(4), 1)


@settings(max_examples=40)
@given(
    st.lists(st.one_of(st.floats(-1e12, 1e12), st.just(np.nan)), max_size=10),
    st.sampled_from([Forecasting.CAGR, Forecasting.LINEAR, Forecasting.GM11, Forecasting.HOLT]),
)
def test_a_forecast_is_finite_or_refused(figures, method):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        made = ahead(figures, method)
    if isinstance(made, Problem):
        assert made.message("zh")
        assert made.message("en")
    else:
        assert np.isfinite(made.values).all()
        assert made.years[-1] == 2030


def test_a_forecast_is_adopted_as_an_assumption():
    rate = forecast_assumption(ahead(GDP, Forecasting.CAGR), "预测")
    assert (rate.method, rate.note) == (Method.GROWTH, "预测")
    assert rate.value == pytest.approx(((4707.0 / 3705.2) ** 0.25 - 1) * 100)
    grey = ahead(GDP, Forecasting.GM11, horizon=2025)
    path = forecast_assumption(grey)
    assert path.method is Method.VALUES
    assert path.by_year == tuple(zip(range(2021, 2026), grey.values.tolist(), strict=True))


def test_a_search_that_does_not_settle_finds_no_ceiling(monkeypatch):
    def lost(*_arguments, **_named):
        raise RuntimeError("Optimal parameters not found")

    monkeypatch.setattr("npfdesk.engine.analyses.growth_curves.curve_fit", lost)
    assert s_curve(np.arange(5.0), np.arange(1.0, 6)) is None


def test_a_back_test_far_off_is_not_trusted():
    """MAPE of 381 % was called trusted because it had been tested."""
    figures = np.array([100.0, 3, 250, 8, 400, 2, 310, 5, 500, 4])
    made = forecast(np.arange(2011, 2021), figures, 2025, Forecasting.LINEAR)
    assert made.back_test.mape > 300
    assert not made.trusted
    assert made.remarks[0].code == "forecast_error_too_large"
    assert f"{made.back_test.mape:,.0f}"[:3] in made.remarks[0].message("zh")


def test_what_repeats_the_last_figure_as_well_is_not_trusted():
    # a walk without a trend: a mean error of a few per cent, and yet nothing learnt
    figures = np.array([100.0, 103, 100, 103, 100, 103, 100, 103, 100, 103, 109])
    made = forecast(np.arange(2010, 2021), figures, 2025, Forecasting.CAGR)
    assert made.back_test.mape < MOST_ERROR
    assert made.back_test.mase > 1
    assert [one.code for one in made.remarks] == ["forecast_no_better_than_naive"]
    assert not made.trusted


def test_a_steady_growth_is_trusted_by_worked_figures():
    # errors 0, 0, -1 over the naive 1, 1, 2
    figures = np.array([1.0, 2, 3, 4, 5, 6, 7, 9])
    made = forecast(np.arange(2010, 2018), figures, 2020, Forecasting.LINEAR)
    assert made.back_test.mase == pytest.approx((1 / 3) / (4 / 3))
    assert made.trusted


def test_a_constant_is_forecast_as_well_as_can_be():
    made = forecast(np.arange(2010, 2020), np.full(10, 7.0), 2025, Forecasting.LINEAR)
    assert made.back_test.mase is None
    assert made.trusted


def test_an_error_in_per_cent_is_there_beside_a_nought():
    figures = np.array([1.0, 2, 3, 4, 5, 0, 7, 9])
    tested = back_test(np.arange(2010, 2018), figures, Forecasting.LINEAR)
    assert tested.mape is None
    assert tested.error > MOST_ERROR
    made = forecast(np.arange(2010, 2018), figures, 2020, Forecasting.LINEAR)
    assert not made.trusted


def test_what_cannot_be_tested_says_why():
    """Nine years are not too few: the rate cannot be reckoned at one of them."""
    start = np.array([5.0, -1, 3, 4, -2, 6, 7, 8, 9])
    made = forecast(np.arange(2010, 2019), start, 2025, Forecasting.CAGR)
    assert made.back_test is None
    assert made.remarks[0].code == "forecast_not_tested"


@given(st.lists(st.floats(0.1, 1e6), min_size=5, max_size=14), st.sampled_from(["cagr", "linear", "gm11"]))
def test_nothing_is_trusted_without_a_test_that_it_passes(figures, method):
    made = forecast(np.arange(2000, 2000 + len(figures)), np.array(figures), 2020, Forecasting(method))
    if isinstance(made, Forecast) and made.trusted:
        assert made.back_test.forecasts >= 3
        assert made.back_test.error <= MOST_ERROR
        assert made.back_test.mase is None or made.back_test.mase < 1


def test_holt_says_that_it_is_damped():
    made = forecast(np.arange(2010, 2020), np.arange(10.0, 20.0), 2025, Forecasting.HOLT)
    assert made.diagnostics["damped"] is True
    assert "阻尼" in METHOD_CARDS["holt"].title.text("zh", {})
    assert "damped" in METHOD_CARDS["holt"].title.text("en", {})


@pytest.mark.parametrize("method", Forecasting)
def test_diagnostics_read_in_the_language_of_the_window(method):
    made = ahead([3.0, 5.0, 9.0, 17.0, 30.0, 47.0, 63.0, 76.0, 85.0, 91.0, 94.0], method)
    words = diagnostics_in_words(made.diagnostics, "zh")
    assert len(words) == len(made.diagnostics)
    # beside symbols of one letter (a, b, k, C, P, R²) nothing is English
    assert not [line for line in words if re.search(r"[A-Za-z]{2}", " ".join(line))]
    assert [name for name, _ in words] != [name for name, _ in diagnostics_in_words(made.diagnostics, "en")]
