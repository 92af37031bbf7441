"""Plans held against each other under a person's hands: files added, cells looked at, a pair answered, the sheet written."""

import io
import threading
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from msoffcrypto.method.ecma376_agile import ECMA376Agile
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog

from npfdesk.plan.edit_labels import set_targets
from npfdesk.plan.pair_answers import PairAnswer
from npfdesk.plan.target_text import parse_target
from npfdesk.session import LoadedWorkbook, Session
from npfdesk.store.remembered_pairs import pairs_file
from npfdesk.ui.look.language import set_language
from npfdesk.ui.look.mnemonics import bare
from npfdesk.ui.together.held_plans import BY_REGIONS, HIGHEST
from npfdesk.ui.together.reconciliation import ReconciliationDialog
from npfdesk.ui.together.registry import RECONCILE
from npfdesk.ui.workspace import Workspace
from npfdesk.workbook.files.passwords import Password
from npfdesk.workbook.plan_reader import read_workbook
from tests.reconciled_plans import CITY, EAST, LAST, NORTH, PROVINCE, WEST, changed, written
from tests.workbook.files.locked import PASSWORD

PLANTED = changed(
    (PROVINCE, "目标", ("云岭市", "gdp"), "目标值", "450以上"),
    (EAST, "目标", ("东县", "forest"), "目标值", "58以上"),
    (WEST, "指标", "森林覆盖率", "名称", "森林覆盖率（含灌木）"),
)
"""The city sets less than the province assigns, a county less than the city; one county names its forests otherwise."""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "kept").mkdir()
    written(tmp_path, PLANTED)
    return tmp_path


@pytest.fixture
def dialog(qtbot, library, folder):
    reading = read_workbook(folder / CITY)
    made = ReconciliationDialog(Workspace(Session(LoadedWorkbook(reading.plan, folder / CITY))))
    made.entry, made.library, made.memory = RECONCILE, library, pairs_file(folder / "kept")
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def settled(qtbot, dialog):
    qtbot.waitUntil(lambda: dialog._thread is None, timeout=60_000)


def drop(dialog, *paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place, actions, buttons = QPointF(40, 40), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    keys = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(dialog, QDragEnterEvent(place.toPoint(), actions, data, buttons, keys))
    QApplication.sendEvent(dialog, QDropEvent(place, actions, data, buttons, keys))


@pytest.fixture
def held(dialog, qtbot, folder):
    """The dialog with all other plans dropped on it, read and held."""
    drop(dialog, *(folder / one for one in (PROVINCE, EAST, WEST, NORTH, LAST)))
    settled(qtbot, dialog)
    assert dialog.opinion is not None
    return dialog


def press(qtbot, widget, place):
    qtbot.mouseClick(widget.viewport(), Qt.MouseButton.LeftButton, pos=place)


def cell_of(dialog, name, region):
    row = next(at for at, one in enumerate(dialog.opinion.rows) if one.name == name)
    column = next(
        at
        for at, one in enumerate(dialog.model.plans)
        if one.region == region and one.plan.target_year == 2030
    )
    return dialog.model.index(row, column)


def test_an_empty_window_says_what_to_do(dialog):
    assert dialog.hint.isVisible()
    assert "Add files" in dialog.hint.text()
    assert not dialog.answer_parts.isVisible()
    assert not dialog.word_button.isEnabled()
    assert dialog.plans.one().own


def test_files_are_added_by_the_button_and_stand_by_their_levels(dialog, qtbot, folder, monkeypatch):
    asked = [str(folder / one) for one in (PROVINCE, EAST, LAST)]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (asked, ""))
    qtbot.mouseClick(dialog.plans.add_button, Qt.MouseButton.LeftButton)
    settled(qtbot, dialog)
    tree = dialog.plans.tree
    province = tree.topLevelItem(0)
    assert province.text(0).startswith("青川省")
    city = province.child(0)
    assert city.text(0).startswith("云岭市 · 2025–2030")
    assert city.font(0).bold()
    assert city.child(0).text(0).startswith("东县")
    assert [one.depth for one in dialog.model.plans] == [0, 1, 1, 2]


