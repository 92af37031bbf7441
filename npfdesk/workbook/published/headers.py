"""Head cells: the role of their column, or the period, phase, measure, unit and name that they say."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Final

from npfdesk.plan.names import fold, without_accents
from npfdesk.plan.periods import Period, find_period, half_width_head
from npfdesk.workbook.published import vocabulary
from npfdesk.workbook.published.printed_names import (
    is_total,
    is_unit_text,
    plain_name,
    split_unit,
    tidy,
    unit_of,
    without_marks,
)
from npfdesk.workbook.published.recognition import Role

_MOST_LETTERS: Final = 120
_QUOTES: Final = str.maketrans(dict.fromkeys("“”\"'‘’「」『』《》〈〉"))
_SEPARATORS: Final = frozenset("%()（）[]【】〔〕、,，/\\:：;；·．-—–~_|+&. \t")
_FIVE_YEARS: Final = re.compile(
    r"十([一二三四五六七八])五(?:规划|计划)?(?:时期|期间)?(?:期末|末期|末年|末|期|终期)?"
    r"|(1[0-8])th(?:fyp|five-?year(?:plan)?(?:period)?)"
)
_SPAN: Final = re.compile(
    r"(?<!\d)((?:19|20|21)\d\d)(?:/\d\d)?年?\s?[-‐—–~至到]{1,2}\s?((?:19|20|21)\d\d)(?:/\d\d)?(?!\d)(?:年(?!均))?"
)
_MIDDLES: Final = ("中期", "期中", "中段")
_YEAR_BEFORE: Final = re.compile(r"(?<![比较为以])(?:上年同期|去年同期|上年|去年)(?![=增])")
_COMPARED: Final = re.compile(r"[比较](?:19|20|21)\d\d年?(?:末|底)?|compared (?:to|with) (?:19|20|21)\d\d")
_BASIS: Final = re.compile(r"_?(?:19|20|21)\d\d年?(?:口径|不变价格?|可比价格?|价格?|=100)")
_CHINESE_YEAR: Final = re.compile(r"[一二][〇○零一二三四五六七八九]{3}(?=年)")
_DIGITS: Final = {
    ord(letter): str(index if index < 10 else 0) for index, letter in enumerate("〇一二三四五六七八九零○")
}
_YEAR_WORDS: Final = frozenset({"年", "年度", "年末"})
_ORDINAL_YEAR: Final = re.compile(r"(?<![a-z])(?:year|yr|y)\s?([1-9])(?![\da-z])|第([一二三四五])年")
_CODED_YEAR: Final = re.compile(r"(?:(?:19|20)\d\d\s?)?\[?(?:yr|[a-z])_?((?:19|20)\d\d)\]?")
_BRACKETED_MARK: Final = re.compile(r"((?:19|20|21)\d\d)年?\s?[(（]([AEFT])[)）]", re.IGNORECASE)
_CODE: Final = re.compile(r"[\w ]{0,24}(?:代码|编码)|(?:[a-z ]{1,24}[ _])?codes?")
_WORDED_KEYS: Final = (
    (_CODE, Role.NUMBER),
    (
        re.compile(
            r"(?:完成|达到|实现|占|为)(?:年度|全年|年初|本年|当年)?(?:计划|目标|预算|任务)数?值?"
            r"(?:的(?:百分比|比例|比重|进度|程度)?|百分比|比例|比重|进度|程度|\(?%\)?)\s?\(?%?\)?"
        ),
        Role.DERIVED,
    ),
    (
        re.compile(
            r"(?:registration|calendar|financial|fiscal|reporting|reference|survey|data) (?:year|period)s?"
        ),
        Role.PERIOD,
    ),
    (
        re.compile(
            r"(?:local authorit(?:y|ies)|countr(?:y|ies)|regions?|states?|provinces?|count(?:y|ies)|districts?|cit(?:y|ies))"
            r"\s?[:/(,].{0,60}"
        ),
        Role.REGION,
    ),
)
_NOTE_MARK: Final = re.compile(
    r"\s{0,2}\[(?:notes? ?[\d, ]{1,8}|[rpbex]|revised|provisional)\]", re.IGNORECASE
)
_YEAR_MARK: Final = re.compile(
    r"(?<=\d)\s{0,2}[(（](?:p|r|q|pr|pe|ae|re|rev|prov|prel|prelim|provisional|revised|preliminary)\.?[)）]$",
    re.IGNORECASE,
)
_BRACKET: Final = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]{0,40})[)\]】〕]")


_CHANGE: Final = re.compile(r"增减|升降|变化|增加|减少|提高|提升|上升|下降|降低|change")
_POINTS: Final = frozenset({"百分点", "个百分点", "点"})
_RATIO_OF_YEARS: Final = re.compile(r"(?:为|相当于|是)(?:上年|(?:19|20|21)\d\d年?)的?(?:百分比)?%?")
_NOTE_MARKS: Final = "①②③④⑤⑥⑦⑧⑨⑩*＊※"


class HeadMeasure(StrEnum):
    """What a column's figures are of, by its head."""

    MEAN_GROWTH = "mean growth"
    YEAR_GROWTH = "year growth"
    TOTAL_GROWTH = "total growth"
    MEAN_OR_SUM = "mean or sum"
    SUM = "sum"


