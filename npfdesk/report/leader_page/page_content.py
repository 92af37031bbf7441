"""The page's content as data: of each scenario its targets, key indicators, charts, counties and sliders, with their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from npfdesk.engine.targets.judgement import Judgement, judge
from npfdesk.plan.board import BoardTable, ParameterKey
from npfdesk.plan.document import effective_assumption
from npfdesk.plan.edit_labels import place_wording
from npfdesk.plan.measure_words import yearly_pace_unit
from npfdesk.plan.method_description import MethodDescription, Unit
from npfdesk.plan.regions import Region
from npfdesk.plan.scenarios import Scenario
from npfdesk.plan.series import ANY, SeriesKey
from npfdesk.plan.spoken_names import name_in, unit_in
from npfdesk.plan.statuses import LEGEND, STATUSES
from npfdesk.plan.targets import Measure
from npfdesk.report.leader_page.live_series import LiveSeries
from npfdesk.report.leader_page.live_targets import LiveTargets
from npfdesk.report.leader_page.page_figures import Data, figure, figures
from npfdesk.report.leader_page.page_words import LEVER, TITLE, WHERE_WHAT, WORDS, YEARS
from npfdesk.report.leader_page.sliders import Offered, Slider, offered
from npfdesk.report.markings import state_of, watermark_words
from npfdesk.report.material import PROGRAM, Material, root_region
from npfdesk.report.measured_lines import target_lines
from npfdesk.report.sections import COUNTIES, OVERVIEW, PATHS, SHORTFALLS
from npfdesk.report.standings import TargetStanding, headline_targets, key_targets, standings

SECTIONS: Final = (OVERVIEW, PATHS, SHORTFALLS, COUNTIES)
"""The sections of the page in their order."""


def page_content(material: Material) -> Data:
    """All that the page shows and computes; its scenarios are the report's, the first adopted one (else the first) shown first."""
    plan, language = material.plan, material.language
    root = plan.region_by_code.get(root_region(plan))
    told = material.provenance
    names = [material.sealed(one) for one in material.scenarios]
    adopted = (place for place, one in enumerate(material.scenarios) if one.adopted)
    return {
        "language": language,
        "title": plan.title,
        "subject": material.words(TITLE),
        "subtitle": material.words(
            YEARS,
            city=material.name(root) if root is not None else plan.city,
            base=plan.base_year,
            target=plan.target_year,
        ),
        "years": [int(year) for year in plan.years],
        "base_year": plan.base_year,
        "words": {key: wording.zh if language == "zh" else wording.en for key, wording in WORDS.items()},
        "statuses": [
            {
                "code": int(status),
                "mark": STATUSES[status].mark,
                "word": material.words(STATUSES[status].words),
                "label": material.label(status),
            }
            for status in LEGEND
        ],
        "rule": str(material.rule.coloured),
        "observed_only": material.rule.coloured is not material.rule,
        "thresholds": list(material.settled.of(material.rule).figures),
        "sections": list(material.content.in_order(SECTIONS)),
        "scenarios": [ScenarioPage(material, scenario).data() for scenario in material.scenarios],
        "first": next(adopted, 0),
        "watermark": watermark_words(material),
        "rule_text": material.rule_text(),
        "meanings": list(material.meanings()),
        "provenance": told.line(plan.title, language, names, material.rule.about.words),
        "made": told.stamp,
        "program": PROGRAM,
    }


