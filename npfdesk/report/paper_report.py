"""The report on paper, printed or in Word: its pages and their content, independent of the output."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Protocol

from npfdesk.plan.formula_words import formula_text
from npfdesk.plan.gap_words import SHORTFALL
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.problems import Wording, joined
from npfdesk.plan.regions import Region
from npfdesk.plan.scenarios import Scenario
from npfdesk.plan.statuses import Status
from npfdesk.report.closed_lines import CLOSED_HEADS, closed_counts, closed_rows
from npfdesk.report.markings import sealed_words
from npfdesk.report.material import GREY_TEXT, OWNER_HEAD, PROGRAM, Material, root_region
from npfdesk.report.measured_lines import target_lines
from npfdesk.report.method_page import method_rows
from npfdesk.report.month_figures import (
    MONTH_HEADS,
    MONTHS_NOTE,
    MonthLine,
    chosen_months,
    month_decimals,
    month_names,
)
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
from npfdesk.report.standings import TargetStanding, headline_targets, key_targets, standings, status_counts

INK: Final = "#1F2328"
SECONDARY: Final = "#57606A"


@dataclass(frozen=True)
class Column:
    """A column of a table: its head, its share of the width, the side its cells stand on."""

    head: str
    share: float
    side: str = "left"


@dataclass(frozen=True)
class Cell:
    """A cell of a table with a colour of its own."""

    text: str
    colour: str = INK


@dataclass(frozen=True)
class StatusCounts:
    """How many targets of a scenario have each colour."""

    name: str
    colour: str
    counts: Mapping[Status, int]


@dataclass(frozen=True)
class Line:
    """One path: figures by year (NaN: none), how it is drawn, and whether its name stands at its end."""

    name: str
    figures: Sequence[float]
    colour: str
    width: float = 14
    named: bool = True


@dataclass(frozen=True)
class PathChart:
    """Paths of one indicator in one region; the target is a figure in a year with the plan's words (None: none)."""

    title: str
    subtitle: str
    years: Sequence[int]
    lines: Sequence[Line]
    base_year: int
    target_year: int | None = None
    target: float = math.nan
    said: str = ""
    decimals: int = 0


class Paper(Protocol):
    """Where a report is set; what does not fit begins a new page."""

    def page(self) -> None:
        """Begin a new page."""

    def down(self, to: float) -> None:
        """Go down the page, so that what follows begins there or lower."""

    def title(self, text: str) -> None:
        """The document's title."""

    def heading(self, text: str) -> None:
        """A heading that stays with what follows it."""

    def text(self, text: str, points: float = 9.5, colour: str = INK, after: float = 40) -> None:
        """A paragraph."""

    def table(
        self, columns: Sequence[Column], rows: Sequence[Sequence[str | Cell]], points: float = 8
    ) -> None:
        """A table whose heads are repeated on every page; one without heads where no column has any."""

    def counts(self, rows: Sequence[StatusCounts]) -> None:
        """A bar for each, cut by the colours."""

    def charts(self, charts: Sequence[PathChart]) -> None:
        """Charts in two columns."""

    def begin(self, section: str) -> object:
        """Begin a section; what `take_back` goes back to."""

    def take_back(self, begun: Any) -> None:
        """Take back all that was set since a section was begun."""


