"""What a target cell may say beyond a level: growths, sums, words alone, places, marks, second statements, commas."""

import re
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.plan import change_words, figure_words, numbers, target_marks, target_text, target_words
from npfdesk.plan.model import Indicator
from npfdesk.plan.names import is_blank, says_nothing
from npfdesk.plan.numbers import DecimalHabit, decimal_habit, parse_figure
from npfdesk.plan.problems import Problem
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.target_text import BaseFigure, parse_base, parse_stretch, parse_target
from npfdesk.plan.target_writing import target_as_text, target_cell
from npfdesk.plan.targets import (
    Basis,
    Intention,
    Measure,
    PlanTarget,
    SecondStatement,
    StatedText,
    TargetKind,
    TargetText,
    resolve_target,
    stated_figures,
)

LEVEL, GROWTH, SUM, RELATIVE, QUALITATIVE, RANK = Measure
ANNUAL, TOTAL = Basis


def read(text, unit="亿元", name="产值", **head):
    parsed = parse_target(text, unit=unit, name=name, **head)
    assert isinstance(parsed, TargetText), (text, parsed)
    return parsed


def level(text, unit="亿元", name="产值", base=100.0, **head):
    return resolve_target(read(text, unit, name, **head), base=base, base_year=2025, target_year=2030)


@pytest.mark.parametrize(
    ("text", "unit", "name", "kind", "figure", "basis", "reached"),
    [
        ("年均增长6%", "亿元", "产值", "exact", 6, ANNUAL, 100 * 1.06**5),
        ("年均增长7%以上", "亿元", "产值", "at_least", 7, ANNUAL, 100 * 1.07**5),
        ("年均增速6.5%左右", "亿元", "产值", "about", 6.5, ANNUAL, 100 * 1.065**5),
        ("6% per annum", "£m", "Exports", "exact", 6, ANNUAL, 100 * 1.06**5),
        ("6% growth per annum", "£m", "Exports", "exact", 6, ANNUAL, 100 * 1.06**5),
        ("reduce by 3% a year", "kt", "Waste", "exact", -3, ANNUAL, 100 * 0.97**5),
        ("同比增长5%", "亿元", "产值", "exact", 5, ANNUAL, 100 * 1.05**5),
        ("年均下降3%以上", "吨", "排放", "at_most", -3, ANNUAL, 100 * 0.97**5),
        ("累计增长20%", "亿元", "产值", "exact", 20, TOTAL, 120),
        ("五年累计增长20%", "亿元", "产值", "exact", 20, TOTAL, 120),
        ("下降15%", "吨", "排放", "exact", -15, TOTAL, 85),
        ("累计下降12%", "吨标准煤/万元", "单位GDP能耗", "exact", -12, TOTAL, 88),
        ("+18%", "million", "Bus trips", "exact", 18, TOTAL, 118),
        ("reduce by 50%", "kt CO2e", "Emissions", "exact", -50, TOTAL, 50),
        ("50% reduction", "kt CO2e", "Emissions", "exact", -50, TOTAL, 50),
        # the words repeat what the indicator is: the figure as it reads
        ("累计降低17%", "%", "单位GDP二氧化碳排放降低", "exact", 17, TOTAL, 17),
        ("年均增长8%", "%", "GDP增速", "exact", 8, ANNUAL, 8),
    ],
)
def test_a_growth_is_kept_as_such_and_comes_to_a_level(text, unit, name, kind, figure, basis, reached):
    parsed = read(text, unit, name)
    assert (parsed.kind, parsed.measure, parsed.figure, parsed.basis) == (kind, GROWTH, figure, basis)
    assert level(text, unit, name).value == pytest.approx(reached)


def test_a_range_of_growths_comes_to_a_range_of_levels():
    target = level("年均增长6%-7%")
    assert (target.kind, target.low, target.high) == (
        "range", pytest.approx(100 * 1.06**5), pytest.approx(100 * 1.07**5)
    )  # fmt: skip
    falling = level("下降3%-5%")
    assert (falling.low, falling.high) == pytest.approx((95, 97))


