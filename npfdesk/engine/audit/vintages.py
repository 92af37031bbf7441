"""Vintages against the figures that they are of: the newest must be what the data say, and none may be before its time."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from npfdesk.engine.audit.finding import Finding, Place
from npfdesk.engine.audit.printed_figures import EDGE, PrintedFigures, decimals
from npfdesk.engine.vintages import figure_of
from npfdesk.plan.numbers import plain
from npfdesk.plan.problems import Wording, note, warning
from npfdesk.plan.series import ObservationKey
from npfdesk.plan.vintages import Published, Vintage, VintageKey, by_figure, undated_since

VINTAGE_DIFFERS: Final = warning(
    "vintage_differs",
    "{what}：{year}年数据为{now}，最新一次公布（{since}）为{newest}，二者不一致。若数据更新，请补记其公布日期；"
    "在此之前，按 {assumed} 起已知处理。",
    "{what}: the sheet Data has {now} for {year}, the latest vintage ({since_en}) has {newest}. If Data are newer, add their "
    "date of publication; until then they are treated as known from {assumed} on.",
)
VINTAGE_SUPERSEDED: Final = warning(
    "vintage_superseded",
    "{what}：{year}年数据为{now}，是{older}公布的数；此后{since}又公布了{newest}。请改数据，或改正公布日期。",
    "{what}: the sheet Data has {now} for {year}, the figure published {older_en}; {newest} was published {since_en}. Correct "
    "the figure, or the dates of publication.",
)
VINTAGE_TOO_EARLY: Final = note(
    "vintage_before_its_year",
    "{what}：{year}年的数据记为{since}公布，早于该年。请核对公布日期。",
    "{what}: the figure for {year} is marked as published {since_en}, before that year began. Check the date of publication.",
)
_NO_DAY: Final = Wording("日期不详", "on an unknown date")


def vintages(printed: PrintedFigures) -> Iterator[Finding]:
    """Data that differ from the newest vintage by more than its rounding, and vintages from before their year.

    Where Data agree with an older vintage and not with the newest, that is what is told. A vintage of a figure that the
    plan has no series or year for is passed over: nothing is judged by it.
    """
    for key, published in by_figure(printed.plan.vintages).items():
        row = printed.plan.row.get(key.series)
        if row is None or not int(printed.plan.years[0]) <= key.year <= int(printed.plan.years[-1]):
            continue
        for one, vintage in published:
            if one.since and one.since < f"{key.year:04d}":
                figures = {} if vintage.figure is None else {"figure": vintage.figure}
                yield printed.finding(
                    VINTAGE_TOO_EARLY, row, key.year, figures, _day("since", one), [_place(one, vintage)]
                )
        yield from _newest(printed, row, key, published)


def _newest(
    printed: PrintedFigures, row: int, key: ObservationKey, published: Published
) -> Iterator[Finding]:
    now, (newest, vintage) = figure_of(printed.plan, key), published[-1]
    if _agrees(now, vintage):
        return
    figures = {"now": now, "newest": math.nan if vintage.figure is None else vintage.figure}
    words = {
        "now": _shown(printed, now, row),
        "newest": _shown(printed, figures["newest"], row),
        "assumed": undated_since(newest),
        **_day("since", newest),
    }
    older = next(((one, old) for one, old in reversed(published[:-1]) if _agrees(now, old)), None)
    if older is None:
        yield printed.finding(VINTAGE_DIFFERS, row, key.year, figures, words, [_place(newest, vintage)])
        return
    places = [_place(newest, vintage), _place(*older)]
    yield printed.finding(
        VINTAGE_SUPERSEDED, row, key.year, figures, {**words, **_day("older", older[0])}, places
    )


def _agrees(now: float, vintage: Vintage) -> bool:
    if vintage.figure is None or math.isnan(now):
        return vintage.figure is None and math.isnan(now)
    one, other = decimals(plain(now)), decimals(plain(vintage.figure))
    # the same figure printed with fewer places is no other figure
    half = 0.0 if one == other else 0.5 * 10.0 ** -min(one, other)
    return abs(now - vintage.figure) <= half + EDGE * abs(vintage.figure)


def _shown(printed: PrintedFigures, figure: float, row: int) -> Wording | str:
    return "—" if math.isnan(figure) else printed.shown(figure, row)


def _day(name: str, key: VintageKey) -> dict[str, object]:
    """A vintage's day in the words of both languages."""
    return {
        name: key.since or _NO_DAY.zh,
        f"{name}_en": f"on {key.since}" if key.since else _NO_DAY.en,
    }


def _place(key: VintageKey, vintage: Vintage) -> Place:
    return Place(vintage.sheet, vintage.cell, key.series)
