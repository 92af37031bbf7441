"""The plan audit: contradictions within a plan, with the arithmetic and the cells.

Rules go by indicator kinds, roll-ups, formulas, weights, names and units, never by one plan's names; figures that
agree as printed are no finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from npfdesk.engine.audit import (
    bases,
    computed,
    formula_children,
    growths,
    implied_parts,
    industries,
    labour_land,
    magnitudes,
    own_checks,
    pace,
    passing_down,
    projections,
    qualifiers,
    ratios,
    second_statements,
    share_groups,
    shares,
    sums,
    vintages,
)
from npfdesk.engine.audit.finding import RULE_FAILED, Finding, Place
from npfdesk.engine.audit.printed_figures import PrintedFigures
from npfdesk.engine.projection.results import Results
from npfdesk.logbook import note_mistake
from npfdesk.plan.problems import Severity
from npfdesk.plan.series import SeriesKey

__all__ = ["RULES", "Finding", "Ledger", "Place", "audit"]

RULES: Final[tuple[Callable[[PrintedFigures], Iterator[Finding]], ...]] = (
    bases.printed_bases,
    bases.bases_outside_children,
    sums.children_sums,
    sums.observed_sums,
    sums.rolled_up_in_part,
    sums.weighted_means,
    passing_down.not_passed_down,
    passing_down.expected_targets_split,
    computed.formula_targets,
    computed.named_increases,
    computed.named_counts,
    formula_children.formula_children,
    shares.stated_shares,
    shares.regional_shares,
    implied_parts.implied_parts,
    ratios.per_firm,
    ratios.value_added_rates,
    ratios.taxes,
    labour_land.labour,
    labour_land.land,
    industries.industry_sums,
    industries.industry_bases,
    magnitudes.target_magnitudes,
    magnitudes.data_magnitudes,
    magnitudes.shares_above_whole,
    magnitudes.parts_above_whole,
    pace.against_direction,
    pace.stretches,
    pace.later_targets,
    pace.own_past,
    pace.turned_around,
    pace.across_regions,
    qualifiers.bindings,
    qualifiers.same_targets,
    qualifiers.bounds_against_direction,
    qualifiers.words_against_direction,
    qualifiers.opposed_bounds,
    second_statements.second_statements,
    growths.growth_indicators,
    growths.yearly_sums,
    projections.transposed_projections,
    share_groups.share_sums,
    share_groups.projected_sums,
    vintages.vintages,
    own_checks.own_checks,
)
"""Every rule, in the order in which findings are told."""

_GRAVITY: Final = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def audit(results: Results) -> tuple[Finding, ...]:
    """All findings of a plan: warnings before notes, each in the order of the rules and of the plan's series.

    The plan's own targets are audited, in all of their years; scenarios have no part in it. No two findings have
    one identity. A rule that fails is a finding of its own, and what it and the others found stands.
    """
    found: dict[str, Finding] = {}
    printed = PrintedFigures(results)
    for rule in RULES:
        for finding in _findings_of(rule, printed):
            found.setdefault(finding.identity, finding)
    return tuple(sorted(found.values(), key=lambda finding: _GRAVITY[finding.severity]))


def _findings_of(
    rule: Callable[[PrintedFigures], Iterator[Finding]], printed: PrintedFigures
) -> Iterator[Finding]:
    """What a rule finds; its own exception, which is a mistake of the program, as a finding behind those."""
    try:
        yield from rule(printed)
    except Exception as mistake:  # noqa: BLE001 - any mistake of a rule costs that rule alone
        note_mistake(type(mistake), mistake.__traceback__)
        series = printed.plan.series[0] if printed.plan.series else SeriesKey("", "", "")
        words = {"rule": rule.__name__, "mistake": type(mistake).__name__}
        yield Finding(RULE_FAILED, series, {}, words, subject=rule.__name__)
