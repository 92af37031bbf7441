"""Retention: which saves and backups are kept with age: many of the last days, few of earlier years."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
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
    """The saves to keep: all of a week, then the last of each day, week and month; always the very last one."""
    kept: dict[tuple[object, ...], Thing] = {}
    latest = sorted(saved, key=lambda one: saved[one])
    for one in latest:
        at = saved[one]
        age = now - at
        if age <= ALL_FOR:
            kept["all", one] = one
        elif age <= DAILY_FOR:
            kept["day", *_day(at)] = one
        elif age <= WEEKLY_FOR:
            kept["week", *_week(at)] = one
        else:
            kept["month", *_month(at)] = one
    return frozenset((*kept.values(), *latest[-1:]))


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
