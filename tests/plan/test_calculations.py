"""Calculations typed into a cell: what they come to, what they say, what is no calculation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.plan.calculations import ABOVE, LEFT, OWN, Calculation, calculated
from npfdesk.plan.problems import Problem


@pytest.mark.parametrize(
    ("text", "unit", "own", "value"),
    [
        ("=8*1.05", "%", 5.5, 8.4),
        ("=8*1.05", "亿元", None, 8.4),
        ("＝８×１．０５", "%", 5.5, 8.4),
        ("= (7,000 - 4,500) / 5", "亿元", None, 500),
        ("=x*1.05", "亿元", 1000, 1050),
        ("=本值*1.05", "亿元", 1000, 1050),
        ("=(7000/4500)^(1/5)*100-100", "%", None, 9.2388464),
        ("+5", "亿元", 1000, 1005),
        ("+5", "%", 8.5, 13.5),
        ("+0.5%", "%", 8.5, 9.0),
        ("+5%", "亿元", 1000, 1050),
        ("+0.5亿", "亿元", 1000, 1000.5),
        ("*1.1", "%", 8, 8.8),
        ("×1.1", "%", 8, 8.8),
        ("/2", "亿元", 1001, 500.5),
        ("÷2", "亿元", 1001, 500.5),
        ("-3%", "亿元", 1000, 970),
        ("−3%", "亿元", 1000, 970),
        # figures of a cell of per cent are per cent; what multiplies is a factor
        ("=8%", "%", 5, 8),
        ("=8%*1.05", "%", 5, 8.4),
        ("=x+1", "%", 8.5, 9.5),
        ("=x+1%", "%", 8.5, 9.5),
        ("=x-0.5", "%", 8.5, 8),
        ("=x*(1+5%)", "%", 8, 8.4),
        ("=(1+5%)*x", "%", 8, 8.4),
        ("=(1+8%)*(1+9%)-1", "%", None, 17.72),
        ("=8+5%", "%", None, 13),
        ("=x*5%", "%", 8, 0.4),
        # and in any other cell they are shares
        ("=100+5%", "亿元", None, 105),
        ("=x*(1-3%)", "亿元", 1000, 970),
        ("=x-3%", "亿元", 1000, 970),
        ("=x*5%", "亿元", 1000, 50),
        ("=-3", "%", 8, -3),
        ("=2^10", "", None, 1024),
    ],
)
def test_what_it_comes_to(text, unit, own, value):
    found = calculated(text, unit, {OWN: own} if own is not None else {})
    assert isinstance(found, Calculation), found
    assert found.value == pytest.approx(value, rel=1e-6)


@pytest.mark.parametrize("text", ["8.5", "-3", "−3", "-3.5%", "8%", "8000亿", "", "约 8", "(3)", "1/2", "x"])
def test_a_figure_is_read_as_it_stands(text):
    assert calculated(text, "%", {OWN: 8.0}) is None


def test_a_plus_without_an_own_value_is_a_sign():
    assert calculated("+5", "%", {}) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("*1.1", "calculation_without_value"),
        ("=x*2", "calculation_without_value"),
        ("=左+1", "calculation_without_value"),
        ("=8*", "calculation_unreadable"),
        ("=", "calculation_unreadable"),
        ("=A1+1", "calculation_unreadable"),
        ("=__import__('os')", "calculation_unreadable"),
        ("=share(1,2)", "calculation_unreadable"),
        ("=[1][0]", "calculation_unreadable"),
        ("=8 if 1 else 2", "calculation_unreadable"),
        ("=" + "(" * 150 + "1", "calculation_unreadable"),
        ("=1/0", "calculation_no_result"),
        ("=9^9^9^9", "calculation_no_result"),
        ("=1e300*1e300", "calculation_no_result"),
        ("=(0-8)^0.5", "calculation_no_result"),
    ],
)
def test_what_cannot_be_calculated_says_why(text, code):
    found = calculated(text, "%", {})
    assert isinstance(found, Problem)
    assert found.code == code
    assert found.message("zh")
    assert found.message("en")


def test_it_says_what_is_calculated_and_names_the_cells_beside():
    assert calculated("*1.1", "亿元", {OWN: 1000.0}) == Calculation(1100.0, "1000 × 1.1")
    assert calculated("-3%", "亿元", {OWN: 1000.0}) == Calculation(970.0, "1000 − 3%")
    assert calculated("=left*1.05", "亿元", {LEFT: 1000.0}) == Calculation(1050.0)
    assert calculated("=上+1", "%", {ABOVE: 8.5}) == Calculation(9.5)


@given(
    st.text(alphabet="=+-*/^().,%０123456789e x左上本值[]'\"", max_size=24),
    st.sampled_from(["%", "亿元", ""]),
)
def test_whatever_is_typed_gives_a_figure_or_a_problem(text, unit):
    found = calculated(text, unit, {OWN: 8.5, LEFT: 7.0})
    assert found is None or isinstance(found, Calculation | Problem)


@given(st.integers(-10000, 10000), st.integers(1, 400))
def test_a_decimal_is_exact(tenths, other):
    own = tenths / 10
    found = calculated(f"+{other / 10}", "亿元", {OWN: own})
    assert found.value == (tenths + other) / 10
