"""The JSON form of values. It is derived from their types, and reading is as strict as writing.

A dataclass is an object of its fields, a NamedTuple or tuple a list, an enumeration its value, a period its key, a
formula its text. A mapping is a list of objects that hold the members of the key and those of the value beside each
other; a value that is no object, that may be null or that repeats what its key says stands under a name of its own. A
mapping by plain tuples is a list of lists, one by texts an object, one of values by their own `id` the list of the
values.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType, NoneType
from typing import TYPE_CHECKING, Any, Final, get_args, get_origin, get_type_hints

from npfdesk.plan.commitments import Standing
from npfdesk.plan.expressions import Expression, parse_expression
from npfdesk.plan.lever_amendments import Insertion
from npfdesk.plan.minutes import FigureChange, Minute
from npfdesk.plan.periods import Period, period_of_key
from npfdesk.plan.problems import Problem
from npfdesk.plan.saved_views import SavedView
from npfdesk.plan.scenarios import Assumption, LeverIntensities, Scenario
from npfdesk.plan.sound_text import sound_text
from npfdesk.plan.spillover import Spillover
from npfdesk.plan.targets import PlanTarget

if TYPE_CHECKING:
    # the window is shown before the first work is read or written
    from cattrs import Converter

_VALUE_NAMES: Final[Mapping[Any, str]] = MappingProxyType(
    {float: "figure", str: "text", PlanTarget: "target"}
)
"""Under which name a value stands beside the members of its key; any other as "value"."""
_THEMSELVES: Final = (str, int, float)
"""What is in JSON what it is here; that a figure is finite is seen to where the text is written."""
_OPEN: Final = frozenset({Scenario, Assumption, LeverIntensities, Standing, Insertion, Spillover})
"""Objects of which every member has to be there, and members that are not known are passed over."""
_LATER: Final[Mapping[type, frozenset[str]]] = MappingProxyType(
    {Scenario: frozenset({"responses", "english", "adopted", "packages"}), Standing: frozenset({"due"})}
)
"""What may be missing of them: it came later."""
_ALWAYS: Final[Mapping[type, frozenset[str]]] = MappingProxyType(
    {
        SavedView: frozenset({"compared", "choices", "range"}),
        Minute: frozenset({"moved", "decision"}),
        FigureChange: frozenset({"status", "turned"}),
    }
)
"""What has to be there of other objects although the value could do without."""
_SAVED_AS: Final[Mapping[type, Mapping[str, str]]] = MappingProxyType({Scenario: {"intensities": "levels"}})
"""Members that saved work names by an earlier word, so that earlier files open here and ours there."""


class FormMismatch(ValueError):
    """The JSON value does not have the form of this type."""


def as_json(kind: Any, value: Any) -> Any:
    """A value of a type as a JSON value. Figures that are not finite are not checked here."""
    return _converter().unstructure(value, kind)


def from_json(kind: Any, said: Any) -> Any:
    """A value of a type from a JSON value; FormMismatch where the form differs."""
    from cattrs.errors import CattrsError

    try:
        return _converter().structure(said, kind)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, CattrsError) as problem:
        raise FormMismatch(f"{type(problem).__name__}: {problem}") from problem


@cache
def _converter() -> Converter:
    from cattrs import Converter

    found = Converter(detailed_validation=False)
    found.register_structure_hook(str, _text)
    found.register_structure_hook(bool, _exactly)
    found.register_structure_hook(int, _whole)
    found.register_structure_hook(StrEnum, lambda said, kind: kind(_exactly(said, str)))
    found.register_unstructure_hook(StrEnum, lambda one: one.value)
    found.register_structure_hook(float, _figure)
    found.register_structure_hook(Period, lambda said, _: period_of_key(_exactly(said, str)))
    found.register_unstructure_hook(Period, lambda one: one.key)
    found.register_structure_hook(Expression, _formula)
    found.register_unstructure_hook(Expression, lambda one: one.text)
    found.register_structure_hook_factory(_is_tuple, _tuple_reader)
    found.register_unstructure_hook_factory(_is_tuple, _tuple_writer)
    found.register_structure_hook_factory(_is_named_tuple, _named_tuple_reader)
    found.register_unstructure_hook_factory(_is_named_tuple, _named_tuple_writer)
    found.register_structure_hook_factory(is_dataclass, _object_reader)
    found.register_unstructure_hook_factory(_is_renamed, _object_writer)
    found.register_structure_hook_factory(_is_mapping, _mapping_reader)
    found.register_unstructure_hook_factory(_is_mapping, _mapping_writer)
    return found


def _exactly(said: Any, kind: type) -> Any:
    if type(said) is not kind:
        raise FormMismatch(f"a {type(said).__name__} is no {kind.__name__}")
    return said


def _text(said: Any, _kind: type = str) -> str:
    # JSON can name half a pair of UTF-16 (\ud800), which no file of ours and no other can hold
    text: str = _exactly(said, str)
    return sound_text(text)


def _whole(figure: Any, _kind: type) -> int:
    # JSON knows one sort of number: 2030.0 is 2030; True is an int to Python, and no number to anybody
    if type(figure) is float and figure.is_integer():
        return int(figure)
    if type(figure) is not int:
        raise FormMismatch(f"a {type(figure).__name__} is no whole number")
    return figure


def _figure(figure: Any, _kind: type) -> float:
    if type(figure) not in (float, int) or not math.isfinite(figure):
        raise FormMismatch(f"a {type(figure).__name__} is no finite figure")
    return float(figure)


def _formula(said: Any, _kind: type) -> Expression:
    parsed = parse_expression(_exactly(said, str).strip())
    if isinstance(parsed, Problem):
        raise FormMismatch(parsed.code)
    return parsed


def _is_tuple(kind: Any) -> bool:
    return get_origin(kind) is tuple


def _is_named_tuple(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, tuple) and kind is not tuple


def _is_renamed(kind: Any) -> bool:
    return isinstance(kind, type) and kind in _SAVED_AS


def _is_mapping(kind: Any) -> bool:
    return get_origin(kind) is Mapping


def _list(said: Any, length: int | None = None) -> list[Any]:
    if not isinstance(said, list | tuple) or (length is not None and len(said) != length):
        raise FormMismatch(f"a {type(said).__name__} is no list{'' if length is None else f' of {length}'}")
    return list(said)


def _object(said: Any) -> dict[str, Any]:
    if not isinstance(said, dict):
        raise FormMismatch(f"a {type(said).__name__} is no object")
    return said


def _tuple_reader(kind: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    kinds = get_args(kind)
    hooks = [converter.get_structure_hook(one) for one in kinds if one is not ...]
    if kinds[-1] is ...:
        return lambda said, _: tuple(hooks[0](one, kinds[0]) for one in _list(said))
    return lambda said, _: tuple(
        hook(one, of) for hook, one, of in zip(hooks, _list(said, len(kinds)), kinds, strict=True)
    )


def _tuple_writer(kind: Any, converter: Converter) -> Callable[[Any], Any]:
    kinds = get_args(kind)
    if kinds[-1] is ...:
        write = converter.get_unstructure_hook(kinds[0])
        return lambda value: [write(one) for one in value]
    return _list_writer(kinds, converter)


def _named_tuple_reader(kind: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    hints = tuple(get_type_hints(kind).values())
    hooks = [converter.get_structure_hook(one) for one in hints]
    return lambda said, _: kind(
        *(hook(one, of) for hook, one, of in zip(hooks, _list(said, len(hints)), hints, strict=True))
    )


def _named_tuple_writer(kind: Any, converter: Converter) -> Callable[[Any], Any]:
    return _list_writer(tuple(get_type_hints(kind).values()), converter)


def _list_writer(kinds: tuple[Any, ...], converter: Converter) -> Callable[[Any], Any]:
    # texts and whole numbers are what they are
    hooks = [
        (place, converter.get_unstructure_hook(of)) for place, of in enumerate(kinds) if of not in _THEMSELVES
    ]

    def written(value: Any) -> Any:
        record = list(value)
        for place, hook in hooks:
            record[place] = hook(record[place])
        return record

    return written


def _object_reader(kind: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    from cattrs.gen import make_dict_structure_fn, override

    saved = _SAVED_AS.get(kind, {})
    renamed: Any = {name: override(rename=word) for name, word in saved.items()}
    read = make_dict_structure_fn(
        kind,
        converter,
        _cattrs_forbid_extra_keys=kind not in _OPEN,
        _cattrs_detailed_validation=False,
        **renamed,
    )
    if kind in _OPEN:
        words = (saved.get(one.name, one.name) for one in fields(kind))
        needed = frozenset(words) - _LATER.get(kind, frozenset())
    else:
        needed = _ALWAYS.get(kind, frozenset())

    def structure(said: Any, _: Any) -> Any:
        if missing := needed - _object(said).keys():
            raise FormMismatch(f"{kind.__name__} without {sorted(missing)}")
        return read(said, kind)

    return structure


def _object_writer(kind: Any, converter: Converter) -> Callable[[Any], Any]:
    from cattrs.gen import make_dict_unstructure_fn, override

    renamed: Any = {name: override(rename=word) for name, word in _SAVED_AS[kind].items()}
    return make_dict_unstructure_fn(kind, converter, **renamed)


def _mapping_reader(kind: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    key, value = get_args(kind)
    entry, by_text = _entry_reader(key, value, converter), key is str and not _has_own_id(value)

    def structure(said: Any, _: Any) -> Any:
        entries = list(_object(said).items()) if by_text else _list(said)
        found = dict(map(entry, entries))
        if len(found) != len(entries):
            raise FormMismatch("two entries of one key")
        return MappingProxyType(found)

    return structure


def _entry_reader(key: Any, value: Any, converter: Converter) -> Callable[[Any], tuple[Any, Any]]:
    """How one entry of a mapping is read."""
    read = converter.get_structure_hook(value)
    if key is str and not _has_own_id(value):
        return lambda said: (_text(said[0]), read(said[1], value))
    if key is str:

        def by_id(said: Any) -> tuple[Any, Any]:
            one = read(said, value)
            return one.id, one

        return by_id
    if not _is_named_tuple(key):
        row = converter.get_structure_hook(key)

        def from_list(said: Any) -> tuple[Any, Any]:
            *first, last = _list(said)
            return row(first, key), read(last, value)

        return from_list
    members = {name: (converter.get_structure_hook(of), of) for name, of in _members(key).items()}
    build, name, implied = _builder(key), _value_name(key, value), _implied(key, value)

    def beside(said: Any) -> tuple[Any, Any]:
        record = _object(said)
        found = build({one: hook(record[one], of) for one, (hook, of) in members.items()})
        if name is None:
            rest = {one: stated for one, stated in record.items() if one not in members}
            return found, read(rest, value)
        stated = record[name]
        if stated is not None and implied:
            if implied & _object(stated).keys():
                raise FormMismatch(f"{sorted(implied)} stand in the key")
            stated = {**stated, **{one: getattr(found, one) for one in implied}}
        return found, read(stated, value)

    return beside


def _mapping_writer(kind: Any, converter: Converter) -> Callable[[Any], Any]:
    key, value = get_args(kind)
    write = converter.get_unstructure_hook(value)
    if key is str and not _has_own_id(value):
        return lambda found: {one: write(stated) for one, stated in found.items()}
    if key is str:
        return lambda found: [write(one) for one in found.values()]
    if not _is_named_tuple(key):
        row = converter.get_unstructure_hook(key)
        return lambda found: [[*row(one), write(stated)] for one, stated in found.items()]
    of, name, implied = _key_writer(key, converter), _value_name(key, value), _implied(key, value)
    if name is None:
        return lambda found: [of(one) | write(stated) for one, stated in found.items()]

    def named(stated: Any) -> Any:
        said = write(stated)
        if said is None or not implied:
            return said
        return {member: part for member, part in said.items() if member not in implied}

    return lambda found: [{**of(one), name: named(stated)} for one, stated in found.items()]


def _has_own_id(value: Any) -> bool:
    """Whether values are identified by their own `id`."""
    return is_dataclass(value) and "id" in get_type_hints(value)


def _key_writer(key: Any, converter: Converter) -> Callable[[Any], dict[str, Any]]:
    """How the members of a NamedTuple are written."""
    members = _members(key)
    names, flat = tuple(members), len(members) == len(get_type_hints(key))
    hooks = [
        (name, converter.get_unstructure_hook(of)) for name, of in members.items() if of not in _THEMSELVES
    ]

    def written(one: Any) -> dict[str, Any]:
        record = dict(zip(names, one if flat else _flat(one), strict=True))
        for name, hook in hooks:
            record[name] = hook(record[name])
        return record

    return written


def _members(key: Any) -> dict[str, Any]:
    """The members of a NamedTuple with their types; members of nested NamedTuples stand in their place."""
    found: dict[str, Any] = {}
    for name, of in get_type_hints(key).items():
        found.update(_members(of) if _is_named_tuple(of) else {name: of})
    return found


def _flat(key: tuple[Any, ...]) -> Iterator[Any]:
    for part in key:
        if isinstance(part, tuple):
            yield from _flat(part)
        else:
            yield part


def _builder(key: Any) -> Callable[[Mapping[str, Any]], Any]:
    """How a NamedTuple is made of the members that `_members` names."""
    makers = [
        (name, _builder(of) if _is_named_tuple(of) else None) for name, of in get_type_hints(key).items()
    ]
    return lambda found: key(*(make(found) if make is not None else found[name] for name, make in makers))


def _stated(value: Any) -> Any:
    """A type without its None."""
    return next((one for one in get_args(value) if one is not NoneType), value)


def _implied(key: Any, value: Any) -> frozenset[str]:
    """The fields of a value that its key already contains."""
    of = _stated(value)
    return frozenset(get_type_hints(key)) & frozenset(get_type_hints(of)) if is_dataclass(of) else frozenset()


def _value_name(key: Any, value: Any) -> str | None:
    """The name of a value next to its key's members; None where its own members are there instead."""
    own = is_dataclass(value) and not _implied(key, value)
    return None if own else _VALUE_NAMES.get(_stated(value), "value")
