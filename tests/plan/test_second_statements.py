"""One of several statements is edited by itself: the others stay in their words and cells."""

from dataclasses import replace

import pytest

from npfdesk.plan.problems import Problem
from npfdesk.plan.second_statements import with_second
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.target_text import parse_target
from npfdesk.plan.targets import Measure, PlanTarget, SecondStatement


def read(text):
    return parse_target(text, unit="亿元", name="地区生产总值")


def stated(text, beside=()):
    return PlanTarget(
        SeriesKey("市", "", "gdp"), 2030, text, read(text), beside=beside, sheet="目标", cell="C2"
    )


def test_a_statement_of_the_same_cell_is_changed_within_it():
    after = with_second(stated("1500左右，年均增长6.5%左右"), 0, "年均增长7%以上", read)
    assert after.text == "1500左右，年均增长7%以上"
    assert after.parsed.figure == 1500
    assert after.parsed.beside[0].figure == 7
    assert after.parsed.beside[0].measure is Measure.GROWTH


def test_it_goes_with_what_parts_it_from_the_first():
    after = with_second(stated("1500左右，年均增长6.5%左右"), 0, " ", read)
    assert after.text == "1500左右"
    assert after.parsed.beside == ()


def test_a_statement_of_another_cell_is_changed_there():
    other = SecondStatement("年均增长6%", read("年均增长6%"), "目标", "D2")
    before = stated("1500", (other,))
    after = with_second(before, 0, "年均增长7%", read)
    assert (after.text, after.parsed) == (before.text, before.parsed)
    assert after.beside == (SecondStatement("年均增长7%", read("年均增长7%"), "目标", "D2"),)
    assert with_second(before, 0, "", read).beside == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("什么", "not_a_target"),
        ("1600，年均增长7%", "one_statement_at_a_time"),
        # a figure alone behind a comma would be read as one with the first
        ("力争1600", "statement_not_apart"),
    ],
)
def test_what_would_change_the_others_is_refused_in_words(text, code):
    problem = with_second(stated("1500左右，年均增长6.5%左右"), 0, text, read)
    assert isinstance(problem, Problem)
    assert problem.code == code
    assert text in problem.message("zh")
    assert text in problem.message("en")


def test_words_that_the_cell_has_twice_are_not_guessed_at():
    twice = stated("1500，年均增长6%")
    twice = replace(twice, text="年均增长6%，年均增长6%")
    assert with_second(twice, 0, "年均增长7%", read).code == "statement_not_apart"
