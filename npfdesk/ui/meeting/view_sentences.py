"""The sentence that carries the message of a view: written from its figures, or the presenter's own.

A sentence of the presenter's is kept with the figures that it was written over, so that it is seen when they move.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.plan.numbers import format_figure
from npfdesk.plan.problems import Count, clauses
from npfdesk.plan.saved_views import PATHS, SavedView
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.statuses import LEGEND, WORST_FIRST, Status
from npfdesk.ui.charts.gap_rows import of_owner, one_a_series, say_something, status_words
from npfdesk.ui.look.language import language, named, tr, unit_of
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


def view_sentence(workspace: Workspace, view: str, chosen: Sequence[int] = ()) -> ViewSentence:
    """The sentence of a view with these buttons down (places), from what the workspace looks at; empty without figures."""
    subject = _SUBJECTS.get(view, Subject.SERIES)
    if view in _BY_INDICATOR and 1 in chosen:
        subject = Subject.INDICATORS
    if subject is Subject.SERIES:
        return _of_series(workspace)
    if subject is Subject.SCENARIOS:
        return _of_scenarios(workspace)
    return _of_targets(workspace, subject)


def _of_series(workspace: Workspace) -> ViewSentence:
    plan, series, year = workspace.plan, workspace.selection.series, workspace.year
    row = plan.row.get(series)
    if row is None:
        return NOTHING
    positions = _telling(workspace, np.array(workspace.result.targets.of_row(row), dtype=np.int64))
    if not len(positions):
        return _without_target(workspace, row)
    position, judgement, table = int(positions[0]), workspace.judgement(), workspace.result.targets
    unit, spoken, due = workspace.judged_unit(position), language(), int(table.year[position])
    value, gap = float(judgement.value[position]), float(judgement.gap[position])
    aim = table.statements[position].wording
    what = _names(workspace, series)
    if not unit.own:
        what = f"{what} {unit.words.text(spoken, {})}"
    status = Status(judgement.status[position])
    dated = tr("ViewSentence", "{aim} for {due}").format(aim=aim, due=due)
    said = {
        "what": what,
        "year": year,
        "aim": aim if due == year else dated,
        "figure": unit.figure(value, spoken),
    }
    figures = [unit.figure(value, "en", unit=False), aim, str(due), str(year)]
    if not np.isfinite(value):
        text = tr("ViewSentence", "{what}: no figure for {year} yet; the target is {aim}.")
        return ViewSentence(text.format(**said), tuple(figures), "", status_words(workspace, status), status)
    actual = bool(judgement.actual[position])
    if not np.isfinite(gap):
        text = (
            tr("ViewSentence", "{what}: {figure} in {year}; the target is {aim}.")
            if actual
            else tr("ViewSentence", "{what}: {figure} projected for {year}; the target is {aim}.")
        )
        return ViewSentence(text.format(**said), tuple(figures), "", status_words(workspace, status), status)
    said["gap"] = unit.gap(gap, spoken)
    figures.append(unit.gap(gap, "en", unit=False))
    text = (
        tr("ViewSentence", "{what}: {figure} in {year} against a target of {aim}, {gap}.")
        if actual
        else tr(
            "ViewSentence",
            "{what}: {figure} projected for {year} against a target of {aim}, {gap}.",
        )
    )
    return ViewSentence(
        text.format(**said), tuple(figures), unit.gap(gap, spoken), status_words(workspace, status), status
    )


def _without_target(workspace: Workspace, row: int) -> ViewSentence:
    """From the base year to the year looked at."""
    plan, year, base = workspace.plan, workspace.year, workspace.plan.base_year
    indicator = plan.indicator_by_code[plan.series[row].indicator]
    values, known = workspace.result.values[row], workspace.session.results.actual.known
    now, then = (float(values[plan.column(one)]) for one in (year, base))
    unit = unit_of(indicator)
    said = {
        "what": _names(workspace, plan.series[row]),
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
        what=_names(workspace, series),
        year=workspace.year,
        figures=clauses(told, language(), comma=True),
    )
    figures = tuple(format_figure(value, indicator.decimals) for value in values)
    return ViewSentence(text, (*figures, str(workspace.year)))


def _of_targets(workspace: Workspace, subject: Subject) -> ViewSentence:
    """How many targets stand how, and which is furthest behind."""
    plan, chosen, judgement = workspace.plan, workspace.selection, workspace.judgement()
    table, frame = workspace.result.targets, workspace.session.results.frame
    wanted = frame.own[table.row]
    if subject is Subject.REGIONS:
        wanted = wanted & (frame.indicator_of[table.row] == frame.indicator_index.get(chosen.indicator, -1))
        wanted &= frame.industry_of[table.row] == frame.slot_index.get(chosen.industry, -1)
        parents = {frame.region_index.get(one.parent, -1) for one in plan.regions if one.parent}
        below = wanted & ~np.isin(frame.region_of[table.row], list(parents))
        # a whole is not counted among its parts
        wanted = below if below.any() else wanted
    elif subject is Subject.INDICATORS:
        wanted = wanted & (frame.region_of[table.row] == frame.region_index.get(chosen.region, -1))
        wanted &= frame.industry_of[table.row] == frame.slot_index.get(chosen.industry, -1)
    positions = _telling(workspace, np.flatnonzero(wanted))
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
        said["what"] = _names(workspace, SeriesKey("", chosen.industry, chosen.indicator))
        text = tr("ViewSentence", "{what} in {year}, {count:region|regions}: {counts}{behind}.")
    elif subject is Subject.INDICATORS:
        said["what"] = _names(workspace, SeriesKey(chosen.region, chosen.industry, ""))
        text = tr("ViewSentence", "{what} in {year}, {count:target|targets}: {counts}{behind}.")
    else:
        text = tr("ViewSentence", "All {count:target|targets} in {year}: {counts}{behind}.")
    met = counts[Status.BLUE]
    figures = [str(workspace.year), *(f"{one.code} {counts[one]}" for one in LEGEND)]
    if worst is not None:
        key = table.keys[worst].series
        unit = workspace.judged_unit(worst)
        figures += [*key, unit.gap(float(judgement.gap[worst]), "en", unit=False)]
    return ViewSentence(
        text.format(**said),
        tuple(figures),
        f"{met} / {len(positions)}",
        status_words(workspace, Status.BLUE),
        Status.BLUE,
    )


def _behind_text(workspace: Workspace, position: int, subject: Subject) -> str:
    series = workspace.result.targets.keys[position].series
    unit, gap = workspace.judged_unit(position), float(workspace.judgement().gap[position])
    shown = {
        Subject.REGIONS: SeriesKey(series.region, "", ""),
        Subject.INDICATORS: SeriesKey("", series.industry, series.indicator),
    }.get(subject, series)
    text = tr("ViewSentence", "; furthest behind is {name}, {gap}")
    measure = "" if unit.own else f"{unit.words.text(language(), {})} "
    return text.format(name=_names(workspace, shown), gap=f"{measure}{unit.gap(gap, language())}")


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


def _telling(workspace: Workspace, positions: IntArray) -> IntArray:
    """Of each series the target that comes next, where it says something and its owner is shown."""
    table = workspace.result.targets
    positions = one_a_series(table, positions, workspace.year)
    positions = positions[say_something(table, positions)]
    return positions[of_owner(workspace, positions)]


def _names(workspace: Workspace, series: SeriesKey) -> str:
    plan = workspace.plan
    parts = (
        plan.region_by_code.get(series.region),
        plan.industry_by_code.get(series.industry),
        plan.indicator_by_code.get(series.indicator),
    )
    return " ".join(named(one) for one in parts if one is not None)
