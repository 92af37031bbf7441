"""Amendments of the plan as edits of cells: figures, targets, framework insertions, commitments' standings."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, replace
from typing import TypeVar

from npfdesk.plan.check_formulas import outstanding_checks
from npfdesk.plan.commitments import STATE_WORDS, commitments_by_key
from npfdesk.plan.frameworks import ILLUSTRATIVE
from npfdesk.plan.lever_amendments import EffectKey, effect_key, stated_effect, with_effects, with_insertion
from npfdesk.plan.model import LeverEffect, Plan
from npfdesk.plan.names import fold, is_blank
from npfdesk.plan.own_amendments import (
    outstanding_effects,
    outstanding_figures,
    outstanding_standings,
    outstanding_targets,
)
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.plan.share_group_checks import outstanding_share_groups
from npfdesk.plan.target_writing import target_cell
from npfdesk.plan.targets import PlanTarget
from npfdesk.workbook.standard.checks_sheet import check_cells
from npfdesk.workbook.standard.figures import series_of
from npfdesk.workbook.standard.lever_sheets import read_lag
from npfdesk.workbook.standard.share_groups_sheet import group_rows, indicator_code, share_group_cells
from npfdesk.workbook.standard.sheet_columns import CHECKS, COMMITMENTS, SHARE_GROUPS
from npfdesk.workbook.standard.sheet_layout import CellValue
from npfdesk.workbook.writing.cell_texts import WritingContext
from npfdesk.workbook.writing.progress_edits import year_cells
from npfdesk.workbook.writing.write_targets import Field, row_of

Value = TypeVar("Value")


def figure_edits(writing: WritingContext) -> None:
    """Observed figures go to the rows of the sheet Data, or below them; one that is taken away leaves Targets too."""
    rows: dict[SeriesKey, int] = {}
    stated: set[tuple[SeriesKey, int]] = set()
    for row in writing.rows("Data"):
        series = series_of(row, writing.structure, [])
        if series is not None and series not in rows:
            rows[series] = row.number
            stated.update((series, year) for year in row.years)
    amended = outstanding_figures(writing.as_read, writing.document.work.observations)
    by_series: dict[SeriesKey, dict[Field, CellValue]] = {}
    for (series, year), figure in amended.items():
        if writing.knows(series):
            by_series.setdefault(series, {})[year] = figure
    writing.report_orphans(writing.plan.title, sum(not writing.knows(series) for series, _ in amended))
    places = writing.places["Data"]
    within = year_cells(writing)
    for series, figures in by_series.items():
        label = writing.label(series)
        for year in [year for year in figures if isinstance(year, int) and (series, year) in within]:
            number, head = within[series, year]
            writing.places["Progress"].change(number, {head: figures[year]}, f"{label} {year}")
            if (series, year) not in stated:
                del figures[year]
        if series in rows:
            for name, value in figures.items():
                places.change(rows[series], {name: value}, f"{label} {name}")
        elif any(value is not None for value in figures.values()):
            places.append({**writing.series_fields(series), **figures}, label)
    _bases(writing, {key for key, figure in amended.items() if figure is None})


def _bases(writing: WritingContext, taken_away: Collection[tuple[SeriesKey, int]]) -> None:
    for old in writing.as_read.targets.values():
        if old.base_printed is not None and (old.series, old.base_year) in taken_away:
            label = f"{writing.label(old.series)} {old.base_year}"
            writing.change_target(old, {"base": None}, label)


def target_edits(writing: WritingContext) -> None:
    """Targets go to the cells that they were read from, new ones below them."""
    places = writing.places["Targets"]
    amended = outstanding_targets(writing.as_read, writing.document.work.targets)
    writing.report_orphans(writing.plan.title, sum(not writing.knows(key.series) for key in amended))
    for key, stated in _known(writing, amended).items():
        label = f"{writing.label(key.series)} {key.year}"
        old = writing.as_read.targets.get(key)
        if stated is None:
            if old is not None:
                writing.change_target(old, {"target": None, "stretch": None}, label)
        elif old is not None:
            now, then = _target_fields(writing.plan, stated), _target_fields(writing.plan, old)
            differing = {name: now[name] for name in now if now[name] != then[name]}
            writing.change_target(old, differing, label)
        else:
            fields = {**_target_fields(writing.plan, stated), "target year": key.year}
            places.append({**writing.series_fields(key.series), **fields}, label)


def _known(writing: WritingContext, amended: Mapping[TargetKey, Value]) -> dict[TargetKey, Value]:
    return {key: stated for key, stated in amended.items() if writing.knows(key.series)}


def effect_edits(writing: WritingContext) -> None:
    """Amended effects of the workbook's own levers go to the cells of their rows."""
    amended = dict(outstanding_effects(writing.as_read, writing.document.work.effects))
    own = {effect_key(one): stated_effect(one) for one in writing.as_read.levers}
    brought = {effect_key(one) for insertion in writing.document.work.inserted for one in insertion.levers}
    writing.report_orphans(writing.plan.title, len(amended.keys() - own.keys() - brought))
    # a row that was changed as a whole has its effect with it
    for key in writing.document.work.levers:
        amended.pop(key, None)
    for row in writing.rows("Levers"):
        indicator = writing.structure.indicators.code_of(row["indicator"], [])
        lag = read_lag(row["lag"], [])
        lever = next((one.lever for one in own if fold(one.lever) == fold(row.text("lever"))), "")
        key = EffectKey(lever, indicator or "", lag or 0)
        said = amended.pop(key, None)
        if said is not None and key in own:
            differing: dict[Field, CellValue] = {
                name: now or None if isinstance(now, str) else now
                for name, now in asdict(said).items()
                if now != getattr(own[key], name)
            }
            name = writing.plan.indicator_by_code[key.indicator].name
            writing.places["Levers"].change(row.number, differing, f"{lever} {name}")


