"""Two indicators side by side, found by what their names say they measure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from npfdesk.engine.audit.ledger import FloatArray, IntArray, Ledger, Stand
from npfdesk.engine.audit.names import Measured, measured
from npfdesk.plan.numbers import format_figure


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
        with np.errstate(invalid="ignore", divide="ignore"):
            change: FloatArray = (
                self.upper_target / self.lower_target / (self.upper_base / self.lower_base) - 1
            )
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
        # an English figure per mu or head leaves out whose it is; where there is one scope alone, it is of that
        for one, place in tuple(self.indicators.items()):
            scopes = self.scopes(one.measure) or self.scopes("value_added")
            if one.per and not one.scope and len(scopes) == 1:
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


def fine(value: float, unit: str) -> str:
    """An implied figure, with as many places as it needs to be told apart: 1.36 亿元/家, 575,375 人."""
    return format_figure(float(value), 0 if abs(value) >= 1000 else 1 if abs(value) >= 100 else 2, unit)
