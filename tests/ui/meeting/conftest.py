"""The window on the sample, with what a meeting does to it."""

import pytest

from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey


@pytest.fixture
def grow(desk):
    """Lets the series looked at grow by so many per cent a year (a synthetic figure), as a table would."""

    def edit(percent, drag=""):
        workspace = desk.window.workspace
        key = AssumptionKey(*workspace.selection.series)
        values = {key: Assumption(Method.GROWTH, percent)}
        return workspace.apply(set_assumptions(workspace.document, workspace.document.active, values, drag))

    return edit


@pytest.fixture
def presentation(desk, qtbot):
    """The presentation of the path chart."""
    shown = desk.meeting.present()
    qtbot.waitExposed(shown)
    return shown


@pytest.fixture
def keyed(desk, qtbot):
    """The window with the keys: shortcuts are heard only there, and a bare display gives them to nobody."""
    desk.window.activateWindow()
    desk.window.panel.assumptions.setFocus()
    qtbot.waitUntil(desk.window.isActiveWindow)
    return desk.window
