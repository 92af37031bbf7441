"""Returns taken into a plan: the same step as the window's, as a table of cells, and a copy of the workbook with them."""

from __future__ import annotations

import datetime
import getpass
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from npfdesk.engine.collecting.gathering import (
    CellState,
    Gathered,
    WeighedCell,
    WeighedReturn,
    gather_heap,
    takeable,
    taking_edit,
)
from npfdesk.frames.opened_plan import PlanWorkbook
from npfdesk.frames.refusal import Refused
from npfdesk.frames.tables import tidy
from npfdesk.plan.document import Document
from npfdesk.plan.edits import CombinedEdit
from npfdesk.plan.problems import Language, Problem, warning
from npfdesk.plan.return_problems import NONE_USABLE
from npfdesk.plan.returns import UNUSABLE
from npfdesk.report.forms import overwrites_plan
from npfdesk.version import __version__
from npfdesk.workbook.collecting.return_reading import Progress, ReadReturns, read_returns
from npfdesk.workbook.standard.plan_workbook import save_standard
from npfdesk.workbook.writing.amendments import amendments
from npfdesk.workbook.writing.patch import KIND_NOT_WRITTEN, Author, copy_of, save_into_workbook

COLUMNS: Final = (
    "file",
    "sender",
    "region",
    "industry",
    "indicator",
    "code",
    "unit",
    "year",
    "asked",
    "state",
    "text",
    "was",
    "value",
    "low",
    "high",
    "sheet",
    "cell",
    "note",
)
WRITTEN_STANDARD: Final = warning(
    "gather_written_standard",
    "“{text}”里写不下报来的数（{why}），另写成了标准格式的工作簿。",
    "“{text}” has no place for what was taken ({why_en}), so a workbook in the standard format was written.",
)
_NOT_PATCHED: Final = frozenset(
    {KIND_NOT_WRITTEN.code, "not_canonical", "strict_not_written", "not_read_again"}
)


@dataclass(frozen=True, eq=False)
class GatheredReturns:
    """Returns weighed against a plan, the step that takes all that may be taken (None: nothing), and the document after it.

    `problems` are those of the heap as a whole: of its index, and contradictions.
    """

    gathered: Gathered
    edit: CombinedEdit | None
    document: Document
    problems: tuple[Problem, ...]

    @property
    def told(self) -> int:
        """How many cells are told, and how many files could not be used at all."""
        unusable = sum(one.state in UNUSABLE for one in self.gathered.returns)
        return unusable + sum(one.landed.told for one in self.gathered.returns)


def gather_returns(
    plan: PlanWorkbook,
    returns: Iterable[str | PathLike[str]],
    output: str | PathLike[str] | None = None,
    language: Language = "zh",
) -> pd.DataFrame:
    """Take returns in; the face tells the rest."""
    found = gathered_returns(plan, [Path(one) for one in returns], language)
    told: list[Problem] = []
    if output is not None:
        told.extend(written(plan, found, Path(output), language))
    rows = [
        _row(plan, one, cell)
        for one in found.gathered.returns
        for cell in one.cells
        if cell.state is not CellState.BLANK
    ]
    problems = [
        *told,
        *found.problems,
        *(one for each in found.gathered.returns for one in problems_of(each)),
    ]
    units = dict.fromkeys(("was", "value", "low", "high"), "column unit")
    missing = [one.name for one in found.gathered.missing]
    entries = [return_entry(one) for one in found.gathered.returns]
    return tidy(rows, COLUMNS, units, problems, returns=entries, missing=missing)


