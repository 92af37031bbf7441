"""Whether a plan narrows disparity: all measures by year, scenario and target, Lorenz curves, densities. Uses scipy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.analyses.convergence import BetaConvergence, beta_convergence, sigma_convergence
from npfdesk.engine.analyses.disparity import Disparity, disparity
from npfdesk.engine.analyses.regional_figures import compared_regions, figures_by_region, targets_by_region
from npfdesk.engine.projection.results import Results
from npfdesk.plan.problems import Problem
from npfdesk.plan.regions import Region

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


def lorenz_curve(values: FloatArray) -> FloatArray:
    """Points of the Lorenz curve, (point, 2): the share of regions from the lowest up, and what they hold of the total.

    From (0, 0) to (1, 1); twice the area between it and the diagonal is Gini's coefficient. Figures (region,),
    NaN left out. No points where there is none, one is negative or all are 0.
    """
    figures = np.sort(values[np.isfinite(values)])
    if not len(figures) or figures[0] < 0 or figures[-1] == 0:
        return np.empty((0, 2))
    held = np.cumsum(figures / figures[-1])
    places = np.arange(len(figures) + 1) / len(figures)
    return np.stack([places, np.concatenate([[0.0], held / held[-1]])], axis=1)


def silverman_bandwidth(values: FloatArray) -> float:
    """Silverman's rule of thumb, 0.9 min(s, IQR / 1.34) n^(-1/5) (1986), in the figures' unit; s where IQR is 0.

    0 for fewer than two figures or figures that are all alike. NaN are left out.
    """
    figures = values[np.isfinite(values)]
    if len(figures) < 2:
        return 0.0
    spread = float(figures.std(ddof=1))
    quarter = float(np.subtract(*np.percentile(figures, [75, 25]))) / 1.34
    narrow = min(spread, quarter) if quarter > 0 else spread
    return float(0.9 * narrow * len(figures) ** -0.2)


def kernel_density(values: FloatArray, points: FloatArray, bandwidth: float | None = None) -> FloatArray:
    """The Gaussian kernel density of figures (region,) at `points` (point,), per unit of the figures.

    f(x) = sum of phi((x - x_i) / h) / (n h) (Rosenblatt 1956, Parzen 1962), h by Silverman's rule unless given.
    NaN are left out. NaN throughout where the bandwidth is 0: figures that are all alike have no density.
    """
    figures = values[np.isfinite(values)]
    width = silverman_bandwidth(figures) if bandwidth is None else bandwidth
    if width <= 0 or not len(figures):
        return np.full(len(points), np.nan)
    apart = (points[:, None] - figures[None, :]) / width
    density: FloatArray = np.exp(-0.5 * apart**2).sum(axis=1) / (len(figures) * width * np.sqrt(2 * np.pi))
    return density
