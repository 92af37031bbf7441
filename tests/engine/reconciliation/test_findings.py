"""Each kind of difference at its edges: what a target's words allow, whose bases count, what is certain where not all are there."""

from dataclasses import replace

import pytest

from npfdesk.engine.reconciliation.ledger import PlanFile
from npfdesk.engine.reconciliation.reconcile import reconciled
from npfdesk.plan.closed_targets import ClosedTarget
from npfdesk.plan.kinds import Direction, Duty, Kind, RollUp
from npfdesk.plan.model import Indicator
from npfdesk.plan.problems import Severity
from npfdesk.plan.regions import Region
from npfdesk.plan.series import SeriesKey
from tests.plans import plan, target

CITY = [Region("c", "云岭市"), Region("e", "东县", "", "c"), Region("w", "西县", "", "c")]
ALONE = [Region("c", "云岭市")]
SUMMED = Indicator("x", "产值", unit="亿元", rollup=RollUp.SUM)
CAPPED = replace(SUMMED, direction=Direction.DOWN)
SHARE = Indicator("x", "比率", unit="%", kind=Kind.RATIO)


def file(name, regions, texts, indicator=SUMMED, data=None, **more):
    """A plan whose targets are given by region code; what is observed by region code and year."""
    observed = {(region, "", indicator.code): {} for region in (*texts, *(data or {}))}
    for region, figures in (data or {}).items():
        observed[region, "", indicator.code] = figures
    extra = more.pop("extra", {})
    observed |= {key: figures for key, (figures, _) in extra.items()}
    targets = [
        target((region, "", indicator.code), text, unit=indicator.unit, kind=indicator.kind)
        for region, text in texts.items()
    ]
    targets += [target(key, text) for key, (_, text) in extra.items() if text]
    indicators = [indicator, *more.pop("indicators", ())]
    made = plan(
        observed or {(regions[0].code, "", indicator.code): {}},
        indicators=indicators,
        regions=regions,
        targets=targets,
    )
    return PlanFile(name, replace(made, **more))


def county(name, text, indicator=SUMMED, data=None, **more):
    return file(
        name, [Region("own", name)], {"own": text} if text else {}, indicator, {"own": data or {}}, **more
    )


def codes(*files):
    return [(one.code, str(one.severity)) for one in reconciled(files, {}).findings]


def the_finding(*files):
    (one,) = reconciled(files, {}).findings
    return one


@pytest.mark.parametrize(
    ("above", "east", "west", "expected"),
    [
        ("100", "60", "40", None),
        ("100.0", "60.0", "41.0", "note"),
        ("100.0", "60.0", "39.0", "warning"),
        ("100以上", "60以上", "40以上", None),
        ("100以上", "90以上", "40以上", None),
        ("100.0以上", "60.0以上", "39.0以上", "warning"),
        ("不超过100.0", "不超过60.0", "不超过41.0", "warning"),
        ("不超过100.0", "不超过60.0", "不超过30.0", None),
        # about is 2 % either way, of the whole and of the parts
        ("100.0左右", "60.0", "41.5", None),
        ("100.0左右", "60.0", "43.0", "note"),
        ("100.0左右", "60.0左右", "43.0左右", None),
        ("100.0左右", "60.0", "37.0", "warning"),
        # a range of the whole, and of a part
        ("95-105", "60", "40", None),
        ("95.0-98.0", "60.0", "40.0", "note"),
        ("100.0", "50.0-65.0", "40.0", None),
        ("100.0以上", "50.0-55.0", "40.0", "warning"),
        # what is printed to whole units is that within half of one each
        ("101", "60", "40", None),
        ("102", "60", "40", "warning"),
        ("100", "60.2", "40.2", None),
        ("100", "60.4", "40.4", "note"),
    ],
)
def test_sums_by_what_the_words_allow_and_the_rounding_of_each(above, east, west, expected):
    found = codes(file("c", CITY, {"c": above}), county("东县", east), county("西县", west))
    assert found == ([("sum_of_children", expected)] if expected else [])


def test_less_being_better_turns_what_is_worse():
    city = file("c", CITY, {"c": "100.0"}, CAPPED)
    assert codes(city, county("东县", "60.0", CAPPED), county("西县", "41.0", CAPPED)) == [
        ("sum_of_children", "warning")
    ]
    assert codes(city, county("东县", "60.0", CAPPED), county("西县", "39.0", CAPPED)) == [
        ("sum_of_children", "note")
    ]


