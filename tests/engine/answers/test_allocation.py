"""A total split by each rule: worked figures, bounds that bind, exact sums, whole units, what is not possible."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.engine.answers.allocation import Allocation, AllocationRule, Bounds, Share, allocate
from npfdesk.engine.answers.division import ImpossibleDivision, PartBounds, divide
from npfdesk.engine.projection.update import compute
from npfdesk.engine.targets.figures_to_date import growth_to_sum
from npfdesk.plan.answer_edits import shares_as_targets
from npfdesk.plan.document import new_document
from npfdesk.plan.numbers import plain
from npfdesk.plan.problems import Problem, Wording
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.plan.targets import Measure
from tests.plans import Indicator, Industry, Kind, Region, RollUp, document, formula, scenario, target

ROOT = Region("市", "市")
WITH_A_TOWN = [
    ROOT,
    Region("县", "县", parent="市"),
    Region("乙", "乙", parent="市"),
    Region("镇", "镇", parent="县"),
]
X = SeriesKey("市", "", "x")


def made(bases, targets=None, kind=Kind.LEVEL, root_target="400", extra=None, **named):
    """A synthetic city of counties with these bases (2020) and targets (2025)."""
    data = {("市", "", "x"): {}}
    stated = [target(("市", "", "x"), root_target)] if root_target else []
    for name, base in bases.items():
        data[name, "", "x"] = {} if base is None else {2020: base}
        if targets and targets.get(name) is not None:
            stated.append(target((name, "", "x"), str(targets[name])))
    for key, figure in (extra or {}).items():
        data[key] = {2020: figure}
    codes = dict.fromkeys(key[2] for key in data)
    indicators = [
        Indicator(code, code, kind=kind if code == "x" else Kind.LEVEL, rollup=RollUp.SUM) for code in codes
    ]
    regions = [ROOT, *(Region(name, name, parent="市") for name in bases)]
    return document(
        data, indicators=indicators, regions=regions, targets=stated, scenarios=[scenario()], **named
    )


def split(doc, rule, total=None, **rest):
    bounds = {side: rest.pop(side) for side in ("holds", "floors", "caps") if side in rest}
    return allocate(compute(doc), "基准", X, AllocationRule(rule), total, bounds=Bounds(**bounds), **rest)


def values(allocation):
    assert not isinstance(allocation, Problem), allocation.message("en")
    return {share.region: share.value for share in allocation.shares}


BASES = {"甲": 100.0, "乙": 50.0, "丙": 50.0}
TARGETS = {"甲": 130, "乙": 90, "丙": 60}


def test_each_rule_by_hand():
    doc = made(BASES, TARGETS, extra={("甲", "", "w"): 1.0, ("乙", "", "w"): 3.0, ("丙", "", "w"): 4.0})
    # 400·b/200
    assert values(split(doc, "base")) == {"甲": 200.0, "乙": 100.0, "丙": 100.0}
    # 420·t/280
    assert values(split(doc, "target", 420.0)) == pytest.approx({"甲": 195.0, "乙": 135.0, "丙": 90.0})
    # 200 more over 30 : 40 : 10
    assert values(split(doc, "increment")) == pytest.approx({"甲": 175.0, "乙": 150.0, "丙": 75.0})
    # 200 more over 1 : 3 : 4
    assert values(split(doc, "capacity", weight="w")) == pytest.approx(
        {"甲": 125.0, "乙": 125.0, "丙": 150.0}
    )
    # 100 + 2·100·(1/2)^f = 241.42…: f = 1/2
    caught = split(doc, "catch-up", 100 + 200 * math.sqrt(0.5))
    assert values(caught) == pytest.approx({"甲": 100.0, "乙": 100 * 0.5**0.5, "丙": 100 * 0.5**0.5})
    assert caught.factor == pytest.approx(0.5)


def test_what_a_share_says():
    doc = made(BASES, TARGETS)
    first = split(doc, "base", holds={"丙": 100.0}).shares[0]
    assert (first.region, first.base, first.target, first.held, first.bound) == (
        "甲",
        100.0,
        130.0,
        False,
        "",
    )
    assert first.growth == pytest.approx((2**0.2 - 1) * 100)
    assert math.isnan(first.past)  # one observed year has no pace
    assert split(doc, "base", holds={"丙": 100.0}).shares[2].held


def test_the_roots_own_target_is_the_total():
    assert split(made(BASES), "base").total == 400.0
    refused = split(made(BASES, root_target=None), "base")
    assert refused.code == "allocation_no_total"
    assert split(made(BASES, root_target="完成省下达任务"), "base").code == "allocation_no_total"
    assert split(made(BASES, root_target=None), "base", 10.0).total == 10.0


def test_bounds_bind_first_and_the_rest_is_split_again():
    doc = made(BASES)
    # 甲 stays at 100, so 300 go over 50 : 50
    assert values(split(doc, "base", holds={"甲": 100.0})) == {"甲": 100.0, "乙": 150.0, "丙": 150.0}
    # 乙 at most 60: 340 over 100 : 50
    capped = split(doc, "base", caps={"乙": 60.0})
    assert values(capped) == pytest.approx({"甲": 680 / 3, "乙": 60.0, "丙": 340 / 3})
    assert [share.bound for share in capped.shares] == ["", "cap", ""]
    # 丙 at least 190: 210 over 100 : 50
    raised = split(doc, "base", floors={"丙": 190.0})
    assert values(raised) == pytest.approx({"甲": 140.0, "乙": 70.0, "丙": 190.0})
    # both sides: the floor is broken by 10, the cap by 100, so the cap binds first; what it sets free lifts
    # 丙 over its floor: 300 over 50 : 50
    both = split(doc, "base", floors={"丙": 110.0}, caps={"甲": 100.0})
    assert values(both) == pytest.approx({"甲": 100.0, "乙": 150.0, "丙": 150.0})
    assert [share.bound for share in both.shares] == ["cap", "", ""]


def test_whole_units_go_by_largest_remainder_then_base_then_order():
    doc = made({"甲": 1.0, "乙": 1.0, "丙": 1.0}, kind=Kind.COUNT, root_target="10")
    assert values(split(doc, "base")) == {"甲": 4.0, "乙": 3.0, "丙": 3.0}
    # 10 over 3 : 3 : 4 gives whole parts; 5 gives 1.5, 1.5 and 2: the tie is 甲's
    doc = made({"甲": 3.0, "乙": 3.0, "丙": 4.0}, kind=Kind.COUNT, root_target="5")
    assert values(split(doc, "base")) == {"甲": 2.0, "乙": 1.0, "丙": 2.0}
    # 7 over targets 1 : 1 gives 3.5 each: the larger base has it
    doc = made({"甲": 2.0, "乙": 5.0}, {"甲": 1, "乙": 1}, kind=Kind.COUNT, root_target="7")
    assert values(split(doc, "target")) == {"甲": 3.0, "乙": 4.0}
    # a floor of 2.2 is 3 whole units, a cap of 4.9 is 4
    doc = made({"甲": 5.0, "乙": 4.0, "丙": 1.0}, kind=Kind.COUNT, root_target="10")
    bounded = values(split(doc, "base", floors={"丙": 2.2}, caps={"甲": 4.9}))
    assert bounded == {"甲": 4.0, "乙": 3.0, "丙": 3.0}
    assert split(doc, "base", 10.5).code == "allocation_not_whole"
    assert split(doc, "base", holds={"甲": 1.5}).code == "allocation_not_whole"


@pytest.mark.parametrize(
    ("rule", "total", "rest", "code"),
    [
        ("base", None, {"holds": {"甲": 1.0, "乙": 1.0, "丙": 1.0}}, "allocation_total_out_of_bounds"),
        ("base", None, {"floors": {"甲": 500.0, "乙": 0.0, "丙": 0.0}}, "allocation_total_out_of_bounds"),
        ("base", None, {"caps": {"甲": 1.0, "乙": 1.0, "丙": 1.0}}, "allocation_total_out_of_bounds"),
        ("base", None, {"floors": {"甲": 5.0}, "caps": {"甲": 4.0}}, "allocation_bounds_cross"),
        ("base", None, {"floors": {"甲": 5.0}, "holds": {"甲": 4.0}}, "allocation_bounds_cross"),
        ("catch-up", 99.0, {}, "allocation_rule_cannot"),
        ("capacity", None, {}, "allocation_no_weight"),
        ("target", None, {}, "allocation_rule_cannot"),
    ],
)
def test_what_is_not_possible_is_said(rule, total, rest, code):
    refused = split(made(BASES), rule, total, **rest)
    assert isinstance(refused, Problem)
    assert refused.code == code
    assert refused.message("zh") != refused.message("en")


def test_zero_bases_weights_and_increments():
    zeros = {"甲": 0.0, "乙": 0.0}
    assert split(made(zeros), "base").code == "allocation_rule_cannot"
    assert values(split(made({"甲": 0.0, "乙": 4.0}), "base")) == {"甲": 0.0, "乙": 400.0}
    assert math.isnan(split(made({"甲": 0.0, "乙": 4.0}), "base").shares[0].growth)
    # nothing is to be added where targets are the bases and the total too
    same = made({"甲": 1.0, "乙": 3.0}, {"甲": 1, "乙": 3}, root_target="4")
    assert values(split(same, "increment")) == {"甲": 1.0, "乙": 3.0}
    assert split(same, "increment", 5.0).code == "allocation_rule_cannot"
    weightless = made(BASES, extra={(name, "", "w"): 0.0 for name in BASES})
    assert split(weightless, "capacity", weight="w").code == "allocation_rule_cannot"


def test_a_child_without_a_figure_is_listed_and_takes_a_hold_or_a_floor():
    doc = made({"甲": 100.0, "乙": None, "丙": 50.0})
    out = split(doc, "base", 300.0)
    assert out.left_out == ("乙",)
    assert values(out)["甲"] == 200.0
    assert out.sum == 300.0
    assert values(split(doc, "base", 300.0, holds={"乙": 30.0})) == {"甲": 180.0, "乙": 30.0, "丙": 90.0}
    floored = split(doc, "base", 300.0, floors={"乙": 30.0})
    assert values(floored) == {"甲": 180.0, "乙": 30.0, "丙": 90.0}
    assert floored.shares[1].bound == "floor"
    # the logarithm of nothing is no distance
    assert split(made({"甲": 100.0, "乙": 0.0, "丙": 50.0}), "catch-up", 180.0).left_out == ("乙",)


def test_a_single_child_and_equal_bases_share_alike():
    for rule in ("base", "catch-up"):
        assert values(split(made({"甲": 7.0}), rule)) == {"甲": 400.0}
    assert values(split(made({"甲": 7.0, "乙": 7.0}), "catch-up")) == {"甲": 200.0, "乙": 200.0}


def test_one_free_part_whose_bits_are_too_coarse_still_sums_to_the_total():
    # 4035.9 − 1816.2 falls between two floats: 2219.7 and its neighbour both miss by half a bit
    doc = made({"甲": 1.0, "乙": 2582.0}, root_target="4035.9")
    kept = split(doc, "base", holds={"乙": 1816.2})
    assert kept.sum == 4035.9
    assert values(kept)["甲"] == pytest.approx(2219.7)


def test_catch_up_with_a_cap_on_the_highest():
    # without the cap 100 stays and 90 is too little; at 40, 50 are left for 50·2^f… = 2·25
    doc = made(BASES)
    assert split(doc, "catch-up", 90.0).code == "allocation_rule_cannot"
    capped = split(doc, "catch-up", 90.0, caps={"甲": 40.0})
    assert values(capped) == pytest.approx({"甲": 40.0, "乙": 25.0, "丙": 25.0})
    assert capped.factor == pytest.approx(2.0)  # 100·(1/2)^2 = 25


def test_catch_up_past_the_highest_has_a_negative_factor():
    beyond = split(made(BASES), "catch-up", 500.0)
    assert beyond.factor < 0
    assert values(beyond) == pytest.approx({"甲": 100.0, "乙": 200.0, "丙": 200.0})


def test_negative_bases_follow_the_rule():
    # profits of −10 and 30: 40·b/20
    assert values(split(made({"甲": -10.0, "乙": 30.0}), "base", 40.0)) == {"甲": -20.0, "乙": 60.0}


def test_no_region_is_left_with_less_than_nothing():
    # 40 fewer over 3 : 1 would leave 乙 −10: it stays at 0, and 丙 carries what is left
    doc = made(
        {"甲": 100.0, "乙": 20.0, "丙": 20.0},
        extra={("甲", "", "w"): 0.0, ("乙", "", "w"): 3.0, ("丙", "", "w"): 1.0},
    )
    cut = split(doc, "capacity", 100.0, weight="w")
    assert values(cut) == {"甲": 100.0, "乙": 0.0, "丙": 0.0}
    assert split(doc, "base", 50.0, holds={"甲": 60.0}).code == "allocation_total_out_of_bounds"


def test_a_ratio_is_not_split_and_a_leaf_has_no_children():
    doc = made(BASES, kind=Kind.LEVEL)
    leaf = allocate(compute(doc), "基准", SeriesKey("甲", "", "x"), AllocationRule.BASE, 1.0)
    assert leaf.code == "allocation_no_children"
    data = {("市", "", "r"): {2020: 1.0}, ("甲", "", "r"): {2020: 1.0}}
    ratio = document(
        data,
        indicators=[Indicator("r", "r", kind=Kind.RATIO, rollup=RollUp.NONE)],
        regions=[ROOT, Region("甲", "甲", parent="市")],
        scenarios=[scenario()],
    )
    refused = allocate(compute(ratio), "基准", SeriesKey("市", "", "r"), AllocationRule.BASE, 1.0)
    assert refused.code == "allocation_not_additive"


def test_a_base_that_nobody_observes_is_what_its_own_children_come_to():
    data = {
        ("市", "", "x"): {},
        ("县", "", "x"): {},
        ("镇", "", "x"): {2020: 60.0},
        ("乙", "", "x"): {2020: 40.0},
    }
    doc = document(data, regions=WITH_A_TOWN, scenarios=[scenario()])
    assert values(split(doc, "base", 200.0)) == {"县": 120.0, "乙": 80.0}


def test_increments_of_both_signs_that_no_longer_add_up_are_said():
    # −10 and +10 split nothing
    doc = made({"甲": 20.0, "乙": 20.0}, {"甲": 10, "乙": 30})
    assert split(doc, "increment", 50.0).code == "allocation_rule_cannot"


def counties(data, targets=(), **named):
    """A city with these counties' figures by year, and their targets."""
    filled = {("市", "", "x"): {}, **{(name, "", "x"): figures for name, figures in data.items()}}
    regions = [ROOT, *(Region(name, name, parent="市") for name in data)]
    return document(filled, regions=regions, targets=targets, scenarios=[scenario()], **named)


