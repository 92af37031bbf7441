"""The recogniser: from a workbook's cells to tables, statements, names and guesses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from openpyxl.utils import column_index_from_string, coordinate_to_tuple
from openpyxl.utils.exceptions import CellCoordinatesException

from npfdesk.plan.names import fold
from npfdesk.plan.problems import Wording
from npfdesk.workbook.files.cell_grid import Grid
from npfdesk.workbook.published.blocks import find_tables
from npfdesk.workbook.published.corrections import NO_CORRECTIONS, Corrections, Fix
from npfdesk.workbook.published.drafts import Column, TableDraft
from npfdesk.workbook.published.headers import unit_header
from npfdesk.workbook.published.indicators import described
from npfdesk.workbook.published.merged_cells import SheetView, cell_name
from npfdesk.workbook.published.name_matches import gather, match_indicators, match_regions, with_decisions
from npfdesk.workbook.published.plan_city import city_of, plan_title, titled_indicator
from npfdesk.workbook.published.recognition import (
    FIGURE_ROLES,
    CellRole,
    FoundTable,
    Match,
    Recognition,
    Remark,
    Role,
    TableColumn,
)
from npfdesk.workbook.published.statements import TableReader, TakenStatements
from npfdesk.workbook.published.table_rows import Line, is_note, walk
from npfdesk.workbook.published.years import Years, assign_years

TITLE: Final = Wording("标题，略过。", "A title, passed over.")
NOTE: Final = Wording("注释，略过。", "A note, passed over.")
OUTSIDE: Final = Wording("不在任何已识别的表中，略过。", "In no table that was recognised; passed over.")
NO_TABLE: Final = Wording(
    "工作表“{text}”里没有识别出指标表或分县市表，略过。",
    "No indicator table or county table was recognised in the sheet “{text}”; it was passed over.",
)
GROWTH_COLUMN: Final = Wording(
    "列“{text}”是由其他数字得出的增速或增量，没有读入。",
    "The column “{text}” holds growth derived from other figures; it was not taken.",
)
OTHER_COLUMN: Final = Wording(
    "列“{text}”不是规划目标所用，没有读入。",
    "The column “{text}” is not of use for targets; it was not taken.",
)
YEARS_BY_TITLE: Final = Wording(
    "表头没有写明年份，按标题中的规划期取基期 {base}、目标年 {target}。",
    "The headers do not name the years; the base year {base} and the target year {target} are the title's.",
)
CITY_GUESSED: Final = Wording("以“{text}”为全市（{why_zh}）。", "“{text}” was taken for the city ({why_en}).")
INDICATOR_OF_TITLE: Final = Wording(
    "各列只写年份，指标取标题中的“{text}”。",
    "The columns name only years; the indicator is the title's, “{text}”.",
)
_ROLES: Final = frozenset(map(str, Role))
_MOST_FAILURES: Final = 200  # rows that look like a header and are none: a sheet full of them stays quick


@dataclass
class _Found:
    draft: TableDraft
    lines: list[Line]


def recognise(
    grid: Grid, corrections: Corrections = NO_CORRECTIONS, passed: frozenset[str] = frozenset()
) -> Recognition:
    """Recognise everything that a workbook's cells state in the two published forms; no content raises an exception.

    Sheets named in `passed` are not looked at. The same cells and corrections give the same recognition.
    """
    taken = TakenStatements()
    found: list[_Found] = []
    views = {sheet.name: SheetView(sheet) for sheet in grid.sheets if sheet.name not in passed}
    for name, view in views.items():
        tables = _tables(view, name, corrections, taken)
        if tables:
            found.extend(tables)
        elif view.rows:
            taken.skipped.append(Remark("sheet_without_table", NO_TABLE, name, "", name))
    drafts = [one.draft for one in found]
    for draft in drafts:
        _indicator_of_title(draft, taken)
    years = assign_years(drafts, corrections.base_year, corrections.target_year)
    for draft in drafts:
        _fix_columns(draft, corrections)
    for index, one in enumerate(found):
        TableReader(one.draft, index, corrections, taken).read(one.lines)
        _report_unused_columns(one.draft, taken)
    recognition = Recognition(
        grid,
        corrections,
        tuple(_table(one) for one in found),
        MappingProxyType(taken.cells),
        tuple(taken.statements),
        (),
        tuple(taken.skipped),
        tuple(taken.guesses),
        base_year=years.base,
        target_year=years.target,
    )
    return _named(recognition, years)


def apply(recognition: Recognition, corrections: Corrections) -> Recognition:
    """The recognition with these corrections in addition to its present ones."""
    together = recognition.corrections | corrections
    seen = {sheet for sheet, _ in recognition.cells} | {
        remark.sheet for remark in recognition.skipped if remark.code == "sheet_without_table"
    }
    passed = frozenset(sheet.name for sheet in recognition.grid.sheets) - seen
    return recognise(recognition.grid, together, passed)


def _tables(view: SheetView, name: str, corrections: Corrections, taken: TakenStatements) -> list[_Found]:
    found: list[_Found] = []
    covered: set[tuple[int, int]] = set()
    stated = {first: last - first + 1 for sheet, first, last in corrections.headers if sheet == name}
    pending: list[int] = []
    failed = 0

    def free(row: int, column: int) -> bool:
        return (row, column) not in covered

    def mend(draft: TableDraft) -> None:
        _fix_columns(draft, corrections)

    for row in view.rows:
        line = {column: text for column, text in view.line(row).items() if free(row, column)}
        if not line:
            continue
        levels = stated.get(row, 0)
        drafts = find_tables(view, row, free, mend, levels) if levels or failed < _MOST_FAILURES else None
        kept = []
        for draft in drafts or ():
            _fix_columns(draft, corrections)
            lines = walk(draft)
            if any(one.sort == "data" for one in lines):
                kept.append(_Found(draft, lines))
        if not kept:
            failed += drafts is not None
            pending.append(row)
            continue
        titles, unit = _above(view, name, pending, taken)
        pending = []
        for one in kept:
            one.draft.titles, one.draft.unit = titles, unit
            covered.update(_places(one))
        found.extend(kept)
    if found:
        _rest(view, name, pending, taken)
    else:
        _ignore(view, name, pending, taken)
    return found


def _places(found: _Found) -> Iterator[tuple[int, int]]:
    draft = found.draft
    for row in (*range(draft.first, draft.last + 1), *(line.row for line in found.lines)):
        yield from ((row, column) for column in range(draft.left, draft.right + 1))


def _ignore(view: SheetView, name: str, rows: list[int], taken: TakenStatements) -> None:
    for row in rows:
        for column in view.line(row):
            taken.cells[name, cell_name((row, column))] = CellRole(Role.IGNORED)


def _above(view: SheetView, name: str, pending: list[int], taken: TakenStatements) -> tuple[list[str], str]:
    """The titles above a table and the unit that they state for all of it; notes and other lines are reported."""
    titles: list[str] = []
    unit = ""
    for row in pending:
        line = {
            column: text
            for column, text in view.line(row).items()
            if (name, cell_name((row, column))) not in taken.cells
        }
        for column, text in line.items():
            place = cell_name((row, column))
            unit = unit_header(text) or unit
            role, code, why = Role.TITLE, "title", TITLE
            if is_note(text):
                role, code, why = Role.NOTE, "note", NOTE
            elif len(line) > 3:
                role, code, why = Role.IGNORED, "outside", OUTSIDE
            else:
                titles.append(text)
            taken.cells[name, place] = CellRole(role, text)
            taken.skipped.append(Remark(code, why, name, place, text[:200]))
    return titles, unit


def _rest(view: SheetView, name: str, pending: list[int], taken: TakenStatements) -> None:
    """Report the lines below the last table: notes and others."""
    for row in pending:
        line = view.line(row)
        for column, text in line.items():
            place = cell_name((row, column))
            if (name, place) in taken.cells:
                continue
            alone = len(line) == 1
            role, code, why = (
                (Role.NOTE, "note", NOTE) if alone or is_note(text) else (Role.IGNORED, "outside", OUTSIDE)
            )
            taken.cells[name, place] = CellRole(role, text)
            taken.skipped.append(Remark(code, why, name, place, text[:200]))


def _fix_columns(draft: TableDraft, corrections: Corrections) -> None:
    """Apply corrections to a table's columns: those of a column, and those of a cell of its header."""
    name = draft.view.sheet.name
    fixes: dict[int, Fix] = {}
    for (sheet, letter), fix in corrections.columns.items():
        if sheet == name and letter.isalpha():
            fixes[column_index_from_string(letter)] = fix
    for (sheet, place), fix in corrections.cells.items():
        try:
            row, column = coordinate_to_tuple(place)
        except (CellCoordinatesException, ValueError):
            continue
        if sheet == name and draft.first <= row <= draft.last:
            left, right = draft.view.span(row, column)
            fixes.update(dict.fromkeys(range(left, right + 1), fix))
    for one in draft.columns:
        if (found := fixes.get(one.number)) is not None:
            _fix(one, found)
    if draft.having(Role.REGION):
        draft.form = "counties"
    elif draft.having(Role.INDUSTRY):
        draft.form = "industries"
    elif draft.having(Role.INDICATOR):
        draft.form = "indicators"


