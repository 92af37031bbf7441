"""The synthetic county's plan 2021–2025 in the middle of its time: what an evaluation report is made of. All is made up."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from county_plan import (
    CLOSED,
    COUNTY,
    MADE_UP,
    PLANNED,
    PROVINCE,
    PROVINCIAL_INCOME,
    SOURCE,
    TOWN_FIRMS,
    TOWN_SHARES,
    TOWNS,
    YEARS,
    Row,
    indicator_rows,
    of_towns,
    region_rows,
)

from npfdesk.plan.problems import Problem
from npfdesk.workbook.standard.sheet_layout import write_standard

TITLE = "示例县国民经济和社会发展“十四五”规划（合成示例，非真实数据）"
_BASE, _END, _MIDDLE = 2020, 2025, 2023
_KNOWN = (_BASE, *(year for year in YEARS if year <= _MIDDLE))
_ILLUSTRATED = "演示假设，非估计"
# the figures of the base year; those of 2021 to 2023 are the past of the plan that follows
_BASES: dict[str, float] = {
    "地区生产总值": 221,
    "规上工业增加值增速": 5.6,
    "固定资产投资": 86.5,
    "一般公共预算收入": 14.9,
    "全社会研发经费投入强度": 1.95,
    "高新技术企业数": 60,
    "城镇新增就业": 0.45,
    "城镇调查失业率": 5.2,
    "居民人均可支配收入": 35700,
    "空气质量优良天数比率": 92.6,
    "粮食总产量": 12.1,
}
_PROVINCIAL_BASE = 37300
_GROWTH = ("规上工业增加值增速", "年均增长7%以上")
_GRAIN = ("粮食总产量", "保持稳定")
_TOWN_BASES: dict[str, tuple[float, ...]] = {
    "固定资产投资": of_towns("固定资产投资", 86.5, _BASE, places=1),
    "一般公共预算收入": of_towns("一般公共预算收入", 14.9, _BASE, places=1),
    "高新技术企业数": (30, 16, 9, 5),
}
_TOWN_ENDS: dict[str, tuple[str | float, ...]] = {
    "固定资产投资": ("〔235〕", "〔150〕", "〔90〕", "〔55〕"),
    "一般公共预算收入": (9.2, 5.5, 3.3, 2),
    "高新技术企业数": (60, 32, 18, 10),
}
# lever, dimension, what each adds: indicator, effect, lag
_LEVERS: tuple[tuple[str, str, tuple[tuple[str, float, int], ...]], ...] = (
    ("技术改造贷款贴息（合成示例）", "要素流动", (("固定资产投资", 2.0, 0), ("地区生产总值", 0.3, 1))),
    ("高新技术企业梯队培育（合成示例）", "技术融合", (("高新技术企业数", 2.5, 0), ("全社会研发经费投入强度", 0.04, 0))),
    ("重点税源企业服务（合成示例）", "政策协同", (("一般公共预算收入", 1.2, 0),)),
)  # fmt: skip
_INTENSITIES = {2024: 60, 2025: 100}


def build_county_midterm(output: Path) -> Problem | None:
    """The plan in the standard format, with figures up to its third year."""
    years = {
        "Data": _KNOWN,
        "Progress": (),
        "Assumptions": (),
        "Lever levels": tuple(_INTENSITIES),
    }
    return write_standard(output, _rows(), years, "zh", illustrative=frozenset({"Levers", "Multipliers"}))


def _rows() -> dict[str, Sequence[Row]]:
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
        "Levers": [
            {
                "lever": lever, "dimension": dimension, "indicator": indicator, "effect": effect, "lag": lag,
                "note": _ILLUSTRATED, "source": SOURCE,
            }
            for lever, dimension, effects in _LEVERS
            for indicator, effect, lag in effects
        ],
        "Lever levels": [
            {"scenario": "加力", "lever": lever, **{str(year): share for year, share in _INTENSITIES.items()}}
            for lever, *_ in _LEVERS
        ],
        "Scenarios": [
            {"name": "惯性", "description": "前三年势头延续（合成示例）", "colour": "#8a8f98"},
            {"name": "规划", "parent": "惯性", "description": "按规划目标倒推的路径（合成示例）", "colour": "#2f6fde"},
            {"name": "加力", "parent": "惯性", "description": "后两年加大措施力度（合成示例，效应为演示假设）", "colour": "#d97706"},
        ],
        "Assumptions": _assumptions(),
        "Sources": [{"id": SOURCE, "document": "合成示例：全部名称和数字均为虚构，不对应任何真实的县", "date": "2024-03"}],
    }  # fmt: skip


def _targets() -> list[Row]:
    told = {name: words for name, _, words, *_ in CLOSED if not str(words).startswith("年均")}
    told = {**told, **dict((_GROWTH, _GRAIN))}
    rows: list[Row] = [
        {
            "region": COUNTY, "indicator": name, "base": _BASES.get(name, "—"), "base year": _BASE,
            "target": told[name], "target year": _END, "source": SOURCE, "note": MADE_UP,
        }
        for name in PLANNED
    ]  # fmt: skip
    rows.extend(
        {
            "region": town, "indicator": name, "base": base, "base year": _BASE, "target": end, "target year": _END,
            "source": SOURCE, "note": MADE_UP, "owner": f"{town}政府",
        }
        for name, ends in _TOWN_ENDS.items()
        for town, base, end in zip(TOWNS, _TOWN_BASES[name], ends, strict=True)
    )  # fmt: skip
    return rows


def _data() -> list[Row]:
    since = [year for year in _KNOWN if year != _BASE]

    def row(region: str, name: str, figures: Sequence[float]) -> Row:
        by_year = {str(year): figure for year, figure in zip(_KNOWN, figures, strict=True)}
        return {"region": region, "indicator": name, "source": SOURCE, **by_year}

    rows = [
        row(COUNTY, name, (_BASES[name], *figures[: len(since)]))
        for name, (figures, *_) in PLANNED.items()
        if figures
    ]
    for name in TOWN_SHARES:
        shared = [of_towns(name, figure, _BASE, places=1) for figure in PLANNED[name][0][: len(since)]]
        rows.extend(
            row(town, name, (_TOWN_BASES[name][at], *(one[at] for one in shared)))
            for at, town in enumerate(TOWNS)
        )
    name = "高新技术企业数"
    rows.extend(
        row(town, name, (_TOWN_BASES[name][at], *(TOWN_FIRMS[str(year)][at] for year in since)))
        for at, town in enumerate(TOWNS)
    )
    rows.append(row(PROVINCE, "居民人均可支配收入", (_PROVINCIAL_BASE, *PROVINCIAL_INCOME[: len(since)])))
    return rows


def _assumptions() -> list[Row]:
    inertia: tuple[tuple[str, str, float, float, float], ...] = (
        ("地区生产总值", "增长率", 6, 5.2, 6.8),
        ("固定资产投资", "增长率", 6, 4, 8),
        ("一般公共预算收入", "增长率", 5.7, 4.5, 6.8),
        ("全社会研发经费投入强度", "增量", 0.13, 0.08, 0.16),
        ("高新技术企业数", "增长率", 12, 8, 16),
        ("城镇新增就业", "增长率", 2, 0, 4),
        ("城镇调查失业率", "增量", 0, -0.1, 0.2),
        ("居民人均可支配收入", "增长率", 5.2, 4.5, 6),
        ("空气质量优良天数比率", "增量", 0.4, 0.2, 0.6),
        ("粮食总产量", "增长率", 0.2, -0.5, 0.8),
    )
    note = "演示假设，无出处"
    rows: list[Row] = [
        {
            "scenario": "惯性", "indicator": name, "method": method, "value": value, "low": low, "high": high,
            "note": note,
        }
        for name, method, value, low, high in inertia
    ]  # fmt: skip
    # a row for every region does not reach a benchmark
    rows.append(
        {
            "scenario": "惯性", "region": PROVINCE, "indicator": "居民人均可支配收入", "method": "增长率", "value": 4.8,
            "low": 4, "high": 5.5, "note": note,
        }
    )  # fmt: skip
    planned = (
        "地区生产总值",
        "规上工业增加值增速",
        "固定资产投资",
        "一般公共预算收入",
        "高新技术企业数",
        "空气质量优良天数比率",
    )
    rows.extend(
        {"scenario": "规划", "indicator": name, "method": "按目标", "note": "按规划目标倒推（合成示例）"}
        for name in planned
    )
    return rows
