"""A scenario's paths as live formulas: each year from the one before it, the assumption's cell and the levers' gain."""

from __future__ import annotations

from typing import Final

import numpy as np
from xlsxwriter.utility import xl_col_to_name

from npfdesk.engine.projection.frame import Stage
from npfdesk.engine.projection.inputs import OwnedAssumption
from npfdesk.engine.projection.scenario_paths import Origin
from npfdesk.engine.projection.target_figures import MEASURES
from npfdesk.plan.formula_words import formula_text
from npfdesk.plan.method_description import (
    MISSING,
    ByYear,
    SheetRow,
    SheetWaypoint,
    SheetYear,
    WaypointKind,
)
from npfdesk.plan.problems import Wording
from npfdesk.plan.scenarios import Scenario
from npfdesk.plan.targets import Measure
from npfdesk.report.livebook.indicator_formulas import ExpressionWriter, summed
from npfdesk.report.livebook.input_cells import LABELS, AssumptionSheet, DataSheet, label_cells
from npfdesk.report.livebook.lever_formulas import LeverSheets
from npfdesk.report.livebook.live_workbook import HEAD, LONGEST, TOP, Book
from npfdesk.report.livebook.measured_formulas import FIRST_YEAR, MeasuredRows, TargetCells

_PATHS: Final = Wording("路径 {name}", "Paths {name}")
_NOTE: Final = Wording(
    "公式随“数据”“假设”“抓手”“目标”重算：黑色为现状值，蓝色为推算值，灰斜体为不变。",
    "The formulas follow the sheets of data, assumptions, levers and targets: actuals in black, projected figures in blue, "
    "held figures in grey italics.",
)
_ROLLUPS: Final = Wording("下级汇总（覆盖 / 全部下级）", "Roll-ups of the regions below (covered / all)")
_FORMULA: Final = Wording("公式", "formula")
_ROLLED: Final = Wording("下级汇总", "rolled up")
_NO_ASSUMPTION: Final = Wording("无假设", "no assumption")
_FROM: Final = Wording("假设行 / 公式", "Assumption row / formula")
_START: Final = Wording("起年", "From")
_END: Final = Wording("止年", "To")
_PACE: Final = Wording("速度", "Pace")
_START_COLUMN, _END_COLUMN, _PACE_COLUMN = 6, 7, 8


