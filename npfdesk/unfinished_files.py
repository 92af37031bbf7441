"""Unfinished files: what is written lies beside what it will become, and what a killed writer left there is swept away.

Whoever writes holds a lock on its part, which the system lets go when the process ends, however it ends. A part of our
naming that nobody holds is therefore left over; one that cannot be asked (no locks there, an older version's) only once
it is a day old.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from npfdesk.private_files import begin_private

# Windows has no such locks, and does not delete a file that is open
if sys.platform != "win32":
    import fcntl

FORGOTTEN: Final = 24 * 3600
"""Seconds after which a part whose writer cannot be asked for is taken as left over."""
_LONGEST: Final = 60
_OURS: Final = re.compile(r"\..+\.npf-[0-9a-f]{8}\.part", re.DOTALL)


def part_of(target: Path) -> Path:
    """A new name beside a file, for what is to take its place."""
    return target.with_name(f".{target.name[:_LONGEST]}.npf-{secrets.token_hex(4)}.part")


@contextlib.contextmanager
def begun(target: Path, private: bool) -> Iterator[Path]:
    """A part beside a file, empty and held, for what is to take its place; gone in the end where it has not.

    `private`: nobody but its owner may read it, from its first moment on. OSError or ValueError where none can be made.
    """
    part = part_of(target)
    try:
        if private:
            begin_private(part)
        else:
            part.touch(exist_ok=False)
        with held(part):
            yield part
    finally:
        with contextlib.suppress(OSError, ValueError):
            part.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Flush a change of names to disk; where a folder cannot be opened (Windows) the system does it."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextlib.contextmanager
def held(part: Path) -> Iterator[None]:
    """Hold a part as being written, until it has its name or is given up."""
    if sys.platform == "win32":
        yield
        return
    descriptor = os.open(part, os.O_RDONLY)
    try:
        # a disk without locks: the sweeper cannot ask either and waits a day
        with contextlib.suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)


def sweep(folder: Path, target: str = "") -> tuple[Path, ...]:
    """Delete the parts in a folder that their writers left behind; returns them. Never a file of another naming.

    `target` is the name of a file of which an older version's parts are swept too, once they are a day old. A folder
    that cannot be read has nothing to sweep.
    """
    older = re.compile(rf"\.{re.escape(target[:_LONGEST])}\.[0-9a-f]{{8}}\.part") if target else None
    swept: list[Path] = []
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        names = [entry.name for entry in entries if entry.name.endswith(".part")]
        for name in names:
            part = folder / name
            ours = _OURS.fullmatch(name) is not None
            if not ours and (older is None or older.fullmatch(name) is None):
                continue
            with contextlib.suppress(OSError):
                if _left_over(part, ours):
                    swept.append(part)
    return tuple(swept)


def sweep_all(folders: Iterable[Path]) -> None:
    """Sweep several folders, each once."""
    for folder in dict.fromkeys(folders):
        sweep(folder)


def _left_over(part: Path, locked: bool) -> bool:
    """Delete a part if its writer is gone; whether it was. OSError where it cannot be deleted."""
    status = part.lstat()
    old = time.time() - status.st_mtime > FORGOTTEN
    if not os.path.isfile(part) or os.path.islink(part):
        return False
    if sys.platform == "win32" or not locked:
        if old:
            part.unlink()
        return old
    descriptor = os.open(part, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            if not old:
                return False
        part.unlink()
        return True
    finally:
        os.close(descriptor)
