"""Nothing is lost: what waits for an answer, what was done while a file was read, what cannot be written."""

import shutil
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from npfdesk.app import build
from npfdesk.locations import sample_workbook
from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey
from npfdesk.ui.look import language, mnemonics
from npfdesk.ui.window import crash
from npfdesk.ui.window.banner import TextListDialog

KEY = AssumptionKey("yongkang", "", "output")


def grow(workspace, figure=9.9):
    change = {KEY: Assumption(Method.GROWTH, figure)}
    workspace.apply(set_assumptions(workspace.document, workspace.document.active, change))


def figure(document):
    assumption = document.scenario.assumptions.get(KEY)
    return assumption.value if assumption is not None else None


@pytest.fixture
def book(tmp_path):
    return shutil.copy(sample_workbook(), tmp_path / "规划.xlsx")


@pytest.fixture
def other(tmp_path):
    return shutil.copy(sample_workbook(), tmp_path / "另一本.xlsx")


@pytest.fixture
def offered(bare, book):
    """The window on a workbook of which a draft waits for an answer."""
    bare.workbook_opening.open_now(book)
    grow(bare.window.workspace, 7.7)
    assert bare.autosave.draft()
    bare.workbook_opening.open_now(book)
    assert bare.workbook_opening.offered_draft is not None
    return bare


def stored(commands):
    return commands.workbook_opening.library.load(commands.workbook_opening.desk.identity)


def waiting(commands):
    """The figures of every draft that the library holds of the open workbook, the latest first."""
    drafts = commands.workbook_opening.library.drafts(commands.workbook_opening.desk.identity)
    return [
        one.assumptions[KEY].value
        for draft in drafts
        for one in draft.work.work.scenarios.values()
        if KEY in one.assumptions
    ]


def press(qtbot, commands, place):
    qtbot.mouseClick(commands.window.banner.notices["draft"].buttons[place], Qt.MouseButton.LeftButton)


def test_work_goes_on_beside_the_draft_that_is_offered(offered, qtbot, turn):
    window, workspace = offered.window, offered.window.workspace
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.panel.assumptions.setFocus()
    grow(workspace, 1.1)
    turn()
    assert QApplication.activeModalWidget() is None
    # the Enter, the Escape and the space of somebody typing answer nothing
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space):
        qtbot.keyClick(QApplication.focusWidget(), key)
    assert figure(workspace.document) == 1.1
    assert "7.7" not in window.banner.message_text
    assert "What is shown stays" in window.banner.message_text
    assert offered.autosave.draft()
    assert waiting(offered) == [1.1, 7.7]
    grow(workspace, 1.2)
    assert offered.autosave.draft()
    assert waiting(offered) == [1.2, 7.7]
    assert offered.autosave.save()
    assert waiting(offered) == [7.7]
    assert offered.workbook_opening.offered_draft is not None
    press(qtbot, offered, 0)
    assert figure(workspace.document) == 7.7
    assert not window.banner.notices
    # restored, it is this window's own, and the save before it stays in the history
    assert offered.autosave.save()
    assert waiting(offered) == []
    assert len(offered.workbook_opening.library.revisions(offered.workbook_opening.desk.identity)) == 2


def test_restoring_keeps_what_was_shown_until_one_of_the_two_is_discarded(offered, qtbot, book):
    window, workspace = offered.window, offered.window.workspace
    window.show()
    grow(workspace, 1.1)
    press(qtbot, offered, 0)
    assert figure(workspace.document) == 7.7
    assert "What was shown before is kept" in window.banner.message_text
    assert sorted(waiting(offered)) == [1.1, 7.7]
    for now in (1.1, 7.7):
        assert window.banner.notices["draft"].buttons[0].text() == "Show again"
        press(qtbot, offered, 0)
        assert figure(workspace.document) == now
    assert sorted(waiting(offered)) == [1.1, 7.7]
    # nothing is chosen, and the program ends: both are offered again, one after the other
    offered.workbook_opening.open_now(book)
    first = waiting(offered)[0]
    press(qtbot, offered, 1)
    assert offered.workbook_opening.offered_draft is not None
    press(qtbot, offered, 0)
    assert {first, figure(workspace.document)} == {1.1, 7.7}
    assert not window.banner.notices


def test_what_is_done_while_the_same_workbook_is_read_again_is_offered(bare, qtbot, book):
    bare.workbook_opening.open_now(book)
    grow(bare.window.workspace, 7.7)
    bare.autosave.draft()
    with qtbot.waitSignal(bare.workbook_opening.opened, timeout=20000):
        bare.workbook_opening.open(book)
        grow(bare.window.workspace, 3.3)
    bare.workbook_opening.restore()
    assert figure(bare.window.workspace.document) == 3.3


