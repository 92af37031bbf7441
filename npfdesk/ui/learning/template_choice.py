"""The choice of an office's template: its name, a button to choose another, one to do without."""

from __future__ import annotations

import html
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from npfdesk.report.forms import ReportForm
from npfdesk.ui.elided import ElidedLabel
from npfdesk.ui.language import tr
from npfdesk.ui.preferences import TEMPLATES, Preferences


class TemplateChoice(QWidget):
    """The template of one form of report, as it is kept."""

    def __init__(self, preferences: Preferences, form: ReportForm) -> None:
        super().__init__()
        self.preferences, self.form = preferences, form
        self.name = ElidedLabel()
        self.choosing, self.without = QPushButton(), QPushButton()
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button, does in ((self.choosing, self.choose), (self.without, self.clear)):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, does=does: does())
            buttons.addWidget(button, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.name)
        layout.addLayout(buttons)
        self.setFocusProxy(self.choosing)

    def retranslate(self) -> None:
        """Every word anew, and the template that is kept."""
        kept = self.preferences.template(self.form.ending)
        self.name.setText(kept.name if kept is not None else tr("Learning", "None"))
        # a paragraph of our own, so that nothing in the path is read as markup
        self.choosing.setToolTip(f"<p>{html.escape(str(kept))}</p>" if kept is not None else "")
        self.choosing.setText(tr("Learning", "Choose…"))
        self.without.setText(tr("Learning", "None"))
        self.without.setEnabled(kept is not None)

    def choose(self) -> None:
        """Ask for a template, and keep where it is."""
        kept = self.preferences.template(self.form.ending)
        kinds = " ".join(f"*{ending}" for ending in self.form.templates)
        title = tr("Learning", "Choose a template")
        file, _ = QFileDialog.getOpenFileName(self, title, str(kept or ""), kinds)
        if file:
            self.preferences.keep(TEMPLATES[self.form.ending], str(Path(file)))

    def clear(self) -> None:
        """Do without one from now on."""
        self.preferences.keep(TEMPLATES[self.form.ending], "")
