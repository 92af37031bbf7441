"""Assemble a plan from a recognition: regions under the city, targets with their cells, every figure parsed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType
from typing import Final

import numpy as np

from npfdesk.plan.model import Indicator, Industry, Plan, Region, RollUp
from npfdesk.plan.names import fold
from npfdesk.plan.numbers import unit_factor
from npfdesk.plan.problems import Problem, error, warning
from npfdesk.plan.series import WHOLE_ECONOMY, SeriesKey, TargetKey
from npfdesk.plan.target_text import BaseFigure, parse_base, parse_stretch, parse_target, replace_text
from npfdesk.plan.targets import PlanTarget, TargetKind, TargetText
from npfdesk.workbook.canonical.sheet_tables import DATE_IN_CELL, ERROR_CELL, FORMULA_WITHOUT_VALUE
from npfdesk.workbook.files.cell_grid import CellKind
from npfdesk.workbook.published.recognition import Recognition, Role, StatedFigure, Statement
from npfdesk.workbook.published.statements import SUMMED

STATED_TWICE: Final = warning(
    "stated_twice",
    "“{what}”{year}年的目标在 {first} 写作“{earlier}”，这里写作“{text}”。采用前者；请核对。",
    "The target of “{what}” for {year} says “{earlier}” in {first} and “{text}” here. The former is used; check both.",
)
BASES_DIFFER: Final = warning(
    "bases_differ",
    "“{what}”{year}年的值在别处是 {earlier}，这里是“{text}”。采用前者；请核对。",
    "The figure of “{what}” for {year} is {earlier} elsewhere and “{text}” here. The former is used; check both.",
)
NO_YEAR: Final = error(
    "published_no_year",
    "表头没有写明{what}是哪一年，也无从推断，暂按 {year} 年读入。请在表头写明年份（如 2025年目标）。",
    "No header says which year the {what_en} is; {year} was taken for now. Name it in the header (such as 2025 target).",
)
NO_BASES: Final = warning(
    "published_no_bases",
    "各表都没有现状值，基期暂取 {year} 年。如有现状值，请补上一列并写明年份。",
    "No table has bases; {year} was taken for the base year. Where there are bases, add a column that names its year.",
)
_FAULTS: Final = {
    CellKind.ERROR: ERROR_CELL,
    CellKind.FORMULA: FORMULA_WITHOUT_VALUE,
    CellKind.DATE: DATE_IN_CELL,
}


def plan_of(recognition: Recognition) -> tuple[Plan | None, tuple[Problem, ...]]:
    """The plan and the problems of its figures, in the order of the tables; None where no table states a target."""
    if not recognition.found:
        return None, ()
    return _Planner(recognition).plan()


class _Planner:
    def __init__(self, recognition: Recognition) -> None:
        self.recognition = recognition
        self.problems: list[Problem] = []
        self.indicators = {one.code: one for one in recognition.indicators}
        self.targets: dict[TargetKey, PlanTarget] = {}
        self.observed: dict[tuple[SeriesKey, int], float] = {}
        self.sources: dict[SeriesKey, str] = {}
        self.told: set[tuple[str, str]] = set()
        self.base_year = recognition.base_year
        self.target_year = recognition.target_year

    def plan(self) -> tuple[Plan, tuple[Problem, ...]]:
        self._years()
        order = {id(one): index for index, one in enumerate(self.recognition.statements)}
        # the indicator table is the plan's own statement; a county table only repeats it
        rank = {"indicators": 0, "industries": 1, "counties": 2}
        tables = self.recognition.tables
        for stated in sorted(
            self.recognition.statements, key=lambda one: (rank[tables[one.table].form], order[id(one)])
        ):
            self._take(stated)
        return self._made(), tuple(self.problems)

    def _years(self) -> None:
        """The years. A year that no table states is reported, and the usual five years are assumed."""
        stated = [
            (one, figure)
            for one in self.recognition.statements
            for figure in one.figures
            if figure.year == 0 and figure.text
        ]
        known = self.base_year, self.target_year
        self.target_year = self.target_year or (self.base_year + 5 if self.base_year else 2025)
        self.base_year = self.base_year or self.target_year - 5
        for role, what, what_en, year, is_known in (
            (Role.BASE, "现状值", "base", self.base_year, known[0]),
            (Role.TARGET, "目标", "target", self.target_year, known[1]),
        ):
            first = next(((one, figure) for one, figure in stated if figure.role is role), None)
            if first is not None:
                arguments = {"what": what, "what_en": what_en, "year": year}
                self.problems.append(
                    Problem(NO_YEAR, first[0].sheet, first[1].cell, first[1].text, arguments)
                )
            elif not is_known:
                self.problems.append(Problem(NO_BASES, arguments={"year": year}))

    def _take(self, stated: Statement) -> None:
        recognition = self.recognition
        region = recognition.region_names.get(fold(stated.region), stated.region) or recognition.city
        name = recognition.indicator_names[fold(stated.indicator), fold(stated.unit)]
        indicator = self.indicators[name]
        series = SeriesKey(region, stated.industry or WHOLE_ECONOMY, name)
        self.sources.setdefault(series, stated.source)
        base: tuple[StatedFigure, BaseFigure] | None = None
        for figure in stated.figures:
            if figure.role in (Role.BASE, Role.OBSERVED):
                read = self._base(stated, figure, indicator)
                year = (read.year or figure.year or self.base_year) if read else 0
                if read is not None and read.value is not None:
                    self._observe(series, year, read.value, stated, figure)
                if read is not None and figure.role is Role.BASE:
                    base = figure, replace(read, year=year)
        for figure in stated.figures:
            if figure.role is Role.TARGET:
                self._target(stated, figure, series, indicator, base)

    def _faulty(self, stated: Statement, figure: StatedFigure) -> bool:
        kind = _FAULTS.get(figure.kind)
        if kind is not None and (stated.sheet, figure.cell) not in self.told:
            self.told.add((stated.sheet, figure.cell))
            self.problems.append(Problem(kind, stated.sheet, figure.cell, figure.text))
        return kind is not None

    def _base(self, stated: Statement, figure: StatedFigure, indicator: Indicator) -> BaseFigure | None:
        if self._faulty(stated, figure):
            return None
        unit = stated.unit or indicator.unit
        read = parse_base(figure.text, unit)
        if isinstance(read, Problem):
            self.problems.append(read.at(stated.sheet, figure.cell))
            return None
        if read.value is None:
            return read
        return replace(read, value=_converted(read.value, unit, indicator.unit))

    def _observe(
        self, series: SeriesKey, year: int, value: float, stated: Statement, figure: StatedFigure
    ) -> None:
        earlier = self.observed.setdefault((series, year), value)
        if earlier != value:
            arguments = {"what": self._what(series), "year": year, "earlier": f"{earlier:g}"}
            self.problems.append(Problem(BASES_DIFFER, stated.sheet, figure.cell, figure.text, arguments))

    def _what(self, series: SeriesKey) -> str:
        return " ".join(part for part in series if part)

    def _target(
        self,
        stated: Statement,
        figure: StatedFigure,
        series: SeriesKey,
        indicator: Indicator,
        base: tuple[StatedFigure, BaseFigure] | None,
    ) -> None:
        if self._faulty(stated, figure):
            return
        unit = stated.unit or indicator.unit
        parsed = self._parsed(figure.text, unit, indicator, base)
        if isinstance(parsed, Problem):
            self.problems.append(parsed.at(stated.sheet, figure.cell))
            return
        year = parsed.year or figure.year or self.target_year
        hoped = next(
            (one for one in stated.figures if one.role is Role.STRETCH and one.year in (figure.year, 0)), None
        )
        stretch = self._stretch(stated, hoped, unit)
        target = PlanTarget(
            series=series,
            year=year,
            text=figure.text,
            parsed=_in_unit(parsed, unit, indicator.unit),
            stretch=None if stretch is None else _converted(stretch, unit, indicator.unit),
            stretch_text=hoped.text if hoped is not None else "",
            base_printed=base[1].value if base is not None else None,
            base_text=base[0].text if base is not None else "",
            base_year=(base[1].year or self.base_year) if base is not None else self.base_year,
            source=stated.source,
            note=stated.remark,
            sheet=stated.sheet,
            cell=figure.cell,
        )
        self._enter(target)

    def _parsed(
        self, text: str, unit: str, indicator: Indicator, base: tuple[StatedFigure, BaseFigure] | None
    ) -> TargetText | Problem:
        """Parse a target; in square brackets, as plans print it, it is the sum of all years without the base."""
        within = SUMMED.fullmatch(text)
        if within is None:
            return parse_target(text, unit=unit, name=indicator.name)
        adds = base is not None and base[1].value is not None
        parsed = parse_target(("新增" if adds else "") + within.group(1), unit=unit, name=indicator.name)
        return replace_text(parsed, text) if isinstance(parsed, Problem) else replace(parsed, text=text)

    def _stretch(self, stated: Statement, hoped: StatedFigure | None, unit: str) -> float | None:
        if hoped is None or self._faulty(stated, hoped):
            return None
        read = parse_stretch(hoped.text, unit)
        if isinstance(read, Problem):
            self.problems.append(read.at(stated.sheet, hoped.cell))
            return None
        return read

    def _enter(self, target: PlanTarget) -> None:
        first = self.targets.get(target.key)
        if first is None or (
            first.parsed.kind is TargetKind.NONE and target.parsed.kind is not TargetKind.NONE
        ):
            self.targets[target.key] = target
            return
        if target.parsed.kind is TargetKind.NONE or replace(target.parsed, text="") == replace(
            first.parsed, text=""
        ):
            return
        arguments = {
            "what": self._what(target.series),
            "year": target.year,
            "first": f"{first.sheet}!{first.cell}",
            "earlier": first.text,
        }
        self.problems.append(Problem(STATED_TWICE, target.sheet, target.cell, target.text, arguments))

    def _made(self) -> Plan:
        recognition = self.recognition
        series = self._series()
        horizon = max(
            [self.target_year, *(key.year for key in self.targets), *(at for _, at in self.observed)]
        )
        first = min(
            [
                self.base_year,
                *(one.base_year for one in self.targets.values()),
                *(at for _, at in self.observed),
            ]
        )
        years = np.arange(first, horizon + 1, dtype=np.int64)
        observed = np.full((len(years), len(series)), np.nan)
        row = {key: index for index, key in enumerate(series)}
        for (key, year), value in self.observed.items():
            observed[year - first, row[key]] = value
        for array in (years, observed):
            array.setflags(write=False)
        return Plan(
            title=recognition.title,
            city=recognition.city,
            base_year=self.base_year,
            target_year=self.target_year,
            horizon=horizon,
            regions=tuple(
                Region(name, name, parent="" if name == recognition.city else recognition.city)
                for name in recognition.regions
            ),
            industries=tuple(Industry(name, name) for name in recognition.industries),
            indicators=recognition.indicators,
            series=series,
            series_sources=tuple(self.sources.get(key, "") for key in series),
            years=years,
            observed=observed.T,
            targets=MappingProxyType(self.targets),
        )

    def _series(self) -> tuple[SeriesKey, ...]:
        """Every series with a row, and the city's that sum up its children's."""
        city = self.recognition.city
        found = set(self.sources)
        for key in list(found):
            if self.indicators[key.indicator].rollup is not RollUp.NONE:
                found.add(key._replace(region=city))
        places = _order(self.recognition.regions)
        slots = {WHOLE_ECONOMY: -1, **_order(self.recognition.industries)}
        measures = _order(self.indicators)
        return tuple(
            sorted(found, key=lambda key: (places[key.region], slots[key.industry], measures[key.indicator]))
        )


def _order(names: Iterable[str]) -> dict[str, int]:
    return {name: index for index, name in enumerate(names)}


def _converted(value: float, unit: str, wanted: str) -> float:
    """A figure converted from one unit to another; unchanged where the units are equal."""
    factor = unit_factor(unit, wanted)
    return value if factor in (None, 1) or factor is None else value * factor.numerator / factor.denominator


def _in_unit(parsed: TargetText, unit: str, wanted: str) -> TargetText:
    """A target's figures in the indicator's unit; growths and multiples have none."""
    if parsed.how not in ("figure", "increase", "change"):
        return parsed
    figure, low, high, stretch = (
        None if value is None else _converted(value, unit, wanted)
        for value in (parsed.figure, parsed.low, parsed.high, parsed.stretch)
    )
    return replace(parsed, figure=figure, low=low, high=high, stretch=stretch)
