"""Places: the city (root region) and the tree of regions, the regions and indicators that titles name, the plan's title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from npfdesk.plan.names import fold
from npfdesk.plan.problems import Problem, Wording
from npfdesk.plan.regions import Region
from npfdesk.plan.target_text import parse_base
from npfdesk.workbook.published.cell_sorts import CONTINUED
from npfdesk.workbook.published.headers import arabic_years, is_unit_line, plan_years
from npfdesk.workbook.published.printed_names import (
    has_chinese,
    indicator_stem,
    is_above,
    is_beside,
    is_foreign,
    is_total,
    name_and_unit,
    plain_name,
    region_stem,
    split_unit,
)
from npfdesk.workbook.published.recognition import Recognition, Role, Statement

BY_TITLE: Final = Wording("标题中的名称", "named in a title")
BY_BASES: Final = Wording("其基期值与指标表相同", "its bases are the same as in the indicator table")
BY_SUM: Final = Wording("其数值为其余各行之和", "its figures are the sums of the other rows")
BY_KIND: Final = Wording(
    "居首，且唯有它称市，其余为区县", "it stands first and alone is a 市 among 区 and 县"
)
BY_WORD: Final = Wording("表中只写作全市", "the tables only say “whole city”")
NOT_NAMED: Final = Wording("表中没有写明", "the tables give no name")

_NUMBERED: Final = re.compile(
    r"附?[表件图录]\s{0,2}[\d一二三四五六七八九十]{0,4}(?:[-—.]\d{1,3})?\s{0,2}[:：、.]?|专栏\s{0,2}\d{0,3}|\d{1,3}(?:[-—.]\d{1,3}){0,2}(?:[、.\s:：]+|(?=[\u4e00-\u9fff])(?![月年个家]))|"
    r"[一二三四五六七八九十]{1,3}、|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]\s{0,2}|table\s?\d{1,3}(?:\.\d{1,3})?\s{0,2}[:.\-–]?",
    re.IGNORECASE,
)
_TIMES: Final = re.compile(
    r"(?:19|20|21)\d\d年?(?:度(?!过))?(?:[-‐‑—–―－~～至到](?:(?:19|20|21)\d\d年?|1?\d月))?(?:1?\d(?:[-‐‑—–―－~～至到]1?\d)?月(?:份)?)?|[(（](?:19|20|21)\d\d年?(?:度)?[)）]|"
    r"十[一二三四五六七八]五|(?:上|下)半年|前?[一二三四]季度|以来|时期|期间|末|关于|[“”\"'《》（）()\s:：，,—-]"
)
_CITY: Final = re.compile(
    r"([\u4e00-\u9fff]{2,12}?自治(?:州|区|县|旗)|[\u4e00-\u9fff]{1,5}?(?:省|市|州(?!省)|盟|地区|新区|县|区))(?![区县市])"
)
# 云城市县（市、区）目标表, 云城市区域规划: what follows 市 says what lies below it and is no part of its name
_BELOW: Final = re.compile(
    r"(?:(?<=[市盟])|(?<=州)(?!市))(?=[县区市旗](?:[（(][县市区旗、,，]{1,9}[）)]|[县市区旗](?!域))|[县区]域)"
)
_NOT_CITIES: Final = re.compile(
    r".{2,12}城市|(?:周边|邻近|相邻|毗邻|同类|先进|部分|沿海|全|各|本|我|分|与|和|同|按|建成|市辖|县市区|市区|区县|县区|县市|城市|省市|设区|地区|人均|主要)|.{0,12}(?:工业|企业|产业|经济|指标|目标|发展|主要|建设|强市|强县|各|分)"
)
_ENGLISH_CITY: Final = re.compile(
    r"([A-Z][\w'’-]{1,30}(?: [A-Z][\w'’-]{1,30}){0,2} (?:[Cc]ity|[Cc]ounty|[Dd]istrict|[Pp]rovince|[Mm]unicipality|[Pp]refecture))\s?[:–—-]\s"
)
_GREATER: Final = ("市", "州", "地区", "盟", "省", "自治州")
_OF_PROVINCES: Final = ("省", "自治区")
_PLAN: Final = re.compile(
    r"(.{2,60}?(?:规划|纲要|行动计划|实施方案|方案|计划))(（[^（）]{1,12}）|\([^()]{1,12}\))?"
)


_PROVINCES: Final = frozenset(
    fold(one)
    for one in [
        "北京",
        "天津",
        "河北",
        "山西",
        "内蒙古",
        "辽宁",
        "吉林",
        "黑龙江",
        "上海",
        "江苏",
        "浙江",
        "安徽",
        "福建",
        "江西",
        "山东",
        "河南",
        "湖北",
        "湖南",
        "广东",
        "广西",
        "海南",
        "重庆",
        "四川",
        "贵州",
        "云南",
        "西藏",
        "陕西",
        "甘肃",
        "青海",
        "宁夏",
        "新疆",
        "台湾",
        "香港",
        "澳门",
    ]
)


@dataclass(frozen=True)
class Tree:
    """The regions of a plan: the root first, then those below it in the order of the tables, then yardsticks.

    `codes` gives the folded name of the region above ("" where the table names none) and the folded name, as read, the
    code of the region.
    """

    regions: tuple[Region, ...]
    codes: Mapping[tuple[str, str], str]


def is_province(name: str) -> bool:
    """Whether a name is a province's, with its ending or without."""
    stem, ending = region_stem(name)
    bare = stem.removesuffix("壮族").removesuffix("回族").removesuffix("维吾尔")
    return bare in _PROVINCES or ending in ("省", "自治区", "特别行政区")


