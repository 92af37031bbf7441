"""Notes on cells: kept with the scenarios, handed on, taken away, told where the workbook no longer has the cell."""

from npfdesk.plan.cell_differences import cell_text, counts, counts_text, differences, value_text
from npfdesk.plan.edit_labels import scenario_removed, set_notes
from npfdesk.plan.edits import RemoveScenario
from npfdesk.plan.exchange import with_ancestors
from npfdesk.plan.merge import merge
from npfdesk.plan.notes import CellNote, NoteKey, NoteSubject
from npfdesk.plan.records import decode, encode, saved_work
from npfdesk.plan.restore import restore
from npfdesk.session import LoadedWorkbook, Session
from tests.plans import document, plan, scenario

FIGURES = {("市", "", "x"): {2020: 10.0}}
NOTE = CellNote("两个项目投产", "刘", "2026-11-21T08:00:00+00:00", outside=True)


def on(name, indicator="x", about=NoteSubject.ASSUMPTION, part="value", year=0):
    return NoteKey(about, name, "市", "", indicator, part, year)


def tree():
    return document(
        FIGURES, scenarios=[scenario("甲"), scenario("乙", parent="甲"), scenario("丙", parent="甲")]
    )


def test_a_note_is_one_step_and_work_that_is_not_saved_yet():
    session = Session(LoadedWorkbook(plan(FIGURES, scenarios=[scenario("甲")])))
    session.apply(set_notes({on("甲"): NOTE}))
    assert session.document.work.notes == {on("甲"): NOTE}
    assert session.unsaved
    assert session.history.undo_label.text("en") == "note: 两个项目投产"
    session.undo()
    assert session.document.work.notes == {}
    assert not session.unsaved


def test_labels_say_how_many():
    keys = [on("甲"), on("乙")]
    assert set_notes(dict.fromkeys(keys)).label.text("en") == "2 notes removed"
    other = CellNote("b")
    assert set_notes(dict(zip(keys, (NOTE, other), strict=True))).label.text("zh") == "2 条批注"


def test_notes_are_kept_with_the_scenarios_and_older_work_has_none():
    opened = document(FIGURES, scenarios=[scenario("甲")])
    keys = [
        on("甲"),
        on("", about=NoteSubject.OBSERVED, part="", year=2020),
        on("", about=NoteSubject.TARGET, part="target", year=2025),
    ]
    edited = set_notes(dict.fromkeys(keys, NOTE)).apply(opened)
    text = encode(saved_work(edited))
    work = decode(text)
    assert dict(work.work.notes) == dict.fromkeys(keys, NOTE)
    assert all(isinstance(key.about, NoteSubject) for key in work.work.notes)
    restored = restore(plan(FIGURES, scenarios=[scenario("甲")]), work)
    assert dict(restored.document.work.notes) == dict.fromkeys(keys, NOTE)
    assert restored.orphans == ()
    older = text.replace('"notes":', '"remarks":')
    assert dict(decode(older).work.notes) == {}


def test_a_note_on_what_the_workbook_no_longer_has_is_kept_and_told():
    opened = document(FIGURES, scenarios=[scenario("甲")])
    gone = {on("甲", "y"): NOTE, on("", "z", NoteSubject.OBSERVED, "", 2020): NOTE}
    restored = restore(plan(FIGURES, scenarios=[scenario("甲")]), saved_work(set_notes(gone).apply(opened)))
    assert dict(restored.document.work.notes) == gone
    told = [one.arguments["what"] for one in restored.orphans]
    assert told == ["市 · y", "市 · z · 2020"]
    assert [one.arguments["scenario"] for one in restored.orphans] == ["甲", "—"]


def test_notes_of_a_scenario_that_is_removed_go_to_its_children():
    own = CellNote("乙自己的")
    low = on("甲", part="low")
    opened = set_notes(
        {on("甲"): NOTE, low: NOTE, on("乙"): own, on("", about=NoteSubject.OBSERVED): NOTE}
    ).apply(tree())
    after = RemoveScenario("甲", scenario_removed("甲")).apply(opened)
    assert after.work.notes[on("乙")] == own
    assert after.work.notes[on("丙")] == NOTE
    assert after.work.notes[low._replace(scenario="乙")] == NOTE
    assert after.work.notes[on("", about=NoteSubject.OBSERVED)] == NOTE
    assert not any(key.scenario == "甲" for key in after.work.notes)
    # without notes nothing is built anew
    plain = tree()
    assert RemoveScenario("甲", scenario_removed("甲")).apply(plain).work.notes is plain.work.notes


def test_notes_are_merged_and_travel_with_their_scenarios():
    opened = tree()
    mine = saved_work(set_notes({on("甲"): NOTE}).apply(opened))
    both = set_notes({on("乙"): NOTE, on("", about=NoteSubject.OBSERVED): NOTE}).apply(opened)
    theirs = saved_work(both)
    merged = merge(saved_work(opened), mine, theirs)
    assert dict(merged.work.notes) == {**mine.work.notes, **theirs.work.notes}
    assert merged.conflicts == ()
    other = CellNote("另一理由")
    clash = merge(saved_work(opened), mine, saved_work(set_notes({on("甲"): other}).apply(opened)))
    assert len(clash.conflicts) == 1
    assert clash.work.notes[on("甲")] == NOTE
    (entry,) = clash.conflicts
    assert cell_text(opened.plan, entry.cell, "zh") == "批注 · 市 · x"
    assert value_text(opened.plan, entry.cell, entry.theirs, {}, "zh") == "另一理由"
    assert counts_text(counts(differences(opened.work, mine.work)), "en") == "notes: 1"
    # a scenario that does not travel leaves its notes at home, and without amendments the plan's stay too
    assert set(with_ancestors(theirs, ["甲"]).work.notes) == {on("", about=NoteSubject.OBSERVED)}
    assert set(with_ancestors(theirs, ["乙"], amendments=False).work.notes) == {on("乙")}
