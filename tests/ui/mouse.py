"""The mouse as a hand moves it, where Qt's own tests leave a button down."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

_LEFT = Qt.MouseButton.LeftButton


def double_click(widget: QWidget, place: QPoint) -> None:
    """The second of two clicks at a place; QTest.mouseDClick alone never lets go."""
    QTest.mouseDClick(widget, _LEFT, pos=place)
    QTest.mouseRelease(widget, _LEFT, pos=place)


def let_go() -> Qt.MouseButton:
    """Let go of what is still held down; which it was."""
    held = QApplication.mouseButtons()
    if held != Qt.MouseButton.NoButton:
        elsewhere = QWidget()
        for button in (one for one in Qt.MouseButton if one in held and one.value):
            QTest.mouseRelease(elsewhere, button)
    return held
