"""The notes of cells: in words, with author and time, below a tooltip, and written anew."""

from __future__ import annotations

import datetime
import html
from typing import Final

from npfdesk.plan.notes import CellNote
from npfdesk.store.library_records import user
from npfdesk.ui.look.language import tr
from npfdesk.ui.tables.columns import tip

_OPENING: Final = '<p style="white-space: pre-wrap; margin: 0">'


def note_text(note: CellNote) -> str:
    """A note with its author and time, in local time."""
    text = tr("Tables", "Note: {text}").replace("{text}", note.text)
    return f"{text}\n{signature(note)}".rstrip()


def signature(note: CellNote) -> str:
    """The author and time of a note; "" where neither is known."""
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
    """A new note by the current user."""
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    return CellNote(text.strip(), user(), now, outside)


def with_note(tooltip: str | None, note: str) -> str | None:
    """A tooltip with a note below it, both as plain text."""
    text = tooltip or ""
    if text.startswith(_OPENING):
        text = html.unescape(text.removeprefix(_OPENING).removesuffix("</p>"))
    return tip(f"{text}\n\n{note}".strip())
