"""Where figures come from, in a line under a chart's title."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from npfdesk.plan.model import Plan
from npfdesk.ui.language import tr

IntArray = NDArray[np.int64]
_MOST_SOURCES, _MOST_LOOKED_AT = 2, 200


def source_line(plan: Plan, rows: Sequence[int] | IntArray) -> str:
    """Where the figures of some series come from; beyond two sources the others are counted."""
    found: dict[str, None] = {}
    for row in rows[:_MOST_LOOKED_AT]:
        source = plan.series_sources[row]
        indicator = plan.indicator_by_code.get(plan.series[row].indicator)
        source = source or (indicator.source if indicator is not None else "")
        if source:
            found[source] = None
    if not found:
        return ""
    named_first = "; ".join(list(found)[:_MOST_SOURCES])
    said = f"{tr('Views', 'source')} {named_first}"
    if len(found) > _MOST_SOURCES:
        said += " " + tr("Views", "and {count} more").format(count=len(found) - _MOST_SOURCES)
    return said
