"""How large the effect of a lever is, as every chapter of measures says it."""

from __future__ import annotations

from typing import Final

from npfdesk.plan.model import LeverEffect
from npfdesk.plan.numbers import trimmed
from npfdesk.report.material import Material
from npfdesk.report.sentences.figures import amount, points
from npfdesk.report.sentences.sentence import SaidFigure

_MOST_DECIMALS: Final = 3


def effect_size(material: Material, effect: LeverEffect) -> SaidFigure | None:
    """A year's effect at full intensity without its sign: percentage points of a growth or a percentage, else the indicator's unit.

    KeyError for an indicator that the plan does not have.
    """
    indicator = material.plan.indicator_by_code[effect.indicator]
    size = abs(effect.effect)
    decimals = max(1, len(trimmed(size, _MOST_DECIMALS).partition(".")[2]))
    unit = material.unit(indicator)
    of_percent = unit.strip() in ("", "%") and indicator.kind.in_percent
    if of_percent or not indicator.kind.moves_in_points:
        return points(size, material.language, decimals)
    return amount(size, decimals, unit, material.language)
