"""What every table model has in common: rows, their order and filters, notes, and the one road of an entry."""

from __future__ import annotations

import datetime
import html
import math
import re
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final, cast

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import (
    QAbstractTableModel,
    QCollator,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from npfdesk.plan.edits import Edit, EditRefused
from npfdesk.plan.model import Indicator, Industry, Plan, Region
from npfdesk.plan.names import fold
from npfdesk.plan.notes import CellNote, NoteKey
from npfdesk.plan.numbers import format_figure, parse_figure
from npfdesk.plan.problems import Problem, error
from npfdesk.plan.scenarios import lineage
from npfdesk.plan.series import ANY, SeriesKey
from npfdesk.session import Change, Structure
from npfdesk.store.library_records import user
from npfdesk.ui.look.colours import appearance
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.tables.columns import (
    ROLE,
    ChoicesRole,
    ChosenRole,
    Column,
    DeviatesRole,
    EntryRefused,
    PlainRole,
    quiet,
    tip,
)
from npfdesk.ui.workspace import Selection, Workspace

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
Index = QModelIndex | QPersistentModelIndex
Typed = tuple[int, int, str]
Cell = tuple[int, int]
_NAMED: Final = 3
_FEW: Final = 6
_NOWHERE: Final = np.iinfo(np.int64).min

NOT_EDITABLE = error(
    "cell_not_editable",
    "“{text}”不能写入这一格：这一列由程序算出或取自规划。",
    "“{text}” cannot go here: the column is computed or taken from the plan.",
)


@dataclass(frozen=True)
class Refusal:
    """Texts that cannot be entered: row, column and what is wrong, in the order of the cells."""

    cells: tuple[tuple[int, int, Problem], ...]


_COMPARED: Final = re.compile(r"\s*(<=|>=|<>|[<>=≤≥≠])\s*(.+)")
_BY_SIGN: Final[Mapping[str, Callable[..., BoolArray]]] = MappingProxyType(
    {
        "<": np.less,
        "<=": np.less_equal,
        "≤": np.less_equal,
        ">": np.greater,
        ">=": np.greater_equal,
        "≥": np.greater_equal,
        "=": np.equal,
        "<>": np.not_equal,
        "≠": np.not_equal,
    }
)


@dataclass(frozen=True)
class Arrangement:
    """A table's order and filters: by the names of columns (``Column.name``), "" for no order."""

    column: str = ""
    descending: bool = False
    filters: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    search: str = ""

    def sorted_by(self, column: str, descending: bool = False) -> Arrangement:
        """The same in the order of a column; "" for the table's own."""
        return replace(self, column=column, descending=descending)

    def filtered(self, column: str, text: str) -> Arrangement:
        """The same with a column's filter; "" for none."""
        filters = {name: one for name, one in self.filters.items() if name != column}
        if text.strip():
            filters[column] = text.strip()
        return replace(self, filters=MappingProxyType(filters))

    def mark(self, column: str) -> str:
        """What stands beside the head of a column that is sorted by or filtered."""
        sign = ("↓" if self.descending else "↑") if column == self.column else ""
        return f" {sign}{'▾' if column in self.filters else ''}".rstrip()


PLAIN: Final = Arrangement()


class FigureModel(QAbstractTableModel):
    """A table over the session: what Qt asks of it, and the one road on which entries become edits.

    `places` (row,) is the place in the plan of the series that each row shows, -1 where it shows none.
    `refused` says why nothing was entered, and "" when that is past; `sought` that the series looked at was
    chosen elsewhere; `entered` carries the cells (row, column) that
    were given another value, at once or when a drag ends. `all_rows` counts those that no filter hides. `columns`
    know their cells; `only` says which series are asked for.
    """

    refused = Signal(str)
    sought = Signal()
    entered = Signal(list)
    origins: tuple[str, ...] = ()
    deleting = "Delete (fall back to the parent)"

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.columns: tuple[Column, ...] = ()
        self.places: IntArray = np.empty(0, dtype=np.int64)
        self.only = "all"
        self.arrangement = PLAIN
        self.all_rows = 0
        self._leading = False
        self._notes = workspace.document.work.notes
        workspace.opened.connect(self.rebuild)
        workspace.changed.connect(self._changed)
        workspace.selected.connect(self._selected)
        workspace.viewed.connect(self._refresh)
        appearance.changed.connect(self._refresh)
        self.rebuild()

    # what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.places)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = ROLE.DisplayRole
    ) -> str | int | None:
        """The head of a column in one of its roles."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == ROLE.DisplayRole:
            return column.title() + self.arrangement.mark(column.name)
        if role == ROLE.ToolTipRole:
            return tip(column.tip()) if column.tip is not None else None
        return column.side if role == ROLE.TextAlignmentRole else None

    def data(self, index: Index, role: int = ROLE.DisplayRole) -> object:
        """A cell in one of its roles."""
        if not index.isValid() or index.row() >= len(self.places) or index.column() >= len(self.columns):
            return None
        row, column = index.row(), self.columns[index.column()]
        if role == ROLE.DisplayRole:
            return column.text(row)
        if role in (ROLE.EditRole, PlainRole):
            return column.plain_text(row)
        if role == ROLE.TextAlignmentRole:
            return column.side
        if role == ROLE.ToolTipRole:
            note, told = self.note(row, column), column.hint(row)
            return with_note(told, note_in_words(note)) if note is not None else told
        if role in (ROLE.ForegroundRole, ROLE.BackgroundRole, ROLE.FontRole, ChoicesRole):
            return column.look(row, role)
        if role == DeviatesRole:
            return column.deviates(row)
        return self.chosen(row) if role == ChosenRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells can be chosen; some can be edited."""
        flags = super().flags(index)
        if index.isValid() and self.columns[index.column()].editable:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: object, role: int = ROLE.EditRole) -> bool:
        """Text typed into a cell: parsed, made an edit, and sent on the one road."""
        if role != ROLE.EditRole or not index.isValid():
            return False
        return self.enter([(index.row(), index.column(), str(value))])

    # the one road

    def enter(self, typed: Sequence[Typed], drag: str = "") -> bool:
        """Enter texts into cells as one step; refused as a whole, and said why, where one cannot be read.

        All entries of one `drag` are one step.
        A cell that already says the text is left as it is: what it inherits stays inherited.
        """
        taken = [
            (row, column, text)
            for row, column, text in typed
            if text.strip() != self.columns[column].plain_text(row).strip()
        ]
        shut = tuple(
            (row, column, Problem(NOT_EDITABLE, text=text))
            for row, column, text in taken
            if not self.columns[column].editable
        )
        if shut:
            return self._apply(Refusal(shut))
        edit = self.edit(taken) if taken else None
        if drag and edit is not None and not isinstance(edit, Refusal):
            # every edit is a frozen dataclass with a drag of its own
            edit = cast("Edit", replace(cast("Any", edit), drag=drag))
        cells = [(self.identity(row), row, column) for row, column, _ in taken]
        if not self._apply(edit):
            return False
        if edit is not None and not drag:
            self.entered.emit(self._found(cells))
        return True

    def _found(self, cells: Sequence[tuple[Hashable, int, int]]) -> list[Cell]:
        """Where cells are after an edit, which may have brought other rows."""
        found: list[Cell] = []
        for identity, row, column in cells:
            same = row < len(self.places) and self.identity(row) == identity
            now = row if same else self.row_of(identity)
            if now is not None:
                found.append((now, column))
        return found

    def clear(self, cells: Sequence[Cell]) -> bool:
        """Delete cells as one step: assumptions fall back to the parent, figures are taken away."""
        taken = [(row, column) for row, column in cells if self.columns[column].editable]
        return bool(taken) and self._apply(self.clearing(taken))

    def reset(self, cells: Sequence[Cell], to: str) -> bool:
        """Set cells back to the workbook's or the last saved state, as one step."""
        return self._apply(self.resetting(cells, to))

    def refuse(self, text: str) -> bool:
        """Say why nothing was entered."""
        self.refused.emit(text)
        return False

    def _apply(self, edit: Edit | Refusal | None) -> bool:
        if isinstance(edit, Refusal):
            return self.refuse(self._why(edit))
        self.refused.emit("")
        if edit is None:
            return True
        try:
            self.workspace.apply(edit, self)
        except EditRefused as problem:
            return self.refuse(str(problem))
        return True

    def _why(self, refusal: Refusal) -> str:
        if len(refusal.cells) == 1:
            return refusal.cells[0][2].message(language())
        named_cells = (
            f"{self.cell_name(row, self.columns[column])}: {problem.message(language())}"
            for row, column, problem in refusal.cells[:_NAMED]
        )
        said = tr("Tables", "Nothing was entered; {count} cells cannot be read.").format(
            count=len(refusal.cells)
        )
        more = "\n…" if len(refusal.cells) > _NAMED else ""
        return "\n".join((said, *named_cells)) + more

    # what each table says

    @property
    def plan(self) -> Plan:
        """The plan with its amendments."""
        return self.workspace.plan

    def make_columns(self) -> tuple[Column, ...]:
        """The columns."""
        raise NotImplementedError

    def make_rows(self) -> IntArray:
        """The rows as places of series, those of the selected series first."""
        raise NotImplementedError

    def reorder(self, order: IntArray) -> None:
        """Show the rows at these places, in this order."""
        self.places = self.places[order]

    def begin(self) -> None:
        """Begin an edit, which columns enter texts into."""
        raise NotImplementedError

    def finish(self) -> Edit | Refusal | None:
        """The edit that was begun; None where nothing would change."""
        raise NotImplementedError

    def edit(self, typed: Sequence[Typed]) -> Edit | Refusal | None:
        """The edit that texts typed into cells come to; None where nothing would change."""
        self.begin()
        refused = []
        for row, at, text in typed:
            enter = self.columns[at].enter
            if enter is None:
                refused.append((row, at, Problem(NOT_EDITABLE, text=text)))
                continue
            try:
                enter(row, text)
            except EntryRefused as refusal:
                refused.append((row, at, refusal.problem))
        return Refusal(tuple(refused)) if refused else self.finish()

    def clearing(self, cells: Sequence[Cell]) -> Edit | Refusal | None:
        """The edit that deleting cells comes to."""
        self.begin()
        for row, at in cells:
            clear, enter = self.columns[at].clear, self.columns[at].enter
            if clear is not None:
                clear(row)
            elif enter is not None:
                enter(row, "")
        return self.finish()

    def resetting(self, cells: Sequence[Cell], to: str) -> Edit | None:
        """The edit that setting cells back to an origin ("workbook", "saved") comes to; None for no change."""
        return None

    def identity(self, row: int) -> Hashable:
        """What a row is, so that it can be found again when rows have moved."""
        return int(self.places[row])

    # rows and cells

    def row_of(self, identity: Hashable) -> int | None:
        """Where the row of an identity is now; None where it is no more."""
        if isinstance(identity, int):
            found = np.flatnonzero(self.places == identity)
            return int(found[0]) if len(found) else None
        return next((row for row in range(len(self.places)) if self.identity(row) == identity), None)

    def row_of_series(self, series: SeriesKey) -> int | None:
        """The first row that shows a series; None where none does."""
        found = np.flatnonzero(self.places == self.plan.row.get(series, _NOWHERE))
        return int(found[0]) if len(found) else None

    def note(self, row: int, column: Column) -> CellNote | None:
        """The note on a cell: the active scenario's, or the nearest of those it inherits from."""
        notes = self.workspace.document.work.notes
        # most plans have few notes, and every cell painted asks
        key = column.note_key(row) if notes else None
        if key is None:
            return None
        if not key.scenario:
            return notes.get(key)
        chain = reversed(lineage(self.workspace.document.scenarios, key.scenario))
        return next(
            (notes[one] for one in (key._replace(scenario=each.id) for each in chain) if one in notes), None
        )

    def region_of(self, row: int) -> str:
        """The region of a row's series; "" for a row that shows none."""
        series = self.series_of(row)
        return series.region if series is not None else ""

    def lit(self, row: int) -> bool:
        """Whether a row's region is pointed at anywhere in the window."""
        pointed = self.workspace.pointed_region
        return bool(pointed) and self.region_of(row) == pointed

    def chosen(self, row: int) -> bool:
        """Whether a row is of the series looked at."""
        series = self.series_of(row)
        return series is not None and series == self.workspace.selection.series

    def cell_name(self, row: int, column: Column) -> str:
        """A cell in words: its series and its column."""
        names = [one.text(row) for one in self.columns if one.naming]
        return " ".join(part for part in (*names, column.title()) if part)

    def series_of(self, row: int) -> SeriesKey | None:
        """The series of a row; None for a row that shows none."""
        place = int(self.places[row])
        return self.plan.series[place] if place >= 0 else None

    # the names of series

    def region_name(self, code: str) -> str:
        """A region, or all of them."""
        place = self.plan.region_by_code.get(code)
        return tr("Tables", "all regions") if code == ANY else named(place) if place is not None else code

    def industry_name(self, code: str) -> str:
        """An industry, or all of them."""
        sector = self.plan.industry_by_code.get(code)
        return tr("Tables", "all") if code == ANY else named(sector) if sector is not None else code

    def indicator_name(self, code: str) -> str:
        """An indicator."""
        one = self.plan.indicator_by_code.get(code)
        return named(one) if one is not None else code

    def unit_of(self, code: str) -> str:
        """An indicator's unit."""
        one = self.plan.indicator_by_code.get(code)
        return one.unit if one is not None else ""

    def name_columns(
        self,
        region: Callable[[int], str],
        industry: Callable[[int], str],
        indicator: Callable[[int], str],
        origin: Callable[[int], str],
    ) -> tuple[Column, Column, Column, Column]:
        """The four columns that name a series, by the codes of a row; `origin` says where the row comes from."""

        def column(
            key: str,
            source: str,
            width: int,
            text: Callable[[int], str],
            items: Callable[[], Sequence[Region | Industry | Indicator]] = tuple,
            widest: int = 0,
            calm: bool = False,
        ) -> Column:
            fitting = (lambda: [named(one) for one in items()]) if widest else None
            return Column(
                key,
                source,
                width,
                text=text,
                origin=origin,
                hint=lambda row: tip(text(row)),
                ink=quiet if calm else lambda _: None,
                naming=key != "unit",
                frozen=key != "unit",
                fitting=fitting,
                widest=widest,
            )

        return (
            column(
                "region",
                "Region",
                110,
                lambda row: self.region_name(region(row)),
                lambda: self.plan.regions,
                140,
            ),
            column(
                "industry",
                "Industry",
                90,
                lambda row: self.industry_name(industry(row)),
                lambda: self.plan.industries,
                120,
                calm=True,
            ),
            column(
                "indicator",
                "Indicator",
                190,
                lambda row: self.indicator_name(indicator(row)),
                lambda: self.plan.indicators,
                210,
            ),
            column("unit", "Unit", 70, lambda row: self.unit_of(indicator(row)), calm=True),
        )

    def ordered_series(self, rows: IntArray) -> IntArray:
        """Places of series, filtered, in the order of looking: the selected one, its indicator's, its region's."""
        frame, chosen = self.workspace.session.results.frame, self.workspace.selection
        indicator = frame.indicator_index.get(chosen.indicator, -1)
        region = frame.region_index.get(chosen.region, -1)
        if self.only == "region":
            rows = rows[frame.region_of[rows] == region]
        elif self.only == "indicator":
            rows = rows[frame.indicator_of[rows] == indicator]
        own = self.plan.row.get(chosen.series, -1)
        rank = np.full(len(rows), 3, dtype=np.int8)
        rank[frame.region_of[rows] == region] = 2
        rank[frame.indicator_of[rows] == indicator] = 1
        rank[rows == own] = 0
        return rows[np.argsort(rank, kind="stable")].astype(np.int64)

    # following the session

    def rebuild(self, *_: object) -> None:
        """Rows and columns anew, for another selection or workbook."""
        self.beginResetModel()
        self.columns = self.make_columns()
        self.places = self.make_rows()
        self.all_rows = len(self.places)
        order = arranged(self)
        if order is not None:
            self.reorder(order)
        self.endResetModel()

    def arrange(self, wanted: Arrangement) -> None:
        """Show the rows in another order, or others of them; what is chosen stays chosen."""
        if wanted != self.arrangement:
            self.arrangement = wanted
            self.rebuild()

    def filter(self, only: str) -> None:
        """Show "all" series, or those of the "region" or the "indicator" looked at."""
        if only != self.only:
            self.only = only
            self.rebuild()

    @contextmanager
    def _in_place(self) -> Iterator[None]:
        self._leading = True
        try:
            yield
        finally:
            self._leading = False

    def look_at(self, row: int) -> None:
        """Let the whole window look at a row's series; this table's own rows stay where they are."""
        series = self.series_of(row)
        if series is not None and series != self.workspace.selection.series:
            with self._in_place():
                self.workspace.select(*series)

    def _selected(self, _: Selection) -> None:
        kept = self.arrangement != PLAIN and self.only == "all"
        if self._leading or kept:
            self._refresh()
        else:
            self.rebuild()
        if not self._leading:
            self.sought.emit()

    def _refresh(self) -> None:
        if len(self.places) and self.columns:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.places) - 1, len(self.columns) - 1))

    def retranslate(self) -> None:
        """Heads and cells in the language in force."""
        if self.columns:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        self._refresh()

    def _changed(self, change: Change) -> None:
        if self.restructured(change):
            self.rebuild()
            return
        if change.document.work.notes is not self._notes:
            self._notes = change.document.work.notes
            self._refresh()
            return
        rows = self.touched_rows(change)
        if not len(rows):
            return
        last = len(self.columns) - 1
        # few rows are told one by one, so that only they are painted again
        ranges = (
            [(row, row) for row in rows.tolist()] if len(rows) <= _FEW else [(int(rows[0]), int(rows[-1]))]
        )
        for first, end in ranges:
            self.dataChanged.emit(self.index(first, 0), self.index(end, last))

    def touched_rows(self, change: Change) -> IntArray:
        """The rows that a change touches, in order; rows of no series always, there being few."""
        return np.flatnonzero(change.touched[self.places] | (self.places < 0))

    def restructured(self, change: Change) -> bool:
        """Whether a change asks for other rows."""
        return bool(change.structure & (Structure.ACTIVE | Structure.PLAN | Structure.SCENARIOS))


