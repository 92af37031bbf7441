"""The targets of an evaluation report: each with all figures that its sentences may say."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.evaluation import Evaluation, evaluate
from npfdesk.engine.projection.target_figures import MEASURES, TargetTable
from npfdesk.engine.targets import gaps
from npfdesk.engine.targets.judged_units import JudgedUnit, judged_unit, measured
from npfdesk.engine.targets.status import Paces, paces, value_at_pace
from npfdesk.plan.evaluations import Grade
from npfdesk.plan.kinds import Duty
from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.numbers import half_width
from npfdesk.plan.owners import owner_of
from npfdesk.plan.problems import Language, Wording
from npfdesk.plan.regions import Region
from npfdesk.plan.rounding import rounded
from npfdesk.plan.scenarios import Scenario
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.statuses import Status
from npfdesk.plan.targets import Basis, Measure, TargetKind, TargetText
from npfdesk.report.material import Material
from npfdesk.report.sentences.figures import amount, name, nought
from npfdesk.report.sentences.patterns import sentence_key
from npfdesk.report.sentences.sentence import Evidence, SaidFigure

FloatArray = NDArray[np.float64]

_DECIMALS: Final = re.compile(r"[0-9]\.([0-9]{1,6})")
_OF_INDUSTRY: Final = Wording("{industry}{indicator}", "{indicator}, {industry}")


@dataclass(frozen=True, eq=False)
class EvaluatedTarget:
    """A target of the evaluation; figures in the unit of what it measures, shares as shares, NaN where there is none.

    `nth` counts the statements of its series and year. `begun` is the year at which its way begins
    (`follows`: at another target, not at an actual), `due_way` the share of the way that is due by the year at an even
    pace, `achieved` and `needed_pace` the mean paces since then and from then to the target (% a year where `compound`),
    `required` what each year after the evaluated one needs. `gap` is what is short of the target and
    `milestone_gap` of the year's milestone (negative: over). `reaches` says whether the expected figure meets the target
    (None: nothing tells).
    """

    place: int
    position: int
    nth: int
    series: SeriesKey
    indicator: Indicator
    unit: JudgedUnit
    parsed: TargetText
    words: str
    owner: str
    year: int
    due: int
    begun: int
    follows: bool
    measure: Measure
    growth: bool
    sign: float
    base: float
    target: float
    observed: float
    low: float
    high: float
    expected: float
    gap: float
    milestone: float
    milestone_gap: float
    way: float
    due_way: float
    time: float
    pace: float
    achieved: float
    needed_pace: float
    required: float
    compound: bool
    met: bool
    passed: bool
    grade: Grade
    status: Status
    reaches: bool | None

    @property
    def binding(self) -> bool:
        """Whether its indicator is binding."""
        return self.indicator.duty is Duty.BINDING

    @property
    def arrived(self) -> bool:
        """Whether it is due in the year evaluated itself."""
        return self.due == self.year

    @property
    def left(self) -> int:
        """How many years are left until it is due."""
        return self.due - self.year

    @property
    def lead(self) -> float:
        """By how many percentage points the way gone is ahead of what is due of it (negative: behind)."""
        return (self.way - self.due_way) * 100.0

    @property
    def kind(self) -> TargetKind:
        """How its figure is meant."""
        return self.parsed.kind

    @property
    def change(self) -> float:
        """The change since the beginning of its way; NaN where that is no actual or the figure has no beginning."""
        levels = self.measure in (Measure.LEVEL, Measure.QUALITATIVE) or (
            self.measure is Measure.GROWTH and not self.growth
        )
        return self.observed - self.base if levels and not self.follows else math.nan

    @property
    def yearly_growth(self) -> bool:
        """Whether it states a growth a year of what has a level: said as a growth, judged as a level."""
        return (
            self.measure is Measure.GROWTH
            and not self.growth
            and self.parsed.basis is Basis.ANNUAL
            and self.parsed.how == "compound"
            and self.parsed.figure is not None
        )

    @property
    def in_words(self) -> bool:
        """Whether it has no figure of its own: a direction, a relation, what is assigned."""
        return not math.isfinite(self.target) or self.measure is Measure.QUALITATIVE

    @property
    def held(self) -> bool:
        """Whether the way's beginning already met it, so that it has to be kept alone."""
        if self.in_words or self.measure in (Measure.SUM, Measure.RANK) or self.growth:
            return False
        if self.parsed.kind in (TargetKind.ABOUT, TargetKind.RANGE):
            return self.low <= self.base <= self.high
        return self.sign * (self.base - self.target) >= 0

    def figure(self, value: float, language: Language) -> SaidFigure | None:
        """A figure with the unit of what is measured."""
        return amount(value, self.unit.decimals, self.unit.unit.text(language, {}), language)

    def difference(self, value: float, language: Language) -> SaidFigure | None:
        """The size of a difference of two such figures; None where it shows as nothing."""
        if not math.isfinite(value) or nought(value, self.unit.decimals):
            return None
        return amount(abs(value), self.unit.decimals, self.unit.difference.text(language, {}), language)

    def aimed(self, value: float, language: Language) -> SaidFigure | None:
        """A target's own figure: with as many decimals as it was written with, where it was written as a figure."""
        if not math.isfinite(value):
            return None
        decimals = self.unit.decimals
        if self.parsed.how == "figure" or self.growth:
            written = (len(one) for one in _DECIMALS.findall(half_width(self.parsed.text)))
            decimals = min(decimals, max(written, default=0))
            if not nought(value - rounded(value, decimals), self.unit.decimals):
                decimals = self.unit.decimals
        return amount(value, decimals, self.unit.unit.text(language, {}), language)

    def key(self, pattern: str) -> str:
        """The key of a sentence of a pattern about it."""
        return sentence_key(pattern, self.series, self.due, self.nth)

    def evidence(self, scenario: str = "") -> Evidence:
        """What a sentence about it rests on: its beginning and the year; of a scenario the target's year, too."""
        years = (self.begun, self.year) if not scenario else (self.begun, self.year, self.due)
        return Evidence((self.series,), tuple(dict.fromkeys(years)), scenario, (self.due,))


