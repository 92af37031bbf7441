"""Adoption: a scenario that is final as of a day (定稿). It and all that it inherits are locked until that is lifted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from npfdesk.plan.chart_notes import ChartNote
from npfdesk.plan.document import Document
from npfdesk.plan.edits import Edit, EditRefused, Label
from npfdesk.plan.problems import Language, Problem, Wording, error
from npfdesk.plan.scenarios import Scenario, lineage, locked_by
from npfdesk.plan.spoken_names import name_in, name_wording

ADOPTED: Final = error(
    "adopted",
    "情景“{name}”已于 {day} 定稿，没有改动。要继续调整，请在它的副本上改（情景 ▸ 复制），或先解除定稿（情景 ▸ 解除定稿…）。",
    "Scenario “{name}” was adopted on {day}; nothing was changed. To go on, work in a copy of it (Scenario ▸ Duplicate), or "
    "lift its adoption first (Scenario ▸ Lift the adoption…).",
)
HELD_BY_ADOPTED: Final = error(
    "held_by_adopted",
    "“{name}”已于 {day} 定稿，继承自情景“{above}”，所以“{above}”没有改动。要继续调整，请在“{above}”的副本上改（情景 ▸ 复制），"
    "或先解除“{name}”的定稿（情景 ▸ 解除定稿…）。",
    "“{name}” was adopted on {day} and inherits from scenario “{above}”, so “{above}” was not changed. To go on, work in a copy "
    "of “{above}” (Scenario ▸ Duplicate), or lift the adoption of “{name}” first (Scenario ▸ Lift the adoption…).",
)
SEAL: Final = Wording("定稿 {day}", "Adopted {day}")
_SEALED: Final = Wording("{name}（{day} 定稿）", "{name} (adopted {day})")


@dataclass(frozen=True)
class SetAdoption:
    """Adopts a scenario as of a day (ISO 8601), or lifts that (`day` ""). No figure changes."""

    scenario: str
    day: str
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after the edit."""
        after = replace(document.scenarios[self.scenario], adopted=self.day)
        return document.with_scenarios(MappingProxyType({**document.scenarios, after.id: after}))


def adopt(document: Document, scenario: str, day: str) -> SetAdoption:
    """Adopt a scenario as of a day, ISO 8601; KeyError for an unknown one."""
    name = name_wording(document.scenarios[scenario])
    label = Label(Wording("“{name}”定稿（{day}）", "“{name}” adopted ({day})"), {"name": name, "day": day})
    return SetAdoption(scenario, day, label)


def lift_adoption(document: Document, scenario: str) -> SetAdoption:
    """Let an adopted scenario be edited again; KeyError for an unknown one."""
    one = document.scenarios[scenario]
    wording = Wording("解除“{name}”的定稿（{day}）", "Adoption of “{name}” lifted ({day})")
    return SetAdoption(scenario, "", Label(wording, {"name": name_wording(one), "day": one.adopted}))


def seal(scenario: Scenario, language: Language) -> str:
    """The words of the seal, with the day: 定稿 2026-03-05; "" for a scenario that is not adopted."""
    return SEAL.text(language, {"day": scenario.adopted}) if scenario.adopted else ""


def sealed_name(scenario: Scenario, language: Language) -> str:
    """A scenario's name in a report, with the day on which it was adopted."""
    name = name_in(scenario, language)
    return _SEALED.text(language, {"name": name, "day": scenario.adopted}) if scenario.adopted else name


def refuse_locked(before: Document, after: Document, edit: Edit) -> None:
    """EditRefused where an edit changes an adopted scenario, or what one inherits.

    Only `SetAdoption` may. Colours are the window's, and a name or description that is inherited from may change.
    """
    noted = before.work.chart_notes is not after.work.chart_notes
    if isinstance(edit, SetAdoption) or (before.scenarios is after.scenarios and not noted):
        return
    for name, holder in locked_by(before.scenarios).items():
        one, now, whole = before.scenarios[name], after.scenarios.get(name), holder.id == name
        changed = now is None or _content(now, whole) != _content(one, whole)
        if now is not None and whole:
            noted_anew = noted and _on_charts(before, name) != _on_charts(after, name)
            changed = changed or now.adopted != one.adopted or noted_anew
        if changed:
            raise EditRefused(holder.id, _problem(holder, one))


def locks(scenarios: Mapping[str, Scenario]) -> Mapping[str, Problem]:
    """Why scenarios cannot be edited now, by their ids; those that can are not in it."""
    found = locked_by(scenarios)
    return MappingProxyType({name: _problem(holder, scenarios[name]) for name, holder in found.items()})


def _on_charts(document: Document, scenario: str) -> dict[str, ChartNote]:
    return {name: one for name, one in document.work.chart_notes.items() if one.scenario == scenario}


def _problem(adopted: Scenario, changed: Scenario) -> Problem:
    told = {"name": name_wording(adopted), "day": adopted.adopted}
    if adopted.id == changed.id:
        return Problem(ADOPTED, text=adopted.name, arguments=told)
    return Problem(HELD_BY_ADOPTED, text=changed.name, arguments={**told, "above": name_wording(changed)})


def adopted_contents(scenarios: Mapping[str, Scenario], scenario: str) -> list[tuple[object, ...]]:
    """What is final with a scenario: itself and all that it inherits, the weakest first; ValueError for a circle."""
    line = lineage(scenarios, scenario)
    return [(one.id, *_content(one, one.id == scenario)) for one in line]


def _content(one: Scenario, whole: bool) -> tuple[object, ...]:
    inherited = one.bases, one.assumptions, one.intensities, one.targets
    return (*inherited, one.name, one.english, one.description, one.responses) if whole else inherited