def test_a_childs_own_base_year_is_the_one_it_grows_from():
    doc = counties(
        {"甲": {2018: 50.0, 2020: 80.0}, "乙": {2018: 10.0, 2020: 150.0}, "丙": {2017: 50.0}},
        [
            target(("市", "", "x"), "500"),
            target(("甲", "", "x"), "120", base_year=2018),
            target(("丙", "", "x"), "60", base_year=2020),
        ],
    )
    shares = {share.region: share for share in split(doc, "base").shares}
    # 500 over 50 : 150 : 50; 甲 from 2018, 乙 from the plan's 2020, 丙 from 2017, the last year that it has
    assert {code: share.base for code, share in shares.items()} == {"甲": 50.0, "乙": 150.0, "丙": 50.0}
    assert {code: share.value for code, share in shares.items()} == {"甲": 100.0, "乙": 300.0, "丙": 100.0}
    assert shares["甲"].growth == pytest.approx((2 ** (1 / 7) - 1) * 100)
    assert shares["乙"].growth == pytest.approx((2 ** (1 / 5) - 1) * 100)
    assert shares["丙"].growth == pytest.approx((2 ** (1 / 8) - 1) * 100)
    assert (shares["甲"].target, shares["丙"].target) == (120.0, 60.0)
    assert math.isnan(shares["乙"].target)
    # what each did by itself: 80 of 50 in two years, 150 of 10 in two; one year has no pace
    assert shares["甲"].past == pytest.approx((1.6**0.5 - 1) * 100)
    assert shares["乙"].past == pytest.approx((15**0.5 - 1) * 100)
    assert math.isnan(shares["丙"].past)


