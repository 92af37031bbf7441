"""The grammar of target cells: 7000以上, 35左右, 3.0以上，力争3.5以上, 年均增长8%, 完成省下达任务."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from npfdesk.plan.names import fold, is_blank
from npfdesk.plan.numbers import half_width, parse_figure, split_figure, unit_factor
from npfdesk.plan.problems import Problem, error
from npfdesk.plan.targets import How, TargetKind, TargetText

NOT_A_TARGET: Final = error(
    "not_a_target",
    "“{text}”不是可以识别的目标。可写 8000、7000以上、不超过30、35左右、1-2、新增500、累计100以上、翻一番、"
    "增长15%以上、年均增长8%、全覆盖、完成省下达任务 或 —。",
    "“{text}” is not a target. Accepted: 8000, 7000以上 (at least 7000), 不超过30 (at most 30), 35左右 (about 35), "
    "1-2, +500, 累计100以上, 翻一番, 增长15%以上, 年均增长8%, 全覆盖, assigned, or —.",
)
NOT_A_BASE: Final = error(
    "not_a_base",
    "“{text}”不是可以识别的基期值。可写数字、91.83（2019）或 —。",
    "“{text}” is not a base. Accepted: a number, 91.83 (2019), or —.",
)

_AT_LEAST: Final = (
    "不低于", "不少于", "不小于", "至少", "≥", "≧", "⩾", "≮", ">=", ">", "超过", "超", "突破", "高于", "大于", "多于",
    "atleast", "over", "above", "morethan", "notlessthan", "nolessthan",
)  # fmt: skip
_AT_MOST: Final = (
    "不超过", "不高于", "不大于", "不多于", "不超", "至多", "最多", "≤", "≦", "⩽", "≯", "<=", "<", "低于", "小于", "少于",
    "atmost", "under", "below", "lessthan", "nomorethan", "notmorethan",
)  # fmt: skip
_ABOUT: Final = ("大约", "约为", "约", "~", "≈", "about", "around", "approximately", "approx.", "approx")
_PLAIN: Final = (
    "达到", "达", "实现", "确保", "保持在", "保持", "稳定在", "控制在", "控制", "增加到", "增加至", "增长到",
    "增长至", "增至", "提高到", "提高至", "提升到", "提升至", "下降到", "下降至", "降低到", "降低至", "降至",
    "降到", "减少到", "减少至", "累计达到", "累计达", "累计", "总数达到", "总量达到", "为", "到", "reach", "to", "=",
)  # fmt: skip
_SUFFIXES: Final = (
    ("及以上", TargetKind.AT_LEAST), ("或以上", TargetKind.AT_LEAST), ("以上", TargetKind.AT_LEAST),
    ("+", TargetKind.AT_LEAST), ("ormore", TargetKind.AT_LEAST), ("及以下", TargetKind.AT_MOST),
    ("以下", TargetKind.AT_MOST), ("以内", TargetKind.AT_MOST), ("之内", TargetKind.AT_MOST),
    ("orless", TargetKind.AT_MOST), ("左右", TargetKind.ABOUT), ("上下", TargetKind.ABOUT),
    ("前后", TargetKind.ABOUT),
)  # fmt: skip
_MULTIPLES: Final = {"一": 2.0, "": 2.0, "1": 2.0, "两": 4.0, "二": 4.0, "2": 4.0, "三": 8.0, "3": 8.0}
_RISES: Final = (
    "累计新增",
    "累计增加",
    "净增加",
    "净增",
    "新增",
    "增加",
    "新建成",
    "increaseof",
    "increaseby",
    "+",
)
_FALLS: Final = ("累计减少", "减少", "减排")
_RISING: Final = ("增长", "增幅", "提高", "提升", "上升", "增加")
_FALLING: Final = ("下降", "降低", "减少", "降幅")
_COMPOUND: Final = (
    "年均增长",
    "年均增速",
    "年均提高",
    "年均",
    "每年增长",
    "年增长",
    "annualgrowthof",
    "peryear",
)
_GROWTH_NAME: Final = re.compile(
    r"(?:增速|增长率|增长速度|增幅|增长|growthrate|growth)(?:\([^()]*\))?$|growthof"
)
_CUT_NAME: Final = re.compile(r"(?:降幅|降速|下降率|降低率|减少率|下降|降低)(?:\([^()]*\))?$")
_INCLUSIVE: Final = re.compile(r"(?<=[上下内])\(含\)$|\(含\)(?=以[上下内])")
_DOUBLED: Final = re.compile(r"(?:[比较]基期)?翻(一|两|二|三|1|2|3|)番")
_COVERED: Final = re.compile(r"(?:100%?)?全覆盖")
_ASSIGNED: Final = re.compile(
    r"(?:assigned(?:(?:from|by)[a-z]+)?"
    r"|(?:全面|确保|按时)*(?P<opening>完成|达到|落实|按照?|待|以)?"
    r"(?P<issuer>(?:国家|中央|省|设区|市|区|县|上级|级|主管|政府|部门?|厅|局|委|和|及|、)*)(?:统一)?(?:下达|分解|考核|交办)"
    r"(?:的|给)?(?:[我全][省市县区])?(?:的|年度|约束性|控制|总量|节能|减排|工作|考核|分解)*"
    r"(?:任务|目标|指标|要求|计划|数|值)*(?:执行|为准)?)"
)
_YEAR: Final = re.compile(r"\(((?:19|20|21)\d\d|2200)年?(?:数据|数)?\)$")
_BRACKETED: Final = re.compile(r"\(([^()\d]{1,12})\)$")
_RANGE: Final = re.compile(
    r"^(?P<low>[-−]?[\d.,]+[^\d\-~—–−至到]{0,6})(?:-|~|—|–|−|至|到|to)(?P<high>[-−]?[\d.,]+.{0,8})$"
)


@dataclass(frozen=True)
class BaseFigure:
    """A base cell: its figure (None: none) and the year in brackets, where it belongs to another one."""

    value: float | None
    year: int | None = None


def parse_target(text: str, *, unit: str = "", name: str = "") -> TargetText | Problem:
    """Parse the target cell of an indicator with that unit and name.

    A Problem says what is accepted. Nothing is guessed, and no part of the text is ignored.
    """
    if is_blank(text):
        return TargetText(TargetKind.NONE, text)
    words = _INCLUSIVE.sub("", half_width(text).casefold().rstrip("。;"))
    if _assigned(words):
        return TargetText(TargetKind.ASSIGNED, text)
    stretch: float | None = None
    if "力争" in words:
        words, _, hoped = words.partition("力争")
        words = words.rstrip("".join((",", ";", "、", "(")))
        figure = _stretch_text(hoped.rstrip(")"), unit)
        if isinstance(figure, Problem):
            return replace_text(figure, text)
        stretch = figure
        if not words:
            return TargetText(TargetKind.NONE, text, stretch=stretch)
        if _assigned(words):
            return TargetText(TargetKind.ASSIGNED, text, stretch=stretch)
    year: int | None = None
    if match := _YEAR.search(words):
        year, words = int(match.group(1)), words[: match.start()]
    if match := _BRACKETED.search(words):
        words = words[: match.start()] + match.group(1)
    parsed = _parse_first(words, unit, name)
    if isinstance(parsed, Problem):
        return replace_text(parsed, text)
    return replace(parsed, text=text, stretch=stretch, year=year)


def replace_text(problem: Problem, text: str) -> Problem:
    """The same problem with the whole cell's text."""
    return Problem(problem.kind, problem.sheet, problem.cell, text, problem.arguments)


