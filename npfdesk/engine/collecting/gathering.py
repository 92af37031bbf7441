"""A heap of returns held against what was asked and what is known, and the one step that takes them.

Of two returns of one unit the higher edition holds, then the later day of filling in; where neither tells, cells that agree
are taken once and cells that differ are told. A figure forty times what is known of it, or a fortieth, is no growth but a
unit: it is not taken until somebody says so (``npfdesk.engine.collecting.weighed_cells``).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import PurePath
from types import MappingProxyType
from typing import Final, NamedTuple

from npfdesk.engine.collecting.collection import asked_requests
from npfdesk.engine.collecting.weighed_cells import (
    CellState,
    CellWeighing,
    WeighedCell,
    agree,
    cell_problem,
    is_blank,
)
from npfdesk.engine.projection.results import Results
from npfdesk.plan import return_problems as kinds
from npfdesk.plan.collection import AskedCell, AskedFor, CollectBy, Collection, Unit
from npfdesk.plan.corrections import published_anew
from npfdesk.plan.document import Document
from npfdesk.plan.edits import (
    CombinedEdit,
    Edit,
    EditRefused,
    Label,
    SetObservations,
    SetProposals,
    SetVintages,
)
from npfdesk.plan.model import Plan
from npfdesk.plan.negotiation import Proposal, ProposalKey, Side
from npfdesk.plan.positions import position
from npfdesk.plan.problems import (
    LANGUAGES,
    Language,
    Problem,
    ProblemKind,
    Severity,
    Wording,
    clauses,
    joined,
    quoted,
)
from npfdesk.plan.return_words import unit_wording
from npfdesk.plan.returns import Return, ReturnedCell, ReturnState
from npfdesk.plan.series import ObservationKey, SeriesKey, TargetKey
from npfdesk.plan.vintages import Vintage, VintageKey, of_figures

__all__ = [
    "CellChoice",
    "CellState",
    "Gathered",
    "Landed",
    "WeighedCell",
    "WeighedReturn",
    "collection_among",
    "gather",
    "gather_heap",
    "landed",
    "takeable",
    "taking_edit",
]


@dataclass(frozen=True)
class WeighedReturn:
    """A return with its state and its cells; `unit` None where nobody can say whose it is.

    `also` are further states that hold beside the first (late and in part). `stands_for` is the file that counts instead
    of a double.
    """

    source: Return
    unit: Unit | None
    state: ReturnState
    cells: tuple[WeighedCell, ...] = ()
    also: tuple[ReturnState, ...] = ()
    stands_for: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def landed(self) -> Landed:
        """How many of its cells came to what."""
        return landed(self)


@dataclass(frozen=True)
class Gathered:
    """A heap of returns, in the order given; `missing` units sent none. `problems` are contradictions between returns.

    `collection` is what they were held against (None: nothing was gathered).
    """

    returns: tuple[WeighedReturn, ...]
    asked: tuple[Unit, ...]
    missing: tuple[Unit, ...]
    problems: tuple[Problem, ...] = ()
    collection: Collection | None = None


class Landed(NamedTuple):
    """What a return's cells came to; `changed` are among the `taken`, `told` count figures where nothing was asked, too."""

    taken: int
    changed: int
    same: int
    blank: int
    told: int


class CellChoice(NamedTuple):
    """A returned cell that is chosen: the place of its return among those gathered (from 0), and what it was asked for."""

    place: int
    asked: AskedCell


class _Standing(StrEnum):
    HOLDS = "holds"
    RIVAL = "rival"
    """Another of the same unit says otherwise, and neither holds."""
    GIVES_WAY = "gives way"
    APART = "apart"
    """It is none of this collection."""


_NO_FILES: Final[Mapping[str, str]] = MappingProxyType({})


def gather(
    document: Document,
    results: Results,
    collection: Collection,
    returns: Sequence[Return],
    today: str,
    files: Mapping[str, str] = _NO_FILES,
) -> Gathered:
    """Hold returns against a collection and what the document has; no content of a return raises an exception.

    `results` are the document's own, `today` is an ISO day, and `files` are the names of the forms issued by their unit's
    code, where the index keeps them. What a cell may be taken for is only what its return and the collection both ask.
    """
    return _Gathering(document, results, collection, tuple(returns), today, files).gathered()


