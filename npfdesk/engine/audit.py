"""The plan audit: what in a plan contradicts itself, with the arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

import numpy as np

from npfdesk.engine.results import Results
from npfdesk.plan.model import Plan, PlanTarget
from npfdesk.plan.names import fold
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.problems import Language, ProblemKind, Severity, warning
from npfdesk.plan.series import SeriesKey

BASE_DIFFERS_FROM_DATA: Final = warning(
    "base_differs_from_data",
    "{what}：目标表印的{year}年基期值为{printed}，数据表为{observed}，相差{difference}。以数据表为准。",
    "{what}: the base printed for {year} is {printed}, Data says {observed}, a difference of {difference}. "
    "Data stands.",
)
BASE_DIFFERS_FROM_FORMULA: Final = warning(
    "base_differs_from_formula",
    "{what}：{year}年基期值印为{printed}，按公式 {formula} 得{computed}，相差{difference}。",
    "{what}: the base printed for {year} is {printed}, the formula {formula} gives {computed}, "
    "a difference of {difference}.",
)


@dataclass(frozen=True)
class Finding:
    """A contradiction in a plan: its kind, the series, the figures of its arithmetic and the cell it starts from."""

    kind: ProblemKind
    series: SeriesKey
    figures: Mapping[str, float]
    arguments: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    sheet: str = ""
    cell: str = ""

    @property
    def code(self) -> str:
        """The kind's code."""
        return self.kind.code

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return self.kind.severity

    @property
    def identity(self) -> str:
        """What it is known by when the plan is read again: its code and series, not its figures."""
        return "|".join((self.code, *self.series))

    def message(self, language: Language) -> str:
        """What contradicts what, in that language."""
        return self.kind.wording.text(language, self.arguments)


def audit(results: Results) -> tuple[Finding, ...]:
    """All findings of a plan, in the order of its targets.

    A printed base is compared with what the data say of its year and, for an indicator with a formula, with
    what the formula gives; figures that agree when rounded as printed are no finding.
    """
    plan = results.plan
    # observed figures and formulas over them do not depend on the scenario, so the first one serves
    values = next(iter(results.scenarios.values())).values
    findings: list[Finding] = []
    for target in plan.targets.values():
        row = plan.row.get(target.series)
        if target.base_printed is None or row is None:
            continue
        try:
            column = plan.column(target.base_year)
        except KeyError:
            continue
        observed = float(plan.observed[row, column])
        if not _agree(target, observed):
            findings.append(_finding(BASE_DIFFERS_FROM_DATA, plan, target, observed))
        formula = plan.indicator_by_code[target.series.indicator].formula
        if formula is not None and not _agree(target, float(values[row, column])):
            findings.append(_finding(BASE_DIFFERS_FROM_FORMULA, plan, target, float(values[row, column])))
    return tuple(findings)


def _agree(target: PlanTarget, figure: float) -> bool:
    if np.isnan(figure) or target.base_printed is None:
        return True
    half = 0.5 * 10.0 ** -_decimals(target.base_text)
    return abs(target.base_printed - figure) <= half * (1 + 1e-9)


def _decimals(text: str) -> int:
    figures = fold(text).partition("(")[0]
    return sum(letter.isdigit() for letter in figures.partition(".")[2])


def _finding(kind: ProblemKind, plan: Plan, target: PlanTarget, figure: float) -> Finding:
    printed = target.base_printed or 0.0
    indicator = plan.indicator_by_code[target.series.indicator]
    decimals = max(indicator.decimals, _decimals(target.base_text)) + 1
    written = {
        "printed": format_figure(printed, decimals, indicator.unit),
        "observed": format_figure(figure, decimals, indicator.unit),
        "computed": format_figure(figure, decimals, indicator.unit),
        "difference": format_figure(printed - figure, decimals, indicator.unit),
    }
    place = plan.region_by_code[target.series.region].name
    industry = plan.industry_by_code.get(target.series.industry)
    what = " ".join(name for name in (place, industry.name if industry else "", indicator.name) if name)
    formula = indicator.formula.text if indicator.formula is not None else ""
    other = "computed" if kind is BASE_DIFFERS_FROM_FORMULA else "observed"
    return Finding(
        kind,
        target.series,
        MappingProxyType({"printed": printed, other: figure, "difference": printed - figure}),
        MappingProxyType({"what": what, "year": target.base_year, "formula": formula, **written}),
        target.sheet,
        target.cell,
    )
