"""The board of key parameters: put on from a table, moved by mouse, keys and typing, set back, remembered, recorded."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from npfdesk.plan.board import Board, BoardTable, ParameterKey
from npfdesk.plan.board_edits import put_chart, put_parameter, take_chart
from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.edits import AddScenario, Label
from npfdesk.plan.problems import Wording
from npfdesk.plan.scenarios import Scenario
from npfdesk.plan.series import AssumptionKey, SeriesKey
from npfdesk.ui.look import language

KEY, SHIFT, CONTROL, ALT = (
    Qt.Key,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
YONGKANG = ParameterKey(BoardTable.ASSUMPTION, "yongkang", "", "output", "value")
YONGKANG_OUTPUT = AssumptionKey("yongkang", "", "output")


def entry(menu, text):
    (found,) = (one for one in menu.actions() if one.text() == text)
    return found


@pytest.fixture
def cell(desk):
    """The cell of a column (by its key, or its year) in a table's row of 永康's output, with the keys."""

    def at(table, column):
        workspace, model = desk.window.workspace, table.figures
        workspace.select(region="yongkang", industry="", indicator="output")
        row = next(
            row for row in range(model.rowCount()) if model.series_of(row) == workspace.selection.series
        )
        place = next(at for at, one in enumerate(model.columns) if column in (one.key, one.year or None))
        table.setCurrentIndex(model.index(row, place))
        return table

    return at


def test_a_parameter_from_a_table_is_moved_remembered_recorded_and_undone(desk, cell, qtbot, qapp):
    window, workspace = desk.window, desk.window.workspace
    table = cell(window.panel.assumptions, "value")
    entry(table.menu(), "Put on the board").trigger()
    # with the charts of what is moved and of its whole: a board has two at least
    city = YONGKANG.series._replace(region=workspace.plan.city)
    assert workspace.document.work.board == Board((YONGKANG,), (YONGKANG.series, city))
    assert entry(table.menu(), "Take off the board").isEnabled()
    desk.meeting.open_entry("board")
    board = desk.meeting.board
    qtbot.waitUntil(board.isActiveWindow)
    (row,), (chart, _) = board.rows.values(), board.charts.values()
    assert row.slider.hasFocus()
    # 5.5 % over five years: 1.055^5 = 1.3070
    assert row.effect.text() == "5.5% a year = +30.7% over 5 years"
    assert next(one.text() for one in board.heads.values()) == "惯性"
    begun, done = workspace.document, len(workspace.session.history.done)

    # the wheel scrolls, and moves nothing
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, 120), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(row.slider, wheel)
    assert workspace.document is begun

    # thirty tenths of a point by keys are one step of undo
    for _ in range(3):
        qtbot.keyClick(row.slider, KEY.Key_PageUp)
    assert row.field.text() == "8.5%"
    assert row.effect.text() == "8.5% a year = +50.4% over 5 years"
    assert len(workspace.session.history.done) == done + 1
    # a year that has its own is not one of them: 1.085^4 × 1.1 = 1.5244
    edited = workspace.document.scenario.assumptions[YONGKANG_OUTPUT]
    given = {YONGKANG_OUTPUT: replace(edited, by_year=((2023, 10.0),))}
    workspace.apply(set_assumptions(workspace.document, workspace.document.active, given))
    assert row.effect.text() == "8.5% a year but for 2023; +52.4% over 5 years"
    workspace.undo()
    series = workspace.plan.row[YONGKANG.series]
    assert workspace.document.scenario.assumptions[YONGKANG_OUTPUT].value == 8.5
    figures = workspace.result.values[series]
    assert board.outcomes[1].text() == f"{figures[workspace.plan.column(2025)]:,.1f}"
    assert chart.lines.projected[-1] == figures[-1]

    # what is typed is another step, and what is no figure is refused with its reason
    row.field.setFocus()
    row.field.selectAll()
    qtbot.keyClicks(row.field, "9%")
    qtbot.keyClick(row.field, KEY.Key_Return)
    assert (row.field.text(), len(workspace.session.history.done)) == ("9.0%", done + 2)
    row.field.selectAll()
    qtbot.keyClicks(row.field, "many")
    qtbot.keyClick(row.field, KEY.Key_Return)
    assert "many" in board.told.text()
    assert row.field.text() == "9.0%"
    qtbot.keyClick(board, KEY.Key_Z, CONTROL)
    assert row.field.text() == "8.5%"

    # set back, and that undone
    qtbot.mouseClick(board.reset, Qt.MouseButton.LeftButton)
    assert workspace.document.scenario.assumptions == begun.scenario.assumptions
    assert not board.reset.isEnabled()
    workspace.undo()
    assert row.field.text() == "8.5%"

    # recorded with its effect
    qtbot.mouseClick(board.record, Qt.MouseButton.LeftButton)
    minute = workspace.session.minutes[-1]
    assert minute.done("zh") == "参数看板：永康市 规上工业总产值 8.5%"
    assert minute.done("en") == "Parameter board: Yongkang Output above designated size 8.5%"
    assert minute.moved.series == YONGKANG.series
    assert minute.moved.before < minute.moved.after

    # remembered as a child, which takes what was tried; the one edited goes back
    before = set(workspace.document.scenarios)
    qtbot.mouseClick(board.remember, Qt.MouseButton.LeftButton)
    (new,) = set(workspace.document.scenarios) - before
    assert workspace.document.active == begun.active
    assert workspace.document.scenario.assumptions == begun.scenario.assumptions
    assert workspace.document.scenarios[new].parent == begun.active
    assert list(board.heads)[:2] == [begun.active, new]
    assert [one.text() for one in board.rows[YONGKANG].columns[:2]] == ["5.5%", "8.5%"]
    # a column's head goes on with that scenario
    qtbot.mouseClick(board.heads[new], Qt.MouseButton.LeftButton)
    assert workspace.document.active == new
    assert board.rows[YONGKANG].field.text() == "8.5%"

    # saved with the work, and there again
    assert desk.autosave.save()
    kept = workspace.document.work.board
    desk.workbook_opening.open_now(workspace.session.opened.path)
    assert workspace.document.work.board == kept
    assert list(board.rows) == [YONGKANG]
    # with one chart alone it says how others come, and the same one is not put twice
    workspace.apply(take_chart(workspace.document, city))
    assert board.hint.text().startswith("A board has two to six charts.")
    workspace.select(*YONGKANG.series)
    qtbot.mouseClick(board.chart, Qt.MouseButton.LeftButton)
    assert board.told.text().startswith(
        "The chart of Yongkang Output above designated size is on the board already"
    )
    workspace.select(*city)
    qtbot.mouseClick(board.chart, Qt.MouseButton.LeftButton)
    assert (list(board.charts), board.hint.text()) == ([YONGKANG.series, city], "")
    # every scenario that is drawn has a column
    for number in range(4):
        workspace.apply(
            AddScenario(Scenario(f"more{number}", f"再试{number}", begun.active), Label(Wording("", "")))
        )
    assert len(board.heads) == 1 + len(workspace.compared) >= 5
    language.set_language("zh")
    qapp.processEvents()
    assert board.windowTitle().startswith("参数看板")
    qtbot.keyClick(board, KEY.Key_F11)
    assert board.isFullScreen()
    qtbot.keyClick(board, KEY.Key_Escape)
    assert board.isVisible()
    assert not board.isFullScreen()
    qtbot.keyClick(board, KEY.Key_Escape)
    assert not board.isVisible()
    # results of before are not kept for nobody
    desk.workbook_opening.open_now(workspace.session.opened.path)
    assert board._then is None


def test_every_table_gives_parameters_and_a_full_board_says_so(desk, cell, qtbot):
    window, workspace = desk.window, desk.window.workspace
    panel = window.panel
    for table, column in (
        (panel.assumptions, "value"),
        (panel.assumptions, 2024),
        (panel.targets, "target"),
        (panel.data, 2020),
    ):
        entry(cell(table, column).menu(), "Put on the board").trigger()
    levers = panel.levers
    place = next(at for at, one in enumerate(levers.figures.columns) if one.year == 2024)
    levers.setCurrentIndex(levers.figures.index(0, place))
    entry(levers.menu(), "Put on the board").trigger()
    # a name is no figure
    levers.setCurrentIndex(levers.figures.index(0, 0))
    assert not entry(levers.menu(), "Put on the board").isEnabled()
    desk.meeting.open_entry("board")
    board = desk.meeting.board
    qtbot.waitUntil(board.isActiveWindow)
    tables = [key.table for key in board.rows]
    assert tables == [BoardTable.ASSUMPTION] * 2 + [BoardTable.TARGET, BoardTable.OBSERVED, BoardTable.LEVER]
    begun, active = workspace.document, workspace.document.active
    for number, row in enumerate(board.rows.values(), start=1):
        qtbot.keyClick(board, KEY(KEY.Key_0 + number), ALT)
        assert row.slider.hasFocus()
        before = row.field.text()
        qtbot.keyClick(row.slider, KEY.Key_Right)
        assert row.field.text() != before
        # the next parameter is below
        qtbot.keyClick(row.slider, KEY.Key_Down)
    document = workspace.document
    assert document.scenario.assumptions[YONGKANG_OUTPUT].by_year
    # a target that is tried is the scenario's own, a figure of the data the plan's
    assert {key.series for key in document.scenarios[active].targets} == {YONGKANG.series}
    assert document.work.targets == begun.work.targets
    assert [key.year for key in document.work.observations] == [2020]
    assert document.scenario.intensities
    qtbot.mouseClick(board.reset, Qt.MouseButton.LeftButton)
    again = workspace.document
    assert again.scenario.assumptions == begun.scenario.assumptions
    assert again.scenario.targets == begun.scenario.targets
    assert again.scenario.intensities == begun.scenario.intensities
    assert again.plan.observed[workspace.plan.row[YONGKANG.series]].tolist() == pytest.approx(
        begun.plan.observed[workspace.plan.row[YONGKANG.series]].tolist(), nan_ok=True
    )
    for year in (2021, 2022, 2023):
        workspace.apply(put_parameter(workspace.document, YONGKANG._replace(part="", year=year)))
    full = workspace.document
    entry(cell(panel.assumptions, 2025).menu(), "Put on the board").trigger()
    assert workspace.document is full
    assert window.status_line.message_label.text().startswith("The board already has 8 parameters")
    qtbot.mouseClick(board.rows[YONGKANG].remove, Qt.MouseButton.LeftButton)
    assert len(board.rows) == 7
    # six charts, two rows of three; the one that is looked at comes by its button
    for region in [one.code for one in workspace.plan.regions if one.code != "yongkang"][:4]:
        workspace.apply(put_chart(workspace.document, SeriesKey(region, "", "output")))
    workspace.select(region=workspace.plan.city, indicator="output")
    qtbot.mouseClick(board.chart, Qt.MouseButton.LeftButton)
    assert len(board.charts) <= 6
    assert {board.places.getItemPosition(at)[0] for at in range(board.places.count())} == {0, 1}
    for _ in range(10):
        workspace.undo()
    assert workspace.document.work.board != full.work.board
