"""The path of a file that was chosen or dropped, also where its name is no text: Qt shows such a name with marks."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QUrl

from npfdesk.plan.sound_text import MARK

_MARKS: Final = re.compile(f"{MARK}+")


def dropped_path(url: QUrl) -> Path:
    """The file of a local address, by its bytes."""
    said = url.toLocalFile()
    if MARK not in said or os.name == "nt":
        return Path(said)
    return Path(
        os.fsdecode(
            unquote_to_bytes(bytes(QUrl(url).path(QUrl.ComponentFormattingOption.FullyEncoded).encode()))
        )
    )


def chosen_path(said: str) -> Path:
    """The file that a dialog names; where marks stand in its name, the one file there that is shown so."""
    path = Path(said)
    if MARK not in said or path.exists():
        return path
    found = Path(path.anchor)
    for part in path.parts[len(found.parts) :]:
        found = _named_so(found, part) if MARK in part else found / part
    return found if found.exists() else path


def _named_so(folder: Path, part: str) -> Path:
    try:
        alike = [one for one in os.listdir(os.fsencode(folder)) if _as_shown(one) == _MARKS.sub(MARK, part)]
    except OSError:
        alike = []
    return folder / (os.fsdecode(alike[0]) if len(alike) == 1 else part)


def _as_shown(name: bytes) -> str:
    return _MARKS.sub(MARK, name.decode("utf-8", "replace"))
