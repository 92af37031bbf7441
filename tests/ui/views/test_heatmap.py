"""The heatmap: the session's statuses by county and indicator, reached by pointer and keys."""

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter

from npfdesk.engine.uncertainty.chances import uncertainty
from npfdesk.engine.uncertainty.monte_carlo import Settings
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.status_rules import Rule
from npfdesk.plan.statuses import Status
from npfdesk.plan.targets import TargetKind
from npfdesk.ui.look.colours import DARK, status_tint
from npfdesk.ui.views.heatmap import Heatmap

KEYS = Qt.Key


def cell(view, region, indicator):
    """The middle of a cell in the viewport."""
    canvas = view.heat
    return canvas.place_of(SeriesKey(region, "", indicator)).center() - canvas.offset


def test_every_cell_has_the_status_of_its_target(person):
    view = person.look_at("Heatmap")
    assert isinstance(view, Heatmap)
    heat, judgement = view.heat.heat, person.workspace.judgement()
    targets = person.workspace.result.targets
    seen = 0
    for (region, indicator), position in np.ndenumerate(heat.position):
        if position >= 0:
            assert targets.keys[position].series == heat.series(region, indicator)
            assert heat.status[position] == judgement.status[position]
            seen += 1
    # 无 asks for nothing and is not shown
    aimed = {
        key.series
        for key, stated in zip(targets.keys, targets.statements, strict=True)
        if not key.series.industry and stated.parsed.kind is not TargetKind.NONE
    }
    assert seen == len(aimed)
    # indicators that compare regions stand before those of the city alone
    counts = (heat.position >= 0).sum(axis=0)
    assert list(counts > 1) == sorted(counts > 1, reverse=True)


def test_a_cell_is_painted_in_its_colour(person):
    view = person.look_at("Heatmap")
    place = cell(view, "lanxi", "output")
    picture = view.heat.viewport().grab().toImage()
    corner = view.heat.place_of(SeriesKey("lanxi", "", "output")).bottomRight() - view.heat.offset
    assert picture.pixelColor(int(corner.x()) - 3, int(corner.y()) - 3) == status_tint(Status.YELLOW)
    assert "Lanxi" in view.heat.tip_at(place)
    assert "target 2025" in view.heat.tip_at(place)


def test_a_click_on_a_cell_a_row_and_a_head_jumps(person):
    view = person.look_at("Heatmap")
    person.click(view.heat, cell(view, "yiwu", "firms"))
    assert person.workspace.selection.series == ("yiwu", "", "firms")
    assert person.window.paths.series == ("yiwu", "", "firms")
    person.click(view.heat, QPointF(20, cell(view, "panan", "output").y()))
    assert person.workspace.selection.series == ("panan", "", "firms")
    person.click(view.heat, QPointF(cell(view, "panan", "output").x(), 10))
    assert person.workspace.selection.series == ("panan", "", "output")


def test_keys_go_to_the_next_target(person):
    view = person.look_at("Heatmap")
    for key, expected in (
        (KEYS.Key_Down, ("wucheng", "output")),
        (KEYS.Key_Right, ("wucheng", "firms")),
        # beyond it the county has no target: it stays
        (KEYS.Key_Right, ("wucheng", "firms")),
        (KEYS.Key_Home, ("wucheng", "output")),
        (KEYS.Key_End, ("wucheng", "firms")),
        (KEYS.Key_Up, ("jinhua", "firms")),
    ):
        person.press(view.heat, key)
        assert (person.workspace.selection.region, person.workspace.selection.indicator) == expected
    person.press(view.heat, KEYS.Key_End)
    assert view.heat.horizontalScrollBar().value() >= view.heat.horizontalScrollBar().maximum() - 1


def test_turned_it_shows_the_same(person):
    view = person.look_at("Heatmap")
    before = view.heat.heat
    person.qtbot.mouseClick(view.across, Qt.MouseButton.LeftButton)
    after = view.heat.heat
    assert after.turned
    assert after.sides == before.sides[::-1]
    assert np.array_equal(after.position, before.position.T)
    person.click(view.heat, cell(view, "lanxi", "firms"))
    assert person.workspace.selection.series == ("lanxi", "", "firms")
    person.press(view.heat, KEYS.Key_Up)
    assert person.workspace.selection.series == ("lanxi", "", "output")


