"""The doors are typed: nothing is opened by a string, asked what it has, or told apart by the name of its class."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "npfdesk"
FORBIDDEN = {"import_module", "__import__", "hasattr"}
CLASS_NAMES = {"__name__", "__module__", "__qualname__"}


def found(text):
    """The calls of a module that open by a string or ask for an attribute, and the names of classes it reads."""
    calls = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in FORBIDDEN:
                calls.add(name)
        elif isinstance(node, ast.Attribute) and node.attr in CLASS_NAMES:
            calls.add(node.attr)
    return calls


def test_nothing_is_opened_by_a_string_nor_asked_what_it_has():
    guilty = {}
    for module in sorted(PACKAGE.rglob("*.py")):
        place = module.relative_to(PACKAGE)
        calls = found(module.read_text(encoding="utf-8"))
        if place.parts[0] not in ("ui", "app.py"):
            # below the window the name of an error's class is told, and decides nothing
            calls -= CLASS_NAMES
        if calls:
            guilty[place.as_posix()] = calls
    assert guilty == {}


# asked so, PySide makes one part of a window the parent of another, which then goes with it: the program ends later
MISLEADING = {"nextInFocusChain", "previousInFocusChain", "itemAt", "takeAt"}
ITEMS_OF_LISTS = {"ui/window/scenario_tree.py"}


def test_no_part_of_a_window_is_found_by_the_focus_chain_or_an_item_of_a_layout():
    guilty = {
        module.relative_to(PACKAGE).as_posix()
        for module in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in MISLEADING
    }
    assert guilty == ITEMS_OF_LISTS


@pytest.mark.parametrize(
    ("planted", "called"),
    [
        ("import importlib\nimportlib.import_module('npfdesk.desk')", "import_module"),
        ("def late():\n    from importlib import import_module as opened\n    return import_module('a')", "import_module"),
        ("if hasattr(dialog, 'index_wanted'):\n    pass", "hasattr"),
        ("page = PAGES[type(widget).__name__]", "__name__"),
        ("page = of(type(widget).__module__)", "__module__"),
    ],
)  # fmt: skip
def test_such_a_door_is_found(planted, called):
    assert called in found(planted)
