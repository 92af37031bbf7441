"""Drafts of a new plan's targets: by what they were drafted, and the mark in a target's note that says so."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from npfdesk.plan.names import fold
from npfdesk.plan.problems import Language, Wording
from npfdesk.plan.targets import PlanTarget


class Draft(StrEnum):
    """By what the targets of a next plan are drafted."""

    NONE = "none"
    """Not at all: the rows of the key indicators stand there without a figure."""
    TREND = "trend"
    """The pace between the first and the last figure of the series, carried on."""
    PACE = "pace"
    """The pace that the plan before achieved, carried on."""
    GROWTH = "growth"
    """The whole at the pace achieved, and the regions below it at one growth, so that they add up to it."""

    @property
    def words(self) -> Wording:
        """The draft in words, as a choice."""
        return DRAFT_WORDS[self]


DRAFT_WORDS: Final[Mapping[Draft, Wording]] = MappingProxyType(
    {
        Draft.NONE: Wording("留空待填", "empty, to be filled in"),
        Draft.TREND: Wording("按趋势", "by trend"),
        Draft.PACE: Wording("按上期实际速度", "by the pace of the last plan"),
        Draft.GROWTH: Wording("总量按上期速度，下级同速增长", "by equal growth to a total"),
    }
)
_MARKS: Final[Mapping[Draft, Wording]] = MappingProxyType(
    {
        Draft.TREND: Wording("草案：按趋势", "draft: trend"),
        Draft.PACE: Wording("草案：按上期速度", "draft: pace of the last plan"),
        Draft.GROWTH: Wording("草案：同步增长", "draft: equal growth"),
    }
)
_DRAFT: Final = Wording("（草案）", " (draft)")
_CAPPED: Final = Wording("（以 100% 为限）", " (at most 100%)")
_APART: Final = Wording(
    "（下级数据不全，合计不等于上级）", " (regions without figures: the parts do not add up)"
)


def draft_note(draft: Draft, language: Language, *, capped: bool = False, apart: bool = False) -> str:
    """The note of a drafted target: 草案：按趋势; "" for none.

    `capped` says that a share was held at 100, `apart` that the regions' drafts do not add up to the whole.
    """
    mark = _MARKS.get(draft)
    if mark is None:
        return ""
    extras = [one for one, said in ((_CAPPED, capped), (_APART, apart)) if said]
    return "".join(one.text(language, {}) for one in (mark, *extras))


def draft_of(note: str) -> Draft | None:
    """By what a target with this note was drafted; None where it is no draft (any more)."""
    begins = fold(note)
    for draft, mark in _MARKS.items():
        if any(begins.startswith(fold(words)) for words in (mark.zh, mark.en)):
            return draft
    return None


def draft_wording(target: PlanTarget, language: Language) -> str:
    """A target in its own words, with the word that it is a draft where it is one."""
    return (
        f"{target.wording}{_DRAFT.text(language, {})}"
        if draft_of(target.note) is not None
        else target.wording
    )


def without_draft(note: str) -> str:
    """A note without the mark of a draft: what a target says once somebody has set it."""
    return "" if draft_of(note) is not None else note
