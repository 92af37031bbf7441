"""Every word of the window is in Chinese, and nothing is translated that nobody says."""

import ast
from pathlib import Path

from npfdesk.locations import resources_folder
from npfdesk.ui.look.language import LinguistTranslator

UI = Path(__file__).resolve().parents[2] / "npfdesk" / "ui"
QTS_OWN = {
    "QPlatformTheme",
    "QDialogButtonBox",
    "QMessageBox",
    "QWidgetTextControl",
    "QLineEdit",
    "QDockWidget",
    "QFileDialog",
    "QPrintSettingsOutput",
}


def spoken():
    """The (context, source) pairs that the code can ask for; where the source is a name, every text of the room."""
    pairs, loose = set(), {}
    for room in UI.rglob("*.py"):
        tree = ast.parse(room.read_text(encoding="utf-8"))
        texts = {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", getattr(node.func, "attr", "")) == "tr"
                and len(node.args) == 2
            ):
                context, source = node.args
                assert isinstance(context, ast.Constant), room
                if isinstance(source, ast.Constant):
                    pairs.add((context.value, source.value))
                else:
                    loose.setdefault(context.value, set()).update(texts)
    for room in UI.rglob("*.py"):
        # columns and fields are declared in every table and answer, and spoken in one place; so are menus' entries
        declared = {"tables": "Tables", "answers": "Answers", "analyses": "Analyses"}
        context = "Menus" if room.name == "registry.py" else declared.get(room.parent.name)
        if context is not None:
            loose.setdefault(context, set()).update(
                node.value
                for node in ast.walk(ast.parse(room.read_text(encoding="utf-8")))
                if isinstance(node, ast.Constant) and isinstance(node.value, str)
            )
    return pairs, loose


def test_nothing_is_untranslated_and_nothing_is_unused():
    entries = LinguistTranslator(resources_folder() / "translations" / "zh").entries
    pairs, loose = spoken()
    assert {pair for pair in pairs if pair not in entries} == set()
    unused = {
        (context, source)
        for context, source in entries
        if context not in QTS_OWN
        and (context, source) not in pairs
        and source not in loose.get(context, set())
    }
    assert unused == set()


def test_every_column_head_is_translated():
    entries = LinguistTranslator(resources_folder() / "translations" / "zh").entries
    found = 0
    for room in (UI / "tables").glob("*.py"):
        for node in ast.walk(ast.parse(room.read_text(encoding="utf-8"))):
            # a key, the source of a head and a width begin every column
            named = isinstance(node, ast.Call) and len(node.args) > 2
            if named and all(isinstance(one, ast.Constant) for one in (node.args[1], node.args[2])):
                source, width = node.args[1].value, node.args[2].value
                if isinstance(source, str) and source and isinstance(width, int):
                    found += 1
                    assert ("Tables", source) in entries, source
    assert found > 20


def own_context(nodes):
    """The context in which a dialog translates its fields itself; "" where it leaves that to the room's base."""
    for node in nodes:
        if isinstance(node, ast.FunctionDef) and node.name == "words":
            for call in ast.walk(node):
                if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "tr":
                    return call.args[0].value
    return ""


def test_every_field_of_an_answer_is_translated():
    entries = LinguistTranslator(resources_folder() / "translations" / "zh").entries
    found = 0
    rooms = [("Answers", room) for room in (UI / "answers").glob("*.py")]
    rooms += [("Analyses", room) for room in (UI / "analyses").glob("*.py")]
    for usual, room in rooms:
        nodes = list(ast.walk(ast.parse(room.read_text(encoding="utf-8"))))
        context = own_context(nodes) or usual
        for node in nodes:
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("field", "pair", "side"):
                source = node.args[0]
                if isinstance(source, ast.Constant):
                    found += 1
                    assert (context, source.value) in entries, source.value
    assert found


def test_blanks_are_the_same_in_both_languages():
    import string

    for (_, source), translation in LinguistTranslator(
        resources_folder() / "translations" / "zh"
    ).entries.items():
        blanks = [
            {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
            for text in (source, translation)
        ]
        assert blanks[0] == blanks[1], source
