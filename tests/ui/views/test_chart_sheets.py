"""The small charts and the gaps taken out of the window, with what whoever reads the picture has to know."""

import pytest
from PySide6.QtWidgets import QApplication

from npfdesk.ui.views.chart_sheets import MOST_DRAWN, wall_sheet


@pytest.fixture
def wall(person):
    person.window.resize(1366, 768)
    shown = person.look_at("Small charts")
    QApplication.processEvents()
    return shown


def test_all_charts_are_saved_as_lines_under_title_unit_and_source(person, wall, tmp_path):
    sheet = person.window.views.taker.sheet()
    assert sheet.title == wall.title.text()
    assert sheet.subtitle.startswith("亿元 · source ")
    assert "Dashed: the path to the target" in sheet.note
    path = tmp_path / "charts.svg"
    assert person.window.views.taker.save(path)
    content = path.read_text(encoding="utf-8")
    assert "<image" not in content
    for region in person.workspace.plan.regions:
        assert region.english in content
    assert len(wall.shown) < len(wall.keys) <= MOST_DRAWN


def test_taking_a_picture_leaves_the_page_that_was_in_sight(person, wall):
    wall.turn(1)
    before = wall.shown
    person.window.views.taker.take_picture()
    assert wall.shown == before
    assert [tile.fixed for tile in wall.tiles if tile.isVisible()] == list(before)


def test_of_very_many_the_page_in_sight_is_drawn_and_said(wall, monkeypatch):
    monkeypatch.setattr("npfdesk.ui.views.chart_sheets.MOST_DRAWN", 5)
    whole = wall_sheet(wall)
    assert wall.pager.place.text() in whole.note


def test_the_gaps_say_where_their_figures_come_from(person):
    assert " · source " in person.look_at("Gaps").subtitle.text()
    assert " · source " in person.window.views.taker.sheet().subtitle
