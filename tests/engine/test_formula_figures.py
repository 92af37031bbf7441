"""Formulas by figures worked by hand, and against a slow evaluator that takes one figure at a time."""

import math
import operator
import random
import warnings
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.engine.projection.formulas import FormulaContext, evaluate
from npfdesk.plan.expressions import At, Call, Code, Expression, Negative, Number, Operation
from tests.plans import formula

NAN = float("nan")
NO_ONE = np.empty(0, dtype=np.int64)
CITY, WUYI, DONGYANG, YONGKANG = range(4)
NAMES = {"金华市": CITY, "武义县": WUYI, "东阳市": DONGYANG, "永康市": YONGKANG}
YEARS = np.arange(2019, 2022)


def desk(figures, *, children=((1, 2, 3), (), (), ()), slots=1, base_year_row=1, names=NAMES):
    """A context and values (year, series) out of {(region, industry slot, code): figures of the years}."""
    series_at = {
        code: np.full((len(children), slots), -1, dtype=np.int64) for code in {key[2] for key in figures}
    }
    for row, (region, slot, code) in enumerate(figures):
        series_at[code][region, slot] = row
    values = np.array(list(figures.values()), dtype=np.float64).reshape(len(figures), -1).T
    context = FormulaContext(
        years=YEARS,
        region_count=len(children),
        children=tuple(np.array(members, dtype=np.int64) for members in children),
        series_at=series_at,
        base_year_row=base_year_row,
        region_index=names,
    )
    return context, values


