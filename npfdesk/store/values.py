"""What the library speaks in: workbooks by identity, revisions, drafts, conflicts."""

from __future__ import annotations

import datetime
import getpass
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from npfdesk.plan.problems import Problem
from npfdesk.plan.records import SavedWork

REVISION_COLUMNS: Final = "id, saved_at, saved_by, label, name, difference, plan_sha256"


@dataclass(frozen=True)
class WorkbookIdentity:
    """A workbook by where it is and by what is in it.

    `content` are the bytes that were hashed, so that a save can keep the very plan it was made for; None where
    they were not read.
    """

    path: str
    sha256: str
    content: bytes | None = field(default=None, compare=False, repr=False)


def identify(path: Path) -> WorkbookIdentity:
    """The identity of a workbook file, with its bytes. OSError where it cannot be read."""
    content = path.read_bytes()
    return WorkbookIdentity(
        os.path.normcase(os.path.abspath(path)), hashlib.sha256(content).hexdigest(), content
    )


@dataclass(frozen=True)
class Revision:
    """One save: its number, when (UTC, ISO 8601), by whom, after what, the name it was given ("" for none).

    `difference` counts the cells that differ from the save before, by area; `plan_sha256` is the workbook it
    was made for ("" where that was not kept).
    """

    id: int
    saved_at: str
    saved_by: str
    label: str
    name: str = ""
    difference: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    plan_sha256: str = ""


def revision_of(row: tuple[Any, ...]) -> Revision:
    """A revision out of REVISION_COLUMNS."""
    number, saved_at, saved_by, label, name, difference, plan = row[:7]
    return Revision(
        number, saved_at, saved_by, label, name, MappingProxyType(dict(json.loads(difference))), plan
    )


@dataclass(frozen=True)
class Draft:
    """Work that was not saved explicitly, when (UTC) and by whom it was drafted, and the save it began from."""

    work: SavedWork
    drafted_at: str
    based_on: int | None
    id: int = 0
    drafted_by: str = ""


@dataclass(frozen=True)
class Stored:
    """What the library has of a workbook; None for what it does not have. `problem`: the latest save is damaged."""

    work: SavedWork | None = None
    revision: Revision | None = None
    draft: Draft | None = None
    problem: Problem | None = None


@dataclass(frozen=True)
class Conflict:
    """Somebody else has saved since: their revision stands, ours was not written."""

    theirs: Revision


def now() -> str:
    """The time (UTC) as the library writes it."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")


def user() -> str:
    """Who is at the desk; "" where the system does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
