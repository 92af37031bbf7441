"""The offscreen platform of Qt: its warnings about window placement are suppressed, all others are passed on."""

from __future__ import annotations

import atexit
import re
import sys

from PySide6.QtCore import QMessageLogContext, QtMsgType, qFormatLogMessage, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication

PLATFORM = "offscreen"
NOISE = re.compile(r"This plugin does not support (propagateSizeHints|raise|lower)\(\)")
"""What QPlatformWindow warns of for every window shown on a platform without a window manager."""


def silence_placement_warnings() -> None:
    """Suppress these warnings on the offscreen platform; other messages go to the previous handler."""
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
    # a message from Qt after Python has ended would have no receiver and crash
    atexit.register(qInstallMessageHandler, None)
