"""The pairs that may be one indicator: each is asked once, by two buttons, and what was said can be said anew."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from npfdesk.engine.reconciliation.ledger import DoubtfulPair, ReconciliationLedger
from npfdesk.plan.pair_answers import PairAnswer
from npfdesk.report.reconciliation.opinion_lines import plan_called, with_unit
from npfdesk.ui.charts.captions import Note
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.look.naming import speak

_KEY: Final = Qt.ItemDataRole.UserRole


class DoubtfulPairs(QWidget):
    """Lists the pairs, those without an answer first; `answered` carries a pair's key and the answer."""

    answered = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ledger: ReconciliationLedger | None = None
        self.pairs: tuple[DoubtfulPair, ...] = ()
        self.heading = QLabel()
        self.heading.setProperty("role", "title")
        self.why = Note()
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._tell)
        self.same, self.different = QPushButton(), QPushButton()
        for button, answer in ((self.same, PairAnswer.SAME), (self.different, PairAnswer.DIFFERENT)):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, said=answer: self.answer(said))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.same)
        buttons.addWidget(self.different)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.heading)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.why)
        layout.addLayout(buttons)
        speak(self.list, lambda: tr("Reconciliation", "Pairs that may be one indicator"))

    def take(self, ledger: ReconciliationLedger) -> None:
        """List the pairs of another ledger."""
        self.ledger = ledger
        kept = self.pair()
        self.pairs = tuple(sorted(ledger.doubtful, key=lambda one: one.answer is not None))
        self.refresh()
        keys = [one.key for one in self.pairs]
        if self.pairs:
            # what was answered moves down, and the next one is asked
            waiting = any(one.answer is None for one in self.pairs)
            at = keys.index(kept.key) if kept is not None and kept.key in keys and not waiting else 0
            self.list.setCurrentRow(at)
        self.setVisible(bool(self.pairs))

    def refresh(self) -> None:
        """The words in the language in force."""
        waiting = sum(one.answer is None for one in self.pairs)
        self.heading.setText(
            tr("Reconciliation", "To be confirmed: {count}").format(count=waiting)
            if waiting
            else tr("Reconciliation", "Pairs confirmed")
        )
        self.same.setText(tr("Reconciliation", "Same indicator"))
        self.different.setText(tr("Reconciliation", "Different"))
        row = self.list.currentRow()
        self.list.clear()
        for pair in self.pairs:
            item = QListWidgetItem(self._words(pair))
            item.setData(_KEY, pair.key)
            self.list.addItem(item)
        self.list.setCurrentRow(row)
        self._tell(row)

    def pair(self) -> DoubtfulPair | None:
        """The pair looked at."""
        row = self.list.currentRow()
        return self.pairs[row] if 0 <= row < len(self.pairs) else None

    def answer(self, said: PairAnswer) -> None:
        """Answer the pair looked at."""
        pair = self.pair()
        if pair is not None and pair.answer is not said:
            self.answered.emit(pair.key, said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """S says same, D different, as the buttons do."""
        answers = {Qt.Key.Key_S: PairAnswer.SAME, Qt.Key.Key_D: PairAnswer.DIFFERENT}
        said = answers.get(Qt.Key(event.key()))
        if said is not None and not event.modifiers():
            self.answer(said)
            return
        super().keyPressEvent(event)

    def _words(self, pair: DoubtfulPair) -> str:
        assert self.ledger is not None
        lines = [
            f"{plan_called(self.ledger.plans, place, language())} · {with_unit(name, unit, language())}"
            for place, name, unit in zip(pair.plans, pair.names, pair.units, strict=True)
        ]
        if pair.answer is not None:
            said = {
                PairAnswer.SAME: tr("Reconciliation", "same indicator"),
                PairAnswer.DIFFERENT: tr("Reconciliation", "different"),
            }[pair.answer]
            lines.append(f"✓ {said}")
        return "\n".join(lines)

    def _tell(self, _: int) -> None:
        pair = self.pair()
        self.why.write(pair.why.text(language(), {}) if pair is not None else "")
        for button, answer in ((self.same, PairAnswer.SAME), (self.different, PairAnswer.DIFFERENT)):
            button.setEnabled(pair is not None and pair.answer is not answer)
