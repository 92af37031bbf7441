"""What indicators' names say."""

import pytest

from npfdesk.engine.audit.indicator_names import (
    Measured,
    Share,
    canonical,
    counted_places,
    increase,
    leading_regions,
    measured,
    share,
    stems,
)
from npfdesk.plan.regions import Region


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("规模以上工业企业数量（家）", Measured("规上工业", "firms")),
        ("规上工业总产值", Measured("规上工业", "output")),
        ("规上工业亩均增加值", Measured("规上工业", "value_added", "land")),
        ("规上工业全员劳动生产率", Measured("规上工业", "value_added", "labour")),
        ("数字经济核心产业营收", Measured("数字经济核心产业", "revenue")),
        ("Tax per mu", Measured("", "tax", "land")),
        ("Labour productivity", Measured("", "value_added", "labour")),
        ("Output of  steel", Measured("of steel", "output")),
        ("规上工业营业收入利润率增速", None),
        ("单位工业增加值能耗", None),
        ("武义、磐安新增规上工业企业数量", None),
        ("高新技术产业增加值占规上工业比重", None),
        ("Growth of output", None),
        ("Water use per value added", None),
        ("Taxis", None),
        ("Landscape", None),
        ("森林覆盖率", None),
    ],
)
def test_measures(name, said):
    assert measured(name) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("工业增加值占GDP比重", Share("工业增加值", "gdp")),
        ("研发经费支出占营业收入的比例", Share("研发经费支出", "营业收入")),
        ("High-tech share of value added", Share("high-tech", "valueadded")),
        ("Share of services in GDP", Share("services", "gdp")),
        ("占地面积", None),
        ("工业总产值", None),
    ],
)
def test_shares(name, said):
    assert share(name) == said


def test_increases_and_counts():
    assert increase("武义、磐安新增规上工业企业数量") == ("武义、磐安", "规上工业企业数")
    assert increase("规上工业企业数") is None
    assert counted_places("千亿级工业大县数量") == (1e11, "工业")
    assert counted_places("百亿强镇（街道）数量") == (1e10, "")
    assert counted_places("千亿级产业集群数量") is None
    assert canonical("规模以上工业 企业\n个数") == "规上工业企业数"


def test_regions_are_known_by_their_short_names():
    assert stems("武义县") == ("武义县", "武义")
    assert set(stems("金义新区（金东区）")) == {"金义新区", "金义", "金东区", "金东"}
    regions = [
        Region("w", "武义县"),
        Region("p", "磐安县"),
        Region("j", "金义新区（金东区）"),
        Region("y", "武义经济开发区"),
    ]
    for text, codes, rest in [
        ("武义、磐安规上工业", "wp", "规上工业"),
        ("武义县和磐安县规上工业", "wp", "规上工业"),
        ("武义、磐安两县规上工业", "wp", "规上工业"),
        ("金东区规上工业", "j", "规上工业"),
        ("武义经济开发区产值", "y", "产值"),
        ("规上工业", "", "规上工业"),
    ]:
        found, left = leading_regions(text, regions)
        assert ("".join(one.code for one in found), left) == (codes, rest)
