"""The library in the window: history, backups, exchange, merges, the second start."""

import datetime
import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QMessageBox

from npfdesk.app import build
from npfdesk.desk import open_workbook, read_exchange
from npfdesk.locations import sample_workbook
from npfdesk.plan.edit_labels import scenario_added, set_assumptions
from npfdesk.plan.edits import AddScenario
from npfdesk.plan.exchange import Exchange, pack
from npfdesk.plan.methods import Method
from npfdesk.plan.records import saved_work
from npfdesk.plan.scenarios import Assumption, Scenario, by_id
from npfdesk.plan.series import AssumptionKey
from npfdesk.store import backups
from npfdesk.store.library import Library
from npfdesk.ui.library.maintenance import LibraryMaintenance
from npfdesk.ui.library.registry import IMPORT
from npfdesk.ui.look import language
from npfdesk.ui.look.mnemonics import bare
from npfdesk.ui.window.single_instance import Listener, forward, name_for
from tests.plans import with_parts

KEY = AssumptionKey("yongkang", "", "output")
NOW = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)


def grow(workspace, figure):
    change = {KEY: Assumption(Method.GROWTH, figure)}
    workspace.apply(set_assumptions(workspace.document, workspace.document.active, change))


def figure(desk):
    one = desk.window.workspace.document.scenario.assumptions.get(KEY)
    return one.value if one is not None else None


@pytest.fixture
def book(tmp_path):
    return Path(shutil.copy(sample_workbook(), tmp_path / "规划.xlsx"))


@pytest.fixture
def desk(bare, qtbot, book):
    bare.workbook_opening.open_now(book)
    with qtbot.waitExposed(bare.window):
        bare.window.show()
    yield bare
    if bare.library_dialogs.dialog is not None:
        bare.library_dialogs.dialog.close()


def texts(table):
    return table.rows.texts()[1:]


def asked(desk, name):
    action = next(action for action, source in desk.window.menus.actions if source == name)
    action.trigger()
    return desk.library_dialogs.dialog


def test_the_history_lists_compares_names_and_restores(desk, qtbot):
    for value in (6.0, 7.0):
        grow(desk.window.workspace, value)
        assert desk.autosave.save()
    grow(desk.window.workspace, 8.0)
    dialog = asked(desk, "History…")
    assert texts(dialog.list)[0][4] == "assumptions: 1"
    assert len(texts(dialog.list)) == 2
    ((scenario, cell, then, now),) = texts(dialog.compared)
    assert (scenario, then, now) == (desk.window.workspace.document.scenario.name, "growth 7%", "growth 8%")
    assert cell.startswith("assumption · Yongkang")
    # named by typing into the line
    assert dialog.list.rows.setData(dialog.list.rows.index(1, 2), "送审稿")
    assert texts(dialog.list)[1][2] == "送审稿"
    dialog.list.selectRow(1)
    assert texts(dialog.compared)[0][2] == "growth 6%"
    qtbot.mouseClick(dialog.restore_button, Qt.MouseButton.LeftButton)
    assert figure(desk) == 6.0
    assert desk.window.workspace.session.unsaved
    assert texts(dialog.compared) == []
    assert not dialog.restore_button.isEnabled()
    assert desk.window.menus.undo.text() == "Undo Restore “送审稿”"
    desk.window.workspace.undo()
    assert figure(desk) == 8.0
    language.set_language("zh")
    qtbot.waitUntil(lambda: bare(dialog.restore_button.text()) == "恢复")
    assert "假设" in texts(dialog.list)[0][4]


def test_an_empty_history_says_so_and_a_draft_is_in_it(desk):
    dialog = asked(desk, "History…")
    assert "Nothing has been saved" in dialog.notes.text()
    assert not dialog.restore_button.isEnabled()
    grow(desk.window.workspace, 8.0)
    desk.autosave.draft()
    desk.window.workspace.undo()
    dialog.refresh()
    assert texts(dialog.list)[0][3] == "unsaved draft"
    dialog.restore()
    assert figure(desk) == 8.0


