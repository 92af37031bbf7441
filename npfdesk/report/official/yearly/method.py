"""How the report's figures come about, and what they rest on: the rules in words, the plan's sources, the state of the file."""

from __future__ import annotations

from typing import Final

from npfdesk.plan.kinds import Kind
from npfdesk.plan.problems import Wording, clauses
from npfdesk.report.official.chapters import Chapter, Paragraph
from npfdesk.report.official.yearly.rows import Origin
from npfdesk.report.official.yearly.setting import YearMaterial
from npfdesk.report.sentences import SaidFigure, Sentence
from npfdesk.report.sentences.figures import name
from npfdesk.report.sentences.patterns import Clause, clause, sentence, sentence_key

TITLE: Final = Wording("方法与资料来源", "Method and sources")

_ACTUALS: Final = Wording(
    "现状值取自规划工作簿，只用已有的统计数，不以推算数代替。",
    "Actuals are those of the plan's workbook; nothing projected stands in for them.",
)
_NOMINAL: Final = Wording(
    "增速按表列数值计算，未扣除价格因素；比率、指数的变动按百分点（点）计。",
    "Growth is counted on the figures as listed, prices not taken out; ratios and indices move in points.",
)
_GROWTH: Final = Wording(
    "标*的分年目标，由规划目标与最近现状值之间按同一年增长率分解（比率、指数每年变动相同的点数，累计目标各年合计等于总量）。",
    "Yearly targets marked * divide what lies between the latest actual and the plan's target by one growth rate (a ratio or an "
    "index moves by the same points every year; the years of a cumulative target add up to it).",
)
_HELD: Final = Wording(
    "现状值已达到规划目标的，本年目标取规划目标本身。",
    "Where the actual meets the plan's target already, the year is asked to keep to that target.",
)
_PROGRESS: Final = Wording(
    "完成进度为自基期起已走的增量占全部增量的比重，累计目标为累计完成占总量的比重。",
    "Progress to target is the share of the way from the base that has been gone, of a cumulative target the share of its total.",
)
_USUAL: Final = Wording(
    "时序进度以往年同月累计占全年的中位数为准，往年数据不足的以月份计。",
    "The schedule of a month is the median share of the year reached by then in earlier years; by months where these are too few.",
)
_ASSUMED: Final = Wording(
    "情景“{scenario}”及其举措为假设。", "Scenario “{scenario}” and its measures are assumptions."
)
_SOURCES: Final = Wording("资料来源：{sources}。", "Sources: {sources}.")
_STATE: Final = Wording("数据取自{state}。", "Data: {state}.")
_FILE: Final = Wording("工作簿{workbook}（{state}）", "workbook {workbook} ({state})")


def method_chapter(setting: YearMaterial, *, months: bool, later: bool) -> Chapter:
    """The chapter of method and sources; rules of what the report does not have are left out."""
    language, material = setting.language, setting.material
    origins = {one.origin for one in setting.rows}
    amounts = any(one.indicator.kind is not Kind.RATE for one in setting.rows)
    told = {
        "actuals": (_ACTUALS, True),
        "nominal": (_NOMINAL, amounts),
        "divided": (_GROWTH, Origin.DIVIDED in origins),
        "held": (_HELD, Origin.HELD in origins),
        "progress": (_PROGRESS, later),
        "usual": (_USUAL, months),
    }
    said: list[Sentence] = []
    for key, (wording, there) in told.items():
        if there:
            said += sentence(sentence_key(f"method_{key}"), clause(wording, language))
    scenario = clause(_ASSUMED, language, scenario=name(material.sealed(setting.scenario)))
    said += sentence(sentence_key("method_scenario"), scenario)
    sources = clauses((one.document for one in material.plan.sources), language)
    from_where = [*sentence(sentence_key("sources"), clause(_SOURCES, language, sources=name(sources)))]
    told_of = material.provenance
    state: SaidFigure | Clause | None = name(told_of.state(language))
    if told_of.workbook:
        state = clause(_FILE, language, workbook=name(told_of.workbook), state=state)
    from_where += sentence(sentence_key("state"), clause(_STATE, language, state=state))
    blocks = (Paragraph("method", tuple(said)), Paragraph("sources", tuple(from_where)))
    return Chapter("method", setting.words(TITLE), blocks)
