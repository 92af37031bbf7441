"""Every pattern of the package, and how it is tried: at a text's start, on all of it, or from every letter on."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import npfdesk

_OF_RE = re.compile(r"\bre\.")
_CALLS = {"match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer", "compile"}


@dataclass(frozen=True)
class Used:
    """A pattern: where it stands, and whether it is searched for (else tried at the start; `whole`: fullmatch)."""

    module: str
    name: str
    pattern: re.Pattern
    search: bool
    whole: bool = False

    def __str__(self):
        return f"{self.module.removeprefix('npfdesk.')}:{self.name}"


@dataclass(frozen=True)
class Formed:
    """A pattern that a function puts together when it runs, which no one can look at beforehand."""

    module: str
    function: str


@cache
def module_names():
    """All modules of the package."""
    return tuple(
        one.name
        for one in pkgutil.walk_packages(npfdesk.__path__, "npfdesk.")
        if not one.name.endswith("__main__")
    )


@cache
def patterns():
    """All patterns that stand in the package: constants (in tuples and mappings, too) and those within calls."""
    found = []
    for name in module_names():
        for constant, value in vars(importlib.import_module(name)).items():
            inside = list(_inside(value))
            if not inside or constant in _imported(name):
                continue
            how = _how(_ways(_tree(name), constant))
            for index, pattern in enumerate(inside):
                label = constant if isinstance(value, re.Pattern) else f"{constant}[{index}]"
                found.append(Used(name, label, pattern, *how))
        found += [one for one in _calls(name) if isinstance(one, Used)]
    return tuple(found)


@cache
def formed():
    """The functions that put patterns together."""
    found = []
    for name in module_names():
        found += [one for one in _calls(name) if isinstance(one, Formed)]
    return tuple(dict.fromkeys(found))


@cache
def _text(name):
    return Path(importlib.import_module(name).__file__).read_text(encoding="utf-8")


@cache
def _tree(name):
    return ast.parse(_text(name))


def _inside(value, depth=0):
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 4 and isinstance(value, tuple | list | set | frozenset):
        for one in value:
            yield from _inside(one, depth + 1)
    elif depth < 4 and isinstance(value, Mapping):
        for key, one in value.items():
            yield from _inside(key, depth + 1)
            yield from _inside(one, depth + 1)
    elif depth < 4 and hasattr(type(value), "__dataclass_fields__"):
        for field in type(value).__dataclass_fields__:
            yield from _inside(getattr(value, field, None), depth + 1)


@cache
def _imported(name):
    """The names that a module has from others."""
    return {
        alias.asname or alias.name
        for node in _tree(name).body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def _ways(tree, constant):
    """The methods that are called on a constant in its module; any other use counts as a search."""
    ways, plain = set(), 0
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == constant:
            ways.add(node.attr)
            plain -= 1
        if isinstance(node, ast.Name) and node.id == constant and isinstance(node.ctx, ast.Load):
            plain += 1
    if plain or not constant.startswith("_"):
        ways.add("search")
    return ways - {"pattern"}


def _how(ways):
    """Whether it is searched for, and whether only the whole text counts."""
    search = not ways <= {"match", "fullmatch"} or not ways
    return search, ways == {"fullmatch"}


def _calls(module):
    if not _OF_RE.search(_text(module)):
        return
    for function in ast.walk(_tree(module)):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for node in ast.walk(function):
            if not (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "re"
                and node.func.attr in _CALLS
            ):
                continue
            pattern = node.args[0]
            if not isinstance(pattern, ast.Constant):
                yield Formed(module, function.name)
                continue
            flags = next((ast.unparse(one.value) for one in node.keywords if one.arg == "flags"), "0")
            compiled = re.compile(pattern.value, eval(flags, {"re": re}))
            yield Used(module, f"{function.name}, line {node.lineno}", compiled, *_how({node.func.attr}))
