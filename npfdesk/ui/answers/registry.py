"""The answers and analyses that the menus offer, and those of them that are open.

Each dialog is loaded when it is first asked for: what it reckons with is slow to load.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from npfdesk.store.library import Library
from npfdesk.ui.descriptions import Description, Menu, Place, set_place
from npfdesk.ui.workspace import Workspace

if TYPE_CHECKING:
    from npfdesk.ui.analyses.analysis_dialog import RememberedAnalysisDialog
    from npfdesk.ui.analyses.frameworks import FrameworksDialog
    from npfdesk.ui.answers.answer_dialog import AnswerDialog


@dataclass(frozen=True, kw_only=True)
class AnswerDescription(Description):
    """A question that a dialog answers as long as it is open."""

    load: Callable[[Workspace, QWidget], AnswerDialog]


@dataclass(frozen=True, kw_only=True)
class RememberedDescription(AnswerDescription):
    """One whose choices are kept with the workbook and brought back with it."""

    load: Callable[[Workspace, QWidget], RememberedAnalysisDialog]


@dataclass(frozen=True, kw_only=True)
class ProposingDescription(AnswerDescription):
    """One that proposes an index, which the dialog of indices takes up."""

    load: Callable[[Workspace, QWidget], FrameworksDialog]


def _seek(workspace: Workspace, parent: QWidget) -> AnswerDialog:
    from npfdesk.ui.answers.goal_seek import SeekDialog

    return SeekDialog(workspace, parent)


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


def _commitments(workspace: Workspace, parent: QWidget) -> AnswerDialog:
    from npfdesk.ui.analyses.commitments import CommitmentsDialog

    return CommitmentsDialog(workspace, parent)


QUESTIONS: Final = (
    AnswerDescription(
        key="seek",
        title="What would reach the target?…",
        menu=Menu.ANSWERS,
        shortcut="Ctrl+G",
        help=Place("answers", 1),
        load=_seek,
    ),
    AnswerDescription(
        key="allocate",
        title="Who can carry the total?…",
        menu=Menu.ANSWERS,
        shortcut="Ctrl+Shift+A",
        help=Place("answers", 2),
        load=_allocate,
    ),
    AnswerDescription(
        key="cheapest",
        title="Which levers are enough?…",
        menu=Menu.ANSWERS,
        shortcut="Ctrl+L",
        help=Place("answers", 3),
        load=_cheapest,
    ),
    AnswerDescription(
        key="fit",
        title="Which county makes which industry's share?…",
        menu=Menu.ANSWERS,
        help=Place("answers", 4),
        load=_fit,
    ),
    AnswerDescription(
        key="futures",
        title="How sure is that?…",
        menu=Menu.ANSWERS,
        shortcut="Ctrl+U",
        help=Place("answers", 6),
        load=_futures,
    ),
    AnswerDescription(
        key="tornado",
        title="What matters most?…",
        menu=Menu.ANSWERS,
        shortcut="Ctrl+T",
        help=Place("answers", 7),
        load=_tornado,
    ),
    AnswerDescription(
        key="waterfall",
        title="What did it?…",
        menu=Menu.ANSWERS,
        shortcut="Ctrl+Shift+W",
        help=Place("answers", 8),
        load=_waterfall,
    ),
    AnswerDescription(
        key="compare",
        title="What tells two scenarios apart?…",
        menu=Menu.ANSWERS,
        shortcut="Ctrl+Shift+X",
        help=Place("answers", 9),
        load=_compare,
    ),
    AnswerDescription(
        key="monitor",
        title="Where do we stand?…",
        menu=Menu.ANSWERS,
        shortcut="Ctrl+M",
        help=Place("answers", 10),
        load=_monitor,
    ),
    AnswerDescription(
        key="respond",
        title="What if we respond?…",
        menu=Menu.ANSWERS,
        shortcut="Ctrl+Shift+R",
        help=Place("answers", 5),
        load=_respond,
    ),
    AnswerDescription(
        key="grid",
        title="What if both move?…",
        menu=Menu.ANSWERS,
        shortcut="Ctrl+Shift+G",
        help=Place("answers", 11),
        load=_grid,
    ),
)
"""Questions that a planner asks; each has its heading on the help's page of answers."""
INDEX: Final = RememberedDescription(
    key="index",
    title="Composite index…",
    menu=Menu.ANALYSES,
    shortcut="Ctrl+I",
    help=Place("analyses"),
    load=_index,
)
"""The dialog that takes up an index that another proposes."""
ANALYSES: Final = (
    INDEX,
    AnswerDescription(
        key="forecasts",
        title="Forecasts beside assumptions…",
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
        title="Frameworks of the sources…",
        menu=Menu.ANALYSES,
        help=Place("analyses"),
        load=_frameworks,
    ),
    AnswerDescription(
        key="spillover",
        title="Spillover between regions…",
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
"""Analyses of the whole plan, with their methods beside them."""
ANSWERS: Final[Mapping[str, AnswerDescription]] = MappingProxyType(
    {one.key: one for one in (*QUESTIONS, *ANALYSES)}
)
"""All of them by their keys, in the order of the menus."""


class OpenAnswers(QObject):
    """The answers that are open, one of each, over a window that is their parent."""

    def __init__(self, workspace: Workspace, parent: QWidget, library: Library | None) -> None:
        super().__init__(parent)
        self.workspace, self.over, self.library = workspace, parent, library
        self.open: dict[str, AnswerDialog] = {}

    def stop(self) -> None:
        """Nothing may be worked out after the window has gone."""
        for dialog in self.open.values():
            dialog.close()

    def ask(self, key: str) -> AnswerDialog:
        """Bring an answer to the front; it follows the selection and every edit while it is open."""
        if key not in self.open:
            answer = ANSWERS[key]
            self.open[key] = self._made(answer)
            set_place(self.open[key], answer.help)
        dialog = self.open[key]
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        return dialog

    def _made(self, answer: AnswerDescription) -> AnswerDialog:
        if isinstance(answer, RememberedDescription):
            from npfdesk.ui.analyses.remembered_choices import ChoiceMemory

            remembered = answer.load(self.workspace, self.over)
            ChoiceMemory(answer.key, remembered, self.workspace, self.library)
            return remembered
        if isinstance(answer, ProposingDescription):
            proposing = answer.load(self.workspace, self.over)
            proposing.index_wanted.connect(self._propose)
            return proposing
        return answer.load(self.workspace, self.over)

    def _propose(self, dimensions: Mapping[str, tuple[str, ...]]) -> None:
        """A framework's sample index, in the dialog of indices."""
        from npfdesk.ui.analyses.index_study import IndexDialog

        dialog = self.ask(INDEX.key)
        if isinstance(dialog, IndexDialog):
            dialog.use(dimensions)
