"""The tables of regions, industries, indicators and sources: what a plan's figures are of."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from npfdesk.plan.edits import Edit
from npfdesk.plan.formula_words import formula_text
from npfdesk.plan.kinds import Direction, Duty, Kind, RollUp
from npfdesk.plan.model import Indicator, Industry, Source
from npfdesk.plan.names import fold, is_blank
from npfdesk.plan.numbers import parse_year
from npfdesk.plan.problems import Problem, error
from npfdesk.plan.region_places import RegionPlaces
from npfdesk.plan.regions import Region
from npfdesk.plan.structure import code_of, unresolved
from npfdesk.plan.structure_checks import DECIMALS_RANGE
from npfdesk.plan.structure_dependents import Dependents, what_depends_on
from npfdesk.plan.structure_edits import move_thing, new_code, remove_things, set_things
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.tables.columns import Column, EntryRefused
from npfdesk.ui.tables.formula_line import FormulaLine, read_formula
from npfdesk.ui.tables.months import item_named
from npfdesk.ui.tables.structure_model import StructureModel, put_text
from npfdesk.workbook.indicator_guesses import guess_direction, guess_kind, guess_rollup
from npfdesk.workbook.standard.closed_lists import (
    BENCHMARK_YES,
    DIRECTION_WORDS,
    DUTY_WORDS,
    KIND_WORDS,
    NO,
    ROLLUP_WORDS,
)
from npfdesk.workbook.standard.sheet_columns import INDICATORS, INDUSTRIES, REGIONS, SOURCES

NOT_YES_OR_NO: Final = error(
    "structure_yes_or_no",
    "“{text}”既不是“是”也不是“否”。可写：是、否。",
    "“{text}” is neither yes nor no. Type one of them.",
)
NOT_A_PLACE: Final = error(
    "structure_no_place",
    "“{text}”不是地图上的列或行。请写从 1 起的整数。",
    "“{text}” is no column or row of the map. Type a whole number from 1 on.",
)
_INDENT: Final = "　"


class ThingModel(StructureModel):
    """A table of things that are known by codes: `kind` is their field of Plan."""

    kind = ""
    fixed = frozenset({"code"})

    def depends_on(self) -> tuple[object, ...]:
        """The things, and the indicators' or regions' names that they show."""
        return (getattr(self.plan, self.kind),)

    def stated(self) -> Mapping[Hashable, Any]:
        """The things by code."""
        return {code_of(one): one for one in getattr(self.plan, self.kind)}

    def known(self) -> list[Any]:
        """The things as they will be after the edit that is begun."""
        after = {**self.things, **self._begun}
        return [one for one in after.values() if not is_blank(self.named(one))]

    def names(self) -> list[str]:
        """The names as they are shown."""
        return [self.named(one) for one in self.things.values()]

    def coded(self, thing: Any, code: str) -> Any:
        """A thing with a code."""
        return replace(thing, code=code)

    def _put_later(self) -> list[tuple[int, int, Problem]]:
        """Codes for new things, which others of the same block can name, then what names others."""
        taken: set[str] = set()
        for key, thing in self._begun.items():
            if key in self.things or is_blank(self.named(thing)):
                continue
            code = code_of(thing).strip() or new_code(self.workspace.document, self.kind, self.named(thing))
            stem, number = code, 2
            while fold(code) in taken and not code_of(thing).strip():
                code, number = f"{stem} {number}", number + 1
            taken.add(fold(code))
            self._begun[key] = self.coded(thing, code)
        return super()._put_later()

    def amending(self, changed: Mapping[Hashable, Any], added: Mapping[Hashable, Any]) -> Edit:
        """One amendment of the plan's structure."""
        things = {str(key): one for key, one in changed.items()}
        things |= {code_of(one): one for one in added.values()}
        return set_things(self.workspace.document, self.kind, things)

    def removal(self, keys: Sequence[Hashable]) -> Edit | None:
        """The edit that removes things with all that is of them."""
        return remove_things(self.workspace.document, self.kind, map(str, keys))

    def dependents(self, key: Hashable) -> tuple[Dependents, ...]:
        """What falls with a thing."""
        return what_depends_on(self.workspace.document, self.kind, str(key))

    def movement(self, key: Hashable, by: int) -> Edit | None:
        """The edit that moves a thing past the one beside it, which has the same parent."""
        beside = [
            code
            for code, one in self.things.items()
            if getattr(one, "parent", "") == getattr(self.things[key], "parent", "")
        ]
        place = beside.index(key) + (by if by < 0 else by + 1)
        if place < 0 or place > len(beside):
            return None
        before = str(beside[place]) if place < len(beside) else ""
        return move_thing(self.workspace.document, self.kind, str(key), before)


