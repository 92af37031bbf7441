"""The report of a recognition: as lines of text, and as plain values for JSON."""

from __future__ import annotations

from typing import Any, Final

from openpyxl.utils import get_column_letter

from npfdesk.plan.problems import Language, Wording
from npfdesk.workbook.published.recognition import FIGURE_ROLES, FoundTable, Match, Recognition, Remark, Role

_HEADLINE: Final = Wording(
    "按规划公布的表格读入（不是标准格式）：识别出 {tables} 张表。",
    "Read from tables as plans publish them (not the standard format); tables recognised: {tables}.",
)
_FORMS: Final = {
    "indicators": Wording("指标表", "indicator table"),
    "counties": Wording("分地区表", "regional table"),
    "industries": Wording("分产业表", "industry table"),
}
_TABLE: Final = Wording("{place} {form}：{columns}", "{place} {form}: {columns}")
_MATCH: Final = Wording(
    "“{other}”按“{name}”读入（{state}）：{why}", "“{other}” was read as “{name}” ({state}): {why}"
)
_STATES: Final = {
    None: Wording("建议，待确认", "proposed, to be confirmed"),
    True: Wording("已确认", "confirmed"),
    False: Wording("已否定，未合并", "rejected, not merged"),
}
_ROLES: Final = {
    Role.REGION: Wording("地区", "region"),
    Role.INDUSTRY: Wording("产业", "industry"),
    Role.INDICATOR: Wording("指标", "indicator"),
    Role.UNIT: Wording("单位", "unit"),
    Role.BASE: Wording("基期", "base"),
    Role.OBSERVED: Wording("往年", "past"),
    Role.TARGET: Wording("目标", "target"),
    Role.STRETCH: Wording("力争", "stretch"),
    Role.VALUE: Wording("数值", "figure"),
    Role.GROWTH: Wording("增长", "growth"),
    Role.PERIOD: Wording("时间", "period"),
    Role.PHASE: Wording("数据类型", "base, actual or target"),
    Role.BASE_YEAR: Wording("基期年", "base year"),
    Role.TARGET_YEAR: Wording("目标年", "target year"),
    Role.AREA: Wording("片区", "area"),
    Role.DUTY: Wording("属性", "duty"),
    Role.OWNER: Wording("责任单位", "owner"),
    Role.GROUP: Wording("类别", "group"),
    Role.NUMBER: Wording("序号", "number"),
    Role.SOURCE: Wording("出处", "source"),
    Role.REMARK: Wording("备注", "remark"),
    Role.HEADER: Wording("表头", "header"),
    Role.YEAR_HEADER: Wording("年份表头", "year header"),
    Role.TITLE: Wording("标题", "title"),
    Role.NOTE: Wording("注释", "note"),
    Role.SUBTOTAL: Wording("小计", "subtotal"),
    Role.DERIVED: Wording("由其他数字得出", "follows from other figures"),
    Role.IGNORED: Wording("略过", "left out"),
    Role.OUTSIDE: Wording("未识别", "not recognised"),
}


def role_name(role: Role, language: Language) -> str:
    """The name of a role."""
    return _ROLES[role].text(language, {})


def block_of(table: FoundTable) -> str:
    """A table's block as Excel names it: A3:F22."""
    top, left, bottom, right = table.block
    return f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"


def recognition_lines(recognition: Recognition, language: Language) -> list[str]:
    """The tables, the matches, the ignored parts and the guesses, one line each."""
    lines = [_HEADLINE.text(language, {"tables": len(recognition.tables)})]
    for table in recognition.tables:
        shown = " · ".join(
            f"{get_column_letter(one.column)} {role_name(one.role, language)}"
            + (f" {one.year}" if one.year and one.role in FIGURE_ROLES else "")
            + (f" {one.label}" if one.label and one.role in FIGURE_ROLES else "")
            for one in table.columns
            if one.role is not Role.IGNORED
        )
        arguments = {
            "place": f"{table.sheet}!{block_of(table)}",
            "form": _FORMS[table.form].text(language, {}),
            "columns": shown,
        }
        lines.append("  " + _TABLE.text(language, arguments))
    for match in recognition.matches:
        arguments = {
            "other": match.other,
            "name": match.name,
            "state": _STATES[match.confirmed].text(language, {}),
            "why": match.reason(language),
        }
        lines.append("  " + _MATCH.text(language, arguments))
    for remark in (*recognition.skipped, *recognition.guesses):
        place = "!".join(part for part in (remark.sheet, remark.cell) if part)
        said = remark.message(language)
        quoted = "" if remark.text in said else f" “{remark.text[:60]}”"
        lines.append(f"  {place + ': ' if place else ''}{said}{quoted}")
    return lines


def recognition_json(recognition: Recognition, language: Language) -> dict[str, Any]:
    """The same as values that JSON takes; every cell that says something with its role under `cells`."""
    return {
        "tables": [
            {
                "sheet": table.sheet,
                "form": table.form,
                "block": block_of(table),
                "header_rows": list(table.header),
                "titles": list(table.titles),
                "columns": [
                    {
                        "column": get_column_letter(one.column),
                        "role": str(one.role),
                        "year": one.year or None,
                        "indicator": one.label,
                        "unit": one.unit,
                    }
                    for one in table.columns
                ],
            }
            for table in recognition.tables
        ],
        "matches": [_match(match, language) for match in recognition.matches],
        "skipped": [_remark(remark, language) for remark in recognition.skipped],
        "guesses": [_remark(remark, language) for remark in recognition.guesses],
        "cells": [
            {"sheet": sheet, "cell": cell, "role": str(said.role), "means": said.means}
            for (sheet, cell), said in recognition.cells.items()
        ],
    }


def _match(match: Match, language: Language) -> dict[str, Any]:
    return {
        "key": match.key,
        "what": match.what,
        "name": match.name,
        "other": match.other,
        "confirmed": match.confirmed,
        "used": match.holds,
        "why": match.reason(language),
    }


def _remark(remark: Remark, language: Language) -> dict[str, str]:
    return {
        "code": remark.code,
        "sheet": remark.sheet,
        "cell": remark.cell,
        "text": remark.text,
        "message": remark.message(language),
    }
