"""The pictures of answers and analyses leave the window as the views do."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu

from npfdesk.ui.answers.answer_charts import Picture
from npfdesk.ui.help.key_map import commands
from npfdesk.ui.tables.clipboard_blocks import read_block

WITH_PICTURES = ("tornado", "futures", "waterfall", "grid", "forecasts", "disparity")


@pytest.fixture(params=WITH_PICTURES)
def dialog(request, desk, qtbot):
    desk.window.workspace.activate("攻坚")
    desk.window.workspace.select(region="yiwu", industry="", indicator="output")
    asked = desk.answers.ask(request.param)
    if getattr(asked, "answer", True) is None:
        with qtbot.waitSignal(asked.answered, timeout=30_000):
            pass
    return asked


def shown(dialog):
    """Every picture, with its tab turned to where it has one."""
    tabs = getattr(dialog, "tabs", None)
    for picture in dialog.findChildren(Picture):
        if tabs is not None:
            place = next(
                at
                for at in range(tabs.count())
                if tabs.widget(at) is picture or tabs.widget(at).isAncestorOf(picture)
            )
            tabs.setCurrentIndex(place)
        assert picture.isVisible()
        yield picture


def test_every_picture_offers_itself_is_copied_and_saved_as_lines(desk, dialog, tmp_path, monkeypatch):
    offered = []
    monkeypatch.setattr(
        QMenu, "popup", lambda menu, _: offered.append([one.text() for one in menu.actions()])
    )
    assert dialog.findChildren(Picture)
    for picture in shown(dialog):
        assert picture.focusPolicy() & Qt.FocusPolicy.TabFocus
        centre = picture.rect().center()
        by_key = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, centre, picture.mapToGlobal(centre))
        QApplication.sendEvent(picture, by_key)
        assert offered.pop() == [
            "Copy picture",
            "Copy figures",
            "Copy figures as a table for Word",
            "Save picture…",
        ]
        taker = next(one for one in dialog.picture_exports if one.view() is picture)
        taker.copy_picture.trigger()
        assert QGuiApplication.clipboard().image().width() > picture.width()
        assert "copied as a picture" in desk.window.status_line.message_label.text()
        taker.copy_figures.trigger()
        head, *rows = read_block(QGuiApplication.clipboard().text())
        assert rows
        assert all(len(row) == len(head) for row in rows)
        assert any(cell.lstrip("-").replace(".", "").isdigit() for row in rows for cell in row)
        sheet = picture.sheet()
        assert sheet.title.startswith(dialog.heading.text())
        assert sheet.subtitle == dialog.subject.text()
        path = tmp_path / "answer.svg"
        assert taker.save(path)
        assert b"<image" not in path.read_bytes()


def test_the_path_chart_is_taken_by_menu_and_found_by_name(desk):
    window = desk.window
    found = [one for one in commands(window) if one.action in window.path_export.actions]
    assert [one.text for one in found] == [
        "Copy picture",
        "Copy figures",
        "Copy figures as a table for Word",
        "Save picture…",
    ]
    assert {one.menu for one in found} == {"View › Copy or save the path chart"}
    found[1].action.trigger()
    assert QGuiApplication.clipboard().text().startswith("Year")