class PathSheet:
    """One scenario's sheet of paths: series from row TOP on, in the plan's order, then the roll-ups."""

    def __init__(self, book: Book, scenario: Scenario) -> None:
        material = book.material
        self._book, self._material, self._scenario = book, material, scenario
        self._plan = material.plan
        self._frame = material.results.frame
        self._result = material.results.scenarios[scenario.id]
        self.sheet = book.sheet(material.words(_PATHS, name=material.name(scenario)), "#2F6FDE")
        self._last = material.results.last
        self._members = _members(material.results.frame.stages)
        self._lost = _lost(material.results.frame.stages)
        top = TOP + len(self._plan.series) + 2
        self._rollup_row = {row: top + place for place, row in enumerate(sorted(self._members))}
        self._measured_top = top + len(self._members) + 2
        self.measured = MeasuredRows(self, book, scenario, self._measured_top)
        self._helper_top = self._measured_top + len(self.measured.rows) + 1
        self._helpers: dict[int, int] = {}
        self._unshown: dict[tuple[int, int], str] = {}
        self._cells: tuple[int, SheetRow] | None = None

    def cell(self, row: int, column: int) -> str:
        """The figure of a series in a year, as another sheet names it."""
        return self.sheet.ref(TOP + row, FIRST_YEAR + column, fixed=False)

    def row(self, row: int) -> tuple[str, int, int, int, int]:
        """The figures of a series as a chart takes them: sheet, first row, first column, last row, last column."""
        last = FIRST_YEAR + len(self._plan.years) - 1
        return self.sheet.name, TOP + row, FIRST_YEAR, TOP + row, last

    def years(self) -> tuple[str, int, int, int, int]:
        """The years as a chart takes them."""
        return self.sheet.name, HEAD, FIRST_YEAR, HEAD, FIRST_YEAR + len(self._plan.years) - 1

    def fill(
        self,
        data: DataSheet,
        assumptions: AssumptionSheet,
        levers: LeverSheets | None,
        gaps: TargetCells,
    ) -> None:
        """Write the formulas; `gaps` names the cells of the targets' figures."""
        self._data, self._assumptions, self._levers, self._gaps = data, assumptions, levers, gaps
        sheet, words, plan = self.sheet, self._material.words, self._plan
        years = [int(year) for year in plan.years]
        sheet.title(words(_PATHS, name=self._material.name(self._scenario)), words(_NOTE))
        labels = ("region", "industry", "indicator", "unit", "method")
        sheet.head(
            [*(words(LABELS[key]) for key in labels), *(words(one) for one in (_FROM, _START, _END, _PACE))]
        )
        sheet.head(years, FIRST_YEAR)
        for row in range(len(plan.series)):
            self._labels(row)
            for column in range(len(years)):
                value = float(self._result.values[row, column])
                origin = Origin(int(self._result.origin[row, column]))
                decimals = plan.indicator_by_code[plan.series[row].indicator].decimals
                formula = self._formula(row, column)
                sheet.formula(
                    TOP + row, FIRST_YEAR + column, formula, self._book.figure(decimals, origin), value
                )
        self._rollups()
        last = FIRST_YEAR + len(years) - 1
        sheet.hide_missing(TOP, _START_COLUMN, self._measured_top + len(self.measured.rows), last)
        self.measured.fill(data, gaps)
        sheet.page.set_column(0, 1, 12)
        sheet.page.set_column(2, 2, 30)
        sheet.page.set_column(3, 5, 10)
        sheet.page.set_column(_START_COLUMN, _PACE_COLUMN, 8, None, {"level": 1})
        sheet.page.set_column(FIRST_YEAR, last, 10)
        sheet.print_setup(last + 1, 3)

    def _winner(self, row: int) -> OwnedAssumption | None:
        return self._result.inputs.assumption_of(row)

    def _continued(self, row: int) -> OwnedAssumption | None:
        """The assumption that continues a series: a growth rate under a method that cannot continue one is held."""
        owned = self._winner(row)
        if owned is not None and self._frame.rate[row] and not owned.assumption.method.about.for_rates:
            return None
        return owned

    def _alone(self, row: int) -> bool:
        return row in self._members and not np.isfinite(self._result.projection.own_path(row)).any()

    def _labels(self, row: int) -> None:
        sheet, words = self.sheet, self._material.words
        at = TOP + row
        indicator = self._plan.indicator_by_code[self._plan.series[row].indicator]
        label_cells(sheet, self._material, at, row)
        sheet.text(at, 3, self._material.unit(indicator))
        owned = self._winner(row)
        if self._alone(row):
            method, place = words(_ROLLED), ""
        elif indicator.formula is not None:
            method, place = (
                words(_FORMULA),
                formula_text(self._plan, indicator.formula.root, self._material.language),
            )
        elif owned is None:
            method, place = words(_NO_ASSUMPTION), ""
        else:
            method = words(owned.assumption.method.about.words)
            place = f"{self._assumptions.sheet.name} {self._assumptions.place(owned) + 1}"
            if self._continued(row) is not None:
                self._pace(row, owned)
        sheet.text(at, 4, method)
        sheet.text(at, 5, place)

    def _pace(self, row: int, owned: OwnedAssumption) -> None:
        """What the method needs beside the path before its first year: years and a pace."""
        sheet, at = self.sheet, TOP + row
        method = owned.assumption.method.about
        helpers = method.helpers(self._sheet_row(row, owned)) if method.helpers is not None else None
        if helpers is None:
            return
        plain_year = self._book.format(num_format="0", align="right", font_color="#57606A")
        pace = self._book.format(num_format="0.0000", align="right", font_color="#57606A")
        for column, said, style in (
            (_START_COLUMN, helpers.begin, plain_year),
            (_END_COLUMN, helpers.end, plain_year),
            (_PACE_COLUMN, helpers.pace, pace),
        ):
            if isinstance(said, float):
                sheet.number(at, column, said, style)
            elif said:
                sheet.formula(at, column, said, style, "")

    def _sheet_row(self, row: int, owned: OwnedAssumption) -> SheetRow:
        """A series' cells as its method asks for them."""
        last, first_year = int(self._last[row]), int(self._plan.years[0])
        begin, end, pace = (
            self.sheet.here(TOP + row, column) for column in (_START_COLUMN, _END_COLUMN, _PACE_COLUMN)
        )
        return SheetRow(
            value=self._assumptions.value(owned),
            midpoint=self._assumptions.midpoint(owned),
            start=self.own(row, last) if last >= 0 else "",
            last=last,
            last_year=int(self._plan.years[last]),
            points=bool(self._frame.points[row]),
            observed=self._data.row(row),
            years=self._data.year_row,
            first_year=first_year,
            begin=begin,
            end=end,
            pace=pace,
            waypoints=self._waypoints(row),
            given=self._given(owned, last),
            path=lambda column: self.own(row, column),
            unknown=frozenset(np.flatnonzero(~np.isfinite(self._plan.observed[row, : last + 1])).tolist()),
        )

    def _waypoints(self, row: int) -> tuple[SheetWaypoint, ...]:
        """The figures of a series' targets in the order of their years, as ``TargetTable.waypoints`` has them."""
        table, first = self._result.stated_targets, int(self._plan.years[0])
        found = []
        for position in sorted(
            table.of_row(row), key=lambda one: (int(table.year[one]), bool(table.second[one]))
        ):
            measure = MEASURES[int(table.measure[position])]
            if np.isfinite(table.figure[position]):
                kind = WaypointKind.LEVEL
            elif not np.isfinite(table.reach[position]):
                continue
            elif measure is Measure.SUM:
                kind = WaypointKind.SUM
            elif measure is Measure.GROWTH and self._frame.rate[row]:
                kind = WaypointKind.MEAN
            else:
                continue
            column, since = int(table.year[position]) - first, int(table.base_year[position]) - first
            found.append(SheetWaypoint(column, self._gaps.aim(position, kind), kind, since))
        return tuple(found)

    def _given(self, owned: OwnedAssumption, last: int) -> tuple[tuple[int, str], ...]:
        """The figures by year of an assumption: column on the year axis and cell, "" where an observed one stands."""
        first, count = int(self._plan.years[0]), len(self._plan.years)
        columns = [(year - first, figure) for year, figure in owned.assumption.by_year]
        inside = [
            (one, self._assumptions.given(owned, one) if one > last else "")
            for one, _ in columns
            if one < count
        ]
        # a year past the horizon has no column of its own: its figure is written as it is
        past = [(one, repr(float(figure))) for one, figure in sorted(columns) if one >= count]
        return (*inside, *past[:1])

    def own(self, row: int, column: int) -> str:
        """The figure of a series in a year, as this sheet names it."""
        return self.sheet.here(TOP + row, FIRST_YEAR + column)

    def _formula(self, row: int, column: int) -> str:
        if self._alone(row):
            if self._absent(row, column):
                return MISSING
            return self.sheet.here(self._rollup_row[row], FIRST_YEAR + column)
        indicator = self._plan.indicator_by_code[self._plan.series[row].indicator]
        observed = self._data.cell(row, column)
        if indicator.formula is not None:
            if self._absent(row, column) and not all(self._absent(row, one) for one in range(column)):
                return f"IF(ISNUMBER({observed}),{observed},NA())"
            writer = ExpressionWriter(self._frame, self.own, self.put)
            region, slot = int(self._frame.region_of[row]), int(self._frame.industry_of[row])
            written = writer.write(indicator.formula.root, region, slot, column)
            return f"IFERROR({written},IF(ISNUMBER({observed}),{observed},NA()))"
        last = int(self._last[row])
        if column <= last:
            return f"IF(ISNUMBER({observed}),{observed},NA())"
        if self._absent(row, column):
            # a region that begins later goes on from a path that is nowhere shown
            path = self._onward(row, column, last)
            self._unshown[row, column] = path if path == MISSING else self.put(path, column)
            return MISSING
        return self._onward(row, column, last)

    def _absent(self, row: int, column: int) -> bool:
        """Whether the region of a series is not in force in a year."""
        in_force = self._frame.in_force
        return in_force is not None and not in_force[column, self._frame.region_of[row]]

    def _onward(self, row: int, column: int, last: int) -> str:
        """The formula of a path after the last observed year."""
        owned = self._continued(row)
        # figures of its own and a sum need no figure to start from
        about = None if owned is None else owned.assumption.method.about
        alone = about is not None and (about.by_year is ByYear.PATH or about.follows_targets)
        if last < 0 and not alone:
            return MISSING
        if about is not None and about.rolls_up:
            rolled = self._rollup_row.get(row)
            return MISSING if rolled is None else self.sheet.here(rolled, FIRST_YEAR + column)
        before = self._unshown.get((row, column - 1)) or self.own(row, column - 1)
        if owned is None:
            return before
        year = SheetYear(
            column=column,
            before=before,
            year=f"{xl_col_to_name(FIRST_YEAR + column)}${HEAD + 1}",
            in_force=self._assumptions.in_force(owned, column),
            gain=self._levers.gain(row, column) if self._levers is not None else "",
            elapsed=column - last,
        )
        return owned.assumption.method.about.sheet(self._rows_cells(row, owned), year)

    def _rows_cells(self, row: int, owned: OwnedAssumption) -> SheetRow:
        # every year of a series asks for the same cells
        if self._cells is None or self._cells[0] != row:
            self._cells = (row, self._sheet_row(row, owned))
        return self._cells[1]

    def _rollups(self) -> None:
        if not self._members:
            return
        sheet = self.sheet
        sheet.text(TOP + len(self._plan.series) + 1, 0, self._material.words(_ROLLUPS), bold=True)
        for row, at in self._rollup_row.items():
            members, weights = self._members[row]
            label_cells(sheet, self._material, at, row)
            indicator = self._plan.indicator_by_code[self._plan.series[row].indicator]
            covered, children = (int(part) for part in self._result.covered[row])
            sheet.text(at, 3, self._material.unit(indicator))
            sheet.text(at, 4, f"{covered}/{children}")
            style = self._book.figure(indicator.decimals, Origin.ROLLED_UP)
            for column in range(len(self._plan.years)):
                formula = self._rolled(members, weights, column, row)
                value = float(self._result.rollup_path(row)[column])
                sheet.formula(at, FIRST_YEAR + column, f"IFERROR({formula},NA())", style, value)

    def _rolled(self, members: list[int], weights: list[int] | None, column: int, row: int) -> str:
        if self._frame.in_force is not None:
            there = [place for place, member in enumerate(members) if not self._absent(member, column)]
            members = [members[place] for place in there]
            weights = None if weights is None else [weights[place] for place in there]
            if not members or self._absent(row, column) or column in self._lost.get(row, ()):
                return MISSING
        figures = [self.own(row, column) for row in members]
        if weights is None:
            return summed(figures, column, self.put)
        scales = [self.own(row, column) if row >= 0 else MISSING for row in weights]
        products = [f"{figure}*{scale}" for figure, scale in zip(figures, scales, strict=True)]
        over, under = (summed(terms, column, self.put) for terms in (products, scales))
        if len(over) + len(under) > LONGEST:
            over, under = self.put(over, column), self.put(under, column)
        return f"({over})/({under})"

    def put(self, text: str, column: int) -> str:
        """A part of a formula in a cell of its own, below everything else in the year's column."""
        used = self._helpers[column] = self._helpers.get(column, -1) + 1
        at = self._helper_top + used
        self.sheet.formula(at, FIRST_YEAR + column, text, self._book.format(font_color="#9AA3AD"), "")
        return self.sheet.here(at, FIRST_YEAR + column)


def _lost(stages: tuple[Stage, ...]) -> dict[int, frozenset[int]]:
    """By the row of each parent: the years (columns) that a region without the series leaves empty."""
    return {
        parent: frozenset(np.flatnonzero(rollup.lost[:, place]).tolist())
        for stage in stages
        for rollup in stage.rollups
        if rollup.lost is not None
        for place, parent in enumerate(rollup.parents.tolist())
    }


def _members(stages: tuple[Stage, ...]) -> dict[int, tuple[list[int], list[int] | None]]:
    """By the row of each parent: its children's rows, and the rows of their weights (None for a sum)."""
    found: dict[int, tuple[list[int], list[int] | None]] = {}
    for stage in stages:
        for rollup in stage.rollups:
            ends = [*rollup.starts[1:].tolist(), len(rollup.members)]
            for parent, start, end in zip(rollup.parents.tolist(), rollup.starts.tolist(), ends, strict=True):
                weights = None if rollup.weights is None else rollup.weights[start:end].tolist()
                found[parent] = (rollup.members[start:end].tolist(), weights)
    return found