def tree_of(
    statements: Sequence[Statement], names: Mapping[str, str], root: str, foreign: frozenset[int]
) -> Tree:
    """The tree of regions: each under the one that its table puts it under, else under the root.

    Equal names under two regions are two regions, named with the one above. Regions that only the tables of `foreign`
    have, and wholes above the root (全省 of a county), are yardsticks outside the tree.
    """
    uppers: dict[str, dict[str, None]] = {}
    order: dict[tuple[str, str], None] = {}
    own: set[str] = set()
    areas: dict[str, str] = {}
    for stated in statements:
        if not stated.region:
            continue
        if stated.area:
            areas.setdefault(fold(stated.region), stated.area)
        name, above = (
            names.get(fold(stated.region), stated.region),
            names.get(fold(stated.above), stated.above),
        )
        if above and fold(above) != fold(root):
            order.setdefault(("", above))
        if stated.table not in foreign:
            own.update((fold(name), fold(above)))
        above = "" if fold(above) in ("", fold(root)) else above
        order.setdefault((above, name))
        uppers.setdefault(fold(name), {}).setdefault(above)
    regions = {root: Region(root, root)} if root else {}
    codes: dict[tuple[str, str], str] = {("", fold(root)): root}
    for above, name in order:
        if fold(name) == fold(root):
            codes[fold(above), fold(name)] = root
            continue
        places = [one for one in uppers.get(fold(name), {}) if one]
        if not above and places:
            if len(places) == 1:
                codes["", fold(name)] = name
            continue
        code = f"{above}{name}" if len(places) > 1 else name
        codes[fold(above), fold(name)] = code
        outside = fold(name) not in own or is_above(name, root) or (not above and is_beside(name, root))
        parent = "" if outside else above or root
        regions.setdefault(
            code, Region(code, code, parent=parent, role=areas.get(fold(name), ""), benchmark=outside)
        )
    ordered = sorted(regions.values(), key=lambda one: one.benchmark)
    return Tree(tuple(ordered), codes)


def foreign_tables(recognition: Recognition, plans: Sequence[bool], root: str) -> frozenset[int]:
    """The tables of places outside the plan: provinces beside the plan of a county or a city."""
    if is_province(root) or is_total(root) or not any(plans):
        return frozenset()
    found = set()
    for index, _ in enumerate(recognition.tables):
        names = {
            one.region
            for one in recognition.statements
            if one.table == index and one.region and not is_total(one.region)
        }
        if len(names) > 1 and not plans[index] and sum(map(is_province, names)) * 2 > len(names):
            found.add(index)
    return frozenset(found)


@dataclass(frozen=True)
class City:
    """The root region's name ("" for none), and the reason where it is a guess."""

    name: str
    why: Wording | None = None


