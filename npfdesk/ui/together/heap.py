"""A heap of returns as it was read and weighed, and the work behind the window that does so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from npfdesk.engine.collecting.gathering import Gathered, gather_heap
from npfdesk.engine.projection.results import Results
from npfdesk.plan.collection import CollectBy, Collection
from npfdesk.plan.document import Document
from npfdesk.plan.problems import Problem, clauses
from npfdesk.ui.answers.answer_thread import Progress, Work
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.together.gathered_cells import CellLine
from npfdesk.ui.together.unit_standings import is_usable
from npfdesk.workbook.collecting.return_reading import ReadReturns, read_returns

KINDS: Final = "*.xlsx *.xlsm *.xls *.ods"
"""The files that forms come back as."""


@dataclass(frozen=True, eq=False)
class Heap:
    """Files, what was read of them, and what it comes to beside what is known."""

    files: tuple[Path, ...]
    read: ReadReturns
    gathered: Gathered

    @property
    def collection(self) -> Collection | None:
        """What the returns were held against."""
        return self.gathered.collection

    @cached_property
    def lines(self) -> tuple[CellLine, ...]:
        """The cells of every return of this collection, in the order of the files."""
        backs = [
            (place, back)
            for place, back in enumerate(self.gathered.returns)
            if back.unit is not None and is_usable(back)
        ]
        units = Counter(back.unit for _, back in backs)
        return tuple(
            CellLine(place, back.source.file, cell, units[back.unit] > 1)
            for place, back in backs
            for cell in back.cells
        )

    @property
    def by(self) -> CollectBy:
        """To whom the forms went."""
        return self.collection.by if self.collection is not None else CollectBy.REGION

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the indexes that were read."""
        return self.read.problems

    def round_words(self) -> str:
        """Which collection it is."""
        one = self.collection
        if one is None:
            return ""
        said = [tr("Together", "figures of {year}").format(year=one.year)]
        if one.round:
            said.append(tr("Together", "round {number}").format(number=one.round))
        if one.issued:
            said.append(tr("Together", "issued {day}").format(day=one.issued))
        if one.due:
            said.append(tr("Together", "due {day}").format(day=one.due))
        return clauses(said, language(), comma=True)


Told = Callable[[int, int], object]
"""Takes how many files are read, and of how many."""


def heap_work(
    files: tuple[Path, ...], document: Document, results: Results, today: str, heap: Heap | None, told: Told
) -> Work:
    """What reads and weighs files; what was read of the same ones is only weighed. A Problem where there is nothing to weigh."""
    plan = document.plan

    def work(report: Progress) -> Heap | Problem:
        def count(done: int, total: int) -> None:
            told(done, total)

        read: ReadReturns | Problem
        if heap is not None and heap.files == files:
            read = heap.read
        else:
            read = read_returns(files, plan, progress=count, cancelled=lambda: not report(0.0))
        if isinstance(read, Problem):
            return read
        indexes = ((one.collection, one.files) for one in read.indexes)
        return Heap(files, read, gather_heap(document, results, read.returns, indexes, today))

    return work
