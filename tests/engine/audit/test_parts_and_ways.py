"""Implied growth of parts, ways that turn round, bases outside their children, shares past the whole. Synthetic."""

import pytest

from npfdesk.plan.problems import Severity
from tests.engine.audit.cases import Direction, Kind, RollUp, codes, found, indicator, only, row

GDP = indicator("w", "地区生产总值")
PRIMARY = indicator("p", "第一产业增加值占GDP比重", kind=Kind.RATIO, direction=Direction.DOWN)
RESEARCH = indicator("r", "研发经费占GDP比重", kind=Kind.RATIO)


@pytest.mark.parametrize(
    ("code", "base", "target", "told"),
    [
        # GDP doubles in five years, 14.9 % a year: a share of 10 falls to 4.9 and its amount by 0.4 %
        ("p", "10.0", "4.9", False),
        ("p", "10.0", "4.0", True),
        ("p", "10.0", "8.0", False),
        ("r", "2.0", "2.3", False),
        ("r", "2.0", "5.0", True),
    ],
)
def test_what_a_share_implies_for_its_part(code, base, target, told):
    rows = [row("city", "w", "1000", "2000"), row("city", code, base, target)]
    assert ("implied_part_growth" in codes(rows, [GDP, PRIMARY, RESEARCH])) is told


def test_the_implied_growth_is_worked_out():
    rows = [row("city", "w", "1000", "2000"), row("city", "p", "10.0", "4.0")]
    one = only(found(rows, [GDP, PRIMARY]), "implied_part_growth")
    assert one.figures["part_growth"] == pytest.approx(100 * (0.8**0.2 - 1))
    assert one.figures["whole_growth"] == pytest.approx(100 * (2**0.2 - 1))


def past(code, *figures):
    return {("city", "", code): {2021 - len(figures) + n: figure for n, figure in enumerate(figures)}}


X = indicator("x", "制造业投资")


@pytest.mark.parametrize(
    ("figures", "target", "told"),
    [
        ((130, 122, 114, 107, 100), "120", True),
        ((130, 122, 114, 107, 100), "102", False),  # 0.4 % a year turns nothing
        ((80, 85, 90, 95, 100), "120", False),
        ((120, 90, 125, 85, 100), "120", False),  # up and down has no way
        ((104, 100), "120", False),
    ],
)
def test_a_target_that_turns_the_past_around(figures, target, told):
    rows = [row("city", "x", "100", target)]
    assert ("target_turns_around" in codes(rows, [X], data=past("x", *figures))) is told


def test_the_past_of_a_formula_counts_too():
    y, share = (
        indicator("y", "总投资"),
        indicator("s", "制造业投资占比", kind=Kind.RATIO, formula="x / y * 100"),
    )
    data = past("x", 50, 48, 46, 44, 42) | past("y", 100, 100, 100, 100, 100)
    rows = [row("city", "s", "42", "45"), row("city", "x", "42", "—"), row("city", "y", "100", "—")]
    one = only(found(rows, [X, y, share], data=data), "target_turns_around")
    assert (one.figures["past"], one.figures["required"]) == (pytest.approx(-2), pytest.approx(0.6))


RATE = indicator("u", "城镇化率", kind=Kind.RATIO)
MEAN = indicator("u", "达标率", kind=Kind.RATIO, rollup=RollUp.MEAN, weight="x")


def bases(city, *children):
    return [
        row("city", "u", city, "—"),
        *(row(code, "u", one, "—") for code, one in zip("abc", children, strict=True)),
    ]


@pytest.mark.parametrize(
    ("city", "told"), [("60.0", False), ("70.0", False), ("70.1", False), ("70.2", True), ("49.0", True)]
)
def test_a_base_outside_all_its_children(city, told):
    rows = bases(city, "50.0", "60.0", "70.0")
    assert ("base_outside_children" in codes(rows, [RATE])) is told
    said = found(
        [*rows, row("a", "x", "1", "—"), row("b", "x", "1", "—"), row("c", "x", "1", "—")], [MEAN, X]
    )
    assert ("base_outside_mean" in [one.code for one in said]) is told
    if told:
        assert only(said, "base_outside_mean").severity is Severity.WARNING


def test_a_share_of_the_city_is_no_mean():
    part = indicator("u", "增加值占全市比重", kind=Kind.RATIO)
    assert "base_outside_children" not in codes(bases("100.0", "50.0", "20.0", "30.0"), [part])


@pytest.mark.parametrize(
    ("name", "base", "text", "year"),
    [
        ("城镇化率", "60", "101", 2025),
        ("城镇化率", "101", "99", 2020),
        ("二产占比", "60", "95，力争105", 2025),
        ("二产占比", "-3", "10", 2020),
        ("毛入学率", "60", "101", None),
        ("社会融资规模增速", "60", "101", None),
    ],
)
def test_shares_lie_between_nought_and_the_whole(name, base, text, year):
    told = [
        one.year
        for one in found([row("city", "u", base, text)], [indicator("u", name, kind=Kind.RATIO)])
        if one.code == "share_above_whole"
    ]
    assert told == ([] if year is None else [year])


def test_a_past_share_above_the_whole():
    (one,) = found([], [RATE], data={("city", "", "u"): {2018: 120.0, 2019: 60.0}})
    assert (one.code, one.year) == ("share_above_whole", 2018)


@pytest.mark.parametrize(
    ("name", "direction", "kind", "text", "told"),
    [
        ("制造业投资", Direction.UP, Kind.LEVEL, "持续下降", True),
        ("制造业投资", Direction.UP, Kind.LEVEL, "稳步提升", False),
        ("制造业投资", Direction.UP, Kind.LEVEL, "保持稳定", False),
        ("万元GDP能耗", Direction.DOWN, Kind.LEVEL, "稳步提升", True),
        ("万元GDP能耗", Direction.DOWN, Kind.LEVEL, "持续下降", False),
        ("制造业投资增速", Direction.UP, Kind.RATE, "-2", True),
        ("制造业投资增速", Direction.UP, Kind.RATE, "2", False),
        ("制造业投资", Direction.UP, Kind.LEVEL, "下降15%", True),
        ("制造业投资", Direction.UP, Kind.LEVEL, "增长15%", False),
    ],
)
def test_words_against_the_direction(name, direction, kind, text, told):
    one = indicator("x", name, direction=direction, kind=kind)
    assert ("words_against_direction" in codes([row("city", "x", None, text)], [one])) is told
