"""What every drag of a figure needs: a unique name, and the fine step while Alt is held."""

from __future__ import annotations

from itertools import count
from typing import Final

FINE: Final = 0.1
"""The part of a step that one pixel is worth while Alt is held."""
_drags = count(1)


def next_drag() -> str:
    """A unique name for one drag: all its edits become one undo step."""
    return f"drag {next(_drags)}"
