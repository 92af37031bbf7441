"""Counts of an OpenDocument workbook (.ods) from its content.xml: cells by place and kind, merged, hidden, as shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from npfdesk.workbook.files import limits
from npfdesk.workbook.files.cell_grid import MOST_COLUMNS, MOST_ROWS, Block, Place
from npfdesk.workbook.files.open_styles import OFFICE, TABLE, TEXT, OpenStyles, StyleReader
from npfdesk.workbook.files.shown_texts import date_shown, figure_shown, places_shown
from npfdesk.workbook.files.text_runs import USUAL, Look, Run, is_of_one_look
from npfdesk.workbook.files.zip_parts import Parts

CONTENT: Final = "content.xml"
STYLES: Final = "styles.xml"

_CALC: Final = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
_CELLS: Final = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
_BLANKS: Final = {f"{TEXT}s": " ", f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
_FIGURES: Final = ("float", "percentage", "currency")
# a cell of Excel holds 32,767 letters; runs of longer texts are not looked at
_LONGEST: Final = 40_000
AREA_ZH: Final = "表的面积（行×列）"
AREA_EN: Final = "cells in the sheets' area (rows × columns)"


@dataclass
class OpenSheet:
    """A sheet's cells by place and kind (float, percentage, currency, date, time, boolean, string, error, formula).

    `texts` are what error values and formulas say; `shown` figures and dates that are shown with words, scaled or in
    part; `runs` texts whose letters do not all look the same; `looks` the fonts of cells that are struck or raised.
    `places` are the decimals that plain figures are shown with. `hidden_rows` and `hidden_columns` as in Excel.
    """

    name: str = ""
    hidden: bool = False
    kinds: dict[Place, str] = field(default_factory=dict)
    texts: dict[Place, str] = field(default_factory=dict)
    shown: dict[Place, str] = field(default_factory=dict)
    runs: dict[Place, tuple[Run, ...]] = field(default_factory=dict)
    looks: dict[Place, Look] = field(default_factory=dict)
    places: dict[Place, int] = field(default_factory=dict)
    merged: list[Block] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _RowCell:
    """A cell of the row that is being read."""

    column: int
    kind: str
    text: str
    shown: str | None
    runs: tuple[Run, ...]
    look: Look
    places: int


class _Counter(StyleReader):
    def __init__(self, parts: Parts, styles: OpenStyles) -> None:
        super().__init__(parts, styles)
        self.parser.CharacterDataHandler = self.text
        self.sheets: list[OpenSheet] = []
        self.row = self.column = self.column_of_shape = 0
        self.counted = self.area = 0
        self.row_cells: list[_RowCell] = []
        self.row_repeats = 1
        self.row_hidden = False
        self.row_look: Look | None = None
        self.column_looks: list[tuple[int, int, Look]] = []
        self.folded: list[bool] = []
        self.kind = self.said = self.formula = self.value = ""
        self.cell_style: str | None = None
        self.runs: list[Run] = []
        self.letters = self.paragraphs = 0
        self.spans: list[Look | None] = []
        self.repeats = 1
        self.spread = (1, 1)
        self.in_paragraph = self.in_cell = False
        self.remark = 0
        self._begins: Mapping[str, Callable[[dict[str, str]], None]] = {
            f"{TABLE}table": self._begin_sheet,
            f"{TABLE}table-row": self._begin_row,
            f"{TABLE}table-column": self._begin_column,
            f"{TABLE}table-row-group": self._begin_group,
            f"{TABLE}table-column-group": self._begin_group,
            f"{OFFICE}annotation": self._begin_remark,
            f"{TEXT}p": self._begin_paragraph,
            f"{TEXT}span": self._begin_span,
            **dict.fromkeys(_CELLS, self._begin_cell),
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        super().start(name, attributes)
        begin = self._begins.get(name)
        if begin is not None:
            begin(attributes)
        elif self.in_paragraph and name in _BLANKS:
            self.text(_BLANKS[name] * min(_count(attributes, "c", TEXT), 1_000))

    def _begin_sheet(self, attributes: dict[str, str]) -> None:
        hidden = self.styles.hides("table", attributes.get(f"{TABLE}style-name", ""))
        self.sheets.append(OpenSheet(attributes.get(f"{TABLE}name", ""), hidden))
        self.row = self.column_of_shape = 0
        self.column_looks, self.folded = [], []

    def _begin_group(self, attributes: dict[str, str]) -> None:
        self.folded.append(attributes.get(f"{TABLE}display", "true") == "false")

    def _is_hidden(self, family: str, attributes: dict[str, str]) -> bool:
        """Whether a row or column is not shown: collapsed, filtered out, folded away or of no size."""
        style = attributes.get(f"{TABLE}style-name", "")
        visible = attributes.get(f"{TABLE}visibility", "visible") == "visible"
        return not visible or any(self.folded) or self.styles.hides(family, style)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self.row_repeats = _count(attributes, "number-rows-repeated")
        self.row_hidden = self._is_hidden("table-row", attributes)
        style = attributes.get(f"{TABLE}default-cell-style-name")
        self.row_look = None if style is None else self.styles.look("table-cell", style)
        self.column, self.row_cells = 0, []

    def _begin_column(self, attributes: dict[str, str]) -> None:
        if not self.sheets:
            return
        repeats = _count(attributes, "number-columns-repeated")
        first = self.column_of_shape + 1
        last = min(first + repeats - 1, MOST_COLUMNS)
        if self._is_hidden("table-column", attributes):
            self.sheets[-1].hidden_columns.update(range(first, last + 1))
        look = self.styles.look("table-cell", attributes.get(f"{TABLE}default-cell-style-name", ""))
        if look != USUAL and len(self.column_looks) < MOST_COLUMNS:
            self.column_looks.append((first, last, look))
        self.column_of_shape += repeats

    def _begin_remark(self, _: dict[str, str]) -> None:
        # what is remarked on a cell is no part of it
        self.remark += 1

    def _begin_paragraph(self, _: dict[str, str]) -> None:
        self.in_paragraph = self.in_cell and not self.remark
        if self.in_paragraph:
            self.paragraphs += 1
            if self.paragraphs > 1:
                self.text("\n")

    def _begin_span(self, attributes: dict[str, str]) -> None:
        self.spans.append(self.styles.look("text", attributes.get(f"{TEXT}style-name", "")))

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self.in_cell = True
        self.repeats = _count(attributes, "number-columns-repeated")
        self.kind = attributes.get(f"{OFFICE}value-type", "")
        self.formula = attributes.get(f"{TABLE}formula", "")
        if attributes.get(f"{_CALC}value-type") == "error":
            self.kind = "error"
        self.value = attributes.get(f"{OFFICE}value", attributes.get(f"{OFFICE}date-value", ""))
        self.cell_style = attributes.get(f"{TABLE}style-name")
        self.said = ""
        self.runs, self.spans = [], []
        self.letters = self.paragraphs = 0
        self.spread = (
            _count(attributes, "number-rows-spanned"),
            _count(attributes, "number-columns-spanned"),
        )

    def text(self, said: str) -> None:
        """Letters of a cell."""
        if not self.in_paragraph:
            return
        self.said = (self.said + said)[:200]
        self.letters += len(said)
        if self.kind == "string" and self.letters <= _LONGEST:
            self.runs.append(Run(said, self.spans[-1] if self.spans else None))

    def end(self, name: str) -> None:
        super().end(name)
        if name in _CELLS:
            self._end_cell()
        elif name == f"{TEXT}p":
            self.in_paragraph = False
        elif name == f"{TEXT}span" and self.spans:
            self.spans.pop()
        elif name == f"{OFFICE}annotation":
            self.remark -= 1
        elif name.startswith(f"{TABLE}table-") and name.endswith("-group") and self.folded:
            self.folded.pop()
        elif name == f"{TABLE}table-row" and self.sheets:
            self._end_row()

    def _look(self) -> Look:
        """How the font of the cell looks: by its own style, its row's or its column's."""
        if self.cell_style is not None:
            return self.styles.look("table-cell", self.cell_style)
        if self.row_look is not None:
            return self.row_look
        column = self.column + 1
        return next((look for first, last, look in self.column_looks if first <= column <= last), USUAL)

    def _shown(self, kind: str) -> str | None:
        if kind == "date":
            return date_shown(self.value, self.said)
        return figure_shown(self.value, self.said, kind) if kind in _FIGURES else None

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
            look, shown = self._look(), self._shown(kind)
            rich = self.letters <= _LONGEST and not (look == USUAL and is_of_one_look(self.runs))
            runs = tuple(self.runs) if rich and kind == "string" else ()
            places = places_shown(self.said) if kind in _FIGURES and shown is None else -1
            self.row_cells.extend(
                _RowCell(self.column + 1 + one, kind, text, shown, runs, look, places)
                for one in range(self.repeats)
            )
        if self.spread != (1, 1) and self.sheets:
            rows, columns = self.spread
            first = (self.row + 1, self.column + 1)
            self.sheets[-1].merged.append((*first, first[0] + rows - 1, first[1] + columns - 1))
        self.column += self.repeats

    def _end_row(self) -> None:
        sheet = self.sheets[-1]
        self._count_cells(len(self.row_cells) * (self.row_repeats - 1))
        for one in range(self.row_repeats if self.row_cells else 0):
            for cell in self.row_cells:
                place = (self.row + 1 + one, cell.column)
                sheet.kinds[place] = cell.kind
                if cell.kind in ("error", "formula"):
                    sheet.texts[place] = cell.text
                if cell.shown is not None:
                    sheet.shown[place] = cell.shown
                if cell.places >= 0:
                    sheet.places[place] = cell.places
                if cell.runs:
                    sheet.runs[place] = cell.runs
                if cell.look != USUAL:
                    sheet.looks[place] = cell.look
        if self.row_cells:
            if self.row_hidden:
                sheet.hidden_rows.update(range(self.row + 1, min(self.row + self.row_repeats, MOST_ROWS) + 1))
            area = (self.row + self.row_repeats) * self.row_cells[-1].column
            if self.area + area > limits.AREA:
                raise self.parts.too_large(AREA_ZH, AREA_EN, limits.AREA)
        self.row += self.row_repeats

    def _count_cells(self, count: int) -> None:
        self.counted += count
        if self.counted > limits.CELLS:
            raise self.parts.too_large("单元格", "cells", limits.CELLS)


def count_open(parts: Parts) -> list[OpenSheet]:
    """The sheets of an OpenDocument workbook as its XML has them; every part of it is inflated under the limits."""
    styles = OpenStyles()
    if STYLES in parts:
        parts.walk(STYLES, StyleReader(parts, styles).parser, needed=False)
    counter = _Counter(parts, styles)
    for part in parts.names():
        if part == CONTENT:
            parts.walk(part, counter.parser)
        elif part.casefold() != STYLES and not part.endswith("/"):
            parts.inspect(part)
    return counter.sheets


def _count(attributes: dict[str, str], name: str, space: str = TABLE) -> int:
    said = attributes.get(space + name, "1")
    return max(int(said), 1) if said.isdecimal() and len(said) < 10 else 1