def _fix(column: Column, fix: Fix) -> None:
    if fix.role in _ROLES:
        column.role, column.explicit, column.growth = Role(fix.role), True, False
    column.label = fix.name or column.label
    column.year = fix.year or column.year
    if fix.unit is not None:
        column.unit = fix.unit


def _indicator_of_title(draft: TableDraft, taken: TakenStatements) -> None:
    """The indicator of a table of regions whose columns name only years: its title's."""
    figures = [one for one in draft.columns if one.heads_figures]
    if draft.having(Role.INDICATOR) or not figures or any(one.label for one in figures):
        return
    name, unit = titled_indicator(draft.titles)
    for column in figures:
        column.label, column.unit = name, column.unit or unit
    if name:
        place = cell_name((draft.first, figures[0].number))
        taken.guesses.append(
            Remark("indicator_of_title", INDICATOR_OF_TITLE, draft.view.sheet.name, place, name)
        )


def _report_unused_columns(draft: TableDraft, taken: TakenStatements) -> None:
    """Report the ignored columns with the reasons."""
    name = draft.view.sheet.name
    for column in draft.columns:
        nameless = column.role in FIGURE_ROLES and not column.label and not draft.having(Role.INDICATOR)
        if column.role is not None and column.role is not Role.IGNORED and not nameless:
            continue
        if not column.texts or not any(column.number in draft.view.line(row) for row in draft.below):
            continue
        place = cell_name((draft.last, column.number))
        code, why = ("growth_column", GROWTH_COLUMN) if column.growth else ("other_column", OTHER_COLUMN)
        taken.skipped.append(Remark(code, why, name, place, " ".join(column.texts)))


