"""The cheapest levers: the smallest weighted change of all levers that reaches every chosen target."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from npfdesk.engine.answers.goal_seek import NO_TARGET, NO_TARGET_FIGURE, PAST_HORIZON
from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.update import update
from npfdesk.engine.targets.judgement import Reached, reached
from npfdesk.plan.answer_edits import FULL, intensities_in_force, intensity, shift_levers
from npfdesk.plan.document import Document
from npfdesk.plan.edits import SetLeverIntensities
from npfdesk.plan.kinds import Duty
from npfdesk.plan.problems import Problem, error, quoted, warning
from npfdesk.plan.rounding import rounded
from npfdesk.plan.scenarios import by_id, lineage
from npfdesk.plan.series import ANY, LeverIntensityKey, TargetKey
from npfdesk.plan.series_words import series_problem, series_wording

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

MARGIN: Final = 2e-10
"""What the linear solver's tolerance may leave of a constraint, as a share of its bound."""


def best_step(
    excess: FloatArray,
    binding: BoolArray,
    rise: FloatArray,
    fall: FloatArray,
    shift: FloatArray,
    low: FloatArray,
    high: FloatArray,
    cost: FloatArray,
    reach: float,
) -> tuple[FloatArray, FloatArray]:
    """The best step of the linearised task (lever,), and what a point of each lever is worth (lever,).

    `excess` (constraint,) is how far each constraint is broken (0 or less: it holds), `binding` which of them
    must hold before the others; `rise` and `fall` (constraint, lever) what a point up and down does to it; `shift`
    (lever,) where the levers stand between `low` and `high`; `cost` (lever,) a point's effort; `reach` the
    longest step. First the binding excesses are made least, then the others, then the effort; three linear
    programmes in the variables points up, points down, |shift after| (lever,) and slack (constraint,). Worth is
    the dual price of the constraints that a point buys over its cost.
    """
    constraints, levers = rise.shape
    eye, none = np.eye(levers), np.zeros((levers, constraints))
    rows = np.vstack(
        [
            np.hstack([rise, fall, np.zeros((constraints, levers)), -np.eye(constraints)]),
            np.hstack([eye, -eye, -eye, none]),
            np.hstack([-eye, eye, -eye, none]),
        ]
    )
    limits = np.concatenate([-excess - MARGIN, -shift, shift])
    bounds = [
        *((0.0, float(min(room, reach))) for room in np.maximum(high - shift, 0.0)),
        *((0.0, float(min(room, reach))) for room in np.maximum(shift - low, 0.0)),
        *((0.0, None) for _ in range(levers + constraints)),
    ]
    none_moved = np.zeros(3 * levers)
    goals = [
        np.concatenate([none_moved, kind.astype(np.float64)]) for kind in (binding, ~binding) if kind.any()
    ]
    # in a tie the lever that the plan names first is taken
    ordered = cost * (1.0 + 1e-7 * np.arange(levers))
    effort = np.concatenate([np.zeros(2 * levers), ordered, np.zeros(constraints)])
    for goal in goals:
        least = _solved(goal, rows, limits, bounds)
        rows = np.vstack([rows, goal])
        limits = np.append(limits, float(goal @ least[0]) + 1e-12)
    variables, marginals = _solved(effort, rows, limits, bounds)
    price = -marginals[:constraints]
    worth = 0.0 - price @ rise
    return variables[:levers] - variables[levers : 2 * levers], worth / cost


def _solved(
    goal: FloatArray, rows: FloatArray, limits: FloatArray, bounds: list[tuple[float, float | None]]
) -> tuple[FloatArray, FloatArray]:
    options = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}
    solved = linprog(goal, A_ub=rows, b_ub=limits, bounds=bounds, method="highs", options=options)
    if solved.status != 0:
        # slack makes every task solvable: only rounding in the last goal's limit is left
        solved = linprog(goal, A_ub=rows, b_ub=limits + 1e-9, bounds=bounds, method="highs")
    return np.asarray(solved.x), np.asarray(solved.ineqlin.marginals)


