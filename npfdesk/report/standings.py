"""Standings: a scenario's targets, each judged in its own year, as rows for every report."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from npfdesk.engine.projection.target_figures import MEASURES
from npfdesk.engine.targets.judgement import Judgement, judge
from npfdesk.engine.targets.measured_figures import growth_targets
from npfdesk.plan.drafts import draft_wording
from npfdesk.plan.gap_words import gap_text
from npfdesk.plan.kinds import Kind
from npfdesk.plan.measure_words import AS_A_LEVEL, MEASURE_WORDS, figure_unit, gap_unit, needed_unit
from npfdesk.plan.model import Indicator
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.owners import owner_of
from npfdesk.plan.problems import Language
from npfdesk.plan.scenarios import Scenario
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.spoken_names import unit_in
from npfdesk.plan.statuses import Status
from npfdesk.plan.targets import Basis, Measure, StatedText
from npfdesk.report.material import Material, root_region


@dataclass(frozen=True)
class TargetStanding:
    """One target in its own year; figures in the unit of what it measures, NaN where there is none.

    `position` is its place in the scenario's TargetTable and `row` its series'. `measure` and `basis` say what its figures
    are of, `growth` that they are growths in %, `nth` its place among the statements for the same series and year (0 the first). `required` is what each year left still needs from the last observed figure (% a year, points a year for ratio and
    index, an amount a year of a sum). `actual` says that the value rests on observed figures alone.
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
    progress: float
    required: float
    status: Status
    disagree: bool
    source: str
    measure: Measure = Measure.LEVEL
    basis: Basis | None = None
    growth: bool = False
    nth: int = 0
    stated: StatedText | None = None
    owner: str = ""
    actual: bool = False

    @property
    def decimals(self) -> int:
        """The decimals of its figures: growths have one at least, places none."""
        if self.measure is Measure.RANK:
            return 0
        return max(1, self.indicator.decimals) if self.growth else self.indicator.decimals

    @property
    def key(self) -> tuple[SeriesKey, int, int]:
        """What tells it from all other targets of a scenario."""
        return self.series, self.year, self.nth

    @property
    def gathered(self) -> bool:
        """Whether the figure judged is another than the series' own: sums, places, growths of what is no rate."""
        if self.growth:
            return self.indicator.kind is not Kind.RATE
        return self.measure in (Measure.SUM, Measure.RANK) and self.has_figure

    @property
    def missed(self) -> bool:
        """Whether it is judged and not on track: yellow, orange or red."""
        return self.status not in (Status.BLUE, Status.GREY)

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

    def gap_text(self, language: Language) -> str:
        """The gap in words, with its unit where that is not the indicator's own: 缺 1.2 个百分点; "–" where there is none."""
        if not math.isfinite(self.gap):
            return "–"
        unit = self.gap_unit(language)
        return gap_text(
            self.gap, self.decimals, "" if unit == unit_in(self.indicator, language) else unit, language
        )

    def unit_text(self, language: Language) -> str:
        """The unit of its figures, with what they are of where they are no levels: 累计 万人, 年均增速 %."""
        if self.measure is Measure.LEVEL or (
            self.measure is Measure.GROWTH and not self.growth and self.has_figure
        ):
            return unit_in(self.indicator, language)
        unit = self.unit(language) if self.has_figure or self.measure is not Measure.QUALITATIVE else ""
        return f"{self.measure_words(language)} {unit}".rstrip()

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
    """The targets chosen for the report in a scenario, in the plan's order, judged in their own years by the report's rule."""
    return tuple(row for row in every_standing(material, scenario) if material.takes(row.series))


