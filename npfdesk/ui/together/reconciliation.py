"""Plans of several levels held against each other: files, matrix, findings, pairs to be confirmed, the opinion sheet."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from npfdesk.engine.reconciliation.matrix import own_region, targets_by_cell
from npfdesk.locations import user_data_folder
from npfdesk.plan.file_names import as_file_name, shown_path
from npfdesk.plan.model import Plan
from npfdesk.plan.pair_answers import PairAnswer
from npfdesk.plan.problems import Count, Problem, Severity, clauses
from npfdesk.plan.series import ALL_INDUSTRIES, SeriesKey
from npfdesk.plan.statuses import SEVERITY_STATUS
from npfdesk.report.forms import overwrites_plan
from npfdesk.report.reconciliation.opinion_file import OVER_HELD, write_opinion
from npfdesk.report.reconciliation.opinion_lines import (
    Opinion,
    OpinionLine,
    opinion_of,
    plan_called,
    problem_text,
)
from npfdesk.store.remembered_pairs import pairs_file, remember_pairs, remembered_pairs
from npfdesk.ui.answers.answer_dialog import KeepingDialog
from npfdesk.ui.answers.answer_thread import PATIENCE, AnswerThread
from npfdesk.ui.background_job import BackgroundJob
from npfdesk.ui.files.chosen_files import chosen_path, dropped_path
from npfdesk.ui.files.destination import ask_where
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.look.mnemonics import say
from npfdesk.ui.look.naming import divider
from npfdesk.ui.look.style import pixels
from npfdesk.ui.together.difference_list import DifferenceDetail, DifferenceList
from npfdesk.ui.together.doubtful_pairs import DoubtfulPairs
from npfdesk.ui.together.held_plans import BY_REGIONS, ChosenPlan, HeldPlans
from npfdesk.ui.together.indicator_matrix import MatrixModel, MatrixTable
from npfdesk.ui.together.plan_reading import Held, PlanReadings, Wanted, WantedFile
from npfdesk.ui.workspace import Workspace
from npfdesk.workbook.files.file_problems import WRONG_PASSWORD
from npfdesk.workbook.files.passwords import Password, asks_password

_KINDS: Final = "*.xlsx *.xlsm *.xls *.ods *.csv"
_LEAST_HEIGHT: Final = 330
_MOST_MATRIX: Final = 0.6
"""The part of the height that the matrix takes at most."""
_LISTED: Final = 0.62
"""The part of the width that the list takes, beside the one that is whole."""
_ENDINGS: Final = tuple(one.removeprefix("*") for one in _KINDS.split())


class ReconciliationDialog(KeepingDialog):
    """Holds the open plan against those of other files, and writes the opinion sheet.

    Files are read in a thread, each once; an edit of the open plan holds them anew without reading. Nothing of any plan
    is changed here.
    """

    tabs_by_place = False

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.resize(1280, 740)
        self.setAcceptDrops(True)
        self.files: dict[str, WantedFile] = {}
        self.under: dict[str, str] = {}
        self.answers: dict[str, PairAnswer] = {}
        self.held: Held | None = None
        self.opinion: Opinion | None = None
        self.readings = PlanReadings()
        self.told: Problem | str = ""
        self._asked: tuple[object, ...] = ()
        self._shown: tuple[object, ...] = ()
        self._thread: AnswerThread | None = None
        self._next: Wanted | None = None
        self._job: BackgroundJob | None = None
        self._put_away: set[str] = set()
        self.memory = pairs_file(user_data_folder())
        self._make_parts()
        self._make_buttons()
        workspace.opened.connect(self._start_over)

    # parts

    def _make_parts(self) -> None:
        self.plans, self.pairs = HeldPlans(), DoubtfulPairs()
        self.differences, self.detail = DifferenceList(), DifferenceDetail()
        self.plans.add_wanted.connect(self.choose_files)
        self.plans.removed.connect(self.remove_file)
        self.plans.placed.connect(self.place_file)
        self.pairs.answered.connect(self.answer_pair)
        self.model = MatrixModel(self)
        self.matrix = MatrixTable(self.model)
        self.matrix.looked_at.connect(self._look_at)
        self.matrix.clicked.connect(lambda at: self._look_at(at.row(), at.column()))
        self.matrix.activated.connect(lambda _: self.differences.table.setFocus())
        self.differences.chosen.connect(self._show_detail)
        self.differences.widened.connect(self.matrix.selectionModel().clear)
        self.detail.shown_in_plan.connect(self.show_in_plan)
        self.legend = QLabel()
        self.legend.setProperty("role", "note")
        self.hint = QLabel()
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setWordWrap(True)
        self.hint.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(3)
        self.progress.setRange(0, 1000)
        self.reading_label, self.cancel_button = QLabel(), QPushButton()
        self.reading_label.setProperty("role", "note")
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.clicked.connect(self.cancel)
        self.reading_line = QWidget()
        line = QHBoxLayout(self.reading_line)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.progress, 1)
        line.addWidget(self.reading_label)
        line.addWidget(self.cancel_button)
        self.reading_line.hide()
        self.patience = QTimer(self)
        self.patience.setSingleShot(True)
        self.patience.setInterval(PATIENCE)
        self.patience.timeout.connect(self.reading_line.show)
        self.body.addWidget(self.reading_line)
        self.body.addWidget(self._laid_out(), 1)

    def _laid_out(self) -> QWidget:
        side = divider(Qt.Orientation.Vertical)
        side.setChildrenCollapsible(False)
        side.addWidget(self.plans)
        side.addWidget(self.pairs)
        side.setStretchFactor(0, 1)
        side.setSizes([380, 220])
        upper = QWidget()
        above = QVBoxLayout(upper)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(4)
        above.addWidget(self.matrix, 1)
        above.addWidget(self.legend)
        self.told_parts = divider(Qt.Orientation.Horizontal)
        self.told_parts.setChildrenCollapsible(False)
        self.told_parts.addWidget(self.differences)
        self.told_parts.addWidget(self.detail)
        self.answer_parts = divider(Qt.Orientation.Vertical)
        self.answer_parts.setChildrenCollapsible(False)
        self.answer_parts.addWidget(upper)
        self.answer_parts.addWidget(self.told_parts)
        self.answer_parts.setStretchFactor(0, 3)
        self.answer_parts.setStretchFactor(1, 2)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(16, 0, 0, 0)
        beside.addWidget(self.answer_parts, 1)
        beside.addWidget(self.hint, 1)
        across = divider(Qt.Orientation.Horizontal)
        across.setChildrenCollapsible(False)
        across.addWidget(side)
        across.addWidget(right)
        across.setStretchFactor(1, 1)
        across.setSizes([270, 950])
        # as high as there is room: what is shown scrolls inside, the window does not
        across.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        across.setMinimumHeight(pixels(_LEAST_HEIGHT))
        return across

    def _make_buttons(self) -> None:
        self.apply_button.hide()
        self.problems_button, self.word_button, self.book_button = QPushButton(), QPushButton(), QPushButton()
        self.problems_button.setAutoDefault(False)
        self.buttons.addButton(self.problems_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.problems_button.clicked.connect(self.show_problems)
        for button, ending in ((self.word_button, ".docx"), (self.book_button, ".xlsx")):
            button.setAutoDefault(False)
            self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
            button.clicked.connect(lambda _=False, form=ending: self.ask_export(form))

    # the files

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take workbooks."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hold the dropped workbooks, too."""
        event.acceptProposedAction()
        self.add_files([dropped_path(one) for one in event.mimeData().urls() if one.isLocalFile()])

    def choose_files(self) -> None:
        """Ask for workbooks of other levels or periods."""
        title = tr("Reconciliation", "Plans to hold against this one")
        kinds = f"{tr('Reconciliation', 'Workbooks')} ({_KINDS})"
        files, _ = QFileDialog.getOpenFileNames(self, title, "", kinds)
        self.add_files([chosen_path(one) for one in files])

    def add_files(self, paths: list[Path]) -> None:
        """Hold more workbooks; folders give those in them, what is held already and what is no workbook is passed over."""
        own = self.workspace.session.opened.path
        known = {one.path.resolve() for one in self.files.values()}
        if own is not None:
            known.add(own.resolve())
        found = [path for one in paths for path in _workbooks(one)]
        passed = [one for one in found if one.suffix.lower() not in _ENDINGS]
        for path in found:
            if path.resolve() not in known and path not in passed:
                known.add(path.resolve())
                wanted = self._wanted(path)
                self.files[wanted.key] = wanted
        self.told = ""
        if passed:
            names = clauses((shown_path(one.name) for one in passed), language(), comma=True)
            self.told = tr("Reconciliation", "Not workbooks, left out: {names}").replace("{names}", names)
        self.refresh()

    def _wanted(self, path: Path, password: Password | None = None) -> WantedFile:
        from npfdesk.desk import saved_corrections

        corrections = saved_corrections(self.library, path)
        return WantedFile(path, corrections) if password is None else WantedFile(path, corrections, password)

    def remove_file(self, key: str) -> None:
        """Hold a workbook no longer."""
        if self.files.pop(key, None) is not None:
            self.under.pop(key, None)
            self._put_away.discard(key)
            self.refresh()

    def place_file(self, key: str, under: str) -> None:
        """Put a plan below another; BY_REGIONS: wherever its region says."""
        if under == BY_REGIONS:
            self.under.pop(key, None)
        else:
            self.under[key] = under
        self.refresh()

    def answer_pair(self, key: str, said: PairAnswer) -> None:
        """Take what was said of a pair, and keep it."""
        self.answers[key] = said
        self.told = remember_pairs(self.memory, {key: said}) or ""
        self.refresh()

    # the answer

    def wanted(self) -> Wanted:
        """What is to be held as things stand."""
        path = self.workspace.session.opened.path
        return Wanted(
            self.workspace.plan,
            self._wanted(path) if path is not None else None,
            tuple(self.files.values()),
            MappingProxyType(self._recalled() | self.answers),
            MappingProxyType(dict(self.under)),
        )

    def ask(self) -> None:
        """Hold the plans anew where something of them is another, and show what is known."""
        of = (
            self.workspace.plan,
            tuple(self.files.values()),
            dict(self.answers),
            dict(self.under),
        )
        if not self.files:
            self._asked, self.held, self.opinion = (), None, None
            self._drop_thread()
        elif not _same(of, self._asked):
            self._asked = of
            self._begin(self.wanted())
        self._show()

    def _begin(self, wanted: Wanted) -> None:
        if self._thread is not None:
            self._thread.wanted = False
            self._next = wanted
            return
        self.progress.setValue(0)
        self.patience.start()
        self._thread = AnswerThread(lambda progress: self.readings.held(wanted, progress), self)
        self._thread.progressed.connect(self._progressed)
        self._thread.finished.connect(self._done)
        self._thread.start()

    def _progressed(self, share: float) -> None:
        self.progress.setValue(int(share * 1000))

    def _done(self) -> None:
        thread, self._thread = self._thread, None
        following, self._next = self._next, None
        if thread is None:
            return
        thread.deleteLater()
        if following is not None:
            self._begin(following)
            return
        self.patience.stop()
        self.reading_line.hide()
        if thread.failure is not None:
            self.containment.tell(thread.failure)
        elif thread.wanted and thread.result is not None:
            self.contain(lambda: self._take(thread.result))

    def cancel(self) -> None:
        """Stop reading; the files stay in the list, and what was shown stays shown."""
        self._next = None
        if self._thread is not None:
            self._thread.wanted = False
            self.told = tr("Reconciliation", "Reading was stopped. Add or remove a file to go on.")
            self._show()

    def _drop_thread(self) -> None:
        thread, self._thread, self._next = self._thread, None, None
        self.patience.stop()
        self.reading_line.hide()
        if thread is not None:
            thread.wanted = False
            thread.wait()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop reading and wait for what is written when hidden."""
        if self._thread is not None:
            self._asked = ()
        self._drop_thread()
        job, self._job = self._job, None
        if job is not None:
            job.drop()
        super().hideEvent(event)

    def _take(self, held: Held) -> None:
        locked = self._locked(held)
        if locked is not None and self._unlock(*locked):
            return
        self.held = held
        self._show()

    def _locked(self, held: Held) -> tuple[str, Problem] | None:
        """The first file that asks for a password and was not given one, or a wrong one."""
        for key, problems in held.refused.items():
            problem = asks_password(problems)
            if problem is not None and key in self.files:
                return key, problem
        return None

    def _unlock(self, key: str, locked: Problem) -> bool:
        """Ask for a file's password; False where the question is put away, and the file stays refused."""
        if key in self._put_away:
            return False
        password = self.ask_password(locked)
        if password is None:
            self._put_away.add(key)
            return False
        self.files[key] = self._wanted(self.files[key].path, password)
        self.refresh()
        return True

    def ask_password(self, locked: Problem) -> Password | None:
        """Ask for the password of an encrypted file; None where the question is put away."""
        from npfdesk.ui.files.password_question import ask_password

        return ask_password(locked.text, locked.kind is WRONG_PASSWORD, self)

    # what is shown

    def series_text(self) -> str:
        """Which plans are held."""
        ledger = self.held.ledger if self.held is not None else None
        if ledger is None:
            return ""
        return clauses((one.title for one in ledger.plans), language())

    def refresh(self) -> None:
        """Update all texts and figures."""
        super().refresh()
        self.subject.write(self.series_text())
        say(self.word_button, tr("Reconciliation", "Opinion sheet in Word…"))
        say(self.book_button, tr("Reconciliation", "Opinion sheet in Excel…"))
        self.cancel_button.setText(tr("Reconciliation", "Stop reading"))
        self.reading_label.setText(tr("Reconciliation", "Reading the plans …"))
        self.legend.setText(self._legend())
        self.detail.refresh()
        self.plans.refresh()

    def _legend(self) -> str:
        words = {
            Severity.ERROR: tr("Reconciliation", "error"),
            Severity.WARNING: tr("Reconciliation", "to be reconciled"),
            Severity.NOTE: tr("Reconciliation", "to be explained"),
        }
        told = [f"{SEVERITY_STATUS[one].about.mark} {word}" for one, word in words.items()]
        return clauses(
            (*told, tr("Reconciliation", "unmarked: agrees, or has nothing to be held against")),
            language(),
            comma=True,
        )

    def _show(self) -> None:
        """Show what came of it, or what to do."""
        ledger = self.held.ledger if self.held is not None else None
        shown = (self.held, language())
        if not _same(shown, self._shown):
            self._shown = shown
            self.opinion = opinion_of(ledger, language()) if ledger is not None else None
            self._show_opinion()
        found = self.opinion is not None
        self.answer_parts.setVisible(found)
        self.hint.setVisible(not found)
        self.hint.setText("" if found else self._hint())
        for button in (self.word_button, self.book_button):
            button.setEnabled(found and self._job is None)
        self.problems_button.setVisible(bool(self.problems()))
        say(
            self.problems_button,
            tr("Reconciliation", "Not compared: {count}…").format(count=len(self.problems())),
        )
        self._list_plans()
        self.headline.setText(self._headline())
        told = self.told.message(language()) if isinstance(self.told, Problem) else self.told
        self.notes.write(told)
        self._fit_buttons()

    def _show_opinion(self) -> None:
        opinion = self.opinion
        self.model.take(opinion)
        self.pairs.setVisible(opinion is not None and bool(opinion.ledger.doubtful))
        if opinion is not None:
            self.differences.take(opinion)
            self.pairs.take(opinion.ledger)
            self._share_height()
        self.subject.write(self.series_text())

    def _share_height(self) -> None:
        """The matrix as high as its rows, up to more than half: the findings take what is left."""
        whole = max(self.answer_parts.height(), pixels(_LEAST_HEIGHT))
        wanted = self.matrix.whole_height() + self.legend.sizeHint().height() + 8
        upper = min(wanted, int(whole * _MOST_MATRIX))
        self.answer_parts.setSizes([upper, whole - upper])
        across = max(self.told_parts.width(), 2)
        listed = int(across * _LISTED)
        self.told_parts.setSizes([listed, across - listed])

    def _list_plans(self) -> None:
        """The files with their states, as a tree where they are held."""
        own = self.wanted_key()
        ledger = self.held.ledger if self.held is not None else None
        refused: Mapping[str, tuple[Problem, ...]] = self.held.refused if self.held is not None else {}
        held = {one.file: one for one in ledger.plans} if ledger is not None else {}
        chosen = [
            ChosenPlan(key, key == own, held.get(key), tuple(refused.get(key, ())))
            for key in (own, *self.files)
        ]
        self.plans.take(chosen, ledger.plans if ledger is not None else (), self.under)

    def wanted_key(self) -> str:
        """The key of the open plan."""
        path = self.workspace.session.opened.path
        return shown_path(path) if path is not None else self.workspace.plan.title

    def _hint(self) -> str:
        if not self.files:
            return tr(
                "Reconciliation",
                "Add the plans above and below this one, and those of the period before: “Add files…”, or drop the workbooks here.\n"
                "Their targets, bases, units and years are held against each other; nothing is changed in any of them.",
            )
        if self._thread is not None:
            return tr("Reconciliation", "Reading the plans …")
        if self.held is not None:
            return tr(
                "Reconciliation", "None of the other files could be read; the list at the left says why."
            )
        return ""

    def _headline(self) -> str:
        opinion = self.opinion
        if opinion is None:
            return ""
        parts = [
            tr(
                "Reconciliation",
                "{plans:plan|plans}: {differing:indicator|indicators} to reconcile, {agreeing} in agreement",
            ).format(
                plans=Count(len(opinion.ledger.plans)),
                differing=Count(opinion.differing),
                agreeing=Count(opinion.agreeing),
            )
        ]
        waiting = sum(one.answer is None for one in opinion.ledger.doubtful)
        if waiting:
            parts.append(
                tr("Reconciliation", "{count:pair|pairs} to be confirmed").format(count=Count(waiting))
            )
        return clauses(parts, language(), comma=True)

    def problems(self) -> list[str]:
        """What was not compared and why: plans that could not be placed, files that could not be read."""
        if self.held is None:
            return []
        told = [
            f"{shown_path(Path(key).name)}: {problem.message(language())}"
            if language() == "en"
            else f"{shown_path(Path(key).name)}：{problem.message(language())}"
            for key, problems in self.held.refused.items()
            for problem in problems
        ]
        ledger = self.held.ledger
        if ledger is not None:
            told += [problem_text(one, ledger, language()) for one in ledger.problems]
        return told

    def show_problems(self) -> None:
        """List what was not compared."""
        from npfdesk.ui.window.banner import TextListDialog

        sentence = tr("Reconciliation", "What was not compared, and why; nothing was judged about it.")
        TextListDialog(sentence, tuple(self.problems()), self).open()

    def _look_at(self, row: int, column: int) -> None:
        """List what was found about a cell of the matrix."""
        opinion = self.opinion
        if opinion is None:
            return
        cell = opinion.rows[row].cells[column]
        if not cell.findings:
            self.differences.narrow(None, "")
            return
        name = self.model.indicator_head(row).partition(" · ")[0]
        self.differences.narrow(
            cell.findings, f"{name} · {plan_called(opinion.ledger.plans, column, language())}"
        )

    def _show_detail(self, line: OpinionLine | None) -> None:
        self.detail.look(self.opinion, line, line is not None and self.series_of(line) is not None)

    def series_of(self, line: OpinionLine) -> SeriesKey | None:
        """The series of the open plan that a finding is about: that of its cell, else of its indicator; None for none."""
        opinion = self.opinion
        if opinion is None or self.held is None:
            return None
        place = next((at for at, one in enumerate(opinion.ledger.plans) if one.file == self.held.own), -1)
        if place not in line.finding.plans:
            return None
        held, plan = opinion.ledger.plans[place], self.workspace.plan
        targets = targets_by_cell(held)
        of_cell = {cell: key.series for key, cell in held.cells.items()}
        for one in line.finding.places:
            if one.file != held.file:
                continue
            target = targets.get((one.sheet, one.cell))
            series = target.series if target is not None else of_cell.get((one.sheet, one.cell))
            if series is not None and series in plan.row:
                return series
        codes = (row.codes[place] for row in opinion.rows if line.number - 1 in row.findings)
        series = SeriesKey(own_region(held), ALL_INDUSTRIES, next(codes, ""))
        return series if series in plan.row else None

    def show_in_plan(self, line: OpinionLine) -> None:
        """Go to a finding's series in the window of the open plan, as the checks do."""
        series = self.series_of(line)
        if series is not None:
            self.workspace.select(*series)
            parent = self.parentWidget()
            if parent is not None:
                parent.window().activateWindow()

    # paper

    def ask_export(self, ending: str) -> None:
        """Ask for a file, and write the opinion sheet into it."""
        name = as_file_name(tr("Reconciliation", "Opinions on reconciling the plans")) + ending
        path = ask_where(
            self,
            tr("Reconciliation", "Opinion sheet"),
            name,
            [f"*{ending}"],
            self.workspace.session.opened.path,
            self._tell,
        )
        if path is not None:
            self.export(path)

    def export(self, path: Path) -> None:
        """Write the opinion sheet behind the window; a file of the list is never written over."""
        ledger = self.held.ledger if self.held is not None else None
        if ledger is None or self._job is not None:
            return
        if any(overwrites_plan(path, one.path) is not None for one in self.files.values()):
            self._tell(Problem(OVER_HELD, text=path.name))
            return
        spoken = language()
        self._tell(tr("Reconciliation", "Writing {file} …").replace("{file}", shown_path(path.name)))
        self._job = BackgroundJob(
            lambda: write_opinion(ledger, path, spoken), lambda found: self._written(path, found), self
        )
        self._job.start()
        self._show()

    def _written(self, path: Path, problem: Problem | None) -> None:
        self._job = None
        self._tell(problem or tr("Reconciliation", "Saved: {file}").replace("{file}", shown_path(path)))

    def _tell(self, told: Problem | str) -> None:
        self.told = told
        self._show()

    # what is kept

    def _recalled(self) -> dict[str, PairAnswer]:
        """What was said of pairs before; none of it, and why, where it cannot be read."""
        known = remembered_pairs(self.memory)
        if isinstance(known, Problem):
            self.told = known
            return {}
        return dict(known)

    def _start_over(self, *_: object) -> None:
        """Another plan is open: the files chosen stay, and are held against it."""
        self.told, self._asked = "", ()
        path = self.workspace.session.opened.path
        if path is not None:
            self.files.pop(shown_path(path), None)
        self._refresh_if_visible()

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange and self.isVisible():
            self.contain(self.refresh)
            self.differences.speak()
            self.pairs.refresh()
        super().changeEvent(event)


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Whether two states are the same: plans and ledgers by identity, all else by what it says."""
    return len(one) == len(other) and all(
        first is second or (not _by_identity(first) and first == second)
        for first, second in zip(one, other, strict=True)
    )


def _by_identity(one: object) -> bool:
    return isinstance(one, (Held, Plan))


def _workbooks(path: Path) -> list[Path]:
    """A file, or the workbooks of a folder without what office programs leave beside them."""
    if not path.is_dir():
        return [path]
    return sorted(
        one
        for one in path.iterdir()
        if one.suffix.lower() in _ENDINGS and not one.name.startswith(("~$", ".")) and one.is_file()
    )
