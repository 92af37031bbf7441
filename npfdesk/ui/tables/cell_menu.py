"""What can be done with the cells chosen, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from npfdesk.ui.language import tr

if TYPE_CHECKING:
    from npfdesk.ui.tables.view import FigureTable

_RESETS = {"parent": "Reset to parent", "workbook": "Reset to workbook", "saved": "Reset to last saved"}


def cell_menu(table: FigureTable) -> QMenu:
    """The menu of a table's chosen cells; what does not apply is grey."""
    figures, cells = table.figures, table.cells()
    menu = QMenu(table)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    open_cells = any(figures.editable(row, figures.fields[column]) for row, column in cells)
    tall, wide = len({row for row, _ in cells}) > 1, len({column for _, column in cells}) > 1
    for text, keys, does, applies in (
        ("Copy", "Ctrl+C", table.copy, bool(cells)),
        ("Paste", "Ctrl+V", table.paste, open_cells),
        ("", "", None, False),
        ("Fill down", "Ctrl+D", lambda: table.fill(down=True), open_cells and tall),
        ("Fill right", "Ctrl+R", lambda: table.fill(down=False), open_cells and wide),
        ("", "", None, False),
        (figures.deleting, "Del", table.fall_back, open_cells),
    ):
        if not text:
            menu.addSeparator()
            continue
        menu.addAction(tr("Tables", text), QKeySequence(keys), does).setEnabled(applies)
    menu.addSeparator()
    at = table.currentIndex()
    noted = at.isValid() and figures.note_key(at.row(), figures.fields[at.column()]) is not None
    noting = menu.addAction(tr("Tables", "Note…"), QKeySequence("Shift+F2"), table.note_wanted.emit)
    noting.setEnabled(noted)
    menu.addSeparator()
    for to in figures.origins:
        action = menu.addAction(tr("Tables", _RESETS[to]), lambda to=to: figures.reset(cells, to))
        action.setEnabled(bool(cells) and figures.resetting(cells, to) is not None)
    return menu
