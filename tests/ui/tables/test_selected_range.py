"""The selected range as Excel's users know it: seen on every ground, filled by its handle, stretched and moved by keys."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from npfdesk.ui.look.colours import LEAST_CONTRAST, THEMES, contrast, set_theme, theme
from npfdesk.ui.tables import range_keys
from npfdesk.ui.tables.columns import owned_ground
from npfdesk.ui.tables.filling import continued, filling
from tests.ui.mouse import double_click

KEYS, LEFT = Qt.Key, Qt.MouseButton.LeftButton
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


def selected(table):
    block = table.range_keys.block
    return None if block is None else (block.top, block.left, block.bottom, block.right)


def centre(table, row, column):
    return table.visualRect(table.figures.index(row, column)).center()


def handle(table, row, column):
    """The bottom right corner of a cell, where the handle of a range that ends there is."""
    return table.visualRect(table.figures.index(row, column)).bottomRight() + QPoint(1, 1)


def drag(table, start, end, held=NONE):
    view = table.viewport()
    QTest.mousePress(view, LEFT, held, start)
    QTest.mouseMove(view, (start + end) / 2)
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, LEFT, held, end)
    QApplication.processEvents()


def year_texts(table, row, column, count):
    return [table.figures.columns[column + at].plain_text(row) for at in range(count)]


def test_the_frame_of_a_range_is_seen_on_the_cells_of_the_scenario_itself(desk, as_before):
    table = desk.panel.assumptions
    column = desk.column(table, "low")
    desk.stand(table, 2, "low")
    assert table.figures.enter([(row, column, "1") for row in (2, 3, 4)])
    for worn in THEMES.values():
        set_theme(worn)
        table.go_to(3, column)
        desk.press(table, KEYS.Key_Down, SHIFT)
        shown = table.viewport().grab().toImage()
        ratio = shown.devicePixelRatio()
        cell = table.visualRect(table.figures.index(4, column))

        def seen(point, shown=shown, ratio=ratio):
            return QColor(shown.pixel(round(point.x() * ratio), round(point.y() * ratio)))

        frame, own = seen(QPoint(cell.left(), cell.center().y())), owned_ground()
        assert contrast(frame, own) >= LEAST_CONTRAST, theme().name
        # the own cell next to the range wears its tint; the range stands off it by the frame
        assert seen(QPoint(cell.left() - 3, cell.center().y())) != frame
        corner = seen(cell.bottomRight() - QPoint(1, 1))
        assert contrast(corner, own) >= LEAST_CONTRAST, theme().name


def test_dragging_the_handle_fills_every_way_as_one_step_each(desk):
    table, model = desk.panel.data, desk.panel.data.figures
    desk.stand(table, 1, 2014)
    first = desk.column(table, 2014)
    assert model.enter([(1, first, "100"), (1, first + 1, "110"), (2, first, "200")])
    QApplication.processEvents()
    steps = len(desk.workspace.session.history.done)
    # one figure is copied, down
    table.go_to(1, first)
    drag(table, handle(table, 1, first), centre(table, 4, first))
    assert [model.columns[first].plain_text(row) for row in (2, 3, 4)] == ["100"] * 3
    assert selected(table) == (1, first, 4, first)
    # with Ctrl it is counted on
    table.go_to(1, first)
    drag(table, handle(table, 1, first), centre(table, 3, first), CONTROL)
    assert [model.columns[first].plain_text(row) for row in (2, 3)] == ["101", "102"]
    # two figures go on by their step, right; the range that was filled stays selected, the first cell current
    table.go_to(1, first)
    desk.press(table, KEYS.Key_Right, SHIFT)
    drag(table, handle(table, 1, first + 1), centre(table, 1, first + 3))
    assert year_texts(table, 1, first, 4) == ["100", "110", "120", "130"]
    assert selected(table) == (1, first, 1, first + 3)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (1, first)
    # left and up, from the last two
    table.go_to(1, first + 3)
    drag(table, handle(table, 1, first + 3), centre(table, 1, first + 1))
    assert year_texts(table, 1, first, 4) == ["100", "130", "130", "130"]
    table.go_to(3, first)
    drag(table, handle(table, 3, first), centre(table, 1, first))
    assert [model.columns[first].plain_text(row) for row in (1, 2, 3)] == ["102"] * 3
    assert len(desk.workspace.session.history.done) == steps + 5
    desk.workspace.undo()
    assert model.columns[first].plain_text(1) == "100"


def test_the_handle_is_let_go_by_escape_and_a_double_click_fills_as_far_as_the_block_beside(
    desk, monkeypatch
):
    table, model = desk.panel.data, desk.panel.data.figures
    first = desk.column(table, 2014)
    desk.stand(table, 0, 2014)
    assert model.enter([(0, first, "850")])
    table.go_to(0, first)
    before = desk.document
    view = table.viewport()
    QTest.mousePress(view, LEFT, NONE, handle(table, 0, first))
    QTest.mouseMove(view, centre(table, 3, first))
    assert table.range_keys.hint.isVisible()
    assert table.range_keys.hint.text() == "850"
    # further pixels of the same cell reckon nothing again, another cell does
    reckoned = []
    monkeypatch.setattr(range_keys, "filling", lambda *given: reckoned.append(given[3]) or filling(*given))
    for away in range(1, 6):
        QTest.mouseMove(view, centre(table, 3, first) + QPoint(away, 0))
    assert reckoned == []
    QTest.mouseMove(view, centre(table, 4, first))
    assert [one.bottom for one in reckoned] == [4]
    desk.press(table, KEYS.Key_Escape)
    QTest.mouseRelease(view, LEFT, NONE, centre(table, 3, first))
    assert desk.document is before
    assert not table.range_keys.hint.isVisible()
    beside = first + 1
    typed = [(row, first, str(100 + row)) for row in range(5)] + [(5, first, "")]
    assert model.enter([*typed, (0, beside, "7")])
    steps = len(desk.workspace.session.history.done)
    table.go_to(0, beside)
    double_click(view, handle(table, 0, beside))
    QApplication.processEvents()
    assert [model.columns[beside].plain_text(row) for row in range(5)] == ["7"] * 5
    assert model.columns[beside].plain_text(5) != "7"
    assert len(desk.workspace.session.history.done) == steps + 1


def test_keys_jump_to_the_edge_of_the_block_and_stretch_the_range(desk):
    table, model = desk.panel.data, desk.panel.data.figures
    first, rows = desk.column(table, 2014), model.rowCount()
    last = len(model.columns) - 1
    cells = [(row, first + at, "5" if row < 4 and at < 3 else "") for row in range(6) for at in range(4)]
    assert model.enter(cells)
    desk.stand(table, 1, 2014)
    table.go_to(1, first)
    desk.press(table, KEYS.Key_Down, CONTROL)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (3, first)
    assert selected(table) == (3, first, 3, first)
    desk.press(table, KEYS.Key_Right, CONTROL)
    assert table.currentIndex().column() == first + 2
    desk.press(table, KEYS.Key_Up, CONTROL | SHIFT)
    assert selected(table) == (0, first + 2, 3, first + 2)
    desk.press(table, KEYS.Key_Left, SHIFT)
    assert selected(table) == (0, first + 1, 3, first + 2)
    # the current cell stays where the range was begun
    assert (table.currentIndex().row(), table.currentIndex().column()) == (3, first + 2)
    desk.press(table, KEYS.Key_Down, SHIFT)
    assert selected(table) == (1, first + 1, 3, first + 2)
    desk.press(table, KEYS.Key_Space, SHIFT)
    assert selected(table) == (1, 0, 3, last)
    desk.press(table, KEYS.Key_Home, CONTROL)
    assert selected(table) == (0, 0, 0, 0)
    desk.press(table, KEYS.Key_Space, CONTROL)
    assert selected(table) == (0, 0, rows - 1, 0)
    desk.press(table, KEYS.Key_End, CONTROL)
    assert selected(table) == (rows - 1, last, rows - 1, last)
    desk.press(table, KEYS.Key_Home, CONTROL | SHIFT)
    assert selected(table) == (0, 0, rows - 1, last)
    # Return goes on from the current cell, and a range begins there, not where the last one was begun
    table.go_to(0, first)
    desk.press(table, KEYS.Key_Return)
    desk.press(table, KEYS.Key_Down, SHIFT)
    assert selected(table) == (1, first, 2, first)


def test_a_range_drawn_by_the_mouse_goes_on_from_where_it_was_begun(desk):
    table = desk.panel.data
    first = desk.column(table, 2014)
    desk.stand(table, 1, 2014)
    drag(table, centre(table, 1, first), centre(table, 3, first + 1))
    assert selected(table) == (1, first, 3, first + 1)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (1, first)
    desk.press(table, KEYS.Key_Down, SHIFT)
    assert selected(table) == (1, first, 4, first + 1)
    QTest.mouseClick(table.viewport(), LEFT, SHIFT, centre(table, 2, first + 2))
    assert selected(table) == (1, first, 2, first + 2)


@pytest.mark.parametrize(
    ("texts", "count", "held", "expected"),
    [
        (["8.5"], 3, {}, ["8.5", "8.5", "8.5"]),
        (["8.5"], 2, {"turned": True}, ["9.5", "10.5"]),
        (["8.5"], 2, {"turned": True, "backwards": True}, ["7.5", "6.5"]),
        (["8.5", "8.6"], 3, {}, ["8.7", "8.8", "8.9"]),
        (["8.5", "8.6"], 2, {"backwards": True}, ["8.4", "8.3"]),
        (["8.5", "8.6"], 3, {"turned": True}, ["8.5", "8.6", "8.5"]),
        (["8.5", "8.6"], 3, {"turned": True, "backwards": True}, ["8.6", "8.5", "8.6"]),
        # Excel: 1, 2, 4 goes on as 5.333, 6.833
        (["1", "2", "4"], 2, {}, ["5.33", "6.83"]),
        (["growth", "8"], 3, {}, ["growth", "8", "growth"]),
        ([""], 2, {}, ["", ""]),
    ],
)
def test_what_the_next_cells_say(texts, count, held, expected):
    assert continued(texts, count, **held) == expected


@given(st.integers(-9999, 9999), st.integers(-999, 999), st.integers(1, 9))
def test_a_straight_series_goes_on_straight_both_ways(first, step, count):
    texts = [str(Fraction(first + at * step)) for at in range(3)]
    assert [float(one) for one in continued(texts, count)] == [
        first + at * step for at in range(3, 3 + count)
    ]
    assert [float(one) for one in continued(texts, count, backwards=True)] == [
        first - at * step for at in range(1, count + 1)
    ]
