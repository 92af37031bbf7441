"""Text that a spreadsheet takes as text: what begins like a formula is led by an apostrophe, in files and on the clipboard."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

Cell = str | int | float | None

_RUNS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_LOOKED_AT: Final = 40
# letters alone behind a figure are its unit: they name no cell and call nothing
_FIGURE: Final = re.compile(
    r"[+-]?[0-9][0-9,]*+(?:\.[0-9]*+)?(?:[eE][+-]?[0-9]++)?(?:[^\W\d_]|[%‰/\s])*|-{1,3}"
)


def without_formula(cell: Cell) -> Cell:
    """A cell that no spreadsheet runs: text that begins like a formula is led by an apostrophe; None is empty.

    Full-width signs and leading blanks count too: some spreadsheets read ＝ as = and skip what stands before it.
    Source: OWASP, CSV Injection.
    """
    if cell is None:
        return ""
    return "'" + cell if isinstance(cell, str) and _runs(cell.lstrip("'")) else cell


def copied_text(text: str) -> str:
    """A cell's text for the clipboard: as ``without_formula``, but a figure (-5, +2.5 %) stays one, and a dash a dash."""
    return text if _FIGURE.fullmatch(text) else str(without_formula(text))


def pasted_text(text: str) -> str:
    """What a cell said before ``copied_text`` or ``without_formula`` led it by an apostrophe."""
    return text[1:] if text.startswith("'") and _runs(text.lstrip("'")) else text


def _runs(text: str) -> bool:
    start = unicodedata.normalize("NFKC", text[:_LOOKED_AT])
    return start.startswith(_RUNS) or start.lstrip().startswith(_RUNS[:4])
