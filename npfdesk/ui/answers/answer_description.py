"""The description of an answer, for the registries that list answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from npfdesk.store.library import Library
from npfdesk.ui.answers.answer_dialog import AnswerDialog
from npfdesk.ui.descriptions import Description
from npfdesk.ui.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class AnswerDescription(Description):
    """An answer. It opens in a dock beside the charts; one that is `wide`, a form of data, in a window of its own."""

    wide: bool = False
    load: Callable[[Workspace, QWidget], AnswerDialog]


class KeepingDialog(AnswerDialog):
    """An answer that keeps what it was told in the library; None where there is none to keep it in."""

    library: Library | None = None


@dataclass(frozen=True, kw_only=True)
class KeepingDescription(AnswerDescription):
    """An answer that keeps in the library what it was told, for the next time."""

    load: Callable[[Workspace, QWidget], KeepingDialog]
