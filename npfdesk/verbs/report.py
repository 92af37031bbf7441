"""The verb `report`: a workbook that recomputes, a document, slides, pages, pictures, a page to move or a table, by OUT's ending."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import Final

from npfdesk.frames.lookup import UNKNOWN_SCENARIO_ASKED
from npfdesk.logbook import note_mistake
from npfdesk.plan.file_names import shown_path
from npfdesk.plan.problems import Language, Problem, Severity, Wording, error
from npfdesk.plan.spoken_names import name_wording
from npfdesk.report.forms import form_of, make_styled, overwrites_plan, write_report
from npfdesk.report.material import Material, chosen_scenarios, provenance_of
from npfdesk.ui.printing.forms import REPORT_FORMS
from npfdesk.verbs.questions import (
    EXIT_CODES,
    REFUSED,
    open_plan,
    print_error,
    print_problem,
    refuse,
    tell_other_names,
)

NO_PRINTING: Final = error(
    "no_printing",
    "“{text}”没有写成：这台机器上不能排版 PDF、PNG 和 SVG（{reason}）。可以改用 .xlsx、.docx、.pptx、.html 或 .csv。",
    "“{text}” was not written: PDF, PNG and SVG cannot be produced on this machine ({reason}). Use .xlsx, .docx, .pptx, .html or .csv "
    "instead.",
)
_WRITTEN: Final = Wording("已写入 {file}", "Written: {file}")


def report(options: argparse.Namespace, language: Language) -> int:
    """Write a report; 0, 1 where the workbook has errors or a section failed (the sound part is there), 2 nothing written."""
    plan = open_plan(options, language)
    if plan is None:
        return REFUSED
    out: Path = options.output
    form = form_of(out, REPORT_FORMS)
    if isinstance(form, Problem):
        return refuse(form, language)
    itself = overwrites_plan(out, options.file)
    if itself is not None:
        return refuse(itself, language)
    every = tuple(plan.document.scenarios.values())
    scenarios, unknown = chosen_scenarios(every, tuple(options.scenario or ()))
    if unknown is not None:
        known = {"known": tuple(map(name_wording, every))}
        return refuse(Problem(UNKNOWN_SCENARIO_ASKED, text=unknown, arguments=known), language)
    provenance, hues = provenance_of(options.file, plan.accounting), plan.document.hues
    material = Material(
        plan.results, scenarios, plan.rule, provenance, language, hues=hues, board=plan.document.work.board
    )
    try:
        make = form.load()
    except ImportError as problem:
        return refuse(Problem(NO_PRINTING, text=out.name, arguments={"reason": problem}), language)
    template = options.template if form.templates else None
    made = make_styled(partial(make, material), out, template, material.failures)
    if isinstance(made, Problem):
        return refuse(made, language)
    tell_other_names(out, language)
    refused = write_report(out, made.content, options.file, over_read_only=options.over_read_only)
    if refused is not None:
        return refuse(refused, language)
    for told in made.told:
        print_problem(told, language)
    for _, mistake in material.failures.found:
        note_mistake(type(mistake), mistake.__traceback__)
    print_error(_WRITTEN.text(language, {"file": shown_path(out)}))
    incomplete = any(told.severity is Severity.ERROR for told in made.told)
    return max(EXIT_CODES[plan.status], int(incomplete))
