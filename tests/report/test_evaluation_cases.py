"""Each case of a target's wording by worked figures: what a planner reads in Chinese and in English."""

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import replace
from string import Formatter
from types import MappingProxyType

import pytest

from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import new_document
from npfdesk.plan.kinds import Direction, Kind, RollUp
from npfdesk.plan.model import Indicator
from npfdesk.plan.periods import Period
from npfdesk.plan.problems import Wording
from npfdesk.plan.regions import Region
from npfdesk.plan.scenarios import by_id
from npfdesk.plan.series import ProgressKey, SeriesKey
from npfdesk.plan.status_rules import Rule
from npfdesk.report.material import Material, Provenance
from npfdesk.report.official import evaluation as rooms
from npfdesk.report.official.evaluation.cases import WORDINGS, Case, case_of
from npfdesk.report.official.evaluation.evaluated import evaluated
from npfdesk.report.official.evaluation.progress import standing_sentence
from tests.plans import plan, scenario
from tests.report.materials import MOMENT
from tests.report.measured_plan import ENERGY, GDP, INCOME, JOBS, PACE, SALES, SHARE, SPENT, stated

FIRMS = Indicator("firms", "企业数", "Firms", unit="家", kind=Kind.COUNT, decimals=0, english_unit="firms")
AIR = Indicator("air", "优良天数比率", "Good air", unit="%", kind=Kind.RATIO)
USE = Indicator("use", "能耗", "Energy use", unit="万吨", direction=Direction.DOWN, english_unit="kt")
BASE = {2025: 100.0}


def report(indicator, figures, text, *, year=2027, due=2030, language="zh", more=(), beside=()):
    """A report's evaluation of one target of a city: {year: figure}, base year 2025."""
    data = {("市", "", indicator.code): figures, **{("省", "", code): row for code, row in beside}}
    made = plan(
        data,
        first=2024,
        indicators=[replace(indicator, rollup=RollUp.NONE)],
        regions=[Region("市", "市"), Region("省", "全省", benchmark=True)],
        targets=[*more, stated(indicator, text, year=due)],
        scenarios=[scenario()],
        base_year=2025,
    )
    return evaluated_of(made, year, language)


def evaluated_of(made, year=2027, language="zh"):
    document = new_document(replace(made, target_year=2030))
    told = Provenance("规划.xlsx", "ab" * 32, MOMENT)
    material = Material(compute(document), tuple(document.scenarios.values()), Rule.PACE, told, language)
    return evaluated(material, year, by_id(material.scenarios)["基准"])


