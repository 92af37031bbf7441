"""How the plan's later targets stand once the year's are reached: what share of each will have come, what the years after need."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from npfdesk.plan.drafts import draft_wording
from npfdesk.plan.numbers import format_share
from npfdesk.plan.problems import Wording
from npfdesk.plan.rounding import rounded
from npfdesk.plan.targets import Measure
from npfdesk.report.official.chapters import Block, Chapter, Paragraph, Table, TableColumn
from npfdesk.report.official.yearly.rows import Way, YearRow
from npfdesk.report.official.yearly.setting import NOTHING, YearMaterial
from npfdesk.report.sentences import SaidFigure, Sentence
from npfdesk.report.sentences.figures import amount, number, percent, percentage
from npfdesk.report.sentences.patterns import Clause, clause, listed, sentence, sentence_key

TITLE: Final = Wording("与{due}年规划目标的衔接", "Where this leaves the plan's targets for {due}")

_ALIKE: Final = 0.01
"""How far what is done may be from an even pace, as a share of the whole way, and count as in step with it; so may rounding."""
_MOST_LISTED: Final = 6
"""How many targets in step with an even pace are named: more are told by their number alone."""

_LEAD: Final = Wording(
    "到{year}年末，规划期已过{time}。本年目标全部完成后，各项规划目标的完成进度如下。",
    "By the end of {year}, {time} of the plan's years will have passed. If the year's targets are met, the plan's own stand as "
    "follows.",
)
_ONE: Final = Wording("{name}（{share}）", "{name} ({share})")
_REACHED: Final = Wording(
    "完成本年目标即达到规划目标的有{count}项：{names}。",
    "{count:target|targets} will then be met already: {names}.",
)
_AHEAD: Final = Wording(
    "按规划期内均衡推进衡量，快于要求的有{count}项：{parts}。",
    "Held against an even pace over the plan's years, {count:target is|targets are} ahead: {parts}.",
)
_IN_STEP: Final = Wording(
    "与均衡推进大体同步的有{count}项：{parts}。",
    "{count:target is|targets are} in step with an even pace: {parts}.",
)
_MANY_IN_STEP: Final = Wording(
    "与均衡推进大体同步的有{count}项，见下表。",
    "{count:target is|targets are} in step with an even pace, as the table shows.",
)
_LAGS: Final = Wording(
    "慢于均衡推进的有{count}项：{parts}，后几年须加快。",
    "{count:target is|targets are} behind an even pace, so that the years after will have to bring more: {parts}.",
)
_FASTER: Final = Wording(
    "{name}其后{left}年年均需增长{needed}，高于{year}年安排的{growth}。",
    "{name} then needs {needed} a year over {left:year|years}, more than the {growth} set for {year}.",
)
_FASTER_POINTS: Final = Wording(
    "{name}其后{left}年年均需提高{needed}，高于{year}年安排的{growth}。",
    "{name} then needs {needed} a year over {left:year|years}, more than the {growth} set for {year}.",
)
_SUM: Final = Wording(
    "{name}累计完成{done}，其后{left}年平均每年需{needed}，高于{year}年的{target}。",
    "{name} will have come to {done} in all and then needs {needed} a year over {left:year|years}, more than the {target} of {year}.",
)
_SUM_EASY: Final = Wording(
    "{name}累计完成{done}，其后{left}年平均每年{needed}即可。",
    "{name} will have come to {done} in all; {needed} a year over {left:year|years} is then enough.",
)
_MEAN: Final = Wording(
    "{name}至{year}年的年均水平为{done}，其后{left}年年均需达到{needed}。",
    "{name} will have averaged {done} a year up to {year} and then needs {needed} a year over {left:year|years}.",
)

_TABLE: Final = Wording("{year}年末与规划目标衔接情况表", "The plan's targets after {year}")
_HEADS: Final = (
    (Wording("指标", "Indicator"), 2.8),
    (Wording("{due}年目标", "Target for {due}"), 2.4),
    (Wording("单位", "Unit"), 1.1),
    (Wording("到{year}年末", "By the end of {year}"), 1.6),
    (Wording("完成进度", "Progress to target"), 1.3),
    (Wording("其后每年需", "Needed a year after"), 1.8),
)
_TEXT_OF: Final = Wording("{words}（{due}年）", "{words} ({due})")


def later_targets(setting: YearMaterial) -> Chapter | None:
    """The chapter of the later targets; None where none is later than the year."""
    rows = [one for one in setting.rows if one.way is not None and one.way.left > 0]
    if not rows:
        return None
    ways = {one: one.way for one in rows if one.way is not None}
    dues = sorted({way.due for way in ways.values()})
    said: list[Sentence] = []
    time = percentage(_commonest([way.time for way in ways.values()]))
    lead = clause(_LEAD, setting.language, year=setting.year_said, time=time)
    said += sentence(sentence_key("later_lead"), lead, setting.evidence(rows, (setting.year,), dues))
    said += _by_share(setting, rows)
    for one in rows:
        said += _needed(setting, one)
    blocks: list[Block] = [Paragraph("later", tuple(said)), _table(setting, rows)]
    title = setting.words(TITLE, due=tuple(map(str, dues)))
    return Chapter("later_targets", title, tuple(blocks))


def _commonest(times: Sequence[float]) -> float:
    return max(set(times), key=lambda one: (times.count(one), -one))


def _by_share(setting: YearMaterial, rows: Sequence[YearRow]) -> list[Sentence]:
    """Which ways are ahead of an even pace, in step with it and behind."""
    language = setting.language
    groups: dict[Wording, list[YearRow]] = {_REACHED: [], _AHEAD: [], _IN_STEP: [], _LAGS: []}
    for one in rows:
        if one.way is not None and math.isfinite(one.way.share):
            groups[_standing(one, one.way)].append(one)
    said: list[Sentence] = []
    keys = dict(zip(groups, ("reached", "ahead", "in_step", "behind"), strict=True))
    for wording, members in groups.items():
        if not members:
            continue
        parts = _listed_clauses(setting, members)
        names = listed([name for one in members if (name := setting.indicator(one))], language)
        many = wording is _IN_STEP and len(members) > _MOST_LISTED
        told = clause(
            _MANY_IN_STEP if many else wording,
            language,
            count=number(len(members), language),
            parts=parts,
            names=names,
        )
        due = {one.way.due for one in members if one.way is not None}
        said += sentence(
            sentence_key(f"later_{keys[wording]}"), told, setting.evidence(members, (setting.year,), due)
        )
    return said


def _standing(row: YearRow, way: Way) -> Wording:
    """How a way stands against an even pace."""
    if way.share >= 1.0 - 1e-9:
        return _REACHED
    ahead = way.share - way.even_share
    rounding = 10.0**-row.decimals / way.whole if way.whole > 0 else 0.0
    if not math.isfinite(ahead) or abs(ahead) <= max(_ALIKE, rounding):
        return _IN_STEP
    return _AHEAD if ahead > 0 else _LAGS


def _listed_clauses(setting: YearMaterial, rows: Sequence[YearRow]) -> Clause:
    """Names with their shares as a list: the list is of texts, their figures stand behind it."""
    parts = [
        one
        for row in rows
        if row.way is not None
        and (
            one := clause(
                _ONE, setting.language, name=setting.indicator(row), share=percentage(row.way.share)
            )
        )
    ]
    text = listed([SaidFigure(one.text) for one in parts], setting.language).text
    return Clause(text, tuple(figure for one in parts for figure in one.figures))


def _needed(setting: YearMaterial, row: YearRow) -> tuple[Sentence, ...]:
    """What the years after need, where that is more than the year's or a sum's."""
    way, language = row.way, setting.language
    if way is None or not math.isfinite(way.needed):
        return ()
    common = {
        "name": setting.indicator(row),
        "left": number(way.left, language),
        "year": setting.year_said,
        "needed": needed_figure(setting, row, way),
        "growth": setting.movement(row, row.growth),
        "target": setting.target(row, row.target),
        "done": setting.figure(row, way.done),
    }
    if way.measure is Measure.SUM:
        more = rounded(way.needed, row.decimals) > rounded(row.target, row.decimals)
        wording = _SUM if more and row.sign > 0 else _SUM_EASY
    elif way.measure is Measure.GROWTH:
        if setting.still(row, way.needed - row.target) and setting.still(row, way.done - row.target):
            return ()
        wording = _MEAN
    else:
        gain = row.sign * (way.needed - row.growth)
        if way.amounts or not math.isfinite(gain) or gain <= 0 or setting.still(row, gain):
            return ()
        if _standing(row, way) is not _LAGS:
            return ()
        if row.growth * row.sign <= 0 or row.sign < 0 or row.known != row.year - 1:
            return ()
        wording = _FASTER_POINTS if row.points else _FASTER
    rests = setting.evidence([row], (setting.year, way.due), (row.statement.year, way.due))
    return sentence(sentence_key("later_needed", row.series), clause(wording, language, **common), rests)


def needed_figure(setting: YearMaterial, row: YearRow, way: Way) -> SaidFigure | None:
    """What each year after needs: an amount of a sum, else what it moves by."""
    if way.amounts or way.measure is Measure.SUM:
        return amount(way.needed, row.decimals, setting.unit(row), setting.language)
    if way.measure is Measure.GROWTH:
        return percent(way.needed, row.decimals)
    return setting.movement(row, way.needed)


def _table(setting: YearMaterial, rows: Sequence[YearRow]) -> Table:
    due = sorted({one.way.due for one in rows if one.way is not None})
    told = {"year": str(setting.year), "due": tuple(map(str, due))}
    right = {2: "left", 0: "left", 1: "left"}
    columns = tuple(
        TableColumn(setting.words(head, **told), share, right.get(place, "right"))
        for place, (head, share) in enumerate(_HEADS)
    )
    lines = tuple(_cells(setting, one, one.way, len(due) > 1) for one in rows if one.way is not None)
    rests = setting.evidence(rows, (setting.year, *due), due)
    return Table("later_table", setting.words(_TABLE, year=str(setting.year)), columns, lines, "", rests)


def _cells(setting: YearMaterial, row: YearRow, way: Way, dated: bool) -> tuple[str, ...]:
    said, needed = setting.indicator(row), _needed_cell(setting, row, way)
    text = draft_wording(way.statement, setting.language)
    if dated:
        text = setting.words(_TEXT_OF, words=text, due=str(way.due))
    return (
        said.said if said else "",
        text,
        setting.unit(row),
        setting.cell(row, way.done),
        format_share(way.share) if math.isfinite(way.share) else NOTHING,
        needed,
    )


def _needed_cell(setting: YearMaterial, row: YearRow, way: Way) -> str:
    if not math.isfinite(way.needed):
        return NOTHING
    if way.amounts or way.measure is Measure.SUM or way.measure is Measure.GROWTH:
        said = needed_figure(setting, row, way)
        return said.said if said is not None else NOTHING
    return setting.movement_cell(row, way.needed)
