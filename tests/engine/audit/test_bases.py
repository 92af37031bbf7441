"""Printed bases against Data and formulas. Figures are synthetic."""

import pytest

from npfdesk.engine.audit import audit
from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import new_document
from tests.engine.audit.cases import Kind, codes, found, indicator, only, plan_of, row

X = indicator("x", "工业总产值")
Y = indicator("y", "工业投资")
SHARE = indicator("s", "投资强度", kind=Kind.RATIO, formula="y / x * 100")


def test_a_base_is_held_against_data_as_finely_as_it_is_printed():
    rows = [row("city", "x", "667.6", "900")]
    assert codes(rows, [X], data={("city", "", "x"): {2020: 667.64}}) == []
    one = only(found(rows, [X], data={("city", "", "x"): {2020: 670.0}}), "base_differs_from_data")
    assert one.figures == {"printed": 667.6, "observed": 670.0, "difference": pytest.approx(-2.4)}
    assert (one.year, one.cell) == (2020, "F2")


def test_two_swapped_digits_are_called_so():
    one = only(
        found([row("city", "x", "676.6", "900")], [X], data={("city", "", "x"): {2020: 667.6}}),
        "base_transposed",
    )
    assert "颠倒" in one.message("zh")
    # 12 for 21 is no slip that can be told from another figure
    assert (
        codes([row("city", "x", "12", "20")], [X], data={("city", "", "x"): {2020: 21.0}})[0]
        == "base_differs_from_data"
    )


@pytest.mark.parametrize(
    ("printed", "said"), [("33.3", []), ("33.4", []), ("33.7", ["base_differs_from_formula"])]
)
def test_a_base_is_held_against_its_formula(printed, said):
    # 100 ± 0.5 over 300 ± 0.5 is 33.11 to 33.56
    rows = [
        row("city", "x", "300", "400"),
        row("city", "y", "100", "133.3"),
        row("city", "s", printed, "33.3"),
    ]
    assert [one for one in codes(rows, [X, Y, SHARE]) if one.startswith("base")] == said


def test_where_there_is_nothing_to_compare_with_nothing_is_said():
    assert codes([row("city", "x", "667.6", "900"), row("city", "s", "12", "15")], [X, Y, SHARE]) == []


def test_a_base_before_the_first_year_of_the_plan_is_left_alone():
    rows = [row("city", "x", "667.6", "900", base_year=2010)]
    assert codes(rows, [X], data={("city", "", "x"): {2020: 700.0}}) == []


def test_a_base_that_was_taken_away_is_no_contradiction():
    plan = plan_of([row("city", "x", "667.6", "900")], [X])
    amended = plan.with_observations([(plan.series[0], 2020, None)])
    assert audit(compute(new_document(amended))) == ()
