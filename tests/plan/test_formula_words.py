"""Formulas as a planner writes them."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as some

from npfdesk.plan.expressions import (
    COMPARISONS,
    Call,
    Code,
    Expression,
    Negative,
    Node,
    Number,
    Operation,
    parse_expression,
)
from npfdesk.plan.formula_words import check_wording, formula_wording, written_text
from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.own_checks import OwnCheck
from npfdesk.plan.regions import Region
from tests.plans import plan as plan_of


@pytest.fixture
def plan() -> Plan:
    made: Plan = plan_of(
        {("WY", "", "gdp"): {2020: 1.0}},
        indicators=[
            Indicator("industry_va", "工业增加值", english="Industrial value added"),
            Indicator("gdp", "GDP"),
            Indicator("firms", "规上工业企业数", english="Firms"),
            Indicator("odd", "增加值/GDP", english="VA/GDP"),
        ],
        regions=[Region("WY", "武义县", english="Wuyi")],
    )
    return made


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("industry_va / gdp * 100", "工业增加值 ÷ GDP × 100", "Industrial value added ÷ GDP × 100"),
        ("(industry_va - firms) / gdp", "(工业增加值 − 规上工业企业数) ÷ GDP", "(Industrial value added − Firms) ÷ GDP"),
        ("((industry_va)) + (gdp * 2)", "工业增加值 + GDP × 2", "Industrial value added + GDP × 2"),
        ('at("武义县", firms)', "武义县的规上工业企业数", "Firms of Wuyi"),
        ("prev(gdp)", "上年GDP", "GDP the year before"),
        ("sum(gdp)", "下级GDP之和", "sum of GDP below"),
        ("mean(gdp / firms)", "下级(GDP ÷ 规上工业企业数)的平均值", "mean of (GDP ÷ Firms) below"),
        ("base(gdp)", "基期GDP", "GDP in the base year"),
        ("base(gdp, 2020)", "2020年GDP", "GDP in 2020"),
        ("count(gdp >= 1000)", "GDP ≥ 1000的下级地区数", "number of regions below with GDP ≥ 1000"),
        ("count(gdp >= 9) / 5", "(GDP ≥ 9的下级地区数) ÷ 5", "(number of regions below with GDP ≥ 9) ÷ 5"),
        ("min(gdp, firms, 3)", "GDP、规上工业企业数和 3中的最小值", "least of GDP, Firms and 3"),
        ("abs(gdp - 100) <= 0.1", "|GDP − 100| ≤ 0.1", "|GDP − 100| ≤ 0.1"),
        ("gdp - -firms", "GDP − (−规上工业企业数)", "GDP − (−Firms)"),
        ("odd * gdp", "“增加值/GDP” × GDP", "“VA/GDP” × GDP"),
        ("工业增加值 == GDP", "工业增加值 = GDP", "Industrial value added = GDP"),
        ("nothing != gdp", "nothing ≠ GDP", "nothing ≠ GDP"),
        ("gdp +", "gdp +", "gdp +"),
    ],
)  # fmt: skip
def test_a_formula_reads_as_a_planner_writes_it(plan: Plan, text: str, zh: str, en: str) -> None:
    assert (written_text(plan, text, "zh"), written_text(plan, text, "en")) == (zh, en)
    check = OwnCheck("c", text)
    assert (check_wording(plan, check).zh, check_wording(plan, check).en) == (zh, en)


def test_a_name_with_braces_is_no_template(plan: Plan) -> None:
    one = plan.indicator_by_code["gdp"]
    named = replace(plan, indicators=(replace(one, name="{x}", english=""),))
    assert formula_wording(named, Code("gdp")).zh == "{x}"


_SIGNS = some.sampled_from(["+", "-", "*", "/", *sorted(COMPARISONS)])
_TREES = some.recursive(
    some.sampled_from([Code("a"), Code("b"), Number(2.0)]),
    lambda inner: some.one_of(
        some.builds(Operation, _SIGNS, inner, inner),
        some.builds(Negative, inner),
        some.builds(Call, some.just("exp"), some.tuples(inner)),
    ),
    max_leaves=8,
)
_NONE = cast("Any", SimpleNamespace(indicator_by_code={}, indicators=(), region_by_code={}))


@given(_TREES)
def test_parentheses_are_never_lost_and_stand_only_where_needed(tree: Node) -> None:
    said = formula_wording(_NONE, tree).zh
    read = parse_expression(said)
    assert isinstance(read, Expression), said
    assert read.root == tree, said
    for begin, end in _pairs(said):
        without = said[:begin] + said[begin + 1 : end] + said[end + 1 :]
        # a call's own, and those that keep two signs apart
        if said[:begin].endswith("exp") or (said[begin + 1] == "−" and begin > 0 and said[begin - 1] in " −"):
            continue
        less = parse_expression(without)
        assert not isinstance(less, Expression) or less.root != tree, said


def _pairs(text: str) -> list[tuple[int, int]]:
    opened: list[int] = []
    pairs = []
    for place, sign in enumerate(text):
        if sign == "(":
            opened.append(place)
        elif sign == ")":
            pairs.append((opened.pop(), place))
    return pairs