def test_the_figures_of_a_growth_stay_in_per_cent():
    figures = stated_figures(read("年均增长6%左右，力争7%"), base_year=2025, target_year=2030)
    assert (figures.value, figures.low, figures.high, figures.stretch) == pytest.approx((6, 5.88, 6.12, 7))
    assert level("年均增长6%左右，力争7%").stretch == pytest.approx(100 * 1.07**5)
    assert level("年均增长6%左右，力争7%", base=None).stretch is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("比2020年下降18%", 41),
        ("比2020年翻一番", 100),
        ("50% below 2020 levels", 25),
        ("较2020年增长20%以上", 60),
    ],
)
def test_what_counts_from_another_year_never_counts_from_the_base(text, value):
    parsed = read(text, "kt")
    assert parsed.since == 2020
    target = level(text, "kt")
    assert (target.measure, target.value) == (RELATIVE, None)
    known = resolve_target(parsed, base=50.0, base_year=2020, target_year=2030)
    assert known.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "unit", "value", "year"),
    [
        ("reduce by 50% by 2030", "kt", 50, 2030), ("net zero by 2045", "kt", 0, 2045), ("double by 2030", "£m", 200, 2030),
        ("到2030年达到8000", "家", 8000, 2030), ("2027年8000以上", "家", 8000, 2027), ("increase to 40% by 2030", "%", 40, 2030),
        ("halve", "kt", 50, None), ("Net zero", "kt", 0, None), ("double", "kt", 200, None), ("减半", "吨", 50, None),
        ("增长1倍", "亿元", 200, None), ("翻一番", "家", 200, None), ("提高3个百分点", "%", 103, None), ("年均提高0.6个百分点", "%", 103, None),
        ("£1.2bn", "£m", 1200, None), ("1万亿元", "亿元", 10000, None), ("4.5亿美元", "亿美元", 4.5, None), ("21.3万人", "万人", 21.3, None),
        ("5,732亿元", "亿元", 5732, None), ("up to 4", "%", 4, None), ("at least 95%", "%", 95, None), (">40%", "%", 40, None),
        ("＞7", "", 7, None), ("＜5.5", "%", 5.5, None), ("5.5%以内", "%", 5.5, None),
    ],
)  # fmt: skip
def test_levels_in_words_signs_and_money(text, unit, value, year):
    target = level(text, unit, "x")
    assert (target.value, read(text, unit, "x").year) == (pytest.approx(value), year)


@pytest.mark.parametrize(
    ("text", "low", "high"), [("46－48", 46, 48), ("22±1", 21, 23), ("77-78%", 77, 78), ("between 3 and 4", 3, 4), ("6%-7%", 6, 7)]
)  # fmt: skip
def test_ranges(text, low, high):
    target = level(text, "%", "占比")
    assert (target.kind, target.low, target.high) == ("range", low, high)


@pytest.mark.parametrize(
    ("text", "name", "kind", "figure"),
    [
        ("〔520〕", "制造业投资", "exact", 520), ("[520]", "产值", "exact", 520), ("【520】", "产值", "exact", 520),
        ("［10］以上", "产值", "at_least", 10), ("〔≥10〕", "产值", "at_least", 10), ("不低于〔2.5〕", "产值", "at_least", 2.5),
        ("五年累计1.6以上", "高技能人才", "at_least", 1.6), ("五年累计520", "产值", "exact", 520),
        ("“十五五”期间累计520", "产值", "exact", 520), ("累计100以上", "城镇新增就业", "at_least", 100),
        ("累计新增10", "城镇新增就业", "exact", 10), ("累计完成520", "固定资产投资", "exact", 520),
    ],
)  # fmt: skip
def test_a_sum_is_no_level_of_the_targets_year(text, name, kind, figure):
    parsed = read(text, "", name)
    assert (parsed.measure, parsed.kind, parsed.figure) == (SUM, kind, figure)
    target = level(text, "", name)
    assert (target.measure, target.value, target.low, target.high) == (SUM, None, None, None)


def test_an_amount_a_year_is_a_sum_times_the_years():
    for text in ("年均新增10", "每年新增10"):
        parsed = read(text, "家")
        assert (parsed.measure, parsed.figure) == (SUM, 10)
        assert stated_figures(parsed, base_year=2025, target_year=2030).value == 50
        assert stated_figures(parsed, base_year=2030, target_year=2030).value is None
    assert read("年均1.2以上", "万人", "城镇新增就业").measure is SUM


