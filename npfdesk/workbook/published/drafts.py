"""Drafts: a table during recognition, with its header rows, its columns and the rows below."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from npfdesk.plan.numbers import parse_year, split_figure
from npfdesk.plan.problems import Problem
from npfdesk.workbook.published.headers import HeaderText, may_head, read_header
from npfdesk.workbook.published.merged_cells import SheetView
from npfdesk.workbook.published.printed_names import is_unit_text
from npfdesk.workbook.published.recognition import FIGURE_ROLES, Role, TableForm

KEYS: Final = (Role.REGION, Role.INDICATOR, Role.INDUSTRY)
LEADING: Final = (*KEYS, Role.NUMBER, Role.GROUP)
SAMPLE: Final = 60
MOST_GAP: Final = 2
_QUALIFIERS: Final = re.compile(r"以上|以下|以内|左右|上下|\+|\(.*\)$|[,，].*$")


@dataclass
class Column:
    """A column during recognition; `path` are the texts of its header rows, from the top."""

    number: int
    path: tuple[HeaderText, ...] = ()
    texts: tuple[str, ...] = ()
    role: Role | None = None
    year: int = 0
    label: str = ""
    unit: str = ""
    explicit: bool = False
    growth: bool = False
    weak: bool = False
    origin: tuple[int, int] | None = None

    @property
    def heads_figures(self) -> bool:
        """Whether its header says that figures are below."""
        return not self.growth and (self.role in FIGURE_ROLES or (self.role is None and self.year > 0))


@dataclass
class TableDraft:
    """A table during recognition: its header rows, its columns, and the rows below that can belong to it."""

    view: SheetView
    first: int
    last: int
    columns: list[Column]
    form: TableForm = "indicators"
    titles: list[str] = field(default_factory=list)
    unit: str = ""

    @cached_property
    def left(self) -> int:
        """Its first column."""
        return min(one.number for one in self.columns)

    @cached_property
    def right(self) -> int:
        """Its last column."""
        return max(one.number for one in self.columns)

    def having(self, *roles: Role) -> list[Column]:
        """Its columns of these roles, from the left."""
        return [one for one in self.columns if one.role in roles]

    @property
    def below(self) -> list[int]:
        """The rows under its header that say something."""
        return self.view.rows[bisect_right(self.view.rows, self.last) :]

    @cached_property
    def sample(self) -> list[dict[int, str]]:
        """The first rows under its header, by which columns are judged: up to a gap, a note or another header."""
        found: list[dict[int, str]] = []
        previous = self.last
        for row in self.below[:SAMPLE]:
            line = {
                column: text
                for column, text in self.view.line(row).items()
                if self.left <= column <= self.right
            }
            said = [read_header(text) for text in self.view.line(row).values() if may_head(text)]
            again = sum(one.says for one in said) > 1 and any(one.role in KEYS for one in said)
            if again or row - previous > MOST_GAP:
                break
            found.append(line)
            previous = row
        return found


def is_figure_text(text: str) -> bool:
    """Whether a cell is a figure of the table's body: a number with or without its unit that is no year, no 5G基站."""
    figure = split_figure(text)
    if figure is None or not isinstance(parse_year(text), Problem):
        return False
    unit = _QUALIFIERS.sub("", figure.unit)
    return not unit or is_unit_text(unit)


def header_like(view: SheetView, row: int, draft: TableDraft) -> bool:
    """Whether a row repeats a header: its column of names holds a header word again, beside others."""
    line = view.line(row)
    keys = [one.number for one in draft.having(*KEYS)]
    heads = [line[key] for key in keys if key in line and may_head(line[key])]
    again = any((said := read_header(text)).role in KEYS and not said.weak for text in heads)
    if not again and any(key in line for key in keys) and not heads:
        return False
    within = [text for column, text in line.items() if draft.left <= column <= draft.right]
    known = sum(read_header(text).says for text in within if may_head(text))
    return known >= 2 and (again or (known == len(within) and not any(map(is_figure_text, within))))
