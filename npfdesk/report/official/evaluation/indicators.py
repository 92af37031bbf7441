"""The main indicators: the table of all, and paragraphs by grade."""

from __future__ import annotations

import math
from typing import Final

from npfdesk.engine.evaluation import latest_actual
from npfdesk.plan.evaluations import Grade
from npfdesk.plan.kinds import Kind
from npfdesk.plan.numbers import format_figure, format_share
from npfdesk.plan.problems import Wording
from npfdesk.plan.spoken_names import NO, YES
from npfdesk.plan.statuses import Status
from npfdesk.plan.targets import Measure
from npfdesk.report.official.chapters import Block, Chapter, Heading, Paragraph, Table, TableColumn
from npfdesk.report.official.evaluation.evaluated import (
    Evaluated,
    EvaluatedTarget,
    evidence_of,
    of_grade,
)
from npfdesk.report.official.evaluation.overall import names_of
from npfdesk.report.official.evaluation.progress import (
    Turns,
    outlook_sentence,
    standing_sentences,
)
from npfdesk.report.sentences.figures import name, year
from npfdesk.report.sentences.patterns import clause, sentence
from npfdesk.report.sentences.sentence import Sentence

TITLE: Final = Wording("主要指标完成情况", "Main indicators")
_TABLE: Final = Wording("主要指标{year}年评估结果", "Main indicators as evaluated for {year}")
_HEADS: Final = (
    (Wording("指标", "Indicator"), 3.2, "left"),
    (Wording("属性", "Duty"), 1.0, "center"),
    (Wording("基期值", "Base"), 1.2, "right"),
    (Wording("目标", "Target"), 2.0, "right"),
    (Wording("现值", "Actual"), 1.2, "right"),
    (Wording("进度", "Progress"), 1.1, "right"),
    (Wording("评估结论", "Grade"), 1.6, "center"),
    (Wording("预计能否完成", "Expected to be met"), 1.2, "center"),
)
_WITH_UNIT: Final = Wording("{what}（{unit}）", "{what} ({unit})")
_GROWTH_OF: Final = Wording("{what}增速", "{what}, growth")
_DUE: Final = Wording("{words}（{due}年）", "{words} ({due})")
_NOTE: Final = Wording(
    "注：进度为自基期起已完成规划期任务的比重；“预计能否完成”按“{scenario}”情景推算；—为缺数或不适用。",
    "Progress is the share of the planned change since the base; whether a target is expected to be met is by the scenario "
    "“{scenario}”; — means a missing value or not applicable.",
)
_HEADING: Final = Wording("{label}的目标（{count}项）", "Targets {label} ({count})")
_UNGRADED_HEADING: Final = Wording("未评定等级的目标（{count}项）", "Targets without a grade ({count})")
_NOTHING: Final = "—"
_STAGES: Final = Wording("{year}年到期的年度目标（{count}项）", "Targets due in {year} itself ({count})")
_MISSING: Final = Wording(
    "{names}{year}年缺数，最近的现状值为{latest}年，未作评估。",
    "There is no actual for {year} for {names} (the latest is for {latest}), so no grade is given.",
)
_NEVER_SEEN: Final = Wording(
    "{names}尚无可用的现状值，未作评估。",
    "There is no actual that could be used for {names}, so no grade is given.",
)
_UNLIKELY: Final = Wording(
    "需要关注的是，{names}目前虽不落后，但按“{scenario}”情景推算，到期难以实现目标。",
    "Though not behind so far, the following are not expected to be met under the scenario “{scenario}”: {names}.",
)


def indicators_chapter(report: Evaluated) -> Chapter:
    """The chapter: the table, then what is told of the targets of each grade."""
    blocks: list[Block] = [_table(report)] if report.main or report.stages else []
    for grade in Grade:
        blocks += _graded(report, grade)
    blocks += _stages(report)
    return Chapter("indicators", report.material.words(TITLE), tuple(blocks))


def _table(report: Evaluated) -> Table:
    words = report.material.words
    columns = tuple(TableColumn(words(head), share, side) for head, share, side in _HEADS)
    return Table(
        "table_indicators",
        words(_TABLE, year=report.year),
        columns,
        tuple(_row(report, one) for one in (*report.main, *report.stages)),
        words(_NOTE, scenario=report.material.name(report.scenario)),
        evidence_of((*report.main, *report.stages), report.year, report.scenario.id),
    )


