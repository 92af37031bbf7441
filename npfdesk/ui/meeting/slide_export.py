"""The storyboard as slides: the window's thread collects figures and pictures, another makes the slides."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSignalBlocker, Signal
from PySide6.QtGui import QImageWriter
from PySide6.QtWidgets import QWidget

from npfdesk.plan.file_names import shown_path
from npfdesk.plan.problems import Count, Problem
from npfdesk.plan.saved_views import PATHS, SavedView
from npfdesk.report.forms import Made, make_styled, write_report
from npfdesk.report.material import Failures, Material
from npfdesk.ui.answers.answer_thread import AnswerThread
from npfdesk.ui.charts.gaps import GapChart
from npfdesk.ui.files.destination import ask_where
from npfdesk.ui.look.colours import LIGHT, appearance, set_theme, theme
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.meeting.view_capture import SavedViewPictures, written_sentences
from npfdesk.ui.meeting.view_sentences import shown_sentence
from npfdesk.ui.mistakes import tell_mistake
from npfdesk.ui.views.registry import VIEWS
from npfdesk.ui.window.preferences import Preferences
from npfdesk.ui.workspace import Workspace


class SlideExport(QObject):
    """Asks for a file, makes the slides in a thread and shows the outcome; `finished` carries the file or None."""

    finished = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget, preferences: Preferences) -> None:
        super().__init__(parent)
        self.window = parent
        self.workspace, self.preferences = workspace, preferences
        self.path = Path()
        self._thread: AnswerThread | None = None

    def ask(self) -> None:
        """Ask for a file and make the slides."""
        if not self.workspace.document.work.storyboard:
            self._notify(tr("Meeting", "No views kept yet. Show what you want to present and press Ctrl+B."))
            return
        name = tr("Meeting", "Storyboard")
        plan = self.workspace.session.opened.path
        title = tr("Meeting", "Export as slides")
        path = ask_where(self.window, title, f"{name}.pptx", ["*.pptx"], plan, self._show_problem)
        if path is not None:
            self.make(path)

    def make(self, path: Path) -> None:
        """Make the slides and write them; one export at a time."""
        if self._thread is not None:
            return
        self.path = path
        material, contents = self.material(), self.slide_contents()
        plan, template = self.workspace.session.opened.path, self.preferences.template(".pptx")

        def work(_: object) -> Problem | Made:
            from npfdesk.report.storyboard_report import ViewContent, storyboard_report

            make = partial(storyboard_report, material, [ViewContent(**one) for one in contents])
            made = make_styled(make, path, template, material.failures)
            return made if isinstance(made, Problem) else write_report(path, made.content, plan) or made

        self._notify(tr("Meeting", "Making {count:slide|slides} …").format(count=Count(len(contents))))
        self._thread = AnswerThread(work, self.window)
        self._thread.finished.connect(lambda: self._done(material.failures))
        self._thread.start()

    def _done(self, failures: Failures) -> None:
        thread, self._thread = self._thread, None
        if thread is None:
            return
        thread.deleteLater()
        if thread.failure is not None:
            raise thread.failure
        made: Problem | Made = thread.result
        if isinstance(made, Problem):
            self._show_problem(made)
            self.finished.emit(None)
            return
        for _, mistake in failures.found:
            tell_mistake(mistake)
        saved = tr("Meeting", "Storyboard saved as {file}.").format(file=shown_path(self.path.name))
        self._notify(" ".join([saved, *(problem.message(language()) for problem in made.told)]))
        self.finished.emit(self.path)

    def stop(self) -> None:
        """Wait until running slides are written."""
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.wait()

    def _show_problem(self, problem: Problem) -> None:
        self._notify(problem.message(language()))

    def _notify(self, text: str) -> None:
        self.workspace.notice.emit(text)

    def material(self) -> Material:
        """The material of the slides: the current figures and their provenance."""
        workspace = self.workspace
        scenarios = tuple(workspace.document.scenarios.values())
        results = workspace.session.results
        on_charts = workspace.document.work.chart_notes
        hues = workspace.document.hues
        return Material(
            results,
            scenarios,
            workspace.rule,
            workspace.origin(),
            language(),
            chart_notes=on_charts,
            hues=hues,
        )

    def slide_contents(self) -> list[dict[str, Any]]:
        """The content of each slide, in the light theme, because slides are white."""
        chosen = theme()
        with QSignalBlocker(appearance):
            set_theme(LIGHT)
            room = SavedViewPictures(self.workspace)
            try:
                views = self.workspace.document.work.storyboard
                written = written_sentences(self.workspace, views)
                return [
                    {**self._slide_content(room, saved), "sentence": shown_sentence(saved, one).text}
                    for saved, one in zip(views, written, strict=True)
                ]
            finally:
                room.close()
                set_theme(chosen)

    @staticmethod
    def _slide_content(room: SavedViewPictures, saved: SavedView) -> dict[str, Any]:
        if saved.view == PATHS or saved.view not in VIEWS:
            return {"view": saved}
        widget = room.show(saved)
        if isinstance(widget, GapChart) and widget.by_region.isChecked() and widget.shown.bars:
            judgement = room.workspace.judgement()
            gaps = [float(judgement.gap[bar.position]) for bar in widget.shown.bars]
            bars = tuple(
                # a gap without a figure has no bar
                (bar.name, gap if gap == gap else None)  # noqa: PLR0124
                for bar, gap in zip(widget.shown.bars, gaps, strict=True)
            )
            indicator = room.workspace.plan.indicator_by_code.get(saved.series.indicator)
            whole = widget.shown.whole
            # the whole is no bar among its parts: its figure stands with the unit
            said = [widget.shown.unit, "" if whole is None else f"{whole.name} {whole.figure}"]
            return {
                "view": saved,
                "bars": bars,
                "decimals": indicator.decimals if indicator is not None else 1,
                "unit": " · ".join(part for part in said if part),
            }
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"PNG")).write(room.picture(saved))
        buffer.close()
        remark = widget.remark()
        described = f"{saved.title}. {remark}" if remark else saved.title
        return {"view": saved, "picture": content.data(), "described": described}
