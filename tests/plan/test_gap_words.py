"""What is short and what is over, in words; and what a difference is counted in."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.plan.gap_words import difference_wording, gap_text, signed_change
from npfdesk.plan.kinds import Kind
from npfdesk.plan.measure_words import pace_unit, yearly_pace_unit
from npfdesk.plan.methods import Method
from npfdesk.plan.model import Indicator
from npfdesk.plan.numbers import difference_unit
from npfdesk.plan.problems import Wording

SHARE = Indicator("s", "占比", unit="%", kind=Kind.RATIO, decimals=2)
OUTPUT = Indicator("x", "产值", unit="亿元")
SCORE = Indicator("i", "指数", unit="分", kind=Kind.INDEX)


@pytest.mark.parametrize(
    ("gap", "zh", "en"),
    [
        (2180.1, "缺 2,180.1 亿元", "2,180.1 亿元 short"),
        (-12.0, "超 12.0 亿元", "12.0 亿元 over"),
        (0.04, "达到", "met"),
        (-0.04, "达到", "met"),
        (math.nan, "—", "—"),
    ],
)
def test_the_words_of_a_gap(gap, zh, en):
    assert (gap_text(gap, 1, "亿元", "zh"), gap_text(gap, 1, "亿元", "en")) == (zh, en)


@given(st.floats(-1e9, 1e9), st.integers(0, 3))
def test_the_word_follows_the_sign_and_the_figure_has_none(gap, decimals):
    text = gap_text(gap, decimals, "", "en")
    assert "-" not in text
    assert "−" not in text
    assert text == "met" or text.endswith("short" if gap > 0 else "over")
    if text != "met":
        assert gap_text(-gap, decimals, "", "en").split()[0] == text.split()[0]


def test_a_difference_of_percentages_is_in_points():
    assert (difference_unit("%", "zh"), difference_unit("%", "en")) == ("个百分点", "percentage points")
    assert difference_unit("亿元", "en") == "亿元"
    assert difference_wording(0.06, 2, SHARE) == Wording("0.06 个百分点", "0.06 percentage points")
    assert signed_change(0.6, 1, "%", "en") == "+0.6 percentage points"
    assert signed_change(-12.0, 1, "亿元", "zh") == "−12.0"


def test_what_moves_in_a_year_is_told_in_what_it_moves_in():
    assert [pace_unit(one, "en") for one in (SHARE, OUTPUT, SCORE)] == ["percentage points", "%", "分"]
    assert [yearly_pace_unit(one, "en") for one in (SHARE, OUTPUT, SCORE)] == [
        "percentage points a year",
        "% a year",
        "分 a year",
    ]


def test_a_step_of_a_share_is_in_points_and_a_growth_in_percent():
    step, growth = Method.STEP.about, Method.GROWTH.about
    assert step.shown_unit("%", "zh") == "个百分点"
    assert step.shown_unit("亿元", "zh") == "亿元"
    assert growth.shown_unit("%", "en") == "%"


def test_a_wording_among_arguments_speaks_the_language():
    told = Wording("相差{difference}", "{difference} apart")
    given_one = {"difference": difference_wording(0.5, 1, SHARE)}
    assert told.text("zh", given_one) == "相差0.5 个百分点"
    assert told.text("en", given_one) == "0.5 percentage points apart"
