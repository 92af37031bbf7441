"""Header cells: which column they head, or which year, base or target, unit and indicator they name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from npfdesk.plan.names import fold
from npfdesk.workbook.published.naming import plain_name, split_unit, tidy, unit_of
from npfdesk.workbook.published.recognition import Role


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# folded and without brackets, strokes and blanks: 县（市、区） is 县市区
_ROLES: Final = (
    (
        Role.INDICATOR,
        _words(
            "指标 指标名称 主要指标 二级指标 三级指标 四级指标 具体指标 指标内容 发展指标 指标项 指标项目 考核指标 规划指标 核心指标 目标指标 "
            "指标单位 指标名称单位 指标及单位 指标名称及单位 主要指标单位 二级指标单位 三级指标单位 主要指标名称 统计指标 指标体系 评价指标 "
            "项目 项目名称 名称 内容 主要目标 indicator indicators indicatorname keyindicator keyindicators "
            "item items measure metric metrics kpi indicatorunit indicatorandunit indicatorsunit name"
        ),
    ),
    (
        Role.REGION,
        _words(
            "地区 地区名称 区域 区域名称 地域 区县 县区 县市区 区县市 市县 市区县 市县区 县区市 行政区 行政区划 行政区域 辖区 板块 区划 "
            "各地区 各县市区 各区县 各地 各市 各县 设区市 地市 地级市 市州 州市 县市 城市 城区 区市县 旗县 旗县区 旗县市区 镇街 镇街道 乡镇 乡镇街道 街道 "
            "镇乡街道 乡镇街 园区 开发区 功能区 单位名称 市 县 区 市别 县别 地名 所在地 县级市 区县名称 县市区名称 城市名称 "
            "region regions regionname county counties city cities district districts area areas prefecture "
            "countydistrict countycitydistrict place jurisdiction municipality locality"
        ),
    ),
    (
        Role.INDUSTRY,
        _words(
            "产业 产业名称 行业 行业名称 重点产业 重点行业 产业集群 产业链 产业链名称 重点产业链 主导产业 "
            "industry industries sector sectors cluster"
        ),
    ),
    (
        Role.GROUP,
        _words(
            "一级指标 类别 分类 类 领域 维度 大类 目标类别 指标类别 指标分类 指标大类 方面 目标领域 门类 板块类别 指标领域 层面 category categories "
            "group domain dimension class theme field"
        ),
    ),
    (Role.NUMBER, _words("序号 编号 序 号 no no. # id s/n sn number nr 序列 指标序号")),
    (Role.UNIT, _words("单位 计量单位 unit units 指标单位名称 单 unitofmeasure")),
    (
        Role.DUTY,
        _words(
            "属性 指标属性 目标属性 性质 指标性质 目标性质 约束性预期性 预期性约束性 属性要求 type attribute attributes duty nature "
            "indicatortype property bindingexpected expectedbinding status"
        ),
    ),
    (Role.REMARK, _words("备注 说明 备注说明 附注 注 remark remarks note notes comment comments")),
    (Role.SOURCE, _words("数据来源 资料来源 来源 出处 依据 source sources datasource")),
    (
        Role.IGNORED,
        _words(
            "责任单位 牵头单位 责任部门 牵头部门 负责单位 实施单位 主管部门 数据提供单位 填报单位 配合单位 权重 分值 基准年份 排名 位次 全省排名 "
            "目标年 目标年份 基期年 基期年份 基准年 年份 指标解释 指标定义 计算方法 targetyear baseyear year weight rank responsible department"
        ),
    ),
)
_ROLE_OF: Final = {word: role for role, words in reversed(_ROLES) for word in words}
WEAK: Final = _words("项目 项目名称 名称 内容 单位 单位名称 name item items 板块 主要目标")
"""Header words that may head a table's names whatever these are."""

