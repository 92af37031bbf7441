"""The line under a table after a figure was corrected: what is kept, since when the new one stands, by which source.

It takes no keys from who is typing, and need not be answered: what the figure was is kept already.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from npfdesk.engine.vintages import figure_of
from npfdesk.plan.edit_labels import set_vintages
from npfdesk.plan.model import Plan
from npfdesk.plan.series import ObservationKey
from npfdesk.plan.vintages import Vintage, VintageKey, of_figure, of_figures, same_figure
from npfdesk.session import Change, Structure
from npfdesk.ui.cycle.vintage_words import (
    chosen_source,
    day_box,
    day_of,
    figure_text,
    note_box,
    offer_notes,
    offer_sources,
    show_day,
    source_box,
)
from npfdesk.ui.look.elided_label import ElidedLabel
from npfdesk.ui.look.language import tr
from npfdesk.ui.look.style import pixels
from npfdesk.ui.workspace import Workspace

_LEAST_BOX: Final = 76
_BOX: Final = 132
_LABEL: Final = 220
_WIDE: Final = 880


class CorrectionLine(QWidget):
    """Shown while the last edit was a correction of figures that stood and brought no source; hidden by any other edit."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.corrected: frozenset[ObservationKey] = frozenset()
        self.label = ElidedLabel()
        self.label.setProperty("role", "note")
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.since_label, self.since = QLabel(), day_box()
        self.since_label.setProperty("role", "note")
        self.since_label.setBuddy(self.since)
        self.source, self.note = source_box(workspace.plan), note_box()
        # a plan's sources have long names, and what was corrected is to be read beside them
        for box in (self.source, self.note):
            box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            box.setMinimumWidth(pixels(_LEAST_BOX))
            box.setMaximumWidth(pixels(_BOX))
        self.keep, self.nothing, self.close_button = QToolButton(), QToolButton(), QToolButton()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 12, 4)
        layout.addWidget(self.label, 1)
        for part in (
            self.since_label,
            self.since,
            self.source,
            self.note,
            self.keep,
            self.nothing,
            self.close_button,
        ):
            layout.addWidget(part)
        self.keep.clicked.connect(self.name_source)
        self.nothing.clicked.connect(self.keep_nothing)
        self.close_button.clicked.connect(self.hide)
        workspace.changed.connect(self.follow)
        workspace.opened.connect(self.hide)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """Update all texts."""
        self.since_label.setText(tr("Vintages", "Published on"))
        self.since.setAccessibleName(tr("Vintages", "Published on"))
        self.since.setToolTip(tr("Vintages", "Published on"))
        for box, source in ((self.source, "Source"), (self.note, "Reason")):
            line = box.lineEdit()
            if line is not None:
                line.setPlaceholderText(tr("Vintages", source))
            box.setAccessibleName(tr("Vintages", source))
        offer_notes(self.note)
        self.keep.setText(tr("Vintages", "Record"))
        self.keep.setToolTip(tr("Vintages", "Record the day, the source and the reason of the new figure"))
        self.nothing.setText(tr("Vintages", "Typing error: keep no old figure"))
        self.nothing.setToolTip(
            tr("Vintages", "The old figure was never published; the correction keeps no earlier publication")
        )
        self.close_button.setText("×")
        self.close_button.setToolTip(tr("Vintages", "Close"))
        self.close_button.setAccessibleName(tr("Vintages", "Close"))
        self._write()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the day says by its tip what it is."""
        self.since_label.setVisible(event.size().width() >= pixels(_WIDE))
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def follow(self, change: Change) -> None:
        """Show what a correction kept that brought no source; any other edit, and undo, end the line."""
        before = change.before.plan if change.before is not None else None
        now = change.document.plan
        corrected: frozenset[ObservationKey] = frozenset()
        if (
            before is not None
            and not change.undone
            and change.label is not None
            and change.structure & Structure.CYCLE
        ):
            # a figure typed back takes its vintages with it, and leaves nothing to tell
            touched = {
                ObservationKey(key.series, key.year)
                for key in _differing(before.vintages, now.vintages)
                if key in now.vintages
            }
            corrected = frozenset(
                key
                for key, published in of_figures(now.vintages, touched).items()
                if not same_figure(figure_of(before, key), figure_of(now, key))
                and not _says_its_source(published[-1], before)
            )
        self.corrected = corrected
        if not corrected or before is None:
            self.hide()
            return
        vintages = self._newest()
        show_day(self.since, max(key.since for key in vintages))
        offer_sources(self.source, now)
        newest = next(iter(vintages.values()))
        self.source.setEditText(newest.source)
        self.note.setEditText(newest.note)
        self._write()
        self.show()

    def _newest(self) -> dict[VintageKey, Vintage]:
        """The vintages of the corrections: the newest of each corrected figure."""
        published = of_figures(self.workspace.plan.vintages, self.corrected)
        return {one: vintage for those in published.values() for one, vintage in those[-1:]}

    def _write(self) -> None:
        text = self._text()
        self.label.setText(text)
        # in a narrow window the choices give way, not what was kept
        self.label.setMinimumWidth(min(self.label.fontMetrics().horizontalAdvance(text) + 8, pixels(_LABEL)))

    def _text(self) -> str:
        if len(self.corrected) != 1:
            text = tr("Vintages", "Figures corrected: {count}; the old ones are kept")
            return text.replace("{count}", str(len(self.corrected))) if self.corrected else ""
        (key,) = self.corrected
        plan = self.workspace.plan
        published = of_figure(plan.vintages, key)
        old = published[-2][1].figure if len(published) > 1 else None
        text = tr("Vintages", "{year} corrected; the old figure {old} is kept").replace(
            "{year}", str(key.year)
        )
        return text.replace("{old}", figure_text(plan, key.series, old))

    def name_source(self) -> None:
        """Note the day, the source and the reason of the corrected figures, as one step."""
        since, source, note = day_of(self.since), chosen_source(self.source), self.note.currentText().strip()
        values: dict[VintageKey, Vintage | None] = {}
        for key, vintage in self._newest().items():
            values[key] = None
            values[key._replace(since=since)] = replace(vintage, source=source, note=note)
        self._apply(values)

    def keep_nothing(self) -> None:
        """Take the vintages of the correction away again: the old figure was a mistake of typing."""
        begun, now = self.workspace.session.begun.plan, self.workspace.plan
        values: dict[VintageKey, Vintage | None] = {}
        for key, published in of_figures(now.vintages, self.corrected).items():
            stood = figure_of(begun, key)
            for place, (one, vintage) in enumerate(reversed(published)):
                # the new figure's, and the old one's where it alone had brought it
                brought = one not in begun.vintages and same_figure(vintage.figure, stood)
                if place == 0 or (brought and not (vintage.source or one.since)):
                    values[one] = begun.vintages.get(one)
        self._apply(values)

    def _apply(self, values: dict[VintageKey, Vintage | None]) -> None:
        if values:
            self.workspace.apply(set_vintages(self.workspace.document, MappingProxyType(values)), self)
        self.hide()


def _says_its_source(newest: tuple[VintageKey, Vintage], before: Plan) -> bool:
    """Whether the correction itself brought its source, as a return does: there is nothing to ask then."""
    key, vintage = newest
    then = before.vintages.get(key)
    return bool(vintage.source) and (then is None or then.source != vintage.source)


def _differing(before: Mapping[VintageKey, Vintage], now: Mapping[VintageKey, Vintage]) -> set[VintageKey]:
    gone = before.keys() - now.keys()
    # what an edit did not touch is the identical value
    return gone | {key for key, one in now.items() if before.get(key) is not one and before.get(key) != one}
