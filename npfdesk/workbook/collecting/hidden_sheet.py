"""The hidden sheet of a fill-in workbook and of the index: the one description that writing and reading share.

It holds texts alone, so that .xls and .ods keep it as it is: rows of a key and its values, a check sum over all of them,
and then a table with a row for each thing that is asked. Its first two cells say what it is.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple
from urllib.parse import quote, unquote

from npfdesk.plan.collection import AskedCell, AskedFor, CollectBy, Collection, Request, Unit
from npfdesk.plan.names import fold
from npfdesk.plan.numbers import parse_figure, plain, split_figure
from npfdesk.plan.problems import LANGUAGES, Language, Problem, error
from npfdesk.plan.returns import ReturnIdentity
from npfdesk.plan.rounding import significant_text
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.sound_text import is_sound
from npfdesk.workbook.files.cell_grid import Grid, GridSheet

SHEET: Final = "npfdesk"
"""The hidden sheet's name; it is found by its first cell where it was renamed."""
VERSION: Final = 1
"""The version of the form that this program writes, and the newest that it reads."""
FIRST_ROW: Final = 5
"""The row (from 1) of the first thing asked on the sheets of figures and of proposals; heads stand above it."""

FORM_TOO_NEW: Final = error(
    "form_too_new",
    "“{text}”由更新版本的程序生成（表样版本 {version}），这个版本读不了。请更新程序。",
    "“{text}” was made by a newer version of the program (version {version} of the form). Update the program.",
)
FORM_UNREADABLE: Final = error(
    "form_unreadable",
    "“{text}”里记录填报单位和填报内容的隐藏工作表已损坏，认不出是谁的表。请让填报单位在原填报表里重填，或重新下发。",
    "The hidden sheet of “{text}”, which says whose form it is and what was asked, is damaged. Have it filled in again in the "
    "original form, or issue it anew.",
)

_SORT_OF_FORM: Final = "form"
_SORT_OF_INDEX: Final = "index"
_TABLE: Final = "table"
_CHECK_SUM: Final = "check_sum"
_FORM_HEADS: Final = (
    *("key", "asked_for", "region", "industry", "indicator", "year", "unit", "known"),
    *("sheet", "cell", "note_cell", "region_name", "industry_name", "indicator_name"),
)
_INDEX_HEADS: Final = ("unit", "unit_name", "file", "asked_for", "region", "industry", "indicator", "year")
# blanks that a file, or its reader, does not keep as they are, and signs by which programs take a text for another thing
_CHANGEABLE: Final = re.compile(r"\s\s|[^\S ]|^[\s'~=+@-]|\s$")
_ESCAPED: Final = "~"
_DECIMAL: Final = re.compile(r"[0-9]{1,9}")
_DIGITS: Final = re.compile(r"[0-9](?:[0-9.,]*[0-9])?")
_FIGURES: Final = 12
_SIGNS: Final = tuple("-−–.")
_PRINTED: Final = "printed"
_MARK: Final = 10
"""Letters of a mark: of a thousand printed texts and as many others two are alike once in a million forms."""
_CHUNK, _CELLS = 100 * _MARK, 200


class FormColumn(IntEnum):
    """The columns (from 1) of the sheet of figures; those that a form does not need are hidden."""

    KEY = 1
    """The row's key, in a hidden column."""
    NUMBER = 2
    REGION = 3
    INDUSTRY = 4
    INDICATOR = 5
    QUESTION = 6
    UNIT = 7
    BEFORE = 8
    """The figure of the year before, or the last one there is."""
    KNOWN = 9
    """What is known of the asked year already."""
    ENTRY = 10
    """The open cell."""
    CHECK = 11
    NOTE = 12
    """The open note."""


class ProposalColumn(IntEnum):
    """The columns (from 1) of the sheet of proposals; those that a form does not need are hidden."""

    KEY = 1
    NUMBER = 2
    REGION = 3
    INDUSTRY = 4
    INDICATOR = 5
    TARGET = 6
    """The plan's target in its words."""
    UNIT = 7
    BASE = 8
    PACE = 9
    REPLY = 10
    REPLY_REASON = 11
    ENTRY = 12
    """The open cell."""
    CHECK = 13
    REASON = 14
    """The open reason."""


class FormField(StrEnum):
    """The open fields of the covering sheet."""

    FILLED_BY = "filled_by"
    PHONE = "phone"
    FILLED_ON = "filled_on"
    EDITION = "edition"


