"""One colour for a scenario in tree, bar, menu, charts, comparison and reports, through adding and deleting others."""

from npfdesk.plan.edit_labels import scenario_recoloured
from npfdesk.plan.edits import ChangeScenario
from npfdesk.report.material import Material
from npfdesk.ui.look.colours import scenario_colour
from npfdesk.ui.window.scenario_tree import StateRole


def shown_colours(desk):
    """The colours of each place that shows some, by the scenario's name."""
    window, workspace = desk.window, desk.window.workspace
    document = workspace.document
    names = {one.name: name for name, one in document.scenarios.items()}
    window.views.show_view("Scenarios")
    drawing = window.paths.plot.drawing
    canvas = window.views.view().canvas
    made = Material(
        workspace.session.results,
        tuple(document.scenarios.values()),
        workspace.rule,
        workspace.origin(),
        "en",
        hues=document.hues,
    )
    return {
        "tree": {name: item.data(0, StateRole)[1] for name, item in window.scenarios.items.items()},
        "paths": {
            document.active: drawing.colour.name(),
            **{name: line.colour.name() for name, line in drawing.others.items()},
        },
        "comparison": {
            names_of(names, line.name): line.colour.name() for line in canvas.comparing.panel.lines
        },
        "report": {
            name: scenario_colour(made.colour(one)).name() for name, one in document.scenarios.items()
        },
    }


def names_of(names, shown):
    return next((name for said, name in names.items() if said == shown), shown)


def test_a_colour_means_one_scenario_everywhere(desk):
    window, workspace = desk.window, desk.window.workspace
    for name in ("惯性", "规划", "攻坚"):
        # children of different parents: the tree's order is not the document's
        workspace.activate(name)
        window.scenarios.new_from(f"{name}甲")
    before = shown_colours(desk)
    for place, found in before.items():
        for name, colour in found.items():
            if name in before["tree"]:
                assert colour == before["tree"][name], (place, name)
    assert len(set(before["tree"].values())) == 6
    gone = next(name for name, one in workspace.document.scenarios.items() if one.name == "惯性甲")
    kept = next(name for name, one in workspace.document.scenarios.items() if one.name == "规划甲")
    workspace.activate(gone)
    window.scenarios.delete()
    after = shown_colours(desk)
    assert after["tree"] == {name: one for name, one in before["tree"].items() if name != gone}
    assert after["paths"].items() <= after["tree"].items()
    workspace.undo()
    assert shown_colours(desk)["tree"] == before["tree"]
    # a colour that is chosen is the chosen one
    workspace.apply(ChangeScenario(kept, scenario_recoloured("规划甲"), colour="#123456"))
    assert shown_colours(desk)["tree"][kept] == "#123456"
