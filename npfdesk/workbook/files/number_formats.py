r"""Number formats: what a format code makes of a figure, a text or a date, where it shows more than the plain value.

A code (ECMA-376 part 1, 18.8.31) is scanned once from left to right, in time linear in its length: quoted and escaped
literals (``"以上"``, ``\x`` and the ``!x`` of Chinese Excel), padding (``_x``, ``*x``), brackets (colours, conditions,
currencies, spans of time), digits, scaling commas, per cent, exponents, General, @ and the letters of dates, in up to
four sections. What it does not cover: numerals in Chinese ([DBNum1]), fractions and exponents (the plain value stands),
names of weekdays and eras (a date is then given in full), formats of more than 1,000 characters (no words).
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from enum import Enum, auto
from types import MappingProxyType
from typing import Final

from npfdesk.plan.numbers import plain

_MINUS: Final = ("-", "−", "–")
_OPENING: Final = ("(", "（")
_CLOSING: Final = (")", "）")
# Excel takes 255 letters
_LONGEST: Final = 1_000
_MOST_DECIMALS: Final = 30
_ZEROS: Final = "0"
_PLACEHOLDERS: Final = "0#?"
_DATE_LETTERS: Final = "dmhysDMHYS"
# letters that are of a date only where no digit stands beside them: a year of Chinese Excel, names of weekdays, eras
_SELDOM: Final = "eEaAgGbB"
_CONDITION: Final = re.compile(r"(<=|>=|<>|=|<|>) ?(-?[0-9]{1,30}(?:\.[0-9]{1,30})?)")
_SPAN: Final = re.compile(r"[hH]{1,9}|[mM]{1,9}|[sS]{1,9}")
_HALF_DAYS: Final = ("am/pm", "a/p", "上午/下午")
_GENERALS: Final = ("g/通用格式", "general")
# what stands between digits and says nothing: blanks and commas of groups
_GROUPING: Final = frozenset(" \xa0\u2007\u2009\u202f\u3000,'’")
_NO_WORDS: Final = frozenset("()（）[]【】-–—−+,.:;'’/\\*_·\"")
_MONTHS: Final = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                  "November", "December")  # fmt: skip

_YEAR_MONTH: Final = 'yyyy"年"m"月"'
_MONTH_DAY: Final = 'm"月"d"日"'
EASTERN_CODES: Final = MappingProxyType(
    {
        **dict.fromkeys((27, 36, 50, 52, 57), _YEAR_MONTH),
        **dict.fromkeys((28, 29, 51, 53, 54, 58), _MONTH_DAY),
        30: "m-d-yy",
        31: 'yyyy"年"m"月"d"日"',
        32: 'h"时"mm"分"',
        33: 'h"时"mm"分"ss"秒"',
        **dict.fromkeys((34, 55), '上午/下午h"时"mm"分"'),
        **dict.fromkeys((35, 56), '上午/下午h"时"mm"分"ss"秒"'),
    }
)
"""Formats that a file of Chinese Excel only numbers (ECMA-376, 18.8.30, zh-cn)."""


class _Sort(Enum):
    LITERAL = auto()
    DIGIT = auto()
    POINT = auto()
    COMMA = auto()
    PERCENT = auto()
    EXPONENT = auto()
    GENERAL = auto()
    TEXT = auto()
    DATE = auto()
    SELDOM = auto()
    SPAN = auto()
    HALF_DAY = auto()
    CONDITION = auto()


_Token = tuple[_Sort, str]
_SIMPLE: Final = MappingProxyType(
    {".": _Sort.POINT, ",": _Sort.COMMA, "%": _Sort.PERCENT, "@": _Sort.TEXT}
    | dict.fromkeys(_PLACEHOLDERS, _Sort.DIGIT)
)


def _sections(code: str) -> list[list[_Token]]:
    """The tokens of each section of a code."""
    sections: list[list[_Token]] = [[]]
    at, length, closes = 0, len(code), True
    while at < length:
        letter = code[at]
        if letter == ";":
            sections.append([])
            at += 1
        elif letter == '"':
            end = code.find('"', at + 1)
            end = length if end < 0 else end
            sections[-1].append((_Sort.LITERAL, code[at + 1 : end]))
            at = end + 1
        elif letter in "\\!":
            sections[-1].append((_Sort.LITERAL, code[at + 1 : at + 2]))
            at += 2
        elif letter in "_*":
            at += 2
        elif letter == "[" and closes:
            end = code.find("]", at + 1)
            # where none closes here, none does further on: looked for once, not at each of 300,000
            closes = end >= 0
            if closes:
                sections[-1].extend(_bracketed(code[at + 1 : min(end, at + 80)]))
                at = end + 1
        elif letter == "[":
            at += 1
        else:
            token = _token(code, at, letter)
            sections[-1].append(token)
            at += len(token[1])
    return sections


def _bracketed(said: str) -> list[_Token]:
    """A span of time or a condition; a colour, a currency or a language shows nothing that counts."""
    if _SPAN.fullmatch(said):
        return [(_Sort.SPAN, said)]
    return [(_Sort.CONDITION, said)] if _CONDITION.fullmatch(said) else []


def _token(code: str, at: int, letter: str) -> _Token:
    """The token that begins with a letter which is no quotation, escape, padding or bracket."""
    simple = _SIMPLE.get(letter)
    if simple is not None:
        return simple, letter
    if letter in "gGaA上":
        ahead = code[at : at + 8].casefold()
        for sort, words in ((_Sort.GENERAL, _GENERALS), (_Sort.HALF_DAY, _HALF_DAYS)):
            for word in words:
                if ahead.startswith(word):
                    return sort, code[at : at + len(word)]
    if letter in "eE" and code[at + 1 : at + 2] in ("+", "-"):
        return _Sort.EXPONENT, code[at : at + 2]
    if letter in _DATE_LETTERS or letter in _SELDOM:
        # a run of one letter; what is longer than any shows the same
        end = at + 1
        while end < len(code) and code[end] == letter:
            end += 1
        return (_Sort.DATE if letter in _DATE_LETTERS else _Sort.SELDOM), code[at:end]
    return _Sort.LITERAL, letter


@dataclass(frozen=True, slots=True)
class _Section:
    """A section for figures: what stands before and behind the digits, and how they are to be shown.

    `digits` are the placeholders and literals of the figure from its first to its last placeholder where it is shown
    otherwise than plain (None where the plain value is to stand); `scale` is by how many thousands it is divided.
    """

    before: str = ""
    after: str = ""
    has_words: bool = False
    has_figure: bool = True
    percentage: bool = False
    digits: tuple[_Token, ...] | None = None
    scale: int = 0
    condition: tuple[str, float] | None = None

    @property
    def is_plain(self) -> bool:
        """Whether a figure shown in it says no more than its value."""
        return not self.has_words and self.digits is None


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A number format: whether it shows a date, a span of time or a percentage, and what it adds to figures and texts.

    ``figure`` is to be asked only where the format `adds` to figures, ``words`` where it `adds_to_text`, and ``date``
    where it `shows_in_part`; in every other the value stands as it is.
    """

    is_date: bool = False
    is_span: bool = False
    is_percentage: bool = False
    sections: tuple[_Section, ...] = ()
    around_text: tuple[str, str] = ("", "")
    date_parts: tuple[_Token, ...] = ()
    places: int = -1
    """The decimals that it shows of a figure; -1 where it says none."""

    @property
    def adds(self) -> bool:
        """Whether some figure is shown with words or scaled, or some as a percentage and some not."""
        return bool(self.sections)

    @property
    def is_mixed(self) -> bool:
        """Whether some figures are shown as percentages and some not."""
        return len({one.percentage for one in self.sections if one.has_figure}) > 1

    @property
    def adds_to_text(self) -> bool:
        """Whether a text is shown with words around it."""
        return self.around_text != ("", "")

    @property
    def shows_in_part(self) -> bool:
        """Whether a date is shown without its day, its month or its year."""
        return bool(self.date_parts)

    def figure(self, value: float) -> tuple[str, bool]:
        """A finite figure as shown, and whether that is its plain value: 8% of 0.08, 33.1 of 33.1 shown as 33.

        Words are put around the full value, which is never rounded; a scaled figure is rounded as it is shown.
        """
        section, implied = self._section_of(value)
        full = percentage(value) if section.percentage else plain(value)
        if section.is_plain:
            return (percentage(value) if self.is_percentage and not self.is_mixed else full), True
        if not section.has_figure:
            return f"{section.before}{section.after}".strip(), False
        shown = full
        if section.digits is not None:
            shown = ("-" if value < 0 else "") + _woven(abs(value), section)
        if not section.has_words:
            return shown, False
        before, after = section.before, section.after
        if implied and before.startswith(_OPENING) and after.endswith(_CLOSING):
            before, after = before[1:], after[:-1]
        elif before.strip().startswith(_MINUS) or before.strip().endswith(_MINUS):
            shown = shown.lstrip("-")
        elif implied and (before != self.sections[0].before or before.strip()):
            # a section of its own for negative figures says in its words what the sign would: 下降0.0%
            shown = shown.lstrip("-")
        return f"{before}{shown}{after}".strip(), False

    def words(self, text: str) -> str:
        """A text as shown."""
        return f"{self.around_text[0]}{text}{self.around_text[1]}"

    def date(self, moment: datetime.date) -> str:
        """A date as shown in part: 2020年, 2024年1月, 2024-01, 12月31日. A year is always given by four figures."""
        shown = []
        for sort, said in self.date_parts:
            if sort is _Sort.LITERAL:
                shown.append(said)
            elif said[0] in "yYeE":
                shown.append(f"{moment.year:04d}")
            elif said[0] in "dD":
                shown.append(f"{moment.day:0{min(len(said), 2)}d}")
            elif len(said) > 2:
                month = _MONTHS[moment.month - 1]
                shown.append(month if len(said) == 4 else month[: 3 if len(said) == 3 else 1])
            else:
                shown.append(f"{moment.month:0{len(said)}d}")
        return "".join(shown).strip()

    def _section_of(self, value: float) -> tuple[_Section, bool]:
        """The section that shows a figure, and whether it is the one for negative figures, which shows no sign."""
        sections = self.sections
        if not sections:
            return _PLAIN, False
        if len(sections) == 1 and sections[0].condition is None:
            return sections[0], False
        for index, section in enumerate(sections[:2]):
            condition = section.condition
            if condition is not None:
                if _holds(value, condition):
                    return section, False
            elif index == 0:
                if value > 0 or (value == 0 and len(sections) == 2):
                    return section, False
            elif value < 0 or len(sections) == 2:
                return section, value < 0 and sections[0].condition is None
        return (sections[2] if len(sections) > 2 else _PLAIN), False