# 100 to 200 in five years is 14.87 % a year: 132.0 is due in 2027, of which the way is 31.95 %
CASES = {
    Case.UNGRADED: (
        (GDP, {2026: 90.0, 2027: 95.0}, "200"),
        "地区生产总值为95.0亿元，没有可比的基期或数值目标，不评定等级。",
    ),
    Case.EARLY: (
        (GDP, {**BASE, 2027: 205.0}, "200"),
        "地区生产总值达到205.0亿元，比2025年增加105.0亿元，年均增长43.2%，提前3年实现200亿元的规划目标，超出5.0亿元。",
    ),
    Case.KEPT_UNDER: (
        (USE, {**BASE, 2027: 102.0}, "不超过105"),
        "能耗升至102.0万吨，比2025年增加2.0万吨，年均增长1.0%，继续控制在105万吨以内。",
    ),
    Case.KEPT_OVER: (
        (AIR, {2025: 95.0, 2027: 95.6}, "95以上"),
        "优良天数比率达到95.6%，比2025年提高0.6个百分点，保持在95%以上。",
    ),
    Case.KEPT_INSIDE: (
        (SHARE, {2025: 50.0, 2027: 50.5}, "49-52"),
        "服务业增加值占比达到50.5%，比2025年提高0.5个百分点，保持在49%至52%的目标区间。",
    ),
    Case.DONE: (
        (FIRMS, {2025: 100.0, 2027: 120.0}, "120", 2027),
        "企业数达到120家，比2025年增加20家，年均增长9.5%，完成2027年120家的目标。",
    ),
    Case.DONE_OVER: (
        (FIRMS, {2025: 100.0, 2027: 126.0}, "120", 2027),
        "企业数达到126家，比2025年增加26家，年均增长12.2%，超额完成2027年120家的目标，超出6家。",
    ),
    Case.NEARLY_DONE: (
        (FIRMS, {2025: 100.0, 2027: 119.0}, "120", 2027),
        "企业数达到119家，比2025年增加19家，年均增长9.1%，与2027年120家的目标仅差1家，基本完成。",
    ),
    Case.MISSED: (
        (FIRMS, {2025: 100.0, 2027: 110.0}, "120", 2027),
        "企业数达到110家，比2025年增加10家，年均增长4.9%，未能完成2027年120家的目标，差10家。",
    ),
    Case.FAST: (
        (GDP, {**BASE, 2027: 140.0}, "200"),
        "地区生产总值达到140.0亿元，比2025年增加40.0亿元，年均增长18.3%，完成规划期任务的40.0%，快于时序进度8.0个百分点。",
    ),
    Case.ON_ABOVE: (
        (AIR, {2025: 90.0, 2027: 92.04}, "95"),
        "优良天数比率达到92.0%，比2025年提高2.0个百分点，完成规划期任务的40.8%，略快于时序进度（0.8个百分点）。",
    ),
    Case.ON_EVEN: (
        (AIR, {2025: 90.0, 2027: 92.0}, "95"),
        "优良天数比率达到92.0%，比2025年提高2.0个百分点，完成规划期任务的40.0%，与时序进度同步。",
    ),
    Case.ON_BELOW: (
        (AIR, {2025: 90.0, 2027: 91.95}, "95"),
        "优良天数比率达到92.0%，比2025年提高2.0个百分点，完成规划期任务的39.0%，略低于时序进度（1.0个百分点），仍处于预期范围。",
    ),
    Case.LITTLE: (
        (AIR, {2025: 90.0, 2027: 91.6}, "95"),
        "优良天数比率达到91.6%，比2025年提高1.6个百分点，完成规划期任务的32.0%，慢于时序进度8.0个百分点，距当年时序目标差0.4个百分点。",
    ),
    Case.MUCH: (
        (AIR, {2025: 90.0, 2027: 90.5}, "95"),
        "优良天数比率达到90.5%，比2025年提高0.5个百分点，仅完成规划期任务的10.0%，滞后时序进度30.0个百分点，距当年时序目标差1.5个百分点，实现目标难度较大。",
    ),
    Case.AWAY: (
        (AIR, {2025: 90.0, 2027: 89.4}, "95以上"),
        "优良天数比率由2025年的90.0%降至89.4%，与规划目标方向相反，距95%以上的目标差5.6个百分点。",
    ),
    Case.LIMIT_PASSED: (
        (USE, {**BASE, 2027: 106.0}, "不超过105"),
        "能耗升至106.0万吨，比2025年增加6.0万吨，年均增长3.0%，突破105万吨的上限，超出1.0万吨。",
    ),
    Case.FLOOR_BROKEN: (
        (AIR, {2025: 95.2, 2027: 94.5}, "95以上"),
        "优良天数比率降至94.5%，比2025年下降0.7个百分点，低于95%的要求，差0.5个百分点。",
    ),
    Case.RANGE_LEFT: (
        (SHARE, {2025: 48.0, 2027: 53.0}, "49-52"),
        "服务业增加值占比达到53.0%，比2025年提高5.0个百分点，已偏离49%至52%的目标区间。",
    ),
    Case.SUM_DONE: (
        (JOBS, {2026: 2.0, 2027: 2.1}, "〔4〕"),
        "城镇新增就业2026—2027年累计完成4.1万人，已提前实现规划期累计4万人的目标。",
    ),
    Case.SUM_MET: (
        (JOBS, {2026: 2.0, 2027: 2.1}, "累计4", 2027),
        "城镇新增就业2026—2027年累计完成4.1万人，实现累计4万人的目标，超出0.1万人。",
    ),
    Case.SUM_MISSED: (
        (JOBS, {2026: 2.0, 2027: 1.5}, "累计4", 2027),
        "城镇新增就业2026—2027年累计完成3.5万人，未能实现累计4万人的目标，差0.5万人。",
    ),
    Case.SUM_AHEAD: (
        (JOBS, {2026: 1.0, 2027: 1.0}, "〔4〕"),
        "城镇新增就业2026—2027年累计完成2.0万人，为规划期累计目标4万人的50.0%，快于时序进度10.0个百分点。",
    ),
    Case.SUM_EVEN: (
        (JOBS, {2026: 0.8, 2027: 0.8}, "〔4〕"),
        "城镇新增就业2026—2027年累计完成1.6万人，为规划期累计目标4万人的40.0%，与时序进度同步。",
    ),
    Case.SUM_BEHIND: (
        (JOBS, {2026: 0.5, 2027: 0.5}, "〔4〕"),
        "城镇新增就业2026—2027年累计完成1.0万人，为规划期累计目标4万人的25.0%，慢于时序进度15.0个百分点。",
    ),
    Case.SPENT_UNDER: (
        (SPENT, {2026: 100.0, 2027: 110.0}, "五年累计不超过600"),
        "财政支出2026—2027年累计210.0亿元，占规划期控制总量600亿元的35.0%，低于时序进度5.0个百分点，总量可控。",
    ),
    Case.SPENT_OVER: (
        (SPENT, {2026: 130.0, 2027: 140.0}, "五年累计不超过600"),
        "财政支出2026—2027年累计270.0亿元，占规划期控制总量600亿元的45.0%，超出时序进度5.0个百分点，后续空间收窄。",
    ),
    Case.SPENT_KEPT: (
        (SPENT, {2026: 100.0, 2027: 110.0}, "累计不超过220", 2027),
        "财政支出2026—2027年累计210.0亿元，控制在规划期总量220亿元以内。",
    ),
    Case.SPENT_PASSED: (
        (SPENT, {2026: 400.0, 2027: 250.0}, "五年累计不超过600"),
        "财政支出2026—2027年累计650.0亿元，突破规划期控制总量600亿元，超出50.0亿元。",
    ),
    Case.MEAN_ABOVE: (
        (PACE, {2026: 8.0, 2027: 8.0}, "年均6.5%"),
        "规上工业增加值增速2026—2027年年均为8.0%，比年均6.5%的目标高1.5个百分点。",
    ),
    Case.MEAN_EVEN: (
        (PACE, {2026: 6.5, 2027: 6.5}, "年均6.5%"),
        "规上工业增加值增速2026—2027年年均为6.5%，与年均6.5%的目标持平。",
    ),
    Case.MEAN_BELOW: (
        (PACE, {2026: 6.0, 2027: 6.0}, "年均6.5%"),
        "规上工业增加值增速2026—2027年年均为6.0%，比年均6.5%的目标低0.5个百分点。",
    ),
    Case.MEAN_INSIDE: (
        (PACE, {2026: 6.2, 2027: 6.8}, "6%-7%"),
        "规上工业增加值增速2026—2027年年均为6.5%，与年均6%至7%的目标相符。",
    ),
    Case.WORDS_KEPT: (
        (ENERGY, {2025: 500.0, 2027: 490.0}, "持续下降"),
        "能源消费总量降至490.0万吨标准煤，比2025年减少10.0万吨标准煤，符合“持续下降”的要求。",
    ),
    Case.WORDS_BROKEN: (
        (ENERGY, {2025: 500.0, 2027: 510.0}, "持续下降"),
        "能源消费总量升至510.0万吨标准煤，比2025年增加10.0万吨标准煤，未达到“持续下降”的要求。",
    ),
}


