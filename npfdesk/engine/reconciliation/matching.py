"""Indicators of several plans that are one: surely, by what somebody answered, or doubtfully and to be asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from npfdesk.engine.reconciliation.ledger import DoubtfulPair, HeldPlan, MatchedIndicator
from npfdesk.engine.reconciliation.names import NearNames, bare_name, names_near
from npfdesk.plan.kinds import Kind
from npfdesk.plan.model import Indicator
from npfdesk.plan.names import fold
from npfdesk.plan.numbers import unit_factor
from npfdesk.plan.pair_answers import PairAnswer
from npfdesk.plan.problems import Wording
from npfdesk.plan.spoken_names import name_wording, unit_in

_FAMILIES: Final[Mapping[Kind, str]] = {
    Kind.LEVEL: "amount",
    Kind.COUNT: "amount",
    Kind.FLOW: "amount",
    Kind.RATIO: "points",
    Kind.INDEX: "points",
    Kind.RATE: "rate",
}
"""Kinds whose figures may be of one indicator: what one plan guesses to be a count may be an amount to another."""
_OTHER_UNIT: Final = Wording(
    "名称相同，但单位不同：{units}，不能换算。",
    "The names are the same, but the units are not: {units}. They do not convert.",
)
_OTHER_KIND: Final = Wording(
    "名称和单位相同，但一个是水平，一个是比率、指数或增速。",
    "The names and units are the same, but one is a level and the other a ratio, an index or a growth.",
)
_SAME_CODE: Final = Wording("代码都是“{code}”，但名称不同。", "Both have the code “{code}”, but other names.")
_NEAR_NAME: Final = Wording("名称相近，单位相同。", "The names are near, and the units agree.")


def pair_key(first: str, second: str) -> str:
    """The key of a pair of indicators, the same in every session and either way round; see `key_part`."""
    return "=".join(sorted((first, second)))


def key_part(name: str, unit: str) -> str:
    """What stands for an indicator in the key of a pair: its folded name, and its unit in brackets."""
    said = bare_name(name).replace("=", "")
    return f"{said}[{fold(unit)}]"


def _part(one: Indicator) -> str:
    return key_part(one.name, one.unit)


def convertible(one: str, other: str) -> bool:
    """Whether figures of one unit can be told in another; a unit that is not named may be any."""
    return not one.strip() or not other.strip() or unit_factor(one, other) is not None


def comparable(one: Indicator, other: Indicator) -> bool:
    """Whether figures of two indicators of one name can be held against each other."""
    if not convertible(one.unit, other.unit):
        return False
    # an amount and an index of one unit are one plan's word against another's; what is in % may be a share or a growth
    told = one.unit.strip() and other.unit.strip() and not {fold(one.unit), fold(other.unit)} & {"%", "‰"}
    return bool(told) or _FAMILIES[one.kind] == _FAMILIES[other.kind]


@dataclass(eq=False)
class _Group:
    """Indicators taken as one, by plan."""

    first: Indicator
    codes: dict[int, str] = field(default_factory=dict)
    members: list[Indicator] = field(default_factory=list)

    def add(self, plan: int, one: Indicator) -> None:
        self.codes[plan] = one.code
        self.members.append(one)


@dataclass(frozen=True, eq=False)
class Matching:
    """Which indicators and industries of the plans are one.

    `matches` in the order of the highest plan; `of` the place in `matches` of an indicator (its plan and code), `factor`
    what turns its figures into the match's unit (None: they do not convert); `industries` names an industry across plans.
    """

    matches: tuple[MatchedIndicator, ...]
    names: tuple[Wording, ...]
    of: Mapping[tuple[int, str], int]
    factor: Mapping[tuple[int, str], Fraction | None]
    industries: Mapping[tuple[int, str], str]
    doubtful: tuple[DoubtfulPair, ...]
    apart: Mapping[tuple[int, int], tuple[tuple[str, str], ...]]

    def other_units(self, above: int, place: int) -> tuple[tuple[str, str], ...]:
        """The codes in two plans of indicators that have one name and units that do not convert, and no answer."""
        return self.apart.get((above, place), ())


def matching(
    plans: Sequence[HeldPlan], pairs: Sequence[tuple[int, int]], answers: Mapping[str, PairAnswer]
) -> Matching:
    """Match the indicators of plans; `pairs` are those of plans that are held against each other, the higher first.

    Sure are equal names, and equal English names or near names of one code, where units convert and kinds agree. Doubtful
    are equal names of other units or kinds, equal codes with other names, and near names: they are one only where
    `answers`, by their keys, say so. An answer also joins what nobody asked of, and parts what is no equal name.
    """
    found = _Matching(plans, answers)
    doubtful = found.doubtful(pairs)
    groups = [one for one in found.groups if one.codes]
    places = {id(one): place for place, one in enumerate(groups)}
    of: dict[tuple[int, str], int] = {}
    factor: dict[tuple[int, str], Fraction | None] = {}
    for one in groups:
        for plan, code in one.codes.items():
            of[plan, code] = places[id(one)]
            unit = plans[plan].plan.indicator_by_code[code].unit
            factor[plan, code] = (
                unit_factor(unit, one.first.unit) if unit.strip() and one.first.unit.strip() else Fraction(1)
            )
    return Matching(
        tuple(MatchedIndicator(one.first.name, one.first.unit, one.codes) for one in groups),
        tuple(name_wording(one.first) for one in groups),
        of,
        factor,
        _industries(plans),
        doubtful,
        {pair: tuple(codes) for pair, codes in found.apart.items()},
    )


class _Matching:
    """The groups while they are being found."""

    def __init__(self, plans: Sequence[HeldPlan], answers: Mapping[str, PairAnswer]) -> None:
        self.plans, self.answers = plans, answers
        self.groups: list[_Group] = []
        self.group_of: dict[tuple[int, str], _Group] = {}
        self.apart: dict[tuple[int, int], list[tuple[str, str]]] = {}
        self._parted = PairAnswer.DIFFERENT in answers.values()
        named: dict[str, list[_Group]] = {}
        english: dict[str, list[_Group]] = {}
        coded: dict[str, list[_Group]] = {}
        for place, held in enumerate(plans):
            for one in held.plan.indicators:
                group = self._surely(place, one, named, english, coded)
                if group is None:
                    group = _Group(one)
                    self.groups.append(group)
                group.add(place, one)
                self.group_of[place, one.code] = group
                for table, key in (
                    (named, bare_name(one.name)),
                    (english, bare_name(one.english)),
                    (coded, _own_code(one)),
                ):
                    if key and group not in table.setdefault(key, []):
                        table[key].append(group)
        self._answered()

    def _surely(
        self, place: int, one: Indicator, named: dict[str, list[_Group]], english: dict[str, list[_Group]],
        coded: dict[str, list[_Group]],
    ) -> _Group | None:  # fmt: skip
        name = bare_name(one.name)
        for known, asked in (
            (named.get(name, ()), False),
            # what one plan calls GDP is another's English name
            (english.get(bare_name(one.english), ()), False),
            (named.get(bare_name(one.english), ()), False),
            (english.get(name, ()), False),
            (coded.get(_own_code(one), ()), True),
        ):
            for group in known:
                if place in group.codes or not comparable(group.first, one):
                    continue
                if asked and not any(names_near(name, bare_name(other.name)) for other in group.members):
                    continue
                if not self._is_parted(group, one):
                    return group
        return None

    def _is_parted(self, group: _Group, one: Indicator) -> bool:
        return self._parted and any(
            self.answers.get(pair_key(_part(one), _part(other))) is PairAnswer.DIFFERENT
            for other in group.members
            if _part(other) != _part(one)
        )

    def _answered(self) -> None:
        """Join what somebody has said to be one."""
        said = [key for key, answer in self.answers.items() if answer is PairAnswer.SAME]
        if not said:
            return
        parts: dict[str, list[_Group]] = {}
        for group in self.groups:
            for one in group.members:
                parts.setdefault(_part(one), []).append(group)
        for key in said:
            first, _, second = key.partition("=")
            for above in parts.get(first, ()):
                for below in parts.get(second, ()):
                    self._join(above, below)

    def _join(self, one: _Group, other: _Group) -> None:
        if one is other or not one.codes or not other.codes or one.codes.keys() & other.codes.keys():
            return
        if min(other.codes) < min(one.codes):
            one, other = other, one
        for place, code in other.codes.items():
            self.group_of[place, code] = one
            one.add(place, self.plans[place].plan.indicator_by_code[code])
        other.codes, other.members = {}, []

    def doubtful(self, pairs: Sequence[tuple[int, int]]) -> tuple[DoubtfulPair, ...]:
        """The pairs to be asked, each once, whichever plans it is of."""
        found: dict[str, DoubtfulPair] = {}
        for upper, lower in pairs:
            for one, other, why in self._doubts(upper, lower):
                key = pair_key(_part(one), _part(other))
                if not convertible(one.unit, other.unit) and key not in self.answers:
                    self.apart.setdefault((upper, lower), []).append((one.code, other.code))
                if key not in found:
                    found[key] = DoubtfulPair(
                        key,
                        (upper, lower),
                        (one.code, other.code),
                        (one.name, other.name),
                        (one.unit, other.unit),
                        why,
                        self.answers.get(key),
                    )
        return tuple(found.values())

    def _doubts(self, upper: int, lower: int) -> Iterator[tuple[Indicator, Indicator, Wording]]:
        above = self._left(upper, lower)
        below = self._left(lower, upper)
        if not above or not below:
            return
        named: dict[str, list[Indicator]] = {}
        coded: dict[str, Indicator] = {}
        for one in above:
            named.setdefault(bare_name(one.name), []).append(one)
            if _own_code(one):
                coded[_own_code(one)] = one
        near = NearNames(named)
        for other in below:
            name = bare_name(other.name)
            if name in named:
                for one in named[name]:
                    yield one, other, _otherwise(one, other)
                continue
            same = coded.get(_own_code(other))
            if same is not None and comparable(same, other):
                yield same, other, _filled(_SAME_CODE, code=same.code)
            for spelling in near.near(name):
                for one in named[spelling]:
                    if one is not same and comparable(one, other):
                        yield one, other, _NEAR_NAME

    def _left(self, place: int, without: int) -> list[Indicator]:
        """The indicators of a plan that another has none for, or has by an answer alone."""
        found = []
        for one in self.plans[place].plan.indicators:
            group = self.group_of[place, one.code]
            code = group.codes.get(without)
            if code is None or self._by_answer(one, self.plans[without].plan.indicator_by_code[code]):
                found.append(one)
        return found

    def _by_answer(self, one: Indicator, other: Indicator) -> bool:
        return bool(self.answers) and self.answers.get(pair_key(_part(one), _part(other))) is PairAnswer.SAME


def _own_code(one: Indicator) -> str:
    """A code that says something: none that is the name itself."""
    said = fold(one.code)
    return "" if said == fold(one.name) else said


def _otherwise(one: Indicator, other: Indicator) -> Wording:
    if not convertible(one.unit, other.unit):
        return _filled(_OTHER_UNIT, units=(_unit_words(one), _unit_words(other)))
    return _OTHER_KIND


def _unit_words(one: Indicator) -> Wording:
    return Wording(unit_in(one, "zh") or "—", unit_in(one, "en") or "—")


def _filled(wording: Wording, **arguments: object) -> Wording:
    return Wording(wording.text("zh", arguments), wording.text("en", arguments))


def _industries(plans: Sequence[HeldPlan]) -> dict[tuple[int, str], str]:
    """A name across plans for each industry: that of the first plan that has it, by name or English name."""
    known: dict[str, str] = {}
    found: dict[tuple[int, str], str] = {}
    for place, held in enumerate(plans):
        for one in held.plan.industries:
            spellings = [said for said in (fold(one.name), fold(one.english)) if said]
            name = next(
                (known[said] for said in spellings if said in known), spellings[0] if spellings else ""
            )
            for said in spellings:
                known.setdefault(said, name)
            found[place, one.code] = name
    return found
