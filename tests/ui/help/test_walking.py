"""The whole window by key: every control is reached, says what it is, and lets go again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey
from npfdesk.ui.look import language
from npfdesk.ui.tables.figure_table import FigureTable
from npfdesk.ui.views.registry import VIEWS

KEY = Qt.Key


def name_of(widget):
    """What a screen reader says of a control; a choice says its value, so that its own name is asked for."""
    if isinstance(widget, QComboBox):
        return widget.accessibleName()
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def takes_tab(widget):
    """Whether Tab may come to a control; what hands its focus on is spoken for by another."""
    return widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None


def walk(qtbot, start, key=KEY.Key_Tab):
    """The controls from one on, by Tab, until it comes round; a table that keeps Tab is left by F6."""
    seen = [start]
    start.setFocus()
    for _ in range(80):
        focus = QApplication.focusWidget()
        if isinstance(focus, FigureTable):
            # moving in a table is what Tab is for there
            qtbot.keyClick(focus, key)
            assert QApplication.focusWidget() is focus
            qtbot.keyClick(focus, KEY.Key_F6)
        else:
            qtbot.keyClick(focus, key)
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus in seen:
            return seen
        seen.append(focus)
    raise AssertionError("the focus does not come round")


@pytest.fixture
def window(help_dialogs):
    workspace = help_dialogs.window.workspace
    edit = {AssumptionKey("yongkang", "", "output"): Assumption(Method.GROWTH, 13.5)}
    workspace.apply(set_assumptions(workspace.document, workspace.document.active, edit))
    workspace.undo()
    workspace.apply(set_assumptions(workspace.document, workspace.document.active, edit))
    return help_dialogs.window


@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_every_control_has_a_name_and_the_focus_comes_round(window, qtbot, qapp, spoken):
    language.set_language(spoken)
    qapp.processEvents()
    seen = walk(qtbot, window.outline.tree)
    assert [type(one).__name__ for one in seen if not name_of(one)] == []
    reached = set(seen)
    top = window.top
    assert {
        window.scenarios.tree, window.scenarios.new, top.scenario, top.year, top.rule, top.undo, top.speech,
        top.theme, window.paths.plot, window.views.button, window.views.take, window.panel.tabBar(),
        window.panel.assumptions,
    } <= reached  # fmt: skip
    # whatever takes Tab and is seen is reached: of buttons of which one is down, that one
    for widget in window.findChildren(QWidget):
        if not takes_tab(widget) or not widget.isVisible() or not widget.isEnabled():
            continue
        group = getattr(widget, "group", lambda: None)()
        if group is not None and group.exclusive() and not widget.isChecked():
            continue
        assert widget in reached or name_of(widget), type(widget).__name__
        assert widget in reached or widget is window.outline.search, (type(widget).__name__, name_of(widget))


def test_backwards_it_comes_round_too(window, qtbot):
    seen = walk(qtbot, window.panel.tabBar(), KEY.Key_Backtab)
    assert window.top.scenario in seen
    assert window.outline.search in seen


@pytest.mark.parametrize("spoken", ["zh", "en"])
@pytest.mark.parametrize("view", list(VIEWS))
def test_every_view_says_what_it_is(window, qapp, view, spoken):
    language.set_language(spoken)
    window.views.show_view(view)
    qapp.processEvents()
    nameless = [
        type(one).__name__
        for one in window.views.findChildren(QWidget)
        if one.isVisible() and takes_tab(one) and not name_of(one)
    ]
    assert nameless == []


@pytest.mark.parametrize("spoken", ["zh", "en"])
@pytest.mark.parametrize("room", ["palette", "keys", "help", "settings", "tour"])
def test_every_room_that_helps_says_what_it_is(help_dialogs, qapp, room, spoken):
    language.set_language(spoken)
    help_dialogs.open(room)
    qapp.processEvents()
    made = help_dialogs.dialogs[room]
    nameless = [
        type(one).__name__
        for one in made.findChildren(QWidget)
        if one.isVisible() and takes_tab(one) and not name_of(one)
    ]
    assert nameless == []


def test_panes_by_f6_and_back(window, qtbot):
    window.panel.assumptions.setFocus()
    firsts = []
    for _ in range(7):
        qtbot.keyClick(QApplication.focusWidget(), KEY.Key_F6)
        firsts.append(QApplication.focusWidget())
    assert firsts[0] is window.outline.tree
    assert firsts[1] is window.scenarios.tree
    assert firsts[2] is window.top.scenario
    assert firsts[3] is window.paths.plot
    assert firsts[-1] is window.panel.assumptions
    back = []
    for _ in range(7):
        qtbot.keyClick(QApplication.focusWidget(), KEY.Key_F6, Qt.KeyboardModifier.ShiftModifier)
        back.append(QApplication.focusWidget())
    assert back == [*firsts[-2::-1], window.panel.assumptions]


def test_a_pane_that_was_put_away_is_passed_over(window, qtbot):
    window.docks[0].hide()
    window.docks[1].hide()
    window.panel.assumptions.setFocus()
    qtbot.keyClick(window.panel.assumptions, KEY.Key_F6)
    assert QApplication.focusWidget() is window.top.scenario
