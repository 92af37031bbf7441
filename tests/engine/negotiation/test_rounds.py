"""Rounds side by side: gaps, sums against the city's target, what counties can carry. Worked by hand; figures are synthetic."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from npfdesk.engine.negotiation.carrying import Interval, seek_within_past
from npfdesk.engine.negotiation.rounds import (
    Fit,
    Turn,
    negotiated_years,
    negotiation,
    usual_negotiated_year,
)
from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import new_document
from npfdesk.plan.edit_labels import set_proposals
from npfdesk.plan.negotiation import ProposalKey, Side
from npfdesk.plan.positions import position
from npfdesk.plan.problems import Problem
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.plan.targets import Measure
from tests.plans import Direction, Indicator, Kind, Region, RollUp, plan, scenario, target

CITY = SeriesKey("市", "", "x")
UP, DOWN = Side.PROPOSAL, Side.REPLY
HISTORY = {
    "甲": {2017: 80.0, 2018: 88.0, 2019: 92.4, 2020: 110.88},
    "乙": {2017: 50.0, 2018: 55.0, 2019: 60.5, 2020: 66.55},
    "丙": {2020: 20.0},
}


def begun(city="300以上", own=None, indicator=None, history=HISTORY, more=None):
    """A synthetic city of counties; `own` are their targets, `more` other series."""
    data = {("市", "", "x"): {2020: 200.0}}
    data |= {(name, "", "x"): figures for name, figures in history.items()}
    data |= more or {}
    one = indicator or Indicator("x", "x", unit="亿元", rollup=RollUp.SUM)
    others = [Indicator(code, code) for code in dict.fromkeys(key[2] for key in data) if code != "x"]
    stated = [target(("市", "", "x"), city, unit="亿元", kind=one.kind)] if city else []
    stated += [
        target((name, "", "x"), text, unit="亿元", kind=one.kind) for name, text in (own or {}).items()
    ]
    regions = [Region("市", "市"), *(Region(name, name, parent="市") for name in history)]
    return plan(data, indicators=[one, *others], regions=regions, targets=stated, scenarios=[scenario()])


def talked(made, *said):
    """The document in which these positions were made: (region, round, side, text), settled with a fifth member."""
    document = new_document(made)
    for region, number, side, text, *settled in said:
        key = ProposalKey(CITY._replace(region=region), 2025, number, side)
        one = position(made, key.target, text)
        assert not isinstance(one, Problem), one.message("zh")
        values = {key: one}
        document = set_proposals(document, values).apply(document)
        if settled:
            agreed = {key: type(one)(**{**vars(one), "settled": True})}
            document = set_proposals(document, agreed).apply(document)
    return document


def talks(*said, **named):
    document = talked(begun(**named), *said)
    return negotiation(compute(document), "基准", CITY, 2025)


def county(found, name):
    return next(one for one in found.counties if one.region == name)


# gaps


@pytest.mark.parametrize(
    ("proposal", "reply", "gap"),
    [
        ("120", "130", 10.0),
        ("130", "120", -10.0),
        ("120以上", "130", 10.0),
        ("120", "120以上", 0.0),
        ("128", "130左右", 0.0),
        ("120", "130左右", 7.4),
        ("110-125", "120-140", 0.0),
        ("110-115", "120-140", 5.0),
        ("12.3", "12", -0.3),
        ("年均增长5%", "150", 150 - 110.88 * 1.05**5),
        ("稳步提升", "130", math.nan),
    ],
)
def test_the_gap_is_what_the_reply_asks_beyond_the_proposal(proposal, reply, gap):
    found = talks(("甲", 1, UP, proposal), ("甲", 1, DOWN, reply))
    one = county(found, "甲")
    assert one.gap == pytest.approx(gap, nan_ok=True)
    assert one.stands_apart is (math.isfinite(gap) and gap != 0)


def test_of_an_indicator_that_is_to_fall_asking_for_less_is_asking_for_more():
    falls = Indicator("x", "x", unit="亿元", direction=Direction.DOWN, rollup=RollUp.SUM)
    found = talks(("甲", 1, UP, "90"), ("甲", 1, DOWN, "80以下"), indicator=falls)
    assert county(found, "甲").gap == 10.0


def test_the_last_words_count_and_whose_turn_it_is():
    said = [("甲", 1, UP, "120"), ("甲", 1, DOWN, "140"), ("甲", 2, UP, "130"), ("乙", 1, UP, "90"), ("乙", 1, DOWN, "95", True)]  # fmt: skip
    found = talks(*said)
    one, two, three = found.counties
    assert (one.proposed.figure, one.replied.figure, one.gap) == (130, 140, 10)
    assert [each.turn for each in found.counties] == [Turn.REPLY, Turn.SETTLED, Turn.NOBODY]
    assert (two.settled.figure, two.stands_apart, three.proposed) == (95, False, None)
    assert [each.region for each in found.apart] == ["甲"]
    assert [each.region for each in found.settled] == ["乙"]
    assert found.rounds == (1, 2)
    # the reply to the second proposal is due; a proposal beside it belongs to the same round
    assert (found.next_round(DOWN), found.next_round(UP)) == (2, 2)


def test_rounds_open_when_they_are_due():
    assert (talks().next_round(UP), talks().next_round(DOWN)) == (1, 1)
    once = talks(("甲", 1, UP, "120"))
    assert (once.next_round(UP), once.next_round(DOWN)) == (1, 1)
    replied = talks(("甲", 1, UP, "120"), ("甲", 1, DOWN, "130"))
    assert (replied.next_round(UP), replied.next_round(DOWN)) == (2, 2)


# the sum against the city's target


@pytest.mark.parametrize(
    ("city", "said", "figure", "fit", "missing", "unassured"),
    [
        ("300以上", ("180", "100", "20"), 300, Fit.MEETS, 0, 0),
        ("300以上", ("180", "90", "20"), 290, Fit.MISSES, 10, 10),
        ("300以上", ("180以上", "90以上", "20"), 290, Fit.OPEN, 10, 10),
        ("300以上", ("180以上", "100", "30"), 310, Fit.MEETS, -10, 0),
        ("300以上", ("180以下", "100", "30"), 310, Fit.OPEN, -10, math.inf),
        ("300", ("180", "110", "20"), 310, Fit.MEETS, -10, 0),
        ("300左右", ("180", "90", "25"), 295, Fit.MEETS, 0, 0),
        ("300左右", ("180", "90", "20"), 290, Fit.MISSES, 4, 4),
        ("290-300", ("180", "100-110", "20"), 305, Fit.OPEN, -5, 10),
        ("290-300", ("180-185", "95", "20"), 297.5, Fit.MEETS, 0, 0),
        ("不超过300", ("180", "110", "20"), 310, Fit.MISSES, 10, 10),
        ("不超过300", ("180以下", "100以下", "15"), 295, Fit.MEETS, -5, 0),
    ],
)
def test_the_sum_of_the_proposals_against_the_citys_target(city, said, figure, fit, missing, unassured):
    found = talks(*((name, 1, UP, text) for name, text in zip("甲乙丙", said, strict=True)), city=city)
    together = found.offered
    assert (together.counted, together.without) == (3, ())
    assert together.figure == pytest.approx(figure)
    assert together.fit is fit
    assert together.missing == pytest.approx(missing)
    assert together.unassured == pytest.approx(unassured)


def test_whoever_has_no_figure_is_named_and_nothing_is_judged():
    together = talks(("甲", 1, UP, "180"), ("乙", 1, UP, "稳步提升")).offered
    assert (together.counted, together.without, together.figure) == (1, ("乙", "丙"), 180)
    assert together.fit is Fit.UNKNOWN
    assert math.isnan(together.missing)


def test_settled_positions_count_on_both_sides():
    found = talks(
        ("甲", 1, UP, "180"), ("甲", 1, DOWN, "190", True), ("乙", 1, UP, "90"), ("丙", 1, UP, "30")
    )
    assert (found.offered.figure, found.offered.fit) == (310, Fit.MEETS)
    assert (found.answered.figure, found.answered.without) == (190, ("乙", "丙"))


def test_without_a_target_of_the_whole_nothing_is_judged():
    found = talks(("甲", 1, UP, "180"), ("乙", 1, UP, "90"), ("丙", 1, UP, "20"), city="")
    assert (found.offered.figure, found.offered.fit) == (290, Fit.UNKNOWN)
    assert math.isnan(found.total)


def test_a_mean_is_weighed_and_what_does_not_add_up_is_not_added():
    share = Indicator("x", "x", unit="%", kind=Kind.RATIO, rollup=RollUp.MEAN, weight="人")
    people = {(name, "", "人"): {2020: figure} for name, figure in (("甲", 50.0), ("乙", 30.0), ("丙", 20.0))}
    said = (("甲", 1, UP, "60"), ("乙", 1, UP, "50"), ("丙", 1, UP, "40"))
    history = {name: {2020: 30.0} for name in "甲乙丙"}
    found = talks(*said, indicator=share, more=people, history=history, city="55")
    # 60 × 0.5 + 50 × 0.3 + 40 × 0.2
    assert found.offered.figure == pytest.approx(53)
    assert (found.offered.fit, found.offered.missing) == (Fit.MISSES, pytest.approx(2))
    alone = Indicator("x", "x", unit="%", kind=Kind.RATIO)
    assert talks(*said, indicator=alone, history=history).offered is None


def test_sums_of_a_flow_are_held_against_the_sum():
    flow = Indicator("x", "x", unit="亿元", kind=Kind.FLOW, rollup=RollUp.SUM)
    history = {"甲": {2019: 8.0, 2020: 10.0}, "乙": {2020: 5.0}}
    said = (("甲", 1, UP, "〔60〕"), ("乙", 1, UP, "〔30〕"))
    found = talks(*said, indicator=flow, history=history, city="〔100〕")
    assert found.measure is Measure.SUM
    assert (found.total, found.offered.figure, found.offered.missing) == (100, 90, 10)
    # a level is no sum, and is not added to sums
    mixed = talks(
        ("甲", 1, UP, "〔60〕"), ("乙", 1, UP, "30"), indicator=flow, history=history, city="〔100〕"
    )
    assert (mixed.offered.figure, mixed.offered.without) == (60, ("乙",))


# what a county can carry


def test_the_range_of_its_past_by_the_target_year():
    found = talks(("甲", 1, UP, "160"), ("甲", 1, DOWN, "200"))
    one = county(found, "甲")
    # growths of its past: 10 %, 5 %, 20 %; 80 to 110.88 in three years
    assert one.carry.low == pytest.approx(110.88 * 1.05**5)
    assert one.carry.high == pytest.approx(110.88 * 1.2**5)
    usual = 110.88 * (110.88 / 80) ** (5 / 3)
    assert one.carry.usual == pytest.approx(usual)
    assert (one.carry.start, one.carry.last_year) == (110.88, 2020)
    # what is asked is the reply; 12.5 % a year lie within
    assert one.asked == Interval(200, 200)
    assert one.burden.required == pytest.approx(((200 / 110.88) ** 0.2 - 1) * 100)
    assert (one.burden.within, one.burden.beyond) == (True, 0)
    assert one.burden.part == pytest.approx((usual - 110.88) / (200 - 110.88))


def test_what_lies_beyond_the_past_is_told_with_how_far():
    one = county(talks(("乙", 1, DOWN, "120")), "乙")
    # 10 % in each year of its past: 66.55 × 1.1^5 = 107.18 at best
    best = 66.55 * 1.1**5
    assert one.carry.low == pytest.approx(best) == one.carry.high
    assert one.burden.within is False
    assert one.burden.beyond == pytest.approx(120 - best)
    assert one.burden.most == pytest.approx((best - 66.55) / (120 - 66.55))


def test_a_figure_beyond_by_less_than_its_rounding_is_within():
    assert county(talks(("乙", 1, DOWN, "107.2")), "乙").burden.within is True


def test_too_short_a_past_says_nothing():
    one = county(talks(("丙", 1, DOWN, "40")), "丙")
    assert not one.carry.told
    assert (one.burden.within, math.isnan(one.burden.part)) == (None, True)
    assert one.burden.required == pytest.approx((2**0.2 - 1) * 100)


def test_of_an_indicator_that_is_to_fall_the_low_end_is_the_best():
    falls = Indicator("x", "x", unit="亿元", direction=Direction.DOWN, rollup=RollUp.SUM)
    history = {"甲": {2017: 100.0, 2018: 95.0, 2019: 85.5, 2020: 83.79}}
    found = talks(("甲", 1, DOWN, "60以下"), indicator=falls, history=history)
    one = county(found, "甲")
    assert one.carry.best == one.carry.low == pytest.approx(83.79 * 0.9**5)
    assert one.burden.within is True
    worse = talks(("甲", 1, DOWN, "40以下"), indicator=falls, history=history)
    assert county(worse, "甲").burden.beyond == pytest.approx(83.79 * 0.9**5 - 40)


def test_a_share_stays_within_its_whole_and_moves_in_points():
    share = Indicator("x", "城镇化率", unit="%", kind=Kind.RATIO)
    history = {"甲": {2017: 70.0, 2018: 75.0, 2019: 82.0, 2020: 90.0}}
    one = county(talks(("甲", 1, DOWN, "96"), indicator=share, history=history, city=""), "甲")
    assert (one.carry.low, one.carry.high) == (100, 100)
    assert one.burden.required == pytest.approx(1.2)


def test_a_sum_is_carried_by_the_yearly_flow():
    flow = Indicator("x", "x", unit="亿元", kind=Kind.FLOW, rollup=RollUp.SUM)
    history = {"甲": {2018: 8.0, 2019: 8.8, 2020: 9.68, 2021: 11.616}}
    found = talks(("甲", 1, DOWN, "〔80〕"), indicator=flow, history=history, city="〔80〕")
    one = county(found, "甲")
    # since 2020 there is 11.616; four years are left at 10 to 20 %
    assert one.carry.start == 11.616
    assert one.carry.low == pytest.approx(11.616 + 11.616 * sum(1.1**k for k in range(1, 5)))
    assert one.carry.high == pytest.approx(11.616 + 11.616 * sum(1.2**k for k in range(1, 5)))
    assert one.burden.within is True


def test_a_growth_rate_is_carried_by_what_it_has_been():
    rate = Indicator("x", "x增速", unit="%", kind=Kind.RATE)
    history = {"甲": {2018: 4.0, 2019: 6.0, 2020: 8.0}, "乙": {2020: 5.0}}
    found = talks(("甲", 1, DOWN, "9"), indicator=rate, history=history, city="7")
    one = county(found, "甲")
    assert (one.carry.low, one.carry.high) == (4, 8)
    assert (one.burden.within, one.burden.required) == (False, 9)
    assert found.offered is None


def test_the_plans_own_target_is_asked_where_nobody_has_replied():
    found = talks(("甲", 1, UP, "150"), own={"甲": "170以上", "乙": "90"})
    assert (county(found, "甲").asked, county(found, "甲").target_figure) == (Interval(170, 170), 170)
    assert county(found, "乙").asked == Interval(90, 90)
    assert math.isnan(county(found, "丙").asked.low)
    assert county(talks(("甲", 1, UP, "150")), "甲").asked == Interval(150, 150)


def test_a_settled_figure_beside_another_target_of_the_plan_is_told():
    found = talks(("甲", 1, UP, "150", True), ("乙", 1, UP, "90", True), own={"甲": "170", "乙": "90"})
    assert [county(found, name).target_differs for name in "甲乙"] == [True, False]


def test_the_seek_goes_as_far_as_its_past_and_no_further():
    document = talked(begun())
    results = compute(document)
    for text, reached, value in (("200", True, (200 / 110.88) ** 0.2 * 100 - 100), ("400", False, 20.0)):
        asked = target(("甲", "", "x"), text, unit="亿元")
        found = seek_within_past(document, results, "基准", asked)
        assert (found.reached, found.value) == (reached, pytest.approx(value, abs=1e-6))
    assert document.plan.targets.keys() == {TargetKey(CITY, 2025)}


# the years, and series without a row


def test_the_years_that_are_negotiated():
    document = talked(begun(), ("甲", 1, UP, "1"))
    assert usual_negotiated_year(document.plan, CITY) == 2025
    key = ProposalKey(CITY._replace(region="甲"), 2030, 1, UP)
    document = set_proposals(document, {key: position(document.plan, key.target, "200")}).apply(document)
    assert negotiated_years(document.plan, CITY) == (2025, 2030)
    later = negotiation(compute(document), "基准", CITY, 2030)
    assert county(later, "甲").proposed.figure == 200
    assert later.target is None


def test_a_proposal_for_a_series_without_any_figure_is_shown():
    made = begun(history={"甲": HISTORY["甲"]})
    document = new_document(made)
    made = type(made)(**{**{name: getattr(made, name) for name in made.__dataclass_fields__}, "regions": (*made.regions, Region("丁", "丁", parent="市"))})  # fmt: skip
    document = new_document(made)
    key = ProposalKey(CITY._replace(region="丁"), 2025, 1, UP)
    document = set_proposals(document, {key: position(made, key.target, "30")}).apply(document)
    one = county(negotiation(compute(document), "基准", CITY, 2025), "丁")
    assert (one.proposed.figure, one.carry.told, one.burden.within) == (30, False, None)


TEXTS = st.sampled_from(["100", "120以上", "90以下", "110左右", "100-130", "稳步提升", "年均增长5%"])
SIDES = st.sampled_from([UP, DOWN])


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.tuples(st.sampled_from("甲乙丙"), st.integers(1, 3), SIDES), TEXTS, max_size=8))
def test_whatever_is_said_no_figure_is_infinite_and_verdicts_agree_with_the_sums(said):
    found = talks(*((*key, text) for key, text in said.items()))
    for together in (found.offered, found.answered):
        if together.fit is Fit.UNKNOWN:
            assert math.isnan(together.missing)
            continue
        assert math.isfinite(together.figure)
        assert not together.without
        if together.fit is Fit.MEETS:
            assert together.missing <= 1e-9 >= together.unassured
        if together.fit is Fit.MISSES:
            assert together.missing > 0
    for one in found.counties:
        assert not math.isinf(one.gap)
        assert not any(math.isinf(edge) for edge in one.asked)
