"""Two departments' edits of one parent: taken where one changed a cell, told where both did, and undone as one step."""

from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.plan.cell_differences import (
    cell_text,
    cells_of_row,
    counts,
    counts_text,
    differences,
    row_of_cells,
    rows_of_work,
    scenario_text,
    value_text,
    work_of_rows,
)
from npfdesk.plan.document import new_document
from npfdesk.plan.exchange import (
    LIMIT,
    Exchange,
    ExchangeOrigin,
    common_parent,
    pack,
    unpack,
    with_ancestors,
)
from npfdesk.plan.grains import WHOLE, Cell, Row
from npfdesk.plan.lever_amendments import Insertion
from npfdesk.plan.merge import merge, sibling_edits
from npfdesk.plan.methods import Method
from npfdesk.plan.model import LeverEffect
from npfdesk.plan.problems import Problem
from npfdesk.plan.records import saved_work
from npfdesk.plan.restore import ReplaceWork, merged_label, restored_label
from npfdesk.plan.scenarios import Assumption, LeverIntensities, Scenario, by_id
from npfdesk.plan.series import AssumptionKey, LeverIntensityKey, SeriesKey, TargetKey
from npfdesk.session import LoadedWorkbook, Session
from tests.plans import plan, saved_as, target, with_parts
from tests.store.test_library import works

OUTPUT = AssumptionKey("yongkang", "", "output")
LEVER = LeverIntensityKey("技改", "*", "*")
HEAD = Row("scenario", "甲", ())
ROW = Row("assumption", "甲", OUTPUT)


def growth(value, note="", **by_year):
    years = tuple((int(year[1:]), figure) for year, figure in by_year.items())
    return Assumption(Method.GROWTH, value, by_year=years, note=note)


def work(assumption=None, name="甲", intensities=None, **more):
    own = MappingProxyType({OUTPUT: assumption} if assumption is not None else {})
    given = MappingProxyType({LEVER: LeverIntensities(tuple(intensities.items()))} if intensities else {})
    return saved_as((Scenario("甲", name, assumptions=own, intensities=given),), "甲", **more)


def own(work, key=OUTPUT):
    return next(iter(work.scenarios.values())).assumptions.get(key)


def test_edits_of_different_cells_are_both_there():
    # one department changes 2023 and the note, the other 2024 and the name
    base = work(growth(5.0, y2023=6.0, y2024=7.0))
    mine = work(growth(5.0, "工业科", y2023=6.5, y2024=7.0))
    theirs = work(growth(5.0, y2023=6.0, y2024=8.0), name="攻坚")
    merged = merge(base, mine, theirs)
    assert own(merged.work) == growth(5.0, "工业科", y2023=6.5, y2024=8.0)
    assert merged.work.scenarios["甲"].name == "攻坚"
    assert merged.conflicts == ()
    assert {entry.cell for entry in merged.changes} == {Cell(ROW, "2024"), Cell(HEAD, "name")}


def test_one_cell_changed_by_both_is_a_conflict_that_stays_mine_until_theirs_is_chosen():
    base, mine, theirs = work(growth(5.0)), work(growth(6.0)), work(growth(7.0, "他们"))
    merged = merge(base, mine, theirs)
    (conflict,) = merged.conflicts
    assert (conflict.cell, conflict.base, conflict.mine, conflict.theirs, conflict.theirs_taken) == (
        Cell(ROW, "path"),
        (Method.GROWTH, 5.0, None),
        (Method.GROWTH, 6.0, None),
        (Method.GROWTH, 7.0, None),
        False,
    )
    assert own(merged.work) == growth(6.0, "他们")
    assert own(merge(base, mine, theirs, {conflict.cell: True}).work) == growth(7.0, "他们")
    # and a change that is not wanted can be left out
    assert own(merge(base, mine, theirs, {Cell(ROW, "note"): False}).work) == growth(6.0)


