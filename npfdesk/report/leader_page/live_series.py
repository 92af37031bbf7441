"""The series that parameters move, as data: their own paths, formulas and roll-ups, which the page computes as the engine does.

The page's script holds the recurrences of ``engine.projection`` (paths, formulas, roll-ups, what cannot be); here is what they
run over. What no parameter reaches goes along as the figures that it has.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.formulas import children_counted
from npfdesk.engine.projection.frame import Frame, Stage
from npfdesk.engine.projection.impossible import compounded
from npfdesk.engine.projection.inputs import OwnedAssumption
from npfdesk.engine.projection.levers import is_zero
from npfdesk.engine.projection.results import Results, ScenarioResult
from npfdesk.engine.projection.rollups import RollUpStage
from npfdesk.engine.projection.scenario_paths import figures_without
from npfdesk.plan.expressions import OVER_CHILDREN, At, Call, Code, Negative, Node, Number, Operation
from npfdesk.plan.method_description import Additive, ByYear
from npfdesk.plan.methods import Method, trend
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey, LeverIntensityKey
from npfdesk.report.leader_page.live_levers import LiveLevers
from npfdesk.report.leader_page.page_figures import Data, columns, figure, figures

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

MOVED_METHODS = (Method.GROWTH, Method.STEP, Method.LOGISTIC, Method.VALUES)
"""The methods whose parameters the page can move; a number of past years is no figure to slide."""


@dataclass(frozen=True)
class Moved:
    """The rows of a scenario's own assumptions and lever intensities that parameters move."""

    assumptions: frozenset[AssumptionKey]
    intensities: frozenset[LeverIntensityKey]


