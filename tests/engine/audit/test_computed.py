"""Targets that follow from others: formulas, increases and counts that names speak of. Figures are synthetic."""

import pytest

from tests.engine.audit.cases import Kind, codes, counties, found, indicator, only, row

X = indicator("x", "规上工业总产值")
N = indicator("n", "规上工业企业数", kind=Kind.COUNT)
RATE = indicator("r", "产值密度", kind=Kind.RATIO, unit="亿元/家", formula="x / n")


@pytest.mark.parametrize(
    ("x", "n", "r", "said"),
    [
        # 400 ± 0.5 over 100 firms, which are exact, is 3.995 to 4.005
        ("400", "100", "4.0", []),
        ("400", "100", "4.01", []),
        ("400", "100", "4.02", ["target_differs_from_formula"]),
        ("400.0", "100", "4.01", ["target_differs_from_formula"]),
        ("400", "100", "4.20", ["target_differs_from_formula"]),
        ("400", "100", "4以上", []),
        ("400", "100", "4.5以上", ["target_differs_from_formula"]),
        ("400", "100", "不超过3.5", ["target_differs_from_formula"]),
        ("400", "100", "4.05左右", []),
        ("400以上", "100", "4.5", ["bounds_differ_from_formula"]),
        ("400", "—", "9.0", []),
        ("400", "100", "—", []),
    ],
)
def test_a_target_is_held_against_the_formula_over_the_other_targets(x, n, r, said):
    assert (
        codes([row("city", "x", None, x), row("city", "n", None, n), row("city", "r", None, r)], [X, N, RATE])
        == said
    )


def test_formulas_of_formulas_are_followed():
    double = indicator("d", "倍数", kind=Kind.RATIO, unit="", formula="r * 2")
    rows = [row("city", "x", None, "400"), row("city", "n", None, "100"), row("city", "r", None, "—"), row("city", "d", None, "9.0")]  # fmt: skip
    one = only(found(rows, [X, N, RATE, double]), "target_differs_from_formula")
    assert one.figures == {"target": 9.0, "computed": 8.0, "difference": -1.0}


def test_a_count_of_children_needs_every_child():
    large = indicator("c", "大县", kind=Kind.COUNT, formula="count(x >= 100)", rollup="none")
    children = [row("a", "x", None, "100"), row("b", "x", None, "150"), row("c", "x", None, "90")]
    assert codes([row("city", "c", None, "2"), *children], [X, large]) == []
    one = only(found([row("city", "c", None, "3"), *children], [X, large]), "target_differs_from_formula")
    assert one.figures["computed"] == 2
    assert [place.series.region for place in one.places] == ["city", "a", "b", "c"]
    children[2] = row("c", "x", None, "—")
    assert codes([row("city", "c", None, "3"), *children], [X, large]) == []


def test_what_the_year_before_is_not_targeted_is_not_told():
    growth = indicator("g", "增长倍数", kind=Kind.RATIO, unit="", formula="x / prev(x)")
    assert codes([row("city", "x", "100", "200"), row("city", "g", None, "9")], [X, growth]) == []


NEW = indicator("new", "东川、西岭新增规上工业企业数量", kind=Kind.COUNT)
OWN = indicator("new", "新增规上工业企业数", kind=Kind.COUNT)


def firms(*targets):
    return [row(region, "n", "100", text) for region, text in zip("abc", targets, strict=True)]


@pytest.mark.parametrize(
    ("text", "targets", "said"),
    [
        # (150 - 100) + (130 - 100) = 80
        ("80", ("150", "130", "900"), []),
        ("新增80", ("150", "130", "900"), []),
        ("70以上", ("150", "130", "900"), []),
        ("100", ("150以上", "130", "900"), []),
        ("100", ("—", "130", "900"), []),
        ("100", ("150", "130", "900"), ["regions_contradict_increase"]),
        ("新增100以上", ("150", "130", "900"), ["regions_contradict_increase"]),
        ("60", ("150", "130以上", "900"), ["regions_contradict_increase"]),
    ],
)
def test_an_increase_that_a_name_speaks_of_is_held_against_the_regions(text, targets, said):
    assert codes([row("city", "new", None, text), *firms(*targets)], [N, NEW]) == said


def test_an_increase_without_regions_is_the_regions_own():
    rows = [row("city", "new", None, "50"), row("city", "n", "100", "150")]
    assert codes(rows, [N, OWN]) == []
    rows[0] = row("city", "new", None, "80")
    one = only(found(rows, [N, OWN]), "regions_contradict_increase")
    assert (one.figures["computed"], one.series.region) == (50, "city")


@pytest.mark.parametrize(
    "name", ["新增就业人数", "新增未知之物", "西岭和北原新增规上工业企业数", "其他新增规上工业企业数"]
)
def test_an_increase_in_what_the_plan_does_not_have_is_left_alone(name):
    rows = [row("city", "new", None, "500"), *firms("150", "130", "900")]
    assert codes(rows, [N, indicator("new", name, kind=Kind.COUNT)], regions=counties(4)) == []


def test_a_scope_may_stand_before_the_word():
    rows = [row("city", "new", None, "80"), row("city", "n", "100", "150")]
    told = codes(rows, [N, indicator("new", "规上工业新增企业数", kind=Kind.COUNT)])
    assert told == ["regions_contradict_increase"]


LARGE = indicator("c", "千亿级工业大县数量", kind=Kind.COUNT)


@pytest.mark.parametrize(
    ("text", "targets", "said"),
    [
        ("2", ("1000", "1500", "999"), []),
        ("2以上", ("1000", "1500", "1200"), []),
        ("3", ("1000", "1500", "900"), ["regions_contradict_count"]),
        ("3", ("1000", "1500", "900以上"), []),
        ("1", ("1000", "1500", "900"), ["regions_contradict_count"]),
        ("3", ("1000", "1500", "—"), []),
    ],
)
def test_a_count_of_places_over_a_bound_is_held_against_their_targets(text, targets, said):
    rows = [row("city", "c", None, text), *(row(region, "x", None, one) for region, one in zip("abc", targets, strict=True))]  # fmt: skip
    assert codes(rows, [X, LARGE]) == said


def test_of_several_amounts_output_counts_and_none_where_it_is_not_clear():
    added, other = indicator("v", "规上工业增加值"), indicator("w", "规上工业投资")
    rows = [row("city", "c", None, "3")]
    for code in ("x", "v"):
        rows += [
            row(region, code, None, text) for region, text in zip("abc", ("1000", "1500", "900"), strict=True)
        ]
    assert only(found(rows, [X, added, LARGE]), "regions_contradict_count").figures["bound"] == 1000
    unclear = [{**one, "series": one["series"]._replace(indicator="w")} if one["series"].indicator == "x" else one for one in rows]  # fmt: skip
    assert codes(unclear, [other, added, LARGE]) == []


def test_the_places_are_the_figures_that_the_formula_reads():
    share = indicator("s", "东川产值份额", kind=Kind.RATIO, formula='at("a", x) / x * 100')
    rows = [row("city", "s", None, "20"), row("city", "x", None, "100"), row("a", "x", None, "50"), row("b", "x", None, "50")]  # fmt: skip
    one = only(found(rows, [X, share]), "target_differs_from_formula")
    assert [place.cell for place in one.places] == ["F2", "F4", "F3"]


def test_a_formula_without_a_base_year_in_the_data_is_judged_by_the_targets_alone():
    rows = [row("city", "x", None, "400"), row("city", "n", None, "100"), row("city", "r", None, "9.0")]
    assert codes(rows, [X, N, RATE], first=2022) == ["target_differs_from_formula"]
