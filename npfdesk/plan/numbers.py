"""Figures as people write them: the program's only grammar of numbers, units and years."""

from __future__ import annotations

import datetime
import math
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from npfdesk.plan.names import fold
from npfdesk.plan.problems import Language, Problem, Wording, error
from npfdesk.plan.rounding import rounded, rounded_text

NOT_A_NUMBER: Final = error(
    "not_a_number",
    "“{text}”不是可以识别的数字。可写 8000、8,000、８０００、1.2万 或带单位的数字。",
    "“{text}” is not a number. Accepted: 8000, 8,000, ８０００, 1.2万, or a number with its unit.",
)
UNIT_MISMATCH: Final = error(
    "unit_mismatch",
    "“{text}”的单位“{found}”与指标单位“{unit}”不符，也无法换算。请改用“{unit}”。",
    "“{text}” is in “{found}”, which neither agrees with nor converts to the indicator's “{unit}”. Write it in “{unit}”.",
)
NOT_A_YEAR: Final = error(
    "not_a_year",
    "“{text}”不是年份。可写 2025 或 2025年。",
    "“{text}” is not a year. Accepted: 2025 or 2025年.",
)
UNCLEAR_SEPARATOR: Final = error(
    "unclear_separator",
    "“{text}”中的逗号或小数点是千分位还是小数，无从判断。请改用 1234.5 或 1,234.5 的写法。",
    "Whether the comma or point in “{text}” groups thousands or begins the decimals cannot be told. "
    "Write 1234.5 or 1,234.5.",
)
LONGEST_TEXT: Final = 200
"""Letters of a cell that are read as a figure or a target; a longer text is neither."""

# longest first, so that 万亿 is not read as 万 of 亿; none comes last, before any unit
_SCALES: Final = MappingProxyType(
    {
        "万亿": 10**12,
        "千亿": 10**11,
        "百亿": 10**10,
        "十亿": 10**9,
        "亿": 10**8,
        "千万": 10**7,
        "百万": 10**6,
        "十万": 10**5,
        "万": 10**4,
        "千": 10**3,
        "百": 10**2,
        "trillion": 10**12,
        "billion": 10**9,
        "million": 10**6,
        "thousand": 10**3,
        "": 1,
    }
)
# what is measured, in multiples of what, and the names of that unit
_MEASURES: Final = (
    ("share", Fraction(1), ("%", "百分点", "个百分点", "percent", "pct", "percentagepoints")),
    ("share", Fraction(1, 10), ("‰",)),
    ("yuan", Fraction(1), ("元", "人民币元", "元人民币", "人民币", "rmb", "yuan", "cny", "¥")),
    ("dollar", Fraction(1), ("美元", "usd", "$")),
    ("pound", Fraction(1), ("英镑", "gbp", "£", "pound", "pounds")),
    ("euro", Fraction(1), ("欧元", "eur", "€", "euro", "euros")),
    ("tonne", Fraction(1), ("吨", "t")),
    ("tonne", Fraction(1, 10**3), ("公斤", "千克", "kg")),
    ("tonne", Fraction(1, 10**6), ("克", "g")),
    ("tonne", Fraction(1, 10**9), ("毫克", "mg")),
    ("tonne", Fraction(1, 10**12), ("微克", "μg", "µg", "ug")),
    ("tonne of coal", Fraction(1), ("吨标准煤", "吨标煤", "tce")),
    ("tonne of coal", Fraction(1, 10**3), ("千克标准煤", "公斤标准煤", "千克标煤", "公斤标煤")),
    ("hectare", Fraction(1), ("公顷", "ha")),
    ("hectare", Fraction(1, 15), ("亩", "mu")),
    ("hectare", Fraction(100), ("平方公里", "平方千米", "km2")),
    ("hectare", Fraction(1, 10**4), ("平方米", "平米", "m2")),
    ("kilowatt-hour", Fraction(1), ("千瓦时", "度", "kwh")),
    ("kilowatt-hour", Fraction(10**3), ("兆瓦时", "mwh")),
    ("kilowatt", Fraction(1), ("千瓦", "kw")),
    ("kilowatt", Fraction(10**3), ("兆瓦", "mw")),
    ("kilometre", Fraction(1), ("公里", "千米", "km")),
    ("kilometre", Fraction(1, 10**3), ("米",)),
    ("cubic metre", Fraction(1), ("立方米", "m3")),
    ("cubic metre", Fraction(1, 10**3), ("升",)),
)
_MULTIPLES: Final = MappingProxyType(
    {name: (measure, multiple) for measure, multiple, names in _MEASURES for name in names}
)
# a unit behind a number is taken on trust only where it is one that plans use
_COUNTED: Final = re.compile(
    r"家|个|件|人|人次|户|项|名|所|座|条|台|套|辆|种|倍|年|月|天|次|处|场|只|头|标准煤|分|点|位|批|期|门|类|床|张"
    r"|firms?|people|persons?|years?|points?"
)
# signs that stand before an amount and before its scale: £1.2bn, US$5m
_CURRENCY: Final = re.compile(r"(?:us|hk)?\$|[£€¥]", re.IGNORECASE)
_SHORT_SCALES: Final = MappingProxyType(
    {"bn": "billion", "mn": "million", "mln": "million", "tn": "trillion"}
)
# m and k alone can be metres and whatever, so only money and what is counted in thousands has them
_LETTER_SCALES: Final = MappingProxyType({"m": "million", "k": "thousand"})
_MINUS: Final = "-−–"
_NUMBER: Final = re.compile(
    r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?:e[+-]?[0-9]{1,3})?|\.[0-9]+", re.IGNORECASE
)
_FIRST_NUMBER: Final = re.compile(r"\d[\d,]*(?:\.(\d+))?")
_LONGEST_UNIT: Final = 100
# what needs no grammar: most figures of a workbook
_FILED: Final = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,20})?")
# figures as files store them, half-width already
_HALF_WIDTH: Final = re.compile(r"[!-~]*")
_BRACKETED_NUMBER: Final = re.compile(r"\(([^()]*)\)([^()]*)")
# a blank that Excel or a typesetter puts between groups of three; a line break or a tab is never one
_GROUPED: Final = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?:[ \xa0\u2007\u2009\u202f\u3000][0-9]{3})+(?![0-9])")
_BETWEEN_FIGURES: Final = re.compile(r"(?<=[0-9])\s+(?=[0-9])")
# dashes and waves that look like the usual ones and that NFKC keeps apart; what cannot be seen goes
_LOOKALIKES: Final = str.maketrans(
    {"〜": "~", "∼": "~", "‐": "-", "‑": "-", "‒": "–", "―": "—", "\u200b": None, "\ufeff": None}
)


