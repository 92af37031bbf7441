"""The verb `project`: projected paths as a table."""

from __future__ import annotations

import argparse
import json
import sys

import pandas as pd

from npfdesk.engine.audit.formula_children import formula_children
from npfdesk.engine.audit.printed_figures import PrintedFigures
from npfdesk.frames.projection import project as projected
from npfdesk.frames.refusal import Refused
from npfdesk.plan.problems import Language
from npfdesk.report.forms import overwrites_plan, write_report
from npfdesk.report.projection_table import as_csv
from npfdesk.verbs.questions import (
    EXIT_CODES,
    REFUSED,
    open_plan,
    print_error,
    print_remarks,
    records,
    refuse,
    tell_other_names,
)


def project(options: argparse.Namespace, language: Language) -> int:
    """Print or write the projected paths; 0, 1 where the workbook has errors (the sound part is given), 2 refused."""
    plan = open_plan(options, language)
    if plan is None:
        return REFUSED
    try:
        table = projected(plan, options.scenario)
    except Refused as reason:
        print_error(reason.problem.message(language))
        return REFUSED
    print_remarks(table, language)
    for one in formula_children(PrintedFigures(plan.results)):
        print_error(one.message(language))
    itself = overwrites_plan(options.output, options.file) if options.output is not None else None
    if itself is not None:
        return refuse(itself, language)
    text = as_json(table) if options.format == "json" else as_csv(table, "\n")
    if options.output is None:
        sys.stdout.write(text)
        sys.stdout.flush()
        return EXIT_CODES[plan.status]
    # Excel reads a CSV file as UTF-8 only behind a byte order mark
    encoding = "utf-8-sig" if options.format == "csv" else "utf-8"
    tell_other_names(options.output, language)
    refused = write_report(
        options.output, text.encode(encoding), options.file, over_read_only=options.over_read_only
    )
    return refuse(refused, language) if refused is not None else EXIT_CODES[plan.status]


def as_json(table: pd.DataFrame) -> str:
    """A table as a JSON list, one row a line, null where there is no figure; an endless figure is a ValueError."""
    rows = (json.dumps(row, ensure_ascii=False, allow_nan=False) for row in records(table))
    return "[\n" + ",\n".join(rows) + "\n]\n"
