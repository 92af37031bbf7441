"""Periods: a year, a quarter, a month or a running total within a year, and how plans and bulletins write them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_SHORT_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ENGLISH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR: Final = r"(?P<year>(?:19|20|21)\d\d)"
_DASH: Final = r"[-‐-―~至到]"
_CHINESE: Final = {digit: index for index, digit in enumerate("一二三四五六七八九十", 1)} | {
    "十一": 11, "十二": 12, "元": 1, "首": 1,
}  # fmt: skip
_NUMBER: Final = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """Months of a year, first to last, both counted from 1; a whole year is 1 to 12. `year` 0: not named."""

    year: int
    first: int = 1
    last: int = 12

    @property
    def is_year(self) -> bool:
        """Whether it is the whole year."""
        return (self.first, self.last) == (1, 12)

    @property
    def key(self) -> str:
        """The name in files and JSON: 2024, 2026Q1, 2026-03, 2026-01..02."""
        if self.is_year:
            return f"{self.year:04d}"
        if self.first == self.last:
            return f"{self.year:04d}-{self.first:02d}"
        if self.is_quarter:
            return f"{self.year:04d}Q{self.last // 3}"
        return f"{self.year:04d}-{self.first:02d}..{self.last:02d}"

    @property
    def to_date(self) -> Period:
        """The running total up to its last month."""
        return Period(self.year, 1, self.last)

    @property
    def is_quarter(self) -> bool:
        """Whether it is one of the four quarters."""
        return self.last - self.first == 2 and self.last % 3 == 0

    def words(self, chinese: bool) -> str:
        """It in words that `read_period` takes for the same: 2026年1-3月, 2026年3月; 2026Q1, Jan-Feb 2026, 2026-03."""
        if self.is_year:
            return f"{self.year}年" if chinese else str(self.year)
        if chinese:
            return f"{self.year}年{self.months(True)}"
        if self.first == self.last or self.is_quarter:
            return self.key
        return f"{self.months(False)} {self.year}"

    def months(self, chinese: bool) -> str:
        """Its months without the year: 1-3月, 3月; Jan-Mar, Mar."""
        if chinese:
            return f"{self.first}月" if self.first == self.last else f"{self.first}-{self.last}月"
        first, last = _SHORT_MONTHS[self.first - 1], _SHORT_MONTHS[self.last - 1]
        return first if self.first == self.last else f"{first}-{last}"


@dataclass(frozen=True)
class FoundPeriod:
    """A period found in a text: where it stands, and whether it is a fiscal year of two halves (2018-19)."""

    period: Period
    start: int
    end: int
    fiscal: bool = False


def _quarter(match: re.Match[str]) -> Period:
    said = match["quarter"]
    number = _CHINESE.get(said) or int(said)
    return Period(_year_of(match), number * 3 - 2, number * 3)


def _year_of(match: re.Match[str]) -> int:
    said = match.groupdict()
    return int(said.get("year") or said.get("other") or 0)


def _month_number(text: str) -> int:
    return _CHINESE.get(text) or int(text)


def _months(match: re.Match[str]) -> Period | None:
    first, last = _month_number(match["first"]), _month_number(match["last"])
    return Period(_year_of(match), first, last) if first < last else None


def _month(match: re.Match[str]) -> Period:
    number = _month_number(match["month"])
    return Period(_year_of(match), number, number)


def _english_month(match: re.Match[str]) -> Period:
    number = _MONTHS[match["name"]]
    return Period(_year_of(match), number, number)


def _english_months(match: re.Match[str]) -> Period | None:
    first, last = _MONTHS[match["name"]], _MONTHS[match["second"]]
    return Period(_year_of(match), first, last) if first < last else None


def _half(match: re.Match[str]) -> Period:
    first = match["half"] in ("上", "1")
    return Period(_year_of(match), *((1, 6) if first else (7, 12)))


def _running(match: re.Match[str]) -> Period:
    number = {"两": 2, "二": 2, "2": 2, "三": 3, "3": 3}[match["quarters"]]
    return Period(_year_of(match), 1, number * 3)


def _quarters(match: re.Match[str]) -> Period | None:
    first, last = int(match["first"]), int(match["last"])
    return Period(_year_of(match), first * 3 - 2, last * 3) if first < last else None


def _date(match: re.Match[str]) -> Period | None:
    month, day = int(match["month"]), int(match["day"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    # the last day of a year stands for the year, any other for its month
    return (
        Period(int(match["year"])) if (month, day) == (12, 31) else Period(int(match["year"]), month, month)
    )


_OF_YEAR: Final = rf"(?:{_YEAR}\s*年?度?\s*)?"
_FORMS: Final = tuple(
    (re.compile(pattern), made)
    for pattern, made in (
        (rf"(?<!\d){_YEAR}(?P<mark>[-/.])(?P<month>1[0-2]|0?[1-9])(?P=mark)(?P<day>[0-3]?\d)(?!\d)", _date),
        (rf"(?<!\d){_YEAR}\s?年\s?(?P<month>1[0-2]|0?[1-9])\s?月\s?(?P<day>[0-3]?\d)\s?日", _date),
        (rf"{_OF_YEAR}(?<![\d.])(?P<first>{_NUMBER})\s?月?\s?{_DASH}\s?(?P<last>{_NUMBER})\s?月份?", _months),
        (rf"{_OF_YEAR}(?<![\d.])第?(?P<first>[1-4]){_DASH}第?(?P<last>[1-4])\s?季度?", _quarters),
        (rf"{_OF_YEAR}前(?P<quarters>[两二三23])个?季度?", _running),
        (rf"{_OF_YEAR}第?(?P<quarter>[一二三四1-4])\s*季度?", _quarter),
        (rf"{_OF_YEAR}(?P<half>[上下])半年", _half),
        (rf"(?<![a-z0-9]){_YEAR}[-\s]?q(?P<quarter>[1-4])(?!\d)", _quarter),
        (r"(?<![a-z0-9])q(?P<quarter>[1-4])[-\s]*(?:(?P<year>(?:19|20|21)\d\d))?(?!\d)", _quarter),
        (rf"(?<![a-z0-9]){_YEAR}[-\s]?h(?P<half>[12])(?!\d)", _half),
        (rf"(?<![a-z])(?P<name>{_ENGLISH})\.?\s?[-–]\s?(?P<second>{_ENGLISH})\.?,?\s?{_YEAR}(?!\d)", _english_months),
        (rf"(?<![a-z])(?P<name>{_ENGLISH})\.?,?[\s-]{{0,2}}{_YEAR}(?!\d)", _english_month),
        (rf"(?<!\d){_YEAR}[\s-]{{0,2}}(?P<name>{_ENGLISH})(?![a-z])", _english_month),
        (rf"{_OF_YEAR}(?<![\d.])(?P<month>{_NUMBER})\s?月份?", _month),
    )
)  # fmt: skip
_NUMBERED_MONTH: Final = re.compile(
    rf"(?<!\d){_YEAR}(?:[-/.](?P<month>1[0-2]|0[1-9]|[1-9])|(?P<glued>0[1-9]|1[0-2]))(?!\d)"
)
_FISCAL: Final = re.compile(
    r"(?<!\d)(?:(?<![a-z])(?:fy|fiscal year)\s?)?(?P<year>(?:19|20|21)\d\d)\s?[-/–—]\s?(?P<second>\d\d)(?!\d)"
)
_PLAIN_YEAR: Final = re.compile(rf"(?<!\d){_YEAR}(?!\d)\s?(?:年度|年|a(?![a-z])|e(?![a-z])|[fprt](?![a-z]))?")
_MOST_LETTERS: Final = 200


def find_period(text: str, *, fiscal: bool = False) -> FoundPeriod | None:
    """The first period that a head names, the most specific form before the others; None where it names none.

    The places are those in the text in half width and small letters (NFKC, casefold), which has as many letters
    as `half_width_head` gives. With `fiscal`, 2011-12 is a fiscal year; without it December 2011.
    """
    said = half_width_head(text)
    if len(said) > _MOST_LETTERS:
        return None
    found = _fiscal_year(said, fiscal)
    if found is not None:
        return found
    for pattern, made in _FORMS:
        for found_form in pattern.finditer(said):
            period = made(found_form)
            if period is not None:
                return FoundPeriod(period, found_form.start(), found_form.end())
    if match := _NUMBERED_MONTH.search(said):
        number = int(match["month"] or match["glued"])
        return FoundPeriod(Period(int(match["year"]), number, number), match.start(), match.end())
    if match := _PLAIN_YEAR.search(said):
        return FoundPeriod(Period(int(match["year"])), match.start(), match.end())
    return None


def _fiscal_year(said: str, fiscal: bool) -> FoundPeriod | None:
    match = _FISCAL.search(said)
    if match is None or (int(match["year"]) + 1) % 100 != int(match["second"]):
        return None
    if not fiscal and int(match["second"]) <= 12:
        return None
    return FoundPeriod(Period(int(match["year"])), match.start(), match.end(), fiscal=True)


def half_width_head(text: str) -> str:
    """A head's text in half width and small letters, as `find_period` counts its places."""
    return unicodedata.normalize("NFKC", text).casefold()


_KEY: Final = re.compile(r"(\d{4})(?:Q([1-4])|-(\d\d)(?:\.\.(\d\d))?)?")


def period_of_key(key: str) -> Period:
    """The period of a name in files (see `Period.key`); ValueError for any other text."""
    found = _KEY.fullmatch(key)
    if found is None:
        raise ValueError(key)
    year = int(found[1])
    if found[2]:
        return Period(year, int(found[2]) * 3 - 2, int(found[2]) * 3)
    if not found[3]:
        return Period(year)
    first = int(found[3])
    last = int(found[4]) if found[4] else first
    if not 1 <= first <= last <= 12:
        raise ValueError(key)
    return Period(year, first, last)


_AROUND: Final = re.compile(r"[\s()\[\]:：,，、累计合止末底份]*")


def read_period(text: str, *, fiscal: bool = False) -> Period | None:
    """The period that a text names and nothing else (2026年1-3月累计, 2024, 2019年第四季度); None otherwise.

    A period without a year (一季度) has year 0.
    """
    found = find_period(text, fiscal=fiscal)
    if found is None:
        return None
    said = half_width_head(text)
    rest = said[: found.start] + said[found.end :]
    return found.period if _AROUND.fullmatch(rest) else None