def test_an_edit_is_answered_and_nothing_is_done_while_hidden(person):
    view = person.look_at("Heatmap")
    position = view.heat.heat.cells.position[1, 0]
    assert view.heat.heat.status[position] == Status.ORANGE
    drawn = view.redraws
    person.grow("wucheng", 40.0)
    assert view.redraws == drawn + 1
    assert view.heat.heat.status[position] == Status.BLUE
    person.look_at("Gaps")
    person.workspace.undo()
    person.workspace.set_view(year=2023)
    assert view.redraws == drawn + 1
    person.look_at("Heatmap")
    assert view.redraws == drawn + 2
    assert view.subtitle.text().startswith("2023")


def test_the_rule_of_colours_is_said(person):
    view = person.look_at("Heatmap")
    assert view.note.text().startswith("Colours by pace")
    person.workspace.set_view(rule=Rule.SCHEDULE)
    assert "Colours by schedule" in view.note.text()


def test_pointing_lights_the_region(person):
    view = person.look_at("Heatmap")
    person.point(view.heat, cell(view, "yiwu", "output"))
    assert person.workspace.hovered_region == "yiwu"


def test_an_industry_without_targets_and_an_empty_window_say_what_to_do(person):
    view = person.look_at("Heatmap")
    person.workspace.select(industry="magnets")
    assert "Enter one in Targets" in view.empty.text()
    assert not view.heat.isVisible()


def test_nothing_open(alone):
    view = alone.look_at("Heatmap")
    assert "Open a workbook" in view.empty.text()


def test_language_and_theme_change_while_it_is_shown(person):
    view = person.look_at("Heatmap")
    person.qtbot.mouseClick(person.window.top.speech, Qt.MouseButton.LeftButton)
    person.qtbot.waitUntil(lambda: view.title.text() == "目标状态 · 全部产业")
    assert "婺城区" in view.heat.heat.regions
    drawn = view.redraws
    person.qtbot.mouseClick(person.window.top.theme, Qt.MouseButton.LeftButton)
    assert view.redraws > drawn
    place = view.heat.place_of(SeriesKey("lanxi", "", "output"))
    # the pane gets its height only after the longer texts above it have been laid out
    person.qtbot.waitUntil(lambda: view.heat.viewport().height() > place.bottom() - view.heat.offset.y())
    corner = place.bottomRight() - view.heat.offset
    picture = view.heat.viewport().grab().toImage()
    assert picture.pixelColor(int(corner.x()) - 3, int(corner.y()) - 3) == status_tint(Status.YELLOW)
    assert DARK.tint != 0.15


def test_its_figures_are_those_of_the_session(person):
    view = person.look_at("Heatmap")
    head, *rows = view.table()
    assert head[:3] == ["Region", "Indicator", "Unit"]
    row = next(row for row in rows if row[0] == "Yiwu" and row[1].startswith("Output"))
    values = person.workspace.result.values[person.workspace.plan.row[SeriesKey("yiwu", "", "output")]]
    assert float(row[3]) == values[person.workspace.plan.column(2025)]
    assert row[-1] == "orange"


def test_the_picture_holds_what_is_scrolled_away(person):
    view = person.look_at("Heatmap")
    whole = view.sheet().whole
    assert whole.width() > view.heat.viewport().width()
    picture = QImage(whole.toSize(), QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    view.heat.draw(painter, whole, QPointF(0, 0))
    painter.end()
    place = view.heat.place_of(SeriesKey("jinhua", "", view.heat.heat.cells.indicators[-1]))
    assert place.right() < whole.width()
    assert picture.pixelColor(int(place.right()) - 3, int(place.bottom()) - 3).name() != "#ffffff"


def test_the_chance_of_each_target_is_shown_once_futures_are_drawn(person):
    workspace = person.workspace
    view = person.look_at("Heatmap")
    drawn = uncertainty(workspace.session.results, workspace.document.active, Settings(draws=50))
    workspace.futures = drawn
    assert view.heat.heat.progress is drawn.chance
    workspace.activate("攻坚")
    assert workspace.futures is None
    assert view.heat.heat.progress is not drawn.chance