def test_the_same_edit_by_both_is_no_conflict():
    assert merge(work(growth(5.0)), work(growth(6.0)), work(growth(6.0))).entries == ()


def test_another_method_is_taken_or_refused_as_a_whole():
    # a step of 20 with the value of a growth would be nonsense
    step = Assumption(Method.STEP, 20.0)
    merged = merge(work(growth(5.0)), work(growth(6.0)), work(step))
    (conflict,) = merged.conflicts
    assert conflict.cell == Cell(ROW, WHOLE)
    assert own(merge(work(growth(5.0)), work(growth(6.0)), work(step), {conflict.cell: True}).work) == step
    assert own(merge(work(growth(5.0)), work(growth(5.0)), work(step)).work) == step


def test_where_both_went_over_to_another_method_they_are_taken_or_refused_as_a_whole():
    # the note that only one of them wrote belongs to a step of its own size
    mine, theirs = Assumption(Method.STEP, 20.0), Assumption(Method.STEP, 30.0, note="科技科")
    merged = merge(work(growth(5.0)), work(mine), work(theirs))
    (conflict,) = merged.entries
    assert (conflict.cell, conflict.conflict) == (Cell(ROW, WHOLE), True)
    assert own(merged.work) == mine
    assert own(merge(work(growth(5.0)), work(mine), work(theirs), {conflict.cell: True}).work) == theirs


def test_what_one_takes_away_and_the_other_changes_is_a_conflict():
    base, gone, edited = work(growth(5.0)), work(), work(growth(6.0))
    assert own(merge(base, gone, edited).work) is None
    assert len(merge(base, gone, edited).conflicts) == 1
    assert own(merge(base, edited, gone).work) == growth(6.0)
    assert own(merge(base, edited, gone, {Cell(ROW, WHOLE): True}).work) is None
    assert own(merge(base, base, gone).work) is None
    assert own(merge(base, gone, base).work) is None
    assert merge(base, gone, base).entries == ()


def test_levels_are_merged_by_year():
    base = work(intensities={2021: 0.0, 2025: 50.0})
    mine = work(intensities={2021: 10.0, 2025: 50.0})
    theirs = work(intensities={2021: 0.0, 2023: 30.0, 2025: 60.0})
    merged = merge(base, mine, theirs)
    assert merged.work.scenarios["甲"].intensities[LEVER].by_year == (
        (2021, 10.0),
        (2023, 30.0),
        (2025, 60.0),
    )
    gone = work(intensities={2021: 0.0})
    assert merge(base, base, gone).work.scenarios["甲"].intensities[LEVER].by_year == ((2021, 0.0),)


def test_without_a_common_parent_every_difference_is_asked():
    merged = merge(None, work(growth(5.0), intensities={2021: 1.0}), work(growth(6.0), name="乙"))
    assert {(entry.cell.part, entry.conflict) for entry in merged.entries} == {("name", True), ("path", True)}
    assert own(merged.work) == growth(5.0)


def test_scenarios_come_go_and_keep_a_name_of_their_own():
    base = saved_as((Scenario("甲", "甲"), Scenario("乙", "乙")), "乙")
    theirs = saved_as((Scenario("甲", "甲"), Scenario("x1", "攻坚", parent="甲")), "甲")
    mine = saved_as((Scenario("甲", "甲"), Scenario("乙", "乙"), Scenario("y1", "攻坚")), "乙")
    merged = merge(base, mine, theirs)
    assert [(one.id, one.name, one.parent) for one in merged.work.scenarios.values()] == [
        ("甲", "甲", None),
        ("y1", "攻坚", None),
        ("x1", "攻坚 2", "甲"),
    ]
    assert merged.renamed == (("攻坚", "攻坚 2"),)
    # the active one went with their deletion
    assert merged.saved.active == "甲"
    edited = with_parts(mine, scenarios=by_id((mine.work.scenarios["甲"], Scenario("乙", "乙改"))))
    asked = merge(base, edited, theirs)
    gone = Cell(Row("scenario", "乙", ()), WHOLE)
    assert [entry.cell for entry in asked.conflicts] == [gone]
    assert "乙" in {one.id for one in asked.work.scenarios.values()}
    # what mine looked at last stays before their eyes
    assert asked.saved.active == "乙"
    assert "乙" not in {one.id for one in merge(base, edited, theirs, {gone: True}).work.scenarios.values()}


