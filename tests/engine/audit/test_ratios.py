"""What targets imply together: per firm, value added, tax, labour, land. Figures are synthetic."""

import pytest

from tests.engine.audit.cases import Kind, codes, found, indicator, only, row

OUT = indicator("o", "规上工业总产值")
VA = indicator("v", "规模以上工业增加值")
FIRMS = indicator("n", "规上工业企业数量", kind=Kind.COUNT)
TAX = indicator("t", "规上工业税收")
PER_MU = indicator("m", "规上工业亩均增加值", kind=Kind.RATIO, unit="万元/亩")
TAX_PER_MU = indicator("tm", "规上工业亩均税收", kind=Kind.RATIO, unit="万元/亩")
PER_HEAD = indicator("p", "规上工业全员劳动生产率", kind=Kind.RATIO, unit="万元/人")
PEOPLE = indicator("l", "规上工业从业人员数", kind=Kind.COUNT, unit="万人")
LAND = indicator("d", "规上工业用地面积", unit="万亩")


def of(**figures):
    return [row("city", code, *text.split(">")) for code, text in figures.items()]


@pytest.mark.parametrize(
    ("firms", "said"),
    [
        ("100>200", []),
        # 1000/204 = 4.90 of 5: within 2 % and the rounding of four figures
        ("100>204", []),
        ("100>220", ["output_per_firm_falls"]),
        ("100>220以上", ["output_per_firm_falls"]),
        ("100>—", []),
        ("—>220", []),
    ],
)
def test_output_per_firm_may_not_fall(firms, said):
    assert codes(of(o="500>1000", n=firms), [OUT, FIRMS]) == said


def test_another_scope_is_not_divided_and_revenue_stands_in():
    assert codes(of(o="500>1000", n="100>220"), [indicator("o", "农业总产值"), FIRMS]) == []
    assert codes(of(o="500>1000", n="100>220"), [indicator("o", "规上工业营业收入"), FIRMS]) == [
        "output_per_firm_falls"
    ]


@pytest.mark.parametrize(
    ("added", "said"),
    [
        # 100/500 = 20 %; 220/1000 = 22 %: 10 % of itself
        ("100>220", []),
        ("100>260", ["value_added_rate_shifts"]),
        ("100>150", ["value_added_rate_shifts"]),
        ("600>1200", ["value_added_exceeds_output", "value_added_exceeds_output"]),
        ("100>1001", []),
        ("100>1002", ["value_added_exceeds_output"]),
    ],
)
def test_value_added_in_output(added, said):
    findings = list(found(of(v=added, o="500>1000"), [VA, OUT]))
    if added == "100>1001":
        # within the rounding it is not above output, only far from its own past
        assert [one.code for one in findings] == []
        return
    assert len([one for one in findings if one.code in said]) == len(said)
    assert {one.code for one in findings} == set(said)


def test_units_are_converted_before_they_are_compared():
    ten_thousands = indicator("v", "规上工业增加值", unit="万元")
    assert codes(of(v="1000000>2000000", o="500>1000"), [ten_thousands, OUT]) == []
    assert (
        codes(of(v="1000000>2000000", o="500>1000"), [indicator("v", "规上工业增加值", unit="吨"), OUT]) == []
    )


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (of(v="100>200", t="10>20"), []),
        (of(v="100>200", t="10.0>22.0"), []),
        (of(v="100>200", t="10.0>26.0"), ["implied_tax_growth"]),
        (of(v="100>200", t="10.0>16.0"), ["implied_tax_growth"]),
        # land cancels: 10/100 = 10 %, 30/200 = 15 %
        (of(v="100>200", m="100>200", tm="10.0>30.0"), ["implied_tax_growth"]),
        (of(v="100>200", m="100>200", tm="10.0>20.0"), []),
        (of(m="100>200", tm="10.0>30.0"), []),
    ],
)
def test_tax_in_value_added(rows, said):
    assert codes(rows, [VA, TAX, PER_MU, TAX_PER_MU]) == said


