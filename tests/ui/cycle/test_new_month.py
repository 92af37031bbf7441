"""A new month under a person's hands: pasted, dropped, assigned, remembered, taken as one step, taken back."""

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from npfdesk.plan.periods import Period
from npfdesk.session import LoadedWorkbook, Session
from npfdesk.ui.cycle.month_grids import LEFT_OUT
from npfdesk.ui.cycle.new_month import NewMonthDialog, Shown
from npfdesk.ui.look.language import set_language
from npfdesk.ui.look.mnemonics import bare
from npfdesk.ui.tables.panel import TablePanel
from npfdesk.ui.workspace import Workspace
from npfdesk.workbook.files.passwords import Password
from npfdesk.workbook.month_memory import Meant
from npfdesk.workbook.standard.period_heads import PeriodMeasure
from tests import months
from tests.months import key
from tests.workbook.files.locked import PASSWORD, encrypted

CONTROL = Qt.KeyboardModifier.ControlModifier
BULLETIN = (
    "2026年3月主要经济指标\n"
    "指标\t单位\t3月\t1-3月累计\t同比±%\n"
    "地区生产总值\t亿元\t-\t1,234.5\t5.6\n"
    "规上工业增加值\t亿元\t100.1\t290.3\t7.1\n"
    "全部投资\t万元\t1200\t3,400\t\n"
)
APRIL = BULLETIN.replace("3月", "4月").replace("290.3", "391.0").replace("3,400", "900,000")


@pytest.fixture
def dialog(qtbot, library):
    workspace = Workspace(Session(LoadedWorkbook(months.plan())))
    made = NewMonthDialog(workspace)
    made.library = library
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def paste(qtbot, dialog, text):
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(dialog, Qt.Key.Key_V, CONTROL)


def choose(grid, row, what):
    """Choose an entry as a person does."""
    choice = grid.choices[row]
    at = next(at for at, one in enumerate(choice.offered) if one.carries == what)
    choice.setCurrentIndex(at)
    choice.activated.emit(at)


def count(dialog, state):
    return sum(line.state is state for line in dialog.lines)


def progress(dialog):
    return dict(dialog.workspace.plan.progress)


def test_an_empty_dialog_says_what_to_do(dialog, qtbot):
    assert dialog.hint.isVisible()
    assert "Ctrl+V" in dialog.hint.text()
    assert not dialog.tabs.isVisible()
    assert not dialog.apply_button.isEnabled()
    paste(qtbot, dialog, "")
    assert "no table to read" in dialog.notes.text()
    paste(qtbot, dialog, "just words\nand more\n")
    assert "no table to read" in dialog.notes.text()
    # a block in its place clears the refusal
    paste(qtbot, dialog, BULLETIN)
    assert "no table to read" not in dialog.notes.text()


