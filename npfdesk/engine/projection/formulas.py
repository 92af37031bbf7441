"""Formulas: figures computed from those of other indicators, for all regions and years at once.

Arrays are year-first, (year, ..., series). A missing input gives a missing value, and so do a division by zero
and a root or logarithm outside its domain; comparisons give 1 and 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.rollups import with_draw_axes
from npfdesk.plan.expressions import (
    OVER_CHILDREN,
    At,
    Call,
    Code,
    Expression,
    Negative,
    Node,
    Number,
    Operation,
    children_of,
    walk,
)

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

_JOIN: Final[Mapping[str, Callable[[FloatArray, FloatArray], FloatArray]]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "==": np.equal,
    "!=": np.not_equal,
    "min": np.minimum,
    "max": np.maximum,
}
_ARITHMETIC: Final = frozenset("+-*/")
_ALONE: Final[Mapping[str, Callable[[FloatArray], FloatArray]]] = {
    "abs": np.abs,
    "sqrt": np.sqrt,
    "log": np.log,
    "exp": np.exp,
}


@dataclass(frozen=True, eq=False)
class FormulaContext:
    """The look-ups by which a formula finds its figures.

    `years` (year,); `children` the regions below each region; `series_at` the row of (region, industry slot)
    for each indicator code, -1 where there is none; `base_year_row` the base year's place on the year axis,
    None where it is not on it. `in_force` (year, region) says when regions are in force; None where all always are.
    """

    years: IntArray
    region_count: int
    children: tuple[IntArray, ...]
    series_at: Mapping[str, IntArray]
    base_year_row: int | None
    region_index: Mapping[str, int]
    in_force: BoolArray | None = None

    def column_of_base(self, node: Call) -> int | None:
        """The place on the year axis of the year that a `base` counts from; None where it is not on it."""
        year = node.base_year
        if year is None:
            return self.base_year_row
        place = year - int(self.years[0])
        return place if 0 <= place < len(self.years) else None

    @cached_property
    def families(self) -> tuple[IntArray, IntArray, IntArray]:
        """All children, region by region: the start and number for each region (region,), and the children (child,)."""
        sizes = np.array([len(family) for family in self.children], dtype=np.int64)
        none = np.empty(0, dtype=np.int64)
        return np.cumsum(sizes) - sizes, sizes, np.concatenate([none, *self.children]).astype(np.int64)


def evaluate(
    expression: Expression,
    context: FormulaContext,
    values: FloatArray,
    regions: IntArray,
    industries: IntArray,
) -> FloatArray:
    """The formula in each (region, industry) pair: (year, ..., pair) out of values (year, ..., series).

    `values` are finite or NaN. `sum`, `mean` and `count` run over the region's children in the same industry
    that are in force in the year and have every series that the part reads; a child of these without a figure in a year leaves that year
    empty, and having no such child leaves all years empty. ``at`` takes another region's figure, ``prev`` the
    year before, ``base`` the base year's or that of the year it names. What a region or a series lacks is NaN, and so is what overflows;
    nothing is raised.
    """
    walker = _Walker(context, values)
    with np.errstate(all="ignore"):
        result = walker.visit(expression.root, regions, industries)
    return _finite(result)


def evaluate_bounds(
    expression: Expression,
    context: FormulaContext,
    low: FloatArray,
    high: FloatArray,
    regions: IntArray,
    industries: IntArray,
) -> tuple[FloatArray, FloatArray]:
    """The least and the most that a formula can come to where its inputs lie between `low` and `high`.

    As `evaluate`, by interval arithmetic (Moore 1966): each part by the ends of its own parts, so that an input that
    occurs twice can widen the bounds. A division by what may be 0, and a root or logarithm of what may be outside the
    domain, leave a side open (infinite). A comparison is 0 or 1, and anything between where the bounds leave it open.
    NaN where an input is missing.
    """
    walker = _BoundsWalker(context, np.stack([low, high]))
    with np.errstate(all="ignore"):
        result = walker.visit(expression.root, regions, industries)
    return result[0], result[1]


def children_counted(part: Call, context: FormulaContext, region: int, industry: int) -> IntArray:
    """The places of the children of one region that a sum, mean or count runs over, in force or not (child,)."""
    pair = np.array([region]), np.array([industry])
    children, _, _ = _Walker(context, np.empty((0, 0))).members(part, *pair)
    return children


@dataclass(frozen=True)
class UnlikePart:
    """A part of a formula over children that leaves out some of those that another part of it counts.

    `part` the sum, mean or count; `region` the place of the region above the children; `missing` the places of the
    children that it leaves out, each with the codes that they have no series of.
    """

    part: Call
    region: int
    missing: tuple[tuple[int, tuple[str, ...]], ...]


def unlike_parts(
    expression: Expression, context: FormulaContext, region: int, industry: int
) -> tuple[UnlikePart, ...]:
    """The parts of a formula in one region and industry that cover fewer children than its other parts do.

    sum(x)/sum(y) is no ratio of the region where one child has x alone, and a weighted mean sum(w*x)/sum(w) is none
    where one has no w. Parts that read nothing (count(1)) cover all children. Empty where all cover the same ones, and
    where there is one part alone.
    """
    if sum(isinstance(node, Call) and node.function in OVER_CHILDREN for node in walk(expression.root)) < 2:
        return ()
    walker = _Walker(context, np.empty((0, 0)))
    covered: dict[int, dict[Call, frozenset[int]]] = {}
    for part, above in walker.parts_over_children(expression.root, region, industry):
        children, _, _ = walker.members(part, np.array([above]), np.array([industry]))
        covered.setdefault(above, {})[part] = frozenset(children.tolist())
    found = []
    for above, parts in covered.items():
        together: frozenset[int] = frozenset().union(*parts.values())
        for part, members in parts.items():
            missing = sorted(together - members)
            if missing:
                lacking = ((child, walker.lacking(part.parts[0], child, industry)) for child in missing)
                found.append(UnlikePart(part, above, tuple(lacking)))
    return tuple(found)


class _Walker:
    leading = 0
    """How many axes stand before that of the years."""

    def __init__(self, context: FormulaContext, values: FloatArray) -> None:
        self.context = context
        self.values = values

    def visit(self, node: Node, regions: IntArray, industries: IntArray) -> FloatArray:
        if isinstance(node, Number):
            return np.broadcast_to(np.float64(node.value), (*self.values.shape[:-1], len(regions)))
        if isinstance(node, Code):
            return self._figures(node.code, regions, industries)
        if isinstance(node, Negative):
            return -self.visit(node.part, regions, industries)
        if isinstance(node, Operation):
            left, right = (
                self.visit(node.left, regions, industries),
                self.visit(node.right, regions, industries),
            )
            return self._joined(node.operator, left, right)
        if isinstance(node, At):
            # one region has one figure per industry, however many pairs ask for it
            slots, place = np.unique(industries, return_inverse=True)
            return self.visit(node.part, self._there(node, len(slots)), slots)[..., place]
        return self._call(node, regions, industries)

    def _figures(self, code: str, regions: IntArray, industries: IntArray) -> FloatArray:
        rows = self._rows(code, regions, industries)
        if not self.values.shape[-1]:
            return np.full((*self.values.shape[:-1], len(rows)), np.nan)
        return np.where(rows >= 0, self.values[..., np.maximum(rows, 0)], np.nan)

    def _rows(self, code: str, regions: IntArray, industries: IntArray) -> IntArray:
        table = self.context.series_at.get(code)
        if table is None or not table.size:
            return np.full(len(regions), -1, dtype=np.int64)
        return np.where(regions >= 0, table[np.maximum(regions, 0), industries], -1)

    def _call(self, node: Call, regions: IntArray, industries: IntArray) -> FloatArray:
        name = node.function
        if name in OVER_CHILDREN:
            return self._over_children(node, regions, industries)
        parts = [self.visit(part, regions, industries) for part in node.parts]
        ahead = (slice(None),) * self.leading
        if name == "prev":
            before = np.full_like(parts[0], np.nan)
            before[(*ahead, slice(1, None))] = parts[0][(*ahead, slice(None, -1))]
            return before
        if name == "base":
            row = self.context.column_of_base(node)
            base = np.full_like(parts[0], np.nan)
            if row is not None:
                base[:] = parts[0][(*ahead, slice(row, row + 1))]
            return base
        if name in _ALONE:
            return self._alone(name, parts[0])
        joined = parts[0]
        for part in parts[1:]:
            joined = self._joined(name, joined, part)
        return joined

    def _alone(self, name: str, figures: FloatArray) -> FloatArray:
        return _finite(_ALONE[name](figures))

    def _joined(self, operator: str, left: FloatArray, right: FloatArray) -> FloatArray:
        return _joined(operator, left, right)

    def _over_children(self, node: Call, regions: IntArray, industries: IntArray) -> FloatArray:
        result = np.full((*self.values.shape[:-1], len(regions)), np.nan)
        members, slots, parents = self._members(node.parts[0], regions, industries)
        if not len(members):
            return result
        figures = self.visit(node.parts[0], members, slots)
        if node.function == "count":
            figures = self._counted(figures)
        sizes = np.bincount(parents, minlength=len(regions))
        present = np.flatnonzero(sizes)
        # reduceat knows no empty segment, so only parents with members have one
        starts = (np.cumsum(sizes) - sizes)[present]
        counted: FloatArray = sizes[present].astype(np.float64)
        if self.context.in_force is not None:
            there = self.context.in_force[:, members]
            figures = np.where(with_draw_axes(there, figures, self.leading), figures, 0.0)
            each = np.add.reduceat(there.astype(np.float64), starts, axis=-1)
            # a year without a child in force has no figure
            counted = np.where(each > 0, each, np.nan)
        total = np.add.reduceat(figures, starts, axis=-1)
        if counted.ndim > 1:
            counted = with_draw_axes(counted, total, self.leading)
            total = np.where(np.isnan(counted), np.nan, total)
        result[..., present] = self._total(total / counted if node.function == "mean" else total)
        return result

    def _counted(self, figures: FloatArray) -> FloatArray:
        return np.where(np.isnan(figures), np.nan, (figures != 0).astype(np.float64))

    def _total(self, figures: FloatArray) -> FloatArray:
        return _finite(figures)

    def parts_over_children(self, node: Node, region: int, industry: int) -> Iterator[tuple[Call, int]]:
        """The parts over children that are reckoned for one pair, each with the place of the region above them."""
        if isinstance(node, At):
            there = self.context.region_index.get(node.region, -1)
            if there >= 0:
                yield from self.parts_over_children(node.part, there, industry)
            return
        if isinstance(node, Call) and node.function in OVER_CHILDREN:
            yield node, region
            members, _, _ = self.members(node, np.array([region]), np.array([industry]))
            for child in members.tolist():
                yield from self.parts_over_children(node.parts[0], child, industry)
            return
        for part in children_of(node):
            yield from self.parts_over_children(part, region, industry)

    def members(
        self, node: Call, regions: IntArray, industries: IntArray
    ) -> tuple[IntArray, IntArray, IntArray]:
        """The children that a part over children covers (see ``_members``)."""
        return self._members(node.parts[0], regions, industries)

    def lacking(self, node: Node, region: int, industry: int) -> tuple[str, ...]:
        """The codes that a part reads of one region and that this one has no series of."""
        codes = dict.fromkeys(one.code for one in walk(node) if isinstance(one, Code))
        pair = np.array([region]), np.array([industry])
        return tuple(code for code in codes if self._rows(code, *pair)[0] < 0)

    def _members(
        self, part: Node, regions: IntArray, industries: IntArray
    ) -> tuple[IntArray, IntArray, IntArray]:
        """The children that a part covers: their regions, industries and which pair is the parent (member,)."""
        begins, counts, everyone = self.context.families
        sizes = np.zeros(len(regions), dtype=np.int64)
        known = regions >= 0
        sizes[known] = counts[regions[known]]
        parents = np.repeat(np.arange(len(regions)), sizes)
        nth = np.arange(len(parents)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        members = everyone[begins[regions[parents]] + nth]
        slots = industries[parents]
        covered = self._covers(part, members, slots)
        return members[covered], slots[covered], parents[covered]

    def _covers(self, node: Node, regions: IntArray, industries: IntArray) -> BoolArray:
        """Whether each pair has every series that a part reads, there where the part reads it (pair,).

        A part over children is there where one of them is covered.
        """
        if isinstance(node, Code):
            return self._rows(node.code, regions, industries) >= 0
        if isinstance(node, At):
            return self._covers(node.part, self._there(node, len(regions)), industries)
        if isinstance(node, Call) and node.function in OVER_CHILDREN:
            _, _, parents = self._members(node.parts[0], regions, industries)
            return np.bincount(parents, minlength=len(regions)) > 0
        covered = np.ones(len(regions), dtype=np.bool_)
        for part in children_of(node):
            covered &= self._covers(part, regions, industries)
        return covered

    def _there(self, node: At, count: int) -> IntArray:
        return np.full(count, self.context.region_index.get(node.region, -1), dtype=np.int64)


class _BoundsWalker(_Walker):
    """Values are (end, year, ..., series): the lower ends and the upper ones."""

    leading = 1

    def visit(self, node: Node, regions: IntArray, industries: IntArray) -> FloatArray:
        if isinstance(node, Negative):
            return -self.visit(node.part, regions, industries)[::-1]
        return super().visit(node, regions, industries)

    def _alone(self, name: str, figures: FloatArray) -> FloatArray:
        if name != "abs":
            return _one_alone(name, figures)
        low, high = figures
        ends = np.abs(figures)
        return np.stack([np.where((low <= 0) & (high >= 0), 0.0, ends.min(axis=0)), ends.max(axis=0)])

    def _joined(self, operator: str, left: FloatArray, right: FloatArray) -> FloatArray:
        if operator in ("min", "max"):
            return np.stack([_JOIN[operator](left[0], right[0]), _JOIN[operator](left[1], right[1])])
        return _joined_bounds(operator, left, right)

    def _counted(self, figures: FloatArray) -> FloatArray:
        """What may be 0 counts for nothing at least, what may be something for one at most."""
        low, high = figures
        missing = np.isnan(low) | np.isnan(high)
        ends = np.stack([~((low <= 0) & (high >= 0)), ~((low == 0) & (high == 0))]).astype(np.float64)
        return np.where(missing, np.nan, ends)

    def _total(self, figures: FloatArray) -> FloatArray:
        return figures


def _one_alone(name: str, ends: FloatArray) -> FloatArray:
    """A root, logarithm or power of e, all of which rise."""
    made = np.asarray(_ALONE[name](ends), dtype=np.float64)
    if name == "exp":
        return made
    # the lower end lies outside the domain while the upper one does not
    opened = np.isnan(made[0]) & np.isfinite(made[1]) & ~np.isnan(ends[0])
    made[0] = np.where(opened, 0.0 if name == "sqrt" else -np.inf, made[0])
    return made


def _joined_bounds(operator: str, left: FloatArray, right: FloatArray) -> FloatArray:
    missing = np.isnan(left).any(axis=0) | np.isnan(right).any(axis=0)
    if operator in ("+", "-"):
        other = right if operator == "+" else -right[::-1]
        made = left + other
    elif operator in ("*", "/"):
        open_ended = np.zeros(missing.shape, dtype=np.bool_)
        if operator == "/":
            open_ended = (right[0] <= 0) & (right[1] >= 0)
        corners = np.stack([_JOIN[operator](one, other) for one in left for other in right])
        # 0 times infinity: an open side of something that is nothing
        corners = np.where(np.isnan(corners), 0.0, corners)
        made = np.stack([corners.min(axis=0), corners.max(axis=0)])
        made = np.where(open_ended, np.array([-np.inf, np.inf]).reshape(2, *([1] * missing.ndim)), made)
    else:
        sure = np.stack([_JOIN[operator](one, other) for one in left for other in right])
        if operator in ("==", "!="):
            same_point = (left[0] == left[1]) & (right[0] == right[1]) & (left[0] == right[0])
            apart = (left[1] < right[0]) | (left[0] > right[1])
            low, high = same_point, ~apart
            made = np.stack([low, high] if operator == "==" else [~high, ~low]).astype(np.float64)
        else:
            made = np.stack([sure.min(axis=0), sure.max(axis=0)]).astype(np.float64)
    return np.where(missing, np.nan, made)


def _finite(figures: FloatArray) -> FloatArray:
    return np.where(np.isfinite(figures), figures, np.nan)


def _joined(operator: str, left: FloatArray, right: FloatArray) -> FloatArray:
    result = np.asarray(_JOIN[operator](left, right), dtype=np.float64)
    if operator in _ARITHMETIC:
        return _finite(result)
    return np.where(np.isnan(left) | np.isnan(right), np.nan, result)
