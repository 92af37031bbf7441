"""Gaps and differences in words: 缺 97.3 亿元, 超 12.0 亿元; 0.06 个百分点 between two percentages."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final

from npfdesk.plan.numbers import POINTS, difference_unit, format_figure
from npfdesk.plan.problems import LANGUAGES, Language, Wording
from npfdesk.plan.rounding import rounded
from npfdesk.plan.spoken_names import Measured, unit_in

SHORTFALL: Final = Wording("缺口", "Shortfall")
"""The head of a column of gaps as numbers."""
POSITIVE_IS_SHORT: Final = Wording("缺口（正数为缺）", "Shortfall (positive while missing)")
"""The same where nothing else says which sign means what: on an axis, over a sheet."""
SHORT: Final = Wording("缺 {figure}", "{figure} short")
OVER: Final = Wording("超 {figure}", "{figure} over")
MET: Final = Wording("达到", "met")


def narrow(unit: str) -> str:
    """A unit where there is little room: pp for percentage points."""
    return "pp" if unit == POINTS.en else unit


def gap_text(gap: float, decimals: int, unit: str, language: Language) -> str:
    """A gap in words, positive while something is missing: 缺 97.3 亿元, 超 12.0 亿元; one that rounds to nought is met."""
    if not math.isfinite(gap):
        return "—"
    if rounded(gap, decimals) == 0:
        return MET.text(language, {})
    figure = format_figure(abs(gap), decimals, unit)
    words = SHORT if gap > 0 else OVER
    return (words.zh if language == "zh" else words.en).replace("{figure}", figure)


# cached: of thousands of steps an edit moves few
@lru_cache(maxsize=4096)
def signed_change(change: float, decimals: int, unit: str, language: Language, brief: bool = False) -> str:
    """A change beside figures that bear its unit: +12.0; where they are percentages it bears its own, +0.6 个百分点.

    `brief` where a column or a bar has little room: +0.6 pp.
    """
    own = narrow(difference_unit(unit, language)) if brief else difference_unit(unit, language)
    return format_figure(change, decimals, "" if own == unit else own, signed=True)


def difference_wording(value: float, decimals: int, indicator: Measured) -> Wording:
    """A difference of two of an indicator's figures in both languages, for the words of a finding or a problem."""
    zh, en = (difference_unit(unit_in(indicator, spoken), spoken) for spoken in LANGUAGES)
    return Wording(format_figure(value, decimals, zh), format_figure(value, decimals, en))
