"""The plan's structure as edits of cells: settings, regions, industries, indicators, sources, commitments, levers.

A thing's row is changed in the cells that say something else, a new one stands below the others, and one that is removed
is emptied, with every row of any sheet that names it: an empty row is passed over, and nothing else moves. Another order
is written into a column of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from npfdesk.plan.commitments import Commitment, commitments_by_key, commitments_with_standings
from npfdesk.plan.lever_amendments import EffectKey, effect_key
from npfdesk.plan.model import Plan
from npfdesk.plan.names import fold, is_blank
from npfdesk.plan.structure import (
    CITY,
    FIRST_YEAR,
    HORIZON,
    outstanding_commitments,
    outstanding_lever_rows,
    outstanding_sources,
)
from npfdesk.plan.target_writing import target_cell
from npfdesk.workbook.standard import closed_lists
from npfdesk.workbook.standard.checks_sheet import check_cells
from npfdesk.workbook.standard.indicator_sheet import GUESSED
from npfdesk.workbook.standard.lever_sheets import read_lag
from npfdesk.workbook.standard.plan_workbook import (
    commitment_cells,
    indicator_cells,
    industry_cells,
    lever_cells,
    region_cells,
    region_name,
    source_cells,
)
from npfdesk.workbook.standard.registers import UNKNOWN_INDICATOR, Register, enter_rows, in_order
from npfdesk.workbook.standard.sheet_columns import CHECKS, COMMITMENTS
from npfdesk.workbook.standard.sheet_layout import CellValue
from npfdesk.workbook.standard.sheet_tables import Row
from npfdesk.workbook.writing.cell_texts import WritingContext
from npfdesk.workbook.writing.write_targets import Field, row_of

Cells = dict[Field, CellValue]

_ABOUT_THINGS: Final = (
    *("Targets", "Data", "Progress", "Scenario targets"),
    *("Assumptions", "Lever levels", "Levers"),
    *("Vintages", "Closed targets", "Scoring", "Negotiation"),
)
"""The sheets whose rows name regions, industries and indicators."""


@dataclass(frozen=True)
class _Listing:
    """A sheet that lists things of one kind: its key, their field of Plan, and the cells of one's row."""

    sheet: str
    kind: str
    cells: Callable[[Plan, Any], Mapping[str, CellValue]]

    def rows(self, writing: WritingContext) -> Mapping[str, Row]:
        """The row of each thing by its code, in the order in which they are read."""
        table = writing.book.tables.get(self.sheet)
        if table is None:
            return {}
        return enter_rows(table, Register(UNKNOWN_INDICATOR), [], by_place=self.kind == "regions")


def structure_edits(writing: WritingContext) -> None:
    """What the plan consists of goes to the sheets that list it; what no other sheet may name any more is emptied."""
    language = writing.language
    _settings(writing)
    _first_year(writing)
    for listing in (
        _Listing("Regions", "regions", lambda plan, one: region_cells(plan, one, language)),
        _Listing("Industries", "industries", industry_cells),
        _Listing("Indicators", "indicators", lambda plan, one: indicator_cells(one, language)),
    ):
        _listed(writing, listing)
    _sources(writing)
    _named_rows(writing)
    _stated_years(writing)
    _target_words(writing)
    _commitments(writing)
    _check_regions(writing)
    lever_edits(writing)


def _filled(cells: Mapping[str, CellValue]) -> Cells:
    return {key: None if value == "" else value for key, value in cells.items()}


def _differing(then: Mapping[str, CellValue], now: Mapping[str, CellValue]) -> Cells:
    return {key: value for key, value in _filled(now).items() if _filled(then).get(key) != value}


def _settings(writing: WritingContext) -> None:
    now, then = _setting_cells(writing.plan), _setting_cells(writing.as_read)
    rows = writing.setting_rows()
    if FIRST_YEAR in rows:
        # elsewhere the first column of the sheet Data says it
        now[FIRST_YEAR], then[FIRST_YEAR] = (int(one.years[0]) for one in (writing.plan, writing.as_read))
    told = {key for key in now if now[key] != then[key]}
    if told - {"title", CITY} and HORIZON not in rows:
        # left to itself the horizon would follow the target year
        told.add(HORIZON)
    if writing.plan.regions != writing.as_read.regions and writing.plan.city:
        # without a row of its own the root is the only region that lies under no other
        told |= {CITY} - rows.keys()
    for key in now:
        if key not in told:
            continue
        if key in rows:
            writing.places["Plan"].change(rows[key], {"value": now[key]}, key)
        else:
            word = closed_lists.SETTING_WORDS[key][0] if writing.language == "zh" else key
            writing.places["Plan"].append({"key": word, "value": now[key]}, key)


