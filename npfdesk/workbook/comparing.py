"""Two readings of one workbook compared, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from npfdesk.workbook.grid import Grid, GridCell, GridSheet, Place

_NOTHING = GridCell("")


@dataclass(frozen=True)
class CellDifference:
    """A cell that says something else: its sheet and place, the text before and after ("" for an empty cell)."""

    sheet: str
    cell: str
    before: str
    after: str


def differences(before: Grid, after: Grid) -> tuple[CellDifference, ...]:
    """What differs, sheet by sheet in the order of the later workbook (sheets that went come last), row by row.

    Sheets are the same by name; a sheet that is new or gone differs in every cell that it has.
    """
    then = {sheet.name: sheet for sheet in before.sheets}
    now = {sheet.name: sheet for sheet in after.sheets}
    found: list[CellDifference] = []
    for name in dict.fromkeys((*now, *then)):
        old, new = then.get(name, GridSheet(name)).cells, now.get(name, GridSheet(name)).cells
        found.extend(
            CellDifference(name, _named(place), old.get(place, _NOTHING).text, new.get(place, _NOTHING).text)
            for place in sorted(old.keys() | new.keys())
            if old.get(place, _NOTHING).text != new.get(place, _NOTHING).text
        )
    return tuple(found)


def _named(place: Place) -> str:
    row, column = place
    return f"{get_column_letter(column)}{row}"
