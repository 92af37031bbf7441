"""The sample's window with what helps to find and learn."""

import pytest
from PySide6.QtWidgets import QApplication

from npfdesk.ui import style


@pytest.fixture
def guide(desk, qtbot):
    """The guide of the window on the sample; the type is as it was afterwards."""
    desk.window.activateWindow()
    qtbot.waitUntil(lambda: desk.window.isActiveWindow())
    yield desk.guide
    desk.guide.stop()
    style.resize_type(QApplication.instance(), 100)