@dataclass(frozen=True)
class HeaderText:
    """What a head says.

    `role` is a key column's, or BASE, OBSERVED, TARGET or STRETCH where the words say so of figures; `period` has
    year 0 where none is named, None where no period is named at all; `ordinal` is that of “Year 3”; `span` the first and last
    year of a span; `running` says that the figure counts from the start of the year (累计); `earlier` that it is of the year
    before the table's (上年); `falls` whether a growth is printed as the size of a fall (累计降幅); `label` what is left:
    the name of an indicator, a region, an industry.
    """

    role: Role | None = None
    period: Period | None = None
    measure: HeadMeasure | None = None
    unit: str = ""
    label: str = ""
    weak: bool = False
    vision: bool = False
    ordinal: int = 0
    span: tuple[int, int] | None = None
    fiscal: bool = False
    whole_year: bool = False
    running: bool = False
    earlier: bool = False
    falls: bool = False
    empty: bool = False

    @property
    def phase(self) -> Role | None:
        """Base, observed, target or stretch, where the words say so."""
        return self.role if self.role in _PHASES else None

    @property
    def key(self) -> Role | None:
        """The role of a column that holds no figures, where the words say so."""
        return self.role if self.role is not None and self.role not in _PHASES else None

    @property
    def heads_figures(self) -> bool:
        """Whether it says that figures are below."""
        return (
            self.period is not None
            or self.phase is not None
            or self.measure is not None
            or bool(self.ordinal)
        )

    @property
    def says(self) -> bool:
        """Whether anything of it is known."""
        return self.role is not None or self.heads_figures


_PHASES: Final = frozenset({Role.BASE, Role.OBSERVED, Role.TARGET, Role.STRETCH})
_Effect = Role | HeadMeasure | str | None


def header_key(text: str) -> str:
    """A header, folded and without accents and separators between its words."""
    folded = without_accents(fold(text).translate(_QUOTES))
    return "".join(letter for letter in folded if letter not in _SEPARATORS)


def _effects() -> tuple[tuple[str, _Effect], ...]:
    found: dict[str, _Effect] = {}
    lists: tuple[tuple[list[str], _Effect], ...] = (
        (vocabulary.FILLERS, None),
        (vocabulary.SUM, HeadMeasure.SUM),
        (vocabulary.YEAR_GROWTH, HeadMeasure.YEAR_GROWTH),
        (vocabulary.TOTAL_GROWTH, HeadMeasure.TOTAL_GROWTH),
        (vocabulary.MEAN_GROWTH, HeadMeasure.MEAN_GROWTH),
        (vocabulary.MEAN_FALL, HeadMeasure.MEAN_GROWTH),
        (vocabulary.TOTAL_FALL, HeadMeasure.TOTAL_GROWTH),
        (vocabulary.MEAN_OR_SUM, HeadMeasure.MEAN_OR_SUM),
        (vocabulary.BASE, Role.BASE),
        (vocabulary.ACTUAL, Role.OBSERVED),
        (vocabulary.TARGET, Role.TARGET),
        (vocabulary.VISION, "vision"),
        (vocabulary.STRETCH, Role.STRETCH),
    )
    for words, effect in lists:
        found.update(dict.fromkeys(words, effect))
    return tuple(sorted(found.items(), key=lambda pair: -len(pair[0])))


