"""Sending out forms under a person's hands: who is asked is seen before anything is written, and all of it is or none."""

import threading

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices

from npfdesk.plan.collection import CollectBy
from npfdesk.ui.look.language import set_language
from npfdesk.ui.look.mnemonics import bare
from npfdesk.ui.together import collect_dialog
from npfdesk.workbook.collecting.collection_index import read_index


def choose(box, data):
    """Choose an entry of a box as a person does."""
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def written(qtbot, dialog):
    qtbot.waitUntil(lambda: dialog._thread is None, timeout=60_000)


def test_who_is_asked_for_what_is_seen_before_anything_is_written(sending, qtbot, tmp_path):
    assert [row[0].text for row in sending.units.rows.rows] == ["第00县", "第01县", "第02县", "第03县"]
    assert sending.headline.text() == "4 units asked for 24 entries"
    assert sending.year == 2025
    assert sending.due_day == "2026-02-08"
    # the questions of the second unit, once it is chosen by the arrow
    sending.units.setFocus()
    qtbot.keyClick(sending.units, Qt.Key.Key_Down)
    assert "第01县" in sending.questions_title.text()
    texts = sending.questions.rows.texts()
    assert texts[1][0] == "地区生产总值"
    assert texts[1][1].startswith("How much in the whole of 2025, in 亿元?")
    assert sending.whole_question.text() == texts[1][1]
    # the city's own figures are asked of nobody, and that is said
    assert "云州市's own" in sending.notes.text()
    assert not (tmp_path / "forms").exists()


def test_the_forms_and_their_index_are_written_and_their_folder_is_offered(
    sending, qtbot, tmp_path, monkeypatch
):
    assert bare(sending.apply_button.text()) == "Write 4 forms"
    qtbot.keyClick(sending.folder, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    written(qtbot, sending)
    folder = tmp_path / "forms"
    assert len(list(folder.glob("*.xlsx"))) == 5
    index = next(path for path in folder.iterdir() if "index" in path.name.lower())
    collection = read_index(index)
    assert (collection.by, collection.year, collection.due) == (CollectBy.REGION, 2025, "2026-02-08")
    assert sending.headline.text() == "4 forms and their index written to forms"
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    qtbot.mouseClick(sending.open_button, Qt.MouseButton.LeftButton)
    assert opened == [str(folder)]
    # a second time nothing is written over, and it is said
    qtbot.mouseClick(sending.apply_button, Qt.MouseButton.LeftButton)
    written(qtbot, sending)
    assert "already holds" in sending.notes.text()
    assert sending.open_button.isHidden()


def test_what_cannot_be_asked_says_why(sending, qtbot):
    choose(sending.by_box, CollectBy.OWNER.value)
    assert "names a lead or owner" in sending.notes.text()
    assert not sending.apply_button.isEnabled()
    assert sending.split.isHidden()
    choose(sending.by_box, CollectBy.REGION.value)
    assert sending.split.isVisible()
    assert sending.apply_button.isEnabled()


def test_round_year_day_and_language_go_into_the_forms(sending, qtbot, tmp_path):
    choose(sending.round_box, 1)
    choose(sending.language_box, "zh")
    choose(sending.year_box, 2024)
    qtbot.mouseClick(sending.due_box, Qt.MouseButton.LeftButton)
    assert not sending.due.isEnabled()
    sending.folder.selectAll()
    qtbot.keyClicks(sending.folder, str(tmp_path / "forms"))
    qtbot.mouseClick(sending.apply_button, Qt.MouseButton.LeftButton)
    written(qtbot, sending)
    index = tmp_path / "forms" / "收集目录.xlsx"
    collection = read_index(index)
    assert (collection.year, collection.round, collection.due) == (2024, 1, "")
    assert openpyxl.load_workbook(index).sheetnames


def test_writing_can_be_stopped_and_leaves_nothing(sending, qtbot, tmp_path, monkeypatch):
    begun, go = threading.Event(), threading.Event()
    write = collect_dialog.write_requests

    def slowly(*given, progress, cancelled):
        def told(done, total):
            progress(done, total)
            if done == 1:
                begun.set()
                assert go.wait(30)

        return write(*given, progress=told, cancelled=cancelled)

    monkeypatch.setattr(collect_dialog, "write_requests", slowly)
    qtbot.mouseClick(sending.apply_button, Qt.MouseButton.LeftButton)
    assert begun.wait(30)
    qtbot.waitUntil(lambda: sending.writing.said.text() == "Writing: 1 of 4")
    assert sending.writing.isVisible()
    assert not sending.folder.isEnabled()
    go.set()
    qtbot.mouseClick(sending.writing.cancel_button, Qt.MouseButton.LeftButton)
    assert sending._thread is None
    assert not (tmp_path / "forms").exists()
    assert sending.split.isVisible()
    assert sending.folder.isEnabled()


def test_a_mistake_while_writing_is_told_in_its_place(sending, qtbot, monkeypatch):
    told = []
    monkeypatch.setattr("sys.excepthook", lambda *given: told.append(given[1]))

    def fail(*_, **__):
        raise ZeroDivisionError("planted")

    monkeypatch.setattr(collect_dialog, "write_requests", fail)
    qtbot.mouseClick(sending.apply_button, Qt.MouseButton.LeftButton)
    written(qtbot, sending)
    assert [str(one) for one in told] == ["planted"]
    assert sending.written_to is None


@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_every_field_has_a_name_in_both_languages(sending, spoken):
    set_language(spoken)
    sending.refresh()
    for field in (
        sending.by_box,
        sending.year_box,
        sending.round_box,
        sending.due,
        sending.language_box,
        sending.folder,
    ):
        assert field.accessibleName()
    assert sending.windowTitle() == ("分发填报表" if spoken == "zh" else "Send out forms")
