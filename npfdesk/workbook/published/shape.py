"""The shape of a workbook of published tables, and corrections carried to another workbook of the same shape."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final

from openpyxl.utils import get_column_letter

from npfdesk.plan.names import fold
from npfdesk.plan.periods import read_period
from npfdesk.workbook.files.cell_grid import CellKind, Grid, GridSheet
from npfdesk.workbook.published.cell_sorts import Sort, sort_of
from npfdesk.workbook.published.corrections import (
    Area,
    Corrections,
    Fix,
    Fixes,
    boundaries,
    from_json,
    to_json,
)
from npfdesk.workbook.published.recognition import Role

_HEAD_ROWS: Final = 30
_MOST_TEXT: Final = 200
_DIGITS: Final = re.compile(r"\d+(?:\.\d+)?")
_CHINESE_PERIOD: Final = re.compile(r"[一二三四五六七八九十]{1,3}(?=月|季度)")
_PART: Final = re.compile(r"#月?[-‐-―~至到]#月|上半年|下半年|前[#两]个?季度|第?#季度|全年|#月")
_LASTING: Final = frozenset({"", str(Role.TARGET), str(Role.STRETCH), str(Role.BASE)})
"""Roles whose year is the same in the next bulletin."""


@dataclass(frozen=True)
class RememberedRoles:
    """The corrections made in one workbook, by which others of its shape may be read: its file's name, its sheets in order.

    `rows` give the words of the rows that corrections speak of (sheet, row), without digits, so that a row is found
    again where it has moved.
    """

    file: str
    corrections: Corrections
    sheets: tuple[str, ...] = ()
    rows: Mapping[tuple[str, int], str] = field(default_factory=lambda: MappingProxyType({}))


def shape_of(grid: Grid) -> str:
    """A fingerprint of sheet names and heads, the same for bulletins of different months; "" for a workbook without words."""
    said = [
        [undated(sheet.name), [[column, text] for _, column, text in _head_texts(sheet)]]
        for sheet in grid.sheets
    ]
    if not any(heads for _, heads in said):
        return ""
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def remembered(file: str, grid: Grid, corrections: Corrections) -> RememberedRoles:
    """What is kept of a workbook's corrections for others of the same shape."""
    said = _rows_of(corrections)
    named = {sheet for sheet, _ in said}
    texts = {sheet.name: _row_texts(sheet) for sheet in grid.sheets if sheet.name in named}
    rows = {(sheet, row): text for sheet, row in said if (text := texts.get(sheet, {}).get(row))}
    sheets = [sheet.name for sheet in grid.sheets]
    return RememberedRoles(file, corrections, tuple(sheets), MappingProxyType(rows))


def carried(roles: RememberedRoles, grid: Grid) -> Corrections:
    """The corrections as they hold for another workbook of the same shape.

    Sheets answer each other by their order, rows by their words. Months, and years of actual figures, are not carried: they
    are read anew. What has no counterpart is left out.
    """
    return _Carrier(roles, grid).carried()


def roles_json(roles: RememberedRoles) -> dict[str, Any]:
    """Remembered roles as values that JSON takes."""
    return {
        "file": roles.file,
        "corrections": to_json(roles.corrections),
        "sheets": list(roles.sheets),
        "rows": [[sheet, row, text] for (sheet, row), text in sorted(roles.rows.items())],
    }


def roles_from_json(said: Any) -> RememberedRoles:
    """Remembered roles from their JSON. ValueError for anything else."""
    try:
        return RememberedRoles(
            str(said["file"]),
            from_json(said["corrections"]),
            tuple(map(str, said["sheets"])),
            MappingProxyType({(str(sheet), int(row)): str(text) for sheet, row, text in said["rows"]}),
        )
    except (KeyError, TypeError, AttributeError) as problem:
        raise ValueError(f"not remembered roles: {problem!r}") from problem


def undated(text: str) -> str:
    """A head without what differs from month to month: digits, months and quarters."""
    said = _CHINESE_PERIOD.sub("#", _DIGITS.sub("#", fold(text[:_MOST_TEXT])))
    return _PART.sub("#月", said)


def _head_texts(sheet: GridSheet) -> list[tuple[int, int, str]]:
    """The words above the first figure of a sheet: row, column, text without digits."""
    found: list[tuple[int, int, str]] = []
    first = min((row for row, _ in sheet.cells), default=0)
    figures = min(
        (row for (row, _), cell in sheet.cells.items() if _is_figure(cell.text, cell.kind)), default=1 << 22
    )
    for (row, column), cell in sorted(sheet.cells.items()):
        if row >= min(figures, first + _HEAD_ROWS):
            break
        found.append((row, column, undated(cell.text)))
    return found


def _is_figure(text: str, kind: CellKind) -> bool:
    return kind is CellKind.NUMBER and sort_of(text, kind) is Sort.FIGURE


def _row_texts(sheet: GridSheet) -> dict[int, str]:
    """The first words of each row that has any, without digits."""
    lines: dict[int, list[str]] = {}
    for (row, _), cell in sheet.cells.items():
        if cell.kind is CellKind.TEXT and len(lines.setdefault(row, [])) < 3:
            lines[row].append(undated(cell.text))
    return {row: "|".join(texts) for row, texts in lines.items()}


