"""Levers as live cells: effects, multipliers, intensities by year, and what they add to each series' growth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from npfdesk.engine.projection.inputs import OwnedIntensities
from npfdesk.engine.projection.levers import coordination, own_gain
from npfdesk.engine.projection.results import ScenarioResult
from npfdesk.plan.model import LeverEffect, Plan
from npfdesk.plan.problems import Wording
from npfdesk.plan.scenarios import Scenario
from npfdesk.plan.series import ALL_INDUSTRIES, ANY
from npfdesk.report.livebook.indicator_formulas import summed
from npfdesk.report.livebook.input_cells import LABELS, label_cells
from npfdesk.report.livebook.live_workbook import TOP, Book, Sheet
from npfdesk.report.livebook.spillover_formulas import PassedOnGains, SpilloverSheet

_EFFECTS: Final = Wording("抓手", "Levers")
_EFFECTS_NOTE: Final = Wording(
    "黄底可改：效应（满强度时年增长率提高的百分点；比率为每年百分点）、滞后年数、异质系数、协同系数。效应标为演示假设者非估计。",
    "Cells with a yellow background may be changed: effect (percentage points of annual growth at full intensity; points a "
    "year for a ratio), lag in years, multipliers, synergy. Effects noted as illustrative are not estimates.",
)
_INTENSITY: Final = Wording("强度 {name}", "Intensity {name}")
_INTENSITY_NOTE: Final = Wording(
    "黄底可改：给定年份的强度（0–100%）。首个给定年之前为 0，其间线性，其后不变；哪几年给定在导出时已定。",
    "Cells with a yellow background may be changed: the intensity in the years given (0–100%). 0 before the first, linear "
    "between, constant after the last; which years are given was fixed at export.",
)
_GAIN: Final = Wording("增益 {name}", "Gain {name}")
_GAIN_NOTE: Final = Wording(
    "抓手使年增长率（比率为年增量）提高多少个百分点：Σ 效应 × 强度(t−滞后) × 角色系数 × 类型系数 ×（1＋κ·D）。",
    "What the levers add to annual growth (for a ratio, to the annual step), in percentage points: Σ effect × intensity(t − "
    "lag) × multiplier of the role × multiplier of the type × (1 + κ·D).",
)
_RECEIVED_NOTE: Final = Wording(
    "另加从其他地区得到的溢出，权重、份额和滞后见表“溢出”。",
    "Spillover received from other regions is added, by the weights, share and lag of the sheet Spillover.",
)
_LEVER: Final = Wording("抓手", "Lever")
_DIMENSION: Final = Wording("维度", "Dimension")
_EFFECT: Final = Wording("效应", "Effect")
_LAG: Final = Wording("滞后", "Lag")
_ROLE: Final = Wording("角色/类型", "Role or type")
_MULTIPLIER: Final = Wording("系数", "Multiplier")
_SYNERGY: Final = Wording("协同系数 κ", "Synergy κ")
_EFFECTIVE: Final = Wording("{year} 强度", "{year} intensity")
_IMPULSE: Final = Wording("效应 × 强度（滞后后）", "effect × intensity, lagged")
_COUPLING: Final = Wording("耦合协调度 D", "Coupling coordination D")
_ALL: Final = Wording("全部", "all")
_TOTAL: Final = Wording("总计", "total")
_EFFECT_COLUMN, _LAG_COLUMN = 3, 4
_INTENSITY_YEARS: Final = 5
_GAIN_YEARS: Final = 4


@dataclass(frozen=True)
class EffectSheet:
    """The sheet of effects and multipliers: rows (from 0) of each effect and of each (role or type, dimension)."""

    sheet: Sheet
    effects: Mapping[int, int]
    multipliers: Mapping[tuple[str, str], int]

    def multiplier(self, one: str, dimension: str) -> str:
        """The cell of a multiplier; "" where none is given, which counts as 1."""
        row = self.multipliers.get((one, dimension))
        return "" if row is None else self.sheet.ref(row, 9)

    @property
    def synergy(self) -> str:
        """The cell of the synergy."""
        return self.sheet.ref(2, 9)


def fill_effects(book: Book) -> EffectSheet:
    """Write effects, multipliers and synergy."""
    material = book.material
    plan, words = material.plan, material.words
    sheet = book.sheet(words(_EFFECTS), "#D9652B")
    sheet.title(words(_EFFECTS), words(_EFFECTS_NOTE))
    sheet.head(
        [words(one) for one in (_LEVER, _DIMENSION, LABELS["indicator"], _EFFECT, _LAG, LABELS["note"])]
    )
    sheet.head([words(one) for one in (_ROLE, _DIMENSION, _MULTIPLIER)], 7)
    sheet.text(2, 8, words(_SYNERGY), align="right")
    sheet.number(2, 9, plan.synergy, book.entry())
    effects = {}
    for index, effect in enumerate(plan.levers):
        at = effects[index] = TOP + index
        indicator = plan.indicator_by_code.get(effect.indicator)
        sheet.text(at, 0, effect.lever)
        sheet.text(at, 1, effect.dimension)
        sheet.text(at, 2, material.name(indicator) if indicator else effect.indicator)
        sheet.number(at, _EFFECT_COLUMN, effect.effect, book.entry())
        sheet.number(at, _LAG_COLUMN, effect.lag, book.entry())
        sheet.text(at, 5, " · ".join(part for part in (effect.note, effect.source) if part))
    multipliers = {}
    for index, ((one, dimension), figure) in enumerate(plan.multipliers.items()):
        multipliers[one, dimension] = TOP + index
        sheet.text(TOP + index, 7, one)
        sheet.text(TOP + index, 8, dimension)
        sheet.number(TOP + index, 9, figure, book.entry())
    sheet.page.set_column(0, 0, 26)
    sheet.page.set_column(1, 1, 12)
    sheet.page.set_column(2, 2, 28)
    sheet.page.set_column(3, 4, 8)
    sheet.page.set_column(5, 5, 36)
    sheet.page.set_column(7, 9, 13)
    sheet.print_setup(10, 0)
    return EffectSheet(sheet, effects, multipliers)


def uses_levers(result: ScenarioResult) -> bool:
    """Whether a scenario gives any lever an intensity."""
    return bool(np.any(result.inputs.intensity_owner >= 0))


class LeverSheets:
    """A scenario's intensities and the gains that come of them."""

    def __init__(
        self, book: Book, scenario: Scenario, effects: EffectSheet, spillover: SpilloverSheet | None
    ) -> None:
        self._book, self._effects, self._spillover = book, effects, spillover
        self._material = book.material
        self._plan: Plan = book.material.plan
        self._result = book.material.results.scenarios[scenario.id]
        words = book.material.words
        self._levels = book.sheet(words(_INTENSITY, name=book.material.name(scenario)), "#D9652B")
        self._gains = book.sheet(words(_GAIN, name=book.material.name(scenario)), "#D9652B")
        self._levels.title(words(_INTENSITY, name=book.material.name(scenario)), words(_INTENSITY_NOTE))
        self._gains.title(words(_GAIN, name=book.material.name(scenario)), self._gain_note())
        self._years = [int(year) for year in self._plan.years]
        used = sorted({int(owner) for owner in np.unique(self._result.inputs.intensity_owner) if owner >= 0})
        rows = self._result.inputs.intensity_rows
        self._owned: dict[int, OwnedIntensities] = {owner: rows[owner] for owner in used}
        given = {year for owned in self._owned.values() for year, _ in owned.intensities.by_year}
        lags = [effect.lag for effect in self._plan.levers]
        # one year before the first figure, where every intensity is 0, and one after the last, so that any lag finds one
        self._first = min([self._years[0] - max([0, *lags]), *given]) - 1
        self._last = max([self._years[-1] - min([0, *lags]), *given])
        self._given = sorted(given)
        self._intensity_row: dict[int, int] = {}
        self._impulse_row: dict[tuple[int, int], int] = {}
        self._gain_row: dict[int, int] = {}
        self._degree_row: dict[int, int] = {}
        self._helpers: dict[int, int] = {}
        self._intensities()
        self._impulses()
        self._terms = [self._terms_of(row) for row in range(len(self._plan.series))]
        self._gain_cells()

    def _gain_note(self) -> str:
        words = self._material.words
        received = words(_RECEIVED_NOTE) if self._spillover is not None else ""
        return f"{words(_GAIN_NOTE)} {received}".rstrip()

    def gain(self, row: int, column: int) -> str:
        """The cell of a series' gain in a year; "" where levers do not move it."""
        at = self._gain_row.get(row)
        if at is None:
            return ""
        return self._gains.ref(at, _GAIN_YEARS + column, fixed=False)

    def _column(self, year: int) -> int:
        return _INTENSITY_YEARS + len(self._given) + year - self._first

    def _intensities(self) -> None:
        sheet, material = self._levels, self._material
        words = material.words
        labels = [LABELS["scenario"], _LEVER, _DIMENSION, LABELS["region"], LABELS["industry"]]
        sheet.head([words(one) for one in labels])
        sheet.head(self._given, _INTENSITY_YEARS)
        span = range(self._first, self._last + 1)
        sheet.head([words(_EFFECTIVE, year=year) for year in span], self._column(self._first))
        scenarios = {one.id: one.name for one in self._result.inputs.chain}
        style = self._book.format(align="right", num_format="0.##", font_color="#57606A")
        for index, (owner, owned) in enumerate(self._owned.items()):
            at = self._intensity_row[owner] = TOP + index
            region = self._plan.region_by_code.get(owned.key.region)
            industry = self._plan.industry_by_code.get(owned.key.industry)
            whole = words(_TOTAL) if owned.key.industry == ALL_INDUSTRIES else words(_ALL)
            sheet.text(at, 0, scenarios[owned.scenario])
            sheet.text(at, 1, owned.key.lever)
            sheet.text(at, 2, self._plan.dimension_of_lever[owned.key.lever])
            sheet.text(
                at, 3, words(_ALL) if owned.key.region == ANY or region is None else material.name(region)
            )
            sheet.text(at, 4, material.name(industry) if industry else whole)
            figures = dict(owned.intensities.by_year)
            for offset, year in enumerate(self._given):
                sheet.number(at, _INTENSITY_YEARS + offset, figures.get(year), self._book.entry())
            for year in span:
                value = (
                    float(np.interp(year, list(figures), list(figures.values()), left=0.0))
                    if figures
                    else 0.0
                )
                sheet.formula(at, self._column(year), self._interpolated(at, figures, year), style, value)
        sheet.page.set_column(0, 4, 12)
        sheet.page.set_column(1, 1, 26)
        sheet.page.set_column(_INTENSITY_YEARS, self._column(self._last), 8)
        sheet.print_setup(self._column(self._last) + 1, 2)

    def _interpolated(self, at: int, figures: Mapping[int, float], year: int) -> str:
        years = list(figures)
        before = [one for one in years if one <= year]
        after = [one for one in years if one > year]
        if not before:
            return "0"
        start = self._intensity_input(at, before[-1])
        if not after or before[-1] == year:
            return start
        end = self._intensity_input(at, after[0])
        return f"{start}+({end}-{start})*{year - before[-1]}/{after[0] - before[-1]}"

    def _intensity_input(self, at: int, year: int) -> str:
        column = _INTENSITY_YEARS + self._given.index(year)
        return self._levels.here(at, column)

    def _impulses(self) -> None:
        """Below the intensities: effect × intensity(t − lag) / 100, a row for each effect and row of intensities."""
        sheet = self._levels
        at = TOP + len(self._owned) + 1
        sheet.text(at, 0, self._material.words(_IMPULSE), bold=True)
        sheet.head(list(self._years), _INTENSITY_YEARS + len(self._given), at)
        style = self._book.format(align="right", num_format="0.####", font_color="#57606A")
        wide = self._last - self._first + 1
        for owner, owned in self._owned.items():
            for index, effect in enumerate(self._plan.levers):
                if effect.lever != owned.key.lever or effect.indicator not in self._plan.indicator_by_code:
                    continue
                at += 1
                self._impulse_row[index, owner] = at
                sheet.text(at, 1, effect.lever)
                sheet.text(at, 2, effect.dimension)
                indicator = self._plan.indicator_by_code[effect.indicator]
                sheet.text(at, 3, self._material.name(indicator))
                figures = dict(owned.intensities.by_year)
                row = self._intensity_row[owner]
                block = sheet.range(row, self._column(self._first), self._column(self._last)).partition("!")[
                    2
                ]
                effect_cell = self._effects.sheet.ref(self._effects.effects[index], _EFFECT_COLUMN)
                lag_cell = self._effects.sheet.ref(self._effects.effects[index], _LAG_COLUMN)
                for offset, year in enumerate(self._years):
                    place = f"MIN({wide},MAX(1,{year - self._first + 1}-{lag_cell}))"
                    level = np.interp(year - effect.lag, list(figures), list(figures.values()), left=0.0) if figures else 0.0  # fmt: skip
                    sheet.formula(
                        at,
                        _INTENSITY_YEARS + len(self._given) + offset,
                        f"{effect_cell}*INDEX({block},1,{place})/100",
                        style,
                        effect.effect * float(level) / 100.0,
                    )

    def _gain_cells(self) -> None:
        sheet, material, result = self._gains, self._material, self._result
        frame = material.results.frame
        labels = ("region", "industry", "indicator", "unit")
        sheet.head([material.words(LABELS[key]) for key in labels])
        sheet.head(self._years, _GAIN_YEARS)
        passing = None
        if self._spillover is not None:
            passing = PassedOnGains(
                self._spillover, sheet, frame, _GAIN_YEARS, lambda row: bool(self._terms[row])
            )
        # a lever of no intensity yet may be given one: every series that one reaches has its row
        rows = [
            row
            for row in range(len(self._plan.series))
            if self._lets_in(row) and (self._terms[row] or (passing is not None and passing.receives(row)))
        ]
        self._gain_row = {row: TOP + index for index, row in enumerate(rows)}
        top = TOP + len(rows)
        if self._plan.synergy:
            top = self._degrees(top + 1, [*rows, *(passing.givers if passing is not None else ())])
        if passing is not None:
            top = passing.place_at(top + 1)
        self._helper_top = top + 1
        style = self._book.format(align="right", num_format="0.0###")
        raw = result.raw_gain
        for row in rows:
            at = self._gain_row[row]
            label_cells(sheet, material, at, row)
            points = bool(frame.points[row])
            sheet.text(
                at,
                3,
                self._material.unit(self._plan.indicator_by_code[self._plan.series[row].indicator])
                if points
                else "%",
            )
            for column in range(len(self._years)):
                if passing is not None and passing.receives(row):
                    formula = f"{passing.own(row, column)}+{passing.received(row, column)}"
                else:
                    formula = self._own_formula(row, column)
                sheet.formula(at, _GAIN_YEARS + column, formula, style, float(raw[column, row]))
        if passing is not None:
            passing.fill(self._book, self._own_formula, own_gain(result.inputs))
        sheet.page.set_column(0, 1, 12)
        sheet.page.set_column(2, 2, 30)
        sheet.page.set_column(_GAIN_YEARS, _GAIN_YEARS + len(self._years) - 1, 8)
        sheet.print_setup(_GAIN_YEARS + len(self._years), 3)

    def _own_formula(self, row: int, column: int) -> str:
        """What a series gains of the levers of its own region in a year."""
        cells = [
            "*".join([self._levels.ref(at, _INTENSITY_YEARS + len(self._given) + column), *factors])
            for at, factors in self._terms[row]
        ]
        formula = summed(cells, column, self._put) or "0"
        degree = self._degree_row.get(int(self._material.results.frame.cell_of[row]))
        if degree is None:
            return formula
        return f"({formula})*(1+{self._effects.synergy}*{self._gains.here(degree, _GAIN_YEARS + column)})"

    def _lets_in(self, row: int) -> bool:
        winner = self._result.inputs.assumption_of(row)
        return winner is not None and winner.assumption.method.about.levered

    def _terms_of(self, row: int) -> list[tuple[int, list[str]]]:
        """The impulses that reach a series, each with the cells of its multipliers."""
        frame, inputs = self._material.results.frame, self._result.inputs
        series = self._plan.series[row]
        region = self._plan.region_by_code[series.region]
        industry = self._plan.industry_by_code.get(series.industry)
        terms = []
        for index, effect in enumerate(self._plan.levers):
            if effect.indicator != series.indicator:
                continue
            owner = int(inputs.intensity_owner[inputs.levers.index(effect.lever), frame.cell_of[row]])
            if owner < 0:
                continue
            factors = [self._multiplier(region.role, effect), self._multiplier(industry.type if industry else "", effect)]  # fmt: skip
            terms.append((self._impulse_row[index, owner], [factor for factor in factors if factor]))
        return terms

    def _multiplier(self, one: str, effect: LeverEffect) -> str:
        return self._effects.multiplier(one, effect.dimension)

    def _degrees(self, top: int, rows: list[int]) -> int:
        """The coordination degree D of each cell that has gains; returns the next free row.

        u = mean intensity (0 to 1, not lagged) of a dimension's levers, D = sqrt(C T), C = n (Π u)^(1/n) / Σ u,
        T = Σ u / n, 0 where Σ u = 0. A row for each dimension's u, then D.
        """
        sheet, frame, inputs = self._gains, self._material.results.frame, self._result.inputs
        degrees = coordination(inputs)
        dimensions = [name for name in dict.fromkeys(self._plan.dimension_of_lever.values()) if name]
        style = self._book.format(align="right", num_format="0.000", font_color="#57606A")
        at = top
        for cell in sorted({int(frame.cell_of[row]) for row in rows}):
            region_index, slot = (int(part) for part in frame.cells[cell])
            region = self._material.name(self._plan.regions[region_index])
            industry = self._material.name(self._plan.industries[slot - 1]) if slot else ""
            parts = []
            for dimension in dimensions:
                owners = [
                    int(inputs.intensity_owner[place, cell])
                    for place, lever in enumerate(inputs.levers)
                    if self._plan.dimension_of_lever[lever] == dimension
                ]
                sheet.text(at, 0, region)
                sheet.text(at, 1, industry)
                sheet.text(at, 2, f"u · {dimension}")
                for column, year in enumerate(self._years):
                    named = [
                        self._levels.ref(self._intensity_row[one], self._column(year))
                        for one in owners
                        if one >= 0
                    ]
                    total = "+".join(named) or "0"
                    sheet.formula(at, _GAIN_YEARS + column, f"({total})/{100 * len(owners)}", style, "")
                parts.append(at)
                at += 1
            sheet.text(at, 0, region)
            sheet.text(at, 1, industry)
            sheet.text(at, 2, self._material.words(_COUPLING), bold=True)
            self._degree_row[cell] = at
            for column in range(len(self._years)):
                cells = [sheet.here(part, _GAIN_YEARS + column) for part in parts]
                count, total, product = len(cells), "+".join(cells), "*".join(cells)
                formula = (
                    f"IF(({total})>0,SQRT({count}*({product})^(1/{count})/({total})*({total})/{count}),0)"
                    if cells
                    else "0"
                )
                sheet.formula(at, _GAIN_YEARS + column, formula, style, float(degrees[column, cell]))
            at += 1
        return at

    def _put(self, text: str, column: int) -> str:
        used = self._helpers[column] = self._helpers.get(column, -1) + 1
        at = self._helper_top + used
        self._gains.formula(at, _GAIN_YEARS + column, text, self._book.format(font_color="#9AA3AD"), "")
        return self._gains.here(at, _GAIN_YEARS + column)
