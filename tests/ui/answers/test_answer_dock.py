"""Answers beside the charts and tables that they move: in docks, by mouse and keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QTabBar

from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey
from npfdesk.ui.answers.answer_table import RowsTable
from npfdesk.ui.answers.registry import ANSWERS

KEY = Qt.Key


def place(window, widget):
    """Where a widget stands, in the window's pixels."""
    return widget.rect().translated(widget.mapTo(window, widget.rect().topLeft()))


def grow(workspace, rate):
    key = AssumptionKey("jinhua", "", "output")
    edit = {key: Assumption(Method.GROWTH, rate)}
    workspace.apply(set_assumptions(workspace.document, workspace.document.active, edit))


def inside(widget):
    return widget.isAncestorOf(QApplication.focusWidget())


def test_an_answer_stands_beside_what_it_speaks_of_and_the_keys_come_and_go(desk, qtbot, turn):
    window = desk.window
    window.resize(1366, 768)
    table = window.panel.assumptions
    table.setFocus()
    turn()
    qtbot.keyClick(table, KEY.Key_G, Qt.KeyboardModifier.ControlModifier)
    answer, dock = desk.answers.open["seek"], desk.answers.docks["seek"]
    turn()
    assert dock.isVisible()
    assert not dock.isFloating()
    assert window.width() == 1366
    assert 400 <= dock.width() <= 480
    for other in (window.paths, window.views, window.panel, window.outline):
        assert other.isVisible()
        assert not place(window, other).intersects(place(window, answer))
    assert inside(answer)
    # Esc goes back to the table, and the answer stays and follows what is done there
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Escape)
    assert QApplication.focusWidget() is table
    assert answer.isVisible()
    before = answer.headline.text()
    grow(window.workspace, 7)
    assert answer.headline.text() != before
    # F6 stops there
    window.views.button.setFocus()
    qtbot.keyClick(window.views.button, KEY.Key_F6)
    assert inside(answer)
    # a second one stands there as a tab; the first computes nothing while it cannot be seen
    table.setFocus()
    second = desk.answers.ask("allocate")
    turn()
    assert inside(second)
    assert not desk.answers.docks["allocate"].isFloating()
    assert dock in window.tabifiedDockWidgets(desk.answers.docks["allocate"])
    (tabs,) = [one for one in window.findChildren(QTabBar) if one.parent() is window and one.count() == 2]
    assert tabs.accessibleName()
    behind = answer.answer
    grow(window.workspace, 8)
    assert answer.answer is behind
    qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(0).center())
    turn()
    assert answer.answer is not behind
    # the button closes the dock with it
    qtbot.mouseClick(answer.close_button, Qt.MouseButton.LeftButton)
    assert not dock.isVisible()
    assert not answer.isVisible()
    # asked again it stands there as before, not an empty dock
    assert desk.answers.ask("seek") is answer
    turn()
    assert answer.isVisible()
    assert answer.width() > 250
    assert dock in window.tabifiedDockWidgets(desk.answers.docks["allocate"])
    qtbot.mouseClick(answer.close_button, Qt.MouseButton.LeftButton)
    # pulled out it is a window of its own, which Esc closes; the keys go back
    out = desk.answers.docks["allocate"]
    table.setFocus()
    desk.answers.ask("allocate")
    turn()
    for floating in (True, False, True):
        # the keys go with it, and to no field of the window on the way
        out.setFloating(floating)
        turn()
        assert inside(second)
    qtbot.keyClick(second.close_button, KEY.Key_Escape)
    assert not out.isVisible()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is table)


def test_the_layout_keeps_where_answers_stand(desk, turn):
    window = desk.window
    window.resize(1366, 768)
    desk.answers.ask("seek")
    dock = desk.answers.docks["seek"]
    window.removeDockWidget(dock)
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
    dock.show()
    turn()
    kept = window.layout_state()
    window.restore_layout(window.first_layout)
    turn()
    assert window.paths.width() > 300
    window.restore_layout(kept)
    turn()
    assert dock.isVisible()
    assert window.dockWidgetArea(dock) is Qt.DockWidgetArea.LeftDockWidgetArea


def test_every_answer_fits_its_dock(desk, turn):
    """Nothing is cut off: what is higher than the room scrolls, and the buttons stay in sight."""
    window = desk.window
    window.resize(1366, 768)
    for key, entry in ANSWERS.items():
        dialog = desk.answers.ask(key)
        turn()
        if entry.wide:
            assert key not in desk.answers.docks
            dialog.close()
            continue
        # so that it stands on the smallest screen, too
        assert window.minimumSizeHint().width() <= 1024, key
        assert dialog.content.minimumSizeHint().width() <= dialog.room.viewport().width(), key
        bottom = dialog.close_button.mapTo(window, dialog.close_button.rect().bottomRight())
        assert window.rect().contains(bottom), key
        dialog.close()
    assert all(dock in window.docks or not dock.isVisible() for dock in window.findChildren(QDockWidget))


def test_headers_of_an_answer_are_never_clipped(desk, turn):
    desk.window.resize(1366, 768)
    for key in ("monitor", "allocate", "compare", "yearly"):
        dialog = desk.answers.ask(key)
        turn()
        for table in dialog.findChildren(RowsTable):
            header = table.horizontalHeader()
            for column in range(header.count()):
                assert header.sectionSize(column) >= header.sectionSizeHint(column), (key, column)
        dialog.close()
