"""What the manual says around the pages of the help."""

from __future__ import annotations

from typing import Final

from npfdesk.plan.problems import Wording
from npfdesk.report.material import PROGRAM

__all__ = ["BACK", "CONTENTS", "EDITION", "MANUAL", "NEXT", "OTHER", "PROGRAM", "SAME_AS_PDF", "pdf_name"]

MANUAL: Final = Wording("使用手册", "Manual")
CONTENTS: Final = Wording("目录", "Contents")
BACK: Final = Wording("← ", "← ")
NEXT: Final = Wording("→ ", "→ ")
OTHER: Final = Wording("中文", "English")
SAME_AS_PDF: Final = Wording("PDF", "PDF")
EDITION: Final = Wording("版本 {version}，{date}", "Version {version}, {date}")


def pdf_name(spoken: str) -> str:
    """The file of the printed manual."""
    return f"NPF-Desk-manual-{spoken}.pdf"
