"""The overall judgement: how many targets have each grade, binding ones apart, what time has gone, what is expected."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from npfdesk.plan.evaluations import Grade
from npfdesk.plan.problems import Wording, quoted
from npfdesk.report.official.chapters import Chapter, Paragraph
from npfdesk.report.official.evaluation.evaluated import (
    Evaluated,
    EvaluatedTarget,
    evidence_of,
    of_grade,
)
from npfdesk.report.sentences.figures import name, number, percentage, year
from npfdesk.report.sentences.patterns import Clause, chained, clause, listed, sentence
from npfdesk.report.sentences.sentence import Evidence, SaidFigure, Sentence

TITLE: Final = Wording("总体评价", "Overall assessment")
SMOOTH, SOUND, MIXED = 0.9, 0.75, 0.5
"""The shares of the graded targets at or above expectations from which the whole is judged."""
GOOD: Final = (Grade.AHEAD, Grade.FAST, Grade.ON)
"""The grades that are as expected or better."""
_MOST_NAMED: Final = 6
_LISTING: Final = re.compile(r"、|,(?![0-9])|和")

_TIME: Final = Wording(
    "截至{year}年底，{plan}已实施{gone}年，规划期时间过去{time}。",
    "By the end of {year} the plan “{plan}” had been carried out for {gone:year|years}, and {time} of its time had gone.",
)
_TIME_OVER: Final = Wording(
    "截至{year}年底，{plan}实施期满，历时{gone}年。",
    "By the end of {year} the plan “{plan}” had run its full term of {gone:year|years}.",
)
_VERDICTS: Final = (
    (
        SMOOTH,
        Wording(
            "总体看，规划实施进展顺利，可评目标中{good}项达到或好于预期，占{share}。",
            "On the whole the plan is going well: {good} of the targets that can be graded ({share}) are as expected or better.",
        ),
    ),
    (
        SOUND,
        Wording(
            "总体看，规划实施符合预期，可评目标中{good}项达到或好于预期，占{share}。",
            "On the whole the plan is on course: {good} of the targets that can be graded ({share}) are as expected or better.",
        ),
    ),
    (
        MIXED,
        Wording(
            "总体看，规划实施有快有慢，可评目标中{good}项达到或好于预期，占{share}，其余目标须加力推进。",
            "On the whole progress is mixed: {good} of the targets that can be graded ({share}) are as expected or better, and "
            "the rest need a push.",
        ),
    ),
    (
        -math.inf,
        Wording(
            "总体看，规划实施滞后于预期，可评目标中仅{good}项达到或好于预期，占{share}，任务较为繁重。",
            "On the whole the plan is behind: only {good} of the targets that can be graded ({share}) are as expected or better.",
        ),
    ),
)
_COUNTED: Final = Wording(
    "{where}主要指标共{count}项目标，其中{parts}。",
    "{where} has {count:target|targets} for its main indicators: {parts}.",
)
_COUNTED_ALL: Final = Wording(
    "{where}主要指标共{count}项目标，均为“{label}”。",
    "{where} has {count:target|targets} for its main indicators, all of them “{label}”.",
)
_PART: Final = Wording("{label}{count}项", "{count} {label}")
_MISSING: Final = Wording("因缺数未评{count}项", "{count} not graded for want of a figure")
_MISSING_LABEL: Final = Wording("缺数未评", "not graded for want of a figure")
_BINDING: Final = Wording(
    "约束性目标{count}项，{parts}。", "Binding targets, of which there are {count}: {parts}."
)
_BINDING_MISSING: Final = Wording(
    "{count}项约束性目标均因缺数未作评估。",
    "There is no figure to grade any of the {count:binding target|binding targets} by.",
)
_BINDING_GOOD: Final = Wording(
    "{count}项约束性目标均达到或好于预期，守住了底线要求。",
    "All {count} binding targets are as expected or better, so the limits set have been kept.",
)
_BINDING_BEHIND: Final = Wording(
    "其中滞后的是{names}，须优先推进。", "Behind among them, and first to be dealt with: {names}."
)
_EXPECTED: Final = Wording(
    "预期性目标{count}项，{parts}。", "Expected targets, of which there are {count}: {parts}."
)
_STAGES: Final = Wording(
    "{year}年当年到期的目标{count}项，可评的{graded}项中完成{done}项。",
    "Of the {count:target|targets} due in {year} itself, {graded} can be graded and {done} {done:~has|have} been met.",
)
_STAGES_ALL: Final = Wording(
    "{year}年当年到期的目标{count}项，完成{done}项。",
    "Of the {count:target|targets} due in {year} itself, {done} {done:~has|have} been met.",
)
_OTHERS: Final = Wording(
    "连同分解到各地区的目标，参评目标共{count}项，其中{parts}。",
    "Together with those passed down to the regions below there are {count:target|targets}: {parts}.",
)
_OUTLOOK: Final = Wording(
    "按“{scenario}”情景推算，主要指标中能够推算的{told}项目标，到期预计实现{met}项、难以实现{missed}项。",
    "Under the scenario “{scenario}”, {met} of the {told} main targets that can be projected are expected to be met when they "
    "are due and {missed} are not.",
)
_OUTLOOK_ALL: Final = Wording(
    "按“{scenario}”情景推算，主要指标中能够推算的{told}项目标到期均可实现。",
    "Under the scenario “{scenario}” all {told} main targets that can be projected are expected to be met when they are due.",
)
_OUTLOOK_NONE: Final = Wording(
    "按“{scenario}”情景推算，主要指标中能够推算的{told}项目标到期均难以实现。",
    "Under the scenario “{scenario}” none of the {told} main targets that can be projected is expected to be met when it is due.",
)
_PLAN: Final = Wording("《{title}》", "{title}")


def overall_chapter(report: Evaluated) -> Chapter:
    """The chapter; its first sentences are those that a leader reads alone."""
    main = report.main
    blocks = (
        Paragraph("overall", (*_time(report), *_counted(report), *_verdict(report))),
        Paragraph("overall_duty", (*_binding(report, main), *_expected(report, main))),
        Paragraph("overall_more", (*_stages(report), *_others(report))),
        Paragraph("overall_outlook", _outlook(report)),
    )
    words = report.material.words(TITLE)
    return Chapter("overall", words, tuple(one for one in blocks if one.sentences))


def plan_title(report: Evaluated) -> SaidFigure | None:
    """The plan's title, in the marks of a document's title."""
    return name(report.material.words(_PLAN, title=report.plan.title)) if report.plan.title else None


def parts_of(report: Evaluated, targets: Sequence[EvaluatedTarget]) -> Clause | None:
    """How many of some targets have each grade: 提前实现 3 项，…; grades that none has are left out."""
    language, found = report.language, []
    for grade in Grade:
        count = len(of_grade(targets, grade))
        if not count:
            continue
        wording = _MISSING if grade is Grade.NONE else _PART
        found.append(
            clause(wording, language, label=name(report.label(grade)), count=number(count, language))
        )
    return chained(found, language)


def _time(report: Evaluated) -> tuple[Sentence, ...]:
    plan, language = report.plan, report.language
    gone, whole = report.year - plan.base_year, plan.target_year - plan.base_year
    if whole <= 0 or gone <= 0:
        return ()
    wording = _TIME if gone < whole else _TIME_OVER
    said = clause(
        wording,
        language,
        year=year(report.year),
        plan=plan_title(report),
        gone=number(gone, language),
        time=percentage(gone / whole),
    )
    return sentence("time", said, Evidence(years=(plan.base_year, report.year), targets=(plan.target_year,)))


def _counted(report: Evaluated) -> tuple[Sentence, ...]:
    language, main = report.language, report.main
    if not main:
        return ()
    where = name(report.material.name(report.plan.region_by_code[report.plan.root]))
    grades = {one.grade for one in main}
    count = number(len(main), language)
    if len(grades) == 1:
        only = main[0].grade
        label = name(report.material.words(_MISSING_LABEL) if only is Grade.NONE else report.label(only))
        said = clause(_COUNTED_ALL, language, where=where, count=count, label=label)
    else:
        said = clause(_COUNTED, language, where=where, count=count, parts=parts_of(report, main))
    return sentence("counts", said, evidence_of(main, report.year))


def _verdict(report: Evaluated) -> tuple[Sentence, ...]:
    language = report.language
    graded = [one for one in report.main if one.grade is not Grade.NONE]
    if not graded:
        return ()
    good = sum(one.grade in GOOD for one in graded)
    share = good / len(graded)
    wording = next(words for least, words in _VERDICTS if share >= least)
    said = clause(wording, language, good=number(good, language), share=percentage(share))
    return sentence("verdict", said, evidence_of(graded, report.year))


def _binding(report: Evaluated, targets: Sequence[EvaluatedTarget]) -> tuple[Sentence, ...]:
    language = report.language
    binding = [one for one in targets if one.binding]
    behind = of_grade(binding, Grade.BEHIND)
    count = number(len(binding), language)
    if not binding:
        return ()
    whole = None
    if len(binding) > 1 and all(one.grade in GOOD for one in binding):
        whole = _BINDING_GOOD
    elif all(one.grade is Grade.NONE for one in binding):
        whole = _BINDING_MISSING
    if whole is not None:
        return sentence("binding", clause(whole, language, count=count), evidence_of(binding, report.year))
    said = clause(_BINDING, language, count=count, parts=parts_of(report, binding))
    found = sentence("binding", said, evidence_of(binding, report.year))
    names = names_of(report, behind)
    if not behind:
        return found
    told = clause(_BINDING_BEHIND, language, names=names)
    return (*found, *sentence("binding_behind", told, evidence_of(behind, report.year)))


def _expected(report: Evaluated, targets: Sequence[EvaluatedTarget]) -> tuple[Sentence, ...]:
    expected = [one for one in targets if not one.binding]
    if not expected or len(expected) == len(targets):
        # without binding ones the counts of all say it already
        return ()
    said = clause(
        _EXPECTED,
        report.language,
        count=number(len(expected), report.language),
        parts=parts_of(report, expected),
    )
    return sentence("expected", said, evidence_of(expected, report.year))


def _stages(report: Evaluated) -> tuple[Sentence, ...]:
    language = report.language
    stages = report.stages
    graded = [one for one in stages if one.grade is not Grade.NONE]
    if not graded:
        return ()
    said = clause(
        _STAGES if len(graded) < len(stages) else _STAGES_ALL,
        language,
        year=year(report.year),
        count=number(len(stages), language),
        graded=number(len(graded), language),
        done=number(sum(one.met for one in graded), language),
    )
    return sentence("stages", said, evidence_of(stages, report.year))


def _others(report: Evaluated) -> tuple[Sentence, ...]:
    if len(report.targets) == len(report.main):
        return ()
    said = clause(
        _OTHERS,
        report.language,
        count=number(len(report.targets), report.language),
        parts=parts_of(report, report.targets),
    )
    return sentence("all_counts", said, evidence_of(report.targets, report.year))


def _outlook(report: Evaluated) -> tuple[Sentence, ...]:
    language = report.language
    told = [one for one in report.main if one.reaches is not None and not one.arrived]
    if not told:
        return ()
    met = sum(bool(one.reaches) for one in told)
    wording = _OUTLOOK_ALL if met == len(told) else _OUTLOOK_NONE if not met else _OUTLOOK
    said = clause(
        wording,
        language,
        scenario=name(report.material.name(report.scenario)),
        told=number(len(told), language),
        met=number(met, language),
        missed=number(len(told) - met, language),
    )
    return sentence("outlook", said, evidence_of(told, report.year, report.scenario.id), assumed=True)


def names_of(report: Evaluated, targets: Sequence[EvaluatedTarget], most: int = _MOST_NAMED) -> Clause | None:
    """The names of what some targets are of, each once, the first ones where they are many; None of none."""
    names = [one for one in dict.fromkeys(report.what(one) for one in targets) if one is not None]
    return names_listed(report, names, most)


def names_listed(report: Evaluated, names: Sequence[SaidFigure], most: int = _MOST_NAMED) -> Clause | None:
    """A list of names; one that is a list itself stands in quotes. None of none."""
    if not names:
        return None
    told = [SaidFigure(quoted([one.said])[0]) if _LISTING.search(one.said) else one for one in names]
    found = listed(told, report.language, most)
    # targets are counted in 项, what a list cannot know
    cut = report.language == "zh" and len(names) > most
    return replace(found, text=f"{found.text.removesuffix('个')}项") if cut else found
