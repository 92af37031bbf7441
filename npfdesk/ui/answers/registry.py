"""The registry of answers and analyses, and the dialogs that are open.

Each dialog is loaded when it is first needed, because its computations are slow to import.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from npfdesk.store.library import Library
from npfdesk.ui.answers.answer_description import AnswerDescription, KeepingDescription
from npfdesk.ui.descriptions import Menu, Place, bring_to_front, set_place
from npfdesk.ui.together.registry import TOGETHER
from npfdesk.ui.workspace import Workspace

if TYPE_CHECKING:
    from npfdesk.ui.analyses.analysis_dialog import RememberedAnalysisDialog
    from npfdesk.ui.analyses.frameworks import FrameworksDialog
    from npfdesk.ui.answers.answer_dialog import AnswerDialog
    from npfdesk.ui.answers.answer_dock import AnswerDock
    from npfdesk.ui.cycle.new_month import NewMonthDialog


@dataclass(frozen=True, kw_only=True)
class RememberedDescription(AnswerDescription):
    """An analysis whose choices are saved for each workbook and restored with it."""

    load: Callable[[Workspace, QWidget], RememberedAnalysisDialog]


@dataclass(frozen=True, kw_only=True)
class ProposingDescription(AnswerDescription):
    """An analysis that proposes an index, which the index dialog takes over."""

    load: Callable[[Workspace, QWidget], FrameworksDialog]


def _seek(workspace: Workspace, parent: QWidget) -> AnswerDialog:
    from npfdesk.ui.answers.goal_seek import SeekDialog

    return SeekDialog(workspace, parent)


def _precedents(workspace: Workspace, parent: QWidget) -> AnswerDialog:
    from npfdesk.ui.answers.precedents import PrecedentsDialog

    return PrecedentsDialog(workspace, parent)


def _allocate(workspace: Workspace, parent: QWidget) -> AnswerDialog:
    from npfdesk.ui.answers.allocation import AllocateDialog

    return AllocateDialog(workspace, parent)


def _cheapest(workspace: Workspace, parent: QWidget) -> AnswerDialog:
    from npfdesk.ui.answers.cheapest_levers import CheapestDialog

    return CheapestDialog(workspace, parent)


def _fit(workspace: Workspace, parent: QWidget) -> AnswerDialog:
    from npfdesk.ui.answers.proportional_fitting import FitDialog

    return FitDialog(workspace, parent)


def _futures(workspace: Workspace, parent: QWidget) -> AnswerDialog:
    from npfdesk.ui.answers.chances import FuturesDialog

    return FuturesDialog(workspace, parent)


def _tornado(workspace: Workspace, parent: QWidget) -> AnswerDialog:
    from npfdesk.ui.answers.sensitivity import TornadoDialog

    return TornadoDialog(workspace, parent)


def _waterfall(workspace: Workspace, parent: QWidget) -> AnswerDialog:
    from npfdesk.ui.answers.attribution import WaterfallDialog

    return WaterfallDialog(workspace, parent)


def _compare(workspace: Workspace, parent: QWidget) -> AnswerDialog:
    from npfdesk.ui.answers.scenario_comparison import CompareDialog

    return CompareDialog(workspace, parent)


def _monitor(workspace: Workspace, parent: QWidget) -> AnswerDialog:
    from npfdesk.ui.answers.monitoring import MonitorDialog

    return MonitorDialog(workspace, parent)


def _respond(workspace: Workspace, parent: QWidget) -> AnswerDialog:
    from npfdesk.ui.answers.response_rules import RespondDialog

    return RespondDialog(workspace, parent)


def _grid(workspace: Workspace, parent: QWidget) -> AnswerDialog:
    from npfdesk.ui.answers.scenario_grid import GridDialog

    return GridDialog(workspace, parent)


def _benchmark(workspace: Workspace, parent: QWidget) -> AnswerDialog:
    from npfdesk.ui.answers.benchmark import BenchmarkDialog

    return BenchmarkDialog(workspace, parent)


def _yearly(workspace: Workspace, parent: QWidget) -> AnswerDialog:
    from npfdesk.ui.cycle.yearly_targets import YearlyDialog

    return YearlyDialog(workspace, parent)


def _index(workspace: Workspace, parent: QWidget) -> RememberedAnalysisDialog:
    from npfdesk.ui.analyses.index_study import IndexDialog

    return IndexDialog(workspace, parent)


def _forecasts(workspace: Workspace, parent: QWidget) -> AnswerDialog:
    from npfdesk.ui.analyses.forecasts import ForecastsDialog

    return ForecastsDialog(workspace, parent)


def _disparity(workspace: Workspace, parent: QWidget) -> RememberedAnalysisDialog:
    from npfdesk.ui.analyses.disparity_study import DisparityDialog

    return DisparityDialog(workspace, parent)


def _frameworks(workspace: Workspace, parent: QWidget) -> FrameworksDialog:
    from npfdesk.ui.analyses.frameworks import FrameworksDialog

    return FrameworksDialog(workspace, parent)


def _spillover(workspace: Workspace, parent: QWidget) -> AnswerDialog:
    from npfdesk.ui.analyses.spillover import SpilloverDialog

    return SpilloverDialog(workspace, parent)


def _status_rules(workspace: Workspace, parent: QWidget) -> AnswerDialog:
    from npfdesk.ui.answers.status_rules import StatusRulesDialog

    return StatusRulesDialog(workspace, parent)


def _commitments(workspace: Workspace, parent: QWidget) -> AnswerDialog:
    from npfdesk.ui.analyses.commitments import CommitmentsDialog

    return CommitmentsDialog(workspace, parent)


def _boundaries(workspace: Workspace, parent: QWidget) -> AnswerDialog:
    from npfdesk.ui.analyses.boundary_changes import BoundaryDialog

    return BoundaryDialog(workspace, parent)


def _corrected_figures(workspace: Workspace, parent: QWidget) -> AnswerDialog:
    from npfdesk.ui.cycle.corrected_figures import CorrectedFiguresDialog

    return CorrectedFiguresDialog(workspace, parent)


def _new_month(workspace: Workspace, parent: QWidget) -> NewMonthDialog:
    from npfdesk.ui.cycle.new_month import NewMonthDialog

    return NewMonthDialog(workspace, parent)


PLAN_ANSWERS: Final = (
    AnswerDescription(
        key="seek",
        title="Required growth…",
        question="What would it take to reach the target?",
        menu=Menu.ANSWERS,
        shortcut="Ctrl+G",
        help=Place("answers", 1),
        load=_seek,
    ),
    AnswerDescription(
        key="allocate",
        title="Allocate a total…",
        question="Who can carry the total?",
        menu=Menu.ANSWERS,
        shortcut="Ctrl+Shift+A",
        help=Place("answers", 2),
        load=_allocate,
    ),
    AnswerDescription(
        key="cheapest",
        title="Lever mix…",
        question="Which levers reach the targets with the least effort?",
        menu=Menu.ANSWERS,
        shortcut="Ctrl+L",
        help=Place("answers", 3),
        load=_cheapest,
    ),
    AnswerDescription(
        key="fit",
        title="Counties × industries…",
        question="What does each county contribute to each industry?",
        menu=Menu.ANSWERS,
        help=Place("answers", 4),
        load=_fit,
    ),
    AnswerDescription(
        key="futures",
        title="Uncertainty…",
        question="How sure are we to reach the targets?",
        menu=Menu.ANSWERS,
        shortcut="Ctrl+U",
        help=Place("answers", 6),
        load=_futures,
    ),
    AnswerDescription(
        key="tornado",
        title="Key drivers…",
        question="What matters most?",
        menu=Menu.ANSWERS,
        shortcut="Ctrl+T",
        help=Place("answers", 7),
        load=_tornado,
    ),
    AnswerDescription(
        key="waterfall",
        title="What drove the change…",
        question="What brought the change about?",
        menu=Menu.ANSWERS,
        shortcut="Ctrl+Shift+W",
        help=Place("answers", 8),
        load=_waterfall,
    ),
    AnswerDescription(
        key="compare",
        title="Scenario differences…",
        question="What sets two scenarios apart?",
        menu=Menu.ANSWERS,
        shortcut="Ctrl+Shift+X",
        help=Place("answers", 9),
        load=_compare,
    ),
    AnswerDescription(
        key="monitor",
        title="Monitoring…",
        question="Where do we stand?",
        menu=Menu.ANSWERS,
        shortcut="Ctrl+M",
        help=Place("answers", 10),
        load=_monitor,
    ),
    AnswerDescription(
        key="respond",
        title="Course correction…",
        question="What if we step in when a target falls behind?",
        menu=Menu.ANSWERS,
        shortcut="Ctrl+Shift+R",
        help=Place("answers", 5),
        load=_respond,
    ),
    AnswerDescription(
        key="grid",
        title="Two inputs…",
        question="What if two inputs move at the same time?",
        menu=Menu.ANSWERS,
        shortcut="Ctrl+Shift+G",
        help=Place("answers", 11),
        load=_grid,
    ),
    AnswerDescription(
        key="benchmark",
        title="Benchmark growth…",
        question="What if the benchmark grows faster?",
        menu=Menu.ANSWERS,
        shortcut="Ctrl+Alt+B",
        help=Place("answers", 12),
        load=_benchmark,
    ),
)
"""The answers to a planner's questions; each has a heading on the help page of answers."""
INDEX: Final = RememberedDescription(
    key="index",
    title="Composite index…",
    menu=Menu.ANALYSES,
    shortcut="Ctrl+I",
    help=Place("analyses"),
    load=_index,
)
"""The index dialog, which takes over proposed indices."""
ANALYSES: Final = (
    INDEX,
    AnswerDescription(
        key="forecasts",
        title="Forecast comparison…",
        menu=Menu.ANALYSES,
        shortcut="Ctrl+Alt+F",
        help=Place("analyses"),
        load=_forecasts,
    ),
    RememberedDescription(
        key="disparity",
        title="Disparity and convergence…",
        menu=Menu.ANALYSES,
        shortcut="Ctrl+Alt+G",
        help=Place("analyses"),
        load=_disparity,
    ),
    ProposingDescription(
        key="frameworks",
        title="Indicator frameworks…",
        menu=Menu.ANALYSES,
        help=Place("analyses"),
        load=_frameworks,
    ),
    AnswerDescription(
        key="spillover",
        title="Regional spillover…",
        menu=Menu.ANALYSES,
        help=Place("analyses"),
        load=_spillover,
    ),
    AnswerDescription(
        key="commitments",
        title="Commitments…",
        menu=Menu.ANALYSES,
        shortcut="Ctrl+Alt+K",
        help=Place("analyses"),
        load=_commitments,
    ),
)
"""The analyses of the whole plan, which show their methods."""
NEW_MONTH: Final = KeepingDescription(
    key="new_month",
    title="Enter monthly data…",
    menu=Menu.CYCLE,
    help=Place("cycle", 2),
    wide=True,
    load=_new_month,
)
"""The dialog of a new month, which a bulletin pasted into the months opens."""
CYCLE_ANSWERS: Final[tuple[AnswerDescription, ...]] = (
    AnswerDescription(
        key="yearly",
        title="Yearly targets…",
        menu=Menu.CYCLE,
        shortcut="Ctrl+Alt+Y",
        help=Place("cycle", 1),
        load=_yearly,
    ),
    NEW_MONTH,
    AnswerDescription(
        key="corrected_figures",
        title="Data revisions…",
        menu=Menu.CYCLE,
        help=Place("cycle", 4),
        wide=True,
        load=_corrected_figures,
    ),
)
"""What the rhythms of a plan ask: yearly targets, corrected figures, the next plan."""
STATUS_RULES: Final = AnswerDescription(
    key="rules_of_colours",
    title="Status rules…",
    question="From which figure on does a target have which colour?",
    menu=Menu.VIEW,
    help=Place("status"),
    wide=True,
    load=_status_rules,
)
"""What the plan settles about the colours of its targets."""
PRECEDENTS: Final = AnswerDescription(
    key="precedents",
    title="Precedents and dependents…",
    question="What feeds this figure, and what does it feed?",
    menu=Menu.VIEW,
    shortcut="Ctrl+[",
    help=Place("methods", 8),
    load=_precedents,
)
"""What a figure is computed from, and what is computed from it; the tables and the path chart open it, too."""
PLAN_CHANGES: Final = (
    AnswerDescription(
        key="boundaries",
        title="Boundary changes…",
        menu=Menu.EDIT,
        help=Place("workbook", 11),
        wide=True,
        load=_boundaries,
    ),
)
"""Changes of the plan itself that are shown before they are made."""
ANSWERS: Final[Mapping[str, AnswerDescription]] = MappingProxyType(
    {
        one.key: one
        for one in (
            *PLAN_ANSWERS,
            *ANALYSES,
            *CYCLE_ANSWERS,
            *TOGETHER,
            *PLAN_CHANGES,
            STATUS_RULES,
            PRECEDENTS,
        )
    }
)
"""All entries by their keys, in menu order."""


