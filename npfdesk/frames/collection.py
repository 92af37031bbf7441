"""Fill-in workbooks for counties or departments, written into a folder, and who was asked for what as a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from npfdesk.engine.collecting.collection import begin_collection, usual_year
from npfdesk.frames.lookup import choice_of
from npfdesk.frames.opened_plan import PlanWorkbook
from npfdesk.frames.refusal import Refused
from npfdesk.frames.tables import tidy
from npfdesk.plan.collection import AskedFor, BegunCollection, CollectBy
from npfdesk.plan.due_dates import last_day
from npfdesk.plan.problems import Language, Problem, error
from npfdesk.workbook.collecting.fill_in_workbook import IssuedCollection, write_requests

COLUMNS: Final = ("unit", "file", "figures", "proposals")
BAD_DUE: Final = error(
    "collect_bad_due",
    "“{text}”不是日期。请写成 2026-02-01。",
    "“{text}” is not a date. Write it as 2026-02-01.",
)
BAD_ROUND: Final = error(
    "collect_bad_round",
    "“{text}”不是轮次。只收数据写 0，目标协商从 1 起。",
    "“{text}” is no round. Write 0 for figures alone; rounds of negotiation begin with 1.",
)


@dataclass(frozen=True, eq=False)
class Collected:
    """A collection with the folder that it was issued into."""

    begun: BegunCollection
    issued: IssuedCollection


def collect(
    plan: PlanWorkbook,
    folder: str | PathLike[str],
    by: str = "region",
    year: int | None = None,
    due: str = "",
    in_round: int = 0,
    language: Language = "zh",
) -> pd.DataFrame:
    """Issue a collection; the face tells the rest."""
    found = collected(plan, Path(folder), choice_of(CollectBy, by), year, due, in_round, language)
    collection = found.begun.collection
    rows = [
        {
            "unit": request.unit.name,
            "file": found.issued.files[request.unit.code],
            "figures": sum(one.asked_for is AskedFor.FIGURE for one in request.cells),
            "proposals": sum(one.asked_for is AskedFor.PROPOSAL for one in request.cells),
        }
        for request in collection.requests
    ]
    about = {
        "collection": collection.key,
        "by": collection.by.value,
        "year": collection.year,
        "round": collection.round,
        "due": collection.due,
        "folder": str(found.issued.folder),
        "index": found.issued.index,
    }
    return tidy(rows, COLUMNS, {}, found.begun.problems, **about)


def collected(
    plan: PlanWorkbook,
    folder: Path,
    by: CollectBy,
    year: int | None,
    due: str,
    in_round: int,
    language: Language,
) -> Collected:
    """A collection begun and issued, by default of the last year that is over; Refused where it cannot be."""
    today = date.today()
    if in_round < 0:
        raise Refused(Problem(BAD_ROUND, text=str(in_round)))
    day = last_day(due) if due.strip() else None
    if due.strip() and day is None:
        raise Refused(Problem(BAD_DUE, text=due))
    asked_year = usual_year(plan.plan, today) if year is None else year
    with np.errstate(all="ignore"):
        begun = begin_collection(
            plan.plan, by, asked_year, in_round, due=day.isoformat() if day else "", today=today
        )
    if isinstance(begun, Problem):
        raise Refused(begun)
    issued = write_requests(plan.plan, begun, folder, language)
    if isinstance(issued, Problem):
        raise Refused(issued)
    return Collected(begun, issued)