def test_a_growth_counts_as_the_level_from_its_own_base():
    city = file("c", CITY, {"c": "150.0以上"})
    parts = [county("东县", "增长50%", data={2020: 60.0}), county("西县", "60.0", data={2020: 40.0})]
    assert codes(city, *parts) == []
    short = county("东县", "增长40%", data={2020: 60.0})
    assert the_finding(city, short, parts[1]).figures["sum"] == pytest.approx(144)


def test_a_county_without_a_plan_counts_by_what_is_assigned_to_it():
    city = file("c", CITY, {"c": "100.0以上", "w": "39.0以上"})
    one = the_finding(city, county("东县", "60.0以上"))
    assert one.code == "sum_of_children"
    assert [place.file for place in one.places] == ["c", "东县"]
    assert one.figures["count"] == 2
    assert codes(file("c", CITY, {"c": "100.0以上"}), county("东县", "60.0以上")) == []


def test_what_is_there_can_only_break_a_cap():
    city = file("c", CITY, {"c": "不超过100.0"})
    assert codes(city, county("东县", "不超过101.0")) == [("sum_of_children", "warning")]
    assert codes(city, county("东县", "不超过99.0")) == []
    assert codes(file("c", CITY, {"c": "100.0"}), county("东县", "101.0")) == []


def test_without_a_tree_bases_show_whether_all_are_there():
    city = file("c", ALONE, {"c": "150.0以上"}, data={"c": {2020: 100.0}})
    east, west = (county(name, "60.0", data={2020: base}) for name, base in (("东县", 60.0), ("西县", 40.0)))
    ledger = reconciled((city, east, west), {})
    assert [one.code for one in ledger.problems] == ["plan_placed_by_name"] * 2
    assert [one.code for one in ledger.findings] == ["sum_of_children"]
    assert codes(city, east) == []
    unknown = file("c", ALONE, {"c": "150.0以上"})
    assert codes(unknown, east, west) == []


def test_a_mean_is_weighed_by_targets_and_without_weights_only_out_of_reach():
    people = Indicator("p", "人口", unit="万人", rollup=RollUp.SUM)
    mean = replace(SHARE, rollup=RollUp.MEAN, weight="p")

    def weighed(name, text, weight):
        return county(name, text, mean, indicators=[people], extra={("own", "", "p"): ({}, weight)})

    city = file("c", CITY, {"c": "60.0"}, mean, indicators=[people])
    assert codes(city, weighed("东县", "50.0", "50"), weighed("西县", "70.0", "50")) == []
    one = the_finding(city, weighed("东县", "50.0", "80"), weighed("西县", "70.0", "20"))
    assert one.figures["sum"] == pytest.approx(54)
    assert "人口" in one.message("zh")
    # nobody says what they weigh
    assert codes(city, weighed("东县", "50.0", ""), weighed("西县", "70.0", "")) == []
    assert codes(city, weighed("东县", "50.0", ""), weighed("西县", "55.0", "")) == [
        ("sum_of_children", "warning")
    ]


def test_neither_a_ratio_nor_what_does_not_roll_up_is_summed():
    for indicator in (SHARE, replace(SUMMED, rollup=RollUp.NONE), replace(SUMMED, name="人均产值")):
        city = file("c", CITY, {"c": "100.0以上"}, indicator)
        assert codes(city, county("东县", "60.0", indicator), county("西县", "30.0", indicator)) == []


def assigned(above, own, indicator=SUMMED, *, base_above=None, base_own=None):
    """What a city that assigns to its east county, and the county's own plan come to."""
    city = file("c", CITY, {"e": above}, indicator, {"e": base_above or {}})
    return codes(city, county("东县", own, indicator, base_own or {}))


