"""How the columns of a table share its width: figures whole, names as long as there is room."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

_MOST_EMPTY = 0.25


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


def whole_columns(
    widths: Sequence[int],
    wished: Sequence[int],
    room: int,
    among: Sequence[int],
    words: Collection[int] = (),
) -> list[int]:
    """The widths of a table wider than its room, so that none of the columns in sight is cut at its edge.

    What the last column that fits leaves over goes to the columns `among`, to each up to what it wished, the rest to
    the first of them [px]. Of `words` the beginning may stand in sight where a quarter of the table would be empty else.
    """
    found, taken, last = list(widths), 0, -1
    for at, width in enumerate(widths):
        if taken + width > room:
            break
        taken, last = taken + width, at
    mine = [at for at in among if at <= last]
    free = room - taken
    if last + 1 == len(widths) or not mine or (last + 1 in words and free > room * _MOST_EMPTY):
        return found
    for at in mine:
        given = min(free, max(wished[at] - found[at], 0))
        found[at] += given
        free -= given
    found[mine[0]] += free
    return found
