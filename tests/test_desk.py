"""A workbook on the desk: opened, edited, drafted, saved, opened again."""

import os
import shutil
import sqlite3
from dataclasses import replace

import numpy as np
import pytest

from npfdesk.desk import (
    file_state,
    has_saved_corrections,
    open_workbook,
    read,
    read_exchange,
    reopen,
    save_corrections,
    saved_corrections,
)
from npfdesk.engine.edits.consequence import consequence
from npfdesk.locations import library_file, resources_folder, sample_workbook
from npfdesk.plan.document import blank_plan
from npfdesk.plan.edit_labels import scenario_removed, set_assumptions, set_observations
from npfdesk.plan.edits import EditRefused, RemoveScenario
from npfdesk.plan.merge import merge
from npfdesk.plan.problems import Problem
from npfdesk.plan.records import saved_work
from npfdesk.plan.restore import merged_label
from npfdesk.plan.series import AssumptionKey, SeriesKey
from npfdesk.plan.status_rules import Rule
from npfdesk.plan.statuses import Status
from npfdesk.session import LoadedWorkbook, Session, Structure
from npfdesk.store.library import Library
from npfdesk.store.library_records import Revision
from npfdesk.workbook.published.corrections import NO_CORRECTIONS, Corrections

YONGKANG = SeriesKey("yongkang", "", "output")


@pytest.fixture
def library(tmp_path):
    opened = Library(tmp_path / "library.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def workbook(tmp_path):
    return shutil.copy(sample_workbook(), tmp_path / "规划.xlsx")


def grow(session, figure):
    row = session.document.plan.row[YONGKANG]
    inherited = session.results.scenarios["惯性"].inputs.assumption_of(row).assumption
    changed = {AssumptionKey(*YONGKANG): replace(inherited, value=figure)}
    return session.apply(set_assumptions(session.document, "惯性", changed))


def test_what_was_saved_is_there_when_it_is_opened_again(library, workbook):
    opening = open_workbook(workbook, library)
    assert opening.restored is None
    grow(opening.desk.session, 9.2)
    assert opening.desk.session.unsaved
    assert isinstance(opening.desk.save(library, "第一次"), Revision)
    assert not opening.desk.session.unsaved
    again = open_workbook(workbook, library)
    row = again.desk.session.document.plan.row[YONGKANG]
    assert again.desk.session.results.scenarios["惯性"].inputs.assumption_of(row).assumption.value == 9.2
    assert (again.restored.orphans, again.restored.differences, again.draft) == ((), (), None)


def test_a_draft_is_offered_and_can_be_taken(library, workbook):
    opening = open_workbook(workbook, library)
    opening.desk.save(library)
    grow(opening.desk.session, 7.7)
    assert isinstance(opening.desk.draft(library), str)
    again = open_workbook(workbook, library)
    assert again.draft is not None
    assert not again.desk.session.unsaved
    again.desk.adopt_draft(again.draft)
    key = AssumptionKey(*YONGKANG)
    assert again.desk.session.document.scenarios["惯性"].assumptions[key].value == 7.7
    assert again.desk.session.unsaved


def test_a_save_after_somebody_elses_is_a_conflict_and_both_are_kept(library, workbook):
    one, other = open_workbook(workbook, library).desk, open_workbook(workbook, library).desk
    one.save(library)
    two = open_workbook(workbook, library).desk
    grow(one.session, 1.0)
    grow(two.session, 2.0)
    assert isinstance(two.save(library), Revision)
    outcome = one.save(library)
    assert isinstance(outcome, Problem)
    assert outcome.code == "save_conflict"
    assert open_workbook(workbook, library).draft is not None
    assert other.session is not one.session


def test_a_library_that_cannot_be_written_loses_nothing(library, workbook, monkeypatch):
    desk = open_workbook(workbook, library).desk
    grow(desk.session, 1.0)

    def full(*_):
        raise sqlite3.OperationalError("disk is full")

    monkeypatch.setattr(library, "save", full)
    monkeypatch.setattr(library, "draft", full)
    assert desk.save(library).code == "not_saved"
    assert desk.draft(library).code == "not_saved"
    assert desk.session.unsaved
    desk.identity = None
    assert desk.save(library).code == "not_saved"
    assert desk.draft(library) == ""


def test_a_refused_file_has_no_desk(library, tmp_path):
    bad = tmp_path / "坏.xlsx"
    bad.write_text("不是")
    opening = open_workbook(bad, library)
    assert opening.desk is None
    assert opening.reading.status == "refused"


def test_a_session_undoes_redoes_and_switches(sample_plan):
    session = Session(LoadedWorkbook(sample_plan))
    begun = session.document
    change = grow(session, 20.0)
    row = sample_plan.row[YONGKANG]
    assert change.touched[row]
    assert change.label.text("zh") == "永康市 规上工业总产值 5.5 → 20%"
    assert session.unsaved
    back = session.undo("我")
    assert back.origin == "我"
    assert session.document is begun
    assert not session.unsaved
    assert session.redo().touched[row]
    switched = session.activate("攻坚")
    assert switched.structure == Structure.ACTIVE
    with pytest.raises(KeyError):
        session.activate("没有")
    removed = session.apply(RemoveScenario("规划", scenario_removed("规划")))
    assert removed.structure & Structure.SCENARIOS
    assert removed.touched.all()
    amended = session.apply(set_observations(session.document, {(YONGKANG, 2021): 850.0}))
    assert amended.touched[row]
    assert session.opening().touched.all()


def test_a_refused_edit_changes_nothing(sample_plan):
    session = Session(LoadedWorkbook(sample_plan))
    before = session.document, session.results, session.history
    for name in ("规划", "攻坚"):
        session.apply(RemoveScenario(name, scenario_removed(name)))
    before = session.document, session.results, session.history
    with pytest.raises(EditRefused):
        session.apply(RemoveScenario("惯性", scenario_removed("惯性")))
    assert (session.document, session.results, session.history) == before


def test_the_consequence_of_an_edit(sample_plan):
    session = Session(LoadedWorkbook(sample_plan))
    before = session.results
    change = grow(session, 9.2)
    row = sample_plan.row[YONGKANG]
    seen = consequence(before, change.results, "惯性", row, 2025, Rule.PACE)
    assert seen.before == pytest.approx(799.7 * 1.055**5)
    assert seen.after == pytest.approx(799.7 * 1.092**5)
    assert seen.gap == pytest.approx(1200 - seen.after)
    assert seen.own == (Status.YELLOW, Status.BLUE)
    assert dict(seen.turned)[Status.BLUE] == 1
    other = Session(LoadedWorkbook(blank_plan()))
    assert np.isnan(consequence(other.results, change.results, "惯性", row, 2025, Rule.PACE).before)


def test_an_empty_plan_is_a_session_too():
    session = Session(LoadedWorkbook(blank_plan()))
    assert session.results.scenarios
    assert session.document.plan.series == ()


def test_places(tmp_path, monkeypatch):
    assert (resources_folder() / "fonts" / "OFL.txt").is_file()
    monkeypatch.setenv("NPFDESK_HOME", str(tmp_path / "家"))
    assert library_file() == tmp_path / "家" / "library.sqlite"
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)
    assert resources_folder() == tmp_path / "resources"
    monkeypatch.delenv("NPFDESK_HOME")
    monkeypatch.setattr("appdirs.user_data_dir", lambda *_, **__: str(tmp_path / "别处"))
    assert library_file().parent == tmp_path / "别处"


