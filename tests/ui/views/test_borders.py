"""A map with borders: the user's own file over the plan's regions, and where the workbook places tiles."""

import json
import math
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from npfdesk.plan.outlines import outlines_record
from npfdesk.plan.regions import Region
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.statuses import Status
from npfdesk.session import Session
from npfdesk.ui.look.colours import status_tint
from npfdesk.ui.views.tile_layout import stated, tile_places

PLACES = {
    "兰溪市": (0, 0),
    "婺城区": (0, 1),
    "义乌市": (1, 0),
    "东阳市": (2, 0),
    "永康市": (1, 1),
    "浙江省金华市武义县": (2, 1),
}


def cell(column, row):
    """A made-up county: a hexagon in a comb."""
    middle = (119 + column + (row % 2) * 0.5, 29 - row * 0.87)
    corners = [math.radians(30 + 60 * corner) for corner in range(7)]
    return [[middle[0] + 0.57 * math.cos(one), middle[1] + 0.57 * math.sin(one)] for one in corners]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "金华.geojson"
    features = [
        {
            "type": "Feature",
            "properties": {"name": name},
            "geometry": {"type": "Polygon", "coordinates": [cell(*place)]},
        }
        for name, place in PLACES.items()
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def read(person, path):
    person.commands.map_borders.read(path)
    person.qtbot.waitUntil(lambda: person.commands.map_borders.job is None, timeout=30_000)


def middle(view, region):
    return view.map.areas()[region].boundingRect().center() - view.map.offset


def test_areas_have_the_sessions_figures_and_colours(person, file):
    read(person, file)
    view = person.window.views.view()
    assert person.window.views.current == "Map"
    assert set(view.map.areas()) == {"lanxi", "wucheng", "yiwu", "dongyang", "yongkang", "wuyi"}
    assert view.map.tiles["lanxi"].standing.status is Status.YELLOW

    def colour(region):
        point = middle(view, region).toPoint()
        # beside the words in its middle
        point.setY(point.y() + round(view.map.areas()[region].boundingRect().height() * 0.32))
        return view.map.viewport().grab().toImage().pixelColor(point)

    assert colour("lanxi") == status_tint(Status.YELLOW)
    person.grow("lanxi", 30.0)
    assert colour("lanxi") == status_tint(Status.BLUE)
    assert "金华.geojson" in view.note.text()
    # the others keep their tiles, below all areas
    lowest = max(path.boundingRect().bottom() for path in view.map.areas().values())
    assert view.map.place_of(SeriesKey("pujiang", "", "")).top() >= lowest
    assert len(view.table()) == 11


def test_a_click_a_key_and_the_pointer_go_by_areas(person, file):
    read(person, file)
    view = person.window.views.view()
    person.click(view.map, middle(view, "lanxi"))
    assert person.workspace.selection.region == "lanxi"
    person.press(view.map, Qt.Key.Key_Right)
    assert person.workspace.selection.region == "yiwu"
    person.point(view.map, middle(view, "wuyi"))
    assert person.workspace.hovered_region == "wuyi"
    assert view.map.tip_at(middle(view, "wuyi")).startswith("Wuyi")
    # the corner of the rectangle round a hexagon is no part of it
    corner = view.map.areas()["lanxi"].boundingRect().topLeft() - view.map.offset
    assert view.map.tip_at(corner) == ""
    person.click(view.map, view.map.place_of(SeriesKey("pujiang", "", "")).center() - view.map.offset)
    assert person.workspace.selection.region == "pujiang"


def test_borders_are_asked_for_in_the_menu_and_the_view(person, file, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    view = person.look_at("Map")
    borders, tiles = view.borders.menu().actions()
    borders.trigger()
    person.qtbot.waitUntil(lambda: person.commands.map_borders.job is None, timeout=30_000)
    assert person.workspace.outlines is not None
    assert "Boundaries found for 6 regions" in person.window.status_line.message_label.text()
    tiles.trigger()
    assert person.workspace.outlines is None
    assert "Schematic" in view.note.text()


def test_a_file_that_is_no_map_leaves_the_map(person, file, tmp_path):
    read(person, file)
    before = person.workspace.outlines
    bad = tmp_path / "坏.json"
    bad.write_text("{", encoding="utf-8")
    read(person, bad)
    assert person.workspace.outlines is before
    assert "坏.json" in person.window.banner.message_text


def test_borders_come_back_with_their_workbook(person, file):
    read(person, file)
    drawn = outlines_record(person.workspace.outlines)
    path = person.commands.workbook_opening.desk.session.opened.path
    person.commands.workbook_opening.open_now(path)
    assert outlines_record(person.workspace.outlines) == drawn
    person.commands.map_borders.back_to_tiles()
    person.commands.workbook_opening.open_now(path)
    assert person.workspace.outlines is None


def test_a_kept_map_that_cannot_be_read_is_tiles(person, file):
    read(person, file)
    map_borders = person.commands.map_borders
    map_borders.workbook_opening.library.set_setting(map_borders._key(), {"width": "wide"})
    person.commands.workbook_opening.open_now(map_borders.workbook_opening.desk.session.opened.path)
    assert person.workspace.outlines is None


def test_a_picture_of_it_is_drawn_anew(person, file):
    read(person, file)
    view = person.window.views.view()
    sheet = view.sheet()
    assert sheet.whole.height() > 100


# where the workbook places tiles


def regions(*places):
    return (
        Region("市", "市"),
        *(Region(str(at), "县", parent="市", place=one) for at, one in enumerate(places)),
    )


def test_tiles_stand_where_the_workbook_says_from_the_first_column_and_row_in_use():
    assert stated(regions((3, 2), (5, 2), (4, 4))) == {"0": (0, 0), "1": (2, 0), "2": (1, 2)}
    assert stated(regions(None, None)) == {}
    assert tile_places(regions((3, 2), (5, 2))) == {"0": (0.0, 0.0), "1": (2.0, 0.0)}


def test_those_without_a_place_stand_below():
    assert stated(regions((1, 1), None, (2, 1), None, None)) == {
        "0": (0, 0),
        "2": (1, 0),
        "1": (0, 1),
        "3": (1, 1),
        "4": (0, 2),
    }


def test_the_map_follows_the_workbook_s_places(person):
    plan = person.workspace.plan
    where = {"lanxi": (1, 1), "yiwu": (3, 1), "wuyi": (2, 2)}
    moved = replace(plan, regions=tuple(replace(one, place=where.get(one.code)) for one in plan.regions))
    person.workspace.open(Session(replace(person.workspace.session.opened, plan=moved)))
    view = person.look_at("Map")
    place = {code: view.map.place_of(SeriesKey(code, "", "")) for code in where}
    assert place["lanxi"].top() == place["yiwu"].top() < place["wuyi"].top()
    assert place["lanxi"].left() < place["wuyi"].left() < place["yiwu"].left()
    assert "where the workbook places them" in view.note.text()
