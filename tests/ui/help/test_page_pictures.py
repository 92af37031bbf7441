"""Pictures in the help window: the manual's where they lie beside the program, views of the open plan else, words always."""

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor, QImage

from npfdesk.ui.help import page_pictures
from npfdesk.ui.help.help_pages import PAGES

PAGE = "# A\n\n![What it shows](picture:view-gaps)\n\n![A dialog](picture:answer-seek)\n"


@pytest.fixture
def without_manual(monkeypatch):
    monkeypatch.setattr(page_pictures, "manual_folder", lambda: None)


def address(name):
    return QUrl(f"picture:{name}")


def test_without_the_manual_a_view_is_drawn_and_the_rest_is_words(without_manual, help_dialogs, qtbot):
    text = help_dialogs.show_help().text
    with qtbot.waitSignal(text.pictures.drawn, timeout=60_000) as drawn:
        text.show_markdown(PAGE)
        assert text.loadResource(2, address("view-gaps")).width() == page_pictures.WIDTH
    assert drawn.args == ["view-gaps"]
    image = text.loadResource(2, address("view-gaps"))
    seen = {image.pixel(x, y) for x in range(0, image.width(), 5) for y in range(0, image.height(), 5)}
    assert len(seen) > 10
    assert text.loadResource(2, address("answer-seek")) is None
    assert "What it shows" in text.toPlainText()
    assert "A dialog" in text.toPlainText()
    # one picture stands in the text, none is broken
    assert text.toPlainText().count("\ufffc") == 1


def test_the_manuals_picture_is_shown_where_it_is(monkeypatch, tmp_path, help_dialogs):
    (tmp_path / "pictures" / "en").mkdir(parents=True)
    red = QImage(1520, 920, QImage.Format.Format_RGB32)
    red.fill(QColor("red"))
    assert red.save(str(tmp_path / "pictures" / "en" / "answer-seek.png"))
    monkeypatch.setattr(page_pictures, "manual_folder", lambda: tmp_path)
    text = help_dialogs.show_help().text
    text.show_markdown(PAGE)
    shown = text.loadResource(2, address("answer-seek"))
    assert shown.width() == page_pictures.WIDTH
    assert QColor(shown.pixel(5, 5)) == QColor("red")


def test_no_page_shows_marks_of_pictures(without_manual, help_dialogs):
    shown = help_dialogs.show_help()
    for name in PAGES:
        shown.text.show_markdown(PAGES[name].load("en").text)
        assert "picture:" not in shown.text.toPlainText()
        shown.text.pictures.stop()
