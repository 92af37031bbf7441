"""The workbook's file while it is open: changed in Excel, moved away, and back again."""

import shutil

import openpyxl
import pytest

from npfdesk.locations import sample_workbook
from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey, SeriesKey
from npfdesk.ui.window.banner import TextListDialog

KEY = AssumptionKey("yongkang", "", "output")


@pytest.fixture
def desk(bare, tmp_path):
    """The window on a copy of the sample."""
    book = shutil.copy(sample_workbook(), tmp_path / "规划.xlsx")
    bare.workbook_opening.open_now(book)
    bare.book = book
    return bare


def look(desk, qtbot):
    with qtbot.waitSignal(desk.file_watch.checked) as blocker:
        desk.file_watch.check()
    return blocker.args[0]


def change(book, sheet, header, row_of, value):
    """Type a value into the first row of a sheet that has these words, as Excel would."""
    workbook = openpyxl.load_workbook(book)
    page = workbook[sheet]
    heads = [cell.value for cell in page[1]]
    row = next(row for row in page.iter_rows(min_row=2) if row_of <= {cell.value for cell in row})
    cell = row[heads.index(header)]
    before, cell.value = cell.value, value
    workbook.save(book)
    return cell.coordinate, before


def verbs(desk):
    return {button.text(): button for button in desk.window.banner.notices["file"].buttons}


def test_a_file_that_is_the_same_says_nothing(desk, qtbot):
    assert look(desk, qtbot).state == "same"
    desk.book.touch()
    assert look(desk, qtbot).state == "same"
    assert not desk.window.banner.isVisible()


def test_what_excel_changed_is_told_cell_by_cell_and_taken_with_the_scenarios_kept(desk, qtbot):
    workspace = desk.window.workspace
    workspace.apply(set_assumptions(workspace.document, "攻坚", {KEY: Assumption(Method.GROWTH, 9.9)}))
    workspace.select(region="yongkang")
    cell, before = change(desk.book, "目标", "目标值", {"永康市", "规上工业总产值"}, 1234)
    seen = look(desk, qtbot)
    assert [(one.sheet, one.cell, one.after) for one in seen.differences] == [("目标", cell, "1234")]
    assert f"目标!{cell} {before:g} → 1234" in desk.window.banner.message_text
    verbs(desk)["Reload"].click()
    plan = workspace.plan
    series = SeriesKey("yongkang", "", "output")
    (target,) = [one for one in plan.targets.values() if one.series == series]
    assert target.parsed.figure == 1234
    assert workspace.document.scenarios["攻坚"].assumptions[KEY].value == 9.9
    assert workspace.selection.series == series
    assert workspace.session.unsaved
    assert "file" not in desk.window.banner.notices
    assert look(desk, qtbot).state == "same"


def test_what_changed_can_be_read_before_it_is_taken(desk, qtbot):
    change(desk.book, "目标", "目标值", {"永康市", "规上工业总产值"}, 1234)
    change(desk.book, "目标", "目标值", {"兰溪市", "规上工业总产值"}, 99)
    assert len(look(desk, qtbot).differences) == 2
    verbs(desk)["Show what changed"].click()
    (listing,) = desk.window.findChildren(TextListDialog)
    assert listing.lines.toPlainText().count("→") == 2
    listing.close()
    assert "Reload" in verbs(desk)


def test_what_the_workbook_no_longer_has_is_listed_and_kept(desk, qtbot):
    workspace = desk.window.workspace
    workspace.apply(set_assumptions(workspace.document, "攻坚", {KEY: Assumption(Method.GROWTH, 9.9)}))
    workbook = openpyxl.load_workbook(desk.book)
    for page in workbook.worksheets:
        for number in range(page.max_row, 1, -1):
            if any(cell.value == "永康市" for cell in page[number]):
                page.delete_rows(number)
    workbook.save(desk.book)
    look(desk, qtbot)
    verbs(desk)["Reload"].click()
    assert "yongkang" not in workspace.plan.region_by_code
    assert workspace.document.scenarios["攻坚"].assumptions[KEY].value == 9.9
    assert "yongkang · output" in desk.window.banner.message_text


def test_a_file_that_cannot_be_read_any_more_leaves_everything_as_it_was(desk, qtbot):
    plan = desk.window.workspace.plan
    content = desk.book.read_bytes()
    desk.book.write_bytes(content[:2000])
    look(desk, qtbot)
    assert "The plan that was open is unchanged." in desk.window.banner.message_text
    assert desk.window.workspace.plan is plan
    desk.book.write_bytes(content)
    look(desk, qtbot)
    assert "file" not in desk.window.banner.notices


def test_a_file_that_went_is_told_and_its_return_too(desk, qtbot):
    away = desk.book.rename(desk.book.with_name("elsewhere.xlsx"))
    assert look(desk, qtbot).state == "gone"
    assert "no longer where it was" in desk.window.banner.message_text
    assert desk.autosave.draft()
    away.rename(desk.book)
    assert look(desk, qtbot).state == "same"
    assert "file" not in desk.window.banner.notices


def test_the_system_says_that_a_file_was_written(desk, qtbot):
    with qtbot.waitSignal(desk.file_watch.checked, timeout=10_000):
        change(desk.book, "目标", "目标值", {"永康市", "规上工业总产值"}, 1234)
    qtbot.waitUntil(lambda: "file" in desk.window.banner.notices, timeout=10_000)
    assert "1234" in desk.window.banner.message_text