def _assigned(words: str) -> bool:
    match = _ASSIGNED.fullmatch(words)
    # 考核 alone names neither who assigns nor that it is to be met
    return match is not None and bool(
        match.group("opening") or match.group("issuer") or words.startswith("assigned")
    )


def _stretch_text(words: str, unit: str) -> float | Problem:
    parsed = _qualified(words, unit)
    if isinstance(parsed, Problem):
        return parsed
    return parsed.figure if parsed.figure is not None else Problem(NOT_A_TARGET, text=words)


def _parse_first(words: str, unit: str, name: str) -> TargetText | Problem:
    number, kinds = _stripped(words)
    if (match := _DOUBLED.fullmatch(number)) and len(kinds) <= 1:
        kind = kinds.pop() if kinds else TargetKind.EXACT
        return TargetText(kind, words, "multiple", _MULTIPLES[match.group(1)])
    if _COVERED.fullmatch(number) and not kinds and _in_percent(unit):
        return TargetText(TargetKind.EXACT, words, "figure", 100.0)
    opening = next((one for one in _PLAIN if words.startswith(one)), "")
    made = _range(words.removeprefix(opening), unit)
    if made is not None:
        return made
    folded = fold(name)
    own = ""
    if _in_percent(unit) or not fold(unit):
        own = "growth" if _GROWTH_NAME.search(folded) else "cut" if _CUT_NAME.search(folded) else ""
    ways: tuple[tuple[tuple[str, ...], float, How], ...] = (
        (_COMPOUND, 1.0, "compound"),
        (_RISES, 1.0, "increase"),
        (_FALLS, -1.0, "change"),
        (_RISING, 1.0, "growth"),
        (_FALLING, -1.0, "growth"),
    )
    for openings, sign, how in ways:
        opening = next((one for one in openings if words.startswith(one)), "")
        if not opening or words[len(opening) :].startswith(("到", "至")):
            continue
        rest = words[len(opening) :]
        joined = next((one for one in _RISING + _FALLING if how == "compound" and rest.startswith(one)), "")
        falls = sign < 0 or joined in _FALLING
        return _change(rest.removeprefix(joined), -1.0 if falls else 1.0, how, unit, own)
    return _qualified(words, unit)


