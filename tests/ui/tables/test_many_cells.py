"""Many cells at once: sums in the line, one text into all that are chosen, find and replace."""

import numpy as np
from PySide6.QtCore import Qt

KEYS = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def values(desk, rows):
    table = desk.panel.assumptions
    return [table.figures.answer(desk.place(table, row))[2].value for row in rows]


def test_sum_mean_and_count_of_what_is_chosen(desk, qtbot):
    table = desk.panel.data
    year = desk.workspace.plan.base_year
    desk.stand(table, 0, "region")
    with qtbot.waitSignal(desk.panel.counted):
        desk.choose(table, [0, 1, 2], ["indicator", year])
    figures = [desk.observed(table.figures.series_of(row), year) for row in range(3)]
    figures = [one for one in figures if np.isfinite(one)]
    count = len(figures)
    assert count > 1
    said = []
    desk.panel.counted.connect(said.append)
    table.count()
    assert said[-1].endswith(f"Count {count}")
    assert said[-1].startswith(f"Sum {sum(figures):,.1f} ")
    assert f"Mean {np.mean(figures):,.2f} " in said[-1]
    # one figure is its own sum
    desk.choose(table, [0], [year])
    table.count()
    assert said[-1] == ""


def test_what_is_counted_follows_an_edit(desk, qtbot):
    table = desk.panel.assumptions
    desk.choose(table, [0, 1], ["value"])
    table.setCurrentIndex(table.figures.index(table.figures.first_row(), desk.column(table, "value")))
    desk.choose(table, [0, 1], ["value"])
    with qtbot.waitSignal(desk.panel.counted) as told:
        desk.workspace.apply(
            table.figures.edit([(0, desk.column(table, "value"), "4"), (1, desk.column(table, "value"), "5")])
        )
    assert told.args[0] == "Sum 9 · Mean 4.5 · Count 2"


def test_ctrl_enter_sets_every_chosen_cell_in_one_step(desk):
    table = desk.panel.assumptions
    rows = [0, 1, 2, 3]
    desk.stand(table, 0, "value")
    desk.choose(table, rows, ["value"])
    table.selectionModel().setCurrentIndex(
        table.figures.index(table.figures.first_row(), desk.column(table, "value")),
        table.selectionModel().SelectionFlag.NoUpdate,
    )
    steps = len(desk.workspace.session.history.done)
    before = values(desk, rows)
    editor = desk.type(table, "7.5", end=None)
    desk.qtbot.keyClick(editor, KEYS.Key_Return, CONTROL)
    assert values(desk, rows) == [7.5] * 4
    assert len(desk.workspace.session.history.done) == steps + 1
    assert len(table.cells()) == 4
    desk.workspace.undo()
    assert values(desk, rows) == before


def test_ctrl_enter_refuses_the_whole_and_keeps_the_line_open(desk):
    table = desk.panel.assumptions
    desk.stand(table, 0, "value")
    desk.choose(table, [0, 1], ["value"])
    table.selectionModel().setCurrentIndex(
        table.figures.index(table.figures.first_row(), desk.column(table, "value")),
        table.selectionModel().SelectionFlag.NoUpdate,
    )
    before = values(desk, [0, 1])
    editor = desk.type(table, "seven", end=None)
    desk.qtbot.keyClick(editor, KEYS.Key_Return, CONTROL)
    assert values(desk, [0, 1]) == before
    assert editor.isVisible()
    assert desk.panel.lines[0].isVisible()


def test_fill_right(desk):
    table = desk.panel.levers
    desk.stand(table, 0, 2027)
    desk.type(table, "35")
    desk.choose(table, [0], [2027, 2028, 2029])
    desk.press(table, KEYS.Key_R, CONTROL)
    levels = dict(desk.document.scenario.intensities[table.figures.keys[0]].by_year)
    assert [levels[year] for year in (2027, 2028, 2029)] == [35, 35, 35]


def test_find_goes_from_cell_to_cell_and_around(desk):
    table = desk.panel.assumptions
    desk.stand(table, 0, "region")
    desk.panel.find_and_replace()
    bar = desk.panel.replace_bar
    assert bar.isVisible()
    desk.qtbot.keyClicks(bar.find_field, "yiwu")
    desk.qtbot.keyClick(bar.find_field, KEYS.Key_Return)
    first = table.currentIndex().row()
    assert table.plain((first, 0)) == "Yiwu"
    desk.qtbot.keyClick(bar.find_field, KEYS.Key_Return)
    assert table.currentIndex().row() > first
    desk.qtbot.keyClick(bar.find_field, KEYS.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert table.currentIndex().row() == first
    desk.qtbot.keyClick(bar.find_field, KEYS.Key_Escape)
    assert not bar.isVisible()
    assert table.hasFocus()


def test_replace_all_in_the_chosen_cells_is_one_step(desk):
    table = desk.panel.assumptions
    at = desk.column(table, "value")
    table.figures.enter([(desk.place(table, row), at, "6.6") for row in range(5)])
    steps = len(desk.workspace.session.history.done)
    desk.choose(table, [0, 1, 2], ["value"])
    desk.panel.find_and_replace()
    bar = desk.panel.replace_bar
    desk.qtbot.keyClicks(bar.find_field, "6.6")
    desk.qtbot.keyClicks(bar.replace_field, "7.1")
    bar.whole_cell.setChecked(True)
    desk.qtbot.mouseClick(bar.replace_all_button, Qt.MouseButton.LeftButton)
    assert values(desk, range(5)) == [7.1, 7.1, 7.1, 6.6, 6.6]
    assert len(desk.workspace.session.history.done) == steps + 1
    assert bar.message_label.text() == "3 cells replaced."
    desk.workspace.undo()
    assert values(desk, range(5)) == [6.6] * 5


def test_replace_one_by_one_and_a_text_that_cannot_stand_there(desk):
    table = desk.panel.assumptions
    at = desk.column(table, "value")
    table.figures.enter([(desk.place(table, row), at, "6.6") for row in range(3)])
    desk.stand(table, 0, "value")
    desk.panel.find_and_replace()
    bar = desk.panel.replace_bar
    desk.qtbot.keyClicks(bar.find_field, "6.6")
    desk.qtbot.keyClicks(bar.replace_field, "x")
    desk.qtbot.mouseClick(bar.replace_button, Qt.MouseButton.LeftButton)
    assert values(desk, range(3)) == [6.6] * 3
    assert desk.panel.lines[0].isVisible()
    bar.replace_field.clear()
    desk.qtbot.keyClicks(bar.replace_field, "8")
    desk.qtbot.mouseClick(bar.replace_button, Qt.MouseButton.LeftButton)
    assert values(desk, range(3)) == [8, 6.6, 6.6]
    assert table.currentIndex().row() == desk.place(table, 1)
    bar.find_field.clear()
    desk.qtbot.mouseClick(bar.replace_all_button, Qt.MouseButton.LeftButton)
    assert bar.message_label.text() == "No match that can be replaced."
    first = table.figures.key_of(desk.place(table, 0))
    assert desk.document.scenario.assumptions[first].value == 8
