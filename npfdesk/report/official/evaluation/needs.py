"""What the rest of the period needs: the pace required of each target not met, held against the pace achieved."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import Final

from npfdesk.plan.kinds import Kind
from npfdesk.plan.problems import Language, Wording
from npfdesk.plan.rounding import rounded
from npfdesk.plan.targets import Measure
from npfdesk.report.official.chapters import Block, Chapter, Paragraph, Table, TableColumn
from npfdesk.report.official.evaluation.evaluated import Evaluated, EvaluatedTarget, evidence_of
from npfdesk.report.official.evaluation.overall import names_of
from npfdesk.report.official.evaluation.progress import span_clause
from npfdesk.report.sentences.figures import amount, nought, number, percent, points
from npfdesk.report.sentences.patterns import Clause, Part, clause, sentence, variant
from npfdesk.report.sentences.sentence import SaidFigure, Sentence

TITLE: Final = Wording("后期需要", "What the remaining years need")
HARD: Final = 2.0
"""From how many times the pace achieved a target counts as hard to reach."""
_DECIMALS: Final = 1

_TABLE: Final = Wording(
    "主要目标后期所需速度与已实现速度", "Pace needed in the years left against the pace achieved"
)
_HEADS: Final = (
    (Wording("指标", "Indicator"), 3.0, "left"),
    (Wording("目标年", "Due"), 1.0, "center"),
    (Wording("已实现（年均）", "Achieved a year"), 1.8, "right"),
    (Wording("后期需要（年均）", "Needed a year"), 1.8, "right"),
    (Wording("比较", "Comparison"), 1.4, "center"),
)
_NOTE: Final = Wording(
    "注：总量和数量为年均增速，比率和指数为年均变动，累计目标为年均数量；需要数自{year}年现状值起算。",
    "Amounts and counts as growth a year, ratios and indices as change a year, sums as an amount a year; what is needed counts "
    "from the actual of {year}.",
)
_FASTER: Final = Wording("须加快", "faster")
_STEADY: Final = Wording("保持即可", "as now")
_TURN: Final = Wording("须扭转", "turn round")
_LESS: Final = Wording("须压减", "less")

_LEAD: Final = Wording(
    "尚未达到且能够测算的主要目标{count}项，其中{faster}项须快于此前的速度，{steady}项保持现有速度即可。",
    "Of the main targets not met yet, {count} can be reckoned: {faster} {faster:~needs|need} a faster pace than so far, for "
    "{steady} the present pace is enough.",
)
_LEAD_FASTER: Final = Wording(
    "尚未达到且能够测算的{count}项主要目标，此后都须快于此前的速度。",
    "All {count:main target|main targets} not met yet that can be reckoned need a faster pace than so far.",
)
_LEAD_STEADY: Final = Wording(
    "尚未达到且能够测算的{count}项主要目标，保持现有速度即可按时实现。",
    "For all {count:main target|main targets} not met yet that can be reckoned the present pace is enough.",
)
_KEEP: Final = Wording(
    "{names}保持现有速度，即可按时实现目标。", "At the present pace the targets will be met for {names}."
)
_MORE_GROWTH: Final = (
    Wording(
        "{what}此后{left}年年均须{need}，比{past}{had}的实际速度快{faster}。",
        "{what} must {need} a year over the {left:year|years} left, {faster} faster than in {past} ({had} a year).",
    ),
    Wording(
        "{what}{past}{had}，此后{left}年须加快到年均{need}，提速{faster}。",
        "{what}, with {had} a year in {past}, must {need} a year over the {left:year|years} left, {faster} faster.",
    ),
)
_HARD_GROWTH: Final = (
    Wording(
        "{what}此后{left}年年均须{need}，是{past}{had}的{times}倍，难度较大。",
        "{what} must {need} a year over the {left:year|years} left, {times} times as much as in {past} ({had} a year), which will be "
        "hard.",
    ),
    Wording(
        "{what}{past}仅{had}，此后{left}年年均须{need}，相当于此前的{times}倍，须超常规推进。",
        "{what}, with only {had} a year in {past}, must {need} a year over the {left:year|years} left, {times} times as much.",
    ),
)
_TURN_ROUND: Final = (
    Wording(
        "{what}此后{left}年年均须{need}，而{past}{had}，必须尽快扭转。",
        "{what} must {need} a year over the {left:year|years} left, after {had} a year in {past}: it has to be turned round.",
    ),
)
_STILL: Final = (
    Wording(
        "{what}{past}基本没有变化，此后{left}年年均须{need}。",
        "{what} hardly changed in {past} and must {need} a year over the {left:year|years} left.",
    ),
)
_MORE_AMOUNT: Final = (
    Wording(
        "{what}此后{left}年年均须完成{need}，比{whose}{had}多{faster}。",
        "{what} must come to {need} a year over the {left:year|years} left, {faster} more than the {had} a year of {whose}.",
    ),
    Wording(
        "{what}{past}完成{had}，此后{left}年年均须达到{need}，多{faster}。",
        "{what} came to {had} a year in {past} and must reach {need} a year over the {left:year|years} left, {faster} more.",
    ),
)
_HIGHER_RATE: Final = (
    Wording(
        "{what}此后{left}年年均须达到{need}，比{whose}{had}高{faster}。",
        "{what} must average {need} over the {left:year|years} left, {faster} above the {had} of {whose}.",
    ),
)
_LESS_AMOUNT: Final = (
    Wording(
        "{what}此后{left}年年均须控制在{need}以内，比{whose}{had}少{faster}。",
        "{what} must stay within {need} a year over the {left:year|years} left, {faster} less than the {had} a year of {whose}.",
    ),
)
_NO_DIFFERENCE: Final = {
    "more": Wording(
        "{what}此后{left}年年均须{need}，快于{past}{had}的实际速度。",
        "{what} must {need} a year over the {left:year|years} left, faster than in {past} ({had} a year).",
    ),
    "amount": Wording(
        "{what}此后{left}年年均须完成{need}，多于{whose}{had}。",
        "{what} must come to {need} a year over the {left:year|years} left, more than the {had} a year of {whose}.",
    ),
    "rate": Wording(
        "{what}此后{left}年年均须达到{need}，高于{whose}{had}。",
        "{what} must average {need} over the {left:year|years} left, more than the {had} of {whose}.",
    ),
    "less": Wording(
        "{what}此后{left}年年均须控制在{need}以内，少于{whose}{had}。",
        "{what} must stay within {need} a year over the {left:year|years} left, less than the {had} a year of {whose}.",
    ),
}
"""Where the figures shown differ by another last digit than the difference does, which would look like a mistake."""
_PAST: Final = Wording("{span}年均", "{span}")
_WHOSE: Final = Wording("{span}的年均", "{span}")
_WHOSE_ONCE: Final = Wording("{span}的", "{span}")
_GROW: Final = Wording("增长{figure}", "grow by {figure}")
_GREW: Final = Wording("增长{figure}", "growth of {figure}")
_SHRINK: Final = Wording("下降{figure}", "fall by {figure}")
_SHRANK: Final = Wording("下降{figure}", "a fall of {figure}")
_ADD: Final = Wording("增加{figure}", "rise by {figure}")
_ADDED: Final = Wording("增加{figure}", "a rise of {figure}")
_LOSE: Final = Wording("减少{figure}", "fall by {figure}")
_LOST: Final = Wording("减少{figure}", "a fall of {figure}")
_RISE: Final = Wording("提高{figure}", "rise by {figure}")
_ROSE: Final = Wording("提高{figure}", "a rise of {figure}")
_CLIMB: Final = Wording("上升{figure}", "rise by {figure}")
_CLIMBED: Final = Wording("上升{figure}", "a rise of {figure}")


@dataclass(frozen=True)
class Need:
    """What each year left of one target needs, and what the years gone have brought, in the same unit."""

    target: EvaluatedTarget
    required: float
    achieved: float

    @property
    def amounts(self) -> bool:
        """Whether it is an amount a year of a sum."""
        return self.target.measure is Measure.SUM

    @property
    def rate(self) -> bool:
        """Whether it is a growth that is stated itself."""
        return self.target.growth and self.target.indicator.kind is Kind.RATE

    @property
    def decimals(self) -> int:
        """The decimals in which both are told."""
        one = self.target
        if one.compound or one.growth:
            return _DECIMALS
        return max(_DECIMALS, one.indicator.decimals)

    @property
    def more(self) -> float:
        """How much more than so far is needed, in the better direction (of a sum not to be passed how much less may be spent)."""
        return self.target.sign * (self.required - self.achieved)

    @property
    def faster(self) -> bool:
        """Whether the pace achieved is not enough."""
        return self.more > 0 and not nought(self.more, self.decimals)

    @property
    def turning(self) -> bool:
        """Whether it has to go the other way than so far."""
        return not self.amounts and not self.rate and self.required * self.achieved < 0

    @property
    def times(self) -> float:
        """How many times the pace achieved is needed; NaN where that says nothing."""
        still = nought(self.achieved, self.decimals) or self.achieved * self.required <= 0
        return math.nan if still else self.required / self.achieved

    def said(self, value: float, language: Language) -> SaidFigure | None:
        """A pace as a figure without its sign, with its unit."""
        one = self.target
        if one.compound or one.growth:
            return percent(abs(value), self.decimals)
        unit = one.unit.unit if self.amounts else one.unit.difference
        return amount(abs(value), self.decimals, unit.text(language, {}), language)

    def difference(self, language: Language) -> SaidFigure | None:
        """How much more or less is needed than achieved; None where the figures shown do not differ by what would be shown."""
        one = self.target
        shown = rounded(self.required, self.decimals) - rounded(self.achieved, self.decimals)
        if not nought(abs(shown) - rounded(abs(self.more), self.decimals), self.decimals):
            return None
        if one.compound or one.growth:
            return points(abs(self.more), language)
        return self.said(self.more, language)


def needs_chapter(report: Evaluated) -> Chapter:
    """The chapter; without blocks where nothing is left to be reckoned."""
    needs = [one for one in map(_need, report.main) if one is not None]
    title = report.material.words(TITLE)
    if not needs:
        return Chapter("needs", title, ())
    blocks: list[Block] = [Paragraph("needs", _lead(report, needs)), _table(report, needs)]
    hard: list[Sentence] = []
    others: list[Sentence] = []
    turns: Counter[str] = Counter()
    for need in sorted((one for one in needs if one.faster), key=_urgency, reverse=True):
        said = _sentence(report, need, turns)
        (hard if need.turning or need.times >= HARD else others).extend(said)
    blocks += [Paragraph("needs_hard", tuple(hard))] if hard else []
    blocks += [Paragraph("needs_more", tuple(others))] if others else []
    return Chapter("needs", title, tuple(blocks))


def _need(one: EvaluatedTarget) -> Need | None:
    """What a target still needs; None where it is met, due, no figure's, or its way comes from another target."""
    paced = one.measure in (Measure.LEVEL, Measure.GROWTH, Measure.SUM) and not one.yearly_growth
    if not paced or one.arrived or one.follows or (one.met and one.sign > 0) or one.held:
        return None
    if not (math.isfinite(one.required) and math.isfinite(one.achieved)):
        return None
    # a growth's way is an index, whose pace is one in %
    scale = 100.0 if one.growth and not one.compound else 1.0
    return Need(one, one.required, one.achieved * scale)


