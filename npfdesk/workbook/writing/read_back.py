"""What a workbook would say after a save, read before it is written: nothing of the plan may be lost without a word."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from npfdesk.plan.cell_differences import cell_text, rows_of_work
from npfdesk.plan.document import Document
from npfdesk.plan.grains import WHOLE, Cell
from npfdesk.plan.model import Plan
from npfdesk.plan.parts import PARTS
from npfdesk.plan.problems import Language, Problem, Wording, error, joined, warning
from npfdesk.plan.records import saved_work
from npfdesk.plan.restore import restore
from npfdesk.plan.structure_edits import KIND_WORDS
from npfdesk.plan.work import Work
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.published.corrections import NO_CORRECTIONS, Corrections
from npfdesk.workbook.writing.patch import AddedSheet, CellEdit, patched
from npfdesk.workbook.writing.sheet_part import NotPatchable

NOT_ALL_SAVED: Final = warning(
    "not_all_saved",
    "“{text}”的表格写不下这些内容：{what}。其余的已列出；这些仍保存在情景库中。要全部写入，请“另存为标准格式的工作簿”。",
    "The tables of “{text}” have no place for {what}. The rest is listed; these remain in the scenario library. To write "
    "everything, save the plan as a workbook in the standard format.",
)
NOT_READ_AGAIN: Final = error(
    "not_read_again",
    "写入后的“{text}”读不出规划，没有写入，文件未动。请“另存为标准格式的工作簿”。",
    "After writing, “{text}” could no longer be read as a plan, so nothing was written and the file is unchanged. Save the "
    "plan as a workbook in the standard format.",
)
_STILL_THERE: Final = Wording("{what}“{name}”的改名或删除", "the {what} “{name}” renamed or removed")
_MOST: Final = 8


def lost(
    path: Path,
    edits: Sequence[CellEdit],
    added: Sequence[AddedSheet],
    document: Document,
    language: Language,
    corrections: Corrections = NO_CORRECTIONS,
) -> tuple[str, ...] | Problem:
    """What of the amendments of the plan the workbook with these edits does not say, in words; empty where all is said.

    Amendments that the plan itself has no place for are passed over. A Problem where it does not read as a plan. What
    cannot be patched at all is refused when it is saved, and nothing is said of it here.
    """
    made = patched(path.read_bytes(), edits, added)
    if isinstance(made, NotPatchable):
        return ()
    with tempfile.TemporaryDirectory() as folder:
        # the name may be the plan's title
        copy = Path(folder) / path.name
        copy.write_bytes(made)
        plan = read_workbook(copy, corrections).plan
    if plan is None:
        return Problem(NOT_READ_AGAIN, text=path.name)
    restored = restore(plan, saved_work(document)).document
    left = restored.work
    kept = {part.key: part.of(left) for part in PARTS if part.outstanding is not None}
    rows = rows_of_work(replace(Work(left.scenarios), **kept))
    strangers = {
        key
        for part in PARTS
        if part.strangers is not None and part.outstanding is not None
        for key, _ in part.strangers(document.plan, part.of(document.work))
    }
    named = (
        cell_text(document.plan, Cell(row, WHOLE), language)
        for row in rows
        if not row.scenario and tuple(_flat(row.key)) not in strangers
    )
    return tuple(dict.fromkeys((*named, *_strange(restored.plan, document.plan, language))))


def _flat(key: tuple[object, ...]) -> Iterator[object]:
    """The names in a key, those of its series among them."""
    for one in key:
        if isinstance(one, tuple):
            yield from one
        else:
            yield one


def _strange(read: Plan, plan: Plan, language: Language) -> Iterator[str]:
    """What would be in the plan though it is not: what was renamed or removed and still stands in a table as printed."""
    for kind in ("regions", "industries", "indicators"):
        known = {one.code for one in getattr(plan, kind)}
        for one in getattr(read, kind):
            if one.code not in known:
                yield _STILL_THERE.text(
                    language, {"what": KIND_WORDS[kind].text(language, {}), "name": one.name}
                )


def told(names: Sequence[str], language: Language) -> str:
    """The first of what was lost in words, and how many more there are."""
    return joined(names, language, _MOST)
