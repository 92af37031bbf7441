"""Paths over a change of boundaries: the new regions go on from the old ones', and what wholes come to stays as it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.results import Results, ScenarioResult
from npfdesk.engine.projection.update import compute
from npfdesk.plan.boundary_changes import BoundaryChange, BoundaryKind, BoundaryStep
from npfdesk.plan.boundary_targets import additive
from npfdesk.plan.document import Document
from npfdesk.plan.edits import Edit
from npfdesk.plan.kinds import RollUp
from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey, SeriesKey

FloatArray = NDArray[np.float64]
SAME: Final = 1e-9
"""Paths that differ by no more than this share are the same."""

Rows = Mapping[str, Mapping[AssumptionKey, Assumption | None]]


def carried_paths(document: Document, before: Results, step: BoundaryStep) -> Rows:
    """The assumptions, by scenario, that carry the old regions' paths on to the new ones.

    From the year of the change on a new region's path is the sum of the old ones' (of a mean their weighted mean), or
    its share of theirs: figures by year where what the scenario assumes anyway comes to another path. Series without a
    figure observed or stated for the new region, formulas, and what does not roll up are left alone.
    """
    after = compute(step.edit().apply(document))
    found: dict[str, Mapping[AssumptionKey, Assumption | None]] = {}
    for name, result in after.scenarios.items():
        rows: dict[AssumptionKey, Assumption | None] = {}
        for place, region in enumerate(step.change.new):
            for row, key in enumerate(after.plan.series):
                if key.region != region.code or after.frame.formula_row[row]:
                    continue
                wanted = wanted_path(before, name, step.change, place, key)
                given = _differing(after, result, row, wanted, step.change.year)
                if given:
                    rows[AssumptionKey(*key)] = Assumption(Method.VALUES, by_year=given)
        found[name] = MappingProxyType(rows)
    return MappingProxyType(found)


def boundary_edit(document: Document, before: Results, step: BoundaryStep) -> Edit:
    """The change as one step of undo, its paths carried on in every scenario."""
    return step.edit(carried_paths(document, before, step))


def wanted_path(
    before: Results, scenario: str, change: BoundaryChange, place: int, key: SeriesKey
) -> FloatArray:
    """What a new region's series (year,) is of the old regions' paths: sum, weighted mean or share; NaN: not known."""
    plan, values = before.plan, before.scenarios[scenario].projection.values
    indicator = plan.indicator_by_code[key.indicator]
    none = np.full(len(plan.years), np.nan)
    rows = [plan.row[one] for region in change.old if (one := key._replace(region=region)) in plan.row]
    if not rows or not (additive(indicator) or indicator.rollup is RollUp.MEAN):
        return none
    if change.kind is BoundaryKind.SPLIT:
        if not change.shares:
            return none
        path = values[:, rows[0]]
        return path * (change.shares[place] / 100.0) if additive(indicator) else path.copy()
    figures = values[:, rows]
    if additive(indicator):
        return np.asarray(figures.sum(axis=1))
    weighing = [plan.row.get(plan.series[row]._replace(indicator=indicator.weight), -1) for row in rows]
    if min(weighing) < 0:
        return none
    weights = values[:, weighing]
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = (figures * weights).sum(axis=1) / weights.sum(axis=1)
    return np.where(np.isfinite(mean), mean, np.nan)


def _differing(
    after: Results, result: ScenarioResult, row: int, wanted: FloatArray, year: int
) -> tuple[tuple[int, float], ...]:
    """The figures by year that a path must be given to be the one wanted; none where it is that already."""
    years, last = after.plan.years, int(after.last[row])
    if last < 0:
        return ()
    own = result.projection.own_path(row)
    asked = (np.arange(len(years)) > last) & (years >= year) & np.isfinite(wanted)
    if not asked.any():
        return ()
    with np.errstate(invalid="ignore"):
        same = np.abs(own - wanted) <= SAME * np.maximum(1.0, np.abs(wanted))
    if same[asked].all():
        return ()
    # a region that goes on keeps its own path up to the change
    kept = (np.arange(len(years)) > last) & (years < year) & np.isfinite(own)
    figures = np.where(asked, wanted, own)
    return tuple(
        (int(years[place]), float(figures[place])) for place in np.flatnonzero(asked | kept).tolist()
    )


@dataclass(frozen=True, eq=False)
class BoundaryComparison:
    """Figures of an indicator before and after a change, (year,) each, NaN where there is none.

    `old` are by old region as they were, `new` by new region as they will be; `whole_before` and `whole_after` what the
    region above rolls up to, and `differs` whether that is another figure in any year.
    """

    years: NDArray[np.int64]
    old: Mapping[str, FloatArray]
    new: Mapping[str, FloatArray]
    whole_before: FloatArray
    whole_after: FloatArray

    @property
    def differs(self) -> NDArray[np.bool_]:
        """The years in which the roll-up comes to another figure, or has one no more or only now (year,)."""
        one, other = self.whole_before, self.whole_after
        with np.errstate(invalid="ignore"):
            apart = np.abs(one - other) > 1e-6 * np.maximum(1.0, np.abs(one))
        made: NDArray[np.bool_] = apart | (np.isfinite(one) != np.isfinite(other))
        return made


def comparison(
    before: Results, after: Results, scenario: str, change: BoundaryChange, indicator: str, industry: str = ""
) -> BoundaryComparison:
    """The figures of an indicator of the regions of a change, and of the one above, before and after it.

    Both results are of the same years. Of new regions a history that is stated for comparison is shown as well.
    """
    above = before.plan.region_by_code[change.old[0]].parent

    def path(results: Results, region: str, *, rolled: bool = False, outside: bool = False) -> FloatArray:
        row = results.plan.row.get(SeriesKey(region, industry, indicator))
        if row is None:
            return np.full(len(results.plan.years), np.nan)
        projection = results.scenarios[scenario].projection
        if rolled:
            return projection.rollup_path(row)
        if outside:
            return projection.values[:, row]
        absent = results.frame.absent(np.array([row]))[:, 0]
        return np.where(absent, np.nan, projection.values[:, row])

    return BoundaryComparison(
        before.plan.years,
        MappingProxyType({code: path(before, code) for code in change.old}),
        MappingProxyType({one.code: path(after, one.code, outside=True) for one in change.new}),
        path(before, above, rolled=True),
        path(after, above, rolled=True),
    )
