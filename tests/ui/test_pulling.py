"""The end of the path on the chart is pulled: by the mouse, by keys, as one step, with what was before in sight."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from npfdesk.plan.methods import Method
from npfdesk.plan.series import AssumptionKey, SeriesKey

YONGKANG = SeriesKey("yongkang", "", "output")
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier


def move(widget, place, held=NONE):
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(place),
        QPointF(widget.mapToGlobal(place)),
        Qt.MouseButton.NoButton,
        LEFT,
        held,
    )
    QApplication.sendEvent(widget, event)


@pytest.fixture
def chart(desk):
    desk.window.workspace.activate("攻坚")
    desk.window.workspace.select(region="yongkang", industry="", indicator="output")
    QApplication.processEvents()
    return desk.window.paths


def steps(chart):
    return len(chart.workspace.session.history.done)


def test_the_end_is_pulled_in_one_step_and_what_was_before_stays_in_sight(qtbot, chart):
    plot, workspace = chart.plot, chart.workspace
    row = workspace.plan.row[YONGKANG]
    before = workspace.result.values[row].copy()
    at = plot.handle.point.toPoint()
    # the lines that an edit brings over and under the chart move its axis as little; a low chart has fewer steps
    whole = plot.size()
    plot.resize(whole.width(), 260)
    plot.fit()
    ticks = plot.ticks
    plot.resize(whole.width(), 180)
    assert plot.ticks == ticks
    plot.resize(whole.width(), 110)
    assert plot.ticks != ticks
    plot.resize(whole)
    plot.fit()
    # where the end stays within the range, which does not move under the hand
    ticks = plot.ticks
    at = plot.handle.point.toPoint()
    wanted = (before[-1] + ticks.low) / 2 + 200
    to = QPoint(at.x(), round(float(plot.frame.y(wanted))))
    qtbot.mousePress(plot.viewport(), LEFT, NONE, at)
    for share in (0.2, 0.5, 0.8, 1.0):
        move(plot.viewport(), QPoint(at.x(), round(at.y() + share * (to.y() - at.y()))))
        QApplication.processEvents()
    assert plot.ticks == ticks
    ghost = plot.drawing.ghost
    np.testing.assert_allclose(ghost[np.isfinite(ghost)][-1], before[-1])
    qtbot.mouseRelease(plot.viewport(), LEFT, NONE, to)
    own = workspace.document.scenario.assumptions[AssumptionKey(*YONGKANG)]
    assert own.method is Method.GROWTH
    assert own.value == round(own.value, 2)
    # a pixel of the axis, and what rounding to two places makes of ten years
    pixel = (ticks.high - ticks.low) / plot.area.height()
    assert workspace.result.values[row][-1] == pytest.approx(wanted, abs=pixel + 0.001 * wanted)
    assert steps(chart) == 1
    workspace.undo()
    np.testing.assert_array_equal(workspace.result.values[row], before)


def test_alt_is_fine_and_the_range_bounds_the_pull(qtbot, chart):
    plot = chart.plot
    at = plot.handle.point.toPoint()
    begun = plot.handle.figure
    qtbot.mousePress(plot.viewport(), LEFT, NONE, at)
    move(plot.viewport(), at + QPoint(0, 50), ALT)
    qtbot.mouseRelease(plot.viewport(), LEFT, ALT, at + QPoint(0, 50))
    pixel = (plot.ticks.high - plot.ticks.low) / plot.area.height()
    assert plot.handle.figure == pytest.approx(begun - 5 * pixel, abs=pixel)
    qtbot.mousePress(plot.viewport(), LEFT, NONE, plot.handle.point.toPoint())
    move(plot.viewport(), QPoint(at.x(), -4000))
    qtbot.mouseRelease(plot.viewport(), LEFT, NONE, QPoint(at.x(), -4000))
    assert plot.handle.figure <= plot.ticks.high


def test_up_and_down_move_the_end_until_the_chart_is_left(qtbot, chart):
    plot = chart.plot
    plot.setFocus()
    begun = plot.handle.figure
    for _ in range(3):
        qtbot.keyClick(plot, Qt.Key.Key_Down)
    assert plot.handle.figure < begun
    assert steps(chart) == 1
    with qtbot.waitSignal(chart.pull_ended) as told:
        plot.clearFocus()
    assert told.args[0] == AssumptionKey(*YONGKANG)
    plot.setFocus()
    qtbot.keyClick(plot, Qt.Key.Key_Up)
    assert steps(chart) == 2


def test_a_press_beside_the_end_and_a_formula_are_left_alone(qtbot, chart):
    plot = chart.plot
    at = plot.handle.point.toPoint()
    qtbot.mousePress(plot.viewport(), LEFT, NONE, at - QPoint(60, 0))
    move(plot.viewport(), at - QPoint(60, 40))
    qtbot.mouseRelease(plot.viewport(), LEFT, NONE, at - QPoint(60, 40))
    assert steps(chart) == 0
    plan = chart.workspace.plan
    series = next(one for one in plan.series if plan.indicator_by_code[one.indicator].formula is not None)
    chart.workspace.select(*series)
    assert plot.handle.point is None
    plot.setFocus()
    qtbot.keyClick(plot, Qt.Key.Key_Up)
    assert steps(chart) == 0
