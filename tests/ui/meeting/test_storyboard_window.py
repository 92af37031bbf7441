"""The storyboard: views kept, named, noted, dragged into order, deleted, shown again, saved and made into slides."""

import hashlib
from dataclasses import replace

import pytest
from pptx import Presentation
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication

from npfdesk.plan.saved_views import PATHS
from npfdesk.plan.status_rules import Rule
from npfdesk.ui.look import language
from npfdesk.ui.meeting.view_capture import SavedViewPictures

KEY, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier


def titles(desk):
    return [one.title for one in desk.window.workspace.document.work.storyboard]


@pytest.fixture
def board(desk):
    """Three views of three counties, and the window with them."""
    workspace = desk.window.workspace
    for region in workspace.plan.regions[:3]:
        workspace.select(region=region.code)
        desk.meeting.keep()
    desk.meeting.open_storyboard()
    return desk.meeting.storyboard


def test_ctrl_b_keeps_what_is_seen(desk, keyed, qtbot):
    window, workspace = desk.window, desk.window.workspace
    workspace.set_view(year=2023, rule=Rule.OUTCOME, compared=())
    qtbot.keyClick(window, KEY.Key_B, CONTROL)
    (kept,) = workspace.document.work.storyboard
    assert kept.view == PATHS
    assert (kept.year, kept.rule, kept.compared) == (2023, "outcome", ())
    assert kept.series == workspace.selection.series
    assert kept.title == window.paths.title.text()
    assert kept.range.first_year == window.paths.plot.years[0]
    assert window.status_line.message_label.text().startswith("Kept as view 1")
    assert workspace.session.history.undo_label.text("en").startswith("Keep view")
    workspace.undo()
    assert workspace.document.work.storyboard == ()


def test_a_view_at_the_right_is_kept_with_its_buttons_and_comes_back(desk, qtbot):
    window, workspace = desk.window, desk.window.workspace
    window.views.show_view("Gaps")
    window.gaps.by_indicator.click()
    window.activateWindow()
    window.gaps.by_indicator.setFocus()
    qtbot.waitUntil(window.gaps.by_indicator.hasFocus)
    desk.meeting.keep()
    (kept,) = workspace.document.work.storyboard
    assert (kept.view, kept.choices, kept.range) == ("Gaps", (1,), None)
    chosen = workspace.selection
    window.gaps.by_region.click()
    window.views.show_view("Map")
    other = next(name for name in workspace.document.scenarios if name != kept.scenario)
    workspace.activate(other)
    workspace.set_view(year=2022, rule=Rule.SCHEDULE, compared=())
    workspace.select(region=workspace.plan.regions[4].code)
    desk.meeting.show(kept)
    assert window.views.current == "Gaps"
    assert window.gaps.by_indicator.isChecked()
    assert workspace.selection == chosen
    assert workspace.document.active == kept.scenario
    assert (workspace.year, str(workspace.rule), workspace.compared) == (kept.year, kept.rule, kept.compared)


