"""The report on paper, printed or in Word: its pages and their content, independent of the output."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from npfdesk.plan.formula_words import formula_text
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.problems import Wording, joined
from npfdesk.plan.regions import Region
from npfdesk.report.closed_lines import CLOSED_HEADS, closed_counts, closed_rows
from npfdesk.report.markings import sealed_words
from npfdesk.report.material import GREY_TEXT, PROGRAM, Material, root_region
from npfdesk.report.method_page import method_rows
from npfdesk.report.month_figures import (
    MONTH_HEADS,
    MONTHS_NOTE,
    MonthLine,
    chosen_months,
    month_decimals,
    month_names,
)
from npfdesk.report.paper import Cell, Column, Paper, StatusCounts
from npfdesk.report.path_charts import SECONDARY, path_charts
from npfdesk.report.path_remarks import HEAD as PATHS_HEAD
from npfdesk.report.path_remarks import path_lines
from npfdesk.report.sections import (
    CLOSED,
    CLOSED_TITLE,
    COUNTIES,
    COVER,
    METHOD,
    MONTHS,
    MONTHS_TITLE,
    OVERVIEW,
    PATHS,
    SHORTFALLS,
    Section,
    chosen_sections,
)
from npfdesk.report.standing_tables import (
    SCENARIO_CELLS,
    Standings,
    missed_targets,
    shortfall_tables,
    target_tables,
)
from npfdesk.report.standings import headline_targets, key_targets, standings, status_counts

_YEARS: Final = Wording(
    "{city} · 基期 {base} · 目标年 {target} · 展望年 {horizon}",
    "{city} · base year {base} · target year {target} · horizon {horizon}",
)
_OVERVIEW: Final = Wording("概览", "Overview")
_COUNTED: Final = Wording(
    "{count} 个目标，各在其目标年", "{count:target|targets}, each in its own target year"
)
_KEY: Final = Wording("主要指标", "Key indicators")
_PATHS: Final = Wording("主要指标的路径", "Paths of the key indicators")
_COUNTY: Final = Wording("{name}", "{name}")
_GAPS: Final = Wording("缺口清单", "Shortfalls")
_GAPS_NOTE: Final = Wording(
    "任一情景未达到的目标各列一次，红、橙、黄在前；各情景栏写明推算值、状态和缺多少，越过区间远端的写明超多少；只有文字的目标"
    "没有缺口。",
    "Each target that any scenario misses, once; red, orange and yellow first. A scenario's column has its figure, its status and "
    "how much is short, past the far edge of a range how much over; targets in words alone have no shortfall.",
)
_NONE: Final = Wording("没有未达到的目标。", "All targets are reached.")
_SILENT: Final = Wording("没有目标的地区", "Regions without targets")
_WITHOUT: Final = Wording("没有目标的地区：{names}。", "Regions without targets: {names}.")
_NO_FIGURES: Final = Wording(
    "{name}：{count} 个目标，均没有可比的数值。",
    "{name}: {count:target|targets}, none with a figure to compare.",
)
_SMALL: Final = 7.5
_FEW_TARGETS, _FEW_CHARTS = 5, 2
"""A region with no more targets than these has a chart for so many, so that two regions fill a page; others for twice as many."""
_METHOD: Final = Wording("方法、规则与出处", "Method, rule and sources")
_MONTHS_OF_YEAR: Final = Wording("月度数据 · {year}年", "Monthly data · {year}")
_PERIODS_ACROSS: Final = 7
"""How many periods stand beside each other."""
_RULE: Final = Wording("颜色的规则", "Status rule")
_SOURCES: Final = Wording("出处", "Sources")
_PROVENANCE: Final = Wording("来历", "Provenance")
_FORMULA: Final = Wording("公式指标", "Formula indicators")
_PROVENANCE_ROWS: Final = (
    Wording("规划", "Plan"),
    Wording("情景", "Scenarios"),
    Wording("工作簿", "Workbook"),
    Wording("SHA-256", "SHA-256"),
    Wording("修订", "Revision"),
    Wording("程序", "Program"),
    Wording("规则", "Rule"),
    Wording("生成时间", "Made"),
)


def compose(material: Material, pages: Paper, only: str = "") -> None:
    """Put what was chosen of the report on paper, or `only` the sections of a key; one that a mistake of the program stops says so."""
    sections = paper_sections(material, pages)
    chosen = (
        [one for one in sections if one.key == only] if only else chosen_sections(sections, material.content)
    )
    for section in chosen:
        begun = pages.begin(section.name)

        def instead(told: str, begun: object = begun, key: str = section.key) -> None:
            pages.take_back(begun)
            if key == OVERVIEW:
                pages.page()
            pages.text(told, 9.5, after=80)

        material.section(section.name, section.write, instead)


def paper_sections(material: Material, pages: Paper) -> list[Section]:
    """The sections on paper in their order; a county, and a scenario's shortfalls, are each one of their own."""
    words, plan = material.words, material.plan
    rows = {one.id: standings(material, one) for one in material.scenarios}
    found = [
        Section(COVER, plan.title, lambda: _cover(pages, material)),
        Section(OVERVIEW, words(_OVERVIEW), lambda: _overview(pages, material)),
        Section(PATHS, words(_PATHS), lambda: _paths(pages, material)),
    ]
    silent = []
    for region in plan.own_regions:
        if region.code == root_region(plan):
            continue
        own = {
            name: tuple(one for one in every if one.series.region == region.code)
            for name, every in rows.items()
        }
        if not own[material.scenarios[0].id]:
            # of one that was not chosen, or of some indicators alone, it would be no news
            if not material.content.narrowed:
                silent.append(material.name(region))
            continue
        found.append(Section(COUNTIES, material.name(region), partial(_county, pages, material, region, own)))
    if silent:
        found.append(Section(COUNTIES, words(_SILENT), partial(_silent, pages, material, silent)))
    found.append(Section(SHORTFALLS, words(_GAPS), lambda: _shortfalls(pages, material, rows)))
    found += [
        Section(MONTHS, words(MONTHS_TITLE), lambda: _months(pages, material)),
        Section(CLOSED, words(CLOSED_TITLE), lambda: _closed(pages, material)),
        Section(METHOD, words(_METHOD), lambda: _method(pages, material)),
    ]
    return found