def test_a_base_in_the_first_year_of_all_is_one_like_any_other():
    first, second = split(counties({"甲": {2016: 50.0}, "乙": {2020: 50.0}}), "base", 200.0).shares
    assert (first.base, first.value) == (50.0, 100.0)
    # doubled in nine years, and in five
    assert first.growth == pytest.approx((2 ** (1 / 9) - 1) * 100)
    assert second.growth == pytest.approx((2 ** (1 / 5) - 1) * 100)


def test_a_base_that_is_printed_stands_before_what_its_formula_comes_to():
    data = {
        ("市", "", "x"): {},
        ("甲", "", "x"): {2020: 30.0},
        ("乙", "", "x"): {},
        ("甲", "", "a"): {2020: 10.0},
        ("乙", "", "a"): {2020: 5.0},
    }
    indicators = [Indicator("x", "x", rollup=RollUp.SUM, formula=formula("a * 2")), Indicator("a", "a")]
    regions = [ROOT, Region("甲", "甲", parent="市"), Region("乙", "乙", parent="市")]
    doc = document(data, indicators=indicators, regions=regions, scenarios=[scenario()])
    # 甲 prints 30 where its formula gives 20; 乙 prints none, so the formula's 10 count
    assert values(split(doc, "base", 80.0)) == {"甲": 60.0, "乙": 20.0}


