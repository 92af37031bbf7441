"""The gap chart: what each target still lacks, to the right of zero, by region or by indicator, coloured by status."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from npfdesk.plan.gap_words import gap_text
from npfdesk.plan.problems import Language, joined
from npfdesk.plan.status_rules import Rule, StatusSettings
from npfdesk.session import Change, Structure
from npfdesk.ui.charts.bars import Bars
from npfdesk.ui.charts.captions import Caption, Note, source_line
from npfdesk.ui.charts.chart import Chart
from npfdesk.ui.charts.gap_rows import Bar, GapRows, gap_rows, told
from npfdesk.ui.first_step import first_step
from npfdesk.ui.look.colours import appearance
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.workspace import Workspace

__all__ = ["Bar", "Bars", "GapChart", "status_rule_text"]

IntArray = NDArray[np.int64]
_MOST_NAMED = 6


class GapChart(Chart):
    """Gaps of the year looked at: the chosen indicator in every region, or every indicator of the chosen region."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.title, self.subtitle = Caption("title"), Caption("note")
        self.note, self.empty = Note(), Note()
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.bars = Bars(workspace)
        self.by_region, self.by_indicator = QToolButton(), QToolButton()
        choice = QButtonGroup(self)
        for button in (self.by_region, self.by_indicator):
            button.setCheckable(True)
            button.setProperty("quiet", True)
            choice.addButton(button)
        self.by_region.setChecked(True)
        choice.buttonClicked.connect(self._look)
        # the title has a line of its own: it says what is shown
        under = QHBoxLayout()
        under.addWidget(self.subtitle, 1)
        under.addWidget(self.by_region)
        under.addWidget(self.by_indicator)
        under.setSpacing(2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(2)
        layout.addWidget(self.title)
        layout.addLayout(under)
        layout.addWidget(self.bars, 1)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self.note)
        self.redraws, self._note = 0, ""
        self._seen, self._stale = False, False
        self.shown = GapRows((), 0, np.empty(0, dtype=np.int64), "")
        workspace.opened.connect(self._look)
        workspace.changed.connect(self._changed)
        workspace.selected.connect(self._look)
        workspace.view_changed.connect(self._look)
        appearance.changed.connect(self._look)
        self._look()

    def remark(self) -> str:
        """What is said under the bars."""
        return self.note.text()

    def message(self) -> str:
        """Everything about the bar looked at."""
        chosen = self.workspace.selection.series
        bar = next(
            (one for one in self.shown.every if (one.region, one.industry, one.indicator) == chosen), None
        )
        return told(self.workspace, bar.position) if bar is not None else ""

    def choice_buttons(self) -> tuple[QToolButton, ...]:
        """By region, by indicator."""
        return self.by_region, self.by_indicator

    def changeEvent(self, event: QEvent) -> None:
        """Speak the language in force."""
        if event.type() == QEvent.Type.LanguageChange:
            self._look()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """What happened while it was hidden is drawn now."""
        self._seen = True
        if self._stale:
            self._look()
        super().showEvent(event)

    def _changed(self, change: Change) -> None:
        if self._stale:
            return
        if (
            self.containment.failed
            or change.structure != Structure.NONE
            or (self._seen and not self.isVisible())
        ):
            self._look()
            return
        again, targets = self.workspace.judged_again(change), self.shown.targets
        if again is None or targets is None or not targets.stands(self.workspace):
            # any target may stand otherwise, also one that is held against a series beyond these
            if change.touched.any():
                self._look()
        elif len(again):
            self.contain(lambda: self._follow(again))

    def _follow(self, again: IntArray) -> None:
        """Show what has moved of the bars of the targets judged again (positions)."""
        shown = gap_rows(self.workspace, self.by_region.isChecked(), self.shown, again)
        if shown is self.shown:
            return
        self.redraws += 1
        self.shown = shown
        self._write_note(shown)
        self.bars.follow(shown)

    def _look(self, *_: object) -> None:
        if self._seen and not self.isVisible():
            self._stale = True
            return
        self._stale = False
        self.redraws += 1
        self.contain(self._show)

    def _show(self) -> None:
        workspace, by_region = self.workspace, self.by_region.isChecked()
        self.shown = shown = gap_rows(workspace, by_region, self.shown)
        self._write(shown, by_region)
        self.bars.show_bars(shown)

    def _write(self, shown: GapRows, by_region: bool) -> None:
        workspace = self.workspace
        chosen, plan = workspace.selection, workspace.plan
        for button, text in (
            (self.by_region, tr("GapChart", "By region")),
            (self.by_indicator, tr("GapChart", "By indicator")),
        ):
            if button.text() != text:
                button.setText(text)
        industry = plan.industry_by_code.get(chosen.industry)
        subject = (
            plan.indicator_by_code.get(chosen.indicator)
            if by_region
            else plan.region_by_code.get(chosen.region)
        )
        parts = [named(one) for one in (subject, industry) if one is not None]
        whose = [workspace.owner] if workspace.owner else []
        self.title.write(" · ".join([tr("GapChart", "Shortfall"), *parts, *whose]) if parts else "")
        source = source_line(plan, shown.rows)
        below = (workspace.year, named(workspace.document.scenario), shown.unit, source)
        self.subtitle.write(" · ".join(str(part) for part in below if part))
        if bool(shown.every) == self.bars.isHidden():
            self.bars.setVisible(bool(shown.every))
        if not shown.every:
            text = (
                tr(
                    "GapChart",
                    "No region has a target for {what}. Enter one in Targets, or look by indicator.",
                )
                if by_region
                else tr("GapChart", "{what} has no targets. Enter one in Targets, or look by region.")
            )
            nothing = tr("GapChart", "Nothing is open. Open a workbook to see its shortfalls.")
            if whose:
                text = tr(
                    "GapChart", "{owner} answers for no target of {what}. Choose another, or all owners."
                )
            said = text.format(what=" · ".join(parts), owner=workspace.owner)
            self.empty.write(first_step(self.workspace.plan) or (said if parts else nothing))
            self._write_note(shown)
            return
        self.empty.write("")
        if self.bars.accessibleName() != self.title.text():
            self.bars.setAccessibleName(self.title.text())
        self._write_note(shown)

    def _write_note(self, shown: GapRows) -> None:
        text = self._noted(shown) if shown.every else ""
        if text != self._note:
            self._note = text
            self.note.write(text)

    def _noted(self, shown: GapRows) -> str:
        """What is said under the bars of their colours, strokes, slits and number."""
        below_bars = [status_rule_text(self.workspace)]
        if any(bar.milestone is not None for bar in shown.bars):
            below_bars.append(
                tr("GapChart", "The upright stroke is the milestone of {year}.").format(
                    year=self.workspace.year
                )
            )
        if shown.apart:
            below_bars.append(tr("GapChart", "Without a bar: targets on another basis."))
        longer = [self._measured(bar, self.by_region.isChecked()) for bar in shown.bars if bar.cut]
        if longer:
            text = tr("GapChart", "Bars with a break are longer than drawn: {bars}.")
            below_bars.append(text.replace("{bars}", joined(longer, language(), _MOST_NAMED)))
        if shown.more:
            text = tr("GapChart", "The {count} furthest behind; {more} more are in Targets.")
            below_bars.append(text.format(count=len(shown.bars), more=f"{shown.more:,}"))
        return " ".join(below_bars)

    @staticmethod
    def _measured(bar: Bar, by_region: bool) -> str:
        """What a bar is called, and how long it really is."""
        return f"{bar.name} {bar.figure if by_region else gap_text(bar.share * 100, 0, '%', language())}"


def status_rule_text(workspace: Workspace) -> str:
    """The chosen rule of colours with the plan's thresholds, as it is printed wherever colours are shown."""
    return _brief(workspace.plan.status_settings, workspace.rule, language())


@lru_cache(maxsize=64)
def _brief(settings: StatusSettings, rule: Rule, spoken: Language) -> str:
    return settings.brief(rule, spoken)
