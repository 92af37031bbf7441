"""Saved work as versioned JSON, without any loss: the parts of the work and what is saved with them."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import Any, Final

from npfdesk.plan.document import Document
from npfdesk.plan.json_forms import FormMismatch, as_json, from_json
from npfdesk.plan.minutes import Minutes
from npfdesk.plan.parts import PARTS
from npfdesk.plan.scenarios import Scenario
from npfdesk.plan.work import Work

FORMAT: Final = 1
_FIRST: Final = (
    *("format", "active", "scenarios", "observations", "targets", "workbook_scenarios"),
    *("known", "inserted", "storyboard", "minutes"),
)
"""The members that come first, in their order; the others follow in that of the parts."""


class UnknownFormat(ValueError):
    """Saved work in a form that this version does not know; it is not touched."""


@dataclass(frozen=True)
class SavedWork:
    """What is saved of a document: the work, the active scenario, and the minutes.

    `workbook_scenarios` are the workbook's scenarios at that time. They separate later changes of the workbook
    from changes made in the program.
    """

    work: Work
    active: str
    workbook_scenarios: tuple[Scenario, ...] = ()
    minutes: Minutes = ()


def saved_work(document: Document, minutes: Minutes = ()) -> SavedWork:
    """The saved work of a document and its minutes."""
    return SavedWork(document.work, document.active, document.plan.scenarios, minutes)


def encode(saved: SavedWork) -> str:
    """Saved work as JSON text. ValueError for a figure that is not finite."""
    record = encode_record(saved)
    try:
        return json.dumps(record, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except ValueError as problem:
        raise ValueError("only finite figures can be saved") from problem


def encode_record(saved: SavedWork) -> dict[str, Any]:
    """Saved work as a JSON value. Figures that are not finite are refused when the text is written."""
    members = {
        "format": FORMAT,
        "active": saved.active,
        "workbook_scenarios": as_json(tuple[Scenario, ...], saved.workbook_scenarios),
        "minutes": as_json(Minutes, saved.minutes),
        **{part.key: as_json(part.type, part.of(saved.work)) for part in PARTS},
    }
    return {name: members[name] for name in dict.fromkeys((*_FIRST, *members))}


def decode(text: str) -> SavedWork:
    """Saved work from its JSON text; UnknownFormat for another form, or for text of another kind."""
    try:
        record = json.loads(text, parse_float=_read_float, parse_constant=_refused)
    except (ValueError, RecursionError) as problem:
        raise UnknownFormat(str(problem)) from problem
    return decode_record(record)


def decode_record(record: Any) -> SavedWork:
    """Saved work from a JSON value; UnknownFormat for another form."""
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise UnknownFormat(str(record.get("format") if isinstance(record, dict) else "?"))
    try:
        return SavedWork(
            work=Work(
                **{
                    part.key: from_json(part.type, record[part.key])
                    for part in PARTS
                    # work saved before this part existed has nothing of it
                    if part.there_from_the_first or part.key in record
                }
            ),
            active=from_json(str, record["active"]),
            workbook_scenarios=from_json(tuple[Scenario, ...], record["workbook_scenarios"]),
            # work saved before minutes existed has none
            minutes=from_json(Minutes, record.get("minutes", ())),
        )
    except (KeyError, FormMismatch) as problem:
        raise UnknownFormat(f"{type(problem).__name__}: {problem}") from problem


def _read_float(text: str) -> float:
    figure = float(text)
    if not math.isfinite(figure):
        raise UnknownFormat(text)
    return figure


def _refused(text: str) -> float:
    raise UnknownFormat(text)
