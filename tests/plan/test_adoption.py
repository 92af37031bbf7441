"""An adopted scenario: locked against every edit, by whatever road it comes, until that is lifted."""

from dataclasses import replace

import pytest

from npfdesk.plan.adoption import adopt, lift_adoption, locks, seal
from npfdesk.plan.cell_differences import differences, rows_of_work, work_of_rows
from npfdesk.plan.edit_labels import (
    combined_edit,
    scenario_recoloured,
    scenario_removed,
    scenario_renamed,
    set_assumptions,
    set_intensities,
    set_responses,
    set_targets,
)
from npfdesk.plan.edits import AddScenario, ChangeScenario, EditRefused, Label, RemoveScenario
from npfdesk.plan.merge import merge
from npfdesk.plan.methods import Method
from npfdesk.plan.problems import Wording
from npfdesk.plan.records import decode, encode, saved_work
from npfdesk.plan.restore import ReplaceWork, restore
from npfdesk.plan.scenarios import Assumption, LeverIntensities, ResponseRule, Scenario, by_id
from npfdesk.plan.series import AssumptionKey, LeverIntensityKey
from npfdesk.session import LoadedWorkbook, Session
from tests.plans import Indicator, Region, document, scenario, target

OWN = AssumptionKey("永康", "", "output")
DAY = "2026-03-05"
SAID = Label(Wording("改", "edit"))


def grows(rate):
    return {OWN: Assumption(Method.GROWTH, rate)}


@pytest.fixture
def opened():
    return document(
        {("永康", "", "output"): {2020: 100.0}},
        indicators=[Indicator("output", "规上工业总产值", unit="亿元")],
        regions=[Region("永康", "永康市")],
        targets=[target(("永康", "", "output"), "200")],
        scenarios=[
            scenario("惯性", assumptions=grows(5.5)),
            scenario("规划", "惯性", assumptions=grows(8.5)),
            scenario("攻坚", "规划"),
        ],
    )


@pytest.fixture
def session(opened):
    found = Session(LoadedWorkbook(opened.plan), opened)
    found.apply(adopt(found.document, "规划", DAY))
    return found


def edits(document, name):
    """An edit of every kind that would change a scenario."""
    own = document.scenarios[name]
    return [
        set_assumptions(document, name, grows(9.9)),
        set_assumptions(document, name, grows(9.9), "drag"),
        set_intensities(
            document, name, {LeverIntensityKey("技改", "*", "*"): LeverIntensities(((2022, 50.0),))}
        ),
        set_targets(
            document, {target(("永康", "", "output"), "300").key: target(("永康", "", "output"), "300")}, name
        ),
        combined_edit(
            set_assumptions(document, "攻坚", grows(7.0)), set_assumptions(document, name, grows(9.9))
        ),
        ChangeScenario(name, SAID, parent="攻坚" if own.parent is None else None, keep_parent=False),
        RemoveScenario(name, scenario_removed(name)),
    ]


@pytest.mark.parametrize("number", range(7))
def test_no_edit_reaches_it_and_the_refusal_says_how_to_go_on(session, number):
    before = session.document
    with pytest.raises(EditRefused) as refused:
        session.apply(edits(before, "规划")[number])
    assert session.document is before
    assert session.history.undo_label.text("zh") == "“规划”定稿（2026-03-05）"
    problem = refused.value.problem
    assert problem.code == "adopted"
    assert all(word in problem.message("zh") for word in ("规划", DAY, "复制", "解除定稿"))
    assert all(word in problem.message("en") for word in ("规划", DAY, "Duplicate", "Lift the adoption"))


@pytest.mark.parametrize("number", [0, 2, 3, 6])
def test_what_it_inherits_is_locked_with_it(session, number):
    before = session.document
    with pytest.raises(EditRefused) as refused:
        session.apply(edits(before, "惯性")[number])
    assert session.document is before
    assert refused.value.problem.code == "held_by_adopted"
    assert all(word in refused.value.problem.message("zh") for word in ("规划", "惯性", DAY))
    assert locks(before.scenarios)["惯性"].code == "held_by_adopted"


def test_its_name_and_rules_are_locked_and_its_colour_is_not(session):
    for edit in (
        ChangeScenario("规划", scenario_renamed("规划", "新"), name="新"),
        ChangeScenario("规划", SAID, description="新"),
        set_responses(session.document, "规划", (ResponseRule("output", "技改", 50.0),)),
    ):
        with pytest.raises(EditRefused):
            session.apply(edit)
    session.apply(ChangeScenario("规划", scenario_recoloured("规划"), colour="#112233"))
    session.apply(ChangeScenario("惯性", scenario_renamed("惯性", "基准"), name="基准"))
    assert session.document.scenarios["规划"].colour == "#112233"


def test_children_and_copies_are_free_and_the_lock_is_lifted_on_purpose(session):
    session.apply(set_assumptions(session.document, "攻坚", grows(9.0)))
    one = session.document.scenarios["规划"]
    session.apply(AddScenario(Scenario("二稿", "二稿", one.parent, assumptions=one.assumptions), SAID))
    session.apply(set_assumptions(session.document, "二稿", grows(9.0)))
    assert list(locks(session.document.scenarios)) == ["惯性", "规划"]
    session.apply(lift_adoption(session.document, "规划"))
    session.apply(set_assumptions(session.document, "规划", grows(9.9)))
    assert session.document.scenarios["规划"].assumptions[OWN].value == 9.9
    session.undo()
    session.undo()
    assert seal(session.document.scenarios["规划"], "zh") == "定稿 2026-03-05"
    with pytest.raises(EditRefused):
        session.apply(set_assumptions(session.document, "规划", grows(9.9)))


