"""What an indicator is where no column says it, by its name, its unit and the words of its targets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from npfdesk.plan.change_words import Subject
from npfdesk.plan.kinds import Direction, Kind, RollUp
from npfdesk.plan.names import fold
from npfdesk.plan.target_text import parse_target
from npfdesk.plan.targets import Measure, TargetKind, TargetText

PER: Final = re.compile(r"每|人均|亩均|户均|地均|单位(?!数|个数|总数)|均(?:产值|税收|增加值)|劳动生产率")
_RATIO_NAME: Final = re.compile(
    r"率|占比|比重|比例|强度|密度|程度|增速|增幅|降幅|占.{1,20}比|指数|rate|ratio|share|percent|intensity|growth|per"
)
_INDEX_NAME: Final = re.compile(r"指数|综合得分|评分|index|score")
COUNTED: Final = re.compile(
    r"(?:家|个|人|项|件|所|座|条|台|套|台\(套\)|辆|户|名|处|场|只|头|种|门|类|床|张|位|批|期|株|栋|幢|间|例|起|枚|对|个\(家\)|家\(个\)|次|人次"
    r"|firms?|companies|enterprises?|persons?|people|units?|items?|number|pieces?|patents?|projects?|counties)"
)
_LEVEL_ENDS: Final = re.compile(r"岁|倍|级|分|分贝|微克/立方米|天|年|小时|学时")
RATES: Final = frozenset({"%", "‰", "百分点", "个百分点", "percent", "pct"})
_CUT: Final = re.compile(
    r"降幅|下降率|降低率|减少率|削减率|压减率|减排|(?:下降|降低|减少|削减|压减)(?:率|幅度|比例|量)?(?:\([^()]*\))?$|reduction|cut"
)
_DOWN: Final = re.compile(
    r"能耗|煤耗|电耗|水耗|耗水|耗能|能源消耗|能源消费(?:总量|强度)|煤炭消费|消耗|消费强度|用水量|用水总量|用水强度|排放|污染|浓度|失业|死亡|发生率|发病率|患病率|事故|负债率|"
    r"资产负债|不良|贫困|伤亡|赤字|逃逸|投诉|成本|信访|垃圾(?:产生|清运|填埋)|恩格尔系数|基尼系数|收入(?:之)?比|收入.{1,8}之比|收入差距|城乡差|时限|耗时|用时|等待|劣|超标|漏损|损失|撂荒|抚养比|文盲|受害率|受灾|水土流失|荒漠化|沙化|石漠化|案件|发案|空置|超载|逾期|"
    r"emission|pollut|energyintensity|energyuse|wateruse|unemployment|mortality|death|accident|consumptionper|poverty|ginicoefficient|gini|"
    r"leaving|dropout|anaemia|anemia|malnutrition|stunting|wasting|crime|waste(?:generated|per|tolandfill)|(?:household|residual)waste|landfill|waitingtime|inequality|homeless|deprivation|suicide|homicide|obesity|smoking|congestion|illiteracy|leakage|underemployment|infantdeath"
)
_ADDED: Final = re.compile(r"新增|净增|新建|新开|newjobs|newhomes|jobscreated|completions")
_CURED: Final = re.compile(
    r"(?:利用|处理|处置|治理|防治|修复|整治|回收|达标|合格|办结|化解|控制|去除|净化|满意|再就业|覆盖|利润|改善|优良|下降|降低)(?:率|度|水平|面积|人数|量|比例|比重)?$|再就业"
)
_PLAIN: Final = re.compile(r"[\d.,，]*")
MOST_READ: Final = 200
_DECIMALS: Final = re.compile(r"\d\.(\d+)")


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
        or "per" in measured.split()
        or PER.search(folded) is not None
        or _LEVEL_ENDS.fullmatch(measured) is not None
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

    `sides` are bases with their targets: where a name says nothing and all targets lie below their bases, less is wanted.
    """
    folded = fold(name)
    # plain numbers say nothing of it, and most of a large table are
    worded = [text for text in dict.fromkeys(targets) if not _PLAIN.fullmatch(text)][:MOST_READ]
    kinds = {
        parsed.kind
        for text in worded
        if isinstance(parsed := parse_target(text, unit=unit, name=name), TargetText)
        # among the first three is a bound of the place, not of the figure
        and parsed.measure is not Measure.RANK
    }
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
    compared = [(base, target) for base, target in sides if base != target]
    return Direction.DOWN if compared and all(target < base for base, target in compared) else Direction.UP


def guess_decimals(texts: Iterable[str]) -> int:
    """As many places as the figures are printed with, four at most."""
    places = [len(found) for text in texts for found in _DECIMALS.findall(text[:60].replace("．", "."))]
    return min(max(places, default=0), 4)
