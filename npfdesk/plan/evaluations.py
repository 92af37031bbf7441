"""Evaluations that were kept: the grades of all targets as they stood on a day, which later figures do not change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from npfdesk.plan.kinds import Duty
from npfdesk.plan.problems import Wording
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.statuses import Status


class Grade(StrEnum):
    """The four grades of an evaluation, the best first, and that there is no figure to grade by."""

    AHEAD = "ahead"
    FAST = "fast"
    ON = "on"
    BEHIND = "behind"
    NONE = "none"

    @property
    def words(self) -> Wording:
        """The grade in the house's words; a plan may have labels of its own."""
        return GRADES[self]


GRADES: Final[Mapping[Grade, Wording]] = MappingProxyType(
    {
        Grade.AHEAD: Wording("提前实现", "met early"),
        Grade.FAST: Wording("快于预期", "ahead"),
        Grade.ON: Wording("基本符合预期", "as expected"),
        Grade.BEHIND: Wording("滞后于预期", "behind"),
        Grade.NONE: Status.GREY.about.words,
    }
)


@dataclass(frozen=True)
class KeptGrade:
    """A target as it was graded; figures in the unit of what it measures (None: there was none).

    `text` is the target as worded, `way` and `time` are the shares of way and time gone (0 to 1), `pace` the achieved
    pace over the required one, `expected` what the scenario was to reach by the target year `due` and `will_reach`
    whether that suffices.
    """

    series: SeriesKey
    due: int
    duty: Duty
    owner: str
    text: str
    grade: Grade
    base: float | None = None
    target: float | None = None
    observed: float | None = None
    way: float | None = None
    time: float | None = None
    pace: float | None = None
    expected: float | None = None
    will_reach: bool | None = None


@dataclass(frozen=True)
class KeptEvaluation:
    """An evaluation as it was made: its name, the year evaluated, the scenario's name, and every grade.

    `known` is the day as of which the figures were taken ("": all that were known), `taken` the day on which it was kept,
    both ISO 8601. `thresholds` are the lowest pace of `fast` and of `on`; `labels` the words for the grades, best first.
    """

    name: str
    year: int
    scenario: str
    taken: str
    known: str
    thresholds: tuple[float, float]
    labels: tuple[str, ...]
    grades: tuple[KeptGrade, ...]


Evaluations = Mapping[str, KeptEvaluation]
"""Kept evaluations by their names."""
