"""The grain of a part of the work: into which rows it falls, which cells a row has, how both are put together again.

A cell is the smallest thing that two people can say differently of one scenario or one plan.
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

WHOLE: Final = ""
"""The cell that is a whole row."""
_ALL: Final = Wording("全部地区", "all regions")


class Row(NamedTuple):
    """One row: its area's code, the id of its scenario ("" for what all scenarios share), and its key within them."""

    area: str
    scenario: str
    key: tuple[Any, ...]


class Cell(NamedTuple):
    """One cell of a row: "" for the whole row, "path", "range", "note", a year, or a field of the scenario's head."""

    row: Row
    part: str


@dataclass(frozen=True, eq=False)
class Telling:
    """For whom a cell is put into words: upon which plan, with which names of scenarios by id, in which language."""

    plan: Plan
    names: Mapping[str, str]
    language: Language

    def place(self, region: str, industry: str) -> list[str]:
        """The names of a region and, where one is meant, of an industry."""
        plan, language = self.plan, self.language
        found = [
            _ALL.text(language, {})
            if region == ANY
            else named(plan.region_by_code.get(region), region, language)
        ]
        if industry not in ("", ANY):
            found.append(named(plan.industry_by_code.get(industry), industry, language))
        return found

    def indicator(self, code: str) -> str:
        """The name of an indicator."""
        return named(self.plan.indicator_by_code.get(code), code, self.language)


def named(item: Any, code: str, language: Language) -> str:
    """The name of a region, an industry or an indicator; its code where the plan has none such."""
    if item is None:
        return code
    english = getattr(item, "english", "")
    return str(english if language == "en" and english else item.name)


def key_words(telling: Telling, key: tuple[Any, ...]) -> list[str]:
    """Which row a key means, by the names of its members: the place, the lever, the indicator, the year."""
    known = _members(key)
    if not known:
        return [str(key[0])] if key else []
    told = telling.place(known["region"], known["industry"]) if "industry" in known else []
    if "lever" in known:
        told.append(known["lever"])
    if "indicator" in known:
        told.append(telling.indicator(known["indicator"]))
    return [*told, str(known["year"])] if known.get("year") else told


def _members(key: tuple[Any, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in zip(getattr(key, "_fields", ()), key, strict=False):
        found.update(_members(value) if isinstance(value, tuple) else {name: value})
    return found


def value_words(_telling: Telling, _cell: Cell, value: Any) -> str:
    """What a plain cell says: a text as it is, a figure without needless places."""
    return plain(value) if isinstance(value, float | int) else str(value)


@dataclass(frozen=True)
class CellForm:
    """The cells of a row that can be laid side by side.

    `taken_apart` gives a row's cells by their names, `composed` is its inverse (cells that are None are not
    there), and `alike` says whether these values can be laid side by side at all.
    """

    taken_apart: Callable[[Any], dict[str, Any]]
    composed: Callable[[Mapping[str, Any]], Any]
    alike: Callable[[tuple[Any, ...]], bool] = lambda _values: True


@dataclass(frozen=True)
class Area:
    """Rows of one sort: their code (in the library, too), their name, how many of them differ, where each is, what it says.

    Without `cells` a row is one cell as a whole.
    """

    code: str
    name: Wording
    counted: Wording
    where: Callable[[Telling, tuple[Any, ...]], list[str]] = key_words
    said: Callable[[Telling, Cell, Any], str] = value_words
    cells: CellForm | None = None


class Grain(Protocol):
    """How a part of the work falls into rows."""

    @property
    def areas(self) -> tuple[Area, ...]:
        """The areas of its rows."""

    def rows(self, value: Any) -> Iterator[tuple[Row, Any]]:
        """The part's rows, each with what it says."""

    def gathered(self, rows: Mapping[Row, Any]) -> Any:
        """The part out of its rows."""


@dataclass(frozen=True)
class Whole:
    """One row, where there is anything; None is nothing."""

    area: Area

    @property
    def areas(self) -> tuple[Area, ...]:
        """The one area."""
        return (self.area,)

    def rows(self, value: Any) -> Iterator[tuple[Row, Any]]:
        """The one row."""
        if value is not None:
            yield Row(self.area.code, "", ()), value

    def gathered(self, rows: Mapping[Row, Any]) -> Any:
        """What the one row says."""
        return next(iter(rows.values()), None)


@dataclass(frozen=True)
class ByKey:
    """A row for each key of a mapping; `key` is the keys' type, a NamedTuple or str.

    With `takes_away` None takes something away: such a row says (None,), so that it differs from none.
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

    def gathered(self, rows: Mapping[Row, Any]) -> Any:
        """The mapping of the rows."""
        return MappingProxyType(
            {
                row.key[0] if self.key is str else row.key: one[0] if self.takes_away else one
                for row, one in rows.items()
            }
        )


@dataclass(frozen=True)
class InOrder:
    """A row for each of a tuple; `key_of` is the key of one and of its place."""

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

    def gathered(self, rows: Mapping[Row, Any]) -> Any:
        """The tuple of the rows, in their order."""
        return tuple(rows.values())