_WORDS: Final = _effects()
_LONGEST: Final = max(len(word) for word, _ in _WORDS)
_EFFECT_OF: Final = dict(_WORDS)
# at the edge of a name these are its own words: 规划面积, 固定资产投资完成
_OWN_AT_START: Final = frozenset(
    [*vocabulary.ACTUAL, *vocabulary.FILLERS, *vocabulary.SUM, "建议", "plan", "任务", "base"]
) - frozenset({"求和项", "平均值项", "计数项", "全年", "本年", "当年", "实际", "预计", "实绩", "快报"})
_OWN_BEFORE: Final = {
    "实际": ("利用", "使用", "到位", "增长", "税", "工资", "收入", "投资", "有效", "面积", "经营"),
    "规划": ("面积", "用地", "建设", "区", "总", "编制", "许可"),
    "计划": ("总投资", "生育", "投资", "项目"),
    "预期": ("寿命", "年限"),
    "预计": ("总投资",),
    "目标": ("人群", "管理"),
}
"""What follows a word that is then part of the name: 实际利用外资, 预期寿命."""
_OWN_AT_END: Final = (
    frozenset(
        [
            "完成", "预计", "status", "规划", "计划", "plan", "实际", "current", "base", "达到", "执行", "初步", "决算", "建议", "任务", "实现", "完成额", "完成量", "result", "results",
        ]
    )
    | frozenset(vocabulary.FILLERS)
    | frozenset(vocabulary.YEAR_GROWTH)
    | frozenset(vocabulary.MEAN_GROWTH)
    | frozenset(vocabulary.MEAN_FALL)
    | frozenset(vocabulary.TOTAL_FALL)
    | frozenset(vocabulary.TOTAL_GROWTH)
    | frozenset(vocabulary.SUM)
)  # fmt: skip
_AT_START: Final = tuple(word for word, _ in _WORDS if word not in _OWN_AT_START)
_AT_END: Final = tuple(word for word, _ in _WORDS if word not in _OWN_AT_END)


def plan_years(text: str) -> tuple[int, int] | None:
    """Base and target year of the five-year plan that a text names: “十四五” is 2020 to 2025; None where it names none."""
    match = _FIVE_YEARS.search("".join(half_width_head(text).translate(_QUOTES).split()))
    return None if match is None else (_end(match) - 5, _end(match))


def _end(match: re.Match[str]) -> int:
    if match.group(1):
        return 2005 + 5 * ("一二三四五六七八".index(match.group(1)) + 1)
    return 2010 + 5 * (int(match.group(2)) - 11)


def span_in(text: str) -> tuple[int, int] | None:
    """The first and last year of a span of years that a text names: 2021—2025年; None where it names none."""
    match = _SPAN.search(half_width_head(arabic_years(text)))
    if match is None or int(match[1]) >= int(match[2]):
        return None
    return int(match[1]), int(match[2])


def arabic_years(text: str) -> str:
    """A text whose years in Chinese digits (二〇二六年) are written in Arabic ones, as long as before."""
    return _CHINESE_YEAR.sub(lambda found: found.group().translate(_DIGITS), text)


def period_of_title(text: str) -> Period | None:
    """The one period that a title names (2022年, 2026年1-9月), without spans and five-year plans; None for none or two."""
    said = half_width_head(arabic_years(tidy(text))[:_MOST_LETTERS])
    if _SPAN.search(said):
        return None
    said = _BASIS.sub(" ", said)
    found = find_period(said)
    if found is None or not found.period.year:
        return None
    rest = said[: found.start] + " " + said[found.end :]
    again = find_period(rest)
    return found.period if again is None or again.period == found.period else None


def half_width_title(text: str) -> str:
    """A title in half width and small letters, without quotation marks, cut to a length that a search can go through."""
    return without_accents(half_width_head(text[:400]).translate(_QUOTES))


def may_head(text: str) -> bool:
    """Whether a cell is short enough for a head."""
    return 0 < len(text) <= _MOST_LETTERS


