"""Cells that only have a look: left out of a sheet's XML before any parser sees it, since they say nothing.

An office's form ruled down to the last row holds a million of them, which cost ten times what its content does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

_MANY: Final = 2000
_EMPTY: Final = re.compile(
    rb'<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]{1,9}")?(?: t="(?:n|s|b|str)")? ?(?:/>|></c>)'
)
_LONGEST_MARK: Final = 5


class EmptyCellLook:
    """Goes through a sheet's XML block by block and finds whether its empty cells may be left out, and are many.

    They may where every cell says its place, and where nothing in the part only looks like a cell.
    """

    def __init__(self) -> None:
        self.ends = 0
        self._cells = self._placed = self._open_and_shut = 0
        self._plain = True
        self._rest = b""

    def take(self, block: bytes) -> None:
        """The next block."""
        rest = len(self._rest)
        whole = self._rest + block
        self.ends += block.count(b"</c>")
        self._cells += _later(whole, b"<c ", rest) + _later(whole, b"<c>", rest)
        self._placed += _later(whole, b'<c r="', rest)
        self._open_and_shut += _later(whole, b'"></c>', rest)
        # comments and unparsed text
        self._plain = self._plain and b"<!" not in whole
        self._rest = whole[-_LONGEST_MARK:]

    @property
    def may_leave_out(self) -> bool:
        """Whether leaving them out changes nothing but the time."""
        empty = self._cells - self.ends + self._open_and_shut
        return self._plain and self._cells == self._placed and empty >= _MANY


def _later(whole: bytes, mark: bytes, rest: int) -> int:
    """How often a mark stands in a block with the end of the one before, without what lies wholly in that end."""
    return whole.count(mark) - whole.count(mark, 0, rest)


def without_empty_cells(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """A sheet's XML without cells that say nothing; one that two blocks share may stay."""
    for block in blocks:
        left = _EMPTY.sub(b"", block)
        if left:
            yield left
