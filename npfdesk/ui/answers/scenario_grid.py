"""Scenario grid (“Two inputs”): the selected figure over ranges of two parameters."""

from __future__ import annotations

import math
from functools import partial
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from npfdesk.engine.answers.alternatives import judged_outcome
from npfdesk.engine.answers.scenario_grid import (
    Axis,
    Grid,
    PrintedMismatch,
    moving_parameters,
    printed_mismatches,
    scenario_grid,
)
from npfdesk.plan.kinds import Direction
from npfdesk.plan.numbers import format_figure, parse_figure, plain, trimmed
from npfdesk.plan.problems import Problem, error
from npfdesk.plan.rounding import rounded
from npfdesk.plan.series import AssumptionKey, SeriesKey
from npfdesk.plan.statuses import Status
from npfdesk.report.chart_axes import FigureTicks
from npfdesk.ui.answers.answer_charts import Picture
from npfdesk.ui.answers.answer_table import Entry, Head, Rows, RowsTable
from npfdesk.ui.answers.answer_thread import ThreadedAnswerDialog, Work
from npfdesk.ui.answers.outcome_words import outcome_years
from npfdesk.ui.answers.sensitivity import row_words
from npfdesk.ui.charts.axes import RIGHT, Axes, Frame, Written, framed, heights
from npfdesk.ui.charts.plot import Plot
from npfdesk.ui.charts.setting import SCREEN
from npfdesk.ui.look.choices import find_by_name
from npfdesk.ui.look.colours import blended, theme
from npfdesk.ui.look.language import tr, unit_of
from npfdesk.ui.look.naming import divider
from npfdesk.ui.tables.clipboard_blocks import read_block
from npfdesk.ui.views.view_sheet import Rows as Block
from npfdesk.ui.workspace import Workspace

BAD_RANGE = error(
    "bad_range",
    "“{text}”不是一组数。请写 6, 7, 7.5，或 6..8/0.5（从 6 到 8，每步 0.5）；每组 2 至 60 个。",
    "“{text}” is not a set of figures. Write 6, 7, 7.5 or 6..8/0.5 (from 6 to 8 by 0.5), 2 to 60 of them.",
)
FloatArray = NDArray[np.float64]
_MOST = 60


def figures_of(text: str) -> tuple[float, ...] | Problem:
    """A set of figures as people write it: 6, 7, 7.5 or 6..8/0.5, in rising order."""
    refused = Problem(BAD_RANGE, text=text)
    found: set[float] = set()
    for part in text.replace("，", ",").replace("、", ",").replace("；", ",").replace(";", ",").split(","):
        if not part.strip():
            continue
        ends, _, by = part.partition("/")
        low_text, dots, high_text = ends.partition("..")
        read = [parse_figure(one, "%") for one in (low_text, high_text or low_text, by or "1")]
        if any(isinstance(one, Problem) for one in read):
            return refused
        low, high, step = (float(one) for one in read if not isinstance(one, Problem))
        if not dots:
            found.add(low)
            continue
        if step <= 0 or high < low or (high - low) / step > _MOST:
            return refused
        count = math.floor((high - low) / step + 1e-9) + 1
        found.update(rounded(low + place * step, 10) for place in range(count))
    return tuple(sorted(found)) if 2 <= len(found) <= _MOST else refused


