"""Steps of a negotiation: targets settled and opened again, what is left allocated by a rule, and the result written.

Each comes as one edit, to be undone as one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.answers.allocation import Allocation, AllocationRule, Bounds, allocate
from npfdesk.engine.answers.division import whole_parts
from npfdesk.engine.negotiation.rounds import CountyPositions, Negotiation
from npfdesk.engine.projection.results import Results
from npfdesk.plan.document import Document
from npfdesk.plan.drafts import without_draft
from npfdesk.plan.edit_labels import set_proposals, set_targets
from npfdesk.plan.edits import SetProposals, SetTargets
from npfdesk.plan.model import Plan
from npfdesk.plan.negotiation import Proposal, ProposalKey, Side
from npfdesk.plan.numbers import plain
from npfdesk.plan.positions import read_words, stated_target
from npfdesk.plan.problems import Problem, Wording, error
from npfdesk.plan.rounding import rounded
from npfdesk.plan.series import TargetKey
from npfdesk.plan.spoken_names import name_wording, names_wording
from npfdesk.plan.targets import Measure, PlanTarget

NOTHING_SETTLED: Final = error(
    "nothing_settled",
    "还没有商定的目标可以设为规划目标。请先在各区县最后的上报或下达中商定。",
    "No target is settled yet, so there is nothing to set. Settle a county's last proposal or reply first.",
)
TARGETS_AS_SETTLED: Final = error(
    "targets_as_settled",
    "商定的目标已经都是规划目标，没有要改的。",
    "The plan's targets are as settled already; there is nothing to change.",
)
NOTHING_TO_SETTLE: Final = error(
    "nothing_to_settle",
    "没有可以商定的意见：所选区县都还没有{side}，或已经商定。",
    "There is nothing to settle: the regions chosen have no {side_en} yet, or are settled already.",
)
SETTLED_WITHOUT_FIGURE: Final = error(
    "settled_without_figure",
    "{regions}商定的目标没有可以相加的数值，余下的数无从分解。请重新协商并写明数值。",
    "The settled target of {regions} has no figure that adds up, so what is left cannot be allocated. Open it again and state a "
    "figure.",
)
ALL_SETTLED: Final = error(
    "all_settled",
    "各区县目标都已商定，没有余下的可以分解。",
    "All targets are settled; there is nothing left to allocate.",
)


_LAST_BITS: Final = 1e-9


class Bounding(StrEnum):
    """What a county's last proposal is for an allocation."""

    NONE = "none"
    """Nothing: the rule alone decides."""
    FLOOR = "floor"
    """The least that it is given."""
    CAP = "cap"
    """The most that it is given."""

    @property
    def words(self) -> Wording:
        """The choice in words."""
        return _BOUNDINGS[self]


_BOUNDINGS: Final[Mapping[Bounding, Wording]] = MappingProxyType(
    {
        Bounding.NONE: Wording("不作限制", "no limit"),
        Bounding.FLOOR: Wording("作下限", "as a floor"),
        Bounding.CAP: Wording("作上限", "as a cap"),
    }
)


def settle(
    document: Document, talks: Negotiation, regions: Collection[str], side: Side
) -> SetProposals | Problem:
    """Settle targets at the last position of a side, as one step; regions without one, and settled ones, are passed over."""
    chosen: dict[ProposalKey, Proposal | None] = {}
    for one in talks.counties:
        stand = one.proposed if side is Side.PROPOSAL else one.replied
        if one.region in regions and one.settled is None and stand is not None:
            chosen[stand.key] = replace(stand.proposal, settled=True)
    if not chosen:
        words = (
            {"side": "上报", "side_en": "proposal"}
            if side is Side.PROPOSAL
            else {"side": "下达", "side_en": "reply"}
        )
        return Problem(NOTHING_TO_SETTLE, arguments=words)
    return set_proposals(document, chosen)


def open_again(document: Document, talks: Negotiation, regions: Collection[str]) -> SetProposals | None:
    """Open settled targets again, as one step; None where none of these is settled."""
    targets = {TargetKey(one.series, talks.year) for one in talks.counties if one.region in regions}
    changes: dict[ProposalKey, Proposal | None] = {
        key: replace(one, settled=False)
        for key, one in document.plan.proposals.items()
        if one.settled and key.target in targets
    }
    return set_proposals(document, changes) if changes else None


def settled_as_targets(document: Document, talks: Negotiation) -> SetTargets | Problem:
    """The settled positions as the plan's targets, as one step; those that the plan says already are left as they are."""
    settled = [one.settled for one in talks.settled if one.settled is not None]
    if not settled:
        return Problem(NOTHING_SETTLED)
    changes: dict[TargetKey, PlanTarget | None] = {}
    for stand in settled:
        target, there = stand.key.target, document.plan.targets.get(stand.key.target)
        stated = position_as_target(document.plan, target, stand.proposal)
        if isinstance(stated, Problem):
            return stated
        if there is None or replace(stated, source=there.source) != there:
            changes[target] = stated
    return set_targets(document, MappingProxyType(changes)) if changes else Problem(TARGETS_AS_SETTLED)


