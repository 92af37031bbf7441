"""Rounds of negotiating targets (两上两下): what is proposed from below and replied from above, round by round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from npfdesk.plan.series import SeriesKey, TargetKey


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