# which rows are shown, and in which order


def arranged(model: FigureModel) -> IntArray | None:
    """The rows of a model that are shown, in their order; None where all of them are, as they stand.

    Looked through once when the order or a filter is set, never while figures are edited: a row stays where
    it is while it is written in, as in a spreadsheet.
    """
    wanted = model.arrangement
    rows = np.arange(len(model.places))
    if wanted == PLAIN:
        return None
    columns = {one.name: one for one in model.columns}
    if wanted.search.strip():
        rows = rows[searched(model, wanted.search)]
    for name, text in wanted.filters.items():
        if name in columns:
            rows = rows[_matching(columns[name], rows, text)]
    if wanted.column in columns:
        rows = rows[_order(columns[wanted.column], rows, wanted.descending)]
    return rows


def _matching(column: Column, rows: IntArray, text: str) -> BoolArray:
    compared = _COMPARED.match(text)
    if compared is not None:
        figure = parse_figure(compared[2])
        if isinstance(figure, float):
            return np.asarray(_BY_SIGN[compared[1]](column.some_figures(rows), figure))
    wanted = fold(text)
    return np.fromiter((wanted in fold(column.text(int(row))) for row in rows), np.bool_, len(rows))


def _order(column: Column, rows: IntArray, descending: bool) -> IntArray:
    """Ascending or descending; what has no figure, or no word, stands last either way."""
    if column.figures or column.ranked:
        figures = column.some_figures(rows)
        key = -figures if descending else figures
        return np.argsort(np.where(np.isnan(key), np.inf, key), kind="stable")
    texts = [column.text(int(row)) for row in rows]
    collator = QCollator()
    collator.setNumericMode(True)
    places = {text: place for place, text in enumerate(sorted(set(texts) - {""}, key=collator.sortKey))}
    last = len(places)
    ranks = np.fromiter((places.get(text, last) for text in texts), np.int64, len(texts))
    if descending:
        ranks = np.where(ranks == last, last, last - 1 - ranks)
    return np.argsort(ranks, kind="stable")


