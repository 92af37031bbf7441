"""The cells of a heap of returns as a table: what is known and what was sent, what is odd about it, and a tick to take it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final, overload

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from npfdesk.engine.collecting.gathering import CellChoice, CellState, WeighedCell
from npfdesk.plan.collection import AskedCell, AskedFor
from npfdesk.plan.file_names import shown_path
from npfdesk.plan.model import Plan
from npfdesk.plan.numbers import difference_unit, format_figure, format_percentage
from npfdesk.plan.problems import Problem, Severity, clauses
from npfdesk.plan.return_problems import CELLS_DIFFER
from npfdesk.plan.spoken_names import side, unit_in
from npfdesk.ui.answers.answer_table import Entry, Head, Rows, RowsTable
from npfdesk.ui.cycle.vintage_words import figure_text
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.together.unit_words import unit_words

ROLE = Qt.ItemDataRole
Index = QModelIndex | QPersistentModelIndex
_MEASURED: Final = 100
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
TICKS: Final = 0
"""The column of the ticks; it is always there."""
REGION: Final = 2
CHANGE: Final = 7
RANGE: Final = 8
"""Columns that are left out where nothing stands in them."""


class Shown(StrEnum):
    """What the cells are sorted by for the filters."""

    ALL = "all"
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    BLANK = "blank"
    CHECK = "check"
    TOLD = "told"


_SHOWN: Final[Mapping[CellState, Shown]] = MappingProxyType(
    {
        CellState.NEW: Shown.NEW,
        CellState.CHANGED: Shown.CHANGED,
        CellState.SAME: Shown.SAME,
        CellState.BLANK: Shown.BLANK,
        CellState.TOLD: Shown.TOLD,
    }
)


@dataclass(frozen=True, eq=False)
class CellLine:
    """A cell of a return as the table shows it: the place of its return in the heap, and its file. It is like none but itself.

    `among_several` says that its unit sent several returns, so that each is told by its file.
    """

    place: int
    file: str
    weighed: WeighedCell
    among_several: bool = False

    @property
    def choice(self) -> CellChoice:
        """What takes it."""
        return CellChoice(self.place, self.weighed.returned.asked)

    @property
    def asked(self) -> AskedCell:
        """What it answers."""
        return self.weighed.returned.asked

    @property
    def only_differs(self) -> bool:
        """Whether nothing keeps it from being taken but that another version of its unit says otherwise."""
        errors = {one.kind for one in self.problems if one.severity is Severity.ERROR}
        return errors == {CELLS_DIFFER}

    @cached_property
    def can_tick(self) -> bool:
        """Whether a tick takes it, if only by a word of its own."""
        return self.weighed.can_be_taken or self.weighed.can_be_confirmed

    @cached_property
    def state(self) -> Shown:
        """The filter that it belongs to, beside CHECK."""
        return _SHOWN[self.weighed.state]

    @cached_property
    def to_check(self) -> bool:
        """Whether it can be taken although something is odd about it."""
        return self.can_tick and bool(self.problems)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is told of it, the same thing once."""
        return tuple(dict.fromkeys(self.weighed.all_problems))

    def is_shown(self, chosen: Shown) -> bool:
        """Whether a filter keeps it."""
        if chosen is Shown.ALL:
            return True
        return self.to_check if chosen is Shown.CHECK else self.state is chosen


def shown_words() -> dict[Shown, str]:
    """The filters in the current language; the states of cells are called so, too."""
    return {
        Shown.ALL: tr("Together", "All"),
        Shown.NEW: tr("Together", "New"),
        Shown.CHANGED: tr("Together", "Changed"),
        Shown.SAME: tr("Together", "Unchanged"),
        Shown.BLANK: tr("Together", "Blank"),
        Shown.CHECK: tr("Together", "To check"),
        Shown.TOLD: tr("Together", "Not taken"),
    }


HEADS: Final = (
    Head(lambda: tr("Together", "Take"), 44, figures=True),
    Head(lambda: tr("Together", "Unit"), 130, figures=False),
    Head(lambda: tr("Together", "Region"), 90, figures=False),
    Head(lambda: tr("Together", "Indicator"), 200, figures=False),
    Head(lambda: tr("Together", "Year"), 52, figures=True),
    Head(lambda: tr("Together", "Known"), 84, figures=True),
    Head(lambda: tr("Together", "Sent"), 84, figures=True),
    Head(lambda: tr("Together", "Change"), 76, figures=True),
    Head(lambda: tr("Together", "Plausible range"), 132, figures=True),
    Head(lambda: tr("Together", "State"), 104, figures=False),
    Head(lambda: tr("Together", "Why, and where it stands"), 420, figures=False),
    Head(lambda: tr("Together", "Note"), 180, figures=False),
)