def _row(report: Evaluated, one: EvaluatedTarget) -> tuple[str, ...]:
    words, language = report.material.words, report.language
    what, unit = report.what(one), one.unit.unit.text(language, {})
    named = what.said if what is not None else ""
    if one.growth and one.indicator.kind is not Kind.RATE:
        named = words(_GROWTH_OF, what=named)
    grouped = language == "en"

    def figure(value: float) -> str:
        return format_figure(value, one.unit.decimals, grouping=grouped)

    begins = one.measure is not Measure.SUM and not one.growth
    reaches = {True: YES, False: NO}.get(one.reaches) if one.reaches is not None else None
    return (
        words(_WITH_UNIT, what=named, unit=unit) if unit and one.measure is not Measure.RANK else named,
        words(one.indicator.duty.words),
        figure(one.base) if begins else _NOTHING,
        one.words if one.due == report.plan.target_year else words(_DUE, words=one.words, due=one.due),
        figure(one.observed),
        _progress(report, one),
        report.label(one.grade),
        words(reaches) if reaches is not None else _NOTHING,
    )


def _progress(report: Evaluated, one: EvaluatedTarget) -> str:
    """The share of the way; of one that comes from another target it would be that of a single leg, and is left out."""
    if one.follows or not math.isfinite(one.way):
        return _NOTHING
    return format_share(one.way) if one.way >= 0 else report.material.words(Status.RED.about.words)


def _stages(report: Evaluated) -> list[Block]:
    said = standing_sentences(report, report.stages)
    if not said:
        return []
    heading = report.material.words(_STAGES, year=report.year, count=len(report.stages))
    return [Heading("head_stages", 2, heading), Paragraph("stages", tuple(said))]


def _graded(report: Evaluated, grade: Grade) -> list[Block]:
    targets = of_grade(report.main, grade)
    if not targets:
        return []
    heading = report.material.words(
        _UNGRADED_HEADING if grade is Grade.NONE else _HEADING, label=report.label(grade), count=len(targets)
    )
    blocks: list[Block] = [Heading(f"head_{grade}", 2, heading)]
    if grade is Grade.NONE:
        said = [*standing_sentences(report, targets), *_missing(report, targets)]
    elif grade is Grade.BEHIND:
        # each series in a paragraph of its own: these are read one by one
        turns = Turns()
        for turn, series in enumerate(dict.fromkeys(one.series for one in targets)):
            those = [one for one in targets if one.series == series]
            told = standing_sentences(report, those, turns)
            told += [said for one in those for said in outlook_sentence(report, one, turn)]
            blocks += [Paragraph(those[0].key("behind"), tuple(told))] if told else []
        return blocks
    else:
        said = standing_sentences(report, targets)
        said += _unlikely(report, grade, targets)
    return [*blocks, Paragraph(f"grade_{grade}", tuple(said))] if said else blocks


def _missing(report: Evaluated, targets: tuple[EvaluatedTarget, ...]) -> list[Sentence]:
    """How many have no actual of the year, by the year of their latest one; never a figure in its place."""
    language, results = report.language, report.material.results
    by_latest: dict[int | None, list[EvaluatedTarget]] = {}
    for one in targets:
        if not math.isfinite(one.observed):
            latest = latest_actual(results, report.scenario.id, one.position, report.year)
            by_latest.setdefault(latest, []).append(one)
    found: list[Sentence] = []
    for latest, those in sorted(by_latest.items(), key=lambda item: -(item[0] or 0)):
        said = clause(
            _MISSING if latest is not None else _NEVER_SEEN,
            language,
            names=names_of(report, those),
            year=year(report.year),
            latest=year(latest) if latest is not None else None,
        )
        found += sentence(f"missing_{latest or 'ever'}", said, evidence_of(those, report.year))
    return found


def _unlikely(report: Evaluated, grade: Grade, targets: tuple[EvaluatedTarget, ...]) -> tuple[Sentence, ...]:
    those = [one for one in targets if one.reaches is False and not one.arrived]
    if not those:
        return ()
    said = clause(
        _UNLIKELY,
        report.language,
        names=names_of(report, those),
        scenario=name(report.material.name(report.scenario)),
    )
    evidence = evidence_of(those, report.year, report.scenario.id)
    return sentence(f"unlikely_{grade}", said, evidence, assumed=True)
