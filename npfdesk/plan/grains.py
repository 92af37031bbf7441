"""The grain of a part of the work: its rows, the cells of a row, and how to assemble both again.

A cell is the smallest entry in which two users' work can differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, NamedTuple, Protocol

from npfdesk.plan.model import Plan
from npfdesk.plan.numbers import plain
from npfdesk.plan.problems import Language, Wording
from npfdesk.plan.series import ANY
from npfdesk.plan.spoken_names import name_in

WHOLE: Final = ""
"""The name of the cell that stands for a whole row."""
_ALL: Final = Wording("全部地区", "all regions")


class Row(NamedTuple):
    """One row: the code of its area, the id of its scenario ("" for all scenarios), and its key within these."""

    area: str
    scenario: str
    key: tuple[Any, ...]


class Cell(NamedTuple):
    """One cell of a row: "" for the whole row, "path", "range", "note", a year, or a field of the scenario's head."""

    row: Row
    part: str


@dataclass(frozen=True, eq=False)
class CellContext:
    """What the text of a cell depends on: the plan, the scenarios' names by id, and the language."""

    plan: Plan
    names: Mapping[str, str]
    language: Language

    def place(self, region: str, industry: str) -> list[str]:
        """The names of a region and, where one is meant, of an industry."""
        plan, language = self.plan, self.language
        found = [
            _ALL.text(language, {})
            if region == ANY
            else name_of(plan.region_by_code.get(region), region, language)
        ]
        if industry not in ("", ANY):
            found.append(name_of(plan.industry_by_code.get(industry), industry, language))
        return found

    def indicator(self, code: str) -> str:
        """The name of an indicator."""
        return name_of(self.plan.indicator_by_code.get(code), code, self.language)


def name_of(item: Any, code: str, language: Language) -> str:
    """The name of a region, industry or indicator; its code where the plan does not have it."""
    return name_in(item, language, code)


def key_names(context: CellContext, key: tuple[Any, ...]) -> list[str]:
    """The names of a key's members: place, lever, indicator, year."""
    known = _members(key)
    if not known:
        return [str(key[0])] if key else []
    texts = context.place(known["region"], known["industry"]) if "industry" in known else []
    if "lever" in known:
        texts.append(known["lever"])
    if "indicator" in known:
        texts.append(context.indicator(known["indicator"]))
    return [*texts, str(known["year"])] if known.get("year") else texts


def _members(key: tuple[Any, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in zip(getattr(key, "_fields", ()), key, strict=False):
        found.update(_members(value) if isinstance(value, tuple) else {name: value})
    return found


def plain_value_text(_context: CellContext, _cell: Cell, value: Any) -> str:
    """The text of a plain cell; a figure has no unnecessary decimal places."""
    return plain(value) if isinstance(value, float | int) else str(value)


@dataclass(frozen=True)
class CellForm:
    """How a row is split into cells that can be compared one by one.

    `taken_apart` gives a row's cells by name. `composed` is its inverse (a cell that is None does not exist).
    `alike` says whether these values can be compared cell by cell at all.
    """

    taken_apart: Callable[[Any], dict[str, Any]]
    composed: Callable[[Mapping[str, Any]], Any]
    alike: Callable[[tuple[Any, ...]], bool] = lambda _values: True


@dataclass(frozen=True)
class Area:
    """A kind of rows: its code (also used in the library), its name, the words for a count, and the texts of its cells.

    `place_names` names a row's place, `value_text` words a cell's value. Without `cells` a row is one single cell.
    """

    code: str
    name: Wording
    counted: Wording
    place_names: Callable[[CellContext, tuple[Any, ...]], list[str]] = key_names
    value_text: Callable[[CellContext, Cell, Any], str] = plain_value_text
    cells: CellForm | None = None


class Grain(Protocol):
    """How a part of the work is split into rows."""

    @property
    def areas(self) -> tuple[Area, ...]:
        """The areas of its rows."""

    def rows(self, value: Any) -> Iterator[tuple[Row, Any]]:
        """The part's rows with their values."""

    def assembled(self, rows: Mapping[Row, Any]) -> Any:
        """The part's value, assembled from its rows."""


@dataclass(frozen=True)
class SingleRow:
    """A part with a single row, or no row where its value is None."""

    area: Area

    @property
    def areas(self) -> tuple[Area, ...]:
        """The one area."""
        return (self.area,)

    def rows(self, value: Any) -> Iterator[tuple[Row, Any]]:
        """The one row."""
        if value is not None:
            yield Row(self.area.code, "", ()), value

    def assembled(self, rows: Mapping[Row, Any]) -> Any:
        """The value of the one row."""
        return next(iter(rows.values()), None)


@dataclass(frozen=True)
class RowPerKey:
    """A row for each key of a mapping; `key` is the type of the keys, a NamedTuple or str.

    With `takes_away` the value None removes something. Its row holds (None,), which differs from no row at all.
    """

    area: Area
    key: type
    takes_away: bool = False

    @property
    def areas(self) -> tuple[Area, ...]:
        """The one area."""
        return (self.area,)

    def rows(self, value: Any) -> Iterator[tuple[Row, Any]]:
        """A row for each key."""
        for key, one in value.items():
            place = (key,) if self.key is str else self.key(*key)
            yield Row(self.area.code, "", place), (one,) if self.takes_away else one

    def assembled(self, rows: Mapping[Row, Any]) -> Any:
        """The mapping of the rows."""
        return MappingProxyType(
            {
                row.key[0] if self.key is str else row.key: one[0] if self.takes_away else one
                for row, one in rows.items()
            }
        )


@dataclass(frozen=True)
class RowPerItem:
    """A row for each item of a tuple; `key_of` gives the key of an item at a position."""

    area: Area
    key_of: Callable[[Any, int], tuple[Any, ...]]

    @property
    def areas(self) -> tuple[Area, ...]:
        """The one area."""
        return (self.area,)

    def rows(self, value: Any) -> Iterator[tuple[Row, Any]]:
        """A row for each."""
        for position, one in enumerate(value):
            yield Row(self.area.code, "", self.key_of(one, position)), one

    def assembled(self, rows: Mapping[Row, Any]) -> Any:
        """The tuple of the rows, in their order."""
        return tuple(rows.values())
