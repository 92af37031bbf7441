"""Save into a user's workbook without loss: only edited cells change, our sheets are added, the rest stays byte for byte.

The zip's parts are edited; nothing is read into an object model and written back, which would lose formats,
charts, images, macros and everything unknown.
"""

from __future__ import annotations

import datetime
import hashlib
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import ascii_uppercase
from types import MappingProxyType
from typing import Final

from openpyxl.utils import get_column_letter

from npfdesk.plan.problems import Language, Problem, Wording, error, warning
from npfdesk.workbook.files.file_problems import ENCRYPTED
from npfdesk.workbook.files.file_types import FileKind, kind_of, refusal, unreadable
from npfdesk.workbook.files.replacement import HELD_OPEN, owner_file, put_in_place
from npfdesk.workbook.standard.sheet_columns import LOG_SHEET
from npfdesk.workbook.standard.sheet_layout import CellValue
from npfdesk.workbook.writing.book_parts import BookParts
from npfdesk.workbook.writing.inserted_rows import insert_rows
from npfdesk.workbook.writing.reference_shifts import NotInsertable, RowBlock, RowInsertion
from npfdesk.workbook.writing.sheet_part import CellChange, NotPatchable, last_row, patch_sheet, sheet_part
from npfdesk.workbook.writing.stale_results import Results, stale_results, take_out

CHANGED_SINCE: Final = error(
    "workbook_changed_since",
    "“{text}”在打开之后被别的程序改过，没有写入。请重新打开它，再写回。",
    "“{text}” was changed by another program since it was opened; nothing was written. Open it again, then update the workbook.",
)
ENCRYPTED_NOT_WRITTEN: Final = error(
    "encrypted_not_written",
    "“{text}”加了密码；直接写入会把内容变成不加密的，所以没有写入，文件未动。请在 Excel 中去掉密码，另存为别的名字的 .xlsx，打开那一份再写回。",
    "“{text}” is protected by a password, and writing into it would remove the protection, so nothing was written and the file "
    "is unchanged. In Excel remove the password, save it as an .xlsx under another name, open that and update it.",
)
KIND_NOT_WRITTEN: Final = error(
    "kind_not_written",
    "“{text}”是 .{kind} 文件，只读取，不写入；文件未动。请在 Excel 中另存为 .xlsx，打开那一份再写回。",
    "“{text}” is a .{kind} file, which is only read, never written; it is unchanged. Save it as .xlsx in Excel, open that and "
    "update it.",
)
OTHER_ENDING: Final = error(
    "other_ending",
    "“{text}”的扩展名应为 {ending}：副本与原工作簿是同一种文件，换了扩展名 Excel 会拒绝打开。没有写入。",
    "“{text}” must end in {ending}: the copy is of the same type as the workbook, and Excel refuses to open it under another "
    "extension. Nothing was written.",
)
READ_ONLY_RECOMMENDED: Final = error(
    "read_only_recommended",
    "“{text}”建议以只读方式打开（或设了修改密码），没有写入，文件未动。请保存到副本；确实要写入它，选“仍然写入”。",
    "“{text}” is marked read-only recommended, or has a password for changes; nothing was written and the file is unchanged. "
    "Save to a copy, or choose “Write all the same”.",
)
LOG_NOT_ADDED: Final = warning(
    "log_not_added",
    "“{text}”锁定了结构，加不进工作表“{what}”：其余修改照常写入，只是不留修改记录。要留记录，请先在 Excel 中撤销工作簿保护。",
    "The structure of “{text}” is locked, so the sheet “{what}” cannot be added: the other changes are written, but without a "
    "change log. To keep a log, unprotect the workbook in Excel first.",
)
_REFUSALS: Final = MappingProxyType(
    {
        "damaged": error(
            "not_patchable",
            "“{text}”的内部结构不能安全改动（{what}），没有写入。请在 Excel 中打开、另存后再试，或另存为新工作簿。",
            "“{text}” has an internal structure that cannot be changed safely ({what}); nothing was written. Open it in Excel, "
            "save it again and retry, or save as a new workbook.",
        ),
        "protected": error(
            "protected_sheet",
            "“{text}”的工作表“{what}”有保护，没有写入。请在 Excel 中撤销工作表保护后再试。",
            "The sheet “{what}” of “{text}” is protected; nothing was written. Unprotect it in Excel and try again.",
        ),
        "locked_structure": error(
            "locked_structure",
            "“{text}”锁定了结构，不能加入工作表“{what}”，没有写入。请在 Excel 中撤销工作簿保护后再试。",
            "The structure of “{text}” is locked, so the sheet “{what}” cannot be added; nothing was written. Unprotect the "
            "workbook in Excel and try again.",
        ),
        "shared_formula": error(
            "shared_formula",
            "“{text}”的 {what} 是与其他单元格共用的公式，没有写入。请在 Excel 中把它改成普通数值后再试。",
            "{what} of “{text}” has a formula that is shared with other cells; nothing was written. Turn it into plain figures "
            "in Excel and try again.",
        ),
        "strict": error(
            "strict_not_written",
            "“{text}”是“严格开放 XML”格式，只读取，不写入；文件未动。请在 Excel 中另存为普通的“Excel 工作簿（.xlsx）”，打开那一份再写回。",
            "“{text}” is in the format Strict Open XML, which is only read, never written; it is unchanged. In Excel save it "
            "as an ordinary “Excel Workbook (.xlsx)”, open that and update it.",
        ),
        "signed": error(
            "signed_workbook",
            "“{text}”有数字签名，改动会使签名失效，没有写入。请另存为新工作簿。",
            "“{text}” is digitally signed and a change would invalidate the signature; nothing was written. Save as a new "
            "workbook.",
        ),
        "no_sheet": error(
            "no_such_sheet",
            "“{text}”里没有工作表“{what}”，没有写入。请重新打开工作簿后再试。",
            "“{text}” has no sheet “{what}”; nothing was written. Open the workbook again and retry.",
        ),
    }
)
_LOG_HEADS: Final = (
    Wording("时间（UTC）", "Time (UTC)"),
    Wording("工作表", "Sheet"),
    Wording("单元格", "Cell"),
    Wording("原值", "Before"),
    Wording("新值", "After"),
    Wording("说明", "What"),
    Wording("谁", "Who"),
    Wording("程序", "Program"),
)
_ADDED: Final = Wording("加入 {count} 行", "{count:row|rows} added")
_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
)
"""What a zip raises that is cut short, altered, encrypted or packed in a way that is not known here."""
_LOG_WIDTHS: Final = (20, 14, 10, 18, 18, 46, 14, 16)