def test_of_a_stock_the_words_of_a_flow_count_from_the_base_as_before():
    assert level("累计100以上", "家", "企业数").value == 100
    assert level("累计新增500", "家", "企业数").value == 600
    assert level("五年累计新增500", "家", "企业数").value == 600
    # and a flow's own words repeat its name
    assert level("新增3以上", "万人", "城镇新增就业").value == 3


@pytest.mark.parametrize(
    ("text", "reference", "kind"),
    [
        ("高于全省平均", "全省平均", "at_least"), ("高于全省平均水平", "全省平均水平", "at_least"), ("不低于全国水平", "全国水平", "at_least"),
        ("与经济增长同步", "经济增长", "exact"), ("与GDP增长基本同步", "GDP增长", "exact"), ("与GDP同步", "GDP", "exact"),
        ("高于GDP增长", "GDP增长", "at_least"), ("快于经济增长", "经济增长", "at_least"), ("低于全国平均水平", "全国平均水平", "at_most"),
        ("不低于2020年水平", "2020年水平", "at_least"), ("above the national average", "national average", "at_least"),
        ("居民收入增长与经济增长基本同步", "经济增长", "exact"), ("力争高于全省平均", "全省平均", "at_least"),
    ],
)  # fmt: skip
def test_relative_to_another_series(text, reference, kind):
    parsed = read(text, "%", "收入增长")
    assert (parsed.measure, parsed.reference, parsed.kind, parsed.has_figure) == (
        RELATIVE,
        reference,
        kind,
        False,
    )
    target = level(text, "%", "收入增长")
    assert (target.kind, target.measure, target.value) == ("none", RELATIVE, None)


@pytest.mark.parametrize(
    ("text", "intention"),
    [
        *((text, Intention.STABLE) for text in ("保持稳定", "基本稳定", "零增长", "保持总体平稳", "stable", "不降低")),
        *((text, Intention.UP) for text in ("稳步提升", "逐步提高", "明显改善", "大幅提高", "稳中有升", "只增不减", "持续向好")),
        *((text, Intention.DOWN) for text in ("持续下降", "逐年降低", "稳中有降", "负增长")),
        *((text, Intention.WITHIN) for text in ("保持在合理区间", "保持在合理区间、各年度视情提出")),
        *((text, Intention.LATER) for text in ("各年度视情提出", "TBD", "to be revised", "待定", "tbc")),
    ],
)  # fmt: skip
def test_a_direction_or_an_intention(text, intention):
    parsed = read(text, "%", "占比")
    assert (parsed.kind, parsed.measure, parsed.intention) == ("none", QUALITATIVE, intention)
    assert not parsed.asks_nothing
    target = level(text, "%", "占比")
    assert (target.kind, target.measure, target.value, target.text) == ("none", QUALITATIVE, None, text)


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [("保持全省前三", "at_most", 3), ("全省前三", "at_most", 3), ("进入全国前10", "at_most", 10), ("top 3", "at_most", 3),
     ("top ten", "at_most", 10), ("全省第一", "exact", 1), ("保持全省前列", "none", None)],
)  # fmt: skip
def test_a_place(text, kind, place):
    parsed = read(text, "位", "营商环境排名")
    assert (parsed.measure, parsed.kind, parsed.figure) == (RANK, kind, place)
    assert level(text, "位", "营商环境排名", base=5.0).value is None


@pytest.mark.parametrize(
    "text",
    ["完成省下达任务", "控制在省下达目标以内", "不低于上级下达任务", "完成市下达任务", "完成省定目标", "达到国家下达指标", "不超过省下达目标"],
)  # fmt: skip
def test_assigned_from_above(text):
    assert read(text, "%").kind is TargetKind.ASSIGNED
    assert level(text, "%").value is None


