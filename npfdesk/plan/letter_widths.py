"""How wide a text is where letters stand in columns: in a terminal, and in a cell whose width is counted in digits."""

from __future__ import annotations

from typing import Final

_WIDE: Final = "\u2e80"


def columns(text: str) -> int:
    """How many columns a text takes; a Chinese character is two wide."""
    return sum(2 if letter >= _WIDE else 1 for letter in text)
