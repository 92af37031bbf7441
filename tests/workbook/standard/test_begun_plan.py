"""A plan that was only begun: it is written, opens again as the same, and is refused where nothing names its years."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.new_plan import NewPlan, Refused, new_plan, read_entries
from npfdesk.plan.regions import Region
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.structure import with_indicators, with_regions, with_series
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.standard.plan_workbook import save_standard

BEGUN = NewPlan("某市规划", "某市", 2025, 2030, 2035, 2018)


def written(plan: Plan, folder, language="zh"):
    path = folder / "a.xlsx"
    assert save_standard(plan, path, language) is None
    return read_workbook(path)


def same(one: Plan, other: Plan) -> bool:
    skipped = {"observed", "years"}
    names = [name for name in Plan.__dataclass_fields__ if name not in skipped]
    return (
        all(getattr(one, name) == getattr(other, name) for name in names)
        and one.years.tolist() == other.years.tolist()
        and np.array_equal(one.observed, other.observed, equal_nan=True)
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_plan_of_a_title_and_years_opens(tmp_path, language):
    reading = written(new_plan(BEGUN), tmp_path, language)
    assert [one.code for one in reading.problems] == ["plan_begun"]
    assert reading.status == "warnings"
    assert same(reading.plan, new_plan(BEGUN))


def test_a_plan_with_structure_alone_opens(tmp_path):
    plan = with_regions(new_plan(BEGUN), {"县": Region("县", "某县", parent="某市")})
    plan = with_indicators(plan, {"gdp": Indicator("gdp", "生产总值", unit="亿元")})
    reading = written(plan, tmp_path)
    assert [one.code for one in reading.problems] == ["plan_begun"]
    assert same(reading.plan, plan)


def test_its_first_year_stays_while_later_years_have_figures(tmp_path):
    plan = with_indicators(new_plan(BEGUN), {"gdp": Indicator("gdp", "生产总值", unit="亿元")})
    key = SeriesKey("某市", "", "gdp")
    plan = with_series(plan, [key]).with_observations([(key, 2024, 12.5)])
    reading = written(plan, tmp_path)
    assert [one.code for one in reading.problems] == ["no_target_yet"]
    assert same(reading.plan, plan)
    assert reading.plan.years[0] == 2018


def test_a_first_year_after_the_base_changes_nothing(tmp_path):
    plan = new_plan(replace(BEGUN, first_year=2025))
    assert same(written(plan, tmp_path).plan, plan)


@given(
    st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=20)
    | st.sampled_from(
        ["=1+1", "2030", "1.50", "'甲", "#N/A", "TRUE", "1e5", "２０３０年", "+5", "基期", "名称"]
    ),
    st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=12)
    | st.sampled_from(
        ["合计", "全市", "总计", "=A1", "2030", "#N/A", "TRUE", "1.50", "小计", "无", "x", "*甲"]
    ),
    st.lists(st.integers(1900, 2200), min_size=4, max_size=4, unique=True).map(sorted),
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_the_entries_accept_is_read_as_it_was_written(tmp_path, title, city, years):
    keys = ("first year", "base year", "target year", "horizon")
    entries = {"title": title, "city": city} | dict(zip(keys, map(str, years), strict=True))
    begun = read_entries(entries)
    if isinstance(begun, Refused):
        return
    plan = new_plan(begun)
    reading = written(plan, tmp_path)
    assert reading.plan is not None, [one.message("zh") for one in reading.problems]
    assert same(reading.plan, plan)