def every_standing(material: Material, scenario: Scenario) -> tuple[TargetStanding, ...]:
    """Every target of the plan's own regions in a scenario, those that were not chosen for the report among them."""
    results = material.results
    table = results.scenarios[scenario.id].targets
    grown = growth_targets(results, scenario.id)
    judged: dict[int, Judgement] = {}
    found = []
    nth = 0
    for position, (key, statement) in enumerate(zip(table.keys, table.statements, strict=True)):
        # a yardstick's own targets are no part of the plan's standing
        if not results.frame.own[table.row[position]]:
            continue
        if key.year not in judged:
            judged[key.year] = judge(results, scenario.id, key.year, material.rule)
        one = judged[key.year]
        nth = nth + 1 if table.second[position] else 0
        found.append(
            TargetStanding(
                position=position,
                row=int(table.row[position]),
                series=key.series,
                indicator=results.plan.indicator_by_code[key.series.indicator],
                year=key.year,
                text=draft_wording(statement, material.language),
                base_year=int(table.base_year[position]),
                base=float(one.base[position]),
                target=float(one.target[position]),
                value=float(one.value[position]),
                gap=float(one.gap[position]),
                progress=float(one.progress[position]),
                required=float(one.required[position]),
                status=Status(int(one.status[position])),
                disagree=bool(one.disagree[position]),
                source=statement.source,
                measure=MEASURES[int(table.measure[position])],
                basis=statement.parsed.basis,
                growth=position in grown,
                nth=nth,
                stated=statement.parsed,
                owner=owner_of(results.plan, statement),
                actual=bool(one.actual[position]),
            )
        )
    return tuple(found)


def status_counts(rows: tuple[TargetStanding, ...]) -> Mapping[Status, int]:
    """How many targets have each colour, grey among them."""
    return Counter(row.status for row in rows)


def headline_targets(material: Material, scenario: Scenario) -> tuple[TargetStanding, ...]:
    """The targets of the root region over all industries, those in words alone among them.

    Of each series those of the coming target year: the plan's own where it is still ahead of the last known figure, else
    the nearest that is, else the last; of the years that name a figure, or of all where none does.
    """
    root = root_region(material.plan)
    own: dict[SeriesKey, list[TargetStanding]] = {}
    for row in standings(material, scenario):
        if row.series.region == root and not row.series.industry:
            own.setdefault(row.series, []).append(row)
    found = []
    for rows in own.values():
        year = _coming_year(material, rows[0].row, {row.year for row in rows if row.has_figure}) or (
            _coming_year(material, rows[0].row, {row.year for row in rows})
        )
        found += [row for row in rows if row.year == year]
    return tuple(found)


def _coming_year(material: Material, row: int, years: set[int]) -> int | None:
    """Of the years of a series' targets the one that comes next; None of none."""
    plan = material.plan
    known = plan.years[material.results.actual.known[:, row]]
    ahead = {year for year in years if not len(known) or year > int(known[-1])}
    if plan.target_year in ahead:
        return plan.target_year
    return min(ahead) if ahead else max(years, default=None)


def key_targets(material: Material, scenario: Scenario) -> tuple[TargetStanding, ...]:
    """The first of the root's targets that name a figure, one a series: those that have a chart."""
    first: dict[SeriesKey, TargetStanding] = {}
    for row in headline_targets(material, scenario):
        if row.has_figure:
            first.setdefault(row.series, row)
    return tuple(first.values())


def county_targets(material: Material, scenario: Scenario) -> Mapping[str, tuple[TargetStanding, ...]]:
    """By indicator code, the figured targets of the root's children in the plan's target year (two or more of them).

    All of a chart are of one measure: the commonest, the first statement of each.
    """
    plan, root = material.plan, root_region(material.plan)
    children = {region.code for region in plan.children_of(root)}
    grouped: dict[str, list[TargetStanding]] = {}
    for row in standings(material, scenario):
        inside = row.series.region in children and not row.series.industry
        if inside and row.has_figure and row.nth == 0:
            grouped.setdefault(row.series.indicator, []).append(row)
    found = {}
    for indicator in plan.indicators:
        rows = grouped.get(indicator.code, [])
        years = Counter(row.year for row in rows)
        if years:
            # one year to a chart: the plan's own where it has counties, else the commonest
            year = plan.target_year if plan.target_year in years else years.most_common(1)[0][0]
            kinds = Counter(row.unit("zh") for row in rows if row.year == year)
            kind = kinds.most_common(1)[0][0]
            chosen = tuple(row for row in rows if row.year == year and row.unit("zh") == kind)
            if len(chosen) > 1:
                found[indicator.code] = chosen
    return found