def _table(found: _Found) -> FoundTable:
    draft = found.draft
    bottom = found.lines[-1].row
    return FoundTable(
        draft.view.sheet.name,
        draft.form,
        (draft.first, draft.left, bottom, draft.right),
        (draft.first, draft.last),
        tuple(
            TableColumn(
                one.number,
                one.role or Role.IGNORED,
                one.year,
                one.label,
                one.unit or draft.unit,
                one.explicit,
            )
            for one in draft.columns
        ),
        tuple(draft.titles),
        draft.unit,
    )


def _named(recognition: Recognition, years: Years) -> Recognition:
    """Resolve names: the city, one name for each region and indicator, and the indicators' properties."""
    corrections, guesses = recognition.corrections, list(recognition.guesses)
    city = city_of(recognition)
    if city.why is not None:
        guesses.append(
            Remark("city", CITY_GUESSED, "", "", city.name, {"why_zh": city.why.zh, "why_en": city.why.en})
        )
    if years.by_title:
        arguments = {"base": years.base or "—", "target": years.target or "—"}
        guesses.append(Remark("years_by_title", YEARS_BY_TITLE, "", "", "", arguments))
    spellings: dict[str, set[int]] = {}
    first: dict[str, str] = {}
    if city.name:
        spellings[first.setdefault(fold(city.name), city.name)] = set()
    for stated in recognition.statements:
        if stated.region:
            spelling = first.setdefault(fold(stated.region), stated.region)
            spellings.setdefault(spelling, set()).add(stated.table)
    regional = with_decisions(match_regions(spellings, city.name), corrections.matches)
    region_names = _unified_names(first, [match for match in regional if match.holds])
    root = region_names.get(fold(city.name), city.name)
    named = gather(recognition.statements, region_names, root)
    measures = with_decisions(match_indicators(named), corrections.matches)
    indicators, indicator_names, told = described(recognition.statements, named, measures)
    regions = dict.fromkeys([root, *(region_names[fold(one)] for one in spellings)] if root else [])
    industries = dict.fromkeys(one.industry for one in recognition.statements if one.industry)
    return replace(
        recognition,
        matches=(*regional, *measures),
        guesses=(*guesses, *told),
        title=corrections.title or plan_title(recognition),
        city=root,
        regions=tuple(regions),
        industries=tuple(industries),
        indicators=indicators,
        region_names=MappingProxyType(region_names),
        indicator_names=MappingProxyType(indicator_names),
    )


def _unified_names(first: Mapping[str, str], matches: list[Match]) -> dict[str, str]:
    names = dict(first)
    for match in matches:
        names[fold(match.other)] = match.name
    for folded, name in list(names.items()):
        names[folded] = names.get(fold(name), name)
    return names
