"""The window as a whole: opening, scenarios, language, bad files, drafts, and starting again."""

import shutil
import subprocess
import sys

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDropEvent
from PySide6.QtWidgets import QMessageBox

from npfdesk import app
from npfdesk.locations import sample_workbook
from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey, SeriesKey
from npfdesk.store.library import Library
from npfdesk.ui.files.autosave import LATEST
from npfdesk.ui.look import language
from npfdesk.ui.look.colours import DARK, LIGHT, theme
from npfdesk.ui.look.mnemonics import bare
from npfdesk.ui.window import crash
from npfdesk.ui.window.trial_run import smoke

KEY = AssumptionKey("yongkang", "", "output")


def grow(workspace, figure=9.9):
    workspace.apply(
        set_assumptions(
            workspace.document, workspace.document.active, {KEY: Assumption(Method.GROWTH, figure)}
        )
    )


@pytest.fixture
def book(tmp_path):
    return shutil.copy(sample_workbook(), tmp_path / "规划.xlsx")


def test_before_anything_is_open_the_window_stands(bare, qtbot):
    bare.window.show()
    assert bare.window.paths.row is None
    assert "no series" in bare.window.paths.empty.text()
    assert bare.window.panel.assumptions.figures.rowCount() == 0


def test_a_workbook_is_read_in_a_worker(bare, qtbot, book):
    with qtbot.waitSignal(bare.workbook_opening.opened, timeout=20000):
        bare.open_file(book)
    assert bare.window.workspace.plan.city == "jinhua"
    assert bare.window.windowTitle() == "规划.xlsx — NPF Desk"
    assert bare.window.menus.recent_files[0].endswith("规划.xlsx")
    assert bare.window.workspace.selection.series == ("jinhua", "", "output")


def test_a_bad_file_leaves_what_is_open(desk, qtbot, tmp_path):
    window, before = desk.window, desk.window.workspace.document
    for name, content in (("空.xlsx", b""), ("文字.xlsx", "不是".encode())):
        file = tmp_path / name
        file.write_bytes(content)
        with qtbot.waitSignal(desk.workbook_opening.refused, timeout=20000):
            desk.open_file(file)
        assert name in window.banner.message_text
        assert "is unchanged" in window.banner.message_text
        assert window.banner.isVisible()
    assert window.workspace.document is before


def test_a_file_is_dropped_on_the_window(bare, qtbot, book):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(book))])
    drop = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    bare.window.show()
    with qtbot.waitSignal(bare.workbook_opening.opened, timeout=20000):
        bare.window.dropEvent(drop)
    assert bare.window.workspace.plan.title


def test_the_outline_selects_for_the_whole_window(desk, qtbot):
    window = desk.window
    outline = window.outline
    index = outline.shown.mapFromSource(outline.model.index_of(outline.model.lines["region", "yiwu"]))
    outline.tree.scrollTo(index)
    qtbot.mouseClick(
        outline.tree.viewport(), Qt.MouseButton.LeftButton, pos=outline.tree.visualRect(index).center()
    )
    assert window.workspace.selection.region == "yiwu"
    assert window.paths.title.text() == "Output above designated size · Yiwu"
    assert window.panel.targets.figures.series_of(0).region == "yiwu"
    qtbot.keyClicks(outline.search, "lanxi")
    assert outline.shown.rowCount() == 1


def test_a_bar_selects_its_region_and_the_switch_shows_indicators(desk, qtbot):
    window = desk.window
    bars = window.gaps.bars
    place = next(number for number, bar in enumerate(bars.bars) if bar.region == "lanxi")
    qtbot.mouseClick(bars.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 4 + place * 26 + 10))
    assert window.workspace.selection.region == "lanxi"
    qtbot.mouseClick(window.gaps.by_indicator, Qt.MouseButton.LeftButton)
    assert {bar.region for bar in window.gaps.bars.bars} == {"lanxi"}
    assert all("%" not in bar.name for bar in window.gaps.bars.bars)


