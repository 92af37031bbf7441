"""Read a workbook's cells: in this process where it is small, else in a separate process under limits."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Final

from npfdesk.plan.problems import Problem
from npfdesk.workbook.files import limits
from npfdesk.workbook.files.cell_grid import Grid, is_plain
from npfdesk.workbook.files.contents import read_small
from npfdesk.workbook.files.file_problems import (
    CANCELLED,
    READER_CRASHED,
    READER_MEMORY,
    READER_TIME,
    TRIAL_MEMORY,
    TRIAL_TIME,
)
from npfdesk.workbook.files.file_types import refusal, unreadable
from npfdesk.workbook.files.limits import OUT_OF_MEMORY, memory_of
from npfdesk.workbook.files.messages import Receiver
from npfdesk.workbook.files.passwords import NO_PASSWORD, Password

READ_CELLS: Final = "--read-cells"
"""The argument by which the program, frozen or not, becomes a reader; ``npfdesk.__main__`` looks for it first."""

_LAST_WORDS: Final = 2000
_LONGEST_REASON: Final = 160
_LOOK: Final = 0.05
_LOOKS_FOR_MEMORY: Final = 4


class _ProcessMonitor:
    """Ends a reader that takes too long or too much, or is no longer wanted; `reason` says why it did."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        name: str,
        seconds: float,
        megabytes: int,
        cancelled: Callable[[], bool] | None,
    ) -> None:
        self.reason: Problem | None = None
        self._trying = False
        self._process = process
        self._name = name
        self._seconds = seconds
        self._megabytes = megabytes
        self._cancelled = cancelled
        self._end = time.monotonic() + seconds
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, name="reader's watch", daemon=True)
        self._thread.start()

    def _look(self) -> None:
        looks = 0
        while not self._done.wait(_LOOK):
            looks += 1
            if self._cancelled is not None and self._cancelled():
                self.reason = Problem(CANCELLED, text=self._name)
            elif time.monotonic() > self._end:
                self.reason = out_of_time(self._name, self._seconds, self._trying)
            elif looks % _LOOKS_FOR_MEMORY == 0:
                taken = memory_of(self._process)
                if taken is not None and taken > self._megabytes * 2**20:
                    self.reason = out_of_memory(self._name, self._megabytes, self._trying)
            if self.reason is not None:
                self._process.kill()
                return

    def trial_begins(self, cells: int) -> None:
        """The file is read; trying what its cells say has time in proportion to them."""
        self._seconds = limits.trial_seconds(self._seconds, cells)
        self._trying, self._end = True, time.monotonic() + self._seconds

    def stop(self) -> None:
        """Look no more."""
        self._done.set()
        self._thread.join()


def out_of_time(name: str, seconds: float, trying: bool = False) -> Problem:
    """That the reader was stopped for its time, reading or `trying` what it had read."""
    return Problem(TRIAL_TIME if trying else READER_TIME, text=name, arguments={"seconds": f"{seconds:g}"})


def out_of_memory(name: str, megabytes: int, trying: bool = False) -> Problem:
    """That the reader was stopped for its memory, reading or `trying` what it had read."""
    return Problem(TRIAL_MEMORY if trying else READER_MEMORY, text=name, arguments={"megabytes": megabytes})


def read_in_child(
    path: Path,
    *,
    progress: limits.Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    password: Password = NO_PASSWORD,
    seconds: float = limits.SECONDS,
    megabytes: int = limits.MEGABYTES,
) -> Grid | Problem:
    """A workbook's cells, read in another process that may take `seconds` of wall time and `megabytes` of memory.

    The password goes to it by a pipe, where no list of processes shows it.
    `progress` is called in the calling thread, `cancelled` in another one, some twenty times a second.
    """
    with tempfile.TemporaryFile() as complaints:
        try:
            process = _started(path, seconds, megabytes, complaints)
        except OSError as problem:
            return _crashed(path.name, problem.strerror or str(problem))
        _hand_over(process, password)
        found, trying = _followed(process, path.name, progress, cancelled, seconds, megabytes)
        if isinstance(found, Grid | Problem):
            return found
        complaints.seek(max(complaints.seek(0, os.SEEK_END) - _LAST_WORDS, 0))
        said = complaints.read().decode("utf-8", "replace").strip()
    # what is not written in Python aborts where it gets no memory, and says so
    if process.returncode == OUT_OF_MEMORY or "memory allocation" in said or "MemoryError" in said:
        return out_of_memory(path.name, megabytes, trying)
    last = said.rpartition("\n")[2][:_LONGEST_REASON]
    return _crashed(path.name, " ".join(one for one in (found, f"{process.returncode}", last) if one))


