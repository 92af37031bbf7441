"""Limits for the size of a workbook and for the memory and time of reading it."""

from __future__ import annotations

import contextlib
import ctypes
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

Progress = Callable[[int, int], None]
"""Told while a workbook is read: cells read, of cells counted (0 while they are still being counted)."""

SECONDS: Final = 20.0
"""Wall time that one file may take."""
MEGABYTES: Final = 1024
"""Memory that the reader of one file may take."""
OUT_OF_MEMORY: Final = 77
"""The exit code of a reader that met its limit of memory."""
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
TEMPLATE_BYTES: Final = 64 * 2**20
"""Size of an office's template for reports."""
TEMPLATE_INFLATED: Final = 96 * 2**20
"""All parts of a template together, pictures and embedded workbooks among them: a report holds them in memory."""
TEMPLATE_XML: Final = 24 * 2**20
"""The XML of a template together: a report holds it as a tree."""
TEMPLATE_NODES: Final = 400_000
"""Elements, attributes, comments and names of a template's XML: about 200 bytes each in a tree."""
MERGES: Final = 100_000
"""Merged blocks in one sheet."""
MERGED_CELLS: Final = 200_000
"""Cells of one merged block; a larger one is no part of a table."""


@dataclass(frozen=True)
class Bounds:
    """What a zipped document may hold: parts, bytes of all of them when inflated, XML elements, levels of XML."""

    entries: int
    inflated: int
    elements: int
    depth: int


WORKBOOK: Final = Bounds(ENTRIES, INFLATED_BYTES, ELEMENTS, DEPTH)
"""A workbook is read in a stream, and in a process of its own where it is large."""
TEMPLATE: Final = Bounds(ENTRIES, TEMPLATE_INFLATED, TEMPLATE_NODES, DEPTH)
"""A template is held whole by the libraries that write reports; every node of its XML counts as an element."""

SMALL_FILE: Final = 2 * 2**20
SMALL_INFLATED: Final = 16 * 2**20
SMALL_ELEMENTS: Final = 800_000
SMALL_CELLS: Final = 120_000
"""What is read without a process of its own: a file, its declared parts, its XML and its cells, counted, within these.

Measured on two slow cores: the sample (1,327 cells) takes 0.03 s here and 0.3 s apart, 66,000 cells 0.8 s and 1.3 s.
"""

PLAIN_TEXT: Final = 1_000
PLAIN_CELLS: Final = 120_000
"""What is recognised and audited without a trial: letters of the longest cell, and cells, within these.

What the program does with texts takes time and memory in proportion to them (tests/contract holds every pattern to
that), so within these it is a matter of seconds at most; beyond them it is tried first, in a process with limits.
"""


TRIAL_CELLS: Final = 50_000
"""Cells for which the trial may take as much time again as it may take at all."""


def trial_seconds(seconds: float, cells: int) -> float:
    """Wall time that recognising and auditing that many cells may take, where reading a file may take `seconds`."""
    return seconds * (1 + cells / TRIAL_CELLS)


if sys.platform != "win32":
    # Windows knows no such limits; there the parent looks
    import resource

_STATM: Final = "/proc/{}/statm"


def limit_this_process(megabytes: int, seconds: float) -> None:
    """Give this process no more than that of memory and of processor time, as far as the system can."""
    if sys.platform == "win32":
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    wanted = megabytes * 2**20
    for what, value in (
        (resource.RLIMIT_AS, wanted if most == resource.RLIM_INFINITY else min(wanted, most)),
        (resource.RLIMIT_CPU, int(seconds) + 5),
        (resource.RLIMIT_CORE, 0),
    ):
        # a system may refuse a limit (macOS that of memory): the parent looks then
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (value, value))


def memory_of(process: subprocess.Popen[bytes]) -> int | None:
    """The bytes that a running process holds in memory; None where the system does not say."""
    try:
        if sys.platform == "win32":
            return _memory_in_windows(int(process._handle))  # type: ignore[attr-defined]
        statm = Path(_STATM.format(process.pid))
        if statm.exists():
            return int(statm.read_text(encoding="ascii").split()[1]) * resource.getpagesize()
        return _memory_by_ps(process.pid)
    except (OSError, ValueError, IndexError, AttributeError, subprocess.SubprocessError):
        return None


def _memory_by_ps(number: int) -> int | None:
    told = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(number)], capture_output=True, text=True, check=False, timeout=2
    )
    said = told.stdout.strip()
    return int(said) * 1024 if said.isdecimal() else None


def _memory_in_windows(handle: int) -> int | None:
    class Counters(ctypes.Structure):
        _fields_ = (  # PROCESS_MEMORY_COUNTERS of psapi.h
            ("cb", ctypes.c_ulong),
            ("PageFaultCount", ctypes.c_ulong),
            ("PeakWorkingSetSize", ctypes.c_size_t),
            ("WorkingSetSize", ctypes.c_size_t),
            ("QuotaPeakPagedPoolUsage", ctypes.c_size_t),
            ("QuotaPagedPoolUsage", ctypes.c_size_t),
            ("QuotaPeakNonPagedPoolUsage", ctypes.c_size_t),
            ("QuotaNonPagedPoolUsage", ctypes.c_size_t),
            ("PagefileUsage", ctypes.c_size_t),
            ("PeakPagefileUsage", ctypes.c_size_t),
        )

    counters = Counters()
    counters.cb = ctypes.sizeof(counters)
    system = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined]
    ask = system.K32GetProcessMemoryInfo
    ask.argtypes = (ctypes.c_void_p, ctypes.POINTER(Counters), ctypes.c_ulong)
    done = ask(handle, ctypes.byref(counters), counters.cb)
    # what is committed counts, in memory or paged out
    return int(counters.PagefileUsage) if done else None