def rank(place):
    """Of three counties' products, 甲 in that place, asked to be among the first two."""
    figures = {1: (9.0, 5.0, 4.0), 2: (5.0, 9.0, 4.0), 3: (3.0, 9.0, 4.0)}[place]
    rows = {("甲", figures[0]), ("乙", figures[1]), ("丙", figures[2])}
    data = {(code, "", "gdp"): {2025: 5.0, 2027: figure} for code, figure in rows}
    regions = [Region("市", "市"), *(Region(code, code, parent="市") for code in ("甲", "乙", "丙"))]
    made = plan(
        data | {("市", "", "gdp"): {}},
        first=2024,
        indicators=[GDP],
        regions=regions,
        targets=[stated(GDP, "保持全市前二", region="甲")],
        scenarios=[scenario()],
        base_year=2025,
    )
    return evaluated_of(made)


def total(*growths):
    """Sales without a level, with printed growths."""
    key = SeriesKey("市", "", "sales")
    printed = {ProgressKey(key, Period(2026 + at), growth=True): one for at, one in enumerate(growths)}
    made = plan(
        {key: {}},
        first=2024,
        indicators=[SALES],
        targets=[stated(SALES, "累计增长20%以上")],
        scenarios=[scenario()],
        base_year=2025,
    )
    return evaluated_of(replace(made, progress=MappingProxyType(printed)))


