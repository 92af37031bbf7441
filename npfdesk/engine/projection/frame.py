"""The structure of a plan as integers: each row's region, industry and indicator, and the order of computation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from graphlib import TopologicalSorter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.formulas import FormulaContext
from npfdesk.engine.projection.rollups import RollUpStage
from npfdesk.plan.kinds import Kind, RollUp
from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.series import ANY, AssumptionKey
from npfdesk.plan.shares_of_wholes import is_no_less_than_nothing, is_share, may_be_share

IntArray = NDArray[np.int64]

_KEPT: Final = 16
"""Of so many edits is kept what follows from them; a row typed into again and again is one."""

_FEW: Final = 32
"""Up to so many rows numpy's calls cost more than what they do."""


@dataclass(frozen=True, eq=False)
class Frame:
    """The part of a plan that depends on its structure and not on its figures; built once, shared by all results.

    `region_of`, `industry_of` (0 all industries, 1 the first industry), `indicator_of`, `cell_of`
    (series,) are indices; a cell is a (region, industry slot) pair and `cells` (cell, 2) lists them. `points`
    (series,) marks what moves in points and `rate` what is itself a growth in %; `own` (series,) what is of the plan's
    own regions and no yardstick's. `in_force` (year, region) says when regions are in force, None where all always are,
    and `limited` (row,) the rows of those that are not. `lookup` has for each indicator the row of (region, industry slot),
    -1 where the plan has no such series. `stages` are the roll-ups and formulas in the order in which they
    can be computed.
    """

    plan: Plan
    region_index: Mapping[str, int]
    slot_index: Mapping[str, int]
    indicator_index: Mapping[str, int]
    region_of: IntArray
    industry_of: IntArray
    indicator_of: IntArray
    cell_of: IntArray
    cells: IntArray
    points: NDArray[np.bool_]
    rate: NDArray[np.bool_]
    own: NDArray[np.bool_]
    in_force: NDArray[np.bool_] | None
    limited: IntArray
    formula_row: NDArray[np.bool_]
    rows_of_indicator: tuple[IntArray, ...]
    lookup: tuple[NDArray[np.int64], ...]
    children: tuple[IntArray, ...]
    stages: tuple[Stage, ...]
    context: FormulaContext

    @cached_property
    def yardsticks(self) -> frozenset[str]:
        """The codes of the yardsticks, which no row for all regions reaches."""
        return frozenset(region.code for region in self.plan.benchmarks)

    @cached_property
    def shares(self) -> NDArray[np.bool_]:
        """Whether a series is a share of a whole, in %, by its name (series,)."""
        of_indicator = np.array([is_share(one) for one in self.plan.indicators], dtype=np.bool_)
        return of_indicator[self.indicator_of]

    @cached_property
    def other_ratios(self) -> NDArray[np.bool_]:
        """Whether a series is a ratio in % that its name makes neither a share nor one that may pass 100 % (series,)."""
        of_indicator = np.array(
            [may_be_share(one) and not is_share(one) for one in self.plan.indicators], dtype=np.bool_
        )
        return of_indicator[self.indicator_of]

    @cached_property
    def no_less(self) -> NDArray[np.bool_]:
        """Whether a series' figures do not fall below 0, by its kind and name (series,)."""
        of_indicator = np.array(
            [is_no_less_than_nothing(one) for one in self.plan.indicators], dtype=np.bool_
        )
        return of_indicator[self.indicator_of]

    @cached_property
    def rolled_up(self) -> NDArray[np.bool_]:
        """Whether a series has a roll-up of its region's children (series,)."""
        rolled = np.zeros(len(self.region_of), dtype=np.bool_)
        for stage in self.stages:
            for rollup in stage.rollups:
                rolled[rollup.parents] = True
        return rolled

    @cached_property
    def built_on(self) -> frozenset[int]:
        """The indicators that any formula or roll-up looks at or gives, by index."""
        return frozenset().union(*(stage.reads | stage.writes for stage in self.stages))

    @cached_property
    def parents(self) -> IntArray:
        """The series that have a roll-up, ascending (parent,)."""
        return np.flatnonzero(self.rolled_up)

    @cached_property
    def parent_of_row(self) -> IntArray:
        """The place of each series among the `parents` (series,), -1 where it has no roll-up."""
        places = np.full(len(self.region_of), -1, dtype=np.int64)
        places[self.parents] = np.arange(len(self.parents))
        return places

    def dependents(self, rows: IntArray) -> Dependents:
        """What follows from some series (row,), ascending; kept for the series of the last edits, as it rests on the structure alone."""
        kept, name = self._kept_dependents, None if len(rows) == len(self.region_of) else rows.tobytes()
        found = kept.get(name)
        if found is None:
            if len(kept) >= _KEPT:
                kept.clear()
            found = kept[name] = _dependents(self, rows)
        return found

    @cached_property
    def _kept_dependents(self) -> dict[bytes | None, Dependents]:
        return {}

    def absent(self, rows: IntArray) -> NDArray[np.bool_]:
        """The years in which the regions of some rows are not in force, (year, row)."""
        if self.in_force is None:
            return np.zeros((len(self.plan.years), len(rows)), dtype=np.bool_)
        return ~self.in_force[:, self.region_of[rows]]

    def children_in(self, region: int, year: int) -> IntArray:
        """The places of the regions right below one that are in force in a year; of a year off the axis its nearest."""
        children = self.children[region]
        if self.in_force is None or not len(children):
            return children
        column = min(max(year - int(self.plan.years[0]), 0), len(self.plan.years) - 1)
        found: IntArray = children[self.in_force[column, children]]
        return found

    def fits(self, plan: Plan) -> bool:
        """Whether a plan has the structure that this frame was built from."""
        own = self.plan
        return own is plan or (
            own.series is plan.series
            and own.years is plan.years
            and own.regions is plan.regions
            and own.industries is plan.industries
            and own.indicators is plan.indicators
            and own.levers is plan.levers
            and own.multipliers is plan.multipliers
            and own.base_year == plan.base_year
            and own.target_year == plan.target_year
            and own.synergy == plan.synergy
        )

    def matching(self, key: AssumptionKey) -> IntArray:
        """The rows that an assumption's key applies to; empty where the plan has none. All regions are the plan's own."""
        indicator = self.indicator_index.get(key.indicator)
        if indicator is None:
            return np.empty(0, dtype=np.int64)
        region = None if key.region == ANY else self.region_index.get(key.region, -1)
        slot = None if key.industry == ANY else self.slot_index.get(key.industry, -1)
        if region is not None and slot is not None:
            row = int(self.lookup[indicator][region, slot]) if region >= 0 and slot >= 0 else -1
            return np.array([row] if row >= 0 else [], dtype=np.int64)
        rows = self.rows_of_indicator[indicator]
        if region is not None:
            found: IntArray = rows[self.region_of[rows] == region]
            return found
        if slot is not None:
            rows = rows[self.industry_of[rows] == slot]
        return rows[self.own[rows]]