def _followed(
    process: subprocess.Popen[bytes],
    name: str,
    progress: limits.Progress | None,
    cancelled: Callable[[], bool] | None,
    seconds: float,
    megabytes: int,
) -> tuple[Grid | Problem | str, bool]:
    """What a reader found, or why it was stopped; what was wrong with its words where it gave neither.

    And whether it had come as far as the trial.
    """
    assert process.stdout is not None
    watch = _ProcessMonitor(process, name, seconds, megabytes, cancelled)
    receiver = Receiver()
    try:
        failure = _receive(process.stdout, receiver, progress, watch)
    finally:
        process.stdout.close()
        if receiver.result is None and process.poll() is None:
            # whoever closes its mouth without a last word has nothing more to say
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=1)
            process.kill()
        process.wait()
        watch.stop()
    return watch.reason or receiver.result or failure, receiver.trying


def _receive(
    stream: IO[bytes], receiver: Receiver, progress: limits.Progress | None, watch: _ProcessMonitor
) -> str:
    """Take all that the reader says; what was wrong with how it said it."""
    for line in stream:
        try:
            what = receiver.take(line)
        except (ValueError, TypeError, KeyError, IndexError, AttributeError) as problem:
            return type(problem).__name__
        if what == "trial":
            watch.trial_begins(receiver.cells_tried)
        if what == "progress" and progress is not None:
            progress(*receiver.progress)
    return ""


def _hand_over(process: subprocess.Popen[bytes], password: Password) -> None:
    assert process.stdin is not None
    # a reader that has ended already says why by its exit code
    with contextlib.suppress(OSError), process.stdin as pipe:
        pipe.write(password.text.encode("utf-8", "surrogatepass"))


def _crashed(name: str, reason: str) -> Problem:
    return Problem(READER_CRASHED, text=name, arguments={"reason": reason})


def _started(path: Path, seconds: float, megabytes: int, complaints: IO[bytes]) -> subprocess.Popen[bytes]:
    given = [READ_CELLS, str(path.absolute()), f"{seconds:g}", str(megabytes)]
    environment = dict(os.environ)
    if getattr(sys, "frozen", False):
        command = [sys.executable, *given]
    else:
        # the same program as this one, from wherever it was loaded
        command = [sys.executable, "-m", "npfdesk", *given]
        found = [str(Path(__file__).resolve().parents[2]), environment.get("PYTHONPATH", "")]
        environment["PYTHONPATH"] = os.pathsep.join(one for one in found if one)
    environment["PYTHONUTF8"] = "1"
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=complaints,
        env=environment,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def read_grid(
    path: Path,
    *,
    progress: limits.Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    password: Password = NO_PASSWORD,
) -> Grid | Problem:
    """A workbook's cells; a Problem why it is refused. The file is neither changed nor held open.

    A file of at most ``limits.SMALL_FILE`` bytes is looked over here, and read here where that proves it small; all
    others are read in a process of their own that may take ``limits.SECONDS`` and ``limits.MEGABYTES``. There also
    is tried, within as much time again, whether what the cells say can be recognised and audited within these
    limits, where the cells are not plain.
    """
    refused = refusal(path)
    if refused is not None:
        return refused
    try:
        if path.stat().st_size <= limits.SMALL_FILE:
            small = read_small(path.name, path.read_bytes())
            if isinstance(small, Problem) or (small is not None and is_plain(small)):
                return small
    except OSError as problem:
        return unreadable(path.name, problem)
    if cancelled is not None and cancelled():
        return Problem(CANCELLED, text=path.name)
    return read_in_child(path, progress=progress, cancelled=cancelled, password=password)
