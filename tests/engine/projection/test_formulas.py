"""Formulas against a slow evaluator that walks one region and year at a time."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.engine.projection.formulas import FormulaContext, evaluate
from npfdesk.plan.expressions import At, Call, Code, Expression, Negative, Number, Operation
from tests.plans import formula

CODES, REGIONS, SLOTS, YEARS = ("a", "b"), 4, 2, 4
CHILDREN = (
    np.array([1, 2, 3]),
    np.array([], dtype=np.int64),
    np.array([], dtype=np.int64),
    np.array([], dtype=np.int64),
)


def context(missing=frozenset()):
    tables, row = {}, 0
    for code in CODES:
        tables[code] = np.full((REGIONS, SLOTS), -1, dtype=np.int64)
        for region in range(REGIONS):
            for slot in range(SLOTS):
                if (code, region, slot) not in missing:
                    tables[code][region, slot] = row
                    row += 1
    made = FormulaContext(
        np.arange(2019, 2019 + YEARS), REGIONS, CHILDREN, tables, 1, {"市": 0, "甲": 1, "乙": 2, "丙": 3}
    )
    return made, row


class Slow:
    """The same meaning, one figure at a time, in Python's own numbers."""

    def __init__(self, frame, values):
        self.frame, self.values = frame, values

    def at(self, node, region, slot, year):
        if isinstance(node, Number):
            return node.value
        if isinstance(node, Code):
            row = self.frame.series_at[node.code][region, slot] if region >= 0 else -1
            return float(self.values[year, row]) if row >= 0 else math.nan
        if isinstance(node, Negative):
            return -self.at(node.part, region, slot, year)
        if isinstance(node, At):
            return self.at(node.part, self.frame.region_index.get(node.region, -1), slot, year)
        if isinstance(node, Operation):
            return self.join(
                node.operator, self.at(node.left, region, slot, year), self.at(node.right, region, slot, year)
            )
        return self.call(node, region, slot, year)

    def join(self, operator, left, right):
        if math.isnan(left) or math.isnan(right):
            return math.nan
        if operator == "/":
            result = left / right if right else math.nan
        elif operator in "+-*":
            result = {"+": left + right, "-": left - right, "*": left * right}[operator]
        else:
            signs = {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}
            signs |= {
                "==": left == right,
                "!=": left != right,
                "min": min(left, right),
                "max": max(left, right),
            }
            result = float(signs[operator])
        return result if math.isfinite(result) else math.nan

    def call(self, node, region, slot, year):
        name = node.function
        if name == "prev":
            return self.at(node.parts[0], region, slot, year - 1) if year else math.nan
        if name == "base":
            return self.at(node.parts[0], region, slot, 1)
        if name in ("sum", "mean", "count"):
            children = CHILDREN[region] if region >= 0 else []
            members = [child for child in children if self.covered(node.parts[0], child, slot)]
            figures = [self.at(node.parts[0], child, slot, year) for child in members]
            if not figures or any(math.isnan(figure) for figure in figures):
                return math.nan
            if name == "count":
                return float(sum(figure != 0 for figure in figures))
            return sum(figures) / (len(figures) if name == "mean" else 1)
        parts = [self.at(part, region, slot, year) for part in node.parts]
        if any(math.isnan(part) for part in parts):
            return math.nan
        if name in ("min", "max"):
            return {"min": min, "max": max}[name](parts)
        try:
            result = {"abs": abs, "sqrt": math.sqrt, "log": math.log, "exp": math.exp}[name](parts[0])
        except (ValueError, OverflowError):
            return math.nan
        return result if math.isfinite(result) else math.nan

    def covered(self, node, child, slot):
        if isinstance(node, Code):
            return self.frame.series_at[node.code][child, slot] >= 0
        if isinstance(node, Operation):
            return self.covered(node.left, child, slot) and self.covered(node.right, child, slot)
        if isinstance(node, Negative):
            return self.covered(node.part, child, slot)
        if isinstance(node, Call) and node.function not in ("sum", "mean", "count"):
            return all(self.covered(part, child, slot) for part in node.parts)
        return True


leaves = st.one_of(
    st.builds(Code, st.sampled_from(CODES)), st.sampled_from([0.0, 1.0, 2.5, -3.0]).map(Number)
)
trees = st.recursive(
    leaves,
    lambda part: st.one_of(
        st.builds(Operation, st.sampled_from(["+", "-", "*", "/", "<", ">=", "==", "!="]), part, part),
        st.builds(Negative, part),
        st.builds(
            lambda name, one: Call(name, (one,)),
            st.sampled_from(["abs", "sqrt", "log", "exp", "prev", "base", "sum", "mean", "count"]),
            part,
        ),
        st.builds(lambda name, one, two: Call(name, (one, two)), st.sampled_from(["min", "max"]), part, part),
        st.builds(At, st.sampled_from(["市", "甲", "无"]), part),
    ),
    max_leaves=8,
)
cells = st.tuples(st.sampled_from(CODES), st.integers(0, REGIONS - 1), st.integers(0, SLOTS - 1))


@given(trees, st.frozensets(cells, max_size=4), st.data())
def test_it_means_what_the_slow_one_means(root, missing, data):
    frame, rows = context(missing)
    figures = st.one_of(st.just(math.nan), st.sampled_from([0.0, 1.0, -2.0, 3.5, 100.0]))
    values = np.array(data.draw(st.lists(figures, min_size=rows * YEARS, max_size=rows * YEARS))).reshape(
        YEARS, rows
    )
    regions, slots = np.array([0, 0, 1, 3]), np.array([0, 1, 0, 1])
    answer = evaluate(Expression("", root), frame, values, regions, slots)
    slow = Slow(frame, values)
    expected = [
        [slow.at(root, int(region), int(slot), year) for region, slot in zip(regions, slots, strict=True)]
        for year in range(YEARS)
    ]
    np.testing.assert_allclose(answer, np.where(np.isfinite(expected), expected, np.nan), rtol=1e-12)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("a / b * 100", 1555.07 / 4707 * 100),
        ("sqrt(0 - a)", math.nan),
        ("a / (b - b)", math.nan),
        ("log(0)", math.nan),
        ("exp(a)", math.nan),
        ("max(a, b, 1)", 4707.0),
        ("a > b", 0.0),
    ],
)
def test_by_hand(text, figure):
    frame, rows = context()
    values = np.full((YEARS, rows), 1555.07)
    values[:, frame.series_at["b"].ravel()] = 4707.0
    answer = evaluate(formula(text), frame, values, np.array([1]), np.array([0]))
    assert answer[1, 0] == pytest.approx(figure, nan_ok=True)


def test_a_leading_draw_axis_stands_between():
    frame, rows = context()
    values = np.arange(YEARS * 3 * rows, dtype=np.float64).reshape(YEARS, 3, rows) + 1
    regions, slots = np.array([0, 1]), np.array([0, 0])
    whole = evaluate(formula("sum(a) + prev(b)"), frame, values, regions, slots)
    assert whole.shape == (YEARS, 3, 2)
    for draw in range(3):
        np.testing.assert_array_equal(
            whole[:, draw], evaluate(formula("sum(a) + prev(b)"), frame, values[:, draw], regions, slots)
        )
