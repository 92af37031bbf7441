"""How the year before went: each indicator's actual and what it moved by, against what that year was asked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from npfdesk.plan.kinds import Kind
from npfdesk.plan.problems import Wording
from npfdesk.plan.spoken_names import group_in
from npfdesk.report.official.chapters import Block, Chapter, Heading, Paragraph
from npfdesk.report.official.yearly.rows import YearRow
from npfdesk.report.official.yearly.setting import YearMaterial
from npfdesk.report.sentences import SaidFigure, Sentence
from npfdesk.report.sentences.figures import amount, nought, number, year
from npfdesk.report.sentences.patterns import (
    Clause,
    chained,
    clause,
    listed,
    sentence,
    sentence_key,
    variant,
)

TITLE: Final = Wording("{year}年计划执行情况", "How {year} went")

_COUNTED: Final = Wording(
    "{year}年，{region}{count}项主要指标有现状值，{standing}。",
    "For {year}, {region} has actuals for {count:key indicator|key indicators}: {standing}.",
)
_NOT_COMPARED: Final = Wording(
    "{year}年，{region}{count}项主要指标有现状值。",
    "For {year}, {region} has actuals for {count:key indicator|key indicators}.",
)
_BETTER: Final = Wording("{better}项好于上年", "{better} did better than the year before")
_ALL_BETTER: Final = Wording(
    "可与上年比较的{compared}项全部好于上年",
    "all {compared} that can be compared did better than the year before",
)
_EVEN: Final = Wording("{even}项与上年持平", "{even} stayed level")
_WORSE: Final = Wording("{worse}项不及上年（{names}）", "{worse} did worse ({names})")
_COMPARED: Final = Wording(
    "可与上年比较的{compared}项中，{parts}", "of the {compared} that can be compared {parts}"
)
_ALL_COMPARED: Final = Wording("其中{parts}", "{parts}")
_ASKED_ALL: Final = Wording(
    "对照{year}年的要求，有数可比的{count}项全部达到。",
    "All {count:indicator|indicators} that can be held against what {year} was asked came up to it.",
)
_ASKED_SOME: Final = Wording(
    "对照{year}年的要求，有数可比的{count}项中，{reached}项达到、{missed}项未达到，未达到的是{names}。",
    "Of the {count:indicator|indicators} that can be held against what {year} was asked, {reached} came up to it and {missed} "
    "did not: {names}.",
)
_ASKED_NONE: Final = Wording(
    "对照{year}年的要求，有数可比的{count}项均未达到。",
    "Of the {count:indicator|indicators} that can be held against what {year} was asked, not one came up to it.",
)
_EARLIER: Final = Wording(
    "{name}{year}年尚无现状值，最近一次为{known}年的{value}。",
    "{name} has no actual for {year}; the latest is {value}, for {known}.",
)
_SAID: Final = Wording("{body}。", "{body}.")
_PLAIN: Final = (Wording("{name}为{value}", "{name} stood at {value}"),)
_UP: Final = (
    Wording("{name}{value}，比上年增长{moved}", "{name} came to {value}, up {moved} on the year before"),
    Wording("{name}达到{value}，增长{moved}", "{name} reached {value}, {moved} more than the year before"),
)
_DOWN: Final = (
    Wording("{name}{value}，比上年下降{moved}", "{name} came to {value}, down {moved} on the year before"),
    Wording("{name}为{value}，下降{moved}", "{name} was {value}, {moved} less than the year before"),
)
_POINTS_UP: Final = (
    Wording("{name}{value}，比上年提高{moved}", "{name} came to {value}, up {moved}"),
    Wording("{name}达到{value}，提高{moved}", "{name} reached {value}, {moved} above the year before"),
)
_POINTS_DOWN: Final = (
    Wording("{name}{value}，比上年下降{moved}", "{name} came to {value}, down {moved}"),
    Wording("{name}为{value}，下降{moved}", "{name} was {value}, {moved} below the year before"),
)
_EASED: Final = (
    Wording("{name}降至{value}，比上年下降{moved}", "{name} fell to {value}, {moved} below the year before"),
)
_ROSE: Final = (
    Wording("{name}升至{value}，比上年上升{moved}", "{name} rose to {value}, {moved} above the year before"),
)
_FASTER: Final = (
    Wording("{name}为{value}，比上年加快{moved}", "{name} was {value}, {moved} faster than the year before"),
)
_SLOWER: Final = (
    Wording("{name}为{value}，比上年回落{moved}", "{name} was {value}, {moved} slower than the year before"),
)
_FLAT: Final = (Wording("{name}{value}，与上年持平", "{name} held at {value}"),)

_OWN: Final = Wording("当年目标{asked}", "the year's target of {asked}")
_DUE: Final = Wording("按时序应达到的{asked}", "the {asked} due by then")
_MET: Final = Wording("达到{what}", "meeting {what}")
_ABOVE: Final = Wording("高于{what}{off}", "{off} above {what}")
_BELOW: Final = Wording("低于{what}{off}", "{off} below {what}")
_WITHIN: Final = Wording("低于{what}{off}，符合要求", "{off} below {what}, as it should be")
_PAST: Final = Wording("高于{what}{off}，未达到要求", "{off} above {what}, more than was allowed")
_GROUPED_FROM: Final = 6
"""From how many indicators on their groups are headings of their own."""


@dataclass(frozen=True)
class _Moved:
    """The wordings of a movement up, down and of none."""

    up: Sequence[Wording]
    down: Sequence[Wording]


_AMOUNTS: Final = _Moved(_UP, _DOWN)
_IN_POINTS: Final = _Moved(_POINTS_UP, _POINTS_DOWN)
_RATES: Final = _Moved(_FASTER, _SLOWER)
_LOWER_BETTER: Final = _Moved(_ROSE, _EASED)


def year_before(setting: YearMaterial) -> Chapter:
    """The chapter of the year before."""
    rows = [one for one in setting.rows if one.known]
    blocks: list[Block] = [Paragraph("before_lead", (*_counted(setting, rows), *_compared(setting, rows)))]
    groups: dict[str, list[YearRow]] = {}
    for one in rows:
        groups.setdefault(one.indicator.group, []).append(one)
    # a heading is in the report's own language or is none
    foreign = setting.language == "en" and not all(one.indicator.english_group for one in rows)
    headed = len(groups) > 1 and len(rows) >= _GROUPED_FROM and not foreign
    if not headed:
        groups = {"": rows}
    turn = 0
    for group, members in groups.items():
        said: list[Sentence] = []
        for one in members:
            said += _indicator(setting, one, turn)
            turn += 1
        if not said:
            continue
        if headed:
            title = group_in(setting.material.plan.indicators, group, setting.language)
            blocks.append(Heading(f"before_group_{group}", 2, title))
        blocks.append(Paragraph(f"before_{group}", tuple(said)))
    title = setting.words(TITLE, year=str(setting.before))
    return Chapter("year_before", title, tuple(blocks))


def better(row: YearRow) -> float:
    """1 where the actual moved the better way, -1 where the other, 0 where it stood still; NaN where nothing says."""
    if not math.isfinite(row.moved):
        return math.nan
    if nought(row.moved, row.decimals if row.points else 1):
        return 0.0
    return math.copysign(1.0, row.moved * row.sign)


def _counted(setting: YearMaterial, rows: Sequence[YearRow]) -> tuple[Sentence, ...]:
    language = setting.language
    now = [one for one in rows if one.known == setting.before]
    ways = {one: better(one) for one in now}
    compared = [one for one in now if math.isfinite(ways[one])]
    worse = [one for one in compared if ways[one] < 0]
    even = [one for one in compared if ways[one] == 0]
    count = number(len(now), language)
    common = {"year": setting.before_said, "region": setting.root, "count": count}
    standing: Clause | None = None
    if compared and not worse and not even:
        standing = clause(_ALL_BETTER, language, compared=number(len(compared), language))
    elif compared:
        ahead = len(compared) - len(worse) - len(even)
        names = listed([one for row in worse if (one := setting.indicator(row))], language)
        parts = chained(
            [
                clause(_BETTER, language, better=number(ahead, language)) if ahead else None,
                clause(_EVEN, language, even=number(len(even), language)) if even else None,
                clause(_WORSE, language, worse=number(len(worse), language), names=names) if worse else None,
            ],
            language,
        )
        standing = clause(
            _ALL_COMPARED if len(compared) == len(now) else _COMPARED,
            language,
            compared=number(len(compared), language),
            parts=parts,
        )
    said = clause(_COUNTED if standing else _NOT_COMPARED, language, standing=standing, **common)
    rests = setting.evidence(now, (setting.before - 1, setting.before), observed=True)
    return sentence(sentence_key("before_counted"), said, rests)


def _compared(setting: YearMaterial, rows: Sequence[YearRow]) -> tuple[Sentence, ...]:
    """How many came up to what their year was asked."""
    language = setting.language
    asked = [one for one in rows if one.known == setting.before and math.isfinite(one.short)]
    if not asked:
        return ()
    missed = [one for one in asked if one.short > 0 and not nought(one.short, one.decimals)]
    wording = _ASKED_ALL if not missed else _ASKED_NONE if len(missed) == len(asked) else _ASKED_SOME
    said = clause(
        wording,
        language,
        year=setting.before_said,
        count=number(len(asked), language),
        reached=number(len(asked) - len(missed), language),
        missed=number(len(missed), language),
        names=listed([name for one in missed if (name := setting.indicator(one))], language),
    )
    return sentence(
        sentence_key("before_asked"), said, setting.evidence(asked, (setting.before,), (setting.before,))
    )


def _indicator(setting: YearMaterial, row: YearRow, turn: int) -> tuple[Sentence, ...]:
    language = setting.language
    name, value = setting.indicator(row), _actual(setting, row)
    if row.known != setting.before:
        said = clause(
            _EARLIER, language, name=name, year=setting.before_said, known=year(row.known), value=value
        )
        return sentence(
            sentence_key("before_earlier", row.series),
            said,
            setting.evidence([row], (row.known,), observed=True),
        )
    told = clause(
        variant(_movement(setting, row), turn),
        language,
        name=name,
        value=value,
        moved=setting.movement(row, row.moved),
    )
    against = _against(setting, row)
    body = chained([told, against], language)
    years = (row.known,) if not math.isfinite(row.moved) else (row.known - 1, row.known)
    rests = setting.evidence([row], years, (row.known,) if against else (), observed=against is None)
    return sentence(
        sentence_key("before", row.series), clause(_SAID, language, body=body) if body else None, rests
    )


def _actual(setting: YearMaterial, row: YearRow) -> SaidFigure | None:
    unit = "%" if row.indicator.kind is Kind.RATE else setting.unit(row)
    return amount(row.actual, row.decimals, unit, setting.language)


def _movement(setting: YearMaterial, row: YearRow) -> Sequence[Wording]:
    if not math.isfinite(row.moved):
        return _PLAIN
    if setting.still(row, row.moved):
        return _FLAT
    if row.sign < 0:
        words = _LOWER_BETTER
    elif row.indicator.kind is Kind.RATE:
        words = _RATES
    else:
        words = _IN_POINTS if row.points else _AMOUNTS
    return words.up if row.moved > 0 else words.down


def _against(setting: YearMaterial, row: YearRow) -> Clause | None:
    """How the actual stands against what its year was asked; None where it was asked nothing."""
    if not math.isfinite(row.short):
        return None
    language = setting.language
    what = clause(_DUE if row.due_then else _OWN, language, asked=setting.figure(row, row.asked))
    off = setting.difference(row, row.actual - row.asked)
    apart = row.actual - row.asked
    if nought(apart, row.decimals) or (row.short <= 0 and not row.sign * apart > 0):
        return clause(_MET, language, what=what)
    if row.sign < 0:
        return clause(_WITHIN if apart < 0 else _PAST, language, what=what, off=off)
    return clause(_ABOVE if apart > 0 else _BELOW, language, what=what, off=off)
