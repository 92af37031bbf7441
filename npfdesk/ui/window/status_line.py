"""The status line: the effect of the last edit, and what is saved."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from npfdesk.engine.edits.consequence import Consequence
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.problems import Count
from npfdesk.plan.series_words import spoken_series
from npfdesk.plan.spoken_names import side
from npfdesk.session import Change
from npfdesk.ui.charts.sum_line import sum_text
from npfdesk.ui.look.elided_label import ElidedLabel, LabelPlace
from npfdesk.ui.look.language import language, named, tr, unit_of
from npfdesk.ui.look.naming import speak
from npfdesk.ui.window.frame import STATUS_MARGINS
from npfdesk.ui.workspace import Workspace

DRAFTED, SAVED = "draft saved {time}", "saved {time}"


class StatusLine(QStatusBar):
    """The status bar; text from the workbook is always shown as plain text."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.setSizeGripEnabled(False)
        self.message_label, self.saved_label, self.count_label = ElidedLabel(), QLabel(), QLabel()
        self.saved_label.setTextFormat(Qt.TextFormat.PlainText)
        self.count_label.setTextFormat(Qt.TextFormat.PlainText)
        speak(self, lambda: tr("Names", "Status line"))
        self.state, self.time = "", ""
        for label in (self.message_label, self.count_label, self.saved_label):
            label.setContentsMargins(*STATUS_MARGINS)
        self.saved_label.setProperty("role", "note")
        self.addWidget(LabelPlace(self.message_label), 1)
        self.addPermanentWidget(self.count_label)
        self.addPermanentWidget(self.saved_label)
        self.count_label.hide()
        workspace.changed.connect(self._changed)
        workspace.opened.connect(lambda _: self.show_hint())
        workspace.notice.connect(self.show_message)
        self.show_hint()

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._changed(self.workspace.last) if self.workspace.last is not None else self.show_hint()
            self.show_saved_state(self.state, self.time)
        super().changeEvent(event)

    def show_message(self, text: str) -> None:
        """Show a message until the next edit."""
        self.message_label.setText(text)

    def show_count(self, text: str) -> None:
        """Show the summary of the selected cells ("" for none)."""
        self.count_label.setText(text)
        self.count_label.setVisible(bool(text))

    def show_saved_state(self, state: str, time: str) -> None:
        """Show what is saved and since when ("" for nothing yet)."""
        self.state, self.time = state, time
        self.saved_label.setText(tr("StatusLine", state).format(time=time) if state else "")

    def show_hint(self) -> None:
        """Show the hint for the time before the first edit; nothing where there are no figures to edit."""
        hint = tr("StatusLine", "Edit a figure in a table: paths and shortfalls follow at once.")
        self.show_message(hint if self.workspace.plan.series else "")

    def _changed(self, change: Change) -> None:
        told = "" if change.told is None else change.told.text(language())
        self.show_message("  ·  ".join(part for part in (told, self.describe_change(change)) if part))

    def describe_change(self, change: Change) -> str:
        """The effect of a change as one line."""
        label = change.label.text(language()) if change.label is not None else ""
        if change.undone:
            label = tr("StatusLine", "Undone: {label}").format(label=label)
        seen = self.workspace.consequence(change)
        if seen is None:
            return label or tr("StatusLine", "Now editing {name}").format(
                name=named(change.document.scenario)
            )
        behind = self.workspace.left_behind(change, seen.row)
        apart = sum_text(self.workspace, behind) if behind is not None else ""
        parts = [part for part in (self._figure_text(change, seen), *self._status_texts(seen), apart) if part]
        if change.label is None:
            return tr("StatusLine", "Now editing {name}").format(name=named(change.document.scenario))
        return "  ·  ".join(parts) if seen.before != seen.after else "  ·  ".join([label, *parts[1:]])

    def _figure_text(self, change: Change, seen: Consequence) -> str:
        plan = change.document.plan
        series = plan.series[seen.row]
        indicator = plan.indicator_by_code[series.indicator]
        what = spoken_series(plan, series, language())
        before = format_figure(seen.before, indicator.decimals)
        after = format_figure(seen.after, indicator.decimals, unit_of(indicator))
        text = f"{what} {seen.year}: {side(before, language())} → {side(after, language())}"
        positions = self.workspace.result.targets.of_row(seen.row)
        if not math.isnan(seen.gap) and positions:
            unit = self.workspace.judged_unit(positions[0])
            words = "" if unit.own else f"{unit.words.text(language(), {})} "
            text += f"  ·  {words}{unit.gap(seen.gap, language())}"
        if seen.own is not None and seen.own[0] is not seen.own[1]:
            text += f"  {seen.own[0].about.mark} → {seen.own[1].about.mark}"
        return text

    def _status_texts(self, seen: Consequence) -> list[str]:
        texts = []
        for status, count in seen.turned:
            source = "{count:target|targets} now {colour}"
            own = self.workspace.plan.status_settings.own_label(self.workspace.rule, status)
            colour = own or status.about.coloured.text(language(), {})
            texts.append(tr("StatusLine", source).format(count=Count(count), colour=colour))
        return texts
