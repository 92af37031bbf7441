"""Against a benchmark: what a series needs if its yardstick grows by y a year; moving either pace moves the other."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QSizePolicy, QSlider, QWidget

from npfdesk.engine.answers.benchmark import (
    RELATIONS,
    Benchmark,
    Relation,
    Side,
    apply_paces,
    benchmark,
    relations,
    yardsticks,
)
from npfdesk.plan.edits import Edit
from npfdesk.plan.gap_words import gap_text
from npfdesk.plan.model import Indicator
from npfdesk.plan.numbers import difference_unit, format_figure
from npfdesk.plan.problems import Problem
from npfdesk.plan.rounding import rounded
from npfdesk.plan.series import SeriesKey
from npfdesk.ui.answers.answer_charts import LinesPicture
from npfdesk.ui.answers.answer_dialog import AnswerDialog, FigureField
from npfdesk.ui.charts.items import STRONG, THIN, USUAL, Mark
from npfdesk.ui.charts.plot import Chart, Line
from npfdesk.ui.look.choices import find_by_name
from npfdesk.ui.look.colours import scenario_colour, theme
from npfdesk.ui.look.language import language, named, tr, unit_of
from npfdesk.ui.workspace import Workspace

FloatArray = NDArray[np.float64]
_STEPS = 400
"""Into how many steps a slider is divided."""
_LEAST_SPAN = {"%": 8.0, "": 1.0}
"""How far a slider reaches at least beside the pace that it begins with: % a year, points a year."""


class PaceField(QWidget):
    """A pace as a slider with its figure beside it; `moved` carries what a person made it (NaN: emptied)."""

    moved = Signal(float)
    refused = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, _STEPS)
        self.slider.setMinimumWidth(140)
        self.field, self.unit = FigureField(width=84), QLabel()
        self.low, self.high = 0.0, 1.0
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (self.slider, self.field, self.unit):
            layout.addWidget(widget)
        layout.addStretch(1)
        self.slider.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._shown = ""
        self.slider.valueChanged.connect(self._slid)
        self.field.editingFinished.connect(self._typed)

    def reach(self, low: float, high: float) -> None:
        """From where to where the slider goes."""
        self.low, self.high = low, high

    def put(self, pace: float, unit: str, told: str) -> None:
        """Show a pace (NaN: none) with its unit; the slider stays at its end where the pace lies beyond."""
        self.unit.setText(told)
        self.field.unit = unit
        self._shown = format_figure(pace, 2) if math.isfinite(pace) else ""
        self.field.setText(self._shown)
        share = (pace - self.low) / (self.high - self.low) if math.isfinite(pace) else 0.0
        self.slider.blockSignals(True)
        self.slider.setValue(round(min(max(share, 0.0), 1.0) * _STEPS))
        self.slider.blockSignals(False)
        self.slider.setAccessibleDescription(f"{self._shown} {told}")

    def _slid(self, step: int) -> None:
        self.moved.emit(self.low + (self.high - self.low) * step / _STEPS)

    def _typed(self) -> None:
        if self.field.text() == self._shown:
            return
        figure = self.field.figure
        if isinstance(figure, Problem):
            self.refused.emit(figure)
        else:
            self.moved.emit(math.nan if figure is None else figure)


@dataclass(frozen=True, eq=False)
class Lines:
    """What the picture shows over the years (year,): the yardstick, what is needed, what the scenario has, what was observed."""

    years: FloatArray
    yardstick: tuple[str, FloatArray]
    needed: tuple[str, FloatArray]
    scenario: tuple[str, FloatArray]
    observed: tuple[str, FloatArray]
    colour: QColor
    unit: str
    base_year: int
    year: int

    @property
    def all(self) -> tuple[tuple[str, FloatArray], ...]:
        """All of them with their names."""
        return self.observed, self.scenario, self.needed, self.yardstick


class BenchmarkPicture(LinesPicture[Lines]):
    """The yardstick, the way that holds the relation with it, and the scenario's own."""

    def __init__(self, figure: Callable[[float], str], parent: QWidget | None = None) -> None:
        super().__init__(figure, parent)
        self.setMinimumHeight(220)

    def drawn(self, lines: Lines) -> Chart:
        """Thin and quiet the yardstick, dashed what is needed, in its colour what the scenario has."""
        ink, quiet = QColor(theme().ink), QColor(theme().secondary)

        def line(
            one: tuple[str, FloatArray],
            colour: QColor,
            width: float,
            style: Qt.PenStyle = Qt.PenStyle.SolidLine,
            *,
            strong: bool = False,
        ) -> Line:
            name, figures = one
            said, figure = self.ended(name, figures)
            return Line(said, lines.years, figures, colour, width, style, strong=strong, figure=figure)

        needed = lines.needed[1][np.isfinite(lines.needed[1])]
        marks = (Mark(lines.year, float(needed[-1]), ""),) if len(needed) else ()
        return Chart(
            (
                line(lines.yardstick, quiet, THIN),
                line(lines.needed, quiet, USUAL, Qt.PenStyle.DashLine),
                line(lines.scenario, lines.colour, STRONG, strong=True),
                line(("", lines.observed[1]), ink, 2.0, strong=True),
            ),
            lines.unit,
            upright=float(lines.base_year),
            upright_text=f"{tr('PathChart', 'base')} {lines.base_year}",
            year=lines.year,
            marks=marks,
        )

    def told(self, lines: Lines) -> Sequence[tuple[str, FloatArray, QColor | None]]:
        """All lines; what is needed is read beside its dash."""
        colours = (QColor(theme().ink), lines.colour, None, QColor(theme().secondary))
        return [(*one, colour) for one, colour in zip(lines.all, colours, strict=True)]


