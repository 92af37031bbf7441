"""Analyses asked for by menu, as in the window."""

import pytest
from PySide6.QtCore import Qt


@pytest.fixture
def workspace(desk):
    desk.window.workspace.activate("攻坚")
    return desk.window.workspace


@pytest.fixture
def ask(desk, workspace, qtbot):
    """Bring an analysis to the front and wait until it has answered."""

    def asked(name):
        dialog = desk.answers.ask(name)
        if getattr(dialog, "answer", True) is None:
            with qtbot.waitSignal(dialog.answered, timeout=30_000):
                pass
        return dialog

    return asked


@pytest.fixture
def again(qtbot):
    """Do something and wait for the answer to it."""

    def changed(dialog, change):
        with qtbot.waitSignal(dialog.answered, timeout=30_000):
            change()

    return changed


@pytest.fixture
def type_into(qtbot):
    """Type into a cell of a table with the keyboard."""
    from PySide6.QtWidgets import QLineEdit

    def typed(table, row, column, text):
        table.setFocus()
        table.setCurrentIndex(table.model().index(row, column))
        qtbot.keyClick(table, Qt.Key.Key_F2)
        editor = table.findChild(QLineEdit)
        editor.selectAll()
        # inserted as pasted: the keyboard of the test knows no Chinese
        editor.insert(text)
        # the delegate commits through a queued call
        with qtbot.waitSignal(table.rows.entered):
            qtbot.keyClick(editor, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: table.findChild(QLineEdit) is None)

    return typed
