"""What figures must never be read as, how units convert, and that what is printed reads back."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.plan.numbers import (
    Figure,
    format_figure,
    half_width,
    is_unit,
    parse_entry,
    parse_figure,
    parse_year,
    plain,
    split_figure,
    unit_factor,
)
from npfdesk.plan.problems import Problem
from npfdesk.plan.rounding import rounded

UNITS = ("", "%", "‰", "亿元", "万元/人", "家", "公顷", "千瓦时", "立方米/万元")
finite = st.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    "text",
    [
        "7000 8000", "7000  8000", "30 40", "8000\n9000", "100\n200", "1\t234", "1 23", "1 234\n567", "80 00",
        "8000①", "8000¹", "10²", "8⑤", "½", "٣٤", "𝟖𝟎",
        "5/", "5/人/", "5元/", "/5", "5.", "8000。", "1,23", "12,345,67", "1,2,3", "1.2.3", "7000, 800",
        "(-5)", "((5))", "(5", "5)", "()", "+-5", "-−5", "5-", "—5", "5%%", "5家家", "1.2万万亿万",
        "NaN", "nan", "inf", "-inf", "∞", "Infinity", "0x10", "1_000", "1e999", "1e400", "1e", "e5", "9" * 400,
        "1e300亿亿", "一百", "约35", "7000多", "true", "#REF!", "2025-01-01", "=1+1", "'5",
    ],
)  # fmt: skip
@pytest.mark.parametrize("unit", ["", "%", "亿元", "家"])
def test_nothing_is_glued_dropped_or_guessed(text, unit):
    assert isinstance(parse_figure(text, unit), Problem)


@pytest.mark.parametrize(
    "text",
    ["1,234,567.5", "1，234，567．5", "1 234 567.5", "1\u00a0234\u00a0567.5", "1\u2009234\u2009567.5",
     "1\u202f234\u202f567.5", "1\u3000234\u3000567.5", " 1234567.5\n", "+1,234,567.5", "１２３４５６７．５",
     "1.2345675E+06", "123.45675万", "\ufeff1234567.5", "1234567.5\u200b"],
)  # fmt: skip
def test_every_way_to_group_a_number(text):
    assert parse_figure(text) == 1234567.5


@pytest.mark.parametrize("sign", ["-", "−", "–", "－", "﹣", "‐", "‑"])
def test_every_minus(sign):
    assert parse_figure(f"{sign}3.5") == -3.5


@pytest.mark.parametrize(
    ("text", "unit", "figure"),
    [
        ("(12)", "", -12), ("（1，200）", "", -1200), ("(12)%", "%", -12), ("(12亿元)", "亿元", -12), ("(.5)", "", -0.5),
        ("92060000元", "亿元", 0.9206), ("1亿元", "元", 1e8), ("80百万元", "亿元", 0.8), ("8万亿元", "万亿元", 8),
        ("8000 yuan", "万元", 0.8), ("1.2 billion yuan", "亿元", 12), ("5 million", "家", 5e6), ("5 million", "", 5e6),
        ("5%", "‰", 50), ("50‰", "%", 5), ("5‰", "‰", 5), ("0.5个百分点", "%", 0.5), ("5 percent", "%", 5),
        ("15亩", "公顷", 1), ("1平方公里", "亩", 1500), ("1.5万亩", "平方公里", 10), ("5m²", "平方米", 5), ("5㎡", "m2", 5),
        ("500公斤", "吨", 0.5), ("3万吨", "吨", 30000), ("2500千克标准煤", "吨标准煤", 2.5),
        ("1.2万千瓦时", "千瓦时", 12000), ("1亿千瓦时", "万千瓦时", 10000), ("3亿度", "亿千瓦时", 3),
        ("2兆瓦", "千瓦", 2000), ("1500米", "公里", 1.5), ("2000升", "立方米", 2),
        ("7万人次", "人次", 70000), ("12.5亿美元", "亿美元", 12.5), ("8000（亿元）", "亿元", 8000),
        ("268000元/人", "万元/人", 26.8), ("5万元/亩", "元/亩", 50000), ("75万元/公顷", "万元/亩", 5),
        ("1立方米/万元", "立方米/亿元", 10000), ("18立方米/万元", "立方米/万元", 18),
    ],
)  # fmt: skip
def test_a_unit_agrees_or_converts(text, unit, figure):
    assert parse_figure(text, unit) == figure
    assert parse_entry(text, unit) == figure


@pytest.mark.parametrize(
    ("text", "unit", "figure"),
    [
        # no scale of its own: the number is scaled
        ("1.2万", "", 12000), ("1.2万", "家", 12000), ("5千", "家", 5000), ("3百", "", 300),
        # the unit's own scale: the unit cut short
        ("8000亿", "亿元", 8000), ("80万", "万元", 80), ("16万", "万元/人", 16), ("16.0万元/人", "万元/人", 16),
        # spoken together with the unit's scale: 1.2 万亿元
        ("1.2万", "亿元", 12000), ("1.2万亿", "亿元", 12000), ("3千", "亿元", 3000), ("5百", "万元", 500),
        # never spoken together: another unit cut short
        ("2亿", "万元", 20000), ("5千万", "亿元", 0.5), ("1.2 billion", "亿元", 12),
    ],
)  # fmt: skip
def test_a_bare_scale(text, unit, figure):
    assert parse_figure(text, unit) == figure


@pytest.mark.parametrize(
    ("text", "unit", "found"),
    [("500家", "亿元", "家"), ("8%", "亿元", "%"), ("12.5亿美元", "亿元", "亿美元"), ("7000个", "家", "个"),
     ("5万元/人", "万元", "万元/人"), ("5万元", "万元/人", "万元"), ("5万元/亩", "万元/人", "万元/亩"), ("5吨", "公顷", "吨"),
     ("3吨标准煤", "吨", "吨标准煤")],
)  # fmt: skip
def test_a_unit_that_neither_agrees_nor_converts_is_named(text, unit, found):
    problem = parse_figure(text, unit)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.arguments["found"], problem.arguments["unit"]) == (
        "unit_mismatch",
        found,
        unit,
    )
    for language in ("zh", "en"):
        assert text in problem.message(language)


def test_what_is_a_unit():
    assert all(map(is_unit, ["亿元", "万元/人", "%", "家", "m²", "万人次", "吨标准煤/万元"]))
    assert not any(map(is_unit, ["", "/", "元/", "/人", "元/人/年", "以上", "1", "①", "上下"]))


def test_a_figure_and_what_follows_it():
    assert split_figure("８０００亿元") == Figure(8000.0, "亿元")
    assert split_figure("7000以上") == Figure(7000.0, "以上")
    assert split_figure("以上7000") is None


@given(st.sampled_from(UNITS[1:]), st.sampled_from(UNITS[1:]))
def test_converting_there_and_back_is_the_identity(one, other):
    factor, back = unit_factor(one, other), unit_factor(other, one)
    assert (factor is None) is (back is None)
    if factor is not None and back is not None:
        assert factor * back == 1


@given(finite, st.sampled_from(UNITS))
def test_plain_text_and_its_unit_read_back_exactly(value, unit):
    assert parse_figure(plain(value), unit) == value
    assert parse_figure(plain(value) + unit, unit) == value


@given(st.floats(-1e15, 1e15), st.integers(0, 6), st.booleans(), st.sampled_from(UNITS[1:]))
def test_what_is_printed_reads_back_at_its_decimals(value, decimals, grouping, unit):
    printed = format_figure(value, decimals, unit, grouping)
    shown = rounded(value, decimals)
    assert parse_figure(printed, unit) == shown
    # and once printed it stays as it is
    assert format_figure(shown, decimals, unit, grouping) == printed
    assert ("," in printed) <= grouping


@given(st.text(max_size=40), st.sampled_from(UNITS))
def test_no_text_raises_or_gives_what_is_not_finite(text, unit):
    outcome = parse_figure(text, unit)
    if isinstance(outcome, Problem):
        assert outcome.text == text
        assert outcome.message("zh")
        assert outcome.message("en")
    else:
        assert math.isfinite(outcome)


figures = st.text(alphabet="0123456789,.-−+()eE 万亿%元/人 \n①²", max_size=14)


@given(figures, st.sampled_from(UNITS))
def test_full_width_reads_as_half_width(text, unit):
    wide = "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)
    one, other = parse_figure(text, unit), parse_figure(wide, unit)
    if isinstance(one, Problem):
        assert isinstance(other, Problem)
        assert one.code == other.code
    else:
        assert one == other


@given(figures)
def test_narrowing_twice_is_narrowing_once(text):
    assert half_width(half_width(text)) == half_width(text)


@given(
    st.integers(0, 10**9),
    st.integers(0, 10**9),
    st.sampled_from(["\n", "\t", "  ", " \n ", "\r\n", "①", "²"]),
)
def test_two_numbers_are_never_read_as_one(one, other, between):
    assert isinstance(parse_figure(f"{one}{between}{other}"), Problem)


@pytest.mark.parametrize(
    "text",
    [2016, 2016.0, "2016", "2016年", "２０１６", "２０１６年", " 2016 年 ", "2016.0", "2016年度", "2016\n年"],
)
def test_a_year(text):
    assert parse_year(text) == 2016


@pytest.mark.parametrize(
    "text",
    [1899, 2201, "1899", "2201", 2016.5, "2016.5", float("nan"), float("inf"), 10**400, True, None, "", "16", "2016-01",
     "2016/1/1", "２０１６年１月", "2016 2017", "20 16", "-2016", "2016①", "٢٠١٦", "FY2016"],
)  # fmt: skip
def test_what_is_no_year(text):
    problem = parse_year(text)
    assert isinstance(problem, Problem)
    assert problem.code == "not_a_year"


@pytest.mark.parametrize("value", [None, math.nan, math.inf, -math.inf])
def test_no_figure_prints_as_none(value):
    assert format_figure(value, 2, "亿元") == "—"
    assert plain(value) == ""


def test_how_figures_are_printed():
    assert format_figure(1045.2, 1) == "1,045.2"
    assert format_figure(1045.2, 1, grouping=False) == "1045.2"
    assert format_figure(-1045.25, 2, "万元/人") == "−1,045.25 万元/人"
    assert format_figure(-0.04, 1) == "0.0"
    assert (plain(8000.0), plain(0.1), plain(-2.5)) == ("8000", "0.1", "-2.5")
