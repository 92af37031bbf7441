"""The findings between plans as a list with filters, and one of them whole: its figures, its cells, what would settle it."""

from __future__ import annotations

import html

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from npfdesk.engine.reconciliation.matrix import CODE_WORDS
from npfdesk.plan.problems import SEVERITY_NAMES, Count, Wording, joined
from npfdesk.plan.statuses import SEVERITY_STATUS
from npfdesk.report.reconciliation.figure_words import FIGURE_WORDS, figure_text
from npfdesk.report.reconciliation.opinion_lines import Opinion, OpinionLine, plan_called
from npfdesk.ui.analyses.analysis_dialog import Choice
from npfdesk.ui.answers.answer_table import Entry, Head, Rows, RowsTable
from npfdesk.ui.charts.captions import plain_tip
from npfdesk.ui.look.colours import appearance, status_text, theme
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.look.mnemonics import PLAN_NAME
from npfdesk.ui.look.naming import speak
from npfdesk.ui.look.style import note_pixels, pixels


class DifferenceList(QWidget):
    """The findings, narrowed by kind, by plan, or to a cell of the matrix; `chosen` carries the line looked at, or None."""

    chosen = Signal(object)
    widened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.opinion: Opinion | None = None
        self.lines: tuple[OpinionLine, ...] = ()
        self.narrowed: tuple[int, ...] | None = None
        self.kinds, self.plans = Choice(160), Choice(160)
        for box in (self.kinds, self.plans):
            # in a small window a choice is narrower
            box.setMinimumWidth(pixels(84))
        self.count = QLabel()
        self.count.setProperty("role", "note")
        self.cell_button = QToolButton()
        self.cell_button.setCheckable(True)
        self.cell_button.setProperty(PLAN_NAME, True)
        self.cell_button.hide()
        self.cell_button.clicked.connect(self._widen)
        self.rows = Rows(
            (
                Head(lambda: tr("Reconciliation", "No."), 40),
                Head(lambda: tr("Reconciliation", "Kind"), 130, figures=False),
                Head(lambda: tr("Reconciliation", "Indicator"), 150, figures=False),
                Head(lambda: tr("Reconciliation", "Between"), 190, figures=False),
                Head(lambda: tr("Reconciliation", "Difference"), 240, figures=False),
            )
        )
        self.table = RowsTable(self.rows)
        self.table.setSelectionBehavior(RowsTable.SelectionBehavior.SelectRows)
        self.table.selectionModel().currentChanged.connect(self._current)
        speak(self.table, lambda: tr("Reconciliation", "Differences between the plans"))
        speak(self.kinds, lambda: tr("Reconciliation", "Kind of difference"))
        speak(self.plans, lambda: tr("Reconciliation", "Plan that it is about"))
        for box in (self.kinds, self.plans):
            box.activated.connect(lambda _: self._fill())
        bar = QHBoxLayout()
        bar.setSpacing(8)
        for widget in (self.kinds, self.plans, self.cell_button):
            bar.addWidget(widget)
        bar.addStretch(1)
        bar.addWidget(self.count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(bar)
        layout.addWidget(self.table, 1)

    def take(self, opinion: Opinion) -> None:
        """List the findings of another opinion."""
        self.opinion, self.narrowed = opinion, None
        self.cell_button.hide()
        self.speak()
        self._fill()

    def speak(self) -> None:
        """The words of the filters, and the rows, in the language in force."""
        self.rows.retranslate()
        if self.opinion is None:
            return
        codes = {line.finding.code for line in self.opinion.lines}
        known = [code for code in CODE_WORDS if code in codes] + sorted(codes - CODE_WORDS.keys())
        self.kinds.offer(
            ("", *known), (tr("Reconciliation", "All kinds"), *(kind_words(code) for code in known)), ""
        )
        held = self.opinion.ledger.plans
        places = sorted({place for line in self.opinion.lines for place in line.finding.plans})
        self.plans.offer(
            (-1, *places),
            (tr("Reconciliation", "All plans"), *(plan_called(held, place, language()) for place in places)),
            -1,
        )
        self._fill()

    def narrow(self, places: tuple[int, ...] | None, words: str) -> None:
        """Show the findings with these places alone, those of a cell of the matrix; None: all again."""
        self.narrowed = places
        self.cell_button.setVisible(places is not None)
        self.cell_button.setChecked(places is not None)
        if places is not None:
            self.cell_button.setText(tr("Reconciliation", "This cell ✕"))
            again = tr("Reconciliation", "Show all differences again")
            self.cell_button.setToolTip(plain_tip(f"{words}\n{again}"))
            self.cell_button.setAccessibleDescription(f"{words}. {again}")
        self._fill()

    def _widen(self) -> None:
        """Show all again."""
        self.narrow(None, "")
        self.widened.emit()

    def _fill(self) -> None:
        if self.opinion is None:
            return
        kept = self.line()
        kind, plan = self.kinds.chosen, self.plans.chosen
        self.lines = tuple(
            line
            for place, line in enumerate(self.opinion.lines)
            if (self.narrowed is None or place in self.narrowed)
            and kind in ("", None, line.finding.code)
            and (plan in (-1, None) or plan in line.finding.plans)
        )
        held = self.opinion.ledger.plans
        self.rows.set_rows(
            [
                [
                    Entry(str(line.number)),
                    Entry(kind_words(line.finding.code), SEVERITY_STATUS[line.finding.severity]),
                    Entry(line.name),
                    Entry(
                        joined(
                            (plan_called(held, place, language()) for place in line.finding.plans),
                            language(),
                            3,
                        )
                    ),
                    Entry(" ".join(line.difference.split())),
                ]
                for line in self.lines
            ]
        )
        self.table.fit_columns()
        shown, whole = len(self.lines), len(self.opinion.lines)
        self.count.setText(
            tr("Reconciliation", "{count:difference|differences}").format(count=Count(whole))
            if shown == whole
            else tr("Reconciliation", "{shown} of {count:difference|differences}").format(
                shown=shown, count=Count(whole)
            )
        )
        numbers = [line.number for line in self.lines]
        at = numbers.index(kept.number) if kept is not None and kept.number in numbers else 0
        if self.lines:
            self.table.setCurrentIndex(self.rows.index(at, 1))
        self.chosen.emit(self.line())

    def line(self) -> OpinionLine | None:
        """The line looked at."""
        row = self.table.currentIndex().row()
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def _current(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(self.line())


class DifferenceDetail(QFrame):
    """One finding whole; `shown_in_plan` asks to go to its series in the open plan."""

    shown_in_plan = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.opinion: Opinion | None = None
        self.line: OpinionLine | None = None
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.button = QPushButton()
        self.button.setAutoDefault(False)
        self.button.clicked.connect(lambda: self.shown_in_plan.emit(self.line))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        speak(self.text, lambda: tr("Reconciliation", "The difference with its figures and cells"))
        appearance.changed.connect(self.refresh)

    def look(self, opinion: Opinion | None, line: OpinionLine | None, own: bool) -> None:
        """Show a finding; `own` says that the open plan has a series of it."""
        self.opinion, self.line = opinion, line
        self.button.setVisible(own)
        self.refresh()

    def refresh(self) -> None:
        """The texts in the language and colours in force."""
        self.button.setText(tr("Reconciliation", "Show in the open plan"))
        self.text.setHtml(self._page() if self.opinion is not None and self.line is not None else "")

    def _page(self) -> str:
        line, opinion = self.line, self.opinion
        assert line is not None
        assert opinion is not None
        finding, look = line.finding, theme()
        severity = SEVERITY_STATUS[finding.severity]
        mark = f"{severity.about.mark} {SEVERITY_NAMES[finding.severity].text(language(), {})}"
        quiet, small = look.secondary, note_pixels()
        parts = [
            f'<p style="margin:0 0 6px 0"><span style="color:{status_text(severity).name()}">{_safe(mark)}</span>'
            f" · {_safe(kind_words(finding.code))} · <b>{_safe(line.indicator)}</b></p>",
            f'<p style="margin:0 0 8px 0">{_safe(line.difference)}</p>',
        ]
        figures = [
            (figure_words(key), figure_text(finding, key, line.unit, language())) for key in finding.figures
        ]
        said = [
            (plan_called(opinion.ledger.plans, place, language()), text)
            for place, text in zip(
                finding.plans, (line.above, line.below) if len(finding.plans) == 2 else (), strict=False
            )
            if text
        ]
        if said or figures:
            rows = "".join(
                f'<tr><td style="color:{quiet};padding-right:12px">{_safe(name)}</td><td align="right">{_safe(text)}</td></tr>'
                for name, text in (*said, *figures)
            )
            parts.append(f'<table cellspacing="0" style="margin-bottom:8px">{rows}</table>')
        if line.places:
            told = "<br>".join(map(_safe, line.places))
            parts.append(
                f'<p style="margin:0 0 8px 0;color:{quiet};font-size:{small}px">{_safe(tr("Reconciliation", "Cells"))}<br>{told}</p>'
            )
        parts.append(
            f'<p style="margin:0"><span style="color:{quiet}">{_safe(tr("Reconciliation", "What would settle it"))}</span><br>{_safe(line.settles)}</p>'
        )
        return f'<div style="font-size:{pixels(13)}px;color:{look.ink}">{"".join(parts)}</div>'


def kind_words(code: str) -> str:
    """A kind of finding in words."""
    return CODE_WORDS.get(code, Wording(code, code)).text(language(), {})


def figure_words(key: str) -> str:
    """What a figure of a finding is, in words."""
    return FIGURE_WORDS.get(key, Wording(key, key)).text(language(), {})


def _safe(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")
