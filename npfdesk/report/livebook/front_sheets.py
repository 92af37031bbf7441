"""The first and the last sheet: the overview of statuses and key indicators; sources, rules and provenance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from npfdesk.plan.problems import Wording, joined
from npfdesk.report.livebook.live_workbook import HEAD, Sheet, excel_moment, status_words
from npfdesk.report.livebook.target_formulas import GapSheet
from npfdesk.report.markings import marking_line
from npfdesk.report.material import GREY_TEXT, OWNER_HEAD, PROGRAM, Material, root_region
from npfdesk.report.method_page import method_rows
from npfdesk.report.path_remarks import HEAD as PATHS_HEAD
from npfdesk.report.path_remarks import path_lines
from npfdesk.report.standings import TargetStanding, headline_targets, status_counts

_OVERVIEW: Final = Wording("概览", "Overview")
_SUBTITLE: Final = Wording(
    "{city} · 基期 {base} · 目标年 {target} · 展望年 {horizon} · 规则 {rule}",
    "{city} · base year {base} · target year {target} · horizon {horizon} · rule {rule}",
)
_SCENARIO: Final = Wording("情景", "Scenario")
_TOTAL: Final = Wording("目标数", "Targets")
_KEY: Final = Wording("主要指标", "Key indicators")
_HEADS: Final = (
    Wording("单位", "Unit"),
    Wording("基期值", "Base"),
    Wording("目标", "Target"),
    Wording("目标年", "Target year"),
)
_STATUS_OF: Final = Wording("{name} 状态", "{name} status")
_ABOUT: Final = Wording("出处与规则", "Sources and rules")
_ABOUT_NOTE: Final = Wording(
    "每个数字出自哪份规划、哪个情景、哪一版程序；颜色按什么规则；公式怎样算。",
    "Which plan, scenario and program version each figure comes from; the status rule; how the formulas work.",
)
_PROVENANCE: Final = Wording("来历", "Provenance")
_SOURCES: Final = Wording("出处", "Sources")
_SOURCE_HEADS: Final = (
    Wording("编号", "Id"),
    Wording("文件", "Document"),
    Wording("章节", "Section"),
    Wording("日期", "Date"),
    Wording("链接", "Link"),
)
_RULE: Final = Wording("颜色的规则", "Status rule")
_METHOD: Final = Wording("推算方法", "Projection methods")
_PROVENANCE_ROWS: Final = (
    Wording("规划", "Plan"),
    Wording("情景", "Scenarios"),
    Wording("版本（修订）", "Revision"),
    Wording("工作簿", "Workbook"),
    Wording("SHA-256", "SHA-256"),
    Wording("程序", "Program"),
    Wording("规则", "Rule"),
    Wording("生成时间（UTC）", "Made (UTC)"),
)


def fill_overview(sheet: Sheet, gaps: Mapping[str, GapSheet]) -> None:
    """Counts of the colours by scenario, and each key indicator with every scenario's figure and status."""
    book, material = sheet.book, sheet.book.material
    plan, words = material.plan, material.words
    root = plan.region_by_code.get(root_region(plan))
    city = material.name(root) if root is not None else ""
    sheet.title(
        plan.title,
        words(
            _SUBTITLE,
            city=city,
            base=plan.base_year,
            target=plan.target_year,
            horizon=plan.horizon,
            rule=material.rule_words,
        ),
    )
    said = " · ".join(one for one in (marking_line(material), book.signature()) if one)
    sheet.text(2, 0, said, font_color="#57606A", font_size=9)
    statuses = status_words(material)
    sheet.head([words(_SCENARIO), words(_TOTAL), *statuses.values()])
    whole = book.format(num_format="0", align="right")
    at = HEAD + 1
    for scenario in material.scenarios:
        place = gaps[scenario.id]
        counts = status_counts(place.standings)
        sheet.text(at, 0, material.sealed(scenario), bold=True, font_color=material.colour(scenario))
        sheet.formula(at, 1, place.count(), whole, float(len(place.standings)))
        for column, (status, text) in enumerate(statuses.items(), start=2):
            sheet.formula(at, column, place.count(text), whole, float(counts.get(status, 0)))
        at += 1
    at = _meanings(sheet, at + 1)
    sheet.text(at, 0, f"{words(_KEY)} · {city}", bold=True, font_size=12)
    at += 1
    titles = [words(_KEY), *(words(one) for one in _HEADS)]
    for scenario in material.scenarios:
        titles += [material.name(scenario), words(_STATUS_OF, name=material.name(scenario))]
    sheet.head([*titles, *([words(OWNER_HEAD)] if material.names_owners else [])], row=at)
    top = at + 1
    rows = headline_targets(material, material.scenarios[0])
    for row in rows:
        at += 1
        style = book.figure(row.decimals)
        first = gaps[material.scenarios[0].id]
        sheet.text(at, 0, material.indicator(row.series))
        sheet.text(at, 1, row.unit_text(material.language))
        sheet.formula(at, 2, first.cell(row.position, "base"), style, row.base)
        sheet.text(at, 3, row.text, align="right")
        sheet.number(at, 4, row.year, book.format(num_format="0"))
        for column, scenario in enumerate(material.scenarios):
            own = next((one for one in gaps[scenario.id].standings if one.key == row.key), None)  # fmt: skip
            if own is None:
                continue
            place = gaps[scenario.id]
            sheet.formula(at, 5 + 2 * column, place.cell(own.position, "value"), style, own.value)
            sheet.formula(
                at, 6 + 2 * column, place.cell(own.position, "status"), book.format(), statuses[own.status]
            )
    last = 4 + 2 * len(material.scenarios)
    if at >= top:
        sheet.hide_missing(top, 2, at, last)
        for column in range(len(material.scenarios)):
            sheet.colour_statuses(top, 6 + 2 * column, at)
    sheet.page.set_column(0, 0, 34)
    sheet.page.set_column(1, last, 11)
    sheet.print_setup(_fill_owners(sheet, rows, top, last + 1), 1)