class FormPlace(NamedTuple):
    """A cell of a fill-in workbook: the name of its sheet, and its reference (C7)."""

    sheet: str
    cell: str


@dataclass(frozen=True)
class FormCell:
    """One thing asked, where it stands, and what its row showed when the form was issued.

    `key` is the text in the row's hidden first column. `unit` is the indicator's, `known` the figure that was known then
    (None: none). The names are those that the row shows; where a column has none, "".
    """

    key: str
    asked: AskedCell
    unit: str
    known: float | None
    place: FormPlace
    note_cell: str
    region_name: str
    industry_name: str
    indicator_name: str


@dataclass(frozen=True)
class Form:
    """What the hidden sheet of a fill-in workbook says: whose it is, where its fields stand, and what it asks.

    `printed` are the marks of what the form shows itself (``printed_mark``), by which its own figures are told from others.
    """

    identity: ReturnIdentity
    language: Language
    fields: Mapping[FormField, FormPlace]
    cells: tuple[FormCell, ...] = ()
    printed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Index:
    """What the hidden sheet of an index says: the collection, the file of each unit (by its code), and whether it is sound."""

    collection: Collection
    files: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    sound: bool = True


Row = tuple[str, ...]


def form_rows(form: Form) -> tuple[Row, ...]:
    """The rows of a fill-in workbook's hidden sheet, all of them texts, as they are written."""
    identity = form.identity
    about: list[Row] = [
        (SHEET, _SORT_OF_FORM),
        ("version", str(identity.version)),
        ("collection", identity.collection),
        ("plan_title", identity.plan_title),
        ("by", identity.by.value),
        ("year", str(identity.year)),
        ("round", str(identity.round)),
        ("unit", identity.unit.code),
        ("unit_name", identity.unit.name),
        ("issued", identity.issued),
        ("due", identity.due),
        ("language", form.language),
        *((one.value, *form.fields[one]) for one in FormField if one in form.fields),
        *((f"{_PRINTED}_{at}", *row) for at, row in enumerate(_marks_in_rows(form.printed), start=1)),
    ]
    table = [
        (
            one.key,
            *_asked_texts(one.asked),
            one.unit,
            plain(one.known),
            *one.place,
            one.note_cell,
            one.region_name,
            one.industry_name,
            one.indicator_name,
        )
        for one in form.cells
    ]
    return _signed(about, _FORM_HEADS, table)


def index_rows(collection: Collection, files: Mapping[str, str]) -> tuple[Row, ...]:
    """The rows of an index's hidden sheet; `files` are the names of the fill-in workbooks by their unit's code."""
    about: list[Row] = [
        (SHEET, _SORT_OF_INDEX),
        ("version", str(VERSION)),
        ("collection", collection.key),
        ("plan_title", collection.plan_title),
        ("by", collection.by.value),
        ("year", str(collection.year)),
        ("round", str(collection.round)),
        ("issued", collection.issued),
        ("due", collection.due),
    ]
    table: list[Row] = []
    for request in collection.requests:
        unit = request.unit
        above: Row = (unit.code, unit.name, files.get(unit.code, ""))
        before: AskedCell | None = None
        for asked in request.cells:
            table.append((*above, *_changed(unit, before, asked)))
            above, before = ("", "", ""), asked
    return _signed(about, _INDEX_HEADS, table)


def read_form(grid: Grid, name: str) -> Form | Problem | None:
    """The form of a workbook named so; None where it is no fill-in workbook, a Problem where it is a damaged one.

    Where the check sum does not hold the identity is not `sound`: what can still be read is there.
    """
    found = _found(grid, name, _SORT_OF_FORM)
    if not isinstance(found, _Read):
        return found
    try:
        return _form(found)
    except (KeyError, ValueError, IndexError):
        return Problem(FORM_UNREADABLE, text=name)


def read_index_rows(grid: Grid, name: str) -> Index | Problem | None:
    """The collection of an index named so; None where it is none, a Problem where it is a damaged one."""
    found = _found(grid, name, _SORT_OF_INDEX)
    if not isinstance(found, _Read):
        return found
    try:
        return _index(found)
    except (KeyError, ValueError, IndexError):
        return Problem(FORM_UNREADABLE, text=name)


