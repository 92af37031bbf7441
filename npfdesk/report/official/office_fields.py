"""The fields that an office's own template of an official report may name, each with its meaning, and what fills them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any, Final

from npfdesk.plan.numbers import format_figure, format_share
from npfdesk.plan.problems import Wording
from npfdesk.plan.regions import Region
from npfdesk.plan.scenarios import Scenario
from npfdesk.plan.spoken_names import NO, YES
from npfdesk.plan.targets import Measure
from npfdesk.report.material import Material
from npfdesk.report.official.chapters import Block, Heading, OfficialReport, Paragraph, Table
from npfdesk.report.official.evaluation.evaluated import Evaluated, EvaluatedTarget, evaluated
from npfdesk.report.official.hidden_marks import Marked
from npfdesk.report.official.register_annex import register_entries
from npfdesk.report.official.yearly.rows import YearFigures, YearRow
from npfdesk.report.official.yearly.setting import YearMaterial
from npfdesk.report.requests import EVALUATION, YEARLY

Mark = Callable[[Marked, str, str], str]
"""Notes that a text is the program's: what it is marked as, its key, the text; gives the text as it is put into the template."""

_EACH: Final = (EVALUATION.key, YEARLY.key)


@dataclass(frozen=True)
class OfficeField:
    """A field by the name that a template writes between {{ and }}.

    `within` is the list that it belongs to ("": none): `chapter.title` stands inside a loop `for chapter in chapters`.
    `is_list` says that it is looped over; `kinds` are the reports that have it.
    """

    name: str
    meaning: Wording
    within: str = ""
    is_list: bool = False
    kinds: tuple[str, ...] = _EACH


def _field(name: str, zh: str, en: str, within: str = "", **more: Any) -> OfficeField:
    return OfficeField(name, Wording(zh, en), within, **more)


def _of(kind: str) -> dict[str, Any]:
    return {"kinds": (kind,)}


_TEXTS: Final[tuple[tuple[str, str, str, dict[str, Any]], ...]] = (
    ("overall", "总体评价一章的全部文字", "all the text of the overall assessment", _of("evaluation")),
    ("indicators", "主要指标一章的全部文字", "all the text on the main indicators", _of("evaluation")),
    ("shortfalls", "滞后指标一章的全部文字", "all the text on what lags", _of("evaluation")),
    ("regions", "各地区一章的全部文字", "all the text on the regions", {}),
    (
        "needs",
        "后续年份要求一章的全部文字",
        "all the text on what the remaining years need",
        _of("evaluation"),
    ),
    ("year_before", "上年执行情况一章的全部文字", "all the text on the year before", _of("yearly")),
    ("year_targets", "当年目标一章的全部文字", "all the text on the year’s targets", _of("yearly")),
    (
        "later_targets",
        "与规划目标衔接一章的全部文字",
        "all the text on the plan’s later targets",
        _of("yearly"),
    ),
    ("months", "月度进度一章的全部文字", "all the text on the months so far", _of("yearly")),
    ("measures", "措施一章的全部文字", "all the text on measures", {}),
    ("method", "方法与出处一章的全部文字", "all the text on method and sources", {}),
)

