"""Owners in the window: typed with completion, filtered by, undone; the overview narrows with the table."""

from dataclasses import replace
from types import MappingProxyType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from npfdesk.locations import sample_workbooks
from npfdesk.plan.owners import owner_of
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.ui.charts.gap_rows import gap_rows, told
from npfdesk.ui.look.colours import theme
from npfdesk.ui.tables.columns import ROLE
from npfdesk.ui.views.overview_rows import overview_rows
from npfdesk.workbook.plan_reader import read_workbook

KEYS = Qt.Key
CITY = TargetKey(SeriesKey("jinhua", "", "output"), 2025)
YONGKANG = TargetKey(SeriesKey("yongkang", "", "output"), 2025)


def led(plan):
    """The sample with a department leading the output, and Yongkang answering for its own."""
    indicators = tuple(
        replace(one, owner="Bureau A") if one.code == "output" else one for one in plan.indicators
    )
    targets = {**plan.targets, YONGKANG: replace(plan.targets[YONGKANG], owner="Yongkang")}
    return replace(plan, indicators=indicators, targets=MappingProxyType(targets))


@pytest.fixture
def desk(make_desk, sample_reading):
    made = make_desk(led(sample_reading.plan))
    made.panel.setCurrentIndex(1)
    return made


def names(desk):
    return [action.text() for action in desk.panel.table_bar.owners.menu().actions()]


def pick(desk, name):
    menu = desk.panel.table_bar.owners.menu()
    next(action for action in menu.actions() if action.text() == name).trigger()


def test_an_owner_is_typed_over_the_indicators_and_taken_back(desk):
    table = desk.panel.targets
    figures = table.figures
    at = desk.stand(table, figures.row_of(CITY), "owner")
    assert at.data() == "Bureau A"
    assert figures.data(at, ROLE.ForegroundRole) == QColor(theme().secondary)
    desk.type(table, "Bureau B")
    assert desk.workspace.plan.targets[CITY].owner == "Bureau B"
    assert figures.index(figures.row_of(CITY), at.column()).data() == "Bureau B"
    assert desk.undo_label.endswith("责任单位 无 → Bureau B")
    tip = figures.data(figures.index(figures.row_of(CITY), at.column()), ROLE.ToolTipRole)
    assert "The indicator's owner is Bureau A." in tip
    assert "Workbook: —" in tip
    desk.workspace.undo()
    assert desk.workspace.plan.targets[CITY].owner == ""
    # the indicator's own name is no owner of the target's own
    desk.workspace.redo()
    desk.stand(table, figures.row_of(CITY), "owner")
    desk.type(table, "Bureau A")
    assert desk.workspace.plan.targets[CITY].owner == ""


def test_delete_and_reset_touch_the_owner_alone(desk):
    table = desk.panel.targets
    figures = table.figures
    words = desk.workspace.plan.targets[YONGKANG].text
    at = desk.stand(table, figures.row_of(YONGKANG), "owner")
    desk.press(table, KEYS.Key_Delete)
    now = desk.workspace.plan.targets[YONGKANG]
    assert (now.owner, now.text, owner_of(desk.workspace.plan, now)) == ("", words, "Bureau A")
    assert figures.reset([(figures.row_of(YONGKANG), at.column())], "workbook")
    assert desk.workspace.plan.targets[YONGKANG].owner == "Yongkang"


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_two_statements_have_one_owner(make_desk):
    desk = make_desk(read_workbook(sample_workbooks()[3]).plan)
    table, gdp = desk.panel.targets, TargetKey(SeriesKey("county", "", "gdp"), 2030)
    figures = table.figures
    before = desk.workspace.plan.targets[gdp]
    rows = [row for row in range(figures.rowCount()) if figures.statement(row).key == gdp]
    assert len(rows) == 2
    at = desk.stand(table, rows[1], "owner")
    assert at.data() == "县发展改革局"
    desk.type(table, "Bureau Z")
    assert desk.workspace.plan.targets[gdp] == replace(before, owner="Bureau Z")
    assert figures.reset([(rows[0], at.column())], "workbook")
    assert desk.workspace.plan.targets[gdp] == before
    # an owner is found by how it is said, in the cell itself
    other = next(row for row in range(figures.rowCount()) if figures.statement(row).key != gdp)
    key = figures.statement(other).key
    desk.stand(table, other, "owner")
    desk.qtbot.keyClick(table, "x")
    editor = QApplication.focusWidget()
    desk.qtbot.keyClicks(editor, "fz")
    offered = editor.completer().popup()
    assert offered.isVisible()
    assert offered.model().index(0, 0).data() == "县发展改革局"
    desk.qtbot.keyClick(offered, KEYS.Key_Return)
    assert editor.text() == "县发展改革局"
    desk.qtbot.keyClick(editor, KEYS.Key_Return)
    QApplication.processEvents()
    assert desk.workspace.plan.targets[key].owner == "县发展改革局"