def test_a_base_before_the_first_year_of_a_roll_up_counts_from_the_year_it_stands_in():
    data = {
        ("市", "", "x"): {},
        ("县", "", "x"): {},
        ("镇", "", "x"): {2018: 60.0},
        ("乙", "", "x"): {2020: 40.0},
    }
    first, second = split(document(data, regions=WITH_A_TOWN, scenarios=[scenario()]), "base", 200.0).shares
    # nobody observes 县: its town's figure is held until 2020
    assert (first.base, second.base) == (60.0, 40.0)
    assert first.growth == second.growth == pytest.approx((2**0.2 - 1) * 100)


def test_another_year_is_split_where_the_city_is_asked_about_it():
    doc = counties(
        {"甲": {2020: 100.0}, "乙": {2020: 100.0}},
        [
            target(("市", "", "x"), "800", year=2030),
            target(("甲", "", "x"), "300", year=2030),
            target(("乙", "", "x"), "100", year=2030),
            # the plan's target year does not count here
            target(("甲", "", "x"), "1", year=2025),
            target(("乙", "", "x"), "9", year=2025),
        ],
    )
    made_ = split(doc, "target")
    assert (made_.year, made_.total, values(made_)) == (2030, 800.0, {"甲": 600.0, "乙": 200.0})
    assert [share.target for share in made_.shares] == [300.0, 100.0]
    assert [share.growth for share in made_.shares] == pytest.approx([(6**0.1 - 1) * 100, (2**0.1 - 1) * 100])
    # without any target of its own the city is asked about the plan's target year
    bare = split(counties({"甲": {2020: 1.0}}), "base", 2.0)
    assert (bare.year, bare.series, bare.rule) == (2025, X, AllocationRule.BASE)
    refused = split(counties({"甲": {2020: 1.0}}), "base")
    assert (refused.text, refused.arguments["year"]) == ("市 x", 2025)


def test_a_sum_that_does_not_come_out_is_told_as_it_is():
    def allocation(total, *parts):
        shares = tuple(
            Share(str(place), 1.0, 1.0, part, 0.0, 0.0, False, "") for place, part in enumerate(parts)
        )
        return Allocation(X, 2025, AllocationRule.BASE, total, shares, (), math.nan)

    assert allocation(10.0, 3.0, 4.0).sum == 7.0
    assert allocation(10.0, 6.0, 7.0).sum == 13.0
    # regions that are left out have no part in it
    assert allocation(7.0, 3.0, math.nan, 4.0).sum == 7.0
    # a last bit is not told, two are
    assert allocation(1.0, 1.0 - math.ulp(1.0)).sum == 1.0
    assert allocation(1.0, 1.0 + math.ulp(1.0)).sum == 1.0
    assert allocation(1.0, 1.0 + 2 * math.ulp(1.0)).sum == 1.0 + 2 * math.ulp(1.0)


def test_capacity_weighs_by_the_base_years_figure_and_leaves_out_who_has_none():
    data = {
        ("市", "", "x"): {},
        ("甲", "", "x"): {2020: 10.0},
        ("乙", "", "x"): {2020: 10.0},
        ("丙", "", "x"): {2020: 10.0},
        ("丁", "", "x"): {2020: 10.0},
        # the last figure up to the base year counts, one after it does not
        ("乙", "", "w"): {2019: 3.0, 2021: 99.0},
        ("丁", "", "w"): {2020: 1.0, 2021: 50.0},
        ("丙", "", "w"): {2021: 7.0},
    }
    regions = [ROOT, *(Region(name, name, parent="市") for name in "甲乙丙丁")]
    doc = document(data, regions=regions, scenarios=[scenario()])
    made_ = split(doc, "capacity", 60.0, weight="w")
    # 甲 has no such series, 丙 no figure yet: 60 are 20 and 40 more over 3 : 1
    assert made_.left_out == ("甲", "丙")
    assert [share.value for share in made_.shares] == pytest.approx(
        [math.nan, 40.0, math.nan, 20.0], nan_ok=True
    )
    nobody = split(doc, "capacity", 60.0, weight="unknown")
    assert nobody.code == "allocation_rule_cannot"
    assert "figures that the rule needs" in nobody.message("en")