@dataclass(frozen=True, eq=False)
class ScenarioPage:
    """What the page shows of one scenario, and what it computes it from."""

    whole: Material
    scenario: Scenario

    @cached_property
    def material(self) -> Material:
        """The report's material with this scenario first, since charts are drawn from the first."""
        others = tuple(one for one in self.whole.scenarios if one.id != self.scenario.id)
        hues = {one.id: self.whole.colour(one) for one in self.whole.scenarios}
        return replace(self.whole, scenarios=(self.scenario, *others), hues=hues)

    @cached_property
    def rows(self) -> tuple[TargetStanding, ...]:
        """The targets shown, in the plan's order."""
        own = standings(self.material, self.scenario)
        return tuple(row for row in own if self.material.takes(row.series))

    @cached_property
    def offered(self) -> Offered:
        """The sliders."""
        first, count = int(self.material.plan.years[0]), len(self.material.plan.years)

        def places(rows: Sequence[TargetStanding]) -> tuple[tuple[int, int], ...]:
            there = [row for row in rows if row.has_figure and 0 <= row.year - first < count]
            return tuple(dict.fromkeys((row.row, row.year - first) for row in there))

        # a plan without targets of its root is told by those of its regions
        key = places(headline_targets(self.material, self.scenario)) or places(self.rows)
        return offered(self.material.results, self.scenario.id, self.material.board, key)

    @cached_property
    def series(self) -> LiveSeries:
        """What the sliders reach."""
        return LiveSeries(self.offered.results, self.scenario.id, self.offered.moved)

    @cached_property
    def targets(self) -> LiveTargets:
        """The targets that the sliders reach."""
        results, rule = self.offered.results, self.material.rule
        judged: dict[int, Judgement] = {
            year: judge(results, self.scenario.id, year, rule) for year in {row.year for row in self.rows}
        }
        return LiveTargets(results, self.scenario.id, judged, self.series.rows)

    def data(self) -> Data:
        """The scenario for the page."""
        places = {row.key: place for place, row in enumerate(self.rows)}
        shown = {row for one in self.rows for row in self.targets.read(one.position)}
        material, scenario = self.material, self.scenario
        return {
            "name": material.name(scenario),
            "sealed": material.sealed(scenario),
            "description": scenario.description,
            "colour": material.colour(scenario),
            "seal": state_of(material, scenario) if material.marking.seal else "",
            "targets": [self._target(row) for row in self.rows],
            "key": [places[row.key] for row in headline_targets(material, scenario) if row.key in places],
            "charts": [
                self._chart(row, places[row.key])
                for row in key_targets(material, scenario)
                if row.key in places
            ],
            "counties": self._counties(places),
            "model": self.series.data(shown),
            "sliders": [self._slider(one) for one in self.offered.sliders],
            "refused": [self._parameter_name(key) for key in self.offered.refused],
        }

    # targets

    def _target(self, row: TargetStanding) -> Data:
        material, language = self.material, self.material.language
        unit = row.gap_unit(language)
        names = (material.industry(row.series), material.indicator(row.series))
        return {
            **self.targets.data(row.position),
            "region": material.region(row.series),
            "name": " ".join(filter(None, names)),
            "unit": row.unit_text(language),
            "gap_unit": "" if unit == unit_in(row.indicator, language) else unit,
            "year": row.year,
            "text": row.text,
            "decimals": row.decimals,
            "required": row.needed(language),
            "row": row.row,
        }

    def _counties(self, places: Mapping[tuple[SeriesKey, int, int], int]) -> Data:
        """A table of the regions below the root: for each indicator the target that comes, by its place among the targets."""
        plan, material = self.material.plan, self.material
        root = root_region(plan)
        found: dict[tuple[str, str], TargetStanding] = {}
        for row in self.rows:
            key = row.series.region, row.series.indicator
            own = row.series.region != root and not row.series.industry and row.nth == 0
            better = key not in found or (row.year == plan.target_year) > (
                found[key].year == plan.target_year
            )
            if own and better:
                found[key] = row
        regions: list[Region] = [one for one in plan.own_regions if any(one.code == at for at, _ in found)]
        indicators = [one for one in plan.indicators if any(one.code == what for _, what in found)]
        return {
            "regions": [material.name(one) for one in regions],
            "indicators": [{"name": material.name(one), "unit": material.unit(one)} for one in indicators],
            "cells": [
                [
                    places[found[region.code, indicator.code].key]
                    if (region.code, indicator.code) in found
                    else None
                    for indicator in indicators
                ]
                for region in regions
            ],
        }

    # charts

    def _chart(self, row: TargetStanding, place: int) -> Data:
        """The lines of a key target: actual, each scenario's path, what stands beside them."""
        material = self.material
        drawn = target_lines(material, row)
        others = [
            {
                "name": material.name(one),
                "colour": material.colour(one),
                "figures": figures(drawn.paths[one.id]),
            }
            for one in material.scenarios[1:]
            if one.id in drawn.paths
        ]
        own = drawn.paths.get(self.scenario.id)
        guides = [] if self._guides_move(row) else drawn.guides
        return {
            "target": place,
            "own": None if own is None else figures(own),
            # a sum, a place, a growth in all: the figure judged in every year
            "judged": row.gathered and not (row.growth and row.measure is not Measure.GROWTH),
            "actual": figures(drawn.observed),
            "others": others,
            "guides": [{"name": one.name, "figures": figures(one.figures)} for one in guides],
            "sentence": "" if row.row in self.series.rows else drawn.sentence,
        }

    def _guides_move(self, row: TargetStanding) -> bool:
        """Whether a slider moves what stands beside a path: a reference, or a yardstick."""
        plan, live = self.material.plan, self.series.rows
        beside = [plan.row.get(row.series._replace(region=one.code)) for one in plan.benchmarks]
        read = self.targets.read(row.position) - {row.row}
        return bool(live.intersection(read)) or any(one in live for one in beside)

    # sliders

    def _slider(self, slider: Slider) -> Data:
        model, key = self.series, slider.key
        inputs = model.inputs
        if key.table is BoardTable.LEVER:
            rows = [one.key for one in inputs.intensity_rows]
            place = next(at for at in sorted(model.levers.moved_rows) if rows[at] == key.intensity)
            moves: Data = {"intensity": place, "year": key.year}
        else:
            place = next(at for at in sorted(model.moved_rows) if inputs.rows[at].key == key.assumption)
            column = key.year - int(self.material.plan.years[0])
            beyond = column >= len(self.material.plan.years)
            part = ("beyond" if beyond else "year") if key.year else key.part
            moves = {"assumption": place, "part": part, "column": column}
        return {
            "name": self._parameter_name(key),
            "what": self.material.words(WHERE_WHAT, where=self._where(key), what=self._what(key)),
            "unit": self._unit(key),
            "figure": figure(slider.figure),
            "low": slider.low,
            "high": slider.high,
            "step": slider.step,
            "places": slider.places,
            "lever": key.table is BoardTable.LEVER,
            **moves,
        }

    def _parameter_name(self, key: ParameterKey) -> str:
        """The indicator or lever, with the region where it is one's own and the year where it is one's."""
        where = self._where(key) if key.region != ANY else ""
        what = name_in(self.material.plan.indicator_by_code.get(key.what), self.material.language, key.what)
        return " ".join(filter(None, (where, what, str(key.year) if key.year else "")))

    def _where(self, key: ParameterKey) -> str:
        return place_wording(self.offered.document, key.region, key.industry).text(self.material.language, {})

    def _what(self, key: ParameterKey) -> str:
        """What the figure is of the method: growth a year, a step, a ceiling; or a lever's intensity."""
        if key.table is BoardTable.LEVER:
            return self.material.words(LEVER)
        about = self._about(key)
        cell = about.cell("years" if key.year else key.part) if about is not None else None
        return self.material.words(cell.words) if cell is not None else ""

    def _about(self, key: ParameterKey) -> MethodDescription | None:
        document = self.offered.document
        found = effective_assumption(document.scenarios, document.active, key.assumption)
        return found[2].method.about if found is not None else None

    def _unit(self, key: ParameterKey) -> str:
        if key.table is BoardTable.LEVER:
            return "%"
        about, language = self._about(key), self.material.language
        indicator = self.material.plan.indicator_by_code[key.what]
        cell = about.cell("years" if key.year else key.part) if about is not None else None
        if cell is None or cell.unit in (Unit.YEAR, Unit.NUMBER, Unit.PAST_YEARS):
            return ""
        if cell.unit is Unit.PERCENT:
            return "%"
        unit = unit_in(indicator, language)
        return (
            yearly_pace_unit(indicator, language) if cell.paced and indicator.kind.moves_in_points else unit
        )