@dataclass(frozen=True, eq=False)
class Evaluated:
    """An evaluation with its targets, of those that were chosen for the report."""

    material: Material
    scenario: Scenario
    evaluation: Evaluation
    targets: tuple[EvaluatedTarget, ...]

    @property
    def language(self) -> Language:
        """The report's language."""
        return self.material.language

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.material.plan

    @property
    def year(self) -> int:
        """The year evaluated."""
        return self.evaluation.year

    @cached_property
    def of_place(self) -> dict[int, EvaluatedTarget]:
        """The targets by their places in the evaluation."""
        return {one.place: one for one in self.targets}

    @cached_property
    def main(self) -> tuple[EvaluatedTarget, ...]:
        """The root's targets but those of `stages`: binding ones first, then in the plan's order."""
        return tuple(one for one in self.of_region(self.plan.root) if one not in self.stages)

    @cached_property
    def stages(self) -> tuple[EvaluatedTarget, ...]:
        """The root's targets that are due in the year evaluated, before the plan's own target year."""
        early = self.year < self.plan.target_year
        return tuple(one for one in self.of_region(self.plan.root) if one.arrived and early)

    @cached_property
    def regions(self) -> tuple[Region, ...]:
        """The plan's own regions below the root that have targets here."""
        there = {one.series.region for one in self.targets} - {self.plan.root}
        return tuple(one for one in self.plan.own_regions if one.code in there)

    def of_region(self, region: str) -> tuple[EvaluatedTarget, ...]:
        """A region's targets."""
        return self._by_region.get(region, ())

    @cached_property
    def _by_region(self) -> dict[str, tuple[EvaluatedTarget, ...]]:
        found: dict[str, list[EvaluatedTarget]] = {}
        for one in self.targets:
            found.setdefault(one.series.region, []).append(one)
        return {region: tuple(those) for region, those in found.items()}

    def what(self, one: EvaluatedTarget) -> SaidFigure | None:
        """What a target is of, without its region: its indicator, and its industry where it has one."""
        indicator = self.material.indicator(one.series)
        industry = self.material.industry(one.series)
        if not industry:
            return name(indicator)
        return name(self.material.words(_OF_INDUSTRY, industry=industry, indicator=indicator))

    def label(self, grade: Grade) -> str:
        """The words for a grade."""
        return self.material.words(self.plan.status_settings.grade_label(grade))


