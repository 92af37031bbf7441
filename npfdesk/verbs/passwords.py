"""The password of an encrypted workbook on the command line: from a file or typed, never an argument that others see."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import Final

from npfdesk.plan.problems import Language, Problem, Wording, error
from npfdesk.workbook.files.passwords import NO_PASSWORD, Password

TYPED: Final = "-"
"""In place of a file: the password is typed, or stands on the standard input."""

PASSWORD_NOT_READ: Final = error(
    "password_not_read",
    "无法从“{text}”读取密码：{reason}。请给出一个文本文件（UTF-8），密码写在第一行。",
    "The password cannot be read from “{text}”: {reason}. Give a text file (UTF-8) with the password on its first line.",
)
_PROMPT: Final = Wording("工作簿的密码：", "Password for the workbook: ")
_MOST_BYTES: Final = 4096


def password_from(source: str | None, language: Language) -> Password | Problem:
    """The password that ``--password-from`` names; none where it is not given, a Problem where it cannot be read."""
    if source is None:
        return NO_PASSWORD
    try:
        if source != TYPED:
            with Path(source).open("rb") as stream:
                return _first_line(stream.read(_MOST_BYTES))
        if sys.stdin.isatty():
            return Password(getpass.getpass(_PROMPT.text(language, {})))
        return _first_line(sys.stdin.buffer.readline(_MOST_BYTES))
    except EOFError:
        return NO_PASSWORD
    except UnicodeDecodeError:
        return Problem(PASSWORD_NOT_READ, text=source, arguments={"reason": "UTF-8"})
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        return Problem(PASSWORD_NOT_READ, text=source, arguments={"reason": reason})


def _first_line(content: bytes) -> Password:
    return Password(content.partition(b"\n")[0].rstrip(b"\r").decode("utf-8-sig"))