OVERVIEW_PAGE: Final = 1
"""The page (from 0) of the overview, which is what a picture shows."""

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
_GAPS: Final = Wording("缺口清单 · {name}", "Shortfalls: {name}")
_GAPS_NOTE: Final = Wording(
    "未达到的目标，红、橙、黄在前；缺口写明缺多少，越过区间远端的写明超多少；只有文字的目标没有缺口。",
    "Targets not reached, red, orange and yellow first; each says how much it is short, past the far edge of a range how "
    "much over; targets in words alone have no shortfall.",
)
_NONE: Final = Wording("没有未达到的目标。", "All targets are reached.")
_METHOD: Final = Wording("方法、规则与出处", "Method, rule and sources")
_MONTHS_OF_YEAR: Final = Wording("月度数据 · {year}年", "Monthly data · {year}")
_PERIODS_ACROSS: Final = 7
"""How many periods stand beside each other."""
_RULE: Final = Wording("颜色的规则", "Status rule")
_SOURCES: Final = Wording("出处", "Sources")
_PROVENANCE: Final = Wording("来历", "Provenance")
_OBSERVED: Final = Wording("现状值", "actual")
_FORMULA: Final = Wording("公式指标", "Formula indicators")
_CHART_SUBTITLE: Final = Wording("{unit}　目标 {year}", "{unit}, target {year}")
_CHART_SENTENCE: Final = Wording("{subtitle}　{sentence}", "{subtitle}; {sentence}")
_HEADS: Final = {
    "region": Wording("地区", "Region"),
    "indicator": Wording("指标", "Indicator"),
    "unit": Wording("单位", "Unit"),
    "base": Wording("基期值", "Base"),
    "text": Wording("目标", "Target"),
    "year": Wording("目标年", "Year"),
    "value": Wording("推算值", "Projected"),
    "gap": SHORTFALL,
    "required": Wording("每年所需", "Required a year"),
    "status": Wording("状态", "Status"),
}
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


def compose(material: Material, pages: Paper) -> None:
    """Put the whole report on paper; a section that fails by a mistake of the program is told in its place."""
    for section in chosen_sections(paper_sections(material, pages), material.content):
        begun = pages.begin(section.name)

        def instead(told: str, begun: object = begun, key: str = section.key) -> None:
            pages.take_back(begun)
            if key != COUNTIES:
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
    for region in plan.own_regions:
        if region.code != root_region(plan):
            write = partial(_county, pages, material, region, rows)
            found.append(Section(COUNTIES, material.name(region), write))
    for scenario in material.scenarios:
        named = words(_GAPS, name=material.sealed(scenario))
        write = partial(_gap_list, pages, material, scenario, rows[scenario.id])
        found.append(Section(SHORTFALLS, named, write))
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


def _figure_cell(material: Material, one: TargetStanding | None) -> Cell:
    """A projected figure with its status's mark, in the status's colour."""
    if one is None or not math.isfinite(one.value):
        # a target in words alone keeps its place and its mark
        return Cell("–" if one is None or one.status is Status.GREY else one.status.about.mark, SECONDARY)
    return Cell(f"{one.figure(one.value)} {one.status.about.mark}", one.status.about.light)


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
        material.words(material.rule.about.words),
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
    _target_table(pages, material, headline_targets(material, material.scenarios[0]), counted)


def _target_table(
    pages: Paper,
    material: Material,
    rows: Sequence[TargetStanding],
    counted: dict[str, tuple[TargetStanding, ...]],
) -> None:
    """Targets, a line each: base, words, and every scenario's figure with its mark."""
    by = {name: {one.key: one for one in all_rows} for name, all_rows in counted.items()}
    words = material.words
    columns = [
        Column(words(_HEADS["indicator"]), 3.4),
        Column(words(_HEADS["unit"]), 1.2),
        Column(words(_HEADS["base"]), 1.1, "right"),
        Column(words(_HEADS["text"]), 1.7, "right"),
        Column(words(_HEADS["year"]), 0.8, "right"),
        *_owner_column(material),
        *(Column(material.name(scenario), 1.4, "right") for scenario in material.scenarios),
    ]
    pages.table(
        columns,
        [
            [
                " ".join(
                    part for part in (material.industry(row.series), material.indicator(row.series)) if part
                ),
                Cell(row.unit_text(material.language), SECONDARY),
                row.figure(row.base),
                row.text or "–",
                str(row.year),
                *_owner_cell(material, row),
                *(_figure_cell(material, by[one.id].get(row.key)) for one in material.scenarios),
            ]
            for row in rows
        ],
    )


def _owner_column(material: Material) -> list[Column]:
    return [Column(material.words(OWNER_HEAD), 1.6)] if material.names_owners else []


def _owner_cell(material: Material, row: TargetStanding) -> list[str | Cell]:
    return [row.owner or "–"] if material.names_owners else []


