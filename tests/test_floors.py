"""The house: imports go down only, and below the window nothing knows Qt."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import npfdesk
from npfdesk.locations import sample_workbook
from npfdesk.ui.printing.forms import PRINTED_FORMS
from npfdesk.verbs.registry import VERBS

ROOT = Path(__file__).resolve().parents[1]


def contracts(folder):
    lint = "from importlinter.cli import lint_imports; import sys; sys.exit(lint_imports(no_cache=True))"
    return subprocess.run(
        [sys.executable, "-c", lint], cwd=folder, capture_output=True, text=True, check=False
    )


def test_the_contracts_hold():
    done = contracts(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("room", "planted"),
    [
        ("engine/targets/gaps.py", "import npfdesk.ui.look.colours"),
        ("engine/targets/gaps.py", "import npfdesk.workbook.plan_reader"),
        ("plan/series.py", "from npfdesk import session"),
        ("locations.py", "import npfdesk.plan.series"),
        ("frames/lookup.py", "import npfdesk.verbs.questions"),
        # the face stands on every floor, so none of them stands on the face
        ("plan/series.py", "from npfdesk import __version__"),
        ("report/material.py", "def late():\n    import npfdesk"),
        ("verbs/check.py", "import pyqtgraph"),
        ("verbs/check.py", "def late():\n    from npfdesk.ui.printing.documents import pdf_report"),
        ("__main__.py", "def late():\n    from npfdesk.ui.window.main_window import MainWindow"),
        ("session.py", "def late():\n    from PySide6.QtCore import QObject"),
        ("cli.py", "def late():\n    import npfdesk.app"),
        ("newcomer.py", "import json"),
    ],
)
def test_a_forbidden_import_is_found(tmp_path, room, planted):
    shutil.copytree(ROOT / "npfdesk", tmp_path / "npfdesk", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / "npfdesk" / room).open("a", encoding="utf-8") as file:
        file.write(f"\n{planted}\n")
    done = contracts(tmp_path)
    assert done.returncode != 0
    assert "BROKEN" in done.stdout or "newcomer" in done.stdout


CIRCLE = """
import graphlib, sys
import grimp
graph = grimp.build_graph("npfdesk", cache_dir=None)
imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
try:
    graphlib.TopologicalSorter(imports).prepare()
except graphlib.CycleError as circle:
    sys.exit(" imports ".join(reversed(circle.args[1])))
"""


def circle(folder):
    """What imports what in a circle, the late imports and those for types alone included; "" where nothing does."""
    done = subprocess.run(
        [sys.executable, "-c", CIRCLE], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.stderr.strip()


def test_no_import_goes_round_in_a_circle():
    assert circle(ROOT) == ""


@pytest.mark.parametrize(
    "planted",
    [
        "from npfdesk.plan import model",
        "def late():\n    import npfdesk.plan.model",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from npfdesk.plan.model import Plan",
    ],
)
def test_a_planted_circle_is_found(tmp_path, planted):
    shutil.copytree(ROOT / "npfdesk", tmp_path / "npfdesk", ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "npfdesk" / "plan" / "series.py").open("a", encoding="utf-8") as file:
        file.write(f"\n{planted}\n")
    assert "npfdesk.plan.series imports npfdesk.plan.model" in circle(tmp_path)


def test_everything_below_the_window_imports_without_qt():
    code = """
import importlib, pkgutil, sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6", "pyqtgraph"):
            raise ImportError(name)
sys.meta_path.insert(0, Blocked())
import npfdesk
names = [one.name for one in pkgutil.walk_packages(npfdesk.__path__, "npfdesk.")
         if not one.name.startswith(("npfdesk.ui", "npfdesk.app", "npfdesk.start"))]
for name in names:
    importlib.import_module(name)
print(len(names))
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 40