def gather_heap(
    document: Document,
    results: Results,
    returns: Sequence[Return],
    indexes: Iterable[tuple[Collection, Mapping[str, str]]],
    today: str,
) -> Gathered:
    """Hold returns against the collection that they are of, by the indexes found with them: each with the files of its forms.

    Without any collection nothing was asked, and every return is of none.
    """
    plan, found = document.plan, tuple(indexes)
    collection = collection_among(plan, returns, [one for one, _ in found])
    files = next((names for one, names in found if one is collection), _NO_FILES)
    if collection is None:
        collection = Collection("", plan.title, CollectBy.REGION, plan.base_year, 0, "", "", ())
    return gather(document, results, collection, returns, today, files)


def collection_among(
    plan: Plan, returns: Sequence[Return], known: Sequence[Collection] = ()
) -> Collection | None:
    """The collection that a heap of returns is of: of the `known` ones that of most returns, the first of those given.

    Without one it is that which most returns say that they are of, and what it asked is worked out anew from the plan. None
    where no return says it.
    """
    sound = [one.identity for one in returns if one.identity is not None and one.identity.sound]
    counts = Counter(one.collection for one in sound)
    if known:
        return max(known, key=lambda one: counts[one.key])
    if not counts:
        return None
    key = counts.most_common(1)[0][0]
    one = next(identity for identity in sound if identity.collection == key)
    requests = asked_requests(plan, one.by, one.year, one.round)
    return Collection(key, one.plan_title, one.by, one.year, one.round, one.issued, one.due, requests)


def landed(one: WeighedReturn) -> Landed:
    """How many cells of a return came to what."""
    count = dict.fromkeys(CellState, 0)
    for cell in one.cells:
        count[cell.state] += 1
    return Landed(
        count[CellState.NEW] + count[CellState.CHANGED],
        count[CellState.CHANGED],
        count[CellState.SAME],
        count[CellState.BLANK],
        count[CellState.TOLD] + one.source.count.beyond,
    )


def takeable(gathered: Gathered, places: Iterable[int] | None = None) -> tuple[CellChoice, ...]:
    """All cells that may be taken without a further yes, of some returns (by their places; None: of all)."""
    chosen = None if places is None else frozenset(places)
    return tuple(
        CellChoice(place, cell.returned.asked)
        for place, one in enumerate(gathered.returns)
        if chosen is None or place in chosen
        for cell in one.cells
        if cell.can_be_taken
    )


