"""Exchange files (`.npfs`): scenarios for e-mail and memory sticks, as versioned JSON with their common base.

The form is documented in resources/help/npfs.zh.md and npfs.en.md.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from npfdesk.plan.cell_differences import work_with_rows
from npfdesk.plan.grains import Row
from npfdesk.plan.parts import PART_OF_AREA
from npfdesk.plan.problems import Problem, error
from npfdesk.plan.records import SavedWork, UnknownFormat, decode_record, encode_record
from npfdesk.plan.scenarios import Scenario, by_id, lineage
from npfdesk.plan.sound_text import sound_text
from npfdesk.plan.work import Work

FORMAT: Final = "npfs"
VERSION: Final = 1
LIMIT: Final = 64 * 1024 * 1024
"""The largest file that is read, in bytes."""

NOT_NPFS: Final = error(
    "not_npfs",
    "“{text}”不是情景交换文件（.npfs）。请选择由 NPF Desk“导出情景”得到的文件。",
    "“{text}” is not a scenario exchange file (.npfs). Choose a file made by “Export scenarios” in NPF Desk.",
)
NEWER_NPFS: Final = error(
    "newer_npfs",
    "“{text}”由更新的版本导出（格式 {version}），无法读取。请更新 NPF Desk。",
    "“{text}” was exported by a newer version (format {version}) and cannot be read. Update NPF Desk.",
)
DAMAGED_NPFS: Final = error(
    "damaged_npfs",
    "“{text}”在传送中损坏或被改动，没有导入。请让对方重新导出。",
    "“{text}” was damaged or altered in transit and was not imported. Ask the sender to export it again.",
)
LARGE_NPFS: Final = error(
    "large_npfs",
    "“{text}”超过 64 MB，没有读取。请分几次导出。",
    "“{text}” is larger than 64 MB and was not read. Export the scenarios in several files.",
)


@dataclass(frozen=True)
class ExchangeOrigin:
    """Where an exchange comes from: who, when (UTC, ISO 8601), which program, which workbook and plan."""

    exported_by: str = ""
    exported_at: str = ""
    program: str = ""
    workbook: str = ""
    workbook_sha256: str = ""
    plan: str = ""


@dataclass(frozen=True)
class Exchange:
    """The content: the scenarios with all ancestors, and the base state they started from (None: unknown)."""

    work: SavedWork
    base: SavedWork | None
    about: ExchangeOrigin = ExchangeOrigin()


def with_ancestors(saved: SavedWork, names: Collection[str], amendments: bool = True) -> SavedWork:
    """These scenarios (by id) with their ancestors, in the tree's order; KeyError for an unknown one.

    With `amendments` what was changed of the plan itself goes along, since the paths rest on it.
    """
    scenarios = saved.work.scenarios
    wanted = {ancestor.id for name in names for ancestor in lineage(scenarios, scenarios[name].id)}
    active = saved.active if saved.active in wanted else next(iter(names), "")
    # minutes are the meeting's own, and views and notes go with the scenarios that they are of
    narrowed = work_with_rows(saved.work, lambda row, value: _scenario_of(row, value) in (None, *wanted))
    return SavedWork(narrowed if amendments else _without_amendments(narrowed), active)


def common_parent(
    saved: SavedWork,
    taken_in: Iterable[SavedWork],
    workbook_scenarios: Iterable[Scenario],
    amendments: bool = True,
) -> SavedWork:
    """The state these scenarios started from: their last import, else the workbook's scenarios.

    `taken_in` are earlier imports, the latest first. Amendments are those of the import that had these scenarios.
    """
    wanted = saved.work.scenarios
    found: dict[str, Scenario] = {}
    parent = SavedWork(Work(by_id(())), saved.active)
    for earlier in taken_in:
        fresh = {
            name: one for name, one in earlier.work.scenarios.items() if name in wanted and name not in found
        }
        if fresh and not found:
            parent = replace(earlier, workbook_scenarios=(), active=saved.active)
        found.update(fresh)
    for one in workbook_scenarios:
        if one.id in wanted:
            found.setdefault(one.id, one)
    whole = replace(parent.work, scenarios=by_id(found[name] for name in wanted if name in found))
    if not amendments:
        return SavedWork(_without_amendments(whole), saved.active)
    return replace(parent, work=whole)


def _scenario_of(row: Row, value: Any) -> str | None:
    return PART_OF_AREA[row.area].scenario_of(row, value)


def _without_amendments(work: Work) -> Work:
    return work_with_rows(
        work,
        lambda row, value: PART_OF_AREA[row.area].without_amendments and _scenario_of(row, value) is not None,
    )


def pack(exchange: Exchange) -> bytes:
    """An exchange as the bytes of a file. ValueError for a figure that is not finite."""
    content = {
        "work": encode_record(exchange.work),
        "base": encode_record(exchange.base) if exchange.base is not None else None,
    }
    about = exchange.about
    record = {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": about.exported_at,
        "exported_by": about.exported_by,
        "program": about.program,
        "workbook": {"name": about.workbook, "sha256": about.workbook_sha256, "plan": about.plan},
        "sha256": _digest(content),
        **content,
    }
    return json.dumps(record, ensure_ascii=False, allow_nan=False, indent=1).encode()


def unpack(content: bytes, name: str) -> Exchange | Problem:
    """An exchange out of a file's bytes; a Problem where it is none, newer, damaged or altered."""
    if len(content) > LIMIT:
        return Problem(LARGE_NPFS, text=name)
    try:
        record = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        # one of our files that was cut short still begins like one
        kind = DAMAGED_NPFS if f'"format": "{FORMAT}"'.encode() in content[:200] else NOT_NPFS
        return Problem(kind, text=name)
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        return Problem(NOT_NPFS, text=name)
    version = record.get("version")
    if not isinstance(version, int) or version > VERSION:
        return Problem(NEWER_NPFS, text=name, arguments={"version": version})
    inside = {"work": record.get("work"), "base": record.get("base")}
    try:
        if record.get("sha256") != _digest(inside):
            return Problem(DAMAGED_NPFS, text=name)
        work = decode_record(inside["work"])
        base = decode_record(inside["base"]) if inside["base"] is not None else None
    except (UnknownFormat, ValueError, RecursionError):
        return Problem(DAMAGED_NPFS, text=name)
    if not work.work.scenarios:
        return Problem(DAMAGED_NPFS, text=name)
    return Exchange(work, base, _about(record))


def _about(record: dict[str, Any]) -> ExchangeOrigin:
    book = record.get("workbook")
    book = book if isinstance(book, dict) else {}
    fields = (
        *(record.get("exported_by"), record.get("exported_at"), record.get("program")),
        *(book.get("name"), book.get("sha256"), book.get("plan")),
    )
    return ExchangeOrigin(*(sound_text(one) if isinstance(one, str) else "" for one in fields))


def _digest(content: dict[str, Any]) -> str:
    """SHA-256 of the content in one spelling: keys sorted, no spaces, UTF-8; ValueError where UTF-8 cannot hold it."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    # half a pair of UTF-16 is in none of our files: a ValueError, and the file was altered
    return hashlib.sha256(text.encode()).hexdigest()
