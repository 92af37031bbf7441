"""Yearly targets as rows of Targets: stages of the way to a later target, and the edit that writes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from npfdesk.plan.document import Document
from npfdesk.plan.edit_labels import combined_edit
from npfdesk.plan.edits import Edit, Label, SetTargets
from npfdesk.plan.names import fold
from npfdesk.plan.problems import Wording
from npfdesk.plan.scenarios import lineage
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.plan.spoken_names import name_wording
from npfdesk.plan.target_writing import target_as_text
from npfdesk.plan.targets import Basis, Measure, PlanTarget, TargetKind, TargetText

STAGE_NOTE: Final = Wording("分年目标", "yearly target")
"""What the note of a target says that was split off a later one: it is no station of its own when that is split again."""
_KEPT_KINDS: Final = frozenset({TargetKind.AT_LEAST, TargetKind.AT_MOST})


def is_stage(target: PlanTarget) -> bool:
    """Whether a target was split off a later one."""
    if not target.note:
        return False
    said = fold(target.note)
    return said.startswith((fold(STAGE_NOTE.zh), fold(STAGE_NOTE.en)))


def stage_of(
    key: TargetKey,
    figure: float,
    unit: str,
    final: PlanTarget,
    *,
    yearly_growth: bool = False,
    before: PlanTarget | None = None,
) -> PlanTarget:
    """The yearly target of a series: it binds as the later target does (at least, at most), else exactly.

    A growth of a rate counts from the year before, so that it is that year's own. Of the one that stands there `before`
    base, source, owner and note stay.
    """
    kind = final.parsed.kind if final.parsed.kind in _KEPT_KINDS else TargetKind.EXACT
    parsed = TargetText(kind, "", figure=figure)
    text = target_as_text(parsed, unit)
    parsed = replace(parsed, text=text)
    if yearly_growth:
        parsed = replace(parsed, measure=Measure.GROWTH, basis=Basis.ANNUAL)
    base_year = key.year - 1 if yearly_growth else final.base_year
    if before is not None:
        kept = replace(
            before, text=text, parsed=parsed, stretch=None, stretch_text="", sheet="", cell="", beside=()
        )
        return replace(kept, base_year=base_year, note=before.note or STAGE_NOTE.zh)
    return PlanTarget(
        key.series,
        key.year,
        text,
        parsed,
        base_year=base_year,
        source=final.source,
        note=STAGE_NOTE.zh,
        owner=final.owner,
    )


def set_yearly_targets(
    document: Document,
    scenario: str,
    stages: Mapping[TargetKey, PlanTarget],
    finals: Mapping[SeriesKey, TargetKey],
    rule: Wording,
) -> Edit | None:
    """The edit that writes yearly targets in one step; None where there are none.

    A series whose later target (`finals`) is a scenario's own has its stages in the scenario, another's belong to the plan.
    What was split off before and is not among the stages goes.
    """
    chain = lineage(document.scenarios, scenario)
    own = {key for one in chain for key in one.targets}
    edits: list[Edit] = []
    for place, chosen in ((None, False), (scenario, True)):
        series = {one for one, final in finals.items() if (final in own) is chosen}
        there = document.plan.targets if place is None else document.scenarios[scenario].targets
        changes: dict[TargetKey, PlanTarget | None] = {
            key: None
            for key, stated in there.items()
            if key.series in series
            and is_stage(stated)
            and key not in stages
            and key.year < finals[key.series].year
        }
        changes.update(
            {
                key: stated
                for key, stated in stages.items()
                if key.series in series and there.get(key) != stated
            }
        )
        if changes:
            edits.append(SetTargets(MappingProxyType(changes), _label(document, stages, rule), place))
    if not edits:
        return None
    return edits[0] if len(edits) == 1 else combined_edit(*edits)


def _label(document: Document, stages: Mapping[TargetKey, PlanTarget], rule: Wording) -> Label:
    years = [key.year for key in stages]
    indicator = next(iter(stages)).series.indicator
    series = {key.series for key in stages}
    return Label(
        Wording(
            "分年目标（{rule}）：{what} {first}—{last}，{count} 个序列",
            "Yearly targets ({rule}): {what} {first}–{last}, {count} series",
        ),
        MappingProxyType(
            {
                "rule": rule,
                "what": name_wording(document.plan.indicator_by_code[indicator]),
                "first": min(years),
                "last": max(years),
                "count": len(series),
            }
        ),
    )