class _Gathering:
    def __init__(
        self,
        document: Document,
        results: Results,
        collection: Collection,
        returns: tuple[Return, ...],
        today: str,
        files: Mapping[str, str],
    ) -> None:
        self.document, self.collection, self.returns = document, collection, returns
        self.today, self.files = today, files
        self.weighing = CellWeighing(document, results, collection)
        self.requests = {one.unit.code: one for one in collection.requests}
        self.units: list[Unit | None] = [None] * len(returns)
        self.states: list[ReturnState | None] = [None] * len(returns)
        self.problems: list[list[Problem]] = [[] for _ in returns]
        self.standing = [_Standing.HOLDS] * len(returns)
        self.holder = list(range(len(returns)))
        self.rivals: dict[int, tuple[int, ...]] = {}

    def gathered(self) -> Gathered:
        """The whole board."""
        for place, one in enumerate(self.returns):
            self._place(place, one)
        self._stand()
        cells = [self._first_look(place) for place in range(len(self.returns))]
        self._settle_rivals(cells)
        self._give_way(cells)
        problems = self.weighing.among_others(cells)
        made = tuple(self._made(place, tuple(cells[place])) for place in range(len(self.returns)))
        sent = {one.code for one, standing in zip(self.units, self.standing, strict=True)
                if one is not None and standing is not _Standing.APART}  # fmt: skip
        asked = tuple(one.unit for one in self.collection.requests)
        missing = tuple(one for one in asked if one.code not in sent)
        title = self.document.plan.title
        if self.collection.plan_title != title:
            arguments = {"other": self.collection.plan_title, "title": title}
            problems = (Problem(kinds.OTHER_TITLE, text=title, arguments=arguments), *problems)
        return Gathered(made, asked, missing, problems, self.collection)

    # whose it is, and of which round

    def _place(self, place: int, one: Return) -> None:
        identity = one.identity
        if identity is None:
            # a file that cannot be read says why itself
            if not any(problem.severity is Severity.ERROR for problem in one.problems):
                self._apart(place, ReturnState.REFUSED, kinds.NOT_OURS)
            self._apart(place, ReturnState.REFUSED)
            return
        if not identity.sound:
            self._apart(place, ReturnState.REFUSED, kinds.TAMPERED)
            return
        self.units[place] = identity.unit
        key = identity.collection, identity.by, identity.year, identity.round
        own = self.collection
        if key != (own.key, own.by, own.year, own.round):
            round_zh = f"，第{identity.round}轮" if identity.round else ""
            round_en = f", round {identity.round}" if identity.round else ""
            self._apart(
                place, ReturnState.OTHER_ROUND, kinds.OTHER_COLLECTION,
                year=identity.year, issued=f" {identity.issued} " if identity.issued else "",
                issued_en=identity.issued or "on an unknown day", round=round_zh, round_en=round_en,
            )  # fmt: skip
            return
        if identity.unit.code not in self.requests:
            self._apart(
                place,
                ReturnState.REFUSED,
                kinds.UNIT_UNKNOWN,
                unit=unit_wording(self.document.plan, identity.unit),
            )
            return
        unit = self.units[place] = self.requests[identity.unit.code].unit
        issued = self.files.get(unit.code, "")
        if issued and PurePath(issued).stem != PurePath(one.file).stem:
            self._tell(place, kinds.RETURN_RENAMED, unit=unit_wording(self.document.plan, unit))
        if one.filled_on > self.today:
            self._tell(place, kinds.DAY_AHEAD, day=one.filled_on)

    def _apart(self, place: int, state: ReturnState, *kind: ProblemKind, **words: object) -> None:
        self.states[place], self.standing[place] = state, _Standing.APART
        for each in kind:
            count = self.returns[place].count
            self._tell(place, each, count=count.entered + count.beyond, **words)

    def _tell(self, place: int, kind: ProblemKind, **words: object) -> None:
        file = self.returns[place].file
        self.problems[place].append(Problem(kind, text=file, arguments=MappingProxyType(words)))

    # which of several of one unit holds

    def _stand(self) -> None:
        groups: dict[str, list[int]] = {}
        for place, unit in enumerate(self.units):
            if unit is not None and self.standing[place] is _Standing.HOLDS:
                groups.setdefault(unit.code, []).append(place)
        for places in groups.values():
            # a blank form that lies about says nothing against one that is filled in
            filled = [place for place in places if not _is_empty(self.returns[place])]
            if len(filled) > 1:
                self._stand_among(filled)

    def _stand_among(self, places: list[int]) -> None:
        alone: list[int] = []
        for place in places:
            twin = next((one for one in alone if _same(self.returns[one], self.returns[place])), None)
            if twin is None:
                alone.append(place)
                continue
            self._gives_way(place, twin)
            self._tell(place, kinds.RETURN_COPY, other=self.returns[twin].file)
        best = [one for one in alone if not any(self._beats(other, one) for other in alone)]
        for place in alone:
            if place not in best:
                holder = next(one for one in best if self._beats(one, place))
                self._gives_way(place, holder)
                self._tell_double(place, holder)
        if len(best) > 1:
            self.rivals[best[0]] = tuple(best)
            files = quoted(self.returns[one].file for one in best)
            unit = self.units[best[0]]
            arguments = {"files": joined(files, "zh"), "files_en": joined(files, "en")}
            for place in best:
                self.standing[place] = _Standing.RIVAL
                self._tell(
                    place,
                    kinds.RETURNS_DIFFER,
                    unit=unit_wording(self.document.plan, unit) if unit else "",
                    **arguments,
                )

    def _gives_way(self, place: int, holder: int) -> None:
        self.standing[place], self.states[place] = _Standing.GIVES_WAY, ReturnState.DOUBLE
        for one, holding in enumerate(self.holder):
            if holding == place:
                self.holder[one] = holder
        self.holder[place] = holder

    def _tell_double(self, place: int, holder: int) -> None:
        one, other = self.returns[place], self.returns[holder]
        if other.edition > one.edition:
            why = Wording(f"版次更高（第{other.edition}版）", f"being of a higher edition ({other.edition})")
        else:
            why = Wording(
                f"填报日期更晚（{other.filled_on}）", f"having been filled in later ({other.filled_on})"
            )
        unit = self.units[place]
        self._tell(
            place,
            kinds.RETURN_DOUBLE,
            unit=unit_wording(self.document.plan, unit) if unit else "",
            other=other.file,
            why=why.zh,
            why_en=why.en,
        )

    def _beats(self, one: int, other: int) -> bool:
        first, second = self.returns[one], self.returns[other]
        if first.edition != second.edition:
            return first.edition > second.edition
        return "" < second.filled_on < first.filled_on <= self.today

    # cells

    def _first_look(self, place: int) -> list[WeighedCell]:
        unit, source = self.units[place], self.returns[place]
        standing = self.standing[place]
        if unit is None or standing is _Standing.APART:
            nobody = unit or Unit("", "")
            return [self.weighing.apart(nobody, cell) for cell in source.cells]
        asked = frozenset(self.requests[unit.code].cells)
        return [self.weighing.first_look(unit, cell, asked) for cell in source.cells]

    def _settle_rivals(self, cells: list[list[WeighedCell]]) -> None:
        for places in self.rivals.values():
            by_asked: dict[AskedCell, list[tuple[int, int]]] = {}
            for place in places:
                for at, cell in enumerate(cells[place]):
                    by_asked.setdefault(cell.returned.asked, []).append((place, at))
            for found in by_asked.values():
                self._settle(cells, found, len(places))

    def _settle(self, cells: list[list[WeighedCell]], found: list[tuple[int, int]], among: int) -> None:
        """What several returns say of one thing that was asked, where none of them holds."""
        filled = [(place, at) for place, at in found if cells[place][at].state is not CellState.BLANK]
        if not filled:
            return
        first, *others = filled
        lead = cells[first[0]][first[1]]
        says = {one: cells[one[0]][one[1]].returned for one in filled}
        if any(not agree(lead.returned, says[one]) for one in others):
            for place, at in filled:
                one = cells[place][at]
                other = next(two for two in filled if not agree(one.returned, says[two]))
                problem = cell_problem(
                    self.document.plan, kinds.CELLS_DIFFER, one.returned, file=self.returns[place].file,
                    other=self.returns[other[0]].file, stands=self.weighing.shown(says[other]),
                )  # fmt: skip
                cells[place][at] = replace(one, state=CellState.TOLD, problems=(*one.problems, problem))
            return
        for place, at in others:
            if cells[place][at].can_be_taken:
                cells[place][at] = replace(cells[place][at], state=CellState.SAME)
        if len(filled) < among and lead.can_be_taken:
            blank = next(
                place for place in (one for one, _ in found) if place not in {one for one, _ in filled}
            )
            problem = cell_problem(
                self.document.plan, kinds.ONLY_IN_ONE, lead.returned,
                file=self.returns[first[0]].file, other=self.returns[blank].file,
            )  # fmt: skip
            cells[first[0]][first[1]] = replace(lead, problems=(*lead.problems, problem))

    def _give_way(self, cells: list[list[WeighedCell]]) -> None:
        for place, standing in enumerate(self.standing):
            if standing is not _Standing.GIVES_WAY:
                continue
            holder = self.returns[self.holder[place]]
            stands = {cell.asked: cell for cell in holder.cells}
            cells[place] = [self._given_way(cell, stands, holder.file) for cell in cells[place]]

    def _given_way(
        self, cell: WeighedCell, stands: Mapping[AskedCell, ReturnedCell], file: str
    ) -> WeighedCell:
        other = stands.get(cell.returned.asked)
        if cell.state is CellState.BLANK:
            return cell
        if other is not None and agree(cell.returned, other):
            return replace(cell, state=CellState.SAME, problems=())
        shown = self.weighing.shown(other) if other is not None else Wording("—", "—")
        problem = cell_problem(self.document.plan, kinds.SUPERSEDED, cell.returned, other=file, stands=shown)
        return replace(cell, state=CellState.TOLD, problems=(problem,))

    # the board

    def _made(self, place: int, cells: tuple[WeighedCell, ...]) -> WeighedReturn:
        source, unit, state = self.returns[place], self.units[place], self.states[place]
        made = WeighedReturn(source, unit, state or ReturnState.TAKEN, cells)
        if self.standing[place] is not _Standing.APART:
            states = [state] if state is not None else []
            if self.standing[place] is _Standing.RIVAL:
                states.append(ReturnState.DOUBLE)
            if self._late(place, source):
                states.append(ReturnState.LATE)
            if state is None:
                states.append(_filled_state(made))
            made = replace(made, state=states[0], also=tuple(states[1:]))
        stands_for = "" if self.holder[place] == place else self.returns[self.holder[place]].file
        return replace(made, stands_for=stands_for, problems=tuple(self.problems[place]))

    def _late(self, place: int, source: Return) -> bool:
        due, day = self.collection.due, day_of(source, self.today)
        if not due or not day or day <= due:
            return False
        self._tell(place, kinds.RETURN_LATE, day=day, due=due)
        return True


