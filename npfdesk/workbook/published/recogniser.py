"""The recogniser: from a workbook's cells to tables, statements, names and guesses."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from openpyxl.utils import get_column_letter

from npfdesk.plan.names import fold
from npfdesk.plan.numbers import decimal_habit
from npfdesk.plan.periods import Period, read_period
from npfdesk.plan.problems import Problem, Wording, warning
from npfdesk.plan.targets import Measure
from npfdesk.workbook.files.cell_grid import CellKind, Grid, GridSheet, Place
from npfdesk.workbook.files.unseen_cells import block_around, block_name
from npfdesk.workbook.published.block_finder import find_blocks, stated_block
from npfdesk.workbook.published.blocks import Block, RowSort
from npfdesk.workbook.published.cell_sorts import NOTE, CellSorts, is_paper_line
from npfdesk.workbook.published.columns import GROWTHS, Column, Table
from npfdesk.workbook.published.corrected_columns import fix_columns
from npfdesk.workbook.published.corrections import NO_CORRECTIONS, Corrections
from npfdesk.workbook.published.headers import is_unit_line, read_header, units_header
from npfdesk.workbook.published.indicators import described, unit_alone, unit_among
from npfdesk.workbook.published.merged_cells import SheetView, cell_name
from npfdesk.workbook.published.name_matches import gather, match_indicators, match_regions, with_decisions
from npfdesk.workbook.published.phases import Years, column_cells, resolve
from npfdesk.workbook.published.places import (
    city_of,
    foreign_tables,
    plan_title,
    titled_indicator,
    titled_region,
    tree_of,
)
from npfdesk.workbook.published.plan_periods import plans_of, title_period
from npfdesk.workbook.published.printed_names import (
    has_chinese,
    is_total,
    name_and_unit,
    names_industry,
    region_stem,
    says_unit,
    split_unit,
    unit_of,
)
from npfdesk.workbook.published.recognition import (
    CellRole,
    FoundTable,
    Match,
    Reason,
    Recognition,
    Remark,
    Role,
    Statement,
    TableColumn,
)
from npfdesk.workbook.published.roles import table_of
from npfdesk.workbook.published.row_headings import row_headings
from npfdesk.workbook.published.sheet_corrections import SheetCorrections, explain, still_told
from npfdesk.workbook.published.statements import TableReader, TakenStatements

TITLE: Final = Wording("标题，略过。", "Title, left out.")
NOTE_LINE: Final = Wording("注释，略过。", "Note, left out.")
NO_TABLE: Final = Wording(
    "工作表“{text}”里没有识别出表，略过。",
    "No table was recognised in the sheet “{text}”; it was left out.",
)
OTHER_COLUMN: Final = warning(
    "other_column",
    "列“{text}”没有识别出用途，其中的数字没有读入。请在导入窗口中指明它是什么，或略过。",
    "The role of the column “{text}” was not recognised; its figures were not read. Choose in the import window what it is, or "
    "leave it out.",
)
HEAD_UNREADABLE: Final = warning(
    "head_unreadable",
    "表头“{text}”是错误值或没有结果的公式，其下的数字没有读入。请在 Excel 中改正或重新计算后保存。",
    "The header “{text}” is an error or a formula without a result; the figures below it were not read. Correct it in Excel, "
    "or recalculate and save.",
)
DERIVED_COLUMN: Final = Wording(
    "列“{text}”由其他数字得出，没有读入。",
    "The column “{text}” follows from other figures; it was not read.",
)
HIDDEN_SHEET: Final = warning(
    "hidden_sheet",
    "工作表“{text}”是隐藏的，其中的数字没有读入。如需要，请在 Excel 中取消隐藏，或在导入窗口中指明要读。",
    "The sheet “{text}” is hidden; its figures were not read. If needed, unhide it in Excel, or choose in the import window "
    "that it is to be read.",
)
YEARS_BY_TITLE: Final = Wording(
    "表头没有写明年份，按标题中的规划期取基期 {base}、目标年 {target}。",
    "The headers do not state the years; base year {base} and target year {target} were taken from the plan period in the "
    "title.",
)
CITY_GUESSED: Final = Wording(
    "以“{text}”为全市（{why_zh}）。", "“{text}” was read as the city as a whole ({why_en})."
)
INDICATOR_OF_TITLE: Final = Wording(
    "各列只写年份，指标取标题中的“{text}”。",
    "The columns state only years; the indicator “{text}” was taken from the title.",
)
YARDSTICKS: Final = Wording(
    "“{text}”不在本规划的地区之内，作为对标读入，不汇总也不排名。",
    "“{text}” is outside the plan's regions; it was read as a benchmark, neither rolled up nor ranked.",
)
UNIT_AMONG: Final = Wording(
    "单位行列有几个单位（{units}），指标“{text}”按名称取 {unit}。",
    "The unit line gives several units ({units}); {unit} was chosen for “{text}” by its name.",
)
MARK_YEAR: Final = Wording(
    "按注释，带“{text}”的数值按 {year} 年读入。",
    "As the note says, figures marked “{text}” were read as those of {year}.",
)


def recognise(
    grid: Grid,
    corrections: Corrections = NO_CORRECTIONS,
    passed: frozenset[str] = frozenset(),
    settings: tuple[int, int] = (0, 0),
) -> Recognition:
    """Recognise everything that a workbook's cells state in the published forms; no content raises an exception.

    Sheets named in `passed` are not looked at. `settings` are the base and target year of a sheet Plan beside the tables
    (0: not given), which corrections overrule. The same cells and corrections give the same recognition.
    """
    taken = TakenStatements()
    tables = _tables(grid, corrections, passed, taken)
    said = {sheet.name: SheetCorrections(corrections, sheet.name) for sheet in grid.sheets}
    for index, table in enumerate(tables):
        TableReader(table, index, said[table.block.view.sheet.name], taken).read()
        _report_columns(table, taken)
    plans = plans_of(tables)
    years, problems = resolve(
        tables,
        plans,
        taken.statements,
        corrections.base_year or settings[0],
        corrections.target_year or settings[1],
    )
    taken.problems.extend(problems)
    told: set[str] = set()
    statements = [_with_unit(stated, tables[stated.table], taken, told) for stated in taken.statements]
    taken.statements = []
    _hear(grid, corrections, passed, said, taken)
    mark_years = _mark_years(taken)
    recognition = Recognition(
        grid,
        corrections,
        tuple(map(_found_table, tables)),
        MappingProxyType(taken.cells),
        tuple(_with_region(statements, tables)),
        (),
        tuple(taken.skipped),
        tuple(taken.guesses),
        base_year=years.base,
        target_year=years.target,
        problems=tuple(taken.problems),
        passed=passed,
        settings=settings,
        mark_years=MappingProxyType(mark_years),
        bracket_measures=MappingProxyType(_bracket_measures(taken)),
        habit=decimal_habit(
            figure.text for one in statements for figure in one.figures if figure.kind is CellKind.TEXT
        ),
    )
    return _named(recognition, years, plans)


_MARK_YEAR: Final = re.compile(
    r"(?:带|标|注)?\s?([*＊※#①-⑳])\s?(?:号)?(?:者|的)?(?:数据|数|指标)?(?:均?为|是|系|指)(\d{4})年"
)


_ENGLISH_MARK_YEAR: Final = re.compile(
    r"([*＊※#†‡])\s?(?:[:=]|denotes|indicates|is|are)?\s?(?:figures? |data |values? )?(?:for |of |from |in )?((?:19|20)\d\d)\b",
    re.IGNORECASE,
)


def _mark_years(taken: TakenStatements) -> dict[tuple[str, str], int]:
    """The years that notes give for marks: 带*的为2019年数据, by sheet and mark."""
    found: dict[tuple[str, str], int] = {}
    for remark in taken.skipped:
        if remark.code == "note":
            for match in (*_MARK_YEAR.finditer(remark.text), *_ENGLISH_MARK_YEAR.finditer(remark.text)):
                found[remark.sheet, match[1]] = int(match[2])
                said = Remark(
                    "mark_year", MARK_YEAR, remark.sheet, remark.cell, match[1], {"year": int(match[2])}
                )
                taken.guesses.append(said)
    return found


_IN_BRACKETS: Final = re.compile(
    r"([（(\[［〔【][（()）\[\]［］〔〕【】\s、，,和及与或]{1,16})(?:内|中|里|括号内)?[的之]?(?:数据|数值|数字|指标值|数|值|者)?(?:均?为|是|系|指|表示)([^；;。，,]{2,30})"
)
_MEAN: Final = re.compile(r"年均|年平均")


def _bracket_measures(taken: TakenStatements) -> dict[tuple[str, str], Measure]:
    """What notes say of figures in brackets: （ ）内为五年累计数, [ ]内为年均增速, by sheet and opening bracket."""
    found: dict[tuple[str, str], Measure] = {}
    for remark in taken.skipped:
        if remark.code != "note":
            continue
        for match in _IN_BRACKETS.finditer(remark.text):
            mean, summed = _MEAN.search(match[2]) is not None, "累计" in match[2]
            if mean is summed:
                continue
            for sign in match[1].replace("（", "(").replace("［", "["):
                if sign in "([〔【" and (mean or sign == "("):
                    found[remark.sheet, sign] = Measure.GROWTH if mean else Measure.SUM
    return found


# tables


def _tables(
    grid: Grid, corrections: Corrections, passed: frozenset[str], taken: TakenStatements
) -> list[Table]:
    views: list[tuple[SheetView, SheetCorrections]] = []
    for sheet in grid.sheets:
        if sheet.name in passed:
            continue
        read = corrections.sheets.get(sheet.name)
        if read is False:
            _leave_out(sheet, taken, Reason.USER)
        elif sheet.hidden and read is None:
            if sheet.cells:
                _leave_out(sheet, taken, Reason.PLACE)
                taken.problems.append(
                    Problem(HIDDEN_SHEET, sheet.name, block_name(block_around(sheet.cells)), sheet.name)
                )
        else:
            said = SheetCorrections(corrections, sheet.name)
            blank = said.left_out(sheet.cells)
            views.append((SheetView(sheet, blank), said))
            for place in blank:
                taken.cells[sheet.name, cell_name(place)] = CellRole(
                    Role.IGNORED, why=Reason.USER, confidence=1.0
                )
    found: list[tuple[Table, SheetCorrections]] = []
    for view, said in views:
        found.extend((table, said) for table in _tables_of(view, said, taken))
    tables = [table for table, _ in found]
    known = _known_regions(tables)
    if known:
        # names that one table uses for regions are regions in the heads of the others
        tables = [_retaken(table, said, known) for table, said in found]
    return [table for table in tables if _usable(table, taken)]


def _hear(
    grid: Grid,
    corrections: Corrections,
    passed: frozenset[str],
    said: Mapping[str, SheetCorrections],
    taken: TakenStatements,
) -> None:
    """What somebody said of cells that stand in no table, or of figures that a problem tells, is the last word on them."""
    for sheet in grid.sheets:
        if sheet.name not in passed and corrections.sheets.get(sheet.name) is not False:
            explain(sheet, said[sheet.name], taken.cells)
    if corrections != NO_CORRECTIONS:
        sheets = {sheet.name: sheet for sheet in grid.sheets}
        taken.problems[:] = still_told(taken.problems, sheets, taken.cells)


def _leave_out(sheet: GridSheet, taken: TakenStatements, why: Reason) -> None:
    for place in sheet.cells:
        taken.cells[sheet.name, cell_name(place)] = CellRole(Role.IGNORED, why=why)


def _tables_of(view: SheetView, said: SheetCorrections, taken: TakenStatements) -> list[Table]:
    name = view.sheet.name
    blocks, used = _stated_blocks(view, said)
    rest_view = SheetView(view.sheet, view.blank | used) if used else view
    starts = {first: last - first + 1 for first, last in said.heads}
    found, rest = find_blocks(rest_view, _forced(said), starts)
    blocks.extend(found)
    for block in blocks:
        block.heads[:] = [row for row in block.heads if not said.passes(row)]
    sorts = {id(block.view): CellSorts(block.view) for block in blocks}
    tables = []
    for block in blocks:
        table = table_of(block, sorts[id(block.view)], frozenset())
        _titles(table, name, taken)
        fix_columns(table, said)
        tables.append(table)
    _rest(rest_view, name, rest, taken)
    if not blocks and view.rows:
        taken.skipped.append(Remark("sheet_without_table", NO_TABLE, name, "", name))
    return tables


def _forced(said: SheetCorrections) -> dict[int, Role]:
    return {
        row: role for row, role in said.row_roles.items() if role is not Role.IGNORED and not said.passes(row)
    }


def _stated_blocks(view: SheetView, said: SheetCorrections) -> tuple[list[Block], frozenset[Place]]:
    """The tables that somebody marked, and the cells that belong to them."""
    blocks: list[Block] = []
    used: set[Place] = set()
    for top, left, bottom, right in said.tables:
        inside = {
            (row, column)
            for row, column in view.sheet.cells
            if top <= row <= bottom and left <= column <= right and (row, column) not in used
        }
        above = _titles_above(view, top, used)
        outside = frozenset(view.sheet.cells.keys() - inside - above)
        heads = [row for row in range(top, min(bottom, top + 99) + 1) if said.heads_row(row)]
        own = SheetView(view.sheet, view.blank | outside)
        block = stated_block(own, _forced(said), heads, (top, left, bottom, right))
        if block is not None:
            blocks.append(block)
            used |= inside | above
    return blocks, frozenset(used)


def _titles_above(view: SheetView, top: int, used: set[Place]) -> set[Place]:
    """The cells of up to three lines of text right above a row."""
    found: set[Place] = set()
    for row in range(top - 1, max(top - 4, 0), -1):
        places = {(row, column) for column in view.line(row)}
        texts = all(view.sheet.cells[place].kind == "text" for place in places)
        if len(places) > 2 or not texts or places & used:
            break
        found |= places
    return found


def _retaken(table: Table, said: SheetCorrections, known: frozenset[str]) -> Table:
    again = table_of(table.block, CellSorts(table.block.view), known)
    _titles(again, table.block.view.sheet.name, TakenStatements())
    fix_columns(again, said)
    return again


def _known_regions(tables: Sequence[Table]) -> frozenset[str]:
    """Stems of the names in columns of regions."""
    return frozenset(
        region_stem(text)[0]
        for table in tables
        for column in table.having(Role.REGION)
        if not column.weak
        for text in column.sample
        if not is_total(text) and 2 <= len(text) <= 40
    )


def _usable(table: Table, taken: TakenStatements) -> bool:
    """Whether a block states anything; the cells of one that does not are in no table."""
    block, name = table.block, table.block.view.sheet.name
    table.headings = row_headings(table)
    says = (
        Role.INDICATOR in table.headings.values()
        or table.having(Role.INDICATOR)
        or table.indicator
        or any(one.label for one in table.figures)
    )
    if table.known and (says or block.stated):
        return True
    for row in (*block.heads, *(one.row for one in block.rows)):
        for column in block.line(row):
            taken.cells[name, cell_name((row, column))] = CellRole(
                Role.OUTSIDE, why=Reason.PLACE, confidence=0.3
            )
    return False


def _titles(table: Table, name: str, taken: TakenStatements) -> None:
    """The lines above a table: titles, units, notes; what they say of its region, period and indicator."""
    units: tuple[str, ...] = ()
    unit_rows = {place[0] for place, text in table.block.titles if is_unit_line(text)}
    for place, text in _with_labels(table.block.titles):
        role, code, why = Role.TITLE, "title", TITLE
        if not text:
            taken.cells[name, cell_name(place)] = CellRole(role, why=Reason.PLACE)
            continue
        if is_unit_line(text):
            role, code, why = Role.UNIT, "title", TITLE
        elif NOTE.match(text):
            role, code, why = Role.NOTE, "note", NOTE_LINE
        elif not is_paper_line(text) and (place[0] not in unit_rows or read_period(text) is None):
            # a date beside the unit is that of the table's making
            table.title_texts.append(text)
        units = units_header(text) or units
        taken.cells[name, cell_name(place)] = CellRole(role, text[:80], why=Reason.PLACE)
        taken.skipped.append(Remark(code, why, name, cell_name(place), text[:200]))
    if not units:
        bracketed = [unit for text in table.title_texts if (unit := split_unit(text)[1])]
        units = tuple(bracketed[-1:])
    table.units = _unit_below_head(table) or units
    near = [*reversed(table.title_texts), name]
    table.period = title_period(near)
    whole = name if is_total(name) and has_chinese(name) else ""
    table.region = next((region for text in near if (region := titled_region(text)[0])), whole)
    _parts_of_targets(table)
    _indicator_of_title(table, taken)


def _unit_below_head(table: Table) -> tuple[str, ...]:
    """The unit that a row of its own between the head and the first figures gives: （亿千瓦时）."""
    for line in table.block.rows:
        texts = list(table.block.line(line.row).values())
        if line.sort is not RowSort.GROUP or len(texts) != 1:
            break
        if says_unit(texts[0]):
            return (unit_of(texts[0]),)
    return ()


def _with_labels(titles: Sequence[tuple[Place, str]]) -> list[tuple[Place, str]]:
    """Titles with a label (指标：) joined to what it says in the cell beside it; the label's own place then says nothing."""
    joined: list[tuple[Place, str]] = []
    label = ""
    for index, (place, text) in enumerate(titles):
        beside = titles[index + 1 : index + 2]
        if text.endswith((":", "：")) and beside and beside[0][0][0] == place[0]:
            label = text
            joined.append((place, ""))
        else:
            joined.append((place, label + text))
            label = ""
    return joined


