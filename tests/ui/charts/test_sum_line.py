"""The line that says how far children's sum and own path lie apart: it has the height that its words need, and moves nothing."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey

KEY = AssumptionKey("yongkang", "", "output")


class LaidOut(QObject):
    """How often a widget was asked to set anew what is in it."""

    def __init__(self, widget):
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched, event):
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


def settle():
    for _ in range(4):
        QApplication.processEvents()


def grow(workspace, rate):
    edit = {KEY: Assumption(Method.GROWTH, rate)}
    workspace.apply(set_assumptions(workspace.document, workspace.document.active, edit))
    settle()


def test_other_figures_set_nothing_around_them_anew(desk):
    window, workspace = desk.window, desk.window.workspace
    line = window.paths.sum_line
    workspace.select(*KEY)
    # the first edits bring the line, and what is told of edits, which take their room
    for rate in (30.0, 31.0):
        grow(workspace, rate)
    said, laid_out = line.words.text(), LaidOut(window.paths)
    grow(workspace, 32.0)
    assert line.isVisible()
    assert line.words.text() != said
    assert laid_out.count == 0


def test_words_that_need_more_lines_get_them_and_the_button_stands_beside_them(desk):
    window, workspace = desk.window, desk.window.workspace
    line = window.paths.sum_line
    workspace.select(*KEY)
    window.resize(1900, 900)
    grow(workspace, 30.0)
    heights = [line.height()]
    window.resize(window.minimumSizeHint().width(), 900)
    settle()
    heights.append(line.height())
    assert heights[1] > heights[0]
    # a longer figure comes into the narrow window
    grow(workspace, 900.0)
    for part in (line.words, line.button):
        assert line.rect().contains(part.geometry())
    assert line.words.height() >= line.words.heightForWidth(line.words.width())
    assert not line.words.geometry().intersects(line.button.geometry())
