"""A synthetic county plan 2026–2030, in the standard format and as an outline prints it. Every name and figure is made up."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from published_tables import lay_out

from npfdesk.plan.problems import Problem
from npfdesk.workbook.canonical.sheet_layout import CellValue, save_reproducibly, write_canonical

COUNTY, PROVINCE = "示例县", "示例省"
TITLE = "示例县国民经济和社会发展“十五五”规划（合成示例，非真实数据）"
_MADE_UP = "合成示例，非真实数据"
_SOURCE = "合成"
_BASE, _END = 2025, 2030
_YEARS = (2021, 2022, 2023, 2024, 2025)
_STAGES = (2026, 2027, 2028, 2029)
_PERIODS = (
    "2024年1-3月", "2024年1-6月", "2025年1-3月", "2025年1-6月",
    "2026年1-2月", "2026年1-3月", "2026年1-4月", "2026年1-5月", "2026年1-6月",
)  # fmt: skip

Row = dict[str, CellValue]

# group, name, code, English, unit, kind, direction, duty, roll-up, decimals, owner
_INDICATORS: tuple[tuple[CellValue, ...], ...] = (
    ("经济发展", "地区生产总值", "gdp", "GDP", "亿元", "总量", "正向", "预期性", "合计", 1, "县发展改革局"),
    ("经济发展", "规上工业增加值增速", "industry_growth", "Growth of industrial value added", "%", "增速", "正向", "预期性", "不汇总", 1, "县经济和信息化局"),
    ("经济发展", "固定资产投资", "investment", "Fixed-asset investment", "亿元", "流量", "正向", "预期性", "合计", 1, "县发展改革局"),
    ("经济发展", "一般公共预算收入", "revenue", "General public budget revenue", "亿元", "总量", "正向", "预期性", "合计", 1, "县财政局"),
    ("创新驱动", "全社会研发经费投入强度", "rd", "R&D spending share of GDP", "%", "比率", "正向", "预期性", "不汇总", 2, "县科学技术局"),
    ("创新驱动", "高新技术企业数", "hightech_firms", "High-tech firms", "家", "数量", "正向", "预期性", "合计", 0, "县科学技术局"),
    ("民生福祉", "城镇新增就业", "new_jobs", "New urban jobs", "万人", "流量", "正向", "预期性", "合计", 2, "县人力资源和社会保障局"),
    ("民生福祉", "城镇调查失业率", "unemployment", "Surveyed urban unemployment", "%", "比率", "负向", "预期性", "不汇总", 1, "县人力资源和社会保障局"),
    ("民生福祉", "居民人均可支配收入", "income", "Disposable income per head", "元", "总量", "正向", "预期性", "不汇总", 0, "县发展改革局"),
    ("绿色低碳", "单位GDP能耗降低", "energy_cut", "Cut in energy per GDP", "%", "比率", "正向", "约束性", "不汇总", 0, "县发展改革局"),
    ("绿色低碳", "空气质量优良天数比率", "good_air", "Days with good air", "%", "比率", "正向", "约束性", "不汇总", 1, "县生态环境局"),
    ("安全保障", "粮食总产量", "grain", "Grain output", "万吨", "总量", "正向", "约束性", "合计", 1, "县农业农村局"),
)  # fmt: skip

# by indicator: the figures of 2021 to 2025, the target of 2030, its growth a year, the stretch
_PLANNED: dict[str, tuple[tuple[float, ...], CellValue, str, str]] = {
    "地区生产总值": ((232, 246.5, 263.3, 281.2, 300), "400左右", "6左右", ""),
    "规上工业增加值增速": ((9.1, 5.2, 6.4, 7.1, 6.8), "", "7以上", ""),
    "固定资产投资": ((92, 98.5, 104.2, 110.6, 116.4), "〔650〕", "", ""),
    "一般公共预算收入": ((15.6, 16.4, 17.6, 18.8, 20), "25以上", "", "力争27以上"),
    "全社会研发经费投入强度": ((2.1, 2.25, 2.38, 2.49, 2.6), "3.0以上", "", "力争3.2以上"),
    "高新技术企业数": ((70, 82, 95, 108, 120), 200, "", ""),
    "城镇新增就业": ((0.46, 0.48, 0.5, 0.51, 0.52), "〔2.5〕", "", ""),
    "城镇调查失业率": ((5.1, 5.3, 5.2, 5, 4.9), "控制在5.5以内", "", ""),
    "居民人均可支配收入": ((37800, 39900, 42100, 44100, 46200), "高于全省平均", "", ""),
    "单位GDP能耗降低": ((), "完成上级下达任务", "", ""),
    "空气质量优良天数比率": ((93.1, 93.6, 94, 94.5, 94.8), "95以上", "", ""),
    "粮食总产量": ((12.1, 12.2, 12.2, 12.3, 12.3), "保持稳定", "", ""),
}
_PROVINCIAL_INCOME = (39500, 41500, 43600, 45500, 47400)
_STAGED: dict[str, tuple[float, ...]] = {
    "地区生产总值": (318, 337.1, 357.3, 378.7),
    "一般公共预算收入": (20.9, 21.9, 22.9, 23.9),
    "全社会研发经费投入强度": (2.68, 2.76, 2.84, 2.92),
    "高新技术企业数": (134, 149, 165, 182),
}
# base and target of each town
_TOWNS: dict[str, tuple[int, int]] = {"甲镇": (60, 95), "乙镇": (32, 55), "丙镇": (18, 32), "丁乡": (10, 18)}
_TOWN_NAMES = {
    "甲镇": "Town A (synthetic)", "乙镇": "Town B (synthetic)", "丙镇": "Town C (synthetic)",
    "丁乡": "Township D (synthetic)",
}  # fmt: skip
_TOWN_CODES = {"甲镇": "town_a", "乙镇": "town_b", "丙镇": "town_c", "丁乡": "township_d"}
# running totals and growths on the year before (%), in the order of the periods; None: not published
_MONTHS: tuple[tuple[str, str, tuple[float | None, ...]], ...] = (
    ("地区生产总值", "累计", (62.3, 133.1, 66.4, 142.2, None, 70.6, None, None, 151.2)),
    ("地区生产总值", "同比", (None, None, None, None, None, 6.1, None, None, 6.2)),
    ("规上工业增加值增速", "累计", (None, None, None, None, 7.6, 7.4, 7.3, 7.2, 7.2)),
    ("固定资产投资", "累计", (22.8, 56.4, 24, 59.3, 12.1, 25.3, 37.6, 50.2, 62.4)),
    ("固定资产投资", "同比", (None, None, None, None, 5.8, 5.4, 5.3, 5.2, 5.2)),
    ("一般公共预算收入", "累计", (5.6, 10.3, 5.9, 10.9, 4.1, 6.1, 8, 9.6, 11.3)),
    ("城镇新增就业", "累计", (0.13, 0.27, 0.13, 0.28, 0.08, 0.14, 0.19, 0.24, 0.29)),
)  # fmt: skip


def build_county(output: Path) -> Problem | None:
    """The plan in the standard format."""
    years = {"Data": _YEARS, "Progress": _PERIODS, "Assumptions": (), "Lever levels": ()}
    return write_canonical(output, _canonical_rows(), years, "zh")


def build_county_as_published(output: Path) -> Problem | None:
    """The same plan as an outline prints it: three tables, with the figures and scenarios in sheets of ours beside them."""
    rows = _canonical_rows()
    beside = ("Plan", "Regions", "Data", "Progress", "Scenarios", "Assumptions", "Sources", "Commitments")
    kept = {key: rows[key] for key in beside}
    years = {"Data": _YEARS, "Progress": _PERIODS, "Assumptions": (), "Lever levels": ()}
    problem = write_canonical(output, kept, years, "zh")
    if problem is not None:
        return problem
    book = load_workbook(io.BytesIO(output.read_bytes()))
    for name in ("指标", "产业", "目标", "抓手", "抓手强度", "异质系数"):
        # the printed tables say it, or there is none
        del book[name]
    _print_indicators(book)
    _print_stages(book)
    _print_towns(book)
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet.title == "表1"
    book.active = 0
    return save_reproducibly(book, output)


# the standard format


def _canonical_rows() -> dict[str, Sequence[Mapping[str, CellValue]]]:
    keys = (
        "group",
        "name",
        "code",
        "english",
        "unit",
        "kind",
        "direction",
        "duty",
        "rollup",
        "decimals",
        "owner",
    )
    return {
        "Plan": [
            {"key": "名称", "value": TITLE},
            {"key": "全市", "value": COUNTY},
            {"key": "基期", "value": _BASE},
            {"key": "目标年", "value": _END},
            {"key": "展望年", "value": _END},
        ],
        "Indicators": [
            {**dict(zip(keys, one, strict=True)), "source": _SOURCE} for one in _INDICATORS
        ],
        "Regions": [
            {"name": COUNTY, "code": "county", "english": "Example County (synthetic)"},
            *(
                {"name": name, "code": _TOWN_CODES[name], "english": _TOWN_NAMES[name], "parent": COUNTY}
                for name in _TOWNS
            ),
            {"name": PROVINCE, "code": "province", "english": "Example Province (synthetic)", "benchmark": "是"},
        ],
        "Targets": _targets(),
        "Data": _data(),
        "Progress": [
            {"region": COUNTY, "indicator": name, "measure": measure, "source": _SOURCE, **_by_period(figures)}
            for name, measure, figures in _MONTHS
        ],
        "Scenarios": [
            {"name": "惯性", "description": "“十四五”势头延续（合成示例）", "colour": "#8a8f98"},
            {"name": "规划", "parent": "惯性", "description": "按规划目标倒推的路径（合成示例）", "colour": "#2f6fde"},
        ],
        "Assumptions": _assumptions(),
        "Sources": [{"id": _SOURCE, "document": "合成示例：全部名称和数字均为虚构，不对应任何真实的县", "date": "2026-07"}],
        "Commitments": _commitments(),
    }  # fmt: skip


def _targets() -> list[Row]:
    rows: list[Row] = []
    owner_of_town = {"owner": "", "source": _SOURCE, "note": _MADE_UP}
    for name, (figures, target, growth, stretch) in _PLANNED.items():
        told = target
        if growth:
            told = (
                f"年均增长{_in_percent(growth)}" if not target else f"{target}，年均增长{_in_percent(growth)}"
            )
        row: Row = {
            "region": COUNTY, "indicator": name, "base": figures[-1] if figures else "—", "base year": _BASE,
            "target": told, "target year": _END, "stretch": stretch or None, "source": _SOURCE, "note": _MADE_UP,
        }  # fmt: skip
        rows.append(row)
        rows.extend(
            {
                "region": COUNTY, "indicator": name, "base": figures[-1], "base year": _BASE, "target": figure,
                "target year": year, "source": _SOURCE, "note": _MADE_UP,
            }
            for year, figure in zip(_STAGES, _STAGED.get(name, ()), strict=False)
        )  # fmt: skip
    rows.extend(
        {
            "region": town, "indicator": "高新技术企业数", "base": base, "base year": _BASE, "target": target,
            "target year": _END, **owner_of_town, "owner": f"{town}政府",
        }
        for town, (base, target) in _TOWNS.items()
    )  # fmt: skip
    return rows


def _in_percent(growth: str) -> str:
    """A growth of a column headed % as a cell of its own says it: 6左右 is 6%左右."""
    figure = growth.rstrip("左右以上")
    return f"{figure}%{growth.removeprefix(figure)}"


def _data() -> list[Row]:
    rows: list[Row] = [
        {"region": COUNTY, "indicator": name, "source": _SOURCE, **_by_year(figures)}
        for name, (figures, *_) in _PLANNED.items()
        if figures
    ]
    rows.append(
        {
            "region": PROVINCE,
            "indicator": "居民人均可支配收入",
            "source": _SOURCE,
            **_by_year(_PROVINCIAL_INCOME),
        }
    )
    return rows


def _by_year(figures: Sequence[float]) -> Row:
    return {str(year): figure for year, figure in zip(_YEARS, figures, strict=True)}


def _by_period(figures: Sequence[float | None]) -> Row:
    return {period: figure for period, figure in zip(_PERIODS, figures, strict=True) if figure is not None}


def _assumptions() -> list[Row]:
    note = "演示假设，无出处"
    inertia: tuple[tuple[str, str, float, float, float], ...] = (
        ("地区生产总值", "增长率", 5.8, 5, 6.5),
        ("固定资产投资", "增长率", 5, 3, 7),
        ("一般公共预算收入", "增长率", 4.8, 3.5, 6),
        ("全社会研发经费投入强度", "增量", 0.09, 0.05, 0.12),
        ("高新技术企业数", "增长率", 9, 6, 12),
        ("城镇新增就业", "增长率", 0, -2, 2),
        ("城镇调查失业率", "增量", 0, -0.1, 0.2),
        ("居民人均可支配收入", "增长率", 5.2, 4.5, 6),
        ("空气质量优良天数比率", "增量", 0.1, -0.1, 0.3),
        ("粮食总产量", "增长率", 0.2, -0.5, 0.8),
    )
    rows: list[Row] = [
        {
            "scenario": "惯性",
            "indicator": name,
            "method": method,
            "value": value,
            "low": low,
            "high": high,
            "note": note,
        }
        for name, method, value, low, high in inertia
    ]
    # a row for every region does not reach a benchmark
    rows.append(
        {
            "scenario": "惯性",
            "region": PROVINCE,
            "indicator": "居民人均可支配收入",
            "method": "增长率",
            "value": 4.8,
            "low": 4,
            "high": 5.5,
            "note": note,
        }
    )
    planned = (
        "地区生产总值", "规上工业增加值增速", "固定资产投资", "一般公共预算收入", "全社会研发经费投入强度", "高新技术企业数", "城镇新增就业",
        "空气质量优良天数比率",
    )  # fmt: skip
    rows.extend(
        {"scenario": "规划", "indicator": name, "method": "按目标", "note": "按规划目标倒推（合成示例）"}
        for name in planned
    )
    return rows


def _commitments() -> list[Row]:
    told = (
        ("建成县级公共就业服务中心", "1", "个", 2027, "县人力资源和社会保障局", "2027年6月底", "推进中"),
        ("新增规上工业企业", "新增50以上", "家", 2030, "县经济和信息化局", "2030年底", "推进中"),
        ("城乡供水一体化", "全覆盖", "%", 2028, "县水利局", "2028-12-31", "未启动"),
        ("编制县域科技创新行动方案", "1", "个", 2026, "县科学技术局", "2026年3月底", "已完成"),
        ("盘活低效工业用地", "每年300以上", "亩", 2030, "县自然资源和规划局", "", "推进中"),
    )
    return [
        {
            "item": item, "target": target, "unit": unit, "target year": year, "region": COUNTY, "owner": owner,
            "due": due, "state": state, "source": _SOURCE, "note": _MADE_UP,
        }
        for item, target, unit, year, owner, due, state in told
    ]  # fmt: skip


# as an outline prints it


def _print_indicators(book: Workbook) -> None:
    """The table of main indicators: groups merged, 力争 below its target, sums in 〔〕, growths in a column of their own."""
    sheet = book.create_sheet("表1", 0)
    sheet["A1"] = "表1　示例县“十五五”时期经济社会发展主要指标（合成示例，非真实数据）"
    sheet.merge_cells("A1:H1")
    for column, head in enumerate(
        ("类别", "序号", "指标", "2025年", "2030年\n目标", "年均增速\n（%）", "指标\n属性", "牵头单位"), 1
    ):
        sheet.cell(3, column, head).font = Font(bold=True)
    row, group_row, group = 4, 4, ""
    for number, one in enumerate(_INDICATORS, 1):
        figures, target, growth, stretch = _PLANNED[str(one[1])]
        if one[0] != group:
            if group and row - group_row > 1:
                sheet.merge_cells(start_row=group_row, end_row=row - 1, start_column=1, end_column=1)
            group, group_row = str(one[0]), row
            sheet.cell(row, 1, f"{group[:2]}\n{group[2:]}")
        said = (
            number,
            f"{one[1]}（{one[4]}）",
            figures[-1] if figures else "—",
            target or "—",
            growth or "—",
            one[7],
            one[10],
        )
        for column, value in enumerate(said, 2):
            sheet.cell(row, column, value)
        row += 1
        if stretch:
            sheet.cell(row, 5, stretch)
            row += 1
    if row - group_row > 1:
        sheet.merge_cells(start_row=group_row, end_row=row - 1, start_column=1, end_column=1)
    lay_out(sheet, 3, row - 1, {"A": 10, "B": 6, "C": 36, "D": 12, "E": 18, "F": 12, "G": 10, "H": 26})
    sheet.cell(row, 1, "注：〔〕内为五年累计数。本表为合成示例，全部数字均为虚构。")


def _print_stages(book: Workbook) -> None:
    sheet = book.create_sheet("表2", 1)
    sheet["A1"] = "表2　示例县“十五五”规划主要指标年度目标（合成示例，非真实数据）"
    sheet.merge_cells("A1:E1")
    units = {str(one[1]): str(one[4]) for one in _INDICATORS}
    rows = [
        ("指标", *(f"{year}年目标" for year in _STAGES)),
        *((f"{name}（{units[name]}）", *figures) for name, figures in _STAGED.items()),
    ]
    _print(sheet, rows, {"A": 36, **dict.fromkeys("BCDE", 14)})


def _print_towns(book: Workbook) -> None:
    sheet = book.create_sheet("附件1", 2)
    sheet["A1"] = "附件1　各镇（乡）高新技术企业数目标（合成示例，非真实数据）"
    sheet.merge_cells("A1:D1")
    rows = [
        ("镇（乡）", "2025年高新技术企业数（家）", "2030年目标高新技术企业数（家）", "责任单位"),
        *((town, base, target, f"{town}政府") for town, (base, target) in _TOWNS.items()),
    ]
    _print(sheet, rows, {"A": 16, "B": 18, "C": 18, "D": 20})


def _print(sheet: Worksheet, rows: Sequence[tuple[CellValue, ...]], widths: dict[str, float]) -> None:
    for at, row in enumerate(rows, 3):
        for column, value in enumerate(row, 1):
            sheet.cell(at, column, value)
    for cell in sheet[3]:
        cell.font = Font(bold=True)
    lay_out(sheet, 3, 2 + len(rows), widths)
