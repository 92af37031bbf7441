"""The tables in the window: what is chosen is summed in the line, columns are kept with the layout, keys reach all."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from npfdesk.plan.series import AssumptionKey
from npfdesk.ui.tables import series_paces as room

KEYS = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def column(table, key):
    return next(at for at, field in enumerate(table.figures.columns) if key in (field.key, field.year))


def test_the_status_line_sums_what_is_chosen(qtbot, desk):
    window = desk.window
    table = window.panel.assumptions
    table.setFocus()
    table.setCurrentIndex(table.figures.index(0, column(table, "value")))
    qtbot.keyClick(table, KEYS.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: window.status_line.count_label.isVisible())
    assert window.status_line.count_label.text().startswith("Sum ")
    qtbot.keyClick(table, KEYS.Key_Up)
    qtbot.waitUntil(lambda: not window.status_line.count_label.isVisible())


def test_hidden_columns_are_kept_with_the_layout_and_reset_with_it(desk):
    window = desk.window
    window.panel.targets.hidden.hide("source")
    window.panel.data.hidden.hide("2021")
    state = window.layout_state()
    window.restore_layout(window.first_layout)
    assert not window.panel.targets.isColumnHidden(column(window.panel.targets, "source"))
    window.restore_layout(state)
    assert window.panel.targets.isColumnHidden(column(window.panel.targets, "source"))
    assert window.panel.data.isColumnHidden(column(window.panel.data, 2021))
    # what is no layout of ours hides nothing and harms nothing
    for columns in ("{", "[]", '{"Data": 3}', '{"Data": [3]}'):
        window.restore_layout({**state, "columns": columns})


def test_ctrl_h_opens_find_and_replace_under_the_table_in_front(qtbot, desk):
    window = desk.window
    window.activateWindow()
    window.panel.assumptions.setFocus()
    action = next(one for one, source in window.menus.actions if source == "Find and replace…")
    assert action.shortcut().toString() == "Ctrl+H"
    action.trigger()
    assert window.panel.replace_bar.isVisible()
    assert QApplication.focusWidget() is window.panel.replace_bar.find_field


def test_a_pulled_end_outside_its_past_asks_too(desk):
    window = desk.window
    workspace = window.workspace
    workspace.activate("攻坚")
    workspace.select(region="jinhua", industry="", indicator="gdp")
    QApplication.processEvents()
    plot = window.paths.plot
    plot.handle.pulled.emit(plot.ticks.high * 3, "drag of a test")
    plot.handle.let_go.emit()
    assert AssumptionKey("jinhua", "", "gdp") in workspace.document.scenario.assumptions
    assert window.panel.note_line.isVisible()
    assert "lies outside" in window.panel.note_line.question_label.text()


def test_nothing_is_reckoned_for_rows_that_are_not_seen(desk, monkeypatch):
    window = desk.window
    table = window.panel.assumptions
    asked = []
    real = room.pace_of
    monkeypatch.setattr(room, "pace_of", lambda *given: asked.append(given[2]) or real(*given))
    # what is required stands behind the years
    table.scrollTo(table.figures.index(0, column(table, "required")))
    window.workspace.activate("攻坚")
    QApplication.processEvents()
    seen = table.viewport().height() // table.rowHeight(0) + 2
    assert 0 < len(set(asked)) <= seen < table.figures.rowCount()
    assert len(asked) == len(set(asked))
    # another edit asks nothing anew of what is observed: required and past rest on targets and data alone
    asked.clear()
    row = next(at for at in range(table.figures.rowCount()) if table.figures.places[at] >= 0)
    table.figures.enter([(row, column(table, "value"), "6.1")])
    QApplication.processEvents()
    observed = window.workspace.session.results.observed
    assert not any(np.isfinite(observed[:, place]).any() for place in asked)
