"""No false alarm: plans of three levels that agree within rounding, in whatever units and places they print, have no finding."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from npfdesk.engine.reconciliation.ledger import PlanFile
from npfdesk.engine.reconciliation.reconcile import reconciled
from npfdesk.plan.kinds import Direction, Duty, Kind, RollUp
from npfdesk.plan.model import Indicator
from npfdesk.plan.regions import Region
from npfdesk.plan.rounding import rounded, rounded_text
from tests.plans import plan, target

CITIES = {"云岭市": ("东县", "西县", "北县"), "临江市": ("上区", "下区")}
YEARS = (2018, 2019, 2020)
IN_YI = {"亿元": 1.0, "万元": 10_000.0}
GROWTHS = st.integers(20, 90).map(lambda tenth: tenth / 10)


@st.composite
def truths(draw):
    """A true figure of each county and year, and of the target year; those above are their sums."""
    found = {}
    for city, counties in CITIES.items():
        for county in counties:
            first = draw(st.floats(5, 500))
            steps = [draw(st.floats(1.0, 1.1)) for _ in YEARS]
            figures = []
            for step in steps:
                first *= step
                figures.append(first)
            found[county] = [*figures, first * draw(st.floats(1.05, 1.6))]
        found[city] = [sum(each) for each in zip(*(found[one] for one in counties), strict=True)]
    found["青川省"] = [sum(each) for each in zip(*(found[one] for one in CITIES), strict=True)]
    return found


@st.composite
def prints(draw):
    """How a plan prints: its unit, the places of its figures and of its targets."""
    unit = draw(st.sampled_from(sorted(IN_YI)))
    # a target of 万元 without places is finer than one of 亿元 with three
    places = st.integers(0, 3) if unit == "亿元" else st.integers(0, 1)
    return unit, draw(places), draw(places)


def printed(told, regions, way, words, *, growth=None):
    """A plan that prints the truth of some regions, the first above the others."""
    unit, places, target_places = way
    times = IN_YI[unit]
    places_of = [Region(name, name, "", "" if name == regions[0] else regions[0]) for name in regions]
    data = {
        (name, "", "gdp"): {
            year: rounded(figure * times, places) for year, figure in zip(YEARS, told[name][:-1], strict=True)
        }
        for name in regions
    }
    targets = []
    for name in regions:
        figure = rounded_text(told[name][-1] * times, target_places)
        text = words.format(figure)
        if growth is not None:
            text = f"年均增长{growth}%以上"
        targets.append(target((name, "", "gdp"), text, unit=unit))
    indicator = Indicator(
        "gdp",
        "地区生产总值",
        unit=unit,
        kind=Kind.LEVEL,
        rollup=RollUp.SUM,
        duty=Duty.BINDING,
        decimals=places,
    )
    made = plan(data, first=2018, horizon=2025, indicators=[indicator], regions=places_of, targets=targets)
    return PlanFile(f"{regions[0]}.xlsx", made)


def files(told, ways, words):
    way = iter(ways)
    found = [printed(told, ("青川省", *CITIES), next(way), words)]
    for city, counties in CITIES.items():
        found.append(printed(told, (city, *counties), next(way), words))
        found.extend(printed(told, (county,), next(way), words) for county in counties)
    return found


@settings(deadline=None, max_examples=60)
@given(
    truths(),
    st.lists(prints(), min_size=8, max_size=8),
    st.sampled_from(["{}", "{}以上", "{}左右", "不低于{}", "达到{}"]),
)
def test_plans_that_agree_within_rounding_have_no_finding(told, ways, words):
    ledger = reconciled(files(told, ways, words), {})
    assert [one.depth for one in ledger.plans] == [0, 1, 1, 2, 2, 2, 2, 2]
    assert [one.message("en") for one in ledger.findings] == []
    assert ledger.problems == ledger.doubtful == ()


@settings(deadline=None, max_examples=25)
@given(truths(), st.lists(prints(), min_size=8, max_size=8), st.integers(1, 7), st.floats(1.2, 3))
def test_a_base_beyond_any_rounding_is_found_in_whichever_plan_it_stands(told, ways, where, times):
    made = files(told, ways, "{}")
    own = made[where].plan
    first = own.with_observations([(own.series[0], 2020, float(own.observed[0, 2]) * times + 10)])
    made[where] = replace(made[where], plan=first)
    found = [one for one in reconciled(made, {}).findings if one.code == "base_differs"]
    assert len(found) == 1
    assert {made[where].file} <= {place.file for place in found[0].places}
    assert len({place.file for place in found[0].places}) > 1


@settings(deadline=None, max_examples=25)
@given(truths(), st.lists(prints(), min_size=8, max_size=8), GROWTHS)
def test_a_growth_above_and_the_level_that_it_comes_to_below_agree(told, ways, growth):
    told = {name: [*figures[:-1], figures[-2] * (1 + growth / 100) ** 5] for name, figures in told.items()}
    made = files(told, ways, "{}以上")
    for place, regions in ((1, ("云岭市", *CITIES["云岭市"])), (5, ("临江市", *CITIES["临江市"]))):
        made[place] = printed(told, regions, ways[place], "{}", growth=growth)
    assert [one.message("en") for one in reconciled(made, {}).findings] == []


def test_a_direction_in_which_less_is_better_is_no_false_alarm():
    told = {"青川省": [10.0, 9.0, 8.0, 7.0], "云岭市": [6.0, 5.4, 4.8, 4.0], "临江市": [4.0, 3.6, 3.2, 3.0]}
    above = printed(told, ("青川省", "云岭市", "临江市"), ("亿元", 1, 1), "不超过{}")
    below = [printed(told, (name,), ("万元", 0, 0), "不超过{}") for name in CITIES]
    found = [
        replace(
            one,
            plan=replace(one.plan, indicators=tuple(replace(each, direction=Direction.DOWN) for each in one.plan.indicators)),
        )
        for one in (above, *below)
    ]  # fmt: skip
    assert reconciled(found, {}).findings == ()
