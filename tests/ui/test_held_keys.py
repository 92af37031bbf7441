"""A key that is held: of what comes faster than it is painted only the newest is computed, and the last press always is.

Presses that repeat are put into Qt's own queue before it paints, as a system does on a machine that cannot keep up.
"""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from npfdesk.plan.series import AssumptionKey, SeriesKey

KEY = Qt.Key
YONGKANG = SeriesKey("yongkang", "", "output")
BEHIND = 4
"""How many presses come before anything is painted."""


def press(widget, key, turns):
    """Hold a key while its repeats come faster than the screen follows; with the last press it is let go."""
    for turn in range(turns):
        for repeat in range(BEHIND):
            QApplication.postEvent(
                widget,
                QKeyEvent(
                    QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", bool(turn or repeat), 1
                ),
            )
        if turn < turns - 1:
            QApplication.processEvents()
    QApplication.postEvent(
        widget, QKeyEvent(QEvent.Type.KeyRelease, key, Qt.KeyboardModifier.NoModifier, "", False, 1)
    )
    # as far as the release and no further: nothing may be left to a later turn
    QApplication.sendPostedEvents(widget)


@pytest.fixture
def counted(desk):
    """The window on Yongkang's output, the labels of its edits so far, and how many steps there were before."""
    workspace = desk.window.workspace
    workspace.select(region="yongkang", industry="", indicator="output")
    edits = []
    workspace.changed.connect(edits.append)
    return desk, edits, len(workspace.session.history.done)


def stand_on_the_pace(desk):
    """Stand on Yongkang's growth in the table of assumptions, which is returned."""
    table = desk.window.panel.assumptions
    row = next(at for at in range(table.figures.rowCount()) if table.figures.series_of(at) == YONGKANG)
    place = next(at for at, one in enumerate(table.figures.columns) if one.key == "value")
    table.setCurrentIndex(table.figures.index(row, place))
    return table


def value(desk):
    return desk.window.workspace.document.scenario.assumptions[AssumptionKey(*YONGKANG)].value


def one_step_named_whole(desk, steps, begun):
    """What the keys did is one step of undo, from the figure before the first press to the last."""
    history = desk.window.workspace.session.history
    assert len(history.done) == steps + 1
    label = history.undo_label.text("en")
    assert label.endswith(f"{begun:g} → {value(desk):g}%"), label


@pytest.mark.parametrize("turns", [1, 3])
def test_the_slider_above_a_table(counted, turns):
    desk, edits, steps = counted
    panel = desk.window.panel
    stand_on_the_pace(desk)
    slider = panel.detail.slider
    slider.setFocus()
    begun = slider.gauge.value
    press(slider, KEY.Key_Right, turns)
    assert value(desk) == pytest.approx(begun + turns * BEHIND * slider.gauge.grip.step)
    assert slider.gauge.value == value(desk)
    assert 1 <= len(edits) <= turns
    one_step_named_whole(desk, steps, begun)


@pytest.mark.parametrize("turns", [1, 3])
def test_the_end_of_a_path(counted, turns):
    desk, edits, steps = counted
    workspace, plot = desk.window.workspace, desk.window.paths.plot
    plot.setFocus()
    begun, handle = 5.5, plot.handle
    before = handle.figure
    press_once(plot, KEY.Key_Up)
    step = handle.figure - before
    press(plot, KEY.Key_Up, turns)
    # each press asks for as much more; what it comes to is as near as a growth of a decimal or two can be
    assert handle.figure == pytest.approx(before + (1 + turns * BEHIND) * step, rel=2e-3)
    assert workspace.result.values[workspace.plan.row[YONGKANG], handle.column] == handle.figure
    assert 2 <= len(edits) <= 1 + turns
    one_step_named_whole(desk, steps, begun)


def press_once(widget, key):
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))
    QApplication.processEvents()


@pytest.mark.parametrize("turns", [1, 3])
def test_the_slider_of_a_board(counted, turns, qtbot):
    desk, edits, steps = counted
    table = stand_on_the_pace(desk)
    next(one for one in table.menu().actions() if one.text() == "Put on the board").trigger()
    desk.meeting.open_entry("board")
    (row,) = desk.meeting.board.rows.values()
    qtbot.waitUntil(desk.meeting.board.isActiveWindow)
    row.slider.setFocus()
    steps, begun = len(desk.window.workspace.session.history.done), 5.5
    edits.clear()
    press(row.slider, KEY.Key_Right, turns)
    assert value(desk) == pytest.approx(begun + turns * BEHIND * 0.1)
    assert row.field.text() == f"{value(desk):g}%"
    assert 1 <= len(edits) <= turns
    one_step_named_whole(desk, steps, begun)
