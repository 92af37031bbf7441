"""What somebody said of a bulletin's columns and names, kept for the next month of the same layout."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final, Literal, NamedTuple

from npfdesk.plan.names import fold
from npfdesk.workbook.published.shape import undated
from npfdesk.workbook.standard.period_heads import PeriodMeasure

NameKind = Literal["region", "industry", "indicator"]
_VERSION: Final = 1


class ColumnPlace(NamedTuple):
    """A column of a table: the table's layout (see `layout_of`) and how far the column stands from its first one."""

    layout: str
    offset: int


class PrintedKey(NamedTuple):
    """A name as printed, folded."""

    what: NameKind
    text: str


class Meant(NamedTuple):
    """What a printed name means: the code of the plan's item with its name; an empty code leaves its figures out."""

    code: str
    name: str = ""


@dataclass(frozen=True)
class MonthChoices:
    """What was said of columns and names.

    `columns` say which figure a column holds, `left_out` which ones are not taken; `names` what printed names mean.
    """

    columns: Mapping[ColumnPlace, PeriodMeasure] = field(default_factory=lambda: MappingProxyType({}))
    left_out: frozenset[ColumnPlace] = frozenset()
    names: Mapping[PrintedKey, Meant] = field(default_factory=lambda: MappingProxyType({}))

    def __or__(self, later: MonthChoices) -> MonthChoices:
        """Both combined; where they differ, the later one counts."""
        said = {*later.columns, *later.left_out}
        kept = {place: measure for place, measure in self.columns.items() if place not in said}
        return MonthChoices(
            MappingProxyType({**kept, **later.columns}),
            (self.left_out - said) | later.left_out,
            MappingProxyType({**self.names, **later.names}),
        )

    def with_column(self, place: ColumnPlace, measure: PeriodMeasure) -> MonthChoices:
        """With what a column holds."""
        return self | MonthChoices(columns=MappingProxyType({place: measure}))

    def without_column(self, place: ColumnPlace) -> MonthChoices:
        """With a column left out."""
        return self | MonthChoices(left_out=frozenset({place}))

    def with_name(self, what: NameKind, printed: str, meant: Meant) -> MonthChoices:
        """With what a printed name means."""
        return self | MonthChoices(names=MappingProxyType({PrintedKey(what, fold(printed)): meant}))

    def column(self, place: ColumnPlace) -> PeriodMeasure | None:
        """What a column was said to hold; None where nothing was said."""
        return self.columns.get(place)

    def name(self, what: NameKind, printed: str) -> Meant | None:
        """What a printed name was said to mean; None where nothing was said."""
        return self.names.get(PrintedKey(what, fold(printed)))


NO_CHOICES: Final = MonthChoices()


def layout_of(heads: Iterable[tuple[int, int, str]]) -> str:
    """A fingerprint of a table's heads (row and column from the table's corner, text), the same in every month.

    "" for a table without heads: it has nothing to be known by.
    """
    said = [[row, column, undated(text)] for row, column, text in heads if text.strip()]
    if not said:
        return ""
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def setting_key(layout: str) -> str:
    """The key under which the library keeps what was said of a layout."""
    return f"month:{layout}"


def choices_json(choices: MonthChoices, layout: str, printed: Iterable[PrintedKey]) -> dict[str, Any]:
    """What is kept of choices for one layout, with the names that its table prints, as values that JSON takes."""
    held = set(printed)
    return {
        "version": _VERSION,
        "columns": sorted(
            [at.offset, str(one)] for at, one in choices.columns.items() if at.layout == layout
        ),
        "left_out": sorted(at.offset for at in choices.left_out if at.layout == layout),
        "names": sorted([*key, *meant] for key, meant in choices.names.items() if key in held),
    }


def choices_from_json(said: Any, layout: str) -> MonthChoices:
    """What was kept for a layout. ValueError for anything else; nothing is guessed."""
    try:
        if said["version"] != _VERSION:
            raise ValueError(f"choices of version {said['version']!r}")
        return MonthChoices(
            MappingProxyType(
                {ColumnPlace(layout, int(at)): PeriodMeasure(str(one)) for at, one in said["columns"]}
            ),
            frozenset(ColumnPlace(layout, int(at)) for at in said["left_out"]),
            MappingProxyType(
                {
                    PrintedKey(_kind(what), str(text)): Meant(str(code), str(name))
                    for what, text, code, name in said["names"]
                }
            ),
        )
    except (KeyError, TypeError) as problem:
        raise ValueError(f"not choices: {problem!r}") from problem


def _kind(what: object) -> NameKind:
    kinds: tuple[NameKind, ...] = ("region", "industry", "indicator")
    for kind in kinds:
        if what == kind:
            return kind
    raise ValueError(f"no kind of name: {what!r}")
