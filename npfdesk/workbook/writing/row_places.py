"""Where new rows go: behind the records of their sheet, or below everything, and why."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from npfdesk.plan.model import Indicator, Industry, Plan
from npfdesk.plan.names import fold, is_blank
from npfdesk.plan.problems import Problem, Wording, warning
from npfdesk.plan.regions import Region
from npfdesk.plan.series import ANY
from npfdesk.workbook.standard.sheet_columns import SHARE_GROUPS, TOTAL, SheetForm
from npfdesk.workbook.standard.sheet_tables import Row
from npfdesk.workbook.standard.structure import Structure
from npfdesk.workbook.writing.book_parts import BookParts
from npfdesk.workbook.writing.inserted_rows import insert_rows
from npfdesk.workbook.writing.reference_shifts import Formulas, NotInsertable, Reason, RowInsertion
from npfdesk.workbook.writing.sheet_part import NotPatchable

ROWS_BELOW: Final = warning(
    "rows_below",
    "工作表“{text}”的 {count} 个新行不能插在原有各行之后：{why}。它们写在该表最下面，不在表格、筛选、打印区域和合计公式的范围之内。"
    "{remedy}",
    "{count:new row|new rows} of the sheet “{text}” cannot be inserted after the existing ones: {why_en}. "
    "{count:~It is|They are} written at the bottom of the sheet, outside tables, filters, print areas and sums. {remedy_en}",
)
ROWS_MOVED: Final = warning(
    "rows_moved",
    "工作表“{text}”在第 {row} 行之后插入 {count} 行，下面的各行下移，引用它们的公式、名称、图表等一并改写。别的工作簿若引用了该表"
    "第 {row} 行以下的单元格，不在改写之列，请核对。",
    "{count:row is|rows are} inserted into the sheet “{text}” after row {row}; the rows below move down, and formulas, names, "
    "charts and other references in this workbook are adjusted. Other workbooks that refer to cells below row {row} are not "
    "adjusted: check them.",
)
SUMS_WIDENED: Final = warning(
    "sums_widened",
    "这些公式原来包括工作表“{text}”的全部行，现在把新行也包括在内：{cells}。若新行不该计入，请在 Excel 中改回。",
    "These formulas covered all rows of the sheet “{text}” and now include the new ones: {cells}. If the new rows should not "
    "count, change them back in Excel.",
)
SUMS_KEPT: Final = warning(
    "sums_kept",
    "这些公式只包括工作表“{text}”的一部分行，没有扩大到新行：{cells}。若新行应当计入，请在 Excel 中改。",
    "These formulas cover only some of the rows of the sheet “{text}” and were not extended to the new ones: {cells}. If the "
    "new rows should count, change them in Excel.",
)
_WHY: Final = MappingProxyType(
    {
        Reason.ARRAY: Wording(
            "{where} 的数组公式或模拟运算表跨过这里", "the array formula or data table of {where} lies across"
        ),
        Reason.MERGED: Wording("合并单元格 {where} 跨过这里", "the merged cells {where} lie across"),
        Reason.BESIDE: Wording(
            "旁边另有内容（{where}）会被拆开", "other content beside it ({where}) would be torn apart"
        ),
        Reason.TABLE: Wording(
            "表格“{where}”在这里结束，新行不属于它",
            "the table “{where}” ends here, and the new rows are not part of it",
        ),
        Reason.FORMULA: Wording("{where} 的公式不能识别", "the formula of {where} cannot be read"),
        Reason.BY_TEXT: Wording(
            "{where} 用 INDIRECT 按文字引用单元格", "{where} refers to cells by text (INDIRECT)"
        ),
        Reason.SEVERAL_SHEETS: Wording(
            "{where} 跨几张工作表引用", "{where} refers to several sheets at once"
        ),
        Reason.NAME: Wording("名称“{where}”是相对引用", "the name “{where}” is a relative reference"),
        Reason.MACROS: Wording(
            "工作簿有宏，其中可能写着行号", "the workbook has macros, which may name rows"
        ),
        Reason.CONTROLS: Wording("工作表上有控件或嵌入对象", "the sheet holds controls or embedded objects"),
        Reason.PIVOT: Wording("数据透视表跨过这里", "a pivot table lies across"),
        Reason.SHARED_BOOK: Wording("工作簿是旧式共享工作簿", "the workbook is a legacy shared workbook"),
        Reason.TOO_MANY: Wording(
            "“{where}”中要改的公式太多", "too many formulas of “{where}” would have to change"
        ),
        Reason.FULL: Wording("工作表的行用完了", "the sheet has no rows left"),
        Reason.PART: Wording(
            "文件中有不能改动的部分（{where}）", "a part of the file cannot be changed ({where})"
        ),
    }
)
_REMARK: Final = re.compile(r"(?:注|备注|说明|资料来源|数据来源|notes?|sources?)\d*\s*[:：]", re.IGNORECASE)
_CELL: Final = re.compile(r"(.*![A-Z]{1,3})(\d+)")
_NAMING: Final = frozenset(
    {"region", "indicator", "scenario", "lever", "name", "key", "id", "item", "role or type", "dimension"}
)
"""The columns by which a row says what it is of."""
_IN_EXCEL: Final = Wording(
    "请在 Excel 中先在该处插入空行、再把新行移过去，或先去掉这一障碍再写回。",
    "In Excel insert empty rows there and move the new rows into them, or remove the obstacle before updating the workbook.",
)
_MOST: Final = 8


@dataclass(frozen=True)
class RowPlaces:
    """Which of some insertions can be made, and what has to be told of all of them."""

    inserted: frozenset[str]
    told: tuple[Problem, ...]


NO_ROWS: Final = RowPlaces(frozenset(), ())
"""No insertion is made, and nothing to be told."""


def record_test(plan: Plan, structure: Structure, form: SheetForm) -> Callable[[Row], bool]:
    """Whether a row of a sheet is one of its records: it names what it has to, and what the plan knows.

    A sum (合计), a note or another small table below does not.
    """
    registers = {
        "region": structure.regions,
        "industry": structure.industries,
        "indicator": structure.indicators,
    }
    things: Mapping[str, Iterable[Region | Industry | Indicator]] = {
        "region": plan.regions,
        "industry": plan.industries,
        "indicator": plan.indicators,
    }
    known = {
        column: {fold(said) for one in of for said in (one.code, one.name, one.english) if said}
        for column, of in things.items()
    }
    # a member's row may leave the group's name to the row above
    needed = (form.needed & _NAMING) - ({"name"} if form is SHARE_GROUPS else frozenset())
    cells = min(len(form.needed), 2)

    def is_known(column: str, text: str) -> bool:
        if is_blank(text) or fold(text) in {ANY, *TOTAL} or fold(text) in known[column]:
            return True
        if column == "region" and plan.region_places.find(text) is not None:
            return True
        return registers[column].find(text) is not None

    def is_record(row: Row) -> bool:
        if any(is_blank(row[key].text) for key in needed):
            return False
        said = (*row.cells.values(), *row.years.values(), *row.periods.values())
        words = [one.text.strip() for one in said if not is_blank(one.text)]
        if len(words) < cells or _REMARK.match(words[0]):
            return False
        return all(is_known(column, row.text(column)) for column in registers if column in form.by_key)

    return is_record


def row_places(content: bytes, wanted: Sequence[RowInsertion]) -> RowPlaces:
    """Try each insertion upon a workbook's bytes: which can be made, and what is to be told of them."""
    inserted: set[str] = set()
    told: list[Problem] = []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            book = BookParts({name: archive.read(name) for name in archive.namelist()})
        for one in wanted:
            try:
                found = insert_rows(book, one)
            except NotInsertable as refused:
                told.append(_below(one, refused))
                continue
            inserted.add(one.sheet)
            told += _told(one, found)
    except (NotPatchable, zipfile.BadZipFile, KeyError, OSError, EOFError, NotImplementedError, RuntimeError):
        # what cannot be patched at all is told when it is saved
        return NO_ROWS
    return RowPlaces(frozenset(inserted), tuple(told))


