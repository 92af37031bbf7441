"""What target texts come to: the contract's table in worked figures, what is refused, and what never happens."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.plan.problems import Problem
from npfdesk.plan.target_text import BaseFigure, parse_base, parse_stretch, parse_target
from npfdesk.plan.targets import Measure, TargetKind, TargetText, resolve_target

UNITS = ("", "%", "亿元", "家", "万元/人")
finite = st.floats(allow_nan=False, allow_infinity=False)


def outcome(text, unit="", name="x", base=400.0, base_year=2020, target_year=2025):
    parsed = parse_target(text, unit=unit, name=name)
    if isinstance(parsed, Problem):
        return parsed.code
    target = resolve_target(parsed, base=base, base_year=base_year, target_year=target_year)
    if isinstance(target, Problem):
        return target.code
    return target.kind.value, target.value, target.low, target.high, target.stretch


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        # exactly
        ("8000", "亿元", ("exact", 8000, None, None, None)),
        ("8,000", "亿元", ("exact", 8000, None, None, None)),
        ("８０００", "亿元", ("exact", 8000, None, None, None)),
        ("1.2万", "家", ("exact", 12000, None, None, None)),
        # at least
        ("7000以上", "家", ("at_least", 7000, 7000, None, None)),
        ("不低于7000", "家", ("at_least", 7000, 7000, None, None)),
        ("≥7000", "家", ("at_least", 7000, 7000, None, None)),
        ("超7000", "家", ("at_least", 7000, 7000, None, None)),
        ("突破7000", "家", ("at_least", 7000, 7000, None, None)),
        ("达到7000以上", "家", ("at_least", 7000, 7000, None, None)),
        ("at least 7000", "家", ("at_least", 7000, 7000, None, None)),
        ("7000+", "家", ("at_least", 7000, 7000, None, None)),
        # at most
        ("不超过30", "%", ("at_most", 30, None, 30, None)),
        ("30以下", "%", ("at_most", 30, None, 30, None)),
        ("30以内", "%", ("at_most", 30, None, 30, None)),
        ("≤30", "%", ("at_most", 30, None, 30, None)),
        ("at most 30", "%", ("at_most", 30, None, 30, None)),
        # about: within 2 % of the figure
        ("35左右", "%", ("about", 35, 34.3, 35.7, None)),
        ("约35", "%", ("about", 35, 34.3, 35.7, None)),
        ("35上下", "%", ("about", 35, 34.3, 35.7, None)),
        ("~35", "%", ("about", 35, 34.3, 35.7, None)),
        ("about 35", "%", ("about", 35, 34.3, 35.7, None)),
        # a stretch
        ("力争3.5以上", "%", ("none", None, None, None, 3.5)),
        ("3.0以上，力争3.5以上", "%", ("at_least", 3, 3, None, 3.5)),
        # an increase over the base
        ("新增500", "家", ("exact", 900, None, None, None)),
        ("增加500", "家", ("exact", 900, None, None, None)),
        ("+500", "家", ("exact", 900, None, None, None)),
        ("累计新增500", "家", ("exact", 900, None, None, None)),
        # a stock reached
        ("累计100以上", "家", ("at_least", 100, 100, None, None)),
        # a range
        ("1-2", "%", ("range", 1.5, 1, 2, None)),
        ("3～4", "%", ("range", 3.5, 3, 4, None)),
        ("全覆盖", "%", ("exact", 100, None, None, None)),
        ("翻一番", "亿元", ("exact", 800, None, None, None)),
        ("翻两番", "亿元", ("exact", 1600, None, None, None)),
        ("增长15%以上", "亿元", ("at_least", 460, 460, None, None)),
        ("年均增长10%", "亿元", ("exact", 400 * 1.1**5, None, None, None)),
        ("91.83（2019）", "", ("exact", 91.83, None, None, None)),
        ("91.83 (2019年)", "", ("exact", 91.83, None, None, None)),
        ("完成省下达任务", "%", ("assigned", None, None, None, None)),
        ("完成上级下达任务", "%", ("assigned", None, None, None, None)),
        ("assigned", "%", ("assigned", None, None, None, None)),
        *((text, "%", ("none", None, None, None, None)) for text in ("", " ", "—", "-", "/", "…", "N/A", "－")),
    ],
)  # fmt: skip
def test_the_contract_in_figures(text, unit, expected):
    assert outcome(text, unit) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("35%左右", "%", ("about", 35, 34.3, 35.7, None)),
        ("-5左右", "%", ("about", -5, -5.1, -4.9, None)),
        ("大约翻一番", "亿元", ("about", 800, 784, 816, None)),
        ("翻一番以上", "亿元", ("at_least", 800, 800, None, None)),
        ("翻番", "亿元", ("exact", 800, None, None, None)),
        ("翻三番", "亿元", ("exact", 3200, None, None, None)),
        ("实现全覆盖", "%", ("exact", 100, None, None, None)),
        ("100%全覆盖", "%", ("exact", 100, None, None, None)),
        ("≧30", "%", ("at_least", 30, 30, None, None)),
        ("≦30", "%", ("at_most", 30, None, 30, None)),
        ("7000以上（含）", "家", ("at_least", 7000, 7000, None, None)),
        ("7000（含）以上", "家", ("at_least", 7000, 7000, None, None)),
        ("7000以上。", "家", ("at_least", 7000, 7000, None, None)),
        ("不低于7000家以上", "家", ("at_least", 7000, 7000, None, None)),
        ("over 7000", "家", ("at_least", 7000, 7000, None, None)),
        ("no less than 7,000", "家", ("at_least", 7000, 7000, None, None)),
        ("no more than 30%", "%", ("at_most", 30, None, 30, None)),
        ("35 or more", "%", ("at_least", 35, 35, None, None)),
        ("8000（亿元）", "亿元", ("exact", 8000, None, None, None)),
        ("8000亿", "亿元", ("exact", 8000, None, None, None)),
        ("7000以上（家）", "家", ("at_least", 7000, 7000, None, None)),
        ("（12）", "%", ("exact", -12, None, None, None)),
        # ranges
        ("1%-2%", "%", ("range", 1.5, 1, 2, None)),
        ("1–2 亿元", "亿元", ("range", 1.5, 1, 2, None)),
        ("3〜4", "%", ("range", 3.5, 3, 4, None)),
        ("3~4", "%", ("range", 3.5, 3, 4, None)),
        ("3—4", "%", ("range", 3.5, 3, 4, None)),
        ("3到4", "%", ("range", 3.5, 3, 4, None)),
        ("3 to 4", "%", ("range", 3.5, 3, 4, None)),
        ("1-2万家", "家", ("range", 15000, 10000, 20000, None)),
        ("8000万元-1亿元", "亿元", ("range", 0.9, 0.8, 1, None)),
        ("1,000-2,000", "家", ("range", 1500, 1000, 2000, None)),
        ("-5", "%", ("exact", -5, None, None, None)),
        ("-5--3", "%", ("range", -4, -5, -3, None)),
        ("−5–−3", "%", ("range", -4, -5, -3, None)),
        ("-5-3", "%", ("range", -1, -5, 3, None)),
        ("3-3", "%", ("range", 3, 3, 3, None)),
        ("达到3-4", "%", ("range", 3.5, 3, 4, None)),
        ("控制在3-4", "%", ("range", 3.5, 3, 4, None)),
        # changes
        ("新增500家以上", "家", ("at_least", 900, 900, None, None)),
        ("增加5000万元", "亿元", ("exact", 400.5, None, None, None)),
        ("increase by 500", "家", ("exact", 900, None, None, None)),
        ("减少100", "家", ("exact", 300, None, None, None)),
        ("减少100以上", "家", ("at_most", 300, None, 300, None)),
        ("提高5个百分点", "%", ("exact", 405, None, None, None)),
        ("下降3个百分点", "%", ("exact", 397, None, None, None)),
        ("下降3个百分点以上", "%", ("at_most", 397, None, 397, None)),
        ("降低25%", "家", ("exact", 300, None, None, None)),
        ("降低25%以上", "%", ("at_most", 300, None, 300, None)),
        ("+5%", "亿元", ("exact", 420, None, None, None)),
        ("+5%", "%", ("exact", 405, None, None, None)),
        ("年均下降10%", "亿元", ("exact", 400 * 0.9**5, None, None, None)),
        ("年均下降10%以上", "亿元", ("at_most", 400 * 0.9**5, None, 400 * 0.9**5, None)),
        # figures reached
        ("提高到45", "%", ("exact", 45, None, None, None)),
        ("增至45", "亿元", ("exact", 45, None, None, None)),
        ("降至30", "%", ("exact", 30, None, None, None)),
        ("下降到30以下", "%", ("at_most", 30, None, 30, None)),
        ("降到30以内", "%", ("at_most", 30, None, 30, None)),
        # stretches
        ("3.0以上,力争达到3.5以上", "%", ("at_least", 3, 3, None, 3.5)),
        ("3.0以上；力争3.5", "%", ("at_least", 3, 3, None, 3.5)),
        ("3.0以上（力争3.5以上）", "%", ("at_least", 3, 3, None, 3.5)),
        ("3.0以上\n力争3.5", "%", ("at_least", 3, 3, None, 3.5)),
        ("力争达到5000万元", "亿元", ("none", None, None, None, 0.5)),
        ("完成省下达任务，力争3.5", "%", ("assigned", None, None, None, 3.5)),
        # assigned
        *((text, "%", ("assigned", None, None, None, None)) for text in (
            "完成国家下达任务", "完成市下达目标", "省下达", "省级下达指标", "完成国家下达的目标任务", "完成省下达的年度任务",
            "按上级下达任务执行", "以省下达为准", "完成省、市考核目标", "完成省\n下达任务", "Assigned by province",
        )),
    ],
)  # fmt: skip
def test_what_stands_around_the_contract(text, unit, expected):
    assert outcome(text, unit) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("7000 8000", "家"), ("7000\n8000", "家"), ("8.5。3", ""), ("5（含）3", ""), ("（2019）", ""), ("3，力争", "%"), ("力争", "%"), ("力争力争3.5", "%"),
        ("3.0以上，力争3.5以上（2027）", "%"), ("7000以上，8000以上", "家"), ("不翻一番", "亿元"), ("比2010年8000", "亿元"),
        ("翻四番", "亿元"), ("非全覆盖", "%"), ("基本全覆盖", "%"), ("10全覆盖", "%"), ("全覆盖", "家"), ("全覆盖", ""),
        ("不下达任务", "%"), ("未分解目标", "%"), ("考核", "%"), ("下达3", "%"), ("assigned5000", "%"), ("以上", "%"), ("≥", "%"),
        ("不超过30以上", "%"), ("约35以上", "%"), ("不超过约30", "%"), ("7000以上以上", "家"), ("为为5", "%"), ("超过突破7000", "家"),
        ("4-3", "%"), ("1-2-3", "%"), ("1-2左右", "%"), ("3-4以上", "%"), ("7000-", "家"), ("8000-1.2万", "家"),
        ("近7000", "家"), ("7000余家", "家"), ("7000多", "家"), ("年均增长500", "亿元"), ("增加值100", "亿元"),
        ("增长", "亿元"), ("新增", "家"), ("下降", "%"), ("高于预期", "%"), ("65[1]", "%"), ("①12", "家"), ("3*4", "家"), ("考核达标", "%"), ("1e999", ""), ("NaN", ""),
    ],
)  # fmt: skip
def test_nothing_is_guessed(text, unit):
    problem = parse_target(text, unit=unit)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.text) == ("not_a_target", text)
    for language in ("zh", "en"):
        assert text in problem.message(language)


@pytest.mark.parametrize(
    ("text", "unit"),
    [("8%", "亿元"), ("500家", "亿元"), ("5%-8%", "亿元"), ("7000个以上", "家"), ("新增500亿元", "家"),
     ("提高5个百分点", "家"), ("3以上，力争5家", "%"), ("8000（家）", "亿元")],
)  # fmt: skip
def test_a_unit_of_something_else_is_said_so(text, unit):
    problem = parse_target(text, unit=unit)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.text) == ("unit_mismatch", text)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        *((name, text, ("exact", 8, None, None, None))
          for name in ("规上工业营业收入利润率增速", "GDP增长率", "投资增幅", "地区生产总值增长", "GDP年均增长（%）", "GDP growth")
          for text in ("8%", "8", "增长8%", "年均增长8%", "+8%")),
        ("GDP增速", "增长8%以上", ("at_least", 8, 8, None, None)),
        ("GDP增速", "增长8%左右", ("about", 8, 7.84, 8.16, None)),
        ("GDP增速", "增长6%-7%", ("range", 6.5, 6, 7, None)),
        ("GDP增速", "下降3%", ("exact", -3, None, None, None)),
        ("GDP增速", "下降3%以上", ("at_most", -3, None, -3, None)),
        ("GDP增速", "提高0.5个百分点", ("exact", 400.5, None, None, None)),
        *((name, text, ("exact", 18, None, None, None))
          for name in ("单位工业增加值二氧化碳排放降幅", "单位GDP能耗降低", "单位GDP能耗下降率")
          for text in ("18%", "18", "下降18%", "降低18%", "降幅18%")),
        ("能耗降幅", "下降18%以上", ("at_least", 18, 18, None, None)),
        ("能耗降幅", "增长5%", "not_a_target"),
        # a share is no rate of growth, whatever its words begin with
        ("增长极产值占比", "增长10%", ("exact", 440, None, None, None)),
    ],
)  # fmt: skip
def test_an_indicator_that_is_itself_a_rate(name, text, expected):
    assert outcome(text, "%", name) == pytest.approx(expected)


def test_a_rate_by_name_in_another_unit_is_none():
    assert outcome("增长10%", "亿元", "GDP增长") == pytest.approx(("exact", 440, None, None, None))


def test_an_increase_without_a_base_is_over_zero():
    for text in ("新增500", "增加500", "+500", "累计新增500"):
        assert parse_target(text, unit="家").how == "increase"
        assert outcome(text, "家", base=None) == ("exact", 500, None, None, None)


@pytest.mark.parametrize(
    ("text", "unit"),
    [("翻一番", "亿元"), ("减少500", "家"), ("年均增加10", "家"),
     ("提高5个百分点", "%"), ("下降3个百分点", "%"), ("增长500", "亿元")],
)  # fmt: skip
def test_a_change_of_nothing_is_a_problem(text, unit):
    assert parse_target(text, unit=unit).how not in ("figure", "increase")
    assert outcome(text, unit, base=None) == "target_needs_base"


def test_a_growth_by_the_year_needs_years():
    assert outcome("年均增长8%", "亿元", base_year=2025) == "target_needs_years"
    assert outcome("年均增长8%", "亿元", base_year=2026) == "target_needs_years"
    assert outcome("年均增长8%", "亿元", base_year=None) == "target_needs_years"
    assert outcome("增长15%", "亿元", base_year=None) == pytest.approx(("exact", 460, None, None, None))


@pytest.mark.parametrize(
    ("text", "base"),
    [("翻一番", 1e308), ("年均增长1e200%", 1.0), ("增长1e300%", 1e300), ("减少200%", 100.0), ("年均下降101%", 100.0),
     ("新增1.7e308", 1.7e308), ("1.79e308左右", 0.0)],
)  # fmt: skip
def test_what_comes_to_no_number_is_a_problem(text, base):
    assert outcome(text, base=base) == "target_out_of_range"


def resolved(text, **known):
    """The target that a text comes to, or the problem."""
    return resolve_target(
        parse_target(text), **{"base": 400.0, "base_year": 2020, "target_year": 2025, **known}
    )


def test_a_cut_of_everything_leaves_nothing_and_one_of_more_is_none():
    assert outcome("降低100%", "家") == ("exact", 0, None, None, None)
    assert outcome("年均下降100%", "亿元") == ("exact", 0, None, None, None)
    assert outcome("降低100.5%", "家") == "target_out_of_range"


def test_a_target_in_figures_keeps_its_words_and_its_stretch():
    for text, value, stretch in (
        ("30，力争40", 30, 40),
        ("30-35，力争40", 32.5, 40),
        ("翻一番", 800, None),
        ("完成省下达任务，力争40", None, 40),
    ):
        target = resolved(text)
        assert (target.text, target.value, target.stretch) == (text, value, stretch)


def test_what_words_lack_is_told_with_the_figures_that_they_have():
    for known, text, zh, en in (
        (
            {"base": None},
            "翻一番",
            "“翻一番”要从基期值推算，但该序列没有基期值。请填写基期值，或直接写目标数值。",
            "“翻一番” is counted from the base, but this series has none. Enter the base, or write the target as a figure.",
        ),
        (
            {"base_year": 2026},
            "年均增长8%",
            "“年均增长8%”按年均推算，但目标年 2025 不晚于基期 2026。请改正年份，或直接写目标数值。",
            "“年均增长8%” is counted by the year, but its target year 2025 is not after its base year 2026. "
            "Correct the years, or write the target as a figure.",
        ),
        (
            {"base_year": None},
            "年均增长8%",
            "“年均增长8%”按年均推算，但目标年 2025 不晚于基期 —。请改正年份，或直接写目标数值。",
            "“年均增长8%” is counted by the year, but its target year 2025 is not after its base year —. "
            "Correct the years, or write the target as a figure.",
        ),
        (
            {"base": 100.5},
            "减少200%",
            "从基期值 100.5 推算“减少200%”，得不到可用的数值。请检查二者，或直接写目标数值。",
            "“减少200%” gives no usable figure from a base of 100.5. Check both, or write the target as a figure.",
        ),
        (
            {"base": None},
            "1.79e308左右",
            "从基期值 — 推算“1.79e308左右”，得不到可用的数值。请检查二者，或直接写目标数值。",
            "“1.79e308左右” gives no usable figure from a base of —. Check both, or write the target as a figure.",
        ),
    ):
        problem = resolved(text, **known)
        assert (problem.message("zh"), problem.message("en")) == (zh, en)


def test_the_tolerance_of_about_is_a_setting():
    parsed = parse_target("约-200")
    target = resolve_target(parsed, base=None, base_year=None, target_year=2025, about_tolerance=0.05)
    assert (target.low, target.value, target.high) == (-210, -200, -190)


def test_what_a_cell_says_before_the_base_is_known():
    assert parse_target("新增500以上", unit="家") == TargetText(
        TargetKind.AT_LEAST, "新增500以上", "increase", 500.0
    )
    assert parse_target("8000（2027年）").year == 2027
    assert parse_target("8000").how == "figure"
    assert parse_target(" 7000 以上 ", unit="家").text == " 7000 以上 "


@pytest.mark.parametrize(
    ("text", "unit", "base"),
    [
        ("4453", "亿元", BaseFigure(4453.0)), ("4,453亿元", "亿元", BaseFigure(4453.0)), ("33.1%", "%", BaseFigure(33.1)),
        ("91.83（2019）", "", BaseFigure(91.83, 2019)), ("91.83 (2019年)", "", BaseFigure(91.83, 2019)),
        ("９１．８３（２０１９）", "", BaseFigure(91.83, 2019)), ("（12）", "", BaseFigure(-12.0)),
        *((mark, "家", BaseFigure(None)) for mark in ("", "—", "-", "/", "…", "N/A")),
    ],
)  # fmt: skip
def test_a_base(text, unit, base):
    assert parse_base(text, unit) == base


@pytest.mark.parametrize(
    "text",
    [
        "约35",
        "35以上",
        "新增5",
        "1-2",
        "91.83（19）",
        "2019年91.83",
        "（2019）",
        "30 40",
    ],
)
def test_a_base_is_a_figure_and_nothing_more(text):
    problem = parse_base(text)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.text) == ("not_a_base", text)


def test_a_base_in_another_unit():
    assert parse_base("500家", "亿元").code == "unit_mismatch"
    assert parse_base("44530000万元", "亿元") == BaseFigure(4453.0)


@pytest.mark.parametrize(
    "text", ["3.5", "3.5以上", "力争3.5以上", "力争达到3.5", "３．５％", "力争 3.5 以上"]
)
def test_a_stretch(text):
    assert parse_stretch(text, "%") == 3.5


@pytest.mark.parametrize("mark", ["", "—", "-", "/", "…", "N/A"])
def test_no_stretch(mark):
    assert parse_stretch(mark, "%") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [("很高", "not_a_target"), ("1-2", "not_a_target"), ("5家", "unit_mismatch"), ("力争", "not_a_target")],
)
def test_what_is_no_stretch(text, code):
    problem = parse_stretch(text, "%")
    assert isinstance(problem, Problem)
    assert (problem.code, problem.text) == (code, text)


WORDS = (
    "以上", "以下", "左右", "力争", "不超过", "不低于", "约", "新增", "减少", "累计", "翻一番", "全覆盖", "年均", "增长", "下降",
    "到", "至", "%", "‰", "亿元", "万", "个百分点", "（", "）", "（2019）", "（含）", "-", "～", "+", "8", "3.5", "1e308", "，",
    " ", "\n", "①", "完成省下达任务", "—", "at least ", "to",
)  # fmt: skip
worded = st.one_of(st.text(max_size=25), st.lists(st.sampled_from(WORDS), max_size=7).map("".join))


@given(worded, st.sampled_from(UNITS), st.sampled_from(["x", "GDP增速", "能耗降幅"]), st.none() | finite)
def test_no_text_raises_and_every_figure_is_finite(text, unit, name, base):
    for reading in (parse_base(text, unit), parse_stretch(text, unit)):
        if isinstance(reading, Problem):
            assert reading.text == text
    parsed = parse_target(text, unit=unit, name=name)
    if isinstance(parsed, Problem):
        assert parsed.text == text
        assert parsed.message("zh")
        assert parsed.message("en")
        return
    assert parsed.text == text
    target = resolve_target(parsed, base=base, base_year=2020, target_year=2025)
    if isinstance(target, Problem):
        assert target.message("zh")
        assert target.message("en")
        return
    assert target.text == text
    for figure in (target.value, target.low, target.high, target.stretch):
        assert figure is None or math.isfinite(figure)
    if target.kind in (TargetKind.NONE, TargetKind.ASSIGNED) or target.measure not in (
        Measure.LEVEL,
        Measure.GROWTH,
    ):
        assert target.value is None
    elif base is not None or parsed.how == "figure":
        assert target.value is not None
    if target.low is not None and target.high is not None:
        assert target.low <= target.value <= target.high


@given(st.lists(st.sampled_from(WORDS), max_size=6).map("".join), st.sampled_from(UNITS))
def test_full_width_reads_as_half_width(text, unit):
    wide = "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)
    one, other = outcome(text, unit), outcome(wide, unit)
    assert one == other


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9), st.sampled_from(["-", "~", "～", "—", "–", "至", "到"]))
def test_a_range_is_met_inside_it_or_refused(one, other, dash):
    text = f"{one:.3f}{dash}{other:.3f}"
    low, high = float(f"{one:.3f}"), float(f"{other:.3f}")
    if low <= high:
        kind, value, at, to, _ = outcome(text)
        assert (kind, at, to) == ("range", low, high)
        assert value == pytest.approx((low + high) / 2, abs=1e-6)
    else:
        assert outcome(text) == "not_a_target"
