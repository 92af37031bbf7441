"""The ledger as a matrix: a row an indicator, a column a plan, each with the targets as worded and what was found there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from npfdesk.engine.reconciliation.ledger import Difference, HeldPlan, MatchedIndicator, ReconciliationLedger
from npfdesk.plan.problems import Severity, Wording
from npfdesk.plan.series import ALL_INDUSTRIES
from npfdesk.plan.targets import PlanTarget

CODE_WORDS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "sum_of_children": Wording("下级合计", "sum below"),
        "base_differs": Wording("基期值", "base"),
        "target_below_assigned": Wording("低于下达", "below assigned"),
        "growth_differs": Wording("增速与总量", "growth and level"),
        "unit_differs": Wording("计量单位", "unit"),
        "year_differs": Wording("年份", "year"),
        "direction_differs": Wording("方向", "direction"),
        "duty_differs": Wording("指标属性", "duty"),
        "text_differs": Wording("目标表述", "wording"),
        "missing_below": Wording("下级未列", "missing below"),
    }
)
"""What each code of a finding is about, in a word or two, in the order in which kinds are listed."""
_WORST: Final = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


@dataclass(frozen=True)
class PlanStatement:
    """What a plan says of an indicator for a year, as its cell has it."""

    year: int
    target: PlanTarget

    @property
    def text(self) -> str:
        """The target as worded."""
        return self.target.wording


@dataclass(frozen=True)
class ComparedCell:
    """An indicator in a plan: its targets for the plan's own region by year, and the places of the findings about it.

    `held` is False where the plan does not have the indicator; a finding may say so.
    """

    held: bool
    statements: tuple[PlanStatement, ...]
    findings: tuple[int, ...]
    severity: Severity | None


@dataclass(frozen=True)
class ComparedIndicator:
    """A row: the indicator as the highest plan names it, its unit, and for each plan of the ledger its code ("": none) and a cell."""

    name: str
    unit: str
    codes: tuple[str, ...]
    cells: tuple[ComparedCell, ...]

    @property
    def findings(self) -> tuple[int, ...]:
        """The places of all findings about it, in order."""
        return tuple(sorted({place for cell in self.cells for place in cell.findings}))

    @property
    def severity(self) -> Severity | None:
        """The worst of them; None where there is none."""
        return worst(cell.severity for cell in self.cells)


def compared_indicators(ledger: ReconciliationLedger) -> tuple[ComparedIndicator, ...]:
    """A row for each indicator of several plans, then one for each other that findings name, in their order.

    What is found about a plan as a whole is in no row.
    """
    stated = [_stated(held) for held in ledger.plans]
    about: dict[int, list[int]] = {}
    others: dict[str, list[int]] = {}
    of_match = _names(ledger)
    for place, finding in enumerate(ledger.findings):
        matches = _matches_of(finding, of_match)
        for match in matches:
            about.setdefault(match, []).append(place)
        if not matches and finding.indicator:
            others.setdefault(finding.indicator, []).append(place)
    rows = [
        _row(ledger, match, about.get(at, []), stated)
        for at, match in enumerate(ledger.matches)
        if len(match.codes) > 1 or at in about
    ]
    rows += [_row(ledger, _lonely(ledger, name), places, stated) for name, places in others.items()]
    return tuple(rows)


def agreeing(rows: Iterable[ComparedIndicator]) -> int:
    """How many indicators stand in two plans or more, and nothing was found about them."""
    return sum(not row.findings and sum(cell.held for cell in row.cells) > 1 for row in rows)


def worst(severities: Iterable[Severity | None]) -> Severity | None:
    """The worst severity; None where there is none."""
    found = set(severities)
    return next((one for one in _WORST if one in found), None)


def own_region(held: HeldPlan) -> str:
    """The code of the region that a plan is about."""
    return next((one.code for one in held.plan.own_regions if one.name == held.region), held.plan.root)


def targets_by_cell(held: HeldPlan) -> Mapping[tuple[str, str], PlanTarget]:
    """A plan's targets by the sheet and cell in which they stand."""
    return {(one.sheet, one.cell): one for one in held.plan.targets.values() if one.cell}


def _names(ledger: ReconciliationLedger) -> Mapping[tuple[int, str], tuple[int, ...]]:
    """The places of the matches that a name means in a plan; under -1 the names that the matches go by."""
    found: dict[tuple[int, str], dict[int, None]] = {}
    for at, match in enumerate(ledger.matches):
        found.setdefault((-1, match.name), {})[at] = None
        for place, code in match.codes.items():
            indicator = ledger.plans[place].plan.indicator_by_code.get(code)
            if indicator is not None:
                found.setdefault((place, indicator.name), {})[at] = None
    return {known: tuple(places) for known, places in found.items()}


def _matches_of(finding: Difference, of_match: Mapping[tuple[int, str], tuple[int, ...]]) -> tuple[int, ...]:
    """The matches that a finding is about: of two by one name both, so that none passes for agreeing."""
    known = ((place, finding.indicator) for place in (-1, *finding.plans))
    return next((of_match[one] for one in known if one in of_match), ())


def _lonely(ledger: ReconciliationLedger, name: str) -> MatchedIndicator:
    """An indicator that no other plan has, as a match of its own."""
    codes, unit = {}, ""
    for place, held in enumerate(ledger.plans):
        indicator = next((one for one in held.plan.indicators if one.name == name), None)
        if indicator is not None:
            codes[place], unit = indicator.code, unit or indicator.unit
    return MatchedIndicator(name, unit, codes)


def _row(
    ledger: ReconciliationLedger,
    match: MatchedIndicator,
    about: Sequence[int],
    stated: Sequence[Mapping[str, tuple[PlanStatement, ...]]],
) -> ComparedIndicator:
    cells = []
    for place in range(len(ledger.plans)):
        findings = tuple(one for one in about if place in ledger.findings[one].plans)
        code = match.codes.get(place)
        cells.append(
            ComparedCell(
                code is not None,
                stated[place].get(code or "", ()),
                findings,
                worst(ledger.findings[one].severity for one in findings),
            )
        )
    codes = tuple(match.codes.get(place, "") for place in range(len(ledger.plans)))
    return ComparedIndicator(match.name, match.unit, codes, tuple(cells))


def _stated(held: HeldPlan) -> Mapping[str, tuple[PlanStatement, ...]]:
    """By indicator the targets of the plan's own region, by year: of all industries, else of its first industry."""
    region = own_region(held)
    found: dict[str, dict[str, list[PlanStatement]]] = {}
    for one in held.plan.targets.values():
        if one.series.region == region:
            industries = found.setdefault(one.series.indicator, {})
            industries.setdefault(one.series.industry, []).append(PlanStatement(one.year, one))
    return {
        code: tuple(
            sorted(
                industries.get(ALL_INDUSTRIES) or next(iter(industries.values())),
                key=lambda stated: stated.year,
            )
        )
        for code, industries in found.items()
    }