def value(desk):
    return desk.session.document.scenarios["惯性"].assumptions[AssumptionKey(*YONGKANG)].value


def test_a_conflict_is_merged_and_the_next_save_goes_upon_theirs(library, workbook):
    one, two = open_workbook(workbook, library).desk, open_workbook(workbook, library).desk
    assert one.conflicting_work(library) is None
    grow(two.session, 2.0)
    two.save(library)
    one.session.apply(set_observations(one.session.document, {(YONGKANG, 2020): 700.0}))
    assert one.save(library).code == "save_conflict"
    base, theirs = one.conflicting_work(library)
    merged = merge(base, saved_work(one.session.document), theirs)
    assert merged.conflicts == ()
    one.session.apply(one.replacement_edit(merged.saved, merged_label("two")))
    one.settle_conflict()
    assert isinstance(one.save(library), Revision)
    again = open_workbook(workbook, library).desk
    assert value(again) == 2.0
    assert again.session.document.work.observations == {(YONGKANG, 2020): 700.0}
    # and a second time, begun from a save
    two.revision = library.revisions(two.identity)[-1].id
    grow(two.session, 3.0)
    assert two.save(library).code == "save_conflict"
    base, theirs = two.conflicting_work(library)
    same = list(base.work.scenarios.items()) == list(theirs.work.scenarios.items())
    assert (same, base.work.observations) == (True, {})


