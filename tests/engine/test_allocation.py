"""A total split by each rule: worked figures, bounds that bind, exact sums, whole units, what is not possible."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.engine.allocation import AllocationRule, Bounds, allocate
from npfdesk.engine.division import Impossible, divide
from npfdesk.engine.update import compute
from npfdesk.plan.problems import Problem
from npfdesk.plan.series import SeriesKey
from tests.plans import Indicator, Kind, Region, RollUp, document, scenario, target

ROOT = Region("市", "市")
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
    regions = [
        ROOT,
        Region("县", "县", parent="市"),
        Region("乙", "乙", parent="市"),
        Region("镇", "镇", parent="县"),
    ]
    doc = document(data, regions=regions, scenarios=[scenario()])
    assert values(split(doc, "base", 200.0)) == {"县": 120.0, "乙": 80.0}


def test_increments_of_both_signs_that_no_longer_add_up_are_said():
    # −10 and +10 split nothing
    doc = made({"甲": 20.0, "乙": 20.0}, {"甲": 10, "乙": 30})
    assert split(doc, "increment", 50.0).code == "allocation_rule_cannot"


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
    made_ = divide(rule, False, total, base, targets, weights, low, high, fixed)
    if isinstance(made_, Impossible):
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
    arguments = (base, nothing, nothing, np.full(len(base), -np.inf), high, nothing)
    plain, whole = (divide("base", one, float(total), *arguments) for one in (False, True))
    assert isinstance(plain, Impossible) == isinstance(whole, Impossible)
    if not isinstance(whole, Impossible):
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
