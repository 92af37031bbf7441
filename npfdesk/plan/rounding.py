"""Figures rounded for people: half up in decimal, away from zero, as Excel shows them. The program's only rounding on show."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

PLAIN_UNITS: Final = 1e9
"""Units of the last place below which binary arithmetic tells a tie from what is none."""
NEAR_TIE: Final = 1e-5
"""How near half a unit a figure may be a tie."""
_MOST_DECIMALS: Final = 22
_POWERS: Final = tuple(10.0**place for place in range(_MOST_DECIMALS + 1))
# digits that Excel shows a figure by: 3 x 1.15 is 3.4499999999999997 in binary, and 3.45
_EXCEL: Final = ".15g"
# a double has 309 figures before the point at most
_ROOM: Final = Context(prec=400, rounding=ROUND_HALF_UP)


def rounded_text(value: float, decimals: int, grouping: bool = False, signed: bool = False) -> str:
    """A finite figure to `decimals` (from 0) places: 2.25 is 2.3, 2.5 is 3, −2.5 is −3, 1.005 is 1.01.

    A tie is one of the decimal figure, of the 15 digits that Excel goes by: neither the binary form of what is typed
    nor the last bit of what is computed (0.285 x 100) decides. Never a negative zero. `grouping` sets thousands off by
    commas, `signed` writes + before what is above 0. The minus is that of keyboards.
    """
    # a plain float, whose repr is the figure alone
    value = float(value)
    units = abs(value) * _POWERS[decimals] if decimals <= _MOST_DECIMALS else PLAIN_UNITS
    # no tie at that place, so that every way of rounding agrees
    plain = units < PLAIN_UNITS and not -NEAR_TIE < units % 1.0 - 0.5 < NEAR_TIE
    figure = value if plain else _half_up(value, decimals, units)
    text = f"{figure:,.{decimals}f}" if grouping else f"{figure:.{decimals}f}"
    if text[0] == "-":
        return text if text.strip("-0.,") else text[1:]
    return f"+{text}" if signed and text.strip("0.,") else text


def _half_up(value: float, decimals: int, units: float) -> float | Decimal:
    if units < PLAIN_UNITS:
        _, point, part = f"{value:{_EXCEL}}".partition(".")
        if "e" not in part and point:
            tie = len(part) == decimals + 1 and part[-1] == "5"
            return (
                math.copysign(math.floor(units + 0.5 + NEAR_TIE) / _POWERS[decimals], value) if tie else value
            )
    written, near = Decimal(repr(value)), Decimal(f"{value:{_EXCEL}}")
    # a 5 in the place behind the last one that is shown, by Excel's digits
    if near.normalize().as_tuple().exponent == -(decimals + 1):
        written = near
    return written.quantize(Decimal(1).scaleb(-decimals), context=_ROOM)


def rounded(value: float, decimals: int) -> float:
    """The figure that ``rounded_text`` shows, as a number; what is not finite as it is."""
    if not math.isfinite(value):
        return float(value)
    return float(rounded_text(value, decimals))


def significant_text(value: float, digits: int) -> str:
    """A finite figure to its first `digits` (1 to 15) figures: 1.2345 is 1.235 of four; no zeros behind the point."""
    near = Context(prec=digits, rounding=ROUND_HALF_UP).plus(Decimal(f"{float(value):{_EXCEL}}"))
    return format(float(near) + 0.0, f".{digits}g")