def insertion_edits(writing: WritingContext) -> None:
    """What frameworks added goes below the levers, multipliers and sources, each lever with the note that it brings."""
    own = plan = replace(writing.as_read, indicators=writing.plan.indicators)
    for insertion in writing.document.work.inserted:
        plan = with_insertion(plan, insertion)
    plan = with_effects(plan, writing.document.work.effects)
    told = ILLUSTRATIVE.text(writing.language, {})
    amended = writing.document.work.levers
    for one in _merged_effects(
        [one for one in plan.levers[len(own.levers) :] if effect_key(one) not in amended]
    ):
        fields: dict[Field, CellValue] = {
            "lever": one.lever,
            "dimension": one.dimension,
            "indicator": plan.indicator_by_code[one.indicator].name,
            "effect": one.effect,
            "lag": one.lag,
            "note": one.note or None,
            "source": one.source or None,
        }
        writing.places["Levers"].append(fields, f"{one.lever} · {one.note or told}")
    for (name, dimension), figure in plan.multipliers.items():
        if (name, dimension) not in own.multipliers:
            row: dict[Field, CellValue] = {"role or type": name, "dimension": dimension, "multiplier": figure}
            writing.places["Multipliers"].append(row, f"{name} {dimension} · {told}")
    for source in plan.sources[len(own.sources) :]:
        if source.id in writing.document.work.sources:
            continue
        stated: dict[Field, CellValue] = {
            "id": source.id,
            "document": source.document,
            "section": source.section or None,
            "date": source.date or None,
            "url": source.url or None,
        }
        writing.places["Sources"].append(stated, source.id)


def standing_edits(writing: WritingContext) -> None:
    """How commitments stand goes to the cells of their rows."""
    stated = commitments_by_key(writing.as_read.commitments)
    said = outstanding_standings(writing.as_read, writing.document.work.standings)
    writing.report_orphans(writing.plan.title, len(said.keys() - stated.keys()))
    for key, one in said.items():
        if key in stated:
            told: dict[Field, CellValue] = {
                name: text for name, text in asdict(one).items() if text is not None
            }
            if one.state is not None:
                told["state"] = STATE_WORDS[one.state][0] if writing.language == "zh" else one.state.value
            cells = {name: text or None for name, text in told.items()}
            writing.places[COMMITMENTS.key].change(row_of(stated[key].cell), cells, key.item)


def check_edits(writing: WritingContext) -> None:
    """Checks of the plan's own go to the cells of their rows, new ones below them."""
    stated = {one.name: one for one in writing.as_read.checks}
    places = writing.places[CHECKS.key]
    for name, check in outstanding_checks(writing.as_read, writing.document.work.checks).items():
        old = stated.get(name)
        if check is None:
            if old is not None:
                places.clear(row_of(old.cell), name)
            continue
        now = check_cells(check, writing.plan, writing.language)
        then = check_cells(old, writing.plan, writing.language) if old is not None else {}
        cells: dict[Field, CellValue] = {key: value for key, value in now.items() if then.get(key) != value}
        if old is not None:
            places.change(row_of(old.cell), cells, name)
        else:
            places.append(cells, name)


def share_group_edits(writing: WritingContext) -> None:
    """Groups of shares go to the rows of their members; new members below all others, those that left are emptied."""
    places, there = writing.places[SHARE_GROUPS.key], group_rows(writing.rows(SHARE_GROUPS.key))
    plan, stated = writing.plan, {one.name: one for one in writing.as_read.share_groups}
    for name, group in outstanding_share_groups(writing.as_read, writing.document.work.share_groups).items():
        rows = {indicator_code(plan, said) or said: row for said, row in there.get(name, {}).items()}
        members = group.members if group is not None else ()
        left = [row for code, row in rows.items() if code not in members]
        for row in left:
            places.clear(row.number, name)
        told = share_group_cells(group, plan, writing.language) if group is not None else []
        locked = stated[name].locked if name in stated else ()
        for code, said in zip(members, told, strict=True):
            if code not in rows:
                places.append(dict(said.items()), name)
                continue
            row = rows[code]
            cells: dict[Field, CellValue] = {}
            if left and not row.text("name"):
                # the row that named it may be gone
                cells["name"] = said["name"]
            if (said["locked"] is None) == (code in locked):
                cells["locked"] = said["locked"]
            if said["total"] is not None or not is_blank(row.text("total")):
                cells["total"] = said["total"]
            places.change(row.number, cells, name)


def _merged_effects(levers: Collection[LeverEffect]) -> Collection[LeverEffect]:
    """Effects of one lever on one indicator with one lag as one, since the sheet has one row for them."""
    found: dict[tuple[str, str, int], LeverEffect] = {}
    for one in levers:
        key = (one.lever, one.indicator, one.lag)
        found[key] = replace(one, effect=found[key].effect + one.effect) if key in found else one
    return found.values()


def _target_fields(plan: Plan, stated: PlanTarget) -> dict[Field, CellValue]:
    # a text read under another head or in another unit is written so that it says the same here
    words = target_cell(stated, plan.indicator_by_code[stated.series.indicator])
    return {
        "base year": stated.base_year or None,
        "target": words or None,
        "stretch": stated.stretch_text or None,
        "base": stated.base_text or None,
        "owner": stated.owner or None,
        "source": stated.source or None,
        "note": stated.note or None,
    }
