"""Scenarios side by side: their lines, and what each differs by from the one being edited, year by year."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from npfdesk.plan.model import Indicator
from npfdesk.plan.numbers import difference_unit, format_figure, plain
from npfdesk.session import Change
from npfdesk.ui.charts.captions import source_line
from npfdesk.ui.charts.items import STRONG, THIN, Mark
from npfdesk.ui.charts.path_lines import PathLines, path_lines
from npfdesk.ui.charts.plot import Chart, Line
from npfdesk.ui.look.colours import scenario_colour, theme
from npfdesk.ui.look.language import language, named, tr, unit_of
from npfdesk.ui.views.comparison_canvas import Column, Comparing, ComparisonCanvas
from npfdesk.ui.views.view import Page, View, subject, titled
from npfdesk.ui.views.view_sheet import Rows
from npfdesk.ui.workspace import Workspace

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Compared:
    """One scenario's figures of a series (year,), and what they differ by from those of the one edited."""

    name: str
    colour: QColor
    figures: FloatArray
    difference: FloatArray


class Comparison(View):
    """The series looked at in the scenario edited and in those that the bar compares with it."""

    compares = True

    def __init__(self, workspace: Workspace) -> None:
        self.sheets = ComparisonCanvas(workspace)
        # what the lines are of: the axis holds still while that stays
        self._about: tuple[object, ...] = ()
        # the lines shown last, of which an edit keeps what it leaves
        self._lines: PathLines | None = None
        super().__init__(workspace, self.sheets)
        self.compared: tuple[Compared, ...] = ()

    def refresh(self) -> Page:
        """The lines and the table."""
        workspace, plan = self.workspace, self.workspace.plan
        what = subject(workspace, region=True, indicator=True)
        title = titled(tr("Comparison", "Scenario comparison"), what)
        row = plan.row.get(workspace.selection.series)
        indicator = plan.indicator_by_code.get(workspace.selection.indicator)
        self.compared = () if row is None else self._compare(row)
        if row is None or indicator is None or not np.isfinite(self.compared[0].figures).any():
            self.compared, self.sheets.comparing = (), None
            empty = (
                tr(
                    "Comparison",
                    "There are no figures of {what} to compare. Choose another region or indicator.",
                ).format(what=what)
                if what
                else tr("Comparison", "Nothing is open. Open a workbook to compare its scenarios.")
            )
            return Page(title, empty=empty)
        self._lines = lines = path_lines(workspace.session.results, workspace.document.active, row)
        self.sheets.comparing = self._comparing(lines, indicator)
        if len(self.compared) == 1:
            note = tr(
                "Comparison", "Tick scenarios under Compare in the bar above to show them beside this one."
            )
        else:
            note = tr(
                "Comparison",
                "Each scenario has its own colour. ± is the difference from {name}, the one being edited.",
            ).format(name=self.compared[0].name)
            if difference_unit(unit_of(indicator), language()) != unit_of(indicator):
                note += " " + tr("Comparison", "± is in percentage points.")
        rows = np.array([row], dtype=np.int64)
        return Page(title, titled(unit_of(indicator), source_line(plan, rows)), note, rows=rows)

    def follow(self, change: Change, again: IntArray) -> None:
        """The lines and the cells whose figures are others; all of it where there are none any more, or targets look at other series."""
        workspace, comparing = self.workspace, self.sheets.comparing
        reading = workspace.judgement().reading
        looks_at_others = reading is None or np.isin(again, reading.positions).any()
        if comparing is None or looks_at_others:
            self._show()
            return
        chosen = workspace.selection
        row = workspace.plan.row[chosen.series]
        before, self.compared = self.compared, self._compare(row)
        if all(
            np.array_equal(then.figures, now.figures, equal_nan=True)
            for then, now in zip(before, self.compared, strict=True)
        ):
            return
        if not np.isfinite(self.compared[0].figures).any():
            self._show()
            return
        self._lines = lines = path_lines(
            workspace.session.results, workspace.document.active, row, self._lines
        )
        self.sheets.comparing = self._comparing(lines, workspace.plan.indicator_by_code[chosen.indicator])
        self.sheets.renew()

    def _compare(self, row: int) -> tuple[Compared, ...]:
        workspace, document = self.workspace, self.workspace.document
        results = workspace.session.results
        hues = document.hues
        own = results.scenarios[document.active].values[row]
        found = []
        for name in (document.active, *workspace.compared):
            scenario, figures = document.scenarios[name], results.scenarios[name].values[row]
            colour = scenario_colour(hues[name])
            found.append(Compared(named(scenario), colour, figures, figures - own))
        return tuple(found)

    def _comparing(self, lines: PathLines, indicator: Indicator) -> Comparing:
        workspace, plan = self.workspace, self.workspace.plan
        following = lines.following
        first, *others = self.compared
        quiet, years = QColor(theme().secondary), lines.years

        def coming(one: Compared) -> FloatArray:
            return np.where(following, one.figures, np.nan)

        drawn = [
            Line("", years, lines.milestones, quiet, THIN, Qt.PenStyle.DashLine),
            Line(first.name, years, coming(first), first.colour, STRONG, strong=True),
            *(Line(one.name, years, coming(one), one.colour) for one in others),
            Line("", years, lines.observed, QColor(theme().ink), 2.0, strong=True),
        ]
        panel = Chart(
            tuple(drawn),
            unit_of(indicator),
            upright=float(plan.base_year),
            year=workspace.year,
            marks=tuple(Mark(mark.year, mark.figure, mark.text(indicator.decimals)) for mark in lines.marks),
        )
        about = (workspace.selection.series, tuple(one.name for one in self.compared), language())
        before = self.sheets.comparing
        if before is not None and about == self._about:
            panel = panel.on_axis_of(before.panel, self.sheets.plotted().ticks)
        self._about = about
        seen = np.flatnonzero(following & np.isfinite(first.figures))
        wanted = [(first.name, first.colour, first.figures, False)]
        for one in others:
            wanted.append((one.name, one.colour, one.figures, False))
            wanted.append(("±", one.colour, one.difference, True))
        if np.isfinite(lines.milestones).any():
            wanted.append((tr("Comparison", "target path"), quiet, lines.milestones, False))
        former = before.columns if before is not None else ()
        columns = [
            self._column(head, colour, figures, indicator.decimals, signed, then)
            for (head, colour, figures, signed), then in zip_longest(wanted, former[: len(wanted)])
        ]
        return Comparing(
            panel, tuple(int(plan.years[place]) for place in seen), tuple(columns), int(plan.years[0])
        )

    @staticmethod
    def _column(
        head: str, colour: QColor, figures: FloatArray, decimals: int, signed: bool, before: Column | None
    ) -> Column:
        """A column of the table; the texts of figures that have not moved are those of the one shown before."""
        kept = before is not None and (before.difference, before.decimals) == (signed, decimals)
        told = tuple(figures.tolist())
        if before is None or not kept:
            former = {}
        elif (before.head, before.colour) == (head, colour) and before.figures.tobytes() == figures.tobytes():
            return before
        else:
            former = dict(zip(before.figures.tolist(), before.texts, strict=True))
        texts = tuple(
            former[figure] if figure in former else _text(figure, decimals, signed) for figure in told
        )
        return Column(head, colour, texts, signed, figures.copy(), decimals)

    def table(self) -> Rows:
        """A row a year: every scenario's figure, and its difference from the first."""
        comparing = self.sheets.comparing
        head = [tr("Comparison", "Year")]
        if comparing is None:
            return [head]
        indicator = self.workspace.plan.indicator_by_code[self.workspace.selection.indicator]
        unit = difference_unit(unit_of(indicator), language())
        apart = f" ± ({unit})" if unit != unit_of(indicator) else " ±"
        for place, one in enumerate(self.compared):
            head += [one.name] if not place else [one.name, f"{one.name}{apart}"]
        rows = [head]
        for year in comparing.years:
            column = year - comparing.first_year
            cells = [str(year)]
            for place, one in enumerate(self.compared):
                cells.append(plain(float(one.figures[column])))
                cells += [plain(float(one.difference[column]))] if place else []
            rows.append(cells)
        return rows


def _text(figure: float, decimals: int, signed: bool) -> str:
    text = format_figure(figure, decimals) if math.isfinite(figure) else ""
    return f"+{text}" if signed and figure > 0 and text.strip("0.,") else text
