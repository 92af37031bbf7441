"""What is wrong with the reading of a generated layout: figures that nobody planted, losses, accounts that do not add up."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from openpyxl.utils import column_index_from_string, get_column_letter

from npfdesk.plan.names import fold
from npfdesk.plan.numbers import unit_factor
from npfdesk.plan.periods import Period
from npfdesk.workbook.accounting import Account, figure_places
from npfdesk.workbook.files.cell_grid import Grid, Place
from npfdesk.workbook.plan_reader import Reading
from npfdesk.workbook.published.merged_cells import cell_name
from tests.workbook.published.layout_truth import Fact

THE_CITY = "*"
STRETCH = " stretch"
_CITY_WORDS = frozenset(map(fold, ("全市", "全县", "全区", "合计", "总计", "全市合计", "本市")))
_MARKS = " *＊①②③★▲※#△"
_ENGLISH = re.compile(r"(?<=[\u4e00-\u9fff）)])[ \n]+[A-Za-z][A-Za-z0-9 ()]*$")
_NUMBERED = re.compile(r"^(?:\d{1,2}|[一二三四五六七八九十])[.、．](?=\D)")
_CELLS = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")

Key = tuple[str, str, str, bool, str]
"""Region, indicator, period, whether a target, its measure (level, growth, sum): as names are compared."""


def same_name(name: str) -> str:
    """A name as names are compared: without marks, its number, the English behind it, case and blanks."""
    return fold(_NUMBERED.sub("", _ENGLISH.sub("", name.strip(_MARKS))))


@dataclass(frozen=True)
class Stated:
    """A figure that a reading states, with its cell where it names one ("" where not)."""

    key: Key
    value: float
    unit: str
    sheet: str = ""
    cell: str = ""
    high: float | None = None

    def equals(self, other: Stated) -> bool:
        """Whether both say the same figure, be it in units that convert."""
        factor = _factor(other.unit, self.unit)
        return factor is not None and math.isclose(self.value, other.value * factor, rel_tol=1e-9)

    def __str__(self) -> str:
        region, indicator, period, target, measure = self.key
        what = f"{'target' if target else 'observation'}{'' if measure == 'level' else f' of {measure}'}"
        return f"{what} {region} {indicator} {period} = {self.value:g} {self.unit} ({self.sheet}!{self.cell})"


@dataclass
class Held:
    """What a reading states, held against what was planted."""

    facts: tuple[Fact, ...]
    city: str
    reading: Reading
    stated: list[Stated] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._planted: dict[Key, list[Fact]] = defaultdict(list)
        parents: dict[str, set[str]] = defaultdict(set)
        for fact in self.facts:
            parents[fold(fact.region)].add(fact.parent)
        self._shared = {name for name, found in parents.items() if len(found) > 1}
        for fact in self.facts:
            for region in self._region_names(self._full(fact)):
                when = f"{fact.period.key}{STRETCH if fact.stretch else ''}"
                key = (region, same_name(fact.indicator), when, fact.target, fact.measure)
                self._planted[key].append(fact)
        self._held: set[tuple[str, Place]] = set()
        self.stated = list(self._statements())
        for one in self.stated:
            self._compare(one)

    def holds(self, fact: Fact) -> bool:
        """Whether the reading states that fact, with its value."""
        return (fact.sheet, fact.place) in self._held

    def _region_names(self, name: str) -> tuple[str, ...]:
        folded = fold(name)
        # 甲山 of one table is 甲山区 of another, which the window shows as taken for one
        matches = self.reading.recognition.matches if self.reading.recognition is not None else ()
        as_one = (fold(one.name) for one in matches if one.holds and fold(one.other) == folded)
        return (folded, *as_one, *([THE_CITY] if folded == fold(self.city) else []))

    def _full(self, fact: Fact) -> str:
        """A region's name; with the region above where two have it."""
        return f"{fact.parent}/{fact.region}" if fold(fact.region) in self._shared else fact.region

    def _region(self, code: str) -> str:
        plan = self.reading.plan
        region = plan.region_by_code.get(code)
        name = same_name(region.name if region is not None else code)
        for shared in self._shared:
            if region is not None and shared in name:
                above = plan.region_by_code.get(region.parent)
                return fold(f"{above.name if above is not None else ''}/{shared}")
        planted = {one for key in self._planted for one in (key[0],)}
        if name in planted:
            return name
        # a namesake whose own row has no figure
        with_parent = {
            same_name(f"{fact.parent}{fact.region}"): same_name(fact.region) for fact in self.facts
        }
        if with_parent.get(name) in planted:
            return with_parent[name]
        # a sum that stands among the counties as one of them is not the city
        root = region is None or not region.parent
        return THE_CITY if code in ("", plan.city) or (root and name in _CITY_WORDS) else name

    def _compare(self, one: Stated) -> None:
        planted = self._planted.get(one.key, [])
        equal = [fact for fact in planted if _agrees(one, fact)]
        if not equal:
            there = "; ".join(sorted({f"{fact.value:g} {fact.unit}" for fact in planted}))
            self.wrong.append(f"{one}: {f'planted is {there}' if there else 'nothing such is planted'}")
            return
        if one.cell and not any(_named(fact) == (one.sheet, one.cell) for fact in equal):
            self.wrong.append(f"{one}: it stands in {', '.join('!'.join(_named(fact)) for fact in equal)}")
            return
        self._held.update((fact.sheet, fact.place) for fact in equal)

    def _statements(self) -> Iterator[Stated]:
        plan = self.reading.plan
        if plan is None:
            return
        names = {code: (same_name(one.name), one.unit) for code, one in plan.indicator_by_code.items()}

        def stated(
            series, period: Period, value: float, target=False, measure="level", sheet="", cell="", high=None
        ):
            name, unit = names[series.indicator]
            key = (self._region(series.region), name, period.key, target, measure)
            return Stated(key, float(value), "" if measure == "growth" else unit, sheet, cell, high)

        for key, one in plan.targets.items():
            for text in (one.parsed, *(beside.parsed for beside in one.beside)):
                at = (one.sheet, one.cell) if text is one.parsed else ("", "")
                measure = "growth" if text.how in ("growth", "compound") else text.measure.value
                value = text.low if text.figure is None else text.figure
                if value is not None:
                    yield stated(one.series, Period(key.year), value, True, measure, *at, text.high)
            hoped = one.parsed.stretch if one.stretch is None else one.stretch
            if hoped is not None:
                said = stated(one.series, Period(key.year), hoped, True)
                region, name, when, *rest = said.key
                yield replace(said, key=(region, name, when + STRETCH, *rest))
            if one.base_printed is not None:
                yield stated(one.series, Period(one.base_year), one.base_printed)
        for series, row in plan.row.items():
            for year, value in zip(plan.years.tolist(), plan.observed[row].tolist(), strict=True):
                if not math.isnan(value):
                    yield stated(series, Period(year), value)
        for key, value in plan.progress.items():
            yield stated(key.series, key.period, value, False, "growth" if key.growth else "level")
        for one in self.reading.ledger.observations:
            yield stated(
                one.series,
                one.period,
                one.value,
                False,
                "growth" if one.growth else "level",
                one.sheet,
                one.cell,
            )


