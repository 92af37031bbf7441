"""Units in words: a region by its name in the current language, a department as it is written."""

from __future__ import annotations

from npfdesk.plan.collection import Unit
from npfdesk.plan.model import Plan
from npfdesk.ui.look.language import named


def unit_words(plan: Plan, unit: Unit) -> str:
    """The name of a unit; of a region that the plan knows in the current language."""
    region = plan.region_by_code.get(unit.code)
    # a department whose name is a region's code would be a strange one, but not that region
    return named(region) if region is not None and region.name == unit.name else unit.name
