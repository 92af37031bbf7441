"""Saved work as JSON: scenarios and amendments, exactly, in a versioned form."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from types import MappingProxyType
from typing import Any, Final

from npfdesk.plan.commitments import CommitmentKey, Standing, State
from npfdesk.plan.document import Document
from npfdesk.plan.effects import EffectKey, StatedEffect
from npfdesk.plan.insertions import Insertion
from npfdesk.plan.meeting_records import minute_record, read_minute, read_view, view_record
from npfdesk.plan.methods import Method
from npfdesk.plan.minutes import Minutes
from npfdesk.plan.model import LeverEffect, PlanTarget, Source
from npfdesk.plan.notes import About, CellNote, NoteKey, Notes
from npfdesk.plan.responses import ResponseRule
from npfdesk.plan.saved_views import SavedView
from npfdesk.plan.scenarios import Assumption, LeverLevels, Scenario
from npfdesk.plan.series import AssumptionKey, LeverLevelKey, SeriesKey, TargetKey
from npfdesk.plan.spillover import Spillover, read_spillover, spillover_record
from npfdesk.plan.targets import TargetKind, TargetText

FORMAT: Final = 1


class UnknownFormat(ValueError):
    """Saved work of a form that this version does not know; it is left as it is."""


@dataclass(frozen=True)
class SavedWork:
    """What is kept of a document: scenarios, amendments, findings known, storyboard, minutes, notes on cells.

    `workbook_scenarios` are the workbook's own as they were then, so that its later changes can be told from
    those made here.
    """

    scenarios: tuple[Scenario, ...]
    active: str
    observations: Mapping[tuple[SeriesKey, int], float | None] = field(
        default_factory=lambda: MappingProxyType({})
    )
    targets: Mapping[TargetKey, PlanTarget | None] = field(default_factory=lambda: MappingProxyType({}))
    workbook_scenarios: tuple[Scenario, ...] = ()
    known: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    inserted: tuple[Insertion, ...] = ()
    storyboard: tuple[SavedView, ...] = ()
    minutes: Minutes = ()
    notes: Notes = field(default_factory=lambda: MappingProxyType({}))
    spillover: Spillover | None = None
    standings: Mapping[CommitmentKey, Standing] = field(default_factory=lambda: MappingProxyType({}))
    effects: Mapping[EffectKey, StatedEffect] = field(default_factory=lambda: MappingProxyType({}))


def saved_work(document: Document, minutes: Minutes = ()) -> SavedWork:
    """What is kept of a document and of the minutes."""
    return SavedWork(
        tuple(document.scenarios.values()),
        document.active,
        document.observations,
        document.targets,
        document.plan.scenarios,
        document.known,
        document.inserted,
        document.storyboard,
        minutes,
        document.notes,
        document.spillover,
        document.standings,
        document.effects,
    )


def encode(work: SavedWork) -> str:
    """Saved work as JSON text. ValueError for a figure that is not finite."""
    return json.dumps(encode_record(work), ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def encode_record(work: SavedWork) -> dict[str, Any]:
    """Saved work as what JSON can say. ValueError for a figure that is not finite."""
    return {
        "format": FORMAT,
        "active": work.active,
        "scenarios": [_scenario(one) for one in work.scenarios],
        "observations": [
            {**_series(series), "year": year, "figure": _finite(figure)}
            for (series, year), figure in work.observations.items()
        ],
        "targets": [_keyed_target(key, target) for key, target in work.targets.items()],
        "workbook_scenarios": [_scenario(one) for one in work.workbook_scenarios],
        "known": dict(work.known),
        "inserted": [_insertion(one) for one in work.inserted],
        "storyboard": [view_record(one) for one in work.storyboard],
        "minutes": [minute_record(one) for one in work.minutes],
        "notes": [{**key._asdict(), **asdict(note)} for key, note in work.notes.items()],
        "spillover": spillover_record(work.spillover),
        "standings": [{**key._asdict(), **asdict(one)} for key, one in work.standings.items()],
        "effects": [
            {**key._asdict(), **asdict(one), "effect": _finite(one.effect)}
            for key, one in work.effects.items()
        ],
    }


def decode(text: str) -> SavedWork:
    """Saved work out of its JSON text; UnknownFormat for another form, or for text that is none of ours."""
    try:
        record = json.loads(text, parse_float=_read_float, parse_constant=_refused)
    except (ValueError, RecursionError) as problem:
        raise UnknownFormat(str(problem)) from problem
    return decode_record(record)


def decode_record(record: Any) -> SavedWork:
    """Saved work out of what JSON says; UnknownFormat for another form."""
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise UnknownFormat(str(record.get("format") if isinstance(record, dict) else "?"))
    try:
        work = _read_work(record)
        # what is read must be able to be said again: nothing of a wrong sort gets past here
        encode(work)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as problem:
        raise UnknownFormat(f"{type(problem).__name__}: {problem}") from problem
    return work


def _read_float(text: str) -> float:
    figure = float(text)
    if not math.isfinite(figure):
        raise UnknownFormat(text)
    return figure


def _refused(text: str) -> float:
    raise UnknownFormat(text)


def _read_work(record: Mapping[str, Any]) -> SavedWork:
    return SavedWork(
        scenarios=tuple(_read_scenario(one) for one in record["scenarios"]),
        active=record["active"],
        observations=MappingProxyType(
            {(_read_series(one), one["year"]): one["figure"] for one in record["observations"]}
        ),
        targets=MappingProxyType(dict(_read_keyed(one) for one in record["targets"])),
        workbook_scenarios=tuple(_read_scenario(one) for one in record["workbook_scenarios"]),
        # work that was saved before findings could be marked has none
        known=MappingProxyType(dict(record.get("known", {}))),
        # work saved before frameworks could be inserted has none
        inserted=tuple(_read_insertion(one) for one in record.get("inserted", ())),
        # work saved before meetings were kept has neither
        storyboard=tuple(read_view(one) for one in record.get("storyboard", ())),
        minutes=tuple(read_minute(one) for one in record.get("minutes", ())),
        # and before cells could have notes none
        notes=MappingProxyType(dict(_read_note(one) for one in record.get("notes", ()))),
        # nor had it any spillover
        spillover=read_spillover(record.get("spillover")),
        standings=MappingProxyType(dict(_read_standing(one) for one in record.get("standings", ()))),
        # work saved before effects could be amended has none
        effects=MappingProxyType(dict(_read_effect(one) for one in record.get("effects", ()))),
    )


def _read_note(record: Mapping[str, Any]) -> tuple[NoteKey, CellNote]:
    key = {name: record[name] for name in NoteKey._fields}
    rest = {name: value for name, value in record.items() if name not in key}
    return NoteKey(**{**key, "about": About(key["about"])}), CellNote(**rest)


def _insertion(insertion: Insertion) -> dict[str, Any]:
    return {
        "framework": insertion.framework,
        "levers": [{**asdict(one), "effect": _finite(one.effect)} for one in insertion.levers],
        "multipliers": [[*key, _finite(figure)] for key, figure in insertion.multipliers.items()],
        "sources": [asdict(one) for one in insertion.sources],
    }


def _read_insertion(record: Mapping[str, Any]) -> Insertion:
    return Insertion(
        record["framework"],
        tuple(LeverEffect(**one) for one in record["levers"]),
        MappingProxyType({(name, dimension): figure for name, dimension, figure in record["multipliers"]}),
        tuple(Source(**one) for one in record["sources"]),
    )


def _read_standing(record: Mapping[str, Any]) -> tuple[CommitmentKey, Standing]:
    state = record["state"]
    return (
        CommitmentKey(record["region"], record["item"], record["year"], record["number"]),
        Standing(
            record["owner"], record["milestone"], None if state is None else State(state), record["evidence"]
        ),
    )


def _read_effect(record: Mapping[str, Any]) -> tuple[EffectKey, StatedEffect]:
    key = {name: record[name] for name in EffectKey._fields}
    return EffectKey(**key), StatedEffect(
        **{name: value for name, value in record.items() if name not in key}
    )


def _finite(figure: float | None) -> float | None:
    if figure is not None and not math.isfinite(figure):
        raise ValueError("only finite figures can be saved")
    return figure


def _series(series: SeriesKey) -> dict[str, Any]:
    return {"region": series.region, "industry": series.industry, "indicator": series.indicator}


def _read_series(record: Mapping[str, Any]) -> SeriesKey:
    return SeriesKey(record["region"], record["industry"], record["indicator"])


def _scenario(scenario: Scenario) -> dict[str, Any]:
    return {
        "id": scenario.id,
        "name": scenario.name,
        "parent": scenario.parent,
        "description": scenario.description,
        "colour": scenario.colour,
        "assumptions": [
            {
                "region": key.region,
                "industry": key.industry,
                "indicator": key.indicator,
                "method": str(one.method),
                "value": _finite(one.value),
                "midpoint": _finite(one.midpoint),
                "low": _finite(one.low),
                "high": _finite(one.high),
                "by_year": [[year, _finite(figure)] for year, figure in one.by_year],
                "note": one.note,
            }
            for key, one in scenario.assumptions.items()
        ],
        "levels": [
            {
                "lever": key.lever,
                "region": key.region,
                "industry": key.industry,
                "by_year": [[year, _finite(figure)] for year, figure in one.by_year],
            }
            for key, one in scenario.levels.items()
        ],
        "targets": [_keyed_target(key, target) for key, target in scenario.targets.items()],
        "responses": [{**asdict(one), "intensity": _finite(one.intensity)} for one in scenario.responses],
    }


def _years(pairs: list[list[Any]]) -> tuple[tuple[int, float], ...]:
    return tuple((int(year), float(figure)) for year, figure in pairs)


def _read_scenario(record: Mapping[str, Any]) -> Scenario:
    assumptions = {
        AssumptionKey(one["region"], one["industry"], one["indicator"]): Assumption(
            Method(one["method"]),
            one["value"],
            one["midpoint"],
            one["low"],
            one["high"],
            _years(one["by_year"]),
            one["note"],
        )
        for one in record["assumptions"]
    }
    levels = {
        LeverLevelKey(one["lever"], one["region"], one["industry"]): LeverLevels(_years(one["by_year"]))
        for one in record["levels"]
    }
    targets = {key: target for key, target in map(_read_keyed, record["targets"]) if target is not None}
    return Scenario(
        record["id"],
        record["name"],
        record["parent"],
        record["description"],
        record["colour"],
        MappingProxyType(assumptions),
        MappingProxyType(levels),
        MappingProxyType(targets),
        # scenarios that were saved before they could carry rules have none
        tuple(ResponseRule(**one) for one in record.get("responses", ())),
    )


def _keyed_target(key: TargetKey, target: PlanTarget | None) -> dict[str, Any]:
    record: dict[str, Any] = {**_series(key.series), "year": key.year, "target": None}
    if target is not None:
        parsed = target.parsed
        record["target"] = {
            "text": target.text,
            "stretch": _finite(target.stretch),
            "stretch_text": target.stretch_text,
            "base_printed": _finite(target.base_printed),
            "base_text": target.base_text,
            "base_year": target.base_year,
            "source": target.source,
            "note": target.note,
            "sheet": target.sheet,
            "cell": target.cell,
            "parsed": {
                "kind": str(parsed.kind),
                "text": parsed.text,
                "how": parsed.how,
                "figure": _finite(parsed.figure),
                "low": _finite(parsed.low),
                "high": _finite(parsed.high),
                "stretch": _finite(parsed.stretch),
                "year": parsed.year,
            },
        }
    return record


def _read_keyed(record: Mapping[str, Any]) -> tuple[TargetKey, PlanTarget | None]:
    key = TargetKey(_read_series(record), record["year"])
    stated = record["target"]
    if stated is None:
        return key, None
    parsed = TargetText(**{**stated["parsed"], "kind": TargetKind(stated["parsed"]["kind"])})
    rest = {name: value for name, value in stated.items() if name != "parsed"}
    return key, PlanTarget(series=key.series, year=key.year, parsed=parsed, **rest)
