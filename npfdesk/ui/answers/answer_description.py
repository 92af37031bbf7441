"""The description of an answer, for the registries that list answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from npfdesk.ui.descriptions import Description
from npfdesk.ui.workspace import Workspace

if TYPE_CHECKING:
    from npfdesk.ui.answers.answer_dialog import AnswerDialog, KeepingDialog


@dataclass(frozen=True, kw_only=True)
class AnswerDescription(Description):
    """An answer. It opens in a dock beside the charts; one that is `wide`, a form of data, in a window of its own."""

    wide: bool = False
    load: Callable[[Workspace, QWidget], AnswerDialog]


@dataclass(frozen=True, kw_only=True)
class KeepingDescription(AnswerDescription):
    """An answer that keeps in the library what it was told, for the next time."""

    load: Callable[[Workspace, QWidget], KeepingDialog]
