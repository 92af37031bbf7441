"""Presenting: one chart in large type, turned over by keys, live while somebody edits in the window."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from npfdesk.plan.saved_views import PATHS
from npfdesk.ui.look import language
from npfdesk.ui.views.registry import VIEWS

KEY = Qt.Key


def test_f5_shows_the_paths_over_the_whole_screen_and_escape_ends_it(desk, keyed, qtbot):
    qtbot.keyClick(desk.window, KEY.Key_F5)
    stage = desk.chair.stage
    assert stage.isVisible()
    assert stage.isFullScreen()
    assert stage.view == PATHS
    assert stage.paths.plot.magnification >= 2
    assert stage.paths.title.fontMetrics().height() >= 40
    assert "assumptions of “惯性”: no forecast" in stage.assumed.text()
    assert stage.rule.text().startswith("Colours by pace")
    qtbot.keyClick(stage, KEY.Key_Escape)
    assert not stage.isVisible()
    qtbot.mouseClick(desk.window.top.present, Qt.MouseButton.LeftButton)
    assert stage.isVisible()


def test_an_edit_in_the_window_moves_it_and_says_what_it_did(desk, stage, grow):
    row = stage.paths.row
    grow(9.5)
    workspace = desk.window.workspace
    assert np.array_equal(stage.paths.lines.projected[-1:], workspace.result.values[row, -1:], equal_nan=True)
    assert stage.consequence.text() == desk.window.line.told(workspace.last)
    assert "→" in stage.consequence.text()
    told = stage.consequence.text()
    other = next(name for name in workspace.document.scenarios if name != workspace.document.active)
    workspace.activate(other)
    assert stage.consequence.text() == f"惯性: {told}"


def test_without_a_storyboard_keys_go_through_regions_and_indicators(desk, stage, qtbot):
    workspace = desk.window.workspace
    first = workspace.selection.region
    qtbot.keyClick(stage, KEY.Key_PageDown)
    assert workspace.selection.region != first
    assert workspace.selection.series in workspace.plan.row
    assert stage.paths.series == workspace.selection.series
    qtbot.keyClick(stage, KEY.Key_PageUp)
    assert workspace.selection.region == first
    qtbot.keyClick(stage, KEY.Key_PageUp)
    assert workspace.selection.region == first
    indicator = workspace.selection.indicator
    qtbot.keyClick(stage, KEY.Key_PageDown, Qt.KeyboardModifier.ShiftModifier)
    assert workspace.selection.indicator != indicator
    qtbot.keyClick(stage, KEY.Key_PageUp, Qt.KeyboardModifier.ShiftModifier)
    assert workspace.selection.indicator == indicator


def test_with_a_storyboard_keys_go_through_it(desk, stage, qtbot):
    chair, workspace = desk.chair, desk.window.workspace
    chair.keep()
    workspace.select(region=workspace.plan.regions[3].code)
    chair.keep()
    qtbot.keyClick(stage, KEY.Key_Home)
    assert stage.current is workspace.document.work.storyboard[0]
    assert workspace.selection.region == workspace.plan.city
    assert stage.following is workspace.document.work.storyboard[1]
    qtbot.keyClick(stage, KEY.Key_Space)
    assert workspace.selection.region == workspace.plan.regions[3].code
    qtbot.keyClick(stage, KEY.Key_PageDown)
    assert stage.current is workspace.document.work.storyboard[1]
    qtbot.keyClick(stage, KEY.Key_PageUp)
    assert stage.current is workspace.document.work.storyboard[0]
    stage._hint.stop()
    stage.write()
    assert stage.place.text() == "1 / 2"


def test_black_is_black_until_something_is_shown(stage, qtbot):
    qtbot.keyClick(stage, KEY.Key_B)
    assert stage.black.isVisible()
    assert stage.black.geometry() == stage.rect()
    pixel = stage.grab().toImage().pixelColor(stage.width() // 2, stage.height() // 2)
    assert pixel.name() == "#000000"
    qtbot.keyClick(stage, KEY.Key_B)
    assert not stage.black.isVisible()
    qtbot.keyClick(stage, KEY.Key_Period)
    qtbot.keyClick(stage, KEY.Key_PageDown)
    assert not stage.black.isVisible()


def test_figures_choose_the_views_and_each_is_live(desk, stage, qtbot, grow):
    for number, name in enumerate(VIEWS, start=1):
        qtbot.keyClick(stage, KEY.Key_0 + number)
        assert stage.view == name
        assert stage.large.shown is stage.views[name]
        assert stage.views[name].isVisible()
    qtbot.keyClick(stage, KEY.Key_1)
    gaps = stage.views["Gaps"]
    before = gaps.redraws
    grow(12.0)
    assert gaps.redraws == before + 1
    # hidden views wait
    assert stage.views["Heatmap"].redraws == 1
    qtbot.keyClick(stage, KEY.Key_0)
    assert stage.view == PATHS


def test_the_view_that_has_the_keys_is_presented_as_it_stands(desk, qtbot):
    window = desk.window
    window.views.show_view("Gaps")
    window.gaps.by_indicator.click()
    window.activateWindow()
    window.gaps.by_indicator.setFocus()
    qtbot.waitUntil(window.gaps.by_indicator.hasFocus)
    stage = desk.chair.present()
    assert stage.view == "Gaps"
    assert stage.views["Gaps"].by_indicator.isChecked()


def test_a_title_of_its_own_stands_over_the_charts(desk, stage):
    chair, workspace = desk.chair, desk.window.workspace
    chair.keep()
    stage.tell(workspace.document.work.storyboard[0])
    assert not stage.heading.isVisible()
    chair.open_storyboard()
    chair.storyboard.title.setText("能否 <b>追上</b>")
    chair.storyboard.title.editingFinished.emit()
    assert stage.heading.isVisible()
    assert stage.heading.text() == "能否 <b>追上</b>"
    # what was done to the storyboard is no consequence for anybody
    assert stage.consequence.text() == ""


def test_it_speaks_the_language_and_grows_with_the_screen(stage, qapp):
    language.set_language("zh")
    qapp.processEvents()
    assert "不是预测" in stage.assumed.text()
    stage.showNormal()
    stage.resize(1920, 2160)
    assert stage.factor == stage.large.factor == 4.0
    assert stage.paths.plot.magnification == 4.0
    stage.resize(1366, 768)
    assert (stage.factor, stage.large.factor) == (2.0, 1.5)


def test_another_workbook_ends_it(desk, stage):
    desk.opener.open_now(desk.window.workspace.session.opened.path)
    assert not stage.isVisible()


def test_a_second_screen_takes_it_and_leaves_notes_with_the_presenter(desk, qtbot, monkeypatch):
    chair, own = desk.chair, QGuiApplication.primaryScreen()
    chair.keep()
    chair.open_storyboard()
    chair.storyboard.note.setPlainText("先讲现状")
    desk.window.workspace.select(region=desk.window.workspace.plan.regions[2].code)
    chair.keep()
    chair.storyboard.close()
    monkeypatch.setattr(chair, "screens", lambda: [own, own])
    stage = chair.present(desk.window.workspace.document.work.storyboard[0])
    presenter = chair.presenter
    assert presenter.isVisible()
    assert presenter.notes.toPlainText() == "先讲现状"
    assert presenter.next_title.text() == stage.following.title
    assert not presenter.picture.pixmap().isNull()
    qtbot.keyClick(presenter, KEY.Key_PageDown)
    assert stage.current is desk.window.workspace.document.work.storyboard[1]
    assert presenter.notes.toPlainText() == ""
    assert presenter.next_title.text() == "The last one"
    assert presenter.picture.pixmap().isNull()
    qtbot.mouseClick(presenter.back, Qt.MouseButton.LeftButton)
    assert presenter.notes.toPlainText() == "先讲现状"
    qtbot.mouseClick(presenter.black, Qt.MouseButton.LeftButton)
    assert stage.black.isVisible()
    assert presenter.black.text() == "Bright"
    qtbot.mouseClick(presenter.end, Qt.MouseButton.LeftButton)
    assert not stage.isVisible()
    assert not presenter.isVisible()
    assert not presenter.ticking.isActive()


def test_the_picture_of_what_comes_next_waits_until_edits_rest(desk, qtbot, monkeypatch, grow):
    chair, own = desk.chair, QGuiApplication.primaryScreen()
    chair.keep()
    chair.keep()
    monkeypatch.setattr(chair, "screens", lambda: [own, own])
    chair.present(desk.window.workspace.document.work.storyboard[0])
    presenter = chair.presenter
    before = presenter.picture.pixmap().cacheKey()
    grow(9.5)
    assert presenter.picture.pixmap().cacheKey() == before
    assert presenter._resting.isActive()
    presenter._resting.timeout.emit()
    assert presenter.picture.pixmap().cacheKey() != before
    chair.stage.close()
    assert not presenter._resting.isActive()


def test_nothing_is_written_while_it_is_hidden(desk, stage, grow):
    stage.close()
    grow(9.5)
    assert stage.consequence.text() == ""
    desk.chair.present()
    assert "→" in stage.consequence.text()
