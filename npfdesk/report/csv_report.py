"""The projected paths as a file for spreadsheets: UTF-8 with its mark, text that would run as a formula defused."""

from __future__ import annotations

import csv
import io
import unicodedata
from typing import Final

from npfdesk.report.material import PROGRAM, Material
from npfdesk.report.projection_table import COLUMNS, Cell, projection_rows

ORIGIN_COLUMNS: Final = ("plan", "workbook", "workbook_sha256", "revision", "rule", "program")
"""The columns behind those of the projection: where each figure comes from."""

_RUNS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_report(material: Material, template: bytes | None = None) -> bytes:
    """A row for each scenario, series and year: the columns of `project`, then those of provenance.

    Empty where there is no figure. Without a timestamp: the same input gives the same bytes.
    """
    told = material.provenance
    origin: list[Cell] = [
        material.plan.title,
        told.workbook,
        told.digest,
        told.state(material.language),
        str(material.rule),
        f"{PROGRAM} {told.version}",
    ]
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([*COLUMNS, *ORIGIN_COLUMNS])
    for scenario in material.scenarios:
        for row in projection_rows(material.results, scenario.id, scenario.name, material.rule):
            writer.writerow([defused(cell) for cell in [*(row[column] for column in COLUMNS), *origin]])
    return b"\xef\xbb\xbf" + stream.getvalue().encode("utf-8")


def defused(cell: Cell) -> Cell:
    """A cell that no spreadsheet runs: text that begins like a formula is led by an apostrophe; None is empty.

    Full-width signs and leading blanks count too: some spreadsheets read ＝ as = and skip what stands before it.
    Source: OWASP, CSV Injection.
    """
    if cell is None:
        return ""
    if isinstance(cell, str):
        start = unicodedata.normalize("NFKC", cell[:40])
        if start.startswith(_RUNS) or start.lstrip().startswith(_RUNS[:4]):
            return "'" + cell
    return cell
