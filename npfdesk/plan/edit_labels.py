"""Edits with labels: texts that say what a user did, for undo, the status line and the minutes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from npfdesk.plan.cell_words import GROWTH
from npfdesk.plan.chart_notes import ChartNote
from npfdesk.plan.commitments import STATE_NAMES, CommitmentKey, Standing
from npfdesk.plan.document import Document, effective_assumption, effective_intensities, effective_target
from npfdesk.plan.edits import (
    AddScenario,
    ChangeScenario,
    CombinedEdit,
    Edit,
    Label,
    MarkKnown,
    SetAssumptions,
    SetChartNotes,
    SetChecks,
    SetEffects,
    SetEvaluations,
    SetLeverIntensities,
    SetNotes,
    SetObservations,
    SetProgress,
    SetProposals,
    SetResponses,
    SetScoring,
    SetShareGroups,
    SetSpillover,
    SetStandings,
    SetTargets,
    SetVintages,
)
from npfdesk.plan.evaluations import KeptEvaluation
from npfdesk.plan.formula_words import check_wording
from npfdesk.plan.lever_amendments import EffectKey, StatedEffect
from npfdesk.plan.model import Plan
from npfdesk.plan.negotiation import Proposal, ProposalKey, position_wording
from npfdesk.plan.notes import CellNote, NoteKey
from npfdesk.plan.numbers import in_unit, plain, trimmed
from npfdesk.plan.own_checks import OwnCheck
from npfdesk.plan.problems import LANGUAGES, Wording, clauses
from npfdesk.plan.scenarios import Assumption, LeverIntensities, ResponseRule
from npfdesk.plan.scoring import ScoringRule
from npfdesk.plan.series import ANY, AssumptionKey, LeverIntensityKey, ProgressKey, SeriesKey, TargetKey
from npfdesk.plan.share_groups import ShareGroup
from npfdesk.plan.spillover import Spillover
from npfdesk.plan.spoken_names import NOTHING, name_wording, names_wording
from npfdesk.plan.targets import PlanTarget
from npfdesk.plan.vintages import Vintage, VintageKey

_ANY: Final = Wording("全部地区", "all regions")
_VALUE: Final = Wording("", "")
_PART_NAMES: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "value": _VALUE,
        "midpoint": Wording(" 拐点年", " midpoint"),
        "low": Wording(" 下限", " low"),
        "high": Wording(" 上限", " high"),
    }
)


def _label(zh: str, en: str, **arguments: object) -> Label:
    return Label(Wording(zh, en), MappingProxyType(arguments))


def literal(text: str) -> str:
    """A text as a wording of its own: braces in it are escaped."""
    return text.replace("{", "{{").replace("}", "}}")


def place_wording(document: Document, region: str, industry: str) -> Wording:
    """A region and industry in words; the code of a region that the plan has not."""
    plan = document.plan
    place, sector = plan.region_by_code.get(region), plan.industry_by_code.get(industry)
    if region != ANY and place is None:
        return Wording(region, region)
    name = _ANY if place is None else name_wording(place)
    if sector is None:
        return name
    branch = name_wording(sector)
    return Wording(f"{name.zh} {branch.zh}", f"{name.en} {branch.en}")


def _indicator(document: Document, code: str) -> tuple[str | Wording, str]:
    indicator = document.plan.indicator_by_code.get(code)
    return (name_wording(indicator), indicator.unit) if indicator is not None else (code, "")


def _in_year(name: str | Wording, year: int) -> str | Wording:
    return f"{name} {year}" if isinstance(name, str) else Wording(f"{name.zh} {year}", f"{name.en} {year}")


def _many(document: Document, keys: Iterable[tuple[str, str, str]], count: int, zh: str, en: str) -> Label:
    """A label that counts many changes and names what they share: the place, the indicator, or both."""
    keys = list(keys)
    if not keys:
        return _label(zh, en, count=count)
    shared = [one if all(key[part] == one for key in keys) else None for part, one in enumerate(keys[0])]
    arguments: dict[str, object] = {"count": count}
    place_part = ""
    if shared[0] is not None and shared[0] != ANY:
        sector = shared[1] if shared[1] is not None else ""
        arguments["where"], place_part = place_wording(document, shared[0], sector), "{where} "
    if shared[2]:
        arguments["what"], place_part = _indicator(document, shared[2])[0], place_part + "{what} "
    return _label(place_part + zh, place_part + en, **arguments)


def set_assumptions(
    document: Document, scenario: str, values: Mapping[AssumptionKey, Assumption | None], drag: str = ""
) -> SetAssumptions:
    """Set assumptions of a scenario, labelled by what changes."""
    return SetAssumptions(scenario, values, _assumption_label(document, scenario, values), drag)


def _assumption_label(
    document: Document, scenario: str, values: Mapping[AssumptionKey, Assumption | None]
) -> Label:
    if len(values) != 1:
        return _many(document, values, len(values), "{count} 个假设", "{count:assumption|assumptions}")
    ((key, after),) = values.items()
    name, unit = _indicator(document, key.indicator)
    subject: dict[str, object] = {"where": place_wording(document, key.region, key.industry), "what": name}
    if after is None:
        return _label("{where} {what} 回到上级", "{where} {what} back to the parent", **subject)
    about = after.method.about
    counted = _behind(about.shown_unit(unit, "zh"), about.shown_unit(unit, "en"))
    answer = effective_assumption(document.scenarios, scenario, key)
    before = answer[2] if answer is not None else None
    if before is None or before.method is not after.method:
        figure = f" {plain(after.value)}" if after.value is not None else ""
        return _label(
            "{where} {what} {method}{figure}{unit}",
            "{where} {what} {method}{figure}{unit}",
            **subject,
            method=after.method.about.words,
            figure=figure,
            unit=counted if figure else "",
        )
    then, now = dict(before.by_year), dict(after.by_year)
    years = [] if then == now else [one for one in sorted({*then, *now}) if then.get(one) != now.get(one)]
    parts = [part for part in _PART_NAMES if getattr(before, part) != getattr(after, part)]
    if parts == ["value"] and not years:
        return _change_label(subject, before.value, after.value, counted)
    if len(parts) == 1 and not years:
        change = getattr(before, parts[0]), getattr(after, parts[0])
        behind = _behind() if parts == ["midpoint"] else counted
        return _change_label(subject, *change, behind, _PART_NAMES[parts[0]])
    if len(years) == 1 and not parts:
        subject["what"] = _in_year(name, years[0])
        return _change_label(subject, then.get(years[0]), now.get(years[0]), counted)
    if before.note != after.note and not parts and not years:
        return _label("{where} {what} 备注", "{where} {what} note", **subject)
    return _label("{where} {what} 假设", "{where} {what} assumption", **subject)


def _change_label(
    subject: Mapping[str, object],
    before: float | None,
    after: float | None,
    unit: str | Wording,
    part: Wording = _VALUE,
) -> Label:
    return _label(
        "{where} {what}{part} {before} → {after}{unit}",
        "{where} {what}{part} {before} → {after}{unit}",
        **subject,
        part=part,
        before=plain(before) or NOTHING,
        after=plain(after) or NOTHING,
        unit=unit if isinstance(unit, Wording) else _behind(unit, unit),
    )


def _behind(zh: str = "", en: str = "") -> Wording:
    """A unit behind a figure, with the blank that it has before it."""
    return Wording(in_unit("", zh), in_unit("", en))


def set_intensities(
    document: Document,
    scenario: str,
    values: Mapping[LeverIntensityKey, LeverIntensities | None],
    drag: str = "",
) -> SetLeverIntensities:
    """Set lever intensities of a scenario, labelled by what changes."""
    if len(values) != 1:
        label = _label("{count} 个抓手强度", "{count:lever intensity|lever intensities}", count=len(values))
        return SetLeverIntensities(scenario, values, label, drag)
    ((key, after),) = values.items()
    subject: dict[str, object] = {
        "where": place_wording(document, key.region, key.industry),
        "what": key.lever,
    }
    answer = effective_intensities(document.scenarios, scenario, key)
    if after is None:
        label = _label("{where} {what} 回到上级", "{where} {what} back to the parent", **subject)
        return SetLeverIntensities(scenario, values, label, drag)
    then, now = dict(answer[2].by_year) if answer is not None else {}, dict(after.by_year)
    years = [year for year in sorted({*then, *now}) if then.get(year) != now.get(year)]
    if len(years) == 1:
        subject["what"] = _in_year(key.lever, years[0])
        label = _change_label(subject, then.get(years[0]), now.get(years[0]), "%")
    else:
        label = _label("{where} {what} 强度", "{where} {what} intensity", **subject)
    return SetLeverIntensities(scenario, values, label, drag)


def set_observations(
    document: Document, values: Mapping[tuple[SeriesKey, int], float | None], drag: str = ""
) -> SetObservations:
    """Amend observed figures of the plan, labelled by what changes; new series come with them."""
    if len(values) != 1 or any(series not in document.plan.row for series, _ in values):
        keys = (series for series, _ in values)
        label = _many(
            document, keys, len(values), "修订 {count} 个数据", "{count:data figure|data figures} revised"
        )
        return SetObservations(values, label, drag)
    (((series, year), after),) = values.items()
    name, unit = _indicator(document, series.indicator)
    plan = document.plan
    there = series in plan.row and int(plan.years[0]) <= year <= int(plan.years[-1])
    before = float(plan.observed[plan.row[series], plan.column(year)]) if there else None
    subject = {"where": place_wording(document, series.region, series.industry), "what": _in_year(name, year)}
    return SetObservations(values, _change_label(subject, before, after, unit), drag)


def set_vintages(
    document: Document, values: Mapping[VintageKey, Vintage | None], drag: str = ""
) -> SetVintages:
    """Set vintages of observed figures, labelled by the figure that they are of; None takes one away."""
    figures = {key.of for key in values}
    if len(figures) != 1:
        keys = (key.series for key in values)
        label = _many(
            document, keys, len(figures), "{count} 个数据的历次公布", "vintages of {count:figure|figures}"
        )
        return SetVintages(values, label, drag)
    ((series, year),) = figures
    name, unit = _indicator(document, series.indicator)
    subject = {
        "where": place_wording(document, series.region, series.industry),
        "what": _in_year(name, year),
    }
    stated = [(key, one) for key, one in values.items() if one is not None]
    if not stated:
        return SetVintages(
            values, _label("{where} {what} 删去历次公布", "{where} {what} vintage removed", **subject), drag
        )
    key, one = stated[-1]
    figure = "—" if one.figure is None else in_unit(plain(one.figure), unit)
    since = Wording("（{day}）", " ({day})").text
    label = _label(
        "{where} {what} 历次公布 {figure}{since}",
        "{where} {what} vintage {figure}{since}",
        **subject,
        figure=figure,
        since=Wording(*(since(way, {"day": key.since}) if key.since else "" for way in ("zh", "en"))),
    )
    return SetVintages(values, label, drag)


def set_proposals(
    document: Document, values: Mapping[ProposalKey, Proposal | None], drag: str = ""
) -> SetProposals:
    """Set positions in the negotiation of targets, labelled by what changes; None takes one away."""
    values = MappingProxyType(dict(values))
    if len(values) != 1:
        keys = (key.series for key in values)
        zh, en = "{count} 条协商意见", "{count:position|positions} in negotiation"
        return SetProposals(values, _many(document, keys, len(values), zh, en), drag)
    ((key, after),) = values.items()
    before = document.plan.proposals.get(key)
    subject = {
        "where": place_wording(document, key.series.region, key.series.industry),
        "what": _in_year(_indicator(document, key.series.indicator)[0], key.year),
        "who": position_wording(key.round, key.side),
    }
    if before is not None and after is not None and before.text == after.text:
        if before.settled != after.settled:
            zh, en = ("商定", "settled") if after.settled else ("重新协商", "opened again")
            label = _label(
                "{where} {what} " + zh + " {text}",
                "{where} {what} " + en + " {text}",
                **subject,
                text=after.text,
            )
        else:
            label = _label("{where} {what} {who}的理由", "{where} {what} reason of the {who}", **subject)
        return SetProposals(values, label, drag)
    label = _label(
        "{where} {what} {who} {before} → {after}",
        "{where} {what} {who} {before} → {after}",
        **subject,
        before=before.text if before is not None else NOTHING,
        after=after.text if after is not None else NOTHING,
    )
    return SetProposals(values, label, drag)


def set_progress(
    document: Document, values: Mapping[ProgressKey, float | None], drag: str = ""
) -> SetProgress:
    """Amend figures of parts of a year, labelled by what changes."""
    if len(values) != 1:
        keys = (key.series for key in values)
        label = _many(
            document,
            keys,
            len(values),
            "修订 {count} 个月度数据",
            "{count:monthly figure|monthly figures} revised",
        )
        return SetProgress(values, label, drag)
    ((key, after),) = values.items()
    name, unit = _indicator(document, key.series.indicator)
    names = (name, name) if isinstance(name, str) else (name.zh, name.en)
    said = (GROWTH.zh, GROWTH.en) if key.growth else ("", "")
    words = (
        " ".join(part for part in (one, key.period.words(chinese), growth) if part)
        for one, growth, chinese in zip(names, said, (True, False), strict=True)
    )
    subject = {
        "where": place_wording(document, key.series.region, key.series.industry),
        "what": Wording(*words),
    }
    before = document.plan.progress.get(key)
    return SetProgress(values, _change_label(subject, before, after, "%" if key.growth else unit), drag)


def set_targets(
    document: Document, values: Mapping[TargetKey, PlanTarget | None], scenario: str | None = None
) -> SetTargets:
    """Amend the plan's targets, or set a scenario's own, labelled by what changes."""
    if len(values) != 1:
        keys = (key.series for key in values)
        return SetTargets(
            values, _many(document, keys, len(values), "{count} 个目标", "{count:target|targets}"), scenario
        )
    ((key, after),) = values.items()
    name, _ = _indicator(document, key.series.indicator)
    before = effective_target(document, scenario, key)
    subject = {
        "where": place_wording(document, key.series.region, key.series.industry),
        "what": name,
        "year": key.year,
    }
    if after is None and scenario is not None:
        label = _label(
            "{where} {what} {year}目标 回到上级", "{where} {what} target {year} back to the parent", **subject
        )
        return SetTargets(values, label, scenario)
    if (
        before is not None
        and after is not None
        and before.owner != after.owner
        and replace(before, owner=after.owner) == after
    ):
        label = _label(
            "{where} {what} {year} 责任单位 {before} → {after}",
            "{where} {what} owner {year} {before} → {after}",
            **subject,
            before=before.owner or NOTHING,
            after=after.owner or NOTHING,
        )
        return SetTargets(values, label, scenario)
    # of a drag that is back where it began nothing differs: it is called by the target itself
    stretched = (
        before is not None
        and after is not None
        and before.text == after.text
        and before.stretch_text != after.stretch_text
    )
    old = (
        before.stretch_text if stretched and before is not None else before.text if before is not None else ""
    )
    new = after.stretch_text if stretched and after is not None else after.text if after is not None else ""
    label = _label(
        "{where} {what} {year}{part} {before} → {after}",
        "{where} {what} {part} {year} {before} → {after}",
        **subject,
        part=Wording("力争值", "stretch") if stretched else Wording("目标", "target"),
        before=old or NOTHING,
        after=new or NOTHING,
    )
    return SetTargets(values, label, scenario)


def add_target(document: Document, stated: PlanTarget) -> SetTargets:
    """Add a target to the plan, for all scenarios, labelled by its series, year and words."""
    name, _ = _indicator(document, stated.series.indicator)
    label = _label(
        "新增目标 {where} {what} {year} {text}",
        "Add target {where} {what} {year} {text}",
        where=place_wording(document, stated.series.region, stated.series.industry),
        what=name,
        year=stated.year,
        text=stated.text,
    )
    return SetTargets(MappingProxyType({stated.key: stated}), label)


def add_targets(document: Document, stated: Collection[PlanTarget]) -> SetTargets:
    """Add several targets to the plan in one step; one that is there for the series and year is replaced."""
    if len(stated) == 1:
        return add_target(document, next(iter(stated)))
    label = _label("新增 {count} 个目标", "Add {count:target|targets}", count=len(stated))
    return SetTargets(MappingProxyType({one.key: one for one in stated}), label)


def named_since(edit: Edit, basis: Document) -> Edit:
    """An edit of a drag, named by all that the drag has moved: from the figures of the document before it began."""
    match edit:
        case SetAssumptions():
            return set_assumptions(basis, edit.scenario, edit.values, edit.drag)
        case SetLeverIntensities():
            return set_intensities(basis, edit.scenario, edit.values, edit.drag)
        case SetObservations():
            return set_observations(basis, edit.values, edit.drag)
        case SetVintages():
            return set_vintages(basis, edit.values, edit.drag)
        case SetProposals():
            return set_proposals(basis, edit.values, edit.drag)
        case SetProgress():
            return set_progress(basis, edit.values, edit.drag)
        case SetTargets():
            return replace(set_targets(basis, edit.values, edit.scenario), drag=edit.drag)
    return edit


def combined_edit(*edits: Edit) -> Edit:
    """Several edits as one step; a single edit stays as it is."""
    if len(edits) == 1:
        return edits[0]
    zh, en = (clauses((edit.label.text(one) for edit in edits), one) for one in LANGUAGES)
    label = Label(Wording(literal(zh), literal(en)))
    return CombinedEdit(edits, label)


def scenario_added(name: str, parent: str | Wording) -> Label:
    """A new scenario from another."""
    return _label(
        "新建情景“{name}”（自“{parent}”）", "New scenario “{name}” from “{parent}”", name=name, parent=parent
    )


def scenario_duplicated(name: str | Wording) -> Label:
    """A duplicate."""
    return _label("复制情景“{name}”", "Duplicate scenario “{name}”", name=name)


def duplicate_scenario(document: Document, scenario: str, name: str, new_id: Callable[[], str]) -> Edit:
    """Add a copy of a scenario with its notes on cells and charts; KeyError for an unknown one."""
    copy = document.scenarios[scenario].copied(new_id(), name)
    label = scenario_duplicated(name_wording(document.scenarios[scenario]))
    of_cells = {
        key._replace(scenario=copy.id): one
        for key, one in document.work.notes.items()
        if key.scenario == scenario
    }
    of_charts = {
        new_id(): replace(one, scenario=copy.id)
        for one in document.work.chart_notes.values()
        if one.scenario == scenario
    }
    edits: list[Edit] = [AddScenario(copy, label)]
    if of_cells:
        edits.append(SetNotes(MappingProxyType(of_cells), label))
    if of_charts:
        edits.append(SetChartNotes(MappingProxyType(of_charts), label))
    return CombinedEdit(tuple(edits), label) if len(edits) > 1 else edits[0]


def scenario_renamed(before: str, after: str) -> Label:
    """Another name."""
    return _label(
        "情景改名 {before} → {after}", "Rename scenario {before} → {after}", before=before, after=after
    )


def scenario_removed(name: str | Wording) -> Label:
    """A scenario deleted."""
    return _label("删除情景“{name}”", "Delete scenario “{name}”", name=name)


def set_packages(document: Document, scenario: str, packages: tuple[str, ...]) -> ChangeScenario:
    """Set a scenario's packages, by id and the weakest first, labelled by their order."""
    name = name_wording(document.scenarios[scenario])
    if not packages:
        label = _label("情景“{name}”不用假设包", "No packages in scenario “{name}”", name=name)
    else:
        named = names_wording(name_wording(document.scenarios.get(one)) for one in packages)
        label = _label(
            "情景“{name}”的假设包：{packages}",
            "Packages of scenario “{name}”: {packages}",
            name=name,
            packages=named,
        )
    return ChangeScenario(scenario, label, packages=packages)


