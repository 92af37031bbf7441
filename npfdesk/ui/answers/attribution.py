"""Attribution (“What drove the change”): the change from base to projection by region, industry, lever or factor, exactly."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtWidgets import QComboBox, QScrollArea, QWidget

from npfdesk.engine.answers.attribution import (
    Part,
    Waterfall,
    by_factor,
    by_industry,
    by_lever,
    by_region,
    telling_part,
)
from npfdesk.plan.gap_words import signed_change
from npfdesk.plan.model import Plan
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.problems import Problem
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.spoken_names import side
from npfdesk.ui.answers.answer_charts import SpanPicture
from npfdesk.ui.answers.answer_thread import ThreadedAnswerDialog, Work
from npfdesk.ui.charts.steps import step_spans, waterfall_notes
from npfdesk.ui.look.choices import find_by_name
from npfdesk.ui.look.language import language, named, tr, unit_of
from npfdesk.ui.look.naming import speak
from npfdesk.ui.workspace import Workspace

_TAKEN_APART = {Part.REGION: by_region, Part.INDUSTRY: by_industry, Part.LEVER: by_lever}
"""The function for each way to decompose the change of a series."""
_ORDER = (Part.REGION, Part.INDUSTRY, Part.LEVER, Part.FACTOR)


class WaterfallDialog(ThreadedAnswerDialog):
    """A waterfall from one year's figure to another's."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.resize(900, 620)
        self.answer: Waterfall | None = None
        self.kind = QComboBox()
        self.kind.addItems([""] * len(_ORDER))
        self.kind.setFixedWidth(260)
        self.chain = [QComboBox() for _ in range(3)]
        for box in self.chain:
            find_by_name(box)
            box.setFixedWidth(200)
            box.activated.connect(self.refresh)
        self.field("Broken down by", self.kind)
        self.pair("Chain of indicators", *self.chain)
        self._codes: tuple[str, ...] = ()
        self.picture = SpanPicture()
        area = QScrollArea()
        speak(area, lambda: tr("Names", "The picture, which can be scrolled"))
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(self.picture)
        self.body.addWidget(area, 1)
        # until a person chooses, the part that tells most of the series looked at
        self._chosen = False
        self.kind.activated.connect(self._choose)
        self.apply_button.hide()

    def _words(self) -> None:
        names = (
            tr("Answers", "Region"),
            tr("Answers", "Industry"),
            tr("Answers", "Lever"),
            tr("Answers", "Factor: firms × output per firm × value-added rate"),
        )
        for place, words in enumerate(names):
            self.kind.setItemText(place, words)
        plan = self.workspace.plan
        codes = tuple(one.code for one in plan.indicators)
        texts = [named(one) for one in plan.indicators]
        shown = [self.chain[0].itemText(place) for place in range(self.chain[0].count())]
        if codes != self._codes or shown != texts:
            fresh = codes != self._codes
            chosen = [box.currentIndex() for box in self.chain]
            self._codes = codes
            for box, place, usual in zip(self.chain, chosen, self._default(plan), strict=True):
                box.clear()
                box.addItems(texts)
                box.setCurrentIndex(usual if fresh else place)
        self.form.setRowVisible(1, self._part() is Part.FACTOR)

    @staticmethod
    def _default(plan: Plan) -> tuple[int, int, int]:
        """The default indicators: a count and two amounts, in the plan's order."""
        counts = [place for place, one in enumerate(plan.indicators) if one.kind == "count"]
        amounts = [
            place
            for place, one in enumerate(plan.indicators)
            if one.kind == "level" and one.rollup == "sum" and one.formula is None
        ]
        first = counts[0] if counts else 0
        second = amounts[0] if amounts else 0
        return first, second, amounts[1] if len(amounts) > 1 else second

    def _choose(self, _: int) -> None:
        self._chosen = True
        self.refresh()

    def _part(self) -> Part:
        return _ORDER[max(self.kind.currentIndex(), 0)]

    def question(self) -> Work | Problem | None:
        """Decompose the change."""
        workspace = self.workspace
        plan, series, year = workspace.plan, workspace.selection.series, workspace.year
        if not self._chosen:
            told = telling_part(workspace.session.results, workspace.document.active, series)
            self.kind.setCurrentIndex(_ORDER.index(told or Part.REGION))
        self._words()
        self.picture.empty = tr("Answers", "Choose a series that has figures in both years.")
        results, scenario, part = workspace.session.results, workspace.document.active, self._part()
        start = plan.base_year
        if part is Part.FACTOR:
            codes = [self._codes[box.currentIndex()] for box in self.chain if box.currentIndex() >= 0]
            keys = [SeriesKey(series.region, series.industry, code) for code in codes]
            if len(codes) < 2 or any(key not in plan.row for key in keys):
                return None
            return lambda progress: by_factor(
                results, scenario, series.region, series.industry, codes, start, year
            )
        if series not in plan.row:
            return None
        take_apart = _TAKEN_APART[part]
        return lambda progress: take_apart(results, scenario, series, start, year)

    def show_answer(self, answer: Any) -> None:
        """Show the steps."""
        self.answer = answer
        if answer is None:
            self.headline.setText("")
            self.notes.write("")
            self.picture.put(())
            return
        plan = self.workspace.plan
        indicator = plan.indicator_by_code[answer.series.indicator]

        def figure(value: float, unit: str = "") -> str:
            return format_figure(value, indicator.decimals, unit) if math.isfinite(value) else "—"

        change = answer.end - answer.start
        self.headline.setText(
            f"{named(indicator)} {answer.from_year} → {answer.to_year}: {side(figure(answer.start), language())} → "
            f"{side(figure(answer.end, unit_of(indicator)), language())} ({signed_change(change, indicator.decimals, unit_of(indicator), language())})"
        )
        chain = [self._codes[box.currentIndex()] for box in self.chain] if self._codes else []
        self.picture.put(step_spans(plan, answer, chain), linked=True)
        self.notes.write(waterfall_notes(plan, self._part(), answer))