def test_an_old_save_is_opened_on_its_own_workbook(desk, qtbot, book):
    grow(desk.window.workspace, 6.0)
    desk.autosave.save()
    dialog = asked(desk, "History…")
    assert dialog.reopen_button.isEnabled()
    with qtbot.waitSignal(desk.workbook_opening.opened):
        qtbot.mouseClick(dialog.reopen_button, Qt.MouseButton.LeftButton)
    assert figure(desk) == 6.0
    assert desk.window.workspace.session.opened.path.parent.parent.name == "reopened"
    assert desk.window.workspace.session.opened.path.read_bytes() == book.read_bytes()
    # where the workbook was not kept that is said
    desk.workbook_opening.library.connection.execute("DELETE FROM content")
    dialog = asked(desk, "History…")
    dialog.reopen()
    assert "not kept" in dialog.notes.text()
    desk.workbook_opening.library.connection.execute("UPDATE revision SET digest = ?", ("0" * 64,))
    dialog.refresh()
    assert "damaged" in dialog.notes.text()


def test_a_backup_is_taken_and_put_back_from_inside(desk, qtbot):
    grow(desk.window.workspace, 6.0)
    desk.autosave.save()
    dialog = asked(desk, "Backups…")
    assert "no backup yet" in dialog.notes.text()
    qtbot.mouseClick(dialog.backup_button, Qt.MouseButton.LeftButton)
    assert len(texts(dialog.list)) == 1
    assert dialog.notes.text().startswith("Workbooks: 1; saves: 1,")
    grow(desk.window.workspace, 7.0)
    desk.autosave.save()
    dialog.confirm = lambda _: False
    dialog.restore()
    assert len(desk.workbook_opening.library.revisions(desk.workbook_opening.desk.identity)) == 2
    dialog.confirm = lambda _: True
    with qtbot.waitSignal(desk.workbook_opening.opened, timeout=20000):
        qtbot.mouseClick(dialog.restore_button, Qt.MouseButton.LeftButton)
    assert figure(desk) == 6.0
    assert len(desk.workbook_opening.library.revisions(desk.workbook_opening.desk.identity)) == 1
    # what was there before is a backup too
    dialog = asked(desk, "Backups…")
    assert len(texts(dialog.list)) == 2
    dialog.found[0].path.write_bytes(b"SQLite format 3\x00" + b"x" * 5000)
    dialog.refresh()
    dialog.list.selectRow(0)
    assert "cannot be used" in dialog.notes.text()
    assert not dialog.restore_button.isEnabled()


def test_the_backup_before_a_change_of_form_has_its_own_words(desk, qtbot):
    path = desk.workbook_opening.library.path
    backups.verified_copy(path, backups.before_change(path, 2))
    dialog = asked(desk, "Backups…")
    assert texts(dialog.list)[0][2] == "before the change to version 2"
    assert dialog.restore_button.isEnabled()
    language.set_language("zh")
    qtbot.waitUntil(lambda: texts(dialog.list)[0][2] == "升级到版本 2 之前")


def test_scenarios_are_exported_and_shown_before_they_are_taken_in(desk, qtbot, tmp_path):
    dialog = asked(desk, "Export scenarios…")
    assert dialog.chosen == [desk.window.workspace.document.active]
    dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    for line in range(dialog.list.count()):
        dialog.list.item(line).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.export_button.isEnabled()
    dialog.list.item(0).setCheckState(Qt.CheckState.Checked)
    dialog.ask_file = lambda: None
    dialog.export()
    dialog.ask_file = lambda: tmp_path / "没有" / "下发.npfs"
    dialog.export()
    assert "could not be written" in dialog.notes.text()
    dialog.ask_file = lambda: tmp_path / "下发.npfs"
    qtbot.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    exchange = read_exchange(tmp_path / "下发.npfs")
    # a department raises one figure and writes a note; here the same figure was changed meanwhile
    name = next(iter(exchange.work.work.scenarios))
    desk.window.workspace.activate(name)
    theirs = replace(
        exchange.work.work.scenarios[name],
        assumptions=MappingProxyType(
            {
                **exchange.work.work.scenarios[name].assumptions,
                KEY: Assumption(Method.GROWTH, 9.0, note="部门"),
            }
        ),
    )
    file = tmp_path / "上报.npfs"
    before = replace(
        theirs, assumptions=MappingProxyType({**theirs.assumptions, KEY: Assumption(Method.GROWTH, 5.0)})
    )
    base = with_parts(exchange.work, scenarios=by_id((before,)))
    file.write_bytes(pack(Exchange(with_parts(exchange.work, scenarios=by_id((theirs,))), base)))
    grow(desk.window.workspace, 6.0)
    before = desk.window.workspace.document
    desk.library_dialogs.ask_file = lambda: str(file)
    merging = asked(desk, "Import scenarios…")
    assert desk.window.workspace.document is before
    lines = texts(merging.list)
    assert {tuple(line[2:]) for line in lines} == {
        ("growth 5%", "growth 6%", "growth 9%", "mine"),
        ("none", "none", "部门", "theirs"),
    }
    assert "1 change, 1 conflict" in merging.notes.text()
    row = next(number for number, line in enumerate(lines) if line[3] == "growth 6%")
    merging.list.setCurrentIndex(merging.list.rows.index(row, 0))
    qtbot.keyClick(merging, Qt.Key.Key_Space)
    assert texts(merging.list)[row][5] == "theirs"
    qtbot.mouseClick(merging.all_mine_button, Qt.MouseButton.LeftButton)
    assert {line[5] for line in texts(merging.list)} == {"mine"}
    qtbot.mouseClick(merging.all_theirs_button, Qt.MouseButton.LeftButton)
    language.set_language("zh")
    qtbot.waitUntil(lambda: bare(merging.merge_button.text()) == "合并")
    assert "冲突" in merging.notes.text()
    qtbot.mouseClick(merging.merge_button, Qt.MouseButton.LeftButton)
    assert figure(desk) == 9.0
    assert desk.window.workspace.document.scenario.assumptions[KEY].note == "部门"
    desk.window.workspace.undo()
    assert desk.window.workspace.document.scenarios is before.scenarios


