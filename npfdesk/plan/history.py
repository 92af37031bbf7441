"""Undo and redo: the documents before and after each step."""

from __future__ import annotations

from dataclasses import dataclass

from npfdesk.plan.document import Document
from npfdesk.plan.edits import Edit, Label


@dataclass(frozen=True, eq=False)
class Step:
    """One step: what was done (all of a drag), the document before it and after it."""

    label: Label
    drag: str
    before: Document
    after: Document


@dataclass(frozen=True, eq=False)
class History:
    """The steps done and the steps undone; a frozen value like the documents in it."""

    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()
    limit: int = 500

    def push(self, edit: Edit, before: Document, after: Document) -> History:
        """The history with one more step; an edit of the same drag is merged into the last step."""
        last = self.done[-1] if self.done else None
        if last is not None and edit.drag and last.drag == edit.drag and last.after is before:
            merged = Step(edit.label, edit.drag, last.before, after)
            return History((*self.done[:-1], merged), (), self.limit)
        return History(
            (*self.done, Step(edit.label, edit.drag, before, after))[-self.limit :], (), self.limit
        )

    def before_drag(self, drag: str, now: Document) -> Document:
        """The document before the drag that an edit would go on with began; `now` where it begins one or is none."""
        last = self.done[-1] if self.done else None
        return last.before if last is not None and drag and last.drag == drag and last.after is now else now

    @property
    def undo_label(self) -> Label | None:
        """What undo would take back."""
        return self.done[-1].label if self.done else None

    @property
    def redo_label(self) -> Label | None:
        """What redo would bring back."""
        return self.undone[-1].label if self.undone else None

    def undo(self) -> tuple[History, Document]:
        """The history and the document after undoing the last step; IndexError where there is none."""
        step = self.done[-1]
        return History(self.done[:-1], (*self.undone, step), self.limit), step.before

    def redo(self) -> tuple[History, Document]:
        """The history and the document after redoing the last undone step; IndexError where there is none."""
        step = self.undone[-1]
        return History((*self.done, step), self.undone[:-1], self.limit), step.after
