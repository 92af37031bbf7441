"""Due dates as offices write them: 2027-06-30, 2027年6月底前, 2027Q2, 2027年底."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Final

from npfdesk.plan.names import is_blank
from npfdesk.plan.periods import half_width_head, read_period

_DAY: Final = re.compile(
    r"(?P<year>(?:19|20|21)\d\d)(?:[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"
    r"|\s?年\s?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?[日号])(?:\s0?0:00(?::00)?)?"
)
_BEFORE: Final = re.compile(r"^(?:by|before|until|not later than|到|于|在)\s?|(?:之?前|以前|内)?(?:完成)?$")
_ENDLESS: Final = re.compile(
    r"长期(?:坚持|推进|任务)?|持续(?:推进|实施)?|常年|常态化|每年|ongoing|continuous|every year"
)


def last_day(text: str, year: int = 0) -> date | None:
    """The last day that a due date includes; None where it names no day and no period.

    A period is over on its last day (2027Q2: 30 June 2027); one without a year (6月底) is of `year` (0: not known).
    """
    said = _BEFORE.sub("", half_width_head(text).strip()).strip()
    if match := _DAY.fullmatch(said):
        month, day = int(match["month"] or match["m"]), int(match["day"] or match["d"])
        try:
            return date(int(match["year"]), month, day)
        except ValueError:
            return None
    period = read_period(said)
    if period is None or not (period.year or year):
        return None
    of = period.year or year
    return date(of, period.last, monthrange(of, period.last)[1])


def is_due(text: str) -> bool:
    """Whether a cell may say this as a due date: nothing, a day or a period, or that it goes on for ever (长期)."""
    if is_blank(text):
        return True
    return _ENDLESS.fullmatch(half_width_head(text).strip()) is not None or last_day(text, 2000) is not None