def searched(model: FigureModel, text: str) -> BoolArray:
    """Whether each row's names hold every word that is searched for (row,): in either language, or as codes."""
    words = [fold(word) for word in text.split() if fold(word)]
    found = np.ones(len(model.places), dtype=np.bool_)
    named = model.places >= 0
    # a series' names are those of few regions, industries and indicators: each is looked at once
    frame, plan = model.workspace.session.results.frame, model.plan
    places = model.places[named]
    whole = [fold(tr("Tables", "whole economy"))]
    sides = (
        (frame.region_of[places], [_said(one) for one in plan.regions]),
        (frame.industry_of[places], [*whole, *(_said(one) for one in plan.industries)]),
        (frame.indicator_of[places], [_said(one) for one in plan.indicators]),
    )
    for word in words:
        held = np.zeros(len(places), dtype=np.bool_)
        for index, names in sides:
            held |= np.fromiter((word in name for name in names), np.bool_, len(names))[index]
        found[named] &= held
    for row in np.flatnonzero(~named):
        said = fold(" ".join(one.text(int(row)) for one in model.columns if not one.figures))
        found[row] = all(word in said for word in words)
    return found


def _said(item: Region | Industry | Indicator) -> str:
    return fold(" ".join((item.name, item.english, item.code)))


# notes on cells