def test_scenarios_travel_to_a_department_and_back(workbook, tmp_path):
    office, there = Library(tmp_path / "office.sqlite"), Library(tmp_path / "department.sqlite")
    sender = open_workbook(workbook, office).desk
    grow(sender.session, 6.0)
    file = tmp_path / "下发.npfs"
    assert sender.export(office, ["惯性"], file) is None
    sent = read_exchange(file)
    assert sent.about.workbook == "规划.xlsx"
    assert sent.about.plan == sender.session.opened.plan.title
    department = open_workbook(workbook, there).desk
    merged = merge(sent.base, saved_work(department.session.document), sent.work)
    assert [entry.conflict for entry in merged.entries] == [False]
    department.session.apply(department.replacement_edit(merged.saved, merged_label(file.name)))
    department.record_import(there, sent)
    grow(department.session, 7.0)
    assert department.export(there, ["惯性"], tmp_path / "上报.npfs") is None
    back = read_exchange(tmp_path / "上报.npfs")
    # the parent is what the office sent, not what the workbook says
    assert list(back.base.work.scenarios.items()) == list(sent.work.work.scenarios.items())
    returned = merge(back.base, saved_work(sender.session.document), back.work)
    assert returned.conflicts == ()
    sender.session.apply(sender.replacement_edit(returned.saved, merged_label("上报.npfs")))
    assert value(sender) == 7.0
    assert sender.export(None, ["惯性"], tmp_path / "没有" / "x.npfs").code == "not_written"
    assert read_exchange(tmp_path / "没有.npfs").code == "not_read"
    department.identity = None
    assert department.export(None, ["惯性"], tmp_path / "无名.npfs", amendments=False) is None
    office.close()
    there.close()


def test_an_old_save_is_reopened_on_the_workbook_it_was_made_for(library, workbook, tmp_path):
    import openpyxl

    desk = open_workbook(workbook, library).desk
    grow(desk.session, 6.0)
    first = desk.save(library, "第一次")
    book = openpyxl.load_workbook(workbook)
    book["规划"]["B1"] = "改过的规划"
    book.save(workbook)
    later = open_workbook(workbook, library).desk
    grow(later.session, 8.0)
    later.save(library, "第二次")
    opening = reopen(library, later.identity, first, tmp_path / "旧")
    assert value(opening.desk) == 6.0
    assert opening.desk.identity.sha256 == first.plan_sha256 != later.identity.sha256
    assert not opening.desk.session.unsaved
    # it goes on as a workbook of its own, with the history that led to it
    grow(opening.desk.session, 6.6)
    saved = opening.desk.save(library)
    assert isinstance(saved, Revision)
    assert value(open_workbook(workbook, library).desk) == 8.0
    again = reopen(library, later.identity, first, tmp_path / "旧")
    assert again.desk.identity.path == opening.desk.identity.path
    grow(again.desk.session, 6.7)
    assert isinstance(again.desk.save(library), Revision)
    # a file that somebody changed stays
    changed = tmp_path / "旧" / str(first.id) / "规划.xlsx"
    changed.write_bytes(workbook.read_bytes())
    other = reopen(library, later.identity, first, tmp_path / "旧")
    assert other.reading.file.name == "规划 2.xlsx"
    library.connection.execute("DELETE FROM content")
    assert reopen(library, later.identity, first, tmp_path / "旧").code == "not_kept"
    (tmp_path / "文件").touch()
    later.save(library)
    latest = library.revisions(later.identity)[0]
    assert reopen(library, later.identity, latest, tmp_path / "文件").code in ("not_read", "not_kept")


def test_a_damaged_save_is_told_when_the_workbook_is_opened(library, workbook):
    desk = open_workbook(workbook, library).desk
    grow(desk.session, 6.0)
    desk.save(library)
    grow(desk.session, 7.0)
    desk.save(library)
    library.connection.execute("UPDATE revision SET digest = ? WHERE id = 2", ("0" * 64,))
    opening = open_workbook(workbook, library)
    assert opening.problem.code == "damaged_revision"
    assert value(opening.desk) == 6.0


def test_a_draft_that_is_taken_is_unsaved_work_upon_what_was_saved(library, workbook):
    desk = open_workbook(workbook, library).desk
    desk.save(library, "底稿")
    grow(desk.session, 9.2)
    assert desk.draft(library)
    later = open_workbook(workbook, library)
    restored = later.desk.adopt_draft(later.draft, library)
    assert restored.orphans == ()
    assert later.desk.session.unsaved
    row = later.desk.session.document.plan.row[YONGKANG]
    assert later.desk.session.results.scenarios["惯性"].inputs.assumption_of(row).assumption.value == 9.2
    # ours from now on: thrown away, it is not offered again
    assert later.desk.discard_draft(library) is None
    assert open_workbook(workbook, library).draft is None


