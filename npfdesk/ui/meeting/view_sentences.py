"""The sentence that carries the message of a view: written from its figures, or the presenter's own.

A sentence of the presenter's is kept with the figures that it was written over, so that it is seen when they move.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.targets.standing_words import FURTHEST_BEHIND, REGIONS_STAND, Stand
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.problems import Count, clauses
from npfdesk.plan.saved_views import PATHS, SavedView
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.series_words import spoken_series
from npfdesk.plan.statuses import LEGEND, WORST_FIRST, Status
from npfdesk.ui.charts.gap_rows import of_indicator, of_region, status_words, told_targets
from npfdesk.ui.look.language import language, named, tr, unit_of
from npfdesk.ui.views.overview_rows import overview_rows, overview_sentence
from npfdesk.ui.workspace import Workspace

IntArray = NDArray[np.int64]
MOST_SCENARIOS: Final = 4
"""So many scenarios a sentence names, the edited one first."""


class Subject(Enum):
    """What a view is about."""

    SERIES = auto()
    REGIONS = auto()
    INDICATORS = auto()
    EVERYTHING = auto()
    SCENARIOS = auto()


_SUBJECTS: Final[Mapping[str, Subject]] = MappingProxyType(
    {
        PATHS: Subject.SERIES,
        "Gaps": Subject.REGIONS,
        "Small charts": Subject.REGIONS,
        "Ranking": Subject.REGIONS,
        "Map": Subject.REGIONS,
        "Disparity": Subject.REGIONS,
        "Heatmap": Subject.EVERYTHING,
        "Overview": Subject.INDICATORS,
        "Evaluation": Subject.INDICATORS,
        "Scenarios": Subject.SCENARIOS,
    }
)
"""What views are about; any other is about the series looked at."""
_BY_INDICATOR: Final = frozenset({"Gaps", "Small charts"})
"""The views whose second button shows the indicators of a region instead."""
_NARROWED: Final = frozenset({"Gaps", "Overview"})
"""The views that show the targets of one owner alone where the window is narrowed to one."""


@dataclass(frozen=True)
class ViewSentence:
    """A sentence, the figures in it as they are shown whatever the language, and the one that is written large.

    `headline` is the gap of a series, or how many are on track; `under` says what it is, `status` gives its mark.
    """

    text: str
    figures: tuple[str, ...] = ()
    headline: str = ""
    under: str = ""
    status: Status | None = None


NOTHING: Final = ViewSentence("")


@dataclass(frozen=True)
class ShownSentence:
    """The sentence of a page: its text, whether it is the presenter's own, and whether the figures have moved since."""

    text: str
    own: bool = False
    moved: bool = False


def shown_sentence(saved: SavedView | None, written: ViewSentence) -> ShownSentence:
    """The sentence of a page: the saved view's own, else the one written from the figures."""
    if saved is None or not saved.message:
        return ShownSentence(written.text)
    return ShownSentence(saved.message, own=True, moved=saved.message_figures != written.figures)


def view_sentence(
    workspace: Workspace, view: str, chosen: Sequence[int] = (), *, everybody: bool = False
) -> ViewSentence:
    """The sentence of a view with these buttons down (places), from what the workspace looks at; empty without figures.

    A view that is narrowed to the targets of one owner speaks of those alone, unless it is asked about `everybody`'s.
    """
    subject = _SUBJECTS.get(view, Subject.SERIES)
    if view in _BY_INDICATOR and 1 in chosen:
        subject = Subject.INDICATORS
    if subject is Subject.SERIES:
        return _of_series(workspace)
    if subject is Subject.SCENARIOS:
        return _of_scenarios(workspace)
    # the overview shows all industries of a region, whichever is looked at
    industry = "" if view == "Overview" else workspace.selection.industry
    narrowed = view in _NARROWED and not everybody
    sentence = _of_targets(workspace, subject, industry, narrowed)
    return _as_overview(workspace, sentence, narrowed) if view == "Overview" and sentence.text else sentence


