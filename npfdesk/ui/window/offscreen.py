"""Qt's platform without a screen: what it says of windows that it cannot place is left unsaid, all else is passed on."""

from __future__ import annotations

import atexit
import re
import sys

from PySide6.QtCore import QMessageLogContext, QtMsgType, qFormatLogMessage, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication

PLATFORM = "offscreen"
NOISE = re.compile(r"This plugin does not support (propagateSizeHints|raise|lower)\(\)")
"""What Qt's QPlatformWindow warns of in every window that is shown on a platform without a window manager."""


def hush() -> None:
    """From now on these lines are left out, on that platform alone; the handler that stood before hears the others."""
    if QGuiApplication.platformName() != PLATFORM:
        return

    def heard(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if NOISE.fullmatch(text):
            return
        if before is not None:
            before(kind, context, text)
        elif sys.stderr is not None:
            sys.stderr.write(f"{qFormatLogMessage(kind, context, text)}\n")

    before = qInstallMessageHandler(heard)
    # what Qt says when Python has ended would be told to nobody, and end in a crash
    atexit.register(qInstallMessageHandler, None)