def printed_mark(text: str, row: str = "", column: int = 0) -> str:
    """The mark of a text that a form shows: in the row of a key, or in the heads of a sheet (``heads_of``), by its column.

    What stands elsewhere goes by its text alone, in which every run of digits is one, as the results of formulas change.
    """
    said = fold(text)
    told = [row, column, _canonical(said)] if row else ["", 0, _DIGITS.sub("#", said)]
    return hashlib.sha256(json.dumps(told, ensure_ascii=True).encode()).hexdigest()[:_MARK]


def _canonical(said: str) -> str:
    """A figure by its value, whatever its format adds in brackets; other texts as they are."""
    figure = split_figure(said) if said[:1].isdigit() or said[:1] in _SIGNS else None
    if figure is None or figure.unit[:1] not in ("", "("):
        return said
    # no file keeps the last bits of a figure
    return significant_text(figure.value, _FIGURES)


def heads_of(sheet: str) -> str:
    """The row under which the heads of a sheet, by its name when issued, are marked."""
    return f"heads {sheet}"


def _marks_in_rows(marks: Iterable[str]) -> Iterator[Row]:
    """Marks as rows of texts that a sheet of any kind of workbook holds, and that are no longer than plain cells."""
    text = "".join(sorted(marks))
    cells = [text[at : at + _CHUNK] for at in range(0, len(text), _CHUNK)]
    return (tuple(cells[at : at + _CELLS]) for at in range(0, len(cells), _CELLS))


def written_text(text: str) -> str:
    """A text as it stands in the hidden sheet: what a file would not keep letter by letter is escaped."""
    changeable = _CHANGEABLE.search(text) is not None or not text.isprintable() or not is_sound(text)
    return _ESCAPED + quote(text, safe="", errors="replace") if changeable else text


@dataclass(frozen=True)
class _Read:
    """A hidden sheet as read: its values by key, its table's rows by head, and whether its check sum holds."""

    values: Mapping[str, Row]
    table: tuple[Mapping[str, str], ...]
    sound: bool

    def text(self, key: str) -> str:
        """A value; "" where it is empty, KeyError where it is not there."""
        return next(iter(self.values[key]), "")


def _asked_texts(asked: AskedCell) -> Row:
    return (asked.asked_for.value, *asked.series, str(asked.year))


def _changed(unit: Unit, before: AskedCell | None, asked: AskedCell) -> Row:
    """What is asked, without what the row above says already, and without a region that is the unit itself.

    A collection of thousands of cells is read at a fraction of the time so.
    """
    asked_for, region, *series, year = _asked_texts(asked)
    same_sort = before is not None and before.asked_for is asked.asked_for
    same_year = before is not None and before.year == asked.year
    return (
        "" if same_sort else asked_for,
        "" if region == unit.code else region,
        *series,
        "" if same_year else year,
    )


def _signed(about: Iterable[Row], heads: Row, table: Iterable[Row]) -> tuple[Row, ...]:
    before = [tuple(map(written_text, row)) for row in about]
    after = [(_TABLE,), heads, *(tuple(map(written_text, row)) for row in table)]
    return (*before, (_CHECK_SUM, _check_sum((*before, *after))), *after)


def _check_sum(rows: Iterable[Row]) -> str:
    """A check sum over rows; empty cells at a row's end, which no file keeps, do not count."""
    told = json.dumps([_without_end(row) for row in rows], ensure_ascii=True)
    return "sha256:" + hashlib.sha256(told.encode()).hexdigest()


def _without_end(row: Sequence[str]) -> list[str]:
    kept = list(row)
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _found(grid: Grid, name: str, sort: str) -> _Read | Problem | None:
    sheet = next(filter(_is_ours, grid.sheets), None)
    if sheet is None:
        # its name alone is left: somebody has emptied it
        named = any(fold(one.name) == SHEET for one in grid.sheets)
        return Problem(FORM_UNREADABLE, text=name) if named and sort == _SORT_OF_FORM else None
    rows = list(_rows(sheet))
    if rows[0][1:2] != [sort]:
        return None
    try:
        found = _read(rows)
        version = _whole(found.text("version"))
    except (KeyError, ValueError, IndexError):
        return Problem(FORM_UNREADABLE, text=name)
    if version > VERSION:
        return Problem(FORM_TOO_NEW, text=name, arguments={"version": version})
    return found


def _is_ours(sheet: GridSheet) -> bool:
    first, second = sheet.cells.get((1, 1)), sheet.cells.get((1, 2))
    return (
        first is not None
        and second is not None
        and first.text == SHEET
        and second.text in (_SORT_OF_FORM, _SORT_OF_INDEX)
    )


