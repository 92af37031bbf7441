"""Commitments: what a plan promises by a year besides its indicators, with its owner and its state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from npfdesk.plan.due_dates import last_day
from npfdesk.plan.names import fold
from npfdesk.plan.problems import Problem, Wording
from npfdesk.plan.target_text import parse_target
from npfdesk.plan.targets import TargetText


class PromiseKind(StrEnum):
    """How a commitment's figure is meant."""

    NEW = "new"
    """新增: an increase over what there is."""
    TOTAL = "total"
    """累计: a total, including the base."""
    BEYOND = "beyond"
    """突破: more than a figure."""
    COVERAGE = "coverage"
    """全覆盖: all of them, 100 %."""
    YEARLY = "yearly"
    """每年: the same amount each year."""
    REACH = "reach"
    """Any other wording: a figure to reach."""


class State(StrEnum):
    """The state of a commitment."""

    NOT_BEGUN = "not_begun"
    UNDER_WAY = "under_way"
    LATE = "late"
    DONE = "done"


STATE_NAMES: Final = MappingProxyType(
    {
        State.NOT_BEGUN: Wording("未启动", "not begun"),
        State.UNDER_WAY: Wording("推进中", "under way"),
        State.LATE: Wording("滞后", "late"),
        State.DONE: Wording("已完成", "done"),
    }
)
STATE_WORDS: Final = MappingProxyType(
    {
        State.NOT_BEGUN: ("未启动", "未开始"),
        State.UNDER_WAY: ("推进中", "进行中"),
        State.LATE: ("滞后", "延期"),
        State.DONE: ("已完成", "完成"),
    }
)
"""The words for each state in a workbook; the first one is written."""


def read_state(text: str) -> State | None:
    """The state that a word in either language or a code names; None for any other word."""
    wanted = fold(text)
    for state, name in STATE_NAMES.items():
        if wanted in {fold(one) for one in (state.value, name.en, *STATE_WORDS[state])}:
            return state
    return None


@dataclass(frozen=True)
class Commitment:
    """One commitment. `target` is its parsed text, in `unit`; `region` a code; `year` 0 where none is named.

    `milestone` and `evidence` are notes in the office's own words; `text` is the target as written and `due` the
    date by which it is to be kept, as written.
    """

    item: str
    text: str
    promise: PromiseKind
    target: TargetText
    unit: str = ""
    region: str = ""
    year: int = 0
    owner: str = ""
    milestone: str = ""
    due: str = ""
    state: State = State.NOT_BEGUN
    evidence: str = ""
    source: str = ""
    note: str = ""
    sheet: str = ""
    cell: str = ""

    @property
    def due_day(self) -> date | None:
        """The last day on which it is kept in time: of `due`, else the end of its year; None where neither names one."""
        if self.due:
            return last_day(self.due, self.year)
        return date(self.year, 12, 31) if self.year else None

    def overdue_on(self, day: date) -> bool:
        """Whether it is still open on a day after the last one."""
        due = self.due_day
        return self.state is not State.DONE and due is not None and due < day


class CommitmentKey(NamedTuple):
    """The key of a commitment: region code, item, year, and a number where several agree in all three (0: the first)."""

    region: str
    item: str
    year: int
    number: int = 0


@dataclass(frozen=True)
class Standing:
    """How a commitment stands, as stated in the program; None: as the workbook says."""

    owner: str | None = None
    milestone: str | None = None
    due: str | None = None
    state: State | None = None
    evidence: str | None = None

    def with_value(self, name: str, value: str | State | None) -> Standing:
        """The standing with the named field set; None: as the workbook says."""
        match name:
            case "state":
                return replace(self, state=None if value is None else State(value))
            case "owner":
                return replace(self, owner=value)
            case "milestone":
                return replace(self, milestone=value)
            case "due":
                return replace(self, due=value)
            case _:
                return replace(self, evidence=value)

    def on(self, commitment: Commitment) -> Commitment:
        """The commitment with this standing."""
        return replace(
            commitment,
            owner=commitment.owner if self.owner is None else self.owner,
            milestone=commitment.milestone if self.milestone is None else self.milestone,
            due=commitment.due if self.due is None else self.due,
            state=commitment.state if self.state is None else self.state,
            evidence=commitment.evidence if self.evidence is None else self.evidence,
        )


