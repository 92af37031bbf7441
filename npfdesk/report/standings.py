"""Standings: a scenario's targets, each judged in its own year, as rows for every report."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from npfdesk.engine.projection.target_figures import MEASURES
from npfdesk.engine.targets.judgement import Judgement, judge
from npfdesk.engine.targets.measured_figures import growth_targets
from npfdesk.plan.model import Indicator
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.problems import Language
from npfdesk.plan.scenarios import Scenario
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.statuses import Status
from npfdesk.plan.targets import Basis, Measure
from npfdesk.report.material import Material, root_region
from npfdesk.report.measure_words import AS_A_LEVEL, MEASURE_WORDS, figure_unit, gap_unit, needed_unit


@dataclass(frozen=True)
class TargetStanding:
    """One target in its own year; figures in the unit of what it measures, NaN where there is none.

    `position` is its place in the scenario's TargetTable and `row` its series'. `measure` and `basis` say what its figures
    are of, `growth` that they are growths in %, `second` that another statement for the same series and year stands before
    it. `required` is what each year left still needs from the last observed figure (% a year, points a year for ratio and
    index, an amount a year of a sum).
    """

    position: int
    row: int
    series: SeriesKey
    indicator: Indicator
    year: int
    text: str
    base_year: int
    base: float
    target: float
    value: float
    gap: float
    attainment: float
    required: float
    status: Status
    disagree: bool
    source: str
    measure: Measure = Measure.LEVEL
    basis: Basis | None = None
    growth: bool = False
    second: bool = False

    @property
    def decimals(self) -> int:
        """The decimals of its figures: growths have one at least, places none."""
        if self.measure is Measure.RANK:
            return 0
        return max(1, self.indicator.decimals) if self.growth else self.indicator.decimals

    @property
    def key(self) -> tuple[SeriesKey, int, Measure, bool]:
        """What tells it from all other targets of a scenario."""
        return self.series, self.year, self.measure, self.second

    @property
    def has_figure(self) -> bool:
        """Whether it names a figure; words alone and what is assigned from above do not."""
        return math.isfinite(self.target)

    def figure(self, value: float) -> str:
        """A figure as the decimals show it, "–" where there is none."""
        return format_figure(value, self.decimals) if math.isfinite(value) else "–"

    def needed(self, language: Language) -> str:
        """What each year left needs, with its unit; "–" where there is none."""
        if not math.isfinite(self.required):
            return "–"
        decimals = self.indicator.decimals if self.measure is Measure.SUM and not self.growth else 1
        said = format_figure(self.required, max(1, decimals))
        unit = self.required_unit(language)
        return f"{said}{unit}" if language == "zh" or unit.startswith("%") else f"{said} {unit}".rstrip()

    def measure_words(self, language: Language) -> str:
        """What its figures are of, in words."""
        basis = self.basis if self.measure is Measure.GROWTH else None
        said = MEASURE_WORDS[self.measure, basis].text(language, {})
        if self.measure is Measure.GROWTH and not self.growth and self.has_figure:
            return AS_A_LEVEL.text(language, {"measure": said})
        return said

    def unit(self, language: Language) -> str:
        """The unit of its figures."""
        return figure_unit(self.measure, growth=self.growth, indicator=self.indicator, language=language)

    def gap_unit(self, language: Language) -> str:
        """The unit of its gap."""
        return gap_unit(self.measure, growth=self.growth, indicator=self.indicator, language=language)

    def required_unit(self, language: Language) -> str:
        """The unit of what each year left needs."""
        return needed_unit(self.measure, growth=self.growth, indicator=self.indicator, language=language)


def standings(material: Material, scenario: Scenario) -> tuple[TargetStanding, ...]:
    """Every target of a scenario in the plan's order, judged in its own year by the report's rule."""
    results = material.results
    table = results.scenarios[scenario.id].targets
    grown = growth_targets(results, scenario.id)
    judged: dict[int, Judgement] = {}
    found = []
    for position, (key, statement) in enumerate(zip(table.keys, table.statements, strict=True)):
        if key.year not in judged:
            judged[key.year] = judge(results, scenario.id, key.year, material.rule)
        one = judged[key.year]
        found.append(
            TargetStanding(
                position=position,
                row=int(table.row[position]),
                series=key.series,
                indicator=results.plan.indicator_by_code[key.series.indicator],
                year=key.year,
                text=statement.wording,
                base_year=int(table.base_year[position]),
                base=float(one.base[position]),
                target=float(one.target[position]),
                value=float(one.value[position]),
                gap=float(one.gap[position]),
                attainment=float(one.attainment[position]),
                required=float(one.required[position]),
                status=Status(int(one.status[position])),
                disagree=bool(one.disagree[position]),
                source=statement.source,
                measure=MEASURES[int(table.measure[position])],
                basis=statement.parsed.basis,
                growth=position in grown,
                second=bool(table.second[position]),
            )
        )
    return tuple(found)


def status_counts(rows: tuple[TargetStanding, ...]) -> Mapping[Status, int]:
    """How many targets have each colour, grey among them."""
    return Counter(row.status for row in rows)


def key_targets(material: Material, scenario: Scenario) -> tuple[TargetStanding, ...]:
    """The targets of the root region's whole economy that name a figure: one a series, the earliest from now on."""
    root = root_region(material.plan)
    first: dict[SeriesKey, TargetStanding] = {}
    for row in standings(material, scenario):
        if row.series.region == root and not row.series.industry and math.isfinite(row.target):
            kept = first.get(row.series)
            if kept is None or row.year < kept.year:
                first[row.series] = row
    return tuple(first.values())


def county_targets(material: Material, scenario: Scenario) -> Mapping[str, tuple[TargetStanding, ...]]:
    """By indicator code, the figured targets of the root's children in the plan's target year (two or more of them)."""
    plan, root = material.plan, root_region(material.plan)
    children = {region.code for region in plan.regions if region.parent == root}
    grouped: dict[str, list[TargetStanding]] = {}
    for row in standings(material, scenario):
        if row.series.region in children and not row.series.industry and math.isfinite(row.target):
            grouped.setdefault(row.series.indicator, []).append(row)
    found = {}
    for indicator in plan.indicators:
        rows = grouped.get(indicator.code, [])
        years = Counter(row.year for row in rows)
        if years:
            # one year to a chart: the plan's own where it has counties, else the commonest
            year = plan.target_year if plan.target_year in years else years.most_common(1)[0][0]
            chosen = tuple(row for row in rows if row.year == year)
            if len(chosen) > 1:
                found[indicator.code] = chosen
    return found
