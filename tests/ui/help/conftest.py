"""The sample's window with what helps to find and learn."""

import pytest


@pytest.fixture
def guide(desk, qtbot):
    """The guide of the window on the sample."""
    desk.window.activateWindow()
    qtbot.waitUntil(lambda: desk.window.isActiveWindow())
    yield desk.guide
    desk.guide.stop()