def test_a_third_scenario_of_one_name_is_told_apart_too():
    mine = saved_as((Scenario("a", "攻坚"),), "a")
    theirs = saved_as((Scenario("b", "攻坚"), Scenario("c", "攻坚"), Scenario("d", "攻坚")), "b")
    merged = merge(None, mine, theirs)
    assert [one.name for one in merged.work.scenarios.values()] == ["攻坚", "攻坚 2", "攻坚 3", "攻坚 4"]
    assert merged.renamed == (("攻坚", "攻坚 2"), ("攻坚", "攻坚 3"), ("攻坚", "攻坚 4"))
    assert [entry.theirs_taken for entry in merged.entries] == [True, True, True]


def test_a_name_that_nobody_can_read_gives_way_to_the_id():
    mine = saved_as((Scenario("a", " "), Scenario("b", " 攻坚 ")), "a")
    theirs = saved_as((*mine.work.scenarios.values(), Scenario("c", "")), "a")
    merged = merge(mine, mine, theirs)
    assert [one.name for one in merged.work.scenarios.values()] == ["a", "攻坚", "c"]
    assert merged.renamed == ((" ", "a"), (" 攻坚 ", "攻坚"), ("", "c"))


def test_the_last_scenarios_are_not_taken_away():
    """Each side took away what the other kept: nothing would be left, so mine stay, and so it is told."""
    kept = Scenario("a", "a", assumptions=MappingProxyType({OUTPUT: growth(5.0)}))
    base = saved_as((kept, Scenario("b", "b")), "a")
    mine, theirs = saved_as((kept,), "a"), saved_as((Scenario("b", "b"),), "b")
    merged = merge(base, mine, theirs)
    assert merged.work.scenarios == {"a": kept}
    (entry,) = merged.entries
    assert (entry.cell, entry.theirs_taken) == (Cell(Row("scenario", "a", ()), WHOLE), False)


def test_a_child_whose_parent_went_keeps_its_path():
    parent = Scenario("p", "p", assumptions=MappingProxyType({OUTPUT: growth(9.0)}))
    base = saved_as((Scenario("甲", "甲"), parent), "甲")
    mine = saved_as((Scenario("甲", "甲"),), "甲")
    theirs = saved_as((*base.work.scenarios.values(), Scenario("c", "c", parent="p")), "甲")
    merged = merge(base, mine, theirs)
    assert {one.id: one.parent for one in merged.work.scenarios.values()} == {"甲": None, "c": None}
    assert merged.work.scenarios["c"].assumptions[OUTPUT] == growth(9.0)
    # a parent that nobody has, and parents that went and inherited from each other
    knot = saved_as(
        (
            *mine.work.scenarios.values(),
            Scenario("c", "c", "p"),
            Scenario("p", "p", "q"),
            Scenario("q", "q", "p"),
        ),
        "c",
    )
    both_gone = {Cell(Row("scenario", name, ()), WHOLE): False for name in "pq"}
    assert [one.parent for one in merge(mine, mine, knot, both_gone).work.scenarios.values()] == [None, None]
    lost = merge(None, mine, saved_as((Scenario("c", "c", parent="nobody"),), "c"))
    assert lost.work.scenarios["c"].parent is None


def tree(**parents):
    return saved_as(tuple(Scenario(one, one, parent or None) for one, parent in parents.items()), "a")


