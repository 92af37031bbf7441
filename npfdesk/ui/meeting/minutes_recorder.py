"""Writing the minutes while people work: one for every step of undo, beside the road of an edit."""

from __future__ import annotations

import datetime
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer

from npfdesk.engine.edits.consequence import consequence, minute_of, moved
from npfdesk.engine.projection.results import Results
from npfdesk.plan.history import Step
from npfdesk.plan.minutes import Minute, decided, next_number, put
from npfdesk.session import Change
from npfdesk.store.library_records import user
from npfdesk.ui.workspace import Workspace

QUIET = 250
"""Milliseconds after which a drag that stands still is written down."""


class MinutesRecorder(QObject):
    """Keeps a minute for each step: a drag is one, an undo takes it back, a redo brings it again."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.by = user()
        # which step a minute is of, and what the figures were before the last of them, which a drag goes on changing;
        # those before the others are let go: at a nation's size they are 100 MB a step
        self._steps: list[tuple[Step, int]] = []
        self._before: Results | None = None
        self._dragged: Change | None = None
        # the last edit that was about figures: what a presentation says under the chart
        self.last: Change | None = None
        self._still = QTimer(self)
        self._still.setSingleShot(True)
        self._still.setInterval(QUIET)
        self._still.timeout.connect(self.flush)
        workspace.changed.connect(self._changed)
        workspace.opened.connect(self._forget)

    def _forget(self, _: object) -> None:
        self._still.stop()
        self._dragged = self.last = self._before = None
        self._steps.clear()

    def _changed(self, change: Change) -> None:
        if change.label is None or change.before is None:
            return
        history = self.workspace.session.history
        done = history.done[-1] if history.done else None
        undone = history.undone[-1] if history.undone else None
        known = self._number(done)
        if change.touched.any() or change.structure:
            self.last = change
        self._take_back(self._number(undone), True)
        self._take_back(known, False)
        if done is None or known is not None or done.after is not change.document:
            return
        last = self._steps[-1] if self._steps else None
        if last is not None and done.drag and last[0].drag == done.drag and last[0].before is done.before:
            self._steps[-1] = (done, last[1])
            self._dragged = change
            self._still.start()
        elif done.before.work.storyboard is done.after.work.storyboard:
            self.flush()
            self._write(done, change.before, change)

    def _number(self, step: Step | None) -> int | None:
        return next((number for known, number in self._steps if known is step), None)

    def flush(self) -> None:
        """Write down what a drag has come to so far."""
        change, self._dragged = self._dragged, None
        self._still.stop()
        if change is None or self._before is None or not self._steps:
            return
        step, number = self._steps[-1]
        minute = next((one for one in self.workspace.session.minutes if one.number == number), None)
        if minute is None:
            return
        effect = minute.moved
        if effect is not None:
            row = change.document.plan.row[effect.series]
            seen = consequence(
                self._before,
                change.results,
                change.document.active,
                row,
                effect.year,
                self.workspace.rule,
            )
            effect = moved(seen, effect.series)
        done = step.label.text("zh"), step.label.text("en")
        self._put(replace(minute, done_zh=done[0], done_en=done[1], moved=effect))

    def _write(self, step: Step, before: Results, change: Change) -> None:
        seen = self.workspace.consequence(change)
        effect = moved(seen, change.document.plan.series[seen.row]) if seen is not None else None
        number = next_number(self.workspace.session.minutes)
        self._steps = [*self._steps[-self.workspace.session.history.limit :], (step, number)]
        self._before = before
        at = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
        self._put(minute_of(number, at, self.by, change.document.scenario.name, step.label, effect))

    def _put(self, minute: Minute) -> None:
        self.workspace.write_minutes(put(self.workspace.session.minutes, minute))

    def _take_back(self, number: int | None, taken_back: bool) -> None:
        if number is not None:
            self.flush()
            minutes = decided(self.workspace.session.minutes, number, taken_back=taken_back)
            self.workspace.write_minutes(minutes)
