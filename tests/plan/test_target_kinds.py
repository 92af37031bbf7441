"""Wordings of targets and bases that other offices use."""

import pytest

from npfdesk.plan.target_text import parse_base, parse_target
from npfdesk.plan.targets import Measure


@pytest.mark.parametrize(
    ("text", "unit", "name", "how", "figure"),
    [
        ("在2025年基础上增加60家", "家", "企业数", "increase", 60),
        ("每年提高0.8个百分点", "%", "城镇化率", "step", 0.8),
        ("每年增长5%", "亿元", "产值", "compound", 5),
        ("x4", "MW", "Capacity", "multiple", 4),
        ("3x", "MW", "Capacity", "multiple", 3),
        ("28μg/m³以下", "微克/立方米", "PM2.5浓度", "figure", 28),
        ("mindestens 25", "%", "Anteil", "figure", 25),
    ],
)
def test_figures_in_other_words(text, unit, name, how, figure):
    parsed = parse_target(text, unit=unit, name=name)
    assert (parsed.how, parsed.figure) == (how, pytest.approx(figure))


def test_a_total_in_a_bracket_of_a_stock_is_a_remark():
    assert parse_target("800（累计）", unit="家", name="企业数").measure is Measure.LEVEL


def test_quality_before_amount_is_an_intention():
    assert parse_target("促稳提质", name="进出口总额").measure is Measure.QUALITATIVE


@pytest.mark.parametrize(("text", "value"), [("全省第12位", 12), ("30(E)", 30)])
def test_bases_in_other_words(text, value):
    assert parse_base(text).value == value
