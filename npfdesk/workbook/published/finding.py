"""Finding tables: header rows anywhere in a sheet, one or several levels, and the columns below them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from npfdesk.plan.names import fold, says_nothing
from npfdesk.plan.numbers import parse_year, split_figure
from npfdesk.plan.problems import Problem
from npfdesk.workbook import words
from npfdesk.workbook.published.headers import NOTHING, HeaderText, read_header
from npfdesk.workbook.published.naming import is_unit_text, looks_like_region
from npfdesk.workbook.published.recognition import FIGURE_ROLES, Role, TableForm
from npfdesk.workbook.published.sheet_view import SheetView

_KEYS: Final = (Role.REGION, Role.INDICATOR, Role.INDUSTRY)
_LEADING: Final = (*_KEYS, Role.NUMBER, Role.GROUP)
_MOST_LEVELS: Final = 4
_MOST_COLUMNS: Final = 256
_SAMPLE: Final = 60
_QUALIFIERS: Final = re.compile(r"以上|以下|以内|左右|上下|\+|\(.*\)$|[,，].*$")


@dataclass
class Column:
    """A column while its table is being made out; `path` is what its header rows say, from above."""

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
        """Whether figures stand below it, as far as its header tells."""
        return not self.growth and (self.role in FIGURE_ROLES or (self.role is None and self.year > 0))


@dataclass
class Draft:
    """A table while it is being made out: its header rows, its columns, the rows below that may belong to it."""

    view: SheetView
    first: int
    last: int
    columns: list[Column]
    form: TableForm = "indicators"
    titles: list[str] = field(default_factory=list)
    unit: str = ""

    @property
    def left(self) -> int:
        """Its first column."""
        return min(one.number for one in self.columns)

    @property
    def right(self) -> int:
        """Its last column."""
        return max(one.number for one in self.columns)

    def having(self, *roles: Role) -> list[Column]:
        """Its columns of these roles, from the left."""
        return [one for one in self.columns if one.role in roles]

    @property
    def below(self) -> list[int]:
        """The rows under its header that say something."""
        return [row for row in self.view.rows if row > self.last]


def is_figure_text(text: str) -> bool:
    """Whether a cell is a figure of the table's body: a number with or without its unit that is no year, no 5G基站."""
    figure = split_figure(text)
    if figure is None or not isinstance(parse_year(text), Problem):
        return False
    unit = _QUALIFIERS.sub("", figure.unit)
    return not unit or is_unit_text(unit)


def find_tables(
    view: SheetView,
    row: int,
    free: Callable[[int, int], bool],
    mend: Callable[[Draft], None],
    levels: int = 0,
) -> list[Draft]:
    """The tables whose header begins in a row, of the cells that are `free`; none where it is no header.

    `mend` lays corrections over the columns before they are judged. `levels` is the number of header rows where
    somebody said so (0: to be found).
    """
    line = {column: text for column, text in view.line(row).items() if free(row, column)}
    if not levels and (len(line) < 2 or not _promising(view, row, line)):
        return []
    last = row + levels - 1 if levels else _header_bottom(view, row, free)
    left = min((min(view.line(at)) for at in range(row, last + 1) if view.line(at)), default=1)
    right = max((max(view.line(at)) for at in range(row, last + 1) if view.line(at)), default=1)
    # names often stand under an empty corner
    left = min([left, *(column for column in view.line(last + 1) if free(last + 1, column))])
    right = max(right, *(view.span(row, column)[1] for column in line), left) if line else right
    right = min(right, left + _MOST_COLUMNS - 1)
    columns = [
        _column(view, row, last, number, left)
        for number in range(left, right + 1)
        if free(row, number) or free(last, number)
    ]
    found = []
    for part in _parts(view, columns, last):
        draft = Draft(view, row, last, part)
        mend(draft)
        if _settle_columns(draft):
            found.append(draft)
    return found


