"""The separate process of `sandbox`: it reads one file under limits and sends it as lines of JSON."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Final

from npfdesk.workbook.files.cell_grid import Grid, is_plain
from npfdesk.workbook.files.limits import CELLS, OUT_OF_MEMORY, limit_this_process, trial_seconds
from npfdesk.workbook.files.passwords import NO_PASSWORD, Password

_TELL_EVERY: Final = 0.1
_DONE_WITHOUT: Final = ("numpy", "lxml")
_LONGEST_INPUT: Final = 8192


Attempt = Callable[[Path, Grid], object]
"""What tries whether the program can work with what it has read: recognises and audits it, and throws that away."""


def main(arguments: list[str], attempt: Attempt | None = None) -> int:
    """Read the file named first, within the seconds and the megabytes named after it; the exit code.

    What is not plain is then tried, within time in proportion to its cells: whatever freezes or swells here does not do so in
    the window.

    What stands on the standard input is its password.
    """
    path, seconds, megabytes = Path(arguments[0]), float(arguments[1]), int(arguments[2])
    most = seconds if attempt is None else seconds + trial_seconds(seconds, CELLS)
    limit_this_process(megabytes, most)
    # it lives for one file and makes no circles worth looking for
    gc.disable()
    # Excel's library does without arrays and without a second XML library, and starts in half the time
    os.environ["OPENPYXL_LXML"] = "False"
    for name in _DONE_WITHOUT:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]
    try:
        password = Password(sys.stdin.buffer.read(_LONGEST_INPUT).decode("utf-8", "surrogatepass"))
        send_workbook(path, sys.stdout.buffer, password, attempt)
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


def send_workbook(
    path: Path, out: BinaryIO, password: Password = NO_PASSWORD, attempt: Attempt | None = None
) -> None:
    """Read a workbook and write what was found; how far it has come is told some ten times a second."""
    # not before the process has its limits, and does without what only slows it down
    from npfdesk.workbook.files.contents import read_file
    from npfdesk.workbook.files.messages import lines_of, progress_line, trial_line

    last = time.monotonic()

    def say(line: str) -> None:
        out.write(line.encode("ascii") + b"\n")
        out.flush()

    def progress(read: int, counted: int) -> None:
        nonlocal last
        if time.monotonic() - last > _TELL_EVERY:
            last = time.monotonic()
            say(progress_line(read, counted))

    result = read_file(path, progress, password)
    if attempt is not None and isinstance(result, Grid) and not is_plain(result):
        say(trial_line(sum(len(sheet.cells) for sheet in result.sheets)))
        _try(attempt, path, result)
    for line in lines_of(result):
        say(line)


def _try(attempt: Attempt, path: Path, grid: Grid) -> None:
    for name in _DONE_WITHOUT:
        if name in sys.modules and sys.modules[name] is None:
            del sys.modules[name]
    # a pool of threads would take address space for each
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    gc.enable()
    try:
        attempt(path, grid)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a mistake of ours shows itself where it is made again, in the program
        return
    finally:
        gc.disable()