def footer(material: Material) -> str:
    """The footer of every page: the origin of its figures."""
    names = [material.sealed(one) for one in material.scenarios]
    return material.provenance.short_line(material.plan.title, material.language, names)


def _years(material: Material) -> str:
    plan = material.plan
    root = plan.region_by_code.get(root_region(plan))
    city = material.name(root) if root is not None else ""
    return material.words(
        _YEARS, city=city, base=plan.base_year, target=plan.target_year, horizon=plan.horizon
    )


def _cover(pages: Paper, material: Material) -> None:
    pages.page()
    pages.down(2200)
    pages.title(material.plan.title)
    pages.text(_years(material), 12, SECONDARY, after=300)
    for scenario in material.scenarios:
        pages.text(material.sealed(scenario), 11, material.colour(scenario), after=10)
        if scenario.description:
            pages.text(scenario.description, 9, SECONDARY, after=60)
    if state := sealed_words(material):
        pages.text(state, 11, after=10)
    pages.down(6100)
    _provenance(pages, material)


def _provenance(pages: Paper, material: Material) -> None:
    told = material.provenance
    values = (
        material.plan.title,
        joined((material.sealed(one) for one in material.scenarios), material.language),
        told.workbook,
        told.digest,
        told.state(material.language),
        f"{PROGRAM} {told.version}",
        material.words(material.rule_words),
        told.stamp,
    )
    rows = [
        (Cell(material.words(name), SECONDARY), value)
        for name, value in zip(_PROVENANCE_ROWS, values, strict=True)
    ]
    pages.table([Column(material.words(_PROVENANCE), 1), Column("", 5)], rows, 7.5)