def beside_the_province(ours, theirs):
    return report(
        INCOME,
        {2025: 45000.0, 2026: ours - 1000, 2027: ours},
        "高于全省平均",
        beside=[("income", {2025: 50000.0, 2026: theirs - 1000, 2027: theirs})],
    )


OTHERS = {
    Case.RANK_REACHED: (lambda: rank(2), "地区生产总值位居第2位，实现“保持全市前二”的目标。"),
    Case.RANK_SHORT: (lambda: rank(3), "地区生产总值位居第3位，距“保持全市前二”的目标还差1位。"),
    Case.TOTAL_AHEAD: (
        lambda: total(6.0, 6.0),
        "社会消费品零售总额2026—2027年累计增长12.4%，完成累计增长20%以上目标的61.8%，不慢于时序进度。",
    ),
    Case.TOTAL_BEHIND: (
        lambda: total(2.0, 2.0),
        "社会消费品零售总额2026—2027年累计增长4.0%，完成累计增长20%以上目标的20.2%，慢于时序进度17.6个百分点。",
    ),
    Case.STAGE_OPEN: (
        lambda: report(
            FIRMS, {2025: 18.0, 2027: 19.0}, "32", more=[stated(FIRMS, "20", region="市", year=2026)]
        ),
        "企业数为19家，尚未达到2026年的目标（20家），距2030年32家的目标差13家。",
    ),
    Case.RELATION_KEPT: (
        lambda: beside_the_province(54000.0, 53000.0),
        "居民人均可支配收入为54000元，对照水平为53000元，符合“高于全省平均”的要求。",
    ),
    Case.RELATION_CLOSING: (
        lambda: beside_the_province(52000.0, 53000.0),
        "居民人均可支配收入为52000元，对照水平为53000元，距“高于全省平均”的要求仍有差距，但追赶进度不慢于预期。",
    ),
    Case.RELATION_BROKEN: (
        lambda: beside_the_province(46000.0, 53000.0),
        "居民人均可支配收入为46000元，对照水平为53000元，未达到“高于全省平均”的要求。",
    ),
}


def test_every_case_that_is_said_is_worked_here():
    assert {*CASES, *OTHERS} == set(WORDINGS)


@pytest.mark.parametrize("case", OTHERS, ids=str)
def test_a_case_that_rests_on_other_series(case):
    make, said = OTHERS[case]
    found = make()
    one = next(one for one in found.targets if one.due == 2030)
    (sentence,) = standing_sentence(found, one, 0)
    assert (case_of(one), sentence.text) == (case, said)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_case_in_words(case):
    (indicator, figures, text, *due), said = CASES[case]
    found = report(indicator, figures, text, due=due[0] if due else 2030)
    one = next(one for one in found.targets if one.nth == 0)
    (sentence,) = standing_sentence(found, one, 0)
    assert (case_of(one), sentence.text) == (case, said)
    # the other wordings of the case, and English, say the same figures
    english = report(indicator, figures, text, due=due[0] if due else 2030, language="en")
    for spoken in (found, english):
        told = next(one for one in spoken.targets if one.nth == 0)
        for turn in range(len(WORDINGS[case])):
            (other,) = standing_sentence(spoken, told, turn)
            assert set(other.figures) - {"due", "short"} <= set(sentence.figures) | {
                "left",
                "milestone",
                "begun",
            }
            assert other.figures["observed" if "observed" in other.figures else "mean"].value is not None
            assert other.text.endswith("." if spoken is english else "。")


def wordings(value):
    """All wordings in a value of a module, those in tuples and tables among them."""
    if isinstance(value, Wording):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from wordings(one)
    elif isinstance(value, Mapping):
        yield from wordings(tuple(value.values()))


def test_all_wordings_have_the_same_fields_in_both_languages_and_no_figure_of_their_own():
    seen = 0
    for module in pkgutil.iter_modules(rooms.__path__, f"{rooms.__name__}."):
        for value in vars(importlib.import_module(module.name)).values():
            for one in wordings(value):
                zh, en = (
                    {name for _, name, _, _ in Formatter().parse(text) if name} for text in (one.zh, one.en)
                )
                assert zh == en, one
                assert not any(letter.isdigit() for letter in one.zh + one.en), one
                seen += 1
    assert seen > 150
