"""Runs of a text: marks and struck letters stand apart, units keep their figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.workbook.files.text_runs import USUAL, Level, Look, Run, SeenText, seen

UP, DOWN, STRUCK = Look(Level.RAISED), Look(Level.LOWERED), Look(struck=True)


def runs(*said):
    """Runs of pairs of letters and look; a text alone is of the cell's look."""
    return [Run(one) if isinstance(one, str) else Run(*one) for one in said]


@pytest.mark.parametrize(
    ("said", "text", "raised"),
    [
        (("1500", ("1", UP)), "1500", "1"),
        (("东山区", ("2", UP)), "东山区", "2"),
        (("规上工业增加值", ("1", UP), ("（亿元）", USUAL)), "规上工业增加值（亿元）", "1"),
        (("300", ("（预计）", UP)), "300", "（预计）"),
        ((("*", UP), "规上企业数"), "规上企业数", "*"),
        (("GDP", ("1", UP)), "GDP", "1"),
        (("10", ("1", UP)), "10", "1"),
        (("1500", ("a", DOWN)), "1500", "a"),
        (("甲", ("1", UP), ("，", UP), ("2", UP)), "甲", "1，2"),
    ],
)
def test_marks_are_no_part_of_the_text(said, text, raised):
    assert seen(runs(*said)) == SeenText(text, raised, "")


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (("面积（km", ("2", UP), "）"), "面积（km2）"),
        (("万m", ("3", UP)), "万m3"),
        (("平方厘米 cm", ("2", UP)), "平方厘米 cm2"),
        (("立方米（米", ("3", UP), "）"), "立方米（米3）"),
        (("CO", ("2", DOWN), "排放"), "CO2排放"),
        (("PM", ("2.5", DOWN)), "PM2.5"),
        (("kg·m", ("-2", UP)), "kg·m-2"),
        (("10", ("4", UP), "吨"), "10⁴吨"),
        (("1.5×10", ("4", UP)), "1.5×10⁴"),
        (("the 1", ("st", UP), " plan"), "the 1st plan"),
        ((("全部在上", UP),), "全部在上"),
    ],
)
def test_what_belongs_to_a_unit_or_a_formula_stays(said, text):
    assert seen(runs(*said)) == SeenText(text, "", "")


def test_struck_letters_are_no_part_of_the_text():
    assert seen(runs(("1400", STRUCK), ("1500", USUAL))) == SeenText("1500", "", "1400")
    assert seen(runs(("1400", STRUCK), " ", "1500", ("1", UP))) == SeenText("1500", "1", "1400")
    assert seen(runs(("1400", STRUCK), " ")) == SeenText("", "", "1400")


def test_a_run_without_a_look_is_of_the_cells_font():
    assert seen(runs("1400", ("1500", USUAL)), STRUCK) == SeenText("1500", "", "1400")
    assert seen(runs("1400"), STRUCK) == SeenText("", "", "1400")


@given(
    st.lists(
        st.tuples(st.text("甲乙1 2m", max_size=4), st.sampled_from([USUAL, UP, DOWN, STRUCK])), max_size=8
    )
)
def test_no_letter_is_lost_or_told_twice(said):
    found = seen(runs(*said))
    whole = found.text + found.raised + found.struck
    letters = "".join(text for text, _ in said)
    folded = whole.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789"))
    assert sorted(folded.replace(" ", "")) == sorted(letters.replace(" ", ""))