def gathered_returns(
    plan: PlanWorkbook,
    paths: Sequence[Path],
    language: Language = "zh",
    today: datetime.date | None = None,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> GatheredReturns:
    """Returns weighed against a plan; Refused where there are none, and where it was cancelled."""
    with np.errstate(all="ignore"):
        read = read_returns(paths, plan.plan, progress=progress, cancelled=cancelled)
        if isinstance(read, Problem):
            raise Refused(read)
        return _gathered(plan, read, language, today or datetime.date.today())


def _gathered(
    plan: PlanWorkbook, read: ReadReturns, language: Language, today: datetime.date
) -> GatheredReturns:
    indexes = ((one.collection, one.files) for one in read.indexes)
    day = today.isoformat()
    gathered = gather_heap(plan.document, plan.results, read.returns, indexes, day)
    edit = taking_edit(plan.document, gathered, takeable(gathered), day, language)
    document = plan.document if edit is None else edit.apply(plan.document)
    problems = (*read.problems, *gathered.problems)
    if gathered.returns and all(one.state in UNUSABLE for one in gathered.returns):
        arguments = {"count": len(gathered.returns)}
        problems = (*problems, Problem(NONE_USABLE, arguments=arguments))
    return GatheredReturns(gathered, edit, document, problems)


def is_refused(found: GatheredReturns) -> bool:
    """Whether none of the files can be used."""
    return any(one.kind is NONE_USABLE for one in found.problems)


def written(
    plan: PlanWorkbook,
    found: GatheredReturns,
    output: Path,
    language: Language,
    *,
    over_read_only: bool = False,
) -> tuple[Problem, ...]:
    """Write a copy of the plan's workbook with what was taken; Refused where that cannot be done, and then nothing is written.

    The workbook's own cells are changed and all else stays, as when it is updated; where it cannot take them (an .xls, tables
    as published without a place) a workbook in the standard format is written and that is told.
    """
    target = copy_of(plan.file, output)
    standard = output if output.suffix else output.with_name(f"{output.name}.xlsx")
    refused = overwrites_plan(output, plan.file)
    if refused is None and not isinstance(target, Problem):
        refused = overwrites_plan(target, plan.file)
    if refused is not None:
        raise Refused(refused)
    made = amendments(plan.file, found.document, language)
    if isinstance(made, Problem) and made.code not in _NOT_PATCHED:
        raise Refused(made)
    if isinstance(made, Problem):
        if standard.suffix.lower() != ".xlsx":
            raise Refused(made)
        problem = save_standard(found.document.plan, standard, language, over_read_only=over_read_only)
        if problem is not None:
            raise Refused(problem)
        words = {"why": made.message("zh"), "why_en": made.message("en")}
        return (Problem(WRITTEN_STANDARD, text=plan.file.name, arguments=words),)
    if isinstance(target, Problem):
        raise Refused(target)
    problem = save_into_workbook(
        plan.file, made.edits, _author(), language,
        added=made.added, destination=target, over_read_only=over_read_only,
    )  # fmt: skip
    if problem is not None:
        raise Refused(problem)
    return (*made.left_out, *made.rows)


def _author() -> Author:
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):
        name = ""
    return Author(name, f"NPF Desk {__version__}", datetime.datetime.now(datetime.UTC))


def return_entry(one: WeighedReturn) -> dict[str, object]:
    """A return as the verb tells it."""
    count = one.landed
    return {
        "file": one.source.file,
        "unit": None if one.unit is None else one.unit.name,
        "status": str(one.state),
        "taken": count.taken,
        "changed": count.changed,
        "told": count.told,
        "same": count.same,
        "blank": count.blank,
        "also": [str(state) for state in one.also],
        "stands_for": one.stands_for,
        "filled_by": one.source.filled_by,
        "filled_on": one.source.filled_on,
        "edition": one.source.edition,
    }


def problems_of(one: WeighedReturn) -> tuple[Problem, ...]:
    """What is to be told of a return: of the file, of what stands where nothing was asked, and of its cells."""
    cells = (problem for cell in one.cells for problem in cell.all_problems)
    return (*one.problems, *one.source.problems, *cells)


def _row(plan: PlanWorkbook, one: WeighedReturn, cell: WeighedCell) -> dict[str, object]:
    values, returned = plan.plan, cell.returned
    asked = returned.asked
    region = values.region_by_code.get(asked.series.region)
    industry = values.industry_by_code.get(asked.series.industry)
    indicator = values.indicator_by_code.get(asked.series.indicator)
    return {
        "file": one.source.file,
        "sender": cell.unit.name,
        "region": asked.series.region if region is None else region.name,
        "industry": asked.series.industry if industry is None else industry.name,
        "indicator": asked.series.indicator if indicator is None else indicator.name,
        "code": asked.series.indicator,
        "unit": "" if indicator is None else indicator.unit,
        "year": asked.year,
        "asked": str(asked.asked_for),
        "state": str(cell.state),
        "text": returned.text,
        "was": np.nan if cell.known is None else cell.known,
        "value": np.nan if returned.value is None else returned.value,
        "low": np.nan if cell.low is None else cell.low,
        "high": np.nan if cell.high is None else cell.high,
        "sheet": returned.sheet,
        "cell": returned.cell,
        "note": returned.note,
    }
