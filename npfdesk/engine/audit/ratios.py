"""Figures that targets imply together: output per firm, value added in output, tax, labour and land."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from npfdesk.engine.audit.finding import Finding
from npfdesk.engine.audit.ledger import FloatArray, IntArray, Ledger, Stand, percent
from npfdesk.engine.audit.names import Measured, measured
from npfdesk.plan.numbers import format_figure, unit_factor
from npfdesk.plan.problems import ProblemKind, note, warning

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
    "{what}: the tax that the targets imply goes from {base_tax} to {target_tax} in {year}, {growth} a year, against "
    "{value_added_growth} for value added; tax in value added goes from {base} to {target}.",
)
LABOUR_IMPLIED: Final = note(
    "implied_labour",
    "{what}：按增加值与劳动生产率目标推算，用工由{base}变为{year}年的{target}，年均{growth}{firms}。",
    "{what}: by the targets of value added and productivity, labour goes from {base} to {target} in {year}, {growth} a "
    "year{firms_en}.",
)
LAND_IMPLIED: Final = note(
    "implied_land",
    "{what}：按增加值与亩均增加值目标推算，用地由{base}变为{year}年的{target}，年均{growth}{firms}。",
    "{what}: by the targets of value added and value added per mu, land goes from {base} to {target} in {year}, "
    "{growth} a year{firms_en}.",
)
STATED_DIFFERS: Final = warning(
    "implied_differs_from_stated",
    "{what}：{year}年为{stated}，而由{upper}与{lower}推算为{implied}，相差{difference}（{share}）。",
    "{what}: {stated} in {year}, but {upper} and {lower} imply {implied}, a difference of {difference} ({share}).",
)

PER_FIRM_FALL: Final = 0.02
"""The share by which output per firm may fall before it is told: below that it is rounding of the plan's ambition."""
RATE_SHIFT: Final = 0.15
"""The share by which value added ÷ output, and tax ÷ value added, may change over a plan's years."""
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


@dataclass(frozen=True, eq=False)
class Pair:
    """Two indicators of the same regions and industries; arrays are (pair,), in the indicators' own units.

    `slack` is the share by which the change of the ratio is uncertain for the rounding of all four figures;
    `years` the years between base and target, `told` where all four figures are positive and their base years
    agree.
    """

    upper: IntArray
    lower: IntArray
    upper_base: FloatArray
    lower_base: FloatArray
    upper_target: FloatArray
    lower_target: FloatArray
    slack: FloatArray
    years: FloatArray
    told: IntArray

    @property
    def change(self) -> FloatArray:
        """(u target / l target) / (u base / l base) - 1 (pair,)."""
        change: FloatArray = self.upper_target / self.lower_target / (self.upper_base / self.lower_base) - 1
        return change


