"""An index as chosen, as JSON can say it: kept for the next time that the plan is opened."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from npfdesk.engine.analyses.filling import Filling
from npfdesk.engine.analyses.index_study import IndexChoice, Weighting
from npfdesk.engine.analyses.scaling import Scaling
from npfdesk.plan.model import Plan


def choice_record(choice: IndexChoice) -> dict[str, Any]:
    """A choice as what JSON can say."""
    return {
        "dimensions": [[name, list(members)] for name, members in choice.dimensions.items()],
        "scaling": str(choice.scaling),
        "weighting": str(choice.weighting),
        "filling": str(choice.filling),
        "corrected": choice.corrected,
        "typed": dict(choice.typed),
        "judged": [[*pair, figure] for pair, figure in choice.judged.items()],
    }


def read_choice(record: object, plan: Plan) -> IndexChoice | None:
    """A choice out of what was kept; None where it is broken or of another form, or the plan has nothing of it.

    Indicators that the plan no longer has are passed over.
    """
    if not isinstance(record, Mapping):
        return None
    known = plan.indicator_by_code
    try:
        dimensions = {
            str(name): tuple(code for code in members if code in known)
            for name, members in record["dimensions"]
        }
        choice = IndexChoice(
            MappingProxyType({name: members for name, members in dimensions.items() if members}),
            Scaling(record["scaling"]),
            Weighting(record["weighting"]),
            Filling(record["filling"]),
            bool(record["corrected"]),
            MappingProxyType({code: _figure(one) for code, one in record["typed"].items() if code in known}),
            MappingProxyType(
                {
                    (one, other): _figure(figure)
                    for one, other, figure in record["judged"]
                    if one in known and other in known
                }
            ),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    return choice if choice.dimensions else None


def _figure(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"not a figure: {value}")
    return float(value)