def scenario_recoloured(name: str | Wording) -> Label:
    """Another colour."""
    return _label("情景“{name}”换颜色", "Colour of scenario “{name}”", name=name)


def set_responses(document: Document, scenario: str, rules: tuple[ResponseRule, ...]) -> SetResponses:
    """Replace a scenario's response rules, labelled by their number."""
    before = len(document.scenarios[scenario].responses)
    label = _label(
        "应对规则 {before} → {after} 条", "response rules {before} → {after}", before=before, after=len(rules)
    )
    return SetResponses(scenario, rules, label)


def mark_known(reasons: Mapping[str, str | None]) -> MarkKnown:
    """Mark findings as known, or take their marks away, labelled by how many."""
    count = len(reasons)
    if all(reason is None for reason in reasons.values()):
        label = _label(
            "{count} 条核查结果不再标为已知", "{count:check|checks} no longer marked as known", count=count
        )
    elif count == 1:
        ((_, reason),) = reasons.items()
        label = _label("核查结果标为已知：{reason}", "check marked as known: {reason}", reason=reason)
    else:
        label = _label("{count} 条核查结果标为已知", "{count:check|checks} marked as known", count=count)
    return MarkKnown(MappingProxyType(dict(reasons)), label)


def set_notes(values: Mapping[NoteKey, CellNote | None]) -> SetNotes:
    """Set notes on cells, or take them away, labelled by how many."""
    count = len(values)
    texts = {note.text for note in values.values() if note is not None}
    if not texts:
        label = _label("删除 {count} 条批注", "{count:note|notes} removed", count=count)
    elif len(texts) == 1:
        label = _label("批注：{text}", "note: {text}", text=next(iter(texts)))
    else:
        label = _label("{count} 条批注", "{count:note|notes}", count=count)
    return SetNotes(MappingProxyType(dict(values)), label)


