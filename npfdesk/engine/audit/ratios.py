"""Ratios that targets imply together: output per firm, value added in output, tax in value added."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

import numpy as np

from npfdesk.engine.audit.finding import Finding
from npfdesk.engine.audit.indicator_names import Catalogue, Pair, fine
from npfdesk.engine.audit.printed_figures import PrintedFigures, YearTargets, percent
from npfdesk.plan.numbers import unit_factor
from npfdesk.plan.problems import ProblemKind, warning

PER_FIRM_FALLS: Final = warning(
    "output_per_firm_falls",
    "{what}：户均由{base}降为{year}年的{target}（{change}）：{upper}年均{upper_growth}，{lower}年均{lower_growth}。",
    "{what}: {upper} per firm falls from {base} to {target} in {year} ({change}): {upper} grows {upper_growth} a year, "
    "{lower} {lower_growth}.",
)
RATE_SHIFTS: Final = warning(
    "value_added_rate_shifts",
    "{what}：隐含的{upper}与{lower}之比由{base}变为{year}年的{target}（变动{change}）：{upper}年均{upper_growth}，{lower}年均{lower_growth}。",
    "{what}: the ratio of {upper} to {lower} that the targets imply goes from {base} to {target} in {year} ({change}): "
    "{upper_growth} a year against {lower_growth}.",
)
RATE_ABOVE_ONE: Final = warning(
    "value_added_exceeds_output",
    "{what}：{year}年{upper}为{value_upper}，超过{lower}的{value_lower}。",
    "{what}: in {year} {upper} is {value_upper}, above {lower} of {value_lower}.",
)
TAX_SHIFTS: Final = warning(
    "implied_tax_growth",
    "{what}：隐含税收由{base_tax}增至{year}年的{target_tax}，年均{growth}，而增加值年均{value_added_growth}；税收占增加值由{base}变为{target}。",
    "{what}: the tax implied by the targets goes from {base_tax} to {target_tax} in {year}, {growth} a year, against "
    "{value_added_growth} for value added; the share of tax in value added goes from {base} to {target}.",
)
PER_FIRM_FALL: Final = 0.02
"""The share by which output per firm may fall before it is told: below that it is rounding of the plan's ambition."""
RATE_SHIFT: Final = 0.15
"""The share by which value added ÷ output, and tax ÷ value added, may change over a plan's years."""


def per_firm(printed: PrintedFigures) -> Iterator[Finding]:
    """Output per firm: (output / firms) of the targets against that of the bases, in every region.

    Warning where it falls by more than 2 % beyond the rounding of all four figures. Revenue or value added stand
    in for output where the plan has none for the same scope.
    """
    catalogue = Catalogue(printed)
    for targets in printed.year_targets:
        for scope in catalogue.scopes("firms"):
            upper = next(
                (
                    found
                    for one in ("output", "revenue", "value_added")
                    if (found := catalogue.get(scope, one)) is not None
                ),
                None,
            )
            pair = catalogue.pair(targets, upper, catalogue.get(scope, "firms"))
            if pair is None:
                continue
            for at in pair.complete[
                pair.change[pair.complete] < -(PER_FIRM_FALL + pair.slack[pair.complete])
            ]:
                row, other = int(pair.upper[at]), int(pair.lower[at])
                unit = f"{printed.indicator(row).unit}/{printed.indicator(other).unit}"
                yield _shift(printed, PER_FIRM_FALLS, targets, pair, int(at), partial(fine, unit=unit))


def value_added_rates(printed: PrintedFigures) -> Iterator[Finding]:
    """Value added ÷ output of the same scope: above 1 in base or target, or changed by more than 15 % of itself."""
    catalogue = Catalogue(printed)
    for targets in printed.year_targets:
        for scope in catalogue.scopes("value_added"):
            upper, lower = catalogue.get(scope, "value_added"), catalogue.get(scope, "output")
            pair = catalogue.pair(targets, upper, lower)
            if pair is None or upper is None or lower is None:
                continue
            factor = _factor(printed, upper, lower)
            if factor is None:
                continue
            yield from _above_one(printed, targets, pair, factor)
            sound = pair.complete[
                (factor * pair.upper_target <= pair.lower_target)[pair.complete]
                & (factor * pair.upper_base <= pair.lower_base)[pair.complete]
            ]
            for at in sound[np.abs(pair.change[sound]) > RATE_SHIFT + pair.slack[sound]]:
                yield _shift(printed, RATE_SHIFTS, targets, pair, int(at), partial(_as_percent, by=factor))


def taxes(printed: PrintedFigures) -> Iterator[Finding]:
    """Tax ÷ value added, stated or by way of land: tax = tax per mu × value added ÷ value added per mu.

    Warning where tax ÷ value added changes by more than 15 % of itself beyond the rounding of the figures; the
    yearly growth of the tax is (T / b)^(1 / n) - 1.
    """
    catalogue = Catalogue(printed)
    for targets in printed.year_targets:
        for scope in catalogue.scopes("value_added"):
            added = catalogue.get(scope, "value_added")
            pair = catalogue.pair(targets, catalogue.get(scope, "tax"), added)
            if pair is not None and len(pair.complete):
                yield from _tax(printed, targets, pair, None)
                continue
            upper, lower = catalogue.get(scope, "tax", "land"), catalogue.get(scope, "value_added", "land")
            pair = catalogue.pair(targets, upper, lower)
            if pair is not None and added is not None:
                yield from _tax(printed, targets, pair, added)


