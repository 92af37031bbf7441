"""Printed names: remove blanks and line breaks inside words, units in brackets, numbers before and marks after."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from npfdesk.plan.names import fold, without_accents
from npfdesk.plan.numbers import is_unit

_EASTERN: Final = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u2460-\u24ff\u2018-\u201d"
_BLANK: Final = re.compile(rf"(?<=[{_EASTERN}]) | (?=[{_EASTERN}])")
_RUN_OF_BLANKS: Final = re.compile(r"\s++")
_BRACKETED: Final = re.compile(
    r"[（(\[［【〔]([^（()）\[\]［］【】〔〕]{0,60}(?:[（(][^（()）]{0,60}[）)][^（()）\[\]［］【】〔〕]{0,60})?)[）)\]］】〕]"
)
_MARKS: Final = "*＊※★☆▲△●◆■†‡\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079#＃\\^"
_FOOTNOTE: Final = re.compile(rf"(?:[{_MARKS}①-⑳⑴-⒇\u2776-\u277f]|[\[［〔]\d{{1,2}}[\]］〕])$")
_LEADING_MARK: Final = re.compile(rf"(?:[{_MARKS}]|[（(][{_MARKS}][）)])\s{{0,2}}")
_COUNTING: Final = re.compile(
    r"^(?:[(（](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|(?:\d{1,2}|[一二三四五六七八九十]{1,3})[、．]"
    r"|\d{1,2}[.)](?!\d)|[①-⑳⑴-⒇\u2776-\u277f]|#)\s*"
)
_OF_WHICH: Final = re.compile(r"^(?:其中|of which)[:：]?\s*", re.IGNORECASE)
_SAID_UNIT: Final = re.compile(r"^(?:(?:计量)?(?:单位|unit)s?[:：]?|in(?=[\s%]))\s{0,3}", re.IGNORECASE)
_MORE_UNITS: Final = re.compile(
    r"(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百)?(?:"
    r"岁|级|双|辆次|人次|车次|人天|人日|班|吨公里|标箱|标准箱|teu|微克|毫克|分贝|瓦|伏安|千伏安|gbps|mbps|gb|tb|pb|eb"
    r"|百分比|位数|厘米|日|小时|分钟|秒|欧元|日元|港元|例|起|宗|笔|枚|株|羽|尾|栋|幢|间|孔|对|架|艘|列|组|部|册|本|篇"
    r"|幅|卷|份|箱|包|袋|只|盏|根|片|块|学时|课时|平方|立方|克标准煤|克标煤|标准立方米|标立方米|p|eflops|pflops|核"
    r"|[μu]g|mg|kg|g|l|[mk]toe|toe|[tg]wh|[tgp]j|m[23]|nm3|k?wh|mwh|gwh|kw|mw|gw|tce|hm2|km2|km"
    r"|标台|台\(套\)|辆\(台\)|台套|例次|人\(次\)|册\(件\)|家\(个\)|个\(家\)|项\(个\))"
)
_ENGLISH_UNITS: Final = frozenset(
    ["million", "billion", "trillion", "thousand", "thousands", "millions", "billions", "hundred", "yuan", "rmb", "cny", "usd", "us$", "$", "dollar", "dollars", "bn", "mn", "firm", "firms", "company", "companies", "enterprise", "enterprises", "person", "persons", "people", "capita", "unit", "units", "item", "items", "tonne", "tonnes", "ton", "tons", "percent", "per", "km", "mu", "ha", "hectare", "hectares", "m2", "m3", "sq", "metres", "meters", "cubic", "year", "years", "point", "points", "index", "%", "100", "10,000", "10000", "1000", "1,000", "pct", "number", "pieces", "piece", "of", "patents", "patent", "counties", "county", "worker", "employee", "cases", "kt", "mt", "co2", "co2e", "co2eq", "tco2e", "ktco2e", "mtco2e", "kg", "gwh", "mwh", "kwh", "twh", "tj", "gj", "pj", "litre", "litres", "liters", "hours", "minutes", "days", "household", "households", "crore", "crores", "lakh", "lakhs", "rupee", "rupees", "rs", "rs.", "inr", "euro", "euros", "eur", "pound", "pounds", "gbp", "dong", "vnd", "peso", "pesos", "rand", "yen", "won", "rubles", "sq.", "metric", "current", "constant", "feet", "miles", "mile", "acres", "acre", "kilograms", "hectolitres", "000s", "'000", "'000s", "ty", "ti", "trieu", "nghin", "ngan", "dong", "nguoi", "tan", "ho", "mio", "mio.", "mrd", "mrd.", "tsd", "tsd.", "einwohner", "personen", "habitants", "habitantes", "millones"]
)  # fmt: skip
# in brackets behind a name these are units; alone they may be names
_COUNTED: Final = re.compile(
    r"(?:homes|dwellings|houses|jobs|households|pupils|students|patients|vehicles|visits|visitors|trips|passengers|deaths|births"
    r"|incidents|crimes|days|hours|minutes|months|weeks|schools|beds|residents|inhabitants|businesses|k?t ?co2e?|mt ?co2e?|kt|mt|gt|t|m)",
    re.IGNORECASE,
)
_MONEY: Final = re.compile(r"(?:us)?[£$€¥](?:m|mn|bn|k|million|billion|thousand|000s?)?")
_PER_SO_MANY: Final = re.compile(r"per \d[\d,]{0,9}(?: [a-z-]{2,20}){0,3}")
_BRACKETED_SHARE: Final = re.compile(
    r"[(（](?:(?:annual|as an?|net) )?(?:%|percent|percentage)(?: (?:of|per) [^()（）]{2,60}| annual)?[)）]$",
    re.IGNORECASE,
)
# 人民币万元 is 万元
_PLAIN_MONEY: Final = re.compile(r"^人民币[:：]?(?=[万亿千百元])|(?<=元)[(（]?人民币[)）]?$")
_NO_UNIT: Final = frozenset({"", "-", "—", "–", "/", "无", "指数", "index", "none", "n/a", "无量纲"})


_SHARE_OF: Final = re.compile(r"(?:^|[\s(（])(?:%|per ?cent(?:age)?|pct)\s?of\s", re.IGNORECASE)


_MOST_LETTERS: Final = 400


def tidy(text: str) -> str:
    """The text without line breaks and without blanks inside Chinese words; between Latin words one blank stays."""
    cleaned = text.replace("\u200b", "").replace("\ufeff", "").strip()
    return _BLANK.sub("", _RUN_OF_BLANKS.sub(" ", cleaned))


def has_chinese(text: str) -> bool:
    """Whether a text has a Chinese letter."""
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)


def is_foreign(text: str) -> bool:
    """Whether a text has letters and none of them is Chinese."""
    return any(map(str.isalpha, text)) and not has_chinese(text)


@lru_cache(maxsize=4096)
def is_unit_text(text: str) -> bool:
    """Whether a text names a unit, of those that convert or any other that plans print: 件/万人, 微克/立方米."""
    if len(text) > 60:
        return False
    chinese, blank, english = text.strip().partition(" ")
    if (
        blank
        and has_chinese(chinese)
        and is_foreign(english)
        and is_unit_text(chinese)
        and is_unit_text(english)
    ):
        return True  # 万人 10 000 persons
    said = _PLAIN_MONEY.sub("", fold(_SAID_UNIT.sub("", text)))
    if not said:
        return False
    if is_unit(said):
        return True
    parts = said.split("/")
    if len(parts) <= 3 and all(is_unit(part) or _MORE_UNITS.fullmatch(part) for part in parts if part):
        return all(parts)
    # 10 000 persons
    whole = unicodedata.normalize("NFKC", _SAID_UNIT.sub("", text)).casefold().strip()
    whole = without_accents(whole.replace("10 000", "10000"))
    words = re.split(r"[\s/]+", whole)
    if len(words) <= 4 and _MONEY.fullmatch(words[0]) and all(word in _ENGLISH_UNITS for word in words[1:]):
        return True
    if _PER_SO_MANY.fullmatch(whole):
        return True
    amount, per, base = whole.partition(" per ")
    if per and all(word in _ENGLISH_UNITS for word in amount.split()):
        return len(base.split()) <= 4 and all(word.replace(",", "").isalnum() for word in base.split())
    return all(word in _ENGLISH_UNITS for word in words)


def says_unit(text: str) -> bool:
    """Whether a line of its own says a unit and nothing else: （亿千瓦时）, (in million euros)."""
    return is_unit_text(tidy(text).strip("()（）[]【】 "))


def unit_of(text: str) -> str:
    """A unit as a cell prints it, half-width and without blanks; "" where it says that there is none."""
    # English units are several words
    said = unicodedata.normalize("NFKC", tidy(_SAID_UNIT.sub("", tidy(text))))
    while len(said) > 2 and said[0] in "([【〔" and said[-1] in ")]】〕":
        said = said[1:-1].strip()
    said = _SAID_UNIT.sub("", said)
    chinese, blank, english = said.partition(" ")
    if blank and has_chinese(chinese) and is_foreign(english) and is_unit_text(said):
        said = chinese
    said = _PLAIN_MONEY.sub("", said)
    return "" if fold(said) in _NO_UNIT else said


def is_counted(text: str) -> bool:
    """Whether a word behind a figure or in brackets behind a name says what is counted: homes, jobs."""
    return len(text) <= 20 and _COUNTED.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def split_unit(text: str) -> tuple[str, str]:
    """A name and the unit that stands with it in brackets (or behind a comma); brackets that are no unit stay."""
    shown = tidy(text)
    if len(shown) > _MOST_LETTERS:
        return shown, ""
    groups = [found for found in _BRACKETED.finditer(shown) if found.start() > 0 or found.end() < len(shown)]
    for found in reversed(groups):
        inside = found.group(1)
        if (
            is_unit_text(inside)
            or is_counted(inside)
            or (fold(inside) in _NO_UNIT - {""} and found.end() == len(shown))
        ):
            name = tidy(shown[: found.start()] + shown[found.end() :])
            return name, unit_of(inside)
        *words, last = re.split(r"[,，;；]", inside)
        if len(words) == 1 and is_unit_text(last) and not is_unit_text(words[0]):
            # （2020年不变价，亿元）: the name keeps the rest of the bracket
            return tidy(f"{shown[: found.start()]}（{words[0]}）{shown[found.end() :]}"), unit_of(last)
    if _BRACKETED_SHARE.search(shown):
        return shown, "%"  # of what it is a share belongs to the name
    name, comma, unit = re.sub("，", ",", shown).rpartition(",")
    if comma and is_unit_text(unit):
        return name, unit_of(unit)
    # R&D (% of GDP): what it is a share of belongs to the name
    return shown, "%" if _SHARE_OF.search(shown) else ""


def plain_name(text: str) -> str:
    """A name without a number before it (1. 一、 ①), 其中 before it, and footnote marks behind it."""
    shown = without_marks(tidy(text))
    for _ in range(8):
        previous = shown
        shown = _OF_WHICH.sub("", _COUNTING.sub("", shown)).strip() or shown
        if (match := _LEADING_MARK.match(shown)) is not None and match.end() < len(shown):
            shown = shown[match.end() :]
        if shown == previous:
            break
    return shown.strip("：: ")


def without_marks(text: str) -> str:
    """A text without the marks of footnotes behind it."""
    shown = text
    for _ in range(8):
        match = _FOOTNOTE.search(shown[-8:])
        if match is None or len(match.group()) >= len(shown):
            break
        shown = shown[: -len(match.group())].rstrip()
    return shown


def name_and_unit(text: str) -> tuple[str, str]:
    """An indicator's name and unit, as its cell prints them: 1. 规上工业 企业数（家）① is 规上工业企业数 in 家."""
    name, unit = split_unit(without_marks(tidy(text)))
    return plain_name(name), unit


