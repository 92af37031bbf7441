"""Writing generated tables into a sheet: heads of several levels, merges, gaps, notes, repeated heads, side columns."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from npfdesk.workbook.files.cell_grid import Block, CellKind, GridCell, GridSheet, Place
from tests.workbook.published.layout_truth import Fact, Hand


@dataclass
class Entry:
    """A cell of a table's body: its text, its kind, and what is planted in it (None: a trap or a word)."""

    text: str
    fact: Fact | None = None
    kind: CellKind = CellKind.TEXT
    raised: str = ""


@dataclass
class Line:
    """A row of a table's body: the texts of its side columns and its entries, one for each column (None: empty)."""

    lead: list[str]
    entries: list[Entry | None]
    only: bool = False
    """A row that says something about the table and states nothing (a group's name, a note)."""
    joined: bool = False
    """A row that goes on with the one above it (力争)."""


@dataclass
class Table:
    """A table before it is laid out: the heads of its side columns, a path of heads for each column, its rows."""

    lead_heads: list[str]
    heads: list[tuple[str, ...]]
    lines: list[Line]
    title: list[str] = field(default_factory=list)
    unit_line: str = ""
    unit_row: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    merge_lead: int | None = None
    """A side column whose empty cells mean as above, and which may be merged."""
    head_kinds: dict[str, CellKind] = field(default_factory=dict)
    english: bool = False

    @property
    def width(self) -> int:
        """How many columns it takes."""
        return len(self.lead_heads) + len(self.heads)


NOTES_BETWEEN = {
    False: ("说明：以下为重点指标", "注：以下按新口径统计"),
    True: ("Note: provisional figures",),
}
NEW_PAGE = {False: ("续表", "续表1", "（续）"), True: ("(continued)", "Table continued")}
NUMBER_HEADS = {False: (("序号", "编号"), ("", "No.")), True: (("No.", "#"), ("",))}
REMARKS = {
    False: (("新口径", "市统计局", "含开发区"), ("2021年起按新口径", "同比增长5.2%")),
    True: (("survey", "council data"), ("since 2021",)),
}
REMARK_HEADS = {False: ("备注", "说明", "牵头单位"), True: ("Notes", "Source", "Lead")}
NOTES_BELOW = {
    False: (
        ("", "", "注：以上为快报数。", "数据来源：市统计局"),
        (
            "注：1.含规模以下。2.按2020年价格计算。",
            "说明：2023年起口径有调整，较上年同口径增长5.2%。",
            "资料来源：《统计年鉴2022》",
        ),
    ),
    True: (
        ("", "", "Source: Council statistics office.", "Note: provisional."),
        ("Note: mid-2022 estimates.",),
    ),
}
"""The words of a table in Chinese and in English: plain, and risky where there are two."""


