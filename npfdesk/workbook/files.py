"""Files: a workbook's cells read once, here where it is small and sound, apart where it is anything else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from npfdesk.plan.problems import Problem
from npfdesk.workbook import limits
from npfdesk.workbook.child import read_in_child
from npfdesk.workbook.contents import read_small
from npfdesk.workbook.file_problems import CANCELLED
from npfdesk.workbook.grid import Grid
from npfdesk.workbook.kinds import refusal, unreadable


def read_grid(
    path: Path, *, progress: limits.Progress | None = None, cancelled: Callable[[], bool] | None = None
) -> Grid | Problem:
    """A workbook's cells; a Problem why it is refused. The file is neither changed nor held open.

    A file of at most ``limits.SMALL_FILE`` bytes is looked over here, and read here where that proves it small; all
    others are read in a process of their own that may take ``limits.SECONDS`` and ``limits.MEGABYTES``.
    """
    refused = refusal(path)
    if refused is not None:
        return refused
    try:
        if path.stat().st_size <= limits.SMALL_FILE:
            small = read_small(path.name, path.read_bytes())
            if small is not None:
                return small
    except OSError as problem:
        return unreadable(path.name, problem)
    if cancelled is not None and cancelled():
        return Problem(CANCELLED, text=path.name)
    return read_in_child(path, progress=progress, cancelled=cancelled)