def test_the_owners_that_are_known_complete_what_is_typed(desk):
    table = desk.panel.targets
    desk.stand(table, table.figures.row_of(CITY), "owner")
    desk.qtbot.keyClick(table, "y")
    editor = QApplication.focusWidget()
    assert (editor.text(), editor.selectedText()) == ("yongkang", "ongkang")
    desk.qtbot.keyClicks(editor, "iwu")
    assert editor.text() == "yiwu"
    desk.qtbot.keyClick(editor, KEYS.Key_Backspace)
    desk.qtbot.keyClick(editor, KEYS.Key_Return)
    QApplication.processEvents()
    assert desk.workspace.plan.targets[CITY].owner == "yiw"


def test_the_table_the_overview_and_the_gaps_show_one_owners_targets(desk):
    workspace, figures = desk.workspace, desk.panel.targets.figures
    every = figures.rowCount()
    assert names(desk) == ["All owners", "Bureau A", "Yongkang"]
    workspace.select(region="jinhua", industry="", indicator="output")
    before = len(overview_rows(workspace))
    pick(desk, "Bureau A")
    shown = {figures.identity(row) for row in range(figures.rowCount())}
    plan = workspace.plan
    assert shown == {key for key, one in plan.targets.items() if owner_of(plan, one) == "Bureau A"}
    assert desk.panel.table_bar.owners.text() == "Bureau A"
    assert desk.panel.table_bar.shown.text().startswith(f"{len(shown)} / {every}")
    left = overview_rows(workspace)
    assert {row.series.indicator for row in left} == {"output"}
    assert len(left) < before
    bars = gap_rows(workspace, by_region=True).bars
    assert "yongkang" not in {bar.region for bar in bars}
    assert "answers for it: Bureau A" in told(workspace, bars[0].position)
    desk.panel.show_all_rows()
    assert (workspace.owner, figures.rowCount(), len(overview_rows(workspace))) == ("", every, before)


def test_a_target_given_to_another_leaves_the_rows_of_the_first(desk):
    table = desk.panel.targets
    pick(desk, "Yongkang")
    assert table.figures.rowCount() == 1
    desk.stand(table, 0, "owner")
    desk.type(table, "Bureau C")
    assert table.figures.rowCount() == 0
    # whom nobody names any more stays on offer as long as the window is narrowed to it
    assert names(desk) == ["All owners", "Bureau A", "Bureau C", "Yongkang"]
    pick(desk, "All owners")
    assert names(desk) == ["All owners", "Bureau A", "Bureau C"]


def test_a_plan_without_owners_offers_none(make_desk, sample_reading):
    desk = make_desk(sample_reading.plan)
    desk.panel.setCurrentIndex(1)
    assert desk.panel.table_bar.owners.isHidden()
    desk.stand(desk.panel.targets, 0, "owner")
    desk.type(desk.panel.targets, "Bureau")
    assert not desk.panel.table_bar.owners.isHidden()
    desk.panel.setCurrentIndex(0)
    assert desk.panel.table_bar.owners.isHidden()
