"""A plan: its regions, industries, indicators, observed figures, targets and levers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from npfdesk.plan.closed_targets import ClosedTarget
from npfdesk.plan.commitments import Commitment
from npfdesk.plan.expressions import Expression
from npfdesk.plan.kinds import Direction, Duty, Kind, RollUp
from npfdesk.plan.negotiation import Proposal, ProposalKey
from npfdesk.plan.own_checks import OwnCheck
from npfdesk.plan.region_places import RegionPlaces, unambiguous_names
from npfdesk.plan.regions import Region
from npfdesk.plan.scenarios import Scenario
from npfdesk.plan.scoring import ScoringRule
from npfdesk.plan.series import ProgressKey, SeriesKey, TargetKey
from npfdesk.plan.share_groups import ShareGroup
from npfdesk.plan.status_rules import PUBLISHED, StatusSettings
from npfdesk.plan.targets import PlanTarget
from npfdesk.plan.vintages import Vintage, VintageKey

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True)
class Indicator:
    """An indicator; `decimals` is how many places are shown, `weight` the code that a mean is weighted by.

    `owner` is the department that leads (牵头单位). `english_unit` and `english_group` are how the unit and the group read
    in English; figures are read and kept by `unit`. `duty_stated` says whether the workbook names the duty, which else
    is taken to be expected.
    """

    code: str
    name: str
    english: str = ""
    group: str = ""
    unit: str = ""
    kind: Kind = Kind.LEVEL
    direction: Direction = Direction.UP
    duty: Duty = Duty.EXPECTED
    rollup: RollUp = RollUp.NONE
    weight: str = ""
    formula: Expression | None = None
    decimals: int = 1
    source: str = ""
    owner: str = ""
    english_unit: str = ""
    english_group: str = ""
    duty_stated: bool = field(default=False, compare=False)


@dataclass(frozen=True)
class Industry:
    """An industry; `parent` is an industry code or "" and `type` what the multipliers go by."""

    code: str
    name: str
    english: str = ""
    parent: str = ""
    type: str = ""


@dataclass(frozen=True)
class Source:
    """A source: a document that figures come from."""

    id: str
    document: str
    section: str = ""
    date: str = ""
    url: str = ""


@dataclass(frozen=True)
class LeverEffect:
    """The effect of a lever on one indicator.

    `effect` is the rise in annual growth in percentage points (points of the ratio a year for a ratio) at
    full intensity; `lag` is in years; `indicator` is a code.
    """

    lever: str
    dimension: str
    indicator: str
    effect: float
    lag: int = 0
    note: str = ""
    source: str = ""


@dataclass(frozen=True, eq=False)
class Plan:
    """A plan as read and amended: one value, shared by all scenarios.

    `years` (year,) has no gaps, from the first year of data to the horizon. `observed` (series, year)
    is float64, NaN where there is no figure, read-only (best laid out year by year in memory); a base printed beside a target is in it where the
    data say nothing of that year. `series` are in the plan's order (region, industry, indicator) and
    `series_sources` beside them. `scenarios` are those of the workbook, as it gave them. `city` is the root
    region's code, "" where the plan has none. `progress` are figures of parts of a year and printed growths on the
    year before (%), which no path begins from. `status_settings` are the thresholds and labels of the rules of colour.
    `checks` are the plan's own, in the formula language. `share_groups` are shares that add up.
    `vintages` are what observed figures were at each publication, `closed_targets` those of the plan before this one with
    their verdicts, `scoring` what indicators are worth in a contest between the regions, and `proposals` the positions in
    the rounds of negotiating targets.
    """

    title: str
    city: str
    base_year: int
    target_year: int
    horizon: int
    regions: tuple[Region, ...]
    industries: tuple[Industry, ...]
    indicators: tuple[Indicator, ...]
    series: tuple[SeriesKey, ...]
    series_sources: tuple[str, ...]
    years: IntArray
    observed: FloatArray
    targets: Mapping[TargetKey, PlanTarget]
    levers: tuple[LeverEffect, ...] = ()
    multipliers: Mapping[tuple[str, str], float] = field(default_factory=lambda: MappingProxyType({}))
    sources: tuple[Source, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    synergy: float = 0.0
    about_tolerance: float = 0.02
    status_rule: str = "pace"
    status_settings: StatusSettings = PUBLISHED
    commitments: tuple[Commitment, ...] = ()
    progress: Mapping[ProgressKey, float] = field(default_factory=lambda: MappingProxyType({}))
    checks: tuple[OwnCheck, ...] = ()
    share_groups: tuple[ShareGroup, ...] = ()
    vintages: Mapping[VintageKey, Vintage] = field(default_factory=lambda: MappingProxyType({}))
    closed_targets: tuple[ClosedTarget, ...] = ()
    scoring: tuple[ScoringRule, ...] = ()
    proposals: Mapping[ProposalKey, Proposal] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def row(self) -> Mapping[SeriesKey, int]:
        """The row of each series in the arrays."""
        return {key: row for row, key in enumerate(self.series)}

    @cached_property
    def own_regions(self) -> tuple[Region, ...]:
        """The plan's own regions, in its order: all but the yardsticks, which nothing sums, ranks or counts."""
        return tuple(region for region in self.regions if not region.benchmark)

    @cached_property
    def benchmarks(self) -> tuple[Region, ...]:
        """The yardsticks outside the tree, in the plan's order."""
        return tuple(region for region in self.regions if region.benchmark)

    def children_of(self, region: str, year: int | None = None) -> tuple[Region, ...]:
        """The regions right below one, in the plan's order, in a year those in force in it; none below ""."""
        return tuple(
            one
            for one in self.own_regions
            if region and one.parent == region and (year is None or one.in_force(year))
        )

    @property
    def root(self) -> str:
        """The code of the region that the plan is about: the city, or its first region that lies under no other; "": none."""
        return self.city or next((one.code for one in self.own_regions if not one.parent), "")

    @cached_property
    def region_by_code(self) -> Mapping[str, Region]:
        """Regions by code."""
        return {region.code: region for region in self.regions}

    @cached_property
    def industry_by_code(self) -> Mapping[str, Industry]:
        """Industries by code (all industries together are none of them)."""
        return {industry.code: industry for industry in self.industries}

    @cached_property
    def indicator_by_code(self) -> Mapping[str, Indicator]:
        """Indicators by code."""
        return {indicator.code: indicator for indicator in self.indicators}

    @cached_property
    def dimension_of_lever(self) -> Mapping[str, str]:
        """The levers in the plan's order, with the dimension of each."""
        dimensions: dict[str, str] = {}
        for effect in self.levers:
            dimensions.setdefault(effect.lever, effect.dimension)
        return dimensions

    @cached_property
    def region_names(self) -> Mapping[str, str]:
        """The name of each region by code, with its parent's before it where two have the same: 石家庄市/桥西区.

        The code where that does not tell them apart either.
        """
        return unambiguous_names(self.regions)

    @cached_property
    def region_places(self) -> RegionPlaces:
        """What a name in a text can mean among the plan's regions."""
        return RegionPlaces(self.regions)

    @cached_property
    def closed_of_series(self) -> Mapping[SeriesKey, tuple[ClosedTarget, ...]]:
        """The targets of the plan before this one by their series, in their order."""
        found: dict[SeriesKey, tuple[ClosedTarget, ...]] = {}
        for one in self.closed_targets:
            found[one.series] = (*found.get(one.series, ()), one)
        return found

    def column(self, year: int) -> int:
        """The column of a year in the arrays; KeyError where the axis does not have it."""
        column = year - int(self.years[0])
        if not 0 <= column < len(self.years):
            raise KeyError(year)
        return column

    def observed_figure(self, series: SeriesKey, year: int) -> float | None:
        """The observed figure of a series in a year; None where there is none, nor such a series or year."""
        row, column = self.row.get(series), year - int(self.years[0]) if len(self.years) else -1
        if row is None or not 0 <= column < len(self.years):
            return None
        figure = float(self.observed[row, column])
        return figure if math.isfinite(figure) else None

    def with_observations(self, figures: Iterable[tuple[SeriesKey, int, float | None]]) -> Plan:
        """The plan with these observed figures amended (None takes a figure away).

        KeyError for a series or a year that the plan does not have.
        """
        observed = self.observed.copy(order="K")
        for series, year, figure in figures:
            observed[self.row[series], self.column(year)] = np.nan if figure is None else figure
        observed.setflags(write=False)
        return self._sharing(replace(self, observed=observed))

    def with_observed(self, observed: FloatArray) -> Plan:
        """The plan with other observed figures (series, year), which are taken as they are."""
        return self._sharing(replace(self, observed=observed))

    def with_targets(self, targets: Mapping[TargetKey, PlanTarget]) -> Plan:
        """The plan with another set of targets."""
        return self._sharing(replace(self, targets=targets))

    def with_checks(self, checks: tuple[OwnCheck, ...]) -> Plan:
        """The plan with other checks of its own."""
        return self._sharing(replace(self, checks=checks))

    def with_share_groups(self, groups: tuple[ShareGroup, ...]) -> Plan:
        """The plan with other groups of shares."""
        return self._sharing(replace(self, share_groups=groups))

    def with_progress(self, progress: Mapping[ProgressKey, float]) -> Plan:
        """The plan with another set of figures of parts of a year."""
        return self._sharing(replace(self, progress=progress))

    def with_vintages(self, vintages: Mapping[VintageKey, Vintage]) -> Plan:
        """The plan with another set of vintages."""
        return self._sharing(replace(self, vintages=vintages))

    def with_scoring(self, scoring: tuple[ScoringRule, ...]) -> Plan:
        """The plan with other rules of scoring."""
        return self._sharing(replace(self, scoring=scoring))

    def with_proposals(self, proposals: Mapping[ProposalKey, Proposal]) -> Plan:
        """The plan with another set of positions in negotiation."""
        return self._sharing(replace(self, proposals=proposals))

    def _sharing(self, other: Plan) -> Plan:
        # the look-ups depend only on what both plans share; building them again would cost a frame of the window
        for name in (
            *("row", "own_regions", "benchmarks", "region_by_code", "industry_by_code", "indicator_by_code"),
            *("dimension_of_lever", "region_names", "region_places", "closed_of_series"),
        ):
            if name in self.__dict__:
                other.__dict__[name] = self.__dict__[name]
        return other
