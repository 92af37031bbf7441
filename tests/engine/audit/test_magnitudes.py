"""Units and magnitudes. Figures are synthetic."""

import pytest

from tests.engine.audit.cases import Industry, Kind, codes, found, indicator, only, row

X = indicator("x", "工业投资")
N = indicator("n", "企业数", kind=Kind.COUNT)
S = indicator("s", "高新技术产业占规上工业比重", kind=Kind.RATIO)
CHIPS = Industry("chips", "芯片")


@pytest.mark.parametrize(
    ("one", "base", "text", "said"),
    [
        (X, "4453", "8000", []),
        (X, "4453", "80000000", ["target_magnitude"]),
        (X, "44530000", "8000", ["target_magnitude", "target_against_direction"]),
        (X, "10", "999", []),
        (X, "0", "1000", []),
        # from one pilot to a hundred
        (N, "1", "120", []),
        (N, "20", "2500", ["target_magnitude"]),
        (S, "52.8", "60", []),
        (S, "52.8", "0.6", ["fraction_for_percent", "target_against_direction"]),
        (S, "0.528", "60", ["fraction_for_percent"]),
        (indicator("r", "万人发明专利", kind=Kind.RATIO, unit="件"), "0.5", "60", []),
        (indicator("g", "产值增速", kind=Kind.RATIO), "0.1", "8", []),
    ],
)
def test_a_target_against_its_base(one, base, text, said):
    assert codes([row("city", one.code, base, text)], [one]) == said


def test_a_year_against_the_one_before():
    data = {("city", "", "x"): {2016: 850.0, 2017: 9.0e6, 2020: 950.0}}
    findings = found([], [X], data=data)
    assert [(one.code, one.year) for one in findings] == [("data_magnitude", 2017), ("data_magnitude", 2020)]
    assert findings[0].places[0].cell == ""
    assert codes([], [X], data={("city", "", "x"): {2016: 850.0, 2018: 900.0, 2020: 950.0}}) == []
    assert codes([], [N], data={("city", "", "n"): {2016: 1.0, 2018: 150.0}}) == []


def test_a_share_above_its_whole():
    assert codes([row("city", "s", "98", "100")], [S]) == []
    assert codes([row("city", "s", "98", "105")], [S]) == ["share_above_whole"]
    assert [one.year for one in found([row("city", "s", "101", "105")], [S])] == [2020, 2025]
    # a rate of growth or return may exceed 100 %
    assert codes([row("city", "r", "98", "105")], [indicator("r", "产销率", kind=Kind.RATIO)]) == []


def test_a_part_above_its_whole():
    data = {("city", "", "x"): {2020: 50.0}, ("a", "", "x"): {2020: 60.0}}
    one = only(found([], [X], data=data), "part_above_whole")
    assert (one.series.region, one.figures) == ("a", {"value": 60.0, "total": 50.0})
    assert codes([], [X], data={**data, ("a", "", "x"): {2020: 50.0}}) == []
    # all children there: the sum tells it
    data |= {("b", "", "x"): {2020: 1.0}, ("c", "", "x"): {2020: 1.0}}
    assert codes([], [X], data=data) == ["observed_do_not_sum"]


def test_an_industry_above_the_whole_economy():
    data = {("city", "", "x"): {2020: 50.0}, ("city", "chips", "x"): {2019: 70.0, 2020: 60.0}}
    one = only(found([], [X], data=data, industries=[CHIPS]), "part_above_whole")
    assert (one.year, one.series.industry) == (2020, "chips")
    assert codes([], [X], data={**data, ("city", "chips", "x"): {2020: 40.0}}, industries=[CHIPS]) == []
    assert codes([], [X], data={("city", "chips", "x"): {2020: 40.0}}, industries=[CHIPS]) == []
