"""Assemble a plan from a recognition: regions in their tree, targets with their cells, every figure parsed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

import numpy as np

from npfdesk.plan.kinds import RollUp
from npfdesk.plan.model import Indicator, Industry, Plan
from npfdesk.plan.names import says_nothing
from npfdesk.plan.numbers import DecimalHabit, plain, unit_factor
from npfdesk.plan.periods import Period
from npfdesk.plan.problems import Problem, error, warning
from npfdesk.plan.rounding import rounded
from npfdesk.plan.series import ALL_INDUSTRIES, ProgressKey, SeriesKey, TargetKey
from npfdesk.plan.target_text import BaseFigure, growth_beside, parse_base, parse_stretch, parse_target
from npfdesk.plan.targets import Basis, Measure, PlanTarget, SecondStatement, TargetKind, TargetText
from npfdesk.workbook.accounting import Account, Observation
from npfdesk.workbook.files.cell_grid import CellKind
from npfdesk.workbook.published.recognition import Recognition, Role, StatedFigure, Statement
from npfdesk.workbook.standard.figures import BASE_YEAR_ASSUMED
from npfdesk.workbook.standard.sheet_tables import DATE_IN_CELL, ERROR_CELL, FORMULA_WITHOUT_VALUE

STATED_TWICE: Final = error(
    "stated_twice",
    "“{what}”{year}年的目标在 {first} 写作“{earlier}”，这里写作“{text}”，两处都没有采用。请核对，改为一致或略过一处。",
    "The target of “{what}” for {year} is “{earlier}” in {first} and “{text}” here; neither was used. Check both: make them "
    "agree, or leave one out.",
)
WORDED_TWICE: Final = warning(
    "worded_twice",
    "“{what}”{year}年的目标在 {first} 写作“{earlier}”，这里写作“{text}”，数值相同。采用前者的写法；请核对。",
    "The target of “{what}” for {year} is worded “{earlier}” in {first} and “{text}” here, with the same figure. The first "
    "wording was used; check both.",
)
FIGURES_DIFFER: Final = error(
    "bases_differ",
    "“{what}”{year}的数值在 {first} 是 {earlier}，这里是“{text}”，两处都没有采用。请核对，改为一致或略过一处。",
    "The figure of “{what}” for {year} is {earlier} in {first} and “{text}” here; neither was used. Check both: make them "
    "agree, or leave one out.",
)
HIDDEN_DIFFERS: Final = warning(
    "hidden_differs",
    "隐藏的行或列中，“{what}”的“{text}”与显示的 {first} 不同，没有采用。",
    "In a hidden row or column, “{text}” of “{what}” differs from the visible {first}; it was not used.",
)
NO_YEAR: Final = error(
    "published_no_year",
    "表头没有写明{what}是哪一年，也无从推断，暂按 {year} 年读入。请在表头写明年份（如 2025年目标）。",
    "No header gives the year of the {what_en}; {year} is used for now. State it in the header (such as 2025 target).",
)
NO_BASES: Final = warning(
    "published_no_bases",
    "各表都没有现状值，基期暂取 {year} 年。如有现状值，请补上一列并写明年份。",
    "No table has base figures; {year} is used as the base year for now. If there are any, add a column that states its year.",
)
FAULT_KINDS: Final = {
    CellKind.ERROR: ERROR_CELL,
    CellKind.FORMULA: FORMULA_WITHOUT_VALUE,
    CellKind.DATE: DATE_IN_CELL,
    CellKind.BROKEN: ERROR_CELL,
}
"""The problem of a cell that should hold a figure and holds something of that kind."""
_PLAN_LENGTH: Final = 5
_RANK: Final = {"indicators": 0, "industries": 1, "counties": 2}


# a figure expected for a year that is not over: 2025年预计 5左右
_ROUGHLY: Final = re.compile(r"\s?(?:约\s?([\d.,]{1,20}%?)|([\d.,]{1,20}%?)\s?(?:左右|上下))\s?")


@dataclass
class Assembled:
    """A plan, the problems of its figures, what became of each cell, and the observed figures with their places."""

    plan: Plan | None
    problems: tuple[Problem, ...] = ()
    accounts: dict[tuple[str, str], Account] = field(default_factory=dict)
    observations: tuple[Observation, ...] = ()


def assembled(recognition: Recognition) -> Assembled:
    """The plan that a recognition comes to; without one where no table states a figure."""
    if not recognition.found:
        return Assembled(None, recognition.problems)
    return _Planner(recognition).assembled()


@dataclass(frozen=True, slots=True)
class _Observed:
    value: float
    sheet: str
    cell: str
    hidden: bool


class _Planner:
    def __init__(self, recognition: Recognition) -> None:
        self.recognition = recognition
        self.problems: list[Problem] = list(recognition.problems)
        self.indicators = {one.code: one for one in recognition.indicators}
        self.targets: dict[TargetKey, PlanTarget] = {}
        self.observed: dict[ProgressKey, _Observed] = {}
        self.refused: set[TargetKey | ProgressKey] = set()
        self.sources: dict[SeriesKey, str] = {}
        self.told: set[tuple[str, str]] = set()
        self.accounts: dict[tuple[str, str], Account] = {}
        self.base_year = recognition.base_year
        self.target_year = recognition.target_year
        self.hidden = {
            sheet.name: (sheet.hidden_rows, sheet.hidden_columns) for sheet in recognition.grid.sheets
        }

    def assembled(self) -> Assembled:
        """The plan, taken from the indicator tables first: they are the plan's own statement, county tables repeat it."""
        self._years()
        tables = self.recognition.tables
        for stated in sorted(self.recognition.statements, key=lambda one: _RANK[tables[one.table].form]):
            self._take(stated)
        plan = self._made()
        observations = tuple(
            Observation(key.series, key.period, one.value, one.sheet, one.cell, key.growth)
            for key, one in self.observed.items()
            if key not in self.refused
        )
        return Assembled(plan, tuple(self.problems), self.accounts, observations)

    def _years(self) -> None:
        """The years. A year that no table states is reported, and the usual five years are assumed."""
        known = self.base_year, self.target_year
        self.target_year = self.target_year or (self.base_year + 5 if self.base_year else 2025)
        self.base_year = self.base_year or self.target_year - 5
        stated = [
            (one, figure)
            for one in self.recognition.statements
            for figure in one.figures
            if figure.year == 0 and figure.text
        ]
        for role, what, what_en, year, is_known in (
            (Role.BASE, "现状值", "base", self.base_year, known[0]),
            (Role.TARGET, "目标", "target", self.target_year, known[1]),
        ):
            first = next(((one, figure) for one, figure in stated if figure.role is role), None)
            if first is not None and role is Role.BASE and known[1] and not known[1] % _PLAN_LENGTH:
                assumed = {"target_year": known[1], "base_year": year}
                self.problems.append(
                    Problem(BASE_YEAR_ASSUMED, first[0].sheet, first[1].cell, first[1].text, assumed)
                )
            elif first is not None:
                arguments: dict[str, object] = {"what": what, "what_en": what_en, "year": year}
                self.problems.append(
                    Problem(NO_YEAR, first[0].sheet, first[1].cell, first[1].text, arguments)
                )
            elif not is_known and role is Role.BASE and self.recognition.states_targets:
                self.problems.append(Problem(NO_BASES, arguments={"year": year}))

    # statements

    def _take(self, stated: Statement) -> None:
        recognition = self.recognition
        name = recognition.indicator_name(stated)
        indicator = self.indicators[name]
        series = SeriesKey(recognition.region_of(stated), stated.industry or ALL_INDUSTRIES, name)
        self.sources.setdefault(series, stated.source)
        base: tuple[StatedFigure, BaseFigure] | None = None
        for figure in stated.figures:
            if figure.role in (Role.BASE, Role.OBSERVED, Role.GROWTH):
                read = self._observation(stated, figure, series, indicator)
                if read is not None and figure.role is Role.BASE:
                    base = figure, read
        stated_targets: list[tuple[StatedFigure, PlanTarget]] = []
        for figure in stated.figures:
            if figure.role is Role.TARGET:
                target = self._target(stated, figure, series, indicator, base)
                if target is not None:
                    stated_targets.append((figure, target))
        self._enter_all(stated_targets)
        self._loose_stretches(stated)

    def _faulty(self, stated: Statement, figure: StatedFigure) -> bool:
        kind = FAULT_KINDS.get(figure.kind)
        if kind is not None and (stated.sheet, figure.cell) not in self.told:
            self.told.add((stated.sheet, figure.cell))
            self._tell(Problem(kind, stated.sheet, figure.cell, figure.text))
        return kind is not None

    def _tell(self, problem: Problem) -> None:
        self.problems.append(problem)
        self.accounts[problem.sheet, problem.cell] = Account.TOLD

    def _took(self, sheet: str, cell: str) -> None:
        self.accounts.setdefault((sheet, cell), Account.TAKEN)

    # observed figures

    def _observation(
        self, stated: Statement, figure: StatedFigure, series: SeriesKey, indicator: Indicator
    ) -> BaseFigure | None:
        """An observed figure taken into the plan; None where there is none or it is told."""
        if says_nothing(figure.text) or self._faulty(stated, figure):
            return None
        growth = figure.measure is Measure.GROWTH
        unit = "%" if growth else stated.unit or indicator.unit
        bracketed = self.recognition.in_brackets(stated.sheet, figure.text)
        text = figure.text if bracketed is None else bracketed[0]
        text, beside = (text, None) if growth or unit == "%" else growth_beside(text)
        roughly = _ROUGHLY.fullmatch(text)
        read = parse_base(roughly[1] or roughly[2] if roughly else text, unit, habit=self._habit(figure))
        if isinstance(read, Problem):
            self._tell(read.at(stated.sheet, figure.cell))
            return None
        if read.value is None:
            return None
        value = read.value if growth else _converted(read.value, unit, indicator.unit)
        year = read.year or self.recognition.year_of_mark(stated, read.mark)
        period = Period(year) if year else figure.period
        if not period.year and figure.role is Role.BASE:
            period = Period(stated.base_year or self.base_year)
        if not period.year:
            return None  # told with its column: of which year it is nobody knows
        self._observe(ProgressKey(series, period, growth), value, stated, figure)
        if beside is not None:
            self._observe(ProgressKey(series, period, True), beside, stated, figure)
        return replace(read, value=value, year=period.year)

    def _observe(self, key: ProgressKey, value: float, stated: Statement, figure: StatedFigure) -> None:
        hidden = self._is_hidden(stated.sheet, figure.cell)
        now = _Observed(value, stated.sheet, figure.cell, hidden)
        earlier = self.observed.get(key)
        if earlier is None:
            self.observed[key] = now
            self._took(stated.sheet, figure.cell)
            return
        if _same(earlier.value, value):
            self._took(stated.sheet, figure.cell)
            return
        what = self._what(key.series)
        if earlier.hidden != hidden:
            shown, other = (now, earlier) if earlier.hidden else (earlier, now)
            self.observed[key] = shown
            self.accounts.pop((shown.sheet, shown.cell), None)
            self._took(shown.sheet, shown.cell)
            arguments = {"what": what, "first": f"{shown.sheet}!{shown.cell}"}
            self._tell(Problem(HIDDEN_DIFFERS, other.sheet, other.cell, plain(other.value), arguments))
            return
        self.refused.add(key)
        arguments = {
            "what": what, "year": key.period.key, "earlier": plain(earlier.value), "first": f"{earlier.sheet}!{earlier.cell}",
        }  # fmt: skip
        self.accounts[earlier.sheet, earlier.cell] = Account.TOLD
        self._tell(Problem(FIGURES_DIFFER, stated.sheet, figure.cell, figure.text, arguments))
        self._tell(
            Problem(
                FIGURES_DIFFER, earlier.sheet, earlier.cell, plain(earlier.value),
                {**arguments, "earlier": plain(value), "first": f"{stated.sheet}!{figure.cell}"},
            )
        )  # fmt: skip

    def _is_hidden(self, sheet: str, cell: str) -> bool:
        rows, columns = self.hidden[sheet]
        if not rows and not columns:
            return False
        row, column = self.recognition.place(cell)
        return row in rows or column in columns

    def _what(self, series: SeriesKey) -> str:
        return " ".join(part for part in series if part)

    # targets

    def _target(
        self,
        stated: Statement,
        figure: StatedFigure,
        series: SeriesKey,
        indicator: Indicator,
        base: tuple[StatedFigure, BaseFigure] | None,
    ) -> PlanTarget | None:
        if self._faulty(stated, figure):
            return None
        unit = stated.unit or indicator.unit
        bracketed = self.recognition.in_brackets(stated.sheet, figure.text)
        if bracketed is None:
            parsed = self._parsed(figure, unit, indicator)
        else:
            said = replace(figure, text=bracketed[0], measure=bracketed[1], annual=True)
            parsed = self._parsed(said, unit, indicator)
            if not isinstance(parsed, Problem):
                parsed = replace(parsed, text=figure.text)
        if isinstance(parsed, Problem):
            self._tell(parsed.at(stated.sheet, figure.cell))
            parsed = TargetText(TargetKind.NONE, figure.text)
        year = parsed.year or figure.year or self.target_year
        if base is not None and (base[1].year or self.base_year) >= year:
            base = None  # what was reached in the target's own year is no base of it
        hoped = None
        if figure.measure is None:
            hoped = next(
                (one for one in stated.figures if one.role is Role.STRETCH and one.year in (figure.year, 0)),
                None,
            )
        stretch = self._stretch(stated, hoped, unit)
        self._took(stated.sheet, figure.cell)
        return PlanTarget(
            series=series,
            year=year,
            text=figure.text,
            parsed=_in_unit(parsed, unit, indicator.unit),
            stretch=None if stretch is None else _converted(stretch, unit, indicator.unit),
            stretch_text=hoped.text if hoped is not None else "",
            base_printed=base[1].value if base is not None else None,
            base_text=base[0].text if base is not None else "",
            base_year=(base[1].year or self.base_year)
            if base is not None
            else min(stated.base_year or self.base_year, year - 1),
            source=stated.source,
            note=stated.remark,
            owner="" if stated.owner == indicator.owner else stated.owner,
            sheet=stated.sheet,
            cell=figure.cell,
        )

    def _parsed(self, figure: StatedFigure, unit: str, indicator: Indicator) -> TargetText | Problem:
        """A target's text, read as its column's head says (a growth a year, a sum)."""
        if says_nothing(figure.text):
            return TargetText(TargetKind.NONE, figure.text)
        # 14 below 累计降幅 is a fall by 14 %
        falls = figure.falls and figure.text[:1].isdecimal()
        return parse_target(
            f"下降{figure.text}" if falls else figure.text,
            unit=unit,
            name=indicator.name,
            indicator_kind=indicator.kind,
            measure=figure.measure,
            basis=Basis.ANNUAL if figure.annual else Basis.TOTAL,
            habit=self._habit(figure),
        )

    def _habit(self, figure: StatedFigure) -> DecimalHabit:
        """The workbook's habit of commas and points, which its numbers do not have."""
        return self.recognition.habit if figure.kind is CellKind.TEXT else DecimalHabit.POINT

    def _stretch(self, stated: Statement, hoped: StatedFigure | None, unit: str) -> float | None:
        if hoped is None or says_nothing(hoped.text) or self._faulty(stated, hoped):
            return None
        read = parse_stretch(hoped.text, unit, habit=self._habit(hoped))
        if isinstance(read, Problem):
            self._tell(read.at(stated.sheet, hoped.cell))
            return None
        self._took(stated.sheet, hoped.cell)
        return read

    def _loose_stretches(self, stated: Statement) -> None:
        """Stretch figures beside no target of their year stay where they are told."""
        years = {one.year for one in stated.figures if one.role is Role.TARGET}
        for figure in stated.figures:
            loose = figure.role is Role.STRETCH and figure.year not in years and figure.year != 0
            if loose and not says_nothing(figure.text) and (stated.sheet, figure.cell) not in self.accounts:
                self._tell(Problem(STRETCH_ALONE, stated.sheet, figure.cell, figure.text))

    def _enter_all(self, stated_targets: list[tuple[StatedFigure, PlanTarget]]) -> None:
        """The targets of one row: figures of the indicator first, what its growth columns state beside them."""
        plain = {
            target.key
            for figure, target in stated_targets
            if figure.measure is None and target.parsed.measure is Measure.LEVEL and target.parsed.has_figure
        }
        levels: list[PlanTarget] = []
        others: list[PlanTarget] = []
        for figure, target in stated_targets:
            # [0.7] under 年均/累计 beside the level itself is a second statement
            added = target.parsed.measure in (Measure.SUM, Measure.GROWTH) and target.key in plain
            (levels if figure.measure is None and not added else others).append(target)
        for target in levels:
            self._enter(target)
        for target in others:
            if target.parsed.kind is TargetKind.NONE and not target.text.strip():
                continue
            first = self.targets.get(target.key)
            if first is None or _is_empty(first):
                if not says_nothing(target.text):
                    self.targets[target.key] = target
            elif not says_nothing(target.text):
                beside = SecondStatement(target.text, target.parsed, target.sheet, target.cell)
                if all(one.parsed != beside.parsed for one in first.beside):
                    self.targets[target.key] = replace(first, beside=(*first.beside, beside))

    def _enter(self, target: PlanTarget) -> None:
        first = self.targets.get(target.key)
        if first is None or (_is_empty(first) and not _is_empty(target)):
            self.targets[target.key] = target
            return
        if _is_empty(target) or replace(target.parsed, text="") == replace(first.parsed, text=""):
            return
        what = self._what(target.series)
        arguments: dict[str, object]
        if _same_figure(first.parsed, target.parsed):
            arguments = {
                "what": what, "year": target.year, "first": f"{first.sheet}!{first.cell}", "earlier": first.text,
            }  # fmt: skip
            self.problems.append(Problem(WORDED_TWICE, target.sheet, target.cell, target.text, arguments))
            return
        one, two = self._is_hidden(first.sheet, first.cell), self._is_hidden(target.sheet, target.cell)
        if one != two:
            shown, other = (target, first) if one else (first, target)
            self.targets[target.key] = shown
            arguments = {"what": what, "first": f"{shown.sheet}!{shown.cell}"}
            self._tell(Problem(HIDDEN_DIFFERS, other.sheet, other.cell, other.text, arguments))
            return
        for here, there in ((target, first), (first, target)):
            arguments = {
                "what": what, "year": here.year, "first": f"{there.sheet}!{there.cell}", "earlier": there.text,
            }  # fmt: skip
            if self.accounts.get((here.sheet, here.cell)) is not Account.TOLD:
                self._tell(Problem(STATED_TWICE, here.sheet, here.cell, here.text, arguments))
        self.refused.add(target.key)

    # the plan

    def _made(self) -> Plan:
        recognition = self.recognition
        series = self._series()
        targets = {
            key: replace(target, parsed=TargetText(TargetKind.NONE, target.text))
            if key in self.refused
            else target
            for key, target in self.targets.items()
        }
        yearly = {
            (key.series, key.period.year): one.value
            for key, one in self.observed.items()
            if key.period.is_year and not key.growth and key not in self.refused
        }
        progress = {
            key: one.value
            for key, one in self.observed.items()
            if (key.growth or not key.period.is_year) and key not in self.refused
        }
        horizon = max([self.target_year, *(key.year for key in targets), *(at for _, at in yearly)])
        first = min([self.base_year, *(one.base_year for one in targets.values()), *(at for _, at in yearly)])
        years = np.arange(first, horizon + 1, dtype=np.int64)
        observed = np.full((len(years), len(series)), np.nan)
        row = {key: index for index, key in enumerate(series)}
        for (key, year), value in yearly.items():
            observed[year - first, row[key]] = value
        for array in (years, observed):
            array.setflags(write=False)
        return Plan(
            title=recognition.title,
            city=recognition.city,
            base_year=self.base_year,
            target_year=self.target_year,
            horizon=horizon,
            regions=recognition.regions,
            industries=tuple(Industry(name, name) for name in recognition.industries),
            indicators=recognition.indicators,
            series=series,
            series_sources=tuple(self.sources.get(key, "") for key in series),
            years=years,
            observed=observed.T,
            targets=MappingProxyType(targets),
            progress=MappingProxyType(progress),
        )

    def _series(self) -> tuple[SeriesKey, ...]:
        """Every series with a row, and those above it that sum up what is below them."""
        parents = {one.code: one.parent for one in self.recognition.regions}
        found = set(self.sources)
        for key in list(found):
            if self.indicators[key.indicator].rollup is RollUp.NONE:
                continue
            above, steps = parents.get(key.region, ""), 0
            while above and steps < len(parents):
                found.add(key._replace(region=above))
                above, steps = parents.get(above, ""), steps + 1
        places = _order(one.code for one in self.recognition.regions)
        slots = {ALL_INDUSTRIES: -1, **_order(self.recognition.industries)}
        measures = _order(self.indicators)
        return tuple(
            sorted(found, key=lambda key: (places[key.region], slots[key.industry], measures[key.indicator]))
        )


