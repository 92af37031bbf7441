"""Regions merged and split: worked figures, and wholes that neither lose nor double in any year."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from npfdesk.engine.edits.boundary_paths import boundary_edit, carried_paths, comparison
from npfdesk.engine.projection.remarks import remarks
from npfdesk.engine.projection.update import compute, update
from npfdesk.plan.boundary_changes import BoundaryChange, BoundaryKind, BoundaryStep, boundary_step
from npfdesk.plan.document import new_document
from npfdesk.plan.kinds import Kind
from npfdesk.plan.series import ANY, SeriesKey
from tests.plans import Assumption, Indicator, Method, Region, RollUp, document, scenario, target

INDICATORS = (
    Indicator("gdp", "生产总值", unit="亿元", rollup=RollUp.SUM, decimals=1),
    Indicator("pop", "人口", unit="万人", rollup=RollUp.SUM, decimals=2),
    Indicator("urban", "城镇化率", unit="%", kind=Kind.RATIO, rollup=RollUp.MEAN, weight="pop", decimals=1),
)
TREE = (
    Region("市", "某市"),
    *(Region(code, name, parent="市") for code, name in (("甲", "甲县"), ("乙", "乙县"), ("丙", "丙县"))),
)
NEW = Region("新", "新县")
EAST_WEST = (Region("东", "东区"), Region("西", "西区"))


def opened(targets=(), assumptions=None, years=(2022, 2023, 2024, 2025), counties=("甲", "乙", "丙")):
    data = {}
    for nth, region in enumerate(counties, start=1):
        for code, start in (("gdp", 100.0), ("pop", 10.0), ("urban", 50.0)):
            data[region, "", code] = {
                year: nth * start / (2 if code == "urban" else 1) + year - 2022 for year in years
            }
    data |= {("市", "", one.code): {} for one in INDICATORS}
    given_rows = assumptions or {
        ("甲", "", "gdp"): Assumption(Method.GROWTH, 10.0),
        ("乙", "", "gdp"): Assumption(Method.GROWTH, 2.0),
        (ANY, ANY, "pop"): Assumption(Method.GROWTH, 1.0),
        ("甲", "", "urban"): Assumption(Method.STEP, 1.0),
    }
    return document(
        data,
        first=2022,
        horizon=2030,
        base_year=2025,
        indicators=INDICATORS,
        regions=TREE,
        targets=targets,
        scenarios=(scenario(assumptions=given_rows),),
    )


def step(begun, change) -> BoundaryStep:
    found = boundary_step(begun, change)
    assert isinstance(found, BoundaryStep), found.message("zh")
    return found


def merge(year, into=None, restated=False, old=("甲", "乙")):
    region = into or Region("新", "新县")
    return BoundaryChange(BoundaryKind.MERGE, year, old, (region,), restated=restated)


def split(year, shares=(), old="丙", parts=EAST_WEST):
    return BoundaryChange(BoundaryKind.SPLIT, year, (old,), tuple(parts), shares)


def carried(begun, change):
    before = compute(begun)
    after = boundary_edit(begun, before, step(begun, change)).apply(begun)
    return before, after, compute(after)


def path(results, region, code):
    return results.scenarios["基准"].values[results.plan.row[SeriesKey(region, "", code)]]


def test_two_counties_merged_in_2024():
    before, after, results = carried(opened(), merge(2024))
    by_code = after.plan.region_by_code
    assert (by_code["甲"].until, by_code["乙"].until, by_code["新"].since) == (2023, 2023, 2024)
    # 甲 100, 101, 102, 103; 乙 200, 201, 202, 203: from 2024 on the new one holds 304 and 306
    assert path(results, "新", "gdp")[:4].tolist() == pytest.approx(
        [np.nan, np.nan, 304.0, 306.0], nan_ok=True
    )
    assert path(results, "甲", "gdp")[:4].tolist() == pytest.approx(
        [100.0, 101.0, np.nan, np.nan], nan_ok=True
    )
    assert np.isnan(path(results, "乙", "gdp")[2:]).all()
    # the mean by population: (27 x 12 + 52 x 22) / 34 in 2024
    assert path(results, "新", "urban")[2] == pytest.approx((27 * 12 + 52 * 22) / 34)
    # 2026: 103 x 1.1 + 203 x 1.02
    assert path(results, "新", "gdp")[4] == pytest.approx(103 * 1.1 + 203 * 1.02)
    for code in ("gdp", "pop", "urban"):
        np.testing.assert_allclose(path(results, "市", code), path(before, "市", code), rtol=1e-12)


def test_a_county_split_in_2026_by_shares():
    before, after, results = carried(opened(), split(2026, (60.0, 40.0)))
    assert after.plan.region_by_code["丙"].until == 2025
    # 丙 is held at 303: it starts two paths, which are nowhere rolled up before 2026
    assert path(results, "东", "gdp")[3:6].tolist() == pytest.approx([181.8, 181.8, 181.8])
    assert path(results, "西", "gdp")[3:6].tolist() == pytest.approx([121.2, 121.2, 121.2])
    assert np.isnan(path(results, "丙", "gdp")[4:]).all()
    assert path(results, "东", "urban")[4] == path(before, "丙", "urban")[4]
    for code in ("gdp", "pop", "urban"):
        np.testing.assert_allclose(path(results, "市", code), path(before, "市", code), rtol=1e-12)


def test_a_split_without_shares_leaves_the_whole_open_and_says_so():
    begun = opened()
    made = step(begun, split(2026))
    assert {one.sort for one in made.told} == {"figures_anew"}
    results = compute(made.edit().apply(begun))
    assert np.isfinite(path(results, "市", "gdp")[:4]).all()
    # a whole without its new parts would lose what the old one had
    assert "东" not in {key.region for key in results.plan.series}
    assert np.isnan(path(results, "市", "gdp")[4:]).all()


def test_a_county_that_takes_in_another_goes_on():
    begun = opened()
    before, after, results = carried(begun, merge(2027, into=TREE[1]))
    assert after.plan.region_by_code["甲"].since is None
    assert after.plan.region_by_code["乙"].until == 2026
    np.testing.assert_allclose(path(results, "甲", "gdp")[:5], path(before, "甲", "gdp")[:5])
    np.testing.assert_allclose(path(results, "市", "gdp"), path(before, "市", "gdp"))
    np.testing.assert_allclose(path(results, "市", "urban"), path(before, "市", "urban"))


def test_a_restated_history_is_shown_and_never_counted():
    before, after, results = carried(opened(), merge(2025, restated=True))
    assert path(results, "新", "gdp")[:4].tolist() == [300.0, 302.0, 304.0, 306.0]
    np.testing.assert_allclose(path(results, "市", "gdp"), path(before, "市", "gdp"))
    marked = {key.year for key in after.work.notes if key.indicator == "gdp"}
    assert marked == {2022, 2023, 2024}
    # a mean is restated by nobody
    assert np.isnan(path(results, "新", "urban")[:3]).all()


def test_alike_assumptions_go_on_by_themselves():
    begun = opened(assumptions={(ANY, ANY, "gdp"): Assumption(Method.GROWTH, 5.0)})
    made = step(begun, merge(2024))
    rows = carried_paths(begun, compute(begun), made)["基准"]
    assert "gdp" not in {key.indicator for key in rows}


def test_the_comparison_shows_years_in_force_and_the_whole():
    begun = opened()
    before, _, results = carried(begun, merge(2024))
    shown = comparison(before, results, "基准", merge(2024), "gdp")
    assert np.isnan(shown.new["新"][:2]).all()
    assert np.isfinite(shown.old["甲"]).all()
    assert not shown.differs.any()
    open_split = step(begun, split(2026))
    after = compute(open_split.edit().apply(begun))
    shown = comparison(before, after, "基准", open_split.change, "gdp")
    assert shown.differs.tolist() == [False] * 4 + [True] * 5


def test_targets_are_judged_where_their_region_is_in_force():
    aims = [target((region, "", "gdp"), "200", year=2030, base_year=2025) for region in ("甲", "乙")]
    _, after, results = carried(opened(targets=aims), merge(2026))
    table = results.scenarios["基准"].targets
    assert [key.series.region for key in table.keys] == ["新"]
    assert table.figure.tolist() == [400.0]
    assert update(results, after).scenarios["基准"].targets.figure.tolist() == [400.0]


PATHS = st.lists(st.floats(0.5, 500.0).map(lambda one: round(one, 3)), min_size=4, max_size=4)


@settings(max_examples=60, deadline=None)
@given(
    figures=st.lists(PATHS, min_size=3, max_size=3),
    paces=st.lists(st.floats(-5.0, 12.0), min_size=3, max_size=3),
    year=st.integers(2023, 2030),
    goes_on=st.booleans(),
    restated=st.booleans(),
)
def test_a_merge_leaves_every_whole_as_it_is(figures, paces, year, goes_on, restated):
    begun = _random(figures, paces)
    into = TREE[1] if goes_on else Region("新", "新县")
    before, after, results = carried(begun, merge(year, into=into, restated=restated and not goes_on))
    for code in ("gdp", "pop", "urban"):
        np.testing.assert_allclose(path(results, "市", code), path(before, "市", code), rtol=1e-9)
    _sums_of_those_in_force(after, results)


@settings(max_examples=60, deadline=None)
@given(
    figures=st.lists(PATHS, min_size=3, max_size=3),
    paces=st.lists(st.floats(-5.0, 12.0), min_size=3, max_size=3),
    year=st.integers(2023, 2030),
    share=st.floats(0.0, 100.0).map(lambda one: round(one, 2)),
    goes_on=st.booleans(),
)
def test_a_split_by_shares_leaves_every_sum_as_it_is(figures, paces, year, share, goes_on):
    begun = _random(figures, paces)
    first = TREE[3] if goes_on else Region("东", "东区")
    change = split(year, (share, round(100.0 - share, 2)), parts=(first, Region("西", "西区")))
    before, after, results = carried(begun, change)
    for code in ("gdp", "pop"):
        np.testing.assert_allclose(path(results, "市", code), path(before, "市", code), rtol=1e-6)
    _sums_of_those_in_force(after, results)


def _random(figures, paces):
    data = {}
    for place, region in enumerate(("甲", "乙", "丙")):
        data[region, "", "gdp"] = dict(zip(range(2022, 2026), figures[place], strict=True))
        data[region, "", "pop"] = dict.fromkeys(range(2022, 2026), 10.0 + place)
        data[region, "", "urban"] = dict.fromkeys(range(2022, 2026), 40.0 + 5 * place)
    data |= {("市", "", one.code): {} for one in INDICATORS}
    rows = {
        (region, "", "gdp"): Assumption(Method.GROWTH, pace)
        for region, pace in zip(("甲", "乙", "丙"), paces, strict=True)
    }
    return document(
        data, first=2022, horizon=2030, base_year=2025, indicators=INDICATORS, regions=TREE,
        scenarios=(scenario(assumptions=rows),),
    )  # fmt: skip


def _sums_of_those_in_force(after, results):
    plan = after.plan
    for code in ("gdp", "pop"):
        for column, year in enumerate(plan.years.tolist()):
            parts = [
                path(results, one.code, code)[column]
                for one in plan.children_of("市", year)
                if SeriesKey(one.code, "", code) in plan.row
            ]
            assert path(results, "市", code)[column] == pytest.approx(sum(parts), rel=1e-9)


def test_what_is_said_of_a_path_is_of_the_years_in_force():
    _, after, results = carried(opened(), merge(2024))
    for code in ("甲", "乙", "新"):
        row = results.plan.row[SeriesKey(code, "", "gdp")]
        assert {one.code for one in remarks(results, "基准", row)} <= {"no_assumption"}
    gone = replace(after.plan.region_by_code["甲"], until=2010)
    plan = replace(after.plan, regions=tuple(gone if one.code == "甲" else one for one in after.plan.regions))
    assert remarks(compute(new_document(plan)), "基准", plan.row[SeriesKey("甲", "", "gdp")]) == ()