NO_LEVERS: Final = error(
    "cheapest_no_levers",
    "规划没有抓手，或都没有给出可用的权重。请填写“抓手”表，权重须为正数。",
    "The plan has no levers, or none has a usable weight. Fill in the sheet Levers; weights must be above 0.",
)
NO_PATH: Final = error(
    "cheapest_no_path",
    "“{text}”在目标年没有推算值，无从求解。请先给出数据与假设。",
    "“{text}” has no projected figure in its target year, so no lever mix can be found. Enter data and an assumption first.",
)
BINDING_OUT_OF_REACH: Final = warning(
    "cheapest_binding_out_of_reach",
    "所有抓手都用足也达不到约束性目标：{series}。所列为最接近的组合。",
    "Even at full intensity the levers do not reach the binding targets {series}. The closest mix is listed.",
)
EXPECTED_SHORT: Final = warning(
    "cheapest_expected_short",
    "预期性目标仍有缺口：{series}。",
    "Expected targets still short: {series}.",
)
TIED: Final = warning(
    "cheapest_tied",
    "{levers}与所选抓手同样划算，可以互换；并列时取规划中靠前的抓手。",
    "{levers} would do as well for the same effort and may be used instead; where levers tie, the first in the plan is chosen.",
)

_STEPS: Final = 40
_PROBE: Final = 1e-3
_TIE: Final = 1e-5
_SMALL: Final = 1e-5


@dataclass(frozen=True)
class LeverMove:
    """One lever: mean intensity before and after (%), over the years after the base year; `shift` in points.

    `shift` is what is added in each of those years (each kept within 0 and 100 %), `effort` its weighted cost,
    weight x |shift| / 100. `worth` is what one more point would buy over what it would cost, by the dual
    prices of the targets that bind: 1 for a lever in use, below 1 for one not worth it, 1 for one that ties.
    """

    lever: str
    weight: float
    before: float
    after: float
    shift: float
    effort: float
    worth: float


@dataclass(frozen=True)
class Outcome:
    """One chosen target: the figure judged before and after, the target's, what stays missing (0: nothing).

    Of a sum what comes together over its years, of a growth without a level the mean or total in %, of a rank the place.
    """

    key: TargetKey
    binding: bool
    target: float
    before: float
    after: float
    short: float
    met: bool


@dataclass(frozen=True)
class Cheapest:
    """The cheapest set: moves in the plan's order, outcomes in the order asked, `edit` to apply it.

    `feasible` tells that every binding target is met, `effort` the sum over the levers.
    """

    moves: tuple[LeverMove, ...]
    outcomes: tuple[Outcome, ...]
    feasible: bool
    effort: float
    edit: SetLeverIntensities
    notes: tuple[Problem, ...]


def cheapest(
    document: Document,
    results: Results,
    scenario: str,
    targets: Sequence[TargetKey],
    weights: Mapping[str, float] | None = None,
) -> Cheapest | Problem:
    """The smallest weighted change of the levers' intensities that reaches the chosen targets.

    minimise sum over levers w |d| / 100 over shifts d (points of intensity in every year after the base year,
    everywhere, kept within 0 and 100 %), such that each binding target is met and the expected ones are; where
    they cannot all be, first the binding targets' relative shortfall is made least, then the expected
    ones', then the effort. `weights` are the efforts of a lever's full range (default 1 each). Sequential linear
    programming: the engine's own derivatives at each point, three linear programmes solved by HiGHS
    (scipy.optimize.linprog), steps halved where the engine does not confirm them, until none is left. A
    Problem where there is nothing to move or nothing to reach.
    """
    levers = list(results.plan.dimension_of_lever)
    cost = np.array([1.0 if weights is None else weights.get(lever, 1.0) for lever in levers]) / FULL
    if not levers or not (np.isfinite(cost) & (cost > 0)).all():
        return Problem(NO_LEVERS)
    wanted = _target_constraints(results, scenario, targets)
    if isinstance(wanted, Problem):
        return wanted
    task = _Task(document, scenario, levers, wanted)
    low, high = task.bounds()
    shift = np.zeros(len(levers))
    state = task.state(shift, cost)
    reach = FULL
    prices = np.zeros(len(levers))
    for _ in range(_STEPS):
        rise, fall = task.slopes(shift, low, high)
        step, prices = best_step(state.excess, wanted.binding_rows, rise, fall, shift, low, high, cost, reach)
        after = task.state(np.clip(shift + step, low, high), cost)
        width = float(np.abs(step).max())
        if after.merit <= state.merit:
            shift, state = np.clip(shift + step, low, high), after
            # the error left is of the order of the step's square
            if width < _SMALL:
                break
        else:
            reach = width / 2
            if reach < _SMALL:
                break
    shift = task.snapped(shift, low, high, cost)
    return _answer(task, results, shift, cost, prices, low, high)


class _TargetConstraints(NamedTuple):
    """The chosen targets as constraints, (constraint,): excess = sign (bound - figure) / scale must not be above 0."""

    keys: tuple[TargetKey, ...]
    position: NDArray[np.int64]
    target: FloatArray
    binding: BoolArray
    place: NDArray[np.int64]
    sign: FloatArray
    bound: FloatArray
    scale: FloatArray

    @property
    def binding_rows(self) -> BoolArray:
        return self.binding[self.place]