def _path_chart(material: Material, row: TargetStanding) -> PathChart:
    plan = material.plan
    drawn = target_lines(material, row)
    lines = [
        Line(material.name(one), drawn.paths[one.id].tolist(), material.colour(one))
        for one in material.scenarios
        if one.id in drawn.paths
    ]
    lines += [Line(guide.name, guide.figures.tolist(), SECONDARY, 8) for guide in drawn.guides]
    lines.append(Line(material.words(_OBSERVED), drawn.observed.tolist(), INK, 20, named=False))
    subtitle = material.words(_CHART_SUBTITLE, unit=row.unit_text(material.language) or "–", year=row.year)
    if drawn.sentence:
        subtitle = material.words(_CHART_SENTENCE, subtitle=subtitle, sentence=drawn.sentence)
    if noted := material.noted(row.series):
        subtitle = material.words(_CHART_SENTENCE, subtitle=subtitle, sentence=noted)
    return PathChart(
        title=material.indicator(row.series),
        subtitle=subtitle,
        years=[int(year) for year in plan.years],
        lines=lines,
        base_year=plan.base_year,
        target_year=row.year,
        target=row.target,
        said=row.text,
        decimals=row.decimals,
    )


def _counts(material: Material, rows: dict[str, tuple[TargetStanding, ...]]) -> list[StatusCounts]:
    return [
        StatusCounts(material.name(one), material.colour(one), status_counts(rows[one.id]))
        for one in material.scenarios
    ]


def _paths(pages: Paper, material: Material) -> None:
    rows = key_targets(material, material.scenarios[0])
    if rows:
        pages.page()
        pages.heading(material.words(_PATHS))
        pages.charts([_path_chart(material, row) for row in rows])


def _county(
    pages: Paper, material: Material, region: Region, rows: dict[str, tuple[TargetStanding, ...]]
) -> None:
    """One region's sheet: its colours, its targets, and the paths of the first of them."""
    own = {
        name: tuple(one for one in all_rows if one.series.region == region.code)
        for name, all_rows in rows.items()
    }
    first = own[material.scenarios[0].id]
    if not first:
        return
    pages.page()
    pages.heading(material.words(_COUNTY, name=material.name(region)))
    pages.counts(_counts(material, own))
    _target_table(pages, material, first, own)
    figured = [row for row in first if row.has_figure and row.nth == 0]
    pages.charts([_path_chart(material, row) for row in figured[:4]])


def _gap_list(pages: Paper, material: Material, scenario: Scenario, rows: Sequence[TargetStanding]) -> None:
    words = material.words
    pages.page()
    pages.heading(words(_GAPS, name=material.sealed(scenario)))
    missed = [row for row in rows if row.missed]
    if not missed:
        pages.text(words(_NONE), 9.5)
        return
    pages.text(words(_GAPS_NOTE), 8.5, SECONDARY)
    # the gravest first; within a colour those with the longest way left
    order = sorted(
        missed, key=lambda row: (-int(row.status), row.progress if math.isfinite(row.progress) else 0.0)
    )
    columns = [
        Column(words(_HEADS["status"]), 1.1),
        Column(words(_HEADS["region"]), 1.3),
        Column(words(_HEADS["indicator"]), 2.6),
        Column(words(_HEADS["unit"]), 1.2),
        Column(words(_HEADS["year"]), 0.7, "right"),
        Column(words(_HEADS["text"]), 1.5, "right"),
        Column(words(_HEADS["value"]), 1.1, "right"),
        Column(words(_HEADS["gap"]), 1.4, "right"),
        Column(words(_HEADS["required"]), 1.6, "right"),
        *_owner_column(material),
    ]
    table: list[list[str | Cell]] = []
    for row in order:
        said = material.marked(row.status)
        table.append(
            [
                Cell(said, row.status.about.light),
                material.region(row.series),
                " ".join(
                    part for part in (material.industry(row.series), material.indicator(row.series)) if part
                ),
                Cell(row.unit_text(material.language), SECONDARY),
                str(row.year),
                row.text,
                row.figure(row.value),
                row.gap_text(material.language),
                row.needed(material.language),
                *_owner_cell(material, row),
            ]
        )
    pages.table(columns, table)


def _months(pages: Paper, material: Material) -> None:
    """The months on paper, the latest year first; nothing where the plan has none."""
    lines = chosen_months(material)
    if not lines:
        return
    pages.page()
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
    pages.page()
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
    pages.page()
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