CALLS = {
    "check": ("{sample}", "--json"),
    "project": ("{sample}",),
    "seek": ("{sample}", "--scenario", "惯性", "--region", "永康市", "--indicator", "output"),
    "benchmark": ("{sample}", "--region", "永康市", "--indicator", "output"),
    "allocate": ("{sample}", "--indicator", "output"),
    "annual": ("{sample}", "--indicator", "output", "--region", "永康市"),
    "track": ("{county}", "--through", "2026-02"),
    "evaluate": ("{sample}", "--year", "2024"),
    "score": ("{county}", "--year", "2025"),
    "uncertainty": ("{sample}", "--scenario", "惯性", "--draws", "50"),
    "report": ("{sample}", "-o", "{folder}/x.csv"),
    "roll": ("{sample}", "-o", "{folder}/x.xlsx", "--base", "2025", "--target", "2030"),
    "collect": ("{county}", "--to", "{folder}/forms"),
    "gather": ("{county}", "{folder}/forms"),
    "reconcile": ("{county}", "{former}"),
    "template": ("-o", "{folder}/x.xlsx"),
    "index": ("{sample}", "--indicators", "output,firms"),
    "disparity": ("{sample}", "--indicator", "output"),
    "forecast": ("{sample}", "--region", "金华市", "--indicator", "gdp"),
}


def test_every_verb_has_a_call_here():
    assert list(CALLS) == [verb.name for verb in VERBS]


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_a_verb_runs_where_qt_cannot_be_loaded(verb, tmp_path):
    code = """
import sys
sys.modules.update(dict.fromkeys(("PySide6", "shiboken6", "pyqtgraph")))
from npfdesk.cli import main
sys.exit(main(sys.argv[1:]))
"""
    county = ROOT / "sample_data" / "county_15fyp.xlsx"
    if verb.name == "gather":
        npfdesk.collect(npfdesk.read(county), tmp_path / "forms")
    former = ROOT / "sample_data" / "county_14fyp.xlsx"
    words = [
        word.format(sample=sample_workbook(), county=county, former=former, folder=tmp_path)
        for word in CALLS[verb.name]
    ]
    done = subprocess.run(
        [sys.executable, "-c", code, verb.name, *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    # a light that is not green, a target behind, a base that is waited for, a difference are answers, too
    answers = ("track", "roll", "evaluate", "reconcile")
    assert done.returncode in ((0, 1) if verb.name in answers else (0,)), done.stderr


def test_only_the_printed_forms_need_qt():
    code = """
import sys
sys.modules.update(dict.fromkeys(("PySide6", "shiboken6", "pyqtgraph")))
from npfdesk.ui.printing.forms import REPORT_FORMS
needing = []
for form in REPORT_FORMS:
    try:
        form.load()
    except ImportError:
        needing.append(form.ending)
print(*needing)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.split() == [form.ending for form in PRINTED_FORMS] == [".pdf", ".png", ".svg"], (
        done.stderr
    )


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("import npfdesk", ("pandas", "numpy", "scipy", "openpyxl", "PySide6")),
        # a reading's own process does without arrays, and is begun by the same door as the window
        ("import npfdesk.__main__", ("pandas", "numpy", "scipy", "openpyxl", "PySide6")),
        (
            "from npfdesk.cli import main; main(['check', str(npfdesk.locations.sample_workbook())])",
            ("pandas", "PySide6"),
        ),
    ],
)
def test_what_is_heavy_is_loaded_when_it_is_asked_for(code, absent):
    told = (
        f"import sys, npfdesk.locations; {code}; loaded = [name for name in {absent} if name in sys.modules]; "
        "sys.stderr.write(' '.join(loaded))"
    )
    done = subprocess.run(
        [sys.executable, "-c", told],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_every_message_is_in_both_languages_with_the_same_blanks():
    import importlib
    import pkgutil
    import string

    import npfdesk
    from npfdesk.plan.method_description import MethodRemark
    from npfdesk.plan.problems import ProblemKind, Wording

    seen = 0
    for one in pkgutil.walk_packages(npfdesk.__path__, "npfdesk."):
        if one.name.startswith(("npfdesk.ui", "npfdesk.app", "npfdesk.start")):
            continue
        for value in vars(importlib.import_module(one.name)).values():
            wording = value.wording if isinstance(value, ProblemKind | MethodRemark) else value
            if isinstance(wording, Wording):
                blanks = [
                    {
                        name.removesuffix("_zh").removesuffix("_en")
                        for _, name, _, _ in string.Formatter().parse(text)
                        if name
                    }
                    for text in (wording.zh, wording.en)
                ]
                assert blanks[0] == blanks[1], wording
                assert bool(wording.zh) == bool(wording.en)
                seen += 1
    assert seen > 60
