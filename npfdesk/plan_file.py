"""The file of a plan written in the window: begun in the program's own folder, and saved where its author says."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Final

from npfdesk.desk import Desk, read
from npfdesk.plan.file_names import file_name
from npfdesk.plan.model import Plan
from npfdesk.plan.problems import Language, Problem, error
from npfdesk.private_files import private_folder
from npfdesk.store.library import Library
from npfdesk.store.library_records import WorkbookIdentity
from npfdesk.workbook.plan_reader import Reading, read_workbook
from npfdesk.workbook.standard.plan_workbook import save_standard
from npfdesk.workbook.standard.template import write_template

NO_FOLDER: Final = error(
    "new_plan_folder",
    "新规划没有建成：{reason}。请检查磁盘空间和权限。",
    "The new plan was not created: {reason}. Check disk space and rights.",
)
NOT_READ_BACK: Final = error(
    "new_plan_not_read_back",
    "“{text}”已写入，但读不回来：{reason}。修改仍在窗口中；请另存一个名字。",
    "“{text}” was written but cannot be read back: {reason}. Your changes are still in the window; save them under another "
    "name.",
)
NO_STRUCTURE: Final = error(
    "new_plan_no_structure",
    "“{text}”里没有读出规划。请另选一本工作簿。",
    "No plan was read from “{text}”. Choose another workbook.",
)


def begin_plan(plan: Plan, folder: Path, language: Language) -> Path | Problem:
    """Write a new plan as a workbook of its own into a folder, under its title and a number where that is taken.

    A Problem where it cannot be written. The library can then keep drafts of it as of every workbook.
    """
    try:
        private_folder(folder)
    except OSError as failure:
        return Problem(NO_FOLDER, arguments={"reason": failure.strerror or str(failure)})
    stem, number = file_name(plan.title), 2
    path = folder / f"{stem}.xlsx"
    while path.exists():
        path, number = folder / f"{stem} {number}.xlsx", number + 1
    problem = save_standard(plan, path, language)
    return path if problem is None else problem


def is_in(folder: Path, path: Path | None) -> bool:
    """Whether a file lies in the folder of plans that were not saved anywhere else yet."""
    if path is None:
        return False
    return os.path.normcase(os.path.abspath(path.parent)) == os.path.normcase(os.path.abspath(folder))


def save_plan(desk: Desk, path: Path, language: Language) -> tuple[Reading, WorkbookIdentity] | Problem:
    """Write the desk's plan with all amendments and scenarios into a workbook, and read it back.

    A Problem where it cannot be written or read back. The desk stays as it is; with what comes back it can go on with
    that workbook (`Desk.reload`). What no workbook holds (notes, storyboard, minutes) is the library's to keep.
    """
    document = desk.session.document
    problem = save_standard(
        replace(document.plan, scenarios=tuple(document.scenarios.values())), path, language
    )
    if problem is not None:
        return problem
    reading, identity = read(path)
    if reading.plan is None or identity is None:
        reasons = "  ".join(one.message(language) for one in reading.problems[:1])
        return Problem(NOT_READ_BACK, text=path.name, arguments={"reason": reasons})
    return reading, identity


def remove_begun(path: Path, identity: WorkbookIdentity, library: Library | None) -> None:
    """Remove the workbook that a plan was begun in, and its draft, after the plan was saved elsewhere.

    It stays where another draft of it awaits a choice. What cannot be removed stays and does no harm.
    """
    if library is not None and not library.read_only:
        try:
            library.discard_draft(identity)
            if library.waiting_drafts(identity):
                return
            library.forget_file(path)
        except sqlite3.Error:
            return
    with contextlib.suppress(OSError):
        path.unlink()


def structure_of(path: Path) -> Plan | Problem:
    """The plan of a workbook on disk, for its structure; the first Problem where it cannot be read."""
    reading, _ = read(path)
    if reading.plan is None:
        return next(iter(reading.problems), Problem(NO_STRUCTURE, text=path.name))
    return reading.plan


def example_structure(language: Language) -> Plan:
    """The plan that the template's example rows make together."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        problem = write_template(path, language)
        assert problem is None, problem.message(language)
        plan = read_workbook(path).plan
    assert plan is not None
    return plan
