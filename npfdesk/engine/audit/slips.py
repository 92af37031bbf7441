"""Slips of the pen: two neighbouring digits swapped, a place or a unit too many or too few."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

POWERS: Final = (1, 2, 3, 4, 8)
"""Powers of ten that a slip of unit comes to: a place, %, 千, 万, 亿."""


def swaps(figure: float, places: int) -> Iterator[float]:
    """The figures that come of swapping two unequal neighbouring digits of one printed to `places` decimals."""
    digits = f"{abs(figure):.{places}f}".replace(".", "")
    for at in range(len(digits) - 1):
        if digits[at] != digits[at + 1]:
            other = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
            yield math.copysign(int(other) / 10**places, figure)


def transposed(one: float, other: float, places: int) -> bool:
    """Whether two figures differ by one swap of neighbouring digits; of two digits at least three places are asked."""
    long_enough = len(f"{abs(one):.{places}f}".replace(".", "")) >= 3
    slack = 1e-9 * max(1.0, abs(other))
    return long_enough and any(abs(figure - other) <= slack for figure in swaps(one, places))


def scalings(figure: float) -> Iterator[float]:
    """The figures that come of a unit or place mistaken, up and down."""
    for power in POWERS:
        yield figure * 10.0**power
        yield figure / 10.0**power
