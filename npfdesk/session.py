"""The session: the open document, its results and its history. No Qt, no callbacks: every call returns a Change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Flag, auto
from operator import attrgetter, is_
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.edits.share_balance import NOTHING_KEPT, Kept, in_balance
from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.update import update
from npfdesk.plan.adoption import refuse_locked
from npfdesk.plan.corrections import keeping_vintages
from npfdesk.plan.document import Document, new_document
from npfdesk.plan.edit_labels import named_since
from npfdesk.plan.edits import Edit, EditRefused, Label
from npfdesk.plan.history import History
from npfdesk.plan.minutes import Minutes
from npfdesk.plan.model import Plan
from npfdesk.plan.problems import Problem
from npfdesk.plan.records import SavedWork
from npfdesk.plan.scenarios import Scenario
from npfdesk.plan.sound_text import sound_value
from npfdesk.workbook.accounting import NO_FIGURES, Accounting


class Structure(Flag):
    """What changed besides figures."""

    NONE = 0
    ACTIVE = auto()
    SCENARIOS = auto()
    TARGETS = auto()
    PLAN = auto()
    PROGRESS = auto()
    SHARE_GROUPS = auto()
    CHART_NOTES = auto()
    CYCLE = auto()
    """Vintages, closed targets, scoring, positions in negotiation or kept evaluations."""

    def __and__(self, other: Structure) -> Structure:
        """What is in both; of an edit of figures alone, after which every view asks, that is nothing."""
        return self if self is Structure.NONE else super().__and__(other)


@dataclass(frozen=True, eq=False)
class Change:
    """What one call changed.

    `touched` (series,) marks the series whose figures or assumption differ in any scenario. `before` are the
    results before the call (None when a workbook was opened, and where the plan has other series or years now). `label`
    names the edit (the undone edit's label where `undone` says that it was taken back), `origin` who began it, so that a
    view can pass over its own. `told` is what to tell besides: the shares that gave way to a typed one.
    """

    document: Document
    results: Results
    before: Results | None
    touched: NDArray[np.bool_]
    structure: Structure
    label: Label | None
    origin: object = None
    undone: bool = False
    told: Label | None = None


@dataclass(frozen=True)
class LoadedWorkbook:
    """A workbook as read: its plan, its file (None: no file), its problems, and the problems of its commitments.

    `accounting` counts what became of its figures.
    """

    plan: Plan
    path: Path | None = None
    problems: tuple[Problem, ...] = ()
    findings: tuple[Problem, ...] = ()
    asides: tuple[Problem, ...] = ()
    accounting: Accounting = NO_FIGURES


class Session:
    """One open workbook and everything done to it since."""

    def __init__(
        self,
        opened: LoadedWorkbook,
        document: Document | None = None,
        minutes: Minutes = (),
        results: Results | None = None,
    ) -> None:
        """`results` belong to another state of the document; the parts that did not change are reused."""
        self.opened = opened
        self.document = document or new_document(opened.plan)
        self.begun = self.document
        self.minutes = minutes
        self.saved, self.saved_minutes = self.document, minutes
        self.results = update(results, self.document)
        self.history = History()

    @property
    def unsaved(self) -> bool:
        """Whether the document differs from the last save; the choice of the active scenario does not count."""
        return self.document.work is not self.saved.work or (
            _relevant_minutes(self.minutes) != _relevant_minutes(self.saved_minutes)
        )

    def opening(self) -> Change:
        """The Change that shows a session for the first time: every series is touched."""
        touched = np.ones(len(self.document.plan.series), dtype=np.bool_)
        everything = Structure.ACTIVE | Structure.SCENARIOS | Structure.TARGETS | Structure.PLAN
        return Change(self.document, self.results, None, touched, everything, None)

    def apply(self, edit: Edit, origin: object = None, kept: Kept = NOTHING_KEPT, today: str = "") -> Change:
        """Apply an edit, in which the free members of share groups give way to those that it states.

        `kept` are shares that were typed as they already are (see ``engine.edits.share_balance``). An observed figure that
        stood when the session began and is corrected keeps what it was as a vintage until `today`, an ISO day ("": it does
        not; see ``plan.corrections``). EditRefused where the document cannot take it, or it
        would change an adopted scenario; then nothing changes.
        """
        # a paste may bring what no text can hold, and nothing could be saved from then on
        edit = sound_value(edit, (Plan, SavedWork))
        before = self.document
        basis = self.history.before_drag(edit.drag, before)
        if basis is not before:
            edit = named_since(edit, basis)
        balanced = in_balance(self.results, before, edit, kept, basis)
        if isinstance(balanced, Problem):
            raise EditRefused(balanced.code, balanced)
        edit = balanced.edit
        if today:
            edit = keeping_vintages(edit, self.begun.plan, before, today)
        after = edit.apply(before)
        refuse_locked(before, after, edit)
        change = self._replace_document(after, edit.label, origin, told=balanced.told)
        self.history = self.history.push(edit, before, change.document)
        return change

    def undo(self, origin: object = None) -> Change:
        """Undo the last step; IndexError where there is none."""
        label = self.history.undo_label
        history, document = self.history.undo()
        change = self._replace_document(document, label, origin, undone=True)
        self.history = history
        return change

    def redo(self, origin: object = None) -> Change:
        """Redo the last undone step; IndexError where there is none."""
        label = self.history.redo_label
        history, document = self.history.redo()
        change = self._replace_document(document, label, origin)
        self.history = history
        return change

    def activate(self, scenario: str, origin: object = None) -> Change:
        """Make another scenario the active one. This is no undo step. KeyError for an unknown scenario."""
        self.document.scenarios[scenario]
        return self._replace_document(replace(self.document, active=scenario), None, origin)

    def mark_saved(self, document: Document, minutes: Minutes | None = None) -> None:
        """Record that the library now holds this document with these minutes (None: the current ones)."""
        self.saved = document
        self.saved_minutes = self.minutes if minutes is None else minutes

    def _replace_document(
        self,
        document: Document,
        label: Label | None,
        origin: object,
        undone: bool = False,
        told: Label | None = None,
    ) -> Change:
        saved = self.saved.work
        if document.work is not saved and document.work.same_parts_as(saved):
            # work that the user has typed back to its saved state counts as saved
            document = replace(document, work=saved)
        # compute before assigning anything: if the engine raises, the session stays unchanged
        results = update(self.results, document)
        structure = _structure(self.document, document)
        before = self.results if _same_axes(self.document.plan, document.plan) else None
        change = Change(document, results, before, results.touched, structure, label, origin, undone, told)
        self.document, self.results = document, results
        return change


def _same_axes(before: Plan, after: Plan) -> bool:
    return before is after or (before.series == after.series and np.array_equal(before.years, after.years))


_STRUCTURE = attrgetter(
    *("regions", "industries", "indicators", "series", "years"),
    *("levers", "multipliers", "sources", "commitments"),
)
"""What of a plan is shared between documents unless its structure differs."""
_CYCLE = attrgetter("vintages", "closed_targets", "scoring", "proposals")
_SETTINGS = attrgetter("title", "city", "base_year", "target_year", "horizon", "status_settings")


def _structure(before: Document, after: Document) -> Structure:
    structure = Structure.NONE
    if before.active != after.active:
        structure |= Structure.ACTIVE
    then, now = before.scenarios, after.scenarios
    if not _same_tree(then, now):
        structure |= Structure.SCENARIOS
    both = [(then[name], one) for name, one in now.items() if name in then]
    stated = [old.targets is new.targets for old, new in both if old is not new]
    if before.plan.targets is not after.plan.targets or not all(stated):
        structure |= Structure.TARGETS
    if before.work.chart_notes is not after.work.chart_notes:
        structure |= Structure.CHART_NOTES
    if before.work.evaluations is not after.work.evaluations:
        structure |= Structure.CYCLE
    return structure if before.plan is after.plan else structure | _plan_structure(before.plan, after.plan)


def _plan_structure(before: Plan, after: Plan) -> Structure:
    structure = Structure.NONE
    if not _identical(_STRUCTURE(before), _STRUCTURE(after)) or _SETTINGS(before) != _SETTINGS(after):
        structure |= Structure.PLAN
    if before.progress is not after.progress:
        structure |= Structure.PROGRESS
    if before.share_groups is not after.share_groups:
        structure |= Structure.SHARE_GROUPS
    if not _identical(_CYCLE(before), _CYCLE(after)):
        structure |= Structure.CYCLE
    return structure


def _identical(some: Iterable[object], others: Iterable[object]) -> bool:
    return all(map(is_, some, others))


def _relevant_minutes(minutes: Minutes) -> Minutes:
    return tuple(one for one in minutes if one.matters)


def _same_tree(before: Mapping[str, Scenario], after: Mapping[str, Scenario]) -> bool:
    # most are the very same objects, of thousands too
    return before is after or (
        list(before) == list(after)
        and all(
            one is before[name] or _in_the_tree(one) == _in_the_tree(before[name])
            for name, one in after.items()
        )
    )


def _in_the_tree(one: Scenario) -> tuple[object, ...]:
    return one.id, one.name, one.bases, one.colour, one.description, one.english, one.adopted