def _of_series(workspace: Workspace) -> ViewSentence:
    plan, series, year = workspace.plan, workspace.selection.series, workspace.year
    row = plan.row.get(series)
    if row is None:
        return NOTHING
    positions = told_targets(workspace, workspace.result.targets.row == row)
    if not len(positions):
        return _without_target(workspace, row)
    position, judgement, table = int(positions[0]), workspace.judgement(), workspace.result.targets
    unit, spoken, due = workspace.judged_unit(position), language(), int(table.year[position])
    value, gap = float(judgement.value[position]), float(judgement.gap[position])
    aim = table.statements[position].wording
    status, actual = Status(judgement.status[position]), bool(judgement.actual[position])
    stand = Stand(series, unit, year, due, str(aim), value, gap, actual)
    figures = [unit.figure(value, "en", unit=False), aim, str(due), str(year)]
    headline = ""
    if np.isfinite(value) and np.isfinite(gap):
        headline = unit.gap(gap, spoken)
        figures.append(unit.gap(gap, "en", unit=False))
    under = status_words(workspace, status)
    return ViewSentence(stand.sentence(plan, spoken), tuple(figures), headline, under, status)


def _without_target(workspace: Workspace, row: int) -> ViewSentence:
    """From the base year to the year looked at."""
    plan, year, base = workspace.plan, workspace.year, workspace.plan.base_year
    indicator = plan.indicator_by_code[plan.series[row].indicator]
    values, known = workspace.result.values[row], workspace.session.results.actual.known
    now, then = (float(values[plan.column(one)]) for one in (year, base))
    unit = unit_of(indicator)
    said = {
        "what": spoken_series(workspace.plan, plan.series[row], language()),
        "year": year,
        "base": base,
        "figure": format_figure(now, indicator.decimals, unit),
        "before": format_figure(then, indicator.decimals, unit),
    }
    figures = (format_figure(now, indicator.decimals), format_figure(then, indicator.decimals), str(year))
    if not np.isfinite(now):
        return ViewSentence(tr("ViewSentence", "{what}: no figure for {year} yet.").format(**said), figures)
    if year <= base or not np.isfinite(then):
        text = (
            tr("ViewSentence", "{what}: {figure} in {year}.")
            if known[plan.column(year), row]
            else tr("ViewSentence", "{what}: {figure} projected for {year}.")
        )
    else:
        text = tr("ViewSentence", "{what}: from {before} in {base} to {figure} projected for {year}.")
    return ViewSentence(text.format(**said), figures)


def _of_scenarios(workspace: Workspace) -> ViewSentence:
    plan, series = workspace.plan, workspace.selection.series
    row, document = plan.row.get(series), workspace.document
    if row is None:
        return NOTHING
    indicator, column = plan.indicator_by_code[series.indicator], plan.column(workspace.year)
    names = [document.active, *workspace.compared][:MOST_SCENARIOS]
    values = [float(workspace.session.results.scenarios[one].values[row, column]) for one in names]
    told = [
        f"{named(document.scenarios[one])} {format_figure(value, indicator.decimals, unit_of(indicator))}"
        for one, value in zip(names, values, strict=True)
    ]
    text = tr("ViewSentence", "{what} in {year}: {figures}.").format(
        what=spoken_series(workspace.plan, series, language()),
        year=workspace.year,
        figures=clauses(told, language(), comma=True),
    )
    figures = tuple(format_figure(value, indicator.decimals) for value in values)
    return ViewSentence(text, (*figures, str(workspace.year)))


