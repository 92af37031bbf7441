"""Labour and land that targets per head and per mu imply."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from npfdesk.engine.audit.finding import Finding
from npfdesk.engine.audit.indicator_names import Catalogue, Pair, fine
from npfdesk.engine.audit.printed_figures import PrintedFigures, YearTargets, percent
from npfdesk.plan.numbers import unit_factor
from npfdesk.plan.problems import note, warning

LABOUR_IMPLIED: Final = note(
    "implied_labour",
    "{what}：按增加值与劳动生产率目标推算，用工由{base}变为{year}年的{target}，年均{growth}{firms}。",
    "{what}: by the targets for value added and productivity, labour goes from {base} to {target} in {year}, {growth} a "
    "year{firms_en}.",
)
LAND_IMPLIED: Final = note(
    "implied_land",
    "{what}：按增加值与亩均增加值目标推算，用地由{base}变为{year}年的{target}，年均{growth}{firms}。",
    "{what}: by the targets for value added and value added per mu, land goes from {base} to {target} in {year}, {growth} a "
    "year{firms_en}.",
)
STATED_DIFFERS: Final = warning(
    "implied_differs_from_stated",
    "{what}：{year}年为{stated}，而由{upper}与{lower}推算为{implied}，相差{difference}（{share}）。",
    "{what}: {stated} in {year}, but {upper} and {lower} imply {implied}, a difference of {difference} ({share}).",
)

LABOUR_PACE: Final = (-4.0, 4.0)
"""% a year within which implied labour is not told."""
LAND_PACE: Final = (-2.0, 3.0)
"""% a year within which implied land is not told."""
CONTRARY_FALL: Final = 0.01
"""The share by which implied labour or land may fall while firms increase …"""
CONTRARY_RISE: Final = 0.10
"""… by more than this share over the plan's years."""
STATED_SLACK: Final = 0.05
"""The share by which labour or land stated beside what is implied may differ: an average is not the year's end."""


def labour(printed: PrintedFigures) -> Iterator[Finding]:
    """Labour implied: value added ÷ value added per head, in base and target.

    Note where it grows outside -4 to 4 % a year, or falls by more than 1 % while the firms increase by more than
    10 %. Where the plan states labour itself, warning where the two differ by more than 5 %.
    """
    return _inputs(printed, "labour")


def land(printed: PrintedFigures) -> Iterator[Finding]:
    """Land implied: value added ÷ value added per mu, in base and target.

    Note where it grows outside -2 to 3 % a year, or falls by more than 1 % while the firms increase by more than
    10 %. Where the plan states land itself, warning where the two differ by more than 5 %.
    """
    return _inputs(printed, "land")


def _inputs(printed: PrintedFigures, what: str) -> Iterator[Finding]:
    catalogue = Catalogue(printed)
    kind, (slowest, fastest) = (
        (LABOUR_IMPLIED, LABOUR_PACE) if what == "labour" else (LAND_IMPLIED, LAND_PACE)
    )
    for targets in printed.year_targets:
        for scope in catalogue.scopes("value_added", what):
            added, each = catalogue.get(scope, "value_added"), catalogue.get(scope, "value_added", what)
            pair = catalogue.pair(targets, added, each)
            if pair is None or added is None or each is None:
                continue
            upper_unit, _, unit = printed.plan.indicators[each].unit.partition("/")
            factor = unit_factor(printed.plan.indicators[added].unit, upper_unit)
            if factor is None:
                continue
            stated = catalogue.get(scope, what)
            firms = catalogue.get(scope, "firms")
            base = float(factor) * pair.upper_base / np.where(pair.lower_base > 0, pair.lower_base, np.nan)
            target = (
                float(factor) * pair.upper_target / np.where(pair.lower_target > 0, pair.lower_target, np.nan)
            )
            for at in pair.complete:
                growth = 100 * ((target[at] / base[at]) ** (1 / pair.years[at]) - 1)
                edge = 100 * pair.slack[at] / pair.years[at]
                more = _firms(printed, targets, firms, int(pair.upper[at]))
                contrary = (
                    target[at] < base[at] * (1 - CONTRARY_FALL - pair.slack[at]) and more > CONTRARY_RISE
                )
                if stated is not None:
                    yield from _against_stated(
                        printed, targets, pair, int(at), stated, unit, float(target[at])
                    )
                if slowest - edge <= growth <= fastest + edge and not contrary:
                    continue
                row, other = int(pair.upper[at]), int(pair.lower[at])
                said = contrary and np.isfinite(more)
                yield printed.finding(
                    kind,
                    other,
                    targets.year,
                    {
                        "base": float(base[at]),
                        "target": float(target[at]),
                        "growth": growth,
                        "firms": 100 * more,
                    },
                    {
                        "base": fine(base[at], unit),
                        "target": fine(target[at], unit),
                        "growth": percent(growth),
                        "firms": f"，而企业数增加{percent(100 * more)}" if said else "",
                        "firms_en": f", while firms increase by {percent(100 * more)}" if said else "",
                    },
                    [printed.place(other, targets), printed.place(row, targets)],
                )


def _firms(printed: PrintedFigures, targets: YearTargets, firms: int | None, row: int) -> float:
    """The share by which the firms of a series' region and industry increase; NaN where that is not known."""
    if firms is None:
        return float("nan")
    other = int(printed.frame.lookup[firms][printed.frame.region_of[row], printed.frame.industry_of[row]])
    if other < 0 or not targets.base[other] > 0:
        return float("nan")
    return float(targets.figure[other] / targets.base[other] - 1)


def _against_stated(
    printed: PrintedFigures, targets: YearTargets, pair: Pair, at: int, stated: int, unit: str, implied: float
) -> Iterator[Finding]:
    row, other = int(pair.upper[at]), int(pair.lower[at])
    own = int(printed.frame.lookup[stated][printed.frame.region_of[row], printed.frame.industry_of[row]])
    factor = unit_factor(unit, printed.plan.indicators[stated].unit) if own >= 0 else None
    if factor is None or not np.isfinite(targets.figure[own]):
        return
    implied *= float(factor)
    slack = STATED_SLACK * implied + targets.half[own]
    if targets.low[own] - slack <= implied <= targets.high[own] + slack:
        return
    figure = float(targets.figure[own])
    yield printed.finding(
        STATED_DIFFERS,
        own,
        targets.year,
        {"stated": figure, "implied": implied, "difference": implied - figure},
        {
            "stated": printed.shown(figure, own),
            "implied": printed.shown(implied, own),
            "difference": printed.difference(implied - figure, own),
            "share": percent(100 * (implied / figure - 1)) if figure else "—",
            "upper": printed.measure(row),
            "lower": printed.measure(other),
        },
        [printed.place(own, targets), printed.place(row, targets), printed.place(other, targets)],
    )
