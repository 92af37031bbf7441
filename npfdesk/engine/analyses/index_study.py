"""A composite index as a user chooses it, computed for every scenario and year."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.analyses.composite_index import CompositeIndex
from npfdesk.engine.analyses.coupling import Coordination
from npfdesk.engine.analyses.plan_index import PlanIndex, plan_index
from npfdesk.engine.analyses.ranks import RankStability, rank_stability
from npfdesk.engine.analyses.regional_figures import compared_regions, figures_by_region, targets_by_region
from npfdesk.engine.analyses.scaling import Filling, Scaling
from npfdesk.engine.analyses.weights import PairwiseWeights, pairwise_weights, typed_weights
from npfdesk.engine.projection.results import Results, ScenarioResult
from npfdesk.plan.model import Plan
from npfdesk.plan.problems import Problem, error

FloatArray = NDArray[np.float64]

# an indicator that one region of ten lacks still compares the other nine; the tenth is told as left out
_NEARLY_ALL: Final = 0.8

NOTHING_CHOSEN: Final = error(
    "index_nothing_chosen",
    "没有选择指标。请勾选至少一个指标。",
    "No indicator is chosen. Tick at least one.",
)
NO_REGIONS: Final = error(
    "index_no_regions",
    "规划没有可比较的下级地区。请在“地区”表中写明上级。",
    "The plan has no regions to compare. Enter their parent in the sheet Regions.",
)


class Weighting(StrEnum):
    """Where the weights come from."""

    ENTROPY = "entropy"
    EQUAL = "equal"
    CRITIC = "critic"
    PAIRWISE = "ahp"
    TYPED = "typed"
    ENTROPY_AND_PAIRWISE = "entropy_ahp"
    ENTROPY_AND_TYPED = "entropy_typed"

    @property
    def judged(self) -> bool:
        """Whether pairwise judgements are asked for."""
        return self in (Weighting.PAIRWISE, Weighting.ENTROPY_AND_PAIRWISE)

    @property
    def typed(self) -> bool:
        """Whether weights are typed."""
        return self in (Weighting.TYPED, Weighting.ENTROPY_AND_TYPED)

    @property
    def combined(self) -> bool:
        """Whether what is judged or typed is combined with the weights by entropy."""
        return self in (Weighting.ENTROPY_AND_PAIRWISE, Weighting.ENTROPY_AND_TYPED)


@dataclass(frozen=True)
class IndexChoice:
    """An index as chosen: indicator codes by dimension, how they are scaled, weighed and filled.

    `typed` are weights by code (none counts as 0), `judged` pairwise judgements by (code, code), how many times the
    first outweighs the second; a pair that is not there counts as 1, its mirror as the inverse.
    """

    dimensions: Mapping[str, tuple[str, ...]]
    scaling: Scaling = Scaling.POOLED
    weighting: Weighting = Weighting.ENTROPY
    filling: Filling = Filling.NONE
    corrected: bool = True
    typed: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    judged: Mapping[tuple[str, str], float] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def codes(self) -> tuple[str, ...]:
        """The indicators in the order of the dimensions."""
        return tuple(code for members in self.dimensions.values() for code in members)

    def table(self) -> FloatArray:
        """The judgements as a reciprocal table, (indicator, indicator)."""
        codes = self.codes
        table = np.ones((len(codes), len(codes)))
        for row, one in enumerate(codes):
            for column, other in enumerate(codes):
                if (one, other) in self.judged:
                    table[row, column] = self.judged[one, other]
                elif (other, one) in self.judged:
                    table[row, column] = 1.0 / self.judged[other, one]
        return table


@dataclass(frozen=True)
class ExcludedRegion:
    """A region that is left out of a year: the codes of indicators without a figure, and without a target."""

    region: str
    figures: tuple[str, ...]
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class IndexStudy:
    """An index with what is asked of it. `judgement` is AHP's answer, None under other weights.

    `coordination` is (scenario, year, region). `lacking_targets` (scenario, region, indicator) marks what has no
    usable target, nothing where targets are not the scale.
    """

    choice: IndexChoice
    index: PlanIndex
    coordination: Coordination
    judgement: PairwiseWeights | None
    lacking_targets: NDArray[np.bool_]

    def at(self, scenario: str, year: int) -> CompositeIndex:
        """The index of one year of a scenario; KeyError for a year or a scenario that it does not have."""
        place, column = self.index.scenarios.index(scenario), year - int(self.index.years[0])
        if not 0 <= column < len(self.index.years):
            raise KeyError(year)
        return self.index.by_year[place][column]

    def left_out(self, scenario: str, year: int) -> tuple[ExcludedRegion, ...]:
        """The regions left out of a year with what they lack, in the plan's order."""
        place = self.index.scenarios.index(scenario)
        missing = self.index.missing(scenario, year)
        codes = self.index.indicators
        found = []
        for number, region in enumerate(self.index.regions):
            goals = tuple(
                code
                for code, gap in zip(codes, self.lacking_targets[place, number], strict=True)
                if gap and code not in missing.get(region.code, ())
            )
            if region.code in missing or goals:
                found.append(ExcludedRegion(region.code, missing.get(region.code, ()), goals))
        return tuple(found)

    def filled_in(self, scenario: str, year: int) -> Mapping[str, tuple[str, ...]]:
        """The regions whose figures were filled in a year, by code, with the codes of what was."""
        place, column = self.index.scenarios.index(scenario), year - int(self.index.years[0])
        marked = self.index.filled_in[place, column]
        return {
            region.code: tuple(code for code, one in zip(self.index.indicators, row, strict=True) if one)
            for region, row in zip(self.index.regions, marked, strict=True)
            if row.any()
        }

    def stability(self, scenario: str, year: int, draws: int = 2000, seed: int = 1) -> RankStability:
        """Ranks of a year under random weights, uniform over all that sum to 1."""
        return rank_stability(self.at(scenario, year).scaled, draws, seed)