_BASE: Final = [
    "现状数据",
    "现状值",
    "现状数",
    "现状水平",
    "现状情况",
    "现状",
    "基期值",
    "基期数据",
    "基期数",
    "基期",
    "基年值",
    "基年",
    "基准值",
    "基准数",
    "基准",
    "基数",
    "基础值",
    "基础数据",
    "实际完成值",
    "实际完成数",
    "实际完成",
    "实际值",
    "实际数",
    "实际",
    "实绩",
    "预计完成",
    "完成情况",
    "完成值",
    "完成数",
    "完成",
    "实现情况",
    "实现值",
    "初值",
    "统计值",
    "统计数",
    "达到值",
    "预计数",
    "预计值",
    "预计",
    "baselinevalue",
    "baseline",
    "basevalue",
    "baseyear",
    "base",
    "actual",
    "current",
    "status",
    "achieved",
]
_TARGET: Final = [
    "规划目标值",
    "规划目标",
    "发展目标值",
    "发展目标",
    "预期目标值",
    "预期目标",
    "目标任务",
    "任务目标",
    "目标值",
    "目标数",
    "目标",
    "规划值",
    "规划数",
    "规划期末",
    "规划",
    "计划目标",
    "计划数",
    "计划值",
    "计划",
    "预期值",
    "预期数",
    "任务数",
    "任务",
    "targetvalue",
    "targets",
    "target",
    "goals",
    "goal",
    "planned",
    "plan",
    "objective",
]
_STRETCH: Final = [
    "力争目标值",
    "力争目标",
    "力争值",
    "力争",
    "奋斗目标",
    "挑战目标",
    "争取目标",
    "冲刺目标",
    "高线目标",
    "stretchtarget",
    "stretchgoal",
    "stretch",
    "ambitious",
]
_FILLERS: Final = [
    "年份",
    "年度",
    "年末",
    "年底",
    "年",
    "值",
    "数据",
    "数值",
    "数",
    "情况",
    "水平",
    "期末",
    "末期",
    "末",
    "底",
    "到",
    "至",
    "时",
    "的",
    "按",
    "主要指标",
    "各项指标",
    "指标值",
    "指标",
    "各县市区",
    "分县市区",
    "单位",
    "绝对值",
    "绝对数",
    "总量",
    "时期",
    "期间",
    "期",
    "本市",
    "全市",
    "分解",
    "in",
    "by",
    "of",
    "value",
    "values",
    "the",
    "end",
    "year",
    "level",
    "figure",
]
_GROWTH: Final = re.compile(
    r"(?:年均|年度|五年|累计|累积|期间|时期|平均|比|较|增长速度|增长率|增长|增速|增幅|增加值?|增减|增量|净增|变化|变动|差额|幅度|率|值|量|情况|年|或|和|及|目标|规划|预期|实际"
    r"|annual|average|growth|rate|cagr|change|increase|cumulative|of|the|per|yearly|total|p\.?a\.?)+"
)
_GROWTH_WORD: Final = re.compile(
    r"年均|增长|增速|增幅|增量|净增|增减|累计|变化|变动|差额|growth|cagr|change|increase|annual"
)
_QUOTES: Final = re.compile(r"[“”\"'‘’「」『』《》〈〉]")
_SEPARATORS: Final = re.compile(r"[()（）\[\]【】〔〕、,，/\\:：;；·．\-—–~_|+&]|(?<![a-z])\.|\.(?![a-z])")
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20|21)\d\d)(?!\d)(?:年度|年末|年底|年)?")
_FIVE_YEARS: Final = re.compile(
    r"十([一二三四五六七八])五(?:规划|计划)?(?:时期|期间)?(?:期末|末期|末年|末|期|终期)?"
    r"|(1[0-8])th(?:fyp|five-?year(?:plan)?(?:period)?)"
)
_CHINESE_YEAR: Final = re.compile(r"[一二][〇○零一二三四五六七八九]{3}(?=年)")
_DIGITS: Final = {
    ord(letter): str(index if index < 10 else 0) for index, letter in enumerate("〇一二三四五六七八九零○")
}


@dataclass(frozen=True)
class HeaderText:
    """What a header says: the column's role by itself, or a year (0: none), base or target, a unit, an indicator.

    `role` is BASE, TARGET or STRETCH where the words say so of figures; `growth` where the figures are rates derived
    from others; `label` is what is left: an indicator's name.
    """

    role: Role | None = None
    year: int = 0
    unit: str = ""
    label: str = ""
    growth: bool = False
    weak: bool = False

    @property
    def heads_figures(self) -> bool:
        """Whether figures stand below it."""
        return bool(self.year) or self.role in (Role.BASE, Role.TARGET, Role.STRETCH)

    @property
    def says(self) -> bool:
        """Whether anything of it is known."""
        return self.role is not None or bool(self.year) or self.growth


NOTHING: Final = HeaderText()


def header_key(text: str) -> str:
    """A header, folded, without what only separates its words."""
    return _SEPARATORS.sub("", _QUOTES.sub("", fold(text)))


def years_in(text: str) -> tuple[int, ...]:
    """The years that a text names, in order, five-year plans by their last ones (“十四五” is 2025)."""
    said = _arabic(unicodedata.normalize("NFKC", tidy(text)).casefold())
    said = re.sub(r"\s", "", said)
    years = [int(found.group(1)) for found in _YEAR.finditer(said)]
    return tuple(years) or tuple(_end(found) for found in _FIVE_YEARS.finditer(_QUOTES.sub("", said)))


def period_in(text: str) -> tuple[int, int] | None:
    """Base and target year of the plan that a title names: “十四五” is 2020 to 2025, 2021—2025年 too; else None."""
    said = re.sub(r"\s", "", _QUOTES.sub("", _arabic(unicodedata.normalize("NFKC", text).casefold())))
    if match := _FIVE_YEARS.search(said):
        return _end(match) - 5, _end(match)
    spans = re.search(r"(?<!\d)((?:19|20|21)\d\d)年?[-—–~至到]+((?:19|20|21)\d\d)(?!\d)", said)
    if spans and int(spans.group(1)) < int(spans.group(2)):
        first, last = int(spans.group(1)), int(spans.group(2))
        # a plan for 2021–2025 counts from 2020, one that says 2020–2025 does so, too
        return (first - 1 if (last - first) % 5 == 4 else first), last
    return None


