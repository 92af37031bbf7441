"""The report as slides with native, editable charts: one view a slide, its sources in the notes."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Final

from npfdesk.engine.targets.judged_units import judged_unit
from npfdesk.engine.targets.standing_words import FURTHEST_BEHIND, REGIONS_STAND, Stand
from npfdesk.plan.gap_words import POSITIVE_IS_SHORT
from npfdesk.plan.problems import Wording, clauses, joined
from npfdesk.plan.statuses import LEGEND, Status
from npfdesk.report.deck import Deck
from npfdesk.report.markings import page_marks, sealed_words
from npfdesk.report.material import GREY_TEXT, PROGRAM, Material, root_region
from npfdesk.report.measured_lines import target_lines
from npfdesk.report.method_page import method_rows
from npfdesk.report.native_charts import ChartSeries, path_series
from npfdesk.report.path_charts import TARGET, PathChart, path_chart
from npfdesk.report.path_remarks import HEAD as PATHS_HEAD
from npfdesk.report.path_remarks import path_lines
from npfdesk.report.sections import (
    COUNTIES,
    COVER,
    METHOD,
    OVERVIEW,
    PATHS,
    REMARKS,
    WORDED,
    Section,
    chosen_sections,
)
from npfdesk.report.standings import (
    TargetStanding,
    county_targets,
    headline_targets,
    key_targets,
    standings,
    status_counts,
)

_COVER: Final = Wording(
    "{city} · 基期 {base} · 目标年 {target} · 展望年 {horizon}\n情景：{scenarios}\n{program} {version} · {stamp}",
    "{city} · base year {base} · target year {target} · horizon {horizon}\nScenarios: {scenarios}\n"
    "{program} {version} · {stamp}",
)
_OVERVIEW: Final = Wording("各情景的目标状态", "Target status in each scenario")
_OVERVIEW_SAID: Final = Wording(
    "{count} 个目标中符合预期的：{counts}。", "On track among {count:target|targets}: {counts}."
)
_OVERVIEW_LINE: Final = Wording(
    "{count} 个目标，各在其目标年；规则 {rule}",
    "{count:target|targets}, each in its own target year; rule {rule}",
)
_PATHS: Final = Wording("{where} · {what}", "{where}: {what}")
_IN_SCENARIO: Final = Wording("按“{name}”，{sentence}", "{name}. {sentence}")
_OTHER: Final = Wording("{name} {value}，{gap}", "{name} {value}, {gap}")
_OWNED: Final = Wording("{line}；责任单位 {owner}", "{line}; owner {owner}")
_WORDS: Final = Wording("没有数值可画的目标", "Targets without a figure to draw")
_WORDS_LINE: Final = Wording(
    "按方向评价，或待有可比数值后评价；不计为达标",
    "assessed by their direction, or once there is a figure to compare; never counted as on track without one",
)
_WORDED: Final = Wording(
    "{where} {what}（{year}）：{text} · {stands}", "{where}: {what} ({year}): {text} · {stands}"
)
_MOST_WORDED: Final = 24
_METHOD_LETTERS: Final = 12.0
_MOST_REMARKS: Final = 10
_GAPS: Final = Wording("{what}：各地 {year} 年缺口", "{what}: shortfalls by county in {year}")
_GAP_LINE: Final = Wording("{unit}；正数为缺，负数为超", "{unit}; positive while missing, negative is over")
_METHOD: Final = Wording("方法与出处", "Method and sources")
_METHOD_SAID: Final = Wording(
    "状态的规则：{rule}；无法评价的从不算作达标。",
    "Status is assessed by {rule}; what cannot be assessed is never counted as on track.",
)
_WORDS_SAID: Final = Wording(
    "{count} 个目标没有可画的数值。",
    "{count:target|targets} without a figure to draw.",
)
_WIDER: Final = 0.16
"""How much wider lines are on a slide than on paper (points for a tenth of one)."""
_SOURCE: Final = Wording("出处：{text}", "Source: {text}")
_DESCRIBED: Final = Wording("情景“{name}”：{text}", "Scenario “{name}”: {text}")
_STANDS: Final = Wording(
    "{name}：推算 {value}，{gap}，{status}", "{name}: projected {value}, {gap}, {status}"
)
_NO_UNIT: Final = Wording("无量纲", "no unit")


def provenance_line(material: Material) -> str:
    """Plan, workbook, revision, scenarios, program and rule in one line."""
    names = [material.sealed(one) for one in material.scenarios]
    return material.provenance.line(material.plan.title, material.language, names, material.rule_words)


def slides_report(material: Material, template: bytes | None = None) -> bytes:
    """The deck's bytes, in the style of `template` (.pptx or .potx) where one is given.

    A section that fails by a mistake of the program is told on a slide of its own. Title, the statuses of all scenarios, each key indicator's paths in the root region, shortfalls by county, and the
    method. CannotBeMade where the template is none. The same material gives the same bytes.
    """
    deck = Deck(template)
    for section in chosen_sections(slide_sections(material, deck), material.content):
        contained_slide(deck, material, section.name, section.write)
    deck.mark(page_marks(material))
    scenarios = joined((material.sealed(one) for one in material.scenarios), material.language)
    return deck.finished(
        material.plan.title, scenarios, provenance_line(material), PROGRAM, material.provenance.moment
    )


def slide_sections(material: Material, deck: Deck) -> list[Section]:
    """The sections of the deck in their order; each chart's slide is one of its own."""
    words, first = material.words, material.scenarios[0]
    found = [
        Section(COVER, material.plan.title, lambda: _cover(deck, material)),
        Section(OVERVIEW, words(_OVERVIEW), lambda: _overview(deck, material)),
    ]
    by_scenario = {one.id: {row.key: row for row in standings(material, one)} for one in material.scenarios}
    # made by the first slide that asks, so that a mistake in one costs that slide alone
    chart_of = cache(partial(path_chart, material))
    key = key_targets(material, first)
    for row in key:
        named = words(_PATHS, where=material.region(row.series), what=material.indicator(row.series))
        rows_of_scenarios = [by_scenario[one.id].get(row.key) for one in material.scenarios]
        found.append(Section(PATHS, named, partial(_paths, deck, material, row, chart_of, rows_of_scenarios)))
    found.append(Section(WORDED, words(_WORDS), lambda: _worded(deck, material, key, chart_of)))
    for rows in county_targets(material, first).values():
        counties = [[by_scenario[one.id].get(row.key) for row in rows] for one in material.scenarios]
        named = words(_GAPS, what=material.indicator(rows[0].series), year=rows[0].year)
        found.append(Section(COUNTIES, named, partial(_gaps, deck, material, rows, counties)))
    found += [
        Section(REMARKS, words(PATHS_HEAD), lambda: _path_remarks(deck, material)),
        Section(METHOD, words(_METHOD), lambda: _method(deck, material)),
    ]
    return found


