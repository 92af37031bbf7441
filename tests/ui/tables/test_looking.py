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
    following, first = table.currentIndex().row(), table.figures.first_row()
    second = table.figures.shown_series(following)
    assert (following, workspace.selection.series) == (first + 1, YONGKANG)
    assert second not in (None, YONGKANG)
    # a second entry shows the second row, and the cell goes on once more
    desk.type(table, "7.2")
    assert (table.currentIndex().row(), workspace.selection.series) == (first + 2, second)
    # a click on the cell that is the current one already chooses it
    third = table.figures.shown_series(first + 2)
    qtbot.mouseClick(
        table.viewport(),
        Qt.MouseButton.LeftButton,
        pos=table.visualRect(table.currentIndex()).center(),
    )
    assert workspace.selection.series == third
    # an arrow chooses, and a deletion shows what it deletes
    desk.press(table, KEYS.Key_Down)
    assert workspace.selection.series == table.figures.shown_series(first + 3)
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
    desk.stand(table, row - table.figures.first_row(), "value")
    assert workspace.selection.series == SeriesKey("jinhua", "", "output")
    workspace.select(region="yiwu", indicator="output")
    row = _row(table, AssumptionKey(ANY, ANY, "output"))
    desk.stand(table, row - table.figures.first_row(), "value")
    desk.type(table, "6")
    assert workspace.selection.series == SeriesKey("jinhua", "", "output")
    seen = workspace.consequence(workspace.last)
    assert workspace.plan.series[seen.row] == SeriesKey("jinhua", "", "output")
    assert seen.before != seen.after
    QApplication.processEvents()


def test_general_rows_stand_above_what_they_rule_and_a_fill_across_asks(desk, qtbot):
    table, workspace = desk.panel.assumptions, desk.workspace
    model = table.figures
    workspace.activate("惯性")
    general = AssumptionKey(ANY, ANY, "output")
    first = model.first_row()
    assert model.plan.series[model.places[first]] == YONGKANG
    # the general rows of an indicator stand above each of its series, wherever it is
    keys = [model.key_of(row) for row in range(model.rowCount())]
    at = {key: row for row, key in enumerate(keys) if key.region == ANY}
    assert all(
        at[rule] < row
        for rule in at
        for row, key in enumerate(keys)
        if key.indicator == rule.indicator and key.region != ANY
    )
    assert model.row_of(general) == 0
    series = [one for one in workspace.plan.series if one.indicator == "output"]
    assert model.columns[0].text(0) == f"all regions · {len(series)} series"
    assert model.columns[0].plain_text(0) == "all regions"
    # a county with a row of its own is moved no more
    column = desk.column(table, "value")
    model.enter([(first, column, "9")])
    assert model.columns[0].text(0) == f"all regions · {len(series) - 1} series"
    # a fill that also reaches the series says what it would do, and does it only when done again
    before, said = workspace.document, []
    model.refused.connect(said.append)
    desk.choose(table, [-1, 0, 1], ["value"])
    desk.press(table, KEYS.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert said[-1].startswith("This reaches across “all regions ")
    assert workspace.document == before
    desk.press(table, KEYS.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert workspace.document.scenario.assumptions[AssumptionKey(*YONGKANG)].value == 5.5


def test_a_fill_from_a_series_into_a_general_row_asks_first(desk):
    table, workspace = desk.panel.assumptions, desk.workspace
    model = table.figures
    workspace.activate("惯性")
    value, said = desk.column(table, "value"), []
    model.refused.connect(said.append)
    typed = [(row, value, "9") for row in range(model.first_row() + 2)]
    before = workspace.document
    assert not model.enter(typed)
    assert "a row that moves 17 series" in said[-1]
    assert workspace.document == before
    # something else in between asks once more
    assert model.enter([(model.first_row(), value, "8")])
    assert not model.enter(typed)
    assert model.enter(typed)
    assert workspace.document.scenario.assumptions[AssumptionKey(ANY, ANY, "output")].value == 9