def _setting_cells(plan: Plan) -> dict[str, CellValue]:
    return {
        "title": plan.title,
        CITY: region_name(plan, plan.city) or None,
        "base year": plan.base_year,
        "target year": plan.target_year,
        HORIZON: plan.horizon,
    }


def _first_year(writing: WritingContext) -> None:
    first, then = int(writing.plan.years[0]), int(writing.as_read.years[0])
    places = writing.places["Data"]
    if first < then:
        places.head(first)
    elif first > then:
        for year in range(then, first):
            places.drop_head(year)


def _listed(writing: WritingContext, listing: _Listing) -> None:
    now = {one.code: one for one in getattr(writing.plan, listing.kind)}
    then = {one.code: one for one in getattr(writing.as_read, listing.kind)}
    said = {code: listing.cells(writing.plan, one) for code, one in now.items()}
    differing = {
        code: _differing(listing.cells(writing.as_read, then[code]) if code in then else {}, said[code])
        for code in now
    }
    rows, places = listing.rows(writing), writing.places[listing.sheet]
    moved = [code for code in now if code in then] != [code for code in then if code in now]
    if not moved and now.keys() == then.keys() and not any(differing.values()):
        return
    for code in then.keys() - now.keys():
        if code in rows:
            places.clear(rows[code].number, then[code].name)
    below = [code for code in now if code not in rows and (not rows or code not in then or differing[code])]
    kept = [code for code in rows if code in now]
    there = [*kept, *below, *(code for code in then if code in now and code not in {*kept, *below})]
    numbers: dict[str, int] = {}
    if there != list(now):
        numbers = {code: number for number, code in enumerate(now, start=1)}
        below = [code for code in now if code not in rows]
    flat = listing.kind == "regions" and not any(row.text("parent") for row in rows.values())
    for code, row in rows.items():
        if code not in now:
            continue
        cells = dict(differing[code])
        if cells and listing.kind == "indicators":
            # what was guessed beside what changes would be guessed anew
            cells |= {key: said[code][key] for key in GUESSED if is_blank(row.text(key))}
        if flat and said[code]["parent"]:
            # as soon as one row names a parent the others have to
            cells["parent"] = said[code]["parent"]
        if code in numbers and row.text("order") != str(numbers[code]):
            cells["order"] = numbers[code]
        if cells:
            places.change(row.number, cells, now[code].name)
    for code in below:
        order: Cells = {"order": numbers[code]} if code in numbers and rows else {}
        places.append({**_filled(said[code]), **order}, now[code].name)


def _sources(writing: WritingContext) -> None:
    changes = outstanding_sources(writing.as_read, writing.document.work.sources)
    now = [one.id for one in writing.plan.sources]
    then = {one.id: one for one in writing.as_read.sources}
    places = writing.places["Sources"]
    rows = {row.text("id"): row for row in in_order(writing.rows("Sources"))}
    added = []
    for code, one in changes.items():
        if one is None:
            places.clear(rows[code].number, code)
        elif code in rows:
            places.change(rows[code].number, _differing(source_cells(then[code]), source_cells(one)), code)
        else:
            added.append(one)
    inserted = {one.id for insertion in writing.document.work.inserted for one in insertion.sources}
    there = [*(code for code in rows if code in now), *(one.id for one in added)]
    wanted = [code for code in now if code in there]
    numbers = {}
    if there != wanted and not inserted - then.keys():
        numbers = {code: number for number, code in enumerate(wanted, start=1)}
    for code in numbers:
        if code in rows and rows[code].text("order") != str(numbers[code]):
            places.change(rows[code].number, {"order": numbers[code]}, code)
    for one in added:
        order: Cells = {"order": numbers[one.id]} if one.id in numbers else {}
        places.append({**_filled(source_cells(one)), **order}, one.id)


