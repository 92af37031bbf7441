"""The base of the tables of what a plan consists of: a row for each thing, and an empty last row that adds one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import partial
from typing import Any, Final, TypeVar

import numpy as np
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor

from npfdesk.plan.edits import Edit
from npfdesk.plan.model import Indicator, Industry
from npfdesk.plan.names import fold, is_blank
from npfdesk.plan.owners import known_owners
from npfdesk.plan.problems import Problem
from npfdesk.plan.regions import Region
from npfdesk.plan.spoken_names import name_in
from npfdesk.plan.structure_checks import NAME_NEEDED
from npfdesk.plan.structure_dependents import Dependents
from npfdesk.session import Change
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.tables.arrangement import PLAIN
from npfdesk.ui.tables.columns import Column, EntryRefused, quiet, tip
from npfdesk.ui.tables.figure_model import (
    NOT_EDITABLE,
    Cell,
    FigureModel,
    Index,
    IntArray,
    Refusal,
    Typed,
)
from npfdesk.workbook.standard.closed_lists import UNKNOWN_WORD, accepted, read_word
from npfdesk.workbook.standard.sheet_columns import SheetForm

Word = TypeVar("Word", bound=StrEnum)
Put = Callable[[Any, str], Any]

NEW: Final = "new row"
"""The identity of the empty row at the end; those that a pasted block adds below it are (NEW, 1), (NEW, 2), …"""


class StructureModel(FigureModel):
    """Rows are things of one kind by their keys, with an empty one at the end where the kind can be added to.

    `sheet` is the sheet of the workbook whose heads a pasted block may have, `heads` the table's own keys by those of
    the sheet where they differ. `prompt` is shown in the name of the empty row, `first_prompt` where there is no other.
    A cell of a row without a name is kept in the empty row until its name is typed.
    """

    sheet: SheetForm
    name_key = "name"
    prompt = ""
    first_prompt = ""
    deleting = "Delete (empty the cell)"
    finds_rows = True
    grows = True
    keys: tuple[Hashable, ...] = ()
    things: Mapping[Hashable, Any]
    removing = "Remove row…"
    _pending: Any = None
    _became: Hashable = None
    _seen: tuple[object, ...] = ()
    _begun: dict[Hashable, Any]
    _later: list[tuple[int, int, Hashable, str, Put]]

    # what each table defines

    def depends_on(self) -> tuple[object, ...]:
        """What of the document the rows are made of; they are made anew where any of it is another object."""
        raise NotImplementedError

    def stated(self) -> Mapping[Hashable, Any]:
        """The things by key, in the order of the rows."""
        raise NotImplementedError

    def blank(self) -> Any:
        """A new thing that nothing is known of."""
        raise NotImplementedError

    def named(self, thing: Any) -> str:
        """The name of a thing; "" where it has none yet."""
        return str(thing.name)

    def called(self, thing: Any) -> str:
        """The name of a thing in the language in force."""
        translated = isinstance(thing, Region | Industry | Indicator)
        return name_in(thing, language()) if translated else self.named(thing)

    def missing(self, thing: Any) -> Problem | None:
        """What a new thing lacks before it can be added; None where it is whole."""
        return Problem(NAME_NEEDED) if is_blank(self.named(thing)) else None

    def amending(self, changed: Mapping[Hashable, Any], added: Mapping[Hashable, Any]) -> Edit:
        """The edit that changes things by key and adds others (by the keys of their rows) in one step."""
        raise NotImplementedError

    def removal(self, keys: Sequence[Hashable]) -> Edit | None:
        """The edit that removes things; None where these are not removed."""
        return None

    def dependents(self, key: Hashable) -> tuple[Dependents, ...]:
        """What falls with a thing."""
        return ()

    def movement(self, key: Hashable, by: int) -> Edit | None:
        """The edit that moves a thing up (−1) or down (1) among those beside it; None where it cannot go there."""
        return None

    def levelling(self, key: Hashable, by: int) -> Edit | None:
        """The edit that moves a thing one level out (−1) or in (1); None where it cannot go there."""
        return None

    # rows

    def make_rows(self) -> IntArray:
        """The things in their order, and the empty row."""
        self._seen = self.depends_on()
        self.things = self.stated() if len(self.plan.years) else {}
        self.keys = (*self.things, *((NEW,) if self._adds() else ()))
        return np.full(len(self.keys), -1, dtype=np.int64)

    def _adds(self) -> bool:
        return self.grows and bool(len(self.plan.years))

    def reorder(self, order: IntArray) -> None:
        """Show these rows in this order; the empty one stays, and stays last."""
        last = len(self.keys) - 1
        if self.keys and self.keys[last] == NEW:
            order = np.array([*(one for one in order.tolist() if one != last), last], dtype=np.int64)
        self.keys = tuple(self.keys[row] for row in order.tolist())
        super().reorder(order)

    def identity(self, row: int) -> Hashable:
        """The key of a row; below the last one that of a row to come."""
        if row < len(self.keys):
            return self.keys[row]
        return (NEW, row - len(self.keys) + 1)

    def row_of(self, identity: Hashable) -> int | None:
        """The row of a key; None where it is not shown."""
        if identity == NEW and self._became is not None:
            # what was typed into the empty row stands in its own now, and the cell that is edited goes with it
            identity = self._became
        return self.keys.index(identity) if identity in self.keys else None

    def thing(self, row: int) -> Any:
        """What a row shows: its thing, in the empty row what was typed into it so far."""
        found = self.things.get(self.identity(row))
        if found is not None:
            return found
        return self._pending if self._pending is not None and row == len(self.keys) - 1 else self.blank()

    def is_new(self, row: int) -> bool:
        """Whether a row adds a thing."""
        return self.identity(row) not in self.things

    def series_of(self, row: int) -> None:
        """None: no row is of a series."""
        return

    def cell_name(self, row: int, column: Column) -> str:
        """The name of a cell: its thing and its column."""
        return " ".join(part for part in (self.called(self.thing(row)), column.title()) if part)

    # columns

    def owner_field(self, width: int = 120, **more: Any) -> Column:
        """The column of who answers for a thing; those that the plan names already are offered."""
        return self.field(
            "owner",
            "Owner",
            width,
            lambda one: one.owner,
            put_text("owner"),
            completions=lambda: known_owners(self.plan),
            **more,
        )

    def field(
        self,
        key: str,
        source: str,
        width: int,
        text: Callable[[Any], str],
        put: Put | None,
        *,
        shown: Callable[[Any], str] | None = None,
        later: bool = False,
        note: str = "",
        **more: Any,
    ) -> Column:
        """A column of one field of the things.

        `text` is what a cell says for the editor and Excel, `shown` what is painted where that differs; `put` gives
        the thing with a typed text (EntryRefused where it cannot be read), None for a read-only column. A field that is put
        `later` names other things, which the same block may add. `note` is the English source of what is told of the
        column, `more` what else a `Column` has, but `figure` and `choices` are of things.
        """
        naming = key == self.name_key
        figure, choices = more.pop("figure", None), more.pop("choices", None)

        def painted(row: int) -> str:
            if naming and self.is_new(row) and not self.named(self.thing(row)):
                return tr("Tables", self.prompt if self.things else self.first_prompt or self.prompt)
            return (shown or text)(self.thing(row))

        def enter(row: int, typed: str) -> None:
            assert put is not None
            identity = self.identity(row)
            if key in self.fixed and not self.is_new(row):
                raise EntryRefused(Problem(NOT_EDITABLE, text=typed))
            if later:
                self._begun.setdefault(identity, self.thing(row))
                at = next(place for place, one in enumerate(self.columns) if one.key == key)
                self._later.append((row, at, identity, typed, put))
            else:
                self._begun[identity] = put(self._begun.get(identity, self.thing(row)), typed.strip())

        def shade(row: int) -> QColor | None:
            return quiet() if self.is_new(row) and not text(self.thing(row)) else None

        return Column(
            key,
            source,
            width,
            text=painted,
            plain=lambda row: text(self.thing(row)),
            figures=figure is not None,
            figure=(lambda row: figure(self.thing(row))) if figure is not None else lambda _: float("nan"),
            enter=enter if put is not None else None,
            foreground=shade,
            tooltip=lambda row: tip(text(self.thing(row))) if len(text(self.thing(row))) > 12 else None,
            origin=lambda _: tr("Tables", note) if note else "",
            head_tip=(lambda: tr("Tables", note)) if note else None,
            choices_of=(lambda _: choices()) if choices is not None else None,
            naming=naming,
            frozen=naming,
            **more,
        )

    def choice(
        self, key: str, source: str, width: int, words: Mapping[Word, tuple[str, ...]], default: Word
    ) -> Column:
        """A column of a closed list (a field of its key), in the words of the workbook and of the window's language."""
        head = self.sheet.by_key[key]

        def enter(thing: Any, typed: str) -> Any:
            member = default if is_blank(typed) else read_choice(typed, words, (head.zh, head.en))
            return replace(thing, **{key: member})

        return self.field(
            key,
            source,
            width,
            lambda thing: word_text(getattr(thing, key), words),
            enter,
            choices=lambda: [word_text(one, words) for one in words],
        )

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What is fixed is typed only into the empty row."""
        flags = super().flags(index)
        if (
            index.isValid()
            and self.columns[index.column()].key in self.fixed
            and not self.is_new(index.row())
        ):
            flags &= ~Qt.ItemFlag.ItemIsEditable
        return flags

    fixed: frozenset[str] = frozenset()
    """The keys of columns that are typed only into new rows."""

    # entries

    def begin(self) -> None:
        """Begin an edit."""
        self._begun, self._later = {}, []

    def edit(self, typed: Sequence[Typed]) -> Edit | Refusal | None:
        """The edit for typed texts; a block's row without anything in it adds nothing."""
        by_row: dict[int, list[Typed]] = {}
        for one in typed:
            by_row.setdefault(one[0], []).append(one)
        kept = [
            one
            for row, cells in by_row.items()
            if not self.is_new(row) or row < len(self.keys) or any(text.strip() for *_, text in cells)
            for one in cells
        ]
        return super().edit(kept) if kept else None

    def clearing(self, cells: Sequence[Cell]) -> Edit | Refusal | None:
        """The edit that empties cells."""
        shut = self.fixed
        return self.edit(
            [(row, at, "") for row, at in cells if self.is_new(row) or self.columns[at].key not in shut]
        )

    def finish(self) -> Edit | Refusal | None:
        """The typed texts as one edit: things that differ and new ones that have names."""
        refused = self._put_later()
        if refused:
            return Refusal(tuple(refused))
        changed = {
            key: thing
            for key, thing in self._begun.items()
            if key in self.things and thing != self.things[key]
        }
        added = {key: thing for key, thing in self._begun.items() if key not in self.things}
        lacking = {key: self.missing(thing) for key, thing in added.items()}
        if lacking.get(NEW) is not None and len(self._begun) == 1:
            thing = added[NEW]
            self._pending = thing if thing != self.blank() else None
            self._refresh()
            return None
        blank = self.blank()
        at = next(place for place, one in enumerate(self.columns) if one.key == self.name_key)
        told = [
            (self._row_to_come(key), at, problem)
            for key, problem in lacking.items()
            if problem is not None and added[key] != blank
        ]
        if told:
            return Refusal(tuple(told))
        added = {key: thing for key, thing in added.items() if lacking[key] is None}
        return self.amending(changed, added) if changed or added else None

    def take(self, edit: Edit) -> bool:
        """Apply an edit of this table's; where it is refused, the reason is shown."""
        return self._apply(edit)

    def _row_to_come(self, key: Hashable) -> int:
        return len(self.keys) - 1 if key == NEW or not isinstance(key, tuple) else len(self.keys) - 1 + key[1]

    def _put_later(self) -> list[tuple[int, int, Problem]]:
        refused = []
        for row, at, key, typed, put in self._later:
            try:
                self._begun[key] = put(self._begun[key], typed.strip())
            except EntryRefused as refusal:
                refused.append((row, at, refusal.problem))
        return refused

    # blocks

    def column_of_head(self, text: str) -> int | None:
        """The column that a head of a pasted block means: as the table or the workbook's sheet calls it."""
        said = fold(text)
        key = self.sheet.key_of_header.get(said, "")
        return next(
            (at for at, one in enumerate(self.columns) if one.key == key or fold(one.title()) == said), None
        )

    # following the session

    def _changed(self, change: Change) -> None:
        if all(one is other for one, other in zip(self.depends_on(), self._seen, strict=True)):
            return
        before, things = self.keys, self.stated()
        new = [key for key in things if key not in self.things]
        gone = [key for key in self.things if key not in things]
        if new and not gone:
            self._pending = None
        known = tuple(key for key in before if key != NEW)
        # one that is renamed here stays where it is, whatever its key is now
        renamed = change.origin is self and bool(gone) and len(gone) == len(new) <= len(self._begun)
        if renamed:
            now = dict(zip(gone, new, strict=True))
            known, new = tuple(now.get(key, key) for key in known), []
        elif gone or self.arrangement != PLAIN or self._adds() != (len(known) < len(before)):
            self._became = new[0] if new and change.origin is self else None
            self.rebuild()
            self._became = None
            return
        # rows grow and move in place, so that the cell that is edited stays with what it shows
        self._seen, self.things = self.depends_on(), things
        tail = before[len(known) :]
        between = (*known, *new, *tail)
        self.keys = between[: len(before)]
        if new:
            last = len(before) - 1
            self.beginInsertRows(QModelIndex(), last + 1, last + len(new))
            self.keys, self.places = between, np.full(len(between), -1, dtype=self.places.dtype)
            self.all_rows += len(new)
            self.endInsertRows()
        if between != (*things, *tail):
            self._reorder_in_place((*things, *tail))
        self._refresh()

    def _reorder_in_place(self, keys: tuple[Hashable, ...]) -> None:
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        place = {key: row for row, key in enumerate(keys)}
        moved = [self.index(place[self.keys[one.row()]], one.column()) for one in old]
        self.keys = keys
        self.changePersistentIndexList(old, moved)
        self.layoutChanged.emit()

    def _selected(self, _: object) -> None:
        """Rows do not follow the selected series."""


def word_text(member: Word, words: Mapping[Word, tuple[str, ...]]) -> str:
    """The workbook's word for a member of a closed list in the window's language."""
    return words[member][0] if language() == "zh" else member.value


def read_choice(text: str, words: Mapping[Word, tuple[str, ...]], what: tuple[str, str]) -> Word:
    """The member that a word in either language names; EntryRefused for an unknown word."""
    found = read_word(text, words)
    if found is None:
        arguments = {"what": what[0], "what_en": what[1], "accepted": accepted(words)}
        raise EntryRefused(Problem(UNKNOWN_WORD, text=text, arguments=arguments))
    return found


def put_text(name: str) -> Put:
    """Puts a typed text into a field as it stands."""
    return partial(_with, name)


def _with(name: str, thing: Any, typed: str) -> Any:
    return replace(thing, **{name: typed})
