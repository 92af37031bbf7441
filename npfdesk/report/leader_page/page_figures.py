"""Figures as the page holds them: plain lists that JSON can say, a missing value null, an infinite one by its name."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Data = dict[str, Any]
"""A part of the page's data: what JSON can hold."""


def figure(value: float) -> float | str | None:
    """A figure, whole to its last bit; None where there is none, "Infinity" and "-Infinity" for what has overflown."""
    value = float(value)
    if math.isfinite(value):
        return value
    return None if math.isnan(value) else str(value).replace("inf", "Infinity")


def figures(values: Iterable[float]) -> list[float | str | None]:
    """Figures in their order (see ``figure``)."""
    return [figure(one) for one in values]


def columns(marks: NDArray[np.bool_]) -> list[int]:
    """The places at which something is so."""
    found: list[int] = np.flatnonzero(marks).tolist()
    return found
