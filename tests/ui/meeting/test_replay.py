"""The last change once more: from before to after, stopped by any key."""

import numpy as np
from PySide6.QtCore import Qt

KEY = Qt.Key


def replay(desk):
    desk.meeting.replay()
    found = desk.meeting._replay
    # the clock of the animation is moved by hand: nothing waits
    found.animation.pause() if found.running else None
    return found


def test_figures_go_from_what_they_were_to_what_they_are(desk, grow):
    chart, workspace = desk.window.paths, desk.window.workspace
    before = workspace.result.values[chart.row, -1]
    grow(9.5)
    after = workspace.result.values[chart.row, -1]
    found = replay(desk)
    found.animation.setCurrentTime(0)
    assert chart.lines.projected[-1] == before
    ticks = chart.plot.ticks
    found.animation.setCurrentTime(500)
    # half the time is half the way
    assert np.isclose(chart.lines.projected[-1], (before + after) / 2)
    assert chart.ghost.visible
    found.animation.setCurrentTime(999)
    # the axis has room for all of it from the beginning
    assert chart.plot.ticks == ticks
    found.animation.resume()
    found.animation.setCurrentTime(1000)
    assert chart.replayed is None
    assert chart.lines.projected[-1] == after
    assert workspace.result.values[chart.row, -1] == after


def test_any_key_ends_it_and_does_nothing_else(desk, keyed, qtbot, grow):
    grow(9.5)
    workspace = desk.window.workspace
    qtbot.keyClick(desk.window, KEY.Key_F5, Qt.KeyboardModifier.ControlModifier)
    found = desk.meeting._replay
    assert found.running
    done = len(workspace.session.history.done)
    qtbot.keyClick(desk.window, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not found.running
    assert len(workspace.session.history.done) == done
    assert desk.window.paths.replayed is None
    qtbot.keyClick(desk.window, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(workspace.session.history.done) == done - 1


def test_an_edit_or_another_selection_ends_it(desk, grow):
    grow(9.5)
    found = replay(desk)
    grow(3.0)
    assert not found.charts
    found = replay(desk)
    desk.window.workspace.select(region=desk.window.workspace.plan.regions[2].code)
    assert not found.charts
    assert desk.window.paths.replayed is None


def test_it_looks_at_what_the_change_moved(desk, grow):
    workspace = desk.window.workspace
    series = workspace.selection.series
    grow(9.5)
    desk.meeting.keep()
    workspace.select(region=workspace.plan.regions[4].code)
    found = replay(desk)
    assert workspace.selection.series == series
    found.stop()
    workspace.undo()
    workspace.undo()
    desk.meeting.replay()
    assert not found.charts
    assert desk.window.status_line.message_label.text().startswith("No change to replay")


def test_a_whole_drag_is_replayed(desk, grow):
    chart = desk.window.paths
    before = desk.window.workspace.result.values[chart.row].copy()
    for percent in (5.0, 6.0, 7.0):
        grow(percent, "scrub")
    found = replay(desk)
    assert np.array_equal(found.before, before, equal_nan=True)
    found.stop()


def test_it_runs_in_the_presentation_too(desk, presentation, qtbot, grow):
    grow(9.5)
    qtbot.keyClick(presentation, KEY.Key_1)
    qtbot.keyClick(presentation, KEY.Key_R)
    found = desk.meeting._replay
    assert found.running
    assert presentation.paths in found.charts
    assert presentation.paths.isVisible()
    qtbot.mouseClick(presentation, Qt.MouseButton.LeftButton)
    assert not found.running
    with qtbot.waitSignal(found.ended):
        qtbot.keyClick(presentation, KEY.Key_R)
    assert presentation.paths.replayed is None