def day_of(source: Return, today: str) -> str:
    """The ISO day from which a return stands: that on which it was filled in, else that of its file; "" for neither.

    A day that is yet to come is none.
    """
    return next((day for day in (source.filled_on, source.saved[:10]) if "" < day <= today), "")


def _is_empty(source: Return) -> bool:
    return not source.count.beyond and all(is_blank(cell) for cell in source.cells)


def _same(one: Return, other: Return) -> bool:
    """Whether two returns say the same in every cell, with the same notes, and of themselves."""
    about = [(each.edition, each.filled_on, each.count, len(each.cells)) for each in (one, other)]
    said = [[(cell.asked, cell.text, cell.value, cell.note) for cell in each.cells] for each in (one, other)]
    return about[0] == about[1] and said[0] == said[1]


def _filled_state(one: WeighedReturn) -> ReturnState:
    count = one.landed
    if count.told:
        return ReturnState.PART
    return ReturnState.TAKEN if count.taken or count.same else ReturnState.EMPTY


# taking them

_FIGURES: Final = Wording("{count} 个数", "{count:figure|figures}")
_PROPOSALS: Final = Wording("{count} 条目标建议", "{count:proposed target|proposed targets}")
_SAME_DAY: Final = Wording("同日另报 {figure}", "{figure} on the same day")


