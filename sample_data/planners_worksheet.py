"""The worksheet "工业增加值占GDP比重" that is embedded in the Jinhua plan, as a plan of its own with its printed table beside it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from openpyxl import load_workbook

from npfdesk.plan.problems import Problem
from npfdesk.workbook.standard.sheet_layout import CellValue, save_reproducibly, write_standard

CITY = "金华市"
_SOURCE = "规划:嵌入工作表"


def build_worksheet(folder: Path, output: Path) -> Problem | None:
    """Two figures of 2019, a growth for each, their share in 2025; the printed table in a sheet that is only read by people.

    All figures are those of worksheet.csv, facts F002.309 to F002.327, as printed, the slip among them.
    """
    with (folder / "worksheet.csv").open(encoding="utf-8", newline="") as stream:
        printed = list(csv.DictReader(stream))
    rows: dict[str, list[dict[str, CellValue]]] = {
        "Plan": [
            {"key": "名称", "value": "金华市工业增加值占GDP比重测算（规划内嵌工作表）"},
            {"key": "全市", "value": CITY},
            {"key": "基期", "value": 2019},
            {"key": "目标年", "value": 2025},
            {"key": "展望年", "value": 2025},
        ],
        "Indicators": [
            {"name": "工业增加值", "code": "industry_va", "english": "Industrial value added", "unit": "亿元",
             "kind": "总量", "decimals": 3, "source": _SOURCE},
            {"name": "GDP", "code": "gdp", "english": "GDP", "unit": "亿元", "kind": "总量", "decimals": 3,
             "source": _SOURCE},
            {"name": "工业增加值占GDP比重", "code": "va_share", "english": "Industrial share of GDP", "kind": "比率",
             "formula": "industry_va / gdp", "decimals": 4, "source": _SOURCE},
        ],
        "Regions": [{"name": CITY, "code": "jinhua", "english": "Jinhua"}],
        "Targets": [
            {"region": CITY, "indicator": "工业增加值占GDP比重", "target": 0.35, "target year": 2025,
             "source": "规划:表1", "note": "表1印为35左右（%），此处按比值"},
        ],
        "Data": [
            {"region": CITY, "indicator": "工业增加值", "source": _SOURCE, "2019": 1565},
            {"region": CITY, "indicator": "GDP", "source": _SOURCE, "2019": 4559.9},
        ],
        "Scenarios": [{"name": "测算", "description": "GDP 年均增长 6 %，工业增加值 8 %"}],
        "Assumptions": [
            {"scenario": "测算", "indicator": "工业增加值", "method": "增长率", "value": 8, "low": 8, "high": 11},
            {"scenario": "测算", "indicator": "GDP", "method": "增长率", "value": 6, "low": 6, "high": 7.5},
        ],
        "Sources": [{"id": "规划", "document": "金华市工业高质量发展“十四五”规划（征求意见稿）", "section": "嵌入工作表"}],
    }  # fmt: skip
    problem = write_standard(output, rows, {"Data": [2019], "Assumptions": [], "Lever levels": []}, "zh")
    if problem is not None:
        return problem
    book = load_workbook(io.BytesIO(output.read_bytes()))
    sheet = book.create_sheet("测算表（原表印数）")
    sheet.append(["原表所印数字，未改动；只供对照，不参与计算"])
    sheet.append(list(printed[0]))
    for row in printed:
        sheet.append([row["item"], row["gdp_growth"], row["va_growth"], row["printed"], row["fact"]])
    for letter, width in zip("ABCDE", (26, 12, 12, 22, 12), strict=True):
        sheet.column_dimensions[letter].width = width
    return save_reproducibly(book, output)
