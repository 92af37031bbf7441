"""Scoring (考核计分): how many points a county gets for an indicator, as the office's own rules say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from npfdesk.plan.problems import Wording


class ScoringMethod(StrEnum):
    """By what the points of a rule are given."""

    ALL_OR_NOTHING = "all or nothing"
    """All points where the target is met, none otherwise."""
    PROPORTIONAL = "proportional"
    """Points times the share of the target that is reached, at most the cap."""
    PLACE = "place"
    """All points for the first place, a step less for each place behind it."""
    LAST_YEAR = "last year"
    """Against the figure of the year before: all points where it is held or bettered, in proportion below it."""

    @property
    def words(self) -> Wording:
        """The method in words."""
        return SCORING_METHODS[self]


SCORING_METHODS: Final[Mapping[ScoringMethod, Wording]] = MappingProxyType(
    {
        ScoringMethod.ALL_OR_NOTHING: Wording("达标得分", "all or nothing"),
        ScoringMethod.PROPORTIONAL: Wording("按比例", "proportional"),
        ScoringMethod.PLACE: Wording("按名次", "place"),
        ScoringMethod.LAST_YEAR: Wording("较上年", "last year"),
    }
)


class ScoreSort(StrEnum):
    """Whether points count among the full score, or on top of or off it."""

    SCORE = "score"
    BONUS = "bonus"
    DEDUCTION = "deduction"

    @property
    def words(self) -> Wording:
        """The sort in words."""
        return SCORE_SORTS[self]


SCORE_SORTS: Final[Mapping[ScoreSort, Wording]] = MappingProxyType(
    {
        ScoreSort.SCORE: Wording("得分", "score"),
        ScoreSort.BONUS: Wording("加分", "bonus"),
        ScoreSort.DEDUCTION: Wording("扣分", "deduction"),
    }
)


@dataclass(frozen=True)
class ScoringRule:
    """One line of the scoring: an indicator (by code) and what it is worth.

    `points` are at full score (positive for a deduction too); `cap` is the most that can be reached, in points (None: the
    points themselves); `step` the points by which each place is worth less (None: the points over the number of regions),
    used by places only. `industry` is a code or "" for all industries. `sheet` and `cell` are where it stands.
    """

    name: str
    indicator: str
    points: float
    method: ScoringMethod = ScoringMethod.PROPORTIONAL
    cap: float | None = None
    step: float | None = None
    sort: ScoreSort = ScoreSort.SCORE
    industry: str = ""
    note: str = ""
    sheet: str = field(default="", compare=False)
    cell: str = field(default="", compare=False)


Scoring = Mapping[str, "ScoringRule | None"]
"""Amended rules by their names; None where one of the workbook's is taken away."""
