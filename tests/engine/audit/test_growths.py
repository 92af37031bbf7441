"""Growths against levels, and yearly targets of a flow against their sum. Figures are synthetic."""

import pytest

from npfdesk.plan.periods import Period
from npfdesk.plan.series import ProgressKey, SeriesKey
from tests.engine.audit.cases import Kind, RollUp, audit_of, codes, found, indicator, only, plan_of, row

AREA = indicator("x", "高标准农田面积", unit="万亩")
AREA_GROWTH = indicator("g", "高标准农田面积增速", kind=Kind.RATE)
VALUE = indicator("v", "规上工业增加值")
VALUE_GROWTH = indicator("r", "规模以上工业增加值年均增速", kind=Kind.RATE)
FLOW = indicator("f", "城镇新增就业", kind=Kind.FLOW, unit="人", rollup=RollUp.SUM)


@pytest.mark.parametrize(
    ("target", "growth", "told"),
    [
        # 100 to 161.05 in five years is 10 % a year
        ("161.1", "10", False),
        ("161.1", "10.0", False),
        ("161.1", "9.5以上", False),
        ("161.1", "11", True),
        ("161.1", "12以上", True),
        ("161.1", "不超过9", True),
        ("150以上", "10", False),
        ("161.1", "8-9", True),
        ("161.1", "8-10", False),
        ("—", "3", False),
    ],
)
def test_a_growth_indicator_against_its_levels(target, growth, told):
    rows = [row("city", "x", "100.0", target), row("city", "g", "8", growth)]
    assert ("growth_differs_from_levels" in codes(rows, [AREA, AREA_GROWTH])) is told


def test_the_arithmetic_is_told():
    rows = [row("city", "x", "100.0", "161.1"), row("city", "g", "8", "12")]
    one = only(found(rows, [AREA, AREA_GROWTH]), "growth_differs_from_levels")
    assert one.figures["implied"] == pytest.approx(100 * (1.611**0.2 - 1))
    assert (one.figures["stated"], one.cell, len(one.places)) == (12, "F3", 2)


@pytest.mark.parametrize(
    ("growth", "told"), [("8", False), ("9", False), ("8.5", False), ("4", True), ("15", True)]
)
def test_values_grow_by_prices_too(growth, told):
    # 100 to 146.9 is 8 % a year; half the printed unit and one point are open
    rows = [row("city", "v", "100.0", "146.9"), row("city", "r", "6", growth)]
    said = codes(rows, [VALUE, VALUE_GROWTH])
    assert ("growth_differs_from_values" in said) is told
    assert "growth_differs_from_levels" not in said


def test_gdp_is_known_under_its_other_name():
    gdp, rate = indicator("v", "地区生产总值"), indicator("r", "GDP增速", kind=Kind.RATE)
    rows = [row("city", "v", "100.0", "146.9"), row("city", "r", "6", "3")]
    assert "growth_differs_from_values" in codes(rows, [gdp, rate])


@pytest.mark.parametrize(("rate", "told"), [(10.0, False), (10.3, True)])
def test_past_growths(rate, told):
    data = {("city", "", "x"): {2019: 100.04, 2020: 110.02}, ("city", "", "g"): {2020: rate}}
    said = codes([], [AREA, AREA_GROWTH], data=data)
    assert ("observed_growth_differs" in said) is told


def test_growths_published_beside_the_levels():
    data = {("city", "", "x"): {2019: 100.0, 2020: 110.02}}
    plan = plan_of([], [AREA], data=data)
    key = ProgressKey(SeriesKey("city", "", "x"), Period(2020, 1, 12), growth=True)
    assert [one.code for one in audit_of(plan, progress={key: 12.0})] == ["observed_growth_differs"]
    assert audit_of(plan, progress={key: 10.0}) == ()


def yearly(*texts, total="〔500〕"):
    rows = [row("city", "f", "90", text, year=2021 + at) for at, text in enumerate(texts)]
    return [*rows, row("city", "f", "90", total)] if len(texts) < 5 else rows


@pytest.mark.parametrize(
    ("texts", "total", "said"),
    [
        (("100", "100", "100", "100"), "〔500〕", None),
        (("100", "100", "100", "250"), "〔500〕", "yearly_targets_exceed_sum"),
        (("100", "100", "100", "90"), "〔500〕", None),
    ],
)
def test_yearly_targets_of_part_of_the_years(texts, total, said):
    told = [one for one in codes(yearly(*texts, total=total), [FLOW]) if one.startswith("yearly")]
    assert told == ([] if said is None else [said])


@pytest.mark.parametrize(
    ("last", "told"),
    [
        ("100，五年累计500", False),
        ("100，五年累计505", True),
        ("100以上，五年累计505", False),
        ("100，五年累计490以上", False),
    ],
)
def test_yearly_targets_of_every_year(last, told):
    said = codes(yearly("100", "100", "100", "100", last), [FLOW])
    assert ("yearly_targets_do_not_sum" in said) is told


def test_sums_of_the_regions_below_are_added_too():
    rows = [row("city", "f", "90", "〔500〕"), *(row(one, "f", "30", "〔150〕") for one in "abc")]
    assert "children_do_not_sum" in codes(rows, [FLOW])
    rows[1] = row("a", "f", "30", "〔200〕")
    assert "children_do_not_sum" not in codes(rows, [FLOW])