def study_index(
    results: Results, choice: IndexChoice, scenarios: Sequence[str] | None = None
) -> IndexStudy | Problem:
    """The index that was chosen, for scenarios (ids; all by default), every year, and the root's children.

    A Problem, with what to do, where nothing is chosen, there are no regions, or the weights are none.
    """
    codes = choice.codes
    if not codes:
        return Problem(NOTHING_CHOSEN)
    if not compared_regions(results.plan):
        return Problem(NO_REGIONS)
    judgement: PairwiseWeights | None = None
    said: FloatArray | None = None
    if choice.weighting.judged:
        judged = pairwise_weights(choice.table())
        if isinstance(judged, Problem):
            return judged
        judgement, said = judged, judged.weights
    elif choice.weighting.typed:
        typed = typed_weights(np.array([choice.typed.get(code, 0.0) for code in codes]))
        if isinstance(typed, Problem):
            return typed
        said = typed
    combined = choice.weighting.combined
    weights: FloatArray | str = str(choice.weighting)
    if said is not None:
        weights = str(Weighting.ENTROPY) if combined else said
    index = plan_index(
        results,
        choice.dimensions,
        scenarios,
        choice.scaling,
        weights,
        choice.filling,
        said if combined else None,
    )
    return IndexStudy(
        choice,
        index,
        index.coordination(corrected=choice.corrected),
        judgement,
        _lacking_targets(results, index, choice.scaling),
    )


def _lacking_targets(results: Results, index: PlanIndex, scaling: Scaling) -> NDArray[np.bool_]:
    shape = (len(index.scenarios), len(index.regions), len(index.indicators))
    lacking = np.zeros(shape, dtype=np.bool_)
    if scaling is Scaling.TARGETS:
        for place, name in enumerate(index.scenarios):
            for column, code in enumerate(index.indicators):
                figures = targets_by_region(results.scenarios[name], results.plan, code)
                lacking[place, :, column] = ~(figures > 0)
    return lacking


