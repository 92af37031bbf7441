"""Rounds of negotiating targets (两上两下): what is proposed from below and replied from above, round by round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from npfdesk.plan.problems import Wording
from npfdesk.plan.series import SeriesKey, TargetKey

SETTLED: Final = Wording("已商定", "settled")


class Side(StrEnum):
    """Who speaks in a round: it goes up first (上报), and then comes down (下达)."""

    PROPOSAL = "proposal"
    """From below: what the county, or the department, proposes."""
    REPLY = "reply"
    """From above: what the city answers."""


class ProposalKey(NamedTuple):
    """One position in a negotiation: the series and year of the target, the round (from 1), and the side."""

    series: SeriesKey
    year: int
    round: int
    side: Side

    @property
    def target(self) -> TargetKey:
        """The target that is negotiated."""
        return TargetKey(self.series, self.year)


@dataclass(frozen=True)
class Proposal:
    """A position: the target as worded and its figure in the indicator's unit (None: words without one).

    `since` is the ISO day it was made ("" unknown) and `source` the file or letter that it came by. A `settled` one is agreed:
    both sides hold to it, and the target is locked. `sheet` and `cell` are where it stands, which makes no other one of it.
    """

    text: str
    figure: float | None
    reason: str = ""
    since: str = ""
    source: str = ""
    settled: bool = False
    sheet: str = field(default="", compare=False)
    cell: str = field(default="", compare=False)


Proposals = Mapping[ProposalKey, "Proposal | None"]
"""Amended positions; None where one of the workbook's is taken away."""
Positions = tuple[tuple[ProposalKey, Proposal], ...]
"""The positions on one target in the order in which they were made: round by round, what goes up before what comes down."""
SIDE_NAMES: Final[Mapping[Side, Wording]] = MappingProxyType(
    {Side.PROPOSAL: Wording("上报", "proposal"), Side.REPLY: Wording("下达", "reply")}
)
_ORDER: Final = tuple(Side)


def position_wording(number: int, side: Side) -> Wording:
    """A round and a side in words: 第1轮上报, proposal of round 1."""
    words = SIDE_NAMES[side]
    return Wording(f"第{number}轮{words.zh}", f"{words.en} of round {number}")


def by_target(proposals: Mapping[ProposalKey, Proposal]) -> dict[TargetKey, Positions]:
    """The positions on each target, in their order."""
    found: dict[TargetKey, list[tuple[ProposalKey, Proposal]]] = {}
    for key, one in proposals.items():
        found.setdefault(key.target, []).append((key, one))
    return {target: tuple(sorted(those, key=_place)) for target, those in found.items()}


def _place(position: tuple[ProposalKey, Proposal]) -> tuple[int, int]:
    return position[0].round, _ORDER.index(position[0].side)


def last_of(
    positions: Iterable[tuple[ProposalKey, Proposal]], side: Side
) -> tuple[ProposalKey, Proposal] | None:
    """The last position of a side; None where it has made none."""
    return max((one for one in positions if one[0].side is side), key=_place, default=None)


def settled_targets(proposals: Mapping[ProposalKey, Proposal]) -> dict[TargetKey, ProposalKey]:
    """The settled targets, each with the position that was agreed: of several that say so the last one."""
    agreed = sorted(((key, one) for key, one in proposals.items() if one.settled), key=_place)
    return {key.target: key for key, _ in agreed}


def same_position(one: Proposal | None, other: Proposal | None) -> bool:
    """Whether two positions say the same; their figures follow from their words and from the base."""
    if one is None or other is None:
        return one is other
    return _words(one) == _words(other)


def _words(one: Proposal) -> tuple[object, ...]:
    return one.text, one.reason, one.since, one.source, one.settled