def entries_of(line: CellLine, plan: Plan, words: Mapping[Shown, str], ticked: bool) -> list[Entry]:
    """The row of a cell in the current language, without its tick; of one that is told the state says whether it is taken."""
    weighed, returned = line.weighed, line.weighed.returned
    series, faint = returned.asked.series, not line.can_tick and line.state is not Shown.TOLD
    told, changed = line.state is Shown.TOLD, line.state is Shown.CHANGED
    state = tr("Together", "Confirmed") if told and ticked else words[line.state]
    region = plan.region_by_code.get(series.region)
    return [
        Entry(),
        Entry(_name(plan, line), faint=faint),
        Entry(named(region) if region is not None else series.region, faint=faint),
        Entry(indicator_words(plan, line), faint=faint),
        Entry(str(returned.asked.year), faint=True),
        Entry(figure_text(plan, series, weighed.known), faint=True),
        Entry(sent_text(plan, line), strong=changed, late=told, faint=faint),
        Entry(change_text(plan, line), faint=faint),
        Entry(range_text(plan, line), faint=True),
        Entry(state, late=told and not ticked, strong=changed or (told and ticked), faint=faint),
        Entry(why_text(line), late=told or line.to_check, faint=not (told or line.to_check)),
        Entry(returned.note, faint=True),
    ]


def _name(plan: Plan, line: CellLine) -> str:
    name = unit_words(plan, line.weighed.unit)
    file = shown_path(line.file)
    if not line.among_several:
        return name
    return file if name in file or line.weighed.unit.name in file else f"{name} · {file}"


def indicator_words(plan: Plan, line: CellLine) -> str:
    """What the cell is of: the indicator with its unit, and its industry; that a target is proposed is said."""
    asked = line.weighed.returned.asked
    indicator = plan.indicator_by_code.get(asked.series.indicator)
    if indicator is None:
        return asked.series.indicator
    words = named(indicator)
    if asked.series.industry:
        industry = plan.industry_by_code.get(asked.series.industry)
        words = f"{words} · {named(industry) if industry is not None else asked.series.industry}"
    unit = unit_in(indicator, language())
    if unit:
        words = f"{words}（{unit}）" if language() == "zh" else f"{words} ({unit})"
    if asked.asked_for is AskedFor.PROPOSAL:
        return tr("Together", "Proposed target: {what}").format(what=words)
    return words


def sent_text(plan: Plan, line: CellLine) -> str:
    """What was sent: the figure as it is taken, the text where it is none."""
    returned = line.weighed.returned
    if returned.asked.asked_for is AskedFor.PROPOSAL or returned.value is None:
        return returned.text
    return figure_text(plan, returned.asked.series, returned.value)


def change_text(plan: Plan, line: CellLine) -> str:
    """How far what was sent is from what is known: in per cent, of what moves in points in points."""
    known, sent = line.weighed.known, line.weighed.returned.value
    indicator = plan.indicator_by_code.get(line.weighed.returned.asked.series.indicator)
    if known is None or sent is None or indicator is None or line.weighed.state is CellState.SAME:
        return ""
    if indicator.kind.moves_in_points or known == 0:
        unit = difference_unit(unit_in(indicator, language()), language())
        return side(format_figure(sent - known, max(indicator.decimals, 1), unit, signed=True), language())
    return format_percentage(100.0 * (sent / known - 1.0), signed=True)


def range_text(plan: Plan, line: CellLine) -> str:
    """The range that the past makes plausible; "" where the past is too short to say."""
    low, high = line.weighed.low, line.weighed.high
    if low is None or high is None or not (math.isfinite(low) and math.isfinite(high)):
        return ""
    indicator = plan.indicator_by_code.get(line.weighed.returned.asked.series.indicator)
    places = indicator.decimals if indicator is not None else 0
    return f"{format_figure(low, places)} – {format_figure(high, places)}"


def why_text(line: CellLine) -> str:
    """What is told of a cell and where it stands: what is wrong, then file, sheet and cell."""
    if not line.problems:
        return ""
    said = clauses((one.message(language()) for one in line.problems), language())
    return f"{said}  {place_text(line)}"


def place_text(line: CellLine) -> str:
    """Where a cell stands: file, sheet and cell."""
    returned = line.weighed.returned
    place = f"{returned.sheet}!{returned.cell}" if returned.cell else returned.sheet
    return f"{shown_path(line.file)} · {place}" if place else shown_path(line.file)


