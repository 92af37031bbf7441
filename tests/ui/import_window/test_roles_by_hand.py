"""Every role given by hand: by mouse and key, by panel and menu, undone, and the count of what is still to settle."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QDialog, QMenu

from npfdesk.desk import has_saved_corrections, roles_of_like, save_corrections, saved_corrections
from npfdesk.ui.import_window import review
from npfdesk.ui.import_window.import_dialog import ImportWindow
from npfdesk.ui.import_window.recognised_sheet import TOLD
from npfdesk.ui.look.mnemonics import bare
from npfdesk.workbook.files.cell_grid import Grid
from npfdesk.workbook.plan_reader import read_plan
from npfdesk.workbook.published.corrections import NO_CORRECTIONS, Corrections, Fix
from npfdesk.workbook.published.recognition import Role
from npfdesk.workbook.published.shape import RememberedRoles
from tests.workbook.published.grids import grid
from tests.workbook.published.test_shape import bulletin

NOTHING = [["会议纪要"], ["随便"], ["说明", "甲", "乙"], ["产值（亿元）", 10, 20], ["人口（万人）", 1, 2]]
TOLD_ROWS = [
    ["甲市“十四五”规划主要指标"],
    ["指标", "2020年", "2025年目标", "备用"],
    ["产值（亿元）", 10, 20, 30],
    ["企业数（家）", 5, 9, 4],
    [],
    [],
    ["", 7, 8],
]


@pytest.fixture
def shown(qtbot, bare):
    """The import window on a grid, with the keys."""

    def show(cells, like=None):
        window = ImportWindow(read_plan(Path("试验.xlsx"), cells), bare.window, like)
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        window.view.setFocus()
        return window

    return show


def cell(window, place):
    return window.model.index(int(place[1:]) - 1, ord(place[0]) - 65)


def middle(window, place):
    return window.view.visualRect(cell(window, place)).center()


def drag(qtbot, window, first, last):
    area = window.view.viewport()
    qtbot.mousePress(area, Qt.MouseButton.LeftButton, pos=middle(window, first))
    qtbot.mouseMove(area, middle(window, last))
    qtbot.mouseRelease(area, Qt.MouseButton.LeftButton, pos=middle(window, last))


def click(qtbot, window, place, keys=Qt.KeyboardModifier.NoModifier):
    qtbot.mouseClick(window.view.viewport(), Qt.MouseButton.LeftButton, keys, middle(window, place))


def counts(window):
    return window.review.reading.ledger.counts


def role(window, place, name="表1"):
    return window.recognition.cells[name, place].role


def test_a_workbook_in_which_nothing_was_found_is_made_a_plan_by_hand(shown, qtbot):
    window = shown(grid(NOTHING))
    assert not window.take.isEnabled()
    assert "press K" in window.sheet_note.text()
    assert counts(window).told == 4
    drag(qtbot, window, "A3", "C5")
    qtbot.keyClick(window.view, Qt.Key.Key_K)
    assert [one.header for one in window.recognition.tables] == [(3, 3)]
    assert window.sheet_note.text() == ""
    for place, key, period in (
        ("A3", Qt.Key.Key_I, ""),
        ("B3", Qt.Key.Key_B, "2020"),
        ("C3", Qt.Key.Key_T, "2025"),
    ):
        click(qtbot, window, place)
        qtbot.keyClick(window.view, key)
        if period:
            window.correction.period.setText(period)
            qtbot.keyClick(window.correction.period, Qt.Key.Key_Return)
            window.view.setFocus()
    assert (role(window, "C4"), counts(window).told) == (Role.TARGET, 0)
    assert window.take.isEnabled()
    window.accept()
    targets = {
        (key.series.indicator, key.year, one.parsed.figure)
        for key, one in window.reading.plan.targets.items()
    }
    assert targets == {("产值", 2025, 20), ("人口", 2025, 2)}
    assert window.reading.grid.sheets


def test_data_without_targets_says_so_and_opens(shown):
    rows = [["地区", "2020年产值（亿元）", "2021年产值（亿元）"], ["甲市", 10, 20], ["乙县", 4, 8]]
    window = shown(grid(rows))
    assert bare(window.take.text()) == "Open the data"
    assert "No targets were found" in window.message.text()
    window.accept()
    assert window.result() == QDialog.DialogCode.Accepted
    assert not window.reading.plan.targets


def test_figures_without_any_head_are_named_column_by_column(shown, qtbot):
    window = shown(grid([["各镇快报"], ["甲镇", 12.3, 88], ["乙镇", 10.1, 91], ["丙镇", 7.7, "-"]]))
    drag(qtbot, window, "A2", "C4")
    qtbot.keyClick(window.view, Qt.Key.Key_K)
    assert counts(window).told == 5
    header = window.view.horizontalHeader()
    panel = window.correction
    for column, name, unit in ((1, "产值", "亿元"), (2, "企业数", "家")):
        at = QPoint(header.sectionViewportPosition(column) + 8, header.height() // 2)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
        for field, text in ((panel.name, name), (panel.unit, unit), (panel.period, "2025年")):
            qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
            field.insert(text)  # as an input method does
        qtbot.keyClick(panel.period, Qt.Key.Key_Return)
    assert counts(window).told == 0
    taken = {
        (one.series.region, one.series.indicator): one.value
        for one in window.review.reading.ledger.observations
    }
    assert taken["乙镇", "产值"] == 10.1
    assert taken["乙镇", "企业数"] == 91
    assert len(taken) == 5


def test_a_column_is_marked_by_its_head_and_left_out_by_a_key(shown, qtbot):
    window = shown(grid(TOLD_ROWS))
    before = counts(window).told
    assert window.model.data(cell(window, "D3"), TOLD)
    heads = window.view.horizontalHeader()
    place = QPoint(heads.sectionViewportPosition(3) + 8, 8)
    qtbot.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.keyClick(window.view, Qt.Key.Key_Delete)
    assert window.review.corrections.columns == {("表1", "D"): Fix(role="ignored")}
    assert counts(window).told == before - 2
    assert not window.model.data(cell(window, "D3"), TOLD)


def test_a_row_is_marked_by_its_number_and_becomes_a_note(shown, qtbot):
    window = shown(grid(TOLD_ROWS))
    rows = window.view.verticalHeader()
    place = QPoint(8, rows.sectionViewportPosition(6) + 8)
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.keyClick(window.view, Qt.Key.Key_E)
    assert window.review.corrections.row_roles == {("表1", 7): "note"}
    assert role(window, "B7") is Role.NOTE


def test_a_block_is_marked_with_shift_and_arrows(shown, qtbot):
    window = shown(grid(TOLD_ROWS))
    click(qtbot, window, "B7")
    qtbot.keyClick(window.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert window.correction.head.text() == "B7:C7"
    qtbot.keyClick(window.view, Qt.Key.Key_X)
    assert window.review.corrections.areas == {("表1", 7, 2, 7, 3)}


def test_cells_apart_are_marked_together(shown, qtbot):
    window = shown(grid(TOLD_ROWS))
    click(qtbot, window, "D3")
    click(qtbot, window, "D4", Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window.view, Qt.Key.Key_M)
    assert {role(window, "D3"), role(window, "D4")} == {Role.REMARK}


def test_a_role_is_given_by_the_menu(shown, qtbot):
    window = shown(grid(TOLD_ROWS))
    click(qtbot, window, "D2")
    groups = [action.menu() for action in window.roles.made().actions() if action.menu() is not None]
    figures = next(menu for menu in groups if bare(menu.title()) == "Figures")
    next(action for action in figures.actions() if action.text() == "Stretch").trigger()
    assert window.review.corrections.cells == {("表1", "D2"): Fix(role="stretch")}
    assert role(window, "D3") is Role.STRETCH


@pytest.mark.parametrize(
    ("reason", "marked"),
    [(QContextMenuEvent.Reason.Mouse, "D4"), (QContextMenuEvent.Reason.Keyboard, "D2")],
)
def test_the_menu_opens_on_what_is_pointed_at_or_marked(shown, qtbot, monkeypatch, reason, marked):
    window = shown(grid(TOLD_ROWS))
    opened = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, place: opened.append(place))
    click(qtbot, window, "D2")
    pointed = middle(window, "D4")
    window.view.contextMenuEvent(
        QContextMenuEvent(reason, pointed, window.view.viewport().mapToGlobal(pointed))
    )
    assert window.view.marked().name == marked
    assert len(opened) == 1


def test_one_act_is_one_step_back_and_forth(shown, qtbot):
    window = shown(grid(TOLD_ROWS))
    before = counts(window)
    drag(qtbot, window, "D3", "D4")
    qtbot.keyClick(window.view, Qt.Key.Key_X)
    after = counts(window)
    assert after != before
    qtbot.keyClick(window.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (counts(window), window.review.corrections) == (before, NO_CORRECTIONS)
    qtbot.keyClick(window.view, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert counts(window) == after
    assert not window.again.isEnabled()


def test_what_is_still_to_settle_is_walked_through(shown, qtbot):
    window = shown(grid(TOLD_ROWS, [["甲市人口"], ["", 3, 4]]))
    told = window.told_cells()
    assert len(told) == counts(window).told >= 4
    own = sum(sheet == "表2" for sheet, _ in told)
    assert window.sheets.tabText(1) == (f"表2 ({own})" if own else "表2")
    assert f"to settle {len(told)}" in window.counts.text()
    seen = []
    for _ in told:
        qtbot.keyClick(window, Qt.Key.Key_F8)
        index = window.view.currentIndex()
        seen.append((window.model.sheet.name, (index.row() + 1, index.column() + 1)))
    assert seen == told
    qtbot.keyClick(window, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    index = window.view.currentIndex()
    assert (window.model.sheet.name, (index.row() + 1, index.column() + 1)) == told[-2]


def test_a_figure_says_what_became_of_it_and_why(shown):
    window = shown(grid(TOLD_ROWS))
    tip = window.model.data(cell(window, "C3"), Qt.ItemDataRole.ToolTipRole)
    assert "target" in tip
    assert "by its head" in tip
    assert "Read into the plan" in tip
    tip = window.model.data(cell(window, "D3"), Qt.ItemDataRole.ToolTipRole)
    assert "To be settled" in tip
    assert "备用" in tip


def test_a_problem_leads_to_its_cell(shown, qtbot):
    window = shown(grid(TOLD_ROWS))
    listed = window.problems.list
    place = next(at for at in range(listed.count()) if "D3:D" in listed.item(at).text())
    listed.scrollToItem(listed.item(place))
    qtbot.mouseClick(
        listed.viewport(), Qt.MouseButton.LeftButton, pos=listed.visualItemRect(listed.item(place)).center()
    )
    assert window.view.currentIndex() == cell(window, "D3")


def test_a_correction_is_listed_and_taken_back(shown, qtbot):
    window = shown(grid(TOLD_ROWS))
    for place in ("D3", "D4"):
        click(qtbot, window, place)
        qtbot.keyClick(window.view, Qt.Key.Key_X)
    window.tabs.setCurrentIndex(1)
    listed = window.corrected.list
    assert [listed.item(at).text() for at in range(listed.count())] == [
        "表1 D3: left out",
        "表1 D4: left out",
    ]
    listed.setFocus()
    listed.setCurrentRow(0)
    qtbot.keyClick(listed, Qt.Key.Key_Delete)
    assert set(window.review.corrections.cells) == {("表1", "D4")}
    qtbot.keyClick(window.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert set(window.review.corrections.cells) == {("表1", "D3"), ("表1", "D4")}


def test_a_hidden_sheet_is_read_by_the_menu_and_a_sheet_left_out(shown, qtbot):
    county = [["地区", "2020年产值（亿元）", "2025年产值（亿元）"], ["甲市", 10, 20], ["乙县", 4, 8]]
    sheets = grid(TOLD_ROWS, county).sheets
    window = shown(Grid((sheets[0], replace(sheets[1], hidden=True))))
    qtbot.keyClick(window.view, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert "not read" in window.sheet_note.text()
    window.roles.made()
    window.roles.whole_sheet.trigger()
    assert window.review.corrections.sheets == {"表2": True}
    assert role(window, "A3", "表2") is Role.REGION
    window.roles.made()
    window.roles.whole_sheet.trigger()
    assert window.review.corrections.sheets == {"表2": False}


def test_the_tab_key_leads_from_the_plan_over_the_sheet_to_what_is_marked(shown, qtbot):
    window = shown(grid(TOLD_ROWS))
    click(qtbot, window, "D3")
    window.target_field.setFocus()
    seen = []
    for _ in range(5):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        seen.append(window.focusWidget())
    # nothing has been done that could be undone
    assert seen == [window.next_told, window.before_told, window.view, window.sheets, window.correction.role]


def test_a_large_workbook_is_reckoned_behind_the_window(shown, qtbot, monkeypatch):
    monkeypatch.setattr(review, "AT_ONCE", 5)
    window = shown(grid(TOLD_ROWS))
    click(qtbot, window, "D3")
    with qtbot.waitSignal(window.review.changed, check_params_cb=lambda: not window.review.busy):
        qtbot.keyClick(window.view, Qt.Key.Key_X)
        assert window.review.busy
        assert not window.take.isEnabled()
        # what is said meanwhile is not lost
        click(qtbot, window, "D4")
        qtbot.keyClick(window.view, Qt.Key.Key_X)
    assert {role(window, "D3"), role(window, "D4")} == {Role.IGNORED}
    assert window.take.isEnabled()


LIKE = RememberedRoles("8月.xlsx", Corrections(columns={("主要指标9月", "C"): Fix(role="ignored")}))


def test_the_roles_of_a_like_workbook_are_offered_and_taken_as_one_step(shown, qtbot):
    window = shown(bulletin(9), LIKE)
    notice = window.banner.notices["like"]
    assert "8月.xlsx" in notice.text.text()
    qtbot.mouseClick(notice.buttons[0], Qt.MouseButton.LeftButton)
    assert window.review.corrections == LIKE.corrections
    assert window.banner.isHidden()
    qtbot.keyClick(window.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.review.corrections == NO_CORRECTIONS


def test_the_roles_of_a_like_workbook_can_be_declined(shown, qtbot):
    window = shown(bulletin(9), LIKE)
    qtbot.mouseClick(window.banner.notices["like"].buttons[1], Qt.MouseButton.LeftButton)
    assert window.banner.isHidden()
    assert window.review.corrections == NO_CORRECTIONS


def test_roles_are_remembered_for_the_next_bulletin(library, tmp_path):
    said = Corrections(
        cells={("主要指标8月", "C2"): Fix(role="ignored")},
        columns={("主要指标8月", "B"): Fix(unit="亿元"), ("主要指标8月", "B3:B4"): Fix(role="observed")},
        sheets={"主要指标8月": True},
    )
    save_corrections(library, tmp_path / "8月.xlsx", said, bulletin(8))
    assert saved_corrections(library, tmp_path / "8月.xlsx") == said
    like = roles_of_like(library, read_plan(tmp_path / "9月.xlsx", bulletin(9)))
    assert like.file == "8月.xlsx"
    assert like.corrections == Corrections(
        cells={("主要指标9月", "C2"): Fix(role="ignored")},
        columns={("主要指标9月", "B"): Fix(unit="亿元"), ("主要指标9月", "B3:B4"): Fix(role="observed")},
        sheets={"主要指标9月": True},
    )
    other = grid([["名称", "人口"], ["甲市", 10.5]])
    assert roles_of_like(library, read_plan(tmp_path / "另.xlsx", other)) is None


@pytest.fixture
def unrecognised(tmp_path):
    book = openpyxl.Workbook()
    for row in NOTHING:
        book.active.append(row)
    path = tmp_path / "纪要.xlsx"
    book.save(path)
    return path


def test_a_file_in_which_nothing_was_found_opens_in_the_import_window(bare, qtbot, unrecognised, monkeypatch):
    asked = []

    def execute(window):
        asked.append(window)
        window.view.go_to(3, 1)
        window.correct(Corrections(tables=frozenset({("Sheet", 3, 1, 5, 3)})))
        window.correct(
            Corrections(
                cells={
                    ("Sheet", "A3"): Fix(role="indicator"),
                    ("Sheet", "B3"): Fix(role="base", year=2020),
                    ("Sheet", "C3"): Fix(role="target", year=2025),
                }
            )
        )
        window.accept()
        return window.result()

    monkeypatch.setattr(ImportWindow, "exec", execute)
    with qtbot.waitSignals([bare.workbook_opening.opened], timeout=30_000):
        bare.workbook_opening.open(unrecognised)
    assert len(asked) == 1
    assert has_saved_corrections(bare.workbook_opening.library, unrecognised)
    assert bare.workbook_opening.desk.identity is not None
    # the next time it is read by what was said
    with qtbot.waitSignals([bare.workbook_opening.opened], timeout=30_000):
        bare.workbook_opening.open(unrecognised)
    assert len(asked) == 1
    assert bare.workbook_opening.desk.corrections.tables == {("Sheet", 3, 1, 5, 3)}


def test_a_file_without_cells_is_refused(bare, qtbot, tmp_path):
    openpyxl.Workbook().save(tmp_path / "空.xlsx")
    with qtbot.waitSignal(bare.workbook_opening.refused, timeout=30_000):
        bare.workbook_opening.open(tmp_path / "空.xlsx")