STRETCH_ALONE: Final = warning(
    "stretch_alone",
    "力争值“{text}”旁没有同一年的目标，没有读入。请补上目标，或在导入窗口中指明它是目标。",
    "There is no target of the same year beside the stretch target “{text}”; it was not read. Enter the target, or choose in "
    "the import window that it is the target.",
)


def _is_empty(target: PlanTarget) -> bool:
    return target.parsed.kind is TargetKind.NONE and says_nothing(target.text)


def _same_figure(one: TargetText, other: TargetText) -> bool:
    """Whether two wordings give the same figure: 7000 and 7000以上."""
    same = (one.figure, one.how, one.measure) == (other.figure, other.how, other.measure)
    return same and one.figure is not None


def _same(one: float, other: float) -> bool:
    """Whether two printings agree: equal, or one the other rounded."""
    if one == other:
        return True
    return any(rounded(one, places) == other or rounded(other, places) == one for places in range(4)) and abs(
        one - other
    ) <= 0.005 * max(abs(one), abs(other))


def _order(names: Iterable[str]) -> dict[str, int]:
    return {name: index for index, name in enumerate(names)}


def _converted(value: float, unit: str, wanted: str) -> float:
    """A figure converted from one unit to another; unchanged where the units are equal."""
    factor = unit_factor(unit, wanted)
    return value if factor in (None, 1) or factor is None else value * factor.numerator / factor.denominator


def _in_unit(parsed: TargetText, unit: str, wanted: str) -> TargetText:
    """A target's figures in the indicator's unit; growths and multiples have none."""
    if parsed.how not in ("figure", "increase", "change") or parsed.measure not in (
        Measure.LEVEL,
        Measure.SUM,
    ):
        return parsed
    figure, low, high, stretch = (
        None if value is None else _converted(value, unit, wanted)
        for value in (parsed.figure, parsed.low, parsed.high, parsed.stretch)
    )
    return replace(parsed, figure=figure, low=low, high=high, stretch=stretch)