def _promising(view: SheetView, row: int, line: dict[int, str]) -> bool:
    """Whether a row may begin a header: two of its cells say what columns hold, or one does and the next row's do."""
    if any(is_figure_text(text) for text in line.values()):
        return False
    said = [read_header(text) for text in line.values()]
    known = sum(one.says for one in said)
    if known >= 2:
        return True
    return known == 1 and any(one.role in _KEYS or one.heads_figures for one in said)


def _header_bottom(view: SheetView, row: int, free: Callable[[int, int], bool]) -> int:
    """The last row of the header that begins in a row: what its merged cells span, and rows that only name columns."""
    bottom = max(
        (view.bottom(row, column) for column in view.line(row) if free(row, column)),
        default=row,
    )
    bottom = row if bottom - row >= _MOST_LEVELS else bottom
    while (
        bottom - row + 1 < _MOST_LEVELS and bottom + 1 in view.rows and _names_columns(view, row, bottom + 1)
    ):
        bottom += 1
    return bottom


def _names_columns(view: SheetView, top: int, row: int) -> bool:
    """Whether a row under a header row belongs to it: no figures, and nothing in the column of names but a header."""
    line = view.line(row)
    if not line:
        return False
    keys = [
        column
        for above in range(top, row)
        for column, text in view.line(above).items()
        if read_header(text).role in _KEYS
    ]
    said = {column: read_header(text) for column, text in line.items()}
    if any(is_figure_text(text) or text.startswith("力争") or says_nothing(text) for text in line.values()):
        return False
    if any(column in line and said[column].role is None for column in keys):
        return False
    known = [one for one in said.values() if one.says or one.unit]
    if not keys:
        corner = min((*view.line(row + 1), *view.line(top)), default=0)
        return any(one.role in _KEYS for one in known) or (
            corner not in line and bool(view.line(row + 1)) and not _names_columns(view, row, row + 1)
        )
    if len(line) == 1 and not known:
        return False
    # names of indicators under the years, or years under the names of indicators
    lead = min(keys)
    return all(
        column > lead or one.role in _LEADING or (one.role is not None and not one.weak)
        for column, one in said.items()
    ) and not any(words.read_word(text, words.DUTY_WORDS) for text in line.values())


def _column(view: SheetView, top: int, bottom: int, number: int, left: int) -> Column:
    texts: list[str] = []
    origins: list[tuple[int, int]] = []
    for row in range(top, bottom + 1):
        place = view.origin(row, number)
        if place is None and row < bottom and number > left:
            place = _from_the_left(view, row, bottom, number, left)
        if place is not None and place not in origins:
            origins.append(place)
            texts.append(view.line(place[0])[place[1]])
    path = tuple(read_header(text) for text in texts)
    column = Column(number, path, tuple(texts), origin=origins[0] if origins else None)
    for said in path:
        _take(column, said)
    return column


def _from_the_left(view: SheetView, row: int, bottom: int, number: int, left: int) -> tuple[int, int] | None:
    """The head that a column without one of its own shares: pasted without its merge, it stands further left."""
    if not any(view.origin(below, number) for below in range(row + 1, bottom + 1)):
        return None
    for column in range(number - 1, left - 1, -1):
        place = view.origin(row, column)
        if place is not None:
            said = read_header(view.line(place[0])[place[1]])
            apart = said.role is not None and not said.heads_figures
            under = any(
                (below := view.origin(at, column)) is not None and below != place
                for at in range(row + 1, bottom + 1)
            )
            return place if under and not apart else None
    return None


def _take(column: Column, said: HeaderText) -> None:
    """Lay what one header cell says over what those above it said."""
    if said.role is not None:
        if said.role in FIGURE_ROLES:
            column.explicit = True
        if not (column.heads_figures and said.role not in FIGURE_ROLES):
            column.role, column.weak = said.role, said.weak
    if said.year:
        column.year = said.year
    column.unit = said.unit or column.unit
    column.growth = column.growth or said.growth
    column.label = said.label or column.label