def _urgency(need: Need) -> float:
    if need.turning:
        return math.inf
    return need.times if math.isfinite(need.times) else 0.0


def _lead(report: Evaluated, needs: list[Need]) -> tuple[Sentence, ...]:
    language = report.language
    faster = [one for one in needs if one.faster]
    steady = [one.target for one in needs if not one.faster]
    wording = _LEAD_STEADY if not faster else _LEAD_FASTER if not steady else _LEAD
    said = clause(
        wording,
        language,
        count=number(len(needs), language),
        faster=number(len(faster), language),
        steady=number(len(steady), language),
    )
    found = sentence("needs", said, evidence_of([one.target for one in needs], report.year))
    if not faster or not steady:
        return found
    names = names_of(report, steady, len(steady))
    return (
        *found,
        *sentence("needs_steady", clause(_KEEP, language, names=names), evidence_of(steady, report.year)),
    )


def _table(report: Evaluated, needs: list[Need]) -> Table:
    words, language = report.material.words, report.language
    rows = []
    for need in needs:
        what = report.what(need.target)
        achieved, required = _signed(need, need.achieved, language), _signed(need, need.required, language)
        compared = _STEADY
        if need.faster:
            compared = _TURN if need.turning else _LESS if need.amounts and need.target.sign < 0 else _FASTER
        rows.append((what.said if what else "", str(need.target.due), achieved, required, words(compared)))
    columns = tuple(TableColumn(words(head), share, side) for head, share, side in _HEADS)
    evidence = evidence_of([one.target for one in needs], report.year)
    return Table("table_needs", words(_TABLE), columns, tuple(rows), words(_NOTE, year=report.year), evidence)


