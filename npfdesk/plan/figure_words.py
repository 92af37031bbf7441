"""A figure with the words around it: 7000以上, 不超过30%, 约35, 达到7000家以上, 3-4, 22±1, between 3 and 4.

All words are in half width, folded and without blanks; every pattern is linear.
"""

from __future__ import annotations

import re
from typing import Final

from npfdesk.plan.names import without_accents
from npfdesk.plan.numbers import parse_figure, split_figure
from npfdesk.plan.problems import Problem, error
from npfdesk.plan.targets import StatedText, TargetKind

NOT_A_TARGET: Final = error(
    "not_a_target",
    "“{text}”不是可以识别的目标。可写 8000、7000以上、不超过30、35左右、1-2、新增500、累计100以上、翻一番、增长15%以上、"
    "年均增长8%、〔520〕（五年累计）、高于全省平均、保持稳定、保持全省前三、全覆盖、完成省下达任务 或 —。",
    "“{text}” is not a target. Accepted: 8000, 7000以上 (at least 7000), 不超过30 (at most 30), 35左右 (about 35), "
    "1-2, +500, 累计100以上, 翻一番 (double), 增长15%以上, 年均增长8% (8% per annum), 〔520〕 (sum of the years), "
    "above national average, stable, top 3, 全覆盖, assigned, or —.",
)

_AT_LEAST: Final = (
    "不低于", "不少于", "不小于", "至少", "≥", "≧", "⩾", "≮", ">=", ">", "超过", "超", "突破", "高于", "大于", "多于",
    "atleast", "over", "above", "morethan", "notlessthan", "nolessthan", "nofewerthan", "aminimumof", "minimumof", "minimum", "min.", "greaterthan",
    "tren", "itnhat", "toithieu", "mindestens", "uber", "mehrals", "aumoins", "plusde", "almenos", "masde", "pelomenos",
)  # fmt: skip
_AT_MOST: Final = (
    "不超过", "不高于", "不大于", "不多于", "不超", "至多", "最多", "≤", "≦", "⩽", "≯", "<=", "<", "低于", "小于", "少于",
    "atmost", "upto", "under", "below", "lessthan", "nomorethan", "notmorethan", "fewerthan", "amaximumof", "maximumof", "maximum", "max.", "nogreaterthan", "nohigherthan",
    "duoi", "khongqua", "toida", "hochstens", "unter", "wenigerals", "maximal", "aumaximum", "moinsde", "comomaximo", "menosde",
)  # fmt: skip
_ABOUT: Final = (
    "大约",
    "约为",
    "约",
    "~",
    "≈",
    "about",
    "around",
    "approximately",
    "approx.",
    "approx",
    "khoang",
    "rund",
    "etwa",
    "ca.",
    "environ",
)
_PLAIN: Final = (
    "达到", "达", "实现", "确保", "保持在", "保持", "稳定在", "控制在", "控制", "增加到", "增加至", "增长到",
    "增长至", "增至", "提高到", "提高至", "提升到", "提升至", "下降到", "下降至", "降低到", "降低至", "降至",
    "降到", "减少到", "减少至", "累计达到", "累计达", "累计", "总数达到", "总量达到", "为", "到", "reach", "achieve",
    "maintain", "reduceto", "reductionto", "cutto", "decreaseto", "fallto", "lowerto", "increaseto", "raiseto", "growto",
    "riseto", "to", "=",
)  # fmt: skip
_SUFFIXES: Final = (
    ("及以上", TargetKind.AT_LEAST), ("或以上", TargetKind.AT_LEAST), ("以上", TargetKind.AT_LEAST),
    ("+", TargetKind.AT_LEAST), ("ormore", TargetKind.AT_LEAST), ("及以下", TargetKind.AT_MOST),
    ("以下", TargetKind.AT_MOST), ("以内", TargetKind.AT_MOST), ("之内", TargetKind.AT_MOST),
    ("orabove", TargetKind.AT_LEAST), ("andabove", TargetKind.AT_LEAST), ("orhigher", TargetKind.AT_LEAST),
    ("orover", TargetKind.AT_LEAST), ("andover", TargetKind.AT_LEAST), ("minimum", TargetKind.AT_LEAST), ("orless", TargetKind.AT_MOST),
    ("orbelow", TargetKind.AT_MOST), ("orlower", TargetKind.AT_MOST), ("andbelow", TargetKind.AT_MOST),
    ("orunder", TargetKind.AT_MOST), ("maximum", TargetKind.AT_MOST), ("orfewer", TargetKind.AT_MOST), ("左右", TargetKind.ABOUT), ("上下", TargetKind.ABOUT),
    ("前后", TargetKind.ABOUT),
)  # fmt: skip
_ENDINGS: Final = tuple(word for word, _ in _SUFFIXES)
_RANGE: Final = re.compile(
    r"(?P<low>[-−]?[\d.,]++[^\d\-~—–−至到]{0,6})(?:-|~|—|–|−|至|到|to)(?P<high>[-−]?[\d.,]++.{0,8})"
)
_BETWEEN: Final = re.compile(r"(?:between|from)(?P<low>[^a-z]{1,30})(?:and|to)(?P<high>.{1,40})")
_AROUND: Final = re.compile(
    r"(?P<middle>[0-9][0-9.,]{0,20}+)(?:±|\+/-)(?P<slack>[0-9][0-9.,]{0,20}+)(?P<unit>[^0-9]{0,12})"
)
# 7000以上家 and 7000家以上 are both written
_MOVED: Final = re.compile(r"([^以左上]{0,60}[0-9])(以上|以下|以内|左右|上下)([^0-9]{1,6})")


