"""A SQLite file layer that fails or kills at the Nth write: every point of a save can be reached, one after another.

It wraps the layer of the SQLite library that Python itself uses, so the program under test knows nothing of it.
"""

import ctypes
import ctypes.util
import errno
import io
import os
import resource
import signal
import sys
from pathlib import Path

IOERR, FULL = 10, 13
_POINTERS = 22
_WRITE, _TRUNCATE, _SYNC = 3, 4, 5
_OPEN, _DELETE = 6, 7

Open = ctypes.CFUNCTYPE(
    *(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p),
    *(ctypes.c_int, ctypes.POINTER(ctypes.c_int)),
)
Delete = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
Write = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_longlong)
Truncate = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_longlong)
Sync = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)


def library():
    """The SQLite library of this Python's; None where it is built in and cannot be wrapped."""
    import sqlite3

    found = ctypes.util.find_library("sqlite3")
    if os.name != "posix" or found is None:
        return None
    loaded = ctypes.CDLL(found)
    loaded.sqlite3_libversion.restype = ctypes.c_char_p
    maps = Path("/proc/self/maps")
    mapped = maps.read_text() if maps.exists() else ""
    same = loaded.sqlite3_libversion().decode() == sqlite3.sqlite_version
    # two copies in one process would mean that Python does not use this one
    return (
        loaded
        if same and len({x.split()[-1] for x in mapped.splitlines() if "libsqlite3" in x}) == 1
        else None
    )


class Faults:
    """Counts the writes, syncs, truncations and deletions; at `at` (from 1) does `what`: "kill", "ioerr" or "full"."""

    def __init__(self):
        self.sqlite = library()
        self.count, self.at, self.what, self.lasting = 0, 0, "kill", False
        if self.sqlite is None:
            return
        word = ctypes.sizeof(ctypes.c_void_p)
        find = self.sqlite.sqlite3_vfs_find
        find.restype, find.argtypes = ctypes.c_void_p, [ctypes.c_char_p]
        self.original = find(None)
        # version, size, longest path (three ints, padded), then pointers
        self.vfs = ctypes.create_string_buffer(
            ctypes.string_at(self.original, 16 + 20 * word), 16 + 20 * word
        )
        self.names = [ctypes.create_string_buffer(b"faults")]
        pointers = (ctypes.c_void_p * 20).from_buffer(self.vfs, 16)
        self.open = Open(pointers[5 - 2])
        self.delete = Delete(pointers[6 - 2])
        pointers[1] = ctypes.addressof(self.names[0])
        self.kept = [Open(self._open), Delete(self._delete)]
        pointers[3] = ctypes.cast(self.kept[0], ctypes.c_void_p).value
        pointers[4] = ctypes.cast(self.kept[1], ctypes.c_void_p).value
        self.tables = {}

    def install(self):
        self.sqlite.sqlite3_vfs_register(ctypes.c_void_p(ctypes.addressof(self.vfs)), 1)

    def remove(self):
        self.sqlite.sqlite3_vfs_unregister(ctypes.c_void_p(ctypes.addressof(self.vfs)))
        self.at = 0

    def begin(self, at, what="kill", lasting=False):
        self.count, self.at, self.what, self.lasting = 0, at, what, lasting

    def _due(self):
        self.count += 1
        if not self.at or self.count < self.at or (self.count > self.at and not self.lasting):
            return 0
        if self.what == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        return FULL if self.what == "full" else IOERR

    def _open(self, vfs, name, file, flags, out):
        done = self.open(vfs, name, file, flags, out)
        if done == 0:
            slot = ctypes.cast(file, ctypes.POINTER(ctypes.c_void_p))
            slot[0] = self._wrapped(slot[0])
        return done

    def _delete(self, vfs, name, sync):
        return self._due() or self.delete(vfs, name, sync)

    def _wrapped(self, methods):
        if methods not in self.tables:
            size = 8 + 18 * ctypes.sizeof(ctypes.c_void_p)
            table = ctypes.create_string_buffer(ctypes.string_at(methods, size), size)
            pointers = (ctypes.c_void_p * 18).from_buffer(table, 8)
            kept = []
            for place, kind in ((2, Write), (3, Truncate), (4, Sync)):
                original = kind(pointers[place])

                def instead(*arguments, original=original):
                    return self._due() or original(*arguments)

                kept.append(kind(instead))
                pointers[place] = ctypes.cast(kept[-1], ctypes.c_void_p).value
            self.tables[methods] = (table, kept)
        return ctypes.addressof(self.tables[methods][0])


FAULTS = Faults()
"""The one layer: SQLite may hold on to it as long as the process lives."""


class Steps:
    """Counts the calls by which Python itself writes to files; kills before or behind the `at`th (from 1).

    With `what` "full" it counts only the calls that a full disk refuses, and the `at`th of them is refused.
    """

    def __init__(self):
        self.count, self.at, self.what = 0, 0, "kill"

    def install(self):
        sys.setprofile(self._step)

    def begin(self, at, what="kill"):
        self.count, self.at, self.what = 0, at, what

    def _step(self, frame, event, called):
        if event not in ("c_call", "c_return") or not _touches_files(called):
            return
        if self.what == "full" and (event == "c_return" or called.__name__ not in REFUSED):
            return
        self.count += 1
        if self.count != self.at:
            return
        if self.what == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


REFUSED = frozenset(
    {"write", "flush", "fsync", "fdatasync", "truncate", "ftruncate", "replace", "rename", "link"}
)
"""The calls that need room on the disk."""


def _touches_files(called):
    on = getattr(called, "__self__", None)
    return called.__module__ in ("posix", "io", "_io") or isinstance(on, io.RawIOBase | io.BufferedWriter)


STEPS = Steps()


class Room:
    """A file may grow to `at` pages of 512 bytes and no further: the system itself refuses every write beyond that."""

    def __init__(self):
        self.count, self.at = 0, 0

    def install(self):
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    def begin(self, at, what="full"):
        if at:
            resource.setrlimit(resource.RLIMIT_FSIZE, ((at - 1) * 512, resource.RLIM_INFINITY))


ROOM = Room()