_PLAIN: Final = _Section()
GENERAL: Final = NumberFormat()
"""The format that shows every value as it is."""


def number_format(code: str) -> NumberFormat:
    """What a format code shows; the empty code shows every value as it is. Never fails."""
    sections = _sections(code)
    first = sections[0]
    has_digits = any(sort in (_Sort.DIGIT, _Sort.GENERAL) for sort, _ in first)
    sorts = {sort for sort, _ in first}
    seldom = not has_digits and any(
        sort is _Sort.SELDOM and (said[0] in "eE" or len(said) > 2) for sort, said in first
    )
    is_date = bool(sorts & {_Sort.DATE, _Sort.SPAN}) or seldom
    is_span = _Sort.SPAN in sorts
    is_percentage = any(sort is _Sort.PERCENT for section in sections for sort, _ in section)
    if len(code) > _LONGEST:
        return NumberFormat(is_date, is_span, is_percentage)
    if is_date:
        return NumberFormat(is_date, is_span, is_percentage, date_parts=_date_parts(first))
    texts = [one for one in sections if any(sort is _Sort.TEXT for sort, _ in one)]
    around = _around_text(texts[-1]) if texts else ("", "")
    figures = [one for one in sections[:3] if not any(sort is _Sort.TEXT for sort, _ in one)] or sections[:1]
    found = tuple(map(_section, figures))
    places = _places(first)
    format_of_figures = NumberFormat(is_date, is_span, is_percentage, found, around, places=places)
    if format_of_figures.is_mixed or not all(one.is_plain for one in found):
        return format_of_figures
    return NumberFormat(is_date, is_span, is_percentage, (), around, places=places)


