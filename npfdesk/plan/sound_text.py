"""Sound text: what UTF-8 can hold and XML can carry. Whatever else reaches a border becomes a mark there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from types import MappingProxyType, NoneType
from typing import Any, Final, TypeVar

MARK: Final = "\ufffd"
"""Stands for a character that no text can hold (U+FFFD)."""
_UNSOUND: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What is no character of XML 1.0 (2.2): half pairs of UTF-16, control characters, two that are none."""
_BLANKS: Final = {0x0B: "\n", 0x0C: "\n", 0x1C: " ", 0x1D: " ", 0x1E: " ", 0x1F: " "}
"""Line breaks of Word and slides, and separators: they stand between words, and go on doing so."""
_PLAIN: Final = frozenset({int, float, bool, NoneType})

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
    found: Value = _sound(value, left)
    return found


def _sound(value: Any, left: tuple[type, ...]) -> Any:
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is str:
        return value if value.isprintable() else sound_text(value)
    if isinstance(value, left):
        return value
    if isinstance(value, tuple):
        return _sound_tuple(value, left)
    if isinstance(value, Mapping):
        return _sound_mapping(value, left)
    if is_dataclass(kind):
        given = {name: getattr(value, name) for name in _fields(kind)}
        changed = {name: found for name, one in given.items() if (found := _sound(one, left)) is not one}
        return replace(value, **changed) if changed else value
    return value


@cache
def _fields(kind: Any) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind) if one.init)


def _sound_tuple(value: tuple[Any, ...], left: tuple[type, ...]) -> Any:
    found = [_sound(one, left) for one in value]
    if all(one is was for one, was in zip(found, value, strict=True)):
        return value
    return type(value)(*found) if hasattr(value, "_fields") else tuple(found)


def _sound_mapping(value: Mapping[Any, Any], left: tuple[type, ...]) -> Mapping[Any, Any]:
    plain = _PLAIN.issuperset(map(type, value.values()))
    changed = False
    found = {}
    for key, one in value.items():
        sound_key = _sound(key, left)
        sound_one = one if plain else _sound(one, left)
        changed = changed or sound_key is not key or sound_one is not one
        found[sound_key] = sound_one
    return MappingProxyType(found) if changed else value
