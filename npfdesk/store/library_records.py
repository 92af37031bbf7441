"""Records of the library: workbook identities, revisions, drafts, conflicts, and the problems of a library."""

from __future__ import annotations

import datetime
import getpass
import hashlib
import json
import os
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from npfdesk.plan.file_names import path_text
from npfdesk.plan.problems import Problem, error, warning
from npfdesk.plan.records import SavedWork
from npfdesk.plan.sound_text import sound_text

_BUSY, _LOCKED = 5, 6
REVISION_COLUMNS: Final = "id, saved_at, saved_by, label, name, difference, plan_sha256"


@dataclass(frozen=True)
class WorkbookIdentity:
    """The identity of a workbook: its path (as `kept_path` says it) and a hash of its content.

    `content` are the bytes that were hashed, so that a save can keep the very plan it was made for; None where
    they were not read.
    """

    path: str
    sha256: str
    content: bytes | None = field(default=None, compare=False, repr=False)


def identify(path: Path) -> WorkbookIdentity:
    """The identity of a workbook file, with its bytes. OSError where it cannot be read."""
    content = path.read_bytes()
    return WorkbookIdentity(kept_path(path), hashlib.sha256(content).hexdigest(), content)


def kept_path(path: Path) -> str:
    """A file's path as the library keeps it: absolute, of one spelling, text whatever bytes its name has."""
    return path_text(os.path.normcase(os.path.abspath(path)))


@dataclass(frozen=True)
class Revision:
    """One save: its number, when (UTC, ISO 8601), by whom, after what, the name it was given ("" for none).

    `difference` counts the cells that differ from the save before, by area; `plan_sha256` is the workbook it
    was made for ("" where that was not kept).
    """

    id: int
    saved_at: str
    saved_by: str
    label: str
    name: str = ""
    difference: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    plan_sha256: str = ""


def revision_of(row: tuple[Any, ...]) -> Revision:
    """A revision from a row of REVISION_COLUMNS."""
    number, saved_at, saved_by, label, name, difference, plan = row[:7]
    return Revision(
        number, saved_at, saved_by, label, name, MappingProxyType(dict(json.loads(difference))), plan
    )


@dataclass(frozen=True)
class Draft:
    """A draft: unsaved work, its time (UTC) and author, the save it started from, and the window that wrote it."""

    work: SavedWork
    drafted_at: str
    based_on: int | None
    id: int = 0
    drafted_by: str = ""
    owner: str = ""


@dataclass(frozen=True)
class Stored:
    """The stored work of a workbook; None for missing parts. `problem`: the latest save is damaged."""

    work: SavedWork | None = None
    revision: Revision | None = None
    draft: Draft | None = None
    problem: Problem | None = None


@dataclass(frozen=True)
class Conflict:
    """Somebody else has saved in the meantime: their revision stays, ours was not written."""

    theirs: Revision


def now() -> str:
    """The present time (UTC) in the library's format."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")


def user() -> str:
    """The user's name; "" where the system does not provide it."""
    try:
        return sound_text(getpass.getuser())
    except (OSError, KeyError, ImportError):
        return ""


