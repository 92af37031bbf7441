"""Replace a file completely: never partly, and never while another program has it open."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path
from typing import Final

from npfdesk.plan.problems import Problem, error, warning
from npfdesk.unfinished_files import begun, sweep, sync_folder

HELD_OPEN: Final = error(
    "held_open",
    "“{text}”正在别处打开（{owner}），没有写入，原文件未动。请先关闭它，或另存为别的名字；若其实没有打开，删去“{owner}”再试。",
    "“{text}” is open elsewhere ({owner}); nothing was written and the file is unchanged. Close it first, or choose another "
    "name; if it is not actually open, delete “{owner}” and try again.",
)
NOT_WRITTEN: Final = error(
    "not_written",
    "未能写入“{text}”：{reason}。原文件未动。请换一个位置，或关闭占用它的程序。",
    "“{text}” could not be written: {reason}. The original file is unchanged. Choose another place, or close the program that "
    "is using it.",
)
READ_ONLY: Final = error(
    "read_only_file",
    "“{text}”是只读文件，没有写入，原文件未动。请换一个名字；确实要写入它，先去掉只读属性，或在命令行加 --overwrite-read-only。",
    "“{text}” is read-only; nothing was written and the file is unchanged. Choose another name; to write to it all the same, "
    "remove the read-only attribute first, or add --overwrite-read-only on the command line.",
)
OTHER_NAMES: Final = warning(
    "other_names",
    "“{text}”在别处还有 {count} 个名字（硬链接）。写入后只有这个名字是新内容，其余的仍是旧内容；需要的请另行复制。",
    "“{text}” has {count:more name|more names} elsewhere (hard links). Only this name gets the new content, the others keep "
    "the old; copy it there if needed.",
)


def other_names(path: Path) -> Problem | None:
    """That a file has other names, which would keep its old content once it is replaced; None where it has none."""
    with contextlib.suppress(OSError):
        found = path.stat()
        if stat.S_ISREG(found.st_mode) and found.st_nlink > 1:
            return Problem(OTHER_NAMES, text=path.name, arguments={"count": found.st_nlink - 1})
    return None


def is_read_only(path: Path) -> bool:
    """Whether a file is there that is marked read-only, or that this user may not write."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    # the right is asked, too: whoever may do all may write a file that is marked
    return stat.S_ISREG(mode) and not (mode & stat.S_IWUSR and os.access(path, os.W_OK))


def owner_file(path: Path) -> Path | None:
    """The file by which Excel (~$name) or LibreOffice (.~lock.name#) says that it has a workbook open; None: neither."""
    for name in (f"~${path.name}", f".~lock.{path.name}#"):
        owner = path.with_name(name)
        with contextlib.suppress(OSError):
            if owner.exists():
                return owner
    return None


def put_in_place(
    path: Path, content: bytes, private: bool = False, *, over_read_only: bool = False
) -> Problem | None:
    """Write a file whole: beside it first, onto the disk, then in its place. A Problem where that cannot be done.

    What stood there before stays as it was until the new file is whole; its permissions are kept; a `private`
    file is its owner's alone. Refused while another program says that it has the file open, and where it is read-only
    unless that was asked for. What killed writes left in that folder is swept away first.
    """
    owner = owner_file(path)
    if owner is not None:
        return Problem(HELD_OPEN, text=path.name, arguments={"owner": owner.name})
    if os.path.exists(path) and not (os.path.isfile(path) or os.path.isdir(path)):
        return _written_to_device(path, content)
    if is_read_only(path) and not over_read_only:
        return Problem(READ_ONLY, text=path.name)
    # through a link, what it points at is replaced and the link stays
    target = Path(os.path.realpath(path))
    sweep(target.parent, target.name)
    try:
        # what takes a file's place gets its rights, and nobody reads it before it has them
        with begun(target, private or target.exists()) as beside:
            with beside.open("r+b") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            if target.exists() and not private:
                beside.chmod(stat.S_IMODE(target.stat().st_mode))
            beside.replace(target)
        sync_folder(target.parent)
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        return Problem(NOT_WRITTEN, text=path.name, arguments={"reason": reason})
    return None


def _written_to_device(device: Path, content: bytes) -> Problem | None:
    """Into a pipe or a device, in whose place no file may be put."""
    try:
        with device.open("wb") as stream:
            stream.write(content)
    except OSError as problem:
        return Problem(NOT_WRITTEN, text=device.name, arguments={"reason": problem.strerror or str(problem)})
    return None
