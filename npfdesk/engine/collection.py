"""Collecting: who is asked for which figures and proposals, and what stands beside each of them on the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

import numpy as np

from npfdesk.plan.collection import AskedCell, AskedFor, CollectBy, Request, Unit
from npfdesk.plan.kinds import RollUp
from npfdesk.plan.model import Plan
from npfdesk.plan.names import fold
from npfdesk.plan.owners import owner_of
from npfdesk.plan.problems import Problem, error, warning
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.series_words import series_wording
from npfdesk.plan.spoken_names import names_wording

NOTHING_ASKED: Final = error(
    "nothing_to_collect",
    "{year}年没有要向任何地区或部门收集的数：现行地区都没有自己填报的指标。请先在规划里填入地区、指标和已有数据或目标。",
    "There is nothing to collect for {year}: no region in force has an indicator of its own to report. Enter regions, "
    "indicators and data or targets in the plan first.",
)
NO_OWNERS: Final = error(
    "no_owners_to_ask",
    "规划里没有一项指标或目标写明牵头单位或责任单位，无法按部门收集。请填写牵头单位，或按地区收集。",
    "No indicator or target of the plan names a lead or owner, so nothing can be collected by department. Enter the owners, or "
    "collect by region.",
)
YEAR_OUTSIDE: Final = error(
    "collect_year_outside",
    "{year} 年不在规划的年份 {first} 到 {last} 之内，收来的数没有地方放。请改年份。",
    "{year} is not among the plan's years {first} to {last}, so its figures would have no place. Choose another year.",
)
WITHOUT_OWNER: Final = warning(
    "series_without_owner",
    "{count} 个序列没有牵头单位或责任单位，没有向任何部门收集：{series}。请填写单位后再收集。",
    "{count:series has|series have} no lead or owner and {count:~is|are} asked of nobody: {series}. Enter the owners, then "
    "collect again.",
)
_TOLD: Final = 10
"""Series of a list that are named; the rest is counted."""


def usual_year(plan: Plan, today: date) -> int:
    """The year whose figures are usually asked for: the last one that is over, within the plan's years."""
    return min(max(today.year - 1, int(plan.years[0])), int(plan.years[-1]))


def asked_requests(plan: Plan, by: CollectBy, year: int, in_round: int) -> tuple[Request, ...]:
    """Who is asked for what: the figures of `year`, from round 1 on the targets of the plan's target year too.

    Asked for is every series of the plan's own regions that has any figure or a target, but none that a formula gives and
    none that only adds up from below. By region: each region but the root (unless it is the only one) for its own. By
    owner: each department for its series in all regions, the root among them; by the series' targets, else by its indicator.
    Regions that are not in force in the year of a cell are passed over, and units without any cell are left out. Units are
    in the plan's order, cells in that of the form: by region industries, groups, indicators; by owner indicators, then
    regions. Empty where nothing is asked.
    """
    cells: dict[str, list[AskedCell]] = {}
    units: dict[str, Unit] = {}
    owners = _owners(plan)
    for asked in _asked(plan, by, year, in_round):
        unit = _unit(plan, by, asked.series, owners)
        if unit is None:
            continue
        key = fold(unit.code) if by is CollectBy.OWNER else unit.code
        cells.setdefault(key, []).append(asked)
        units.setdefault(key, unit)
    order = _SheetOrder(plan, by)
    found = [Request(units[key], tuple(sorted(listed, key=order))) for key, listed in cells.items()]
    if by is CollectBy.REGION:
        places = {one.code: place for place, one in enumerate(plan.regions)}
        found.sort(key=lambda request: places[request.unit.code])
    return tuple(found)


def refusal(plan: Plan, by: CollectBy, year: int, in_round: int) -> Problem | None:
    """Why nothing can be collected so; None where it can."""
    first, last = int(plan.years[0]), int(plan.years[-1])
    if not first <= year <= last:
        return Problem(YEAR_OUTSIDE, arguments={"year": year, "first": first, "last": last})
    if asked_requests(plan, by, year, in_round):
        return None
    unowned = by is CollectBy.OWNER and next(_asked(plan, by, year, in_round), None) is not None
    return Problem(NO_OWNERS) if unowned else Problem(NOTHING_ASKED, arguments={"year": year})