def _named_rows(writing: WritingContext) -> None:
    """Rows that name what is removed are emptied, names that no longer find their thing are written anew."""
    namings = tuple(_namings(writing))
    if not any(one.gone or one.renamed for one in namings):
        return
    units = {
        one.code
        for one in writing.plan.indicators
        if one.code in writing.as_read.indicator_by_code
        and writing.as_read.indicator_by_code[one.code].unit != one.unit
    }
    for sheet in _ABOUT_THINGS:
        for row in writing.rows(sheet):
            named = {one.column: one.register.find(row.text(one.column)) for one in namings}
            label = " ".join(row.text(one.column) for one in namings).strip()
            if any(named[one.column] in one.gone for one in namings):
                writing.places[sheet].clear(row.number, label)
                continue
            cells: Cells = {}
            for one in namings:
                word = one.word(row.text(one.column), named[one.column])
                if word is not None:
                    cells[one.column] = word
            if named["indicator"] in units and not is_blank(row.text("unit")):
                cells["unit"] = writing.plan.indicator_by_code[named["indicator"] or ""].unit or None
            if cells:
                writing.places[sheet].change(row.number, cells, label)


@dataclass(frozen=True)
class _Naming:
    """How rows name things of a kind: their column, what they found until now, and what is written from now on.

    `gone` are the codes that are no more, `finds` what a text means in the plan as it is now.
    """

    column: str
    register: Register
    gone: Collection[str]
    then: Mapping[str, Collection[str]]
    now: Mapping[str, str]
    finds: Callable[[str], str | None]
    renamed: bool

    def word(self, text: str, code: str | None) -> str | None:
        """What a cell that names a thing has to say instead; None where it may stay."""
        if code is None or code not in self.now or fold(text) == fold(self.now[code]):
            return None
        old = fold(text) in self.then.get(code, ()) and fold(self.now[code]) not in self.then[code]
        return self.now[code] if old or self.finds(text) != code else None


def _namings(writing: WritingContext) -> Iterator[_Naming]:
    plan, as_read, structure = writing.plan, writing.as_read, writing.structure
    for column, kind, register in (
        ("region", "regions", structure.regions),
        ("industry", "industries", structure.industries),
        ("indicator", "indicators", structure.indicators),
    ):
        old, new = getattr(as_read, kind), getattr(plan, kind)
        then = {one.code: {fold(one.name)} for one in old}
        now = {one.code: one.name for one in new}
        finds = _finder(new)
        if column == "region":
            now = dict(plan.region_names)
            finds = plan.region_places.find
            for code, name in as_read.region_names.items():
                then[code].add(fold(name))
        gone = {one.code for one in old} - now.keys()
        renamed = any(getattr(as_read, f"{column}_by_code").get(one.code) != one for one in new)
        yield _Naming(column, register, gone, then, now, finds, renamed)


def _finder(things: Collection[Any]) -> Callable[[str], str | None]:
    found: dict[str, str] = {}
    for one in things:
        for spelling in (one.code, one.name, one.english):
            if spelling:
                found.setdefault(fold(spelling), one.code)
    return lambda text: found.get(fold(text))


def _stated_years(writing: WritingContext) -> None:
    """Rows that left the plan's years to its settings say the years that they meant."""
    plan, as_read = writing.plan, writing.as_read
    base, end = plan.base_year != as_read.base_year, plan.target_year != as_read.target_year
    if not base and not end:
        return
    lines = {row.number: row for row in writing.rows("Targets")}
    for one in as_read.targets.values():
        row = lines.get(row_of(one.cell)) if lines else None
        if row is None or one.key not in plan.targets:
            continue
        cells: Cells = {}
        if base and is_blank(row.text("base year")) and one.base_year:
            cells["base year"] = one.base_year
        if end and is_blank(row.text("target year")):
            cells["target year"] = one.year
        writing.places["Targets"].change(row.number, cells, writing.label(one.series))
    lines = {row.number: row for row in writing.rows("Scenario targets")}
    for scenario in as_read.scenarios:
        for one in scenario.targets.values():
            row = lines.get(row_of(one.cell))
            if end and row is not None and is_blank(row.text("target year")):
                label = writing.label(one.series)
                writing.places["Scenario targets"].change(row.number, {"target year": one.year}, label)


