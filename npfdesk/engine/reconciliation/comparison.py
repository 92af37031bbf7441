"""What all findings rest on: the plans with their levels, what is matched, and their figures by what they have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from npfdesk.engine.audit.printed_figures import grain
from npfdesk.engine.reconciliation.ledger import Difference, FilePlace, HeldPlan
from npfdesk.engine.reconciliation.levels import Levels, Place
from npfdesk.engine.reconciliation.matching import Matching
from npfdesk.engine.reconciliation.observed_deviations import Deviation, deviations
from npfdesk.engine.reconciliation.stated import Bounds, HeldTarget, ObservedFigures, held_target
from npfdesk.plan.kinds import Duty
from npfdesk.plan.model import Indicator
from npfdesk.plan.numbers import brief_figure, difference_unit
from npfdesk.plan.problems import LANGUAGES, ProblemKind, Wording
from npfdesk.plan.rounding import rounded
from npfdesk.plan.series import ObservationKey, SeriesKey
from npfdesk.plan.spoken_names import name_wording, unit_in


class CommonSeries(NamedTuple):
    """A series across plans: the region's identity, the industry's name, the match's place."""

    region: Place
    industry: str
    indicator: int


@dataclass(frozen=True)
class Settling:
    """A kind of difference with what would settle it."""

    kind: ProblemKind
    remedy: Wording


