"""The memory of a process: limited by the system where it can, looked at from outside where it cannot."""

from __future__ import annotations

import contextlib
import ctypes
import subprocess
import sys
from pathlib import Path
from typing import Final

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
