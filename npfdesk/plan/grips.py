"""Grips: the step, the decimal places and the bounds with which a figure is dragged."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

from npfdesk.plan.numbers import parse_figure, trimmed


class FigureKind(Protocol):
    """How a figure changes and is counted."""

    @property
    def moves_in_points(self) -> bool:
        """Whether it moves by points and not by a rate."""
        ...

    @property
    def whole(self) -> bool:
        """Whether it is counted in whole units."""
        ...


class FigureScale(Protocol):
    """The properties of an indicator that decide how its figures are dragged and shown."""

    @property
    def decimals(self) -> int:
        """To how many places it is shown."""
        ...

    @property
    def kind(self) -> FigureKind:
        """How it moves and is counted."""
        ...


@dataclass(frozen=True)
class Grip:
    """A figure that can be dragged: the change per pixel, and the rounding."""

    value: float
    step: float
    places: int
    low: float = -math.inf
    high: float = math.inf

    def clamped(self, value: float) -> float:
        """A figure within the bounds."""
        return min(max(value, self.low), self.high)

    def text(self, value: float) -> str:
        """A figure as it is typed."""
        return trimmed(self.clamped(value), self.places)


def grip_of_rate(value: float) -> Grip:
    """The grip of a growth rate in %: a tenth of a point per pixel."""
    return Grip(value, 0.1, 2)


def grip_of_step(value: float, indicator: FigureScale) -> Grip:
    """The grip of a yearly step: hundredths of a point, or as an amount of the indicator."""
    return (
        Grip(value, 0.01, 3) if indicator.kind.moves_in_points else grip_of_amount(value, indicator.decimals)
    )


def grip_of_amount(value: float, decimals: int, whole: bool = False) -> Grip:
    """The grip of an amount: about a thousandth per pixel, never finer than the shown decimals."""
    size = math.floor(math.log10(abs(value))) - 2 if value else 0
    places = 0 if whole else max(decimals, 0)
    step = max(10.0**size, 1.0 if whole else 10.0**-places)
    return Grip(value, step, places if whole else places + 1)


def grip_of_figure(figure: float | None, indicator: FigureScale) -> Grip | None:
    """The grip of an observed figure or a target's figure; None without a figure."""
    if figure is None or not math.isfinite(figure):
        return None
    return grip_of_amount(figure, indicator.decimals, indicator.kind.whole)


def grip_of_words(text: str, indicator: FigureScale) -> Grip | None:
    """The grip of a target's text; None where it is more than a number."""
    if not text.strip().replace(",", "").replace(".", "", 1).isdecimal():
        return None
    figure = parse_figure(text)
    return grip_of_figure(figure, indicator) if isinstance(figure, float) else None