def _in_percent(unit: str) -> bool:
    return bool(fold(unit)) and unit_factor("%", unit) == 1


def _change(words: str, sign: float, how: How, unit: str, own: str) -> TargetText | Problem:
    """An increase or a growth: in the indicator's own unit or in points an increase, in % else a growth.

    Of an indicator in %, 增加5% adds five points and 增长5% grows it by a twentieth. `own` says that the indicator
    is itself a rate of growth or of a cut: the words then repeat its name, and the figure is its own.
    """
    if own and sign > 0 and (made := _range(words, unit)) is not None:
        return made
    parsed = _qualified(words, "", bare=True)
    if isinstance(parsed, Problem):
        return parsed
    written = split_figure(_stripped(words)[0])
    found = written.unit if written is not None else ""
    if own and found in ("%", ""):
        if own == "cut" and sign > 0 and how != "increase":
            # 增长5% of a cut: does the cut grow, or what is cut?
            return Problem(NOT_A_TARGET, text=words)
        return _signed(parsed, abs(sign) if own == "cut" else sign, "figure")
    if found == "%" and (how in ("growth", "compound") or not _in_percent(unit)):
        return _signed(parsed, sign, "compound" if how == "compound" else "growth")
    if how == "compound":
        return Problem(NOT_A_TARGET, text=words)
    measured = _qualified(words, unit)
    if isinstance(measured, Problem):
        return measured
    return _signed(measured, sign, "increase" if how == "increase" else "change")


def _signed(parsed: TargetText, sign: float, how: How) -> TargetText:
    figure = None if parsed.figure is None else sign * parsed.figure
    kind = parsed.kind
    if sign < 0:
        # "cut by 18 % or more" leaves at most the rest
        kind = {TargetKind.AT_LEAST: TargetKind.AT_MOST, TargetKind.AT_MOST: TargetKind.AT_LEAST}.get(
            kind, kind
        )
    return replace(parsed, figure=figure, how=how, kind=kind)