def commitments_by_key(commitments: Iterable[Commitment]) -> Mapping[CommitmentKey, Commitment]:
    """Commitments by their keys, in their order."""
    found: dict[CommitmentKey, Commitment] = {}
    for one in commitments:
        key = CommitmentKey(one.region, one.item, one.year)
        while key in found:
            key = key._replace(number=key.number + 1)
        found[key] = one
    return MappingProxyType(found)


def commitments_with_standings(
    commitments: Iterable[Commitment], standings: Mapping[CommitmentKey, Standing]
) -> Mapping[CommitmentKey, Commitment]:
    """Commitments by their keys with the standings stated in the program; standings of unknown commitments are ignored."""
    return MappingProxyType(
        {
            key: standings[key].on(one) if key in standings else one
            for key, one in commitments_by_key(commitments).items()
        }
    )


def parse_promise(text: str, unit: str = "") -> tuple[PromiseKind, TargetText] | Problem:
    """Parse a commitment's target: how its figure is meant, and the figure. The words are a target cell's, after 每年.

    A Problem where the rest is nothing that a target cell may say.
    """
    words = text.strip()
    promise = _promise(words)
    if promise is PromiseKind.YEARLY:
        words = words.removeprefix("每年")
    if promise is PromiseKind.COVERAGE:
        unit = unit or "%"
    parsed = parse_target(words, unit=unit)
    if isinstance(parsed, Problem):
        return parsed
    if promise is PromiseKind.REACH and parsed.how == "increase":
        # +10 says what 新增10 says
        promise = PromiseKind.NEW
    return promise, parsed


def _promise(words: str) -> PromiseKind:
    if words.startswith("每年"):
        return PromiseKind.YEARLY
    for sign, promise in (
        ("全覆盖", PromiseKind.COVERAGE),
        ("新增", PromiseKind.NEW),
        ("增加", PromiseKind.NEW),
        ("累计", PromiseKind.TOTAL),
        ("突破", PromiseKind.BEYOND),
    ):
        if sign in words:
            return promise
    # 超3000 passes a mark, 不超过80 keeps below one
    return PromiseKind.BEYOND if words.startswith("超") else PromiseKind.REACH


class DueFilter(StrEnum):
    """Which commitments are shown by the day on which they fall due."""

    ANY = "any"
    OVERDUE = "overdue"
    """Still open after their last day."""
    SOON = "soon"
    """Open, with their last day within the next `SOON_DAYS`."""
    THIS_YEAR = "this year"
    """With their last day in the current year, done or not."""

    def holds(self, commitment: Commitment, today: date) -> bool:
        """Whether a commitment is among them on that day."""
        due = commitment.due_day
        match self:
            case DueFilter.OVERDUE:
                return commitment.overdue_on(today)
            case DueFilter.SOON:
                if due is None or commitment.state is State.DONE:
                    return False
                return today <= due <= today + timedelta(days=SOON_DAYS)
            case DueFilter.THIS_YEAR:
                return due is not None and due.year == today.year
            case _:
                return True


SOON_DAYS: Final = 90


def by_region(commitments: Iterable[Commitment]) -> Mapping[str, Mapping[State, int]]:
    """How many commitments of each state each region (by code) has."""
    table: dict[str, dict[State, int]] = {}
    for one in commitments:
        counts = table.setdefault(one.region, dict.fromkeys(State, 0))
        counts[one.state] += 1
    return MappingProxyType({region: MappingProxyType(counts) for region, counts in table.items()})