_ENDINGS: Final = (
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "地区",
    "省",
    "市",
    "州",
    "县",
    "区",
    "盟",
    "旗",
)
_REGION_ENDINGS: Final = (
    "省", "市", "州", "县", "区", "旗", "盟", "镇", "乡", "街道", "新城", "city", "county", "district", "province", "state",
)  # fmt: skip
_NOT_REGIONS: Final = (
    "城市",
    "地区",
    "园区",
    "景区",
    "灾区",
    "城区",
    "市区",
    "县区",
    "牧区",
    "林区",
    "新区",
    "超市",
    "股市",
    "楼市",
    "区县",
    "城镇",
    "乡镇",
    "村镇",
    "集镇",
    "小区",
    "社区",
    "片区",
)
TOTALS: Final = frozenset(
    fold(one)
    for one in (
        "全市", "全国", "中国", "合计", "总计", "全省", "全县", "全区", "全州", "总数", "全域", "市域", "全市合计", "全市总计", "全市平均", "全县平均", "全区平均", "全市均值", "合计全市",
        "全省合计", "全县合计", "我市", "本市", "我县", "本县", "我区", "本区", "total", "whole city", "citywide", "city total", "all", "sum", "grand total",
        "county total", "district total", "all districts", "all counties", "all regions",
    )
)  # fmt: skip
"""Words, folded, by which the row of a county table is the city itself."""
_WHOLE_OF: Final = {
    "全国": "",
    "中国": "",
    "全省": "省",
    "全区": "区",
    "全市": "市",
    "全县": "县",
    "全州": "州",
}


