"""Marks of share groups in the tables: a lock beside locked shares, the group in a tooltip, locking in the menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from npfdesk.engine.edits.share_balance import NOTHING_KEPT, Kept
from npfdesk.plan.edit_labels import set_share_groups
from npfdesk.plan.model import Indicator, Industry, Plan
from npfdesk.plan.numbers import plain
from npfdesk.plan.problems import joined
from npfdesk.plan.regions import Region
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.share_group_checks import group_of, is_computed
from npfdesk.plan.share_groups import ShareGroup, with_lock
from npfdesk.ui.look.colours import theme
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.tables.columns import Column
from npfdesk.ui.workspace import Workspace

Typed = tuple[int, int, str]

LOCK_WIDTH = 14
_SIDE = 10


@lru_cache(maxsize=8)
def _locked_codes(groups: tuple[ShareGroup, ...]) -> frozenset[str]:
    return frozenset(code for group in groups for code in group.locked)


def is_locked(plan: Plan, indicator: str) -> bool:
    """Whether an indicator is a share that stays where others of its group give way."""
    return bool(plan.share_groups) and indicator in _locked_codes(plan.share_groups)


def fitting_name(plan: Plan, item: Region | Industry | Indicator) -> str:
    """A name as wide as it is shown: with room for the lock beside a locked share."""
    return named(item) + ("\u3000" if isinstance(item, Indicator) and is_locked(plan, item.code) else "")


def share_text(plan: Plan, indicator: str) -> str:
    """An indicator's group in words, with what happens to it; "" where it is in none."""
    group = group_of(plan, indicator)
    if group is None:
        return ""
    names = joined((named(plan.indicator_by_code[code]) for code in group.members), language())
    text = tr("Tables", "Share group “{name}”, together {total}%: {members}.")
    lines = [text.format(name=named(group), total=plain(group.total), members=names)]
    if is_computed(plan, group):
        lines.append(tr("Tables", "A member is computed by a formula, so the group is only checked."))
    elif indicator in group.locked:
        lines.append(tr("Tables", "Locked: it stays when another is changed."))
    else:
        lines.append(tr("Tables", "Adjusts in proportion when another is changed."))
    return "\n".join(lines)


def kept_shares(columns: Sequence[Column], typed: Sequence[Typed], taken: Sequence[Typed]) -> Kept:
    """The figures that were typed (row, column, text) as they already are: in a share group they do not give way.

    `taken` are those of the typed that change a cell.
    """
    if len(typed) == len(taken):
        return NOTHING_KEPT
    changed = {(row, at) for row, at, _ in taken}
    keys = (columns[at].note_key(row) for row, at, _ in typed if (row, at) not in changed)
    return frozenset(
        (SeriesKey(key.region, key.industry, key.indicator), key.year) for key in keys if key is not None
    )


def lock_action(workspace: Workspace, indicator: str) -> tuple[str, Callable[[], object]] | None:
    """The entry of a menu that locks or unlocks a share: its text and what it does; None for what is in no group."""
    group = group_of(workspace.plan, indicator)
    if group is None or is_computed(workspace.plan, group):
        return None
    locked = indicator in group.locked
    source = "Unlock {name} in its share group" if locked else "Lock {name} in its share group"
    text = tr("Tables", source).replace("{name}", named(workspace.plan.indicator_by_code[indicator]))
    changed = with_lock(group, indicator, not locked)

    def turn() -> None:
        workspace.apply(set_share_groups(workspace.document, {group.name: changed}))

    return text.replace("&", "&&"), turn


def paint_lock(painter: QPainter, rect: QRect) -> None:
    """A closed lock at the right of a cell."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = QColor(theme().secondary)
    right, middle = rect.right() - 5.0, rect.center().y() + 0.5
    body = QRectF(right - _SIDE + 1, middle - 1, _SIDE - 2, 6)
    painter.setPen(QPen(ink, 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    bow = QRectF(body.left() + 1.6, body.top() - 4.5, body.width() - 3.2, 8)
    painter.drawArc(bow, 0, 180 * 16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawRoundedRect(body, 1.2, 1.2)
    painter.restore()
