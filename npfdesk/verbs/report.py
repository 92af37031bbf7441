"""The verb `report`: a workbook that recomputes, a document, slides, printed pages, pictures or a table, by OUT's ending.

With --form an official report in words.
"""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import Final

from npfdesk.frames.lookup import NO_SUCH_CHOICE, UNKNOWN_SCENARIO_ASKED, find_indicator, find_region
from npfdesk.frames.opened_plan import PlanWorkbook
from npfdesk.frames.refusal import Refused
from npfdesk.logbook import note_mistake
from npfdesk.plan.file_names import shown_path
from npfdesk.plan.names import fold
from npfdesk.plan.problems import Language, Problem, Severity, Wording, error
from npfdesk.plan.spoken_names import name_wording
from npfdesk.report.content import WATERMARKS, Content, Marking
from npfdesk.report.forms import DOCUMENT, Made, form_of, make_styled, overwrites_plan, write_report
from npfdesk.report.material import Material, chosen_scenarios, provenance_of
from npfdesk.report.requests import BOOK
from npfdesk.report.sections import kinds_of
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
OFFICIAL_IS_WORD: Final = error(
    "official_report_is_word",
    "评估报告、年度计划报告只有 Word 文档一种形式，“{text}”请以 .docx 结尾；其他形式请用 --form book。",
    "An evaluation or yearly-plan report is a Word document: give “{text}” a name that ends in .docx. For other forms use --form "
    "book.",
)
ONE_SCENARIO: Final = error(
    "official_report_one_scenario",
    "--form {text} 的报告只按一个情景写。请只给一个 --scenario。",
    "A report of --form {text} is written under one scenario. Name one with --scenario.",
)
ONLY_OFFICIAL: Final = error(
    "only_for_official_reports",
    "{text} 只用于评估报告和年度计划报告。请加上 --form evaluation 或 --form yearly，或去掉 {text}。",
    "{text} is for evaluation and yearly-plan reports alone. Add --form evaluation or --form yearly, or leave {text} out.",
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
    try:
        material = _material(options, plan, language)
    except Refused as reason:
        return refuse(reason, language)
    if options.form != BOOK.key:
        return _official(options, plan, material)
    for name, asked in (("--year", options.year is not None), ("--afresh", options.afresh)):
        if asked:
            return refuse(Problem(ONLY_OFFICIAL, text=name), language)
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
    return _told(options, plan, material, made)


def _material(options: argparse.Namespace, plan: PlanWorkbook, language: Language) -> Material:
    """What the report is made of; Refused for a scenario or a choice that there is not."""
    every = tuple(plan.document.scenarios.values())
    scenarios, unknown = chosen_scenarios(every, tuple(options.scenario or ()))
    if unknown is not None:
        known = {"known": tuple(map(name_wording, every))}
        raise Refused(Problem(UNKNOWN_SCENARIO_ASKED, text=unknown, arguments=known))
    return Material(
        plan.results,
        scenarios,
        plan.rule,
        provenance_of(options.file, plan.accounting),
        language,
        hues=plan.document.hues,
        content=_content(options, plan, options.output.suffix.lower()),
        marking=_marking(options),
        evaluations=plan.document.work.evaluations,
        board=plan.document.work.board,
    )


def _official(options: argparse.Namespace, plan: PlanWorkbook, material: Material) -> int:
    """Write an official report, over the one that is there with what was changed in it by hand."""
    # most reports are none, and need nothing of what writes Word and fills templates
    from npfdesk.report.official.official_making import Wish, make_official, write_official

    out, language = options.output, material.language
    if out.suffix.lower() != DOCUMENT.ending:
        return refuse(Problem(OFFICIAL_IS_WORD, text=out.name), language)
    if len(options.scenario or ()) > 1:
        return refuse(Problem(ONE_SCENARIO, text=options.form), language)
    wish = Wish(options.form, options.year, register=options.register, afresh=options.afresh)
    made = make_official(material, wish, out, options.template)
    if isinstance(made, Problem):
        return refuse(made, language)
    tell_other_names(out, language)
    refused = write_official(out, made, options.file, over_read_only=options.over_read_only)
    if refused is not None:
        return refuse(refused, language)
    return _told(options, plan, material, made)


def _told(options: argparse.Namespace, plan: PlanWorkbook, material: Material, made: Made) -> int:
    """Tell what is to be told of a written report; the exit code."""
    language = material.language
    for told in made.told:
        print_problem(told, language)
    for _, mistake in material.failures.found:
        note_mistake(type(mistake), mistake.__traceback__)
    print_error(_WRITTEN.text(language, {"file": shown_path(options.output)}))
    incomplete = any(told.severity is Severity.ERROR for told in made.told)
    return max(EXIT_CODES[plan.status], int(incomplete))


def _content(options: argparse.Namespace, plan: PlanWorkbook, ending: str) -> Content:
    """What was chosen of the plan; Refused for a name that it does not have, or a section that the form does not."""
    found = plan.document.plan
    regions = {find_region(found, one).code for one in options.region or ()}
    indicators = {find_indicator(found, one).code for one in options.indicator or ()}
    sections = tuple(dict.fromkeys(options.section or ()))
    known = {one.key: one.title for one in kinds_of(ending, options.form)}
    for key in sections:
        if key not in known:
            raise Refused(Problem(NO_SUCH_CHOICE, text=key, arguments={"known": tuple(known) or "—"}))
    return Content(
        tuple(one.code for one in found.regions if one.code in regions) or None,
        tuple(one.code for one in found.indicators if one.code in indicators) or None,
        sections or None,
    )


def _marking(options: argparse.Namespace) -> Marking:
    """How the pages are marked; Refused for a watermark that is none: its code, or its words in either language."""
    said = options.watermark
    codes = {fold(name): code for code, words in WATERMARKS.items() for name in (code, words.zh, words.en)}
    code = "" if said is None else codes.get(fold(said))
    if code is None:
        known = tuple(WATERMARKS.values())
        raise Refused(Problem(NO_SUCH_CHOICE, text=said, arguments={"known": known}))
    return Marking(code, not options.no_seal)
