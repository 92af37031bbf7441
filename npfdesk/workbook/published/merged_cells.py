"""A sheet as it looks: a merged cell fills its whole block; rows with content; texts of lines."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import Final

from openpyxl.utils import get_column_letter

from npfdesk.workbook.files.cell_grid import CellKind, GridCell, GridSheet, Place
from npfdesk.workbook.published.printed_names import has_chinese, tidy

_MOST_SPREAD: Final = (
    200_000  # rows of merged blocks looked at; a sheet that is one merge after the other stays quick
)
EMPTY: Final = GridCell("")


def cell_name(place: Place) -> str:
    """A place as Excel names it: (5, 3) is C5."""
    return f"{get_column_letter(place[1])}{place[0]}"


_TWO_LANGUAGES: Final = re.compile(r"[\n\r]+|(?<=[\u4e00-\u9fff）)])\s+(?=[A-Za-z(][^\u4e00-\u9fff]{2,}$)")


# 常住人口 Resident Population（万人 10 000 persons）
_NAME_AGAIN: Final = re.compile(
    r"(?<=[\u4e00-\u9fff])[ \t]{1,3}[A-Z][A-Za-z ,&'\-]{5,80}(?=[（(][\u4e00-\u9fff%‰])"
)
_UNIT_AGAIN: Final = re.compile(
    r"(?<=[\u4e00-\u9fff%‰])[ \t]{1,3}[A-Za-z0-9][^\u4e00-\u9fff（()）]{2,40}(?=[）)])"
)


def shown_text(text: str) -> str:
    """What a cell says without line breaks and blanks inside words; of two languages the Chinese (地区 Region is 地区)."""
    shown = tidy(text)
    if len(text) > 200 or text.isascii() or not any("A" <= letter <= "z" for letter in text):
        return shown
    text = _NAME_AGAIN.sub("", _UNIT_AGAIN.sub("", text))
    shown = tidy(text)
    parts = [part for line in _TWO_LANGUAGES.split(text.strip()) for part in _behind_bracket(line)]
    latin = [
        part
        for part in parts
        if sum(letter.isalpha() and letter < "\u0250" for letter in part) > 2 and not has_chinese(part)
    ]
    own = [part for part in parts if part not in latin]
    if not latin or not any(map(has_chinese, own)) or parts[: len(own)] != own:
        return shown
    unit = _UNIT_AT_END.search(latin[-1])
    if unit is not None and not _BRACKET_AT_END.search(own[-1]):
        own.append(unit.group())  # 城镇化率 Urbanization Rate (%)
    return tidy(" ".join(own))


_UNIT_AT_END: Final = re.compile(r"[(（]\s?[%‰]\s?[)）]$")
_BRACKET_AT_END: Final = re.compile(r"[)）%‰]$")


def _behind_bracket(text: str) -> list[str]:
    """A text cut where English begins right behind a bracket: 常住人口（万人）Population (10 000 persons)."""
    last = max((at for at, letter in enumerate(text) if has_chinese(letter)), default=-1)
    for at in range(last + 2, len(text)) if last >= 0 else ():
        if text[at - 1] in "）)" and "A" <= text[at] <= "Z":
            return [text[:at], text[at:]]
    return [text]


class SheetView:
    """A sheet's cells in which merged blocks are filled; `blank` places count as empty, as do those outside `columns`."""

    def __init__(
        self,
        sheet: GridSheet,
        blank: frozenset[Place] = frozenset(),
        columns: tuple[int, int] = (1, 1 << 20),
    ) -> None:
        self.sheet, self.blank = sheet, blank
        self._lines: dict[int, dict[int, str]] = {}
        left, right = columns
        for (row, column), cell in sheet.cells.items():
            if left <= column <= right and (row, column) not in blank and (shown := shown_text(cell.text)):
                self._lines.setdefault(row, {})[column] = shown

    @cached_property
    def rows(self) -> list[int]:
        """The numbers of the rows with content, in order."""
        return sorted(self._lines)

    def line(self, row: int) -> dict[int, str]:
        """The texts of a row's own cells by column; a merged block only at its first cell."""
        return self._lines.get(row, {})

    @cached_property
    def _merges(self) -> dict[int, list[tuple[int, int, Place]]]:
        """The merged blocks with content, by each row that has content or follows such a row."""
        found: dict[int, list[tuple[int, int, Place]]] = {}
        spread = 0
        for top, left, bottom, right in self.sheet.merged:
            if left not in self._lines.get(top, {}):
                continue
            reached = self.rows[bisect_left(self.rows, top) : bisect_right(self.rows, bottom)]
            spread += len(reached)
            if spread > _MOST_SPREAD:
                break
            for row in reached:
                found.setdefault(row, []).append((left, right, (top, left)))
        return found

    def origin(self, row: int, column: int) -> Place | None:
        """The place of the cell whose content appears at a place; None where nothing appears."""
        if column in self._lines.get(row, {}):
            return row, column
        for left, right, place in self._merges.get(row, ()):
            if left <= column <= right:
                return place
        return None

    def text(self, row: int, column: int) -> str:
        """The text shown at a place, without line breaks and blanks inside words; "" for nothing."""
        place = self.origin(row, column)
        return "" if place is None else self._lines[place[0]][place[1]]

    def cell(self, row: int, column: int) -> GridCell:
        """The cell whose content appears at a place; an empty cell where nothing appears."""
        place = self.origin(row, column)
        return EMPTY if place is None else self.sheet.cells[place]

    def kind(self, row: int, column: int) -> CellKind:
        """The kind of content shown at a place."""
        return self.cell(row, column).kind

    def span(self, row: int, column: int) -> tuple[int, int]:
        """The first and the last column of what stands at a place: of its merged block, or itself twice."""
        for left, right, _ in self._merges.get(row, ()):
            if left <= column <= right:
                return left, right
        return column, column

    @cached_property
    def _bottoms(self) -> dict[Place, int]:
        return {(top, left): bottom for top, left, bottom, _ in self.sheet.merged}

    def bottom(self, row: int, column: int) -> int:
        """The last row of the merged block that begins at a place; the row itself where none does."""
        return self._bottoms.get((row, column), row)