@dataclass(frozen=True, eq=False)
class Stage:
    """A step of the computation for one indicator (or all plain sums): its formula rows, then its roll-ups, deepest first.

    `reads` and `writes` are indicator indices; a stage is recomputed when an indicator that it reads has changed.
    """

    indicator: Indicator | None
    rows: IntArray
    regions: IntArray
    industries: IntArray
    reads: frozenset[int]
    writes: frozenset[int]
    rollups: tuple[RollUpStage, ...]


@dataclass(frozen=True, eq=False)
class Dependents:
    """What has to be computed anew where some series are others.

    `steps` are the formulas, and of the roll-ups those of the parents that read one of them, in the order in which they are
    computed; `rows` the series that these give and the given ones (row,), ascending. Of the latter `parent` (row,) marks those
    that have a roll-up, and `places` are theirs among the frame's `parents`.
    """

    steps: tuple[Stage | RollUpStage, ...]
    rows: IntArray
    parent: NDArray[np.bool_]
    places: IntArray


def _dependents(frame: Frame, rows: IntArray) -> Dependents:
    dirty = np.zeros(len(frame.region_of), dtype=np.bool_)
    dirty[rows] = True
    # an indicator without any series has a formula all the same
    every = len(rows) == len(dirty)
    stale = set(range(len(frame.rows_of_indicator)) if every else frame.indicator_of[rows].tolist())
    steps: list[Stage | RollUpStage] = []
    for stage in frame.stages:
        if stage.reads.isdisjoint(stale) and stage.writes.isdisjoint(stale):
            continue
        if stage.indicator is not None and stage.indicator.formula is not None:
            steps.append(stage)
            dirty[stage.rows] = True
        for rollup in stage.rollups:
            anew = rollup.stale(dirty)
            if anew is not None:
                steps.append(anew)
                dirty[anew.parents] = True
        stale |= stage.writes
    found = np.flatnonzero(dirty)
    places = frame.parent_of_row[found]
    parent = places >= 0
    return Dependents(tuple(steps), found, parent, places[parent])


def united_rows(found: Sequence[IntArray]) -> IntArray:
    """The rows of some arrays, each of which names its own ascending and once: all of them ascending, each once."""
    some = [one for one in found if len(one)]
    if len(some) < 2:
        return some[0] if some else np.empty(0, dtype=np.int64)
    if sum(map(len, some)) <= _FEW:
        return np.array(sorted({row for one in some for row in one.tolist()}), dtype=np.int64)
    return np.unique(np.concatenate(some))