def _range(words: str, unit: str) -> TargetText | Problem | None:
    """A range in `unit`; a Problem where its ends are in another or stand the wrong way round; None: no range."""
    match = _RANGE.match(words)
    if match is None:
        return None
    low_text, high_text = match.group("low"), match.group("high")
    high_figure, low_figure = split_figure(high_text), split_figure(low_text)
    if low_figure is None or high_figure is None:
        return None
    # the unit often stands once, behind the second figure
    low = parse_figure(low_text if low_figure.unit else low_text + high_figure.unit, unit)
    high = parse_figure(high_text, unit)
    if isinstance(low, Problem) or isinstance(high, Problem):
        ends = (end for end in (low, high) if isinstance(end, Problem))
        return next((end for end in ends if end.code == "unit_mismatch"), None)
    if low > high:
        return Problem(NOT_A_TARGET, text=words)
    return TargetText(TargetKind.RANGE, "", low=low, high=high)


def _stripped(words: str) -> tuple[str, set[TargetKind]]:
    """The number with its unit, and the kinds that the words around it name; no word is taken twice."""
    kinds: set[TargetKind] = set()
    taken: set[str] = set()
    for ending, kind in _SUFFIXES:
        if words.endswith(ending) and len(words) > len(ending):
            words = words[: -len(ending)]
            kinds.add(kind)
            break
    opening: str | None = ""
    while opening is not None:
        opening = None
        for openings, named in (
            (_AT_MOST, TargetKind.AT_MOST),
            (_AT_LEAST, TargetKind.AT_LEAST),
            (_ABOUT, TargetKind.ABOUT),
            (_PLAIN, None),
        ):
            opening = next((one for one in openings if words.startswith(one) and len(words) > len(one)), None)
            if opening is None:
                continue
            # one word for the kind, and every other one once
            mark = opening if named is None else "kind"
            if mark in taken:
                return words, kinds
            taken.add(mark)
            words = words.removeprefix(opening)
            if named is not None:
                kinds.add(named)
            break
    return words, kinds


def _qualified(words: str, unit: str, bare: bool = False) -> TargetText | Problem:
    """A figure with the words before and behind it; `bare` takes whatever unit it has."""
    number, kinds = _stripped(words)
    # 7000以上家 and 7000家以上 are both written
    moved = re.fullmatch(r"(.*?\d)(以上|以下|以内|左右|上下)(\D{1,6})", number)
    if moved is not None:
        kinds |= _stripped(f"0{moved.group(2)}")[1]
        number = moved.group(1) + moved.group(3)
    if len(kinds) > 1:
        return Problem(NOT_A_TARGET, text=words)
    if bare:
        written = split_figure(number)
        figure: float | Problem = Problem(NOT_A_TARGET, text=words) if written is None else written.value
    else:
        figure = parse_figure(number, unit)
    if isinstance(figure, Problem):
        return figure if figure.code == "unit_mismatch" else Problem(NOT_A_TARGET, text=words)
    return TargetText(kinds.pop() if kinds else TargetKind.EXACT, words, "figure", figure)


def parse_base(text: str, unit: str = "") -> BaseFigure | Problem:
    """A base cell: a figure, a figure with its year in brackets, or one of the marks for none."""
    if is_blank(text):
        return BaseFigure(None)
    words = half_width(text)
    year: int | None = None
    if match := _YEAR.search(words):
        year, words = int(match.group(1)), words[: match.start()]
    figure = parse_figure(words, unit)
    if isinstance(figure, Problem):
        kind = figure.kind if figure.code == "unit_mismatch" else NOT_A_BASE
        return Problem(kind, text=text, arguments=figure.arguments)
    return BaseFigure(figure, year)


def parse_stretch(text: str, unit: str = "") -> float | Problem | None:
    """A stretch cell: 3.5, 3.5以上, 力争3.5以上, or none."""
    if is_blank(text):
        return None
    figure = _stretch_text(half_width(text).casefold().removeprefix("力争"), unit)
    return replace_text(figure, text) if isinstance(figure, Problem) else figure
