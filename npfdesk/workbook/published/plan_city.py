"""The city (root region) and the title of a published plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from npfdesk.plan.names import fold
from npfdesk.plan.problems import Problem, Wording
from npfdesk.plan.target_text import parse_base
from npfdesk.workbook.published.printed_names import indicator_stem, is_total, region_stem, split_unit
from npfdesk.workbook.published.recognition import Recognition, Role, Statement

BY_TITLE: Final = Wording("标题中的名称", "named in a title")
BY_BASES: Final = Wording("其基期值与指标表相同", "its bases are those of the indicator table")
BY_SUM: Final = Wording("其数值为其余各行之和", "its figures are the sum of the other rows")
BY_KIND: Final = Wording(
    "居首，且唯有它称市，其余为区县", "it stands first and alone is a 市 among 区 and 县"
)
BY_WORD: Final = Wording("表中只写作全市", "the tables say no more than the whole")
NOT_NAMED: Final = Wording("表中没有写明", "no name is given")

_BEFORE: Final = re.compile(
    r"^(?:附?[表件图录]\s*[\d一二三四五六七八九十]*(?:[-—.]\d+)?\s*[:：、.]?|专栏\d*|(?:19|20)\d\d年?(?:[-—–~至](?:19|20)\d\d年?)?|\d+[.、]|"
    r"十[一二三四五六七八]五|时期|期间|末|关于|[“”\"'《》（）()\s:：]|[一二三四五六七八九十]+、)+"
)
_CITY: Final = re.compile(
    r"^([\u4e00-\u9fff]{2,12}?自治(?:州|区|县|旗)|[\u4e00-\u9fff]{1,5}?(?:省|市|州|盟|地区|新区|县|区))(?![区县市])"
)
# 云城市县（市、区）目标表, 云城市区域规划: what follows 市 says what lies below it and is no part of its name
_BELOW: Final = re.compile(
    r"(?:(?<=[市盟])|(?<=州)(?!市))(?=[县区市旗](?:[（(][县市区旗、,，]+[）)]|[县市区旗](?!域))|[县区]域)"
)
_NOT_CITIES: Final = re.compile(
    r"^(?:全|各|本|我|分|县市区|市区|区县|县市|城市|省市|设区|地区)|.*(?:工业|企业|产业|经济|指标|目标|发展|主要|建设|强市|强县|各|分)"
)
_GREATER: Final = ("市", "州", "地区", "盟", "省", "自治州")
_PLAN: Final = re.compile(
    r"(.{2,60}?(?:规划|纲要|行动计划|实施方案|方案|计划))(（[^（）]{1,12}）|\([^()]{1,12}\))?"
)


@dataclass(frozen=True)
class City:
    """The root region's name ("" for none), and the reason where it is a guess."""

    name: str
    why: Wording | None = None


def city_of(recognition: Recognition) -> City:
    """The city: as corrected; the region that a title names, whose bases are the indicator table's, or that sums up."""
    if recognition.corrections.city:
        return City(recognition.corrections.city)
    statements = recognition.statements
    rows = list(dict.fromkeys(one.region for one in statements if one.region and not is_total(one.region)))
    titled = _titled(recognition)
    for name in rows:
        if titled and region_stem(name)[0] == region_stem(titled)[0] and _agree(name, titled):
            return City(name if len(name) >= len(titled) else titled, BY_TITLE)
    by_bases = _by_bases(recognition, rows)
    if by_bases:
        return City(by_bases, BY_BASES)
    if titled:
        return City(titled, BY_TITLE)
    total = any(is_total(one.region) for one in statements)
    summed = "" if total else _by_sum(recognition)
    if summed:
        return City(summed, BY_SUM)
    first = "" if total else _first_of_its_kind(recognition)
    if first:
        return City(first, BY_KIND)
    if len(rows) == 1 and not total and all(one.region for one in statements):
        return City(rows[0], NOT_NAMED)
    return City("全市", BY_WORD if total else NOT_NAMED) if statements else City("")


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
        rest = _BELOW.sub(" ", _BEFORE.sub("", title), count=1)
        match = _CITY.match(rest)
        if match is not None and not _NOT_CITIES.match(match.group(1)):
            # 安徽省六安市 is the city of it
            lower = _CITY.match(rest[match.end() :]) if match.group(1).endswith(("省", "自治区")) else None
            return lower.group(1) if lower and not _NOT_CITIES.match(lower.group(1)) else match.group(1)
    return ""


def _figures(statements: Iterable[Statement], role: Role) -> dict[tuple[str, str, int], float]:
    """Printed figures by region, stem of the indicator and year."""
    found: dict[tuple[str, str, int], float] = {}
    for stated in statements:
        for figure in stated.figures:
            if figure.role is role:
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
        rest = re.sub(r"^附?[表件图录]\s*[\d一二三四五六七八九十]*(?:[-—.]\d+)?\s*[:：、.]?\s*", "", title)
        match = _PLAN.match(rest)
        if match is not None and fold(match.group(1)) not in ("规划", "计划"):
            return match.group(0)
    return ""


_SPREAD: Final = re.compile(r"^(?:全市|各|分|县|市|区|乡|镇|街道|地|旗|州|[（）()、,，]|设区|的|本市)+")
_TABLE_WORDS: Final = re.compile(
    r"(?:规划|发展|主要|分县市区|分县区|分地区|分|目标|任务|计划|分解|分配|安排|情况|一览|汇总|明细|对照|统计|表|数|及|和|的|（.{0,12}）|\(.{0,12}\)|[:：])+$"
)


def titled_indicator(titles: Sequence[str]) -> tuple[str, str]:
    """The indicator and its unit that a table's title names, where its columns name only years; "" for none.

    各县（市、区）规上工业总产值目标分解表（亿元） is 规上工业总产值 in 亿元.
    """
    for title in reversed(titles):
        name, unit = split_unit(title)
        rest = _BEFORE.sub("", name)
        match = _CITY.match(rest)
        if match is not None and not _NOT_CITIES.match(match.group(1)):
            rest = rest[match.end() :]
        rest = _TABLE_WORDS.sub("", _SPREAD.sub("", _BEFORE.sub("", rest)))
        if len(rest) >= 2 and "指标" not in rest and not rest.isdigit():
            return rest, unit
    return "", ""
