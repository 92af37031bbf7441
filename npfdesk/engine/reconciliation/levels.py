"""Which plan is above which, which follows which, and which regions of several plans are one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from npfdesk.engine.reconciliation.ledger import HeldPlan, PlanFile
from npfdesk.plan.model import Plan
from npfdesk.plan.names import fold
from npfdesk.plan.problems import Problem, error, note, warning
from npfdesk.plan.regions import Region

REGION_AMBIGUOUS: Final = warning(
    "plan_region_ambiguous",
    "“{file}”的“{text}”在“{other}”里有{count}个同名地区：{names}，没有按上下级比较。请在地区表里写明上级或行政区划代码。",
    "“{text}” of “{file}” may be any of {count:region|regions} of “{other}”: {names}. They were not compared as levels; give "
    "the parent or the official code in the sheet Regions.",
)
SEVERAL_ABOVE: Final = warning(
    "plan_above_ambiguous",
    "“{file}”（{text}）可能在几份规划之下：{names}，没有归入哪一份。请在上级规划的地区表里列出“{text}”。",
    "“{file}” ({text}) may stand below several plans: {names}. It was put below none of them; list “{text}” among the regions "
    "of the plan above it.",
)
PLACED_BY_NAME: Final = note(
    "plan_placed_by_name",
    "“{other}”的地区表没有“{text}”，只按名称把“{file}”放在它下面；各地是否到齐无法确认。",
    "“{other}” does not list “{text}”; “{file}” was put below it by its name alone, and whether all regions below are there is "
    "not known.",
)
SAME_TWICE: Final = warning(
    "plan_twice",
    "“{file}”和“{other}”是“{text}”同一时期的两份规划：只核对了两份都有的历史数据，汇总和分解按“{other}”。请只留一份。",
    "“{file}” and “{other}” are both plans of “{text}” for the same years: only the past figures that both have were "
    "compared; sums and assignments go by “{other}”. Keep one of them.",
)
NOT_PLACED: Final = warning(
    "plan_not_placed",
    "“{file}”（{text}）和其他规划既没有上下级关系，也不是前后两期，没有参加比较。请在上级规划的地区表里列出“{text}”，或改正地区名称。",
    "“{file}” ({text}) is neither above nor below another plan, nor the one before or after it: it was not compared. List "
    "“{text}” among the regions of the plan above it, or correct the region's name.",
)
PERIODS_APART: Final = warning(
    "plan_periods_apart",
    "“{file}”（{years}年）和上级规划“{other}”（{other_years}年）不是同一时期，没有比较目标。请换成同期的规划。",
    "“{file}” ({years}) and the plan above it, “{other}” ({other_years}), are not of the same years: their targets were not "
    "compared. Give the plans of the same years.",
)
NO_REGION: Final = error(
    "plan_without_region",
    "“{file}”没有说明是哪个地区的规划，没有参加比较。请在“规划”表填写“全市”，或补地区表。",
    "“{file}” does not say which region it is about and was not compared. Enter the root region in the sheet Plan, or add the "
    "sheet Regions.",
)

_SUFFIXES: Final = (
    "特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "自治州", "自治县", "自治旗", "地区", "林区", "新区",
    "省", "市", "州", "盟", "县", "区", "旗", "province", "municipality", "prefecture", "city", "county", "district",
)  # fmt: skip
_PROVINCES: Final = ("省", "自治区", "特别行政区", "province", "北京市", "上海市", "天津市", "重庆市")
_CITIES: Final = ("市", "自治州", "州", "盟", "地区", "city", "prefecture", "municipality")
_COUNTIES: Final = ("县", "区", "旗", "county", "district")
_OFFICIAL: Final = re.compile(r"\d{6}|\d{9}|\d{12}")
_WHOLES: Final = (
    {"全省", "省", "本省", "全区"},
    {"全市", "市", "本市", "全州"},
    {"全县", "县", "本县", "全区", "区"},
)
_SHARED: Final = 0.5
"""The part of the shorter plan's years that two plans of the same period have in common at least."""

Place = tuple[int, str]
"""A region of a plan: the plan's place and the region's code."""


def stem(name: str) -> str:
    """A folded region name without its usual suffix (省, 市, 县, 区, county); "" where it has none."""
    said = fold(name)
    for suffix in _SUFFIXES:
        if said.endswith(suffix) and len(said) > len(suffix):
            return said.removesuffix(suffix)
    return ""