def _places(tokens: list[_Token]) -> int:
    """The places behind the point of a section; -1 of one that shows a figure as it is, as a fraction or by powers of ten."""
    sorts = [sort for sort, _ in tokens]
    odd = {_Sort.GENERAL, _Sort.EXPONENT, _Sort.TEXT}
    if _Sort.DIGIT not in sorts or odd & set(sorts) or (_Sort.LITERAL, "/") in tokens:
        return -1
    return sorts[sorts.index(_Sort.POINT) :].count(_Sort.DIGIT) if _Sort.POINT in sorts else 0


def percentage(value: float) -> str:
    """A share as the percentage that it is shown as: 0.07 is 7%, not 7.000000000000001%."""
    return plain(float(f"{value * 100:.12g}")) + "%"


def _around_text(tokens: list[_Token]) -> tuple[str, str]:
    where = next(index for index, (sort, _) in enumerate(tokens) if sort is _Sort.TEXT)
    before, after = _joined(tokens[:where]), _joined(tokens[where + 1 :])
    return (before, after) if are_words(before + after) else ("", "")


def _joined(tokens: list[_Token]) -> str:
    """The literals of some tokens, without symbols of currencies; letters that mean nothing here stand for themselves."""
    kept = (_Sort.LITERAL, _Sort.SELDOM, _Sort.DATE)
    return without_currency("".join(text for sort, text in tokens if sort in kept))