_PERCENT: Final = ("%", "％")
POINTS: Final = Wording("个百分点", "percentage points")
_SEPARATED: Final = re.compile(r"(?<![0-9])[0-9]++(?:[.,][0-9]++)+")


class DecimalHabit(StrEnum):
    """What commas and points mean in the figures that a workbook has as text."""

    POINT = "point"
    """1,234.5: points begin the decimals, commas group thousands."""
    COMMA = "comma"
    """1.234,5: commas begin the decimals, points group thousands."""
    UNCLEAR = "unclear"
    """Both are found: whatever can be read either way is told."""


@dataclass(frozen=True)
class Figure:
    """A number as written: its value and the text of the unit behind it ("" for none)."""

    value: float
    unit: str = ""


def half_width(text: str) -> str:
    """The text in half-width forms without blanks, except between figures of different numbers.

    "1 234 567" is one number and "7000 8000" are two. A footnote's ①, ² or ½ stays as it is: 8000① is not 80001.
    """
    if _HALF_WIDTH.fullmatch(text):
        return text
    shown = _GROUPED.sub(
        lambda group: _joined(group.group()), "".join(map(_narrow, text.translate(_LOOKALIKES)))
    )
    # a line break, which read again still separates, where a space might then group
    return "\n".join(map(_joined, _BETWEEN_FIGURES.split(shown)))


def _joined(text: str) -> str:
    return "".join(text.split())


@lru_cache(maxsize=1 << 13)
def _narrow(letter: str) -> str:
    if letter.isspace():
        return letter
    folded = unicodedata.normalize("NFKC", letter)
    if "０" <= letter <= "９" or not any(one.isdigit() for one in folded):
        return folded
    return letter