def taken(text, context, values, region=CITY, slot=0):
    """The formula's figures (year,) in one region and industry; any warning fails."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figures = evaluate(formula(text), context, values, np.array([region]), np.array([slot]))
    assert figures.dtype == np.float64
    assert figures.shape == (*values.shape[:-1], 1)
    return figures[..., 0].tolist()


def same(found, expected):
    assert found == pytest.approx(expected, rel=1e-12, nan_ok=True)


JINHUA = {
    (CITY, 0, "va"): (1499.0, 1555.07, NAN),
    (CITY, 0, "gdp"): (4559.9, 4707.0, 5000.0),
    (WUYI, 0, "output"): (700.0, 1000.0, 1100.0),
    (DONGYANG, 0, "output"): (999.9, 1200.0, 900.0),
    (YONGKANG, 0, "output"): (1800.0, 1000.1, 2000.0),
    (WUYI, 0, "firms"): (410.0, 425.0, 450.0),
    (DONGYANG, 0, "firms"): (300.0, 310.0, NAN),
    (CITY, 0, "zero"): (0.0, 2.0, -1.0),
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("va / gdp * 100", (1499 / 4559.9 * 100, 33.03739, NAN)),
        ("-gdp + 7", (-4552.9, -4700, -4993)),
        ("gdp - zero * 2", (4559.9, 4703, 5002)),
        ("1 / zero", (NAN, 0.5, -1)),
        ("zero / zero", (NAN, 1, 1)),
        ("zero * (1 / zero)", (NAN, 1, 1)),
        ("sqrt(zero)", (0, math.sqrt(2), NAN)),
        ("log(zero)", (NAN, math.log(2), NAN)),
        ("log(gdp / gdp)", (0, 0, 0)),
        ("exp(zero)", (1, math.exp(2), math.exp(-1))),
        ("exp(gdp)", (NAN, NAN, NAN)),
        ("abs(zero)", (0, 2, 1)),
        ("min(va, zero)", (0, 2, NAN)),
        ("max(zero, 0, 1)", (1, 2, 1)),
        ("zero >= 2", (0, 1, 0)),
        ("zero < 2", (1, 0, 1)),
        ("zero <= 0", (1, 0, 1)),
        ("zero > 0", (0, 1, 0)),
        ("zero = 2", (0, 1, 0)),
        ("zero <> 2", (1, 0, 1)),
        ("va > 0", (1, 1, NAN)),
        ("(zero > 0) * gdp", (0, 4707, 0)),
        ("42", (42, 42, 42)),
        ("output", (NAN, NAN, NAN)),
        ("nowhere + 1", (NAN, NAN, NAN)),
        ("1e308 * 10", (NAN, NAN, NAN)),
        ("1 / (1e308 * 10)", (NAN, NAN, NAN)),
        ("prev(gdp)", (NAN, 4559.9, 4707)),
        ("(gdp / prev(gdp) - 1) * 100", (NAN, 3.225948, 6.224772)),
        ("prev(prev(gdp))", (NAN, NAN, 4559.9)),
        ("base(gdp)", (4707, 4707, 4707)),
        ("base(prev(gdp))", (4559.9, 4559.9, 4559.9)),
        ("prev(base(gdp))", (NAN, 4707, 4707)),
        ("prev(3)", (NAN, 3, 3)),
        ("base(3)", (3, 3, 3)),
        ("sum(output)", (3499.9, 3200.1, 4000)),
        ("mean(output)", (3499.9 / 3, 1066.7, 4000 / 3)),
        ("count(output >= 1000)", (1, 3, 2)),
        ("count(output)", (3, 3, 3)),
        ("count(output - 1000)", (3, 2, 3)),
        ("sum(1)", (3, 3, 3)),
        ("sum(firms)", (710, 735, NAN)),
        ("mean(firms)", (355, 367.5, NAN)),
        ("count(firms > 305)", (1, 2, NAN)),
        ("sum(output / firms)", (700 / 410 + 999.9 / 300, 1000 / 425 + 1200 / 310, NAN)),
        ("sum(gdp)", (NAN, NAN, NAN)),
        ("at('武义县', firms)", (410, 425, 450)),
        ("at('武义县', firms) - base(at('武义县', firms))", (-15, 0, 25)),
        ("at('武义县', firms) - base(at('武义县', firms)) + count(output >= 1000)", (-14, 3, 27)),
        ("at('外县', firms)", (NAN, NAN, NAN)),
        ("at('外县', 1)", (1, 1, 1)),
        ("at('东阳市', at('武义县', firms))", (410, 425, 450)),
        ("at('武义县', sum(output))", (NAN, NAN, NAN)),
        ("at('外县', sum(output))", (NAN, NAN, NAN)),
        ("sum(at('外县', output))", (NAN, NAN, NAN)),
        ("sum(at('武义县', firms))", (1230, 1275, 1350)),
        ("sum(output / at('金华市', gdp))", (3499.9 / 4559.9, 3200.1 / 4707, 0.8)),
        ("base(sum(at('武义县', prev(output)) - prev(output)))", (-1399.9, -1399.9, -1399.9)),
    ],
)
def test_by_hand(text, expected):
    found = taken(text, *desk(JINHUA))
    assert found == pytest.approx(expected, rel=1e-6, abs=1e-9, nan_ok=True)


def test_the_share_as_the_plan_prints_it():
    assert round(taken("va / gdp * 100", *desk(JINHUA))[1], 4) == 33.0374


def test_without_the_base_year_on_the_axis_base_is_missing():
    same(taken("base(gdp)", *desk(JINHUA, base_year_row=None)), [NAN] * 3)
    same(taken("base(3)", *desk(JINHUA, base_year_row=None)), [NAN] * 3)


def test_overflow_among_children_is_no_figure_before_anything_is_made_of_it():
    figures = {(WUYI, 0, "x"): (1e308,) * 3, (DONGYANG, 0, "x"): (1e308,) * 3}
    for text in ("1 / sum(x)", "sum(x) > 5", "1 / mean(x)", "min(sum(x), 1)"):
        same(taken(text, *desk(figures)), [NAN] * 3)


def test_children_are_taken_in_the_same_industry_and_pairs_do_not_mix():
    figures = {
        (WUYI, 0, "x"): (1.0, 2.0, 3.0),
        (WUYI, 1, "x"): (10.0, 20.0, 30.0),
        (DONGYANG, 1, "x"): (100.0, 200.0, NAN),
        (CITY, 1, "y"): (1000.0, 1000.0, 1000.0),
    }
    context, values = desk(figures, slots=3)
    regions, slots = np.array([CITY, WUYI, CITY, CITY, CITY]), np.array([1, 1, 0, 2, 1])
    found = evaluate(formula("sum(x)"), context, values, regions, slots)
    same(found[:, 0].tolist(), [110, 220, NAN])
    same(found[:, 1].tolist(), [NAN] * 3)
    same(found[:, 2].tolist(), [1, 2, 3])
    same(found[:, 3].tolist(), [NAN] * 3)
    same(found[:, 4].tolist(), [110, 220, NAN])
    found = evaluate(formula("at('武义县', x) + at('金华市', y)"), context, values, regions, slots)
    same(found[:, 0].tolist(), [1010, 1020, 1030])
    same(found[:, 1].tolist(), [1010, 1020, 1030])
    same(found[:, 2].tolist(), [NAN] * 3)


# a province of two cities, the first with two counties of which one has no figures at all
PROVINCE = {
    "children": ((1, 2), (3, 4), (), (), ()),
    "names": {"省": 0, "甲市": 1, "乙市": 2, "甲一县": 3, "甲二县": 4},
}


def test_sums_of_sums_cover_the_children_that_have_some_below_them():
    figures = {
        (1, 0, "x"): (50.0, 50.0, 50.0),
        (2, 0, "x"): (7.0, 7.0, 7.0),
        (3, 0, "x"): (1.0, NAN, 3.0),
    }
    context, values = desk(figures, **PROVINCE)
    same(taken("sum(sum(x))", context, values, 0), [1, NAN, 3])
    same(taken("sum(x - sum(x))", context, values, 0), [49, NAN, 47])
    same(taken("sum(x) - at('甲市', sum(x))", context, values, 0), [56, NAN, 54])
    same(taken("count(sum(x) > 2)", context, values, 0), [0, NAN, 1])
    same(taken("sum(at('甲市', sum(x)))", context, values, 0), [2, NAN, 6])


def test_nothing_to_compute_on_is_no_error():
    context, values = desk(JINHUA)
    assert evaluate(formula("sum(va) + at('武义县', va)"), context, values, NO_ONE, NO_ONE).shape == (3, 0)
    bare = FormulaContext(YEARS, 1, (NO_ONE,), {"x": np.full((1, 1), -1)}, 0, {})
    for text in ("x", "sum(x)", "prev(x)", "base(x)", "at('y', x)", "count(1)"):
        same(taken(text, bare, np.empty((3, 0))), [NAN] * 3)


def test_draws_between_year_and_series_are_each_computed_alone():
    context, values = desk(JINHUA)
    draws = values[:, None, None, :] * np.linspace(0.5, 2, 6).reshape(2, 3)[..., None]
    regions, slots = np.array([CITY, WUYI, DONGYANG]), np.zeros(3, dtype=np.int64)
    for text in (
        "va / gdp",
        "sum(output) / at('武义县', firms)",
        "base(count(output > 700))",
        "prev(mean(firms))",
    ):
        together = evaluate(formula(text), context, draws, regions, slots)
        assert together.shape == (3, 2, 3, 3)
        for one in np.ndindex(2, 3):
            alone = evaluate(formula(text), context, draws[:, *one], regions, slots)
            np.testing.assert_array_equal(together[:, *one], alone)


def test_the_values_are_left_as_they_were():
    context, values = desk(JINHUA)
    before = values.copy()
    values.setflags(write=False)
    for text in ("va", "-va", "base(va)", "prev(va)", "sum(output)", "at('武义县', firms)", "5"):
        found = evaluate(formula(text), context, values, np.array([CITY]), np.array([0]))
        found[...] = 1.0
    np.testing.assert_array_equal(values, before)


_COMPARE = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
_ARITHMETIC = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}
_ALONE = {"abs": abs, "sqrt": math.sqrt, "log": math.log, "exp": math.exp}


class Slow:
    """One figure at a time, in plain floats.

    With a `seed`, whatever is rounded is put a hair beside itself: a figure that this moves hangs on the
    order of rounding (a sum's, or a library's exp) and says nothing of right or wrong.
    """

    def __init__(self, context, values, seed=None):
        self.context, self.values = context, values
        self.random = random.Random(seed) if seed is not None else None

    def rounded(self, figure):
        if self.random is not None:
            figure *= 1 + self.random.choice((-1, 1)) * 1e-13
        return figure if math.isfinite(figure) else NAN

    def row(self, code, region, slot):
        table = self.context.series_at.get(code)
        return -1 if table is None or region is None else int(table[region, slot])

    def members(self, part, region, slot):
        members = [] if region is None else self.context.children[region].tolist()
        return [member for member in members if self.covers(part, member, slot)]

    def covers(self, node, region, slot):
        match node:
            case Number():
                return True
            case Code(code):
                return self.row(code, region, slot) >= 0
            case Negative(part):
                return self.covers(part, region, slot)
            case At(name, part):
                return self.covers(part, self.context.region_index.get(name), slot)
            case Operation(_, left, right):
                return self.covers(left, region, slot) and self.covers(right, region, slot)
            case Call("sum" | "mean" | "count", (part,)):
                return bool(self.members(part, region, slot))
            case Call(_, parts):
                return all(self.covers(part, region, slot) for part in parts)

    def figure(self, node, year, region, slot):
        match node:
            case Number(value):
                return value
            case Code(code):
                row = self.row(code, region, slot)
                return float(self.values[year, row]) if row >= 0 else NAN
            case Negative(part):
                return -self.figure(part, year, region, slot)
            case At(name, part):
                return self.figure(part, year, self.context.region_index.get(name), slot)
            case Operation(sign, left, right):
                one, other = (self.figure(part, year, region, slot) for part in (left, right))
                if math.isnan(one) or math.isnan(other):
                    return NAN
                if sign in _COMPARE:
                    return float(_COMPARE[sign](one, other))
                return NAN if sign == "/" and other == 0 else self.rounded(_ARITHMETIC[sign](one, other))
            case Call("prev", (part,)):
                return self.figure(part, year - 1, region, slot) if year > 0 else NAN
            case Call("base", (part,)):
                base = self.context.base_year_row
                return NAN if base is None else self.figure(part, base, region, slot)
            case Call("sum" | "mean" | "count" as name, (part,)):
                members = self.members(part, region, slot)
                figures = [self.figure(part, year, member, slot) for member in members]
                if not figures or any(map(math.isnan, figures)):
                    return NAN
                if name == "count":
                    return float(sum(figure != 0 for figure in figures))
                total = self.rounded(sum(figures))
                return total if name == "sum" else self.rounded(total / len(figures))
            case Call("min" | "max" as name, parts):
                figures = [self.figure(part, year, region, slot) for part in parts]
                return NAN if any(map(math.isnan, figures)) else {"min": min, "max": max}[name](figures)
            case Call(name, (part,)):
                try:
                    return self.rounded(float(_ALONE[name](self.figure(part, year, region, slot))))
                except (ValueError, OverflowError):
                    return NAN


_REGIONS = ("r0", "r1", "r2", "r3", "r4", "r5")
_LEAVES = st.one_of(
    st.sampled_from([Code("a"), Code("b"), Code("c"), Code("nowhere")]),
    st.sampled_from([Number(0.0), Number(1.0), Number(2.5), Number(1e308)]),
)


def _grown(parts):
    over = st.sampled_from(["sum", "mean", "count", "prev", "base", "abs", "sqrt", "log", "exp"])
    return st.one_of(
        st.builds(Operation, st.sampled_from([*_ARITHMETIC, *_COMPARE]), parts, parts),
        st.builds(Negative, parts),
        st.builds(Call, over, st.tuples(parts)),
        st.builds(Call, st.sampled_from(["min", "max"]), st.lists(parts, min_size=2, max_size=3).map(tuple)),
        st.builds(At, st.sampled_from([*_REGIONS, "nowhere"]), parts),
    )


_EXPRESSIONS = st.recursive(_LEAVES, _grown, max_leaves=8)
_FIGURES = st.one_of(st.just(NAN), st.integers(-8, 8).map(lambda four: four / 4), st.floats(-1e6, 1e6))


@st.composite
def _desks(draw):
    """A forest of six regions, two industry slots, three years and three codes with holes among the series."""
    parents = [draw(st.integers(-1, region - 1)) for region in range(6)]
    children = [[child for child in range(6) if parents[child] == region] for region in range(6)]
    figures = {
        (region, slot, code): draw(st.tuples(_FIGURES, _FIGURES, _FIGURES))
        for region in range(6)
        for slot in range(2)
        for code in "abc"
        if draw(st.integers(0, 3))
    } or {(0, 0, "a"): (1.0, 2.0, 3.0)}
    names = {name: region for region, name in enumerate(_REGIONS)}
    base = draw(st.sampled_from([None, 0, 1, 2]))
    return desk(figures, children=children, slots=2, base_year_row=base, names=names)


@given(_EXPRESSIONS, _desks())
def test_all_at_once_equals_one_figure_at_a_time(root, made):
    context, values = made
    regions, slots = np.repeat(np.arange(6), 2), np.tile(np.arange(2), 6)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = evaluate(Expression("", root), context, values, regions, slots)
    assert found.shape == (3, 12)
    assert not np.isinf(found).any()
    for year, pair in np.ndindex(3, 12):
        where = (root, year, int(regions[pair]), int(slots[pair]))
        expected = Slow(context, values).figure(*where)
        beside = [expected, *(Slow(context, values, seed).figure(*where) for seed in (1, 2, 3))]
        if all(
            one == pytest.approx(other, rel=1e-9, abs=1e-9, nan_ok=True) for one, other in pairwise(beside)
        ):
            assert found[year, pair] == pytest.approx(expected, rel=1e-8, abs=1e-8, nan_ok=True)


def test_a_base_that_names_a_year_is_that_years_figure_whatever_the_plans_base_is():
    same(taken("base(gdp, 2019)", *desk(JINHUA)), [4559.9] * 3)
    same(taken("gdp / base(gdp, 2021)", *desk(JINHUA, base_year_row=None)), [4559.9 / 5000, 4707 / 5000, 1])
    same(taken("base(gdp, 2018)", *desk(JINHUA)), [NAN] * 3)
    same(taken("base(sum(output), 2019)", *desk(JINHUA)), [3499.9] * 3)
