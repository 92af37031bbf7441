"""Table 1 and Annex 1 of the Jinhua plan as it prints them: titles, merged heads, units in brackets, line breaks, blanks."""

from __future__ import annotations

import csv
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from npfdesk.plan.problems import Problem
from npfdesk.workbook.standard.sheet_layout import save_reproducibly

_LINE = Side(style="thin", color="000000")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_DUTIES = {"expected": "预期性", "binding": "约束性"}
# the plan names no unit for this growth and prints 8%; the annex heads firms without 数
_WITHOUT_UNIT = {"规上工业营业收入利润率增速"}
_IN_ANNEX = {"规上工业企业数": "规上工业企业"}
# as a page breaks them
_BROKEN = {
    "高新技术产业增加值占规上工业比重": "高新技术产业增加值\n占规上工业比重",
    "数字经济核心产业增加值占GDP比重": "数字经济核心产业\n增加值占GDP比重",
    "规上工业研发经费支出占营业收入比重": "规上工业研发经费支出\n占营业收入比重",
    "单位工业增加值二氧化碳排放降幅": "单位工业增加值\n二氧化碳排放降幅",
    "金义新区（金东区）": "金义新区\n（金东区）",
}


def _rows(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _cell(text: str) -> str | int | float | None:
    """Plain figures as numbers, as a table pasted into Excel has them; words stay words."""
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            pass
    return text or None


def build_published(folder: Path, output: Path) -> Problem | None:
    """The workbook, from the tables of targets and the city's row of Annex 1 (facts F002.197 to F002.202)."""
    targets, indicators = _rows(folder / "Targets.csv"), _rows(folder / "Indicators.csv")
    title = next(row["value"] for row in _rows(folder / "Plan.csv") if row["key"] == "title")
    measures = {row["name"]: row for row in indicators}
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "表1"
    _table_one(sheet, title, [row for row in targets if row["source"] == "规划:表1"], measures)
    annex = [row for row in targets if row["source"] == "规划:附件1"]
    _annex_one(book.create_sheet("附件1"), _rows(folder / "Annex.csv"), annex, measures)
    return save_reproducibly(book, output)


def lay_out(sheet: Worksheet, first: int, last: int, widths: dict[str, float]) -> None:
    """Grid, widths and title of a printed table whose lines run from first to last."""
    for line in sheet.iter_rows(min_row=first, max_row=last, max_col=len(widths)):
        for cell in line:
            cell.border, cell.alignment = _GRID, _MIDDLE
    for letter, width in widths.items():
        sheet.column_dimensions[letter].width = width
    sheet["A1"].font, sheet["A1"].alignment = Font(bold=True, size=14), _MIDDLE
    sheet.row_dimensions[1].height = 36
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0


def _table_one(
    sheet: Worksheet, title: str, targets: list[dict[str, str]], measures: dict[str, dict[str, str]]
) -> None:
    sheet["A1"] = f"表1　{title.replace('（征求意见稿）', '')}主要指标"
    sheet.merge_cells("A1:F1")
    for column, head in enumerate(
        ("一级指标", "序号", "二级指标", "2020年", "2025年\n目标", "指标\n属性"), 1
    ):
        sheet.cell(3, column, head).font = Font(bold=True)
    row, group_row, group = 4, 4, ""
    for number, target in enumerate(targets, 1):
        measure = measures[target["indicator"]]
        if measure["group"] != group:
            if group and row - group_row > 1:
                sheet.merge_cells(start_row=group_row, end_row=row - 1, start_column=1, end_column=1)
            group, group_row = measure["group"], row
            sheet.cell(row, 1, f"{group[:2]}\n{group[2:]}")
        unit = "" if target["indicator"] in _WITHOUT_UNIT or not measure["unit"] else f"（{measure['unit']}）"
        sheet.cell(row, 2, number)
        sheet.cell(row, 3, _BROKEN.get(target["indicator"], target["indicator"]) + unit)
        sheet.cell(row, 4, _cell(target["base"]))
        sheet.cell(row, 5, _cell(target["target"]))
        sheet.cell(row, 6, _DUTIES[measure["duty"]])
        row += 1
        if target["stretch"]:
            # printed under the target, its other cells left blank
            sheet.cell(row, 5, target["stretch"])
            row += 1
    sheet.merge_cells(start_row=group_row, end_row=row - 1, start_column=1, end_column=1)
    lay_out(sheet, 3, row - 1, {"A": 10, "B": 6, "C": 40, "D": 16, "E": 16, "F": 10})


def _annex_one(
    sheet: Worksheet,
    city: list[dict[str, str]],
    targets: list[dict[str, str]],
    measures: dict[str, dict[str, str]],
) -> None:
    names = list(dict.fromkeys(row["indicator"] for row in targets))
    sheet["A1"] = "附件1　各县（市、区）工业发展主要指标"
    sheet.merge_cells("A1:G1")
    sheet["A3"], sheet["B3"], sheet["E3"] = "县（市、区）", "2020年现状数据", "2025年发展目标"
    for block in ("A3:A4", "B3:D3", "E3:G3"):
        sheet.merge_cells(block)
    for column, name in enumerate([*names, *names], 2):
        unit = measures[name]["unit"]
        broken = _IN_ANNEX.get(name, name).replace("规上工业", "规上工业\n")
        sheet.cell(4, column, f"{broken}\n（{unit}）")
    for column in range(1, 8):
        sheet.cell(3, column).font = sheet.cell(4, column).font = Font(bold=True)
    sheet.cell(5, 1, "金华市")
    for row in city:
        column = 2 + names.index(row["indicator"]) + (3 if row["kind"] == "target" else 0)
        sheet.cell(5, column, _cell(row["value_raw"]))
    places = list(dict.fromkeys(row["region"] for row in targets))
    for row_number, place in enumerate(places, 6):
        sheet.cell(row_number, 1, _BROKEN.get(place, place))
        for row in targets:
            if row["region"] == place:
                column = 2 + names.index(row["indicator"])
                for at, key in ((column, "base"), (column + 3, "target")):
                    # the annex leaves blank what it does not have
                    sheet.cell(row_number, at, None if row[key] == "—" else _cell(row[key]))
    lay_out(sheet, 3, 5 + len(places), {"A": 18, **dict.fromkeys("BCDEFG", 14)})
