"""The line in which a formula is typed: it offers indicators, functions and regions, and says at once what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QWidget

from npfdesk.plan.document import Document
from npfdesk.plan.expressions import Expression, parse_expression, with_codes_written
from npfdesk.plan.model import Indicator
from npfdesk.plan.names import fold, is_blank
from npfdesk.plan.pinyin import holds
from npfdesk.plan.problems import Problem
from npfdesk.plan.structure_checks import FORMULA_UNKNOWN, check_formula, formula_completions
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.look.naming import speak
from npfdesk.ui.tables.figure_model import FigureModel

_WORD: Final = re.compile(r"\b[^\W\d]\w*$")
_IN_QUOTES: Final = re.compile(r"""at\(\s*["“]([^"“”]*)$""")
_GAP: Final = "  "
_MOST_SHOWN: Final = 8


def read_formula(
    document: Document, text: str, indicators: Iterable[Indicator], code: str
) -> Expression | Problem:
    """A formula as typed, with names of indicators turned into their codes; `indicators` may hold ones not yet in the plan.

    A Problem where it cannot be read, or where it names what is not there.
    """
    codes: dict[str, str] = {}
    known = list(indicators)
    for one in known:
        for spelling in (one.name, one.english):
            if spelling:
                codes.setdefault(fold(spelling), one.code)
    own = {one.code for one in known}
    written = with_codes_written(text, lambda word: word if word in own else codes.get(fold(word), word))
    parsed = parse_expression(written.strip())
    if isinstance(parsed, Problem):
        return parsed
    unknown = tuple(sorted(parsed.codes - own))
    if unknown:
        return Problem(FORMULA_UNKNOWN, text=text, arguments={"codes": unknown})
    if parsed.codes <= document.plan.indicator_by_code.keys() | {code}:
        return check_formula(document, code, written)
    return parsed


class FormulaLine(QLineEdit):
    """A line for a formula; `check` says what is wrong with a text, None where nothing is.

    `offered` is the list of what the word before the cursor can become: Down and Up go along it, Return or Tab takes
    what is chosen in it, Escape closes it.
    """

    def __init__(self, parent: QWidget, figures: FigureModel, check: Callable[[str], Problem | None]) -> None:
        super().__init__(parent)
        self.figures, self.check = figures, check
        speak(
            self,
            lambda: tr("Names", "Formula"),
            lambda: tr(
                "Names", "Indicators, codes and functions are offered while you type; Down goes to them."
            ),
        )
        # a child of the window: a window of its own would take the keys
        self.offered = QListWidget(parent.window())
        self.offered.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.offered.setAccessibleName(tr("Tables", "Suggestions"))
        self.offered.hide()
        self.offered.itemClicked.connect(lambda item: self._take(item.text()))
        self.destroyed.connect(self.offered.deleteLater)
        self.textEdited.connect(self._typed)

    def _typed(self, text: str) -> None:
        self._check(text)
        self._offer(self._completions())

    def _offer(self, found: Sequence[str]) -> None:
        self.offered.clear()
        self.offered.addItems(found)
        self.offered.setVisible(bool(found))
        if not found:
            return
        rows = min(len(found), _MOST_SHOWN)
        height = rows * self.offered.sizeHintForRow(0) + 2 * self.offered.frameWidth()
        width = max(self.width(), self.offered.sizeHintForColumn(0) + 28)
        window = self.window()
        below = self.mapTo(window, QPoint(0, self.height()))
        above = below.y() - self.height() - height
        top = below.y() if below.y() + height <= window.height() else max(above, 0)
        self.offered.setGeometry(min(below.x(), max(window.width() - width, 0)), top, width, height)
        self.offered.raise_()

    def _check(self, text: str) -> None:
        problem = None if is_blank(text) else self.check(text)
        self.figures.refused.emit(problem.message(language()) if problem is not None else "")

    def _before(self) -> str:
        return self.text()[: self.cursorPosition()]

    def _completions(self) -> list[str]:
        """What the word before the cursor can become."""
        before = self._before()
        region = _IN_QUOTES.search(before)
        if region is not None:
            typed = fold(region[1])
            names = self.figures.plan.region_names.values()
            return [one for one in names if holds(fold(one), typed) and typed != fold(one)]
        word = _WORD.search(before)
        if word is None:
            return []
        found = formula_completions(self.figures.workspace.document, word[0])
        return [
            f"{code}{_GAP}{name}" if name and name != code else code
            for code, name in found
            if code != word[0]
        ]

    def _take(self, offered: str) -> None:
        before, after = self._before(), self.text()[self.cursorPosition() :]
        region = _IN_QUOTES.search(before)
        word = _WORD.search(before)
        start = region.start(1) if region is not None else word.start() if word is not None else len(before)
        chosen = offered.split(_GAP, maxsplit=1)[0] if region is None else offered
        self.setText(before[:start] + chosen + after)
        self.setCursorPosition(start + len(chosen))
        self.offered.hide()
        self._check(self.text())

    def takes(self, event: QKeyEvent) -> bool:
        """Whether a key is meant for what is offered; it is answered then."""
        if not self.offered.isVisible():
            return False
        key, row = event.key(), self.offered.currentRow()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self.offered.setCurrentRow(max(0, min(self.offered.count() - 1, row + step)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab) and row >= 0:
            self._take(self.offered.item(row).text())
        elif key == Qt.Key.Key_Escape:
            self.offered.hide()
        else:
            return False
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        """Close what is offered with the line."""
        self.offered.hide()
        super().hideEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close what is offered with the line."""
        self.offered.hide()
        super().focusOutEvent(event)
