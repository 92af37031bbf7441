"""The grammar of figures: what people write, and nothing guessed."""

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from npfdesk.plan.numbers import format_figure, parse_figure, parse_year, plain, unit_factor
from npfdesk.plan.problems import Problem


@pytest.mark.parametrize(
    ("text", "unit", "figure"),
    [
        ("8000", "亿元", 8000),
        ("8,000", "亿元", 8000),
        ("８０００．５", "", 8000.5),
        ("1 234 567", "", 1234567),
        ("1.2万", "家", 12000),
        ("1.2万", "亿元", 12000),
        ("8000亿", "亿元", 8000),
        ("8000亿元", "亿元", 8000),
        ("80000万元", "亿元", 8),
        ("1.2万亿元", "亿元", 12000),
        ("26.8万元/人", "万元/人", 26.8),
        ("268000元/人", "万元/人", 26.8),
        ("12‰", "%", 1.2),
        ("8%", "%", 8),
        ("0.5个百分点", "%", 0.5),
        ("−3.5", "", -3.5),
        ("－3.5", "", -3.5),
        ("（12）", "", -12),
        ("(1,200)", "", -1200),
        ("+5", "", 5),
        (".5", "", 0.5),
        ("1.2E+03", "", 1200),
        ("1.2万家", "家", 12000),
    ],
)
def test_what_people_write(text, unit, figure):
    assert parse_figure(text, unit) == pytest.approx(figure, rel=1e-15)


@pytest.mark.parametrize(
    "text",
    ["", "abc", "1,2,3", "1.2.3", "nan", "inf", "0x10", "1_000", "1e999", "--5", "12以上", "1e", "1,23"],
)
def test_what_is_no_number_is_said_to_be_none(text):
    problem = parse_figure(text)
    assert isinstance(problem, Problem)
    assert text in problem.message("zh")


def test_a_foreign_unit_is_named():
    problem = parse_figure("500家", "亿元")
    assert isinstance(problem, Problem)
    assert problem.code == "unit_mismatch"
    assert "亿元" in problem.message("en")
    assert unit_factor("吨", "家") is None


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_plain_text_reads_back_exactly(figure):
    assert parse_figure(plain(figure)) == figure


@given(st.floats(-1e12, 1e12), st.integers(0, 4))
@example(1.125, 2)
def test_a_figure_for_reading_reads_back_at_its_decimals(figure, decimals):
    # halves go up, where round() takes them to the even figure; what is half but for the last bits of its float does too
    slack = 0.5 * 10**-decimals + abs(figure) * 1e-14 + 1e-12
    assert abs(parse_figure(format_figure(figure, decimals)) - figure) <= slack


@given(st.text(max_size=30), st.sampled_from(["", "%", "亿元", "万元/人", "家"]))
def test_whatever_is_typed_gives_a_finite_figure_or_a_problem(text, unit):
    outcome = parse_figure(text, unit)
    assert isinstance(outcome, Problem) or math.isfinite(outcome)


@pytest.mark.parametrize("text", ["2025", "2025年", "２０２５", 2025, 2025.0, "2025.0"])
def test_years(text):
    assert parse_year(text) == 2025


@pytest.mark.parametrize("text", ["25", "2025-01-01", "1899", 2025.5, True, None, "年"])
def test_what_is_no_year(text):
    assert isinstance(parse_year(text), Problem)


def test_no_figure_is_a_dash():
    assert format_figure(None, 1) == "—"
    assert format_figure(float("nan"), 1, "亿元") == "—"
    assert format_figure(-0.04, 1) == "0.0"
    assert format_figure(1045.2, 1, "亿元") == "1,045.2 亿元"
    assert plain(None) == ""
