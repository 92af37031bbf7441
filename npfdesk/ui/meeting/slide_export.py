"""The storyboard on its way into a deck: its figures and pictures taken in the window's thread, the slides made beside it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSignalBlocker, Signal
from PySide6.QtGui import QImageWriter
from PySide6.QtWidgets import QWidget

from npfdesk.plan.problems import Problem
from npfdesk.plan.saved_views import PATHS, SavedView
from npfdesk.report.forms import deliver, styled
from npfdesk.report.material import Material
from npfdesk.ui.answers.answer_thread import AnswerThread
from npfdesk.ui.charts.gaps import GapChart
from npfdesk.ui.files.destination import ask_where
from npfdesk.ui.look.colours import LIGHT, appearance, set_theme, theme
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.meeting.view_capture import SavedViewPictures
from npfdesk.ui.views.registry import VIEWS
from npfdesk.ui.window.preferences import Preferences
from npfdesk.ui.workspace import Workspace


class SlideExport(QObject):
    """Asks where, makes the deck in a thread, and says what came of it; `finished` carries the file or None."""

    finished = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget, preferences: Preferences) -> None:
        super().__init__(parent)
        self.window = parent
        self.workspace, self.preferences = workspace, preferences
        self.path = Path()
        self._thought: AnswerThread | None = None

    def ask(self) -> None:
        """Ask where, and begin."""
        if not self.workspace.document.work.storyboard:
            self._say(tr("Meeting", "No view is kept yet. Show what you want to tell, and press Ctrl+B."))
            return
        name = tr("Meeting", "Storyboard")
        plan = self.workspace.session.opened.path
        title = tr("Meeting", "Save as slides")
        path = ask_where(self.window, title, f"{name}.pptx", ["*.pptx"], plan, self._tell)
        if path is not None:
            self.make(path)

    def make(self, path: Path) -> None:
        """Make the deck and write it there; one at a time."""
        if self._thought is not None:
            return
        self.path = path
        material, told = self.material(), self.told()
        plan, template = self.workspace.session.opened.path, self.preferences.template(".pptx")

        def work(_: object) -> Problem | None:
            from npfdesk.report.storyboard_report import Told, storyboard_report

            make = partial(storyboard_report, material, [Told(**one) for one in told])
            content = styled(make, path, template)
            return content if isinstance(content, Problem) else deliver(path, content, plan)

        self._say(tr("Meeting", "Making {count} slides…").format(count=len(told)))
        self._thought = AnswerThread(work, self.window)
        self._thought.finished.connect(self._done)
        self._thought.start()

    def _done(self) -> None:
        thought, self._thought = self._thought, None
        if thought is None:
            return
        thought.deleteLater()
        if thought.failure is not None:
            raise thought.failure
        problem = thought.result
        if isinstance(problem, Problem):
            self._tell(problem)
        else:
            self._say(tr("Meeting", "The storyboard was saved as {file}.").format(file=self.path.name))
        self.finished.emit(self.path if problem is None else None)

    def stop(self) -> None:
        """Wait until a deck that is being made is written."""
        thought, self._thought = self._thought, None
        if thought is not None:
            thought.wait()

    def _tell(self, problem: Problem) -> None:
        self._say(problem.message(language()))

    def _say(self, text: str) -> None:
        self.workspace.notice.emit(text)

    def material(self) -> Material:
        """What the slides rest on: the figures as they are, whence they come."""
        workspace = self.workspace
        scenarios = tuple(workspace.document.scenarios.values())
        results = workspace.session.results
        return Material(results, scenarios, workspace.rule, workspace.origin(), language())

    def told(self) -> list[dict[str, Any]]:
        """What each slide shows, in the light theme: slides are white."""
        chosen = theme()
        with QSignalBlocker(appearance):
            set_theme(LIGHT)
            room = SavedViewPictures(self.workspace)
            try:
                return [self._of(room, saved) for saved in self.workspace.document.work.storyboard]
            finally:
                room.close()
                set_theme(chosen)

    @staticmethod
    def _of(room: SavedViewPictures, saved: SavedView) -> dict[str, Any]:
        if saved.view == PATHS or saved.view not in VIEWS:
            return {"view": saved}
        widget = room.show(saved)
        if isinstance(widget, GapChart) and widget.by_region.isChecked() and widget.shown.bars:
            judgement = room.workspace.judgement()
            gaps = [float(judgement.gap[bar.position]) for bar in widget.shown.bars]
            bars = tuple(
                # a gap without a figure is no bar
                (bar.name, gap if gap == gap else None)  # noqa: PLR0124
                for bar, gap in zip(widget.shown.bars, gaps, strict=True)
            )
            indicator = room.workspace.plan.indicator_by_code.get(saved.series.indicator)
            return {
                "view": saved,
                "bars": bars,
                "decimals": indicator.decimals if indicator is not None else 1,
            }
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"PNG")).write(room.picture(saved))
        buffer.close()
        said = widget.remark()
        described = f"{saved.title}. {said}" if said else saved.title
        return {"view": saved, "picture": content.data(), "described": described}