def _rows_of(corrections: Corrections) -> set[tuple[str, int]]:
    """Every row that corrections name."""
    found = {*corrections.rows, *corrections.row_roles}
    for fixes in (corrections.cells, corrections.columns):
        for sheet, place in fixes:
            found.update((sheet, row) for row in _ends(place))
    found.update((sheet, int(row)) for sheet, row in corrections.lines if row.isdecimal())
    found.update((sheet, row) for sheet, *rows in corrections.headers for row in rows)
    found.update(
        (one[0], row) for one in (*corrections.areas, *corrections.tables) for row in (one[1], one[3])
    )
    return found


def _ends(place: str) -> tuple[int, ...]:
    _, top, _, bottom = boundaries(place) or (None,) * 4
    return (top, bottom) if top is not None and bottom is not None else ()


class _Carrier:
    def __init__(self, roles: RememberedRoles, grid: Grid) -> None:
        self.roles = roles
        self.names = dict(zip(roles.sheets, (sheet.name for sheet in grid.sheets), strict=False))
        sheets = {sheet.name: sheet for sheet in grid.sheets}
        self.places: dict[str, dict[str, list[int]]] = {}
        wanted = {self.names[sheet] for sheet, _ in roles.rows if sheet in self.names}
        for name in wanted:
            by_text: dict[str, list[int]] = {}
            for row, text in _row_texts(sheets[name]).items():
                by_text.setdefault(text, []).append(row)
            self.places[name] = by_text

    def carried(self) -> Corrections:
        """The corrections with their sheets and rows in the other workbook."""
        said = self.roles.corrections
        digits = any(map(str.isdigit, said.title))
        return Corrections(
            cells=self._fixes(said.cells),
            columns=self._fixes(said.columns),
            rows=frozenset(
                (self.names[sheet], new) for sheet, row in said.rows if (new := self._row(sheet, row)) is not None
            ),
            row_roles=MappingProxyType(
                {
                    (self.names[sheet], new): role
                    for (sheet, row), role in said.row_roles.items()
                    if (new := self._row(sheet, row)) is not None
                }
            ),
            headers=frozenset(
                (self.names[sheet], first, first + last_old - first_old)
                for sheet, first_old, last_old in said.headers
                if (first := self._row(sheet, first_old)) is not None
            ),
            areas=self._areas(said.areas),
            sheets=MappingProxyType(
                {self.names[name]: read for name, read in said.sheets.items() if name in self.names}
            ),
            matches=said.matches,
            title="" if digits else said.title,
            city=said.city,
            base_year=said.base_year,
            target_year=said.target_year,
            lines=self._lines(said.lines),
            tables=self._areas(said.tables),
        )  # fmt: skip

    def _row(self, sheet: str, row: int) -> int | None:
        """The row that answers a row; None where its words are nowhere or its sheet is not there."""
        name = self.names.get(sheet)
        if name is None:
            return None
        text = self.roles.rows.get((sheet, row))
        if text is None:
            return row
        found = self.places[name].get(text, [])
        return min(found, key=lambda one: abs(one - row)) if found else None

    def _fixes(self, fixes: Fixes) -> Fixes:
        found = {}
        for (sheet, place), fix in fixes.items():
            moved, left = self._place(sheet, place), _lasting(fix)
            if moved is not None and left != Fix():
                found[self.names[sheet], moved] = left
        return MappingProxyType(found)

    def _lines(self, lines: Fixes) -> Fixes:
        found = {}
        for (sheet, place), fix in lines.items():
            row = self._row(sheet, int(place)) if place.isdecimal() else None
            left = _lasting(fix)
            if row is not None and left != Fix():
                found[self.names[sheet], str(row)] = left
        return MappingProxyType(found)

    def _place(self, sheet: str, place: str) -> str | None:
        if sheet not in self.names:
            return None
        if place.isalpha():
            return place
        left, top, right, bottom = boundaries(place) or (None,) * 4
        if left is None or top is None or right is None or bottom is None:
            return None
        rows = self._rows(sheet, top, bottom)
        if rows is None:
            return None
        first, last = f"{get_column_letter(left)}{rows[0]}", f"{get_column_letter(right)}{rows[1]}"
        return first if ":" not in place else f"{first}:{last}"

    def _rows(self, sheet: str, top: int, bottom: int) -> tuple[int, int] | None:
        """The rows that answer the rows of a block; its height where the words of the last one are nowhere."""
        first = self._row(sheet, top)
        if first is None:
            return None
        last = self._row(sheet, bottom)
        return first, last if last is not None and last >= first else first + bottom - top

    def _areas(self, areas: Sequence[Area] | frozenset[Area]) -> frozenset[Area]:
        found = set()
        for sheet, top, left, bottom, right in areas:
            rows = self._rows(sheet, top, bottom)
            if rows is not None:
                found.add((self.names[sheet], rows[0], left, rows[1], right))
        return frozenset(found)


def _lasting(fix: Fix) -> Fix:
    """A fix without the month that it names, and without the year of an actual figure."""
    period = read_period(fix.period) if fix.period else None
    if (period is not None and not period.is_year) or fix.role not in _LASTING:
        return replace(fix, year=0, period="")
    return fix
