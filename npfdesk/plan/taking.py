"""Taking a whole state of saved work (a merge, an earlier save) into the document, as one step that can be undone."""

from __future__ import annotations

from dataclasses import dataclass, replace

from npfdesk.plan.document import Document
from npfdesk.plan.edits import Label
from npfdesk.plan.model import Plan
from npfdesk.plan.parts import PARTS
from npfdesk.plan.problems import Wording
from npfdesk.plan.records import SavedWork
from npfdesk.plan.restoring import restore
from npfdesk.plan.scenarios import by_id


@dataclass(frozen=True, eq=False)
class TakeWork:
    """Puts saved work in the document's place; `plan` is the workbook's, without any amendment."""

    plan: Plan
    saved: SavedWork
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after it; what is the same as before stays the very same value, so that nothing is recomputed."""
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
