"""The overview: a region's targets in their order, with the session's figures."""

import numpy as np
from PySide6.QtCore import QPointF, Qt

from npfdesk.plan.edit_labels import set_targets
from npfdesk.plan.statuses import Status
from npfdesk.ui.views.overview import ROW

BEHIND = [Status.RED, Status.ORANGE, Status.YELLOW, Status.BLUE, Status.GREY]


def place(view, number):
    """The middle of a line in the viewport."""
    return QPointF(60, (number + 0.5) * ROW) - QPointF(0, view.list.offset.y())


def test_binding_comes_first_then_the_furthest_behind(person):
    view = person.look_at("Overview")
    lines = view.list.lines
    assert len(lines) > 20
    binding = [line.binding for line in lines]
    assert binding == sorted(binding, reverse=True)
    assert sum(binding) == 3
    ranks = [BEHIND.index(line.status) for line in lines if not line.binding]
    assert ranks == sorted(ranks)
    judgement = person.workspace.judgement()
    orange = [
        judgement.progress[line.position]
        for line in lines
        if line.status is Status.ORANGE and not line.binding
    ]
    assert orange == sorted(orange)


def test_a_line_says_the_sessions_figure(person):
    view = person.look_at("Overview")
    line = next(line for line in view.list.lines if line.series == ("jinhua", "", "output"))
    assert view.list.figure(line) == "5,819.9 亿元"
    assert view.list.aim(line).startswith("target 2025: 8000")
    row = person.workspace.plan.row[line.series]
    assert np.array_equal(line.figures, person.workspace.result.values[row], equal_nan=True)
    assert person.workspace.plan.years[line.last] == 2020


def test_a_click_and_keys_choose_a_target(person):
    view = person.look_at("Overview")
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
    assert [row[0] for row in rows] == [view.list.name(line) for line in view.list.lines]
    assert rows[0][1] == "binding"
    assert head[3] == "2025"


def test_a_region_without_targets_says_what_to_do(person):
    view = person.look_at("Overview")
    workspace = person.workspace
    gone = {key: None for key in workspace.plan.targets if key.series.region == "panan"}
    workspace.apply(set_targets(workspace.document, gone))
    workspace.select(region="panan")
    assert "choose another region" in view.empty.text()


def test_a_long_unit_leaves_the_names_their_room(person, monkeypatch):
    view = person.look_at("Overview")
    canvas, width = view.list, 480.0
    assert canvas.figures_width(width) < 0.35 * width
    short = canvas.figure
    long = "吨标准煤每万元工业增加值（按二〇二〇年可比价格计算）"
    monkeypatch.setattr(canvas, "figure", lambda line, unit=True: short(line, unit=False) + long * unit)
    canvas.measure_columns()
    assert canvas.figures_width(width) == 0.35 * width
    # no figure is cut, however narrow
    bare = canvas.fontMetrics().horizontalAdvance("5,819.9")
    assert canvas.figures_width(10.0) >= bare - 1
