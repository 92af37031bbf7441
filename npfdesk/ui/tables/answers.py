"""What a table answers of its cells: texts, figures, looks, what an entry comes to; each table in its own way."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.past import Past
from npfdesk.plan.edits import Edit
from npfdesk.plan.grips import Grip
from npfdesk.plan.model import Plan
from npfdesk.plan.notes import CellNote, NoteKey
from npfdesk.plan.problems import Problem
from npfdesk.plan.scenarios import lineage
from npfdesk.plan.series import ANY, SeriesKey
from npfdesk.ui.language import named, tr
from npfdesk.ui.tables.columns import Field
from npfdesk.ui.workspace import Workspace

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]
Typed = tuple[int, int, str]
Cell = tuple[int, int]
_NAMING: Final = ("lever", "region", "industry", "indicator")
_NOWHERE: Final = np.iinfo(np.int64).min


@dataclass(frozen=True)
class Refusal:
    """Texts that cannot be entered: row, column and what is wrong, in the order of the cells."""

    cells: tuple[tuple[int, int, Problem], ...]


class CellAnswers:
    """What subclasses answer; nothing of it knows of views.

    `fields` are the columns, `places` (row,) the place in the plan of the series that each row shows, below 0
    where it shows none; `only` which series are asked for.
    """

    workspace: Workspace
    fields: tuple[Field, ...]
    places: IntArray
    only: str

    @property
    def plan(self) -> Plan:
        """The plan with its amendments."""
        return self.workspace.plan

    def make_fields(self) -> tuple[Field, ...]:
        """The columns."""
        raise NotImplementedError

    def make_rows(self) -> IntArray:
        """The rows as places of series, those of the selected series first."""
        raise NotImplementedError

    def text(self, row: int, field: Field) -> str:
        """What a cell shows."""
        raise NotImplementedError

    def plain_text(self, row: int, field: Field) -> str:
        """What a cell says to Excel and to its editor."""
        return self.text(row, field)

    def figure(self, row: int, field: Field) -> float:
        """The figure in a cell, for sums and orders; NaN where there is none."""
        return float("nan")

    def column_figures(self, rows: IntArray, field: Field) -> FloatArray:
        """The figures of a column in some rows (row,), NaN where there is none."""
        return np.fromiter((self.figure(row, field) for row in rows.tolist()), np.float64, len(rows))

    def reorder(self, order: IntArray) -> None:
        """Show the rows at these places, in this order."""
        self.places = self.places[order]

    def edit(self, typed: Sequence[Typed]) -> Edit | Refusal | None:
        """The edit that texts typed into cells come to; None where nothing would change."""
        raise NotImplementedError

    def clearing(self, cells: Sequence[Cell]) -> Edit | Refusal | None:
        """The edit that deleting cells comes to."""
        return self.edit([(row, column, "") for row, column in cells])

    def resetting(self, cells: Sequence[Cell], to: str) -> Edit | None:
        """The edit that setting cells back to an origin ("workbook", "saved") comes to; None for no change."""
        return None

    def look(self, row: int, field: Field, role: int) -> Any:
        """Colours, fonts, tooltips and choices of a cell."""
        return None

    def deviates(self, row: int, field: Field) -> bool:
        """Whether a cell differs from what the workbook says of it."""
        return False

    def origin(self, row: int, field: Field) -> str:
        """Where a cell's value comes from, in words."""
        return ""

    def grip(self, row: int, field: Field) -> Grip | None:
        """How a cell's figure is dragged; None where it is not."""
        return None

    def paced(self, row: int, field: Field) -> bool:
        """Whether a cell holds a pace, which the past and the required one can stand beside."""
        return False

    def told(self, field: Field) -> str:
        """What a column's head says when pointed at."""
        return ""

    def identity(self, row: int) -> Hashable:
        """What a row is, so that it can be found again when rows have moved."""
        return int(self.places[row])

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

    # notes

    def note_key(self, row: int, field: Field) -> NoteKey | None:
        """Where a note on a cell is kept; None for a cell that takes none."""
        return None

    def note(self, row: int, field: Field) -> CellNote | None:
        """The note on a cell: the active scenario's, or the nearest of those it inherits from."""
        notes = self.workspace.document.notes
        # most plans have few notes, and every cell painted asks
        key = self.note_key(row, field) if notes else None
        if key is None:
            return None
        if not key.scenario:
            return notes.get(key)
        chain = reversed(lineage(self.workspace.document.scenarios, key.scenario))
        return next(
            (notes[one] for one in (key._replace(scenario=each.id) for each in chain) if one in notes), None
        )

    def entered_pace(self, row: int, field: Field) -> tuple[float, Past] | None:
        """The pace that a cell's entry comes to, and the past it is held against; None where there is none."""
        return None

    def head(self, field: Field) -> str:
        """The head of a column, in the language in force."""
        return str(field.year) if field.year else tr("Tables", field.source)

    def head_of(self, key: str) -> str:
        """The head of the column with that key."""
        return next((self.head(field) for field in self.fields if field.key == key), "")

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

    def editable(self, row: int, field: Field) -> bool:
        """Whether a cell takes an entry."""
        return field.editable

    def cell_name(self, row: int, field: Field) -> str:
        """A cell in words: its series and its column."""
        names = [self.text(row, one) for one in self.fields if one.key in _NAMING]
        return " ".join(part for part in (*names, self.head(field)) if part)

    # words that several tables use

    def series_of(self, row: int) -> SeriesKey | None:
        """The series of a row; None for a row that shows none."""
        place = int(self.places[row])
        return self.plan.series[place] if place >= 0 else None

    def name_cell(self, region: str, industry: str, indicator: str, field: Field) -> str | None:
        """The cells that name a series; None for a column that does not."""
        plan = self.plan
        if field.key == "region":
            if region == ANY:
                return tr("Tables", "all regions")
            place = plan.region_by_code.get(region)
            return named(place) if place is not None else region
        if field.key == "industry":
            if industry == ANY:
                return tr("Tables", "all")
            sector = plan.industry_by_code.get(industry)
            return named(sector) if sector is not None else industry
        one = plan.indicator_by_code.get(indicator)
        if field.key == "indicator":
            return named(one) if one is not None else indicator
        if field.key == "unit":
            return one.unit if one is not None else ""
        return None

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