def contained_slide(deck: Deck, material: Material, name: str, write: Callable[[], object]) -> None:
    """Make a section's slides; where a mistake of the program stops it, one slide says so in their place."""
    begun = deck.begin()

    def instead(told: str) -> None:
        deck.take_back(begun)
        slide = deck.slide(name, "", slide_footer(material), _notes(material, []))
        deck.paragraphs(slide, [told], 16)

    material.section(name, write, instead)


def slide_footer(material: Material) -> str:
    """The footer of every slide: the origin of its figures; its scenarios are named above its chart."""
    return material.provenance.short_line(material.plan.title, material.language)


def _notes(material: Material, lines: Sequence[str]) -> str:
    return "\n".join([*lines, provenance_line(material)])


def _cover(deck: Deck, material: Material) -> None:
    plan, told = material.plan, material.provenance
    root = plan.region_by_code.get(root_region(plan))
    subtitle = material.words(
        _COVER,
        city=material.name(root) if root is not None else "",
        base=plan.base_year,
        target=plan.target_year,
        horizon=plan.horizon,
        scenarios=tuple(material.sealed(one) for one in material.scenarios),
        program=PROGRAM,
        version=told.version,
        stamp=told.stamp,
    )
    if state := sealed_words(material):
        subtitle += f"\n{state}"
    described = [material.words(_DESCRIBED, name=material.name(one), text=one.description) for one in material.scenarios if one.description]  # fmt: skip
    deck.slide(plan.title, subtitle, slide_footer(material), _notes(material, described), cover=True)


