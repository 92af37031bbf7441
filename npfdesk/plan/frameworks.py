"""Lever frameworks of the sources: read from text files and turned into insertions for a plan."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from npfdesk.plan.amended_plan import amended_plan
from npfdesk.plan.document import Document
from npfdesk.plan.edits import EditRefused, Label
from npfdesk.plan.lever_amendments import Insertion
from npfdesk.plan.model import LeverEffect, Plan, Source
from npfdesk.plan.names import fold
from npfdesk.plan.problems import Language, Problem, Wording, error
from npfdesk.plan.work import Work

ILLUSTRATIVE: Final = Wording("演示假设，非估计", "illustrative, not estimated")
UNREADABLE: Final = error(
    "framework_unreadable",
    "框架文件“{text}”无法读取：{reason}。请对照自带的框架文件改正。",
    "The framework file “{text}” cannot be read: {reason}. Correct it after the example of a framework that comes with the "
    "program.",
)
_REMOVED: Final = Wording("移除框架“{title}”", "Remove the framework “{title}”")
_INSERTED: Final = Wording("插入框架“{title}”", "Insert the framework “{title}”")


@dataclass(frozen=True)
class FrameworkEffect:
    """An assumed effect of a lever: `indicator` lists names or codes; the first one that the plan has is used.

    `effect` in percentage points of annual growth (points of a ratio a year) at full intensity, `lag` in years.
    """

    indicator: tuple[str, ...]
    effect: float
    lag: int = 0


@dataclass(frozen=True)
class FrameworkLever:
    """A lever of a framework; `text` says what the source says of it, `facts` its figures by their id."""

    name: Wording
    dimension: str
    section: str = ""
    text: Wording = field(default_factory=lambda: Wording("", ""))
    facts: tuple[str, ...] = ()
    effects: tuple[FrameworkEffect, ...] = ()


@dataclass(frozen=True)
class FrameworkMultiplier:
    """The assumed response of a role or type to a dimension, and the reason."""

    name: str
    dimension: str
    multiplier: float
    note: Wording


@dataclass(frozen=True)
class Framework:
    """A source's framework. Dimensions and levers carry their Chinese names as keys, as the sources do.

    `index` is a sample index: the indicators to look for by dimension. `open_points` are gaps between the
    source and this file: they are shown, never filled by invention.
    """

    id: str
    title: Wording
    text: Wording
    source: Source
    dimensions: Mapping[str, Wording]
    levers: tuple[FrameworkLever, ...]
    multipliers: tuple[FrameworkMultiplier, ...]
    index: Mapping[str, tuple[tuple[str, ...], ...]]
    open_points: tuple[Wording, ...]


@dataclass(frozen=True)
class FrameworkFit:
    """A framework compared with a plan: what can be inserted, and what has no place in the plan.

    `effects` are the insertion's levers by the framework's (Chinese) name of the lever, none for one without an
    indicator in the plan. `index` are the sample index's indicator codes by dimension. `lacking` are the indicators (as the framework
    names them) that the plan does not have, `idle_levers` the levers that are left without any effect, `strangers`
    the roles and types of multipliers that no region or industry of the plan bears yet.
    """

    insertion: Insertion
    effects: Mapping[str, tuple[LeverEffect, ...]]
    index: Mapping[str, tuple[str, ...]]
    lacking: tuple[str, ...]
    idle_levers: tuple[str, ...]
    strangers: tuple[str, ...]


def frameworks(folder: Path) -> tuple[Framework | Problem, ...]:
    """Every framework in a folder (``*.toml``), in the order of the files' names."""
    return tuple(read_framework(file) for file in sorted(folder.glob("*.toml")))


def guide_pages(text: str) -> Mapping[Language, str]:
    """The guide beside the files as Markdown, by language: the Chinese page, a rule (---), the English one."""
    chinese, _, english = text.partition("\n---\n")
    return MappingProxyType({"zh": chinese.strip(), "en": english.strip()})