def _target_words(writing: WritingContext) -> None:
    """Targets whose words would mean something else in another unit or kind are written anew."""
    for key, old in writing.as_read.targets.items():
        now = writing.plan.indicator_by_code.get(key.series.indicator)
        stated = writing.plan.targets.get(key)
        if now is None or stated is None or key in writing.document.work.targets:
            continue
        was = writing.as_read.indicator_by_code[key.series.indicator]
        if (was.unit, was.kind, was.name) != (now.unit, now.kind, now.name):
            words = target_cell(stated, now)
            if words != old.text and words:
                writing.change_target(old, {"target": words}, writing.label(key.series))


def _commitments(writing: WritingContext) -> None:
    plan, as_read, places = writing.plan, writing.as_read, writing.places[COMMITMENTS.key]
    stated = commitments_by_key(as_read.commitments)
    changes = outstanding_commitments(as_read, writing.document.work.commitments)
    now = commitments_with_standings(plan.commitments, writing.document.work.standings)
    there = commitments_by_key(plan.commitments)

    def cells(of: Plan, one: Commitment) -> Mapping[str, CellValue]:
        return commitment_cells(of, one, writing.language)

    for key, old in stated.items():
        row = row_of(old.cell)
        if key not in there:
            places.clear(row, key.item)
            continue
        differing = _differing(cells(as_read, old), cells(plan, now[key])) if key in changes else {}
        if places.said(row, "region") or plan.city != as_read.city:
            differing |= _differing(
                {"region": region_name(as_read, old.region)}, {"region": region_name(plan, old.region)}
            )
        if plan.city != as_read.city and not places.said(row, "region"):
            differing["region"] = region_name(plan, old.region) or None
        if plan.target_year != as_read.target_year and not places.said(row, "target year"):
            differing["target year"] = old.year or None
        places.change(row, differing, key.item)
    for key, one in now.items():
        if key not in stated:
            places.append(_filled(cells(plan, one)), key.item)


def _check_regions(writing: WritingContext) -> None:
    """The region of a check of the plan's own, where it goes by another name now."""
    now = {one.name: one for one in writing.plan.checks}
    for old in writing.as_read.checks:
        one = now.get(old.name)
        if one is not None and old.region == one.region and old.region in writing.plan.region_by_code:
            then = check_cells(old, writing.as_read, writing.language)["region"]
            word = check_cells(one, writing.plan, writing.language)["region"]
            if then != word:
                writing.places[CHECKS.key].change(row_of(old.cell), {"region": word}, old.name)


def lever_edits(writing: WritingContext) -> None:
    """Effects of levers that were added, changed, renamed or removed; a renamed one keeps its row."""
    changes = outstanding_lever_rows(writing.as_read, writing.document.work.levers)
    if not changes:
        return
    own = {effect_key(one): one for one in writing.as_read.levers}
    now = {effect_key(one): one for one in writing.plan.levers}
    rows: dict[EffectKey, int] = {}
    for row in writing.rows("Levers"):
        indicator = writing.structure.indicators.find(row.text("indicator"))
        lever = next((key.lever for key in own if fold(key.lever) == fold(row.text("lever"))), "")
        rows.setdefault(EffectKey(lever, indicator or "", read_lag(row["lag"], []) or 0), row.number)
    gone = [key for key, one in changes.items() if one is None and key in rows and key in own]
    places = writing.places["Levers"]
    for key, one in changes.items():
        if one is None or key not in now:
            continue
        # a lever that was renamed stands in its old row
        old = key if key in own else next((it for it in gone if it[1:] == key[1:]), None)
        label = f"{key.lever} {writing.plan.indicator_by_code[key.indicator].name}"
        if old is None or old not in rows:
            places.append(_filled(lever_cells(writing.plan, now[key])), label)
            continue
        if old in gone:
            gone.remove(old)
        then = lever_cells(writing.plan, own[old])
        places.change(rows[old], _differing(then, lever_cells(writing.plan, now[key])), label)
    for key in gone:
        if key.indicator in writing.plan.indicator_by_code:
            places.clear(rows[key], key.lever)