class BenchmarkDialog(AnswerDialog):
    """The selected series beside its yardstick."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.resize(820, 620)
        self.answer: Benchmark | None = None
        self.pace = math.nan
        self._of: tuple[object, ...] = ()
        self._decimals = 1
        self.against, self.relation = QComboBox(), QComboBox()
        for box in (self.against, self.relation):
            box.setFixedWidth(360)
            find_by_name(box)
            box.activated.connect(self.refresh)
        self.theirs, self.ours = PaceField(), PaceField()
        self.both = QCheckBox()
        self.field("Benchmark", self.against)
        self.field("Relation", self.relation)
        self.field("Growth of the benchmark", self.theirs)
        self.field("Own growth", self.ours)
        self.form.addRow("", self.both)
        self.detail = QLabel()
        self.detail.setWordWrap(True)
        self.detail.setTextFormat(Qt.TextFormat.PlainText)
        self.picture = BenchmarkPicture(self._figure)
        self.body.addWidget(self.detail)
        self.body.addWidget(self.picture, 1)
        self._found: tuple[SeriesKey, ...] = ()
        self._ways: tuple[Relation, ...] = ()
        self.theirs.moved.connect(self._theirs_moved)
        self.ours.moved.connect(self._ours_moved)
        for one in (self.theirs, self.ours):
            one.refused.connect(self.refuse)

    def apply_text(self) -> str:
        """The text of the apply button."""
        return tr("Answers", "Apply to the scenario")

    def _theirs_moved(self, pace: float) -> None:
        self.pace = pace
        self.refresh()

    def _ours_moved(self, pace: float) -> None:
        if self.answer is not None:
            self.pace = self.answer.matched(pace) if math.isfinite(pace) else math.nan
        self.refresh()

    def _figure(self, figure: float) -> str:
        return format_figure(figure, self._decimals)

    def _called(self, one: SeriesKey) -> str:
        """What tells a yardstick, or the series beside it, from the other: its region, or its indicator."""
        plan, series = self.workspace.plan, self.workspace.selection.series
        other = next((it for it in self._found[:1] if it != series), series) if one == series else one
        chosen = self.answer.yardstick.series if self.answer is not None and one == series else other
        alike = chosen.indicator == series.indicator
        return (
            named(plan.region_by_code[one.region]) if alike else named(plan.indicator_by_code[one.indicator])
        )

    def _fill(self, series: SeriesKey) -> None:
        """The yardsticks and the relations that there are; what was chosen stays where it still is one."""
        results, active = self.workspace.session.results, self.workspace.document.active
        kept = (
            self._found[self.against.currentIndex()]
            if 0 <= self.against.currentIndex() < len(self._found)
            else None
        )
        self._found = yardsticks(results, active, series)
        plan = self.workspace.plan
        names = [
            named(plan.region_by_code[one.region])
            if one.indicator == series.indicator
            else f"{named(plan.region_by_code[one.region])} · {named(plan.indicator_by_code[one.indicator])}"
            for one in self._found
        ]
        place = self._found.index(kept) if kept in self._found else 0
        _put_items(self.against, names, place)
        way = (
            self._ways[self.relation.currentIndex()]
            if 0 <= self.relation.currentIndex() < len(self._ways)
            else None
        )
        other = kept not in self._found
        self._ways = relations(results, active, series, self._found[place]) if self._found else ()
        chosen = self._ways.index(way) if way in self._ways and not other else 0
        _put_items(self.relation, [RELATIONS[one].text(language(), {}) for one in self._ways], chosen)

    def ask(self) -> None:
        """The answer at the pace in force."""
        self.both.setText(tr("Answers", "Apply the growth of the benchmark, too"))
        self.answer = None
        self.detail.setText("")
        workspace, series = self.workspace, self.workspace.selection.series
        if series not in workspace.plan.row:
            self._found, self._ways = (), ()
            self._refused(tr("Answers", "Choose a series in the outline or a table."))
            return
        if self._of[:1] != (series,):
            self._found = ()
        self._fill(series)
        against = self._found[self.against.currentIndex()] if self._found else None
        relation = self._ways[self.relation.currentIndex()] if self._ways else None
        results, active = workspace.session.results, workspace.document.active
        answer = benchmark(results, active, series, against, relation)
        if isinstance(answer, Problem):
            self._refused(answer)
            return
        self.answer = answer
        of = (series, against, relation, active)
        if of != self._of:
            self._of, self.pace = of, math.nan
            region = workspace.plan.region_by_code[answer.yardstick.series.region]
            self.both.setChecked(region.benchmark)
            self._reach(answer)
        self._show(answer)

    def _refused(self, why: Problem | str) -> None:
        self.refuse(why)
        self.picture.put(None)
        for one in (self.theirs, self.ours):
            one.put(math.nan, "", "")
        self._enable(wanted=False)

    def _enable(self, *, wanted: bool) -> None:
        for one in (self.theirs, self.ours, self.against, self.relation, self.both):
            one.setEnabled(wanted)

    def _reach(self, answer: Benchmark) -> None:
        paces = (answer.pace, answer.required(answer.pace), answer.present_pace)
        for one, side, pace in (
            (self.theirs, answer.yardstick, answer.pace),
            (self.ours, answer.own, paces[1]),
        ):
            widest = max((abs(figure) for figure in paces if math.isfinite(figure)), default=0.0)
            half = max(_LEAST_SPAN["" if side.points else "%"], 2.0 * widest)
            middle = rounded(pace, 1) if math.isfinite(pace) else 0.0
            one.reach(max(middle - half, -99.0) if not side.points else middle - half, middle + half)

    def _indicator(self, side: Side) -> Indicator:
        return self.workspace.plan.indicator_by_code[side.series.indicator]

    def _pace_unit(self, side: Side) -> str:
        """% of an amount and of a share alike; the indicator's own for an index."""
        return self._indicator(side).unit if side.points else "%"

    def _show(self, answer: Benchmark) -> None:
        self._enable(wanted=True)
        pace = answer.pace if math.isnan(self.pace) else self.pace
        required = answer.required(pace)
        for one, side, figure in ((self.theirs, answer.yardstick, pace), (self.ours, answer.own, required)):
            unit = self._pace_unit(side)
            points = side.points and not side.rate
            shown = difference_unit(unit, language()) if points else unit
            one.put(figure, unit, f"{shown} {tr('Answers', 'a year')}".strip())
        own, other = self._indicator(answer.own), self._indicator(answer.yardstick)

        def moved(side: Side, figure: float) -> str:
            if not math.isfinite(figure):
                return "—"
            unit = self._pace_unit(side)
            if side.points and not side.rate:
                unit = difference_unit(unit, language())
            return tr("Answers", "{figure} a year").format(figure=format_figure(figure, 2, unit))

        def shown_figure(of: Indicator, figure: float) -> str:
            return format_figure(figure, of.decimals, unit_of(of)) if math.isfinite(figure) else "—"

        names = {"benchmark": self._called(answer.yardstick.series), "own": self._called(answer.own.series)}
        gap = answer.gap(pace)
        missing = gap_text(gap, own.decimals, difference_unit(unit_of(own), language()), language())
        self.headline.setText(
            tr("Answers", "If {benchmark} grows by {growth}, {own} needs {required}.").format(
                growth=moved(answer.yardstick, pace), required=moved(answer.own, required), **names
            )
        )
        lines = [
            tr(
                "Answers", "{year}: {benchmark} {level} · needed {needed} · scenario {present}, {shortfall}"
            ).format(
                year=answer.year,
                level=shown_figure(other, answer.level(pace)),
                needed=shown_figure(own, answer.needed(pace)),
                present=shown_figure(own, answer.present),
                shortfall=missing,
                **names,
            )
        ]
        if math.isfinite(answer.present_pace):
            lines.append(
                tr(
                    "Answers", "The scenario grows by {present}, enough for {benchmark} to grow by {matched}."
                ).format(
                    present=moved(answer.own, answer.present_pace),
                    matched=moved(answer.yardstick, answer.matched(answer.present_pace)),
                    **names,
                )
            )
        if answer.words:
            lines.append(f"{tr('Answers', 'target')} {answer.year}: {answer.words}")
        self.detail.setText("\n".join(lines))
        self.notes.write(" ".join(note.message(language()) for note in answer.notes))
        self.picture.put(self._lines(answer, pace, required, names))

    def _lines(self, answer: Benchmark, pace: float, required: float, names: dict[str, str]) -> Lines:
        """As figures where both sides share a scale, else as indices of the base year."""
        workspace = self.workspace
        document, row = workspace.document, workspace.plan.row[answer.own.series]
        years = answer.own.years
        scenario = np.where(years <= answer.year, workspace.result.values[row], np.nan)
        observed = answer.own.known
        if answer.own.rate:
            observed = np.where(years <= answer.own.last_year, scenario, np.nan)
        paths = [
            answer.yardstick.path(pace),
            answer.own.path(required),
            np.where(years >= answer.own.last_year, scenario, np.nan),
            observed,
        ]
        unlike = answer.relation is Relation.SHARE and not answer.own.points
        indexed = answer.reference.growth or unlike
        base_year = answer.own.base_year
        if indexed:
            paths[2] = scenario
            sides = (answer.yardstick, answer.own, answer.own, answer.own)
            paths = [_index(one, side) for one, side in zip(paths, sides, strict=True)]
            paths[2] = np.where(years >= answer.own.last_year, paths[2], np.nan)
        paths[1] = np.where(years >= answer.own.last_year, paths[1], np.nan)
        own = self._indicator(answer.own)
        self._decimals = 1 if indexed else own.decimals
        unit = tr("Answers", "{year} = 100").format(year=base_year) if indexed else unit_of(own)
        return Lines(
            years.astype(np.float64),
            (names["benchmark"], paths[0]),
            (tr("Answers", "needed"), paths[1]),
            (named(document.scenario), paths[2]),
            (tr("PathChart", "actual"), paths[3]),
            scenario_colour(document.hues[document.active]),
            unit,
            base_year,
            answer.year,
        )

    def edit(self) -> Edit | None:
        """The edit that assumes the pace needed, and the yardstick's where that is wished."""
        answer = self.answer
        if answer is None:
            return None
        pace = answer.pace if math.isnan(self.pace) else self.pace
        return apply_paces(self.workspace.document, answer, pace, with_yardstick=self.both.isChecked())


def _index(path: FloatArray, side: Side) -> FloatArray:
    """A path as an index that is 100 in the base year; NaN before it of a growth."""
    if side.rate:
        after = side.years > side.base_year
        product = np.cumprod(np.where(after, 1.0 + path / 100.0, 1.0)) * 100.0
        return np.where(side.years >= side.base_year, product, np.nan)
    return path / side.base * 100.0 if side.base > 0 else np.full(len(path), np.nan)


def _put_items(box: QComboBox, names: list[str], place: int) -> None:
    if [box.itemText(at) for at in range(box.count())] != names:
        box.clear()
        box.addItems(names)
    box.setCurrentIndex(place if names else -1)
