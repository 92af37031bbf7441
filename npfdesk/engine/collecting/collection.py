"""Collecting: who is asked for which figures and proposals, and what stands beside each of them on the form."""

from __future__ import annotations

import math
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from types import MappingProxyType
from typing import Final

import numpy as np

from npfdesk.engine.edits.past_pace import past_of, plausible_figures
from npfdesk.engine.projection.recorded_figures import RECORDED, recorded_results
from npfdesk.engine.projection.results import Results
from npfdesk.engine.tracking import WithinYear, within_year
from npfdesk.plan.collection import (
    AskedCell,
    AskedFor,
    BegunCollection,
    Beside,
    CollectBy,
    Collection,
    FigureBeside,
    ProposalBeside,
    Question,
    Request,
    Unit,
)
from npfdesk.plan.kinds import Kind, RollUp
from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.names import fold
from npfdesk.plan.negotiation import Side, by_target, last_of, settled_targets
from npfdesk.plan.owners import owner_of
from npfdesk.plan.problems import Problem, error, warning
from npfdesk.plan.regions import Region
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.plan.series_words import series_wording
from npfdesk.plan.shares_of_wholes import WHOLE, is_no_less_than_nothing, is_share
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
DUE_PAST: Final = warning(
    "collect_due_past",
    "报送截止日 {due} 已经过了（今天是 {today}）。请核对日期。",
    "The day on which returns are due, {due}, is past (today is {today}). Check the date.",
)
_TOLD: Final = 10
"""Series of a list that are named; the rest is counted."""

_LEAST_SLACK: Final = 0.2
"""The share by which an amount may differ from its last figure without being asked about, however steady its past."""
_SLACK_UNKNOWN: Final = 0.5
"""The same where nothing but that figure is known."""
_LEAST_POINTS: Final = 2.0
"""Percentage points by which a percentage may."""
_POINTS_UNKNOWN: Final = 5.0
_TIMES: Final = 2.0
"""How many times the greatest change of a year in its own past is still not far."""
_NEVER_A_TOTAL: Final = frozenset(
    {"", "%", "岁", "年", "分", "倍", "位", "天", "小时", "次", "级", "years", "days", "hours"}
)
"""Units of what no year adds up to."""
_KEY_BYTES: Final = 4


def begin_collection(
    plan: Plan, by: CollectBy, year: int, in_round: int, *, due: str, today: date, key: str = ""
) -> BegunCollection | Problem:
    """A collection about to be issued `today`, with all that stands beside its cells; why it cannot be, as a Problem.

    `due` is an ISO day, "" for none; `key` is what tells it from every other, drawn at random by default.
    """
    requests = asked_requests(plan, by, year, in_round)
    refused = refusal(plan, by, year, in_round, requests)
    if refused is not None:
        return refused
    issued = today.isoformat()
    own_key = key or f"{year}-{in_round}-{secrets.token_hex(_KEY_BYTES)}"
    collection = Collection(own_key, plan.title, by, year, in_round, issued, due, requests)
    problems = list(unasked(plan, by, year, in_round))
    if due and due < issued:
        problems.append(Problem(DUE_PAST, text=due, arguments={"due": due, "today": issued}))
    return BegunCollection(collection, stands_beside(plan, collection), tuple(problems))


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
    regions. A target that is settled is no longer asked for. Empty where nothing is asked.
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


def refusal(
    plan: Plan, by: CollectBy, year: int, in_round: int, requests: tuple[Request, ...]
) -> Problem | None:
    """Why nothing can be collected so, where `requests` are what it asks for (`asked_requests`); None where it can."""
    first, last = int(plan.years[0]), int(plan.years[-1])
    if not first <= year <= last:
        return Problem(YEAR_OUTSIDE, arguments={"year": year, "first": first, "last": last})
    if requests:
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


@dataclass(frozen=True)
class LeftOut:
    """The series of regions in force whose figures are asked of nobody by their nature.

    `computed` ones follow from others: a formula gives them, or they only add up from below. `of_root` are those of the
    region above all, which is not asked where the regions below it are.
    """

    computed: tuple[SeriesKey, ...]
    of_root: tuple[SeriesKey, ...]


def left_out(plan: Plan, by: CollectBy, year: int) -> LeftOut:
    """What is asked of nobody, and why, in the plan's order; what lacks an owner is told by `unasked`."""
    asked, own, used = _regions(plan, by), {one.code: one for one in plan.own_regions}, _used(plan)
    there = [
        one for one in plan.series if one in used and one.region in own and own[one.region].in_force(year)
    ]
    computed = tuple(one for one in there if _follows(plan, one, used, year))
    follow = set(computed)
    of_root = tuple(one for one in there if one.region not in asked and one not in follow)
    return LeftOut(computed, of_root)


def _regions(plan: Plan, by: CollectBy) -> dict[str, Region]:
    """The regions whose figures are asked, by code."""
    regions = {one.code: one for one in plan.own_regions}
    if by is CollectBy.REGION and len(regions) > 1:
        regions.pop(plan.root, None)
    return regions


