"""The save dialog: it adds the file extension and never allows the plan's own workbook."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from npfdesk.plan.file_names import shown_path
from npfdesk.plan.problems import Problem
from npfdesk.report.forms import overwrites_plan
from npfdesk.ui.look.language import tr


def ask_where(
    parent: QWidget,
    title: str,
    name: str,
    kinds: Sequence[str],
    plan: Path | None,
    tell: Callable[[Problem], object],
) -> Path | None:
    """Ask for a file to write; None if cancelled, or for the plan's own workbook (`tell` gets the problem).

    `kinds` are filters as the dialog takes them, "PNG (*.png)"; `name` is the proposed name. A name without one
    of their extensions gets the extension of the chosen filter; if that file exists, the user is asked.
    """
    file, kind = QFileDialog.getSaveFileName(parent, title, name, ";;".join(kinds))
    if not file:
        return None
    path = with_ending(Path(file), kinds, kind)
    refused = overwrites_plan(path, plan)
    if refused is not None:
        tell(refused)
        return None
    # the dialog asked only about the name as it was typed
    if path.name != Path(file).name and not may_write(parent, path):
        return None
    return path


def with_ending(path: Path, kinds: Sequence[str], kind: str) -> Path:
    """The path with an extension of one of the filters; a dot inside the typed name is no extension."""
    endings = [ending for one in kinds for ending in _endings(one)]
    if path.suffix.lower() in endings:
        return path
    return path.with_name(path.name + (_endings(kind) or endings)[0])


def may_write(parent: QWidget, path: Path) -> bool:
    """Whether a file is not there yet, or may be replaced."""
    return not os.path.exists(path) or confirm_replace(parent, path)


def confirm_replace(parent: QWidget, path: Path) -> bool:
    """Ask whether to replace an existing file."""
    box = QMessageBox(parent)
    box.setTextFormat(box.textFormat().PlainText)
    box.setWindowTitle("NPF Desk")
    box.setText(tr("Destination", "“{file}” already exists. Replace it?").format(file=shown_path(path.name)))
    replace = box.addButton(tr("Destination", "Replace"), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(tr("Destination", "Cancel"), QMessageBox.ButtonRole.RejectRole))
    box.exec()
    return box.clickedButton() is replace


def _endings(kind: str) -> list[str]:
    return [ending.lower() for ending in re.findall(r"\*(\.\w+)", kind)]