def _signed(need: Need, value: float, language: Language) -> str:
    said = need.said(value, language)
    if said is None:
        return "—"
    return f"−{said.said}" if value < 0 and not nought(value, need.decimals) else said.said


def _sentence(report: Evaluated, need: Need, turns: Counter[str]) -> tuple[Sentence, ...]:
    language, one = report.language, need.target
    if need.amounts:
        wordings, case = (_LESS_AMOUNT, "less") if one.sign < 0 else (_MORE_AMOUNT, "amount")
    elif need.rate:
        wordings, case = _HIGHER_RATE, "rate"
    elif nought(need.achieved, need.decimals):
        wordings, case = _STILL, "still"
    elif need.turning:
        wordings, case = _TURN_ROUND, "turn"
    elif need.times >= HARD:
        wordings, case = _HARD_GROWTH, "hard"
    else:
        wordings, case = _MORE_GROWTH, "more"
    turns[case] += 1
    bare = need.amounts or need.rate
    fields: dict[str, Part] = {
        "what": report.what(one),
        "left": number(one.left, language),
        "past": _past(one, language),
        "whose": _whose(one, language),
        "need": need.said(need.required, language)
        if bare
        else _pace(need, need.required, language, ahead=True),
        "had": need.said(need.achieved, language)
        if bare
        else _pace(need, need.achieved, language, ahead=False),
        "faster": need.difference(language),
        "times": _times(need, language),
    }
    said = clause(variant(wordings, turns[case] - 1), language, **fields)
    if said is None and case in _NO_DIFFERENCE:
        said = clause(_NO_DIFFERENCE[case], language, **fields)
    return sentence(one.key("need"), said, one.evidence())


