"""The status line: what the last edit did, and what is saved."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from npfdesk.engine.edits.consequence import Consequence
from npfdesk.plan.numbers import format_figure
from npfdesk.session import Change
from npfdesk.ui.look.elided_label import ElidedLabel
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.workspace import Workspace

DRAFTED, SAVED = "draft kept {time}", "saved {time}"


class StatusLine(QStatusBar):
    """One line under the window; text from the workbook is never read as anything but text."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.setSizeGripEnabled(False)
        self.said, self.kept, self.counted = ElidedLabel(), QLabel(), QLabel()
        self.kept.setTextFormat(Qt.TextFormat.PlainText)
        self.counted.setTextFormat(Qt.TextFormat.PlainText)
        self.state, self.time = "", ""
        for label in (self.said, self.counted, self.kept):
            label.setContentsMargins(12, 4, 12, 4)
        self.kept.setProperty("role", "note")
        self.addWidget(self.said, 1)
        self.addPermanentWidget(self.counted)
        self.addPermanentWidget(self.kept)
        self.counted.hide()
        workspace.changed.connect(self._changed)
        workspace.opened.connect(lambda _: self.rest())
        workspace.notice.connect(self.say)
        self.rest()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the language in force."""
        if event.type() == QEvent.Type.LanguageChange:
            self._changed(self.workspace.last) if self.workspace.last is not None else self.rest()
            self.keep(self.state, self.time)
        super().changeEvent(event)

    def say(self, text: str) -> None:
        """Say something until the next edit."""
        self.said.setText(text)

    def count(self, text: str) -> None:
        """Say what the chosen cells come to ("" for nothing)."""
        self.counted.setText(text)
        self.counted.setVisible(bool(text))

    def keep(self, state: str, time: str) -> None:
        """Say what is saved and since when ("" for nothing yet)."""
        self.state, self.time = state, time
        self.kept.setText(tr("StatusLine", state).format(time=time) if state else "")

    def rest(self) -> None:
        """Nothing was edited yet."""
        self.say(tr("StatusLine", "Edit a figure in the table; paths and gaps answer at once."))

    def _changed(self, change: Change) -> None:
        self.say(self.told(change))

    def told(self, change: Change) -> str:
        """What a change did, in one line."""
        label = change.label.text(language()) if change.label is not None else ""
        if change.undone:
            label = tr("StatusLine", "Taken back: {label}").format(label=label)
        seen = self.workspace.consequence(change)
        if seen is None:
            return label or tr("StatusLine", "Now editing {name}").format(name=change.document.scenario.name)
        parts = [part for part in (self._moved(change, seen), *self._turned(seen)) if part]
        if change.label is None:
            return tr("StatusLine", "Now editing {name}").format(name=change.document.scenario.name)
        return "  ·  ".join(parts) if seen.before != seen.after else "  ·  ".join([label, *parts[1:]])

    def _moved(self, change: Change, seen: Consequence) -> str:
        plan = change.document.plan
        series = plan.series[seen.row]
        indicator = plan.indicator_by_code[series.indicator]
        industry = plan.industry_by_code.get(series.industry)
        what = " ".join(
            named(one) for one in (plan.region_by_code[series.region], industry, indicator) if one is not None
        )
        before = format_figure(seen.before, indicator.decimals)
        after = format_figure(seen.after, indicator.decimals, indicator.unit)
        said = f"{what} {seen.year}: {before} → {after}"
        if not math.isnan(seen.gap):
            sign = "+" if seen.gap < 0 else ""
            said += (
                f"  ·  {tr('StatusLine', 'gap')} {sign}{format_figure(-seen.gap or 0.0, indicator.decimals)}"
            )
        if seen.own is not None and seen.own[0] is not seen.own[1]:
            said += f"  {seen.own[0].about.mark} → {seen.own[1].about.mark}"
        return said

    def _turned(self, seen: Consequence) -> list[str]:
        told = []
        for status, count in seen.turned:
            source = "{count} target turned {colour}" if count == 1 else "{count} targets turned {colour}"
            colour = status.about.coloured.text(language(), {})
            told.append(tr("StatusLine", source).format(count=count, colour=colour))
        return told