def test_the_matrix_has_targets_as_worded_and_marks_what_was_found(held):
    cell = cell_of(held, "地区生产总值", "云岭市")
    assert cell.data() == "420以上"
    assert cell.data(Qt.ItemDataRole.BackgroundRole) is not None
    said = cell.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "450以上" in said
    assert "warning" in said
    agreeing = cell_of(held, "耕地保有量", "云岭市")
    assert agreeing.data() == "不低于200"
    assert agreeing.data(Qt.ItemDataRole.BackgroundRole) is None
    assert "in agreement" in held.headline.text()


def test_a_cell_looked_at_lists_what_was_found_about_it_with_cells_and_what_settles(held, qtbot):
    cell = cell_of(held, "地区生产总值", "云岭市")
    held.matrix.scrollTo(cell)
    press(qtbot, held.matrix, held.matrix.visualRect(cell).center())
    lines = held.differences.lines
    assert [one.finding.code for one in lines] == ["target_below_assigned"]
    told = held.detail.text.toPlainText()
    assert "450以上" in told
    assert PROVINCE in told
    assert CITY in told
    assert "What would settle it" in told
    # all are listed again by the button that names the cell
    assert held.differences.cell_button.isVisible()
    qtbot.mouseClick(held.differences.cell_button, Qt.MouseButton.LeftButton)
    assert len(held.differences.lines) == len(held.opinion.lines)


def test_the_list_is_narrowed_by_kind_and_by_plan(held):
    every = len(held.differences.lines)
    kinds = held.differences.kinds
    kinds.choose("target_below_assigned")
    kinds.activated.emit(kinds.currentIndex())
    assert 0 < len(held.differences.lines) < every
    assert {one.finding.code for one in held.differences.lines} == {"target_below_assigned"}
    plans = held.differences.plans
    east = next(at for at, one in enumerate(held.model.plans) if one.region == "东县")
    plans.choose(east)
    plans.activated.emit(plans.currentIndex())
    assert [one.name for one in held.differences.lines] == ["森林覆盖率"]
    assert held.differences.count.text().startswith("1 of")