def test_a_file_that_is_none_of_ours_is_told_and_nothing_changes(desk, tmp_path):
    file = tmp_path / "信.npfs"
    file.write_text("hello")
    before = desk.window.workspace.document
    desk.open_file(file)
    assert "not a scenario exchange file" in desk.window.banner.message_text
    assert desk.window.workspace.document is before
    desk.library_dialogs.ask_file = lambda: ""
    desk.window.menus.library_wanted.emit(IMPORT.key)
    own = tmp_path / "同.npfs"
    desk.workbook_opening.desk.export(None, [before.active], own)
    desk.open_file(own)
    assert "contains nothing" in desk.library_dialogs.dialog.notes.text()
    assert desk.window.banner.message_text == ""


def test_without_a_workbook_there_is_nothing_to_hand_out(bare):
    said = []
    bare.window.workspace.notice.connect(said.append)
    for wanted in ("History…", "Export scenarios…", "Import scenarios…"):
        asked(bare, wanted)
    assert said == ["Open a workbook first."] * 3
    assert bare.library_dialogs.dialog is None
    assert bare.library_dialogs.merge_saves() is None


def test_two_windows_on_one_library_lose_neithers_edits(desk, qtbot, book):
    other = Library(desk.workbook_opening.library.path)
    theirs = open_workbook(book, other).desk
    theirs.session.apply(
        set_assumptions(
            theirs.session.document,
            "规划",
            {AssumptionKey("yiwu", "", "output"): Assumption(Method.GROWTH, 3.0)},
        )
    )
    theirs.save(other)
    grow(desk.window.workspace, 6.0)
    assert not desk.autosave.save()
    notice = desk.window.banner.notices["saving"]
    qtbot.mouseClick(notice.buttons[0], Qt.MouseButton.LeftButton)
    merging = desk.library_dialogs.dialog
    assert "1 change, 0 conflicts" in merging.notes.text()
    qtbot.mouseClick(merging.merge_button, Qt.MouseButton.LeftButton)
    assert not desk.window.workspace.session.unsaved
    after = open_workbook(book, other).desk.session.document
    assert after.scenarios["规划"].assumptions[AssumptionKey("yiwu", "", "output")].value == 3.0
    assert after.scenarios[desk.window.workspace.document.active].assumptions[KEY].value == 6.0
    assert "saving" not in desk.window.banner.notices
    other.close()


def test_a_conflict_with_nothing_to_take_is_saved_upon_it(desk, book):
    other = Library(desk.workbook_opening.library.path)
    theirs = open_workbook(book, other).desk
    theirs.save(other)
    grow(desk.window.workspace, 6.0)
    assert not desk.autosave.save()
    merging = desk.library_dialogs.merge_saves()
    assert merging.merge_button.isEnabled()
    merging.take()
    assert not desk.window.workspace.session.unsaved
    assert figure(desk) == 6.0
    other.close()


