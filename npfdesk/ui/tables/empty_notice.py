"""What an empty table says: why nothing stands in it, and what to do."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel

from npfdesk.ui.language import tr
from npfdesk.ui.tables.view import FigureTable

_NOTHING_OPEN = "Nothing is open. Open a workbook (Ctrl+O), or a sample from the menu File."
_HIDDEN = (
    "No row is left. Empty the search beside the tables' names, or take the filters of the columns away."
)


class EmptyNotice(QLabel):
    """Stands in the middle of a table that has no rows; `lacking` is the source said where the plan itself has none."""

    def __init__(self, table: FigureTable, lacking: str) -> None:
        super().__init__(table.viewport())
        self.table, self.lacking = table, lacking
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "note")
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        figures = table.figures
        for signal in (figures.modelReset, figures.rowsInserted, figures.rowsRemoved, figures.layoutChanged):
            signal.connect(self.renew)
        table.viewport().installEventFilter(self)
        self.renew()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the language in force."""
        if event.type() == QEvent.Type.LanguageChange:
            self.renew()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As large as the table's ground."""
        if event.type() == QEvent.Type.Resize:
            self._fill()
        return False

    def _fill(self) -> None:
        self.setGeometry(self.table.viewport().rect().adjusted(24, 0, -24, 0))

    def renew(self, *_: object) -> None:
        """Say it, or stand back."""
        figures = self.table.figures
        source = _HIDDEN if figures.all_rows else self.lacking if figures.plan.regions else _NOTHING_OPEN
        self.setText(tr("Tables", source))
        self.setVisible(figures.rowCount() == 0)
        self._fill()
