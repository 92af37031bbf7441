"""The parts of the work, each described once: how it is kept, laid upon a plan, exchanged, merged, compared and told.

Saving, drafts, exchange, merge, differences, restoring and amendment go through `PARTS`; a new part is a field of
`plan.work.Work` and a description here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final, get_type_hints

from npfdesk.plan.cell_words import (
    effect_said,
    insertion_said,
    note_said,
    nowhere,
    observation_said,
    of_commitment,
    plan_target_said,
    spillover_said,
    standing_said,
    view_said,
)
from npfdesk.plan.commitments import CommitmentKey
from npfdesk.plan.grains import Area, ByKey, Grain, InOrder, Row, Whole
from npfdesk.plan.lever_amendments import EffectKey, with_effects
from npfdesk.plan.model import Plan
from npfdesk.plan.notes import NoteKey
from npfdesk.plan.own_amendments import (
    Stranger,
    outstanding_effects,
    outstanding_figures,
    outstanding_insertions,
    outstanding_standings,
    outstanding_targets,
    strange_assumptions,
    strange_effects,
    strange_figures,
    strange_notes,
    strange_standings,
    strange_targets,
    with_figures,
    with_insertions,
    with_plan_targets,
)
from npfdesk.plan.problems import Wording
from npfdesk.plan.saved_views import SavedView
from npfdesk.plan.scenario_rows import ByScenario
from npfdesk.plan.series import ObservationKey, TargetKey
from npfdesk.plan.work import Work


def _of_its_row(row: Row, _value: Any) -> str | None:
    return row.scenario or None


def _of_the_note(row: Row, _value: Any) -> str | None:
    return NoteKey(*row.key).scenario or None


def _of_the_view(_row: Row, view: SavedView) -> str:
    return view.scenario


@dataclass(frozen=True, eq=False)
class Part:
    """One part of the work.

    `key` is its field in `Work` and its member in records, whose form follows from the field's type (see
    `plan.json_forms`); records without it are of before there was such a part, unless it is `there_from_the_first`.
    `grain` says into which rows and cells it falls, by which it is merged and compared, and bears their words.
    `scenario_of` says to which scenario (by id) a row goes when scenarios travel, None for the plan's own; a
    part that is not `without_amendments` stays behind where the plan's amendments do.

    Of an amendment of the plan: `amended` lays it upon a plan, and `outstanding` is what of it a plan does not say
    by itself. `strangers` are those of its rows for which a plan has no place.
    """

    key: str
    grain: Grain
    there_from_the_first: bool = False
    scenario_of: Callable[[Row, Any], str | None] = _of_its_row
    without_amendments: bool = True
    amended: Callable[[Plan, Any], Plan] | None = None
    outstanding: Callable[[Plan, Any], Any] | None = None
    strangers: Callable[[Plan, Any], Iterable[Stranger]] | None = None

    @cached_property
    def type(self) -> Any:
        """The type of its field."""
        return get_type_hints(Work)[self.key]

    def of(self, work: Work) -> Any:
        """What a work says of it."""
        return getattr(work, self.key)


PARTS: Final[tuple[Part, ...]] = (
    Part("scenarios", ByScenario(), there_from_the_first=True, strangers=strange_assumptions),
    Part(
        "observations",
        ByKey(
            Area(
                "observation",
                Wording("数据修订", "observed figure"),
                Wording("数据修订 {count} 处", "{count} of observed figures"),
                said=observation_said,
            ),
            ObservationKey,
            takes_away=True,
        ),
        there_from_the_first=True,
        amended=with_figures,
        outstanding=outstanding_figures,
        strangers=strange_figures,
    ),
    Part(
        "targets",
        ByKey(
            Area(
                "plan_target",
                Wording("规划目标", "plan's target"),
                Wording("规划目标 {count} 处", "{count} of the plan's targets"),
                said=plan_target_said,
            ),
            TargetKey,
            takes_away=True,
        ),
        there_from_the_first=True,
        amended=with_plan_targets,
        outstanding=outstanding_targets,
        strangers=strange_targets,
    ),
    Part(
        "known",
        ByKey(
            Area(
                "known",
                Wording("已知发现", "known finding"),
                Wording("已知发现 {count} 处", "{count} of known findings"),
            ),
            str,
        ),
    ),
    Part(
        "inserted",
        InOrder(
            Area(
                "insertion",
                Wording("框架", "framework"),
                Wording("框架 {count} 处", "{count} of frameworks"),
                said=insertion_said,
            ),
            # one framework may be inserted twice, with other levers each time
            lambda insertion, position: (insertion.framework, position),
        ),
        amended=with_insertions,
        outstanding=outstanding_insertions,
    ),
    Part(
        "storyboard",
        InOrder(
            Area(
                "view",
                Wording("故事板", "view of the storyboard"),
                Wording("故事板 {count} 处", "{count} of the storyboard"),
                nowhere,
                view_said,
            ),
            lambda view, _: (view.id,),
        ),
        scenario_of=_of_the_view,
        without_amendments=False,
    ),
    Part(
        "notes",
        ByKey(
            Area(
                "note",
                Wording("批注", "note"),
                Wording("批注 {count} 处", "{count} of notes"),
                said=note_said,
            ),
            NoteKey,
        ),
        scenario_of=_of_the_note,
        strangers=strange_notes,
    ),
    Part(
        "spillover",
        Whole(
            Area(
                "spillover",
                Wording("区域溢出", "spillover"),
                Wording("区域溢出 {count} 处", "{count} of spillover"),
                said=spillover_said,
            )
        ),
    ),
    Part(
        "standings",
        ByKey(
            Area(
                "standing",
                Wording("承诺", "commitment"),
                Wording("承诺 {count} 处", "{count} of commitments"),
                of_commitment,
                standing_said,
            ),
            CommitmentKey,
        ),
        outstanding=outstanding_standings,
        strangers=strange_standings,
    ),
    Part(
        "effects",
        ByKey(
            Area(
                "effect",
                Wording("抓手效应", "lever's effect"),
                Wording("抓手效应 {count} 处", "{count} of levers' effects"),
                said=effect_said,
            ),
            EffectKey,
        ),
        amended=with_effects,
        outstanding=outstanding_effects,
        strangers=strange_effects,
    ),
)
"""Every part, in the order in which they are amended, told and counted; insertions stand before effects upon them."""

AREAS: Final = MappingProxyType({area.code: area for part in PARTS for area in part.grain.areas})
"""The areas of all parts by their codes."""
PART_OF_AREA: Final = MappingProxyType({area.code: part for part in PARTS for area in part.grain.areas})
"""Which part the rows of an area are of."""
