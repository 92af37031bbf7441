"""The targets of a plan as JSON entries: one for each statement, second statements after the first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.target_figures import target_table, with_computed_bases
from npfdesk.plan.kinds import Kind
from npfdesk.plan.model import Plan
from npfdesk.plan.numbers import parse_figure
from npfdesk.plan.owners import owner_of
from npfdesk.plan.problems import Problem
from npfdesk.plan.targets import (
    NO_FIGURES,
    Measure,
    PlanTarget,
    StatedFigures,
    StatedText,
    Target,
    TargetKind,
    stated_figures,
)


def target_entries(results: Results) -> list[dict[str, Any]]:
    """The plan's own targets, in its order.

    Of a level `value`, `low`, `high` and `stretch` are figures of the indicator; of a growth they are in %, of a sum
    its total, of a rank the place, and `level` is the figure that it comes to from the base (null: there is none). Of
    words alone all are null. `exact` is a level's: a sum, and a bare rate under a head of growth, have the kind none. Statements beside a target are entries of their own behind it.
    """
    plan = results.plan
    table = next(iter(results.scenarios.values())).targets
    if table.own.any():
        stated = target_table(results.frame, plan, (), None, None)
        table = with_computed_bases(stated, plan, lambda: results.actual.values)
    entries: list[dict[str, Any]] = []
    for key, statement in plan.targets.items():
        position = table.of_series.get(key)
        if position is not None:
            resolved = table.resolved[position : position + 1 + len(statement.seconds)]
            entries.extend(_of(plan, statement, resolved))
    return entries


def _of(plan: Plan, statement: PlanTarget, resolved: Sequence[Target | None]) -> Iterator[dict[str, Any]]:
    """A target's entries; `resolved` are its figures and behind these those of the statements beside it."""
    target = resolved[0]
    base = statement.base_printed
    if base is None and statement.base_year in plan.years:
        row = plan.row[statement.series]
        base = figure_or_none(float(plan.observed[row, plan.column(statement.base_year)]))
    owner = owner_of(plan, statement)
    shared = {**series_names(plan, *statement.series), "base": base, "base_year": statement.base_year}
    first = _statement(plan, statement, statement.parsed, target)
    if statement.stretch is not None:
        first["stretch"] = statement.stretch
    yield {**shared, **first, **_place(owner, statement, statement.text, statement.sheet, statement.cell)}
    for second, figures in zip(statement.seconds, resolved[1:], strict=True):
        words = _statement(plan, statement, second.parsed, figures)
        yield {**shared, **words, **_place(owner, statement, second.text, second.sheet, second.cell)}


def _place(owner: str, statement: PlanTarget, text: str, sheet: str, cell: str) -> dict[str, Any]:
    return {"owner": owner, "target_year": statement.year, "text": text, "sheet": sheet, "cell": cell}


def _statement(
    plan: Plan, statement: PlanTarget, parsed: StatedText, target: Target | None
) -> dict[str, Any]:
    measure = target.measure if target is not None else parsed.measure
    # a rate is a growth itself and comes to no level
    of_rate = (
        plan.indicator_by_code[statement.series.indicator].kind is Kind.RATE and measure is Measure.GROWTH
    )
    if measure is Measure.LEVEL:
        figures = NO_FIGURES
        if target is not None:
            figures = StatedFigures(target.value, target.low, target.high, target.stretch)
    else:
        figures = stated_figures(
            parsed,
            base_year=statement.base_year or plan.base_year,
            target_year=statement.year,
            about_tolerance=plan.about_tolerance,
        )
    if measure is Measure.RELATIVE:
        figures = NO_FIGURES
    kind = target.kind if target is not None else parsed.kind
    if measure is Measure.RELATIVE or (kind is TargetKind.EXACT and _binds_no_level(measure, parsed.text)):
        kind = TargetKind.NONE
    return {
        "kind": str(kind),
        "measure": str(measure),
        "basis": str(parsed.basis) if parsed.basis is not None and measure is Measure.GROWTH else None,
        "value": figures.value,
        "low": figures.low,
        "high": figures.high,
        "stretch": figures.stretch,
        "level": target.value if target is not None and not of_rate else None,
        "reference": parsed.reference or None,
    }


def _binds_no_level(measure: Measure, text: str) -> bool:
    """Whether a figure is of no level of its year: a sum, or a bare rate under a head of growth."""
    return measure is Measure.SUM or (
        measure is Measure.GROWTH and not isinstance(parse_figure(text.strip().rstrip("%％")), Problem)
    )


def series_names(plan: Plan, region: str, industry: str, indicator: str) -> dict[str, str]:
    """The names of a series' region, industry ("" for all industries) and indicator; "" for what is not named."""
    return {
        "region": plan.region_by_code[region].name if region else "",
        "industry": plan.industry_by_code[industry].name if industry else "",
        "indicator": plan.indicator_by_code[indicator].name if indicator else "",
    }


def figure_or_none(value: float) -> float | None:
    """A figure as JSON has it: null for none."""
    return value if np.isfinite(value) else None
