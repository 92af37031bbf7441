"""The line in which a formula is typed: it offers indicators, functions and regions, and says at once what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from npfdesk.plan.document import Document
from npfdesk.plan.expressions import Expression, parse_expression, with_codes_written
from npfdesk.plan.model import Indicator
from npfdesk.plan.names import fold, is_blank
from npfdesk.plan.problems import Problem
from npfdesk.plan.structure_checks import FORMULA_UNKNOWN, check_formula, formula_completions
from npfdesk.ui.look.language import language
from npfdesk.ui.tables.figure_model import FigureModel

_WORD: Final = re.compile(r"[^\W\d]\w*$")
_IN_QUOTES: Final = re.compile(r"""at\(\s*["“]([^"“”]*)$""")
_GAP: Final = "  "


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
    """A line for a formula of the indicator with a code; Down goes into what is offered, Tab or Return takes it."""

    def __init__(self, parent: QWidget, figures: FigureModel, code: str) -> None:
        super().__init__(parent)
        self.figures, self.code = figures, code
        self.offered = QCompleter(QStringListModel(self), self)
        self.offered.setWidget(self)
        self.offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.offered.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.popup = QListView()
        self.offered.setPopup(self.popup)
        self.offered.activated.connect(self._take)
        self.textEdited.connect(self._typed)

    def _typed(self, text: str) -> None:
        self._check(text)
        found = self._completions()
        model = self.offered.model()
        assert isinstance(model, QStringListModel)
        model.setStringList(found)
        if found:
            self.offered.complete()
        else:
            self.popup.hide()

    def _check(self, text: str) -> None:
        plan = self.figures.plan
        read = (
            None
            if is_blank(text)
            else read_formula(self.figures.workspace.document, text, plan.indicators, self.code)
        )
        self.figures.refused.emit(read.message(language()) if isinstance(read, Problem) else "")

    def _before(self) -> str:
        return self.text()[: self.cursorPosition()]

    def _completions(self) -> list[str]:
        """What the word before the cursor can become."""
        before = self._before()
        region = _IN_QUOTES.search(before)
        if region is not None:
            said = fold(region[1])
            names = self.figures.plan.region_names.values()
            return [one for one in names if said in fold(one) and said != fold(one)]
        word = _WORD.search(before)
        if word is None:
            return []
        document = self.figures.workspace.document
        found = formula_completions(document, word[0])
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
        self._check(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes what is offered first."""
        if event.key() == Qt.Key.Key_Escape and self.popup.isVisible():
            self.popup.hide()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close what is offered with the line."""
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.popup.hide()
        super().focusOutEvent(event)
