"""A new month: a bulletin's block pasted or read from its file, shown figure by figure before it is taken as one step."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from npfdesk.engine.new_month import MonthFigure, Standing, Weighed, month_edit, weighed
from npfdesk.plan.edits import Edit
from npfdesk.plan.file_names import shown_path
from npfdesk.plan.model import Plan
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.periods import Period, read_period
from npfdesk.plan.problems import Count, Problem, clauses, error
from npfdesk.plan.rounding import rounded
from npfdesk.ui.answers.answer_dialog import KeepingDialog
from npfdesk.ui.answers.answer_table import Entry, Head, Rows, RowsTable
from npfdesk.ui.background_job import BackgroundJob
from npfdesk.ui.charts.captions import Note
from npfdesk.ui.cycle.month_grids import LEFT_OUT, ColumnsGrid, NamesGrid
from npfdesk.ui.files.chosen_files import chosen_path, dropped_path
from npfdesk.ui.look.language import language, named, tr, unit_of
from npfdesk.ui.look.style import pixels
from npfdesk.ui.workspace import Workspace
from npfdesk.workbook.files.cell_grid import Grid
from npfdesk.workbook.files.file_problems import WRONG_PASSWORD
from npfdesk.workbook.files.passwords import NO_PASSWORD, Password, asks_password
from npfdesk.workbook.files.sandbox import read_grid
from npfdesk.workbook.month_block import (
    CITY_ASSUMED,
    EMPTY_BLOCK,
    MEASURE_GUESSED,
    UNIT_ASSUMED,
    CellState,
    MonthCell,
    MonthColumn,
    MonthReading,
    MonthSource,
    next_month,
    pasted_grid,
    unsettled,
)
from npfdesk.workbook.month_memory import (
    NO_CHOICES,
    Meant,
    MonthChoices,
    choices_from_json,
    choices_json,
    setting_key,
)
from npfdesk.workbook.month_names import PrintedName
from npfdesk.workbook.month_reading import layouts_of, read_month
from npfdesk.workbook.published.recognition_report import role_name
from npfdesk.workbook.standard.period_heads import PeriodMeasure, measure_for

NO_MONTH: Final = error(
    "no_such_month",
    "“{text}”不是月份。可写：2026年3月、2026-03。",
    "“{text}” is not a month. Write it as: 2026-03, Mar 2026.",
)
_KINDS: Final = "*.xlsx *.xlsm *.xls *.ods *.csv"

_TOLD_ONCE: Final = (CITY_ASSUMED, MEASURE_GUESSED, UNIT_ASSUMED)
"""Assumptions about the whole block, which are told below it and not for each figure."""


class Shown(StrEnum):
    """What the figures are sorted by for the filters."""

    ALL = "all"
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    CHECK = "check"
    UNKNOWN = "unknown"
    LEFT_OUT = "left out"
    EXPLAINED = "explained"


@dataclass(frozen=True)
class Line:
    """A figure of the block, weighed where it was read."""

    cell: MonthCell
    weighed: Weighed | None

    @property
    def state(self) -> Shown:
        """The filter that it belongs to, beside CHECK."""
        if self.weighed is None:
            return {
                CellState.LEFT_OUT: Shown.LEFT_OUT,
                CellState.EXPLAINED: Shown.EXPLAINED,
            }.get(self.cell.state, Shown.UNKNOWN)
        return {
            Standing.NEW: Shown.NEW,
            Standing.CHANGED: Shown.CHANGED,
            Standing.SAME: Shown.SAME,
            Standing.REFUSED: Shown.UNKNOWN,
        }[self.weighed.standing]

    @property
    def contradicts(self) -> bool:
        """Whether it is taken although something contradicts it."""
        return (
            self.weighed is not None
            and self.weighed.standing is not Standing.REFUSED
            and bool(self.weighed.problems)
        )


class NewMonthDialog(KeepingDialog):
    """Shows what a bulletin's block comes to, and takes it; what is said of its layout is kept in the library."""

    tabs_by_place = False

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.resize(1180, 680)
        self.setAcceptDrops(True)
        self.grid: Grid | None = None
        self.file: Path | None = None
        self.refusal: Problem | None = None
        self.choices, self.remembered, self._had_choices = NO_CHOICES, False, False
        self.month: Period | None = None
        self.expected = next_month(workspace.plan)
        self.reading: MonthReading | None = None
        self.lines: tuple[Line, ...] = ()
        self.shown_lines: tuple[Line, ...] = ()
        self.filter = Shown.ALL
        self._job: BackgroundJob | None = None
        self._read: tuple[object, ...] = ()
        self._shown: tuple[object, ...] = ()
        self._kept: dict[str, Any] = {}
        self._make_source()
        self._make_tabs()
        workspace.opened.connect(self._start_over)

    def _make_source(self) -> None:
        self.paste_button, self.file_button, self.forget_button = QPushButton(), QPushButton(), QPushButton()
        for button in (self.paste_button, self.file_button, self.forget_button):
            button.setAutoDefault(False)
        self.paste_button.clicked.connect(self.paste)
        self.file_button.clicked.connect(self.choose_file)
        self.forget_button.clicked.connect(self.forget)
        self.month_label, self.month_why = QLabel(), QLabel()
        self.month_why.setProperty("role", "note")
        self.month_field = QLineEdit()
        self.month_field.setFixedWidth(pixels(120))
        self.month_label.setBuddy(self.month_field)
        self.month_field.editingFinished.connect(self._month_typed)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.paste_button)
        line.addWidget(self.file_button)
        line.addSpacing(16)
        for widget in (self.month_label, self.month_field, self.month_why):
            line.addWidget(widget)
        line.addStretch(1)
        line.addWidget(self.forget_button)
        self.form.addRow(line)

    def _make_tabs(self) -> None:
        self.rows = Rows(
            (
                Head(lambda: tr("NewMonth", "Region"), 90, figures=False),
                Head(lambda: tr("NewMonth", "Indicator"), 180, figures=False),
                Head(lambda: tr("NewMonth", "Period"), 104, figures=False),
                Head(lambda: tr("NewMonth", "Measure"), 72, figures=False),
                Head(lambda: tr("NewMonth", "In the table"), 84),
                Head(lambda: tr("NewMonth", "Current"), 104),
                Head(lambda: tr("NewMonth", "New value"), 104),
                Head(lambda: tr("NewMonth", "State"), 96, figures=False),
                Head(lambda: tr("NewMonth", "Remark"), 560, figures=False),
            )
        )
        self.table = RowsTable(self.rows)
        self.table.selectionModel().currentChanged.connect(self._tell_line)
        self.detail = Note()
        self.filters: dict[Shown, QToolButton] = {}
        group, bar = QButtonGroup(self), QHBoxLayout()
        bar.setSpacing(4)
        for one in Shown:
            button = QToolButton()
            button.setProperty("quiet", True)
            button.setCheckable(True)
            group.addButton(button)
            bar.addWidget(button)
            button.clicked.connect(lambda _=False, chosen=one: self.show_only(chosen))
            self.filters[one] = button
        bar.addStretch(1)
        self.filters[Shown.ALL].setChecked(True)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(bar)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.detail)
        self.columns_grid, self.names_grid = ColumnsGrid(), NamesGrid()
        self.columns_grid.chosen.connect(self._column_chosen)
        self.names_grid.chosen.connect(self._name_chosen)
        self.tabs = QTabWidget()
        for widget in (page, self.columns_grid, self.names_grid):
            self.tabs.addTab(widget, "")
        self.hint = QLabel()
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setWordWrap(True)
        self.hint.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.body.addWidget(self.tabs, 1)
        self.body.addWidget(self.hint, 1)

    # words

    def apply_text(self) -> str:
        """The text of the apply button, with the count."""
        count = sum(one.weighed is not None and one.weighed.taken for one in self.lines)
        return (
            tr("NewMonth", "Apply {count:figure|figures}").format(count=Count(count))
            if count
            else tr("NewMonth", "Apply")
        )

    def series_text(self) -> str:
        """What was read: the file or the pasted block."""
        if self.file is not None:
            return shown_path(self.file.name)
        return tr("NewMonth", "pasted block") if self.grid is not None else ""

    def refresh(self) -> None:
        """Update all texts and figures; the button counts what is found."""
        super().refresh()
        self.subject.write(self.series_text())
        self.apply_button.setText(self.apply_text())

    # the source

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste a block."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
            return
        super().keyPressEvent(event)

    def paste(self) -> None:
        """Read the block on the clipboard."""
        self.take_text(QGuiApplication.clipboard().text())

    def take_text(self, text: str) -> None:
        """Read a copied block."""
        self._drop_job()
        self._take(pasted_grid(text), None)

    def choose_file(self) -> None:
        """Ask for a bulletin's file."""
        title = tr("NewMonth", "Bulletin file")
        kinds = f"{tr('NewMonth', 'Workbooks')} ({_KINDS})"
        file, _ = QFileDialog.getOpenFileName(self, title, "", kinds)
        if file:
            self.take_file(chosen_path(file))

    def take_file(self, path: Path, password: Password = NO_PASSWORD) -> None:
        """Read a bulletin's file behind the window."""
        self._drop_job()
        self.hint.setText(tr("NewMonth", "Reading “{name}” …").format(name=shown_path(path.name)))
        self._job = BackgroundJob(
            lambda: read_grid(path, password=password), lambda found: self._file_read(path, found), self
        )
        self._job.start()

    def _file_read(self, path: Path, found: Grid | Problem) -> None:
        self._job = None
        locked = asks_password((found,)) if isinstance(found, Problem) else None
        if locked is not None:
            password = self.ask_password(locked)
            if password is not None:
                self.take_file(path, password)
                return
        self._take(found, path)

    def ask_password(self, locked: Problem) -> Password | None:
        """Ask for the password of an encrypted file; None where the question is put away."""
        from npfdesk.ui.files.password_question import ask_password

        return ask_password(locked.text, locked.kind is WRONG_PASSWORD, self)

    def _drop_job(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.drop()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop reading when hidden."""
        self._drop_job()
        super().hideEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and texts."""
        if event.mimeData().hasUrls() or event.mimeData().hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read a dropped file, or a dropped block."""
        urls = [one for one in event.mimeData().urls() if one.isLocalFile()]
        event.acceptProposedAction()
        if urls:
            self.take_file(dropped_path(urls[0]))
        else:
            self.take_text(event.mimeData().text())

    def _take(self, found: Grid | Problem, file: Path | None) -> None:
        """Another block in place of the one before; what was said of its layout holds."""
        self.file, self.month = file, None
        self.refusal = found if isinstance(found, Problem) else None
        self.grid = None if isinstance(found, Problem) else found
        self.expected = next_month(self.workspace.plan)
        self.choices = self._recalled() if self.grid is not None else NO_CHOICES
        self.remembered = self._had_choices = self.choices != NO_CHOICES
        self.show_only(Shown.ALL, refresh=False)
        self.refresh()
        if self.reading is not None:
            self.tabs.setCurrentIndex(2 if unsettled(self.reading.names) else 0)

    def _start_over(self, *_: object) -> None:
        """Another plan: the block is read against it anew."""
        self.expected, self._read = next_month(self.workspace.plan), ()
        self._refresh_if_visible()

    # what was said

    def _recalled(self) -> MonthChoices:
        found = NO_CHOICES
        if self.grid is None:
            return found
        for layout in layouts_of(self.grid):
            key = setting_key(layout)
            said = self._kept.get(key)
            if said is None and self.library is not None:
                said = self.library.setting(key)
            if said is not None:
                with contextlib.suppress(ValueError):
                    found |= choices_from_json(said, layout)
        return found

    def _keep(self) -> None:
        """Keep what was said, for the next month of the same layout."""
        if self.reading is None or (self.choices == NO_CHOICES and not self._had_choices):
            return
        records = {
            setting_key(layout): choices_json(self.choices, layout, printed)
            for layout, printed in self.reading.layouts.items()
        }
        self._kept.update(records)
        if self.library is not None and not self.library.read_only:
            # work goes on when it cannot be kept; it lasts until the window closes
            self.library.keep_settings(records)

    def forget(self) -> None:
        """Read the block without what was said of its layout."""
        self.choices, self.remembered = NO_CHOICES, False
        self.refresh()

    def _column_chosen(self, column: MonthColumn, what: PeriodMeasure | str) -> None:
        self.choices = (
            self.choices.without_column(column.place)
            if what == LEFT_OUT
            else self.choices.with_column(column.place, PeriodMeasure(what))
        )
        self.refresh()

    def _name_chosen(self, name: PrintedName, meant: Meant) -> None:
        self.choices = self.choices.with_name(name.what, name.text, meant)
        self.refresh()

    def _month_typed(self) -> None:
        if self.reading is None or not self.month_field.isEnabled():
            return
        text = self.month_field.text()
        period = read_period(text)
        if period is None or period.is_year or not period.year:
            self.refusal = Problem(NO_MONTH, text=text)
        else:
            self.refusal = None
            single = Period(period.year, period.last, period.last)
            if single != self.reading.month:
                self.month = single
        self.refresh()

    # the answer

    def ask(self) -> None:
        """Read the block against the plan as it is, and weigh its figures."""
        self._read_block()
        reading = self.reading
        found = reading is not None
        self.tabs.setVisible(found)
        self.hint.setVisible(not found)
        if self._job is None:
            self.hint.setText(
                tr(
                    "NewMonth",
                    "Copy the bulletin's table with its headers in Excel, Word or an e-mail, and "
                    "press Ctrl+V here; or drop its file.\nThe figures are listed first: nothing "
                    "changes before “Apply”.",
                )
            )
        self.paste_button.setText(tr("NewMonth", "Paste (Ctrl+V)"))
        self.file_button.setText(tr("NewMonth", "From a file…"))
        self.forget_button.setText(tr("NewMonth", "Clear the assignments"))
        self.forget_button.setVisible(self.choices != NO_CHOICES)
        self._show_month()
        if reading is None:
            self.lines, self.shown_lines, self._shown = (), (), ()
            self.refuse(self.refusal or "")
            return
        of = (reading, self.workspace.plan, language(), self.refusal, self.month)
        if len(self._shown) == len(of) and all(one is two for one, two in zip(of, self._shown, strict=True)):
            return  # an edit of a scenario or another selection changes nothing here
        if self._shown[:1] != of[:1] or self._shown[2:3] != of[2:3]:
            self._show_grids(reading)
        self._shown = of
        figures = [
            MonthFigure(one.key, one.value, one.rounding) for one in reading.cells if one.key is not None
        ]
        found_figures = iter(weighed(self.workspace.plan, figures))
        self.lines = tuple(
            Line(one, next(found_figures) if one.key is not None else None) for one in reading.cells
        )
        self._show_lines()
        self._show_tabs(reading)
        counts = self._counts()
        self.headline.setText(
            tr(
                "NewMonth",
                "{month}: {new} new, {changed} changed, {same} unchanged, {unknown} not understood",
            ).format(
                month=self._month_words(),
                new=counts[Shown.NEW],
                changed=counts[Shown.CHANGED],
                same=counts[Shown.SAME],
                unknown=counts[Shown.UNKNOWN],
            )
        )
        self.notes.write(" ".join(self._remarks(reading, counts)))

    def _read_block(self) -> None:
        plan = self.workspace.plan
        if self.grid is None:
            self.reading, self._read = None, ()
            return
        # an edit of figures does not change what the block says
        of = (self.grid, self.choices, self.month, plan.regions, plan.industries, plan.indicators)
        if len(self._read) == len(of) and all(
            one is other for one, other in zip(of, self._read, strict=True)
        ):
            return
        self._read = of
        file = shown_path(self.file.name) if self.file is not None else ""
        self.reading = read_month(self.grid, plan, self.choices, self.month, file, self.expected)
        if not self.reading.cells:
            self.reading, self.refusal = None, Problem(EMPTY_BLOCK)

    def _month_words(self) -> str:
        return self.reading.month.words(language() == "zh") if self.reading is not None else ""

    def _show_month(self) -> None:
        reading = self.reading
        self.month_label.setText(tr("NewMonth", "Month"))
        for widget in (self.month_label, self.month_field, self.month_why):
            widget.setVisible(reading is not None)
        if reading is None:
            return
        if not self.month_field.hasFocus() or self.refusal is None:
            self.month_field.setText(self._month_words())
        self.month_field.setEnabled(reading.source is not MonthSource.BLOCK)
        self.month_field.setAccessibleName(tr("NewMonth", "Month"))
        self.month_why.setText(
            {
                MonthSource.BLOCK: tr("NewMonth", "as the table says"),
                MonthSource.YEAR_GUESSED: tr("NewMonth", "the year is a guess: please check"),
                MonthSource.FILE: tr("NewMonth", "as the file's name says"),
                MonthSource.GUESSED: tr("NewMonth", "a guess, the month after the latest: please check"),
                MonthSource.SAID: tr("NewMonth", "entered by you"),
            }[reading.source]
        )

    def _counts(self) -> dict[Shown, int]:
        counts = dict.fromkeys(Shown, 0)
        for line in self.lines:
            counts[line.state] += 1
            counts[Shown.CHECK] += line.contradicts
        counts[Shown.ALL] = len(self.lines) - counts[Shown.EXPLAINED]
        return counts

    def _show_tabs(self, reading: MonthReading) -> None:
        left = len(unsettled(reading.names))
        guessed = sum(one.guessed for one in reading.columns)
        figures = tr("NewMonth", "Figures ({count})").format(count=self._counts()[Shown.ALL])
        columns, names = tr("NewMonth", "Columns"), tr("NewMonth", "Names")
        if guessed:
            columns = tr("NewMonth", "Columns ({count} to check)").format(count=guessed)
        if left:
            names = tr("NewMonth", "Names ({count} to assign)").format(count=left)
        for place, text in enumerate((figures, columns, names)):
            self.tabs.setTabText(place, text)

    def _show_grids(self, reading: MonthReading) -> None:
        self.rows.retranslate()
        self.columns_grid.show_columns(reading.columns, len({one.sheet for one in reading.columns}) > 1)
        self.names_grid.show_names(reading.names, self.workspace.plan)

    def _remarks(self, reading: MonthReading, counts: dict[Shown, int]) -> list[str]:
        remarks = []
        if self.refusal is not None:
            remarks.append(self.refusal.message(language()))
        if self.remembered:
            remarks.append(tr("NewMonth", "Columns and names are read as they were for this layout before."))
        assumed = [told for one in self.lines for told in one.cell.told if told.kind in _TOLD_ONCE]
        remarks += dict.fromkeys(one.message(language()) for one in assumed)
        if counts[Shown.CHECK]:
            remarks.append(
                tr(
                    "NewMonth",
                    "Figures that contradict others: {count}. See “To check” before you apply them.",
                ).format(count=counts[Shown.CHECK])
            )
        if counts[Shown.UNKNOWN]:
            remarks.append(
                tr("NewMonth", "Figures that will not be applied: {count}. Each row says why.").format(
                    count=counts[Shown.UNKNOWN]
                )
            )
        begun = {
            one.weighed.key.series
            for one in self.lines
            if one.weighed is not None
            and one.weighed.taken
            and one.weighed.key.series not in self.workspace.plan.row
        }
        if begun:
            remarks.append(tr("NewMonth", "Series new to the plan: {count}.").format(count=len(begun)))
        remarks += [one.message(language()) for one in reading.problems]
        return remarks

    # the figures

    def show_only(self, chosen: Shown, *, refresh: bool = True) -> None:
        """Show the figures of one state."""
        self.filter = chosen
        self.filters[chosen].setChecked(True)
        if refresh:
            self._show_lines()

    def _show_lines(self) -> None:
        counts, words = self._counts(), self._state_words()
        for one, button in self.filters.items():
            button.setText(f"{words[one]} {counts[one]}")
            button.setVisible(one is Shown.ALL or bool(counts[one]) or one is self.filter)
        self.shown_lines = tuple(line for line in self.lines if self._is_shown(line))
        self.rows.set_rows([self._entries(line, words) for line in self.shown_lines])
        self._tell_line(self.table.currentIndex())

    def _is_shown(self, line: Line) -> bool:
        if self.filter is Shown.ALL:
            return line.state is not Shown.EXPLAINED
        return line.contradicts if self.filter is Shown.CHECK else line.state is self.filter

    def _state_words(self) -> dict[Shown, str]:
        return {
            Shown.ALL: tr("NewMonth", "All"),
            Shown.NEW: tr("NewMonth", "New"),
            Shown.CHANGED: tr("NewMonth", "Changed"),
            Shown.SAME: tr("NewMonth", "Unchanged"),
            Shown.CHECK: tr("NewMonth", "To check"),
            Shown.UNKNOWN: tr("NewMonth", "Not understood"),
            Shown.LEFT_OUT: tr("NewMonth", "Left out"),
            Shown.EXPLAINED: tr("NewMonth", "Headers and row numbers"),
        }

    def _entries(self, line: Line, words: dict[Shown, str]) -> list[Entry]:
        cell, weight, plan = line.cell, line.weighed, self.workspace.plan
        state, quiet_line = line.state, line.state in (Shown.SAME, Shown.LEFT_OUT, Shown.EXPLAINED)
        remark = self._remark(line)
        late = state is Shown.UNKNOWN
        if weight is None:
            return [
                Entry(cell.region or ("—" if cell.indicator else ""), faint=True),
                Entry(cell.indicator or cell.cell, faint=True),
                Entry(),
                Entry(),
                Entry(cell.text),
                Entry(),
                Entry(),
                Entry(words[state], late=late, faint=not late),
                Entry(remark, faint=not late),
            ]
        key = weight.key
        taken = weight.taken
        return [
            Entry(named(plan.region_by_code[key.series.region]), faint=quiet_line),
            Entry(self._indicator_words(plan, key.series.indicator, key.series.industry), faint=quiet_line),
            Entry(cell.key.period.words(language() == "zh") if cell.key else "", faint=quiet_line),
            Entry(self._measure_words(cell), faint=quiet_line),
            Entry(cell.text, faint=True),
            Entry(self._figure(weight, weight.stands), faint=True),
            Entry(
                self._figure(weight, weight.figure.value) if taken else "",
                strong=state is Shown.CHANGED,
            ),
            Entry(words[state], late=late, strong=state is Shown.CHANGED, faint=state is Shown.SAME),
            Entry(remark, late=line.contradicts or late, faint=not (line.contradicts or late)),
        ]

    def _indicator_words(self, plan: Plan, indicator: str, industry: str) -> str:
        words = named(plan.indicator_by_code[indicator])
        return f"{words} · {named(plan.industry_by_code[industry])}" if industry else words

    def _measure_words(self, cell: MonthCell) -> str:
        if cell.key is None:
            return ""
        return measure_for(cell.key.period, cell.key.growth).words(language())

    def _figure(self, weight: Weighed, figure: float | None) -> str:
        indicator = self.workspace.plan.indicator_by_code[weight.key.series.indicator]
        decimals = 1 if weight.key.growth else indicator.decimals
        if figure is not None and rounded(figure, decimals) != figure:
            decimals = next((at for at in range(decimals, 5) if rounded(figure, at) == figure), 4)
        return format_figure(figure, decimals, "%" if weight.key.growth else unit_of(indicator))

    def _remark(self, line: Line) -> str:
        """What is told of a figure, contradictions first."""
        told = [*(line.weighed.problems if line.weighed is not None else ()), *line.cell.told]
        told = [one for one in told if one.kind not in _TOLD_ONCE]
        words = [one.message(language()) for one in told]
        if line.cell.role is not None:
            words.append(role_name(line.cell.role, language()))
        return clauses(words, language())

    def _tell_line(self, index: QModelIndex, *_: object) -> None:
        """The whole remark of the current figure, with its cell."""
        at = index.row() if index.isValid() else -1
        if not 0 <= at < len(self.shown_lines):
            self.detail.write("")
            return
        line = self.shown_lines[at]
        place = line.cell.cell if self.file is None else f"{line.cell.sheet}!{line.cell.cell}"
        self.detail.write(f"{place}  {self._remark(line)}".rstrip())

    # taking

    def edit(self) -> Edit | None:
        """The one step that takes the figures that are new or changed."""
        if self.reading is None:
            return None
        taken = [one.weighed for one in self.lines if one.weighed is not None]
        return month_edit(self.workspace.document, taken, self.reading.month)

    def apply(self) -> None:
        """Take the month, and keep what was said of its layout."""
        self._keep()
        super().apply()
