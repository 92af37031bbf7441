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
from npfdesk.workbook.standard.sheet_layout import CellValue, save_reproducibly, write_standard

COUNTY, PROVINCE = "示例县", "示例省"
TITLE = "示例县国民经济和社会发展“十五五”规划（合成示例，非真实数据）"
MADE_UP = "合成示例，非真实数据"
SOURCE = "合成"
_BASE, _END = 2025, 2030
YEARS = (2021, 2022, 2023, 2024, 2025)
_STAGES = (2026, 2027, 2028, 2029)
_PAST, _RUNNING = (2023, 2024, 2025), 2026
_TO_NOVEMBER, _TO_JUNE = tuple(range(2, 12)), tuple(range(2, 7))
_ENDS = {**dict.fromkeys(_PAST, _TO_NOVEMBER), _RUNNING: _TO_JUNE}
"""The months up to which each year has running totals; December is the year's own figure."""

Row = dict[str, CellValue]

# group, name, code, English, unit, kind, direction, duty, roll-up, decimals, owner
INDICATORS: tuple[tuple[CellValue, ...], ...] = (
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
PLANNED: dict[str, tuple[tuple[float, ...], CellValue, str, str]] = {
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
PROVINCIAL_INCOME = (39500, 41500, 43600, 45500, 47400)
_STAGED: dict[str, tuple[float, ...]] = {
    "地区生产总值": (318, 337.1, 357.3, 378.7),
    "一般公共预算收入": (20.9, 21.9, 22.9, 23.9),
    "全社会研发经费投入强度": (2.68, 2.76, 2.84, 2.92),
    "高新技术企业数": (134, 149, 165, 182),
}
TOWNS = ("甲镇", "乙镇", "丙镇", "丁乡")
# what the towns compete in: base of 2025, targets of 2026 and of 2030, in the order of the towns
_TOWN_TARGETS: dict[str, tuple[tuple[float, ...], tuple[float, ...], tuple[CellValue, ...]]] = {
    "固定资产投资": ((52.4, 32.6, 19.8, 11.6), (55, 34.2, 20.8, 12.2), ("〔293〕", "〔182〕", "〔110〕", "〔65〕")),
    "一般公共预算收入": ((9, 5.6, 3.4, 2), (9.4, 5.8, 3.6, 2.1), (11.3, 7, 4.2, 2.5)),
    "高新技术企业数": ((60, 32, 18, 10), (67, 36, 20, 11), (95, 55, 32, 18)),
}  # fmt: skip
# the share of each town in the county's investment and revenue (%), before and in the running year; the last has the rest
TOWN_SHARES: dict[str, tuple[tuple[float, ...], tuple[float, ...]]] = {
    "固定资产投资": ((45, 28, 17), (45.6, 27.2, 17.3)),
    "一般公共预算收入": ((45, 28, 17), (44.4, 28.4, 17.3)),
}
TOWN_FIRMS: dict[str, tuple[int, ...]] = {
    "2021": (35, 18, 11, 6), "2022": (41, 22, 12, 7), "2023": (47, 26, 14, 8), "2024": (54, 29, 16, 9),
    "2025": (60, 32, 18, 10),
    "2025年1-3月": (55, 30, 16, 10), "2025年1-6月": (57, 30, 17, 10), "2025年1-9月": (58, 31, 18, 10),
    "2026年1-3月": (61, 33, 18, 11), "2026年1-6月": (63, 34, 19, 11),
}  # fmt: skip
TOWN_NAMES = {
    "甲镇": "Town A (synthetic)", "乙镇": "Town B (synthetic)", "丙镇": "Town C (synthetic)",
    "丁乡": "Township D (synthetic)",
}  # fmt: skip
TOWN_CODES = {"甲镇": "town_a", "乙镇": "town_b", "丙镇": "town_c", "丁乡": "township_d"}
# running totals by month of their year, from January to November of the past and to June of the running one
_TOTALS: dict[str, dict[int, tuple[float, ...]]] = {
    "固定资产投资": {
        2023: (10.2, 21.4, 31.6, 42.1, 53, 61.3, 69.5, 78.6, 87.2, 95.8),
        2024: (10.9, 22.8, 33.7, 44.9, 56.4, 65.2, 73.9, 83.6, 92.7, 101.8),
        2025: (11.5, 24, 35.7, 47.7, 59.3, 68.6, 77.9, 88, 97.6, 107.2),
        2026: (12.1, 25.3, 37.6, 50.2, 62.4),
    },
    "一般公共预算收入": {
        2023: (3.5, 5.2, 6.9, 8.2, 9.6, 10.9, 12, 13.3, 14.7, 16),
        2024: (3.8, 5.6, 7.4, 8.8, 10.3, 11.7, 12.9, 14.3, 15.7, 17.1),
        2025: (3.9, 5.9, 7.7, 9.3, 10.9, 12.3, 13.6, 15, 16.6, 18.1),
        2026: (4.1, 6.1, 8, 9.6, 11.3),
    },
    "城镇新增就业": {
        2023: (0.07, 0.12, 0.17, 0.22, 0.27, 0.31, 0.35, 0.39, 0.43, 0.47),
        2024: (0.08, 0.13, 0.18, 0.23, 0.27, 0.32, 0.36, 0.4, 0.44, 0.48),
        2025: (0.08, 0.13, 0.18, 0.23, 0.28, 0.33, 0.37, 0.41, 0.45, 0.49),
        2026: (0.08, 0.14, 0.19, 0.24, 0.29),
    },
    # growths to date, of which no level is published
    "规上工业增加值增速": {
        2025: (6.9, 6.8, 6.7, 6.7, 6.6, 6.7, 6.7, 6.8, 6.8, 6.8),
        2026: (7.6, 7.4, 7.3, 7.2, 7.2),
    },
}
# by quarters only
_QUARTERS: dict[str, Row] = {
    "地区生产总值": {
        "2023年1-3月": 58.2, "2023年1-6月": 124.6, "2023年1-9月": 192.1,
        "2024年1-3月": 62.3, "2024年1-6月": 133.1, "2024年1-9月": 205.2,
        "2025年1-3月": 66.4, "2025年1-6月": 142.2, "2025年1-9月": 218.9,
        "2026年1-3月": 70.6, "2026年1-6月": 151.2,
    },
    "高新技术企业数": {"2025年1-3月": 111, "2025年1-6月": 114, "2025年1-9月": 117, "2026年1-3月": 123, "2026年1-6月": 127},
}  # fmt: skip
_GROWTHS: dict[str, Row] = {
    "地区生产总值": {"2026年1-3月": 6.1, "2026年1-6月": 6.2},
    "固定资产投资": {
        "2026年1-2月": 5.2, "2026年1-3月": 5.4, "2026年1-4月": 5.3, "2026年1-5月": 5.2, "2026年1-6月": 5.2,
    },
}  # fmt: skip
# a first estimate, the yearbook, and what a census made of both: indicator, year, figure, since, what it was
_PUBLISHED: tuple[tuple[str, int, float, str, str], ...] = (
    ("地区生产总值", 2022, 248.1, "2023-09-28", "年报"),
    ("地区生产总值", 2022, 246.5, "2024-12-30", "普查修订"),
    ("地区生产总值", 2023, 261.8, "2024-01-25", "快报"),
    ("地区生产总值", 2023, 260.9, "2024-09-27", "年报"),
    ("地区生产总值", 2023, 263.3, "2024-12-30", "普查修订"),
    ("地区生产总值", 2024, 279.6, "2025-01-24", "快报"),
    ("地区生产总值", 2024, 281.2, "2025-09-26", "年报"),
    ("固定资产投资", 2025, 117.9, "2026-01-22", "快报"),
    ("固定资产投资", 2025, 116.4, "2026-06-18", "年报"),
)
# the plan before this one: indicator, base of 2020, the words of 2025's target, what was reached, the verdict
CLOSED: tuple[tuple[str, float | None, CellValue, float | None, str], ...] = (
    ("地区生产总值", 221, "290以上", 300, "达标"),
    ("地区生产总值", 221, "年均增长6%以上", 6.3, "达标"),
    ("固定资产投资", None, "〔530〕", 521.7, "未达标"),
    ("一般公共预算收入", 14.9, "20以上", 20, "达标"),
    ("全社会研发经费投入强度", 1.95, "2.7以上", 2.6, "未达标"),
    ("高新技术企业数", 60, "翻一番", 120, "达标"),
    ("城镇新增就业", None, "〔2.4〕", 2.47, "达标"),
    ("城镇调查失业率", 5.2, "控制在5.5以内", 4.9, "达标"),
    ("居民人均可支配收入", 35700, 46000, 46200, "达标"),
    ("单位GDP能耗降低", None, "完成上级下达任务", None, "缺数"),
    ("空气质量优良天数比率", 92.6, "95以上", 94.8, "未达标"),
)
# name, indicator, points, rule, cap, step, sort
_SCORED: tuple[tuple[str, str, int, str, int | None, int | None, str], ...] = (
    ("投资完成", "固定资产投资", 30, "按比例", 33, None, "得分"),
    ("财政收入达标", "一般公共预算收入", 20, "达标得分", None, None, "得分"),
    ("财政收入较上年", "一般公共预算收入", 20, "较上年", None, None, "得分"),
    ("高企总数位次", "高新技术企业数", 30, "按名次", None, 6, "得分"),
    ("投资总量位次", "固定资产投资", 5, "按名次", None, 2, "加分"),
    ("高企未达标", "高新技术企业数", 4, "达标得分", None, None, "扣分"),
)


def build_county(output: Path) -> Problem | None:
    """The plan in the standard format."""
    years = {"Data": YEARS, "Progress": _periods(), "Assumptions": (), "Lever levels": ()}
    return write_standard(output, _standard_rows(), years, "zh")


def build_county_as_published(output: Path) -> Problem | None:
    """The same plan as an outline prints it: three tables, with the figures and scenarios in sheets of ours beside them."""
    rows = _standard_rows()
    beside = (
        *("Plan", "Regions", "Data", "Progress", "Scenarios", "Assumptions", "Sources", "Commitments"),
        *("Vintages", "Closed targets", "Scoring"),
    )
    kept = {key: rows[key] for key in beside}
    years = {"Data": YEARS, "Progress": _periods(), "Assumptions": (), "Lever levels": ()}
    problem = write_standard(output, kept, years, "zh")
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


def _standard_rows() -> dict[str, Sequence[Mapping[str, CellValue]]]:
    return {
        "Plan": [
            {"key": "名称", "value": TITLE},
            {"key": "全市", "value": COUNTY},
            {"key": "基期", "value": _BASE},
            {"key": "目标年", "value": _END},
            {"key": "展望年", "value": _END},
        ],
        "Indicators": indicator_rows(),
        "Regions": region_rows(),
        "Targets": _targets(),
        "Data": _data(),
        "Progress": _progress(),
        "Vintages": [
            {"region": COUNTY, "indicator": name, "year": year, "value": figure, "since": since, "source": SOURCE, "note": f"{note}（{MADE_UP}）"}
            for name, year, figure, since, note in _PUBLISHED
        ],
        "Closed targets": [
            {
                "region": COUNTY, "indicator": name, "base": base, "base year": _BASE - 5, "target": target,
                "target year": _BASE, "reached": reached, "verdict": verdict, "source": SOURCE,
            }
            for name, base, target, reached, verdict in CLOSED
        ],
        "Scoring": [
            {
                "name": name, "indicator": indicator, "points": points, "rule": rule, "cap": cap, "step": step,
                "sort": sort, "note": MADE_UP,
            }
            for name, indicator, points, rule, cap, step, sort in _SCORED
        ],
        "Scenarios": [
            {"name": "惯性", "description": "“十四五”势头延续（合成示例）", "colour": "#8a8f98"},
            {"name": "规划", "parent": "惯性", "description": "按规划目标倒推的路径（合成示例）", "colour": "#2f6fde"},
        ],
        "Assumptions": _assumptions(),
        "Sources": [{"id": SOURCE, "document": "合成示例：全部名称和数字均为虚构，不对应任何真实的县", "date": "2026-07"}],
        "Commitments": _commitments(),
    }  # fmt: skip


def indicator_rows() -> list[Row]:
    """The rows of the sheet of indicators."""
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
    return [{**dict(zip(keys, one, strict=True)), "source": SOURCE} for one in INDICATORS]


def region_rows() -> list[Row]:
    """The rows of the sheet of regions: the county, its towns, and the province as a yardstick."""
    return [
        {"name": COUNTY, "code": "county", "english": "Example County (synthetic)"},
        *(
            {"name": name, "code": TOWN_CODES[name], "english": TOWN_NAMES[name], "parent": COUNTY}
            for name in TOWNS
        ),
        {
            "name": PROVINCE,
            "code": "province",
            "english": "Example Province (synthetic)",
            "benchmark": "是",
        },
    ]


def _targets() -> list[Row]:
    rows: list[Row] = []
    for name, (figures, target, growth, stretch) in PLANNED.items():
        told = target
        if growth:
            told = (
                f"年均增长{_in_percent(growth)}" if not target else f"{target}，年均增长{_in_percent(growth)}"
            )
        row: Row = {
            "region": COUNTY, "indicator": name, "base": figures[-1] if figures else "—", "base year": _BASE,
            "target": told, "target year": _END, "stretch": stretch or None, "source": SOURCE, "note": MADE_UP,
        }  # fmt: skip
        rows.append(row)
        rows.extend(
            {
                "region": COUNTY, "indicator": name, "base": figures[-1], "base year": _BASE, "target": figure,
                "target year": year, "source": SOURCE, "note": MADE_UP,
            }
            for year, figure in zip(_STAGES, _STAGED.get(name, ()), strict=False)
        )  # fmt: skip
    for name, (bases, next_year, end) in _TOWN_TARGETS.items():
        for town, base, soon, late in zip(TOWNS, bases, next_year, end, strict=True):
            stated: Row = {
                "region": town, "indicator": name, "base": base, "base year": _BASE, "source": SOURCE,
                "note": MADE_UP, "owner": f"{town}政府",
            }  # fmt: skip
            rows.append({**stated, "target": soon, "target year": _STAGES[0]})
            rows.append({**stated, "target": late, "target year": _END})
    return rows


def _in_percent(growth: str) -> str:
    """A growth of a column headed % as a cell of its own says it: 6左右 is 6%左右."""
    figure = growth.rstrip("左右以上")
    return f"{figure}%{growth.removeprefix(figure)}"


def _data() -> list[Row]:
    rows: list[Row] = [
        {"region": COUNTY, "indicator": name, "source": SOURCE, **_by_year(figures)}
        for name, (figures, *_) in PLANNED.items()
        if figures
    ]
    for name in TOWN_SHARES:
        by_year = [of_towns(name, figure, _BASE, places=1) for figure in PLANNED[name][0]]
        rows.extend(
            {"region": town, "indicator": name, "source": SOURCE, **_by_year([one[at] for one in by_year])}
            for at, town in enumerate(TOWNS)
        )
    rows.extend(
        {
            "region": town, "indicator": "高新技术企业数", "source": SOURCE,
            **_by_year([TOWN_FIRMS[str(year)][at] for year in YEARS]),
        }
        for at, town in enumerate(TOWNS)
    )  # fmt: skip
    rows.append(
        {
            "region": PROVINCE,
            "indicator": "居民人均可支配收入",
            "source": SOURCE,
            **_by_year(PROVINCIAL_INCOME),
        }
    )
    return rows


def of_towns(name: str, figure: float, year: int, places: int = 2) -> tuple[float, ...]:
    """A figure of the county shared out to its towns; the last has what is left."""
    shares = TOWN_SHARES[name][year == _RUNNING]
    first = [round(figure * share / 100, places) for share in shares]
    return (*first, round(figure - sum(first), places))


def _progress() -> list[Row]:
    """Months and quarters: the county's running totals and growths, then what the towns have of them."""
    rows: list[Row] = []

    def add(region: str, name: str, measure: str, figures: Row) -> None:
        told: Row = {"region": region, "indicator": name, "measure": measure, "source": SOURCE}
        rows.append({**told, **figures})

    for name, quarters in _QUARTERS.items():
        add(COUNTY, name, "累计", quarters)
    for name, years in _TOTALS.items():
        add(COUNTY, name, "累计", _by_period(years))
    for name, growths in _GROWTHS.items():
        add(COUNTY, name, "同比", growths)
    for at, town in enumerate(TOWNS):
        for name in TOWN_SHARES:
            shared = {
                year: tuple(of_towns(name, figure, year)[at] for figure in figures)
                for year, figures in _TOTALS[name].items()
            }
            add(town, name, "累计", _by_period(shared))
        firms = {period: figures[at] for period, figures in TOWN_FIRMS.items() if len(period) > len("2025")}
        add(town, "高新技术企业数", "累计", dict(firms))
    return rows


def _periods() -> tuple[str, ...]:
    return tuple(f"{year}年1-{month}月" for year, months in _ENDS.items() for month in months)


def _by_year(figures: Sequence[float]) -> Row:
    return {str(year): figure for year, figure in zip(YEARS, figures, strict=True)}


def _by_period(years: Mapping[int, Sequence[float]]) -> Row:
    return {
        f"{year}年1-{month}月": figure
        for year, figures in years.items()
        for month, figure in zip(_ENDS[year], figures, strict=True)
    }


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
            "due": due, "state": state, "source": SOURCE, "note": MADE_UP,
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
    for number, one in enumerate(INDICATORS, 1):
        figures, target, growth, stretch = PLANNED[str(one[1])]
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
    units = {str(one[1]): str(one[4]) for one in INDICATORS}
    rows = [
        ("指标", *(f"{year}年目标" for year in _STAGES)),
        *((f"{name}（{units[name]}）", *figures) for name, figures in _STAGED.items()),
    ]
    _print(sheet, rows, {"A": 36, **dict.fromkeys("BCDE", 14)})


def _print_towns(book: Workbook) -> None:
    """The table of towns: two rows of heads, the same indicators below each year."""
    sheet = book.create_sheet("附件1", 2)
    sheet["A1"] = "附件1　各镇（乡）主要指标目标（合成示例，非真实数据）"
    units = {str(one[1]): str(one[4]) for one in INDICATORS}
    names = [f"{name}\n（{units[name]}）" for name in _TOWN_TARGETS]
    years = (f"{_BASE}年现状数据", f"{_STAGES[0]}年目标", f"{_END}年目标")
    rows: list[tuple[CellValue, ...]] = [
        ("镇（乡）", *(head for year in years for head in (year, *[None] * (len(names) - 1))), "责任单位"),
        (None, *names, *names, *names, None),
    ]
    for at, town in enumerate(TOWNS):
        figures = (stated[block][at] for block in range(len(years)) for stated in _TOWN_TARGETS.values())
        rows.append((town, *figures, f"{town}政府"))
    _print(sheet, rows, {"A": 14, **dict.fromkeys("BCDEFGHIJ", 13), "K": 16})
    for cell in sheet[4]:
        cell.font = Font(bold=True)
    for block in ("A1:K1", "A3:A4", "B3:D3", "E3:G3", "H3:J3", "K3:K4"):
        sheet.merge_cells(block)


def _print(sheet: Worksheet, rows: Sequence[tuple[CellValue, ...]], widths: dict[str, float]) -> None:
    for at, row in enumerate(rows, 3):
        for column, value in enumerate(row, 1):
            sheet.cell(at, column, value)
    for cell in sheet[3]:
        cell.font = Font(bold=True)
    lay_out(sheet, 3, 2 + len(rows), widths)