def set_chart_note(document: Document, name: str, note: ChartNote | None, drag: str = "") -> SetChartNotes:
    """Set a note on a chart by its id, or take it away (None), labelled by its words."""
    before, told = document.work.chart_notes.get(name), {}
    for key, one in (("before", before), ("after", note)):
        if one is not None:
            told[key] = Wording(one.spoken("zh"), one.spoken("en"))
    if note is None:
        label = _label("删除图上标注 {before}", "Remove note {before}", **told)
    elif before is None:
        label = _label("图上标注 {after}", "Note on the chart: {after}", **told)
    else:
        label = _label("图上标注 {before} → {after}", "Note on the chart: {before} → {after}", **told)
    return SetChartNotes(MappingProxyType({name: note}), label, drag)


def set_spillover(chosen: Spillover | None) -> SetSpillover:
    """Set the spillover between regions, labelled by its share."""
    if chosen is None:
        return SetSpillover(None, _label("关闭区域溢出", "spillover off"))
    label = _label(
        "区域溢出 {share}%，滞后 {lag} 年", "spillover {share}%, lag of {lag:year|years}",
        share=trimmed(chosen.share * 100, 6), lag=chosen.lag,
    )  # fmt: skip
    return SetSpillover(chosen, label)


def set_evaluations(values: Mapping[str, KeptEvaluation | None]) -> SetEvaluations:
    """Keep evaluations by their names, or let them go, labelled by the name or by how many."""
    if len(values) == 1:
        ((name, kept),) = values.items()
        words = ("删除留存的评估“{name}”", "Remove kept evaluation “{name}”")
        if kept is not None:
            words = ("留存评估“{name}”", "Keep evaluation “{name}”")
        label = _label(*words, name=name)
    else:
        label = _label("{count} 份留存的评估", "{count:kept evaluation|kept evaluations}", count=len(values))
    return SetEvaluations(MappingProxyType(dict(values)), label)