def build_frame(plan: Plan) -> Frame:
    """The frame of a plan; ValueError where formulas or weights run in a circle (readers take such out)."""
    region_index = {region.code: index for index, region in enumerate(plan.regions)}
    slot_index = {"": 0, **{industry.code: index for index, industry in enumerate(plan.industries, start=1)}}
    indicator_index = {indicator.code: index for index, indicator in enumerate(plan.indicators)}
    count = len(plan.series)
    region_of = np.fromiter((region_index[key.region] for key in plan.series), np.int64, count)
    industry_of = np.fromiter((slot_index[key.industry] for key in plan.series), np.int64, count)
    indicator_of = np.fromiter((indicator_index[key.indicator] for key in plan.series), np.int64, count)
    slots = len(slot_index)
    cell_codes, cell_of = np.unique(region_of * slots + industry_of, return_inverse=True)
    cells = np.stack([cell_codes // slots, cell_codes % slots], axis=1)

    by_indicator = np.argsort(indicator_of, kind="stable")
    bounds = np.searchsorted(indicator_of[by_indicator], np.arange(len(plan.indicators) + 1))
    rows_of_indicator = tuple(
        by_indicator[bounds[index] : bounds[index + 1]] for index in range(len(plan.indicators))
    )
    lookup = []
    for rows in rows_of_indicator:
        table = np.full((len(plan.regions), slots), -1, dtype=np.int64)
        table[region_of[rows], industry_of[rows]] = rows
        lookup.append(table)

    children: list[list[int]] = [[] for _ in plan.regions]
    own = np.zeros(len(plan.regions), dtype=np.bool_)
    for region in plan.own_regions:
        own[region_index[region.code]] = True
        if region.parent:
            children[region_index[region.parent]].append(region_index[region.code])
    child_arrays = tuple(np.array(members, dtype=np.int64) for members in children)

    points = np.array([indicator.kind.moves_in_points for indicator in plan.indicators], dtype=np.bool_)
    rates = np.array([indicator.kind is Kind.RATE for indicator in plan.indicators], dtype=np.bool_)
    computed = np.array([indicator.formula is not None for indicator in plan.indicators], dtype=np.bool_)
    base_column = plan.base_year - int(plan.years[0])
    in_force = _in_force(plan)
    limited = np.empty(0, dtype=np.int64)
    if in_force is not None and count:
        limited = np.flatnonzero(~np.logical_and.reduce(in_force, axis=0)[region_of])
    context = FormulaContext(
        years=plan.years,
        region_count=len(plan.regions),
        children=child_arrays,
        series_at=dict(zip(indicator_index, lookup, strict=True)),
        base_year_row=base_column if 0 <= base_column < len(plan.years) else None,
        region_index=region_index,
        in_force=in_force,
    )
    frame = Frame(
        plan=plan,
        region_index=region_index,
        slot_index=slot_index,
        indicator_index=indicator_index,
        region_of=region_of,
        industry_of=industry_of,
        indicator_of=indicator_of,
        cell_of=cell_of.reshape(-1).astype(np.int64),
        cells=cells,
        points=points[indicator_of] if count else np.zeros(0, dtype=np.bool_),
        rate=rates[indicator_of] if count else np.zeros(0, dtype=np.bool_),
        own=own[region_of],
        in_force=in_force,
        limited=limited,
        formula_row=computed[indicator_of] if count else np.zeros(0, dtype=np.bool_),
        rows_of_indicator=rows_of_indicator,
        lookup=tuple(lookup),
        children=child_arrays,
        stages=(),
        context=context,
    )
    object.__setattr__(frame, "stages", _stages(frame, plan))
    return frame


def _in_force(plan: Plan) -> NDArray[np.bool_] | None:
    """When each region is in force, (year, region); None where all always are."""
    if all(region.since is None and region.until is None for region in plan.regions):
        return None
    ends = np.iinfo(np.int64)
    since = np.array([ends.min if one.since is None else one.since for one in plan.regions])
    until = np.array([ends.max if one.until is None else one.until for one in plan.regions])
    made: NDArray[np.bool_] = (plan.years[:, None] >= since) & (plan.years[:, None] <= until)
    if made.all():
        return None
    made.setflags(write=False)
    return made


def _stages(frame: Frame, plan: Plan) -> tuple[Stage, ...]:
    index = frame.indicator_index
    simple = [
        index[indicator.code]
        for indicator in plan.indicators
        if indicator.formula is None and indicator.rollup is RollUp.SUM
    ]
    levels = _levels(frame, plan)
    empty = np.empty(0, dtype=np.int64)
    stages = [
        Stage(
            None,
            empty,
            empty,
            empty,
            frozenset((one,)),
            frozenset((one,)),
            _rollups(frame, [one], None, levels),
        )
        for one in simple
    ]
    waiting = {
        indicator.code: _reads(indicator)
        for indicator in plan.indicators
        if indicator.formula is not None or indicator.rollup is RollUp.MEAN
    }
    for code in TopologicalSorter(waiting).static_order():
        if code not in waiting:
            continue
        indicator = plan.indicator_by_code[code]
        own = index[code]
        rows = frame.rows_of_indicator[own] if indicator.formula is not None else empty
        rollups: tuple[RollUpStage, ...] = ()
        if indicator.rollup is RollUp.SUM:
            rollups = _rollups(frame, [own], None, levels)
        elif indicator.rollup is RollUp.MEAN:
            rollups = _rollups(frame, [own], index.get(indicator.weight), levels)
        reads = frozenset(index[read] for read in waiting[code] if read in index)
        if indicator.formula is None:
            reads |= {own}
        stages.append(
            Stage(
                indicator,
                rows,
                frame.region_of[rows],
                frame.industry_of[rows],
                reads,
                frozenset((own,)),
                rollups,
            )
        )
    return tuple(stages)


def _reads(indicator: Indicator) -> frozenset[str]:
    codes = indicator.formula.codes if indicator.formula is not None else frozenset()
    return codes | (
        {indicator.weight} if indicator.rollup is RollUp.MEAN and indicator.weight else frozenset()
    )


def _levels(frame: Frame, plan: Plan) -> list[list[int]]:
    """Regions with children, grouped by depth, the deepest first."""
    depth: dict[int, int] = {}

    def depth_of(region: int) -> int:
        if region not in depth:
            parent = plan.regions[region].parent
            depth[region] = depth_of(frame.region_index[parent]) + 1 if parent else 0
        return depth[region]

    levels: dict[int, list[int]] = {}
    for region, members in enumerate(frame.children):
        if len(members):
            levels.setdefault(depth_of(region), []).append(region)
    return [levels[level] for level in sorted(levels, reverse=True)]


def _rollups(
    frame: Frame, indicators: Sequence[int], weight: int | None, levels: list[list[int]]
) -> tuple[RollUpStage, ...]:
    stages = []
    began = [-1 if one.since is None else one.since for one in frame.plan.regions]
    for regions in levels:
        parents: list[int] = []
        members: list[IntArray] = []
        weights: list[IntArray] = []
        totals: list[int] = []
        families: list[NDArray[np.int32]] = []
        lost: list[NDArray[np.bool_]] = []
        for indicator in indicators:
            table = frame.lookup[indicator]
            for region in regions:
                children = frame.children[region]
                for slot in np.flatnonzero(table[region] >= 0):
                    rows = table[children, slot]
                    there = rows >= 0
                    if not there.any():
                        continue
                    parents.append(int(table[region, slot]))
                    members.append(rows[there])
                    if frame.in_force is None:
                        totals.append(len(children))
                    else:
                        family = frame.in_force[:, children].sum(axis=1, dtype=np.int32)
                        totals.append(int(family.max(initial=0)))
                        families.append(family)
                        lost.append(_lost(frame, children[there], children[~there], began))
                    if weight is not None:
                        weights.append(frame.lookup[weight][children, slot][there])
        in_force = frame.in_force
        if parents:
            starts = np.concatenate([[0], np.cumsum([len(rows) for rows in members])[:-1]]).astype(np.int64)
            stages.append(
                RollUpStage(
                    parents=np.array(parents, dtype=np.int64),
                    members=np.concatenate(members),
                    starts=starts,
                    weights=np.concatenate(weights) if weight is not None else None,
                    children=np.array(totals, dtype=np.int32),
                    in_force=None
                    if in_force is None
                    else in_force[:, frame.region_of[np.concatenate(members)]],
                    children_in_force=None if in_force is None else np.stack(families, axis=1),
                    lost=None if in_force is None else np.stack(lost, axis=1),
                )
            )
    return tuple(stages)


def _lost(frame: Frame, having: IntArray, lacking: IntArray, began: Sequence[int]) -> NDArray[np.bool_]:
    """The years in which regions without a series are in force that began when one with it ended, (year,)."""
    lost = np.zeros(len(frame.plan.years), dtype=np.bool_)
    ended = {
        one.until + 1 for one in (frame.plan.regions[place] for place in having) if one.until is not None
    }
    for place in lacking.tolist():
        if frame.in_force is not None and began[place] in ended:
            lost |= frame.in_force[:, place]
    return lost
