"""The sentence of where a target stands, and that of what is expected of it: the fields of the wordings of its case."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Final

from npfdesk.plan.evaluations import Grade
from npfdesk.plan.kinds import Kind
from npfdesk.plan.problems import Language, Wording
from npfdesk.plan.targets import Basis, Measure, TargetKind
from npfdesk.report.official.evaluation.cases import (
    PLAIN,
    POINTS_SHOWN,
    WORDINGS,
    Case,
    case_of,
    mean_growth,
)
from npfdesk.report.official.evaluation.evaluated import Evaluated, EvaluatedTarget
from npfdesk.report.sentences.figures import name, nought, number, percent, percentage, points, year
from npfdesk.report.sentences.patterns import (
    SILENCE,
    Clause,
    Part,
    clause,
    either,
    optional,
    sentence,
    variant,
)
from npfdesk.report.sentences.sentence import Sentence

_REACHED: Final = Wording("达到{observed}", "reached {observed}")
_STOOD: Final = Wording("为{observed}", "stood at {observed}")
_FELL: Final = Wording("降至{observed}", "fell to {observed}")
_ROSE: Final = Wording("升至{observed}", "rose to {observed}")
_TURNED_UP: Final = Wording("升至", "rose to")
_TURNED_DOWN: Final = Wording("降至", "fell to")

_MORE: Final = Wording("，比{begun}年增加{change}", ", {change} more than in {begun}")
_LESS: Final = Wording("，比{begun}年减少{change}", ", {change} less than in {begun}")
_UP: Final = Wording("，比{begun}年提高{change}", ", up {change} on {begun}")
_DOWN: Final = Wording("，比{begun}年下降{change}", ", down {change} on {begun}")
_WORSE: Final = Wording("，比{begun}年上升{change}", ", up {change} on {begun}")
_SAME: Final = Wording("，与{begun}年持平", ", unchanged from {begun}")
_GREW_MEAN: Final = Wording(
    "，比{begun}年增加{change}，年均增长{mean}",
    ", {change} more than in {begun} (up {mean} a year on average)",
)
_FELL_MEAN: Final = Wording(
    "，比{begun}年减少{change}，年均下降{mean}",
    ", {change} less than in {begun} (down {mean} a year on average)",
)
_GREW_ONCE: Final = Wording(
    "，比{begun}年增加{change}，增长{mean}", ", {change}, or {mean}, more than in {begun}"
)
_FELL_ONCE: Final = Wording(
    "，比{begun}年减少{change}，下降{mean}", ", {change}, or {mean}, less than in {begun}"
)

_AIMS: Final = {
    TargetKind.AT_LEAST: Wording("{aim}以上", "at least {aim}"),
    TargetKind.AT_MOST: Wording("{aim}以内", "at most {aim}"),
    TargetKind.ABOUT: Wording("{aim}左右", "about {aim}"),
}
_AIM: Final = Wording("{aim}", "{aim}")
_AIM_RANGE: Final = Wording("{low}至{high}", "{low} to {high}")
_AIM_WORDS: Final = Wording("“{words}”（即{figure}）", "“{words}” ({figure})")
_OVER: Final = Wording("，超出{over}", ", by {over}")
_BEYOND: Final = Wording("，好于当年时序目标{beyond}", ", {beyond} better than the year's milestone")
_MILESTONE: Final = Wording(
    "，距当年时序目标差{milestone}", ", and {milestone} short of the year's milestone"
)
_ONE_YEAR: Final = Wording("{year}年", "{year}")
_YEARS: Final = Wording("{since}—{year}年", "{since}–{year}")
_GREW: Final = Wording("增长", "grew")
_GREW_YEARLY: Final = Wording("年均增长", "grew")
_RATE_STOOD: Final = Wording("为", "stood at")
_AVERAGED: Final = Wording("年均为", "averaged")
_MEAN: Final = Wording("{mean}", "{mean}")
_MEAN_YEARLY: Final = Wording("{mean}", "{mean} a year")
_SUMMED: Final = Wording("累计完成", " in all")
_SUMMED_ONCE: Final = Wording("完成", " altogether")
_SPENT: Final = Wording("累计", " in all")
_SPENT_ONCE: Final = Wording("为", " altogether")
_COMPARED: Final = Wording("为{observed}", "stood at {observed}")
_COMPARED_GROWTH: Final = Wording("年均增长{observed}", "grew {observed} a year")

_WILL_REACH: Final = (
    Wording(
        "按该情景推算，到{due}年{how}预计为{expected}，能够实现目标。",
        "Under that scenario it is expected to come to {expected}{how} by {due}, which meets the target.",
    ),
    Wording(
        "照此情景发展，到{due}年{how}可达{expected}，届时能够赶上目标。",
        "If things go as in that scenario it will come to {expected}{how} by {due} and catch up with the target.",
    ),
)
_WILL_NOT_REACH: Final = (
    Wording(
        "按该情景推算，到{due}年{how}预计为{expected}，仍差{short}。",
        "Under that scenario it is expected to come to {expected}{how} by {due}, still {short} short.",
    ),
    Wording(
        "照此情景发展，到{due}年{how}将为{expected}，与目标仍有{short}的差距。",
        "If things go as in that scenario it will come to {expected}{how} by {due}, {short} from the target.",
    ),
)
_OTHERS_THEN: Final = (
    Wording(
        "按该情景推算，到{due}年{how}预计为{expected}，仍不及对照水平（{reference}）。",
        "Under that scenario it is expected to come to {expected}{how} by {due}, against {reference} for its benchmark.",
    ),
    Wording(
        "按该情景推算，到{due}年{how}预计为{expected}，可达到对照水平（{reference}）的要求。",
        "Under that scenario it is expected to come to {expected}{how} by {due}, good enough against {reference} for what it is "
        "compared with.",
    ),
)
_IN_ALL: Final = Wording("累计", " in all")
_A_YEAR: Final = Wording("年均", " a year on average")
_FIRST: Final = "{what}"
_IT: Final = Wording("其", "It")


def standing_sentence(
    report: Evaluated, one: EvaluatedTarget, turn: int, who: Part = None
) -> tuple[Sentence, ...]:
    """Where a target stands; none for one without an actual of the year.

    `turn` chooses among the wordings of its case, `who` is said instead of its indicator.
    """
    return sentence(one.key("standing"), standing_clause(report, one, turn, who), one.evidence())


def standing_sentences(
    report: Evaluated, targets: Sequence[EvaluatedTarget], turns: Turns | None = None
) -> list[Sentence]:
    """Where some targets stand, one after the other; what follows on the same series is told of it.

    `turns` are those of the paragraphs before, where their wordings are to differ from these.
    """
    found: list[Sentence] = []
    before, turns = None, turns or Turns()
    for one in targets:
        who = clause(_IT, report.language) if one.series == before else None
        said = standing_sentence(report, one, turns.next(case_of(one)), who)
        found += said
        before = one.series if said else before
    return found


class Turns:
    """Whose turn it is among the wordings of each case, so that those of one case beside each other differ."""

    def __init__(self) -> None:
        self._seen: Counter[Case] = Counter()

    def next(self, case: Case) -> int:
        """How often the case has come before."""
        self._seen[case] += 1
        return self._seen[case] - 1


def standing_clause(report: Evaluated, one: EvaluatedTarget, turn: int, who: Part = None) -> Clause | None:
    """The same as a clause."""
    case = case_of(one)
    if case is Case.NO_FIGURE:
        return None
    fields = _fields(report, one, who)
    # what is told of a series named before begins with that word
    wordings = WORDINGS[case]
    if who is not None:
        wordings = tuple(one for one in wordings if one.zh.startswith(_FIRST) and one.en.startswith(_FIRST))
    own = clause(variant(wordings, turn), report.language, **fields)
    plain = PLAIN.get(one.grade)
    return either(own, clause(plain, report.language, **fields) if plain is not None else None)


def outlook_sentence(report: Evaluated, one: EvaluatedTarget, turn: int) -> tuple[Sentence, ...]:
    """What the scenario expects of a target by its year; nothing where nothing tells, or the year is there already."""
    # a growth a year beside a level is expected as that
    if (
        one.reaches is None
        or one.arrived
        or one.yearly_growth
        or one.measure in (Measure.RANK, Measure.QUALITATIVE)
    ):
        return ()
    language = report.language
    wording = variant(_WILL_REACH if one.reaches else _WILL_NOT_REACH, turn)
    if one.measure is Measure.RELATIVE:
        wording = _OTHERS_THEN[int(one.reaches)]
    mean = one.growth and one.parsed.basis is not Basis.TOTAL
    how = clause(_A_YEAR if mean else _IN_ALL, language)
    said = clause(
        wording,
        language,
        due=year(one.due),
        how=how if mean or one.growth or one.measure is Measure.SUM else SILENCE,
        expected=one.figure(one.expected, language),
        short=one.difference(one.expected - _nearest(one), language),
        reference=one.figure(one.target, language),
    )
    return sentence(one.key("outlook"), said, one.evidence(report.scenario.id), assumed=True)


def _nearest(one: EvaluatedTarget) -> float:
    """The figure that an expected one is short of: of a range or an about its nearer edge."""
    if one.kind in (TargetKind.ABOUT, TargetKind.RANGE):
        return min(max(one.expected, one.low), one.high)
    return one.target


def _fields(report: Evaluated, one: EvaluatedTarget, who: Part) -> dict[str, Part]:
    """All that the wordings of a target may say; None what cannot be said."""
    language = report.language
    lead, lag = one.lead, -one.lead
    mean, aim = mean_growth(one)
    rate, once = one.indicator.kind is Kind.RATE, one.year - one.begun == 1
    grown = (_RATE_STOOD, _AVERAGED) if rate else (_GREW, _GREW_YEARLY)
    compared = _COMPARED_GROWTH if one.growth and not rate else _COMPARED
    # the way from another target is one leg of the plan's, whose share would be taken for that of the whole
    told = not one.follows
    ranked = one.measure is Measure.RANK and math.isfinite(one.observed)
    return {
        "what": who if who is not None else report.what(one),
        "observed": one.figure(one.observed, language),
        "base": one.figure(one.base, language),
        "begun": year(one.begun),
        "year": year(one.year),
        "due": year(one.due),
        "left": number(one.left, language) if one.left > 0 else None,
        "moved": moved(one, language),
        "turned": clause(_TURNED_UP if one.change > 0 else _TURNED_DOWN, language) if one.change else None,
        "change": optional(change_clause(one, language)),
        "aim": aim_clause(one, language) if not _growing(one) else growth_aim(one, language),
        "limit": one.aimed(one.target, language),
        "over": _over(one, mean - aim, language),
        "short": number(int(abs(one.gap)), language) if ranked else one.difference(one.gap, language),
        "way": percentage(one.way, POINTS_SHOWN) if told else None,
        "lead": points(lead, language) if told and lead > 0 and not nought(lead, POINTS_SHOWN) else None,
        "lag": points(lag, language) if told and lag > 0 and not nought(lag, POINTS_SHOWN) else None,
        "milestone": optional(_milestone(one, language)),
        "beyond": optional(_beyond(one, language)),
        "span": span_clause(one, language),
        "grown": clause(grown[not once], language),
        "mean": clause(
            _MEAN if once or rate else _MEAN_YEARLY,
            language,
            mean=percent(mean, one.unit.decimals if one.growth else POINTS_SHOWN),
        ),
        "total": clause(_SUMMED_ONCE if once else _SUMMED, language),
        "spent": clause(_SPENT_ONCE if once else _SPENT, language),
        "compared": clause(compared, language, observed=one.figure(one.observed, language)),
        "rank": number(int(one.observed), language) if ranked else None,
        "reference": one.figure(one.milestone, language),
        "words": name(one.words),
    }


def _growing(one: EvaluatedTarget) -> bool:
    return one.growth or one.yearly_growth


def moved(one: EvaluatedTarget, language: Language) -> Clause | None:
    """The figure of the year with the verb that fits how it came there."""
    observed = one.figure(one.observed, language)
    wording = _STOOD
    if math.isfinite(one.change) and not nought(one.change, one.unit.decimals):
        wording = (_REACHED if one.sign > 0 else _ROSE) if one.change > 0 else _FELL
    return clause(wording, language, observed=observed)


def change_clause(one: EvaluatedTarget, language: Language) -> Clause | None:
    """How much more or less it is than at the beginning of its way, of amounts with the mean growth a year; None: nothing to tell."""
    if not math.isfinite(one.change) or one.begun >= one.year:
        return None
    begun, up = year(one.begun), one.change > 0
    if nought(one.change, one.unit.decimals):
        return clause(_SAME, language, begun=begun)
    change = one.difference(one.change, language)
    if one.indicator.kind.moves_in_points:
        wording = (_UP if one.sign > 0 else _WORSE) if up else _DOWN
        return clause(wording, language, begun=begun, change=change)
    plain = clause(_MORE if up else _LESS, language, begun=begun, change=change)
    if not one.compound or nought(one.achieved, POINTS_SHOWN):
        return plain
    grew, fell = (_GREW_ONCE, _FELL_ONCE) if one.year - one.begun == 1 else (_GREW_MEAN, _FELL_MEAN)
    mean = percent(abs(one.achieved), POINTS_SHOWN)
    return either(clause(grew if up else fell, language, begun=begun, change=change, mean=mean), plain)


def aim_clause(one: EvaluatedTarget, language: Language) -> Clause | None:
    """A target's figure with how it is meant; what counts from a base is said in the plan's words, too."""
    if one.kind is TargetKind.RANGE:
        low, high = one.aimed(one.low, language), one.aimed(one.high, language)
        said = clause(_AIM_RANGE, language, low=low, high=high)
    else:
        said = clause(_AIMS.get(one.kind, _AIM), language, aim=one.aimed(one.target, language))
    counted = one.parsed.how != "figure" and one.measure is not Measure.SUM and not _growing(one)
    return clause(_AIM_WORDS, language, words=name(one.parsed.text), figure=said) if counted else said


def growth_aim(one: EvaluatedTarget, language: Language) -> Clause | None:
    """The growth that is aimed at, with how it is meant."""
    if one.growth or one.parsed.figure is None:
        return aim_clause(one, language)
    figure = percent(one.parsed.figure, POINTS_SHOWN)
    whole = percent(one.parsed.figure, 0)
    if figure is not None and nought(one.parsed.figure - float(int(one.parsed.figure)), POINTS_SHOWN):
        figure = whole
    return clause(_AIMS.get(one.kind, _AIM), language, aim=figure)


def span_clause(one: EvaluatedTarget, language: Language) -> Clause | None:
    """The years that a sum or a mean has so far: 2026—2028年."""
    since = one.begun + 1
    if since > one.year:
        return None
    if since == one.year:
        return clause(_ONE_YEAR, language, year=year(one.year))
    return clause(_YEARS, language, since=year(since), year=year(one.year))


def _over(one: EvaluatedTarget, growth: float, language: Language) -> Part:
    """By how much it is over: of a mean growth as a figure, of all else as a clause that may be silent."""
    if _growing(one) and one.parsed.basis is not Basis.TOTAL:
        return points(abs(growth), language) if math.isfinite(growth) else None
    if one.grade is Grade.BEHIND or one.kind in (TargetKind.ABOUT, TargetKind.RANGE) or not one.gap < 0:
        return SILENCE
    return optional(clause(_OVER, language, over=one.difference(one.gap, language)))


def _beyond(one: EvaluatedTarget, language: Language) -> Clause | None:
    if not one.milestone_gap < 0:
        return None
    return clause(_BEYOND, language, beyond=one.difference(one.milestone_gap, language))


def _milestone(one: EvaluatedTarget, language: Language) -> Clause | None:
    if not one.milestone_gap > 0:
        return None
    return clause(_MILESTONE, language, milestone=one.difference(one.milestone_gap, language))
