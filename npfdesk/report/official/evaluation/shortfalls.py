"""What lags, and where: the targets behind, and the regions that make up what they lack."""

from __future__ import annotations

from typing import Final

from npfdesk.engine.evaluation import Lagging, deciding, lagging_parts
from npfdesk.plan.evaluations import Grade
from npfdesk.plan.problems import Wording
from npfdesk.report.official.chapters import Block, Chapter, Heading, Paragraph
from npfdesk.report.official.evaluation.evaluated import (
    Evaluated,
    EvaluatedTarget,
    evidence_of,
    of_grade,
)
from npfdesk.report.official.evaluation.overall import names_of
from npfdesk.report.sentences.figures import name, number, percentage
from npfdesk.report.sentences.patterns import chained, clause, listed, sentence, variant
from npfdesk.report.sentences.sentence import Evidence, SaidFigure, Sentence

TITLE: Final = Wording("存在的差距", "Shortfalls")
MOST_TURNING: Final = 3
"""How many of the targets that lack least are named."""
_MOST_PARTS: Final = 4

_NONE_BEHIND: Final = Wording(
    "可评的主要目标中没有滞后于预期的。", "No main target that can be graded is behind."
)
_BEHIND: Final = Wording(
    "滞后于预期的主要目标共{count}项，涉及{names}。",
    "There are {count:main target|main targets} behind: {names}.",
)
_BEHIND_ONE: Final = Wording(
    "滞后于预期的主要目标只有{names}。", "The only main target behind is that for {names}."
)
_OWNERS: Final = Wording("按责任单位看，{parts}。", "By owner: {parts}.")
_OWNERS_ONE_EACH: Final = Wording("牵头单位依次为{owners}。", "The owners, in that order: {owners}.")
_OWNER: Final = Wording("{owner}{count}项", "{owner} {count}")
_TURNING: Final = Wording(
    "其中离“{label}”最近的是{names}，再前进规划期任务的{shares}即可转为“{label}”。",
    "Closest to “{label}” among them: {names}, which need another {shares} of the planned change.",
)
_TURNING_SEVERAL: Final = Wording(
    "其中离“{label}”最近的依次是{names}，分别再前进规划期任务的{shares}即可转为“{label}”。",
    "Closest to “{label}” among them are {names}, which need another {shares} of the planned change in that order.",
)
_WHERE_HEADING: Final = Wording("差距的地区分布", "Where the shortfalls are")
_WHAT_HEADING: Final = Wording("滞后的目标", "What lags")
_DECIDED: Final = (
    Wording(
        "{what}的差距主要在{regions}，占各地区差距合计的{share}。",
        "The shortfall in {what} lies mainly in {regions}, which account for {share} of all regional shortfalls.",
    ),
    Wording(
        "从{what}看，{regions}合计占各地区差距的{share}，是补短板的重点。",
        "For {what}, {regions} account for {share} of all regional shortfalls and come first.",
    ),
)
_DECIDED_ONE: Final = (
    Wording(
        "{what}的差距集中在{regions}，占各地区差距合计的{share}。",
        "The shortfall in {what} lies in {regions}, which accounts for {share} of all regional shortfalls.",
    ),
)
_EACH: Final = Wording("对照当年时序目标，{parts}。", "Short of the year's milestones: {parts}.")
_PART: Final = Wording("{region}差{short}", "{region} {short}")
_SLOWEST: Final = Wording(
    "{what}进度低于本地区时序目标的有{regions}，其中{slowest}最慢。",
    "Behind their own milestones for {what} are {regions}, {slowest} the slowest.",
)
_SLOWEST_ONE: Final = Wording(
    "{what}仅{regions}低于本地区时序目标。", "Only {regions} is behind its own milestone for {what}."
)
_HIDDEN: Final = (
    Wording(
        "{what}总体不落后，但{regions}低于本地区时序目标，宜及早提醒。",
        "As a whole the target for {what} is not behind, but {regions} fall short of their own milestones and should be told "
        "early.",
    ),
    Wording(
        "{what}虽总体达到预期，{regions}的进度仍低于本地区时序目标。",
        "{regions} fall short of their own milestones for {what}, which as a whole is not behind.",
    ),
)
_HIDDEN_ONE: Final = (
    Wording(
        "{what}总体不落后，但{regions}低于本地区时序目标，宜及早提醒。",
        "As a whole the target for {what} is not behind, but {regions} falls short of its own milestone and should be told early.",
    ),
    Wording(
        "{what}虽总体达到预期，{regions}的进度仍低于本地区时序目标。",
        "{regions} falls short of its own milestone for {what}, which as a whole is not behind.",
    ),
)


def shortfalls_chapter(report: Evaluated) -> Chapter:
    """The chapter: what is behind, and which regions make it up."""
    behind = of_grade(report.main, Grade.BEHIND)
    what = (*_behind(report, behind), *_owners(report, behind), *_turning(report))
    blocks: list[Block] = []
    where = _where(report)
    if what:
        blocks += [Heading("head_lagging", 2, report.material.words(_WHAT_HEADING))] if where else []
        blocks.append(Paragraph("lagging", what))
    if where:
        blocks.append(Heading("head_where", 2, report.material.words(_WHERE_HEADING)))
        blocks += where
    return Chapter("shortfalls", report.material.words(TITLE), tuple(blocks))


