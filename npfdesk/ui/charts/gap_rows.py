"""What a gap chart shows, as figures and words: no painting."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.target_figures import TargetTable
from npfdesk.engine.targets.gaps import gap
from npfdesk.engine.targets.judged_units import JudgedUnit
from npfdesk.engine.targets.judgement import Judgement
from npfdesk.plan.gap_words import gap_text, narrow
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.owners import owner_of
from npfdesk.plan.series_words import spoken_series
from npfdesk.plan.statuses import Status
from npfdesk.plan.targets import Measure
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.workspace import Workspace

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
_STATUSES = tuple(Status)
_FEW = 4
"""How many bars there are at least before one of them can be an outlier."""
MOST_ROWS = 100
"""How many bars are made; beyond them the furthest behind are shown and the others counted."""


@dataclass(frozen=True)
class Bar:
    """One bar.

    `length` is the share of the scale (-1 to 1 unless `cut`; positive while something is missing), `milestone` where the
    target path stands in that year on the same scale (None: it is the target's own year, or off the scale), `figure` what is
    written at the end, `position` the target's place in its table, `apart` that it is counted otherwise and has no bar, `share` what is missing in
    what the scale counts.
    """

    region: str
    industry: str
    indicator: str
    name: str
    length: float
    figure: str
    status: Status
    milestone: float | None = None
    cut: bool = False
    position: int = -1
    apart: bool = False
    share: float = math.nan

    @property
    def drawn(self) -> tuple[object, ...]:
        """All of it that is painted."""
        return self.name, self.length, self.figure, self.status, self.milestone, self.cut, self.apart


@dataclass(frozen=True, eq=False)
class BarTargets:
    """Which targets have a bar, in what order, and how they are called: all of it that no figure moves.

    `positions` (bar,) in the table of targets, `whole` that of the headline (-1: none), `rows` the series of both, `units` and `names` (bar,);
    `scale` (bar,) is 1 where a bar is of the measure that all share (NaN: of another), None where bars are shares of their targets.
    """

    asked: tuple[object, ...]
    positions: IntArray
    whole: int
    rows: IntArray
    unit: str
    units: tuple[JudgedUnit, ...]
    names: tuple[str, ...]
    scale: FloatArray | None

    def stands(self, workspace: Workspace) -> bool:
        """Whether plan and targets are still those that they were taken from."""
        return self.asked[0] is workspace.plan and self.asked[1] is workspace.result.targets

    @cached_property
    def places(self) -> Mapping[int, int]:
        """The bars' places by their targets' places in the table."""
        return MappingProxyType({position: place for place, position in enumerate(self.positions.tolist())})

    def places_of(self, positions: IntArray) -> list[int]:
        """The places of the bars of some targets; those without a bar are passed over."""
        return [self.places[one] for one in positions.tolist() if one in self.places]


@dataclass(frozen=True, eq=False)
class GapRows:
    """The bars, how many more there are, the series that they rest on, and what the scale counts in.

    `whole` is the region that those of the bars are parts of (None: it has no target): a headline, never a bar on its parts'
    scale. `scale` is what the longest bar stands for, where that is a share of the target (NaN: it is not).
    `targets`, `told` (target, figure; see ``_told``) and `longest`, what the longest bar stands for, are what they were made from.
    """

    bars: tuple[Bar, ...]
    more: int
    rows: IntArray
    unit: str
    apart: bool = False
    """Whether some have no bar, being of another measure."""
    whole: Bar | None = None
    scale: float = math.nan
    targets: BarTargets | None = None
    told: FloatArray | None = None
    longest: float = math.nan
    stood: bytes = b""
    """What the headline was made from: the figures of its target and how it stands."""

    @property
    def every(self) -> tuple[Bar, ...]:
        """The headline, where there is one, and the bars."""
        return self.bars if self.whole is None else (self.whole, *self.bars)


def bar_targets(workspace: Workspace, by_region: bool, kept: BarTargets | None = None) -> BarTargets:
    """The targets of the indicator looked at in every region, or of the region looked at; those `kept`, where nothing else is asked."""
    chosen, table = workspace.selection, workspace.result.targets
    frame = workspace.session.results.frame
    asked = (workspace.plan, table, frame, chosen, workspace.year, workspace.owner, by_region, language())
    if kept is not None and kept.asked == asked:
        return kept
    if by_region:
        wanted, unit = of_indicator(workspace), ""
    else:
        wanted, unit = of_region(workspace, chosen.industry), tr("GapChart", "% of the target")
    positions = told_targets(workspace, wanted, narrowed=True)
    whole = -1
    if by_region:
        positions, whole = _beside(workspace, positions)
    rows = table.row[positions if whole < 0 else np.append(positions, whole)]
    units = tuple(workspace.judged_unit(int(position)) for position in positions)
    scale = None
    if by_region:
        # one axis has room for one measure: the one that most regions have
        counted = Counter(one.scale for one in units)
        common = max(counted, key=lambda one: counted[one], default=None)
        scale = np.array([1.0 if one.scale == common else np.nan for one in units])
        shared = next((one for one in units if one.scale == common), None)
        unit = _unit_text(shared) if shared is not None else ""
    names = tuple(_name(workspace, int(position), by_region) for position in positions)
    return BarTargets(asked, positions, whole, rows, unit, units, names, scale)


def gap_rows(
    workspace: Workspace, by_region: bool, before: GapRows | None = None, again: IntArray | None = None
) -> GapRows:
    """The bars of the indicator looked at in every region, or of every indicator in the region looked at.

    Of those shown `before` the ones whose figures have not moved are taken over; where only the targets at the positions
    `again` have been judged since, no others are looked at, and where nothing has moved it is those shown before themselves.
    """
    judgement = workspace.judgement()
    targets = bar_targets(workspace, by_region, before.targets if before is not None else None)
    stood = _stood(judgement, targets.whole)
    told, kept = _kept(workspace, judgement, targets, before, again)
    if again is not None and before is not None and told is before.told and stood == before.stood:
        return before
    names, shown = targets.names, range(len(told))
    apart = bool((np.isnan(told[:, _SCALE]) & np.isfinite(told[:, _MISSING])).any())
    # beyond what can be read at a glance, the furthest behind are shown; the rest is counted
    more = max(0, len(told) - MOST_ROWS)
    lengths = told[:, _LENGTH]
    if more:
        worst = np.argsort(np.where(np.isfinite(lengths), -lengths, np.inf), kind="stable")[:MOST_ROWS]
        shown, lengths = worst.tolist(), lengths[worst]
    longest = _longest(lengths.tolist())
    longest = longest if by_region else min(longest, 1.0)
    if before is None or longest != before.longest:
        kept = {}
    table, positions = workspace.result.targets, targets.positions.tolist()
    bars = tuple(
        kept.get(positions[place])
        or _bar(
            table,
            judgement,
            positions[place],
            targets.units[place],
            names[place],
            told[place].tolist(),
            longest,
            bare=by_region and math.isfinite(told[place, _SCALE]),
        )
        for place in shown
    )
    headline, whole = None, targets.whole
    if again is not None and before is not None and before.targets is targets and before.stood == stood:
        headline = before.whole
    elif whole >= 0:
        # of one measure with its parts or not, it says its own unit
        name, unit = _name(workspace, whole, by_region), workspace.judged_unit(whole)
        headline = _bar(table, judgement, whole, unit, name, _UNTOLD, longest)
    reach = math.nan if by_region else longest
    return GapRows(
        bars, more, targets.rows, targets.unit, apart, headline, reach, targets, told, longest, stood
    )


def _kept(
    workspace: Workspace,
    judgement: Judgement,
    targets: BarTargets,
    before: GapRows | None,
    again: IntArray | None,
) -> tuple[FloatArray, dict[int, Bar]]:
    """What all bars are made from (see ``_told``), and those shown before that are made from the same, by their targets' places."""
    if before is None or before.targets is not targets or before.told is None:
        return _told(workspace, judgement, targets, slice(None)), {}
    told, places = before.told, slice(None) if again is None else targets.places_of(again)
    now = _told(workspace, judgement, targets, places)
    moved = ~((told[places] == now) | (np.isnan(told[places]) & np.isnan(now))).all(axis=1)
    if moved.any():
        told = told.copy()
        told[places] = now
    stays = np.ones(len(told), dtype=np.bool_)
    stays[places] = ~moved
    return told, {bar.position: bar for bar in before.bars if stays[targets.places[bar.position]]}


def _stood(judgement: Judgement, position: int) -> bytes:
    """All of a target's judgement that a headline says (-1: there is none)."""
    if position < 0:
        return b""
    figures = (judgement.value, judgement.gap, judgement.target, judgement.status)
    return np.array([one[position] for one in figures], dtype=np.float64).tobytes()


_LENGTH, _MILESTONE, _SCALE, _MISSING = range(4)
_UNTOLD = (math.nan,) * 4


def _told(
    workspace: Workspace, judgement: Judgement, targets: BarTargets, places: slice | list[int]
) -> FloatArray:
    """What some bars are made from (target, figure).

    How long it is and where the target path stands in that year, in what the scale counts; the scale, what is missing, the status, the target.
    """
    table, positions = workspace.result.targets, targets.positions[places]
    aimed, missing = judgement.target[positions], judgement.gap[positions]
    if targets.scale is not None:
        scale = targets.scale[places]
    else:
        means = np.array([one.of_target for one in targets.units], dtype=np.bool_)[places]
        scale = np.where(means, _scale(aimed), np.nan)
    due = gap(judgement.milestone[positions], aimed, table.sign[positions])
    due = np.where(table.year[positions] > workspace.year, due * scale, np.nan)
    figures = (missing * scale, due, scale, missing, judgement.status[positions], aimed)
    return np.stack(figures, axis=1, dtype=np.float64)


def _beside(workspace: Workspace, positions: IntArray) -> tuple[IntArray, int]:
    """Of one target a region those of the parts of the region looked at, else of those beside it; and their whole's (-1: none).

    Whatever has no target between a region and its parts is passed over.
    """
    plan, keys = workspace.plan, workspace.result.targets.keys
    of = {keys[position].series.region: int(position) for position in positions}

    def above(code: str) -> str:
        """The nearest region above that has a target; "" where there is none."""
        region = plan.region_by_code.get(code)
        while region is not None and region.parent:
            if region.parent in of:
                return region.parent
            region = plan.region_by_code.get(region.parent)
        return ""

    parents = {code: above(code) for code in of}
    chosen = workspace.selection.region
    whole = chosen if chosen in of else above(chosen)
    if whole not in parents.values():
        whole = parents.get(whole, "")
    parts = [position for code, position in of.items() if parents[code] == whole]
    return np.array(parts, dtype=np.int64), of.get(whole, -1)


def of_indicator(workspace: Workspace) -> BoolArray:
    """Which targets are those of the indicator and industry looked at, in the plan's own regions."""
    chosen, table, frame = workspace.selection, workspace.result.targets, workspace.session.results.frame
    wanted = frame.indicator_of[table.row] == frame.indicator_index.get(chosen.indicator, -1)
    wanted &= frame.industry_of[table.row] == frame.slot_index.get(chosen.industry, -1)
    wanted &= frame.own[table.row]
    return np.asarray(wanted, dtype=np.bool_)


def of_region(workspace: Workspace, industry: str = "") -> BoolArray:
    """Which targets are those of the region looked at, of one industry, or of all ("")."""
    chosen, table, frame = workspace.selection, workspace.result.targets, workspace.session.results.frame
    wanted = frame.region_of[table.row] == frame.region_index.get(chosen.region, -1)
    if industry:
        wanted &= frame.industry_of[table.row] == frame.slot_index.get(industry, -1)
    return np.asarray(wanted, dtype=np.bool_)


def told_targets(workspace: Workspace, wanted: BoolArray, *, narrowed: bool = False) -> IntArray:
    """Of these targets (a mask) that of each series which comes next, where it says something.

    `narrowed`: only those of the owner to whom the window is narrowed.
    """
    table = workspace.result.targets
    positions = one_a_series(table, np.flatnonzero(wanted), workspace.year)
    positions = positions[say_something(table, positions)]
    return positions[of_owner(workspace, positions)] if narrowed else positions


def one_a_series(table: TargetTable, positions: IntArray, year: int) -> IntArray:
    """Of several targets of a series the next one from that year on, else the last one before."""
    years = table.year[positions]
    rank = np.where(years >= year, years - year, 10_000 + year - years)
    order = np.lexsort((rank, table.row[positions]))
    rows = table.row[positions][order]
    first = np.ones(len(rows), dtype=np.bool_)
    first[1:] = rows[1:] != rows[:-1]
    return positions[order][first]


def say_something(table: TargetTable, positions: IntArray) -> BoolArray:
    """Which targets have a figure or at least words that ask for something."""
    said = np.isfinite(table.figure[positions])
    for place in np.flatnonzero(~said):
        # a stretch alone (力争1000以上) has no figure to reach, and is shown in its words
        said[place] = not table.statements[positions[place]].parsed.asks_nothing
    return said


def of_owner(workspace: Workspace, positions: IntArray) -> BoolArray:
    """Which targets the owner answers for to whom the window is narrowed; all where it is to none."""
    wanted = workspace.owner
    if not wanted:
        return np.ones(len(positions), dtype=np.bool_)
    plan, statements = workspace.plan, workspace.result.targets.statements
    return np.fromiter(
        (owner_of(plan, statements[position]) == wanted for position in positions), np.bool_, len(positions)
    )


def _scale(targets: FloatArray) -> FloatArray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(targets != 0, 1.0 / np.abs(targets), np.nan)


def _longest(lengths: Sequence[float]) -> float:
    """The longest bar that is no outlier: none beyond the third quartile by three times the quartiles' distance; 1 where none has a length.

    Source: the outer fence of J. W. Tukey, Exploratory Data Analysis (1977).
    """
    known = sorted(abs(one) for one in lengths if one and math.isfinite(one))
    if len(known) >= _FEW:
        low, high = _quantile(known, 0.25), _quantile(known, 0.75)
        fence = high + 3 * (high - low)
        known = [one for one in known if one <= fence]
    return known[-1] if known else 1.0


def _quantile(ascending: Sequence[float], share: float) -> float:
    """The figure below which a share of some figures lies, between two of them in proportion."""
    place = share * (len(ascending) - 1)
    below = ascending[int(place)]
    above = ascending[min(int(place) + 1, len(ascending) - 1)]
    return below + (above - below) * (place - int(place))


def _name(workspace: Workspace, position: int, by_region: bool) -> str:
    """What the bar of the target at a position of its table is called: its region, or its indicator and industry."""
    plan, series = workspace.plan, workspace.result.targets.keys[position].series
    if by_region:
        return named(plan.region_by_code[series.region])
    industry = plan.industry_by_code.get(series.industry)
    what = named(plan.indicator_by_code[series.indicator])
    return f"{what} · {named(industry)}" if industry is not None else what


def _bar(
    table: TargetTable,
    judgement: Judgement,
    position: int,
    unit: JudgedUnit,
    name: str,
    told: Sequence[float],
    longest: float,
    *,
    bare: bool = False,
) -> Bar:
    length, milestone, scale = told[_LENGTH] / longest, told[_MILESTONE] / longest, told[_SCALE]
    known = math.isfinite(length)
    missing = float(judgement.gap[position])
    return Bar(
        *table.keys[position].series,
        name,
        max(-1.0, min(1.0, length)) if known else 0.0,
        _figure(table, judgement, position, unit, missing, bare),
        _STATUSES[judgement.status[position]],
        milestone if math.isfinite(milestone) and abs(milestone) <= 1 else None,
        known and abs(length) > 1 + 1e-9,
        position,
        not known,
        missing * scale,
    )


def _unit_text(unit: JudgedUnit) -> str:
    """What the bars count in, with the measure where it is not the figure of the year."""
    counted = unit.difference.text(language(), {})
    words = "" if unit.own else unit.words.text(language(), {})
    return " · ".join(part for part in (counted, words) if part)


def _figure(
    table: TargetTable, judgement: Judgement, position: int, unit: JudgedUnit, missing: float, bare: bool
) -> str:
    """What is written at the end of a bar; `bare`: without its unit."""
    if math.isfinite(missing):
        behind = "" if bare else narrow(unit.difference.text(language(), {}))
        text = gap_text(missing, unit.decimals, behind, language())
        return text if bare or unit.own else f"{unit.words.text(language(), {})} {text}"
    if not np.isfinite(judgement.target[position]):
        return table.statements[position].wording
    return tr("GapChart", "missing value")


def told(workspace: Workspace, position: int) -> str:
    """Everything about the target at a position of its table, a line each, for a tip."""
    plan, table, judgement = workspace.plan, workspace.result.targets, workspace.judgement()
    series = table.keys[position].series
    unit, spoken = workspace.judged_unit(position), language()
    lines = [spoken_series(plan, series, spoken, " · ")]
    measure = "" if unit.measure is Measure.LEVEL else f"{unit.words.text(spoken, {})} "

    def add(words: str, figure: float, text: str) -> None:
        if np.isfinite(figure):
            lines.append(f"{words} {text}")

    year = int(table.year[position])
    value, milestone = float(judgement.value[position]), float(judgement.milestone[position])
    add(str(workspace.year), value, f"{measure if not unit.own else ''}{unit.figure(value, spoken)}")
    lines.append(f"{tr('GapChart', 'target')} {year}: {table.statements[position].wording}")
    owner = owner_of(plan, table.statements[position])
    if owner:
        lines.append(tr("GapChart", "answers for it: {owner}").replace("{owner}", owner))
    if year > workspace.year:
        add(f"{tr('GapChart', 'milestone')} {workspace.year}:", milestone, unit.figure(milestone, spoken))
    missing, gone = float(judgement.gap[position]), float(judgement.progress[position]) * 100
    add(f"{tr('GapChart', 'Shortfall')}:", missing, unit.gap(missing, spoken))
    add(tr("GapChart", "progress to target:"), gone, format_figure(gone, 0, "%"))
    required = float(judgement.required[position])
    add(tr("GapChart", "growth still needed:"), required, needed_text(workspace, position))
    return "\n".join(lines)


def status_words(workspace: Workspace, status: Status) -> str:
    """How a target stands, in the plan's own words where it has some."""
    return workspace.plan.status_settings.label(workspace.rule, status).text(language(), {})


def needed_text(workspace: Workspace, position: int) -> str:
    """What each year left needs, with its unit; — where nothing is known of it."""
    unit = workspace.judged_unit(position)
    indicator = workspace.plan.indicator_by_code[workspace.result.targets.keys[position].series.indicator]
    places = 1 if unit.paced and not indicator.kind.moves_in_points else unit.required_decimals
    required = float(workspace.judgement().required[position])
    return format_figure(required, places, unit.required.text(language(), {}))