def unasked(plan: Plan, by: CollectBy, year: int, in_round: int) -> tuple[Problem, ...]:
    """What is asked of nobody though it could be: the series without an owner, told in one warning."""
    if by is not CollectBy.OWNER:
        return ()
    owners = _owners(plan)
    left = dict.fromkeys(
        asked.series
        for asked in _asked(plan, by, year, in_round)
        if _unit(plan, by, asked.series, owners) is None
    )
    if not left:
        return ()
    names = names_wording((series_wording(plan, one) for one in left), _TOLD)
    return (Problem(WITHOUT_OWNER, text=names.zh, arguments={"count": len(left), "series": names}),)


def _asked(plan: Plan, by: CollectBy, year: int, in_round: int) -> Iterator[AskedCell]:
    """Everything that can be asked, figures first, in the plan's order."""
    regions = {one.code: one for one in plan.own_regions}
    if by is CollectBy.REGION and len(regions) > 1:
        regions.pop(plan.root, None)
    used = _used(plan)
    for series in plan.series:
        region = regions.get(series.region)
        if (
            region is not None
            and region.in_force(year)
            and series in used
            and not _follows(plan, series, used, year)
        ):
            yield AskedCell(AskedFor.FIGURE, series, year)
    if in_round < 1:
        return
    for series in plan.series:
        region = regions.get(series.region)
        if region is None or not region.in_force(plan.target_year):
            continue
        if (series, plan.target_year) in plan.targets and _formula(plan, series) is None:
            yield AskedCell(AskedFor.PROPOSAL, series, plan.target_year)


def _used(plan: Plan) -> Mapping[SeriesKey, bool]:
    """The series that have any figure or a target; True where there is a figure of its own."""
    own = np.flatnonzero(np.isfinite(plan.observed).any(axis=1)) if plan.series else ()
    found = {plan.series[row]: True for row in own}
    found.update({key.series: True for key in plan.progress})
    for key in plan.targets:
        found.setdefault(key.series, False)
    return found


def _formula(plan: Plan, series: SeriesKey) -> object | None:
    return plan.indicator_by_code[series.indicator].formula


def _follows(plan: Plan, series: SeriesKey, used: Mapping[SeriesKey, bool], year: int) -> bool:
    """Whether a figure is never anybody's own: a formula gives it, or the regions below add up to it alone."""
    if _formula(plan, series) is not None:
        return True
    if used[series] or plan.indicator_by_code[series.indicator].rollup is RollUp.NONE:
        return False
    return any(series._replace(region=one.code) in used for one in plan.children_of(series.region, year))


def _unit(plan: Plan, by: CollectBy, series: SeriesKey, owners: Mapping[SeriesKey, str]) -> Unit | None:
    if by is CollectBy.REGION:
        return Unit(series.region, plan.region_names[series.region])
    owner = owners.get(series, "") or plan.indicator_by_code[series.indicator].owner.strip()
    return Unit(owner, owner) if owner else None


def _owners(plan: Plan) -> Mapping[SeriesKey, str]:
    """The owners that targets name, by series: that of the target year's target before those of others."""
    found: dict[SeriesKey, str] = {}
    for stated in sorted(plan.targets.values(), key=lambda one: (one.year != plan.target_year, one.year)):
        found.setdefault(stated.series, "")
        found[stated.series] = found[stated.series] or owner_of(plan, stated).strip()
    return found


class _SheetOrder:
    """The place of a cell on its sheet."""

    def __init__(self, plan: Plan, by: CollectBy) -> None:
        self._by = by
        self._regions = {one.code: place for place, one in enumerate(plan.regions)}
        self._industries = {"": -1, **{one.code: place for place, one in enumerate(plan.industries)}}
        groups = {
            group: place for place, group in enumerate(dict.fromkeys(one.group for one in plan.indicators))
        }
        self._indicators = {one.code: (groups[one.group], place) for place, one in enumerate(plan.indicators)}

    def __call__(self, asked: AskedCell) -> tuple[object, ...]:
        region = self._regions[asked.series.region]
        industry = self._industries[asked.series.industry]
        group, indicator = self._indicators[asked.series.indicator]
        proposal = asked.asked_for is AskedFor.PROPOSAL
        if self._by is CollectBy.REGION:
            return (proposal, industry, group, indicator, region)
        return (proposal, group, indicator, industry, region)
