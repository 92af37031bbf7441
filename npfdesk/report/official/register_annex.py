"""The register of a report as its annex: for each sentence the series, years and scenario that it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from npfdesk.plan.problems import Language, Wording, clauses, joined
from npfdesk.plan.series import SeriesKey
from npfdesk.report.material import Material
from npfdesk.report.official.chapters import OfficialReport, Table, TableColumn
from npfdesk.report.sentences.register import RegisterRow, register
from npfdesk.report.sentences.sentence import Sentence
from npfdesk.report.slides_report import provenance_line

REGISTER_KEY: Final = "register"
_TITLE: Final = Wording("语句依据登记表", "What each sentence rests on")
_HEADS: Final = (
    (Wording("序号", "No."), 0.45, "centre"),
    (Wording("语句", "Sentence"), 4.2, "left"),
    (Wording("序列", "Series"), 2.4, "left"),
    (Wording("年份", "Years"), 1.7, "left"),
    (Wording("情景", "Scenario"), 1.0, "left"),
)
_NOTE: Final = Wording(
    "注：情景为空的，只用已有统计数；不含数字、也不依据序列的说明不列。每句的全部序列、数值（未舍入）和书签存于本文件内。来源：{source}",
    "A sentence without a scenario rests on actuals alone; those that neither have a figure nor rest on a series are left out. All "
    "series, full figures and the bookmark of each sentence are kept in this file. Source: {source}",
)
_OF: Final = Wording("{whole}：{parts}", "{whole}: {parts}")
_MANY: Final = Wording(
    "{regions}个地区的{indicators}项指标", "{indicators:indicator|indicators} of {regions:region|regions}"
)
_ASSUMED: Final = Wording("{scenario}（假设）", "{scenario} (assumption)")
_DUE: Final = Wording("目标 {years}", "target {years}")
_MOST: Final = 3
"""How many series of a sentence the annex names; the file holds all."""


@dataclass(frozen=True)
class RegisterEntry:
    """What the annex says of a sentence, as texts; `figures` are those that the text writes."""

    number: str
    sentence: str
    series: str
    years: str
    scenario: str
    figures: str


def register_entries(report: OfficialReport, material: Material) -> tuple[RegisterEntry, ...]:
    """A report's sentences in their order, without those that neither have a figure nor rest on a series."""
    language = material.language
    bound = [one for one in report.sentences() if one.evidence.series or _has_numbers(one)]
    return tuple(
        RegisterEntry(
            number=str(number),
            sentence=row.text,
            series=_series(sentence.evidence.series, material),
            years=_years(row, language),
            scenario=_scenario(row, language),
            figures=joined(dict.fromkeys(one.said for _, one in row.numbers), language),
        )
        for number, (sentence, row) in enumerate(zip(bound, register(bound, material), strict=True), 1)
    )


def register_annex(report: OfficialReport, material: Material) -> Table:
    """The table of a report's sentences; their figures stand in them."""
    language = material.language
    rows = tuple(
        (one.number, one.sentence, one.series, one.years, one.scenario)
        for one in register_entries(report, material)
    )
    columns = tuple(TableColumn(head.text(language, {}), share, side) for head, share, side in _HEADS)
    note = material.words(_NOTE, source=provenance_line(material))
    return Table(REGISTER_KEY, material.words(_TITLE), columns, rows, note)


def _has_numbers(sentence: Sentence) -> bool:
    return any(one.value is not None for one in sentence.figures.values())


def _series(series: Sequence[SeriesKey], material: Material) -> str:
    """Series by what they have in common: the indicators of a region, the regions of an indicator, or how many of both."""
    language = material.language
    regions = dict.fromkeys(material.region(one) for one in series)
    indicators = dict.fromkeys(_indicator(one, material) for one in series)
    if len(regions) == 1:
        parts = joined(indicators, language, _MOST)
        return material.words(_OF, whole=next(iter(regions)), parts=parts)
    if len(indicators) == 1:
        return material.words(_OF, whole=next(iter(indicators)), parts=joined(regions, language, _MOST))
    return material.words(_MANY, regions=len(regions), indicators=len(indicators)) if series else ""


def _indicator(series: SeriesKey, material: Material) -> str:
    return " ".join(part for part in (material.industry(series), material.indicator(series)) if part)


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