def test_the_recovery_question_says_when_and_what_and_discarding_discards(bare, qtbot, book, tmp_path):
    bare.workbook_opening.open_now(book)
    grow(bare.window.workspace, 6.0)
    bare.autosave.draft()
    # the program is started again after a crash: another process, another owner of drafts
    library = Library(bare.workbook_opening.library.path)
    again = build(library)
    again.workbook_opening.open_now(book)
    assert "(assumptions: 1)" in again.window.banner.message_text
    assert "unsaved changes of 20" in again.window.banner.message_text
    again.workbook_opening.discard()
    assert library.drafts(again.workbook_opening.desk.identity) == ()
    third = open_workbook(book, library)
    assert third.draft is None
    again.workbook_opening.desk = None
    again.window.close()
    again.file_watch.stop()
    again.window.deleteLater()
    library.close()


def test_a_damaged_latest_save_is_said_in_the_window(desk, book):
    for value in (6.0, 7.0):
        grow(desk.window.workspace, value)
        desk.autosave.save()
    desk.workbook_opening.library.connection.execute(
        "UPDATE revision SET digest = ? WHERE id = 2", ("0" * 64,)
    )
    desk.workbook_opening.open_now(book)
    assert "is damaged" in desk.window.banner.message_text
    assert figure(desk) == 6.0


def test_a_day_without_a_backup_is_backed_up_in_a_thread(desk, qtbot, monkeypatch):
    library = desk.workbook_opening.library
    maintenance = LibraryMaintenance(library, desk.window.banner, desk)
    with qtbot.waitSignal(maintenance.done, timeout=20000) as ended:
        maintenance.run_if_due()
        maintenance.run_if_due()
    assert isinstance(ended.args[0], backups.Backup)
    maintenance.run_if_due()
    assert maintenance.backup_thread is None
    ended.args[0].path.unlink()
    (library.path.parent / "backups").rmdir()
    (library.path.parent / "backups").write_text("in the way")
    with qtbot.waitSignal(maintenance.done, timeout=20000):
        maintenance.run_if_due()
    assert "could not be backed up" in desk.window.banner.message_text
    maintenance.run_if_due()
    maintenance.stop()
    assert maintenance.backup_thread is None


def test_two_children_of_one_parent_are_merged_by_the_menu(desk, qtbot):
    workspace = desk.window.workspace
    said = []
    workspace.notice.connect(said.append)
    desk.library_dialogs.merge_sibling()
    assert said == ["No other scenario has the same parent."]
    parent = workspace.document.active
    for name, value in (("工业科", 6.0), ("科技科", 7.0)):
        workspace.activate(parent)
        workspace.apply(AddScenario(Scenario(name, name, parent), scenario_added(name, parent)))
        grow(workspace, value)
    asked_of = []
    desk.library_dialogs.ask_sibling = lambda names: asked_of.extend(names) or "工业科"
    merging = asked(desk, "Merge scenarios…")
    assert asked_of == ["规划", "攻坚", "工业科"]
    assert [line[3:5] for line in texts(merging.list)] == [["growth 7%", "growth 6%"]]
    merging.list.doubleClicked.emit(merging.list.rows.index(0, 0))
    qtbot.mouseClick(merging.merge_button, Qt.MouseButton.LeftButton)
    assert figure(desk) == 6.0
    assert workspace.document.scenario.name == "科技科"
    desk.library_dialogs.ask_sibling = lambda _: ""
    assert desk.library_dialogs.merge_sibling() is None


def test_a_disk_that_takes_nothing_keeps_nobody_from_working(desk, book):
    library = desk.workbook_opening.library
    grow(desk.window.workspace, 6.0)
    assert desk.autosave.save()
    grow(desk.window.workspace, 7.0)
    assert desk.autosave.draft()
    dialog = asked(desk, "History…")
    library.connection.execute("PRAGMA query_only = ON")
    dialog.list.rows.setData(dialog.list.rows.index(0, 2), "名")
    assert "Not saved" in dialog.notes.text()
    dialog.close()
    desk.workbook_opening.open_now(book)
    assert desk.workbook_opening.offered_draft is not None
    desk.switch_theme()
    desk.switch_theme()
    desk.autosave.save_window_state()
    desk.workbook_opening.discard()
    assert "could not be discarded" in desk.window.banner.message_text
    desk.workbook_opening.open_now(book)
    desk.workbook_opening.restore()
    assert figure(desk) == 7.0
    desk.autosave.ask_about_unsaved_work = lambda: QMessageBox.StandardButton.Discard
    assert not desk.autosave.resolve_unsaved_work()
    library.connection.execute("PRAGMA query_only = OFF")
    assert desk.autosave.resolve_unsaved_work()
    assert (
        library.drafts(desk.workbook_opening.desk.identity) == ()
        or desk.workbook_opening.desk.session.unsaved
    )