@lru_cache(maxsize=16384)
def read_header(text: str) -> HeaderText:
    """Parse one head cell."""
    shown = without_marks(_NOTE_MARK.sub("", tidy(text)) if "[" in text else tidy(text))
    shown = _YEAR_MARK.sub("", shown.rstrip(_NOTE_MARKS) or shown)
    if not shown or len(shown) > _MOST_LETTERS:
        return HeaderText(label=shown[:_MOST_LETTERS])
    name, unit = split_unit(shown)
    if unit in _YEAR_WORDS and name.isdecimal():
        name, unit = name + unit, ""
    if not name and unit:
        return HeaderText(unit=unit)
    if shown[0] in "(（[【" and is_unit_text(shown.strip("()（）[]【】")):
        return HeaderText(unit=unit_of(shown.strip("()（）[]【】")))
    bare = re.sub(r"[(（\[【]\s{0,3}(?:计量)?(?:单位|units?)\s{0,3}[)）\]】]", "", name, flags=re.IGNORECASE)
    opened = header_key(_BRACKET.sub("", unicodedata.normalize("NFKC", bare)))
    if vocabulary.ROLE_OF.get(opened) in (Role.INDICATOR, Role.REGION):
        return HeaderText(
            vocabulary.ROLE_OF[opened], unit=unit, weak=opened in vocabulary.WEAK
        )  # 指标名称（属性）
    for key in dict.fromkeys((header_key(name), header_key(bare))):
        role = vocabulary.ROLE_OF.get(key)
        if role is not None:
            return HeaderText(role, unit=unit, weak=key in vocabulary.WEAK)
    key = header_key(bare)
    if key.endswith(("属性", "约束性", "预期性")) and len(key) <= 12:
        return HeaderText(Role.DUTY)
    half_width = half_width_head(bare) + ("%" if unit == "%" and "%" not in bare else "")
    if key.endswith("名称") and len(key) <= 12:
        return HeaderText(Role.INDICATOR, unit=unit, weak=True)
    for pattern, role in _WORDED_KEYS:
        if pattern.fullmatch(half_width):
            return HeaderText(role, unit=unit)
    if re.search(r"(?:责任|牵头|负责|主管|配合|实施)(?:单位|部门|科室|处室)", key):
        return HeaderText(Role.OWNER)
    said = _worded(bare, unit)
    return said if said.says or said.empty else replace(said, label=plain_name(bare))


def _worded(name: str, unit: str) -> HeaderText:
    """A head that names periods, phases or measures, and what name is left of it."""
    if (coded := _CODED_YEAR.fullmatch(half_width_head(name))) is not None:
        return HeaderText(period=Period(int(coded[1])), unit=unit)
    name = _BRACKETED_MARK.sub(r"\1\2", name)  # 2025（E）
    shown, unit = _opened(arabic_years(name).translate(_QUOTES), unit)
    said = half_width_head(shown)
    if len(said) != len(shown):
        shown = said
    head = HeaderText(unit=unit)
    basis = _BASIS.search(said)
    if basis:
        # the year of a price basis belongs to the name
        hidden = "\x00" * (basis.end() - basis.start())
        said = said[: basis.start()] + hidden + said[basis.end() :]
    compared = _COMPARED.search(said)
    since = 0
    if compared:
        since = int("".join(letter for letter in compared.group() if letter.isdecimal())[:4])
        shown, said = _without(shown, said, compared.start(), compared.end())
        head = replace(head, measure=HeadMeasure.YEAR_GROWTH)
    if match := _FIVE_YEARS.search(said):
        if said[match.end() :].lstrip(" 规划的").startswith(_MIDDLES):
            return HeaderText()  # 十四五中期 is no one year
        end = _end(match)
        head = replace(head, period=Period(end), span=(end - 4, end))
        shown, said = _without(shown, said, match.start(), match.end())
        found = find_period(said)
        if found is not None and found.period.is_year and end - 5 < found.period.year <= end:
            # “十五五”目标（2030年）: the year says which of the plan's it is
            head = replace(head, period=found.period)
            shown, said = _without(shown, said, found.start, found.end)
    elif match := _SPAN.search(said):
        head = replace(head, period=Period(int(match[2])), span=(int(match[1]), int(match[2])))
        shown, said = _without(shown, said, match.start(), match.end())
    elif match := _ORDINAL_YEAR.search(said):
        number = int(match[1]) if match[1] else "一二三四五".index(match[2]) + 1
        head = replace(head, ordinal=number)
        shown, said = _without(shown, said, match.start(), match.end())
    elif (found := find_period(said)) is not None:
        marked = said[found.start : found.end][-1:]
        phase = {"a": Role.OBSERVED, "e": Role.TARGET, "f": Role.TARGET, "t": Role.TARGET}.get(marked)
        head = replace(head, period=found.period, fiscal=found.fiscal, role=phase)
        shown, said = _without(shown, said, found.start, found.end)
    elif match := _YEAR_BEFORE.search(said):
        head = replace(head, period=Period(0), earlier=True)
        shown, said = _without(shown, said, match.start(), match.end())
    head = _with_words(head, shown, said)
    if compared and head.unit in _POINTS and _CHANGE.search(name):
        return HeaderText(Role.DERIVED)  # 2023年比2022年提高（百分点）
    return _since(head, since, name) if since else head


