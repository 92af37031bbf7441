"""The minutes as a workbook: one sheet with texts as written and figures as numbers."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final

import xlsxwriter

from npfdesk.plan.gap_words import POSITIVE_IS_SHORT
from npfdesk.plan.minutes import Minute
from npfdesk.plan.model import Plan
from npfdesk.plan.problems import Language, Wording
from npfdesk.report.material import PROGRAM, Provenance
from npfdesk.report.minutes_table import DECISIONS, HEADS, TITLE, line_of
from npfdesk.report.office_parts import packed

_SHEET: Final = Wording("会议记录", "Minutes")
_FIGURES: Final = (
    Wording("年份", "Year"),
    Wording("前", "From"),
    Wording("后", "To"),
    POSITIVE_IS_SHORT,
)
_WIDTHS: Final = (16, 10, 12, 38, 28, 22, 24, 12, 32, 8, 12, 12, 12)


def minutes_book(minutes: Sequence[Minute], plan: Plan, language: Language, provenance: Provenance) -> bytes:
    """The workbook's bytes; the same minutes of the same provenance give the same bytes.

    The columns of the table, then year, figure before and after, and gap as numbers (empty: none). The decision
    can be chosen from a list.
    """
    origin, moment = provenance.line(plan.title, language), provenance.moment
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties(
        {
            "title": TITLE.text(language, {"plan": plan.title})[:250],
            "author": PROGRAM,
            "comments": origin[:250],
            "created": moment.replace(tzinfo=None),
        }
    )
    sheet = book.add_worksheet(_SHEET.text(language, {}))
    bold = book.add_format({"bold": True, "font_size": 14})
    head = book.add_format({"bold": True, "bg_color": "#F3F4F6", "bottom": 1, "text_wrap": True})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    number = book.add_format({"valign": "top", "num_format": "#,##0.0##"})
    year = book.add_format({"valign": "top", "num_format": "0"})
    sheet.write_string(0, 0, TITLE.text(language, {"plan": plan.title}), bold)
    sheet.write_string(1, 0, origin, book.add_format({"font_size": 8, "font_color": "#6B7280"}))
    for column, one in enumerate((*HEADS, *_FIGURES)):
        sheet.write_string(2, column, one.text(language, {}), head)
        sheet.set_column(column, column, _WIDTHS[column])
    kept = [one for one in minutes if one.matters]
    for row, minute in enumerate(kept, start=3):
        for column, cell in enumerate(line_of(minute, plan, language).cells):
            sheet.write_string(row, column, cell, text)
        if minute.moved is None:
            continue
        sheet.write_number(row, len(HEADS), minute.moved.year, year)
        figures = (minute.moved.before, minute.moved.after, minute.moved.gap)
        for column, figure in enumerate(figures, start=len(HEADS) + 1):
            if figure is not None:
                sheet.write_number(row, column, figure, number)
    last = max(2 + len(kept), 3)
    decision = next(place for place, one in enumerate(HEADS) if one.en == "Decision")
    choices = [one.text(language, {}) for one in DECISIONS.values()]
    sheet.data_validation(
        3, decision, last, decision, {"validate": "list", "source": choices, "error_type": "warning"}
    )
    sheet.autofilter(2, 0, last, len(HEADS) + len(_FIGURES) - 1)
    sheet.freeze_panes(3, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    book.close()
    return packed(stream.getvalue(), moment)
