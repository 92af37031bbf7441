"""How the columns of a table share its width: figures whole, names as long as there is room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class ColumnWidth:
    """What a column asks for [px]: what it never falls below, what shows all of it, and what looks well."""

    least: int
    whole: int
    usual: int


def shared(columns: Sequence[ColumnWidth], room: int) -> list[int]:
    """The width of each column [px]: first what shows all, then what looks well; below `least` none, `room` or not.

    Where there is not room for all, those that lack least are made whole first.
    """
    widths = [one.least for one in columns]
    for goals in (
        [max(one.least, one.whole) for one in columns],
        [max(one.least, one.whole, one.usual) for one in columns],
    ):
        lacking = sorted(range(len(widths)), key=lambda at, goals=goals: (goals[at] - widths[at], at))  # type: ignore[misc]
        for place, at in enumerate(lacking):
            free = max(0, room - sum(widths))
            widths[at] += min(goals[at] - widths[at], free // (len(lacking) - place))
    return widths