def is_total(text: str) -> bool:
    """Whether a row of a county table is the total, by a word that names no region."""
    return re.sub(r"[()（）、,/:：]", "", fold(text)) in TOTALS


def is_above(name: str, root: str) -> bool:
    """Whether a word for the whole speaks of more than the root: 全省 beside the figures of a city, 全市 of a district."""
    of = _WHOLE_OF.get(fold(name))
    if of is None or fold(name) == fold(root):
        return False
    ending = region_stem(root)[1]
    return bool(ending) and not (of and ending.endswith(of))


_COUNTIES: Final = frozenset({"县", "自治县", "旗", "自治旗"})
_NOT_BELOW: Final = _COUNTIES | {"市", "州", "盟", "省", "自治州", "自治区", "特别行政区"}


def is_beside(name: str, root: str) -> bool:
    """Whether a region cannot lie in the root: no county or city lies in a county."""
    return region_stem(root)[1] in _COUNTIES and region_stem(name)[1] in _NOT_BELOW


def looks_like_region(text: str) -> bool:
    """Whether a name ends like a region's name, or is a word for the total."""
    if is_total(text):
        return True
    folded = fold(plain_name(text[:_MOST_LETTERS]))
    if folded.endswith(")"):
        folded = folded.rpartition("(")[0] or folded
    if len(folded) < 2 or len(folded) > 40:
        return False
    return folded.endswith(_REGION_ENDINGS) and folded not in _NOT_REGIONS


