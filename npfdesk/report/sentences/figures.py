"""Figures as official texts say them: no blank and no separators in Chinese (1045.2亿元), both in English (1,045.2 m).

Each is None where there is no figure, so that what cannot be computed is not said.
"""

from __future__ import annotations

import math

from npfdesk.plan.numbers import POINTS, format_figure, format_percentage, in_unit
from npfdesk.plan.problems import Language
from npfdesk.plan.rounding import rounded
from npfdesk.report.sentences.sentence import SaidFigure


def amount(value: float, decimals: int, unit: str, language: Language) -> SaidFigure | None:
    """A figure with its unit at so many decimals."""
    if not math.isfinite(value):
        return None
    figure = format_figure(value, decimals, grouping=language == "en")
    return SaidFigure(f"{figure}{unit}" if language == "zh" else in_unit(figure, unit), float(value))


def percentage(share: float, decimals: int = 1) -> SaidFigure | None:
    """A share (0.057) in per cent, 5.7%; its value is that in per cent."""
    figure = share * 100.0
    return SaidFigure(format_percentage(figure, decimals), figure) if math.isfinite(figure) else None


def percent(figure: float, decimals: int = 1) -> SaidFigure | None:
    """A figure that is in per cent already (5.7)."""
    return SaidFigure(format_percentage(figure, decimals), float(figure)) if math.isfinite(figure) else None


def points(figure: float, language: Language, decimals: int = 1) -> SaidFigure | None:
    """A difference of two percentages: 2.3个百分点, 2.3 percentage points."""
    return amount(figure, decimals, POINTS.text(language, {}), language)


def number(count: int, language: Language) -> SaidFigure:
    """A number of things; English says what it counts in the wording ({count:target|targets})."""
    return SaidFigure(format_figure(count, 0, grouping=language == "en"), float(count))


def year(one: int) -> SaidFigure:
    """A year, which is no figure of the results."""
    return SaidFigure(str(one))


def name(text: str) -> SaidFigure | None:
    """A name, a title or a plan's own words; None where it is blank."""
    return SaidFigure(text) if text.strip() else None


def nought(value: float, decimals: int) -> bool:
    """Whether a figure shows as 0 at so many decimals."""
    return math.isfinite(value) and rounded(value, decimals) == 0