def city_of(
    recognition: Recognition, foreign: frozenset[int] = frozenset(), *, several: bool = False
) -> City:
    """The city: as corrected; the region that a title names, whose bases are the indicator table's, or that sums up.

    Tables of `foreign` say nothing of it. `several` says that titles name several regions, each of one table.
    """
    if recognition.corrections.city:
        return City(recognition.corrections.city)
    statements = recognition.statements
    rows = list(
        dict.fromkeys(
            one.region
            for one in statements
            if one.region and not is_total(one.region) and one.table not in foreign
        )
    )
    titled = "" if several else _titled(recognition)
    for name in rows:
        if titled and region_stem(name)[0] == region_stem(titled)[0] and _agree(name, titled):
            return City(name if len(name) >= len(titled) else titled, BY_TITLE)
    by_bases = _by_bases(recognition, rows)
    if by_bases:
        return City(by_bases, BY_BASES)
    if titled:
        return City(titled, BY_TITLE)
    # 全省 beside one city is what that lies in
    total = any(
        is_total(one.region) and not (len(rows) == 1 and is_above(one.region, rows[0])) for one in statements
    )
    summed = "" if total else _by_sum(recognition)
    if summed:
        return City(summed, BY_SUM)
    first = "" if total else _first_of_its_kind(recognition)
    if first:
        return City(first, BY_KIND)
    if several and rows and not total:
        greater = [name for name in rows if region_stem(name)[1] in _GREATER]
        if len(greater) == 1 and len(rows) > 1:
            return City(greater[0], BY_KIND)
    nation = next((one.region for one in statements if fold(one.region) in ("全国", "中国")), "")
    if nation or (rows and all(map(is_province, rows)) and len(rows) > 1):
        return City(nation or "全国", NOT_NAMED)
    if len(rows) == 1 and not total and all(one.region for one in statements):
        return City(rows[0], NOT_NAMED)
    said = {fold(one.region) for one in statements}
    english = [one.region for one in statements if is_total(one.region) and is_foreign(one.region)]
    titled_whole = next((one for title in _titles(recognition) for one in _WHOLES if one in title[:40]), "")
    whole = next((one for one in _WHOLES if one in said), english[0] if english else titled_whole or "全市")
    return City(whole, BY_WORD if total else NOT_NAMED) if statements else City("")


_WHOLES: Final = ("全市", "全州", "全县", "全区", "全省")


def _agree(one: str, other: str) -> bool:
    endings = {region_stem(one)[1], region_stem(other)[1]}
    return len(endings - {""}) <= 1


def _titles(recognition: Recognition) -> Iterator[str]:
    for table in recognition.tables:
        yield from table.titles
    for table in recognition.tables:
        yield table.sheet


def _titled(recognition: Recognition) -> str:
    for title in _titles(recognition):
        region, _ = titled_region(title)
        if region:
            return region
    return ""


def without_numbering(title: str) -> str:
    """A title without the number of its table and the years before its words: 附件1, 表2, 2026年1-9月."""
    rest = arabic_years(title[:_MOST_LETTERS].strip())
    match = _NUMBERED.match(rest)
    if match is not None:
        rest = rest[match.end() :].strip()
    return _without_times(rest)


def _without_times(text: str) -> str:
    rest = text
    for _ in range(20):
        match = _TIMES.match(rest)
        if match is None or not match.end():
            break
        rest = rest[match.end() :]
    return rest


def titled_region(title: str) -> tuple[str, str]:
    """The region that a title begins with, and the rest of the title; "" where it begins with none."""
    if (label := _LABEL.match(title[:_MOST_LETTERS])) is not None:
        return ("", "") if is_total(label[1]) else (plain_name(label[1]), "")
    bare = without_numbering(title)
    rest = _BELOW.sub(" ", bare, count=1)
    if (english := _ENGLISH_CITY.match(bare)) is not None:
        return english[1], bare[english.end() :]
    match = _CITY.match(rest)
    if match is None or _NOT_CITIES.match(match.group(1)):
        named = _ENGLISH_PLACE.search(rest)
        return (named[1], rest) if named is not None else ("", rest)
    # 安徽省六安市 is the city of it
    lower = _CITY.match(rest[match.end() :]) if match.group(1).endswith(("省", "自治区")) else None
    if lower is not None and not _NOT_CITIES.match(lower.group(1)):
        return lower.group(1), rest[match.end() + lower.end() :]
    return match.group(1), rest[match.end() :]


