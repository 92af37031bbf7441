"""The separate process of `sandbox`: it reads one file under limits and sends it as lines of JSON."""

from __future__ import annotations

import gc
import os
import sys
import time
from pathlib import Path
from typing import BinaryIO, Final

from npfdesk.workbook.files.limits import OUT_OF_MEMORY, limit_this_process

_TELL_EVERY: Final = 0.1


def main(arguments: list[str]) -> int:
    """Read the file named first, within the seconds and the megabytes named after it; the exit code."""
    path, seconds, megabytes = Path(arguments[0]), float(arguments[1]), int(arguments[2])
    limit_this_process(megabytes, seconds)
    # it lives for one file and makes no circles worth looking for
    gc.disable()
    # Excel's library does without arrays and without a second XML library, and starts in half the time
    os.environ["OPENPYXL_LXML"] = "False"
    sys.modules.setdefault("numpy", None)  # type: ignore[arg-type]
    sys.modules.setdefault("lxml", None)  # type: ignore[arg-type]
    try:
        send_workbook(path, sys.stdout.buffer)
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


def send_workbook(path: Path, out: BinaryIO) -> None:
    """Read a workbook and write what was found; how far it has come is told some ten times a second."""
    # not before the process has its limits, and does without what only slows it down
    from npfdesk.workbook.files.contents import read_file
    from npfdesk.workbook.files.messages import lines_of, progress_line

    last = time.monotonic()

    def say(line: str) -> None:
        out.write(line.encode("ascii") + b"\n")
        out.flush()

    def progress(read: int, counted: int) -> None:
        nonlocal last
        if time.monotonic() - last > _TELL_EVERY:
            last = time.monotonic()
            say(progress_line(read, counted))

    for line in lines_of(read_file(path, progress)):
        say(line)
