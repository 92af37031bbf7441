"""The sheet Commitments (承诺): a plan's promises besides its indicators. It is optional and read separately."""

from __future__ import annotations

from typing import Final

from npfdesk.plan.commitments import STATE_WORDS, Commitment, State, parse_promise
from npfdesk.plan.due_dates import is_due
from npfdesk.plan.model import Plan
from npfdesk.plan.names import fold, is_blank
from npfdesk.plan.numbers import parse_year
from npfdesk.plan.problems import Problem, error, warning
from npfdesk.workbook.files.cell_grid import Grid
from npfdesk.workbook.standard import closed_lists
from npfdesk.workbook.standard.sheet_columns import COMMITMENTS
from npfdesk.workbook.standard.sheet_tables import Row, read_table

COMMITMENT_UNNAMED: Final = error(
    "commitment_unnamed",
    "这一行没有写承诺事项，没有读入。请填写。",
    "The row has no commitment item and was not read. Enter it.",
)
COMMITMENT_REGION: Final = error(
    "commitment_region",
    "“{text}”不在“地区”表中，这一行没有读入。请改正名称，或留空表示全市。",
    "“{text}” is not in the sheet Regions; the row was not read. Correct the name, or leave it empty for the whole city.",
)

DUE_UNREAD: Final = warning(
    "due_unread",
    "期限“{text}”读不出日期：照原样保留，按期限筛选时不计入。可写 2027-06-30、2027年6月底、2027Q2。",
    "The due date “{text}” cannot be read as a date: it is kept as written and left out of filters by due date. Accepted: "
    "2027-06-30, June 2027, 2027Q2.",
)


def read_commitments(grid: Grid, plan: Plan) -> tuple[tuple[Commitment, ...], tuple[Problem, ...]]:
    """The commitments in a workbook's cells and their problems; none without such a sheet.

    A row with an error is left out, the others stand. A region may be named by its name, code or English name.
    """
    problems: list[Problem] = []
    sheet = next((one for one in grid.sheets if fold(one.name) in COMMITMENTS.spellings), None)
    table = read_table(COMMITMENTS, sheet, problems) if sheet is not None else None
    if table is None:
        return (), tuple(problems)
    read = (_commitment(row, plan, problems) for row in table.rows)
    return tuple(one for one in read if one is not None), tuple(problems)


def _commitment(row: Row, plan: Plan, problems: list[Problem]) -> Commitment | None:
    before = len(problems)
    if is_blank(row.text("item")):
        problems.append(row["item"].problem(COMMITMENT_UNNAMED))
    unit = row.text("unit")
    promised = parse_promise(row.text("target"), unit)
    if isinstance(promised, Problem):
        problems.append(promised.at(row.sheet, row["target"].place))
    year: int | Problem = plan.target_year
    if not is_blank(row.text("target year")):
        year = parse_year(row.text("target year"))
        if isinstance(year, Problem):
            problems.append(year.at(row.sheet, row["target year"].place))
    region = _region(plan, row.text("region"))
    if region is None:
        problems.append(row["region"].problem(COMMITMENT_REGION))
    state: State | None = State.NOT_BEGUN
    if not is_blank(row.text("state")):
        state = closed_lists.read_word(row.text("state"), STATE_WORDS)
        if state is None:
            told = closed_lists.accepted(STATE_WORDS)
            unknown = row["state"].problem(
                closed_lists.UNKNOWN_WORD, what="状态", what_en="state", accepted=told
            )
            problems.append(unknown)
    if len(problems) > before or isinstance(promised, Problem) or isinstance(year, Problem):
        return None
    assert region is not None
    assert state is not None
    promise, target = promised
    if not is_due(row.text("due")):
        problems.append(row["due"].problem(DUE_UNREAD))
    return Commitment(
        item=row.text("item"),
        text=row.text("target"),
        promise=promise,
        target=target,
        unit=unit,
        region=region,
        year=year,
        owner=row.text("owner"),
        milestone=row.text("milestone"),
        due=row.text("due"),
        state=state,
        evidence=row.text("evidence"),
        source=row.text("source"),
        note=row.text("note"),
        sheet=row.sheet,
        cell=row["item"].place,
    )


def _region(plan: Plan, text: str) -> str | None:
    """The code of a region; the root's for an empty cell; None for an unknown one, or where several have the name."""
    return plan.city if is_blank(text) else plan.region_places.find(text)
