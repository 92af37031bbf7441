"""A returned cell beside what is known of it: new, the same, changed, blank, or told; and what it contradicts."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import numpy as np

from npfdesk.engine.audit import magnitudes, own_checks, share_groups, sums
from npfdesk.engine.audit.finding import Finding
from npfdesk.engine.audit.printed_figures import FiguresOfYear, PrintedFigures
from npfdesk.engine.edits.past_pace import plausible_figures
from npfdesk.engine.projection.impossible import beyond_whole
from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.update import update
from npfdesk.plan import return_problems as kinds
from npfdesk.plan.collection import AskedCell, AskedFor, Collection, Unit
from npfdesk.plan.document import Document
from npfdesk.plan.edits import Label, SetObservations
from npfdesk.plan.kinds import Kind
from npfdesk.plan.measure_words import figure_wording
from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.names import says_nothing
from npfdesk.plan.negotiation import ProposalKey, Side, settled_targets
from npfdesk.plan.numbers import NOT_A_NUMBER, brief_figure, format_figure
from npfdesk.plan.positions import PROPOSAL_SETTLED, position
from npfdesk.plan.problems import Problem, ProblemKind, Severity, Wording
from npfdesk.plan.return_words import unit_wording
from npfdesk.plan.returns import ReturnedCell
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.plan.series_words import series_problem, series_wording
from npfdesk.plan.shares_of_wholes import is_no_less_than_nothing
from npfdesk.plan.spoken_names import unit_in
from npfdesk.plan.structure import knows_series
from npfdesk.plan.vintages import same_figure


class CellState(StrEnum):
    """A returned cell beside what is known."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    BLANK = "blank"
    TOLD = "told"
    """It is not taken; its problems say why."""


CONFIRMED: Final = frozenset(
    {
        kinds.FAR_FROM_KNOWN,
        kinds.FRACTION_FOR_PERCENT,
        kinds.NEGATIVE,
        kinds.NOT_WHOLE,
        kinds.CELLS_DIFFER,
        kinds.NAME_CHANGED,
    }
)
"""What keeps a figure from being taken until somebody says that it is right."""


@dataclass(frozen=True)
class WeighedCell:
    """A returned cell with what is known there now (None: nothing) and what is odd about it.

    `low` and `high` are the plausible range that its past tells (None: too short a past to say). `problems` with an error
    keep it from being taken; warnings only ask.
    """

    unit: Unit
    returned: ReturnedCell
    known: float | None
    state: CellState
    low: float | None = None
    high: float | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def can_be_taken(self) -> bool:
        """Whether taking the return would write it."""
        return self.state in (CellState.NEW, CellState.CHANGED)

    @property
    def can_be_confirmed(self) -> bool:
        """Whether it is told, and may be taken all the same where somebody chooses it by itself."""
        errors = [one.kind for one in self.all_problems if one.severity is Severity.ERROR]
        has_value = self.returned.value is not None or self.returned.asked.asked_for is AskedFor.PROPOSAL
        return self.state is CellState.TOLD and has_value and bool(errors) and set(errors) <= CONFIRMED

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """What is wrong with the cell itself, and what is odd about its figure."""
        return (*self.returned.problems, *self.problems)


_TINY: Final = 1e-9
_FEW_TIMES: Final = 100.0
_RULES: Final = (
    sums.observed_sums,
    magnitudes.parts_above_whole,
    share_groups.share_sums,
    own_checks.own_checks,
)
"""The rules of the audit about figures of one year beside one another."""
_LAID: Final = Label(Wording("", ""))


def is_blank(cell: ReturnedCell) -> bool:
    """Whether nothing was filled in (a dash or 无 says so), and nothing is wrong with the cell."""
    return says_nothing(cell.text) and not any(one.severity is Severity.ERROR for one in cell.problems)


def agree(one: ReturnedCell, other: ReturnedCell) -> bool:
    """Whether two cells say the same: their figures, or the words and reasons of their proposals."""
    if one.asked.asked_for is AskedFor.PROPOSAL:
        return (one.text.strip(), one.note.strip()) == (other.text.strip(), other.note.strip())
    if one.value is None or other.value is None:
        return one.value is other.value and one.text == other.text
    return same_figure(one.value, other.value)


