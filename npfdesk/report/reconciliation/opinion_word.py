"""The opinion sheet as a Word document in the official layout: to whom, what was held against what, a table for each plan."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Final

from npfdesk.engine.reconciliation.ledger import DoubtfulPair, HeldPlan
from npfdesk.plan.problems import Language, Wording, joined
from npfdesk.report.material import PROGRAM
from npfdesk.report.official.chapters import Block, Chapter, OfficialReport, Paragraph, Table, TableColumn
from npfdesk.report.official.hidden_marks import Marked
from npfdesk.report.official.official_word import Imprint, OfficialWord, stamped
from npfdesk.report.reconciliation.opinion_lines import (
    LEVEL,
    Opinion,
    OpinionGroup,
    OpinionLine,
    file_shown,
    problem_text,
    region_in,
    with_unit,
)
from npfdesk.report.sentences import Sentence
from npfdesk.version import __version__

TITLE: Final = Wording("规划衔接意见表", "Opinions on reconciling the plans")
ORIGIN: Final = Wording(
    "{program} {version}：{plans}份规划逐项对照", "{program} {version}: {plans:plan|plans} held side by side"
)
_UNDER: Final = Wording("上级规划：{title}", "Plan above: {title}")
_ADDRESSED: Final = Wording("{regions}规划编制单位：", "To the offices that draw up the plans of {regions}:")
_ADDRESSED_MANY: Final = Wording("各有关规划编制单位：", "To all offices that draw up the plans below:")
_BY_WHOM: Final = Wording("提出意见单位（盖章）", "Office that gives the opinions (seal)")
_DAY: Final = Wording("　　　　年　　月　　日", "Date: ____________")
_MOST_REGIONS: Final = 6
_WHAT: Final = Wording(
    "为做好上下级规划衔接，现将第一部分所列 {plans} 份规划中同一指标的目标、基期值、年份、单位和属性逐项对照。",
    "The {plans:plan|plans} listed in part 1 were held against each other, indicator by indicator: targets, bases, years, units "
    "and duties.",
)
_COUNTED: Final = Wording(
    "共对照指标 {held} 项，其中一致 {agreeing} 项，需衔接 {differing} 项，提出意见 {lines} 条。",
    "{held:indicator|indicators} {held:~was|were} held: {agreeing} {agreeing:~agrees|agree}, {differing} {differing:~needs|need} "
    "reconciling, {lines:opinion|opinions} {lines:~is|are} given.",
)
_PLEASE: Final = Wording(
    "请对照意见修改本级规划，或说明不作修改的理由。",
    "Please amend your plan accordingly, or say why it stays as it is.",
)
_NO_LINES: Final = Wording(
    "对照的指标均一致，没有衔接意见。", "All indicators that were held agree; there is no opinion to give."
)
_ROUNDED: Final = Wording(
    "按各规划所列小数位数四舍五入后相符的，视为一致。",
    "Figures that agree once rounded as the plans print them count as agreeing.",
)
_PLANS: Final = Wording("对照的规划", "The plans held")
_TOGETHER: Final = Wording("{region}各下级规划合计", "The plans below {region} together")
_OF_PLAN: Final = Wording("对{title}的意见", "On the {title}")
_DOUBTFUL: Final = Wording("待确认的指标", "Indicators to be confirmed")
_DOUBTFUL_SAID: Final = Wording(
    "下列 {count} 对指标是否为同一指标尚未确认，本次按不同指标处理，未作对照。",
    "Whether the {count:pair|pairs} below {count:~is|are} the same indicator is not settled; they counted as different and were not held "
    "against each other.",
)
NOT_COMPARED: Final = Wording("未作对照的事项", "What was not compared")
_NOT_COMPARED_SAID: Final = Wording(
    "下列事项未作对照，没有对其作出判断。", "The following was not compared, and nothing was judged about it."
)
_PROBLEM_HEADS: Final = (
    (Wording("序号", "No."), 0.4, "centre"),
    (Wording("事项和原因", "What, and why"), 6.6, "left"),
)
_PLAN_HEADS: Final = (
    (Wording("序号", "No."), 0.5, "centre"),
    (Wording("层级", "Level"), 1.0, "centre"),
    (Wording("规划", "Plan"), 3.2, "left"),
    (Wording("地区", "Region"), 1.0, "left"),
    (Wording("基期年", "Base"), 0.8, "centre"),
    (Wording("目标年", "Target"), 0.8, "centre"),
    (Wording("文件", "File"), 2.2, "left"),
)
_HEADS: Final = (
    (Wording("序号", "No."), 0.4, "centre"),
    (Wording("指标", "Indicator"), 1.4, "left"),
    (Wording("上级规划", "Plan above"), 1.2, "left"),
    (Wording("本级规划", "This plan"), 1.2, "left"),
    (Wording("差异", "Difference"), 2.6, "left"),
    (Wording("依据（文件、表、单元格）", "Cells (file, sheet, cell)"), 1.9, "left"),
    (Wording("衔接意见", "Opinion"), 2.0, "left"),
)
_PAIR_HEADS: Final = (
    (Wording("序号", "No."), 0.4, "centre"),
    (Wording("上级规划的指标", "Indicator above"), 1.8, "left"),
    (Wording("本级规划的指标", "Indicator here"), 1.8, "left"),
    (Wording("说明", "Why it is asked"), 3.0, "left"),
)
_NONE: Final = Wording("—", "—")
_OF_REGION: Final = Wording("{region}：{name}", "{region}: {name}")


def opinion_word(opinion: Opinion, language: Language, moment: datetime.datetime) -> bytes:
    """The document's bytes; the same opinion at the same moment (UTC) gives the same bytes."""
    report = _report(opinion, language)
    paper = OfficialWord(language)
    paper.front(report)
    paper.line(Marked.LINE, "addressed", addressed(opinion.ledger.plans, language), "Normal")
    paper.paragraph(_opening(opinion, language))
    paper.chapters(report)
    paper.signed(report)
    return stamped(paper.file, imprint(opinion, language, moment))


