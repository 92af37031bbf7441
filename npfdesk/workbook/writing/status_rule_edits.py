"""The thresholds and labels of the rules of colour as edits of the sheet Plan."""

from __future__ import annotations

from npfdesk.plan.status_rules import STATUS_SETTINGS
from npfdesk.workbook.standard.sheet_columns import PLAN
from npfdesk.workbook.writing.cell_texts import WritingContext


def status_rule_edits(writing: WritingContext) -> None:
    """Settings of the rules go to their rows, new ones below them; one that is as published again leaves no row."""
    places = writing.places[PLAN.key]
    rows = writing.setting_rows()
    now, then = writing.plan.status_settings, writing.as_read.status_settings
    for key, one in STATUS_SETTINGS.items():
        text = now.text(key)
        if text == then.text(key):
            continue
        words = one.words.text(writing.language, {})
        if key not in rows:
            places.append({"key": words, "value": text}, words)
        elif text:
            places.change(rows[key], {"value": text}, words)
        else:
            places.clear(rows[key], words)
