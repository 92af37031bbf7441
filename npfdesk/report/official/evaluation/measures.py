"""Measures: the levers that the scenario pulls, by dimension, with their effects as the assumptions that they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from npfdesk.plan.evaluations import Grade
from npfdesk.plan.model import LeverEffect
from npfdesk.plan.problems import Wording
from npfdesk.plan.scenarios import LeverIntensities
from npfdesk.plan.series import ANY, SeriesKey
from npfdesk.report.official.chapters import Block, Chapter, Heading, Paragraph
from npfdesk.report.official.evaluation.evaluated import Evaluated, of_grade
from npfdesk.report.official.evaluation.overall import names_listed
from npfdesk.report.official.lever_effects import effect_size
from npfdesk.report.sentences.figures import name, number, percent, year
from npfdesk.report.sentences.patterns import (
    SILENCE,
    Clause,
    chained,
    clause,
    listed,
    optional,
    sentence,
    sentence_key,
    variant,
)
from npfdesk.report.sentences.sentence import Evidence, Sentence

TITLE: Final = Wording("对策措施", "Measures")
_MOST_EFFECTS: Final = 4

_LEAD: Final = Wording(
    "以下措施取自“{scenario}”情景，共{count}项抓手。各项强度和效应均为假设、仅作示意，用于比较方案，不是对政策效果的估计。",
    "The measures below are the {count:lever|levers} of the scenario “{scenario}”. Their intensities and effects are assumptions "
    "for illustration, used to compare options; they are no estimates of what a policy brings.",
)
_RISING: Final = (
    Wording(
        "{lever}：强度由{first}年的{low}逐步提高到{last}年的{high}。",
        "{lever}: intensity to rise from {low} in {first} to {high} in {last}.",
    ),
    Wording(
        "{lever}：{first}年起步，强度为{low}，到{last}年达到{high}。",
        "{lever}: to begin in {first} at an intensity of {low} and reach {high} by {last}.",
    ),
)
_FALLING: Final = Wording(
    "{lever}：强度由{first}年的{low}逐步降到{last}年的{high}。",
    "{lever}: intensity to fall from {low} in {first} to {high} in {last}.",
)
_LEVEL: Final = Wording(
    "{lever}：自{first}年起强度保持{high}。", "{lever}: intensity to stay at {high} from {first} on."
)
_APART: Final = Wording(
    "{lever}：按地区或产业分别安排强度，最高{high}。",
    "{lever}: intensity to be set by region or industry, {high} at most.",
)
_EFFECTS: Final = (
    Wording(
        "假设用足时每年可使{effects}{lag}。", "At full intensity it is assumed each year to {effects}{lag}."
    ),
    Wording(
        "按假设，用足强度后每年{effects}{lag}。",
        "By assumption, full intensity would each year {effects}{lag}.",
    ),
)
_SPEEDS: Final = Wording("{indicator}增速加快{effect}", "add {effect} to the growth of {indicator}")
_SLOWS: Final = Wording("{indicator}增速减缓{effect}", "take {effect} off the growth of {indicator}")
_RAISES: Final = Wording("{indicator}提高{effect}", "raise {indicator} by {effect}")
_LOWERS: Final = Wording("{indicator}下降{effect}", "lower {indicator} by {effect}")
_LAG: Final = Wording("，滞后{years}年见效", ", after a lag of {years:year|years}")
_AIMED: Final = Wording(
    "其中直接作用于滞后指标的有{levers}，可优先安排。",
    "Of these, {levers} act directly on indicators that are behind and may come first.",
)
_ALL_AIMED: Final = Wording(
    "上述抓手均直接作用于滞后指标。", "All of them act directly on indicators that are behind."
)
_UNREACHED: Final = Wording(
    "滞后指标中，{names}尚无抓手直接对应，须另行研究对策。",
    "No lever acts directly on {names}, which are behind: measures for them have yet to be found.",
)


def measures_chapter(report: Evaluated) -> Chapter:
    """The chapter; without blocks where the scenario pulls no lever."""
    pulled = _pulled(report)
    title = report.material.words(TITLE)
    if not pulled:
        return Chapter("measures", title, ())
    plan, language = report.plan, report.language
    said = clause(
        _LEAD,
        language,
        scenario=name(report.material.name(report.scenario)),
        count=number(len(pulled), language),
    )
    lead = sentence("measures", said, Evidence(scenario=report.scenario.id), assumed=True)
    blocks: list[Block] = [Paragraph("measures", (*lead, *_aimed(report, list(pulled))))]
    turn = 0
    for dimension in dict.fromkeys(plan.dimension_of_lever[one] for one in pulled):
        key = sentence_key("dimension", SeriesKey("", "", dimension))
        blocks += [Heading(key, 2, dimension)] if dimension else []
        for lever, rows in pulled.items():
            if plan.dimension_of_lever[lever] == dimension:
                told = (*_intensity(report, lever, rows, turn), *_effects(report, lever, turn))
                blocks.append(Paragraph(_key("lever", lever), told))
                turn += 1
    return Chapter("measures", title, tuple(blocks))


def _key(pattern: str, lever: str) -> str:
    return sentence_key(pattern, SeriesKey("", "", lever))


def _pulled(report: Evaluated) -> dict[str, list[tuple[bool, LeverIntensities]]]:
    """The levers with any intensity, in the plan's order, with their rows and whether each is for all regions and industries."""
    inputs = report.material.results.scenarios[report.scenario.id].inputs
    rows: dict[str, list[tuple[bool, LeverIntensities]]] = {}
    for one in inputs.intensity_rows:
        if any(figure > 0 for _, figure in one.intensities.by_year):
            everywhere = one.key.region == ANY and one.key.industry == ANY
            rows.setdefault(one.key.lever, []).append((everywhere, one.intensities))
    return {lever: rows[lever] for lever in report.plan.dimension_of_lever if lever in rows}


