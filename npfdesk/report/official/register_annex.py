"""The register of a report as its annex: for each sentence the series, years and scenario that it rests on, and its figures."""

from __future__ import annotations

from typing import Final

from npfdesk.plan.problems import Language, Wording, clauses, joined
from npfdesk.report.material import Material
from npfdesk.report.official.chapters import OfficialReport, Table, TableColumn
from npfdesk.report.sentences.register import RegisterRow, register
from npfdesk.report.slides_report import provenance_line

REGISTER_KEY: Final = "register"
_TITLE: Final = Wording("语句依据登记表", "What each sentence rests on")
_HEADS: Final = (
    (Wording("序号", "No."), 0.5, "centre"),
    (Wording("语句", "Sentence"), 3.0, "left"),
    (Wording("序列", "Series"), 2.2, "left"),
    (Wording("年份", "Years"), 0.9, "left"),
    (Wording("情景", "Scenario"), 0.9, "left"),
    (Wording("数字", "Figures"), 1.7, "left"),
)
_NOTE: Final = Wording(
    "注：数字按文中写法；情景为空的，只用已有统计数。全部数值（未舍入）和每句的书签存于本文件内。来源：{source}",
    "Figures as the text writes them; a sentence without a scenario rests on actuals alone. Every full figure and each "
    "sentence’s bookmark are kept in this file. Source: {source}",
)
_ASSUMED: Final = Wording("{scenario}（假设）", "{scenario} (assumption)")
_DUE: Final = Wording("目标 {years}", "target {years}")
_MOST: Final = 4
"""How many series or figures of a sentence the annex names; the file holds all."""


def register_annex(report: OfficialReport, material: Material) -> Table:
    """The table of a report's sentences, in their order."""
    language = material.language
    rows = tuple(
        (
            str(number),
            row.text,
            joined(row.series, language, _MOST),
            _years(row, language),
            _scenario(row, language),
            joined(dict.fromkeys(one.said for _, one in row.numbers), language, _MOST),
        )
        for number, row in enumerate(register(report.sentences(), material), 1)
    )
    columns = tuple(TableColumn(head.text(language, {}), share, side) for head, share, side in _HEADS)
    note = material.words(_NOTE, source=provenance_line(material))
    return Table(REGISTER_KEY, material.words(_TITLE), columns, rows, note)


def _years(row: RegisterRow, language: Language) -> str:
    parts = []
    if row.years:
        parts.append(_span(row.years, language))
    if row.targets:
        parts.append(_DUE.text(language, {"years": _span(row.targets, language)}))
    return clauses(parts, language)


def _span(years: tuple[int, ...], language: Language) -> str:
    """Years in a row as the first and the last, others one by one."""
    ordered = sorted(set(years))
    if len(ordered) > 2 and ordered[-1] - ordered[0] == len(ordered) - 1:
        return f"{ordered[0]}–{ordered[-1]}"
    return joined(map(str, ordered), language)


def _scenario(row: RegisterRow, language: Language) -> str:
    if not row.scenario:
        return ""
    return _ASSUMED.text(language, {"scenario": row.scenario}) if row.assumed else row.scenario
