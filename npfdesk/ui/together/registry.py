"""The registry of the menu Work together: what goes out by file, what comes back, and what is held side by side."""

from __future__ import annotations

from typing import Final

from npfdesk.ui.answers.answer_description import AnswerDescription

TOGETHER: Final[tuple[AnswerDescription, ...]] = ()
"""The entries in the order of the work: sending out, taking in, rounds, reconciling."""
