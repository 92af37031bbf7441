"""What all dragging of figures has in common: a name for each drag, and what Alt makes of a movement."""

from __future__ import annotations

from itertools import count
from typing import Final

FINE: Final = 0.1
"""The share of a step that a pixel is worth while Alt is held."""
_drags = count(1)


def next_drag() -> str:
    """A name for one drag, as no other drag has: all its edits are one step of undo."""
    return f"drag {next(_drags)}"