class TreeModel(ThingModel):
    """A table of things that have parents: each below its parent, its name set in by its level."""

    def stated(self) -> Mapping[Hashable, Any]:
        """The things by code, each below its parent."""
        things = getattr(self.plan, self.kind)
        below: dict[str, list[Any]] = {}
        for one in things:
            below.setdefault(one.parent, []).append(one)
        found: dict[Hashable, Any] = {}

        def take(parent: str) -> None:
            for one in below.get(parent, ()):
                if one.code not in found:
                    found[one.code] = one
                    take(one.code)

        take("")
        return found | {one.code: one for one in things if one.code not in found}

    def _level(self, thing: Any) -> int:
        level, seen = 0, set()
        while thing.parent and thing.parent in self.things and thing.parent not in seen:
            seen.add(thing.parent)
            thing, level = self.things[thing.parent], level + 1
        return level

    def names(self) -> list[str]:
        """The names, set in by their levels."""
        return [_INDENT * self._level(one) + one.name for one in self.things.values()]

    def name_column(self, width: int, note: str) -> Column:
        """The name, set in by its level."""
        return self.field(
            "name",
            "Name",
            width,
            lambda one: one.name,
            put_text("name"),
            shown=lambda one: _INDENT * self._level(one) + one.name,
            note=note,
            fitting=self.names,
            narrowest=width,
            widest=300,
        )

    def parent_column(self) -> Column:
        """The parent, by its name."""

        def put(thing: Any, typed: str) -> Any:
            if is_blank(typed):
                return replace(thing, parent="")
            return replace(thing, parent=self.found(typed).code)

        return self.field(
            "parent",
            "Parent",
            120,
            lambda one: self.parent_name(one.parent),
            put,
            later=True,
            completions=lambda: [self.parent_name(one.code) for one in self.things.values()],
            fitting=lambda: [self.parent_name(one.parent) for one in self.things.values()],
            narrowest=100,
            widest=180,
        )

    def parent_name(self, code: str) -> str:
        """The name of a parent."""
        return str(self.things[code].name) if code in self.things else code

    def found(self, text: str) -> Any:
        """The thing that a text names, among all and those that are being added."""
        return item_named(self.known(), text)

    def levelling(self, key: Hashable, by: int) -> Edit | None:
        """Out: below its parent's parent, behind its parent; in: below the one above it."""
        one, document = self.things[key], self.workspace.document
        beside = [code for code, other in self.things.items() if other.parent == one.parent]
        place = beside.index(key)
        if by > 0:
            return move_thing(document, self.kind, str(key), "", str(beside[place - 1])) if place else None
        above = self.things.get(one.parent)
        if above is None:
            return None
        uncles = [code for code, other in self.things.items() if other.parent == above.parent]
        behind = uncles.index(one.parent) + 1
        before = str(uncles[behind]) if behind < len(uncles) else ""
        return move_thing(document, self.kind, str(key), before, above.parent)