def figure_range(words: str, unit: str) -> StatedText | Problem | None:
    """A range in `unit`; a Problem where its ends are in another or stand the wrong way round; None: no range."""
    opening = next((one for one in _PLAIN if words.startswith(one)), "")
    words = words[len(opening) :]
    if match := _AROUND.fullmatch(words):
        return _around(match, words, unit)
    match = _BETWEEN.fullmatch(words) or _RANGE.fullmatch(words)
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
    return StatedText(TargetKind.RANGE, words, low=low, high=high)


def _around(match: re.Match[str], words: str, unit: str) -> StatedText | Problem:
    middle = parse_figure(match.group("middle") + match.group("unit"), unit)
    slack = parse_figure(match.group("slack") + match.group("unit"), unit)
    if isinstance(middle, Problem) or isinstance(slack, Problem):
        found = next(one for one in (middle, slack) if isinstance(one, Problem))
        return found if found.code == "unit_mismatch" else Problem(NOT_A_TARGET, text=words)
    return StatedText(TargetKind.RANGE, words, low=middle - slack, high=middle + slack)


def stripped(words: str) -> tuple[str, set[TargetKind]]:
    """The number with its unit, and the kinds that the words around it name; no word is taken twice."""
    kinds: set[TargetKind] = set()
    taken: set[str] = set()
    for ending, kind in _SUFFIXES if words.endswith(_ENDINGS) else ():
        if words.endswith(ending) and len(words) > len(ending):
            words = words[: -len(ending)]
            kinds.add(kind)
            break
    opening: str | None = ""
    while opening is not None:
        opening, plain = None, without_accents(words)
        for openings, named in (
            (_AT_MOST, TargetKind.AT_MOST),
            (_AT_LEAST, TargetKind.AT_LEAST),
            (_ABOUT, TargetKind.ABOUT),
            (_PLAIN, None),
        ):
            if not plain.startswith(openings):
                continue
            opening = next((one for one in openings if plain.startswith(one) and len(words) > len(one)), None)
            if opening is None:
                continue
            # one word for the kind, and every other one once
            mark = opening if named is None else "kind"
            if mark in taken:
                return words, kinds
            taken.add(mark)
            words = words[len(opening) :]
            if named is not None:
                kinds.add(named)
            break
    return words, kinds


def qualified(words: str, unit: str, bare: bool = False) -> StatedText | Problem:
    """A figure with the words before and behind it; `bare` takes whatever unit it has."""
    number, kinds = stripped(words)
    if (moved := _MOVED.fullmatch(number)) is not None:
        kinds |= stripped(f"0{moved.group(2)}")[1]
        number = moved.group(1) + moved.group(3)
    if len(kinds) > 1:
        return Problem(NOT_A_TARGET, text=words)
    if bare:
        written = split_figure(number)
        figure: float | Problem = Problem(NOT_A_TARGET, text=words) if written is None else written.value
    else:
        figure = parse_figure(number, unit)
    if isinstance(figure, Problem):
        # what is wrong with a unit or a comma is worth saying; of anything else, that it is no target
        return Problem(NOT_A_TARGET, text=words) if figure.code == "not_a_number" else figure
    return StatedText(kinds.pop() if kinds else TargetKind.EXACT, words, "figure", figure)


def unit_behind(words: str) -> str:
    """The text of the unit behind a figure with words around it; "" where there is none or no figure."""
    written = split_figure(stripped(words)[0])
    return written.unit if written is not None else ""
