"""Corrections: an observed figure that stood is overtyped, and what it was is kept as a vintage.

A figure that was there when the session began keeps what it was: its old figure as a vintage without a day (or the
vintages that it has), and the new one as a vintage of the day of the correction, by a source yet to be named. Corrected
again in the same session, the vintage of that day changes with it; typed back, the vintages of the correction go. A figure
that came only in this session keeps nothing: it is still being typed.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final, NamedTuple

from npfdesk.plan.document import Document
from npfdesk.plan.edits import CombinedEdit, Edit, SetObservations, SetVintages
from npfdesk.plan.model import Plan
from npfdesk.plan.series import ObservationKey
from npfdesk.plan.vintages import (
    Published,
    Vintage,
    VintageKey,
    Vintages,
    of_figures,
    same_figure,
    undated_since,
)

DAY_TAKEN: Final = "公布日期不详 (day not known)"
"""The note of a figure whose day is taken to be the end of a year, because a newer one needs it to have one."""


def keeping_vintages(edit: Edit, begun: Plan, document: Document, today: str) -> Edit:
    """An edit of a document that keeps as vintages what it corrects, as the same step; the edit itself where it corrects nothing.

    `begun` is the plan as it was when the session began, `today` the ISO day of the correction.
    """
    kept = corrected_vintages(dict(_amended(edit)), begun, document, today)
    if not kept:
        return edit
    return CombinedEdit((edit, SetVintages(MappingProxyType(kept), edit.label)), edit.label, edit.drag)


def corrected_vintages(
    figures: Mapping[ObservationKey, float | None], begun: Plan, document: Document, today: str
) -> dict[VintageKey, Vintage | None]:
    """The vintages that keep what observed figures were before they become these; None where one goes again."""
    corrected = {
        key: after
        for key, after in figures.items()
        if not math.isnan(_observed(begun, key)) and not same_figure(_observed(document.plan, key), after)
    }
    if not corrected:
        return {}
    # each pass over all vintages once, however many figures are pasted
    now, then, workbook = (
        _State(plan, of_figures(plan.vintages, corrected))
        for plan in (document.plan, begun, document.workbook_plan)
    )
    changes: dict[VintageKey, Vintage | None] = {}
    for key, after in corrected.items():
        changes |= _corrected(key, after, now, then, workbook, today)
    return changes


class _State(NamedTuple):
    """A plan, and the vintages of the figures that are corrected."""

    plan: Plan
    published: Mapping[ObservationKey, Published]

    def figure(self, key: ObservationKey) -> float:
        """The observed figure."""
        return _observed(self.plan, key)


def _corrected(
    key: ObservationKey, after: float | None, now: _State, begun: _State, workbook: _State, today: str
) -> Vintages:
    figure, published = now.figure(key), now.published[key]
    changes: dict[VintageKey, Vintage | None] = {}
    for state in (begun, workbook):
        if same_figure(state.figure(key), after):
            return _taken_back(figure, after, published, dict(state.published[key]))
    again = not same_figure(begun.figure(key), figure)
    if again and published and published[-1] not in begun.published[key]:
        newest, vintage = published[-1]
        if same_figure(vintage.figure, figure):
            return {newest: replace(vintage, figure=after)}
    changes |= published_anew(key, Vintage(after), figure, published, today)
    return changes


def published_anew(
    key: ObservationKey, vintage: Vintage, figure: float, published: Published, since: str
) -> dict[VintageKey, Vintage | None]:
    """The vintages that keep what a figure was (`figure`, NaN: it was taken away) before it is published anew as `vintage`.

    The new one is the newest: it is dated `since`, an ISO day, or as the newest of the `published` ones where that is later,
    in whose place it then stands.
    """
    changes: dict[VintageKey, Vintage | None] = {}
    if not published:
        changes[VintageKey(*key, "")] = Vintage(_or_none(figure))
    else:
        newest = published[-1][0]
        since = max(since, newest.since)
        if not same_figure(published[-1][1].figure, figure):
            day = min(undated_since(newest), _day_before(since))
            if day > newest.since:
                changes[VintageKey(*key, day)] = Vintage(_or_none(figure), note=DAY_TAKEN)
    changes[VintageKey(*key, since)] = vintage
    return changes


def _taken_back(
    now: float,
    after: float | None,
    published: Published,
    stood: Mapping[VintageKey, Vintage],
) -> Vintages:
    """Typed back to what it was: the vintage of the correction goes, and the old one that it alone had brought."""
    newest = published[-1] if published else None
    if newest is None or stood.get(newest[0]) == newest[1] or not same_figure(newest[1].figure, now):
        return {}
    changes: dict[VintageKey, Vintage | None] = {newest[0]: stood.get(newest[0])}
    for one, vintage in published[:-1]:
        brought = one not in stood and one.since in ("", _noted(vintage, one))
        if brought and same_figure(vintage.figure, after):
            changes[one] = None
    return changes


def _noted(vintage: Vintage, key: VintageKey) -> str:
    return key.since if vintage.note == DAY_TAKEN else ""


def _amended(edit: Edit) -> Iterator[tuple[ObservationKey, float | None]]:
    """The observed figures that an edit sets, in its order."""
    if isinstance(edit, SetObservations):
        for (series, year), figure in edit.values.items():
            yield ObservationKey(series, year), figure
    elif isinstance(edit, CombinedEdit) and not any(isinstance(one, SetVintages) for one in edit.edits):
        # an edit that states vintages itself has said what is kept
        for one in edit.edits:
            yield from _amended(one)


def _observed(plan: Plan, key: ObservationKey) -> float:
    row, column = plan.row.get(key.series), key.year - int(plan.years[0])
    known = row is not None and 0 <= column < len(plan.years)
    return float(plan.observed[row, column]) if known else math.nan


def _or_none(figure: float) -> float | None:
    return None if math.isnan(figure) else figure


def _day_before(day: str) -> str:
    return str(datetime.date.fromisoformat(day) - datetime.timedelta(days=1))
