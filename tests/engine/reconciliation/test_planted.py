"""Twenty contradictions over three levels and the plan before, each planted in a sound set of real workbooks: found, and only they."""

from pathlib import Path

import pytest

from npfdesk.engine.reconciliation.reconcile import reconciled
from npfdesk.frames.reconciliation import plan_file
from npfdesk.plan.pair_answers import PairAnswer
from npfdesk.workbook.plan_reader import read_workbook
from tests.reconciled_plans import (
    CITY,
    EAST,
    LAST,
    NORTH,
    PROVINCE,
    SOUND,
    SYNTHETIC,
    WEST,
    changed,
    written,
)

PLANTED = {
    "counties' product below the city's": (
        [(WEST, "目标", ("西县", "gdp"), "目标值", "130以上")],
        [("sum_of_children", "地区生产总值", "云岭市", {CITY: "E2", EAST: "E2", WEST: "E2", NORTH: "D3"})],
    ),
    "counts that do not reach, exactly": (
        [(EAST, "目标", ("东县", "firms"), "目标值", "499以上")],
        [("sum_of_children", "规模以上工业企业数", "云岭市", {CITY: "E4", EAST: "E4", WEST: "E4", NORTH: "D5"})],
    ),
    "a cap that the counties' caps exceed": (
        [(CITY, "目标", ("云岭市", "energy"), "目标值", "不超过490")],
        [("sum_of_children", "能源消费总量", "云岭市", {CITY: "E9", EAST: "E9", WEST: "E9", NORTH: "D10"})],
    ),
    "a sum over five years": (
        [(CITY, "目标", ("云岭市", "jobs"), "目标值", "〔18〕")],
        [("sum_of_children", "城镇新增就业", "云岭市", {CITY: "E5", EAST: "E5", WEST: "E5", NORTH: "D6"})],
    ),
    "cities that do not come to a growth about 6 %": (
        [(PROVINCE, "目标", ("临江市", "gdp"), "目标值", "1050以上")],
        [("sum_of_children", "地区生产总值", "青川省", {PROVINCE: "E9", CITY: "E2"})],
    ),
    "a mean that no weighting by people reaches": (
        [(CITY, "目标", ("云岭市", "urban"), "目标值", "64以上")],
        [("sum_of_children", "常住人口城镇化率", "云岭市", {CITY: "E7", EAST: "E7", WEST: "E7", NORTH: "D8"})],
    ),
    "a county's base, in the city's file and its own": (
        [(WEST, "数据", ("西县", "gdp"), "2025", 98.2), (WEST, "目标", ("西县", "gdp"), "基期值", "98.2")],
        [("base_differs", "地区生产总值", "西县", {CITY: "E4", WEST: "E2"})],
    ),
    "a printed table's base": (
        [(NORTH, "主要指标", "地区生产总值（亿元）", "2025年", 81.0)],
        [("base_differs", "地区生产总值", "北县", {CITY: "E5", NORTH: "C3"})],
    ),
    "the last plan's actual": (
        [(LAST, "数据", ("云岭市", "gdp"), "2025", 301.5)],
        [("base_differs", "地区生产总值", "云岭市", {LAST: "E2", CITY: "E2"})],
    ),
    "an actual that closes the last plan": (
        [(CITY, "上期目标", ("云岭市", "gdp"), "实绩", 298)],
        [("base_differs", "地区生产总值", "云岭市", {LAST: "E2", CITY: "E2"})],
    ),
    "a cap above the one assigned": (
        [(NORTH, "主要指标", "能源消费总量（万吨标准煤）", "2030年", "不超过122"), (CITY, "目标", ("云岭市", "energy"), "目标值", "不超过503")],
        [("target_below_assigned", "能源消费总量", "北县", {CITY: "E17", NORTH: "D10"})],
    ),
    "as assigned, it says, and is not": (
        [
            (PROVINCE, "目标", ("云岭市", "air"), None, None),
            (CITY, "目标", ("云岭市", "air"), "目标值", "33以下（完成省下达任务）"),
        ],
        [("target_below_assigned", "细颗粒物浓度", "云岭市", {PROVINCE: "E7", CITY: "E11"})],
    ),
    "a growth assigned and a lower level": (
        [(CITY, "目标", ("云岭市", "income"), "目标值", "48000以上")],
        [("growth_differs", "居民人均可支配收入", "云岭市", {PROVINCE: "E10", CITY: "E3"})],
    ),
    "a unit that does not convert": (
        [(EAST, "指标", "耕地保有量", "单位", "公里")],
        [("unit_differs", "耕地保有量", "东县", {CITY: "E8", EAST: "E8"})],
    ),
    "万元 under the head 亿元": (
        [(EAST, "指标", "地区生产总值", "单位", "亿元")],
        [("unit_differs", "地区生产总值", "东县", {CITY: "E3", EAST: "E2"})],
    ),
    "another target year": (
        [(WEST, "目标", ("西县", "forest"), "目标年", 2029)],
        [("year_differs", "森林覆盖率", "西县", {CITY: "E20", WEST: "E10"})],
    ),
    "another base year": (
        [(WEST, "目标", ("西县", "forest"), "基期", 2024), (CITY, "目标", ("西县", "forest"), "基期值", "69.5")],
        [("year_differs", "森林覆盖率", "西县", {CITY: "E20", WEST: "E10"})],
    ),
    "less is better, more is better": (
        [(WEST, "指标", "能源消费总量", "方向", "正向")],
        [("direction_differs", "能源消费总量", "西县", {CITY: "E9", WEST: "E9"})],
    ),
    "binding made expected": (
        [(WEST, "指标", "森林覆盖率", "属性", "预期性")],
        [("duty_differs", "森林覆盖率", "西县", {CITY: "E10", WEST: "E10"})],
    ),
    "assigned and left out": (
        [(WEST, "目标", ("西县", "land"), None, None)],
        [("missing_below", "耕地保有量", "西县", {CITY: "E13", WEST: ""})],
    ),
    "binding and without a row": (
        [(NORTH, "主要指标", "细颗粒物浓度（微克/立方米）", None, None)],
        [("missing_below", "细颗粒物浓度", "北县", {CITY: "E11", NORTH: ""})],
    ),
    "a part of a sum left out": (
        [(WEST, "目标", ("西县", "jobs"), None, None)],
        [("missing_below", "城镇新增就业", "西县", {CITY: "E5", WEST: ""})],
    ),
    "about for at least": (
        [(WEST, "目标", ("西县", "forest"), "目标值", "70左右")],
        [("text_differs", "森林覆盖率", "西县", {CITY: "E20", WEST: "E10"})],
    ),
    "words for a figure": (
        [(WEST, "目标", ("西县", "forest"), "目标值", "稳步提升")],
        [("text_differs", "森林覆盖率", "西县", {CITY: "E20", WEST: "E10"})],
    ),
    "an old target closed as a lower one": (
        [(CITY, "上期目标", ("云岭市", "gdp"), "目标值", "280以上")],
        [("text_differs", "地区生产总值", "云岭市", {LAST: "E2", CITY: "E2"})],
    ),
    "an old target that nobody closes": (
        [(CITY, "上期目标", ("云岭市", "forest"), None, None)],
        [("missing_below", "森林覆盖率", "云岭市", {LAST: "E4", CITY: ""})],
    ),
}  # fmt: skip
CODES = {
    *("sum_of_children", "base_differs", "target_below_assigned", "unit_differs", "year_differs"),
    *("direction_differs", "missing_below", "growth_differs", "text_differs", "duty_differs"),
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sound")
    return {path.name: plan_file(read_workbook(path), path.name) for path in written(folder)}


@pytest.fixture
def held(sound, tmp_path):
    def hold(changes, answers=None):
        books = changed(*changes)
        new = {
            path.name: plan_file(read_workbook(path), path.name)
            for path in written(tmp_path, books, {one[0] for one in changes})
        }
        return reconciled([*{**sound, **new}.values()], answers or {})

    return hold


def test_the_sound_set_has_no_finding_and_is_marked_as_synthetic(sound, tmp_path):
    ledger = reconciled(list(sound.values()), {})
    assert [one.message("zh") for one in ledger.findings] == []
    assert ledger.doubtful == ledger.problems == ()
    assert [(one.file, one.depth) for one in ledger.plans] == [
        *((PROVINCE, 0), (CITY, 1), (LAST, 1), (EAST, 2), (WEST, 2), (NORTH, 2)),
    ]
    city = ledger.plans[1]
    assert (city.above, city.before) == (0, 2)
    # ten indicators, each held by five plans at least
    assert sorted(len(one.codes) for one in ledger.matches) == [5, 5, 5, 5, 5, 5, 5, 6, 6, 6]
    for path in written(tmp_path):
        reading = read_workbook(path)
        assert reading.status == "ok", reading.problems
        texts = [cell.text for sheet in reading.grid.sheets for cell in sheet.cells.values()]
        assert any(SYNTHETIC in text for text in texts), path.name


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_contradiction_is_found_with_the_cells_of_both_files_and_nothing_else(held, name):
    changes, expected = PLANTED[name]
    ledger = held(changes)
    found = [
        (one.code, one.indicator, one.region, {Path(place.file).name: place.cell for place in one.places})
        for one in ledger.findings
    ]
    told = [one.message("zh") for one in ledger.findings]
    assert [(code, indicator, region) for code, indicator, region, _ in found] == [
        (code, indicator, region) for code, indicator, region, _ in expected
    ], told
    for (_, _, _, cells), (_, _, _, wanted) in zip(found, expected, strict=True):
        assert wanted.items() <= cells.items(), (cells, wanted)
    for one in ledger.findings:
        for spoken in ("zh", "en"):
            message, remedy = one.message(spoken), one.remedy(spoken)
            assert message
            assert remedy
            assert "{" not in message + remedy
        if one.figures.get("difference") is not None:
            assert one.figures["difference"] != 0


def test_every_code_is_planted_and_there_are_more_than_twenty():
    assert {code for _, expected in PLANTED.values() for code, *_ in expected} == CODES
    assert len(PLANTED) >= 20
    assert len(SOUND) == 6


def test_three_contradictions_at_once_are_three_findings(held):
    ledger = held(
        [
            *PLANTED["a county's base, in the city's file and its own"][0],
            *PLANTED["binding made expected"][0],
            *PLANTED["a growth assigned and a lower level"][0],
        ]
    )
    assert sorted(one.code for one in ledger.findings) == ["base_differs", "duty_differs", "growth_differs"]


def test_a_near_name_is_asked_counts_as_different_and_is_one_after_the_answer(held):
    change = (NORTH, "主要指标", "规模以上工业企业数（家）", "指标", "规上工业企业数（家）")
    ledger = held([change])
    (pair,) = ledger.doubtful
    assert pair.names == ("规模以上工业企业数", "规上工业企业数")
    assert pair.answer is None
    assert [(one.code, one.region) for one in ledger.findings] == [("missing_below", "北县")]
    assert "规上工业企业数" in ledger.findings[0].message("zh")
    again = held([change], {pair.key: PairAnswer.SAME})
    assert again.findings == ()
    assert [(one.key, one.answer) for one in again.doubtful] == [(pair.key, PairAnswer.SAME)]
    different = held([change], {pair.key: PairAnswer.DIFFERENT})
    assert [one.code for one in different.findings] == ["missing_below"]
    assert "规上工业企业数" not in different.findings[0].message("zh")


def test_where_not_all_are_there_no_sum_is_judged(sound):
    ledger = reconciled([one for name, one in sound.items() if name not in (WEST, NORTH)], {})
    assert ledger.findings == ()
