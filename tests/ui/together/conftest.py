"""A synthetic city of four counties on the desk, and its dialogs for sending out and taking in."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from npfdesk.session import LoadedWorkbook, Session
from npfdesk.ui.together.collect_dialog import CollectDialog
from npfdesk.ui.together.gather_dialog import GatherDialog
from npfdesk.ui.together.registry import COLLECT, GATHER
from npfdesk.ui.workspace import Workspace
from tests.returns import city

COUNTIES = 4


@pytest.fixture
def workspace(qapp):
    made = Workspace(Session(LoadedWorkbook(city(COUNTIES))))
    made.today = lambda: "2026-01-25"
    return made


def shown(qtbot, dialog, entry):
    dialog.entry = entry
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    return dialog


@pytest.fixture
def sending(qtbot, workspace, tmp_path):
    """The dialog that sends out, with a folder to write into."""
    dialog = shown(qtbot, CollectDialog(workspace), COLLECT)
    dialog.folder.selectAll()
    qtbot.keyClicks(dialog.folder, str(tmp_path / "forms"))
    return dialog


@pytest.fixture
def taking(qtbot, workspace):
    """The dialog that takes in."""
    return shown(qtbot, GatherDialog(workspace), GATHER)


@pytest.fixture
def drop(qtbot):
    """Drop files and folders on a dialog, and wait until they are read."""

    def dropped(dialog, *paths):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        action, button, keys = (
            Qt.DropAction.CopyAction,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        entered = QDragEnterEvent(QPoint(50, 50), action, data, button, keys)
        QApplication.sendEvent(dialog, entered)
        assert entered.isAccepted()
        with qtbot.waitSignal(dialog.answered, timeout=60_000):
            QApplication.sendEvent(dialog, QDropEvent(QPointF(50, 50), action, data, button, keys))

    return dropped
