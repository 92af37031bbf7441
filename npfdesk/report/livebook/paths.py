"""A scenario's paths as live formulas: each year from the one before it, the assumption's cell and the levers' gain."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

import numpy as np
from xlsxwriter.utility import xl_col_to_name

from npfdesk.engine.frame import Stage
from npfdesk.engine.inputs import OwnedAssumption
from npfdesk.engine.results import Origin
from npfdesk.plan.labels import METHOD_NAMES
from npfdesk.plan.problems import Wording
from npfdesk.plan.scenarios import Method, Scenario
from npfdesk.report.livebook.book import HEAD, LONGEST, TOP, Book
from npfdesk.report.livebook.expressions import MISSING, ExpressionWriter, summed
from npfdesk.report.livebook.inputs import LABELS, AssumptionSheet, DataSheet, label_cells
from npfdesk.report.livebook.levers import LeverSheets

FIRST_YEAR: Final = 9
"""The column (from 0) of the first year in a sheet of paths."""

_PATHS: Final = Wording("路径 {name}", "Paths {name}")
_NOTE: Final = Wording(
    "公式随“数据”“假设”“抓手”“目标”重算：黑色为观测，蓝色为推算，灰斜体为不变。",
    "Formulas over the sheets of data, assumptions, levers and targets: black observed, blue projected, grey italics held.",
)
_ROLLUPS: Final = Wording("子级汇总（覆盖 / 全部子级）", "Roll-ups of the children (covered / all children)")
_FORMULA: Final = Wording("公式", "formula")
_ROLLED: Final = Wording("子级汇总", "rolled up")
_NO_ASSUMPTION: Final = Wording("无假设", "no assumption")
_FROM: Final = Wording("假设行 / 公式", "Row of assumptions / formula")
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
        self.sheet = book.sheet(material.words(_PATHS, name=scenario.name), "#2F6FDE")
        self._last = material.results.last
        self._members = _members(material.results.frame.stages)
        top = TOP + len(self._plan.series) + 2
        self._rollup_row = {row: top + place for place, row in enumerate(sorted(self._members))}
        self._helper_top = top + len(self._members) + 1
        self._helpers: dict[int, int] = {}

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
        figures: Mapping[int, str],
    ) -> None:
        """Write the formulas; `figures` are the cells of the target's figures by their place in the TargetTable."""
        self._data, self._assumptions, self._levers, self._figures = data, assumptions, levers, figures
        sheet, words, plan = self.sheet, self._material.words, self._plan
        years = [int(year) for year in plan.years]
        sheet.title(words(_PATHS, name=self._scenario.name), words(_NOTE))
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
        sheet.hide_missing(TOP, _START_COLUMN, TOP + len(plan.series) + 2 + len(self._members), last)
        sheet.page.set_column(0, 1, 12)
        sheet.page.set_column(2, 2, 30)
        sheet.page.set_column(3, 5, 10)
        sheet.page.set_column(_START_COLUMN, _PACE_COLUMN, 8, None, {"level": 1})
        sheet.page.set_column(FIRST_YEAR, last, 10)
        sheet.print_setup(last + 1, 3)

    def _winner(self, row: int) -> OwnedAssumption | None:
        return self._result.inputs.winner(row)

    def _alone(self, row: int) -> bool:
        return row in self._members and not np.isfinite(self._result.projection.own[:, row]).any()

    def _labels(self, row: int) -> None:
        sheet, words = self.sheet, self._material.words
        at = TOP + row
        indicator = self._plan.indicator_by_code[self._plan.series[row].indicator]
        label_cells(sheet, self._material, at, row)
        sheet.text(at, 3, indicator.unit)
        owned = self._winner(row)
        if self._alone(row):
            method, place = words(_ROLLED), ""
        elif indicator.formula is not None:
            method, place = words(_FORMULA), indicator.formula.text
        elif owned is None:
            method, place = words(_NO_ASSUMPTION), ""
        else:
            method = words(METHOD_NAMES[owned.assumption.method])
            place = f"{self._assumptions.sheet.name} {self._assumptions.place(owned) + 1}"
            self._pace(row, owned)
        sheet.text(at, 4, method)
        sheet.text(at, 5, place)

    def _pace(self, row: int, owned: OwnedAssumption) -> None:
        """What a trend or an S curve needs before its first year: its years and its pace."""
        sheet, at, last = self.sheet, TOP + row, int(self._last[row])
        plain_year = self._book.format(num_format="0", align="right", font_color="#57606A")
        pace = self._book.format(num_format="0.0000", align="right", font_color="#57606A")
        start, end = (sheet.here(at, column) for column in (_START_COLUMN, _END_COLUMN))
        if owned.assumption.method is Method.TREND:
            figures, years, parameter = (
                self._data.row(row),
                self._data.year_row,
                self._assumptions.value(owned),
            )
            # the years of the latest figures, as many as the parameter says, all where it says nothing
            many = f"IF(ISNUMBER({parameter}),MIN(COUNT({figures}),INT({parameter})),COUNT({figures}))"
            for column, nth in ((_START_COLUMN, many), (_END_COLUMN, "1")):
                formula = f"SUMPRODUCT(LARGE(ISNUMBER({figures})*{years},{nth}))"
                sheet.formula(at, column, formula, plain_year, "")
            first_year = int(self._plan.years[0])
            v, w = (f"INDEX({figures},1,{year}-{first_year - 1})" for year in (start, end))
            if self._frame.points[row]:
                formula = f"({w}-{v})/({end}-{start})"
            else:
                formula = f"IF(AND({v}>0,{w}>0),({w}/{v})^(1/({end}-{start}))-1,NA())"
            sheet.formula(at, _PACE_COLUMN, formula, pace, "")
        elif owned.assumption.method is Method.LOGISTIC and last >= 0:
            sheet.number(at, _START_COLUMN, float(self._plan.years[last]), plain_year)
            ceiling, middle = self._assumptions.value(owned), self._assumptions.midpoint(owned)
            v = self._own(row, last)
            exists = f"ISNUMBER({middle}),{v}>0,{ceiling}>{v},{middle}<>{start}"
            sheet.formula(
                at, _PACE_COLUMN, f"IF(AND({exists}),LN({ceiling}/{v}-1)/({middle}-{start}),NA())", pace, ""
            )

    def _own(self, row: int, column: int) -> str:
        return self.sheet.here(TOP + row, FIRST_YEAR + column)

    def _formula(self, row: int, column: int) -> str:
        if self._alone(row):
            return self.sheet.here(self._rollup_row[row], FIRST_YEAR + column)
        indicator = self._plan.indicator_by_code[self._plan.series[row].indicator]
        observed = self._data.cell(row, column)
        if indicator.formula is not None:
            writer = ExpressionWriter(self._frame, self._own, self._put)
            region, slot = int(self._frame.region_of[row]), int(self._frame.industry_of[row])
            written = writer.write(indicator.formula.root, region, slot, column)
            return f"IFERROR({written},IF(ISNUMBER({observed}),{observed},NA()))"
        last = int(self._last[row])
        if column <= last:
            return f"IF(ISNUMBER({observed}),{observed},NA())"
        owned = self._winner(row)
        if owned is not None and owned.assumption.method is Method.VALUES:
            return self._given(row, column, owned)
        if last < 0:
            return MISSING
        return self._continued(row, column, owned)

    def _continued(self, row: int, column: int, owned: OwnedAssumption | None) -> str:
        before = self._own(row, column - 1)
        if owned is None or owned.assumption.method is Method.HOLD:
            return before
        method = owned.assumption.method
        if method is Method.TARGET:
            return self._to_target(row, column)
        pace = self.sheet.here(TOP + row, _PACE_COLUMN)
        if method is Method.LOGISTIC:
            ceiling, middle = self._assumptions.value(owned), self._assumptions.midpoint(owned)
            year = f"{xl_col_to_name(FIRST_YEAR + column)}${HEAD + 1}"
            # e^700 is already past every ceiling
            return f"{ceiling}/(1+EXP(MIN(700,-({pace})*({year}-{middle}))))"
        gain = self._levers.gain(row, column) if self._levers is not None else ""
        in_points = method is Method.STEP or (method is Method.TREND and bool(self._frame.points[row]))
        moved = pace if method is Method.TREND else self._assumptions.in_force(owned, column)
        if in_points:
            return f"{before}+{moved}" + (f"+{gain}" if gain else "")
        rate = moved if method is Method.TREND else f"{moved}/100"
        return f"{before}*(1+{rate}" + (f"+{gain}/100)" if gain else ")")

    def _to_target(self, row: int, column: int) -> str:
        """The way through each target's figure in its year: compound, or straight; level after the last."""
        first = int(self._plan.years[0])
        at = int(self._last[row])
        start, reached = self._own(row, at), False
        for position in self._result.stated_targets.of_row(row):
            table = self._result.stated_targets
            if not math.isfinite(float(table.figure[position])):
                continue
            due, figure = int(table.year[position]) - first, self._figures[position]
            if due <= at:
                # a target that the figures have already passed in time leaves the path level
                reached = reached or due >= 0
                continue
            if column == due:
                return figure
            if column < due:
                share = f"{column - at}/{due - at}"
                straight = f"{start}+({figure}-{start})*{share}"
                if self._frame.points[row]:
                    return straight
                return f"IF(AND({start}>0,{figure}>0),{start}*({figure}/{start})^({share}),{straight})"
            at, start, reached = due, figure, True
        return start if reached else MISSING

    def _given(self, row: int, column: int, owned: OwnedAssumption) -> str:
        """The figures given, straight between (from the last observed one), level after the last."""
        first, last = int(self._plan.years[0]), int(self._last[row])
        if not owned.assumption.by_year:
            return MISSING
        known = {last: self._own(row, last)} if last >= 0 else {}
        given = sorted(year - first for year, _ in owned.assumption.by_year)
        inside = [one for one in given if last < one < len(self._plan.years)]
        known.update({one: self._assumptions.given(owned, one) for one in inside})
        # a year past the horizon has no column of its own: its figure is written as it is
        past = [pair for pair in owned.assumption.by_year if pair[0] - first >= len(self._plan.years)]
        known.update({year - first: repr(float(figure)) for year, figure in sorted(past)[:1]})
        before = [one for one in known if one <= column]
        after = [one for one in known if one > column]
        if not before:
            return MISSING
        start = known[before[-1]]
        if not after or before[-1] == column:
            return start
        end = known[after[0]]
        return f"{start}+({end}-{start})*{column - before[-1]}/{after[0] - before[-1]}"

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
            sheet.text(at, 3, indicator.unit)
            sheet.text(at, 4, f"{covered}/{children}")
            style = self._book.figure(indicator.decimals, Origin.ROLLED_UP)
            for column in range(len(self._plan.years)):
                formula = self._rolled(members, weights, column)
                value = float(self._result.rollup[row, column])
                sheet.formula(at, FIRST_YEAR + column, f"IFERROR({formula},NA())", style, value)

    def _rolled(self, members: list[int], weights: list[int] | None, column: int) -> str:
        figures = [self._own(row, column) for row in members]
        if weights is None:
            return summed(figures, column, self._put)
        scales = [self._own(row, column) if row >= 0 else MISSING for row in weights]
        products = [f"{figure}*{scale}" for figure, scale in zip(figures, scales, strict=True)]
        over, under = (summed(terms, column, self._put) for terms in (products, scales))
        if len(over) + len(under) > LONGEST:
            over, under = self._put(over, column), self._put(under, column)
        return f"({over})/({under})"

    def _put(self, text: str, column: int) -> str:
        """A part of a formula in a cell of its own, below everything else in the year's column."""
        used = self._helpers[column] = self._helpers.get(column, -1) + 1
        at = self._helper_top + used
        self.sheet.formula(at, FIRST_YEAR + column, text, self._book.format(font_color="#9AA3AD"), "")
        return self.sheet.here(at, FIRST_YEAR + column)


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
