"""Targets that are no level of their year as live cells, year by year: sums so far, mean growths, places, relations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol

import numpy as np

from npfdesk.engine.projection.target_figures import MEASURES
from npfdesk.engine.targets.measured_figures import growth_targets, is_place, measured_figures, peer_rows
from npfdesk.engine.targets.yardstick_paths import known_path, unassumed
from npfdesk.plan.kinds import Direction
from npfdesk.plan.method_description import MISSING, WaypointKind
from npfdesk.plan.model import Indicator
from npfdesk.plan.problems import Wording
from npfdesk.plan.reference_series import Reference, reference_of
from npfdesk.plan.scenarios import Scenario
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.targets import Basis, Measure, TargetKind
from npfdesk.report.livebook.indicator_formulas import summed
from npfdesk.report.livebook.input_cells import DataSheet, label_cells
from npfdesk.report.livebook.live_workbook import Book, Sheet

FIRST_YEAR: Final = 9
"""The column (from 0) of the first year in a sheet of paths."""

_TITLE: Final = Wording("目标所评价的数值", "Figures that targets are assessed by")
_FIGURE: Final = {
    Measure.SUM: Wording("累计至当年", "sum to date"),
    Measure.GROWTH: Wording("至当年增速 %", "growth to date, %"),
    Measure.RELATIVE: Wording("本序列", "this series"),
    Measure.RANK: Wording("位次", "rank"),
    Measure.QUALITATIVE: Wording("本序列", "this series"),
}
_MILESTONE: Final = Wording("时序目标", "milestone")
_INDEX: Final = Wording("指数（基期＝1）", "index (base = 1)")
_OTHER: Final = Wording("参照序列指数", "index of the reference series")
_INDEX_DECIMALS: Final = 4


class Cells(Protocol):
    """The paths that a sheet of paths holds."""

    sheet: Sheet

    def own(self, row: int, column: int) -> str:
        """The figure of a series in a year, as the sheet itself names it."""

    def put(self, text: str, column: int) -> str:
        """A part of a formula in a cell of its own."""


class TargetCells(Protocol):
    """The figures of targets on a scenario's sheet of gaps, by their place in the TargetTable."""

    def cell(self, position: int, column: str) -> str:
        """A cell of a target's row."""

    def aim(self, position: int, kind: WaypointKind) -> str:
        """What the method "target" heads for."""