@pytest.mark.parametrize(
    ("text", "figure", "stretch", "measure"),
    [("55（力争60）", 55, 60, LEVEL), ("年均增长5%，力争6%", 5, 6, GROWTH), ("〔10〕，力争〔12〕", 10, 12, SUM), ("〔10〕，力争12", 10, 12, SUM),
     ("保持全省前三，力争第一", 3, 1, RANK), ("新增500，力争600", 500, 600, LEVEL)],
)  # fmt: skip
def test_a_stretch_is_of_the_same_measure(text, figure, stretch, measure):
    parsed = read(text, "")
    assert (parsed.figure, parsed.stretch, parsed.measure, parsed.beside) == (figure, stretch, measure, ())


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("1500左右，年均增长6.5%左右", (LEVEL, "about", 1500), (GROWTH, "about", 6.5, "年均增长6.5%左右")),
        ("1500左右,年均增长6.5%左右", (LEVEL, "about", 1500), (GROWTH, "about", 6.5, "年均增长6.5%左右")),
        ("1500\n年均增长6.5%", (LEVEL, "exact", 1500), (GROWTH, "exact", 6.5, "年均增长6.5%")),
        ("1,500（年均增长6%）", (LEVEL, "exact", 1500), (GROWTH, "exact", 6, "年均增长6%")),
        ("65〔13.5〕", (LEVEL, "exact", 65), (SUM, "exact", 13.5, "〔13.5〕")),
        ("年均增长5%，高于全省平均", (GROWTH, "exact", 5), (RELATIVE, "at_least", None, "高于全省平均")),
        ("1500以上，力争年均增长7%", (LEVEL, "at_least", 1500), (GROWTH, "none", None, "力争年均增长7%")),
    ],
)
def test_two_statements_are_both_kept(text, first, second):
    parsed = read(text)
    (beside,) = parsed.beside
    assert (parsed.measure, parsed.kind, parsed.figure, parsed.text) == (*first, text)
    assert (beside.measure, beside.kind, beside.figure, beside.text) == second


def test_two_levels_are_a_contradiction():
    assert isinstance(parse_target("7000以上，8000以上"), Problem)
    assert isinstance(parse_target("1500（1600以上）"), Problem)


def test_a_bracket_that_is_no_figure_is_a_remark():
    parsed = read("≤25（完成省下达任务）", "微克/立方米", "PM2.5浓度")
    assert (parsed.kind, parsed.figure, parsed.note) == ("at_most", 25, "完成省下达任务")
    assert read("7000以上（约束性）", "家").note == "约束性"
    assert read("8000（亿元）").note == ""


@pytest.mark.parametrize(
    ("text", "value", "mark"),
    [("60.6*", 60.6, "*"), ("60.6①", 60.6, "①"), ("12①", 12, "①"), ("1500¹", 1500, "¹"), ("10.9（预计）", 10.9, "(预计)"),
     ("300（预计）", 300, "(预计)"), ("300（快报数）", 300, "(快报数)")],
)  # fmt: skip
def test_marks_are_kept_and_never_part_of_the_figure(text, value, mark):
    assert parse_base(text) == BaseFigure(value, None, mark)
    parsed = read(text, "")
    assert (parsed.figure, parsed.mark) == (value, mark)


def test_a_base_in_square_brackets_keeps_them_as_its_mark():
    assert parse_base("〔60.6〕", "%") == BaseFigure(60.6, None, "〔〕")


@pytest.mark.parametrize("text", ["①12", "3*4", "8000①5", "65[1]"])
def test_a_sign_that_may_be_part_of_the_figure_is_told(text):
    assert isinstance(parse_target(text, unit="家"), Problem)


BLANKS = [
    "—",
    "-",
    "/",
    "…",
    "..",
    ":",
    "N/A",
    "NA",
    "x",
    "no data",
    "未公布",
    "缺",
    "待公布",
    "",
    " ",
    "X",
    "ＮＡ",
    "暂无数据",
]


@given(st.sampled_from(BLANKS), st.sampled_from(["", " ", "\u3000", "\n"]))
def test_the_marks_for_no_figure(mark, around):
    text = around + mark + around
    assert says_nothing(text)
    assert read(text).asks_nothing
    assert parse_base(text).value is None
    assert parse_stretch(text) is None


def test_what_says_no_figure_can_be_a_name():
    assert not any(map(is_blank, ["x", ":", "缺", "无", "NA"]))
    assert not says_nothing("0")


