"""What falls with a region, an industry, an indicator, a source, a lever or a commitment: told before it is removed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from npfdesk.plan.check_formulas import reads_any
from npfdesk.plan.document import Document
from npfdesk.plan.problems import Language, Wording, joined
from npfdesk.plan.reference_series import reference_of, stated_relations
from npfdesk.plan.spoken_names import name_in, name_wording
from npfdesk.plan.structure import code_of, read_by
from npfdesk.plan.structure_edits import with_those_below


@dataclass(frozen=True)
class Dependents:
    """Things of one sort that depend on what is to be removed: how many, and the names of the first of them.

    `falls` says whether they are removed with it; formulas and weights that read it stay and hinder it.
    """

    sort: str
    wording: Wording
    count: int
    names: tuple[str | Wording, ...] = ()
    falls: bool = True

    def text(self, language: Language) -> str:
        """The dependents in words."""
        counted = self.wording.text(language, {"count": self.count})
        if not self.names:
            return counted
        more = ("…",) if len(self.names) < self.count else ()
        names = (one if isinstance(one, str) else one.text(language, {}) for one in self.names)
        return f"{counted}{'：' if language == 'zh' else ': '}{joined((*names, *more), language)}"


_MOST_NAMES: Final = 6
_WORDS: Final = {
    "children": Wording("下级 {count} 个", "{count} below it"),
    "targets": Wording("目标 {count} 项", "targets: {count}"),
    "figures": Wording("数据 {count} 个", "figures: {count}"),
    "assumptions": Wording("各情景的假设 {count} 条", "assumptions of scenarios: {count}"),
    "levels": Wording("抓手强度 {count} 条", "lever intensities: {count}"),
    "levers": Wording("抓手效应 {count} 条", "effects of levers: {count}"),
    "formulas": Wording(
        "引用它的公式和权重 {count} 个（须先改）",
        "formulas and weights that use it: {count} (change them first)",
    ),
    "share_groups": Wording("所在的比重组 {count} 个（移出该组）", "share groups that it leaves: {count}"),
    "commitments": Wording("承诺 {count} 项", "commitments: {count}"),
    "progress": Wording("月度、季度数据 {count} 个", "figures of months and quarters: {count}"),
    "vintages": Wording("历次公布 {count} 条", "vintages: {count}"),
    "closed_targets": Wording("上期目标 {count} 项", "closed targets of the plan before: {count}"),
    "proposals": Wording("目标协商 {count} 条", "positions in negotiation: {count}"),
    "scoring": Wording("计分项 {count} 项", "scoring rules: {count}"),
    "checks": Wording("核查规则 {count} 条", "own checks: {count}"),
    "owners": Wording("责任单位 {count} 处", "owners: {count}"),
    "references": Wording(
        "以它为对标的目标 {count} 项（目标保留，暂无数值）",
        "targets compared with it: {count} (kept, without a figure)",
    ),
    "notes": Wording("批注 {count} 条", "notes: {count}"),
    "citations": Wording(
        "引用这一出处的 {count} 处（文字保留）", "cited in {count:place|places} (the text is kept)"
    ),
}


def what_depends_on(document: Document, kind: str, code: str) -> tuple[Dependents, ...]:
    """What depends on a thing of a kind (`regions`, `industries`, `indicators`, `sources`, `levers`) by its code.

    A lever's code is its name. Only sorts of which there are any are told, children first.
    """
    plan = document.plan
    if kind == "sources":
        cited = sum(
            text.split()[0] == code
            for text in (
                *plan.series_sources,
                *(one.source for one in plan.targets.values()),
                *(one.source for one in plan.indicators),
                *(one.source for one in plan.levers),
                *(one.source for one in plan.commitments),
                *(one.source for one in plan.vintages.values()),
                *(one.source for one in plan.closed_targets),
                *(one.source for one in plan.proposals.values()),
            )
            if text.split()
        )
        return _told([_dependents("citations", cited, (), falls=False)])
    if kind == "levers":
        effects = [
            name_wording(plan.indicator_by_code[one.indicator]) for one in plan.levers if one.lever == code
        ]
        intensities = [
            name_wording(scenario)
            for scenario in document.scenarios.values()
            for key in scenario.intensities
            if key.lever == code
        ]
        return _told(
            [
                _dependents("levers", len(effects), effects),
                _dependents("levels", len(intensities), intensities),
            ]
        )
    member = {"regions": "region", "industries": "industry", "indicators": "indicator"}[kind]
    gone = with_those_below(getattr(plan, kind), {code}) if kind != "indicators" else {code}
    below = [name_wording(one) for one in getattr(plan, kind) if code_of(one) in gone - {code}]

    def falls(key: Any) -> bool:
        return getattr(key, member, None) in gone

    targets = [key for key in plan.targets if falls(key.series)]
    rows = [row for row, key in enumerate(plan.series) if falls(key)]
    figures = int(np.isfinite(plan.observed[rows]).sum()) if rows else 0
    months = sum(falls(key.series) for key in plan.progress)
    owned = [plan.targets[key].owner for key in targets if plan.targets[key].owner]
    if kind == "indicators":
        owned += [one.owner for one in plan.indicators if one.code in gone and one.owner]
    published = sum(falls(key.series) for key in plan.vintages)
    proposed = sum(falls(key.series) for key in plan.proposals)
    closed = [_target_name(document, one.series) for one in plan.closed_targets if falls(one.series)]
    scored = [one.name for one in plan.scoring if falls(one)]
    noted = sum(falls(key) for key in document.work.notes)
    scenarios = document.scenarios.values()
    assumed = [name_wording(one) for one in scenarios for key in one.assumptions if falls(key)]
    intensities = [name_wording(one) for one in scenarios for key in one.intensities if falls(key)]
    found = [
        _dependents("children", len(below), below),
        _dependents("targets", len(targets), [_target_name(document, key.series) for key in targets]),
        _dependents("figures", figures, ()),
        _dependents("progress", months, ()),
        _dependents("vintages", published, ()),
        _dependents("proposals", proposed, ()),
        _dependents("closed_targets", len(closed), closed),
        _dependents("scoring", len(scored), scored),
        _dependents("owners", len(owned), owned),
        _dependents("notes", noted, ()),
        _dependents("assumptions", len(assumed), assumed),
        _dependents("levels", len(intensities), intensities),
    ]
    if kind in ("regions", "indicators"):
        there = dict.fromkeys(gone)
        regions, indicators = (there, {}) if kind == "regions" else ({}, there)
        checked = [
            one.name for one in plan.checks if reads_any(one, plan, regions, indicators, lambda _: True)
        ]
        found.append(_dependents("checks", len(checked), checked))
        judged = [
            _target_name(document, key.series)
            for key, stated in plan.targets.items()
            if not falls(key.series)
            and any(
                reference is not None and falls(reference.series)
                for parsed, _, _ in stated_relations(stated)
                for reference in (reference_of(plan, key.series, parsed),)
            )
        ]
        found.append(_dependents("references", len(judged), judged, falls=False))
    if kind == "indicators":
        moved = [one.lever for one in plan.levers if one.indicator in gone]
        readers = [
            name_wording(one) for one in plan.indicators if gone & read_by(one) and one.code not in gone
        ]
        found.append(_dependents("levers", len(moved), moved))
        found.append(_dependents("formulas", len(readers), readers, falls=False))
        groups = [name_wording(one) for one in plan.share_groups if gone.intersection(one.members)]
        found.append(_dependents("share_groups", len(groups), groups))
    if kind == "regions":
        readers = [
            name_wording(one)
            for one in plan.indicators
            if one.formula is not None and gone & one.formula.regions
        ]
        promised = [one.item for one in plan.commitments if one.region in gone]
        found.append(_dependents("formulas", len(readers), readers, falls=False))
        found.append(_dependents("commitments", len(promised), promised))
    return _told(found)


def _target_name(document: Document, series: Any) -> Wording:
    plan = document.plan
    indicator, region = plan.indicator_by_code[series.indicator], plan.region_by_code[series.region]
    # where two regions share a name, its parent's stands with it
    own = plan.region_names[series.region]
    return Wording(f"{own} {indicator.name}", f"{region.english or own} {name_in(indicator, 'en')}")


def dependents(
    sort: str, wording: Wording, count: int, names: Iterable[str | Wording], falls: bool = True
) -> Dependents:
    """Dependents of a sort, with the first of their names, each once."""
    return Dependents(sort, wording, count, tuple(dict.fromkeys(names))[:_MOST_NAMES], falls)


def _dependents(sort: str, count: int, names: Iterable[str | Wording], falls: bool = True) -> Dependents:
    return dependents(sort, _WORDS[sort], count, names, falls)


def _told(found: Iterable[Dependents]) -> tuple[Dependents, ...]:
    return tuple(one for one in found if one.count)
