"""Children against parents: targets, past figures, weighted means, slips of the pen. Figures are synthetic."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.audit.cases import Kind, Region, RollUp, codes, counties, found, indicator, only, row

OUTPUT = indicator("x", "工业总产值")
FIRMS = indicator("n", "企业数", kind=Kind.COUNT)


def output(total, *parts, bases=True):
    base = ("60.0", "10.0", "20.0", "30.0") if bases else (None,) * 4
    return [row(region, "x", base[n], text) for n, (region, text) in enumerate(zip(["city", "a", "b", "c"], (total, *parts), strict=True))]  # fmt: skip


@pytest.mark.parametrize(
    ("total", "parts"),
    [
        ("100", ("20", "30", "50")),
        # each printed to a whole: 0.5 + 3 × 0.5 = 2 is rounding
        ("100", ("20", "30", "52")),
        ("100.0", ("20.0", "30.1", "50.1")),
        ("100以上", ("20", "30", "90")),
        ("不超过100", ("20", "30", "40")),
        # ±2 % of 100
        ("100左右", ("20.0", "30.0", "48.5")),
        ("100.0", ("20.0左右", "30.0左右", "48.5左右")),
        ("90-110", ("20.0", "30.0", "45.0")),
        ("100.0", ("20.0", "30.0", "45-55")),
        ("1.0万", ("2000", "3000", "5400")),
        ("100", ("—", "—", "—")),
        ("完成省下达任务", ("20", "30", "40")),
        ("—", ("20", "30", "40")),
        ("100以上", ("20以上", "30以上", "50以上")),
        ("+40.0", ("+10.0", "+10.0", "+20.0")),
    ],
)
def test_targets_that_add_up_are_no_finding(total, parts):
    assert codes(output(total, *parts, bases="万" not in total), [OUTPUT], regions=counties(3)) == []


@pytest.mark.parametrize(
    ("total", "parts", "code", "difference"),
    [
        ("100", ("20", "30", "54"), "children_do_not_sum", 4),
        ("100.0", ("20.0", "30.0", "50.3"), "children_do_not_sum", 0.3),
        ("100以上", ("20", "30", "40"), "children_do_not_sum", -10),
        ("不超过100", ("20", "30", "60"), "children_do_not_sum", 10),
        ("100左右", ("20.0", "30.0", "45.0"), "children_do_not_sum", -5),
        ("100.0", ("20.0左右", "30.0左右", "45.0左右"), "children_do_not_sum", -5),
        ("90-110", ("20", "30", "35"), "children_do_not_sum", -15),
        ("100", ("20以上", "30以上", "60以上"), "children_do_not_sum", 10),
        ("100以上", ("20以上", "30以上", "40以上"), "children_bounds_do_not_reach", -10),
        ("100", ("20以上", "30以上", "40以上"), "children_bounds_do_not_reach", -10),
        ("不超过100", ("不超过20", "不超过30", "不超过60"), "children_bounds_do_not_reach", 10),
    ],
)
def test_targets_that_do_not_add_up_are_told_with_the_difference(total, parts, code, difference):
    one = only(found(output(total, *parts, bases=False), [OUTPUT], regions=counties(3)), code)
    assert one.figures["difference"] == pytest.approx(difference)
    assert len(one.places) == 4
    assert (one.cell, one.year) == ("F2", 2025)


def test_a_child_without_a_target_is_named_and_nothing_is_said_of_the_sum():
    one = only(
        found(output("100", "20", "30", "—"), [OUTPUT], regions=counties(3)), "children_not_all_covered"
    )
    assert (one.figures["covered"], one.figures["of"]) == (2.0, 3.0)
    assert "缺：南浦县" in one.message("zh")


def test_a_child_without_a_row_is_missing_too():
    rows = output("100", "20", "30", "50")
    one = only(found(rows, [OUTPUT], regions=counties(4)), "children_not_all_covered")
    assert "北原县" in one.message("en")


def test_some_children_alone_may_exceed_the_parent():
    one = only(found(output("100", "60", "50", "—"), [OUTPUT], regions=counties(3)), "children_exceed_parent")
    assert one.figures["difference"] == -10


def test_a_city_indicator_without_any_child_is_no_roll_up():
    assert codes([row("city", "x", "60", "100")], [OUTPUT]) == []


def test_what_does_not_sum_is_not_summed():
    share = indicator("s", "利润率", kind=Kind.RATIO)
    rows = [
        row("city", "s", "5", "6"),
        row("a", "s", "9", "12"),
        row("b", "s", "7", "8"),
        row("c", "s", "6", "7"),
    ]
    assert codes(rows, [share]) == []


def test_middle_levels_are_summed_each_by_itself():
    regions = [*counties(2), Region("t", "合成镇", parent="a"), Region("u", "合成乡", parent="a")]
    bases = {"city": "60", "a": "20", "b": "40", "t": "10", "u": "10"}
    texts = {"city": "100", "a": "40", "b": "60", "t": "10", "u": "20"}
    rows = [row(code, "x", bases[code], text) for code, text in texts.items()]
    one = only(found(rows, [OUTPUT], regions=regions), "children_do_not_sum")
    assert (one.series.region, one.figures["sum"]) == ("a", 30)


def test_each_target_year_is_summed():
    rows = [row(region, "x", None, text, year=year) for year, texts in ((2025, "100 20 30 50"), (2030, "200 50 60 70"))
            for region, text in zip(["city", "a", "b", "c"], texts.split(), strict=True)]  # fmt: skip
    findings = [one for one in found(rows, [OUTPUT]) if one.code == "children_do_not_sum"]
    assert [(one.year, one.figures["sum"]) for one in findings] == [(2030, 180)]


def test_printed_bases_must_sum_too():
    rows = [row("city", "x", "65.0", "100"), *output("100", "20", "30", "50")[1:]]
    one = only(found(rows, [OUTPUT]), "observed_do_not_sum")
    assert (one.year, one.figures["sum"], one.figures["difference"], one.cell) == (2020, 60, -5, "F2")
    # 60.1 against 60.0 is the rounding of four figures
    rows = [row("city", "x", "60.1", "100"), *output("100", "20", "30", "50")[1:]]
    assert codes(rows, [OUTPUT]) == []


def test_a_past_year_in_which_a_child_is_missing_is_not_summed():
    data = {("city", "", "x"): {2018: 50.0, 2019: 55.0}, ("a", "", "x"): {2018: 10.0, 2019: 12.0}, ("b", "", "x"): {2018: 10.0}, ("c", "", "x"): {2018: 27.0, 2019: 30.0}}  # fmt: skip
    one = only(found([], [OUTPUT], data=data), "observed_do_not_sum")
    assert (one.year, one.figures["difference"], one.places[0].cell) == (2018, -3, "")


def test_swapped_digits_and_places_are_recognised_where_they_alone_mend_the_sum():
    # 213 for 231: 18 too little; no other swap or scaling of 1000, 400, 369, 213 gives 18
    rows = [row("city", "n", None, "1000"), row("a", "n", None, "400"), row("b", "n", None, "369"), row("c", "n", None, "213")]  # fmt: skip
    one = only(found(rows, [FIRMS]), "slip_mends_sum")
    assert (one.series.region, one.figures["written"], one.figures["mended"]) == ("c", 213, 231)
    rows = [row("city", "n", None, "1000"), row("a", "n", None, "4000"), row("b", "n", None, "369"), row("c", "n", None, "231")]  # fmt: skip
    one = only(found(rows, [FIRMS]), "slip_mends_sum")
    assert (one.series.region, one.figures["mended"]) == ("a", 400)
    rows = [row("city", "n", None, "1000"), row("a", "n", None, "400"), row("b", "n", None, "369"), row("c", "n", None, "200")]  # fmt: skip
    assert codes(rows, [FIRMS]) == ["children_do_not_sum"]


def test_a_roll_up_of_some_children_only_is_told():
    data = {("city", "", "x"): {}, ("a", "", "x"): {2020: 10.0}, ("b", "", "x"): {2020: 20.0}}
    one = only(found([], [OUTPUT], data=data), "rollup_not_all_covered")
    assert (one.figures, one.year) == ({"covered": 2.0, "of": 3.0}, 0)
    data[("c", "", "x")] = {2020: 30.0}
    assert codes([], [OUTPUT], data=data) == []


MEAN = indicator("m", "达标比率", kind=Kind.RATIO, rollup=RollUp.MEAN, weight="n")


def mean_rows(total, parts, weights=("10", "10", "20")):
    rows = [
        row(region, "m", None, text)
        for region, text in zip(["city", "a", "b", "c"], (total, *parts), strict=True)
    ]
    counts = [row(region, "n", None, text) for region, text in zip("abc", weights, strict=True)]
    return rows + counts + [row("city", "n", None, "40")]


def test_a_weighted_mean_must_lie_among_its_parts_and_agree():
    # (10 × 50 + 10 × 60 + 20 × 70) / 40 = 62.5
    assert codes(mean_rows("62.5", ("50.0", "60.0", "70.0")), [MEAN, FIRMS]) == []
    one = only(found(mean_rows("66.0", ("50.0", "60.0", "70.0")), [MEAN, FIRMS]), "weighted_mean_differs")
    assert one.figures["mean"] == pytest.approx(62.5)
    one = only(found(mean_rows("75.0", ("50.0", "60.0", "70.0")), [MEAN, FIRMS]), "mean_outside_children")
    assert (one.figures["lowest"], one.figures["highest"]) == (50, 70)


def test_a_mean_without_all_children_or_weights_is_judged_only_as_far_as_it_goes():
    assert "mean_outside_children" not in codes(mean_rows("75.0", ("50.0", "60.0", "—")), [MEAN, FIRMS])
    rows = [one for one in mean_rows("66.0", ("50.0", "60.0", "70.0")) if one["series"].indicator == "m"]
    assert codes(rows, [MEAN, FIRMS]) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 10**7), min_size=3, max_size=3), st.integers(0, 3))
def test_any_plan_whose_targets_are_rounded_sums_of_its_children_is_silent(amounts, places):
    # children printed to `places`, the parent to a whole: its rounding covers the sum
    parts = [f"{amount / 1000:.{places}f}" for amount in amounts]
    total = f"{sum(float(part) for part in parts):.0f}"
    assert "children_do_not_sum" not in codes(output(total, *parts, bases=False), [OUTPUT])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 10**6), min_size=3, max_size=3), st.integers(3, 10**6))
def test_any_difference_past_the_rounding_is_told(amounts, off):
    # 3 × 0.5 + 0.5 = 2 is the rounding of four whole figures
    total = str(sum(amounts) + off)
    assert "children_do_not_sum" in codes(output(total, *map(str, amounts), bases=False), [OUTPUT])


@pytest.mark.parametrize(
    ("name", "unit"),
    [("人均可支配收入", "元"), ("产值密度", "亿元"), ("亩产", "万元/亩"), ("研发投入率", "")],
)
def test_a_figure_per_something_left_at_summing_is_not_summed(name, unit):
    one = indicator("x", name, unit=unit)
    assert codes(output("30", "20", "30", "40", bases=False), [one]) == []
