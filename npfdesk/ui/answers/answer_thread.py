"""Slow answers: computed in a thread with a progress bar; outdated ones are dropped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QThread, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QDialogButtonBox, QProgressBar, QPushButton, QWidget

from npfdesk.engine.ensembles.workers import WorkersFailed
from npfdesk.plan.problems import Problem
from npfdesk.ui.answers.answer_dialog import AnswerDialog
from npfdesk.ui.look.language import tr
from npfdesk.ui.look.mnemonics import say
from npfdesk.ui.workspace import Workspace

Progress = Callable[[float], bool]
"""Takes the finished share; returns whether to go on."""
Work = Callable[[Progress], Any]
"""Computes an answer from values; None where it was told to stop."""
PATIENCE = 300
"""Milliseconds before a progress bar is shown."""


class AnswerThread(QThread):
    """The thread that computes one answer."""

    progressed = Signal(float)

    def __init__(self, work: Work, parent: QWidget) -> None:
        super().__init__(parent)
        self.work = work
        self.wanted = True
        self.result: Any = None
        self.failure: BaseException | None = None

    def run(self) -> None:
        """Compute the answer."""
        try:
            self.result = self.work(self._report_progress)
        except BaseException as failure:  # noqa: BLE001 - handed to the crash dialog in the window's own thread
            self.failure = failure

    def _report_progress(self, share: float) -> bool:
        self.progressed.emit(share)
        return self.wanted


class ThreadedAnswerDialog(AnswerDialog):
    """An answer computed by `question` in a thread and shown by `show_answer`; only the newest question counts."""

    answered = Signal(object)
    shows_progress: bool = True
    """Whether a bar and a button to stop are shown where it takes long; one that has its own shows these."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(3)
        self.progress.setRange(0, 1000)
        self.progress.hide()
        self.column.insertWidget(1, self.progress)
        self.patience = QTimer(self)
        self.patience.setSingleShot(True)
        self.patience.setInterval(PATIENCE)
        if self.shows_progress:
            self.patience.timeout.connect(self._show_progress)
        self.stop_button, self.again_button = QPushButton(), QPushButton()
        for button, does in ((self.stop_button, self.stop_asked), (self.again_button, self.begin_again)):
            button.setAutoDefault(True)
            button.clicked.connect(lambda _=False, does=does: does())
            self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
            button.hide()
        self._thread: AnswerThread | None = None
        self._next: Work | None = None
        self._stopped = False

    def question(self) -> Work | Problem | None:
        """The work to do; a Problem why there is none, None where nothing can be asked."""
        raise NotImplementedError

    def show_answer(self, answer: Any) -> None:
        """Show the answer; None clears it."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Update all texts and figures."""
        say(self.stop_button, tr("Answers", "Stop"))
        say(self.again_button, tr("Answers", "Compute again"))
        super().refresh()

    def _show_progress(self) -> None:
        self.progress.show()
        self.stop_button.show()

    def stop_asked(self) -> None:
        """Stop the running work, and say so in place of its answer."""
        if self._thread is not None:
            self._thread.wanted = False
            self._next = None
            self._stopped = True

    def begin_again(self) -> None:
        """Begin the work anew, unless a field that was left for the button has begun it already."""
        if self._thread is None:
            self.contain(self.refresh)

    def ask(self) -> None:
        """Start the newest question; an older running one is dropped."""
        question = self.question()
        if question is None or isinstance(question, Problem):
            self._next = None
            if self._thread is not None:
                self._thread.wanted = False
            self.show_answer(None)
            if question is not None:
                self.refuse(question)
            return
        if self._thread is not None:
            self._thread.wanted = False
            self._next = question
            return
        self._begin(question)

    def _begin(self, work: Work) -> None:
        self.progress.setValue(0)
        self._stopped = False
        self.stop_button.hide()
        self.again_button.hide()
        self.patience.start()
        self._thread = AnswerThread(work, self)
        self._thread.progressed.connect(lambda share: self.progress.setValue(round(share * 1000)))
        self._thread.finished.connect(self._done)
        self._thread.start()

    def _done(self) -> None:
        thread, self._thread = self._thread, None
        following, self._next = self._next, None
        if thread is None:
            return
        thread.deleteLater()
        if following is not None:
            self._begin(following)
        else:
            self.patience.stop()
            self.progress.hide()
            self.stop_button.hide()
        if isinstance(thread.failure, WorkersFailed) and following is None:
            self._without_answer(thread.failure.problem)
        elif self._stopped:
            self._without_answer(
                tr("Answers", "Stopped before the end. There is no result, and nothing was changed.")
            )
        elif thread.failure is not None:
            self.containment.tell(thread.failure)
            self.apply_button.setEnabled(False)
        elif following is None and thread.wanted:
            self.contain(lambda: self._answer(thread.result))

    def _without_answer(self, why: Problem | str) -> None:
        """Show why there is no answer, and offer to compute it again."""
        self._stopped = False
        self.contain(lambda: self.show_answer(None))
        self.refuse(why)
        self.apply_button.setEnabled(self.can_apply())
        self.again_button.show()

    def _answer(self, result: Any) -> None:
        self.show_answer(result)
        self.apply_button.setEnabled(self.can_apply())
        self.answered.emit(result)

    def stop(self) -> None:
        """Drop the running work and wait for its thread."""
        thread, self._thread, self._next = self._thread, None, None
        self.patience.stop()
        if thread is not None:
            thread.wanted = False
            thread.wait()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the work when hidden."""
        self.stop()
        super().hideEvent(event)
