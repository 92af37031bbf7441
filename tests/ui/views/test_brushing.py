"""A county pointed at anywhere is lit everywhere, and nothing is worked out for it."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication

COUNTY = "yiwu"


def hover(person, view, index):
    person.point(view, view.visualRect(index).center())


def leave(widget):
    QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.Leave))


def differs(widget, person):
    """Whether pointing at the county changes the widget's pixels, and leaving it changes them back."""
    person.workspace.hover_region("")
    before = widget.grab().toImage()
    person.workspace.hover_region(COUNTY)
    lit = widget.grab().toImage()
    person.workspace.hover_region("")
    assert widget.grab().toImage() == before
    return lit != before


@pytest.fixture
def outline_row(person):
    outline = person.window.outline
    return outline.shown.mapFromSource(outline.model.index_of(outline.model.lines["region", COUNTY]))


def test_a_line_of_the_outline_points_and_is_lit(person, outline_row):
    tree = person.window.outline.tree
    hover(person, tree, outline_row)
    assert person.workspace.hovered_region == COUNTY
    leave(tree.viewport())
    assert person.workspace.hovered_region == ""
    assert differs(tree, person)


@pytest.mark.parametrize("name", ["assumptions", "targets", "data"])
def test_a_row_of_a_table_points_and_is_lit(person, name):
    panel = person.window.panel
    table = getattr(panel, name)
    panel.setCurrentIndex(panel.tables.index(table))
    person.window.resize(1366, 1400)
    person.workspace.select(indicator="output")
    table.figures.filter("indicator")
    QApplication.processEvents()
    row = next(
        row
        for row in range(table.figures.rowCount())
        if (series := table.figures.series_of(row)) is not None and series.region == COUNTY
    )
    index = table.figures.index(row, 1)
    table.scrollTo(index)
    hover(person, table, index)
    assert person.workspace.hovered_region == COUNTY
    leave(table.viewport())
    assert person.workspace.hovered_region == ""
    assert differs(table, person)


def test_a_small_chart_points_and_is_lit(person):
    person.window.resize(2400, 1500)
    wall = person.look_at("Small charts")
    QApplication.processEvents()
    tile = next(tile for tile in wall.tiles if tile.fixed.region == COUNTY)
    place = QPointF(5, 5)
    QCoreApplication.sendEvent(tile, QEnterEvent(place, place, place))
    assert person.workspace.hovered_region == COUNTY
    leave(tile)
    assert person.workspace.hovered_region == ""
    before = tile.redraws
    assert differs(tile, person)
    assert tile.redraws == before


def test_the_overview_of_the_county_is_lit(person):
    person.workspace.select(region=COUNTY, indicator="gdp")
    canvas = person.look_at("Overview").canvas
    assert canvas.lines
    assert differs(canvas, person)


def test_pointing_makes_no_row_anew(person):
    table = person.window.panel.assumptions
    resets, told = [], []
    table.figures.modelReset.connect(lambda: resets.append(1))
    table.figures.dataChanged.connect(lambda *_: told.append(1))
    person.workspace.hover_region(COUNTY)
    QApplication.processEvents()
    assert resets == told == []
