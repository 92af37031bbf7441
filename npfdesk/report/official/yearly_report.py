"""The yearly-plan report: how the year before went, the targets of the plan's year, and what they ask of those after.

Its model in form is the report on a year's plan that a government hands to the People's Congress.
"""

from __future__ import annotations

from typing import Final

from npfdesk.plan.problems import Problem, Wording, error
from npfdesk.plan.scenarios import Scenario
from npfdesk.report.material import Material
from npfdesk.report.official.chapters import Chapter, OfficialReport, Paragraph
from npfdesk.report.official.yearly.later_targets import later_targets
from npfdesk.report.official.yearly.measures import measures_chapter
from npfdesk.report.official.yearly.method import method_chapter
from npfdesk.report.official.yearly.months import months_chapter
from npfdesk.report.official.yearly.regions import regions_chapter
from npfdesk.report.official.yearly.rows import YearFigures
from npfdesk.report.official.yearly.setting import YearMaterial
from npfdesk.report.official.yearly.year_before import year_before
from npfdesk.report.official.yearly.year_targets import year_targets_chapter

NO_TARGET: Final = error(
    "yearly_report_no_target",
    "没有覆盖 {text} 年的目标，写不出该年的年度计划报告。请选一个基期之后、目标年之前（含）的年份，或在“目标”表中补上目标。",
    "No target reaches into {text}, so there is no yearly-plan report for it. Choose a year after the base year and no later than "
    "the target year, or enter targets in Targets.",
)
NO_ACTUAL: Final = error(
    "yearly_report_no_actual",
    "{text} 年之前没有任何现状值，说不出上年执行情况，年度计划报告无从写起。请在“数据”表中填入现状值，或换一个年份。",
    "There is no actual before {text}, so how the year before went cannot be told. Enter actuals in Data, or choose another year.",
)

_TITLE: Final = Wording(
    "关于{region}{before}年国民经济和社会发展计划执行情况与{year}年国民经济和社会发展计划草案的报告",
    "Report on the plan for economic and social development of {region}: how {before} went, and the draft for {year}",
)
_OTHER_TITLE: Final = Wording(
    "关于{region}{before}年计划执行情况与{year}年计划草案的报告",
    "Report on the yearly plan of {region}: how {before} went, and the draft for {year}",
)
_WHOLE_ECONOMY: Final = "国民经济和社会发展"
_DATED: Final = Wording("{year}年{month}月{day}日", "{year}-{month:0>2}-{day:0>2}")


def yearly_report(material: Material, year: int, scenario: str) -> OfficialReport | Problem:
    """The yearly-plan report of a year under a scenario (its id); a Problem where it has no targets or no actuals before it.

    Of the series chosen in the material's content; a region or an indicator left out is said nothing of.
    """
    plan, chosen = material.plan, _scenario(material, scenario)
    figures = YearFigures(material.results, scenario, year)
    asked = [
        series
        for series in plan.series
        if series.region == plan.root
        and not series.industry
        and material.takes(series)
        and figures.asks(series)
    ]
    if not asked:
        return Problem(NO_TARGET, text=str(year))
    before = figures.latest_actual(asked)
    if before is None:
        return Problem(NO_ACTUAL, text=str(year))
    rows = tuple(one for series in asked if (one := figures.row(series)) is not None)
    setting = YearMaterial(material, chosen, figures, year, before, rows)
    later, months = later_targets(setting), months_chapter(setting)
    chapters = (
        year_before(setting),
        year_targets_chapter(setting),
        later,
        regions_chapter(setting),
        months,
        measures_chapter(setting),
        method_chapter(setting, months=months is not None, later=later is not None),
    )
    kept = tuple(_sound(one) for one in chapters if one is not None)
    return OfficialReport(
        "yearly",
        year,
        material.words(
            _TITLE if _WHOLE_ECONOMY in plan.title else _OTHER_TITLE,
            region=setting.root.said if setting.root else "",
            before=str(before),
            year=str(year),
        ),
        plan.title,
        tuple(one for one in kept if one.blocks and material.content.takes_section(one.key)),
        dated=_dated(material),
    )


def _sound(chapter: Chapter) -> Chapter:
    """A chapter without the paragraphs that say nothing."""
    kept = tuple(one for one in chapter.blocks if not isinstance(one, Paragraph) or one.sentences)
    return Chapter(chapter.key, chapter.title, kept)


def _scenario(material: Material, scenario: str) -> Scenario:
    return next(one for one in material.scenarios if one.id == scenario)


def _dated(material: Material) -> str:
    day = material.provenance.moment
    return material.words(_DATED, year=str(day.year), month=str(day.month), day=str(day.day))