def _overview(deck: Deck, material: Material) -> None:
    counts = [status_counts(standings(material, one)) for one in material.scenarios]
    total = sum(counts[0].values())
    rule = material.rule_text()
    met = (
        f"{material.name(scenario)} {one.get(Status.BLUE, 0)}"
        for scenario, one in zip(material.scenarios, counts, strict=True)
    )
    slide = deck.slide(
        material.words(_OVERVIEW_SAID, count=total, counts=clauses(met, material.language, comma=True)),
        material.words(_OVERVIEW_LINE, count=total, rule=material.rule_words),
        slide_footer(material),
        _notes(material, [rule, material.words(GREY_TEXT)]),
    )
    series = [
        ChartSeries(
            f"{status.about.mark} {material.label(status)}",
            [float(one.get(status, 0)) for one in counts],
            status.about.light,
        )
        for status in LEGEND
    ]
    deck.bars(slide, [material.name(one) for one in material.scenarios], series, 0, stacked=True)


def _paths(
    deck: Deck,
    material: Material,
    row: TargetStanding,
    chart_of: Callable[[TargetStanding], PathChart],
    standing: Sequence[TargetStanding | None],
) -> None:
    chart = chart_of(row)
    if chart.axes is None:
        # it stands among those without a figure to draw
        return
    plan = material.plan
    unit = row.unit_text(material.language) or material.words(_NO_UNIT)
    drawn = target_lines(material, row)
    notes = [
        material.words(
            _STANDS,
            name=material.name(scenario),
            value=one.figure(one.value),
            gap=one.gap_text(material.language),
            status=material.marked(one.status),
        )
        for scenario, one in zip(material.scenarios, standing, strict=True)
        if one is not None
    ]
    cited = [row.source, plan.series_sources[row.row], row.indicator.source]
    sources = clauses(dict.fromkeys(text for text in cited if text), material.language)
    if sources:
        notes.append(material.words(_SOURCE, text=sources))
    others = [
        material.words(
            _OTHER,
            name=material.name(scenario),
            value=one.figure(one.value),
            gap=one.gap_text(material.language),
        )
        for scenario, one in zip(material.scenarios[1:], standing[1:], strict=True)
        if one is not None and math.isfinite(one.gap)
    ]
    line = clauses([unit, *others, *([drawn.sentence] if drawn.sentence else [])], material.language)
    if noted := material.noted(row.series):
        line = clauses((line, noted), material.language)
        notes.append(noted)
    title = in_scenario(material, standing_sentence(material, row))
    slide = deck.slide(title, _owned(material, line, row), slide_footer(material), _notes(material, notes))
    deck.lines(slide, chart.axes, path_series(chart, material.words(TARGET), _WIDER))


def standing_sentence(material: Material, row: TargetStanding) -> str:
    """How a target stands in the first scenario: the figure, the target, the gap."""
    unit = judged_unit(material.results, material.scenarios[0].id, row.position)
    stand = Stand(row.series, unit, row.year, row.year, row.text, row.value, row.gap, row.actual)
    return stand.sentence(material.plan, material.language)


def in_scenario(material: Material, sentence: str) -> str:
    """A sentence with the scenario that it is of, where there are others beside it."""
    if len(material.scenarios) == 1:
        return sentence
    return material.words(_IN_SCENARIO, name=material.name(material.scenarios[0]), sentence=sentence)


def _owned(material: Material, line: str, row: TargetStanding) -> str:
    """A target's line with who answers for it, where somebody does."""
    return material.words(_OWNED, line=line, owner=row.owner) if row.owner else line


