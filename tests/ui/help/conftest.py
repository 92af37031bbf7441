"""The sample's window with what helps to find and learn."""

import pytest


@pytest.fixture
def help_dialogs(desk, qtbot):
    """The guide of the window on the sample."""
    desk.window.activateWindow()
    qtbot.waitUntil(lambda: desk.window.isActiveWindow())
    yield desk.help_dialogs
    desk.help_dialogs.stop()
