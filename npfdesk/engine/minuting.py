"""Writing minutes: what an edit's consequence comes to in the log of a meeting."""

from __future__ import annotations

import math

from npfdesk.engine.consequence import Consequence
from npfdesk.plan.edits import Label
from npfdesk.plan.minutes import Minute, Moved
from npfdesk.plan.series import SeriesKey


def moved(seen: Consequence, series: SeriesKey) -> Moved:
    """What an edit did to the series looked at; a figure that there is none of is None."""
    return Moved(
        series,
        seen.year,
        _known(seen.before),
        _known(seen.after),
        _known(seen.gap),
        (seen.own[0].code, seen.own[1].code) if seen.own is not None else None,
        tuple((status.code, count) for status, count in seen.turned),
    )


def minute_of(
    number: int, at: str, by: str, scenario: str, label: Label, effect: Moved | None = None
) -> Minute:
    """The minute of an edit, open until somebody decides on it."""
    return Minute(number, at, by, scenario, label.text("zh"), label.text("en"), effect)


def _known(figure: float) -> float | None:
    return float(figure) if math.isfinite(figure) else None
