"""Commitments: what a plan promises by a year, beside its indicators, with who answers for it and how it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from npfdesk.plan.problems import Problem
from npfdesk.plan.target_text import parse_target
from npfdesk.plan.targets import TargetText


class Promise(StrEnum):
    """How a commitment's figure counts."""

    NEW = "new"
    """新增: an increase over what there is."""
    TOTAL = "total"
    """累计: a stock reached, the base included."""
    BEYOND = "beyond"
    """突破: past a mark."""
    COVERAGE = "coverage"
    """全覆盖: all of them, 100 %."""
    YEARLY = "yearly"
    """每年: every year anew."""
    REACH = "reach"
    """Anything else: a figure reached."""


class State(StrEnum):
    """How a commitment stands."""

    NOT_BEGUN = "not_begun"
    UNDER_WAY = "under_way"
    LATE = "late"
    DONE = "done"


@dataclass(frozen=True)
class Commitment:
    """One commitment. `target` is what its words say, in `unit`; `region` a code, `year` 0 where none is named.

    `milestone` and `evidence` are notes in the office's own words; `text` is the target as written.
    """

    item: str
    text: str
    promise: Promise
    target: TargetText
    unit: str = ""
    region: str = ""
    year: int = 0
    owner: str = ""
    milestone: str = ""
    state: State = State.NOT_BEGUN
    evidence: str = ""
    source: str = ""
    note: str = ""
    sheet: str = ""
    cell: str = ""


def parse_promise(text: str, unit: str = "") -> tuple[Promise, TargetText] | Problem:
    """What a commitment's target says: how it counts, and the figure; words as in a target cell, and 每年 before them.

    A Problem where the rest is nothing that a target cell may say.
    """
    words = text.strip()
    promise = _promise(words)
    if promise is Promise.YEARLY:
        words = words.removeprefix("每年")
    if promise is Promise.COVERAGE:
        unit = unit or "%"
    parsed = parse_target(words, unit=unit)
    return parsed if isinstance(parsed, Problem) else (promise, parsed)


def _promise(words: str) -> Promise:
    if words.startswith("每年"):
        return Promise.YEARLY
    for sign, promise in (
        ("全覆盖", Promise.COVERAGE),
        ("新增", Promise.NEW),
        ("增加", Promise.NEW),
        ("累计", Promise.TOTAL),
        ("突破", Promise.BEYOND),
    ):
        if sign in words:
            return promise
    # 超3000 passes a mark, 不超过80 keeps below one
    return Promise.BEYOND if words.startswith("超") else Promise.REACH


def by_state(commitments: Iterable[Commitment]) -> Mapping[State, tuple[Commitment, ...]]:
    """The wall: every state with its commitments, in their order; states without any are there and empty."""
    columns: dict[State, list[Commitment]] = {state: [] for state in State}
    for one in commitments:
        columns[one.state].append(one)
    return MappingProxyType({state: tuple(members) for state, members in columns.items()})


def by_region(commitments: Iterable[Commitment]) -> Mapping[str, Mapping[State, int]]:
    """The table of regions: how many commitments of each state every region (by code) has."""
    table: dict[str, dict[State, int]] = {}
    for one in commitments:
        counts = table.setdefault(one.region, dict.fromkeys(State, 0))
        counts[one.state] += 1
    return MappingProxyType({region: MappingProxyType(counts) for region, counts in table.items()})
