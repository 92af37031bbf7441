"""What check says of targets that are no levels, and that nothing judges them as if they were."""

from dataclasses import replace

import numpy as np
import pytest

from npfdesk.engine.projection.update import compute
from npfdesk.engine.targets.judgement import judge, milestones
from npfdesk.plan.document import new_document
from npfdesk.plan.model import Indicator
from npfdesk.plan.status_rules import Rule
from npfdesk.plan.statuses import Status
from npfdesk.plan.target_text import parse_target
from npfdesk.plan.targets import Measure, SecondStatement
from npfdesk.verbs.target_entries import target_entries
from tests.plans import plan, target

SERIES = ("市", "", "x")
KEYS = {
    "region", "industry", "indicator", "base", "base_year", "kind", "measure", "basis", "value", "low", "high", "stretch",
    "level", "reference", "owner", "target_year", "text", "sheet", "cell",
}  # fmt: skip


def computed(text, figures=None, **named):
    figures = {2020: 100.0} if figures is None else figures
    stated = replace(target(SERIES, text, **named), sheet="目标", cell="E2")
    return compute(new_document(plan({SERIES: figures}, indicators=[Indicator("x", "x")], targets=[stated])))


def entries(text, figures=None, **named):
    found = target_entries(computed(text, figures, **named))
    assert all(set(one) == KEYS for one in found)
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8000以上", {"kind": "at_least", "measure": "level", "basis": None, "value": 8000, "low": 8000, "level": 8000}),
        ("翻一番", {"kind": "exact", "measure": "level", "value": 200, "level": 200}),
        ("年均增长6%左右", {"kind": "about", "measure": "growth", "basis": "annual", "value": 6, "low": 5.88, "high": 6.12, "level": 100 * 1.06**5}),
        ("下降15%", {"kind": "exact", "measure": "growth", "basis": "total", "value": -15, "level": 85}),
        ("年均增长5%，力争6%", {"measure": "growth", "value": 5, "stretch": 6}),
        ("[10]以上", {"kind": "at_least", "measure": "sum", "value": 10, "low": 10, "high": None, "level": None}),
        ("年均新增10", {"kind": "none", "measure": "sum", "value": 50, "level": None}),
        ("高于全省平均", {"kind": "none", "measure": "relative", "reference": "全省平均", "value": None, "level": None}),
        ("比2018年翻一番", {"kind": "none", "measure": "relative", "reference": "2018", "value": None, "level": None}),
        ("保持稳定", {"kind": "none", "measure": "qualitative", "value": None, "reference": None, "level": None}),
        ("保持全省前三", {"kind": "at_most", "measure": "rank", "value": 3, "level": None}),
        ("完成省下达任务", {"kind": "assigned", "measure": "level", "value": None, "level": None}),
    ],
)  # fmt: skip
def test_each_measure_says_its_own_figures(text, expected):
    (entry,) = entries(text)
    assert {name: entry[name] for name in expected} == pytest.approx(expected)
    assert (entry["text"], entry["sheet"], entry["cell"], entry["owner"]) == (text, "目标", "E2", "")


def test_a_growth_without_a_base_keeps_its_rate():
    (entry,) = entries("年均增长4%", {})
    assert (entry["measure"], entry["value"], entry["level"], entry["base"]) == ("growth", 4, None, None)


def test_a_year_to_count_from_that_has_a_figure_is_counted_from():
    (entry,) = entries("比2018年翻一番", {2018: 30.0, 2020: 100.0})
    assert (entry["measure"], entry["value"], entry["level"]) == ("level", 60, 60)
    # the table stands on that year, so its milestones do too
    results = computed("比2018年翻一番", {2018: 30.0, 2020: 100.0})
    table = next(iter(results.scenarios.values())).targets
    assert table.base_year.tolist() == [2018]


def test_second_statements_are_entries_of_their_own():
    first, second = entries("150左右，年均增长6.5%左右")
    assert (first["measure"], first["kind"], first["value"]) == ("level", "about", 150)
    assert (second["measure"], second["kind"], second["value"], second["basis"]) == (
        "growth",
        "about",
        6.5,
        "annual",
    )
    assert second["level"] == pytest.approx(100 * 1.065**5)
    assert (second["text"], second["cell"], second["target_year"]) == ("年均增长6.5%左右", "E2", 2025)


def test_a_statement_of_another_cell_is_told_by_that_cell():
    growth = parse_target("6以上", measure=Measure.GROWTH)
    stated = replace(target(SERIES, "150"), beside=(SecondStatement("6以上", growth, "目标", "F2"),))
    made = plan({SERIES: {2020: 100.0}}, indicators=[Indicator("x", "x")], targets=[stated])
    first, second = target_entries(compute(new_document(made)))
    assert (first["value"], second["value"], second["measure"], second["cell"]) == (150, 6, "growth", "F2")
    assert stated.wording == "150；6以上"


@pytest.mark.parametrize("rule", list(Rule))
@pytest.mark.parametrize(
    ("text", "target", "value", "status"),
    [
        # 4 in 2025 and nothing in the years between: what has come together has no figure
        ("[10]以上", 10.0, np.nan, Status.GREY),
        ("〔2.5〕，力争〔3〕", 2.5, np.nan, Status.GREY),
        ("年均新增10", 50.0, np.nan, Status.GREY),
        # 4 is far from the 100 of the base year
        ("保持稳定", np.nan, 4.0, Status.RED),
        # nobody to compare with, nothing named, no figure of 2018
        ("保持全省前三", 3.0, np.nan, Status.GREY),
        ("高于全省平均", np.nan, np.nan, Status.GREY),
        ("比2018年翻一番", np.nan, np.nan, Status.GREY),
    ],
)
def test_what_is_no_level_is_never_judged_as_one(text, target, value, status, rule):
    results = computed(text, {2020: 100.0, 2025: 4.0})
    scenario = next(iter(results.scenarios))
    judged = judge(results, scenario, 2025, rule)
    assert judged.status.tolist() == [status]
    assert [judged.target[0], judged.value[0]] == pytest.approx([target, value], nan_ok=True)
    assert np.isnan([judged.gap, judged.progress]).all()
    assert np.isnan(results.scenarios[scenario].targets.stretch).all()


def test_a_sum_is_due_in_equal_parts():
    results = computed("〔10〕", {2020: 100.0, 2021: 1.0, 2022: 2.0})
    scenario = next(iter(results.scenarios))
    judged = judge(results, scenario, 2022, Rule.PACE)
    assert [judged.value[0], judged.milestone[0], judged.gap[0]] == pytest.approx([3.0, 4.0, 7.0])
    assert judged.required[0] == pytest.approx(7 / 3)
    assert milestones(results, scenario)[0][4:10] == pytest.approx([0, 2, 4, 6, 8, 10])