def _of_targets(workspace: Workspace, subject: Subject, industry: str, narrowed: bool) -> ViewSentence:
    """How many targets stand how, and which is furthest behind."""
    plan, chosen, judgement = workspace.plan, workspace.selection, workspace.judgement()
    table, frame = workspace.result.targets, workspace.session.results.frame
    wanted = frame.own[table.row]
    if subject is Subject.REGIONS:
        wanted = of_indicator(workspace)
        parents = {frame.region_index.get(one.parent, -1) for one in plan.regions if one.parent}
        below = wanted & ~np.isin(frame.region_of[table.row], list(parents))
        # a whole is not counted among its parts
        wanted = below if below.any() else wanted
    elif subject is Subject.INDICATORS:
        wanted = of_region(workspace, industry)
    positions = told_targets(workspace, wanted, narrowed=narrowed)
    if not len(positions):
        return NOTHING
    counts = Counter(Status(int(one)) for one in judgement.status[positions])
    told = clauses(
        (f"{status_words(workspace, one)} {counts[one]}" for one in LEGEND if counts[one]),
        language(),
        comma=True,
    )
    said: dict[str, object] = {"year": workspace.year, "counts": told, "count": Count(len(positions))}
    worst = _furthest_behind(workspace, positions)
    said["behind"] = _behind_text(workspace, worst, subject) if worst is not None else ""
    if subject is Subject.REGIONS:
        said["what"] = spoken_series(
            workspace.plan, SeriesKey("", chosen.industry, chosen.indicator), language()
        )
        text = REGIONS_STAND.text(language(), said)
    elif subject is Subject.INDICATORS:
        said["what"] = spoken_series(workspace.plan, SeriesKey(chosen.region, industry, ""), language())
        text = tr("ViewSentence", "{what} in {year}, {count:target|targets}: {counts}{behind}.").format(
            **said
        )
    else:
        text = tr("ViewSentence", "All {count:target|targets} in {year}: {counts}{behind}.").format(**said)
    met = counts[Status.BLUE]
    figures = [str(workspace.year), *(f"{one.code} {counts[one]}" for one in LEGEND)]
    if worst is not None:
        key = table.keys[worst].series
        unit = workspace.judged_unit(worst)
        figures += [*key, unit.gap(float(judgement.gap[worst]), "en", unit=False)]
    return ViewSentence(
        text,
        tuple(figures),
        f"{met} / {len(positions)}",
        status_words(workspace, Status.BLUE),
        Status.BLUE,
    )


def _as_overview(workspace: Workspace, sentence: ViewSentence, narrowed: bool) -> ViewSentence:
    """In the overview's own words, which stand on the page as well: what is met and what is on track are told apart."""
    text = tr("ViewSentence", "{what} in {year}: {counts}.").format(
        what=spoken_series(workspace.plan, SeriesKey(workspace.selection.region, "", ""), language()),
        year=workspace.year,
        counts=overview_sentence(overview_rows(workspace, narrowed=narrowed)),
    )
    return replace(sentence, text=text, under=tr("ViewSentence", "met or on track"))


def _behind_text(workspace: Workspace, position: int, subject: Subject) -> str:
    series = workspace.result.targets.keys[position].series
    unit, gap = workspace.judged_unit(position), float(workspace.judgement().gap[position])
    shown = {
        Subject.REGIONS: SeriesKey(series.region, "", ""),
        Subject.INDICATORS: SeriesKey("", series.industry, series.indicator),
    }.get(subject, series)
    measure = "" if unit.own else f"{unit.words.text(language(), {})} "
    said = {
        "name": spoken_series(workspace.plan, shown, language()),
        "gap": f"{measure}{unit.gap(gap, language())}",
    }
    return FURTHEST_BEHIND.text(language(), said)


def _furthest_behind(workspace: Workspace, positions: IntArray) -> int | None:
    """The missed target that has gone the least of its way, of the worst status; None where none is missed."""
    judgement = workspace.judgement()
    for status in WORST_FIRST:
        if status in (Status.BLUE, Status.GREY):
            return None
        of_it = positions[(judgement.status[positions] == status) & np.isfinite(judgement.gap[positions])]
        if len(of_it):
            gone = judgement.progress[of_it]
            return int(of_it[int(np.argmin(np.where(np.isfinite(gone), gone, np.inf)))])
    return None