_ENGLISH_PLACE: Final = re.compile(
    r"(?:\b(?:of|for|in)|[-–—:,]) (?:the )?((?:[A-Z][a-z]{1,20} ){1,3}(?:County|City|District|Province|Prefecture|Municipality))\b(?!['’]| [A-Z])"
)
_MOST_LETTERS: Final = 300
_LABEL: Final = re.compile(
    r"(?:地区|区域|行政区划?|(?:local )?(?:authority|council)|region|area|county|district|city|province|state|country|municipality)\s{0,2}[:：]\s{0,2}(\S.{0,40})$",
    re.IGNORECASE,
)
_INDICATOR_LABEL: Final = re.compile(
    r"(?:指标|指标名称|indicators?)\s{0,2}[:：]\s{0,2}(\S.{0,60})$", re.IGNORECASE
)


def _figures(statements: Iterable[Statement], role: Role) -> dict[tuple[str, str, int], float]:
    """Printed figures by region, stem of the indicator and year."""
    found: dict[tuple[str, str, int], float] = {}
    for stated in statements:
        for figure in stated.figures:
            if figure.role is role and figure.measure is None:
                parsed = parse_base(figure.text, stated.unit)
                if not isinstance(parsed, Problem) and parsed.value is not None:
                    found.setdefault(
                        (stated.region, indicator_stem(stated.indicator), figure.year), parsed.value
                    )
    return found


def _by_bases(recognition: Recognition, rows: list[str]) -> str:
    bases = _figures(recognition.statements, Role.BASE)
    own = {(stem, year): value for (region, stem, year), value in bases.items() if not region and value}
    shared: dict[str, list[bool]] = {}
    for (region, stem, year), value in bases.items():
        if region and (stem, year) in own:
            shared.setdefault(region, []).append(value == own[stem, year])
    for name in rows:
        if all(shared.get(name, [False])):
            return name
    return ""


def _by_sum(recognition: Recognition) -> str:
    """The one row of a table, first or last, that is the sum of all the others: of two others in two columns at least."""
    for index in range(len(recognition.tables)):
        own = [one for one in recognition.statements if one.table == index and one.region]
        rows = list(dict.fromkeys(one.region for one in own))
        if len(rows) < 3:
            continue
        figures = [_figures(own, role) for role in (Role.BASE, Role.TARGET)]
        for name in (rows[0], rows[-1]):
            sums = sum(_sums(name, rows, found) for found in figures)
            if sums >= (1 if len(rows) > 3 else 2):
                return name
    return ""


def _first_of_its_kind(recognition: Recognition) -> str:
    """The first row of a county table where it alone is a 市 or 州 and all the others are 区 and 县."""
    for index, table in enumerate(recognition.tables):
        rows = list(
            dict.fromkeys(one.region for one in recognition.statements if one.table == index and one.region)
        )
        endings = [region_stem(name.partition("（")[0])[1] for name in rows]
        smaller = all(ending and ending not in _GREATER for ending in endings[1:])
        if endings and endings[0] in _OF_PROVINCES:
            smaller = all(ending and ending not in _OF_PROVINCES for ending in endings[1:])
        if table.form == "counties" and len(rows) > 1 and endings[0] in _GREATER and smaller:
            return rows[0]
    return ""


def _sums(name: str, rows: list[str], figures: dict[tuple[str, str, int], float]) -> int:
    """In how many columns a row is the sum of the others, half a percent of rounding aside."""
    sums = 0
    for stem, year in sorted({(stem, year) for _, stem, year in figures}):
        own = figures.get((name, stem, year))
        others = [figures[one, stem, year] for one in rows if one != name and (one, stem, year) in figures]
        if own and len(others) == len(rows) - 1 and abs(sum(others) - own) <= 0.005 * abs(own):
            sums += 1
    return sums


def plan_title(recognition: Recognition) -> str:
    """The plan's title from the tables' titles: the words up to 规划 or 纲要; "" where there are none."""
    for title in _titles(recognition):
        rest = title[:_MOST_LETTERS]
        numbered = _NUMBERED.match(rest)
        match = _PLAN.match(rest[numbered.end() :] if numbered is not None else rest)
        if match is not None and fold(match.group(1)) not in ("规划", "计划"):
            return match.group(0)
    return ""


