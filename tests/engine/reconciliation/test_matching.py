"""Which indicators are one surely, which are asked, and what an answer does."""

from fractions import Fraction

import pytest

from npfdesk.engine.reconciliation.ledger import PlanFile
from npfdesk.engine.reconciliation.levels import levels
from npfdesk.engine.reconciliation.matching import matching, pair_key
from npfdesk.engine.reconciliation.names import NearNames, bare_name, names_near
from npfdesk.plan.kinds import Kind
from npfdesk.plan.model import Indicator, Industry
from npfdesk.plan.pair_answers import PairAnswer
from npfdesk.plan.regions import Region
from tests.plans import plan

ABOVE = [Region("c", "云岭市"), Region("e", "东县", "", "c")]
BELOW = [Region("own", "东县")]


def found(above, below, answers=None, industries=((), ())):
    files = [
        PlanFile(name, plan({(regions[0].code, "", listed[0].code): {2020: 1.0}}, indicators=listed, regions=regions, industries=own))
        for name, regions, listed, own in (("a", ABOVE, above, industries[0]), ("b", BELOW, below, industries[1]))
    ]  # fmt: skip
    held = levels(files).plans
    return matching(held, [(0, 1)], answers or {})


def one(name, unit="亿元", code="", kind=Kind.LEVEL, english=""):
    return Indicator(code or name, name, english, unit=unit, kind=kind)


def is_matched(above, below, answers=None):
    made = found([above], [below], answers)
    return made.of[0, above.code] == made.of[1, below.code]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (one("地区生产总值"), one("地区 生产总值", code="x")),
        (one("地区生产总值"), one("地区生产总值（亿元）", code="x")),
        (one("地区生产总值"), one("地区生产总值", "万元", "x")),
        (one("企业", "家"), one("企业", "家", kind=Kind.COUNT, code="x")),
        (one("地区生产总值", code="a", english="GDP"), one("GDP", code="b")),
        (one("地区生产总值", code="a", english="GDP"), one("生产总额", code="b", english="gdp")),
        (one("规模以上工业企业数", "家", "firms"), one("规上工业企业数", "家", "firms")),
        (one("细颗粒物浓度", "微克/立方米", "a", Kind.INDEX), one("细颗粒物浓度", "微克/立方米", "b")),
    ],
)  # fmt: skip
def test_sure_matches(above, below):
    assert is_matched(above, below)
    assert found([above], [below]).doubtful == ()


@pytest.mark.parametrize(
    ("above", "below", "why"),
    [
        (one("能源消费", "吨标准煤", "a"), one("能源消费", "亿元", "b"), "单位不同"),
        (one("投资", "%", "a", Kind.RATIO), one("投资", "%", "b", Kind.RATE), "水平"),
        (one("甲", code="gdp"), one("乙", code="gdp"), "代码都是“gdp”"),
        (one("规模以上工业企业数", "家", "a"), one("规上工业企业数", "家", "b"), "名称相近"),
        (one("全市居民人均可支配收入", "元", "a"), one("居民人均可支配收入", "元", "b"), "名称相近"),
        (one("Household income", "元", "a"), one("Houshold income", "元", "b"), "名称相近"),
    ],
)
def test_doubtful_pairs_are_different_until_somebody_answers(above, below, why):
    made = found([above], [below])
    (pair,) = made.doubtful
    assert why in pair.why.zh
    assert made.of[0, above.code] != made.of[1, below.code]
    assert pair.codes == (above.code, below.code)
    again = found([above], [below], {pair.key: PairAnswer.SAME})
    assert again.of[0, above.code] == again.of[1, below.code]
    assert [each.answer for each in again.doubtful] == [PairAnswer.SAME]
    apart = found([above], [below], {pair.key: PairAnswer.DIFFERENT})
    assert apart.of[0, above.code] != apart.of[1, below.code]
    # the key is the same whichever plan is above
    (turned,) = found([below], [above]).doubtful
    assert turned.key == pair.key


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (one("城镇居民人均可支配收入", "元", "a"), one("农村居民人均可支配收入", "元", "b")),
        (one("PM2.5浓度", "微克", "a"), one("PM10浓度", "微克", "b")),
        (one("第二产业增加值", code="a"), one("第三产业增加值", code="b")),
        (one("进口总额", code="a"), one("出口总额", code="b")),
        (one("粮食产量", "万吨", "a"), one("粮食产量目标达成", "%", "b")),
    ],
)
def test_what_is_plainly_another_is_neither_matched_nor_asked(above, below):
    assert not is_matched(above, below)
    assert found([above], [below]).doubtful == ()


def test_a_matched_indicator_is_asked_of_no_more():
    above = [one("居民人均可支配收入", "元", "a"), one("城镇居民人均可支配收入", "元", "b")]
    assert found(above, above).doubtful == ()
    # of two near names each is asked
    assert len(found(above[:1], [one("农村居民人均可支配收入", "元", "x"), above[1]]).doubtful) == 2


def test_an_answer_parts_what_english_names_would_join():
    above, below = one("地区生产总值", code="a", english="GDP"), one("生产总额", code="b", english="GDP")
    key = pair_key("地区生产总值[亿元]", "生产总额[亿元]")
    assert is_matched(above, below)
    assert not is_matched(above, below, {key: PairAnswer.DIFFERENT})


def test_figures_convert_to_the_unit_of_the_highest_plan():
    made = found([one("产值")], [one("产值", "万元", "x")])
    assert made.matches[0].unit == "亿元"
    assert made.factor[1, "x"] == Fraction(1, 10_000)
    assert made.factor[0, "产值"] == 1


def test_industries_are_one_by_name_or_english_name():
    made = found(
        [one("产值")],
        [one("产值")],
        industries=((Industry("i", "工业", "Industry"), Industry("s", "服务业")), (Industry("x", "Industry"), Industry("y", "农业"))),
    )  # fmt: skip
    assert made.industries[0, "i"] == made.industries[1, "x"]
    assert len({made.industries[key] for key in ((0, "i"), (0, "s"), (1, "y"))}) == 3


def test_near_names_are_found_in_blocks_as_one_by_one():
    names = [
        "规模以上工业企业数",
        "规上工业企业数",
        "全市规上工业企业数",
        "城镇新增就业人数",
        "新增就业人数",
        "合成指标1",
        "合成指标12",
    ]
    near = NearNames(names)
    for name in names:
        assert set(near.near(name)) == {other for other in names if names_near(name, other)}
    assert bare_name("企业（家）") == "企业"
    assert bare_name("生产总值（GDP）") == "生产总值(gdp)"
