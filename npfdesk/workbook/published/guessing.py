"""What an indicator is, from its name, its unit and its targets: kind, direction, decimals. Every guess is told."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from npfdesk.plan.model import Direction, Kind
from npfdesk.plan.names import fold
from npfdesk.plan.numbers import half_width
from npfdesk.plan.target_text import parse_target
from npfdesk.plan.targets import TargetKind, TargetText

_PER: Final = re.compile(r"每|人均|亩均|户均|地均|单位(?!数|个数|总数)|均(?:产值|税收|增加值)|劳动生产率")
_RATIO_NAME: Final = re.compile(
    r"率|占比|比重|比例|强度|密度|程度|增速|增幅|降幅|占.{1,20}比|指数|rate|ratio|share|percent|intensity|growth|per"
)
_INDEX_NAME: Final = re.compile(r"指数|综合得分|评分|index|score")
_COUNTED: Final = re.compile(
    r"(?:家|个|人|项|件|所|座|条|台|套|台\(套\)|辆|户|名|处|场|只|头|种|门|类|床|张|位|批|期|株|栋|幢|间|例|起|枚|对|个\(家\)|家\(个\)|次|人次"
    r"|firms?|companies|enterprises?|persons?|people|units?|items?|number|pieces?|patents?|projects?|counties)"
)
_LEVEL_ENDS: Final = re.compile(r"岁|倍|级|分|分贝|微克/立方米|天|年|小时|学时")
_RATES: Final = frozenset({"%", "‰", "百分点", "个百分点", "percent", "pct"})
_CUT: Final = re.compile(
    r"降幅|下降率|降低率|减少率|削减率|压减率|减排|(?:下降|降低|减少|削减|压减)(?:率|幅度|比例|量)?(?:\([^()]*\))?$|reduction|cut"
)
_DOWN: Final = re.compile(
    r"能耗|煤耗|电耗|水耗|耗水|耗能|能源消耗|消耗(?:量|强度)?|消费强度|用水量|排放|污染物|浓度|失业率|死亡率|发生率|事故|负债率|不良|贫困|伤亡|赤字|"
    r"逃逸|投诉|成本|信访|"
    r"emission|pollut|energyintensity|energyuse|wateruse|unemployment|mortality|accident|consumptionper"
)
_PLAIN: Final = re.compile(r"[\d.,，]*")
_MOST_READ: Final = 200
_DECIMALS: Final = re.compile(r"\d\.(\d+)")


def guess_kind(name: str, unit: str) -> Kind:
    """家 个 人 are counts; %, anything per another, 率 占比 每 人均 亩均 are ratios; 指数 an index; else a level."""
    folded, measured = fold(name), fold(unit)
    if _INDEX_NAME.search(folded) and measured not in _RATES and "/" not in measured and not measured:
        return Kind.INDEX
    if measured in _RATES or "/" in measured or "per" in measured.split():
        return Kind.RATIO
    if re.search(r"每[\u4e00-\u9fff]|人均|亩均|户均|地均|percapita", folded) or re.match(
        r"单位(?!数|个数|总数)", folded
    ):
        return Kind.RATIO
    if _COUNTED.fullmatch(measured):
        return Kind.COUNT
    if _LEVEL_ENDS.fullmatch(measured) or (not measured and _RATIO_NAME.search(folded)):
        return Kind.RATIO
    return Kind.LEVEL


def guess_direction(name: str, unit: str, targets: Iterable[str]) -> Direction:
    """Down for what is used up, emitted or to stay below a bound; up for the size of a cut (降幅) and all else."""
    folded = fold(name)
    # plain numbers say nothing of it, and most of a large table are
    worded = [text for text in dict.fromkeys(targets) if not _PLAIN.fullmatch(text)][:_MOST_READ]
    kinds = {
        parsed.kind
        for text in worded
        if isinstance(parsed := parse_target(text, unit=unit, name=name), TargetText)
    }
    if TargetKind.AT_MOST in kinds and TargetKind.AT_LEAST not in kinds:
        return Direction.DOWN
    if TargetKind.AT_LEAST in kinds:
        return Direction.UP
    if _CUT.search(folded):
        return Direction.UP
    return Direction.DOWN if _DOWN.search(folded) else Direction.UP


def guess_decimals(kind: Kind, texts: Iterable[str]) -> int:
    """As many places as the figures are printed with, three at most; none for a count."""
    if kind is Kind.COUNT:
        return 0
    places = [len(found) for text in texts for found in _DECIMALS.findall(text.replace("．", "."))]
    return min(max(places, default=0), 3)


def guess_unit(texts: Iterable[str]) -> str:
    """% where the printed figures say so and no unit is given: 8%; "" else."""
    said = [half_width(text) for text in texts if re.search(r"\d", text)]
    return "%" if said and all("%" in text for text in said) else ""
