"""The lists beside the cells: every file with how it stands and what is told of it, and what contradicts."""

from __future__ import annotations

from collections.abc import Sequence

from npfdesk.engine.collecting.gathering import Gathered, WeighedReturn
from npfdesk.plan.file_names import shown_path
from npfdesk.plan.problems import Problem, Severity, clauses
from npfdesk.plan.returns import UNUSABLE, ReturnState
from npfdesk.ui.answers.answer_table import Entry, Head
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.together.unit_standings import UnitStanding, is_superseded, states_of


def file_heads() -> tuple[Head, ...]:
    """The columns of the files."""
    return (
        Head(lambda: tr("Together", "File"), 210, figures=False),
        Head(lambda: tr("Together", "Unit"), 100, figures=False),
        Head(lambda: tr("Together", "State"), 120, figures=False),
        Head(lambda: tr("Together", "Edition"), 60),
        Head(lambda: tr("Together", "Filled in by"), 90, figures=False),
        Head(lambda: tr("Together", "Filled in on"), 92, figures=False),
        Head(lambda: tr("Together", "Place"), 110, figures=False),
        Head(lambda: tr("Together", "What is told"), 520, figures=False),
    )


def contradictions_heads() -> tuple[Head, ...]:
    """The columns of the contradictions."""
    return (Head(lambda: tr("Together", "What contradicts"), 900, figures=False),)


def state_words() -> dict[ReturnState, str]:
    """The states of returns in the current language."""
    return {
        ReturnState.TAKEN: tr("Together", "Received"),
        ReturnState.PART: tr("Together", "In part"),
        ReturnState.LATE: tr("Together", "Late"),
        ReturnState.EMPTY: tr("Together", "Left empty"),
        ReturnState.DOUBLE: tr("Together", "Two versions"),
        ReturnState.OTHER_ROUND: tr("Together", "Other round"),
        ReturnState.REFUSED: tr("Together", "Not readable"),
    }


def file_rows(standings: Sequence[UnitStanding]) -> list[list[Entry]]:
    """A row for each file, and one more for each further thing that is told of it; then the units that sent none."""
    words = state_words()
    found: list[list[Entry]] = []
    for one in standings:
        for back in one.returns:
            found += _rows_of(back, one.name if one.unit is not None else "", words)
        if not one.returns:
            missing = tr("Together", "Missing")
            found.append([Entry("—", faint=True), Entry(one.name), Entry(missing, faint=True)])
    return found


def _rows_of(back: WeighedReturn, unit: str, words: dict[ReturnState, str]) -> list[list[Entry]]:
    source, told = back.source, tuple(dict.fromkeys((*back.problems, *back.source.problems)))
    states = clauses((words[one] for one in sorted(states_of(back), key=_late_last)), language(), comma=True)
    bad = back.state in UNUSABLE
    first = told[0] if told else None
    superseded = is_superseded(back)
    rows = [
        [
            Entry(shown_path(source.file), faint=superseded),
            Entry(unit, faint=superseded),
            Entry(states, late=bad, faint=superseded),
            Entry(str(source.edition) if source.identity is not None else "", faint=True),
            Entry(source.filled_by, faint=True),
            Entry(source.filled_on, faint=True),
            *_told(first),
        ]
    ]
    rows += [[*(Entry() for _ in range(6)), *_told(one)] for one in told[1:]]
    return rows


def _told(one: Problem | None) -> list[Entry]:
    if one is None:
        return [Entry(), Entry()]
    place = f"{one.sheet}!{one.cell}" if one.cell else one.sheet
    return [Entry(place, faint=True), Entry(one.message(language()), late=one.severity is Severity.ERROR)]


def _late_last(state: ReturnState) -> bool:
    return state is ReturnState.LATE


def contradiction_rows(gathered: Gathered) -> list[list[Entry]]:
    """A row for each contradiction."""
    return [
        [Entry(one.message(language()), late=one.severity is Severity.ERROR)] for one in gathered.problems
    ]