def _since(head: HeaderText, since: int, name: str) -> HeaderText:
    """The head of a growth on a year that it names (2030年较2025年增长)."""
    if head.period is None or head.period.year - since <= 1 or head.measure is not HeadMeasure.YEAR_GROWTH:
        return head
    if head.unit != "%" and _CHANGE.search(name):
        return HeaderText(Role.DERIVED)  # 2030年较2025年增减: how far two columns lie apart
    return replace(head, measure=HeadMeasure.TOTAL_GROWTH)


def _opened(name: str, unit: str) -> tuple[str, str]:
    """The name with the words in its brackets beside the others (2025年（目标，亿元） is 2025年目标 in 亿元)."""
    for match in _BRACKET.finditer(unicodedata.normalize("NFKC", name)):
        parts = [part.strip() for part in re.split(r"[,，、;；]", match[1])]
        units = [part for part in parts if is_unit_text(part)]
        words = [part for part in parts if part not in units]
        if units and not unit:
            unit = unit_of(units[0])
        known = all(read_words(part) is not None or find_period(part) for part in words if part)
        if known and (units or words):
            whole = unicodedata.normalize("NFKC", name)
            return _opened(whole[: match.start()] + " ".join(words) + whole[match.end() :], unit)
    return name, unit


def _without(shown: str, said: str, start: int, end: int) -> tuple[str, str]:
    return f"{shown[:start]} {shown[end:]}".strip(), f"{said[:start]} {said[end:]}".strip()


def read_words(text: str) -> frozenset[_Effect] | None:
    """What words of phase and measure a text consists of, all of it; None where anything else is in it."""
    said = "".join(letter for letter in without_accents(half_width_head(text)) if not letter.isspace())
    for whole in (said, "".join(letter for letter in said if letter not in _SEPARATORS)):
        if whole in _EFFECT_OF:
            return frozenset({_EFFECT_OF[whole]})
    rest = "".join(letter for letter in said if letter not in _SEPARATORS and letter not in "%％")
    found: set[_Effect] = set()
    while rest:
        word = next(
            (rest[:size] for size in range(min(_LONGEST, len(rest)), 0, -1) if rest[:size] in _EFFECT_OF),
            None,
        )
        if word is None:
            return None
        found.add(_EFFECT_OF[word])
        rest = rest[len(word) :]
    return frozenset(found)


def _with_words(head: HeaderText, shown: str, said: str) -> HeaderText:
    ratio = _RATIO_OF_YEARS.fullmatch(said.strip())  # 2023年为2022年%
    if head.says and (ratio or vocabulary.ROLE_OF.get(header_key(said)) is Role.DERIVED):
        return replace(head, role=Role.DERIVED)
    words = read_words(said)
    if words is not None and (words - {None} or head.says):
        whole_year = "全年" in said or "本年" in said or "当年" in said
        if head.unit == "" and ("%" in said or "％" in said):
            head = replace(head, unit="%")
        falls = any(word in said for word in (*vocabulary.MEAN_FALL, *vocabulary.TOTAL_FALL))
        return replace(_with_effects(head, words), whole_year=whole_year, falls=falls)
    if words is not None and "全年" in said:
        return replace(head, period=Period(0), whole_year=True)
    if words is not None and said:
        return replace(head, empty=True)
    label, effects = _edges(shown, head.says)
    label = _plain_label(label)
    for size in (2, 4):
        # 2025年全市实际 is what the whole reached
        if head.says and is_total(label[:size]) and (words := read_words(label[size:])):
            label, effects = label[:size], effects | words
    return replace(_with_effects(head, effects), label=label)