@dataclass(frozen=True)
class CellEdit:
    """A cell of a sheet to be changed: its new value (None empties it), what it said before, and why in words.

    In a cell that shows per cent a figure is what it
    shows: 8 is written as 0.08; where the format adds words or a scale it is written as text. A cell that is new takes its look from the same column of row `like`.
    `behind` is the block behind which the cell's row is a new one, put in before anything is written: all rows are those
    that are there afterwards. None: the row is there.
    """

    sheet: str
    cell: str
    value: CellValue
    before: str = ""
    label: str = ""
    like: int = 0
    behind: RowBlock | None = None


Formulas = Mapping[tuple[str, str], str]
"""The formulas that gave way to what was written, by sheet and cell."""


@dataclass(frozen=True)
class AddedSheet:
    """A sheet of ours: heads, rows and widths; where the workbook has one of that name the rows go below its own."""

    name: str
    heads: tuple[CellValue, ...]
    rows: tuple[tuple[CellValue, ...], ...]
    widths: tuple[float, ...] = ()


@dataclass(frozen=True)
class Author:
    """Who saves: a name, the program with its version, and the moment (UTC)."""

    name: str
    program: str
    moment: datetime.datetime


def save_into_workbook(
    path: Path,
    edits: Sequence[CellEdit],
    author: Author,
    language: Language,
    *,
    added: Sequence[AddedSheet] = (),
    opened_as: str = "",
    destination: Path | None = None,
    over_read_only: bool = False,
) -> Problem | None:
    """Write edits into a workbook, and a line for each into its sheet 修改记录; None where it is done.

    `opened_as` is the SHA-256 of the bytes that the edits were made on ("" is not asked); `destination` another
    file than the workbook itself, which takes the workbook's ending (`copy_of`). Written whole or not at all. A Problem where the file is open elsewhere, was
    changed since, is protected or signed, or cannot be written; where it is read-only or asks to be taken so, unless
    writing was asked for (`over_read_only`). Where its structure is locked there is no log.
    """
    refused = refusal(path)
    if refused is not None:
        return refused
    target = copy_of(path, destination) if destination is not None else path
    if isinstance(target, Problem):
        return target
    owner = owner_file(target)
    if owner is not None:
        return Problem(HELD_OPEN, text=target.name, arguments={"owner": owner.name})
    try:
        content = path.read_bytes()
    except OSError as problem:
        return unreadable(path.name, problem)
    unwritable = not_writable(path.name, content)
    if unwritable is not None:
        return unwritable
    if opened_as and hashlib.sha256(content).hexdigest() != opened_as:
        return Problem(CHANGED_SINCE, text=path.name)
    if target == path and not over_read_only and _asks_not_to(content):
        return Problem(READ_ONLY_RECOMMENDED, text=path.name)
    made = patched(content, edits, added, lambda gone: log_sheet(edits, author, language, gone, added))
    if isinstance(made, NotPatchable):
        return Problem(_REFUSALS[made.code], text=path.name, arguments={"what": made.what})
    return put_in_place(target, made, over_read_only=over_read_only)


