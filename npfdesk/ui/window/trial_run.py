"""A smoke test for the frozen program: edit, redraw, undo, redo, save, and two processes at work."""

from __future__ import annotations

import os
import sys

import numpy as np
from PySide6.QtWidgets import QApplication

from npfdesk.engine.ensembles.ensemble import Ensemble, Told, run
from npfdesk.engine.ensembles.workers import Workers
from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey
from npfdesk.ui.window.commands import Commands


def smoke(commands: Commands) -> int:
    """Run it on the open workbook; returns 0 where every step worked."""
    workspace = commands.window.workspace
    commands.window.show()
    QApplication.processEvents()
    row = int(
        np.flatnonzero(
            np.isfinite(workspace.result.values).any(axis=1) & ~workspace.session.results.frame.formula_row
        )[0]
    )
    series = workspace.plan.series[row]
    before = workspace.result.values[row].copy()
    key = AssumptionKey(*series)
    edit = set_assumptions(
        workspace.document, workspace.document.active, {key: Assumption(Method.GROWTH, 9.9)}
    )
    workspace.apply(edit)
    QApplication.processEvents()
    commands.window.grab()
    moved = bool((workspace.result.values[row] != before).any())
    workspace.undo()
    back = bool(np.array_equal(workspace.result.values[row], before, equal_nan=True))
    workspace.redo()
    saved = commands.autosave.save()
    pieces = [1, 2, 3]
    elsewhere = run(Ensemble(_process, None, pieces, [1.0] * 3, holds_lock=True), Workers(2), patience=0.0)
    apart = elsewhere is not None and len({os.getpid(), *elsewhere}) > 1
    sys.stdout.write(f"edited {moved}, undone {back}, saved {saved}, processes {apart}\n")
    return 0 if moved and back and saved and apart else 1


def _process(shared: None, piece: int, told: Told) -> int:
    """The process that a piece is carried out by."""
    return os.getpid()
