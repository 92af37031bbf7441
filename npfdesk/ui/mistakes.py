"""Mistakes of the program that were contained in their place: they reach the log and the crash dialog all the same."""

from __future__ import annotations

import sys


def tell_mistake(mistake: BaseException) -> None:
    """Hand a mistake to the hook of uncaught exceptions, as if nothing had contained it; the caller goes on."""
    sys.excepthook(type(mistake), mistake, mistake.__traceback__)