def not_writable(name: str, content: bytes) -> Problem | None:
    """Why a workbook with these bytes is read and never written; None where it may be written.

    An encrypted one would lose its protection; of the other kinds nothing can be changed without loss.
    """
    kind = kind_of(name, content)
    if isinstance(kind, Problem):
        return Problem(ENCRYPTED_NOT_WRITTEN, text=name) if kind.kind is ENCRYPTED else None
    if kind is not FileKind.EXCEL:
        return Problem(KIND_NOT_WRITTEN, text=name, arguments={"kind": str(kind)})
    return None


def copy_of(path: Path, copy: Path) -> Path | Problem:
    """Where a copy of a workbook goes: the workbook's ending is added where none is typed; a Problem for another one."""
    ending = copy.suffix[1:]
    if copy.suffix.lower() == path.suffix.lower():
        return copy
    # the end of 规划.修订 or 计划2.0 is none
    if ending[:1].isalpha() and ending.isascii():
        return Problem(OTHER_ENDING, text=copy.name, arguments={"ending": path.suffix})
    return copy.with_name(copy.name + path.suffix)


def log_sheet(
    edits: Sequence[CellEdit],
    author: Author,
    language: Language,
    formulas: Formulas = MappingProxyType({}),
    added: Sequence[AddedSheet] = (),
) -> AddedSheet:
    """The lines of 修改记录: when, where, what it said, what it says, why, who and by which program.

    Where a formula gave way to a figure, it stands behind what the cell said. A sheet that was added has one line.
    """
    moment = author.moment.strftime("%Y-%m-%d %H:%M:%S")
    rows: list[tuple[CellValue, ...]] = []
    for sheet in added:
        label = _ADDED.text(language, {"count": len(sheet.rows)})
        rows.append((moment, sheet.name, None, None, None, label, author.name, author.program))
    for edit in edits:
        formula = formulas.get((edit.sheet, edit.cell))
        before = " ".join(part for part in (edit.before, formula) if part)
        rows.append(
            (moment, edit.sheet, edit.cell, before, edit.value, edit.label, author.name, author.program)
        )
    heads = tuple(wording.text(language, {}) for wording in _LOG_HEADS)
    return AddedSheet(LOG_SHEET.text(language, {}), heads, tuple(rows), _LOG_WIDTHS)


def patched(
    content: bytes,
    edits: Sequence[CellEdit],
    added: Sequence[AddedSheet] = (),
    log: Callable[[Formulas], AddedSheet] | None = None,
) -> bytes | NotPatchable:
    """A workbook's bytes with edits and added sheets; NotPatchable where that cannot be done safely.

    `log` makes one more sheet where anything is written, once it is known which formulas gave way.
    A part that no edit touches keeps its bytes, but for saved results of formulas that read what was edited: these are
    taken out. The workbook's own part changes where sheets are added, or where it has formulas, which Excel then
    computes on opening.
    """
    made = _patched_book(content, edits, added, log)
    return made if isinstance(made, NotPatchable) else made.content


def outdated(
    content: bytes, edits: Sequence[CellEdit], added: Sequence[AddedSheet] = ()
) -> Results | NotPatchable:
    """The cells whose results would be taken out by a save of these edits and sheets."""
    made = _patched_book(content, edits, added, None)
    return made if isinstance(made, NotPatchable) else made.outdated


def has_no_room_for_log(content: bytes, language: Language) -> bool:
    """Whether the log of changes cannot be added, because the workbook's structure is locked."""
    book = _book_of(content)
    return book is not None and book.locked and book.named(LOG_SHEET.text(language, {})) is None


def _asks_not_to(content: bytes) -> bool:
    book = _book_of(content)
    return book is not None and book.asks_not_to