def _worded(
    deck: Deck,
    material: Material,
    key: Sequence[TargetStanding],
    chart_of: Callable[[TargetStanding], PathChart],
) -> None:
    """The root's targets in words alone, and those that have a figure and nothing beside it: a line each with its marks."""
    by = {one.id: {row.key: row for row in standings(material, one)} for one in material.scenarios}
    bare = {row.key for row in key if chart_of(row).axes is None}
    rows = [
        row
        for row in headline_targets(material, material.scenarios[0])
        if row.text and (row.key in bare or not row.has_figure)
    ]
    for start in range(0, len(rows), _MOST_WORDED):
        slide = deck.slide(
            material.words(_WORDS_SAID, count=len(rows)),
            material.words(_WORDS_LINE),
            slide_footer(material),
            _notes(material, []),
        )
        lines = [
            _owned(
                material,
                material.words(
                    _WORDED,
                    where=material.region(row.series),
                    what=material.indicator(row.series),
                    year=row.year,
                    text=row.text,
                    stands=" ".join(
                        f"{material.name(one)} {by[one.id][row.key].status.about.mark}"
                        for one in material.scenarios
                        if row.key in by[one.id]
                    ),
                ),
                row,
            )
            for row in rows[start : start + _MOST_WORDED]
        ]
        deck.paragraphs(slide, lines, readable(len(lines)))


def _gaps(
    deck: Deck,
    material: Material,
    rows: Sequence[TargetStanding],
    standing: Sequence[Sequence[TargetStanding | None]],
) -> None:
    first = rows[0]
    sentence = in_scenario(material, _regions_sentence(material, rows))
    sources = clauses(dict.fromkeys(row.source for row in rows if row.source), material.language)
    slide = deck.slide(
        sentence,
        material.words(_GAP_LINE, unit=first.gap_unit(material.language) or material.words(_NO_UNIT)),
        slide_footer(material),
        _notes(material, [material.words(_SOURCE, text=sources)] if sources else []),
    )
    series = [
        ChartSeries(
            material.name(scenario),
            [one.gap if one is not None and math.isfinite(one.gap) else None for one in counties],
            material.colour(scenario),
        )
        for scenario, counties in zip(material.scenarios, standing, strict=True)
    ]
    names = [material.region(row.series) for row in rows]
    deck.bars(slide, names, series, first.decimals, axis=material.words(POSITIVE_IS_SHORT))


def _regions_sentence(material: Material, rows: Sequence[TargetStanding]) -> str:
    """How many regions stand how in the first scenario, and which is furthest behind."""
    counts = status_counts(tuple(rows))
    told = (f"{material.label(status)} {counts[status]}" for status in LEGEND if counts.get(status))
    missed = [row for row in rows if row.missed and math.isfinite(row.gap)]
    behind = ""
    if missed:
        worst = min(
            missed,
            key=lambda row: (-int(row.status), row.progress if math.isfinite(row.progress) else math.inf),
        )
        unit = judged_unit(material.results, material.scenarios[0].id, worst.position)
        gap = unit.gap(worst.gap, material.language)
        behind = material.words(FURTHEST_BEHIND, name=material.region(worst.series), gap=gap)
    return material.words(
        REGIONS_STAND,
        what=material.indicator(rows[0].series),
        year=rows[0].year,
        count=len(rows),
        counts=clauses(told, material.language, comma=True),
        behind=behind,
    )


def readable(lines: int) -> float:
    """The size of letters (points) in which so many lines fill a slide."""
    return 20.0 if lines <= 7 else 16.0 if lines <= 12 else 12.0


def _path_remarks(deck: Deck, material: Material) -> None:
    lines = path_lines(material, _MOST_REMARKS)
    if lines:
        slide = deck.slide(material.words(PATHS_HEAD), "", slide_footer(material), _notes(material, []))
        deck.paragraphs(slide, lines, min(readable(len(lines)), 14))


def _method(deck: Deck, material: Material) -> None:
    colon = "：" if material.language == "zh" else ": "
    lines = [f"{name}{colon}{text}" for name, text in method_rows(material)]
    lines.append(material.rule_text())
    sources = [" ".join(part for part in (one.id, one.document, one.section, one.date, one.url) if part) for one in material.plan.sources]  # fmt: skip
    title = material.words(_METHOD_SAID, rule=material.rule_words)
    for part in deck.parted([*lines, *sources], _METHOD_LETTERS):
        slide = deck.slide(title, "", slide_footer(material), _notes(material, sources))
        deck.paragraphs(slide, part, _METHOD_LETTERS)