@pytest.mark.parametrize(
    ("above", "own", "expected"),
    [
        ("60.0以上", "60.0以上", None),
        ("60.0以上", "60.0", None),
        ("60.0", "60.0以上", None),
        ("60.0", "70.0", None),
        ("60.0以上", "59.0", "target_below_assigned"),
        ("60", "59", "target_below_assigned"),
        # one of them printed coarser
        ("60", "59.6", None),
        ("不超过60.0", "不超过61.0", "target_below_assigned"),
        ("不超过60.0", "不超过59.0", None),
        ("60.0左右", "58.0", "target_below_assigned"),
        ("60.0左右", "59.5左右", None),
        ("60.0-70.0", "59.0-59.5", "target_below_assigned"),
        ("60.0以上", "60.0左右", "text_differs"),
        ("60.0以上", "61.0左右", "text_differs"),
        ("60.0以上", "70.0左右", None),
        ("60.0左右", "60.0以上", "text_differs"),
        ("60.0以上", "稳步提升", "text_differs"),
        ("60.0以上", "完成市下达任务", None),
        ("完成省下达任务", "60.0", None),
        ("稳步提升", "60.0", None),
        ("〔60.0〕", "〔59.0〕", "target_below_assigned"),
        ("〔60.0〕", "60.0", "text_differs"),
        # the last two are of one figure in another unit
        ("60.0以上", "600000.0以上", "unit_differs"),
        ("600000.0以上", "60.0以上", "unit_differs"),
        ("年均增长6.0%以上", "年均增长5.5%以上", "target_below_assigned"),
        ("年均增长6.0%以上", "年均增长6.0%左右", "text_differs"),
        ("累计增长33.8%以上", "年均增长6.0%以上", None),
        ("累计增长33.8%以上", "年均增长5.0%以上", "target_below_assigned"),
    ],
)
def test_targets_against_what_is_assigned(above, own, expected):
    found = assigned(above, own)
    assert [code for code, _ in found] == ([expected] if expected else [])


def test_a_growth_against_a_level_counts_from_the_levels_own_base():
    assert assigned("年均增长6.0%以上", "133.8", base_own={2020: 100.0}) == []
    assert assigned("年均增长6.0%以上", "120.0", base_own={2020: 100.0}) == [("growth_differs", "warning")]
    # more than asked is no difference
    assert assigned("年均增长6.0%以上", "150.0", base_own={2020: 100.0}) == []
    assert assigned("133.8以上", "年均增长5.0%", base_above={2020: 100.0}) == [("growth_differs", "warning")]
    assert assigned("133.8以上", "年均增长6.0%", base_above={2020: 100.0}) == []
    # without a base nothing says that they agree
    assert assigned("年均增长6.0%以上", "120.0") == [("text_differs", "warning")]
    one = the_finding(file("c", CITY, {"e": "年均增长6.0%以上"}), county("东县", "120.0", data={2020: 100.0}))
    assert one.unit == "%"
    assert one.figures == pytest.approx({"above": 6.0, "below": 3.7137, "difference": -2.2863}, abs=1e-4)


def test_what_stands_beside_a_target_is_compared_too():
    pair = "60.0左右，年均增长6.0%左右"
    assert assigned(pair, pair) == []
    assert [code for code, _ in assigned(pair, "50.0左右，年均增长6.0%左右")] == ["target_below_assigned"]
    assert [code for code, _ in assigned(pair, "60.0左右，年均增长5.0%左右")] == ["target_below_assigned"]


def test_less_being_better_a_higher_figure_falls_short():
    assert assigned("60.0", "61.0", CAPPED) == [("target_below_assigned", "warning")]
    assert assigned("60.0", "59.0", CAPPED) == []


def test_a_province_is_held_against_a_county_beside_the_city():
    whole = [Region("p", "青川省"), Region("c", "云岭市", "", "p"), Region("e", "东县", "", "c")]
    province = file("p", whole, {"e": "70.0以上"})
    found = reconciled(
        (province, file("c", CITY, {"e": "60.0以上"}), county("东县", "60.0以上")), {}
    ).findings
    assert [(one.code, one.plans) for one in found] == [
        ("target_below_assigned", (0, 1)),
        ("target_below_assigned", (0, 2)),
    ]


def test_a_plan_without_duties_says_nothing_of_them_and_an_expected_one_may_be_raised():
    binding = replace(SUMMED, duty=Duty.BINDING)
    other = Indicator("y", "其他", duty=Duty.BINDING)
    city = file("c", CITY, {"e": "60.0"}, binding)
    assert codes(city, county("东县", "60.0")) == []
    assert codes(city, county("东县", "60.0", indicators=[other])) == [("duty_differs", "warning")]
    raised = county("东县", "60.0", binding)
    assert codes(file("c", CITY, {"e": "60.0"}, indicators=[other]), raised) == [("duty_differs", "note")]
    # a county that names the duty of this one has said it, though it calls nothing binding
    named = replace(SUMMED, duty_stated=True)
    assert codes(city, county("东县", "60.0", named)) == [("duty_differs", "warning")]


def test_a_plan_without_a_target_says_nothing_of_the_direction():
    city = file("c", CITY, {"e": "60.0"}, CAPPED)
    assert codes(city, county("东县", "60.0", SUMMED)) == [("direction_differs", "warning")]
    # what is read there is a guess, and not the plan's word
    without = county("东县", "", SUMMED, data={2020: 50.0})
    assert "direction_differs" not in {code for code, _ in codes(city, without)}


