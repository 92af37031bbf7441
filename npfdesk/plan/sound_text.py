"""Sound text: what UTF-8 can hold and XML can carry. Whatever else reaches a border becomes a mark there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from itertools import chain
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


@cache
def _way_through(kind: Any) -> Callable[[Any, tuple[type, ...]], Any] | None:
    """How values of a type are gone through; None where they hold no text."""
    if kind is str:
        return lambda text, _: sound_text(text)
    if issubclass(kind, tuple):
        return _sound_tuple
    if issubclass(kind, Mapping):
        return _sound_mapping
    if is_dataclass(kind):
        names = tuple(one.name for one in fields(kind) if one.init)
        return lambda value, left: _sound_fields(value, names, left)
    return None


def _sound(value: Any, left: tuple[type, ...]) -> Any:
    kind: Any = type(value)
    way = _way_through(kind)
    return value if way is None or kind in left else way(value, left)


def _sound_fields(value: Any, names: tuple[str, ...], left: tuple[type, ...]) -> Any:
    changed = {}
    for name in names:
        one = getattr(value, name)
        found = _sound(one, left)
        if found is not one:
            changed[name] = found
    return replace(value, **changed) if changed else value


def _sound_tuple(value: tuple[Any, ...], left: tuple[type, ...]) -> Any:
    if _is_printed(value):
        return value
    found = [_sound(one, left) for one in value]
    for one, was in zip(found, value, strict=True):
        if one is not was:
            return tuple(found) if type(value) is tuple else type(value)(*found)
    return value


def _is_printed(texts: Iterable[Any]) -> bool:
    """Whether all are texts, and sound at first sight."""
    try:
        return "".join(texts).isprintable()
    except TypeError:
        return False


def _sound_mapping(value: Mapping[Any, Any], left: tuple[type, ...]) -> Mapping[Any, Any]:
    # a block of thousands of cells has keys of texts; codes of whole columns are looked at together
    sound_keys = _are_printed(value)
    kinds = set(map(type, value.values()))
    if sound_keys and all(_way_through(kind) is None for kind in kinds):
        return value
    changed = False
    found = {}
    for key, one in value.items():
        sound_key = key if sound_keys else _sound(key, left)
        sound_one = _sound(one, left)
        changed = changed or sound_key is not key or sound_one is not one
        found[sound_key] = sound_one
    return MappingProxyType(found) if changed else value


def _are_printed(keys: Iterable[Any]) -> bool:
    """Whether keys of texts, or of texts and numbers two levels deep, are sound at first sight."""
    parts: list[Any] = list(keys)
    for _ in range(3):
        parts = [one for one in parts if type(one) not in _PLAIN]
        if _is_printed(parts):
            return True
        if not all(isinstance(one, tuple) for one in parts):
            return False
        parts = list(chain.from_iterable(parts))
    return False
