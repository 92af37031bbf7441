"""A colour means one scenario: own colours stand, the others take hues of their own and keep them."""

from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from npfdesk.plan.document import new_document
from npfdesk.plan.edit_labels import scenario_added
from npfdesk.plan.edits import AddScenario, RemoveScenario
from npfdesk.plan.scenario_hues import HUE_PLACES, HUES, free_hue, own_colour, scenario_hues
from npfdesk.plan.scenarios import Scenario, by_id
from tests.plans import plan, scenario

LABEL = scenario_added("新", "甲")


def tree(*colours):
    return by_id(Scenario(str(place), f"情景{place}", None, "", one) for place, one in enumerate(colours))


def add(document, name):
    return AddScenario(Scenario(name, name), LABEL).apply(document)


def test_own_colours_stand_and_nobody_else_gets_them():
    assert dict(scenario_hues(tree("", " #7a4fb5 ", ""))) == {"0": HUES[1], "1": "#7A4FB5", "2": HUES[2]}
    # nearly the same to the eye counts as the same
    assert scenario_hues(tree("", "#7D50B0"))["0"] == HUES[1]
    # what is no colour is none
    assert own_colour(Scenario("甲", "甲", None, "", "红")) == ""
    assert free_hue(tree("", "#2F6FDE")) == HUES[1]


@given(st.lists(st.sampled_from(["", "", *HUES, "#2F6FDE", "#D9822B"]), min_size=1, max_size=len(HUE_PLACES)))
def test_without_a_colour_no_two_are_alike(colours):
    scenarios = tree(*colours)
    found = scenario_hues(scenarios)
    derived = [found[name] for name, one in scenarios.items() if not one.colour]
    free = len(HUE_PLACES) - len({one for one in colours if one in HUES})
    assert len(set(derived)) == min(len(derived), free)
    if len(derived) <= free:
        assert not set(derived) & set(colours)


def test_a_hue_stays_when_others_come_and_go():
    document = new_document(
        plan({("市", "", "x"): {2020: 1}}, scenarios=[scenario("甲"), scenario("乙"), scenario("丙")])
    )
    before = dict(document.hues)
    assert list(before.values()) == list(HUES[:3])
    document = add(add(document, "丁"), "戊")
    assert {**before, "丁": HUES[3], "戊": HUES[4]} == document.hues
    without = RemoveScenario("丁", LABEL).apply(RemoveScenario("甲", LABEL).apply(document))
    assert {name: without.hues[name] for name in ("乙", "丙", "戊")} == {
        "乙": HUES[1],
        "丙": HUES[2],
        "戊": HUES[4],
    }
    # what is free again is given again, but never that of a scenario of the workbook
    assert add(without, "己").hues["己"] == HUES[3]
    # saved and opened: what was added has its hue written
    reopened = without.with_scenarios(MappingProxyType(dict(reversed(without.scenarios.items()))))
    assert reopened.hues == without.hues
