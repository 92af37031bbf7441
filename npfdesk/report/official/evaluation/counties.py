"""The regions below the root: a table of their grades, and what is told of each."""

from __future__ import annotations

import math
from typing import Final

from npfdesk.plan.evaluations import Grade
from npfdesk.plan.problems import Wording
from npfdesk.plan.regions import Region
from npfdesk.plan.series import SeriesKey
from npfdesk.report.official.chapters import Block, Chapter, Paragraph, Table, TableColumn
from npfdesk.report.official.evaluation.evaluated import (
    Evaluated,
    EvaluatedTarget,
    evidence_of,
    of_grade,
)
from npfdesk.report.official.evaluation.overall import GOOD, names_of, parts_of
from npfdesk.report.official.evaluation.progress import standing_sentence
from npfdesk.report.sentences.figures import name, number
from npfdesk.report.sentences.patterns import (
    SILENCE,
    clause,
    listed,
    optional,
    sentence,
    sentence_key,
    variant,
)
from npfdesk.report.sentences.sentence import Evidence, Sentence

TITLE: Final = Wording("分地区情况", "By region")
_TABLE: Final = Wording("各地区目标{year}年评估结果", "Targets of the regions as evaluated for {year}")
_REGION: Final = Wording("地区", "Region")
_TARGETS: Final = Wording("目标数", "Targets")
_MISSING: Final = Wording("缺数未评", "Missing")
_EXPECTED: Final = Wording("预计能完成", "Expected to be met")
_MOST_NAMED: Final = 3

_SPREAD: Final = Wording(
    "{count}个地区中，可评目标全部达到或好于预期的有{good}个{names}。",
    "Of the {count:region|regions}, {good} {good:~has|have} all gradable targets as expected or better{names}.",
)
_SPREAD_ALL: Final = Wording(
    "{count}个地区的可评目标全部达到或好于预期。",
    "All {count:region|regions} have every gradable target as expected or better.",
)
_SPREAD_NONE: Final = Wording(
    "{count}个地区都有滞后于预期的目标。", "Each of the {count:region|regions} has a target that is behind."
)
_NAMED: Final = Wording("（{names}）", " ({names})")
_ALL_GOOD: Final = (
    Wording(
        "{region}可评的{graded}项目标全部达到或好于预期{best}。",
        "In {region} {graded:target|targets} can be graded, all as expected or better{best}.",
    ),
    Wording(
        "{region}进展较好，可评的{graded}项目标均达到或好于预期{best}。",
        "{region} is doing well: of {graded:gradable target|gradable targets} none is behind{best}.",
    ),
)
_BEST: Final = Wording("，其中{names}好于预期", ", {names} even better")
_ONE_GOOD: Final = Wording(
    "{region}仅{graded}项目标可评，达到或好于预期（{names}）。",
    "In {region} only {graded:target|targets} can be graded; it is as expected or better ({names}).",
)
_ONE_BEHIND: Final = Wording(
    "{region}仅{graded}项目标可评，即{names}，滞后于预期。",
    "In {region} only {graded:target|targets} can be graded, that for {names}; it is behind.",
)
_SOME_BEHIND: Final = (
    Wording(
        "{region}{graded}项可评目标中{parts}，滞后的是{names}。",
        "In {region} {graded:target|targets} can be graded ({parts}); it is behind on {names}.",
    ),
    Wording(
        "{region}可评目标{graded}项，{parts}，短板在{names}。",
        "{region} has {graded:gradable target|gradable targets} ({parts}) and falls short on {names}.",
    ),
)
_ALL_BEHIND: Final = (
    Wording(
        "{region}可评的{graded}项目标均滞后于预期，涉及{names}，须重点帮扶。",
        "In {region} {graded:target|targets} can be graded and none is as expected ({names}), so it needs help most.",
    ),
    Wording(
        "{region}可评的{graded}项目标尚无一项达到预期，滞后的有{names}。",
        "{region} is behind on {graded:gradable target|gradable targets}, every one it has: {names}.",
    ),
)
_THAT: Final = Wording("该指标", "That indicator")
_UNGRADED: Final = Wording(
    "{regions}的目标当年缺数，未作评估。", "For want of figures no target of {regions} has a grade."
)


