"""Sorting, filtering, searching, hiding: rows move, and what is chosen, held and undone does not."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit

from npfdesk.plan.series import AssumptionKey, SeriesKey
from npfdesk.ui.tables.arrangement import PLAIN, Arrangement
from tests.ui.mouse import double_click

KEYS = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
YONGKANG = SeriesKey("yongkang", "", "output")


def regions(table):
    figures = table.figures
    field = next(one for one in figures.columns if one.key == "region")
    return [field.text(row) for row in range(figures.rowCount())]


def head_middle(table, key, column):
    head = table.horizontalHeader()
    at = column(table, key)
    return QPoint(head.sectionViewportPosition(at) + head.sectionSize(at) // 2, head.height() // 2)


def click_twice(desk, table, key):
    double_click(table.horizontalHeader().viewport(), head_middle(table, key, desk.column))


def test_a_double_click_on_a_head_sorts_up_then_down_then_back(desk):
    table = desk.panel.data
    desk.stand(table, 0, "region")
    first = table.figures.places.copy()
    year = desk.workspace.plan.base_year
    click_twice(desk, table, year)
    figures = table.figures.columns[desk.column(table, year)].some_figures(
        np.arange(table.figures.rowCount())
    )
    known = figures[figures == figures]
    assert list(known) == sorted(known)
    assert table.figures.headerData(desk.column(table, year), Qt.Orientation.Horizontal).endswith("↑")
    # what has no figure stands last, whichever way
    click_twice(desk, table, year)
    figures = table.figures.columns[desk.column(table, year)].some_figures(
        np.arange(table.figures.rowCount())
    )
    known = figures[figures == figures]
    assert list(known) == sorted(known, reverse=True)
    assert all(figures[: len(known)] == known)
    click_twice(desk, table, year)
    assert list(table.figures.places) == list(first)


def test_sorting_keeps_what_is_chosen_and_the_current_cell(desk):
    table = desk.panel.data
    year = desk.workspace.plan.base_year
    desk.choose(table, [1, 3, 4], [year])
    table.setCurrentIndex(table.figures.index(3, desk.column(table, year)))
    desk.choose(table, [1, 3, 4], [year])
    chosen = {table.figures.series_of(row) for row, _ in table.cells()}
    current = table.figures.series_of(table.currentIndex().row())
    click_twice(desk, table, "indicator")
    assert {table.figures.series_of(row) for row, _ in table.cells()} == chosen
    assert table.figures.series_of(table.currentIndex().row()) == current


def test_an_edit_in_a_sorted_table_is_one_step_on_the_right_series_and_the_row_stays(desk):
    table = desk.panel.assumptions
    desk.stand(table, 0, "value")
    table.figures.arrange(PLAIN.sorted_by("value", descending=True))
    row = table.figures.row_of_series(YONGKANG)
    desk.stand(table, 0, "value")
    desk.type(table, "30")
    assert desk.document.scenario.assumptions[AssumptionKey(*YONGKANG)].value == 30
    assert table.figures.row_of_series(YONGKANG) == row
    desk.workspace.undo()
    assert table.figures.row_of_series(YONGKANG) == row
    assert table.figures.arrangement.column == "value"


def test_a_selection_elsewhere_moves_to_the_row_and_leaves_the_order(desk):
    table = desk.panel.data
    desk.stand(table, 0, "region")
    table.figures.arrange(PLAIN.sorted_by("region"))
    before = list(table.figures.places)
    desk.workspace.select(region="yiwu")
    assert list(table.figures.places) == before
    assert table.figures.series_of(table.currentIndex().row()) == desk.workspace.selection.series


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_a_filter_is_typed_in_the_menu_of_a_head(desk):
    table = desk.panel.data
    desk.stand(table, 0, "region")
    # Alt+Down opens the menu of the current column, as in Excel
    desk.press(table, KEYS.Key_Down, Qt.KeyboardModifier.AltModifier)
    menu = QApplication.activePopupWidget()
    line = menu.findChild(QLineEdit)
    desk.qtbot.keyClicks(line, "yongk")
    desk.qtbot.keyClick(line, KEYS.Key_Return)
    assert set(regions(table)) == {"Yongkang"}
    assert table.figures.headerData(desk.column(table, "region"), Qt.Orientation.Horizontal).endswith("▾")
    assert desk.panel.table_bar.shown.isVisible()
    desk.qtbot.mouseClick(desk.panel.table_bar.shown, Qt.MouseButton.LeftButton)
    assert table.figures.rowCount() == table.figures.all_rows > len({"Yongkang"})
    assert not desk.panel.table_bar.shown.isVisible()


@pytest.mark.parametrize(("text", "keeps"), [("> 1000", lambda x: x > 1000), ("<=12", lambda x: x <= 12)])
def test_a_filter_by_figures(desk, text, keeps):
    table = desk.panel.data
    year = str(desk.workspace.plan.base_year)
    field = table.figures.columns[desk.column(table, int(year))]
    figures = field.some_figures(np.arange(table.figures.rowCount()))
    table.figures.arrange(PLAIN.filtered(year, text))
    assert table.figures.rowCount() == sum(bool(keeps(one)) for one in figures) > 0


def test_what_a_filter_hides_is_current_again_when_it_is_taken_away(desk):
    table = desk.panel.data
    desk.stand(table, table.figures.row_of_series(YONGKANG), "region")
    table.figures.arrange(PLAIN.filtered("region", "Yiwu"))
    assert table.figures.row_of_series(YONGKANG) is None
    table.figures.arrange(PLAIN)
    assert table.figures.series_of(table.currentIndex().row()) == YONGKANG


def test_the_search_field_looks_through_names_in_both_languages_and_codes(desk):
    panel = desk.panel
    for text in ("永康", "yongkang", "YONG 规上", "yks", "ykshi"):
        panel.table_bar.search.setText(text)
        desk.qtbot.keyClick(panel.table_bar.search, KEYS.Key_Return)
        assert set(regions(panel.data)) == {"Yongkang"}, text
    panel.table_bar.search.setText("nowhere at all")
    desk.qtbot.keyClick(panel.table_bar.search, KEYS.Key_Return)
    assert panel.data.figures.rowCount() == 0
    panel.table_bar.search.clear()
    desk.qtbot.keyClick(panel.table_bar.search, KEYS.Key_Return)
    assert panel.data.figures.rowCount() == panel.data.figures.all_rows


def test_an_edit_while_levers_are_searched_brings_no_row_back(desk):
    table = desk.panel.levers
    name = table.figures.keys[1].lever
    desk.stand(table, 0, 2026)
    table.figures.arrange(Arrangement(search=name))
    assert {key.lever for key in table.figures.keys} == {name}
    desk.stand(table, 0, 2030)
    desk.type(table, "40")
    assert {key.lever for key in table.figures.keys} == {name}


def test_a_hidden_column_is_passed_over_and_comes_back(desk):
    table = desk.panel.assumptions
    desk.stand(table, 0, "value")
    table.hidden.hide("2021")
    assert table.isColumnHidden(desk.column(table, 2021))
    desk.type(table, "5", end=KEYS.Key_Tab)
    assert table.currentIndex().column() == desk.column(table, 2022)
    kept = desk.panel.hidden_columns()
    assert kept["Assumptions"] == ["2021"]
    table.hidden.show("2021")
    assert not table.isColumnHidden(desk.column(table, 2021))
    desk.panel.hide_columns(kept)
    assert table.isColumnHidden(desk.column(table, 2021))


def test_one_column_always_stays(desk):
    table = desk.panel.levers
    names = [field.name for field in table.figures.columns]
    for name in names:
        if table.hidden.may_hide(name):
            table.hidden.hide(name)
    assert len(table.hidden.names) == len(names) - 1
    table.hidden.hide_only(names)
    assert len(table.hidden.names) == len(names) - 1


def test_names_stay_in_sight_while_the_table_is_scrolled_sideways(desk):
    table = desk.panel.data
    desk.panel.resize(800, 420)
    desk.stand(table, 0, "region")
    assert not table.frozen.isVisible()
    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
    assert table.frozen.isVisible()
    assert table.frozen.columns == 3
    at = table.frozen.columnViewportPosition(0)
    assert at == 0
    # up and down they go together
    table.verticalScrollBar().setValue(56)
    assert table.frozen.verticalScrollBar().value() == 56
    # a figure gone to stands beside the names, not under them
    table.setCurrentIndex(table.figures.index(0, desk.column(table, int(desk.workspace.plan.years[0]))))
    assert table.visualRect(table.currentIndex()).left() >= table.frozen.total_width()
    # a name clicked there is the table's own current cell
    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
    rect = table.frozen.visualRect(table.figures.index(2, 2))
    desk.qtbot.mouseClick(table.frozen.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert (table.currentIndex().row(), table.currentIndex().column()) == (2, 2)
    assert QApplication.focusWidget() is table
    table.horizontalScrollBar().setValue(0)
    assert not table.frozen.isVisible()


def test_the_models_keep_qts_rules_while_rows_move(desk):
    for table in desk.panel.tables:
        QAbstractItemModelTester(table.figures, QAbstractItemModelTester.FailureReportingMode.Fatal)
        for wanted in (PLAIN.sorted_by(table.figures.columns[0].name), Arrangement(search="yiwu"), PLAIN):
            table.figures.arrange(wanted)


def test_in_a_narrow_window_one_menu_stands_for_three_buttons(desk):
    bar = desk.panel.table_bar
    desk.panel.resize(1300, 420)
    assert bar.only[0].isVisible()
    assert not bar.choice.isVisible()
    desk.panel.resize(640, 420)
    assert not bar.only[0].isVisible()
    assert bar.choice.isVisible()
    bar.choice.menu().actions()[1].trigger()
    assert bar.choice.text() == "This region"
    assert set(regions(desk.panel.data)) == {"Yongkang"}
    desk.panel.setCurrentIndex(4)
    assert not bar.choice.isVisible()


@pytest.mark.parametrize("sideways", [0, 150], ids=["names beside", "names frozen"])
def test_what_is_selected_and_in_sight_stays_when_rows_are_made_anew(desk, sideways):
    table = desk.panel.assumptions
    desk.panel.setCurrentIndex(0)
    desk.choose(table, (1, 2), ("value", "from"))
    table.selectionModel().setCurrentIndex(
        table.figures.index(desk.place(table, 2), desk.column(table, "value")),
        table.selectionModel().SelectionFlag.NoUpdate,
    )
    table.horizontalScrollBar().setValue(sideways)
    QApplication.processEvents()
    assert table.frozen.isVisible() == bool(sideways)

    def seen():
        QApplication.processEvents()
        at = table.currentIndex()
        identities = {
            (table.figures.identity(index.row()), index.column()) for index in table.selectedIndexes()
        }
        return (
            identities,
            (table.figures.identity(at.row()), at.column()),
            table.horizontalScrollBar().value(),
            sum(one.count for one in table.range_keys.ranges),
        )

    # the current cell stands beside the names, not under them
    table.scrollTo(table.currentIndex())
    before = seen()
    assert len(before[0]) == 4
    for _ in range(2):
        table.figures.rebuild()
        assert seen() == before