def _target_constraints(
    results: Results, scenario: str, targets: Sequence[TargetKey]
) -> _TargetConstraints | Problem:
    plan, result = results.plan, results.scenarios[scenario]
    table = result.targets
    constraints: list[tuple[int, float, float]] = []
    position: list[int] = []
    for place, key in enumerate(targets):
        at = table.of_series.get(key)
        if at is None:
            return series_problem(NO_TARGET, plan, key.series)
        judged = reached(results, scenario, np.array([at]))
        if not math.isfinite(judged.target[0]):
            return series_problem(NO_TARGET_FIGURE, plan, key.series, words=table.statements[at].wording)
        if not int(plan.years[0]) <= key.year <= int(plan.years[-1]):
            return series_problem(PAST_HORIZON, plan, key.series, year=key.year, horizon=plan.horizon)
        if not math.isfinite(judged.value[0]):
            return series_problem(NO_PATH, plan, key.series)
        position.append(at)
        if table.inside[at]:
            low, high = float(table.reach_low[at]), float(table.reach_high[at])
            constraints += [(place, 1.0, low), (place, -1.0, high)]
        else:
            constraints.append((place, float(table.sign[at]), float(judged.target[0])))
    if not constraints:
        return Problem(NO_TARGET, text="—")
    place_of, sign, bound = (np.array(part) for part in zip(*constraints, strict=True))
    duties = [plan.indicator_by_code[key.series.indicator].duty for key in targets]
    return _TargetConstraints(
        keys=tuple(targets),
        position=np.array(position, dtype=np.int64),
        target=reached(results, scenario, np.array(position, dtype=np.int64)).target,
        binding=np.array([duty is Duty.BINDING for duty in duties], dtype=np.bool_),
        place=place_of.astype(np.int64),
        sign=sign.astype(np.float64),
        bound=bound.astype(np.float64),
        scale=np.where(bound == 0, 1.0, np.abs(bound)),
    )


class _State(NamedTuple):
    figures: FloatArray
    excess: FloatArray
    merit: tuple[float, float, float]


class _Task:
    """The engine as a function of the shifts (lever,)."""

    def __init__(
        self, document: Document, scenario: str, levers: list[str], wanted: _TargetConstraints
    ) -> None:
        chain = lineage(document.scenarios, scenario)
        self.scenario, self.levers, self.wanted = scenario, levers, wanted
        self.document = document.with_scenarios(by_id(chain), scenario)
        self.start = update(None, self.document)

    def edit(self, shift: FloatArray) -> SetLeverIntensities:
        return shift_levers(self.document, self.scenario, dict(zip(self.levers, shift.tolist(), strict=True)))

    def figures(self, shift: FloatArray) -> FloatArray:
        """The figures that the chosen targets are judged by (target,)."""
        judged = self.judged(shift)
        # a target that is relative to another series moves where that does
        figures: FloatArray = judged.value - (judged.target - self.wanted.target)
        return figures

    def judged(self, shift: FloatArray) -> Reached:
        """What the chosen targets come to."""
        after = update(self.start, self.edit(shift).apply(self.document))
        return reached(after, self.scenario, self.wanted.position)

    def excess(self, shift: FloatArray) -> FloatArray:
        """How far each constraint is broken, as a share of its bound (constraint,)."""
        wanted = self.wanted
        excess: FloatArray = wanted.sign * (wanted.bound - self.figures(shift)[wanted.place]) / wanted.scale
        return excess

    def state(self, shift: FloatArray, cost: FloatArray) -> _State:
        """Where the shifts lead; `merit` binding shortfall, expected shortfall, effort, compared in that order."""
        wanted, figures = self.wanted, self.figures(shift)
        excess = wanted.sign * (wanted.bound - figures[wanted.place]) / wanted.scale
        short = np.maximum(excess + MARGIN, 0.0)
        # what the solver's tolerance leaves must not outweigh an effort
        binding, expected = (
            rounded(float(short[rows].sum()), 9) for rows in (wanted.binding_rows, ~wanted.binding_rows)
        )
        return _State(figures, excess, (binding, expected, float(cost @ np.abs(shift))))

    def bounds(self) -> tuple[FloatArray, FloatArray]:
        """The shifts at which every year of every row stands at 0 and at 100 (lever,)."""
        plan = self.document.plan
        years = np.arange(plan.base_year + 1, max(plan.horizon, plan.base_year + 1) + 1)
        low, high = [], []
        for lever in self.levers:
            rows = intensities_in_force(self.document, self.scenario, lever)
            curves = [intensity(row, years) for row in rows.values() if row.by_year]
            if LeverIntensityKey(lever, ANY, ANY) not in rows:
                curves.append(np.zeros(len(years)))
            low.append(0.0 - max(float(curve.max()) for curve in curves))
            high.append(FULL - min(float(curve.min()) for curve in curves))
        return np.array(low), np.array(high)

    def snapped(self, shift: FloatArray, low: FloatArray, high: FloatArray, cost: FloatArray) -> FloatArray:
        """The shifts with what is as good as 0, or as an end of the range, put there, where that costs no target."""
        snapped = shift
        for end in (np.zeros(len(shift)), low, high):
            snapped = np.where(np.abs(shift - end) < 10 * _SMALL, end, snapped)
        there, here = self.state(snapped, cost).merit, self.state(shift, cost).merit
        return snapped if there[:2] <= here[:2] else shift

    def slopes(self, shift: FloatArray, low: FloatArray, high: FloatArray) -> tuple[FloatArray, FloatArray]:
        """What a point up and a point down does to each excess, (constraint, lever); 0 at the end of a range."""
        here = self.excess(shift)
        rise, fall = np.zeros((len(here), len(shift))), np.zeros((len(here), len(shift)))
        for lever in range(len(shift)):
            for slopes, way, room in ((rise, 1.0, high - shift), (fall, -1.0, shift - low)):
                if room[lever] > _PROBE:
                    there = shift.copy()
                    there[lever] += way * _PROBE
                    slopes[:, lever] = (self.excess(there) - here) / _PROBE
        return rise, fall