@dataclass(frozen=True)
class IndexProposal:
    """A proposed index, checked against the regions' figures of the base year.

    `whole` of the `regions` have every figure of it. `dimensions` (codes by dimension) are those of its indicators
    that most regions have, and `complete` regions have every figure of these; `lacking` are the others' codes.
    """

    dimensions: Mapping[str, tuple[str, ...]]
    lacking: tuple[str, ...]
    regions: int
    whole: int
    complete: int


def usual_dimensions(result: ScenarioResult, plan: Plan) -> Mapping[str, tuple[str, ...]]:
    """A sample index out of the plan's own indicators: those of which most regions have base-year figures, by group.

    Indicators without a group stand in one dimension named "". None where no region has a figure.
    """
    dimensions: dict[str, tuple[str, ...]] = {}
    for code in _widely_known(_known_figures(result, plan)):
        group = plan.indicator_by_code[code].group
        dimensions[group] = (*dimensions.get(group, ()), code)
    return MappingProxyType(dimensions)


def feasible_proposal(
    result: ScenarioResult, plan: Plan, dimensions: Mapping[str, tuple[str, ...]]
) -> IndexProposal:
    """What of a proposed index (the plan's codes by dimension) the regions' own figures can carry."""
    known = _known_figures(result, plan)
    widely = _widely_known(known)
    kept = {
        name: members
        for name, codes in dimensions.items()
        if (members := tuple(code for code in codes if code in widely))
    }
    codes = [code for members in dimensions.values() for code in members]
    carried = [code for members in kept.values() for code in members]
    return IndexProposal(
        MappingProxyType(kept),
        tuple(code for code in codes if code not in carried),
        len(compared_regions(plan)),
        _complete(known, codes),
        _complete(known, carried),
    )


def _known_figures(result: ScenarioResult, plan: Plan) -> dict[str, NDArray[np.bool_]]:
    """Which regions have a figure of each indicator in the base year, (region,)."""
    column = plan.column(plan.base_year)
    return {
        one.code: np.isfinite(figures_by_region(result, plan, one.code)[column]) for one in plan.indicators
    }


def _widely_known(known: Mapping[str, NDArray[np.bool_]]) -> tuple[str, ...]:
    """The indicators that nearly as many regions have as have the one that most have."""
    most = max((int(one.sum()) for one in known.values()), default=0)
    return tuple(code for code, one in known.items() if most and one.sum() >= _NEARLY_ALL * most)


def _complete(known: Mapping[str, NDArray[np.bool_]], codes: Sequence[str]) -> int:
    return int(np.all([known[code] for code in codes], axis=0).sum()) if codes else 0


def choice_record(choice: IndexChoice) -> dict[str, Any]:
    """A choice as what JSON can say."""
    return {
        "dimensions": [[name, list(members)] for name, members in choice.dimensions.items()],
        "scaling": str(choice.scaling),
        "weighting": str(choice.weighting),
        "filling": str(choice.filling),
        "corrected": choice.corrected,
        "typed": dict(choice.typed),
        "judged": [[*pair, figure] for pair, figure in choice.judged.items()],
    }


def read_choice(record: object, plan: Plan) -> IndexChoice | None:
    """A choice out of what was kept; None where it is broken or of another form, or the plan has nothing of it.

    Indicators that the plan no longer has are passed over.
    """
    if not isinstance(record, Mapping):
        return None
    known = plan.indicator_by_code
    try:
        dimensions = {
            str(name): tuple(code for code in members if code in known)
            for name, members in record["dimensions"]
        }
        choice = IndexChoice(
            MappingProxyType({name: members for name, members in dimensions.items() if members}),
            Scaling(record["scaling"]),
            Weighting(record["weighting"]),
            Filling(record["filling"]),
            bool(record["corrected"]),
            MappingProxyType({code: _figure(one) for code, one in record["typed"].items() if code in known}),
            MappingProxyType(
                {
                    (one, other): _figure(figure)
                    for one, other, figure in record["judged"]
                    if one in known and other in known
                }
            ),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    return choice if choice.dimensions else None


def _figure(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"not a figure: {value}")
    return float(value)
