"""Binding indicators without figures, and words that contradict each other. Figures are synthetic."""

import pytest

from tests.engine.audit.cases import Direction, Duty, Kind, codes, counties, found, indicator, only, row

CUT = indicator("c", "碳排放降幅", kind=Kind.RATIO, duty=Duty.BINDING)
X = indicator("x", "规上工业企业数", kind=Kind.COUNT)
TWIN = indicator("y", "规模以上工业企业数量", kind=Kind.COUNT)
DOWN = indicator("d", "单位用水量", kind=Kind.RATIO, unit="立方米/万元", direction=Direction.DOWN)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([row("city", "c", None, "18")], []),
        ([row("city", "c", None, "完成省下达任务")], ["binding_without_figure"]),
        ([row("city", "c", None, "—")], ["binding_without_figure"]),
        ([row("city", "c", None, "—", stretch=20.0)], []),
        ([], ["binding_without_target"]),
        # the city's figure is what counts
        ([row("city", "c", None, "18"), row("a", "c", None, "—")], []),
        ([row("city", "c", None, "完成省下达任务"), row("a", "c", None, "18")], ["binding_without_figure"]),
        ([row("a", "c", None, "18"), row("b", "c", None, "—")], []),
        ([row("a", "c", None, "—"), row("b", "c", None, "—")], ["binding_without_figure"]),
        ([row("city", "c", None, "18"), row("city", "c", None, "—", year=2030)], ["binding_without_figure"]),
    ],
)
def test_a_binding_indicator_needs_a_figure(rows, said):
    assert codes(rows, [CUT]) == said


def test_an_expected_indicator_needs_none():
    assert codes([row("city", "x", "10", "完成省下达任务")], [X]) == []


def test_the_words_and_the_counties_are_told():
    one = only(
        found([row("a", "c", None, "完成省下达任务"), row("b", "c", None, "—")], [CUT]),
        "binding_without_figure",
    )
    assert "完成省下达任务" in one.message("zh")
    assert (one.figures, [place.cell for place in one.places]) == ({"count": 2}, ["F2", "F3"])


@pytest.mark.parametrize(
    ("text", "other", "said"),
    [
        ("7000以上", "7000以上", []),
        ("7000以上", "7000", ["same_target_other_words"]),
        ("7000", "7000左右", ["same_target_other_words"]),
        ("7000", "7200", ["same_target_other_words"]),
        ("7000", "0.70万", []),
        ("7000", "—", []),
    ],
)
def test_one_indicator_under_two_names(text, other, said):
    assert codes([row("city", "x", "4556", text), row("city", "y", "4556", other)], [X, TWIN]) == said


def test_other_units_and_names_are_other_indicators():
    rows = [row("city", "x", "4556", "7000"), row("city", "y", "4000", "6000以上")]
    assert codes(rows, [X, indicator("y", "高新技术企业数", kind=Kind.COUNT)]) == []
    assert codes(rows, [X, indicator("y", "规模以上工业企业数量", kind=Kind.COUNT, unit="户")]) == []


def test_at_least_of_what_is_to_fall():
    assert codes([row("city", "d", "20", "15以上")], [DOWN]) == ["bound_against_direction"]
    assert codes([row("city", "d", "20", "不超过15")], [DOWN]) == []
    assert codes([row("city", "d", "20", "15")], [DOWN]) == []


def test_one_bound_against_its_sisters():
    rows = [
        row(region, "x", "40", text)
        for region, text in zip("abcd", ("50以上", "60以上", "70以上", "不超过80"), strict=True)
    ]
    findings = found(rows, [X], regions=counties(4))
    one = only(findings, "bounds_opposed")
    assert (one.series.region, one.figures["count"], len(one.places)) == ("d", 3, 4)
    assert codes(rows[1:], [X], regions=counties(4)) == []
    rows[0] = row("a", "x", "40", "不超过50")
    assert codes(rows, [X], regions=counties(4)) == []