def _tax(printed: PrintedFigures, targets: YearTargets, pair: Pair, added: int | None) -> Iterator[Finding]:
    """Tax against value added; where both are per mu, `added` is the value added that gives the land."""
    factor = (
        _factor(
            printed,
            int(printed.frame.indicator_of[pair.upper[0]]),
            int(printed.frame.indicator_of[pair.lower[0]]),
        )
        if len(pair.upper)
        else None
    )
    if factor is None:
        return
    for at in pair.complete[
        np.abs(pair.change[pair.complete]) > RATE_SHIFT + pair.slack[pair.complete]
    ].tolist():
        row, other = int(pair.upper[at]), int(pair.lower[at])
        base, target = (
            factor * pair.upper_base[at] / pair.lower_base[at],
            factor * pair.upper_target[at] / pair.lower_target[at],
        )
        whole = other
        if added is not None:
            whole = int(
                printed.frame.lookup[added][printed.frame.region_of[row], printed.frame.industry_of[row]]
            )
            if whole < 0 or not (targets.base[whole] > 0 and targets.figure[whole] > 0):
                continue
        first, last = float(targets.base[whole]), float(targets.figure[whole])
        tax = base * first, target * last
        years = pair.years[at]
        growth, own = (100 * ((end / begin) ** (1 / years) - 1) for begin, end in (tax, (first, last)))
        yield printed.finding(
            TAX_SHIFTS,
            row,
            targets.year,
            {
                "base_tax": tax[0],
                "target_tax": tax[1],
                "growth": growth,
                "value_added_growth": own,
                "base_share": 100 * base,
                "target_share": 100 * target,
            },
            {
                "base_tax": fine(tax[0], printed.indicator(whole).unit),
                "target_tax": fine(tax[1], printed.indicator(whole).unit),
                "growth": percent(growth),
                "value_added_growth": percent(own),
                "base": percent(100 * base),
                "target": percent(100 * target),
            },
            [printed.place(one, targets) for one in dict.fromkeys((row, other, whole))],
        )


def _factor(printed: PrintedFigures, upper: int, lower: int) -> float | None:
    factor = unit_factor(printed.plan.indicators[upper].unit, printed.plan.indicators[lower].unit)
    return float(factor) if factor is not None else None


def _above_one(printed: PrintedFigures, targets: YearTargets, pair: Pair, factor: float) -> Iterator[Finding]:
    for year, upper, lower, half in (
        (0, pair.upper_base, pair.lower_base, targets.base_half),
        (targets.year, pair.upper_target, pair.lower_target, targets.half),
    ):
        with np.errstate(invalid="ignore"):
            over = factor * (upper - half[pair.upper]) > lower + half[pair.lower]
        over &= ~(targets.floor[pair.lower] if year else np.zeros(len(lower), dtype=np.bool_))
        for at in np.flatnonzero(over):
            row, other = int(pair.upper[at]), int(pair.lower[at])
            yield printed.finding(
                RATE_ABOVE_ONE,
                row,
                year or int(targets.base_year[row]),
                {"upper": float(upper[at]), "lower": float(lower[at])},
                {
                    "upper": printed.measure(row),
                    "lower": printed.measure(other),
                    "value_upper": printed.shown(float(upper[at]), row),
                    "value_lower": printed.shown(float(lower[at]), other),
                },
                [printed.place(row, targets), printed.place(other, targets)],
            )


def _as_percent(ratio: float, by: float) -> str:
    return percent(100 * ratio * by)


def _shift(
    printed: PrintedFigures,
    kind: ProblemKind,
    targets: YearTargets,
    pair: Pair,
    at: int,
    shown: Callable[[float], str],
) -> Finding:
    row, other = int(pair.upper[at]), int(pair.lower[at])
    base, target = pair.upper_base[at] / pair.lower_base[at], pair.upper_target[at] / pair.lower_target[at]
    upper, lower = (
        100 * ((end[at] / begin[at]) ** (1 / pair.years[at]) - 1)
        for begin, end in ((pair.upper_base, pair.upper_target), (pair.lower_base, pair.lower_target))
    )
    change = 100 * float(pair.change[at])
    return printed.finding(
        kind,
        row,
        targets.year,
        {
            "base": float(base),
            "target": float(target),
            "change": change,
            "upper_growth": float(upper),
            "lower_growth": float(lower),
        },
        {
            "base": shown(float(base)),
            "target": shown(float(target)),
            "change": percent(change),
            "upper": printed.measure(row),
            "lower": printed.measure(other),
            "upper_growth": percent(float(upper)),
            "lower_growth": percent(float(lower)),
        },
        [printed.place(row, targets), printed.place(other, targets)],
    )
