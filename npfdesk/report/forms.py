"""The forms of a report by file ending, and the problems where a report cannot be made."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from npfdesk.plan.problems import Problem, Wording, error
from npfdesk.report.material import CannotBeMade, Failures, kind_of
from npfdesk.report.template_problems import BAD_TEMPLATE
from npfdesk.workbook.files.limits import TEMPLATE_BYTES
from npfdesk.workbook.files.replacement import put_in_place

if TYPE_CHECKING:
    from npfdesk.report.material import Material
    from npfdesk.report.office_templates import Template

UNKNOWN_FORM: Final = error(
    "unknown_report_form",
    "不知道“{text}”是什么形式。文件名请以 {known} 结尾。",
    "The report format of “{text}” is not known. Use a name that ends in {known}.",
)
ITSELF: Final = error(
    "report_over_workbook",
    "“{text}”就是规划工作簿本身，报告不会覆盖它。请换一个名字。",
    "“{text}” is the plan's own workbook, and a report does not overwrite it. Choose another name.",
)
SECTION_FAILED: Final = error(
    "report_section_failed",
    "报告“{text}”的“{section}”因程序自身的错误（{mistake}）没有写成，其余部分照常。这不是规划的问题；请把工作簿和日志交给开发者。",
    "“{section}” of the report “{text}” could not be made because of an error in the program ({mistake}); the rest of the "
    "report is complete. This is not a problem of the plan; please send the workbook and the log to the developers.",
)
NOT_MADE: Final = error("report_not_made", "“{text}”没有写成：{reason}", "“{text}” was not made: {reason}")

Maker = Callable[["Material", bytes | None], bytes]


@dataclass(frozen=True)
class ReportForm:
    """A form that a report can have.

    `ending` is that of its file, `title` what a dialog calls it; `load` opens the room that makes it, and is called only
    when one is made: ImportError where this machine cannot make it. `templates` are the endings of the templates of an
    office that it may be given, none where it takes none.
    """

    ending: str
    title: Wording
    load: Callable[[], Maker]
    templates: tuple[str, ...] = ()


def _workbook() -> Maker:
    from npfdesk.report.workbook_report import workbook_report

    return workbook_report


def _document() -> Maker:
    from npfdesk.report.word_paper import word_report

    return word_report


def _slides() -> Maker:
    from npfdesk.report.slides_report import slides_report

    return slides_report


def _table() -> Maker:
    from npfdesk.report.projection_table import csv_report

    return csv_report


def _leader_page() -> Maker:
    from npfdesk.report.leader_page.leader_report import leader_report

    return leader_report


# the forms that need no Qt; all of them, with those that Qt prints, stand in npfdesk.ui.printing.forms
WORKBOOK: Final = ReportForm(".xlsx", Wording("可重算的工作簿", "Workbook that recomputes"), _workbook)
DOCUMENT: Final = ReportForm(
    ".docx",
    Wording("Word 文档，图表可编辑", "Word document with editable charts"),
    _document,
    templates=(".docx", ".dotx"),
)
SLIDES: Final = ReportForm(
    ".pptx",
    Wording("可编辑图表的幻灯片", "Slides with editable charts"),
    _slides,
    templates=(".pptx", ".potx"),
)
LEADER_PAGE: Final = ReportForm(
    ".html",
    Wording("领导参阅件（离线网页，可调参数）", "Leader's copy (an offline web page)"),
    _leader_page,
)
TABLE: Final = ReportForm(".csv", Wording("数据表", "Table"), _table)


def form_of(path: Path, forms: Iterable[ReportForm]) -> ReportForm | Problem:
    """The form for a file's ending; a Problem where there is none."""
    known = {form.ending: form for form in forms}
    form = known.get(path.suffix.lower())
    if form is None:
        return Problem(UNKNOWN_FORM, text=path.name, arguments={"known": " ".join(known)})
    return form


def overwrites_plan(path: Path, plan: Path | None) -> Problem | None:
    """A problem where the output file is the plan's own workbook (also by another path or link); else None."""
    if plan is None:
        return None
    same = os.path.realpath(path) == os.path.realpath(plan)
    # another spelling where letters' case does not count, or a second name of the same file
    with contextlib.suppress(OSError):
        same = same or os.path.samefile(path, plan)
    return Problem(ITSELF, text=path.name) if same else None


def write_report(
    path: Path, content: bytes, plan: Path | None, *, over_read_only: bool = False
) -> Problem | None:
    """Write a report completely or not at all; a Problem where that fails or would overwrite the plan's workbook.

    A read-only file is replaced only where that was asked for.
    """
    return overwrites_plan(path, plan) or put_in_place(path, content, over_read_only=over_read_only)


@dataclass(frozen=True)
class Made:
    """A report's bytes, and what must be told with it: what a template was used without, sections that failed."""

    content: bytes
    told: tuple[Problem, ...] = ()


def make_styled(
    make: Callable[[bytes | None], bytes], path: Path, template: Path | None, failures: Failures | None = None
) -> Made | Problem:
    """Make a report, in the style of a template where one is given; a Problem where that fails.

    A template that is gone, broken or harmful is told, and nothing is made without it. `failures` are those of the
    report's sections.
    """
    style: bytes | None = None
    dropped: tuple[Problem, ...] = ()
    if template is not None:
        sound = usable_template(template)
        if isinstance(sound, Problem):
            return sound
        style, dropped = sound.content, sound.dropped
    try:
        content = make(style)
    except CannotBeMade as problem:
        if template is not None:
            return Problem(BAD_TEMPLATE, text=str(template), arguments={"reason": problem})
        return Problem(NOT_MADE, text=path.name, arguments={"reason": problem})
    failed = failures.found if failures is not None else ()
    told = (
        Problem(SECTION_FAILED, text=path.name, arguments={"section": section, "mistake": kind_of(mistake)})
        for section, mistake in failed
    )
    return Made(content, (*dropped, *told))


def usable_template(template: Path) -> Template | Problem:
    """An office's template, looked over; a Problem where it is gone, broken or harmful."""
    # most reports are made without one, and need nothing of what looks it over
    from npfdesk.report.office_templates import sound_template

    try:
        with template.open("rb") as stream:
            content = stream.read(TEMPLATE_BYTES + 1)
    except OSError as problem:
        return Problem(
            BAD_TEMPLATE, text=str(template), arguments={"reason": problem.strerror or str(problem)}
        )
    return sound_template(str(template), content)
