"""Notes on cells: what they say, and which entries ask for one because they lie outside the series' own past."""

from __future__ import annotations

import datetime
import html
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from npfdesk.plan.notes import CellNote, NoteKey
from npfdesk.plan.numbers import format_figure
from npfdesk.store.values import user
from npfdesk.ui.language import tr
from npfdesk.ui.tables.columns import tip

if TYPE_CHECKING:
    from npfdesk.ui.tables.answers import Cell
    from npfdesk.ui.tables.model import FigureModel

MOST: Final = 1000
"""Cells of one entry that are held against their past; a larger paste is not one person's judgement of each."""
_OPENING: Final = '<p style="white-space: pre-wrap; margin: 0">'


def note_in_words(note: CellNote) -> str:
    """A note with who wrote it and when, in the time of this machine."""
    said = tr("Tables", "Note: {text}").replace("{text}", note.text)
    return f"{said}\n{signature(note)}".rstrip()


def signature(note: CellNote) -> str:
    """Who wrote a note and when; "" where neither is known."""
    try:
        at = (
            datetime.datetime.fromisoformat(note.at).astimezone().strftime("%Y-%m-%d %H:%M")
            if note.at
            else ""
        )
    except ValueError:
        at = note.at
    return " · ".join(part for part in (note.by, at) if part)


def new_note(text: str, outside: bool = False) -> CellNote:
    """A note written now by whoever is at this machine."""
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    return CellNote(text.strip(), user(), now, outside)


def with_note(told: str | None, note: str) -> str | None:
    """A tooltip with a note below it; neither is read as markup."""
    text = told or ""
    if text.startswith(_OPENING):
        text = html.unescape(text.removeprefix(_OPENING).removesuffix("</p>"))
    return tip(f"{text}\n\n{note}".strip())


@dataclass(frozen=True)
class Question:
    """What is asked of an entry: the cells that the answer is kept on, what is said, and the answer so far."""

    keys: tuple[NoteKey, ...]
    text: str
    answer: str = ""
    outside: bool = False


def question(figures: FigureModel, cells: Sequence[Cell]) -> Question | None:
    """Ask why entries lie outside the series' own past; None where none of them does."""
    keys: list[NoteKey] = []
    said, answer = "", ""
    for row, column in cells[:MOST]:
        field = figures.fields[column]
        key, entered = figures.note_key(row, field), figures.entered_pace(row, field)
        if key is None or entered is None or math.isnan(entered[0]) or entered[1].holds(entered[0]):
            continue
        if not keys:
            pace, past = entered
            indicator = figures.plan.indicator_by_code[key.indicator]
            unit = tr("Tables", "points") if indicator.kind.moves_in_points else "%"
            low, high = (format_figure(one, 1, unit) for one in (past.from_pace, past.to_pace))
            said = tr(
                "Tables", "{cell}: {pace} a year lies outside the series' own past ({low} to {high}). Why?"
            ).format(
                cell=figures.cell_name(row, field), pace=format_figure(pace, 1, unit), low=low, high=high
            )
            note = figures.note(row, field)
            answer = note.text if note is not None else ""
        keys.append(key)
    if not keys:
        return None
    if len(keys) > 1:
        said = tr("Tables", "{text} The answer is kept for this and {count} more cells.").format(
            text=said, count=len(keys) - 1
        )
    return Question(tuple(keys), said, answer, outside=True)


def asked_for(figures: FigureModel, row: int, column: int) -> Question | None:
    """The note on a cell, to be written or changed; None for a cell that takes none."""
    field = figures.fields[column]
    key = figures.note_key(row, field)
    if key is None:
        return None
    note = figures.note(row, field)
    said = tr("Tables", "Note on {cell}").format(cell=figures.cell_name(row, field))
    return Question((key,), said, note.text if note is not None else "", note is not None and note.outside)
