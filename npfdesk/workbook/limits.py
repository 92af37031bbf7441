"""How large a workbook may be: far above any plan's, far below what a machine chokes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

Progress = Callable[[int, int], None]
"""Told while a workbook is read: cells read, of cells counted (0 while they are still being counted)."""

SECONDS: Final = 20.0
"""Wall time that one file may take."""
MEGABYTES: Final = 1024
"""Memory that the reader of one file may take."""
FILE_BYTES: Final = 256 * 2**20
"""Size of the file itself."""
INFLATED_BYTES: Final = 2**30
"""All parts of a file together, counted while they are inflated."""
RATIO: Final = 250
"""Times by which a part may inflate; text compresses 5 to 60 times, a bomb about 1,000 times."""
RATIO_FROM_BYTES: Final = 8 * 2**20
"""Below this a part's ratio is of no matter."""
ENTRIES: Final = 10_000
"""Parts in the file."""
CELLS: Final = 1_000_000
"""Cells that hold something, in all sheets."""
AREA: Final = 8_000_000
"""Rows times columns of .xls and .ods, which are laid out whole, blanks and all."""
ELEMENTS: Final = 12_000_000
"""XML elements of all parts that are looked into."""
DEPTH: Final = 200
"""Levels of XML in one another."""
TEXT: Final = 128 * 2**20
"""Letters of all distinct texts."""
LAID_OUT_TEXT: Final = 256 * 2**20
"""Letters of all cells, a text that stands in many cells counted in each."""
SHEETS: Final = 1_000
"""Sheets that the workbook lists."""
MERGES: Final = 100_000
"""Merged blocks in one sheet."""
MERGED_CELLS: Final = 200_000
"""Cells of one merged block; a larger one is no part of a table."""

SMALL_FILE: Final = 512 * 2**10
SMALL_INFLATED: Final = 6 * 2**20
SMALL_ELEMENTS: Final = 300_000
SMALL_CELLS: Final = 30_000
"""What is read without a process of its own: a file, its declared parts, its XML and its cells, counted, within these.

Measured on two slow cores: the sample (1,327 cells) takes 0.03 s here and 0.3 s apart, 30,000 cells 0.3 s and 0.9 s.
"""
