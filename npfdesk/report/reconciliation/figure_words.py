"""What the figures of findings between plans are called, in the order in which a table has them, and their units."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from npfdesk.engine.reconciliation.ledger import Difference
from npfdesk.plan.numbers import difference_unit, in_unit, plain, trimmed
from npfdesk.plan.problems import Language, Wording

DIFFERENCE: Final = "difference"
FIGURE_WORDS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "above": Wording("上级数值", "Figure above"),
        "target": Wording("上级目标", "Target above"),
        "below": Wording("本级数值", "Figure here"),
        "sum": Wording("下级合计", "Sum below"),
        DIFFERENCE: Wording("差额（下减上）", "Below less above"),
        "count": Wording("下级个数", "Plans below"),
    }
)
"""The figures by their names in a finding."""
DECIMALS: Final = 6
"""Figures are told with all that they have, up to so many places: what lies below is what a computer adds to them."""
_YEARS: Final = "year_differs"
_POINTS_BESIDE: Final = Wording("%（差额：个百分点）", "% (difference: percentage points)")


def are_years(finding: Difference) -> bool:
    """Whether the figures of a finding are years, which have neither unit nor separators."""
    return finding.code == _YEARS


def figure_text(finding: Difference, key: str, unit: str, language: Language) -> str:
    """A figure of a finding with its unit; `unit` is that of the finding in the language."""
    figure = finding.figures[key]
    if are_years(finding):
        return plain(figure)
    said = trimmed(figure, DECIMALS)
    if key == "count":
        return said
    return in_unit(said, difference_unit(unit, language) if key == DIFFERENCE else unit)


def unit_text(finding: Difference, unit: str, language: Language) -> str:
    """The unit beside all figures of a finding in a row: a difference of percentages is told as points."""
    if are_years(finding) or not finding.figures:
        return ""
    points = DIFFERENCE in finding.figures and unit == "%"
    return _POINTS_BESIDE.text(language, {}) if points else unit