def decimal_habit(texts: Iterable[str]) -> DecimalHabit:
    """The habit of the typed figures of one workbook.

    `texts` are cells that hold text, never numbers stored as such: 5,02 or 1.234,5 speak for commas, 5.02 or
    1,234.5 for points, 1,234 and 15.200 for neither. POINT where nothing speaks, UNCLEAR where both do.
    """
    found = {
        habit
        for text in texts
        if len(text) <= LONGEST_TEXT
        for token in _SEPARATED.findall(half_width(text))
        if (habit := _token_habit(token)) is not None
    }
    if len(found) > 1:
        return DecimalHabit.UNCLEAR
    return found.pop() if found else DecimalHabit.POINT


def _token_habit(token: str) -> DecimalHabit | None:
    """The only habit in which digits with commas and points are one figure; None where both are or none is."""
    by_point = _NUMBER.fullmatch(token) is not None
    by_comma = _NUMBER.fullmatch(_swapped(token)) is not None
    # no group begins with a nought, so 0.125 and 0,125 are decimals; nor is one longer than three digits
    if by_point and by_comma and token.startswith("0"):
        by_point, by_comma = "." in token, "," in token
    if by_point == by_comma:
        return None
    return DecimalHabit.POINT if by_point else DecimalHabit.COMMA


def _swapped(token: str) -> str:
    return token.translate(_SWAP)


_SWAP: Final = str.maketrans(",.", ".,")


def usual_form(words: str, habit: DecimalHabit) -> str | Problem:
    """A half-width text with its figures as 1,234.5; a Problem where one does not fit the habit (5,02 among 5.02).

    Where the habit is unclear, so is a figure that both habits allow (1,234).
    """
    if "," not in words and (habit is DecimalHabit.POINT or "." not in words):
        return words
    for token in _SEPARATED.findall(words):
        own = _token_habit(token)
        neither = own is None and _NUMBER.fullmatch(token) is None
        if neither:
            # 1.2.3 is no figure at all, which the grammar says better
            continue
        fits = own is habit if own is not None else habit is not DecimalHabit.UNCLEAR
        if habit is DecimalHabit.UNCLEAR and own is DecimalHabit.POINT:
            fits = True
        if not fits:
            return Problem(UNCLEAR_SEPARATOR, text=token)
    if habit is not DecimalHabit.COMMA:
        return words
    return _SEPARATED.sub(lambda found: _swapped(found.group()), words)


def split_figure(text: str) -> Figure | None:
    """A number and the text after it; None where the text does not begin with one number.

    Signs are + - − –, brackets around the whole mean a negative. No NaN, no infinity, nothing cut off.
    """
    return _split(half_width(text))


def _split(shown: str) -> Figure | None:
    """`split_figure` of a text in half width."""
    if match := _BRACKETED_NUMBER.fullmatch(shown):
        inner = _split(match.group(1)) if not match.group(1).startswith(tuple(_MINUS + "+")) else None
        if inner is None or (inner.unit and match.group(2)):
            return None
        return Figure(-inner.value, inner.unit or match.group(2))
    sign = -1.0 if shown[:1] and shown[0] in _MINUS else 1.0
    if shown[:1] and shown[0] in _MINUS + "+":
        shown = shown[1:]
    money = _CURRENCY.match(shown)
    if money is not None:
        shown = shown[money.end() :]
    match = _NUMBER.match(shown)
    if match is None:
        return None
    tail = (money.group() if money is not None else "") + shown[match.end() :]
    if tail[:1] and (tail[0] in ".,\n" or tail[0].isdigit()):
        return None
    value = sign * float(match.group().replace(",", ""))
    return Figure(value, tail) if math.isfinite(value) else None


def parse_figure(text: str, unit: str = "", habit: DecimalHabit = DecimalHabit.POINT) -> float | Problem:
    """The figure that a text says, in `unit` (an indicator's; "" where it has none: any unit is taken).

    `habit` is the workbook's for commas and points; a figure that does not fit it is a Problem: 5,02 is never 502.

    A unit behind the number must agree with `unit` or convert to it (万元 to 亿元, ‰ to %, 亩 to 公顷). A bare 万
    or 亿 scales the number where `unit` has no scale of its own, or one that is spoken with it: 1.2万 is 12000 of
    an indicator in 家, and in 亿元 (1.2 万亿元). Else it is the unit cut short: of an indicator in 亿元, 8000亿 is
    8000 and 5千万 is 0.5. Always finite; anything else is a Problem.
    """
    if habit is DecimalHabit.POINT and (match := _FILED.fullmatch(text)):
        return float(match.group())
    if len(text) > LONGEST_TEXT:
        return Problem(NOT_A_NUMBER, text=f"{text[:LONGEST_TEXT]}…")
    shown = usual_form(half_width(text), habit)
    if isinstance(shown, Problem):
        return Problem(shown.kind, text=text)
    figure = _split(shown)
    if figure is None:
        return Problem(NOT_A_NUMBER, text=text)
    factor = unit_factor(figure.unit, unit)
    if factor is None:
        if is_unit(figure.unit):
            return Problem(UNIT_MISMATCH, text=text, arguments={"found": figure.unit, "unit": unit})
        return Problem(NOT_A_NUMBER, text=text)
    # a whole factor is divided by, not multiplied with its inverse: 92060000 元 is 0.9206 亿元 to the last bit
    value = figure.value * factor.numerator / factor.denominator
    return value if math.isfinite(value) else Problem(NOT_A_NUMBER, text=text)