class RegionModel(TreeModel):
    """The regions in their tree; a new one lies below the root unless its parent says otherwise."""

    kind = "regions"
    sheet = REGIONS
    prompt = "Type a region's name here"
    first_prompt = "Type the city's or county's own name here first; the regions below it follow"

    def blank(self) -> Region:
        """A region without a name."""
        return Region("", "")

    def parent_name(self, code: str) -> str:
        """The name of a parent, with the one above it where two have the same."""
        return self.plan.region_names.get(code, code)

    def found(self, text: str) -> Any:
        """The region that a text names by its place in the tree."""
        known = self.known()
        code = RegionPlaces(known).find(text)
        return next((one for one in known if one.code == code), None) or item_named(known, text)

    def _put_later(self) -> list[tuple[int, int, Problem]]:
        parented = {key for _, at, key, *_ in self._later if self.columns[at].key == "parent"}
        refused = super()._put_later()
        new = {
            key: one
            for key, one in self._begun.items()
            if key not in self.things and not is_blank(one.name) and not one.benchmark
        }
        root = self.plan.root or next((one.code for one in new.values()), "")
        for key, one in new.items():
            if key not in parented and not one.parent and one.code != root:
                self._begun[key] = replace(one, parent=root)
        return refused

    def make_columns(self) -> tuple[Column, ...]:
        """What the sheet Regions has, and the years in which a region is in force."""
        return (
            self.name_column(180, "The same name may occur below different parents."),
            self.field("code", "Code", 110, lambda one: one.code, put_text("code"), note=CODE_NOTE),
            self.field("english", "English", 130, lambda one: one.english, put_text("english")),
            self.parent_column(),
            self.field(
                "role",
                "Role",
                100,
                lambda one: one.role,
                put_text("role"),
                completions=lambda: sorted({one.role for one in self.things.values() if one.role}),
            ),
            self.field(
                "benchmark",
                "Benchmark",
                80,
                lambda one: yes_or_no(one.benchmark) if one.benchmark else "",
                self._put_benchmark,
                choices=lambda: [yes_or_no(False), yes_or_no(True)],
                note="A benchmark such as the province stands outside the tree: it is never summed, ranked or allocated to.",
            ),
            year_field(self, "since", "Since", "The first year in which the region exists; empty: always."),
            year_field(self, "until", "Until", "The last year in which the region exists; empty: always."),
            self._place("map column", "Map column", 0),
            self._place("map row", "Map row", 1),
        )

    @staticmethod
    def _put_benchmark(thing: Region, typed: str) -> Region:
        said = fold(typed)
        if said not in BENCHMARK_YES and said not in NO and not is_blank(typed):
            raise EntryRefused(Problem(NOT_YES_OR_NO, text=typed))
        benchmark = said in BENCHMARK_YES
        # a yardstick stands outside the tree
        return replace(thing, benchmark=benchmark, parent="" if benchmark else thing.parent)

    def _place(self, key: str, source: str, side: int) -> Column:
        def put(thing: Region, typed: str) -> Region:
            if is_blank(typed):
                return replace(thing, place=None)
            if not typed.isdecimal() or int(typed) < 1:
                raise EntryRefused(Problem(NOT_A_PLACE, text=typed))
            place = list(thing.place or (1, 1))
            place[side] = int(typed)
            return replace(thing, place=(place[0], place[1]))

        def text(thing: Region) -> str:
            return str(thing.place[side]) if thing.place else ""

        return self.field(
            key, source, 84, text, put, figure=lambda one: one.place[side] if one.place else NAN
        )


class IndustryModel(TreeModel):
    """The industries in their tree."""

    kind = "industries"
    sheet = INDUSTRIES
    prompt = "Type an industry's name here"

    def blank(self) -> Industry:
        """An industry without a name."""
        return Industry("", "")

    def make_columns(self) -> tuple[Column, ...]:
        """What the sheet Industries has."""
        return (
            self.name_column(200, ""),
            self.field("code", "Code", 120, lambda one: one.code, put_text("code"), note=CODE_NOTE),
            self.field("english", "English", 160, lambda one: one.english, put_text("english")),
            self.parent_column(),
            self.field(
                "type",
                "Type",
                140,
                lambda one: one.type,
                put_text("type"),
                completions=lambda: sorted({one.type for one in self.things.values() if one.type}),
            ),
        )


