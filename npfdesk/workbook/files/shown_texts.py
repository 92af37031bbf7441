"""Figures and dates of files that keep the text shown beside the value (.ods): what the text says beyond the value."""

from __future__ import annotations

import re
from typing import Final

from npfdesk.plan.numbers import plain
from npfdesk.workbook.files.number_formats import are_words, percentage, without_currency

_NUMERAL: Final = re.compile(r"[-−]?[0-9][0-9.,'’ \xa0\u202f\u2009]*")
_GROUPS: Final = str.maketrans("", "", "'’ \xa0\u202f\u2009")
_LETTERS: Final = re.compile(r"[A-Za-z]+")
_YEAR: Final = re.compile(r"([^0-9]*)([0-9]{4}|[0-9]{2}(?=年))([^0-9]*)")
_YEAR_AND_MONTH: Final = re.compile(r"([0-9]{4})([^0-9]{1,9})([0-9]{1,2})([^0-9]{0,9})")
_MONTH_AND_DAY: Final = re.compile(r"([0-9]{1,2})月(?:([0-9]{1,2})日)?")
_DATE: Final = re.compile(r"(-?[0-9]{1,9})-([0-9]{2})-([0-9]{2})(?:T.{0,40})?")
_LONGEST: Final = 200
_POWERS: Final = tuple(range(1, 19))


def figure_shown(value: str, shown: str, kind: str) -> str | None:
    """What a figure is shown as, where that is more than its value or another scale of it; else None.

    `value` is the figure as the file keeps it, `kind` float, percentage or currency. Words are put around the full
    value; a figure on another scale (by a power of ten) is given as shown, thousands not set off.
    """
    try:
        figure = float(value)
    except ValueError:
        return None
    found = list(_NUMERAL.finditer(shown))
    said = without_currency(shown) if kind != "currency" else _LETTERS.sub("", without_currency(shown))
    if not found and len(shown) < _LONGEST:
        return shown.strip() if are_words(said) else None
    if len(found) != 1 or len(shown) >= _LONGEST:
        return None
    numeral = found[0].group().rstrip("., '’\xa0\u202f\u2009")
    before, after = shown[: found[0].start()], shown[found[0].start() + len(numeral) :]
    if kind == "currency":
        before, after = _LETTERS.sub("", before), _LETTERS.sub("", after)
    before, after = without_currency(before).lstrip(), without_currency(after).rstrip()
    full = plain(figure)
    if kind == "percentage" and after.startswith("%"):
        figure, full, after = figure * 100, percentage(figure), after[1:]
    words = are_words(before + after)
    scaled = _scaled(numeral, abs(figure))
    if scaled == "":
        return None
    if scaled is None:
        if not words:
            return None
        if figure < 0 and not numeral.startswith(("-", "−")) and not before.strip().endswith(("-", "−", "(")):
            # words of its own stand for the sign of a negative figure: 下降0.5%
            full = full.lstrip("-")
        return f"{before}{full}{after}".strip()
    return f"{before}{scaled}{after}" if words else scaled


def places_shown(shown: str) -> int:
    """The decimals of a plain figure as it is shown, behind a point; -1 where the text is none."""
    match = _PLAIN.fullmatch(shown) if len(shown) < _LONGEST else None
    return len(match[1] or "") if match is not None else -1


_PLAIN: Final = re.compile(r"[-−]?[0-9][0-9,]*(?:\.([0-9]+))?\s?%?")


def _scaled(numeral: str, figure: float) -> str | None:
    """None where a numeral says the figure (rounded), the numeral where it says it on another scale, "" for neither.

    Either . or , may set off the decimals; which one does is what makes the two agree.
    """
    sign = "-" if numeral.startswith(("-", "−")) else ""
    digits = numeral.lstrip("-−").translate(_GROUPS)
    for point, group in ((".", ","), (",", ".")):
        whole, _, part = digits.partition(point)
        if (not part.isdecimal() and part) or not all(map(str.isdecimal, _groups(whole, group))):
            continue
        read = whole.replace(group, "") + (f".{part}" if part else "")
        shown, most = float(read), 0.500001 * 10.0 ** -len(part)
        for power in (0, *(_POWERS if shown else ())):
            if abs(figure / 10**power - shown) <= most:
                return None if power == 0 else f"{sign}{read}"
    return ""


def _groups(whole: str, group: str) -> list[str]:
    """The groups of a whole number; [""], which is no figure, where they are not of three figures each."""
    first, *others = whole.split(group)
    sound = not others or (0 < len(first) <= 3 and all(len(one) == 3 for one in others))
    return [first, *others] if sound else [""]


def date_shown(value: str, shown: str) -> str | None:
    """What a date is shown as, where that is without its day, month or year; else None. Years have four figures."""
    date = _DATE.fullmatch(value)
    said = shown.strip()
    if date is None or len(said) > _LONGEST:
        return None
    year, month, day = (int(one) for one in date.groups())
    if (match := _YEAR.fullmatch(said)) and year % 10 ** len(match[2]) == int(match[2]):
        return f"{match[1]}{year:04d}{match[3]}"
    if (match := _YEAR_AND_MONTH.fullmatch(said)) and (int(match[1]), int(match[3])) == (year, month):
        return f"{year:04d}-{month:02d}" if set(match[2]) & set("./,'’ ") else said
    if (match := _MONTH_AND_DAY.fullmatch(said)) and int(match[1]) == month:
        return said if match[2] is None or int(match[2]) == day else None
    return None
