"""A planner's corrections to a recognition, as values that can be saved for a workbook."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

Fixes = Mapping[tuple[str, str], "Fix"]
_VERSION: Final = 1


@dataclass(frozen=True)
class Fix:
    """The corrected role (a value of Role), name, unit and year of a cell or column; an empty field changes nothing."""

    role: str = ""
    name: str = ""
    unit: str | None = None
    year: int = 0


@dataclass(frozen=True)
class Corrections:
    """Corrections to a recognition.

    `cells` are by sheet and place ("C5"), `columns` by sheet and letter ("C"); a fix to a cell of a table's header
    holds for its column. `rows` (sheet, row) are passed over; `row_roles` say what a row is (header, title, note, group,
    subtotal). `headers` (sheet, first row, last row) are header rows that were not found; `areas` (sheet, first row, first
    column, last row, last column) are left out. `sheets` say by name whether a sheet is read. `matches` say by a match's key whether it holds. `title`, `city` and the years stand
    for what the tables do not say ("" and 0: as recognised).
    """

    cells: Fixes = field(default_factory=lambda: MappingProxyType({}))
    columns: Fixes = field(default_factory=lambda: MappingProxyType({}))
    rows: frozenset[tuple[str, int]] = frozenset()
    row_roles: Mapping[tuple[str, int], str] = field(default_factory=lambda: MappingProxyType({}))
    headers: frozenset[tuple[str, int, int]] = frozenset()
    areas: frozenset[tuple[str, int, int, int, int]] = frozenset()
    sheets: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))
    matches: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))
    title: str = ""
    city: str = ""
    base_year: int = 0
    target_year: int = 0

    def __or__(self, later: Corrections) -> Corrections:
        """Both combined; where they differ, the later one counts."""
        return Corrections(
            MappingProxyType({**self.cells, **later.cells}),
            MappingProxyType({**self.columns, **later.columns}),
            self.rows | later.rows,
            MappingProxyType({**self.row_roles, **later.row_roles}),
            self.headers | later.headers,
            self.areas | later.areas,
            MappingProxyType({**self.sheets, **later.sheets}),
            MappingProxyType({**self.matches, **later.matches}),
            later.title or self.title,
            later.city or self.city,
            later.base_year or self.base_year,
            later.target_year or self.target_year,
        )


NO_CORRECTIONS: Final = Corrections()


def to_json(corrections: Corrections) -> str:
    """Corrections as JSON, the same text for equal corrections."""
    fixes = {
        name: [
            {"sheet": sheet, "place": place, **_fix_record(fix)}
            for (sheet, place), fix in sorted(getattr(corrections, name).items())
        ]
        for name in ("cells", "columns")
    }
    return json.dumps(
        {
            "version": _VERSION,
            **fixes,
            "rows": [list(row) for row in sorted(corrections.rows)],
            "row_roles": [[sheet, row, role] for (sheet, row), role in sorted(corrections.row_roles.items())],
            "areas": [list(area) for area in sorted(corrections.areas)],
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
            frozenset(
                (str(sheet), int(top), int(left), int(bottom), int(right))
                for sheet, top, left, bottom, right in said.get("areas", [])
            ),
            MappingProxyType({str(name): bool(read) for name, read in said.get("sheets", {}).items()}),
            MappingProxyType({str(key): bool(holds) for key, holds in said["matches"].items()}),
            str(said["title"]),
            str(said["city"]),
            int(said["base_year"]),
            int(said["target_year"]),
        )
    except (KeyError, TypeError, AttributeError) as problem:
        raise ValueError(f"not corrections: {problem!r}") from problem


def _fix_record(fix: Fix) -> dict[str, Any]:
    return {"role": fix.role, "name": fix.name, "unit": fix.unit, "year": fix.year}


def _fixes(rows: list[dict[str, Any]]) -> Fixes:
    return MappingProxyType(
        {
            (str(row["sheet"]), str(row["place"])): Fix(
                str(row["role"]),
                str(row["name"]),
                None if row["unit"] is None else str(row["unit"]),
                int(row["year"]),
            )
            for row in rows
        }
    )