def _parts(view: SheetView, columns: list[Column], last: int) -> list[list[Column]]:
    """Tables that stand side by side: a new one begins where names follow figures and figures follow again."""
    parts: list[list[Column]] = [[]]
    for index, column in enumerate(columns):
        leads = column.role in _LEADING and not column.weak
        after = any(one.heads_figures for one in parts[-1])
        named = any(one.role in _KEYS for one in parts[-1])
        rest = columns[index:]
        again = any(one.heads_figures for one in rest) and any(one.role in _KEYS for one in rest)
        if leads and after and named and again:
            parts.append([])
        parts[-1].append(column)
    return [part for part in (_trimmed(view, part, last) for part in parts) if part]


def _trimmed(view: SheetView, columns: list[Column], last: int) -> list[Column]:
    """Without the empty columns at both ends."""
    below = [row for row in view.rows if row > last][:_SAMPLE]
    full = [
        index
        for index, one in enumerate(columns)
        if one.texts or any(one.number in view.line(row) for row in below)
    ]
    return columns[full[0] : full[-1] + 1] if full else []


def _settle_columns(draft: Draft) -> bool:
    """Decide what the columns hold, by their headers and by what stands below; whether it is a table at all."""
    _by_content(draft)
    figures = [one for one in draft.columns if one.heads_figures]
    keys = draft.having(*_KEYS)
    labelled = [one for one in draft.columns if one.role is None and not one.growth and one.label]
    if not figures and not (draft.having(Role.REGION) and labelled):
        return False
    if not keys:
        key = _key_by_content(draft, figures)
        if key is None:
            return False
        keys = [key]
    _tell_key(draft, keys, figures)
    _one_indicator(draft)
    _labels(draft)
    if draft.having(Role.REGION):
        draft.form = "counties"
    elif draft.having(Role.INDUSTRY):
        draft.form = "industries"
    elif not draft.having(Role.INDICATOR):
        return False
    return True


def _sample(draft: Draft, column: int) -> list[str]:
    return [text for row in draft.below[:_SAMPLE] if (text := draft.view.line(row).get(column, ""))]


def _by_content(draft: Draft) -> None:
    """Columns whose header says nothing of use, by what stands in them: duties, units, numbers, groups."""
    first = min((one.number for one in draft.columns if one.heads_figures), default=draft.right + 1)
    for column in draft.columns:
        texts = _sample(draft, column.number)
        if not texts or column.heads_figures or column.growth:
            continue
        duties = sum(words.read_word(text, words.DUTY_WORDS) is not None for text in texts)
        if duties * 2 > len(texts):
            column.role = Role.DUTY
        elif (
            column.role is Role.UNIT
            and _mostly(texts, looks_like_region)
            and not _mostly(texts, is_unit_text)
        ):
            column.role = Role.REGION
        elif column.role is None and not column.label:
            if _mostly(texts, is_unit_text):
                column.role = Role.UNIT
            elif column.number < first and all(
                re.fullmatch(r"[(（]?\d{1,3}[)）.、]?", text) for text in texts
            ):
                column.role = Role.NUMBER


def _mostly(texts: list[str], holds: Callable[[str], bool]) -> bool:
    return sum(map(holds, texts)) * 2 > len(texts)


def _key_by_content(draft: Draft, figures: list[Column]) -> Column | None:
    """The column of names where no header says which: the last one left of the figures that holds words."""
    first = min((one.number for one in figures), default=draft.right + 1)
    found = [
        one
        for one in draft.columns
        if one.number < first
        and (
            one.role is None
            or (one.role is Role.GROUP and not any(two.role is None for two in draft.columns))
        )
        and (texts := _sample(draft, one.number))
        and not _mostly(texts, is_figure_text)
    ]
    if not found:
        return None
    key = found[-1]
    key.role, key.weak, key.label = Role.INDICATOR, True, ""
    return key