def half_place(text: str) -> float:
    """Half of the last place that the first number of a text is written with: 0.05 for 290.3; 0.5 where it has none."""
    match = _FIRST_NUMBER.search(half_width(text))
    return 0.5 * 10.0 ** -len(match[1] or "") if match is not None else 0.5


def written_scale(text: str, value: float) -> float:
    """How many times the first number of a text its value is: 0.0001 for 万元 read in 亿元."""
    shown = half_width(text)
    match = _FIRST_NUMBER.search(shown)
    written = split_figure(shown[match.start() :]) if match is not None else None
    return abs(value / written.value) if written is not None and written.value and value else 1.0


def is_unit(text: str) -> bool:
    """Whether a text is a unit that plans use, one per another included: 亿元, 万元/人, %."""
    parts = [_scaled_unit(part) for part in _canonical(text).split("/")]
    return len(parts) <= 2 and all(
        base in _MULTIPLES or _COUNTED.fullmatch(base) or (scale and not base) for scale, base in parts
    )


def is_counted(unit: str) -> bool:
    """Whether a unit counts whole things one by one: 人, 套, firms; not 万人."""
    return _COUNTED.fullmatch(fold(unit)) is not None


def unit_factor(written: str, unit: str) -> Fraction | None:
    """The factor that converts a figure from the unit `written` to `unit`; None where it does not convert.

    A unit per another converts in both its parts: 元/人 to 万元/人, 立方米/万元 to 立方米/亿元.
    """
    # an indicator's figures all stand in its unit; what is long is no unit
    remembers = len(written) <= _LONGEST_UNIT and len(unit) <= _LONGEST_UNIT
    return (_factor if remembers else _factor.__wrapped__)(written, unit)


@lru_cache(maxsize=1 << 12)
def _factor(written: str, unit: str) -> Fraction | None:
    found, wanted = _canonical(written), _canonical(unit)
    if found in ("", wanted):
        return Fraction(1)
    if _LETTER_SCALES.get(wanted) == found:
        return Fraction(1)  # 3 million of visitors (m)
    if found in _LETTER_SCALES and _in_scale_words(wanted):
        found = _LETTER_SCALES[found]
        if found == wanted:
            return Fraction(1)
    if found in _SCALES:
        own = _scaled_unit(wanted.partition("/")[0])[0]
        return Fraction(_SCALES[found], 1 if f"{found}{own}" in _SCALES else _SCALES[own])
    if not wanted:
        if not is_unit(found):
            return None
        return Fraction(1, 10) if found == "‰" else Fraction(_SCALES[_scaled_unit(found)[0]])
    if found.count("/") != wanted.count("/"):
        return None
    factor: Fraction | None = None
    for part, wanted_part in zip(found.split("/"), wanted.split("/"), strict=True):
        one = _part_factor(part, wanted_part)
        if one is None:
            return None
        # what is behind the stroke divides
        factor = one if factor is None else factor / one
    return factor


def _part_factor(part: str, wanted: str) -> Fraction | None:
    if part == wanted:
        return Fraction(1)
    scale, base = _scaled_unit(part)
    wanted_scale, wanted_base = _scaled_unit(wanted)
    measure, multiple = _MULTIPLES.get(base, (base, Fraction(1)))
    wanted_measure, wanted_multiple = _MULTIPLES.get(wanted_base, (wanted_base, Fraction(1)))
    if not measure or measure != wanted_measure:
        return None
    return _SCALES[scale] * multiple / (_SCALES[wanted_scale] * wanted_multiple)


