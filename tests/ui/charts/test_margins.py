"""The path chart's room: names are shortened, figures are not; the axes hold while figures move; all scenarios are named."""

from dataclasses import replace

import pytest

from npfdesk.plan.edit_labels import set_assumptions, set_targets
from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey
from npfdesk.plan.target_text import parse_target


def grow(workspace, figure):
    document, key = workspace.document, AssumptionKey("jinhua", "", "output")
    workspace.apply(set_assumptions(document, document.active, {key: Assumption(Method.GROWTH, figure)}))


def test_axes_hold_while_editing_and_the_margin_follows_the_names(desk, qapp):
    window = desk.window
    workspace, plot = window.workspace, window.paths.plot
    window.resize(1366, 768)
    qapp.processEvents()
    before = plot.ticks
    # an edit within the axis, the same series chosen again, a target amended: the axis stays
    grow(workspace, 5.6)
    grow(workspace, 5.8)
    workspace.select(region="jinhua", industry="", indicator="output")
    assert plot.drawing.ghost is not None
    key = next(one for one in workspace.plan.targets if one.series == ("jinhua", "", "output"))
    amended = {key: replace(workspace.plan.targets[key], text="8100", parsed=parse_target("8100"))}
    workspace.apply(set_targets(workspace.document, amended))
    assert plot.drawing.lines.marks[0].figure == 8100
    qapp.processEvents()
    assert plot.ticks == before
    # what leaves it sets it anew
    grow(workspace, 20.0)
    assert plot.ticks.high > before.high
    # names take a quarter of the width at most, and their figures stand whole
    margin = plot.width() - plot.area.right()
    drawing = plot.drawing
    long = replace(drawing, name="一个名字非常长的情景，长得任何窗口都放不下它的全名" * 3)
    plot.draw(long, anew=False)
    assert plot.width() - plot.area.right() <= 0.25 * plot.width() + 1
    label = plot.parts.ends.placed[0]
    assert label.text.endswith(label.figure)
    assert "…" in label.text
    assert label.figure
    # and give the room back as soon as they have gone, the axis of figures as it was
    ticks = plot.ticks
    plot.draw(drawing, anew=False)
    assert plot.width() - plot.area.right() == pytest.approx(margin, abs=2)
    assert plot.ticks == ticks
    # every scenario compared is named, however many
    line = next(iter(drawing.others.values()))
    many = {str(number): replace(line, name=f"情景{number}") for number in range(11)}
    plot.draw(replace(drawing, others=many), anew=False)
    labels = [one.text.split()[0] for one in plot._end_labels(plot.drawing)]
    assert set(labels) >= {f"情景{number}" for number in range(11)}
