"""The ranking: the session's order of regions year by year."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPointF, Qt

from npfdesk.plan.series import SeriesKey
from npfdesk.session import LoadedWorkbook, Session
from npfdesk.ui.look.colours import theme
from tests.synthetic import synthetic_plan


def spot(canvas, region, year):
    """Where a region stands in a year, in the viewport."""
    race, track = canvas.race, canvas.track(canvas.seen())
    rank = race.ranks[race.regions.index(region), year - int(race.years[0])]
    return QPointF(track.x(year), track.y(rank)) - canvas.offset


def order(canvas, year):
    race = canvas.race
    column = race.ranks[:, year - int(race.years[0])]
    return [race.regions[place] for place in np.argsort(column)]


def test_regions_stand_in_the_order_of_their_figures(person):
    view = person.look_at("Ranking")
    race, workspace = view.race.race, person.workspace
    assert len(race.regions) == 10
    assert "jinhua" not in race.regions
    column = workspace.plan.column(2025)
    figures = [
        workspace.result.values[workspace.plan.row[SeriesKey(code, "", "output")], column]
        for code in order(view.race, 2025)
    ]
    assert figures == sorted(figures, reverse=True)


def test_an_edit_overtakes(person):
    view = person.look_at("Ranking")
    first, second, *_ = order(view.race, 2025)
    assert order(view.race, 2020)[0] == first
    person.grow(second, 25.0)
    assert order(view.race, 2025)[0] == second
    assert order(view.race, 2020)[0] == first
    person.workspace.undo()
    assert order(view.race, 2025)[0] == first


def test_a_click_on_a_line_and_on_a_name_looks_at_the_region(person):
    view = person.look_at("Ranking")
    for region in ("yiwu", "panan"):
        person.click(view.race, spot(view.race, region, 2025))
        assert person.workspace.selection.region == region
        # its siblings are still those that it is ranked with
        assert len(view.race.race.regions) == 10
    last = spot(view.race, "lanxi", 2030)
    person.click(view.race, QPointF(view.race.viewport().width() - 60, last.y()))
    assert person.workspace.selection.region == "lanxi"


def test_keys_go_down_the_table(person):
    view = person.look_at("Ranking")
    ranked = order(view.race, 2025)
    for key, region in (
        (Qt.Key.Key_Down, ranked[0]),
        (Qt.Key.Key_Down, ranked[1]),
        (Qt.Key.Key_End, ranked[-1]),
        (Qt.Key.Key_Up, ranked[-2]),
        (Qt.Key.Key_Home, ranked[0]),
    ):
        person.press(view.race, key)
        assert person.workspace.selection.region == region


def test_the_region_looked_at_is_drawn_in_the_accent(person):
    view = person.look_at("Ranking")
    person.workspace.select(region="yiwu")
    place = spot(view.race, "yiwu", 2025).toPoint()
    assert view.race.viewport().grab().toImage().pixelColor(place).name() == theme().accent.lower()


def test_by_growth_the_fastest_leads(person):
    view = person.look_at("Ranking")
    person.grow("panan", 19.0)
    person.qtbot.mouseClick(view.by_growth, Qt.MouseButton.LeftButton)
    assert order(view.race, 2025)[0] == "panan"
    tip = view.race.tip_at(spot(view.race, "panan", 2025))
    assert "2025: rank 1 of 10" in tip
    assert "19.00% a year" in tip


def test_what_is_lit_elsewhere_is_lit_here(person):
    view = person.look_at("Ranking")
    person.workspace.hover_region("yiwu")
    place = spot(view.race, "yiwu", 2025).toPoint()
    assert view.race.viewport().grab().toImage().pixelColor(place).name() == theme().ink.lower()


def test_an_indicator_of_the_city_alone_cannot_be_ranked(person):
    view = person.look_at("Ranking")
    person.workspace.select(indicator="productivity")
    assert "Choose another indicator" in view.empty.text()
    assert view.race.tip_at(QPointF(50, 50)) == ""
    person.press(view.race, Qt.Key.Key_Down)
    assert view.table() == [["Region"]]


def test_ranks_come_out_as_a_table(person):
    view = person.look_at("Ranking")
    head, *rows = view.table()
    assert head[1:] == [str(year) for year in view.race.race.span]
    assert sorted(int(row[-1]) for row in rows) == list(range(1, 11))


def test_what_is_chosen_elsewhere_comes_into_sight(person):
    view = person.look_at("Ranking")
    person.window.resize(1366, 600)
    last = order(view.race, 2025)[-1]
    assert view.race.verticalScrollBar().maximum() > 0
    person.workspace.select(region=last)
    place = spot(view.race, last, 2025)
    assert 0 < place.y() < view.race.viewport().height()


def test_of_thousands_of_names_those_in_sight_stand_apart(person):
    plan = synthetic_plan(400, 2)
    person.workspace.open(Session(LoadedWorkbook(plan)))
    view = person.look_at("Ranking")
    canvas = view.race
    assert len(canvas.race.regions) > 300
    # three regions share the rank in which the view begins
    ranks = canvas.race.ranks.copy()
    shared = [int(np.flatnonzero(ranks[:, -1] == rank)[0]) for rank in (1, 2, 3)]
    ranks[shared, -1] = 2
    canvas.race = replace(canvas.race, ranks=ranks)
    picture = canvas.grab()
    assert not picture.isNull()
    ends = canvas._ends(canvas.track(canvas.seen()), 0, canvas.seen().height())
    places = sorted(ends[place] for place in shared)
    assert min(np.diff(places)) >= 15.9
