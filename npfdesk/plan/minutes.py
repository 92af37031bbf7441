"""The minutes of a meeting: what was tried, by whom, how the shown figures changed, and what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from operator import attrgetter

from npfdesk.plan.problems import Language
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.targets import Measure


class Decision(StrEnum):
    """The meeting's decision on an edit."""

    OPEN = "open"
    ADOPTED = "adopted"
    REJECTED = "rejected"


@dataclass(frozen=True)
class FigureChange:
    """What an edit did to one series in one year.

    Figures before and after and the gap after are None where there is none; `status` are the codes of its own
    target's colour before and after (None: no target); `turned` counts, by code, the targets of the scenario that
    came to another colour. The gap is of the target's `measure`, and of a `growth` in percentage points.
    """

    series: SeriesKey
    year: int
    before: float | None
    after: float | None
    gap: float | None = None
    status: tuple[str, str] | None = None
    turned: tuple[tuple[str, int], ...] = ()
    measure: Measure = Measure.LEVEL
    growth: bool = False


@dataclass(frozen=True)
class Minute:
    """One edit: when (ISO 8601 with the zone), by whom, in which scenario (by name), and what was done, in both languages.

    `moved` is None where no figure moved. An edit that was undone stays, and is `taken_back`.
    """

    number: int
    at: str
    by: str
    scenario: str
    done_zh: str
    done_en: str
    moved: FigureChange | None = None
    decision: Decision = Decision.OPEN
    remark: str = ""
    taken_back: bool = False

    def done(self, language: Language) -> str:
        """What was done, in that language."""
        return self.done_zh if language == "zh" else self.done_en

    @property
    def matters(self) -> bool:
        """Whether the minute is worth keeping: not where an edit was undone without a decision or remark."""
        return not self.taken_back or self.decision is not Decision.OPEN or bool(self.remark)


Minutes = tuple[Minute, ...]


def next_number(minutes: Sequence[Minute]) -> int:
    """The number of the next minute."""
    return max(map(attrgetter("number"), minutes), default=0) + 1


def with_minute(minutes: Minutes, minute: Minute) -> Minutes:
    """The minutes with a minute added, or with the one of the same number replaced."""
    if any(one.number == minute.number for one in minutes):
        return tuple(minute if one.number == minute.number else one for one in minutes)
    return (*minutes, minute)


def with_decision(
    minutes: Minutes,
    number: int,
    *,
    decision: Decision | None = None,
    remark: str | None = None,
    by: str | None = None,
    taken_back: bool | None = None,
) -> Minutes:
    """The minutes with one of them changed; None leaves a field as it is."""
    said = {"decision": decision, "remark": remark, "by": by, "taken_back": taken_back}
    given = {name: value for name, value in said.items() if value is not None}
    return tuple(replace(one, **given) if one.number == number else one for one in minutes)  # type: ignore[arg-type]
