"""Iterative proportional fitting of a table of regions by industries to both its margins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array

from npfdesk.plan.numbers import plain
from npfdesk.plan.problems import Problem, error, quoted

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

BAD_TABLE: Final = error(
    "fitting_bad_table",
    "“{text}”不能用于拟合：须是有限的非负数。请改正。",
    "“{text}” cannot be used for the fit: it must be a number of 0 or more. Correct it.",
)
MARGINS_DIFFER: Final = error(
    "fitting_margins_differ",
    "两边合计不一致：各行合计 {rows}，各列合计 {columns}，相差 {difference}。请先使两边一致。",
    "The totals do not agree: the rows sum to {rows}, the columns to {columns}, a difference of {difference}. Make them agree "
    "first.",
)
MARGIN_BREAKS: Final = error(
    "fitting_margin_breaks",
    "{margins}的合计 {needed} 放不下：可用的{open_to}只有 {room}，其余单元格是空缺。请补上单元格或改变合计。",
    "The total {needed} of {margins} does not fit: the cells open to it, {open_to}, hold only {room}, and the others are "
    "empty. Fill in a cell or change a total.",
)

_ROUNDS: Final = 5000
_PATIENCE: Final = 200


@dataclass(frozen=True, eq=False)
class TableFit:
    """A fitted table (row, column), in the unit of its margins.

    `holes` marks the cells that are zero by structure (no figure or zero in the seed), `vanished` those that
    have a seed but are zero in every table with these margins. `rounds` of fitting were needed; `residual` is
    the largest difference from a margin.
    """

    values: FloatArray
    holes: BoolArray
    vanished: BoolArray
    rounds: int
    residual: float


def fit_table(
    seed: FloatArray,
    rows: FloatArray,
    columns: FloatArray,
    row_names: Sequence[str],
    column_names: Sequence[str],
    fixed: FloatArray | None = None,
) -> TableFit | Problem:
    """The table with the seed's structure and the given margins: x = a_i b_j seed_ij, rows and columns exact.

    Iterative proportional fitting (Deming and Stephan 1940): rows and columns are scaled in turn to their
    totals until both hold; of all tables with these margins it is the one of least information distance
    sum x ln(x / seed). `seed` (row, column), NaN or 0 is a hole that stays zero; `rows` (row,) and `columns`
    (column,) totals. `fixed` (row, column) are cells that are held, NaN where free. A Problem names what
    is no figure, the margins' difference, or the rows (columns) whose total is more than what is open to
    them: by the theorem of Gale and Hoffman such a set exists wherever no table does, and the dual of the
    transport problem names it.
    """
    held = np.full(seed.shape, np.nan) if fixed is None else fixed
    problem = _unfit(seed, rows, columns, held, row_names, column_names)
    if problem is not None:
        return problem
    keep = np.isfinite(held)
    kept = np.where(keep, held, 0.0)
    free = np.isfinite(seed) & (seed > 0) & ~keep
    holes = ~free & ~keep
    to_rows, to_columns = rows - kept.sum(axis=1), columns - kept.sum(axis=0)
    total = float(rows.sum())
    slack = 1e-9 * max(1.0, total)
    problem = _crowded(free, to_rows, to_columns, slack, row_names, column_names)
    if problem is not None:
        return problem
    to_rows, to_columns = np.maximum(to_rows, 0.0), np.maximum(to_columns, 0.0)
    vanished = np.zeros(seed.shape, dtype=np.bool_)
    start = np.where(free, seed, 0.0)
    values, rounds = _fitted(start, to_rows, to_columns, _PATIENCE)
    if _residual(values, to_rows, to_columns) > 1e-12 * max(1.0, total):
        # slow: some cells must vanish altogether, and without them the rest is fitted fast
        vanished = free & ~_possible(free, to_rows, to_columns)
        values, more = _fitted(np.where(vanished, 0.0, start), to_rows, to_columns, _ROUNDS)
        rounds += more
    whole = values + kept
    return TableFit(whole, holes, vanished, rounds, _residual(whole, rows, columns))


def _unfit(
    seed: FloatArray,
    rows: FloatArray,
    columns: FloatArray,
    held: FloatArray,
    row_names: Sequence[str],
    column_names: Sequence[str],
) -> Problem | None:
    for totals, names in ((rows, row_names), (columns, column_names)):
        for total, name in zip(totals.tolist(), names, strict=True):
            if not (np.isfinite(total) and total >= 0):
                return Problem(BAD_TABLE, text=name)
    wrong = np.argwhere((seed < 0) | np.isinf(seed) | (held < 0) | np.isinf(held))
    if len(wrong):
        row, column = wrong[0]
        return Problem(BAD_TABLE, text=f"{row_names[row]} × {column_names[column]}")
    difference = float(rows.sum() - columns.sum())
    if abs(difference) > 1e-9 * max(1.0, float(rows.sum())):
        arguments = {
            "rows": plain(float(rows.sum())),
            "columns": plain(float(columns.sum())),
            "difference": plain(difference),
        }
        return Problem(MARGINS_DIFFER, arguments=arguments)
    return None


def _fitted(start: FloatArray, rows: FloatArray, columns: FloatArray, rounds: int) -> tuple[FloatArray, int]:
    values = start
    enough = 1e-15 * max(1.0, float(rows.sum()))
    for done in range(1, rounds + 1):
        values = values * _ratio(columns, values.sum(axis=0))
        values = values * _ratio(rows, values.sum(axis=1))[:, None]
        if _residual(values, rows, columns) <= enough:
            return values, done
    return values, rounds


def _ratio(wanted: FloatArray, sums: FloatArray) -> FloatArray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(sums > 0, wanted / sums, 0.0)


def _residual(values: FloatArray, rows: FloatArray, columns: FloatArray) -> float:
    return float(
        max(
            np.abs(values.sum(axis=1) - rows).max(initial=0.0),
            np.abs(values.sum(axis=0) - columns).max(initial=0.0),
        )
    )


def _crowded(
    free: BoolArray,
    rows: FloatArray,
    columns: FloatArray,
    slack: float,
    row_names: Sequence[str],
    column_names: Sequence[str],
) -> Problem | None:
    """The margin that cannot be placed, None where all can."""
    for totals, names in ((rows, row_names), (columns, column_names)):
        over = np.flatnonzero(totals < -slack)
        if len(over):
            place = int(over[0])
            arguments = {
                "margins": quoted([names[place]]),
                "needed": plain(float(totals[place])),
                "open_to": "—",
                "room": "0",
            }
            return Problem(MARGIN_BREAKS, arguments=arguments)
    cells = np.argwhere(free)
    placed, cover = 0.0, np.zeros(len(rows))
    if len(cells):
        supply = np.concatenate([rows, columns]).clip(min=0.0)
        solved = linprog(
            -np.ones(len(cells)), A_ub=_incidence(cells, free.shape), b_ub=supply, method="highs"
        )
        placed, cover = -float(solved.fun), -np.asarray(solved.ineqlin.marginals)[: len(rows)]
    if placed >= float(rows.sum()) - slack:
        return None
    # rows that no price covers are short of columns: they and what is open to them are the set that breaks
    short = (cover < 0.5) & (rows > slack)
    open_columns = free[short].any(axis=0)
    told: dict[str, object] = {
        "margins": quoted(np.array(row_names, dtype=object)[short]),
        "needed": plain(float(rows[short].sum())),
        "open_to": quoted(np.array(column_names, dtype=object)[open_columns]) or "—",
        "room": plain(float(columns[open_columns].sum())),
    }
    return Problem(MARGIN_BREAKS, arguments=told)


def _incidence(cells: NDArray[np.int64], shape: tuple[int, ...]) -> csr_array:
    """Which margins each free cell counts in, (margin, cell)."""
    count = len(cells)
    at = np.concatenate([cells[:, 0], shape[0] + cells[:, 1]])
    return csr_array((np.ones(2 * count), (at, np.tile(np.arange(count), 2))), shape=(sum(shape), count))


def _possible(free: BoolArray, rows: FloatArray, columns: FloatArray) -> BoolArray:
    """Which cells can be above zero in some table with these margins, (row, column).

    The largest sum of min(x, e) over the free cells: what stays at zero there is zero in every table.
    """
    cells = np.argwhere(free)
    count = len(cells)
    incidence = _incidence(cells, free.shape)
    total = max(float(rows.sum()), 1e-300)
    capped = csr_array((np.ones(count), (np.arange(count), np.arange(count))), shape=(count, count))
    zeros = csr_array((incidence.shape[0], count))
    solved = linprog(
        -np.concatenate([np.zeros(count), np.ones(count)]),
        A_ub=_beside(-capped, capped),
        b_ub=np.zeros(count),
        A_eq=_beside(incidence, zeros),
        b_eq=np.concatenate([rows, columns]) / total,
        bounds=[(0, None)] * count + [(0, 1e-4 / max(count, 1))] * count,
        method="highs",
    )
    possible = free.copy()
    if solved.status == 0:
        at_zero = solved.x[count:] <= 1e-7 / max(count, 1)
        possible[tuple(cells[at_zero].T)] = False
    return possible


def _beside(one: csr_array, other: csr_array) -> csr_array:
    return csr_array(np.hstack([one.toarray(), other.toarray()]))