class Catalogue:
    """The indicators by what their names say they measure: the first of each whose formula is not given."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.indicators: dict[Measured, int] = {}
        for place, indicator in enumerate(ledger.plan.indicators):
            found = measured(indicator.name)
            if found is not None:
                self.indicators.setdefault(found, place)
        whole = {one.scope for one in self.indicators if not one.per}
        # an English per-figure leaves out whose it is; where there is one scope alone, it is of that
        for one, place in tuple(self.indicators.items()):
            if one.per and not one.scope and one.scope not in whole:
                scopes = [
                    other.scope for other in self.indicators if other.measure == one.measure and not other.per
                ]
                if len(scopes) == 1:
                    self.indicators.setdefault(Measured(scopes[0], one.measure, one.per), place)

    def scopes(self, measure: str, per: str = "") -> list[str]:
        """Whose figures of that measure the plan has."""
        return [one.scope for one in self.indicators if one.measure == measure and one.per == per]

    def get(self, scope: str, measure: str, per: str = "") -> int | None:
        """The indicator of that measure, None where the plan has none."""
        return self.indicators.get(Measured(scope, measure, per))

    def pair(self, stand: Stand, upper: int | None, lower: int | None) -> Pair | None:
        """Two indicators side by side wherever the plan has both series; None where it lacks one of them."""
        if upper is None or lower is None:
            return None
        tables = self.ledger.frame.lookup[upper], self.ledger.frame.lookup[lower]
        both = (tables[0] >= 0) & (tables[1] >= 0)
        rows, other = tables[0][both], tables[1][both]
        four = stand.base[rows], stand.base[other], stand.figure[rows], stand.figure[other]
        halves = stand.base_half[rows], stand.base_half[other], stand.half[rows], stand.half[other]
        with np.errstate(invalid="ignore", divide="ignore"):
            slack = sum(
                (half / np.abs(one) for half, one in zip(halves, four, strict=True)), np.zeros(len(rows))
            )
            positive = np.logical_and.reduce([one > 0 for one in four])
        agree = (stand.base_year[rows] == stand.base_year[other]) & (stand.year > stand.base_year[rows])
        told = np.flatnonzero(positive & agree & np.isfinite(slack))
        return Pair(rows, other, *four, slack, (stand.year - stand.base_year[rows]).astype(np.float64), told)


def per_firm(ledger: Ledger) -> Iterator[Finding]:
    """Output per firm: (output / firms) of the targets against that of the bases, in every region.

    Warning where it falls by more than 2 % beyond the rounding of all four figures. Revenue or value added stand
    in for output where the plan has none for the same scope.
    """
    catalogue = Catalogue(ledger)
    for stand in ledger.stands:
        for scope in catalogue.scopes("firms"):
            upper = next(
                (
                    found
                    for one in ("output", "revenue", "value_added")
                    if (found := catalogue.get(scope, one)) is not None
                ),
                None,
            )
            pair = catalogue.pair(stand, upper, catalogue.get(scope, "firms"))
            if pair is None:
                continue
            for at in pair.told[pair.change[pair.told] < -(PER_FIRM_FALL + pair.slack[pair.told])]:
                row, other = int(pair.upper[at]), int(pair.lower[at])
                unit = f"{ledger.indicator(row).unit}/{ledger.indicator(other).unit}"
                yield _shift(
                    ledger, PER_FIRM_FALLS, stand, pair, int(at), lambda one, unit=unit: _fine(one, unit)
                )


def value_added_rates(ledger: Ledger) -> Iterator[Finding]:
    """Value added ÷ output of the same scope: above 1 in base or target, or changed by more than 15 % of itself."""
    catalogue = Catalogue(ledger)
    for stand in ledger.stands:
        for scope in catalogue.scopes("value_added"):
            upper, lower = catalogue.get(scope, "value_added"), catalogue.get(scope, "output")
            pair = catalogue.pair(stand, upper, lower)
            if pair is None or upper is None or lower is None:
                continue
            factor = _factor(ledger, upper, lower)
            if factor is None:
                continue
            yield from _above_one(ledger, stand, pair, factor)
            sound = pair.told[
                (factor * pair.upper_target <= pair.lower_target)[pair.told]
                & (factor * pair.upper_base <= pair.lower_base)[pair.told]
            ]
            for at in sound[np.abs(pair.change[sound]) > RATE_SHIFT + pair.slack[sound]]:
                yield _shift(
                    ledger, RATE_SHIFTS, stand, pair, int(at), lambda one, by=factor: percent(100 * one * by)
                )


def taxes(ledger: Ledger) -> Iterator[Finding]:
    """Tax ÷ value added, stated or by way of land: tax = tax per mu × value added ÷ value added per mu.

    Warning where tax ÷ value added changes by more than 15 % of itself beyond the rounding of the figures; the
    yearly growth of the tax is (T / b)^(1 / n) - 1.
    """
    catalogue = Catalogue(ledger)
    for stand in ledger.stands:
        for scope in catalogue.scopes("value_added"):
            added = catalogue.get(scope, "value_added")
            pair = catalogue.pair(stand, catalogue.get(scope, "tax"), added)
            if pair is not None:
                yield from _tax(ledger, stand, pair, None)
                continue
            upper, lower = catalogue.get(scope, "tax", "land"), catalogue.get(scope, "value_added", "land")
            pair = catalogue.pair(stand, upper, lower)
            if pair is not None and added is not None:
                yield from _tax(ledger, stand, pair, added)


def labour(ledger: Ledger) -> Iterator[Finding]:
    """Labour implied: value added ÷ value added per head, in base and target.

    Note where it grows outside -4 to 4 % a year, or falls by more than 1 % while the firms increase by more than
    10 %. Where the plan states labour itself, warning where the two differ by more than 5 %.
    """
    return _inputs(ledger, "labour")


def land(ledger: Ledger) -> Iterator[Finding]:
    """Land implied: value added ÷ value added per mu, in base and target.

    Note where it grows outside -2 to 3 % a year, or falls by more than 1 % while the firms increase by more than
    10 %. Where the plan states land itself, warning where the two differ by more than 5 %.
    """
    return _inputs(ledger, "land")


def _inputs(ledger: Ledger, what: str) -> Iterator[Finding]:
    catalogue = Catalogue(ledger)
    kind, (slowest, fastest) = (
        (LABOUR_IMPLIED, LABOUR_PACE) if what == "labour" else (LAND_IMPLIED, LAND_PACE)
    )
    for stand in ledger.stands:
        for scope in catalogue.scopes("value_added", what):
            added, each = catalogue.get(scope, "value_added"), catalogue.get(scope, "value_added", what)
            pair = catalogue.pair(stand, added, each)
            if pair is None or added is None or each is None:
                continue
            upper_unit, _, unit = ledger.plan.indicators[each].unit.partition("/")
            factor = unit_factor(ledger.plan.indicators[added].unit, upper_unit)
            if factor is None:
                continue
            stated = catalogue.get(scope, what)
            firms = catalogue.get(scope, "firms")
            base = float(factor) * pair.upper_base / np.where(pair.lower_base > 0, pair.lower_base, np.nan)
            target = (
                float(factor) * pair.upper_target / np.where(pair.lower_target > 0, pair.lower_target, np.nan)
            )
            for at in pair.told:
                growth = 100 * ((target[at] / base[at]) ** (1 / pair.years[at]) - 1)
                edge = 100 * pair.slack[at] / pair.years[at]
                more = _firms(ledger, stand, firms, int(pair.upper[at]))
                contrary = (
                    target[at] < base[at] * (1 - CONTRARY_FALL - pair.slack[at]) and more > CONTRARY_RISE
                )
                if stated is not None:
                    yield from _against_stated(ledger, stand, pair, int(at), stated, unit, float(target[at]))
                if slowest - edge <= growth <= fastest + edge and not contrary:
                    continue
                row, other = int(pair.upper[at]), int(pair.lower[at])
                said = contrary and np.isfinite(more)
                yield ledger.finding(
                    kind,
                    other,
                    stand.year,
                    {
                        "base": float(base[at]),
                        "target": float(target[at]),
                        "growth": growth,
                        "firms": 100 * more,
                    },
                    {
                        "base": _fine(base[at], unit),
                        "target": _fine(target[at], unit),
                        "growth": percent(growth),
                        "firms": f"，而企业数增加{percent(100 * more)}" if said else "",
                        "firms_en": f", while firms increase by {percent(100 * more)}" if said else "",
                    },
                    [ledger.place(other, stand), ledger.place(row, stand)],
                )


def _firms(ledger: Ledger, stand: Stand, firms: int | None, row: int) -> float:
    """The share by which the firms of a series' region and industry increase; NaN where that is not known."""
    if firms is None:
        return float("nan")
    other = int(ledger.frame.lookup[firms][ledger.frame.region_of[row], ledger.frame.industry_of[row]])
    if other < 0 or not stand.base[other] > 0:
        return float("nan")
    return float(stand.figure[other] / stand.base[other] - 1)


