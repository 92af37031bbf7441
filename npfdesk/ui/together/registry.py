"""The registry of the menu Work together: what goes out by file, what comes back, and what is held side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from npfdesk.ui.answers.answer_description import AnswerDescription, KeepingDescription
from npfdesk.ui.descriptions import Menu, Place
from npfdesk.ui.workspace import Workspace

if TYPE_CHECKING:
    from npfdesk.ui.answers.answer_dialog import AnswerDialog, KeepingDialog


def _collect(workspace: Workspace, parent: QWidget) -> AnswerDialog:
    from npfdesk.ui.together.collect_dialog import CollectDialog

    return CollectDialog(workspace, parent)


def _gather(workspace: Workspace, parent: QWidget) -> AnswerDialog:
    from npfdesk.ui.together.gather_dialog import GatherDialog

    return GatherDialog(workspace, parent)


def _negotiation(workspace: Workspace, parent: QWidget) -> AnswerDialog:
    from npfdesk.ui.together.negotiation import NegotiationDialog

    return NegotiationDialog(workspace, parent)


def _reconcile(workspace: Workspace, parent: QWidget) -> KeepingDialog:
    from npfdesk.ui.together.reconciliation import ReconciliationDialog

    return ReconciliationDialog(workspace, parent)


COLLECT: Final = AnswerDescription(
    key="collect",
    title="Send out forms…",
    menu=Menu.TOGETHER,
    help=Place("together", 1),
    wide=True,
    load=_collect,
)
GATHER: Final = AnswerDescription(
    key="gather",
    title="Take in returns…",
    menu=Menu.TOGETHER,
    help=Place("together", 3),
    wide=True,
    load=_gather,
)
NEGOTIATION: Final = AnswerDescription(
    key="negotiation",
    title="Rounds of negotiation…",
    question="How far are the regions and the whole apart?",
    menu=Menu.TOGETHER,
    help=Place("together", 4),
    wide=True,
    load=_negotiation,
)
RECONCILE: Final = KeepingDescription(
    key="reconcile",
    title="Reconcile plans…",
    question="Do the plans above, below and before this one agree with it?",
    menu=Menu.TOGETHER,
    help=Place("together", 5),
    group=2,
    wide=True,
    load=_reconcile,
)
TOGETHER: Final = (COLLECT, GATHER, NEGOTIATION, RECONCILE)
"""The entries in the order of the work: sending out, taking in, rounds, reconciling."""