def test_a_draft_that_cannot_be_put_aside_keeps_what_is_shown(offered, qtbot):
    grow(offered.window.workspace, 1.1)
    offered.workbook_opening.library.connection.execute("PRAGMA query_only = ON")
    offered.workbook_opening.restore()
    assert figure(offered.window.workspace.document) == 1.1
    assert "Not saved" in offered.window.banner.message_text
    assert offered.workbook_opening.offered_draft is not None
    offered.workbook_opening.library.connection.execute("PRAGMA query_only = OFF")


def test_shutting_the_offer_leaves_the_draft(offered, qtbot):
    notice = offered.window.banner.notices["draft"]
    offered.window.show()
    qtbot.mouseClick(notice.close_button, Qt.MouseButton.LeftButton)
    assert not offered.window.banner.notices
    closing = QCloseEvent()
    offered.autosave.close(closing)
    assert closing.isAccepted()
    assert stored(offered).draft is not None


def test_the_offer_speaks_the_language_in_force(offered, qtbot):
    assert "unsaved changes of" in offered.window.banner.message_text
    language.set_language("zh")
    qtbot.waitUntil(lambda: "未保存的修改" in offered.window.banner.message_text)
    assert [button.text() for button in offered.window.banner.notices["draft"].buttons] == ["恢复", "放弃"]


def test_what_is_done_while_a_file_is_read_is_drafted(bare, qtbot, book, other):
    bare.workbook_opening.open_now(book)
    identity = bare.workbook_opening.desk.identity
    with qtbot.waitSignal(bare.workbook_opening.opened, timeout=20000):
        bare.open_file(other)
        grow(bare.window.workspace, 3.3)
    assert figure(bare.window.workspace.document) is None
    assert bare.workbook_opening.library.load(identity).draft is not None
    assert bare.window.status_line.saved_label.text() == ""


def test_what_was_thrown_away_does_not_come_back(bare, qtbot, book, other):
    bare.workbook_opening.open_now(book)
    identity = bare.workbook_opening.desk.identity
    grow(bare.window.workspace)
    bare.autosave.draft()
    bare.autosave.ask_about_unsaved_work = lambda: QMessageBox.StandardButton.Discard
    with qtbot.waitSignal(bare.workbook_opening.opened, timeout=20000):
        bare.open_file(other)
    assert bare.workbook_opening.library.load(identity).draft is None


def test_a_window_may_be_closed_while_a_file_is_read(bare, turn, book):
    bare.open_file(book)
    closing = QCloseEvent()
    bare.autosave.close(closing)
    assert closing.isAccepted()
    turn()
    assert bare.workbook_opening.desk is None


def test_without_a_library_that_is_said_and_nothing_pretended(qtbot, qapp, book, monkeypatch, capsys):
    language.set_language("en")
    commands = build(None)
    qtbot.addWidget(commands.window)
    monkeypatch.setattr("sys.excepthook", None)
    commands.workbook_opening.open_now(book)
    assert "cannot be written" in commands.window.banner.message_text
    grow(commands.window.workspace)
    assert not commands.autosave.draft()
    assert not commands.autosave.save()
    crash.install(commands.window, commands.autosave.draft)
    for _ in range(3):
        try:
            raise ZeroDivisionError("ours")
        except ZeroDivisionError:
            sys.excepthook(*sys.exc_info())
    (dialog,) = commands.window.findChildren(crash.CrashDialog)
    assert "could not be kept as a draft" in dialog.informativeText()
    copying = next(
        button for button in dialog.buttons() if mnemonics.bare(button.text()) == "Copy the details"
    )
    copying.click()
    assert "ZeroDivisionError" in QGuiApplication.clipboard().text()
    assert dialog.isVisible()
    dialog.close()
    assert "ours" in capsys.readouterr().err
    commands.workbook_opening.desk = None


def test_everything_that_no_longer_fits_can_be_read(bare, qtbot, book):
    import openpyxl

    bare.workbook_opening.open_now(book)
    workspace = bare.window.workspace
    grow(workspace)
    lanxi = {AssumptionKey("yongkang", "", "rnd"): Assumption(Method.HOLD)}
    workspace.apply(set_assumptions(workspace.document, workspace.document.active, lanxi))
    bare.autosave.save()
    smaller = openpyxl.load_workbook(book)
    for name in ("地区", "目标"):
        for row in range(smaller[name].max_row, 1, -1):
            if smaller[name].cell(row, 1).value == "永康市":
                smaller[name].delete_rows(row)
    smaller.save(book)
    bare.workbook_opening.open_now(book)
    notice = bare.window.banner.notices["restored"]
    assert "And" in notice.text.text()
    assert notice.text.textFormat() is Qt.TextFormat.PlainText
    bare.window.show()
    qtbot.mouseClick(notice.buttons[0], Qt.MouseButton.LeftButton)
    listing = bare.window.findChild(TextListDialog)
    assert len(listing.lines.toPlainText().splitlines()) >= 2
    listing.close()