@pytest.mark.parametrize(
    ("text", "kind", "figure"),
    [("6以上", "at_least", 6), ("5.5", "exact", 5.5), ("5.5左右", "about", 5.5), ("6%左右", "about", 6), ("4", "exact", 4), ("-2", "exact", -2),
     ("下降3%", "exact", -3), ("+3", "exact", 3)],
)  # fmt: skip
def test_a_bare_figure_in_a_column_of_growths(text, kind, figure):
    for basis, how in ((ANNUAL, "compound"), (TOTAL, "growth")):
        parsed = read(text, measure=GROWTH, basis=basis)
        assert (parsed.measure, parsed.basis, parsed.kind, parsed.figure) == (GROWTH, basis, kind, figure)
        assert parsed.how == how
    own = read(text.removeprefix("+"), "%", "GDP增速", measure=GROWTH)
    assert (own.how, own.measure, abs(own.figure)) == ("figure", GROWTH, abs(figure))


@pytest.mark.parametrize(
    ("text", "measure"),
    [("〔12〕", SUM), ("保持在合理区间", QUALITATIVE), ("与GDP同步", RELATIVE), ("完成省下达任务", LEVEL), ("1500亿元", LEVEL)],
)  # fmt: skip
def test_words_say_for_themselves_what_they_are(text, measure):
    assert read(text, measure=GROWTH).measure is measure


def test_a_bare_figure_in_a_column_of_sums():
    for text, kind in (("2.5以上", "at_least"), ("2400", "exact"), ("5-6", "range"), ("新增5", "exact")):
        parsed = read(text, "张", "养老床位", measure=SUM)
        assert (parsed.measure, parsed.kind) == (SUM, kind)
    assert read("5.5左右", "%", "GDP增速").measure is LEVEL


# decimal commas


@pytest.mark.parametrize(
    ("texts", "habit"),
    [
        (["58,9", "36,52", "15.200"], "comma"), (["1.234,5"], "comma"), (["1.234.567"], "comma"), (["0,125"], "comma"),
        (["58.9", "15,200"], "point"), (["1,234.5"], "point"), (["1,234,567"], "point"), (["0.125"], "point"),
        (["1,234"], "point"), (["15.200"], "point"), ([], "point"), (["5,02", "5.02"], "unclear"),
    ],
)  # fmt: skip
def test_the_habit_of_a_workbooks_commas(texts, habit):
    assert decimal_habit(texts) == habit


@pytest.mark.parametrize(
    ("text", "point", "comma", "unclear"),
    [("5,02", None, 5.02, None), ("15.200", 15.2, 15200, None), ("1,234", 1234, 1.234, None), ("1.234,5", None, 1234.5, None),
     ("5.02", 5.02, None, 5.02), ("1,234.5", 1234.5, None, 1234.5), ("95", 95, 95, 95), ("-5,02", None, -5.02, None)],
)  # fmt: skip
def test_a_comma_is_read_by_the_habit_or_told(text, point, comma, unclear):
    for habit, figure in zip(DecimalHabit, (point, comma, unclear), strict=True):
        readings = (
            parse_figure(text, "", habit),
            parse_base(text, habit=habit),
            parse_target(text, habit=habit),
        )
        if figure is None:
            assert {one.code for one in readings} == {"unclear_separator"}
            assert all(text in one.message("zh") and text in one.message("en") for one in readings)
        else:
            assert (readings[0], readings[1].value, readings[2].figure) == (figure, figure, figure)


@given(st.floats(0.01, 9e8).map(lambda one: round(one, 2)))
def test_a_figure_written_with_commas_reads_as_the_one_with_points(figure):
    usual = f"{figure:,.2f}"
    swapped = usual.translate(str.maketrans(",.", ".,"))
    assert parse_figure(usual) == figure
    assert parse_figure(swapped, "", DecimalHabit.COMMA) == figure


# what is written reads back

FORMS = [
    "8000", "7000以上", "1-2", "新增500", "减少100", "翻两番", "减半", "增长15%以上", "下降15%以上", "年均增长8%左右", "年均下降3%",
    "年均增长6%-7%", "年均增加10", "〔520〕", "〔10-12〕", "年均新增10以上", "高于全省平均", "保持稳定", "保持全省前三", "全省第一",
    "1500左右，年均增长6.5%左右", "年均增长5%，力争6%", "比2020年下降18%", "25以下（完成省下达任务）", "60.6*", "8000（2027）", "力争翻一番",
    "完成省下达任务，力争3.5", "1500以上，力争年均增长7%",
]  # fmt: skip


def said(parsed):
    return [
        {name: value for name, value in vars(one).items() if name not in ("text", "beside")}
        for one in (parsed, *parsed.beside)
    ]


