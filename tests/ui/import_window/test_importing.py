"""Tables as plans print them, in the window: looked at, put right by a click, taken, remembered."""

import shutil

import openpyxl
import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QSize, Qt
from PySide6.QtWidgets import QDialog

from npfdesk.desk import has_saved_corrections
from npfdesk.locations import sample_workbook
from npfdesk.ui.import_window.import_dialog import ImportWindow
from npfdesk.ui.look import language
from npfdesk.ui.look.fitting import room_for
from npfdesk.ui.look.mnemonics import bare
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.published.recognition import Role

PUBLISHED = sample_workbook().with_name("jinhua_as_published.xlsx")


@pytest.fixture
def window(qtbot, bare):
    window = ImportWindow(read_workbook(PUBLISHED), bare.window)
    qtbot.addWidget(window)
    designed = window.size()
    with qtbot.waitExposed(window):
        window.show()
    # every dialog is fitted to its screen in one place, and this one by it alone
    room = room_for(window)
    assert designed == QSize(1240, 700)
    assert window.size() == designed.boundedTo(room.size())
    assert room.contains(window.geometry())
    return window


def point(window, cell):
    column, row = ord(cell[0]) - 65, int(cell[1:]) - 1
    window.view.setCurrentIndex(window.model.index(row, column))


def mark_row(window, row):
    first, last = (window.model.index(row - 1, at) for at in (0, window.model.columns - 1))
    chosen = window.view.selectionModel()
    chosen.select(QItemSelection(first, last), QItemSelectionModel.SelectionFlag.ClearAndSelect)


def role(window, cell):
    return window.recognition.cells[window.model.sheet.name, cell].role


def choose(window, chosen):
    roles = window.correction.role
    places = [at for at in range(roles.count()) if getattr(roles.itemData(at), "what", None) is chosen]
    roles.setCurrentIndex(places[0])
    roles.activated.emit(places[0])


def test_the_sheet_is_shown_as_it_is_with_each_role_in_its_colour(window):
    model = window.model
    assert model.data(model.index(0, 0)).startswith("表1")
    assert model.data(model.index(3, 2)) == "工业增加值占GDP比重（%）"
    colours = {
        one: model.data(model.index(int(one[1:]) - 1, ord(one[0]) - 65), Qt.ItemDataRole.BackgroundRole)
        for one in ("C4", "D4", "E4", "F4")
    }
    assert len({colour.name() for colour in colours.values()}) == 4
    # merged as in the file
    assert window.view.rowSpan(3, 0) == 5


def test_a_cell_is_pointed_at_and_named_for_what_it_was_taken(window):
    point(window, "E4")
    assert "E4" in window.correction.head.text()
    assert window.correction.role.currentText().split() == ["Target", "(T)"]
    assert "by its head" in window.correction.said.text()