FIELDS: Final = (
    _field("title", "报告的标题", "the report’s title"),
    _field("subtitle", "标题下的一行", "the line below the title"),
    _field("office", "署名", "who signs"),
    _field("dated", "成文日期", "the day of the report"),
    _field("plan", "规划的名称", "the plan’s title"),
    _field("region", "规划所属的地区", "the region that the plan is for"),
    _field("year", "报告的年份", "the year that the report is about"),
    _field("base_year", "规划的基期", "the plan’s base year"),
    _field("target_year", "规划的目标年", "the plan’s target year"),
    _field("scenario", "所用的情景", "the scenario used"),
    _field("workbook", "数据来自哪个工作簿", "the workbook that the figures come from"),
    _field("made", "生成的时刻", "when it was made"),
    *(_field(f"texts.{key}", f"{zh}，没有这一章时为空", f"{en}; empty without that chapter", **more) for key, zh, en, more in _TEXTS),
    _field("chapters", "各章，按次序", "the chapters in their order", is_list=True),
    _field("chapter.title", "章的标题", "the chapter’s title", "chapters"),
    _field("chapter.key", "章的代号，同 texts 后面的名称", "the chapter’s code, as it follows texts", "chapters"),
    _field("chapter.text", "章的全部文字，不含表", "all the chapter’s text, without its tables", "chapters"),
    _field("chapter.blocks", "章的各段、小标题和表，按次序", "its paragraphs, headings and tables in their order", "chapters", is_list=True),
    _field("block.kind", "是什么：paragraph、heading 或 table", "what it is: paragraph, heading or table", "chapter.blocks"),
    _field("block.text", "段落或小标题的文字", "the text of a paragraph or heading", "chapter.blocks"),
    _field("block.level", "小标题的级别：2 或 3", "the level of a heading: 2 or 3", "chapter.blocks"),
    _field("block.title", "表的标题", "the table’s title", "chapter.blocks"),
    _field("block.heads", "表头各格", "the heads of its columns", "chapter.blocks", is_list=True),
    _field("block.rows", "表的各行，行里是各格", "its rows, each a list of cells", "chapter.blocks", is_list=True),
    _field("block.note", "表下的注", "the note below it", "chapter.blocks"),
    _field("indicators", "全市（县）的各项目标", "the targets of the plan’s own region", is_list=True),
    _field("indicator.name", "指标名称", "the indicator’s name", "indicators"),
    _field("indicator.unit", "单位", "its unit", "indicators"),
    _field("indicator.duty", "属性：约束性或预期性", "binding or expected", "indicators"),
    _field("indicator.owner", "责任单位", "who answers for it", "indicators"),
    _field("indicator.plan_target", "规划目标的原文", "the plan’s target as it is worded", "indicators"),
    _field("indicator.due", "规划目标的年份", "the year of that target", "indicators"),
    _field("indicator.actual", "现值：评估年的，或当年之前最后一个", "the actual: of the year evaluated, or the last before the plan’s year", "indicators"),
    _field("indicator.base", "基期值", "the base value", "indicators", **_of("evaluation")),
    _field("indicator.progress", "已完成规划期任务的比重", "the share of the planned change made", "indicators", **_of("evaluation")),
    _field("indicator.grade", "评估结论", "the grade", "indicators", **_of("evaluation")),
    _field("indicator.expected", "目标年预计值", "what is expected in the target year", "indicators", **_of("evaluation")),
    _field("indicator.will_reach", "预计能否完成：是或否", "whether it is expected to be met: yes or no", "indicators", **_of("evaluation")),
    _field("indicator.actual_year", "现值的年份", "the year of the actual", "indicators", **_of("yearly")),
    _field("indicator.target", "当年目标", "the year’s target", "indicators", **_of("yearly")),
    _field("indicator.growth", "当年目标比现值增长", "what it grows by from the actual", "indicators", **_of("yearly")),
    _field("counties", "各县区（全市之下的地区）", "the regions below the plan’s own", is_list=True),
    _field("county.name", "地区名称", "the region’s name", "counties"),
    _field("county.indicators", "该地区的各项目标，字段同 indicators", "its targets, with the fields of indicators", "counties", is_list=True),
    _field("register", "语句依据登记表的各行", "the rows of the register of what each sentence rests on", is_list=True),
    _field("entry.number", "序号", "its number", "register"),
    _field("entry.sentence", "语句", "the sentence", "register"),
    _field("entry.series", "所依据的序列", "the series that it rests on", "register"),
    _field("entry.years", "所依据的年份", "the years", "register"),
    _field("entry.scenario", "所依据的情景，现状值为空", "the scenario; empty for actuals", "register"),
    _field("entry.figures", "语句里的数字", "its figures", "register"),
)  # fmt: skip
"""Every field, in the order in which the help page lists them."""


def fields_of(kind: str) -> tuple[OfficeField, ...]:
    """The fields that a report of that kind has."""
    return tuple(one for one in FIELDS if kind in one.kinds)


def filled_fields(report: OfficialReport, material: Material, mark: Mark) -> Mapping[str, Any]:
    """What fills the fields of a report's kind; figures are texts as the report's tables show them, "—" for none."""
    plan, told, scenario = material.plan, material.provenance, material.scenarios[0]
    root = plan.region_by_code.get(plan.root)
    texts = {
        name.removeprefix("texts."): ""
        for name in (one.name for one in fields_of(report.kind))
        if name.startswith("texts.")
    }
    chapters = [_chapter(one, material, mark) for one in report.chapters if one.blocks]
    texts.update({one["key"]: one["text"] for one in chapters})
    indicators, counties = _targets(report, material, scenario)
    return MappingProxyType(
        {
            "title": mark(Marked.LINE, "title", report.title),
            "subtitle": mark(Marked.LINE, "subtitle", report.subtitle),
            "office": mark(Marked.LINE, "office", report.office),
            "dated": mark(Marked.LINE, "dated", report.dated),
            "plan": plan.title,
            "region": "" if root is None else material.name(root),
            "year": str(report.year),
            "base_year": str(plan.base_year),
            "target_year": str(plan.target_year),
            "scenario": material.name(scenario),
            "workbook": told.workbook,
            "made": told.stamp,
            "texts": texts,
            "chapters": chapters,
            "indicators": indicators,
            "counties": counties,
            "register": [asdict(one) for one in register_entries(report, material)],
        }
    )


_NEW_PARAGRAPH: Final = "\a"
"""Where a text of several paragraphs is put into one, docxtpl begins another of the same look."""


