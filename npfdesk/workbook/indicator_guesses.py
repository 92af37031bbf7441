"""What an indicator is where no column says it, by its name, its unit and the words of its targets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from npfdesk.plan.change_words import Subject
from npfdesk.plan.kinds import Direction, Kind, RollUp
from npfdesk.plan.names import fold
from npfdesk.plan.rounding import rounded
from npfdesk.plan.target_text import parse_target
from npfdesk.plan.targets import Intention, Measure, TargetKind, TargetText

PER: Final = re.compile(
    r"每|人均|亩均|户均|地均|单位(?!数|个数|总数)|均(?:产值|税收|增加值)|劳动生产率"
    # 万人发明专利拥有量, 千人医师数; 万人计划 is the name of a programme
    r"|^(?:百|千|万|十万|百万)人口?(?!计划|工程|以上|以下|次|才|大会|规模|企业|行动|大军)"
)
_RATIO_NAME: Final = re.compile(
    r"率|占比|比重|比例|强度|密度|程度|增速|增幅|降幅|占.{1,20}比|指数|rate|ratio|share|percent|intensity|growth|per"
)
_INDEX_NAME: Final = re.compile(r"指数|综合得分|评分|index|score")
COUNTED: Final = re.compile(
    r"(?:家|个|人|项|件|所|座|条|台|套|台\(套\)|辆|户|名|处|场|只|头|种|门|类|床|张|位|批|期|株|栋|幢|间|例|起|枚|对|个\(家\)|家\(个\)|次|人次"
    r"|firms?|companies|enterprises?|persons?|people|units?|items?|number|pieces?|patents?|projects?|counties)"
)
_LEVEL_ENDS: Final = re.compile(
    r"岁|倍|级|分|分贝|db\(a\)|db|微克/立方米|天|工作日|个工作日|日|年|小时|学时|分钟|秒|℃|度|minutes?|mins?|hours?|days?|years?|weeks?"
)
# money in its smallest unit is an amount per head or per unit, unless its name is that of a total
_ONE_COIN: Final = re.compile(r"元|人民币元|美元|港元|日元|欧元|yuan|rmb|cny|usd|us\$|[$£€¥]")
_TOTAL: Final = re.compile(r"总额|总量|总值|总收入|总支出|总投资|合计|total|gross|turnover")
_MEAN_NAME: Final = re.compile(
    r"平均(?!人数|人口|用工|从业|在岗|余额)|均价|均值|单价|房价|地价|租金|单产|单耗|"
    r"(?:万|亿|每万|每亿)元(?:地区)?(?:gdp|国内生产总值|生产总值|产值|工业增加值|工业产值|增加值)|系数|倍差|倍数|比值|"
    r"(?:收入|师生|生师|性别|男女|床护|医护)(?:之)?比$|班额|"
    r"median|average|householdsize|classsize|percapita|perhead|coefficient|ratio$"
)
_PER_WORD: Final = re.compile(r"\bper\b(?!\s*cent)", re.IGNORECASE)
RATES: Final = frozenset({"%", "‰", "百分点", "个百分点", "percent", "pct"})
_CUT: Final = re.compile(
    r"降幅|下降率|降低率|减少率|削减率|压减率|减排|(?:下降|降低|减少|削减|压减)(?:率|幅度|比例|量)?(?:\([^()]*\))?$|reduction|cut"
)
_DOWN: Final = re.compile(
    r"能耗|煤耗|电耗|水耗|耗水|耗能|能源消耗|能源消费(?:总量|强度)|煤炭消费|消耗|消费强度|用水量|用水总量|用水强度|排放|污染|浓度|失业|死亡|发生率|发病率|患病率|事故|负债率|"
    r"资产负债|不良|贫困|伤亡|赤字|逃逸|投诉|成本|信访|垃圾(?:产生|清运|填埋)|恩格尔系数|基尼系数|收入(?:之)?比|收入.{1,8}之比|收入差距|城乡差|时限|耗时|用时|等待|劣|超标|漏损|损失|撂荒|抚养比|文盲|受害率|受灾|水土流失|荒漠化|沙化|石漠化|案件|发案|空置|超载|逾期|"
    r"pm2\.?5|pm10|颗粒物|臭氧(?!层)|二氧化[硫氮]|氮氧化物|氨氮|化学需氧量|需氧量|挥发性有机物|总[磷氮]|噪[声音]|黑臭|火灾|"
    r"倍差|碳强度|碳排|单耗|债务(?!化解|置换)|杠杆率|通胀|通货膨胀|辍学|失学|缺勤|近视|肥胖|超重率|吸烟|流标|化肥|农药|班额|生师比|拥堵|"
    r"通勤(?:时间|时长|耗时)|(?:开办|办理|获得电力|获得用水|审批|办结|通关|响应|抢修|停电|候诊|住院)[^率]{0,6}(?:时间|时长|天数|日)|"
    r"^(?:cod|nox|so2|no2|vocs?|o3)$|ozone|nitrogendioxide|sulphurdioxide|sulfurdioxide|particulate|fatalit|overcrowd|noiselevel|"
    r"governmentdebt|publicdebt|debtratio|debtto|inflation|absence|absentee|truan|commut|overdue|default(?:s|rate)|vacan|fires|"
    r"pupilteacherratio|pupil-teacherratio|fertili[sz]er|pesticide|turnaroundtime|processingtime|"
    r"emission|pollut|energyintensity|energyuse|wateruse|unemployment|mortality|death|accident|consumptionper|poverty|ginicoefficient|gini|"
    r"leaving|dropout|anaemia|anemia|malnutrition|stunting|wasting|crime|waste(?:generated|per|tolandfill)|(?:household|residual)waste|landfill|waitingtime|inequality|homeless|deprivation|suicide|homicide|obesity|smoking|congestion|illiteracy|leakage|underemployment|infantdeath"
)
_ADDED: Final = re.compile(r"新增|净增|新建|新开|newjobs|newhomes|jobscreated|completions")
_CURED: Final = re.compile(
    r"(?:利用|处理|处置|治理|防治|修复|整治|回收|达标|合格|办结|化解|控制|去除|净化|满意|再就业|覆盖|成功|救治|扑救|利润|改善|优良|下降|降低)(?:率|度|水平|面积|人数|量|比例|比重|天数)?$|再就业"
)
_PLAIN: Final = re.compile(r"[\d.,，]*")
MOST_READ: Final = 200
_DECIMALS: Final = re.compile(r"(?<!\d)(\d++)\.(\d++)")


def guess_kind(name: str, unit: str, summed: bool = False) -> Kind:
    """家 个 人 are counts, % a ratio, 指数 an index; 增速 in % is a rate, 新增 (or a target that sums up years) a flow; else a level."""
    folded, measured = fold(name), fold(unit)
    if _INDEX_NAME.search(folded) and not measured:
        return Kind.INDEX
    about = Subject(unit, name)
    if about.own == "growth":
        return Kind.RATE
    if measured in RATES or measured.startswith("%of"):
        return Kind.RATIO
    if not measured and _RATIO_NAME.search(folded) and not PER.search(folded):
        return Kind.RATIO
    if is_per_unit(name, unit):
        return Kind.LEVEL
    if summed or about.is_flow:
        return Kind.FLOW
    return Kind.COUNT if COUNTED.fullmatch(measured) else Kind.LEVEL


def is_per_unit(name: str, unit: str) -> bool:
    """Whether a figure is per head or per something else, or of days, years and grades, so that sums of it mean nothing."""
    folded, measured = fold(name), fold(unit)
    return (
        "/" in measured
        or _PER_WORD.search(f"{name} {unit}") is not None
        or PER.search(folded) is not None
        or _MEAN_NAME.search(folded) is not None
        or _LEVEL_ENDS.fullmatch(measured) is not None
        or (_ONE_COIN.fullmatch(measured) is not None and _TOTAL.search(folded) is None)
    )


def guess_rollup(kind: Kind, name: str, unit: str) -> RollUp:
    """A sum of amounts; none of shares, growths and what is per head or per unit."""
    return RollUp.NONE if kind.moves_in_points or is_per_unit(name, unit) else RollUp.SUM


def is_amount(name: str, unit: str) -> bool:
    """Whether an indicator is an amount that is no whole number of things: money, tonnes, energy."""
    kind = guess_kind(name, unit)
    counted = kind is Kind.COUNT or COUNTED.fullmatch(fold(unit)) is not None
    return guess_rollup(kind, name, unit) is RollUp.SUM and not counted


def guess_direction(
    name: str, unit: str, targets: Iterable[str], sides: Iterable[tuple[float, float]] = ()
) -> Direction:
    """Down for what is used up, emitted or to stay below a bound; up for the size of a cut (降幅) and all else.

    `sides` are bases with their targets: where a name says nothing and all targets lie below their bases, or speak of a
    fall (下降15%, 减少20, 持续下降), less is wanted.
    """
    folded = fold(name)
    # plain numbers say nothing of it, and most of a large table are
    worded = [text for text in dict.fromkeys(targets) if not _PLAIN.fullmatch(text)][:MOST_READ]
    parsed = [
        one for text in worded if isinstance(one := parse_target(text, unit=unit, name=name), TargetText)
    ]
    # among the first three is a bound of the place, not of the figure
    kinds = {one.kind for one in parsed if one.measure is not Measure.RANK}
    if TargetKind.AT_MOST in kinds and TargetKind.AT_LEAST not in kinds:
        return Direction.DOWN
    if TargetKind.AT_LEAST in kinds:
        return Direction.UP
    if _CUT.search(folded) or _CURED.search(folded):
        return Direction.UP
    if _DOWN.search(folded):
        return Direction.DOWN
    if _ADDED.search(folded):
        return Direction.UP  # fewer new jobs than last year are still wanted
    ways = {_way(one) for one in parsed} - {0}
    if ways == {-1} and Subject(unit, name).own != "growth":
        return Direction.DOWN
    compared = [(base, target) for base, target in sides if base != target]
    return Direction.DOWN if compared and all(target < base for base, target in compared) else Direction.UP


def _way(target: TargetText) -> int:
    """1 of a rise that is asked for, -1 of a fall, 0 of a level or of no way."""
    if target.intention in (Intention.UP, Intention.DOWN):
        return 1 if target.intention is Intention.UP else -1
    if target.how == "figure" or target.figure is None:
        return 0
    still = 1.0 if target.how == "multiple" else 0.0
    return (target.figure > still) - (target.figure < still)


def guess_decimals(texts: Iterable[str], sides: Iterable[tuple[float, float]] = ()) -> int:
    """As many places as the figures are printed with, four at most; more where these do not tell a target from its base.

    `sides` are bases with their targets: 0.00045 and 0.00039 are told apart from five places on.
    """
    found = (one for text in texts for one in _DECIMALS.finditer(text[:60].replace("．", ".")))
    places = max((min(len(one[2]), _USUAL_PLACES + _noughts(one)) for one in found), default=0)
    for base, target in sides:
        while base != target and places < _MOST_PLACES and rounded(base, places) == rounded(target, places):
            places += 1
    return places


def _noughts(figure: re.Match[str]) -> int:
    """The noughts behind the point that a figure below 1 begins with: those of 0.00045 are no precision."""
    part = figure[2]
    return len(part) - len(part.lstrip("0")) if not figure[1].strip("0") else 0


def printed_figure(text: str, places: int) -> str:
    """A cell's figure as its decimals are counted: as shown by `places` (-1: no format says) or as it is, if that is finer.

    A figure of more than four decimals is one that was computed, and counts as it is shown.
    """
    if places < 0:
        return text
    match = _STORED.fullmatch(text)
    if match is None or (len(match["part"] or "") >= places and len(match["part"] or "") <= _USUAL_PLACES):
        return text
    return f"{match['whole']}.{'0' * places}" if places else match["whole"]


_STORED: Final = re.compile(r"(?P<whole>-?\d+)(?:\.(?P<part>\d+))?%?")
_USUAL_PLACES: Final = 4
_MOST_PLACES: Final = 9