class MeasuredRows:
    """The rows below a scenario's paths: figure and milestone of each such target by year, and the indices of growths."""

    def __init__(self, paths: Cells, book: Book, scenario: Scenario, top: int) -> None:
        self._paths, self._book, self._top = paths, book, top
        self._material, self._plan = book.material, book.material.plan
        self._frame = book.material.results.frame
        self._result = book.material.results.scenarios[scenario.id]
        self._table = self._result.targets
        self.figures = measured_figures(book.material.results, scenario.id)
        self._place = {int(position): place for place, position in enumerate(self.figures.positions)}
        self._growths = growth_targets(book.material.results, scenario.id)
        self._first = int(self._plan.years[0])
        self.rows: dict[tuple[int, str], int] = {}
        for position in self._place:
            for name in self._names(position):
                self.rows[position, name] = top + len(self.rows)

    def measure(self, position: int) -> Measure:
        """What a target is of."""
        return MEASURES[int(self._table.measure[position])]

    def place(self, position: int) -> int:
        """A target's place among `figures`; -1 for a level."""
        return self._place.get(position, -1)

    def reference(self, position: int) -> Reference | None:
        """The series that a relative target is held against."""
        parsed = self._table.statements[position].parsed
        if self.measure(position) is not Measure.RELATIVE or parsed.kind is TargetKind.NONE:
            return None
        return reference_of(self._plan, self._table.keys[position].series, parsed)

    def grows(self, position: int) -> bool:
        """Whether a target is judged by an index of growths."""
        return position in self._growths

    def annual(self, position: int) -> bool:
        """Whether its growth is one a year."""
        return (
            self.measure(position) is not Measure.GROWTH
            or self._table.statements[position].parsed.basis is not Basis.TOTAL
        )

    def span(self, position: int) -> tuple[int, int]:
        """The columns on the year axis of the year that a target counts from and of its own."""
        return int(self._table.base_year[position]) - self._first, int(
            self._table.year[position]
        ) - self._first

    def cell(self, position: int, name: str, column: int, *, here: bool = False) -> str:
        """A figure of a target in a year ("figure", "milestone", "index", "other"); NA() outside the years."""
        if (position, name) not in self.rows or not 0 <= column < len(self._plan.years):
            return MISSING
        sheet, at = self._paths.sheet, self.rows[position, name]
        if here:
            return sheet.here(at, FIRST_YEAR + column)
        return sheet.ref(at, FIRST_YEAR + column, fixed=False)

    def row(self, position: int, name: str) -> tuple[str, int, int, int, int]:
        """The figures of a row as a chart takes them."""
        at = self.rows[position, name]
        return self._paths.sheet.name, at, FIRST_YEAR, at, FIRST_YEAR + len(self._plan.years) - 1

    def fill(self, data: DataSheet, gaps: TargetCells) -> None:
        """Write the formulas."""
        self._data, self._gaps = data, gaps
        if not self.rows:
            return
        sheet, words = self._paths.sheet, self._material.words
        sheet.text(self._top - 1, 0, words(_TITLE), bold=True)
        for (position, name), at in self.rows.items():
            row = int(self._table.row[position])
            place, measure = self._place[position], self.measure(position)
            indicator = self._plan.indicator_by_code[self._plan.series[row].indicator]
            label_cells(sheet, self._material, at, row)
            unit = (
                ""
                if name in ("index", "other") or measure is Measure.RANK
                else self._material.unit(indicator)
            )
            sheet.text(at, 3, "%" if self.grows(position) and unit else unit)
            said = {"figure": _FIGURE[measure], "milestone": _MILESTONE, "index": _INDEX, "other": _OTHER}[
                name
            ]
            sheet.text(
                at, 4, words(_FIGURE[Measure.GROWTH] if name == "figure" and self.grows(position) else said)
            )
            sheet.text(at, 5, self._table.statements[position].wording)
            decimals = indicator.decimals
            if name in ("index", "other"):
                decimals = _INDEX_DECIMALS
            elif self.grows(position):
                decimals = max(1, decimals)
            style = self._book.figure(decimals)
            shown = self._shown(place, name)
            for column in range(len(self._plan.years)):
                formula = getattr(self, f"_{name}")(position, column)
                value: float | str = "" if shown is None else float(shown[column])
                sheet.formula(at, FIRST_YEAR + column, formula, style, value)

    def _shown(self, place: int, name: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]] | None:
        # an index of another series is shown only by what computes
        kept: Mapping[str, np.ndarray[tuple[int, ...], np.dtype[np.float64]]] = {
            "figure": self.figures.value,
            "milestone": self.figures.milestone,
            "index": self.figures.way_value,
        }
        return kept[name][:, place] if name in kept else None

    def _names(self, position: int) -> tuple[str, ...]:
        measure = self.measure(position)
        if measure is Measure.RELATIVE and self.reference(position) is None:
            return ()
        if self.grows(position):
            since, due = self.span(position)
            if due <= since:
                return ()
            other = ("other",) if measure is Measure.RELATIVE else ()
            return ("figure", "milestone", "index", *other)
        return ("figure",) if measure is Measure.QUALITATIVE else ("figure", "milestone")

    # the figure judged

    def _figure(self, position: int, column: int) -> str:
        row, measure = int(self._table.row[position]), self.measure(position)
        since, _ = self.span(position)
        if self.grows(position):
            return self._growth_so_far(position, "index", column)
        if measure is Measure.SUM:
            if since < -1 or column < since:
                return MISSING
            if column == since:
                return "0"
            return f"SUM({self._paths.own(row, since + 1)}:{self._paths.own(row, column)})"
        if measure is Measure.RANK and not is_place(self._indicator(row)):
            return self._rank(position, row, column)
        reference = self.reference(position)
        own = self._paths.own(row, column)
        return own if reference is None else f"IF(ISNUMBER({self._beside(reference, column)}),{own},NA())"

    def _rank(self, position: int, row: int, column: int) -> str:
        series, words = self._plan.series[row], self._table.statements[position].parsed.reference
        peers = peer_rows(self._plan, series, words)
        if not peers:
            return MISSING
        sign = ">" if self._indicator(row).direction is Direction.UP else "<"
        own = self._paths.own(row, column)
        terms = [f"IF({self._paths.own(peer, column)}{sign}{own},1,0)" for peer in peers]
        return f"1+{summed(terms, column, self._paths.put)}"

    def _growth_so_far(self, position: int, name: str, column: int) -> str:
        since, _ = self.span(position)
        if column <= since:
            return MISSING
        index = self.cell(position, name, column, here=True)
        if not self.annual(position):
            return f"({index}-1)*100"
        return f"IF({index}>0,({index}^(1/{column - since})-1)*100,NA())"

    # what is due of it

    def _milestone(self, position: int, column: int) -> str:
        since, due = self.span(position)
        measure = self.measure(position)
        if self.grows(position):
            if column <= since:
                return MISSING
            if measure is Measure.RELATIVE:
                return self._growth_so_far(position, "other", column)
            total = self._gaps.cell(position, "end")
            passed = min(column, due) - since
            if self.annual(position):
                return f"IF({total}>0,({total}^(1/{due - since})-1)*100,NA())"
            return f"({total}^({passed}/{due - since})-1)*100"
        if column < since:
            return MISSING
        reference = self.reference(position)
        if reference is not None:
            return self._beside(reference, column)
        share = f"{min(column - since, due - since)}/{due - since}" if due > since else ""
        if measure is Measure.SUM:
            return f"{self._gaps.cell(position, 'end')}*{share}" if share else MISSING
        return self._place_due(position, column)

    def base_of(self, position: int) -> str:
        """The cell of the figure of the base year; NA() where none is known."""
        since, _ = self.span(position)
        known = self.figures.known[:, self._place[position]]
        there = 0 <= since < len(known) and bool(known[since])
        return self.cell(position, "figure", since, here=True) if there else MISSING

    def _place_due(self, position: int, column: int) -> str:
        """The place due in a year, straight from the base through the earlier targets' places."""
        at = position
        while (before := int(self._table.before[at])) >= 0 and column <= self.span(before)[1]:
            at = before
        since, due = self.span(at)
        base = self.base_of(position)
        if before >= 0:
            base, since = self._gaps.cell(before, "target"), self.span(before)[1]
        target = self._gaps.cell(at, "target")
        share = f"{min(column - since, due - since)}/{due - since}" if due > since else "1"
        return f"{base}+({target}-{base})*{share}"

    def _beside(self, reference: Reference, column: int, place: str = "") -> str:
        """The figure of the other series that counts in a year, with what lies beyond it; NA() where none is known."""
        row = self._plan.row[reference.series]
        at = column if reference.year is None else reference.year - self._first
        if not 0 <= at < len(self._plan.years) or unassumed(self._result, row)[at]:
            return MISSING
        cell = f"{place}{self._paths.own(row, at)}"
        times = f"{reference.factor:.12g}*" if reference.factor != 1.0 else ""
        return f"{times}{cell}{_more(reference.points)}"

    def reach(self, position: int) -> str:
        """What a relative target is to come to, as another sheet names it: in its year, else as far as it is known."""
        reference = self.reference(position)
        if reference is None:
            return MISSING
        _, due = self.span(position)
        if self.grows(position):
            known = np.flatnonzero(np.isfinite(self.figures.milestone[:, self._place[position]]))
            return self.cell(position, "milestone", _until(known, due))
        other = known_path(self._result, self._plan.row[reference.series])
        at = due if reference.year is not None else _until(np.flatnonzero(np.isfinite(other)), due)
        return self._beside(reference, at, f"'{self._paths.sheet.name}'!")

    # indices of growths

    def _index(self, position: int, column: int) -> str:
        row = int(self._table.row[position])
        rate = bool(self._frame.rate[row]) or self.measure(position) is Measure.RELATIVE
        if rate:
            product = self._product(position, "index", column, self._factor(row, column))
            since, _ = self.span(position)
            if self.reference(position) is None or column <= since:
                return product
            return f"IF(ISNUMBER({self.cell(position, 'other', column, here=True)}),{product},NA())"
        series: SeriesKey = self._plan.series[row]
        printed = self._data.growth(series, column) if series in self._data.growths else ""
        return self._product(
            position, "index", column, f"IF(ISNUMBER({printed}),1+{printed}/100,NA())" if printed else MISSING
        )

    def _other(self, position: int, column: int) -> str:
        reference = self.reference(position)
        assert reference is not None
        row = self._plan.row[reference.series]
        if unassumed(self._result, row)[column]:
            return MISSING
        return self._product(position, "other", column, self._factor(row, column, reference))

    def _product(self, position: int, name: str, column: int, factor: str) -> str:
        since, _ = self.span(position)
        if column == since and name == "index":
            return "1"
        if since < -1 or column <= since:
            return MISSING
        before = self.cell(position, name, column - 1, here=True)
        return f"{before}*({factor})" if column > max(since + 1, 0) else factor

    def _factor(self, row: int, column: int, reference: Reference | None = None) -> str:
        """What a series' growth of a year makes of 1, with what the relation adds to it."""
        own = self._paths.own(row, column)
        plain = reference is None or reference.factor == 1.0
        times = "" if reference is None or plain else f"{reference.factor:.12g}*"
        more = "" if reference is None or not reference.points else f"{_more(reference.points)}/100"
        if self._frame.rate[row]:
            return f"1+{times}{own}/100{more}"
        if column == 0:
            return MISSING
        before = self._paths.own(row, column - 1)
        grown = f"{own}/{before}" if plain else f"1+{times}({own}/{before}-1)"
        return f"IF({before}>0,{grown}{more},NA())"

    def _indicator(self, row: int) -> Indicator:
        return self._plan.indicator_by_code[self._plan.series[row].indicator]


def _more(points: float) -> str:
    return f"{points:+.12g}" if points else ""


def _until(known: np.ndarray[tuple[int, ...], np.dtype[np.int64]], due: int) -> int:
    """The column of the target's year where it is known, else the last known one."""
    return due if due in known or not len(known) else int(known[-1])
