"""The template: an empty workbook with every sheet, an example row in each, and notes on the allowed content."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from npfdesk.plan.problems import Language, Problem
from npfdesk.workbook.standard.sheet_layout import CellValue, write_standard

Rows = dict[str, list[dict[str, CellValue]]]

_YEARS: Final[Mapping[str, Sequence[int | str]]] = {
    "Data": range(2020, 2026),
    "Assumptions": range(2026, 2031),
    "Lever levels": range(2026, 2031),
}
_PERIODS: Final[Mapping[Language, Sequence[str]]] = {
    "zh": ("2026年1-3月", "2026年1-6月"),
    "en": ("2026Q1", "2026-06"),
}


def write_template(path: Path, language: Language) -> Problem | None:
    """Write the template. Its example rows are marked as such, and together they are a plan that opens.

    A Problem where the file cannot be written.
    """
    return write_standard(
        path,
        _chinese() if language == "zh" else _english(),
        {**_YEARS, "Progress": _PERIODS[language]},
        language,
        frozenset({"Levers", "Multipliers"}),
    )


def _chinese() -> Rows:
    example = "示例行，请改写或删去"
    return {
        "Plan": [
            {"key": "名称", "value": "（示例）某市产业规划"},
            {"key": "全市", "value": "示例市"},
            {"key": "基期", "value": 2025},
            {"key": "目标年", "value": 2030},
            {"key": "展望年", "value": 2035},
            {"key": "协同系数", "value": 0},
        ],
        "Indicators": [
            {"name": "示例总产值", "code": "output", "english": "Example output", "group": "规模", "unit": "亿元", "kind": "总量", "direction": "正向", "duty": "预期性", "rollup": "合计", "decimals": 1, "owner": "示例单位", "source": "示例"},
            {"name": "示例企业数", "code": "firms", "english": "Example firms", "group": "规模", "unit": "家", "kind": "数量", "rollup": "合计", "decimals": 0, "source": "示例"},
            {"name": "示例企业平均产值", "code": "output_per_firm", "english": "Example output per firm", "group": "质效", "unit": "亿元/家", "kind": "比率", "formula": "output / firms", "decimals": 3, "source": "示例"},
            {"name": "示例一产占比", "code": "primary_share", "english": "Example primary share", "group": "结构", "unit": "%", "kind": "比率", "decimals": 1, "source": "示例"},
            {"name": "示例二产占比", "code": "secondary_share", "english": "Example secondary share", "group": "结构", "unit": "%", "kind": "比率", "decimals": 1, "source": "示例"},
            {"name": "示例三产占比", "code": "tertiary_share", "english": "Example tertiary share", "group": "结构", "unit": "%", "kind": "比率", "decimals": 1, "source": "示例"},
        ],
        "Regions": [
            {"name": "示例市", "code": "city", "english": "Example city"},
            {"name": "示例县", "code": "county", "english": "Example county", "parent": "示例市", "role": "工业大县", "map column": 1, "map row": 1},
            {"name": "示例省", "code": "province", "english": "Example province", "benchmark": "是"},
        ],
        "Industries": [{"name": "示例产业", "code": "industry", "english": "Example industry", "type": "现代新兴产业"}],
        "Targets": [
            {"region": "示例市", "indicator": "示例总产值", "base": 1000, "base year": 2025, "target": "1500以上", "target year": 2030, "stretch": "力争1600以上", "source": "示例", "note": example},
            {"region": "示例县", "indicator": "示例企业数", "base": 200, "base year": 2025, "target": "新增60", "target year": 2030, "owner": "示例县", "source": "示例", "note": example},
        ],
        "Data": [{"region": "示例市", "indicator": "示例总产值", "source": "示例", "2023": 900, "2024": 950, "2025": 1000}],
        "Progress": [
            {"region": "示例市", "indicator": "示例总产值", "measure": "累计", "source": "示例", "2026年1-3月": 240, "2026年1-6月": 520},
            {"region": "示例市", "indicator": "示例总产值", "measure": "同比", "source": "示例", "2026年1-3月": 6.1},
        ],
        "Scenarios": [
            {"name": "惯性", "description": "（示例）现有势头延续", "colour": "#8a8f98"},
            {"name": "企业培育包", "description": "（示例）一组可叠加的假设", "colour": "#2e8b7a"},
            {"name": "攻坚", "parent": "惯性", "packages": "企业培育包", "description": "（示例）加上政策抓手", "colour": "#7a4fb5"},
        ],
        "Assumptions": [
            {"scenario": "惯性", "indicator": "示例总产值", "method": "增长率", "value": 6, "low": 4, "high": 8, "note": example},
            {"scenario": "惯性", "region": "示例县", "indicator": "示例企业数", "method": "增量", "value": 10, "note": example, "2030": 15},
            {"scenario": "企业培育包", "region": "示例县", "indicator": "示例企业数", "method": "增量", "value": 14, "note": example},
        ],
        "Scenario targets": [{"scenario": "攻坚", "region": "示例市", "indicator": "示例总产值", "target": "1600以上", "target year": 2030, "owner": "示例单位", "note": example}],
        "Levers": [{"lever": "示例抓手", "dimension": "技术融合", "indicator": "示例总产值", "effect": 1, "lag": 1, "note": "示例，非估计", "source": "示例"}],
        "Lever levels": [{"scenario": "攻坚", "lever": "示例抓手", "2026": 20, "2030": 100}],
        "Multipliers": [{"role or type": "工业大县", "dimension": "技术融合", "multiplier": 1.1}],
        "Sources": [{"id": "示例", "document": "示例数据，非真实数据"}],
        "Share groups": [
            {"name": "示例产业结构", "member": "示例二产占比", "total": 100},
            {"name": "示例产业结构", "member": "示例三产占比", "locked": "是"},
            {"name": "示例产业结构", "member": "示例一产占比"},
        ],
        "Checks": [{"check": "示例核查", "expression": "示例总产值 >= 0", "severity": "警告", "message": example}],
        "Vintages": [
            {"region": "示例市", "indicator": "示例总产值", "year": 2024, "value": 955, "since": "2025-02-20", "source": "示例", "note": f"快报；{example}"},
            {"region": "示例市", "indicator": "示例总产值", "year": 2024, "value": 950, "since": "2025-11-10", "source": "示例", "note": "年报"},
        ],
        "Closed targets": [{"region": "示例市", "indicator": "示例总产值", "base": 800, "base year": 2020, "target": "980以上", "target year": 2025, "reached": 1000, "verdict": "达标", "source": "示例"}],
        "Scoring": [
            {"name": "示例总产值", "indicator": "示例总产值", "points": 10, "rule": "按比例", "cap": 12, "note": example},
            {"name": "示例企业数排名", "indicator": "示例企业数", "points": 5, "rule": "按名次", "step": 1, "sort": "加分"},
        ],
        "Negotiation": [
            {"region": "示例县", "indicator": "示例企业数", "target year": 2030, "round": 1, "side": "上报", "target": 250, "reason": f"近三年年均新增 10 家；{example}", "since": "2026-03-20", "source": "示例县来文"},
            {"region": "示例县", "indicator": "示例企业数", "target year": 2030, "round": 1, "side": "下达", "target": "260以上", "reason": "全市须新增 60 家", "since": "2026-04-10"},
        ],
        "Commitments": [{"item": "示例承诺", "target": "新增10以上", "unit": "家", "target year": 2030, "region": "示例市", "owner": "示例单位", "milestone": "每季通报", "due": "2027年6月底", "state": "未启动", "source": "示例", "note": example}],
    }  # fmt: skip


def _english() -> Rows:
    example = "example row; rewrite or delete it"
    return {
        "Plan": [
            {"key": "title", "value": "(Example) Industrial plan of a city"},
            {"key": "city", "value": "Example city"},
            {"key": "base year", "value": 2025},
            {"key": "target year", "value": 2030},
            {"key": "horizon", "value": 2035},
            {"key": "synergy", "value": 0},
        ],
        "Indicators": [
            {"name": "Example output", "code": "output", "group": "Scale", "unit": "million", "kind": "level", "direction": "up", "duty": "expected", "rollup": "sum", "decimals": 1, "owner": "Example office", "source": "example"},
            {"name": "Example firms", "code": "firms", "group": "Scale", "unit": "firms", "kind": "count", "rollup": "sum", "decimals": 0, "source": "example"},
            {"name": "Example output per firm", "code": "output_per_firm", "group": "Quality", "unit": "million/firm", "kind": "ratio", "formula": "output / firms", "decimals": 3, "source": "example"},
            {"name": "Example primary share", "code": "primary_share", "group": "Structure", "unit": "%", "kind": "ratio", "decimals": 1, "source": "example"},
            {"name": "Example secondary share", "code": "secondary_share", "group": "Structure", "unit": "%", "kind": "ratio", "decimals": 1, "source": "example"},
            {"name": "Example tertiary share", "code": "tertiary_share", "group": "Structure", "unit": "%", "kind": "ratio", "decimals": 1, "source": "example"},
        ],
        "Regions": [
            {"name": "Example city", "code": "city"},
            {"name": "Example county", "code": "county", "parent": "Example city", "role": "industrial", "map column": 1, "map row": 1},
            {"name": "Example province", "code": "province", "benchmark": "yes"},
        ],
        "Industries": [{"name": "Example industry", "code": "industry", "type": "emerging"}],
        "Targets": [
            {"region": "Example city", "indicator": "Example output", "base": 1000, "base year": 2025, "target": "at least 1500", "target year": 2030, "stretch": 1600, "source": "example", "note": example},
            {"region": "Example county", "indicator": "Example firms", "base": 200, "base year": 2025, "target": "+60", "target year": 2030, "owner": "Example county", "source": "example", "note": example},
        ],
        "Data": [{"region": "Example city", "indicator": "Example output", "source": "example", "2023": 900, "2024": 950, "2025": 1000}],
        "Progress": [
            {"region": "Example city", "indicator": "Example output", "measure": "to date", "source": "example", "2026Q1": 240, "2026-06": 520},
            {"region": "Example city", "indicator": "Example output", "measure": "growth", "source": "example", "2026Q1": 6.1},
        ],
        "Scenarios": [
            {"name": "Inertia", "description": "(Example) the pace of the past goes on", "colour": "#8a8f98"},
            {"name": "Firm growth package", "description": "(Example) assumptions to lay over others", "colour": "#2e8b7a"},
            {"name": "Push", "parent": "Inertia", "packages": "Firm growth package", "description": "(Example) with policy levers", "colour": "#7a4fb5"},
        ],
        "Assumptions": [
            {"scenario": "Inertia", "indicator": "Example output", "method": "growth", "value": 6, "low": 4, "high": 8, "note": example},
            {"scenario": "Inertia", "region": "Example county", "indicator": "Example firms", "method": "step", "value": 10, "note": example, "2030": 15},
            {"scenario": "Firm growth package", "region": "Example county", "indicator": "Example firms", "method": "step", "value": 14, "note": example},
        ],
        "Scenario targets": [{"scenario": "Push", "region": "Example city", "indicator": "Example output", "target": "at least 1600", "target year": 2030, "owner": "Example office", "note": example}],
        "Levers": [{"lever": "Example lever", "dimension": "technology", "indicator": "Example output", "effect": 1, "lag": 1, "note": "example, not an estimate", "source": "example"}],
        "Lever levels": [{"scenario": "Push", "lever": "Example lever", "2026": 20, "2030": 100}],
        "Multipliers": [{"role or type": "industrial", "dimension": "technology", "multiplier": 1.1}],
        "Sources": [{"id": "example", "document": "Example figures, not real data"}],
        "Share groups": [
            {"name": "Example structure", "member": "Example secondary share", "total": 100},
            {"name": "Example structure", "member": "Example tertiary share", "locked": "yes"},
            {"name": "Example structure", "member": "Example primary share"},
        ],
        "Checks": [{"check": "Example check", "expression": "output >= 0", "severity": "warning", "message": example}],
        "Vintages": [
            {"region": "Example city", "indicator": "Example output", "year": 2024, "value": 955, "since": "2025-02-20", "source": "example", "note": f"first estimate; {example}"},
            {"region": "Example city", "indicator": "Example output", "year": 2024, "value": 950, "since": "2025-11-10", "source": "example", "note": "final"},
        ],
        "Closed targets": [{"region": "Example city", "indicator": "Example output", "base": 800, "base year": 2020, "target": "at least 980", "target year": 2025, "reached": 1000, "verdict": "met", "source": "example"}],
        "Scoring": [
            {"name": "Example output", "indicator": "Example output", "points": 10, "rule": "proportional", "cap": 12, "note": example},
            {"name": "Place by firms", "indicator": "Example firms", "points": 5, "rule": "place", "step": 1, "sort": "bonus"},
        ],
        "Negotiation": [
            {"region": "Example county", "indicator": "Example firms", "target year": 2030, "round": 1, "side": "proposal", "target": 250, "reason": f"ten new firms a year since 2022; {example}", "since": "2026-03-20", "source": "letter of Example county"},
            {"region": "Example county", "indicator": "Example firms", "target year": 2030, "round": 1, "side": "reply", "target": "at least 260", "reason": "the city needs 60 more", "since": "2026-04-10"},
        ],
        "Commitments": [{"item": "Example commitment", "target": "+10", "unit": "firms", "target year": 2030, "region": "Example city", "owner": "Example office", "milestone": "every quarter", "due": "2027-06-30", "state": "not_begun", "source": "example", "note": example}],
    }  # fmt: skip