def _chapter(chapter: Any, material: Material, mark: Mark) -> dict[str, Any]:
    blocks = [_block(one, material, mark) for one in chapter.blocks]
    said = [one["text"] for one in blocks if one["kind"] == "paragraph"]
    return {
        "key": chapter.key,
        "title": mark(Marked.HEADING, chapter.key, chapter.title),
        "text": _NEW_PARAGRAPH.join(said),
        "blocks": blocks,
    }


def _block(block: Block, material: Material, mark: Mark) -> dict[str, Any]:
    made: dict[str, Any] = {
        "kind": "table",
        "text": "",
        "level": "",
        "title": "",
        "heads": [],
        "rows": [],
        "note": "",
    }
    if isinstance(block, Heading):
        made |= {
            "kind": "heading",
            "text": mark(Marked.HEADING, block.key, block.text),
            "level": str(block.level),
        }
    elif isinstance(block, Paragraph):
        space = " " if material.language == "en" else ""
        made |= {
            "kind": "paragraph",
            "text": space.join(mark(Marked.SENTENCE, one.key, one.text) for one in block.sentences),
        }
    else:
        made |= _table(block, mark)
    return made


def _table(block: Table, mark: Mark) -> dict[str, Any]:
    return {
        "title": mark(Marked.LINE, f"{block.key}/title", block.title),
        "heads": [one.head for one in block.columns],
        "rows": [list(row) for row in block.rows],
        "note": mark(Marked.LINE, f"{block.key}/note", block.note),
    }


_NOTHING: Final = "—"


def _targets(
    report: OfficialReport, material: Material, scenario: Scenario
) -> tuple[list[dict[str, str]], list[dict[str, Any]]]:
    """The root's targets, and those of each region below it that has any."""
    plan = material.plan
    regions = [one for one in plan.regions if one.code != plan.root and not one.benchmark]
    counties: list[dict[str, Any]] = []
    if report.kind == EVALUATION.key:
        found = evaluated(material, report.year, scenario)
        rows = [_evaluated(found, one) for one in found.of_region(plan.root)]
        for region in regions:
            counties += _county(
                region, material, [_evaluated(found, one) for one in found.of_region(region.code)]
            )
        return rows, counties
    setting = _setting(report, material, scenario)
    for region in regions:
        counties += _county(region, material, [_of_year(setting, one) for one in _rows(setting, region.code)])
    return [_of_year(setting, one) for one in setting.rows], counties


def _county(region: Region, material: Material, rows: Sequence[dict[str, str]]) -> list[dict[str, Any]]:
    return [{"name": material.name(region), "indicators": list(rows)}] if rows else []


def _evaluated(found: Evaluated, one: EvaluatedTarget) -> dict[str, str]:
    words, language = found.material.words, found.language

    def figure(value: float) -> str:
        if not math.isfinite(value):
            return _NOTHING
        return format_figure(value, one.unit.decimals, grouping=language == "en")

    what = found.what(one)
    begins = one.measure is not Measure.SUM and not one.growth
    reaches = _NOTHING if one.reaches is None else words(YES if one.reaches else NO)
    return {
        "name": "" if what is None else what.said,
        "unit": one.unit.unit.text(language, {}),
        "duty": words(one.indicator.duty.words),
        "owner": one.owner,
        "plan_target": one.words,
        "due": str(one.due),
        "actual": figure(one.observed),
        "base": figure(one.base) if begins else _NOTHING,
        "progress": format_share(one.way) if math.isfinite(one.way) and not one.follows else _NOTHING,
        "grade": found.label(one.grade),
        "expected": figure(one.expected),
        "will_reach": reaches,
    }


def _setting(report: OfficialReport, material: Material, scenario: Scenario) -> YearMaterial:
    figures = YearFigures(material.results, scenario.id, report.year)
    bare = YearMaterial(material, scenario, figures, report.year, report.year - 1, ())
    return YearMaterial(
        material, scenario, figures, report.year, report.year - 1, tuple(_rows(bare, material.plan.root))
    )


def _rows(setting: YearMaterial, region: str) -> Iterator[YearRow]:
    """What the year asks of a region's series of all industries."""
    for series in setting.material.plan.series:
        if series.region != region or series.industry or not setting.material.takes(series):
            continue
        if setting.figures.asks(series) and (row := setting.figures.row(series)) is not None:
            yield row


def _of_year(setting: YearMaterial, row: YearRow) -> dict[str, str]:
    name, words = setting.indicator(row), setting.asked_words(row)
    stated = "" if words is None else words.said
    return {
        "name": "" if name is None else name.said,
        "unit": setting.unit(row),
        "duty": setting.words(row.indicator.duty.words),
        "owner": setting.owner(row),
        "plan_target": stated,
        "due": str(row.statement.year),
        "actual": setting.cell(row, row.actual),
        "actual_year": str(row.known) if row.known else _NOTHING,
        "target": setting.cell(row, row.target) if row.has_figure else stated or _NOTHING,
        "growth": setting.movement_cell(row, row.growth),
    }
