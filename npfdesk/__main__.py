"""Lets the program be started as ``python -m npfdesk``; the one place that knows of both the verbs and the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from npfdesk import cli

if TYPE_CHECKING:
    from npfdesk.workbook.files.cell_grid import Grid


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out a verb, or open the window where none is given; the exit code."""
    return cli.main(arguments, _window)


def _window(arguments: Sequence[str]) -> int:
    # the window is the only thing here that needs Qt, and a verb must run where Qt cannot
    from npfdesk.start import main as open_window

    return open_window(arguments)


def _read_cells(arguments: list[str]) -> int:
    from npfdesk.workbook.files.sandbox_process import main as read_cells

    return read_cells(arguments, _attempt)


def _attempt(path: Path, grid: Grid) -> None:
    # most files are plain, and need none of what this loads
    from npfdesk.trial import attempt

    attempt(path, grid)


if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        # a frozen program has no other Python: the processes of a large computation are the program itself
        from multiprocessing import freeze_support

        freeze_support()
    if sys.argv[1:2] == ["--read-cells"]:
        # the program started itself to read a file apart (npfdesk.workbook.files.sandbox); frozen, it has no other way
        sys.exit(_read_cells(sys.argv[2:]))
    sys.exit(main())
