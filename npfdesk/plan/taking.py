"""Taking a whole state of saved work (a merge, an earlier save) into the document, as one step that can be undone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType

from npfdesk.plan.document import Document
from npfdesk.plan.edits import Label
from npfdesk.plan.model import Plan
from npfdesk.plan.problems import Wording
from npfdesk.plan.records import SavedWork
from npfdesk.plan.restoring import restore


@dataclass(frozen=True, eq=False)
class TakeWork:
    """Puts saved work in the document's place; `plan` is the workbook's, without any amendment."""

    plan: Plan
    work: SavedWork
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after it; what is the same as before stays the very same value, so that nothing is recomputed."""
        after = restore(self.plan, self.work).document
        kept = {
            name: before if (before := document.scenarios.get(name)) == one else one
            for name, one in after.scenarios.items()
        }
        if (after.observations, after.targets, after.inserted, after.effects) == (
            document.observations,
            document.targets,
            document.inserted,
            document.effects,
        ):
            after = replace(
                after,
                plan=document.plan,
                observations=document.observations,
                targets=document.targets,
                inserted=document.inserted,
                effects=document.effects,
            )
        return replace(after, scenarios=MappingProxyType(kept))


def restored_label(name: str) -> Label:
    """An earlier save was taken back into the document."""
    return Label(Wording("恢复“{name}”", "Restore “{name}”"), {"name": name})


def merged_label(name: str) -> Label:
    """Somebody else's work was merged."""
    return Label(Wording("合并“{name}”", "Merge “{name}”"), {"name": name})
