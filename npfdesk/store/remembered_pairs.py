"""What was said of doubtful pairs of indicators: whether two names are one. Kept in the program's own folder, for every session."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from npfdesk.plan.pair_answers import PairAnswer
from npfdesk.plan.problems import Problem, warning
from npfdesk.unfinished_files import begun, sync_folder

PAIRS_NOT_READ: Final = warning(
    "remembered_pairs_not_read",
    "以前对相近指标的答复读不出来（“{text}”：{reason}），这次没有用上。文件原样保留；再答复时它会改名为 .damaged，另存新的。",
    "The answers about indicators of near names cannot be read (“{text}”: {reason}) and were not used. The file is left as it "
    "is; with the next answer it gets the ending .damaged, and a new one is begun.",
)
PAIRS_NOT_KEPT: Final = warning(
    "remembered_pairs_not_kept",
    "答复没有记住（“{text}”：{reason}），只用于这一次。请检查磁盘空间和权限。",
    "The answer was not remembered (“{text}”: {reason}) and holds for this time only. Check disk space and rights.",
)
FILE_NAME: Final = "answers about indicators.json"
_FORM: Final = 1
_MOST_BYTES: Final = 16 * 1024 * 1024


def pairs_file(folder: Path) -> Path:
    """The file of the answers in the program's folder of data."""
    return folder / FILE_NAME


def remembered_pairs(file: Path) -> Mapping[str, PairAnswer] | Problem:
    """The answers by the keys of their pairs; none where nothing was ever said, a Problem where the file cannot be read."""
    try:
        if file.stat().st_size > _MOST_BYTES:
            return _not_read(file, f"> {_MOST_BYTES} B")
        content = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as failure:
        return _not_read(file, failure.strerror or str(failure))
    except ValueError:
        return _not_read(file, "JSON")
    said = content.get("answers") if isinstance(content, dict) and content.get("form") == _FORM else None
    if not isinstance(said, dict):
        return _not_read(file, "form")
    try:
        return {str(key): PairAnswer(answer) for key, answer in said.items()}
    except ValueError:
        return _not_read(file, "form")


def remember_pairs(file: Path, answers: Mapping[str, PairAnswer | None]) -> Problem | None:
    """Keep answers beside those that are there, the later one of a pair; None takes one back. A Problem where it fails.

    The file is whole at every moment: the old one until the new one is on disk. One that cannot be read is put aside.
    """
    known = remembered_pairs(file)
    if isinstance(known, Problem):
        try:
            os.replace(file, file.with_name(f"{file.name}.damaged"))
        except OSError as failure:
            return _not_kept(file, failure)
        known = {}
    kept = {key: answer for key, answer in {**known, **answers}.items() if answer is not None}
    content = {"form": _FORM, "answers": {key: str(kept[key]) for key in sorted(kept)}}
    try:
        with begun(file, private=True) as part:
            with part.open("w", encoding="utf-8", newline="\n") as stream:
                json.dump(content, stream, ensure_ascii=False, indent=1)
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(part, file)
        sync_folder(file.parent)
    except (OSError, ValueError) as failure:
        return _not_kept(file, failure)
    return None


def _not_read(file: Path, reason: str) -> Problem:
    return Problem(PAIRS_NOT_READ, text=file.name, arguments={"reason": reason})


def _not_kept(file: Path, failure: Exception) -> Problem:
    reason = getattr(failure, "strerror", None) or str(failure)
    return Problem(PAIRS_NOT_KEPT, text=file.name, arguments={"reason": reason})