class LiveSeries:
    """What some parameters of a scenario reach in its results, as the page's data.

    `rows` are the series that move, or whose indicator is computed anew with one that does.
    """

    def __init__(self, results: Results, scenario: str, moved: Moved) -> None:
        self.results, self.scenario = results, scenario
        self.result: ScenarioResult = results.scenarios[scenario]
        self.frame: Frame = results.frame
        self.inputs = self.result.inputs
        self.moved_rows = frozenset(
            place
            # what an edit has replaced stays among the rows, and answers for nothing
            for place in np.unique(self.inputs.owner[self.inputs.owner >= 0]).tolist()
            if (row := self.inputs.rows[place]).scenario == scenario and row.key in moved.assumptions
        )
        self.levers = LiveLevers(results, scenario, moved.intensities)

    @cached_property
    def moving(self) -> BoolArray:
        """The series whose own path a parameter moves (series,)."""
        owned = np.isin(self.inputs.owner, list(self.moved_rows))
        able = np.array([self._assumption(row) is not None for row in range(len(owned))], dtype=np.bool_)
        return (owned & able) | (self.levers.reached & self._levered)

    @cached_property
    def indicators(self) -> frozenset[int]:
        """The indicators (indices) that hold a moving series, or are computed from such."""
        live = set(np.unique(self.frame.indicator_of[self.moving]).tolist())
        for stage in self.frame.stages:
            if (stage.reads | stage.writes) & live:
                live |= stage.writes
        return frozenset(live)

    @cached_property
    def rows(self) -> frozenset[int]:
        """The rows of these indicators."""
        live = np.isin(self.frame.indicator_of, list(self.indicators))
        return frozenset(np.flatnonzero(live).tolist())

    def data(self, shown: Iterable[int]) -> Data:
        """The model: `figures` of every row that is shown or read, and how those that move are computed."""
        stages = [self._stage(stage) for stage in self.frame.stages if stage.writes & self.indicators]
        stages = [one for one in stages if one["formulas"] or one["rollups"]]
        impossible, result = self.result.impossible, self.result
        live = sorted(self.rows)
        read = {row for stage in stages for row in stage.pop("read")} | self.rows | set(shown)
        gone = ~np.isfinite(figures_without(self.frame, result.projection, impossible))
        return {
            "figures": {str(row): figures(result.projection.values[:, row]) for row in sorted(read)},
            "paths": [self._path(row) for row in live],
            "assumptions": [
                self._parameters(one.assumption) if place in self.moved_rows else None
                for place, one in enumerate(self.inputs.rows)
            ],
            **self.levers.data(),
            "stages": stages,
            "impossible": {str(row): columns(impossible[:, row]) for row in sorted(read - self.rows)},
            "gone": {str(row): columns(gone[:, row]) for row in sorted(read - self.rows)},
            "shares": [row for row in live if result.shares[row]],
            "no_less": [row for row in live if result.positive[row]],
            "rates": [row for row in live if self.frame.rate[row]],
            "grown": [row for row in live if compounded(self.inputs)[row]],
        }

    # own paths

    def _assumption(self, row: int) -> OwnedAssumption | None:
        """The assumption that continues a series; None where nothing does, or its method cannot continue a growth rate."""
        owned = self.inputs.assumption_of(row)
        if owned is None or (self.frame.rate[row] and not owned.assumption.method.about.for_rates):
            return None
        return owned

    @cached_property
    def _levered(self) -> BoolArray:
        owned = (self._assumption(row) for row in range(len(self.inputs.owner)))
        return np.array(
            [one is not None and one.assumption.method.about.levered for one in owned], dtype=np.bool_
        )

    def _path(self, row: int) -> Data:
        """A series that moves or is computed: its recurrence, or the path that it has of its own."""
        last, projection = int(self.results.last[row]), self.result.projection
        absent = self.frame.absent(np.array([row]))[:, 0]
        owned = self._assumption(row)
        made: Data = {"row": row, "last": last, "absent": columns(absent)}
        if owned is not None and owned.assumption.method.about.rolls_up and self.frame.rolled_up[row]:
            made["rolled"] = True
        if not self.moving[row] or owned is None:
            return {**made, "kind": "as it is", "own": figures(projection.own_path(row))}
        method = owned.assumption.method.about
        made["observed"] = figures(self.results.observed[:, row])
        place = int(self.inputs.owner[row])
        made["given"] = place if place in self.moved_rows else self._parameters(owned.assumption)
        if method.pace is None:
            return {**made, "kind": str(owned.assumption.method)}
        points = bool(self.frame.points[row])
        added = method.additive is Additive.ALWAYS or (method.additive is Additive.IN_POINTS and points)
        made |= {"kind": "pace", "points": points, "added": added, "scale": method.scale}
        if method.reads_past:
            many = np.array([np.nan if owned.assumption.value is None else owned.assumption.value])
            made["pace"] = figure(
                trend(self.results.observed[:, [row]], many, self.frame.points[[row]])[0],
            )
        made["by_year"] = method.by_year is ByYear.OVERRIDES
        gain = projection.gain
        if self.levers.reached[row] and method.levered:
            made["gain"] = "levers"
        elif method.levered and not is_zero(gain) and gain[:, row].any():
            made["gain"] = figures(gain[:, row])
        return made

    def _parameters(self, assumption: Assumption) -> Data:
        """An assumption's figures; those by year as columns, the first past the last year apart."""
        years = self.results.plan.years
        first, count = int(years[0]), len(years)
        inside = {year - first: value for year, value in assumption.by_year if first <= year < first + count}
        past = min((one for one in assumption.by_year if one[0] >= first + count), default=None)
        return {
            "value": assumption.value,
            "midpoint": assumption.midpoint,
            "years": {str(column): value for column, value in inside.items()},
            "beyond": None if past is None else [past[0] - first, past[1]],
        }

    # formulas and roll-ups

    def _stage(self, stage: Stage) -> Data:
        read: set[int] = set()
        formulas: list[Data] = []
        if stage.indicator is not None and stage.indicator.formula is not None:
            root = stage.indicator.formula.root
            for row, region, slot in zip(
                stage.rows.tolist(), stage.regions.tolist(), stage.industries.tolist(), strict=True
            ):
                absent = self.frame.absent(np.array([row]))[:, 0]
                ended = absent & np.logical_or.accumulate(~absent)
                tree = self._tree(root, region, slot, read)
                observed = figures(self.results.observed[:, row])
                formulas.append({"row": row, "tree": tree, "observed": observed, "ended": columns(ended)})
        rollups = [one for rollup in stage.rollups for one in self._rollups(rollup, read)]
        return {"formulas": formulas, "rollups": rollups, "read": read}

    def _tree(self, node: Node, region: int, slot: int, read: set[int]) -> Any:
        """A formula for one region and industry: nested lists, each part's name first, series by their rows."""
        if isinstance(node, Number):
            return node.value
        if isinstance(node, Code):
            number = self.frame.indicator_index.get(node.code)
            row = int(self.frame.lookup[number][region, slot]) if number is not None and region >= 0 else -1
            if row >= 0:
                read.add(row)
            return ["series", row]
        if isinstance(node, Negative):
            return ["negative", self._tree(node.part, region, slot, read)]
        if isinstance(node, Operation):
            sides = (self._tree(part, region, slot, read) for part in (node.left, node.right))
            return [node.operator, *sides]
        if isinstance(node, At):
            return self._tree(node.part, self.frame.region_index.get(node.region, -1), slot, read)
        return self._call(node, region, slot, read)

    def _call(self, node: Call, region: int, slot: int, read: set[int]) -> Any:
        if node.function in OVER_CHILDREN:
            in_force = self.frame.in_force
            parts = []
            for child in children_counted(node, self.frame.context, region, slot).tolist():
                away = [] if in_force is None else columns(~in_force[:, child])
                parts.append([self._tree(node.parts[0], child, slot, read), away])
            return [node.function, in_force is not None, parts]
        if node.function == "base":
            return ["base", self._tree(node.parts[0], region, slot, read), self._base_column(node)]
        return [node.function, *(self._tree(part, region, slot, read) for part in node.parts)]

    def _base_column(self, node: Call) -> int | None:
        return self.frame.context.column_of_base(node)

    def _rollups(self, stage: RollUpStage, read: set[int]) -> list[Data]:
        made = []
        ends = np.append(stage.starts[1:], len(stage.members))
        for place, parent in enumerate(stage.parents.tolist()):
            at = slice(int(stage.starts[place]), int(ends[place]))
            members = stage.members[at].tolist()
            read.update(members)
            one: Data = {"row": parent, "members": members}
            if stage.weights is not None:
                one["weights"] = stage.weights[at].tolist()
                read.update(row for row in one["weights"] if row >= 0)
            if stage.in_force is not None and stage.lost is not None:
                there = stage.in_force[:, at]
                one["away"] = [columns(~there[:, member]) for member in range(len(members))]
                one["empty"] = columns(stage.lost[:, place] | ~there.any(axis=1))
            one["absent"] = columns(self.frame.absent(np.array([parent]))[:, 0])
            made.append(one)
        return made
