"""An edit of paths is followed part by part: what is shown then is what working the view out anew shows."""

from random import Random

import pytest

from npfdesk.ui.charts.gap_rows import gap_rows

FOLLOWING = ["Gaps", "Heatmap", "Overview", "Ranking", "Scenarios", "Map", "Disparity"]
EDITS = 24


def told(view):
    """All that a view says: its words, its table, and what its parts show."""
    words = view.title.text(), view.subtitle.text(), view.remark(), view.message()
    if hasattr(view, "bars"):
        shown = view.shown
        return words, [(bar.drawn, bar.share) for bar in shown.every], shown.more, shown.apart
    if hasattr(view, "panels"):
        view.panels.parts()
        plots = [*view.panels.plots, view.panels.strip]
        ends = [(one.text, one.rect) for plot in plots for one in plot.ends.placed]
        dots = [group.points.tolist() for group in view.panels.strip.dots.groups]
        return words, view.table(), view.panels.plotted(), ends, dots
    parts = view.canvas.parts()
    described = view.canvas.accessibleDescription()
    shown = list(parts.shown)
    if hasattr(view, "sheets"):
        # the same axis is kept for figures that it holds, and chosen for them
        lines, marks, _ = shown[0]
        shown[0] = lines, marks, view.sheets.plotted()
    return words, described, view.table(), parts.ground, shown


def edited(person, chance, turn):
    """An edit of any series or of all regions at once; now and then one is taken back, or something else is looked at."""
    workspace = person.workspace
    series = chance.choice(workspace.plan.series)
    if turn % 6 == 5:
        workspace.undo()
    else:
        person.grow(chance.choice([series.region, "*"]), round(chance.uniform(-9, 29), 1), series.indicator)
    if turn % 5 == 4:
        workspace.select(region=series.region)


@pytest.mark.parametrize("name", [*FOLLOWING, "Evaluation"])
def test_what_is_followed_is_what_looking_anew_gives(person, name):
    view, chance = person.look_at(name), Random(name)
    buttons = view.choice_buttons() or (None,)
    for turn in range(EDITS):
        if buttons[0] is not None and turn % 8 == 0:
            buttons[turn // 8 % len(buttons)].click()
        edited(person, chance, turn)
        followed = told(view)
        look_anew(view)
        assert repr(followed) == repr(told(view)), turn


def look_anew(view):
    if hasattr(view, "bars"):
        view.shown = gap_rows(view.workspace, view.by_region.isChecked())
        view._write(view.shown, view.by_region.isChecked())
    else:
        if hasattr(view, "forget_words"):
            view.forget_words()
        view.look()


@pytest.mark.parametrize("name", FOLLOWING)
def test_an_edit_of_paths_works_out_no_words(person, name, monkeypatch):
    view = person.look_at(name)
    worded = []
    for word in ("title", "subtitle"):
        monkeypatch.setattr(getattr(view, word), "write", worded.append)
    person.workspace.select(region="yongkang")
    person.grow("yongkang", 11.0)
    assert worded
    worded.clear()
    # so little that nobody passes another
    person.grow("yongkang", 11.01)
    person.grow("*", 11.02)
    assert not worded


@pytest.mark.parametrize("name", [name for name in FOLLOWING if name != "Heatmap"])
def test_an_edit_of_another_place_and_indicator_is_not_looked_at(person, name, monkeypatch):
    view = person.look_at(name)
    person.workspace.select(region="yongkang", indicator="output")
    surface = view.bars if name == "Gaps" else view.canvas
    asked = []
    monkeypatch.setattr(surface._repainting, "renew", asked.append)
    monkeypatch.setattr(surface._repainting, "follow", lambda said: asked.append(said) or True)
    person.grow("lanxi", 3.0, "tax_per_mu")
    assert not asked
    person.grow("yongkang", 3.0)
    assert asked or name == "Ranking"
