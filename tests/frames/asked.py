"""The sample's plan, and a table of each sort that the Python face answers with about it."""

import functools

import npfdesk
from npfdesk.locations import sample_folder, sample_workbook

SAMPLE = str(sample_workbook())
ASKED = {
    "project": (),
    "seek": ("惯性", "永康市", "output"),
    "benchmark": ("永康市", "output"),
    "allocate": ("output",),
    "uncertainty": ("惯性", 100),
    "index": (["output", "tax_per_mu"],),
    "disparity": ("output",),
    "forecast": ("金华市", "gdp"),
    "track": ("2026-03",),
}
"""What each function is asked about the plan."""
COUNTY = str(sample_folder() / "county_15fyp.xlsx")
"""The sample that has months, which track is asked about."""


@functools.cache
def sample():
    return npfdesk.read(SAMPLE)


@functools.cache
def county():
    return npfdesk.read(COUNTY)


def file_of(name):
    """The workbook that a function is asked about."""
    return COUNTY if name == "track" else SAMPLE


@functools.cache
def table_of(name):
    plan = county() if name == "track" else sample()
    return getattr(npfdesk, name)(plan, *ASKED[name])