def _rows(sheet: GridSheet) -> Iterator[list[str]]:
    """The sheet's rows as texts, the empty ones too, each to its last cell with content."""
    last = max((row for row, _ in sheet.cells), default=0)
    width = [0] * (last + 1)
    for row, column in sheet.cells:
        width[row] = max(width[row], column)
    for row in range(1, last + 1):
        found = (sheet.cells.get((row, column)) for column in range(1, width[row] + 1))
        yield ["" if one is None else one.text for one in found]


def _read(rows: Sequence[list[str]]) -> _Read:
    begin = [row[:1] for row in rows].index([_TABLE])
    about = {row[0]: tuple(map(_read_text, row[1:])) for row in rows[:begin] if row}
    heads = rows[begin + 1]
    table = tuple(
        dict(zip(heads, (*map(_read_text, row), *("",) * (len(heads) - len(row))), strict=False))
        for row in rows[begin + 2 :]
        if row
    )
    told = about.get(_CHECK_SUM, ("",))
    summed = _check_sum(tuple(row) for row in rows if row[:1] != [_CHECK_SUM])
    return _Read(about, table, told[:1] == (summed,))


def _read_text(text: str) -> str:
    return unquote(text.removeprefix(_ESCAPED)) if text.startswith(_ESCAPED) else text


def _whole(text: str) -> int:
    if _DECIMAL.fullmatch(text) is None:
        raise ValueError(text)
    return int(text)


def _figure(text: str) -> float | None:
    if not text:
        return None
    figure = parse_figure(text)
    if isinstance(figure, Problem):
        raise ValueError(text)
    return figure


def _asked(row: Mapping[str, str]) -> AskedCell:
    series = SeriesKey(row["region"], row["industry"], row["indicator"])
    return AskedCell(AskedFor(row["asked_for"]), series, _whole(row["year"]))


def _form(found: _Read) -> Form:
    identity = ReturnIdentity(
        version=_whole(found.text("version")),
        collection=found.text("collection"),
        plan_title=found.text("plan_title"),
        by=CollectBy(found.text("by")),
        year=_whole(found.text("year")),
        round=_whole(found.text("round")),
        unit=Unit(found.text("unit"), found.text("unit_name")),
        issued=found.text("issued"),
        due=found.text("due"),
        sound=found.sound,
    )
    language = LANGUAGES[LANGUAGES.index(found.text("language"))]
    fields = {
        one: FormPlace(*found.values[one.value][:2])
        for one in FormField
        if len(found.values.get(one.value, ())) > 1
    }
    cells = tuple(
        FormCell(
            key=row["key"],
            asked=_asked(row),
            unit=row["unit"],
            known=_figure(row["known"]),
            place=FormPlace(row["sheet"], row["cell"]),
            note_cell=row["note_cell"],
            region_name=row["region_name"],
            industry_name=row["industry_name"],
            indicator_name=row["indicator_name"],
        )
        for row in found.table
    )
    listed = (row for key, row in found.values.items() if key.startswith(f"{_PRINTED}_"))
    marks = "".join(one for row in listed for one in row)
    printed = frozenset(marks[at : at + _MARK] for at in range(0, len(marks), _MARK))
    return Form(identity, language, MappingProxyType(fields), cells, printed)


def _index(found: _Read) -> Index:
    names: dict[str, str] = {}
    files: dict[str, str] = {}
    asked: dict[str, list[AskedCell]] = {}
    code, above = "", {"asked_for": "", "year": ""}
    for row in found.table:
        if row["unit"]:
            code, above = row["unit"], {"asked_for": "", "year": ""}
            names[code], files[code], asked[code] = row["unit_name"], row["file"], []
        above = {name: row[name] or kept for name, kept in above.items()}
        asked[code].append(_asked({**row, **above, "region": row["region"] or code}))
    collection = Collection(
        key=found.text("collection"),
        plan_title=found.text("plan_title"),
        by=CollectBy(found.text("by")),
        year=_whole(found.text("year")),
        round=_whole(found.text("round")),
        issued=found.text("issued"),
        due=found.text("due"),
        requests=tuple(Request(Unit(code, names[code]), tuple(cells)) for code, cells in asked.items()),
    )
    return Index(collection, MappingProxyType(files), found.sound)
