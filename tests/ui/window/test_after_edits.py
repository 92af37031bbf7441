"""What the window's small parts show after edits is what they show when they are asked anew; what an edit leaves as it is costs nothing."""

from random import Random

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey, SeriesKey
from npfdesk.ui.tables import detail_bar
from npfdesk.ui.tables.detail import detail
from npfdesk.ui.window.outline_model import OutlineModel
from tests.ui.test_painted_anew import an_edit

TURNS = 24


def bar(top):
    """Every word and place of the top bar."""
    return [
        (one.text(), one.toolTip(), one.isEnabled(), one.isHidden(), one.geometry().getRect())
        for one in (top.undo, top.redo, top.plan_name, top.speech, top.theme, top.present, top.above)
    ]


def grow(workspace, series, growth):
    """Let a series of the active scenario grow by so many % a year."""
    change = {AssumptionKey(*series): Assumption(Method.GROWTH, growth)}
    workspace.apply(set_assumptions(workspace.document, workspace.document.active, change))


@pytest.mark.parametrize("seed", range(4))
def test_what_follows_an_edit_is_what_is_shown_anew(desk, seed):
    window, workspace, panel = desk.window, desk.window.workspace, desk.window.panel
    chance, compared = Random(seed), 0
    scenarios = list(workspace.document.scenarios)
    for turn in range(TURNS):
        if turn % 4 == 0:
            table = chance.choice(panel.tables)
            panel.setCurrentWidget(table.parentWidget())
            if table.figures.rowCount():
                row = chance.randrange(min(table.figures.rowCount(), 40))
                table.setCurrentIndex(table.figures.index(row, chance.randrange(len(table.figures.columns))))
        do = chance.choice(["edit", "edit", "own", "own", "own", "undo", "redo", "activate"])
        looked_at = panel.table.figures.series_of(panel.table.currentIndex().row())
        if do == "own" and looked_at is not None:
            grow(workspace, looked_at, round(chance.uniform(-9, 19), 1))
        elif do in ("own", "edit"):
            workspace.apply(an_edit(workspace, chance))
        elif do == "activate":
            workspace.activate(chance.choice(scenarios))
        else:
            getattr(workspace, do)()
        table = panel.table
        at = table.currentIndex()
        told = workspace.session.history.undo_label
        if at.isValid() and at.row() < table.figures.rowCount():
            # NaN equals itself in words
            anew = detail(table.figures, at.row(), table.figures.columns[at.column()])
            assert repr(panel.detail.shown) == repr(anew), (turn, do, told)
            compared += 1
        fresh = OutlineModel(workspace)
        assert {key: line.status for key, line in window.outline.model.lines.items()} == {
            key: line.status for key, line in fresh.lines.items()
        }, (turn, do, told)
        fresh.deleteLater()
        followed = bar(window.top)
        window.top.refresh()
        assert followed == bar(window.top), (turn, do, told)
        title = window.windowTitle()
        assert title.startswith("•") is workspace.session.unsaved
    assert compared > TURNS // 2


class Layouts(QObject):
    """Counts how often a window is laid out anew."""

    count = 0

    def eventFilter(self, watched, event):
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


def test_another_text_of_the_same_height_lays_out_no_window(desk):
    window, layouts = desk.window, Layouts()
    window.status_line.show_message("a figure: 1,200.0 → 1,300.0")
    # a layout is told to what stands around it from one turn of the loop to the next
    for _ in range(9):
        QApplication.processEvents()
    window.installEventFilter(layouts)
    for figure in range(5):
        window.status_line.show_message(f"another figure: 1,200.0 → 1,30{figure}.0")
        QApplication.processEvents()
    assert window.status_line.message_label.shown.endswith("1,304.0")
    assert layouts.count == 0
    window.removeEventFilter(layouts)


def test_an_edit_elsewhere_asks_for_no_details(desk, monkeypatch):
    workspace, table = desk.window.workspace, desk.window.panel.assumptions
    shown, apart = SeriesKey("yongkang", "", "output"), SeriesKey("yiwu", "", "output")
    row = next(row for row in range(table.figures.rowCount()) if table.figures.series_of(row) == shown)
    table.setCurrentIndex(table.figures.index(row, len(table.figures.columns) - 1))
    asked = []
    monkeypatch.setattr(detail_bar, "detail", lambda *given: asked.append(given) or detail(*given))
    for growth in (3.1, 3.2, 3.3):
        grow(workspace, apart, growth)
    assert asked == []
    grow(workspace, shown, 4.4)
    assert len(asked) == 1
