"""What an overview shows: how many targets stand where, and each of them, the furthest behind first: no painting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.scenario_paths import Origin
from npfdesk.engine.targets.judgement import Judgement
from npfdesk.engine.targets.measured_figures import measured_figures
from npfdesk.plan.kinds import Duty
from npfdesk.plan.problems import Count
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.statuses import WORST_FIRST, Status
from npfdesk.ui.charts.gap_rows import of_region, told_targets
from npfdesk.ui.look.language import tr
from npfdesk.ui.workspace import Workspace

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

_STATUSES = tuple(Status)


class Place(StrEnum):
    """Where a target stands, as the sentence counts it."""

    MET = "met"
    ON_TRACK = "on track"
    BEHIND = "behind"
    UNJUDGED = "not assessable"
    MISSING = "missing value"


@dataclass(frozen=True, eq=False)
class OverviewRow:
    """One target: its series and place in the table, whether it binds, its status, and the figures of its line.

    `figures` (year,) are what the active scenario's target is judged by (of a sum what has come together), known up to the
    column `last` (-1: nothing is). `rank` is by what they are ordered.
    """

    series: SeriesKey
    position: int
    binding: bool
    status: Status
    figures: FloatArray
    last: int
    place: Place = Place.UNJUDGED
    rank: tuple[float, ...] = ()


def overview_sentence(rows: Sequence[OverviewRow]) -> str:
    """Where targets stand, in one sentence: how many there are, and how many are met, on track, behind, without a figure."""
    places = Counter(row.place for row in rows)
    said = tr(
        "Overview",
        "{count:target|targets}: {met} met, {on_track} on track, {behind} behind, {missing} with a missing value",
    ).format(
        count=Count(len(rows)),
        met=places[Place.MET],
        on_track=places[Place.ON_TRACK],
        behind=places[Place.BEHIND],
        missing=places[Place.MISSING],
    )
    if places[Place.UNJUDGED]:
        said += tr("Overview", ", {count} not assessable").format(count=places[Place.UNJUDGED])
    binding = [row.place for row in rows if row.binding]
    if binding:
        kept = sum(place in (Place.MET, Place.ON_TRACK) for place in binding)
        said += tr("Overview", "; binding: {kept} of {all} met or on track").format(
            kept=kept, all=len(binding)
        )
    return said


def overview_rows(workspace: Workspace, *, narrowed: bool = True) -> tuple[OverviewRow, ...]:
    """The targets of the region looked at, of all its industries: of each series the year's next one.

    `narrowed`: only those of the owner to whom the window is narrowed.
    Binding ones come first, then those furthest behind; what has no figure to judge by comes last.
    """
    return _ordered(_rows(workspace, told_targets(workspace, of_region(workspace), narrowed=narrowed)))


def overview_rows_again(
    workspace: Workspace, before: tuple[OverviewRow, ...], again: IntArray
) -> tuple[OverviewRow, ...]:
    """The rows of the same targets, where only those at the positions `again` have been judged since; all others are those of before."""
    judged = frozenset(again.tolist())
    at = [row.position for row in before if row.position in judged]
    if not at:
        return before
    made = {row.position: row for row in _rows(workspace, np.array(at, dtype=np.int64))}
    return _ordered([made.get(row.position, row) for row in before])


def _ordered(rows: list[OverviewRow]) -> tuple[OverviewRow, ...]:
    return tuple(sorted(rows, key=attrgetter("rank")))


def _rows(workspace: Workspace, positions: IntArray) -> list[OverviewRow]:
    """The rows of the targets at some positions."""
    plan, judgement, result = workspace.plan, workspace.judgement(), workspace.result
    table, rows = result.targets, result.targets.row[positions]
    judged = _judged_paths(workspace, positions)
    gone = judgement.progress[positions]
    gone = np.where(np.isfinite(gone), gone, np.inf).tolist()
    made = []
    for number, (position, levels, last) in enumerate(
        zip(positions.tolist(), result.values[rows], _last_known(workspace, rows), strict=True)
    ):
        series, status = table.keys[position].series, _STATUSES[judgement.status[position]]
        binding = plan.indicator_by_code[series.indicator].duty is Duty.BINDING
        place = _place(judgement, position)
        behind = (
            place is Place.MISSING,
            not binding,
            WORST_FIRST.index(status),
            gone[number],
            int(rows[number]),
        )
        figures = judged.get(position, levels)
        made.append(OverviewRow(series, position, binding, status, figures, last, place, behind))
    return made


def _place(judgement: Judgement, position: int) -> Place:
    """Where the target at a position of its table stands."""
    status = _STATUSES[judgement.status[position]]
    if status is Status.BLUE:
        return Place.MET if judgement.standing.met[position] else Place.ON_TRACK
    if status is not Status.GREY:
        return Place.BEHIND
    return Place.UNJUDGED if np.isfinite(judgement.gap[position]) else Place.MISSING


def _judged_paths(workspace: Workspace, positions: IntArray) -> dict[int, FloatArray]:
    """By position the figures (year,) that targets are judged by, of those that are no level of their year."""
    chosen = positions[np.isin(positions, workspace.result.targets.measured)]
    if not len(chosen):
        return {}
    found = measured_figures(workspace.session.results, workspace.document.active, chosen)
    return {int(position): found.value[:, place] for place, position in enumerate(chosen)}


def _last_known(workspace: Workspace, rows: IntArray) -> list[int]:
    """Of series the column of the last observed figure; a formula or a roll-up is known, not assumed, up to the base year."""
    plan, result = workspace.plan, workspace.result
    seen = result.origin[rows] == Origin.OBSERVED
    known = np.isfinite(result.values[rows]) & (plan.years <= plan.base_year)
    known = np.where(seen.any(axis=1, keepdims=True), seen, known)
    last = known.shape[1] - 1 - np.argmax(known[:, ::-1], axis=1)
    found: list[int] = np.where(known.any(axis=1), last, -1).tolist()
    return found
