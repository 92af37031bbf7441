"""Whether a plan narrows or widens the gaps: every measure of disparity by year, for every scenario and the targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.analyses.convergence import BetaConvergence, beta_convergence, sigma_convergence
from npfdesk.engine.analyses.disparity import Disparity, disparity
from npfdesk.engine.analyses.regional_figures import compared_regions, figures_by_region, targets_by_region
from npfdesk.engine.results import Results
from npfdesk.plan.model import Region
from npfdesk.plan.problems import Problem

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class PathDisparity:
    """One scenario's disparity: `figures` (year, region), `measures` one a year, `sigma` (year,).

    `targets` (region,) are what the scenario's targets of the target year name, NaN where there is none;
    `of_targets` their measures, `beta` from the base to the target year along the path, `beta_of_targets` from
    the base to the targets (a Problem why there is none).
    """

    figures: FloatArray
    measures: tuple[Disparity, ...]
    sigma: FloatArray
    beta: BetaConvergence | Problem
    targets: FloatArray
    of_targets: Disparity
    beta_of_targets: BetaConvergence | Problem


@dataclass(frozen=True, eq=False)
class DisparityStudy:
    """The disparity of an indicator among the root's children, by scenario."""

    indicator: str
    years: IntArray
    base_year: int
    target_year: int
    regions: tuple[Region, ...]
    groups: tuple[str, ...]
    paths: Mapping[str, PathDisparity]

    def measured(self, scenario: str, year: int) -> Disparity:
        """The measures of a year of a scenario; KeyError for a year that is not there."""
        column = year - int(self.years[0])
        if not 0 <= column < len(self.years):
            raise KeyError(year)
        return self.paths[scenario].measures[column]


def study_disparity(
    results: Results,
    indicator: str,
    groups: Mapping[str, str] | None = None,
    scenarios: Sequence[str] | None = None,
) -> DisparityStudy:
    """Disparity and convergence of an indicator (its code) in scenarios (ids; all by default).

    `groups` name the group of a region (by code); by default, and for regions that are not named, its role.
    """
    plan = results.plan
    regions = compared_regions(plan)
    given = groups or {}
    names = tuple(given.get(one.code, one.role) for one in regions)
    base, goal = plan.column(plan.base_year), plan.column(plan.target_year)
    span = goal - base
    paths = {}
    for scenario in scenarios if scenarios is not None else results.scenarios:
        result = results.scenarios[scenario]
        figures = figures_by_region(result, plan, indicator)
        targets = targets_by_region(result, plan, indicator)
        paths[scenario] = PathDisparity(
            figures=figures,
            measures=tuple(disparity(year, names) for year in figures),
            sigma=sigma_convergence(figures),
            beta=beta_convergence(figures[base], figures[goal], span),
            targets=targets,
            of_targets=disparity(targets, names),
            beta_of_targets=beta_convergence(figures[base], targets, span),
        )
    return DisparityStudy(indicator, plan.years, plan.base_year, plan.target_year, regions, names, paths)
