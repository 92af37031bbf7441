"""Method and sources: the rule of the grades, what was observed, the scenario, and where the figures come from."""

from __future__ import annotations

import math
from typing import Final

from npfdesk.plan.evaluations import Grade
from npfdesk.plan.numbers import plain
from npfdesk.plan.problems import Wording
from npfdesk.plan.targets import Measure, TargetKind
from npfdesk.report.material import PROGRAM
from npfdesk.report.official.chapters import Block, Chapter, Heading, Paragraph
from npfdesk.report.official.evaluation.evaluated import Evaluated, evidence_of
from npfdesk.report.official.evaluation.needs import HARD
from npfdesk.report.official.evaluation.overall import MIXED, SMOOTH, SOUND
from npfdesk.report.sentences.figures import name, number, percentage, year
from npfdesk.report.sentences.patterns import clause, sentence
from npfdesk.report.sentences.sentence import NO_EVIDENCE, Evidence, SaidFigure, Sentence

TITLE: Final = Wording("方法与数据来源", "Method and sources")
_METHOD: Final = Wording("评估方法", "Method")
_SOURCES: Final = Wording("数据来源", "Sources")

_GRADES: Final = Wording(
    "评估结论分四级：目标年前已达标的为“{ahead}”；未达标的比较已实现年均速度与自基期起所需年均速度，二者之比不低于{fast}的为“{faster}”，"
    "不低于{on}的为“{as_expected}”，低于{on}的为“{behind}”。",
    "There are four grades. What was met before its year is “{ahead}”. Of all else the mean pace achieved is divided by the mean "
    "pace required from the base: at least {fast} is “{faster}”, at least {on} is “{as_expected}”, below {on} is “{behind}”.",
)
_PACES: Final = Wording(
    "年均速度，总量和数量按复合增速，比率和指数按每年变动，累计目标按每年数量；增速均由期末值与基期值推算，不是公布的增速。",
    "Paces are compound growth of amounts and counts, change a year of ratios and indices, and amounts a year of sums. Growth "
    "rates are derived from the figures at the beginning and the end; they are not published rates.",
)
_SCHEDULE: Final = Wording(
    "时序进度是按上述年均速度匀速推进到{year}年应完成的比重；规划定有分年目标的，“当年时序目标”以分年目标为准。",
    "What is due by schedule is the share that would be done by {year} at that pace kept even; where a plan sets yearly targets, "
    "the year's milestone is the yearly target.",
)
_ABOUT: Final = Wording(
    "“左右”按上下{tolerance}掌握，落入区间即为达标。",
    "“About” allows {tolerance} either way; what lies inside a range meets it.",
)
_VERDICTS: Final = Wording(
    "总体判断按可评目标中达到或好于预期的比重：不低于{smooth}为进展顺利，不低于{sound}为符合预期，不低于{mixed}为有快有慢，更低为滞后于预期。",
    "The overall assessment goes by the share of gradable targets that are as expected or better: from {smooth} the plan is going "
    "well, from {sound} on course, from {mixed} mixed, below that behind.",
)
_HARD: Final = Wording(
    "后期所需速度达到已实现速度{times}倍以上的，视为难度较大。",
    "A target that needs {times} times the pace achieved or more counts as hard to reach.",
)
_ROUNDED: Final = Wording(
    "差额和比重按未舍入的数值计算，与表中数字相减可能有尾差。",
    "Differences and shares are reckoned from unrounded figures and may differ in the last digit from those shown.",
)
_OBSERVED: Final = Wording(
    "全部{count}项目标中，{known}项有{year}年现状值，{missing}项没有；没有的不作评估，也不以推算值代替。",
    "Of all {count:target|targets}, {known} have an actual for {year} and {missing} {missing:~has|have} none; these have no grade, and no projected "
    "figure stands in for an actual.",
)
_OBSERVED_ALL: Final = Wording(
    "全部{count}项目标均有{year}年现状值。", "All {count:target|targets} have an actual for {year}."
)
_SCENARIO: Final = Wording(
    "对到期情况的预计取自“{scenario}”情景，属假设条件下的推算，不是预测。",
    "What is expected by the target years is by the scenario “{scenario}”: a projection under assumptions, not a forecast.",
)
_SOURCE: Final = Wording("{document}。", "{document}.")
_SOURCE_DATED: Final = Wording("{document}（{date}）。", "{document} ({date}).")
_WORKBOOK: Final = Wording(
    "工作簿“{workbook}”（{state}），{hash}校验值为{digest}。",
    "Workbook “{workbook}” ({state}), {hash} {digest}.",
)
_HASH: Final = "SHA-256"
_MADE: Final = Wording(
    "本报告由{program}（{version}）据上述数据生成，文中数字均可在随附登记中查到依据。",
    "Made by {program} {version} from these data; the register that goes with this report gives what each figure rests on.",
)


