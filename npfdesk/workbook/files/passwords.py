"""Passwords of encrypted workbooks: decrypted in memory, in the reader's own process; a password is never kept."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final
from xml.parsers.expat import ExpatError

from npfdesk.plan.problems import Problem
from npfdesk.workbook.files.file_problems import ENCRYPTED, OTHER_ENCRYPTION, WRONG_PASSWORD

LONGEST: Final = 255
"""Letters of the longest password that Excel takes ([MS-OFFCRYPTO] 2.3.4)."""

_OF_EXCEL: Final = "VelvetSweatshop"
"""With this Excel itself encrypts a workbook whose structure is protected, and opens it without asking."""


@dataclass(frozen=True)
class Password:
    """A password as somebody gave it ("" for none); no message, log or trace shows it."""

    text: str = field(default="", repr=False)

    def __bool__(self) -> bool:
        return bool(self.text)


NO_PASSWORD: Final = Password()
"""Nobody gave one."""


def asks_password(problems: Iterable[Problem]) -> Problem | None:
    """The problem that a password would end: none was given, or a wrong one; None where there is no such."""
    return next((one for one in problems if one.kind in (ENCRYPTED, WRONG_PASSWORD)), None)


def unlocked(name: str, content: bytes, password: Password = NO_PASSWORD) -> bytes | Problem:
    """The bytes of the workbook in an encrypted file; a Problem where the password is missing or wrong.

    A file that Excel opens without asking is opened without a password.
    """
    given = password.text
    usable = bool(given) and len(given) <= LONGEST and given.isprintable()
    for one in (given, _OF_EXCEL) if usable else (_OF_EXCEL,):
        opened = _decrypted(name, content, one)
        if isinstance(opened, bytes) or opened.kind is OTHER_ENCRYPTION:
            return opened
    return Problem(WRONG_PASSWORD if given else ENCRYPTED, text=name)


class _InMemory:
    """What the library takes for the module of temporary files."""

    TemporaryFile = io.BytesIO


def _decrypted(name: str, content: bytes, password: str) -> bytes | Problem:
    # not before a file is encrypted: the library for its ciphers takes a tenth of a second to load
    from cryptography.exceptions import UnsupportedAlgorithm
    from msoffcrypto import OfficeFile
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError
    from msoffcrypto.format import xls97

    # the library would lay an old workbook down decrypted in a file of its own
    xls97.tempfile = _InMemory
    out = io.BytesIO()
    try:
        file = OfficeFile(io.BytesIO(content))
        if file.format == "ooxml":
            file.load_key(password=password, verify_password=True)
        else:
            file.load_key(password=password)
        file.decrypt(out)
    except InvalidKeyError:
        return Problem(WRONG_PASSWORD, text=name)
    except (
        DecryptionError,
        FileFormatError,
        ParseError,
        UnsupportedAlgorithm,
        ExpatError,
        struct.error,
        AssertionError,
        AttributeError,
        LookupError,
        NotImplementedError,
        OSError,
        TypeError,
        ValueError,
    ) as problem:
        return Problem(OTHER_ENCRYPTION, text=name, arguments={"reason": type(problem).__name__})
    return out.getvalue()