def test_an_industry_is_split_over_the_same_industry_of_its_counties():
    data = {
        ("市", "机", "x"): {},
        ("甲", "机", "x"): {2020: 30.0},
        ("甲", "", "x"): {2020: 500.0},
        ("乙", "机", "x"): {2020: 10.0},
        # a county without that industry, and a town below one with it, are no part of it
        ("丙", "", "x"): {2020: 70.0},
        ("镇", "机", "x"): {2020: 5.0},
    }
    regions = [ROOT, *(Region(name, name, parent="市") for name in "甲乙丙"), Region("镇", "镇", parent="甲")]
    doc = document(data, regions=regions, industries=[Industry("机", "机")], scenarios=[scenario()])
    made_ = allocate(compute(doc), "基准", SeriesKey("市", "机", "x"), AllocationRule.BASE, 80.0)
    assert values(made_) == {"甲": 60.0, "乙": 20.0}


def test_what_moves_in_points_is_split_where_it_sums_and_grows_in_points():
    def kinds(kind, rollup):
        data = {("市", "", "x"): {}, ("甲", "", "x"): {2020: 10.0}, ("乙", "", "x"): {2020: 30.0}}
        regions = [ROOT, Region("甲", "甲", parent="市"), Region("乙", "乙", parent="市")]
        indicators = [Indicator("x", "得分", kind=kind, rollup=rollup)]
        return split(
            document(data, regions=regions, indicators=indicators, scenarios=[scenario()]), "base", 60.0
        )

    points = kinds(Kind.INDEX, RollUp.SUM)
    # 10 → 15 and 30 → 45 in five years
    assert [share.growth for share in points.shares] == pytest.approx([1.0, 3.0])
    # an amount that is not added up in the results may be split all the same
    assert values(kinds(Kind.LEVEL, RollUp.NONE)) == {"甲": 15.0, "乙": 45.0}
    for kind in (Kind.INDEX, Kind.RATIO):
        refused = kinds(kind, RollUp.NONE)
        assert (refused.code, refused.text) == ("allocation_not_additive", "得分")


def test_floors_and_caps_that_meet_fix_a_figure_and_holds_on_them_are_kept():
    doc = made(BASES)
    met = split(doc, "base", floors={"甲": 70.0}, caps={"甲": 70.0})
    assert values(met) == {"甲": 70.0, "乙": 165.0, "丙": 165.0}
    on = split(doc, "base", floors={"甲": 70.0}, caps={"甲": 90.0}, holds={"甲": 70.0})
    assert values(on)["甲"] == 70.0
    on = split(doc, "base", floors={"甲": 70.0}, caps={"甲": 90.0}, holds={"甲": 90.0})
    assert values(on)["甲"] == 90.0
    # rounding in the last bits crosses nothing
    for held in (70.0 - 1e-10, 90.0 + 1e-10):
        assert not isinstance(
            split(doc, "base", floors={"甲": 70.0}, caps={"甲": 90.0}, holds={"甲": held}), Problem
        )
    # up to a billionth, that included
    assert values(split(doc, "base", floors={"甲": 1e-9}, holds={"甲": 0.0}))["甲"] == 0.0
    assert values(split(doc, "base", caps={"甲": 0.0}, holds={"甲": 1e-9}))["甲"] == 1e-9
    # half a unit does
    for held in (69.5, 90.5):
        crossed = split(doc, "base", floors={"甲": 70.0}, caps={"甲": 90.0}, holds={"甲": held})
        assert crossed.code == "allocation_bounds_cross"


def test_bounds_of_whole_units_a_rounding_error_off_a_whole_are_that_whole():
    doc = made({"甲": 5.0, "乙": 5.0}, kind=Kind.COUNT, root_target="10")
    assert values(split(doc, "base", caps={"甲": 4.0 - 1e-12})) == {"甲": 4.0, "乙": 6.0}
    assert values(split(doc, "base", floors={"甲": 7.0 + 1e-12})) == {"甲": 7.0, "乙": 3.0}
    # and what is more than that off is not
    assert values(split(doc, "base", caps={"甲": 4.0 - 1e-6})) == {"甲": 3.0, "乙": 7.0}
    assert values(split(doc, "base", floors={"甲": 7.0 + 1e-6})) == {"甲": 8.0, "乙": 2.0}


