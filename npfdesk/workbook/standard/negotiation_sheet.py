"""The sheet Negotiation (目标协商): what counties propose for their targets and the city replies, round by round."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from npfdesk.plan.model import Plan
from npfdesk.plan.names import fold, is_blank
from npfdesk.plan.negotiation import Proposal, ProposalKey, Side, position_wording
from npfdesk.plan.numbers import parse_figure
from npfdesk.plan.positions import position, read_words
from npfdesk.plan.problems import Problem, error, warning
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.workbook.standard import closed_lists
from npfdesk.workbook.standard.figures import read_year, series_of, series_text
from npfdesk.workbook.standard.sheet_columns import NEGOTIATION
from npfdesk.workbook.standard.sheet_tables import Cell, Row, Table, Workbook
from npfdesk.workbook.standard.structure import Structure
from npfdesk.workbook.standard.vintages_sheet import read_day

DUPLICATE_PROPOSAL: Final = error(
    "duplicate_proposal",
    "“{what}”{year}年目标的{position}已在 {first} 给出。只用先前的一行；请改正轮次，或删去一行。",
    "The {position} for the target of “{what}” for {year} is already given in {first}. Only the first row is used; correct the "
    "round or delete one of the two.",
)
ROUND_UNREAD: Final = error(
    "round_unread",
    "“{text}”不是轮次，这一行没有读入。请写 1、2 这样的整数。",
    "“{text}” is not a round; the row was not read. Enter a whole number such as 1 or 2.",
)
SIDE_UNREAD: Final = error(
    "side_unread",
    "“{text}”看不出是上报还是下达，这一行没有读入。可写：{accepted}。",
    "“{text}” does not say whether it is a proposal or a reply; the row was not read. Accepted: {accepted}.",
)
PROPOSAL_DAY_UNREAD: Final = warning(
    "proposal_day_unread",
    "“{text}”读不出日期，这一行按日期不详读入。可写 2026-03-21、2026年3月21日、2026-03、2026。",
    "“{text}” cannot be read as a date; the row was read as of an unknown date. Accepted: 2026-03-21, 2026年3月21日, 2026-03, "
    "2026.",
)
SETTLED_UNREAD: Final = warning(
    "settled_unread",
    "“{text}”看不出是否商定，按仍在协商读入。商定的写 是，否则留空。",
    "“{text}” does not say whether it is settled; it was read as still open. Enter yes where it is settled, nothing otherwise.",
)
SETTLED_TWICE: Final = warning(
    "settled_twice",
    "“{what}”{year}年目标已在 {first} 商定，一个目标只能商定一次；这一行按仍在协商读入。请只保留一个 是。",
    "The target of “{what}” for {year} is already settled in {first}, and a target is settled once only; this row was read as "
    "still open. Keep one yes.",
)
PROPOSAL_WITHOUT_BASE: Final = warning(
    "proposal_without_base",
    "“{text}”从基期值推算，但该序列没有基期值：按文字保留，没有数值。填写基期值即可比较。",
    "“{text}” is counted from the base, and this series has none: its words are kept, without a figure. Enter the base to "
    "compare it.",
)
LAST_ROUND: Final = 99
_ROUND: Final = "轮"
_AGREED: Final = frozenset({"已商定", "商定", "settled", "agreed"})


def read_proposals(
    book: Workbook, plan: Plan, structure: Structure, problems: list[Problem]
) -> dict[ProposalKey, Proposal]:
    """The positions that a workbook states; a row with an error is left out, and every such cell is told."""
    table = book.tables.get(NEGOTIATION.key)
    return _read(table, plan, structure, problems) if table is not None else {}


def _read(
    table: Table, plan: Plan, structure: Structure, problems: list[Problem]
) -> dict[ProposalKey, Proposal]:
    found: dict[ProposalKey, Proposal] = {}
    settled: dict[TargetKey, str] = {}
    for row in table.rows:
        stated = _position(row, plan, structure, problems)
        if stated is None:
            continue
        key, made = stated
        told = {"what": series_text(key.series, structure), "year": key.year}
        if key in found:
            told |= {"position": position_wording(key.round, key.side), "first": _place(found[key])}
            problems.append(row["target"].problem(DUPLICATE_PROPOSAL, **told))
            continue
        agreed = _settled(row["settled"], problems)
        if agreed and key.target in settled:
            problems.append(row["settled"].problem(SETTLED_TWICE, **told, first=settled[key.target]))
            agreed = False
        row.take("target year", "round", "target", "since")
        found[key] = replace(made, settled=agreed, sheet=row.sheet, cell=row["target"].place)
        if agreed:
            settled[key.target] = _place(found[key])
    return found


def _place(one: Proposal) -> str:
    return f"{one.sheet}!{one.cell}"


def _position(
    row: Row, plan: Plan, structure: Structure, problems: list[Problem]
) -> tuple[ProposalKey, Proposal] | None:
    """The position of a row; None, with a problem for each cell that cannot be read."""
    series = series_of(row, structure, problems)
    year = read_year(row["target year"], row.head_years.get("target", plan.target_year), problems)
    number, side = _round(row["round"], problems), _side(row["side"], problems)
    indicator = structure.indicators.find(row.text("indicator"))
    if indicator is None or indicator not in plan.indicator_by_code:
        return None
    if structure.measured_in(row, indicator, problems) is None or row["target"].fault:
        return None
    target = TargetKey(series or SeriesKey("", "", indicator), year or plan.target_year)
    since, reason, source = _since(row["since"], problems), row.text("reason"), row.text("source")
    made = position(plan, target, row.text("target"), reason, since, source)
    if isinstance(made, Problem):
        problems.append(made.at(row.sheet, row["target"].place))
        return None
    if series is None or year is None or number is None or side is None:
        return None
    if made.figure is None and _lacks_base(plan, target, made.text):
        problems.append(row["target"].problem(PROPOSAL_WITHOUT_BASE))
    return ProposalKey(series, year, number, side), made


def _lacks_base(plan: Plan, target: TargetKey, text: str) -> bool:
    """Whether words count from a base that nothing gives: neither a figure, nor a formula, nor the regions below."""
    parsed = read_words(plan, target.series, text)
    computed = plan.indicator_by_code[target.series.indicator].formula is not None
    if isinstance(parsed, Problem) or computed or plan.children_of(target.series.region):
        return False
    return parsed.figure is not None and parsed.how != "figure"


def _round(cell: Cell, problems: list[Problem]) -> int | None:
    if cell.fault:
        return None
    figure = parse_figure(cell.text, _ROUND) if not is_blank(cell.text) else 0.0
    if isinstance(figure, Problem) or not figure.is_integer() or not 1 <= figure <= LAST_ROUND:
        problems.append(cell.problem(ROUND_UNREAD))
        return None
    return int(figure)


def _side(cell: Cell, problems: list[Problem]) -> Side | None:
    if cell.fault:
        return None
    side = closed_lists.read_word(cell.text, closed_lists.SIDE_WORDS)
    if side is None:
        accepted = closed_lists.accepted(closed_lists.SIDE_WORDS)
        problems.append(cell.problem(SIDE_UNREAD, accepted=accepted))
    return side


def _since(cell: Cell, problems: list[Problem]) -> str:
    """The day of a position; "" where none is given, and with a problem where it is none: the position stands without."""
    if cell.fault:
        return ""
    day = read_day(cell.text)
    if day is None:
        problems.append(cell.problem(PROPOSAL_DAY_UNREAD))
    return day or ""


def _settled(cell: Cell, problems: list[Problem]) -> bool:
    said = fold(cell.text)
    if cell.fault or is_blank(cell.text) or said in closed_lists.NO:
        return False
    if said not in closed_lists.YES | _AGREED:
        problems.append(cell.problem(SETTLED_UNREAD))
        return False
    return True
