"""What was worked on, as edits of the workbook's cells: amended figures and targets, scenarios with what they assume."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import ascii_uppercase
from typing import Final

from npfdesk.plan.amended import outstanding_figures, outstanding_targets
from npfdesk.plan.document import Document
from npfdesk.plan.model import Plan, PlanTarget
from npfdesk.plan.names import fold
from npfdesk.plan.problems import Language, Problem, error, warning
from npfdesk.plan.scenarios import Assumption, LeverLevels, Scenario, paired
from npfdesk.plan.series import ANY, WHOLE_ECONOMY, AssumptionKey, LeverLevelKey, SeriesKey
from npfdesk.workbook.columns import SHEETS
from npfdesk.workbook.figures import series_of
from npfdesk.workbook.formatting import CellValue
from npfdesk.workbook.patching import AddedSheet, CellEdit
from npfdesk.workbook.places import Field, SheetPlaces, places_of
from npfdesk.workbook.reach import reach
from npfdesk.workbook.reading import read_workbook
from npfdesk.workbook.sheets import Row, Workbook, read_sheets
from npfdesk.workbook.structure import read_structure
from npfdesk.workbook.words import METHOD_WORDS

OWN_TARGETS_LEFT_OUT: Final = warning(
    "own_targets_left_out",
    "情景“{text}”自定的 {count} 个目标没有写入：工作簿里没有放它们的表。它们仍保存在情景库中。",
    "{count} targets of the scenario “{text}” itself were not written: the workbook has no sheet for them. They stay in "
    "the scenario library.",
)
NOT_CANONICAL: Final = error(
    "not_canonical",
    "“{text}”是照公布的表格读入的，没有可写回的地方。请先另存为规范形式的工作簿，再保存到它里面。",
    "“{text}” was read from tables as published, which have no places to write to. Save it in the canonical form first, "
    "then save into that.",
)
_FORMS: Final = {form.key: form for form in SHEETS}


@dataclass(frozen=True)
class Amendments:
    """Edits of cells, sheets to be made, and what could not be written (told as warnings)."""

    edits: tuple[CellEdit, ...]
    added: tuple[AddedSheet, ...]
    left_out: tuple[Problem, ...]


def amendments(path: Path, document: Document, language: Language) -> Amendments | Problem:
    """What the document says otherwise than the workbook at `path`, which its plan was read from.

    Observed figures go to the sheet Data, targets to the cells that they were read from, scenarios, assumptions and
    lever levels to theirs; rows and years that are missing are added below and to the right. A Problem where the
    workbook cannot be read.
    """
    reading = read_workbook(path)
    if reading.plan is None:
        return reading.problems[0]
    if reading.form != "canonical":
        return Problem(NOT_CANONICAL, text=path.name)
    places = {key: places_of(form, reading.grid, language) for key, form in _FORMS.items()}
    writer = _Writer(document, reading.plan, read_sheets(reading.grid), places, language)
    writer.observations()
    writer.targets()
    writer.scenarios()
    edits = tuple(edit for grid in places.values() for edit in grid.edits)
    added = tuple(sheet for sheet in (grid.added() for grid in places.values()) if sheet is not None)
    return Amendments(edits, added, tuple(writer.left_out))


class _Writer:
    def __init__(
        self,
        document: Document,
        as_read: Plan,
        book: Workbook,
        places: Mapping[str, SheetPlaces],
        language: Language,
    ) -> None:
        self._document, self._plan, self._as_read, self._book = document, document.plan, as_read, book
        self._structure, self._places, self._language = read_structure(book, []), places, language
        self.left_out: list[Problem] = []

    def observations(self) -> None:
        rows: dict[SeriesKey, int] = {}
        for row in self._rows("Data"):
            series = series_of(row, self._structure, [])
            if series is not None:
                rows.setdefault(series, row.number)
        places = self._places["Data"]
        by_series: dict[SeriesKey, dict[Field, CellValue]] = {}
        for (series, year), figure in outstanding_figures(self._as_read, self._document.observations).items():
            by_series.setdefault(series, {})[year] = figure
        for series, figures in by_series.items():
            label = self._label(series)
            if series in rows:
                for name, value in figures.items():
                    places.change(rows[series], {name: value}, f"{label} {name}")
            elif any(value is not None for value in figures.values()):
                places.append({**self._series_fields(series), **figures}, label)
        self._bases({key for key, figure in self._document.observations.items() if figure is None})

    def _bases(self, taken_away: Collection[tuple[SeriesKey, int]]) -> None:
        """A figure that is taken away is no base beside a target either."""
        for old in self._as_read.targets.values():
            if old.base_printed is not None and (old.series, old.base_year) in taken_away:
                label = f"{self._label(old.series)} {old.base_year}"
                self._places["Targets"].change(_row_of(old.cell), {"base": None}, label)

    def targets(self) -> None:
        places = self._places["Targets"]
        for key, stated in outstanding_targets(self._as_read, self._document.targets).items():
            label = f"{self._label(key.series)} {key.year}"
            old = self._as_read.targets.get(key)
            if stated is None:
                if old is not None:
                    places.change(_row_of(old.cell), {"target": None, "stretch": None}, label)
            elif old is not None:
                now, then = _target_fields(stated), _target_fields(old)
                places.change(
                    _row_of(old.cell), {name: now[name] for name in now if now[name] != then[name]}, label
                )
            else:
                fields = {**_target_fields(stated), "target year": key.year}
                places.append({**self._series_fields(key.series), **fields}, label)

    def scenarios(self) -> None:
        originals = paired(self._document.scenarios.values(), self._as_read.scenarios)
        names = {fold(row.text("name")): row.number for row in self._rows("Scenarios")}
        assumed = self._assumption_rows()
        levels = self._level_rows()
        for scenario in self._document.scenarios.values():
            old = originals.get(scenario.id)
            self._scenario_row(scenario, old, names)
            self._assumptions(scenario, old, assumed)
            self._levels(scenario, old, levels)
            if scenario.targets:
                arguments = {"count": len(scenario.targets)}
                self.left_out.append(Problem(OWN_TARGETS_LEFT_OUT, text=scenario.name, arguments=arguments))
        kept = {one.id for one in originals.values()}
        for old in self._as_read.scenarios:
            if old.id not in kept:
                self._removed(old, names, assumed, levels)

    def _scenario_row(self, scenario: Scenario, old: Scenario | None, names: Mapping[str, int]) -> None:
        now = _scenario_fields(scenario, self._document.scenarios)
        # a workbook's scenarios go by their names
        then = (
            _scenario_fields(old, {one.name: one for one in self._as_read.scenarios})
            if old is not None
            else None
        )
        number = names.get(fold(old.name)) if old is not None else None
        if number is None or then is None:
            # a plan without the sheet names its scenarios in those of assumptions alone
            if then != now:
                self._places["Scenarios"].append(now, scenario.name)
        else:
            fields = {name: now[name] for name in now if now[name] != then[name]}
            self._places["Scenarios"].change(number, fields, scenario.name)

    def _assumptions(
        self, scenario: Scenario, old: Scenario | None, rows: Mapping[tuple[str, AssumptionKey], int]
    ) -> None:
        places = self._places["Assumptions"]
        then = old.assumptions if old is not None else {}
        renamed = old is not None and old.name != scenario.name
        for key in dict.fromkeys([*then, *scenario.assumptions]):
            before, now = then.get(key), scenario.assumptions.get(key)
            label = f"{scenario.name} {self._label(key)}"
            number = rows.get((fold(old.name), key)) if old is not None else None
            if now is None:
                if number is not None:
                    places.clear(number, label)
                continue
            fields = self._assumption_fields(now)
            if number is None:
                if before != now or renamed:
                    places.append({"scenario": scenario.name, **self._reach_fields(key), **fields}, label)
                continue
            told = self._assumption_fields(before) if before is not None else {}
            differing = {
                name: fields.get(name) for name in {**told, **fields} if fields.get(name) != told.get(name)
            }
            if renamed:
                differing["scenario"] = scenario.name
            places.change(number, differing, label)

    def _assumption_fields(self, assumption: Assumption) -> dict[Field, CellValue]:
        words = METHOD_WORDS[assumption.method]
        return {
            "method": words[0] if self._language == "zh" else assumption.method.value,
            "value": assumption.value,
            "midpoint": assumption.midpoint,
            "low": assumption.low,
            "high": assumption.high,
            "note": assumption.note or None,
            **dict(assumption.by_year),
        }

    def _levels(
        self, scenario: Scenario, old: Scenario | None, rows: Mapping[tuple[str, LeverLevelKey], int]
    ) -> None:
        places = self._places["Lever levels"]
        then = old.levels if old is not None else {}
        renamed = old is not None and old.name != scenario.name
        for key in dict.fromkeys([*then, *scenario.levels]):
            before, now = then.get(key), scenario.levels.get(key)
            label = f"{scenario.name} {key.lever}"
            number = rows.get((fold(old.name), key)) if old is not None else None
            if now is None:
                if number is not None:
                    places.clear(number, label)
                continue
            if number is None:
                if before != now or renamed:
                    fields = {"scenario": scenario.name, "lever": key.lever, **self._reach_fields(key)}
                    places.append({**fields, **dict(now.by_year)}, label)
                continue
            places.change(number, _differing_years(before, now), label)
            if renamed:
                places.change(number, {"scenario": scenario.name}, label)

    def _removed(
        self,
        old: Scenario,
        names: Mapping[str, int],
        assumed: Mapping[tuple[str, AssumptionKey], int],
        levels: Mapping[tuple[str, LeverLevelKey], int],
    ) -> None:
        if fold(old.name) in names:
            self._places["Scenarios"].clear(names[fold(old.name)], old.name)
        for (name, _), number in assumed.items():
            if name == fold(old.name):
                self._places["Assumptions"].clear(number, old.name)
        for (name, _), number in levels.items():
            if name == fold(old.name):
                self._places["Lever levels"].clear(number, old.name)

    def _rows(self, key: str) -> tuple[Row, ...]:
        return self._book.tables[key].rows if key in self._book.tables else ()

    def _assumption_rows(self) -> dict[tuple[str, AssumptionKey], int]:
        found: dict[tuple[str, AssumptionKey], int] = {}
        for row in self._rows("Assumptions"):
            reached, indicator = (
                reach(row, self._structure, []),
                self._structure.indicators.ask(row["indicator"], []),
            )
            if reached is not None and indicator is not None:
                found.setdefault((fold(row.text("scenario")), AssumptionKey(*reached, indicator)), row.number)
        return found

    def _level_rows(self) -> dict[tuple[str, LeverLevelKey], int]:
        levers = {fold(lever): lever for lever in self._plan.dimension_of_lever}
        found: dict[tuple[str, LeverLevelKey], int] = {}
        for row in self._rows("Lever levels"):
            reached, lever = reach(row, self._structure, []), levers.get(fold(row.text("lever")))
            if reached is not None and lever is not None:
                found.setdefault((fold(row.text("scenario")), LeverLevelKey(lever, *reached)), row.number)
        return found

    def _series_fields(self, series: SeriesKey) -> dict[Field, CellValue]:
        region, industry, indicator = self._names(series)
        return {"region": region, "industry": industry or None, "indicator": indicator}

    def _reach_fields(self, key: AssumptionKey | LeverLevelKey) -> dict[Field, CellValue]:
        region = self._plan.region_by_code.get(key.region)
        industry = self._plan.industry_by_code.get(key.industry)
        total = "总计" if self._language == "zh" else "total"
        whole = total if key.industry == WHOLE_ECONOMY else None
        fields: dict[Field, CellValue] = {
            "region": None if region is None else region.name,
            "industry": whole if industry is None else industry.name,
        }
        if isinstance(key, AssumptionKey):
            indicator = self._plan.indicator_by_code.get(key.indicator)
            fields["indicator"] = key.indicator if indicator is None else indicator.name
        return fields

    def _names(self, key: SeriesKey | AssumptionKey) -> tuple[str, str, str]:
        region = self._plan.region_by_code.get(key.region)
        industry = self._plan.industry_by_code.get(key.industry)
        indicator = self._plan.indicator_by_code.get(key.indicator)
        return (
            region.name if region is not None else "" if key.region == ANY else key.region,
            industry.name if industry is not None else "",
            indicator.name if indicator is not None else key.indicator,
        )

    def _label(self, key: SeriesKey | AssumptionKey) -> str:
        return " ".join(part for part in self._names(key) if part)


def _scenario_fields(scenario: Scenario, scenarios: Mapping[str, Scenario]) -> dict[Field, CellValue]:
    parent = scenarios.get(scenario.parent or "")
    return {
        "name": scenario.name,
        "parent": parent.name if parent is not None else None,
        "description": scenario.description or None,
        "colour": scenario.colour or None,
    }


def _row_of(cell: str) -> int:
    return int(cell.lstrip(ascii_uppercase))


def _target_fields(stated: PlanTarget) -> dict[Field, CellValue]:
    return {
        "base year": stated.base_year or None,
        "target": stated.text or None,
        "stretch": stated.stretch_text or None,
        "base": stated.base_text or None,
        "source": stated.source or None,
        "note": stated.note or None,
    }


def _differing_years(before: LeverLevels | None, now: LeverLevels) -> dict[Field, CellValue]:
    then, given = dict(before.by_year) if before is not None else {}, dict(now.by_year)
    return {year: given.get(year) for year in sorted({*then, *given}) if then.get(year) != given.get(year)}