def _below(one: RowInsertion, refused: NotInsertable) -> Problem:
    why = _WHY[refused.reason]
    where = {"where": refused.where}
    arguments = {
        "count": one.count,
        "why": why.text("zh", where),
        "why_en": why.text("en", where),
        "remedy": _IN_EXCEL.zh,
        "remedy_en": _IN_EXCEL.en,
    }
    return Problem(ROWS_BELOW, one.sheet, "", one.sheet, arguments)


def _told(one: RowInsertion, found: Formulas) -> list[Problem]:
    told = []
    if found.moved:
        arguments = {"row": one.block.last, "count": one.count}
        told.append(Problem(ROWS_MOVED, one.sheet, "", one.sheet, arguments))
    for kind, met in ((SUMS_WIDENED, found.widened), (SUMS_KEPT, found.partial)):
        places = _runs(met)
        if places:
            more = ("…",) if len(places) > _MOST else ()
            named = {"cells": (*places[:_MOST], *more)}
            told.append(Problem(kind, one.sheet, "", one.sheet, named))
    return told


def _runs(places: Iterable[str]) -> list[str]:
    """Places of cells, those right below one another as one range; names stay as they are."""
    runs: list[tuple[str, int, int]] = []
    at: dict[str, int] = {}
    for place in places:
        found = _CELL.fullmatch(place)
        column, row = (found[1], int(found[2])) if found is not None else (place, 0)
        known = at.get(column)
        if known is not None and runs[known][2] + 1 == row:
            runs[known] = (column, runs[known][1], row)
            continue
        at[column] = len(runs)
        runs.append((column, row, row))
    return [
        f"{column}{first or ''}" + (f":{column.rpartition('!')[2]}{last}" if last > first else "")
        for column, first, last in runs
    ]
