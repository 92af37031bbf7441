"""A planner's corrections to a recognition, as values that can be saved for a workbook."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final

from openpyxl.utils import range_boundaries

Fixes = Mapping[tuple[str, str], "Fix"]
Area = tuple[str, int, int, int, int]
"""A block of cells of a sheet: its name, first row, first column, last row, last column."""
_VERSION: Final = 1


@dataclass(frozen=True)
class Fix:
    """The corrected role (a value of Role), name, unit, year and period of a cell, column or row; an empty field changes nothing.

    `period` is a text that names a year, quarter or months (2026年1-3月); it counts before `year`.
    """

    role: str = ""
    name: str = ""
    unit: str | None = None
    year: int = 0
    period: str = ""

    def __or__(self, later: Fix) -> Fix:
        """Both combined; where both say something, the later one counts."""
        dated = bool(later.year or later.period)
        return Fix(
            later.role or self.role,
            later.name or self.name,
            self.unit if later.unit is None else later.unit,
            later.year if dated else self.year,
            later.period if dated else self.period,
        )

    def without_role(self) -> Fix:
        """What it says of names and units alone."""
        return Fix(name=self.name, unit=self.unit)


@dataclass(frozen=True)
class Corrections:
    """Corrections to a recognition.

    `cells` are by sheet and place ("C5"); a fix to a cell of a table's header holds for its column. `columns` are by
    sheet and letter ("C": the whole sheet) or part of a column ("C5:C20"), `lines` by sheet and row ("7") and say what the
    figures of a row are. `rows` (sheet, row) are passed over; `row_roles` say what a row is (header, title, note, group,
    subtotal, region, value: a row of figures). `headers` (sheet, first row, last row) are header rows that were not found;
    `areas` (sheet, first row, first column, last row, last column) are left out, and `tables` are tables that begin with their head.
    `sheets` say by name whether a sheet is read. `matches` say by a match's key whether it holds. `title`, `city` and the
    years stand for what the tables do not say ("" and 0: as recognised).
    """

    cells: Fixes = field(default_factory=lambda: MappingProxyType({}))
    columns: Fixes = field(default_factory=lambda: MappingProxyType({}))
    rows: frozenset[tuple[str, int]] = frozenset()
    row_roles: Mapping[tuple[str, int], str] = field(default_factory=lambda: MappingProxyType({}))
    headers: frozenset[tuple[str, int, int]] = frozenset()
    areas: frozenset[Area] = frozenset()
    sheets: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))
    matches: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))
    title: str = ""
    city: str = ""
    base_year: int = 0
    target_year: int = 0
    lines: Fixes = field(default_factory=lambda: MappingProxyType({}))
    tables: frozenset[Area] = frozenset()

    def __or__(self, later: Corrections) -> Corrections:
        """Both combined; where they differ or cover each other, the later one counts."""
        earlier = _uncovered(self, later)
        return Corrections(
            _joined(earlier.cells, later.cells),
            _joined(earlier.columns, later.columns),
            earlier.rows | later.rows,
            MappingProxyType({**earlier.row_roles, **later.row_roles}),
            earlier.headers | later.headers,
            earlier.areas | later.areas,
            MappingProxyType({**self.sheets, **later.sheets}),
            MappingProxyType({**self.matches, **later.matches}),
            later.title or self.title,
            later.city or self.city,
            later.base_year or self.base_year,
            later.target_year or self.target_year,
            _joined(earlier.lines, later.lines),
            earlier.tables | later.tables,
        )


NO_CORRECTIONS: Final = Corrections()


def _joined(earlier: Fixes, later: Fixes) -> Fixes:
    found = dict(earlier)
    for key, fix in later.items():
        found[key] = found[key] | fix if key in found else fix
    return MappingProxyType(found)


def _uncovered(earlier: Corrections, later: Corrections) -> Corrections:
    """Earlier corrections without what later ones take the place of: a cell in a column that was given a role, a row, an area."""
    if not (later.columns or later.rows or later.row_roles or later.headers or later.areas or later.tables):
        return earlier
    covering = (
        *later.areas,
        *(_reach(sheet, place) for (sheet, place), fix in later.columns.items() if fix.role),
    )
    said_rows = later.rows | later.row_roles.keys()
    header_rows = {
        (sheet, row)
        for sheet, first, last in later.headers
        for row in range(first, min(last, first + 99) + 1)
    }
    said_rows |= header_rows
    return replace(
        earlier,
        cells=_kept(earlier.cells, covering),
        columns=_kept(earlier.columns, covering),
        rows=earlier.rows - said_rows,
        row_roles=MappingProxyType({key: role for key, role in earlier.row_roles.items() if key not in said_rows}),
        headers=frozenset(
            one
            for one in earlier.headers
            if not any((one[0], row) in said_rows for row in range(one[1], min(one[2], one[1] + 99) + 1))
        ),
        areas=frozenset(
            one
            for one in earlier.areas
            if not any(_within(one, other) for other in covering)
            and not any(_meet(one, other) for other in later.tables)
        ),
        tables=frozenset(
            one
            for one in earlier.tables
            if not any(_meet(one, other) for other in later.tables)
            and not any(_within(one, other) for other in later.areas)
        ),
    )  # fmt: skip


def _kept(fixes: Fixes, covering: Sequence[Area]) -> Fixes:
    """Fixes without the roles of those that lie in covered areas."""
    if not covering:
        return fixes
    found = {}
    for (sheet, place), fix in fixes.items():
        covered = any(_within(_reach(sheet, place), area) for area in covering)
        left = fix.without_role() if covered else fix
        if left != Fix():
            found[sheet, place] = left
    return MappingProxyType(found)


LAST_ROW: Final = 1 << 22


def boundaries(place: str) -> tuple[int | None, int | None, int | None, int | None] | None:
    """First column, first row, last column and last row of a place like B2:C9, D or 5:7; None where it names none."""
    try:
        return range_boundaries(place)
    except (ValueError, TypeError):
        return None


def _reach(sheet: str, place: str) -> Area:
    """The area that a place names: a cell, a column, or part of one; one without rows or columns names nothing."""
    found = boundaries(place)
    if found is None:
        return sheet, 0, 0, -1, -1
    left, top, right, bottom = found
    return sheet, top or 1, left or 0, bottom or LAST_ROW, right or -1


def _within(inner: Area, outer: Area) -> bool:
    return (
        inner[0] == outer[0]
        and outer[1] <= inner[1] <= inner[3] <= outer[3]
        and outer[2] <= inner[2] <= inner[4] <= outer[4]
    )


def _meet(one: Area, other: Area) -> bool:
    return (
        one[0] == other[0]
        and one[1] <= other[3]
        and other[1] <= one[3]
        and one[2] <= other[4]
        and other[2] <= one[4]
    )


Said = tuple[str, Any]
"""One correction: the field of Corrections that holds it, and its key in there (None for a field with one value)."""
_KEYED: Final = (
    "tables",
    "headers",
    "row_roles",
    "lines",
    "columns",
    "cells",
    "rows",
    "areas",
    "sheets",
    "matches",
)
_SINGLE: Final = ("title", "city", "base_year", "target_year")


def listed(corrections: Corrections) -> tuple[Said, ...]:
    """Every correction by itself, in a fixed order: sheet by sheet within each kind."""
    found: list[Said] = [(name, key) for name in _KEYED for key in sorted(getattr(corrections, name))]
    return (*found, *((name, None) for name in _SINGLE if getattr(corrections, name)))


def without(corrections: Corrections, said: Said) -> Corrections:
    """The corrections without one of them; the same where it is not among them."""
    name, key = said
    held = getattr(corrections, name)
    left: Any
    if key is None:
        left = type(held)()
    elif isinstance(held, frozenset):
        left = held - {key}
    else:
        left = MappingProxyType({one: held[one] for one in held if one != key})
    changed: dict[str, Any] = {name: left}
    return replace(corrections, **changed)


def to_json(corrections: Corrections) -> str:
    """Corrections as JSON, the same text for equal corrections."""
    fixes = {
        name: [
            {"sheet": sheet, "place": place, **_fix_record(fix)}
            for (sheet, place), fix in sorted(getattr(corrections, name).items())
        ]
        for name in ("cells", "columns", "lines")
    }
    return json.dumps(
        {
            "version": _VERSION,
            **fixes,
            "rows": [list(row) for row in sorted(corrections.rows)],
            "row_roles": [[sheet, row, role] for (sheet, row), role in sorted(corrections.row_roles.items())],
            "areas": [list(area) for area in sorted(corrections.areas)],
            "tables": [list(area) for area in sorted(corrections.tables)],
            "sheets": dict(sorted(corrections.sheets.items())),
            "headers": [list(rows) for rows in sorted(corrections.headers)],
            "matches": dict(sorted(corrections.matches.items())),
            "title": corrections.title,
            "city": corrections.city,
            "base_year": corrections.base_year,
            "target_year": corrections.target_year,
        },
        ensure_ascii=False,
        sort_keys=True,
    )


def from_json(text: str) -> Corrections:
    """Corrections from their JSON. ValueError for anything else; nothing is guessed."""
    try:
        said = json.loads(text)
        if said["version"] != _VERSION:
            raise ValueError(f"corrections of version {said['version']!r}")
        return Corrections(
            _fixes(said["cells"]),
            _fixes(said["columns"]),
            frozenset((str(sheet), int(row)) for sheet, row in said["rows"]),
            MappingProxyType(
                {(str(sheet), int(row)): str(role) for sheet, row, role in said.get("row_roles", [])}
            ),
            frozenset((str(sheet), int(first), int(last)) for sheet, first, last in said["headers"]),
            _areas(said.get("areas", [])),
            MappingProxyType({str(name): bool(read) for name, read in said.get("sheets", {}).items()}),
            MappingProxyType({str(key): bool(holds) for key, holds in said["matches"].items()}),
            str(said["title"]),
            str(said["city"]),
            int(said["base_year"]),
            int(said["target_year"]),
            _fixes(said.get("lines", [])),
            _areas(said.get("tables", [])),
        )
    except (KeyError, TypeError, AttributeError) as problem:
        raise ValueError(f"not corrections: {problem!r}") from problem


def _fix_record(fix: Fix) -> dict[str, Any]:
    dated = {"period": fix.period} if fix.period else {}
    return {"role": fix.role, "name": fix.name, "unit": fix.unit, "year": fix.year, **dated}


def _areas(rows: list[list[Any]]) -> frozenset[Area]:
    return frozenset(
        (str(sheet), int(top), int(left), int(bottom), int(right)) for sheet, top, left, bottom, right in rows
    )


def _fixes(rows: list[dict[str, Any]]) -> Fixes:
    return MappingProxyType(
        {
            (str(row["sheet"]), str(row["place"])): Fix(
                str(row["role"]),
                str(row["name"]),
                None if row["unit"] is None else str(row["unit"]),
                int(row["year"]),
                str(row.get("period", "")),
            )
            for row in rows
        }
    )
