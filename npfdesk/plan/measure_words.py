"""What a target's figures are of, in words, and the units in which they, their gap and what they still need are told."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Protocol

from npfdesk.plan.model import Indicator
from npfdesk.plan.numbers import difference_unit, format_figure
from npfdesk.plan.problems import LANGUAGES, Language, Wording
from npfdesk.plan.spoken_names import unit_in
from npfdesk.plan.targets import Basis, Measure

MEASURE_WORDS: Final[Mapping[tuple[Measure, Basis | None], Wording]] = MappingProxyType(
    {
        (Measure.LEVEL, None): Wording("当年值", "level"),
        (Measure.GROWTH, None): Wording("增长", "growth"),
        (Measure.GROWTH, Basis.ANNUAL): Wording("年均增速", "growth a year"),
        (Measure.GROWTH, Basis.TOTAL): Wording("累计增速", "growth in all"),
        (Measure.SUM, None): Wording("累计", "sum"),
        (Measure.RELATIVE, None): Wording("与其他序列比", "relative"),
        (Measure.QUALITATIVE, None): Wording("定性", "in words"),
        (Measure.RANK, None): Wording("位次", "place"),
    }
)
"""The measures in words; a growth by its basis, too."""

AS_A_LEVEL: Final = Wording("{measure}（折合当年值）", "{measure}, as a level")
"""A growth whose base is known, judged by the level that it comes to."""

_POINTS_A_YEAR: Final = Wording("个百分点/年", "percentage points a year")
_PLACES: Final = Wording("位", "places")
_A_YEAR: Final = Wording("{unit}/年", "{unit} a year")
_RATE_A_YEAR: Final = Wording("%/年", "% a year")


def measure_words(measure: Measure, basis: Basis | None) -> Wording:
    """A measure in words; only a growth has a basis."""
    return MEASURE_WORDS[measure, basis if measure is Measure.GROWTH else None]


class UnitOf(Protocol):
    """What tells a unit: of the figure judged, of a gap, or of what each year left needs."""

    def __call__(self, measure: Measure, *, growth: bool, indicator: Indicator, language: Language) -> str:
        """The unit in a language."""


def figure_unit(measure: Measure, *, growth: bool, indicator: Indicator, language: Language) -> str:
    """The unit of the figure judged: % where it is a growth, a place, else the indicator's."""
    if growth:
        return "%"
    return _PLACES.text(language, {}) if measure is Measure.RANK else unit_in(indicator, language)


def figure_wording(value: float, places: int, indicator: Indicator | None) -> Wording:
    """A figure with an indicator's unit (None: without one), in both languages."""
    zh, en = (
        format_figure(value, places, unit_in(indicator, spoken) if indicator is not None else "")
        for spoken in LANGUAGES
    )
    return Wording(zh, en)


def pace_unit(indicator: Indicator, language: Language) -> str:
    """The unit of what an indicator moves by in a year: % of an amount, points or its own unit of what moves in points."""
    return difference_unit(unit_in(indicator, language), language) if indicator.kind.moves_in_points else "%"


def yearly_pace_unit(indicator: Indicator, language: Language) -> str:
    """The same with the year in it, for a figure that nothing else says is one of a year; "" where there is none."""
    if not indicator.kind.moves_in_points:
        return _RATE_A_YEAR.text(language, {})
    if indicator.unit.strip() in ("", "%"):
        return _POINTS_A_YEAR.text(language, {}) if indicator.kind.in_percent else ""
    return _A_YEAR.text(language, {"unit": unit_in(indicator, language)})


def gap_unit(measure: Measure, *, growth: bool, indicator: Indicator, language: Language) -> str:
    """The unit of a difference of two such figures: percentage points between percentages."""
    unit = figure_unit(measure, growth=growth, indicator=indicator, language=language)
    return difference_unit(unit, language)


def needed_unit(measure: Measure, *, growth: bool, indicator: Indicator, language: Language) -> str:
    """The unit of what each year left needs; "" where nothing is reckoned."""
    if measure in (Measure.RANK, Measure.QUALITATIVE):
        return ""
    if growth:
        return _RATE_A_YEAR.text(language, {})
    if measure is Measure.SUM:
        return _A_YEAR.text(language, {"unit": unit_in(indicator, language)}) if indicator.unit else ""
    return yearly_pace_unit(indicator, language)