def _named(fact: Fact) -> tuple[str, str]:
    row, column = fact.place
    return fact.sheet, f"{get_column_letter(column)}{row}"


def _factor(written: str, wanted: str) -> float | None:
    """From one unit to another; 1 where either names none, None where they do not convert."""
    if not written or not wanted or fold(written) == fold(wanted):
        return 1.0
    factor = unit_factor(written, wanted)
    return None if factor is None else factor.numerator / factor.denominator


def _agrees(one: Stated, fact: Fact) -> bool:
    factor = 1.0 if fact.growth else _factor(fact.unit, one.unit)
    if factor is None or not math.isclose(one.value, fact.value * factor, rel_tol=1e-9, abs_tol=1e-12):
        return False
    return fact.high is None or one.high is None or math.isclose(one.high, fact.high * factor, rel_tol=1e-9)


def unaccounted(grid: Grid, reading: Reading) -> list[str]:
    """Where the ledger does not add up: figures = taken + explained + told, over exactly the cells that show one."""
    counts = reading.ledger.counts
    shown = set(figure_places(grid))
    faults = [
        f"{sheet}!{cell_name(place)} is in no account" for sheet, place in shown - set(reading.ledger.cells)
    ]
    faults += [
        f"{sheet}!{cell_name(place)} shows no figure" for sheet, place in set(reading.ledger.cells) - shown
    ]
    if not counts.figures == len(shown) == counts.taken + counts.explained + counts.told:
        faults.append(f"{len(shown)} figures are not {counts}")
    return sorted(faults)


def false_accounts(layout, reading: Reading) -> list[str]:
    """Cells whose account is not so.

    Taken, though nothing is planted there or the plan does not hold it; explained, though a figure of the plan stands
    there and nowhere else.
    """
    held = Held(layout.facts, layout.truth.city, reading)
    planted = {(fact.sheet, fact.place): fact for fact in layout.facts}
    faults = []
    for (sheet, place), account in reading.ledger.cells.items():
        fact = planted.get((sheet, place))
        where = f"{sheet}!{cell_name(place)}"
        if account is Account.TAKEN and fact is None:
            faults.append(f"{where} is taken, and no figure of the plan")
        elif account is Account.TAKEN and not held.holds(fact):
            faults.append(f"{where} is taken, and the plan does not hold its {fact.value:g}")
        elif account is Account.EXPLAINED and fact is not None and fact.needed and not held.holds(fact):
            faults.append(
                f"{where} is explained away: {fact.region} {fact.indicator} {fact.period.key} {fact.value:g}"
            )
    return faults


def untold(reading: Reading) -> list[str]:
    """Cells accounted as told that no problem names by its cell or range; and `ok` over any of them."""
    told = {where for where, account in reading.ledger.cells.items() if account is Account.TOLD}
    named: dict[str, list[tuple[int, int, int, int]]] = defaultdict(list)
    for problem in reading.problems:
        for match in _CELLS.finditer(problem.cell):
            left, top = column_index_from_string(match[1]), int(match[2])
            right, bottom = (column_index_from_string(match[3]), int(match[4])) if match[3] else (left, top)
            named[problem.sheet].append((top, left, bottom, right))
    faults = [
        f"{sheet}!{cell_name((row, column))} is told, and no problem names it"
        for sheet, (row, column) in told
        if not any(a <= row <= c and b <= column <= d for a, b, c, d in named[sheet])
    ]
    if told and reading.status == "ok":
        faults.append("the status is ok")
    return sorted(faults)


def missed(layout, reading: Reading) -> list[str]:
    """The needed facts that the plan does not hold."""
    held = Held(layout.facts, layout.truth.city, reading)
    return [
        f"{fact.sheet}!{cell_name(fact.place)}: {fact.region} {fact.indicator} {fact.period.key}"
        f"{' target' if fact.target else ''} {fact.value:g} {fact.unit}"
        for fact in layout.facts
        if fact.needed and not held.holds(fact)
    ]
