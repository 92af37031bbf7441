"""Rows of series that the plan does not have yet, pasted as a block with the heads of the sheets Data or Targets."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from npfdesk.plan.edit_labels import add_targets, combined_edit, set_observations
from npfdesk.plan.edits import Edit
from npfdesk.plan.model import Indicator, Industry, Plan
from npfdesk.plan.names import fold, is_blank
from npfdesk.plan.numbers import parse_entry, parse_year
from npfdesk.plan.problems import Problem, error
from npfdesk.plan.region_places import RegionPlaces
from npfdesk.plan.regions import Region
from npfdesk.plan.series import ALL_INDUSTRIES, SeriesKey, TargetKey
from npfdesk.plan.targets import PlanTarget
from npfdesk.ui.tables.clipboard_blocks import Block, read_block
from npfdesk.ui.tables.columns import Column
from npfdesk.ui.tables.new_target import stated_target
from npfdesk.ui.workspace import Workspace
from npfdesk.workbook.standard.sheet_columns import DATA, TARGETS, SheetForm

UNKNOWN_NAME: Final = error(
    "pasted_unknown_name",
    "第 {line} 行：规划里没有“{text}”，没有粘贴。请先在“结构”表中加入它。",
    "Line {line}: the plan has no “{text}”; nothing was pasted. Add it in the table Structure first.",
)
NOT_TAKEN: Final = error(
    "pasted_not_taken",
    "第 {line} 行没有粘贴：{reason}",
    "Line {line}; nothing was pasted. {reason_en}",
)


@dataclass(frozen=True)
class PastedRow:
    """A line of a block: its number (from 1, the heads included), its series, and its other cells by head.

    Heads are keys of the sheet's columns, or years.
    """

    line: int
    series: SeriesKey
    cells: Mapping[str | int, str]


def pasted_edit(
    workspace: Workspace,
    form: SheetForm,
    columns: Sequence[Column],
    there: Collection[SeriesKey],
    make: Callable[[Sequence[PastedRow]], Edit | Problem],
    text: str,
) -> Edit | Problem | None:
    """The edit of a pasted block of rows, or why it is refused; `there` are the series that the table has rows of.

    Heads are those of the sheet, or of the table's `columns` that say the same.
    None where the block is none: without a head that says indicator and one that says what is stated of it; and where
    all of its series are there, so that it goes into the table's own rows.
    """
    try:
        block = read_block(text)
    except ValueError:
        return None
    heads = _heads(block, form, columns)
    if heads is None:
        return None
    rows = _rows(workspace.plan, block, heads)
    if isinstance(rows, Problem):
        # where there are rows, words that name nothing may stand beside a block of theirs
        return rows if not there else None
    if not rows or all(row.series in there for row in rows):
        return None
    return make(rows)


def pasted_data(workspace: Workspace, columns: Sequence[Column], text: str) -> Edit | Problem | None:
    """The edit of a pasted block of the sheet Data: region, indicator, and a column for each year."""
    there = workspace.plan.row.keys()
    return pasted_edit(workspace, DATA, columns, there, lambda rows: _observations(workspace, rows), text)


def pasted_targets(workspace: Workspace, columns: Sequence[Column], text: str) -> Edit | Problem | None:
    """The edit of a pasted block of the sheet Targets: indicator, target, and whatever else the sheet has."""
    there = {key.series for key in workspace.plan.targets}
    return pasted_edit(workspace, TARGETS, columns, there, lambda rows: _targets(workspace, rows), text)


def _heads(block: Block, form: SheetForm, columns: Sequence[Column]) -> list[str | int | None] | None:
    if len(block) < 2:
        return None
    own = {fold(one.title()): one.key for one in columns if one.key in form.by_key}
    if "target" in form.by_key:
        # the sheet's own name over the column that it is about
        own |= dict.fromkeys(form.spellings, "target")
    found: list[str | int | None] = []
    for cell in block[0]:
        key: str | int | None = form.key_of_header.get(fold(cell)) or own.get(fold(cell))
        year = parse_year(cell) if key is None and form.years else None
        found.append(year if isinstance(year, int) else key)
    states = any(isinstance(one, int) for one in found) if form.years else "target" in found
    return found if "indicator" in found and states else None


def _rows(plan: Plan, block: Block, heads: Sequence[str | int | None]) -> list[PastedRow] | Problem:
    places, rows = RegionPlaces(plan.regions), []
    for line, texts in enumerate(block[1:], start=2):
        cells = {head: text.strip() for head, text in zip(heads, texts, strict=True) if head is not None}
        if not any(cells.values()):
            continue
        said = str(cells.get("region", ""))
        region = plan.root if is_blank(said) else places.find(said)
        industry = _code(plan.industries, str(cells.get("industry", "")), ALL_INDUSTRIES)
        indicator = _code(plan.indicators, str(cells.get("indicator", "")), None)
        for key, code in (("region", region), ("industry", industry), ("indicator", indicator)):
            if code is None:
                return Problem(UNKNOWN_NAME, text=str(cells.get(key, "")), arguments={"line": line})
        series = SeriesKey(str(region), str(industry), str(indicator))
        rows.append(PastedRow(line, series, MappingProxyType(cells)))
    return rows


def _code(things: Sequence[Region | Industry | Indicator], text: str, empty: str | None) -> str | None:
    """The code of what a text names; `empty` for a blank one, None for an unknown one."""
    if is_blank(text):
        return empty
    said = fold(text)
    return next(
        (one.code for one in things if said in (fold(one.name), fold(one.code), fold(one.english))), None
    )


def _observations(workspace: Workspace, rows: Sequence[PastedRow]) -> Edit | Problem:
    figures: dict[tuple[SeriesKey, int], float | None] = {}
    for row in rows:
        unit = workspace.plan.indicator_by_code[row.series.indicator].unit
        for year, text in row.cells.items():
            if not isinstance(year, int) or is_blank(text):
                continue
            figure = parse_entry(text, unit)
            if isinstance(figure, Problem):
                return _told(row, figure)
            figures[row.series, year] = figure
    return set_observations(workspace.document, figures)


def _targets(workspace: Workspace, rows: Sequence[PastedRow]) -> Edit | Problem:
    plan = workspace.plan
    stated: dict[TargetKey, PlanTarget] = {}
    bases: dict[tuple[SeriesKey, int], float | None] = {}
    for row in rows:
        indicator = plan.indicator_by_code[row.series.indicator]
        found = _target(plan, row)
        if isinstance(found, Problem):
            return _told(row, found)
        stated[found.key] = found
        base = row.cells.get("base", "")
        if not is_blank(base):
            figure = parse_entry(base, indicator.unit)
            if isinstance(figure, Problem):
                return _told(row, figure)
            bases[row.series, found.base_year] = figure
    edits: list[Edit] = [add_targets(workspace.document, tuple(stated.values()))]
    if bases:
        edits.insert(0, set_observations(workspace.document, bases))
    return combined_edit(*edits)


def _target(plan: Plan, row: PastedRow) -> PlanTarget | Problem:
    cells = row.cells
    years = []
    for key, usual in (("target year", 0), ("base year", plan.base_year)):
        said = cells.get(key, "")
        year = usual if is_blank(said) else parse_year(said)
        if isinstance(year, Problem):
            return year
        years.append(year)
    stated = stated_target(
        plan, row.series, cells.get("target", ""), *years, stretch=cells.get("stretch", "")
    )
    if isinstance(stated, Problem):
        return stated
    source, note, owner = (cells.get(key, "") for key in ("source", "note", "owner"))
    return replace(stated, source=source, note=note, owner=owner)


def _told(row: PastedRow, problem: Problem) -> Problem:
    said = {"line": row.line, "reason": problem.message("zh"), "reason_en": problem.message("en")}
    return Problem(NOT_TAKEN, text=problem.text, arguments=said)