def test_what_was_last_chosen_or_clicked_is_kept_and_presented_while_the_keys_are_in_the_table(
    desk, keyed, qtbot
):
    window, workspace = desk.window, desk.window.workspace
    qtbot.keyClick(window, KEY.Key_2, CONTROL)
    qtbot.keyClick(window, KEY.Key_B, CONTROL)
    assert QApplication.focusWidget() is window.panel.assumptions
    qtbot.mouseClick(window.paths.plot.viewport(), Qt.MouseButton.LeftButton)
    window.panel.assumptions.setFocus()
    qtbot.keyClick(window, KEY.Key_B, CONTROL)
    assert [one.view for one in workspace.document.work.storyboard] == ["Heatmap", PATHS]
    window.views.actions_by_name["Map"].trigger()
    # with a story F5 would begin with its first page
    qtbot.keyClick(window, KEY.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    assert desk.meeting.presentation.view == "Map"


def test_ctrl_0_goes_to_the_path_chart(desk, keyed, qtbot):
    qtbot.keyClick(keyed, KEY.Key_2, CONTROL)
    qtbot.keyClick(keyed, KEY.Key_0, CONTROL)
    assert QApplication.focusWidget() is keyed.paths.plot
    assert desk.meeting.shown_view() == PATHS


def test_a_layout_taken_up_chooses_no_chart(desk):
    desk.window.restore_layout({**desk.window.layout_state(), "view": "Map"})
    assert desk.meeting.shown_view() == PATHS


def test_a_kept_range_holds_until_another_series_is_looked_at(desk, grow):
    chart, workspace = desk.window.paths, desk.window.workspace
    grow(15.0)
    desk.meeting.keep()
    wide = chart.plot.ticks
    workspace.undo()
    workspace.undo()
    workspace.redo()
    workspace.redo()
    grow(1.0)
    workspace.select(region=workspace.plan.regions[2].code)
    workspace.select(region=workspace.plan.city)
    assert chart.plot.ticks.high < wide.high
    (kept,) = workspace.document.work.storyboard
    desk.meeting.show(kept)
    assert chart.plot.ticks == wide
    # kept again it is the same: it does not grow from time to time
    assert desk.meeting.captured("2").range == kept.range
    workspace.select(region=workspace.plan.regions[2].code)
    assert chart.plot.held is None


def test_the_list_is_put_in_order_by_dragging(desk, board):
    before = titles(desk)
    board.list.setCurrentRow(0)
    # what a drop inside the list does to its rows; a drag itself needs a screen
    assert board.list.model().moveRow(QModelIndex(), 0, QModelIndex(), 3)
    assert titles(desk) == [before[1], before[2], before[0]]
    assert [board.list.item(row).text().split("\n")[0][3:] for row in range(3)] == titles(desk)
    desk.window.workspace.undo()
    assert titles(desk) == before


def test_keys_put_it_in_order_too(desk, board, qtbot):
    before = titles(desk)
    board.list.setCurrentRow(2)
    board.activateWindow()
    board.list.setFocus()
    qtbot.waitUntil(board.list.hasFocus)
    qtbot.keyClick(board.list, KEY.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert titles(desk) == [before[0], before[2], before[1]]
    assert board.list.currentRow() == 1
    qtbot.keyClick(board.list, KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(board.list, KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert titles(desk) == before
    qtbot.keyClick(board.list, KEY.Key_Delete)
    assert titles(desk) == before[:2]
    desk.window.workspace.undo()
    assert titles(desk) == before


def test_titles_notes_and_kinds_are_typed_and_undone(desk, board, qtbot):
    workspace = desk.window.workspace
    board.list.setCurrentRow(1)
    board.title.setFocus()
    board.title.selectAll()
    qtbot.keyClicks(board.title, "Catching up")
    qtbot.keyClick(board.title, KEY.Key_Return)
    assert titles(desk)[1] == "Catching up"
    qtbot.keyClicks(board.note, "First the base")
    assert workspace.document.work.storyboard[1].note == "First the base"
    board.view.setCurrentIndex(board.view.findData("Heatmap"))
    board.view.activated.emit(board.view.currentIndex())
    assert workspace.document.work.storyboard[1].view == "Heatmap"
    workspace.undo()
    workspace.undo()
    # what was typed in one go is taken back in one go, and the window says so
    assert workspace.document.work.storyboard[1].note == ""
    assert board.note.toPlainText() == ""
    assert board.title.text() == "Catching up"
    # an empty title would be none
    board.title.clear()
    board.title.editingFinished.emit()
    assert titles(desk)[1] == "Catching up"


def test_a_view_is_kept_anew_in_its_place_with_its_words(desk, board, qtbot):
    workspace = desk.window.workspace
    board.list.setCurrentRow(0)
    board.note.setPlainText("先讲现状")
    workspace.select(region=workspace.plan.regions[5].code)
    workspace.set_view(year=2024)
    qtbot.mouseClick(board.again, Qt.MouseButton.LeftButton)
    first = workspace.document.work.storyboard[0]
    assert (first.year, first.note, first.view) == (2024, "先讲现状", PATHS)
    assert first.series.region == workspace.plan.regions[5].code
    assert len(workspace.document.work.storyboard) == 3
    qtbot.mouseClick(board.keep, Qt.MouseButton.LeftButton)
    # behind the chosen one
    assert workspace.document.work.storyboard[1].series == first.series
    assert board.chosen_id == "4"


def test_the_chosen_view_is_shown_and_presented(desk, board, qtbot):
    workspace = desk.window.workspace
    board.list.setCurrentRow(0)
    qtbot.mouseClick(board.look, Qt.MouseButton.LeftButton)
    assert workspace.selection.series == workspace.document.work.storyboard[0].series
    board.list.setCurrentRow(1)
    qtbot.mouseClick(board.present, Qt.MouseButton.LeftButton)
    assert desk.meeting.presentation.current is workspace.document.work.storyboard[1]


def test_what_is_gone_is_said(desk, board):
    workspace = desk.window.workspace
    kept = replace(workspace.document.work.storyboard[0], scenario="没有", compared=("也没有",), year=1900)
    year = workspace.year
    desk.meeting.show(kept)
    assert desk.window.status_line.message_label.text() == "No longer in the plan: 没有 and 也没有."
    assert workspace.year == year


def test_it_says_what_to_do_while_empty_and_speaks_the_language(desk, qapp):
    desk.meeting.open_storyboard()
    board = desk.meeting.storyboard
    assert "press Ctrl+B" in board.hint.text()
    assert not board.slides.isEnabled()
    assert not board.title.isEnabled()
    language.set_language("zh")
    qapp.processEvents()
    assert board.windowTitle() == "故事板"
    desk.meeting.open_entry("slides")
    assert "还没有保留视图" in desk.window.status_line.message_label.text()


def test_it_is_kept_with_the_scenarios(desk, board, qtbot):
    before = desk.window.workspace.document.work.storyboard
    assert desk.autosave.save()
    assert not desk.window.workspace.session.unsaved
    desk.workbook_opening.open_now(desk.window.workspace.session.opened.path)
    assert desk.window.workspace.document.work.storyboard == before


def test_slides_are_made_of_every_kind_of_view(desk, board, qtbot, tmp_path):
    workspace = desk.window.workspace
    for row, name in enumerate(("Gaps", "Heatmap")):
        board.list.setCurrentRow(row)
        board.view.setCurrentIndex(board.view.findData(name))
        board.view.activated.emit(board.view.currentIndex())
    chosen, shown = workspace.selection, desk.window.views.current
    slides = desk.meeting.slides
    file = tmp_path / "故事板.pptx"
    with qtbot.waitSignal(slides.finished, timeout=60_000) as made:
        slides.make(file)
        slides.make(tmp_path / "second.pptx")
    assert made.args == [file]
    assert not (tmp_path / "second.pptx").exists()
    deck = Presentation(str(file))
    assert len(deck.slides) == 4
    kinds = [
        {
            "chart" if shape.has_chart else "picture" if shape.shape_type == 13 else ""
            for shape in slide.shapes
        }
        - {""}
        for slide in list(deck.slides)[1:]
    ]
    assert kinds == [{"chart"}, {"picture"}, {"chart"}]
    # unsaved views of the sample, whose bytes the deck names
    digest = hashlib.sha256(workspace.session.opened.path.read_bytes()).hexdigest()
    # each slide says what its view says, under its title
    texts = [
        " ".join(one.text_frame.text for one in slide.shapes if one.has_text_frame) for slide in deck.slides
    ]
    assert "against a target of" in texts[3]
    assert "furthest behind is" in texts[1]
    for slide in deck.slides:
        notes = slide.notes_slide.notes_text_frame.text
        assert digest in notes
        assert "after the workbook's own scenarios, unsaved" in notes
    # the window goes on showing what it showed
    assert workspace.selection == chosen
    assert desk.window.views.current == shown
    with qtbot.waitSignal(slides.finished, timeout=60_000) as made:
        slides.make(tmp_path / "gone" / "deck.pptx")
    assert made.args == [None]
    assert "could not be written" in desk.window.status_line.message_label.text()


def test_a_view_in_the_dark_fills_its_frame(desk):
    workspace = desk.window.workspace
    desk.meeting.keep()
    (kept,) = workspace.document.work.storyboard
    room = SavedViewPictures(workspace)
    widget = room.show(replace(kept, view="Heatmap", range=None))
    assert widget.canvas.height() > 0.8 * widget.height()
    assert widget.canvas.geometry().bottom() < widget.note.geometry().top() + widget.note.height()
    assert not room.preview(kept).isNull()
    room.close()


def test_the_deck_takes_the_offices_template_or_says_why_not(desk, board, qtbot, tmp_path):
    template, out = tmp_path / "市局.pptx", tmp_path / "deck.pptx"
    made = Presentation()
    made.core_properties.category = "市局"
    made.save(str(template))
    desk.preferences.keep("slides_template", str(template))
    slides = desk.meeting.slides
    with qtbot.waitSignal(slides.finished, timeout=60_000):
        slides.make(out)
    assert Presentation(str(out)).core_properties.category == "市局"
    template.unlink()
    with qtbot.waitSignal(slides.finished, timeout=60_000) as told:
        slides.make(tmp_path / "other.pptx")
    assert told.args == [None]
    assert "市局.pptx" in desk.window.status_line.message_label.text()
    assert not (tmp_path / "other.pptx").exists()