def test_a_column_is_put_right_and_taken_back(window, qtbot):
    before = window.recognition
    point(window, "F4")
    qtbot.keyClick(window.view, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    choose(window, Role.IGNORED)
    assert role(window, "F4") is Role.IGNORED
    assert role(window, "F9") is Role.IGNORED
    qtbot.mouseClick(window.back, Qt.MouseButton.LeftButton)
    assert window.recognition is before
    assert role(window, "F4") is Role.DUTY


def test_a_row_is_passed_over_and_its_target_with_it(window, qtbot):
    counted = len(window.recognition.statements)
    mark_row(window, 5)
    qtbot.mouseClick(window.correction.leave_out, Qt.MouseButton.LeftButton)
    assert len(window.recognition.statements) < counted
    qtbot.mouseClick(window.afresh, Qt.MouseButton.LeftButton)
    assert len(window.recognition.statements) == counted


def test_an_indicator_is_renamed(window, qtbot):
    point(window, "C5")
    window.correction.name.setText("工业产值")
    qtbot.mouseClick(window.correction.take, Qt.MouseButton.LeftButton)
    assert "工业产值" in {indicator.name for indicator in window.recognition.indicators}


def test_a_match_is_proposed_and_can_be_refused(window):
    assert [match.holds for match in window.recognition.matches] == [True]
    together = len(window.recognition.indicators)
    item = window.matches.item(0)
    assert item.checkState() is Qt.CheckState.Checked
    item.setCheckState(Qt.CheckState.Unchecked)
    assert len(window.recognition.indicators) == together + 1
    assert "2020" in window.matches.item(0).text()


def test_a_year_that_is_none_is_told_and_changes_nothing(window, qtbot):
    before = window.recognition
    point(window, "E4")
    window.correction.period.setText("next year")
    qtbot.mouseClick(window.correction.take, Qt.MouseButton.LeftButton)
    assert window.recognition is before
    assert window.correction.problem.text()


def test_the_plan_is_saved_in_the_standard_format_and_reads_back(window, tmp_path):
    window.write_standard(tmp_path / "规划.xlsx")
    reading = read_workbook(tmp_path / "规划.xlsx")
    assert reading.form == "canonical"
    assert len(reading.plan.targets) == 50
    window.write_standard(tmp_path / "no" / "where.xlsx")
    assert "could not be written" in window.message.text()


def test_it_speaks_the_language_in_force(window, qtbot):
    language.set_language("zh")
    qtbot.waitUntil(lambda: bare(window.take.text()) == "打开规划")
    assert window.tabs.tabText(2) == "视为同一 (1)"
    assert window.counts.text().startswith("数字 113：读入 ")


@pytest.fixture
def book(tmp_path):
    return shutil.copy(PUBLISHED, tmp_path / "规划.xlsx")


def open_book(commands, qtbot, book):
    with qtbot.waitSignals([commands.workbook_opening.opened], timeout=30_000):
        commands.workbook_opening.open(book)


def answering(monkeypatch, answer):
    asked = []

    def execute(window):
        asked.append(window)
        answer(window)
        if window.result() != QDialog.DialogCode.Accepted:
            window.accept()
        return window.result()

    monkeypatch.setattr(ImportWindow, "exec", execute)
    return asked


def test_what_was_put_right_is_taken_and_remembered_for_that_workbook(bare, qtbot, book, monkeypatch):
    def pass_over(window):
        mark_row(window, 5)
        window.correction.leave_out.click()

    asked = answering(monkeypatch, pass_over)
    open_book(bare, qtbot, book)
    workspace = bare.window.workspace
    assert len(asked) == 1
    names = {indicator.name for indicator in workspace.plan.indicators}
    assert "规上工业增加值" in names
    assert has_saved_corrections(bare.workbook_opening.library, book)
    corrections = bare.workbook_opening.desk.corrections
    assert corrections.rows == {("表1", 5)}
    open_book(bare, qtbot, book)
    assert len(asked) == 1
    assert bare.workbook_opening.desk.corrections == corrections


def test_a_cancelled_import_leaves_what_was_open(bare, qtbot, book, monkeypatch):
    bare.workbook_opening.open_now(sample_workbook())
    plan = bare.window.workspace.plan
    monkeypatch.setattr(ImportWindow, "exec", lambda window: QDialog.DialogCode.Rejected)
    with qtbot.waitSignal(bare.window.workspace.notice, timeout=30_000, check_params_cb=lambda t: "Not" in t):
        bare.workbook_opening.open(book)
    assert bare.window.workspace.plan is plan
    assert not has_saved_corrections(bare.workbook_opening.library, book)


def test_what_was_recognised_can_be_gone_through_again_with_the_work_kept(bare, qtbot, book, monkeypatch):
    asked = answering(monkeypatch, lambda window: None)
    open_book(bare, qtbot, book)
    workspace = bare.window.workspace

    def rename(window):
        point(window, "C5")
        window.correction.name.setText("工业产值")
        window.correction.take.click()

    answering(monkeypatch, rename)
    bare.workbook_opening.review()
    assert len(asked) == 1
    assert "工业产值" in {indicator.name for indicator in workspace.plan.indicators}


def test_a_standard_workbook_has_nothing_to_go_through(bare, qtbot):
    bare.workbook_opening.open_now(sample_workbook())
    with qtbot.waitSignal(bare.window.workspace.notice) as said:
        bare.workbook_opening.review()
    assert "standard format" in said.args[0]


def test_a_file_changed_on_disk_is_read_by_the_same_corrections(bare, qtbot, book, monkeypatch):
    def pass_over(window):
        mark_row(window, 5)
        window.correction.leave_out.click()

    answering(monkeypatch, pass_over)
    open_book(bare, qtbot, book)
    workbook = openpyxl.load_workbook(book)
    workbook["附件1"]["B7"].value = 401
    workbook.save(book)
    with qtbot.waitSignal(bare.file_watch.checked, timeout=30_000) as seen:
        bare.file_watch.check()
    assert seen.args[0].reading.recognition.corrections == bare.workbook_opening.desk.corrections
    bare.file_watch.reload()
    assert bare.workbook_opening.desk.corrections.rows == {("表1", 5)}


def test_turning_to_another_sheet_leaves_nothing_marked(window, qtbot):
    point(window, "D5")
    assert "D5" in window.correction.head.text()
    window.sheets.setCurrentIndex(1)
    assert "D5" not in window.correction.head.text()
    assert not window.view.marked().blocks
    # what is put right now is in the sheet that is shown: nothing
    before = window.review.corrections
    window.correction.name.setText("别的名称")
    qtbot.mouseClick(window.correction.take, Qt.MouseButton.LeftButton)
    assert window.review.corrections == before
