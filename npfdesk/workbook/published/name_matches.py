"""Matches of names: proposals that two names mean one thing, by spelling, unit and printed base, never in one table."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from npfdesk.plan.names import fold
from npfdesk.plan.numbers import plain, unit_factor
from npfdesk.plan.problems import Problem, Wording
from npfdesk.plan.target_text import parse_base
from npfdesk.workbook.published.printed_names import aliases, indicator_stem, is_above, is_total, region_stem
from npfdesk.workbook.published.recognition import Match, Role, Statement

SAME_STEM: Final = Wording("去掉“{ending}”后相同", "Identical without “{ending}”")
SAME_ALIAS: Final = Wording(
    "括号内外是同一地区的两个名称", "Outside and inside the brackets are two names of the same region"
)
SAME_WHOLE: Final = Wording("“{other}”一行即全市", "The row “{other}” is the city as a whole")
SAME_BASE: Final = Wording(
    "单位相同（{unit}），{year}年基期值同为 {figure}",
    "The same unit ({unit}) and the same base for {year}: {figure}",
)
SAME_WORDS: Final = Wording(
    "名称只差写法，单位相同（{unit}），没有相互矛盾的基期值",
    "The names differ only in spelling; the same unit ({unit}), and no conflicting bases",
)
_LIKE: Final = 0.72
_MOST_ALIKE: Final = 200  # indicators of one base that are compared; more of them tell nothing


@dataclass
class NamedIndicator:
    """An indicator as the tables name it: its unit, the tables that have it, its printed bases by region and year."""

    name: str
    unit: str
    tables: set[int] = field(default_factory=set)
    bases: dict[tuple[str, int], float] = field(default_factory=dict)


def match_regions(names: Mapping[str, set[int]], city: str) -> list[Match]:
    """Pairs of spellings of one region; `names` give each spelling the tables that have it, `city` is the root.

    Two names of one table are two regions. 金华 is 金华市; 吉安市 and 吉安县 are not one.
    """
    found: list[Match] = []
    taken: set[str] = set()
    alike: dict[str, list[str]] = {}
    for spelling in names:
        whole = fold(city) if is_total(spelling) or spelling == city else ""
        for key in dict.fromkeys((region_stem(spelling)[0], *aliases(spelling), *([whole] if whole else []))):
            alike.setdefault(key, []).append(spelling)
    pairs = dict.fromkeys(
        (one, other)
        for together in alike.values()
        for index, one in enumerate(together)
        for other in together[index + 1 :]
    )
    for one, other in pairs:
        if fold(one) == fold(other) or names[one] & names[other] or {one, other} & taken:
            continue
        match = _one_region(one, other, city)
        if match is not None:
            found.append(match)
            taken.add(match.other)
    return found


def _one_region(one: str, other: str, city: str) -> Match | None:
    (stem, ending), (other_stem, other_ending) = region_stem(one), region_stem(other)
    if city in (one, other) and is_total(whole := other if city == one else one):
        if is_above(whole, city):
            return None
        return Match("region", city, whole, SAME_WHOLE, {"other": whole})
    if is_total(one) or is_total(other):
        return None
    if stem == other_stem and len(stem) >= 2 and (not ending or not other_ending):
        full, short = (one, other) if ending else (other, one)
        return Match("region", full, short, SAME_STEM, {"ending": ending or other_ending})
    if set(aliases(one)) & set(aliases(other)):
        full, short = (one, other) if len(one) >= len(other) else (other, one)
        return Match("region", full, short, SAME_ALIAS, {})
    return None


def gather(statements: Iterable[Statement], regions: Mapping[str, str], city: str) -> list[NamedIndicator]:
    """The indicators as named, in order of appearance; a name with two inconvertible units counts as two indicators."""
    found: dict[str, list[NamedIndicator]] = {}
    in_order: list[NamedIndicator] = []
    for stated in statements:
        known = found.setdefault(fold(stated.indicator), [])
        named = next((one for one in known if _converts(stated.unit, one.unit)), None)
        if named is None:
            named = NamedIndicator(stated.indicator, stated.unit)
            known.append(named)
            in_order.append(named)
        named.tables.add(stated.table)
        named.unit = named.unit or stated.unit
        region = regions.get(fold(stated.region), stated.region) or city
        for figure in stated.figures:
            level = figure.role is Role.BASE and figure.measure is None
            base = parse_base(figure.text, stated.unit) if level else None
            if base is not None and not isinstance(base, Problem) and base.value is not None:
                factor = unit_factor(stated.unit, named.unit) or 1
                named.bases.setdefault((region, base.year or figure.year), float(base.value * factor))
    return in_order


def _converts(one: str, other: str) -> bool:
    return not one or not other or one == other or unit_factor(one, other) is not None


def match_indicators(named: Sequence[NamedIndicator]) -> list[Match]:
    """Pairs of names of one indicator, of different tables: the same unit and the same base, or hardly another name."""
    alike: dict[tuple[object, ...], list[int]] = {}
    for index, one in enumerate(named):
        unit = fold(one.unit)
        alike.setdefault((unit, indicator_stem(one.name)), []).append(index)
        for place, value in one.bases.items():
            alike.setdefault((unit, place, value), []).append(index)
    candidates = {
        (index, later)
        for together in alike.values()
        for at, index in enumerate(together[:_MOST_ALIKE])
        for later in together[at + 1 : _MOST_ALIKE]
        if not named[index].tables & named[later].tables
    }
    pairs: list[tuple[float, int, int, Match]] = []
    for index, later in sorted(candidates):
        if fold(named[index].name) != fold(named[later].name):
            scored = _one_indicator(named[index], named[later])
            if scored is not None:
                pairs.append((-scored[0], index, later, scored[1]))
    taken: set[int] = set()
    found = []
    for _, index, later, match in sorted(pairs, key=lambda pair: pair[:3]):
        if not {index, later} & taken:
            found.append(match)
            taken |= {index, later}
    return found


def _one_indicator(one: NamedIndicator, other: NamedIndicator) -> tuple[float, Match] | None:
    shared = {key: (one.bases[key], other.bases[key]) for key in one.bases.keys() & other.bases.keys()}
    same = {key: pair for key, pair in shared.items() if abs(pair[0] - pair[1]) <= 1e-9 * abs(pair[0])}
    if len(same) < len(shared):
        return None
    stem, other_stem = indicator_stem(one.name), indicator_stem(other.name)
    like = difflib.SequenceMatcher(None, stem, other_stem, autojunk=False).ratio()
    contained = min(len(stem), len(other_stem)) >= 3 and (stem in other_stem or other_stem in stem)
    within = fold(one.name) in fold(other.name) or fold(other.name) in fold(one.name)
    name, short = one.name, other.name
    if within and len(other.name) > len(one.name):
        name, short = other.name, one.name
    key, pair = next(((key, pair) for key, pair in sorted(same.items()) if pair[0]), (None, (0.0, 0.0)))
    if key is not None and (like >= _LIKE or contained):
        arguments = {"unit": one.unit or "—", "year": key[1], "figure": plain(pair[0])}
        return 1 + like, Match("indicator", name, short, SAME_BASE, arguments)
    if stem == other_stem:
        return like, Match("indicator", name, short, SAME_WORDS, {"unit": one.unit or "—"})
    return None


def with_decisions(matches: Iterable[Match], said: Mapping[str, bool]) -> tuple[Match, ...]:
    """The matches with the user's decisions."""
    return tuple(replace(match, confirmed=said.get(match.key)) for match in matches)
