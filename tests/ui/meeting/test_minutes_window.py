"""The minutes: one for each step, decided on and remarked upon, taken out as a table and a workbook."""

import gc
import io
import weakref

import openpyxl
import pytest
import shiboken6
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStyleOptionViewItem

from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.methods import Method
from npfdesk.plan.minutes import Decision
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey
from npfdesk.ui.look import language
from npfdesk.ui.look.language import named
from npfdesk.ui.meeting.minutes_window import _BY, _DECISION, _REMARK

KEY = Qt.Key


def minutes(desk):
    return desk.window.workspace.session.minutes


def test_each_edit_is_written_down_with_its_effect(desk, grow):
    workspace = desk.window.workspace
    row, column = desk.window.paths.row, workspace.plan.column(workspace.year)
    before = workspace.result.values[row, column]
    change = grow(9.5)
    (one,) = minutes(desk)
    assert one.scenario == "惯性"
    assert one.done("zh") == change.label.text("zh")
    assert one.moved.series == workspace.selection.series
    assert (one.moved.before, one.moved.after) == (before, workspace.result.values[row, column])
    assert one.decision is Decision.OPEN
    assert one.by == desk.meeting.recorder.author
    desk.meeting.keep()
    workspace.activate(next(name for name in workspace.document.scenarios if name != "惯性"))
    # neither the storyboard nor a look at another scenario is an edit of the plan
    assert len(minutes(desk)) == 1


def test_what_moved_is_told_where_the_series_looked_at_did_not(desk):
    workspace = desk.window.workspace
    workspace.select(region="jinhua", industry="", indicator="output")
    keys = [AssumptionKey(region, "", "output") for region in ("yongkang", "yiwu")]
    edit = set_assumptions(
        workspace.document,
        workspace.document.active,
        dict.fromkeys(keys, Assumption(Method.GROWTH, 11.0)),
        "",
    )
    workspace.apply(edit)
    effect = workspace.session.minutes[-1].moved
    assert effect.series.region in ("yongkang", "yiwu")
    assert effect.before != effect.after
    told = desk.window.status_line.message_label.text()
    assert told.startswith(named(workspace.plan.region_by_code[effect.series.region]))
    workspace.undo()
    back = f"{effect.after:,.1f} → {effect.before:,.1f}"
    assert back in desk.window.status_line.message_label.text()


@pytest.mark.parametrize(("spoken", "said"), [("en", "Undone: "), ("zh", "已撤销：")])
def test_an_undo_of_what_moves_no_figure_is_called_one(desk, spoken, said):
    language.set_language(spoken)
    workspace = desk.window.workspace
    desk.meeting.keep()
    label = desk.window.workspace.session.history.undo_label.text(spoken)
    workspace.undo()
    assert desk.window.status_line.message_label.text() == said + label
    workspace.redo()
    assert desk.window.status_line.message_label.text() == label


def test_a_drag_is_one_minute_from_its_beginning_to_its_end(desk, grow):
    workspace = desk.window.workspace
    row, column = desk.window.paths.row, workspace.plan.column(workspace.year)
    before = workspace.result.values[row, column]
    for percent in (5.0, 6.0, 7.0):
        grow(percent, "scrub")
    desk.meeting.recorder.flush()
    (one,) = minutes(desk)
    assert (one.moved.before, one.moved.after) == (before, workspace.result.values[row, column])
    grow(8.0)
    assert len(minutes(desk)) == 2
    assert minutes(desk)[1].moved.before == one.moved.after


def test_the_figures_before_earlier_steps_are_let_go(desk, grow):
    first = weakref.ref(desk.window.workspace.session.results)
    for percent in (5.0, 6.0, 7.0, 8.0):
        grow(percent)
    assert len(minutes(desk)) == 4
    gc.collect()
    assert first() is None


