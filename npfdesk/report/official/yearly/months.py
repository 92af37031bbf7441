"""Where the year stands by its months: what is done of the year's targets against what usually is by then."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from npfdesk.plan.lights import Light
from npfdesk.plan.numbers import format_percentage, format_share
from npfdesk.plan.periods import Period
from npfdesk.plan.problems import Wording
from npfdesk.report.official.chapters import Block, Chapter, Paragraph, Table, TableColumn
from npfdesk.report.official.yearly.course import MonthRow, month_rows
from npfdesk.report.official.yearly.setting import NOTHING, YearMaterial
from npfdesk.report.sentences import Sentence
from npfdesk.report.sentences.figures import name, number, percent, percentage
from npfdesk.report.sentences.patterns import Clause, chained, clause, listed, sentence, sentence_key

TITLE: Final = Wording("{period}进度", "Year to date: {period}")

_COUNTED: Final = Wording(
    "{period}，可评价的{count}项指标中，{parts}。",
    "In {period}, of the {count:indicator|indicators} that can be judged, {parts}.",
)
_ALL_FINE: Final = Wording(
    "{period}，可评价的{count}项指标均达到或快于时序进度。",
    "In {period}, all {count:indicator|indicators} that can be judged are on schedule or ahead of it.",
)
_FINE: Final = Wording("{fine}项达到或快于时序进度", "{fine} {fine:~is|are} on schedule or ahead of it")
_NEAR: Final = Wording("{near}项略低（{names}）", "{near} slightly behind ({names})")
_LATE: Final = Wording("{late}项偏慢（{names}）", "{late} behind ({names})")
_SAID: Final = Wording("{body}。", "{body}.")
_BODY: Final = Wording("{name}{figure}", "{name} came to {figure}")
_UP: Final = Wording("同比增长{growth}", "up {growth} on the same months")
_DOWN: Final = Wording("同比下降{growth}", "down {growth} on the same months")
_EVEN: Final = Wording("与上年同期持平", "level with the same months of the year before")
_SHARE: Final = Wording("完成全年目标的{share}", "{share} of the year's target")
_USUAL: Final = Wording("往年同期为{usual}", "against {usual} usual by then")
_BY_MONTHS: Final = Wording("时间进度为{usual}", "with {usual} of the months gone")
_FASTER: Final = Wording("高于全年目标{wanted}", "above the {wanted} asked of the year")
_MEETS: Final = Wording("与全年目标{wanted}持平", "as the {wanted} asked of the year")
_SLOWER: Final = Wording("低于全年目标{wanted}，后几个月须加快", "below the {wanted} asked of the year")
_LEFT: Final = Wording("剩余{left}须在后几个月完成", "{left} being left to the rest of the year")

_TABLE: Final = Wording("{period}主要指标进度表", "Progress in {period}")
_HEADS: Final = (
    (Wording("指标", "Indicator"), 2.8, "left"),
    (Wording("单位", "Unit"), 1.1, "left"),
    (Wording("{period}", "{period}"), 1.5, "right"),
    (Wording("同比", "On last year"), 1.2, "right"),
    (Wording("本年目标", "Year's target"), 1.5, "right"),
    (Wording("完成目标", "Done"), 1.3, "right"),
    (Wording("往年同期", "Usual by then"), 1.4, "right"),
)


def months_chapter(setting: YearMaterial) -> Chapter | None:
    """The chapter of the months; None where the year has no figure of them."""
    through, rows = month_rows(setting.material.results, setting.scenario.id, setting.year, setting.rows)
    if through is None or not rows:
        return None
    period = period_words(through, setting.language == "zh")
    said = [*_counted(setting, rows, period)]
    for one in rows:
        said += _told(setting, one)
    blocks: list[Block] = [Paragraph("months", tuple(said)), _table(setting, rows, through)]
    return Chapter("months", setting.words(TITLE, period=period), tuple(blocks))


def period_words(period: Period, chinese: bool) -> str:
    """January to a month, as a report says it: 2026年1—6月, Jan-Jun 2026."""
    return period.words(True).replace("-", "—") if chinese else f"{period.months(False)} {period.year}"


def _rests(setting: YearMaterial, rows: Sequence[MonthRow]) -> object:
    return setting.evidence(
        [one.row for one in rows],
        (setting.year, *(past for one in rows for past in one.past)),
        (one.row.statement.year for one in rows),
    )


def _counted(setting: YearMaterial, rows: Sequence[MonthRow], period: str) -> tuple[Sentence, ...]:
    language = setting.language
    of = {light: [one for one in rows if one.light is light] for light in Light}
    judged = [one for one in rows if one.light is not Light.GREY]
    if not judged:
        return ()

    def names(light: Light) -> Clause:
        return listed([said for one in of[light] if (said := setting.indicator(one.row))], language)

    fine, near, late = (len(of[one]) for one in (Light.GREEN, Light.YELLOW, Light.RED))
    parts = chained(
        [
            clause(_FINE, language, fine=number(fine, language)) if fine else None,
            clause(_NEAR, language, near=number(near, language), names=names(Light.YELLOW)) if near else None,
            clause(_LATE, language, late=number(late, language), names=names(Light.RED)) if late else None,
        ],
        language,
    )
    said = clause(
        _COUNTED if near or late else _ALL_FINE,
        language,
        period=name(period),
        count=number(len(judged), language),
        parts=parts,
    )
    rests = setting.evidence(
        [one.row for one in judged], (setting.year,), (one.row.statement.year for one in judged)
    )
    return sentence(sentence_key("months_counted"), said, rests)


def _told(setting: YearMaterial, one: MonthRow) -> tuple[Sentence, ...]:
    language, row = setting.language, one.row
    figure = percent(one.to_date, row.decimals) if row.points else setting.figure(row, one.to_date)
    if one.by_growth and not row.points:
        figure = percent(one.to_date)
    parts = [clause(_BODY, language, name=setting.indicator(row), figure=figure)]
    if not one.by_growth and math.isfinite(one.growth):
        moved = _EVEN if setting.still(row, one.growth) else _UP if one.growth > 0 else _DOWN
        parts.append(clause(moved, language, growth=percent(abs(one.growth))))
    if math.isfinite(one.share):
        parts.append(clause(_SHARE, language, share=percentage(one.share)))
        parts.append(clause(_USUAL if one.past else _BY_MONTHS, language, usual=percentage(one.usual)))
        if one.light is Light.RED:
            parts.append(clause(_LEFT, language, left=setting.figure(row, one.left)))
    elif one.by_growth and math.isfinite(one.wanted) and math.isfinite(one.growth):
        same = setting.still(row, one.growth - one.wanted)
        wording = _MEETS if same else _FASTER if one.growth > one.wanted else _SLOWER
        parts.append(clause(wording, language, wanted=percent(one.wanted)))
    body = chained(parts, language)
    rests = setting.evidence([row], (setting.year - 1, setting.year, *one.past), (row.statement.year,))
    return sentence(
        sentence_key("months", row.series), clause(_SAID, language, body=body) if body else None, rests
    )


def _table(setting: YearMaterial, rows: Sequence[MonthRow], through: Period) -> Table:
    period = period_words(through, setting.language == "zh")
    columns = tuple(
        TableColumn(setting.words(head, period=period), share, side) for head, share, side in _HEADS
    )
    lines = tuple(_cells(setting, one) for one in rows)
    rests = setting.evidence(
        [one.row for one in rows],
        (setting.year, *(past for one in rows for past in one.past)),
        (one.row.statement.year for one in rows),
    )
    return Table("months_table", setting.words(_TABLE, period=period), columns, lines, "", rests)


def _cells(setting: YearMaterial, one: MonthRow) -> tuple[str, ...]:
    row, said = one.row, setting.indicator(one.row)
    growth = math.nan if one.by_growth else one.growth
    target = row.target if row.has_figure else math.nan
    return (
        said.said if said else "",
        "%" if one.by_growth else setting.unit(row),
        setting.cell(row, one.to_date),
        format_percentage(growth, signed=True) if math.isfinite(growth) else NOTHING,
        setting.cell(row, one.wanted if one.by_growth else target),
        format_share(one.share) if math.isfinite(one.share) else NOTHING,
        format_share(one.usual) if one.past and math.isfinite(one.usual) else NOTHING,
    )