def _behind(report: Evaluated, behind: tuple[EvaluatedTarget, ...]) -> tuple[Sentence, ...]:
    language = report.language
    graded = [one for one in report.main if one.grade is not Grade.NONE]
    if not graded:
        return ()
    if not behind:
        return sentence("behind", clause(_NONE_BEHIND, language), evidence_of(graded, report.year))
    said = clause(
        _BEHIND if len(behind) > 1 else _BEHIND_ONE,
        language,
        count=number(len(behind), language),
        names=names_of(report, behind, len(behind)),
    )
    return sentence("behind", said, evidence_of(behind, report.year))


def _turning(report: Evaluated) -> tuple[Sentence, ...]:
    """Those that lack least of the way to be as expected."""
    language = report.language
    places = {one.place for one in report.main}
    found = deciding(report.material.results, report.evaluation)
    near = [
        (report.of_place[place], float(share))
        for place, share in zip(found.turning.tolist(), found.needed_share.tolist(), strict=True)
        if place in places and 0 < share < 1 and not report.of_place[place].follows
    ][:MOST_TURNING]
    if len(near) < 2 and len(of_grade(report.main, Grade.BEHIND)) < 2:
        return ()
    shares = [one for one in (percentage(share) for _, share in near) if one is not None]
    targets = [one for one, _ in near]
    if not shares or len({report.what(one) for one in targets}) < len(targets):
        return ()
    said = clause(
        _TURNING_SEVERAL if len(near) > 1 else _TURNING,
        language,
        label=name(report.label(Grade.ON)),
        names=names_of(report, targets),
        shares=listed(shares, language),
    )
    return sentence("turning", said, evidence_of(targets, report.year))


def _owners(report: Evaluated, behind: tuple[EvaluatedTarget, ...]) -> tuple[Sentence, ...]:
    """How many of those behind each owner has; none where only some have one."""
    language = report.language
    counts: dict[str, int] = {}
    for one in behind:
        counts[one.owner] = counts.get(one.owner, 0) + 1
    if not behind or "" in counts:
        return ()
    order = sorted(counts.items(), key=lambda item: -item[1])
    parts = [
        clause(_OWNER, language, owner=name(owner), count=number(count, language)) for owner, count in order
    ]
    said = clause(_OWNERS, language, parts=chained(parts, language))
    if len(counts) == len(behind):
        owners = [one for one in map(name, counts) if one is not None]
        said = clause(_OWNERS_ONE_EACH, language, owners=listed(owners, language))
    return sentence("owners", said, evidence_of(behind, report.year))


def _where(report: Evaluated) -> list[Block]:
    blocks: list[Block] = []
    hidden: list[Sentence] = []
    turn = 0
    for one in (*of_grade(report.main, Grade.BEHIND), *_not_behind(report)):
        parts = lagging_parts(report.material.results, report.evaluation, one.place)
        those = [report.of_place[place] for place in parts.places.tolist() if place in report.of_place]
        if len(those) < len(parts.places) or not those:
            # of regions that were not chosen nothing is told, and so no share of the whole
            continue
        if one.grade is not Grade.BEHIND:
            hidden += _hidden(report, one, those, len(hidden))
            continue
        said = _decided(report, one, parts, those, turn) if parts.deciding else _slowest(report, one, those)
        turn += 1
        blocks.append(Paragraph(one.key("where"), said))
    return [*blocks, Paragraph("hidden", tuple(hidden))] if hidden else blocks


def _not_behind(report: Evaluated) -> list[EvaluatedTarget]:
    return [one for one in report.main if one.grade not in (Grade.BEHIND, Grade.NONE)]


def _decided(
    report: Evaluated, one: EvaluatedTarget, parts: Lagging, those: list[EvaluatedTarget], turn: int
) -> tuple[Sentence, ...]:
    language = report.language
    few = those[: parts.deciding]
    share = float(parts.share[: parts.deciding].sum())
    evidence = _evidence(report, one, those)
    said = clause(
        variant(_DECIDED if len(few) > 1 else _DECIDED_ONE, turn),
        language,
        what=report.what(one),
        regions=listed(_regions(report, few), language),
        share=percentage(share),
    )
    each = [
        clause(
            _PART,
            language,
            region=name(report.material.region(part.series)),
            short=part.difference(float(short), language),
        )
        for part, short in zip(those[:_MOST_PARTS], parts.shortfall[:_MOST_PARTS], strict=True)
    ]
    told = clause(_EACH, language, parts=chained(each, language))
    return (*sentence(one.key("where"), said, evidence), *sentence(one.key("where_each"), told, evidence))


def _slowest(report: Evaluated, one: EvaluatedTarget, those: list[EvaluatedTarget]) -> tuple[Sentence, ...]:
    language = report.language
    regions = _regions(report, those)
    said = clause(
        _SLOWEST if len(those) > 1 else _SLOWEST_ONE,
        language,
        what=report.what(one),
        regions=listed(regions, language),
        slowest=regions[0],
    )
    return sentence(one.key("where"), said, _evidence(report, one, those))


def _hidden(
    report: Evaluated, one: EvaluatedTarget, those: list[EvaluatedTarget], turn: int
) -> tuple[Sentence, ...]:
    said = clause(
        variant(_HIDDEN if len(those) > 1 else _HIDDEN_ONE, turn),
        report.language,
        what=report.what(one),
        regions=listed(_regions(report, those), report.language),
    )
    return sentence(one.key("hidden"), said, _evidence(report, one, those))


def _regions(report: Evaluated, those: list[EvaluatedTarget]) -> list[SaidFigure]:
    names = (name(report.material.region(one.series)) for one in those)
    return [one for one in names if one is not None]


def _evidence(report: Evaluated, one: EvaluatedTarget, those: list[EvaluatedTarget]) -> Evidence:
    return evidence_of([one, *those], report.year)
