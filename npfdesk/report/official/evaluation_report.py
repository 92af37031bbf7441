"""The evaluation report of a plan in a year: its chapters, from the overall judgement to the sources."""

from __future__ import annotations

from typing import Final

from npfdesk.engine.evaluation import not_evaluated
from npfdesk.plan.problems import Language, Problem, Wording
from npfdesk.plan.scenarios import by_id
from npfdesk.report.material import Material
from npfdesk.report.official.chapters import OfficialReport
from npfdesk.report.official.evaluation.counties import counties_chapter
from npfdesk.report.official.evaluation.evaluated import Evaluated, evaluated
from npfdesk.report.official.evaluation.indicators import indicators_chapter
from npfdesk.report.official.evaluation.measures import measures_chapter
from npfdesk.report.official.evaluation.method import method_chapter
from npfdesk.report.official.evaluation.needs import needs_chapter
from npfdesk.report.official.evaluation.overall import overall_chapter
from npfdesk.report.official.evaluation.shortfalls import shortfalls_chapter

_MIDTERM: Final = Wording("{plan}实施情况中期评估报告", "Mid-term evaluation: {plan}")
_FINAL: Final = Wording("{plan}实施情况总结评估报告", "Final evaluation: {plan}")
_YEARLY: Final = Wording("{plan}实施情况年度评估报告", "Annual evaluation: {plan}")
_SUBTITLE: Final = Wording("（截至{year}年底）", "(to the end of {year})")
_PLAN: Final = Wording("规划", "the plan")
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def evaluation_report(material: Material, year: int, scenario: str) -> OfficialReport | Problem:
    """The report of an evaluation in `year`, what is expected by the scenario of that id; a Problem where there is nothing to evaluate.

    Of the series chosen for the material. KeyError for a scenario that it does not have.
    """
    problem = not_evaluated(material.results, scenario, year)
    if problem is not None:
        return problem
    found = evaluated(material, year, by_id(material.scenarios)[scenario])
    chapters = tuple(make(found) for make in _CHAPTERS)
    return OfficialReport(
        kind="evaluation",
        year=year,
        title=_title(found),
        subtitle=material.words(_SUBTITLE, year=year),
        chapters=tuple(one for one in chapters if one.blocks),
        dated=_dated(material, material.language),
    )


_CHAPTERS: Final = (
    overall_chapter,
    indicators_chapter,
    shortfalls_chapter,
    counties_chapter,
    needs_chapter,
    measures_chapter,
    method_chapter,
)


def _title(report: Evaluated) -> str:
    plan = report.plan
    share = (report.year - plan.base_year) / max(plan.target_year - plan.base_year, 1)
    wording = _FINAL if share >= 1 else _MIDTERM if 0.4 <= share <= 0.6 else _YEARLY
    return report.material.words(wording, plan=plan.title or report.material.words(_PLAN))


def _dated(material: Material, language: Language) -> str:
    """The day in words: 2028年3月1日, 1 March 2028."""
    day = material.provenance.moment.date()
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
