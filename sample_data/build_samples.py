"""Builds the sample workbooks out of the tables beside this script: python sample_data/build_samples.py."""

from __future__ import annotations

import csv
import sys
from functools import partial
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from county_midterm import build_county_midterm
from county_plan import build_county, build_county_as_published
from planners_worksheet import build_worksheet
from published_tables import build_published

from npfdesk.plan.problems import Problem
from npfdesk.workbook.standard.sheet_columns import SHEETS
from npfdesk.workbook.standard.sheet_layout import CellValue, write_standard

TEXT_COLUMNS = {"note", "source", "description", "name", "text", "code", "document", "date"}


def build_jinhua(folder: Path, output: Path) -> Problem | None:
    """The Jinhua plan in the standard format, from one table a sheet."""
    rows: dict[str, list[dict[str, CellValue]]] = {}
    years: dict[str, list[int]] = {}
    for form in SHEETS:
        table = folder / f"{form.key}.csv"
        with table.open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream)
            years[form.key] = [int(name) for name in reader.fieldnames or () if name.isdigit()]
            rows[form.key] = [{key: _value(key, text) for key, text in row.items()} for row in reader]
    with (folder.parent / "jinhua_commitments.csv").open(encoding="utf-8", newline="") as stream:
        rows["Commitments"] = [
            {key: _value(key, text) if key == "target year" else text or None for key, text in row.items()}
            for row in csv.DictReader(stream)
        ]
    return write_standard(output, rows, years, "zh", illustrative=frozenset({"Levers", "Multipliers"}))


def _value(key: str, text: str) -> CellValue:
    """A figure as a number, so that Excel can count with it; words and qualified targets stay words."""
    if text == "":
        return None
    if key in TEXT_COLUMNS:
        return text
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        return text


def main() -> None:
    """Build every sample."""
    for name, build in (
        ("jinhua_14fyp.xlsx", partial(build_jinhua, HERE / "jinhua")),
        ("jinhua_as_published.xlsx", partial(build_published, HERE / "jinhua")),
        ("jinhua_worksheet.xlsx", partial(build_worksheet, HERE / "jinhua")),
        ("county_15fyp.xlsx", build_county),
        ("county_as_published.xlsx", build_county_as_published),
        ("county_14fyp.xlsx", build_county_midterm),
    ):
        problem = build(HERE / name)
        if problem is not None:
            raise SystemExit(problem.message("en"))
        sys.stdout.write(f"{name}\n")


if __name__ == "__main__":
    main()
