"""What the next place costs, worked by hand, and confirmed by reckoning the contest again."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from npfdesk.engine.next_place import Hindrance, next_place
from npfdesk.engine.projection.update import compute
from npfdesk.engine.scoring import Unscored, contest, with_figure
from npfdesk.plan.document import new_document
from npfdesk.plan.kinds import Kind
from npfdesk.plan.periods import Period
from npfdesk.plan.scoring import ScoringMethod, ScoringRule
from tests.contest_plans import BEFORE, COUNTIES, FIGURES, TARGETS, contest_plan, monthly_plan, to_date
from tests.engine.test_scoring import rules_of_any_sort

YEAR = Period(2026)


def held(plan, period=YEAR):
    document = new_document(plan)
    return contest(compute(document), document.active, period)


def ways(found):
    return {one.indicator: one for one in found.ways}


def test_the_worked_example():
    plan = contest_plan()
    found = next_place(plan, held(plan), "丙")
    assert (found.place, found.goal, found.ahead) == (2, 1, ("乙",))
    assert found.missing == pytest.approx(1.5)
    by_code = ways(found)
    # 1.5 of 30 points are 5 % of the target 80
    assert by_code["gdp"].needed == pytest.approx(64)
    assert by_code["gdp"].rise == pytest.approx(4)
    assert by_code["gdp"].relative == pytest.approx(100 * 4 / 60)
    # 9.5 of 10 points: 0.5 / 0.95
    assert by_code["energy"].needed == pytest.approx(0.5 / 0.95)
    # level with 乙, who keeps the first place too
    assert by_code["jobs"].needed == 120
    assert by_code["jobs"].points == pytest.approx(3)
    # 3.43 accidents would do; they are counted, so 3
    assert by_code["harm"].needed == 3
    assert by_code["inv"].hindrance is Hindrance.NOT_ENOUGH
    assert math.isnan(by_code["inv"].rise)
    # usual moves: |0.4 / 0.5 - 1| 20 %, 0, 25 %, 60 %: the median 22.5 % of 0.625
    assert by_code["energy"].effort == pytest.approx((0.625 - 0.5 / 0.95) / (0.225 * 0.625))
    assert found.cheapest.indicator == "energy"
    assert [one.indicator for one in found.by_effort][:2] == ["energy", "harm"]


def test_an_overtaken_county_loses_its_points():
    plan = contest_plan()
    found = next_place(plan, held(plan), "甲")
    # one job more than 丙: no points for 甲, but 丙 falls behind by a step
    jobs = ways(found)["jobs"]
    assert (jobs.needed, jobs.points) == (101, 0)
    after = with_figure(held(plan), 0, "jobs", "", 101)
    assert after.places[0] == 2
    assert after.total[2] == pytest.approx(89.5)
    assert ways(found)["pm"].needed == 35


def test_the_first_has_a_lead_and_no_next_place():
    plan = contest_plan()
    found = next_place(plan, held(plan), "乙")
    assert (found.place, found.ahead, found.ways, found.cheapest) == (1, (), (), None)
    assert found.missing == pytest.approx(-1.5)


def test_what_is_not_scored_says_why():
    plan = contest_plan()
    found = ways(next_place(plan, held(plan), "丁"))
    assert (found["gdp"].hindrance, found["gdp"].why) == (Hindrance.UNSCORED, Unscored.NO_TARGET)
    assert found["pm"].words.en == "missing value"
    assert found["tax"].words.en == "not enough even at full score"


def test_a_region_outside_the_contest_has_no_next_place():
    plan = contest_plan()
    assert next_place(plan, held(plan), "市") is None
    empty = contest_plan(figures={"gdp": (math.nan,) * 4}, rules=[ScoringRule("经济", "gdp", 10)], targets={})
    assert next_place(empty, held(empty), "甲") is None


def test_rules_of_one_indicator_count_together():
    rules = [
        ScoringRule("完成", "gdp", 30),
        ScoringRule("达标", "gdp", 10, ScoringMethod.ALL_OR_NOTHING),
    ]
    plan = contest_plan(rules, {"gdp": (90, 50, 70, 60)}, {"gdp": (80, 50, 60, 60)}, {"gdp": ("100",) * 4})
    found = next_place(plan, held(plan), "丙")
    (way,) = found.ways
    assert way.rules == (0, 1)
    # 27 points of 甲 are 90 of 100; the other rule gives nothing below 100
    assert way.needed == pytest.approx(90)


def test_a_rule_of_last_year_gives_no_more_than_its_cap():
    rules = [
        ScoringRule("达标", "gdp", 4, ScoringMethod.ALL_OR_NOTHING),
        ScoringRule("比上年", "gdp", 2, ScoringMethod.LAST_YEAR, 1),
        ScoringRule("事故", "harm", 2, ScoringMethod.PLACE),
    ]
    stated = {"gdp": (1, 1, 1, 1), "harm": (1, 0.5, 0.5, 0.5)}
    before = {"gdp": (100, 50, 40, 20), "harm": (1, 1, 1, 1)}
    plan = contest_plan(rules, stated, before, {"gdp": ("200", "100", "80", "90")})
    found = ways(next_place(plan, held(plan), "甲"))
    # three quarters of the points would do it, of which the cap leaves a half: only the target's own points are enough
    assert found["gdp"].needed == 200
    # an amount comes down to nothing, which has no sign
    assert math.copysign(1, found["harm"].needed) == 1


def test_all_but_level_with_another_is_level():
    rules = [
        *(ScoringRule(name, "gdp", 1, ScoringMethod.ALL_OR_NOTHING) for name in ("甲项", "乙项", "丙项")),
        *(ScoringRule(name, "tax", 1) for name in ("税收", "税收二")),
        ScoringRule("税收位次", "tax", 1, ScoringMethod.PLACE),
    ]
    stated = {"gdp": (0.5,) * 4, "tax": (0.5, 0.5, 0.5, 10.5)}
    plan = contest_plan(rules, stated, BEFORE, {"gdp": ("200", "100", "80", "90")})
    assert ways(next_place(plan, held(plan), "甲"))["tax"].needed == 10.5


def test_a_share_does_not_go_past_all():
    plan = monthly_plan(
        [ScoringRule("覆盖", "x", 10, ScoringMethod.PLACE)],
        {"甲": {}, "乙": {}},
        {},
        unit="%",
        kind=Kind.RATIO,
    )
    plan = plan.with_observations([(plan.series[0], 2026, 120.0), (plan.series[1], 2026, 90.0)])
    (way,) = next_place(plan, held(plan), "乙").ways
    assert way.hindrance is Hindrance.NOT_ENOUGH


def test_by_month_the_growth_that_is_needed_is_a_figure_to_date():
    months = {to_date(2026, 3): 26, to_date(2025, 3): 25}
    plan = monthly_plan(
        [ScoringRule("增长", "x", 10)],
        {"甲": months, "乙": {to_date(2026, 3): 53, to_date(2025, 3): 50}},
        {"甲": "增长8%", "乙": "增长8%"},
    )
    found = next_place(plan, held(plan, to_date(2026, 3)), "甲")
    # 6 % on 25
    assert found.ways[0].needed == pytest.approx(26.5)


def test_growths_alone_are_asked_in_percent():
    plan = monthly_plan(
        [ScoringRule("增长", "x", 10)],
        {"甲": {(to_date(2026, 3), True): 4}, "乙": {(to_date(2026, 3), True): 6}},
        {"甲": "增长8%", "乙": "增长8%"},
    )
    (way,) = next_place(plan, held(plan, to_date(2026, 3)), "甲").ways
    assert way.grown
    assert way.needed == pytest.approx(6)


figures = st.integers(1, 400).map(lambda one: one / 2)


@settings(max_examples=80)
@given(
    rules_of_any_sort,
    st.fixed_dictionaries({code: st.tuples(*[figures] * 4) for code in FIGURES}),
    st.sampled_from(COUNTIES),
)
def test_the_figure_takes_the_place_and_less_does_not(rules, stated, county):
    plan = contest_plan(rules, stated, BEFORE, TARGETS | {"gdp": ("200", "100", "80", "90")})
    now = held(plan)
    at = now.region_place[county]
    found = next_place(plan, now, county)
    assume(found is not None and found.ahead)
    for way in found.ways:
        if way.hindrance is not Hindrance.NONE:
            continue
        after = with_figure(now, at, way.indicator, way.industry, way.needed)
        assert after.places[at] <= found.goal
        gained = np.nansum(after.points[:, at]) - np.nansum(now.points[:, at])
        assert gained == pytest.approx(way.points, abs=1e-6)
        counted = plan.indicator_by_code[way.indicator].kind.whole
        if not counted and abs(way.rise) > 1e-3 and found.missing > 1e-3:
            less = with_figure(now, at, way.indicator, way.industry, way.needed - 1e-3 * way.rise)
            # past another is the next figure that can be printed
            past = ScoringMethod.PLACE in {now.rules[one].method for one in way.rules}
            assert past or less.places[at] > found.goal
