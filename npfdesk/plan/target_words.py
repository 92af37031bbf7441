"""Targets in words alone: 完成省下达任务, 高于全省平均, 与经济增长同步, 稳步提升, 各年度视情提出, 保持全省前三.

All words are in half width, folded and without blanks. Every pattern is linear: what repeats is possessive.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from npfdesk.plan.targets import Intention, Measure, StatedText, TargetKind

_ASSIGNED: Final = re.compile(
    r"(?:assigned(?:(?:from|by)[a-z]++)?|asassigned"
    r"|(?:全面|确保|按时|严格|力争)*+"
    r"(?P<opening>完成|达到|落实|执行|控制在|保持在|不低于|不少于|不高于|不超过|不突破|按照?|待|以)?"
    r"(?P<issuer>(?:国家|中央|省|设区|自治区|市|州|区|县|上级|级|主管|政府|部门|部|厅|局|委|和|及|、)*+)"
    r"(?:统一)?(?P<act>下达|分解|考核|交办|核定|核准|确定|规定|明确|定)?"
    r"(?:的|给)?(?:[我全本][省市县区])?(?:的|年度|约束性|控制|总量|节能|减排|工作|考核|分解)*+"
    r"(?P<task>(?:任务|目标|指标|要求|计划|数|值)*+)(?:执行|为准)?(?:以内|之内|以下|以上|范围内|内)?)"
)

_PLACES: Final = {
    "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "十五": 15,
    "二十": 20, "三十": 30, "五十": 50, "百": 100, "一百": 100,
    "first": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twenty": 20,
}  # fmt: skip
_RANK: Final = re.compile(
    r"(?:继续|始终)?(?:保持|稳居|稳定|位居|位列|居于|进入|跻身|冲进|挺进|力争|确保|争取|居|列|进)?(?:在)?"
    r"(?P<among>[\u4e00-\u9fff]{0,8}?)(?:排名|位次|排位)?"
    r"(?:前(?P<top>[0-9]{1,4}|[一二三四五六七八九十百]{1,2})|第(?P<place>[0-9]{1,4}|[一二三四五六七八九十]{1,2}))"
    r"(?:位|名|强|列)?(?:次)?(?:以内|之内|左右|行列)?(?P<least>以上)?"
)
_TOP: Final = re.compile(
    r"(?:(?:inthe|remaininthe|stayinthe|remain|stay|reachthe|reach|enterthe|enter)?"
    r"(?:top|first))(?P<top>[0-9]{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|twenty)"
    r"(?P<among>[a-z]{0,40})"
    r"|rank(?:ed)?(?P<place>[0-9]{1,4}|first)(?:st|nd|rd|th)?(?P<of>[a-z]{0,40})"
)
_FOREMOST: Final = re.compile(
    r"(?:继续|始终)?(?:保持|稳居|位居|位列|居于|进入|跻身|力争|居|走在|处于)?(?:在)?[\u4e00-\u9fff]{0,8}?"
    r"(?:前列|前茅|第一方阵|第一梯队|第一位次|首位|榜首|领先地位|领先)"
)

_COMPARED: Final = (
    ("不低于", TargetKind.AT_LEAST), ("不少于", TargetKind.AT_LEAST), ("不慢于", TargetKind.AT_LEAST),
    ("不差于", TargetKind.AT_LEAST), ("达到或高于", TargetKind.AT_LEAST), ("达到或超过", TargetKind.AT_LEAST),
    ("略高于", TargetKind.AT_LEAST), ("明显高于", TargetKind.AT_LEAST), ("高于", TargetKind.AT_LEAST),
    ("快于", TargetKind.AT_LEAST), ("优于", TargetKind.AT_LEAST), ("好于", TargetKind.AT_LEAST),
    ("大于", TargetKind.AT_LEAST), ("超过", TargetKind.AT_LEAST), ("超", TargetKind.AT_LEAST),
    ("高出", TargetKind.AT_LEAST), ("领先于", TargetKind.AT_LEAST), ("领先", TargetKind.AT_LEAST),
    ("不高于", TargetKind.AT_MOST), ("不超过", TargetKind.AT_MOST), ("不快于", TargetKind.AT_MOST),
    ("略低于", TargetKind.AT_MOST), ("明显低于", TargetKind.AT_MOST), ("低于", TargetKind.AT_MOST),
    ("慢于", TargetKind.AT_MOST), ("小于", TargetKind.AT_MOST), ("控制在", TargetKind.AT_MOST),
    ("同步于", TargetKind.EXACT), ("不低过", TargetKind.AT_LEAST), ("赶上", TargetKind.AT_LEAST),
    ("达到", TargetKind.AT_LEAST), ("接近", TargetKind.ABOUT), ("相当于", TargetKind.EXACT),
    ("notbelow", TargetKind.AT_LEAST), ("notlowerthan", TargetKind.AT_LEAST), ("noworsethan", TargetKind.AT_LEAST),
    ("nolowerthan", TargetKind.AT_LEAST), ("notlessthan", TargetKind.AT_LEAST), ("atleast", TargetKind.AT_LEAST),
    ("higherthan", TargetKind.AT_LEAST), ("betterthan", TargetKind.AT_LEAST), ("fasterthan", TargetKind.AT_LEAST),
    ("above", TargetKind.AT_LEAST), ("exceed", TargetKind.AT_LEAST), ("outperform", TargetKind.AT_LEAST),
    ("notabove", TargetKind.AT_MOST), ("nohigherthan", TargetKind.AT_MOST), ("lowerthan", TargetKind.AT_MOST),
    ("slowerthan", TargetKind.AT_MOST), ("below", TargetKind.AT_MOST), ("atorabove", TargetKind.AT_LEAST),
    ("atorbelow", TargetKind.AT_MOST), ("inlinewith", TargetKind.EXACT), ("instepwith", TargetKind.EXACT), ("onaparwith", TargetKind.EXACT), ("equalto", TargetKind.EXACT), ("sameas", TargetKind.EXACT),
    ("match", TargetKind.EXACT), ("inparitywith", TargetKind.EXACT), ("keeppacewith", TargetKind.EXACT),
)  # fmt: skip
_COMPARED_WORDS: Final = tuple(word for word, _ in _COMPARED)
_KEEPING: Final = (
    "继续", "始终", "保持", "力争", "确保", "总体", "基本", "年均", "增速", "增幅", "增长", "速度", "水平", "remain", "stay", "keep", "be",
)  # fmt: skip
_TOGETHER: Final = re.compile(
    r"(?P<whose>[^0-9与和同跟]{0,20})(?:与|和|同|跟)(?P<with>[^0-9]{2,30}?)"
    r"(?:保持|总体|大体|基本)*+(?:同步(?:增长|提高|提升)?|持平|一致|相当|相适应|同向|匹配|协调)(?:增长|水平)?"
)
# words that say of what a comparison is made, so that 高于预期 is none
_REFERENCE: Final = re.compile(
    r"[国省市县区州]|平均|同期|上年|去年|往年|上一年|周边|同类|先进|发达|gdp|经济|生产总值|收入|增速|增长|基期|现状|水平"
    r"|average|national|region|county|city|england|uk|eu|economic|economy|growth|previous|lastyear|current|baseline"
)
# how far beyond: 高于全国平均水平1个百分点
_BY_HOW_MUCH: Final = re.compile(
    r"(?P<of>[^0-9]{2,30})[0-9]{1,3}(?:\.[0-9]{1,3})?(?:个?百分点|%|倍)(?:以上|左右|以内)?"
)
_BEYOND: Final = re.compile(
    r"(?:比|较)(?P<of>[^0-9]{2,30}?)(?P<way>高|快|低|慢)出?[0-9]{1,3}(?:\.[0-9]{1,3})?(?:个?百分点|%)(?:以上|左右|以内)?"
)
_OF_A_YEAR: Final = re.compile(r"(?P<year>(?:19|20|21)[0-9]{2})年?(?:的)?(?:同期)?(?:水平|数|levels?|level)?")

_UNSETTLED: Final = re.compile(
    r"tb[acd]|tobe(?:revised|confirmed|agreed|decided|determined|set|defined|announced|advised)|notyet(?:set|agreed|decided)"
    r"|(?:still)?(?:under|in)(?:discussion|negotiation|consultation)|pending|no(?:t(?:yet)?set|(?:national|specific|quantitative|numerical|formal)?targets?(?:set|yet|agreed|in[a-z]{1,12})?)"
    r"|(?:暂)?(?:不|未)(?:设|设定|设置|作|定)(?:目标|指标|要求)?值?|undertreview|underreview|待定|未定|另定|另行(?:确定|下达|制定|研究)|待(?:研究|确定|明确|核定|定)"
    r"|(?:各)?(?:年度|年|地|区|县)?视(?:情|情况)(?:提出|确定|而定|制定|设定)?|(?:逐年|分年|分年度|每年|各年度?)(?:提出|确定|下达|制定)"
)
_CORES: Final = (
    # the longest first, so that 只增不减 is not 增
    ("零减少", Intention.STABLE), ("争先进位", Intention.UP), ("进位", Intention.UP), ("前移", Intention.UP), ("稳中有升", Intention.UP), ("稳中有进", Intention.UP), ("稳中向好", Intention.UP), ("稳中提质", Intention.UP), ("促稳提质", Intention.UP), ("保稳提质", Intention.UP), ("量稳质升", Intention.UP), ("稳量提质", Intention.UP), ("扩量提质", Intention.UP), ("提质增效", Intention.UP),
    ("稳中有降", Intention.DOWN), ("只增不减", Intention.UP), ("只升不降", Intention.UP), ("只减不增", Intention.DOWN),
    ("只降不升", Intention.DOWN), ("稳中趋降", Intention.DOWN), ("总体平稳", Intention.STABLE), ("占补平衡", Intention.STABLE),
    ("动态平衡", Intention.STABLE), ("收支平衡", Intention.STABLE), ("平衡", Intention.STABLE),
    ("保持不变", Intention.STABLE), ("不降低", Intention.STABLE), ("不减少", Intention.STABLE), ("不下降", Intention.STABLE),
    ("不增加", Intention.STABLE), ("不上升", Intention.STABLE), ("不反弹", Intention.STABLE), ("不退化", Intention.STABLE),
    ("零增长", Intention.STABLE), ("0增长", Intention.STABLE), ("负增长", Intention.DOWN), ("正增长", Intention.UP),
    ("合理区间", Intention.WITHIN), ("合理水平", Intention.WITHIN), ("合理范围", Intention.WITHIN),
    ("合理增长", Intention.UP), ("适度增长", Intention.UP), ("平稳增长", Intention.UP), ("稳定增长", Intention.UP),
    ("较快增长", Intention.UP), ("可控范围", Intention.WITHIN), ("正常区间", Intention.WITHIN),
    ("提升", Intention.UP), ("提高", Intention.UP), ("增长", Intention.UP), ("上升", Intention.UP), ("增加", Intention.UP),
    ("改善", Intention.UP), ("优化", Intention.UP), ("向好", Intention.UP), ("扩大", Intention.UP), ("增强", Intention.UP),
    ("好转", Intention.UP), ("攀升", Intention.UP), ("壮大", Intention.UP), ("完善", Intention.UP), ("健全", Intention.UP),
    ("回升", Intention.UP), ("加快", Intention.UP), ("提质", Intention.UP), ("递增", Intention.UP),
    ("下降", Intention.DOWN), ("降低", Intention.DOWN), ("减少", Intention.DOWN), ("收窄", Intention.DOWN),
    ("缩小", Intention.DOWN), ("回落", Intention.DOWN), ("压减", Intention.DOWN), ("压降", Intention.DOWN),
    ("减轻", Intention.DOWN), ("遏制", Intention.DOWN), ("递减", Intention.DOWN), ("控制", Intention.DOWN),
    ("稳定", Intention.STABLE), ("平稳", Intention.STABLE), ("不变", Intention.STABLE), ("持平", Intention.STABLE),
    ("稳健", Intention.STABLE), ("现状", Intention.STABLE),
)  # fmt: skip
_MANNERS: Final = (
    "持续", "稳步", "逐步", "逐年", "不断", "进一步", "明显", "显著", "大幅度", "大幅", "有所", "总体", "基本", "继续",
    "力争", "努力", "保持在", "保持", "维持在", "维持", "实现", "全面", "较大", "较快", "有序", "适度", "合理", "小幅", "切实",
    "有效", "稳定", "平稳", "稳中", "略有", "处于", "控制在", "运行在", "加快", "大力", "同步", "年度", "逐渐", "趋于", "趋",
    "长期", "始终", "确保", "质量", "水平", "总量", "规模", "快速", "积极", "着力", "一定", "幅度", "得到", "获得", "在", "更加",
)  # fmt: skip
_CORE_WORDS: Final = tuple(word for word, _ in _CORES)
_CLOSINGS: Final = frozenset(
    {
        "",
        "态势",
        "水平",
        "趋势",
        "运行",
        "区间",
        "范围",
        "状态",
        "势头",
        "以内",
        "内",
        "幅度",
        "和",
        "发展",
        "格局",
        "目标",
    }
)
_ENGLISH: Final = {
    Intention.UP: (
        "increase", "increasing", "improve", "improving", "improvement", "rise", "rising", "grow", "growth", "upward",
        "expand", "yearonyearimprovement", "yearonyearincrease", "continuousimprovement", "steadyincrease",
    ),
    Intention.DOWN: (
        "decrease", "decreasing", "reduce", "reduction", "reducing", "fall", "falling", "decline", "declining", "lower",
        "downward", "yearonyearreduction", "yearonyeardecrease", "minimise", "minimize",
    ),
    Intention.STABLE: (
        "stable", "maintain", "maintained", "nochange", "unchanged", "steady", "maintaincurrentlevel", "nodeterioration",
        "noincrease", "nodecrease", "remainstable", "keepstable", "zerogrowth", "noworsening", "holdsteady", "stabilise", "stabilize", "stayflat", "sustain", "sustained", "maintaincurrentlevels",
    ),
    Intention.WITHIN: ("withinareasonablerange", "reasonablerange", "remainwithinareasonablerange"),
    Intention.LATER: ("setannually", "reviewedannually", "setyearly"),
}  # fmt: skip
_ENGLISH_INTENTIONS: Final = {word: way for way, words in _ENGLISH.items() for word in words}
_SEPARATORS: Final = re.compile(r"[,;、，；]|并且?|且")
# alone these are the beginning of a figure that is missing: 增长, 下降
_UNFINISHED: Final = frozenset(
    {
        "增长",
        "增加",
        "控制",
        "减少",
        "递增",
        "递减",
        "提高",
        "降低",
        "下降",
        "上升",
        "加快",
        "现状",
        "increase",
        "decrease",
        "reduce",
    }
)
_MOST_WORDS: Final = 60
"""Letters of a target in words alone; what is longer is prose."""


@lru_cache(maxsize=1024)
def parse_words(words: str) -> StatedText | None:
    """A target in words alone: assigned, relative, a direction or a place; None where the words are none of these."""
    if not words or len(words) > _MOST_WORDS:
        return None
    if is_assigned(words):
        return StatedText(TargetKind.ASSIGNED, words)
    return _rank(words) or _intended(words) or _relative(words)


def is_assigned(words: str) -> bool:
    """Whether words say that the target is assigned from above: 完成省下达任务, 控制在省下达目标以内, assigned."""
    match = _ASSIGNED.fullmatch(words)
    if match is None:
        return False
    if match.string.startswith(("assigned", "asassigned")):
        return True
    # 考核 alone names neither who assigns nor that it is to be met, 完成任务 not whose it is
    if match.group("act") and match.group("act") != "定":
        return bool(match.group("opening") or match.group("issuer"))
    begun = match.group("opening") or match.group("act")
    return bool(begun and match.group("issuer") and match.group("task"))


def _rank(words: str) -> StatedText | None:
    if _FOREMOST.fullmatch(words):
        return StatedText(TargetKind.NONE, words, measure=Measure.RANK)
    match = _RANK.fullmatch(words) or _TOP.fullmatch(words)
    if match is not None:
        said = match.groupdict()
        figure = _place(said["top"] or said["place"])
        if figure is None:
            return None
        # the first three are met by any place up to the third
        kind = TargetKind.AT_MOST if said["top"] or said.get("least") else TargetKind.EXACT
        among = said["among"] or said.get("of") or ""
        return StatedText(kind, words, figure=float(figure), measure=Measure.RANK, reference=among)
    return None


def _place(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdigit() else _PLACES.get(said)


def _relative(words: str) -> StatedText | None:
    if match := _TOGETHER.fullmatch(words):
        return _beside(words, TargetKind.EXACT, match.group("with"))
    if (match := _BEYOND.fullmatch(words)) is not None and _REFERENCE.search(match.group("of")):
        kind = TargetKind.AT_LEAST if match.group("way") in "高快" else TargetKind.AT_MOST
        return _beside(words, kind, words[1:])
    rest, said = words, ""
    while rest.startswith(_KEEPING) and (
        said := next((one for one in _KEEPING if rest.startswith(one) and len(rest) > len(one)), "")
    ):
        rest = rest.removeprefix(said)
    if not rest.startswith(_COMPARED_WORDS):
        return None
    opening, kind = next((one, kind) for one, kind in _COMPARED if rest.startswith(one))
    reference = rest.removeprefix(opening).removeprefix("the")
    for closing in ("以内", "之内", "以下", "以上"):
        reference = reference.removesuffix(closing)
    if match := _OF_A_YEAR.fullmatch(reference):
        # 不低于2020年水平, but 超2000 is a figure
        named = "年" in reference or "level" in reference
        return _beside(words, kind, reference) if named else None
    beyond = _BY_HOW_MUCH.fullmatch(reference)
    of = reference if beyond is None else beyond.group("of")
    if any(letter.isdigit() for letter in of) or not _REFERENCE.search(of):
        return None
    return _beside(words, kind, reference)


def _beside(words: str, kind: TargetKind, reference: str) -> StatedText:
    return StatedText(kind, words, measure=Measure.RELATIVE, reference=reference)


def _intended(words: str) -> StatedText | None:
    """A direction or an intention; of several in a row the first says which."""
    found: Intention | None = None
    for part in _SEPARATORS.split(words):
        one = _one_intention(part)
        if one is None:
            return None
        found = found or one
    if found is None:
        return None
    return StatedText(TargetKind.NONE, words, measure=Measure.QUALITATIVE, intention=found)


def _one_intention(part: str) -> Intention | None:
    if _UNSETTLED.fullmatch(part):
        return Intention.LATER
    if part in _UNFINISHED:
        return None
    if part in _ENGLISH_INTENTIONS:
        return _ENGLISH_INTENTIONS[part]
    rest = part
    while rest:
        core = None
        if rest.startswith(_CORE_WORDS):  # one call for all of them: most cells are figures
            core = next((one, way) for one, way in _CORES if rest.startswith(one))
        if core is not None and rest.removeprefix(core[0]) in _CLOSINGS:
            return core[1]
        if not rest.startswith(_MANNERS):
            return None
        rest = rest.removeprefix(next(one for one in _MANNERS if rest.startswith(one)))
    return None
