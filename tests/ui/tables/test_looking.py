"""What the window shows while a table is edited: what was edited, until something else is chosen on purpose."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from npfdesk.plan.series import ANY, AssumptionKey, SeriesKey

KEYS = Qt.Key
YONGKANG = SeriesKey("yongkang", "", "output")


def _row(table, key):
    return next(row for row in range(table.figures.rowCount()) if table.figures.key_of(row) == key)


def test_after_enter_the_window_shows_what_was_edited_until_another_row_is_chosen(desk, qtbot):
    table, workspace = desk.panel.assumptions, desk.workspace
    desk.stand(table, 0, "value")
    assert workspace.selection.series == YONGKANG
    desk.type(table, "8.1")
    following = table.currentIndex().row()
    second = table.figures.shown_series(following)
    assert (following, workspace.selection.series) == (1, YONGKANG)
    assert second not in (None, YONGKANG)
    # a second entry shows the second row, and the cell goes on once more
    desk.type(table, "7.2")
    assert (table.currentIndex().row(), workspace.selection.series) == (2, second)
    # a click on the cell that is the current one already chooses it
    third = table.figures.shown_series(2)
    qtbot.mouseClick(
        table.viewport(),
        Qt.MouseButton.LeftButton,
        pos=table.visualRect(table.currentIndex()).center(),
    )
    assert workspace.selection.series == third
    # an arrow chooses, and a deletion shows what it deletes
    desk.press(table, KEYS.Key_Down)
    assert workspace.selection.series == table.figures.shown_series(3)
    # a refused entry goes nowhere
    desk.type(table, "1.5")
    shown = workspace.selection.series
    editor = desk.type(table, "x1")
    assert workspace.selection.series == shown
    desk.qtbot.keyClick(editor, KEYS.Key_Escape)


def test_a_row_of_all_regions_shows_its_indicator_at_the_root(desk):
    table, workspace = desk.panel.assumptions, desk.workspace
    workspace.activate("惯性")
    row = _row(table, AssumptionKey(ANY, ANY, "output"))
    desk.stand(table, row, "value")
    assert workspace.selection.series == SeriesKey("jinhua", "", "output")
    workspace.select(region="yiwu", indicator="output")
    row = _row(table, AssumptionKey(ANY, ANY, "output"))
    desk.stand(table, row, "value")
    desk.type(table, "6")
    assert workspace.selection.series == SeriesKey("jinhua", "", "output")
    seen = workspace.consequence(workspace.last)
    assert workspace.plan.series[seen.row] == SeriesKey("jinhua", "", "output")
    assert seen.before != seen.after
    QApplication.processEvents()
