"""Taking in returns: a heap of files read at once, a board of who stands how, every cell beside what is known, one step."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from npfdesk.engine.collecting.gathering import CellChoice, taking_edit
from npfdesk.plan.collection import CollectBy
from npfdesk.plan.edits import CombinedEdit, EditRefused, Label
from npfdesk.plan.problems import Count, Problem, clauses
from npfdesk.plan.statuses import Status
from npfdesk.ui.answers.answer_table import Entry, Rows, RowsTable
from npfdesk.ui.answers.answer_thread import ThreadedAnswerDialog, Work
from npfdesk.ui.charts.captions import Caption, Note
from npfdesk.ui.files.chosen_files import chosen_path, dropped_path
from npfdesk.ui.look.colours import appearance, status_text
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.look.mnemonics import PLAN_NAME, say
from npfdesk.ui.look.naming import speak
from npfdesk.ui.look.style import pixels
from npfdesk.ui.look.wrapped_line import WrappedLine
from npfdesk.ui.together.drop_zone import DropZone
from npfdesk.ui.together.gathered_cells import (
    CHANGE,
    HEADS,
    RANGE,
    REGION,
    CellLine,
    Shown,
    TickedRows,
    TickedTable,
    change_text,
    entries_of,
    place_text,
    range_text,
    shown_words,
)
from npfdesk.ui.together.heap import KINDS, Heap, heap_work
from npfdesk.ui.together.heap_lists import contradiction_rows, contradictions_heads, file_heads, file_rows
from npfdesk.ui.together.reading_line import ReadingLine
from npfdesk.ui.together.standing_filters import StandingFilters, is_kept
from npfdesk.ui.together.unit_board import GAP, UnitBoard
from npfdesk.ui.together.unit_standings import Standing, UnitStanding, counts_of, unit_standings
from npfdesk.ui.together.unit_words import unit_words
from npfdesk.ui.together.version_choice import VersionChoice
from npfdesk.ui.workspace import Workspace, refusal_text

_TABLES: Final = 170
"""The least height of the tables [px at 100 %]."""
_CONTRADICTIONS: Final = 2
"""The place of the tab of contradictions."""


class _Tabs(QTabWidget):
    """Tabs that ask for no more height than they must have: what a table would like is no reason to scroll around it."""

    def hasHeightForWidth(self) -> bool:
        """The filters that wrap take their lines from the table below them."""
        return False


class GatherDialog(ThreadedAnswerDialog):
    """Reads returns behind the window, shows who stands how and what each cell would change, and takes what is ticked.

    Nothing changes before “Take”, which is one step. What is read stays until it is cleared; after an edit it is weighed anew.
    """

    tabs_by_place = False
    # how far reading is has a line of its own
    shows_progress = False
    counted = Signal(int, int)
    """How many files are read, and of how many."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.resize(1240, 690)
        self.setAcceptDrops(True)
        self.files: tuple[Path, ...] = ()
        self.holding: dict[str, str] = {}
        """The file that holds for a unit (by its code) of which several came, as the user said."""
        self.heap: Heap | None = None
        self.refusal: Problem | None = None
        self.standings: tuple[UnitStanding, ...] = ()
        self.lines: tuple[CellLine, ...] = ()
        self.shown_lines: tuple[CellLine, ...] = ()
        self.by_hand: dict[CellChoice, bool] = {}
        """What the user said of cells; it holds when they are weighed anew."""
        self.taken: set[CellLine] = set()
        """The cells that are ticked."""
        self._shown: tuple[object, ...] = ()
        self.filter = Shown.ALL
        self.columns: tuple[int, ...] = tuple(range(len(HEADS)))
        self._asked_of: tuple[object, ...] = ()
        self._reads = False
        self._taken: tuple[Label, str] | None = None
        self._make_source()
        self._make_board()
        self._make_cells()
        self._make_pages()
        self.answered.connect(lambda _: self._name_apply())
        workspace.opened.connect(self._start_over)

    # what it is made of

    def _make_source(self) -> None:
        self.files_button, self.folder_button, self.clear_button = (QPushButton() for _ in range(3))
        for button in (self.files_button, self.folder_button, self.clear_button):
            button.setAutoDefault(False)
        self.files_button.clicked.connect(self.choose_files)
        self.folder_button.clicked.connect(self.choose_folder)
        self.clear_button.clicked.connect(self.clear)
        line = QHBoxLayout()
        line.setSpacing(8)
        for button in (self.files_button, self.folder_button):
            line.addWidget(button)
        line.addStretch(1)
        line.addWidget(self.clear_button)
        self.form.addRow(line)

    def _make_board(self) -> None:
        self.standing_filters, self.board = StandingFilters(), UnitBoard()
        self.versions = VersionChoice()
        self.contradiction = Caption("contradiction")
        appearance.changed.connect(self._colour)
        self._colour()
        self.standing_filters.chosen.connect(self._show_board)
        self.board.chosen.connect(lambda _: self._unit_chosen())
        self.versions.chosen.connect(self._version_chosen)

    def _colour(self) -> None:
        self.contradiction.setStyleSheet(f"color: {status_text(Status.ORANGE).name()};")

    def _make_cells(self) -> None:
        self.rows = TickedRows(HEADS)
        self.table = TickedTable(self.rows)
        speak(
            self.table,
            lambda: tr("Together", "Returned cells"),
            lambda: tr("Together", "Space takes or leaves the selected cells."),
        )
        self.rows.ticked.connect(self._rows_ticked)
        self.table.selectionModel().currentChanged.connect(self._tell_line)
        self.detail = Note()
        self.filters: dict[Shown, QToolButton] = {}
        group = QButtonGroup(self)
        self.filter_line = QWidget()
        bar = WrappedLine(self.filter_line, 4)
        for one in Shown:
            button = QToolButton()
            button.setProperty("quiet", True)
            # the letters are left to what does something
            button.setProperty(PLAN_NAME, True)
            button.setCheckable(True)
            group.addButton(button)
            bar.addWidget(button)
            button.clicked.connect(lambda _=False, chosen=one: self.show_only(chosen))
            self.filters[one] = button
        self.filters[Shown.ALL].setChecked(True)
        self.all_button, self.unit_button, self.none_button = (QPushButton() for _ in range(3))
        for plain in (self.all_button, self.unit_button, self.none_button):
            plain.setAutoDefault(False)
        self.all_button.clicked.connect(lambda: self.tick(self.lines, True))
        self.none_button.clicked.connect(lambda: self.tick(self.lines, False))
        self.unit_button.clicked.connect(self._tick_unit_alone)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.filter_line, 1)
        for plain in (self.all_button, self.unit_button, self.none_button):
            line.addWidget(plain, 0, Qt.AlignmentFlag.AlignTop)
        self.cells_page = QWidget()
        layout = QVBoxLayout(self.cells_page)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(line)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.detail)

    def _make_pages(self) -> None:
        self.files_table = RowsTable(Rows(file_heads()))
        self.contradictions_table = RowsTable(Rows(contradictions_heads()))
        speak(self.files_table, lambda: tr("Together", "Files"))
        speak(self.contradictions_table, lambda: tr("Together", "Contradictions"))
        self.tabs = _Tabs()
        for widget in (self.cells_page, self.files_table, self.contradictions_table):
            self.tabs.addTab(widget, "")
        self.tabs.setMinimumHeight(pixels(_TABLES))
        self.tabs.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.found = QWidget()
        layout = QVBoxLayout(self.found)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        around = QHBoxLayout()
        # the board keeps half a gap around its tiles
        around.setContentsMargins(-GAP // 2, 0, -GAP // 2, 0)
        around.addWidget(self.board)
        layout.addWidget(self.standing_filters)
        layout.addLayout(around)
        layout.addWidget(self.versions)
        layout.addWidget(self.contradiction)
        layout.addWidget(self.tabs, 1)
        self.zone = DropZone()
        self.reading = ReadingLine()
        self.reading.cancelled.connect(self.cancel)
        self.counted.connect(self.reading.show_count)
        self.undo_button = QPushButton()
        self.undo_button.setAutoDefault(False)
        self.undo_button.clicked.connect(self.workspace.undo)
        self.undo_button.hide()
        self.buttons.addButton(self.undo_button, self.buttons.ButtonRole.ResetRole)
        for widget in (self.found, self.zone, self.reading):
            self.body.addWidget(widget, 1)

    # words

    def apply_text(self) -> str:
        """The text of the apply button, with the count."""
        count = len(self.taken)
        if not count:
            return tr("Together", "Take")
        return tr("Together", "Take {count:figure|figures}").format(count=Count(count))

    def series_text(self) -> str:
        """What is taken in: the round of collecting."""
        said = [self.workspace.plan.title]
        if self.heap is not None and (words := self.heap.round_words()):
            said.append(words)
        return " · ".join(said)

    def refresh(self) -> None:
        """Update all texts and figures."""
        super().refresh()
        say(self.files_button, tr("Together", "Add files…"))
        say(self.folder_button, tr("Together", "Add a folder…"))
        say(self.clear_button, tr("Together", "Clear"))
        say(self.all_button, tr("Together", "Take all"))
        say(self.none_button, tr("Together", "Take none"))
        say(self.undo_button, tr("Together", "Undo"))
        self._show_pages()

    # the heap

    def choose_files(self) -> None:
        """Ask for returns and add them to the heap."""
        kinds = f"{tr('Together', 'Returns')} ({KINDS})"
        files, _ = QFileDialog.getOpenFileNames(self, tr("Together", "Returned forms"), "", kinds)
        self.add([chosen_path(one) for one in files])

    def choose_folder(self) -> None:
        """Ask for a folder and add the returns in it."""
        folder = QFileDialog.getExistingDirectory(self, tr("Together", "Folder of returned forms"))
        if folder:
            self.add([chosen_path(folder)])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders."""
        if any(one.isLocalFile() for one in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what is dropped to the heap."""
        event.acceptProposedAction()
        self.add([dropped_path(one) for one in event.mimeData().urls() if one.isLocalFile()])

    def add(self, paths: Iterable[Path]) -> None:
        """Add files, and the files of folders, to the heap, and read it."""
        asked = tuple(paths)
        if not asked:
            return
        self.refusal = None
        self.files = tuple(dict.fromkeys((*self.files, *asked)))
        self.refresh()

    def clear(self) -> None:
        """Put the heap away; what was taken from it stays."""
        self.stop()
        self.files, self.heap, self.holding, self.by_hand = (), None, {}, {}
        self.refusal, self._asked_of, self._taken = None, (), None
        self.refresh()

    def cancel(self) -> None:
        """Stop reading; what was read before stays."""
        self.stop()
        self.files = self.heap.files if self.heap is not None else ()
        self._asked_of = ()
        self.refresh()

    def _start_over(self, *_: object) -> None:
        """Another plan: the heap is read against it anew."""
        self.heap, self.holding, self.by_hand, self._asked_of, self._taken = None, {}, {}, (), None
        self._refresh_if_visible()

    # the answer

    def ask(self) -> None:
        """Read the heap, or weigh what was read, where anything that it hangs on is another."""
        workspace = self.workspace
        of = (self.files, workspace.document)
        if self.files and len(self._asked_of) == len(of) and all(map(operator.is_, of, self._asked_of)):
            if self._thread is None and self._shown != (self.heap, language()):
                self._show_heap()
            return
        self._asked_of = of if self.files else ()
        super().ask()

    def question(self) -> Work | None:
        """Reading and weighing; what was read of the same files is only weighed."""
        if not self.files:
            return None
        workspace = self.workspace
        return heap_work(
            self.files,
            workspace.document,
            workspace.session.results,
            workspace.today(),
            self.heap,
            self.counted.emit,
        )

    def _begin(self, work: Work) -> None:
        # what is only weighed anew takes a moment, and leaves what is shown where it is
        self._reads = self.heap is None or self.heap.files != self.files
        self.reading.begin()
        super()._begin(work)
        self._show_pages()

    def show_answer(self, answer: Heap | Problem | None) -> None:
        """Show the heap that was read, or why there is none; None clears it."""
        if isinstance(answer, Problem):
            # the files before it are there still
            self.refusal, self.files = answer, self.heap.files if self.heap is not None else ()
            self._asked_of = (self.files, self.workspace.document)
            self._show_heap()
            self._show_pages()
            return
        if answer is None and self.files:
            return
        first, self.heap = self.heap is None and answer is not None, answer
        # a hidden bar of tabs would keep the width that its first words had
        self._show_pages()
        self._show_heap()
        self._name_apply()
        if first:
            # whoever added the files goes on with what they come to
            self.board.setFocus()

    def _show_heap(self) -> None:
        heap = self.heap
        self._shown = (heap, language())
        self._tell_refusal()
        if heap is None:
            self.standings, self.lines, self.shown_lines, self.taken = (), (), (), set()
            return
        plan = self.workspace.plan
        self.standings = unit_standings(heap.gathered, partial(unit_words, plan), self.holding)
        places = {one.unit: place for place, one in enumerate(self.standings)}
        self.lines = tuple(sorted(heap.lines, key=lambda line: places.get(line.weighed.unit, len(places))))
        self.rows.retranslate()
        for table in (self.files_table, self.contradictions_table):
            table.rows.retranslate()
        self.files_table.rows.set_rows(file_rows(self.standings))
        self.contradictions_table.rows.set_rows(contradiction_rows(heap.gathered))
        self._usual_ticks()
        self._show_columns(heap)
        self._show_board()
        self.headline.setText(self._headline())
        self.notes.write(" ".join(self._remarks(heap)))

    def _tell_refusal(self) -> None:
        """Why there is nothing to show, where something was to be read."""
        if self.heap is None and self.refusal is not None:
            self.refuse(self.refusal)
        else:
            self._place_notes(refused=False)
            self.notes.write("")

    def _show_columns(self, heap: Heap) -> None:
        """The columns in which anything is said of this heap."""
        plan, empty = self.workspace.plan, set()
        if heap.by is CollectBy.REGION:
            # each unit is its region
            empty.add(REGION)
        for column, words in ((CHANGE, change_text), (RANGE, range_text)):
            if not any(words(plan, line) for line in self.lines):
                empty.add(column)
        columns = tuple(column for column in range(len(HEADS)) if column not in empty)
        if columns != self.columns:
            self.columns = columns
            self.rows.set_heads([HEADS[column] for column in columns])

    def _show_pages(self) -> None:
        """The board, the line that says how far reading is, or what to do."""
        self.subject.write(self.series_text())
        reading = self._thread is not None and self._reads
        self.reading.setVisible(reading)
        self.found.setVisible(self.heap is not None and not reading)
        self.zone.setVisible(self.heap is None and not reading)
        self.headline.setVisible(self.heap is not None and not reading)
        self.zone.write(
            tr("Together", "Drop the forms that came back here, or their folder"),
            tr(
                "Together",
                "They are read together: who is missing, what changed, what cannot be taken.\nNothing changes before “Take”.",
            ),
        )
        self.clear_button.setVisible(bool(self.files))
        taken = self._taken is not None and self._is_last_step(self._taken[0])
        self.undo_button.setVisible(taken)
        self._name_apply()

    def _headline(self) -> str:
        if self._taken is not None and self._is_last_step(self._taken[0]):
            return self._taken[1]
        counts = counts_of(self.standings)
        late = sum(one.late for one in self.standings)
        came = sum(count for one, count in counts.items() if one is not Standing.MISSING)
        figures = {one: sum(line.state is one for line in self.lines) for one in Shown}
        text = tr(
            "Together",
            "{came} of {units} came, {missing} missing, {late} late: {new} new, {changed} changed, {told} not taken",
        )
        said = {
            "came": came,
            "units": len(self.standings),
            "missing": counts[Standing.MISSING],
            "late": late,
            "new": figures[Shown.NEW],
            "changed": figures[Shown.CHANGED],
            "told": figures[Shown.TOLD],
        }
        return text.format(**{name: f"{count:,}" for name, count in said.items()})

    def _remarks(self, heap: Heap) -> list[str]:
        said = [self.refusal.message(language())] if self.refusal is not None else []
        undecided = [one.name for one in self.standings if one.standing is Standing.DOUBLE]
        if undecided:
            text = tr("Together", "Nothing is taken of {units} before one of the versions is chosen.")
            said.append(text.format(units=clauses(undecided, language(), comma=True)))
        check = sum(line.to_check for line in self.lines)
        if check:
            text = tr("Together", "Odd, but can be taken: {count}. See “To check”.")
            said.append(text.format(count=check))
        said += [one.message(language()) for one in heap.problems]
        return [one for one in said if one]

    # the board

    def _show_board(self) -> None:
        self.standing_filters.show_counts(self.standings)
        kept = [one for one in self.standings if is_kept(one, self.standing_filters.kept)]
        self.board.show_standings(kept)
        self._show_contradictions()
        self._show_lines()

    def _show_contradictions(self) -> None:
        told = self.heap.gathered.problems if self.heap is not None else ()
        self.contradiction.setVisible(bool(told))
        if not told:
            self.contradiction.write("")
            return
        text = tr("Together", "{count:contradiction|contradictions}: {first}")
        text = text.format(count=Count(len(told)), first=told[0].message(language()))
        self.contradiction.write(text)

    def _unit_chosen(self) -> None:
        self._show_lines()

    @property
    def chosen_unit(self) -> UnitStanding | None:
        """The unit that is looked at; None where all are."""
        key = self.board.chosen_key
        return next((one for one in self.standings if key and one.key == key), None)

    def _version_chosen(self, unit: str, file: str) -> None:
        """Let one version hold: what it says is taken, what it says otherwise than the others and what they alone say is not.

        What both say is taken once; what is doubtful beside the other version stays untouched until it is ticked.
        """
        self.holding[unit] = file
        lines = [line for line in self.lines if line.weighed.unit.code == unit]
        states = {line.asked: line.state for line in lines if line.file == file}
        for line in lines:
            if not line.can_tick:
                continue
            if line.file == file:
                self._say(line, line.weighed.can_be_taken or line.only_differs)
            elif states.get(line.asked) is not Shown.SAME:
                self._say(line, False)
        self._show_heap()
        self._show_pages()

    # the cells

    def show_only(self, chosen: Shown) -> None:
        """Show the cells of one state."""
        self.filter = chosen
        self.filters[chosen].setChecked(True)
        self._show_lines()

    def _show_lines(self) -> None:
        unit, words = self.chosen_unit, shown_words()
        self.versions.ask(
            unit or next((one for one in self.standings if one.standing is Standing.DOUBLE), None)
        )
        among = self._lines_among(unit)
        for one, button in self.filters.items():
            count = sum(line.is_shown(one) for line in among)
            say(button, f"{words[one]} {count:,}")
            button.setVisible(one is Shown.ALL or bool(count) or one is self.filter)
        self.shown_lines = tuple(line for line in among if line.is_shown(self.filter))
        self._fill_rows()
        self.unit_button.setVisible(unit is not None and any(line.can_tick for line in among))
        if unit is not None:
            say(self.unit_button, tr("Together", "Take only {unit}").format(unit=unit.name))
        files = sum(len(one.returns) for one in self.standings)
        counts = (len(among), files, self.contradictions_table.rows.rowCount())
        for place, (text, count) in enumerate(
            zip(
                (tr("Together", "Cells"), tr("Together", "Files"), tr("Together", "Contradictions")),
                counts,
                strict=True,
            )
        ):
            self.tabs.setTabText(place, f"{text} {count:,}")
        self.tabs.setTabVisible(_CONTRADICTIONS, bool(counts[_CONTRADICTIONS]))
        self._tell_line(self.table.currentIndex())

    def _lines_among(self, unit: UnitStanding | None) -> tuple[CellLine, ...]:
        """The cells of the units on the board, of one where one is chosen."""
        if unit is not None:
            return tuple(line for line in self.lines if line.weighed.unit == unit.unit)
        kept = self.standing_filters.kept
        if kept is None:
            return self.lines
        units = {one.unit for one in self.standings if is_kept(one, kept)}
        return tuple(line for line in self.lines if line.weighed.unit in units)

    def _tell_line(self, index: QModelIndex, *_: object) -> None:
        """Everything that is told of the current cell, and where it stands."""
        at = index.row() if index.isValid() else -1
        if not 0 <= at < len(self.shown_lines):
            unit = self.chosen_unit
            sent_none = unit is not None and not unit.returns
            text = tr("Together", "{unit} has sent nothing yet.") if sent_none else ""
            self.detail.write(text.format(unit=unit.name if unit is not None else ""))
            return
        line = self.shown_lines[at]
        said = clauses((one.message(language()) for one in line.problems), language())
        self.detail.write(f"{place_text(line)}  {said}".rstrip())

    # ticks

    def is_ticked(self, line: CellLine) -> bool:
        """Whether a cell is taken."""
        return line in self.taken

    def _usual_ticks(self) -> None:
        """Tick what the user said, else what can be taken without an answer."""
        said = self.by_hand
        self.taken = {
            line
            for line in self.lines
            if line.can_tick
            and (said.get(line.choice, line.weighed.can_be_taken) if said else line.weighed.can_be_taken)
        }

    def _say(self, line: CellLine, ticked: bool) -> None:
        self.by_hand[line.choice] = ticked
        if ticked:
            self.taken.add(line)
        else:
            self.taken.discard(line)

    def tick(self, lines: Iterable[CellLine], ticked: bool) -> None:
        """Take or leave cells; one that was told is taken by its own tick alone."""
        for line in lines:
            if line.can_tick and (not ticked or line.weighed.can_be_taken):
                self._say(line, ticked)
        self._ticks_changed()

    def _tick_unit_alone(self) -> None:
        unit = self.chosen_unit
        if unit is not None:
            self.tick(self.lines, False)
            self.tick([line for line in self.lines if line.weighed.unit == unit.unit], True)

    def _rows_ticked(self, rows: Sequence[int]) -> None:
        """Keep what was ticked; of two versions of a figure one is taken."""
        for row in rows:
            line, ticked = self.shown_lines[row], bool(self.rows.ticks[row])
            self._say(line, ticked)
            if ticked and line.among_several:
                for other in self._versions_of(line):
                    self._say(other, False)
        self._ticks_changed()

    def _versions_of(self, line: CellLine) -> Iterator[CellLine]:
        """What other returns of the unit say of the same figure."""
        same = (line.weighed.unit, line.asked)
        for other in self.lines:
            if not other.among_several or not other.can_tick or other.place == line.place:
                continue
            if (other.weighed.unit, other.asked) == same:
                yield other

    def _ticks_changed(self) -> None:
        self.rows.set_ticks(self._ticks())
        self._name_apply()

    def _ticks(self) -> list[bool | None]:
        return [self.is_ticked(line) if line.can_tick else None for line in self.shown_lines]

    def _fill_rows(self) -> None:
        lines, plan, words, columns = self.shown_lines, self.workspace.plan, shown_words(), self.columns

        def made(row: int) -> list[Entry]:
            entries = entries_of(lines[row], plan, words, self.is_ticked(lines[row]))
            return [entries[column] for column in columns]

        self.rows.set_lines(self._ticks(), made)

    def _name_apply(self) -> None:
        say(self.apply_button, self.apply_text())
        self.apply_button.setEnabled(self.can_apply())

    # taking

    def can_apply(self) -> bool:
        """Whether anything is ticked, and what is read is of the plan as it is."""
        return self._thread is None and bool(self.taken)

    def edit(self) -> CombinedEdit | None:
        """The one step that takes the ticked cells."""
        if self.heap is None or not self.can_apply():
            return None
        chosen = [line.choice for line in self.lines if line in self.taken]
        workspace = self.workspace
        return taking_edit(workspace.document, self.heap.gathered, chosen, workspace.today(), language())

    def apply(self) -> None:
        """Take what is ticked as one step, and say what it changed and how to take it back."""
        units = len({line.weighed.unit for line in self.taken})
        text = tr(
            "Together", "{count:figure|figures} of {units:unit|units} taken as one step; Ctrl+Z takes it back"
        ).format(count=Count(len(self.taken)), units=Count(units))
        before, by_hand = self._taken, self.by_hand
        try:
            edit = self.edit()
            if edit is None:
                return
            self._taken, self.by_hand = (edit.label, text), {}
            self.workspace.apply(edit, self)
        except EditRefused as refused:
            self._taken, self.by_hand = before, by_hand
            self.notes.write(refusal_text(refused))

    def _is_last_step(self, label: Label) -> bool:
        return self.workspace.session.history.undo_label is label