def test_hovering_reads_every_figure_of_a_year(desk, qtbot):
    chart = desk.window.paths
    said = chart.read(2025)
    assert said.splitlines()[0] == "2025"
    assert "惯性  5,819.9 亿元" in said
    assert "规划  8,000.0 亿元" in said
    place = chart.plot.area.center().toPoint()
    place.setX(round(chart.plot.frame.x(2023)))
    qtbot.mouseMove(chart.plot.viewport(), place)
    qtbot.waitUntil(lambda: chart.readout.text().startswith("2023"))
    assert chart.readout.isVisible()
    qtbot.mouseMove(chart.plot.viewport(), QPoint(2, 2))
    qtbot.waitUntil(lambda: not chart.readout.isVisible())


def test_scenarios_are_made_renamed_and_removed_and_undone(desk, qtbot):
    window = desk.window
    tree, workspace = window.scenarios, window.workspace
    workspace.activate("攻坚")
    assert tree.new_from("再攻")
    assert workspace.document.scenario.name == "再攻"
    assert workspace.document.scenario.parent == "攻坚"
    assert not tree.rename("规划")
    assert "Choose another name" in window.status_line.message_label.text()
    assert tree.rename("三攻")
    assert [item.text(0) for item in tree.items.values()] == ["惯性", "规划", "攻坚", "三攻"]
    assert "再攻 → 三攻" in window.menus.undo.text()
    qtbot.mouseClick(tree.copy, Qt.MouseButton.LeftButton)
    assert workspace.document.scenario.name == "Copy of 三攻"
    qtbot.mouseClick(tree.remove, Qt.MouseButton.LeftButton)
    assert len(workspace.document.scenarios) == 4
    for _ in range(4):
        workspace.undo()
    assert list(workspace.document.scenarios) == ["惯性", "规划", "攻坚"]


