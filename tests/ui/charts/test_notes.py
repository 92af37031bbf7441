"""Notes on the path chart, from the key to the report."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from npfdesk.plan.chart_notes import Sign
from npfdesk.ui.look import language

LEFT = Qt.MouseButton.LeftButton


def test_a_note_is_made_by_keys_moved_by_mouse_and_undone(desk, qtbot):
    window, workspace = desk.window, desk.window.workspace
    chart = window.paths
    plot = chart.plot
    entries = {source: action for action, source in window.menus.actions}
    workspace.activate("攻坚")
    plot.setFocus()
    plot.point_at(2023)
    entries["Note on the chart…"].trigger()
    dialog = chart.note_dialog
    assert dialog.isVisible()
    assert dialog.year.currentData() == 2023
    # Enter takes the answer, and without words the dialog stays and says why
    qtbot.keyClick(dialog.words, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.refusal.text() == "A note needs words."
    qtbot.keyClicks(dialog.words, "Support for machinery")
    qtbot.keyClick(dialog.words, Qt.Key.Key_Return)
    ((name, note),) = chart.notes().items()
    assert (note.scenario, note.year, note.sign, note.text) == (
        *("攻坚", 2023, Sign.POLICY),
        "Support for machinery",
    )
    assert note.figure == round(float(chart.lines.projected[2023 - int(chart.lines.years[0])]), 1)
    assert "Support for machinery" in chart.read(2023)
    (placed,) = plot.notes.placed
    # its sign says what it is
    place = placed.point.toPoint()
    QApplication.sendEvent(
        plot.viewport(), QHelpEvent(QEvent.Type.ToolTip, place, plot.viewport().mapToGlobal(place))
    )
    assert "2023 policy: Support for machinery" in QToolTip.text()
    # dragged to another year and figure as one step
    assert plot.area.adjusted(-1, -1, 1, 1).contains(placed.box)
    begun, ended = placed.box.center(), plot.frame.point(2026, 12000.0)
    aim = begun + (ended - placed.point)
    view = plot.viewport()
    QTest.mousePress(view, LEFT, Qt.KeyboardModifier.NoModifier, begun.toPoint())
    QTest.mouseMove(view, ((begun + aim) / 2).toPoint())
    QTest.mouseMove(view, aim.toPoint())
    assert chart.notes()[name] == note
    QTest.mouseRelease(view, LEFT, Qt.KeyboardModifier.NoModifier, aim.toPoint())
    moved = chart.notes()[name]
    assert moved.year == 2026
    assert abs(moved.figure - 12000.0) < 200
    assert workspace.session.history.undo_label.text("en").startswith("Note on the chart: 2023 policy")
    # a click alone moves nothing
    (placed,) = plot.notes.placed
    QTest.mouseClick(view, LEFT, Qt.KeyboardModifier.NoModifier, placed.box.center().toPoint())
    assert chart.notes()[name] == moved
    workspace.undo()
    assert chart.notes()[name] == note
    # edited by keys where the hairline points, another scenario has none, a copy has its own
    plot.point_at(2023)
    entries["Note on the chart…"].trigger()
    dialog = chart.note_dialog
    dialog.sign.setCurrentIndex(list(Sign).index(Sign.ARROW))
    dialog.accept()
    assert chart.notes()[name].sign is Sign.ARROW
    workspace.activate("规划")
    assert plot.notes.placed == ()
    workspace.activate("攻坚")
    window.scenarios.duplicate()
    (copied,) = chart.notes().items()
    assert copied[0] != name
    assert copied[1].scenario == workspace.document.active
    workspace.undo()
    assert workspace.document.active == "攻坚"
    # an empty place offers a new one, a note its removal
    plot.point_at(None)
    menu = chart.note_menu("", 2022, 5000.0)
    assert menu.actions()[0].text() == "Add a note here…"
    menu = chart.note_menu(name, 2023, 5000.0)
    menu.actions()[1].trigger()
    assert chart.notes() == {}
    workspace.undo()
    assert list(chart.notes()) == [name]
    language.set_language("zh")
    QApplication.processEvents()
    assert chart.read(2023).splitlines()[-1] == "箭头  Support for machinery"
