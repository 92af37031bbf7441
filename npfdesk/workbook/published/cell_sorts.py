"""What each cell of a sheet holds, taken by itself, and what lines of text say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Final

from npfdesk.plan.figure_words import stripped
from npfdesk.plan.names import says_nothing
from npfdesk.plan.numbers import half_width, parse_year, split_figure
from npfdesk.plan.problems import Problem
from npfdesk.plan.target_text import parse_target
from npfdesk.plan.targets import TargetText
from npfdesk.workbook.files.cell_grid import FAULTS, CellKind, Place
from npfdesk.workbook.published.headers import is_unit_line, may_head, read_header
from npfdesk.workbook.published.merged_cells import SheetView
from npfdesk.workbook.published.printed_names import is_counted, is_unit_text
from npfdesk.workbook.published.recognition import Role

KEYS: Final = (Role.REGION, Role.INDICATOR, Role.INDUSTRY, Role.PERIOD)
"""The roles of columns that name the rows."""
NOTE: Final = re.compile(
    r"[（(【\[]?(?:注|备注|附注|说明|资料来源|数据来源|来源|填表说明|notes?|(?:data )?sources?|remarks?)\d{0,2}\s{0,3}"
    r"(?:[】\])）]|[:：.、]|[\d①-⑳]|$)|[※①-⑳]|[*＊](?=[^*＊]{6})|\d[.、](?=\S{10})",
    re.IGNORECASE,
)
CONTINUED: Final = re.compile(
    r"[（(]?(?:续|接上)[上前]?[表页]|[（(]续[)）]|续$|\(?(?:table )?cont(?:inued|'d|\.)"
    # 表2（续） and a whole title printed again with （续） behind it
    r"|[^（(]{1,60}[（(]\s?(?:(?:续|接上)[^（()）]{0,6}|cont(?:inued|'d|\.)?)\s?[)）]$"
    r"|(?:附?[表件]|table\s?)\s?[\d一二三四五六七八九十]{1,3}(?:[-—.]\d{1,3})?\s?(?:续|,? ?continued)$"
    # the line at the foot of a page
    r"|[-—–－（(]{0,4}\s?(?:第\s?\d{1,3}\s?页(?:[,，/\s]{0,2}共\s?\d{1,3}\s?页)?|page\s\d{1,3}(?:\s?(?:of|/)\s?\d{1,3})?"
    r"|(?:接|转|续)?下[一]?页(?:续)?)\s?[-—–－）)]{0,4}$",
    re.IGNORECASE,
)
_META: Final = re.compile(
    r"(?:编制|填报|制表|填表|审核|负责|报送|编印|印发|责任|联系)(?:单位|人|部门|日期|时间|电话)?\s?[:：]|[\u4e00-\u9fff]{0,4}(?:日期|电话)\s?[:：]|date\s?:",
    re.IGNORECASE,
)
_LABELLED: Final = re.compile(
    r"(?:数据库|指标(?:名称)?|地区|区域|行政区划?|时间|频[率度])\s?[:：]\s?\S", re.IGNORECASE
)
_BRACKETED_FIGURE: Final = re.compile(r"[\[［【〔]\s{0,3}[\d.,]{1,20}\s{0,3}[\]］】〕]")
_PLAIN_FIGURE: Final = re.compile(r"[-+−–]?[\d,，.．０-９]{1,24}%?")
# 三次产业结构 12:40:48: figures, though no target says so
_COMPOSED: Final = re.compile(r"\d{1,3}(?:\.\d{1,2})?(?:\s?[:：∶]\s?\d{1,3}(?:\.\d{1,2})?){1,3}")
_YEAR_AT_START: Final = re.compile(r"(?:19|20|21)\d\d年")
_BRACKETS: Final = str.maketrans("[【〔［]】〕］", "(" * 4 + ")" * 4)
MOST_TEXT: Final = 40


class Sort(StrEnum):
    """What a cell holds, taken by itself."""

    FIGURE = "figure"
    YEAR = "year"
    """A whole number that may be a year or a figure."""
    PERIOD = "period"
    KEY = "key"
    """A word that heads a column."""
    UNIT = "unit"
    WORDS = "words"
    """A target in words."""
    BLANK = "blank"
    """A mark for no figure."""
    UNREADABLE = "unreadable"
    """An error, a formula without a result, something broken."""
    TEXT = "text"


class CellSorts:
    """The sorts of a sheet's cells, each looked at once."""

    def __init__(self, view: SheetView) -> None:
        self.view = view
        self._known: dict[Place, Sort] = {}

    def of(self, row: int, column: int) -> Sort:
        """The sort of a cell with content."""
        place = row, column
        found = self._known.get(place)
        if found is None:
            found = self._known[place] = sort_of(
                self.view.line(row)[column], self.view.sheet.cells[place].kind
            )
        return found

    def row(self, row: int, left: int = 0, right: int = 1 << 20) -> dict[int, Sort]:
        """The sorts of a row's own cells by column."""
        return {column: self.of(row, column) for column in self.view.line(row) if left <= column <= right}


