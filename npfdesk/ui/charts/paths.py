"""The path chart: observed, projected, the target path and its mark, other scenarios, and what was before."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QColor, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from npfdesk.engine.edits.dragged_end import assumption_reaching, assumption_summing, end_column
from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.sums_below import SumBelow, following_the_sum, sum_below
from npfdesk.engine.targets.yardstick_paths import YardstickLine, yardstick_lines
from npfdesk.plan.adoption import locks, seal
from npfdesk.plan.chart_notes import ChartNote, Sign, notes_of
from npfdesk.plan.closed_words import verdict_text
from npfdesk.plan.drafts import draft_of
from npfdesk.plan.edit_labels import set_assumptions, set_chart_note
from npfdesk.plan.kinds import Duty
from npfdesk.plan.model import Indicator
from npfdesk.plan.numbers import format_figure, in_unit
from npfdesk.plan.problems import joined
from npfdesk.plan.rounding import rounded
from npfdesk.plan.series import AssumptionKey, SeriesKey
from npfdesk.plan.targets import Measure
from npfdesk.session import Change, Structure
from npfdesk.ui.charts.captions import Caption, Note, plain_tip
from npfdesk.ui.charts.chart import Chart
from npfdesk.ui.charts.drawing import Drawing, Words, Yardstick, forecast_lines
from npfdesk.ui.charts.gap_rows import told
from npfdesk.ui.charts.items import Curve
from npfdesk.ui.charts.note_dialog import ChartNoteDialog
from npfdesk.ui.charts.path_lines import PathLines, path_lines, short
from npfdesk.ui.charts.path_plot import PathPlot
from npfdesk.ui.charts.path_remarks import nothing_to_show, statements
from npfdesk.ui.charts.plot import Line
from npfdesk.ui.charts.readout import Reading, Readout
from npfdesk.ui.charts.setting import forget_fonts
from npfdesk.ui.charts.sum_line import SumLine
from npfdesk.ui.charts.yearly_panel import YearlyBars, YearlyPanel
from npfdesk.ui.first_step import first_step
from npfdesk.ui.look.colours import appearance, scenario_colour, theme
from npfdesk.ui.look.language import language, named, tr, unit_of
from npfdesk.ui.workspace import Workspace

FloatArray = NDArray[np.float64]
GHOST_SECONDS = 8.0
"""How long the figures before the edit stay in sight."""
_FADE_STEPS, _FADE_MILLISECONDS = 12, 40


class PathChart(Chart):
    """One series over the years, in the active scenario and those compared with it.

    It follows the selection, or shows `series` whatever is selected. `compact` is for a wall of small charts:
    figures without names at the ends, nothing under the chart. The end of the scenario's path can be pulled;
    `pull_ended` carries the key of the assumption that was set when it is let go.
    """

    pull_ended = Signal(object)
    compares = True
    # Qt sends changes while it is still being made
    _ready: bool = False

    def __init__(
        self,
        workspace: Workspace,
        parent: QWidget | None = None,
        *,
        series: SeriesKey | None = None,
        compact: bool = False,
    ) -> None:
        super().__init__(parent)
        self.workspace, self.fixed, self.compact = workspace, series, compact
        self.title, self.subtitle = Caption("title"), Caption("note")
        self.note, self.empty = Note(), Note()
        self.plot = PathPlot(compact=compact)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.readout = Readout(self.plot)
        self.standing, self.yearly = Caption("standing"), YearlyPanel(self.plot)
        self.sum_line = SumLine()
        self._lay_out()
        self.standing.hide()
        # what else the menu on the chart holds
        self.offered: Callable[[], Sequence[QAction]] = tuple
        self.redraws = 0
        self.row: int | None = None
        self.lines: PathLines | None = None
        self._ghost: FloatArray | None = None
        self.replayed: tuple[FloatArray, float] | None = None
        self._drag, self._pulled = "", False
        self._seen, self._stale = False, False
        # what the words above the plot rest on
        self._headed: tuple[object, ...] = ()
        self._fading, self._settling = QTimer(self), QTimer(self)
        self._fading.timeout.connect(self._fade)
        self._settling.setSingleShot(True)
        self._ready = True
        self._settling.timeout.connect(self._settle)
        self.plot.hovered.connect(self._hover)
        self.plot.handle.pulled.connect(self._pull)
        self.sum_line.wanted.connect(self._follow_sum)
        self.plot.handle.let_go.connect(self._let_go)
        self.plot.note_moved.connect(self._move_note)
        self.plot.note_wanted.connect(self.ask_note)
        self.plot.menu_wanted.connect(self._note_menu)
        workspace.opened.connect(self._look)
        workspace.changed.connect(self._changed)
        workspace.selected.connect(self._selected)
        workspace.view_changed.connect(self._viewed)
        workspace.forecasts_changed.connect(self._viewed)
        appearance.changed.connect(self.restyle)
        self.plot.restyle()
        self._look()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*((8, 6, 4, 4) if self.compact else (16, 12, 8, 8)))
        layout.setSpacing(2)
        self.head = self._head()
        layout.addLayout(self.head)
        layout.addWidget(self.subtitle)
        layout.addWidget(self.standing)
        layout.addWidget(self.sum_line)
        layout.addSpacing(2 if self.compact else 6)
        layout.addWidget(self.plot, 1)
        layout.addWidget(self.yearly)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self.note)
        for widget in (self.subtitle, self.note):
            widget.setHidden(self.compact)

    def _head(self) -> QHBoxLayout:
        """The title, with the seal of an adopted scenario and the button that shows the yardsticks beside it."""
        self.seal = QLabel()
        self.seal.setTextFormat(Qt.TextFormat.PlainText)
        self.seal.setProperty("role", "seal")
        self.benchmark_button = QToolButton()
        self.benchmark_button.setCheckable(True)
        self.benchmark_button.setAutoRaise(True)
        self.benchmark_button.setChecked(self.workspace.benchmarks)
        self.benchmark_button.clicked.connect(lambda shown: self.workspace.set_view(benchmarks=shown))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(self.seal)
        head.addWidget(self.benchmark_button)
        return head

    @property
    def observed(self) -> Curve:
        """The curve of what was observed."""
        return self.plot.observed

    @property
    def projected(self) -> Curve:
        """The curve of the scenario edited."""
        return self.plot.projected

    @property
    def ghost(self) -> Curve:
        """The curve of what was before the edit."""
        return self.plot.ghost

    @property
    def rollup(self) -> Curve:
        """The curve of the children's roll-up."""
        return self.plot.rollup

    @property
    def target_path(self) -> Curve:
        """The curve of the way to the target."""
        return self.plot.target_path

    @property
    def others(self) -> Mapping[str, Curve]:
        """The curves of the scenarios compared, by their ids."""
        return MappingProxyType(self.plot.others)

    @property
    def forecasts(self) -> Mapping[str, Curve]:
        """The faint curves of forecasts, by their methods."""
        return MappingProxyType(self.plot.forecasts)

    @property
    def series(self) -> SeriesKey:
        """The series shown (the plan may not have it)."""
        return self.fixed if self.fixed is not None else self.workspace.selection.series

    def show_series(self, series: SeriesKey) -> None:
        """Show another series whatever is selected."""
        self.fixed = series
        self._look()

    def replay(self, before: FloatArray | None, share: float = 0.0) -> None:
        """Draw the figures a share of the way (0 to 1) from `before` (year,) to what they are; None: as they are."""
        self.replayed = None if before is None else (before, share)
        self._fading.stop()
        self.plot.strengthen_ghost(1.0)
        self._draw(anew=False)

    def forget_before(self) -> None:
        """Nothing of what was before the last edit is drawn any more."""
        self._drag = ""
        self._fading.stop()
        if self._ghost is not None:
            self._ghost = None
            self._draw(anew=False)

    def message(self) -> str:
        """The year that is read, or everything about the targets of the series."""
        if self.readout.isVisible():
            return self.readout.text()
        if self.row is None:
            return ""
        positions = self.workspace.result.targets.of_row(self.row)
        return "\n".join(told(self.workspace, position) for position in positions)

    def choice_buttons(self) -> tuple[QToolButton, ...]:
        """The button that shows the yardsticks."""
        return (self.benchmark_button,)

    def restyle(self) -> None:
        """The theme in force."""
        self.plot.restyle()
        self._draw(anew=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The panel below takes its share of the height."""
        self.yearly.fit(self.height())
        super().resizeEvent(event)

    def remark(self) -> str:
        """What is said under the plot."""
        return self.note.text()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the language in force; keep to the font in force."""
        kinds = (QEvent.Type.LanguageChange, QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange)
        if event.type() in kinds and self._ready:
            forget_fonts()
            self._draw(anew=True)
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """What happened while it was hidden is drawn now."""
        self._seen = True
        if self._stale:
            self._look()
        super().showEvent(event)

    def _selected(self, _: object) -> None:
        # what is looked at already is not set anew: its axes and what was before an edit stay
        if self.fixed is None and self.workspace.plan.row.get(self.series) != self.row:
            self._look()

    def _viewed(self) -> None:
        self._draw(anew=False)

    def _changed(self, change: Change) -> None:
        if change.structure & Structure.PLAN:
            row = self.workspace.plan.row.get(self.series)
            if row is None or row != self.row or self.containment.failed:
                self._look()
                return
            # a target or a figure put right: the axes hold until something leaves them
            self._ghost, self._drag = None, ""
            self.replayed = None
            self._draw(anew=False)
        elif self.containment.failed:
            self._draw(anew=True)
        elif self.row is not None and change.touched[self.row]:
            self._remember(change)
            self._draw(anew=False)
        elif change.structure & (Structure.ACTIVE | Structure.SCENARIOS | Structure.CHART_NOTES):
            self._ghost = None
            self._draw(anew=False)
        elif self._ghost is not None:
            # the pale line is what was before the last edit, not before some earlier one
            self._ghost = None
            self._draw(anew=False)

    def _look(self, *_: object) -> None:
        """Another series: the range is set anew."""
        self.row = self.workspace.plan.row.get(self.series)
        self._ghost, self._drag = None, ""
        self.replayed = self.plot.held = None
        self._draw(anew=True)

    def _remember(self, change: Change) -> None:
        """Keep what was before the edit; all edits of one drag have the same before."""
        done = self.workspace.session.history.done
        drag = done[-1].drag if done and done[-1].after is change.document else ""
        dragging = bool(drag) and drag == self._drag
        self._drag = drag
        if dragging:
            self.plot.smooth(False)
            self._settling.start(250)
            return
        before, active = change.before, change.document.active
        self._ghost = None
        if (
            before is not None
            and active in before.scenarios
            and before.frame is change.results.frame
            and not change.structure & Structure.ACTIVE
        ):
            self._ghost = before.scenarios[active].values[self.row]
        self.plot.strengthen_ghost(1.0)
        self._fading.start(round(GHOST_SECONDS * 1000))

    def _draw(self, anew: bool) -> None:
        if self._seen and not self.isVisible():
            self._stale = True
            return
        self._stale = False
        self.redraws += 1
        self.contain(lambda: self._show(anew))

    def _show(self, anew: bool) -> None:
        workspace = self.workspace
        indicator = workspace.plan.indicator_by_code.get(self.series.indicator)
        drawing = None
        if self.row is not None and indicator is not None:
            drawing = self._drawing(self.row, indicator, None if anew else self.plot.drawing)
            if np.isnan(drawing.extent[0]):
                drawing = None
        # on a wall of small charts the end is no handle: it would be pulled by mistake
        pulls = drawing is not None and not self.compact
        self.plot.handle.column = self._end_column(self.row) if pulls and self.row is not None else None
        # drawn before it is written about: a line that comes over it then moves no axis
        self.plot.draw(drawing, anew)
        self._write(indicator, drawing, anew)
        self.yearly.show_bars(self._bars(drawing) if drawing is not None else None, anew)
        if self.plot.year is not None:
            self._hover(self.plot.year)

    def _drawing(self, row: int, indicator: Indicator, before: Drawing | None) -> Drawing:
        """What is drawn; of what was drawn `before` (None: all is set anew) all that is the same is taken over."""
        workspace = self.workspace
        results, document = workspace.session.results, workspace.document
        then = None if before is None else before.lines
        self.lines = lines = path_lines(results, document.active, row, then)
        following = lines.following
        hues = document.hues

        def masked(figures: FloatArray) -> FloatArray:
            return np.where(following, figures, np.nan)

        others = {}
        for name in workspace.compared:
            figures = masked(lines.shown(results.scenarios[name].values[row]))
            called, colour = named(document.scenarios[name]), scenario_colour(hues[name])
            line = before.others.get(name) if before is not None else None
            same = (
                line is not None
                and line.places is lines.years
                and line.figures.tobytes() == figures.tobytes()
            )
            if line is None or not same or line.name != called or line.colour != colour:
                line = Line(called, lines.years, figures, colour)
            others[name] = line
        kept = workspace.forecasts
        made = kept[1] if kept is not None and kept[0] == self.series and not self.compact else ()
        # forecasts are of yearly figures
        made = () if lines.cumulated else made
        ghost, room = None if self._ghost is None else masked(lines.shown(self._ghost)), None
        if self.replayed is not None:
            earlier, share = self.replayed
            ghost, room = masked(lines.shown(earlier)), lines.projected
            moved = ghost + share * (lines.projected - ghost)
            # on their way they are made of nothing that stays
            lines = self.lines = replace(lines, projected=moved, rests_on=())
        if ghost is not None and ghost.tobytes() == lines.projected.tobytes():
            ghost = None
        return Drawing(
            lines=lines,
            name=named(document.scenario),
            colour=scenario_colour(hues[document.active]),
            unit=unit_of(indicator),
            decimals=indicator.decimals,
            whole=indicator.kind.whole or indicator.decimals == 0,
            base_year=workspace.plan.base_year,
            year=workspace.year,
            words=_words() if before is None else before.words,
            others=MappingProxyType(others),
            ghost=ghost,
            room=room,
            forecasts=MappingProxyType(forecast_lines(lines, made) if made else {}),
            benchmarks=MappingProxyType(self._benchmarks(row, lines)),
            notes=MappingProxyType({} if self.compact else self.notes()),
        )

    def notes(self) -> dict[str, ChartNote]:
        """The notes on what is shown, by their ids: those of the scenario edited."""
        document = self.workspace.document
        return notes_of(document.work.chart_notes, (document.active,), self.series)

    def note_here(self) -> None:
        """Edit the note of the year that is read (else of the window's), or make one there, at the path's figure."""
        drawing = self.plot.drawing
        if drawing is None:
            self.workspace.notice.emit(tr("PathChart", "There is no path here to note anything on."))
            return
        year = self.plot.year if self.plot.year is not None else self.workspace.year
        there = next((name for name, one in self.notes().items() if one.year == year), "")
        column = int(year - drawing.lines.years[0])
        figures = (float(one[column]) for one in (drawing.lines.projected, drawing.lines.observed))
        self.ask_note(there, year, next((one for one in figures if np.isfinite(one)), 0.0))

    def ask_note(self, name: str, year: int, figure: float) -> None:
        """Ask for a note: the one of this id, or a new one at a year and a figure ("")."""
        drawing, document = self.plot.drawing, self.workspace.document
        if drawing is None:
            return
        at = rounded(figure, drawing.decimals)
        new = ChartNote(document.active, self.series, year, at, Sign.POLICY, "")
        note = document.work.chart_notes.get(name, new)
        years = range(self.plot.years[0], self.plot.years[1] + 1)
        self.note_dialog = dialog = ChartNoteDialog(
            note, years, drawing.unit, known=note is not new, parent=self
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        key = name or uuid.uuid4().hex
        dialog.accepted.connect(lambda: self._set_note(key, None if dialog.removed else dialog.note))
        dialog.open()

    def _move_note(self, name: str, year: int, figure: float) -> None:
        note = self.workspace.document.work.chart_notes.get(name)
        moved = note is not None and self._set_note(name, replace(note, year=year, figure=figure))
        if not moved:
            # it goes back to where it was
            self.plot.fit()
            self.plot.renew()

    def _set_note(self, name: str, note: ChartNote | None) -> bool:
        document = self.workspace.document
        if document.work.chart_notes.get(name) == note:
            return True
        return self.workspace.offer(set_chart_note(document, name, note), self)

    def _note_menu(self, place: QPoint, name: str, year: int, figure: float) -> None:
        menu = self.note_menu(name, year, figure)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def note_menu(self, name: str, year: int, figure: float) -> QMenu:
        """What can be done with the note of this id, or at an empty place (""), and with the whole chart."""
        menu = QMenu(self)
        source = "Edit the note…" if name else "Add a note here…"
        menu.addAction(tr("PathChart", source), lambda: self.ask_note(name, year, figure))
        if name:
            menu.addAction(tr("PathChart", "Remove the note"), lambda: self._set_note(name, None))
        offered = self.offered()
        if offered:
            menu.addSeparator()
            menu.addActions(list(offered))
        return menu

    def _benchmarks(self, row: int, lines: PathLines) -> dict[str, Yardstick]:
        """The yardsticks, summed up as the series is where its sum is shown."""
        found = yardstick_lines(*self._active(), row) if self.workspace.plan.benchmarks else ()
        self.benchmark_button.setVisible(bool(found) and not self.compact)
        self.benchmark_button.setChecked(self.workspace.benchmarks)
        if not self.workspace.benchmarks:
            return {}
        colour, years = QColor(theme().secondary), self.workspace.plan.years.astype(np.float64)
        return {
            one.region.code: Yardstick(
                Line(_called(one), years, lines.shown(one.drawn), colour), lines.shown(one.figures), one.paced
            )
            for one in found
        }

    def _end_column(self, row: int) -> int | None:
        """The column of the path's end, by which it is pulled; of a sum that of the year in which it is due."""
        column, lines = end_column(*self._active(), row), self.lines
        if column is None or lines is None or lines.standing is None or not lines.cumulated:
            return column
        standing = lines.standing
        due = min(standing.due, int(lines.years[-1]))
        return due - int(lines.years[0]) if standing.last < due else None

    def _bars(self, drawing: Drawing) -> YearlyBars | None:
        """The yearly amounts of a sum, or the yearly growths of an amount; a series of growths is its own panel."""
        lines, standing = drawing.lines, drawing.lines.standing
        if standing is None or self.compact or lines.needed is not None:
            return None
        summed = lines.cumulated
        decimals = drawing.decimals if summed else 1
        unit = drawing.unit if summed else "%"
        head = tr("PathChart", "Each year") if summed else tr("PathChart", "Growth of each year")
        unknown = np.isnan(standing.yearly)
        texts = tuple(
            "" if one else format_figure(float(figure), decimals)
            for one, figure in zip(unknown, standing.yearly, strict=True)
        )
        needed = format_figure(standing.needed, decimals, "" if summed else "%")
        return YearlyBars(
            head=" · ".join(part for part in (head, unit) if part),
            years=lines.years,
            figures=standing.yearly,
            texts=texts,
            last=standing.last,
            colour=drawing.colour,
            first=standing.since + 1,
            begun=standing.left[0],
            due=standing.due,
            aim=float("nan") if summed else standing.aim,
            aim_text=""
            if summed
            else tr("PathChart", "target {figure}").format(figure=format_figure(standing.aim, 1, "%")),
            needed=standing.needed,
            needed_text=tr("PathChart", "needs {figure}").format(figure=needed),
            marks=lines.yearly_marks,
        )

    def _write(self, indicator: Indicator | None, drawing: Drawing | None, anew: bool) -> None:
        plan, document = self.workspace.plan, self.workspace.document
        adopted = document.scenario.adopted if drawing is not None else ""
        period = self._period(drawing) if drawing is not None else ""
        rests_on = (plan, self.series, drawing is None, period, adopted)
        # whom an adopted scenario holds is for other scenarios to say
        if anew or adopted or rests_on != self._headed:
            self._headed = rests_on
            self._write_head(indicator, drawing, period)
        if drawing is None or indicator is None or self.row is None or self.compact:
            return
        standing = drawing.lines.standing
        self.standing.write(standing.sentence(*self._active(), language()) if standing is not None else "")
        self.standing.setVisible(standing is not None)
        self._show_sum()
        said = statements(self.workspace, self.row, indicator, self.lines)
        paced = [named(plan.region_by_code[code]) for code, one in drawing.benchmarks.items() if one.paced]
        if paced:
            text = tr(
                "PathChart",
                "{names}: of a different size, so drawn by growth rate from the base value of this series.",
            )
            said.append(text.format(names=joined(paced, language())))
        self.note.write(" ".join(said))

    def _write_head(self, indicator: Indicator | None, drawing: Drawing | None, period: str) -> None:
        """What no edit of an assumption says otherwise: what is shown and where, in what, whence; or why nothing is."""
        plan, series, document = self.workspace.plan, self.series, self.workspace.document
        region, industry = plan.region_by_code.get(series.region), plan.industry_by_code.get(series.industry)
        what = named(indicator) if indicator is not None else ""
        where = " · ".join(named(item) for item in (region, industry) if item is not None)
        self.title.write(self.titled(what, where))
        adopted = seal(document.scenario, language()) if drawing is not None else ""
        self.seal.setText(adopted)
        held = locks(document.scenarios).get(document.active) if adopted else None
        self.seal.setToolTip(plain_tip(held.message(language())) if held is not None else "")
        self.seal.setVisible(bool(adopted) and not self.compact)
        self.plot.setVisible(drawing is not None)
        self.benchmark_button.setText(tr("PathChart", "Benchmarks"))
        self.benchmark_button.setToolTip(tr("PathChart", "Show or hide the lines of the benchmark regions"))
        unit = unit_of(indicator) if indicator is not None else ""
        if drawing is None or indicator is None or self.row is None:
            self.benchmark_button.hide()
            self.subtitle.write(unit)
            self.standing.hide()
            self.sum_line.show_sum(self.workspace, None)
            self.note.write("")
            step = first_step(plan)
            self.empty.write(step or nothing_to_show(what, where, known=self.row is not None))
            return
        self.empty.write("")
        self.plot.setAccessibleName(self.title.text())
        source = plan.series_sources[self.row] or indicator.source
        told = [
            unit,
            period,
            tr("PathChart", "binding") if indicator.duty is Duty.BINDING else "",
            f"{tr('PathChart', 'source')} {source}" if source else "",
        ]
        self.subtitle.write(" · ".join(part for part in told if part))

    def _sum_apart(self, row: int) -> SumBelow | None:
        """The children's roll-up where it differs: the series' own, else that which the last change moved above it."""
        workspace, last = self.workspace, self.workspace.last
        own = sum_below(*self._active(), row, workspace.year)
        if own is not None or last is None or last.results is not workspace.session.results:
            return own
        return workspace.left_behind(last, row)

    def _follow_sum(self, row: int) -> None:
        """The roll-up of its children takes the place of a series' own path, as one step."""
        document, key = self.workspace.document, AssumptionKey(*self.workspace.plan.series[row])
        assumption = following_the_sum(*self._active(), row)
        self.workspace.offer(set_assumptions(document, document.active, {key: assumption}), self)

    def _period(self, drawing: Drawing) -> str:
        """Over which years the lines are sums, where they are."""
        standing = drawing.lines.standing
        if standing is None or not drawing.lines.cumulated:
            return ""
        text = tr("PathChart", "sum of {first}–{last}")
        return text.format(first=standing.since + 1, last=standing.due)

    def titled(self, what: str, where: str) -> str:
        """The title: what and where."""
        return " · ".join(part for part in (what, where) if part)

    def _fade(self) -> None:
        """The pale line goes step by step; it never delays an edit, which starts it afresh."""
        strength = self.plot.ghost_strength - 1 / _FADE_STEPS
        if self._ghost is None or strength <= 0:
            self._fading.stop()
            if self._ghost is not None:
                self._ghost = None
                self._draw(anew=False)
            return
        self._fading.setInterval(_FADE_MILLISECONDS)
        self.plot.strengthen_ghost(strength)

    def _active(self) -> tuple[Results, str]:
        return self.workspace.session.results, self.workspace.document.active

    def _pull(self, figure: float, drag: str) -> None:
        """The growth or step of the series that ends at a figure, in place of what it was."""
        if self.row is None:
            return
        standing = self.lines.standing if self.lines is not None and self.lines.cumulated else None
        found = (
            assumption_reaching(*self._active(), self.row, figure)
            if standing is None
            else assumption_summing(*self._active(), self.row, figure, standing.since, standing.due)
        )
        if found is None:
            return
        document, key = self.workspace.document, AssumptionKey(*self.series)
        winner = self.workspace.result.inputs.assumption_of(self.row)
        if winner is None or winner.assumption != found:
            edit = set_assumptions(document, document.active, {key: found}, drag)
            self._pulled |= self.workspace.offer(edit, self)

    def _show_sum(self) -> None:
        # a line that came or went would move the plot under the hand
        if self.row is not None and not self.plot.handle.active:
            self.sum_line.show_sum(self.workspace, self._sum_apart(self.row))

    def _let_go(self) -> None:
        self._show_sum()
        if self._pulled:
            self._pulled = False
            self.pull_ended.emit(AssumptionKey(*self.series))

    def _settle(self) -> None:
        self.plot.smooth(True)

    def _hover(self, year: int | None) -> None:
        if year is None or self.plot.drawing is None:
            self.readout.hide()
            return
        beside = QPoint(round(self.plot.frame.x(year)), 0)
        self.readout.magnification = self.plot.magnification
        self.readout.show_readings(str(year), self.readings(year), beside)
        self.plot.setAccessibleDescription(self.readout.text())

    def readings(self, year: int) -> list[Reading]:
        """Every figure of a year, in the order in which the lines matter."""
        drawing = self.plot.drawing
        if drawing is None:
            return []
        lines, column = drawing.lines, int(year - drawing.lines.years[0])
        found: list[Reading] = []

        def add(name: str, figures: FloatArray | None, colour: QColor | None) -> None:
            if figures is not None and np.isfinite(figures[column]):
                figure = format_figure(float(figures[column]), drawing.decimals, drawing.unit)
                found.append(Reading(name, figure, colour))

        standing = lines.standing
        if standing is not None and lines.cumulated:
            add(tr("PathChart", "in the year itself"), standing.yearly, None)
        if np.isfinite(lines.observed[column]):
            name = tr("PathChart", "sum so far") if lines.cumulated else tr("PathChart", "actual")
            add(name, lines.observed, QColor(theme().ink))
        else:
            add(drawing.name, lines.projected, drawing.colour)
            add(drawing.words.before, drawing.ghost, self.plot.ghost.colour)
            for line in (*drawing.others.values(), *drawing.forecasts.values()):
                add(line.name, line.figures, line.colour)
        plan = self.workspace.plan
        for code, one in drawing.benchmarks.items():
            add(named(plan.region_by_code[code]), one.figures, one.line.colour)
        add(tr("PathChart", "milestone"), lines.milestones, None)
        found += self._target_readings(drawing, year)
        if standing is not None and standing.measure is Measure.GROWTH:
            for name, figures in (
                (tr("PathChart", "growth of the year"), standing.yearly if lines.needed is None else None),
                (tr("PathChart", "mean growth so far"), standing.so_far),
            ):
                if figures is not None and np.isfinite(figures[column]):
                    found.append(Reading(name, format_figure(float(figures[column]), 1, "%")))
        add(drawing.words.rollup, lines.rollup, None)
        noted = (one for one in drawing.notes.values() if one.year == year)
        found += [Reading(one.sign.words.text(language(), {}), one.text) for one in noted]
        return found

    def _target_readings(self, drawing: Drawing, year: int) -> list[Reading]:
        """The targets of a year: those of the plan, then those of the plan before it with their verdicts."""
        lines = drawing.lines
        found: list[Reading] = []
        for mark in lines.marks:
            if mark.year == year:
                words = mark.text(drawing.decimals)
                figure = words if words.endswith("%") or mark.said else in_unit(words, drawing.unit)
                found.append(Reading(tr("PathChart", "target"), figure))
                if np.isfinite(mark.stretch):
                    hoped = in_unit(short(mark.stretch, drawing.decimals), drawing.unit)
                    found.append(Reading(drawing.words.stretch, hoped))
                if mark.drafted:
                    found.append(Reading(tr("PathChart", "draft"), self._drafted(year)))
        found += [Reading(tr("PathChart", "target"), one.text) for one in lines.words if one.year == year]
        indicator = self.workspace.plan.indicator_by_code[self.series.indicator]
        for closed in lines.closed:
            if closed.year == year:
                found.append(
                    Reading(
                        tr("PathChart", "last plan's target"),
                        f"{closed.text} · {verdict_text(indicator, closed.closed, language())}",
                    )
                )
        return found

    def _drafted(self, year: int) -> str:
        """By what the target of a year was drafted."""
        table = self.workspace.result.targets
        notes = (
            table.statements[position].note
            for position in table.of_row(self.row if self.row is not None else -1)
            if table.year[position] == year
        )
        drafts = [draft for note in notes if (draft := draft_of(note)) is not None]
        return drafts[0].words.text(language(), {}) if drafts else ""

    def read(self, year: int) -> str:
        """Every figure of a year, a line each."""
        return "\n".join([str(year), *(f"{one.name}  {one.figure}" for one in self.readings(year))])


def _words() -> Words:
    """The words inside a chart, in the language in force."""
    return Words(
        base=tr("PathChart", "base"),
        stretch=tr("PathChart", "stretch"),
        before=tr("PathChart", "before"),
        rollup=tr("PathChart", "roll-up"),
        needed=tr("PathChart", "needs {figure} a year"),
        earlier_base=tr("PathChart", "last plan's base"),
        draft=tr("PathChart", "draft"),
    )


def _called(one: YardstickLine) -> str:
    name = named(one.region)
    return tr("PathChart", "at the pace of {name}").format(name=name) if one.paced else name
