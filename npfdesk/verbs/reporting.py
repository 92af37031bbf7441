"""The verb `report`: a workbook that recomputes, a document, slides, printed pages, pictures or a table, by OUT's ending."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import Final

from npfdesk.engine.status import Rule
from npfdesk.engine.update import compute
from npfdesk.plan.document import new_document
from npfdesk.plan.problems import Language, Problem, Wording, error
from npfdesk.report.forms import FORMS, TEMPLATED, UNKNOWN_FORM, deliver, maker, over_plan, styled
from npfdesk.report.material import Material, chosen_scenarios, provenance_of
from npfdesk.verbs.checking import EXIT_CODES
from npfdesk.verbs.naming import refuse, say, tell
from npfdesk.workbook.reading import read_workbook

UNKNOWN_SCENARIO: Final = error(
    "unknown_scenario_asked",
    "没有名为“{text}”的情景。现有：{known}。",
    "There is no scenario named “{text}”. There are: {known}.",
)
NO_PRINTING: Final = error(
    "no_printing",
    "“{text}”没有写成：这台机器上不能排版 PDF、PNG 和 SVG（{reason}）。可以改用 .xlsx、.docx、.pptx 或 .csv。",
    "“{text}” was not made: PDF, PNG and SVG cannot be set on this machine ({reason}). Use .xlsx, .docx, .pptx or .csv instead.",
)
_WRITTEN: Final = Wording("已写入 {file}", "Written: {file}")


def report(options: argparse.Namespace, language: Language) -> int:
    """Write a report; 0, 1 where the workbook has errors (what is sound is reported), 2 where nothing was written."""
    reading = read_workbook(options.file)
    for problem in reading.problems:
        tell(problem, language)
    if reading.plan is None:
        return EXIT_CODES["refused"]
    out: Path = options.output
    form = out.suffix.lower()
    if form not in FORMS:
        return refuse(Problem(UNKNOWN_FORM, text=out.name, arguments={"known": " ".join(FORMS)}), language)
    itself = over_plan(out, options.file)
    if itself is not None:
        return refuse(itself, language)
    document = new_document(reading.plan)
    scenarios, unknown = chosen_scenarios(tuple(document.scenarios.values()), tuple(options.scenario or ()))
    if unknown is not None:
        known = tuple(one.name for one in document.scenarios.values())
        return refuse(Problem(UNKNOWN_SCENARIO, text=unknown, arguments={"known": known}), language)
    rule = Rule(reading.plan.status_rule)
    material = Material(compute(document), scenarios, rule, provenance_of(options.file), language)
    try:
        make = maker(form)
    except ImportError as problem:
        return refuse(Problem(NO_PRINTING, text=out.name, arguments={"reason": problem}), language)
    content = styled(partial(make, material), out, options.template if form in TEMPLATED else None)
    if isinstance(content, Problem):
        return refuse(content, language)
    refused = deliver(out, content, options.file)
    if refused is not None:
        return refuse(refused, language)
    say(_WRITTEN.text(language, {"file": out}))
    return EXIT_CODES[reading.status]
