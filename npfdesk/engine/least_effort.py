"""Least effort: one linearised step towards the cheapest set of levers, by linear programmes."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

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
