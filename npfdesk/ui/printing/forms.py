"""The registry of report forms: those that need Qt and those that do not."""

from __future__ import annotations

from typing import Final

from npfdesk.plan.problems import Wording
from npfdesk.report.forms import DOCUMENT, LEADER_PAGE, SLIDES, TABLE, WORKBOOK, Maker, ReportForm

# only their makers load Qt; the descriptions load nothing


def _pdf() -> Maker:
    from npfdesk.ui.printing.documents import pdf_report

    return pdf_report


def _picture() -> Maker:
    from npfdesk.ui.printing.documents import png_report

    return png_report


def _drawing() -> Maker:
    from npfdesk.ui.printing.documents import svg_report

    return svg_report


PDF: Final = ReportForm(".pdf", Wording("可打印的报告", "Report to print"), _pdf)
PICTURE: Final = ReportForm(".png", Wording("图片", "Picture"), _picture)
DRAWING: Final = ReportForm(".svg", Wording("矢量图", "Drawing"), _drawing)

PRINTED_FORMS: Final = (PDF, PICTURE, DRAWING)
"""The forms that need Qt."""

REPORT_FORMS: Final = (WORKBOOK, DOCUMENT, SLIDES, *PRINTED_FORMS, LEADER_PAGE, TABLE)
"""All forms, in the order of dialogs and messages."""
