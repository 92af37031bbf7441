"""Notes on single cells: a text on an assumption, a target or an observed figure, with its author and time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from npfdesk.plan.scenarios import Scenario


class NoteSubject(StrEnum):
    """The kind of cell that a note is on."""

    ASSUMPTION = "assumption"
    TARGET = "target"
    OBSERVED = "observed"


class NoteKey(NamedTuple):
    """The cell of a note.

    `scenario` is the id of the scenario whose assumption or own target it is, "" for the plan's own. `region`
    and `industry` may be ANY for a general assumption. `part` names the cell of an assumption or target
    ("value", "low", "target", …; "" for a year's) and `year` its year (0 where it has none).
    """

    about: NoteSubject
    scenario: str
    region: str
    industry: str
    indicator: str
    part: str = ""
    year: int = 0


@dataclass(frozen=True)
class CellNote:
    """A note: its text, who wrote it, and when (UTC, ISO 8601 with seconds).

    `outside` says that it gives the reason for an entry outside the series' own past.
    """

    text: str
    by: str = ""
    at: str = ""
    outside: bool = False


Notes = Mapping[NoteKey, CellNote]


def adopted_notes(notes: Notes, removed: str, children: Iterable[Scenario]) -> dict[NoteKey, CellNote]:
    """The notes after a scenario is removed: its children take over its notes together with its entries.

    A child's own note on the same cell stands; notes of a scenario without children go with it.
    """
    kept = {key: note for key, note in notes.items() if key.scenario != removed}
    for child in children:
        for key, note in notes.items():
            if key.scenario == removed:
                kept.setdefault(key._replace(scenario=child.id), note)
    return kept
