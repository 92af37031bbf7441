"""Shares against their parts and wholes. Figures are synthetic."""

import pytest

from tests.engine.audit.cases import Kind, codes, found, indicator, only, row

VA = indicator("va", "工业增加值")
GDP = indicator("gdp", "GDP")
SHARE = indicator("s", "工业增加值占GDP比重", kind=Kind.RATIO)


def shares(share, part, whole, bases=("30.0", "300", "1000")):
    texts = zip(("s", "va", "gdp"), bases, (share, part, whole), strict=True)
    return [row("city", code, base, text) for code, base, text in texts]


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (("33.3", "500", "1500"), []),
        (("33.3左右", "490", "1500"), []),
        (("30以上", "500", "1500"), []),
        (("33.3", "450以上", "1500"), []),
        (("36.0", "500", "1500"), ["implied_share_differs"]),
        (("35以上", "500", "1500"), ["implied_share_differs"]),
        (("30.0", "500以上", "1500"), ["implied_share_differs"]),
        (("36.0", "500", "1500以上"), ["implied_share_differs"]),
        (("36.0", "500", "—"), []),
    ],
)
def test_a_share_by_its_name_is_part_over_whole(texts, said):
    assert codes(shares(*texts), [VA, GDP, SHARE]) == said


def test_a_printed_base_of_a_share_is_too():
    findings = found(shares("33.3", "500", "1500", bases=("31.0", "300", "1000")), [VA, GDP, SHARE])
    one = only(findings, "implied_share_differs")
    assert (one.year, one.figures["implied"]) == (2020, 30)
    # bases of different years are not divided
    rows = shares("33.3", "500", "1500", bases=("31.0", "300", "1000"))
    rows[1]["base_year"] = 2019
    assert codes(rows, [VA, GDP, SHARE]) == []


def test_a_whole_named_without_its_measure_takes_that_of_the_part():
    part = indicator("va", "高新技术产业增加值")
    whole = indicator("gdp", "规上工业增加值")
    share = indicator("s", "高新技术产业增加值占规上工业比重", kind=Kind.RATIO)
    assert codes(shares("36.0", "500", "1500"), [part, whole, share]) == ["implied_share_differs"]
    assert codes(shares("33.3", "500", "1500"), [part, whole, share]) == []


def test_english_names_are_read_too():
    share = indicator("s", "industrial output share of GDP", kind=Kind.RATIO)
    assert codes(shares("36.0", "500", "1500"), [indicator("va", "Industrial output"), GDP, share]) == [
        "implied_share_differs"
    ]


OUT = indicator("o", "规上工业总产值")
OUT_SHARE = indicator("rs", "东川、西岭规上工业总产值占全市比重", kind=Kind.RATIO)
VA_SHARE = indicator("rs", "东川、西岭规上工业增加值占全市比重", kind=Kind.RATIO)


def regional(share, a, b, total="200", base="20.0"):
    rows = [row("city", "rs", base, share), row("city", "o", "100", total), row("c", "o", "80", "160")]
    return [*rows, row("a", "o", "10", a), row("b", "o", "10", b)]


def share_codes(rows, share):
    return [one for one in codes(rows, [OUT, share]) if one in {"share_rises_part_lags", "part_lags_whole", "implied_share_differs"}]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        # 44 of 200 = 22 %, both faster than the whole
        (regional("22.0", "22", "22"), []),
        (regional("20.0", "20", "20"), []),
        # the share is to fall: slower parts are what is meant
        (regional("15.0", "15", "15"), []),
        # one lags but both together rise: only that one is told
        (regional("22.5", "30", "15"), ["part_lags_whole"]),
        (regional("22.0", "15", "15"), ["share_rises_part_lags", "part_lags_whole", "part_lags_whole"]),
        (regional("25.0", "22", "22"), ["implied_share_differs"]),
        (regional("25.0", "22", "—"), []),
    ],
)
def test_regions_that_are_to_raise_their_share_must_outgrow_the_whole(rows, said):
    assert share_codes(rows, OUT_SHARE) == said


def test_another_measure_of_the_same_scope_stands_in_but_is_not_divided():
    assert share_codes(regional("25.0", "22", "22"), VA_SHARE) == []
    findings = found(regional("25.0", "15", "15"), [OUT, VA_SHARE])
    one = only(findings, "share_rises_part_lags")
    # 30 of 200 against 20 of 100
    assert (one.figures["share_base"], one.figures["share_target"]) == (20, 15)
    assert "规上工业总产值" in one.message("zh")


def test_a_difference_in_growth_within_the_rounding_is_none():
    # 10 → 20 and 100 → 201: 14.870 and 14.984 % a year; ± 0.5 of 10 is a point a year
    assert share_codes(regional("21.0", "20", "20", total="201"), VA_SHARE) == []


@pytest.mark.parametrize("name", ["东川、西岭规上工业增加值占全国比重上限", "其他县规上工业增加值占全市比重", "东川、西岭、南浦规上工业增加值占全市比重", "东川、西岭农业增加值占全市比重", "东川、西岭规上工业增加值占省内比重"])  # fmt: skip
def test_names_that_say_something_else_are_left_alone(name):
    assert share_codes(regional("25.0", "15", "15"), indicator("rs", name, kind=Kind.RATIO)) == []


def test_the_whole_may_be_named():
    share = indicator("rs", "东川县和西岭县占合成市规上工业总产值的比重", kind=Kind.RATIO)
    assert "share_rises_part_lags" in share_codes(regional("25.0", "15", "15"), share)


def test_a_share_whose_measures_do_not_convert_or_whose_base_is_zero_is_left_alone():
    tonnes = indicator("va", "工业增加值", unit="吨")
    assert codes(shares("36.0", "500", "1500"), [tonnes, GDP, SHARE]) == []
    assert (
        share_codes(
            [*regional("25.0", "15", "15")[:3], row("a", "o", "0", "15"), row("b", "o", "0", "15")], VA_SHARE
        )
        == []
    )
    assert share_codes([{**one, "base_year": 2025} for one in regional("25.0", "15", "15")], VA_SHARE) == []


def test_a_whole_that_may_be_anything_up_to_its_cap_bounds_a_share_from_below_only():
    assert codes(shares("36.0", "500", "不超过1500"), [VA, GDP, SHARE]) == []
    assert codes(shares("30.0", "500", "不超过1500"), [VA, GDP, SHARE]) == ["implied_share_differs"]
    assert share_codes(regional("25.0", "22", "22", total="不超过200"), OUT_SHARE) == []
