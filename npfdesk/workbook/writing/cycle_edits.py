"""The sheets of the plan's cycle as edits of cells: vintages, positions in negotiation and rules of scoring go to their rows.

New ones go below them.

Closed targets are never amended; where their words would come to something else in the plan as it is now, their figures
are written out beside them.
"""

from __future__ import annotations

from typing import Final

from npfdesk.plan.names import is_blank
from npfdesk.plan.negotiation import position_wording
from npfdesk.plan.own_amendments import outstanding_proposals, outstanding_scoring, outstanding_vintages
from npfdesk.workbook.standard.plan_workbook import (
    closed_target_cells,
    proposal_cells,
    scoring_cells,
    vintage_cells,
)
from npfdesk.workbook.standard.sheet_columns import CLOSED_TARGETS, NEGOTIATION, SCORING, VINTAGES
from npfdesk.workbook.standard.sheet_layout import CellValue
from npfdesk.workbook.writing.cell_texts import WritingContext
from npfdesk.workbook.writing.write_targets import Field, row_of

_NAMING: Final = frozenset({"region", "industry", "indicator"})
_DERIVED: Final = ("figure", "over")
"""The columns of a closed target whose figures follow from its words where they are empty."""


def vintage_edits(writing: WritingContext) -> None:
    """Vintages go to the rows that state them, new ones below; one that is taken away leaves an empty row."""
    places = writing.places[VINTAGES.key]
    amended = outstanding_vintages(writing.as_read, writing.document.work.vintages)
    writing.report_orphans(writing.plan.title, sum(not writing.knows(key.series) for key in amended))
    for key, one in amended.items():
        old = writing.as_read.vintages.get(key)
        label = f"{writing.label(key.series)} {key.year} {key.since}".rstrip()
        if one is None:
            if old is not None:
                places.clear(row_of(old.cell), label)
            continue
        if not writing.knows(key.series):
            continue
        now = _cells(vintage_cells(writing.plan, key, one))
        if old is None:
            places.append(now, label)
            continue
        then = _cells(vintage_cells(writing.as_read, key, old))
        places.change(row_of(old.cell), _differing(then, now), label)


def proposal_edits(writing: WritingContext) -> None:
    """Positions in negotiation go to the rows that state them, new ones below; one that is taken away leaves an empty row."""
    places, language = writing.places[NEGOTIATION.key], writing.language
    amended = outstanding_proposals(writing.as_read, writing.document.work.proposals)
    writing.report_orphans(writing.plan.title, sum(not writing.knows(key.series) for key in amended))
    for key, one in amended.items():
        old = writing.as_read.proposals.get(key)
        label = f"{writing.label(key.series)} {key.year} {position_wording(key.round, key.side).text(language, {})}"
        if one is None:
            if old is not None:
                places.clear(row_of(old.cell), label)
            continue
        if not writing.knows(key.series):
            continue
        now = _cells(proposal_cells(writing.plan, key, one, language))
        if old is None:
            places.append(now, label)
            continue
        then = _cells(proposal_cells(writing.as_read, key, old, language))
        places.change(row_of(old.cell), _differing(then, now), label)
    _stated_years(writing)


def _stated_years(writing: WritingContext) -> None:
    """Rows that left the year of the target to the plan's settings say the year that they meant."""
    if writing.plan.target_year == writing.as_read.target_year:
        return
    places = writing.places[NEGOTIATION.key]
    for key, old in writing.as_read.proposals.items():
        if key in writing.plan.proposals and not places.said(row_of(old.cell), "target year"):
            places.change(row_of(old.cell), {"target year": key.year}, writing.label(key.series))


def scoring_edits(writing: WritingContext) -> None:
    """Rules of scoring go to the rows that state them, new ones below; one that is taken away leaves an empty row."""
    places, plan, as_read = writing.places[SCORING.key], writing.plan, writing.as_read
    stated = {one.name: one for one in as_read.scoring}
    kept = {one.name for one in plan.scoring}
    amended = outstanding_scoring(as_read, writing.document.work.scoring)
    strangers = sum(one is not None and name not in kept for name, one in amended.items())
    writing.report_orphans(plan.title, strangers)
    for name, one in amended.items():
        old = stated.get(name)
        if one is None:
            if old is not None:
                places.clear(row_of(old.cell), name)
            continue
        if name not in kept:
            continue
        now = _cells(scoring_cells(plan, one, writing.language))
        if old is None:
            places.append(now, name)
            continue
        then = _cells(scoring_cells(as_read, old, writing.language))
        cells = _differing(then, now)
        if one.indicator != old.indicator:
            cells["indicator"] = now["indicator"]
        if one.industry != old.industry:
            cells["industry"] = now["industry"]
        places.change(row_of(old.cell), cells, name)
    for name, old in stated.items():
        # a row without a name goes by its indicator's, which may be another one now
        row = row_of(old.cell)
        if name in kept and is_blank(places.said(row, "name")):
            one = next(rule for rule in plan.scoring if rule.name == name)
            if plan.indicator_by_code[one.indicator].name != name:
                places.change(row, {"name": name}, name)


def closed_target_edits(writing: WritingContext) -> None:
    """The figures of closed targets whose words would be read otherwise under the unit, kind or direction of now."""
    places = writing.places[CLOSED_TARGETS.key]
    kept = {(one.series, one.cell) for one in writing.plan.closed_targets}
    for one in writing.as_read.closed_targets:
        if (one.series, one.cell) not in kept:
            continue
        now = _cells(closed_target_cells(writing.plan, one, writing.language))
        then = _cells(closed_target_cells(writing.as_read, one, writing.language))
        cells: dict[Field, CellValue] = {name: now[name] for name in _DERIVED if now[name] != then[name]}
        if writing.plan.base_year != writing.as_read.base_year and not places.said(
            row_of(one.cell), "target year"
        ):
            # the base year of the plan stood for it
            cells["target year"] = one.year
        places.change(row_of(one.cell), cells, f"{writing.label(one.series)} {one.year}")


def _cells(cells: dict[str, CellValue]) -> dict[Field, CellValue]:
    return {name: None if value == "" else value for name, value in cells.items()}


def _differing(then: dict[Field, CellValue], now: dict[Field, CellValue]) -> dict[Field, CellValue]:
    """What a row says otherwise; by which names it goes is written with the structure."""
    return {name: value for name, value in now.items() if name not in _NAMING and then.get(name) != value}
