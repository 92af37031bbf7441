"""Answers that take a while: worked out in a thread while the window lives, with progress, and dropped when stale."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QThread, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from npfdesk.plan.problems import Problem
from npfdesk.ui.answers.answer_dialog import AnswerDialog
from npfdesk.ui.workspace import Workspace

Told = Callable[[float], bool]
"""Told the share that is done; says whether to go on."""
Work = Callable[[Told], Any]
"""Works out an answer of values; None where it was told to stop."""
PATIENCE = 300
"""Milliseconds before a bar of progress is shown."""


class AnswerThread(QThread):
    """One answer being worked out."""

    moved = Signal(float)

    def __init__(self, work: Work, parent: QWidget) -> None:
        super().__init__(parent)
        self.work = work
        self.wanted = True
        self.result: Any = None
        self.failure: BaseException | None = None

    def run(self) -> None:
        """Work it out."""
        try:
            self.result = self.work(self._told)
        except BaseException as failure:  # noqa: BLE001 - handed to the crash dialog in the window's own thread
            self.failure = failure

    def _told(self, share: float) -> bool:
        self.moved.emit(share)
        return self.wanted


class ThreadedAnswerDialog(AnswerDialog):
    """An answer that is asked for in `question` and shown in `show_answer`; the newest question wins."""

    answered = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(3)
        self.progress.setRange(0, 1000)
        self.progress.hide()
        self.column.insertWidget(2, self.progress)
        self.patience = QTimer(self)
        self.patience.setSingleShot(True)
        self.patience.setInterval(PATIENCE)
        self.patience.timeout.connect(self.progress.show)
        self._thought: AnswerThread | None = None
        self._next: Work | None = None

    def question(self) -> Work | Problem | None:
        """What is to be worked out; a Problem why not, None where nothing can be asked."""
        raise NotImplementedError

    def show_answer(self, answer: Any) -> None:
        """Show what came of it; None: clear what was shown."""
        raise NotImplementedError

    def ask(self) -> None:
        """Ask; an older question that is still being worked out is dropped."""
        question = self.question()
        if question is None or isinstance(question, Problem):
            self._next = None
            if self._thought is not None:
                self._thought.wanted = False
            self.show_answer(None)
            if question is not None:
                self.refuse(question)
            return
        if self._thought is not None:
            self._thought.wanted = False
            self._next = question
            return
        self._begin(question)

    def _begin(self, work: Work) -> None:
        self.progress.setValue(0)
        self.patience.start()
        self._thought = AnswerThread(work, self)
        self._thought.moved.connect(lambda share: self.progress.setValue(round(share * 1000)))
        self._thought.finished.connect(self._done)
        self._thought.start()

    def _done(self) -> None:
        thought, self._thought = self._thought, None
        following, self._next = self._next, None
        if thought is None:
            return
        thought.deleteLater()
        if following is not None:
            self._begin(following)
        else:
            self.patience.stop()
            self.progress.hide()
        if thought.failure is not None:
            raise thought.failure
        if following is None and thought.wanted:
            self.show_answer(thought.result)
            self.take.setEnabled(self.can_take())
            self.answered.emit(thought.result)

    def stop(self) -> None:
        """Drop what is being worked out, and wait until its thread has ended."""
        thought, self._thought, self._next = self._thought, None, None
        self.patience.stop()
        if thought is not None:
            thought.wanted = False
            thought.wait()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is worked out for what is not seen."""
        self.stop()
        super().hideEvent(event)
