"""What a target's judged figures are called and counted in: a sum in the indicator's unit, a growth in %, a place."""

from __future__ import annotations

import math
from dataclasses import dataclass

from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.target_figures import MEASURES
from npfdesk.engine.targets.measured_figures import growth_targets
from npfdesk.plan.gap_words import gap_text
from npfdesk.plan.kinds import Kind
from npfdesk.plan.measure_words import UnitOf, figure_unit, gap_unit, measure_words, needed_unit
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.problems import Language, Wording
from npfdesk.plan.targets import Measure


@dataclass(frozen=True)
class JudgedUnit:
    """The units of a target's judged figures.

    `measure` with its `words`; `unit` and `decimals` of the value, the target and the milestone, `difference` the unit
    of the gap, `required` and `required_decimals` those of what each year left needs. `of_target` says that a gap as a
    share of the target means something, `own` that the figures are on the axis of the indicator's own yearly ones, `paced`
    that what is needed is a pace from the last figure, as the series' past has one.
    """

    measure: Measure
    words: Wording
    unit: Wording
    decimals: int
    difference: Wording
    required: Wording
    required_decimals: int
    of_target: bool
    own: bool
    paced: bool = False

    def figure(self, value: float, language: Language, unit: bool = True) -> str:
        """A value, a target or a milestone; — where there is none."""
        return format_figure(value, self.decimals, self.unit.text(language, {}) if unit else "")

    def gap(self, gap: float, language: Language, unit: bool = True) -> str:
        """What is missing, or how far it is over; — where there is none."""
        return gap_text(gap, self.decimals, self.difference.text(language, {}) if unit else "", language)

    def need(self, required: float, language: Language) -> str:
        """What each year left needs, as an amount or a growth of a year; — where there is none."""
        return format_figure(required, self.required_decimals, self.required.text(language, {}))

    @property
    def scale(self) -> tuple[str, str]:
        """What two targets must share to stand on one axis of figures: the unit, and whether they are sums."""
        return self.unit.zh or "", self.measure.value if not self.own else ""


def measured(results: Results, scenario: str, position: int) -> tuple[Measure, bool]:
    """What the figures of the target at a position of a scenario's TargetTable are of, and whether they are growths in %."""
    table = results.scenarios[scenario].targets
    measure = MEASURES[table.measure[position]]
    if measure is Measure.RELATIVE:
        return measure, position in growth_targets(results, scenario)
    return measure, measure is Measure.GROWTH and not math.isfinite(table.figure[position])


def judged_unit(results: Results, scenario: str, position: int) -> JudgedUnit:
    """The units of the target at a position of a scenario's TargetTable."""
    table = results.scenarios[scenario].targets
    series = table.keys[position].series
    indicator = results.plan.indicator_by_code[series.indicator]
    parsed = table.statements[position].parsed
    measure, growth = measured(results, scenario, position)
    rate, summed = indicator.kind is Kind.RATE, measure is Measure.SUM

    def told(unit: UnitOf) -> Wording:
        return Wording(
            unit(measure, growth=growth, indicator=indicator, language="zh"),
            unit(measure, growth=growth, indicator=indicator, language="en"),
        )

    rank = measure is Measure.RANK
    unit = told(figure_unit)
    return JudgedUnit(
        measure=measure,
        words=measure_words(measure, parsed.basis),
        # a place is named by its number alone
        unit=Wording(unit.zh, "") if rank else unit,
        decimals=0 if rank else max(1, indicator.decimals) if growth else indicator.decimals,
        difference=told(gap_unit),
        required=told(needed_unit),
        required_decimals=indicator.decimals if summed else 2,
        of_target=not (growth or rank),
        own=rate if growth else not (summed or rank),
        paced=not (growth or summed or rank),
    )