def parents_of(merged):
    return {one.id: one.parent for one in merged.work.scenarios.values()}


def parent_of(name):
    return Cell(Row("scenario", name, ()), "parent")


def test_a_circle_that_only_the_merge_would_make_is_not_made_and_mine_stays():
    merged = merge(tree(a="", b=""), tree(a="b", b=""), tree(a="", b="a"))
    assert parents_of(merged) == {"a": "b", "b": None}
    # and so it is told, even where theirs was asked for
    assert [(one.cell, one.theirs_taken) for one in merged.entries] == [(parent_of("b"), False)]
    asked = merge(tree(a="", b=""), tree(a="b", b=""), tree(a="", b="a"), {parent_of("b"): True})
    assert parents_of(asked) == {"a": "b", "b": None}
    # mine was somebody's child before: so it stays
    merged = merge(tree(a="c", b="", c=""), tree(a="c", b="a", c=""), tree(a="b", b="", c=""))
    assert parents_of(merged) == {"a": "c", "b": "a", "c": None}


def test_what_inherits_from_a_circle_that_is_not_made_keeps_its_parent():
    merged = merge(tree(c="a", a="", b=""), tree(c="a", a="b", b=""), tree(c="a", a="", b="a"))
    assert parents_of(merged) == {"c": "a", "a": "b", "b": None}
    # a child that theirs moved below it as well
    merged = merge(tree(c="", a="", b=""), tree(c="", a="b", b=""), tree(c="a", a="", b="a"))
    assert parents_of(merged) == {"c": "a", "a": "b", "b": None}


def test_a_parent_that_went_while_the_circle_was_made_hands_on_what_it_assumed():
    above = Scenario("p", "p", assumptions=MappingProxyType({OUTPUT: growth(9.0)}))
    base = saved_as((above, Scenario("a", "a", "p"), Scenario("b", "b")), "a")
    mine = saved_as((above, Scenario("a", "a", "p"), Scenario("b", "b", "a")), "a")
    theirs = saved_as((Scenario("a", "a", "b"), Scenario("b", "b")), "a")
    merged = merge(base, mine, theirs)
    assert parents_of(merged) == {"a": None, "b": "a"}
    assert own(merged.work) == growth(9.0)


def test_a_work_that_comes_in_a_circle_is_opened_without_it():
    knot = tree(a="b", b="a", c="a")
    assert parents_of(merge(None, knot, knot)) == {"a": None, "b": "a", "c": "a"}
    assert parents_of(merge(tree(d=""), tree(d=""), tree(d="", a="b", b="a"))) == {
        "d": None,
        "a": None,
        "b": "a",
    }


def test_a_circle_that_taking_back_one_move_would_close_is_not_made_either():
    merged = merge(
        tree(a="", b="", c="", d="a"), tree(a="", b="", c="d", d="a"), tree(a="c", b="", c="", d="c")
    )
    # d goes back to a, which theirs moved below c, which mine moved below d: so a goes back too
    assert parents_of(merged) == {"a": None, "b": None, "c": "d", "d": "a"}
    assert [(one.cell, one.theirs_taken) for one in merged.entries] == [
        (parent_of("a"), False),
        (parent_of("d"), False),
    ]


@st.composite
def forests(draw):
    """Four scenarios that inherit from each other in no circle, always named in the same order."""
    above = draw(st.permutations("abcd"))
    chosen = {one: draw(st.sampled_from(["", *above[:place]])) for place, one in enumerate(above)}
    return tree(**{one: chosen[one] for one in "abcd"})


