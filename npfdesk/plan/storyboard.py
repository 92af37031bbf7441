"""The storyboard: saved views for a meeting, in the order of presentation, as frozen values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from npfdesk.plan.document import Document
from npfdesk.plan.edits import EditRefused, Label
from npfdesk.plan.problems import Wording
from npfdesk.plan.saved_views import SavedView


@dataclass(frozen=True)
class SetStoryboard:
    """Replaces the storyboard; no figure changes."""

    views: tuple[SavedView, ...]
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after it; EditRefused where two views are one and the same."""
        if len({one.id for one in self.views}) != len(self.views):
            raise EditRefused(self.views[-1].id)
        return replace(document, work=replace(document.work, storyboard=self.views))


def next_id(views: Sequence[SavedView]) -> str:
    """A free id for a view: one more than the highest number in use."""
    return str(max((int(one.id) for one in views if one.id.isdecimal()), default=0) + 1)


def keep_view(document: Document, view: SavedView, after: str | None = None) -> SetStoryboard:
    """Add a view after the one with the id `after`, or at the end where there is none."""
    views = list(document.work.storyboard)
    place = next((number + 1 for number, one in enumerate(views) if one.id == after), len(views))
    views.insert(place, view)
    return SetStoryboard(tuple(views), _label("保留视图“{title}”", "Keep view “{title}”", title=view.title))


def change_view(document: Document, view: SavedView, drag: str = "") -> SetStoryboard:
    """Replace the view with the same id; KeyError where there is none."""
    before = _of(document, view.id)
    views = tuple(view if one.id == view.id else one for one in document.work.storyboard)
    if before.title != view.title:
        label = _label(
            "视图改名 {before} → {after}",
            "Rename view {before} → {after}",
            before=before.title,
            after=view.title,
        )
    elif before.message != view.message:
        label = _label("视图“{title}”的要点", "Message of view “{title}”", title=view.title)
    elif before.note != view.note:
        label = _label("视图“{title}”的讲稿", "Speaker note of view “{title}”", title=view.title)
    else:
        label = _label("视图“{title}”重新保留", "View “{title}” kept anew", title=view.title)
    return SetStoryboard(views, label, drag)


def remove_view(document: Document, view: str) -> SetStoryboard:
    """Delete a view; KeyError where there is none."""
    removed = _of(document, view)
    views = tuple(one for one in document.work.storyboard if one.id != view)
    return SetStoryboard(views, _label("删除视图“{title}”", "Delete view “{title}”", title=removed.title))


def order_views(document: Document, order: Sequence[str]) -> SetStoryboard:
    """Reorder the views; views that `order` does not name follow at the end, in their old order."""
    by_id = {one.id: one for one in document.work.storyboard}
    named = [by_id[name] for name in dict.fromkeys(order) if name in by_id]
    rest = [one for one in document.work.storyboard if one.id not in set(order)]
    return SetStoryboard((*named, *rest), _label("调整视图顺序", "Order of the views"))


def neighbour(document: Document, view: str | None, step: int) -> SavedView | None:
    """The view `step` places after another one; without another one the first or last view; None beyond the ends."""
    views = document.work.storyboard
    place = next((number for number, one in enumerate(views) if one.id == view), None)
    if place is None:
        return (views[0] if step > 0 else views[-1]) if views else None
    return views[place + step] if 0 <= place + step < len(views) else None


def _of(document: Document, view: str) -> SavedView:
    found = next((one for one in document.work.storyboard if one.id == view), None)
    if found is None:
        raise KeyError(view)
    return found


def _label(zh: str, en: str, **arguments: object) -> Label:
    return Label(Wording(zh, en), MappingProxyType(arguments))