def test_what_can_be_negative_may_become_so_and_what_cannot_stays_at_nothing():
    weights = {("甲", "", "w"): 0.0, ("乙", "", "w"): 3.0}
    # 30 fewer for 乙 alone: of 20 nothing is left, and 甲 cannot carry the rest
    assert split(made({"甲": 10.0, "乙": 20.0}, extra=weights), "capacity", 0.0, weight="w").code == (
        "allocation_rule_cannot"
    )
    # a base or a target of nothing, or next to nothing, is none below it
    for base in (0.0, 0.5):
        doc = made(
            {"甲": base, "乙": 20.0},
            {"甲": base, "乙": 20},
            extra={("甲", "", "w"): 3.0, ("乙", "", "w"): 1.0},
        )
        assert values(split(doc, "capacity", 10.0, weight="w")) == {"甲": 0.0, "乙": 10.0}
    # where a base, a target or the total is below nothing so may a share be
    assert values(split(made({"甲": 10.0, "乙": 20.0}, extra=weights), "capacity", -5.0, weight="w")) == {
        "甲": 10.0,
        "乙": -15.0,
    }
    lost = split(made({"甲": -1.0, "乙": 20.0}, extra=weights), "capacity", 0.0, weight="w")
    assert [share.value for share in lost.shares] == [-1.0, 1.0]
    below = made({"甲": 10.0, "乙": 20.0}, {"甲": 5, "乙": -10}, extra=weights)
    assert values(split(below, "capacity", 5.0, weight="w")) == {"甲": 10.0, "乙": -5.0}


@pytest.mark.parametrize(
    ("arguments", "rest", "zh", "en"),
    [
        (
            ("base", None),
            {"floors": {"乙": 5.5}, "caps": {"乙": 4.0}},
            "乙：下限 5.5 高于上限 4，没有可取的数值。请改正其一。",
            "乙: the floor 5.5 lies above the cap 4, so no figure fits. Correct one of the two.",
        ),
        # a hold below its floor, and one above its cap, is what cannot be
        (
            ("base", None),
            {"floors": {"丙": 5.0}, "holds": {"丙": 3.0}},
            "丙：下限 5 高于上限 3，没有可取的数值。请改正其一。",
            "丙: the floor 5 lies above the cap 3, so no figure fits. Correct one of the two.",
        ),
        (
            ("base", None),
            {"caps": {"甲": 5.0}, "holds": {"甲": 8.0}},
            "甲：下限 8 高于上限 5，没有可取的数值。请改正其一。",
            "甲: the floor 8 lies above the cap 5, so no figure fits. Correct one of the two.",
        ),
        (
            ("base", 100.5),
            {"caps": {"甲": 10.0, "乙": 10.0, "丙": 10.5}},
            "总数 100.5 不可能：固定值、下限与上限只容许合计在 0 与 30.5 之间。请放宽其中之一或改变总数。",
            "A total of 100.5 is not possible: fixed figures, floors and caps only allow sums between 0 and 30.5. "
            "Relax one of them or change the total.",
        ),
        (
            ("base", 100.5),
            {"floors": {"甲": 70.0, "乙": 40.0}},
            "总数 100.5 不可能：固定值、下限与上限只容许合计在 110 与 ∞ 之间。请放宽其中之一或改变总数。",
            "A total of 100.5 is not possible: fixed figures, floors and caps only allow sums between 110 and ∞. "
            "Relax one of them or change the total.",
        ),
        (
            ("base", -10.0),
            {"caps": {"甲": -20.0, "乙": 1.0, "丙": 1.0}},
            "总数 -10 不可能：固定值、下限与上限只容许合计在 −∞ 与 -18 之间。请放宽其中之一或改变总数。",
            "A total of -10 is not possible: fixed figures, floors and caps only allow sums between −∞ and -18. "
            "Relax one of them or change the total.",
        ),
        (
            ("catch-up", 140.0),
            {"holds": {"乙": 45.5}},
            "规则“追赶收敛”不能把余下的 94.5 分给 甲和丙：按此规则最高者停在原处，余数不足。请换一种规则，或放宽固定值、下限与上限。",
            "The rule “by catch-up” cannot allocate the remaining 94.5 to 甲 and 丙: the highest stays where it is, "
            "and the rest is too little. Choose another rule, or relax the fixed figures, floors and caps.",
        ),
        (
            ("target", 150.0),
            {},
            "规则“按现有目标”不能把余下的 150 分给 甲、乙和丙：这些地区都没有规则所需的数值。"
            "请换一种规则，或放宽固定值、下限与上限。",
            "The rule “by present target” cannot allocate the remaining 150 to 甲, 乙 and 丙: none of them has the "
            "figures that the rule needs. Choose another rule, or relax the fixed figures, floors and caps.",
        ),
        (
            ("capacity", None),
            {},
            "规则“承载力”需要一个权重指标。请给出权重指标的代码。",
            "The rule “capacity” needs a weighting indicator. Enter its code.",
        ),
    ],
)
def test_what_stands_in_the_way_is_told_with_its_figures(arguments, rest, zh, en):
    refused = split(made(BASES), *arguments, **rest)
    assert (refused.message("zh"), refused.message("en")) == (zh, en)
    # lists of problems name what each is about: the total, the rule, else the region
    about = {"allocation_total_out_of_bounds": plain(arguments[1]), "allocation_rule_cannot": arguments[0]}
    assert refused.text == about.get(refused.code, refused.text)


def test_whose_total_and_whose_counties_are_missing_is_told_by_name():
    doc = made(BASES, root_target=None)
    assert (
        split(doc, "base").message("en")
        == "“市 x” has no target figure for 2025 to use as the total. Enter the total."
    )
    leaf = allocate(compute(doc), "基准", SeriesKey("甲", "", "x"), AllocationRule.BASE, 1.0)
    assert leaf.message("en").startswith(
        "No region below “甲” has this indicator, so there is nothing to allocate to."
    )
    whole = split(made(BASES, kind=Kind.COUNT), "base", 400.0, holds={"乙": 1.5})
    assert whole.message("en") == (
        "“x” counts whole units and 1.5 is not whole, so the sum cannot be exact. Give a whole number."
    )
    # the total itself is a figure like the holds
    assert split(made(BASES, kind=Kind.COUNT), "base", 400.25).arguments["figure"] == "400.25"


