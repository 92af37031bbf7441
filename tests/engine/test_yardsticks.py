"""A benchmark region stands outside the tree: it is projected, and neither summed, ranked, allocated to nor mapped."""

import numpy as np
import pytest

from npfdesk.engine.analyses.regional_figures import compared_regions
from npfdesk.engine.audit import audit
from npfdesk.engine.projection.spillover_paths import spillover_weights
from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import new_document
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.spillover import Basis, Spillover
from npfdesk.report.material import root_region
from npfdesk.workbook.plan_reader import read_workbook
from tests.workbook.books import write

REGIONS = [
    ["名称", "代码", "上级", "角色", "对标"],
    ["省", None, None, "大县", "是"],
    ["市"],
    ["甲", None, "市", "大县"],
    ["乙", None, "市", "大县"],
]
DATA = [
    ["地区", "指标", 2019, 2020],
    ["甲", "产值", 30, 40],
    ["乙", "产值", 50, 60],
    ["省", "产值", 900, 1000],
]
TARGETS = [["地区", "指标", "目标值"], ["市", "产值", 200], ["甲", "产值", 80], ["省", "产值", 2000]]


@pytest.fixture
def plan(tmp_path):
    reading = read_workbook(write(tmp_path / "a.xlsx", 地区=REGIONS, 数据=DATA, 目标=TARGETS))
    assert reading.problems == ()
    return reading.plan


def test_it_is_no_part_of_a_sum(plan):
    results = compute(new_document(plan))
    values = next(iter(results.scenarios.values())).values
    assert values[plan.row[SeriesKey("市", "", "output")], plan.column(2020)] == 100
    assert values[plan.row[SeriesKey("省", "", "output")], plan.column(2020)] == 1000
    assert not [one for one in audit(results) if "省" in one.message("zh")]


def test_it_is_none_of_the_regions_compared_nor_the_root(plan):
    assert [region.code for region in compared_regions(plan)] == ["甲", "乙"]
    assert (plan.city, root_region(plan)) == ("市", "市")


def test_nothing_spills_over_to_it(plan):
    weights = spillover_weights(plan, Spillover(Basis.GROUP, 0.5)).weights
    codes = [region.code for region in plan.regions]
    assert not weights[codes.index("省")].any()
    assert not weights[:, codes.index("省")].any()
    assert np.isclose(weights[codes.index("甲"), codes.index("乙")], 1)


@pytest.mark.parametrize(
    ("rows", "code", "cell"),
    [
        ([["省", None, "市", None, "是"]], "benchmark_in_tree", "C5"),
        ([["省", None, None, None, "是"], ["丙", None, "省"]], "benchmark_parent", "C6"),
        ([["省", None, None, None, "也许"]], "not_yes_or_no", "E5"),
    ],
)
def test_what_cannot_be_a_benchmark_is_told(tmp_path, rows, code, cell):
    regions = [REGIONS[0], *REGIONS[2:], *rows]
    targets = [["地区", "指标", "基期值", "目标值"], ["市", "产值", 1, 2]]
    reading = read_workbook(write(tmp_path / "a.xlsx", 地区=regions, 目标=targets))
    assert [(one.code, one.cell) for one in reading.problems] == [(code, cell)]
    assert all(not one.parent for one in reading.plan.regions if one.benchmark)


def test_the_root_is_no_benchmark(tmp_path):
    regions = [REGIONS[0], ["市", None, None, None, "是"], ["县", None, "市"]]
    reading = read_workbook(write(tmp_path / "a.xlsx", 地区=regions))
    assert {one.code for one in reading.problems} >= {"city_benchmark"}
    assert not reading.plan.region_by_code["市"].benchmark
