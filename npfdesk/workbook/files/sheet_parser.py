"""A sheet's cells as openpyxl parses them, without what no plan needs: half the time for the same values."""

from __future__ import annotations

from typing import Any, Final
from xml.etree.ElementTree import Element

from openpyxl.utils import coordinate_to_tuple
from openpyxl.utils.datetime import from_excel, from_ISO8601
from openpyxl.worksheet._reader import VALUE_TAG, WorkSheetParser

_DIGITS: Final = "0123456789"


class SheetParser(WorkSheetParser):
    """openpyxl's reader of a sheet whose cells are parsed for their values only; formulas are never asked for."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._columns: dict[str, int] = {}

    def parse_cell(self, element: Element) -> dict[str, Any]:
        """Row, column, value, data type and style of a cell, as openpyxl's own would be; {} for an empty cell.

        A text that stands in the cell itself (inlineStr) has no value here: its runs are looked at by whoever knows
        them. ValueError, IndexError and the like where a cell cannot be what it says it is.
        """
        data_type = element.get("t", "n")
        said = element.get("s")
        style = int(said) if said else 0
        row, column = self._place(element.get("r"))
        if not len(element):
            return {}
        value: Any = None if data_type == "inlineStr" else element.findtext(VALUE_TAG) or None
        if value is None:
            pass
        elif data_type == "n":
            value = float(value) if "." in value or "e" in value or "E" in value else int(value)
            if style in self.date_formats:
                data_type = "d"
                try:
                    value = from_excel(value, self.epoch, timedelta=style in self.timedelta_formats)
                except (OverflowError, ValueError):
                    data_type, value = "e", "#VALUE!"
        elif data_type == "s":
            if value.lstrip().startswith("-"):
                # a list counts such places from its end
                raise IndexError(VALUE_TAG)
            value = self.shared_strings[int(value)]
        elif data_type == "str":
            data_type = "s"
        elif data_type == "b":
            value = bool(int(value))
        elif data_type == "d":
            value = from_ISO8601(value)  # type: ignore[no-untyped-call]
        return {"row": row, "column": column, "value": value, "data_type": data_type, "style_id": style}

    def _place(self, reference: str | None) -> tuple[int, int]:
        """Where a cell stands; after the last one where it does not say so."""
        if not reference:
            self.col_counter += 1
            return self.row_counter, self.col_counter
        letters = reference.rstrip(_DIGITS)
        known = self._columns.get(letters)
        if known is not None and len(letters) < len(reference):
            self.col_counter = known
            return int(reference[len(letters) :]), known
        row, column = coordinate_to_tuple(reference)
        self._columns[letters] = self.col_counter = column
        return row, column