def set_standing(key: CommitmentKey, said: Standing | None) -> SetStandings:
    """Say how a commitment stands, labelled by the commitment and, where it is said, its state."""
    state = STATE_NAMES[said.state] if said is not None and said.state is not None else None
    if state is None:
        label = _label("承诺“{item}”", "commitment “{item}”", item=key.item)
    else:
        label = _label("承诺“{item}”：{state}", "commitment “{item}”: {state}", item=key.item, state=state)
    return SetStandings(MappingProxyType({key: said}), label)


def set_check(own: Plan, name: str, check: OwnCheck | None) -> SetChecks:
    """State a check of the plan's own, or take one away (None); `own` is the plan as the workbook gives it."""
    label = _label(
        "核查规则“{name}”：{expression}", "check “{name}”: {expression}",
        name=name,
        expression=check_wording(own, check) if check is not None else Wording("取消", "removed"),
    )  # fmt: skip
    return SetChecks(MappingProxyType({name: check}), own, label)


def set_share_groups(document: Document, values: Mapping[str, ShareGroup | None]) -> SetShareGroups:
    """State groups of shares by their names, or take them away (None), labelled by name and, of one lock, by its member."""
    values = MappingProxyType(dict(values))
    stated = {one.name: one for one in document.plan.share_groups}
    for name, group in values.items():
        old = stated.get(name)
        turned = set(group.locked) ^ set(old.locked) if group is not None and old is not None else set()
        if (
            len(values) > 1
            or group is None
            or len(turned) != 1
            or replace(group, locked=()) != replace(old or group, locked=())
        ):
            break
        (member,) = turned
        zh, en = ("锁定", "Lock") if member in group.locked else ("解除锁定", "Unlock")
        label = _label(
            zh + " {what}（比重组“{name}”）", en + " {what} (share group “{name}”)",
            what=_indicator(document, member)[0], name=name,
        )  # fmt: skip
        return SetShareGroups(values, label)
    gone = [name for name, group in values.items() if group is None]
    verb = ("删除比重组 {names}", "Remove the share group {names}") if len(gone) == len(values) else (
        "比重组 {names}", "Share group {names}"
    )  # fmt: skip
    names = [name for name, group in values.items() if group is not None] or gone
    return SetShareGroups(values, _label(*verb, names=tuple(names)))