FOREIGN_LIBRARY: Final = error(
    "foreign_library",
    "“{text}”不是 NPF Desk 的情景库，没有动它。请移开该文件，或换一个数据文件夹。",
    "“{text}” is not a scenario library of NPF Desk and was left as it is. Move the file away, or choose another data folder.",
)
DAMAGED_LIBRARY: Final = warning(
    "damaged_library",
    "情景库已损坏，已另存为“{aside}”，并开始一个新库，从旧库救回 {saved} 次保存。更早的内容可从“文件 ▸ 备份”恢复；工作簿不受影响。",
    "The scenario library is damaged. It was kept as “{aside}” and a new one was created, with {saved:save|saves} recovered "
    "from it. Earlier work can be restored under File ▸ Backups; workbooks are not affected.",
)
OTHER_FORM: Final = warning(
    "other_form_of_library",
    "情景库由更新的版本建立，其中缺少本版本要读的内容，无法读取。已另存为“{aside}”，并开始一个新库，从旧库取回 {saved} 次保存。"
    "请更新 NPF Desk；更新后可用该文件换回情景库。工作簿不受影响。",
    "The scenario library was made by a newer version and lacks what this version needs, so it cannot be read. It was kept as "
    "“{aside}” and a new one was created, with {saved:save|saves} carried over. Update NPF Desk; after that the file can be "
    "put back as the library. Workbooks are not affected.",
)
NOT_SALVAGED: Final = error(
    "damaged_library_left",
    "情景库“{text}”已损坏，但旁边无法开始新库：{reason}。文件原样未动，本次所做的修改不会保存。"
    "请检查文件夹的权限和磁盘空间后重新启动；工作簿不受影响。",
    "The scenario library “{text}” is damaged, and no new one can be created beside it: {reason}. The file was left as it is, "
    "and changes made now will not be saved. Check the rights and space of the folder, then start again; workbooks are not "
    "affected.",
)
SETTINGS_UNKEPT: Final = warning(
    "settings_unkept",
    "设置没有保存：{reason}。以前保存的设置没有变，这次的改动只用到窗口关闭；请检查磁盘空间和权限。",
    "The settings were not saved: {reason}. Settings saved before are unchanged, and this change lasts only until the window "
    "closes. Check disk space and rights.",
)
EMPTY_LIBRARY: Final = warning(
    "empty_library",
    "情景库是一个空文件（可能是磁盘曾满、同步中断，或第一次启动没有完成），也没有备份。空文件已另存为“{aside}”，并开始一个新库。"
    "若情景本来在里面，请从同步盘或系统的备份取回情景库文件；工作簿不受影响。",
    "The scenario library is an empty file (the disk may have been full, or a sync or the first start interrupted), and there "
    "is no backup. The empty file was kept as “{aside}” and a new library was created. If it held scenarios, restore the "
    "library file from your sync folder or the system's backup; workbooks are not affected.",
)
NEWER_LIBRARY: Final = warning(
    "newer_library",
    "情景库由更新的版本建立，只能读取，不能保存。请更新 NPF Desk。",
    "The scenario library was made by a newer version: it can be read, but not saved to. Update NPF Desk.",
)
LOCKED_LIBRARY: Final = warning(
    "locked_library",
    "情景库“{text}”不可写，只能读取，不能保存。请检查文件和文件夹的权限。",
    "The scenario library “{text}” is write-protected: it can be read, but not saved to. Check the rights of the file and "
    "folder.",
)
UNWRITABLE_LIBRARY: Final = error(
    "unwritable_library",
    "无法打开情景库“{text}”：{reason}。本次所做的修改不会保存；请检查文件夹的权限和空间。",
    "The scenario library “{text}” cannot be opened: {reason}. Changes made now will not be saved; check the rights and space "
    "of the folder.",
)
LONG_PATH: Final = error(
    "library_path_too_long",
    "情景库的路径有 {length} 字节，SQLite 最多打开 {limit} 字节：“{text}”。本次所做的修改不会保存。请把环境变量 NPFDESK_HOME "
    "设为路径较短的文件夹，再重新启动；工作簿不受影响。",
    "The path of the scenario library has {length} bytes, and SQLite opens at most {limit}: “{text}”. Changes made now will "
    "not be saved. Set the environment variable NPFDESK_HOME to a folder with a shorter path, then start again; workbooks are "
    "not affected.",
)
LIBRARY_IN_USE: Final = warning(
    "library_in_use",
    "情景库正被另一个程序占用（备份、同步或杀毒软件？）。工作仍在窗口中，会自动再试；一直如此时，请结束占用它的程序。",
    "Another program is using the scenario library (a backup, a sync, a virus scan?). Your work is still in the window, and "
    "saving is tried again automatically; if this lasts, close that program.",
)
DAMAGED_REVISION: Final = warning(
    "damaged_revision",
    "最近一次保存（{at}）的内容已损坏，打开的是之前完好的一次（{before}）。更早的内容见“文件 ▸ 历史”和“备份”。",
    "The latest save ({at}) is damaged; the last intact one ({before}) was opened. For earlier saves see File ▸ History and "
    "Backups.",
)
BAD_BACKUP: Final = error(
    "bad_backup",
    "备份“{text}”不能用：{reason}。情景库没有改动；请选另一个备份。",
    "The backup “{text}” cannot be used: {reason}. The scenario library is unchanged; choose another backup.",
)
NOT_BACKED_UP: Final = error(
    "not_backed_up",
    "未能备份情景库：{reason}。请检查磁盘空间和权限。",
    "The scenario library could not be backed up: {reason}. Check disk space and rights.",
)

PATIENCE: Final = 10.0
"""Seconds to wait for another program's write to end, where nobody looks at a window meanwhile."""
WINDOW_PATIENCE: Final = 0.2
"""Seconds to wait in the window's own thread; then it is told and tried again later."""


def in_use(failure: BaseException) -> bool:
    """Whether something failed only because another program holds the library at this moment."""
    code = getattr(failure, "sqlite_errorcode", None)
    if code is None:
        return isinstance(failure, sqlite3.OperationalError) and "is locked" in str(failure)
    return code & 0xFF in (_BUSY, _LOCKED)


class LibraryRefused(Exception):
    """The file cannot serve as the library; `problem` says why and what to do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class DamagedLibrary(LibraryRefused):
    """The file is a library, but damaged."""
