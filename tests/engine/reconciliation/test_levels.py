"""Who stands above whom, and which regions are one: by trees, by names where these do not tell, and told where nothing does."""

from dataclasses import replace

import pytest

from npfdesk.engine.reconciliation.ledger import PlanFile
from npfdesk.engine.reconciliation.levels import levels, rank, stem
from npfdesk.plan.regions import Region
from tests.plans import plan


def file(name, *regions, base=2025, target=2030, benchmarks=()):
    """A plan of regions given as name, (name, parent) or (name, parent, code); the first is its root."""
    made = []
    for one in regions:
        parts = (one,) if isinstance(one, str) else one
        parent = parts[1] if len(parts) > 1 else ""
        made.append(Region(parts[2] if len(parts) > 2 else parts[0], parts[0], "", parent))
    made.extend(Region(one, one, benchmark=True) for one in benchmarks)
    whole = plan({(made[0].code, "", "gdp"): {2020: 1.0}}, horizon=2035, regions=made, base_year=base)
    return PlanFile(name, replace(whole, target_year=target))


def placed(*files):
    found = levels(files)
    names = [one.file for one in found.plans]
    return {
        one.file: (
            one.depth,
            None if one.above is None else names[one.above],
            None if one.before is None else names[one.before],
        )
        for one in found.plans
    }, [one.code for one in found.problems]


PROVINCE = file("p", "青川省", ("云岭市", "青川省"), ("临江市", "青川省"))
CITY = file("c", "云岭市", ("东县", "云岭市"), ("西县", "云岭市"))
EAST = file("e", "东县")
LAST = file("l", "云岭市", ("东县", "云岭市"), base=2020, target=2025)


def test_trees_place_three_levels_and_the_plan_before_in_whatever_order_they_are_given():
    expected = {"p": (0, None, None), "c": (1, "p", "l"), "l": (1, None, None), "e": (2, "c", None)}
    for files in ((PROVINCE, CITY, EAST, LAST), (LAST, EAST, CITY, PROVINCE), (EAST, LAST, PROVINCE, CITY)):
        assert placed(*files) == (expected, [])
    found = levels((EAST, LAST, PROVINCE, CITY))
    assert [one.file for one in found.plans] == ["p", "c", "l", "e"]
    assert [one.region for one in found.plans] == ["青川省", "云岭市", "云岭市", "东县"]


def test_the_nearest_plan_above_is_the_one():
    whole = file("w", "青川省", ("云岭市", "青川省"), ("东县", "云岭市"))
    assert placed(whole, CITY, EAST)[0]["e"] == (2, "c", None)
    # without the city's plan the county stands below the province's
    assert placed(whole, EAST)[0]["e"] == (1, "w", None)


def test_a_suffix_may_be_left_out_and_never_exchanged():
    assert placed(file("c", "云岭", ("东", "云岭")), EAST)[0]["e"] == (1, "c", None)
    assert placed(file("c", "云岭市", ("东区", "云岭市")), EAST) == (
        {"c": (0, None, None), "e": (0, None, None)},
        ["plan_not_placed", "plan_not_placed"],
    )
    assert (stem("云岭市"), stem("东县"), stem("East County"), stem("云岭")) == ("云岭", "东", "east", "")


def test_two_candidates_are_told_and_an_official_code_tells_them_apart():
    two = file(
        "p",
        "青川省",
        ("甲市", "青川省"),
        ("乙市", "青川省"),
        ("桥西区", "甲市", "130104"),
        ("桥西区", "乙市", "130703"),
    )
    places, problems = placed(two, file("q", "桥西区"))
    assert places["q"] == (0, None, None)
    assert problems == ["plan_region_ambiguous"]
    assert placed(two, file("q", ("桥西区", "", "130703")))[0]["q"] == (1, "p", None)
    # one code and another name is the region renamed; another code and one name is another region
    assert placed(two, file("q", ("桥东区", "", "130703")))[0]["q"] == (1, "p", None)
    assert placed(two, file("q", ("桥西区", "", "150105")))[0]["q"] == (0, None, None)


