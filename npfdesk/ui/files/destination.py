"""Where something is written: asked for once, its ending added to the name, never the plan's own workbook."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from npfdesk.plan.problems import Problem
from npfdesk.report.forms import over_plan
from npfdesk.ui.look.language import tr


def ask_where(
    parent: QWidget,
    title: str,
    name: str,
    kinds: Sequence[str],
    plan: Path | None,
    tell: Callable[[Problem], object],
) -> Path | None:
    """A file to write; None where nobody wants one, or where it is the plan's own workbook, which `tell` hears.

    `kinds` are told as the dialog takes them, "PNG (*.png)"; `name` is what is proposed. A name without one of
    their endings gets that of the kind chosen behind it, and a file that has this name already is asked about.
    """
    file, kind = QFileDialog.getSaveFileName(parent, title, name, ";;".join(kinds))
    if not file:
        return None
    path = with_ending(Path(file), kinds, kind)
    refused = over_plan(path, plan)
    if refused is not None:
        tell(refused)
        return None
    # the dialog has asked about the name that was typed, and about no other
    if path.name != Path(file).name and os.path.exists(path) and not replaces(parent, path):
        return None
    return path


def with_ending(path: Path, kinds: Sequence[str], kind: str) -> Path:
    """A name that ends as one of the kinds; what was typed stays whole, a dot within it is no ending."""
    endings = [ending for one in kinds for ending in _endings(one)]
    if path.suffix.lower() in endings:
        return path
    return path.with_name(path.name + (_endings(kind) or endings)[0])


def replaces(parent: QWidget, path: Path) -> bool:
    """Ask whether a file that is there already may be replaced."""
    box = QMessageBox(parent)
    box.setTextFormat(box.textFormat().PlainText)
    box.setWindowTitle("NPF Desk")
    box.setText(tr("Destination", "“{file}” is there already. Replace it?").format(file=path.name))
    replace = box.addButton(tr("Destination", "Replace"), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(tr("Destination", "Cancel"), QMessageBox.ButtonRole.RejectRole))
    box.exec()
    return box.clickedButton() is replace


def _endings(kind: str) -> list[str]:
    return [ending.lower() for ending in re.findall(r"\*(\.\w+)", kind)]
