"""The opinion sheet as a file: Word or Excel by its ending, written whole or not at all, never over a held workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from npfdesk.engine.reconciliation.ledger import ReconciliationLedger
from npfdesk.plan.file_names import path_of
from npfdesk.plan.problems import Language, Problem, error
from npfdesk.report.forms import UNKNOWN_FORM, overwrites_plan
from npfdesk.report.material import moment_now
from npfdesk.report.reconciliation.opinion_lines import opinion_of
from npfdesk.workbook.files.replacement import put_in_place

OVER_HELD: Final = error(
    "opinion_over_held_workbook",
    "“{text}”是参加衔接的规划工作簿，意见表不会覆盖它，文件未动。请换一个名字。",
    "“{text}” is one of the workbooks that were held against each other; the opinion sheet does not overwrite it, and the file is "
    "unchanged. Choose another name.",
)


def _word(ledger: ReconciliationLedger, language: Language) -> bytes:
    from npfdesk.report.reconciliation.opinion_word import opinion_word

    return opinion_word(opinion_of(ledger, language), language, moment_now())


def _book(ledger: ReconciliationLedger, language: Language) -> bytes:
    from npfdesk.report.reconciliation.opinion_book import opinion_book

    return opinion_book(opinion_of(ledger, language), language, moment_now())


OPINION_FORMS: Final[Mapping[str, Callable[[ReconciliationLedger, Language], bytes]]] = MappingProxyType(
    {".docx": _word, ".xlsx": _book}
)
"""What makes the sheet, by the ending of its file."""


def write_opinion(
    ledger: ReconciliationLedger, path: Path, language: Language, *, over_read_only: bool = False
) -> Problem | None:
    """Write the opinion sheet in the form of the path's ending; a Problem where that fails.

    Nothing is written for another ending, over one of the held workbooks (also by another name of it), or over a read-only
    file unless that was asked for. What stood there stays until the new file is whole.
    """
    refused = refused_path(ledger, path)
    if refused is not None:
        return refused
    content = OPINION_FORMS[path.suffix.lower()](ledger, language)
    return put_in_place(path, content, over_read_only=over_read_only)


def refused_path(ledger: ReconciliationLedger, path: Path) -> Problem | None:
    """Why nothing may be written there: an ending that there is no form for, or a held workbook; else None."""
    if path.suffix.lower() not in OPINION_FORMS:
        return Problem(UNKNOWN_FORM, text=path.name, arguments={"known": " ".join(OPINION_FORMS)})
    for held in ledger.plans:
        if overwrites_plan(path, path_of(held.file)) is not None:
            return Problem(OVER_HELD, text=path.name)
    return None