def _book_of(content: bytes) -> BookParts | None:
    """The parts around a workbook's sheets; None for what is refused anyway when it is patched."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            kept = (name for name in archive.namelist() if not name.startswith("xl/media/"))
            return BookParts({name: archive.read(name) for name in kept})
    except (NotPatchable, *_DAMAGE):
        return None


@dataclass(frozen=True)
class _PatchedBook:
    content: bytes
    outdated: Results


def _patched_book(
    content: bytes,
    edits: Sequence[CellEdit],
    added: Sequence[AddedSheet],
    log: Callable[[Formulas], AddedSheet] | None,
) -> _PatchedBook | NotPatchable:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _patched(archive, edits, added, log)
    except NotPatchable as refused:
        return refused
    except _DAMAGE as problem:
        return NotPatchable("damaged", str(problem)[:200])


def _patched(
    archive: zipfile.ZipFile,
    edits: Sequence[CellEdit],
    added: Sequence[AddedSheet],
    log: Callable[[Formulas], AddedSheet] | None,
) -> _PatchedBook:
    entries = archive.infolist()
    parts = {entry.filename: archive.read(entry) for entry in entries}
    if len(parts) != len(entries):
        raise NotPatchable("damaged", "two parts of one name")
    if any(name.startswith("_xmlsignatures/") for name in parts):
        raise NotPatchable("signed")
    book = BookParts(parts)
    for insertion in insertions(edits):
        if insertion.sheet in book.sheets:
            _put_in(book, insertion)
    changes: dict[str, list[CellChange]] = {}
    for edit in edits:
        changes.setdefault(edit.sheet, []).append(CellChange(edit.cell, edit.value, edit.like))
    gone: dict[str, Mapping[str, str]] = {}
    for sheet, cells in changes.items():
        if sheet not in book.sheets or book.sheets[sheet] not in parts:
            raise NotPatchable("no_sheet", sheet)
        gone[sheet] = _change(book, parts, sheet, cells)
    formulas = {(sheet, cell): text for sheet, cells in gone.items() for cell, text in cells.items()}
    logged = [log(formulas)] if log is not None and (edits or added) else []
    for one in (*added, *logged):
        known = book.named(one.name)
        if known is None and book.locked and one in logged:
            continue
        if known is None:
            book.add_sheet(one.name, sheet_part([one.heads, *one.rows], one.widths))
        elif known in book.sheets:
            changes.setdefault(known, []).extend(_append(book, parts, known, one))
        else:
            raise NotPatchable("no_sheet", one.name)
    book.drop_from_chain(gone)
    changed = {sheet: {cell.place for cell in cells} for sheet, cells in changes.items() if cells}
    found = stale_results(book, changed) if changed else None
    if found is not None:
        take_out(book, found)
        book.recompute_on_opening()
    return _PatchedBook(_zipped(archive, entries, parts, book), found or {})


def insertions(edits: Sequence[CellEdit]) -> tuple[RowInsertion, ...]:
    """The rows that edits put in, sheet by sheet."""
    rows: dict[tuple[str, RowBlock], set[str]] = {}
    for edit in edits:
        if edit.behind is not None:
            rows.setdefault((edit.sheet, edit.behind), set()).add(edit.cell.lstrip(ascii_uppercase))
    return tuple(RowInsertion(sheet, block, len(numbers)) for (sheet, block), numbers in rows.items())


def _put_in(book: BookParts, insertion: RowInsertion) -> None:
    try:
        insert_rows(book, insertion)
    except NotInsertable as refused:
        raise NotPatchable("damaged", f"{insertion.sheet}: {refused.reason} {refused.where}") from refused


def _change(
    book: BookParts, parts: dict[str, bytes], sheet: str, cells: Sequence[CellChange]
) -> Mapping[str, str]:
    place = book.sheets[sheet]
    now = book.changed.get(place) or parts[place]
    try:
        made = patch_sheet(now, cells, book.looks())
    except NotPatchable as refused:
        where = f"{sheet}!{refused.what}" if refused.code == "shared_formula" else sheet
        raise NotPatchable(refused.code, refused.what if refused.code == "damaged" else where) from refused
    book.changed[place] = made.content
    return made.formulas


def _append(book: BookParts, parts: dict[str, bytes], sheet: str, one: AddedSheet) -> Sequence[CellChange]:
    """Rows below those that a sheet has; the cells that were written."""
    place = book.sheets[sheet]
    bottom = last_row(book.changed.get(place) or parts[place])
    cells = [
        CellChange(f"{get_column_letter(column)}{bottom + number}", value)
        for number, row in enumerate(one.rows if bottom else (one.heads, *one.rows), start=1)
        for column, value in enumerate(row, start=1)
        if value is not None
    ]
    if cells:
        _change(book, parts, sheet, cells)
    return cells


def _zipped(
    archive: zipfile.ZipFile, entries: Sequence[zipfile.ZipInfo], parts: dict[str, bytes], book: BookParts
) -> bytes:
    """The zip anew: its entries in their order, with their times and ways of packing, the new ones last."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as out:
        out.comment = archive.comment
        for entry in entries:
            content = book.changed.get(entry.filename, parts[entry.filename])
            if content is not None:
                _write(out, entry, content)
        for name, content in book.changed.items():
            if name not in parts and content is not None:
                out.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _write(out: zipfile.ZipFile, like: zipfile.ZipInfo, content: bytes) -> None:
    entry = zipfile.ZipInfo(like.filename, like.date_time)
    entry.compress_type = (
        like.compress_type if like.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
    )
    entry.external_attr, entry.create_system, entry.comment = (
        like.external_attr,
        like.create_system,
        like.comment,
    )
    out.writestr(entry, content)
