"""The year's targets of the regions right below: what they come to together, who moves most, and the tables."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from npfdesk.plan.problems import Wording
from npfdesk.plan.rounding import rounded
from npfdesk.plan.targets import TargetKind
from npfdesk.report.official.chapters import Block, Chapter, Paragraph, Table, TableColumn
from npfdesk.report.official.yearly.rows import Origin, Parts, YearRow
from npfdesk.report.official.yearly.setting import NOTHING, YearMaterial
from npfdesk.report.sentences import Sentence
from npfdesk.report.sentences.figures import number
from npfdesk.report.sentences.patterns import Clause, chained, clause, sentence, sentence_key

TITLE: Final = Wording("各地区目标", "Targets of the regions")

_AGREE: Final = Wording(
    "{name}：{count}个地区目标合计{total}，与{region}目标一致",
    "{name}: the targets of {count:region|regions} add up to {total}, the target of {region}",
)
_APART: Final = Wording(
    "{name}：{count}个地区目标合计{total}，比{region}目标{whole}{way}{off}，需再作衔接",
    "{name}: the targets of {count:region|regions} add up to {total}, {off} {way} than the {whole} of {region}; this is still to be settled",
)
_TOTAL: Final = Wording(
    "{name}：{count}个地区目标合计{total}",
    "{name}: the targets of {count:region|regions} add up to {total}",
)
_EACH: Final = Wording(
    "{name}：{count}个地区分别确定目标", "{name}: {count:region has|regions have} a target each"
)
_MORE, _LESS = Wording("多", "more"), Wording("少", "less")
_SPREAD: Final = Wording(
    "增幅最大的是{first}（{most}），最小的是{last}（{least}）",
    "the most is asked of {first} ({most}), the least of {last} ({least})",
)
_SAID: Final = Wording("{body}。", "{body}.")

_TABLE: Final = Wording("{year}年各地区目标表", "Targets of the regions for {year}")
_TABLE_PART: Final = Wording("{year}年各地区目标表（{place}）", "Targets of the regions for {year} ({place})")
_REGION: Final = Wording("地区", "Region")
_HEAD: Final = Wording("{name}（{unit}）", "{name} ({unit})")
_MOVES: Final = Wording("比上年", "Change")
_MOVES_A_YEAR: Final = Wording("年均变动", "Change a year")
_SUM: Final = Wording("各地区合计", "All regions")
_NOTE: Final = Wording(
    "*由后续年份目标分解得出，规划未列明；分解后各地区之和与上级一致。",
    "* Derived from a later target, not stated by the plan; divided so that the regions add up to the region above.",
)
_NOTE_APART: Final = Wording(
    "*由后续年份目标分解得出，规划未列明。", "* Derived from a later target, not stated by the plan."
)
_ACROSS: Final = 3
"""How many indicators stand beside each other in a table."""


def regions_chapter(setting: YearMaterial) -> Chapter | None:
    """The chapter of the regions below; None where none of them has a target of the year."""
    found = [
        parts for row in setting.rows if (parts := _taken(setting, setting.figures.parts(row))) is not None
    ]
    if not found:
        return None
    said = tuple(told for one in found for told in _told(setting, one))
    blocks: list[Block] = [Paragraph("regions", said)]
    tables = [found[start : start + _ACROSS] for start in range(0, len(found), _ACROSS)]
    blocks += [_table(setting, one, place, len(tables)) for place, one in enumerate(tables, 1)]
    return Chapter("regions", setting.words(TITLE), tuple(blocks))


def _taken(setting: YearMaterial, found: Parts | None) -> Parts | None:
    """The parts without the regions that were not chosen; what is left out does not add up."""
    if found is None:
        return None
    kept = tuple(one for one in found.parts if setting.material.takes(one.series))
    if not kept:
        return None
    return found if len(kept) == len(found.parts) else Parts(found.whole, kept, math.nan)


def _told(setting: YearMaterial, found: Parts) -> tuple[Sentence, ...]:
    language, whole = setting.language, found.whole
    apart = found.apart
    if not math.isfinite(found.total):
        wording = _EACH
    elif not math.isfinite(apart):
        wording = _TOTAL
    else:
        wording = _AGREE if rounded(apart, whole.decimals) == 0 else _APART
    way = _MORE if apart > 0 else _LESS
    said = clause(
        wording,
        language,
        name=setting.indicator(whole),
        region=setting.root,
        count=number(len(found.parts), language),
        total=setting.figure(whole, found.total),
        whole=setting.figure(whole, whole.target),
        way=Clause(setting.words(way)),
        off=setting.difference(whole, apart),
    )
    body = chained([said, _spread(setting, found)], language, comma=False)
    rows = [whole, *found.parts]
    rests = setting.evidence(rows, (setting.year,), (one.statement.year for one in rows))
    return sentence(
        sentence_key("regions", whole.series), clause(_SAID, language, body=body) if body else None, rests
    )


def _spread(setting: YearMaterial, found: Parts) -> Clause | None:
    """Of whom the most is asked and of whom the least; None where all move alike or one has no actual."""
    rows = [one for one in found.parts if math.isfinite(one.growth) and one.origin is not Origin.HELD]
    if len(rows) < 2 or len({one.known for one in rows}) > 1 or found.whole.sign < 0:
        return None
    first, last = max(rows, key=lambda one: one.growth), min(rows, key=lambda one: one.growth)
    if setting.still(first, first.growth - last.growth) or last.growth <= 0:
        return None
    return clause(
        _SPREAD,
        setting.language,
        first=setting.region(first),
        last=setting.region(last),
        most=setting.movement(first, first.growth),
        least=setting.movement(last, last.growth),
    )


def _table(setting: YearMaterial, group: Sequence[Parts], place: int, count: int) -> Table:
    """The regions as rows, of each indicator the target and what it moves by, the whole first and what they come to last."""
    told = {"year": str(setting.year), "place": str(place)}
    columns = [TableColumn(setting.words(_REGION), 1.6)]
    for one in group:
        name, unit = setting.indicator(one.whole), setting.unit(one.whole)
        head = name.said if name else ""
        columns.append(
            TableColumn(setting.words(_HEAD, name=head, unit=unit) if unit else head, 1.7, "right")
        )
        even = all(row.known in (0, setting.year - 1) for row in one.parts)
        columns.append(TableColumn(setting.words(_MOVES if even else _MOVES_A_YEAR), 1.2, "right"))
    regions = [
        region.code
        for region in setting.material.plan.own_regions
        if any(region.code == row.series.region for one in group for row in one.parts)
    ]
    root = setting.root.said if setting.root else ""
    lines = [(root, *(text for one in group for text in _cells(setting, one.whole)))]
    for code in regions:
        region = setting.material.plan.region_by_code[code]
        cells: list[str] = []
        for one in group:
            row = next((row for row in one.parts if row.series.region == code), None)
            cells += _cells(setting, row) if row is not None else (NOTHING, NOTHING)
        lines.append((setting.material.name(region), *cells))
    if any(math.isfinite(one.total) for one in group):
        sums = (text for one in group for text in (setting.cell(one.whole, one.total), ""))
        lines.append((setting.words(_SUM), *sums))
    rows = [row for one in group for row in (one.whole, *one.parts)]
    derived = any(row.origin is Origin.DIVIDED for row in rows)
    agree = all(rounded(one.apart, one.whole.decimals) == 0 for one in group if math.isfinite(one.apart))
    note = setting.words(_NOTE if agree else _NOTE_APART) if derived else ""
    return Table(
        f"regions_table_{place}",
        setting.words(_TABLE if count == 1 else _TABLE_PART, **told),
        tuple(columns),
        tuple(lines),
        note,
        setting.evidence(rows, (setting.year,), (one.statement.year for one in rows)),
    )


def _cells(setting: YearMaterial, row: YearRow) -> tuple[str, str]:
    if not row.has_figure:
        words = setting.asked_words(row)
        plain = row.statement.parsed.kind is TargetKind.NONE
        return (words.said if words is not None and plain else NOTHING), NOTHING
    mark = "*" if row.origin is Origin.DIVIDED else ""
    growth = setting.movement_cell(row, row.growth)
    return f"{setting.cell(row, row.target)}{mark}", growth
