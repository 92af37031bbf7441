"""What CONTRIBUTING.md tells a newcomer to do is done here, in a copy of the program, and what comes of it is used."""

import os
import subprocess
import sys

import pytest

from tests.recipes import ROOT, carry_out

RULE = """
from npfdesk.engine.audit import RULES, audit
from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import new_document
from tests.plans import plan, target

key = ("county", "", "output")
told = plan({key: {2020: 100.0}}, targets=[target(key, "0")])
(found,) = [one for one in audit(compute(new_document(told))) if one.code == "target_of_zero"]
print(found.message("en"))
print(found.message("zh"))
"""
FORM = """
import subprocess, sys
from pathlib import Path
done = subprocess.run([sys.executable, "-m", "npfdesk", "report", "sample_data/jinhua_14fyp.xlsx", "-o", "paths.md",
    "--scenario", "规划", "--language", "en"], capture_output=True, text=True)
assert done.returncode == 0, done.stderr
lines = Path("paths.md").read_text(encoding="utf-8").splitlines()
print(lines[0])
print(len(lines) > 100)
from npfdesk.ui.printing.forms import REPORT_FORMS
print([one.title.en for one in REPORT_FORMS if one.ending == ".md"])
"""
VIEW = """
from PySide6.QtWidgets import QApplication
application = QApplication([])
from npfdesk.app import OFFERED
from npfdesk.locations import sample_workbook
from npfdesk.session import LoadedWorkbook, Session
from npfdesk.ui.views.registry import VIEWS
from npfdesk.ui.window.main_window import MainWindow
from npfdesk.ui.window.parts import Parts
from npfdesk.ui.workspace import Workspace
from npfdesk.workbook.plan_reader import read_workbook

read = read_workbook(sample_workbook())
window = MainWindow()
window.furnish(Parts(window, Workspace(Session(LoadedWorkbook(read.plan))), OFFERED))
window.show()
window.views.actions_by_name["Figures"].trigger()
application.processEvents()
view = window.views.view()
print(view.title.text())
print(len(view.canvas.lines))
print(view.canvas.paints > 0)
print("Figures" in [action.text() for action in window.views.actions_by_name.values()])
"""


def use(folder, code):
    """What a program prints that runs over the copy."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}",
            "QT_QPA_PLATFORM": "offscreen",
            "NPFDESK_HOME": str(folder / "home"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def sound(folder, names):
    """A newcomer's lines keep to the house: style, types, floors."""
    modules = [name for name in names if name.endswith(".py")]
    for told in (
        [
            sys.executable,
            "-m",
            "ruff",
            "check",
            "--no-cache",
            "--config",
            str(ROOT / "pyproject.toml"),
            *modules,
        ],
        [
            sys.executable,
            "-m",
            "ruff",
            "format",
            "--no-cache",
            "--config",
            str(ROOT / "pyproject.toml"),
            "--check",
            *modules,
        ],
    ):
        done = subprocess.run(told, cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


@pytest.fixture
def carried(tmp_path):
    """Carries a recipe out; the files touched."""

    def do(recipe):
        names = carry_out(recipe, tmp_path)
        sound(tmp_path, names)
        return [name for name in names if name.startswith("npfdesk/")]

    return do


def test_an_audit_rule_is_two_files_and_a_line_of_help(carried, tmp_path):
    assert carried("An audit rule") == [
        "npfdesk/engine/audit/__init__.py",
        "npfdesk/engine/audit/zero_targets.py",
    ]
    assert use(tmp_path, RULE) == [
        "county output: the target for 2025 is 0. Check whether a figure was left out.",
        "county output：2025年目标为 0。请核对是否漏填。",
    ]


def test_a_form_of_report_is_three_files(carried, tmp_path):
    assert carried("An export") == [
        "npfdesk/report/forms.py",
        "npfdesk/report/markdown_table.py",
        "npfdesk/ui/printing/forms.py",
    ]
    assert use(tmp_path, FORM) == [
        "| scenario | region | indicator | year | value | unit |",
        "True",
        "['Table in Markdown']",
    ]


def test_a_view_is_two_files_and_its_words(carried, tmp_path):
    assert carried("A view") == ["npfdesk/ui/views/figures.py", "npfdesk/ui/views/registry.py"]
    assert use(tmp_path, VIEW) == ["Figures · Output above designated size", "10", "True", "True"]
