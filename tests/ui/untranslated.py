"""The words of a plan that stand in one language only, and so in the windows of both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache

from npfdesk.plan.document import Document
from npfdesk.ui.workspace import Workspace

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")


def untranslated(workspace: Workspace, language: str) -> frozenset[str]:
    """What the plan says that may stand in a window of that language though it is of the other."""
    return _of_document(workspace.document, language)


@lru_cache(maxsize=4)
def _of_document(document: Document, language: str) -> frozenset[str]:
    sought = _CHINESE if language == "en" else _LATIN
    return frozenset(text for text in _texts(document, language, set()) if sought.search(text))


def _texts(value: object, language: str, met: set[int]) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        yield from re.split(r"[,，、;；/\s]+", value)
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _texts(key, language, met)
            yield from _texts(one, language, met)
    elif isinstance(value, tuple | list | set | frozenset):
        for one in value:
            yield from _texts(one, language, met)
    elif is_dataclass(value) and not isinstance(value, type) and id(value) not in met:
        met.add(id(value))
        english = getattr(value, "english", "")
        for field in fields(value):
            # a name that has its English is no excuse in English, nor its English in Chinese
            if field.name.startswith("english") or (field.name == "name" and english and language == "en"):
                continue
            yield from _texts(getattr(value, field.name, None), language, met)