def read_framework(file: Path) -> Framework | Problem:
    """A framework out of its file; a Problem with the reason where it cannot be read."""
    try:
        record = tomllib.loads(file.read_text(encoding="utf-8"))
        return _framework(record)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        return Problem(UNREADABLE, text=file.name, arguments={"reason": problem})
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        return Problem(
            UNREADABLE, text=file.name, arguments={"reason": f"{type(problem).__name__} {problem}"}
        )


def fit_framework(framework: Framework, plan: Plan, language: Language) -> FrameworkFit:
    """Compare a framework with a plan. Every effect and multiplier is an assumption, and its note says so.

    Levers and dimensions are named as the plan names them, where it does in either language, else in Chinese:
    their names are keys, so that what is inserted does not depend on the language of the window.
    """
    lacking: dict[str, None] = {}
    effects: dict[str, tuple[LeverEffect, ...]] = {}
    stated = plan.dimension_of_lever
    dimensions = (*stated.values(), *(dimension for _, dimension in plan.multipliers))
    keys = {name: _key(words, dimensions) for name, words in framework.dimensions.items()}
    for lever in framework.levers:
        name = _key(lever.name, stated)
        found: list[LeverEffect] = []
        for effect in lever.effects:
            code = _code(plan, effect.indicator)
            if code is None:
                lacking[effect.indicator[-1]] = None
                continue
            found.append(
                LeverEffect(
                    lever=name,
                    dimension=stated.get(name, keys[lever.dimension]),
                    indicator=code,
                    effect=effect.effect,
                    lag=effect.lag,
                    note=ILLUSTRATIVE.text(language, {}),
                    source=":".join(part for part in (framework.source.id, lever.section) if part),
                )
            )
        effects[lever.name.zh] = tuple(found)
    borne = {region.role for region in plan.regions} | {industry.type for industry in plan.industries}
    multipliers = {(one.name, keys[one.dimension]): one.multiplier for one in framework.multipliers}
    index: dict[str, tuple[str, ...]] = {}
    for dimension, wanted in framework.index.items():
        codes = [code for names in wanted if (code := _code(plan, names)) is not None]
        lacking.update({names[-1]: None for names in wanted if _code(plan, names) is None})
        if codes:
            index[framework.dimensions[dimension].text(language, {})] = tuple(dict.fromkeys(codes))
    levers = tuple(one for made in effects.values() for one in made)
    return FrameworkFit(
        Insertion(framework.id, levers, MappingProxyType(multipliers), (framework.source,)),
        MappingProxyType(effects),
        MappingProxyType(index),
        tuple(lacking),
        tuple(one.name.text(language, {}) for one in framework.levers if not effects[one.name.zh]),
        tuple(name for name in dict.fromkeys(one.name for one in framework.multipliers) if name not in borne),
    )


@dataclass(frozen=True)
class InsertFramework:
    """Adds a framework's levers, multipliers and source to the plan, for all scenarios; none has an intensity yet."""

    insertion: Insertion
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after it; EditRefused where this framework is in the plan already."""
        if any(one.framework == self.insertion.framework for one in document.work.inserted):
            raise EditRefused(self.insertion.framework)
        work = replace(document.work, inserted=(*document.work.inserted, self.insertion))
        return replace(document, plan=_with_levers_of(document, document.workbook_plan, work), work=work)


@dataclass(frozen=True)
class RemoveFramework:
    """Removes a framework: `own` is the plan without frameworks, as the workbook gives it.

    Intensities that scenarios gave its levers and amendments of its effects stay, and count again once it is inserted again.
    """

    framework: str
    own: Plan
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after it; EditRefused where the framework is not in the plan."""
        left = tuple(one for one in document.work.inserted if one.framework != self.framework)
        if len(left) == len(document.work.inserted):
            raise EditRefused(self.framework)
        work = replace(document.work, inserted=left)
        return replace(document, plan=_with_levers_of(document, self.own, work), work=work)