_SPREAD: Final = re.compile(
    r"[各分]区域|全国|全省|全市|地区(?!生产)|各|分|县|市|区(?!域)|乡|镇|街道|旗|州|省|自治区|直辖市|[（）()、,，]|设区|的|本市|及"
)
_TABLE_WORDS: Final = (
            "规划", "发展", "主要指标", "主要", "分县市区", "分县区", "分区县", "分县", "分乡镇", "分镇街", "分街道", "分镇", "分年度", "分区", "分市", "分地区", "分市县", "分县市", "预期目标", "规划目标", "发展目标", "建议目标", "奋斗目标", "目标任务", "目标值", "目标", "年度", "任务", "计划", "分解", "分配", "安排", "完成情况", "基本情况", "情况", "一览", "汇总", "明细", "对照", "统计", "监测", "数据", "运行", "表", "及", "和", "的", "分月", "月度", "季度", "历年", "主要年份", "分", "by district", "现状与", "现状", "中长期", "进度", "控制", "年度进展", "进展情况", "进展", "对比", "比较", "实绩", "by county", "by region", "by state", "by province", "by city", "by local authority", "targets", "target", "data", "table", ":", "：", "-", "—", ",", "，", "、", "控制目标", "培育目标", "历史数据", "历史", "完成进度", "推进进度",
)  # fmt: skip
_PLACES_COMPARED: Final = re.compile(
    r"[\u4e00-\u9fff]{0,6}?(?:部分|主要|重点|同类|周边|全国|兄弟|先进|对标|标杆|可比|其他|沿海)(?:城市|省份|省市|国家|经济体|地市|县市|区县|县区|[县市省](?![县市区]))(?![群圈])(?:[和与及]地区)?(?=\S{2})"
)
_BY_TIME: Final = re.compile(
    r"(?:主要年份|历年|近[一二两三四五六七八九十\d]{1,2}年来?|分年度?|分月度?|分季度?|分(?:三次)?产业|分(?:行业|城乡|性别|门类|类型)|按(?:三次产业|行业|城乡|性别)分(?:类|组)?|月度|季度|各月份?|各季度)的?(?=\S{2})"
)
# “十四五”规划粮食产量目标 is of 粮食产量
_OF_PLAN: Final = re.compile(
    r"(?:发展)?(?:规划|计划)(?:纲要)?(?:期间|时期|期末)?(?!面积|用地|建设|区|总)(?=[\u4e00-\u9fffA-Za-z]{2})"
)
_BRACKET_AT_END: Final = re.compile(r"[（(][^（）()]{0,30}[)）]$")
_SPAN_AT_END: Final = re.compile(r"(?:19|20|21)\d\d年?(?:\s?[-‐‑—–―－~～至到]\s?(?:19|20|21)\d\d年?)?$")


def titled_indicator(titles: Sequence[str]) -> tuple[str, str]:
    """The indicator and its unit that a table's title names, where its columns name only periods; "" for none.

    各县（市、区）规上工业总产值目标分解表（亿元） is 规上工业总产值 in 亿元.
    """
    for title in _nearest_first(titles):
        if (label := _INDICATOR_LABEL.match(title[:_MOST_LETTERS])) is not None:
            return name_and_unit(label[1])
        if (
            _LABEL.match(title[:_MOST_LETTERS])
            or _OTHER_LABEL.match(title[:_MOST_LETTERS])
            or is_unit_line(title)
            or CONTINUED.match(title)
        ):
            continue
        name, unit = split_unit(title[:_MOST_LETTERS])
        if not has_chinese(name):
            name = english_indicator(name)
        _, rest = titled_region(name)
        rest = _PLACES_COMPARED.sub("", without_numbering(rest or name), count=1)
        rest = _BY_TIME.sub("", _without_spread(_BY_TIME.sub("", rest)))
        if _PLAN_FIRST.match(rest):
            rest = without_numbering(rest)  # 各县“十四五”研发经费投入强度
        bracket = _BRACKET_AT_END.search(rest)
        rest = _without_times(_OF_PLAN.sub("", rest) if plan_years(title[:_MOST_LETTERS]) else rest)
        rest = _without_table_words(rest)
        if bracket is not None and _ONLY_TABLE_WORDS.fullmatch(rest) and not _DRAFT.search(bracket.group()):
            rest = bracket.group()[1:-1]  # 目标完成对照表（规上工业增加值增速，%）
        if len(rest) >= 2 and "指标" not in rest and not rest.isdigit() and re.search(r"[^\W\d]{2}", rest):
            return plain_name(rest), unit
    return "", ""


_PLAN_FIRST: Final = re.compile(r"[“\"]?(?:十[一二三四五六七八]五|(?:19|20|21)\d\d年)")
_ONLY_TABLE_WORDS: Final = re.compile(
    r"(?:规划|年度|目标|任务|计划|主要|指标|完成|实际|情况|分解|[与和及])*+"
)
_DRAFT: Final = re.compile(r"稿|草案|试行|暂行|讨论|调整|修订|\d{4}年|单位|续表")