def region_stem(text: str) -> tuple[str, str]:
    """A region's name, folded, and its ending 市 县 区 …; a stem has two letters at least."""
    folded = fold(plain_name(text[:_MOST_LETTERS]))
    ending = next((one for one in _ENDINGS if folded.endswith(one)), "")
    stem = folded[: len(folded) - len(ending)]
    if not ending or len(stem) < 2:
        return folded, ""
    return stem, ending


def aliases(text: str) -> tuple[str, ...]:
    """The names that a region goes by, folded: 金义新区（金东区） is 金义新区 and 金东区, too."""
    folded = fold(plain_name(text))
    outside, bracket, inside = folded[:-1].partition("(")
    if not (folded.endswith(")") and bracket and len(outside) >= 2 and len(inside) >= 2):
        return (folded,)
    return folded, outside, inside


_SYNONYMS: Final = (
    ("规模以上", "规上"),
    ("限额以上", "限上"),
    ("国内生产总值", "gdp"),
    ("地区生产总值", "gdp"),
    ("生产总值", "gdp"),
    ("(gdp)", "gdp"),
    ("gdpgdp", "gdp"),
    ("研究与试验发展", "研发"),
    ("r&d", "研发"),
    ("占比", "占比重"),
    ("比重重", "比重"),
    ("每万人口", "每万人"),
)
_TAILS: Final = re.compile(r"(?:数量|个数|总数|家数|户数|总额|总量|数|额)$")


def indicator_stem(text: str) -> str:
    """What is left of an indicator's name when ways of writing the same (规模以上, 数量) are set aside."""
    folded = fold(plain_name(text))
    for long, short in _SYNONYMS:
        folded = folded.replace(long, short)
    folded = re.sub(r"[的“”\"'、,·\-]", "", folded)
    shorter = _TAILS.sub("", folded)
    return shorter if len(shorter) >= 2 else folded


def names_industry(text: str) -> bool:
    """Whether a name ends as those of industries do."""
    return len(text) > 2 and text.casefold().endswith(
        ("业", "industry", "industries", "manufacturing", "mining")
    )


_LONG_NAME: Final = 9
_LONG_NAME_IN_LATIN: Final = 26


def are_items(names: Sequence[str]) -> bool:
    """Whether names are rather items of a balance than regions: numbered, or long."""
    most = _LONG_NAME if any(map(has_chinese, names)) else _LONG_NAME_IN_LATIN
    numbered = sum(text[:1] in "一二三四五六七八九十" and text[1:2] in ".、．" for text in names)
    return bool(names) and (numbered > 1 or sum(map(len, names)) > most * len(names))


def is_goal_number(text: str) -> bool:
    """Whether a text is the number of a goal or of a target below one: 17, 17.10, 17.a."""
    return re.fullmatch(r"\d{1,2}(?:\.[\da-z]{1,2})?", text) is not None