def test_keys_go_through_the_matrix_and_on_to_the_list(held, qtbot):
    held.matrix.setFocus()
    held.matrix.setCurrentIndex(held.model.index(0, 0))
    qtbot.keyClick(held.matrix, Qt.Key.Key_Right)
    assert held.matrix.currentIndex().column() == 1
    qtbot.keyClick(held.matrix, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text().split("\n")
    assert "青川省" in copied[0]
    assert len(copied) >= len(held.opinion.rows) + 1
    qtbot.keyClick(held.matrix, Qt.Key.Key_Return)
    qtbot.waitUntil(held.differences.table.hasFocus)


def test_a_finding_of_the_open_plan_leads_to_its_series(held, qtbot):
    finding = next(
        at for at, one in enumerate(held.differences.lines) if one.finding.code == "target_below_assigned"
    )
    held.differences.table.setCurrentIndex(held.differences.rows.index(finding, 1))
    assert held.detail.button.isVisible()
    qtbot.mouseClick(held.detail.button, Qt.MouseButton.LeftButton)
    chosen = held.workspace.selection
    assert (chosen.region, chosen.indicator) in {("city", "gdp"), ("east", "forest"), ("city", "forest")}


def test_a_doubtful_pair_is_asked_once_and_remembered(held, qtbot, folder):
    assert held.pairs.isVisible()
    pair = held.pairs.pair()
    assert pair.answer is None
    qtbot.mouseClick(held.pairs.same, Qt.MouseButton.LeftButton)
    settled(qtbot, held)
    said = {one.key: one.answer for one in held.opinion.ledger.doubtful}
    assert said.get(pair.key, PairAnswer.SAME) is PairAnswer.SAME
    forest = next(one for one in held.opinion.rows if one.name == "森林覆盖率")
    west = next(at for at, one in enumerate(held.model.plans) if one.region == "西县")
    assert forest.cells[west].held
    # another window does not ask again
    reading = read_workbook(folder / CITY)
    again = ReconciliationDialog(Workspace(Session(LoadedWorkbook(reading.plan, folder / CITY))))
    again.memory = held.memory
    qtbot.addWidget(again)
    again.show()
    again.add_files([folder / WEST])
    settled(qtbot, again)
    assert all(one.answer is not None for one in again.opinion.ledger.doubtful if one.key == pair.key)


def test_an_edit_of_the_open_plan_is_held_at_once_without_reading_again(held, qtbot, monkeypatch):
    monkeypatch.setattr(
        "npfdesk.ui.together.plan_reading.read", lambda *_: pytest.fail("a file was read again")
    )
    plan = held.workspace.plan
    key = next(one for one in plan.targets if one.series.indicator == "gdp" and one.series.region == "city")
    amended = replace(plan.targets[key], text="460以上", parsed=parse_target("460以上", unit="亿元"))
    held.workspace.apply(set_targets(held.workspace.document, {key: amended}))
    settled(qtbot, held)
    assert cell_of(held, "地区生产总值", "云岭市").data() == "460以上"
    assert not any(
        one.name == "地区生产总值" and one.finding.code == "target_below_assigned"
        for one in held.opinion.lines
        if held.model.plans[one.finding.plans[-1]].region == "云岭市"
    )


def test_a_plan_is_put_under_another_by_hand_and_back(held, qtbot):
    east = next(one.key for one in held.plans.chosen if one.key.endswith(EAST))
    held.plans.look_at(east)
    below = held.plans.below
    below.choose(HIGHEST)
    below.activated.emit(below.currentIndex())
    settled(qtbot, held)
    assert next(one.depth for one in held.model.plans if one.region == "东县") == 0
    held.plans.look_at(east)
    assert held.plans.below.chosen == HIGHEST
    below.choose(BY_REGIONS)
    below.activated.emit(below.currentIndex())
    settled(qtbot, held)
    assert next(one.depth for one in held.model.plans if one.region == "东县") == 2


def test_a_plan_offers_no_plan_below_itself_to_stand_under(held):
    city = next(one.key for one in held.plans.chosen if one.own)
    held.plans.look_at(city)
    offered = {Path(str(one)).name for one in held.plans.below.values}
    assert PROVINCE in offered
    assert not offered & {EAST, WEST, NORTH}


def test_a_file_is_taken_out_by_the_delete_key_and_the_open_plan_is_not(held, qtbot):
    east = next(one.key for one in held.plans.chosen if one.key.endswith(EAST))
    held.plans.look_at(east)
    qtbot.keyClick(held.plans.tree, Qt.Key.Key_Delete)
    settled(qtbot, held)
    assert all(one.region != "东县" for one in held.model.plans)
    city = next(one.key for one in held.plans.chosen if one.own)
    held.plans.look_at(city)
    assert not held.plans.remove_button.isEnabled()
    qtbot.keyClick(held.plans.tree, Qt.Key.Key_Delete)
    assert any(one.own for one in held.plans.chosen)


def test_a_file_that_cannot_be_read_says_why_and_the_others_are_held(dialog, qtbot, folder):
    broken = folder / "坏.xlsx"
    broken.write_bytes(b"no workbook")
    (folder / "说明.txt").write_text("text", encoding="utf-8")
    drop(dialog, folder / PROVINCE, broken, folder / "说明.txt", folder / CITY)
    settled(qtbot, dialog)
    assert dialog.opinion is not None
    refused = [one for one in dialog.plans.chosen if one.refused]
    assert [Path(one.key).name for one in refused] == ["坏.xlsx"]
    assert any("坏.xlsx" in one for one in dialog.problems())
    assert "说明.txt" in dialog.notes.text()
    # the open plan's own file is in the list once
    assert sum(Path(one.key).name == CITY for one in dialog.plans.chosen) == 1


def test_a_locked_file_asks_for_its_password_until_the_question_is_put_away(
    dialog, qtbot, folder, monkeypatch
):
    path = folder / EAST
    path.write_bytes(ECMA376Agile.encrypt(PASSWORD, io.BytesIO(path.read_bytes()), spin_count=1000))
    answers, asked = [Password("wrong"), None, Password(PASSWORD)], []

    def answer(locked):
        asked.append(locked)
        return answers.pop(0)

    monkeypatch.setattr(dialog, "ask_password", answer)
    dialog.add_files([folder / PROVINCE, path])
    settled(qtbot, dialog)
    # a wrong one is asked again; put away, the file stays refused and the others are held
    assert len(asked) == 2
    assert [Path(one.key).name for one in dialog.plans.chosen if one.refused] == [EAST]
    assert len(dialog.model.plans) == 2
    # taken out and added again, it is asked again
    dialog.remove_file(next(one.key for one in dialog.plans.chosen if one.refused))
    settled(qtbot, dialog)
    dialog.add_files([path])
    settled(qtbot, dialog)
    assert len(asked) == 3
    assert [one.region for one in dialog.model.plans] == ["青川省", "云岭市", "东县"]


def test_a_folder_gives_the_workbooks_in_it(dialog, qtbot, folder):
    (folder / "~$东县.xlsx").write_bytes(b"lock")
    drop(dialog, folder)
    settled(qtbot, dialog)
    assert len(dialog.model.plans) == 6
    assert all(not one.refused for one in dialog.plans.chosen)


def test_reading_can_be_stopped_and_goes_on_with_the_next_file(dialog, qtbot, folder, monkeypatch):
    held, stopped = dialog.readings.held, threading.Event()
    dialog.cancel_button.clicked.connect(stopped.set)

    def slow(wanted, progress):
        # as a large file: it goes on until it is told to stop
        stopped.wait(60)
        return held(wanted, progress) if progress(0.1) else None

    monkeypatch.setattr(dialog.readings, "held", slow)
    dialog.add_files([folder / PROVINCE])
    qtbot.waitUntil(dialog.reading_line.isVisible)
    qtbot.mouseClick(dialog.cancel_button, Qt.MouseButton.LeftButton)
    settled(qtbot, dialog)
    assert dialog.opinion is None
    assert "stopped" in dialog.notes.text()
    dialog.add_files([folder / EAST])
    settled(qtbot, dialog)
    assert len(dialog.model.plans) == 3


def test_the_sheet_is_written_in_both_forms_and_never_over_a_held_workbook(held, qtbot, folder, monkeypatch):
    out = folder / "意见"
    out.mkdir()
    for button, ending in ((held.word_button, ".docx"), (held.book_button, ".xlsx")):
        path = out / f"衔接意见表{ending}"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, path=path: (str(path), ""))
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: held._job is None, timeout=30_000)
        assert path.exists()
        assert "Saved" in held.notes.text()
    assert any(
        "450以上" in cell.text
        for one in Document(out / "衔接意见表.docx").tables
        for row in one.rows
        for cell in row.cells
    )
    assert "Opinions" in openpyxl.load_workbook(out / "衔接意见表.xlsx").sheetnames
    before = (folder / PROVINCE).read_bytes()
    held.export(folder / PROVINCE)
    assert "does not overwrite" in held.notes.text()
    assert (folder / PROVINCE).read_bytes() == before


def test_chinese_is_whole(held, qtbot, turn):
    set_language("zh")
    turn()
    assert held.windowTitle() == "规划衔接"
    assert bare(held.word_button.text()) == "意见表（Word）…"
    assert "需衔接指标" in held.headline.text()
    assert held.differences.kinds.itemText(0) == "全部类别"
    assert held.model.headerData(0, Qt.Orientation.Horizontal) == "青川省\n第1级 · 2025–2030"
    assert "衔接意见" in held.detail.text.toPlainText()
