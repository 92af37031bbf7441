"""What the line under a table asks: why an entry lies outside its own past, and for the note on a cell."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from npfdesk.plan.measure_words import pace_unit
from npfdesk.plan.notes import NoteKey
from npfdesk.plan.numbers import format_figure
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.tables.figure_model import Cell, FigureModel

MOST: Final = 1000
"""The most cells of one entry that are compared with their past; a larger paste is not judged cell by cell."""


@dataclass(frozen=True)
class Question:
    """A question about an entry: the cells that get the note, the question's text, and the note so far."""

    keys: tuple[NoteKey, ...]
    text: str
    answer: str = ""
    outside: bool = False


def question(figures: FigureModel, cells: Sequence[Cell]) -> Question | None:
    """The question why entries lie outside the series' own past; None where none does."""
    keys: list[NoteKey] = []
    prompt, answer = "", ""
    for row, column in cells[:MOST]:
        at = figures.columns[column]
        key, entered = at.note_key(row), at.entered_pace(row)
        if key is None or entered is None or math.isnan(entered[0]) or entered[1].holds(entered[0]):
            continue
        if not keys:
            pace, past = entered
            indicator = figures.plan.indicator_by_code[key.indicator]
            unit = pace_unit(indicator, language())
            low, high = (format_figure(one, 1, unit) for one in (past.from_pace, past.to_pace))
            prompt = tr(
                "Tables", "{cell}: {pace} a year lies outside the series' own past ({low} to {high}). Why?"
            ).format(cell=figures.cell_name(row, at), pace=format_figure(pace, 1, unit), low=low, high=high)
            note = figures.note(row, at)
            answer = note.text if note is not None else ""
        keys.append(key)
    if not keys:
        return None
    if len(keys) > 1:
        prompt = tr("Tables", "{text} The answer is kept for this cell and {count} more.").format(
            text=prompt, count=len(keys) - 1
        )
    return Question(tuple(keys), prompt, answer, outside=True)


def note_question(figures: FigureModel, row: int, column: int) -> Question | None:
    """The question for editing the note on a cell; None for a cell that takes none."""
    at = figures.columns[column]
    key = at.note_key(row)
    if key is None:
        return None
    note = figures.note(row, at)
    prompt = tr("Tables", "Note on {cell}").format(cell=figures.cell_name(row, at))
    return Question((key,), prompt, note.text if note is not None else "", note is not None and note.outside)
