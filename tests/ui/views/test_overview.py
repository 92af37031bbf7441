"""The overview: a region's targets in their order, with the session's figures."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPointF, Qt

from npfdesk.plan.edit_labels import set_targets
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.statuses import Status
from npfdesk.plan.target_text import parse_target
from npfdesk.ui.views.overview_rows import Place

BEHIND = [Status.RED, Status.ORANGE, Status.YELLOW, Status.BLUE, Status.GREY]


def place(view, number):
    """The middle of a line in the viewport."""
    spot = view.list.place_of(view.list.every[number].series)
    return QPointF(60, spot.center().y()) - QPointF(0, view.list.offset.y())


def test_one_sentence_says_where_the_region_stands_and_what_has_no_figure_is_folded(person):
    view = person.look_at("Overview")
    every, canvas = view.list.every, view.list
    told = {kind: sum(line.place is kind for line in every) for kind in Place}
    assert told == {
        Place.MET: 2, Place.ON_TRACK: 0, Place.BEHIND: 18, Place.UNJUDGED: 0, Place.MISSING: 12,
    }  # fmt: skip
    assert canvas.sentence == (
        "32 targets: 2 met, 0 on track, 18 behind, 12 with a missing value; binding: 0 of 3 met or on track"
    )
    assert canvas.accessibleDescription() == canvas.sentence
    # all that has a figure comes before all that has none
    assert [line.place is Place.MISSING for line in every] == [False] * 20 + [True] * 12
    known, missing = every[:20], every[20:]
    for lines in (known, missing):
        binding = [line.binding for line in lines]
        assert binding == sorted(binding, reverse=True)
    ranks = [BEHIND.index(line.status) for line in known if not line.binding]
    assert ranks == sorted(ranks)
    judgement = person.workspace.judgement()
    orange = [judgement.progress[line.position] for line in known if line.status is Status.ORANGE]
    assert orange == sorted(orange)
    # the fold opens by a click on its head and closes by a key
    assert canvas.lines == known
    canvas.verticalScrollBar().setValue(canvas.verticalScrollBar().maximum())
    person.click(canvas, canvas.fold_place().center())
    assert canvas.lines == every
    person.press(canvas, Qt.Key.Key_Space)
    assert canvas.lines == known
    # a series chosen elsewhere is shown wherever it stands
    last = missing[-1].series
    person.workspace.select(region=last.region, industry=last.industry, indicator=last.indicator)
    assert canvas.opened
    assert canvas.place_of(last) is not None
    # before any year has gone by nothing is behind, and nothing lacks a figure that has one
    person.workspace.set_view(year=2020)
    assert "not assessable" in canvas.sentence
    assert sum(line.place is Place.MISSING for line in canvas.every) == 12


def test_a_line_says_the_value_the_target_the_shortfall_and_the_growth_needed(person):
    view = person.look_at("Overview")
    canvas = view.list
    line = next(line for line in canvas.lines if line.series == ("jinhua", "", "output"))
    assert canvas.figures(line) == ("5,819.9", "8,000", "2,180.1 short", "12.4% a year")
    assert canvas.aim(line) == "亿元 · 2025"
    share = next(line for line in canvas.lines if line.series == ("jinhua", "", "digital_share"))
    assert canvas.figures(share)[1] == "≥ 8"
    row = person.workspace.plan.row[line.series]
    assert np.array_equal(line.figures, person.workspace.result.values[row], equal_nan=True)
    assert person.workspace.plan.years[line.last] == 2020
    # no figure is elided: in a narrow panel the growth needed goes under the others, then columns go
    assert sorted(canvas.columns(1200.0)[2]) == [0, 1, 2, 3]
    assert sorted(canvas.columns(430.0)[2]) == [0, 1, 2]
    for width in (1200.0, 430.0, 300.0, 200.0):
        measure = canvas.fontMetrics().horizontalAdvance
        for one, spot in canvas.columns(width)[2].items():
            if one != 1:
                assert all(spot.width() >= measure(canvas.figures(row)[one]) - 1 for row in canvas.lines)


def test_a_click_and_keys_choose_a_target(person):
    view = person.look_at("Overview")
    # in a low window the words beneath give way to the rows, and come back with the room
    high = view.size()
    for height, seen in ((150, False), (600, True)):
        view.resize(high.width(), height)
        assert view.note.isHidden() is not seen
        assert view.remark()
    view.resize(high)
    person.click(view.list, place(view, 3))
    assert person.workspace.selection.series == view.list.lines[3].series
    for key, number in (
        (Qt.Key.Key_Down, 4),
        (Qt.Key.Key_Up, 3),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_End, len(view.list.lines) - 1),
    ):
        person.press(view.list, key)
        assert person.workspace.selection.series == view.list.lines[number].series
    last = view.list.place_of(view.list.lines[-1].series)
    assert last.bottom() - view.list.offset.y() <= view.list.viewport().height()


def test_the_exact_figures_are_in_the_tip(person):
    view = person.look_at("Overview")
    tip = view.list.tip_at(place(view, 3))
    assert "target 2025" in tip
    assert "progress to target" in tip


def test_it_follows_the_region_and_every_edit(person):
    view = person.look_at("Overview")
    person.workspace.select(region="yongkang")
    assert view.title.text() == "Overview · Yongkang"
    assert {line.series.region for line in view.list.lines} == {"yongkang"}
    before = view.list.lines[0].status, view.redraws
    person.grow("yongkang", 30.0)
    line = next(line for line in view.list.lines if line.series.indicator == "output")
    assert line.status is Status.BLUE
    assert view.redraws == before[1] + 1
    # what is not of this region does not draw it anew
    person.grow("lanxi", 3.0, "tax_per_mu")
    assert view.redraws == before[1] + 1


def test_its_figures_come_out_in_their_order(person):
    view = person.look_at("Overview")
    head, *rows = view.table()
    assert [row[0] for row in rows] == [view.list.name(line) for line in view.list.every]
    assert rows[20][1] == "binding"
    assert head[3] == "2025"


def test_a_region_without_targets_says_what_to_do(person):
    view = person.look_at("Overview")
    workspace = person.workspace
    gone = {key: None for key in workspace.plan.targets if key.series.region == "panan"}
    workspace.apply(set_targets(workspace.document, gone))
    workspace.select(region="panan")
    assert "choose another region" in view.empty.text()


def test_a_rank_among_others_follows_their_paths(person):
    view = person.look_at("Overview")
    workspace = person.workspace
    key = next(one for one in workspace.plan.targets if one.series == SeriesKey("yongkang", "", "output"))
    words = "全市第一"
    stated = replace(workspace.plan.targets[key], text=words, parsed=parse_target(words))
    workspace.apply(set_targets(workspace.document, {key: stated}))
    workspace.select(region="yongkang")

    def line():
        return next(one for one in view.list.lines if one.series == key.series)

    places = []
    for growth in (60.0, -60.0):
        for county in ("lanxi", "yiwu", "dongyang", "wucheng", "jindong"):
            person.grow(county, growth)
        column = workspace.plan.column(workspace.year)
        left = line()
        view.look()
        assert (left.status, left.figures[column]) == (line().status, line().figures[column])
        places.append(left.figures[column])
    assert places[1] < places[0]
