"""sum(x)/sum(y) over different children is no ratio of the region, and is told. All figures are synthetic."""

import pytest

from npfdesk.engine.audit import audit
from npfdesk.engine.projection.formulas import unlike_parts
from npfdesk.engine.projection.remarks import remarks
from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import new_document
from npfdesk.plan.kinds import Kind
from npfdesk.plan.series import SeriesKey
from tests.engine.audit.cases import counties, indicator, plan_of, row

RATIO = SeriesKey("city", "", "ratio")


def results_of(text, lacking=("b", "land"), children=3):
    """Taxes and land of three counties, of which one lacks one; the city computes a formula."""
    rows = [
        row(region, code, base, base + 10)
        for region in "abc"[:children]
        for code, base in (("tax", 30), ("land", 15), ("w", 2))
        if (region, code) != lacking
    ]
    rows.append(row("city", "ratio", None, "—"))
    known = [
        indicator("tax", "税收"),
        indicator("land", "用地", unit="亩"),
        indicator("w", "权重", unit="人"),
        indicator("ratio", "亩均税收", kind=Kind.RATIO, formula=text),
    ]
    return compute(new_document(plan_of(rows, known, regions=counties(children))))


def told(results):
    return [one for one in audit(results) if one.code == "formula_children_differ"]


@pytest.mark.parametrize(
    "text",
    [
        "sum(tax)/sum(land)", "mean(tax)/mean(land)", "sum(tax)/count(land > 0)", "sum(tax*land)/sum(tax)",
        "100*(sum(tax)-sum(land))", "prev(sum(tax))/sum(land)", "sum(tax)/count(1) + sum(land)", 'at("合成市", sum(tax)/sum(land))',
    ],
)  # fmt: skip
def test_a_formula_over_different_children_is_told(text):
    text = text.replace("合成市", "city")
    results = results_of(text)
    (found,) = told(results)
    assert found.series == RATIO
    assert found.figures == {"left_out": 1.0}
    assert "西岭县没有“用地”" in found.message("zh")
    assert "西岭县 has no 用地" in found.message("en")
    assert SeriesKey("b", "", "land") in [one.series for one in found.places]
    (scenario,) = results.scenarios
    assert "formula_children_differ" in [
        one.code for one in remarks(results, scenario, results.plan.row[RATIO])
    ]


@pytest.mark.parametrize(
    "text", ["sum(tax)/sum(tax)", "sum(tax/land)", "sum(tax)/sum(w)", "sum(tax)", "mean(tax)/count(1)"]
)
def test_a_formula_over_the_same_children_is_not(text):
    results = results_of(text)
    assert told(results) == []
    (scenario,) = results.scenarios
    assert "formula_children_differ" not in [
        one.code for one in remarks(results, scenario, results.plan.row[RATIO])
    ]


def test_weights_that_lack_are_told():
    (found,) = told(results_of("sum(w*tax)/sum(tax)", lacking=("c", "w")))
    assert "南浦县没有“权重”" in found.message("zh")


def test_a_child_that_lacks_all_is_left_out_of_all():
    assert told(results_of("sum(tax)/sum(w)", lacking=("a", "land"))) == []


def test_the_part_and_the_children_that_it_leaves_out():
    results = results_of("sum(tax)/sum(land)")
    frame = results.frame
    formula = results.plan.indicator_by_code["ratio"].formula
    (part,) = unlike_parts(formula, frame.context, frame.region_index["city"], 0)
    assert part.part.parts[0].code == "land"
    assert part.missing == ((frame.region_index["b"], ("land",)),)
