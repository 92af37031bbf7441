"""Industries of regions out of results, for shift-share and location quotients."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.analyses.regional_figures import compared_regions
from npfdesk.engine.analyses.shift_share import ShiftShare, location_quotients, shift_share
from npfdesk.engine.results import Results
from npfdesk.plan.model import Industry, Region
from npfdesk.plan.series import SeriesKey

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class IndustryShares:
    """Shift-share between two years and location quotients of the later, (region, industry), of an amount.

    Only industries of the highest level and regions below the root of which any has the indicator by industry.
    """

    regions: tuple[Region, ...]
    industries: tuple[Industry, ...]
    first: int
    last: int
    shifts: ShiftShare
    quotients: FloatArray


def industry_shares(
    results: Results, scenario: str, indicator: str, first: int, last: int
) -> IndustryShares | None:
    """Of an indicator's figures by region and industry in a scenario; None where no region has any of an industry.

    A ratio or an index has no shares: None. KeyError for a year that the plan does not have.
    """
    plan = results.plan
    if plan.indicator_by_code[indicator].kind.moves_in_points:
        return None
    regions = tuple(
        one
        for one in compared_regions(plan)
        if any(SeriesKey(one.code, industry.code, indicator) in plan.row for industry in plan.industries)
    )
    industries = tuple(
        industry
        for industry in plan.industries
        if not industry.parent
        and any(SeriesKey(one.code, industry.code, indicator) in plan.row for one in regions)
    )
    if not regions or not industries:
        return None
    values = results.scenarios[scenario].projection.values

    def figures(year: int) -> FloatArray:
        column = plan.column(year)
        found = [
            [
                np.nan
                if (row := plan.row.get(SeriesKey(region.code, industry.code, indicator))) is None
                else values[column, row]
                for industry in industries
            ]
            for region in regions
        ]
        return np.array(found, dtype=np.float64)

    begin, end = figures(first), figures(last)
    return IndustryShares(regions, industries, first, last, shift_share(begin, end), location_quotients(end))
