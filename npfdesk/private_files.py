"""Files that the program keeps by itself: readable and writable by their owner alone.

On Windows and on disks that know no owners (memory sticks) the rights are what the folder's are; there is nothing to do.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_FILE: Final = 0o600
_FOLDER: Final = 0o700
_OF_THE_LIBRARY: Final = ("*.sqlite", "*.sqlite-*", "*.part", ".*.part*")
_INSIDE: Final = ("backups", "reopened", "new plans", "logs")


def begin_private(path: Path) -> None:
    """Make a file, where there is none, that its owner alone may read; whatever then writes into it keeps that."""
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _FILE))


def private_folder(folder: Path) -> Path:
    """Make a folder, where there is none, that its owner alone may enter. OSError where that fails."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=_FOLDER, exist_ok=True)
    return folder


def tighten(home: Path, whole: bool) -> None:
    """Take from others what an earlier version has let them read of the program's own files in a folder.

    `whole`: the folder itself is the program's, and nobody else may enter it. What belongs to somebody else is left.
    """
    if os.name != "posix":
        return
    if whole:
        _close(home)
    for name in _INSIDE:
        inside = home / name
        _close(inside)
        _close_all(one for one in _files(inside, ("**/*",)))
    _close_all(_files(home, _OF_THE_LIBRARY))


def _files(folder: Path, patterns: Iterable[str]) -> Iterable[Path]:
    return (one for pattern in patterns for one in folder.glob(pattern))


def _close_all(paths: Iterable[Path]) -> None:
    with contextlib.suppress(OSError):
        for path in paths:
            _close(path)


def _close(path: Path) -> None:
    with contextlib.suppress(OSError):
        status = path.lstat()
        # a link leads to what is not ours to close
        if stat.S_ISLNK(status.st_mode) or status.st_uid != os.getuid() or not status.st_mode & 0o077:
            return
        path.chmod(stat.S_IMODE(status.st_mode) & ~0o077)