def test_base_years_and_target_years_of_whole_plans_are_told_once():
    city = file("c", CITY, {"e": "60.0", "c": "100.0"})
    later = county("东县", "60.0", target_year=2026, base_year=2021)
    ledger = reconciled((city, later), {})
    assert [(one.code, one.indicator) for one in ledger.findings if one.code == "year_differs"] == [
        ("year_differs", "")
    ] * 2


def test_two_against_one_are_right_and_years_are_told_together():
    whole = [Region("p", "青川省"), Region("c", "云岭市", "", "p"), Region("e", "东县", "", "c")]
    figures = {2018: 50.0, 2019: 55.5, 2020: 60.3}
    other = {2018: 50.0, 2019: 54.5, 2020: 61.3}
    files = [
        file("p", whole, {}, data={"e": figures}),
        file("c", CITY, {}, data={"e": other}),
        county("东县", "", data=figures),
    ]
    one = the_finding(*files)
    assert one.plans == (0, 1)
    assert [place.file for place in one.places] == ["p", "东县", "c"]
    assert one.figures == pytest.approx({"above": 60.3, "below": 61.3, "difference": 1.0})
    assert "2019" in one.message("en")


def test_a_nought_that_a_number_has_lost_is_seen_by_the_years_before_it():
    city = file("c", CITY, {}, data={"e": {2018: 50.2, 2019: 55.5, 2020: 60.0}})
    # 60 typed as a number is 60.0 here, and 60.4 is no rounding of it
    assert codes(city, county("东县", "", data={2018: 50.2, 2019: 55.5, 2020: 60.4})) == [
        ("base_differs", "warning")
    ]
    coarse = file("c", CITY, {}, data={"e": {2018: 50.0, 2019: 56.0, 2020: 60.0}})
    assert codes(coarse, county("东县", "", data={2018: 50.2, 2019: 55.5, 2020: 60.4})) == []


def last(text, **more):
    return file("l", ALONE, {"c": text}, base_year=2015, target_year=2020, title="上期", **more)


def closing(*closed, **more):
    """A city's plan that closes targets of the one before; the tests' plans end in 2025."""
    return file("c", ALONE, {"c": "100.0"}, closed_targets=closed, **more)


def old_target(text, year=2020, **more):
    """The last plan, with a target of its own year."""
    stated = target(("c", "", "x"), text, year=year, base_year=2015, unit="亿元")
    made = last("1")
    return replace(made, plan=replace(made.plan.with_targets({stated.key: stated}), **more))


SERIES = SeriesKey("c", "", "x")


@pytest.mark.parametrize(
    ("text", "closed", "expected"),
    [
        ("80.0以上", ClosedTarget(SERIES, 2020, "80.0以上", figure=80.0), []),
        ("80.0以上", ClosedTarget(SERIES, 2020, "不低于80", figure=80.0), []),
        ("80.0以上", ClosedTarget(SERIES, 2020, "75以上", figure=75.0), ["text_differs"]),
        ("年均增长6.0%", ClosedTarget(SERIES, 2020, "年均6%", figure=6.0), []),
        ("稳步提升", ClosedTarget(SERIES, 2020, "稳步提升"), []),
        ("稳步提升", ClosedTarget(SERIES, 2020, "有所提升"), []),
        ("80.0以上", ClosedTarget(SERIES, 2020, "达到目标"), ["text_differs"]),
    ],
)
def test_an_old_target_is_closed_as_it_was_set(text, closed, expected):
    found = reconciled((closing(closed), old_target(text)), {})
    assert found.plans[0].before == 1
    assert [one.code for one in found.findings] == expected


def test_an_indicator_that_is_gone_is_a_note():
    other = replace(SUMMED, code="y", name="粮食产量")
    new = file("c", ALONE, {"c": "100.0"}, other)
    assert codes(new, old_target("80.0以上")) == [("missing_below", str(Severity.NOTE))]


def test_findings_say_all_in_both_languages():
    ledger = reconciled(
        (
            file("c", CITY, {"c": "100.0以上", "e": "60.0以上"}),
            county("东县", "50.0左右"),
            county("西县", "30.0"),
        ),
        {},
    )
    assert len(ledger.findings) == 2
    for one in ledger.findings:
        assert one.message("zh") != one.message("en")
        assert one.remedy("zh") != one.remedy("en")