class Pen:
    """Writes into one sheet and keeps the planted facts with their cells."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.cells: dict[Place, GridCell] = {}
        self.merged: list[Block] = []
        self.facts: list[Fact] = []
        self.hidden: set[int] = set()

    def put(self, row: int, column: int, text: str, kind: CellKind = CellKind.TEXT, raised: str = "") -> None:
        """A cell; an empty text leaves it empty."""
        if text:
            self.cells[row, column] = GridCell(text, kind, raised)

    def merge(self, first: int, left: int, last: int, right: int) -> None:
        """A merged block, where it is more than a cell."""
        if (first, left) != (last, right):
            self.merged.append((first, left, last, right))

    def sheet(self) -> GridSheet:
        """The sheet as a reader would hand it on, row by row."""
        cells = dict(sorted(self.cells.items()))
        return GridSheet(self.name, cells, tuple(self.merged), hidden_rows=frozenset(self.hidden))


def written(value: float) -> str:
    """A figure as a cell of no particular format shows it."""
    return f"{value:.10g}"


def planted(fact: Fact | None) -> Entry | None:
    """A fact as a cell that holds a number."""
    return None if fact is None else Entry(written(fact.value), fact, CellKind.NUMBER)


def trap(value: float) -> Entry:
    """A number that is no figure of the plan."""
    return Entry(written(value), None, CellKind.NUMBER)


def write(hand: Hand, pen: Pen, table: Table, top: int, left: int) -> int:
    """Lay a table out at a place; the row after its last."""
    table = _with_side_columns(hand, table)
    row = _write_title(hand, pen, table, top, left)
    head_row = row
    style = hand.pick("head cells", ("merged", "first only"), ("repeated",))
    row = _write_heads(hand, pen, table, row, left, style)
    row = _write_unit_row(hand, pen, table, row, left)
    height = row - head_row
    body = row
    breaks = _breaks(hand, table)
    lead = len(table.lead_heads)
    broken = (hand.number(0, len(table.lines) - 1), 0) if hand.dares("cell without a figure") else None
    for index, line in enumerate(table.lines):
        what = breaks.get(index)
        if what in ("1 blank", "2 blank"):
            row += int(what[0])
        elif what == "note":
            pen.put(row, left, hand.pick("note between", NOTES_BETWEEN[table.english]))
            row += 1
        elif what in ("head again", "head on a new page"):
            if what == "head on a new page":
                pen.put(row, left, hand.pick("page", NEW_PAGE[table.english]))
                row += 1
            row = _write_heads(hand, pen, table, row, left, style)
            row = _write_unit_row(hand, pen, table, row, left) if height > len(table.heads[0]) else row
        for at, text in enumerate(line.lead):
            pen.put(row, left + at, text, CellKind.NUMBER if text.isdigit() else CellKind.TEXT)
        hidden = not line.only and not line.joined and index > 0 and hand.dares("hidden row")
        if hidden:
            pen.hidden.add(row)
        for at, entry in enumerate(line.entries):
            if entry is None:
                continue
            if entry.fact is not None and broken == (index, at):
                error = hand.pick("broken", (("#REF!", CellKind.ERROR), ("=C4-100", CellKind.FORMULA)))
                pen.put(row, left + lead + at, *error)
                continue
            pen.put(row, left + lead + at, entry.text, entry.kind, entry.raised)
            if entry.fact is not None:
                fact = replace(entry.fact, needed=False) if hidden else entry.fact
                pen.facts.append(fact.at(pen.name, (row, left + lead + at)))
        row += 1
    if table.merge_lead is not None and not breaks:
        _merge_side(hand, pen, table, body, left)
    return _write_notes(hand, pen, table, row, left)


def _with_side_columns(hand: Hand, table: Table) -> Table:
    """A column of numbers before the rest and one of remarks behind it, as may be."""
    if hand.pick("number column", (False, False, True)):
        head = hand.pick("number head", *NUMBER_HEADS[table.english])
        lines, count = [], 0
        for line in table.lines:
            count += not (line.only or line.joined)
            number = "" if line.joined else str(count)
            # what a row says of the table stands in its first cell
            lines.append(replace(line, lead=[*line.lead, ""] if line.only else [number, *line.lead]))
        table = replace(table, lead_heads=[head, *table.lead_heads], lines=lines)
        if table.merge_lead is not None:
            table = replace(table, merge_lead=table.merge_lead + 1)
    if hand.pick("remarks", (False, False, False, True)):
        said = hand.pick("remark", *REMARKS[table.english])
        levels = len(table.heads[0])
        heads = [*table.heads, (hand.pick("remark head", REMARK_HEADS[table.english]), *[""] * (levels - 1))]
        lines = [
            replace(line, entries=[*line.entries, None if line.only or index % 2 else Entry(said)])
            for index, line in enumerate(table.lines)
        ]
        units = [*table.unit_row, ""] if table.unit_row else []
        table = replace(table, heads=heads, lines=lines, unit_row=units)
    return table


def _write_title(hand: Hand, pen: Pen, table: Table, row: int, left: int) -> int:
    merged = bool(table.title) and hand.likes("title merged")
    for text in table.title:
        pen.put(row, left, text)
        if merged:
            pen.merge(row, left, row, left + table.width - 1)
        row += 1
    if table.unit_line:
        where = hand.pick("unit line", ("left", "right"))
        pen.put(row, left if where == "left" else left + table.width - 1, table.unit_line)
        if table.width > 2 and hand.dares("date beside the unit"):
            pen.put(
                row,
                left + (table.width - 1 if where == "left" else 0),
                "June 2021" if table.english else "2021年6月",
            )
        row += 1
    return row + (hand.pick("gap under the title", (0, 0, 1)) if table.title else 0)


def _write_heads(hand: Hand, pen: Pen, table: Table, row: int, left: int, style: str) -> int:
    levels = len(table.heads[0])
    for at, text in enumerate(table.lead_heads):
        pen.put(row, left + at, text)
        if style == "merged" and levels > 1:
            pen.merge(row, left + at, row + levels - 1, left + at)
    start = left + len(table.lead_heads)
    for level in range(levels):
        at = 0
        while at < len(table.heads):
            path = table.heads[at]
            upto = at + 1
            if level < levels - 1:
                while upto < len(table.heads) and table.heads[upto][: level + 1] == path[: level + 1]:
                    upto += 1
            kind = table.head_kinds.get(path[level], CellKind.TEXT)
            for one in range(at, upto if style == "repeated" else at + 1):
                pen.put(row + level, start + one, path[level], kind)
            if style == "merged" and path[level]:
                deep = level
                while deep + 1 < levels and not path[deep + 1]:
                    deep += 1
                pen.merge(row + level, start + at, row + deep, start + upto - 1)
            at = upto
    return row + levels


def _write_unit_row(hand: Hand, pen: Pen, table: Table, row: int, left: int) -> int:
    if not table.unit_row:
        return row
    bracketed = any(one.startswith("（") for one in table.unit_row)
    pen.put(row, left + len(table.lead_heads) - 1, "" if bracketed else "单位")
    for at, text in enumerate(table.unit_row):
        pen.put(row, left + len(table.lead_heads) + at, text)
    return row + 1


def _breaks(hand: Hand, table: Table) -> dict[int, str]:
    """What stands before which row."""
    if len(table.lines) < 3:
        return {}
    what = hand.pick(
        "break", ("", "", "", "1 blank", "note", "head on a new page"), ("2 blank", "head again")
    )
    at = hand.number(1, len(table.lines) - 1)
    return {} if not what or table.lines[at].joined else {at: what}


def _merge_side(hand: Hand, pen: Pen, table: Table, row: int, left: int) -> None:
    """Merge a side cell with the empty ones below it."""
    if not hand.likes("side cells merged"):
        return
    column = left + table.merge_lead
    said = [at for at, line in enumerate(table.lines) if line.lead[table.merge_lead]]
    for at, following in zip(said, [*said[1:], len(table.lines)], strict=True):
        pen.merge(row + at, column, row + following - 1, column)


def _write_notes(hand: Hand, pen: Pen, table: Table, row: int, left: int) -> int:
    notes = list(table.notes)
    said = hand.pick("note below", *NOTES_BELOW[table.english])
    notes += [said] if said else []
    if notes and hand.pick("gap over the note", (False, False, True)):
        row += 1
    for text in notes:
        pen.put(row, left, text)
        if hand.likes("note merged"):
            pen.merge(row, left, row, left + table.width - 1)
        row += 1
    return row
