"""Sending out forms: who is asked for what, seen before it is written; a fill-in workbook for each, and their index."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QHideEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from npfdesk.engine.collecting.collection import LeftOut, begin_collection, left_out, usual_year
from npfdesk.locations import sample_folder
from npfdesk.plan.asking_words import PROPOSAL_QUESTION, question_text
from npfdesk.plan.collection import (
    AskedCell,
    AskedFor,
    BegunCollection,
    CollectBy,
    ProposalBeside,
    Request,
)
from npfdesk.plan.file_names import path_of, shown_path
from npfdesk.plan.model import Plan
from npfdesk.plan.problems import LANGUAGES, Count, Problem
from npfdesk.ui.answers.answer_dialog import AnswerDialog
from npfdesk.ui.answers.answer_table import Entry, Head, Rows, RowsTable
from npfdesk.ui.answers.answer_thread import AnswerThread, Progress
from npfdesk.ui.charts.captions import Caption, Note
from npfdesk.ui.cycle.vintage_words import day_box, day_of, figure_text, show_day
from npfdesk.ui.files.chosen_files import chosen_path
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.look.mnemonics import say
from npfdesk.ui.look.naming import divider, speak
from npfdesk.ui.look.style import pixels
from npfdesk.ui.together.reading_line import ReadingLine
from npfdesk.ui.together.unit_words import unit_words
from npfdesk.ui.workspace import Workspace
from npfdesk.workbook.collecting.fill_in_workbook import write_requests

_DAYS: Final = 14
"""The due day that is offered lies so many days ahead."""
_ROUNDS: Final = 4


class CollectDialog(AnswerDialog):
    """Shows who would be asked for what, and writes the forms and their index into a folder behind the window."""

    tabs_by_place = False
    counted = Signal(int, int)
    """How many forms are made, and of how many."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.resize(1180, 680)
        self.begun: BegunCollection | None = None
        self.refusal: Problem | None = None
        self.unwritten: Problem | None = None
        """Why the forms were not written, until something else is chosen."""
        self.written_to: Path | None = None
        self.omitted = LeftOut((), ())
        self._thread: AnswerThread | None = None
        self._plan: Plan | None = None
        self._chosen_of: tuple[object, ...] = ()
        self._folder_by_hand = False
        self._make_fields()
        self._make_preview()
        workspace.opened.connect(self._start_over)
        self._start_over()

    def _make_fields(self) -> None:
        self.by_box, self.year_box, self.round_box, self.language_box = (QComboBox() for _ in range(4))
        for by in CollectBy:
            self.by_box.addItem("", by.value)
        for number in range(_ROUNDS):
            self.round_box.addItem("", number)
        for spoken, name in zip(LANGUAGES, ("中文", "English"), strict=True):
            self.language_box.addItem(name, spoken)
        self.language_box.setCurrentIndex(self.language_box.findData(language()))
        self.due_box, self.due = QCheckBox(), day_box()
        self.due_box.setChecked(True)
        self.due_box.toggled.connect(self.due.setEnabled)
        self.due_box.toggled.connect(lambda _: self.refresh())
        self.due.dateChanged.connect(lambda _: self.refresh())
        self.folder, self.browse = QLineEdit(), QPushButton()
        self.browse.setAutoDefault(False)
        self.language_label = QLabel()
        self.language_label.setBuddy(self.language_box)
        self.pair("Asked of", self.by_box, self.year_box, self.round_box)
        self.pair("Due by", self.due_box, self.due, self.language_label, self.language_box)
        line, across = QWidget(), QHBoxLayout()
        line.setLayout(across)
        line.setFocusProxy(self.folder)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(self.folder, 1)
        across.addWidget(self.browse)
        self.field("Folder", line)
        for box in (self.by_box, self.year_box, self.round_box):
            box.activated.connect(lambda _: self._chosen())
        self.folder.textEdited.connect(self._folder_typed)
        self.browse.clicked.connect(self.choose_folder)

    def _make_preview(self) -> None:
        self.units = RowsTable(Rows(_unit_heads()))
        self.questions = RowsTable(Rows(_question_heads()))
        speak(self.units, lambda: tr("Together", "Who is asked"))
        speak(self.questions, lambda: tr("Together", "What is asked"))
        self.units.setSelectionBehavior(RowsTable.SelectionBehavior.SelectRows)
        self.units.setSelectionMode(RowsTable.SelectionMode.SingleSelection)
        self.units.selectionModel().currentRowChanged.connect(self._unit_chosen)
        self.units_title, self.questions_title = Caption("subtitle"), Caption("subtitle")
        self.split = divider()
        self.whole_question = Note()
        for title, table, edges in (
            (self.units_title, self.units, (0, 0, 12, 0)),
            (self.questions_title, self.questions, (12, 0, 0, 0)),
        ):
            side = QWidget()
            layout = QVBoxLayout(side)
            layout.setContentsMargins(*edges)
            layout.setSpacing(4)
            layout.addWidget(title)
            layout.addWidget(table, 1)
            if table is self.questions:
                layout.addWidget(self.whole_question)
            self.split.addWidget(side)
        self.questions.selectionModel().currentChanged.connect(self._tell_question)
        self.split.setSizes([pixels(356), pixels(800)])
        self.split.setChildrenCollapsible(False)
        self.writing = ReadingLine(writes=True)
        self.writing.cancelled.connect(self.cancel)
        self.counted.connect(self.writing.show_count)
        self.open_button = QPushButton()
        self.open_button.setAutoDefault(False)
        self.open_button.clicked.connect(self.open_folder)
        self.open_button.hide()
        self.buttons.addButton(self.open_button, self.buttons.ButtonRole.ResetRole)
        self.body.addWidget(self.split, 1)
        self.body.addWidget(self.writing, 1)

    # words

    def words(self, source: str) -> str:
        """The label of a field in the current language."""
        return tr("Together", source)

    def apply_text(self) -> str:
        """The text of the button, with how many forms it writes."""
        if not self.requests:
            return tr("Together", "Write the forms")
        count = Count(len(self.requests))
        return tr("Together", "Write {count:form|forms}").format(count=count)

    def series_text(self) -> str:
        """Of which plan the forms are."""
        return self.workspace.plan.title

    def refresh(self) -> None:
        """Update all texts and figures."""
        for place, text in enumerate((tr("Together", "each region"), tr("Together", "each department"))):
            self.by_box.setItemText(place, text)
        self.round_box.setItemText(0, tr("Together", "figures alone"))
        for number in range(1, _ROUNDS):
            text = tr("Together", "figures and proposed targets, round {number}")
            self.round_box.setItemText(number, text.format(number=number))
        for at in range(self.year_box.count()):
            text = tr("Together", "figures of {year}").format(year=self.year_box.itemData(at))
            self.year_box.setItemText(at, text)
        say(self.due_box, tr("Together", "a day is set"))
        self.due.setAccessibleName(tr("Together", "Due by"))
        say(self.language_label, tr("Together", "Forms in"))
        self.language_box.setAccessibleName(tr("Together", "Forms in"))
        self.folder.setAccessibleName(tr("Together", "Folder"))
        say(self.browse, tr("Together", "Browse…"))
        say(self.open_button, tr("Together", "Open the folder"))
        super().refresh()
        self.subject.write(self.series_text())
        say(self.apply_button, self.apply_text())

    # what is chosen

    @property
    def by(self) -> CollectBy:
        """To whom the forms go."""
        return CollectBy(self.by_box.currentData())

    @property
    def year(self) -> int:
        """The year of the figures asked for."""
        return int(self.year_box.currentData())

    @property
    def requests(self) -> tuple[Request, ...]:
        """Who is asked for what."""
        return self.begun.collection.requests if self.begun is not None else ()

    @property
    def due_day(self) -> str:
        """The ISO day by which returns are due; "" for none."""
        return day_of(self.due) if self.due_box.isChecked() else ""

    @property
    def in_round(self) -> int:
        """The round of negotiation; 0: figures alone."""
        return int(self.round_box.currentData())

    def _start_over(self, *_: object) -> None:
        plan, today = self.workspace.plan, datetime.date.fromisoformat(self.workspace.today())
        self.year_box.clear()
        for year in plan.years.tolist():
            self.year_box.addItem(str(year), year)
        self.year_box.setCurrentIndex(max(self.year_box.findData(usual_year(plan, today)), 0))
        show_day(self.due, (today + datetime.timedelta(days=_DAYS)).isoformat())
        self._folder_by_hand, self.written_to, self.unwritten = False, None, None
        self._propose_folder()
        self._refresh_if_visible()

    def _chosen(self) -> None:
        self._propose_folder()
        self.refresh()

    def _folder_typed(self) -> None:
        self._folder_by_hand = True
        self.written_to = self.unwritten = None
        self.refresh()

    def _propose_folder(self) -> None:
        """A folder beside the workbook, as long as nobody has named another."""
        if self._folder_by_hand:
            return
        file = self.workspace.session.opened.path
        if file is None or file.is_relative_to(sample_folder()):
            beside = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        else:
            beside = file.parent
        name = tr("Together", "Forms {year}").format(year=self.year)
        if self.in_round:
            name = tr("Together", "Forms {year}, round {number}").format(year=self.year, number=self.in_round)
        self.folder.setText(shown_path(beside / name))
        self.written_to = self.unwritten = None

    def choose_folder(self) -> None:
        """Ask for the folder that the forms are written into."""
        title = tr("Together", "Folder for the forms")
        folder = QFileDialog.getExistingDirectory(self, title, self.folder.text())
        if folder:
            self.folder.setText(shown_path(chosen_path(folder)))
            self._folder_typed()

    # the preview

    def ask(self) -> None:
        """Show who is asked for what, what is asked of nobody, and why."""
        plan = self.workspace.plan
        chosen = (self.by, self.year, self.in_round, self.due_day, language())
        if plan is not self._plan or chosen != self._chosen_of:
            self._plan, self._chosen_of = plan, chosen
            today = datetime.date.fromisoformat(self.workspace.today())
            begun = begin_collection(plan, self.by, self.year, self.in_round, due=self.due_day, today=today)
            self.begun = None if isinstance(begun, Problem) else begun
            self.refusal = begun if isinstance(begun, Problem) else None
            self.omitted = left_out(plan, self.by, self.year)
            self._show_units()
        running = self._thread is not None
        for label, _ in self.labels:
            field = label.buddy()
            if field is not None:
                field.setEnabled(not running)
        self.writing.setVisible(running)
        self.split.setVisible(not running and bool(self.requests))
        self.open_button.setVisible(self.written_to is not None)
        if self.refusal is not None:
            self.refuse(self.refusal)
            return
        cells = sum(len(one.cells) for one in self.requests)
        self.units_title.write(tr("Together", "Who is asked"))
        self.headline.setText(self._headline(cells))
        self.notes.write(" ".join(self._remarks()))

    def _headline(self, cells: int) -> str:
        units = Count(len(self.requests))
        if self.written_to is not None:
            text = tr("Together", "{units:form|forms} and their index written to {folder}")
            return text.format(units=units, folder=shown_path(self.written_to.name))
        text = tr("Together", "{units:unit|units} asked for {cells:entry|entries}")
        return text.format(units=units, cells=Count(cells))

    def _remarks(self) -> list[str]:
        said = [self.unwritten.message(language())] if self.unwritten is not None else []
        said += [one.message(language()) for one in (self.begun.problems if self.begun else ())]
        for series, text in (
            (
                self.omitted.computed,
                tr("Together", "Not asked, because computed or added up from below: {count} series."),
            ),
            (self.omitted.of_root, tr("Together", "Not asked, because {region}'s own: {count} series.")),
        ):
            if series:
                region = named(self.workspace.plan.region_by_code[self.workspace.plan.root])
                said.append(text.format(count=f"{len(series):,}", region=region))
        return said

    def _show_units(self) -> None:
        proposals, plan = self.in_round > 0, self.workspace.plan
        heads = _unit_heads()
        self.units.rows.set_heads(heads if proposals else heads[:-1])
        self.units.rows.set_rows(
            [
                [
                    Entry(unit_words(plan, one.unit)),
                    *(Entry(f"{_count(one, asked_for):,}") for asked_for in AskedFor),
                ]
                for one in self.requests
            ]
        )
        # by region, each unit is its own
        self.questions.rows.set_heads(_question_heads()[self.by is CollectBy.REGION :])
        if self.requests:
            self.units.selectRow(0)
        self._unit_chosen()

    def _unit_chosen(self, *_: object) -> None:
        at = self.units.currentIndex().row()
        request = self.requests[at] if 0 <= at < len(self.requests) else None
        if request is None:
            self.questions.rows.set_rows([])
            return
        text = tr("Together", "What {unit} is asked for")
        self.questions_title.write(text.format(unit=unit_words(self.workspace.plan, request.unit)))
        plan = self.workspace.plan
        first = self.by is CollectBy.REGION
        self.questions.rows.set_rows([self._question(plan, one)[first:] for one in request.cells])
        self.questions.setCurrentIndex(self.questions.rows.index(0, 0))
        self._tell_question()

    def _tell_question(self, *_: object) -> None:
        """The whole question of the current row, which its column may cut."""
        at, rows = self.questions.currentIndex().row(), self.questions.rows.rows
        place = 2 - (self.by is CollectBy.REGION)
        self.whole_question.write(rows[at][place].text if 0 <= at < len(rows) else "")

    def _question(self, plan: Plan, asked: AskedCell) -> list[Entry]:
        series, spoken = asked.series, language()
        indicator = plan.indicator_by_code[series.indicator]
        industry = plan.industry_by_code.get(series.industry)
        what = named(indicator) if industry is None else f"{named(indicator)} · {named(industry)}"
        beside = self.begun.beside[asked] if self.begun is not None else None
        row = [Entry(named(plan.region_by_code[series.region])), Entry(what)]
        if isinstance(beside, ProposalBeside):
            question = PROPOSAL_QUESTION.text(spoken, {"year": asked.year})
            before = figure_text(plan, series, beside.base) if beside.base is not None else "—"
            return [
                *row,
                Entry(question),
                Entry(f"{beside.base_year}: {before}", faint=True),
                Entry(beside.target),
            ]
        if beside is None:
            return row
        question = question_text(beside.question, indicator, asked.year, spoken)
        before = "—"
        if beside.before is not None:
            before = f"{beside.before_year}: {figure_text(plan, series, beside.before)}"
        return [
            *row,
            Entry(question),
            Entry(before, faint=True),
            Entry(figure_text(plan, series, beside.known)),
        ]

    # writing

    def can_apply(self) -> bool:
        """Whether there is anybody to ask, and a folder."""
        return bool(self.requests) and bool(self.folder.text().strip()) and self._thread is None

    def apply(self) -> None:
        """Write the forms behind the window."""
        if self.begun is None or not self.can_apply():
            return
        folder, begun = path_of(self.folder.text().strip()), self.begun
        plan, spoken = self.workspace.plan, self.language_box.currentData()

        def write(report: Progress) -> object:
            def told(done: int, total: int) -> None:
                report(done / total)
                self.counted.emit(done, total)

            return write_requests(
                plan,
                begun,
                folder,
                spoken,
                progress=told,
                cancelled=lambda: not thread.wanted,
            )

        thread = self._thread = AnswerThread(write, self)
        self.writing.begin()
        self._thread.finished.connect(lambda: self._done(folder))
        self.refresh()
        self._thread.start()

    def _done(self, folder: Path) -> None:
        thread, self._thread = self._thread, None
        if thread is None:
            return
        thread.deleteLater()
        if thread.failure is not None:
            self.refresh()
            self.containment.tell(thread.failure)
            return
        self.unwritten = thread.result if isinstance(thread.result, Problem) else None
        self.written_to = folder if self.unwritten is None else None
        self.refresh()

    def cancel(self) -> None:
        """Stop writing; nothing is left of what was begun."""
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.wanted = False
            thread.wait()
            thread.deleteLater()
        if self.isVisible():
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop writing when hidden."""
        self.cancel()
        super().hideEvent(event)

    def open_folder(self) -> None:
        """Show the forms in the system's own window of files."""
        if self.written_to is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.written_to)))


def _count(request: Request, asked_for: AskedFor) -> int:
    return sum(one.asked_for is asked_for for one in request.cells)


def _unit_heads() -> tuple[Head, ...]:
    return (
        Head(lambda: tr("Together", "Unit"), 230, figures=False),
        Head(lambda: tr("Together", "Figures"), 64),
        Head(lambda: tr("Together", "Proposals"), 72),
    )


def _question_heads() -> tuple[Head, ...]:
    return (
        Head(lambda: tr("Together", "Region"), 90, figures=False),
        Head(lambda: tr("Together", "Indicator"), 150, figures=False),
        Head(lambda: tr("Together", "What is asked"), 250, figures=False),
        Head(lambda: tr("Together", "Last known"), 110),
        Head(lambda: tr("Together", "Known already"), 100),
    )