def _against_stated(
    ledger: Ledger, stand: Stand, pair: Pair, at: int, stated: int, unit: str, implied: float
) -> Iterator[Finding]:
    row, other = int(pair.upper[at]), int(pair.lower[at])
    own = int(ledger.frame.lookup[stated][ledger.frame.region_of[row], ledger.frame.industry_of[row]])
    factor = unit_factor(unit, ledger.plan.indicators[stated].unit) if own >= 0 else None
    if factor is None or not np.isfinite(stand.figure[own]):
        return
    implied *= float(factor)
    slack = STATED_SLACK * implied + stand.half[own]
    if stand.low[own] - slack <= implied <= stand.high[own] + slack:
        return
    figure = float(stand.figure[own])
    yield ledger.finding(
        STATED_DIFFERS,
        own,
        stand.year,
        {"stated": figure, "implied": implied, "difference": implied - figure},
        {
            "stated": ledger.shown(figure, own),
            "implied": ledger.shown(implied, own),
            "difference": ledger.shown(implied - figure, own),
            "share": percent(100 * (implied / figure - 1)) if figure else "—",
            "upper": ledger.indicator(row).name,
            "lower": ledger.indicator(other).name,
        },
        [ledger.place(own, stand), ledger.place(row, stand), ledger.place(other, stand)],
    )


