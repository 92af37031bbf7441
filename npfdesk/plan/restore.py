"""Restore: apply saved work to a newly read workbook, or replace the document's work in one step that can be undone."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar

from npfdesk.plan.amended_plan import amended_plan
from npfdesk.plan.document import Document, new_document
from npfdesk.plan.edits import Label
from npfdesk.plan.inheritance import inherits_itself, with_bases
from npfdesk.plan.minutes import Minutes
from npfdesk.plan.model import Plan
from npfdesk.plan.own_amendments import same_target_text
from npfdesk.plan.parts import PARTS
from npfdesk.plan.problems import Problem, Wording, warning
from npfdesk.plan.records import SavedWork
from npfdesk.plan.scenarios import Scenario, by_id, lineage, locked_by, with_entries, workbook_counterparts
from npfdesk.plan.series import ANY, TargetKey
from npfdesk.plan.targets import PlanTarget

Key = TypeVar("Key")
Value = TypeVar("Value")

ORPHAN: Final = warning(
    "orphan",
    "工作簿里不再有“{what}”（情景“{scenario}”）。内容仍然保留，工作簿恢复后即可再用。",
    "The workbook no longer has “{what}” (scenario “{scenario}”). It is kept, and used again once the workbook has it again.",
)
BOTH_CHANGED: Final = warning(
    "both_changed",
    "情景“{scenario}”的“{what}”在工作簿和情景库中都改过，且不一致。保留情景库的内容。",
    "“{what}” of scenario “{scenario}” was changed both in the workbook and in the scenario library, and the two differ. The "
    "version in the library is kept.",
)
ADOPTED_STANDS: Final = warning(
    "adopted_stands",
    "工作簿改了情景“{scenario}”的“{what}”，但该情景已定稿（或被定稿的情景继承）。保留情景库的内容；要采用工作簿的内容，请先解除定稿。",
    "The workbook changed “{what}” of scenario “{scenario}”, which is adopted, or inherited by one that is. The version in the "
    "library is kept; to take the workbook's, lift the adoption first.",
)
_AMENDMENT: Final = "—"
_PACKAGES: Final = Wording("假设包", "packages")


@dataclass(frozen=True, eq=False)
class Restored:
    """A document with the saved work applied, and the minutes. `orphans` and `differences` must be shown; nothing is lost."""

    document: Document
    orphans: tuple[Problem, ...]
    differences: tuple[Problem, ...]
    minutes: Minutes = ()


def restore(plan: Plan, saved: SavedWork) -> Restored:
    """Apply saved work to a newly read plan by a three-way comparison: old workbook, new workbook, library.

    A change made only in the workbook is taken over, except where an adopted scenario would change by it. A change made in the program stays; a difference is
    reported where the workbook changed the entry too. Amendments that the workbook now states itself are
    dropped. Keys that the plan no longer has stay in the scenarios; the engine ignores them.
    """
    differences: list[Problem] = []
    scenarios = _scenarios(plan, saved, differences)
    outstanding = {
        part.key: part.outstanding(plan, part.of(saved.work))
        for part in PARTS
        if part.outstanding is not None
    }
    work = replace(saved.work, scenarios=by_id(scenarios.values()), **outstanding)
    amended = amended_plan(plan, work)
    active = saved.active if saved.active in scenarios else next(iter(scenarios))
    document = Document(amended, work, active, plan)
    return Restored(document, orphans(document), tuple(differences), saved.minutes)


def _scenarios(plan: Plan, saved: SavedWork, differences: list[Problem]) -> dict[str, Scenario]:
    then = by_id(saved.workbook_scenarios)
    own = saved.work.scenarios
    now = workbook_counterparts(own.values(), plan.scenarios)
    kept: dict[str, Scenario] = {}
    locked = locked_by(_without_circles(dict(own)))
    for ours in own.values():
        theirs = now.get(ours.id)
        base = then.get(theirs.id) if theirs is not None else None
        if theirs is None or base is None:
            kept[ours.id] = ours
            continue
        if ours.id in locked:
            kept[ours.id] = ours
            differences += _not_taken(base, theirs, ours)
            continue
        kept[ours.id] = replace(
            ours,
            assumptions=_merged(
                base.assumptions, theirs.assumptions, ours.assumptions, ours.name, differences
            ),
            intensities=_merged(
                base.intensities, theirs.intensities, ours.intensities, ours.name, differences
            ),
            targets=_placed(
                _merged(
                    base.targets, theirs.targets, ours.targets, ours.name, differences, _same_target_texts
                ),
                theirs.targets,
            ),
        )
    known = {theirs.id: name for name, theirs in now.items()}
    _take_packages(kept, saved, now, differences)
    for theirs in plan.scenarios:
        # a scenario deleted in the program stays deleted; a new one of the workbook is added
        if theirs.id not in known and theirs.id not in then and theirs.id not in kept:
            packages = [known.get(one, one) for one in theirs.packages]
            kept[theirs.id] = with_bases(theirs, known.get(theirs.parent or "", theirs.parent), packages)
    if not kept:
        kept = dict(new_document(plan).scenarios)
    return {name: _with_those_there(one, kept) for name, one in _without_circles(kept).items()}


def _with_those_there(one: Scenario, there: Mapping[str, Scenario]) -> Scenario:
    if all(base in there for base in one.bases):
        return one
    parent = one.parent if one.parent in there else None
    return with_bases(one, parent, [base for base in one.packages if base in there])


def _take_packages(
    kept: dict[str, Scenario],
    saved: SavedWork,
    now: Mapping[str, Scenario],
    differences: list[Problem],
) -> None:
    """Packages that only the workbook changed are taken over, where they close no circle and nothing adopted changes."""
    then = workbook_counterparts(kept.values(), saved.workbook_scenarios)
    of_then = {one.id: name for name, one in then.items()}
    of_now = {one.id: name for name, one in now.items()}
    locked = locked_by(_without_circles(dict(saved.work.scenarios)))
    for name, ours in list(kept.items()):
        if name not in then or name not in now:
            continue
        old = tuple(of_then.get(one, one) for one in then[name].packages)
        new = tuple(of_now.get(one, one) for one in now[name].packages)
        if new in (old, ours.packages):
            continue
        told = {"what": _PACKAGES, "scenario": ours.name}
        if name in locked:
            differences.append(Problem(ADOPTED_STANDS, arguments=told))
            continue
        taken = with_bases(ours, ours.parent, new)
        if ours.packages != old or inherits_itself({**kept, name: taken}, name):
            differences.append(Problem(BOTH_CHANGED, arguments=told))
            continue
        kept[name] = taken


def _not_taken(base: Scenario, theirs: Scenario, ours: Scenario) -> Iterator[Problem]:
    """What the workbook changed of a scenario that is locked, and that ours does not say."""
    of_rows: tuple[tuple[Mapping[Any, Any], ...], ...] = (
        (base.assumptions, theirs.assumptions, ours.assumptions),
        (base.intensities, theirs.intensities, ours.intensities),
    )
    for then, now, own in of_rows:
        for key in {**then, **now}:
            if now.get(key) not in (then.get(key), own.get(key)):
                yield _adopted_stands(key, ours)
    for bound in {**base.targets, **theirs.targets}:
        new = theirs.targets.get(bound)
        if not any(_same_target_texts(new, side.targets.get(bound)) for side in (base, ours)):
            yield _adopted_stands(bound, ours)


def _adopted_stands(key: object, ours: Scenario) -> Problem:
    return Problem(ADOPTED_STANDS, arguments={"what": _key_text(key), "scenario": ours.name})


def _without_circles(scenarios: dict[str, Scenario]) -> dict[str, Scenario]:
    for name in list(scenarios):
        try:
            lineage(scenarios, name)
        except ValueError:
            scenarios[name] = with_bases(scenarios[name], None, ())
    return scenarios


def _merged(
    then: Mapping[Key, Value],
    now: Mapping[Key, Value],
    ours: Mapping[Key, Value],
    name: str,
    differences: list[Problem],
    same: Callable[[Value | None, Value | None], bool] = operator.eq,
) -> Mapping[Key, Value]:
    changes: dict[Key, Value | None] = {}
    for key in {**then, **now}:
        old, new, own = then.get(key), now.get(key), ours.get(key)
        if same(old, new):
            continue
        if same(own, old):
            changes[key] = new
        elif not same(own, new):
            differences.append(Problem(BOTH_CHANGED, arguments={"what": _key_text(key), "scenario": name}))
    return with_entries(ours, changes) if changes else ours


def _same_target_texts(one: PlanTarget | None, other: PlanTarget | None) -> bool:
    return one is other if one is None or other is None else same_target_text(one, other)


def _placed(
    ours: Mapping[TargetKey, PlanTarget], theirs: Mapping[TargetKey, PlanTarget]
) -> Mapping[TargetKey, PlanTarget]:
    """Our targets with the cells that state them in the present workbook."""
    moved = {
        key: replace(one, sheet=theirs[key].sheet, cell=theirs[key].cell)
        for key, one in ours.items()
        if key in theirs and same_target_text(one, theirs[key])
    }
    return ours if all(one == ours[key] for key, one in moved.items()) else with_entries(ours, moved)


def _key_text(key: object) -> str:
    if isinstance(key, TargetKey):
        key = (*key.series, key.year)
    parts = key if isinstance(key, tuple) else (key,)
    return " · ".join(str(part) for part in parts if part not in ("", ANY))


def orphans(document: Document) -> tuple[Problem, ...]:
    """A problem for each entry of the scenarios and amendments that has no place in the plan."""
    found: list[Problem] = []
    for part in PARTS:
        if part.strangers is None:
            continue
        for key, scenario in part.strangers(document.plan, part.of(document.work)):
            owner = document.scenarios.get(scenario)
            told = {"what": _key_text(key), "scenario": owner.name if owner is not None else _AMENDMENT}
            found.append(Problem(ORPHAN, text=_key_text(key), arguments=told))
    return tuple(found)


@dataclass(frozen=True, eq=False)
class ReplaceWork:
    """Replaces the document's work by saved work; `plan` is the workbook's, without amendments."""

    plan: Plan
    saved: SavedWork
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after the edit. Equal parts stay identical objects, so that they are not recomputed."""
        after = restore(self.plan, self.saved).document
        kept = {
            part.key: part.of(document.work)
            for part in PARTS
            if part.key != "scenarios" and part.of(after.work) == part.of(document.work)
        }
        scenarios = {
            name: before if (before := document.scenarios.get(name)) == one else one
            for name, one in after.scenarios.items()
        }
        work = replace(after.work, scenarios=by_id(scenarios.values()), **kept)
        amendments = {part.key for part in PARTS if part.amended is not None}
        return replace(after, work=work, plan=document.plan if amendments <= kept.keys() else after.plan)


def restored_label(name: str) -> Label:
    """An earlier save was taken back into the document."""
    return Label(Wording("恢复“{name}”", "Restore “{name}”"), {"name": name})


def merged_label(name: str) -> Label:
    """Somebody else's work was merged."""
    return Label(Wording("合并“{name}”", "Merge “{name}”"), {"name": name})
