"""What an edit leaves on the screen is what painting the whole window anew gives, pixel by pixel."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from PySide6.QtGui import QImage

from npfdesk.plan.edit_labels import set_assumptions, set_intensities, set_observations, set_targets
from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption, LeverIntensities
from npfdesk.plan.series import AssumptionKey, LeverIntensityKey
from npfdesk.ui.look import style
from npfdesk.ui.look.colours import DARK, LIGHT
from npfdesk.ui.views.registry import VIEWS

EDITS = 8


def pixels(pixmap):
    """Red, green, blue of a picture (height, width, 3)."""
    image = pixmap.toImage().convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return rows[:, : image.width(), :3].copy()


def on_the_screen(window):
    return pixels(window.screen().grabWindow(window.winId()))


def settled(application):
    for _ in range(4):
        application.processEvents()


def other_pixels(window, application):
    """The first place (y, x) where the screen differs from a picture painted anew; None where none does."""
    settled(application)
    left, anew = on_the_screen(window), pixels(window.grab())
    assert left.shape == anew.shape
    places = np.argwhere((left != anew).any(axis=2))
    return None if not len(places) else (places.min(axis=0).tolist(), places.max(axis=0).tolist())


def an_edit(workspace, chance):
    """One of the kinds of edit that a table makes, at random."""
    document = workspace.document
    plan, scenario = document.plan, document.active
    series = chance.choice(plan.series)
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
    # a draft that is written in the very turn before the screen is looked at says so in the next one
    for timer in (desk.autosave.quiet_timer, desk.autosave.latest_timer):
        timer.setInterval(10**8)
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
