"""The last change once more: the path goes from what it was to what it is, until it is there or a key is pressed."""

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
    """Draws the last step that moved figures again, on charts of the series looked at.

    `ended` says that the charts show what is so; `said` is what it said of what it shows.
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
        """Whether figures are on their way."""
        return self.animation.state() == QAbstractAnimation.State.Running

    def _step(self) -> Step | None:
        """The last step that may have moved figures; the storyboard's own move none."""
        done = self.workspace.session.history.done
        return next(
            (one for one in reversed(done) if one.before.work.storyboard is one.after.work.storyboard), None
        )

    def begin(self, charts: Sequence[PathChart]) -> bool:
        """Begin anew on these charts; whether there is anything to show. What it shows is looked at, if it was not."""
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
        # said by hand: the animation tells of a value only where it is another than before
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
        """Show what is so."""
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
        """Any key ends it, and does nothing else; so does a press of the mouse, which does what it does."""
        kinds = QEvent.Type
        if isinstance(event, QKeyEvent) and event.type() != kinds.KeyRelease and self.charts:
            if event.key() in _HELD:
                # the key that goes with it is to come
                return False
            if event.type() == kinds.KeyPress:
                self.stop()
            else:
                # or the key would be taken for a shortcut before anybody sees it pressed
                event.accept()
            return True
        if event.type() == kinds.MouseButtonPress:
            self.stop()
        return False
