"""Fill-in workbooks: one for each unit, written into a folder with the index of who was asked for what; all or none."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from npfdesk.plan.collection import AskedFor, BegunCollection, Request
from npfdesk.plan.file_names import file_name
from npfdesk.plan.model import Plan
from npfdesk.plan.names import fold
from npfdesk.plan.problems import LANGUAGES, Language, Problem, Wording, error, joined, note, quoted
from npfdesk.plan.returns import ReturnIdentity
from npfdesk.workbook.collecting import form_words
from npfdesk.workbook.collecting.asked_sheet import unit_name
from npfdesk.workbook.collecting.collection_index import index_workbook
from npfdesk.workbook.collecting.covering_sheet import CoveringSheet
from npfdesk.workbook.collecting.figure_sheet import write_figures
from npfdesk.workbook.collecting.form_book import FormBook
from npfdesk.workbook.collecting.hidden_sheet import VERSION, Form, FormCell, FormPlace, form_rows
from npfdesk.workbook.collecting.printed_page import printed_marks
from npfdesk.workbook.collecting.proposal_sheet import write_proposals
from npfdesk.workbook.files.replacement import put_in_place

FOLDER_TAKEN: Final = error(
    "collect_folder_taken",
    "文件夹“{text}”里已有 {files}，没有写入任何文件。已有的可能是上次下发的表或回表；请另选一个空文件夹，或先移走它们。",
    "The folder “{text}” already holds {files}; nothing was written. They may be an earlier issue or returns: choose an empty "
    "folder, or move them first.",
)
NO_FOLDER: Final = error(
    "collect_no_folder",
    "文件夹“{text}”用不了：{reason}。没有写入任何文件；请另选一个文件夹。",
    "The folder “{text}” cannot be used: {reason}. Nothing was written; choose another folder.",
)
CANCELLED: Final = note(
    "collect_cancelled",
    "已取消，没有写入任何文件。",
    "Cancelled; nothing was written.",
)
_MOST_NAMED: Final = 3

Progress = Callable[[int, int], None]
"""Told while forms are made: how many are done, of how many."""


@dataclass(frozen=True)
class IssuedCollection:
    """A collection as issued: the folder, the index's name in it, and the name of each unit's file, by the unit's code."""

    folder: Path
    index: str
    files: Mapping[str, str]


def fill_in_workbook(plan: Plan, begun: BegunCollection, request: Request, language: Language) -> bytes:
    """The form of one unit as a workbook; the same content gives the same bytes."""
    collection = begun.collection
    issued = datetime.date.fromisoformat(collection.issued)
    book = FormBook(language, f"{request.unit.name} {collection.year}", issued)
    cover = CoveringSheet(book, plan, begun, request)
    cells: list[FormCell] = []
    progress: list[tuple[FormPlace, int]] = []
    for asked_for, write in ((AskedFor.FIGURE, write_figures), (AskedFor.PROPOSAL, write_proposals)):
        if not any(one.asked_for is asked_for for one in request.cells):
            continue
        written, counted = write(book, plan, begun, request, len(cells) + 1)
        cells.extend(written)
        progress.append((counted, len(written)))
    fields = cover.write(progress)
    identity = ReturnIdentity(
        version=VERSION,
        collection=collection.key,
        plan_title=collection.plan_title,
        by=collection.by,
        year=collection.year,
        round=collection.round,
        unit=request.unit,
        issued=collection.issued,
        due=collection.due,
    )
    printed = printed_marks(book.pages, cells)
    form = Form(identity, language, MappingProxyType(dict(fields)), tuple(cells), printed)
    book.hidden_sheet(form_rows(form))
    return book.close()


def file_names(plan: Plan, begun: BegunCollection, language: Language) -> Mapping[str, str]:
    """The name of each unit's file by its code: safe on every system, and no two alike."""
    collection = begun.collection
    words = form_words.FILE_NAME if collection.round < 1 else form_words.FILE_NAME_ROUND
    names: dict[str, str] = {}
    taken = {fold(one) for one in _index_names()}
    for request in collection.requests:
        spoken = file_name(unit_name(plan, begun, request, language))
        said = {"unit": spoken, "year": collection.year, "round": collection.round}
        stem, number = words.text(language, said), 2
        name = f"{stem}.xlsx"
        while fold(name) in taken:
            name, number = f"{stem} {number}.xlsx", number + 1
        taken.add(fold(name))
        names[request.unit.code] = name
    return MappingProxyType(names)


def write_requests(
    plan: Plan,
    begun: BegunCollection,
    folder: Path,
    language: Language,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> IssuedCollection | Problem:
    """Write a form for each unit, and the index, into a folder, which is made where there is none. All of them or none.

    A Problem where the folder cannot be used, where it holds a file of one of these names or an index already, where one
    cannot be written, or where it was cancelled: what was written is taken away again then.
    """
    names = file_names(plan, begun, language)
    index = form_words.INDEX_FILES.text(language, {})
    refused = _refused(folder, names.values())
    if refused is not None:
        return refused
    requests = begun.collection.requests
    contents: list[tuple[str, bytes]] = []
    for done, request in enumerate(requests):
        if cancelled is not None and cancelled():
            return Problem(CANCELLED)
        if progress is not None:
            progress(done, len(requests))
        contents.append((names[request.unit.code], fill_in_workbook(plan, begun, request, language)))
    # the index last: where it is, all of them are
    contents.append((index, index_workbook(plan, begun, names, language)))
    problem = _written(folder, contents)
    if problem is not None:
        return problem
    if progress is not None:
        progress(len(requests), len(requests))
    return IssuedCollection(folder, index, names)


def _index_names() -> tuple[str, ...]:
    return tuple(form_words.INDEX_FILES.text(language, {}) for language in LANGUAGES)


def _refused(folder: Path, names: Iterable[str]) -> Problem | None:
    try:
        there = {fold(one.name): one.name for one in folder.iterdir()} if folder.exists() else {}
    except (OSError, ValueError) as problem:
        return _no_folder(folder, problem)
    found = [there[fold(name)] for name in (*_index_names(), *names) if fold(name) in there]
    if not found:
        return None
    zh, en = (joined(quoted(found), language, _MOST_NAMED) for language in LANGUAGES)
    return Problem(FOLDER_TAKEN, text=folder.name, arguments={"files": Wording(zh, en)})


def _no_folder(folder: Path, problem: OSError | ValueError) -> Problem:
    reason = getattr(problem, "strerror", None) or str(problem)
    return Problem(NO_FOLDER, text=folder.name, arguments={"reason": reason})


def _written(folder: Path, contents: Iterable[tuple[str, bytes]]) -> Problem | None:
    """Write files into a folder, all of them or none."""
    made: list[Path] = []
    try:
        for above in (folder, *folder.parents):
            if above.exists():
                break
            made.append(above)
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as failure:
        _take_away((), made)
        return _no_folder(folder, failure)
    written: list[Path] = []
    complete = False
    try:
        for name, content in contents:
            path = folder / name
            problem = put_in_place(path, content)
            if problem is not None:
                return problem
            written.append(path)
        complete = True
    finally:
        if not complete:
            _take_away(written, made)
    return None


def _take_away(written: Iterable[Path], made: Iterable[Path]) -> None:
    for path in written:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
    for folder in made:
        with contextlib.suppress(OSError):
            folder.rmdir()