class IndicatorModel(ThingModel):
    """The indicators; what is not said of a new one is guessed from its name and unit, as in a workbook."""

    kind = "indicators"
    sheet = INDICATORS
    prompt = "Type an indicator's name here"

    def blank(self) -> Indicator:
        """An indicator without a name."""
        return Indicator("", "", decimals=-1)

    def make_columns(self) -> tuple[Column, ...]:
        """What the sheet Indicators has."""
        return (
            self.field(
                "name",
                "Name",
                190,
                lambda one: one.name,
                put_text("name"),
                fitting=self.names,
                narrowest=190,
                widest=260,
            ),
            self.field("code", "Code", 120, lambda one: one.code, put_text("code"), note=CODE_NOTE),
            self.field("unit", "Unit", 76, lambda one: one.unit, self._put_unit),
            self.choice("kind", "Kind", 76, KIND_WORDS, Kind.LEVEL),
            self.choice("direction", "Direction", 76, DIRECTION_WORDS, Direction.UP),
            self.choice("duty", "Duty", 84, DUTY_WORDS, Duty.EXPECTED),
            self.choice("rollup", "Roll-up", 84, ROLLUP_WORDS, RollUp.NONE),
            self.field(
                "weight",
                "Weight",
                110,
                lambda one: self._name_of(one.weight),
                self._put_weight,
                later=True,
                completions=lambda: [one.name for one in self.things.values()],
                note="The indicator by which a weighted mean is weighted.",
            ),
            self.field(
                "formula",
                "Formula",
                240,
                lambda one: one.formula.text if one.formula is not None else "",
                self._put_formula,
                shown=self._formula_words,
                later=True,
                editor=lambda parent, row: FormulaLine(parent, self, lambda text: self._problem(row, text)),
                note='Computed from other indicators by code or name: a / b * 100, sum(a), prev(a), at("region", a).',
            ),
            self.field(
                "decimals",
                "Decimals",
                70,
                lambda one: str(one.decimals) if one.decimals >= 0 else "",
                self._put_decimals,
                figure=lambda one: float(one.decimals),
                choices=lambda: [str(one) for one in range(7)],
            ),
            self.field(
                "group", "Group", 110, lambda one: one.group, put_text("group"), completions=self._groups
            ),
            self.owner_field(),
            self.field("english", "English", 160, lambda one: one.english, put_text("english")),
            self.field("source", "Source", 140, lambda one: one.source, put_text("source")),
        )

    def _groups(self) -> Iterable[str]:
        return dict.fromkeys(one.group for one in self.things.values() if one.group)

    def _name_of(self, code: str) -> str:
        return str(self.things[code].name) if code in self.things else code

    @staticmethod
    def _put_unit(thing: Indicator, typed: str) -> Indicator:
        """A unit says of an indicator without one what it is, unless that was said before."""
        now = replace(thing, unit=typed)
        if thing.unit or not thing.code:
            return now
        if thing.kind is guess_kind(thing.name, ""):
            now = replace(now, kind=guess_kind(thing.name, typed))
        if thing.rollup is guess_rollup(thing.kind, thing.name, ""):
            now = replace(now, rollup=guess_rollup(now.kind, thing.name, typed))
        return now

    def _put_weight(self, thing: Indicator, typed: str) -> Indicator:
        return replace(thing, weight="" if is_blank(typed) else item_named(self.known(), typed).code)

    def _problem(self, row: int, text: str) -> Problem | None:
        code = "" if self.is_new(row) else str(self.identity(row))
        read = read_formula(self.workspace.document, text, self.plan.indicators, code)
        return read if isinstance(read, Problem) else None

    def _formula_words(self, one: Indicator) -> str:
        formula = one.formula
        return formula_text(self.plan, formula.root, language()) if formula is not None else ""

    def _put_formula(self, thing: Indicator, typed: str) -> Indicator:
        if is_blank(typed):
            return replace(thing, formula=None)
        read = read_formula(self.workspace.document, typed, self.known(), thing.code)
        if isinstance(read, Problem):
            raise EntryRefused(read)
        return unresolved(replace(thing, formula=read))

    @staticmethod
    def _put_decimals(thing: Indicator, typed: str) -> Indicator:
        if is_blank(typed):
            return replace(thing, decimals=1)
        if not typed.isdecimal():
            raise EntryRefused(Problem(DECIMALS_RANGE, text=typed))
        return replace(thing, decimals=int(typed))

    def edit(self, typed: Sequence[Any]) -> Any:
        """The edit, with what new indicators do not say guessed."""
        self._stated: dict[Hashable, set[str]] = {}
        for row, at, text in typed:
            if text.strip():
                self._stated.setdefault(self.identity(row), set()).add(self.columns[at].key)
        return super().edit(typed)

    def amending(self, changed: Mapping[Hashable, Any], added: Mapping[Hashable, Any]) -> Edit:
        """One amendment; new indicators are guessed where nothing was said."""
        blank = self.blank()
        guessed: dict[Hashable, Any] = {}
        for key, one in added.items():
            said = self._stated.get(key, set())

            def open_(name: str, one: Any = one, said: set[str] = said) -> bool:
                return name not in said and getattr(one, name) == getattr(blank, name)

            kind = guess_kind(one.name, one.unit) if open_("kind") else one.kind
            guessed[key] = replace(
                one,
                kind=kind,
                direction=guess_direction(one.name, one.unit, ()) if open_("direction") else one.direction,
                rollup=guess_rollup(kind, one.name, one.unit) if open_("rollup") else one.rollup,
                decimals=(0 if kind is Kind.COUNT else 1) if one.decimals < 0 else one.decimals,
            )
        return super().amending(changed, guessed)


