"""The parts of the work. Each is described once: how it is saved, applied to a plan, exchanged, merged and worded.

Saving, drafts, exchange, merge, differences, restore and amendment read `PARTS`. A new part is a field of
`plan.work.Work` and a description here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final, get_type_hints

from npfdesk.plan.cell_words import (
    board_text,
    chart_note_text,
    check_text,
    commitment_item,
    effect_text,
    evaluation_text,
    insertion_text,
    lever_row_text,
    no_place,
    note_text,
    observation_text,
    order_names,
    order_text,
    plan_target_text,
    progress_place,
    proposal_place,
    proposal_text,
    scoring_text,
    setting_names,
    share_group_text,
    spillover_text,
    standing_text,
    thing_names,
    thing_text,
    view_text,
    vintage_place,
    vintage_text,
)
from npfdesk.plan.chart_notes import ChartNote
from npfdesk.plan.check_formulas import outstanding_checks, with_checks
from npfdesk.plan.commitments import CommitmentKey
from npfdesk.plan.grains import Area, Grain, Row, RowPerItem, RowPerKey, SingleRow, key_names
from npfdesk.plan.lever_amendments import EffectKey, with_effects
from npfdesk.plan.model import Plan
from npfdesk.plan.negotiation import ProposalKey
from npfdesk.plan.notes import NoteKey
from npfdesk.plan.own_amendments import (
    Stranger,
    outstanding_effects,
    outstanding_figures,
    outstanding_insertions,
    outstanding_progress,
    outstanding_proposals,
    outstanding_scoring,
    outstanding_standings,
    outstanding_targets,
    outstanding_vintages,
    unmatched_assumptions,
    unmatched_chart_notes,
    unmatched_effects,
    unmatched_figures,
    unmatched_notes,
    unmatched_progress,
    unmatched_proposals,
    unmatched_scoring,
    unmatched_standings,
    unmatched_targets,
    unmatched_vintages,
    with_figures,
    with_insertions,
    with_plan_targets,
    with_progress,
    with_proposals,
    with_scoring,
    with_vintages,
)
from npfdesk.plan.problems import Wording
from npfdesk.plan.saved_views import SavedView
from npfdesk.plan.scenario_rows import ByScenario
from npfdesk.plan.series import ObservationKey, ProgressKey, TargetKey
from npfdesk.plan.share_group_checks import outstanding_share_groups, with_share_groups
from npfdesk.plan.structure import (
    outstanding_commitments,
    outstanding_indicators,
    outstanding_industries,
    outstanding_lever_rows,
    outstanding_order,
    outstanding_regions,
    outstanding_settings,
    outstanding_sources,
    with_commitments,
    with_indicators,
    with_industries,
    with_lever_rows,
    with_order,
    with_regions,
    with_settings,
    with_sources,
)
from npfdesk.plan.vintages import VintageKey
from npfdesk.plan.work import Work


def _of_its_row(row: Row, _value: Any) -> str | None:
    return row.scenario or None


def _of_the_note(row: Row, _value: Any) -> str | None:
    return NoteKey(*row.key).scenario or None


def _of_the_chart(_row: Row, note: ChartNote) -> str:
    return note.scenario


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
        """The value of this part in a work."""
        return getattr(work, self.key)


PARTS: Final[tuple[Part, ...]] = (
    Part("scenarios", ByScenario(), there_from_the_first=True, strangers=unmatched_assumptions),
    Part(
        "regions",
        RowPerKey(
            Area(
                "region",
                Wording("地区", "region"),
                Wording("地区 {count} 处", "regions: {count}"),
                thing_names,
                thing_text,
            ),
            str,
            takes_away=True,
        ),
        amended=with_regions,
        outstanding=outstanding_regions,
    ),
    Part(
        "industries",
        RowPerKey(
            Area(
                "industry",
                Wording("产业", "industry"),
                Wording("产业 {count} 处", "industries: {count}"),
                thing_names,
                thing_text,
            ),
            str,
            takes_away=True,
        ),
        amended=with_industries,
        outstanding=outstanding_industries,
    ),
    Part(
        "indicators",
        RowPerKey(
            Area(
                "indicator",
                Wording("指标", "indicator"),
                Wording("指标 {count} 处", "indicators: {count}"),
                thing_names,
                thing_text,
            ),
            str,
            takes_away=True,
        ),
        amended=with_indicators,
        outstanding=outstanding_indicators,
    ),
    Part(
        "settings",
        RowPerKey(
            Area(
                "setting",
                Wording("规划设置", "plan setting"),
                Wording("规划设置 {count} 处", "plan settings: {count}"),
                setting_names,
            ),
            str,
        ),
        amended=with_settings,
        outstanding=outstanding_settings,
    ),
    Part(
        "sources",
        RowPerKey(
            Area(
                "source",
                Wording("出处", "source"),
                Wording("出处 {count} 处", "sources: {count}"),
                thing_names,
                thing_text,
            ),
            str,
            takes_away=True,
        ),
        amended=with_sources,
        outstanding=outstanding_sources,
    ),
    Part(
        "order",
        RowPerKey(
            Area(
                "order",
                Wording("顺序", "order"),
                Wording("顺序 {count} 处", "order: {count}"),
                order_names,
                order_text,
            ),
            str,
        ),
        amended=with_order,
        outstanding=outstanding_order,
    ),
    Part(
        "observations",
        RowPerKey(
            Area(
                "observation",
                Wording("数据修订", "data revision"),
                Wording("数据修订 {count} 处", "data revisions: {count}"),
                value_text=observation_text,
            ),
            ObservationKey,
            takes_away=True,
        ),
        there_from_the_first=True,
        amended=with_figures,
        outstanding=outstanding_figures,
        strangers=unmatched_figures,
    ),
    Part(
        "targets",
        RowPerKey(
            Area(
                "plan_target",
                Wording("规划目标", "plan target"),
                Wording("规划目标 {count} 处", "plan targets: {count}"),
                value_text=plan_target_text,
            ),
            TargetKey,
            takes_away=True,
        ),
        there_from_the_first=True,
        amended=with_plan_targets,
        outstanding=outstanding_targets,
        strangers=unmatched_targets,
    ),
    Part(
        "known",
        RowPerKey(
            Area(
                "known",
                Wording("已知核查结果", "known check"),
                Wording("已知核查结果 {count} 处", "known checks: {count}"),
            ),
            str,
        ),
    ),
    Part(
        "inserted",
        RowPerItem(
            Area(
                "insertion",
                Wording("框架", "framework"),
                Wording("框架 {count} 处", "frameworks: {count}"),
                value_text=insertion_text,
            ),
            # a framework can be inserted twice, each time with other levers
            lambda insertion, position: (insertion.framework, position),
        ),
        amended=with_insertions,
        outstanding=outstanding_insertions,
    ),
    Part(
        "levers",
        RowPerKey(
            Area(
                "lever",
                Wording("抓手清单", "list of levers"),
                Wording("抓手清单 {count} 处", "list of levers: {count}"),
                key_names,
                lever_row_text,
            ),
            EffectKey,
            takes_away=True,
        ),
        amended=with_lever_rows,
        outstanding=outstanding_lever_rows,
    ),
    Part(
        "commitments",
        RowPerKey(
            Area(
                "commitment",
                Wording("承诺事项", "commitment item"),
                Wording("承诺事项 {count} 处", "commitment items: {count}"),
                commitment_item,
                thing_text,
            ),
            CommitmentKey,
            takes_away=True,
        ),
        amended=with_commitments,
        outstanding=outstanding_commitments,
    ),
    Part(
        "storyboard",
        RowPerItem(
            Area(
                "view",
                Wording("故事板", "view of the storyboard"),
                Wording("故事板 {count} 处", "storyboard: {count}"),
                no_place,
                view_text,
            ),
            lambda view, _: (view.id,),
        ),
        scenario_of=_of_the_view,
        without_amendments=False,
    ),
    Part(
        "notes",
        RowPerKey(
            Area(
                "note",
                Wording("批注", "note"),
                Wording("批注 {count} 处", "notes: {count}"),
                value_text=note_text,
            ),
            NoteKey,
        ),
        scenario_of=_of_the_note,
        strangers=unmatched_notes,
    ),
    Part(
        "chart_notes",
        RowPerKey(
            Area(
                "chart_note",
                Wording("图上标注", "note on a chart"),
                Wording("图上标注 {count} 处", "notes on charts: {count}"),
                no_place,
                chart_note_text,
            ),
            str,
        ),
        scenario_of=_of_the_chart,
        strangers=unmatched_chart_notes,
    ),
    Part(
        "spillover",
        SingleRow(
            Area(
                "spillover",
                Wording("区域溢出", "spillover"),
                Wording("区域溢出 {count} 处", "spillover: {count}"),
                value_text=spillover_text,
            )
        ),
    ),
    Part(
        "standings",
        RowPerKey(
            Area(
                "standing",
                Wording("承诺", "commitment"),
                Wording("承诺 {count} 处", "commitments: {count}"),
                commitment_item,
                standing_text,
            ),
            CommitmentKey,
        ),
        outstanding=outstanding_standings,
        strangers=unmatched_standings,
    ),
    Part(
        "effects",
        RowPerKey(
            Area(
                "effect",
                Wording("抓手效应", "lever effect"),
                Wording("抓手效应 {count} 处", "lever effects: {count}"),
                value_text=effect_text,
            ),
            EffectKey,
        ),
        amended=with_effects,
        outstanding=outstanding_effects,
        strangers=unmatched_effects,
    ),
    Part(
        "checks",
        RowPerKey(
            Area(
                "check",
                Wording("核查规则", "own check"),
                Wording("核查规则 {count} 处", "own checks: {count}"),
                value_text=check_text,
            ),
            str,
            takes_away=True,
        ),
        amended=with_checks,
        outstanding=outstanding_checks,
    ),
    Part(
        "share_groups",
        RowPerKey(
            Area(
                "share_group",
                Wording("比重组", "share group"),
                Wording("比重组 {count} 处", "share groups: {count}"),
                value_text=share_group_text,
            ),
            str,
            takes_away=True,
        ),
        amended=with_share_groups,
        outstanding=outstanding_share_groups,
    ),
    Part(
        "progress",
        RowPerKey(
            Area(
                "progress",
                Wording("月度数据", "monthly data"),
                Wording("月度数据 {count} 处", "monthly data: {count}"),
                progress_place,
                observation_text,
            ),
            ProgressKey,
            takes_away=True,
        ),
        amended=with_progress,
        outstanding=outstanding_progress,
        strangers=unmatched_progress,
    ),
    Part(
        "vintages",
        RowPerKey(
            Area(
                "vintage",
                Wording("历次公布", "vintage"),
                Wording("历次公布 {count} 处", "vintages: {count}"),
                vintage_place,
                vintage_text,
            ),
            VintageKey,
            takes_away=True,
        ),
        amended=with_vintages,
        outstanding=outstanding_vintages,
        strangers=unmatched_vintages,
    ),
    Part(
        "scoring",
        RowPerKey(
            Area(
                "scoring",
                Wording("计分", "scoring"),
                Wording("计分 {count} 处", "scoring: {count}"),
                value_text=scoring_text,
            ),
            str,
            takes_away=True,
        ),
        amended=with_scoring,
        outstanding=outstanding_scoring,
        strangers=unmatched_scoring,
    ),
    Part(
        "proposals",
        RowPerKey(
            Area(
                "proposal",
                Wording("目标协商", "negotiation of targets"),
                Wording("目标协商 {count} 处", "negotiation of targets: {count}"),
                proposal_place,
                proposal_text,
            ),
            ProposalKey,
            takes_away=True,
        ),
        amended=with_proposals,
        outstanding=outstanding_proposals,
        strangers=unmatched_proposals,
    ),
    Part(
        "evaluations",
        RowPerKey(
            Area(
                "evaluation",
                Wording("留存的评估", "kept evaluation"),
                Wording("留存的评估 {count} 处", "kept evaluations: {count}"),
                value_text=evaluation_text,
            ),
            str,
        ),
    ),
    Part(
        "board",
        SingleRow(
            Area(
                "board",
                Wording("参数看板", "parameter board"),
                Wording("参数看板 {count} 处", "parameter board: {count}"),
                value_text=board_text,
            )
        ),
    ),
)
"""Every part, in the order of amendment, wording and counting.

The structure comes before the figures and targets that need it, insertions before the effects that amend them.
"""

AREAS: Final = MappingProxyType({area.code: area for part in PARTS for area in part.grain.areas})
"""The areas of all parts by their codes."""
PART_OF_AREA: Final = MappingProxyType({area.code: part for part in PARTS for area in part.grain.areas})
"""The part that the rows of an area belong to."""