def _tax(ledger: Ledger, stand: Stand, pair: Pair, added: int | None) -> Iterator[Finding]:
    """Tax against value added; where both are per mu, `added` is the value added that gives the land."""
    factor = (
        _factor(
            ledger,
            int(ledger.frame.indicator_of[pair.upper[0]]),
            int(ledger.frame.indicator_of[pair.lower[0]]),
        )
        if len(pair.upper)
        else None
    )
    if factor is None:
        return
    for at in pair.told[np.abs(pair.change[pair.told]) > RATE_SHIFT + pair.slack[pair.told]].tolist():
        row, other = int(pair.upper[at]), int(pair.lower[at])
        base, target = (
            factor * pair.upper_base[at] / pair.lower_base[at],
            factor * pair.upper_target[at] / pair.lower_target[at],
        )
        whole = other
        if added is not None:
            whole = int(
                ledger.frame.lookup[added][ledger.frame.region_of[row], ledger.frame.industry_of[row]]
            )
            if whole < 0 or not (stand.base[whole] > 0 and stand.figure[whole] > 0):
                continue
        first, last = float(stand.base[whole]), float(stand.figure[whole])
        tax = base * first, target * last
        years = pair.years[at]
        growth, own = (100 * ((end / begin) ** (1 / years) - 1) for begin, end in (tax, (first, last)))
        yield ledger.finding(
            TAX_SHIFTS,
            row,
            stand.year,
            {
                "base_tax": tax[0],
                "target_tax": tax[1],
                "growth": growth,
                "value_added_growth": own,
                "base_share": 100 * base,
                "target_share": 100 * target,
            },
            {
                "base_tax": _fine(tax[0], ledger.indicator(whole).unit),
                "target_tax": _fine(tax[1], ledger.indicator(whole).unit),
                "growth": percent(growth),
                "value_added_growth": percent(own),
                "base": percent(100 * base),
                "target": percent(100 * target),
            },
            [ledger.place(one, stand) for one in dict.fromkeys((row, other, whole))],
        )


def _factor(ledger: Ledger, upper: int, lower: int) -> float | None:
    factor = unit_factor(ledger.plan.indicators[upper].unit, ledger.plan.indicators[lower].unit)
    return float(factor) if factor is not None else None


def _above_one(ledger: Ledger, stand: Stand, pair: Pair, factor: float) -> Iterator[Finding]:
    for year, upper, lower, half in (
        (0, pair.upper_base, pair.lower_base, stand.base_half),
        (stand.year, pair.upper_target, pair.lower_target, stand.half),
    ):
        with np.errstate(invalid="ignore"):
            over = factor * (upper - half[pair.upper]) > lower + half[pair.lower]
        over &= ~(stand.floor[pair.lower] if year else np.zeros(len(lower), dtype=np.bool_))
        for at in np.flatnonzero(over):
            row, other = int(pair.upper[at]), int(pair.lower[at])
            yield ledger.finding(
                RATE_ABOVE_ONE,
                row,
                year or int(stand.base_year[row]),
                {"upper": float(upper[at]), "lower": float(lower[at])},
                {
                    "upper": ledger.indicator(row).name,
                    "lower": ledger.indicator(other).name,
                    "value_upper": ledger.shown(float(upper[at]), row),
                    "value_lower": ledger.shown(float(lower[at]), other),
                },
                [ledger.place(row, stand), ledger.place(other, stand)],
            )


def _shift(
    ledger: Ledger, kind: ProblemKind, stand: Stand, pair: Pair, at: int, shown: Callable[[float], str]
) -> Finding:
    row, other = int(pair.upper[at]), int(pair.lower[at])
    base, target = pair.upper_base[at] / pair.lower_base[at], pair.upper_target[at] / pair.lower_target[at]
    upper, lower = (
        100 * ((end[at] / begin[at]) ** (1 / pair.years[at]) - 1)
        for begin, end in ((pair.upper_base, pair.upper_target), (pair.lower_base, pair.lower_target))
    )
    change = 100 * float(pair.change[at])
    return ledger.finding(
        kind,
        row,
        stand.year,
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
            "upper": ledger.indicator(row).name,
            "lower": ledger.indicator(other).name,
            "upper_growth": percent(float(upper)),
            "lower_growth": percent(float(lower)),
        },
        [ledger.place(row, stand), ledger.place(other, stand)],
    )


def _fine(value: float, unit: str) -> str:
    """An implied figure, with as many places as it needs to be told apart: 1.36 亿元/家, 575,375 人."""
    return format_figure(float(value), 0 if abs(value) >= 1000 else 1 if abs(value) >= 100 else 2, unit)
