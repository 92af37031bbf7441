"""The wall of small charts: pages that can be read in the smallest window, and what is looked at on them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from npfdesk.ui.charts.grid import MOST_CHARTS

KEY = Qt.Key
LEAST = 115
"""Pixels of a chart's height under which its figures cannot be read."""


@pytest.fixture
def wall(person):
    person.window.resize(1366, 768)
    QApplication.processEvents()
    before = person.window.panel.height()
    shown = person.look_at("Small charts")
    QApplication.processEvents()
    assert person.window.panel.height() == before
    return shown


def in_sight(wall):
    tiles = [tile for tile in wall.tiles if tile.isVisible()]
    assert [tile.fixed for tile in tiles] == list(wall.shown)
    return tiles


def test_every_chart_of_a_page_is_whole_and_high_enough(wall):
    tiles = in_sight(wall)
    assert 1 < len(tiles) <= MOST_CHARTS
    for tile in tiles:
        assert tile.height() >= LEAST
        assert wall.board.rect().contains(tile.geometry())
        assert wall.rect().contains(tile.rect().translated(tile.mapTo(wall, tile.rect().topLeft())))
    assert wall.minimumSizeHint().height() < 2 * LEAST


def test_the_pages_are_turned_by_keys_and_buttons_and_hold_all(person, wall):
    found = list(wall.shown)
    assert wall.pager.place.text() == f"1–{len(found)} of {len(wall.keys)}"
    assert not wall.pager.back.isEnabled()
    while wall.pager.on.isEnabled():
        QTest.keyClick(wall.tiles[0].plot, KEY.Key_PageDown)
        found += [tile.fixed for tile in in_sight(wall)]
    assert tuple(found) == wall.keys == wall.series()
    last = wall.shown
    QTest.keyClick(wall.tiles[0].plot, KEY.Key_PageDown)
    assert wall.shown == last
    person.qtbot.mouseClick(wall.pager.back, Qt.MouseButton.LeftButton)
    assert wall.shown != last
    wall.by_indicator.click()
    assert len(wall.keys) > MOST_CHARTS


def test_the_page_with_what_is_looked_at_is_shown(person, wall):
    person.workspace.select(region=wall.keys[-1].region)
    assert wall.keys[-1] in wall.shown
    assert [tile.fixed for tile in in_sight(wall) if tile.marked] == [wall.keys[-1]]
    person.workspace.select(region=wall.keys[0].region)
    assert wall.keys[0] in wall.shown


def test_a_chart_of_another_page_is_not_drawn(person, wall):
    wall.turn(1)
    while wall.turn(1):
        pass
    hidden = [tile for tile in wall.tiles if not tile.isVisible()]
    assert hidden
    before = [tile.redraws for tile in hidden]
    person.grow(hidden[0].fixed.region, 11.0)
    assert [tile.redraws for tile in hidden] == before


def test_a_large_window_holds_more_and_one_that_holds_all_says_nothing(person, wall):
    few = len(wall.shown)
    person.window.resize(2400, 1500)
    QApplication.processEvents()
    assert few < len(in_sight(wall)) <= MOST_CHARTS
    assert wall.shown == wall.keys
    assert wall.pager.isHidden()


def test_the_stage_turns_the_pages_before_it_goes_on(person):
    person.window.resize(1366, 768)
    person.look_at("Small charts")
    presentation = person.commands.meeting.present()
    presentation.resize(1366, 768)
    QApplication.processEvents()
    wall, found = presentation.chart, list(presentation.chart.shown)
    for tile in in_sight(wall):
        assert wall.board.rect().contains(tile.geometry())
    while len(found) < len(wall.keys):
        QTest.keyClick(presentation, KEY.Key_PageDown)
        found += wall.shown
    assert tuple(found) == wall.keys
    chosen = person.workspace.selection
    QTest.keyClick(presentation, KEY.Key_PageDown)
    assert person.workspace.selection == chosen