def _past(one: EvaluatedTarget, language: Language) -> Clause | None:
    """The years gone, with the word that the figure behind them is a mean where they are several."""
    span = span_clause(one, language)
    return span if one.year - one.begun == 1 else clause(_PAST, language, span=span)


def _whose(one: EvaluatedTarget, language: Language) -> Clause | None:
    """The same before a figure without a verb."""
    once = one.year - one.begun == 1
    return clause(_WHOSE_ONCE if once else _WHOSE, language, span=span_clause(one, language))


def _times(need: Need, language: Language) -> SaidFigure | None:
    return amount(need.times, _DECIMALS, "", language) if math.isfinite(need.times) else None


def _pace(need: Need, value: float, language: Language, *, ahead: bool) -> Clause | None:
    """A pace with its verb: what is to come ("grow by"), or what was ("growth of")."""
    one = need.target
    pointed = one.indicator.kind.moves_in_points and not one.growth
    plain = not pointed and not one.compound
    if value < 0:
        wordings = (_LOSE, _LOST) if plain else (_SHRINK, _SHRANK)
    elif pointed:
        wordings = (_RISE, _ROSE) if one.sign > 0 else (_CLIMB, _CLIMBED)
    else:
        wordings = (_ADD, _ADDED) if plain else (_GROW, _GREW)
    return clause(wordings[0] if ahead else wordings[1], language, figure=need.said(value, language))
