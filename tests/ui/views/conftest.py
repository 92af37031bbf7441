"""The sample's window with one of the views, and what a person does to it."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent

from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey


class Person:
    """Chooses views, clicks, types and edits in the window."""

    def __init__(self, qtbot, commands):
        self.qtbot, self.commands, self.window = qtbot, commands, commands.window
        self.workspace = commands.window.workspace

    def look_at(self, name):
        self.window.views.actions_by_name[name].trigger()
        return self.window.views.view()

    def click(self, canvas, point):
        self.qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=_place(point))

    def point(self, canvas, point):
        # the screen without a screen is narrower than the window, and its cursor cannot leave it
        place = QPointF(_place(point))
        whole = canvas.viewport().mapToGlobal(place)
        none = Qt.MouseButton.NoButton
        moved = QMouseEvent(QEvent.Type.MouseMove, place, whole, none, none, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.sendEvent(canvas.viewport(), moved)

    def press(self, canvas, key):
        self.qtbot.keyClick(canvas, key)

    def grow(self, region, figure, indicator="output"):
        key = AssumptionKey(region, "", indicator)
        edit = {key: Assumption(Method.GROWTH, figure)}
        self.workspace.apply(set_assumptions(self.workspace.document, self.workspace.document.active, edit))


def _place(point):
    return point if isinstance(point, QPoint) else QPoint(round(point.x()), round(point.y()))


@pytest.fixture
def person(desk, qtbot):
    return Person(qtbot, desk)


@pytest.fixture
def alone(bare, qtbot):
    """The window before anything is open."""
    with qtbot.waitExposed(bare.window):
        bare.window.show()
    return Person(qtbot, bare)