class OpenAnswers(QObject):
    """The open answers, one of each, in docks of the window; `where` are the keys to go back to from there."""

    def __init__(self, workspace: Workspace, parent: QMainWindow, library: Library | None) -> None:
        super().__init__(parent)
        self.workspace, self.parent_widget, self.library = workspace, parent, library
        self.open: dict[str, AnswerDialog] = {}
        self.docks: dict[str, AnswerDock] = {}
        self._where: QWidget | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._remember)

    def stop(self) -> None:
        """Close the answers, so that nothing is computed after the window is closed."""
        for dialog in self.open.values():
            dialog.close()

    def ask(self, key: str) -> AnswerDialog:
        """Show an answer; it follows the selection and every edit while it is open."""
        if key not in self.open or self.open[key].not_made:
            answer = ANSWERS[key]
            self.open[key] = self._made(answer)
            self.open[key].entry = answer
            set_place(self.open[key], answer.help)
            if not answer.wide:
                self._dock(key)
        dialog = self.open[key]
        if key in self.docks:
            if not self.docks[key].isVisible():
                self.docks[key].rejoin(self._open_dock())
            self.docks[key].bring_to_front()
        else:
            bring_to_front(dialog)
        return dialog

    def _open_dock(self) -> AnswerDock | None:
        """The dock that was made last of those that are open in the window."""
        return next(
            (one for one in reversed(self.docks.values()) if one.isVisible() and not one.isFloating()), None
        )

    def _dock(self, key: str) -> None:
        """Put an answer into its dock, which stands with those that are open at the right."""
        from npfdesk.ui.answers.answer_dock import AnswerDock

        if key in self.docks:
            # what could not be made stood there
            self.docks.pop(key).deleteLater()
        beside = self._open_dock()
        dock = self.docks[key] = AnswerDock(key, self.open[key], self.parent_widget, self.go_back)
        dock.settle(beside)

    def _remember(self, before: QWidget | None, now: QWidget | None) -> None:
        """Keep where the keys were when they come to an answer from the window."""
        if before is None or now is None or not self._in_answer(now) or self._in_answer(before):
            return
        if before.window() is self.parent_widget:
            self._where = before

    def _in_answer(self, widget: QWidget) -> bool:
        return any(dock.isAncestorOf(widget) for dock in self.docks.values())

    def go_back(self) -> None:
        """Give the keys to where they were before they came to an answer, or to the window."""
        where = self._where
        if where is None or not shiboken6.isValid(where) or not where.isVisible():
            self.parent_widget.setFocus()
            self.parent_widget.focusNextChild()
            return
        where.window().activateWindow()
        where.setFocus(Qt.FocusReason.OtherFocusReason)

    def _made(self, answer: AnswerDescription) -> AnswerDialog:
        """The dialog; where a mistake of the program keeps it from being made, one that says so."""
        try:
            return self._create(answer)
        except Exception as mistake:  # noqa: BLE001 - handed on to the log and the crash dialog
            from npfdesk.ui.answers.answer_dialog import AnswerNotMade

            return AnswerNotMade(self.workspace, mistake, self.parent_widget)

    def _create(self, answer: AnswerDescription) -> AnswerDialog:
        if isinstance(answer, RememberedDescription):
            from npfdesk.ui.analyses.remembered_choices import ChoiceMemory

            remembered = answer.load(self.workspace, self.parent_widget)
            ChoiceMemory(answer.key, remembered, self.workspace, self.library)
            return remembered
        if isinstance(answer, ProposingDescription):
            proposing = answer.load(self.workspace, self.parent_widget)
            proposing.index_wanted.connect(self._propose)
            return proposing
        if isinstance(answer, KeepingDescription):
            keeping = answer.load(self.workspace, self.parent_widget)
            keeping.library = self.library
            return keeping
        return answer.load(self.workspace, self.parent_widget)

    def read_bulletin(self, text: str) -> None:
        """Show what a bulletin comes to that was pasted elsewhere."""
        from npfdesk.ui.cycle.new_month import NewMonthDialog

        dialog = self.ask(NEW_MONTH.key)
        if isinstance(dialog, NewMonthDialog):
            dialog.take_text(text)

    def _propose(self, dimensions: Mapping[str, tuple[str, ...]]) -> None:
        """Show a framework's sample index in the index dialog."""
        from npfdesk.ui.analyses.index_study import IndexDialog

        dialog = self.ask(INDEX.key)
        if isinstance(dialog, IndexDialog):
            dialog.use(dimensions)
