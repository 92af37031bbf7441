"""Cells on their way into a spreadsheet: text that would run there as a formula is defused."""

from __future__ import annotations

import unicodedata
from typing import Final

Cell = str | int | float | None

_RUNS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def defused(cell: Cell) -> Cell:
    """A cell that no spreadsheet runs: text that begins like a formula is led by an apostrophe; None is empty.

    Full-width signs and leading blanks count too: some spreadsheets read ＝ as = and skip what stands before it.
    Source: OWASP, CSV Injection.
    """
    if cell is None:
        return ""
    if isinstance(cell, str):
        start = unicodedata.normalize("NFKC", cell[:40])
        if start.startswith(_RUNS) or start.lstrip().startswith(_RUNS[:4]):
            return "'" + cell
    return cell
