"""The storyboard and the minutes as records of saved work: plain values that JSON can say."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from npfdesk.plan.minutes import Decision, Minute, Moved
from npfdesk.plan.saved_views import Range, SavedView
from npfdesk.plan.series import SeriesKey


def view_record(view: SavedView) -> dict[str, Any]:
    """A saved view as a record. ValueError for a range that is not finite."""
    if view.range is not None and not (math.isfinite(view.range.low) and math.isfinite(view.range.high)):
        raise ValueError("only finite figures can be saved")
    return {
        **asdict(view),
        "series": list(view.series),
        "compared": list(view.compared),
        "choices": list(view.choices),
    }


def read_view(record: Mapping[str, Any]) -> SavedView:
    """A saved view out of its record."""
    span = record["range"]
    given = {
        **record,
        "series": SeriesKey(*record["series"]),
        "compared": tuple(record["compared"]),
        "choices": tuple(record["choices"]),
        "range": Range(**span) if span is not None else None,
    }
    return SavedView(**given)


def minute_record(minute: Minute) -> dict[str, Any]:
    """A minute as a record. ValueError for a figure that is not finite."""
    moved = minute.moved
    record = {**asdict(minute), "decision": str(minute.decision)}
    if moved is not None:
        for figure in (moved.before, moved.after, moved.gap):
            if figure is not None and not math.isfinite(figure):
                raise ValueError("only finite figures can be saved")
        record["moved"] = {
            **asdict(moved),
            "series": list(moved.series),
            "status": list(moved.status) if moved.status is not None else None,
            "turned": [list(one) for one in moved.turned],
        }
    return record


def read_minute(record: Mapping[str, Any]) -> Minute:
    """A minute out of its record."""
    moved = record["moved"]
    if moved is not None:
        moved = Moved(
            **{
                **moved,
                "series": SeriesKey(*moved["series"]),
                "status": tuple(moved["status"]) if moved["status"] is not None else None,
                "turned": tuple((str(code), int(count)) for code, count in moved["turned"]),
            }
        )
    return Minute(**{**record, "decision": Decision(record["decision"]), "moved": moved})