def _asked(plan: Plan, by: CollectBy, year: int, in_round: int) -> Iterator[AskedCell]:
    """Everything that can be asked, figures first, in the plan's order."""
    regions = _regions(plan, by)
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
    settled = settled_targets(plan.proposals)
    for series in plan.series:
        region, target = regions.get(series.region), TargetKey(series, plan.target_year)
        if region is None or not region.in_force(plan.target_year) or target in settled:
            continue
        if target in plan.targets and _formula(plan, series) is None:
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
        return Unit(series.region, _region_name(plan, series.region))
    owner = owners.get(series, "") or plan.indicator_by_code[series.indicator].owner.strip()
    return Unit(owner, owner) if owner else None


def _region_name(plan: Plan, code: str) -> str:
    """A name that no other region has; of two that are named alike below one parent each has its code behind it."""
    name, own = plan.region_names[code], plan.region_by_code[code].name
    return f"{own}（{code}）" if name == code and own != code else name


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


def stands_beside(plan: Plan, collection: Collection) -> Beside:
    """What stands beside each cell of a collection; figures in the indicators' units."""
    cells = [asked for request in collection.requests for asked in request.cells]
    results = recorded_results(plan)
    positions = by_target(plan.proposals)
    figures = [one for one in cells if one.asked_for is AskedFor.FIGURE]
    rows = np.array([plan.row[one.series] for one in figures], dtype=np.int64)
    bounds = plausible_figures(results, RECORDED, rows, collection.year).tolist()
    found: dict[AskedCell, FigureBeside | ProposalBeside] = {
        asked: _figure_beside(plan, asked, low, high)
        for asked, (low, high) in zip(figures, bounds, strict=True)
    }
    for asked in cells:
        if asked.asked_for is AskedFor.FIGURE:
            continue
        beside = _proposal_beside(plan, asked, results)
        reply = last_of(positions.get(TargetKey(asked.series, asked.year), ()), Side.REPLY)
        if reply is not None:
            key, said = reply
            beside = replace(beside, reply=said.text, reply_reason=said.reason, reply_round=key.round)
        found[asked] = beside
    return MappingProxyType(found)


def question_of(indicator: Indicator) -> Question:
    """How a figure of an indicator is asked for, by its kind and by how its months go together."""
    if indicator.kind is Kind.RATE:
        return Question.GROWTH
    if indicator.kind.in_percent and fold(indicator.unit) == "%":
        return Question.SHARE
    months = within_year(indicator)
    if months is WithinYear.AS_PUBLISHED:
        return Question.OF_THE_YEAR
    if months is WithinYear.LATEST:
        return Question.YEAR_END
    adds_up = indicator.kind is Kind.FLOW or indicator.rollup is RollUp.SUM
    return (
        Question.YEAR_TOTAL
        if adds_up and fold(indicator.unit) not in _NEVER_A_TOTAL
        else Question.OF_THE_YEAR
    )


def _figure_beside(plan: Plan, asked: AskedCell, low: float, high: float) -> FigureBeside:
    """What stands beside a figure; `low` and `high` are the plausible range that its past tells, NaN where it is too short."""
    indicator = plan.indicator_by_code[asked.series.indicator]
    column = plan.column(asked.year)
    figures = plan.observed[plan.row[asked.series], : column + 1]
    known = float(figures[column]) if math.isfinite(figures[column]) else None
    seen = [
        (int(plan.years[place]), float(figures[place]))
        for place in np.flatnonzero(np.isfinite(figures[:column])).tolist()
    ]
    share = is_share(indicator)
    least = 0.0 if share or is_no_less_than_nothing(indicator) else None
    beside = FigureBeside(question_of(indicator), known=known, least=least, most=WHOLE if share else None)
    if not seen:
        return beside
    before_year, before = seen[-1]
    if not math.isfinite(low):
        slack = _slack(indicator, seen) * (asked.year - before_year)
        low, high = before - slack, before + slack
    return replace(beside, before=before, before_year=before_year, low=low, high=high)


def _slack(indicator: Indicator, seen: list[tuple[int, float]]) -> float:
    """By how much a figure with a short past may differ from the last one a year later without being asked about, in its unit.

    Twice the greatest change of a year that it ever had: of an amount as a share of what it was, at least a fifth; of a
    percentage at least two points. Half of it, or five points, where only one figure is known.
    """
    last = abs(seen[-1][1])
    points = (indicator.kind.moves_in_points and fold(indicator.unit) == "%") or indicator.kind is Kind.RATE
    if len(seen) < 2:
        return _POINTS_UNKNOWN if points else _SLACK_UNKNOWN * last
    changes = [
        abs(after - before) / (year - first) / (1.0 if points else abs(before) or math.inf)
        for (first, before), (year, after) in pairwise(seen)
    ]
    if points:
        return max(_TIMES * max(changes), _LEAST_POINTS)
    return max(_TIMES * max(changes), _LEAST_SLACK) * last


def _proposal_beside(plan: Plan, asked: AskedCell, results: Results) -> ProposalBeside:
    stated = plan.targets[TargetKey(asked.series, asked.year)]
    base_year = stated.base_year or plan.base_year
    base = stated.base_printed
    if base is None:
        base = plan.observed_figure(asked.series, base_year)
    beside = ProposalBeside(stated.wording, base, base_year)
    if plan.indicator_by_code[asked.series.indicator].kind is Kind.RATE:
        # a growth has no pace of its own: its past are growths
        return beside
    past = past_of(results, RECORDED, plan.row[asked.series])
    if not math.isfinite(past.pace):
        return beside
    return replace(beside, pace=past.pace, first_year=past.first_year, last_year=past.last_year)