MOST: Final = 1000
"""Cells of one entry that are held against their past; a larger paste is not one person's judgement of each."""
_OPENING: Final = '<p style="white-space: pre-wrap; margin: 0">'


def note_in_words(note: CellNote) -> str:
    """A note with who wrote it and when, in the time of this machine."""
    said = tr("Tables", "Note: {text}").replace("{text}", note.text)
    return f"{said}\n{signature(note)}".rstrip()


def signature(note: CellNote) -> str:
    """Who wrote a note and when; "" where neither is known."""
    try:
        at = (
            datetime.datetime.fromisoformat(note.at).astimezone().strftime("%Y-%m-%d %H:%M")
            if note.at
            else ""
        )
    except ValueError:
        at = note.at
    return " · ".join(part for part in (note.by, at) if part)


def new_note(text: str, outside: bool = False) -> CellNote:
    """A note written now by whoever is at this machine."""
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    return CellNote(text.strip(), user(), now, outside)


def with_note(told: str | None, note: str) -> str | None:
    """A tooltip with a note below it; neither is read as markup."""
    text = told or ""
    if text.startswith(_OPENING):
        text = html.unescape(text.removeprefix(_OPENING).removesuffix("</p>"))
    return tip(f"{text}\n\n{note}".strip())


@dataclass(frozen=True)
class Question:
    """What is asked of an entry: the cells that the answer is kept on, what is said, and the answer so far."""

    keys: tuple[NoteKey, ...]
    text: str
    answer: str = ""
    outside: bool = False


