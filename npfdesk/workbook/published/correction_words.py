"""Corrections in words: what somebody said, one line each."""

from __future__ import annotations

from typing import Any, Final

from openpyxl.utils import get_column_letter

from npfdesk.plan.problems import Language, Wording
from npfdesk.workbook.published.corrections import Corrections, Fix, Said
from npfdesk.workbook.published.recognition import Reason, Role
from npfdesk.workbook.published.recognition_report import role_name
from npfdesk.workbook.published.sheet_corrections import ROLES

_PLACED: Final = Wording("{sheet} {place}：{what}", "{sheet} {place}: {what}")
_COLUMN: Final = Wording("{place} 列", "column {place}")
_ROW: Final = Wording("第 {place} 行", "row {place}")
_ROWS: Final = Wording("第 {first}–{last} 行", "rows {first}–{last}")
_NAME: Final = Wording("名称“{text}”", "name “{text}”")
_UNIT: Final = Wording("单位“{text}”", "unit “{text}”")
_TABLE: Final = Wording("是一张表", "is a table")
_HEAD: Final = Wording("是表头", "is a header")
_FIGURES: Final = Wording("数据行", "data row")
_LEFT_OUT: Final = Wording("略过", "left out")
_READ: Final = Wording("工作表“{sheet}”：读入", "Sheet “{sheet}”: read")
_UNREAD: Final = Wording("工作表“{sheet}”：略过", "Sheet “{sheet}”: left out")
_ONE: Final = Wording("“{names}”：视为同一", "“{names}”: treated as the same")
_TWO: Final = Wording("“{names}”：不是同一", "“{names}”: not the same")
_SINGLE: Final = {
    "title": Wording("规划名称：{text}", "Plan: {text}"),
    "city": Wording("全市：{text}", "City: {text}"),
    "base_year": Wording("基期：{text}", "Base year: {text}"),
    "target_year": Wording("目标年：{text}", "Target year: {text}"),
}
_REASONS: Final = {
    Reason.WORD: Wording("按它自己的文字", "by its own wording"),
    Reason.HEAD: Wording("按表头", "by its header"),
    Reason.CONTENT: Wording("按单元格的内容", "by the content of the cells"),
    Reason.PLACE: Wording("按所在位置", "by its position"),
    Reason.TITLE: Wording("按标题", "by the title"),
    Reason.USER: Wording("由您指定", "as you chose"),
}


def reason_words(reason: Reason, language: Language) -> str:
    """By what a role was found, in words."""
    return _REASONS[reason].text(language, {})


def correction_words(said: Said, corrections: Corrections, language: Language) -> str:
    """One correction in words."""
    name, key = said
    if key is None:
        return _SINGLE[name].text(language, {"text": getattr(corrections, name)})
    if name == "sheets":
        return (_READ if corrections.sheets[key] else _UNREAD).text(language, {"sheet": key})
    if name == "matches":
        names = key.partition(":")[2].replace("=", " → ")
        return (_ONE if corrections.matches[key] else _TWO).text(language, {"names": names})
    sheet, place, what = _placed(name, key, corrections, language)
    return _PLACED.text(language, {"sheet": sheet, "place": place, "what": what})


def _placed(name: str, key: Any, corrections: Corrections, language: Language) -> tuple[str, str, str]:
    """Sheet, place and what is said there."""
    sheet = key[0]
    if name in ("cells", "columns", "lines"):
        place = key[1]
        if name == "columns" and place.isalpha():
            place = _COLUMN.text(language, {"place": place})
        elif name == "lines":
            place = _ROW.text(language, {"place": place})
        return sheet, place, fix_words(getattr(corrections, name)[key], language)
    if name in ("rows", "row_roles"):
        place = _ROW.text(language, {"place": key[1]})
        if name == "rows":
            return sheet, place, _LEFT_OUT.text(language, {})
        role = corrections.row_roles[key]
        figures = role == Role.VALUE
        return sheet, place, _FIGURES.text(language, {}) if figures else _role_words(role, language)
    if name == "headers":
        return sheet, _ROWS.text(language, {"first": key[1], "last": key[2]}), _HEAD.text(language, {})
    _, top, left, bottom, right = key
    place = f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"
    return sheet, place, (_TABLE if name == "tables" else _LEFT_OUT).text(language, {})


def _role_words(role: str, language: Language) -> str:
    if role == Role.IGNORED:
        return _LEFT_OUT.text(language, {})
    return role_name(Role(role), language) if role in ROLES else role


def fix_words(fix: Fix, language: Language) -> str:
    """What a fix says: role, period, name, unit."""
    parts = [_role_words(fix.role, language)] if fix.role else []
    if fix.period or fix.year:
        parts.append(fix.period or str(fix.year))
    if fix.name:
        parts.append(_NAME.text(language, {"text": fix.name}))
    if fix.unit is not None:
        parts.append(_UNIT.text(language, {"text": fix.unit}))
    return " · ".join(parts)