def _with_effects(head: HeaderText, effects: frozenset[_Effect]) -> HeaderText:
    role = head.role
    for phase in (Role.STRETCH, Role.BASE, Role.TARGET, Role.OBSERVED):
        if phase in effects:
            role = phase
            break
    # 预期目标 beside 完成: 目标完成 is what was reached of it
    if Role.OBSERVED in effects and Role.TARGET in effects and Role.STRETCH not in effects:
        role = Role.TARGET
    if "vision" in effects:
        role = Role.TARGET
    measure = next((one for one in HeadMeasure if one in effects), head.measure)
    if HeadMeasure.MEAN_GROWTH in effects and HeadMeasure.SUM in effects:
        measure = HeadMeasure.MEAN_OR_SUM  # 年均增长或累计
    period, running = head.period, HeadMeasure.SUM in effects
    if measure is HeadMeasure.SUM and period is not None and not period.is_year:
        measure = None  # 1-9月累计 is the running total that its months say
    if running and period is not None and period.first == period.last:
        period = period.to_date
    return replace(
        head, role=role, measure=measure, period=period, vision="vision" in effects, running=running
    )


def _edges(text: str, dated: bool) -> tuple[str, frozenset[_Effect]]:
    """Words of phase taken from both ends of a name; the name keeps its own writing."""
    label = _closed(text.strip(_EDGE), text)
    effects: set[_Effect] = set()
    for _ in range(3):
        low = without_accents(half_width_head(label))
        if len(low) != len(label):
            break
        end = next(
            (word for word in _AT_END if low.endswith(word) and len(low) > len(word)),
            "",
        )
        if end and (not end.isascii() or not low[: -len(end)][-1:].isalnum()):
            effects.add(_EFFECT_OF[end])
            label = _closed(label[: -len(end)].rstrip(_EDGE), label)
            continue
        start = next(
            (
                word
                for word in _AT_START
                if low.startswith(word)
                and len(low) > len(word)
                and not low[len(word) :].startswith(_OWN_BEFORE.get(word, ("\x00",)))
                # 实际数字经济 is 实际 and 数字经济
                and not (word.endswith("数") and low[len(word)] in "字据控码智学")
            ),
            "",
        )
        if (
            start
            and (dated or effects or start in ("求和项", "平均值项", "计数项"))
            and (not start.isascii() or not low[len(start) :][:1].isalnum())
        ):
            effects.add(_EFFECT_OF[start])
            label = _closed(label[len(start) :].strip(_EDGE), label)
            continue
        break
    return label, frozenset(effects)


def _plain_label(label: str) -> str:
    label = re.sub(r"^(?:年末|年底|末|底|的|in |by |各县(?:[（(]?[市区、,，]{0,6}[)）]?)?(?=\S))", "", label)
    label = plain_name(label.replace("\x00", "")).strip(" -—:：、,，_")
    label = re.sub(r" (?:in|for|as of|at|by)$", "", label)
    opened, closed = (sum(map(label.count, brackets)) for brackets in ("(（", ")）"))
    if opened == closed and label[:1] not in "(（":
        return label
    return _closed(label.strip(_EDGE), label)


_EDGE: Final = " ()（）-—:：、,，_"


def _closed(label: str, before: str) -> str:
    """A label cut at its edges, with the bracket closed that its own words open: GDP (crore rupees)."""
    for opening, closing in ("()", "（）"):
        if label.count(opening) == label.count(closing) + 1 and closing in before:
            return label + closing
    return label


_UNIT_LINE: Final = re.compile(
    r"(?:计量|金额|货币|数量)?(?:单位|units?)\s?[:：]\s?([^:：()（）]{1,60})", re.IGNORECASE
)


def units_header(text: str) -> tuple[str, ...]:
    """The units that a line or a title gives (单位：亿元、家): in the order printed; () where it gives none."""
    match = _UNIT_LINE.search(tidy(text))
    if match is None:
        return ()
    found = []
    for part in re.split(r"[、,，;；]", match[1]):
        said = unit_of(part.strip())
        if said and is_unit_text(said):
            found.append(said)
    return tuple(found)


def is_unit_line(text: str) -> bool:
    """Whether a cell is a line that gives units and nothing else."""
    said = tidy(text).strip("()（）[]【】")
    match = _UNIT_LINE.match(said)
    return match is not None and match.end() >= len(said) - 1
