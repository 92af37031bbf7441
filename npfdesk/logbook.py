"""The log: the program's actions and failures on this machine, rotated, without any text from workbooks."""

from __future__ import annotations

import logging
import logging.handlers
import platform
import traceback
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType
from typing import Final

from npfdesk.private_files import begin_private
from npfdesk.version import __version__

_LOG: Final = logging.getLogger("npfdesk")
BYTES: Final = 256 * 1024
"""Size at which a file is set aside."""
_TOLD: Final[set[str]] = set()
"""The mistakes that this log has."""
KEPT: Final = 4
"""Files that are kept beside the one being written."""


class _PrivateHandler(logging.handlers.RotatingFileHandler):
    """Every file that it begins is its owner's alone."""

    def _open(self) -> TextIOWrapper:
        begin_private(Path(self.baseFilename))
        return super()._open()


def open_log(folder: Path) -> Path | None:
    """Begin to write into a folder; the file, or None where it cannot be written (the program goes on without)."""
    close_log()
    path = folder / "npfdesk.log"
    try:
        handler = _PrivateHandler(path, maxBytes=BYTES, backupCount=KEPT, encoding="utf-8", delay=False)
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _LOG.addHandler(handler)
    _LOG.setLevel(logging.INFO)
    # what cannot be written is lost, and nobody is bothered
    handler.handleError = lambda record: None  # type: ignore[method-assign]
    _LOG.propagate = False
    note("start", version=__version__, python=platform.python_version(), system=platform.system())
    return path


def close_log() -> None:
    """End the log."""
    _TOLD.clear()
    for handler in list(_LOG.handlers):
        _LOG.removeHandler(handler)
        handler.close()


def note(what: str, **figures: object) -> None:
    """Something that was done, with counts and names of our own; never a text of the user's."""
    told = " ".join(f"{name}={value}" for name, value in figures.items())
    _LOG.info("%s", f"{what} {told}".rstrip())


def note_mistake(kind: type[BaseException], trace: TracebackType | None) -> None:
    """A mistake of ours: its kind and where it came about; its message is left out, since it may quote a cell.

    One that repeats, with every edit or frame, is written once.
    """
    places = [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)
    ]
    told = f"mistake {kind.__module__}.{kind.__qualname__} at " + " < ".join(reversed(places))
    if told not in _TOLD:
        _TOLD.add(told)
        _LOG.error("%s", told)