def imprint(opinion: Opinion, language: Language, moment: datetime.datetime) -> Imprint:
    """The sheet's properties, in Word and in Excel alike."""
    plans = opinion.ledger.plans
    told = {"program": PROGRAM, "version": __version__, "plans": len(plans)}
    titles = joined((one.title for one in plans), language)
    return Imprint(_said(TITLE, language), titles, _said(ORIGIN, language, **told), moment)


def addressed(plans: Sequence[HeldPlan], language: Language) -> str:
    """To whom the sheet goes: the makers of all plans but those of the highest level."""
    regions = list(dict.fromkeys(region_in(one, language) for one in plans if one.depth > 0))
    regions = regions or list(dict.fromkeys(region_in(one, language) for one in plans))
    if len(regions) > _MOST_REGIONS:
        return _said(_ADDRESSED_MANY, language)
    return _said(_ADDRESSED, language, regions=tuple(regions))


def _said(wording: Wording, language: Language, **arguments: object) -> str:
    return wording.text(language, arguments)


def _opening(opinion: Opinion, language: Language) -> Paragraph:
    counts = {
        "held": opinion.agreeing + opinion.differing,
        "agreeing": opinion.agreeing,
        "differing": opinion.differing,
        "lines": len(opinion.lines),
    }
    said = [
        ("what", _said(_WHAT, language, plans=len(opinion.ledger.plans))),
        ("counted", _said(_COUNTED, language, **counts)),
        ("rounded", _said(_ROUNDED, language)),
    ]
    if opinion.lines:
        said.append(("please", _said(_PLEASE, language)))
    return _paragraph("opening", *said)


def _paragraph(key: str, *said: tuple[str, str]) -> Paragraph:
    return Paragraph(key, tuple(Sentence(f"{key}/{name}", text) for name, text in said))


