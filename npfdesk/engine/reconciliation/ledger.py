"""What holding plans against each other finds: the plans, the matched series, the doubtful pairs and the findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from npfdesk.plan.model import Plan
from npfdesk.plan.pair_answers import PairAnswer
from npfdesk.plan.problems import Language, Problem, ProblemKind, Severity, Wording
from npfdesk.plan.series import ObservationKey

Cell = tuple[str, str]
"""A sheet's name and the name of a cell."""


@dataclass(frozen=True, eq=False)
class PlanFile:
    """A plan as read: `file` its name as given, `cells` where its observed figures of whole years stand.

    `under` is the file of the plan that somebody put it under, "" for none; None leaves that to the regions.
    """

    file: str
    plan: Plan
    cells: Mapping[ObservationKey, Cell] = field(default_factory=lambda: MappingProxyType({}))
    under: str | None = None


@dataclass(frozen=True, eq=False)
class HeldPlan:
    """A plan that is held against others: `file` its name as given, `depth` its level (0 the highest of those given).

    `region` is the name of the region that it is about. `before` is the place among the plans of the one that it follows
    (the same region's plan of the period before), None for none, and `above` that of the plan one level up. `cells` are
    where its observed figures of whole years stand.
    """

    file: str
    title: str
    plan: Plan
    region: str
    depth: int
    above: int | None = None
    before: int | None = None
    cells: Mapping[ObservationKey, Cell] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class MatchedIndicator:
    """One indicator across plans: `name` as the highest plan has it, `unit` and `scope` (industry) too.

    `codes` are its code in each plan (by place); plans that do not have it are not in it.
    """

    name: str
    unit: str
    codes: Mapping[int, str]


@dataclass(frozen=True)
class DoubtfulPair:
    """Two indicators of two plans that may be the same: asked once, and remembered by `key` (the same in every session).

    `why` says what speaks for it and what against it. An unanswered pair counts as different, and is told.
    """

    key: str
    plans: tuple[int, int]
    codes: tuple[str, str]
    names: tuple[str, str]
    units: tuple[str, str]
    why: Wording
    answer: PairAnswer | None = None


class FilePlace(NamedTuple):
    """A cell of one of the files; `sheet` and `cell` "" where only the file is known."""

    file: str
    sheet: str
    cell: str


@dataclass(frozen=True)
class Difference:
    """A finding between plans. `figures` are its arithmetic, in the unit named in its message; finite.

    `kind` has the code and the message, `settles` says what would settle it, both filled by `arguments`. `indicator` and
    `region` are names. `plans` are the places of the plans that it is between, the higher level first; `places` the cells
    of both files.
    """

    kind: ProblemKind
    settles: Wording
    indicator: str
    region: str
    plans: tuple[int, ...]
    places: tuple[FilePlace, ...]
    figures: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    arguments: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    unit: str = ""

    @property
    def code(self) -> str:
        """The kind's code: sum_of_children, base_differs, … (see the verb `reconcile`)."""
        return self.kind.code

    @property
    def severity(self) -> Severity:
        """How bad it is."""
        return self.kind.severity

    def message(self, language: Language) -> str:
        """What differs, with its figures."""
        return self.kind.wording.text(language, self.arguments)

    def remedy(self, language: Language) -> str:
        """What would settle it."""
        return self.settles.text(language, self.arguments)


@dataclass(frozen=True, eq=False)
class ReconciliationLedger:
    """Plans held against each other: the plans, the highest level first; matches, doubtful pairs and findings in order.

    `problems` tell what could not be placed or compared: it is no finding, and nothing about it was judged.
    """

    plans: tuple[HeldPlan, ...]
    matches: tuple[MatchedIndicator, ...]
    doubtful: tuple[DoubtfulPair, ...]
    findings: tuple[Difference, ...]
    problems: tuple[Problem, ...] = ()