def test_names_place_what_no_tree_tells_and_that_is_told():
    alone = file("p", "青川省")
    assert placed(alone, file("c", "云岭市")) == (
        {"p": (0, None, None), "c": (1, "p", None)},
        ["plan_placed_by_name"],
    )
    # a county may belong to either city
    places, problems = placed(file("a", "云岭市"), file("b", "临江市"), EAST)
    assert places["e"] == (0, None, None)
    assert problems == ["plan_above_ambiguous"]
    # a city that lists its counties does not have this one
    assert placed(CITY, file("n", "南县"))[1] == ["plan_not_placed", "plan_not_placed"]
    assert [
        rank(one) for one in ("青川省", "北京市", "云岭市", "某地区", "某自治州", "东县", "某区", "Kent")
    ] == [
        *(0, 0, 1, 1, 1, 2, 2, None),
    ]


def test_plans_of_other_years_are_not_held_against_each_other_as_levels():
    old = file("o", "青川省", ("云岭市", "青川省"), base=2015, target=2020)
    assert placed(old, CITY) == ({"o": (0, None, None), "c": (0, None, None)}, ["plan_periods_apart"])
    # two years apart is a difference that is told, and no other period
    assert placed(file("p", "青川省", ("云岭市", "青川省"), base=2026, target=2031), CITY)[0]["c"] == (
        1,
        "p",
        None,
    )


def test_the_last_plan_before_is_the_one_and_two_of_one_period_are_told():
    older = file("o", "云岭市", base=2015, target=2020)
    assert placed(older, LAST, CITY)[0] == {"c": (0, None, "l"), "l": (0, None, "o"), "o": (0, None, None)}
    places, problems = placed(PROVINCE, CITY, file("again", "云岭市"))
    assert places["c"] == (1, "p", None)
    assert places["again"] == (1, None, None)
    assert problems == ["plan_twice"]


def test_a_plan_without_a_region_is_told():
    nowhere = PlanFile(
        "x", replace(CITY.plan, regions=(), city="", series=(), observed=CITY.plan.observed[:0])
    )
    assert placed(CITY, EAST, nowhere)[1] == ["plan_without_region"]


def test_regions_are_one_by_their_place_in_the_tree_and_yardsticks_by_the_plan_above():
    found = levels(
        (PROVINCE, file("c", "云岭市", ("东县", "云岭市"), benchmarks=("全省", "临江市")), EAST, LAST)
    )
    place = {one.file: at for at, one in enumerate(found.plans)}
    same = found.regions.of
    assert same(place["c"], "云岭市") == same(place["p"], "云岭市") == same(place["l"], "云岭市")
    assert same(place["e"], "东县") == same(place["c"], "东县") == same(place["l"], "东县")
    assert same(place["c"], "全省") == same(place["p"], "青川省")
    assert same(place["c"], "临江市") == same(place["p"], "临江市")
    assert same(place["c"], "东县") != same(place["c"], "云岭市")


@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_what_is_told_names_the_files(spoken):
    for problem in levels((CITY, file("n", "南县"))).problems:
        assert "c" in problem.message(spoken) or "n" in problem.message(spoken)
        assert "{" not in problem.message(spoken)


def test_a_plan_stands_where_somebody_put_it_and_never_above_itself():
    stranger = file("s", "南江县")
    assert placed(PROVINCE, CITY, replace(stranger, under="c"))[0]["s"] == (2, "c", None)
    assert placed(PROVINCE, CITY, replace(EAST, under="p"))[0]["e"] == (1, "p", None)
    assert placed(PROVINCE, CITY, replace(EAST, under=""))[0]["e"][:2] == (0, None)
    # a circle is not taken, and what the regions say stays
    found, _ = placed(PROVINCE, replace(CITY, under="e"), EAST)
    assert (found["c"], found["e"]) == ((1, "p", None), (2, "c", None))
