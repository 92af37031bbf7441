"""The columns of the tables: each object knows its header, its cells' texts and figures, appearance and entry."""

from __future__ import annotations

import html
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QLineEdit, QWidget

from npfdesk.engine.edits.past_pace import PastPaces
from npfdesk.plan.grips import Grip
from npfdesk.plan.notes import NoteKey
from npfdesk.plan.problems import Problem, ProblemKind
from npfdesk.ui.look.colours import OWN, Theme, blended, theme
from npfdesk.ui.look.language import tr

ROLE = Qt.ItemDataRole
# or-ing Qt's flags costs more than the rest of a cell
_FIGURES_SIDE = (Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter).value
_WORDS_SIDE = (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value
PlainRole = int(ROLE.UserRole) + 1
"""The role of a cell's text for Excel."""
ChoicesRole = int(ROLE.UserRole) + 2
"""The role of the allowed texts of a cell with a closed list."""
DeviatesRole = int(ROLE.UserRole) + 3
"""The role of whether a cell differs from the workbook."""
ChosenRole = int(ROLE.UserRole) + 4
"""The role of whether a row shows the selected series."""

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
EnteredPace = tuple[float, PastPaces]


@dataclass(frozen=True)
class TypedFigure:
    """How what is typed into a cell of figures is read: the unit, and what is asked about before it is entered.

    A figure of a size beyond `usual` is told as `doubt` first, and entered where it is typed again. A `worded` cell holds words as well:
    only a text that begins with = is a calculation there.
    """

    unit: str
    usual: float = math.inf
    doubt: ProblemKind | None = None
    worded: bool = False


class Face(NamedTuple):
    """What a cell shows of itself: its text, its ink (None: the table's own), a strong font, and whether it differs from the workbook."""

    text: str
    ink: QColor | None
    strong: bool
    deviates: bool


class EntryRefused(Exception):
    """Raised for a text that cannot be entered; it carries the problem."""

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


def _no_typed_figure(_: int) -> TypedFigure | None:
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
    """A column of a table of figures; its functions take the row of a cell.

    key, source   its name in layouts, and the English source of its header ("" and a `year` for a column of a year)
    text, plain   the shown text of a cell, and its text for Excel and the editor (default: the same)
    figure        the figure for sums and sorting, NaN where there is none; `figures_of`: those of some rows at once
    figures       whether it holds figures, which are aligned right; words are aligned left. `ranked` words are sorted
                  by `figure`, not by letters
    enter         enters a typed text into the current edit (EntryRefused where it cannot be read);
                  None for a read-only column
    typed_figure  how a typed figure is read, None where a text is taken as it stands
    clear         resets a cell in the current edit; without it an empty text is entered
    completions   texts that the editor offers while others may be typed
    editor        makes the line in which a cell's text is typed, from its parent and row, where it is not a plain one
    head, head_tip   the header where it is not the source, and the tooltip of the header
    background, foreground, font, tooltip, choices_of   appearance and tooltip of a cell, the texts of a closed list
    deviates      whether a cell differs from the workbook
    face          text, ink, font and difference at once, where they rest on the same facts (default: each by its own function)
    origin        the source of its value as text
    grip, paced, note_key, entered_pace   how its figure is dragged, whether it is a pace, the key of its notes, and
                  the pace that an entry means, with the past that it is compared with
    steady        whether its cells stay as they look while the table's `setting` and what their row `rests_on` are the same
    naming        whether it names the row; `frozen`: whether it stays visible as one of the first columns
    fitting, narrowest, widest   the texts that decide a flexible width, and its limits; such a column gives way down to
                  `narrowest` where the years have no room
    longest       texts that a column of figures of a fixed width is widened for
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
    typed_figure: Callable[[int], TypedFigure | None] = _no_typed_figure
    clear: Callable[[int], None] | None = None
    head: Callable[[], str] | None = None
    head_tip: Callable[[], str] | None = None
    background: Callable[[int], QColor | None] = _no_colour
    foreground: Callable[[int], QColor | None] = _no_colour
    font: Callable[[int], QFont | None] = _no_font
    tooltip: Callable[[int], str | None] = _no_hint
    choices_of: Callable[[int], list[str]] | None = None
    completions: Callable[[], Iterable[str]] | None = None
    editor: Callable[[QWidget, int], QLineEdit] | None = None
    deviates: Callable[[int], bool] = _never
    face: Callable[[int], Face] | None = None
    origin: Callable[[int], str] = _no_text
    grip: Callable[[int], Grip | None] = _no_grip
    paced: Callable[[int], bool] = _never
    note_key: Callable[[int], NoteKey | None] = _no_note_key
    entered_pace: Callable[[int], EnteredPace | None] = _no_pace
    steady: bool = False
    naming: bool = False
    frozen: bool = False
    fitting: Callable[[], Iterable[str]] | None = None
    longest: Callable[[], Iterable[str]] | None = None
    narrowest: int = 0
    widest: int = 0

    @property
    def name(self) -> str:
        """The name of the column in arrangements and layouts: its year, or its key."""
        return str(self.year) if self.year else self.key

    @property
    def editable(self) -> bool:
        """Whether the cells can be edited."""
        return self.enter is not None

    @property
    def side(self) -> int:
        """The text alignment: figures at the right, words at the left."""
        return _FIGURES_SIDE if self.figures else _WORDS_SIDE

    def title(self) -> str:
        """The header in the current language."""
        if self.head is not None:
            return self.head()
        return str(self.year) if self.year else tr("Tables", self.source)

    def plain_text(self, row: int) -> str:
        """The text of a cell for Excel and its editor."""
        return (self.plain or self.text)(row)

    def face_of(self, row: int) -> Face:
        """What a cell shows of itself."""
        if self.face is not None:
            return self.face(row)
        return Face(self.text(row), self.foreground(row), self.font(row) is not None, self.deviates(row))

    def some_figures(self, rows: IntArray) -> FloatArray:
        """The figures of some rows (row,), NaN where there is none."""
        if self.figures_of is not None:
            return self.figures_of(rows)
        return np.fromiter((self.figure(row) for row in rows.tolist()), np.float64, len(rows))

    def look(self, row: int, role: int) -> QColor | QFont | str | list[str] | None:
        """The colour, font, tooltip or choices of a cell, by role."""
        if role == ROLE.ForegroundRole:
            return self.foreground(row)
        if role == ROLE.BackgroundRole:
            return self.background(row)
        if role == ROLE.FontRole:
            return self.font(row)
        if role == ROLE.ToolTipRole:
            return self.tooltip(row)
        return self.choices_of(row) if role == ChoicesRole and self.choices_of is not None else None


def tip(text: str) -> str | None:
    """A tooltip that shows a text literally: only what Qt would read as rich text is escaped."""
    if "<" in text or "&lt;" in text:
        return f'<p style="white-space: pre-wrap; margin: 0">{html.escape(text)}</p>'
    return text or None


def quiet(_: int = 0) -> QColor:
    """The colour of inherited or read-only cells."""
    return _colour(theme().secondary)


@lru_cache(maxsize=8)
def _colour(name: str) -> QColor:
    # every cell asks for it; nobody changes it
    return QColor(name)


def owned_ground() -> QColor:
    """The background of a cell that belongs to this scenario."""
    return _owned_ground(theme())


@lru_cache(maxsize=8)
def _owned_ground(wearing: Theme) -> QColor:
    return blended(QColor(wearing.accent), QColor(wearing.paper), wearing.tint * OWN)


def strong() -> QFont:
    """The font of cells that belong to this scenario."""
    chosen = QFont()
    chosen.setWeight(QFont.Weight.DemiBold)
    return chosen
