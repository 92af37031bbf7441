"""What an edit leaves on the screen is what painting the whole window anew gives, pixel by pixel."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from PySide6.QtCore import QAbstractEventDispatcher, QEvent, QEventLoop, QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractScrollArea

from npfdesk.plan.edit_labels import set_assumptions, set_intensities, set_observations, set_targets
from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption, LeverIntensities
from npfdesk.plan.series import AssumptionKey, LeverIntensityKey
from npfdesk.ui.background_job import BackgroundJob
from npfdesk.ui.charts.path_plot import PathPlot
from npfdesk.ui.look import style
from npfdesk.ui.look.colours import DARK, LIGHT
from npfdesk.ui.tables.cell_view import CellView
from npfdesk.ui.views.disparity_canvas import DisparityCanvas
from npfdesk.ui.views.registry import VIEWS

EDITS = 8
TURNS = 100
"""Of the loop of events, within which a window comes to rest."""


def pixels(pixmap):
    """Red, green, blue of a picture (height, width, 3)."""
    image = pixmap.toImage().convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return rows[:, : image.width(), :3].copy()


def on_the_screen(window):
    return pixels(window.screen().grabWindow(window.winId()))


def settled(window, application):
    """Handle events until none is left: a longer text lays out one part after the other, each in a turn of its own.

    What is worked out beside the window is waited for.
    """
    dispatcher = QAbstractEventDispatcher.instance()
    for _ in range(TURNS):
        working = [job for job in window.findChildren(BackgroundJob) if job.isRunning()]
        for job in working:
            job.wait()
        application.processEvents()
        if not working and not dispatcher.processEvents(QEventLoop.ProcessEventsFlag.AllEvents):
            return
    pytest.fail("the window never comes to rest")


def without_drafts(desk):
    """No draft is written: its minute in the status line would come in the very turn before the screen is looked at."""
    for timer in (desk.autosave.quiet_timer, desk.autosave.latest_timer):
        timer.setInterval(10**8)


def other_pixels(window, application):
    """The first place (y, x) where the screen differs from a picture painted anew; None where none does."""
    settled(window, application)
    left = on_the_screen(window)
    for table in window.findChildren(CellView):
        # what the tables know of their cells may be what is wrong on the screen
        table.forget()
    for chart in window.findChildren(PathPlot):
        chart.under.forget()
    for chart in window.findChildren(DisparityCanvas):
        chart.forget()
    anew = pixels(window.grab())
    assert left.shape == anew.shape
    places = np.argwhere((left != anew).any(axis=2))
    return None if not len(places) else (places.min(axis=0).tolist(), places.max(axis=0).tolist())


def an_edit(workspace, chance):
    """One of the kinds of edit that a table makes, at random; every other one is of what the views show."""
    document = workspace.document
    plan, scenario, seen = document.plan, document.active, workspace.selection.series
    beside = [one for one in plan.series if one[1:] == seen[1:]]
    series = chance.choice(plan.series if chance.random() < 0.5 else beside)
    places = [series.region, "*"]
    key = AssumptionKey(chance.choice(places), series.industry, series.indicator)
    kind = chance.choice(["growth", "growth", "growth", "cagr", "lever", "observed", "target", "none"])
    if kind == "growth":
        return set_assumptions(
            document, scenario, {key: Assumption(Method.GROWTH, round(chance.uniform(-9, 19), 1))}
        )
    if kind == "cagr":
        return set_assumptions(document, scenario, {key: Assumption(Method.HOLD)})
    if kind == "none":
        return set_assumptions(document, scenario, {key: None})
    if kind == "lever":
        lever = chance.choice(list(plan.dimension_of_lever))
        year = chance.choice([int(one) for one in plan.years if one > plan.target_year - 4])
        levels = LeverIntensities(by_year=((year, round(chance.uniform(0, 100))),))
        return set_intensities(document, scenario, {LeverIntensityKey(lever, "*", "*"): levels})
    if kind == "observed":
        figure = plan.observed[plan.row[series], plan.column(int(plan.years[0]))]
        return set_observations(
            document,
            {(series, int(plan.years[0])): None if np.isnan(figure) else figure * chance.uniform(0.9, 1.1)},
        )
    target = chance.choice(list(plan.targets))
    stated = plan.targets[target]
    return set_targets(document, {target: replace(stated, owner=chance.choice(["甲局", "乙局"]))})


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_an_edit_leaves_what_painting_anew_gives(desk, as_before, view, theme):
    window, workspace = desk.window, desk.window.workspace
    without_drafts(desk)
    style.apply_theme(as_before, theme)
    window.resize(1366, 768)
    window.views.show_view(view)
    chance = Random(f"{view} {theme is DARK}")
    assert other_pixels(window, as_before) is None
    for turn in range(EDITS):
        if turn == EDITS // 2:
            workspace.undo()
        else:
            workspace.apply(an_edit(workspace, chance))
        assert other_pixels(window, as_before) is None, (view, turn, workspace.session.history.undo_label)


MOVES = [(region, growth) for region in ("", "*", "") for growth in (-8.0, 2.0, 4.0, 6.0, 9.0, 14.0, 25.0)]
"""Growths of the series looked at, and of the same of all regions ("*"), over which lights and figures turn."""


@pytest.mark.parametrize("view", ["Gaps", "Heatmap", "Overview", "Map"])
def test_what_moves_in_a_followed_view_is_painted(desk, as_before, view):
    window, workspace = desk.window, desk.window.workspace
    without_drafts(desk)
    window.resize(1366, 768)
    window.views.show_view(view)
    chart = window.views.view()
    surface = chart.bars.viewport() if view == "Gaps" else chart.canvas.viewport()
    before, moved = pixels(surface.grab()), 0
    for region, growth in MOVES:
        key = AssumptionKey(region or workspace.selection.region, "", workspace.selection.indicator)
        edit = {key: Assumption(Method.GROWTH, growth)}
        workspace.apply(set_assumptions(workspace.document, workspace.document.active, edit))
        assert other_pixels(window, as_before) is None, (view, region, growth)
        now = pixels(surface.grab())
        moved += now.shape != before.shape or bool((now != before).any())
        before = now
    # a view that none of these moves would prove nothing
    assert moved >= 3


def scrolled(view):
    """Scroll what scrolls of a view to its middle."""
    for area in view.findChildren(QAbstractScrollArea):
        for bar in (area.verticalScrollBar(), area.horizontalScrollBar()):
            bar.setValue(bar.maximum() // 2)


@pytest.mark.parametrize("view", VIEWS)
def test_an_edit_leaves_it_under_every_choice_scrolled_and_pointed_at(desk, as_before, view):
    window, workspace = desk.window, desk.window.workspace
    without_drafts(desk)
    window.views.show_view(view)
    chart, chance = window.views.view(), Random(view)
    counties = [one.code for one in workspace.plan.own_regions if one.parent]
    for button in chart.choice_buttons() or (None,):
        if button is not None:
            button.click()
        # with room for the figures beside marks, and so small that all scrolls
        for turn, size in enumerate([(1900, 900), (1900, 900), (1180, 640), (1180, 640)]):
            window.resize(*size)
            settled(window, as_before)
            scrolled(chart)
            workspace.hover_region(chance.choice(["", *counties]))
            workspace.select(region=chance.choice(counties))
            settled(window, as_before)
            key = AssumptionKey(chance.choice([workspace.selection.region, "*"]), "", "output")
            growth = round(chance.uniform(-9, 19), 1)
            what = None if button is None else button.text()
            # much, and then so little that figures move and colours stay
            for grown in (growth, growth + 0.3):
                edit = {key: Assumption(Method.GROWTH, grown)}
                workspace.apply(set_assumptions(workspace.document, workspace.document.active, edit))
                assert other_pixels(window, as_before) is None, (view, what, turn, grown)


class Painted(QObject):
    """How much of a widget is painted (pixels of area)."""

    def __init__(self, widget):
        super().__init__(widget)
        self.area = 0
        widget.installEventFilter(self)

    def eventFilter(self, _, event):
        if event.type() == QEvent.Type.Paint:
            self.area += sum(one.width() * one.height() for one in event.region())
        return False


@pytest.mark.parametrize(
    ("view", "share"),
    [
        ("Gaps", 0.35),
        ("Heatmap", 0.1),
        ("Overview", 0.2),
        ("Map", 0.2),
        ("Disparity", 0.4),
        ("Evaluation", 0.3),
    ],
)
def test_one_countys_edit_paints_little_of_a_view(desk, as_before, view, share):
    window, workspace = desk.window, desk.window.workspace
    window.resize(1366, 768)
    window.views.show_view(view)
    settled(window, as_before)
    chart = window.views.view()
    surface = chart.bars.viewport() if view == "Gaps" else chart.canvas.viewport()
    painted, whole = Painted(surface), surface.width() * surface.height()
    # the first edit is told of in the status line, which takes its room
    for growth in (3.1, 3.2, 3.3):
        painted.area = 0
        key = AssumptionKey("lanxi", "", "output")
        workspace.apply(
            set_assumptions(
                workspace.document, workspace.document.active, {key: Assumption(Method.GROWTH, growth)}
            )
        )
        settled(window, as_before)
    assert painted.area <= share * whole
