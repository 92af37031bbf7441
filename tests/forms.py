"""Fill-in workbooks made in a test, and filled in as an office would."""

import datetime

from openpyxl import load_workbook

from npfdesk.engine.collecting.collection import begin_collection
from npfdesk.plan.collection import CollectBy
from npfdesk.plan.problems import Problem
from npfdesk.workbook.collecting.fill_in_workbook import write_requests

TODAY = datetime.date(2026, 1, 5)


def issued(
    plan, folder, *, by=CollectBy.REGION, year=2025, in_round=0, due="", language="zh", key="2025-0-test"
):
    """A collection issued into a folder: what was begun, and what was written."""
    begun = begin_collection(plan, by, year, in_round, due=due, today=TODAY, key=key)
    assert not isinstance(begun, Problem), begun.message("en")
    written = write_requests(plan, begun, folder, language)
    assert not isinstance(written, Problem), written.message("en")
    return begun, written


def fill(path, entries, *, notes=(), target=None):
    """Enter values into cells of a form by sheet and reference, and save it (as `target`, by default in its place)."""
    book = load_workbook(path)
    for (sheet, cell), value in {**dict(entries), **dict(notes)}.items():
        book[sheet][cell] = value
    book.save(target or path)
    return target or path
