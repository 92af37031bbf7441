"""The counts above the board: how many units stand how; each shows only those that stand so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from npfdesk.ui.look.colours import appearance
from npfdesk.ui.look.language import tr
from npfdesk.ui.look.mnemonics import PLAN_NAME, say
from npfdesk.ui.look.style import pixels
from npfdesk.ui.look.wrapped_line import WrappedLine
from npfdesk.ui.together.standing_marks import LOOKS, ROOM, SIDE, standing_icon
from npfdesk.ui.together.unit_standings import Standing, UnitStanding

_LATE: Final = "late"
Kept = Standing | str | None
"""Which units are kept: those of a standing, the late ones ("late"), or all (None)."""


def is_kept(one: UnitStanding, kept: Kept) -> bool:
    """Whether a filter keeps a unit."""
    return kept is None or (one.late if kept == _LATE else one.standing is kept)


class StandingFilters(QWidget):
    """A button for each standing with its mark and its count, and one for all; `chosen` when another is."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kept: Kept = None
        self.standings: tuple[UnitStanding, ...] = ()
        self.buttons: dict[Kept, QToolButton] = {}
        group, line = QButtonGroup(self), WrappedLine(self, 4)
        for kept in (None, *Standing, _LATE):
            button = QToolButton()
            button.setProperty("quiet", True)
            # the letters are left to what does something
            button.setProperty(PLAN_NAME, True)
            button.setCheckable(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.clicked.connect(lambda _=False, kept=kept: self.keep(kept))
            group.addButton(button)
            line.addWidget(button)
            self.buttons[kept] = button
        self.buttons[None].setChecked(True)
        appearance.changed.connect(self._draw)
        self._draw()

    def keep(self, kept: Kept) -> None:
        """Keep the units that stand so."""
        self.kept = kept
        self.buttons[kept].setChecked(True)
        self.chosen.emit()

    def show_counts(self, standings: Sequence[UnitStanding]) -> None:
        """Count the units; what nobody stands at has no button."""
        self.standings = tuple(standings)
        counts = {kept: sum(is_kept(one, kept) for one in standings) for kept in self.buttons}
        if self.kept is not None and not counts[self.kept]:
            self.kept = None
            self.buttons[None].setChecked(True)
        for kept, button in self.buttons.items():
            say(button, f"{_words(kept)} {counts[kept]}")
            button.setVisible(kept is None or bool(counts[kept]))

    def _draw(self) -> None:
        for kept, button in self.buttons.items():
            if isinstance(kept, Standing):
                button.setIcon(standing_icon(kept))
                button.setIconSize(QSize(pixels(SIDE + ROOM), pixels(SIDE)))


def _words(kept: Kept) -> str:
    if isinstance(kept, Standing):
        return LOOKS[kept].words()
    return tr("Together", "Late") if kept == _LATE else tr("Together", "All units")
