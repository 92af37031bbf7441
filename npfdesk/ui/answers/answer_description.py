"""The description of an answer, for the registries that list answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from npfdesk.ui.answers.answer_dialog import AnswerDialog
from npfdesk.ui.descriptions import Description
from npfdesk.ui.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class AnswerDescription(Description):
    """An answer. It opens in a dock beside the charts; one that is `wide`, a form of data, in a window of its own."""

    wide: bool = False
    load: Callable[[Workspace, QWidget], AnswerDialog]