def without_currency(said: str) -> str:
    """A text without the symbols of currencies."""
    return "".join(letter for letter in said if unicodedata.category(letter) != "Sc")


def are_words(said: str) -> bool:
    """Whether what stands beside a figure says something: letters, signs such as ≥ and ~, and no mere punctuation."""
    return any(letter not in _NO_WORDS and not letter.isspace() for letter in said)


def _section(tokens: list[_Token]) -> _Section:
    condition = None
    for sort, said in tokens:
        if sort is _Sort.CONDITION and (match := _CONDITION.fullmatch(said)):
            condition = (match[1], float(match[2]))
    shows_share = any(sort is _Sort.PERCENT for sort, _ in tokens)
    figure_sorts = (_Sort.DIGIT, _Sort.GENERAL, _Sort.TEXT)
    places = [index for index, (sort, _) in enumerate(tokens) if sort in figure_sorts]
    if not places:
        said = _joined(tokens)
        return _Section(said, "", are_words(said), False, shows_share, None, 0, condition)
    first, last = places[0], places[-1]
    body = tokens[first : last + 1]
    before, after = _joined(tokens[:first]), _joined(tokens[last + 1 :])
    # 1800+ is at least 1800
    words = are_words(before + after) or after.strip() in ("+", "＋")
    scale, digits = _body(body, tokens[last + 1 :])
    return _Section(
        before.lstrip() if words else "",
        after.rstrip() if words else "",
        words,
        True,
        shows_share,
        digits,
        scale,
        condition,
    )


def _body(body: list[_Token], behind: list[_Token]) -> tuple[int, tuple[_Token, ...] | None]:
    """By how many thousands the digits are scaled, and the digits where the plain value is not what is shown."""
    sorts = {sort for sort, _ in body}
    odd = {_Sort.EXPONENT, _Sort.GENERAL, _Sort.TEXT, _Sort.DATE, _Sort.SELDOM}
    if sorts & odd or any(sort is _Sort.LITERAL and said == "/" for sort, said in body):
        return 0, None
    scale = 0
    for sort, _ in behind:
        if sort is not _Sort.COMMA:
            break
        scale += 1
    point = next((index for index, (sort, _) in enumerate(body) if sort is _Sort.POINT), len(body))
    at = point - 1
    while at >= 0 and point < len(body) and body[at][0] is _Sort.COMMA:
        scale += 1
        at -= 1
    inside = "".join(said for sort, said in body if sort is _Sort.LITERAL)
    decimals = sum(sort is _Sort.DIGIT for sort, _ in body[point:])
    if (not scale and not set(inside) - _GROUPING) or decimals > _MOST_DECIMALS or scale > 6:
        return 0, None
    kept = tuple(one for one in body if one[0] in (_Sort.DIGIT, _Sort.POINT, _Sort.LITERAL))
    return scale, kept