@given(forests(), forests(), forests())
def test_however_two_move_scenarios_about_none_inherits_itself_and_each_line_tells_what_was_taken(
    base, mine, theirs
):
    merged = merge(base, mine, theirs)
    parents = parents_of(merged)
    for one in parents:
        above, seen = parents[one], {one}
        while above is not None:
            assert above not in seen
            seen.add(above)
            above = parents[above]
    before, ours, others = (
        {one.id: one.parent for one in each.work.scenarios.values()} for each in (base, mine, theirs)
    )
    for one in "abcd":
        if others[one] in (before[one], ours[one]):
            assert parents[one] == ours[one], "what theirs did not move stays where mine has it"
    for entry in merged.entries:
        assert parents[entry.cell.row.scenario] == (entry.theirs if entry.theirs_taken else entry.mine)


def test_amendments_of_the_plan_are_cells_too():
    series = SeriesKey("yongkang", "", "output")
    goal = target(series, "1500")

    def amended(figure, reason):
        return work(
            observations=MappingProxyType({(series, 2020): figure}),
            targets=MappingProxyType({goal.key: goal}),
            known=MappingProxyType({"f1": reason}),
            inserted=(Insertion("f", (LeverEffect("x", "output", "创新", 1.0),)),),
        )

    merged = merge(work(), work(), amended(None, "known"))
    # None takes the figure away; that is not the same as no amendment
    assert merged.work.observations == {(series, 2020): None}
    assert merged.work.targets == {goal.key: goal}
    assert merged.work.known == {"f1": "known"}
    assert len(merged.work.inserted) == 1
    assert len(merged.changes) == 4
    assert [
        entry.cell.row.area for entry in merge(work(), amended(1.0, "a"), amended(2.0, "a")).conflicts
    ] == ["observation"]


def test_two_children_of_one_parent_become_one():
    goal = target(SeriesKey("yongkang", "", "output"), "1500")
    mine = Scenario("m", "工业科", "p", assumptions=MappingProxyType({OUTPUT: growth(6.0)}))
    rnd = AssumptionKey("yongkang", "", "rnd")
    theirs = Scenario(
        "t",
        "科技科",
        "p",
        assumptions=MappingProxyType({OUTPUT: growth(7.0), rnd: growth(1.0)}),
        intensities=MappingProxyType({LEVER: LeverIntensities(((2025, 50.0),))}),
        targets=MappingProxyType({goal.key: goal}),
    )
    both = saved_as((Scenario("p", "p"), mine, theirs), "m")
    parent, brought = sibling_edits(both, "m", "t")
    # neither had said anything, and theirs are said by mine
    assert parent == saved_as((Scenario("m", "工业科", "p"),), "m")
    assert brought == saved_as((replace(theirs, id="m", name="工业科"),), "m")
    merged = merge(parent, both, brought)
    after = {one.id: one for one in merged.work.scenarios.values()}
    assert after["m"] == replace(
        theirs, id="m", name="工业科", assumptions={OUTPUT: growth(6.0), rnd: growth(1.0)}
    )
    assert after["t"] == theirs
    assert {entry.cell.row.area for entry in merged.changes} == {"assumption", "level", "target"}
    (conflict,) = merged.conflicts
    taken = merge(parent, both, brought, {conflict.cell: True}).work.scenarios["m"]
    assert taken.assumptions[OUTPUT] == growth(7.0)
    with pytest.raises(KeyError):
        sibling_edits(both, "m", "nobody")


def test_what_mine_alone_says_stays_when_anothers_rows_are_laid_in():
    said = Scenario(
        "m",
        "工业科",
        "p",
        intensities=MappingProxyType({LEVER: LeverIntensities(((2025, 50.0),))}),
        targets=MappingProxyType({(goal := target(SeriesKey("yongkang", "", "output"), "1500")).key: goal}),
    )
    both = saved_as((Scenario("p", "p"), said, Scenario("t", "科技科", "p")), "m")
    merged = merge(sibling_edits(both, "m", "t")[0], both, sibling_edits(both, "m", "t")[1])
    assert (merged.saved, merged.entries) == (both, ())
    assert list(merged.work.scenarios) == list(both.work.scenarios)


