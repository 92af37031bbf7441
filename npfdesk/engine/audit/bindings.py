"""Binding indicators for which the plan names no figure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from npfdesk.engine.audit.finding import Finding, Place
from npfdesk.engine.audit.ledger import Ledger
from npfdesk.plan.model import Duty
from npfdesk.plan.problems import note
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.targets import PlanTarget, TargetKind

BINDING_WITHOUT_FIGURE: Final = note(
    "binding_without_figure",
    "{what}：约束性指标，{year}年目标为“{text}”，没有数值，无从判断是否完成。",
    "{what}: a binding indicator whose target for {year} is “{text}”: there is no figure to judge it by.",
)
BINDING_WITHOUT_TARGET: Final = note(
    "binding_without_target",
    "{what}：约束性指标，但规划没有为它设目标。",
    "{what}: a binding indicator, but the plan sets no target for it.",
)


def bindings(ledger: Ledger) -> Iterator[Finding]:
    """A binding indicator without a figure: its target is assigned (完成省下达任务), blank, or there is none at all.

    One finding an indicator and year. The root region is looked at first: where it has a figure, a county's blank
    is no finding; where it has no row, the counties' are enough if any of them has a figure.
    """
    plan = ledger.plan
    stated: dict[str, list[PlanTarget]] = {}
    for one in ledger.table.statements:
        if plan.indicator_by_code[one.series.indicator].duty is Duty.BINDING and not one.series.industry:
            stated.setdefault(one.series.indicator, []).append(one)
    for indicator in plan.indicators:
        if indicator.duty is not Duty.BINDING:
            continue
        everyone = stated.get(indicator.code, [])
        if not everyone:
            root = plan.city or plan.regions[0].code
            series = SeriesKey(root, "", indicator.code)
            yield ledger.finding(
                BINDING_WITHOUT_TARGET, series, 0, {"count": 0.0}, {}, [Place("", "", series)]
            )
            continue
        for year in sorted({one.year for one in everyone}):
            yield from _of_year(ledger, [one for one in everyone if one.year == year])


def _of_year(ledger: Ledger, targets: list[PlanTarget]) -> Iterator[Finding]:
    at_root = [one for one in targets if not ledger.plan.region_by_code[one.series.region].parent]
    looked_at = at_root or targets
    silent = [
        one
        for one in targets
        if one.parsed.kind in (TargetKind.ASSIGNED, TargetKind.NONE)
        and not np.isfinite(one.stretch or np.nan)
    ]
    if any(one not in silent for one in looked_at):
        return
    first = looked_at[0]
    words = {"text": first.text.strip() or "—"}
    places = [Place(one.sheet, one.cell, one.series) for one in (first, *silent)]
    yield ledger.finding(
        BINDING_WITHOUT_FIGURE, first.series, first.year, {"count": float(len(silent))}, words, places
    )