def test_after_a_draft_was_taken_in_place_of_newer_work_it_is_the_one_offered_first(library, workbook):
    desk = open_workbook(workbook, library).desk
    grow(desk.session, 9.2)
    desk.draft(library)
    library.draft_apart()
    later = open_workbook(workbook, library)
    grow(later.desk.session, 6.6)
    aside = later.desk.set_aside(library)
    later.desk.adopt_draft(later.draft, library)
    # the program ends with the draft on screen, and the next start has a place of its own
    library.draft_apart()
    after = open_workbook(workbook, library)
    assert after.draft.work == later.draft.work
    assert after.desk.waiting_draft(library, after.draft).work == aside.work


def test_a_draft_that_cannot_be_thrown_away_is_told(library, workbook, monkeypatch):
    desk = open_workbook(workbook, library).desk

    def full(*_):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(library, "discard_draft", full)
    problem = desk.discard_draft(library)
    assert isinstance(problem, Problem)
    assert "disk is full" in problem.message("en")
    assert desk.discard_draft(None) is None


def test_work_that_cannot_be_set_aside_is_told_and_stays(library, workbook, monkeypatch):
    desk = open_workbook(workbook, library).desk
    grow(desk.session, 1.0)
    shown, owner = desk.session.document, library.owner

    def fails(_):
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(library, "drafts", fails)
    problem = desk.set_aside(library)
    assert problem.code == "not_saved"
    assert "disk I/O error" in problem.message("zh")
    assert (desk.session.document, library.owner) == (shown, owner)
    monkeypatch.undo()
    assert not isinstance(desk.set_aside(library), Problem)
    assert desk.session.unsaved


def test_a_look_tells_whether_the_workbook_is_still_what_was_read(workbook, tmp_path):
    desk = open_workbook(workbook, None).desk
    first = file_state(workbook, None, desk.identity.sha256, desk.grid)
    assert (first.state, first.reading) == ("same", None)
    os.utime(workbook, ns=(1, 1))
    touched = file_state(workbook, first.stamp, desk.identity.sha256, desk.grid)
    assert touched.state == "same"
    assert touched.stamp != first.stamp
    # an unchanged stamp is believed, the file is not read again
    assert file_state(workbook, touched.stamp, "another", desk.grid).state == "same"
    changed = file_state(workbook, first.stamp, "0" * 64, desk.grid)
    assert (changed.state, changed.differences) == ("changed", ())
    assert changed.identity.sha256 == desk.identity.sha256
    assert file_state(tmp_path / "没有.xlsx", None, "", desk.grid).state == "gone"
    folder = file_state(tmp_path, None, "", desk.grid)
    assert folder.state == "unreadable"
    assert folder.reason


def test_a_workbook_that_changed_takes_the_place_of_the_one_open(workbook):
    desk = open_workbook(workbook, None).desk
    grow(desk.session, 9.2)
    reading, identity = read(workbook)
    restored = desk.reload(reading, identity)
    assert restored.orphans == ()
    assert desk.session.unsaved
    assert desk.session.history.undo_label is None
    row = desk.session.document.plan.row[YONGKANG]
    assert desk.session.results.scenarios["惯性"].inputs.assumption_of(row).assumption.value == 9.2
    # what was refused leaves what is open as it is
    kept = desk.session
    with pytest.raises(ValueError, match="refused"):
        desk.reload(replace(reading, plan=None), identity)
    assert desk.session is kept


def test_what_was_put_right_in_a_workbook_is_kept_for_its_path(library, workbook):
    assert saved_corrections(library, workbook) == NO_CORRECTIONS
    assert not has_saved_corrections(library, workbook)
    put_right = Corrections(rows=frozenset({("Sheet1", 3)}), city="金华市")
    save_corrections(library, workbook, put_right)
    assert has_saved_corrections(library, workbook)
    assert saved_corrections(library, workbook) == put_right
    assert not has_saved_corrections(None, workbook)
    # what cannot be read is passed over, not believed
    library.set_setting(f"recognition:{os.path.normcase(os.path.abspath(workbook))}", "{")
    assert saved_corrections(library, workbook) == NO_CORRECTIONS