def test_no_figure_moves_with_an_adoption(session):
    assert not session.undo().touched.any()
    assert not session.redo().touched.any()
    assert session.unsaved


def test_an_earlier_save_does_not_take_the_lock_away(opened, session):
    with pytest.raises(EditRefused):
        session.apply(ReplaceWork(opened.plan, saved_work(opened), SAID))
    assert session.document.scenarios["规划"].adopted == DAY


def test_the_adoption_is_saved_and_compared(opened, session):
    work = session.document.work
    assert decode(encode(saved_work(session.document))).work == work
    assert work_of_rows(rows_of_work(work)) == work
    (one,) = differences(opened.work, work)
    assert (one.cell.part, one.before, one.after) == ("adopted", "", DAY)


def test_work_of_before_there_were_adoptions_is_read(opened):
    text = encode(saved_work(opened))
    assert '"adopted": ""' in text or '"adopted":""' in text
    earlier = text.replace('"adopted": "", ', "").replace(', "adopted": ""', "").replace('"adopted":"",', "")
    earlier = earlier.replace(',"adopted":""', "")
    assert "adopted" not in earlier
    assert decode(earlier).work == opened.work


def test_a_changed_workbook_leaves_it_alone_and_says_so(opened, session):
    saved = replace(saved_work(session.document), workbook_scenarios=tuple(opened.scenarios.values()))
    changed = tuple(replace(one, assumptions=grows(1.0)) for one in opened.scenarios.values())
    restored = restore(replace(opened.plan, scenarios=changed), saved)
    kept = restored.document.scenarios
    assert [kept[name].assumptions[OWN].value for name in ("惯性", "规划", "攻坚")] == [5.5, 8.5, 1.0]
    assert [one.code for one in restored.differences] == ["adopted_stands", "adopted_stands"]


def test_a_merge_takes_an_adoption_only_with_what_was_adopted(opened):
    base = saved_work(opened)
    theirs = replace(
        base,
        work=replace(
            base.work,
            scenarios=by_id(
                replace(one, adopted=DAY if one.id == "规划" else "") for one in opened.scenarios.values()
            ),
        ),
    )
    assert merge(base, base, theirs).work.scenarios["规划"].adopted == DAY
    moved = set_assumptions(opened, "规划", grows(9.9)).apply(opened)
    merged = merge(base, saved_work(moved), theirs)
    assert merged.work.scenarios["规划"].adopted == ""
    assert merged.work.scenarios["规划"].assumptions[OWN].value == 9.9
    assert [one.theirs_taken for one in merged.entries if one.cell.part == "adopted"] == [False]
    # what it inherits was adopted with it, so that an edit of mine there lifts it too
    moved = set_assumptions(opened, "惯性", grows(9.9)).apply(opened)
    assert merge(base, saved_work(moved), theirs).work.scenarios["规划"].adopted == ""


def with_scenarios(saved, *changed):
    found = {**saved.work.scenarios, **{one.id: one for one in changed}}
    return replace(saved, work=replace(saved.work, scenarios=by_id(found.values())))


@pytest.mark.parametrize("moved", ["规划", "惯性", "数字包", "响应"])
def test_a_merge_keeps_my_adoption_only_on_what_i_adopted(opened, moved):
    parcel = scenario("数字包", assumptions=grows(7.0))
    one = replace(opened.scenarios["规划"], packages=("数字包",))
    base = with_scenarios(saved_work(opened), parcel, one)
    mine = with_scenarios(base, replace(one, adopted=DAY))
    assert merge(base, mine, base).work.scenarios["规划"].adopted == DAY
    other = (
        replace(one, responses=(ResponseRule("output", "技改", 50.0),))
        if moved == "响应"
        else replace(base.work.scenarios[moved], assumptions=grows(9.9))
    )
    merged = merge(base, mine, with_scenarios(base, other))
    assert merged.work.scenarios["规划"].adopted == ""
    assert merged.entries[0].theirs_taken
    # with all that is mine it stands
    choices = dict.fromkeys((entry.cell for entry in merged.entries), False)
    assert merge(base, mine, with_scenarios(base, other), choices).work.scenarios["规划"].adopted == DAY
    # one that only I have rests on what both have
    own = replace(one, id="二稿", name="二稿", adopted=DAY)
    merged = merge(base, with_scenarios(base, own), with_scenarios(base, other))
    assert merged.work.scenarios["二稿"].adopted == ("" if moved in ("惯性", "数字包") else DAY)


def test_adoptions_of_two_days_leave_the_day_of_what_stands(opened):
    base = saved_work(opened)
    one = opened.scenarios["规划"]
    mine = with_scenarios(base, replace(one, adopted=DAY))
    theirs = with_scenarios(base, replace(one, adopted="2026-04-01", assumptions=grows(9.9)))
    cell = {entry.cell.part: entry.cell for entry in merge(base, mine, theirs).entries}
    days = {
        (figures, day): merge(base, mine, theirs, {cell["path"]: figures, cell["adopted"]: day})
        .work.scenarios["规划"]
        .adopted
        for figures in (False, True)
        for day in (False, True)
    }
    assert days == {
        (False, False): DAY,
        (False, True): DAY,
        (True, False): "",
        (True, True): "2026-04-01",
    }