def _end(match: re.Match[str]) -> int:
    if match.group(1):
        return 2005 + 5 * ("一二三四五六七八".index(match.group(1)) + 1)
    return 2010 + 5 * (int(match.group(2)) - 11)


def _arabic(text: str) -> str:
    return _CHINESE_YEAR.sub(lambda found: found.group().translate(_DIGITS), text)


@lru_cache(maxsize=8192)
def read_header(text: str) -> HeaderText:
    """What one header cell says."""
    shown = tidy(text)
    if not shown or len(shown) > 80:
        return HeaderText(label=shown)
    name, unit = split_unit(shown)
    if not name and unit:
        return HeaderText(unit=unit)
    bare = re.sub(r"[(（\[【]\s*(?:计量)?(?:单位|unit)s?\s*[)）\]】]", "", name, flags=re.IGNORECASE)
    for key in (header_key(name), header_key(bare)):
        role = _ROLE_OF.get(key)
        if role is not None:
            return HeaderText(role, unit=unit, weak=key in WEAK)
    key = header_key(bare)
    if key.endswith(("属性", "约束性", "预期性")) and len(key) <= 12:
        return HeaderText(Role.DUTY)
    if re.search(r"(?:责任|牵头|负责|主管|配合|实施)(?:单位|部门|科室|处室)", key):
        return HeaderText(Role.IGNORED)
    return _figures(bare, unit) or HeaderText(unit=unit, label=plain_name(bare))


def _figures(name: str, unit: str) -> HeaderText | None:
    """A header that names years, bases or targets; None where it does none of it."""
    said = _arabic(_QUOTES.sub("", unicodedata.normalize("NFKC", name)))
    years = [int(found.group(1)) for found in _YEAR.finditer(said)]
    rest = _YEAR.sub("", said)
    if not years:
        found = _FIVE_YEARS.search(said) or _FIVE_YEARS.search(re.sub(r"\s", "", said.casefold()))
        if found:
            years, rest = [_end(found)], found.string[: found.start()] + found.string[found.end() :]
    year = years[-1] if years else 0
    plain = _SEPARATORS.sub("", rest.casefold())
    if len(set(years)) > 1 and not any(word in plain for word in ("目标", "target")):
        return HeaderText(growth=True, unit=unit)
    squeezed = re.sub(r"\s", "", plain)
    if squeezed and _GROWTH.fullmatch(squeezed) and _GROWTH_WORD.search(squeezed):
        return HeaderText(growth=True, unit=unit)
    phase, left = _without_words(squeezed)
    if not left:
        return HeaderText(phase, year, unit) if year or phase else None
    phase, label = _edges(rest if years else name, bool(years))
    if not year and phase is None:
        return None
    return HeaderText(phase, year, unit, plain_name(label))


def _without_words(text: str) -> tuple[Role | None, str]:
    """Which of base, target and stretch the words say, and what is left of them."""
    phase: Role | None = None
    words = sorted(
        [(word, Role.STRETCH) for word in _STRETCH]
        + [(word, Role.BASE) for word in _BASE]
        + [(word, Role.TARGET) for word in _TARGET]
        + [(word, None) for word in _FILLERS],
        key=lambda pair: -len(pair[0]),
    )
    while text:
        for word, role in words:
            if text.startswith(word):
                # 力争目标 is a stretch and 基期 beside 规划 a base
                if role is not None and (phase is None or role is Role.STRETCH):
                    phase = role
                text = text[len(word) :]
                break
        else:
            return phase, text
    return phase, text


_EDGE_WORDS: Final = tuple(
    sorted(
        [(word, Role.STRETCH) for word in _STRETCH]
        + [(word, Role.BASE) for word in _BASE if len(word) > 1 and word not in ("完成", "预计", "status")]
        + [(word, Role.TARGET) for word in _TARGET if word not in ("规划", "计划", "plan", "任务")],
        key=lambda pair: -len(pair[0]),
    )
)


def _edges(text: str, dated: bool) -> tuple[Role | None, str]:
    """Base or target words taken from both ends of a label; the label keeps its own writing."""
    label, phase = text.strip(" ()（）-—:：、,，"), None
    for word, role in _EDGE_WORDS:
        if label.casefold().endswith(word) and len(label) > len(word):
            label, phase = label[: -len(word)], role
            break
    for word, role in _EDGE_WORDS:
        if (dated or phase is not None) and label.casefold().startswith(word) and len(label) > len(word):
            label, phase = label[len(word) :], phase or role
            break
    if dated:
        label = re.sub(r"^(?:年末|年底|末|底|全市|的|in |by )", "", label)
    return phase, label.strip(" ()（）-—:：、,，的")


def unit_header(text: str) -> str:
    """The one unit that a line above a table gives for all of it (单位：亿元); "" where it gives none or several."""
    match = re.fullmatch(
        r"[(（]?(?:计量)?(?:单位|units?)\s*[:：]\s*(.+?)[)）]?", tidy(text), flags=re.IGNORECASE
    )
    if match is None or re.search(r"[、,，;；]", match.group(1)):
        return ""
    return unit_of(match.group(1))
