"""How fast targets ask for: direction, own past, sister regions, later targets. Figures are synthetic."""

import pytest

from tests.engine.audit.cases import Direction, Kind, codes, counties, found, indicator, only, row

X = indicator("x", "工业投资")
S = indicator("s", "新产品产值率", kind=Kind.RATIO)
DOWN = indicator("d", "不良率", kind=Kind.RATIO, direction=Direction.DOWN)


@pytest.mark.parametrize(
    ("one", "base", "text", "said"),
    [
        (X, "100", "120", []),
        (X, "100", "100", []),
        (X, "100.4", "100", []),
        (X, "100", "90", ["target_against_direction"]),
        (X, "100", "90-110", []),
        (X, "100", "80-90", ["target_against_direction"]),
        (X, "100", "99左右", []),
        (X, "100", "90左右", ["target_against_direction"]),
        (X, "100", "减少10%", ["target_against_direction"]),
        (X, "100", "90以上", ["target_already_met"]),
        (X, "100", "保持90以上", []),
        (X, "100", "不超过90", []),
        (X, None, "90", []),
        (X, "100", "—", []),
        (DOWN, "5.0", "4.0", []),
        (DOWN, "5.0", "6.0", ["target_against_direction"]),
        (DOWN, "5.0", "不超过6.0", ["target_already_met"]),
        (DOWN, "5.0", "控制在6.0以内", []),
        (DOWN, "5.0", "不超过4.0", []),
        # a direction left blank is 正向; what plans bring down is not judged by it
        (indicator("e", "单位产值能耗", kind=Kind.RATIO, unit="吨"), "0.50", "0.40", []),
        (indicator("e", "城镇登记失业率", kind=Kind.RATIO), "3.5", "3.0，力争2.5", []),
        # a growth rate may slow
        (indicator("g", "GDP增速", kind=Kind.RATIO), "7.5", "6.5", []),
    ],
)
def test_a_target_worse_than_its_base(one, base, text, said):
    assert codes([row("city", one.code, base, text)], [one]) == said


def test_the_distance_is_told():
    one = only(found([row("city", "x", "100", "90")], [X]), "target_against_direction")
    assert one.figures == {"base": 100, "target": 90, "difference": -10}
    assert "less is better" in only(found([row("city", "d", "5.0", "6.0")], [DOWN]), "target_against_direction").message("en")  # fmt: skip


@pytest.mark.parametrize(
    ("text", "stretch", "said"),
    [
        ("120以上，力争130以上", None, []),
        ("120以上，力争120以上", None, ["stretch_short_of_target"]),
        ("120", 110.0, ["stretch_short_of_target"]),
        ("120", 130.0, []),
        ("120", None, []),
    ],
)
def test_a_stretch_must_go_further(text, stretch, said):
    assert codes([row("city", "x", "100", text, stretch=stretch)], [X]) == said


def test_a_stretch_of_what_is_to_fall_goes_down():
    assert codes([row("city", "d", "5.0", "4.0", stretch=3.0)], [DOWN]) == []
    assert codes([row("city", "d", "5.0", "4.0", stretch=4.5)], [DOWN]) == ["stretch_short_of_target"]


@pytest.mark.parametrize(("later", "said"), [("150", []), ("120", []), ("110", ["later_target_falls_back"]), ("110以上", []), ("—", [])])  # fmt: skip
def test_a_later_target_may_not_fall_back(later, said):
    rows = [row("city", "x", "100", "120"), row("city", "x", "100", later, year=2030)]
    assert codes(rows, [X]) == said
    if said:
        one = only(found(rows, [X]), said[0])
        assert (one.year, one.figures["difference"], one.cell) == (2030, -10, "F3")


def past(first, last, start=2016, code="x"):
    return {("city", "", code): {start: first, 2020: last}}


