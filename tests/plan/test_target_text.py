"""The target grammar: every row of the contract, and the variants around it."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.plan.problems import Problem
from npfdesk.plan.target_text import parse_base, parse_stretch, parse_target
from npfdesk.plan.targets import TargetKind, TargetText, resolve_target

EXACT, LEAST, MOST, ABOUT, RANGE, ASSIGNED, NONE = (
    TargetKind.EXACT, TargetKind.AT_LEAST, TargetKind.AT_MOST, TargetKind.ABOUT, TargetKind.RANGE,
    TargetKind.ASSIGNED, TargetKind.NONE,
)  # fmt: skip


def resolved(text, unit="", name="x", base=100.0):
    parsed = parse_target(text, unit=unit, name=name)
    assert not isinstance(parsed, Problem), (text, parsed.message("en"))
    target = resolve_target(parsed, base=base, base_year=2020, target_year=2025)
    assert not isinstance(target, Problem), text
    return target


@pytest.mark.parametrize(
    ("text", "unit", "kind", "value"),
    [
        ("8000", "亿元", EXACT, 8000),
        ("８０００", "亿元", EXACT, 8000),
        ("1.2万", "家", EXACT, 12000),
        *((text, "家", LEAST, 7000) for text in (
            "7000以上", "不低于7000", "≥7000", "超7000", "突破7000", "达到7000以上", "at least 7000", "7000+",
            "7000家以上", "超过7000家", "确保7000以上", "7000及以上", "7000以上家", "> 7000", "７０００以上",
        )),
        *((text, "%", MOST, 30) for text in (
            "不超过30", "30以下", "30以内", "≤30", "at most 30", "控制在30以内", "不高于30%", "低于30",
        )),
        *((text, "%", ABOUT, 35) for text in ("35左右", "约35", "35上下", "~35", "about 35", "35%左右", "～35")),
        ("新增500", "家", EXACT, 600),
        ("增加500", "家", EXACT, 600),
        ("+500", "家", EXACT, 600),
        ("累计新增500家", "家", EXACT, 600),
        ("新增500家以上", "家", LEAST, 600),
        ("累计100以上", "家", LEAST, 100),
        ("累计达到100家以上", "家", LEAST, 100),
        ("1-2", "%", RANGE, 1.5),
        ("3～4", "%", RANGE, 3.5),
        ("3—4", "%", RANGE, 3.5),
        ("3至4亿元", "亿元", RANGE, 3.5),
        ("-5--3", "", RANGE, -4),
        ("全覆盖", "%", EXACT, 100),
        ("翻一番", "亿元", EXACT, 200),
        ("翻两番", "亿元", EXACT, 400),
        ("增长15%以上", "亿元", LEAST, 115),
        ("年均增长8%", "亿元", EXACT, 100 * 1.08**5),
        ("年均增速8%左右", "亿元", ABOUT, 100 * 1.08**5),
        ("8%", "%", EXACT, 8),
        ("提高5个百分点", "%", EXACT, 105),
        ("下降18%", "吨", EXACT, 82),
        ("降至30", "%", EXACT, 30),
        ("8000（亿元）", "亿元", EXACT, 8000),
    ],
)  # fmt: skip
def test_every_form_of_the_contract(text, unit, kind, value):
    target = resolved(text, unit)
    assert target.kind is kind
    assert target.value == pytest.approx(value)
    bounds = {
        LEAST: (value, None),
        MOST: (None, value),
        ABOUT: (value * 0.98, value * 1.02),
        EXACT: (None, None),
    }
    if kind is RANGE:
        assert target.low < target.value < target.high
    else:
        assert (target.low, target.high) == (
            pytest.approx(bounds[kind][0]) if bounds[kind][0] is not None else None,
            pytest.approx(bounds[kind][1]) if bounds[kind][1] is not None else None,
        )


@pytest.mark.parametrize("text", ["完成省下达任务", "完成上级下达任务", "assigned", "完成国家下达的目标任务"])
def test_assigned_targets_have_no_figure(text):
    assert resolved(text).kind is ASSIGNED
    assert resolved(text).value is None


@pytest.mark.parametrize("text", ["", " ", "—", "-", "/", "…", "N/A", "……"])
def test_no_target(text):
    assert resolved(text).kind is NONE


@pytest.mark.parametrize(
    "text", ["3.0以上，力争3.5以上", "3.0以上;力争3.5", "3.0以上（力争3.5以上）", "3.0以上 力争达到3.5以上"]
)
def test_a_stretch_stands_beside_the_first_figure(text):
    target = resolved(text, "%")
    assert (target.kind, target.value, target.stretch) == (LEAST, 3.0, 3.5)


def test_a_stretch_alone_is_no_target():
    target = resolved("力争3.5以上", "%")
    assert (target.kind, target.value, target.stretch) == (NONE, None, 3.5)
    assert parse_stretch("力争3.5以上", "%") == 3.5
    assert parse_stretch("3.5", "%") == 3.5
    assert parse_stretch("—") is None
    assert isinstance(parse_stretch("很高"), Problem)


def test_an_increase_without_a_base_counts_from_zero():
    assert resolved("新增500", "家", base=None).value == 500


def test_a_multiple_without_a_base_is_a_problem():
    outcome = resolve_target(parse_target("翻一番"), base=None, base_year=2020, target_year=2025)
    assert isinstance(outcome, Problem)
    assert outcome.code == "target_needs_base"


@pytest.mark.parametrize("text", ["增长15%以上", "年均增长8%"])
def test_a_growth_without_a_base_has_no_level_and_is_no_mistake(text):
    target = resolved(text, base=None)
    assert (target.value, target.low, target.high) == (None, None, None)


@pytest.mark.parametrize("text", ["8%", "增长8%", "年均增长8%"])
def test_an_indicator_that_is_a_rate_takes_the_figure_itself(text):
    assert resolved(text, "%", "规上工业营业收入利润率增速").value == 8


def test_a_year_in_brackets_belongs_to_the_value():
    for text in ("91.83（2019）", "91.83 (2019年)", "91.83(2019)"):
        base = parse_base(text)
        assert (base.value, base.year) == (91.83, 2019)
    assert parse_target("8000（2027）").year == 2027
    assert parse_base("—").value is None


@pytest.mark.parametrize(
    ("text", "unit", "code"),
    [
        ("abc", "", "not_a_target"),
        ("很高", "", "not_a_target"),
        ("不超过30以上", "", "not_a_target"),
        ("4-3", "", "not_a_target"),
        ("全覆盖", "家", "not_a_target"),
        ("1e999", "", "not_a_target"),
        ("8%", "亿元", "unit_mismatch"),
        ("500家", "亿元", "unit_mismatch"),
        ("7000以上，8000以上", "", "not_a_target"),
    ],
)
def test_anything_else_is_an_error_that_quotes_the_cell(text, unit, code):
    problem = parse_target(text, unit=unit)
    assert isinstance(problem, Problem)
    assert problem.code == code
    assert problem.text == text
    for language in ("zh", "en"):
        assert text in problem.message(language)


def test_a_base_that_is_no_figure():
    assert isinstance(parse_base("约35"), Problem)


WORDS = (
    "以上",
    "力争",
    "不超过",
    "约",
    "新增",
    "累计",
    "翻",
    "番",
    "年均",
    "增长",
    "%",
    "亿元",
    "（",
    "）",
    "-",
    "～",
    "8",
    "3.5",
    "，",
)


@given(
    st.one_of(st.text(max_size=25), st.lists(st.sampled_from(WORDS), max_size=7).map("".join)),
    st.sampled_from(["", "%", "亿元"]),
)
def test_no_text_raises_and_no_target_is_not_finite(text, unit):
    parsed = parse_target(text, unit=unit)
    if isinstance(parsed, Problem):
        parsed.message("zh")
        return
    target = resolve_target(parsed, base=3.0, base_year=2020, target_year=2025)
    if not isinstance(target, Problem):
        for figure in (target.value, target.low, target.high, target.stretch):
            assert figure is None or math.isfinite(figure)


@given(st.integers(1, 10**9), st.sampled_from(["{}以上", "不低于{}", "约{}", "不超过{}", "新增{}", "{}左右"]))
def test_full_width_digits_read_the_same(number, form):
    wide = str(number).translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})
    one, other = parse_target(form.format(number)), parse_target(form.format(wide))
    assert (one.kind, one.figure, one.how) == (other.kind, other.figure, other.how)


@pytest.mark.parametrize("ending", ["", "以上", "以下", "以内", "左右", "上下"])
@given(
    figure=st.from_regex(r"[0-9]{1,12}(\.[0-9]{1,9})?", fullmatch=True),
    unit=st.sampled_from(["", "亿元", "%", "家"]),
)
def test_a_plain_figure_reads_as_the_same_figure_behind_a_blank(ending, figure, unit):
    # the blank takes it off the short way, so that both ways are held against each other
    for name in ("", "规上工业增加值增速", "城镇新增就业", "单位GDP能耗降低"):
        short = parse_target(f"{figure}{ending}", unit=unit, name=name)
        long = parse_target(f" {figure}{ending}", unit=unit, name=name)
        assert isinstance(short, TargetText)
        assert isinstance(long, TargetText)
        assert replace(long, text=short.text) == short
