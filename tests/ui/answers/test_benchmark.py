"""Against a benchmark in the window: lines beside a path, the two sliders, applying, and the way there from a table."""

import pytest
from PySide6.QtCore import Qt

from npfdesk.plan.saved_views import PATHS
from npfdesk.plan.statuses import Status
from npfdesk.ui.meeting.view_capture import captured, look
from npfdesk.ui.views.chart_sheets import path_rows
from npfdesk.ui.views.heat_cells import heat_cells
from tests.benchmark_workbook import written


@pytest.fixture
def opened(bare, qtbot, tmp_path):
    bare.workbook_opening.open_now(written(tmp_path / "a.xlsx"))
    with qtbot.waitActive(bare.window):
        bare.window.show()
        bare.window.activateWindow()
    return bare


@pytest.fixture
def workspace(opened):
    opened.window.workspace.select("city", "", "share")
    return opened.window.workspace


def test_yardsticks_stand_in_a_group_of_their_own_and_can_be_chosen(opened, workspace):
    model = opened.window.outline.model
    heads = [model.name(one) for one in model.root.children]
    assert heads[:2] == ["Regions", "Benchmarks"]
    assert [model.name(one) for one in model.root.children[1].children] == ["全省", "临江市"]
    assert [model.name(one) for one in model.root.children[0].children] == ["云岭市"]
    opened.window.outline.tree.setCurrentIndex(
        opened.window.outline.shown.mapFromSource(model.index_of(model.lines["region", "province"]))
    )
    assert workspace.selection.region == "province"


def test_a_path_has_thin_named_lines_beside_it_that_can_be_hidden(opened, workspace, qtbot):
    chart = opened.window.paths
    drawn = chart.plot.drawing.benchmarks
    assert [one.line.name for one in drawn.values()] == ["全省", "临江市"]
    assert "全省  50.8" in chart.read(2024)
    rows = path_rows(chart)
    assert rows[0][-2:] == ["全省", "临江市"]
    assert rows[3][-2:] == ["51", "53.5"] or rows[4][-2:] == ["51", "53.5"]
    assert chart.benchmark_button.isVisible()
    qtbot.mouseClick(chart.benchmark_button, Qt.MouseButton.LeftButton)
    assert chart.plot.drawing.benchmarks == {}
    assert not workspace.benchmarks
    assert "全省" not in path_rows(chart)[0]


def test_whether_they_are_shown_is_kept_with_a_view(opened, workspace, qtbot):
    chart = opened.window.paths
    with_them = captured(workspace, PATHS, None, chart, "1")
    qtbot.mouseClick(chart.benchmark_button, Qt.MouseButton.LeftButton)
    without = captured(workspace, PATHS, None, chart, "2")
    look(workspace, with_them)
    assert chart.plot.drawing.benchmarks
    look(workspace, without)
    assert not chart.plot.drawing.benchmarks


def test_one_of_another_size_is_drawn_by_its_pace_with_its_own_figures_read(opened, workspace):
    workspace.select("city", "", "gdp")
    chart = opened.window.paths
    (one,) = chart.plot.drawing.benchmarks.values()
    assert one.paced
    assert "at the pace of 全省" in one.line.name
    assert "全省  8,540.0" in chart.read(2024)
    assert "of a different size" in chart.remark()
    assert chart.plot.ticks.high < 1000


def test_no_view_counts_a_yardstick(opened, workspace):
    workspace.select("city", "", "gdp")
    assert "province" not in heat_cells(workspace).regions
    bars = opened.window.gaps.shown.bars
    assert "province" not in {one.region for one in bars}


def test_the_reason_why_a_target_is_grey_is_said(opened, workspace):
    assert "全省" in opened.window.paths.remark()
    assert "2030" in opened.window.paths.remark()


def test_moving_either_slider_moves_the_other(opened, workspace, qtbot):
    dialog = opened.answers.ask("benchmark")
    assert dialog.answer.pace == pytest.approx(0.3)
    dialog.theirs.field.setText("0.4")
    dialog.theirs.field.editingFinished.emit()
    assert dialog.ours.field.text() == "0.80"
    assert "0.40" in dialog.headline.text()
    assert "needed 54.0" in dialog.detail.text()
    assert "1.0 percentage points short" in dialog.detail.text()
    dialog.ours.field.setText("0.6")
    dialog.ours.field.editingFinished.emit()
    assert dialog.theirs.field.text() == "0.20"
    before = dialog.pace
    dialog.theirs.slider.setFocus()
    qtbot.keyClick(dialog.theirs.slider, Qt.Key.Key_Right)
    assert dialog.pace > before
    dialog.ours.field.setText("much")
    dialog.ours.field.editingFinished.emit()
    assert dialog.notes.text()


def test_applying_is_one_step_and_the_target_is_judged(opened, workspace, qtbot):
    dialog = opened.answers.ask("benchmark")
    dialog.theirs.field.setText("0.4")
    dialog.theirs.field.editingFinished.emit()
    before = workspace.document.scenarios
    qtbot.mouseClick(dialog.apply_button, Qt.MouseButton.LeftButton)
    row = workspace.plan.row[workspace.selection.series]
    (position,) = workspace.result.targets.of_row(row)
    assert workspace.result.values[row, -1] == pytest.approx(54.0)
    assert Status(workspace.judgement().status[position]) is Status.BLUE
    assert len(workspace.session.history.done) == 1
    workspace.undo()
    assert workspace.document.scenarios is before


def test_the_picture_follows_and_can_be_copied_as_rows(opened, workspace):
    dialog = opened.answers.ask("benchmark")
    rows = dialog.picture.table()
    assert rows[-1][0] == "2030"
    assert dialog.picture.readings(2030)
    workspace.select("city", "", "income")
    assert "100" in dialog.picture.lines.unit
    workspace.select("east", "", "share")
    assert dialog.picture.lines is None
    assert dialog.notes.text()
    assert not dialog.apply_button.isEnabled()


def test_it_is_asked_from_the_cell_of_a_target(opened, workspace, qtbot):
    panel = opened.window.panel
    table = panel.table
    table.setCurrentIndex(table.figures.index(table.figures.first_row(), 0))
    panel.detail.refresh()
    if not panel.detail.benchmark_button.isVisible():
        pytest.fail("the cell of a series with a yardstick offers no question")
    qtbot.mouseClick(panel.detail.benchmark_button, Qt.MouseButton.LeftButton)
    assert opened.answers.open["benchmark"].isVisible()