def taking_edit(
    document: Document,
    gathered: Gathered,
    chosen: Iterable[CellChoice],
    today: str,
    language: Language = "zh",
) -> CombinedEdit | None:
    """The one step that takes chosen cells: figures with their source and day, what they correct kept, and proposals.

    Chosen may be what can be taken (`takeable`) and, each by itself, what can be confirmed; a cell that is neither is left.
    A figure becomes a vintage: by its unit and file, since the day of its return (else `today`); what it corrects stays as an
    older one. `language` is that of the words in it. None where nothing is left to take; EditRefused where two different
    figures are chosen for one, or a target was settled meanwhile.
    """
    return _Taking(document, gathered, today, language).edit(chosen)


class _Taking:
    def __init__(self, document: Document, gathered: Gathered, today: str, language: Language) -> None:
        self.document, self.gathered = document, gathered
        self.today, self.language = today, language
        self.units: dict[str, Wording] = {}
        self.figures: dict[ObservationKey, tuple[WeighedReturn, WeighedCell]] = {}
        self.proposals: dict[ProposalKey, Proposal | None] = {}

    def edit(self, chosen: Iterable[CellChoice]) -> CombinedEdit | None:
        """The step."""
        known = [
            {cell.returned.asked: cell for cell in one.cells if cell.can_be_taken or cell.can_be_confirmed}
            for one in self.gathered.returns
        ]
        for choice in dict.fromkeys(chosen):
            cell = known[choice.place].get(choice.asked)
            if cell is not None:
                self._take(self.gathered.returns[choice.place], cell)
        if not self.figures and not self.proposals:
            return None
        label = self._label()
        edits: list[Edit] = []
        if self.figures:
            values: dict[tuple[SeriesKey, int], float | None] = {
                key: cell.returned.value for key, (_, cell) in self.figures.items()
            }
            edits.append(SetObservations(MappingProxyType(values), label))
            edits.append(SetVintages(MappingProxyType(self._vintages()), label))
        if self.proposals:
            edits.append(SetProposals(MappingProxyType(self.proposals), label))
        return CombinedEdit(tuple(edits), label)

    def _take(self, one: WeighedReturn, cell: WeighedCell) -> None:
        returned = cell.returned
        asked = returned.asked
        if asked.asked_for is AskedFor.PROPOSAL:
            self._propose(one, cell)
        elif returned.value is not None:
            key = ObservationKey(asked.series, asked.year)
            other = self.figures.setdefault(key, (one, cell))[1].returned
            if not agree(other, returned):
                self._refuse(returned, other)
        self.units[cell.unit.code] = unit_wording(self.document.plan, cell.unit)

    def _propose(self, one: WeighedReturn, cell: WeighedCell) -> None:
        returned, collection = cell.returned, self.gathered.collection
        if collection is None:
            return
        asked = returned.asked
        made = position(
            self.document.plan, TargetKey(asked.series, asked.year), returned.text, returned.note,
            day_of(one.source, self.today) or self.today, self._source(one, cell),
        )  # fmt: skip
        if isinstance(made, Problem):
            raise EditRefused(made.text, made)
        key = ProposalKey(asked.series, asked.year, collection.round, Side.PROPOSAL)
        other = self.proposals.setdefault(key, made)
        if other is not None and (other.text, other.reason) != (made.text, made.reason):
            self._refuse(returned, replace(returned, text=other.text))

    def _refuse(self, one: ReturnedCell, other: ReturnedCell) -> None:
        shown = CellWeighing.shown_in(self.document.plan, other)
        problem = cell_problem(self.document.plan, kinds.CHOSEN_TWICE, one, stands=shown)
        raise EditRefused(problem.text, problem)

    def _source(self, one: WeighedReturn, cell: WeighedCell) -> str:
        return f"{cell.unit.name} {one.source.file}".strip()

    def _vintages(self) -> dict[VintageKey, Vintage | None]:
        plan = self.document.plan
        before = of_figures(plan.vintages, self.figures)
        changes: dict[VintageKey, Vintage | None] = {}
        for key, (one, cell) in self.figures.items():
            since = day_of(one.source, self.today) or self.today
            vintage = Vintage(cell.returned.value, self._source(one, cell), cell.returned.note.strip())
            published = before[key]
            known = math.nan if cell.known is None else cell.known
            if not published and math.isnan(known):
                changes[VintageKey(*key, since)] = vintage
                continue
            newest = published[-1] if published else None
            if newest is not None and since <= newest[0].since and newest[1].figure is not None:
                # it takes the place of the one of that day, whose figure is kept in words
                figure = CellWeighing.shown_figure(plan, key.series, newest[1].figure)
                said = _SAME_DAY.text(self.language, {"figure": figure})
                said = clauses((part for part in (vintage.note, said) if part), self.language)
                vintage = replace(vintage, note=said)
            changes |= published_anew(key, vintage, known, published, since)
        return changes

    def _label(self) -> Label:
        counts = {_FIGURES: len(self.figures), _PROPOSALS: len(self.proposals)}
        zh, en = (
            joined((words.text(spoken, {"count": count}) for words, count in counts.items() if count), spoken)
            for spoken in LANGUAGES
        )
        arguments: dict[str, object] = {"what": Wording(zh, en)}
        if len(self.units) == 1:
            arguments["unit"] = next(iter(self.units.values()))
            return Label(
                Wording("采用“{unit}”报来的{what}", "{what} reported by {unit}"), MappingProxyType(arguments)
            )
        arguments["units"] = len(self.units)
        words = Wording("采用 {units} 个单位报来的{what}", "{what} reported by {units:unit|units}")
        return Label(words, MappingProxyType(arguments))
