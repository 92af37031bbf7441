"""A table's columns: each one object that knows its head, its cells' texts and figures, how they look, what is typed."""

from __future__ import annotations

import html
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont

from npfdesk.engine.edits.past_pace import Past
from npfdesk.plan.grips import Grip
from npfdesk.plan.notes import NoteKey
from npfdesk.plan.problems import Problem
from npfdesk.ui.look.colours import blended, theme
from npfdesk.ui.look.language import tr

ROLE = Qt.ItemDataRole
PlainRole = int(ROLE.UserRole) + 1
"""The role of a cell's text as Excel takes it."""
ChoicesRole = int(ROLE.UserRole) + 2
"""The role of the texts that a cell may be given, where it is a closed list."""
DeviatesRole = int(ROLE.UserRole) + 3
"""The role that says whether a cell differs from what the workbook says."""
ChosenRole = int(ROLE.UserRole) + 4
"""The role that says whether a row is of the series looked at."""

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
EnteredPace = tuple[float, Past]


class EntryRefused(Exception):
    """A text that cannot be entered, with the problem that says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def _never(_: int) -> bool:
    return False


def _no_figure(_: int) -> float:
    return math.nan


def _no_pace(_: int) -> EnteredPace | None:
    return None


def _no_grip(_: int) -> Grip | None:
    return None


def _no_note_key(_: int) -> NoteKey | None:
    return None


def _no_colour(_: int) -> QColor | None:
    return None


def _no_font(_: int) -> QFont | None:
    return None


def _no_text(_: int) -> str:
    return ""


def _no_hint(_: int) -> str | None:
    return None


@dataclass(frozen=True, eq=False)
class Column:
    """A column of a table of figures; what is asked of a cell is asked with its row.

    key, source   what it is called in layouts, and the English source of its head ("" and a `year` for a year's)
    text, plain   what a cell shows, and what it says to Excel and to its editor (the same where nothing is said)
    figure        the figure for sums and orders, NaN where there is none; `figures_of` those of some rows at once
    figures       whether it holds figures, which stand at the right; words stand at the left. `ranked` words have an
                  order of their own (`figure`), which is not that of letters
    enter         takes a typed text into the edit that the table is making (EntryRefused where it cannot be read);
                  None for a column that takes no entry
    clear         takes a cell back into that edit; an empty text is entered where nothing is said
    head, tip     the head in words other than the source, and what it says when it is pointed at
    ground, ink, font, hint, choices   how a cell looks, what it says when pointed at, the texts of a closed list
    deviates      whether a cell differs from what the workbook says of it
    origin        where its value comes from, in words
    grip, paced, note_key, entered_pace   how its figure is dragged, whether it is a pace, where a note on it is
                  kept, and the pace that its entry comes to with the past that this is held against
    naming        whether it names the row; `frozen` whether it stays in sight, being among the first
    fitting, narrowest, widest   the texts by which a width that is not fixed is found, and its limits
    """

    key: str
    source: str
    width: int = 90
    year: int = 0
    text: Callable[[int], str] = _no_text
    plain: Callable[[int], str] | None = None
    figures: bool = False
    ranked: bool = False
    figure: Callable[[int], float] = _no_figure
    figures_of: Callable[[IntArray], FloatArray] | None = None
    enter: Callable[[int, str], None] | None = None
    clear: Callable[[int], None] | None = None
    head: Callable[[], str] | None = None
    tip: Callable[[], str] | None = None
    ground: Callable[[int], QColor | None] = _no_colour
    ink: Callable[[int], QColor | None] = _no_colour
    font: Callable[[int], QFont | None] = _no_font
    hint: Callable[[int], str | None] = _no_hint
    choices: Callable[[], list[str]] | None = None
    deviates: Callable[[int], bool] = _never
    origin: Callable[[int], str] = _no_text
    grip: Callable[[int], Grip | None] = _no_grip
    paced: Callable[[int], bool] = _never
    note_key: Callable[[int], NoteKey | None] = _no_note_key
    entered_pace: Callable[[int], EnteredPace | None] = _no_pace
    naming: bool = False
    frozen: bool = False
    fitting: Callable[[], Iterable[str]] | None = None
    narrowest: int = 0
    widest: int = 0

    @property
    def name(self) -> str:
        """What the column is called in arrangements and layouts: its year, or its key."""
        return str(self.year) if self.year else self.key

    @property
    def editable(self) -> bool:
        """Whether cells take an entry."""
        return self.enter is not None

    @property
    def side(self) -> int:
        """Figures stand at the right of their cell, words at the left."""
        edge = Qt.AlignmentFlag.AlignRight if self.figures else Qt.AlignmentFlag.AlignLeft
        return (edge | Qt.AlignmentFlag.AlignVCenter).value

    def title(self) -> str:
        """The head, in the language in force."""
        if self.head is not None:
            return self.head()
        return str(self.year) if self.year else tr("Tables", self.source)

    def plain_text(self, row: int) -> str:
        """What a cell says to Excel and to its editor."""
        return (self.plain or self.text)(row)

    def some_figures(self, rows: IntArray) -> FloatArray:
        """The figures in some rows (row,), NaN where there is none."""
        if self.figures_of is not None:
            return self.figures_of(rows)
        return np.fromiter((self.figure(row) for row in rows.tolist()), np.float64, len(rows))

    def look(self, row: int, role: int) -> QColor | QFont | str | list[str] | None:
        """Colours, fonts, tooltips and choices of a cell."""
        if role == ROLE.ForegroundRole:
            return self.ink(row)
        if role == ROLE.BackgroundRole:
            return self.ground(row)
        if role == ROLE.FontRole:
            return self.font(row)
        if role == ROLE.ToolTipRole:
            return self.hint(row)
        return self.choices() if role == ChoicesRole and self.choices is not None else None


def tip(text: str) -> str | None:
    """A tooltip that shows a text as it is: what Qt would take for rich text is escaped, and nothing else."""
    if "<" in text or "&lt;" in text:
        return f'<p style="white-space: pre-wrap; margin: 0">{html.escape(text)}</p>'
    return text or None


def quiet(_: int = 0) -> QColor:
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