def cell_problem(plan: Plan, kind: ProblemKind, cell: ReturnedCell, **words: object) -> Problem:
    """A problem of a returned cell, at its place: {what} names the series, {year} the year, {value} what was reported."""
    asked = cell.asked
    arguments = {
        "what": series_wording(plan, asked.series),
        "year": asked.year,
        "value": CellWeighing.shown_in(plan, cell),
        **words,
    }
    return Problem(kind, cell.sheet, cell.cell, cell.text, MappingProxyType(arguments))


class CellWeighing:
    """Weighs the cells of one collection against one state of a document."""

    def __init__(self, document: Document, results: Results, collection: Collection) -> None:
        self.document, self.plan, self.results = document, document.plan, results
        self.collection = collection
        self.settled = settled_targets(self.plan.proposals)

    # words

    @staticmethod
    def shown_figure(plan: Plan, series: SeriesKey, value: float) -> Wording:
        """A figure of a series with its unit."""
        indicator = plan.indicator_by_code.get(series.indicator)
        if indicator is None:
            return Wording(brief_figure(value), brief_figure(value))
        return Wording(
            brief_figure(value, unit_in(indicator, "zh")), brief_figure(value, unit_in(indicator, "en"))
        )

    @staticmethod
    def shown_in(plan: Plan, cell: ReturnedCell) -> Wording:
        """What a cell says: its figure with its unit, or its text; — for nothing."""
        if cell.value is None or cell.asked.asked_for is AskedFor.PROPOSAL:
            return Wording(cell.text.strip() or "—", cell.text.strip() or "—")
        return CellWeighing.shown_figure(plan, cell.asked.series, cell.value)

    def shown(self, cell: ReturnedCell) -> Wording:
        """What a cell says."""
        return self.shown_in(self.plan, cell)

    # one cell by itself

    def apart(self, unit: Unit, cell: ReturnedCell) -> WeighedCell:
        """A cell of a return that is none of this collection: blank, or told with its return."""
        return WeighedCell(unit, cell, None, CellState.BLANK if is_blank(cell) else CellState.TOLD)

    def first_look(self, unit: Unit, cell: ReturnedCell, asked: frozenset[AskedCell]) -> WeighedCell:
        """A cell beside what is known and what was asked of its unit, without the others."""
        if is_blank(cell):
            return WeighedCell(unit, cell, self._known(cell.asked), CellState.BLANK)
        refused = self._refused(unit, cell, asked)
        if refused is not None or any(one.severity is Severity.ERROR for one in cell.problems):
            known = self._known(cell.asked)
            return WeighedCell(unit, cell, known, CellState.TOLD, problems=refused or ())
        if cell.asked.asked_for is AskedFor.PROPOSAL:
            return self._proposed(unit, cell)
        return self._figure(unit, cell)

    def _refused(
        self, unit: Unit, cell: ReturnedCell, asked: frozenset[AskedCell]
    ) -> tuple[Problem, ...] | None:
        plan, what = self.plan, cell.asked
        if what not in asked:
            return (cell_problem(plan, kinds.NOT_ASKED, cell, unit=unit_wording(plan, unit)),)
        if not knows_series(plan, what.series):
            codes = " ".join(filter(None, what.series))
            return (cell_problem(plan, kinds.SERIES_UNKNOWN, cell, series=codes, text=cell.text),)
        if what.asked_for is AskedFor.PROPOSAL:
            return None
        if plan.indicator_by_code[what.series.indicator].formula is not None:
            return (cell_problem(plan, kinds.NOW_COMPUTED, cell),)
        unread = any(one.severity is Severity.ERROR for one in cell.problems)
        if not unread and (cell.value is None or not math.isfinite(cell.value)):
            return (Problem(NOT_A_NUMBER, cell.sheet, cell.cell, cell.text),)
        return None

    def _known(self, asked: AskedCell) -> float | None:
        if asked.asked_for is AskedFor.PROPOSAL:
            there = self.plan.proposals.get(self._position(asked))
            return None if there is None else there.figure
        return self.plan.observed_figure(asked.series, asked.year)

    def _position(self, asked: AskedCell) -> ProposalKey:
        return ProposalKey(asked.series, asked.year, self.collection.round, Side.PROPOSAL)

    def _figure(self, unit: Unit, cell: ReturnedCell) -> WeighedCell:
        assert cell.value is not None
        known = self.plan.observed_figure(cell.asked.series, cell.asked.year)
        # what stands may be more exact than a return prints
        if known is not None and abs(known - cell.value) <= cell.rounding + _TINY * max(abs(known), 1.0):
            return WeighedCell(unit, cell, known, CellState.SAME)
        problems = tuple(self._doubts(cell))
        if any(one.severity is Severity.ERROR for one in problems):
            state = CellState.TOLD
        else:
            state = CellState.NEW if known is None else CellState.CHANGED
        return WeighedCell(unit, cell, known, state, problems=problems)

    def _doubts(self, cell: ReturnedCell) -> Iterator[Problem]:
        """What is odd about a figure by its kind, and beside what is known of its series."""
        value, plan = cell.value, self.plan
        assert value is not None
        indicator = plan.indicator_by_code[cell.asked.series.indicator]
        if value < 0 and is_no_less_than_nothing(indicator) and not self._falls_below(cell.asked.series):
            yield cell_problem(plan, kinds.NEGATIVE, cell)
        if PrintedFigures.counts_whole(indicator) and not value.is_integer():
            yield cell_problem(plan, kinds.NOT_WHOLE, cell)
        yield from self._far(cell, indicator, value)

    def _falls_below(self, series: SeriesKey) -> bool:
        row = self.plan.row.get(series)
        return row is not None and bool((self.plan.observed[row] < 0).any())

    def _far(self, cell: ReturnedCell, indicator: Indicator, value: float) -> Iterator[Problem]:
        """A figure many times what is known of its series: of the same year, else of the nearest one before it, else after."""
        beside = self._beside(cell.asked)
        if beside is None:
            return
        year, other = beside
        least = magnitudes.HUNDREDFOLD[0]
        if value <= 0 or other <= 0 or other < value * least < other * least**2:
            # near enough, or no multiple: most figures are
            return
        figures, others = np.array([value]), np.array([other])
        points = np.array([indicator.kind.moves_in_points])
        counted = np.array([indicator.kind is Kind.COUNT])
        times = float(magnitudes.times_of(figures, others)[0])
        words = {
            "other_year": year,
            "other": self.shown_figure(self.plan, cell.asked.series, other),
            "times": format_figure(max(times, 1 / times), 0) if times > 0 else "",
        }
        # a unit mistaken for its hundredfold, give or take a year's growth
        if magnitudes.amounts_apart(figures, others, points, counted, least)[0]:
            yield cell_problem(self.plan, kinds.FAR_FROM_KNOWN, cell, **words)
        elif points[0] and indicator.unit == "%" and magnitudes.fractions_for_percents(figures, others)[0]:
            yield cell_problem(self.plan, kinds.FRACTION_FOR_PERCENT, cell, **words)
        elif (
            points[0] and indicator.kind is not Kind.RATE and (times >= _FEW_TIMES or times <= 1 / _FEW_TIMES)
        ):
            yield cell_problem(self.plan, kinds.FAR_FROM_KNOWN, cell, **words)

    def _beside(self, asked: AskedCell) -> tuple[int, float] | None:
        plan = self.plan
        row = plan.row.get(asked.series)
        if row is None:
            return None
        seen = np.flatnonzero(np.isfinite(plan.observed[row]))
        if not len(seen):
            return None
        years = plan.years[seen]
        until = np.flatnonzero(years <= asked.year)
        at = int(seen[until[-1]] if len(until) else seen[0])
        return int(plan.years[at]), float(plan.observed[row, at])

    def _proposed(self, unit: Unit, cell: ReturnedCell) -> WeighedCell:
        plan, asked = self.plan, cell.asked
        target = TargetKey(asked.series, asked.year)
        made = position(plan, target, cell.text, cell.note)
        there = plan.proposals.get(self._position(asked))
        known = None if there is None else there.figure
        if isinstance(made, Problem):
            problem = Problem(made.kind, cell.sheet, cell.cell, cell.text, made.arguments)
            return WeighedCell(unit, cell, known, CellState.TOLD, problems=(problem,))
        if there is not None and (there.text, there.reason) == (made.text, made.reason):
            return WeighedCell(unit, cell, known, CellState.SAME)
        held = self.settled.get(target)
        if held is not None:
            agreed = plan.proposals[held].text
            problem = series_problem(PROPOSAL_SETTLED, plan, asked.series, year=asked.year, agreed=agreed)
            told = (problem.at(cell.sheet, cell.cell),)
            return WeighedCell(unit, cell, known, CellState.TOLD, problems=told)
        doubts: tuple[Problem, ...] = ()
        if made.figure is not None:
            indicator = plan.indicator_by_code[asked.series.indicator]
            doubts = tuple(self._far(replace(cell, value=made.figure), indicator, made.figure))
        fresh = CellState.NEW if there is None else CellState.CHANGED
        state = CellState.TOLD if doubts else fresh
        return WeighedCell(unit, replace(cell, value=made.figure), known, state, problems=doubts)

    # beside the others

    def among_others(self, cells: Sequence[list[WeighedCell]]) -> tuple[Problem, ...]:
        """Put the plausible range, and what that says, into the cells; the contradictions that taking them all would make."""
        places = [
            (at, place)
            for at, those in enumerate(cells)
            for place, one in enumerate(those)
            if one.returned.asked.asked_for is AskedFor.FIGURE
            and one.returned.value is not None
            and one.state is not CellState.BLANK
            and knows_series(self.plan, one.returned.asked.series)
        ]
        taken = [cells[at][place] for at, place in places if cells[at][place].can_be_taken]
        if not places:
            return ()
        after = self._laid(taken)
        self._put_ranges(cells, places, after)
        return tuple(self._contradictions(after)) if taken else ()

    def _laid(self, taken: Sequence[WeighedCell]) -> Results:
        """The results with all figures that may be taken."""
        if not taken:
            return self.results
        values: dict[tuple[SeriesKey, int], float | None] = {
            (one.returned.asked.series, one.returned.asked.year): one.returned.value for one in taken
        }
        return update(self.results, SetObservations(MappingProxyType(values), _LAID).apply(self.document))

    def _put_ranges(
        self, cells: Sequence[list[WeighedCell]], places: Sequence[tuple[int, int]], after: Results
    ) -> None:
        plan, scenario = after.plan, self.document.active
        by_year: dict[int, list[tuple[int, int]]] = {}
        for at, place in places:
            asked = cells[at][place].returned.asked
            there = int(plan.years[0]) <= asked.year <= int(plan.years[-1])
            if there and asked.series in plan.row:
                by_year.setdefault(asked.year, []).append((at, place))
        for year, found in by_year.items():
            rows = np.array([plan.row[cells[at][place].returned.asked.series] for at, place in found])
            bounds = plausible_figures(after, scenario, rows, year)
            for (at, place), row, (low, high) in zip(found, rows.tolist(), bounds.tolist(), strict=True):
                share = bool(after.frame.shares[row])
                cells[at][place] = self._ranged(cells[at][place], low, high, share)

    def _ranged(self, one: WeighedCell, low: float, high: float, share: bool) -> WeighedCell:
        value, slack = one.returned.value, one.returned.rounding
        assert value is not None
        if math.isfinite(low):
            one = replace(one, low=low, high=high)
        if not one.can_be_taken:
            return one
        problems = list(one.problems)
        if share and beyond_whole(np.array([value]))[0]:
            problems.append(cell_problem(self.plan, kinds.BEYOND_WHOLE, one.returned))
        if value + slack < low or value - slack > high:
            indicator = self.plan.indicator_by_code[one.returned.asked.series.indicator]
            low_words, high_words = (
                figure_wording(end, indicator.decimals, indicator) for end in (low, high)
            )
            words = {"low": low_words, "high": high_words}
            problems.append(cell_problem(self.plan, kinds.OUTSIDE_PAST, one.returned, **words))
        return replace(one, problems=tuple(problems))

    def _contradictions(self, after: Results) -> Iterator[Problem]:
        """What the audit finds among the figures of the year with these laid in, and does not find without them."""
        year = self.collection.year
        before = {_known_by(one) for one in _findings(self.results, year)}
        for finding in _findings(after, year):
            if _known_by(finding) not in before:
                words: Mapping[str, object] = finding.arguments
                yield Problem(finding.kind, finding.sheet, finding.cell, arguments=words)


def _findings(results: Results, year: int) -> Iterator[Finding]:
    if not int(results.plan.years[0]) <= year <= int(results.plan.years[-1]):
        return
    printed = FiguresOfYear(results, year)
    for rule in _RULES:
        yield from (one for one in rule(printed) if one.year == year)


def _known_by(finding: Finding) -> tuple[str, tuple[tuple[str, float], ...]]:
    return finding.identity, tuple(sorted(finding.figures.items()))