def position_as_target(plan: Plan, target: TargetKey, proposal: Proposal) -> PlanTarget | Problem:
    """A position as a target of the plan in the place of the one that is there; a Problem where it cannot be read any more."""
    parsed = read_words(plan, target.series, proposal.text)
    if isinstance(parsed, Problem):
        return parsed
    stated = stated_target(plan, target, proposal, parsed)
    # what is agreed is a draft no more
    return replace(stated, note=without_draft(stated.note))


def allocation_bounds(plan: Plan, talks: Negotiation, bounding: Bounding) -> Bounds | Problem:
    """What an allocation keeps to: settled figures are held, and last proposals of others bound their shares.

    Of a range its lower edge is the floor and its upper one the cap; both in the decimals of the indicator, rounded to the
    side that keeps to the proposal. A Problem where a settled target has no figure that
    adds up, and where all are settled.
    """
    unknown = [one for one in talks.settled if _figure(one, talks.measure) is None]
    if unknown:
        names = names_wording(name_wording(plan.region_by_code[one.region]) for one in unknown)
        return Problem(SETTLED_WITHOUT_FIGURE, arguments={"regions": names})
    holds = {
        one.region: figure for one in talks.settled if (figure := _figure(one, talks.measure)) is not None
    }
    left = [one for one in talks.counties if one.region not in holds]
    if not left:
        return Problem(ALL_SETTLED)
    proposed = {
        one.region: one.proposed.bounds
        for one in left
        if one.proposed is not None
        and one.proposed.measure is talks.measure
        and math.isfinite(one.proposed.figure)
    }
    scale = 10.0 ** plan.indicator_by_code[talks.series.indicator].decimals
    floors = {code: _inward(bounds.low * scale, math.ceil) / scale for code, bounds in proposed.items()}
    caps = {code: _inward(bounds.high * scale, math.floor) / scale for code, bounds in proposed.items()}
    floors = floors if bounding is Bounding.FLOOR else {}
    caps = caps if bounding is Bounding.CAP else {}
    return Bounds(MappingProxyType(holds), MappingProxyType(floors), MappingProxyType(caps))


def _inward(units: float, rounding: Callable[[float], int]) -> float:
    """A bound in whole units of the last decimal; one that is whole but for the last bits of a float stays."""
    nearest = rounded(units, 0)
    whole = math.isclose(units, nearest, rel_tol=_LAST_BITS, abs_tol=_LAST_BITS)
    return nearest if whole else float(rounding(units))


def _figure(one: CountyPositions, measure: Measure) -> float | None:
    stand = one.settled
    if stand is None or stand.measure is not measure or not math.isfinite(stand.figure):
        return None
    return stand.figure


def allocate_rest(
    results: Results,
    scenario: str,
    talks: Negotiation,
    rule: AllocationRule,
    bounding: Bounding = Bounding.NONE,
    total: float | None = None,
    weight: str | None = None,
) -> Allocation | Problem:
    """Split the total over the counties with the settled ones held: the rest goes by the rule (see ``allocate``).

    `total` default: the target of the whole in the year that is negotiated.
    """
    bounds = allocation_bounds(results.plan, talks, bounding)
    if isinstance(bounds, Problem):
        return bounds
    return allocate(results, scenario, talks.series, rule, total, weight, bounds, talks.year)


def printed_shares(plan: Plan, allocation: Allocation) -> dict[str, float]:
    """The shares that have a figure, by region code, in the decimals of the indicator.

    Held shares and those on a bound are as they are; the free ones are rounded by largest remainder, so that the sum stays
    exact wherever total and held shares have no more decimals, and else to half of the last one.
    """
    shares = [one for one in allocation.shares if math.isfinite(one.value)]
    found = {one.region: one.value for one in shares}
    free = [one for one in shares if not one.held and not one.bound]
    scale = 10.0 ** plan.indicator_by_code[allocation.series.indicator].decimals
    rest = math.fsum([allocation.total, *(-one.value for one in shares if one.held or one.bound)]) * scale
    if not free:
        return found
    parts: NDArray[np.float64] = np.array([one.value for one in free]) * scale
    bases = np.nan_to_num(np.array([one.base for one in free]))
    whole_parts(parts, rounded(rest, 0), bases, np.full(len(parts), np.inf))
    found |= {one.region: float(part / scale) for one, part in zip(free, parts.tolist(), strict=True)}
    return found


def allocation_as_replies(
    document: Document, talks: Negotiation, allocation: Allocation, reason: str = "", since: str = ""
) -> SetProposals:
    """An allocation as the city's replies of its next round, as one step; settled targets are left as they are.

    Words are the figures themselves, of a sum as plans print it: 〔520〕.
    """
    plan, number = document.plan, talks.next_round(Side.REPLY)
    agreed = {one.region for one in talks.settled}
    changes: dict[ProposalKey, Proposal | None] = {}
    for region, figure in printed_shares(plan, allocation).items():
        if region in agreed:
            continue
        text = f"〔{plain(figure)}〕" if allocation.measure is Measure.SUM else plain(figure)
        key = ProposalKey(talks.series._replace(region=region), talks.year, number, Side.REPLY)
        changes[key] = Proposal(text, figure, reason, since)
    return set_proposals(document, changes)
