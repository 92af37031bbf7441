"""Which region is the city, and what the plan is called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from npfdesk.plan.names import fold
from npfdesk.plan.problems import Problem, Wording
from npfdesk.plan.target_text import parse_base
from npfdesk.workbook.published.naming import indicator_stem, is_total, region_stem
from npfdesk.workbook.published.recognition import Recognition, Role

BY_TITLE: Final = Wording("标题中的名称", "named in a title")
BY_BASES: Final = Wording("其基期值与指标表相同", "its bases are those of the indicator table")
BY_SUM: Final = Wording("其数值为其余各行之和", "its figures are the sum of the other rows")
BY_WORD: Final = Wording("表中只写作全市", "the tables say no more than the whole")
NOT_NAMED: Final = Wording("表中没有写明", "no name is given")

_BEFORE: Final = re.compile(
    r"^(?:附?[表件图录]\s*[\d一二三四五六七八九十]*(?:[-—.]\d+)?\s*[:：、.]?|\d+[.、]?|(?:19|20)\d\d年?(?:[-—–~至](?:19|20)\d\d年?)?|"
    r"十[一二三四五六七八]五|时期|期间|末|关于|[“”\"'《》（）()\s:：]|[一二三四五六七八九十]+、)+"
)
_CITY: Final = re.compile(
    r"^([\u4e00-\u9fff]{2,9}?(?:自治州|自治区|自治县|省|市|州|盟|地区|新区|县|区))(?![区县市])"
)
_NOT_CITIES: Final = re.compile(r"^(?:全|各|本|我|分|县市区|市区|区县|县市|城市|省市|设区)")
_PLAN: Final = re.compile(
    r"(.{2,60}?(?:规划|纲要|行动计划|实施方案|方案|计划))(（[^（）]{1,12}）|\([^()]{1,12}\))?"
)


@dataclass(frozen=True)
class City:
    """The root region's name ("" for none), and why it is taken for it where nobody said so."""

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
    summed = "" if total else _by_sum(recognition, rows)
    if summed:
        return City(summed, BY_SUM)
    if len(rows) == 1 and all(one.region for one in statements):
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
        rest = _BEFORE.sub("", title)
        match = _CITY.match(rest)
        if match is not None and not _NOT_CITIES.match(rest):
            return match.group(1)
    return ""


def _figures(recognition: Recognition, role: Role) -> dict[tuple[str, str, int], float]:
    """Printed figures by region, stem of the indicator and year."""
    found: dict[tuple[str, str, int], float] = {}
    for stated in recognition.statements:
        for figure in stated.figures:
            if figure.role is role:
                parsed = parse_base(figure.text, stated.unit)
                if not isinstance(parsed, Problem) and parsed.value is not None:
                    found.setdefault(
                        (stated.region, indicator_stem(stated.indicator), figure.year), parsed.value
                    )
    return found


def _by_bases(recognition: Recognition, rows: list[str]) -> str:
    bases = _figures(recognition, Role.BASE)
    own = {(stem, year): value for (region, stem, year), value in bases.items() if not region and value}
    for name in rows:
        shared = [
            (value, own[stem, year])
            for (region, stem, year), value in bases.items()
            if region == name and (stem, year) in own
        ]
        if shared and all(value == other for value, other in shared):
            return name
    return ""


def _by_sum(recognition: Recognition, rows: list[str]) -> str:
    """The one row that is the sum of all the others in every additive column that has them all."""
    if len(rows) < 4:
        return ""
    for name in (rows[0], rows[-1]):
        for role in (Role.BASE, Role.TARGET):
            figures = _figures(recognition, role)
            for stem, year in {(stem, year) for _, stem, year in figures}:
                own = figures.get((name, stem, year))
                others = [figures.get((one, stem, year)) for one in rows if one != name]
                known = [value for value in others if value is not None]
                if own and len(known) == len(others) and abs(sum(known) - own) <= 0.005 * abs(own):
                    return name
    return ""


def plan_title(recognition: Recognition) -> str:
    """What the titles call the plan: the words up to 规划 or 纲要; "" where none does."""
    for title in _titles(recognition):
        rest = re.sub(r"^附?[表件图录]\s*[\d一二三四五六七八九十]*(?:[-—.]\d+)?\s*[:：、.]?\s*", "", title)
        match = _PLAN.match(rest)
        if match is not None and fold(match.group(1)) not in ("规划", "计划"):
            return match.group(0)
    return ""
