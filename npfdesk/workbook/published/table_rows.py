"""The rows under a header: rows of figures, headings of groups, notes, and the end of the table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from npfdesk.plan.names import is_blank
from npfdesk.workbook.published.drafts import TableDraft, header_like, is_figure_text
from npfdesk.workbook.published.headers import unit_header
from npfdesk.workbook.published.printed_names import looks_like_region
from npfdesk.workbook.published.recognition import Role

Sort = Literal["data", "stretch", "group", "note", "numbering", "nameless"]

_NOTE: Final = re.compile(
    r"[（(【\[]?(?:注|备注|附注|说明|资料来源|数据来源|来源|填表说明|notes?|sources?|remarks?)\d{0,2}\s*(?:[】\])）]|[:：.、]|[\d①-⑳]|$)"
    r"|[*＊※①-⑳]",
    re.IGNORECASE,
)
_HEADING: Final = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、．.]|[(（][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十]+[部章类])"
)
_TITLE: Final = re.compile(
    r"(?:附?[表件图录]\s*\d*[-—\d一二三四五六七八九十]*\s*[:：\s]?|table\s*\d)", re.IGNORECASE
)
_LONG: Final = 60
_MOST_GAP: Final = 2


@dataclass(frozen=True)
class Line:
    """A row of a table with its kind."""

    row: int
    sort: Sort


def is_note(text: str) -> bool:
    """Whether a line of its own is a note or a source rather than a title."""
    return _NOTE.match(text) is not None or bool(unit_header(text)) or text.startswith(("单位：", "单位:"))


def walk(draft: TableDraft) -> list[Line]:
    """The rows that belong to a table, in order; it ends at a note, at a new header, at a title, at a gap."""
    view, lines = draft.view, list[Line]()
    previous = draft.last
    keys = [one.number for one in draft.having(Role.REGION, Role.INDICATOR, Role.INDUSTRY)]
    figures = [one.number for one in draft.columns if one.heads_figures]
    for row in draft.below:
        line = {
            column: text for column, text in view.line(row).items() if draft.left <= column <= draft.right
        }
        if not line:
            # what a merged block of the row above shows is no row of its own
            continue
        if row - previous > _MOST_GAP or (row - previous > 1 and not _carries_on(draft, line, keys, figures)):
            break
        if header_like(view, row, draft):
            break
        first = line[min(line)]
        if _NOTE.match(first) and not any(is_figure_text(line.get(column, "")) for column in figures):
            break
        sort = _sort(draft, row, line, keys, figures)
        if sort == "note":
            break
        lines.append(Line(row, sort))
        previous = row
    # a heading that nothing follows is a title of what comes next, or a note
    while lines and lines[-1].sort in ("group", "nameless"):
        lines.pop()
    return lines


def _carries_on(draft: TableDraft, line: dict[int, str], keys: list[int], figures: list[int]) -> bool:
    """Whether a row after an empty one still has a name and figures where the table has them."""
    return any(key in line for key in keys) and any(is_figure_text(line.get(one, "")) for one in figures)


def _sort(draft: TableDraft, row: int, line: dict[int, str], keys: list[int], figures: list[int]) -> Sort:
    view = draft.view
    named = [key for key in keys if _own_name(draft, row, key)]
    hoped = [column for column in figures if line.get(column, "").startswith(("力争", "争取"))]
    if hoped and not named and not any(column in line for column in keys):
        return "stretch"
    if all(
        re.fullmatch(r"[(（]?(?:\d{1,2}|[a-z]|[甲乙丙丁戊己庚辛])[)）]?", text.casefold())
        for text in line.values()
    ):
        leads = [line.get(key, "") for key in keys]
        if len(line) > 2 and any(re.fullmatch(r"[甲乙丙丁a-d]", text.casefold()) for text in leads):
            return "numbering"
    if len(line) == 1:
        ((column, text),) = line.items()
        left, right = view.span(row, column)
        wide = right > left and (right - left + 1) * 2 > len(draft.columns)
        if len(text) > _LONG or _TITLE.match(text):
            return "note"
        shown = any(view.text(row, figure) for figure in figures if not left <= figure <= right)
        if wide or (column not in keys and column not in figures and not shown) or _HEADING.match(text):
            return "group" if not shown else "data"
        if column in keys and not shown and not (looks_like_region(text) or draft.form == "counties"):
            return "group"
    return "data" if named or any(key in line or view.text(row, key) for key in keys) else "nameless"


def _own_name(draft: TableDraft, row: int, key: int) -> bool:
    """Whether a row has a name of its own: not blank, and not the block that began above."""
    place = draft.view.origin(row, key)
    return place is not None and place[0] == row and not is_blank(draft.view.text(row, key))