def test_the_tax_implied_is_land_times_tax_per_mu():
    one = only(
        found(of(v="100>200", m="100>160", tm="10.0>30.0"), [VA, PER_MU, TAX_PER_MU]), "implied_tax_growth"
    )
    # land 1 and 1.25 万亩 (亿元 over 万元/亩): tax 10 and 37.5 亿元, (3.75)^(1/5) - 1 = 30.26 %
    assert one.figures["base_tax"] == pytest.approx(10)
    assert one.figures["target_tax"] == pytest.approx(37.5)
    assert one.figures["growth"] == pytest.approx(30.26, abs=0.01)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        # 100 亿元 / 20 万元 = 5 万人; 180 / 30 = 6: 3.7 % a year
        (of(v="100>180", p="20.0>30.0"), []),
        (of(v="100>200", p="20.0>25.0"), ["implied_labour"]),
        (of(v="100>120", p="20.0>32.0"), ["implied_labour"]),
        # falls by 7 %: told only where the firms increase
        (of(v="100>140", p="20.0>30.0"), []),
        (of(v="100>140", p="20.0>30.0", n="100>130"), ["implied_labour"]),
        (of(v="100>140", p="20.0>30.0", n="100>105"), []),
        # stated beside it: 6 万人
        (of(v="100>180", p="20.0>30.0", l="5.0>6.0"), []),
        (of(v="100>180", p="20.0>30.0", l="5.0>6.2"), []),
        (of(v="100>180", p="20.0>30.0", l="5.0>7.0"), ["implied_differs_from_stated"]),
        (of(v="100>180", p="20.0>30.0", l="5.0>5.5以上"), []),
    ],
)
def test_labour_implied(rows, said):
    assert codes(rows, [VA, PER_HEAD, FIRMS, PEOPLE]) == said


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        # 1 万亩 → 1.05: 1 % a year
        (of(v="100>210", m="100.0>200.0"), []),
        (of(v="100>250", m="100.0>200.0"), ["implied_land"]),
        (of(v="100>170", m="100.0>200.0"), ["implied_land"]),
        (of(v="100>195", m="100.0>200.0", n="100>150"), ["implied_land"]),
        (of(v="100>195", m="100.0>200.0"), []),
        (of(v="100>210", m="100.0>200.0", d="1.0>1.05"), []),
        (of(v="100>210", m="100.0>200.0", d="1.0>1.50"), ["implied_differs_from_stated"]),
    ],
)
def test_land_implied(rows, said):
    assert codes(rows, [VA, PER_MU, FIRMS, LAND]) == said


def test_english_names_find_each_other():
    names = [
        indicator("v", "Value added above designated size"),
        indicator("o", "Output above designated size"),
        indicator("n", "Firms above designated size", kind=Kind.COUNT),
        indicator("m", "Value added per mu", kind=Kind.RATIO, unit="万元/亩"),
        indicator("tm", "Tax per mu", kind=Kind.RATIO, unit="万元/亩"),
        indicator("p", "Labour productivity", kind=Kind.RATIO, unit="万元/人"),
        indicator("z", "Growth of output", kind=Kind.RATIO),
    ]
    rows = of(v="100>200", o="500>1000", n="100>220", m="100>200", tm="10.0>30.0", p="20.0>25.0", z="5>8")
    assert codes(rows, names) == ["output_per_firm_falls", "implied_tax_growth", "implied_labour"]


def test_bases_of_different_years_and_zeros_are_not_divided():
    rows = of(o="500>1000", n="100>220")
    rows[0]["base_year"] = 2019
    assert codes(rows, [OUT, FIRMS]) == []
    assert codes(of(o="0>1000", n="100>220"), [OUT, FIRMS]) == []
    assert (
        codes(
            of(v="100>200", p="20>25"),
            [VA, indicator("p", "规上工业劳动生产率", kind=Kind.RATIO, unit="件/人")],
        )
        == []
    )
