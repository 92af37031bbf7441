"""The work: everything a user has done on a plan that is saved, as one frozen value.

Each field is a part of the work. `plan.parts` describes once how a part is saved, merged, compared and worded.
"""

from __future__ import annotations

import operator
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Final

from npfdesk.plan.board import Board
from npfdesk.plan.chart_notes import ChartNote
from npfdesk.plan.commitments import Commitment, CommitmentKey, Standing
from npfdesk.plan.evaluations import KeptEvaluation
from npfdesk.plan.lever_amendments import EffectKey, Insertion, StatedEffect
from npfdesk.plan.model import Indicator, Industry, LeverEffect, Source
from npfdesk.plan.negotiation import Proposal, ProposalKey
from npfdesk.plan.notes import Notes
from npfdesk.plan.own_checks import OwnCheck
from npfdesk.plan.regions import Region
from npfdesk.plan.saved_views import SavedView
from npfdesk.plan.scenarios import Scenario
from npfdesk.plan.scoring import ScoringRule
from npfdesk.plan.series import ObservationKey, ProgressKey, TargetKey
from npfdesk.plan.share_groups import ShareGroup
from npfdesk.plan.spillover import Spillover
from npfdesk.plan.targets import PlanTarget
from npfdesk.plan.vintages import Vintage, VintageKey


@dataclass(frozen=True)
class Work:
    """The user's work on a plan.

    `scenarios` are by id, in the order of the tree. `observations` and `targets` are amendments of the plan by
    themselves: what differs from the workbook (None = taken away). `known` says of findings of the audit, by
    their identity, why they are known and stand; `inserted` is what frameworks added; `storyboard` are the views
    kept for a meeting, in their order; `notes` are those on single cells; `spillover` is what regions pass on of
    their gains from levers (None: nothing); `standings` how commitments stand as said here; `effects` levers'
    effects as amended here; `checks` the plan's own checks as amended here, by their names (None = taken away);
    `progress` amends figures of parts of a year as `observations` does those of years; `share_groups` the groups of
    shares as `checks` does the checks; `board` holds the parameters and charts of a meeting (None: none);
    `chart_notes` are those on charts, by their ids. `proposals` amends positions in negotiation as `targets` does targets.
    """

    scenarios: Mapping[str, Scenario]
    observations: Mapping[ObservationKey, float | None] = field(default_factory=lambda: MappingProxyType({}))
    targets: Mapping[TargetKey, PlanTarget | None] = field(default_factory=lambda: MappingProxyType({}))
    known: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    inserted: tuple[Insertion, ...] = ()
    storyboard: tuple[SavedView, ...] = ()
    notes: Notes = field(default_factory=lambda: MappingProxyType({}))
    spillover: Spillover | None = None
    standings: Mapping[CommitmentKey, Standing] = field(default_factory=lambda: MappingProxyType({}))
    effects: Mapping[EffectKey, StatedEffect] = field(default_factory=lambda: MappingProxyType({}))
    checks: Mapping[str, OwnCheck | None] = field(default_factory=lambda: MappingProxyType({}))
    progress: Mapping[ProgressKey, float | None] = field(default_factory=lambda: MappingProxyType({}))
    share_groups: Mapping[str, ShareGroup | None] = field(default_factory=lambda: MappingProxyType({}))

    vintages: Mapping[VintageKey, Vintage | None] = field(default_factory=lambda: MappingProxyType({}))
    scoring: Mapping[str, ScoringRule | None] = field(default_factory=lambda: MappingProxyType({}))
    proposals: Mapping[ProposalKey, Proposal | None] = field(default_factory=lambda: MappingProxyType({}))
    evaluations: Mapping[str, KeptEvaluation] = field(default_factory=lambda: MappingProxyType({}))
    chart_notes: Mapping[str, ChartNote] = field(default_factory=lambda: MappingProxyType({}))

    settings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    regions: Mapping[str, Region | None] = field(default_factory=lambda: MappingProxyType({}))
    industries: Mapping[str, Industry | None] = field(default_factory=lambda: MappingProxyType({}))
    indicators: Mapping[str, Indicator | None] = field(default_factory=lambda: MappingProxyType({}))
    sources: Mapping[str, Source | None] = field(default_factory=lambda: MappingProxyType({}))
    commitments: Mapping[CommitmentKey, Commitment | None] = field(
        default_factory=lambda: MappingProxyType({})
    )
    levers: Mapping[EffectKey, LeverEffect | None] = field(default_factory=lambda: MappingProxyType({}))
    board: Board | None = None
    order: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def same_parts_as(self, other: Work) -> bool:
        """Whether every part is the identical object: nothing was done between the two."""
        return all(map(operator.is_, _PARTS(self), _PARTS(other)))


_PARTS: Final = operator.attrgetter(*(one.name for one in fields(Work)))
