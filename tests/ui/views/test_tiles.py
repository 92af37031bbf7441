"""The map of tiles: every lowest region in its place, in the colour of its status."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from npfdesk.plan.regions import Region
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.statuses import Status
from npfdesk.session import LoadedWorkbook, Session
from npfdesk.ui.charts.axes import chart_metrics
from npfdesk.ui.look.colours import status_tint
from npfdesk.ui.views.tile_canvas import Tile, TileCanvas
from npfdesk.ui.views.tile_layout import blocks, lowest, shelved
from npfdesk.ui.workspace import Workspace
from tests.synthetic import synthetic_plan


def test_one_city_is_one_block_of_its_counties():
    regions = (Region("市", "市"), *(Region(str(number), "县", parent="市") for number in range(10)))
    (block,) = blocks(regions, 1.6)
    # ceil(sqrt(10 x 1.6)) = 4 to a row, so three rows
    assert (block.parent, block.columns, block.rows) == ("市", 4, 3)
    assert block.regions == tuple(str(number) for number in range(10))


def test_a_province_is_a_block_for_each_city():
    regions = (
        Region("省", "省"),
        Region("甲", "甲", parent="省"),
        Region("乙", "乙", parent="省"),
        *(Region(f"甲{number}", "县", parent="甲") for number in range(6)),
        *(Region(f"乙{number}", "县", parent="乙") for number in range(3)),
    )
    one, other = blocks(regions, 1.0)
    assert (one.parent, other.parent) == ("甲", "乙")
    wide = shelved((one, other), 20)
    assert [(placed.column, placed.row, placed.heads) for placed in wide] == [(0, 0, 1), (5, 0, 1)]
    narrow = shelved((one, other), 5)
    assert [(placed.column, placed.row, placed.heads) for placed in narrow] == [(0, 0, 1), (0, 2, 2)]


def test_no_regions_have_no_block():
    assert blocks((), 1.0) == ()
    assert shelved((), 3) == ()


@given(st.lists(st.integers(1, 30), min_size=1, max_size=12), st.integers(3, 40))
def test_no_tile_lies_on_another(counts, across):
    regions = [Region(f"市{city}", "市") for city in range(len(counts))]
    for city, count in enumerate(counts):
        regions += [Region(f"{city}-{number}", "县", parent=f"市{city}") for number in range(count)]
    found = blocks(tuple(regions), 1.5)
    taken = set()
    for placed in shelved(found, max(across, *(one.columns for one in found))):
        for number in range(len(placed.block.regions)):
            at = (
                placed.heads,
                placed.row + number // placed.block.columns,
                placed.column + number % placed.block.columns,
            )
            assert at not in taken
            taken.add(at)
    assert len(taken) == sum(counts)


def middle(view, region):
    return view.map.place_of(SeriesKey(region, "", "")).center() - view.map.offset


def test_tiles_have_the_sessions_figures_and_colours(person):
    view = person.look_at("Map")
    workspace = person.workspace
    column = workspace.plan.column(2025)
    assert len(view.map.shown()) == 10
    for tile in view.map.shown():
        row = workspace.plan.row[SeriesKey(tile.region, "", "output")]
        assert tile.figure == workspace.result.values[row, column]
    assert view.map.tiles["lanxi"].standing.status is Status.YELLOW
    picture = view.map.viewport().grab().toImage()
    assert picture.pixelColor(middle(view, "lanxi").toPoint()) == status_tint(Status.YELLOW)
    person.grow("lanxi", 30.0)
    assert view.map.tiles["lanxi"].standing.status is Status.BLUE
    picture = view.map.viewport().grab().toImage()
    assert picture.pixelColor(middle(view, "lanxi").toPoint()) == status_tint(Status.BLUE)


def test_a_click_and_the_arrows_go_over_the_map(person):
    view = person.look_at("Map")
    codes = [tile.region for tile in view.map.shown()]
    columns = view.map.laid_out()[0][0].block.columns
    person.click(view.map, middle(view, codes[0]))
    assert person.workspace.selection.region == codes[0]
    for key, code in (
        (Qt.Key.Key_Right, codes[1]),
        (Qt.Key.Key_Down, codes[1 + columns]),
        (Qt.Key.Key_Left, codes[columns]),
        (Qt.Key.Key_Up, codes[0]),
        (Qt.Key.Key_Up, codes[0]),
        (Qt.Key.Key_End, codes[-1]),
        (Qt.Key.Key_Home, codes[0]),
    ):
        person.press(view.map, key)
        assert person.workspace.selection.region == code


def test_the_tip_says_the_exact_figures(person):
    view = person.look_at("Map")
    tip = view.map.tip_at(middle(view, "yiwu"))
    assert tip.splitlines()[0].startswith("Yiwu")
    assert "target 2025" in tip
    assert "geograph" not in view.note.text()
    assert "Schematic" in view.note.text()


def test_what_is_pointed_at_is_lit(person):
    view = person.look_at("Map")
    view.map.show_series(SeriesKey("wuyi", "", ""))
    person.point(view.map, middle(view, "wuyi"))
    assert person.workspace.hovered_region == "wuyi"


def test_an_indicator_of_the_city_alone_has_no_map(person):
    view = person.look_at("Map")
    person.workspace.select(indicator="productivity")
    assert "Choose another indicator" in view.empty.text()


def test_tiles_of_hundreds_of_counties_have_room_for_their_names(qapp):
    workspace = Workspace(Session(LoadedWorkbook(synthetic_plan(300, 1))))
    canvas = TileCanvas(workspace)
    canvas.resize(460, 260)
    tiles = {
        region.code: Tile(region.code, region.name, 1.0, None)
        for region in lowest(workspace.plan.own_regions)
    }
    canvas.show_tiles(tiles, None)
    measure = chart_metrics().horizontalAdvance
    places = canvas._places()
    assert len(places) == 300
    for code, place in places.items():
        # what stands beside the name in a tile: the strong edge, and a little on both sides
        assert place.width() - 16 >= measure(tiles[code].name)
        assert place.right() <= canvas.seen().width() + 1
