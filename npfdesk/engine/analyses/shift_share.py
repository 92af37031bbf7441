"""Shift-share analysis and location quotients of regions' industries, from results."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.analyses.regional_figures import compared_regions
from npfdesk.engine.projection.results import Results
from npfdesk.plan.model import Industry
from npfdesk.plan.regions import Region
from npfdesk.plan.series import SeriesKey

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ShiftShare:
    """The change of each region's industries in parts, (region, industry), in the figures' unit; NaN where missing.

    `reference` what growth of the whole alone would give, `mix` what the industry's growth adds to it,
    `competitive` what is the region's own; they sum to `change`.
    """

    change: FloatArray
    reference: FloatArray
    mix: FloatArray
    competitive: FloatArray

    def of_regions(self) -> FloatArray:
        """The parts by region, (region, 4): change, reference, mix, competitive; industries without figures left out."""
        parts = (self.change, self.reference, self.mix, self.competitive)
        return np.stack([np.nansum(part, axis=1) for part in parts], axis=1)


def shift_share(first: FloatArray, last: FloatArray) -> ShiftShare:
    """Classic shift-share of figures in a first and a last year, each (region, industry), 0 or more.

    With G the growth of the whole, G_j of industry j over all regions and g_ij of the industry in the region:
    reference = x G, mix = x (G_j - G), competitive = x (g_ij - G_j) (Dunn 1960, Papers of the Regional Science
    Association 6:97). Written as differences, an industry that is new in a region is competitive gain. A cell
    missing in either year is left out of the whole and is NaN; so is an industry that was nowhere.
    """
    both = np.isfinite(first) & np.isfinite(last)
    begin, end = np.where(both, first, 0.0), np.where(both, last, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        whole = end.sum() / begin.sum() - 1.0 if begin.sum() > 0 else np.nan
        industry = np.where(begin.sum(axis=0) > 0, end.sum(axis=0) / begin.sum(axis=0) - 1.0, np.nan)
    change = end - begin
    reference = begin * whole
    mix = begin * (industry - whole)
    competitive = change - begin * industry
    lacking = ~both | np.isnan(industry)
    parts = [np.where(lacking, np.nan, part) for part in (change, reference, mix, competitive)]
    return ShiftShare(*parts)


def location_quotients(figures: FloatArray) -> FloatArray:
    """How much more an industry weighs in a region than in the whole, (region, industry): 1 as much.

    LQ_ij = (x_ij / sum over j of x_ij) / (sum over i of x_ij / sum of all) (Isard 1960, Methods of Regional
    Analysis), figures (region, industry) of 0 or more. A missing cell is NaN and counts in no sum; NaN too
    where a region or an industry has nothing.
    """
    there = np.isfinite(figures)
    known = np.where(there, figures, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        own = known / known.sum(axis=1, keepdims=True)
        whole = known.sum(axis=0) / known.sum()
        quotient = own / whole
    return np.where(there & np.isfinite(quotient), quotient, np.nan)


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
                if not region.in_force(year)
                or (row := plan.row.get(SeriesKey(region.code, industry.code, indicator))) is None
                else values[column, row]
                for industry in industries
            ]
            for region in regions
        ]
        return np.array(found, dtype=np.float64)

    begin, end = figures(first), figures(last)
    return IndustryShares(regions, industries, first, last, shift_share(begin, end), location_quotients(end))