def _with_levers_of(document: Document, own: Plan, work: Work) -> Plan:
    """The document's plan with the levers, multipliers and sources that a work gives."""
    made = amended_plan(own, work)
    return replace(document.plan, levers=made.levers, multipliers=made.multipliers, sources=made.sources)


def remove_framework(framework: Framework, own: Plan) -> RemoveFramework:
    """The edit that removes a framework from a plan; `own` is the plan as the workbook gives it."""
    label = Label(_REMOVED, MappingProxyType({"title": framework.title}))
    return RemoveFramework(framework.id, own, label)


def insert_framework(framework: Framework, plan: Plan, language: Language) -> InsertFramework:
    """The edit that inserts a framework into this plan."""
    label = Label(_INSERTED, MappingProxyType({"title": framework.title}))
    return InsertFramework(fit_framework(framework, plan, language).insertion, label)


def _key(words: Wording, stated: Iterable[str]) -> str:
    """The plan's name for these words, in either language; the Chinese words where the plan has none."""
    wanted = {fold(words.zh), fold(words.en)}
    return next((name for name in stated if fold(name) in wanted), words.zh)


def _code(plan: Plan, names: tuple[str, ...]) -> str | None:
    for name in names:
        wanted = fold(name)
        for indicator in plan.indicators:
            if wanted in (fold(indicator.code), fold(indicator.name), fold(indicator.english)):
                return indicator.code
    return None


def _framework(record: Mapping[str, Any]) -> Framework:
    dimensions = {one["name"]: _wording(one) for one in record["dimensions"]}
    levers = tuple(_lever(one, dimensions) for one in record.get("levers", ()))
    names = [lever.name.zh for lever in levers]
    if len(set(names)) < len(names):
        raise ValueError("two levers of one name")
    multipliers = tuple(
        FrameworkMultiplier(
            str(one["name"]),
            _known(one["dimension"], dimensions),
            _figure(one["multiplier"]),
            Wording(one.get("note", ""), one.get("note_english", "")),
        )
        for one in record.get("multipliers", ())
    )
    stated = record["source"]
    source = Source(
        **{name: str(stated[name]) for name in ("id", "document", "section", "date", "url") if name in stated}
    )
    return Framework(
        id=str(record["id"]),
        title=Wording(record["title"], record["english"]),
        text=Wording(record["text"].strip(), record["text_english"].strip()),
        source=source,
        dimensions=MappingProxyType(dimensions),
        levers=levers,
        multipliers=multipliers,
        index=MappingProxyType(
            {
                _known(name, dimensions): tuple(tuple(map(str, names)) for names in wanted)
                for name, wanted in record.get("index", {}).items()
            }
        ),
        open_points=tuple(Wording(one["text"], one["text_english"]) for one in record.get("open", ())),
    )


def _lever(record: Mapping[str, Any], dimensions: Mapping[str, Wording]) -> FrameworkLever:
    return FrameworkLever(
        name=_wording(record),
        dimension=_known(record["dimension"], dimensions),
        section=str(record.get("section", "")),
        text=Wording(record.get("text", ""), record.get("text_english", "")),
        facts=tuple(map(str, record.get("facts", ()))),
        effects=tuple(
            FrameworkEffect(tuple(map(str, one["indicator"])), _figure(one["effect"]), int(one.get("lag", 0)))
            for one in record.get("effects", ())
        ),
    )


def _wording(record: Mapping[str, Any]) -> Wording:
    return Wording(str(record["name"]), str(record["english"]))


def _known(name: str, dimensions: Mapping[str, Wording]) -> str:
    if name not in dimensions:
        raise ValueError(f"no dimension {name}")
    return name


def _figure(value: object) -> float:
    # TOML knows inf and nan, a plan does not
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e6:
        raise ValueError(f"not a figure: {value}")
    return float(value)