def unique(work):
    """Hypothesis gives what no document can hold: circles, no name."""
    found = {}
    for number, one in enumerate(work.work.scenarios.values()):
        found[one.id] = replace(one, parent=None, name=f"{one.name.strip()}{number}")
    return with_parts(work, scenarios=by_id(found.values() or (Scenario("基准", "基准"),)), known={})


sound = works.map(unique)


@given(sound)
def test_rows_and_cells_are_put_together_again(one):
    again = work_of_rows(rows_of_work(one.work))
    assert again == one.work
    assert list(again.scenarios) == list(one.work.scenarios)
    for row, value in rows_of_work(one.work).items():
        assert row_of_cells(row, cells_of_row(row, value)) == value


@given(sound, sound)
def test_what_only_one_side_changed_is_simply_taken(base, after):
    # exactly theirs, but for which scenario is active, the order, and the workbook's own
    for merged in (merge(base, base, after).work, merge(base, after, base).work):
        assert {one.id: replace(one, name="") for one in merged.scenarios.values()} == {
            one.id: replace(one, name="") for one in after.work.scenarios.values()
        }
        assert (merged.observations, merged.targets) == (after.work.observations, after.work.targets)
    assert merge(base, after, after).entries == ()
    assert merge(base, after, base).entries == ()


@given(sound, sound, sound)
def test_a_merge_that_is_merged_again_is_the_same(base, mine, theirs):
    merged = merge(base, mine, theirs)
    every = {entry.cell: True for entry in merged.entries}
    taken = merge(base, mine, theirs, every).work
    # with theirs chosen in every row nothing of theirs is missing
    for row, value in rows_of_work(theirs.work).items():
        if row in rows_of_work(taken) and row.area != "scenario":
            assert rows_of_work(taken)[row] == value or rows_of_work(mine.work).get(row) is not None
    ids = [one.id for one in merged.work.scenarios.values()]
    assert len(set(ids)) == len(ids)
    names = [one.name for one in merged.work.scenarios.values()]
    assert len(set(names)) == len(names)


@given(sound)
def test_what_is_packed_is_unpacked(one):
    exchange = Exchange(
        one, None, ExchangeOrigin("甲科室", "2026-03-01T00:00:00+00:00", "0.1", "规划.xlsx", "a" * 64, "规划")
    )
    assert unpack(pack(exchange), "x.npfs") == exchange
    assert unpack(pack(replace(exchange, base=one)), "x.npfs").base == one


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda text: text[: len(text) // 2], "damaged_npfs"),
        (lambda text: text.replace('"value": 5.0', '"value": 6.0'), "damaged_npfs"),
        (lambda text: text.replace('"value": 5.0', '"value": NaN'), "damaged_npfs"),
        (lambda text: text.replace('"value": 5.0', '"value": 1e999'), "damaged_npfs"),
        (lambda text: text.replace('"version": 1', '"version": 2'), "newer_npfs"),
        (lambda text: text.replace('"version": 1', '"version": "1"'), "newer_npfs"),
        (lambda text: text.replace('"format": "npfs"', '"format": "x"'), "not_npfs"),
        (lambda text: "", "not_npfs"),
        (lambda text: "[1]", "not_npfs"),
        (lambda text: "[" * 100000, "not_npfs"),
    ],
)
def test_what_is_no_exchange_or_a_broken_one_is_told(change, code):
    text = pack(Exchange(work(growth(5.0)), None)).decode()
    problem = unpack(change(text).encode(), "x.npfs")
    assert isinstance(problem, Problem)
    assert problem.code == code
    assert "x.npfs" in problem.message("en")
    assert problem.message("zh")


