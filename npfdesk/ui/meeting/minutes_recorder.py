"""Records the minutes while people work: one entry for each undo step, outside the path of an edit."""

from __future__ import annotations

import datetime
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer

from npfdesk.engine.edits.consequence import consequence, figure_change, minute_of
from npfdesk.engine.projection.results import Results
from npfdesk.plan.history import Step
from npfdesk.plan.minutes import Minutes, next_number, with_decision, with_minute
from npfdesk.session import Change
from npfdesk.store.library_records import user
from npfdesk.ui.workspace import Workspace

QUIET = 250
"""An interrupted drag is recorded after so many milliseconds."""


class MinutesRecorder(QObject):
    """Records an entry for each step: a whole drag is one; undo marks it as taken back, redo restores it."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.author = user()
        # the number of each step's entry, the latest last; and the results before that, since a drag goes on changing it.
        # Older results are dropped: at a nation's size they take 100 MB a step
        self._numbers: dict[Step, int] = {}
        self._before: Results | None = None
        # the minutes as an edit's own left them: the last one's number is the highest then
        self._written: Minutes | None = None
        self._dragged: Change | None = None
        # the last edit of figures: a presentation shows its effect under the chart
        self.last: Change | None = None
        self._drag_timer = QTimer(self)
        self._drag_timer.setSingleShot(True)
        self._drag_timer.setInterval(QUIET)
        self._drag_timer.timeout.connect(self.flush)
        workspace.changed.connect(self._changed)
        workspace.opened.connect(self._clear)

    def _clear(self, _: object) -> None:
        self._drag_timer.stop()
        self._dragged = self.last = self._before = None
        self._numbers.clear()

    def _changed(self, change: Change) -> None:
        if change.label is None or change.before is None:
            return
        history = self.workspace.session.history
        done = history.done[-1] if history.done else None
        undone = history.undone[-1] if history.undone else None
        if change.structure or change.touched.any():
            self.last = change
        self._mark_taken_back(undone, True)
        self._mark_taken_back(done, False)
        if done is None or done in self._numbers or done.after is not change.document:
            return
        last = next(reversed(self._numbers), None)
        if last is not None and done.drag and last.drag == done.drag and last.before is done.before:
            self._numbers[done] = self._numbers.pop(last)
            self._dragged = change
            self._drag_timer.start()
        elif done.before.work.storyboard is done.after.work.storyboard:
            self.flush()
            self._write(done, change.before, change)

    def flush(self) -> None:
        """Record the result of the current drag."""
        change, self._dragged = self._dragged, None
        self._drag_timer.stop()
        if change is None or self._before is None or not self._numbers:
            return
        step, number = next(reversed(self._numbers.items()))
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
            effect = figure_change(seen, effect.series)
        done = step.label.text("zh"), step.label.text("en")
        minute = replace(minute, done_zh=done[0], done_en=done[1], moved=effect)
        self.workspace.write_minutes(with_minute(self.workspace.session.minutes, minute))

    def _write(self, step: Step, before: Results, change: Change) -> None:
        seen = self.workspace.consequence(change)
        effect = figure_change(seen, change.document.plan.series[seen.row]) if seen is not None else None
        minutes = self.workspace.session.minutes
        number = minutes[-1].number + 1 if minutes is self._written else next_number(minutes)
        self._numbers[step] = number
        if len(self._numbers) > self.workspace.session.history.limit + 1:
            del self._numbers[next(iter(self._numbers))]
        self._before = before
        at = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
        scenario = change.document.scenario.name
        self.workspace.add_minute(minute_of(number, at, self.author, scenario, step.label, effect))
        self._written = self.workspace.session.minutes

    def _mark_taken_back(self, step: Step | None, taken_back: bool) -> None:
        number = self._numbers.get(step) if step is not None else None
        if number is not None:
            self.flush()
            minutes = with_decision(self.workspace.session.minutes, number, taken_back=taken_back)
            self.workspace.write_minutes(minutes)