def rank(name: str) -> int | None:
    """The level that a region's name tells: 0 a province, 1 a city, 2 a county or district; None where it tells none."""
    said = fold(name)
    for level, suffixes in enumerate((_PROVINCES, _CITIES, _COUNTIES)):
        if said.endswith(suffixes):
            return level
    return None


def _official(one: Region) -> str:
    return one.code if _OFFICIAL.fullmatch(one.code) else ""


class _Names:
    """Regions to be found by official code, by name, and by a name with or without its suffix."""

    def __init__(self, regions: Iterable[Region]) -> None:
        self._codes: dict[str, Region] = {}
        self._names: dict[str, list[Region]] = {}
        self._stems: dict[str, list[Region]] = {}
        for one in regions:
            if _official(one):
                self._codes[one.code] = one
            for said in {fold(one.name), fold(one.english)} - {""}:
                self._names.setdefault(said, []).append(one)
            for bare in {stem(one.name), stem(one.english)} - {""}:
                self._stems.setdefault(bare, []).append(one)

    def like(self, wanted: Region) -> list[Region]:
        """The regions that may be the one wanted; several where names do not tell them apart."""
        if found := self._codes.get(_official(wanted)):
            return [found]
        spellings = dict.fromkeys(filter(None, (fold(wanted.name), fold(wanted.english))))
        bare = dict.fromkeys(filter(None, (stem(wanted.name), stem(wanted.english))))
        # a suffix may be left out, never exchanged: 东县 is no 东区
        for table, keys in ((self._names, spellings), (self._names, bare), (self._stems, spellings)):
            near = {one.code: one for key in keys for one in table.get(key, ())}
            found_here = [one for one in near.values() if not (_official(one) and _official(wanted))]
            if found_here:
                return found_here
        return []


class RegionIdentities:
    """Which regions of several plans are one: `of` names each by one of its places."""

    def __init__(self) -> None:
        self._above: dict[Place, Place] = {}
        self._plans: dict[Place, frozenset[int]] = {}

    def of(self, plan: int, region: str) -> Place:
        """The identity of a region of a plan."""
        place = (plan, region)
        while (above := self._above.get(place)) is not None:
            place = above
        return place

    def join(self, one: Place, other: Place) -> bool:
        """Take two regions as one; False where that would make one of two regions of the same plan."""
        first, second = sorted((self.of(*one), self.of(*other)))
        if first == second:
            return True
        plans = [self._plans.get(place, frozenset((place[0],))) for place in (first, second)]
        if plans[0] & plans[1]:
            return False
        self._above[second] = first
        self._plans[first] = plans[0] | plans[1]
        return True


@dataclass(frozen=True, eq=False)
class Levels:
    """The plans with their levels, the highest first, and the identities of their regions."""

    plans: tuple[HeldPlan, ...]
    regions: RegionIdentities
    problems: tuple[Problem, ...]


class _Relation(NamedTuple):
    """How a plan's own region lies in another plan: its code there, how many steps below the root (0: the root)."""

    region: str
    steps: int


def levels(files: Sequence[PlanFile]) -> Levels:
    """Put plans above, below, before and after each other.

    A plan whose root is a region below the root of another stands below that; the nearest such plan of the same years is
    the one above it. Where trees do not tell, names do (省, 市, 县): below the only plan of the next higher level that lists no
    regions of that level. What somebody said of a file goes before all of that. Two plans of one region in different years follow each other. What cannot be placed is told.
    """
    return _Placing(files).levels()


