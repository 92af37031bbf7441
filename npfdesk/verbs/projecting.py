"""The verbs `project` and `template`: projected paths as a table, and an empty workbook to begin with."""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import sys
from collections.abc import Iterable
from itertools import chain
from typing import Final, TextIO

from npfdesk.engine.status import Rule
from npfdesk.engine.update import compute
from npfdesk.plan.document import new_document
from npfdesk.plan.names import fold
from npfdesk.plan.problems import Language, Problem, Wording, error
from npfdesk.report.csv_report import defused
from npfdesk.report.forms import deliver, over_plan
from npfdesk.report.projection_table import COLUMNS, Cell, projection_rows
from npfdesk.verbs.checking import EXIT_CODES
from npfdesk.verbs.naming import refuse
from npfdesk.workbook.reading import read_workbook
from npfdesk.workbook.template import write_template

_UNKNOWN_SCENARIO: Final = Wording(
    "没有名为“{name}”的情景。现有：{known}。", "There is no scenario named “{name}”. There are: {known}."
)
_NOT_A_WORKBOOK: Final = Wording(
    "模板是 Excel 工作簿，“{file}”的文件名应以 .xlsx 结尾。",
    "The template is an Excel workbook: let the name of “{file}” end in .xlsx.",
)
TEMPLATE_OVER_FILE: Final = error(
    "template_over_file",
    "“{text}”已经存在，模板不会覆盖它。请换一个名字，或先把那个文件移开。",
    "“{text}” is there already, and the template does not replace it. Choose another name, or move that file away first.",
)
_WRITTEN: Final = Wording("已写入 {file}", "Written: {file}")


def project(options: argparse.Namespace, language: Language) -> int:
    """Print or write the projected paths; 0, 1 where the workbook has errors (the sound part is given), 2 refused."""
    reading = read_workbook(options.file)
    for problem in reading.problems:
        place = "!".join(part for part in (problem.sheet, problem.cell) if part)
        _say(f"[{problem.severity}] {place + ': ' if place else ''}{problem.message(language)}")
    if reading.plan is None:
        return EXIT_CODES["refused"]
    document = new_document(reading.plan)
    chosen = list(document.scenarios.values())
    if options.scenario is not None:
        chosen = [one for one in chosen if fold(options.scenario) in (fold(one.name), fold(one.id))][:1]
        if not chosen:
            known = ", ".join(one.name for one in document.scenarios.values())
            _say(_UNKNOWN_SCENARIO.text(language, {"name": options.scenario, "known": known}))
            return EXIT_CODES["refused"]
    itself = over_plan(options.output, options.file) if options.output is not None else None
    if itself is not None:
        return refuse(itself, language)
    results = compute(document)
    rule = Rule(reading.plan.status_rule)
    rows = chain.from_iterable(projection_rows(results, one.id, one.name, rule) for one in chosen)
    write = write_json if options.format == "json" else write_csv
    if options.output is None:
        write(rows, sys.stdout)
        sys.stdout.flush()
        return EXIT_CODES[reading.status]
    stream = io.StringIO(newline="")
    write(rows, stream)
    # Excel reads a CSV file as UTF-8 only behind a byte order mark
    encoding = "utf-8-sig" if options.format == "csv" else "utf-8"
    refused = deliver(options.output, stream.getvalue().encode(encoding), options.file)
    return refuse(refused, language) if refused is not None else EXIT_CODES[reading.status]


def template(options: argparse.Namespace, language: Language) -> int:
    """Write an empty workbook; 0, or 2 where the file is there, cannot be written or is named as another kind."""
    if options.output.suffix.lower() != ".xlsx":
        _say(_NOT_A_WORKBOOK.text(language, {"file": options.output}))
        return EXIT_CODES["refused"]
    if os.path.exists(options.output):
        return refuse(Problem(TEMPLATE_OVER_FILE, text=options.output.name), language)
    problem = write_template(options.output, language)
    if problem is not None:
        return refuse(problem, language)
    _say(_WRITTEN.text(language, {"file": options.output}))
    return 0


def write_json(rows: Iterable[dict[str, Cell]], stream: TextIO) -> None:
    """Rows as a JSON list, one row a line; a figure that is not finite is a ValueError, null is no figure."""
    stream.write("[")
    for index, row in enumerate(rows):
        stream.write(",\n" if index else "\n")
        json.dump(row, stream, ensure_ascii=False, allow_nan=False)
    stream.write("\n]\n")


def write_csv(rows: Iterable[dict[str, Cell]], stream: TextIO) -> None:
    """Rows as CSV, empty where there is no figure; text that a spreadsheet would run as a formula is defused."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([defused(row[column]) for column in COLUMNS])


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
