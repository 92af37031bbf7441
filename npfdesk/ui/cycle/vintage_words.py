"""Vintages in words: the publications of a figure in a line, sources by their names, and what is offered as a reason."""

from __future__ import annotations

import math

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QComboBox, QDateEdit, QSizePolicy

from npfdesk.engine.revisions import ChangedFigure
from npfdesk.engine.vintages import publications
from npfdesk.plan.model import Plan
from npfdesk.plan.numbers import format_figure, plain
from npfdesk.plan.series import ObservationKey, SeriesKey
from npfdesk.plan.series_words import spoken_series
from npfdesk.plan.spoken_names import side
from npfdesk.plan.vintages import Vintage, VintageKey, of_figure
from npfdesk.ui.look.choices import open_choices
from npfdesk.ui.look.language import language, tr


def history_text(plan: Plan, series: SeriesKey, year: int) -> str:
    """The publications of a figure: 2023: 8,012.4 (快报 2024-01-20) → 8,150.6 (年报 2024-09-30); "" without any vintage."""
    key = ObservationKey(series, year)
    published = of_figure(plan.vintages, key)
    if not published:
        return ""
    stated = {one for one, _ in published}
    parts = [
        one_text(plan, one, vintage, dated=one in stated)
        for one, vintage in publications(plan, key, published)
    ]
    return f"{year}: {' → '.join(parts)}"


def one_text(plan: Plan, key: VintageKey, vintage: Vintage, dated: bool = True) -> str:
    """A vintage: its figure, and in brackets its reason or source and its day, as far as they are known."""
    day = key.since if dated else tr("Vintages", "day not stated")
    said = " ".join(part for part in (vintage.note or source_name(plan, vintage.source), day) if part)
    figure = side(figure_text(plan, key.series, vintage.figure), language())
    return f"{figure} ({said})" if said else figure


def figure_text(plan: Plan, series: SeriesKey, figure: float | None) -> str:
    """A figure as finely as it is stated; a dash for none."""
    if figure is None or not math.isfinite(figure):
        return "—"
    indicator = plan.indicator_by_code.get(series.indicator)
    stated = plain(figure)
    places = len(stated.partition(".")[2])
    usual = indicator.decimals if indicator is not None else 0
    return format_figure(figure, min(max(places, usual), max(usual, 4)))


def changed_text(plan: Plan, changed: ChangedFigure, own: SeriesKey) -> str:
    """A figure that changed between two days: its name where it is of another series, the year, old → new, its source."""
    name = "" if changed.series == own else f"{series_text(plan, changed.series)} "
    new = side(figure_text(plan, changed.series, changed.after), language())
    vintage = changed.vintage
    said = "" if vintage is None else vintage.note or source_name(plan, vintage.source)
    source = f" ({said})" if said else ""
    if not math.isfinite(changed.before):
        return f"{name}{changed.year}: {new}{source}"
    return f"{name}{changed.year}: {figure_text(plan, changed.series, changed.before)} → {new}{source}"


def series_text(plan: Plan, series: SeriesKey) -> str:
    """A series by its names: region, industry where there is one, indicator."""
    return spoken_series(plan, series, language(), " · ")


def source_name(plan: Plan, source: str) -> str:
    """A source by the name of its document where the plan lists it, else as it is written."""
    return next((one.document for one in plan.sources if one.id == source and one.document), source)


def source_box(plan: Plan) -> QComboBox:
    """A choice among the plan's sources, in which any other can be typed."""
    box = open_choices()
    offer_sources(box, plan)
    return box


def offer_sources(box: QComboBox, plan: Plan) -> None:
    """Offer the sources that the plan lists; what is typed stays."""
    typed = box.currentText()
    box.clear()
    box.addItem("", "")
    for one in plan.sources:
        box.addItem(" ".join(part for part in (one.id, one.document) if part), one.id)
    box.setEditText(typed)


def chosen_source(box: QComboBox) -> str:
    """The id of the source chosen, or the text that was typed."""
    text = box.currentText().strip()
    place = box.findText(text)
    return str(box.itemData(place)) if place >= 0 else text


def note_box() -> QComboBox:
    """A choice of why a figure changed, in which any other reason can be typed."""
    box = open_choices()
    offer_notes(box)
    return box


def offer_notes(box: QComboBox) -> None:
    """Offer the usual reasons in the language in force; what is typed stays."""
    typed = box.currentText()
    box.clear()
    box.addItems(
        [
            "",
            tr("Vintages", "census revision"),
            tr("Vintages", "preliminary to annual figure"),
            tr("Vintages", "error corrected"),
        ]
    )
    box.setEditText(typed)


def day_box(day: str = "") -> QDateEdit:
    """A day with a calendar below it."""
    box = QDateEdit()
    box.setDisplayFormat("yyyy-MM-dd")
    box.setCalendarPopup(True)
    # a day that is cut is another day
    box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    if day:
        show_day(box, day)
    return box


def show_day(box: QDateEdit, day: str) -> None:
    """Show an ISO day, without telling anybody."""
    blocked = box.blockSignals(True)
    box.setDate(QDate.fromString(day, Qt.DateFormat.ISODate))
    box.blockSignals(blocked)


def day_of(box: QDateEdit) -> str:
    """The day shown, ISO 8601."""
    return str(box.date().toString(Qt.DateFormat.ISODate))
