"""Presenting: one chart in large type, turned over by keys, live while somebody edits in the window."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from npfdesk.plan.saved_views import PATHS
from npfdesk.plan.storyboard import change_view
from npfdesk.ui.look import language
from npfdesk.ui.meeting import storyboard_window
from npfdesk.ui.meeting.view_capture import written_sentences
from npfdesk.ui.meeting.view_sentences import view_sentence
from npfdesk.ui.views.registry import VIEWS

KEY = Qt.Key


def shown_keys(presentation):
    """The keys that are named, wherever lines may break."""
    return presentation.keys.text().replace("\u00a0", " ")


def test_f5_shows_the_paths_over_the_whole_screen_and_escape_ends_it(desk, keyed, qtbot):
    qtbot.keyClick(desk.window, KEY.Key_F5)
    presentation = desk.meeting.presentation
    assert presentation.isVisible()
    assert presentation.isFullScreen()
    assert presentation.view == PATHS
    assert presentation.paths.plot.magnification >= 2
    # the sentence leads, and the chart's own title is set below it
    assert presentation.sentence.fontMetrics().height() >= 24
    assert presentation.headline.fontMetrics().height() >= 36
    assert "assumptions of “惯性”; they are not forecasts" in presentation.assumed.text()
    # the keys are named first, in the room of what is said of the colours
    assert shown_keys(presentation).startswith("PgUp PgDn pages")
    presentation._hint.stop()
    presentation.write()
    assert presentation.rule.text().startswith("Colours by pace")
    assert presentation.keys.text() == ""
    qtbot.keyClick(presentation, KEY.Key_Escape)
    assert not presentation.isVisible()
    qtbot.mouseClick(desk.window.top.present, Qt.MouseButton.LeftButton)
    assert presentation.isVisible()


def test_an_edit_in_the_window_moves_it_and_says_what_it_did(desk, presentation, grow):
    row = presentation.paths.row
    grow(9.5)
    workspace = desk.window.workspace
    assert np.array_equal(
        presentation.paths.lines.projected[-1:], workspace.result.values[row, -1:], equal_nan=True
    )
    said = presentation.consequence.text().replace("\N{NO-BREAK SPACE}", " ")
    assert said == desk.window.status_line.describe_change(workspace.last)
    assert "→" in presentation.consequence.text()
    told = presentation.consequence.text()
    # on a low screen what stands above the chart gives it its room, and comes back on a higher one
    assert presentation.paths.sum_line.found is not None
    presentation.showNormal()
    presentation.resize(1024, 600)
    assert (presentation.paths.sum_line.isHidden(), presentation.rule.text()) == (True, "")
    presentation.resize(1920, 1080)
    assert not presentation.paths.sum_line.isHidden()
    assert presentation.rule.text().startswith("Colours by pace")
    assert desk.window.paths.sum_line.isVisible()
    other = next(name for name in workspace.document.scenarios if name != workspace.document.active)
    workspace.activate(other)
    assert presentation.consequence.text() == f"惯性: {told}"


def test_without_a_storyboard_keys_go_through_regions_and_indicators(desk, presentation, qtbot):
    workspace = desk.window.workspace
    first = workspace.selection.region
    qtbot.keyClick(presentation, KEY.Key_PageDown)
    assert workspace.selection.region != first
    assert workspace.selection.series in workspace.plan.row
    assert presentation.paths.series == workspace.selection.series
    qtbot.keyClick(presentation, KEY.Key_PageUp)
    assert workspace.selection.region == first
    qtbot.keyClick(presentation, KEY.Key_PageUp)
    assert workspace.selection.region == first
    indicator = workspace.selection.indicator
    qtbot.keyClick(presentation, KEY.Key_PageDown, Qt.KeyboardModifier.ShiftModifier)
    assert workspace.selection.indicator != indicator
    qtbot.keyClick(presentation, KEY.Key_PageUp, Qt.KeyboardModifier.ShiftModifier)
    assert workspace.selection.indicator == indicator


def test_with_a_storyboard_keys_go_through_it(desk, presentation, qtbot):
    meeting, workspace = desk.meeting, desk.window.workspace
    meeting.keep()
    workspace.select(region=workspace.plan.regions[3].code)
    meeting.keep()
    qtbot.keyClick(presentation, KEY.Key_Home)
    assert presentation.current is workspace.document.work.storyboard[0]
    assert workspace.selection.region == workspace.plan.city
    assert presentation.following is workspace.document.work.storyboard[1]
    qtbot.keyClick(presentation, KEY.Key_Space)
    assert workspace.selection.region == workspace.plan.regions[3].code
    qtbot.keyClick(presentation, KEY.Key_PageDown)
    assert presentation.current is workspace.document.work.storyboard[1]
    qtbot.keyClick(presentation, KEY.Key_PageUp)
    assert presentation.current is workspace.document.work.storyboard[0]
    presentation._hint.stop()
    presentation.write()
    assert presentation.place.text() == "1 / 2"


def test_black_is_black_until_something_is_shown(presentation, qtbot):
    qtbot.keyClick(presentation, KEY.Key_B)
    assert presentation.black.isVisible()
    assert presentation.black.geometry() == presentation.rect()
    pixel = presentation.grab().toImage().pixelColor(presentation.width() // 2, presentation.height() // 2)
    assert pixel.name() == "#000000"
    qtbot.keyClick(presentation, KEY.Key_B)
    assert not presentation.black.isVisible()
    qtbot.keyClick(presentation, KEY.Key_Period)
    qtbot.keyClick(presentation, KEY.Key_PageDown)
    assert not presentation.black.isVisible()


def test_figures_choose_the_views_and_each_is_live(desk, presentation, qtbot, grow):
    for number, name in enumerate(VIEWS, start=1):
        # the digits and the key beside them; further views are presented from the window, or as saved ones
        if number <= 10:
            qtbot.keyClick(presentation, KEY.Key_Minus if number == 10 else KEY.Key_0 + number)
        else:
            presentation.show_view(name)
        assert presentation.view == name
        assert presentation.enlarged.shown is presentation.views[name]
        assert presentation.views[name].isVisible()
    qtbot.keyClick(presentation, KEY.Key_1)
    gaps = presentation.views["Gaps"]
    before = gaps.redraws
    grow(12.0)
    assert gaps.redraws == before + 1
    # hidden views wait
    assert presentation.views["Heatmap"].redraws == 1
    qtbot.keyClick(presentation, KEY.Key_0)
    assert presentation.view == PATHS


def test_the_view_that_has_the_keys_is_presented_as_it_stands(desk, qtbot):
    window = desk.window
    window.views.show_view("Gaps")
    window.gaps.by_indicator.click()
    window.activateWindow()
    window.gaps.by_indicator.setFocus()
    qtbot.waitUntil(window.gaps.by_indicator.hasFocus)
    presentation = desk.meeting.present()
    assert presentation.view == "Gaps"
    wall = presentation.views["Gaps"]
    assert wall.by_indicator.isChecked()
    # what it says is about what it shows, from the first, and after a click on the other button
    shown = view_sentence(window.workspace, "Gaps", (1,)).text
    assert presentation.sentence.text() == shown
    qtbot.mouseClick(wall.by_region, Qt.MouseButton.LeftButton)
    assert presentation.sentence.text() == view_sentence(window.workspace, "Gaps", (0,)).text != shown


def test_a_title_of_its_own_stands_over_the_charts(desk, presentation):
    meeting, workspace = desk.meeting, desk.window.workspace
    meeting.keep()
    presentation.show_saved_view(workspace.document.work.storyboard[0])
    assert not presentation.heading.isVisible()
    meeting.open_storyboard()
    meeting.storyboard.title.setText("能否 <b>追上</b>")
    meeting.storyboard.title.editingFinished.emit()
    assert presentation.heading.isVisible()
    assert presentation.heading.text() == "能否 <b>追上</b>"
    # what was done to the storyboard is no consequence for anybody
    assert presentation.consequence.text() == ""


def test_it_speaks_the_language_and_grows_with_the_screen(presentation, qapp):
    language.set_language("zh")
    qapp.processEvents()
    assert "不是预测" in presentation.assumed.text()
    presentation.showNormal()
    presentation.resize(1920, 2160)
    assert presentation.factor == presentation.enlarged.factor == 4.0
    assert presentation.paths.plot.magnification == 4.0
    presentation.resize(1366, 768)
    assert (presentation.factor, presentation.enlarged.factor) == (2.0, 1.5)


def test_another_workbook_ends_it(desk, presentation):
    desk.workbook_opening.open_now(desk.window.workspace.session.opened.path)
    assert not presentation.isVisible()


def test_a_second_screen_takes_it_and_leaves_notes_with_the_presenter(desk, qtbot, monkeypatch, grow):
    meeting, own = desk.meeting, QGuiApplication.primaryScreen()
    meeting.keep()
    meeting.open_storyboard()
    meeting.storyboard.note.setPlainText("先讲现状")
    desk.window.workspace.select(region=desk.window.workspace.plan.regions[2].code)
    meeting.keep()
    # the second page shows the indicators of its region
    workspace = desk.window.workspace
    by_indicator = replace(workspace.document.work.storyboard[1], view="Gaps", choices=(1,))
    workspace.apply(change_view(workspace.document, by_indicator))
    meeting.storyboard.close()
    monkeypatch.setattr(meeting, "screens", lambda: [own, own])
    presentation = meeting.present(desk.window.workspace.document.work.storyboard[0])
    presenter = meeting.presenter
    assert presenter.isVisible()
    assert presenter.notes.toPlainText() == "先讲现状"
    assert presenter.next_title.text() == presentation.following.title
    assert not presenter.picture.pixmap().isNull()
    qtbot.keyClick(presenter, KEY.Key_PageDown)
    assert presentation.current is desk.window.workspace.document.work.storyboard[1]
    assert presenter.notes.toPlainText() == ""
    assert presenter.next_title.text() == "This is the last view"
    assert presenter.picture.pixmap().isNull()
    # both windows say the same of it, and of what an edit makes of it
    indicators = presentation.sentence.text()
    assert "targets: " in indicators
    assert presenter.message.text() == indicators
    grow(30.0)
    assert presentation.sentence.text() != indicators
    assert presenter.message.text() == presentation.sentence.text()
    qtbot.mouseClick(presenter.black, Qt.MouseButton.LeftButton)
    qtbot.keyClick(presenter, KEY.Key_PageDown)
    assert presenter.black.text() == "Black"
    qtbot.mouseClick(presenter.back, Qt.MouseButton.LeftButton)
    assert presenter.notes.toPlainText() == "先讲现状"
    assert presenter.message.text() == presentation.sentence.text()
    qtbot.mouseClick(presenter.black, Qt.MouseButton.LeftButton)
    assert presentation.black.isVisible()
    assert presenter.black.text() == "Show again"
    qtbot.mouseClick(presenter.end, Qt.MouseButton.LeftButton)
    assert not presentation.isVisible()
    assert not presenter.isVisible()
    assert not presenter.clock_timer.isActive()


def test_the_picture_of_what_comes_next_waits_until_edits_rest(desk, qtbot, monkeypatch, grow):
    meeting, own = desk.meeting, QGuiApplication.primaryScreen()
    meeting.keep()
    meeting.keep()
    monkeypatch.setattr(meeting, "screens", lambda: [own, own])
    meeting.present(desk.window.workspace.document.work.storyboard[0])
    presenter = meeting.presenter
    before = presenter.picture.pixmap().cacheKey()
    grow(9.5)
    assert presenter.picture.pixmap().cacheKey() == before
    assert presenter._picture_timer.isActive()
    presenter._picture_timer.timeout.emit()
    assert presenter.picture.pixmap().cacheKey() != before
    meeting.presentation.close()
    assert not presenter._picture_timer.isActive()


def test_nothing_of_the_last_edit_stays_unless_it_is_replayed(desk, presentation, qtbot, grow):
    workspace = desk.window.workspace
    presentation.close()
    grow(9.5)
    desk.meeting.present()
    assert presentation.consequence.text() == ""
    assert not presentation.paths.ghost.visible
    grow(12.0)
    assert "→" in presentation.consequence.text()
    assert presentation.paths.ghost.visible
    # another page is about something else
    qtbot.keyClick(presentation, KEY.Key_PageDown)
    qtbot.keyClick(presentation, KEY.Key_PageUp)
    assert presentation.paths.series == workspace.selection.series
    assert presentation.consequence.text() == ""
    assert not presentation.paths.ghost.visible
    qtbot.keyClick(presentation, KEY.Key_R)
    assert "→" in presentation.consequence.text()
    qtbot.mouseClick(presentation, Qt.MouseButton.LeftButton)


def test_the_sentence_carries_the_message_and_the_gap_is_a_figure(desk, presentation, qtbot, grow):
    workspace = desk.window.workspace
    # 2020 (4,476.7) carried on to 5,819.9 in 2025 against 8,000: 2,180.1 short
    said = "Jinhua Output above designated size: 5,819.9 亿元 projected for 2025 against a target of 8000, 2,180.1 亿元 short."
    assert presentation.sentence.text() == said
    assert presentation.headline.text() == "2,180.1 亿元 short"
    assert presentation.under.text() == "◔ well behind"
    qtbot.keyClick(presentation, KEY.Key_1)
    assert "10 regions: slightly behind 2, well behind 8; furthest behind is" in presentation.sentence.text()
    assert presentation.headline.text() == "0 / 10"
    # every view has one, and none names another language
    for name in VIEWS:
        presentation.show_view(name)
        assert presentation.sentence.text(), name
    qtbot.keyClick(presentation, KEY.Key_0)
    # the keys are named, those of rows and of pages apart
    for key in ("PgUp PgDn", "↑ ↓", "← →", "Home End", "0–9", "R ", "B ", "H ", "Esc"):
        assert key in shown_keys(presentation)
    region, indicator = workspace.selection.region, workspace.selection.indicator
    qtbot.keyClick(presentation, KEY.Key_Down)
    assert workspace.selection.region != region
    qtbot.keyClick(presentation, KEY.Key_Up)
    qtbot.keyClick(presentation, KEY.Key_Right)
    assert (workspace.selection.region, workspace.selection.indicator != indicator) == (region, True)
    qtbot.keyClick(presentation, KEY.Key_Left)
    # lines are heavier than the type is large
    assert presentation.paths.projected.pen.widthF() > 2.4 * presentation.factor
    grow(12.5)
    assert "over." in presentation.sentence.text()
    assert presentation.headline.text().endswith("over")
    assert presentation.keys.text() == ""
    qtbot.keyClick(presentation, KEY.Key_H)
    assert "PgUp PgDn" in shown_keys(presentation)


def test_a_sentence_of_ones_own_is_kept_and_marked_when_the_figures_move(
    desk, keyed, qtbot, grow, monkeypatch
):
    meeting, workspace = desk.meeting, desk.window.workspace
    meeting.keep()
    workspace.select(region=workspace.plan.regions[3].code)
    meeting.keep()
    meeting.open_storyboard()
    board = meeting.storyboard
    board.list.setCurrentRow(0)
    assert board.message.placeholderText().endswith("2,180.1 亿元 short.")
    # keys that are typed ask for the figures once
    asked = []
    monkeypatch.setattr(
        storyboard_window, "written_sentences", lambda *of: asked.append(of) or written_sentences(*of)
    )
    qtbot.keyClicks(board.message, "40 %")
    assert (board.chosen.message, len(asked)) == ("40 %", 1)
    monkeypatch.undo()
    board.message.setPlainText("再快四成才够")
    kept = workspace.document.work.storyboard[0]
    assert (kept.message, kept.message_figures) == (
        "再快四成才够",
        ("5,819.9", "8000", "2025", "2025", "2,180.1 short"),
    )
    assert workspace.session.history.undo_label.text("en").startswith("Message of view")
    assert board.moved.isHidden()
    assert desk.autosave.save()
    desk.workbook_opening.open_now(workspace.session.opened.path)
    assert workspace.document.work.storyboard[0] == kept
    # F5 begins with the first page, whatever was looked at last; Shift+F5 with what is looked at
    workspace.select(region=workspace.plan.regions[5].code)
    desk.window.activateWindow()
    qtbot.keyClick(desk.window, KEY.Key_F5)
    presentation = meeting.presentation
    assert presentation.current is workspace.document.work.storyboard[0]
    assert presentation.sentence.text() == "再快四成才够"
    grow(6.0)
    assert presentation.sentence.text() == "△ 再快四成才够"
    board.refresh()
    assert board.moved.text().startswith("Figures have moved since this sentence was written. Now: Jinhua")
    assert board.list.item(0).text().startswith("1  △ ")
    workspace.undo()
    assert presentation.sentence.text() == "再快四成才够"
    # a page is nobody's alone: its sentence stands when the window is narrowed to the targets of one owner
    second = replace(workspace.document.work.storyboard[1], view="Overview", message="大多滞后")
    (said,) = written_sentences(workspace, (second,))
    second = replace(second, message_figures=said.figures)
    workspace.apply(change_view(workspace.document, second))
    workspace.set_view(owner="nobody")
    presentation.show_saved_view(second)
    assert (presentation.sentence.text(), workspace.owner) == ("大多滞后", "")
    workspace.set_view(owner="nobody")
    assert presentation.sentence.text() == "大多滞后"
    # it counts what the overview itself counts
    counted = presentation.views["Overview"].list
    workspace.set_view(owner="")
    assert presentation.headline.text().endswith(f" / {len(counted.every)}")
    assert presentation.written.text.endswith(f"{counted.sentence}.")
    presentation.show_saved_view(workspace.document.work.storyboard[0])
    # cleared it is the program's again
    presentation.close()
    board.list.setCurrentRow(0)
    board.message.setPlainText("")
    assert workspace.document.work.storyboard[0].message_figures == ()
    workspace.select(region=workspace.plan.regions[5].code)
    desk.window.activateWindow()
    qtbot.keyClick(desk.window, KEY.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    assert presentation.current is None
    assert workspace.selection.region == workspace.plan.regions[5].code