def test_a_block_is_shown_before_anything_changes(dialog, qtbot):
    before = progress(dialog)
    paste(qtbot, dialog, BULLETIN)
    assert (count(dialog, Shown.NEW), count(dialog, Shown.UNKNOWN)) == (5, 2)
    assert dialog.headline.text() == "2026-03: 5 new, 0 changed, 0 unchanged, 2 not understood"
    assert bare(dialog.apply_button.text()) == "Apply 5 figures"
    assert not dialog.month_field.isEnabled()
    assert "云岭市" in dialog.notes.text()
    # a name is to be assigned: that is where one is led
    assert dialog.tabs.currentIndex() == 2
    assert dialog.tabs.tabText(2) == "Names (1 to assign)"
    qtbot.mouseClick(dialog.close_button, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    assert progress(dialog) == before
    assert dialog.workspace.session.history.undo_label is None


def test_a_month_is_one_step_and_comes_back_whole(dialog, qtbot):
    before = progress(dialog)
    paste(qtbot, dialog, BULLETIN)
    qtbot.mouseClick(dialog.apply_button, Qt.MouseButton.LeftButton)
    assert progress(dialog)[key("ind", 1, 3)] == 290.3
    assert dialog.workspace.session.history.undo_label.text("zh") == "2026年3月：5 个数"
    # it is shown as it stands now, and there is nothing left to take
    assert count(dialog, Shown.SAME) == 5
    assert not dialog.apply_button.isEnabled()
    dialog.apply()
    dialog.workspace.undo()
    assert progress(dialog) == before
    assert count(dialog, Shown.NEW) == 5


def test_a_name_is_assigned_in_the_grid_and_the_next_month_needs_nothing(dialog, qtbot, library):
    paste(qtbot, dialog, BULLETIN)
    grid = dialog.names_grid
    assert grid.names[0].text == "全部投资"
    assert grid.choices[0].currentText() == "choose…"
    # the entry that chooses nothing does nothing
    choose(grid, 0, None)
    assert grid.names[0].text == "全部投资"
    choose(grid, 0, Meant("fai", "固定资产投资"))
    assert dialog.tabs.tabText(2) == "Names"
    assert count(dialog, Shown.NEW) == 7
    qtbot.mouseClick(dialog.apply_button, Qt.MouseButton.LeftButton)
    assert progress(dialog)[key("fai", 1, 3)] == pytest.approx(0.34)
    # in another window, with the same library
    again = NewMonthDialog(dialog.workspace)
    again.library = library
    qtbot.addWidget(again)
    again.show()
    again.take_text(APRIL)
    assert count(again, Shown.UNKNOWN) == 0
    assert count(again, Shown.NEW) == 7
    assert "as they were for this layout before" in again.notes.text()
    assert again.tabs.currentIndex() == 0
    qtbot.mouseClick(again.forget_button, Qt.MouseButton.LeftButton)
    assert count(again, Shown.UNKNOWN) == 2
    assert not again.forget_button.isVisible()
    # what was forgotten when a month is taken does not come back with the next
    qtbot.mouseClick(again.apply_button, Qt.MouseButton.LeftButton)
    again.take_text(APRIL.replace("4月", "5月"))
    assert count(again, Shown.UNKNOWN) == 2
    assert "for this layout before" not in again.notes.text()


def test_what_was_said_lasts_until_the_window_closes_without_a_library(dialog, qtbot):
    dialog.library = None
    paste(qtbot, dialog, BULLETIN)
    choose(dialog.names_grid, 0, Meant(""))
    assert count(dialog, Shown.LEFT_OUT) == 2
    qtbot.mouseClick(dialog.apply_button, Qt.MouseButton.LeftButton)
    paste(qtbot, dialog, APRIL)
    assert count(dialog, Shown.LEFT_OUT) == 2


def test_what_is_kept_and_damaged_is_passed_over(dialog, qtbot, library):
    paste(qtbot, dialog, BULLETIN)
    for layout in dialog.reading.layouts:
        library.set_setting(f"month:{layout}", {"version": 7})
    paste(qtbot, dialog, BULLETIN)
    assert count(dialog, Shown.UNKNOWN) == 2


def test_a_column_is_given_another_meaning_or_left_out(dialog, qtbot):
    paste(
        qtbot,
        dialog,
        "2026年3月\n指标\t单位\t数值\t增长%\n规上工业增加值\t亿元\t100.1\t7.1\n地区生产总值\t亿元\t300\t5\n",
    )
    grid = dialog.columns_grid
    assert [one.letter for one in grid.columns] == ["C", "D"]
    # 100.1 to date is below February's 190.2
    assert count(dialog, Shown.NEW) == 4
    qtbot.mouseClick(dialog.filters[Shown.CHECK], Qt.MouseButton.LeftButton)
    assert {line.cell.cell for line in dialog.shown_lines} >= {"C3"}
    choose(grid, 0, PeriodMeasure.PERIOD)
    assert key("ind", 3, 3) in {line.cell.key for line in dialog.lines}
    assert grid.item(0, 4).text() == "set by you"
    choose(grid, 1, LEFT_OUT)
    assert count(dialog, Shown.LEFT_OUT) == 2
    assert bare(dialog.apply_button.text()) == "Apply 2 figures"


def test_the_month_that_nothing_names_is_a_guess_that_can_be_typed_over(dialog, qtbot):
    block = "指标\t单位\t本月\t累计\n规上工业增加值\t亿元\t100.1\t290.3\n地区生产总值\t亿元\t300\t900\n"
    paste(qtbot, dialog, block)
    assert dialog.month_field.text() == "2026-03"
    assert "guess" in dialog.month_why.text()
    dialog.month_field.setFocus()
    dialog.month_field.selectAll()
    qtbot.keyClicks(dialog.month_field, "soon")
    qtbot.keyClick(dialog.month_field, Qt.Key.Key_Return)
    assert "“soon” is not a month" in dialog.notes.text()
    assert dialog.reading.month == Period(2026, 3, 3)
    dialog.month_field.selectAll()
    qtbot.keyClicks(dialog.month_field, "2026-05")
    qtbot.keyClick(dialog.month_field, Qt.Key.Key_Return)
    assert dialog.reading.month == Period(2026, 5, 5)
    assert dialog.month_why.text() == "entered by you"
    assert key("ind", 1, 5) in {line.cell.key for line in dialog.lines}
    assert "is not a month" not in dialog.notes.text()
    # once taken, the guess does not move on
    qtbot.mouseClick(dialog.apply_button, Qt.MouseButton.LeftButton)
    assert dialog.reading.month == Period(2026, 5, 5)


def test_every_figure_is_found_under_its_state_with_its_whole_remark(dialog, qtbot):
    paste(qtbot, dialog, BULLETIN)
    dialog.tabs.setCurrentIndex(0)
    shown = sum(
        len([line for line in dialog.lines if line.state is state])
        for state in (Shown.NEW, Shown.CHANGED, Shown.SAME, Shown.UNKNOWN, Shown.LEFT_OUT, Shown.EXPLAINED)
    )
    assert shown == len(dialog.lines) == len(dialog.reading.cells)
    qtbot.mouseClick(dialog.filters[Shown.UNKNOWN], Qt.MouseButton.LeftButton)
    assert len(dialog.shown_lines) == 2
    dialog.table.setCurrentIndex(dialog.rows.index(0, 8))
    assert dialog.detail.text().startswith("C5")
    assert "全部投资" in dialog.detail.text()
    qtbot.mouseClick(dialog.filters[Shown.EXPLAINED], Qt.MouseButton.LeftButton)
    assert {line.cell.cell for line in dialog.shown_lines} == {"A1", "C2", "D2"}
    assert dialog.rows.rows[0][8].text == "title"
    qtbot.mouseClick(dialog.filters[Shown.ALL], Qt.MouseButton.LeftButton)
    # the growth of 5.6 does not fit last year's 1,150.0
    checked = next(at for at, line in enumerate(dialog.shown_lines) if line.contradicts)
    assert dialog.rows.rows[checked][8].late
    assert "7.3" in dialog.rows.rows[checked][8].text


def test_figures_that_stand_and_figures_that_change(dialog, qtbot):
    paste(qtbot, dialog, BULLETIN.replace("3月", "2月").replace("290.3", "190.2").replace("1,234.5", "-"))
    dialog.tabs.setCurrentIndex(0)
    row = next(row for row in dialog.rows.rows if row[4].text == "190.2")
    assert [row[5].text, row[6].text, row[7].text] == ["190.2 亿元", "", "Unchanged"]
    paste(qtbot, dialog, BULLETIN.replace("3月", "2月").replace("290.3", "191.5"))
    row = next(row for row in dialog.rows.rows if row[4].text == "191.5")
    assert [row[5].text, row[6].text, row[7].text] == ["190.2 亿元", "191.5 亿元", "Changed"]


def test_edits_elsewhere_are_followed_at_once(dialog, qtbot):
    paste(qtbot, dialog, BULLETIN)
    assert count(dialog, Shown.SAME) == 0
    other = NewMonthDialog(dialog.workspace)
    qtbot.addWidget(other)
    other.show()
    other.take_text(BULLETIN)
    other.apply()
    assert count(dialog, Shown.SAME) == 5


def test_another_plan_reads_the_block_anew(dialog, qtbot):
    paste(qtbot, dialog, BULLETIN)
    dialog.workspace.open(Session(LoadedWorkbook(months.plan({key("ind", 1, 3): 290.3}))))
    assert count(dialog, Shown.SAME) == 1


def written(path, name="规上工业增加值"):
    book = openpyxl.Workbook()
    for row in (
        ["2026年3月"],
        ["指标", "单位", "本月", "累计"],
        [name, "亿元", 100.1, 290.3],
        ["地区生产总值", "亿元", None, 1234],
    ):
        book.active.append(row)
    book.save(path)
    return path


def test_a_file_is_chosen_or_dropped(dialog, qtbot, tmp_path, monkeypatch):
    path = written(tmp_path / "bulletin.xlsx")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    qtbot.mouseClick(dialog.file_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.reading is not None)
    assert dialog.subject.text() == "bulletin.xlsx"
    assert count(dialog, Shown.NEW) == 3
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    qtbot.mouseClick(dialog.file_button, Qt.MouseButton.LeftButton)
    assert dialog.file == path
    other = written(tmp_path / "other.xlsx", "固定资产投资")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(other))])
    actions, buttons, keys = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    entered = QDragEnterEvent(QPoint(5, 5), actions, data, buttons, keys)
    QApplication.sendEvent(dialog, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(dialog, QDropEvent(QPointF(5, 5), actions, data, buttons, keys))
    qtbot.waitUntil(lambda: dialog.file == other)
    dialog.tabs.setCurrentIndex(0)
    dialog.table.setCurrentIndex(dialog.rows.index(0, 0))
    assert dialog.detail.text().startswith("Sheet!C3")
    text = QMimeData()
    text.setText(BULLETIN)
    QApplication.sendEvent(dialog, QDragEnterEvent(QPoint(5, 5), actions, text, buttons, keys))
    QApplication.sendEvent(dialog, QDropEvent(QPointF(5, 5), actions, text, buttons, keys))
    assert dialog.file is None
    assert count(dialog, Shown.NEW) == 5


def test_a_broken_file_is_told(dialog, qtbot, tmp_path):
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\x03\x04 no workbook at all")
    dialog.take_file(path)
    qtbot.waitUntil(lambda: dialog.refusal is not None)
    assert "broken.xlsx" in dialog.notes.text()
    assert dialog.hint.isVisible()
    assert not dialog.apply_button.isEnabled()


def test_an_encrypted_file_asks_for_its_password(dialog, qtbot, tmp_path, monkeypatch):
    path = encrypted(
        tmp_path / "locked.xlsx",
        PASSWORD,
        月报=[["指标", "2026年3月累计"], ["规上工业增加值（亿元）", 290.3], ["地区生产总值（亿元）", 900]],
    )
    answers = [None, Password("wrong"), Password(PASSWORD)]
    asked = []

    def answer(locked):
        asked.append(locked.code)
        return answers[len(asked) - 1]

    monkeypatch.setattr(dialog, "ask_password", answer)
    dialog.take_file(path)
    qtbot.waitUntil(lambda: dialog.refusal is not None)
    assert dialog.grid is None
    dialog.take_file(path)
    qtbot.waitUntil(lambda: dialog.reading is not None, timeout=20000)
    assert len(asked) == 3
    assert count(dialog, Shown.NEW) == 2


def test_a_dialog_that_is_closed_while_it_reads_reads_no_more(dialog, qtbot, tmp_path):
    dialog.take_file(written(tmp_path / "bulletin.xlsx"))
    assert "bulletin.xlsx" in dialog.hint.text()
    dialog.close()
    assert dialog.reading is None


def test_all_is_said_in_chinese(dialog, qtbot):
    paste(qtbot, dialog, BULLETIN)
    set_language("zh")
    dialog.refresh()
    texts = [
        dialog.headline.text(), dialog.notes.text(), dialog.month_field.text(), bare(dialog.apply_button.text()), dialog.month_why.text(),
        *(dialog.tabs.tabText(at) for at in range(3)), *(one.text() for one in dialog.filters.values()),
        *(entry.text for row in dialog.rows.rows for entry in row),
        *(dialog.names_grid.horizontalHeaderItem(at).text() for at in range(5)),
    ]  # fmt: skip
    assert not any(letter.isascii() and letter.isalpha() for text in texts for letter in text)
    assert dialog.headline.text() == "2026年3月：新增 5、变更 0、不变 0、未读懂 2"


def test_the_wheel_over_a_choice_scrolls_the_grid_and_changes_nothing(dialog, qtbot):
    paste(qtbot, dialog, BULLETIN)
    dialog.tabs.setCurrentIndex(2)
    choice = dialog.names_grid.choices[1]
    before = choice.currentIndex()
    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(choice, event)
    assert choice.currentIndex() == before


@pytest.fixture
def panel(qtbot):
    workspace = Workspace(Session(LoadedWorkbook(months.plan())))
    workspace.select("city", "", "ind")
    made = TablePanel(workspace)
    qtbot.addWidget(made)
    made.resize(1200, 420)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setCurrentIndex(made.tables.index(made.months))
    return made


def paste_into_months(qtbot, panel, text):
    table = panel.months
    table.setFocus()
    at = next(at for at, one in enumerate(table.figures.columns) if one.key == "1-3")
    selection = table.selectionModel()
    selection.setCurrentIndex(table.figures.index(0, at), selection.SelectionFlag.ClearAndSelect)
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(table, Qt.Key.Key_V, CONTROL)


def test_a_bulletin_pasted_into_the_months_is_handed_on_and_figures_alone_are_taken(panel, qtbot):
    handed = []
    panel.months.bulletin_pasted.connect(handed.append)
    paste_into_months(qtbot, panel, BULLETIN)
    assert handed == [BULLETIN]
    before = dict(months.plan().progress)
    assert dict(panel.workspace.plan.progress) == before
    # two heads of one column would let one figure silently win
    paste_into_months(qtbot, panel, "指标\t3月\t1-3月累计\n规上工业增加值\t100.1\t290.3\n")
    assert len(handed) == 2
    assert dict(panel.workspace.plan.progress) == before
    # figures alone go where the cursor is, as one step
    rows = panel.months.figures.rows
    paste_into_months(qtbot, panel, "290.3\n100\n")
    assert len(handed) == 2
    found = dict(panel.workspace.plan.progress)
    assert len(found) == len(before) + 2
    assert found[key(rows[0].series.indicator, 1, 3, region=rows[0].series.region)] == 290.3
    panel.workspace.undo()
    assert dict(panel.workspace.plan.progress) == before
    # more rows than the table has are told, and nothing is entered
    paste_into_months(qtbot, panel, "1\n" * 40)
    assert dict(panel.workspace.plan.progress) == before
    assert any("does not fit" in line.text() for line in panel.lines)
    assert len(handed) == 2


def test_a_bulletin_pasted_into_the_window_opens_the_dialog(desk, qtbot):
    table = desk.window.panel.months
    desk.window.panel.setCurrentIndex(desk.window.panel.tables.index(table))
    table.setFocus()
    table.setCurrentIndex(table.figures.index(0, 6))
    QGuiApplication.clipboard().setText(BULLETIN)
    qtbot.keyClick(table, Qt.Key.Key_V, CONTROL)
    dialog = desk.answers.open["new_month"]
    assert dialog.isVisible()
    assert dialog.reading.month == Period(2026, 3, 3)
    assert dialog.library is desk.answers.library
    dialog.close()