class SourceModel(ThingModel):
    """The documents that figures come from, by their ids."""

    kind = "sources"
    sheet = SOURCES
    name_key = "document"
    prompt = "Type a document's name here"
    fixed = frozenset({"id"})

    def blank(self) -> Source:
        """A source without a document."""
        return Source("", "")

    def named(self, thing: Source) -> str:
        """The document."""
        return thing.document

    def coded(self, thing: Source, code: str) -> Source:
        """A source with an id."""
        return replace(thing, id=code)

    def make_columns(self) -> tuple[Column, ...]:
        """What the sheet Sources has."""
        return (
            self.field("document", "Document", 300, lambda one: one.document, put_text("document")),
            self.field("id", "Id", 140, lambda one: one.id, put_text("id"), note=CODE_NOTE),
            self.field("section", "Section", 140, lambda one: one.section, put_text("section")),
            self.field("date", "Date", 100, lambda one: one.date, put_text("date")),
            self.field("url", "Link", 260, lambda one: one.url, put_text("url")),
        )


CODE_NOTE: Final = (
    "The code by which formulas and other sheets refer to it; only typed for a new row. Empty: its name."
)
NAN: Final = float("nan")


def yes_or_no(said: bool) -> str:
    """Yes or no in the window's language."""
    return tr("Tables", "yes") if said else tr("Tables", "no")


def year_field(model: StructureModel, key: str, source: str, note: str) -> Column:
    """A column of a year that may be missing (None)."""

    def put(thing: Any, typed: str) -> Any:
        year = None if is_blank(typed) else parse_year(typed)
        if isinstance(year, Problem):
            raise EntryRefused(year)
        return replace(thing, **{key: year})

    def text(thing: Any) -> str:
        year = getattr(thing, key)
        return str(year) if year else ""

    return model.field(
        key, source, 64, text, put, figure=lambda one: float(getattr(one, key) or NAN), note=note
    )
