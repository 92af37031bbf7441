"""A plan's own index: its indicators in dimensions, for every scenario, year and region, with coordination."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.analyses.composite_index import CompositeIndex, dimension_scores, index_over_years
from npfdesk.engine.analyses.coupling import Coordination, classic_coordination, corrected_coordination
from npfdesk.engine.analyses.regional_figures import (
    compared_regions,
    figures_by_indicator,
    in_force,
    less_is_better,
    targets_by_region,
)
from npfdesk.engine.analyses.scaling import Filling, Scaling, filled
from npfdesk.engine.projection.results import Results
from npfdesk.plan.regions import Region

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class PlanIndex:
    """An index over scenarios, years and regions.

    `by_year` (scenario, year) are the indices, `scores` and `ranks` (scenario, year, region) taken out of them;
    `dimensions` (dimension, scenario, year, region) each dimension's own; `values` (scenario, year, region,
    indicator) are what it stands on and `filled_in`, of one shape, marks figures that were filled. NaN (rank 0) where a region lacks a figure.
    """

    scenarios: tuple[str, ...]
    years: IntArray
    regions: tuple[Region, ...]
    indicators: tuple[str, ...]
    dimension_names: tuple[str, ...]
    by_year: tuple[tuple[CompositeIndex, ...], ...]
    scores: FloatArray
    ranks: IntArray
    dimensions: FloatArray
    values: FloatArray
    filled_in: BoolArray

    def coordination(self, *, corrected: bool = True) -> Coordination:
        """How the dimensions develop together, (scenario, year, region), each dimension weighing the same."""
        model = corrected_coordination if corrected else classic_coordination
        return model(self.dimensions)

    def missing(self, scenario: str, year: int) -> dict[str, tuple[str, ...]]:
        """The regions (by code) that are left out in a year of a scenario, with the codes of what they lack."""
        place, column = self.scenarios.index(scenario), year - int(self.years[0])
        lacking = np.isnan(self.values[place, column])
        year = int(self.years[column])
        return {
            region.code: tuple(code for code, gap in zip(self.indicators, row, strict=True) if gap)
            for region, row in zip(self.regions, lacking, strict=True)
            if row.any() and region.in_force(year)
        }


def plan_index(
    results: Results,
    dimensions: Mapping[str, Sequence[str]],
    scenarios: Sequence[str] | None = None,
    scaling: Scaling = Scaling.POOLED,
    weights: FloatArray | str = "entropy",
    filling: Filling = Filling.NONE,
    beside: FloatArray | None = None,
) -> PlanIndex:
    """The index of the root's children out of indicators (codes by dimension), for scenarios (ids; all by default).

    Pooled: one scale and one set of weights over all scenarios and years, so that any two figures compare; by
    year: within each scenario's year; targets: shares of the target year's targets of each scenario. Missing
    figures leave a region out of its year unless a filling is chosen. `weights` "entropy", "equal", "critic", or figures
    (indicator,) in the order of the dimensions; `beside` are figures that they are combined with.
    """
    plan = results.plan
    names = tuple(scenarios if scenarios is not None else results.scenarios)
    codes = tuple(code for members in dimensions.values() for code in members)
    owners = tuple(name for name, members in dimensions.items() for _ in members)
    regions = compared_regions(plan)
    roles = [region.role for region in regions]
    given = np.stack([figures_by_indicator(results.scenarios[name], plan, codes) for name in names])
    made = [filled(figures, filling, roles) for figures in given]
    there = in_force(plan)[..., None]
    # what is filled in a year in which a region is not in force is no figure of it
    values = np.stack([np.where(there, one.values, np.nan) for one in made])
    worse = less_is_better(plan, codes)
    years = len(plan.years)
    if scaling is Scaling.TARGETS:
        goals = np.stack(
            [
                np.stack([targets_by_region(results.scenarios[name], plan, code) for code in codes], axis=-1)
                for name in names
            ]
        )
        laid = np.repeat(goals, years, axis=0)
        whole = index_over_years(_end_to_end(values), worse, scaling, weights, laid, beside)
    else:
        whole = index_over_years(_end_to_end(values), worse, scaling, weights, beside=beside)
    shape = (len(names), years, len(regions))
    by_dimension = [dimension_scores(one, owners) for one in whole]
    return PlanIndex(
        scenarios=names,
        years=plan.years,
        regions=regions,
        indicators=codes,
        dimension_names=tuple(dimensions),
        by_year=tuple(whole[place * years : (place + 1) * years] for place in range(len(names))),
        scores=np.stack([one.scores for one in whole]).reshape(shape),
        ranks=np.stack([one.ranks for one in whole]).reshape(shape),
        dimensions=np.stack([np.stack([one[name] for one in by_dimension]) for name in dimensions]).reshape(
            len(dimensions), *shape
        ),
        values=values,
        filled_in=np.stack([one.marked & there for one in made]),
    )


def _end_to_end(values: FloatArray) -> FloatArray:
    """Figures (scenario, year, ...) as (scenario after scenario of years, ...)."""
    return values.reshape(-1, *values.shape[2:])