def _fill_owners(sheet: Sheet, rows: Sequence[TargetStanding], top: int, column: int) -> int:
    """Who answers for each target, in that column where anybody does; returns the next free column."""
    if not sheet.book.material.names_owners:
        return column
    for at, row in enumerate(rows, start=top):
        sheet.text(at, column, row.owner)
    sheet.page.set_column(column, column, 18)
    return column + 1


def _meanings(sheet: Sheet, at: int) -> int:
    """What each colour means, a line each, under the counts; returns the next free row."""
    material = sheet.book.material
    for text in material.meanings():
        sheet.text(at, 0, text, font_color="#57606A", font_size=9)
        at += 1
    return at + 1


def fill_about(sheet: Sheet) -> None:
    """Provenance, the status rule, how paths are projected, and the plan's sources."""
    material, words = sheet.book.material, sheet.book.material.words
    plan = material.plan
    sheet.title(words(_ABOUT), words(_ABOUT_NOTE))
    sheet.head([words(_PROVENANCE), ""])
    at = HEAD + 1
    wrapped = {"text_wrap": True, "valign": "top"}
    for wording, value in zip(_PROVENANCE_ROWS[:-1], provenance_values(material), strict=True):
        sheet.text(at, 0, words(wording))
        sheet.text(at, 1, value, **wrapped)
        at += 1
    sheet.page.write_datetime(
        at,
        1,
        excel_moment(material.provenance.moment),
        sheet.book.format(num_format="yyyy-mm-dd hh:mm:ss", align="left"),
    )
    sheet.text(at, 0, words(_PROVENANCE_ROWS[-1]))
    at += 2
    sheet.head([words(_RULE), ""], row=at)
    for text in (material.rule_text(), words(GREY_TEXT)):
        at += 1
        sheet.text(at, 1, text, **wrapped)
        sheet.page.set_row(at, 15 * (1 + len(text) // 55))
    lines = path_lines(material)
    if lines:
        at += 2
        sheet.head([words(PATHS_HEAD), ""], row=at)
    for text in lines:
        at += 1
        sheet.text(at, 1, text, **wrapped)
        sheet.page.set_row(at, 15 * (1 + len(text) // 55))
    at += 2
    sheet.head([words(_METHOD), ""], row=at)
    for method, meaning in method_rows(material):
        at += 1
        sheet.text(at, 0, method)
        sheet.text(at, 1, meaning, **wrapped)
        sheet.page.set_row(at, 15 * (1 + len(meaning) // 55))
    at += 2
    sheet.head([words(one) for one in _SOURCE_HEADS], row=at)
    for source in plan.sources:
        at += 1
        for column, value in enumerate((source.id, source.document, source.section, source.date, source.url)):
            sheet.text(at, column, value, **wrapped)
    sheet.page.set_column(0, 0, 22)
    sheet.page.set_column(1, 1, 80)
    sheet.page.set_column(2, 4, 22)
    sheet.print_setup(5, 0)


def provenance_values(material: Material) -> tuple[str, ...]:
    """The values beside _PROVENANCE_ROWS, all but the moment."""
    told = material.provenance
    return (
        material.plan.title,
        joined((material.sealed(one) for one in material.scenarios), material.language),
        told.state(material.language),
        told.workbook,
        told.digest,
        f"{PROGRAM} {told.version}",
        material.words(material.rule_words),
    )