def _tell_key(draft: Draft, keys: list[Column], figures: list[Column]) -> None:
    """Whether a column under a head that may be anything (名称, 项目, none) names regions or indicators.

    Where the heads of the figures name indicators, the rows are regions.
    """
    if any(one.role in (Role.REGION, Role.INDUSTRY) and not one.weak for one in keys):
        return
    labels = {fold(one.label) for one in figures if one.label}
    for key in keys:
        names = [text for text in _sample(draft, key.number) if not says_nothing(text)]
        regions = bool(names) and _mostly(names, looks_like_region)
        if (key.role is Role.INDICATOR and key.weak and (regions or labels)) or (
            key.role is Role.INDICATOR and regions and labels
        ):
            key.role = Role.REGION
        elif key.role is Role.REGION and key.weak and not regions and not labels:
            key.role = Role.INDICATOR


def _one_indicator(draft: Draft) -> None:
    """Of several columns headed as indicators the last that holds words names them; the others number or group.

    Where the last is blank in some rows, as under 主要污染物排放 with 化学需氧量 and 氨氮 beside it, both name them.
    """
    named = _headed_as_indicators(draft)
    if len(named) < 2:
        return
    holding = [
        one for one in named if (texts := _sample(draft, one.number)) and not _mostly(texts, is_figure_text)
    ]
    key = holding[-1] if holding else named[-1]
    for one in named:
        if one is key:
            continue
        texts = _sample(draft, one.number)
        numbers = bool(texts) and all(re.fullmatch(r"[(（]?\d{1,3}[)）.、]?", text) for text in texts)
        if numbers:
            one.role = Role.NUMBER
        elif one not in holding:
            one.role = None
        elif not (one is holding[-2] and _details(draft, one, key)):
            one.role = Role.GROUP
    key.role = Role.INDICATOR


def _headed_as_indicators(draft: Draft) -> list[Column]:
    """The columns under an indicator's head, with one right of it that has no head of its own and holds words."""
    named = draft.having(Role.INDICATOR)
    for one in draft.columns:
        beside = [two for two in named if two.number == one.number - 1]
        bare = one.role is None and not one.texts and not one.year
        if bare and beside and _sample(draft, one.number) and not draft.having(Role.REGION):
            named.append(one)
    return named


def _details(draft: Draft, stem: Column, key: Column) -> bool:
    """Whether a column only tells apart some of the rows that the column before it names."""
    for row in draft.below[:_SAMPLE]:
        own, other = draft.view.origin(row, key.number), draft.view.origin(row, stem.number)
        if other is not None and other[0] == row and (own is None or own == other):
            return any(draft.view.line(row).get(one.number) for one in draft.columns if one.heads_figures)
    return False


def _labels(draft: Draft) -> None:
    """The indicators that the heads of figures name: two heads joined where the lower alone stands for several."""
    if draft.having(Role.INDICATOR):
        for column in draft.columns:
            if column.heads_figures:
                column.label = ""
        return
    seen: dict[tuple[str, int, Role | None], list[Column]] = {}
    for column in draft.columns:
        if column.heads_figures and column.label:
            seen.setdefault((fold(column.label), column.year, column.role), []).append(column)
    for columns in seen.values():
        if len(columns) > 1:
            for column in columns:
                parts = [said.label for said in column.path if said.label]
                column.label = "".join(dict.fromkeys(parts))


def header_like(view: SheetView, row: int, draft: Draft) -> bool:
    """Whether a row repeats a header: its column of names holds a header word again, beside others."""
    line = {column: text for column, text in view.line(row).items() if draft.left <= column <= draft.right}
    said = {column: read_header(text) for column, text in line.items()}
    keys = [one.number for one in draft.having(*_KEYS)]
    known = sum(one.says for one in said.values())
    if any(said.get(key, NOTHING).role in _KEYS and not said[key].weak for key in keys):
        return known >= 2
    return known >= 2 and known == len(line) and not any(is_figure_text(text) for text in line.values())