def _answer(
    task: _Task,
    results: Results,
    shift: FloatArray,
    cost: FloatArray,
    worth: FloatArray,
    low: FloatArray,
    high: FloatArray,
) -> Cheapest:
    wanted = task.wanted
    before, final = task.judged(np.zeros(len(shift))).value, task.judged(shift)
    after, met = task.figures(shift), final.met
    short = np.zeros(len(wanted.position))
    np.maximum.at(short, wanted.place, np.maximum(wanted.sign * (wanted.bound - after[wanted.place]), 0.0))
    outcomes = tuple(
        Outcome(
            key,
            bool(wanted.binding[place]),
            float(final.target[place]),
            float(before[place]),
            float(final.value[place]),
            0.0 if met[place] else float(short[place]),
            bool(met[place]),
        )
        for place, key in enumerate(wanted.keys)
    )
    means = [_mean_intensities(task, np.zeros(len(shift))), _mean_intensities(task, shift)]
    moves = tuple(
        LeverMove(
            lever,
            float(cost[place] * FULL),
            means[0][place],
            means[1][place],
            float(shift[place]),
            float(cost[place] * abs(shift[place])),
            float(worth[place]),
        )
        for place, lever in enumerate(task.levers)
    )
    idle = (shift == 0.0) & (high > 0.0) & (np.abs(worth - 1.0) < _TIE)
    kinds = [
        (BINDING_OUT_OF_REACH, [one for one in outcomes if one.binding and not one.met]),
        (EXPECTED_SHORT, [one for one in outcomes if not one.binding and not one.met]),
    ]
    notes = [
        Problem(
            kind, arguments={"series": tuple(series_wording(results.plan, one.key.series) for one in missed)}
        )
        for kind, missed in kinds
        if missed
    ]
    if shift.any() and idle.any():
        alike = quoted(task.levers[place] for place in np.flatnonzero(idle))
        notes.append(Problem(TIED, arguments={"levers": alike}))
    feasible = all(one.met for one in outcomes if one.binding)
    effort = sum(move.effort for move in moves)
    return Cheapest(moves, outcomes, feasible, effort, task.edit(shift), tuple(notes))


def _mean_intensities(task: _Task, shift: FloatArray) -> list[float]:
    """Each lever's intensity by its general row (0 where it has none), the mean over the years to the target year."""
    plan = task.document.plan
    scenarios = task.edit(shift).apply(task.document).scenarios
    years = np.arange(plan.base_year + 1, max(plan.target_year, plan.base_year + 1) + 1)
    document = task.document.with_scenarios(scenarios)
    means = []
    for lever in task.levers:
        row = intensities_in_force(document, task.scenario, lever).get(LeverIntensityKey(lever, ANY, ANY))
        means.append(float(intensity(row, years).mean()))
    return means
