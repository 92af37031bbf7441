"""Reading the chosen workbooks and holding them against each other, away from the window; each file is read once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from npfdesk.desk import read
from npfdesk.engine.reconciliation.ledger import PlanFile, ReconciliationLedger
from npfdesk.engine.reconciliation.reconcile import reconciled
from npfdesk.frames.reconciliation import plan_file
from npfdesk.plan.file_names import shown_path
from npfdesk.plan.model import Plan
from npfdesk.plan.pair_answers import PairAnswer
from npfdesk.plan.problems import Problem
from npfdesk.workbook.files.passwords import NO_PASSWORD, Password
from npfdesk.workbook.published.corrections import NO_CORRECTIONS, Corrections

Progress = Callable[[float], bool]
"""Takes the finished share; returns whether to go on."""
Stamp = tuple[int, int]
"""A file's size and the moment of its last change."""
_READING: Final = 0.9
"""The share of the work that reading is."""


@dataclass(frozen=True)
class WantedFile:
    """A workbook to be held: what was corrected in its recognition before, and its password."""

    path: Path
    corrections: Corrections = NO_CORRECTIONS
    password: Password = NO_PASSWORD

    @property
    def key(self) -> str:
        """The file as it is shown, by which it is known in the ledger."""
        return shown_path(self.path)


@dataclass(frozen=True, eq=False)
class Wanted:
    """What is to be held: the open plan as it stands in the window with its file (None: never saved), files, answers.

    `under` says of some files, by their keys, below which they stand.
    """

    plan: Plan
    own: WantedFile | None
    files: tuple[WantedFile, ...]
    answers: Mapping[str, PairAnswer]
    under: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, eq=False)
class Held:
    """What came of it: the ledger (None: fewer than two plans could be read), and why files were refused, by their keys.

    `own` is the key of the open plan.
    """

    own: str
    ledger: ReconciliationLedger | None
    refused: Mapping[str, tuple[Problem, ...]]


class PlanReadings:
    """The plans of files as read; one is read again only after it has changed on disk."""

    def __init__(self) -> None:
        self._kept: dict[Path, tuple[WantedFile, Stamp | None, PlanFile | tuple[Problem, ...]]] = {}

    def held(self, wanted: Wanted, progress: Progress) -> Held | None:
        """Read what has to be read and hold all plans against each other; None where it was told to stop."""
        own = wanted.own
        files = ((own,) if own is not None else ()) + wanted.files
        key = own.key if own is not None else wanted.plan.title
        plans: list[PlanFile] = [] if own is not None else [PlanFile(key, wanted.plan)]
        refused: dict[str, tuple[Problem, ...]] = {}
        for place, one in enumerate(files):
            found = self._read(one, _part_of(progress, place, len(files)))
            if found is None:
                return None
            if one is own:
                # what stands in the window is held, with the cells of its file; they are no more than places
                cells = found.cells if isinstance(found, PlanFile) else MappingProxyType({})
                plans.append(PlanFile(key, wanted.plan, cells))
            elif isinstance(found, PlanFile):
                plans.append(found)
            else:
                refused[one.key] = found
        if not progress(_READING):
            return None
        if len(plans) < 2:
            return Held(key, None, refused)
        placed = [replace(one, under=wanted.under.get(one.file)) for one in plans]
        return Held(key, reconciled(placed, wanted.answers), refused)

    def _read(self, one: WantedFile, progress: Progress) -> PlanFile | tuple[Problem, ...] | None:
        stamp = _stamp(one.path)
        kept = self._kept.get(one.path)
        if kept is not None and stamp is not None and kept[:2] == (one, stamp):
            return kept[2] if progress(1.0) else None
        stopped = not progress(0.0)

        def told(done: int, of: int) -> None:
            nonlocal stopped
            stopped = stopped or (of > 0 and not progress(min(done / of, 1.0)))

        reading, _ = read(one.path, one.corrections, told, lambda: stopped, one.password)
        if stopped:
            return None
        found = plan_file(reading) if reading.plan is not None else reading.problems
        self._kept[one.path] = (one, stamp, found)
        return found


def _part_of(progress: Progress, place: int, count: int) -> Progress:
    """The progress of one of so many files, as a share of the whole."""
    return lambda share: progress(_READING * (place + share) / count)


def _stamp(path: Path) -> Stamp | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
