"""Replays the last change: the path moves from before to after, until it arrives or a key is pressed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractAnimation, QEasingCurve, QEvent, QObject, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from npfdesk.engine.projection.update import update
from npfdesk.plan.history import Step
from npfdesk.ui.charts.paths import PathChart
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.workspace import Workspace

FloatArray = NDArray[np.float64]
MILLISECONDS = 1000
_HELD = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)


class Replay(QObject):
    """Animates the last step that changed figures, on charts of the selected series.

    `ended`: the charts show the current figures again.
    """

    ended = Signal()

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.animation = QVariantAnimation(self)
        self.animation.setDuration(MILLISECONDS)
        self.animation.setStartValue(0.0)
        self.animation.setEndValue(1.0)
        self.animation.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self.animation.valueChanged.connect(self._move)
        self.animation.finished.connect(self.stop)
        self.charts: tuple[PathChart, ...] = ()
        self.before: FloatArray | None = None
        for signal in (workspace.changed, workspace.opened, workspace.selected):
            signal.connect(lambda _: self.stop())

    @property
    def running(self) -> bool:
        """Whether the animation runs."""
        return self.animation.state() == QAbstractAnimation.State.Running

    def _step(self) -> Step | None:
        """The last step that may have changed figures; storyboard steps change none."""
        done = self.workspace.session.history.done
        return next(
            (one for one in reversed(done) if one.before.work.storyboard is one.after.work.storyboard), None
        )

    def begin(self, charts: Sequence[PathChart]) -> bool:
        """Start on these charts; returns whether there is anything to show.

        The moved series becomes the selection.
        """
        self.stop()
        workspace, step = self.workspace, self._step()
        row = None
        if step is not None:
            now = workspace.session.results
            then = update(now, step.before)
            active = workspace.document.active
            if active in then.scenarios and then.frame is now.frame:
                before, after = then.scenarios[active].values, now.scenarios[active].values
                differs = ((before != after) & ~(np.isnan(before) & np.isnan(after))).any(axis=1)
                row = self._row(differs)
        if step is None or row is None:
            workspace.notice.emit(
                tr("Meeting", "No change to replay in this scenario. Change an assumption first.")
            )
            return False
        workspace.select(*workspace.plan.series[row])
        self.before, self.charts = before[row], tuple(charts)
        workspace.notice.emit(tr("Meeting", "Replay: {label}").format(label=step.label.text(language())))
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)
        # call it once directly: the animation reports only changed values
        self._move(0.0)
        self.animation.start()
        return True

    def _row(self, differs: NDArray[np.bool_]) -> int | None:
        chosen = self.workspace.plan.row.get(self.workspace.selection.series)
        if chosen is not None and differs[chosen]:
            return chosen
        rows = np.flatnonzero(differs)
        return int(rows[0]) if len(rows) else None

    def _move(self, share: float) -> None:
        for chart in self.charts:
            chart.replay(self.before, float(share))

    def stop(self) -> None:
        """Stop and show the current figures."""
        charts, self.charts = self.charts, ()
        if not charts:
            return
        self.animation.stop()
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        for chart in charts:
            chart.replay(None)
        self.ended.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any key stops the replay and does nothing else; a mouse press stops it and is handled as usual."""
        kinds = QEvent.Type
        if isinstance(event, QKeyEvent) and event.type() != kinds.KeyRelease and self.charts:
            if event.key() in _HELD:
                # a modifier alone: its key follows
                return False
            if event.type() == kinds.KeyPress:
                self.stop()
            else:
                # else the key would trigger a shortcut before the key press arrives
                event.accept()
            return True
        if event.type() == kinds.MouseButtonPress:
            self.stop()
        return False