@pytest.mark.parametrize(
    ("data", "text", "said"),
    [
        # 100 → 121.6 in four years: 5.0 % a year; 180: 8.2 %, 250: 15.5 %
        (past(100.0, 121.6), "180", []),
        (past(100.0, 121.6), "250", ["faster_than_own_past"]),
        # 12 % → 18 %: more than 5 points, not twice
        (past(100.0, 157.4), "360", []),
        # two years are no past
        (past(100.0, 101.0, start=2018), "250", []),
        (past(100.0, 80.0), "90", ["faster_than_own_past"]),
        (past(100.0, 121.6), "—", []),
    ],
)
def test_the_growth_required_against_the_past(data, text, said):
    assert codes([row("city", "x", None, text)], [X], data=data) == said


def test_the_growth_required_is_told_in_percent_and_points():
    one = only(found([row("city", "x", None, "250")], [X], data=past(100.0, 121.6)), "faster_than_own_past")
    # (250 / 121.6)^(1/5) - 1 = 15.50 %; 1.216^(1/4) - 1 = 5.01 %
    assert one.figures["required"] == pytest.approx(15.50, abs=0.01)
    assert one.figures["past"] == pytest.approx(5.01, abs=0.01)
    data = past(38.0, 40.0, code="s")
    # 0.5 points a year; 55: 3 points a year is more than three times and 5 % of 40
    assert codes([row("city", "s", None, "48")], [S], data=data) == []
    one = only(found([row("city", "s", None, "55")], [S], data=data), "faster_than_own_past")
    assert one.figures["required"] == pytest.approx(3.0)
    assert "个百分点" in one.message("zh")
    assert "points" in one.message("en")


def test_small_counts_and_growth_rates_have_no_pace():
    few = indicator("n", "平台数", kind=Kind.COUNT)
    assert codes([row("city", "n", None, "9")], [few], data={("city", "", "n"): {2016: 2.0, 2020: 3.0}}) == []
    growth = indicator("g", "产值增速", kind=Kind.RATIO)
    assert (
        codes([row("city", "g", None, "8")], [growth], data={("city", "", "g"): {2016: 2.0, 2020: 2.0}}) == []
    )


def sisters(*targets, base="100"):
    return [row(region, "x", base, text) for region, text in zip("abcdefg", targets, strict=False)]


def outliers(rows, one=X, count=7):
    return [each.series.region for each in found(rows, [one], regions=counties(count)) if each.code == "growth_unlike_other_regions"]  # fmt: skip


def test_a_region_far_from_its_sisters_is_told():
    # growth 7.0 to 8.5 % a year, one 20.1 %
    rows = sisters("140", "142", "144", "146", "148", "150", "250")
    assert outliers(rows) == ["g"]
    one = only(found(rows, [X], regions=counties(7)), "growth_unlike_other_regions")
    assert one.figures["z"] > 3.5
    assert one.figures["median"] == pytest.approx(100 * (1.46**0.2 - 1))
    assert outliers(sisters("140", "142", "144", "146", "148", "150", "90以上")) == ["g"]


def test_spread_out_or_few_regions_have_no_outlier():
    assert outliers(sisters("120", "140", "160", "180", "200", "220", "250")) == []
    assert outliers(sisters("140", "142", "144", "250"), count=4) == []
    # equal growth everywhere: a point of difference is none
    assert outliers(sisters("140", "140", "140", "140", "140", "140", "150")) == []
    assert outliers(sisters("140", "142", "144", "146", "148", "150", "—")) == []


def test_ratios_are_compared_in_points():
    rows = [{**one, "series": one["series"]._replace(indicator="s")} for one in sisters("41", "42", "42", "43", "43", "44", "80", base="40")]  # fmt: skip
    assert outliers(rows, S) == ["g"]
    assert outliers(rows[:6], S) == []


def test_small_counts_are_not_compared():
    few = indicator("x", "平台数", kind=Kind.COUNT)
    assert outliers(sisters("3", "3", "3", "3", "3", "3", "9", base="2"), few) == []
