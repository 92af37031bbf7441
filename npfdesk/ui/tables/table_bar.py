"""The table bar beside the tab titles: row filter, search, columns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from npfdesk.ui.look.language import tr
from npfdesk.ui.tables.columns import tip

FILTERS = {"all": "All series", "region": "This region", "indicator": "This indicator"}
_SEARCH = 150
_OWNER = 130
_PAUSE = 150
"""Milliseconds after a typed letter before the rows are searched."""


def _button(checkable: bool = False) -> QToolButton:
    button = QToolButton()
    button.setCheckable(checkable)
    button.setProperty("quiet", True)
    return button


_GAPS = 48
"""What lies between the controls and beside them."""


class TableBar(QWidget):
    """The controls beside the tab titles.

    `filtered` carries "all", "region" or "indicator", `searched` the text; `all_rows_wanted` asks for all rows,
    `row_wanted` for a new one; `owner_chosen` carries the owner whose targets are to be shown ("" for all).
    """

    filtered = Signal(str)
    searched = Signal(str)
    all_rows_wanted = Signal()
    row_wanted = Signal()
    owner_chosen = Signal(str)
    columns_wanted = Signal(QMenu)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(2)
        group = QButtonGroup(self)
        self.only: list[QToolButton] = []
        for only in FILTERS:
            button = _button(checkable=True)
            button.clicked.connect(partial(self._filter, only))
            group.addButton(button)
            layout.addWidget(button)
            self.only.append(button)
        self.only[0].setChecked(True)
        # where three buttons do not fit, one button with a menu replaces them
        self.choice = _button()
        self.choice.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.choice.setMenu(QMenu(self.choice))
        for only in FILTERS:
            self.choice.menu().addAction("", partial(self._filter, only))
        self.choice.hide()
        layout.addWidget(self.choice)
        self._series, self._narrow, self._tight = True, False, False
        self._adds = ""
        self.owners = _button()
        self.owners.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.owners.setMenu(QMenu(self.owners))
        self.owners.hide()
        layout.addWidget(self.owners)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(112)
        self.search.setMaximumWidth(_SEARCH)
        layout.addWidget(self.search)
        self.adding, self.shown, self.columns = _button(), _button(), _button()
        self.adding.hide()
        self.adding.clicked.connect(lambda: self.row_wanted.emit())
        self.shown.hide()
        self.shown.clicked.connect(lambda: self.all_rows_wanted.emit())
        self.columns.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.columns)
        menu.aboutToShow.connect(lambda: self.columns_wanted.emit(menu))
        self.columns.setMenu(menu)
        layout.addWidget(self.adding)
        layout.addWidget(self.shown)
        layout.addWidget(self.columns)
        self._search_timer = QTimer(self)
        self._search_timer.setSingleShot(True)
        self._search_timer.setInterval(_PAUSE)
        self._search_timer.timeout.connect(self._search)
        self.search.textChanged.connect(lambda _: self._search_timer.start())
        self.search.returnPressed.connect(self._search)

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """The controls from left to right."""
        return (*self.only, self.choice, self.owners, self.search, self.adding, self.shown, self.columns)

    def _filter(self, only: str, *_: object) -> None:
        self.filtered.emit(only)

    def _search(self) -> None:
        self._search_timer.stop()
        self.searched.emit(self.search.text())

    def check_filter(self, only: str) -> None:
        """Check the button of the filter."""
        for button, one in zip(self.only, FILTERS, strict=True):
            button.setChecked(one == only)
        self._name_choice()

    def _name_choice(self) -> None:
        for action, button in zip(self.choice.menu().actions(), self.only, strict=True):
            action.setText(button.text())
        self.choice.setText(next(button.text() for button in self.only if button.isChecked()))

    def offer_owners(self, names: Sequence[str], chosen: str) -> None:
        """Offer the owners whose targets can be shown alone; none hides the control."""
        menu = self.owners.menu()
        menu.clear()
        everybody = tr("Tables", "All owners")
        for name in ("", *names, *([chosen] if chosen and chosen not in names else [])):
            action = menu.addAction((name or everybody).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(name == chosen)
            action.triggered.connect(lambda _, name=name: self.owner_chosen.emit(name))
        shown = chosen or everybody
        cut = self.owners.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, _OWNER)
        self.owners.setText(cut.replace("&", "&&"))
        self.owners.setAccessibleName(shown)
        self.owners.setToolTip(tip(f"{tr('Tables', 'Whose targets are shown')}: {shown}") or "")
        self.owners.setVisible(bool(names or chosen))

    def offer_filters(self, series: bool) -> None:
        """Show the filter only for tables of series."""
        self._series = series
        self._update_layout()

    def offer_adding(self, command: str) -> None:
        """Show the button that adds a row, named by its command in English; "" for a table that takes none."""
        self._adds = tr("Tables", command) if command else ""
        self.adding.setAccessibleName(self._adds)
        self.adding.setVisible(bool(command))
        self._name_adding()

    def _name_adding(self) -> None:
        # where there is no room for words the sign says it, and the tip in words
        short = self._tight and bool(self._adds)
        self.adding.setText("＋" if short else self._adds)
        self.adding.setToolTip(tip(self._adds) or "" if short else "")

    def fit_width(self, room: int) -> None:
        """Fit into a width in pixels."""
        wide = sum(button.sizeHint().width() for button in self.only) + _SEARCH + 190
        # hidden while the bar itself is, too
        self._tight = False
        self._name_adding()
        more = self.adding.sizeHint().width() if self._adds else 0
        more += 0 if self.owners.isHidden() else self.owners.sizeHint().width()
        self._narrow = room < wide + more
        least = self.choice.sizeHint().width() + self.search.minimumWidth() + self.columns.sizeHint().width()
        self._tight = room < least + more + _GAPS
        self._name_adding()
        self._update_layout()

    def _update_layout(self) -> None:
        for button in self.only:
            button.setVisible(self._series and not self._narrow)
        self.choice.setVisible(self._series and self._narrow)
        self.search.setMaximumWidth(self.search.minimumWidth() if self._narrow else _SEARCH)

    def show_row_count(self, shown: int, among: int) -> None:
        """Show how many rows a search or filter leaves."""
        self.shown.setVisible(shown != among)
        self.shown.setText(f"{shown:,} / {among:,} ✕")

    def retranslate(self) -> None:
        """Update all texts for the current language."""
        for button, text in zip(self.only, FILTERS.values(), strict=True):
            button.setText(tr("Tables", text))
        self._name_choice()
        self.search.setPlaceholderText(tr("Tables", "Search rows"))
        self.search.setAccessibleName(tr("Tables", "Search rows"))
        self.columns.setText(tr("Tables", "Columns"))
        self.shown.setToolTip(tr("Tables", "Show all rows"))
        self.shown.setAccessibleName(tr("Tables", "Show all rows"))
