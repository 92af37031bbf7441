"""The review of a recognition: corrections with undo and redo, and what they come to, reckoned behind the window where that takes long."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from npfdesk.ui.background_job import BackgroundJob
from npfdesk.workbook.plan_reader import Reading, review
from npfdesk.workbook.published.corrections import NO_CORRECTIONS, Corrections
from npfdesk.workbook.published.recogniser import recognise
from npfdesk.workbook.published.recognition import Recognition

AT_ONCE = 6000
"""A workbook of so many cells is recognised anew at once; a larger one in a thread."""
_MOST_KEPT = 5


class _Step:
    """The corrections after an act, and what they come to (None: not reckoned, or let go again)."""

    def __init__(self, corrections: Corrections, reading: Reading | None = None) -> None:
        self.corrections, self.reading = corrections, reading


class Review(QObject):
    """The corrections to one workbook, step by step; `changed` says that what is shown is no longer what holds."""

    changed = Signal()

    def __init__(self, reading: Reading, recognition: Recognition, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.file: Path = reading.file
        self.grid, self.passed = recognition.grid, recognition.passed
        self.settings = recognition.settings
        self.large = sum(len(sheet.cells) for sheet in self.grid.sheets) > AT_ONCE
        self.recognition, self.reading = recognition, reading
        self._first = recognition
        # a refused reading still says that there is no target, which here is no problem
        self._steps = [_Step(recognition.corrections, reading if reading.plan is not None else None)]
        self._now = 0
        self._job: BackgroundJob | None = None
        self._reckon()

    @property
    def corrections(self) -> Corrections:
        """The corrections that hold."""
        return self._steps[self._now].corrections

    @property
    def busy(self) -> bool:
        """Whether what is shown does not yet answer the corrections."""
        return self._steps[self._now].reading is None

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to undo."""
        return self._now > 0

    @property
    def can_redo(self) -> bool:
        """Whether there is an undone step."""
        return self._now + 1 < len(self._steps)

    def add(self, corrections: Corrections) -> None:
        """Add corrections as one step; those that change nothing are none."""
        self.put(self.corrections | corrections)

    def put(self, corrections: Corrections) -> None:
        """Put all corrections in place of the present ones, as one step."""
        if corrections == self.corrections:
            return
        del self._steps[self._now + 1 :]
        self._steps.append(_Step(corrections))
        self._now += 1
        self._reckon()

    def discard(self) -> None:
        """Discard all corrections, as one step."""
        self.put(NO_CORRECTIONS)

    def undo(self) -> None:
        """Undo the last step."""
        if self.can_undo:
            self._now -= 1
            self._reckon()

    def redo(self) -> None:
        """Take an undone step again."""
        if self.can_redo:
            self._now += 1
            self._reckon()

    def stop(self) -> None:
        """Wait for a reckoning that is under way and forget it."""
        job, self._job = self._job, None
        if job is not None:
            job.drop()

    def _reckon(self) -> None:
        step = self._steps[self._now]
        if step.reading is None and not self.large:
            step.reading = self._comes_to(step.corrections)
        if step.reading is not None:
            self._show(step.reading)
        elif self._job is None:
            self._job = BackgroundJob(
                lambda: self._comes_to(step.corrections), lambda reading: self._reckoned(step, reading), self
            )
            self._job.start()
        self.changed.emit()

    def _reckoned(self, step: _Step, reading: Reading) -> None:
        self._job = None
        step.reading = reading
        self._reckon()

    def _show(self, reading: Reading) -> None:
        self.reading = reading
        if reading.recognition is not None:
            self.recognition = reading.recognition
        if self.large:
            # what comes to so much is reckoned again rather than kept for long
            for step in (
                *self._steps[: max(self._now - _MOST_KEPT, 0)],
                *self._steps[self._now + _MOST_KEPT :],
            ):
                step.reading = None

    def _comes_to(self, corrections: Corrections) -> Reading:
        recognition = self._first
        if corrections != recognition.corrections:
            recognition = recognise(self.grid, corrections, self.passed, self.settings)
        return review(self.file, recognition)