def _woven(value: float, section: _Section) -> str:
    """The digits of a figure from 0 up put into their places, with the literals between them, as Excel shows it.

    Thousands are not set off; the figure is rounded half up at the last place that is shown.
    """
    digits = section.digits or ()
    point = next((index for index, (sort, _) in enumerate(digits) if sort is _Sort.POINT), len(digits))
    behind = [said for sort, said in digits[point:] if sort is _Sort.DIGIT]
    try:
        shown = Decimal(repr(value)) * 100**section.percentage / 1000**section.scale
        rounded = shown.quantize(Decimal(1).scaleb(-len(behind)), ROUND_HALF_UP)
    except InvalidOperation:
        # past the figures that a decimal holds
        return repr(value)
    whole, _, part = f"{rounded:f}".partition(".")
    needed = max((index + 1 for index, one in enumerate(behind) if one == _ZEROS), default=0)
    while len(part) > needed and part.endswith("0"):
        part = part[:-1]
    decimals = _filled(digits[point + 1 :], part)
    return (
        _placed(digits[:point], whole.lstrip("0"))
        + (f".{decimals}" if decimals else "")
        + ("%" if section.percentage else "")
    )


def _placed(places: tuple[_Token, ...], whole: str) -> str:
    """The figures before the point, from the last place on; the first place takes all that are left."""
    first = next((index for index, (sort, _) in enumerate(places) if sort is _Sort.DIGIT), -1)
    shown: list[str] = []
    for index in range(len(places) - 1, -1, -1):
        sort, said = places[index]
        if sort is not _Sort.DIGIT:
            shown.append(said if whole or any(one == _ZEROS for _, one in places[:index]) else "")
        elif index == first:
            shown.append(whole or ("0" if said == _ZEROS else ""))
        elif whole:
            shown.append(whole[-1])
            whole = whole[:-1]
        else:
            shown.append("0" if said == _ZEROS else "")
    return "".join(reversed(shown)) or ("0" if first < 0 else "")


def _filled(places: tuple[_Token, ...], part: str) -> str:
    """The figures behind the point from the first place on, with the literals between them."""
    shown: list[str] = []
    left = part
    for sort, said in places:
        if sort is _Sort.LITERAL:
            shown.append(said)
        elif left:
            shown.append(left[0])
            left = left[1:]
    return "".join(shown)


def _holds(value: float, condition: tuple[str, float]) -> bool:
    sign, bound = condition
    results = {
        "<": value < bound,
        ">": value > bound,
        "=": value == bound,
        "<=": value <= bound,
        ">=": value >= bound,
        "<>": value != bound,
    }
    return results[sign]


def _date_parts(tokens: list[_Token]) -> tuple[_Token, ...]:
    """The parts of a date that is shown without its day, month or year; () where it is to be given in full."""
    letters = {said[0].casefold() for sort, said in tokens if sort in (_Sort.DATE, _Sort.SELDOM)}
    sorts = {sort for sort, _ in tokens}
    has_year = bool(letters & {"y", "e"})
    weekday = any(said[0] in "dD" and len(said) > 2 for sort, said in tokens if sort is _Sort.DATE)
    whole = has_year and {"m", "d"} <= letters
    if whole or weekday or letters & {"h", "s", "a", "g", "b"} or sorts & {_Sort.SPAN, _Sort.HALF_DAY}:
        return ()
    parts: list[_Token] = []
    for sort, said in tokens:
        if sort in (_Sort.DATE, _Sort.SELDOM):
            parts.append((sort, said))
        elif sort in (_Sort.LITERAL, _Sort.POINT, _Sort.COMMA):
            parts.append((_Sort.LITERAL, said))
    if has_year and "m" in letters and not _reads_as_year_and_month(parts):
        return ((_Sort.DATE, "yyyy"), (_Sort.LITERAL, "-"), (_Sort.DATE, "mm"))
    return tuple(parts)


def _reads_as_year_and_month(parts: list[_Token]) -> bool:
    """Whether a year and a month stand in that order, by figures, with words or a dash between them.

    2024.1 is taken for a figure by whoever reads it as text, and 1/2024 or Jan-24 for anything.
    """
    letters = [said for sort, said in parts if sort in (_Sort.DATE, _Sort.SELDOM)]
    between = "".join(said for sort, said in parts if sort is _Sort.LITERAL)
    in_order = len(letters) == 2 and letters[0][0] in "yYeE" and len(letters[1]) <= 2
    return in_order and not set(between) & set("./,'’ ")
