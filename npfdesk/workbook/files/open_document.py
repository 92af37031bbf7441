"""Counts of an OpenDocument workbook (.ods) from its content.xml: cells by place and kind, merged, hidden."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from npfdesk.workbook.files import limits
from npfdesk.workbook.files.cell_counts import Watched
from npfdesk.workbook.files.cell_grid import Block, Place
from npfdesk.workbook.files.zip_parts import Parts

CONTENT: Final = "content.xml"

_NAMES: Final = "urn:oasis:names:tc:opendocument:xmlns"
_TABLE: Final = f"{_NAMES}:table:1.0 "
_OFFICE: Final = f"{_NAMES}:office:1.0 "
_CALC: Final = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
_PARAGRAPH: Final = f"{_NAMES}:text:1.0 p"
_CELLS: Final = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_MOST_ROWS: Final = 1_048_576
AREA_ZH: Final = "表的面积（行×列）"
AREA_EN: Final = "cells in the sheets' area (rows × columns)"


@dataclass
class OpenSheet:
    """A sheet's cells by place and kind (float, percentage, currency, date, time, boolean, string, error, formula).

    `texts` are what error values and formulas say; `hidden_rows` and `hidden_columns` as in Excel.
    """

    name: str = ""
    hidden: bool = False
    kinds: dict[Place, str] = field(default_factory=dict)
    texts: dict[Place, str] = field(default_factory=dict)
    merged: list[Block] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


class _Counter(Watched):
    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self.parser.CharacterDataHandler = self.text
        self.sheets: list[OpenSheet] = []
        self.hidden_styles: set[str] = set()
        self.row = self.column = self.column_of_shape = 0
        self.counted = self.area = 0
        self.row_cells: list[tuple[int, str, str]] = []
        self.row_repeats = 1
        self.row_hidden = False
        self.kind = self.said = self.formula = self.style = ""
        self.repeats = 1
        self.spans = (1, 1)
        self.in_paragraph = self.in_cell = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        super().start(name, attributes)
        if name in _CELLS:
            self._begin_cell(attributes)
        elif name == _PARAGRAPH:
            self.in_paragraph = self.in_cell
        elif name == f"{_TABLE}table-row":
            self.row_repeats = _count(attributes, "number-rows-repeated")
            self.row_hidden = attributes.get(f"{_TABLE}visibility", "visible") != "visible"
            self.column, self.row_cells = 0, []
        elif name == f"{_TABLE}table-column" and self.sheets:
            repeats = _count(attributes, "number-columns-repeated")
            if attributes.get(f"{_TABLE}visibility", "visible") != "visible":
                first = self.column_of_shape + 1
                self.sheets[-1].hidden_columns.update(range(first, min(first + repeats, 16_385)))
            self.column_of_shape += repeats
        elif name == f"{_TABLE}table":
            style = attributes.get(f"{_TABLE}style-name", "")
            self.sheets.append(OpenSheet(attributes.get(f"{_TABLE}name", ""), style in self.hidden_styles))
            self.row = self.column_of_shape = 0
        elif name.endswith(":style:1.0 style"):
            self.style = next(
                (value for key, value in attributes.items() if key.endswith("style:1.0 name")), ""
            )
        elif name.endswith(":style:1.0 table-properties") and attributes.get(f"{_TABLE}display") == "false":
            self.hidden_styles.add(self.style)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self.in_cell = True
        self.repeats = _count(attributes, "number-columns-repeated")
        self.kind = attributes.get(f"{_OFFICE}value-type", "")
        self.formula = attributes.get(f"{_TABLE}formula", "")
        if attributes.get(f"{_CALC}value-type") == "error":
            self.kind = "error"
        self.said = ""
        self.spans = (_count(attributes, "number-rows-spanned"), _count(attributes, "number-columns-spanned"))

    def text(self, said: str) -> None:
        if self.in_paragraph:
            self.said = (self.said + said)[:200]

    def end(self, name: str) -> None:
        super().end(name)
        if name in _CELLS:
            self._end_cell()
        elif name == _PARAGRAPH:
            self.in_paragraph = False
        elif name == f"{_TABLE}table-row" and self.sheets:
            self._end_row()

    def _end_cell(self) -> None:
        self.in_cell = False
        kind = self.kind or ("formula" if self.formula else "")
        if kind == "string" and self.formula and self.said.startswith(("#", "Err:")):
            # older versions do not say that a value is an error, but for its text
            kind = "error"
        if kind == "string" and not self.said:
            kind = ""
        if kind and self.sheets:
            text = self.formula.partition(":")[2] if kind == "formula" else self.said
            self._count_cells(self.repeats)
            self.row_cells.extend((self.column + 1 + one, kind, text) for one in range(self.repeats))
        if self.spans != (1, 1) and self.sheets:
            rows, columns = self.spans
            first = (self.row + 1, self.column + 1)
            self.sheets[-1].merged.append((*first, first[0] + rows - 1, first[1] + columns - 1))
        self.column += self.repeats

    def _end_row(self) -> None:
        sheet = self.sheets[-1]
        self._count_cells(len(self.row_cells) * (self.row_repeats - 1))
        for one in range(self.row_repeats if self.row_cells else 0):
            for column, kind, text in self.row_cells:
                place = (self.row + 1 + one, column)
                sheet.kinds[place] = kind
                if kind in ("error", "formula"):
                    sheet.texts[place] = text
        if self.row_hidden:
            sheet.hidden_rows.update(
                range(self.row + 1, min(self.row + self.row_repeats, _MOST_ROWS) + 1)
                if self.row_cells
                else ()
            )
        if self.row_cells:
            area = (self.row + self.row_repeats) * self.row_cells[-1][0]
            if self.area + area > limits.AREA:
                raise self.parts.too_large(AREA_ZH, AREA_EN, limits.AREA)
        self.row += self.row_repeats

    def _count_cells(self, count: int) -> None:
        self.counted += count
        if self.counted > limits.CELLS:
            raise self.parts.too_large("单元格", "cells", limits.CELLS)


def count_open(parts: Parts) -> list[OpenSheet]:
    """The sheets of an OpenDocument workbook as its XML has them; every part of it is inflated under the limits."""
    counter = _Counter(parts)
    for part in parts.names():
        if part == CONTENT:
            parts.walk(part, counter.parser)
        elif not part.endswith("/"):
            parts.inspect(part)
    return counter.sheets


def _count(attributes: dict[str, str], name: str) -> int:
    said = attributes.get(_TABLE + name, "1")
    return max(int(said), 1) if said.isdecimal() and len(said) < 10 else 1