class GridPicture(Picture):
    """The grid as a plane, darker where the figure is better, with the line where the target is just met."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid: Grid | None = None
        self.up = True
        self.names = ("", "")
        self.plot = Plot()
        self.met = self.plot.curve()
        self.setMinimumSize(260, 220)

    def put(self, grid: Grid | None, up: bool = True, names: tuple[str, str] = ("", "")) -> None:
        """Show another grid; `names` are the names of the two parameters."""
        self.grid, self.up, self.names = grid, up, names
        self.update()

    def frame(self) -> Frame | None:
        """Where the cells stand, a unit each way for each, the first parameter rising; None where there is no grid."""
        if self.grid is None:
            return None
        # under the figures of the second parameter stands its name
        whole = QRectF(0, 0, self.width(), self.height() - SCREEN.line - 2)
        rows, columns = self.grid.tables[0].shape
        each = max(1, math.ceil(SCREEN.line * rows / heights(whole.height()).height()))
        written = [(row + 0.5, plain(one)) for row, one in enumerate(self.grid.first.figures)][::each]
        values, texts = zip(*written, strict=True)
        return framed(whole, (0.0, float(columns)), FigureTicks(0.0, float(rows), values, texts), 8.0)

    def draw(self, painter: QPainter) -> None:
        """Cells, the target's line, the axes."""
        grid, frame = self.grid, self.frame()
        if grid is None or frame is None or not np.isfinite(grid.tables[0]).any():
            self.tell_empty(painter)
            return
        self.plot.lay(frame)
        self.plot.axes.put(self._axes(grid, frame), frame)
        self.plot.axes.paint(painter)
        # cells hide the hairlines of their figures
        self._cells(painter, grid.tables[0], frame)
        self.met.dress(QColor(theme().ink), 2.0)
        self.met.put(*self._contour(grid))
        self.met.stroke(painter)
        name = SCREEN.typeface().metrics.elidedText(
            f"{self.names[1]} →", Qt.TextElideMode.ElideLeft, self.width() - 8
        )
        painter.setPen(SCREEN.inks.quiet)
        below = QRectF(0, self.height() - SCREEN.line - 2, frame.area.right(), SCREEN.line)
        painter.drawText(below, RIGHT, name)

    def _axes(self, grid: Grid, frame: Frame) -> Axes:
        texts = [plain(one) for one in grid.second.figures]
        needed = max(map(SCREEN.typeface().width, texts)) + 8
        each = max(1, math.ceil(needed * len(texts) / frame.area.width()))
        below = tuple(Written(column + 0.5, text) for column, text in enumerate(texts))[::each]
        name = SCREEN.typeface().metrics.elidedText(
            f"↑ {self.names[0]}", Qt.TextElideMode.ElideRight, self.width() - 8
        )
        return Axes(name, below, ruled=False)

    def _cells(self, painter: QPainter, table: FloatArray, frame: Frame) -> None:
        low, high = float(np.nanmin(table)), float(np.nanmax(table))
        paper, accent = QColor(theme().paper), QColor(theme().accent)
        rows, columns = table.shape
        # edges on whole pixels leave no seams
        across = np.round(frame.x(np.arange(columns + 1.0))).tolist()
        upward = np.round(frame.y(np.arange(rows + 1.0))).tolist()
        for row in range(rows):
            for column in range(columns):
                value, ground = float(table[row, column]), paper
                if math.isfinite(value):
                    share = (value - low) / (high - low) if high > low else 0.5
                    ground = blended(accent, paper, 0.06 + 0.5 * (share if self.up else 1 - share))
                corner = QPointF(across[column], upward[row + 1])
                painter.fillRect(QRectF(corner, QPointF(across[column + 1], upward[row])), ground)

    def table(self) -> Block:
        """A row for each value of the first parameter, a column for each of the second."""
        if self.grid is None:
            return [list(self.names)]
        first, second = self.grid.first.figures, self.grid.second.figures
        corner = " \\ ".join(self.names)
        head = [corner, *(plain(one) for one in second)]
        figures = self.grid.tables[0]
        return [
            head,
            *(
                [plain(one), *(plain(float(figure)) for figure in row)]
                for one, row in zip(first, figures, strict=True)
            ),
        ]

    @staticmethod
    def _contour(grid: Grid) -> tuple[FloatArray, FloatArray]:
        """The line on which the targets are just met (place,), broken where there are several."""
        table = np.asarray(grid.tables[0], dtype=np.float64)
        ways: list[tuple[float, float]] = []
        if np.isfinite(table).all() and min(table.shape) >= 2:
            for target in grid.targets[0]:
                for line in pg.functions.isocurve(table, target, connected=True):
                    ways += [*line, (math.nan, math.nan)]
        # a figure is its cell's middle's: the first at a half
        upward, across = np.array(ways, dtype=np.float64).reshape(-1, 2).T
        return across, upward

    def said(self, point: QPointF) -> str:
        """The pair under the pointer."""
        grid, frame = self.grid, self.frame()
        if grid is None or frame is None or not frame.area.contains(point):
            return ""
        rows, columns = grid.tables[0].shape
        column = min(int(frame.place_at(point.x())), columns - 1)
        row = min(int((frame.area.bottom() - point.y()) / frame.area.height() * rows), rows - 1)
        first, second = plain(grid.first.figures[row]), plain(grid.second.figures[column])
        value = trimmed(float(grid.tables[0][row, column]), 6)
        return f"{self.names[0]} {first}\n{self.names[1]} {second}\n→ {value}"


