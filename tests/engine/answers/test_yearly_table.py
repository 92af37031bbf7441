"""A table of yearly targets, regions by years: rows end at their targets, columns add up to those of the region above."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from npfdesk.engine.answers import yearly_table as grid
from npfdesk.engine.answers.proportional_fitting import MARGIN_BREAKS
from npfdesk.engine.answers.yearly_table import YearlyTable, yearly_table
from npfdesk.engine.answers.yearly_targets import NO_TARGET, YearlyTargets
from npfdesk.engine.projection.update import compute
from npfdesk.engine.yearly import SplitRule
from npfdesk.plan.document import new_document
from npfdesk.plan.kinds import Kind, RollUp
from npfdesk.plan.model import Indicator
from npfdesk.plan.problems import Problem
from npfdesk.plan.regions import Region
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.target_text import parse_target
from npfdesk.plan.targets import PlanTarget
from tests.plans import plan, scenario

GDP = Indicator("gdp", "地区生产总值", unit="亿元", rollup=RollUp.SUM)
FIRMS = Indicator("firms", "企业数", unit="家", kind=Kind.COUNT, rollup=RollUp.SUM)
JOBS = Indicator("jobs", "新增就业", unit="人", kind=Kind.FLOW, decimals=0, rollup=RollUp.SUM)
SHARE = Indicator("share", "占比", unit="%", kind=Kind.RATIO)
BY_CODE = {one.code: one for one in (GDP, FIRMS, JOBS, SHARE)}
G, S, P, F, B = SplitRule


def document(code, bases, targets, *, wholes=None, more=(), sums=False):
    """The city and its counties: bases {region: {year: figure}}, targets {region: figure} of 2030."""
    indicator = BY_CODE[code]
    names = [one for one in bases if one != "市"]
    regions = [Region("市", "市"), *(Region(one, f"{one}县", parent="市") for one in names)]

    def stated(region, figure, year=2030):
        text = f"〔{figure!r}〕" if sums else repr(figure)
        parsed = parse_target(text, unit=indicator.unit, name=indicator.name, indicator_kind=indicator.kind)
        assert not isinstance(parsed, Problem)
        return PlanTarget(SeriesKey(region, "", code), year, text, parsed, base_year=2025)

    built = plan(
        {(region, "", code): figures for region, figures in bases.items()},
        first=2022,
        horizon=2030,
        indicators=tuple(BY_CODE.values()),
        regions=regions,
        targets=[stated(*one) for one in (*targets.items(), *more)],
        scenarios=[scenario()],
        base_year=2025,
    )
    return new_document(replace(built, target_year=2030))


def asked(made, code, rule=S, **named):
    return yearly_table(compute(made), "基准", SeriesKey("市", "", code), rule, **named)


def answered(made, code, rule=S, **named):
    found = asked(made, code, rule, **named)
    assert isinstance(found, YearlyTable)
    return found


def figures(table):
    return np.array([one.values for _, one in table.rows])


def kinds(table):
    return [one.kind for one in table.problems]


def test_rows_and_columns_both_add_up():
    bases = {"市": {2025: 100.0}, "甲": {2025: 60.0}, "乙": {2025: 40.0}}
    made = document("gdp", bases, {"市": 200.0, "甲": 100.0, "乙": 100.0})
    table = answered(made, "gdp")
    assert table.balanced
    # the city steps 20 a year, the counties 8 and 12
    assert figures(table)[0].tolist() == pytest.approx([68, 76, 84, 92, 100])
    assert figures(table)[1].tolist() == pytest.approx([52, 64, 76, 88, 100])
    assert table.sums.tolist() == pytest.approx([120, 140, 160, 180, 200])
    growth = answered(made, "gdp", G)
    assert growth.balanced
    assert growth.sums.tolist() == pytest.approx(growth.whole.values.tolist())
    assert figures(growth)[:, -1].tolist() == [100, 100]


def test_a_hold_moves_the_others_and_the_ends_stay():
    bases = {"市": {2025: 100.0}, "甲": {2025: 60.0}, "乙": {2025: 40.0}}
    made = document("gdp", bases, {"市": 200.0, "甲": 100.0, "乙": 100.0})
    table = answered(made, "gdp", holds={("甲", 2027): 80.0})
    assert table.balanced
    assert figures(table)[0, 1] == 80
    assert figures(table)[1, 1] == pytest.approx(60)
    assert table.sums.tolist() == pytest.approx([120, 140, 160, 180, 200])
    # the city's own year held
    slower = answered(made, "gdp", holds={("市", 2026): 110.0})
    assert slower.sums[0] == pytest.approx(110)
    assert slower.sums[-1] == pytest.approx(200)


def test_what_does_not_add_up_is_told_with_its_figures():
    bases = {"市": {2025: 100.0}, "甲": {2025: 60.0}, "乙": {2025: 40.0}}
    apart = answered(document("gdp", bases, {"市": 210.0, "甲": 100.0, "乙": 100.0}), "gdp")
    assert not apart.balanced
    assert kinds(apart) == [grid.ENDS_DIFFER]
    assert "少10" in apart.problems[0].message("zh")
    assert "10 less" in apart.problems[0].message("en")
    made = document("gdp", bases, {"市": 200.0, "甲": 100.0, "乙": 100.0})
    column = answered(made, "gdp", holds={("甲", 2027): 90.0, ("乙", 2027): 60.0})
    assert kinds(column) == [grid.COLUMN_BREAKS]
    assert "2027" in column.problems[0].message("zh")
    assert "多10" in column.problems[0].message("zh")
    # the hold leaves the others less than they have already
    back = answered(made, "gdp", holds={("甲", 2026): 85.0})
    assert kinds(back) == [MARGIN_BREAKS]
    assert not back.balanced


def test_bases_that_differ_are_made_good_in_the_first_year():
    bases = {"市": {2025: 104.0}, "甲": {2025: 60.0}, "乙": {2025: 40.0}}
    table = answered(document("gdp", bases, {"市": 200.0, "甲": 100.0, "乙": 100.0}), "gdp")
    assert table.balanced
    assert table.sums.tolist() == pytest.approx(table.whole.values.tolist())


def test_rises_beside_falls():
    bases = {"市": {2025: 100.0}, "甲": {2025: 60.0}, "乙": {2025: 40.0}}
    table = answered(document("gdp", bases, {"市": 110.0, "甲": 50.0, "乙": 60.0}), "gdp", F)
    assert table.balanced
    assert table.sums.tolist() == pytest.approx(table.whole.values.tolist())
    assert figures(table)[:, -1].tolist() == [50, 60]
    falls = answered(document("gdp", bases, {"市": 70.0, "甲": 40.0, "乙": 30.0}), "gdp", G)
    assert falls.balanced
    assert (np.diff(figures(falls), axis=1) < 0).all()


def test_a_region_observed_later_joins_when_all_are_left():
    bases = {"市": {2025: 100.0}, "甲": {2025: 60.0, 2026: 70.0}, "乙": {2025: 40.0}}
    table = answered(document("gdp", bases, {"市": 200.0, "甲": 100.0, "乙": 100.0}), "gdp")
    assert table.balanced
    assert table.years.tolist() == [2026, 2027, 2028, 2029, 2030]
    assert math.isnan(table.sums[0])
    assert table.sums[1:].tolist() == pytest.approx([140, 160, 180, 200])


def test_counts_are_whole_both_ways():
    bases = {"市": {2025: 120.0}, "甲": {2025: 60.0}, "乙": {2025: 32.0}, "丙": {2025: 28.0}}
    table = answered(document("firms", bases, {"市": 200.0, "甲": 95.0, "乙": 55.0, "丙": 50.0}), "firms", G)
    assert table.balanced
    assert (figures(table) % 1 == 0).all()
    assert table.sums.tolist() == table.whole.values.tolist() == [133, 147, 163, 181, 200]
    one = answered(
        document("firms", bases, {"市": 200.0, "甲": 95.0, "乙": 55.0, "丙": 50.0}),
        "firms",
        G,
        holds={("甲", 2026): 66.0, ("乙", 2026): 36.0, ("丙", 2026): 31.0},
    )
    assert one.balanced


def test_sums_of_rows_and_years():
    bases = {"市": {2025: 30.0}, "甲": {2025: 20.0}, "乙": {2025: 10.0}}
    made = document("jobs", bases, {"市": 100, "甲": 61, "乙": 39}, sums=True)
    table = answered(made, "jobs", F)
    assert table.balanced
    assert (figures(table) % 1 == 0).all()
    assert figures(table).sum(axis=1).tolist() == [61, 39]
    assert table.sums.tolist() == table.whole.values.tolist()
    held = answered(made, "jobs", S, holds={("甲", 2027): 20.0})
    assert held.balanced
    assert figures(held)[0, 1] == 20
    assert figures(held)[1, 1] == 0
    assert figures(held).sum(axis=1).tolist() == [61, 39]
    apart = document("jobs", bases, {"市": 110, "甲": 61, "乙": 39}, sums=True)
    assert kinds(answered(apart, "jobs")) == [grid.ENDS_DIFFER]
    later = {**bases, "甲": {2025: 20.0, 2026: 11.0}}
    assert kinds(answered(document("jobs", later, {"市": 100, "甲": 61, "乙": 39}, sums=True), "jobs")) == [
        grid.SPANS_DIFFER
    ]


def test_what_has_no_table():
    alone = document("gdp", {"市": {2025: 100.0}}, {"市": 200.0})
    found = asked(alone, "gdp")
    assert isinstance(found, Problem)
    assert found.kind is grid.NO_REGIONS
    bases = {"市": {2025: 50.0}, "甲": {2025: 60.0}, "乙": {2025: 40.0}}
    ratios = answered(document("share", bases, {"市": 60.0, "甲": 70.0, "乙": 50.0}), "share")
    assert kinds(ratios) == [grid.NOT_SUMMED]
    assert figures(ratios)[0].tolist() == [62, 64, 66, 68, 70]
    lacking = answered(document("gdp", bases, {"市": 200.0, "甲": 100.0}), "gdp")
    assert kinds(lacking) == [grid.ROW_LACKS]
    assert "乙县" in lacking.problems[0].message("zh")
    assert isinstance(lacking.rows[1][1], Problem)
    assert np.isnan(lacking.sums).all()
    whole = answered(document("gdp", bases, {"甲": 100.0, "乙": 100.0}), "gdp")
    assert isinstance(whole.whole, Problem)
    assert whole.whole.kind is NO_TARGET
    assert whole.sums[-1] == 200
    nobody = answered(document("gdp", bases, {}), "gdp")
    assert len(nobody.years) == 0
    other = document("gdp", bases, {"市": 200.0, "甲": 100.0}, more=[("乙", 100.0, 2029)])
    assert kinds(answered(other, "gdp")) == [grid.SPANS_DIFFER]


def test_small_steps_of_counts_find_their_years():
    # each row rises by one firm, the whole by two: in which years is the columns' to say
    bases = {"市": {2025: 2.0}, "甲": {2025: 1.0}, "乙": {2025: 1.0}}
    table = answered(document("firms", bases, {"市": 4.0, "甲": 2.0, "乙": 2.0}), "firms", G)
    assert table.balanced
    assert table.sums.tolist() == table.whole.values.tolist()
    assert figures(table)[:, -1].tolist() == [2, 2]
    assert (np.diff(figures(table), axis=1) >= 0).all()


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 500), st.integers(0, 400)), min_size=2, max_size=6),
    st.sampled_from([G, S, F, B]),
    st.floats(0.7, 2),
)
def test_whole_tables_always_add_up(rows, rule, factor):
    bases = {f"县{place}": {2025: float(base)} for place, (base, _) in enumerate(rows)}
    ends = {f"县{place}": float(base + more) for place, (base, more) in enumerate(rows)}
    total = sum(base for base, _ in rows), sum(ends.values())
    made = document("firms", {"市": {2025: float(total[0])}, **bases}, {"市": total[1], **ends})
    table = answered(made, "firms", rule, factor=factor)
    assert table.balanced, [one.message("en") for one in table.problems]
    assert (figures(table) % 1 == 0).all()
    assert figures(table)[:, -1].tolist() == list(ends.values())
    assert table.sums.tolist() == table.whole.values.tolist()


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 50), st.integers(5, 400)), min_size=2, max_size=6),
    st.sampled_from([G, S, F, B]),
)
def test_whole_sums_always_add_up(rows, rule):
    bases = {f"县{place}": {2025: float(base)} for place, (base, _) in enumerate(rows)}
    ends = {f"县{place}": total for place, (_, total) in enumerate(rows)}
    city = {2025: float(sum(base for base, _ in rows))}
    made = document("jobs", {"市": city, **bases}, {"市": sum(ends.values()), **ends}, sums=True)
    table = answered(made, "jobs", rule)
    assert table.balanced, [one.message("en") for one in table.problems]
    assert (figures(table) % 1 == 0).all()
    assert figures(table).sum(axis=1).tolist() == list(ends.values())
    assert isinstance(table.whole, YearlyTargets)
    assert table.sums.tolist() == table.whole.values.tolist()