def sort_of(text: str, kind: CellKind) -> Sort:
    """The sort of a cell with this text."""
    if kind in FAULTS:
        return Sort.UNREADABLE
    if kind is CellKind.NUMBER or (_PLAIN_FIGURE.fullmatch(text) and any(map(str.isdigit, text))):
        return Sort.FIGURE if isinstance(parse_year(text), Problem) else Sort.YEAR
    if kind is CellKind.DATE:
        return Sort.PERIOD
    return _sort_of_text(text)


def corner_of(text: str) -> Role | None:
    """What the lower of the two words of a corner says of the cells below it (指标 above 地区); None for no corner."""
    for cut in range(1, min(len(text), _LONGEST_CORNER)):
        above, below = read_header(text[:cut]).key, read_header(text[cut:]).key
        if above in KEYS and below in KEYS and above is not below:
            return below
    return None


_LONGEST_CORNER: Final = 60


@lru_cache(maxsize=50_000)
def _sort_of_text(text: str) -> Sort:
    if says_nothing(text):
        return Sort.BLANK
    if is_unit_line(text) or len(text) > 2 * MOST_TEXT:
        return Sort.TEXT
    if is_unit_text(text.strip("()（）[]【】")):
        return Sort.UNIT
    if not may_head(text):
        return Sort.TEXT
    head = read_header(text)
    if head.key is not None or (not head.says and corner_of(text) is not None):
        return Sort.KEY
    if head.heads_figures and not head.label:
        return Sort.PERIOD
    digits = any(map(str.isdigit, text))
    if head.period is not None and head.label and _YEAR_AT_START.match(text):
        return Sort.TEXT  # 2030年（送审稿）
    if _BRACKETED_FIGURE.match(text) or _COMPOSED.fullmatch(text):
        return Sort.FIGURE
    parsed = parse_target(text)
    if isinstance(parsed, TargetText):
        return Sort.FIGURE if digits else Sort.WORDS
    written = split_figure(stripped(half_width(text).casefold())[0])
    known = written is not None and (is_unit_text(written.unit) or is_counted(written.unit))
    return Sort.FIGURE if known else Sort.TEXT


def is_line_of_meaning(text: str) -> bool:
    """Whether a text over some columns is a line of its own (a unit, a date) and no head."""
    return (
        is_unit_line(text) or bool(_META.match(text) or _LABELLED.match(text)) or NOTE.match(text) is not None
    )


def is_paper_line(text: str) -> bool:
    """Whether a line says who made the table and when (填报日期：2026年3月15日), and nothing of its figures."""
    return _META.match(text) is not None


def parse_year_text(text: str) -> int:
    """The year that a text is; 0 where it is none."""
    year = parse_year(text)
    return 0 if isinstance(year, Problem) else year


def worded(line: Mapping[int, str]) -> dict[int, str]:
    """The texts of a row as they are compared: 占比（%） is 占比〔%〕."""
    return {
        column: half_width(text).casefold().replace(" ", "").translate(_BRACKETS)
        for column, text in line.items()
    }


def numbers_columns(line: Mapping[int, str]) -> bool:
    """Whether a row numbers the columns: 甲 乙 1 2 3, or 1 2 3 4."""
    texts = [line[column].strip("()（）").casefold() for column in sorted(line)]
    if len(texts) < 3:
        return False
    if read_header(texts[0]).key is Role.NUMBER and all(len(text) <= 6 for text in texts[1:]):
        return True
    numbers = [text for text in texts if text.isdecimal()]
    letters = [text for text in texts if not text.isdecimal()]
    in_order = (
        [int(text) for text in numbers] == list(range(int(numbers[0]), int(numbers[0]) + len(numbers)))
        if numbers
        else True
    )
    if not in_order or any(len(text) > 2 for text in numbers):
        return False
    if not letters:
        return numbers[0] in ("0", "1")
    return all(text in "甲乙丙丁戊己庚辛abcdefgh" and len(text) == 1 for text in letters)
