"""Sound text: what UTF-8 can hold and XML can carry. Whatever else reaches a border becomes a mark there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from itertools import chain
from operator import attrgetter, is_
from types import MappingProxyType
from typing import Any, Final, TypeVar

MARK: Final = "\ufffd"
"""Stands for a character that no text can hold (U+FFFD)."""
_UNSOUND: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What is no character of XML 1.0 (2.2): half pairs of UTF-16, control characters, two that are none."""
_BLANKS: Final = {0x0B: "\n", 0x0C: "\n", 0x1C: " ", 0x1D: " ", 0x1E: " ", 0x1F: " "}
"""Line breaks of Word and slides, and separators: they stand between words, and go on doing so."""

Value = TypeVar("Value")


def is_sound(text: str) -> bool:
    """Whether every program that a text comes to can hold it: SQLite, JSON in UTF-8, every form of Office's XML."""
    return text.isprintable() or _UNSOUND.search(text) is None


def sound_text(text: str) -> str:
    """A text whose halves of pairs are joined, and in which MARK stands for each character that no text can hold."""
    if is_sound(text):
        return text
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _UNSOUND.sub(MARK, joined.translate(_BLANKS))


def sound_value(value: Value, left: tuple[type, ...] = ()) -> Value:
    """A value in which every text is sound: the very same one where nothing had to be changed.

    It goes through tuples, mappings and frozen dataclasses; values of the types `left` are taken as they are.
    """
    # nearly always all is sound, which is seen at once over all texts together
    if is_sound("".join(_texts(value, left))):
        return value
    found: Value = _sound(value, left)
    return found


def _texts(value: Any, left: tuple[type, ...]) -> list[str]:
    """All texts in a value."""
    found: list[str] = []
    waiting = [value]
    for one in waiting:
        kind: Any = type(one)
        if kind is str:
            found.append(one)
        elif kind not in left:
            parts = _parts_of(kind)
            if parts is not None:
                waiting.extend(parts(one))
    return found


@cache
def _parts_of(kind: Any) -> Callable[[Any], Iterable[Any]] | None:
    """What values of a type are made of; None where they hold no text, or are one."""
    if issubclass(kind, tuple):
        return iter
    if issubclass(kind, Mapping):
        return lambda value: chain(value, value.values())
    names = _names(kind) if is_dataclass(kind) else ()
    if names:
        fields_of = attrgetter(*names)
        return fields_of if len(names) > 1 else lambda value: (fields_of(value),)
    return None


def _names(kind: Any) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind) if one.init)


def _sound(value: Any, left: tuple[type, ...]) -> Any:
    kind: Any = type(value)
    if kind is str:
        return sound_text(value)
    if kind in left or _parts_of(kind) is None:
        return value
    if isinstance(value, tuple):
        return _sound_tuple(value, left)
    if isinstance(value, Mapping):
        return _sound_mapping(value, left)
    return _sound_fields(value, left)


def _sound_fields(value: Any, left: tuple[type, ...]) -> Any:
    changed = {}
    for name in _names(type(value)):
        one = getattr(value, name)
        found = _sound(one, left)
        if found is not one:
            changed[name] = found
    return replace(value, **changed) if changed else value


def _sound_tuple(value: tuple[Any, ...], left: tuple[type, ...]) -> Any:
    found = [_sound(one, left) for one in value]
    if all(map(is_, found, value)):
        return value
    return tuple(found) if type(value) is tuple else type(value)(*found)


def _sound_mapping(value: Mapping[Any, Any], left: tuple[type, ...]) -> Mapping[Any, Any]:
    found = [(_sound(key, left), _sound(one, left)) for key, one in value.items()]
    same = all(
        made[0] is key and made[1] is one for made, (key, one) in zip(found, value.items(), strict=True)
    )
    return value if same else MappingProxyType(dict(found))
