"""The tables under a person's keys: where one stands, what stays typed, what is refused whole."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from npfdesk.plan.methods import Method
from npfdesk.plan.series import AssumptionKey, SeriesKey
from npfdesk.ui.look import language
from npfdesk.ui.tables import clipboard_blocks
from npfdesk.ui.tables.columns import ROLE, DeviatesRole

KEYS = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
YONGKANG = SeriesKey("yongkang", "", "output")
OWN = AssumptionKey(*YONGKANG)
GENERAL = AssumptionKey("*", "*", "output")


def test_typing_over_a_cell_and_return_go_down_and_the_path_follows(desk):
    table, workspace = desk.panel.assumptions, desk.workspace
    row = workspace.plan.row[YONGKANG]
    before = workspace.result.values[row, -1]
    at = desk.stand(table, 0, "value")
    desk.type(table, "9.2")
    assert desk.document.scenario.assumptions[OWN].value == 9.2
    assert workspace.result.values[row, -1] > before
    assert desk.undo_label == "永康市 规上工业总产值 5.5 → 9.2%"
    assert at.data() == "9.2%"
    assert at.data(DeviatesRole)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (at.row() + 1, at.column())


def test_tab_goes_right_and_shift_return_up_without_opening_an_editor(desk):
    table = desk.panel.assumptions
    desk.stand(table, 0, 2021)
    desk.type(table, "7", end=KEYS.Key_Tab)
    assert table.currentIndex().column() == desk.column(table, 2022)
    assert table.state() != table.State.EditingState
    desk.stand(table, 1, "value")
    desk.press(table, KEYS.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert table.currentIndex().row() == table.figures.first_row()


def test_a_refused_text_stays_where_it_was_typed_and_escape_lets_it_go(desk):
    table, line = desk.panel.assumptions, desk.panel.lines[0]
    before = desk.document
    at = desk.stand(table, 0, "value")
    editor = desk.type(table, "fast")
    assert desk.document is before
    assert table.state() == table.State.EditingState
    assert (editor.text(), editor.isVisible(), editor.hasFocus()) == ("fast", True, True)
    assert line.isVisible()
    assert "“fast” is not a number" in line.text()
    desk.qtbot.keyClick(editor, KEYS.Key_Escape)
    assert table.state() != table.State.EditingState
    assert not line.isVisible()
    assert table.currentIndex() == at


def test_a_refused_text_is_corrected_and_taken(desk):
    table = desk.panel.assumptions
    desk.stand(table, 0, "value")
    editor = desk.type(table, "fast")
    desk.qtbot.keyClicks(editor, "6.5")
    desk.qtbot.keyClick(editor, KEYS.Key_Return)
    QApplication.processEvents()
    assert desk.document.scenario.assumptions[OWN].value == 6.5
    assert not desk.panel.lines[0].isVisible()


def test_going_down_the_table_the_window_looks_along_and_rows_stay(desk):
    table, model = desk.panel.assumptions, desk.panel.assumptions.figures
    desk.stand(table, 2, "value")
    order, row = model.places.tolist(), table.currentIndex().row()
    assert desk.workspace.selection.series == model.series_of(row)
    desk.press(table, KEYS.Key_Down)
    assert desk.workspace.selection.series == model.series_of(row + 1)
    assert model.places.tolist() == order
    assert desk.panel.data.figures.series_of(0) == model.series_of(row + 1)


def test_the_same_cell_is_found_again_in_another_scenario(desk):
    table, model = desk.panel.assumptions, desk.panel.assumptions.figures
    desk.stand(table, 5, 2023)
    key = model.key_of(table.currentIndex().row())
    desk.workspace.activate("惯性")
    assert model.key_of(table.currentIndex().row()) == key
    assert table.currentIndex().column() == desk.column(table, 2023)


def test_a_deleted_parameter_falls_back_and_undo_brings_it_again(desk):
    table = desk.panel.assumptions
    at = desk.stand(table, 0, "value")
    desk.type(table, "9.2")
    desk.stand(table, 0, "value")
    desk.press(table, KEYS.Key_Delete)
    assert OWN not in desk.document.scenario.assumptions
    assert at.data() == "5.5%"
    assert "Inherited from 惯性" in at.data(ROLE.ToolTipRole)
    assert desk.undo_label == "永康市 规上工业总产值 回到上级"
    desk.workspace.undo()
    assert at.data() == "9.2%"


def test_deleting_a_bound_or_a_note_leaves_the_parameter(desk):
    table = desk.panel.assumptions
    desk.stand(table, 0, "value")
    desk.type(table, "9.2")
    desk.stand(table, 0, "low")
    desk.type(table, "6")
    assert desk.undo_label == "永康市 规上工业总产值 下限 4 → 6%"
    desk.stand(table, 0, "low")
    desk.press(table, KEYS.Key_Delete)
    kept = desk.document.scenario.assumptions[OWN]
    assert (kept.value, kept.low) == (9.2, 4.0)


def test_bounds_that_cross_are_refused(desk):
    table, before = desk.panel.assumptions, desk.document
    desk.stand(table, 0, "low")
    desk.type(table, "99", end=None)
    desk.qtbot.keyClick(QApplication.focusWidget(), KEYS.Key_Return)
    QApplication.processEvents()
    assert desk.document is before
    assert "99 > 7" in desk.panel.lines[0].text()
    # both together are no crossing
    assert table.figures.enter(
        [
            (table.figures.first_row(), desk.column(table, "low"), "20"),
            (table.figures.first_row(), desk.column(table, "high"), "30"),
        ]
    )


def test_a_parameter_typed_under_another_method_begins_the_usual_one(desk):
    table, model = desk.panel.assumptions, desk.panel.assumptions.figures
    model.enter([(table.figures.first_row(), desk.column(table, "method"), "hold")])
    assert not model.enter([(table.figures.first_row(), desk.column(table, 2022), "5")])
    assert "“hold” does not read this cell" in desk.panel.lines[0].text()
    desk.stand(table, 0, "value")
    desk.type(table, "4")
    one = desk.document.scenario.assumptions[OWN]
    assert (one.method, one.value) == (Method.GROWTH, 4.0)


def test_trend_takes_whole_years(desk):
    table, model = desk.panel.assumptions, desk.panel.assumptions.figures
    model.enter([(table.figures.first_row(), desk.column(table, "method"), "trend")])
    assert not model.enter([(table.figures.first_row(), desk.column(table, "value"), "1.5")])
    assert model.enter([(table.figures.first_row(), desk.column(table, "value"), "3年")])
    assert model.index(table.figures.first_row(), desk.column(table, "value")).data() == "3 years"


def test_a_paste_with_unreadable_cells_names_them_and_changes_nothing(desk):
    table, before = desk.panel.assumptions, desk.document
    desk.stand(table, 0, 2021)
    desk.paste(table, "7\tsoon\r\nlater\t8\r\n")
    assert desk.document is before
    said = desk.panel.lines[0].text()
    assert "2 cells cannot be read" in said
    assert "Yongkang Output above designated size 2022: “soon”" in said


def test_a_block_with_its_own_years_down_the_side(desk):
    table = desk.panel.data
    desk.stand(table, 0, 2021)
    desk.paste(table, "2021\t850\r\n2022\t900\r\n2023\t950\r\n")
    assert [desk.observed(YONGKANG, year) for year in (2021, 2022, 2023)] == [850, 900, 950]
    assert desk.undo_label == "永康市 规上工业总产值 修订 3 个数据"
    desk.workspace.undo()
    assert not desk.workspace.session.history.done


def test_a_block_that_names_another_region_is_refused(desk):
    table, before = desk.panel.data, desk.document
    desk.stand(table, 0, 2021)
    desk.paste(table, "地区\t2021\t2022\r\nYiwu\t850\t900\r\n")
    assert desk.document is before
    assert "is “Yiwu”, but this row is “Yongkang" in desk.panel.lines[2].text()
    desk.paste(table, "地区\t2021\t2022\r\nYongkang\t850\t900\r\n")
    assert desk.observed(YONGKANG, 2022) == 900


def test_a_block_that_does_not_fit_is_refused(desk):
    table, before = desk.panel.levers, desk.document
    desk.stand(table, table.figures.rowCount() - 1, 2021)
    desk.paste(table, "10\r\n20\r\n")
    assert desk.document is before
    assert "does not fit" in desk.panel.lines[4].text()


def test_whole_rows_go_to_excel_and_back_and_only_what_changed_is_own(desk):
    table, model = desk.panel.assumptions, desk.panel.assumptions.figures
    rows = [2, 3, 4]
    assert not any(model.owned(desk.place(table, row)) for row in rows)
    second = model.key_of(desk.place(table, 3))
    keys = [field.year or field.key for field in model.columns]
    desk.choose(table, rows, keys)
    desk.press(table, KEYS.Key_C, CONTROL)
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    assert lines[0][desk.column(table, "value")] == "5.5"
    lines[1][desk.column(table, "value")] = "8"
    before = len(desk.document.scenario.assumptions)
    desk.choose(table, rows[:1], keys[:1])
    desk.paste(table, "\r\n".join("\t".join(line) for line in lines))
    assert len(desk.document.scenario.assumptions) == before + 1
    assert desk.document.scenario.assumptions[second].value == 8.0


def test_a_name_cannot_be_pasted_over(desk):
    table, before = desk.panel.assumptions, desk.document
    desk.stand(table, 0, "region")
    desk.paste(table, "Atlantis")
    assert desk.document is before
    assert "“Atlantis” cannot go here" in desk.panel.lines[0].text()


def test_fill_right_and_down_are_one_step_each(desk):
    table = desk.panel.assumptions
    desk.stand(table, 0, 2021)
    desk.type(table, "7")
    desk.choose(table, [0], [2021, 2022, 2023])
    desk.press(table, KEYS.Key_R, CONTROL)
    assert desk.document.scenario.assumptions[OWN].by_year == ((2021, 7.0), (2022, 7.0), (2023, 7.0))
    rows = [0, 1, 2]
    keys = [table.figures.key_of(desk.place(table, row)) for row in rows]
    desk.choose(table, rows, [2021, 2022])
    desk.press(table, KEYS.Key_D, CONTROL)
    assert all(dict(desk.document.scenario.assumptions[key].by_year)[2022] == 7.0 for key in keys)
    assert len(desk.workspace.session.history.done) == 3
    assert desk.undo_label.endswith("规上工业总产值 2 个假设")


def test_a_large_fill_looks_once_at_each_cell(desk, monkeypatch):
    table = desk.panel.data
    table.selectAll()
    asked, looked, entered = [], [], []
    selected, plain = table.selectedIndexes, clipboard_blocks.plain
    monkeypatch.setattr(table, "selectedIndexes", lambda: asked.append(1) or selected())
    monkeypatch.setattr(
        clipboard_blocks, "plain", lambda figures, cell: looked.append(cell) or plain(figures, cell)
    )
    table.figures.enter = lambda typed, beside: entered.extend(typed)
    table.fill(down=True)
    assert len(entered) > 1000
    # what grows with the square of the cells takes minutes on a province
    assert len(asked) == 1
    assert len(looked) == len(entered)


def test_filters_reach_the_tables_of_series(desk):
    desk.panel.filter("region")
    for table in desk.panel.tables[:3]:
        regions = {
            table.figures.series_of(row).region
            for row in range(table.figures.rowCount())
            if table.figures.series_of(row)
        }
        assert regions == {"yongkang"}
    assert desk.panel.only[1].isChecked()


def test_general_rows_stand_with_their_indicator_and_are_edited_for_all(desk):
    model = desk.panel.assumptions.figures
    desk.workspace.activate("惯性")
    row = model.row_of(GENERAL)
    assert row == 0
    model.enter([(row, desk.column(desk.panel.assumptions, "value"), "6")])
    assert desk.document.scenario.assumptions[GENERAL].value == 6.0
    assert desk.undo_label == "全部地区 规上工业总产值 5.5 → 6%"


@pytest.mark.parametrize("chosen", ["zh", "en"])
def test_words_are_those_of_the_language_in_force(desk, chosen):
    language.set_language(chosen)
    QApplication.processEvents()
    model = desk.panel.assumptions.figures
    heads = [model.headerData(place, Qt.Orientation.Horizontal) for place in range(5)]
    assert (
        heads
        == {
            "zh": ["地区", "产业", "指标", "单位", "方法"],
            "en": ["Region", "Industry", "Indicator", "Unit", "Method"],
        }[chosen]
    )
    assert model.index(model.first_row(), 0).data() == {"zh": "永康市", "en": "Yongkang"}[chosen]


def test_every_model_keeps_qts_rules_through_edits_and_selections(desk):
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    models = [*(table.figures for table in desk.panel.tables), desk.panel.check_results.results]
    testers = [QAbstractItemModelTester(model, mode) for model in models]
    desk.workspace.select(region="yiwu")
    for only in ("region", "indicator", "all"):
        desk.panel.filter(only)
    table = desk.panel.assumptions
    table.figures.enter([(0, desk.column(table, "value"), "3")])
    desk.panel.data.figures.enter([(0, desk.column(desk.panel.data, 2020), "3")])
    desk.workspace.activate("惯性")
    desk.workspace.undo()
    language.set_language("zh")
    assert len(testers) == 6


def test_an_edit_tells_only_of_the_rows_it_touches(desk):
    model = desk.panel.data.figures
    desk.panel.setCurrentWidget(desk.panel.data.parentWidget())
    # an edit of a row that the window does not show yet shows it, which tells of all rows
    model.look_at(4)
    told = []
    model.dataChanged.connect(lambda first, last, *_: told.append((first.row(), last.row())))
    model.enter([(4, desk.column(desk.panel.data, 2020), "3")])
    assert told
    assert all(first <= 4 <= last for first, last in told)
    assert max(last - first for first, last in told) < model.rowCount() - 1