def test_forged_exchanges_with_a_right_sum_are_refused_all_the_same():
    import json

    from npfdesk.plan.exchange import _digest

    record = json.loads(pack(Exchange(work(growth(5.0)), None)))
    for scenarios in (
        [],
        record["work"]["scenarios"] * 2,
        [{"id": 1}],
        "x",
        [{**record["work"]["scenarios"][0], "levels": 3}],
    ):
        record["work"]["scenarios"] = scenarios
        record["sha256"] = _digest({"work": record["work"], "base": None})
        assert unpack(json.dumps(record).encode(), "x").code == "damaged_npfs"
    assert unpack(b"x" * (LIMIT + 1), "x").code == "large_npfs"
    record = json.loads(pack(Exchange(work(growth(5.0)), None)))
    assert (
        unpack(json.dumps({**record, "workbook": 3, "exported_by": 4}).encode(), "x").about
        == ExchangeOrigin()
    )
    # a mark at the head of the file, as some editors leave it, does no harm
    assert isinstance(unpack(b"\xef\xbb\xbf" + json.dumps(record).encode(), "x"), Exchange)


def test_chosen_scenarios_travel_with_their_ancestors():
    tree = saved_as(
        (Scenario("a", "a"), Scenario("b", "b", "a"), Scenario("c", "c", "b"), Scenario("d", "d")),
        "d",
        observations=MappingProxyType({(SeriesKey("x", "", "y"), 2020): 1.0}),
    )
    found = with_ancestors(tree, ["c"])
    assert [one.id for one in found.work.scenarios.values()] == ["a", "b", "c"]
    assert (found.active, found.work.observations) == ("c", tree.work.observations)
    assert with_ancestors(tree, ["d"], amendments=False).work.observations == {}
    with pytest.raises(KeyError):
        with_ancestors(tree, ["nobody"])


def test_the_common_parent_is_what_was_taken_in_last_then_the_workbooks():
    exported = saved_as((Scenario("a", "a9"), Scenario("b", "b9"), Scenario("c", "c9")), "a")
    first = saved_as((Scenario("a", "a1"), Scenario("b", "b1")), "a", known=MappingProxyType({"f": "x"}))
    second = saved_as((Scenario("b", "b2"),), "b")
    parent = common_parent(
        exported, (second, first), (Scenario("a", "a0"), Scenario("c", "c0"), Scenario("d", "d0"))
    )
    assert [one.name for one in parent.work.scenarios.values()] == ["a1", "b2", "c0"]
    assert common_parent(exported, (first,), (), amendments=False).work.known == {}
    assert common_parent(exported, (first,), ()).work.known == {"f": "x"}


def test_two_departments_edits_come_back_to_the_office_that_sent_the_parent():
    sent = work(growth(5.0, y2023=6.0))
    industry = work(growth(5.0, y2023=6.5))
    science = work(growth(5.5, y2023=7.0))
    first = merge(sent, sent, industry).saved
    second = merge(sent, first, science)
    # 2023 was changed by both departments: the office decides; the value only by one
    assert [entry.cell.part for entry in second.conflicts] == ["2023"]
    assert own(second.work) == growth(5.5, y2023=6.5)


def test_a_merge_is_one_step_that_is_undone(sample_plan):
    session = Session(LoadedWorkbook(sample_plan))
    before = session.document
    mine = saved_work(before)
    changed = replace(
        before.scenarios["惯性"],
        assumptions=MappingProxyType({**before.scenarios["惯性"].assumptions, OUTPUT: growth(9.0)}),
    )
    theirs = with_parts(
        mine,
        scenarios=by_id(changed if one.id == "惯性" else one for one in before.scenarios.values()),
        observations=MappingProxyType({(SeriesKey("yongkang", "", "output"), 2020): 700.0}),
    )
    merged = merge(mine, mine, theirs)
    change = session.apply(ReplaceWork(sample_plan, merged.saved, merged_label("科技科.npfs")))
    assert change.label.text("zh") == "合并“科技科.npfs”"
    row = sample_plan.row["yongkang", "", "output"]
    assert change.touched[row]
    assert session.document.plan.observed[row, sample_plan.column(2020)] == 700.0
    assert session.document.scenarios["规划"] is before.scenarios["规划"]
    session.undo()
    assert session.document is before
    # back to an earlier state without the amendment: the workbook's own figure is there again
    session.redo()
    session.apply(ReplaceWork(sample_plan, mine, restored_label("送审稿")))
    figure = sample_plan.observed[row, sample_plan.column(2020)]
    assert session.document.plan.observed[row, sample_plan.column(2020)] == figure
    same = session.apply(ReplaceWork(sample_plan, mine, restored_label("送审稿")))
    assert not same.touched.any()