class _MadeRows(Sequence[tuple[Entry, ...]]):
    """Rows that are made when they are first looked at: a heap has tens of thousands, a screen some twenty."""

    def __init__(self, count: int, make: Callable[[int], Sequence[Entry]]) -> None:
        self._count, self._make = count, make
        self.made: dict[int, tuple[Entry, ...]] = {}

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> tuple[Entry, ...]: ...

    @overload
    def __getitem__(self, at: slice) -> list[tuple[Entry, ...]]: ...

    def __getitem__(self, at: int | slice) -> tuple[Entry, ...] | list[tuple[Entry, ...]]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(self._count))]
        if not 0 <= at < self._count:
            raise IndexError(at)
        if at not in self.made:
            self.made[at] = tuple(self._make(at))
        return self.made[at]


class TickedRows(Rows):
    """Rows with a tick in the first column; `ticked` carries the list of rows whose ticks are others."""

    ticked = Signal(list)

    def __init__(self, heads: Sequence[Head], parent: QObject | None = None) -> None:
        super().__init__(heads, parent)
        self.ticks: list[bool | None] = []
        """Whether each row is ticked; None where it cannot be."""

    def _side(self, column: int) -> int:
        # as narrow as a figure, and at the left like its box
        return int(_LEFT) if column == TICKS else super()._side(column)

    def set_lines(self, ticks: Sequence[bool | None], make: Callable[[int], Sequence[Entry]]) -> None:
        """Replace the rows, each made when it is looked at, and their ticks; if their number stays, so does the scroll position."""
        same = len(ticks) == len(self.rows)
        if not same:
            self.beginResetModel()
        self.ticks, self.rows = list(ticks), _MadeRows(len(ticks), make)
        if not same:
            self.endResetModel()
        else:
            self._repaint()

    def set_ticks(self, ticks: Sequence[bool | None]) -> None:
        """Replace the ticks, and make the rows anew in which they are others."""
        changed = [
            row for row, (one, other) in enumerate(zip(self.ticks, ticks, strict=True)) if one is not other
        ]
        self.ticks = list(ticks)
        self.make_anew(changed)

    def make_anew(self, rows: Sequence[int]) -> None:
        """Make rows anew when they are next looked at."""
        if isinstance(self.rows, _MadeRows):
            for row in rows:
                self.rows.made.pop(row, None)
        if rows:
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), len(self.heads) - 1))

    def tick(self, rows: Sequence[int], ticked: bool) -> None:
        """Tick rows that can be, or take their ticks away."""
        changed = [row for row in rows if self.ticks[row] is not None and self.ticks[row] is not ticked]
        for row in changed:
            self.ticks[row] = ticked
        if changed:
            # whoever keeps the ticks hears of them before the rows say what became of them
            self.ticked.emit(changed)
            self.make_anew(changed)

    def data(self, index: Index, role: int = ROLE.DisplayRole) -> Any:
        """The data of a cell for a role; the first column is ticked."""
        if index.isValid() and index.column() == TICKS and index.row() < len(self.ticks):
            tick = self.ticks[index.row()]
            if role == ROLE.CheckStateRole:
                if tick is None:
                    return None
                return Qt.CheckState.Checked if tick else Qt.CheckState.Unchecked
            if role == ROLE.AccessibleTextRole:
                return _tick_words(tick)
        return super().data(index, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A row that can be taken can be ticked."""
        flags = super().flags(index)
        if index.column() == TICKS and index.row() < len(self.ticks) and self.ticks[index.row()] is not None:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def setData(self, index: Index, value: Any, role: int = ROLE.EditRole) -> bool:
        """Tick a row, or take its tick away."""
        if role != ROLE.CheckStateRole or index.column() != TICKS:
            return super().setData(index, value, role)
        if self.ticks[index.row()] is None:
            return False
        self.tick([index.row()], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True


def _tick_words(tick: bool | None) -> str:
    if tick is None:
        return tr("Together", "cannot be taken")
    return tr("Together", "taken") if tick else tr("Together", "left")


class TickedTable(RowsTable):
    """The table of the cells: Space ticks every selected row that can be taken, or takes their ticks away."""

    def __init__(self, rows: TickedRows, parent: QWidget | None = None) -> None:
        super().__init__(rows, parent)
        self.ticked_rows = rows
        # so many rows decide how wide a column is: a heap has tens of thousands
        self.horizontalHeader().setResizeContentsPrecision(_MEASURED)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks, whatever column the keys are in."""
        if event.key() != Qt.Key.Key_Space or event.modifiers():
            super().keyPressEvent(event)
            return
        rows = [one.row() for one in self.selectionModel().selectedIndexes() if one.column() == TICKS]
        rows = rows or sorted({one.row() for one in self.selectedIndexes()})
        can = [row for row in rows if self.ticked_rows.ticks[row] is not None]
        self.ticked_rows.tick(can, any(not self.ticked_rows.ticks[row] for row in can))
