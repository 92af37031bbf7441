"""Figures as people write them: the one grammar of numbers, units and years for the whole program."""

from __future__ import annotations

import datetime
import math
import re
import unicodedata
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from npfdesk.plan.names import fold
from npfdesk.plan.problems import Problem, error

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

# longest first, so that 万亿 is not read as 万 of 亿
_SCALES: Final = MappingProxyType(
    {
        "万亿": 1e12,
        "千亿": 1e11,
        "百亿": 1e10,
        "十亿": 1e9,
        "亿": 1e8,
        "千万": 1e7,
        "百万": 1e6,
        "十万": 1e5,
        "万": 1e4,
        "千": 1e3,
        "百": 1e2,
    }
)
_ALIASES: Final = MappingProxyType(
    {
        "百分点": "%",
        "个百分点": "%",
        "percent": "%",
        "pct": "%",
        "percentagepoints": "%",
        "rmb": "元",
        "人民币元": "元",
    }
)
# a unit behind a number is taken on trust only where it is one that plans use
_KNOWN: Final = re.compile(
    r"(?:元|美元|家|个|件|人|户|项|名|所|座|条|台|套|辆|种|倍|年|月|天|次|处|场|只|头|亩|公顷|平方公里|平方米|立方米|升|吨|公斤"
    r"|千克|克|度|千瓦时|千瓦|兆瓦|标准煤|吨标准煤|公里|米|分|点|位|批|期|门|类|%|‰|kg|t|kwh|kw|mw|km|km2|m2|m3|ha|mu|yuan|cny|usd"
    r"|firms?|people|persons?|years?|million|billion|points?)"
)
_MINUS: Final = "-−–"
_NUMBER: Final = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:e[+-]?\d{1,3})?|\.\d+", re.IGNORECASE)


@dataclass(frozen=True)
class Figure:
    """A number as written: its value and the text of the unit behind it ("" for none)."""

    value: float
    unit: str = ""


def half_width(text: str) -> str:
    """The text in half-width forms, all blanks gone; the blanks that Excel and Word put in are all blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split()).replace("\u200b", "")


def split_figure(text: str) -> Figure | None:
    """A number and what follows it; None where the text does not begin with one number.

    Signs are + - − –, brackets around the whole mean a negative. No NaN, no infinity, nothing cut off.
    """
    plain_text = half_width(text)
    if plain_text.startswith("(") and plain_text.endswith(")"):
        inner = split_figure(plain_text[1:-1])
        return Figure(-inner.value, inner.unit) if inner is not None and inner.value >= 0 else None
    sign = -1.0 if plain_text[:1] and plain_text[0] in _MINUS else 1.0
    if plain_text[:1] and plain_text[0] in _MINUS + "+":
        plain_text = plain_text[1:]
    match = _NUMBER.match(plain_text)
    if match is None:
        return None
    tail = plain_text[match.end() :]
    if tail[:1] and (tail[0] in ".," or tail[0].isdigit()):
        return None
    value = sign * float(match.group().replace(",", ""))
    return Figure(value, tail) if math.isfinite(value) else None


def parse_figure(text: str, unit: str = "") -> float | Problem:
    """The figure that a text says, in `unit` (an indicator's; "" where it has none: any unit is taken).

    A unit behind the number must agree with `unit` or convert to it (万元 to 亿元, ‰ to %). 万 and 亿 alone scale
    the number, unless they abbreviate the unit itself: 8000亿 of an indicator in 亿元 is 8000.
    """
    figure = split_figure(text)
    if figure is None:
        return Problem(NOT_A_NUMBER, text=text)
    factor = unit_factor(figure.unit, unit)
    if factor is None:
        if is_unit(figure.unit):
            return Problem(UNIT_MISMATCH, text=text, arguments={"found": figure.unit, "unit": unit})
        return Problem(NOT_A_NUMBER, text=text)
    value = _scaled(figure.value, factor)
    return value if math.isfinite(value) else Problem(NOT_A_NUMBER, text=text)


def _scaled(value: float, factor: float) -> float:
    # dividing by a whole factor keeps 92060000 元 at 0.9206 亿元, where multiplying by 1e-8 would not
    return value * factor if factor >= 1 else value / round(1 / factor)


def is_unit(text: str) -> bool:
    """Whether a text is a unit that plans use, one per another included: 亿元, 万元/人, %."""
    parts = [_decomposed(_canonical(part))[1] for part in text.split("/")]
    return bool(text) and len(parts) <= 2 and all(_KNOWN.fullmatch(part) or not part for part in parts)


def unit_factor(written: str, unit: str) -> float | None:
    """What a figure in the unit `written` is multiplied by to be in `unit`; None where it does not convert."""
    found, wanted = _canonical(written), _canonical(unit)
    if found in ("", wanted):
        return 1.0
    if found == "‰":
        return 0.1 if wanted in ("%", "") else None
    if not wanted and not is_unit(found):
        return None
    scale, base = _decomposed(found)
    wanted_scale, wanted_base = _decomposed(wanted)
    if not base:
        return 1.0 if scale == wanted_scale else scale
    if not wanted:
        return scale if base and scale != 1.0 and base != found else 1.0
    return scale / wanted_scale if base == wanted_base else None


def _canonical(unit: str) -> str:
    folded = fold(unit).strip("()")
    return _ALIASES.get(folded, folded)


def _decomposed(unit: str) -> tuple[float, str]:
    for name, scale in _SCALES.items():
        if unit.startswith(name):
            return scale, unit[len(name) :]
    return 1.0, unit


def parse_entry(text: str, unit: str) -> float | Problem:
    """A number typed into a table, in the unit of its cell; as ``parse_figure``."""
    return parse_figure(text, unit)


def parse_year(value: object) -> int | Problem:
    """A year: 2025, "2025年", "２０２５", 2025.0; a date or anything else is a Problem."""
    if isinstance(value, bool | datetime.date | datetime.datetime | datetime.time):
        return Problem(NOT_A_YEAR, text=str(value))
    if isinstance(value, int | float):
        year = int(value) if math.isfinite(value) and value == int(value) else 0
    else:
        match = re.fullmatch(r"(\d{4})(?:\.0+)?年?(?:度)?", half_width(str(value)))
        year = int(match.group(1)) if match else 0
    return year if 1900 <= year <= 2200 else Problem(NOT_A_YEAR, text=str(value))


def format_figure(value: float | None, decimals: int, unit: str = "", grouping: bool = True) -> str:
    """A figure for reading, 1,045.2 亿元; — where there is none."""
    if value is None or not math.isfinite(value):
        return "—"
    rounded = f"{value:,.{decimals}f}" if grouping else f"{value:.{decimals}f}"
    if float(rounded.replace(",", "")) == 0:
        rounded = rounded.lstrip("-")
    return f"{rounded.replace('-', '−')} {unit}".rstrip()


def plain(value: float | None) -> str:
    """The shortest text that reads back as the same figure, as Excel takes it; "" where there is none."""
    if value is None or not math.isfinite(value):
        return ""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))
