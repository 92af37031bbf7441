"""What a report is to have is chosen in a window, made so, and found again with the plan."""

import shutil

import pytest
from docx import Document
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from npfdesk.app import build
from npfdesk.locations import sample_workbook
from npfdesk.report.sections import COVER, METHOD, SHORTFALLS

KEYS, LEFT = Qt.Key, Qt.MouseButton.LeftButton
CODE = Qt.ItemDataRole.UserRole


@pytest.fixture
def book(tmp_path):
    return shutil.copy(sample_workbook(), tmp_path / "plan.xlsx")


def asked(commands, book, qtbot):
    """The dialog as Ctrl+E opens it on the workbook, with one scenario shown."""
    commands.workbook_opening.open_now(book)
    with qtbot.waitActive(commands.window):
        commands.window.show()
        commands.window.activateWindow()
    commands.window.workspace.set_view(compared=())
    QTest.keyClick(commands.window, KEYS.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = commands.exporter.dialog
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    return dialog


def click_tab(dialog, place):
    bar = dialog.tabs.tabBar()
    QTest.mouseClick(bar, LEFT, pos=bar.tabRect(place).center())


def click_tick(view, item):
    """Click what an entry is ticked by, at its left."""
    place = view.visualItemRect(item)
    QTest.mouseClick(view.viewport(), LEFT, pos=QPoint(place.left() + 10, place.center().y()))


def made(commands, qtbot):
    qtbot.waitUntil(lambda: commands.exporter.job is None, timeout=60_000)


def test_what_is_chosen_is_in_the_report_and_comes_back_with_the_plan(bare, book, qtbot, library, tmp_path):
    dialog = asked(bare, book, qtbot)
    assert dialog.ending == ".docx"
    assert "62 targets in 11 regions." in dialog.note.text()
    # all regions but one, by the mouse
    click_tab(dialog, 1)
    tree = dialog.regions
    root = tree.topLevelItem(0)
    click_tick(tree, next(root.child(at) for at in range(10) if root.child(at).data(0, CODE) == "yongkang"))
    assert "yongkang" not in dialog.request.content.regions
    assert len(dialog.request.content.regions) == 9
    # one indicator, found by how it is said; what is hidden by a search is neither ticked nor not
    click_tab(dialog, 2)
    QTest.mouseClick(dialog.none_button, LEFT)
    assert not dialog.export_button.isEnabled()
    dialog.search.setFocus()
    QTest.keyClicks(dialog.search, "gsgyzcz")
    QTest.mouseClick(dialog.all_button, LEFT)
    assert dialog.request.content.indicators == ("output",)
    # the shortfalls before all else and no cover, by keys
    click_tab(dialog, 3)
    listed = dialog.sections
    listed.setFocus()
    listed.setCurrentRow(listed.codes().index(SHORTFALLS))
    for _ in range(4):
        QTest.keyClick(listed, KEYS.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert listed.codes()[0] == SHORTFALLS
    listed.setCurrentRow(listed.codes().index(COVER))
    QTest.keyClick(listed, KEYS.Key_Space)
    dialog.watermark.setFocus()
    QTest.keyClick(dialog.watermark, KEYS.Key_Down)
    path = dialog.path
    assert path.parent == tmp_path
    QTest.keyClick(dialog.watermark, KEYS.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert bare.exporter.dialog is None
    made(bare, qtbot)
    document = Document(path)
    said = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert said[0].startswith("Shortfalls")
    assert not any(one.style.name == "Title" for one in document.paragraphs)
    text = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert "Yongkang" not in text
    assert "Lanxi" in text
    assert "Draft for comment" in document.sections[0].header._element.xml
    # another start of the program: two keys from the menu to the same report in another form
    again = build(library)
    qtbot.addWidget(again.window)
    dialog = asked(again, book, qtbot)
    assert dialog.request.content.indicators == ("output",)
    assert dialog.sections.codes()[0] == SHORTFALLS
    assert dialog.request.marking.watermark == "comment"
    dialog.file.setFocus()
    dialog.file.selectAll()
    QTest.keyClicks(dialog.file, "a.csv")
    QTest.keyClick(dialog.file, KEYS.Key_Return)
    made(again, qtbot)
    table = (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    assert "永康市" not in table
    assert "Draft for comment" in table
    # what the plan has no more is left out, and told
    again.exporter.memory.keep(
        {"kind": "book", "kinds": {"book": {"regions": {"yongkang": "永康市", "gone": "撤并县"}}}}
    )
    again.exporter.ask_report_file()
    dialog = again.exporter.dialog
    assert dialog.request.content.regions == ("yongkang",)
    assert "撤并县" in dialog.note.text()
    # and everything is back by one button for each list
    for place in (1, 3):
        click_tab(dialog, place)
        QTest.mouseClick(dialog.all_button, LEFT)
    assert dialog.request.content.regions is None
    assert dialog.sections.codes()[-1] == METHOD
    QTest.keyClick(dialog, KEYS.Key_Escape)
    assert again.exporter.dialog is None
    again.workbook_opening.desk = None
    again.file_watch.stop()
    again.autosave.draft_before_leaving()


def test_a_report_goes_into_no_folder_that_is_not_there_and_over_no_plan(bare, book, qtbot):
    dialog = asked(bare, book, qtbot)
    for said, told in (("nowhere/a.docx", "no folder"), ("plan.xlsx", "own workbook")):
        dialog.file.setFocus()
        dialog.file.selectAll()
        QTest.keyClicks(dialog.file, said)
        QTest.keyClick(dialog.file, KEYS.Key_Return)
        assert told in dialog.problem.text()
    assert bare.exporter.dialog is dialog
    assert bare.exporter.job is None
    dialog.reject()


def test_an_official_report_is_a_kind_with_its_own_year_and_chapters(bare, qtbot, tmp_path):
    book = shutil.copy(sample_workbook().with_name("county_15fyp.xlsx"), tmp_path / "plan.xlsx")
    dialog = asked(bare, book, qtbot)
    dialog.kind.setFocus()
    for first in ("overall", "year_before"):
        QTest.keyClick(dialog.kind, KEYS.Key_Down)
        assert dialog.year.isVisible()
        assert dialog.sections.codes()[0] == first
    # of one scenario: ticking another takes the first one's tick away
    click_tab(dialog, 0)
    dialog.scenarios.setFocus()
    dialog.scenarios.setCurrentRow(1)
    QTest.keyClick(dialog.scenarios, KEYS.Key_Space)
    assert len(dialog.request.scenarios) == 1
    click_tab(dialog, 3)
    dialog.sections.setCurrentRow(dialog.sections.codes().index("regions"))
    QTest.keyClick(dialog.sections, KEYS.Key_Space)
    path = dialog.path
    QTest.keyClick(dialog, KEYS.Key_Return)
    made(bare, qtbot)
    assert "Saved" in bare.window.banner.message_text
    text = "\n".join(one.text for one in Document(path).paragraphs)
    assert "Targets for 2026" in text
    assert "Targets of the regions" not in text
    assert "Draft" in Document(path).sections[0].header._element.xml
    # the book is as it was, and the choice of each kind is its own
    bare.exporter.ask_report_file()
    dialog = bare.exporter.dialog
    assert dialog.request.kind == "yearly"
    assert "regions" not in dialog.request.content.sections
    dialog.kind.setFocus()
    QTest.keyClick(dialog.kind, KEYS.Key_Home)
    assert dialog.request.content.sections is None
    dialog.reject()