def evaluated(material: Material, year: int, scenario: Scenario) -> Evaluated:
    """The evaluation of a year under a scenario, of the series that were chosen."""
    found = evaluate(material.results, scenario.id, year)
    table = material.results.scenarios[scenario.id].targets
    drawn = _drawn(found, table)
    seen: dict[tuple[SeriesKey, int], int] = {}
    targets = []
    for place, position in enumerate(found.positions.tolist()):
        key = table.keys[position]
        nth = seen.get(key, -1) + 1
        seen[key] = nth
        if material.takes(key.series):
            targets.append(_target(material, found, drawn, place, nth))
    return Evaluated(material, scenario, found, tuple(targets))


@dataclass(frozen=True, eq=False)
class _Drawn:
    """What is drawn from the judgement for all targets at once (target,)."""

    table: TargetTable
    due_way: FloatArray
    milestone_gap: FloatArray
    needed: FloatArray
    pace: Paces


def _drawn(found: Evaluation, table: TargetTable) -> _Drawn:
    standing, judgement = found.judgement.standing, found.judgement
    pace = paces(standing)
    # what is due at an even pace: where yearly targets stand between, a milestone is one of these
    even = value_at_pace(standing, 1.0)
    left = (table.year - found.year).astype(np.float64)
    return _Drawn(
        table,
        gaps.progress(even, standing.base, standing.target),
        gaps.gap(judgement.value, judgement.milestone, table.sign),
        # as the paces do, in points where a figure is not positive
        gaps.required_growth(standing.value, standing.target, left, ~pace.compound),
        pace,
    )


def _target(material: Material, found: Evaluation, drawn: _Drawn, place: int, nth: int) -> EvaluatedTarget:
    results, position = material.results, int(found.positions[place])
    table, pace = drawn.table, drawn.pace
    key, statement = table.keys[position], table.statements[position]
    judgement, standing = found.judgement, found.judgement.standing
    compound = bool(pace.compound[position])
    measure, growth = measured(results, found.scenario, position)
    begun = found.year - int(standing.elapsed[position])
    scale = 100.0 if compound else 1.0
    observed = float(found.observed[place])
    return EvaluatedTarget(
        place=place,
        position=position,
        nth=nth,
        series=key.series,
        indicator=results.plan.indicator_by_code[key.series.indicator],
        unit=judged_unit(results, found.scenario, position),
        parsed=statement.parsed,
        words=statement.text,
        owner=owner_of(results.plan, statement),
        year=found.year,
        due=key.year,
        begun=begun,
        follows=begun != int(table.base_year[position]),
        measure=MEASURES[int(table.measure[position])] if measure is None else measure,
        growth=growth,
        sign=float(table.sign[position]),
        base=float(found.base[place]),
        target=float(found.target[place]),
        observed=observed,
        low=float(table.reach_low[position]),
        high=float(table.reach_high[position]),
        expected=float(found.expected[place]),
        gap=float(judgement.gap[position]) if math.isfinite(observed) else math.nan,
        milestone=float(judgement.milestone[position]),
        milestone_gap=float(drawn.milestone_gap[position]) if math.isfinite(observed) else math.nan,
        way=float(found.way[place]),
        due_way=float(drawn.due_way[position]),
        time=float(found.time[place]),
        pace=float(found.pace[place]),
        achieved=float(pace.achieved[position]) * scale if math.isfinite(observed) else math.nan,
        needed_pace=float(pace.required[position]) * scale,
        required=float(drawn.needed[position]),
        compound=compound,
        met=bool(standing.met[position]) and math.isfinite(observed),
        passed=bool(judgement.passed[position]),
        grade=found.graded(place),
        status=Status(int(found.status[place])),
        reaches=bool(found.reaches[place]) if found.reaches[place] >= 0 else None,
    )


def of_grade(targets: Iterable[EvaluatedTarget], grade: Grade) -> tuple[EvaluatedTarget, ...]:
    """Those of a grade."""
    return tuple(one for one in targets if one.grade is grade)


def evidence_of(targets: Sequence[EvaluatedTarget], year: int, scenario: str = "") -> Evidence:
    """What a sentence about several targets rests on."""
    series = tuple(dict.fromkeys(one.series for one in targets))
    due = tuple(sorted({one.due for one in targets}))
    years = (year,) if not scenario else tuple(sorted({year, *due}))
    return Evidence(series, years, scenario, due)
