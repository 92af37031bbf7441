"""Plans of several levels held against each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from npfdesk.engine.reconciliation.assigned import assigned
from npfdesk.engine.reconciliation.bases import bases
from npfdesk.engine.reconciliation.comparison import Comparison, held_pairs
from npfdesk.engine.reconciliation.ledger import Difference, PlanFile, ReconciliationLedger
from npfdesk.engine.reconciliation.levels import levels
from npfdesk.engine.reconciliation.matching import matching
from npfdesk.engine.reconciliation.missing import missing
from npfdesk.engine.reconciliation.structure import structure
from npfdesk.engine.reconciliation.successive import successive
from npfdesk.engine.reconciliation.sums import sums
from npfdesk.plan.pair_answers import PairAnswer

_FINDINGS: Final[tuple[Callable[[Comparison], Iterator[Difference]], ...]] = (
    structure, bases, sums, assigned, missing, successive,
)  # fmt: skip
"""What is looked for, in the order in which it is told."""


def reconciled(plans: Sequence[PlanFile], answers: Mapping[str, PairAnswer]) -> ReconciliationLedger:
    """Hold plans against each other: the province's, the city's, the counties', of this period and the one before.

    `answers` are what was said of doubtful pairs, by their keys. Figures are compared in one unit and within the rounding
    of both sides; what cannot be placed is told in `problems`, what cannot be matched stands in `doubtful`.
    """
    placed = levels(plans)
    matched = matching(placed.plans, held_pairs(placed.plans), answers)
    comparison = Comparison(placed, matched)
    found = tuple(one for look in _FINDINGS for one in look(comparison))
    return ReconciliationLedger(placed.plans, matched.matches, matched.doubtful, found, placed.problems)