def _nearest_first(titles: Sequence[str]) -> list[str]:
    """Titles from the nearest to the table; the Chinese ones first, of several in English a numbered one, and no sentences or labels."""
    found = list(reversed(titles))
    if len(found) < 2 or any(has_chinese(title[:200]) for title in found):
        return sorted(found, key=lambda title: not has_chinese(title[:200]))
    plain = [title for title in found if not _ENGLISH_NOTE.search(title[:_MOST_LETTERS])] or found
    return sorted(plain, key=lambda title: _ENGLISH_NUMBER.match(title) is None)


_ENGLISH_NOTE: Final = re.compile(
    r"[a-z]{3}\.$|^(?!table|figure)[a-z ]{2,40}:\s|^\d{1,2} [A-Z]|\b(?:figures|data) (?:in|for|are|is)\b|this (?:table|worksheet)|table code"
    r"|^(?:back to |table of )?contents$|^national statistics$|@|https?:",
    re.IGNORECASE,
)
_OTHER_LABEL: Final = re.compile(
    r"(?:数据库|时间|频率|单位|日期|来源|数据来源|time|period|source|database)\s{0,2}[:：]", re.IGNORECASE
)


_ENGLISH_NUMBER: Final = re.compile(
    r"(?:table|annex|figure|appendix|schedule|chart)\s?[\d.]{1,8}[a-z]?\s?[:.\-–]?\s?", re.IGNORECASE
)
_BY_PLACE: Final = re.compile(
    r"\sby (?:district|county|region|state|province|city|municipality|local authority|authority|council|ward|area|country|member state)",
    re.IGNORECASE,
)
_TIMES_AT_END: Final = re.compile(
    r"[,;:(]?\s?(?:(?:19|20|21)\d\d(?:\s?[-–—/]\s?(?:(?:19|20|21)\d\d|\d\d))?|plan|targets?|goals?|data|actuals?|baseline|and)[)]?$",
    re.IGNORECASE,
)


def english_indicator(title: str) -> str:
    """What an English title says of its figures: without its number, the places it goes by, its years and 'targets'."""
    rest = title.strip()
    if (match := _ENGLISH_NUMBER.match(rest)) is not None:
        rest = rest[match.end() :]
    if (match := _BY_PLACE.search(rest)) is not None and match.start():
        rest = rest[: match.start()]
    for _ in range(8):
        match = _TIMES_AT_END.search(rest[-24:])
        if match is None or len(match.group()) >= len(rest):
            break
        rest = rest[: -len(match.group())].strip(" ,;:-–")
    return rest


def _without_spread(text: str) -> str:
    """What is left of a title when the words for the regions that it spreads over are gone: 各县（市、区）."""
    rest = text.strip()
    if not rest.startswith(
        (
            "各",
            "分",
            "全国各",
            "全省各",
            "全市各",
            "全市",
            "及各",
            "县",
            "市、",
            "全省",
            "全国",
            "(",
            "（",
            "设区",
        )
    ):
        return rest
    for _ in range(24):
        match = _SPREAD.match(rest)
        # 地区生产总值, 县域经济, 市场主体, 区域: words of their own
        if match is None or rest.startswith(
            ("地区生产", "县域", "市场", "区域", "市政", "城区", "城市", "城镇", "乡村", "分布")
        ):
            break
        rest = rest[match.end() :]
    return rest


_LONGEST_FIRST: Final = sorted(_TABLE_WORDS, key=len, reverse=True)


def _without_table_words(text: str) -> str:
    rest = text.strip()
    for _ in range(24):
        bracket = _BRACKET_AT_END.search(rest)
        # 细颗粒物（PM2.5） keeps its bracket, 目标表（建议稿） does not
        if bracket is not None and bracket.start() and re.search(r"[\u4e00-\u9fff]|\d{4}", bracket.group()):
            rest = rest[: bracket.start()].strip()
            continue
        span = _SPAN_AT_END.search(rest)
        if span is not None and span.start():
            rest = rest[: span.start()].strip()
            continue
        low = rest.casefold()
        word = next(
            (one for one in _LONGEST_FIRST if low.endswith(one) and len(rest) > len(one)),
            "",
        )
        if not word or (word.isascii() and word.isalpha() and rest[: -len(word)][-1:].isalnum()):
            break
        rest = rest[: -len(word)].strip()
    return rest
