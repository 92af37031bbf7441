"""A table's columns and how their cells look: roles, grounds, weights and tooltips."""

from __future__ import annotations

import html
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont

from npfdesk.ui.colours import blended, theme

ROLE = Qt.ItemDataRole
PlainRole = int(ROLE.UserRole) + 1
"""The role of a cell's text as Excel takes it."""
ChoicesRole = int(ROLE.UserRole) + 2
"""The role of the texts that a cell may be given, where it is a closed list."""
DeviatesRole = int(ROLE.UserRole) + 3
"""The role that says whether a cell differs from what the workbook says."""
ChosenRole = int(ROLE.UserRole) + 4
"""The role that says whether a row is of the series looked at."""


@dataclass(frozen=True)
class Field:
    """A column: its key ("" and a year for a year's), the English source of its head, and its width in pixels.

    `ranked` words have an order of their own (``FigureModel.figure``), which is not that of letters.
    """

    key: str
    source: str
    width: int = 90
    year: int = 0
    figures: bool = False
    editable: bool = False
    ranked: bool = False

    @property
    def name(self) -> str:
        """What the column is called in arrangements and layouts: its year, or its key."""
        return str(self.year) if self.year else self.key


def side(field: Field) -> int:
    """Figures stand at the right of their cell, words at the left."""
    edge = Qt.AlignmentFlag.AlignRight if field.figures else Qt.AlignmentFlag.AlignLeft
    return int(edge | Qt.AlignmentFlag.AlignVCenter)


def tip(text: str) -> str | None:
    """A tooltip that shows a text as it is: what Qt would take for rich text is escaped, and nothing else."""
    if "<" in text or "&lt;" in text:
        return f'<p style="white-space: pre-wrap; margin: 0">{html.escape(text)}</p>'
    return text or None


def quiet() -> QColor:
    """The colour of what is inherited or cannot be edited."""
    return QColor(theme().secondary)


def owned_ground() -> QColor:
    """The ground of a cell that this scenario owns."""
    return blended(QColor(theme().accent), QColor(theme().paper), theme().tint * 0.7)


def strong() -> QFont:
    """The weight of what is owned."""
    chosen = QFont()
    chosen.setWeight(QFont.Weight.DemiBold)
    return chosen


NAMES = (
    Field("region", "Region", 110),
    Field("industry", "Industry", 90),
    Field("indicator", "Indicator", 190),
    Field("unit", "Unit", 70),
)