def test_undo_takes_back_redo_brings_again(desk, grow):
    workspace = desk.window.workspace
    grow(5.0)
    grow(6.0)
    workspace.undo()
    assert [one.taken_back for one in minutes(desk)] == [False, True]
    workspace.undo()
    assert [one.taken_back for one in minutes(desk)] == [True, True]
    # everything is as it was: nobody is asked to save it
    assert not workspace.session.unsaved
    workspace.redo()
    assert [one.taken_back for one in minutes(desk)] == [False, True]
    grow(7.0)
    assert [one.taken_back for one in minutes(desk)] == [False, True, False]


def test_decisions_and_remarks_are_typed_and_kept(desk, grow, qtbot):
    grow(5.0)
    grow(6.0)
    desk.meeting.open_entry("minutes")
    dialog = desk.meeting.minutes
    assert dialog.rows.rowCount() == 2
    assert not dialog.adopt.isEnabled()
    index = dialog.rows.index(1, 3)
    dialog.table.selectionModel().select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    qtbot.mouseClick(dialog.adopt, Qt.MouseButton.LeftButton)
    assert minutes(desk)[1].decision is Decision.ADOPTED
    assert dialog.rows.entry(dialog.rows.index(1, _DECISION)).text == "adopted"
    dialog.rows.setData(dialog.rows.index(0, _REMARK), " too low ")
    dialog.rows.setData(dialog.rows.index(0, _BY), "张三")
    dialog.rows.setData(dialog.rows.index(0, _BY), "  ")
    dialog.rows.setData(dialog.rows.index(0, _DECISION), "rejected")
    dialog.rows.setData(dialog.rows.index(0, _DECISION), "nonsense")
    first = minutes(desk)[0]
    assert (first.remark, first.by, first.decision) == ("too low", "张三", Decision.REJECTED)
    assert not dialog.rows.setData(dialog.rows.index(0, 3), "not this")
    # a cell is chosen from a list as it is in a table
    delegate, cell = dialog.table.itemDelegate(), dialog.rows.index(1, _DECISION)
    box = delegate.createEditor(dialog.table.viewport(), QStyleOptionViewItem(), cell)
    delegate.setEditorData(box, cell)
    assert box.currentText() == "adopted"
    box.setCurrentIndex(box.findText("open"))
    delegate.setModelData(box, dialog.rows, cell)
    # away before its list opens: there is no screen to grab the keys of
    shiboken6.delete(box)
    assert minutes(desk)[1].decision is Decision.OPEN
    grow(7.0)
    assert dialog.rows.rowCount() == 3
    assert desk.autosave.save()
    assert not desk.window.workspace.session.unsaved
    kept = minutes(desk)
    desk.workbook_opening.open_now(desk.window.workspace.session.opened.path)
    assert minutes(desk) == kept
    assert dialog.rows.rowCount() == 3
    dialog.rows.setData(dialog.rows.index(0, _REMARK), "high enough")
    assert desk.window.workspace.session.unsaved
    assert desk.window.windowTitle().startswith("•")
    assert desk.autosave.quiet_timer.isActive()
    assert desk.autosave.save()


def test_they_are_taken_out_as_a_table_and_as_a_workbook(desk, grow, qtbot, tmp_path):
    grow(5.0)
    desk.meeting.open_minutes()
    dialog = desk.meeting.minutes
    language.set_language("zh")
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    content = QGuiApplication.clipboard().mimeData()
    assert content.hasHtml()
    assert "<table" in content.html()
    lines = content.text().split("\n")
    assert lines[0].split("\t")[:3] == ["时间", "人员", "情景"]
    assert len(lines) == 2
    file = tmp_path / "会议记录.xlsx"
    assert dialog.save_book(file)
    sheet = openpyxl.load_workbook(io.BytesIO(file.read_bytes())).active
    assert sheet.max_row == 4
    assert sheet["J4"].value == desk.window.workspace.year
    assert not dialog.save_book(tmp_path / "gone" / "x.xlsx")
    assert "未能写入" in dialog.note.text()


def test_it_says_what_to_do_while_empty(desk):
    desk.meeting.open_minutes()
    dialog = desk.meeting.minutes
    assert "No edits yet" in dialog.note.text()
    assert not dialog.copy.isEnabled()