def set_scoring(values: Mapping[str, ScoringRule | None]) -> SetScoring:
    """State rules of scoring by their names, or take them away (None), labelled by name and, of one, by its points."""
    values = MappingProxyType(dict(values))
    stated = [one for one in values.values() if one is not None]
    if not stated:
        label = _label("删除计分项 {names}", "Remove the scoring rule {names}", names=tuple(values))
    elif len(stated) == 1:
        (one,) = stated
        label = _label(
            "计分项“{name}”：{points} 分，{method}", "scoring rule “{name}”: {points} points, {method}",
            name=one.name, points=plain(one.points), method=one.method.words,
        )  # fmt: skip
    else:
        label = _label("计分项 {count} 项", "{count:scoring rule|scoring rules}", count=len(stated))
    return SetScoring(values, label)


def set_effect(document: Document, own: Plan, key: EffectKey, said: StatedEffect | None) -> SetEffects:
    """Amend a lever's effect, labelled by lever, indicator and figure; None: as the workbook (`own`) says."""
    indicator = document.plan.indicator_by_code.get(key.indicator)
    label = _label(
        "“{lever}”对{indicator}的效应：{effect}", "effect of “{lever}” on {indicator}: {effect}",
        lever=key.lever,
        indicator=name_wording(indicator) if indicator is not None else key.indicator,
        effect=plain(said.effect) if said is not None else Wording("恢复原值", "as stated"),
    )  # fmt: skip
    return SetEffects(MappingProxyType({key: said}), own, label)
