"""The library as a window opens it: without one it works all the same, and says why there is none."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from npfdesk.plan.problems import Problem
from npfdesk.store.damage import open_or_set_aside
from npfdesk.store.library import Library
from npfdesk.store.library_records import UNWRITABLE_LIBRARY, WINDOW_PATIENCE, LibraryRefused


def open_library(file: Path) -> tuple[Library | None, Problem | None]:
    """The library in a file, and what is to be told of it; None where it cannot be opened."""
    try:
        return open_or_set_aside(file, partial(Library, patience=WINDOW_PATIENCE))
    except LibraryRefused as refused:
        return None, refused.problem
    except OSError as failure:
        reason = failure.strerror or str(failure)
        return None, Problem(UNWRITABLE_LIBRARY, text=failure.filename or "", arguments={"reason": reason})
