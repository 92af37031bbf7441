"""Packages of assumptions: a scenario that inherits from several in an order, and every road that reads or changes them."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.engine.projection.update import compute
from npfdesk.plan.adoption import adopt, locks
from npfdesk.plan.cell_differences import differences, rows_of_work, value_text, work_of_rows
from npfdesk.plan.document import effective_assumption, new_document
from npfdesk.plan.edit_labels import scenario_removed, set_assumptions, set_packages
from npfdesk.plan.edits import AddScenario, ChangeScenario, EditRefused, RemoveScenario
from npfdesk.plan.exchange import with_ancestors
from npfdesk.plan.merge import merge
from npfdesk.plan.methods import Method
from npfdesk.plan.records import decode, encode, saved_work
from npfdesk.plan.restore import restore
from npfdesk.plan.scenarios import Assumption, by_id, descendants, lineage
from npfdesk.plan.series import AssumptionKey, LeverIntensityKey
from npfdesk.session import LoadedWorkbook, Session
from tests.plans import Indicator, LeverEffect, Region, document, plan, saved_as, scenario, target

SAID = scenario_removed("一步")
ALL = ("*", "*", "x")
COUNTY = ("甲", "*", "x")


def grows(rate):
    return Assumption(Method.GROWTH, rate)


def tree():
    """惯性 → 攻坚 (over it: 绿色包, 数字包, which both stand on 惯性 and on nothing) → 冲刺."""
    return (
        scenario("惯性", assumptions={ALL: grows(1.0)}),
        scenario("绿色包", "惯性", assumptions={COUNTY: grows(3.0)}),
        scenario("数字包", assumptions={("乙", "*", "x"): grows(4.0)}, intensities={("抓手", "*", "*"): {2021: 50.0}}),
        scenario("规划", "惯性", assumptions={ALL: grows(2.0)}),
        scenario("攻坚", "规划", packages=("绿色包", "数字包")),
        scenario("冲刺", "攻坚"),
    )  # fmt: skip


def opened(scenarios=None):
    return document(
        {(region, "", "x"): {2020: 100.0} for region in "市甲乙丙"},
        regions=[Region("市", "市"), *(Region(one, one, parent="市") for one in "甲乙丙")],
        indicators=[Indicator("x", "产值", unit="亿元")],
        levers=[LeverEffect("抓手", "技术", "x", 2.0)],
        scenarios=list(tree() if scenarios is None else scenarios),
        horizon=2023,
    )


def line(document, name):
    return [one.id for one in lineage(document.scenarios, name)]


def rate(document, name, region):
    return effective_assumption(document.scenarios, name, AssumptionKey(region, "", "x"))[2].value


def test_the_order_is_parent_then_packages_then_own_and_each_counts_once():
    now = opened()
    # 惯性 is reached three times and stands once, below all that inherit from it
    assert line(now, "攻坚") == ["惯性", "规划", "绿色包", "数字包", "攻坚"]
    assert line(now, "冲刺") == ["惯性", "规划", "绿色包", "数字包", "攻坚", "冲刺"]
    assert [rate(now, "攻坚", region) for region in "甲乙丙"] == [3.0, 4.0, 2.0]
    assert descendants(now.scenarios, "数字包") == ("攻坚", "冲刺")
    # the later package is the stronger one
    both = set_assumptions(now, "数字包", {AssumptionKey(*COUNTY): grows(9.0)}).apply(now)
    assert rate(both, "攻坚", "甲") == 9.0
    turned = set_packages(both, "攻坚", ("数字包", "绿色包"))
    assert turned.label.text("zh") == "情景“攻坚”的假设包：数字包和绿色包"
    assert rate(turned.apply(both), "攻坚", "甲") == 3.0
    # one that is named twice, or is the parent, is no package of its own
    named = set_packages(now, "攻坚", ("规划", "数字包", "数字包")).apply(now)
    assert named.scenarios["攻坚"].packages == ("数字包",)
    # the figures follow: 100 × 1.03³, 1.04³, 1.02³, with 1.0 point of the lever from 2022 on
    path = compute(now).scenarios["攻坚"].values
    results = compute(now)
    without = compute(set_packages(now, "攻坚", ()).apply(now)).scenarios["攻坚"].values
    row = {region: results.plan.row[region, "", "x"] for region in "甲丙"}
    assert without[row["甲"], -1] == pytest.approx(100 * 1.02**3)
    assert path[row["甲"], -1] > path[row["丙"], -1] > without[row["丙"], -1]


@pytest.mark.parametrize(
    "edit",
    [
        ChangeScenario("绿色包", SAID, packages=("攻坚",)),
        ChangeScenario("惯性", SAID, packages=("数字包", "绿色包")),
        ChangeScenario("数字包", SAID, parent="冲刺", keep_parent=False),
        ChangeScenario("攻坚", SAID, packages=("攻坚",)),
        AddScenario(scenario("新", packages=("新",)), SAID),
    ],
)
def test_a_circle_is_refused_with_words(edit):
    with pytest.raises(EditRefused) as refused:
        edit.apply(opened())
    problem = refused.value.problem
    assert problem.code == "scenario_inherits_itself"
    assert "请先在" in problem.message("zh")
    assert "choose another" in problem.message("en")
    with pytest.raises(EditRefused):
        ChangeScenario("攻坚", SAID, packages=("没有",)).apply(opened())


def test_a_circle_that_comes_in_is_an_error_to_a_line():
    knot = by_id((scenario("a", packages=("b",)), scenario("b", "c"), scenario("c", packages=("a",))))
    for name in "abc":
        with pytest.raises(ValueError, match="circle"):
            lineage(knot, name)


REACHES = [("*", "*"), ("甲", "*"), ("乙", "*"), ("*", "芯"), ("甲", "芯")]


@st.composite
def families(draw):
    """Five scenarios with random rows, parents and packages, in no circle."""
    names = "abcde"
    found = []
    for place, name in enumerate(names):
        above = draw(st.lists(st.sampled_from(names[:place]), unique=True, max_size=3)) if place else []
        parent = above.pop(0) if above and draw(st.booleans()) else None
        rows = draw(st.lists(st.sampled_from(REACHES), unique=True, max_size=3))
        levers = draw(st.lists(st.sampled_from(REACHES[:3]), unique=True, max_size=2))
        aims = [target((region, "", "x"), str(draw(st.integers(100, 300))), year=2022) for region in draw(st.sets(st.sampled_from("甲乙")))]  # fmt: skip
        found.append(
            scenario(
                name, parent,
                {(*reach, "x"): grows(float(draw(st.integers(1, 99)))) for reach in rows},
                {("抓手", *reach): {2021: float(draw(st.integers(1, 100)))} for reach in levers},
                aims, above,
            )
        )  # fmt: skip
    return found


@given(families(), st.sampled_from("abcde"))
def test_no_heir_notices_that_one_is_removed(family, removed):
    now = opened(family)
    after = RemoveScenario(removed, SAID).apply(now)
    for name, one in after.scenarios.items():
        assert removed not in one.bases
        assert [each for each in line(now, name) if each != removed] == line(after, name)
        for region in "甲乙丙":
            for industry in ("", "芯"):
                key = AssumptionKey(region, industry, "x")
                said = [effective_assumption(each.scenarios, name, key) for each in (now, after)]
                assert said[0] is said[1] or said[0][2] is said[1][2]
        aims = [
            {key: one for each in lineage(state.scenarios, name) for key, one in each.targets.items()}
            for state in (now, after)
        ]
        assert aims[0] == aims[1]
    before, then = compute(now), compute(after)
    for name in after.scenarios:
        np.testing.assert_array_equal(before.scenarios[name].values, then.scenarios[name].values)


def test_a_package_that_is_removed_leaves_the_others_live():
    now = RemoveScenario("绿色包", SAID).apply(opened())
    heir = now.scenarios["攻坚"]
    # its own base takes its place; 惯性 is below 规划 already, so nothing moves
    assert (heir.parent, heir.packages) == ("规划", ("惯性", "数字包"))
    assert rate(now, "攻坚", "甲") == 3.0
    later = set_assumptions(now, "数字包", {AssumptionKey("乙", "*", "x"): grows(7.0)}).apply(now)
    assert rate(later, "攻坚", "乙") == 7.0
    assert now.scenarios["冲刺"] is opened().scenarios["冲刺"] or now.scenarios["冲刺"].assumptions == {}


def test_what_an_adopted_scenario_has_of_packages_is_locked_with_it():
    session = Session(LoadedWorkbook(opened().plan), opened())
    session.apply(adopt(session.document, "冲刺", "2026-03-05"))
    assert set(locks(session.document.scenarios)) == {"惯性", "绿色包", "数字包", "规划", "攻坚", "冲刺"}
    for edit in (
        set_assumptions(session.document, "数字包", {AssumptionKey(*ALL): grows(9.0)}),
        set_packages(session.document, "攻坚", ("绿色包",)),
        set_packages(session.document, "攻坚", ("数字包", "绿色包")),
        RemoveScenario("绿色包", SAID),
    ):
        before = session.document
        with pytest.raises(EditRefused) as refused:
            session.apply(edit)
        assert refused.value.problem.code in ("adopted", "held_by_adopted")
        assert session.document is before


def test_packages_are_saved_compared_and_sent_and_earlier_work_opens_without():
    now = opened()
    assert decode(encode(saved_work(now))).work == now.work
    assert work_of_rows(rows_of_work(now.work)) == now.work
    plain = opened([replace(one, packages=()) for one in tree()])
    text = encode(saved_work(plain)).replace(" ", "")
    earlier = text.replace(',"packages":[]', "").replace('"packages":[],', "")
    assert "packages" not in earlier
    assert decode(earlier).work == plain.work
    (one,) = differences(plain.work, now.work)
    names = {each: each for each in now.scenarios}
    assert (one.cell.part, one.before, one.after) == ("packages", (), ("绿色包", "数字包"))
    assert value_text(now.plan, one.cell, one.after, names, "zh") == "绿色包和数字包"
    assert value_text(now.plan, one.cell, one.before, names, "en") == "none"
    sent = with_ancestors(saved_work(now), ["冲刺"])
    assert set(sent.work.scenarios) == {"惯性", "绿色包", "数字包", "规划", "攻坚", "冲刺"}


def test_merged_packages_make_no_circle_and_those_that_went_are_handed_on():
    base = saved_as((scenario("a"), scenario("b"), scenario("c")), "a")
    mine = saved_as((scenario("a", packages=("b",)), scenario("b"), scenario("c")), "a")
    theirs = saved_as((scenario("a"), scenario("b", packages=("c", "a")), scenario("c")), "a")
    merged = merge(base, mine, theirs)
    assert {one.id: one.packages for one in merged.work.scenarios.values()} == {"a": ("b",), "b": (), "c": ()}
    assert [(one.cell.part, one.theirs_taken) for one in merged.entries] == [("packages", False)]
    # without a circle both are there
    theirs = saved_as((scenario("a"), scenario("b"), scenario("c", packages=("a",))), "a")
    both = merge(base, mine, theirs).work.scenarios
    assert (both["a"].packages, both["c"].packages) == (("b",), ("a",))
    # theirs took a package away that mine uses in the meantime
    rows = {ALL: grows(5.0)}
    base = saved_as((scenario("a"), scenario("p", assumptions=rows)), "a")
    mine = saved_as((scenario("a", packages=("p",)), scenario("p", assumptions=rows)), "a")
    after = merge(base, mine, saved_as((scenario("a"),), "a")).work.scenarios
    assert (list(after), after["a"].packages) == (["a"], ())
    assert after["a"].assumptions[AssumptionKey(*ALL)] == grows(5.0)


def test_packages_changed_in_the_workbook_alone_come_from_it():
    def book(*packages):
        return plan(
            {("市", "", "x"): {2020: 1.0}},
            scenarios=[scenario("甲", packages=packages), scenario("乙"), scenario("丙")],
        )

    begun = new_document(book())
    taken = restore(book("丙", "乙"), saved_work(begun))
    assert (taken.document.scenarios["甲"].packages, taken.differences) == (("丙", "乙"), ())
    ours = saved_work(set_packages(begun, "甲", ("乙",)).apply(begun))
    assert restore(book(), ours).document.scenarios["甲"].packages == ("乙",)
    both = restore(book("丙"), ours)
    assert both.document.scenarios["甲"].packages == ("乙",)
    assert [one.code for one in both.differences] == ["both_changed"]
    sealed = adopt(begun, "甲", "2026-03-05").apply(begun)
    told = restore(book("丙"), saved_work(sealed))
    assert (told.document.scenarios["甲"].packages, [one.code for one in told.differences]) == ((), ["adopted_stands"])  # fmt: skip


def test_levers_come_from_packages_too():
    result = compute(opened()).scenarios["攻坚"].inputs.intensities("抓手", "甲", "")
    assert (result.scenario, result.key) == ("数字包", LeverIntensityKey("抓手", "*", "*"))
