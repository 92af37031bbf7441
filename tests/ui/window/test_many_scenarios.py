"""Thousands of scenarios: a window that shows them, and computes only what is looked at."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption, Scenario
from npfdesk.plan.series import AssumptionKey
from npfdesk.session import LoadedWorkbook, Session
from npfdesk.ui.window.scenario_tree import parents_first
from npfdesk.ui.workspace import DRAWN

MANY = 300


@pytest.fixture
def many(sample_plan):
    """The sample with three hundred more scenarios below its first."""
    first = sample_plan.scenarios[0]
    row = MappingProxyType({AssumptionKey("*", "*", "output"): Assumption(Method.GROWTH, 5.0)})
    more = tuple(Scenario(f"变体{n}", f"变体{n}", first.id, assumptions=row) for n in range(MANY))
    return Session(LoadedWorkbook(replace(sample_plan, scenarios=(*sample_plan.scenarios, *more))))


def test_a_window_on_many_scenarios_computes_those_that_it_draws(bare, many):
    workspace = bare.window.workspace
    workspace.open(many)
    bare.window.show()
    assert len(bare.window.scenarios.items) == MANY + 3
    assert len(workspace.compared) == DRAWN
    assert set(many.results.computed) <= {many.document.active, *workspace.compared}
    # whichever one turns to is there
    workspace.activate("变体299")
    assert bare.window.top.scenario.currentText() == "变体299"
    assert workspace.result.scenario == "变体299"


def test_the_menu_of_the_compared_is_filled_when_it_is_opened(bare, many):
    workspace, compare = bare.window.workspace, bare.window.top.compare
    workspace.open(many)
    assert compare.more.isVisibleTo(bare.window.top)
    assert not compare.menu.actions()
    compare.menu.aboutToShow.emit()
    compare.menu.aboutToHide.emit()
    assert len(compare.menu.actions()) == MANY + 2
    chosen = [one.text() for one in compare.menu.actions() if one.isChecked()]
    assert chosen == [many.document.scenarios[name].name for name in workspace.compared]
    compare.entries["变体250"].setChecked(True)
    assert workspace.compared[-1] == "变体250"
    workspace.activate("变体3")
    assert "变体3" not in compare.entries


def test_a_scenario_stands_behind_the_one_that_it_inherits_from_whatever_their_order():
    scenarios = {
        one.id: one
        for one in (
            Scenario("孙", "孙", "子"),
            Scenario("子", "子", "父"),
            Scenario("旁", "旁", "无"),
            Scenario("父", "父"),
            Scenario("女", "女", "父"),
        )
    }
    assert [(place, one.id) for place, one in parents_first(scenarios)] == [
        *((2, "旁"), (3, "父")),
        *((1, "子"), (4, "女")),
        (0, "孙"),
    ]