figures = st.floats(0.5, 5000.0).map(lambda figure: round(figure, 2))


@given(
    bases=st.lists(figures, min_size=1, max_size=12),
    factor=st.floats(0.2, 5.0),
    rule=st.sampled_from(["base", "catch-up", "capacity", "target", "increment"]),
    draw=st.data(),
)
def test_the_sum_is_exact_and_every_bound_is_kept(bases, factor, rule, draw):
    count = len(bases)
    base = np.array(bases)
    targets = base + np.array(draw.draw(st.lists(figures, min_size=count, max_size=count)))
    weights = np.array(draw.draw(st.lists(figures, min_size=count, max_size=count)))
    total = float(np.round(base.sum() * factor, 1))
    if rule == "catch-up" and total <= base.max() * count:
        total = float(base.max() * count) + 1.0
    sides = draw.draw(st.lists(st.sampled_from("-fch"), min_size=count, max_size=count))
    part = total / count
    low = np.where([side == "f" for side in sides], part * 0.6, -np.inf)
    high = np.where([side == "c" for side in sides], part * 1.4, np.inf)
    fixed = np.where([side == "h" for side in sides], np.round(part * 0.9, 1), np.nan)
    made_ = divide(rule, False, total, base, targets, weights, PartBounds(low, high, fixed))
    if isinstance(made_, ImpossibleDivision):
        return
    free = np.isnan(fixed) & np.array([one == "" for one in made_.bound])
    if free.any():
        assert abs(math.fsum(made_.values) - total) <= math.ulp(total)
    assert math.fsum(made_.values) == pytest.approx(total, rel=1e-9)
    assert (made_.values >= low - 1e-9 * total).all()
    assert (made_.values <= high + 1e-9 * total).all()
    assert (made_.values[~np.isnan(fixed)] == fixed[~np.isnan(fixed)]).all()
    # the rule holds among the free: one multiplier
    if free.sum() > 1 and rule in ("base", "target", "capacity", "increment"):
        start = base if rule in ("capacity", "increment") else 0.0 * base
        by = {"base": base, "target": targets, "capacity": weights, "increment": targets - base}[rule]
        multiplier = (made_.values - start)[free] / by[free]
        assert multiplier == pytest.approx(multiplier[0], rel=1e-6, abs=1e-6)


@given(
    bases=st.lists(st.integers(0, 3000), min_size=1, max_size=12),
    total=st.integers(0, 20000),
    caps=st.lists(st.integers(1, 9000), min_size=12, max_size=12),
)
def test_whole_units_add_up_and_stay_within_one_of_the_rule(bases, total, caps):
    base = np.array(bases, dtype=float)
    nothing = np.full(len(base), np.nan)
    high = np.array(caps[: len(base)], dtype=float)
    arguments = (base, nothing, nothing, PartBounds(np.full(len(base), -np.inf), high, nothing))
    plain, whole = (divide("base", one, float(total), *arguments) for one in (False, True))
    assert isinstance(plain, ImpossibleDivision) == isinstance(whole, ImpossibleDivision)
    if not isinstance(whole, ImpossibleDivision):
        assert whole.values.sum() == total
        assert (whole.values == np.round(whole.values)).all()
        assert (np.abs(whole.values - plain.values) < 1 + 1e-6).all()
        assert (whole.values <= high).all()


def test_the_jinhua_output_over_its_counties(sample_plan):
    from npfdesk.plan.document import new_document

    doc = new_document(sample_plan)
    results = compute(doc)
    series = SeriesKey("jinhua", "", "output")
    grown = allocate(results, doc.active, series, AllocationRule.BASE)
    # the plan's own figures: 8000 over bases that sum to 4453 (facts.csv), all growing by the city's 12.43 %
    assert (grown.total, grown.sum, len(grown.shares)) == (8000.0, 8000.0, 10)
    assert {round(share.growth, 2) for share in grown.shares} == {12.43}
    by_target = allocate(results, doc.active, series, AllocationRule.TARGET)
    # the counties' own targets sum to 8000, so they stand
    assert [share.value for share in by_target.shares] == pytest.approx(
        [share.target for share in by_target.shares]
    )
    firms = allocate(results, doc.active, SeriesKey("jinhua", "", "firms"), AllocationRule.CATCH_UP)
    assert firms.sum == 7000.0
    assert all(share.value == int(share.value) for share in firms.shares)
    assert 0 < firms.factor < 1


# sums, growths and yardsticks


def flows(so_far=None, targets=None, root_target="〔600〕", unit="", decimals=2, **named):
    """A synthetic city whose counties' flows of 2020 are 40, 30 and 10, with their sums for 2021-2025."""
    bases = {"甲": 40.0, "乙": 30.0, "丙": 10.0}
    data = {("市", "", "x"): {2020: 80.0}}
    data |= {(name, "", "x"): {2020: base, **(so_far or {}).get(name, {})} for name, base in bases.items()}
    stated = [target(("市", "", "x"), root_target, kind=Kind.FLOW)] if root_target else []
    stated += [target((name, "", "x"), words, kind=Kind.FLOW) for name, words in (targets or {}).items()]
    return document(
        data,
        indicators=[Indicator("x", "x", unit=unit, kind=Kind.FLOW, decimals=decimals, rollup=RollUp.SUM)],
        regions=[ROOT, *(Region(name, name, parent="市") for name in bases), *named.pop("more", ())],
        targets=stated,
        scenarios=[scenario()],
        **named,
    )