class _Placing:
    """The work of placing: relations between the plans' own regions first, then who is above whom."""

    def __init__(self, files: Sequence[PlanFile]) -> None:
        self.files = files
        self.plans = [one.plan for one in files]
        self.roots = [one.region_by_code.get(one.root) for one in self.plans]
        self.problems: list[Problem] = []
        self.relations: dict[tuple[int, int], _Relation] = {}
        self._unplaced: set[int] = set()
        for place, root in enumerate(self.roots):
            if root is None:
                self.problems.append(Problem(NO_REGION, arguments={"file": files[place].file}))
        names = [_Names(plan.own_regions) for plan in self.plans]
        for upper, known in enumerate(names):
            for lower, root in enumerate(self.roots):
                if lower != upper and root is not None and self.roots[upper] is not None:
                    self._relate(upper, lower, root, known)

    def _relate(self, upper: int, lower: int, root: Region, known: _Names) -> None:
        found = known.like(root)
        own = [one for one in found if one.code == self.plans[upper].root]
        if own:
            found = own
        if len(found) > 1:
            told = {
                "file": self.files[lower].file,
                "other": self.files[upper].file,
                "count": len(found),
                "names": tuple(self.plans[upper].region_names[one.code] for one in found),
            }
            self.problems.append(Problem(REGION_AMBIGUOUS, text=root.name, arguments=told))
            self._unplaced |= {upper, lower}
        elif found:
            steps = _steps(self.plans[upper], found[0].code)
            if steps is not None:
                self.relations[upper, lower] = _Relation(found[0].code, steps)

    def levels(self) -> Levels:
        """The plans in the order of their levels."""
        count = len(self.plans)
        twins = {lower for upper, lower in self._same() if upper < lower and self._share_years(upper, lower)}
        above = self._as_said([self._above(place) for place in range(count)])
        before = [self._before(place, twins) for place in range(count)]
        self._tell(above, before, twins)
        depth = [self._depth(place, above) for place in range(count)]
        order = sorted(
            range(count), key=lambda one: (depth[one], one in twins, -self.plans[one].target_year, one)
        )
        now = {old: new for new, old in enumerate(order)}
        held = tuple(
            HeldPlan(
                file=self.files[old].file,
                title=self.plans[old].title,
                plan=self.plans[old],
                region=root.name if (root := self.roots[old]) is not None else "",
                depth=depth[old],
                above=_moved(now, above[old] if old not in twins else None),
                before=_moved(now, before[old]),
                cells=self.files[old].cells,
            )
            for old in order
        )
        return Levels(held, self._identities(now, above, held), tuple(self.problems))

    def _same(self) -> Iterator[tuple[int, int]]:
        return (pair for pair, relation in self.relations.items() if relation.steps == 0)

    def _share_years(self, one: int, other: int) -> bool:
        first, second = self.plans[one], self.plans[other]
        common = min(first.target_year, second.target_year) - max(first.base_year, second.base_year)
        shorter = min(first.target_year - first.base_year, second.target_year - second.base_year)
        return common > _SHARED * shorter or (first.target_year == second.target_year)

    def _as_said(self, above: list[int | None]) -> list[int | None]:
        """Who is above whom once those are put where somebody put them; never one above itself."""
        known = {one.file: place for place, one in enumerate(self.files)}
        for lower, one in enumerate(self.files):
            if one.under is None:
                continue
            upper: int | None = known.get(one.under)
            over, seen = upper, set[int]()
            while over is not None and over != lower and over not in seen:
                seen.add(over)
                over = above[over]
            if over != lower:
                above[lower] = upper
        return above

    def _above(self, lower: int) -> int | None:
        found = [
            (not self._share_years(upper, lower), relation.steps, upper)
            for (upper, under), relation in self.relations.items()
            if under == lower and relation.steps
        ]
        if found:
            apart, _, upper = min(found)
            if not apart:
                return upper
            if not any(lower in pair for pair in self._same()):
                told = {
                    "file": self.files[lower].file,
                    "other": self.files[upper].file,
                    "years": _years(self.plans[lower]),
                    "other_years": _years(self.plans[upper]),
                }
                self.problems.append(Problem(PERIODS_APART, arguments=told))
            return None
        return self._above_by_name(lower)

    def _above_by_name(self, lower: int) -> int | None:
        root = self.roots[lower]
        own = rank(root.name) if root is not None else None
        if root is None or own is None:
            return None
        candidates: dict[int, list[int]] = {}
        for upper, other in enumerate(self.roots):
            height = rank(other.name) if other is not None else None
            if upper == lower or height is None or height >= own or not self._share_years(upper, lower):
                continue
            if any(rank(one.name) == own for one in _below(self.plans[upper])):
                # it lists regions of that level, and this is none of them
                continue
            candidates.setdefault(height, []).append(upper)
        if not candidates:
            return None
        nearest = candidates[max(candidates)]
        told: dict[str, object] = {"file": self.files[lower].file}
        if len(nearest) > 1:
            told["names"] = tuple(self.files[one].file for one in nearest)
            self.problems.append(Problem(SEVERAL_ABOVE, text=root.name, arguments=told))
            self._unplaced |= {lower, *nearest}
            return None
        told["other"] = self.files[nearest[0]].file
        self.problems.append(Problem(PLACED_BY_NAME, text=root.name, arguments=told))
        return nearest[0]

    def _before(self, later: int, twins: set[int]) -> int | None:
        found = [
            (self.plans[earlier].target_year, -earlier)
            for earlier, other in self._same()
            if other == later
            and earlier not in twins
            and self.plans[earlier].target_year < self.plans[later].target_year
            and not self._share_years(earlier, later)
        ]
        return -max(found)[1] if found else None

    def _depth(self, place: int, above: list[int | None]) -> int:
        depth, seen = 0, {place}
        while True:
            over = above[place]
            if over is None:
                # the plan before stands where that of the same region does
                over = next(
                    (above[one] for one, other in self._same() if other == place and above[one] is not None),
                    None,
                )
            if over is None or over in seen:
                return depth
            seen.add(over)
            depth, place = depth + 1, over

    def _tell(self, above: list[int | None], before: list[int | None], twins: set[int]) -> None:
        related = {one for pair in self.relations for one in pair} | {
            one for lower, upper in enumerate(above) if upper is not None for one in (lower, upper)
        }
        # why it has no place is told already
        related |= self._unplaced
        for place, root in enumerate(self.roots):
            file = self.files[place].file
            if root is not None and place not in related:
                self.problems.append(Problem(NOT_PLACED, text=root.name, arguments={"file": file}))
            if root is not None and place in twins:
                first = next(
                    one
                    for one, other in self._same()
                    if other == place and one < place and self._share_years(one, place)
                )
                told = {"file": file, "other": self.files[first].file}
                self.problems.append(Problem(SAME_TWICE, text=root.name, arguments=told))

    def _identities(
        self, now: Mapping[int, int], above: list[int | None], held: tuple[HeldPlan, ...]
    ) -> RegionIdentities:
        found = RegionIdentities()
        for (upper, lower), relation in sorted(self.relations.items(), key=lambda one: one[1].steps):
            first, second = now[upper], now[lower]
            if found.join((first, relation.region), (second, self.plans[lower].root)):
                _join_below(found, held, (first, relation.region), (second, self.plans[lower].root))
        for under, over in enumerate(above):
            if over is not None:
                self._join_yardsticks(found, now, over, under)
        return found

    def _join_yardsticks(
        self, found: RegionIdentities, now: Mapping[int, int], upper: int, lower: int
    ) -> None:
        """The yardsticks of a plan that the plan above it is about, or lists: 全省, 浙江省, a neighbour."""
        top = self.roots[upper]
        height = rank(top.name) if top is not None else None
        known = _Names(self.plans[upper].own_regions)
        for one in self.plans[lower].benchmarks:
            like = known.like(one)
            if not like and top is not None and height is not None and fold(one.name) in _WHOLES[height]:
                like = [top]
            if len(like) == 1:
                found.join((now[upper], like[0].code), (now[lower], one.code))


def _join_below(found: RegionIdentities, held: Sequence[HeldPlan], one: Place, other: Place) -> None:
    """Take the regions below two that are one as one, by their names among their sisters."""
    waiting = [(one, other)]
    while waiting:
        first, second = waiting.pop()
        known = _Names(held[first[0]].plan.children_of(first[1]))
        for child in held[second[0]].plan.children_of(second[1]):
            like = known.like(child)
            if len(like) == 1:
                pair = (first[0], like[0].code), (second[0], child.code)
                if found.join(*pair):
                    waiting.append(pair)


def _steps(plan: Plan, region: str) -> int | None:
    """How many steps a region lies below the root; None where it does not."""
    steps, seen = 0, {region}
    while region != plan.root:
        one = plan.region_by_code.get(region)
        if one is None or not one.parent or one.parent in seen:
            return None
        region, steps = one.parent, steps + 1
        seen.add(region)
    return steps


def _below(plan: Plan) -> Iterator[Region]:
    return (one for one in plan.own_regions if one.code != plan.root)


def _years(plan: Plan) -> str:
    return f"{plan.base_year}–{plan.target_year}"


def _moved(now: Mapping[int, int], place: int | None) -> int | None:
    return None if place is None else now[place]
