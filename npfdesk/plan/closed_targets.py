"""The targets of the plan before this one, each closed with what was reached and a verdict. They are never judged again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from npfdesk.plan.problems import Wording
from npfdesk.plan.series import SeriesKey


class Verdict(StrEnum):
    """What became of a target of a plan that is over."""

    MET = "met"
    MISSED = "missed"
    NONE = "none"
    """There is no figure to judge by, or the target named none."""

    @property
    def words(self) -> Wording:
        """The verdict in words."""
        return VERDICT_WORDS[self]


VERDICT_WORDS: Final[Mapping[Verdict, Wording]] = MappingProxyType(
    {
        Verdict.MET: Wording("达标", "met"),
        Verdict.MISSED: Wording("未达标", "missed"),
        Verdict.NONE: Wording("缺数", "missing value"),
    }
)


@dataclass(frozen=True)
class ClosedTarget:
    """A target of a plan that is over, with its verdict.

    `base`, `figure` (what was to be reached) and `reached` are in the unit of what the target measures: a level in the
    indicator's unit, a sum in it, a growth in % (None: no figure). `text` is the target as it was worded, `year` its
    year and `base_year` that of its base. `over` is by how much it was met, positive on the better side, or (below 0)
    missed. `sheet` and `cell` are where it stands, which makes no other target of it.
    """

    series: SeriesKey
    year: int
    text: str
    base: float | None = None
    base_year: int = 0
    figure: float | None = None
    reached: float | None = None
    verdict: Verdict = Verdict.NONE
    over: float | None = None
    source: str = ""
    sheet: str = field(default="", compare=False)
    cell: str = field(default="", compare=False)
