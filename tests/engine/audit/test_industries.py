"""Industries against the whole economy. Figures are synthetic."""

import pytest

from tests.engine.audit.cases import Industry, Kind, codes, found, indicator, only, row

X = indicator("x", "工业总产值")
INDUSTRIES = (Industry("p", "纺织"), Industry("q", "五金"), Industry("r", "芯片", parent="q"))


def rows(total, p, q, bases=("60", "20", "40")):
    return [
        row("city", "x", bases[0], total),
        row("city", "x", bases[1], p, industry="p"),
        row("city", "x", bases[2], q, industry="q"),
    ]


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (("100", "40", "60"), []),
        (("100", "40", "61"), []),
        (("100以上", "60", "60"), []),
        (("100左右", "40", "59"), []),
        (("100", "—", "—"), []),
        (("—", "40", "60"), []),
        (("100", "40", "30"), ["industries_do_not_sum", "target_against_direction"]),
        (("100", "30以上", "超50"), ["industries_do_not_sum"]),
        (("100", "60", "60"), ["industries_exceed_total"]),
        (("100", "60以上", "60以上"), ["industries_exceed_total"]),
        (("不超过100", "60", "60"), ["industries_exceed_total"]),
        # hopes count where a part is left over, and never as too much
        (("100", "力争30以上", "40"), ["industries_do_not_sum"]),
        (("100", "力争60以上", "力争60以上"), []),
    ],
)
def test_industries_against_the_total(texts, said):
    assert sorted(codes(rows(*texts), [X], industries=INDUSTRIES)) == sorted(said)


def test_what_is_hoped_for_is_named_so():
    one = only(found(rows("100", "力争30以上", "40"), [X], industries=INDUSTRIES), "industries_do_not_sum")
    assert (one.figures["sum"], one.figures["share"]) == (70, pytest.approx(70))
    assert "合计70.0 亿元，含力争，" in one.message("zh")
    assert "stretches among them" in one.message("en")
    firm = only(found(rows("100", "30", "40"), [X], industries=INDUSTRIES), "industries_do_not_sum")
    assert "力争" not in firm.message("zh")


def test_the_part_that_no_industry_has_is_told():
    one = only(
        found(rows("100", "30", "50", ("60", None, "40")), [X], industries=INDUSTRIES),
        "industries_do_not_sum",
    )
    assert one.figures == {
        "total": 100, "sum": 80, "difference": -20, "share": pytest.approx(80), "count": 2, "with_base": 1,
    }  # fmt: skip
    assert one.series.industry == ""
    assert "20.0 亿元" in one.message("zh")


def test_an_industry_above_others_is_their_total():
    more = [*rows("100", "40", "60"), row("city", "x", "30", "70", industry="r")]
    one = only(found(more, [X], industries=INDUSTRIES), "industries_exceed_total")
    assert one.series.industry == "q"


def test_what_does_not_sum_is_not_summed():
    share = indicator("x", "利润率", kind=Kind.RATIO)
    assert codes(rows("20", "30", "50", ("10", "20", "40")), [share], industries=INDUSTRIES) == []


def test_industries_without_a_base_are_told_together():
    one = only(
        found(rows("100", "40", "60", ("60", None, None)), [X], industries=INDUSTRIES),
        "industry_without_base",
    )
    assert one.figures == {"count": 2, "sum": 100}
    assert [place.cell for place in one.places] == ["F3", "F4"]
    assert "纺织和五金" in one.message("zh")


@pytest.mark.parametrize(
    ("text", "base"), [("40", "20"), ("新增40", None), ("完成省下达任务", None), ("—", None)]
)
def test_what_needs_no_base_is_not_told(text, base):
    assert codes([row("city", "x", base, text, industry="p")], [X], industries=INDUSTRIES) == []


def test_a_growth_rate_needs_no_base():
    growth = indicator("x", "产值增速", kind=Kind.RATIO)
    assert codes([row("city", "x", None, "8", industry="p")], [growth], industries=INDUSTRIES) == []


def test_long_lists_are_cut_and_counted():
    many = tuple(Industry(f"i{n}", f"产业{n}") for n in range(20))
    one = only(found([row("city", "x", None, "5", industry=each.code) for each in many], [X], industries=many), "industry_without_base")  # fmt: skip
    assert "等20个" in one.message("zh")
    assert "and 8 more" in one.message("en")
    assert len(one.places) == 20
