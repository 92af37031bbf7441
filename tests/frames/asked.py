"""The sample's plan, and a table of each sort that the Python face answers with about it."""

import atexit
import functools
import os
import shutil
import tempfile
from pathlib import Path

import npfdesk
from npfdesk.locations import sample_folder, sample_workbook
from npfdesk.workbook.collecting.hidden_sheet import read_form
from npfdesk.workbook.files.sandbox import read_grid
from tests.forms import fill

SAMPLE = str(sample_workbook())
NEW_WORKBOOK = str(Path(tempfile.gettempdir()) / f"npfdesk_rolled_{os.getpid()}.xlsx")
"""Where the next plan is written; removed at the end."""
atexit.register(lambda: Path(NEW_WORKBOOK).unlink(missing_ok=True))
NEW_FOLDER = str(Path(tempfile.gettempdir()) / f"npfdesk_forms_{os.getpid()}")
"""Where forms are written: a folder that is not there yet."""
atexit.register(lambda: shutil.rmtree(NEW_FOLDER, ignore_errors=True))
RETURNS = str(Path(tempfile.gettempdir()) / f"npfdesk_returns_{os.getpid()}")
"""A folder with a return of the sample, made when it is first asked about."""
atexit.register(lambda: shutil.rmtree(RETURNS, ignore_errors=True))
ASKED = {
    "project": (),
    "seek": ("惯性", "永康市", "output"),
    "benchmark": ("永康市", "output"),
    "allocate": ("output",),
    "annual": ("output", "永康市"),
    "track": ("2026-03",),
    "evaluate": (2024,),
    "score": (2025,),
    "uncertainty": ("惯性", 100),
    "roll": (NEW_WORKBOOK, 2025, 2030),
    "collect": (NEW_FOLDER,),
    "reconcile": (str(sample_folder() / "county_14fyp.xlsx"),),
    "gather": ([RETURNS],),
    "index": (["output", "tax_per_mu"],),
    "disparity": ("output",),
    "forecast": ("金华市", "gdp"),
}
"""What each function is asked about the plan."""
COUNTY = str(sample_folder() / "county_15fyp.xlsx")
"""The sample that has months and scoring rules."""
_OF_COUNTY = frozenset({"reconcile", "score", "track"})


@functools.cache
def sample():
    return npfdesk.read(SAMPLE)


@functools.cache
def county():
    return npfdesk.read(COUNTY)


def file_of(name):
    """The workbook that a function is asked about."""
    if name == "gather":
        _make_returns()
    return COUNTY if name in _OF_COUNTY else SAMPLE


@functools.cache
def table_of(name):
    plan = county() if name in _OF_COUNTY else sample()
    shutil.rmtree(NEW_FOLDER, ignore_errors=True)
    if name == "gather":
        _make_returns()
    return getattr(npfdesk, name)(plan, *ASKED[name])


@functools.cache
def _make_returns():
    forms = npfdesk.collect(sample(), RETURNS)
    path = Path(RETURNS) / forms["file"][0]
    form = read_form(read_grid(path), path.name)
    fill(path, {(one.place.sheet, one.place.cell): 10 for one in form.cells})
