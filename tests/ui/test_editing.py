"""Editing as a person does: keys in the table, and what the session, the charts and the line then say."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QAbstractItemModelTester

from npfdesk.plan.methods import Method
from npfdesk.plan.series import AssumptionKey, LeverIntensityKey, SeriesKey, TargetKey
from npfdesk.plan.statuses import Status
from npfdesk.ui.tables.assumptions import AssumptionModel
from npfdesk.ui.tables.columns import ROLE, PlainRole

YONGKANG = SeriesKey("yongkang", "", "output")
KEYS = Qt.Key


def column(table, key):
    return next(place for place, field in enumerate(table.figures.columns) if key in (field.key, field.year))


def below(table, row):
    """A row counted from the selected series, above which an indicator's general rows stand."""
    return row + table.figures.first_row() if isinstance(table.figures, AssumptionModel) else row


def stand(table, row, key):
    index = table.figures.index(below(table, row), column(table, key))
    table.setCurrentIndex(index)
    table.setFocus()
    return index


def type_into(qtbot, workspace, table, row, key, text):
    index = stand(table, row, key)
    with qtbot.waitSignal(workspace.changed, timeout=5000):
        qtbot.keyClick(table, KEYS.Key_F2)
        editor = QGuiApplication.focusObject()
        editor.selectAll()
        # as an input method commits it, full-width and Chinese included
        committed = QInputMethodEvent()
        committed.setCommitString(text)
        QGuiApplication.sendEvent(editor, committed)
        qtbot.keyClick(editor, KEYS.Key_Return)
    return index


@pytest.fixture
def at_yongkang(desk):
    desk.window.workspace.select(region="yongkang", industry="", indicator="output")
    return desk


def test_a_growth_rate_typed_into_the_table_moves_everything(qtbot, at_yongkang):
    window = at_yongkang.window
    workspace, table = window.workspace, window.panel.assumptions
    row = workspace.plan.row[YONGKANG]
    before = workspace.result.values[row].copy()
    assert table.figures.series_of(table.figures.first_row()) == YONGKANG
    type_into(qtbot, workspace, table, 0, "value", "9.2")
    own = workspace.document.scenario.assumptions[AssumptionKey(*YONGKANG)]
    assert (own.method, own.value) == (Method.GROWTH, 9.2)
    expected = 799.7 * 1.092 ** np.arange(11)
    np.testing.assert_allclose(workspace.result.values[row][6:], expected)
    drawn = window.paths.projected.figures
    np.testing.assert_array_equal(window.paths.projected.places, workspace.plan.years)
    np.testing.assert_allclose(drawn[6:], expected)
    np.testing.assert_allclose(window.paths.ghost.figures[7:], before[7:])
    bar = next(bar for bar in window.gaps.bars.bars if bar.region == "yongkang")
    gap = 1200 - 799.7 * 1.092**5
    assert bar.figure == f"{-gap:,.1f} over"
    assert bar.status is Status.BLUE
    # where the bar is narrow it shows the step cut, and names it whole to whoever listens; how wide a screen makes the
    # window is the screen's affair
    window.resize(window.minimumSizeHint().width(), window.height())
    QGuiApplication.processEvents()
    assert "5.5" not in window.top.undo.text()
    assert "Yongkang" in window.top.undo.accessibleName()
    assert "5.5 → 9.2%" in window.top.undo.accessibleName()
    said = window.status_line.message_label.text()
    assert "Yongkang Output above designated size 2025: 1,045.2 → 1,241.8 亿元" in said
    assert "◑ → ●" in said
    assert "1 target now blue" in said
    assert window.windowTitle().startswith("•")