def method_chapter(report: Evaluated) -> Chapter:
    """The chapter."""
    words = report.material.words
    rules = (*_grades(report), *_paces(report), *_others(report))
    blocks: list[Block] = [
        Heading("head_method", 2, words(_METHOD)),
        Paragraph("method", rules),
        Paragraph("observed", (*_observed(report), *_scenario(report))),
        Heading("head_sources", 2, words(_SOURCES)),
        *(Paragraph(f"source_{at}", said) for at, said in enumerate(_sources(report), 1)),
        Paragraph("workbook", _workbook(report)),
    ]
    there = (one for one in blocks if not isinstance(one, Paragraph) or one.sentences)
    return Chapter("method", words(TITLE), tuple(there))


def _grades(report: Evaluated) -> tuple[Sentence, ...]:
    steps = report.evaluation.steps
    said = clause(
        _GRADES,
        report.language,
        ahead=name(report.label(Grade.AHEAD)),
        faster=name(report.label(Grade.FAST)),
        as_expected=name(report.label(Grade.ON)),
        behind=name(report.label(Grade.BEHIND)),
        fast=_bound(steps.fast),
        on=_bound(steps.on),
    )
    return sentence("grades", said)


def _bound(figure: float) -> SaidFigure:
    return SaidFigure(plain(figure), figure)


def _paces(report: Evaluated) -> tuple[Sentence, ...]:
    language = report.language
    schedule = clause(_SCHEDULE, language, year=year(report.year))
    return (*sentence("paces", clause(_PACES, language)), *sentence("schedule", schedule))


def _others(report: Evaluated) -> tuple[Sentence, ...]:
    language = report.language
    found: tuple[Sentence, ...] = ()
    if any(one.kind is TargetKind.ABOUT and one.measure is not Measure.RANK for one in report.targets):
        tolerance = percentage(report.plan.about_tolerance, 0)
        found = sentence("about", clause(_ABOUT, language, tolerance=tolerance))
    verdicts = clause(
        _VERDICTS,
        language,
        smooth=percentage(SMOOTH, 0),
        sound=percentage(SOUND, 0),
        mixed=percentage(MIXED, 0),
    )
    hard = clause(_HARD, language, times=_bound(HARD))
    return (
        *found,
        *sentence("verdicts", verdicts),
        *sentence("hard", hard),
        *sentence("rounded", clause(_ROUNDED, language)),
    )


def _observed(report: Evaluated) -> tuple[Sentence, ...]:
    language = report.language
    known = sum(math.isfinite(one.observed) for one in report.targets)
    missing = len(report.targets) - known
    said = clause(
        _OBSERVED if missing else _OBSERVED_ALL,
        language,
        count=number(len(report.targets), language),
        known=number(known, language),
        missing=number(missing, language),
        year=year(report.year),
    )
    return sentence("observed", said, evidence_of(report.targets, report.year))


def _scenario(report: Evaluated) -> tuple[Sentence, ...]:
    said = clause(_SCENARIO, report.language, scenario=name(report.material.name(report.scenario)))
    return sentence("scenario", said, Evidence(scenario=report.scenario.id), assumed=True)


def _sources(report: Evaluated) -> list[tuple[Sentence, ...]]:
    found = []
    for at, one in enumerate(report.plan.sources, 1):
        wording = _SOURCE_DATED if one.date else _SOURCE
        document = name(one.document.rstrip("。. "))
        said = clause(wording, report.language, document=document, date=name(one.date))
        found.append(sentence(f"source_{at}", said, NO_EVIDENCE))
    return found


def _workbook(report: Evaluated) -> tuple[Sentence, ...]:
    language, provenance = report.language, report.material.provenance
    workbook = clause(
        _WORKBOOK,
        language,
        workbook=name(provenance.workbook),
        hash=name(_HASH),
        digest=name(provenance.digest),
        state=name(provenance.state(language)),
    )
    made = clause(_MADE, language, program=name(PROGRAM), version=name(provenance.version))
    return (*sentence("workbook", workbook), *sentence("made", made))