@pytest.mark.parametrize("text", FORMS)
def test_a_target_written_anew_reads_the_same(text):
    parsed = read(text)
    again = read(target_as_text(parsed, "亿元"))
    assert said(again) == said(parsed)


def test_a_cell_is_written_as_typed_and_with_what_stands_beside_it():
    output = Indicator("p", "产值", unit="亿元")

    def cell(text, parsed, beside=()):
        return target_cell(PlanTarget(SeriesKey("县", "", "p"), 2030, text, parsed, beside=beside), output)

    for text in FORMS:
        assert cell(text, read(text)) == text
    # under its head 6左右 was a growth a year, which the cell alone does not say
    assert cell("6左右", read("6左右", measure=GROWTH)) == "年均增长6%左右"
    growth = SecondStatement("6.5左右", read("6.5左右", measure=GROWTH))
    assert cell("1500左右", read("1500左右"), (growth,)) == "1500左右，年均增长6.5%左右"


# what a crafted text costs

MODULES: tuple[ModuleType, ...] = (
    change_words,
    figure_words,
    numbers,
    target_marks,
    target_text,
    target_words,
)
PIECES = (
    "1",
    ",",
    ".",
    "(",
    ")",
    "[",
    "省",
    "、",
    "级",
    "年",
    "保持",
    "增长",
    "at",
    "与",
    "a",
    "-",
    "±",
    "十五",
    "%",
)


def test_a_text_that_is_too_long_is_not_matched_at_all():
    for piece in PIECES:
        text = piece * 3000
        for problem in (parse_target(text), parse_base(text), parse_figure(text)):
            assert isinstance(problem, Problem)
            assert len(problem.text) <= numbers.LONGEST_TEXT + 1


@given(
    st.lists(
        st.sampled_from((*PIECES, "力争", "，", "〔", "〕", "完成", "下达", "①", "\n")), max_size=40
    ).map("".join)
)
def test_any_words_are_a_target_or_a_problem_that_quotes_them(text):
    parsed = parse_target(text[:200], unit="亿元", name="新增投资")
    assert parsed.text == text[:200]
    if isinstance(parsed, StatedText):
        assert (parsed.figure is None) or (parsed.low is None)


def test_no_pattern_repeats_what_repeats():
    nested = re.compile(r"\)[*+](?!\+)|\)\{\d+,\}")
    for module in MODULES:
        for pattern in (one for one in vars(module).values() if isinstance(one, re.Pattern)):
            # a group of groups may only repeat where it keeps what it has taken, or is told apart by its first letter
            assert not nested.search(pattern.pattern) or pattern in (
                numbers._NUMBER,
                numbers._SEPARATED,
                numbers._GROUPED,
            )


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("高于全国平均水平1个百分点", Measure.RELATIVE), ("比全省平均高0.5个百分点以上", Measure.RELATIVE),
        ("争先进位", Measure.QUALITATIVE), ("not set", Measure.QUALITATIVE), ("No target in NRP", Measure.QUALITATIVE),
        ("under discussion", Measure.QUALITATIVE), ("stabilise", Measure.QUALITATIVE), ("暂不设目标", Measure.QUALITATIVE),
    ],
)  # fmt: skip
def test_words_of_offices(text, measure):
    parsed = parse_target(text, unit="%")
    assert isinstance(parsed, TargetText)
    assert parsed.measure is measure


def test_a_bracket_around_words_alone_is_no_sum():
    parsed = parse_target("〔完成省下达任务〕", unit="%")
    assert isinstance(parsed, TargetText)
    assert parsed.kind is TargetKind.ASSIGNED


@pytest.mark.parametrize(
    ("text", "unit", "figure"),
    [
        ("reduce by a quarter", "kt", -25), ("cut by half", "kt", -50), ("下降五分之一", "吨", -20), ("-50%", "kt", -50),
        ("maximum of 15", "deaths", 15), ("五年翻一番", "亿元", 2), ("实现倍增", "家", 2), ("3 million", "m", 3),
        ("five-fold increase", "MW", 5), ("45% below baseline", "kt", -45), ("20% or higher", "%", 20),
    ],
)  # fmt: skip
def test_figures_in_words(text, unit, figure):
    parsed = parse_target(text, unit=unit)
    assert isinstance(parsed, TargetText)
    assert parsed.figure == pytest.approx(figure)
