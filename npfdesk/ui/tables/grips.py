"""How a figure is dragged: by which step, to how many places, between which bounds."""

from __future__ import annotations

import math
from dataclasses import dataclass

from npfdesk.plan.model import Indicator, Kind
from npfdesk.plan.numbers import parse_figure, plain
from npfdesk.plan.scenarios import Assumption, Method


@dataclass(frozen=True)
class Grip:
    """A figure that can be dragged: what a pixel is worth, and what the figure is rounded to."""

    value: float
    step: float
    places: int
    low: float = -math.inf
    high: float = math.inf

    def moved(self, value: float) -> float:
        """A figure within the bounds."""
        return min(max(value, self.low), self.high)

    def text(self, value: float) -> str:
        """A figure as it is typed."""
        return plain(round(self.moved(value), self.places) + 0.0)


def grip_of_rate(value: float) -> Grip:
    """Of a growth rate in %: a tenth of a point to the pixel."""
    return Grip(value, 0.1, 2)


def grip_of_amount(value: float, decimals: int, whole: bool = False) -> Grip:
    """Of an amount: about a thousandth to the pixel, never finer than it is shown."""
    size = math.floor(math.log10(abs(value))) - 2 if value else 0
    places = 0 if whole else max(decimals, 0)
    step = max(10.0**size, 1.0 if whole else 10.0**-places)
    return Grip(value, step, places if whole else places + 1)


def grip_of_figure(figure: float | None, indicator: Indicator) -> Grip | None:
    """Of an observed figure or a target's; None where there is none."""
    if figure is None or not math.isfinite(figure):
        return None
    return grip_of_amount(figure, indicator.decimals, indicator.kind is Kind.COUNT)


def grip_of_words(text: str, indicator: Indicator) -> Grip | None:
    """Of a target as written; None where it is more than a number."""
    if not text.strip().replace(",", "").replace(".", "", 1).isdecimal():
        return None
    figure = parse_figure(text)
    return grip_of_figure(figure, indicator) if isinstance(figure, float) else None


def grip_of_parameter(
    assumption: Assumption | None, key: str, year: int, indicator: Indicator
) -> Grip | None:
    """Of an assumption's cell; None where its method does not read it.

    What a method without a parameter is given begins as in ``npfdesk.ui.tables.entries``: growth or step from 0.
    """
    points = indicator.kind.moves_in_points
    method = assumption.method if assumption is not None else None
    if method in (None, Method.HOLD, Method.TARGET) or (method is Method.VALUES and key == "value"):
        paced = key == "value" or (year and method is None)
        return _grip_of_pace(0.0, points, indicator) if paced else None
    assert assumption is not None
    figure = dict(assumption.by_year).get(year) if year else getattr(assumption, key)
    figure = assumption.value if figure is None and method is not Method.VALUES else figure
    if figure is None:
        return None
    if key == "midpoint":
        return Grip(figure, 0.1, 0) if method is Method.LOGISTIC else None
    if method in (Method.GROWTH, Method.STEP):
        return _grip_of_pace(figure, method is Method.STEP, indicator)
    if method is Method.TREND:
        return Grip(figure, 0.1, 0, low=2) if key == "value" else None
    if year and method is not Method.VALUES:
        return None
    return grip_of_figure(figure, indicator)


def _grip_of_pace(value: float, step: bool, indicator: Indicator) -> Grip:
    if not step:
        return grip_of_rate(value)
    return (
        Grip(value, 0.01, 3) if indicator.kind.moves_in_points else grip_of_amount(value, indicator.decimals)
    )
