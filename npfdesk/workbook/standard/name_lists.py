"""Lists of names in one cell: 绿色包；数字包. The one place that takes them apart and writes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from npfdesk.plan.names import is_blank

_BETWEEN: Final = re.compile(r"([;；、,，\n])")
_WRITTEN: Final = ("；", "、", ";", "\n")
"""What stands between names where we write them; the first with which they are read back."""


def names_in_cell(text: str, known: Callable[[str], bool]) -> list[str]:
    """The names in a cell, in their order, separated by ；、, or a line break; nothing for an empty cell or a mark for none.

    A separator that is part of a known name separates nothing. A name that is not known is there as it is written.
    """
    if is_blank(text):
        return []
    parts = _BETWEEN.split(text)
    found: list[str] = []
    at = 0
    while at < len(parts):
        last = next(
            (end for end in range(len(parts), at + 1, -2) if known("".join(parts[at:end]).strip())), at + 1
        )
        name = "".join(parts[at:last]).strip()
        if name:
            found.append(name)
        at = last + 1
    return found


def cell_of_names(names: Iterable[str], known: Callable[[str], bool]) -> str:
    """Names as the text of one cell, which `names_in_cell` reads back; "" for none."""
    listed = list(names)
    written = [mark.join(listed) for mark in _WRITTEN]
    return next((one for one in written if names_in_cell(one, known) == listed), written[0])
