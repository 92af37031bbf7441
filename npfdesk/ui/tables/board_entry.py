"""The entry of a cell's menu that puts its figure on the board of key parameters, or takes it off."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu

from npfdesk.plan.board import BoardTable, ParameterKey
from npfdesk.plan.board_edits import board_of, put_parameter, take_parameter
from npfdesk.ui.look.language import tr
from npfdesk.ui.workspace import Workspace


def add_board_action(menu: QMenu, workspace: Workspace, key: ParameterKey | None) -> None:
    """Offer the board for a parameter; disabled for a cell that holds none."""
    stands = key is not None and key in board_of(workspace.document).parameters
    text = tr("Board", "Take off the board") if stands else tr("Board", "Put on the board")
    entry = menu.addAction(text)
    entry.setEnabled(key is not None)
    if key is not None:
        entry.triggered.connect(lambda: put_or_take(workspace, key))


def put_or_take(workspace: Workspace, key: ParameterKey) -> None:
    """Put a parameter on the board, or take it off; the line of messages says what became of it."""
    document, selected = workspace.document, workspace.selection.series
    if key in board_of(document).parameters:
        workspace.apply(take_parameter(document, key))
        workspace.notice.emit(tr("Board", "Taken off the board. Its figure stays as it is."))
        return
    # a board without charts is given those of what is moved, or of what is looked at
    moved = key.series if key.table is not BoardTable.LEVER and key.series in workspace.plan.row else selected
    if workspace.offer(put_parameter(document, key, moved)):
        workspace.notice.emit(tr("Board", "Put on the board. Open it with Ctrl+Shift+K."))