def test_every_cell_can_be_said(sample_plan):
    series = SeriesKey("yongkang", "", "output")
    goal = target(series, "8000")
    scenario = Scenario(
        "s",
        "攻坚",
        "p",
        assumptions=MappingProxyType(
            {
                OUTPUT: Assumption(Method.LOGISTIC, 900.0, 2028.0, by_year=((2023, 1.5),)),
                AssumptionKey("*", "nobody", "nothing"): Assumption(Method.HOLD),
            }
        ),
        intensities=MappingProxyType({LEVER: LeverIntensities(((2025, 50.0),))}),
        targets=MappingProxyType({goal.key: goal}),
    )
    after = saved_as(
        (scenario,),
        "s",
        observations=MappingProxyType({(series, 2020): None, (series, 2019): 5.0}),
        targets=MappingProxyType(
            {goal.key: replace(goal, stretch_text="9000"), TargetKey(series, 2030): None}
        ),
        known=MappingProxyType({"f": "理由"}),
        inserted=(Insertion("框架", ()),),
    )
    names = {"s": "攻坚", "p": "规划"}
    for before in (None, saved_as((replace(scenario, name="旧", parent=None),), "s")):
        for one in differences(before.work if before else None, after.work):
            for language in ("zh", "en"):
                assert cell_text(sample_plan, one.cell, language)
                assert value_text(sample_plan, one.cell, one.after, names, language)
                assert value_text(sample_plan, one.cell, one.before, names, language)
            assert scenario_text(one.cell, names) in ("攻坚", "")
    cell = Cell(Row("assumption", "s", OUTPUT), "path")
    assert cell_text(sample_plan, cell, "zh") == "假设 · 永康市 · 规上工业总产值 · 方法和参数"
    assert value_text(sample_plan, cell, (Method.GROWTH, 5.5, None), names, "zh") == "增长率 5.5%"
    assert value_text(sample_plan, Cell(cell.row, "range"), (None, 7.0), names, "zh") == "— ~ 7"
    assert value_text(sample_plan, Cell(cell.row, "2023"), 6.5, names, "en") == "6.5"
    head = Row("scenario", "s", ())
    assert value_text(sample_plan, Cell(head, "parent"), "p", names, "zh") == "规划"
    assert value_text(sample_plan, Cell(head, WHOLE), scenario, names, "zh") == "攻坚"
    level = Cell(Row("level", "s", LEVER), "2025")
    assert value_text(sample_plan, level, 50.0, names, "zh") == "50%"
    assert cell_text(sample_plan, level, "en") == "lever · all regions · 技改 · 2025"


def test_how_much_differs_in_words():
    found = counts(differences(work(growth(5.0)).work, work(growth(6.0, "x"), name="乙").work))
    assert found == {"scenario": 1, "assumption": 2}
    assert counts_text(found, "zh") == "情景 1 处，假设 2 处"
    assert counts_text(found, "en") == "scenarios: 1, assumptions: 2"
    assert counts_text({}, "zh") == "没有改动"


def test_a_plan_without_amendments_takes_its_own_work(tmp_path):
    small = plan({("市", "", "gdp"): {2020: 1.0}})
    document = new_document(small)
    edit = ReplaceWork(small, saved_work(document), restored_label("x"))
    assert edit.apply(document).scenarios == document.scenarios
