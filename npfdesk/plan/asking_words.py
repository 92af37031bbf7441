"""How a figure, or a proposal, is asked for in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from npfdesk.plan.collection import CollectBy, Collection, Question
from npfdesk.plan.model import Indicator
from npfdesk.plan.problems import LANGUAGES, Language, Wording
from npfdesk.plan.spoken_names import unit_in

_QUESTIONS: Final[Mapping[Question, Wording]] = MappingProxyType(
    {
        Question.YEAR_TOTAL: Wording(
            "{year}年全年一共是多少{unit}？请填1—12月累计数。",
            "How much in the whole of {year}{unit}? Enter the total of January to December.",
        ),
        Question.YEAR_END: Wording(
            "{year}年末一共有多少{unit}？请填12月31日的数。",
            "How much at the end of {year}{unit}? Enter the figure of 31 December.",
        ),
        Question.SHARE: Wording(
            "{year}年是百分之几？例如33.1%，请填33.1。",
            "How many per cent in {year}? For 33.1%, for instance, enter 33.1.",
        ),
        Question.GROWTH: Wording(
            "{year}年比上年增长百分之几？例如增长5.7%请填5.7，下降2%请填-2。",
            "By how many per cent did it grow in {year} on the year before? For 5.7% enter 5.7; for a fall of 2% enter -2.",
        ),
        Question.OF_THE_YEAR: Wording(
            "{year}年是多少{unit}？请填全年的数，不是某个月的数。",
            "What was it in {year}{unit}? Enter the figure of the year, not of a month.",
        ),
    }
)
_IN_UNIT: Final = Wording("{unit}", ", in {unit}")
PROPOSAL_QUESTION: Final = Wording(
    "{year}年目标建议定为多少？可写3000、3000以上、不超过30、35左右、年均增长6%。",
    "What target do you propose for {year}? For instance 3000, at least 3000, at most 30, about 35, 6% per annum.",
)
"""How a target is asked for; `year` is the target's."""
BY_NAMES: Final[Mapping[CollectBy, Wording]] = MappingProxyType(
    {CollectBy.REGION: Wording("按地区", "by region"), CollectBy.OWNER: Wording("按部门", "by department")}
)
"""To whom forms go, in words."""
_OF_ROUND: Final = Wording("第{round}轮目标协商", "round {round} of the negotiation of targets")
_FIGURES_ALONE: Final = Wording("只收数据", "figures alone")


def question_text(question: Question, indicator: Indicator, year: int, language: Language) -> str:
    """How the figure of a year is asked for, in a language."""
    unit = unit_in(indicator, language)
    said = _IN_UNIT.text(language, {"unit": unit}) if unit else ""
    return _QUESTIONS[question].text(language, {"year": year, "unit": said})


def day_text(day: str, language: Language) -> str:
    """An ISO day as forms write it: 2026年2月1日, 2026-02-01; what is none as it is."""
    year, month, number = (*day.split("-"), "", "")[:3]
    if language == "en" or not (month.isdigit() and number.isdigit()):
        return day
    return f"{year}年{int(month)}月{int(number)}日"


def round_wording(collection: Collection) -> Wording:
    """A collection's round in both languages; of figures alone that it has none."""
    if collection.round < 1:
        return _FIGURES_ALONE
    zh, en = (_OF_ROUND.text(language, {"round": collection.round}) for language in LANGUAGES)
    return Wording(zh, en)
