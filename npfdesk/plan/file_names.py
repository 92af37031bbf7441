"""Names of files: their bytes need not be text. How a path is kept without loss, and how it is shown.

A system gives a path's bytes; Python keeps those that are no UTF-8 as half pairs (PEP 383), which no database, no
window and no file of text can hold. Old zips carry names in GBK.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final
from urllib.parse import quote_from_bytes, unquote_to_bytes

from npfdesk.plan.sound_text import sound_text

_ESCAPED: Final = "bytes:"
"""Begins a path that is kept by its bytes; a path that is kept as it is begins with its root."""
_ENCODING_OF_OLD_NAMES: Final = "gb18030"


_FORBIDDEN: Final = '\\/:*?"<>|'
"""What no file's name may hold somewhere."""


def as_file_name(text: str) -> str:
    """A title as the name of a file: what names of files may not hold is a blank."""
    return "".join(" " if sign in _FORBIDDEN else sign for sign in text).strip()


_UNFIT: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f“”]+')
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_LONGEST: Final = 60


def file_name(title: str) -> str:
    """A file name, without its extension, that every system takes for a thing of this title."""
    name = " ".join(_UNFIT.sub(" ", title).split())[:_LONGEST].strip(" .")
    return f"{name}_" if not name or _RESERVED.fullmatch(name) else name


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def path_text(path: Path | str) -> str:
    """An absolute path as text that can be kept anywhere: as it is, or its bytes escaped where they are no text."""
    said = os.fspath(path)
    if _is_text(said):
        return said
    try:
        return _ESCAPED + quote_from_bytes(os.fsencode(said), safe="/\\:")
    except UnicodeEncodeError:
        # no file can have such a name here
        return sound_text(said)


def path_of(text: str) -> Path:
    """The path that `path_text` kept."""
    if text.startswith(_ESCAPED):
        return Path(os.fsdecode(unquote_to_bytes(text.removeprefix(_ESCAPED))))
    return Path(text)


def shown_path(path: Path | str) -> str:
    """A path, or a name, as it is shown: parts that are no UTF-8 are read as GB 18030 where that is possible."""
    said = os.fspath(path)
    if _is_text(said):
        return said
    return os.sep.join(map(_shown_part, said.split(os.sep)))


def _shown_part(part: str) -> str:
    if _is_text(part):
        return part
    try:
        content = part.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        # halves of pairs that stand for no bytes: a name of Windows
        return sound_text(part)
    try:
        return content.decode(_ENCODING_OF_OLD_NAMES)
    except UnicodeDecodeError:
        return content.decode("utf-8", "replace")