def question(figures: FigureModel, cells: Sequence[Cell]) -> Question | None:
    """Ask why entries lie outside the series' own past; None where none of them does."""
    keys: list[NoteKey] = []
    said, answer = "", ""
    for row, column in cells[:MOST]:
        at = figures.columns[column]
        key, entered = at.note_key(row), at.entered_pace(row)
        if key is None or entered is None or math.isnan(entered[0]) or entered[1].holds(entered[0]):
            continue
        if not keys:
            pace, past = entered
            indicator = figures.plan.indicator_by_code[key.indicator]
            unit = tr("Tables", "points") if indicator.kind.moves_in_points else "%"
            low, high = (format_figure(one, 1, unit) for one in (past.from_pace, past.to_pace))
            said = tr(
                "Tables", "{cell}: {pace} a year lies outside the series' own past ({low} to {high}). Why?"
            ).format(cell=figures.cell_name(row, at), pace=format_figure(pace, 1, unit), low=low, high=high)
            note = figures.note(row, at)
            answer = note.text if note is not None else ""
        keys.append(key)
    if not keys:
        return None
    if len(keys) > 1:
        said = tr("Tables", "{text} The answer is kept for this and {count} more cells.").format(
            text=said, count=len(keys) - 1
        )
    return Question(tuple(keys), said, answer, outside=True)


def asked_for(figures: FigureModel, row: int, column: int) -> Question | None:
    """The note on a cell, to be written or changed; None for a cell that takes none."""
    at = figures.columns[column]
    key = at.note_key(row)
    if key is None:
        return None
    note = figures.note(row, at)
    said = tr("Tables", "Note on {cell}").format(cell=figures.cell_name(row, at))
    return Question((key,), said, note.text if note is not None else "", note is not None and note.outside)