def counties_chapter(report: Evaluated) -> Chapter:
    """The chapter; without blocks where no region below the root has targets."""
    regions = report.regions
    title = report.material.words(TITLE)
    if not regions:
        return Chapter("regions", title, ())
    blocks: list[Block] = [_table(report)]
    spread = _spread(report)
    blocks += [Paragraph("regions", spread)] if spread else []
    ungraded: list[Region] = []
    turns: dict[int, int] = {}
    for region in regions:
        said, kind = _region(report, region, turns)
        if not said:
            ungraded.append(region)
            continue
        turns[kind] = turns.get(kind, 0) + 1
        blocks.append(Paragraph(_key(region), said))
    missing = _ungraded(report, ungraded)
    blocks += [Paragraph("regions_ungraded", missing)] if missing else []
    return Chapter("regions", title, tuple(blocks))


def _table(report: Evaluated) -> Table:
    words = report.material.words
    heads = [
        TableColumn(words(_REGION), 2.0, "left"),
        TableColumn(words(_TARGETS), 1.0, "right"),
        *(TableColumn(report.label(grade), 1.2, "right") for grade in Grade if grade is not Grade.NONE),
        TableColumn(words(_MISSING), 1.0, "right"),
        TableColumn(words(_EXPECTED), 1.2, "right"),
    ]
    rows = []
    for region in report.regions:
        those = report.of_region(region.code)
        counts = [len(of_grade(those, grade)) for grade in Grade]
        will = sum(bool(one.reaches) for one in those)
        figures = (len(those), *counts, will)
        rows.append((report.material.name(region), *(str(one) for one in figures)))
    targets = [one for one in report.targets if one.series.region != report.plan.root]
    evidence = evidence_of(targets, report.year, report.scenario.id)
    return Table("table_regions", words(_TABLE, year=report.year), tuple(heads), tuple(rows), "", evidence)


def _spread(report: Evaluated) -> tuple[Sentence, ...]:
    language = report.language
    graded = [region for region in report.regions if _graded(report, region)]
    if len(graded) < 2:
        return ()
    good = [region for region in graded if all(one.grade in GOOD for one in _graded(report, region))]
    names = [one for one in (name(report.material.name(region)) for region in good) if one is not None]
    count = number(len(graded), language)
    if len(good) in (0, len(graded)):
        said = clause(_SPREAD_ALL if good else _SPREAD_NONE, language, count=count)
    else:
        those = optional(clause(_NAMED, language, names=listed(names, language))) if names else SILENCE
        said = clause(_SPREAD, language, count=count, good=number(len(good), language), names=those)
    every = [one for region in graded for one in _graded(report, region)]
    return sentence("regions", said, evidence_of(every, report.year))


def _graded(report: Evaluated, region: Region) -> list[EvaluatedTarget]:
    return [one for one in report.of_region(region.code) if one.grade is not Grade.NONE]


def _region(report: Evaluated, region: Region, turns: dict[int, int]) -> tuple[tuple[Sentence, ...], int]:
    """What is told of a region, and which kind of sentence it is."""
    language = report.language
    graded = _graded(report, region)
    if not graded:
        return (), 0
    behind = of_grade(graded, Grade.BEHIND)
    better = [one for one in graded if one.grade in (Grade.AHEAD, Grade.FAST)]
    kind = 1 if not behind else 3 if len(behind) == len(graded) else 2
    wordings: tuple[Wording, ...] = {1: _ALL_GOOD, 2: _SOME_BEHIND, 3: _ALL_BEHIND}[kind]
    if len(graded) == 1:
        wordings = (_ONE_BEHIND if behind else _ONE_GOOD,)
    best = clause(_BEST, language, names=names_of(report, better, _MOST_NAMED)) if better else SILENCE
    said = clause(
        variant(wordings, turns.get(kind, 0)),
        language,
        region=name(report.material.name(region)),
        graded=number(len(graded), language),
        parts=parts_of(report, graded),
        names=names_of(report, behind or graded, _MOST_NAMED),
        best=optional(best),
    )
    found = sentence(_key(region), said, evidence_of(graded, report.year))
    # of what lags most the figures, too
    worst = min(behind, key=lambda one: one.pace if math.isfinite(one.pace) else -math.inf, default=None)
    if worst is not None:
        who = clause(_THAT, language) if len(behind) == 1 else None
        found = (*found, *standing_sentence(report, worst, turns.get(kind, 0), who))
    return found, kind


def _key(region: Region) -> str:
    return sentence_key("region", SeriesKey(region.code, "", ""))


def _ungraded(report: Evaluated, regions: list[Region]) -> tuple[Sentence, ...]:
    if not regions:
        return ()
    names = [one for one in (name(report.material.name(region)) for region in regions) if one is not None]
    said = clause(_UNGRADED, report.language, regions=listed(names, report.language))
    series = tuple(one.series for region in regions for one in report.of_region(region.code))
    return sentence("regions_ungraded", said, Evidence(tuple(dict.fromkeys(series)), (report.year,)))