class GridDialog(ThreadedAnswerDialog):
    """Two parameters, their values, a table and a plane."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.resize(1120, 620)
        self.answer: Grid | None = None
        self.boxes = (QComboBox(), QComboBox())
        self.texts = (QLineEdit(), QLineEdit())
        for box, text in zip(self.boxes, self.texts, strict=True):
            box.setFixedWidth(420)
            find_by_name(box)
            text.setFixedWidth(200)
            box.activated.connect(self._other)
            text.textEdited.connect(self._choose)
            text.editingFinished.connect(self.refresh)
        self.pair("First input and its values", self.boxes[0], self.texts[0])
        self.pair("Second input and its values", self.boxes[1], self.texts[1])
        self.parameters: tuple[AssumptionKey | str, ...] = ()
        # until a person chooses, two that move the series looked at
        self._chosen = False
        self._of: SeriesKey | None = None
        self.rows = Rows(())
        self.table, self.picture = RowsTable(self.rows), GridPicture()
        split = divider(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(self.picture)
        split.setSizes([620, 420])
        split.setChildrenCollapsible(False)
        self.split = split
        self.body.addWidget(split, 1)
        self.printed: dict[tuple[float, float], str] = {}
        self.slips: tuple[PrintedMismatch, ...] = ()

    def apply_text(self) -> str:
        """The apply button compares a printed table with the computed one."""
        return tr("Answers", "Compare with a copied table")

    def can_apply(self) -> bool:
        """A copied table can be compared wherever there is a grid."""
        return self.answer is not None

    def apply(self) -> None:
        """Compare the block on the clipboard with the grid: in the grid's order, with or without headers."""
        grid = self.answer
        if grid is None:
            return
        block = read_block(QGuiApplication.clipboard().text())
        rows, columns = grid.tables[0].shape
        if len(block) == rows + 1 and len(block[0]) == columns + 1:
            block = [line[1:] for line in block[1:]]
        if len(block) != rows or any(len(line) != columns for line in block):
            text = tr(
                "Answers",
                "The copied block is not {rows} × {columns} like the grid. Copy it without its headers.",
            )
            self.notes.write(text.format(rows=rows, columns=columns))
            return
        self.printed = {
            (first, second): text.strip()
            for first, line in zip(grid.first.figures, block, strict=True)
            for second, text in zip(grid.second.figures, line, strict=True)
            if text.strip()
        }
        self.show_answer(grid)

    def _choose(self) -> None:
        self._chosen = True

    def _other(self) -> None:
        self._choose()
        for place, text in enumerate(self.texts):
            text.setText(self._default(place))
        self.refresh()

    def _fill(self) -> None:
        workspace = self.workspace
        result = workspace.result
        in_force = sorted({int(one) for one in np.unique(result.inputs.owner) if one >= 0})
        rows = [
            result.inputs.rows[one]
            for one in in_force
            if result.inputs.rows[one].assumption.value is not None
        ]
        found: tuple[AssumptionKey | str, ...] = (
            *dict.fromkeys(row.key for row in rows),
            *result.inputs.levers,
        )
        by_key = {row.key: row for row in rows}
        plan = workspace.plan
        words = [
            row_words(plan, by_key[one])
            if isinstance(one, AssumptionKey)
            else tr("Answers", "{lever}: intensity").format(lever=one)
            for one in found
        ]
        shown = [self.boxes[0].itemText(place) for place in range(self.boxes[0].count())]
        series = self.workspace.selection.series
        fresh = found != self.parameters or (series != self._of and not self._chosen)
        if not fresh and shown == words:
            return
        chosen = [box.currentIndex() for box in self.boxes]
        self._chosen = self._chosen and found == self.parameters
        self.parameters, self._of = found, series
        start = self._start() if fresh else chosen
        for place, box in enumerate(self.boxes):
            box.clear()
            box.addItems(words)
            box.setCurrentIndex(start[place])
            if fresh:
                self.texts[place].setText(self._default(place))

    def _start(self) -> list[int]:
        """The first parameters: two that move the series, where there are two."""
        workspace = self.workspace
        results, active = workspace.session.results, workspace.document.active
        moving = moving_parameters(results, active, workspace.selection.series, workspace.year)
        places = {one: place for place, one in enumerate(self.parameters)}
        order = list(dict.fromkeys((*(places[one] for one in moving if one in places), *places.values())))
        return order[:2] if len(order) > 1 else [0, 0]

    def _default(self, place: int) -> str:
        """The default values: two points around the present one, or all intensities."""
        index = self.boxes[place].currentIndex()
        if not 0 <= index < len(self.parameters):
            return ""
        parameter = self.parameters[index]
        if isinstance(parameter, str):
            return "0..100/20"
        inputs = self.workspace.result.inputs
        value = next(row.assumption.value for row in inputs.rows if row.key == parameter)
        middle = rounded(value or 0.0, 1)
        return f"{trimmed(middle - 2, 1)}..{trimmed(middle + 2, 1)}/0.5"

    def question(self) -> Work | Problem | None:
        """Compute every pair."""
        self._fill()
        workspace = self.workspace
        series, year = workspace.selection.series, workspace.year
        self.picture.empty = tr("Answers", "Choose a series with figures, and two inputs that move it.")
        if series not in workspace.plan.row or len(self.parameters) < 2:
            return None
        axes = []
        for box, text in zip(self.boxes, self.texts, strict=True):
            figures = figures_of(text.text())
            if isinstance(figures, Problem):
                return figures
            axes.append(Axis(self.parameters[box.currentIndex()], figures))
        results, scenario = workspace.session.results, workspace.document.active
        workers = workspace.workers
        return lambda progress: scenario_grid(
            results,
            scenario,
            axes[0],
            axes[1],
            [judged_outcome(results, scenario, series, year)],
            progress,
            workers,
        )

    def show_answer(self, answer: Any) -> None:
        """Show the table, with marked pairs that meet the target, and the plane."""
        self.answer = answer
        self.split.setVisible(answer is not None)
        if answer is None:
            self.rows.set_heads(())
            self.picture.put(None)
            self.refuse(self.picture.empty)
            return
        plan = self.workspace.plan
        pairs = {(one, other) for one in answer.first.figures for other in answer.second.figures}
        held = {pair: text for pair, text in self.printed.items() if pair in pairs}
        self.slips = printed_mismatches(answer.tables[0], answer.first, answer.second, held) if held else ()
        slipped = {(one.first, one.second): one for one in self.slips}
        outcome = answer.outcomes[0]
        indicator = plan.indicator_by_code[outcome.series.indicator]
        up = indicator.direction is Direction.UP
        targets = answer.targets[0]
        names = tuple(box.currentText() for box in self.boxes)
        heads = [
            Head(lambda: "↓  →", 84),
            *(Head(partial(plain, one), 84) for one in answer.second.figures),
        ]
        if len(heads) != len(self.rows.heads) or [head.words() for head in heads] != [
            head.words() for head in self.rows.heads
        ]:
            self.rows.set_heads(heads)
        rows = []
        for first, line in zip(answer.first.figures, answer.tables[0], strict=True):
            entries = [Entry(plain(first), strong=True)]
            for second, value in zip(answer.second.figures, line.tolist(), strict=True):
                if (first, second) in slipped:
                    slip = slipped[first, second]
                    entries.append(Entry(f"{slip.printed} ≠ {slip.computed}", status=Status.RED))
                    continue
                if not math.isfinite(value):
                    entries.append(Entry("—", faint=True))
                    continue
                met = bool(targets) and (value >= targets[0] if up else value <= targets[0])
                entries.append(
                    Entry(
                        format_figure(value, max(indicator.decimals, 1)), status=Status.BLUE if met else None
                    )
                )
            rows.append(entries)
        self.rows.set_rows(rows)
        self.picture.put(answer, up, (names[0], names[1]))
        unit = f" {unit_of(indicator)}" if unit_of(indicator) else ""
        self.headline.setText(f"{self.series_text()} {outcome_years(outcome)}{unit}")
        texts = [tr("Answers", "Down: {first}. Across: {second}.").format(first=names[0], second=names[1])]
        if targets:
            wanted = format_figure(targets[0], indicator.decimals, unit_of(indicator))
            texts.append(
                tr(
                    "Answers",
                    "The line is where the target of {target} is just met; ● marks the figures that meet it.",
                ).format(target=wanted)
            )
        if held:
            same = len(held) - len(self.slips)
            text = tr("Answers", "Copied figures {all}, equal to the last digit {same}; ✕ marks the others.")
            texts.append(text.format(all=len(held), same=same))
        self.notes.write(" ".join(texts))
        still = answer.tables[0] == answer.tables[0][0, 0]
        if bool(still.all()):
            self.refuse(tr("Answers", "Neither input moves this figure. Choose others, or another series."))
