"""The storyboard as slides: one saved view a slide, with its speaker note; charts of lines and bars are native."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from npfdesk.plan.drafts import draft_wording
from npfdesk.plan.gap_words import POSITIVE_IS_SHORT
from npfdesk.plan.model import FloatArray
from npfdesk.plan.problems import Wording, joined
from npfdesk.plan.saved_views import SavedView
from npfdesk.plan.status_rules import Rule
from npfdesk.report.chart_axes import chart_axes
from npfdesk.report.deck import Deck
from npfdesk.report.markings import page_marks
from npfdesk.report.material import PROGRAM, Material
from npfdesk.report.native_charts import ChartSeries
from npfdesk.report.slides_report import contained_slide, provenance_line, slide_footer

_SUBTITLE: Final = Wording("{unit}情景：{scenario} · {year} 年", "{unit}Scenario: {scenario} · {year}")
_COMPARED: Final = Wording("；对比：{names}", "; compared: {names}")
_OBSERVED: Final = Wording("现状值", "actual")
_TARGET: Final = Wording("目标", "target")
_ASSUMED: Final = Wording(
    "{year} 年以后的数值按情景“{scenario}”的假设推算，不是预测；抓手的作用仅为示意。",
    "Figures after {year} are projected by the assumptions of scenario “{scenario}”; they are no forecast. Lever effects are "
    "illustrative only.",
)
_GONE: Final = Wording("规划中已没有：{what}", "No longer in the plan: {what}")
_COVER: Final = Wording(
    "{count} 个视图\n{program} {version} · {stamp}", "{count:view|views}\n{program} {version} · {stamp}"
)


_NOTHING: Final = Wording("没有可画的数值。", "There is no figure to draw.")


@dataclass(frozen=True)
class ViewContent:
    """A saved view with its content: bars (name, gap; None: none) in a unit, a picture (PNG), or neither for a path.

    `sentence` is the message of the slide, "" for none.
    """

    view: SavedView
    bars: tuple[tuple[str, float | None], ...] = ()
    decimals: int = 0
    unit: str = ""
    picture: bytes = b""
    described: str = ""
    sentence: str = ""


def storyboard_report(
    material: Material, told: Sequence[ViewContent], template: bytes | None = None
) -> bytes:
    """The deck's bytes: a cover, then one view a slide; CannotBeMade where the template is none.

    `material.scenarios` are all of the document's. A view whose scenario or series is gone says so on its slide.
    """
    deck = Deck(template)
    plan, provenance = material.plan, material.provenance
    subtitle = material.words(
        _COVER, count=len(told), program=PROGRAM, version=provenance.version, stamp=provenance.stamp
    )
    deck.slide(plan.title, subtitle, slide_footer(material), provenance_line(material), cover=True)
    for one in told:
        contained_slide(deck, material, one.view.title, partial(_slide, deck, material, one))
    deck.mark(page_marks(material))
    titles = joined((one.view.title for one in told), material.language)
    return deck.finished(plan.title, titles, provenance_line(material), PROGRAM, provenance.moment)


def _slide(deck: Deck, material: Material, told: ViewContent) -> None:
    view, plan = told.view, material.plan
    scenarios = {one.id: one for one in material.scenarios}
    active = scenarios.get(view.scenario)
    row = plan.row.get(view.series)
    indicator = plan.indicator_by_code.get(view.series.indicator)
    name = material.sealed(active) if active is not None else view.scenario
    counted = told.unit if told.bars else material.unit(indicator) if indicator is not None else ""
    unit = f"{counted} · " if counted else ""
    subtitle = material.words(_SUBTITLE, unit=unit, scenario=name, year=view.year)
    beside = [scenarios[one] for one in view.compared if one in scenarios and one != view.scenario]
    if beside:
        subtitle += material.words(_COMPARED, names=tuple(material.name(one) for one in beside))
    notes = [view.note] if view.note else []
    notes.append(material.words(_ASSUMED, year=plan.base_year, scenario=name))
    if noted := material.noted(view.series):
        notes.append(noted)
    rule = Rule(view.rule) if view.rule in list(Rule) else material.rule
    notes.append(material.rule_text(rule))
    if row is not None:
        cited = [plan.series_sources[row], indicator.source if indicator is not None else ""]
        notes += list(dict.fromkeys(text for text in cited if text))
    # the message is the title, the view's own name stands over what it shows
    title = told.sentence or view.title
    if told.sentence:
        subtitle = f"{view.title} · {subtitle}"
    slide = deck.slide(
        title, subtitle, slide_footer(material), "\n".join([*notes, provenance_line(material)])
    )
    if told.picture:
        deck.picture(slide, told.picture, told.described or view.title)
    elif told.bars:
        names, figures = [one for one, _ in told.bars], [figure for _, figure in told.bars]
        colour = material.colour(active) if active is not None else "#2F6FDE"
        axis = material.words(POSITIVE_IS_SHORT)
        deck.bars(slide, names, [ChartSeries(name, figures, colour)], told.decimals, axis=axis)
    elif row is not None and active is not None and indicator is not None:
        _paths(deck, slide, material, told.view, row)
    else:
        what = [] if active is not None else [view.scenario]
        what += [] if row is not None else [" · ".join(part for part in view.series if part)]
        deck.paragraphs(slide, [material.words(_GONE, what=tuple(what))], 16)


def _paths(deck: Deck, slide: object, material: Material, view: SavedView, row: int) -> None:
    plan, results = material.plan, material.results
    scenarios = {one.id: one for one in material.scenarios}
    shown = [view.scenario, *(one for one in view.compared if one in scenarios and one != view.scenario)]
    first, last = int(plan.years[0]), int(plan.years[-1])
    if view.range is not None:
        first, last = max(first, view.range.first_year), min(last, view.range.last_year)
    years = list(range(first, last + 1))
    columns = slice(first - int(plan.years[0]), last + 1 - int(plan.years[0]))
    series = [
        ChartSeries(
            material.name(scenarios[name]),
            _figures(results.scenarios[name].values[row, columns]),
            material.colour(scenarios[name]),
            2.75 if name == view.scenario else 1.75,
        )
        for name in shown
    ]
    series.append(
        ChartSeries(material.words(_OBSERVED), _figures(plan.observed[row, columns]), "#1F2328", 3.0)
    )
    targets = results.scenarios[view.scenario].targets
    for position in targets.of_row(row):
        year, figure = int(targets.year[position]), float(targets.figure[position])
        if year in years and math.isfinite(figure):
            marked = [figure if one == year else None for one in years]
            text = draft_wording(targets.statements[position], material.language)
            title = f"{material.words(_TARGET)} {year}"
            series.append(ChartSeries(title, marked, "#1F2328", point=years.index(year), said=text))
    marks = [(years[one.point], one.values[one.point] or 0.0) for one in series if one.point is not None]
    lines = [[math.nan if one is None else one for one in each.values] for each in series]
    axes = chart_axes(years, lines, marks, (plan.base_year, view.year), kept=view.range is not None)
    if axes is None:
        deck.paragraphs(slide, [material.words(_NOTHING)], 16)
        return
    begun = years.index(axes.years[0])
    cut = slice(begun, begun + len(axes.years))
    deck.lines(slide, axes, [_cut(one, cut) for one in series])


def _cut(series: ChartSeries, shown: slice) -> ChartSeries:
    """A series over the years that are shown."""
    point = None if series.point is None else series.point - shown.start
    return replace(series, values=series.values[shown], point=point)


def _figures(values: FloatArray) -> list[float | None]:
    return [float(value) if math.isfinite(value) else None for value in values]
