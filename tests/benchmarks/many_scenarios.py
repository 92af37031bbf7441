"""What a workbook of five thousand scenarios costs to open and to edit: python -m tests.benchmarks.many_scenarios."""

import gc
import os
import tempfile
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication

from npfdesk.app import build
from npfdesk.desk import open_reading, read
from npfdesk.locations import sample_workbook
from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.methods import Method
from npfdesk.plan.problems import Problem
from npfdesk.plan.scenarios import Assumption, Scenario
from npfdesk.plan.series import AssumptionKey
from npfdesk.store.library import Library
from npfdesk.ui.window import offscreen
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.standard.plan_workbook import save_standard
from tests.benchmarks.__main__ import shown_after
from tests.benchmarks.answers import line

SCENARIOS = 5_000
BOUND = 3.0


def spent(work):
    """Seconds of processor time, of this process and of those that it started, and what the work gave."""
    gc.collect()
    before = sum(os.times()[:4])
    made = work()
    return sum(os.times()[:4]) - before, made


def workbook(folder):
    """The sample with thousands of scenarios below its first, each with an assumption of its own (not real)."""
    plan = read_workbook(sample_workbook()).plan
    first = plan.scenarios[0]
    more = tuple(
        Scenario(
            f"变体{number}",
            f"变体{number}",
            first.id,
            assumptions=MappingProxyType(
                {AssumptionKey("*", "*", "output"): Assumption(Method.GROWTH, 4.0 + number % 7)}
            ),
        )
        for number in range(SCENARIOS - len(plan.scenarios))
    )
    path = Path(folder) / "many.xlsx"
    problem = save_standard(replace(plan, scenarios=(*plan.scenarios, *more)), path, "zh")
    assert not isinstance(problem, Problem), problem
    return path


def main():
    application = QApplication.instance() or QApplication([])
    offscreen.silence_placement_warnings()
    with tempfile.TemporaryDirectory() as folder:
        path, library = workbook(folder), Library(Path(folder) / "library.sqlite")
        commands = build(library)
        commands.window.show()
        application.processEvents()

        with_openpyxl, _ = spent(lambda: load_workbook(path))
        whole = shown_after(path)
        found, identity = read(path)
        session, opening = spent(lambda: open_reading(found, identity, library))
        ratio = whole / with_openpyxl
        line(
            "5,000 scenarios: opened in the window",
            f"{whole:.2f} s of processor time, {ratio:.1f} × openpyxl's reading",
            f"under {BOUND:.0f} s",
            whole < BOUND,
        )
        line("5,000 scenarios: of that the session", f"{session:.2f} s")
        commands.workbook_opening.show(opening)
        application.processEvents()
        workspace = commands.window.workspace
        document = workspace.document
        rows = {next(iter(document.scenario.assumptions)): Assumption(Method.GROWTH, 3.0)}
        edited, _ = spent(lambda: workspace.apply(set_assumptions(document, document.active, rows)))
        line("5,000 scenarios: an edit", f"{edited * 1000:.0f} ms")
        commands.workbook_opening.desk = None
        commands.file_watch.stop()
        commands.window.hide()
        library.close()


if __name__ == "__main__":
    main()
