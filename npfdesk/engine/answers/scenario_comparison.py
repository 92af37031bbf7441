"""Comparison of two scenarios: their different inputs, and the contribution of each difference to a figure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.answers.alternatives import Outcome, alternative, outcome_of, series_read_by
from npfdesk.engine.answers.decomposition import shapley
from npfdesk.engine.projection.inputs import Inputs, OwnedAssumption
from npfdesk.engine.projection.results import Results
from npfdesk.plan.scenarios import LeverIntensities
from npfdesk.plan.series import SeriesKey

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


class DifferenceKind(StrEnum):
    """What two scenarios differ in."""

    ASSUMPTION = "assumption"
    LEVER = "lever"
    TARGETS = "targets"


@dataclass(frozen=True)
class Difference:
    """One difference and what it did to the outcome, in the outcome's unit (`error`: its standard error).

    Assumptions: the row of either scenario that answers (None: none) and the series where they stand against
    each other. A lever: its name, and the series of the cells where its intensity differs. Targets: those that a
    scenario has of its own, where the method `target` follows them.
    """

    kind: DifferenceKind
    before: OwnedAssumption | None
    after: OwnedAssumption | None
    lever: str
    series: tuple[SeriesKey, ...]
    amount: float
    error: float


@dataclass(frozen=True, eq=False)
class Comparison:
    """From one scenario to another: `before` plus what all differences did is `after`, exactly.

    `exact` says whether the shares are exact Shapley values or sampled ones. `cells` (series, year) is the second
    scenario's figure less the first's, NaN where either is missing.
    """

    outcome: Outcome
    before: float
    after: float
    differences: tuple[Difference, ...]
    exact: bool
    cells: FloatArray


@dataclass(frozen=True, eq=False)
class _Change:
    kind: DifferenceKind
    pair: tuple[int, int]
    rows: IntArray
    lever: int


def compare(results: Results, one: str, other: str, outcome: Outcome) -> Comparison:
    """What differs between two scenarios and what each difference did to one figure.

    A difference is a pair of assumptions that stand against each other, however many series it covers, a lever
    whose intensities differ, or the targets. Each mixture of the two scenarios is a real recompute; the shares
    are Shapley values (exact up to 12 differences that the figure can depend on, else sampled), so that no order of the
    differences is preferred. Those it cannot depend on did nothing. KeyError: no such series or year.
    """
    first, second = results.scenarios[one], results.scenarios[other]
    depends = series_read_by(results.frame, np.array([results.plan.row[outcome.series]]))
    changes = _changes(results, one, other)
    acting = [change for change in changes if depends[change.rows].any()]
    mixed_rows = first.inputs.rows + second.inputs.rows
    mixed_intensities = first.inputs.intensity_rows + second.inputs.intensity_rows

    def worth(taken: frozenset[int]) -> float:
        inputs, targets = first.inputs, first.stated_targets
        owner, intensities = inputs.owner.copy(), inputs.intensity_owner.copy()
        for change in (acting[place] for place in sorted(taken)):
            if change.kind is DifferenceKind.ASSUMPTION:
                owner[change.rows] = _shifted_rows(second.inputs.owner[change.rows], len(first.inputs.rows))
            elif change.kind is DifferenceKind.LEVER:
                theirs = second.inputs.intensity_owner[change.lever]
                intensities[change.lever] = _shifted_rows(theirs, len(first.inputs.intensity_rows))
            else:
                targets = second.stated_targets
        mixed = replace(
            inputs,
            rows=mixed_rows,
            owner=owner,
            intensity_rows=mixed_intensities,
            intensity_owner=intensities,
        )
        return outcome_of(results, alternative(results, one, mixed, targets), outcome)

    shares = shapley(len(acting), worth)
    did = {id(change): place for place, change in enumerate(acting)}
    differences = tuple(
        _difference(
            results,
            first.inputs,
            second.inputs,
            change,
            (float(shares.amount[did[id(change)]]), float(shares.error[did[id(change)]]))
            if id(change) in did
            else (0.0, 0.0),
        )
        for change in changes
    )
    return Comparison(
        outcome=outcome,
        before=outcome_of(results, first.projection, outcome),
        after=outcome_of(results, second.projection, outcome),
        differences=tuple(sorted(differences, key=lambda difference: -abs(difference.amount))),
        exact=shares.exact,
        cells=second.values - first.values,
    )


def _shifted_rows(owner: IntArray, by: int) -> IntArray:
    return np.where(owner >= 0, owner + by, -1)


def _changes(results: Results, one: str, other: str) -> list[_Change]:
    first, second = results.scenarios[one], results.scenarios[other]
    pairs: dict[tuple[int, int], list[int]] = {}
    a, b = first.inputs, second.inputs
    for row, (mine, theirs) in enumerate(zip(a.owner.tolist(), b.owner.tolist(), strict=True)):
        left = a.rows[mine].assumption if mine >= 0 else None
        right = b.rows[theirs].assumption if theirs >= 0 else None
        if left != right:
            pairs.setdefault((mine, theirs), []).append(row)
    changes = [
        _Change(DifferenceKind.ASSUMPTION, pair, np.array(rows, dtype=np.int64), -1)
        for pair, rows in pairs.items()
    ]
    for place in range(len(a.levers)):
        owners = np.stack([a.intensity_owner[place], b.intensity_owner[place]], axis=1)
        differing = [
            cell
            for cell, (mine, theirs) in enumerate(owners.tolist())
            if _strength(a, mine) != _strength(b, theirs)
        ]
        if differing:
            rows = np.flatnonzero(np.isin(results.frame.cell_of, differing))
            changes.append(_Change(DifferenceKind.LEVER, (-1, -1), rows, place))
    followed = _followed_targets(results, one, other)
    if len(followed):
        changes.append(_Change(DifferenceKind.TARGETS, (-1, -1), followed, -1))
    return changes


def _strength(inputs: Inputs, owner: int) -> LeverIntensities | None:
    return inputs.intensity_rows[owner].intensities if owner >= 0 else None


def _followed_targets(results: Results, one: str, other: str) -> IntArray:
    """The series that follow other targets in the two scenarios, where either follows its targets at all."""
    first, second = results.scenarios[one], results.scenarios[other]
    now, then = second.stated_targets.waypoints(results.frame), first.stated_targets.waypoints(results.frame)
    steps = max(len(now.column), len(then.column))
    differs = np.zeros(len(results.frame.region_of), dtype=np.bool_)
    for step in range(steps):
        sides = [
            (way.column[step], way.figure[step])
            if step < len(way.column)
            else (np.int64(-1), np.float64("nan"))
            for way in (now, then)
        ]
        (column, figure), (other_column, other_figure) = sides
        differs |= (column != other_column) | (
            (figure != other_figure) & ~(np.isnan(figure) & np.isnan(other_figure))
        )
    follows = np.zeros(len(differs), dtype=np.bool_)
    for inputs in (first.inputs, second.inputs):
        methods = np.array([row.assumption.method.about.follows_targets for row in inputs.rows] + [False])
        follows |= methods[inputs.owner]
    return np.flatnonzero(differs & follows)


def _difference(
    results: Results, first: Inputs, second: Inputs, change: _Change, did: tuple[float, float]
) -> Difference:
    mine, theirs = change.pair
    return Difference(
        kind=change.kind,
        before=first.rows[mine] if mine >= 0 else None,
        after=second.rows[theirs] if theirs >= 0 else None,
        lever=first.levers[change.lever] if change.lever >= 0 else "",
        series=tuple(results.plan.series[row] for row in change.rows.tolist()),
        amount=did[0],
        error=did[1],
    )
