"""Registers: find regions, industries, indicators, levers and scenarios by any of their names."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

from npfdesk.plan.names import fold, is_blank
from npfdesk.plan.numbers import parse_figure
from npfdesk.plan.problems import Problem, ProblemKind, error, joined, quoted
from npfdesk.plan.region_places import PLACE_MARK, RegionPlaces
from npfdesk.plan.series import ANY
from npfdesk.workbook.standard.sheet_tables import Cell, Row, Table


def _unknown(code: str, zh: str, en: str) -> ProblemKind:
    return error(
        f"unknown_{code}",
        f"“{{text}}”不在“{zh}”表中，这一行没有读入。{{hint_zh}}请改正名称，或在“{zh}”表中加一行。",
        f"“{{text}}” is not in the sheet {en}; the row was not read.{{hint_en}} Correct the name, or add a row there.",
    )


UNKNOWN_REGION: Final = _unknown("region", "地区", "Regions")
UNKNOWN_INDUSTRY: Final = _unknown("industry", "产业", "Industries")
UNKNOWN_INDICATOR: Final = _unknown("indicator", "指标", "Indicators")
UNKNOWN_SCENARIO: Final = _unknown("scenario", "情景", "Scenarios")
UNKNOWN_LEVER: Final = _unknown("lever", "抓手", "Levers")
UNKNOWN_PARENT: Final = error(
    "unknown_parent",
    "上级“{text}”没有自己的一行，按没有上级处理。{hint_zh}请改正上级，或为它加一行。",
    "The parent “{text}” has no row of its own and is treated as no parent.{hint_en} Correct the parent or add a row for it.",
)
UNKNOWN_PACKAGE: Final = error(
    "unknown_package",
    "假设包“{name}”没有自己的一行，没有采用，其余照读。{hint_zh}请改正名称，或为它加一行；几个假设包之间用；隔开。",
    "The package “{name}” has no row of its own and was not used; the rest of the row was read.{hint_en} Correct the name or add "
    "a row for it; packages are separated by ;.",
)
DUPLICATE_NAME: Final = error(
    "duplicate_name",
    "“{text}”已在 {first} 出现过。只用先前的一行；请改名或删去。",
    "“{text}” is already given in {first}. Only the first row is used; rename or delete this one.",
)
AMBIGUOUS_NAME: Final = error(
    "ambiguous_name",
    "“{text}”不止一个：{meanings}。这一行没有读入；请写成 上级/名称，或写代码。",
    "There are several “{text}”: {meanings}. The row was not read; write parent/name, or the code.",
)
NOT_NAMED: Final = error(
    "not_named",
    "这一行没有写{what}，没有读入。请填写。",
    "The row has no {what_en} and was not read. Enter it.",
)
NAME_MISSING: Final = error("name_missing", "这一行没有名称。请填写。", "The row has no name. Enter one.")
_WHAT: Final = MappingProxyType(
    {
        UNKNOWN_REGION: ("地区", "region"),
        UNKNOWN_INDUSTRY: ("产业", "industry"),
        UNKNOWN_INDICATOR: ("指标", "indicator"),
        UNKNOWN_SCENARIO: ("情景", "scenario"),
        UNKNOWN_LEVER: ("抓手", "lever"),
    }
)
_MOST_HINTS: Final = 100  # thousands of strange names against all known ones would take minutes


def _is_no_name(text: str) -> bool:
    """Whether a cell names nothing: it is empty, a mark such as —, or * (any)."""
    return is_blank(text) or fold(text) == ANY


class Register:
    """The names of one kind of thing. An open register (without a sheet) adds every name it is asked for.

    `places`, where there are some, say what a region's name means; one that several have names none of them.
    """

    def __init__(self, unknown: ProblemKind, is_open: bool = False) -> None:
        self.unknown = unknown
        self._hints: dict[str, list[str]] = {}
        self.is_open = is_open
        self.names: dict[str, str] = {}
        self._codes: dict[str, str] = {}
        self._places: dict[str, str] = {}
        self.places: RegionPlaces | None = None

    def add(self, code: str, name: str, others: Iterable[str] = (), place: str = "") -> str | None:
        """Add a thing under its code, its name and other spellings; returns the place of an earlier one with the same names."""
        for spelling in (code, name):
            taken = self._codes.get(fold(spelling))
            if taken is not None:
                return self._places.get(taken, "")
        self.names[code] = name
        self._places[code] = place
        for spelling in (code, name, *others):
            if fold(spelling):
                self._codes.setdefault(fold(spelling), code)
        return None

    def add_namesake(self, code: str, name: str, place: str) -> str | None:
        """Add a thing whose name another one has, under its code; returns the place of one that has its code."""
        there = self._codes.get(fold(code), "")
        # the name of another one is no code of it
        if fold(there) == fold(code) and there in self.names and code:
            return self._places.get(there, "")
        self.names[code] = name
        self._places[code] = place
        self._codes[fold(code)] = code
        return None

    def register(self, name: str) -> str:
        """Add a thing that has only a name, or find it again; returns its first spelling."""
        code = self._codes.get(fold(name))
        if code is None and fold(name):
            code = name
            self.add(name, name)
        return code or ""

    def close(self) -> None:
        """Close the register: from now on, an unknown name is a problem."""
        self.is_open = False

    def find(self, text: str) -> str | None:
        """The code of a name; an open register adds an unknown name."""
        meanings = self.places.meanings(text) if self.places is not None else ()
        if meanings:
            return meanings[0] if len(meanings) == 1 else None
        code = self._codes.get(fold(text))
        if code is None and self.is_open and not _is_no_name(text):
            code = text.strip()
            self.add(code, code)
        return code

    def code_of(self, cell: Cell, problems: list[Problem], unknown: ProblemKind | None = None) -> str | None:
        """The code of the name in a cell; None, and a problem with the closest names, where it is unknown."""
        if is_blank(cell.text):
            what, what_en = _WHAT.get(self.unknown, ("名称", "name"))
            problems.append(cell.problem(NOT_NAMED, what=what, what_en=what_en))
            return None
        code = None if cell.fault else self.find(cell.text)
        if code is None:
            told = self._meanings(cell.text)
            if told:
                problems.append(cell.problem(AMBIGUOUS_NAME, meanings=told))
            else:
                problems.append(cell.problem(unknown or self.unknown, **self.hints(cell.text)))
        return code

    def _meanings(self, text: str) -> tuple[str, ...]:
        """The regions that a name can mean, by names that only they have; none where it is one or none."""
        meanings = self.places.meanings(text) if self.places is not None else ()
        if self.places is None or len(meanings) < 2:
            return ()
        return tuple(self.places.names[one] for one in meanings)

    def hints(self, text: str) -> dict[str, object]:
        """The closest names, as sentences for a message."""
        near = self._hints.get(text)
        if near is None:
            near = self._near(text.strip()) if len(self._hints) < _MOST_HINTS else []
            self._hints[text] = near
        named = quoted(near)
        return {
            "hint_zh": f"是否为{joined(named, 'zh', choice=True)}？" if near else "",
            "hint_en": f" Did you mean {joined(named, 'en', choice=True)}?" if near else "",
        }

    def _near(self, text: str) -> list[str]:
        codes = [code for code, name in self.names.items() if code != name]
        return difflib.get_close_matches(text, [*self.names.values(), *codes], n=3, cutoff=0.5)


def in_order(rows: Iterable[Row]) -> list[Row]:
    """The rows of a sheet in the order that its column of that name gives; those that it does not number come last."""
    numbered: list[tuple[float, Row]] = []
    for row in rows:
        figure = parse_figure(row.text("order")) if row.text("order") else None
        if isinstance(figure, float):
            row.take("order")
        numbered.append((figure if isinstance(figure, float) else float("inf"), row))
    return [row for _, row in sorted(numbered, key=lambda one: one[0])]


def enter_rows(
    table: Table, register: Register, problems: list[Problem], by_place: bool = False
) -> dict[str, Row]:
    """The rows of a sheet of named things by code; one without a name, or with a name in use, is left out.

    With `by_place` a name may be used once below each parent.
    """
    found: dict[str, Row] = {}
    used: dict[str, set[str]] = {}
    for row in in_order(table.rows):
        name, english, code = row.text("name"), row.text("english"), row.text("code")
        if _is_no_name(name):
            problems.append(row["name"].problem(NAME_MISSING))
            continue
        above, others = row.text("parent"), (english,) if english else ()
        place = f"{row.sheet}!{row['name'].place}"
        namesake = by_place and fold(name) in used and fold(above) not in used[fold(name)]
        used.setdefault(fold(name), set()).add(fold(above))
        if namesake:
            code = f"{above}{PLACE_MARK}{name}" if _is_no_name(code) else code
            first = register.add_namesake(code, name, place)
        else:
            first = register.add(name if _is_no_name(code) else code, name, others, place)
            code = name if _is_no_name(code) else code
        if first is not None:
            problems.append(row["name"].problem(DUPLICATE_NAME, first=first))
        else:
            found[code] = row
    return found