def _overview(pages: Paper, material: Material) -> None:
    pages.page()
    pages.heading(f"{material.plan.title} · {material.words(_OVERVIEW)}")
    counted = {one.id: standings(material, one) for one in material.scenarios}
    first = counted[material.scenarios[0].id]
    pages.text(material.words(_COUNTED, count=len(first)), 9, SECONDARY)
    pages.counts(_counts(material, counted))
    meanings = ("　" if material.language == "zh" else "   ").join(material.meanings())
    pages.text(meanings, 7.5, SECONDARY, after=10)
    pages.text(material.rule_text(), 7.5, SECONDARY, after=60)
    root = material.plan.region_by_code.get(root_region(material.plan))
    pages.heading(f"{material.words(_KEY)} · {material.name(root) if root is not None else ''}")
    if len(material.scenarios) > 1:
        pages.text(material.words(SCENARIO_CELLS), 7.5, SECONDARY)
    for table in target_tables(material, headline_targets(material, material.scenarios[0]), counted):
        pages.table(table.columns, table.rows, _SMALL)


def _counts(material: Material, rows: Standings) -> list[StatusCounts]:
    return [
        StatusCounts(material.name(one), material.colour(one), status_counts(rows[one.id]))
        for one in material.scenarios
    ]


def _paths(pages: Paper, material: Material) -> None:
    charts = path_charts(material, key_targets(material, material.scenarios[0]))
    if charts:
        pages.heading(material.words(_PATHS))
        pages.charts(charts)


def _county(pages: Paper, material: Material, region: Region, own: Standings) -> None:
    """One region's sheet: its colours, its targets, and the paths of the first of them; a line where none has a figure."""
    first = own[material.scenarios[0].id]
    figured = [row for row in first if row.has_figure and row.nth == 0]
    if not figured:
        said = material.words(_NO_FIGURES, name=material.name(region), count=len(first))
        pages.text(said, 9, SECONDARY)
        return
    charts = path_charts(material, figured)[: _FEW_CHARTS if len(first) <= _FEW_TARGETS else 2 * _FEW_CHARTS]

    def write() -> None:
        pages.heading(material.words(_COUNTY, name=material.name(region)))
        pages.counts(_counts(material, own))
        for table in target_tables(material, first, own):
            pages.table(table.columns, table.rows, _SMALL)
        pages.charts(charts)

    pages.together(write)


def _silent(pages: Paper, material: Material, names: Sequence[str]) -> None:
    """The regions without any target, in a line."""
    pages.text(material.words(_WITHOUT, names=tuple(names)), 9, SECONDARY)


def _shortfalls(pages: Paper, material: Material, rows: Standings) -> None:
    """What is missed in any scenario, once each, every scenario beside the others."""
    pages.heading(material.words(_GAPS))
    missed = missed_targets(material, rows)
    if not missed:
        pages.text(material.words(_NONE), 9.5)
        return
    pages.text(material.words(_GAPS_NOTE), 8.5, SECONDARY)
    for table in shortfall_tables(material, missed, rows):
        pages.table(table.columns, table.rows, _SMALL)


def _months(pages: Paper, material: Material) -> None:
    """The months on paper, the latest year first; nothing where the plan has none."""
    lines = chosen_months(material)
    if not lines:
        return
    years = sorted({period.year for line in lines for period in line.figures}, reverse=True)
    for number, year in enumerate(years):
        pages.heading(material.words(_MONTHS_OF_YEAR, year=year))
        if not number:
            pages.text(material.words(MONTHS_NOTE), 8.5, SECONDARY)
        for columns, rows in _month_tables(material, lines, year):
            pages.table(columns, rows, 7.5)