class Comparison:
    """Plans beside each other: every series, target and figure by what it is across plans."""

    def __init__(self, levels: Levels, matched: Matching) -> None:
        self.plans = levels.plans
        self.regions = levels.regions
        self.matched = matched
        self.observed = tuple(ObservedFigures(one.plan) for one in self.plans)

    def common(self, place: int, series: SeriesKey) -> CommonSeries:
        """What a plan's series is across plans."""
        industry = self.matched.industries.get((place, series.industry), "") if series.industry else ""
        return CommonSeries(
            self.regions.of(place, series.region), industry, self.matched.of[place, series.indicator]
        )

    @cached_property
    def root(self) -> tuple[Place, ...]:
        """The identity of each plan's own region."""
        return tuple(self.regions.of(place, one.plan.root) for place, one in enumerate(self.plans))

    @cached_property
    def below(self) -> Mapping[int, tuple[int, ...]]:
        """The plans right below each plan, of the same period."""
        found: dict[int, tuple[int, ...]] = {}
        for place, one in enumerate(self.plans):
            if one.above is not None:
                found[one.above] = (*found.get(one.above, ()), place)
        return found

    @cached_property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """The pairs of plans that are held against each other: above and below, then before and after."""
        return held_pairs(self.plans)

    @cached_property
    def targets(self) -> tuple[Mapping[CommonSeries, Mapping[int, HeldTarget]], ...]:
        """The targets of each plan that ask for something, by series and year."""
        found: list[Mapping[CommonSeries, Mapping[int, HeldTarget]]] = []
        for place, held in enumerate(self.plans):
            own: dict[CommonSeries, dict[int, HeldTarget]] = {}
            for stated in held.plan.targets.values():
                if not (stated.parsed.asks_nothing and stated.stretch is None):
                    series = self.common(place, stated.series)
                    own.setdefault(series, {})[stated.year] = held_target(place, held.plan, stated)
            found.append(own)
        return tuple(found)

    @cached_property
    def deviations(self) -> tuple[Deviation, ...]:
        """Where observed figures of one series and year differ between plans."""
        return tuple(deviations(self.rows.values(), self.observed, self._factors))

    def _factors(self, place: int, row: int) -> Fraction | None:
        return self.matched.factor[place, self.plans[place].plan.series[row].indicator]

    @cached_property
    def slipped(self) -> frozenset[tuple[int, int]]:
        """The plans, with matches, whose figures are those of others times 1,000 or 10,000: a unit mistaken."""
        return frozenset(
            (one.place, self.matched.of[one.place, self.plans[one.place].plan.series[one.row].indicator])
            for one in self.deviations
            if one.scale != 1.0
        )

    def ancestors(self, place: int) -> Iterator[int]:
        """The plans above a plan, the nearest first."""
        above = self.plans[place].above
        while above is not None:
            yield above
            above = self.plans[above].above

    @cached_property
    def rows(self) -> Mapping[CommonSeries, Mapping[int, int]]:
        """The rows of each series by plan."""
        found: dict[CommonSeries, dict[int, int]] = {}
        for place, held in enumerate(self.plans):
            for row, series in enumerate(held.plan.series):
                found.setdefault(self.common(place, series), {}).setdefault(place, row)
        return found

    def indicator(self, place: int, match: int) -> Indicator | None:
        """A plan's own indicator of a match; None where it has none."""
        code = self.matched.matches[match].codes.get(place)
        return None if code is None else self.plans[place].plan.indicator_by_code[code]

    def factor(self, place: int, match: int) -> Fraction | None:
        """What turns a plan's figures into the match's unit; None where they do not convert."""
        code = self.matched.matches[match].codes[place]
        return self.matched.factor[place, code]

    def in_common(self, target: HeldTarget, bounds: Bounds | None) -> Bounds | None:
        """Bounds of a target in the match's unit; None where there are none or they do not convert."""
        factor = self.matched.factor[target.place, target.series.indicator]
        return None if bounds is None or factor is None else bounds.times(factor)

    @cached_property
    def states_duty(self) -> tuple[bool, ...]:
        """Whether each plan calls any indicator binding; one that does not says nothing of duties."""
        return tuple(any(one.duty is Duty.BINDING for one in held.plan.indicators) for held in self.plans)

    # words

    def region_words(self, place: int) -> Wording:
        """A plan by its region alone."""
        held = self.plans[place]
        region = name_wording(held.plan.region_by_code.get(held.plan.root))
        return Wording(f"{region.zh}规划", f"the plan of {region.en}")

    def plan_words(self, place: int) -> Wording:
        """A plan in words: its region and years."""
        held = self.plans[place]
        region = name_wording(held.plan.region_by_code.get(held.plan.root))
        years = f"{held.plan.base_year}–{held.plan.target_year}"
        return Wording(f"{region.zh}规划（{years}）", f"the plan of {region.en} ({years})")

    def region_name(self, place: int, region: str) -> str:
        """The name of a region of a plan."""
        found = self.plans[place].plan.region_by_code.get(region)
        return found.name if found is not None else region

    def series_words(self, place: int, series: SeriesKey) -> Wording:
        """A series of a plan in words, by that plan's names."""
        plan = self.plans[place].plan
        return name_wording(
            plan.region_by_code.get(series.region),
            plan.industry_by_code.get(series.industry),
            plan.indicator_by_code.get(series.indicator),
        )

    def indicator_words(self, target: HeldTarget) -> Wording:
        """A target's indicator in words, with its industry."""
        plan = self.plans[target.place].plan
        return name_wording(plan.industry_by_code.get(target.series.industry), target.indicator)

    def root_words(self, place: int) -> Wording:
        """The name of the region that a plan is about."""
        plan = self.plans[place].plan
        return name_wording(plan.region_by_code.get(plan.root))

    def figure_words(self, figure: float, match: int) -> Wording:
        """A figure in the match's unit."""
        unit = self._speaker(match)
        shown = self._shown(figure, unit)
        zh, en = (brief_figure(shown, unit_in(unit, spoken)) for spoken in LANGUAGES)
        return Wording(zh, en)

    @staticmethod
    def _shown(figure: float, unit: Indicator) -> float:
        places = max(unit.decimals + 1, 2)
        # a difference smaller than that is told by what it has
        return rounded(figure, places) or rounded(figure, 6)

    @staticmethod
    def grain(figure: float) -> float:
        """Half a unit of the last place that a stored figure needs."""
        return float(grain(np.array([figure]))[0])

    def gap_words(self, difference: float, match: int) -> Wording:
        """The size of a difference of two figures in the match's unit; of percentages in percentage points."""
        unit = self._speaker(match)
        zh, en = (
            brief_figure(self._shown(abs(difference), unit), difference_unit(unit_in(unit, spoken), spoken))
            for spoken in LANGUAGES
        )
        return Wording(zh, en)

    def _speaker(self, match: int) -> Indicator:
        """The indicator of a match as the highest plan has it."""
        found = self.indicator(min(self.matched.matches[match].codes), match)
        assert found is not None
        return found

    # places

    def target_place(self, target: HeldTarget) -> FilePlace:
        """The cell of a target."""
        return FilePlace(self.plans[target.place].file, target.stated.sheet, target.stated.cell)

    def observed_place(self, place: int, series: SeriesKey, year: int) -> FilePlace:
        """The cell of an observed figure; that of the target beside it where it is a printed base."""
        held = self.plans[place]
        sheet, cell = held.cells.get(ObservationKey(series, year), ("", ""))
        return FilePlace(held.file, sheet, cell)

    def file_place(self, place: int) -> FilePlace:
        """A file where no cell is to be shown."""
        return FilePlace(self.plans[place].file, "", "")

    def indicator_place(self, place: int, match: int) -> FilePlace:
        """A cell that shows a plan's indicator: its first target's; the file alone where it has none."""
        code = self.matched.matches[match].codes[place]
        return self._cells_of_indicators[place].get(code, self.file_place(place))

    def has_target(self, place: int, match: int) -> bool:
        """Whether a plan has any target of its indicator of a match."""
        return self.matched.matches[match].codes.get(place) in self._cells_of_indicators[place]

    @cached_property
    def _cells_of_indicators(self) -> tuple[Mapping[str, FilePlace], ...]:
        found: list[Mapping[str, FilePlace]] = []
        for held in self.plans:
            own: dict[str, FilePlace] = {}
            for stated in held.plan.targets.values():
                own.setdefault(stated.series.indicator, FilePlace(held.file, stated.sheet, stated.cell))
            found.append(own)
        return tuple(found)

    # findings

    def difference(
        self,
        settling: Settling,
        match: int | None,
        where: str,
        plans: Iterable[int],
        places: Iterable[FilePlace],
        figures: Mapping[str, float | None] = MappingProxyType({}),
        **arguments: object,
    ) -> Difference:
        """A finding between plans about a region; figures that are not there are left out."""
        of = self.matched.matches[match] if match is not None else None
        return Difference(
            settling.kind,
            settling.remedy,
            of.name if of is not None else "",
            where,
            tuple(plans),
            tuple(dict.fromkeys(places)),
            MappingProxyType({name: float(one) for name, one in figures.items() if one is not None}),
            MappingProxyType(arguments),
            of.unit if of is not None else "",
        )


def held_pairs(plans: Iterable[HeldPlan]) -> tuple[tuple[int, int], ...]:
    """The pairs of plans that are held against each other: above and below, then before and after."""
    listed = list(plans)
    over = [(one.above, place) for place, one in enumerate(listed) if one.above is not None]
    after = [(one.before, place) for place, one in enumerate(listed) if one.before is not None]
    return (*over, *after)