def test_undo_and_redo_by_key(qtbot, at_yongkang):
    window = at_yongkang.window
    workspace = window.workspace
    before = workspace.document
    type_into(qtbot, workspace, window.panel.assumptions, 0, "value", "9.2")
    with qtbot.waitSignal(workspace.changed):
        qtbot.keyClick(window, KEYS.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert workspace.document is before
    assert not window.top.undo.isEnabled()
    with qtbot.waitSignal(workspace.changed):
        qtbot.keyClick(window, KEYS.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert AssumptionKey(*YONGKANG) in workspace.document.scenario.assumptions


def test_a_year_is_overridden_and_deleted_again(qtbot, at_yongkang):
    window = at_yongkang.window
    workspace, table = window.workspace, window.panel.assumptions
    type_into(qtbot, workspace, table, 0, 2022, "２０％")
    own = workspace.document.scenario.assumptions[AssumptionKey(*YONGKANG)]
    assert own.by_year == ((2022, 20.0),)
    stand(table, 0, 2022)
    with qtbot.waitSignal(workspace.changed):
        qtbot.keyClick(table, KEYS.Key_Delete)
    # nothing of the row differs from what it inherits any more
    assert AssumptionKey(*YONGKANG) not in workspace.document.scenario.assumptions
    type_into(qtbot, workspace, table, 0, "value", "7")
    stand(table, 0, "value")
    with qtbot.waitSignal(workspace.changed):
        qtbot.keyClick(table, KEYS.Key_Delete)
    assert AssumptionKey(*YONGKANG) not in workspace.document.scenario.assumptions


def test_owned_and_inherited_look_different_and_say_from_where(at_yongkang):
    window = at_yongkang.window
    workspace, model = window.workspace, window.panel.assumptions.figures
    workspace.activate("攻坚")
    value = model.index(model.first_row(), column(window.panel.assumptions, "value"))
    assert value.data(ROLE.BackgroundRole) is None
    assert value.data(ROLE.ForegroundRole) is not None
    assert "惯性 · all regions" in value.data(ROLE.ToolTipRole)
    model.enter([(value.row(), value.column(), "7")])
    assert value.data(ROLE.BackgroundRole) is not None
    assert value.data(ROLE.ToolTipRole).startswith("Set in this scenario")
    assert workspace.document.scenarios["惯性"].assumptions.get(AssumptionKey(*YONGKANG)) is None


def test_a_general_row_moves_every_county(at_yongkang):
    window = at_yongkang.window
    workspace, model = window.workspace, window.panel.assumptions.figures
    row = model.row_of(AssumptionKey("*", "*", "output"))
    model.enter([(row, column(window.panel.assumptions, "value"), "6")])
    for region in ("yongkang", "yiwu", "jinhua"):
        place = workspace.plan.row[region, "", "output"]
        assert workspace.result.inputs.assumption_of(place).assumption.value == 6.0


def test_a_text_that_is_no_figure_is_refused_and_said(qtbot, at_yongkang):
    window = at_yongkang.window
    table, before = window.panel.assumptions, window.workspace.document
    with qtbot.waitSignal(table.figures.refused):
        assert not table.figures.enter([(table.figures.first_row(), column(table, "value"), "很快")])
    assert window.workspace.document is before
    assert "很快" in window.panel.lines[0].text()
    assert window.panel.lines[0].isVisible()


def test_a_method_is_chosen_and_begins_where_the_path_was(at_yongkang):
    window = at_yongkang.window
    workspace, table = window.workspace, window.panel.assumptions
    own = AssumptionKey(*YONGKANG)
    method = column(table, "method")
    assert "growth" in table.figures.index(table.figures.first_row(), method).data(257 + 1)
    for text, chosen in (
        ("target", Method.TARGET),
        ("S curve", Method.LOGISTIC),
        ("values", Method.VALUES),
        ("趋势", Method.TREND),
        ("step", Method.STEP),
        ("hold", Method.HOLD),
    ):
        assert table.figures.enter([(table.figures.first_row(), method, text)])
        assert workspace.document.scenario.assumptions[own].method is chosen
    assert not table.figures.enter([(table.figures.first_row(), method, "猜")])


def test_a_block_from_excel_is_one_step_and_comes_back_by_copy(qtbot, at_yongkang):
    window = at_yongkang.window
    workspace, table = window.workspace, window.panel.assumptions
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("2021年\t2022年\n7\t8.5\n")
    stand(table, 0, "value")
    with qtbot.waitSignal(workspace.changed):
        qtbot.keyClick(table, KEYS.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert workspace.document.scenario.assumptions[AssumptionKey(*YONGKANG)].by_year == (
        (2021, 7.0),
        (2022, 8.5),
    )
    assert len(workspace.session.history.done) == 1
    table.clearSelection()
    selection = table.selectionModel()
    for key in (2021, 2022):
        selection.select(
            table.figures.index(table.figures.first_row(), column(table, key)), selection.SelectionFlag.Select
        )
    qtbot.keyClick(table, KEYS.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == "7\t8.5\n"


def test_a_block_with_an_unreadable_cell_is_refused_whole(qtbot, at_yongkang):
    window = at_yongkang.window
    table, before = window.panel.assumptions, window.workspace.document
    QGuiApplication.clipboard().setText("1\t2\n3\t别的\n")
    stand(table, 0, 2021)
    with qtbot.waitSignal(table.figures.refused):
        qtbot.keyClick(table, KEYS.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert window.workspace.document is before


def test_fill_down_and_one_value_over_many_cells(qtbot, at_yongkang):
    window = at_yongkang.window
    workspace, table = window.workspace, window.panel.data
    window.panel.setCurrentIndex(2)
    first = column(table, 2021)
    table.figures.enter([(table.figures.first_row(), first, "850")])
    series = [table.figures.series_of(row) for row in range(3)]
    table.clearSelection()
    for row in range(3):
        table.selectionModel().select(
            table.figures.index(row, first), table.selectionModel().SelectionFlag.Select
        )
    table.setFocus()
    with qtbot.waitSignal(workspace.changed):
        qtbot.keyClick(table, KEYS.Key_D, Qt.KeyboardModifier.ControlModifier)
    for one in series:
        assert workspace.plan.observed[workspace.plan.row[one], workspace.plan.column(2021)] == 850
    QGuiApplication.clipboard().setText("900")
    with qtbot.waitSignal(workspace.changed):
        qtbot.keyClick(table, KEYS.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert workspace.plan.observed[workspace.plan.row[series[2]], workspace.plan.column(2021)] == 900
    assert (
        table.figures.index(table.figures.first_row(), first).data(ROLE.ToolTipRole)
        == "Workbook: none → 900.0"
    )
    assert len(workspace.session.history.done) == 3
    table.figures.reset(table.cells(), "workbook")
    assert np.isnan(workspace.plan.observed[workspace.plan.row[series[0]], workspace.plan.column(2021)])


def test_a_target_typed_anew_amends_the_plan_for_all(qtbot, at_yongkang):
    window = at_yongkang.window
    workspace, table = window.workspace, window.panel.targets
    window.panel.setCurrentIndex(1)
    assert table.figures.series_of(table.figures.first_row()) == YONGKANG
    type_into(qtbot, workspace, table, 0, "target", "1300以上")
    key = TargetKey(YONGKANG, 2025)
    assert workspace.document.work.targets[key].text == "1300以上"
    for result in workspace.session.results.scenarios.values():
        assert result.targets.figure[result.targets.of_series[key]] == 1300.0
    planned = workspace.session.results.scenarios["规划"]
    assert planned.values[workspace.plan.row[YONGKANG], workspace.plan.column(2025)] == 1300.0
    assert not table.figures.enter([(table.figures.first_row(), column(table, "target"), "尽量多")])
    assert table.figures.enter([(table.figures.first_row(), column(table, "base"), "800")])
    assert workspace.plan.observed[workspace.plan.row[YONGKANG], workspace.plan.column(2020)] == 800.0
    assert table.figures.enter([(table.figures.first_row(), column(table, "stretch"), "力争1500")])
    assert workspace.result.targets.stretch[workspace.result.targets.of_series[key]] == 1500.0


def test_a_lever_is_pulled_and_let_go(qtbot, at_yongkang):
    window = at_yongkang.window
    workspace, table = window.workspace, window.panel.levers
    workspace.activate("攻坚")
    window.panel.setCurrentIndex(4)
    row = workspace.plan.row[YONGKANG]
    before = workspace.result.values[row, -1]
    type_into(qtbot, workspace, table, 0, 2025, "40")
    key = LeverIntensityKey("人工智能驱动智造协同", "*", "*")
    assert dict(workspace.document.scenario.intensities[key].by_year)[2025] == 40.0
    assert workspace.result.values[row, -1] < before
    assert "演示假设，非估计" in window.panel.illustrations.text()
    assert not table.figures.enter([(table.figures.first_row(), column(table, 2025), "140")])
    stand(table, 0, 2025)
    with qtbot.waitSignal(workspace.changed):
        qtbot.keyClick(table, KEYS.Key_Delete)
    assert 2025 not in dict(workspace.document.scenario.intensities[key].by_year)
    table.figures.reset([(0, 5)], "parent")
    assert key not in workspace.document.scenario.intensities
    table.figures.reset([(0, 5)], "workbook")
    assert dict(workspace.document.scenario.intensities[key].by_year)[2025] == 100.0


def test_reset_to_the_workbook_and_to_the_last_save(at_yongkang):
    window = at_yongkang.window
    workspace, table = window.workspace, window.panel.assumptions
    row = table.figures.row_of(AssumptionKey("*", "*", "output"))
    cell = (row, column(table, "value"))
    table.figures.enter([(*cell, "6")])
    assert "Workbook" in table.figures.index(*cell).data(ROLE.ToolTipRole)
    assert at_yongkang.autosave.save()
    table.figures.enter([(*cell, "7")])
    table.figures.reset([cell], "saved")
    assert table.figures.index(*cell).data(PlainRole) == "6"
    table.figures.reset([cell], "workbook")
    assert table.figures.index(*cell).data(PlainRole) == "5.5"
    assert workspace.document.scenario.assumptions[AssumptionKey("*", "*", "output")].value == 5.5


def test_rows_can_be_narrowed(at_yongkang):
    panel = at_yongkang.window.panel
    everything = panel.assumptions.figures.rowCount()
    panel.only[1].click()
    here = {
        panel.assumptions.figures.key_of(row).region for row in range(panel.assumptions.figures.rowCount())
    }
    assert here == {"yongkang", "*"}
    panel.only[2].click()
    one = {
        panel.assumptions.figures.key_of(row).indicator for row in range(panel.assumptions.figures.rowCount())
    }
    assert one == {"output"}
    panel.only[0].click()
    assert panel.assumptions.figures.rowCount() == everything


def test_the_models_keep_qts_rules(desk):
    window = desk.window
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [QAbstractItemModelTester(table.figures, mode) for table in window.panel.tables]
    testers.append(QAbstractItemModelTester(window.outline.model, mode))
    workspace = window.workspace
    workspace.select(region="yiwu")
    window.panel.assumptions.figures.enter([(0, column(window.panel.assumptions, "value"), "3")])
    workspace.activate("攻坚")
    workspace.undo()
    window.outline.shown.search("永康")
    assert len(testers) == 6


def test_text_from_the_workbook_is_never_markup(desk):
    window = desk.window
    for label in (
        window.paths.title,
        window.gaps.title,
        window.status_line.message_label,
        window.top.plan_name,
    ):
        assert label.textFormat() is Qt.TextFormat.PlainText
    tip = window.panel.levers.figures.index(0, 0).data(ROLE.ToolTipRole)
    assert "<" not in tip


def test_five_thousand_redraws(desk):
    workspace, chart = desk.window.workspace, desk.window.paths
    chart_before = chart.redraws
    model = desk.window.panel.assumptions.figures
    cell = column(desk.window.panel.assumptions, "value")
    for number in range(500):
        model.enter([(0, cell, str(1 + number % 90 / 10))])
    for _ in range(4500):
        chart._draw(workspace.last)
    assert chart.redraws >= chart_before + 4990