def test_a_sum_is_split_by_the_flow_of_the_base_year():
    answer = split(flows(), "base")
    assert values(answer) == {"甲": 300.0, "乙": 225.0, "丙": 75.0}
    assert (answer.measure, answer.sum) == (Measure.SUM, 600.0)
    # 40 (x + x^2 + ... + x^5) = 300 at x = 1.13966
    x = 1 + answer.shares[0].growth / 100
    assert 40 * sum(x**year for year in range(1, 6)) == pytest.approx(300)
    assert [share.base for share in answer.shares] == [40.0, 30.0, 10.0]


def test_a_sum_is_split_by_the_children_s_own_sums():
    doc = flows(targets={"甲": "〔200〕", "乙": "〔200〕", "丙": "〔100〕"})
    assert values(split(doc, "target")) == {"甲": 240.0, "乙": 240.0, "丙": 120.0}


def test_the_increment_rule_adds_to_what_has_come_together():
    so_far = {"甲": {2021: 50.0, 2022: 50.0}, "乙": {2021: 20.0}, "丙": {}}
    doc = flows(so_far, {"甲": "〔200〕", "乙": "〔120〕", "丙": "〔100〕"})
    answer = split(doc, "increment")
    # 480 left, in the proportion 100 : 100 : 100
    assert values(answer) == {"甲": 260.0, "乙": 180.0, "丙": 160.0}
    assert [share.base for share in answer.shares] == [100.0, 20.0, 0.0]


def test_catch_up_of_a_sum_begins_at_what_the_base_year_s_flow_gives():
    answer = split(flows(), "catch-up")
    # at the pace of 2020 it would be 200, 150 and 50; all alike 200 each
    assert values(answer) == pytest.approx({"甲": 200.0, "乙": 200.0, "丙": 200.0}, rel=1e-9)
    assert answer.factor == pytest.approx(0.0, abs=1e-9)


def test_a_total_given_follows_the_children_s_measure():
    doc = flows(root_target=None, targets={"甲": "〔200〕", "乙": "〔200〕", "丙": "〔100〕"})
    assert split(doc, "base", 80.0).measure is Measure.SUM
    assert split(flows(root_target=None), "base", 80.0).measure is Measure.LEVEL


def test_a_level_is_no_target_of_a_sum():
    doc = flows(targets={"甲": "50", "乙": "〔200〕", "丙": "〔100〕"})
    answer = split(doc, "target")
    assert answer.left_out == ("甲",)
    assert answer.sum == 600.0


def test_a_flow_counted_one_by_one_stays_whole():
    answer = split(flows(root_target="〔601〕", unit="套", decimals=0), "base")
    # 300.5, 225.375, 75.125
    assert values(answer) == {"甲": 301.0, "乙": 225.0, "丙": 75.0}
    # an amount of money is not
    assert values(split(flows(root_target="〔601〕", unit="亿元", decimals=0), "base"))["甲"] == 300.5


def test_a_growth_of_a_level_is_split_as_the_level_it_comes_to():
    doc = made(BASES, root_target="累计增长20%", kind=Kind.LEVEL)
    doc = new_document(doc.plan.with_observations([(X, 2020, 200.0)]))
    assert values(split(doc, "base")) == pytest.approx({"甲": 120.0, "乙": 60.0, "丙": 60.0})


def test_a_yardstick_has_no_share():
    more = [Region("省", "省", parent="市", benchmark=True)]
    doc = flows(more=more)
    data = {**{key: {2020: 10.0} for key in doc.plan.series}, ("省", "", "x"): {2020: 900.0}}
    doc = document(
        {**data, ("市", "", "x"): {2020: 80.0}},
        indicators=list(doc.plan.indicators),
        regions=list(doc.plan.regions),
        targets=list(doc.plan.targets.values()),
        scenarios=[scenario()],
    )
    assert [share.region for share in split(doc, "base").shares] == ["甲", "乙", "丙"]


def test_a_rate_cannot_be_split_and_says_so():
    refused = split(made(BASES, kind=Kind.RATE, root_target=None), "base", 6.0)
    assert refused.code == "allocation_not_additive"
    assert "增速" in refused.message("zh")


def test_shares_of_a_sum_are_written_as_sums():
    doc = flows()
    answer = split(doc, "base")
    edit = shares_as_targets(
        doc,
        "基准",
        X,
        answer.year,
        {share.region: share.value for share in answer.shares},
        Wording("按基期", "by base"),
        measure=answer.measure,
    )
    results = compute(edit.apply(doc))
    table = results.scenarios["基准"].targets
    place = table.of_series[TargetKey(X._replace(region="甲"), 2025)]
    assert (table.statements[place].text, table.reach[place]) == ("〔300〕", 300.0)
    assert math.isnan(table.figure[place])


@given(base=st.floats(0.5, 1e4), growth=st.floats(-50, 60), years=st.integers(1, 15))
def test_the_growth_that_adds_up_to_a_sum_is_found_again(base, growth, years):
    total = base * sum((1 + growth / 100) ** year for year in range(1, years + 1))
    found = growth_to_sum(np.array([base]), np.array([total]), np.array([float(years)]))
    assert found[0] == pytest.approx(growth, abs=1e-6)
