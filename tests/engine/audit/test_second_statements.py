"""Two statements of one target held against each other, silent within the rounding of both."""

from dataclasses import replace

import pytest

from npfdesk.plan.kinds import Kind
from npfdesk.plan.target_text import parse_target
from npfdesk.plan.targets import SecondStatement
from tests.engine.audit.cases import audit_of, codes, found, indicator, plan_of, row


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1500左右，年均增长6.5%左右", False),
        ("1500，年均增长6.4%", False),
        # 6.4 % a year rounds to 6
        ("1500，年均增长6%", False),
        ("1500，年均增长6.0%", True),
        ("1500，年均增长9%", True),
        ("1500以上，年均增长6%以上", False),
        ("1500以下，年均增长7%以上", True),
        ("1500，年均增长6%-7%", False),
        ("1500，累计增长36.4%", False),
        ("1500，累计增长30%", True),
        ("1500，高于全省平均", False),
        ("年均增长6%，〔520〕", False),
    ],
)
def test_a_growth_beside_a_level(text, told):
    rows = [row("city", "x", "1100", text)]
    assert ("statements_differ" in codes(rows, [indicator("x")])) is told


def test_the_arithmetic_is_told():
    (finding,) = [
        one
        for one in found([row("city", "x", "1100", "1500，年均增长9%")], [indicator("x")])
        if one.code == "statements_differ"
    ]
    assert finding.figures == pytest.approx({"target": 1500, "computed": 1100 * 1.09**5, "base": 1100})
    assert (finding.sheet, finding.cell) == ("目标", "F2")
    for language in ("zh", "en"):
        assert "年均增长9%" in finding.message(language)


def test_without_a_base_nothing_is_compared():
    assert "statements_differ" not in codes([row("city", "x", None, "1500，年均增长9%")], [indicator("x")])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # 1.06^5 is 1.338
        ("年均增长6%，累计增长34%", False),
        ("年均增长6%，累计增长38%", True),
        ("年均增长6%以上，累计增长30%", True),
        ("年均增长6%以上，累计增长40%", False),
        ("年均增长6%以下，累计增长40%", True),
    ],
)
def test_a_growth_a_year_beside_one_over_all_years_without_a_base(text, told):
    assert ("totals_differ" in codes([row("city", "x", None, text)], [indicator("x")])) is told


def test_two_totals_are_told_as_one_measure():
    rows = [row("city", "x", None, "年均增长6%，累计增长50%")]
    (finding,) = [one for one in found(rows, [indicator("x")]) if one.code == "totals_differ"]
    assert finding.figures == pytest.approx({"target": 100 * (1.06**5 - 1), "computed": 50})
    for language in ("zh", "en"):
        assert "累计增长50%" in finding.message(language)


def test_two_digits_that_are_swapped_are_told_with_what_they_should_be():
    # 1,100 at 6.5 % for five years is 1,507, printed as 1,057
    rows = [row("city", "x", "1100", "1057，年均增长6.5%")]
    (finding,) = [one for one in found(rows, [indicator("x")]) if one.code == "printed_transposed"]
    assert finding.figures["mended"] == 1507


def beside(text, second, base="100", kind=Kind.LEVEL):
    """The codes of the findings where another cell states a second target beside the first."""
    plan = plan_of([row("city", "x", base, text)], [indicator("x", kind=kind)])
    ((key, stated),) = plan.targets.items()
    parsed = parse_target(second, unit="亿元", name="x", indicator_kind=kind)
    other = SecondStatement(second, parsed, "目标", "G2")
    return [one.code for one in audit_of(plan, targets={key: replace(stated, beside=(other,))})]


@pytest.mark.parametrize(
    ("text", "second", "told"),
    [
        # 104 a year for five years are 520; half a unit a year is two and a half of the sum
        ("〔520〕", "年均新增104", False),
        ("〔522〕", "年均新增104", False),
        ("〔524〕", "年均新增104", True),
        ("〔520〕", "年均新增80", True),
        ("〔520〕", "年均新增80以上", False),
        ("〔520〕", "年均新增120以上", True),
    ],
)
def test_a_sum_beside_an_amount_a_year(text, second, told):
    assert ("totals_differ" in beside(text, second, kind=Kind.FLOW)) is told


@pytest.mark.parametrize(
    ("text", "second", "told"),
    [
        ("1500", "新增300", True),
        ("1500", "新增400", False),
        ("1500", "1510", True),
        ("1500", "1400-1600", False),
        ("1500", "高于全省平均", False),
    ],
)
def test_another_level_beside_a_level(text, second, told):
    assert ("statements_differ" in beside(text, second, "1100")) is told
