"""The base of the table models: rows, sorting and filtering, and how entries become edits."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor

from npfdesk.engine.edits.share_balance import NOTHING_KEPT, Kept
from npfdesk.plan.board import ParameterKey, key_of_note
from npfdesk.plan.calculations import ABOVE, LEFT, OWN, Calculation, calculated
from npfdesk.plan.edits import Edit, EditRefused
from npfdesk.plan.model import Indicator, Industry, Plan
from npfdesk.plan.notes import CellNote
from npfdesk.plan.numbers import parse_figure, parse_year, plain
from npfdesk.plan.problems import Count, Problem, error
from npfdesk.plan.regions import Region
from npfdesk.plan.scenarios import lineage
from npfdesk.plan.series import ANY, SeriesKey
from npfdesk.session import Change, Structure
from npfdesk.ui.look.colours import appearance
from npfdesk.ui.look.language import language, named, tr, unit_of
from npfdesk.ui.tables.arrangement import PLAIN, Arrangement, arranged
from npfdesk.ui.tables.cell_notes import note_text, with_note
from npfdesk.ui.tables.columns import (
    ROLE,
    ChoicesRole,
    ChosenRole,
    Column,
    DeviatesRole,
    EntryRefused,
    Face,
    PlainRole,
    quiet,
    tip,
)
from npfdesk.ui.tables.series_paces import SeriesPaces
from npfdesk.ui.tables.share_marks import fitting_name, is_locked, kept_shares, share_text
from npfdesk.ui.workspace import Selection, Workspace, refusal_text

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
Index = QModelIndex | QPersistentModelIndex
Typed = tuple[int, int, str]
Cell = tuple[int, int]
_SHOWN: Final = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_ENTERED: Final = _SHOWN | Qt.ItemFlag.ItemIsEditable
_NAMED: Final = 3
_FEW: Final = 6
_LOOKED_AT: Final = 200
_OTHER_ROWS: Final = Structure.ACTIVE | Structure.PLAN | Structure.SCENARIOS
_NOWHERE: Final = np.iinfo(np.int64).min

NOT_EDITABLE = error(
    "cell_not_editable",
    "“{text}”不能写入这一格：这一列由程序算出或取自规划。",
    "“{text}” cannot go here: the column is computed or taken from the plan.",
)

NAMES_ELSEWHERE = error(
    "cell_names_its_row",
    "“{column}”说明这一行是什么，不在这里改。名称在“结构”各表中修改。",
    "“{column}” says what the row is and is not changed here. Names are changed in the tables of Structure.",
)
COMPUTED_HERE = error(
    "cell_computed",
    "“{column}”由程序算出或取自规划，不能在这里输入。",
    "“{column}” is computed or taken from the plan; nothing can be entered here.",
)


@dataclass(frozen=True)
class Refusal:
    """Texts that cannot be entered: row, column and problem, in the order of the cells."""

    cells: tuple[tuple[int, int, Problem], ...]


class CellLook(NamedTuple):
    """What a cell shows: its text, its colours (None: the table's own), a strong font, the marks of its row and its own.

    The first cell of the selected series' row is `leading`; `deviating`: its value differs from the workbook; `noted`: it has a
    note; `locked`: it names a locked share.
    """

    text: str
    ground: QColor | None
    ink: QColor | None
    strong: bool
    leading: bool
    deviating: bool
    noted: bool
    locked: bool


_BLANK: Final = CellLook("", None, None, False, False, False, False, False)


class RestsOn(NamedTuple):
    """What the cells of a row rest on: equal as long as none of those in steady columns looks otherwise, and none of the others."""

    steady: object
    others: object


class FigureModel(QAbstractTableModel):
    """A table model over the session; all entries become edits by `enter`.

    `places` (row,) is the place in the plan of each row's series, -1 where it shows none. `refused` carries why
    nothing was entered, and "" when that is over; `selected_elsewhere`: the selected series was chosen outside
    this table; `entered` carries the cells (row, column) with new values, at once or when a drag ends.
    `all_rows` counts the rows before filters. `columns` know their cells; `only` says which series are shown.
    `adding` names the command that adds a row, "" where rows are not added here, and `adding_keys` its shortcut in the window's
    menu, which a table only shows. A model that `finds_rows` puts a
    pasted block's rows where their names belong, not below each other; one that `grows` takes in rows below its last one.
    Where a model `reads_bulletins`, a block with heads that is none of its own is a bulletin's.
    `watched` says whether its table is in sight: one that is hidden hears of other rows alone, and asks for the rest when it is shown.
    `paces` are the past and required ones of its series. `setting` is another object whenever more than figures may look otherwise: plan, language, colours, what is chosen, notes.
    """

    refused = Signal(str)
    selected_elsewhere = Signal()
    entered = Signal(list)
    origins: tuple[str, ...] = ()
    deleting = "Delete (inherit from the parent)"
    adding = ""
    adding_keys = ""
    finds_rows = False
    grows = False
    reads_bulletins = False
    watched = True

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.paces = SeriesPaces(workspace)
        self.setting = object()
        self._plan = workspace.plan
        self.columns: tuple[Column, ...] = ()
        self.places: IntArray = np.empty(0, dtype=np.int64)
        self.only = "all"
        self.arrangement = PLAIN
        self.all_rows = 0
        self._leading = False
        self._questioned: tuple[Typed, ...] = ()
        self._notes = workspace.document.work.notes
        workspace.opened.connect(self.rebuild)
        workspace.changed.connect(self._changed)
        workspace.selected.connect(self._selected)
        workspace.view_changed.connect(self._refresh)
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
        """The header data of a column for a role."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == ROLE.DisplayRole:
            return column.title() + self.arrangement.mark(column.name)
        if role == ROLE.ToolTipRole:
            return tip(column.head_tip()) if column.head_tip is not None else None
        return column.side if role == ROLE.TextAlignmentRole else None

    def data(self, index: Index, role: int = ROLE.DisplayRole) -> object:
        """The data of a cell for a role."""
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
            note, tooltip = self.note(row, column), column.tooltip(row)
            return with_note(tooltip, note_text(note)) if note is not None else tooltip
        if role in (ROLE.ForegroundRole, ROLE.BackgroundRole, ROLE.FontRole, ChoicesRole):
            return column.look(row, role)
        if role == DeviatesRole:
            return column.deviates(row)
        return self.chosen(row) if role == ChosenRole else None

    def rests_on(self, row: int) -> RestsOn:
        """What the cells of a row rest on beside the `setting`."""
        return RestsOn(None, object())

    def looks(
        self, row: int, columns: Sequence[int], kept: Sequence[CellLook] | None = None
    ) -> list[CellLook]:
        """What some cells of a row show; those of steady columns are as in `kept`, where it is given."""
        noted = bool(self.workspace.document.work.notes)
        found = list(kept) if kept is not None else [_BLANK] * len(columns)
        # most cells of a row take their ground from the same function
        grounds: dict[Callable[[int], QColor | None], QColor | None] = {}
        before: Face | None = None
        look = _BLANK
        for place, at in enumerate(columns):
            column = self.columns[at]
            if kept is not None and column.steady:
                continue
            if column.background not in grounds:
                grounds[column.background] = column.background(row)
            face, ground = (column.face or column.face_of)(row), grounds[column.background]
            # years beside each other may show the same
            if face is not before or ground is not look.ground or noted:
                text, ink, heavy, deviates = face
                look = CellLook(
                    text,
                    ground,
                    ink,
                    heavy,
                    at == 0 and self.chosen(row),
                    deviates,
                    noted and self.note(row, column) is not None,
                    column.key == "indicator" and self.locked(row),
                )
            found[place], before = look, face
        return found

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells can be selected; some can be edited."""
        if not index.isValid():
            return super().flags(index)
        return _ENTERED if self.columns[index.column()].editable else _SHOWN

    def setData(self, index: Index, value: object, role: int = ROLE.EditRole) -> bool:
        """Enter a text that was typed into a cell."""
        if role != ROLE.EditRole or not index.isValid():
            return False
        return self.enter_typed([(index.row(), index.column(), str(value))])

    # what a person types

    def calculation(self, row: int, at: int, text: str) -> Calculation | Problem | None:
        """What a text typed into a cell comes to where it is a calculation; None where it is none."""
        about = self.columns[at].typed_figure(row)
        if about is None or (about.worded and not text.strip().startswith(("=", "＝"))):
            return None
        cells = {OWN: (row, at), LEFT: (row, at - 1), ABOVE: (row - 1, at)}
        figures = {
            name: self.columns[column].figure(line)
            for name, (line, column) in cells.items()
            if line >= 0 and column >= 0 and self.columns[column].figures
        }
        known = {name: figure for name, figure in figures.items() if math.isfinite(figure)}
        return calculated(text, about.unit, known)

    def enter_typed(self, typed: Sequence[Typed]) -> bool:
        """Enter texts as they are typed, with calculations carried out; as `enter` else."""
        taken, refused = [], []
        for row, at, text in typed:
            found = self.calculation(row, at, text)
            if isinstance(found, Problem):
                refused.append((row, at, found))
            else:
                taken.append((row, at, text if found is None else plain(found.value)))
        return self._apply(Refusal(tuple(refused))) if refused else self.enter(taken)

    def why_shut(self, at: int) -> str:
        """Why nothing can be entered into a column; "" where something can."""
        column = self.columns[at]
        if column.editable:
            return ""
        kind = NAMES_ELSEWHERE if column.naming else COMPUTED_HERE
        return Problem(kind, arguments={"column": column.title()}).message(language())

    def _doubts(self, taken: Sequence[Typed]) -> str:
        """What is asked before texts are entered: about the first figure of an unusual size; "" where there is none."""
        for row, at, text in taken:
            about = self.columns[at].typed_figure(row)
            if about is None or about.doubt is None or about.usual == math.inf:
                continue
            figure = parse_figure(text, about.unit)
            if isinstance(figure, float) and abs(figure) > about.usual:
                said = Problem(about.doubt, text=text).message(language())
                return said if len(taken) == 1 else f"{self.cell_name(row, self.columns[at])}: {said}"
        return ""

    # entries become edits

    def enter(self, typed: Sequence[Typed], drag: str = "", beside: Sequence[Cell] = ()) -> bool:
        """Enter texts into cells as one step; where one cannot be read, all are refused, with a message.

        All entries of one `drag` are one step. `beside` are cells that they come from. A cell that already shows
        the text is not changed: an inherited value stays inherited. What is questionable (figures of an unusual size,
        a fill past a group of rows) is entered when it comes a second time.
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
        asked = ""
        if not drag and tuple(taken) != self._questioned:
            rows = [*(row for row, _, _ in taken), *(row for row, _ in beside)]
            asked = self.question(rows) or self._doubts(taken)
        self._questioned = tuple(taken) if asked else ()
        if asked:
            return self.refuse(asked)
        edit = self.edit(taken) if taken else None
        if edit is not None and not isinstance(edit, Refusal):
            self.look_at_edited([row for row, _, _ in taken])
        if drag and edit is not None and not isinstance(edit, Refusal):
            # every edit is a frozen dataclass with its own drag
            edit = cast("Edit", replace(cast("Any", edit), drag=drag))
        cells = [(self.identity(row), row, column) for row, column, _ in taken]
        if not self._apply(edit, kept_shares(self.columns, typed, taken)):
            return False
        if edit is not None and not drag:
            self.entered.emit(self._found(cells))
        return True

    def _found(self, cells: Sequence[tuple[Hashable, int, int]]) -> list[Cell]:
        """The positions of cells after an edit, which may have changed the rows."""
        found: list[Cell] = []
        for identity, row, column in cells:
            same = row < len(self.places) and self.identity(row) == identity
            now = row if same else self.row_of(identity)
            if now is not None:
                found.append((now, column))
        return found

    def clear(self, cells: Sequence[Cell]) -> bool:
        """Delete cells as one step: assumptions fall back to the parent, figures are removed."""
        taken = [(row, column) for row, column in cells if self.columns[column].editable]
        if not taken:
            return False
        edit = self.clearing(taken)
        if edit is not None and not isinstance(edit, Refusal):
            self.look_at_edited([row for row, _ in taken])
        return self._apply(edit)

    def reset(self, cells: Sequence[Cell], to: str) -> bool:
        """Reset cells to the workbook's or the last saved state, as one step."""
        return self._apply(self.resetting(cells, to))

    def refuse(self, text: str) -> bool:
        """Show why nothing was entered."""
        self.refused.emit(text)
        return False

    def _apply(self, edit: Edit | Refusal | None, kept: Kept = NOTHING_KEPT) -> bool:
        if isinstance(edit, Refusal):
            return self.refuse(self._refusal_text(edit))
        self.refused.emit("")
        if edit is None:
            return True
        try:
            self.workspace.apply(edit, self, kept)
        except EditRefused as refused:
            return self.refuse(refusal_text(refused))
        return True

    def _refusal_text(self, refusal: Refusal) -> str:
        if len(refusal.cells) == 1:
            return refusal.cells[0][2].message(language())
        named_cells = (
            f"{self.cell_name(row, self.columns[column])}: {problem.message(language())}"
            for row, column, problem in refusal.cells[:_NAMED]
        )
        text = tr("Tables", "Nothing was changed: {count:cell|cells} cannot be read.").format(
            count=Count(len(refusal.cells))
        )
        more = "\n…" if len(refusal.cells) > _NAMED else ""
        return "\n".join((text, *named_cells)) + more

    # what each table defines

    @property
    def plan(self) -> Plan:
        """The plan with its amendments."""
        return self.workspace.plan

    def make_columns(self) -> tuple[Column, ...]:
        """Create the columns."""
        raise NotImplementedError

    def make_rows(self) -> IntArray:
        """The rows as places of series, the selected series first."""
        raise NotImplementedError

    def count_all(self) -> int:
        """How many rows there would be without any filter of rows; asked after `make_rows`."""
        return len(self.places)

    def reorder(self, order: IntArray) -> None:
        """Show these rows in this order."""
        self.places = self.places[order]

    def question(self, rows: Sequence[int]) -> str:
        """What is asked before texts of some rows are entered together ("": nothing); entered once more, they are taken."""
        return ""

    def first_row(self) -> int:
        """The row in which a table is entered: the first that shows the selected series, else the first."""
        return self.row_of_series(self.workspace.selection.series) or 0

    def begin(self) -> None:
        """Begin an edit, into which columns enter texts."""
        raise NotImplementedError

    def finish(self) -> Edit | Refusal | None:
        """The finished edit; None where nothing would change."""
        raise NotImplementedError

    def edit(self, typed: Sequence[Typed]) -> Edit | Refusal | None:
        """The edit for texts typed into cells; None where nothing would change."""
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
        """The edit that deletes cells."""
        self.begin()
        for row, at in cells:
            clear, enter = self.columns[at].clear, self.columns[at].enter
            if clear is not None:
                clear(row)
            elif enter is not None:
                enter(row, "")
        return self.finish()

    def resetting(self, cells: Sequence[Cell], to: str) -> Edit | None:
        """The edit that resets cells to an origin ("workbook", "saved"); None where nothing would change."""
        return None

    def identity(self, row: int) -> Hashable:
        """The identity of a row, by which it is found when rows have moved."""
        return int(self.places[row])

    def target_position(self, row: int) -> int | None:
        """The place of a row's target in the scenario's table of targets; None where a row is none."""
        return None

    def commands(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """What else the menu of the table offers: texts, and what each does."""
        return ()

    # blocks from a spreadsheet

    def rows_pasted(self, text: str) -> Edit | Problem | None:
        """The edit of a pasted block of rows that the table does not have yet; why it is refused; None for any other."""
        return None

    def take_rows(self, text: str) -> bool:
        """Take a pasted block of new rows, or say why not; whether it was one."""
        found = self.rows_pasted(text)
        if isinstance(found, Problem):
            self.refuse(found.message(language()))
        elif found is not None:
            self._apply(found)
        return found is not None

    def heads_pasted(self, texts: Iterable[str]) -> None:
        """The edges of a block that is about to be pasted; a table that shows one of several years may turn to theirs."""

    def column_of_head(self, text: str) -> int | None:
        """The column that a head of a pasted block means: that of a year; None for any other text."""
        year = parse_year(text)
        found = (at for at, column in enumerate(self.columns) if column.year and column.year == year)
        return next(found, None)

    def rows_of_block(self, first: int, names: Sequence[Sequence[str]]) -> list[int] | str:
        """The rows that the lines of a pasted block go to, by the words before their figures; or why they go nowhere."""
        return list(range(first, first + len(names)))

    # rows and cells

    def row_of(self, identity: Hashable) -> int | None:
        """The row of an identity; None where it no longer exists."""
        if isinstance(identity, int):
            found = np.flatnonzero(self.places == identity)
            return int(found[0]) if len(found) else None
        return next((row for row in range(len(self.places)) if self.identity(row) == identity), None)

    def row_of_series(self, series: SeriesKey) -> int | None:
        """The first row that shows a series; None where none does."""
        found = np.flatnonzero(self.places == self.plan.row.get(series, _NOWHERE))
        return int(found[0]) if len(found) else None

    def note(self, row: int, column: Column) -> CellNote | None:
        """The note on a cell: of the active scenario, or of its nearest ancestor that has one."""
        notes = self.workspace.document.work.notes
        # most plans have few notes, and every painted cell asks
        key = column.note_key(row) if notes else None
        if key is None:
            return None
        if not key.scenario:
            return notes.get(key)
        chain = reversed(lineage(self.workspace.document.scenarios, key.scenario))
        return next(
            (notes[one] for one in (key._replace(scenario=each.id) for each in chain) if one in notes), None
        )

    def board_key(self, row: int, at: int) -> ParameterKey | None:
        """The parameter in a cell that can stand on the board; None where the cell holds none."""
        return key_of_note(self.columns[at].note_key(row))

    def region_of(self, row: int) -> str:
        """The region of a row's series; "" for a row without a series."""
        series = self.series_of(row)
        return series.region if series is not None else ""

    def is_highlighted(self, row: int) -> bool:
        """Whether a row's region is hovered in any view."""
        pointed = self.workspace.hovered_region
        return bool(pointed) and self.region_of(row) == pointed

    def chosen(self, row: int) -> bool:
        """Whether a row shows the selected series."""
        series = self.series_of(row)
        return series is not None and series == self.workspace.selection.series

    def locked(self, row: int) -> bool:
        """Whether a row shows a share that stays where others of its group give way."""
        series = self.series_of(row)
        return series is not None and is_locked(self.plan, series.indicator)

    def cell_name(self, row: int, column: Column) -> str:
        """The name of a cell: its series and its column."""
        names = [one.text(row) for one in self.columns if one.naming]
        return " ".join(part for part in (*names, column.title()) if part)

    def series_of(self, row: int) -> SeriesKey | None:
        """The series of a row; None for a row without one."""
        place = int(self.places[row])
        return self.plan.series[place] if place >= 0 else None

    # the names of series

    def region_name(self, code: str) -> str:
        """The name of a region, or of all regions."""
        place = self.plan.region_by_code.get(code)
        return tr("Tables", "all regions") if code == ANY else named(place) if place is not None else code

    def industry_name(self, code: str) -> str:
        """The name of an industry, or of all industries."""
        sector = self.plan.industry_by_code.get(code)
        return tr("Tables", "all") if code == ANY else named(sector) if sector is not None else code

    def indicator_name(self, code: str) -> str:
        """The name of an indicator."""
        one = self.plan.indicator_by_code.get(code)
        return named(one) if one is not None else code

    def unit_of(self, code: str) -> str:
        """An indicator's unit."""
        one = self.plan.indicator_by_code.get(code)
        return unit_of(one) if one is not None else ""

    def name_columns(
        self,
        region: Callable[[int], str],
        industry: Callable[[int], str],
        indicator: Callable[[int], str],
        origin: Callable[[int], str],
    ) -> tuple[Column, Column, Column, Column]:
        """The four columns that name a series, from the codes of a row; `origin` gives the source of the row."""

        def column(
            key: str,
            source: str,
            width: int,
            text: Callable[[int], str],
            items: Callable[[], Sequence[Region | Industry | Indicator]] = tuple,
            widest: int = 0,
            narrowest: int = 0,
            calm: bool = False,
            more: Callable[[int], str] = lambda _: "",
        ) -> Column:
            fitting = (lambda: [fitting_name(self.plan, one) for one in items()]) if widest else None
            return Column(
                key,
                source,
                width,
                text=text,
                origin=origin,
                tooltip=lambda row: tip("\n".join(part for part in (text(row), more(row)) if part)),
                foreground=quiet if calm else lambda _: None,
                steady=True,
                naming=key != "unit",
                frozen=key != "unit",
                fitting=fitting,
                widest=widest,
                narrowest=narrowest,
            )

        return (
            column(
                "region",
                "Region",
                110,
                lambda row: self.region_name(region(row)),
                lambda: self.plan.regions,
                140,
                84,
            ),
            column(
                "industry",
                "Industry",
                90,
                lambda row: self.industry_name(industry(row)),
                lambda: self.plan.industries,
                120,
                60,
                calm=True,
            ),
            column(
                "indicator",
                "Indicator",
                190,
                lambda row: self.indicator_name(indicator(row)),
                lambda: self.plan.indicators,
                210,
                110,
                more=lambda row: share_text(self.plan, indicator(row)),
            ),
            column("unit", "Unit", 60, lambda row: self.unit_of(indicator(row)), calm=True),
        )

    def ordered_series(self, rows: IntArray) -> IntArray:
        """Places of series, filtered: the selected one first, then those of its indicator, then of its region."""
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
        """Build rows and columns again, for another selection or workbook."""
        self.beginResetModel()
        self.columns = self.make_columns()
        self.places = self.make_rows()
        self.all_rows = self.count_all()
        order = arranged(self.arrangement, self.columns, self.places, self.workspace)
        if order is not None:
            self.reorder(order)
        self.endResetModel()

    def arrange(self, wanted: Arrangement) -> None:
        """Sort or filter the rows; the selected cells stay selected."""
        if wanted != self.arrangement:
            self.arrangement = wanted
            self.rebuild()

    def filter(self, only: str) -> None:
        """Show "all" series, or those of the selected "region" or "indicator"."""
        if only != self.only:
            self.only = only
            self.rebuild()

    @contextmanager
    def _layout_change(self) -> Iterator[None]:
        self._leading = True
        try:
            yield
        finally:
            self._leading = False

    def shown_series(self, row: int) -> SeriesKey | None:
        """The series that the window shows for a row; None for a row without one."""
        return self.series_of(row)

    def look_at_edited(self, rows: Sequence[int]) -> None:
        """Before an edit: select the series of its first row, unless one of its rows shows what is selected."""
        chosen = self.workspace.selection.series
        found = [series for series in map(self.shown_series, rows[:_LOOKED_AT]) if series is not None]
        if found and chosen not in found:
            self.look_at(rows[0])

    def look_at(self, row: int) -> None:
        """Select a row's series in the whole window; the rows of this table do not move."""
        series = self.shown_series(row)
        if series is not None and series != self.workspace.selection.series:
            with self._layout_change():
                self.workspace.select(*series)

    def _selected(self, _: Selection) -> None:
        kept = self.arrangement != PLAIN and self.only == "all"
        if self._leading or kept:
            self._refresh()
        else:
            self.rebuild()
        if not self._leading:
            self.selected_elsewhere.emit()

    def _refresh(self) -> None:
        self.setting = object()
        if self.watched and len(self.places) and self.columns:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.places) - 1, len(self.columns) - 1))

    def retranslate(self) -> None:
        """Update headers and cells for the current language."""
        if self.columns:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        self._refresh()

    def _changed(self, change: Change) -> None:
        self._questioned = ()
        if self.restructured(change):
            self.rebuild()
            return
        if change.document.work.notes is not self._notes:
            self._notes = change.document.work.notes
            self._refresh()
            return
        if change.structure is not Structure.NONE and change.structure & Structure.SHARE_GROUPS:
            self._refresh()
            return
        if change.document.plan is not self._plan:
            self._plan, self.setting = change.document.plan, object()
        if not self.watched:
            return
        rows = self.touched_rows(change)
        if not len(rows):
            return
        last = len(self.columns) - 1
        begins, ends = rows[:1], rows[-1:]
        # rows below each other are told of together; where they stand in many places, from the first to the last
        if len(rows) <= ends[0] - begins[0]:
            breaks = np.flatnonzero(np.diff(rows) > 1)
            if len(breaks) < _FEW:
                begins, ends = rows[np.append(0, breaks + 1)], rows[np.append(breaks, len(rows) - 1)]
        for first, end in zip(begins.tolist(), ends.tolist(), strict=True):
            self.dataChanged.emit(self.index(first, 0), self.index(end, last))

    def touched_rows(self, change: Change) -> IntArray:
        """The rows that a change touches, in order; rows without a series always, because they are few."""
        return np.flatnonzero(change.touched[self.places] | (self.places < 0))

    def restructured(self, change: Change) -> bool:
        """Whether a change requires new rows."""
        return change.structure is not Structure.NONE and bool(change.structure & _OTHER_ROWS)