def _intensity(
    report: Evaluated, lever: str, rows: Sequence[tuple[bool, LeverIntensities]], turn: int
) -> tuple[Sentence, ...]:
    language = report.language
    everywhere, intensities = rows[0]
    figures = intensities.by_year
    (first, low), (last, high) = figures[0], figures[-1]
    highest = max(figure for _, one in rows for _, figure in one.by_year)
    wording = variant(_RISING, turn)
    if len(rows) > 1 or not everywhere:
        wording, high = _APART, highest
    elif low == high:
        wording = _LEVEL
    elif low > high:
        wording = _FALLING
    said = clause(
        wording,
        language,
        lever=name(lever),
        first=year(first),
        last=year(last),
        low=percent(low, 0),
        high=percent(high, 0),
    )
    years = tuple(one for one, _ in figures)
    return sentence(_key("lever", lever), said, Evidence((), years, report.scenario.id), assumed=True)


def _effects(report: Evaluated, lever: str, turn: int) -> tuple[Sentence, ...]:
    language, plan = report.language, report.plan
    effects = [one for one in plan.levers if one.lever == lever and one.indicator in plan.indicator_by_code]
    shown = effects[:_MOST_EFFECTS]
    lags = {one.lag for one in shown}
    lag = lags.pop() if len(lags) == 1 else 0
    said = clause(
        variant(_EFFECTS, turn),
        language,
        effects=chained([_effect(report, one) for one in shown], language),
        lag=optional(clause(_LAG, language, years=number(lag, language))) if lag else SILENCE,
    )
    series = tuple(SeriesKey(plan.root, "", one.indicator) for one in shown)
    evidence = Evidence(tuple(one for one in series if one in plan.row), (), report.scenario.id)
    return sentence(_key("effects", lever), said, evidence, assumed=True)


def _effect(report: Evaluated, one: LeverEffect) -> Clause | None:
    """What a lever does to an indicator a year at full intensity."""
    language, indicator = report.language, report.plan.indicator_by_code[one.indicator]
    if indicator.kind.moves_in_points:
        wording = _RAISES if one.effect >= 0 else _LOWERS
    else:
        wording = _SPEEDS if one.effect >= 0 else _SLOWS
    size = effect_size(report.material, one)
    return clause(wording, language, indicator=name(report.material.name(indicator)), effect=size)


def _aimed(report: Evaluated, levers: list[str]) -> tuple[Sentence, ...]:
    """Which levers act on what is behind, and what is behind without any."""
    language, plan = report.language, report.plan
    behind = of_grade(report.main, Grade.BEHIND)
    acted = {one.indicator: set[str]() for one in plan.levers}
    for one in plan.levers:
        if one.lever in levers:
            acted[one.indicator].add(one.lever)
    codes = dict.fromkeys(one.series.indicator for one in behind)
    direct = {lever for code in codes for lever in acted.get(code, ())}
    names = [one for one in (name(lever) for lever in levers if lever in direct) if one is not None]
    series = tuple(dict.fromkeys(one.series for one in behind))
    evidence = Evidence(series, (report.year,), report.scenario.id)
    found: tuple[Sentence, ...] = ()
    if names:
        wording = _AIMED if len(names) < len(levers) else _ALL_AIMED
        said = clause(wording, language, levers=listed(names, language))
        found = sentence("measures_aimed", said, evidence, assumed=True)
    bare = [code for code in codes if not acted.get(code)]
    left = [name(report.material.name(plan.indicator_by_code[code])) for code in bare]
    told = [one for one in left if one is not None]
    if told and names:
        missing = clause(_UNREACHED, language, names=names_listed(report, told, len(told)))
        found = (*found, *sentence("measures_missing", missing, evidence, assumed=True))
    return found