_SPLIT_OVER_YEAR: Final = re.compile(
    r"(?:分|按|逐)?(?:季度?|月度?)(?:度|份)?(?:目标|计划|任务|安排)(?!完成|执行|进度)"
)


def _parts_of_targets(table: Table) -> None:
    """Months and quarters below a title 分季度目标 hold what is aimed at in each, unless a head says that it was reached."""
    if not any(map(_SPLIT_OVER_YEAR.search, (text[:200] for text in table.title_texts))):
        return
    for column in table.having(Role.VALUE):
        if column.period is not None and not column.period.is_year and column.measure is None:
            column.role, column.explicit = Role.TARGET, True


GENERIC_NAME: Final = re.compile(
    r"(?:(?:work|data)?sheets?|tables?|data|sum(?:mary)?|total|all|annual|figures?|results?|raw|input|output|final|notes?"
    r"|units?(?:\s?\([^()]{0,40}\))?|part|page|list|tabelle|feuil|hoja|plan|region|county|province|city|district|state|country|[a-z])?[\s\d._()\-]{0,20}",
    re.IGNORECASE,
)


def _indicator_of_title(table: Table, taken: TakenStatements) -> None:
    """The indicator of a table whose columns name only periods or regions: its title's."""
    _total_of_title(table)
    _industries_of_title(table)
    figures = table.figures
    bare = [one for one in figures if not one.label]
    named = [one for one in figures if one.label]
    # a cost beside the years of the title's indicator, a change since the first of them is none of it
    beside = all(one.period is None and not one.explicit and one.measure is None for one in named)
    dated = [one for one in bare if one.period is not None or one.explicit]
    run = len(dated) >= max(3, len(figures) // 2)
    if table.having(Role.INDICATOR) or not bare or (named and not (run or (beside and dated))):
        _named_beside(table)
        return
    name, unit = titled_indicator(table.title_texts)
    if not name:
        sheet = table.block.view.sheet.name
        name, unit = titled_indicator([sheet])
        if name and not has_chinese(name):
            name = "" if not table.having(Role.REGION) or GENERIC_NAME.fullmatch(name) else sheet.strip()
    if not name:
        name, unit = _pivoted(table)
    if any(one.measure in GROWTHS for one in figures) and any(one.measure is None for one in figures):
        # 工业增加值增长目标 over bases and growths names 工业增加值
        name = re.sub(r"(?<=..)(?:年均)?(?:增长|增速|增幅|增长率)$", "", name)
    table.indicator = name
    if not name:
        return
    for column in named:
        if column.measure is None:
            column.role, column.label, column.confidence = Role.IGNORED, "", 0.5
    for column in bare:
        column.label, column.unit = name, column.unit or (unit if column.measure is None else "")
    place = cell_name((table.block.first, figures[0].number))
    taken.guesses.append(
        Remark("indicator_of_title", INDICATOR_OF_TITLE, table.block.view.sheet.name, place, name)
    )


def _named_beside(table: Table) -> None:
    """A target that no words name is of the figures on its left: 2025年GDP beside 2030年目标."""
    if table.having(Role.INDICATOR):
        return
    _whole_name(table)
    named = {(one.label, one.period, one.region, one.industry) for one in table.figures if one.label}
    left: Column | None = None
    for column in table.figures:
        if column.label:
            left = column
            continue
        if left is None or left.period is None or left.measure is not None or column.measure is not None:
            continue
        later = column.period is None or column.period.year > left.period.year
        one = left.label, column.period, left.region, left.industry
        if column.role is Role.TARGET and column.explicit and later and one not in named:
            named.add(one)
            column.label, column.region, column.industry = left.label, left.region, left.industry
            column.unit = column.unit or left.unit
    labels = {one.number: one.label for one in table.figures}
    for column in table.figures:
        if column.measure in GROWTHS and not column.label:
            column.label = labels.get(column.of, "")


def _whole_name(table: Table) -> None:
    """产量 over all figures below a title that says 粮食产量 is that."""
    short = {one.label for one in table.figures if one.label}
    if len(short) != 1 or table.having(Role.INDUSTRY):
        return
    label = short.pop()
    name, _ = titled_indicator(table.title_texts)
    if len(name) > len(label) and name.endswith(label) and has_chinese(name) and len(label) <= _SHORT_LABEL:
        for column in table.figures:
            column.label = name if column.label == label else column.label


_SHORT_LABEL: Final = 4


def _total_of_title(table: Table) -> None:
    """合计 over figures beside years is the title's indicator itself, and industries beside it are industries of that."""
    totals = [one for one in table.figures if is_total(one.label)]
    if len(totals) != 1 or not table.having(Role.PERIOD) or table.having(Role.INDICATOR, Role.REGION):
        return
    name, unit = titled_indicator(table.title_texts)
    if not name:
        return
    for column in table.figures:
        if column in totals or (names_industry(column.label) and not column.unit):
            column.industry = "" if column in totals else column.label
            column.label, column.unit = name, column.unit or unit


_PIVOTED: Final = re.compile(r"(?:求和项|平均值项|sum of|average of)\s?[:：]?\s?(\S.{1,60})", re.IGNORECASE)


def _pivoted(table: Table) -> tuple[str, str]:
    """The indicator and unit that the corner of a pivot table names (求和项:地区生产总值（亿元）); "" for none."""
    found = (_PIVOTED.fullmatch(text) for text in table.columns[0].texts)
    names = [match[1] for match in found if match is not None and read_header(match[1]).key is None]
    return name_and_unit(names[0]) if names else ("", "")


def _industries_of_title(table: Table) -> None:
    """第一产业, 第二产业 and 第三产业 beside years are parts of what the title names: 地区生产总值构成."""
    figures = table.figures
    if not table.having(Role.PERIOD) or table.having(Role.INDICATOR, Role.REGION) or len(figures) < 2:
        return
    if any(one.unit or one.industry or one.measure or not names_industry(one.label) for one in figures):
        return
    name, unit = titled_indicator(table.title_texts)
    for column in figures if name else ():
        column.industry, column.label, column.unit = column.label, name, unit


def _rest(view: SheetView, name: str, places: Sequence[Place], taken: TakenStatements) -> None:
    """Lines in no table: notes and other text are explained; figures among them are outside."""
    for row, column in places:
        text = view.line(row)[column]
        alone = len(view.line(row)) <= 2
        figure = view.sheet.cells[row, column].kind != "text"
        note = NOTE.match(text) is not None or (alone and not figure and len(text) > 3)
        role = Role.NOTE if note and not figure else Role.OUTSIDE
        taken.cells[name, cell_name((row, column))] = CellRole(
            role, text[:80], why=Reason.PLACE, confidence=0.5
        )
        if role is Role.NOTE:
            taken.skipped.append(Remark("note", NOTE_LINE, name, cell_name((row, column)), text[:200]))


# columns and units


def _report_columns(table: Table, taken: TakenStatements) -> None:
    """Tell of the columns that hold figures and were not taken, with the reasons."""
    block, name = table.block, table.block.view.sheet.name
    rows = block.data()
    for column in table.columns:
        if not any(column.number in block.view.line(row) for row in rows):
            continue
        place = cell_name((block.heads[-1] if block.heads else rows[0], column.number))
        text = " ".join(column.texts)
        if (
            column.unreadable is not None
            and column.role in (None, Role.VALUE, Role.OUTSIDE)
            and column.period is None
        ):
            said = block.view.sheet.cells[column.unreadable].text
            cells = f"{cell_name(column.unreadable)}:{cell_name((rows[-1], column.number))}"
            taken.problems.append(Problem(HEAD_UNREADABLE, name, cells, said))
            _pass_column(column, table, taken)
        elif column.role is Role.DERIVED:
            taken.skipped.append(Remark("derived_column", DERIVED_COLUMN, name, place, text))
        elif (
            column.role in (None, Role.IGNORED)
            and column.reason is not Reason.USER
            and _holds_figures(column)
        ):
            letter = get_column_letter(column.number)
            cells = column_cells(column.number, rows)
            taken.problems.append(Problem(OTHER_COLUMN, name, cells, text or letter))
            _pass_column(column, table, taken)


def _holds_figures(column: Column) -> bool:
    return any(any(map(str.isdigit, text)) for text in column.sample)


def _pass_column(column: Column, table: Table, taken: TakenStatements) -> None:
    name = table.block.view.sheet.name
    for row in table.block.data():
        if column.number in table.block.view.line(row):
            taken.cells[name, cell_name((row, column.number))] = CellRole(
                Role.IGNORED, why=Reason.HEAD, confidence=0.5
            )


def _with_unit(stated: Statement, table: Table, taken: TakenStatements, told: set[str]) -> Statement:
    """A statement with the unit of its table's line or title, where it has none of its own."""
    if stated.unit or not table.units:
        return stated
    if len(table.units) == 1:
        return replace(stated, unit=unit_alone(stated.indicator, table.units[0]))
    unit = unit_among(stated.indicator, table.units)
    if unit:
        said = Remark(
            "unit_among",
            UNIT_AMONG,
            stated.sheet,
            stated.cell,
            stated.indicator,
            {"units": table.units, "unit": unit},
        )
        if stated.indicator not in told:
            told.add(stated.indicator)
            taken.guesses.append(said)
    return replace(stated, unit=unit)


def _with_region(statements: Sequence[Statement], tables: Sequence[Table]) -> list[Statement]:
    """The statements of tables without regions under the region of their title, where the tables name several."""
    titled = {
        fold(tables[one.table].region) for one in statements if not one.region and tables[one.table].region
    }
    if len(titled) < 2:
        return list(statements)
    return [
        replace(one, region=tables[one.table].region) if not one.region and tables[one.table].region else one
        for one in statements
    ]


def _found_table(table: Table) -> FoundTable:
    block = table.block
    return FoundTable(
        block.view.sheet.name,
        table.form,  # type: ignore[arg-type]
        (block.first, block.left, block.last, block.right),
        (block.heads[0], block.heads[-1]) if block.heads else (block.first, block.first - 1),
        tuple(
            TableColumn(
                one.number, one.role or Role.IGNORED, one.period or Period(0), one.label,
                one.unit or (table.units[0] if len(table.units) == 1 else ""), one.explicit, one.region,
            )
            for one in table.columns
        ),
        tuple(table.title_texts),
        table.units[0] if len(table.units) == 1 else "",
    )  # fmt: skip


# names


def _named(recognition: Recognition, years: Years, plans: Sequence[bool]) -> Recognition:
    """Resolve names: the city, one name for each region and indicator, and the indicators' properties."""
    corrections, guesses = recognition.corrections, list(recognition.guesses)
    several = _several_places(recognition)
    city = city_of(recognition, several=several)
    foreign = foreign_tables(recognition, plans, city.name)
    if foreign:
        city = city_of(recognition, foreign, several=several)
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
        for name in (stated.region, stated.above):
            if name:
                spelling = first.setdefault(fold(name), name)
                spellings.setdefault(spelling, set()).add(stated.table)
    regional = with_decisions(match_regions(spellings, city.name), corrections.matches)
    region_names = _unified_names(first, [match for match in regional if match.holds])
    root = region_names.get(fold(city.name), city.name)
    tree = tree_of(recognition.statements, region_names, root, foreign)
    guesses.extend(Remark("yardstick", YARDSTICKS, "", "", one.name) for one in tree.regions if one.benchmark)
    named = gather(recognition.statements, region_names, root)
    measures = with_decisions(match_indicators(named), corrections.matches)
    indicators, indicator_names, told = described(recognition.statements, named, measures, recognition.habit)
    industries = dict.fromkeys(one.industry for one in recognition.statements if one.industry)
    return replace(
        recognition,
        matches=(*regional, *measures),
        guesses=(*guesses, *told),
        title=corrections.title or plan_title(recognition),
        city=root,
        regions=tree.regions,
        industries=tuple(industries),
        indicators=indicators,
        region_names=MappingProxyType(region_names),
        region_codes=MappingProxyType(dict(tree.codes)),
        indicator_names=MappingProxyType(indicator_names),
    )


def _several_places(recognition: Recognition) -> bool:
    """Whether titles, or the names of sheets where titles name none, name several regions, each of one table."""
    found: set[str] = set()
    for table in recognition.tables:
        own = [region for text in table.titles if (region := titled_region(text)[0])]
        found.update(map(fold, own or [titled_region(table.sheet)[0]]))
    return len(found - {""}) > 1


def _unified_names(first: Mapping[str, str], matches: list[Match]) -> dict[str, str]:
    names = dict(first)
    for match in matches:
        names[fold(match.other)] = match.name
    for folded, name in list(names.items()):
        names[folded] = names.get(fold(name), name)
    return names
