"""Retention: which saves and backups are kept with age: many of the last days, few of earlier years."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, TypeVar

Thing = TypeVar("Thing")
Period = Callable[[datetime.datetime], tuple[int, ...]]

ALL_FOR: Final = datetime.timedelta(days=7)
"""How long every save is kept."""
DAILY_FOR: Final = datetime.timedelta(days=60)
"""How long the last save of each day is kept."""
WEEKLY_FOR: Final = datetime.timedelta(days=365)
"""How long the last save of each week is kept; after that the last of each month."""


def _day(at: datetime.datetime) -> tuple[int, ...]:
    return at.year, at.month, at.day


def _week(at: datetime.datetime) -> tuple[int, ...]:
    return tuple(at.isocalendar()[:2])


def _month(at: datetime.datetime) -> tuple[int, ...]:
    return at.year, at.month


BACKUPS_KEPT: Final[tuple[tuple[Period, int], ...]] = ((_day, 12), (_week, 10), (_month, 9))
"""How many days, weeks and months have their last backup kept."""


def kept_saves(saved: Mapping[Thing, datetime.datetime], now: datetime.datetime) -> frozenset[Thing]:
    """The saves to keep: all of a week, then the last of each day, week and month; always the very last one.

    `saved` are their times in the order in which they were saved, which no clock changes. Ages are counted from the
    last moment that a second day confirms (`confirmed_time`), so that a clock that jumped forward, and what is saved
    meanwhile, thins nothing of the last days of use. The last of a day is the one saved last and, where a clock was
    set back that day, the one of the latest time as well.
    """
    kept: dict[tuple[object, ...], Thing] = {}
    clock = confirmed_time(tuple(saved.values()), now)
    by_time = sorted(saved, key=lambda one: saved[one])
    for order in (saved, by_time):
        for one in order:
            at = saved[one]
            age = clock - at
            if age <= ALL_FOR:
                kept["all", one] = one
            elif age <= DAILY_FOR:
                kept[order is saved, "day", *_day(at)] = one
            elif age <= WEEKLY_FOR:
                kept[order is saved, "week", *_week(at)] = one
            else:
                kept[order is saved, "month", *_month(at)] = one
    return frozenset((*kept.values(), *list(saved)[-1:]))


def confirmed_time(saved: Sequence[datetime.datetime], now: datetime.datetime) -> datetime.datetime:
    """The moment from which ages are counted: never later than the last save, nor than what a second day confirms.

    `saved` in the order of saving. Of the days (local time) on which something was saved, and today, the latest alone
    may be a clock that is wrong: the last moment of the others counts. With no other day it is that day's first moment.
    """
    moments = sorted(one for one in (*saved, now) if one <= now)
    latest = moments[-1].astimezone().date()
    earlier = [one for one in moments if one.astimezone().date() != latest]
    return min((earlier or moments[:1])[-1], *saved[-1:])


def kept_backups(taken: Mapping[Thing, datetime.datetime]) -> frozenset[Thing]:
    """The backups to keep: the last one of each of the latest 12 days, 10 weeks and 9 months with a backup."""
    newest = sorted(taken, key=lambda one: taken[one], reverse=True)
    return frozenset(
        one for period, count in BACKUPS_KEPT for one in _last_of_each(newest, taken, period, count)
    )


def _last_of_each(
    newest: Iterable[Thing], taken: Mapping[Thing, datetime.datetime], period: Period, count: int
) -> list[Thing]:
    last: dict[tuple[int, ...], Thing] = {}
    for one in newest:
        last.setdefault(period(taken[one]), one)
    return list(last.values())[:count]