def _report(opinion: Opinion, language: Language) -> OfficialReport:
    plans = opinion.ledger.plans
    highest = [one for one in plans if one.depth == 0]
    under = _said(_UNDER, language, title=highest[0].title) if len(highest) == 1 and len(plans) > 1 else ""
    chapters = [Chapter("plans", _said(_PLANS, language), (_plans_table(plans, language),))]
    chapters += [_chapter(opinion, group, language) for group in opinion.groups]
    if not opinion.lines:
        nothing = _paragraph("nothing", ("said", _said(_NO_LINES, language)))
        chapters.append(Chapter("opinions", _said(_HEADS[-1][0], language), (nothing,)))
    pairs = [one for one in opinion.ledger.doubtful if one.answer is None]
    if pairs:
        chapters.append(_doubtful(pairs, plans, language))
    if opinion.ledger.problems:
        chapters.append(_not_compared(opinion, language))
    return OfficialReport(
        kind="reconciliation",
        year=max((one.plan.target_year for one in plans), default=0),
        title=_said(TITLE, language),
        subtitle=under,
        chapters=tuple(chapters),
        office=_said(_BY_WHOM, language),
        dated=_said(_DAY, language),
    )


def _columns(heads: Sequence[tuple[Wording, float, str]], language: Language) -> tuple[TableColumn, ...]:
    return tuple(TableColumn(_said(head, language), share, side) for head, share, side in heads)


def _plans_table(plans: Sequence[HeldPlan], language: Language) -> Table:
    rows = tuple(
        (
            str(number),
            _said(LEVEL, language, number=held.depth + 1),
            held.title,
            region_in(held, language),
            str(held.plan.base_year),
            str(held.plan.target_year),
            file_shown(held),
        )
        for number, held in enumerate(plans, 1)
    )
    return Table("plans/table", "", _columns(_PLAN_HEADS, language), rows)


def _chapter(opinion: Opinion, group: OpinionGroup, language: Language) -> Chapter:
    plans = opinion.ledger.plans
    if group.plan is None:
        key, title = (
            f"together/{group.above}",
            _said(_TOGETHER, language, region=region_in(plans[group.above], language)),
        )
    else:
        key, title = f"plan/{group.plan}", _said(_OF_PLAN, language, title=plans[group.plan].title)
    rows = tuple(_row(line, language) for line in group.lines)
    blocks: tuple[Block, ...] = (Table(f"{key}/table", "", _columns(_HEADS, language), rows),)
    return Chapter(key, title, blocks)


def _row(line: OpinionLine, language: Language) -> tuple[str, ...]:
    nothing = _said(_NONE, language)
    return (
        str(line.number),
        line.indicator,
        line.above or nothing,
        line.below or nothing,
        line.difference,
        "\n".join(line.places) or nothing,
        line.settles,
    )


def _doubtful(pairs: Sequence[DoubtfulPair], plans: Sequence[HeldPlan], language: Language) -> Chapter:
    rows = tuple(
        (
            str(number),
            *(
                _said(
                    _OF_REGION,
                    language,
                    region=region_in(plans[place], language),
                    name=with_unit(name, unit, language),
                )
                for place, name, unit in zip(pair.plans, pair.names, pair.units, strict=True)
            ),
            pair.why.text(language, {}),
        )
        for number, pair in enumerate(pairs, 1)
    )
    table = Table("doubtful/table", "", _columns(_PAIR_HEADS, language), rows)
    said = _paragraph("doubtful", ("said", _said(_DOUBTFUL_SAID, language, count=len(pairs))))
    return Chapter("doubtful", _said(_DOUBTFUL, language), (said, table))


def _not_compared(opinion: Opinion, language: Language) -> Chapter:
    rows = tuple(
        (str(number), problem_text(one, opinion.ledger, language))
        for number, one in enumerate(opinion.ledger.problems, 1)
    )
    table = Table("not compared/table", "", _columns(_PROBLEM_HEADS, language), rows)
    said = _paragraph("not compared", ("said", _said(_NOT_COMPARED_SAID, language)))
    return Chapter("not compared", _said(NOT_COMPARED, language), (said, table))