def test_a_tick_shows_a_scenario_in_the_chart(desk, qtbot, monkeypatch):
    window = desk.window
    # a double click on a tick is two clicks; on the name it asks for another
    asked = []
    monkeypatch.setattr(window.scenarios, "ask_name", lambda title, name: asked.append(name))
    tree, item = window.scenarios.tree, window.scenarios.items["规划"]
    rect = tree.visualItemRect(item)
    for x, names in ((rect.left() + 10, []), (rect.right() - 8, ["规划"])):
        place = QPoint(x, rect.center().y())
        for act in (qtbot.mouseClick, qtbot.mouseDClick, qtbot.mouseRelease):
            act(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert asked == names
        assert item.checkState(0) == Qt.CheckState.Checked
    window.workspace.activate("惯性")
    assert set(window.paths.others) == {"规划", "攻坚"}
    window.scenarios.items["规划"].setCheckState(0, Qt.CheckState.Unchecked)
    assert set(window.paths.others) == {"攻坚"}
    window.scenarios.items["规划"].setCheckState(0, Qt.CheckState.Checked)
    assert set(window.paths.others) == {"规划", "攻坚"}


def test_a_county_that_leaves_the_city_behind_is_told_and_followed_by_one_click(desk, qtbot):
    window = desk.window
    workspace, line = window.workspace, window.paths.sum_line
    plan = workspace.plan
    city = plan.row[SeriesKey("jinhua", "", "output")]
    column = plan.column(workspace.year)
    language.set_language("zh")
    # the counties and the city agree in the sample: there is nothing to say
    assert not line.isVisible()
    own = workspace.result.values[city, column]
    workspace.select(*KEY)
    grow(workspace, 30)
    rolled = workspace.result.rollup[city, column]
    said = f"2025 年：金华市按自身假设 {own:,.1f}；下级合计 {rolled:,.1f}，差 {rolled - own:,.1f} 亿元"
    assert window.status_line.message_label.text().endswith(said)
    assert (line.isVisible(), line.words.text()) == (True, said)
    # the same at the city's own chart, where one click follows the sum and one key takes it back
    workspace.select("jinhua", "", "output")
    assert (line.isVisible(), line.words.text()) == (True, said)
    before = workspace.document
    qtbot.mouseClick(line.button, Qt.MouseButton.LeftButton)
    assert not line.isVisible()
    assert workspace.result.values[city, column] == rolled
    assert (
        workspace.document.scenario.assumptions[AssumptionKey("jinhua", "", "output")].method is Method.ROLLUP
    )
    assert window.menus.undo.text().endswith("金华市 规上工业总产值 下级汇总")
    # it moves with the counties from now on, and nothing is left behind
    workspace.select(*KEY)
    grow(workspace, 5)
    assert not line.isVisible()
    assert "按自身假设" not in window.status_line.message_label.text()
    assert workspace.result.values[city, column] < rolled
    workspace.undo()
    workspace.undo()
    assert workspace.document == before
    assert workspace.result.values[city, column] == own


def test_switching_by_the_bar(desk, qtbot):
    window = desk.window
    box = window.top.scenario
    box.activated.emit(1)
    assert window.workspace.document.active == "规划"
    assert box.currentText() == "规划"
    window.top.year.activated.emit(2)
    assert window.workspace.year == 2022
    assert window.gaps.subtitle.text().startswith("2022")
    window.top.rule.activated.emit(2)
    assert "milestone" in window.gaps.note.text()


def test_the_language_switches_while_running(desk, qtbot):
    window = desk.window
    grow(window.workspace)
    qtbot.mouseClick(window.top.speech, Qt.MouseButton.LeftButton)
    assert language.language() == "zh"
    qtbot.waitUntil(lambda: window.panel.tabText(0) == "假设")
    assert window.paths.title.text() == "规上工业总产值 · 金华市"
    assert window.panel.assumptions.figures.headerData(0, Qt.Orientation.Horizontal) == "地区"
    assert bare(window.menus.menus[0][0].title()) == "文件"
    assert "永康市" in window.status_line.message_label.text() or "撤销" in window.top.undo.text()
    assert desk.workbook_opening.library.setting("language") == "zh"
    qtbot.mouseClick(window.top.speech, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.panel.tabText(0) == "Assumptions")


def test_the_theme_switches_while_running(desk, qtbot):
    qtbot.mouseClick(desk.window.top.theme, Qt.MouseButton.LeftButton)
    assert theme() is DARK
    assert desk.window.paths.observed.pen.color().name().upper() == DARK.ink
    qtbot.mouseClick(desk.window.top.theme, Qt.MouseButton.LeftButton)
    assert theme() is LIGHT


def test_a_draft_is_written_within_five_seconds(bare, qtbot, book):
    bare.workbook_opening.open_now(book)
    autosave, library = bare.autosave, bare.workbook_opening.library
    assert LATEST < 5000
    assert not autosave.quiet_timer.isActive()
    grow(bare.window.workspace)
    assert autosave.quiet_timer.isActive()
    assert autosave.latest_timer.isActive()
    assert autosave.latest_timer.interval() == LATEST
    autosave.latest_timer.timeout.emit()
    assert library.load(bare.workbook_opening.desk.identity).draft is not None
    assert "draft saved" in bare.window.status_line.saved_label.text()
    assert not autosave.latest_timer.isActive()


def test_saving_by_key_and_starting_again(bare, qtbot, book, library):
    bare.workbook_opening.open_now(book)
    window = bare.window
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.workspace.select(region="yongkang")
    window.workspace.set_view(year=2023)
    grow(window.workspace, 8.8)
    with qtbot.waitSignal(window.workspace.saved):
        qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert "saved" in window.status_line.saved_label.text()
    assert not window.windowTitle().startswith("•")
    closing = QCloseEvent()
    bare.autosave.close(closing)
    assert closing.isAccepted()
    again = app.build(library)
    qtbot.addWidget(again.window)
    with qtbot.waitSignal(again.workbook_opening.opened, timeout=20000):
        again.begin(None)
    assert again.window.workspace.selection.region == "yongkang"
    assert again.window.workspace.year == 2023
    assert again.window.workspace.document.scenarios["惯性"].assumptions[KEY].value == 8.8
    again.workbook_opening.desk = None


@pytest.mark.parametrize(
    ("answer", "closes", "kept"),
    [("Cancel", False, None), ("Save", True, "saved"), ("Close", True, "draft"), ("Discard", True, None)],
)
def test_the_question_at_the_door(bare, qtbot, book, answer, closes, kept):
    bare.workbook_opening.open_now(book)
    grow(bare.window.workspace)
    bare.autosave.ask_about_unsaved_work = lambda: QMessageBox.StandardButton[answer]
    closing = QCloseEvent()
    bare.window.closing.emit(closing)
    assert closing.isAccepted() is closes
    stored = bare.workbook_opening.library.load(bare.workbook_opening.desk.identity)
    assert (stored.work is not None) is (kept == "saved")
    assert (stored.draft is not None) is (kept == "draft")


def test_a_draft_is_offered_restored_or_discarded(bare, qtbot, book):
    bare.workbook_opening.open_now(book)
    grow(bare.window.workspace, 7.7)
    bare.autosave.draft()
    bare.workbook_opening.open_now(book)
    window = bare.window
    assert KEY not in window.workspace.document.scenario.assumptions
    restore, _ = window.banner.notices["draft"].buttons
    restore.click()
    assert window.workspace.document.scenario.assumptions[KEY].value == 7.7
    bare.workbook_opening.open_now(book)
    window.banner.notices["draft"].buttons[1].click()
    assert bare.workbook_opening.library.load(bare.workbook_opening.desk.identity).draft is None
    assert not window.banner.notices


def test_a_mistake_of_ours_keeps_the_work_and_the_window(bare, qtbot, book, capsys):
    bare.workbook_opening.open_now(book)
    window = bare.window
    window.show()
    crash.install(window, bare.autosave.draft)
    grow(window.workspace)
    try:
        raise ZeroDivisionError("unsere Schuld")
    except ZeroDivisionError:
        sys.excepthook(*sys.exc_info())
    dialog = window.findChild(crash.CrashDialog)
    assert "kept as a draft" in dialog.informativeText()
    assert "ZeroDivisionError" in dialog.detailedText()
    assert bare.workbook_opening.library.load(bare.workbook_opening.desk.identity).draft is not None
    dialog.close()
    assert window.isVisible()
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_two_saves_of_one_workbook_are_told(bare, qtbot, book, tmp_path):
    bare.workbook_opening.open_now(book)
    bare.autosave.save()
    other = Library(bare.workbook_opening.library.path)
    other.save(
        bare.workbook_opening.desk.identity,
        other.load(bare.workbook_opening.desk.identity).work,
        "别人",
        bare.workbook_opening.desk.revision,
    )
    other.close()
    grow(bare.window.workspace)
    assert not bare.autosave.save()
    assert "did not overwrite" in bare.window.banner.message_text


def test_orphans_are_told_in_the_banner(bare, qtbot, book):
    import openpyxl

    bare.workbook_opening.open_now(book)
    grow(bare.window.workspace)
    bare.autosave.save()
    smaller = openpyxl.load_workbook(book)
    for name in ("地区", "目标"):
        for row in range(smaller[name].max_row, 1, -1):
            if smaller[name].cell(row, 1).value == "永康市":
                smaller[name].delete_rows(row)
    smaller.save(book)
    bare.workbook_opening.open_now(book)
    assert "no longer has" in bare.window.banner.message_text
    assert KEY in bare.window.workspace.document.scenarios["惯性"].assumptions


def test_the_trial_run(bare, qtbot, book):
    bare.workbook_opening.open_now(book)
    assert smoke(bare) == 0


@pytest.mark.parametrize(
    "arguments", [["--picture", "{out}", "--language", "zh", "--size", "1366x768", "--dark"], ["--smoke"]]
)
def test_the_program_itself_without_a_screen(tmp_path, arguments):
    out = tmp_path / "窗口.png"
    given = [argument.format(out=out) for argument in arguments]
    done = subprocess.run(
        [sys.executable, "-m", "npfdesk", *given], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    if "--smoke" in given:
        assert done.stdout == "edited True, undone True, saved True, processes True\n"
    else:
        assert out.stat().st_size > 20000
        assert done.stdout == f"{out}\n"