def _in_scale_words(unit: str) -> bool:
    """Whether a unit is money or counted in thousands or millions: £m, million, thousand tonnes."""
    scale, base = _scaled_unit(unit.partition("/")[0])
    return (
        scale in _LETTER_SCALES.values() or scale in _SHORT_SCALES.values() or (bool(base) and base in "$£€¥")
    )


def _canonical(unit: str) -> str:
    folded = fold(unit)
    if folded.startswith("(") and folded.endswith(")"):
        folded = folded[1:-1]
    amount, stroke, per = folded.partition("/")
    if match := _CURRENCY.match(amount):
        # £bn and £ million: the scale stands between the sign and what it scales
        scale = amount[match.end() :]
        sign = "$" if match.group() == "us$" else match.group()
        amount = _SHORT_SCALES.get(scale, _LETTER_SCALES.get(scale, scale)) + sign
    else:
        amount = _SHORT_SCALES.get(amount, amount)
    return amount + stroke + per


def _scaled_unit(unit: str) -> tuple[str, str]:
    """The name of a unit's scale and the rest of it: 万 and 千瓦时, but 千瓦时 is no 千 of 瓦时."""
    scale = "" if unit in _MULTIPLES else next(name for name in _SCALES if unit.startswith(name))
    return scale, unit.removeprefix(scale)


def parse_entry(text: str, unit: str) -> float | Problem:
    """A number typed into a table, in the unit of its cell; parsed like ``parse_figure``."""
    return parse_figure(text, unit)


def parse_year(value: object) -> int | Problem:
    """A year: 2025, "2025年", "２０２５", 2025.0; a date or anything else is a Problem."""
    if isinstance(value, bool | datetime.date | datetime.datetime | datetime.time):
        return Problem(NOT_A_YEAR, text=str(value))
    if isinstance(value, int | float):
        year = int(value) if 1900 <= value <= 2200 and value == int(value) else 0
    else:
        match = re.fullmatch(r"([0-9]{4})(?:\.0+)?年?(?:度)?", half_width(str(value)))
        year = int(match.group(1)) if match else 0
    return year if 1900 <= year <= 2200 else Problem(NOT_A_YEAR, text=str(value))


def difference_unit(unit: str, language: Language) -> str:
    """The unit of a difference of two figures in a unit: percentage points between percentages, else the same."""
    return POINTS.text(language, {}) if unit.strip() in _PERCENT else unit


def format_figure(
    value: float | None, decimals: int, unit: str = "", grouping: bool = True, signed: bool = False
) -> str:
    """A figure for reading, 1,045.2 亿元, 5.7%; — where there is none. Half up: 2.25 is 2.3 (see ``rounding``)."""
    if value is None or not math.isfinite(value):
        return "—"
    figure = rounded_text(value, decimals, grouping, signed).replace("-", "−")
    return in_unit(figure, unit) if unit else figure


def in_unit(figure: str, unit: str) -> str:
    """A figure's text with its unit: 1,045.2 亿元; per cent and per mille without a space, 5.7%, 5.7% a year."""
    return f"{figure}{unit}" if unit.startswith(("%", "％", "‰")) else f"{figure} {unit}".rstrip()


def format_share(share: float | None, decimals: int = 1, signed: bool = False) -> str:
    """A share (0.057) in per cent for reading, 5.7%; — where there is none."""
    return format_percentage(None if share is None else share * 100.0, decimals, signed)


def format_percentage(figure: float | None, decimals: int = 1, signed: bool = False) -> str:
    """A figure in per cent (5.7) for reading, 5.7%; — where there is none."""
    text = format_figure(figure, decimals, grouping=False, signed=signed)
    return text if text == "—" else f"{text}%"


_BRIEF: Final = 4


def brief_figure(value: float, unit: str = "") -> str:
    """A figure for reading with at most four decimals and no zeros at its end: 1,050 亿元, 8.4%."""
    decimals = len(trimmed(value, _BRIEF).partition(".")[2]) if abs(value) < 1e15 else 0
    return format_figure(value, decimals, unit)


def trimmed(value: float | None, decimals: int) -> str:
    """A figure of at most so many places, as Excel takes it, without zeros at its end; "" where there is none."""
    return "" if value is None else plain(rounded(value, decimals))


def plain(value: float | None) -> str:
    """The shortest text that reads back as the same figure, as Excel takes it; "" where there is none."""
    if value is None or not math.isfinite(value):
        return ""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))
