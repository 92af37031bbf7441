"""What number formats make of figures, texts and dates."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.plan.numbers import plain
from npfdesk.workbook.files.number_formats import number_format


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ('0"+"', 1800, "1800+"),
        ('"下降"0.0"%";"下降"0.0"%"', -13.5, "下降13.5%"),
        ('0"以上"', 8000, "8000以上"),
        ('"≥"0', 3500, "≥3500"),
        ('0.00"万"', 0.45, "0.45万"),
        ("0万", 5, "5万"),
        ('"约"#,##0"家"', 3000, "约3000家"),
        ('General"人"', 1.5, "1.5人"),
        ('G/通用格式"人"', 1.5, "1.5人"),
        ('0.0%"以上"', 0.2, "20%以上"),
        ('0.0"%"', 33.1, "33.1%"),
        ('@"人"', 5, "5人"),
        # the value beside the words is never rounded to what is shown
        ('0"万"', 3.14159, "3.14159万"),
    ],
)
def test_words_are_put_around_the_full_value(code, value, shown):
    assert number_format(code).adds
    assert number_format(code).figure(value) == (shown, False)


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("0!.00,,", 150_000_000_000, "1500.00"),
        ("#,##0,", 800_000, "800"),
        ("#,##0,", 1_234_567, "1235"),
        (r"0\.0,", 15_000, "1.5"),
        (r"0\.0,", -15_000, "-1.5"),
        ('0!.0,"万"', 15_000, "1.5万"),
        ("0!.0000", 15_000, "1.5000"),
        ('#,##0.0,,"百万"', 1_234_567_890, "1234.6百万"),
        ("0,.0", 12_345, "12.3"),
        ("0.0##,", 12_500, "12.5"),
        ("000-0000", 1_234_567, "123-4567"),
    ],
)
def test_a_scaled_figure_is_what_is_shown(code, value, shown):
    assert number_format(code).figure(value) == (shown, False)


@pytest.mark.parametrize(
    "code",
    [
        "General",
        "",
        "@",
        "0.0",
        "#,##0.00",
        "#,##0.00_);[Red](#,##0.00)",
        '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-',
        '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ',
        "[$¥-804]#,##0.00",
        "[$€-407] #,##0.00",
        "[Red]0;[Blue]-0;0",
        "0.00E+00",
        "# ?/?",
        r"#\ ##0",
        "0_万",
        "*人0",
        ";;;",
        '0;-0;"-"',
        "+0.0;-0.0",
    ],
)
def test_decimals_currencies_padding_and_colours_say_nothing(code):
    found = number_format(code)
    assert not found.adds
    assert not found.adds_to_text
    assert not found.is_date


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ('0.0%;"下降"0.0%', 0.05, "5%"),
        ('0.0%;"下降"0.0%', -0.05, "下降5%"),
        ('0"人";-0"人"', -5, "-5人"),
        ('0"人";(0"人")', -5, "-5人"),
        ('0"人";[Red]0"人"', -5, "-5人"),
        ('0;-0;"无"', 0, "无"),
        ('0;-0;"无"', 7, "7"),
        ('[>=10000]0!.0,"万";0', 15_000, "1.5万"),
        ('[>=10000]0!.0,"万";0', 500, "500"),
        ('[=1]"是";[=0]"否";0', 1, "是"),
        ('[=1]"是";[=0]"否";0', 0, "否"),
        ('[=1]"是";[=0]"否";0', 2, "2"),
        ("[<1]0%;0", 0.5, "50%"),
        ("[<1]0%;0", 2, "2"),
        ('[<1]0%;0"倍"', 2, "2倍"),
    ],
)
def test_the_section_that_shows_the_figure_rules(code, value, shown):
    assert number_format(code).figure(value)[0] == shown


def test_a_text_gets_the_words_of_its_section():
    found = number_format('0;-0;0;"约"@"人"')
    assert found.adds_to_text
    assert found.words("八百") == "约八百人"
    assert not number_format("0;-0;0;@").adds_to_text


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ('yyyy"年"', "2020年"),
        ("yyyy年", "2020年"),
        ('yy"年"', "2020年"),
        ('e"年"', "2020年"),
        ("yyyy", "2020"),
        ('yyyy"年度目标"', "2020年度目标"),
        ('yyyy"年"m"月"', "2020年2月"),
        ('[DBNum1][$-804]yyyy"年"m"月";@', "2020年2月"),
        ("yyyy-mm", "2020-02"),
        ("yyyy.m", "2020-02"),
        ("mmm-yy", "2020-02"),
        ("m/yyyy", "2020-02"),
        ('m"月"d"日"', "2月3日"),
        ('m"月"', "2月"),
        ("d-mmm", "3-Feb"),
    ],
)
def test_a_date_is_shown_by_the_parts_that_its_format_has(code, shown):
    found = number_format(code)
    assert found.is_date
    assert found.shows_in_part
    assert found.date(datetime.date(2020, 2, 3)) == shown


@pytest.mark.parametrize(
    "code",
    [
        "yyyy-mm-dd",
        'yyyy"年"m"月"d"日"',
        "m/d/yy h:mm",
        "h:mm",
        "[h]:mm",
        "aaaa",
        "dddd",
        "mm:ss.0",
        "上午/下午h:mm",
    ],
)
def test_a_whole_date_and_a_time_are_given_in_full(code):
    found = number_format(code)
    assert found.is_date
    assert not found.shows_in_part
    assert found.is_span == code.startswith("[h]")


@pytest.mark.parametrize(
    ("code", "is_percentage"),
    [
        ("0%", True),
        ('0"%"', False),
        (r"0\%", False),
        ("0!%", False),
        ("0_%", False),
        ("[%]0", False),
        ("0;0%", True),
    ],
)
def test_only_a_bare_percent_sign_multiplies(code, is_percentage):
    assert number_format(code).is_percentage is is_percentage


@given(
    st.text(alphabet='0#?.,;%@"\\!_*[]<>=Eeymdhs年万以上 -+()¥', max_size=40),
    st.floats(allow_nan=False, allow_infinity=False),
)
def test_no_code_fails_or_gives_nothing(code, value):
    found = number_format(code)
    shown, is_plain = found.figure(value)
    assert shown or not is_plain
    assert found.words("甲").count("甲") >= 1
    found.date(datetime.date(2020, 2, 3))


@given(st.sampled_from(["0.0", "#,##0", "0.00_ ;[Red]-0.00", "General"]), st.floats(-1e12, 1e12))
def test_a_plain_format_never_rounds(code, value):
    assert number_format(code).figure(value) == (plain(value), True)


@pytest.mark.parametrize("piece", ["[", '"', "\\", "_", "0", ";", "y", "[h", '";', "[]", "0,", "@", "G"])
def test_the_work_grows_with_the_length_of_a_code_and_no_faster(piece):
    # counted by the letters looked at, not by the clock
    class Counted(str):
        looked = 0

        def __getitem__(self, key):
            found = super().__getitem__(key)
            Counted.looked += len(found)
            return found

        def find(self, sub, *where):
            found = super().find(sub, *where)
            end = len(self) if found < 0 else found
            Counted.looked += end - (where[0] if where else 0) + 1
            return found

    counts = []
    for times in (2_000, 8_000):
        Counted.looked = 0
        number_format(Counted(piece * times))
        counts.append(Counted.looked)
    assert counts[1] <= 4.5 * counts[0]