def test_a_file_of_scenarios_at_the_start_is_laid_on_what_was_open(bare, qtbot, book, tmp_path):
    desk = open_workbook(book, None).desk
    file = tmp_path / "下发.NPFS"
    assert desk.export(None, [desk.session.document.active], file) is None
    bare.begin(file)
    qtbot.waitUntil(lambda: bare.library_dialogs.dialog is not None, timeout=20000)
    assert "contains nothing" in bare.library_dialogs.dialog.notes.text()
    bare.library_dialogs.dialog.close()


@pytest.fixture
def listener(qtbot, tmp_path):
    # the second start hands over on a socket of the system's: a short name, whatever the folder
    one = Listener(name_for(tmp_path / "library.sqlite"))
    yield one
    one.stop()


SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
application = QCoreApplication([])
from npfdesk.ui.window.single_instance import forward
sys.exit(0 if forward(sys.argv[1], Path(sys.argv[2]) if len(sys.argv) > 2 else None) else 3)
"""


def second(listener, *files):
    return subprocess.Popen([sys.executable, "-c", SECOND, listener.server.serverName(), *map(str, files)])


def test_a_second_start_hands_its_file_to_the_first(desk, qtbot, listener, book, tmp_path):
    desk.listen(listener)
    other = shutil.copy(book, tmp_path / "另一本 é.xlsx")
    with qtbot.waitSignal(desk.workbook_opening.opened, timeout=30000):
        started = second(listener, other)
    assert started.wait(20) == 0
    assert desk.window.workspace.session.opened.path == Path(other)
    with qtbot.waitSignal(listener.wanted, timeout=30000) as handed:
        started = second(listener)
    assert started.wait(20) == 0
    assert handed.args == [None]


def test_where_nobody_listens_one_starts_oneself(qtbot, tmp_path):
    name = name_for(tmp_path / "nobody.sqlite")
    assert not forward(name, None)
    # a window that was killed leaves its socket behind
    first = Listener(name)
    assert first.server.isListening()
    stale = Path(first.server.fullServerName())
    first.stop()
    if os.name == "posix":
        stale.touch()
        again = Listener(name)
        assert again.server.isListening()
        again.stop()


@pytest.mark.parametrize("message", [b"nonsense\n", b"[]\n", b'{"close": 1}\n', b"x" * 70000])
def test_what_is_no_message_is_not_answered(qtbot, listener, message):
    heard = []
    listener.wanted.connect(heard.append)
    socket = QLocalSocket()
    socket.connectToServer(listener.server.serverName())
    assert socket.waitForConnected(1000)
    socket.write(message)
    socket.flush()
    qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState, timeout=5000)
    assert heard == []


def test_names_are_of_the_library_and_the_user(tmp_path, monkeypatch):
    one = name_for(tmp_path / "a")
    assert one != name_for(tmp_path / "b")
    assert len(Path(one).name) < 40
    # the address of a socket has 104 bytes on macOS
    assert len(os.fsencode(one)) <= 90
    monkeypatch.setenv("USERNAME", "somebody else")
    assert one != name_for(tmp_path / "a")


def test_the_exchange_is_json_as_documented(desk, tmp_path):
    file = tmp_path / "x.npfs"
    desk.workbook_opening.desk.export(None, [desk.window.workspace.document.active], file)
    record = json.loads(file.read_text(encoding="utf-8"))
    for language_ in ("zh", "en"):
        text = (Path(__file__).parents[3] / "resources" / "help" / f"npfs.{language_}.md").read_text(
            encoding="utf-8"
        )
        for part in (record, record["work"], record["work"]["scenarios"][0], record["workbook"]):
            assert all(f"`{name}`" in text for name in part), language_
        for assumption in record["work"]["scenarios"][0]["assumptions"]:
            assert all(f"`{name}`" in text for name in assumption)
    assert saved_work(desk.window.workspace.document).work.scenarios