def _month_tables(
    material: Material, lines: list[MonthLine], year: int
) -> Iterator[tuple[list[Column], list[list[str | Cell]]]]:
    """The tables of a year: as many periods beside each other as a page holds."""
    periods = sorted({period for line in lines for period in line.figures if period.year == year})
    chinese = material.language == "zh"
    for begin in range(0, len(periods), _PERIODS_ACROSS):
        among = periods[begin : begin + _PERIODS_ACROSS]
        columns = [
            Column(material.words(head), share)
            for head, share in zip(MONTH_HEADS, (1.2, 1.0, 2.4, 1.0, 0.9), strict=True)
            if head is not MONTH_HEADS[1] or material.plan.industries
        ]
        columns += [Column(period.months(chinese), 1.05, "right") for period in among]
        rows: list[list[str | Cell]] = []
        for line in lines:
            if not any(period in line.figures for period in among):
                continue
            region, industry, indicator, measure, unit = month_names(material, line)
            names = [region, *([industry] if material.plan.industries else []), indicator, measure]
            digits = month_decimals(material, line)
            figures = [
                format_figure(line.figures[period], digits) if period in line.figures else "–"
                for period in among
            ]
            rows.append([*names, Cell(unit, SECONDARY), *figures])
        yield columns, rows


def _closed(pages: Paper, material: Material) -> None:
    """The targets of the plan before this one with their verdicts; nothing where there are none."""
    rows = closed_rows(material)
    if not rows:
        return
    pages.heading(material.words(CLOSED_TITLE))
    pages.text(closed_counts(material), 8.5, SECONDARY)
    region, industry, indicator, unit, _, base, year, target, reached, verdict = map(
        material.words, CLOSED_HEADS
    )
    columns = [
        Column(region, 1.3),
        *([Column(industry, 1.0)] if material.plan.industries else []),
        Column(indicator, 2.4),
        Column(unit, 0.9),
        Column(base, 1.0, "right"),
        Column(year, 0.8, "right"),
        Column(target, 1.5, "right"),
        Column(reached, 1.0, "right"),
        Column(verdict, 2.2),
    ]
    lines: list[list[str | Cell]] = []
    for row in rows:
        where, trade, what, counted = row.names
        lines.append(
            [
                where,
                *([trade] if material.plan.industries else []),
                what,
                Cell(counted, SECONDARY),
                format_figure(row.closed.base, row.decimals),
                str(row.closed.year),
                row.closed.text,
                format_figure(row.closed.reached, row.decimals),
                row.verdict,
            ]
        )
    pages.table(columns, lines, 7.5)


def _method(pages: Paper, material: Material) -> None:
    words, plan = material.words, material.plan
    lines = path_lines(material)
    if lines:
        pages.heading(words(PATHS_HEAD))
    for line in lines:
        pages.text(line, 8.5)
    pages.heading(words(_METHOD))
    columns = [Column("", 1), Column("", 5)]
    pages.table(columns, [(Cell(name, SECONDARY), text) for name, text in method_rows(material)], 8)
    computed = [
        (material.name(one), formula_text(plan, one.formula.root, material.language))
        for one in plan.indicators
        if one.formula is not None and material.content.takes_indicator(one.code)
    ]
    if computed:
        pages.heading(words(_FORMULA))
        pages.table([Column("", 2), Column("", 4)], computed, 8)
    pages.heading(words(_RULE))
    pages.text(material.rule_text(), 8.5)
    pages.text(words(GREY_TEXT), 8.5)
    if plan.sources:
        pages.heading(words(_SOURCES))
        cited = [(Cell(one.id, SECONDARY), " · ".join(part for part in (one.document, one.section, one.date, one.url) if part)) for one in plan.sources]  # fmt: skip
        pages.table([Column("", 1), Column("", 4)], cited, 8)
    pages.text("", 6)
    _provenance(pages, material)
