"""A plan begun in the window: the form as it is filled in by keys, drafts before any file, and the first save."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox

from npfdesk.app import build
from npfdesk.desk import open_workbook
from npfdesk.locations import new_plans_folder, sample_workbook
from npfdesk.plan.model import Indicator
from npfdesk.plan.regions import Region
from npfdesk.plan.structure_edits import add_things
from npfdesk.ui.answers.registry import ANSWERS
from npfdesk.ui.files.new_plan_dialog import From
from npfdesk.ui.look import language


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("NPFDESK_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def shown(bare, qtbot):
    """The window around nothing, with the keys."""
    with qtbot.waitActive(bare.window):
        bare.window.show()
        bare.window.activateWindow()
    return bare


def paste(qtbot, widget, text):
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(widget, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def asked(commands, qtbot):
    qtbot.keyClick(commands.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    form = commands.new_plans.form
    qtbot.waitUntil(form.isVisible)
    return form


def begun(commands, qtbot, title="甲市规划", city="甲市"):
    form = asked(commands, qtbot)
    paste(qtbot, form.entries["title"], title)
    paste(qtbot, form.entries["city"], city)
    qtbot.keyClick(form.entries["city"], Qt.Key.Key_Return)
    return commands.window.workspace


def choose(form, origin):
    form.origin.setCurrentIndex(form.origin.findData(origin.value))
    form.origin.activated.emit(form.origin.currentIndex())


def save_as(monkeypatch, path):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), "Excel (*.xlsx)"))


def add_county(workspace):
    things = [Region("乙县", "乙县", parent=workspace.plan.city), Indicator("gdp", "生产总值", unit="亿元")]
    workspace.apply(add_things(workspace.document, things))


def test_keys_begin_a_plan(shown, qtbot):
    workspace = begun(shown, qtbot)
    plan = workspace.plan
    assert (plan.title, plan.city) == ("甲市规划", "甲市")
    assert plan.target_year % 5 == 0
    assert plan.base_year == plan.target_year - 5
    assert workspace.session.opened.path.parent == new_plans_folder()
    assert workspace.selection.region == "甲市"
    assert "甲市规划 (not saved as a file)" in shown.window.windowTitle()
    assert shown.window.menus.save.text() == "Save the plan as a file…"


def test_a_wrong_year_is_told_while_it_is_typed(shown, qtbot):
    form = asked(shown, qtbot)
    assert not form.problem.isVisible()
    paste(qtbot, form.entries["title"], "甲市规划")
    assert not form.problem.isVisible()
    paste(qtbot, form.entries["city"], "甲市")
    assert "“甲市” is the whole" in form.remark.text()
    year = form.entries["target year"]
    year.selectAll()
    qtbot.keyClicks(year, "2020")
    assert "target year" in form.problem.text()
    qtbot.keyClick(year, Qt.Key.Key_Return)
    assert form.isVisible()
    assert form.focusWidget() is year
    year.selectAll()
    qtbot.keyClicks(year, "2035")
    assert form.problem.text() == ""
    language.set_language("zh")
    QGuiApplication.processEvents()
    assert form.windowTitle() == "新建规划"
    qtbot.keyClick(year, Qt.Key.Key_Escape)
    assert not form.isVisible()
    assert not new_plans_folder().exists()


def test_nothing_entered_asks_for_a_title(shown, qtbot):
    form = asked(shown, qtbot)
    qtbot.keyClick(form.entries["city"], Qt.Key.Key_Return)
    assert form.isVisible()
    assert form.problem.text() == "A plan needs a title."
    assert form.focusWidget() is form.entries["title"]


def test_the_structure_of_the_open_plan(desk, qtbot):
    form = asked(desk, qtbot)
    choose(form, From.OPEN_PLAN)
    assert form.entries["city"].text() == "金华市"
    assert form.boxes["indicators"].text().startswith("Indicators ")
    form.boxes["regions"].setChecked(False)
    form.boxes["indicators"].setChecked(False)
    assert not form.boxes["levers"].isEnabled()
    form.boxes["indicators"].setChecked(True)
    paste(qtbot, form.entries["title"], "下一个规划")
    before = desk.window.workspace.plan
    qtbot.keyClick(form.entries["title"], Qt.Key.Key_Return)
    plan = desk.window.workspace.plan
    assert plan.title == "下一个规划"
    assert len(plan.regions) == 1
    assert [one.code for one in plan.indicators] == [one.code for one in before.indicators]
    assert not plan.targets


def test_the_structure_of_a_workbook_on_disk(shown, qtbot, tmp_path):
    form = asked(shown, qtbot)
    assert form.origin.findData(From.OPEN_PLAN.value) == -1
    form.read_file(sample_workbook())
    qtbot.waitUntil(lambda: form.job is None)
    assert len(form.template.indicators) == 30
    assert sample_workbook().name in form.origin.currentText()
    (tmp_path / "no.xlsx").write_bytes(b"nothing")
    form.read_file(tmp_path / "no.xlsx")
    qtbot.waitUntil(lambda: form.job is None)
    assert form.template is None
    assert form.problem.text()
    paste(qtbot, form.entries["title"], "甲市规划")
    paste(qtbot, form.entries["city"], "甲市")
    qtbot.keyClick(form.entries["city"], Qt.Key.Key_Return)
    assert form.isVisible()
    choose(form, From.NOTHING)
    qtbot.keyClick(form.entries["city"], Qt.Key.Key_Return)
    assert not form.isVisible()


def test_no_workbook_chosen_leaves_what_was(shown, qtbot, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: ("", ""))
    form = asked(shown, qtbot)
    choose(form, From.WORKBOOK)
    assert form.chosen is From.NOTHING


def test_the_example(shown, qtbot):
    form = asked(shown, qtbot)
    choose(form, From.EXAMPLE)
    assert form.template.indicators
    assert form.entries["city"].text() == ""


def test_the_first_save_writes_a_file(shown, qtbot, monkeypatch, tmp_path, library):
    workspace = begun(shown, qtbot)
    add_county(workspace)
    unsaved = workspace.session.opened.path
    target = tmp_path / "甲市.xlsx"
    save_as(monkeypatch, target)
    qtbot.keyClick(shown.window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert target.exists()
    assert not unsaved.exists()
    assert workspace.session.opened.path == target
    assert not workspace.session.unsaved
    assert workspace.document.work.regions == {}
    assert "甲市.xlsx" in shown.window.windowTitle()
    assert library.recent_files()[0] == str(target)
    assert str(unsaved) not in library.recent_files()
    plan = open_workbook(target, None).reading.plan
    assert [one.name for one in plan.regions] == ["甲市", "乙县"]
    assert [one.code for one in plan.indicators] == ["gdp"]
    assert shown.window.menus.save.text() == "Save scenarios"
    assert shown.autosave.save()


def test_no_place_chosen_saves_nothing(shown, qtbot, monkeypatch):
    workspace = begun(shown, qtbot)
    add_county(workspace)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: ("", ""))
    assert not shown.autosave.save()
    assert workspace.session.unsaved
    assert workspace.session.opened.path.exists()


def test_a_file_of_that_name_known_before_takes_the_new_plan(shown, qtbot, monkeypatch, tmp_path):
    target = Path(shutil.copy(sample_workbook(), tmp_path / "甲市.xlsx"))
    shown.workbook_opening.open_now(target)
    assert shown.autosave.save()
    workspace = begun(shown, qtbot)
    add_county(workspace)
    save_as(monkeypatch, target)
    assert shown.autosave.save()
    assert [one.name for one in workspace.plan.regions] == ["甲市", "乙县"]
    assert not workspace.session.unsaved


def test_what_was_not_saved_is_there_after_a_crash(shown, qtbot, library):
    workspace = begun(shown, qtbot)
    add_county(workspace)
    path = workspace.session.opened.path
    assert shown.autosave.draft()
    again = build(library)
    qtbot.addWidget(again.window)
    again.workbook_opening.open_now(path)
    assert again.window.has_no_file
    again.workbook_opening.restore()
    assert [one.name for one in again.window.workspace.plan.regions] == ["甲市", "乙县"]
    again.workbook_opening.desk = None
    again.file_watch.stop()
    again.autosave.draft_before_leaving()


def test_saving_into_the_workbook_asks_for_a_file_first(shown, qtbot, monkeypatch, tmp_path):
    begun(shown, qtbot)
    save_as(monkeypatch, tmp_path / "甲市.xlsx")
    shown.window.menus.save_into_wanted.emit()
    assert (tmp_path / "甲市.xlsx").exists()


def test_unsaved_work_is_asked_about_first(shown, qtbot):
    workspace = begun(shown, qtbot)
    add_county(workspace)
    shown.autosave.ask_about_unsaved_work = lambda: QMessageBox.StandardButton.Cancel
    begun(shown, qtbot, "另一个规划")
    assert workspace.plan.title == "甲市规划"


def test_a_folder_that_cannot_be_made_is_told(shown, qtbot, home):
    home.mkdir(exist_ok=True)
    (home / "new plans").write_bytes(b"")
    begun(shown, qtbot)
    assert not shown.window.workspace.plan.regions
    assert shown.window.banner.notices


@pytest.mark.parametrize("spoken", ["zh", "en"])
@pytest.mark.parametrize("with_indicators", [False, True])
def test_every_view_and_answer_stands_an_empty_plan(shown, qtbot, spoken, with_indicators):
    language.set_language(spoken)
    workspace = begun(shown, qtbot)
    if with_indicators:
        add_county(workspace)
    word = ("结构", "数据") if spoken == "zh" else ("Structure", "Data")
    for name in shown.window.views.actions_by_name:
        shown.window.views.show_view(name)
        QGuiApplication.processEvents()
        assert word[with_indicators] in shown.window.views.view().empty.text(), name
    assert word[with_indicators] in shown.window.paths.empty.text()
    for key in ANSWERS:
        shown.answers.ask(key)
        QGuiApplication.processEvents()
    for page in range(shown.window.panel.count()):
        shown.window.panel.setCurrentIndex(page)
        QGuiApplication.processEvents()
    shown.answers.stop()
